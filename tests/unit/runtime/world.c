/* The test world: everything but the engine is plain port calls. */
#include "tests/unit/runtime/world.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "avro/registry/wire.h"
#include "tests/unit/runtime/test_store.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"

#define QUIET_STEPS 12
#define STEPS_MAX   20000

static void must(of_status status)
{
    cr_assert(of_ok(status), "%s: %s", of_remedy_name(status.remedy), status.what);
}

static void open_world(of_world *fresh)
{
    char error[512] = "";
    of_log_threshold(getenv("OF_TEST_LOG") == NULL ? OF_ERROR + 1 : OF_DEBUG);
    must(of_embedded_open(&(of_embedded_options){.clock = &fresh->clock, .seed = 7}, &fresh->log,
                          error, sizeof error));
    must(of_registry_open(&(of_registry_options){0}, &fresh->registry, error, sizeof error));
    fresh->outside = of_embedded_client(fresh->log);
    must(of_producer_open(fresh->outside, &(of_producer_options){0}, &fresh->producer));
    must(of_registry_register(fresh->registry, "test", of_ChannelCount_type.schema_text,
                              &fresh->schema));
    fresh->options = (of_engine_options){.layout = {.app = "small", .partitions = WORLD_PARTITIONS},
                                         .registry = fresh->registry,
                                         .graph = &small_graph,
                                         .clock = &fresh->clock,
                                         .slot_prefix = "slot",
                                         .state_dir = test_store_directory()};
    world_create_topics(fresh);
}

of_world *world_new(void)
{
    of_world *fresh = of_new(sizeof *fresh);
    fresh->manual.now_ms = WORLD_START_MS;
    fresh->clock = of_clock_of_manual(&fresh->manual);
    open_world(fresh);
    return fresh;
}

of_world *world_new_wall(void)
{
    of_world *fresh = of_new(sizeof *fresh);
    fresh->clock = of_wall_clock;
    open_world(fresh);
    return fresh;
}

void world_create_topics(of_world *world)
{
    of_topics *topics = of_topics_plan(&small_graph, &world->options.layout);
    of_buffer report = {0};
    must(of_topics_apply(world->outside, topics, &report));
    of_buffer_free(&report);
    of_topics_free(topics);
}

void world_free(of_world *world)
{
    world_close(world, true);
    of_producer_close(world->producer);
    of_kafka_close(world->outside);
    of_embedded_close(world->log);
    of_registry_close(world->registry);
    of_delete(world);
    test_store_reset();
}

void world_open(of_world *world)
{
    char error[2048] = "";
    cr_assert_null(world->engine);
    world->client = of_embedded_client(world->log);
    world->options.kafka = world->client;
    of_status status = of_engine_open(&world->options, &world->engine, error, sizeof error);
    cr_assert(of_ok(status), "%s: %s", status.what, error);
}

void world_close(of_world *world, bool crash)
{
    if (world->engine == NULL) {
        return;
    }
    of_engine_close(world->engine, crash);
    of_kafka_close(world->client);
    world->engine = NULL;
    world->client = NULL;
}

void world_send_bytes(of_world *world, const char *topic, int32_t partition, of_text key,
                      of_bytes value)
{
    must(of_producer_send(world->producer,
                          &(of_outgoing){.topic = of_topic_handle(world->outside, topic),
                                         .partition = partition,
                                         .timestamp_ms = world->manual.now_ms,
                                         .key = of_bytes_of_text(key),
                                         .value = value}));
    must(of_producer_flush(world->producer, 1000));
}

void world_send(of_world *world, const char *item, ChannelCount fact)
{
    of_buffer bytes = {0};
    of_text key = of_text_of(item);
    must(of_wire_encode(world->schema, &of_ChannelCount_type, &fact, &bytes));
    world_send_bytes(world, "small.amount",
                     of_partition_of_key(of_bytes_of_text(key), WORLD_PARTITIONS), key,
                     of_buffer_bytes(&bytes));
    of_buffer_free(&bytes);
}

void world_settle(of_world *world)
{
    int quiet = 0;
    for (int step = 0; step < STEPS_MAX && quiet < QUIET_STEPS; step++) {
        bool progress = false;
        of_status status = of_engine_step(world->engine, &progress);
        if (of_embedded_crashed(world->client)) {
            return;
        }
        cr_assert(status.remedy != OF_FATAL, "%s", status.what);
        quiet = progress ? 0 : quiet + 1;
    }
    cr_assert(quiet >= QUIET_STEPS, "the engine does not come to rest");
}

of_engine_stats world_stats(const of_world *world)
{
    of_engine_stats stats;
    of_engine_inspect(world->engine, &stats);
    return stats;
}

/* ---- reading ---- */

static void print(of_world *world, of_wire *wire, of_arena *arena, const of_message *message,
                  of_buffer *out)
{
    const of_record_type *types[] = {&of_ChannelCount_type, &of_DeadLetter_type};
    size_t index = 0;
    void *record = NULL;
    of_buffer_format(out, "%.*s ", (int)message->key.len, (const char *)message->key.data);
    if (message->value.data == NULL) {
        of_buffer_format(out, "deleted\n");
        return;
    }
    must(of_wire_decode(wire, message->value, types, 2, arena, &index, &record));
    if (index == 1) {
        const DeadLetter *letter = record;
        of_buffer_format(out, "%.*s\n", OF_TEXT_ARG(letter->reason));
        return;
    }
    const ChannelCount *row = record;
    of_buffer_format(out, "%.*s %lld %lld %lld\n", OF_TEXT_ARG(row->channel),
                     (long long)row->orders, (long long)row->delivered,
                     (long long)row->units_ordered);
    (void)world;
}

of_buffer world_read(of_world *world, const char *topic)
{
    of_buffer out = {0};
    of_reader *reader = NULL;
    of_wire *wire = of_wire_new(world->registry);
    of_arena *arena = of_arena_new((size_t)16 << 20);
    of_position positions[WORLD_PARTITIONS];
    for (int32_t i = 0; i < WORLD_PARTITIONS; i++) {
        positions[i] =
            (of_position){.topic = of_topic_handle(world->outside, topic), .partition = i};
    }
    must(of_reader_open(world->outside, true, &reader));
    must(of_reader_assign(reader, positions, WORLD_PARTITIONS));
    for (int quiet = 0; quiet < 8;) {
        of_message message = {0};
        bool found = false;
        must(of_reader_poll(reader, 0, &message, &found));
        quiet = found ? 0 : quiet + 1;
        if (found) {
            print(world, wire, arena, &message, &out);
            of_arena_reset(arena);
        }
    }
    of_reader_close(reader);
    of_arena_free(arena);
    of_wire_free(wire);
    of_buffer_put_u8(&out, 0);
    return out;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static of_buffer sorted(of_buffer all, bool last_only)
{
    of_buffer out = {0};
    size_t count = 0;
    char **lines = of_new_array(world_lines(&all) + 1, sizeof *lines);
    for (char *line = strtok((char *)all.data, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        size_t key_len = strcspn(line, " ") + 1;
        size_t at = last_only ? 0 : count;
        while (at < count && strncmp(lines[at], line, key_len) != 0) {
            at++;
        }
        lines[at] = line;
        count += at == count ? 1 : 0;
    }
    qsort(lines, count, sizeof *lines, by_text);
    for (size_t i = 0; i < count; i++) {
        of_buffer_format(&out, "%s\n", lines[i]);
    }
    of_buffer_put_u8(&out, 0);
    of_delete(lines);
    of_buffer_free(&all);
    return out;
}

of_buffer world_rows(of_world *world, const char *topic)
{
    return sorted(world_read(world, topic), true);
}

of_buffer world_sorted(of_world *world, const char *topic)
{
    return sorted(world_read(world, topic), false);
}

size_t world_lines(const of_buffer *lines)
{
    size_t count = 0;
    for (size_t i = 0; i < lines->len; i++) {
        count += lines->data[i] == '\n' ? 1 : 0;
    }
    return count;
}

bool world_has(const of_buffer *lines, const char *text)
{
    return strstr((const char *)lines->data, text) != NULL;
}
