/* What an order is worth: amounts that move with its lines, as its totals do, and that nobody reads
 * who may not know prices. They come from the ledger of each line, and are published apart. */
#include "processors/order.h"

#define PRICES_SHOWN_MAX 100

/* Every amount of a line that its order sums up, once. */
#define EACH_AMOUNT(X)                                                                             \
    X(ordered)                                                                                     \
    X(shipped)                                                                                     \
    X(to_invoice)                                                                                  \
    X(invoiced)                                                                                    \
    X(credited)

__extension__ typedef __int128 wide;

/* ---- a line ---- */

/* Half up, away from zero where the price is below it. */
static int64_t amount_of(int64_t qty, OptionalLong unit_price)
{
    wide thousandths = (wide)qty * (unit_price.present ? unit_price.value : 0);
    wide amount = (thousandths + (thousandths < 0 ? -500 : 500)) / 1000;
    return amount > OF_AMOUNT_MAX    ? OF_AMOUNT_MAX
           : amount < -OF_AMOUNT_MAX ? -OF_AMOUNT_MAX
                                     : (int64_t)amount;
}

static LineWorth worth_of(const LineRow *row, const Ledger *ledger)
{
    int64_t live = ledger->open + ledger->backordered + ledger->allocated + ledger->picked;
    int64_t due = live + ledger->shipped - ledger->invoiced;
    LineWorth worth = {
        .unit_price = row->unit_price,
        .ordered = amount_of(ledger->ordered, row->unit_price),
        .shipped = amount_of(ledger->shipped, row->unit_price),
        .to_invoice = amount_of(due > 0 ? due : 0, row->unit_price),
    };
    OF_SEEN_ADD(worth.invoiced, &row->invoices, amount)
    OF_SEEN_ADD(worth.credited, &row->credits, amount)
    return worth;
}

/* ---- the prices that are shown ---- */

of_status of_worth_reserve(of_order_work *order)
{
    LinePriceArray *prices = &order->commercial.prices;
    if (order->owns_prices) {
        return OF_OK;
    }
    LinePrice *items = of_arena_array(of_scratch(order->ctx), PRICES_SHOWN_MAX + 1, sizeof *items);
    if (items == NULL) {
        return OF_ABORT_AS("the scratch memory of this record is full");
    }
    if (prices->len > 0) {
        memcpy(items, prices->items, prices->len * sizeof *items);
    }
    prices->items = items;
    order->owns_prices = true;
    return OF_OK;
}

/* The first lines by their number are shown, whichever came first; a line never leaves. */
static of_status show_price(of_order_work *order, of_text line, OptionalLong unit_price)
{
    LinePriceArray *prices = &order->commercial.prices;
    size_t index = 0;
    while (index < prices->len && of_text_compare(prices->items[index].line, line) < 0) {
        index++;
    }
    bool known = index < prices->len && of_text_equal(prices->items[index].line, line);
    if (!known && index == PRICES_SHOWN_MAX) {
        return OF_OK;
    }
    OF_TRY(of_worth_reserve(order));
    LinePrice *at = &prices->items[index];
    if (!known) {
        memmove(at + 1, at, (prices->len - index) * sizeof *at);
        prices->len += prices->len < PRICES_SHOWN_MAX ? 1 : 0;
    }
    *at = (LinePrice){.line = line, .unit_price = unit_price};
    return OF_OK;
}

/* ---- the order ---- */

/* Beyond what fits, sums wrap around: they are right again when they come back. */
static void move(int64_t *sum, int64_t before, int64_t after)
{
    *sum = (int64_t)((uint64_t)*sum - (uint64_t)before + (uint64_t)after);
}

of_status of_worth_move(of_order_work *order, LineRow *row, const Ledger *ledger)
{
    OrderCommercial *sums = &order->commercial;
    bool known = row->worth.present;
    const LineWorth before = known ? row->worth.value : (LineWorth){0};
    const LineWorth after = worth_of(row, ledger);
    if (known && of_record_equal(&of_LineWorth_type, &before, &after)) {
        return OF_OK;
    }
    row->worth = (OptionalLineWorth){.present = true, .value = after};
#define MOVE_AMOUNT(name) move(&sums->name, before.name, after.name);
    EACH_AMOUNT(MOVE_AMOUNT)
    sums->unpriced_lines += after.unit_price.present ? 0 : 1;
    sums->unpriced_lines -= known && !before.unit_price.present ? 1 : 0;
    return show_price(order, row->line, after.unit_price);
}

of_status of_worth_publish(of_order_work *order)
{
    OptionalOrderCommercial *kept = &order->row.commercial;
    OrderCommercial *next = &order->commercial;
    const OrderCommercial nothing = {.order = order->row.order,
                                     .completeness = COMPLETENESS_PARTIAL};
    const OrderCommercial before = kept->present ? kept->value : nothing;
    next->order = order->row.order;
    next->currency = order->header.currency;
    next->completeness = order->next.completeness;
    next->version = before.version;
    next->updated_at = before.updated_at;
    if (of_record_equal(&of_OrderCommercial_type, &before, next)) {
        return OF_OK;
    }
    next->version++;
    next->updated_at = of_now_since(order->ctx, before.updated_at);
    OF_TRY(of_emit_order_commercial(order->ctx, order->row.order, kept->present ? &before : NULL,
                                    next));
    *kept = (OptionalOrderCommercial){.present = true, .value = *next};
    return OF_OK;
}
