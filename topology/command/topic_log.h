/* A log of one record type, read from its first retained record to its end. */
#pragma once

#include "avro/codec/record.h"
#include "topology/command/command.h"

typedef struct of_topic_log {
    const of_parts *parts;
    const char *topic;
    const of_record_type *type;
    int32_t partition; /* -1: all */
    /* To what was written last when the reading began, and not only to the first transaction that
     * is still open: waits for its end. */
    bool settled;
} of_topic_log;

/* One record, in offset order within its partition; lives until the call returns. DONE goes on; any
 * other status ends the reading and is returned. A record that cannot be decoded is reported to
 * stderr and left out. */
typedef of_status (*of_topic_log_visit)(void *state, const of_message *message, const void *record);

/* RETRY: Kafka does not answer. Reads no locks of the engine, only what it committed. */
of_status of_topic_log_read(const of_topic_log *log, of_topic_log_visit visit, void *state);
