/* A log, a clock, a registry and an engine over the small topology, for tests of the runtime. */
#pragma once

#include "tests/unit/runtime/small_graph.h"
#include "topology/kafka/embedded.h"
#include "topology/runtime/engine.h"

#define WORLD_PARTITIONS 3
#define WORLD_START_MS   ((int64_t)1772438400000) /* 2026-03-02T08:00:00Z */

typedef struct of_world {
    of_manual_clock manual;
    of_clock clock;
    of_embedded *log;
    of_registry *registry;
    of_kafka *outside; /* the test's own client */
    of_producer *producer;
    int32_t schema;
    of_engine_options options; /* of the next engine that opens */
    of_kafka *client;          /* of the engine that is open */
    of_engine *engine;
} of_world;

of_world *world_new(void);
/* The same on the machine's clock, for engines that run in threads. */
of_world *world_new_wall(void);
void world_free(of_world *world);
/* Those of the application named in the options. */
void world_create_topics(of_world *world);

/* A new client and a new engine on it; fails the test when it does not open. */
void world_open(of_world *world);
/* Gracefully, or as a kill -9 would. */
void world_close(of_world *world, bool crash);

/* A fact for `item`, at the partition of its key. */
void world_send(of_world *world, const char *item, ChannelCount fact);
void world_send_bytes(of_world *world, const char *topic, int32_t partition, of_text key,
                      of_bytes value);
/* Steps until nothing has moved for a while, or the client has crashed. */
void world_settle(of_world *world);
of_engine_stats world_stats(const of_world *world);

/* What a read-committed reader sees of a topic, oldest first, one line per record:
 * "key channel orders delivered units". The caller frees it with of_buffer_free. */
of_buffer world_read(of_world *world, const char *topic);
/* The same, sorted, only the last record per key: what a compacted topic means. */
of_buffer world_rows(of_world *world, const char *topic);
/* The same, sorted, all of them. */
of_buffer world_sorted(of_world *world, const char *topic);
size_t world_lines(const of_buffer *lines);
bool world_has(const of_buffer *lines, const char *text);
