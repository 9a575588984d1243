/* The log, the clock and the engine of a transcript. */
#include "tests/transcripts/bed.h"

#include <stdio.h>

#include "tests/transcripts/bed_internal.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/runtime/inspect.h"

#define START_MS    ((int64_t)1772438400000) /* 2026-03-02T08:00:00Z */
#define LOG_SEED    7
#define QUIET_STEPS 16
#define STEPS_MAX   20000
#define ARENA_BYTES ((size_t)64 << 20)

/* The participants of the scenarios. */
static const char *const endpoints[] = {"erp",      "crm",           "finance",
                                        "wms.DC1",  "wms.DC2",       "wms.3PL1",
                                        "wms.3PL2", "carrier.CARR1", "carrier.CARR2"};

static bool require(of_status status, const char *what, char *error, size_t error_size)
{
    if (of_ok(status)) {
        return true;
    }
    snprintf(error, error_size, "%s: %s: %s", what, of_remedy_name(status.remedy), status.what);
    return false;
}

/* ---- the engine ---- */

static bool open_engine(bed *self, char *error, size_t error_size)
{
    self->client = of_embedded_client(self->log);
    of_engine_options options = {.layout = self->layout,
                                 .kafka = self->client,
                                 .registry = self->registry,
                                 .graph = self->graph,
                                 .clock = &self->clock,
                                 .state_dir = self->folder,
                                 .slot_prefix = "transcript",
                                 .session_timeout_ms = OF_DAYS(3650),
                                 .transaction_timeout_ms = OF_DAYS(3650)};
    char why[2048] = "";
    of_status status = of_engine_open(&options, &self->engine, why, sizeof why);
    if (!of_ok(status)) {
        snprintf(error, error_size, "the engine does not open: %s %s", status.what, why);
    }
    return of_ok(status);
}

static void close_engine(bed *self, bool crash)
{
    if (self->engine != NULL) {
        if (!crash) {
            of_engine_stop(self->engine);
        }
        of_engine_close(self->engine, crash);
        self->engine = NULL;
    }
    if (self->client != NULL) {
        of_kafka_close(self->client);
        self->client = NULL;
    }
}

static bool run_until_quiet(bed *self, char *error, size_t error_size)
{
    int quiet = 0;
    for (int step = 0; step < STEPS_MAX && quiet < QUIET_STEPS; step++) {
        bool progress = false;
        of_status status = of_engine_step(self->engine, &progress);
        if (of_embedded_crashed(self->client)) {
            return true;
        }
        if (status.remedy == OF_FATAL) {
            return require(status, "the engine stopped", error, error_size);
        }
        quiet = progress ? 0 : quiet + 1;
    }
    of_engine_stats stats;
    of_engine_inspect(self->engine, &stats);
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

bool bed_settle_killed(bed *self, int64_t kill_at, bool *killed, char *error, size_t error_size)
{
    int64_t left = kill_at;
    of_embedded_set_gate(self->client, count_down, &left);
    bool good = run_until_quiet(self, error, error_size);
    of_embedded_set_gate(self->client, NULL, NULL);
    *killed = of_embedded_crashed(self->client);
    return good && (!*killed || bed_restart(self, true, error, error_size));
}

bool bed_settle(bed *self, int64_t crash_at, char *error, size_t error_size)
{
    if (crash_at == 0) {
        return run_until_quiet(self, error, error_size);
    }
    bool killed = false;
    bool good = bed_settle_killed(self, crash_at, &killed, error, error_size);
    if (good && !killed) {
        snprintf(error, error_size, "the turn makes fewer than %lld port calls",
                 (long long)crash_at);
    }
    return good && killed;
}

bool bed_restart(bed *self, bool crash, char *error, size_t error_size)
{
    close_engine(self, crash);
    return open_engine(self, error, error_size) && run_until_quiet(self, error, error_size);
}

void bed_wait(bed *self, int64_t ms)
{
    self->manual.now_ms += ms;
}

/* ---- feeding ---- */

static bool send(bed *self, int row, of_text key, of_bytes value, char *error, size_t error_size)
{
    of_bytes bytes = of_bytes_of_text(key);
    of_outgoing record = {.topic = of_topic_handle(self->outside, self->graph->topics[row].kafka),
                          .partition = of_partition_of_key(bytes, self->layout.partitions),
                          .timestamp_ms = self->manual.now_ms,
                          .key = bytes,
                          .value = value};
    return require(of_producer_send(self->producer, &record), "produce", error, error_size) &&
           require(of_producer_flush(self->producer, 1000), "produce", error, error_size);
}

bool bed_feed(bed *self, const script_line *line, char *error, size_t error_size)
{
    int row = bed_fed_row(self, line, error, error_size);
    if (row < 0) {
        return false;
    }
    row = bed_way_in(self, row);
    if (self->graph->topics[row].kind != OF_TOPIC_KIND_FACT) {
        snprintf(error, error_size, "%s is not a fact: the engine itself writes it",
                 self->graph->topics[row].id);
        return false;
    }
    of_buffer value = {0};
    bool good = bed_encode(self, row, line, &value, error, error_size);
    good = good && send(self, row, line->key, of_buffer_bytes(&value), error, error_size);
    of_buffer_free(&value);
    return good;
}

/* ---- opening and closing ---- */

static bool create_topics(bed *self, char *error, size_t error_size)
{
    of_buffer report = {0};
    of_topics *topics = of_topics_plan(self->graph, &self->layout);
    bool good =
        require(of_topics_apply(self->outside, topics, &report), "topics", error, error_size);
    of_topics_free(topics);
    of_buffer_free(&report);
    return good;
}

static bool open_log(bed *self, char *error, size_t error_size)
{
    of_embedded_options log = {.clock = &self->clock, .seed = LOG_SEED};
    of_registry_options registry = {0};
    of_producer_options producer = {0};
    char why[512] = "";
    if (!require(of_embedded_open(&log, &self->log, why, sizeof why), "log", error, error_size)) {
        return false;
    }
    self->outside = of_embedded_client(self->log);
    return require(of_registry_open(&registry, &self->registry, why, sizeof why), "registry", error,
                   error_size) &&
           require(of_producer_open(self->outside, &producer, &self->producer), "producer", error,
                   error_size) &&
           create_topics(self, error, error_size) && bed_open_reader(self, error, error_size);
}

bed *bed_open(const of_graph *graph, const char *folder, char *error, size_t error_size)
{
    bed *opened = of_new(sizeof *opened);
    opened->graph = graph;
    opened->folder = folder;
    opened->manual.now_ms = START_MS;
    opened->clock = of_clock_of_manual(&opened->manual);
    opened->layout = (of_layout){.app = "transcript",
                                 .partitions = BED_PARTITIONS,
                                 .endpoints = endpoints,
                                 .endpoint_count = sizeof endpoints / sizeof *endpoints};
    opened->types = of_new_array(graph->topic_count, sizeof *opened->types);
    opened->letters = human_type_open(&of_DeadLetter_type);
    opened->arena = of_arena_new(ARENA_BYTES);
    if (open_log(opened, error, error_size) && open_engine(opened, error, error_size) &&
        run_until_quiet(opened, error, error_size)) {
        opened->wire = of_wire_new(opened->registry);
        return opened;
    }
    bed_close(opened);
    return NULL;
}

void bed_close(bed *self)
{
    close_engine(self, false);
    bed_close_reader(self);
    if (self->producer != NULL) {
        of_producer_close(self->producer);
    }
    if (self->outside != NULL) {
        of_kafka_close(self->outside);
    }
    if (self->log != NULL) {
        of_embedded_close(self->log);
    }
    if (self->wire != NULL) {
        of_wire_free(self->wire);
    }
    if (self->registry != NULL) {
        of_registry_close(self->registry);
    }
    for (size_t i = 0; i < self->graph->topic_count; i++) {
        if (self->types[i].type != NULL) {
            human_type_close(&self->types[i]);
        }
    }
    human_type_close(&self->letters);
    of_arena_free(self->arena);
    of_delete(self->types);
    of_delete(self);
}
