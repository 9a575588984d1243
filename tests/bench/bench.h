/* What the files of the bench share: the run, the engine's process, what lies on topics, reports.
 */
#pragma once

#include <sys/types.h>

#include "tests/bench/tape.h"
#include "topology/kafka/port.h"

#define PATH_SIZE 1024

/* One run of the bench against one broker that is new. */
typedef struct bench_run {
    const char *brokers;
    const char *folder;  /* of the run: tape, schemas, state, logs */
    const char *program; /* orderflow */
    const char *feeder;
    const char *copier;
    const char *properties; /* further ones of Kafka for the engine, in YAML: "a: 1, b: 2" */
    const char *profile;    /* where perf writes what the engine did; NULL: it is not asked */
    const char *data;       /* Olist; NULL: made-up orders */
    int partitions;
    int workers;
    int64_t records;
    int64_t memory_mib; /* the engine's budget */
    int64_t seconds;    /* of a latency case, after so many warm ones */
    int64_t warm_seconds;
    int64_t state_bytes; /* of the restart case */
    int rounds;          /* of restarts */
    of_kafka *kafka;
    tape_facts tape;
} bench_run;

/* Ends the program with a message unless `good`. */
void bench_require(bool good, const char *what, const char *why);
const char *bench_path(const bench_run *self, const char *name, char path[PATH_SIZE]);
void bench_nap(int64_t ms);

/* ---- engine.c: orderflow as a process ---- */

typedef struct bench_engine {
    pid_t pid;
    int port;
    int64_t started_us;
    double cpu_s;  /* when last asked; the last before it ended */
    double rss_mb; /* the most it ever was */
} bench_engine;

/* What /metrics says. */
typedef struct metrics {
    bool answered;
    int64_t records_in, records_out, changes, turns, aborts, dead_letters, replayed, store_reads,
        store_writes, tasks_running, tasks_halted;
    double turn_s, commit_s;
} metrics;

/* Source topics, configuration, `topics apply`. */
void engine_prepare(const bench_run *self);
void engine_start(const bench_run *self, bench_engine *process);
/* perf, watching the process until it ends. */
pid_t engine_profile(const bench_run *self, const bench_engine *process);
metrics engine_metrics(const bench_engine *process);
/* CPU and memory so far, into `process`; false when it has ended. */
bool engine_look(bench_engine *process);
/* With SIGTERM it must end well; SIGKILL is the crash. */
void engine_end(bench_engine *process, int signal);
/* Until the first commit of this process; the time since it was started. */
int64_t engine_await_commit(bench_engine *process);
/* Until nothing was handled for a while and at least `least` records were; the last figures, and
 * when they were last seen to change. */
metrics engine_await_quiet(bench_engine *process, int64_t least, int64_t *changed_us);
/* Runs a program to its end and reads its first line of output. */
void bench_call(const char *const *argv, char *line, size_t size);
/* The same in the background; its output is dropped. */
pid_t bench_spawn(const char *const *argv, const char *log);
void bench_await(pid_t pid, const char *what);
void bench_feed(const bench_run *self, int64_t from, int64_t count, int64_t rate, bool background,
                pid_t *pid);

/* ---- topics.c: what lies on the broker ---- */

typedef struct topic_count {
    int64_t records, key_bytes, value_bytes;
    int64_t keys; /* distinct, where asked for */
} topic_count;

topic_count topics_count(const bench_run *self, const char *name, int partitions, bool distinct);

/* ---- throughput.c, latency.c, restart.c ---- */

/* Each prints its JSON line. */
void case_throughput(bench_run *self);
void case_latency(bench_run *self, int64_t rate);
/* How long a tape it takes to make the state so large. */
int64_t case_restart_records(const bench_run *self);
void case_restart(bench_run *self);
