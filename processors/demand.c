/* The demand processor: what does each line of an order ask of which site, and what does it hold
 * there? It tells the item at the site, which lies in another task, and tells it again when that
 * changes; a site that a line leaves is told zeros.
 *
 * A line asks its preferred site. Without one it asks where its first leg is, for there the ERP has
 * sourced it; without a leg it asks OF_ANY_SITE: such demand shows under the item and gets no
 * offer, since where to source it is a decision over all sites. */
#include "processors/allocator.h"
#include "processors/seen.h"

static of_status out_of_scratch(void)
{
    return OF_ABORT_AS("the scratch memory of this record is full");
}

/* ---- what a line asks, site by site ---- */

static LineDemand *at_site(LineDemandArray *list, const LineDemand *shape, of_text site)
{
    for (size_t i = 0; i < list->len; i++) {
        if (of_text_equal(list->items[i].site, site)) {
            return &list->items[i];
        }
    }
    list->items[list->len] = *shape;
    list->items[list->len].site = site;
    return &list->items[list->len++];
}

/* A bar ends the item in the keys of its site; such a name is no part of a key. */
static bool is_name(of_text text)
{
    return text.len > 0 && memchr(text.data, '|', text.len) == NULL;
}

static of_text asked_site(const LineState *line)
{
    if (line->site.data != NULL) {
        return line->site;
    }
    return line->legs.len > 0 ? line->legs.items[0].site : OF_TEXT(OF_ANY_SITE);
}

static bool is_booked(const LineState *line)
{
    return line->status != FULFIL_STATUS_CAPTURED && line->status != FULFIL_STATUS_REJECTED;
}

static LineDemand shape_of(const LineState *line, const DemandOrder *order)
{
    return (LineDemand){
        .order = line->order,
        .line = line->line,
        .item = line->item,
        .site = OF_TEXT(""),
        .requested_date = line->requested_date,
        .booked_at = order->booked_at,
        .alloc_class = order->alloc_class,
        .priority = order->priority,
        .ship_complete = order->ship_complete,
    };
}

static int64_t covered_by(const LegState *leg)
{
    return leg->allocated + leg->picked + leg->shipped;
}

/* An answer to an offer names the leg that takes it, so each site is told its legs by name. */
static of_status name_legs(of_ctx *ctx, const LineState *line, LineDemandArray *list)
{
    DemandLeg *legs = of_arena_array(of_scratch(ctx), line->legs.len + 1, sizeof *legs);
    if (legs == NULL) {
        return out_of_scratch();
    }
    for (size_t i = 0; i < list->len; i++) {
        DemandLegArray *named = &list->items[i].legs;
        named->items = legs;
        for (size_t j = 0; j < line->legs.len; j++) {
            const LegState *leg = &line->legs.items[j];
            if (covered_by(leg) > 0 && of_text_equal(leg->site, list->items[i].site)) {
                named->items[named->len++] = (DemandLeg){leg->allocation, covered_by(leg)};
            }
        }
        legs += named->len;
    }
    return OF_OK;
}

static void hold(LineDemandArray *list, const LineDemand *shape, const LineSite *held)
{
    int64_t covered = held->allocated + held->picked + held->shipped;
    if (covered > 0 && is_name(held->site)) {
        LineDemand *at = at_site(list, shape, held->site);
        at->allocated += held->allocated;
        at->picked += held->picked;
        at->covered += covered;
    }
}

/* By its legs, or where not all of them are shown by their sites. */
static void hold_all(const LineState *line, LineDemandArray *list, const LineDemand *shape)
{
    for (size_t i = 0; i < line->sites.len; i++) {
        hold(list, shape, &line->sites.items[i]);
    }
    for (size_t i = 0; i < line->legs.len && line->sites.len == 0; i++) {
        const LegState *leg = &line->legs.items[i];
        hold(list, shape, &(LineSite){leg->site, leg->allocated, leg->picked, leg->shipped});
    }
}

static of_status ask(of_ctx *ctx, const LineState *line, const DemandOrder *order,
                     LineDemandArray *list)
{
    LineDemand shape = shape_of(line, order);
    size_t most = 1 + line->legs.len + line->sites.len;
    list->items = of_arena_array(of_scratch(ctx), most, sizeof *list->items);
    if (list->items == NULL) {
        return out_of_scratch();
    }
    of_text site = asked_site(line);
    int64_t qty = line->ledger.open + line->ledger.backordered;
    if (!is_name(line->item)) {
        return OF_OK;
    }
    if (qty > 0 && is_booked(line) && is_name(site)) {
        LineDemand *at = at_site(list, &shape, site);
        at->qty = qty;
        at->backordered = line->ledger.backordered;
    }
    hold_all(line, list, &shape);
    return name_legs(ctx, line, list);
}

/* ---- telling what changed ---- */

static const LineDemand *find(const LineDemandArray *list, const LineDemand *like)
{
    for (size_t i = 0; i < list->len; i++) {
        if (of_text_equal(list->items[i].site, like->site) &&
            of_text_equal(list->items[i].item, like->item)) {
            return &list->items[i];
        }
    }
    return NULL;
}

static of_status tell(of_ctx *ctx, DemandLine *row, LineDemand *demand)
{
    const of_text parts[] = {demand->item, demand->site};
    of_text key = of_arena_join(of_scratch(ctx), '|', parts, 2);
    if (key.data == NULL) {
        return out_of_scratch();
    }
    demand->revision = ++row->revision;
    return of_emit_line_demand(ctx, key, demand);
}

/* First those that lose it: what a line no longer asks there is free for others. */
static of_status tell_left(of_ctx *ctx, DemandLine *row, const LineDemandArray *next)
{
    for (size_t i = 0; i < row->told.len; i++) {
        LineDemand gone = row->told.items[i];
        if (find(next, &gone) == NULL) {
            gone.qty = gone.backordered = gone.allocated = gone.picked = gone.covered = 0;
            gone.legs = (DemandLegArray){0};
            OF_TRY(tell(ctx, row, &gone));
        }
    }
    return OF_OK;
}

static of_status tell_all(of_ctx *ctx, of_text key, DemandLine *row, LineDemandArray *next)
{
    int64_t revision = row->revision;
    OF_TRY(tell_left(ctx, row, next));
    for (size_t i = 0; i < next->len; i++) {
        const LineDemand *known = find(&row->told, &next->items[i]);
        next->items[i].revision = known != NULL ? known->revision : 0;
        if (known == NULL || !of_record_equal(&of_LineDemand_type, known, &next->items[i])) {
            OF_TRY(tell(ctx, row, &next->items[i]));
        }
    }
    if (row->revision == revision) {
        return OF_OK;
    }
    row->told = *next;
    return of_put_demand_line(ctx, key, row);
}

/* ---- the order and its lines ---- */

static of_status get_order(of_ctx *ctx, of_text order, DemandOrder *row)
{
    const DemandOrder *found = NULL;
    OF_TRY(of_get_demand_order(ctx, order, &found));
    *row = found != NULL ? *found
                         : (DemandOrder){.priority = OF_PRIORITY_DEFAULT,
                                         .alloc_class = ALLOC_CLASS_REDISTRIBUTE};
    return OF_OK;
}

static of_status on_line_state(of_ctx *ctx, const LineState *, const LineState *after)
{
    DemandOrder order;
    const DemandLine *found = NULL;
    LineDemandArray next = {0};
    const of_text parts[] = {after->order, after->line};
    of_text key = of_arena_join(of_scratch(ctx), '|', parts, 2);
    if (key.data == NULL) {
        return out_of_scratch();
    }
    OF_TRY(get_order(ctx, after->order, &order));
    OF_TRY(of_get_demand_line(ctx, key, &found));
    DemandLine row =
        found != NULL ? *found : (DemandLine){.order = after->order, .line = after->line};
    OF_TRY(ask(ctx, after, &order, &next));
    return tell_all(ctx, key, &row, &next);
}

typedef struct line_list {
    of_arena *arena;
    of_text *keys;
    const DemandLine **rows;
    size_t len;
    size_t capacity;
} line_list;

static of_status visit_line(void *state, of_text key, const void *row)
{
    line_list *all = state;
    if (all->len == all->capacity) {
        size_t capacity = all->capacity == 0 ? 64 : all->capacity * 2;
        of_text *keys = of_arena_array(all->arena, capacity, sizeof *keys);
        const DemandLine **rows = of_arena_array(all->arena, capacity, sizeof *rows);
        if (keys == NULL || rows == NULL) {
            return out_of_scratch();
        }
        if (all->len > 0) {
            memcpy(keys, all->keys, all->len * sizeof *keys);
            memcpy(rows, all->rows, all->len * sizeof *rows);
        }
        *all = (line_list){all->arena, keys, rows, all->len, capacity};
    }
    all->keys[all->len] = of_arena_text(all->arena, key);
    all->rows[all->len] = row;
    return all->keys[all->len++].data == NULL ? out_of_scratch() : OF_OK;
}

static of_status tell_line_again(of_ctx *ctx, of_text key, const DemandLine *known,
                                 const DemandOrder *order)
{
    DemandLine row = *known;
    LineDemandArray next = {.len = row.told.len};
    next.items = of_arena_array(of_scratch(ctx), next.len + 1, sizeof *next.items);
    if (next.items == NULL) {
        return out_of_scratch();
    }
    for (size_t i = 0; i < next.len; i++) {
        next.items[i] = row.told.items[i];
        next.items[i].booked_at = order->booked_at;
        next.items[i].alloc_class = order->alloc_class;
        next.items[i].priority = order->priority;
        next.items[i].ship_complete = order->ship_complete;
    }
    return tell_all(ctx, key, &row, &next);
}

static of_status on_order_state(of_ctx *ctx, const OrderState *, const OrderState *after)
{
    DemandOrder known;
    const DemandOrder next = {
        .priority = after->priority.present ? after->priority.value : OF_PRIORITY_DEFAULT,
        .alloc_class = after->alloc_class,
        .booked_at = after->milestones.booked,
        .ship_complete = after->ship_complete,
    };
    OF_TRY(get_order(ctx, after->order, &known));
    if (of_record_equal(&of_DemandOrder_type, &known, &next)) {
        return OF_OK;
    }
    OF_TRY(of_put_demand_order(ctx, after->order, &next));
    line_list all = {.arena = of_scratch(ctx)};
    const of_text parts[] = {after->order, OF_TEXT("")};
    of_text prefix = of_arena_join(of_scratch(ctx), '|', parts, 2);
    if (prefix.data == NULL) {
        return out_of_scratch();
    }
    OF_TRY(of_ctx_scan(ctx, OF_STORE_demand_line, prefix, visit_line, &all));
    for (size_t i = 0; i < all.len; i++) {
        OF_TRY(tell_line_again(ctx, all.keys[i], all.rows[i], &next));
    }
    return OF_OK;
}

const of_processor demand_processor =
    OF_PROCESSOR(.answers = "What does each line ask of which site, and what does it hold there?",
                 .of.order_state = on_order_state, .of.line_state = on_line_state);
