/* A simulation: processes of the engine, the embedded log, the state and every clock in one thread;
 * one seed decides each interleaving, fault and crash.
 *
 *   run.c      the schedule of one seed          outer.c   sources and participants
 *   port.c     faults of Kafka calls             disk.c    faults of the state, and its check
 *   record.c   what every turn took and sent     fold.c    the same turns without faults, compared
 *   check.c    what must hold at the end         sim.c     many seeds, and what they hit
 *
 * One simulation lives at a time: the hooks into the engine (linker --wrap) have no state of their
 * own. */
#pragma once

#include <stdio.h>

#include "tests/sim/history.h"
#include "topology/base/arena.h"
#include "topology/base/buffer.h"
#include "topology/kafka/embedded_broker.h"
#include "topology/runtime/engine.h"

#define SIM_PARTITIONS 3
#define SIM_PROCESSES  3
#define SIM_APP        "sim"
#define SIM_CHANGELOG  "sim-changelog"
#define SIM_LATE_MAX   8

/* Each is counted where it takes effect. */
#define SIM_FAULTS_OF(X)                                                                           \
    X(CRASH_CALL, "crash at a call")                                                               \
    X(CRASH_COMMITTED, "crash between commit and apply")                                           \
    X(CRASH_STATE, "crash at a state write")                                                       \
    X(TAIL_LOST, "unflushed turns lost")                                                           \
    X(SLEEP_SESSION, "sleep past the session")                                                     \
    X(SLEEP_TRANSACTION, "sleep past the transaction")                                             \
    X(TIMEOUT_UNDONE, "call timed out, not done")                                                  \
    X(TIMEOUT_DONE, "call timed out, done")                                                        \
    X(COMMIT_UNKNOWN, "commit decided, never told")                                                \
    X(ENQUEUE_REFUSED, "record not enqueued")                                                      \
    X(COMMIT_REFUSED, "commit answered abort")                                                     \
    X(MARKER_HELD, "marker held back")                                                             \
    X(FALL_BACK, "high watermark fell back")                                                       \
    X(FETCH_REPEATED, "fetch repeated records")                                                    \
    X(PROCESS_ADDED, "process added")                                                              \
    X(PROCESS_REMOVED, "process removed")                                                          \
    X(CLOCK_FORWARD, "clock an hour ahead")                                                        \
    X(CLOCK_BACK, "clock an hour back")                                                            \
    X(REGISTRY_OUT, "registry unreachable")                                                        \
    X(WRITE_FAILED, "state write failed")                                                          \
    X(FLUSH_FAILED, "state flush failed")                                                          \
    X(STATE_LOST, "state directory lost")                                                          \
    X(LOG_COMPACTED, "log compacted")                                                              \
    X(FEED_ABORTED, "source transaction aborted")                                                  \
    X(FEED_OPEN, "source transaction left open")                                                   \
    X(FACT_REPEATED, "fact repeated")                                                              \
    X(FACT_MISPLACED, "fact in a wrong partition")                                                 \
    X(FACT_BAD, "bad record")                                                                      \
    X(ANSWER_LATE, "answer late")                                                                  \
    X(ANSWER_NEVER, "answer never")                                                                \
    X(ANSWER_TWICE, "answer twice")                                                                \
    X(ANSWER_REFUSED, "answer a refusal")

#define SIM_FAULT_ID(id, text) FAULT_##id,
typedef enum sim_fault { SIM_FAULTS_OF(SIM_FAULT_ID) FAULTS } sim_fault;
#undef SIM_FAULT_ID

/* Shared with the process that counts. */
typedef struct sim_tally {
    uint64_t seed;
    int64_t step;
    int64_t hits[FAULTS];
    int64_t turns, timers, commands, entries, letters, checks, opens;
} sim_tally;

/* A call that was done although it said RETRY: it says so a few times more, then tells. */
typedef struct sim_late {
    const void *handle;
    int left;
} sim_late;

typedef struct sim_process {
    int index;
    char directory[96];
    char slot[8];
    of_kafka *kafka;
    of_engine *engine; /* NULL: down */
    of_clock clock;
    int64_t skew_ms;
    int64_t clock_max_ms; /* the latest time it ever read */
    int down_for;         /* actions until it is started again; -1: not by itself */
    bool is_dying;        /* killed: nothing of it has any effect any more */
    bool may_halt;        /* a state write or flush failed: its tasks may halt */
    int disk_full;        /* state writes and flushes that fail from now on */
    int registry_out;     /* schemas that cannot be had from now on */
    int calls_out;        /* calls that time out from now on, nothing done */
    int refused_in_a_row;
    sim_late late[SIM_LATE_MAX];
    struct of_rocks *rocks;
    int64_t flushed_turn[SIM_PARTITIONS]; /* survive any crash */
} sim_process;

typedef struct simulation {
    uint64_t seed;
    uint64_t random;
    uint64_t trace;            /* hash of everything that happened */
    bool is_shown;             /* print the trace */
    int64_t step;              /* actions so far */
    int64_t moment;            /* counts clock readings and appends: orders what one step does */
    int64_t quiet;             /* actions since something happened */
    bool is_calm;              /* no more faults */
    bool is_checking;          /* the fold is at work: no fault, no record */
    int held;                  /* whose markers are held back: sim_held in run.c */
    int64_t held_until_ms;     /* by the broker's clock */
    const sim_process *asleep; /* in a call: the others go on inside of it */
    sim_process *running;      /* whose step it is; NULL: the outer world's */
    const char *root;
    const history *all;
    of_registry *registry;
    of_topics *topics;
    int64_t broker_ms; /* the broker's clock, which sessions and transactions go by */
    int64_t ahead_ms;  /* the world's time, less the broker's */
    of_clock broker_clock;
    of_embedded *log;
    of_engine_options options;
    sim_process processes[SIM_PROCESSES];
    double chance[FAULTS]; /* of each kind, where it may strike */
    sim_tally *tally;
    struct sim_outer *outer;
    struct sim_record *record;
    struct sim_fold *fold;
} simulation;

extern simulation *of_sim;
extern const of_layout sim_layout;

/* ---- run.c ---- */

/* What every seed uses; `root` is an empty directory on a fast disk. */
typedef struct sim_bench {
    const char *root;
    const history *all;
    of_registry *registry;
    struct sim_fold *fold;
    sim_tally *tally;
    bool is_shown;
} sim_bench;

/* Returns the hash of the trace; ends the program when something does not hold. */
uint64_t sim_run(const sim_bench *bench, uint64_t seed);
_Noreturn void sim_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
uint64_t sim_random(uint64_t below);
/* Does the fault strike here? Counts nothing. */
bool sim_strikes(sim_fault fault);
void sim_hit(sim_fault fault);
/* One call: a cheap way to add it to the trace. */
void sim_trace_call(int process, const char *call);
void sim_trace(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The other processes, the outer world and the clock go on while `asleep` stands still. */
void sim_sleep(const sim_process *asleep, int64_t ms);
/* A leader dies whose followers lack the newest records of an undecided transaction. */
void sim_fall_back(void);
int64_t sim_now(void); /* the world's */

/* ---- processes.c ---- */

void sim_process_begin(sim_process *process, int index);
void sim_process_start(sim_process *process);
/* `crash`: as a kill -9; else it leaves the group and flushes. */
void sim_process_stop(sim_process *process, bool crash);
void sim_process_step(sim_process *process, bool *progress);

/* ---- check.c ---- */

/* All is quiet: what must hold now. */
void sim_check_end(void);
/* Every task runs, and every input was read. */
bool sim_check_is_settled(void);
