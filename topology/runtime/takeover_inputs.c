/* The inputs of a task that is taken over: do they still hold the position that was committed? */
#include "topology/base/log.h"
#include "topology/runtime/worker.h"

of_status of_takeover_hold_inputs(of_worker *worker, const of_task *task, const char **problem)
{
    *problem = NULL;
    for (size_t i = 0; i < worker->wiring->input_count; i++) {
        const of_position *input = &task->inputs[i];
        int64_t low = 0;
        int64_t high = 0;
        if (input->offset == OF_OFFSET_NONE) {
            continue;
        }
        OF_TRY(of_reader_watermarks(worker->end_reader,
                                    (of_partition){input->topic, input->partition}, &low, &high,
                                    worker->options->call_timeout_ms));
        if (input->offset >= low && input->offset <= high) {
            continue;
        }
        of_log(OF_ERROR, "INPUT-CUT", "topic=%s partition=%d committed=%lld first=%lld end=%lld",
               worker->wiring->inputs[i].name, (int)task->partition, (long long)input->offset,
               (long long)low, (long long)high);
        *problem =
            input->offset < low
                ? "inputs were deleted before they were handled: bring the topic back, or "
                  "reset state, changelog and offsets and replay the sources; raise the "
                  "retention of the topic"
                : "an input ends before the committed position: it lost its tail or was made "
                  "anew; bring the topic back, or reset state, changelog and offsets and "
                  "replay the sources";
    }
    return OF_OK;
}
