/* The one configuration file, as YAML: what it may say, its defaults, and nothing hidden.
 *
 * Any value may hold ${NAME} (environment, refused when unset); a value may also be {file: PATH}:
 * the first line of that file, for secrets. Values of `kafka`, `registry.password` and
 * `registry.token` are never logged. processors/intake/README.md documents mappings;
 * tests/e2e/orderflow.yaml is the commented example. */
#pragma once

#include "topology/base/bytes.h"
#include "topology/kafka/real.h"

typedef struct of_config {
    const char *app;          /* consumer group; prefix of changelog and transactional ids */
    int32_t partitions;       /* P of every internal and derived topic */
    int16_t replication;      /* 0: the broker's default */
    const of_property *kafka; /* librdkafka properties */
    size_t kafka_count;
    const char *embedded_dir; /* the embedded log instead of Kafka; NULL: Kafka */
    const char *registry_url;
    const char *registry_dir;
    const char *registry_cache;
    const char *registry_user;
    const char *registry_password;
    const char *registry_token;
    const char *registry_ca;
    const char *registry_cert;
    const char *registry_key;
    const char *state_dir;
    int64_t memory_bytes; /* of the whole process: budget.h */
    int32_t workers;
    const char *slot;    /* group.instance.id prefix */
    bool stays_on_stop;  /* a stopped process keeps its partitions until the session times out */
    int64_t stop_max_ms; /* from SIGTERM to the end of the process, reachable broker or not */
    int64_t commit_max_ms;
    const char *http; /* "ADDRESS:PORT"; NULL: no listener */
    const char *const *mappings;
    size_t mapping_count;
    const char *const *endpoints;
    size_t endpoint_count;
} of_config;

/* One line per mistake, "FILE:LINE: what and what to do". */
typedef void (*of_config_report)(void *state, const char *file, int line, const char *message);

/* NULL after reporting every mistake. Folders under `intake.mappings` stand for their *.yaml files,
 * paths are relative to the configuration file. Lives until of_config_free. */
of_config *of_config_load(const char *file, of_config_report report, void *state);
void of_config_free(of_config *config);
