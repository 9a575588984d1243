/* Turns: savepoints, dead letters, halving, keys that went astray, folds. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "avro/registry/wire.h"
#include "tests/unit/runtime/world.h"

static ChannelCount amount(const char *channel, int64_t orders)
{
    return (ChannelCount){.channel = of_text_of(channel), .orders = orders};
}

static void expect_rows(of_world *world, const char *topic, const char *expected)
{
    of_buffer rows = world_rows(world, topic);
    cr_assert_str_eq((const char *)rows.data, expected);
    of_buffer_free(&rows);
}

Test(turns, a_fact_becomes_a_row_a_log_entry_and_a_fold)
{
    of_world *world = world_new();
    world_open(world);
    world_send(world, "apple", amount("web", 2));
    world_send(world, "pear", amount("shop", 3));
    world_send(world, "apple", amount("web", 5));
    world_settle(world);
    expect_rows(world, "small-item", "apple web 7 0 0\npear shop 3 0 0\n");
    expect_rows(world, "small-channel", "shop shop 3 0 1\nweb web 7 0 1\n");
    of_buffer log = world_read(world, "small-log");
    of_buffer seen = world_read(world, "small-seen");
    cr_assert_eq(world_lines(&log), 3, "three facts:\n%s", (char *)log.data);
    cr_assert_eq(world_lines(&seen), 3, "three moves:\n%s", (char *)seen.data);
    of_buffer_free(&log);
    of_buffer_free(&seen);
    cr_assert_eq(world_stats(world).tasks_running, WORLD_PARTITIONS);
    world_free(world);
}

Test(turns, a_fold_moves_what_it_counted_when_the_key_changes)
{
    of_world *world = world_new();
    world_open(world);
    world_send(world, "apple", amount("web", 2));
    world_settle(world);
    world_send(world, "apple", amount("shop", 1));
    world_settle(world);
    expect_rows(world, "small-channel", "shop shop 3 0 1\nweb web 0 0 0\n");
    world_free(world);
}

/* What one fact makes the engine read: itself, its move and, where the sums change, one pair. */
static int64_t records_read(of_world *world, ChannelCount fact)
{
    int64_t before = world_stats(world).records_in;
    world_send(world, "apple", fact);
    world_settle(world);
    return world_stats(world).records_in - before;
}

Test(turns, a_row_that_counts_for_the_same_sends_a_fold_nothing)
{
    of_world *world = world_new();
    world_open(world);
    cr_assert_eq(records_read(world, amount("web", 2)), 3, "the first pair");
    cr_assert_eq(records_read(world, amount("web", 0)), 2, "another version of the same");
    cr_assert_eq(records_read(world, amount("web", 5)), 3, "another amount");
    cr_assert_eq(records_read(world, amount("shop", 0)), 4, "another key: out of one, into one");
    expect_rows(world, "small-channel", "shop shop 7 0 1\nweb web 0 0 0\n");
    world_free(world);
}

Test(turns, a_refused_record_leaves_no_trace_but_a_dead_letter)
{
    of_world *world = world_new();
    world_open(world);
    world_send(world, "apple", amount("web", 2));
    ChannelCount refused = amount("web", 100);
    refused.delivered = SMALL_REFUSE;
    world_send(world, "apple", refused);
    world_send(world, "apple", amount("web", 1));
    world_settle(world);
    world->manual.now_ms += 1000000;
    world_settle(world);
    expect_rows(world, "small-item", "apple web 3 0 0\n");
    of_buffer letters = world_read(world, "dlq.orderflow");
    cr_assert_eq(world_lines(&letters), 1);
    cr_assert(world_has(&letters, "small.amount:"));
    cr_assert(world_has(&letters, "refused by the processor"));
    of_buffer_free(&letters);
    cr_assert_eq(world_stats(world).timers_fired, 0);
    world_free(world);
}

Test(turns, bytes_that_cannot_be_decoded_are_dead_lettered)
{
    of_world *world = world_new();
    world_open(world);
    world_send_bytes(world, "small.amount", 0, OF_TEXT("x"),
                     (of_bytes){(const uint8_t *)"rubbish", 7});
    world_send_bytes(world, "small.amount", 1, (of_text){0},
                     (of_bytes){(const uint8_t *)"rubbish", 7});
    world_settle(world);
    cr_assert_eq(world_stats(world).dead_letters, 2);
    world_free(world);
}

Test(turns, a_batch_that_aborts_is_halved_until_the_record_is_found)
{
    of_world *world = world_new();
    world_open(world);
    world_settle(world);
    for (int i = 0; i < 40; i++) {
        ChannelCount fact = amount("web", 1);
        fact.delivered = i == 23 ? SMALL_TOO_MUCH : SMALL_COUNT;
        world_send(world, "apple", fact);
    }
    world_settle(world);
    expect_rows(world, "small-item", "apple web 39 0 0\n");
    of_engine_stats stats = world_stats(world);
    cr_assert_eq(stats.dead_letters, 1);
    cr_assert_gt(stats.aborts, 2);
    world_free(world);
}

Test(turns, a_record_in_the_wrong_partition_is_keyed_anew)
{
    of_world *world = world_new();
    world_open(world);
    of_buffer bytes = {0};
    ChannelCount fact = amount("web", 4);
    of_text key = OF_TEXT("apple");
    int32_t right = of_partition_of_key(of_bytes_of_text(key), WORLD_PARTITIONS);
    of_status status = of_wire_encode(world->schema, &of_ChannelCount_type, &fact, &bytes);
    cr_assert(of_ok(status));
    world_send_bytes(world, "small.amount", (right + 1) % WORLD_PARTITIONS, key,
                     of_buffer_bytes(&bytes));
    world_settle(world);
    expect_rows(world, "small-item", "apple web 4 0 0\n");
    cr_assert_eq(world_stats(world).rekeyed, 1);
    of_buffer_free(&bytes);
    world_free(world);
}

Test(turns, calls_without_end_are_refused)
{
    of_world *world = world_new();
    world_open(world);
    ChannelCount loop = amount("web", 4);
    loop.delivered = SMALL_LOOP;
    world_send(world, "apple", loop);
    world_settle(world);
    expect_rows(world, "small-item", "");
    cr_assert_eq(world_stats(world).dead_letters, 1);
    world_free(world);
}

Test(turns, a_node_writes_only_what_its_row_names)
{
    of_world *world = world_new();
    world_open(world);
    ChannelCount strange = amount("web", 4);
    strange.delivered = SMALL_STRANGE;
    world_send(world, "apple", strange);
    world_settle(world);
    expect_rows(world, "small-channel", "");
    cr_assert_eq(world_stats(world).dead_letters, 1);
    world_free(world);
}
