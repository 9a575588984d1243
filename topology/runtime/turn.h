/* A turn in the making: what it handled, what it will send, and the calls that end it. Private to
 * the runtime. */
#pragma once

#include "avro/model.h"
#include "topology/base/buffer.h"
#include "topology/runtime/changes.h"
#include "topology/runtime/task.h"
#include "topology/runtime/wiring.h"

typedef struct of_worker of_worker;

/* What a turn did so far; counted when it commits. */
typedef struct of_tally {
    int64_t records_in, records_out, changes, dead_letters, timers_fired, rekeyed;
} of_tally;

/* Names one input: a record by its place, a timer by its task, due time and hash. */
typedef struct of_input_name {
    bool is_timer;
    of_position position;
    uint64_t hash;
} of_input_name;

typedef struct of_turn {
    bool is_open;
    bool is_aborting;     /* it failed, and is being thrown away */
    bool is_broker_fault; /* the failure in hand came from Kafka, not from the data */
    of_producer *producer;
    int32_t inputs; /* records and timers handled */
    size_t bytes;
    bool is_crowded; /* the memory of a shard is half full of what the turn changed */
    int64_t began_us;
    int64_t commit_us; /* positions and commit */
    int64_t now_ms;
    of_changes changes; /* kept changes of STATE rows */
    of_tally tally;
    of_input_name last; /* the input in hand */
} of_turn;

/* The one input that is dead-lettered unseen, because its turn cannot commit. */
typedef struct of_poison {
    bool is_set;
    of_input_name input;
    const char *reason;
} of_poison;

/* What a law was broken with: for the quarantine log. */
typedef struct of_breach {
    of_buffer values; /* JSON of the result that was to be emitted; empty: the node's own verdict */
    OptionalLong position; /* of the fact in its source */
} of_breach;

typedef struct of_judging {
    uint8_t *books; /* of the judges */
    bool is_begun;  /* some book is not zeros */
    of_breach breach;
} of_judging;

/* ---- turn.c ---- */

of_status of_turn_begin(of_worker *worker);
/* Joins the task (or source) to the turn: its positions go into the transaction. */
void of_turn_touch_task(of_worker *worker, of_task *task);
void of_turn_touch_source(of_worker *worker, of_source *source);
/* Outputs, changelog, positions, commit, apply. ABORT: thrown away and rewound. FATAL: rebuild. */
of_status of_turn_commit(of_worker *worker);
/* Throws the turn away and rewinds; `why` decides what happens to the batch. */
typedef enum of_abort_cause {
    OF_ABORT_DATA,   /* the batch is halved; a single input is dead-lettered */
    OF_ABORT_BROKER, /* halved; a single input only after many */
    OF_ABORT_HALT,   /* a task halts; the others read their inputs again */
    OF_ABORT_LOST,   /* the partitions are gone: nothing to rewind */
} of_abort_cause;
of_status of_turn_abort(of_worker *worker, of_abort_cause cause, of_status why);
/* After a fatal error: forgets what the turn did, without asking Kafka. */
void of_turn_forget(of_worker *worker);
bool of_turn_is_full(const of_worker *worker);

/* ---- outbox.c: what one record sends, until it is kept ---- */

void of_outbox_begin(of_worker *worker);
void of_outbox_undo(of_worker *worker);
/* Hands the record's output to the producer and its changes to the turn. */
of_status of_outbox_keep(of_worker *worker);
of_status of_outbox_record(of_worker *worker, const of_route *route, int32_t partition, of_text key,
                           const of_record_type *type, const void *record);
of_status of_outbox_bytes(of_worker *worker, int32_t topic, int32_t partition, of_bytes key,
                          of_bytes value);
of_status of_outbox_dead_letter(of_worker *worker, int32_t partition, const of_message *message,
                                const char *reason);
of_status of_send(of_worker *worker, const of_outgoing *record);
/* The turn's changed rows to their topics, their pairs to the folds. */
of_status of_outbox_publish(of_worker *worker);
