/* The engine in threads on the machine's clock: work, questions from outside, a graceful stop. */
#include <criterion/criterion.h>
#include <time.h>

#include "tests/unit/runtime/world.h"

static void wait_for_records(const of_world *world, int64_t records)
{
    const struct timespec pause = {.tv_nsec = 2000000};
    for (int i = 0; i < 10000 && world_stats(world).records_in < records; i++) {
        nanosleep(&pause, NULL);
    }
    cr_assert_geq(world_stats(world).records_in, records);
}

Test(threads, share_the_work_and_answer_questions, .timeout = 60)
{
    of_world *world = world_new_wall();
    world->options.workers = 2;
    world->options.commit_max_ms = 5;
    world_open(world);
    cr_assert(of_ok(of_engine_start(world->engine)));
    static const char *const items[] = {"apple", "pear", "plum"};
    for (int i = 0; i < 300; i++) {
        world_send(world, items[i % 3], (ChannelCount){.channel = OF_TEXT("web"), .orders = 1});
    }
    wait_for_records(world, 300 + 300 + 3); /* facts, moves, at least one pair each */
    of_buffer json = {0};
    of_status status = of_engine_read(world->engine, OF_TEXT("plum"), 5000, &json);
    cr_assert(of_ok(status), "%s", status.what);
    of_buffer_put_u8(&json, 0);
    cr_assert(strstr((const char *)json.data, "{\"store\":\"item\",\"row\":"), "%s",
              (const char *)json.data);
    cr_assert(strstr((const char *)json.data, "\"orders\":100"), "%s", (const char *)json.data);
    of_buffer_free(&json);
    of_engine_stop(world->engine);
    cr_assert_not(of_engine_failed(world->engine));
    of_buffer rows = world_rows(world, "small-item");
    cr_assert_str_eq((const char *)rows.data,
                     "apple web 100 0 0\npear web 100 0 0\nplum web 100 0 0\n");
    of_buffer_free(&rows);
    world_free(world);
}

Test(threads, a_graceful_stop_and_a_start_lose_nothing, .timeout = 60)
{
    of_world *world = world_new_wall();
    world_open(world);
    cr_assert(of_ok(of_engine_start(world->engine)));
    world_send(world, "apple", (ChannelCount){.channel = OF_TEXT("web"), .orders = 1});
    wait_for_records(world, 2);
    world_close(world, false);
    world_open(world);
    cr_assert(of_ok(of_engine_start(world->engine)));
    world_send(world, "apple", (ChannelCount){.channel = OF_TEXT("web"), .orders = 1});
    wait_for_records(world, 2);
    world_close(world, false);
    of_buffer rows = world_rows(world, "small-item");
    cr_assert_str_eq((const char *)rows.data, "apple web 2 0 0\n");
    of_buffer_free(&rows);
    world_free(world);
}
