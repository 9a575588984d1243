/* A log of dead letters on an embedded log, and the command that sends them again as a process of
 * its own, which may die at any of its calls. */
#pragma once

#include "tests/embedded/bed.h"
#include "topology/command/dlq.h"

#define PARTITIONS  4
#define SOURCE      "canon.order"
#define RECORDS_MAX 400

typedef struct world {
    of_bed bed;
    of_kafka *outside;
    of_producer *feed;
    of_registry *registry;
    of_arena *arena;
    of_config config;
    int32_t line_schema;
    int32_t letter_schema;
} world;

void open_world(world *self, uint64_t seed);
void close_world(world *self);
/* What the command prints is not the test's. */
void hush(void);

void put(world *self, const char *topic, of_outgoing record);
/* A record of an order that decodes and fits that order's key. */
of_bytes line_of(world *self, const char *order);
/* As the engine writes it; without a topic, of SOURCE. `whole`: the value before it was cut. */
void put_letter(world *self, DeadLetter letter, of_bytes whole);
/* That record failed at an offset, which the topic need not have; the record's value. */
of_bytes fail_at(world *self, const char *order, int64_t offset);

typedef struct seen {
    of_text replay_id;
    of_text key;
    of_bytes value;
    of_text trace; /* another header */
    int32_t partition;
    int64_t timestamp_ms;
} seen;

typedef struct records {
    seen items[RECORDS_MAX];
    size_t count;
} records;

/* All committed records of SOURCE that have a replay id; lives as long as the world. */
records *replayed(world *self);
/* So many, and none of an order or an id that is there already. */
void each_once(const records *found, size_t expected);
size_t open_letters(world *self);

/* The client dies when the call is made once more than `left` times. */
typedef struct gate {
    const char *call; /* NULL: any */
    int64_t left;
    bool is_reached;
} gate;

of_parts parts_of(world *self, of_kafka *client);
/* `at`: NULL: it lives. The command's exit code. */
int ask(world *self, const of_dlq_request *request, gate *at);
int ask_all(world *self);
int ask_one(world *self, const char *name, const char *value);
