/* Sets up log, sources, intake and engine, and feeds events. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/replay/replay.h"
#include "topology/base/memory.h"
#include "topology/kafka/real.h"

#define QUIET_STEPS  50    /* of the embedded log: nothing left to do */
#define QUIET_MS     5000  /* of a real cluster, after the first progress */
#define BEGIN_MS     60000 /* until the first progress */
#define SOURCE_PARTS 4
#define FLUSH_EVERY  5000

static const char *const endpoints[] = {"erp", "crm", "finance", "wms.WH"};

void replay_stop_unless(bool good, const char *what, const char *why)
{
    if (!good) {
        fprintf(stderr, "replay: %s: %s\n", what, why);
        exit(1);
    }
}

void replay_require(of_status status, const char *what)
{
    replay_stop_unless(of_ok(status), what, status.what);
}

/* ---- setting up ---- */

const char *replay_path(const char *folder, const char *name)
{
    static char path[REPLAY_PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void open_kafka(replay *self)
{
    char error[512] = "";
    if (self->given->brokers == NULL) {
        self->clock = of_clock_of_manual(&self->manual);
        of_embedded_options options = {.clock = &self->clock};
        replay_require(of_embedded_open(&options, &self->log, error, sizeof error), "embedded log");
        self->kafka = of_embedded_client(self->log);
        self->feed_kafka = of_embedded_client(self->log);
        return;
    }
    self->clock = of_wall_clock;
    of_property properties[] = {{"bootstrap.servers", self->given->brokers}};
    replay_stop_unless(of_ok(of_real_open(properties, 1, &self->kafka, error, sizeof error)),
                       "Kafka", error);
    replay_stop_unless(of_ok(of_real_open(properties, 1, &self->feed_kafka, error, sizeof error)),
                       "Kafka", error);
}

static void open_sources(replay *self)
{
    of_producer_options options = {0};
    replay_require(of_producer_open(self->feed_kafka, &options, &self->feed), "producer");
    for (size_t i = 0; i < EVENTS_TABLES; i++) {
        of_topic_spec spec = {.name = events_topics[i],
                              .partitions = SOURCE_PARTS,
                              .cleanup = OF_CLEANUP_DELETE,
                              .retention_ms = -1};
        replay_require(of_topic_create(self->feed_kafka, &spec), spec.name);
        self->topics[i] = of_topic_handle(self->feed_kafka, events_topics[i]);
        self->tables[i] = cdc_open(self->registry, ORDERFLOW_MAPPINGS, events_topics[i]);
    }
}

static void open_intake(replay *self)
{
    static char files[EVENTS_TABLES][REPLAY_PATH_SIZE];
    static const char *names[EVENTS_TABLES];
    for (size_t i = 0; i < EVENTS_TABLES; i++) {
        snprintf(files[i], sizeof files[i], "%s/%s.yaml", ORDERFLOW_MAPPINGS, events_topics[i]);
        names[i] = files[i];
    }
    char error[512] = "";
    self->intake = of_intake_adapter_open(names, EVENTS_TABLES, self->kafka, self->registry, NULL,
                                          error, sizeof error);
    replay_stop_unless(self->intake != NULL, "intake", error);
}

of_layout replay_layout(const replay *self)
{
    return (of_layout){.app = "replay",
                       .partitions = self->given->partitions,
                       .endpoints = endpoints,
                       .endpoint_count = sizeof endpoints / sizeof *endpoints};
}

static void open_engine(replay *self, const char *state_dir)
{
    of_layout layout = replay_layout(self);
    of_topics *topics = of_topics_plan(&of_topology, &layout);
    of_buffer report = {0};
    replay_require(of_topics_apply(self->kafka, topics, &report), "topics");
    of_buffer_free(&report);
    of_topics_free(topics);
    of_engine_options options = {.layout = layout,
                                 .kafka = self->kafka,
                                 .registry = self->registry,
                                 .graph = &of_topology,
                                 .clock = &self->clock,
                                 .intake = of_intake_adapter_engine(self->intake),
                                 .state_dir = state_dir,
                                 .slot_prefix = "replay",
                                 .poll_wait_ms = self->given->brokers == NULL ? 0 : 20};
    char error[1024] = "";
    of_status status = of_engine_open(&options, &self->engine, error, sizeof error);
    replay_stop_unless(of_ok(status), "engine", error);
}

static uint64_t chance(replay *self, uint64_t below)
{
    self->seed ^= self->seed << 13;
    self->seed ^= self->seed >> 7;
    self->seed ^= self->seed << 17;
    return self->seed % below;
}

static void send(replay *self, size_t index, of_buffer *value)
{
    const event *each = events_at(self->all, index);
    cdc_change change = {.op = each->op,
                         .columns = each->columns,
                         .count = each->count,
                         .position = (int64_t)index + 1,
                         .at_ms = each->at_ms};
    of_buffer_clear(value);
    cdc_write(self->tables[each->table], &change, value);
    of_outgoing record = {.topic = self->topics[each->table],
                          .partition =
                              of_partition_of_key(of_bytes_of_text(each->key), SOURCE_PARTS),
                          .timestamp_ms = each->at_ms,
                          .key = of_bytes_of_text(each->key),
                          .value = of_buffer_bytes(value)};
    replay_require(of_producer_send(self->feed, &record), "produce");
    if (++self->fed % FLUSH_EVERY == 0) {
        replay_require(of_producer_flush(self->feed, REPLAY_TIMEOUT_MS), "produce");
    }
}

static bool is_fed(const replay *self, size_t index)
{
    return self->parts == 0 || events_at(self->all, index)->group % self->parts == self->part;
}

void replay_feed(replay *self, size_t from, size_t to)
{
    size_t count = to - from;
    size_t *order = of_new_array(count * (size_t)self->repeat + 1, sizeof *order);
    size_t total = 0;
    for (size_t i = from; i < to; i++) {
        if (!is_fed(self, i)) {
            continue;
        }
        uint64_t times = self->repeat == 1 ? 1 : 1 + chance(self, (uint64_t)self->repeat);
        while (times-- > 0) {
            order[total++] = i;
        }
    }
    for (size_t i = total; self->shuffles && i > 1; i--) {
        size_t other = chance(self, i);
        size_t kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
    of_buffer value = {0};
    for (size_t i = 0; i < total; i++) {
        send(self, order[i], &value);
    }
    replay_require(of_producer_flush(self->feed, REPLAY_TIMEOUT_MS), "produce");
    of_buffer_free(&value);
    of_delete(order);
}

static void step(replay *self, bool *progress)
{
    of_status status = of_engine_step(self->engine, progress);
    replay_stop_unless(status.remedy != OF_FATAL, "engine", status.what);
}

/* A broker may take longer to start a group or to answer
 * than any pause between two records, so that silence says nothing before the first progress. */
void replay_run_until_quiet(replay *self, bool was_fed)
{
    int quiet = 0;
    bool has_begun = !was_fed;
    int64_t since_us = of_clock_mono_us(&of_wall_clock);
    while (self->given->brokers == NULL ? quiet < QUIET_STEPS
                                        : of_clock_mono_us(&of_wall_clock) - since_us <
                                              (has_begun ? QUIET_MS : BEGIN_MS) * 1000) {
        of_engine_stats stats;
        bool progress = false;
        step(self, &progress);
        of_engine_inspect(self->engine, &stats);
        quiet = progress ? 0 : quiet + 1;
        if (progress) {
            since_us = of_clock_mono_us(&of_wall_clock);
            has_begun |= stats.records_in > self->handled;
        }
        self->handled = has_begun ? stats.records_in : self->handled;
    }
    replay_stop_unless(has_begun, "engine", "it has not begun to handle what was fed");
}

void replay_open(replay *self, const char *state_dir)
{
    self->manual.now_ms = 1772438400000; /* timers of sagas do not fire: the clock stands */
    open_kafka(self);
    open_sources(self);
    open_intake(self);
    open_engine(self, state_dir);
    replay_require(of_reader_open(self->kafka, true, &self->reader), "reader");
    self->started_us = of_clock_mono_us(&of_wall_clock);
}

void replay_close(replay *self, bool crash)
{
    if (!crash) {
        of_engine_stop(self->engine);
    }
    of_engine_close(self->engine, crash);
    of_intake_adapter_close(self->intake);
    of_reader_close(self->reader);
    of_producer_close(self->feed);
    for (size_t i = 0; i < EVENTS_TABLES; i++) {
        cdc_close(self->tables[i]);
    }
    of_kafka_close(self->feed_kafka);
    of_kafka_close(self->kafka);
    if (self->log != NULL) {
        of_embedded_close(self->log);
    }
}
