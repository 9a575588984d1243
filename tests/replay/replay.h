/* What the programs over real orders share: the topology on a log, its sources, and the feeding of
 * change events. For this folder only. */
#pragma once

#include "tests/replay/events.h"
#include "topology/base/clock.h"
#include "topology/command/intake_adapter.h"
#include "topology/kafka/embedded.h"
#include "topology/runtime/engine.h"

#define REPLAY_CUTS_MAX   64
#define REPLAY_TIMEOUT_MS 60000
#define REPLAY_PATH_SIZE  1024

enum { REPLAY_DUMPED = 4 }; /* topics */

typedef struct arguments {
    const char *source;
    const char *data;
    const char *out;
    const char *brokers;
    int cuts;
    int64_t until_ms[REPLAY_CUTS_MAX];
    int until_count;
    uint64_t shuffle; /* 0: event time */
    int repeat;
    int partitions;
    int rounds; /* of disorder, instead of cut-offs */
} arguments;

typedef struct replay {
    const arguments *given;
    of_manual_clock manual;
    of_clock clock;
    of_embedded *log;
    of_kafka *kafka;
    of_kafka *feed_kafka; /* the sources' client */
    of_registry *registry;
    of_producer *feed;
    cdc_table *tables[EVENTS_TABLES];
    int32_t topics[EVENTS_TABLES];
    of_intake_adapter *intake;
    of_engine *engine;
    events *all;
    of_reader *reader;
    int64_t dumped_to[REPLAY_DUMPED][1024];
    int64_t fed;
    int64_t handled; /* records in, as far as progress was seen */
    int64_t started_us;
    uint64_t seed;
    bool shuffles;
    int repeat;
    uint32_t parts; /* 0: all events; else those of the groups with this remainder */
    uint32_t part;
} replay;

/* Exits with the message unless `good`. */
void replay_stop_unless(bool good, const char *what, const char *why);
void replay_require(of_status status, const char *what);
/* "<folder>/<name>", until the next call. */
const char *replay_path(const char *folder, const char *name);

of_layout replay_layout(const replay *self);
/* Log, sources, intake and engine, on an empty state directory. */
void replay_open(replay *self, const char *state_dir);
/* `crash`: what was not flushed is lost. */
void replay_close(replay *self, bool crash);
/* The events from `from` to before `to`: in order, or shuffled; each 1 to `repeat` times. */
void replay_feed(replay *self, size_t from, size_t to);
/* Everything that was fed has been handled. */
void replay_run_until_quiet(replay *self, bool was_fed);

/* Rounds of disorder over parts of the events, each held against the same part in order; the number
 * of differences. */
int64_t replay_disorder(const replay *all);
