/* The last step of a take-over: state and inputs are held against each other, and the inputs are
 * read from where the state stands. */
#include "topology/base/assert.h"
#include "topology/base/log.h"
#include "topology/runtime/worker.h"

of_status of_start_at(of_worker *worker, of_position *position)
{
    if (position->offset == OF_OFFSET_NONE) {
        int64_t high = 0;
        OF_TRY(of_reader_watermarks(worker->end_reader,
                                    (of_partition){position->topic, position->partition},
                                    &position->offset, &high, worker->options->call_timeout_ms));
    }
    of_assert(position->offset >= 0);
    return of_member_start(worker->member, *position);
}

static int64_t stamped_offset(const of_stamp *stamp, int32_t topic)
{
    for (size_t i = 0; i < stamp->input_count; i++) {
        if (stamp->inputs[i].topic == topic) {
            return stamp->inputs[i].offset;
        }
    }
    return OF_OFFSET_NONE;
}

bool of_start_agrees(const of_worker *worker, const of_task *task, const of_stamp *stamp)
{
    for (size_t i = 0; i < worker->wiring->input_count; i++) {
        int64_t stamped = stamped_offset(stamp, task->inputs[i].topic);
        if (stamped != task->inputs[i].offset) {
            of_log(OF_ERROR, "STAMP-DIFFERS", "topic=%s partition=%d state=%lld committed=%lld",
                   worker->wiring->inputs[i].name, (int)task->partition, (long long)stamped,
                   (long long)task->inputs[i].offset);
            return false;
        }
    }
    return true;
}

typedef enum of_hold {
    OF_HELD,
    OF_HOLD_CUT,   /* what comes next was deleted */
    OF_HOLD_SHORT, /* the topic ends before */
} of_hold;

/* Does the topic hold our position still? To read on elsewhere would skip records. */
static of_status look_up(of_worker *worker, const of_position *input, of_hold *hold)
{
    int64_t low = 0;
    int64_t high = 0;
    *hold = OF_HELD;
    if (input->offset == OF_OFFSET_NONE) {
        return OF_OK;
    }
    OF_TRY(of_reader_watermarks(worker->end_reader, (of_partition){input->topic, input->partition},
                                &low, &high, worker->options->call_timeout_ms));
    if (input->offset < low || input->offset > high) {
        *hold = input->offset < low ? OF_HOLD_CUT : OF_HOLD_SHORT;
        of_log(OF_ERROR, "INPUT-CUT", "topic=%s partition=%d committed=%lld first=%lld end=%lld",
               of_topic_name(worker->options->kafka, input->topic), (int)input->partition,
               (long long)input->offset, (long long)low, (long long)high);
    }
    return OF_OK;
}

static of_status hold_inputs(of_worker *worker, const of_task *task, const char **problem)
{
    *problem = NULL;
    for (size_t i = 0; i < worker->wiring->input_count; i++) {
        of_hold hold = OF_HELD;
        OF_TRY(look_up(worker, &task->inputs[i], &hold));
        if (hold == OF_HELD) {
            continue;
        }
        *problem =
            hold == OF_HOLD_CUT
                ? "inputs were deleted before they were handled: bring the topic back, or "
                  "reset state, changelog and offsets and replay the sources; raise the "
                  "retention of the topic"
                : "an input ends before the committed position: it lost its tail or was made "
                  "anew; bring the topic back, or reset state, changelog and offsets and "
                  "replay the sources";
    }
    return OF_OK;
}

/* Facts repeat without harm, so a source may be read again from any earlier position. */
of_status of_start_source(of_worker *worker, of_source *source, of_position committed)
{
    of_hold hold = OF_HELD;
    OF_TRY(look_up(worker, &committed, &hold));
    if (hold == OF_HELD) {
        OF_TRY(of_start_at(worker, &committed));
    }
    source->position = committed;
    source->is_running = hold == OF_HELD;
    if (hold != OF_HELD) {
        of_source_halt(worker, source,
                       hold == OF_HOLD_CUT
                           ? "records of the source were deleted before they were handled: have "
                             "it send a snapshot, then set the group's offset of this partition "
                             "to the first record with all processes stopped; raise the retention"
                           : "the source topic ends before the committed position: it lost its "
                             "tail or was made anew; bring it back, or set the group's offset of "
                             "this partition to the first record with all processes stopped");
    }
    return OF_OK;
}

/* Until every input has started the task keeps the offsets that were committed: it may have to be
 * held against its stamp once more. */
static of_status start_inputs(of_worker *worker, const of_task *task, of_position *inputs)
{
    for (size_t i = 0; i < worker->wiring->input_count; i++) {
        inputs[i] = task->inputs[i];
        OF_TRY(of_start_at(worker, &inputs[i]));
    }
    return OF_OK;
}

of_status of_start_task(of_worker *worker, of_task *task)
{
    const char *problem = NULL;
    OF_TRY(hold_inputs(worker, task, &problem));
    if (problem != NULL) {
        of_task_halt(worker, task, problem);
        return OF_OK;
    }
    of_status opened = of_quarantine_open(worker->wiring, task);
    if (opened.remedy == OF_FATAL) { /* this task's rows; the others go on */
        of_task_halt(worker, task, opened.what);
        return OF_OK;
    }
    OF_TRY(opened);
    OF_TRY(start_inputs(worker, task, task->turn_from));
    memcpy(task->inputs, task->turn_from, worker->wiring->input_count * sizeof *task->inputs);
    task->changelog_offset = task->changelog_mark;
    task->changelog_marked_us = of_worker_mono_us(worker);
    task->state = OF_TASK_RUNNING;
    of_log(OF_INFO, "TASK-RUNS",
           "partition=%d worker=%d turn=%lld from=%lld changelog=%lld replayed=%lld",
           (int)task->partition, (int)worker->index, (long long)task->turn,
           (long long)task->replay_from, (long long)task->changelog_mark,
           (long long)task->replayed);
    return OF_OK;
}
