/* Stock rows of an item at a site: the WMS counts, the ERP keeps the book. */
#include "processors/inventory.h"

#include "processors/ledger.h"

/* Movements are kept by slot, so that their memory does not grow with their number. */
#define MOVE_SLOT_MS (OF_IN_FLIGHT_MS / 5)

of_stock of_inventory_stock(const InventoryRow *row)
{
    of_stock stock = {0};
    for (size_t i = 0; i < row->stocks.len; i++) {
        const SeenStock *seen = &row->stocks.items[i];
        stock.counted = stock.counted || seen->of_wms;
        stock.unrestricted += seen->unrestricted;
        stock.allocated += seen->allocated;
        stock.staged += seen->staged;
        stock.quarantine += seen->quarantine;
        stock.damaged += seen->damaged;
        stock.safety += seen->safety_stock;
        if (seen->book_qty.present) {
            stock.book = (OptionalLong){true, stock.book.value + seen->book_qty.value};
        }
    }
    stock.on_hand =
        stock.unrestricted + stock.allocated + stock.staged + stock.quarantine + stock.damaged;
    return stock;
}

/* ---- movements in flight ---- */

static int64_t leaves(int64_t slot)
{
    return (slot + 1) * MOVE_SLOT_MS + OF_IN_FLIGHT_MS;
}

int64_t of_inventory_moves_until(const InventoryRow *row)
{
    return leaves(row->moves.items[0].slot);
}

void of_inventory_moves(of_inventory_work *work, int64_t *inward, int64_t *outward)
{
    StockMoveArray *moves = &work->row.moves;
    size_t past = 0;
    *inward = *outward = 0;
    while (past < moves->len && leaves(moves->items[past].slot) <= of_now(work->ctx)) {
        past++;
    }
    moves->items += past;
    moves->len -= past;
    work->touched = work->touched || past > 0;
    for (size_t i = 0; i < moves->len; i++) {
        *inward += moves->items[i].inward;
        *outward += moves->items[i].outward;
    }
}

/* A clock ahead of ours must not keep a movement young. */
static of_status add_move(of_inventory_work *work, OptionalLong at, int64_t change)
{
    StockMoveArray *moves = &work->row.moves;
    int64_t now = of_now(work->ctx);
    int64_t slot = (at.present && at.value < now ? at.value : now) / MOVE_SLOT_MS;
    if (change == 0 || leaves(slot) <= now) {
        return OF_OK;
    }
    StockMove *items = of_arena_array(of_scratch(work->ctx), moves->len + 1, sizeof *items);
    if (items == NULL) {
        return OF_ABORT_AS("the scratch memory of this record is full");
    }
    size_t index = 0;
    while (index < moves->len && moves->items[index].slot < slot) {
        items[index] = moves->items[index];
        index++;
    }
    bool known = index < moves->len && moves->items[index].slot == slot;
    items[index] = known ? moves->items[index] : (StockMove){.slot = slot};
    items[index].inward += change > 0 ? change : 0;
    items[index].outward += change < 0 ? -change : 0;
    for (size_t i = index + (known ? 1 : 0); i < moves->len; i++) {
        items[i + (known ? 0 : 1)] = moves->items[i];
    }
    *moves = (StockMoveArray){items, moves->len + (known ? 0 : 1)};
    return OF_OK;
}

/* ---- facts ---- */

static of_status check(const InventoryPosition *fact, bool of_wms)
{
    const int64_t statuses[] = {fact->unrestricted, fact->allocated, fact->staged, fact->quarantine,
                                fact->damaged};
    int64_t total = 0;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        OF_TRY(of_qty_check(statuses[i]));
        total += statuses[i];
    }
    OF_TRY(of_qty_check(fact->safety_stock));
    if (fact->book_qty.present &&
        (fact->book_qty.value > OF_QTY_MAX || fact->book_qty.value < -OF_QTY_MAX)) {
        return OF_SKIP_AS("a book quantity is larger than any stock");
    }
    return of_wms && fact->on_hand.present && fact->on_hand.value != total
               ? OF_SKIP_AS("L7: on hand is not the sum of its statuses")
               : OF_OK;
}

/* Each system is heard on what it owns: the WMS counts, the ERP keeps the book. */
static SeenStock heard(of_ctx *ctx, const InventoryPosition *fact, bool of_wms)
{
    SeenStock seen = {.source = of_seen_source(ctx, &fact->source),
                      .position = fact->source.position,
                      .of_wms = of_wms};
    if (fact->source.deleted) {
        return seen;
    }
    if (of_wms) {
        seen.unrestricted = fact->unrestricted;
        seen.allocated = fact->allocated;
        seen.staged = fact->staged;
        seen.quarantine = fact->quarantine;
        seen.damaged = fact->damaged;
    } else {
        seen.book_qty = fact->book_qty;
        seen.safety_stock = fact->safety_stock;
    }
    return seen;
}

of_status of_inventory_position_fact(of_ctx *ctx, const InventoryPosition *fact)
{
    of_inventory_work work;
    bool fresh = false;
    bool of_wms = of_text_is(fact->source.system, "wms");
    if (!of_wms && !of_text_is(fact->source.system, "erp")) {
        return OF_SKIP_AS("a stock row is neither of a WMS nor of an ERP");
    }
    OF_TRY(check(fact, of_wms));
    OF_TRY(of_inventory_open(ctx, fact->item, fact->site, &work));
    of_stock before = of_inventory_stock(&work.row);
    SeenStock seen = heard(ctx, fact, of_wms);
    OF_SEEN_PUT(ctx, &work.row.stocks, &seen, &fresh);
    OptionalLong as_of = of_later(work.row.as_of, fact->at);
    bool later = as_of.present && (!work.row.as_of.present || as_of.value != work.row.as_of.value);
    work.row.as_of = as_of;
    work.touched = fresh || later;
    if (fresh && of_wms && before.counted) {
        int64_t change = of_inventory_stock(&work.row).on_hand - before.on_hand;
        OF_TRY(add_move(&work, fact->at, change));
    }
    return of_inventory_close(&work);
}
