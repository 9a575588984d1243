/* The loop of a worker: opens its handles, answers the group, takes tasks over and runs turns; a
 * fatal error tears it down, the next step builds it anew. */
#include "topology/runtime/worker.h"

#include <stdio.h>

#include "topology/base/assert.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/base/time.h"

/* Two processes under one slot's ids fence each other every few seconds, without end. So many
 * fencings, none later than the window after the one before, are such a fight. A single one proves
 * nothing: a broker that dies makes the client library fence itself, as a static member or as a
 * producer (decision 011). */
#define FENCINGS_MAX      5
#define FENCING_WINDOW_US ((int64_t)60 * 1000000)

/* How long an open turn waits for records that the broker is known to have. */
#define BEHIND_WAIT_MS 5

int64_t of_worker_mono_us(const of_worker *worker)
{
    return of_clock_mono_us(worker->options->clock);
}

void of_worker_init(of_worker *worker, of_worker_parts parts)
{
    of_assert(parts.options->batch_records_max > 0);
    *worker = (of_worker){.options = parts.options,
                          .wiring = parts.wiring,
                          .store = parts.store,
                          .index = parts.index,
                          .batch_limit = parts.options->batch_records_max,
                          .record_arena = of_arena_new(parts.options->arena_bytes),
                          .turn_arena = of_arena_new(parts.options->arena_bytes),
                          .staged_bytes = {.limit = parts.options->arena_bytes},
                          .encode_buffer = {.limit = parts.options->arena_bytes},
                          .wire = of_wire_new(parts.options->registry),
                          .mailbox = of_mailbox_new()};
    worker->tasks = of_new_array((size_t)parts.wiring->partitions, sizeof(of_task *));
}

void of_worker_free(of_worker *worker)
{
    of_assert(worker->state == OF_WORKER_CLOSED || worker->state == OF_WORKER_STOPPED);
    of_arena_free(worker->record_arena);
    of_arena_free(worker->turn_arena);
    of_buffer_free(&worker->staged_bytes);
    of_buffer_free(&worker->encode_buffer);
    of_changes_free(&worker->turn.changes);
    of_changes_free(&worker->record_changes);
    of_changes_free(&worker->pending[0]);
    of_changes_free(&worker->pending[1]);
    of_wire_free(worker->wire);
    of_mailbox_free(worker->mailbox);
    of_delete(worker->staged);
    of_delete(worker->tasks);
}

/* ---- opening ---- */

static of_status open_producer(of_worker *worker, int32_t which)
{
    char id[320];
    snprintf(id, sizeof id, "%s-%s-%d-%c", worker->options->layout.app,
             of_store_owner(worker->store), (int)worker->index, which == 0 ? 'a' : 'b');
    of_producer_options options = {
        .transactional_id = id, .transaction_timeout_ms = worker->options->transaction_timeout_ms};
    if (worker->producers[which] == NULL) {
        OF_TRY(of_producer_open(worker->options->kafka, &options, &worker->producers[which]));
    }
    return of_producer_init(worker->producers[which], worker->options->call_timeout_ms);
}

static of_status open_member(of_worker *worker)
{
    const of_engine_options *options = worker->options;
    const of_engine_intake *intake = options->intake;
    size_t sources = intake == NULL ? 0 : intake->topic_count;
    size_t count = worker->wiring->input_count;
    int32_t *topics = of_new_array(count + sources, sizeof *topics);
    for (size_t i = 0; i < count; i++) {
        topics[i] = worker->wiring->inputs[i].topic;
    }
    for (size_t i = 0; i < sources; i++) {
        topics[count + i] = of_topic_handle(options->kafka, intake->topics[i]);
    }
    char instance[256];
    snprintf(instance, sizeof instance, "%s-%d",
             options->slot_prefix == NULL ? "" : options->slot_prefix, (int)worker->index);
    of_member_options member = {.group = options->layout.app,
                                .instance_id = options->slot_prefix == NULL ? NULL : instance,
                                .topics = topics,
                                .topic_count = count + sources,
                                .session_timeout_ms = options->session_timeout_ms};
    of_status status = of_member_open(options->kafka, &member, &worker->member);
    of_delete(topics);
    return status;
}

static of_status open_intake(of_worker *worker)
{
    const of_engine_intake *intake = worker->options->intake;
    if (intake == NULL || worker->intake != NULL) {
        return OF_OK;
    }
    if (intake->open == NULL) {
        worker->intake = intake->state;
        return OF_OK;
    }
    of_status status = intake->open(intake->state, &worker->intake);
    worker->is_beyond_repair |= status.remedy == OF_FATAL;
    return status;
}

/* Both ids of the slot before anything is read: that ends what a predecessor left open. */
static of_status open_worker(of_worker *worker)
{
    of_assert(worker->member == NULL);
    worker->state = OF_WORKER_OPENING;
    while (worker->producers_ready < 2) {
        OF_TRY(open_producer(worker, worker->producers_ready));
        worker->producers_ready++;
    }
    if (worker->changelog_reader == NULL) {
        OF_TRY(of_reader_open(worker->options->kafka, true, &worker->changelog_reader));
    }
    if (worker->end_reader == NULL) {
        OF_TRY(of_reader_open(worker->options->kafka, false, &worker->end_reader));
    }
    OF_TRY(open_intake(worker));
    OF_TRY(open_member(worker));
    worker->state = OF_WORKER_OPEN;
    return OF_OK;
}

void of_worker_close(of_worker *worker, bool leave)
{
    of_turn_forget(worker);
    of_worker_drop_tasks(worker);
    of_worker_count_tasks(worker);
    if (worker->member != NULL) {
        of_member_close(worker->member, leave);
    }
    of_reader_close(worker->changelog_reader);
    of_reader_close(worker->end_reader);
    for (int i = 0; i < 2; i++) {
        of_producer_close(worker->producers[i]);
        worker->producers[i] = NULL;
    }
    worker->member = NULL;
    worker->changelog_reader = NULL;
    worker->end_reader = NULL;
    worker->producers_ready = 0;
    worker->next_producer = 0;
    if (worker->intake != NULL && worker->options->intake->close != NULL) {
        worker->options->intake->close(worker->intake);
    }
    worker->intake = NULL;
    worker->state = worker->state == OF_WORKER_STOPPED ? OF_WORKER_STOPPED : OF_WORKER_CLOSED;
}

/* ---- a turn ---- */

/* Decides what a failure means: the turn, the task, or the worker. */
static of_status answer_failure(of_worker *worker, of_status status)
{
    bool broker = worker->turn.is_broker_fault;
    of_task *task = worker->failed_task;
    of_source *source = worker->failed_source;
    bool is_ours = broker || (task == NULL && source == NULL);
    worker->turn.is_broker_fault = false;
    worker->failed_task = NULL;
    worker->failed_source = NULL;
    if (of_ok(status) || (status.remedy == OF_FATAL && is_ours)) {
        return status;
    }
    of_status aborted = OF_OK;
    if (worker->turn.is_open) {
        bool halt = status.remedy == OF_FATAL;
        of_abort_cause cause = broker ? OF_ABORT_BROKER : OF_ABORT_DATA;
        aborted = of_turn_abort(worker, halt ? OF_ABORT_HALT : cause, status);
    }
    if (status.remedy != OF_FATAL || !of_ok(aborted)) {
        return aborted;
    }
    if (source != NULL) {
        of_source_halt(worker, source, status.what);
    } else if (task->state != OF_TASK_HALTED) {
        of_task_halt(worker, task, status.what);
    }
    return OF_OK;
}

static of_status commit_if_open(of_worker *worker)
{
    return worker->turn.is_open ? of_turn_commit(worker) : OF_OK;
}

static of_status take_message(of_worker *worker, const of_message *message)
{
    if (!worker->turn.is_open) {
        worker->turn.is_broker_fault = true;
        OF_TRY(of_turn_begin(worker));
    }
    worker->failed_task = of_wiring_input(worker->wiring, message->topic) >= 0
                              ? of_worker_task(worker, message->partition)
                              : NULL;
    OF_TRY(of_dispatch_message(worker, message));
    worker->failed_task = NULL;
    return OF_OK;
}

static of_status take_revoked(of_worker *worker, bool lost)
{
    of_status status = OF_OK;
    if (worker->turn.is_open && lost) {
        status = of_turn_abort(worker, OF_ABORT_LOST, OF_OK);
    } else {
        status = commit_if_open(worker);
    }
    if (status.remedy == OF_FATAL) {
        return status;
    }
    of_worker_drop_tasks(worker);
    return of_member_release(worker->member);
}

/* One event. *dry: nothing more to read now, or the turn ended. */
static of_status take_event(of_worker *worker, const of_poll_event *event, bool *dry)
{
    switch (event->kind) {
    case OF_POLL_NOTHING:
        *dry = true;
        return OF_OK;
    case OF_POLL_MESSAGE:
        return take_message(worker, &event->message);
    case OF_POLL_ASSIGNED:
        *dry = true;
        OF_TRY(commit_if_open(worker));
        return of_worker_assigned(worker, event);
    case OF_POLL_REVOKED:
        *dry = true;
        return take_revoked(worker, false);
    case OF_POLL_LOST:
        *dry = true;
        return take_revoked(worker, true);
    }
    return OF_OK;
}

/* Commits at once when the input runs dry, for a low load wants its answer. When more is known to
 * be on its way, a commit now would only make the transactions small and many. */
static of_status gather(of_worker *worker, int64_t wait_ms, bool *progress)
{
    for (bool dry = false, behind = false; !dry;) {
        of_poll_event event = {0};
        if (worker->turn.is_open && of_turn_is_full(worker)) {
            return OF_OK;
        }
        int64_t patience_ms = behind ? BEHIND_WAIT_MS : worker->turn.is_open ? 0 : wait_ms;
        worker->turn.is_broker_fault = true;
        OF_TRY(of_member_poll(worker->member, patience_ms, &event));
        worker->turn.is_broker_fault = false;
        if (event.kind == OF_POLL_NOTHING && worker->turn.is_open && !behind &&
            of_member_is_behind(worker->member)) {
            behind = true;
            continue;
        }
        behind = false;
        *progress |= event.kind != OF_POLL_NOTHING;
        OF_TRY(take_event(worker, &event, &dry));
    }
    return OF_OK;
}

static of_status resume_one(of_worker *worker, of_position position, int64_t *wait_until_us)
{
    if (*wait_until_us == 0 || of_worker_mono_us(worker) < *wait_until_us) {
        return OF_OK;
    }
    *wait_until_us = 0;
    return of_member_resume(worker->member, (of_partition){position.topic, position.partition});
}

static of_status resume_paused(of_worker *worker)
{
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        of_task *task = worker->tasks[i];
        for (size_t j = 0;
             task != NULL && task->state == OF_TASK_RUNNING && j < worker->wiring->input_count;
             j++) {
            OF_TRY(resume_one(worker, task->inputs[j], &task->wait_until_us[j]));
        }
    }
    for (size_t i = 0; i < worker->source_count; i++) {
        of_source *source = &worker->sources[i];
        OF_TRY(resume_one(worker, source->position, &source->wait_until_us));
    }
    return OF_OK;
}

static of_status turn(of_worker *worker, int64_t wait_ms, bool *progress)
{
    OF_TRY(answer_failure(worker, gather(worker, wait_ms, progress)));
    if (worker->state == OF_WORKER_OPEN) {
        OF_TRY(answer_failure(worker, of_timers_fire(worker, progress)));
    }
    if (worker->turn.is_open || *progress || worker->state != OF_WORKER_OPEN) {
        worker->idle_since_us = 0;
    } else {
        OF_TRY(answer_failure(worker, of_idle_commit(worker, progress)));
    }
    return commit_if_open(worker);
}

static of_status step_open(of_worker *worker, bool *progress)
{
    of_assert(!worker->turn.is_open);
    if (of_store_has_failed(worker->store)) {
        of_worker_halt_tasks(worker);
    }
    of_mailbox_serve(worker);
    OF_TRY(resume_paused(worker));
    bool busy = of_takeover_busy(worker);
    if (busy) {
        OF_TRY(of_takeover_step(worker, progress));
        of_worker_count_tasks(worker);
    }
    of_status status =
        turn(worker, *progress || busy ? 0 : worker->options->poll_wait_ms, progress);
    of_assert(!of_ok(status) || !worker->turn.is_open);
    if (of_ok(status)) {
        of_tasks_write(worker);
    }
    of_worker_count_tasks(worker);
    return status;
}

static of_status step_counted(of_worker *worker, bool *progress)
{
    of_status status = step_open(worker, progress);
    bool idle = of_ok(status) && !*progress && !worker->has_due_timers && !of_takeover_busy(worker);
    /* Whoever sees the count sees the turns before it counted as well. */
    atomic_fetch_add_explicit(&worker->counters.idle_rounds, idle ? 1 : 0, memory_order_release);
    return status;
}

/* ---- fatal errors ---- */

/* A turn that outlived its transaction was given up by the coordinator, and one that had failed
 * before was ended by the library in its own way: neither tells of a rival. */
static bool is_own_doing(const of_worker *worker, int64_t now_us)
{
    const of_turn *turn = &worker->turn;
    int64_t timeout_us = worker->options->transaction_timeout_ms * 1000;
    return turn->is_open && (turn->is_aborting || now_us - turn->began_us >= timeout_us);
}

static bool is_fight(of_worker *worker, of_status status)
{
    int64_t now_us = of_worker_mono_us(worker);
    if (strstr(status.what, "fenced") == NULL || is_own_doing(worker, now_us)) {
        return false;
    }
    if (now_us - worker->fenced_at_us > FENCING_WINDOW_US) {
        worker->fencings = 0;
    }
    worker->fenced_at_us = now_us;
    return ++worker->fencings >= FENCINGS_MAX;
}

static void tear_down(of_worker *worker, of_status status)
{
    bool fight = is_fight(worker, status);
    bool stops = fight || worker->is_beyond_repair;
    of_log(OF_ERROR, stops ? "WORKER-STOPPED" : "WORKER-REBUILT", "worker=%d reason=%s%s",
           (int)worker->index, status.what,
           fight ? ": fenced again and again; is a copy of the state directory in use elsewhere?"
                 : "");
    if (stops) {
        worker->state = OF_WORKER_STOPPED;
    }
    of_worker_close(worker, false);
    atomic_fetch_add_explicit(&worker->counters.rebuilds, 1, memory_order_relaxed);
}

of_status of_worker_step(of_worker *worker, bool *progress)
{
    of_status status = OF_OK;
    switch (worker->state) {
    case OF_WORKER_STOPPED:
        return OF_FATAL_AS("the worker has stopped for good; the log says why");
    case OF_WORKER_CLOSED:
    case OF_WORKER_OPENING:
        status = open_worker(worker);
        *progress |= of_ok(status);
        break;
    case OF_WORKER_OPEN:
        status = step_counted(worker, progress);
        break;
    }
    if (status.remedy == OF_FATAL) {
        tear_down(worker, status);
        return worker->state == OF_WORKER_STOPPED ? status : OF_OK;
    }
    if (status.remedy == OF_SKIP || status.remedy == OF_ABORT) {
        tear_down(worker, OF_FATAL_AS(status.what));
        return OF_OK;
    }
    return status;
}
