/* How the systems of the world reach the log: a member, a producer and an outbox each. What was
 * posted leaves in one transaction with the positions of the commands that were taken. */
#pragma once

#include "tests/world/rows.h"
#include "topology/kafka/port.h"

typedef struct transport transport;

typedef struct transport_options {
    of_kafka *kafka;
    int32_t partitions;         /* of reply.saga and canon.order */
    int32_t source_partitions;  /* of everything else */
    int64_t session_timeout_ms; /* 0: the implementation's default */
    int64_t call_timeout_ms;
    void (*take)(void *state, int system, const of_message *message, int64_t now);
    void *state;
} transport_options;

transport *transport_open(const transport_options *options);
void transport_close(transport *self);
/* The system becomes the only member of the group "world-<name>", reading "cmd.<endpoint>". */
void transport_join(transport *self, int system, const char *name, const char *const *endpoints);
/* Copies. */
void transport_post(transport *self, int system, const char *topic, of_text key, of_bytes value,
                    int64_t at);
of_status transport_receive(transport *self, int64_t now, bool *progress);
/* What could not be committed stays and is sent again by the next call. */
of_status transport_send(transport *self, bool *progress);
