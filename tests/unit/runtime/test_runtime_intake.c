/* Intake inside the engine: source partitions of any count, facts in the same transaction as the
 * source's offsets, refusals as dead letters, a pause while the registry is away. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/unit/runtime/world.h"

#define SOURCE            "cdc.small"
#define SOURCE_PARTITIONS 2

static int away; /* so many calls find the registry away */

/* "item channel orders" per record. */
static of_status read_line(void *instance, const of_message *message, of_arena *arena,
                           of_intake_emit emit, void *emit_state)
{
    char item[32];
    char channel[32];
    int orders = 0;
    (void)instance;
    of_text line = of_arena_text(arena, of_text_of_bytes(message->value));
    if (away > 0) {
        away--;
        return OF_RETRY_AS("the registry cannot be reached");
    }
    if (strcmp(line.data, "broken") == 0) {
        return OF_FATAL_AS("the mapping is broken");
    }
    if (sscanf(line.data, "%31s %31s %d", item, channel, &orders) != 3) {
        return OF_SKIP_AS("not a line of ours");
    }
    const ChannelCount fact = {.channel = of_text_of(channel), .orders = orders};
    return emit(emit_state, &of_ChannelCount_type, of_text_of(item), &fact);
}

static const char *const sources[] = {SOURCE};
static const of_engine_intake intake = {
    .record = read_line, .state = &away, .topics = sources, .topic_count = 1};

#define RETENTION_MS ((int64_t)1000) /* less than a session */

static of_world *intake_world(void)
{
    of_world *world = world_new();
    of_topic_spec spec = {
        .name = SOURCE, .partitions = SOURCE_PARTITIONS, .retention_ms = RETENTION_MS};
    cr_assert(of_ok(of_topic_create(world->outside, &spec)));
    world->options.intake = &intake;
    return world;
}

static void tell(of_world *world, int partition, const char *line)
{
    world_send_bytes(world, SOURCE, partition, OF_TEXT("row"), of_bytes_of_text(of_text_of(line)));
}

static void expect_items(of_world *world, const char *expected)
{
    of_buffer rows = world_rows(world, "small-item");
    cr_assert_str_eq((const char *)rows.data, expected);
    of_buffer_free(&rows);
}

Test(intake, turns_source_records_into_facts_and_dead_letters_the_rest)
{
    of_world *world = intake_world();
    world_open(world);
    tell(world, 0, "apple web 2");
    tell(world, 1, "pear shop 3");
    tell(world, 1, "rubbish");
    tell(world, 1, "apple web 1");
    world_settle(world);
    expect_items(world, "apple web 3 0 0\npear shop 3 0 0\n");
    cr_assert_eq(world_stats(world).dead_letters, 1);
    world_free(world);
}

Test(intake, waits_while_the_registry_is_away_and_loses_nothing)
{
    of_world *world = intake_world();
    world_open(world);
    world_settle(world);
    away = 2;
    tell(world, 0, "apple web 2");
    world_send(world, "pear", (ChannelCount){.channel = OF_TEXT("web"), .orders = 1});
    world_settle(world);
    expect_items(world, "pear web 1 0 0\n");
    for (int i = 0; i < 3; i++) {
        world->manual.now_ms += 1000;
        world_settle(world);
    }
    expect_items(world, "apple web 2 0 0\npear web 1 0 0\n");
    cr_assert_eq(world_stats(world).dead_letters, 0);
    world_free(world);
}

static bool tick(void *state, const char *call, int64_t number)
{
    (void)call;
    return number != *(const int64_t *)state;
}

Test(intake, reads_every_source_record_once_whatever_call_a_process_dies_at)
{
    for (int64_t at = 20; at < 200; at += 3) {
        of_world *world = intake_world();
        world->options.batch_records_max = 2;
        world_open(world);
        of_embedded_set_gate(world->client, tick, &at);
        for (int i = 0; i < 6; i++) {
            tell(world, i % SOURCE_PARTITIONS, "apple web 1");
        }
        world_settle(world);
        if (of_embedded_crashed(world->client)) {
            world_close(world, true);
            world_open(world);
            world_settle(world);
        }
        expect_items(world, "apple web 6 0 0\n");
        world_free(world);
    }
}

/* ---- sources that cannot be read on ---- */

/* Partition 0 has one that is handled; then one more, which its retention deletes unread. */
static void lose_a_record(of_world *world)
{
    tell(world, 0, "apple web 2");
    world->manual.now_ms += 2 * RETENTION_MS;
    of_embedded_clean(world->log);
}

static void expect_one_source_halted(of_world *world, int64_t rebuilds)
{
    cr_assert_eq(world_stats(world).sources_halted, 1);
    cr_assert_eq(world_stats(world).tasks_running, WORLD_PARTITIONS);
    cr_assert_leq(world_stats(world).rebuilds, rebuilds);
    tell(world, 0, "apple web 8");
    tell(world, 1, "pear shop 3");
    world_settle(world);
    expect_items(world, "apple web 1 0 0\npear shop 3 0 0\n");
    cr_assert_leq(world_stats(world).rebuilds, rebuilds);
}

static of_world *one_apple(void)
{
    of_world *world = intake_world();
    world_open(world);
    tell(world, 0, "apple web 1");
    world_settle(world);
    return world;
}

Test(intake, halts_a_source_partition_that_lost_records_while_the_process_was_down)
{
    of_world *world = one_apple();
    world_close(world, false);
    lose_a_record(world);
    world_open(world);
    world_settle(world);
    expect_one_source_halted(world, 0);
    world_free(world);
}

Test(intake, halts_a_source_partition_that_loses_records_while_the_process_runs)
{
    of_world *world = one_apple();
    lose_a_record(world);
    world_settle(world);
    expect_one_source_halted(world, 1);
    world_free(world);
}

Test(intake, halts_a_source_partition_whose_mapping_breaks)
{
    of_world *world = one_apple();
    tell(world, 0, "broken");
    world_settle(world);
    expect_one_source_halted(world, 0);
    world_free(world);
}

static bool is_mapping_readable;

static of_status open_mapping(void *state, void **instance)
{
    *instance = state;
    return is_mapping_readable ? OF_OK : OF_FATAL_AS("a mapping has errors");
}

static void close_mapping(void *instance)
{
    cr_assert_not_null(instance);
}

Test(intake, ends_a_worker_whose_mapping_cannot_be_opened_again)
{
    const of_engine_intake opened = {.open = open_mapping,
                                     .close = close_mapping,
                                     .record = read_line,
                                     .state = &away,
                                     .topics = sources,
                                     .topic_count = 1};
    of_world *world = intake_world();
    world->options.intake = &opened;
    is_mapping_readable = true;
    world_open(world);
    tell(world, 0, "apple web 1");
    world_settle(world);
    is_mapping_readable = false;
    lose_a_record(world);
    of_status status = OF_OK;
    for (int step = 0; step < 100 && status.remedy != OF_FATAL; step++) {
        bool progress = false;
        status = of_engine_step(world->engine, &progress);
    }
    cr_assert_eq(status.remedy, OF_FATAL);
    world_free(world);
}
