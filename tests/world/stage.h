/* The embedded stage: a log, a registry, a clock that is moved by hand, and the whole engine on it,
 * all in memory but for the engine's state in a temporary folder. */
#pragma once

#include "avro/registry/registry.h"
#include "topology/kafka/embedded.h"
#include "topology/runtime/engine.h"

typedef struct of_intake_adapter of_intake_adapter;

#define STAGE_PARTITIONS        4
#define STAGE_SOURCE_PARTITIONS 4
#define STAGE_SESSION_MS        ((int64_t)3650 * 86400000) /* the clock leaps */

typedef struct stage {
    of_manual_clock manual;
    of_clock clock;
    of_embedded *log;
    of_registry *registry;
    of_kafka *outside; /* of everybody but the engine */
    of_kafka *inside;
    of_intake_adapter *intake;
    of_engine *engine;
    char state_dir[256];
} stage;

/* Each ends the program with a message when something cannot be had. */
void stage_open(stage *self, int64_t start_ms, uint64_t seed);
/* Starts the engine, over source topics that exist by now. */
void stage_start(stage *self, const char *const *endpoints, size_t endpoint_count);
void stage_step(stage *self, bool *progress);
void stage_close(stage *self);
