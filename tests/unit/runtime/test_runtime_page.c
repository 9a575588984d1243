/* The real page: its checks, its print against the golden text, and one order through all of it. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "avro/codec/json.h"
#include "avro/registry/wire.h"
#include "tests/unit/runtime/test_store.h"
#include "topology/base/file.h"
#include "topology/base/log.h"
#include "topology/kafka/embedded.h"
#include "topology/runtime/engine.h"

#define PARTITIONS 2
#define START_MS   ((int64_t)1772438400000) /* 2026-03-02T08:00:00Z */

static void must(of_status status)
{
    cr_assert(of_ok(status), "%s: %s", of_remedy_name(status.remedy), status.what);
}

Test(page, has_no_problems)
{
    of_buffer problems = {0};
    bool good = of_graph_check(&of_topology, &problems);
    of_buffer_put_u8(&problems, 0);
    cr_assert(good, "%s", (const char *)problems.data);
    of_buffer_free(&problems);
}

Test(page, prints_as_the_golden_text)
{
    of_buffer printed = {0};
    of_buffer golden = {0};
    of_graph_print(&of_topology, false, &printed);
    cr_assert(of_file_read(GOLDEN_DIR "/topology.txt", 1 << 20, &golden));
    cr_assert(of_bytes_equal(of_buffer_bytes(&golden), of_buffer_bytes(&printed)),
              "the flow has changed: look at it, then `orderflow topology > "
              "tests/golden/topology.txt`");
    of_buffer_free(&printed);
    of_buffer_free(&golden);
}

typedef struct of_page_world {
    of_manual_clock manual;
    of_clock clock;
    of_embedded *log;
    of_registry *registry;
    of_kafka *client;
    of_producer *producer;
    of_engine *engine;
} of_page_world;

static const char *const endpoints[] = {"erp", "crm", "finance", "wms.DC1"};

static void open_page(of_page_world *world)
{
    char error[2048] = "";
    of_log_threshold(OF_WARN);
    world->manual.now_ms = START_MS;
    world->clock = of_clock_of_manual(&world->manual);
    must(of_embedded_open(&(of_embedded_options){.clock = &world->clock}, &world->log, error,
                          sizeof error));
    must(of_registry_open(&(of_registry_options){0}, &world->registry, error, sizeof error));
    world->client = of_embedded_client(world->log);
    must(of_producer_open(world->client, &(of_producer_options){0}, &world->producer));
    of_engine_options options = {.layout = {.app = "page",
                                            .partitions = PARTITIONS,
                                            .endpoints = endpoints,
                                            .endpoint_count = 4},
                                 .kafka = world->client,
                                 .registry = world->registry,
                                 .graph = &of_topology,
                                 .clock = &world->clock,
                                 .state_dir = test_store_directory()};
    of_topics *topics = of_topics_plan(&of_topology, &options.layout);
    of_buffer report = {0};
    must(of_topics_apply(world->client, topics, &report));
    of_buffer_free(&report);
    of_topics_free(topics);
    of_status status = of_engine_open(&options, &world->engine, error, sizeof error);
    cr_assert(of_ok(status), "%s", error);
}

static void close_page(of_page_world *world)
{
    of_engine_close(world->engine, false);
    of_producer_close(world->producer);
    of_kafka_close(world->client);
    of_embedded_close(world->log);
    of_registry_close(world->registry);
    test_store_reset();
}

static void send(of_page_world *world, const of_record_type *type, const char *key,
                 const char *json)
{
    char error[512] = "";
    int32_t schema = 0;
    of_buffer bytes = {0};
    of_arena *arena = of_arena_new(1 << 20);
    void *record = of_arena_alloc(arena, type->size);
    of_status status =
        of_record_from_json(type, of_text_of(json), arena, record, error, sizeof error);
    cr_assert(of_ok(status), "%s", error);
    must(of_registry_register(world->registry, type->name, type->schema_text, &schema));
    must(of_wire_encode(schema, type, record, &bytes));
    of_bytes key_bytes = of_bytes_of_text(of_text_of(key));
    must(of_producer_send(world->producer,
                          &(of_outgoing){.topic = of_topic_handle(world->client, "canon.order"),
                                         .partition = of_partition_of_key(key_bytes, PARTITIONS),
                                         .timestamp_ms = world->manual.now_ms,
                                         .key = key_bytes,
                                         .value = of_buffer_bytes(&bytes)}));
    must(of_producer_flush(world->producer, 1000));
    of_buffer_free(&bytes);
    of_arena_free(arena);
}

static void settle(of_page_world *world)
{
    for (int quiet = 0; quiet < 12;) {
        bool progress = false;
        must(of_engine_step(world->engine, &progress));
        quiet = progress ? 0 : quiet + 1;
    }
}

Test(page, an_order_becomes_a_state_and_is_counted_per_channel, .timeout = 60)
{
    of_page_world world = {0};
    open_page(&world);
    send(&world, &of_OrderHeader_type, "E1:so-1",
         "{\"order\":\"E1:so-1\",\"entity\":\"E1\",\"channel\":\"WEB\",\"source\":"
         "{\"system\":\"erp\",\"instance\":\"e1\",\"table\":\"header\",\"row\":\"so-1\","
         "\"position\":1}}");
    settle(&world);
    of_engine_stats stats;
    of_engine_inspect(world.engine, &stats);
    cr_assert_eq(stats.tasks_running, PARTITIONS);
    cr_assert_eq(stats.dead_letters, 0);
    cr_assert_geq(stats.records_in, 2, "the header, and the pair of the fold");
    cr_assert_geq(stats.records_out, 3, "order-state, the pair, orders-per-channel");
    close_page(&world);
}
