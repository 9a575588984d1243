/* Carries actions out: the only writer of a saga instance. */
#include "sagas/engine/engine.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "topology/base/assert.h"

void *of_saga_grow(of_moment *at, const void *items, size_t len, size_t size)
{
    void *grown = of_arena_array(at->arena, len + 1, size);
    if (grown == NULL) {
        at->full = true;
        return NULL;
    }
    if (len > 0) {
        memcpy(grown, items, len * size);
    }
    return grown;
}

of_text of_saga_text(of_moment *at, const char *format, ...)
{
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    of_assert(len >= 0);
    char *text = of_arena_alloc(at->arena, (size_t)len + 1);
    if (text == NULL) {
        at->full = true;
    } else {
        vsnprintf(text, (size_t)len + 1, format, again);
    }
    va_end(again);
    va_end(args);
    return (of_text){.data = text, .len = text == NULL ? 0 : (size_t)len};
}

of_text of_saga_key(of_moment *at, of_text saga, const char *verb, of_text step, of_text target,
                    int32_t generation)
{
    return of_saga_text(at, "%.*s/%s%.*s/%.*s/g%d", OF_TEXT_ARG(saga), verb, OF_TEXT_ARG(step),
                        OF_TEXT_ARG(target), generation);
}

bool of_saga_ended(const SagaRow *row)
{
    return row->status == SAGA_STATUS_COMPLETED || row->status == SAGA_STATUS_COMPENSATED;
}

SagaRow of_saga_begin(const of_saga *saga, of_text id, of_text order, of_text line, int64_t now)
{
    return (SagaRow){.saga = id,
                     .type = saga->type,
                     .order = order,
                     .line = line,
                     .version = saga->version,
                     .status = SAGA_STATUS_RUNNING,
                     .step = of_text_of(saga->node(0).name),
                     .started_at = now};
}

OptionalLong of_saga_wake(const SagaRow *row, of_text *step)
{
    OptionalLong wake = row->deadline;
    *step = row->step;
    for (size_t i = 0; i < row->runs.len; i++) {
        const SagaRun *run = &row->runs.items[i];
        if (run->due_at.present && (!wake.present || run->due_at.value < wake.value)) {
            wake = run->due_at;
            *step = run->step;
        }
    }
    return wake;
}

static const char *const status_names[] = {
    [SAGA_STATUS_RUNNING] = "RUNNING",         [SAGA_STATUS_WAITING] = "WAITING",
    [SAGA_STATUS_DRAINING] = "DRAINING",       [SAGA_STATUS_COMPENSATING] = "COMPENSATING",
    [SAGA_STATUS_MANUAL] = "MANUAL",           [SAGA_STATUS_COMPLETED] = "COMPLETED",
    [SAGA_STATUS_COMPENSATED] = "COMPENSATED",
};

const char *of_saga_status_name(SagaStatus status)
{
    of_assert((size_t)status < sizeof status_names / sizeof *status_names);
    return status_names[status];
}

of_text of_saga_awaits(const of_saga *saga, const SagaRow *row)
{
    if (of_saga_ended(row)) {
        return (of_text){0};
    }
    if (row->status == SAGA_STATUS_MANUAL) {
        return OF_TEXT("operator");
    }
    for (size_t i = 0; i < row->runs.len; i++) {
        if (row->runs.items[i].due_at.present) {
            return OF_TEXT("reply");
        }
    }
    for (size_t i = 0; i < saga->step_count; i++) {
        if (of_text_is(row->step, saga->node(i).name)) {
            return of_text_of(saga->node(i).awaits);
        }
    }
    return (of_text){0};
}

static void enter(const of_saga *saga, SagaRow *row, const of_saga_action *action, of_moment *at)
{
    of_saga_node node = saga->node((size_t)action->step);
    row->step = of_text_of(node.name);
    row->visit++;
    row->then = (of_text){0};
    row->status = node.awaits != NULL ? SAGA_STATUS_WAITING : SAGA_STATUS_RUNNING;
    row->deadline = action->due;
    saga->enter(row, (size_t)action->step, at);
}

static void add_run(SagaRow *row, const of_saga_action *action, of_moment *at)
{
    SagaRun *runs = of_saga_grow(at, row->runs.items, row->runs.len, sizeof *runs);
    if (runs == NULL) {
        return;
    }
    runs[row->runs.len] = (SagaRun){.step = action->header->step,
                                    .target = action->header->target,
                                    .leg = action->leg,
                                    .generation = action->header->generation,
                                    .visit = row->visit};
    row->runs.items = runs;
    row->runs.len++;
}

static void command(SagaRow *row, const of_saga_action *action, of_moment *at)
{
    if (action->kind == OF_ACT_SEND && action->run == row->runs.len) {
        add_run(row, action, at);
    }
    if (at->full) {
        return;
    }
    of_assert(action->run < row->runs.len);
    SagaRun *run = &row->runs.items[action->run];
    run->due_at = action->due;
    if (action->kind == OF_ACT_SEND) {
        run->status = SAGA_RUN_STATUS_SENT;
        run->attempt = action->header->attempt;
    } else if (action->kind == OF_ACT_INQUIRE) {
        run->status = SAGA_RUN_STATUS_UNKNOWN;
        run->inquiry = action->header->generation;
        run->inquiry_attempt = action->header->attempt;
    } else {
        run->unsure = run->status == SAGA_RUN_STATUS_UNKNOWN ||
                      run->status == SAGA_RUN_STATUS_SENT ||
                      (run->unsure && run->undo_generation == action->header->generation);
        run->status = SAGA_RUN_STATUS_COMP_SENT;
        run->undo_generation = action->header->generation;
        run->undo_attempt = action->header->attempt;
    }
}

/* The run's leg is one that did not come out OK in the step that is being left. */
static bool failed_here(const SagaRow *row, const SagaRun *run)
{
    for (size_t i = 0; i < row->runs.len; i++) {
        const SagaRun *other = &row->runs.items[i];
        if (other->visit == row->visit && other->status != SAGA_RUN_STATUS_OK &&
            of_text_equal(other->target, run->target)) {
            return true;
        }
    }
    return false;
}

static void unwind(const of_saga *saga, SagaRow *row, const of_saga_action *action)
{
    row->status = SAGA_STATUS_DRAINING;
    row->deadline = (OptionalLong){0};
    row->hand_over = action->flag;
    row->then = action->flag ? (of_text){0} : of_text_of(saga->node((size_t)action->step).name);
    for (size_t i = 0; i < row->runs.len; i++) {
        SagaRun *run = &row->runs.items[i];
        run->undo_wanted = false;
        for (size_t step = 0; step < saga->step_count; step++) {
            if ((action->undo >> step & 1) != 0 && of_text_is(run->step, saga->node(step).name)) {
                run->undo_wanted = !action->only_failed || failed_here(row, run);
            }
        }
    }
}

static void open(SagaRow *row, const of_saga_action *action, of_moment *at)
{
    SagaOpenException *items =
        of_saga_grow(at, row->exceptions.items, row->exceptions.len, sizeof *items);
    if (items == NULL) {
        return;
    }
    items[row->exceptions.len] = (SagaOpenException){.code = action->code,
                                                     .subject = action->subject,
                                                     .detail = action->detail,
                                                     .opened_at = at->now};
    row->exceptions.items = items;
    row->exceptions.len++;
}

static void resolve(SagaRow *row, const of_saga_action *action)
{
    size_t kept = 0;
    for (size_t i = 0; i < row->exceptions.len; i++) {
        SagaOpenException open_one = row->exceptions.items[i];
        if (!of_text_equal(open_one.code, action->code) ||
            !of_text_equal(open_one.subject, action->subject)) {
            row->exceptions.items[kept++] = open_one;
        }
    }
    row->exceptions.len = kept;
}

static void end(SagaRow *row, const of_saga_action *action, int64_t now)
{
    row->status = action->flag ? SAGA_STATUS_COMPENSATED : SAGA_STATUS_COMPLETED;
    row->end_state = action->code;
    row->ended_at = (OptionalLong){.present = true, .value = now};
    row->deadline = (OptionalLong){0};
}

of_status of_saga_apply(const of_saga *saga, SagaRow *row, const of_saga_action *action,
                        int64_t now, of_arena *arena)
{
    of_moment at = {.now = now, .arena = arena};
    SagaRun *run = action->run < row->runs.len ? &row->runs.items[action->run] : NULL;
    switch (action->kind) {
    case OF_ACT_START:
    case OF_ACT_HEAR:
        saga->hear(row, action->event, &at);
        break;
    case OF_ACT_HEARD:
        saga->heard(row, (size_t)action->step, action->leg, action->reply, &at);
        break;
    case OF_ACT_UNDONE:
        saga->undone(row, (size_t)action->step, action->leg, action->reply, &at);
        break;
    case OF_ACT_ENTER:
        enter(saga, row, action, &at);
        break;
    case OF_ACT_SEND:
    case OF_ACT_INQUIRE:
    case OF_ACT_UNDO:
        command(row, action, &at);
        break;
    case OF_ACT_SETTLE:
        of_assert(run != NULL);
        run->status = action->status;
        run->code = action->code;
        run->due_at = (OptionalLong){0};
        break;
    case OF_ACT_DELAY:
        of_assert(run != NULL);
        run->due_at = action->due;
        break;
    case OF_ACT_PIVOT:
        row->pivoted = true;
        break;
    case OF_ACT_UNWIND:
        unwind(saga, row, action);
        break;
    case OF_ACT_TAKE_BACK:
        row->status = SAGA_STATUS_COMPENSATING;
        break;
    case OF_ACT_FOLLOW:
        row->backorder_reason = action->code;
        break;
    case OF_ACT_HAND_OVER:
        row->status = SAGA_STATUS_MANUAL;
        row->deadline = (OptionalLong){0};
        break;
    case OF_ACT_OPEN:
        open(row, action, &at);
        break;
    case OF_ACT_RESOLVE:
        resolve(row, action);
        break;
    case OF_ACT_NOTE:
        break;
    case OF_ACT_END:
        end(row, action, now);
        break;
    }
    row->seq += action->logged;
    return at.full ? OF_ABORT_AS("a saga does not fit the memory of one record") : OF_OK;
}
