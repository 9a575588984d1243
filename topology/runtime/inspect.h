/* What others may see of a running engine: counters, read from any thread without a lock. */
#pragma once

#include <stdint.h>

typedef struct of_engine of_engine;

typedef struct of_engine_stats {
    int64_t records_in;   /* handled, dead letters included, in committed turns */
    int64_t records_out;  /* sent by committed turns, changelog not counted */
    int64_t changes;      /* changelog records of committed turns */
    int64_t turns;        /* committed, a transaction each */
    int64_t turn_us;      /* of committed turns, from begin to the end of the commit */
    int64_t commit_us;    /* of those, sending positions and waiting for the commit */
    int64_t store_reads;  /* lookups and scans that memory could not answer */
    int64_t store_writes; /* rows written to the store */
    int64_t aborts;       /* turns thrown away */
    int64_t dead_letters; /* in committed turns */
    int64_t timers_fired; /* in committed turns */
    int64_t rekeyed;      /* sent on to the partition of their key */
    int64_t replayed;     /* changelog records read while taking over */
    int64_t rebuilds;     /* workers torn down and built anew */
    int64_t assignments;  /* received from the group: each may have moved tasks */
    int64_t tasks_running;
    int64_t tasks_taking_over;
    int64_t tasks_halted;   /* each needs an operator; the log says what to do */
    int64_t sources_halted; /* partitions of source topics; likewise */
} of_engine_stats;

/* The sum over all workers. */
void of_engine_inspect(const of_engine *engine, of_engine_stats *stats);

int32_t of_engine_workers(const of_engine *engine);
/* Rounds of one worker that found nothing to do: no event, no due timer, no task to take over.
 * Where it stands still, that worker has no time left. */
int64_t of_engine_idle_rounds(const of_engine *engine, int32_t worker);
