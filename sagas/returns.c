/* Returns: goods come back, are looked at, and what is accepted is credited once.
 *
 *   eligible? -> authorise -> label -> announce -> instruct -> await goods -> inspect -> verdict
 *      | no                                          | expired     ^ more to come        |
 *      v                                             v             +----- dispose <- credit (pivot)
 *   tell, REJECTED                              EXPIRED or close the rest   |
 *                                                                close -> tell -> CREDITED, PARTIAL
 * The credit comes before the disposal: if finance refuses, the goods still stand apart. */
#define OF_STATE       ReturnState
#define OF_STATE_FIELD returned
#include "sagas/saga.h"

/* clang-format off */
enum {
    ELIGIBLE, AUTHORISE, LABEL, ANNOUNCE, INSTRUCT, AWAIT_GOODS, INSPECT, AWAIT_VERDICT,
    ENTITLE, CREDIT, DISPOSE, EXPIRE_REST, CLOSE, TELL_RESULT, TELL_REJECTED, CLOSE_CASE, DONE,
    EXPIRED, END_CREDITED, END_PARTIAL, END_REFUSED, END_REJECTED, END_EXPIRED
};
/* clang-format on */

#define RECEIPTS_MAX 64

/* ---- what it knows ---- */

static int64_t received(const ReturnState *r)
{
    int64_t sum = 0;
    for (size_t i = 0; i < r->legs.len; i++) {
        sum += r->legs.items[i].qty;
    }
    return sum;
}

static bool never_shipped(const ReturnState *r)
{
    return r->shipped == 0;
}

static bool is_eligible(const ReturnState *r)
{
    return r->qty > 0 && r->qty <= r->returnable;
}

static bool all_inspected(const ReturnState *r)
{
    for (size_t i = 0; i < r->legs.len; i++) {
        if (!r->legs.items[i].inspected) {
            return false;
        }
    }
    return true;
}

static bool to_be_inspected(const ReturnState *r)
{
    return !all_inspected(r);
}

static bool nothing_received(const ReturnState *r)
{
    return r->legs.len == 0;
}

static bool all_accounted(const ReturnState *r)
{
    return received(r) + r->expired_qty >= r->qty;
}

static bool nothing_credited(const ReturnState *r)
{
    return r->credited == 0;
}

static bool partly(const ReturnState *r)
{
    return r->expired_qty > 0;
}

static bool was_rejected(const ReturnState *r)
{
    return r->legs.len == 0 && r->expired_qty == 0;
}

static bool under_receipt(const ReturnState *r)
{
    return r->legs.len > 0 && received(r) < r->qty;
}

/* ---- what it takes in ---- */

static void hear_line(ReturnState *r, const LineState *line, of_moment *at)
{
    (void)at;
    const Ledger *ledger = &line->ledger;
    int64_t credited = ledger->credited > r->credited ? ledger->credited : r->credited;
    r->shipped = ledger->shipped;
    r->creditable = ledger->invoiced > credited ? ledger->invoiced - credited : 0;
}

static void start(ReturnState *r, const of_saga_start *start, of_moment *at)
{
    const ReturnRequest *request = start->request;
    r->scope = of_scope_of(start);
    r->request = request->request;
    r->case_id = request->case_id;
    r->qty = request->qty;
    r->rma = of_saga_text(at, "RMA:%.*s:%.*s", OF_TEXT_ARG(r->scope.order),
                          OF_TEXT_ARG(request->request));
    r->site = start->order->site.data != NULL ? start->order->site : OF_TEXT("");
    r->carrier = start->order->carrier.data != NULL ? start->order->carrier : OF_TEXT("");
    r->returnable = start->line->ledger.delivered - start->line->ledger.returned - start->reserved;
    r->expires_at = (OptionalLong){.present = true, .value = at->now + OF_DAYS(30)};
    hear_line(r, start->line, at);
}

static void hear_receipt(ReturnState *r, const ReturnReceipt *receipt, of_moment *at)
{
    bool other = receipt->rma.data != NULL && !of_text_equal(receipt->rma, r->rma);
    for (size_t i = 0; i < r->legs.len; i++) {
        other = other || of_text_equal(r->legs.items[i].receipt, receipt->receipt);
    }
    if (other || r->legs.len == RECEIPTS_MAX) {
        return;
    }
    ReturnLeg *items = of_saga_grow(at, r->legs.items, r->legs.len, sizeof *items);
    if (items == NULL) {
        return;
    }
    items[r->legs.len] = (ReturnLeg){
        .receipt = receipt->receipt,
        .site = receipt->site,
        .qty = receipt->qty,
        .credit_key =
            of_saga_text(at, "CR:%.*s:%.*s", OF_TEXT_ARG(r->rma), OF_TEXT_ARG(receipt->receipt)),
    };
    r->legs.items = items;
    r->legs.len++;
}

static void take_results(ReturnLeg *leg, const InspectionResultArray *results)
{
    if (!leg->inspected && results->len > 0) {
        leg->inspected = true;
        leg->results = *results;
    }
}

static void hear_inspection(ReturnState *r, const Inspection *inspection, of_moment *at)
{
    (void)at;
    for (size_t i = 0; i < r->legs.len; i++) {
        if (of_text_equal(r->legs.items[i].receipt, inspection->receipt)) {
            take_results(&r->legs.items[i], &inspection->results);
        }
    }
}

/* ---- authorise, label, announce ---- */

static void authorise(const ReturnState *r, of_leg, CreateRma *c)
{
    *c = (CreateRma){.line = r->scope.line, .rma = r->rma, .request = r->request, .qty = r->qty};
}

static void cancel_rma(const ReturnState *r, of_leg, CancelRma *c)
{
    *c = (CancelRma){.rma = r->rma};
}

static void authorised(ReturnState *r, of_leg, const Reply *reply, of_moment *at)
{
    (void)at;
    if (reply->outcome == OUTCOME_OK && reply->date.present) {
        r->expires_at = reply->date;
    }
}

static bool knows_carrier(const ReturnState *r, of_leg)
{
    return r->carrier.len > 0;
}

static of_text carrier(const ReturnState *r, of_leg)
{
    return r->carrier;
}

static void label(const ReturnState *r, of_leg, CreateReturnLabel *c)
{
    *c = (CreateReturnLabel){.rma = r->rma};
}

static void void_label(const ReturnState *r, of_leg, VoidLabel *c)
{
    *c = (VoidLabel){.rma = r->rma};
}

static bool knows_site(const ReturnState *r, of_leg)
{
    return r->site.len > 0;
}

static of_text site(const ReturnState *r, of_leg)
{
    return r->site;
}

static void announce(const ReturnState *r, of_leg, ExpectReturn *c)
{
    *c = (ExpectReturn){.line = r->scope.line, .rma = r->rma, .site = r->site, .qty = r->qty};
}

static void unannounce(const ReturnState *r, of_leg, CancelExpectedReturn *c)
{
    *c = (CancelExpectedReturn){.rma = r->rma, .qty = r->qty};
}

static OptionalLong expires_at(const ReturnState *r)
{
    return r->expires_at;
}

/* ---- inspect, credit, dispose ---- */

static bool is_uninspected(const ReturnState *r, of_leg leg)
{
    return !r->legs.items[leg].inspected;
}

static bool shows_inspected(const ReturnState *r, of_leg leg)
{
    return r->legs.items[leg].inspected;
}

static of_text dock(const ReturnState *r, of_leg leg)
{
    return r->legs.items[leg].site;
}

static void inspect(const ReturnState *r, of_leg leg, InspectReturn *c)
{
    *c = (InspectReturn){.receipt = r->legs.items[leg].receipt, .rma = r->rma};
}

static void inspected(ReturnState *r, of_leg leg, const Reply *reply, of_moment *at)
{
    (void)at;
    take_results(&r->legs.items[leg], &reply->results);
}

/* What is accepted is credited, as far as it was invoiced and nobody credited it yet (E22, L5). */
static void entitle(ReturnState *r, of_moment *at)
{
    (void)at;
    int64_t left = r->creditable;
    for (size_t i = 0; i < r->legs.len; i++) {
        ReturnLeg *leg = &r->legs.items[i];
        if (leg->disposed || leg->credited) {
            continue;
        }
        leg->credit_qty = 0;
        for (size_t j = 0; j < leg->results.len; j++) {
            const InspectionResult *part = &leg->results.items[j];
            leg->credit_qty += part->verdict == VERDICT_ACCEPT ? part->qty : 0;
        }
        leg->credit_qty = leg->credit_qty < leg->qty ? leg->credit_qty : leg->qty;
        leg->credit_qty = leg->credit_qty < left ? leg->credit_qty : left;
        leg->credit_amount = leg->credit_qty * r->scope.unit_price / 1000;
        left -= leg->credit_qty;
    }
}

static bool is_uncredited(const ReturnState *r, of_leg leg)
{
    const ReturnLeg *l = &r->legs.items[leg];
    return !l->credited && !l->disposed && l->credit_qty > 0;
}

static bool something_to_credit(const ReturnState *r)
{
    for (size_t i = 0; i < r->legs.len; i++) {
        if (is_uncredited(r, (of_leg)i)) {
            return true;
        }
    }
    return false;
}

static void credit(const ReturnState *r, of_leg leg, CreateCreditMemo *c)
{
    const ReturnLeg *l = &r->legs.items[leg];
    *c = (CreateCreditMemo){.line = r->scope.line,
                            .credit_key = l->credit_key,
                            .qty = l->credit_qty,
                            .amount = l->credit_amount,
                            .reason = OF_TEXT("RETURN")};
}

static void credited(ReturnState *r, of_leg leg, const Reply *reply, of_moment *at)
{
    (void)at;
    if (reply->outcome == OUTCOME_OK || of_text_is(reply->code, "DUPLICATE")) {
        r->legs.items[leg].credited = true;
        r->credited += r->legs.items[leg].credit_qty;
    }
}

static bool is_undisposed(const ReturnState *r, of_leg leg)
{
    return r->legs.items[leg].inspected && !r->legs.items[leg].disposed;
}

static void dispose(const ReturnState *r, of_leg leg, DispositionStock *c)
{
    *c = (DispositionStock){.receipt = r->legs.items[leg].receipt,
                            .splits = r->legs.items[leg].results};
}

static void disposed(ReturnState *r, of_leg leg, const Reply *reply, of_moment *at)
{
    (void)at;
    r->legs.items[leg].disposed = r->legs.items[leg].disposed || reply->outcome == OUTCOME_OK;
}

/* ---- the end ---- */

static void fix_expired(ReturnState *r, of_moment *at)
{
    (void)at;
    r->expired_qty = r->qty - received(r);
}

static bool something_expired(const ReturnState *r, of_leg)
{
    return r->expired_qty > 0 && r->site.len > 0;
}

static void cancel_rest(const ReturnState *r, of_leg, CancelExpectedReturn *c)
{
    *c = (CancelExpectedReturn){.rma = r->rma, .qty = r->expired_qty};
}

static void close_rma(const ReturnState *r, of_leg, CloseRma *c)
{
    *c = (CloseRma){.rma = r->rma,
                    .outcome = r->expired_qty > 0 ? OF_TEXT("PARTIAL") : OF_TEXT("FULL")};
}

static void tell(const ReturnState *r, const char *template, NotifyCustomer *c)
{
    *c = (NotifyCustomer){.template = of_text_of(template), .line = r->scope.line};
}

static void instruct(const ReturnState *r, of_leg, NotifyCustomer *c)
{
    tell(r, "RMA_INSTRUCTIONS", c);
}

static void tell_result(const ReturnState *r, of_leg, NotifyCustomer *c)
{
    tell(r,
         nothing_credited(r) ? "RETURN_REFUSED"
         : partly(r)         ? "RETURN_PARTIAL"
                             : "CREDIT_ISSUED",
         c);
}

static void tell_rejected(const ReturnState *r, of_leg, NotifyCustomer *c)
{
    tell(r, "RETURN_REJECTED", c);
}

static bool has_case(const ReturnState *r, of_leg)
{
    return r->case_id.data != NULL;
}

static void close_case(const ReturnState *r, of_leg, CloseCase *c)
{
    *c = (CloseCase){.case_id = r->case_id};
}

static size_t leg_count(const ReturnState *r)
{
    return r->legs.len;
}

static of_text leg_name(const ReturnState *r, of_leg leg)
{
    return r->legs.items[leg].receipt;
}

static of_text subject(const ReturnState *r)
{
    return r->scope.line;
}

static const of_saga_exception exceptions[] = {
    {"UNDER_RECEIPT", under_receipt},
};

/* clang-format off */
static const of_saga_step steps[] = {
    [ELIGIBLE] = {.name = "eligible"},
    [AUTHORISE] = {"authorise", .send.create_rma = authorise, .undo.cancel_rma = cancel_rma,
        .heard = authorised},
    [LABEL] = {"label", .send.create_return_label = label, .undo.void_label = void_label,
        .only = knows_carrier, .endpoint = carrier},
    [ANNOUNCE] = {"announce", .send.expect_return = announce,
        .undo.cancel_expected_return = unannounce, .only = knows_site, .endpoint = site},
    [INSTRUCT] = {"instruct", .tell.notify_customer = instruct,
        .no_undo = "a letter cannot be unsent"},
    [AWAIT_GOODS] = {"await-goods", .awaits = "return receipt", .until = expires_at},
    [INSPECT] = {"inspect", .send.inspect_return = inspect,
        .no_undo = "looking at goods changes nothing", .within = OF_HOURS(4), .each = OF_LEGS,
        .only = is_uninspected, .proven = shows_inspected, .endpoint = dock, .heard = inspected},
    [AWAIT_VERDICT] = {"await-verdict", .awaits = "inspection", .within = OF_DAYS(3)},
    [ENTITLE] = {.name = "entitle", .enter = entitle},
    [CREDIT] = {"credit", .send.create_credit_memo = credit, .pivot = true, .each = OF_LEGS,
        .only = is_uncredited, .heard = credited},
    [DISPOSE] = {"dispose", .send.disposition_stock = dispose,
        .no_undo = "goods are where they belong, credited or not", .each = OF_LEGS,
        .only = is_undisposed, .endpoint = dock, .heard = disposed},
    [EXPIRE_REST] = {"expire-rest", .send.cancel_expected_return = cancel_rest,
        .no_undo = "what never came is not expected", .enter = fix_expired,
        .only = something_expired, .endpoint = site},
    [CLOSE] = {"close", .send.close_rma = close_rma, .no_undo = "all of it is accounted for"},
    [TELL_RESULT] = {"tell-result", .tell.notify_customer = tell_result,
        .no_undo = "a letter cannot be unsent"},
    [TELL_REJECTED] = {"tell-rejected", .tell.notify_customer = tell_rejected,
        .no_undo = "a letter cannot be unsent"},
    [CLOSE_CASE] = {"close-case", .tell.close_case = close_case,
        .no_undo = "a case can be opened again by hand", .only = has_case},
    [DONE] = {.name = "done"},
    [EXPIRED] = {.name = "expired"},
    [END_CREDITED] = {"credited", .ends = "CREDITED"},
    [END_PARTIAL] = {"partial", .ends = "PARTIAL"},
    [END_REFUSED] = {"refused", .ends = "REFUSED"},
    [END_REJECTED] = {"rejected", .ends = "REJECTED"},
    [END_EXPIRED] = {"end-expired", .ends = "EXPIRED", .compensated = true},
};

static const of_saga_flow flow[] = {
    {ELIGIBLE,      OF_WHEN,                .when = is_eligible,         .to = AUTHORISE},
    {ELIGIBLE,      OF_WHEN,                .when = never_shipped,       .to = TELL_REJECTED,
     .raise = "NEVER_SHIPPED_RETURN"},
    {ELIGIBLE,      OF_WHEN,                                             .to = TELL_REJECTED,
     .raise = "QTY_EXCEEDS_RETURNABLE"},

    {AUTHORISE,     OF_DONE_OK,                                          .to = LABEL},
    {AUTHORISE,     OF_REJECTED,                                         .to = TELL_REJECTED},
    {LABEL,         OF_DONE_OK,                                          .to = ANNOUNCE},
    {LABEL,         OF_REJECTED,                                         .to = ANNOUNCE},
    {LABEL,         OF_SILENCE,                                          .to = ANNOUNCE,
     .undo = OF_STEP(LABEL)},
    {ANNOUNCE,      OF_DONE_OK,                                          .to = INSTRUCT},
    {ANNOUNCE,      OF_REJECTED,                                         .to = INSTRUCT},
    {ANNOUNCE,      OF_SILENCE,                                          .to = INSTRUCT},
    {INSTRUCT,      OF_DONE_OK,                                          .to = AWAIT_GOODS},

    {AWAIT_GOODS,   OF_WHEN,                .when = to_be_inspected,     .to = INSPECT},
    {AWAIT_GOODS,   OF_TIMED_OUT,           .when = nothing_received,    .to = EXPIRED,
     .undo = OF_UNDO_ALL, .raise = "RETURN_EXPIRED"},
    {AWAIT_GOODS,   OF_TIMED_OUT,                                        .to = EXPIRE_REST},
    {EXPIRED,       OF_WHEN,                .when = nothing_received,    .to = END_EXPIRED},
    {EXPIRED,       OF_WHEN,                                             .to = INSPECT},

    {INSPECT,       OF_DONE_OK,                                          .to = AWAIT_VERDICT},
    {INSPECT,       OF_REJECTED,                                         .to = AWAIT_VERDICT},
    {INSPECT,       OF_SILENCE,                                          .to = AWAIT_VERDICT},
    {AWAIT_VERDICT, OF_WHEN,                .when = all_inspected,       .to = ENTITLE},
    {AWAIT_VERDICT, OF_TIMED_OUT,                                        .to = AWAIT_VERDICT,
     .raise = "SLA_BREACH"},
    {ENTITLE,       OF_WHEN,                .when = something_to_credit, .to = CREDIT},
    {ENTITLE,       OF_WHEN,                                             .to = DISPOSE},
    {CREDIT,        OF_DONE_OK,                                          .to = DISPOSE},
    {CREDIT,        OF_REJECT("DUPLICATE"),                              .to = DISPOSE},
    {DISPOSE,       OF_DONE_OK,             .when = to_be_inspected,     .to = INSPECT},
    {DISPOSE,       OF_DONE_OK,             .when = all_accounted,       .to = CLOSE},
    {DISPOSE,       OF_DONE_OK,                                          .to = AWAIT_GOODS},

    {EXPIRE_REST,   OF_DONE_OK,                                          .to = CLOSE},
    {EXPIRE_REST,   OF_REJECTED,                                         .to = CLOSE},
    {EXPIRE_REST,   OF_SILENCE,                                          .to = CLOSE},
    {CLOSE,         OF_DONE_OK,                                          .to = TELL_RESULT},
    {TELL_RESULT,   OF_DONE_OK,                                          .to = CLOSE_CASE},
    {TELL_REJECTED, OF_DONE_OK,                                          .to = CLOSE_CASE},
    {CLOSE_CASE,    OF_DONE_OK,                                          .to = DONE},
    {DONE,          OF_WHEN,                .when = was_rejected,        .to = END_REJECTED},
    {DONE,          OF_WHEN,                .when = nothing_credited,    .to = END_REFUSED},
    {DONE,          OF_WHEN,                .when = partly,              .to = END_PARTIAL},
    {DONE,          OF_WHEN,                                             .to = END_CREDITED},
};
/* clang-format on */

OF_SAGA(returns_saga, SAGA_TYPE_RETURN, 1,
        "What comes back and is accepted is credited once; the rest goes back to its owner.", steps,
        flow, exceptions, .start = start,
        .hear = {.line = hear_line, .receipt = hear_receipt, .inspection = hear_inspection},
        .leg_count = leg_count, .leg_name = leg_name, .subject = subject);
