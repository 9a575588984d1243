/* The bed's engine, its feed, and what can be read of it. */
#include "tests/sim/state_bed.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "avro/registry/wire.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/kafka/real.h"

#define QUIET_STEPS    40
#define STEPS_MAX      4000
#define REAL_QUIET_MS  1500
#define REAL_LIMIT_MS  40000
#define CALL_MS        10000
#define READ_QUIET_MAX 8

void bed_must(of_status status, const char *call, int line)
{
    if (!of_ok(status)) {
        printf("line %d: %s: %s: %s\n", line, call, of_remedy_name(status.remedy), status.what);
        fflush(stdout);
        _Exit(EXIT_FAILURE);
    }
}

void bed_shell(const char *format, ...)
{
    char command[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(command, sizeof command, format, arguments);
    va_end(arguments);
    int code = system(command);
    of_assert(code == 0);
}

/* ---- the log ---- */

static int log_pipe = -1;
static of_buffer log_text;

void bed_catch_log(void)
{
    int ends[2];
    of_assert(pipe2(ends, O_CLOEXEC) == 0 && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0);
    of_assert(fcntl(ends[0], F_SETPIPE_SZ, 1 << 20) > 0);
    of_assert(dup2(ends[1], STDERR_FILENO) >= 0);
    log_pipe = ends[0];
}

/* The length of all that was logged so far. */
static size_t read_log(void)
{
    uint8_t piece[4096];
    for (ssize_t got; (got = read(log_pipe, piece, sizeof piece)) > 0;) {
        of_buffer_put(&log_text, piece, (size_t)got);
    }
    return log_text.len;
}

const char *bed_log(const state_bed *bed)
{
    read_log();
    of_buffer_put_u8(&log_text, 0);
    log_text.len--;
    return (const char *)log_text.data + bed->log_from;
}

/* ---- the bed ---- */

static of_kafka *client_of(state_bed *bed)
{
    if (bed->bootstrap == NULL) {
        return of_embedded_client(bed->log);
    }
    of_kafka *kafka = NULL;
    char error[512] = "";
    const of_property properties[] = {{"bootstrap.servers", bed->bootstrap},
                                      {"topic.metadata.refresh.interval.ms", "1000"}};
    BED_MUST(of_real_open(properties, 2, &kafka, error, sizeof error));
    return kafka;
}

static int64_t skewed_ms(void *state)
{
    const state_bed *bed = state;
    return of_clock_now_ms(&bed->log_clock) + bed->skew_ms;
}

static int64_t mono_us(void *state)
{
    const state_bed *bed = state;
    return of_clock_mono_us(&bed->log_clock);
}

static void open_log(state_bed *bed)
{
    char error[512] = "";
    bed->log_clock = bed->bootstrap == NULL ? of_clock_of_manual(&bed->manual) : of_wall_clock;
    bed->engine_clock = (of_clock){.now_ms = skewed_ms, .mono_us = mono_us, .state = bed};
    if (bed->bootstrap == NULL) {
        BED_MUST(of_embedded_open(&(of_embedded_options){.clock = &bed->log_clock, .seed = 5},
                                  &bed->log, error, sizeof error));
    }
    BED_MUST(of_registry_open(&(of_registry_options){0}, &bed->registry, error, sizeof error));
    BED_MUST(of_registry_register(bed->registry, "test", of_ChannelCount_type.schema_text,
                                  &bed->schema));
    bed->outside = client_of(bed);
    BED_MUST(of_producer_open(bed->outside, &(of_producer_options){0}, &bed->feed));
}

static void create_topics(state_bed *bed)
{
    of_topics *topics = of_topics_plan(&bed->graph, &bed->options.layout);
    of_buffer report = {0};
    BED_MUST(of_topics_apply(bed->outside, topics, &report));
    of_buffer_free(&report);
    of_topics_free(topics);
}

/* A key for each partition. */
static void name_items(state_bed *bed, const char *name)
{
    int found = 0;
    for (int i = 0; found < BED_PARTITIONS; i++) {
        char key[64];
        snprintf(key, sizeof key, "%s-%d", name, i);
        int32_t partition = of_partition_of_key(of_bytes_of_text(of_text_of(key)), BED_PARTITIONS);
        if (bed->items[partition][0] == '\0') {
            memcpy(bed->items[partition], key, sizeof key);
            found++;
        }
    }
}

state_bed *bed_new(const char *bootstrap, const char *folder, const char *name)
{
    state_bed *bed = of_new(sizeof *bed);
    bed->bootstrap = bootstrap;
    bed->manual.now_ms = BED_START_MS;
    bed->graph = small_graph;
    snprintf(bed->folder, sizeof bed->folder, "%s/%s", folder, name);
    snprintf(bed->app, sizeof bed->app, "app-%s", name);
    bed_shell("rm -rf '%s' && mkdir -p '%s'", bed->folder, bed->folder);
    name_items(bed, name);
    open_log(bed);
    bed->options = (of_engine_options){
        .layout = {.app = bed->app, .partitions = BED_PARTITIONS, .replication = 1},
        .registry = bed->registry,
        .graph = &bed->graph,
        .clock = &bed->engine_clock,
        .state_dir = bed->state_dir,
        .slot_prefix = "slot",
        .session_timeout_ms = 6000,
        .poll_wait_ms = bootstrap == NULL ? 0 : 20};
    bed_other_directory(bed, "state", false);
    create_topics(bed);
    return bed;
}

void bed_free(state_bed *bed)
{
    bed_stop(bed, true);
    of_producer_close(bed->feed);
    of_kafka_close(bed->outside);
    if (bed->log != NULL) {
        of_embedded_close(bed->log);
    }
    of_registry_close(bed->registry);
    bed_shell("rm -rf '%s'", bed->folder);
    of_delete(bed);
}

bool bed_start(state_bed *bed)
{
    of_assert(bed->engine == NULL);
    bed->error[0] = '\0';
    bed->has_stopped = false;
    bed->log_from = read_log();
    bed->client = client_of(bed);
    bed->options.kafka = bed->client;
    of_status status = of_engine_open(&bed->options, &bed->engine, bed->error, sizeof bed->error);
    if (!of_ok(status)) {
        of_kafka_close(bed->client);
        bed->client = NULL;
        bed->engine = NULL;
    }
    return of_ok(status);
}

void bed_stop(state_bed *bed, bool crash)
{
    if (bed->engine == NULL) {
        return;
    }
    of_engine_close(bed->engine, crash);
    of_kafka_close(bed->client);
    bed->engine = NULL;
    bed->client = NULL;
    for (int32_t i = 0; i < BED_PARTITIONS; i++) {
        bed->before[i] = bed_published(bed, i);
    }
}

static bool step(state_bed *bed)
{
    bool progress = false;
    bed->has_stopped |= of_engine_step(bed->engine, &progress).remedy == OF_FATAL;
    return progress && !bed->has_stopped;
}

void bed_settle(state_bed *bed)
{
    if (bed->bootstrap == NULL) {
        int quiet = 0;
        for (int i = 0; i < STEPS_MAX && quiet < QUIET_STEPS && !bed->has_stopped; i++) {
            quiet = step(bed) ? 0 : quiet + 1;
        }
        return;
    }
    int64_t began = of_clock_now_ms(&of_wall_clock);
    int64_t moved = began;
    for (int64_t now = began;
         !bed->has_stopped && now - began < REAL_LIMIT_MS && now - moved < REAL_QUIET_MS;) {
        bool progress = step(bed);
        of_engine_stats stats = bed_stats(bed);
        now = of_clock_now_ms(&of_wall_clock);
        bool waits = stats.tasks_running + stats.tasks_halted < BED_PARTITIONS;
        moved = progress || waits ? now : moved;
    }
}

void bed_run_until_stopped(state_bed *bed)
{
    int64_t began = of_clock_now_ms(&of_wall_clock);
    while (!bed->has_stopped && of_clock_now_ms(&of_wall_clock) - began < REAL_LIMIT_MS) {
        (void)step(bed);
    }
    for (int32_t i = 0; i < BED_PARTITIONS; i++) {
        bed->before[i] = bed_published(bed, i);
    }
}

void bed_connect_again(state_bed *bed)
{
    of_producer_close(bed->feed);
    of_kafka_close(bed->outside);
    bed->outside = client_of(bed);
    BED_MUST(of_producer_open(bed->outside, &(of_producer_options){0}, &bed->feed));
}

of_engine_stats bed_stats(const state_bed *bed)
{
    of_engine_stats stats;
    of_engine_inspect(bed->engine, &stats);
    return stats;
}

/* ---- feeding and reading ---- */

void bed_send(state_bed *bed, const char *topic, int32_t partition, of_bytes key, of_bytes value)
{
    BED_MUST(
        of_producer_send(bed->feed, &(of_outgoing){.topic = of_topic_handle(bed->outside, topic),
                                                   .partition = partition,
                                                   .timestamp_ms = of_clock_now_ms(&bed->log_clock),
                                                   .key = key,
                                                   .value = value}));
}

void bed_feed_one(state_bed *bed, int32_t partition, ChannelCount fact)
{
    of_buffer bytes = {0};
    fact.channel = fact.channel.data == NULL ? OF_TEXT("web") : fact.channel;
    BED_MUST(of_wire_encode(bed->schema, &of_ChannelCount_type, &fact, &bytes));
    bed_send(bed, "small.amount", partition, of_bytes_of_text(of_text_of(bed->items[partition])),
             of_buffer_bytes(&bytes));
    BED_MUST(of_producer_flush(bed->feed, CALL_MS));
    of_buffer_free(&bytes);
    bed->expected[partition] += fact.delivered == SMALL_COUNT ? fact.orders : 0;
}

void bed_feed(state_bed *bed, int64_t amount)
{
    for (int32_t i = 0; i < BED_PARTITIONS; i++) {
        bed_feed_one(bed, i, (ChannelCount){.orders = amount});
    }
}

void bed_put_changelog(state_bed *bed, int32_t partition, of_bytes key, of_bytes value)
{
    char name[OF_TOPIC_NAME_SIZE];
    of_changelog_name(bed->app, name);
    bed_send(bed, name, partition, key, value);
    BED_MUST(of_producer_flush(bed->feed, CALL_MS));
}

static of_reader *reader_at(state_bed *bed, of_partition which, int64_t *high)
{
    of_reader *reader = NULL;
    of_position from = {.topic = which.topic, .partition = which.partition};
    BED_MUST(of_reader_open(bed->outside, true, &reader));
    BED_MUST(of_reader_watermarks(reader, which, &from.offset, high, CALL_MS));
    BED_MUST(of_reader_assign(reader, &from, 1));
    return reader;
}

/* Every record of the partition, to the end that it had at the start. */
void bed_each(state_bed *bed, const char *topic, int32_t partition, bed_visit visit, void *state)
{
    int64_t high = 0;
    of_partition which = {of_topic_handle(bed->outside, topic), partition};
    of_reader *reader = reader_at(bed, which, &high);
    int64_t position = 0;
    for (int quiet = 0; quiet < READ_QUIET_MAX && position < high;) {
        of_message message = {0};
        bool found = false;
        BED_MUST(of_reader_poll(reader, bed->bootstrap == NULL ? 0 : 500, &message, &found));
        quiet = found ? 0 : quiet + 1;
        if (found && !visit(state, &message)) {
            break;
        }
        BED_MUST(of_reader_position(reader, which, &position));
    }
    of_reader_close(reader);
}

typedef struct looking {
    state_bed *bed;
    of_wire *wire;
    of_arena *arena;
    const char *key;
    int64_t orders;
    int64_t rings;
} looking;

static bool look(void *state, const of_message *message)
{
    looking *self = state;
    if (message->key.data == NULL || message->value.data == NULL ||
        !of_text_is(of_text_of_bytes(message->key), self->key)) {
        return true;
    }
    const of_record_type *type = &of_ChannelCount_type;
    size_t index = 0;
    void *record = NULL;
    of_arena_reset(self->arena);
    BED_MUST(of_wire_decode(self->wire, message->value, &type, 1, self->arena, &index, &record));
    self->orders = ((const ChannelCount *)record)->orders;
    self->rings += ((const ChannelCount *)record)->delivered == -1 ? 1 : 0;
    return true;
}

static looking look_at(state_bed *bed, const char *topic, int32_t partition)
{
    looking self = {.bed = bed,
                    .wire = of_wire_new(bed->registry),
                    .arena = of_arena_new((size_t)1 << 20),
                    .key = bed->items[partition]};
    bed_each(bed, topic, partition, look, &self);
    of_arena_free(self.arena);
    of_wire_free(self.wire);
    return self;
}

int64_t bed_published(state_bed *bed, int32_t partition)
{
    return look_at(bed, "small-item", partition).orders;
}

int64_t bed_rings(state_bed *bed, int32_t partition)
{
    return look_at(bed, "small-log", partition).rings;
}

/* ---- another application, another directory ---- */

void bed_rename(state_bed *bed, const char *suffix)
{
    size_t len = strlen(bed->app);
    snprintf(bed->app + len, sizeof bed->app - len, "%s", suffix);
    create_topics(bed);
}

void bed_other_directory(state_bed *bed, const char *name, bool copy)
{
    char next[192];
    snprintf(next, sizeof next, "%s/%s", bed->folder, name);
    if (copy) {
        bed_shell("rm -rf '%s' && cp -a '%s' '%s'", next, bed->state_dir, next);
    }
    memcpy(bed->state_dir, next, sizeof next);
}
