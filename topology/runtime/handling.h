/* Handling one input: from its bytes through the processors to what it changed. Private to the
 * runtime. */
#pragma once

#include "topology/runtime/turn.h"

/* ---- dispatch.c: one input, from its bytes to what it changed ---- */

of_status of_dispatch_message(of_worker *worker, const of_message *message);
of_status of_dispatch_timer(of_worker *worker, of_task *task, const of_timer *timer);
uint64_t of_timer_hash(const of_timer *timer);

/* ---- timers.c ---- */

/* Fires what is due and may fire, within the batch. */
of_status of_timers_fire(of_worker *worker, bool *progress);

/* ---- context.c ---- */

struct of_ctx {
    of_worker *worker;
    of_task *task;
    const of_graph_node *node; /* NULL inside a fold */
    int64_t now_ms;
    of_text key;
};

/* A change or an edge, copied into the turn and queued for those who read it by call. */
of_status of_ctx_change(of_ctx *ctx, int32_t row, of_text key, const void *before,
                        const void *after);

/* ---- folding.c ---- */

/* A pair in the task of its key: load, take out, add, store, publish. */
of_status of_folding_apply(of_ctx *ctx, const of_input *input, size_t type, const void *change);
/* The pairs of one changed row, to the tasks of their keys. */
of_status of_folding_send(of_worker *worker, const of_change *change);
