/* One turn: a transaction over the inputs handled since it began.
 *
 *   begin ─ inputs ... ─ publish ─ changelog ─ positions ─ commit ─┬ DONE: apply to the store
 *                                                                  ├ ABORT: discard, rewind
 *                                                                  └ FATAL: rebuild the worker
 *
 * The two producers take turns: the markers of one transaction are written while the next one is
 * filled. That is sound only because a turn begins after the previous commit has answered DONE. */
#include "topology/base/assert.h"
#include "topology/base/log.h"
#include "topology/runtime/worker.h"

/* How often a call that may work later is repeated before the turn is given up. */
#define ATTEMPTS_MAX 10
/* The clock is not looked at for each input. */
#define INPUTS_PER_LOOK 16
/* A single input whose commit the broker refuses so often is taken for the cause. */
#define BROKER_ABORTS_MAX 8

bool of_turn_is_full(const of_worker *worker)
{
    const of_turn *turn = &worker->turn;
    const of_engine_options *options = worker->options;
    of_assert(turn->is_open);
    if (turn->inputs >= worker->batch_limit || turn->bytes >= options->batch_bytes_max ||
        turn->is_crowded || of_arena_used(worker->turn_arena) >= options->arena_bytes / 2) {
        return true;
    }
    return turn->inputs % INPUTS_PER_LOOK == 0 &&
           of_worker_mono_us(worker) - turn->began_us >= options->commit_max_ms * 1000;
}

of_status of_turn_begin(of_worker *worker)
{
    of_turn *turn = &worker->turn;
    of_assert(!turn->is_open);
    of_assert(worker->state == OF_WORKER_OPEN);
    turn->producer = worker->producers[worker->next_producer];
    of_status status = of_producer_begin(turn->producer);
    if (!of_ok(status)) {
        return OF_FATAL_AS(status.what); /* the record in hand would be lost otherwise */
    }
    turn->is_open = true;
    turn->is_aborting = false;
    turn->is_broker_fault = false;
    turn->inputs = 0;
    turn->bytes = 0;
    turn->is_crowded = false;
    turn->began_us = of_worker_mono_us(worker);
    turn->now_ms = of_clock_now_ms(worker->options->clock);
    turn->tally = (of_tally){0};
    of_changes_clear(&turn->changes);
    of_arena_reset(worker->turn_arena);
    return OF_OK;
}

void of_turn_touch_task(of_worker *worker, of_task *task)
{
    of_assert(worker->turn.is_open);
    of_assert(task->state == OF_TASK_RUNNING);
    if (!task->is_touched) {
        task->is_touched = true;
        memcpy(task->turn_from, task->inputs, worker->wiring->input_count * sizeof *task->inputs);
    }
}

void of_turn_touch_source(of_worker *worker, of_source *source)
{
    of_assert(worker->turn.is_open && source->is_running);
    if (!source->is_touched) {
        source->is_touched = true;
        source->turn_from = source->position.offset;
    }
}

/* ---- what goes into the transaction ---- */

static of_stamp stamp_of(const of_worker *worker, const of_task *task)
{
    of_stamp stamp = {.turn = task->turn + 1,
                      .changelog_offset = task->changelog_offset,
                      .at_ms = worker->turn.now_ms,
                      .inputs = task->inputs,
                      .input_count = worker->wiring->input_count};
    memcpy(stamp.owner, of_store_owner(worker->store), sizeof stamp.owner - 1);
    return stamp;
}

/* From where a resume reads: the end of the changelog before this turn writes to it. What lies
 * before it is ours and applied, because the commit of this very turn proves that nobody else owned
 * the task meanwhile. An end that is asked for after the commit proves nothing: by then a successor
 * may have written, and its records would never be read. */
static of_status move_changelog_mark(of_worker *worker, of_task *task)
{
    int64_t now_us = of_worker_mono_us(worker);
    if (now_us - task->changelog_marked_us < worker->options->changelog_mark_ms * 1000) {
        return OF_OK;
    }
    int64_t low = 0;
    int64_t high = 0;
    of_partition partition = {.topic = worker->wiring->changelog.topic,
                              .partition = task->partition};
    of_status status = of_reader_watermarks(worker->end_reader, partition, &low, &high,
                                            worker->options->call_timeout_ms);
    if (!of_ok(status)) {
        worker->turn.is_broker_fault = status.remedy != OF_RETRY;
        return status.remedy == OF_RETRY ? OF_OK : status; /* next time, then */
    }
    /* Also back: a broker may lose what nobody decided, and this turn's records come to lie there.
     */
    of_maybe(high < task->changelog_offset);
    task->changelog_offset = high;
    task->changelog_marked_us = now_us;
    return OF_OK;
}

typedef struct of_changelog_sink {
    of_worker *worker;
    int32_t partition;
} of_changelog_sink;

static of_status send_change(void *state, of_bytes key, of_bytes value)
{
    const of_changelog_sink *sink = state;
    of_outgoing record = {.topic = sink->worker->wiring->changelog.topic,
                          .partition = sink->partition,
                          .timestamp_ms = sink->worker->turn.now_ms,
                          .key = key,
                          .value = value};
    sink->worker->turn.tally.changes++;
    return of_send(sink->worker, &record);
}

static of_status send_changelog(of_worker *worker)
{
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        of_task *task = worker->tasks[i];
        if (task != NULL && task->is_touched) {
            OF_TRY(move_changelog_mark(worker, task));
            of_stamp stamp = stamp_of(worker, task);
            of_changelog_sink sink = {.worker = worker, .partition = i};
            OF_TRY(of_shard_collect(task->shard, &stamp, send_change, &sink));
        }
    }
    return OF_OK;
}

static size_t touched_positions(const of_worker *worker, of_position *positions)
{
    size_t count = 0;
    size_t inputs = worker->wiring->input_count;
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        const of_task *task = worker->tasks[i];
        if (task == NULL || !task->is_touched) {
            continue;
        }
        for (size_t j = 0; j < inputs; j++) {
            if (positions != NULL) {
                positions[count] = task->inputs[j];
            }
            count++;
        }
    }
    for (size_t i = 0; i < worker->source_count; i++) {
        if (worker->sources[i].is_touched) {
            if (positions != NULL) {
                positions[count] = worker->sources[i].position;
            }
            count++;
        }
    }
    return count;
}

/* Every input of every task touched, changed or not: only that makes a successor's stable read wait
 * for this transaction, should this worker be a zombie by now. */
static of_status send_positions(of_worker *worker)
{
    size_t count = touched_positions(worker, NULL);
    of_assert(count > 0);
    of_position *positions = of_arena_array(worker->turn_arena, count, sizeof *positions);
    if (positions == NULL) {
        return OF_ABORT_AS("the turn's memory is full");
    }
    touched_positions(worker, positions);
    of_status status = OF_OK;
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
        status = of_producer_send_offsets(worker->turn.producer, worker->member, positions, count,
                                          worker->options->call_timeout_ms);
        if (status.remedy != OF_RETRY) {
            break;
        }
    }
    worker->turn.is_broker_fault |= !of_ok(status);
    return status;
}

/* ---- after the commit ---- */

static void apply_one(of_worker *worker, of_task *task)
{
    of_stamp stamp = stamp_of(worker, task);
    of_status status = of_shard_apply(task->shard, &stamp);
    task->is_touched = false;
    if (!of_ok(status)) {
        of_log(OF_ERROR, "APPLY-FAILED", "partition=%d reason=%s", (int)task->partition,
               status.what);
        of_task_halt(worker, task, OF_HALT_UNWRITABLE);
    } else {
        task->turn++;
    }
}

static int64_t bytes_of_rows(const of_worker *worker)
{
    int64_t sum = 0;
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        const of_task *task = worker->tasks[i];
        sum += task == NULL || task->shard == NULL ? 0 : of_shard_bytes(task->shard);
    }
    return sum;
}

static void count(of_worker *worker)
{
    const of_tally *tally = &worker->turn.tally;
    of_counters *counters = &worker->counters;
    int64_t turn_us = of_worker_mono_us(worker) - worker->turn.began_us;
    atomic_fetch_add_explicit(&counters->turns, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&counters->turn_us, turn_us, memory_order_relaxed);
    atomic_fetch_add_explicit(&counters->commit_us, worker->turn.commit_us, memory_order_relaxed);
    atomic_fetch_add_explicit(&counters->records_in, tally->records_in, memory_order_relaxed);
    atomic_fetch_add_explicit(&counters->records_out, tally->records_out, memory_order_relaxed);
    atomic_fetch_add_explicit(&counters->changes, tally->changes, memory_order_relaxed);
    atomic_fetch_add_explicit(&counters->dead_letters, tally->dead_letters, memory_order_relaxed);
    atomic_fetch_add_explicit(&counters->timers_fired, tally->timers_fired, memory_order_relaxed);
    atomic_fetch_add_explicit(&counters->rekeyed, tally->rekeyed, memory_order_relaxed);
    atomic_store_explicit(&counters->row_bytes, bytes_of_rows(worker), memory_order_relaxed);
}

static void finish(of_worker *worker)
{
    of_assert(worker->turn.is_open);
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        of_task *task = worker->tasks[i];
        if (task != NULL && task->is_touched) {
            apply_one(worker, task);
        }
    }
    for (size_t i = 0; i < worker->source_count; i++) {
        worker->sources[i].is_touched = false;
    }
    count(worker);
    worker->turn.is_open = false;
    worker->next_producer ^= 1;
    worker->poison.is_set = false;
    worker->broker_aborts = 0;
    int32_t most = worker->options->batch_records_max;
    worker->batch_limit = worker->batch_limit > most / 2 ? most : worker->batch_limit * 2;
}

static of_status fill(of_worker *worker)
{
    OF_TRY(of_outbox_publish(worker));
    return send_changelog(worker);
}

static of_status commit(of_worker *worker)
{
    of_status status = OF_OK;
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
        status = of_producer_commit(worker->turn.producer, worker->options->call_timeout_ms);
        if (status.remedy != OF_RETRY) {
            break;
        }
    }
    worker->turn.is_broker_fault |= !of_ok(status);
    /* Nobody knows what became of it: only a new epoch and a stable read can tell. */
    return status.remedy == OF_RETRY ? OF_FATAL_AS("the outcome of a commit is unknown") : status;
}

of_status of_turn_commit(of_worker *worker)
{
    of_assert(worker->turn.is_open);
    if (touched_positions(worker, NULL) == 0) {
        return of_turn_abort(worker, OF_ABORT_LOST, OF_OK);
    }
    of_status status = fill(worker);
    int64_t filled_us = of_worker_mono_us(worker);
    if (of_ok(status)) {
        status = send_positions(worker);
    }
    if (of_ok(status)) {
        status = commit(worker);
    }
    worker->turn.commit_us = of_worker_mono_us(worker) - filled_us;
    if (of_ok(status)) {
        finish(worker);
        return OF_OK;
    }
    bool broker = worker->turn.is_broker_fault;
    if (status.remedy == OF_FATAL && broker) {
        return status;
    }
    return of_turn_abort(worker, broker ? OF_ABORT_BROKER : OF_ABORT_DATA, status);
}

/* ---- abort ---- */

void of_turn_forget(of_worker *worker)
{
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        of_task *task = worker->tasks[i];
        if (task != NULL && task->is_touched) {
            task->is_touched = false;
            memcpy(task->inputs, task->turn_from,
                   worker->wiring->input_count * sizeof *task->inputs);
            of_shard_discard(task->shard);
        }
    }
    for (size_t i = 0; i < worker->source_count; i++) {
        if (worker->sources[i].is_touched) {
            worker->sources[i].is_touched = false;
            worker->sources[i].position.offset = worker->sources[i].turn_from;
        }
    }
    worker->turn.is_open = false;
    worker->staged_count = 0;
    of_changes_clear(&worker->turn.changes);
    of_changes_clear(&worker->record_changes);
    of_changes_clear(&worker->pending[0]);
    of_changes_clear(&worker->pending[1]);
}

static of_status rewind_task(of_worker *worker, const of_task *task)
{
    for (size_t i = 0; i < worker->wiring->input_count; i++) {
        OF_TRY(of_member_seek(worker->member, task->turn_from[i]));
    }
    return OF_OK;
}

static of_status rewind_inputs(of_worker *worker)
{
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        const of_task *task = worker->tasks[i];
        if (task != NULL && task->is_touched) {
            OF_TRY(rewind_task(worker, task));
        }
    }
    for (size_t i = 0; i < worker->source_count; i++) {
        of_source *source = &worker->sources[i];
        if (source->is_touched) {
            of_position from = source->position;
            from.offset = source->turn_from;
            OF_TRY(of_member_seek(worker->member, from));
        }
    }
    return OF_OK;
}

/* A smaller batch next time; with one input left, that one is the cause. */
static void narrow_down(of_worker *worker, of_abort_cause cause, of_status why)
{
    of_turn *turn = &worker->turn;
    if (cause == OF_ABORT_LOST || cause == OF_ABORT_HALT || turn->inputs == 0) {
        return;
    }
    if (turn->inputs > 1) {
        worker->batch_limit = turn->inputs / 2;
        return;
    }
    worker->batch_limit = 1;
    worker->broker_aborts += cause == OF_ABORT_BROKER ? 1 : 0;
    if (cause == OF_ABORT_DATA || worker->broker_aborts >= BROKER_ABORTS_MAX) {
        worker->poison = (of_poison){.is_set = true, .input = turn->last, .reason = why.what};
        worker->broker_aborts = 0;
    }
}

of_status of_turn_abort(of_worker *worker, of_abort_cause cause, of_status why)
{
    of_assert(worker->turn.is_open);
    if (!of_ok(why)) {
        of_log(OF_WARN, "TURN-ABORTED", "worker=%d inputs=%d remedy=%s reason=%s",
               (int)worker->index, (int)worker->turn.inputs, of_remedy_name(why.remedy), why.what);
    }
    worker->turn.is_aborting = true;
    of_status status = OF_OK;
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
        status = of_producer_abort(worker->turn.producer, worker->options->call_timeout_ms);
        if (status.remedy != OF_RETRY) {
            break;
        }
    }
    if (!of_ok(status)) {
        return OF_FATAL_AS(status.what);
    }
    narrow_down(worker, cause, why);
    if (cause != OF_ABORT_LOST) {
        status = rewind_inputs(worker);
    }
    of_turn_forget(worker);
    atomic_fetch_add_explicit(&worker->counters.aborts, 1, memory_order_relaxed);
    return of_ok(status) ? OF_OK : OF_FATAL_AS(status.what);
}
