/* Exceptions of a saga: opened once, closed when their reason is gone. */
#include "sagas/engine/decide.h"

static bool is_open(const SagaRow *row, const char *code, of_text subject)
{
    for (size_t i = 0; i < row->exceptions.len; i++) {
        const SagaOpenException *one = &row->exceptions.items[i];
        if (of_text_is(one->code, code) && of_text_equal(one->subject, subject)) {
            return true;
        }
    }
    return false;
}

void of_deciding_open(of_deciding *d, const char *code, of_text subject, of_text detail)
{
    if (!is_open(&d->row, code, subject)) {
        of_deciding_act(d, (of_saga_action){.kind = OF_ACT_OPEN,
                                            .code = of_text_of(code),
                                            .subject = subject,
                                            .detail = detail});
    }
}

static void resolve_one(of_deciding *d, const SagaOpenException *one)
{
    of_deciding_act(d, (of_saga_action){.kind = OF_ACT_RESOLVE,
                                        .code = one->code,
                                        .subject = one->subject,
                                        .detail = one->detail,
                                        .due = {.present = true, .value = one->opened_at}});
}

void of_deciding_resolve(of_deciding *d, const char *code, of_text subject)
{
    for (size_t i = 0; i < d->row.exceptions.len; i++) {
        SagaOpenException one = d->row.exceptions.items[i];
        if (of_text_is(one.code, code) && of_text_equal(one.subject, subject)) {
            resolve_one(d, &one);
            return;
        }
    }
}

of_text of_deciding_subject(of_deciding *d, size_t index)
{
    const SagaRun *run = &d->row.runs.items[index];
    return of_saga_text(&d->at, "%.*s/%.*s", OF_TEXT_ARG(run->step), OF_TEXT_ARG(run->target));
}

/* The run's outcome is known: what was said about its silence is over. */
void of_deciding_run_is_clear(of_deciding *d, size_t index)
{
    if (d->row.exceptions.len == 0) {
        return;
    }
    of_text subject = of_deciding_subject(d, index);
    of_deciding_resolve(d, "COMMAND_TIMEOUT", subject);
    of_deciding_resolve(d, "RETRIES_EXHAUSTED", subject);
    of_deciding_resolve(d, "COMPENSATION_FAILED", subject);
    of_deciding_resolve(d, "LATE_REPLY_AFTER_COMPENSATION", subject);
}

/* What the author's table says: open exactly as long as the predicate holds. Whatever the saga said
 * about itself is over when it ends; what it said about one command stays for a person to see. */
void of_deciding_exceptions(of_deciding *d)
{
    bool ended = of_saga_ended(&d->row);
    for (size_t i = 0; i < d->saga->exception_count; i++) {
        const char *code = d->saga->exception(i);
        if (!ended && d->saga->exception_open(&d->row, i)) {
            of_deciding_open(d, code, (of_text){0}, (of_text){0});
        } else {
            of_deciding_resolve(d, code, (of_text){0});
        }
    }
    for (size_t i = d->row.exceptions.len; i-- > 0 && ended && of_ok(d->status);) {
        SagaOpenException one = d->row.exceptions.items[i];
        if (one.subject.data == NULL) {
            resolve_one(d, &one);
        }
    }
}
