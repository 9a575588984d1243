/* Fires due timers. An answer that lies unread beats its deadline: when a timer falls due, the ends
 * of all inputs of its task are noted, and it waits until they have been reached. */
#include "topology/base/assert.h"
#include "topology/runtime/worker.h"

/* A gate that stays closed looks so often whether an end fell back. */
#define GATE_AGAIN_US 1000000

/* Notes the ends. RETRY leaves the gate as it was. */
static of_status note_ends(of_worker *worker, of_task *task, int64_t now_ms)
{
    of_assert(!task->has_timer_gate);
    for (size_t i = 0; i < worker->wiring->input_count; i++) {
        int64_t low = 0;
        of_partition partition = {.topic = task->inputs[i].topic, .partition = task->partition};
        OF_TRY(of_reader_watermarks(worker->end_reader, partition, &low, &task->timer_gate_ends[i],
                                    worker->options->call_timeout_ms));
    }
    task->timer_gate_ms = now_ms;
    task->timer_gate_asked_us = of_worker_mono_us(worker);
    task->has_timer_gate = true;
    return OF_OK;
}

/* An end may have fallen back, with records of a transaction that nobody decided: nothing will ever
 * come there, and on a quiet partition the timers would wait for it for ever. */
static of_status lower_ends(of_worker *worker, of_task *task)
{
    int64_t now_us = of_worker_mono_us(worker);
    if (now_us - task->timer_gate_asked_us < GATE_AGAIN_US) {
        return OF_OK;
    }
    task->timer_gate_asked_us = now_us;
    for (size_t i = 0; i < worker->wiring->input_count; i++) {
        int64_t low = 0;
        int64_t high = 0;
        of_partition partition = {.topic = task->inputs[i].topic, .partition = task->partition};
        OF_TRY(of_reader_watermarks(worker->end_reader, partition, &low, &high,
                                    worker->options->call_timeout_ms));
        if (high < task->timer_gate_ends[i]) {
            task->timer_gate_ends[i] = high;
        }
    }
    return OF_OK;
}

static of_status is_past_ends(of_worker *worker, of_task *task, bool *past)
{
    *past = false;
    of_assert(task->has_timer_gate);
    for (size_t i = 0; i < worker->wiring->input_count; i++) {
        int64_t position = task->inputs[i].offset;
        of_partition partition = {.topic = task->inputs[i].topic, .partition = task->partition};
        if (position >= task->timer_gate_ends[i]) {
            continue;
        }
        /* What lies before the end may be markers only: the member's position steps over them. */
        OF_TRY(of_member_position(worker->member, partition, &position));
        if (position < task->timer_gate_ends[i]) {
            return lower_ends(worker, task);
        }
    }
    *past = true;
    return OF_OK;
}

static of_status fire_task(of_worker *worker, of_task *task, bool *progress)
{
    for (;;) {
        if (worker->turn.is_open && of_turn_is_full(worker)) {
            return OF_OK;
        }
        of_timer timer = {0};
        bool found = false;
        OF_TRY(of_shard_timer_next(task->shard, task->timer_gate_ms, &timer, &found));
        if (!found) {
            task->has_timer_gate = false;
            return OF_OK;
        }
        of_assert(timer.due_ms <= task->timer_gate_ms);
        if (!worker->turn.is_open) {
            worker->turn.is_broker_fault = true;
            OF_TRY(of_turn_begin(worker));
        }
        OF_TRY(of_dispatch_timer(worker, task, &timer));
        *progress = true;
    }
}

static of_status open_gate(of_worker *worker, of_task *task, bool *open)
{
    *open = false;
    int64_t now_ms = of_clock_now_ms(worker->options->clock);
    if (!task->has_timer_gate) {
        of_timer timer = {0};
        bool found = false;
        OF_TRY(of_shard_timer_next(task->shard, now_ms, &timer, &found));
        if (!found) {
            return OF_OK;
        }
        worker->turn.is_broker_fault = true;
        OF_TRY(note_ends(worker, task, now_ms));
    }
    worker->turn.is_broker_fault = true;
    OF_TRY(is_past_ends(worker, task, open));
    worker->turn.is_broker_fault = false;
    return OF_OK;
}

of_status of_timers_fire(of_worker *worker, bool *progress)
{
    worker->has_due_timers = false;
    for (int32_t i = 0; i < worker->wiring->partitions; i++) {
        of_task *task = worker->tasks[i];
        if (task == NULL || task->state != OF_TASK_RUNNING) {
            continue;
        }
        bool open = false;
        of_status status = open_gate(worker, task, &open);
        if (status.remedy == OF_RETRY) {
            worker->turn.is_broker_fault = false;
            worker->has_due_timers = true;
            continue;
        }
        /* RETRY from a timer itself is no reason to wait: part of what it sends may be sent. */
        if (of_ok(status) && open) {
            status = fire_task(worker, task, progress);
        }
        worker->failed_task = of_ok(status) ? worker->failed_task : task;
        worker->has_due_timers |= task->has_timer_gate || !of_ok(status);
        OF_TRY(status);
    }
    return OF_OK;
}
