/* The participant contract of the world's systems: one effect per key, the same answer again, and
 * what was undone before it was seen never happens. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "avro/registry/wire.h"
#include "tests/world/participants.h"
#include "tests/world/reading.h"
#include "topology/kafka/embedded.h"

#define START_MS   ((int64_t)1772438400000)
#define ORDER_KEY  "E1:so-1"
#define ANSWERS    16
#define PARTITIONS 3

typedef struct said {
    char key[64];
    char code[32];
    Outcome outcome;
    int64_t qty;
} said;

typedef struct bench {
    of_manual_clock manual;
    of_clock clock;
    of_embedded *log;
    of_registry *registry;
    of_kafka *kafka;
    of_producer *producer;
    books *world;
    participants *systems;
    int32_t line;
    said answers[ANSWERS];
    int count;
} bench;

static bench on;

static void must(of_status status)
{
    cr_assert(of_ok(status), "%s", status.what);
}

static void make(const char *name)
{
    must(of_topic_create(on.kafka, &(of_topic_spec){.name = name, .partitions = PARTITIONS}));
}

static void set_up(void)
{
    char error[256] = "";
    on = (bench){.manual = {.now_ms = START_MS}};
    on.clock = of_clock_of_manual(&on.manual);
    must(
        of_embedded_open(&(of_embedded_options){.clock = &on.clock}, &on.log, error, sizeof error));
    must(of_registry_open(&(of_registry_options){0}, &on.registry, error, sizeof error));
    on.kafka = of_embedded_client(on.log);
    size_t count = 0;
    const char *const *endpoints = participants_endpoints(&count);
    for (size_t i = 0; i < count; i++) {
        char name[64];
        snprintf(name, sizeof name, "cmd.%s", endpoints[i]);
        make(name);
    }
    make("reply.saga");
    make("canon.order");
    must(participants_make_topics(on.kafka, PARTITIONS));
    must(of_producer_open(on.kafka, &(of_producer_options){0}, &on.producer));
    on.world = books_new(1);
    int32_t order = books_add_order(on.world, "so-1");
    on.line = books_add_line(on.world, order, "10");
    on.world->lines[on.line].ordered = 10000;
    on.world->lines[on.line].net = 10000;
    on.world->lines[on.line].stock[SITE_DC1] = 6000;
    on.systems = participants_open(&(participants_options){.kafka = on.kafka,
                                                           .registry = on.registry,
                                                           .schemas = WORLD_REFERENCE,
                                                           .partitions = PARTITIONS,
                                                           .source_partitions = PARTITIONS,
                                                           .world = on.world});
}

static void tear_down(void)
{
    participants_close(on.systems);
    books_free(on.world);
    of_producer_close(on.producer);
    of_kafka_close(on.kafka);
    of_registry_close(on.registry);
    of_embedded_close(on.log);
}

static CommandHeader header(const char *key, const char *undoes)
{
    return (CommandHeader){.key = of_text_of(key),
                           .saga = OF_TEXT("BO:1"),
                           .step = OF_TEXT("step"),
                           .target = OF_TEXT("L1"),
                           .generation = 1,
                           .attempt = 1,
                           .order = OF_TEXT(ORDER_KEY),
                           .endpoint = OF_TEXT("erp"),
                           .undoes = of_text_of(undoes)};
}

static void send(const of_record_type *type, const void *command)
{
    int32_t schema = 0;
    of_buffer value = {0};
    must(of_registry_register(on.registry, type->name, type->schema_text, &schema));
    must(of_wire_encode(schema, type, command, &value));
    must(of_producer_send(on.producer, &(of_outgoing){.topic = of_topic_handle(on.kafka, "cmd.erp"),
                                                      .key = of_bytes_of_text(OF_TEXT(ORDER_KEY)),
                                                      .value = of_buffer_bytes(&value)}));
    must(of_producer_flush(on.producer, 1000));
    of_buffer_free(&value);
}

static void allocate(const char *key, int64_t qty)
{
    AllocateStock command = {.header = header(key, NULL),
                             .line = OF_TEXT("10"),
                             .allocation = OF_TEXT("L1"),
                             .site = OF_TEXT("DC1"),
                             .qty = qty};
    send(&of_AllocateStock_type, &command);
}

static void deallocate(const char *key, const char *undoes, int64_t qty)
{
    DeallocateStock command = {.header = header(key, undoes),
                               .line = OF_TEXT("10"),
                               .allocation = OF_TEXT("L1"),
                               .site = OF_TEXT("DC1"),
                               .qty = qty};
    send(&of_DeallocateStock_type, &command);
}

static void ask(const char *key, const char *about)
{
    QueryOutcome command = {.header = header(key, NULL), .asked_key = of_text_of(about)};
    send(&of_QueryOutcome_type, &command);
}

static void hear(void *state, of_text key, const void *record, int64_t timestamp_ms)
{
    (void)state;
    (void)timestamp_ms;
    const Reply *reply = record;
    cr_assert(on.count < ANSWERS);
    cr_assert(of_text_is(key, ORDER_KEY), "an answer is keyed by its order");
    said *one = &on.answers[on.count++];
    snprintf(one->key, sizeof one->key, "%.*s", OF_TEXT_ARG(reply->key));
    snprintf(one->code, sizeof one->code, "%.*s", OF_TEXT_ARG(reply->code));
    one->outcome = reply->outcome;
    one->qty = reply->qty.present ? reply->qty.value : -1;
}

/* Lets a quarter of an hour go by, then reads every answer there is. */
static void settle(void)
{
    for (int i = 0; i < 60; i++) {
        bool progress = false;
        on.manual.now_ms += 15000;
        must(participants_step(on.systems, on.manual.now_ms, &progress));
    }
    on.count = 0;
    reading from = {.kafka = on.kafka, .registry = on.registry, .partitions = PARTITIONS};
    reading_topic(&from, "reply.saga", &of_Reply_type, hear, NULL);
}

static void expect(int at, const char *key, Outcome outcome, const char *code)
{
    cr_assert(at < on.count, "there are only %d answers", on.count);
    cr_assert_str_eq(on.answers[at].key, key);
    cr_assert_eq(on.answers[at].outcome, outcome);
    cr_assert_str_eq(on.answers[at].code, code);
}

static int64_t allocated(void)
{
    return line_covered(on.world, &on.world->lines[on.line]);
}

Test(participants, the_same_key_has_one_effect_and_the_same_answer_again, .init = set_up,
     .fini = tear_down)
{
    allocate("a/g1", 4000);
    settle();
    allocate("a/g1", 4000);
    settle();
    cr_assert_eq(on.count, 2);
    expect(0, "a/g1", OUTCOME_OK, "");
    expect(1, "a/g1", OUTCOME_OK, "");
    cr_assert_eq(on.answers[1].qty, on.answers[0].qty);
    cr_assert_eq(allocated(), 4000);
    cr_assert_eq(participants_counted(on.systems).second_effects, 0);
    cr_assert_eq(participants_counted(on.systems).repeats, 1);
}

Test(participants, a_new_generation_is_a_new_effect, .init = set_up, .fini = tear_down)
{
    allocate("a/g1", 2000);
    allocate("a/g2", 2000);
    settle();
    cr_assert_eq(allocated(), 4000);
}

Test(participants, what_was_undone_before_it_was_seen_never_happens, .init = set_up,
     .fini = tear_down)
{
    deallocate("d/g1", "a/g1", 4000);
    settle();
    allocate("a/g1", 4000);
    settle();
    cr_assert_eq(on.count, 2);
    expect(0, "d/g1", OUTCOME_OK, "");
    expect(1, "a/g1", OUTCOME_REJECT, "CANCELLED_KEY");
    cr_assert_eq(allocated(), 0);
    cr_assert_eq(on.world->lines[on.line].stock[SITE_DC1], 6000);
}

Test(participants, a_compensation_gives_back_what_its_command_took, .init = set_up,
     .fini = tear_down)
{
    allocate("a/g1", 4000);
    deallocate("d/g1", "a/g1", 4000);
    deallocate("d/g1", "a/g1", 4000);
    settle();
    cr_assert_eq(on.count, 3);
    cr_assert_eq(allocated(), 0);
    cr_assert_eq(on.world->lines[on.line].stock[SITE_DC1], 6000);
}

Test(participants, short_stock_is_a_refusal_that_says_what_is_there, .init = set_up,
     .fini = tear_down)
{
    allocate("a/g1", 7000);
    settle();
    cr_assert_eq(on.count, 1);
    expect(0, "a/g1", OUTCOME_REJECT, "INSUFFICIENT");
    cr_assert_eq(on.answers[0].qty, 6000);
    cr_assert_eq(allocated(), 0);
}

Test(participants, a_swallowed_answer_is_given_to_whoever_asks_again, .init = set_up,
     .fini = tear_down)
{
    participants_misbehave(on.systems, "AllocateStock", MISBEHAVE_SILENCE, 1, 0, NULL);
    allocate("a/g1", 4000);
    settle();
    cr_assert_eq(on.count, 0);
    cr_assert_eq(allocated(), 4000);
    ask("q/g1", "a/g1");
    settle();
    expect(0, "q/g1", OUTCOME_OK, "");
    allocate("a/g1", 4000);
    settle();
    expect(1, "a/g1", OUTCOME_OK, "");
    cr_assert_eq(allocated(), 4000);
}

Test(participants, a_command_that_was_never_heard_is_not_done, .init = set_up, .fini = tear_down)
{
    participants_misbehave(on.systems, "AllocateStock", MISBEHAVE_DEAF, 1, 0, NULL);
    allocate("a/g1", 4000);
    ask("q/g1", "a/g1");
    settle();
    cr_assert_eq(on.count, 1);
    expect(0, "q/g1", OUTCOME_NOT_DONE, "");
    cr_assert_eq(allocated(), 0);
}

Test(participants, misbehaviour_is_late_double_or_a_refusal_as_told, .init = set_up,
     .fini = tear_down)
{
    participants_misbehave(on.systems, "AllocateStock", MISBEHAVE_DUPLICATE, 1, 0, NULL);
    participants_misbehave(on.systems, "AllocateStock", MISBEHAVE_REFUSE, 1, 0, "ON_HOLD");
    participants_misbehave(on.systems, "AllocateStock", MISBEHAVE_LATE, 1, OF_HOURS(1), NULL);
    allocate("a/g1", 1000);
    settle();
    cr_assert_eq(on.count, 2);
    allocate("a/g2", 1000);
    settle();
    expect(2, "a/g2", OUTCOME_REJECT, "ON_HOLD");
    allocate("a/g3", 1000);
    settle();
    cr_assert_eq(on.count, 3);
    on.manual.now_ms += OF_HOURS(1);
    settle();
    expect(3, "a/g3", OUTCOME_OK, "");
}
