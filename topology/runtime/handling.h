/* Handling one input: from its bytes through the processors to what it changed. Private to the
 * runtime. */
#pragma once

#include "topology/runtime/turn.h"

/* ---- dispatch.c: one input, from its bytes to what it changed ---- */

of_status of_dispatch_message(of_worker *worker, const of_message *message);
of_status of_dispatch_timer(of_worker *worker, of_task *task, const of_timer *timer);
uint64_t of_timer_hash(const of_timer *timer);
/* A record whose key lies in this partition, decoded and handled by those who read it. */
of_status of_dispatch_record(of_ctx *ctx, const of_input *input, const of_message *message);
/* The end of a savepoint: what was done stays, or never was. */
of_status of_dispatch_keep(of_worker *worker, of_task *task);
void of_dispatch_undo(of_worker *worker, of_task *task);
/* The record's dead letter, in a savepoint that begins here and is not over. */
of_status of_dispatch_bury(of_worker *worker, const of_message *message, const char *reason);

/* ---- judging.c ---- */

/* Holds a result against the laws of its node's judge: QUARANTINE, with what was to be emitted in
 * worker->judging.breach. */
of_status of_judging_emit(const of_ctx *ctx, int32_t result, const void *before, const void *after);
/* The same for all that the input in hand changed; called when it is handled. */
of_status of_judging_end(of_ctx *ctx);
/* Notes the source position of the fact in hand, for the entry. */
void of_judging_fact(of_worker *worker, const of_record_type *type, const void *fact);

/* ---- quarantine.c ---- */

/* Is anything parked in the state of this task? Before it runs. */
of_status of_quarantine_open(const of_wiring *wiring, of_task *task);
/* Parks the record when its key is quarantined; it is not to be handled then. */
of_status of_quarantine_park(of_ctx *ctx, const of_input *input, const of_message *message,
                             bool *parked);
/* The record in hand, undone, broke a law: quarantines its key and parks it. In a savepoint that
 * begins here and is not over. */
of_status of_quarantine_begin(of_ctx *ctx, const of_message *message, const char *law);
/* The same of timers. */
of_status of_quarantine_park_timer(of_ctx *ctx, int32_t node, const of_timer *timer, bool *parked);
of_status of_quarantine_begin_timer(of_ctx *ctx, int32_t node, const of_timer *timer,
                                    const char *law);
/* A timer of the quarantine node: one parked record leaves, as a savepoint of its own. `poison`:
 * the turn cannot commit it, it is dead-lettered unseen; NULL: handled. */
of_status of_quarantine_replay(of_ctx *ctx, const of_timer *timer, const char *poison);

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
