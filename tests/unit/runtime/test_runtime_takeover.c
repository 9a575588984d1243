/* Taking over: another process, another state directory, a zombie that wakes, a changelog that does
 * not fit. */
/* rows: R71 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/unit/runtime/test_store.h"
#include "tests/unit/runtime/world.h"
#include "topology/kafka/backend.h"

#ifndef SLEEP_STRIDE
#define SLEEP_STRIDE 1
#endif

static void send(of_world *world, const char *item, const char *channel, int64_t orders)
{
    world_send(world, item, (ChannelCount){.channel = of_text_of(channel), .orders = orders});
}

static void expect_items(of_world *world, const char *expected)
{
    of_buffer rows = world_rows(world, "small-item");
    cr_assert_str_eq((const char *)rows.data, expected);
    of_buffer_free(&rows);
}

static void send_fruit(of_world *world)
{
    send(world, "apple", "web", 1);
    send(world, "pear", "web", 2);
    send(world, "plum", "shop", 3);
    send(world, "fig", "shop", 4);
}

Test(takeover, after_a_graceful_stop_goes_on_from_local_state)
{
    of_world *world = world_new();
    world_open(world);
    send_fruit(world);
    world_settle(world);
    world_close(world, false);
    world_open(world);
    send(world, "apple", "web", 10);
    world_settle(world);
    expect_items(world, "apple web 11 0 0\nfig shop 4 0 0\npear web 2 0 0\nplum shop 3 0 0\n");
    cr_assert_leq(world_stats(world).replayed, 20, "the last turn of each task, no more");
    world_free(world);
}

Test(takeover, without_local_state_restores_from_the_changelog)
{
    of_world *world = world_new();
    world_open(world);
    send_fruit(world);
    world_settle(world);
    world_close(world, true);
    world->options.state_dir = test_store_another();
    world_open(world);
    send(world, "apple", "web", 10);
    world_settle(world);
    expect_items(world, "apple web 11 0 0\nfig shop 4 0 0\npear web 2 0 0\nplum shop 3 0 0\n");
    cr_assert_gt(world_stats(world).replayed, 4);
    world_free(world);
}

Test(takeover, two_workers_share_the_tasks)
{
    of_world *world = world_new();
    world->options.workers = 2;
    world_open(world);
    world_settle(world);
    send_fruit(world);
    world_settle(world);
    send_fruit(world);
    world_settle(world);
    expect_items(world, "apple web 2 0 0\nfig shop 8 0 0\npear web 4 0 0\nplum shop 6 0 0\n");
    cr_assert_eq(world_stats(world).tasks_running, WORLD_PARTITIONS);
    world_free(world);
}

/* ---- a predecessor that sleeps at any call, wakes and goes on ---- */

typedef struct of_sleep {
    of_world *world;
    of_engine *successor;
    of_kafka *client;
    int64_t at; /* the call of the first process at which it falls asleep */
    int64_t seen;
    int64_t sleeps_ms;
} of_sleep;

static void step(of_engine *engine, bool *progress)
{
    bool moved = false;
    of_status status = of_engine_step(engine, &moved);
    cr_assert(status.remedy != OF_FATAL, "%s", status.what);
    *progress |= moved;
}

static void open_successor(of_sleep *sleep)
{
    char error[1024] = "";
    of_engine_options options = sleep->world->options;
    sleep->client = of_embedded_client(sleep->world->log);
    options.kafka = sleep->client;
    options.slot_prefix = "second";
    options.state_dir = test_store_another();
    of_status status = of_engine_open(&options, &sleep->successor, error, sizeof error);
    cr_assert(of_ok(status), "%s", error);
}

static bool fall_asleep(void *state, const char *call, int64_t number)
{
    of_sleep *sleep = state;
    bool progress = false;
    (void)call;
    sleep->seen++;
    if (sleep->seen != sleep->at) {
        return true;
    }
    (void)number;
    sleep->world->manual.now_ms += sleep->sleeps_ms; /* the group gives up on the first */
    open_successor(sleep);
    for (int i = 0; i < 40; i++) {
        step(sleep->successor, &progress);
    }
    return true;
}

static void settle_both(of_world *world, of_engine *other)
{
    for (int quiet = 0; quiet < 12;) {
        bool progress = false;
        step(world->engine, &progress);
        if (other != NULL) {
            step(other, &progress);
        }
        quiet = progress ? 0 : quiet + 1;
    }
}

/* The number of calls that the first process made, or 0 when it never fell asleep. */
static int64_t run_asleep(int64_t at, int64_t sleeps_ms)
{
    of_world *world = world_new();
    of_sleep sleep = {.world = world, .at = at, .sleeps_ms = sleeps_ms};
    world->options.slot_prefix = "first";
    world->options.session_timeout_ms = 6000;
    world->options.transaction_timeout_ms = 60000;
    world->options.batch_records_max = 2;
    world_open(world);
    send_fruit(world);
    world_settle(world);
    of_embedded_set_gate(world->client, fall_asleep, &sleep);
    send_fruit(world);
    settle_both(world, NULL);
    of_embedded_set_gate(world->client, NULL, NULL);
    settle_both(world, sleep.successor);
    send_fruit(world);
    settle_both(world, sleep.successor);
    world->manual.now_ms += 100000;
    settle_both(world, sleep.successor);
    expect_items(world, "apple web 3 0 0\nfig shop 12 0 0\npear web 6 0 0\nplum shop 9 0 0\n");
    if (sleep.successor != NULL) {
        of_engine_close(sleep.successor, true);
        of_kafka_close(sleep.client);
    }
    world_free(world);
    return sleep.seen;
}

Test(takeover, a_predecessor_that_sleeps_past_its_session_changes_nothing, .timeout = 120)
{
    int64_t calls = run_asleep(0, 0);
    cr_assert_gt(calls, 30);
    for (int64_t at = 1; at <= calls; at += SLEEP_STRIDE) {
        run_asleep(at, 7000);
    }
}

Test(takeover, a_predecessor_that_sleeps_past_its_transaction_changes_nothing, .timeout = 120)
{
    int64_t calls = run_asleep(0, 0);
    for (int64_t at = 1; at <= calls; at += SLEEP_STRIDE) {
        run_asleep(at, 70000);
    }
}

/* ---- what does not fit halts the shard ---- */

Test(takeover, a_changelog_that_ends_before_the_state_halts_the_shard)
{
    of_world *world = world_new();
    world_open(world);
    send_fruit(world);
    world_settle(world);
    world_close(world, false);
    world->options.layout.app = "other"; /* the same state, over a changelog that was made anew */
    world_create_topics(world);
    world_open(world);
    world_settle(world);
    of_engine_stats stats = world_stats(world);
    cr_assert_gt(stats.tasks_halted, 0);
    cr_assert_eq(stats.tasks_halted + stats.tasks_running, WORLD_PARTITIONS);
    world_free(world);
}

Test(takeover, missing_topics_are_named)
{
    of_world *world = world_new();
    char error[2048] = "";
    world->options.layout.app = "other";
    world->client = of_embedded_client(world->log);
    world->options.kafka = world->client;
    of_status status = of_engine_open(&world->options, &world->engine, error, sizeof error);
    cr_assert_eq(status.remedy, OF_FATAL);
    cr_assert(strstr(error, "topic other-changelog: missing; expected 3 partitions"), "%s", error);
    of_kafka_close(world->client);
    world->client = NULL;
    world->engine = NULL;
    world_free(world);
}

Test(takeover, a_changelog_that_falls_back_does_not_hold_the_task)
{
    of_world *world = world_new();
    of_producer *zombie = NULL;
    world_open(world);
    send_fruit(world);
    world_settle(world);
    world_close(world, true);
    cr_assert(of_ok(of_producer_open(
        world->outside,
        &(of_producer_options){.transactional_id = "zombie", .transaction_timeout_ms = 60000},
        &zombie)));
    cr_assert(of_ok(of_producer_init(zombie, 0)));
    cr_assert(of_ok(of_producer_begin(zombie)));
    for (int i = 0; i < 5; i++) {
        of_bytes bytes = of_bytes_of_text(OF_TEXT("never decided"));
        cr_assert(of_ok(of_producer_send(
            zombie, &(of_outgoing){.topic = of_topic_handle(world->outside, "small-changelog"),
                                   .partition = 0,
                                   .key = bytes,
                                   .value = bytes})));
    }
    world_open(world);
    world_settle(world);
    cr_assert_eq(world_stats(world).tasks_taking_over, 1, "the transaction is open");
    cr_assert_eq(of_embedded_fall_back(world->log, "small-changelog", 0), 5);
    cr_assert(of_ok(of_producer_abort(zombie, 0)));
    world_settle(world);
    cr_assert_eq(world_stats(world).tasks_running, WORLD_PARTITIONS);
    of_producer_close(zombie);
    world_free(world);
}

static of_kafka_calls failing;
static of_status (*ask_plainly)(of_reader *, of_partition, int64_t *, int64_t *, int64_t);
static int calls_until_failure;

static of_status fail_one(of_reader *reader, of_partition partition, int64_t *low, int64_t *high,
                          int64_t timeout_ms)
{
    return --calls_until_failure == 0 ? OF_RETRY_AS("the call timed out")
                                      : ask_plainly(reader, partition, low, high, timeout_ms);
}

Test(takeover, a_call_that_times_out_on_the_way_is_made_again)
{
    for (int at = 1; at <= 12; at++) {
        of_world *world = world_new();
        world_open(world);
        failing = *world->client->calls;
        ask_plainly = failing.reader_watermarks;
        failing.reader_watermarks = fail_one;
        calls_until_failure = at;
        world->client->calls = &failing;
        world_settle(world);
        cr_assert_leq(calls_until_failure, 0, "the call was not made");
        cr_assert_eq(world_stats(world).tasks_halted, 0, "at %d", at);
        cr_assert_eq(world_stats(world).tasks_running, WORLD_PARTITIONS, "at %d", at);
        world_free(world);
    }
}
