/* Opens, feeds and reads the bed. */
#include "tests/sim/bad_bed.h"

#define QUIET_STEPS 30

void must(of_status status)
{
    cr_assert(of_ok(status), "%s", status.what);
}

/* One row of the table that `prove badinput` prints. */
void tell(const char *got)
{
    if (getenv("BADINPUT_TABLE") != NULL) {
        printf("| %-58s %s\n", criterion_current_test->name, got);
        fflush(stdout);
    }
}

static void print_problem(void *state, const char *file, int line, const char *message)
{
    (void)state;
    printf("%s:%d: %s\n", file, line, message);
}

bed *bed_open_with(const char *mapping, const char *topic)
{
    static const char *const endpoints[] = {"erp", "crm", "finance", "wms.DC1", "carrier.C1"};
    char error[2048] = "";
    bed *self = of_new(sizeof *self);
    of_log_threshold(getenv("OF_TEST_LOG") == NULL ? OF_ERROR + 1 : OF_DEBUG);
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
    self->mapping = mapping;
    if (mapping != NULL) {
        must(of_topic_create(self->outside, &(of_topic_spec){.name = topic, .partitions = 1}));
        self->intake = of_intake_adapter_open(&self->mapping, 1, self->client, self->registry,
                                              print_problem, error, sizeof error);
        cr_assert_not_null(self->intake, "%s", error);
        self->options.intake = of_intake_adapter_engine(self->intake);
    }
    of_status status = of_engine_open(&self->options, &self->engine, error, sizeof error);
    cr_assert(of_ok(status), "%s", error);
    return self;
}

bed *bed_open(void)
{
    return bed_open_with(NULL, NULL);
}

void bed_close(bed *self)
{
    of_engine_close(self->engine, false);
    if (self->intake != NULL) {
        of_intake_adapter_close(self->intake);
    }
    of_producer_close(self->feed);
    of_kafka_close(self->client);
    of_kafka_close(self->outside);
    of_embedded_close(self->log);
    of_registry_close(self->registry);
    of_delete(self);
    test_store_reset();
}

void put_on(bed *self, const char *topic, of_bytes key, of_bytes value)
{
    must(of_producer_send(self->feed, &(of_outgoing){.topic = of_topic_handle(self->outside, topic),
                                                     .timestamp_ms = self->manual.now_ms,
                                                     .key = key,
                                                     .value = value}));
    must(of_producer_flush(self->feed, 1000));
}

void settle(bed *self)
{
    for (int quiet = 0; quiet < QUIET_STEPS;) {
        bool progress = false;
        of_status status = of_engine_step(self->engine, &progress);
        cr_assert(status.remedy != OF_FATAL, "%s", status.what);
        quiet = progress ? 0 : quiet + 1;
    }
}

of_buffer header(const bed *self, of_text order, of_text channel)
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
size_t read_all(const bed *self, const char *topic, const of_record_type *type, of_arena *arena,
                void **records, size_t most)
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

void put(bed *self, of_bytes key, of_bytes value)
{
    put_on(self, "canon.order", key, value);
}

/* Behind the bad record a good one: one letter with the reason, and the good one's order. */
void refused_with(of_bytes value, const char *reason, bed *self)
{
    void *records[LETTERS_MAX] = {0};
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
    cr_assert_eq(stats.rebuilds, 0);
    snprintf(text, sizeof text, "dead letter: %.*s", OF_TEXT_ARG(letter->reason));
    tell(text);
    of_arena_free(arena);
    of_buffer_free(&good);
    bed_close(self);
}

void refused(of_bytes key, of_bytes value, const char *reason, bed *self)
{
    put(self, key, value);
    refused_with(value, reason, self);
}
