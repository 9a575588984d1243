/* Kafka by librdkafka. real.c is the only file that includes rdkafka.h. */
#pragma once

#include "topology/kafka/port.h"

typedef struct of_property {
    const char *name;
    const char *value;
} of_property;

/* Properties pass through to librdkafka ("bootstrap.servers" is the only required one); those that
 * the engine's guarantees rest on (isolation level, auto commit, idempotence, partitioner) may not
 * be set and are refused by name. FATAL with `error` filled; values are never put in it, since they
 * may be secrets. */
of_status of_real_open(const of_property *properties, size_t count, of_kafka **kafka, char *error,
                       size_t error_size);
