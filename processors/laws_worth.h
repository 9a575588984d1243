/* The laws of an order's amounts over the records as emitted: order-state.commercial beside the
 * order and the lines of which it tells. As laws.h it shares no line with the fold, is pure, and
 * returns NULL or the law that is broken, by name.
 *
 *   MONEY     what is paid is not below zero (a price may be: the line of a discount)
 *   VERSION   each record is the next version of the one before, and its clock does not go back
 *   WORTH     what is ordered, shipped and to be invoiced is that of the line states, at the prices
 *             that the record shows; it shows each line, and counts those without a price
 *   COMPLETE  it is as complete as order-state says
 *
 * Not on the page's judge: the quarantine log tells a record that breaks a law, and whoever reads
 * that log need not know prices. Amounts of invoices, credit memos and payments are on no other
 * record; the histories hold them against books of their own. */
#pragma once

#include "avro/model.h"

/* `before`: NULL for the first. */
const char *of_laws_worth(const OrderCommercial *before, const OrderCommercial *after);
/* Of one moment: the order and all of its lines, as last emitted. Orders of more lines than the
 * record shows cannot be judged, and pass. */
const char *of_laws_worth_agrees(const OrderCommercial *worth, const OrderState *order,
                                 const LineState *const *lines, size_t count);
