/* The tracking processor: where is a package, and which orders have goods in it? The carrier knows
 * the tracking number alone; cross-references tell the orders, whichever of the two comes first. */
#include "processors/ledger.h"
#include "processors/seen.h"

#define MILESTONES_MAX   100
#define ORDERS_SHOWN_MAX 100

static of_status open_row(of_ctx *ctx, TrackingRow *row)
{
    const TrackingRow *found = NULL;
    OF_TRY(of_get_tracking(ctx, of_key(ctx), &found));
    *row = found == NULL ? (TrackingRow){.tracking = of_key(ctx)} : *found;
    return OF_OK;
}

/* ---- the list of milestones ---- */

/* Plain scans say little once another followed; what names a stage or a failed attempt stays. */
static bool is_plain(MilestoneCode code)
{
    return code == MILESTONE_CODE_IN_TRANSIT || code == MILESTONE_CODE_ETA_ONLY ||
           code == MILESTONE_CODE_DELAYED || code == MILESTONE_CODE_UNKNOWN;
}

static bool is_before(const SeenMilestone *a, const SeenMilestone *b)
{
    OptionalLong at = a->milestone.at;
    OptionalLong than = b->milestone.at;
    if (at.present != than.present) {
        return !at.present;
    }
    if (at.present && at.value != than.value) {
        return at.value < than.value;
    }
    return of_text_compare(a->source, b->source) < 0;
}

/* The order in which milestones leave a full list: the same whatever the order of arrival. */
static bool goes_first(const SeenMilestone *a, const SeenMilestone *b)
{
    bool plain_a = is_plain(a->milestone.code) || a->milestone.source.deleted;
    bool plain_b = is_plain(b->milestone.code) || b->milestone.source.deleted;
    return plain_a != plain_b ? plain_a : is_before(a, b);
}

/* Called on a list that put() just copied. */
static void bound_milestones(SeenMilestoneArray *milestones)
{
    if (milestones->len <= MILESTONES_MAX) {
        return;
    }
    size_t victim = 0;
    for (size_t i = 1; i < milestones->len; i++) {
        victim = goes_first(&milestones->items[i], &milestones->items[victim]) ? i : victim;
    }
    memmove(&milestones->items[victim], &milestones->items[victim + 1],
            (milestones->len - victim - 1) * sizeof *milestones->items);
    milestones->len--;
}

/* The same event by webhook and by poll is one event. */
static bool same_event(const Milestone *a, const Milestone *b)
{
    return a->code == b->code && a->at.present == b->at.present &&
           (!a->at.present || a->at.value == b->at.value);
}

static size_t place_of(const MilestoneArray *shown, const SeenMilestone *const *kept,
                       const SeenMilestone *seen)
{
    size_t index = shown->len;
    while (index > 0 && is_before(seen, kept[index - 1])) {
        index--;
    }
    return index;
}

/* Milestones by event time, withdrawn ones and repeats left out. */
static of_status show_milestones(of_ctx *ctx, const TrackingRow *row, MilestoneArray *shown)
{
    size_t len = row->milestones.len;
    const SeenMilestone **kept = of_arena_array(of_scratch(ctx), len + 1, sizeof *kept);
    *shown = (MilestoneArray){.items = of_arena_array(of_scratch(ctx), len + 1, sizeof(Milestone))};
    if (kept == NULL || shown->items == NULL) {
        return OF_ABORT_AS("the scratch memory of this record is full");
    }
    for (size_t i = 0; i < len; i++) {
        const SeenMilestone *seen = &row->milestones.items[i];
        bool repeat = seen->milestone.source.deleted;
        for (size_t j = 0; j < shown->len; j++) {
            /* Lists are sorted by source row: the first of two equal events is always the same. */
            repeat = repeat || same_event(&kept[j]->milestone, &seen->milestone);
        }
        if (repeat) {
            continue;
        }
        size_t index = place_of(shown, kept, seen);
        memmove(&kept[index + 1], &kept[index], (shown->len - index) * sizeof *kept);
        kept[index] = seen;
        shown->len++;
    }
    for (size_t i = 0; i < shown->len; i++) {
        shown->items[i] = kept[i]->milestone;
    }
    return OF_OK;
}

/* ---- what is true of the package ---- */

static void derive_status(ShipmentState *state)
{
    const Milestone *best = NULL;
    const Milestone *estimate = NULL;
    state->status = MILESTONE_CODE_UNKNOWN;
    for (size_t i = 0; i < state->milestones.len; i++) {
        const Milestone *milestone = &state->milestones.items[i];
        bool ranked = of_milestone_rank(milestone->code) > 0;
        if (ranked && (best == NULL ||
                       of_milestone_beats(milestone->code, milestone->at, best->code, best->at))) {
            best = milestone;
        }
        estimate = milestone->eta.present ? milestone : estimate;
        state->attempts += milestone->code == MILESTONE_CODE_ATTEMPTED ? 1 : 0;
    }
    if (estimate != NULL) {
        state->eta = estimate->eta;
    }
    if (best == NULL) {
        return;
    }
    state->status = best->code;
    if (best->code == MILESTONE_CODE_DELIVERED) {
        state->delivered_at = best->at;
        state->delivered_quality = (OptionalTimeQuality){true, best->quality};
        state->signed_by = best->signed_by;
    }
}

static void take_first(of_text *to, of_text from)
{
    *to = to->data == NULL ? from : *to;
}

/* Orders are listed once each, by key; package and carrier come from the first row that has them.
 */
static of_status derive_orders(of_ctx *ctx, const TrackingRow *row, ShipmentState *state)
{
    of_text *orders = of_arena_array(of_scratch(ctx), row->orders.len + 1, sizeof *orders);
    size_t len = 0;
    if (orders == NULL) {
        return OF_ABORT_AS("the scratch memory of this record is full");
    }
    for (size_t i = 0; i < row->orders.len; i++) {
        const SeenPackageOrder *seen = &row->orders.items[i];
        if (seen->deleted) {
            continue;
        }
        take_first(&state->package, seen->package);
        take_first(&state->shipment, seen->shipment);
        take_first(&state->site, seen->site);
        take_first(&state->carrier, seen->carrier);
        size_t index = len;
        while (index > 0 && of_text_compare(orders[index - 1], seen->order) > 0) {
            index--;
        }
        if (index == 0 || !of_text_equal(orders[index - 1], seen->order)) {
            memmove(&orders[index + 1], &orders[index], (len - index) * sizeof *orders);
            orders[index] = seen->order;
            len++;
        }
    }
    state->order_count = (int32_t)len;
    state->orders = (TextArray){orders, len > ORDERS_SHOWN_MAX ? ORDERS_SHOWN_MAX : len};
    return OF_OK;
}

static of_status derive(of_ctx *ctx, const TrackingRow *row, ShipmentState *state)
{
    *state = (ShipmentState){.tracking = row->tracking,
                             .as_of = row->as_of,
                             .version = row->published.version,
                             .updated_at = row->published.updated_at};
    OF_TRY(show_milestones(ctx, row, &state->milestones));
    OF_TRY(derive_orders(ctx, row, state));
    derive_status(state);
    for (size_t i = 0; i < state->milestones.len; i++) {
        take_first(&state->carrier, state->milestones.items[i].carrier);
    }
    bool both = state->order_count > 0 && state->milestones.len > 0;
    state->completeness = both ? COMPLETENESS_COMPLETE : COMPLETENESS_PARTIAL;
    return OF_OK;
}

/* ---- what the orders are told ---- */

/* The package in one milestone: its status, with the latest estimate. Order and package are those
 * of each receiver. */
static OrderMilestone message_of(const ShipmentState *state)
{
    OrderMilestone message = {.order = OF_TEXT(""), .package = OF_TEXT(""), .as_of = state->as_of};
    message.milestone = (Milestone){
        .source = {.system = OF_TEXT("orderflow"),
                   .table = OF_TEXT("tracking"),
                   .row = state->tracking},
        .tracking = state->tracking,
        .code = state->status,
        .carrier = state->carrier,
        .eta = state->eta,
    };
    for (size_t i = 0; i < state->milestones.len; i++) {
        const Milestone *milestone = &state->milestones.items[i];
        message.was_lost = message.was_lost || milestone->code == MILESTONE_CODE_LOST;
        message.implausible = message.implausible || milestone->quality == TIME_QUALITY_IMPLAUSIBLE;
        if (milestone->code == state->status && state->status != MILESTONE_CODE_UNKNOWN) {
            message.milestone.at = milestone->at;
            message.milestone.quality = milestone->quality;
            message.milestone.signed_by = milestone->signed_by;
        }
    }
    return message;
}

static of_status tell(of_ctx *ctx, const SeenPackageOrder *to, const OrderMilestone *what)
{
    OrderMilestone message = *what;
    message.order = to->order;
    message.package = to->package;
    return of_emit_order_milestone(ctx, to->order, &message);
}

/* Tells every order what changed, or only the new one what is known. An order is told nothing
 * before the carrier has spoken; an event that came and was withdrawn is told as one without a
 * rank, whichever of the two arrived first. */
static of_status tell_orders(of_ctx *ctx, TrackingRow *row, const ShipmentState *state,
                             const SeenPackageOrder *added)
{
    if (row->milestones.len == 0) {
        return OF_OK;
    }
    OrderMilestone message = message_of(state);
    message.revision = row->told.present ? row->told.value.revision : 0;
    bool changed =
        !row->told.present || !of_record_equal(&of_OrderMilestone_type, &row->told.value, &message);
    message.revision += changed ? 1 : 0;
    row->told.present = true;
    row->told.value = message;
    for (size_t i = 0; i < row->orders.len; i++) {
        const SeenPackageOrder *seen = &row->orders.items[i];
        bool is_new = added != NULL && of_text_equal(seen->source, added->source);
        if (!seen->deleted && (changed || is_new)) {
            OF_TRY(tell(ctx, seen, &message));
        }
    }
    return OF_OK;
}

static of_status close_row(of_ctx *ctx, TrackingRow *row, const SeenPackageOrder *added)
{
    const ShipmentState before = row->published;
    ShipmentState next;
    OF_TRY(derive(ctx, row, &next));
    OF_TRY(tell_orders(ctx, row, &next, added));
    if (before.version == 0 || !of_record_equal(&of_ShipmentState_type, &before, &next)) {
        next.version++;
        next.updated_at = of_now(ctx);
        OF_TRY(of_emit_shipment_state(ctx, row->tracking, before.version == 0 ? NULL : &before,
                                      &next));
        row->published = next;
    }
    return of_put_tracking(ctx, row->tracking, row);
}

/* ---- facts ---- */

static of_status on_package_order(of_ctx *ctx, const PackageOrder *fact)
{
    TrackingRow row;
    bool fresh = false;
    if (fact->order.len == 0 || fact->package.len == 0) {
        return OF_SKIP_AS("a cross-reference names an empty order or package");
    }
    OF_TRY(open_row(ctx, &row));
    SeenPackageOrder seen = {.source = of_seen_source(ctx, &fact->source),
                             .position = fact->source.position,
                             .order = fact->order,
                             .package = fact->package,
                             .shipment = fact->shipment,
                             .site = fact->site,
                             .carrier = fact->carrier,
                             .deleted = fact->source.deleted};
    OF_SEEN_PUT(ctx, &row.orders, &seen, &fresh);
    return fresh ? close_row(ctx, &row, &seen) : OF_OK;
}

static of_status on_milestone(of_ctx *ctx, const Milestone *fact)
{
    TrackingRow row;
    bool fresh = false;
    OF_TRY(open_row(ctx, &row));
    SeenMilestone seen = {.source = of_seen_source(ctx, &fact->source),
                          .position = fact->source.position,
                          .milestone = *fact};
    /* Told again by a snapshot it is the same row; which of the two came first must not show. */
    seen.milestone.source.snapshot = false;
    if (fact->quality != TIME_QUALITY_IMPLAUSIBLE) {
        OptionalLong later = of_later(row.as_of, fact->at);
        fresh = later.present && (!row.as_of.present || row.as_of.value != later.value);
        row.as_of = later;
    }
    bool news = false;
    OF_SEEN_PUT(ctx, &row.milestones, &seen, &news);
    if (news) {
        bound_milestones(&row.milestones);
    }
    return news || fresh ? close_row(ctx, &row, NULL) : OF_OK;
}

const of_processor tracking_processor =
    OF_PROCESSOR(.answers = "Where is a package, and which orders have goods in it?",
                 .of.package_order = on_package_order, .of.milestone = on_milestone);
