/* Topics as an administrator sees them: made, described, listed, and named by a handle. Part of the
 * port (port.h includes it); statuses and threads are as there. */
#pragma once

#include "topology/base/bytes.h"
#include "topology/base/status.h"

typedef struct of_kafka of_kafka;

typedef enum of_cleanup {
    OF_CLEANUP_DELETE,
    OF_CLEANUP_COMPACT,
    OF_CLEANUP_COMPACT_DELETE
} of_cleanup;

typedef struct of_topic_spec {
    const char *name;
    int32_t partitions;
    int16_t replication; /* 0: the broker's default */
    of_cleanup cleanup;
    int64_t retention_ms;        /* 0: the broker's default; -1: for ever */
    int64_t delete_retention_ms; /* compacted topics; 0: the broker's default */
} of_topic_spec;

/* What exists, as far as the engine checks it. Unknown numbers are -1. */
typedef struct of_topic_facts {
    bool exists;
    int32_t partitions;
    int16_t replication;
    of_cleanup cleanup;
    int64_t retention_ms;
    int64_t delete_retention_ms;
    int32_t min_insync;
    bool unclean_election;
} of_topic_facts;

/* DONE when the topic was made or exists already; its shape is for the caller to check. */
of_status of_topic_create(of_kafka *kafka, const of_topic_spec *spec);
of_status of_topic_describe(of_kafka *kafka, const char *name, of_topic_facts *facts);
/* Names of all topics, for mappings with a pattern. `names` belongs to the of_kafka until the next
 * call. */
of_status of_topic_list(of_kafka *kafka, const char *const **names, size_t *count);
/* A small number that stands for the name in every other call; the same for every caller. Does not
 * ask the broker. */
int32_t of_topic_handle(of_kafka *kafka, const char *name);
const char *of_topic_name(const of_kafka *kafka, int32_t topic);
