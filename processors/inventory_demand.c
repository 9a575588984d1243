/* Demands of an item at a site, and their queue for stock.
 *
 *     NONE ──needs──> ACTIVE ──declined, lapsed──> PASSED ──next round──> ACTIVE
 *                       └──ship-complete, needs more than is free──> ASIDE ──enough is free──>
 * ACTIVE
 *
 * A lane is a range of keys in the order of the ranks, so that the head of the queue is read alone,
 * however many passed. What is declared short stands in the queue: the ERP allocates open lines by
 * itself, and an offer would race with it. */
#include "processors/inventory.h"

static of_status out_of_scratch(void)
{
    return OF_ABORT_AS("the scratch memory of this record is full");
}

/* ---- the queue ---- */

static of_text lane_name(DemandLane lane)
{
    switch (lane) {
    case DEMAND_LANE_ACTIVE:
        return OF_TEXT("a");
    case DEMAND_LANE_PASSED:
        return OF_TEXT("p");
    case DEMAND_LANE_ASIDE:
        return OF_TEXT("s");
    case DEMAND_LANE_NONE:
        break;
    }
    return (of_text){0};
}

static of_status queue_key(const of_inventory_work *work, DemandLane lane, of_text rank,
                           of_text *key)
{
    const of_text parts[] = {lane_name(lane), rank};
    return of_inventory_key(work, parts, 2, key);
}

/* Counts of a lane, as far as there are any. */
static void count_lane(InventoryRow *row, const DemandRow *demand, int32_t sign)
{
    if (demand->lane == DEMAND_LANE_ASIDE) {
        row->aside += sign;
    } else if (demand->lane == DEMAND_LANE_PASSED) {
        *(demand->passed_round == row->round ? &row->passed : &row->stale) += sign;
    }
}

static of_status leave_queue(of_inventory_work *work, DemandRow *demand)
{
    of_text key;
    if (demand->lane == DEMAND_LANE_NONE) {
        return OF_OK;
    }
    count_lane(&work->row, demand, -1);
    OF_TRY(queue_key(work, demand->lane, demand->rank, &key));
    demand->lane = DEMAND_LANE_NONE;
    return of_delete_demand_queue(work->ctx, key);
}

static of_status join_queue(of_inventory_work *work, DemandRow *demand, DemandLane lane)
{
    of_text key;
    InventoryRow *row = &work->row;
    int64_t need = demand->demand.backordered - demand->offered;
    demand->rank = of_demand_rank(of_scratch(work->ctx), &demand->demand);
    if (demand->rank.data == NULL) {
        return out_of_scratch();
    }
    demand->lane = lane;
    demand->passed_round = row->round;
    count_lane(row, demand, 1);
    if (lane == DEMAND_LANE_ASIDE && (row->aside == 1 || need < row->least_aside)) {
        row->least_aside = need;
    }
    OF_TRY(queue_key(work, lane, demand->rank, &key));
    const QueuedDemand place = {
        .order = demand->demand.order, .line = demand->demand.line, .round = demand->passed_round};
    return of_put_demand_queue(work->ctx, key, &place);
}

typedef struct head_scan {
    of_queue_head *head;
    int64_t round;
} head_scan;

static of_status visit_place(void *state, of_text, const void *row)
{
    head_scan *scan = state;
    const QueuedDemand *place = row;
    if (place->round != scan->round) {
        scan->head->items[scan->head->len++] = place;
    }
    return scan->head->len == OF_QUEUE_BATCH ? OF_SKIP_AS("the batch is full") : OF_OK;
}

of_status of_demand_head(const of_inventory_work *work, DemandLane lane, int64_t round,
                         of_queue_head *head)
{
    of_text prefix;
    head_scan scan = {.head = head, .round = round};
    head->len = 0;
    OF_TRY(queue_key(work, lane, OF_TEXT(""), &prefix));
    of_status status = of_ctx_scan(work->ctx, OF_STORE_demand_queue, prefix, visit_place, &scan);
    return head->len == OF_QUEUE_BATCH ? OF_OK : status; /* full: the scan was ended by us */
}

static of_status recall_lane(of_inventory_work *work, DemandLane lane, int64_t round, bool *done)
{
    of_queue_head head;
    OF_TRY(of_demand_head(work, lane, round, &head));
    for (size_t i = 0; i < head.len; i++) {
        of_demand_work demand;
        bool found = false;
        OF_TRY(of_demand_open(work, head.items[i]->order, head.items[i]->line, &demand, &found));
        of_assert(found && demand.row.lane == lane);
        OF_TRY(of_demand_close(work, &demand, DEMAND_LANE_ACTIVE));
    }
    *done = head.len < OF_QUEUE_BATCH;
    return OF_OK;
}

of_status of_demand_recall(of_inventory_work *work, int64_t available, bool *done)
{
    *done = true;
    if (work->row.stale > 0) {
        OF_TRY(recall_lane(work, DEMAND_LANE_PASSED, work->row.round, done));
    }
    if (*done && work->row.aside > 0 && available >= work->row.least_aside) {
        OF_TRY(recall_lane(work, DEMAND_LANE_ASIDE, -1, done));
    }
    return OF_OK;
}

/* ---- one demand ---- */

/* What has shipped is no longer of this site. */
static bool asks_or_holds(const LineDemand *demand)
{
    return demand->qty > 0 || demand->allocated > 0 || demand->picked > 0;
}

of_status of_demand_open(of_inventory_work *work, of_text order, of_text line,
                         of_demand_work *demand, bool *found)
{
    const DemandRow *row = NULL;
    const of_text parts[] = {order, line};
    OF_TRY(of_inventory_key(work, parts, 2, &demand->key));
    OF_TRY(of_get_demand(work->ctx, demand->key, &row));
    *found = row != NULL;
    demand->row = *found ? *row : (DemandRow){.rank = OF_TEXT("")};
    return OF_OK;
}

static of_status count_on_day(of_inventory_work *work, DemandRow *demand)
{
    const LineDemand *asks = &demand->demand;
    /* Without a date it is wanted at once. */
    int32_t day = asks->requested_date.present ? of_day_of(asks->requested_date.value) : 0;
    int64_t counted = asks->qty > demand->offered ? asks->qty - demand->offered : 0;
    if (day != demand->day) {
        OF_TRY(of_inventory_day_add(work, demand->day, 0, -demand->counted));
        demand->day = day;
        demand->counted = 0;
    }
    OF_TRY(of_inventory_day_add(work, day, 0, counted - demand->counted));
    demand->counted = counted;
    return OF_OK;
}

of_status of_demand_close(of_inventory_work *work, of_demand_work *demand, DemandLane lane)
{
    DemandRow *row = &demand->row;
    const LineDemand *asks = &row->demand;
    bool needs = asks->backordered > row->offered && !of_text_is(asks->site, OF_ANY_SITE);
    work->touched = true;
    OF_TRY(count_on_day(work, row));
    OF_TRY(leave_queue(work, row));
    if (needs) {
        OF_TRY(join_queue(work, row, lane));
    }
    if (!asks_or_holds(asks) && row->offered == 0) {
        work->row.demand_count--;
        return of_delete_demand(work->ctx, demand->key);
    }
    return of_put_demand(work->ctx, demand->key, row);
}

/* ---- facts ---- */

static void count(InventoryRow *row, const LineDemand *demand, int64_t sign)
{
    row->wanted += sign * demand->qty;
    row->backordered += sign * demand->backordered;
    row->allocated += sign * demand->allocated;
    row->picked += sign * demand->picked;
}

/* It stands as it stood, unless it asks for something else than when it passed. */
static DemandLane lane_after(const DemandRow *before, const LineDemand *next)
{
    bool same = before->demand.backordered == next->backordered &&
                before->demand.ship_complete == next->ship_complete &&
                before->lane != DEMAND_LANE_NONE && before->lane != DEMAND_LANE_ASIDE;
    return same ? before->lane : DEMAND_LANE_ACTIVE;
}

of_status of_inventory_demand_fact(of_ctx *ctx, const LineDemand *fact)
{
    of_inventory_work work;
    of_demand_work demand;
    bool found = false;
    OF_TRY(of_inventory_open(ctx, fact->item, fact->site, &work));
    OF_TRY(of_demand_open(&work, fact->order, fact->line, &demand, &found));
    DemandRow *row = &demand.row;
    if (found ? fact->revision <= row->demand.revision : !asks_or_holds(fact)) {
        return OF_OK;
    }
    DemandLane lane = lane_after(row, fact);
    int64_t grown = fact->covered - row->demand.covered;
    work.row.demand_count += found ? 0 : 1;
    count(&work.row, &row->demand, -1);
    count(&work.row, fact, 1);
    row->demand = *fact;
    if (row->offered > 0) {
        row->unmatched += grown > 0 ? grown : 0;
        OF_TRY(of_offers_match(&work, &demand));
    }
    OF_TRY(of_demand_close(&work, &demand, lane));
    return of_inventory_close(&work);
}
