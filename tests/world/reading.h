/* Reading a topic from its first record to its end, decoded. */
#pragma once

#include "avro/registry/registry.h"
#include "topology/kafka/port.h"

typedef struct reading {
    of_kafka *kafka;
    of_registry *registry;
    int32_t partitions;
} reading;

/* `record` is NULL for a tombstone; everything is borrowed for the call. */
typedef void (*reading_visit)(void *state, of_text key, const void *record, int64_t timestamp_ms);

/* What a read-committed reader sees of records of `type`, partition by partition in order. Ends the
 * program with a message when the topic cannot be read. Returns how many there were. */
int64_t reading_topic(const reading *from, const char *topic, const of_record_type *type,
                      reading_visit visit, void *state);
