/* The laws of the ledger over the records as emitted: what holds of an order whatever its facts
 * were. It shares no line with the fold, which cannot judge itself: several laws are identities of
 * its formulas. All functions are pure, cost no more than the record in hand, and return NULL or
 * the law that is broken, by name: "L1: what is wrong".
 *
 *   RANGE     no bucket below zero, none of a line beyond OF_LINE_QTY_MAX
 *   L1        ordered + over = open + backordered + allocated + picked + shipped + cancelled
 *             + substituted (an identity of of_ledger_line; a slip in a sum or a row breaks it)
 *   L2        shipped = in transit + delivered + lost + returned to sender (in_transit is derived
 *             as the difference, so only RANGE and CONTENTS can find a fold that counts too much)
 *   LEGS      the legs of a line hold what the line says (all, when all are shown)
 *   LINES     the totals of an order are the sum of its lines as emitted, as is their number
 *   CONTENTS  what is shipped of a line, and where it is, is what its packages hold, leg by leg
 *   CARRIED   an order with delivered, lost or returned goods has a package of that status
 *   RANK      the status of a shipment is no lower than any milestone it shows
 *   OWNER     a bucket moves only on the word of those who may speak of it
 *   FALL      what happened stays, unless the fact takes it back: see of_law_fact
 *   VERSION   each record is the next version of the one before, and no clock of it goes back (but
 *             as_of of a line, which shows where its goods are now: a confirmation that is voided
 *             or a carrier's word of higher rank and earlier time takes it back)
 *   MONEY     what is paid and how often are not below zero: such a payment is refused at the door.
 *             A price may be below zero: a discount or a credit is a line of its own in the ERPs
 *   L7        on hand is the sum of its statuses
 *   L9        what is offered and accepted is not below zero, and what is offered is there and held
 *             by nobody else
 *   ATP       days ascend, and no day can promise more than a later one
 *   quiescent, of the world rather than of the engine: L1A nothing shipped beyond what was ordered
 *             and the tolerance, L4 nothing back that never arrived, L5 invoiced <= shipped and
 *             credited <= invoiced, in quantity
 *
 * Not told by today's records, so not judged: L3 (no record per RMA), L4 at the authorisation, L5
 * in money and L11 (states carry no invoiced amounts), L6 (no replacements, no goodwill), L7 of
 * movements (no record per movement), L10 (the participants' books know). L8 is what
 * InventoryAtp.allocation_drift tells. */
#pragma once

#include "processors/ledger.h"
#include "topology/ids.h"

/* The fact in whose turn a line changed. */
typedef struct of_law_fact {
    int topic;
    /* It is a deletion, a void, or a later version that says less than the one before: shipped,
     * arrived (delivered, lost, returned to sender together), invoiced, credited and returned may
     * fall with it. Otherwise only an inspection lowers returned, by what it sends back. The other
     * buckets fall in the course of things. */
    bool takes_back;
    /* The line is acknowledged, and no older fact of its order is still on its way: ordered no
     * longer falls. Before that an edit overwrites, and a late older one may lower the baseline. */
    bool settled;
} of_law_fact;

/* Of a line: RANGE, L1 and L2. */
const char *of_laws_ledger(const Ledger *line);
/* `before`: the version emitted before, NULL for the first. */
const char *of_laws_line(const LineState *before, const LineState *after);
const char *of_laws_line_moved(const LineState *before, const LineState *after, of_law_fact fact);
/* `contents`: every package content of the line. */
const char *of_laws_line_contents(const LineState *line, const SeenContentArray *contents);

/* What the line states of one order, as emitted, add up to. Starts as zeros. */
typedef struct of_law_book {
    Ledger lines;
    int32_t line_count;
} of_law_book;

void of_law_book_line(of_law_book *book, const LineState *before, const LineState *after);
/* To be called when all line states of the turn are in the book. */
const char *of_laws_order(const of_law_book *book, const OrderState *before,
                          const OrderState *after);
const char *of_laws_shipment(const ShipmentState *before, const ShipmentState *after);
const char *of_laws_inventory(const InventoryAtp *before, const InventoryAtp *after);

/* Quiescent laws: the window in which facts may still be on their way has passed. A break is an
 * exception of the business (OVER_FULFIL, OVER_INVOICED, QTY_EXCEEDS_RETURNABLE), not of the
 * engine. `tolerance`: over-delivery that was agreed, in thousandths of what was ordered. */
const char *of_laws_line_quiet(const LineState *line, int64_t tolerance);
