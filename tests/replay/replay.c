/* Replays real orders through the whole topology and writes what the derived topics then say.
 *
 *     replay olist|eventlog --out DIR [--brokers B] [--cuts N] [--until TIME] [--shuffle S] ...
 *
 * Change events go in by event time up to a cut-off, the engine runs until it is quiet, the records
 * that came out since the cut-off before are written to DIR/dumps/<time>/<topic>.bin; and so on to
 * the end. DIR/schemas serves as registry. tests/replay/oracle.py holds the dumps against the data.
 */
#include <argp.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/replay/events.h"
#include "topology/base/arena.h"
#include "topology/base/file.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/base/time.h"
#include "topology/command/intake_adapter.h"
#include "topology/kafka/embedded.h"
#include "topology/kafka/real.h"
#include "topology/runtime/engine.h"

#define CUTS_MAX     64
#define TIMEOUT_MS   60000
#define QUIET_STEPS  50    /* of the embedded log: nothing left to do */
#define QUIET_MS     5000  /* of a real cluster, after the first progress */
#define BEGIN_MS     60000 /* until the first progress */
#define MAPPINGS_MAX 64
#define SOURCE_PARTS 4
#define FLUSH_EVERY  5000
#define PATH_SIZE    1024

static const char *const dumped[] = {"order-state", "line-state", "shipment-state"};
enum { DUMPED = sizeof dumped / sizeof *dumped };

typedef struct arguments {
    const char *source;
    const char *data;
    const char *out;
    const char *brokers;
    int cuts;
    int64_t until_ms[CUTS_MAX];
    int until_count;
    uint64_t shuffle; /* 0: event time */
    int repeat;
    int partitions;
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
    int64_t dumped_to[DUMPED][1024];
    int64_t fed;
    int64_t handled; /* records in, as far as progress was seen */
    int64_t started_us;
    uint64_t seed;
} replay;

static void stop_unless(bool good, const char *what, const char *why)
{
    if (!good) {
        fprintf(stderr, "replay: %s: %s\n", what, why);
        exit(1);
    }
}

static void require(of_status status, const char *what)
{
    stop_unless(of_ok(status), what, status.what);
}

/* ---- arguments ---- */

static error_t parse(int key, char *value, struct argp_state *state)
{
    arguments *self = state->input;
    switch (key) {
    case 'd':
        self->data = value;
        return 0;
    case 'o':
        self->out = value;
        return 0;
    case 'b':
        self->brokers = value;
        return 0;
    case 'c':
        self->cuts = atoi(value);
        return 0;
    case 'u':
        if (self->until_count == CUTS_MAX ||
            !of_time_parse(of_text_of(value), &self->until_ms[self->until_count++])) {
            argp_error(state, "--until takes a time such as 2018-01-01T00:00:00Z");
        }
        return 0;
    case 's':
        self->shuffle = strtoull(value, NULL, 10);
        return 0;
    case 'r':
        self->repeat = atoi(value);
        return 0;
    case 'p':
        self->partitions = atoi(value);
        return 0;
    case ARGP_KEY_ARG:
        self->source = value;
        return strcmp(value, "olist") == 0 || strcmp(value, "eventlog") == 0 ? 0 : EINVAL;
    case ARGP_KEY_END:
        if (self->source == NULL || self->out == NULL) {
            argp_usage(state);
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- setting up ---- */

static const char *path_in(const char *folder, const char *name)
{
    static char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void open_kafka(replay *self)
{
    char error[512] = "";
    if (self->given->brokers == NULL) {
        self->clock = of_clock_of_manual(&self->manual);
        of_embedded_options options = {.clock = &self->clock};
        require(of_embedded_open(&options, &self->log, error, sizeof error), "embedded log");
        self->kafka = of_embedded_client(self->log);
        self->feed_kafka = of_embedded_client(self->log);
        return;
    }
    self->clock = of_wall_clock;
    of_property properties[] = {{"bootstrap.servers", self->given->brokers}};
    stop_unless(of_ok(of_real_open(properties, 1, &self->kafka, error, sizeof error)), "Kafka",
                error);
    stop_unless(of_ok(of_real_open(properties, 1, &self->feed_kafka, error, sizeof error)), "Kafka",
                error);
}

static void open_sources(replay *self)
{
    of_producer_options options = {0};
    require(of_producer_open(self->feed_kafka, &options, &self->feed), "producer");
    for (size_t i = 0; i < EVENTS_TABLES; i++) {
        of_topic_spec spec = {.name = events_topics[i],
                              .partitions = SOURCE_PARTS,
                              .cleanup = OF_CLEANUP_DELETE,
                              .retention_ms = -1};
        require(of_topic_create(self->feed_kafka, &spec), spec.name);
        self->topics[i] = of_topic_handle(self->feed_kafka, events_topics[i]);
        self->tables[i] = cdc_open(self->registry, ORDERFLOW_MAPPINGS, events_topics[i]);
    }
}

static void open_intake(replay *self)
{
    static char files[EVENTS_TABLES][PATH_SIZE];
    static const char *names[EVENTS_TABLES];
    for (size_t i = 0; i < EVENTS_TABLES; i++) {
        snprintf(files[i], sizeof files[i], "%s/%s.yaml", ORDERFLOW_MAPPINGS, events_topics[i]);
        names[i] = files[i];
    }
    char error[512] = "";
    self->intake = of_intake_adapter_open(names, EVENTS_TABLES, self->kafka, self->registry, NULL,
                                          error, sizeof error);
    stop_unless(self->intake != NULL, "intake", error);
}

static void open_engine(replay *self, const char *state_dir)
{
    static const char *const endpoints[] = {"erp", "crm", "finance", "wms.WH"};
    of_layout layout = {.app = "replay",
                        .partitions = self->given->partitions,
                        .endpoints = endpoints,
                        .endpoint_count = sizeof endpoints / sizeof *endpoints};
    of_topics *topics = of_topics_plan(&of_topology, &layout);
    of_buffer report = {0};
    require(of_topics_apply(self->kafka, topics, &report), "topics");
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
    stop_unless(of_ok(status), "engine", error);
}

/* ---- one cut-off ---- */

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
    require(of_producer_send(self->feed, &record), "produce");
    if (++self->fed % FLUSH_EVERY == 0) {
        require(of_producer_flush(self->feed, TIMEOUT_MS), "produce");
    }
}

/* The events from `from` to before `to`: in order, or shuffled; each 1 to `repeat` times. */
static void feed(replay *self, size_t from, size_t to)
{
    size_t count = to - from;
    size_t *order = of_new_array(count * (size_t)self->given->repeat + 1, sizeof *order);
    size_t total = 0;
    for (size_t i = from; i < to; i++) {
        uint64_t times =
            self->given->repeat == 1 ? 1 : 1 + chance(self, (uint64_t)self->given->repeat);
        while (times-- > 0) {
            order[total++] = i;
        }
    }
    for (size_t i = total; self->given->shuffle != 0 && i > 1; i--) {
        size_t other = chance(self, i);
        size_t kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
    of_buffer value = {0};
    for (size_t i = 0; i < total; i++) {
        send(self, order[i], &value);
    }
    require(of_producer_flush(self->feed, TIMEOUT_MS), "produce");
    of_buffer_free(&value);
    of_delete(order);
}

static void step(replay *self, bool *progress)
{
    of_status status = of_engine_step(self->engine, progress);
    stop_unless(status.remedy != OF_FATAL, "engine", status.what);
}

/* Everything that was fed has been handled: a broker may take longer to start a group or to answer
 * than any pause between two records, so that silence says nothing before the first progress. */
static void run_until_quiet(replay *self, bool was_fed)
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
    stop_unless(has_begun, "engine", "it has not begun to handle what was fed");
}

static void put_frame(FILE *out, of_bytes bytes)
{
    uint8_t length[4] = {(uint8_t)(bytes.len >> 24), (uint8_t)(bytes.len >> 16),
                         (uint8_t)(bytes.len >> 8), (uint8_t)bytes.len};
    stop_unless(fwrite(length, 4, 1, out) == 1 &&
                    fwrite(bytes.data, 1, bytes.len, out) == bytes.len,
                "dump", "cannot be written");
}

static void dump_partition(replay *self, size_t which, int32_t partition, FILE *out)
{
    of_partition at = {.topic = of_topic_handle(self->kafka, dumped[which]),
                       .partition = partition};
    int64_t low = 0;
    int64_t high = 0;
    require(of_reader_watermarks(self->reader, at, &low, &high, TIMEOUT_MS), dumped[which]);
    of_position from = {
        .topic = at.topic, .partition = partition, .offset = self->dumped_to[which][partition]};
    require(of_reader_assign(self->reader, &from, 1), dumped[which]);
    int64_t position = from.offset;
    while (position < high) {
        of_message message;
        bool found = false;
        require(of_reader_poll(self->reader, 100, &message, &found), dumped[which]);
        if (found) {
            put_frame(out, message.key);
            put_frame(out, message.value);
        }
        require(of_reader_position(self->reader, at, &position), dumped[which]);
    }
    self->dumped_to[which][partition] = position;
}

static void dump(replay *self, int64_t cut_ms)
{
    char time[OF_TIME_TEXT_SIZE];
    char folder[PATH_SIZE];
    of_time_format(cut_ms, time);
    snprintf(folder, sizeof folder, "%s/dumps/%.19sZ", self->given->out, time);
    stop_unless(of_folder_make(folder), folder, "cannot be made");
    for (size_t which = 0; which < DUMPED; which++) {
        char path[PATH_SIZE + 64];
        snprintf(path, sizeof path, "%s/%s.bin", folder, dumped[which]);
        FILE *out = fopen(path, "wb");
        stop_unless(out != NULL, path, "cannot be written");
        for (int32_t i = 0; i < self->given->partitions; i++) {
            dump_partition(self, which, i, out);
        }
        fclose(out);
    }
}

static void run_cut(replay *self, size_t *next, int64_t cut_ms)
{
    size_t from = *next;
    while (*next < events_count(self->all) && events_at(self->all, *next)->at_ms <= cut_ms) {
        (*next)++;
    }
    feed(self, from, *next);
    run_until_quiet(self, *next > from);
    dump(self, cut_ms);
}

/* ---- the whole ---- */

static void run_all(replay *self)
{
    size_t count = events_count(self->all);
    int64_t first = events_at(self->all, 0)->at_ms;
    int64_t last = events_at(self->all, count - 1)->at_ms;
    size_t next = 0;
    if (self->given->until_count > 0) {
        for (int i = 0; i < self->given->until_count; i++) {
            run_cut(self, &next, self->given->until_ms[i]);
        }
        return;
    }
    for (int i = 1; i <= self->given->cuts; i++) {
        /* Off the round second, so that no event falls on a cut-off. */
        int64_t cut_ms = first + (last - first) / (self->given->cuts + 1) * i;
        run_cut(self, &next, cut_ms / 1000 * 1000);
    }
    run_cut(self, &next, last / 1000 * 1000 + 1000);
}

static void report(const replay *self)
{
    of_engine_stats stats;
    of_engine_inspect(self->engine, &stats);
    double seconds = (double)(of_clock_mono_us(&of_wall_clock) - self->started_us) / 1e6;
    printf("%" PRId64 " change events of %zu, %" PRId64 " records in, %" PRId64 " out, %" PRId64
           " turns, %" PRId64 " dead letters, %.1f s, %.0f events/s\n",
           self->fed, events_count(self->all), stats.records_in, stats.records_out, stats.turns,
           stats.dead_letters, seconds, (double)self->fed / seconds);
    stop_unless(stats.dead_letters == 0, "dead letters", "real data must have none");
    stop_unless(stats.tasks_halted == 0, "tasks", "some are halted");
}

static void close_all(replay *self)
{
    of_engine_stop(self->engine);
    of_engine_close(self->engine, false);
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
    of_registry_close(self->registry);
    events_free(self->all);
}

int main(int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"data", 'd', "DIR", 0, "the original files (default: $ORDERFLOW_DATA)", 0},
        {"out", 'o', "DIR", 0, "where dumps, schemas and state go", 0},
        {"brokers", 'b', "HOST:PORT", 0, "a real cluster instead of the embedded log", 0},
        {"cuts", 'c', "N", 0, "so many cut-offs before the end (default 12)", 0},
        {"until", 'u', "TIME", 0, "this cut-off only; may be given again, ascending", 0},
        {"shuffle", 's', "SEED", 0, "deliver in random order", 0},
        {"repeat", 'r', "N", 0, "deliver each event 1 to N times", 0},
        {"partitions", 'p', "N", 0, "P of the topology (default 4)", 0},
        {0}};
    static const struct argp argp = {
        .options = options, .parser = parse, .args_doc = "olist|eventlog"};
    arguments given = {.data = getenv("ORDERFLOW_DATA"), .cuts = 12, .repeat = 1, .partitions = 4};
    argp_parse(&argp, argc, argv, 0, NULL, &given);
    stop_unless(given.data != NULL, "--data", "say where the original files are");
    of_log_threshold(OF_WARN);
    replay *self = of_new(sizeof *self);
    self->given = &given;
    self->seed = given.shuffle * 0x9e3779b97f4a7c15u + 0x2545f4914f6cdd1du;
    self->manual.now_ms = 1772438400000; /* timers of sagas do not fire: the clock stands */
    self->all = events_new();
    (strcmp(given.source, "olist") == 0 ? events_of_olist : events_of_eventlog)(self->all,
                                                                                given.data);
    char error[512] = "";
    stop_unless(of_folder_make(given.out), given.out, "cannot be made");
    char *schemas = of_new_string(path_in(given.out, "schemas"), strlen(given.out) + 8);
    of_registry_options registry = {.directory = schemas};
    stop_unless(of_ok(of_registry_open(&registry, &self->registry, error, sizeof error)),
                "registry", error);
    open_kafka(self);
    open_sources(self);
    open_intake(self);
    open_engine(self, path_in(given.out, "state"));
    require(of_reader_open(self->kafka, true, &self->reader), "reader");
    self->started_us = of_clock_mono_us(&of_wall_clock);
    run_all(self);
    report(self);
    close_all(self);
    of_delete(schemas);
    of_delete(self);
    return 0;
}
