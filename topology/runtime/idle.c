/* Positions of inputs that have run dry. What we commit is the offset behind the last record; the
 * marker of its transaction lies there still. When the topic's retention takes the record and the
 * marker away, that position is gone, and after a restart nobody could tell that nothing was lost.
 * So a task that has been idle for a while commits once more, behind the markers. */
#include "topology/base/assert.h"
#include "topology/runtime/worker.h"

#define IDLE_US ((int64_t)60 * 1000000)

static of_status begin_if_needed(of_worker *worker)
{
    worker->turn.is_broker_fault = true;
    OF_TRY(worker->turn.is_open ? OF_OK : of_turn_begin(worker));
    worker->turn.is_broker_fault = false;
    return OF_OK;
}

/* *offset: the member's position, where it has stepped over something that is no record. */
static of_status look_ahead(of_worker *worker, const of_position *input, int64_t *offset)
{
    worker->turn.is_broker_fault = true;
    OF_TRY(
        of_member_position(worker->member, (of_partition){input->topic, input->partition}, offset));
    worker->turn.is_broker_fault = false;
    return OF_OK;
}

static of_status move_task(of_worker *worker, of_task *task, bool *progress)
{
    for (size_t i = 0; i < worker->wiring->input_count; i++) {
        int64_t offset = OF_OFFSET_NONE;
        OF_TRY(look_ahead(worker, &task->inputs[i], &offset));
        if (task->wait_until_us[i] == 0 && offset > task->inputs[i].offset) {
            OF_TRY(begin_if_needed(worker));
            of_turn_touch_task(worker, task);
            task->inputs[i].offset = offset;
            *progress = true;
        }
    }
    return OF_OK;
}

static of_status move_source(of_worker *worker, of_source *source, bool *progress)
{
    int64_t offset = OF_OFFSET_NONE;
    OF_TRY(look_ahead(worker, &source->position, &offset));
    if (source->wait_until_us == 0 && offset > source->position.offset) {
        OF_TRY(begin_if_needed(worker));
        of_turn_touch_source(worker, source);
        source->position.offset = offset;
        *progress = true;
    }
    return OF_OK;
}

of_status of_idle_commit(of_worker *worker, bool *progress)
{
    int64_t now_us = of_worker_mono_us(worker);
    of_assert(!worker->turn.is_open);
    if (worker->idle_since_us == 0) {
        worker->idle_since_us = now_us == 0 ? 1 : now_us;
    }
    if (now_us - worker->idle_since_us < IDLE_US) {
        return OF_OK;
    }
    worker->idle_since_us = 0;
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        of_task *task = worker->tasks[i];
        if (task != NULL && task->state == OF_TASK_RUNNING) {
            OF_TRY(move_task(worker, task, progress));
        }
    }
    for (size_t i = 0; i < worker->source_count; i++) {
        if (worker->sources[i].is_running) {
            OF_TRY(move_source(worker, &worker->sources[i], progress));
        }
    }
    return OF_OK;
}
