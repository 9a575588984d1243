/* What the group gives and takes: tasks are made, closed, and halted one by one. */
#include "topology/base/assert.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/runtime/worker.h"

static _Atomic int64_t *gauge_of(of_worker *worker, of_task_state state)
{
    switch (state) {
    case OF_TASK_OPENING:
    case OF_TASK_FETCHING:
    case OF_TASK_MARKING:
    case OF_TASK_REPLAYING:
        return &worker->counters.tasks_taking_over;
    case OF_TASK_RUNNING:
        return &worker->counters.tasks_running;
    case OF_TASK_HALTED:
        return &worker->counters.tasks_halted;
    }
    return &worker->counters.tasks_halted;
}

void of_worker_count_tasks(of_worker *worker)
{
    int64_t counts[OF_TASK_HALTED + 1] = {0};
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        if (worker->tasks[i] != NULL) {
            counts[worker->tasks[i]->state]++;
        }
    }
    int64_t busy = counts[OF_TASK_OPENING] + counts[OF_TASK_FETCHING] + counts[OF_TASK_MARKING] +
                   counts[OF_TASK_REPLAYING];
    atomic_store_explicit(gauge_of(worker, OF_TASK_OPENING), busy, memory_order_relaxed);
    atomic_store_explicit(gauge_of(worker, OF_TASK_RUNNING), counts[OF_TASK_RUNNING],
                          memory_order_relaxed);
    atomic_store_explicit(gauge_of(worker, OF_TASK_HALTED), counts[OF_TASK_HALTED],
                          memory_order_relaxed);
    int64_t halted = 0;
    for (size_t i = 0; i < worker->source_count; i++) {
        halted += worker->sources[i].is_halted;
    }
    atomic_store_explicit(&worker->counters.sources_halted, halted, memory_order_relaxed);
}

of_task *of_worker_task(of_worker *worker, int32_t partition)
{
    bool ours = partition >= 0 && partition < worker->wiring->partitions;
    return ours ? worker->tasks[partition] : NULL;
}

/* ---- tasks ---- */

static of_task *task_new(const of_worker *worker, int32_t partition)
{
    size_t inputs = worker->wiring->input_count;
    of_task *task = of_new(sizeof *task);
    task->partition = partition;
    task->inputs = of_new_array(inputs, sizeof *task->inputs);
    task->turn_from = of_new_array(inputs, sizeof *task->turn_from);
    task->wait_until_us = of_new_array(inputs, sizeof *task->wait_until_us);
    task->timer_gate_ends = of_new_array(inputs, sizeof *task->timer_gate_ends);
    for (size_t i = 0; i < inputs; i++) {
        task->inputs[i] = (of_position){.topic = worker->wiring->inputs[i].topic,
                                        .partition = partition,
                                        .offset = OF_OFFSET_NONE};
    }
    return task;
}

static void task_free(of_task *task)
{
    of_assert(!task->is_touched);
    if (task->shard != NULL) {
        of_shard_close(task->shard);
    }
    of_delete(task->inputs);
    of_delete(task->turn_from);
    of_delete(task->wait_until_us);
    of_delete(task->timer_gate_ends);
    of_delete(task);
}

void of_worker_drop_tasks(of_worker *worker)
{
    of_assert(!worker->turn.is_open);
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        if (worker->tasks[i] != NULL) {
            task_free(worker->tasks[i]);
            worker->tasks[i] = NULL;
        }
    }
    of_delete(worker->sources);
    worker->sources = NULL;
    worker->source_count = 0;
    worker->is_replay_assigned = false;
}

/* Running inputs are paused; those not yet started are paused already. */
void of_task_halt(of_worker *worker, of_task *task, const char *what_to_do)
{
    of_assert(task->state != OF_TASK_HALTED);
    of_log(OF_ERROR, "TASK-HALTED", "partition=%d what=%s", (int)task->partition, what_to_do);
    if (task->state == OF_TASK_RUNNING) {
        for (size_t i = 0; i < worker->wiring->input_count; i++) {
            of_status status =
                of_member_pause(worker->member, (of_partition){.topic = task->inputs[i].topic,
                                                               .partition = task->partition});
            of_maybe(of_ok(status)); /* what still comes is dropped by the dispatcher */
        }
    }
    task->state = OF_TASK_HALTED;
}

void of_source_halt(of_worker *worker, of_source *source, const char *what_to_do)
{
    of_assert(!source->is_halted && !source->is_touched);
    of_partition partition = {source->position.topic, source->position.partition};
    of_log(OF_ERROR, "SOURCE-HALTED", "topic=%s partition=%d position=%lld what=%s",
           of_topic_name(worker->options->kafka, partition.topic), (int)partition.partition,
           (long long)source->position.offset, what_to_do);
    if (source->is_running) {
        of_status status = of_member_pause(worker->member, partition);
        of_maybe(of_ok(status)); /* what still comes is dropped by the dispatcher */
    }
    source->is_running = false;
    source->is_halted = true;
    source->wait_until_us = 0;
}

void of_worker_halt_tasks(of_worker *worker)
{
    of_assert(of_store_has_failed(worker->store));
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        of_task *task = worker->tasks[i];
        if (task != NULL && task->state != OF_TASK_HALTED) {
            of_task_halt(worker, task, OF_HALT_UNWRITABLE);
        }
    }
}

void of_tasks_write(of_worker *worker)
{
    int64_t now_ms = of_clock_now_ms(worker->options->clock);
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        of_task *task = worker->tasks[i];
        if (task == NULL || task->state != OF_TASK_RUNNING) {
            continue;
        }
        of_status status = of_shard_write_if_due(task->shard, now_ms);
        if (!of_ok(status)) {
            of_log(OF_ERROR, "WRITE-FAILED", "partition=%d reason=%s", (int)i, status.what);
            of_task_halt(worker, task, OF_HALT_UNWRITABLE);
        }
    }
}

/* ---- assignment ---- */

/* Partition i of every internal topic or of none: a task must not be torn apart. */
static of_status check_whole(const of_worker *worker, const of_poll_event *event)
{
    of_status status = OF_OK;
    size_t *seen = of_new_array((size_t)worker->wiring->partitions, sizeof *seen);
    for (size_t i = 0; i < event->partition_count; i++) {
        if (of_wiring_input(worker->wiring, event->partitions[i].topic) >= 0) {
            int32_t partition = event->partitions[i].partition;
            if (partition < 0 || partition >= worker->wiring->partitions) {
                status = OF_FATAL_AS("an internal topic has more partitions than the state");
                break;
            }
            seen[partition]++;
        }
    }
    for (int32_t i = 0; i < worker->wiring->partitions && of_ok(status); i++) {
        if (seen[i] != 0 && seen[i] != worker->wiring->input_count) {
            status = OF_FATAL_AS("the assignment tears a task apart: do all members of the group "
                                 "subscribe to the same topics with the range assignor?");
        }
    }
    of_delete(seen);
    return status;
}

/* Partitions that were added while we ran: to build the worker anew would not help, and to go on
 * would leave the keys that moved without their state. */
static void check_counts(of_worker *worker)
{
    for (size_t i = 0; i < worker->wiring->input_count; i++) {
        of_topic_facts facts = {0};
        const char *name = worker->wiring->inputs[i].name;
        of_status status = of_topic_describe(worker->options->kafka, name, &facts);
        if (of_ok(status) && facts.exists && facts.partitions != worker->wiring->partitions) {
            of_log(OF_ERROR, "PARTITIONS", "topic=%s expected=%d found=%d", name,
                   (int)worker->wiring->partitions, (int)facts.partitions);
            worker->is_beyond_repair = true;
        }
    }
}

static void add_source(of_worker *worker, of_partition partition)
{
    worker->sources =
        of_renew(worker->sources, (worker->source_count + 1) * sizeof *worker->sources);
    worker->sources[worker->source_count++] = (of_source){
        .position = {
            .topic = partition.topic, .partition = partition.partition, .offset = OF_OFFSET_NONE}};
}

of_status of_worker_assigned(of_worker *worker, const of_poll_event *event)
{
    of_assert(!worker->turn.is_open);
    of_worker_drop_tasks(worker);
    atomic_fetch_add_explicit(&worker->counters.assignments, 1, memory_order_relaxed);
    of_status status = check_whole(worker, event);
    if (!of_ok(status)) {
        check_counts(worker);
        return status;
    }
    for (size_t i = 0; i < event->partition_count; i++) {
        of_partition partition = event->partitions[i];
        if (of_wiring_input(worker->wiring, partition.topic) < 0) {
            add_source(worker, partition);
        } else if (worker->tasks[partition.partition] == NULL) {
            worker->tasks[partition.partition] = task_new(worker, partition.partition);
        }
    }
    of_log(OF_INFO, "ASSIGNED", "worker=%d partitions=%zu", (int)worker->index,
           event->partition_count);
    return OF_OK;
}
