/* Timers: they fire once, survive a crash, and wait for answers that lie unread. */
/* rows: R71 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/unit/runtime/world.h"
#include "topology/kafka/backend.h"

static void set_timer(of_world *world, const char *item, const char *name, int64_t due_ms)
{
    world_send(world, item,
               (ChannelCount){
                   .channel = of_text_of(name), .delivered = SMALL_TIMER, .units_ordered = due_ms});
}

static void cancel_timer(of_world *world, const char *item, const char *name, int64_t due_ms)
{
    world_send(world, item,
               (ChannelCount){.channel = of_text_of(name),
                              .delivered = SMALL_CANCEL,
                              .units_ordered = due_ms});
}

static size_t log_lines(of_world *world)
{
    of_buffer log = world_read(world, "small-log");
    size_t lines = world_lines(&log);
    of_buffer_free(&log);
    return lines;
}

Test(timers, fire_once_and_not_before_they_are_due)
{
    of_world *world = world_new();
    world_open(world);
    set_timer(world, "apple", "ring", WORLD_START_MS + 1000);
    world_settle(world);
    world->manual.now_ms += 999;
    world_settle(world);
    cr_assert_eq(log_lines(world), 0);
    world->manual.now_ms += 1;
    world_settle(world);
    cr_assert_eq(log_lines(world), 1);
    world->manual.now_ms += 100000;
    world_settle(world);
    cr_assert_eq(log_lines(world), 1);
    cr_assert_eq(world_stats(world).timers_fired, 1);
    world_free(world);
}

typedef struct moving {
    of_world *world;
    bool has_begun;
} moving;

/* In each turn time passes between its beginning and the next poll. */
static bool pass_within_a_turn(void *state, const char *call, int64_t number)
{
    moving *self = state;
    (void)number;
    if (self->has_begun && strcmp(call, "member_poll") == 0) {
        self->has_begun = false;
        self->world->manual.now_ms++;
    }
    self->has_begun |= strcmp(call, "producer_begin") == 0;
    return true;
}

Test(timers, are_told_no_time_before_they_are_due)
{
    of_world *world = world_new();
    moving clock = {.world = world};
    world_open(world);
    set_timer(world, "apple", "ring", WORLD_START_MS + 1);
    world_settle(world);
    of_embedded_set_gate(world->client, pass_within_a_turn, &clock);
    /* A record that sends nothing on: what is sent would have to be read before the timer. */
    set_timer(world, "apple", "later", WORLD_START_MS + 100000);
    world_settle(world);
    of_embedded_set_gate(world->client, NULL, NULL);
    of_buffer log = world_read(world, "small-log");
    cr_assert(world_has(&log, "ring "), "%s", (const char *)log.data);
    cr_expect(world_has(&log, "ring 0 "), "%s", (const char *)log.data);
    of_buffer_free(&log);
    world_free(world);
}

Test(timers, survive_a_crash)
{
    of_world *world = world_new();
    world_open(world);
    set_timer(world, "apple", "ring", WORLD_START_MS + 1000);
    world_settle(world);
    world_close(world, true);
    world->manual.now_ms += 5000;
    world_open(world);
    world_settle(world);
    cr_assert_eq(log_lines(world), 1);
    world_free(world);
}

Test(timers, wait_for_an_answer_that_lies_unread_when_they_fall_due)
{
    of_world *world = world_new();
    world->options.batch_records_max = 2;
    world_open(world);
    set_timer(world, "apple", "ring", WORLD_START_MS + 1000);
    world_settle(world);
    world_close(world, false);
    /* While nobody runs: a backlog, and the answer at its end. Then the timer falls due. */
    for (int i = 0; i < 20; i++) {
        world_send(world, "apple", (ChannelCount){.channel = OF_TEXT("web"), .orders = 1});
    }
    cancel_timer(world, "apple", "ring", WORLD_START_MS + 1000);
    world->manual.now_ms += 5000;
    world_open(world);
    world_settle(world);
    cr_assert_eq(world_stats(world).timers_fired, 0);
    world_free(world);
}

Test(timers, of_many_keys_all_fire_in_batches)
{
    of_world *world = world_new();
    world->options.batch_records_max = 4;
    world_open(world);
    for (int i = 0; i < 50; i++) {
        char item[16];
        snprintf(item, sizeof item, "item-%d", i);
        set_timer(world, item, "ring", WORLD_START_MS + 1000 + i % 3);
    }
    world_settle(world);
    world->manual.now_ms += 2000;
    world_settle(world);
    cr_assert_eq(log_lines(world), 50);
    world_free(world);
}

/* Somebody writes a record for `item` in a transaction and leaves it open. */
static of_producer *write_undecided(of_world *world, const char *item)
{
    of_producer *producer = NULL;
    of_producer_options options = {.transactional_id = "somebody"};
    of_text key = of_text_of(item);
    int32_t partition = of_partition_of_key(of_bytes_of_text(key), WORLD_PARTITIONS);
    cr_assert(of_ok(of_producer_open(world->outside, &options, &producer)));
    cr_assert(of_ok(of_producer_init(producer, 1000)));
    cr_assert(of_ok(of_producer_begin(producer)));
    cr_assert(of_ok(of_producer_send(
        producer, &(of_outgoing){.topic = of_topic_handle(world->outside, "small.amount"),
                                 .partition = partition,
                                 .timestamp_ms = world->manual.now_ms,
                                 .key = of_bytes_of_text(key)})));
    return producer;
}

/* It may be the answer: until it is decided the timer waits, and a round in which it does so is not
 * one that finds nothing to do. */
Test(timers, that_wait_leave_no_idle_round)
{
    of_world *world = world_new();
    world_open(world);
    set_timer(world, "apple", "ring", WORLD_START_MS + 1000);
    world_settle(world);
    of_producer *somebody = write_undecided(world, "apple");
    world->manual.now_ms += 2000;
    int64_t idle = of_engine_idle_rounds(world->engine, 0);
    world_settle(world);
    cr_assert_eq(world_stats(world).timers_fired, 0);
    cr_assert_eq(of_engine_idle_rounds(world->engine, 0), idle);
    cr_assert(of_ok(of_producer_abort(somebody, 1000)));
    world_settle(world);
    cr_assert_eq(world_stats(world).timers_fired, 1);
    cr_assert_gt(of_engine_idle_rounds(world->engine, 0), idle);
    of_producer_close(somebody);
    world_free(world);
}

static of_producer *foreign_transaction(of_world *world, const char *topic, const char *key)
{
    of_producer *producer = NULL;
    of_producer_options options = {.transactional_id = "foreign"};
    of_bytes value = of_bytes_of_text(of_text_of("lost"));
    of_bytes name = of_bytes_of_text(of_text_of(key));
    of_outgoing record = {.topic = of_topic_handle(world->outside, topic),
                          .partition = of_partition_of_key(name, WORLD_PARTITIONS),
                          .key = name,
                          .value = value};
    cr_assert(of_ok(of_producer_open(world->outside, &options, &producer)));
    cr_assert(of_ok(of_producer_init(producer, 0)));
    cr_assert(of_ok(of_producer_begin(producer)));
    for (int i = 0; i < 3; i++) { /* more than the marker of the abort makes up for */
        cr_assert(of_ok(of_producer_send(producer, &record)));
    }
    return producer;
}

Test(timers, do_not_wait_for_records_that_the_log_has_lost)
{
    of_world *world = world_new();
    int32_t partition = of_partition_of_key(of_bytes_of_text(OF_TEXT("apple")), WORLD_PARTITIONS);
    world_open(world);
    set_timer(world, "apple", "ring", WORLD_START_MS + 1000);
    world_settle(world);
    of_producer *foreign = foreign_transaction(world, "small.amount", "apple");
    world->manual.now_ms += 2000;
    world_settle(world);
    cr_assert_eq(log_lines(world), 0, "the answer may lie in the open transaction");
    cr_assert_eq(of_embedded_fall_back(world->log, "small.amount", partition), 3);
    cr_assert(of_ok(of_producer_abort(foreign, 0)));
    world->manual.now_ms += 2000;
    world_settle(world);
    cr_assert_eq(log_lines(world), 1);
    of_producer_close(foreign);
    world_free(world);
}

static of_kafka_calls refusing;
static of_status (*send_plainly)(of_producer *, const of_outgoing *);
static int refusals;

static of_status refuse_once(of_producer *producer, const of_outgoing *record)
{
    return refusals-- > 0 ? OF_RETRY_AS("the queue is full") : send_plainly(producer, record);
}

Test(timers, fire_again_whole_when_what_they_send_was_refused)
{
    of_world *world = world_new();
    world_open(world);
    set_timer(world, "apple", "ring", WORLD_START_MS + 1000);
    world_settle(world);
    refusing = *world->client->calls;
    send_plainly = refusing.producer_send;
    refusing.producer_send = refuse_once;
    world->client->calls = &refusing;
    refusals = 1;
    world->manual.now_ms += 1000;
    world_settle(world);
    cr_assert_eq(log_lines(world), 1);
    cr_assert_eq(world_stats(world).timers_fired, 1);
    cr_assert_eq(world_stats(world).aborts, 1);
    world_free(world);
}
