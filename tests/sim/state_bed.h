/* A bed for state held against history: the small topology with one item per partition, on the
 * embedded log or on a broker, a state directory that can be copied, and what the log said. */
#pragma once

#include "tests/unit/runtime/small_graph.h"
#include "topology/kafka/embedded.h"
#include "topology/runtime/engine.h"

#define BED_PARTITIONS 3
#define BED_INPUTS     3
#define BED_START_MS   ((int64_t)1772438400000) /* 2026-03-02T08:00:00Z */

typedef struct state_bed {
    const char *bootstrap; /* NULL: the embedded log */
    char folder[128];      /* everything of this bed on disk */
    char app[64];
    char state_dir[192];
    char items[BED_PARTITIONS][64];   /* the key of each partition */
    int64_t expected[BED_PARTITIONS]; /* what has been sent for it */
    int64_t before[BED_PARTITIONS];   /* what was published when the bed was last stopped */
    of_manual_clock manual;           /* of the embedded log */
    int64_t skew_ms;                  /* of the engine's clock against the log's */
    of_clock log_clock, engine_clock;
    of_embedded *log;
    of_registry *registry;
    of_kafka *outside;
    of_producer *feed;
    int32_t schema;
    of_graph graph; /* small_graph, to be changed by a case */
    of_engine_options options;
    of_kafka *client;
    of_engine *engine;
    size_t log_from;  /* where the log stood when the engine was started last */
    bool has_stopped; /* a worker has, for good */
    char error[4096]; /* why the engine did not open */
} state_bed;

/* `name` makes keys and application unlike those of other beds on the same broker. */
state_bed *bed_new(const char *bootstrap, const char *folder, const char *name);
void bed_free(state_bed *bed);

/* False when the engine refused, with bed->error. */
bool bed_start(state_bed *bed);
/* Feeds and steps until a worker has stopped for good, or far too long. */
void bed_run_until_stopped(state_bed *bed);
/* The test's own clients, which remember topics, anew. */
void bed_connect_again(state_bed *bed);
void bed_stop(state_bed *bed, bool crash);
/* Steps until nothing moves, or a worker has stopped for good. */
void bed_settle(state_bed *bed);
of_engine_stats bed_stats(const state_bed *bed);

/* `amount` for the item of that partition, or for all of them. */
void bed_feed_one(state_bed *bed, int32_t partition, ChannelCount fact);
void bed_feed(state_bed *bed, int64_t amount);
/* What is published of the partition's item. */
int64_t bed_published(state_bed *bed, int32_t partition);
/* How often a timer of the partition's item fired. */
int64_t bed_rings(state_bed *bed, int32_t partition);

typedef bool (*bed_visit)(void *state, const of_message *message);
/* Every record of the partition, to the end that it had at the start, while `visit` returns true.
 */
void bed_each(state_bed *bed, const char *topic, int32_t partition, bed_visit visit, void *state);
/* One record, not yet flushed. */
void bed_send(state_bed *bed, const char *topic, int32_t partition, of_bytes key, of_bytes value);

/* Another application name, with the topics it needs. */
void bed_rename(state_bed *bed, const char *suffix);
/* The changelog of `from` as that of the bed's application now, offset by offset, without the last
 * `turns_lost` turns of each partition. */
void bed_copy_changelog(state_bed *bed, const char *from, int turns_lost);
/* The group's offsets of `from`, each moved by `shift`. */
void bed_copy_offsets(state_bed *bed, const char *from, int64_t shift);
/* One record at the end of the changelog's partition. */
void bed_put_changelog(state_bed *bed, int32_t partition, of_bytes key, of_bytes value);

/* The log of this process from now on goes into memory: a pipe, since files may be forbidden to
 * grow. */
void bed_catch_log(void);
/* Everything since bed->log_from; borrowed until the next call. */
const char *bed_log(const state_bed *bed);

/* Another state directory from now on: empty, or a copy of the present one. */
void bed_other_directory(state_bed *bed, const char *name, bool copy);
void bed_shell(const char *format, ...) __attribute__((format(printf, 1, 2)));
void bed_must(of_status status, const char *call, int line);
#define BED_MUST(call) bed_must((call), #call, __LINE__)
