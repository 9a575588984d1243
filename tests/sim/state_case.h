/* One case of state against history: what is done to it, and what must be seen. */
#pragma once

#include "tests/sim/state_bed.h"

typedef enum outcome {
    RESUMES,  /* from the local state */
    RESTORES, /* so many shards anew from the changelog; the log says why */
    HALTS,    /* so many tasks; the log says what an operator can do */
    STOPS,    /* a worker for good; the log says why */
    REFUSES,  /* to start; the error says why */
} outcome;

typedef struct state_case {
    const char *name;
    void (*spoil)(state_bed *bed); /* between a stop and the next start */
    outcome expected;
    int shards;       /* that are restored anew or halt */
    const char *says; /* in the log or the error; NULL: nothing */
} state_case;

extern const state_case embedded_cases[];
extern const size_t embedded_case_count;
extern const state_case broker_cases[];
extern const size_t broker_case_count;

/* ---- on the embedded log and on a broker alike (state_both.c) ---- */

void graceful_stop(state_bed *bed);
/* The state is on disk up to the first amounts, the rest only in the changelog. */
void kill_after_flush(state_bed *bed);
void no_directory(state_bed *bed);

/* Two processes on two copies of one directory: one of them stops for good, the other is right. */
void two_owners(state_bed *bed);
/* A successor takes over while the positions of its predecessor's last transaction are pending and
 * the records of it have not reached the broker. Embedded log only. */
void commit_on_its_way(state_bed *bed);

/* ---- the broker's administrator (state_admin.c) ---- */

void admin_delete_topic(const char *bootstrap, const char *topic);
void admin_delete_records(const char *bootstrap, const char *topic, int32_t partition,
                          int64_t before);
/* One setting of a topic; the others fall back to the broker's. */
void admin_set(const char *bootstrap, const char *topic, const char *name, const char *value);
void admin_delete_group(const char *bootstrap, const char *group);
void admin_add_partitions(const char *bootstrap, const char *topic, int32_t total);
