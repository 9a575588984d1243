/* What nobody can use: over the whole topology, each such record ends as one dead letter with its
 * reason, and the partition goes on. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "avro/model.h"
#include "avro/registry/wire.h"
#include "tests/unit/runtime/test_store.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/kafka/embedded.h"
#include "topology/runtime/engine.h"

#define LETTERS_MAX 8
#define QUIET_STEPS 30

typedef struct bed {
    of_manual_clock manual;
    of_clock clock;
    of_embedded *log;
    of_registry *registry;
    of_kafka *outside;
    of_kafka *client;
    of_producer *feed;
    of_engine_options options;
    of_engine *engine;
    int32_t header_schema;
    int goods;
} bed;

static void must(of_status status)
{
    cr_assert(of_ok(status), "%s", status.what);
}

static bed *bed_open(void)
{
    static const char *const endpoints[] = {"erp", "crm", "finance", "wms.DC1", "carrier.C1"};
    char error[2048] = "";
    bed *self = of_new(sizeof *self);
    of_log_threshold(OF_ERROR + 1);
    self->manual.now_ms = 1772438400000;
    self->clock = of_clock_of_manual(&self->manual);
    must(of_embedded_open(&(of_embedded_options){.clock = &self->clock, .seed = 3}, &self->log,
                          error, sizeof error));
    must(of_registry_open(&(of_registry_options){0}, &self->registry, error, sizeof error));
    self->outside = of_embedded_client(self->log);
    self->client = of_embedded_client(self->log);
    must(of_producer_open(self->outside, &(of_producer_options){0}, &self->feed));
    must(of_registry_register(self->registry, "test", of_OrderHeader_type.schema_text,
                              &self->header_schema));
    self->options = (of_engine_options){
        .layout = {.app = "bad", .partitions = 1, .endpoints = endpoints, .endpoint_count = 5},
        .kafka = self->client,
        .registry = self->registry,
        .graph = &of_topology,
        .clock = &self->clock,
        .state_dir = test_store_directory()};
    of_topics *topics = of_topics_plan(&of_topology, &self->options.layout);
    of_buffer report = {0};
    must(of_topics_apply(self->outside, topics, &report));
    of_buffer_free(&report);
    of_topics_free(topics);
    of_status status = of_engine_open(&self->options, &self->engine, error, sizeof error);
    cr_assert(of_ok(status), "%s", error);
    return self;
}

static void bed_close(bed *self)
{
    of_engine_close(self->engine, false);
    of_producer_close(self->feed);
    of_kafka_close(self->client);
    of_kafka_close(self->outside);
    of_embedded_close(self->log);
    of_registry_close(self->registry);
    of_delete(self);
    test_store_reset();
}

static void put(bed *self, of_bytes key, of_bytes value)
{
    must(of_producer_send(self->feed,
                          &(of_outgoing){.topic = of_topic_handle(self->outside, "canon.order"),
                                         .timestamp_ms = self->manual.now_ms,
                                         .key = key,
                                         .value = value}));
    must(of_producer_flush(self->feed, 1000));
}

static void settle(bed *self)
{
    for (int quiet = 0; quiet < QUIET_STEPS;) {
        bool progress = false;
        of_status status = of_engine_step(self->engine, &progress);
        cr_assert(status.remedy != OF_FATAL, "%s", status.what);
        quiet = progress ? 0 : quiet + 1;
    }
}

static of_buffer header(const bed *self, of_text order, of_text channel)
{
    of_buffer out = {0};
    OrderHeader fact = {
        .source = {.system = OF_TEXT("erp"), .table = OF_TEXT("h"), .row = order, .position = 1},
        .order = order,
        .entity = OF_TEXT("E1"),
        .channel = channel};
    must(of_wire_encode(self->header_schema, &of_OrderHeader_type, &fact, &out));
    return out;
}

/* Values of the topic's only partition. */
static size_t read_all(const bed *self, const char *topic, const of_record_type *type,
                       of_arena *arena, void **records, size_t most)
{
    size_t count = 0;
    of_reader *reader = NULL;
    of_wire *wire = of_wire_new(self->registry);
    of_position from = {.topic = of_topic_handle(self->outside, topic)};
    must(of_reader_open(self->outside, true, &reader));
    must(of_reader_assign(reader, &from, 1));
    for (int quiet = 0; quiet < 5;) {
        of_message message = {0};
        bool found = false;
        must(of_reader_poll(reader, 0, &message, &found));
        quiet = found ? 0 : quiet + 1;
        if (found && count < most) {
            size_t index = 0;
            of_bytes kept = of_arena_bytes(arena, message.value);
            must(of_wire_decode(wire, kept, &type, 1, arena, &index, &records[count]));
            count++;
        }
    }
    of_reader_close(reader);
    of_wire_free(wire);
    return count;
}

/* The bad record, then a good one: one letter with the reason, and the good one's order. */
static void refused(of_bytes key, of_bytes value, const char *reason, bed *self)
{
    void *records[LETTERS_MAX] = {0};
    put(self, key, value);
    of_buffer good = header(self, OF_TEXT("E1:good"), OF_TEXT("WEB"));
    put(self, of_bytes_of_text(OF_TEXT("E1:good")), of_buffer_bytes(&good));
    settle(self);
    of_arena *arena = of_arena_new((size_t)16 << 20);
    size_t letters =
        read_all(self, OF_DEAD_LETTER_TOPIC, &of_DeadLetter_type, arena, records, LETTERS_MAX);
    cr_assert_eq(letters, 1, "%zu dead letters, expected one for: %s", letters, reason);
    const DeadLetter *letter = records[0];
    char text[512];
    snprintf(text, sizeof text, "%.*s", OF_TEXT_ARG(letter->reason));
    cr_assert(strstr(text, reason) != NULL, "reason: %s, expected: %s", text, reason);
    cr_assert_eq(letter->value_bytes, (int64_t)value.len);
    size_t orders = read_all(self, "order-state", &of_OrderState_type, arena, records, LETTERS_MAX);
    cr_assert_eq(orders, 1, "%zu orders after: %s", orders, reason);
    const OrderState *order = records[0];
    cr_assert(of_text_is(order->order, "E1:good"));
    of_engine_stats stats;
    of_engine_inspect(self->engine, &stats);
    cr_assert_eq(stats.tasks_halted, 0);
    of_arena_free(arena);
    of_buffer_free(&good);
    bed_close(self);
}

static const of_bytes bad_key = {(const uint8_t *)"E1:bad", 6};

static void refused_changed(size_t at, uint8_t byte, const char *reason)
{
    bed *self = bed_open();
    of_buffer value = header(self, OF_TEXT("E1:bad"), OF_TEXT("WEB"));
    value.data[at] = byte;
    refused(bad_key, of_buffer_bytes(&value), reason, self);
    of_buffer_free(&value);
}

Test(bad_input, a_truncated_value_is_a_dead_letter)
{
    bed *self = bed_open();
    of_buffer value = header(self, OF_TEXT("E1:bad"), OF_TEXT("WEB"));
    refused(bad_key, (of_bytes){value.data, value.len / 2}, "than what is left", self);
    of_buffer_free(&value);
}

Test(bad_input, a_wrong_magic_byte_is_a_dead_letter)
{
    refused_changed(0, 7, "magic");
}

Test(bad_input, an_unknown_schema_id_is_a_dead_letter)
{
    refused_changed(3, 200, "schema");
}

Test(bad_input, an_empty_value_is_a_dead_letter)
{
    refused(bad_key, (of_bytes){.data = (const uint8_t *)""}, "", bed_open());
}

Test(bad_input, a_null_key_is_a_dead_letter)
{
    bed *self = bed_open();
    of_buffer value = header(self, OF_TEXT("E1:bad"), OF_TEXT("WEB"));
    refused((of_bytes){0}, of_buffer_bytes(&value), "has no key", self);
    of_buffer_free(&value);
}

Test(bad_input, a_record_of_another_topic_is_a_dead_letter)
{
    bed *self = bed_open();
    int32_t schema = 0;
    of_buffer value = {0};
    const Milestone fact = {
        .source = {.system = OF_TEXT("c"), .table = OF_TEXT("t"), .row = OF_TEXT("r")},
        .tracking = OF_TEXT("E1:bad")};
    must(of_registry_register(self->registry, "m", of_Milestone_type.schema_text, &schema));
    must(of_wire_encode(schema, &of_Milestone_type, &fact, &value));
    refused(bad_key, of_buffer_bytes(&value), "record", self);
    of_buffer_free(&value);
}

static void refused_header(of_text key, of_text order, of_text channel, const char *reason)
{
    bed *self = bed_open();
    of_buffer value = header(self, order, channel);
    refused(of_bytes_of_text(key), of_buffer_bytes(&value), reason, self);
    of_buffer_free(&value);
}

Test(bad_input, a_text_that_is_not_utf8_is_a_dead_letter)
{
    bed *self = bed_open();
    of_buffer value = header(self, OF_TEXT("E1:bad"), OF_TEXT("WEB"));
    for (size_t i = 0; i + 3 <= value.len; i++) {
        value.data[i] = memcmp(value.data + i, "WEB", 3) == 0 ? 0xff : value.data[i];
    }
    refused(bad_key, of_buffer_bytes(&value), "UTF-8", self);
    of_buffer_free(&value);
}

Test(bad_input, a_key_that_is_not_utf8_is_a_dead_letter)
{
    refused_header(OF_TEXT("E1:\xff"), OF_TEXT("E1:bad"), OF_TEXT("WEB"), "UTF-8");
}

Test(bad_input, an_empty_key_is_a_dead_letter)
{
    refused_header(OF_TEXT(""), OF_TEXT(""), OF_TEXT("WEB"), "empty");
}

Test(bad_input, a_key_with_a_nul_is_a_dead_letter)
{
    refused_header(OF_TEXT("E1:\0bad"), OF_TEXT("E1:\0bad"), OF_TEXT("WEB"), "NUL");
}

Test(bad_input, a_record_of_another_key_is_a_dead_letter)
{
    refused_header(OF_TEXT("E1:bad"), OF_TEXT("E1:worse"), OF_TEXT("WEB"),
                   "names something else than its key");
}

static of_text filled(size_t len)
{
    char *text = of_new_string("", 0);
    text = of_renew(text, len);
    memset(text, 'x', len);
    return (of_text){.data = text, .len = len};
}

Test(bad_input, a_huge_key_is_a_dead_letter)
{
    of_text key = filled(70000);
    refused_header(key, key, OF_TEXT("WEB"), "longer");
    of_delete((char *)key.data);
}

/* The record fits, what would become of it does not. */
Test(bad_input, a_record_whose_row_does_not_fit_is_a_dead_letter)
{
    of_text channel = filled(1000000);
    refused_header(OF_TEXT("E1:bad"), OF_TEXT("E1:bad"), channel, "large");
    of_delete((char *)channel.data);
}

Test(bad_input, a_second_process_on_the_state_directory_is_told_so)
{
    bed *self = bed_open();
    char error[2048] = "";
    of_engine *second = NULL;
    of_status status = of_engine_open(&self->options, &second, error, sizeof error);
    cr_assert_eq(status.remedy, OF_FATAL);
    cr_assert(strstr(error, "another process") != NULL || strstr(error, "in use") != NULL,
              "error: %s", error);
    bed_close(self);
}

Test(bad_input, topics_with_another_partition_count_are_named)
{
    bed *self = bed_open();
    char error[4096] = "";
    of_engine *second = NULL;
    of_engine_options options = self->options;
    options.layout.partitions = 4;
    options.state_dir = test_store_another();
    of_status status = of_engine_open(&options, &second, error, sizeof error);
    cr_assert_eq(status.remedy, OF_FATAL);
    cr_assert(strstr(error, "canon.order") != NULL && strstr(error, "4") != NULL, "%s", error);
    bed_close(self);
}

Test(bad_input, a_graceful_stop_loses_nothing_and_repeats_nothing)
{
    bed *self = bed_open();
    char error[2048] = "";
    void *records[LETTERS_MAX] = {0};
    settle(self);
    of_buffer good = header(self, OF_TEXT("E1:good"), OF_TEXT("WEB"));
    put(self, of_bytes_of_text(OF_TEXT("E1:good")), of_buffer_bytes(&good));
    of_engine_stop(self->engine);
    of_engine_close(self->engine, false);
    must(of_engine_open(&self->options, &self->engine, error, sizeof error));
    settle(self);
    of_arena *arena = of_arena_new((size_t)16 << 20);
    cr_assert_eq(read_all(self, "order-state", &of_OrderState_type, arena, records, LETTERS_MAX),
                 1);
    of_arena_free(arena);
    of_buffer_free(&good);
    bed_close(self);
}
