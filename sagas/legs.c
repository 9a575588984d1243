/* What backorders and splits share: the scope of a line, supply offers, and legs. */
#include "sagas/legs.h"

/* ---- the line ---- */

static int64_t uncovered(const LineState *line)
{
    return line->ledger.open + line->ledger.backordered;
}

SagaScope of_scope_of(const of_saga_start *start)
{
    const LineState *line = start->line;
    const SagaOrder *order = start->order;
    /* At booking only what the ERP declared short is ours: the rest it allocates by itself. Later
     * there is no one else to see to what is uncovered. */
    bool at_booking = of_text_is(start->reason, "ATP_SHORT");
    int64_t short_qty = at_booking ? line->ledger.backordered : uncovered(line);
    return (SagaScope){
        .order = line->order,
        .line = line->line,
        .number = start->number,
        .short_qty = short_qty,
        .need = short_qty,
        .unit_price = start->unit_price,
        .promise = line->promise_current.present ? line->promise_current : line->requested_date,
        .ship_complete = order != NULL && order->ship_complete,
        .partial_allowed = order == NULL || order->partial_allowed,
    };
}

static void leg_hear(SagaLeg *leg, const LineState *line)
{
    for (size_t i = 0; i < line->legs.len; i++) {
        const LegState *seen = &line->legs.items[i];
        if (!of_text_equal(seen->allocation, leg->allocation)) {
            continue;
        }
        leg->covered = seen->allocated + seen->picked + seen->shipped;
        leg->shipped = seen->shipped;
        leg->accepted = leg->accepted || (seen->accepted && !leg->closed);
        if (leg->covered > leg->covered_max) {
            leg->covered_max = leg->covered;
        }
        bool lost = leg->accepted && !leg->closed && leg->covered < leg->covered_max;
        if (lost && leg->covered < leg->qty) {
            leg->qty = leg->covered; /* picked short: the rest has to be found elsewhere */
        }
    }
    if (!leg->closed && leg->covered > 0 && leg->covered >= leg->qty) {
        leg->secured = true;
    }
}

void of_scope_hear(SagaScope *scope, const LineState *line, SagaLegArray *legs)
{
    int64_t ours = 0;
    for (size_t i = 0; i < legs->len; i++) {
        leg_hear(&legs->items[i], line);
        ours += legs->items[i].covered;
    }
    if (line->ledger.backordered > scope->short_qty) {
        scope->short_qty = line->ledger.backordered;
    }
    int64_t wanted = uncovered(line) + ours;
    scope->need = wanted < scope->short_qty ? wanted : scope->short_qty;
}

/* ---- offers ---- */

static bool lapsed(const SagaOffer *offer, int64_t now)
{
    return offer->expires_at.present && offer->expires_at.value <= now;
}

static void offers_push(SagaOfferArray *offers, const SagaOffer *offer, of_moment *at)
{
    for (size_t i = 0; i < offers->len; i++) {
        if (of_text_equal(offers->items[i].offer, offer->offer)) {
            return;
        }
    }
    SagaOffer *items = of_saga_grow(at, offers->items, offers->len, sizeof *items);
    if (items != NULL && !lapsed(offer, at->now) && offer->qty > 0) {
        items[offers->len] = *offer;
        offers->items = items;
        offers->len++;
    }
}

void of_offers_add(SagaOfferArray *offers, const SupplyOffer *offer, of_moment *at)
{
    size_t kept = 0;
    for (size_t i = 0; i < offers->len; i++) {
        if (!lapsed(&offers->items[i], at->now)) {
            offers->items[kept++] = offers->items[i];
        }
    }
    offers->len = kept;
    offers_push(offers,
                &(SagaOffer){.offer = offer->offer,
                             .kind = offer->kind,
                             .site = offer->site,
                             .qty = offer->qty,
                             .supply = offer->supply,
                             .eta = offer->eta,
                             .expires_at = offer->expires_at},
                at);
}

void of_offers_take(SagaOfferArray *offers, const SagaOffer *from, size_t count, of_moment *at)
{
    for (size_t i = 0; i < count; i++) {
        offers_push(offers, &from[i], at);
    }
}

void of_offers_remove(SagaOfferArray *offers, of_text offer)
{
    size_t kept = 0;
    for (size_t i = 0; i < offers->len; i++) {
        if (!of_text_equal(offers->items[i].offer, offer)) {
            offers->items[kept++] = offers->items[i];
        }
    }
    offers->len = kept;
}

const SagaOffer *of_offer_best(const SagaOfferArray *offers, SupplyKind kind, int64_t qty,
                               bool whole)
{
    const SagaOffer *best = NULL;
    for (size_t i = 0; i < offers->len; i++) {
        const SagaOffer *offer = &offers->items[i];
        if (offer->kind != kind) {
            continue;
        }
        if (offer->qty >= qty) {
            return offer;
        }
        if (!whole && (best == NULL || offer->qty > best->qty)) {
            best = offer;
        }
    }
    return best;
}

/* ---- legs ---- */

SagaLeg *of_legs_add(SagaLegArray *legs, const SagaScope *scope, const char *prefix, of_moment *at)
{
    for (size_t i = 0; i < legs->len; i++) {
        SagaLeg *leg = &legs->items[i];
        if (leg->closed && leg->refused) {
            *leg =
                (SagaLeg){.allocation = leg->allocation, .warehouse_order = leg->warehouse_order};
            return leg;
        }
    }
    SagaLeg *items = of_saga_grow(at, legs->items, legs->len, sizeof *items);
    if (items == NULL) {
        return NULL;
    }
    SagaLeg *leg = &items[legs->len];
    leg->allocation = of_saga_text(at, "%s%d.%zu", prefix, scope->number, legs->len + 1);
    leg->warehouse_order = of_saga_text(at, "WO:%.*s:%.*s:%.*s", OF_TEXT_ARG(scope->order),
                                        OF_TEXT_ARG(scope->line), OF_TEXT_ARG(leg->allocation));
    legs->items = items;
    legs->len++;
    return leg;
}

int64_t of_legs_covered(const SagaLegArray *legs)
{
    int64_t covered = 0;
    for (size_t i = 0; i < legs->len; i++) {
        covered += legs->items[i].closed ? 0 : legs->items[i].qty;
    }
    return covered;
}

size_t of_legs_open(const SagaLegArray *legs)
{
    size_t open = 0;
    for (size_t i = 0; i < legs->len; i++) {
        open += !legs->items[i].closed && legs->items[i].qty > 0;
    }
    return open;
}

bool of_legs_all_shipped(const SagaLegArray *legs)
{
    for (size_t i = 0; i < legs->len; i++) {
        const SagaLeg *leg = &legs->items[i];
        if (!leg->closed && leg->shipped < leg->qty) {
            return false;
        }
    }
    return true;
}

bool of_legs_any_shipped(const SagaLegArray *legs)
{
    for (size_t i = 0; i < legs->len; i++) {
        if (legs->items[i].shipped > 0 || legs->items[i].too_late) {
            return true;
        }
    }
    return false;
}

bool of_legs_used_offer(const SagaLegArray *legs, of_text offer)
{
    for (size_t i = 0; i < legs->len; i++) {
        if (of_text_equal(legs->items[i].offer, offer)) {
            return true;
        }
    }
    return false;
}

bool of_leg_stoppable(const SagaLeg *leg)
{
    return !leg->closed && leg->shipped == 0 && !leg->too_late;
}

bool of_leg_shows_allocated(const SagaLeg *leg)
{
    return !leg->closed && leg->covered > 0 && leg->covered >= leg->qty;
}

bool of_leg_shows_accepted(const SagaLeg *leg)
{
    return !leg->closed && (leg->accepted || leg->shipped > 0);
}

void of_leg_allocate(const SagaLeg *leg, of_text line, AllocateStock *command)
{
    *command = (AllocateStock){.line = line,
                               .allocation = leg->allocation,
                               .site = leg->site,
                               .qty = leg->asked_qty,
                               .offer = leg->offer,
                               .peg = leg->peg};
}

void of_leg_deallocate(const SagaLeg *leg, of_text line, DeallocateStock *command)
{
    *command = (DeallocateStock){
        .line = line, .allocation = leg->allocation, .site = leg->site, .qty = leg->asked_qty};
}

void of_leg_release(const SagaLeg *leg, of_text line, bool hold, ReleaseToWarehouse *command)
{
    *command = (ReleaseToWarehouse){.line = line,
                                    .warehouse_order = leg->warehouse_order,
                                    .allocation = leg->allocation,
                                    .site = leg->site,
                                    .qty = leg->qty,
                                    .hold_at_stage = hold};
}

void of_leg_stop(const SagaLeg *leg, of_text line, CancelWarehouseOrder *command)
{
    *command = (CancelWarehouseOrder){
        .line = line, .warehouse_order = leg->warehouse_order, .allocation = leg->allocation};
}

void of_leg_hear_allocated(SagaLeg *leg, const Reply *reply)
{
    if (reply->outcome == OUTCOME_OK) {
        leg->secured = true;
        if (reply->qty.present && reply->qty.value < leg->qty) {
            leg->qty = reply->qty.value;
        }
    } else if (reply->outcome == OUTCOME_REJECT) {
        leg->closed = true;
        leg->refused = true;
    }
}

void of_leg_hear_deallocated(SagaLeg *leg, const Reply *reply)
{
    leg->closed = leg->closed || reply->outcome == OUTCOME_OK;
}

void of_leg_hear_released(SagaLeg *leg, const Reply *reply)
{
    leg->accepted = leg->accepted || reply->outcome == OUTCOME_OK;
}

void of_leg_hear_stopped(SagaLeg *leg, const Reply *reply)
{
    if (reply->outcome == OUTCOME_OK) {
        leg->accepted = false;
    } else {
        leg->too_late = true;
    }
}
