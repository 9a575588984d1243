/* Keeps what was found of an order: opens it when it lasts, escalates it, closes it, and shows how
 * many are open on order-state. */
#include "processors/order_exceptions.h"

#include "topology/base/assert.h"
#include "topology/base/time.h"

/* Severities from I to C. */
#define SHOWN_MAX (OF_EXCEPTION_COUNT * (SEVERITY_C + 1))

static const of_status no_memory = {OF_ABORT, 0, "the scratch memory of this record is full"};

/* Due times stand on full minutes, so that what was found within one wakes an order once. */
static int64_t due_after(int64_t from, int64_t wait)
{
    return (from + wait + OF_MINUTES(1) - 1) / OF_MINUTES(1) * OF_MINUTES(1);
}

static bool same_text(of_text a, of_text b)
{
    return (a.data == NULL) == (b.data == NULL) && of_text_equal(a, b);
}

static bool is_open(const Finding *finding)
{
    return finding->published.present && !finding->published.value.resolved_at.present;
}

/* ---- what order-state shows ---- */

/* Room for every code in every severity, so that no later change of the record needs more. */
of_status of_findings_reserve(of_order_work *order)
{
    OpenExceptionArray *shown = &order->next.open_exceptions;
    if (order->owns_shown) {
        return OF_OK;
    }
    OpenException *items =
        of_arena_array(of_scratch(order->ctx), SHOWN_MAX + shown->len, sizeof *items);
    if (items == NULL) {
        return no_memory;
    }
    if (shown->len > 0) {
        memcpy(items, shown->items, shown->len * sizeof *items);
    }
    shown->items = items;
    order->owns_shown = true;
    return OF_OK;
}

/* Index of the code and severity in the sorted list, or where they belong. */
static size_t shown_index(const OpenExceptionArray *shown, const OrderException *one, bool *there)
{
    size_t index = 0;
    int order = 1;
    for (; index < shown->len; index++) {
        const OpenException *each = &shown->items[index];
        order = of_text_compare(each->code, one->code);
        order = order == 0 ? (int)each->severity - (int)one->severity : order;
        if (order >= 0) {
            break;
        }
    }
    *there = index < shown->len && order == 0;
    return index;
}

static of_status count_open(of_order_work *order, const OrderException *one, int change)
{
    OpenExceptionArray *shown = &order->next.open_exceptions;
    bool there;
    OF_TRY(of_findings_reserve(order));
    size_t index = shown_index(shown, one, &there);
    OpenException *at = &shown->items[index];
    if (!there) {
        memmove(at + 1, at, (shown->len - index) * sizeof *at);
        *at = (OpenException){.code = of_text_of(of_exception_find(one->code)->code),
                              .severity = one->severity};
        shown->len++;
    }
    at->count += change;
    of_assert(at->count >= 0);
    if (at->count == 0) {
        memmove(at, at + 1, (shown->len - index - 1) * sizeof *at);
        shown->len--;
    }
    return OF_OK;
}

/* ---- one finding ---- */

typedef struct settling {
    of_order_work *order;
    of_text line; /* of the row; absent: of the order or a package */
    int64_t now;
    FindingArray kept;
} settling;

static of_status publish(settling *self, const OrderException *before, const OrderException *after)
{
    if (before != NULL && !before->resolved_at.present) {
        OF_TRY(count_open(self->order, before, -1));
    }
    if (!after->resolved_at.present) {
        OF_TRY(count_open(self->order, after, 1));
    }
    return of_emit_order_exception(self->order->ctx, after->exception, before, after);
}

/* What the saga says right now of this very exception. */
static const ExceptionChange *told_now(const settling *self, const Finding *finding)
{
    const ExceptionChange *told = self->order->told;
    bool same = told != NULL && of_text_equal(told->code, finding->code) &&
                same_text(told->subject, finding->subject) &&
                of_text_equal(told->line, self->line.data != NULL ? self->line : finding->line);
    return same ? told : NULL;
}

static void plan_escalation(Finding *finding, const of_exception_code *code)
{
    int64_t wait =
        finding->escalations < OF_ESCALATIONS_MAX ? code->escalate_at_ms[finding->escalations] : 0;
    finding->due_at = (OptionalLong){.present = wait > 0,
                                     .value = due_after(finding->published.value.opened_at, wait)};
}

static of_status describe(const settling *self, const Finding *finding, const of_detected *seen,
                          OrderException *out)
{
    of_arena *scratch = of_scratch(self->order->ctx);
    if (seen != NULL) {
        out->detail = seen->detail;
        out->evidence.len = seen->evidence_count;
        out->evidence.items = of_arena_array(scratch, seen->evidence_count + 1, sizeof(of_text));
        if (out->evidence.items == NULL) {
            return no_memory;
        }
        memcpy(out->evidence.items, seen->evidence, seen->evidence_count * sizeof(of_text));
    } else if (finding->told_by.len > 0) {
        out->detail = finding->told_by.items[finding->told_by.len - 1].detail;
    }
    return OF_OK;
}

static of_status open_finding(settling *self, Finding *finding, const of_exception_code *code,
                              const of_detected *seen)
{
    of_text line = self->line.data != NULL ? self->line : finding->line;
    of_text order = self->order->row.order;
    finding->published.present = true;
    finding->escalations = 0;
    OrderException *now = &finding->published.value;
    *now = (OrderException){.code = finding->code,
                            .class = code->class_,
                            .severity = code->severity,
                            .queue = of_text_of(code->queue),
                            .order = order,
                            .line = line,
                            .subject = finding->subject,
                            .opened_at = self->now};
    now->exception = of_arena_format(of_scratch(self->order->ctx), "%.*s|%.*s|%.*s|%.*s",
                                     OF_TEXT_ARG(finding->code), OF_TEXT_ARG(order),
                                     OF_TEXT_ARG(line), OF_TEXT_ARG(finding->subject));
    if (now->exception.data == NULL) {
        return no_memory;
    }
    OF_TRY(describe(self, finding, seen, now));
    plan_escalation(finding, code);
    return publish(self, NULL, now);
}

static of_status close_finding(settling *self, Finding *finding, of_text resolution)
{
    OrderException *now = &finding->published.value;
    const OrderException before = *now;
    now->resolved_at = (OptionalLong){.present = true, .value = self->now};
    now->resolution = resolution;
    finding->due_at = (OptionalLong){0};
    return publish(self, &before, now);
}

/* Found again with other words, or open for too long. */
static of_status update_finding(settling *self, Finding *finding, const of_exception_code *code,
                                const of_detected *seen)
{
    OrderException *now = &finding->published.value;
    const OrderException before = *now;
    OF_TRY(describe(self, finding, seen, now));
    while (finding->due_at.present && finding->due_at.value <= self->now) {
        now->severity = of_exception_raised(now->severity);
        now->escalated_at = (OptionalLong){.present = true, .value = self->now};
        finding->escalations++;
        plan_escalation(finding, code);
    }
    return of_record_equal(&of_OrderException_type, &before, now) ? OF_OK
                                                                  : publish(self, &before, now);
}

/* A person's word ends what was told so far; what is still found stays as the person left it. */
static of_status close_by_hand(settling *self, Finding *finding)
{
    const Control *control = self->order->control;
    finding->published.value.closed_by = control->actor;
    finding->published.value.reason = control->reason;
    finding->told_by = (TellingArray){0};
    return close_finding(self, finding, OF_TEXT("MANUAL"));
}

static bool is_closed_now(const settling *self, const Finding *finding)
{
    const Control *control = self->order->control;
    return control != NULL && is_open(finding) &&
           of_text_equal(control->subject, finding->published.value.exception);
}

/* What a person closed stays closed while it is found in the same words. Others are news, which
 * have to last like any: true when they do. */
static bool is_news(const settling *self, Finding *finding, const of_detected *seen)
{
    if (same_text(seen->detail, finding->published.value.detail)) {
        finding->due_at = (OptionalLong){0};
        return false;
    }
    finding->since = finding->due_at.present ? finding->since : self->now;
    return true;
}

static of_status still_there(settling *self, Finding *finding, const of_exception_code *code,
                             const of_detected *seen)
{
    bool told = finding->told_by.len > 0;
    bool restarts = seen != NULL && seen->restarts && !told;
    if (is_open(finding) && !restarts) {
        return update_finding(self, finding, code, seen);
    }
    if (is_open(finding)) {
        OF_TRY(close_finding(self, finding, OF_TEXT("AUTO")));
    }
    if (restarts) {
        /* Also what a person closed is over: it says nothing about what comes after the news. */
        finding->published.present = false;
        finding->since = self->now;
    }
    if (finding->published.present && !told && !is_news(self, finding, seen)) {
        return OF_OK;
    }
    int64_t grace = told ? 0 : seen->grace_ms;
    int64_t due = due_after(finding->since, grace);
    if (grace > 0 && due > self->now) {
        finding->due_at = (OptionalLong){.present = true, .value = due};
        return OF_OK;
    }
    return open_finding(self, finding, code, seen);
}

static of_status no_longer_there(settling *self, Finding *finding, const of_exception_code *code,
                                 bool *keep)
{
    *keep = false;
    if (!is_open(finding)) {
        return OF_OK;
    }
    if (code->by_person) {
        *keep = true;
        return update_finding(self, finding, code, NULL);
    }
    return close_finding(self, finding,
                         told_now(self, finding) != NULL ? OF_TEXT("SAGA") : OF_TEXT("AUTO"));
}

/* ---- the list of one row ---- */

static const of_detected *detected(const of_detection *found, const Finding *finding)
{
    for (size_t i = 0; i < found->len; i++) {
        const of_detected *one = &found->items[i];
        if (finding->line.data == NULL && same_text(one->subject, finding->subject) &&
            of_text_is(finding->code, of_exception_at(one->id)->code)) {
            return one;
        }
    }
    return NULL;
}

static bool is_known(const FindingArray *list, const of_detection *found, const of_detected *one)
{
    for (size_t i = 0; i < list->len; i++) {
        if (detected(found, &list->items[i]) == one) {
            return true;
        }
    }
    return false;
}

static of_status settle_one(settling *self, Finding finding, const of_detected *seen)
{
    const of_exception_code *code = of_exception_find(finding.code);
    bool keep = true;
    if (code == NULL) {
        /* Of a release that knew more: it stays as it is, and wakes nobody. */
        finding.due_at = (OptionalLong){0};
    } else if (is_closed_now(self, &finding)) {
        OF_TRY(close_by_hand(self, &finding));
        keep = seen != NULL;
    } else if (seen != NULL || finding.told_by.len > 0) {
        OF_TRY(still_there(self, &finding, code, seen));
    } else {
        OF_TRY(no_longer_there(self, &finding, code, &keep));
    }
    if (!keep) {
        return OF_OK;
    }
    self->kept.items[self->kept.len++] = finding;
    if (finding.due_at.present) {
        self->order->row.waiting++;
        bool sooner = finding.due_at.value < self->order->due_ms;
        self->order->due_ms = sooner ? finding.due_at.value : self->order->due_ms;
    }
    return OF_OK;
}

of_status of_findings_settle(of_order_work *order, FindingArray *list, of_text line,
                             const of_detection *found)
{
    settling self = {.order = order, .line = line, .now = of_now(order->ctx)};
    if (found->is_full) {
        return no_memory;
    }
    if (list->len + found->len == 0) {
        return OF_OK;
    }
    self.kept.items =
        of_arena_array(of_scratch(order->ctx), list->len + found->len, sizeof(Finding));
    if (self.kept.items == NULL) {
        return no_memory;
    }
    for (size_t i = 0; i < list->len; i++) {
        order->row.waiting -= list->items[i].due_at.present ? 1 : 0;
        OF_TRY(settle_one(&self, list->items[i], detected(found, &list->items[i])));
    }
    for (size_t i = 0; i < found->len; i++) {
        const of_detected *one = &found->items[i];
        if (!is_known(list, found, one)) {
            Finding fresh = {.code = of_text_of(of_exception_at(one->id)->code),
                             .subject = one->subject,
                             .since = self.now};
            OF_TRY(settle_one(&self, fresh, one));
        }
    }
    of_assert(order->row.waiting >= 0);
    *list = self.kept;
    order->touched = true;
    return OF_OK;
}

bool of_findings_differ(const FindingArray *list, const of_detection *found)
{
    for (size_t i = 0; i < list->len; i++) {
        if (list->items[i].told_by.len == 0 && detected(found, &list->items[i]) == NULL) {
            return true;
        }
    }
    for (size_t i = 0; i < found->len; i++) {
        if (!is_known(list, found, &found->items[i])) {
            return true;
        }
    }
    return false;
}
