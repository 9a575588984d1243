/* Supply of an item at a site, and the days on which supply and demand fall.
 *
 * A purchase order line or transfer is one supply, whoever speaks of it: the ERP says what was
 * ordered and received, notices say which part of it is on its way and when it comes, receipts of
 * the WMS what is here. What is open is the order less what is received by either word; notices
 * date it, the earliest first, and the order dates the rest. Only as long as no order is known do
 * the notices say what comes. */
#include "processors/inventory.h"

static of_status out_of_scratch(void)
{
    return OF_ABORT_AS("the scratch memory of this record is full");
}

/* ---- days ---- */

static of_status day_key(const of_inventory_work *work, int32_t day, of_text *key)
{
    of_text name =
        of_arena_format(of_scratch(work->ctx), "%08x", (unsigned)day ^ (UINT32_C(1) << 31));
    if (name.data == NULL) {
        return out_of_scratch();
    }
    return of_inventory_key(work, &name, 1, key);
}

of_status of_inventory_day_add(of_inventory_work *work, int32_t day, int64_t supply, int64_t demand)
{
    of_text key;
    const InventoryDay *found = NULL;
    if (supply == 0 && demand == 0) {
        return OF_OK;
    }
    OF_TRY(day_key(work, day, &key));
    OF_TRY(of_get_inventory_day(work->ctx, key, &found));
    InventoryDay row = found != NULL ? *found : (InventoryDay){.day = day};
    row.supply += supply;
    row.demand += demand;
    work->touched = true;
    return row.supply == 0 && row.demand == 0 ? of_delete_inventory_day(work->ctx, key)
                                              : of_put_inventory_day(work->ctx, key, &row);
}

typedef struct day_list {
    of_arena *arena;
    of_atp_day *days;
    size_t len;
    size_t capacity;
} day_list;

static of_status visit_day(void *state, of_text, const void *row)
{
    day_list *list = state;
    const InventoryDay *day = row;
    if (list->len == list->capacity) {
        size_t capacity = list->capacity == 0 ? 64 : list->capacity * 2;
        of_atp_day *days = of_arena_array(list->arena, capacity, sizeof *days);
        if (days == NULL) {
            return out_of_scratch();
        }
        if (list->len > 0) {
            memcpy(days, list->days, list->len * sizeof *days);
        }
        list->days = days;
        list->capacity = capacity;
    }
    list->days[list->len++] =
        (of_atp_day){.day = day->day, .supply = day->supply, .demand = day->demand};
    return OF_OK;
}

of_status of_inventory_days(of_inventory_work *work, of_atp_day **days, size_t *len)
{
    of_text prefix;
    const of_text end = OF_TEXT("");
    day_list list = {.arena = of_scratch(work->ctx)};
    OF_TRY(of_inventory_key(work, &end, 1, &prefix));
    OF_TRY(of_ctx_scan(work->ctx, OF_STORE_inventory_day, prefix, visit_day, &list));
    *days = list.days;
    *len = list.len;
    return OF_OK;
}

/* ---- what is open of a supply ---- */

typedef struct open_supply {
    SupplyRow *row;
    int64_t left; /* of what is open, not yet dated */
} open_supply;

static int64_t at_most(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* What the row dates; unsure and undated quantities promise nothing. */
static void date(open_supply *open, const SeenSupply *seen, int64_t qty)
{
    int64_t part = at_most(qty, open->left);
    if (part <= 0) {
        return;
    }
    open->left -= part;
    if (!seen->eta.present || seen->confidence < OF_ATP_CONFIDENCE_MIN) {
        open->row->undated += part;
        return;
    }
    open->row->parts.items[open->row->parts.len++] =
        (SupplyPart){.day = of_day_of(seen->eta.value), .qty = part};
}

static bool is_order(const SeenSupply *seen)
{
    return seen->type == SUPPLY_TYPE_PURCHASE_ORDER || seen->type == SUPPLY_TYPE_TRANSFER;
}

/* The notice after `last` by (eta, source): the same whatever the order of arrival. */
static const SeenSupply *next_notice(const SeenSupplyArray *rows, const SeenSupply *last)
{
    const SeenSupply *best = NULL;
    for (size_t i = 0; i < rows->len; i++) {
        const SeenSupply *seen = &rows->items[i];
        int64_t eta = seen->eta.present ? seen->eta.value : INT64_MAX;
        if (seen->type != SUPPLY_TYPE_ASN || seen->qty == 0) {
            continue;
        }
        /* Rows are sorted by source, so among equals the pointers tell. */
        int64_t last_eta = last != NULL && last->eta.present ? last->eta.value : INT64_MAX;
        bool after = last == NULL || eta > last_eta || (eta == last_eta && seen > last);
        bool before = best == NULL || eta < (best->eta.present ? best->eta.value : INT64_MAX);
        best = after && before ? seen : best;
    }
    return best;
}

static of_status derive(of_inventory_work *work, SupplyRow *row)
{
    int64_t ordered = 0;
    int64_t noticed = 0;
    int64_t by_erp = 0;
    int64_t by_wms = 0;
    bool known = false;
    bool pegged = false;
    for (size_t i = 0; i < row->rows.len; i++) {
        const SeenSupply *seen = &row->rows.items[i];
        known = known || is_order(seen);
        ordered += is_order(seen) ? seen->qty : 0;
        by_erp += is_order(seen) ? seen->received : 0;
        noticed += seen->type == SUPPLY_TYPE_ASN ? seen->qty : 0;
        by_wms += seen->type == SUPPLY_TYPE_RECEIPT ? seen->qty : 0;
        pegged = pegged || (seen->pegged && seen->qty > 0);
    }
    int64_t received = by_erp > by_wms ? by_erp : by_wms;
    /* A notice may overtake its order; one of an order that was cancelled brings nothing. */
    int64_t expected = known ? ordered : noticed;
    open_supply open = {.row = row, .left = expected > received ? expected - received : 0};
    row->parts = (SupplyPartArray){
        .items = of_arena_array(of_scratch(work->ctx), row->rows.len + 1, sizeof(SupplyPart))};
    if (row->parts.items == NULL) {
        return out_of_scratch();
    }
    row->undated = 0;
    row->pegged = pegged ? open.left : 0;
    /* What has come is of the first notices. */
    int64_t here = received;
    const SeenSupply *notice = NULL;
    while ((notice = next_notice(&row->rows, notice)) != NULL) {
        int64_t came = at_most(here, notice->qty);
        here -= came;
        date(&open, notice, notice->qty - came);
    }
    for (size_t i = 0; i < row->rows.len; i++) {
        const SeenSupply *seen = &row->rows.items[i];
        if (is_order(seen)) {
            date(&open, seen, seen->qty);
        }
    }
    row->undated += open.left;
    return OF_OK;
}

/* ---- facts ---- */

static of_status count(of_inventory_work *work, const SupplyRow *row, int64_t sign)
{
    work->row.supply_undated += sign * row->undated;
    work->row.pegged += sign * row->pegged;
    for (size_t i = 0; i < row->parts.len; i++) {
        const SupplyPart *part = &row->parts.items[i];
        OF_TRY(of_inventory_day_add(work, part->day, sign * part->qty, 0));
    }
    return OF_OK;
}

static of_status check(const Supply *fact)
{
    OF_TRY(of_qty_check(fact->qty));
    OF_TRY(of_qty_check(fact->received));
    if (fact->supply.len == 0) {
        return OF_SKIP_AS("a supply has no name");
    }
    if (fact->type == SUPPLY_TYPE_UNKNOWN) {
        return OF_SKIP_AS("a supply of an unknown type (UNKNOWN_ENUM)");
    }
    return fact->confidence < 0 || fact->confidence > 100
               ? OF_SKIP_AS("a confidence is not between 0 and 100 per cent")
               : OF_OK;
}

of_status of_inventory_supply_fact(of_ctx *ctx, const Supply *fact)
{
    of_inventory_work work;
    of_text key;
    bool fresh = false;
    const SupplyRow *found = NULL;
    OF_TRY(check(fact));
    OF_TRY(of_inventory_open(ctx, fact->item, fact->site, &work));
    OF_TRY(of_inventory_key(&work, &fact->supply, 1, &key));
    OF_TRY(of_get_supply(ctx, key, &found));
    SupplyRow row = found != NULL ? *found : (SupplyRow){.supply = fact->supply};
    bool deleted = fact->source.deleted;
    SeenSupply seen = {.source = of_seen_source(ctx, &fact->source),
                       .position = fact->source.position,
                       .type = fact->type,
                       .qty = deleted ? 0 : fact->qty,
                       .received = deleted ? 0 : fact->received,
                       .eta = fact->eta,
                       .confidence = fact->confidence,
                       .pegged = fact->order.data != NULL};
    OF_SEEN_PUT(ctx, &row.rows, &seen, &fresh);
    OptionalLong as_of = of_later(work.row.as_of, fact->at);
    work.touched =
        fresh || as_of.present != work.row.as_of.present || as_of.value != work.row.as_of.value;
    work.row.as_of = as_of;
    if (fresh) {
        if (found != NULL) {
            OF_TRY(count(&work, found, -1));
        }
        OF_TRY(derive(&work, &row));
        OF_TRY(count(&work, &row, 1));
        OF_TRY(of_put_supply(ctx, key, &row));
    }
    return of_inventory_close(&work);
}
