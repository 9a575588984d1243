/* Offers of stock: made along the queue, held until they are answered or lapse.
 *
 *     live ──ACCEPTED──> accepted ──the line shows the allocation──> gone
 *       ├──DECLINED, lapsed──> gone       └──DECLINED, lapsed──> gone
 *       └──the stock is no longer there: withdrawn──> gone
 *
 * Law L9: what live offers hold is never more than the unrestricted stock, and no unit is in two of
 * them, or in one and held by a line. An answer to an offer that is gone changes nothing: if the
 * ERP allocated for it after all, that shows as unreflected and is not offered again. */
#include "processors/inventory.h"

#include <inttypes.h>
#include <stdlib.h>

#define TIMER_PREFIX "offer|"

/* An open offer, the keys of its row and its timer. */
typedef struct offer_work {
    of_text key;
    of_text timer;
    OfferRow row;
} offer_work;

static of_status out_of_scratch(void)
{
    return OF_ABORT_AS("the scratch memory of this record is full");
}

/* "<order>|<line>|<number>", the number with leading zeros so that offers sort by age. */
static of_status name_offer(const of_inventory_work *work, of_text order, of_text line,
                            uint64_t number, offer_work *offer)
{
    of_text name = of_arena_format(of_scratch(work->ctx), TIMER_PREFIX "%.*s|%.*s|%016" PRIx64,
                                   OF_TEXT_ARG(order), OF_TEXT_ARG(line), number);
    if (name.data == NULL) {
        return out_of_scratch();
    }
    size_t prefix = sizeof TIMER_PREFIX - 1;
    of_text suffix = {.data = name.data + prefix, .len = name.len - prefix};
    offer->timer = name;
    return of_inventory_key(work, &suffix, 1, &offer->key);
}

/* ---- an offer ends, in whole or in part ---- */

static void give_back(of_inventory_work *work, DemandRow *demand, int64_t live, int64_t accepted)
{
    work->row.offers -= live;
    work->row.accepted -= accepted;
    demand->offered -= live + accepted;
    demand->accepted -= accepted;
    of_assert(work->row.offers >= 0 && work->row.accepted >= 0 && demand->offered >= 0 &&
              demand->accepted >= 0);
}

static of_status end_offer(of_inventory_work *work, const offer_work *offer, DemandRow *demand)
{
    bool live = !offer->row.accepted.present;
    give_back(work, demand, live ? offer->row.offer.qty : 0, offer->row.accepted.value);
    work->row.offer_count -= 1;
    demand->unmatched = demand->offered == 0 ? 0 : demand->unmatched;
    OF_TRY(of_timer_clear(work->ctx, offer->timer, offer->row.due));
    return of_delete_offer(work->ctx, offer->key);
}

/* Tells the order that the offer holds nothing any more: the next version of it is a deletion. */
static of_status tell_gone(of_inventory_work *work, const offer_work *offer)
{
    SupplyOffer gone = offer->row.offer;
    gone.source.position++;
    gone.source.deleted = true;
    return of_emit_stock_offer(work->ctx, gone.order, &gone);
}

/* ---- accepted offers and the allocations that the line shows ---- */

typedef struct offer_list {
    of_arena *arena;
    of_text keys[OF_OFFERS_OPEN_MAX];
    const OfferRow *rows[OF_OFFERS_OPEN_MAX];
    size_t len;
} offer_list;

static of_status visit_offer(void *state, of_text key, const void *row)
{
    offer_list *list = state;
    of_assert(list->len < OF_OFFERS_OPEN_MAX);
    list->keys[list->len] = of_arena_text(list->arena, key);
    list->rows[list->len] = row;
    return list->keys[list->len++].data == NULL ? out_of_scratch() : OF_OK;
}

static of_status list_offers(const of_inventory_work *work, const of_text *parts, size_t count,
                             offer_list *list)
{
    of_text prefix;
    list->arena = of_scratch(work->ctx);
    list->len = 0;
    OF_TRY(of_inventory_key(work, parts, count, &prefix));
    return of_ctx_scan(work->ctx, OF_STORE_offer, prefix, visit_offer, list);
}

/* The timer's name is the row's key behind "<item>|<site>|". */
static of_status listed(const of_inventory_work *work, const offer_list *list, size_t index,
                        offer_work *offer)
{
    size_t skipped = work->row.item.len + work->row.site.len + 2;
    of_text key = list->keys[index];
    offer->key = key;
    offer->row = *list->rows[index];
    offer->timer = of_arena_format(of_scratch(work->ctx), TIMER_PREFIX "%.*s",
                                   (int)(key.len - skipped), key.data + skipped);
    return offer->timer.data == NULL ? out_of_scratch() : OF_OK;
}

of_status of_offers_match(of_inventory_work *work, of_demand_work *demand)
{
    offer_list list;
    DemandRow *row = &demand->row;
    if (row->accepted == 0 || row->unmatched == 0) {
        return OF_OK;
    }
    const of_text parts[] = {row->demand.order, row->demand.line, OF_TEXT("")};
    OF_TRY(list_offers(work, parts, 3, &list));
    for (size_t i = 0; i < list.len && row->unmatched > 0; i++) {
        offer_work offer;
        OF_TRY(listed(work, &list, i, &offer));
        if (!offer.row.accepted.present) {
            continue;
        }
        int64_t held = offer.row.accepted.value;
        int64_t taken = held < row->unmatched ? held : row->unmatched;
        row->unmatched -= taken;
        if (taken == held) {
            OF_TRY(end_offer(work, &offer, row));
        } else {
            give_back(work, row, 0, taken);
            offer.row.accepted.value -= taken;
            OF_TRY(of_put_offer(work->ctx, offer.key, &offer.row));
        }
    }
    return OF_OK;
}

/* ---- making and withdrawing ---- */

static of_status make(of_inventory_work *work, DemandRow *demand, int64_t qty)
{
    offer_work offer;
    InventoryRow *row = &work->row;
    const LineDemand *asks = &demand->demand;
    uint64_t number = (uint64_t)++row->offers_made;
    int64_t due = of_now(work->ctx) + OF_OFFER_EXPIRY_MS;
    OF_TRY(name_offer(work, asks->order, asks->line, number, &offer));
    of_text id = of_arena_format(of_scratch(work->ctx), "OF/%.*s/%.*s/%" PRIu64,
                                 OF_TEXT_ARG(row->item), OF_TEXT_ARG(row->site), number);
    if (id.data == NULL) {
        return out_of_scratch();
    }
    offer.row = (OfferRow){.due = due,
                           .offer = {.source = {.system = OF_TEXT("orderflow"),
                                                .table = OF_TEXT("offer"),
                                                .row = id,
                                                .position = 1},
                                     .order = asks->order,
                                     .line = asks->line,
                                     .offer = id,
                                     .kind = SUPPLY_KIND_ON_HAND,
                                     .site = row->site,
                                     .qty = qty,
                                     .expires_at = {true, due}}};
    row->offers += qty;
    row->offer_count++;
    demand->offered += qty;
    OF_TRY(of_timer_set(work->ctx, offer.timer, due));
    OF_TRY(of_emit_stock_offer(work->ctx, asks->order, &offer.row.offer));
    return of_put_offer(work->ctx, offer.key, &offer.row);
}

static const char *number_of(of_text offer)
{
    const char *slash = memrchr(offer.data, '/', offer.len);
    return slash == NULL ? "" : slash + 1;
}

static int64_t free_now(const of_inventory_work *work)
{
    of_stock stock = of_inventory_stock(&work->row);
    of_stock_use use = of_inventory_use(&work->row, &stock);
    return of_stock_free(&use);
}

/* More is offered than is there, or units that others hold: a confirmation that overtakes the row
 * of the WMS frees them for a moment. */
static bool holds_too_much(const of_inventory_work *work)
{
    of_stock stock = of_inventory_stock(&work->row);
    return work->row.offers > stock.unrestricted || (work->row.offers > 0 && free_now(work) < 0);
}

/* The live offer that goes first: one whose line shows an allocation that no answer explains yet,
 * for its units are held twice; else the youngest. list->len: there is none. */
static of_status first_to_go(of_inventory_work *work, const offer_list *list, size_t *first)
{
    uint64_t highest = 0;
    bool is_taken = false;
    *first = list->len;
    for (size_t i = 0; i < list->len; i++) {
        const OfferRow *row = list->rows[i];
        if (row == NULL || row->accepted.present) {
            continue;
        }
        of_demand_work demand;
        bool found = false;
        OF_TRY(of_demand_open(work, row->offer.order, row->offer.line, &demand, &found));
        of_assert(found);
        bool taken = demand.row.unmatched > 0;
        uint64_t number = strtoull(number_of(row->offer.offer), NULL, 10);
        if (taken == is_taken ? number > highest : taken) {
            *first = i;
            highest = number;
            is_taken = taken;
        }
    }
    return OF_OK;
}

static of_status withdraw(of_inventory_work *work)
{
    offer_list list;
    const of_text end = OF_TEXT("");
    OF_TRY(list_offers(work, &end, 1, &list));
    while (holds_too_much(work)) {
        size_t first = 0;
        offer_work offer;
        of_demand_work demand;
        bool found = false;
        OF_TRY(first_to_go(work, &list, &first));
        if (first == list.len) {
            return OF_SKIP_AS("L9: what is offered is in no live offer");
        }
        OF_TRY(listed(work, &list, first, &offer));
        OF_TRY(of_demand_open(work, offer.row.offer.order, offer.row.offer.line, &demand, &found));
        of_assert(found);
        OF_TRY(end_offer(work, &offer, &demand.row));
        OF_TRY(tell_gone(work, &offer));
        OF_TRY(of_demand_close(work, &demand, DEMAND_LANE_ACTIVE));
        list.rows[first] = NULL;
    }
    return OF_OK;
}

/* Down the head of the queue; *more: there may be others behind it. */
static of_status offer_along(of_inventory_work *work, bool *more)
{
    of_queue_head head;
    int64_t available = free_now(work);
    OF_TRY(of_demand_head(work, DEMAND_LANE_ACTIVE, -1, &head));
    for (size_t i = 0; i < head.len && available > 0; i++) {
        if (work->row.offer_count >= OF_OFFERS_OPEN_MAX) {
            return OF_OK; /* an answer goes on with it */
        }
        of_demand_work demand;
        bool found = false;
        OF_TRY(of_demand_open(work, head.items[i]->order, head.items[i]->line, &demand, &found));
        of_assert(found && demand.row.lane == DEMAND_LANE_ACTIVE);
        const LineDemand *asks = &demand.row.demand;
        int64_t qty =
            of_offer_qty(available, asks->backordered - demand.row.offered, asks->ship_complete);
        if (qty > 0) {
            OF_TRY(make(work, &demand.row, qty));
            available -= qty;
        }
        OF_TRY(of_demand_close(work, &demand, qty > 0 ? DEMAND_LANE_ACTIVE : DEMAND_LANE_ASIDE));
    }
    *more = head.len == OF_QUEUE_BATCH && available > 0;
    return OF_OK;
}

of_status of_offers_make(of_inventory_work *work)
{
    bool done = true;
    bool more = false;
    if (holds_too_much(work)) {
        OF_TRY(withdraw(work));
    }
    int64_t available = free_now(work);
    if (available > 0) {
        OF_TRY(of_demand_recall(work, available, &done));
        if (done) {
            OF_TRY(offer_along(work, &more));
        }
        if (!done || more) {
            OF_TRY(of_timer_set(work->ctx, OF_TEXT("go"), of_now(work->ctx)));
        }
    }
    return holds_too_much(work) ? OF_SKIP_AS("L9: live offers hold more than there is") : OF_OK;
}

/* ---- answers ---- */

static of_status accept(of_inventory_work *work, offer_work *offer, of_demand_work *demand,
                        int64_t qty)
{
    int64_t offered = offer->row.offer.qty;
    int64_t accepted = qty < offered ? qty : offered;
    OF_TRY(of_timer_clear(work->ctx, offer->timer, offer->row.due));
    work->row.offers -= offered;
    work->row.accepted += accepted;
    demand->row.offered -= offered - accepted;
    demand->row.accepted += accepted;
    offer->row.accepted = (OptionalLong){true, accepted};
    offer->row.due = of_now(work->ctx) + OF_ACCEPTED_EXPIRY_MS;
    OF_TRY(of_timer_set(work->ctx, offer->timer, offer->row.due));
    OF_TRY(of_put_offer(work->ctx, offer->key, &offer->row));
    OF_TRY(of_offers_match(work, demand));
    /* Who takes a part declines the rest. */
    DemandLane lane = accepted < offered ? DEMAND_LANE_PASSED : demand->row.lane;
    return of_demand_close(work, demand, lane == DEMAND_LANE_NONE ? DEMAND_LANE_ACTIVE : lane);
}

static of_status refuse(of_inventory_work *work, const offer_work *offer, of_demand_work *demand)
{
    OF_TRY(end_offer(work, offer, &demand->row));
    return of_demand_close(work, demand, DEMAND_LANE_PASSED);
}

static of_status open_offer(of_inventory_work *work, of_text order, of_text line, uint64_t number,
                            offer_work *offer, of_demand_work *demand, bool *found)
{
    const OfferRow *row = NULL;
    OF_TRY(name_offer(work, order, line, number, offer));
    OF_TRY(of_get_offer(work->ctx, offer->key, &row));
    *found = row != NULL;
    if (!*found) {
        return OF_OK;
    }
    offer->row = *row;
    bool known = false;
    OF_TRY(of_demand_open(work, order, line, demand, &known));
    of_assert(known);
    return OF_OK;
}

of_status of_inventory_offer_result(of_ctx *ctx, const OfferResult *fact)
{
    of_inventory_work work;
    offer_work offer;
    of_demand_work demand;
    bool found = false;
    char digits[24] = "";
    if (fact->outcome == OFFER_OUTCOME_UNKNOWN) {
        return OF_SKIP_AS("an offer was answered with an unknown outcome (UNKNOWN_ENUM)");
    }
    OF_TRY(of_qty_check(fact->qty));
    OF_TRY(of_inventory_open(ctx, fact->item, fact->site, &work));
    const char *number = fact->offer.len == 0 ? "" : number_of(fact->offer);
    size_t len = fact->offer.len == 0 ? 0 : (size_t)(fact->offer.data + fact->offer.len - number);
    if (len > 0 && len < sizeof digits) {
        memcpy(digits, number, len);
    }
    OF_TRY(open_offer(&work, fact->order, fact->line, strtoull(digits, NULL, 10), &offer, &demand,
                      &found));
    if (!found || !of_text_equal(offer.row.offer.offer, fact->offer)) {
        return OF_OK; /* it lapsed, or was answered before */
    }
    bool accepts = fact->outcome == OFFER_OUTCOME_ACCEPTED && fact->qty > 0;
    if (accepts && offer.row.accepted.present) {
        return OF_OK;
    }
    OF_TRY(accepts ? accept(&work, &offer, &demand, fact->qty) : refuse(&work, &offer, &demand));
    return of_inventory_close(&work);
}

of_status of_offer_lapse(of_inventory_work *work, of_text name)
{
    offer_work offer;
    of_demand_work demand;
    const OfferRow *row = NULL;
    bool found = false;
    size_t prefix = sizeof TIMER_PREFIX - 1;
    of_assert(name.len > prefix);
    of_text suffix = {.data = name.data + prefix, .len = name.len - prefix};
    OF_TRY(of_inventory_key(work, &suffix, 1, &offer.key));
    OF_TRY(of_get_offer(work->ctx, offer.key, &row));
    if (row == NULL) {
        return OF_OK;
    }
    offer.timer = name;
    offer.row = *row;
    OF_TRY(of_demand_open(work, row->offer.order, row->offer.line, &demand, &found));
    of_assert(found);
    OF_TRY(tell_gone(work, &offer));
    return refuse(work, &offer, &demand);
}
