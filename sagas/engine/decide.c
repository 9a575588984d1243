/* What an event means for a saga: answers, facts and timers (E3, E5, E9, E10). */
#include "sagas/engine/decide.h"

#include "topology/base/assert.h"

void of_deciding_act(of_deciding *d, of_saga_action action)
{
    if (!of_ok(d->status)) {
        return;
    }
    if (d->actions->len == d->capacity) {
        size_t capacity = d->capacity == 0 ? 16 : d->capacity * 2;
        of_saga_action *items = capacity > OF_SAGA_ACTIONS_MAX
                                    ? NULL
                                    : of_arena_array(d->at.arena, capacity, sizeof *items);
        if (items == NULL) {
            d->status = OF_ABORT_AS("a saga's actions do not fit the memory of one record");
            return;
        }
        if (d->actions->len > 0) {
            memcpy(items, d->actions->items, d->actions->len * sizeof *items);
        }
        d->actions->items = items;
        d->capacity = capacity;
    }
    d->actions->items[d->actions->len++] = action;
    d->status = of_saga_apply(d->saga, &d->row, &action, d->at.now, d->at.arena);
}

int of_deciding_step(of_deciding *d, of_text name)
{
    for (size_t i = 0; i < d->saga->step_count; i++) {
        if (of_text_is(name, d->saga->node(i).name)) {
            return (int)i;
        }
    }
    d->status = OF_SKIP_AS("a saga stands on a step that its definition does not have");
    return 0;
}

of_saga_node of_deciding_node(of_deciding *d, const SagaRun *run)
{
    return d->saga->node((size_t)of_deciding_step(d, run->step));
}

static of_saga_action about(of_deciding *d, of_saga_act kind, size_t index)
{
    const SagaRun *run = &d->row.runs.items[index];
    return (of_saga_action){.kind = kind,
                            .step = of_deciding_step(d, run->step),
                            .leg = run->leg,
                            .run = index,
                            .event = d->event,
                            .reply = d->event->kind == OF_SAGA_REPLY ? d->event->of.reply : NULL};
}

static void settle(of_deciding *d, size_t index, SagaRunStatus status, of_text code)
{
    of_saga_action action = about(d, OF_ACT_SETTLE, index);
    action.status = status;
    action.code = code;
    of_deciding_act(d, action);
}

static void note(of_deciding *d, size_t index, SagaEventKind entry, const char *why)
{
    of_saga_action action = about(d, OF_ACT_NOTE, index);
    action.logged = true;
    action.entry = entry;
    action.detail = of_text_of(why);
    of_deciding_act(d, action);
}

/* ---- answers ---- */

static void take_answer(of_deciding *d, size_t index, SagaRunStatus status, of_text code)
{
    of_saga_action heard = about(d, OF_ACT_HEARD, index);
    heard.logged = true;
    heard.entry = SAGA_EVENT_KIND_REPLY;
    heard.code = code;
    of_deciding_act(d, heard);
    settle(d, index, status, code);
    of_deciding_run_is_clear(d, index);
}

/* E9: it happened after all, and was taken back blindly: it is taken back once more. */
static void late_answer(of_deciding *d, size_t index)
{
    const SagaRun *run = &d->row.runs.items[index];
    if (!run->unsure || d->event->of.reply->outcome != OUTCOME_OK) {
        return;
    }
    note(d, index, SAGA_EVENT_KIND_LATE, "OK after it was taken back");
    of_deciding_open(d, "LATE_REPLY_AFTER_COMPENSATION", of_deciding_subject(d, index),
                     (of_text){0});
    of_deciding_undo(d, index, true);
}

static void answer(of_deciding *d, size_t index)
{
    const SagaRun *run = &d->row.runs.items[index];
    const Reply *reply = d->event->of.reply;
    if (run->status == SAGA_RUN_STATUS_COMP_SENT || run->status == SAGA_RUN_STATUS_COMPENSATED ||
        run->status == SAGA_RUN_STATUS_COMP_FAILED) {
        late_answer(d, index);
        return;
    }
    if (run->status != SAGA_RUN_STATUS_SENT && run->status != SAGA_RUN_STATUS_UNKNOWN) {
        return; /* the same answer again, or one to a step that a fact had proven */
    }
    switch (reply->outcome) {
    case OUTCOME_OK:
        take_answer(d, index, SAGA_RUN_STATUS_OK, (of_text){0});
        break;
    case OUTCOME_REJECT:
        take_answer(d, index, SAGA_RUN_STATUS_REJECTED,
                    reply->code.data == NULL ? OF_TEXT("REFUSED") : reply->code);
        break;
    case OUTCOME_TECH_FATAL:
        /* It failed there, which does not prove that nothing happened. */
        take_answer(d, index, SAGA_RUN_STATUS_UNKNOWN, OF_TEXT("TECH_FATAL"));
        break;
    case OUTCOME_TECH_RETRY:
        if (run->due_at.present) {
            of_deciding_delay(d, index);
        }
        break;
    case OUTCOME_NOT_DONE:
    case OUTCOME_UNKNOWN:
        note(d, index, SAGA_EVENT_KIND_STALE, "not an answer to a command");
        break;
    }
}

static void compensation_failed(of_deciding *d, size_t index, of_text code)
{
    settle(d, index, SAGA_RUN_STATUS_COMP_FAILED, code);
    of_deciding_open(d, "COMPENSATION_FAILED", of_deciding_subject(d, index), code);
    if (!of_saga_ended(&d->row) && d->row.status != SAGA_STATUS_MANUAL) {
        of_saga_action action = about(d, OF_ACT_HAND_OVER, index);
        action.detail = OF_TEXT("a compensation failed");
        action.logged = true;
        action.entry = SAGA_EVENT_KIND_DECISION;
        of_deciding_act(d, action);
    }
}

static void undo_answer(of_deciding *d, size_t index)
{
    const SagaRun *run = &d->row.runs.items[index];
    const Reply *reply = d->event->of.reply;
    bool failed = run->status == SAGA_RUN_STATUS_COMP_FAILED && !of_text_is(run->code, "TOO_LATE");
    if (run->status != SAGA_RUN_STATUS_COMP_SENT && !failed) {
        return;
    }
    if (reply->outcome == OUTCOME_TECH_RETRY) {
        if (!failed) {
            of_deciding_delay(d, index);
        }
        return;
    }
    bool refused = reply->outcome != OUTCOME_OK;
    if (refused &&
        (failed || reply->outcome != OUTCOME_REJECT || !of_deciding_node(d, run).forwards_undo)) {
        if (!failed) {
            compensation_failed(d, index, reply->code);
        }
        return;
    }
    of_saga_action undone = about(d, OF_ACT_UNDONE, index);
    undone.logged = true;
    undone.entry = SAGA_EVENT_KIND_REPLY;
    undone.code = reply->code;
    of_deciding_act(d, undone);
    of_deciding_run_is_clear(d, index);
    if (refused && of_saga_ended(&d->row)) {
        of_deciding_open(d, "SHIPPED_AFTER_ROLLBACK", of_deciding_subject(d, index), reply->code);
    }
    settle(d, index, refused ? SAGA_RUN_STATUS_COMP_FAILED : SAGA_RUN_STATUS_COMPENSATED,
           refused ? OF_TEXT("TOO_LATE") : (of_text){0});
    if (failed && d->row.status == SAGA_STATUS_MANUAL &&
        (d->row.then.data != NULL || d->row.hand_over)) {
        of_deciding_act(d, (of_saga_action){.kind = OF_ACT_TAKE_BACK});
    }
}

/* Nobody knows. Before the pivot the saga has to live with that; after it there is only forward,
 * with the same key for ever (E5, E6). */
static void give_up_asking(of_deciding *d, size_t index)
{
    if (d->row.pivoted) {
        of_deciding_open(d, "RETRIES_EXHAUSTED", of_deciding_subject(d, index), (of_text){0});
        of_deciding_resend(d, index, true);
    } else {
        settle(d, index, SAGA_RUN_STATUS_UNKNOWN, (of_text){0});
    }
}

static void inquiry_answer(of_deciding *d, size_t index)
{
    const SagaRun *run = &d->row.runs.items[index];
    Outcome outcome = d->event->of.reply->outcome;
    if (outcome == OUTCOME_OK || outcome == OUTCOME_REJECT) {
        answer(d, index);
    } else if (run->status == SAGA_RUN_STATUS_UNKNOWN && run->due_at.present &&
               outcome != OUTCOME_TECH_RETRY) {
        note(d, index, SAGA_EVENT_KIND_REPLY,
             outcome == OUTCOME_NOT_DONE ? "never done" : "not known there either");
        give_up_asking(d, index);
    }
}

static bool key_is(of_deciding *d, const char *verb, const SagaRun *run, int32_t generation)
{
    of_arena_mark mark = of_arena_save(d->at.arena);
    of_text key = of_saga_key(&d->at, d->row.saga, verb, run->step, run->target, generation);
    bool same = of_text_equal(key, d->event->of.reply->key);
    of_arena_rewind(d->at.arena, mark);
    return same;
}

/* E3: on the full key, whatever the saga is doing now. */
static void on_reply(of_deciding *d)
{
    for (size_t i = 0; i < d->row.runs.len && of_ok(d->status); i++) {
        const SagaRun *run = &d->row.runs.items[i];
        if (key_is(d, "", run, run->generation)) {
            answer(d, i);
            return;
        }
        if (run->undo_attempt > 0 && key_is(d, "undo-", run, run->undo_generation)) {
            undo_answer(d, i);
            return;
        }
        if (run->inquiry > 0 && key_is(d, "ask-", run, run->inquiry)) {
            inquiry_answer(d, i);
            return;
        }
    }
    /* An earlier generation of something known, or nothing that was ever sent. Once is enough. */
    size_t open_before = d->row.exceptions.len;
    of_deciding_open(d, "STALE_REPLY", d->event->of.reply->key, (of_text){0});
    if (d->row.exceptions.len > open_before) {
        of_deciding_act(d, (of_saga_action){.kind = OF_ACT_NOTE,
                                            .step = of_deciding_step(d, d->row.step),
                                            .event = d->event,
                                            .reply = d->event->of.reply,
                                            .detail = d->event->of.reply->key,
                                            .logged = true,
                                            .entry = SAGA_EVENT_KIND_STALE});
    }
}

/* ---- facts ---- */

/* The definition takes the proof in as it would the answer: as a plain OK. */
static void take_proof(of_deciding *d, size_t index)
{
    const SagaRun *run = &d->row.runs.items[index];
    Reply *plain = of_arena_alloc(d->at.arena, sizeof *plain);
    if (plain == NULL) {
        d->status = OF_ABORT_AS("a saga's actions do not fit the memory of one record");
        return;
    }
    *plain = (Reply){
        .key = of_saga_key(&d->at, d->row.saga, "", run->step, run->target, run->generation),
        .order = d->row.order,
        .outcome = OUTCOME_OK};
    of_saga_action heard = about(d, OF_ACT_HEARD, index);
    heard.reply = plain;
    heard.logged = true;
    heard.entry = SAGA_EVENT_KIND_FACT;
    heard.detail = OF_TEXT("proven by a fact");
    of_deciding_act(d, heard);
    settle(d, index, SAGA_RUN_STATUS_OK, (of_text){0});
    of_deciding_run_is_clear(d, index);
}

/* E10: the canonical fact is as good as the answer, which is then a repeat. */
static void prove(of_deciding *d)
{
    for (size_t i = 0; i < d->row.runs.len && of_ok(d->status); i++) {
        const SagaRun *run = &d->row.runs.items[i];
        bool open = run->status == SAGA_RUN_STATUS_SENT || run->status == SAGA_RUN_STATUS_UNKNOWN;
        size_t step = (size_t)of_deciding_step(d, run->step);
        if (open && d->saga->proven(&d->row, step, run->leg)) {
            take_proof(d, i);
        }
    }
}

static void on_fact(of_deciding *d)
{
    SagaRow before;
    d->status = of_record_copy(&of_SagaRow_type, &d->row, &before, d->at.arena);
    if (!of_ok(d->status)) {
        return;
    }
    of_deciding_act(d, (of_saga_action){.kind = OF_ACT_HEAR,
                                        .step = of_deciding_step(d, d->row.step),
                                        .event = d->event,
                                        .entry = d->event->kind == OF_SAGA_CANCEL
                                                     ? SAGA_EVENT_KIND_DECISION
                                                     : SAGA_EVENT_KIND_FACT});
    if (!of_ok(d->status)) {
        return;
    }
    if (of_record_equal(&of_SagaRow_type, &before, &d->row)) {
        d->actions->len--; /* nothing new: a repeat leaves no trace */
        return;
    }
    d->actions->items[d->actions->len - 1].logged = true;
    d->row.seq++;
    prove(d);
}

/* ---- timers ---- */

static void follow_up(of_deciding *d, size_t index)
{
    const SagaRun *run = &d->row.runs.items[index];
    bool exhausted = of_deciding_exhausted(d, index);
    if (run->status == SAGA_RUN_STATUS_COMP_SENT) {
        if (exhausted) {
            compensation_failed(d, index, OF_TEXT("NO_ANSWER"));
        } else {
            of_deciding_undo(d, index, false);
        }
    } else if (run->status == SAGA_RUN_STATUS_UNKNOWN) {
        if (run->inquiry_attempt >= OF_INQUIRY_TRIES) {
            give_up_asking(d, index);
        } else {
            of_deciding_inquire(d, index);
        }
    } else if (!exhausted) {
        of_deciding_resend(d, index, false);
    } else if (of_deciding_node(d, run).tell) {
        of_deciding_open(d, "RETRIES_EXHAUSTED", of_deciding_subject(d, index),
                         OF_TEXT("an optional step was skipped"));
        settle(d, index, SAGA_RUN_STATUS_SKIPPED, (of_text){0});
    } else if (run->inquiry > 0 && d->row.pivoted) {
        of_deciding_resend(d, index, true);
    } else {
        of_deciding_open(d, "COMMAND_TIMEOUT", of_deciding_subject(d, index), (of_text){0});
        of_deciding_inquire(d, index);
    }
}

static void on_wake(of_deciding *d)
{
    size_t runs = d->row.runs.len;
    for (size_t i = 0; i < runs && of_ok(d->status); i++) {
        OptionalLong due = d->row.runs.items[i].due_at;
        if (due.present && due.value <= d->at.now) {
            note(d, i, SAGA_EVENT_KIND_TIMER, "no answer in time");
            follow_up(d, i);
        }
    }
}

static void start(of_deciding *d)
{
    of_deciding_act(d, (of_saga_action){.kind = OF_ACT_START,
                                        .event = d->event,
                                        .logged = true,
                                        .entry = SAGA_EVENT_KIND_START});
    of_deciding_enter(d, 0);
}

of_status of_saga_decide(const of_saga *saga, const SagaRow *row, const of_saga_event *event,
                         int64_t now, of_arena *arena, of_saga_actions *actions)
{
    of_assert(saga->type == row->type);
    *actions = (of_saga_actions){0};
    of_deciding d = {.saga = saga,
                     .event = event,
                     .at = {.now = now, .arena = arena},
                     .actions = actions,
                     .status = OF_OK};
    OF_TRY(of_record_copy(&of_SagaRow_type, row, &d.row, arena));
    switch (event->kind) {
    case OF_SAGA_START:
        start(&d);
        break;
    case OF_SAGA_REPLY:
        on_reply(&d);
        break;
    case OF_SAGA_LINE:
    case OF_SAGA_OFFER:
    case OF_SAGA_CANCEL:
    case OF_SAGA_RECEIPT:
    case OF_SAGA_INSPECTION:
        if (!of_saga_ended(row)) {
            on_fact(&d);
        }
        break;
    case OF_SAGA_WAKE:
        on_wake(&d);
        break;
    }
    of_deciding_advance(&d);
    of_deciding_exceptions(&d);
    return d.at.full ? OF_ABORT_AS("a saga does not fit the memory of one record") : d.status;
}
