/* What every implementation of the Kafka port must answer, as named cases.
 *
 * One suite runs against the embedded log, against a real broker, and, as the negative control,
 * against librdkafka's mock cluster: there every case of the groups ISOLATION, FENCING and OFFSETS
 * has to fail, since the mock has none of the three. */
#pragma once

#include "topology/kafka/port.h"

typedef enum of_conformance_group {
    OF_CONFORMANCE_PLUMBING = 1,  /* records, positions, membership */
    OF_CONFORMANCE_TOPICS = 2,    /* the admin calls */
    OF_CONFORMANCE_ISOLATION = 4, /* who sees what of a transaction */
    OF_CONFORMANCE_FENCING = 8,   /* who may still write */
    OF_CONFORMANCE_OFFSETS = 16,  /* offsets inside transactions */
} of_conformance_group;

#define OF_CONFORMANCE_ALL 31u

/* What is under test, and how time passes there. */
typedef struct of_conformance_cluster {
    void *state;
    /* A new client; the suite closes it. */
    of_kafka *(*connect)(void *state);
    /* Lets time pass: sleeps, or moves an injected clock. */
    void (*wait_ms)(void *state, int64_t ms);
    /* Makes a topic where of_topic_create cannot (the mock); NULL elsewhere. */
    of_status (*make_topic)(void *state, const of_topic_spec *spec);
    const char *prefix; /* makes names of topics, groups and ids new in this run */
    int64_t poll_ms;    /* timeout of one poll */
    int tries;          /* polls until something that must come is missing */
    int quiet_tries;    /* polls without an answer until "nothing comes" is believed */
    int64_t session_timeout_ms;
    int64_t expiry_lag_ms; /* how long after a timeout the cluster may take to notice it */
} of_conformance_cluster;

typedef struct of_conformance_result {
    int passed;
    int failed;
    /* How many of the failed and passed ones belong to the three groups that a mock must fail. */
    int passed_of_truth;
    int failed_of_truth;
} of_conformance_result;

/* Runs the cases of `groups` whose name contains `filter` (NULL: all); prints a line per case, and
 * "N passed, N failed" last. */
of_conformance_result of_conformance_run(const of_conformance_cluster *cluster, unsigned groups,
                                         const char *filter);
