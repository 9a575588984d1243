/* A worker: one thread, one member of the group, two producers used in turn, the tasks assigned to
 * it. Private to the runtime; everybody else goes through engine.h and inspect.h.
 *
 *            step              step: producers and      ASSIGNED
 *   CLOSED ───────► OPENING ──────► member open ─► OPEN ─────────► takes tasks over, runs turns
 *     ▲                                             │ REVOKED: commit, close tasks
 *     └───────────── FATAL: tear down ──────────────┤ LOST: abort, close tasks
 *             fenced time and again: STOPPED ◄──────┘ */
#pragma once

#include <stdatomic.h>

#include "avro/registry/wire.h"
#include "topology/runtime/engine.h"
#include "topology/runtime/handling.h"

/* Counters of one worker: written by its thread, read by any. */
typedef struct of_counters {
    _Atomic int64_t records_in, records_out, changes, turns, turn_us, commit_us, aborts,
        dead_letters, timers_fired, rekeyed, replayed, rebuilds, assignments, idle_rounds,
        tasks_running, tasks_taking_over, tasks_halted, sources_halted;
} of_counters;

/* A record on its way out, not yet with the producer: bytes in `staged_bytes`. */
typedef struct of_staged {
    int32_t topic;
    int32_t partition;
    size_t key_at, key_len;
    size_t value_at, value_len;
} of_staged;

typedef enum of_worker_state {
    OF_WORKER_CLOSED,
    OF_WORKER_OPENING,
    OF_WORKER_OPEN,
    OF_WORKER_STOPPED,
} of_worker_state;

struct of_worker {
    const of_engine_options *options;
    const of_wiring *wiring;
    of_store *store;
    int32_t index;
    of_worker_state state;

    of_wire *wire;
    void *intake;
    of_arena *record_arena; /* the input in hand, decoded, and the handlers' scratch */
    of_arena *turn_arena;   /* what the turn has to remember until it commits */
    of_buffer encode_buffer;

    of_producer *producers[2];
    int32_t producers_ready;
    int32_t next_producer;
    of_member *member;
    of_reader *changelog_reader; /* read-committed */
    of_reader *end_reader;       /* read-uncommitted: high watermarks */
    bool is_replay_assigned;

    of_task **tasks; /* by partition; NULL where somebody else's */
    of_source *sources;
    size_t source_count;

    of_turn turn;
    of_poison poison;
    int32_t batch_limit;
    int32_t broker_aborts; /* in a row, of a single input */
    bool has_due_timers;   /* some wait, for unread input or for room in the next turn */
    of_task *failed_task;  /* whose input or state the failure in hand concerns */
    of_source *failed_source;
    int64_t idle_since_us; /* nothing came and nothing was done since; 0: busy */
    int64_t fenced_at_us;  /* last fencing that may tell of a rival */
    int32_t fencings;      /* such ones, each soon after the one before */
    bool is_beyond_repair; /* building it anew would fail in the same way */

    /* Output of the record in hand. */
    of_buffer staged_bytes;
    of_staged *staged;
    size_t staged_count, staged_capacity;
    of_changes record_changes;
    of_changes pending[2];
    int32_t pending_now;
    of_tally record_tally;
    of_arena_mark record_mark;

    of_counters counters;
    struct of_mailbox *mailbox;
};

/* ---- worker.c ---- */

typedef struct of_worker_parts {
    const of_engine_options *options;
    const of_wiring *wiring;
    of_store *store;
    int32_t index;
} of_worker_parts;

void of_worker_init(of_worker *worker, of_worker_parts parts);
/* `leave`: gracefully, at a stop. */
void of_worker_close(of_worker *worker, bool leave);
void of_worker_free(of_worker *worker);
/* One bounded unit of work: open, answer the group, take over, or one turn. */
of_status of_worker_step(of_worker *worker, bool *progress);
of_task *of_worker_task(of_worker *worker, int32_t partition);
int64_t of_worker_mono_us(const of_worker *worker);

/* ---- assignment.c ---- */

void of_worker_count_tasks(of_worker *worker);
of_status of_worker_assigned(of_worker *worker, const of_poll_event *event);
void of_worker_drop_tasks(of_worker *worker);
void of_task_halt(of_worker *worker, of_task *task, const char *what_to_do);
/* Reads no more of this partition; all others go on. */
void of_source_halt(of_worker *worker, of_source *source, const char *what_to_do);
/* Every task, once the store has failed. */
void of_worker_halt_tasks(of_worker *worker);
#define OF_HALT_UNWRITABLE                                                                         \
    "the state store failed: free disk space or replace the disk, then restart; if its files are " \
    "damaged, move the state directory away. What is missing is read from the changelog"
/* What the tasks have committed, to RocksDB where that is due. Between two turns. */
void of_tasks_write(of_worker *worker);

/* ---- takeover.c, starting.c ---- */

/* One slice for every task that is not running yet. */
of_status of_takeover_step(of_worker *worker, bool *progress);
bool of_takeover_busy(const of_worker *worker);

/* Reads from the position on, from the first retained record where it is not known. */
of_status of_start_at(of_worker *worker, of_position *position);
/* The state rests on exactly the inputs that the group has committed. */
bool of_start_agrees(const of_worker *worker, const of_task *task, const of_stamp *stamp);
/* Each halts what does not hold its position any more; `committed` is the source's from then on. */
of_status of_start_task(of_worker *worker, of_task *task);
of_status of_start_source(of_worker *worker, of_source *source, of_position committed);

/* ---- idle.c, mailbox.c ---- */

/* After a step without progress: now and then opens a turn that moves the positions of dry inputs
 * behind what is no record. */
of_status of_idle_commit(of_worker *worker, bool *progress);

struct of_mailbox *of_mailbox_new(void);
void of_mailbox_free(struct of_mailbox *mailbox);
/* Any thread but the worker's. */
of_status of_mailbox_ask(struct of_mailbox *mailbox, of_text key, int64_t timeout_ms,
                         of_buffer *json);
/* Answers what was asked, between turns. */
void of_mailbox_serve(of_worker *worker);
