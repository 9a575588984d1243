/* Backorder: sell what is not there yet, then keep the promise or take all of it back.
 *
 *   record -> plan -> peg -> re-promise -> inform -> await supply -> allocate -> release
 *               |                                      ^   |            |           |
 *               +--------------------------------------+   +<-refused---+           v
 *   cancelled at any step: what is in flight settles, all    await shipment -> FILLED
 *   is taken back, then cancel line -> credit -> tell -> CANCELLED_BY_CUSTOMER */
#define OF_STATE       BackorderState
#define OF_STATE_FIELD backorder
#include "sagas/saga.h"

#include "sagas/leg_steps.h"

enum {
    RECORD,
    RECORD_AGAIN,
    PLAN,
    PEG,
    REPROMISE,
    INFORM,
    INFORM_NO_ETA,
    AWAIT_SUPPLY,
    ALLOCATE,
    RELEASE,
    AWAIT_SHIPMENT,
    CANCEL_LINE,
    CREDIT,
    TELL_CANCELLED,
    TELL_TOO_LATE,
    END_FILLED,
    END_REST_CANCELLED,
    END_CANCELLED,
    END_POLICY,
    END_NOT_NEEDED,
};

/* Rounds of "the quantity changed under way" before a person looks. */
#define ROUNDS_MAX     5
#define LATE_TOLERANCE OF_DAYS(5)

/* ---- what it knows ---- */

static int64_t remaining(const BackorderState *b)
{
    return b->scope.need - of_legs_covered(&b->legs);
}

static bool covered(const BackorderState *b)
{
    return remaining(b) <= 0 && of_legs_open(&b->legs) > 0;
}

static bool nothing_needed(const BackorderState *b)
{
    return remaining(b) <= 0 && of_legs_open(&b->legs) == 0;
}

static const SagaOffer *usable(const BackorderState *b)
{
    bool whole = b->scope.ship_complete || !b->scope.partial_allowed;
    return of_offer_best(&b->offers, SUPPLY_KIND_ON_HAND, remaining(b), whole);
}

static bool can_allocate(const BackorderState *b)
{
    return remaining(b) > 0 && usable(b) != NULL && b->legs.len < OF_LEGS_MAX;
}

static bool can_peg(const BackorderState *b)
{
    return remaining(b) > 0 && !b->peg.present &&
           of_offer_best(&b->offers, SUPPLY_KIND_EXPECTED, remaining(b), false) != NULL;
}

static bool filled(const BackorderState *b)
{
    return covered(b) && of_legs_all_shipped(&b->legs);
}

static bool few_rounds(const BackorderState *b)
{
    return b->rounds <= ROUNDS_MAX;
}

static bool line_closed(const BackorderState *b)
{
    return b->line_closed;
}

static bool short_again(const BackorderState *b)
{
    return remaining(b) > 0;
}

static bool cancel_wanted(const BackorderState *b)
{
    return b->scope.cancel_wanted && !b->scope.cancelling && !filled(b);
}

/* The policy cancels what no expected receipt will bring in time. */
static bool policy_cancels(const BackorderState *b)
{
    if (b->policy != BACKORDER_POLICY_CANCEL || of_legs_open(&b->legs) > 0) {
        return false;
    }
    const SagaOffer *expected =
        of_offer_best(&b->offers, SUPPLY_KIND_EXPECTED, remaining(b), false);
    return expected == NULL || !expected->eta.present || !b->scope.promise.present ||
           expected->eta.value > b->scope.promise.value + LATE_TOLERANCE;
}

static bool by_policy(const BackorderState *b)
{
    return b->by_policy;
}

static bool came_too_late(const BackorderState *b)
{
    return b->scope.cancel_qty == 0 && of_legs_open(&b->legs) > 0;
}

static bool something_shipped(const BackorderState *b)
{
    return of_legs_open(&b->legs) > 0;
}

/* ---- what it takes in ---- */

static void start(BackorderState *b, const of_saga_start *start, of_moment *at)
{
    b->scope = of_scope_of(start);
    b->reason = start->reason;
    b->policy = start->order == NULL ? BACKORDER_POLICY_WAIT : start->order->backorder_policy;
    of_offers_take(&b->offers, start->offers, start->offer_count, at);
}

static void hear_line(BackorderState *b, const LineState *line, of_moment *at)
{
    (void)at;
    of_scope_hear(&b->scope, line, &b->legs);
}

/* ---- record ---- */

static void fix_quantity(BackorderState *b, of_moment *at)
{
    (void)at;
    b->recorded_qty = remaining(b);
}

static void record(const BackorderState *b, of_leg, RecordBackorder *c)
{
    *c = (RecordBackorder){.line = b->scope.line, .qty = b->recorded_qty, .reason = b->reason};
}

static void clear(const BackorderState *b, of_leg, ClearBackorder *c)
{
    *c = (ClearBackorder){.line = b->scope.line, .qty = b->recorded_qty};
}

static void recorded(BackorderState *b, of_leg, const Reply *reply, of_moment *at)
{
    (void)at;
    b->recorded = b->recorded || reply->outcome == OUTCOME_OK;
    b->line_closed = b->line_closed || of_text_is(reply->code, "LINE_CLOSED");
    b->rounds += of_text_is(reply->code, "QTY_CHANGED");
}

/* ---- a place on an expected receipt ---- */

static void choose_receipt(BackorderState *b, of_moment *at)
{
    const SagaOffer *found = of_offer_best(&b->offers, SUPPLY_KIND_EXPECTED, remaining(b), false);
    if (found == NULL) {
        return;
    }
    SagaOffer offer = *found;
    b->pegs++;
    b->peg.present = true;
    b->peg.value = (SagaPeg){
        .peg = of_saga_text(at, "BO%d-P%d", b->scope.number, b->pegs),
        .supply = offer.supply.data == NULL ? offer.offer : offer.supply,
        .qty = offer.qty < remaining(b) ? offer.qty : remaining(b),
        .eta = offer.eta,
    };
    of_offers_remove(&b->offers, offer.offer);
}

static bool has_peg(const BackorderState *b, of_leg)
{
    return b->peg.present;
}

static bool peg_is_left(const BackorderState *b, of_leg)
{
    return b->peg.present && b->peg.value.consumed < b->peg.value.qty;
}

static void peg(const BackorderState *b, of_leg, PegReceipt *c)
{
    *c = (PegReceipt){.line = b->scope.line,
                      .peg = b->peg.value.peg,
                      .supply = b->peg.value.supply,
                      .qty = b->peg.value.qty};
}

static void release_peg(const BackorderState *b, of_leg, ReleasePeg *c)
{
    *c = (ReleasePeg){.line = b->scope.line,
                      .peg = b->peg.value.peg,
                      .supply = b->peg.value.supply,
                      .qty = b->peg.value.qty - b->peg.value.consumed};
}

static void pegged(BackorderState *b, of_leg, const Reply *reply, of_moment *at)
{
    (void)at;
    if (reply->outcome == OUTCOME_OK && reply->date.present) {
        b->peg.value.eta = reply->date;
    }
    if (reply->outcome == OUTCOME_REJECT) {
        b->peg.present = false;
    }
}

static void peg_released(BackorderState *b, of_leg, const Reply *reply, of_moment *at)
{
    (void)reply;
    (void)at;
    b->peg.present = false;
}

/* ---- the promise ---- */

static void choose_date(BackorderState *b, of_moment *at)
{
    (void)at;
    b->new_promise = b->peg.present ? b->peg.value.eta : (OptionalLong){0};
}

static bool date_moves(const BackorderState *b, of_leg)
{
    return b->new_promise.present &&
           (!b->scope.promise.present || b->new_promise.value != b->scope.promise.value);
}

static void repromise(const BackorderState *b, of_leg, UpdatePromiseDate *c)
{
    *c = (UpdatePromiseDate){.line = b->scope.line, .date = b->new_promise};
}

static void promise_as_before(const BackorderState *b, of_leg, UpdatePromiseDate *c)
{
    *c = (UpdatePromiseDate){.line = b->scope.line, .date = b->scope.promise};
}

static bool knows_date(const BackorderState *b)
{
    return b->peg.present && b->peg.value.eta.present;
}

static void tell(const BackorderState *b, const char *template, NotifyCustomer *c)
{
    *c = (NotifyCustomer){.template = of_text_of(template), .line = b->scope.line};
}

static void tell_promise(const BackorderState *b, of_leg, NotifyCustomer *c)
{
    tell(b, "BACKORDER_PROMISE", c);
    c->date = b->new_promise;
}

static void tell_no_eta(const BackorderState *b, of_leg, NotifyCustomer *c)
{
    tell(b, "BACKORDER_NO_ETA", c);
}

/* ---- supply ---- */

/* One offer becomes one leg; a leg that was refused is used again, under a new generation. */
static void take_offer(BackorderState *b, of_moment *at)
{
    const SagaOffer *found = usable(b);
    if (found == NULL) {
        return;
    }
    SagaOffer offer = *found;
    int64_t qty = offer.qty < remaining(b) ? offer.qty : remaining(b);
    of_text consumed = peg_is_left(b, 0) ? b->peg.value.peg : (of_text){0};
    SagaLeg *leg = of_legs_add(&b->legs, &b->scope, "BO", at);
    if (leg != NULL) {
        leg->site = offer.site;
        leg->asked_qty = qty;
        leg->qty = qty;
        leg->offer = offer.offer;
        leg->peg = consumed;
        of_offers_remove(&b->offers, offer.offer);
    }
}

static void allocated(BackorderState *b, of_leg leg, const Reply *reply, of_moment *at)
{
    (void)at;
    SagaLeg *l = &b->legs.items[leg];
    of_leg_hear_allocated(l, reply);
    if (reply->outcome == OUTCOME_OK && l->peg.data != NULL) {
        int64_t left = b->peg.value.qty - b->peg.value.consumed;
        b->peg.value.consumed += l->qty < left ? l->qty : left;
    }
    if (reply->outcome == OUTCOME_REJECT) {
        b->line_closed = b->line_closed || of_text_is(reply->code, "LINE_CLOSED");
    }
}

/* ---- cancellation ---- */

/* What is left of the line once all that could be stopped was stopped. */
static void fix_cancelled(BackorderState *b, of_moment *at)
{
    (void)at;
    b->scope.cancelling = true;
    b->by_policy = !b->scope.cancel_wanted;
    b->scope.cancel_qty = remaining(b) > 0 ? remaining(b) : 0;
}

static bool shows_cancelled(const BackorderState *b, of_leg)
{
    return remaining(b) <= 0;
}

static void cancel_line(const BackorderState *b, of_leg, CancelLine *c)
{
    *c = (CancelLine){.line = b->scope.line,
                      .qty = b->scope.cancel_qty,
                      .reason = b->by_policy ? OF_TEXT("POLICY") : OF_TEXT("CUSTOMER")};
}

static void tell_cancelled(const BackorderState *b, of_leg, NotifyCustomer *c)
{
    tell(b, something_shipped(b) ? "PARTIALLY_CANCELLED" : "CANCELLED", c);
    c->qty = (OptionalLong){.present = true, .value = b->scope.cancel_qty};
}

static void tell_too_late(const BackorderState *b, of_leg, NotifyCustomer *c)
{
    tell(b, "CANCEL_TOO_LATE", c);
}

/* ---- exceptions ---- */

static bool is_open(const BackorderState *b)
{
    return b->recorded;
}

static bool eta_unknown(const BackorderState *b)
{
    return b->recorded && remaining(b) > 0 && !knows_date(b) && !can_peg(b) && usable(b) == NULL &&
           !b->scope.cancelling;
}

static const of_saga_exception exceptions[] = {
    {"BACKORDER_OPENED", is_open},
    {"BACKORDER_ETA_UNKNOWN", eta_unknown},
};

/* ---- the tables ---- */

/* clang-format off */
static const of_saga_step steps[] = {
    [RECORD] = {"record", .send.record_backorder = record, .undo.clear_backorder = clear,
        .enter = fix_quantity, .heard = recorded},
    [RECORD_AGAIN] = {"record-again", .awaits = "the changed line", .within = OF_SECONDS(30)},
    [PLAN] = {.name = "plan"},
    [PEG] = {"peg", .send.peg_receipt = peg, .undo.release_peg = release_peg,
        .enter = choose_receipt, .only = has_peg, .undoable = peg_is_left, .heard = pegged,
        .undone = peg_released},
    [REPROMISE] = {"re-promise", .send.update_promise_date = repromise,
        .undo.update_promise_date = promise_as_before, .enter = choose_date, .only = date_moves},
    [INFORM] = {"inform", .tell.notify_customer = tell_promise,
        .no_undo = "the next notice says what is true then"},
    [INFORM_NO_ETA] = {"inform-no-eta", .tell.notify_customer = tell_no_eta,
        .no_undo = "the next notice says what is true then"},
    [AWAIT_SUPPLY] = {"await-supply", .awaits = "supply offer"},
    [ALLOCATE] = {"allocate", .send.allocate_stock = of_line_allocate,
        .undo.deallocate_stock = of_line_deallocate, .each = OF_LEGS, .only = of_line_is_unsecured,
        .enter = take_offer, .undoable = of_line_is_stoppable, .proven = of_line_shows_allocated,
        .heard = allocated, .undone = of_line_given_back},
    [RELEASE] = {"release", .send.release_to_warehouse = of_line_release,
        .undo.cancel_warehouse_order = of_line_stop, .each = OF_LEGS, .only = of_line_is_unreleased,
        .endpoint = of_line_site, .undoable = of_line_is_stoppable,
        .proven = of_line_shows_accepted, .heard = of_line_released, .undone = of_line_stopped},
    [AWAIT_SHIPMENT] = {"await-shipment", .awaits = "ship confirm"},
    [CANCEL_LINE] = {"cancel-line", .send.cancel_line = cancel_line, .pivot = true,
        .enter = fix_cancelled, .only = of_line_something_to_cancel, .proven = shows_cancelled},
    [CREDIT] = {"release-credit", .send.release_credit_exposure = of_line_release_exposure,
        .only = of_line_something_to_cancel},
    [TELL_CANCELLED] = {"tell-cancelled", .tell.notify_customer = tell_cancelled},
    [TELL_TOO_LATE] = {"tell-too-late", .tell.notify_customer = tell_too_late},
    [END_FILLED] = {"filled", .ends = "FILLED"},
    [END_REST_CANCELLED] = {"rest-cancelled", .ends = "PARTIALLY_FILLED_REST_CANCELLED"},
    [END_CANCELLED] = {"cancelled", .ends = "CANCELLED_BY_CUSTOMER", .compensated = true},
    [END_POLICY] = {"policy-cancelled", .ends = "CANCELLED_BY_POLICY", .compensated = true},
    [END_NOT_NEEDED] = {"not-needed", .ends = "NOT_NEEDED"},
};

/* No leg is taken back once it shipped: the pivot is passed leg by leg, by `of_line_is_stoppable`.
 * What only the ERP's schedule knows of goes with the line when it is cancelled or closed (E17). */
#define GOODS (OF_STEP(PEG) | OF_STEP(ALLOCATE) | OF_STEP(RELEASE))

static const of_saga_flow flow[] = {
    {OF_ANY_STEP,    OF_WHEN,                  .when = cancel_wanted,     .to = CANCEL_LINE,
     .undo = GOODS},

    {RECORD,         OF_DONE_OK,                                          .to = PLAN},
    {RECORD,         OF_REJECT("QTY_CHANGED"), .when = few_rounds,        .to = RECORD_AGAIN},
    {RECORD,         OF_REJECT("LINE_CLOSED"),                            .to = END_NOT_NEEDED},
    {RECORD_AGAIN,   OF_WHEN,                  .when = nothing_needed,    .to = END_NOT_NEEDED},
    {RECORD_AGAIN,   OF_TIMED_OUT,                                        .to = RECORD},

    {PLAN,           OF_WHEN,                  .when = nothing_needed,    .to = END_NOT_NEEDED,
     .undo = OF_UNDO_ALL},
    {PLAN,           OF_WHEN,                  .when = can_allocate,      .to = ALLOCATE},
    {PLAN,           OF_WHEN,                  .when = policy_cancels,    .to = CANCEL_LINE,
     .undo = GOODS},
    {PLAN,           OF_WHEN,                  .when = can_peg,           .to = PEG},
    {PLAN,           OF_WHEN,                  .when = knows_date,        .to = AWAIT_SUPPLY},
    {PLAN,           OF_WHEN,                                             .to = INFORM_NO_ETA},

    {PEG,            OF_DONE_OK,                                          .to = REPROMISE},
    {PEG,            OF_REJECTED,                                         .to = PLAN},
    {PEG,            OF_SILENCE,                                          .to = PLAN,
     .undo = OF_STEP(PEG)},
    {REPROMISE,      OF_DONE_OK,                                          .to = INFORM},
    {REPROMISE,      OF_REJECT("LINE_CLOSED"),                            .to = END_NOT_NEEDED,
     .undo = GOODS},
    {REPROMISE,      OF_REJECTED,                                         .to = INFORM},
    {REPROMISE,      OF_SILENCE,                                          .to = INFORM},
    {INFORM,         OF_DONE_OK,                                          .to = AWAIT_SUPPLY},
    {INFORM_NO_ETA,  OF_DONE_OK,                                          .to = AWAIT_SUPPLY},

    {AWAIT_SUPPLY,   OF_WHEN,                  .when = line_closed,       .to = END_NOT_NEEDED,
     .undo = GOODS},
    {AWAIT_SUPPLY,   OF_WHEN,                  .when = nothing_needed,    .to = END_NOT_NEEDED,
     .undo = GOODS},
    {AWAIT_SUPPLY,   OF_WHEN,                  .when = covered,           .to = AWAIT_SHIPMENT},
    {AWAIT_SUPPLY,   OF_WHEN,                  .when = can_allocate,      .to = ALLOCATE},
    {AWAIT_SUPPLY,   OF_WHEN,                  .when = can_peg,           .to = PEG},

    {ALLOCATE,       OF_DONE_OK,                                          .to = RELEASE},
    {ALLOCATE,       OF_REJECT("LINE_CLOSED"),                            .to = END_NOT_NEEDED,
     .undo = GOODS},
    {ALLOCATE,       OF_REJECTED,                                         .to = AWAIT_SUPPLY},
    {ALLOCATE,       OF_SILENCE,                                          .to = AWAIT_SUPPLY,
     .undo = OF_STEP(ALLOCATE), .only_failed = true},
    {RELEASE,        OF_DONE_OK,                                          .to = AWAIT_SHIPMENT},
    {RELEASE,        OF_REJECTED,                                         .to = AWAIT_SUPPLY,
     .undo = OF_STEP(ALLOCATE), .only_failed = true},
    {RELEASE,        OF_SILENCE,                                          .to = AWAIT_SUPPLY,
     .undo = OF_STEP(ALLOCATE) | OF_STEP(RELEASE), .only_failed = true},

    {AWAIT_SHIPMENT, OF_WHEN,                  .when = nothing_needed,    .to = END_NOT_NEEDED,
     .undo = GOODS},
    {AWAIT_SHIPMENT, OF_WHEN,                  .when = filled,            .to = END_FILLED,
     .undo = OF_STEP(PEG)},
    {AWAIT_SHIPMENT, OF_WHEN,                  .when = short_again,       .to = AWAIT_SUPPLY},

    {CANCEL_LINE,    OF_DONE_OK,               .when = came_too_late,     .to = TELL_TOO_LATE,
     .raise = "CANCEL_TOO_LATE"},
    {CANCEL_LINE,    OF_DONE_OK,                                          .to = CREDIT},
    {CANCEL_LINE,    OF_REJECTED,                                         .to = TELL_TOO_LATE,
     .raise = "CANCEL_TOO_LATE"},
    {CREDIT,         OF_DONE_OK,                                          .to = TELL_CANCELLED},
    {TELL_TOO_LATE,  OF_DONE_OK,               .when = covered,           .to = AWAIT_SHIPMENT},
    {TELL_TOO_LATE,  OF_DONE_OK,                                          .to = END_NOT_NEEDED},
    {TELL_CANCELLED, OF_DONE_OK,               .when = something_shipped, .to = END_REST_CANCELLED},
    {TELL_CANCELLED, OF_DONE_OK,               .when = by_policy,         .to = END_POLICY},
    {TELL_CANCELLED, OF_DONE_OK,                                          .to = END_CANCELLED},
};
/* clang-format on */

OF_SAGA(backorder_saga, SAGA_TYPE_BACKORDER, 1,
        "What was sold short ships, or the customer owes nothing for it.", steps, flow, exceptions,
        .start = start,
        .hear = {.line = hear_line, .offer = of_line_hear_offer, .cancel = of_line_hear_cancel},
        .leg_count = of_line_leg_count, .leg_name = of_line_leg_name, .subject = of_line_subject);
