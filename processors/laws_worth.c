/* The laws of an order's amounts: see laws_worth.h. */
#include "processors/laws_worth.h"

const char *of_laws_worth(const OrderCommercial *before, const OrderCommercial *after)
{
    if (after->version != (before == NULL ? 0 : before->version) + 1) {
        return "VERSION: not the next version of the record before";
    }
    if (before != NULL && after->updated_at < before->updated_at) {
        return "VERSION: updated before the record before";
    }
    return after->paid < 0 ? "MONEY: less than nothing was paid" : NULL;
}

/* In whole units and the rest of one, for the product of both numbers may not fit. */
static int64_t at_price(int64_t qty, int64_t price)
{
    int64_t rest = qty % 1000 * (price % 1000);
    int64_t up = rest % 1000 >= 500 ? 1 : rest % 1000 <= -500 ? -1 : 0;
    return qty / 1000 * price + qty % 1000 * (price / 1000) + rest / 1000 + up;
}

static const LineState *line_of(const LineState *const *lines, size_t count, of_text name)
{
    for (size_t i = 0; i < count; i++) {
        if (of_text_equal(lines[i]->line, name)) {
            return lines[i];
        }
    }
    return NULL;
}

static const char *disagrees(const OrderCommercial *worth, const LineState *const *lines,
                             size_t count)
{
    int64_t ordered = 0;
    int64_t shipped = 0;
    int64_t to_invoice = 0;
    int32_t unpriced = 0;
    for (size_t i = 0; i < worth->prices.len; i++) {
        const LinePrice *each = &worth->prices.items[i];
        const LineState *line = line_of(lines, count, each->line);
        if (line == NULL) {
            return "WORTH: a price of a line that is not there";
        }
        const Ledger *ledger = &line->ledger;
        int64_t due = ledger->open + ledger->backordered + ledger->allocated + ledger->picked +
                      ledger->shipped - ledger->invoiced;
        int64_t price = each->unit_price.present ? each->unit_price.value : 0;
        ordered += at_price(ledger->ordered, price);
        shipped += at_price(ledger->shipped, price);
        to_invoice += due > 0 ? at_price(due, price) : 0;
        unpriced += each->unit_price.present ? 0 : 1;
    }
    if (unpriced != worth->unpriced_lines) {
        return "WORTH: another number of lines has no price";
    }
    return ordered != worth->ordered || shipped != worth->shipped || to_invoice != worth->to_invoice
               ? "WORTH: the amounts are not those of the lines at their prices"
               : NULL;
}

const char *of_laws_worth_agrees(const OrderCommercial *worth, const OrderState *order,
                                 const LineState *const *lines, size_t count)
{
    if (worth->completeness != order->completeness) {
        return "COMPLETE: the amounts are as complete as their order is not";
    }
    if (worth->prices.len > count || (worth->prices.len < count && count <= 100)) {
        return "WORTH: not each line is shown once";
    }
    return worth->prices.len < count ? NULL : disagrees(worth, lines, count);
}
