/* Exactly-once: whatever call a process dies at, the outputs are those of a run that nobody
 * disturbed. */
/* rows: R71 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/unit/runtime/world.h"

#define FACTS 24
/* On the product's store each history takes longer: stop at fewer calls. */
#ifndef CRASH_STRIDE
#define CRASH_STRIDE 1
#endif

static const char *const items[] = {"apple", "pear", "plum", "fig", "lime"};
static const char *const channels[] = {"web", "shop", "phone"};

static void send_some(of_world *world, int from, int to)
{
    for (int i = from; i < to; i++) {
        ChannelCount fact = {.channel = of_text_of(channels[(i / 4) % 3]),
                             .orders = i + 1,
                             .delivered = i % 11 == 10 ? SMALL_REFUSE : SMALL_COUNT};
        if (i % 7 == 6) {
            fact.delivered = SMALL_TIMER;
            fact.units_ordered = WORLD_START_MS + 5000 + i;
        }
        world_send(world, items[i % 5], fact);
    }
}

typedef struct of_outcome {
    of_buffer items, channels, log, seen, letters;
} of_outcome;

static of_outcome outcome_of(of_world *world)
{
    return (of_outcome){.items = world_rows(world, "small-item"),
                        .channels = world_rows(world, "small-channel"),
                        .log = world_sorted(world, "small-log"),
                        .seen = world_sorted(world, "small-seen"),
                        .letters = world_sorted(world, "dlq.orderflow")};
}

static void outcome_free(of_outcome *outcome)
{
    of_buffer_free(&outcome->items);
    of_buffer_free(&outcome->channels);
    of_buffer_free(&outcome->log);
    of_buffer_free(&outcome->seen);
    of_buffer_free(&outcome->letters);
}

static void same(const of_buffer *expected, const of_buffer *actual, const char *what, int64_t at)
{
    cr_assert_str_eq((const char *)actual->data, (const char *)expected->data,
                     "%s differ after a crash at call %lld:\n%s\nexpected:\n%s", what,
                     (long long)at, (char *)actual->data, (char *)expected->data);
}

typedef struct of_bomb {
    int64_t at;
    int64_t seen;
} of_bomb;

static bool tick(void *state, const char *call, int64_t number)
{
    of_bomb *bomb = state;
    (void)call;
    bomb->seen = number;
    return number != bomb->at;
}

/* One history: some facts, a pause over the timers' time, some more. With a crash at call `at` of
 * the first engine (0: none), and of the second at `again`. */
static int64_t run(int64_t at, int64_t again, of_outcome *outcome)
{
    of_world *world = world_new();
    of_bomb first = {.at = at};
    of_bomb second = {.at = again};
    world->options.batch_records_max = 3;
    world->options.flush_bytes = at % 2 == 0 ? 1 : 0;
    world_open(world);
    of_embedded_set_gate(world->client, tick, &first);
    send_some(world, 0, FACTS / 2);
    world_settle(world);
    if (at != 0 && of_embedded_crashed(world->client)) {
        world_close(world, true);
        world_open(world);
        of_embedded_set_gate(world->client, again == 0 ? NULL : tick, &second);
    }
    world->manual.now_ms += 10000;
    world_settle(world);
    send_some(world, FACTS / 2, FACTS);
    world_settle(world);
    if (of_embedded_crashed(world->client)) {
        world_close(world, true);
        world_open(world);
        world_settle(world);
        world->manual.now_ms += 10000;
    }
    world_settle(world);
    *outcome = outcome_of(world);
    world_free(world);
    return first.seen;
}

static void compare(const of_outcome *expected, const of_outcome *actual, int64_t at)
{
    same(&expected->items, &actual->items, "items", at);
    same(&expected->channels, &actual->channels, "channels", at);
    same(&expected->log, &actual->log, "log entries", at);
    same(&expected->seen, &actual->seen, "moves", at);
    same(&expected->letters, &actual->letters, "dead letters", at);
}

Test(crashes, at_any_call_change_nothing, .timeout = 120)
{
    of_outcome expected;
    int64_t calls = run(0, 0, &expected);
    cr_assert_gt(world_lines(&expected.log), FACTS / 2);
    cr_log_info("%lld calls", (long long)calls);
    for (int64_t at = 1; at <= calls; at += CRASH_STRIDE) {
        of_outcome actual;
        run(at, 0, &actual);
        compare(&expected, &actual, at);
        outcome_free(&actual);
    }
    outcome_free(&expected);
}

Test(crashes, twice_change_nothing, .timeout = 120)
{
    of_outcome expected;
    int64_t calls = run(0, 0, &expected);
    for (int64_t at = 5; at <= calls; at += 7 * CRASH_STRIDE) {
        of_outcome actual;
        run(at, 3 + at % 61, &actual);
        compare(&expected, &actual, at);
        outcome_free(&actual);
    }
    outcome_free(&expected);
}
