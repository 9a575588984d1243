/* Steps that backorders and splits share: legs from allocation to shipment, and a cancellation.
 *
 * Include after sagas/saga.h; OF_STATE has the fields `scope`, `offers` and `legs`. */
#pragma once

#include "sagas/legs.h"

static inline bool of_line_is_unsecured(const OF_STATE *s, of_leg leg)
{
    return !s->legs.items[leg].closed && !s->legs.items[leg].secured;
}

static inline bool of_line_is_unreleased(const OF_STATE *s, of_leg leg)
{
    const SagaLeg *l = &s->legs.items[leg];
    return !l->closed && l->secured && !l->accepted;
}

static inline bool of_line_is_stoppable(const OF_STATE *s, of_leg leg)
{
    return of_leg_stoppable(&s->legs.items[leg]);
}

static inline bool of_line_shows_allocated(const OF_STATE *s, of_leg leg)
{
    return of_leg_shows_allocated(&s->legs.items[leg]);
}

static inline bool of_line_shows_accepted(const OF_STATE *s, of_leg leg)
{
    return of_leg_shows_accepted(&s->legs.items[leg]);
}

static inline of_text of_line_site(const OF_STATE *s, of_leg leg)
{
    return s->legs.items[leg].site;
}

static inline void of_line_allocate(const OF_STATE *s, of_leg leg, AllocateStock *c)
{
    of_leg_allocate(&s->legs.items[leg], s->scope.line, c);
}

static inline void of_line_deallocate(const OF_STATE *s, of_leg leg, DeallocateStock *c)
{
    of_leg_deallocate(&s->legs.items[leg], s->scope.line, c);
}

static inline void of_line_given_back(OF_STATE *s, of_leg leg, const Reply *reply, of_moment *at)
{
    (void)at;
    of_leg_hear_deallocated(&s->legs.items[leg], reply);
}

static inline void of_line_release(const OF_STATE *s, of_leg leg, ReleaseToWarehouse *c)
{
    of_leg_release(&s->legs.items[leg], s->scope.line, false, c);
}

static inline void of_line_stop(const OF_STATE *s, of_leg leg, CancelWarehouseOrder *c)
{
    of_leg_stop(&s->legs.items[leg], s->scope.line, c);
}

static inline void of_line_released(OF_STATE *s, of_leg leg, const Reply *reply, of_moment *at)
{
    (void)at;
    of_leg_hear_released(&s->legs.items[leg], reply);
}

static inline void of_line_stopped(OF_STATE *s, of_leg leg, const Reply *reply, of_moment *at)
{
    (void)at;
    of_leg_hear_stopped(&s->legs.items[leg], reply);
}

static inline void of_line_hear_offer(OF_STATE *s, const SupplyOffer *offer, of_moment *at)
{
    if (!of_legs_used_offer(&s->legs, offer->offer)) {
        of_offers_add(&s->offers, offer, at);
    }
}

static inline void of_line_hear_cancel(OF_STATE *s, const CancelRequest *request, of_moment *at)
{
    (void)request;
    (void)at;
    s->scope.cancel_wanted = true;
}

static inline bool of_line_something_to_cancel(const OF_STATE *s, of_leg)
{
    return s->scope.cancel_qty > 0;
}

static inline void of_line_release_exposure(const OF_STATE *s, of_leg, ReleaseCreditExposure *c)
{
    *c = (ReleaseCreditExposure){.amount = s->scope.cancel_qty * s->scope.unit_price / 1000};
}

static inline size_t of_line_leg_count(const OF_STATE *s)
{
    return s->legs.len;
}

static inline of_text of_line_leg_name(const OF_STATE *s, of_leg leg)
{
    return s->legs.items[leg].allocation;
}

static inline of_text of_line_subject(const OF_STATE *s)
{
    return s->scope.line;
}
