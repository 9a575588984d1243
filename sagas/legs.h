/* What backorders and splits share: the scope of a line, supply offers, and legs from allocation
 * to shipment. Pure functions on the saga's own state. */
#pragma once

#include "sagas/engine/definition.h"

/* A saga that has used up this many legs is handed over to a person. */
#define OF_LEGS_MAX 64

SagaScope of_scope_of(const of_saga_start *start);
/* Takes the ledger in: what is short, and how much of it this saga still has to see to. */
void of_scope_hear(SagaScope *scope, const LineState *line, SagaLegArray *legs);

/* Offers are known by their id: a repeat adds nothing. Lapsed ones are dropped. */
void of_offers_add(SagaOfferArray *offers, const SupplyOffer *offer, of_moment *at);
void of_offers_take(SagaOfferArray *offers, const SagaOffer *from, size_t count, of_moment *at);
void of_offers_remove(SagaOfferArray *offers, of_text offer);
/* The first offer that covers `qty`, else (unless `whole`) the largest; NULL: none will do. */
const SagaOffer *of_offer_best(const SagaOfferArray *offers, SupplyKind kind, int64_t qty,
                               bool whole);

/* A fresh leg, or one that was refused: it is asked for again under a new generation. */
SagaLeg *of_legs_add(SagaLegArray *legs, const SagaScope *scope, const char *prefix, of_moment *at);
int64_t of_legs_covered(const SagaLegArray *legs); /* by legs that are not closed */
size_t of_legs_open(const SagaLegArray *legs);
bool of_legs_all_shipped(const SagaLegArray *legs);
bool of_legs_any_shipped(const SagaLegArray *legs);
bool of_legs_used_offer(const SagaLegArray *legs, of_text offer);

/* Still stands in the warehouse, as far as anyone told us. */
bool of_leg_stoppable(const SagaLeg *leg);
bool of_leg_shows_allocated(const SagaLeg *leg);
bool of_leg_shows_accepted(const SagaLeg *leg);

void of_leg_allocate(const SagaLeg *leg, of_text line, AllocateStock *command);
void of_leg_deallocate(const SagaLeg *leg, of_text line, DeallocateStock *command);
void of_leg_release(const SagaLeg *leg, of_text line, bool hold, ReleaseToWarehouse *command);
void of_leg_stop(const SagaLeg *leg, of_text line, CancelWarehouseOrder *command);

void of_leg_hear_allocated(SagaLeg *leg, const Reply *reply);
void of_leg_hear_deallocated(SagaLeg *leg, const Reply *reply);
void of_leg_hear_released(SagaLeg *leg, const Reply *reply);
void of_leg_hear_stopped(SagaLeg *leg, const Reply *reply);
