/* The inventory processor: how much of an item is at a site, what can be promised of it, and to
 * whom is it offered? */
#include "processors/inventory.h"

#define BUCKETS_SHOWN_MAX 100

static of_status out_of_scratch(void)
{
    return OF_ABORT_AS("the scratch memory of this record is full");
}

of_status of_inventory_key(const of_inventory_work *work, const of_text *parts, size_t count,
                           of_text *key)
{
    of_text all[5] = {work->row.item, work->row.site};
    of_assert(count <= 3);
    for (size_t i = 0; i < count; i++) {
        all[2 + i] = parts[i];
    }
    *key = of_arena_join(of_scratch(work->ctx), '|', all, 2 + count);
    return key->data == NULL ? out_of_scratch() : OF_OK;
}

/* ---- open ---- */

static bool is_name(of_text text)
{
    return text.len > 0 && memchr(text.data, '|', text.len) == NULL;
}

of_stock_use of_inventory_use(const InventoryRow *row, const of_stock *stock)
{
    return (of_stock_use){
        .unrestricted = stock->unrestricted,
        .safety_stock = stock->safety,
        .offers = row->offers,
        .accepted = row->accepted,
        .held_by_lines = row->allocated + row->picked,
        .held_in_wms = stock->allocated + stock->staged,
    };
}

static int64_t base_of(const InventoryRow *row)
{
    of_stock stock = of_inventory_stock(row);
    of_stock_use use = of_inventory_use(row, &stock);
    return of_stock_free(&use) + use.offers + use.accepted;
}

of_status of_inventory_open(of_ctx *ctx, of_text item, of_text site, of_inventory_work *work)
{
    const InventoryRow *found = NULL;
    const of_text parts[] = {item, site};
    if (!is_name(item) || !is_name(site)) {
        return OF_SKIP_AS("an item or a site is empty or holds a bar");
    }
    of_text key = of_arena_join(of_scratch(ctx), '|', parts, 2);
    if (key.data == NULL) {
        return out_of_scratch();
    }
    if (!of_text_equal(key, of_key(ctx))) {
        return OF_SKIP_AS("a record names something else than its key: key it by item|site");
    }
    OF_TRY(of_get_inventory(ctx, key, &found));
    *work = (of_inventory_work){
        .ctx = ctx,
        .row = found != NULL ? *found
                             : (InventoryRow){.item = item,
                                              .site = site,
                                              .published = {.item = item, .site = site}},
    };
    work->base_before = base_of(&work->row);
    return OF_OK;
}

/* ---- what it says now ---- */

/* Who passed may be asked again. */
static void next_round(InventoryRow *row)
{
    row->round++;
    row->stale += row->passed;
    row->passed = 0;
}

static of_status show_days(of_inventory_work *work, InventoryAtp *next)
{
    of_atp_day *days = NULL;
    size_t len = 0;
    OF_TRY(of_inventory_days(work, &days, &len));
    for (size_t i = 0; i < len; i++) {
        next->supply += days[i].supply;
        next->demand += days[i].demand;
    }
    len = of_atp_fold_past(days, len, of_day_of(of_now(work->ctx)));
    of_atp(days, len, next->available_now);
    next->oversold = of_atp_oversold(days, len, next->available_now);
    size_t shown = len < BUCKETS_SHOWN_MAX ? len : BUCKETS_SHOWN_MAX;
    next->bucket_count = (int32_t)len;
    next->buckets = (AtpBucketArray){
        .items = of_arena_array(of_scratch(work->ctx), shown + 1, sizeof(AtpBucket)), .len = shown};
    if (next->buckets.items == NULL) {
        return out_of_scratch();
    }
    for (size_t i = 0; i < len; i++) {
        if (i < shown) {
            next->buckets.items[i] = (AtpBucket){.date = days[i].day * OF_DAY_MS,
                                                 .supply = days[i].supply,
                                                 .demand = days[i].demand,
                                                 .atp = days[i].atp};
        }
        if (days[i].supply > 0 && !next->next_receipt.present) {
            next->next_receipt = (OptionalLong){true, days[i].day * OF_DAY_MS};
            next->next_receipt_qty = days[i].supply;
        }
    }
    return OF_OK;
}

static void show_stock(const of_inventory_work *work, const of_stock *stock, InventoryAtp *next)
{
    const InventoryRow *row = &work->row;
    const of_stock_use use = of_inventory_use(row, stock);
    *next = (InventoryAtp){
        .item = row->item,
        .site = row->site,
        .on_hand = stock->on_hand,
        .unrestricted = stock->unrestricted,
        .allocated = stock->allocated,
        .staged = stock->staged,
        .quarantine = stock->quarantine,
        .damaged = stock->damaged,
        .book_qty = stock->book,
        .safety_stock = stock->safety,
        .allocation_drift = row->allocated - stock->allocated,
        .unreflected = of_stock_unreflected(&use),
        .offers = row->offers,
        .offer_count = row->offer_count,
        .accepted = row->accepted,
        .available_now = of_stock_free(&use),
        .pegged = row->pegged,
        .demand_count = row->demand_count,
        .backordered = row->backordered,
        .supply_undated = row->supply_undated,
        .completeness = stock->counted ? COMPLETENESS_COMPLETE : COMPLETENESS_PARTIAL,
        .lag_ms = row->published.lag_ms,
        .version = row->published.version,
        .as_of = row->as_of,
        .updated_at = row->published.updated_at,
    };
}

static of_status derive(of_inventory_work *work, InventoryAtp *next)
{
    int64_t inward = 0;
    int64_t outward = 0;
    of_stock stock = of_inventory_stock(&work->row);
    of_inventory_moves(work, &inward, &outward);
    show_stock(work, &stock, next);
    if (stock.counted && stock.book.present) {
        next->drift =
            (OptionalLong){true, of_stock_drift(stock.book.value, stock.on_hand, inward, outward)};
    }
    return show_days(work, next);
}

/* ---- close ---- */

static of_status set_once(of_inventory_work *work, OptionalLong *at, of_text name, int64_t due_ms)
{
    if (at->present) {
        return OF_OK;
    }
    *at = (OptionalLong){true, due_ms};
    work->touched = true;
    return of_timer_set(work->ctx, name, due_ms);
}

/* Who passed is asked again while units lie free, ever later; stock that comes in starts over. */
static of_status ask_later(of_inventory_work *work, int64_t available)
{
    InventoryRow *row = &work->row;
    if (row->passed == 0 || available <= 0 || row->asked_again >= OF_ASK_AGAIN_MAX) {
        return OF_OK;
    }
    int64_t pause = OF_ASK_AGAIN_MS << row->asked_again;
    return set_once(work, &row->ask_at, OF_TEXT("ask"), of_now(work->ctx) + pause);
}

static of_status stock_came_in(of_inventory_work *work)
{
    InventoryRow *row = &work->row;
    next_round(row);
    row->asked_again = 0;
    if (!row->ask_at.present) {
        return OF_OK;
    }
    int64_t due = row->ask_at.value;
    row->ask_at = (OptionalLong){0};
    return of_timer_clear(work->ctx, OF_TEXT("ask"), due);
}

/* What the passing of time changes: the day, and movements that have been booked by now. */
static of_status wake_later(of_inventory_work *work, const InventoryAtp *next)
{
    InventoryRow *row = &work->row;
    if (next->bucket_count > 0) {
        int64_t tomorrow = (of_day_of(of_now(work->ctx)) + 1) * OF_DAY_MS;
        OF_TRY(set_once(work, &row->day_at, OF_TEXT("day"), tomorrow));
    }
    if (row->moves.len > 0) {
        OF_TRY(set_once(work, &row->drift_at, OF_TEXT("drift"), of_inventory_moves_until(row)));
    }
    return ask_later(work, next->available_now);
}

static bool is_empty(const InventoryRow *row, const InventoryAtp *next)
{
    return row->stocks.len == 0 && row->demand_count == 0 && row->offer_count == 0 &&
           next->supply == 0 && next->supply_undated == 0;
}

/* An item at a site of which nothing is left to say is not there: it must not show which passing
 * word of it came first. The row stays where it numbers offers or knows a time. */
static of_status leave(of_inventory_work *work)
{
    InventoryRow *row = &work->row;
    const InventoryAtp before = row->published;
    if (before.version > 0) {
        OF_TRY(of_emit_inventory_atp(work->ctx, of_key(work->ctx), &before, NULL));
    }
    row->published = (InventoryAtp){.item = row->item, .site = row->site};
    return row->offers_made == 0 && !row->as_of.present
               ? of_delete_inventory(work->ctx, of_key(work->ctx))
               : of_put_inventory(work->ctx, of_key(work->ctx), row);
}

of_status of_inventory_close(of_inventory_work *work)
{
    InventoryRow *row = &work->row;
    InventoryAtp next;
    if (!work->touched) {
        return OF_OK;
    }
    if (base_of(row) > work->base_before) {
        OF_TRY(stock_came_in(work));
    }
    OF_TRY(of_offers_make(work));
    OF_TRY(derive(work, &next));
    if (is_empty(row, &next)) {
        return leave(work);
    }
    OF_TRY(wake_later(work, &next));
    const InventoryAtp before = row->published;
    if (before.version == 0 || !of_record_equal(&of_InventoryAtp_type, &before, &next)) {
        next.version++;
        next.updated_at = of_now(work->ctx);
        next.lag_ms = next.as_of;
        next.lag_ms.value = next.as_of.present ? next.updated_at - next.as_of.value : 0;
        OF_TRY(of_emit_inventory_atp(work->ctx, of_key(work->ctx),
                                     before.version == 0 ? NULL : &before, &next));
        row->published = next;
    }
    return of_put_inventory(work->ctx, of_key(work->ctx), row);
}

/* ---- timers ---- */

static of_status on_timer(of_ctx *ctx, of_text name, int64_t due_ms)
{
    of_inventory_work work;
    of_text key = of_key(ctx);
    const char *bar = memchr(key.data, '|', key.len);
    of_assert(bar != NULL);
    of_text item = {.data = key.data, .len = (size_t)(bar - key.data)};
    of_text site = {.data = bar + 1, .len = key.len - item.len - 1};
    OF_TRY(of_inventory_open(ctx, item, site, &work));
    InventoryRow *row = &work.row;
    work.touched = true;
    if (of_text_is(name, "day")) {
        row->day_at = (OptionalLong){0};
    } else if (of_text_is(name, "drift")) {
        row->drift_at = (OptionalLong){0};
    } else if (of_text_is(name, "ask")) {
        row->ask_at = (OptionalLong){0};
        row->asked_again++;
        next_round(row);
    } else if (!of_text_is(name, "go")) {
        OF_TRY(of_offer_lapse(&work, name));
    }
    (void)due_ms;
    return of_inventory_close(&work);
}

const of_processor inventory_processor =
    OF_PROCESSOR(.answers =
                     "What is there of an item at a site, what can be promised, and to whom?",
                 .of.inventory_position = of_inventory_position_fact,
                 .of.supply = of_inventory_supply_fact, .of.line_demand = of_inventory_demand_fact,
                 .of.offer_result = of_inventory_offer_result, .on_timer = on_timer);
