/* The engine: one state directory, N workers, each a member of the application's group.
 *
 * Run it with threads (start, stop) or step it from one thread under an injected clock, which is
 * how tests and the simulator drive it; both run the same code.
 *
 *   of_engine_open ─ of_engine_start ─ ... ─ of_engine_stop ─ of_engine_close
 *                  └ of_engine_step ... ──────────────────────┘ */
#pragma once

#include "avro/registry/registry.h"
#include "topology/base/clock.h"
#include "topology/kafka/port.h"
#include "topology/runtime/graph.h"
#include "topology/runtime/inspect.h"
#include "topology/runtime/topics.h"

/* A canonical fact that intake found in a source record: `type` is the record type of a FACT row
 * of the page; key and record are copied at once. SKIP: no such row, or it cannot be encoded. */
typedef of_status (*of_intake_emit)(void *emit_state, const of_record_type *type, of_text key,
                                    const void *record);

/* Stateless intake, run by the workers. Each worker opens its own instance, so nothing is shared.
 */
typedef struct of_engine_intake {
    /* NULL: `state` itself is handed to `record` (only with one worker, or when it is immutable).
     */
    of_status (*open)(void *state, void **instance);
    void (*close)(void *instance);
    /* One source record. Statuses as for a handler: SKIP dead-letters it, RETRY pauses its
     * partition. Memory of `arena` lives until the call returns. */
    of_status (*record)(void *instance, const of_message *message, of_arena *arena,
                        of_intake_emit emit, void *emit_state);
    void *state;
    const char *const *topics; /* source topics, any partition count */
    size_t topic_count;
} of_engine_intake;

typedef struct of_engine_options {
    of_layout layout;
    of_kafka *kafka;
    of_registry *registry;
    const of_graph *graph;
    const of_clock *clock;
    const of_engine_intake *intake; /* NULL: none */

    const char *state_dir;
    size_t memory_bytes; /* of the store: rows, block cache, memtables; 0: 256 MiB */
    int64_t flush_ms;    /* 0: the store's default */
    size_t flush_bytes;  /* 0: the store's default */

    int32_t workers; /* 0: 1 */
    /* Stable and unique in the group: "<prefix>-<worker>" is the group instance id of a worker.
     * NULL: dynamic membership. */
    const char *slot_prefix;
    bool stays_on_stop; /* of_engine_stop leaves the group only when the session times out */

    int64_t commit_max_ms;          /* a turn is committed at the latest after; 0: 100 */
    int32_t batch_records_max;      /* inputs of one turn; 0: 10,000 */
    size_t batch_bytes_max;         /* of their keys and values; 0: 16 MiB */
    size_t arena_bytes;             /* per worker, for one record and for one turn; 0: 64 MiB */
    int64_t poll_wait_ms;           /* how long an idle step waits for input; 0: not at all */
    int64_t call_timeout_ms;        /* of a call to Kafka; 0: 10,000 */
    int64_t transaction_timeout_ms; /* 0: 10,000 */
    int64_t session_timeout_ms;     /* 0: the implementation's default */
    int64_t changelog_mark_ms;      /* how often the replay position moves; 0: every turn */
    int64_t registry_retry_ms;      /* pause of a partition whose schema is unreachable; 0: 1,000 */
    size_t dead_letter_bytes_max;   /* a longer value is cut; 0: 256 KiB */
} of_engine_options;

/* Opens the state, registers schemas, verifies topics. FATAL with `error` filled; RETRY when Kafka
 * or the registry cannot be reached. Options are copied, what they point to must outlive it. */
of_status of_engine_open(const of_engine_options *options, of_engine **engine, char *error,
                         size_t error_size);
/* Runs every worker in a thread of its own. */
of_status of_engine_start(of_engine *engine);
/* Finishes the turns, leaves the group (or stays in it), ends the threads. Also after steps. */
void of_engine_stop(of_engine *engine);
/* The same, but waits no longer than that for the threads, of which a broker that does not answer
 * can keep some for minutes. Returns how many have not ended: with any left nothing of the engine
 * may be closed, and the process must end, which the state survives as it does a kill -9. */
int32_t of_engine_stop_within(of_engine *engine, int64_t timeout_ms);
/* Frees everything. `crash`: as a kill -9 would leave it; no flush, nobody leaves. */
void of_engine_close(of_engine *engine, bool crash);

/* One bounded unit of every worker, in the calling thread. *progress: something was done. FATAL
 * when a worker has stopped for good. */
of_status of_engine_step(of_engine *engine, bool *progress);
/* True when a worker has stopped for good: the process should end with an error. */
bool of_engine_failed(const of_engine *engine);

/* The row of a running engine as JSON lines, one per row whose key begins with `key`, over all
 * stores keyed by it, asked of the worker that owns the key. Any thread but a worker's. RETRY when
 * no worker of this process owns the key now, or none answered within timeout_ms. */
of_status of_engine_read(of_engine *engine, of_text key, int64_t timeout_ms, of_buffer *json);
