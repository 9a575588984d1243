/* Taking over a task, in the order that must not be changed, or state and input part ways:
 *
 *                 producers of this slot initialised (worker.c)
 *                                │ ASSIGNED
 *   OPENING    the shard; waits while another worker of this process still holds it
 *      ▼
 *   FETCHING   committed offsets as stable ones; waits for a predecessor's transaction
 *      ▼
 *   MARKING    only then the changelog's high watermark, read-uncommitted: a decided commit may not
 *      ▼       have its marker there yet
 *   REPLAYING  the changelog, read-committed, until the mark is passed ◄─┐ local state too old or
 *      ├────────────────────────────────────────────────────────────────┘ before the log: anew
 *      ▼       stamp and committed offsets agree?
 *   RUNNING    else HALTED: this task only, and the log says what an operator can do
 *
 * The member is polled meanwhile; the partitions stay paused. */
#include "topology/base/assert.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/runtime/worker.h"

/* Records of one slice: the group must hear from us in between. */
#define REPLAY_SLICE      2000

#define OLDER_THAN_MEMORY "the local state is older than the changelog's memory"

static bool is_unfetched(const of_source *source)
{
    return !source->is_running && !source->is_halted;
}

bool of_takeover_busy(const of_worker *worker)
{
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        const of_task *task = worker->tasks[i];
        if (task != NULL && task->state < OF_TASK_RUNNING) {
            return true;
        }
    }
    for (size_t i = 0; i < worker->source_count; i++) {
        if (is_unfetched(&worker->sources[i])) {
            return true;
        }
    }
    return false;
}

static of_task *task_in(const of_worker *worker, int32_t partition, of_task_state state)
{
    of_assert(partition >= 0 && partition < worker->wiring->partitions);
    of_task *task = worker->tasks[partition];
    return task != NULL && task->state == state ? task : NULL;
}

/* FATAL and the like of the state are the task's matter; RETRY waits. */
static of_status settle_state(of_worker *worker, of_task *task, of_status status)
{
    if (!of_ok(status) && status.remedy != OF_RETRY) {
        of_task_halt(worker, task, status.what);
        return OF_OK;
    }
    return status;
}

/* ---- 1. the shard ---- */

static of_status open_shard(of_worker *worker, of_task *task)
{
    of_status status = of_shard_open(worker->store, task->partition, &task->shard);
    if (of_ok(status)) {
        task->state = OF_TASK_FETCHING;
        return OF_OK;
    }
    task->shard = NULL;
    return settle_state(worker, task, status);
}

/* ---- 2. committed offsets ---- */

static size_t unfetched(const of_worker *worker, of_position *positions)
{
    size_t count = 0;
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        const of_task *task = task_in(worker, i, OF_TASK_FETCHING);
        for (size_t j = 0; task != NULL && j < worker->wiring->input_count; j++) {
            if (positions != NULL) {
                positions[count] = task->inputs[j];
            }
            count++;
        }
    }
    for (size_t i = 0; i < worker->source_count; i++) {
        if (is_unfetched(&worker->sources[i])) {
            if (positions != NULL) {
                positions[count] = worker->sources[i].position;
            }
            count++;
        }
    }
    return count;
}

static of_status take_fetched(of_worker *worker, const of_position *positions)
{
    size_t at = 0;
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        of_task *task = task_in(worker, i, OF_TASK_FETCHING);
        for (size_t j = 0; task != NULL && j < worker->wiring->input_count; j++) {
            task->inputs[j] = positions[at++];
        }
        if (task != NULL) {
            task->state = OF_TASK_MARKING;
        }
    }
    for (size_t i = 0; i < worker->source_count; i++) {
        if (is_unfetched(&worker->sources[i])) {
            OF_TRY(of_start_source(worker, &worker->sources[i], positions[at++]));
        }
    }
    return OF_OK;
}

static of_status fetch(of_worker *worker)
{
    size_t count = unfetched(worker, NULL);
    if (count == 0) {
        return OF_OK;
    }
    of_position *positions = of_new_array(count, sizeof *positions);
    unfetched(worker, positions);
    of_status status =
        of_member_committed(worker->member, positions, count, worker->options->poll_wait_ms);
    if (of_ok(status)) {
        status = take_fetched(worker, positions);
    }
    of_delete(positions);
    return status;
}

/* ---- 3. the mark ---- */

/* A compacted topic keeps its first offset: where that has moved, rows were deleted that nothing
 * can tell us of. */
static void read_from_start(of_worker *worker, of_task *task, const char *why)
{
    if (task->changelog_low > 0) {
        of_log(OF_ERROR, "CHANGELOG-CUT", "partition=%d first_offset=%lld needed_because=%s",
               (int)task->partition, (long long)task->changelog_low, why);
        of_task_halt(worker, task,
                     "the changelog must be read from its beginning, and that was deleted: bring "
                     "the topic or the state directory back, or reset state, changelog and offsets "
                     "and replay the inputs");
        return;
    }
    of_log(OF_WARN, "SHARD-ANEW", "partition=%d reason=%s", (int)task->partition, why);
    task->replay_offset = task->changelog_low;
    task->replay_from = task->replay_offset;
    task->replayed = 0;
    task->resumed_at_ms = 0;
    worker->is_replay_assigned = false;
    of_status status = of_shard_restore_begin(task->shard);
    if (!of_ok(status)) {
        of_task_halt(worker, task, status.what);
    }
}

static void place(of_worker *worker, of_task *task, const of_stamp *stamp, bool found)
{
    of_assert(task->changelog_low <= task->changelog_mark);
    task->state = OF_TASK_REPLAYING;
    worker->is_replay_assigned = false;
    task->replay_offset = task->changelog_low;
    task->replay_from = task->replay_offset;
    task->replayed = 0;
    task->resumed_at_ms = 0;
    if (!found) {
        /* Marked as being restored, so that a crash on the way does not leave half of it. */
        if (task->changelog_low < task->changelog_mark) {
            read_from_start(worker, task, "there is no local state");
        }
        return;
    }
    of_assert(stamp->changelog_offset >= 0);
    if (stamp->changelog_offset > task->changelog_mark) {
        of_task_halt(worker, task,
                     "the changelog ends before the local state: it lost its tail or was made "
                     "anew; bring the topic back, or move the state directory away to restore "
                     "from what the topic still has");
        return;
    }
    if (stamp->changelog_offset < task->changelog_low) {
        read_from_start(worker, task, "the changelog begins after the local state");
        return;
    }
    task->replay_offset = stamp->changelog_offset;
    task->replay_from = task->replay_offset;
    task->resumed_at_ms = stamp->at_ms;
    task->resumed_turn = stamp->turn;
}

static of_status mark(of_worker *worker, of_task *task)
{
    of_partition changelog = {.topic = worker->wiring->changelog.topic,
                              .partition = task->partition};
    OF_TRY(of_reader_watermarks(worker->end_reader, changelog, &task->changelog_low,
                                &task->changelog_mark, worker->options->call_timeout_ms));
    of_stamp stamp = {0};
    bool found = false;
    of_status status = of_shard_stamp(task->shard, worker->options->kafka, &stamp, &found);
    if (!of_ok(status)) {
        return settle_state(worker, task, status);
    }
    place(worker, task, &stamp, found);
    return OF_OK;
}

/* ---- 4. the changelog ---- */

static of_status assign_replay(of_worker *worker)
{
    size_t count = 0;
    of_position *positions = of_new_array((size_t)worker->wiring->partitions, sizeof *positions);
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        const of_task *task = task_in(worker, i, OF_TASK_REPLAYING);
        if (task != NULL) {
            positions[count++] = (of_position){.topic = worker->wiring->changelog.topic,
                                               .partition = i,
                                               .offset = task->replay_offset};
        }
    }
    of_status status = of_reader_assign(worker->changelog_reader, positions, count);
    of_delete(positions);
    worker->is_replay_assigned = of_ok(status);
    return status;
}

/* Older than what the changelog remembers of deletions: rows deleted since would live on. Half of
 * that memory, so that clocks may differ by as much as the other half. */
static bool is_forgotten(const of_worker *worker, const of_task *task, int64_t timestamp_ms)
{
    int64_t memory_ms = worker->options->layout.delete_retention_ms / 2;
    return task->resumed_at_ms > 0 && timestamp_ms - task->resumed_at_ms > memory_ms;
}

/* The same without a fresh stamp to show it: turns were made after ours, then all was silent, and
 * the cleaner went on. */
static bool is_forgotten_in_silence(const of_worker *worker, const of_task *task,
                                    const of_stamp *stamp)
{
    return stamp->turn > task->resumed_turn &&
           is_forgotten(worker, task, of_clock_now_ms(worker->options->clock));
}

static void replay_one(of_worker *worker, const of_message *message)
{
    of_task *task = task_in(worker, message->partition, OF_TASK_REPLAYING);
    if (task == NULL || message->offset < task->replay_offset) {
        return;
    }
    if (is_forgotten(worker, task, message->timestamp_ms)) {
        read_from_start(worker, task, OLDER_THAN_MEMORY);
        return;
    }
    of_status status = of_shard_replay(task->shard, message->key, message->value, message->offset,
                                       message->timestamp_ms);
    if (status.remedy == OF_ABORT) {
        read_from_start(worker, task, status.what);
        return;
    }
    if (!of_ok(status)) {
        of_task_halt(worker, task, status.what);
        return;
    }
    task->replay_offset = message->offset + 1;
    task->replayed++;
    atomic_fetch_add_explicit(&worker->counters.replayed, 1, memory_order_relaxed);
}

static of_status replay_slice(of_worker *worker, bool *progress)
{
    for (int i = 0; i < REPLAY_SLICE; i++) {
        of_message message = {0};
        bool found = false;
        OF_TRY(of_reader_poll(worker->changelog_reader, i == 0 ? worker->options->poll_wait_ms : 0,
                              &message, &found));
        if (!found) {
            return OF_OK;
        }
        of_assert(message.topic == worker->wiring->changelog.topic);
        *progress = true;
        replay_one(worker, &message);
        if (!worker->is_replay_assigned) {
            return OF_OK;
        }
    }
    return OF_OK;
}

/* ---- 5. the stamp and the start ---- */

static of_status check(of_worker *worker, of_task *task)
{
    of_status status = of_shard_replay_end(task->shard);
    of_stamp stamp = {0};
    bool found = false;
    if (of_ok(status)) {
        status = of_shard_stamp(task->shard, worker->options->kafka, &stamp, &found);
    }
    if (!of_ok(status)) {
        return settle_state(worker, task, status);
    }
    if (found && is_forgotten_in_silence(worker, task, &stamp)) {
        read_from_start(worker, task, OLDER_THAN_MEMORY);
        return OF_OK;
    }
    if (!of_start_agrees(worker, task, &stamp)) {
        of_task_halt(worker, task,
                     "state and committed offsets part ways: bring back the changelog and the "
                     "group's offsets of one moment, or reset both and replay the inputs");
        return OF_OK;
    }
    task->turn = stamp.turn;
    return of_start_task(worker, task);
}

/* The high watermark may have fallen back behind the mark, with records of a transaction that
 * nobody decided: nothing will ever come there. What was decided had been replicated, so the mark
 * may follow. */
static of_status lower_mark(of_worker *worker, of_task *task, of_partition changelog)
{
    int64_t low = 0;
    int64_t high = 0;
    OF_TRY(of_reader_watermarks(worker->end_reader, changelog, &low, &high,
                                worker->options->call_timeout_ms));
    if (high < task->changelog_mark) {
        of_log(OF_WARN, "CHANGELOG-FELL-BACK", "partition=%d mark=%lld end=%lld",
               (int)task->partition, (long long)task->changelog_mark, (long long)high);
        task->changelog_mark = high;
    }
    return OF_OK;
}

static of_status pass_mark(of_worker *worker, of_task *task, bool *progress)
{
    int64_t position = task->replay_offset;
    if (position < task->changelog_mark) {
        of_partition changelog = {.topic = worker->wiring->changelog.topic,
                                  .partition = task->partition};
        OF_TRY(of_reader_position(worker->changelog_reader, changelog, &position));
        if (position < task->changelog_mark && !*progress) {
            OF_TRY(lower_mark(worker, task, changelog));
        }
    }
    if (position < task->changelog_mark) {
        return OF_OK;
    }
    *progress = true;
    return check(worker, task);
}

static of_status replay(of_worker *worker, bool *progress)
{
    bool any = false;
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        any |= task_in(worker, i, OF_TASK_REPLAYING) != NULL;
    }
    if (!any) {
        return OF_OK;
    }
    if (!worker->is_replay_assigned) {
        OF_TRY(assign_replay(worker));
    }
    OF_TRY(replay_slice(worker, progress));
    if (!worker->is_replay_assigned) {
        return OF_OK; /* a shard is read anew */
    }
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        of_task *task = task_in(worker, i, OF_TASK_REPLAYING);
        if (task != NULL) {
            OF_TRY(pass_mark(worker, task, progress));
        }
    }
    return OF_OK;
}

/* ---- one slice ---- */

static of_status each(of_worker *worker, of_task_state state,
                      of_status (*advance)(of_worker *, of_task *), bool *progress)
{
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        of_task *task = task_in(worker, i, state);
        if (task == NULL) {
            continue;
        }
        of_status status = advance(worker, task);
        if (status.remedy != OF_RETRY) {
            OF_TRY(status);
            *progress = true;
        }
    }
    return OF_OK;
}

of_status of_takeover_step(of_worker *worker, bool *progress)
{
    of_assert(worker->state == OF_WORKER_OPEN);
    of_assert(!worker->turn.is_open);
    OF_TRY(each(worker, OF_TASK_OPENING, open_shard, progress));
    of_status status = fetch(worker);
    if (status.remedy != OF_RETRY) {
        OF_TRY(status);
    }
    OF_TRY(each(worker, OF_TASK_MARKING, mark, progress));
    status = replay(worker, progress);
    return status.remedy == OF_RETRY ? OF_OK : status;
}
