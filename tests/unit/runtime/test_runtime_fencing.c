/* Who is fenced again and again shares its ids with another process and stops; who only slept, or
 * lost its broker for a while, goes on. */
/* rows: R71 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/unit/runtime/test_store.h"
#include "tests/unit/runtime/world.h"

#define STEPS_MAX 400
#define ITEMS     9 /* every partition gets some */

static void send(of_world *world, int64_t orders)
{
    char item[16];
    for (int i = 0; i < ITEMS; i++) {
        snprintf(item, sizeof item, "item-%d", i);
        world_send(world, item, (ChannelCount){.channel = OF_TEXT("web"), .orders = orders});
    }
}

typedef struct of_nap {
    of_world *world;
    int64_t ms;
    bool is_due;
} of_nap;

static bool nap(void *state, const char *call, int64_t number)
{
    of_nap *self = state;
    (void)number;
    if (self->is_due && strcmp(call, "producer_commit") == 0) {
        self->is_due = false;
        self->world->manual.now_ms += self->ms;
    }
    return true;
}

/* A stall of the machine, not a rival: the coordinator gave the transaction up, and that is all. */
Test(fencing, a_process_whose_transactions_time_out_goes_on)
{
    of_world *world = world_new();
    of_nap sleeper = {.world = world, .ms = 15000};
    world->options.transaction_timeout_ms = 10000;
    world->options.session_timeout_ms = 60000;
    world_open(world);
    world_settle(world);
    of_embedded_set_gate(world->client, nap, &sleeper);
    for (int i = 1; i <= 8; i++) {
        sleeper.is_due = true;
        send(world, 1);
        world_settle(world);
        cr_assert_not(sleeper.is_due, "no transaction was slept through");
        cr_assert_eq(world_stats(world).rebuilds, i);
    }
    of_buffer rows = world_rows(world, "small-item");
    cr_assert_eq(world_lines(&rows), ITEMS);
    for (int i = 0; i < ITEMS; i++) {
        char line[32];
        snprintf(line, sizeof line, "item-%d web 8 0 0", i);
        cr_assert(world_has(&rows, line), "%s is not there", line);
    }
    of_buffer_free(&rows);
    world_free(world);
}

static void copy_directory(const char *from, const char *to)
{
    char command[512];
    snprintf(command, sizeof command, "cp -r %s/. %s", from, to);
    cr_assert_eq(system(command), 0);
}

/* Both sides of a copied directory have the same transactional ids; the slots' names differ, so
 * that only the producers tell. */
Test(fencing, a_copied_directory_does_not_fight_without_end)
{
    of_world *world = world_new();
    const char *first = test_store_directory();
    world->options.slot_prefix = "first";
    world_open(world);
    send(world, 1);
    world_settle(world);
    world_close(world, false);
    const char *second = test_store_another();
    copy_directory(first, second);
    world->options.state_dir = first;
    world_open(world);
    of_engine_options options = world->options;
    of_kafka *client = of_embedded_client(world->log);
    options.kafka = client;
    options.slot_prefix = "second";
    options.state_dir = second;
    of_engine *copy = NULL;
    char error[1024] = "";
    cr_assert(of_ok(of_engine_open(&options, &copy, error, sizeof error)), "%s", error);
    int stopped = 0;
    for (int i = 0; i < STEPS_MAX && stopped == 0; i++) {
        bool progress = false;
        send(world, 1);
        stopped += of_engine_step(world->engine, &progress).remedy == OF_FATAL;
        if (stopped == 0) {
            stopped += of_engine_step(copy, &progress).remedy == OF_FATAL;
        }
        world->manual.now_ms += 500;
    }
    cr_assert_eq(stopped, 1, "one of the two stops for good, the other has the ids for itself");
    of_engine_close(copy, true);
    of_kafka_close(client);
    world_free(world);
}
