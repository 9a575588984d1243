/* Split shipment: no single warehouse has it all, together they do.
 *
 *   split -> allocate each leg -> tell the plan -> release each leg -> await all -> invoice -> end
 *              | one leg refused: others settle, a new leg fills the hole (twice at most),
 *              v else all is taken back: ROLLED_BACK, and a backorder follows; what the warehouse
                could not stop ships, and only the rest becomes a backorder */
#define OF_STATE       SplitState
#define OF_STATE_FIELD split
#include "sagas/saga.h"

#include "sagas/leg_steps.h"

enum {
    SPLIT,
    ALLOCATE,
    REPLAN,
    TELL_PLAN,
    RELEASE,
    AWAIT_SHIPMENT,
    INVOICE,
    CANCEL_LINE,
    CREDIT,
    TELL_CANCELLED,
    TELL_PARTLY,
    TELL_TOO_LATE,
    ROLLED_BACK,
    END_COMPLETED,
    END_WITH_BACKORDER,
    END_ROLLED_BACK,
    END_CANCELLED,
    END_PARTLY_CANCELLED,
    END_NOT_NEEDED,
};

#define LEGS_PLANNED_MAX 4
#define REPLANS_MAX      2

/* ---- the plan ---- */

/* Largest stock first gives the fewest legs; equal stock goes by site, then by offer: the same
 * facts always make the same plan. */
static bool goes_before(const SagaOffer *a, const SagaOffer *b)
{
    if (a->qty != b->qty) {
        return a->qty > b->qty;
    }
    int order = of_bytes_compare(of_bytes_of_text(a->site), of_bytes_of_text(b->site));
    return order != 0
               ? order < 0
               : of_bytes_compare(of_bytes_of_text(a->offer), of_bytes_of_text(b->offer)) < 0;
}

/* The first `max` offers of stock in plan order; how many there are is returned. */
static size_t best_offers(const SagaOffer *offers, size_t count, const SagaOffer **best, size_t max)
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        if (offers[i].kind != SUPPLY_KIND_ON_HAND) {
            continue;
        }
        size_t at = len < max ? len++ : max;
        while (at > 0 && goes_before(&offers[i], best[at - 1])) {
            if (at < max) {
                best[at] = best[at - 1];
            }
            at--;
        }
        if (at < max) {
            best[at] = &offers[i];
        }
    }
    return len;
}

static bool covers(const SagaOffer *offers, size_t count, int64_t qty, size_t max)
{
    const SagaOffer *best[LEGS_PLANNED_MAX];
    size_t len = best_offers(offers, count, best, max);
    int64_t sum = 0;
    for (size_t i = 0; i < len; i++) {
        sum += best[i]->qty;
    }
    return qty > 0 && sum >= qty;
}

/* Several sites together, and no single one. */
static bool wants(const of_saga_start *start)
{
    const LineState *line = start->line;
    int64_t qty = line->ledger.open + line->ledger.backordered;
    bool may = start->order == NULL || start->order->partial_allowed || start->order->ship_complete;
    return may && !covers(start->offers, start->offer_count, qty, 1) &&
           covers(start->offers, start->offer_count, qty, LEGS_PLANNED_MAX);
}

static int64_t remaining(const SplitState *s)
{
    return s->scope.need - of_legs_covered(&s->legs);
}

static void plan_legs(SplitState *s, of_moment *at)
{
    size_t room = LEGS_PLANNED_MAX - of_legs_open(&s->legs);
    const SagaOffer *best[LEGS_PLANNED_MAX];
    size_t len = best_offers(s->offers.items, s->offers.len, best, room);
    SagaOffer chosen[LEGS_PLANNED_MAX];
    for (size_t i = 0; i < len; i++) {
        chosen[i] = *best[i];
    }
    for (size_t i = 0; i < len && remaining(s) > 0; i++) {
        int64_t qty = chosen[i].qty < remaining(s) ? chosen[i].qty : remaining(s);
        SagaLeg *leg = of_legs_add(&s->legs, &s->scope, "SP", at);
        if (leg == NULL) {
            return;
        }
        leg->site = chosen[i].site;
        leg->asked_qty = qty;
        leg->qty = qty;
        leg->offer = chosen[i].offer;
        of_offers_remove(&s->offers, chosen[i].offer);
    }
}

static void start(SplitState *s, const of_saga_start *start, of_moment *at)
{
    s->scope = of_scope_of(start);
    int64_t qty = start->line->ledger.open + start->line->ledger.backordered;
    s->scope.short_qty = qty; /* the split replaces what the ERP had confirmed from one site */
    s->scope.need = qty;
    s->invoice_policy =
        start->order == NULL ? INVOICE_POLICY_PER_SHIPMENT : start->order->invoice_policy;
    s->invoice_key = of_saga_text(at, "SP:%.*s:%d:1", OF_TEXT_ARG(s->scope.order), start->number);
    of_offers_take(&s->offers, start->offers, start->offer_count, at);
    plan_legs(s, at);
    size_t count = of_legs_open(&s->legs);
    s->plan.items = of_arena_array(at->arena, count + 1, sizeof *s->plan.items);
    if (s->plan.items == NULL) {
        at->full = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const SagaLeg *leg = &s->legs.items[i];
        s->plan.items[s->plan.len++] =
            (PlannedLeg){.allocation = leg->allocation, .site = leg->site, .qty = leg->asked_qty};
    }
}

/* ---- what it takes in ---- */

static void hear_line(SplitState *s, const LineState *line, of_moment *at)
{
    (void)at;
    of_scope_hear(&s->scope, line, &s->legs);
}

/* ---- guards ---- */

static bool can_replan(const SplitState *s)
{
    size_t open = of_legs_open(&s->legs);
    return s->replans < REPLANS_MAX && open < LEGS_PLANNED_MAX && s->legs.len < OF_LEGS_MAX &&
           covers(s->offers.items, s->offers.len, remaining(s), LEGS_PLANNED_MAX - open);
}

static bool all_shipped(const SplitState *s)
{
    return of_legs_open(&s->legs) > 0 && of_legs_all_shipped(&s->legs);
}

static bool all_shipped_consolidated(const SplitState *s)
{
    return all_shipped(s) && s->invoice_policy == INVOICE_POLICY_CONSOLIDATED;
}

static bool shipped_with_hole(const SplitState *s)
{
    return all_shipped(s) && remaining(s) > 0;
}

static bool nothing_left(const SplitState *s)
{
    return of_legs_open(&s->legs) == 0;
}

static bool has_hole(const SplitState *s)
{
    return remaining(s) > 0;
}

static bool cancel_wanted(const SplitState *s)
{
    return s->scope.cancel_wanted && !s->scope.cancelling && !all_shipped(s);
}

static bool came_too_late(const SplitState *s)
{
    return s->scope.cancel_qty == 0 && of_legs_open(&s->legs) > 0;
}

static bool something_shipped(const SplitState *s)
{
    return of_legs_any_shipped(&s->legs);
}

/* ---- split ---- */

static void split(const SplitState *s, of_leg, SplitLine *c)
{
    *c = (SplitLine){.line = s->scope.line, .legs = s->plan};
}

static void merge(const SplitState *s, of_leg, MergeLine *c)
{
    *c = (MergeLine){.line = s->scope.line};
}

static bool nothing_shipped(const SplitState *s, of_leg)
{
    return !of_legs_any_shipped(&s->legs);
}

static void replan(SplitState *s, of_moment *at)
{
    s->replans++;
    plan_legs(s, at);
}

/* ---- legs ---- */

static void allocated(SplitState *s, of_leg leg, const Reply *reply, of_moment *at)
{
    (void)at;
    of_leg_hear_allocated(&s->legs.items[leg], reply);
}

/* ---- notices and money ---- */

static void tell(const SplitState *s, const char *template, NotifyCustomer *c)
{
    *c = (NotifyCustomer){.template = of_text_of(template), .line = s->scope.line};
}

static void tell_plan(const SplitState *s, of_leg, NotifyCustomer *c)
{
    tell(s, "SPLIT_PLAN", c);
}

static void tell_withdrawn(const SplitState *s, of_leg, NotifyCustomer *c)
{
    tell(s, "SPLIT_PLAN_WITHDRAWN", c);
}

/* Who hears that the order is cancelled need not hear that its plan is off. */
static bool not_cancelling(const SplitState *s, of_leg)
{
    return !s->scope.cancel_wanted;
}

static void fix_invoice(SplitState *s, of_moment *at)
{
    (void)at;
    for (size_t i = 0; i < s->legs.len; i++) {
        s->invoice_qty += s->legs.items[i].closed ? 0 : s->legs.items[i].shipped;
    }
}

static void invoice(const SplitState *s, of_leg, CreateInvoice *c)
{
    *c = (CreateInvoice){
        .invoice_key = s->invoice_key, .line = s->scope.line, .qty = s->invoice_qty};
}

/* What was planned and never allocated covers nothing. */
static void drop_unsecured(SplitState *s, of_moment *at)
{
    (void)at;
    for (size_t i = 0; i < s->legs.len; i++) {
        SagaLeg *leg = &s->legs.items[i];
        leg->closed = leg->closed || (!leg->secured && leg->shipped == 0 && !leg->too_late);
    }
}

static void fix_cancelled(SplitState *s, of_moment *at)
{
    drop_unsecured(s, at);
    s->scope.cancelling = true;
    s->scope.cancel_qty = remaining(s) > 0 ? remaining(s) : 0;
}

static void cancel_line(const SplitState *s, of_leg, CancelLine *c)
{
    *c = (CancelLine){
        .line = s->scope.line, .qty = s->scope.cancel_qty, .reason = OF_TEXT("CUSTOMER")};
}

static bool shows_cancelled(const SplitState *s, of_leg)
{
    return remaining(s) <= 0;
}

static void tell_cancelled(const SplitState *s, of_leg, NotifyCustomer *c)
{
    tell(s, "CANCELLED", c);
    c->qty = (OptionalLong){.present = true, .value = s->scope.cancel_qty};
}

static void tell_partly(const SplitState *s, of_leg, NotifyCustomer *c)
{
    tell(s, "PARTIALLY_CANCELLED", c);
    c->qty = (OptionalLong){.present = true, .value = s->scope.cancel_qty};
}

static void tell_too_late(const SplitState *s, of_leg, NotifyCustomer *c)
{
    tell(s, "CANCEL_TOO_LATE", c);
}

/* The part of a cancellation that came too late; open until those legs have shipped. */
static bool cancel_too_late(const SplitState *s)
{
    return s->scope.cancelling && of_legs_any_shipped(&s->legs);
}

static const of_saga_exception exceptions[] = {
    {"CANCEL_TOO_LATE", cancel_too_late},
};

/* clang-format off */
static const of_saga_step steps[] = {
    [SPLIT] = {"split", .send.split_line = split, .undo.merge_line = merge,
        .undoable = nothing_shipped},
    [ALLOCATE] = {"allocate", .send.allocate_stock = of_line_allocate,
        .undo.deallocate_stock = of_line_deallocate, .each = OF_LEGS, .only = of_line_is_unsecured,
        .undoable = of_line_is_stoppable, .proven = of_line_shows_allocated, .heard = allocated,
        .undone = of_line_given_back},
    [REPLAN] = {.name = "re-plan", .enter = replan},
    [TELL_PLAN] = {"tell-plan", .tell.notify_customer = tell_plan,
        .undo.notify_customer = tell_withdrawn, .undoable = not_cancelling},
    [RELEASE] = {"release", .send.release_to_warehouse = of_line_release,
        .undo.cancel_warehouse_order = of_line_stop, .each = OF_LEGS, .only = of_line_is_unreleased,
        .endpoint = of_line_site, .undoable = of_line_is_stoppable,
        .proven = of_line_shows_accepted, .heard = of_line_released, .undone = of_line_stopped},
    [AWAIT_SHIPMENT] = {"await-shipment", .awaits = "ship confirm of each leg", .pivot = true},
    [INVOICE] = {"invoice", .send.create_invoice = invoice, .enter = fix_invoice},
    [CANCEL_LINE] = {"cancel-line", .send.cancel_line = cancel_line, .pivot = true,
        .enter = fix_cancelled, .only = of_line_something_to_cancel, .proven = shows_cancelled},
    [CREDIT] = {"release-credit", .send.release_credit_exposure = of_line_release_exposure,
        .only = of_line_something_to_cancel},
    [TELL_CANCELLED] = {"tell-cancelled", .tell.notify_customer = tell_cancelled},
    [TELL_PARTLY] = {"tell-partly", .tell.notify_customer = tell_partly},
    [TELL_TOO_LATE] = {"tell-too-late", .tell.notify_customer = tell_too_late},
    [ROLLED_BACK] = {.name = "rolled-back", .enter = drop_unsecured},
    [END_COMPLETED] = {"completed", .ends = "COMPLETED"},
    [END_WITH_BACKORDER] = {"with-backorder", .ends = "COMPLETED_WITH_BACKORDER"},
    [END_ROLLED_BACK] = {"end-rolled-back", .ends = "ROLLED_BACK", .compensated = true},
    [END_CANCELLED] = {"cancelled", .ends = "CANCELLED", .compensated = true},
    [END_PARTLY_CANCELLED] = {"partly-cancelled", .ends = "PARTIALLY_CANCELLED",
        .compensated = true},
    [END_NOT_NEEDED] = {"not-needed", .ends = "NOT_NEEDED"},
};

#define LEGS (OF_STEP(ALLOCATE) | OF_STEP(RELEASE))

/* Cancelling the line takes the split with it where something shipped (E17): no merge then. */
static const of_saga_flow flow[] = {
    {OF_ANY_STEP,    OF_WHEN,                  .when = cancel_wanted,            .to = CANCEL_LINE,
     .undo = OF_UNDO_ALL},

    {SPLIT,          OF_DONE_OK,                                                 .to = ALLOCATE},
    {SPLIT, OF_REJECT("LINE_CLOSED"), .to = END_NOT_NEEDED},
    {SPLIT,          OF_REJECTED,                                                .to = ROLLED_BACK,
     .raise = "SPLIT_ROLLED_BACK"},
    {SPLIT,          OF_SILENCE,                                                 .to = ROLLED_BACK,
     .undo = OF_UNDO_ALL, .raise = "SPLIT_ROLLED_BACK"},

    {ALLOCATE,       OF_DONE_OK,                                                 .to = TELL_PLAN},
    {ALLOCATE, OF_REJECT("LINE_CLOSED"), .to = END_NOT_NEEDED, .undo = OF_UNDO_ALL},
    {ALLOCATE,       OF_REJECTED,              .when = can_replan,               .to = REPLAN},
    {ALLOCATE,       OF_REJECTED,                                                .to = ROLLED_BACK,
     .undo = OF_UNDO_ALL, .raise = "SPLIT_ROLLED_BACK"},
    {ALLOCATE,       OF_SILENCE,                                                 .to = ROLLED_BACK,
     .undo = OF_UNDO_ALL, .raise = "SPLIT_ROLLED_BACK"},
    {REPLAN,         OF_WHEN,                                                    .to = ALLOCATE},
    {TELL_PLAN,      OF_DONE_OK,                                                 .to = RELEASE},

    {RELEASE, OF_DONE_OK, .to = AWAIT_SHIPMENT},
    {RELEASE, OF_REJECTED, .when = something_shipped, .to = AWAIT_SHIPMENT,
     .undo = LEGS, .only_failed = true},
    {RELEASE,        OF_REJECTED,                                                .to = ROLLED_BACK,
     .undo = OF_UNDO_ALL, .raise = "SPLIT_ROLLED_BACK"},
    {RELEASE, OF_SILENCE, .when = something_shipped, .to = AWAIT_SHIPMENT,
     .undo = LEGS, .only_failed = true},
    {RELEASE,        OF_SILENCE,                                                 .to = ROLLED_BACK,
     .undo = OF_UNDO_ALL, .raise = "SPLIT_ROLLED_BACK"},

    {ROLLED_BACK, OF_WHEN, .when = nothing_left, .to = END_ROLLED_BACK,
     .backorder = "SPLIT_FAILED"},
    {ROLLED_BACK, OF_WHEN, .to = AWAIT_SHIPMENT},

    {AWAIT_SHIPMENT, OF_WHEN, .when = nothing_left, .to = END_NOT_NEEDED, .undo = OF_STEP(SPLIT)},
    {AWAIT_SHIPMENT, OF_WHEN,                  .when = all_shipped_consolidated, .to = INVOICE},
    {AWAIT_SHIPMENT, OF_WHEN, .when = shipped_with_hole, .to = END_WITH_BACKORDER,
     .backorder = "SHORT_PICK"},
    {AWAIT_SHIPMENT, OF_WHEN, .when = all_shipped, .to = END_COMPLETED},
    {INVOICE, OF_DONE_OK, .when = has_hole, .to = END_WITH_BACKORDER, .backorder = "SHORT_PICK"},
    {INVOICE, OF_DONE_OK, .to = END_COMPLETED},

    {CANCEL_LINE, OF_DONE_OK, .when = came_too_late, .to = TELL_TOO_LATE},
    {CANCEL_LINE,    OF_DONE_OK,                                                 .to = CREDIT},
    {CANCEL_LINE, OF_REJECTED, .to = TELL_TOO_LATE, .raise = "CANCEL_TOO_LATE"},
    {CREDIT,         OF_DONE_OK,               .when = something_shipped,        .to = TELL_PARTLY},
    {CREDIT, OF_DONE_OK, .to = TELL_CANCELLED},
    {TELL_TOO_LATE, OF_DONE_OK, .to = AWAIT_SHIPMENT},
    {TELL_CANCELLED, OF_DONE_OK, .to = END_CANCELLED},
    {TELL_PARTLY, OF_DONE_OK, .to = END_PARTLY_CANCELLED},
};
/* clang-format on */

OF_SAGA(split_shipment_saga, SAGA_TYPE_SPLIT, 1,
        "The line ships from several sites, or from none of them.", steps, flow, exceptions,
        .start = start, .wants = wants,
        .hear = {.line = hear_line, .offer = of_line_hear_offer, .cancel = of_line_hear_cancel},
        .leg_count = of_line_leg_count, .leg_name = of_line_leg_name, .subject = of_line_subject);
