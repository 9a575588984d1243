/* The embedded log in memory, and the engine in this process, step by step. */
#include <stdio.h>

#include "tests/transcripts/bed_internal.h"
#include "topology/base/memory.h"
#include "topology/base/time.h"
#include "topology/kafka/embedded.h"
#include "topology/runtime/engine.h"
#include "topology/runtime/inspect.h"

#define LOG_SEED    7
#define QUIET_STEPS 16
#define QUIET_POLLS 12
#define STEPS_MAX   20000

struct bed_inside {
    of_embedded *log;
    of_kafka *client; /* the engine's */
    of_engine *engine;
};

static bool open_log(bed *self, char *error, size_t error_size)
{
    of_embedded_options log = {.clock = &self->clock, .seed = LOG_SEED};
    of_registry_options registry = {0};
    char why[512] = "";
    self->inside = of_new(sizeof *self->inside);
    if (!bed_require(of_embedded_open(&log, &self->inside->log, why, sizeof why), "log", error,
                     error_size)) {
        return false;
    }
    self->outside = of_embedded_client(self->inside->log);
    return bed_require(of_registry_open(&registry, &self->registry, why, sizeof why), "registry",
                       error, error_size);
}

static void close_log(bed *self)
{
    if (self->inside != NULL && self->inside->log != NULL) {
        of_embedded_close(self->inside->log);
    }
    of_delete(self->inside);
}

static bool open_engine(bed *self, char *error, size_t error_size)
{
    self->inside->client = of_embedded_client(self->inside->log);
    of_engine_options options = {.layout = self->layout,
                                 .kafka = self->inside->client,
                                 .registry = self->registry,
                                 .graph = self->graph,
                                 .clock = &self->clock,
                                 .state_dir = self->options.folder,
                                 .slot_prefix = "transcript",
                                 .session_timeout_ms = OF_DAYS(3650),
                                 .transaction_timeout_ms = OF_DAYS(3650)};
    char why[2048] = "";
    of_status status = of_engine_open(&options, &self->inside->engine, why, sizeof why);
    if (!of_ok(status)) {
        snprintf(error, error_size, "the engine does not open: %s %s", status.what, why);
    }
    return of_ok(status);
}

static bool close_engine(bed *self, bool crash, char *, size_t)
{
    struct bed_inside *inside = self->inside;
    if (inside == NULL) {
        return true;
    }
    if (inside->engine != NULL) {
        if (!crash) {
            of_engine_stop(inside->engine);
        }
        of_engine_close(inside->engine, crash);
        inside->engine = NULL;
    }
    if (inside->client != NULL) {
        of_kafka_close(inside->client);
        inside->client = NULL;
    }
    return true;
}

static bool settle(bed *self, char *error, size_t error_size)
{
    int quiet = 0;
    for (int step = 0; step < STEPS_MAX && quiet < QUIET_STEPS; step++) {
        bool progress = false;
        of_status status = of_engine_step(self->inside->engine, &progress);
        if (of_embedded_crashed(self->inside->client)) {
            return true;
        }
        if (status.remedy == OF_FATAL) {
            return bed_require(status, "the engine stopped", error, error_size);
        }
        quiet = progress ? 0 : quiet + 1;
    }
    of_engine_stats stats;
    of_engine_inspect(self->inside->engine, &stats);
    if (quiet < QUIET_STEPS || stats.tasks_halted > 0) {
        snprintf(error, error_size, "the engine %s",
                 quiet < QUIET_STEPS ? "does not come to rest" : "has halted a task");
        return false;
    }
    return true;
}

static bool count_down(void *state, const char *, int64_t)
{
    int64_t *left = state;
    return --*left > 0;
}

static bool settle_killed(bed *self, int64_t kill_at, bool *killed, char *error, size_t error_size)
{
    int64_t left = kill_at;
    of_embedded_set_gate(self->inside->client, count_down, &left);
    bool good = settle(self, error, error_size);
    of_embedded_set_gate(self->inside->client, NULL, NULL);
    *killed = of_embedded_crashed(self->inside->client);
    return good && (!*killed || bed_restart(self, true, error, error_size));
}

static bool gather(bed *self, char *error, size_t error_size)
{
    for (int quiet = 0; quiet < QUIET_POLLS;) {
        of_message message = {0};
        bool found = false;
        of_status status = of_reader_poll(self->reader, 0, &message, &found);
        if (!bed_require(status, "outputs", error, error_size) ||
            (found && !bed_keep(self, &message, error, error_size))) {
            return false;
        }
        quiet = found ? 0 : quiet + 1;
    }
    return true;
}

const bed_place bed_here = {.open_log = open_log,
                            .close_log = close_log,
                            .open_engine = open_engine,
                            .close_engine = close_engine,
                            .settle = settle,
                            .settle_killed = settle_killed,
                            .gather = gather};
