/* Debezium envelopes and plain records in Avro: every op, every kind of column, every way to be
 * bad. */
/* rows: R06 R14 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/unit/intake/intake_bench.h"

#define MAPPING                                                                                    \
    "system: erp\n"                                                                                \
    "instance: north\n"                                                                            \
    "constants: {entity: E1}\n"                                                                    \
    "topics: [cdc.erp.order_line]\n"                                                               \
    "envelope: debezium-avro\n"                                                                    \
    "position: lsn\n"                                                                              \
    "row: \"{order_id}|{line}\"\n"                                                                 \
    "facts:\n"                                                                                     \
    "  - fact: OrderLine\n"                                                                        \
    "    key: \"{entity}:{order_id}\"\n"                                                           \
    "    fields:\n"                                                                                \
    "      order: \"{entity}:{order_id}\"\n"                                                       \
    "      line: {column: line}\n"                                                                 \
    "      item: {column: item}\n"                                                                 \
    "      net_qty: {column: qty, unit: base}\n"                                                   \
    "      unit_price: {column: price, unit: money}\n"                                             \
    "      promise_date: {column: promised}\n"

#define DECIMAL "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":15,\"scale\":2}"

#define ENVELOPE(QTY, PROMISED)                                                                    \
    "{\"type\":\"record\",\"name\":\"Envelope\",\"namespace\":\"cdc\",\"fields\":["                \
    "{\"name\":\"before\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"Value\","             \
    "\"fields\":[{\"name\":\"unused\",\"type\":[\"null\",{\"type\":\"array\",\"items\":\"int\"}]}" \
    ","                                                                                            \
    "{\"name\":\"order_id\",\"type\":\"string\"},"                                                 \
    "{\"name\":\"line\",\"type\":{\"type\":\"int\",\"connect.type\":\"int16\"}},"                  \
    "{\"name\":\"item\",\"type\":[\"string\",\"null\"]},"                                          \
    "{\"name\":\"qty\",\"type\":" QTY "},"                                                         \
    "{\"name\":\"price\",\"type\":[\"null\"," DECIMAL "]},"                                        \
    "{\"name\":\"promised\",\"type\":[\"null\"," PROMISED "]}]}]},"                                \
    "{\"name\":\"after\",\"type\":[\"null\",\"Value\"]},"                                          \
    "{\"name\":\"source\",\"type\":{\"type\":\"record\",\"name\":\"Source\",\"fields\":["          \
    "{\"name\":\"version\",\"type\":\"string\"},"                                                  \
    "{\"name\":\"snapshot\",\"type\":[\"null\",\"string\"]},"                                      \
    "{\"name\":\"lsn\",\"type\":[\"null\",\"long\"]}]}},"                                          \
    "{\"name\":\"op\",\"type\":\"string\"},"                                                       \
    "{\"name\":\"ts_ms\",\"type\":[\"null\",\"long\"]}]}"

#define DATE  "{\"type\":\"int\",\"connect.name\":\"io.debezium.time.Date\"}"
#define USUAL ENVELOPE(DECIMAL, DATE)

#define ROW                                                                                        \
    "{\"order_id\":\"so-1\",\"line\":2,\"item\":\"sku-9\",\"qty\":1250,\"price\":995,"             \
    "\"promised\":1}"
#define SOURCE "\"source\":{\"version\":\"3\",\"snapshot\":\"false\",\"lsn\":77}"

#define FACT(SOURCE_REST)                                                                          \
    "OrderLine E1:so-1 {\"source\":{\"system\":\"erp\",\"instance\":\"north\","                    \
    "\"table\":\"order_line\",\"row\":\"so-1|2\",\"position\":77" SOURCE_REST "},"                 \
    "\"order\":\"E1:so-1\",\"line\":\"2\",\"item\":\"sku-9\",\"net_qty\":12500,"                   \
    "\"unit_price\":99500,\"promise_date\":86400000}\n"

static intake_bench *bench;

static void start(void)
{
    bench = bench_open(MAPPING, "cdc.erp.order_line");
    cr_assert(bench->intake != NULL, "%s", bench_problems(bench));
}

static void stop(void)
{
    bench_close(bench);
}

TestSuite(intake_avro, .init = start, .fini = stop);

static void expect_facts(const char *schema, const char *row, const char *facts)
{
    of_status status = bench_take_avro(bench, schema, row);
    cr_expect(of_ok(status), "%s: %s", status.what, of_intake_why(bench->intake));
    cr_expect_str_eq(bench_facts(bench), facts);
}

static void expect_skip(of_status status, const char *why)
{
    cr_expect(status.remedy == OF_SKIP, "%s", of_remedy_name(status.remedy));
    cr_expect(strstr(of_intake_why(bench->intake), why) != NULL, "%s",
              of_intake_why(bench->intake));
    cr_expect_str_eq(bench_facts(bench), "");
}

Test(intake_avro, created_updated_and_snapshot_rows_tell_what_is_after)
{
    expect_facts(USUAL, "{\"op\":\"c\",\"after\":" ROW "," SOURCE "}", FACT(""));
    expect_facts(USUAL, "{\"op\":\"u\",\"before\":null,\"after\":" ROW "," SOURCE "}", FACT(""));
    expect_facts(USUAL, "{\"op\":\"u\",\"before\":" ROW ",\"after\":" ROW "," SOURCE "}", FACT(""));
    expect_facts(USUAL, "{\"op\":\"r\",\"after\":" ROW "," SOURCE "}", FACT(",\"snapshot\":true"));
}

Test(intake_avro, a_snapshot_says_so_in_the_source_block_too)
{
    expect_facts(USUAL,
                 "{\"op\":\"c\",\"after\":" ROW ",\"source\":{\"version\":\"3\","
                 "\"snapshot\":\"incremental\",\"lsn\":77}}",
                 FACT(",\"snapshot\":true"));
}

Test(intake_avro, a_deleted_row_tells_what_was_before)
{
    expect_facts(USUAL, "{\"op\":\"d\",\"before\":" ROW "," SOURCE "}", FACT(",\"deleted\":true"));
    expect_skip(bench_take_avro(bench, USUAL, "{\"op\":\"d\"," SOURCE "}"),
                "a delete without before (REPLICA IDENTITY FULL)");
}

Test(intake_avro, tombstones_and_messages_of_no_table_tell_nothing)
{
    cr_expect(of_ok(bench_take(bench, (of_bytes){0})));
    expect_facts(USUAL, "{\"op\":\"m\"," SOURCE "}", "");
    of_intake_counts counts = of_intake_counted(bench->intake);
    cr_expect(counts.tombstones == 1 && counts.facts == 0 && counts.refused == 0);
}

Test(intake_avro, a_truncated_table_and_unknown_ops_are_refused)
{
    expect_skip(bench_take_avro(bench, USUAL, "{\"op\":\"t\"," SOURCE "}"), "truncated");
    expect_skip(bench_take_avro(bench, USUAL, "{\"op\":\"x\",\"after\":" ROW "," SOURCE "}"),
                "an op that Debezium does not have");
    expect_skip(bench_take_avro(bench, USUAL, "{\"op\":\"u\"," SOURCE "}"),
                "an envelope without after");
}

Test(intake_avro, null_columns_are_null_where_the_field_may_be)
{
    expect_facts(USUAL,
                 "{\"op\":\"c\",\"after\":{\"order_id\":\"so-1\",\"line\":2,\"qty\":-50},"
                 "\"source\":{\"version\":\"3\",\"lsn\":78}}",
                 "OrderLine E1:so-1 {\"source\":{\"system\":\"erp\",\"instance\":\"north\","
                 "\"table\":\"order_line\",\"row\":\"so-1|2\",\"position\":78},"
                 "\"order\":\"E1:so-1\",\"line\":\"2\",\"net_qty\":-500}\n");
}

Test(intake_avro, a_required_field_that_is_null_is_named)
{
    expect_skip(bench_take_avro(bench, ENVELOPE("[\"null\"," DECIMAL "]", DATE),
                                "{\"op\":\"c\",\"after\":{\"order_id\":\"so-1\",\"line\":2}," SOURCE
                                "}"),
                ":15: net_qty: column 'qty': intake: a required field is null");
}

Test(intake_avro, decimals_come_in_every_handling_mode)
{
    const char *types[] = {DECIMAL, "\"string\"", "\"double\"", "\"long\"",
                           "{\"type\":\"record\",\"name\":\"V\",\"connect.name\":"
                           "\"io.debezium.data.VariableScaleDecimal\",\"fields\":["
                           "{\"name\":\"scale\",\"type\":\"int\"},"
                           "{\"name\":\"value\",\"type\":\"bytes\"}]}"};
    const char *values[] = {"1200", "\"12.000\"", "12.0", "12", "{\"scale\":1,\"value\":120}"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        char schema[4096];
        char row[512];
        snprintf(schema, sizeof schema, ENVELOPE("%s", DATE), types[i]);
        snprintf(row, sizeof row,
                 "{\"op\":\"c\",\"after\":{\"order_id\":\"so-1\",\"line\":2,\"qty\":%s}," SOURCE
                 "}",
                 values[i]);
        of_status status = bench_take_avro(bench, schema, row);
        cr_expect(of_ok(status), "%zu: %s", i, of_intake_why(bench->intake));
        cr_expect(strstr(bench_facts(bench), "\"net_qty\":12000}") != NULL, "%s",
                  bench_facts(bench));
    }
}

Test(intake_avro, a_quantity_that_is_no_whole_thousandth_is_refused)
{
    expect_skip(bench_take_avro(bench, ENVELOPE("\"string\"", DATE),
                                "{\"op\":\"c\",\"after\":{\"order_id\":\"so-1\",\"line\":2,"
                                "\"qty\":\"0.0001\"}," SOURCE "}"),
                ":15: net_qty: column 'qty': intake: a number has more decimals than its unit");
}

Test(intake_avro, times_come_in_every_temporal_type)
{
    struct {
        const char *type;
        const char *value;
    } times[] = {
        {DATE, "1"},
        {"{\"type\":\"int\",\"logicalType\":\"date\"}", "1"},
        {"{\"type\":\"long\",\"connect.name\":\"io.debezium.time.Timestamp\"}", "86400000"},
        {"{\"type\":\"long\",\"connect.name\":\"io.debezium.time.MicroTimestamp\"}", "86400000000"},
        {"{\"type\":\"long\",\"connect.name\":\"io.debezium.time.NanoTimestamp\"}",
         "86400000000000"},
        {"{\"type\":\"long\",\"connect.name\":\"org.apache.kafka.connect.data.Timestamp\","
         "\"logicalType\":\"timestamp-millis\"}",
         "86400000"},
        {"{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}", "86400000000"},
        {"{\"type\":\"string\",\"connect.name\":\"io.debezium.time.ZonedTimestamp\"}",
         "\"1970-01-02T00:00:00.000000Z\""},
    };
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        char schema[4096];
        char row[512];
        snprintf(schema, sizeof schema, ENVELOPE(DECIMAL, "%s"), times[i].type);
        snprintf(row, sizeof row,
                 "{\"op\":\"c\",\"after\":{\"order_id\":\"so-1\",\"line\":2,\"qty\":1,"
                 "\"promised\":%s}," SOURCE "}",
                 times[i].value);
        of_status status = bench_take_avro(bench, schema, row);
        cr_expect(of_ok(status), "%zu: %s", i, of_intake_why(bench->intake));
        cr_expect(strstr(bench_facts(bench), "\"promise_date\":86400000}") != NULL, "%zu: %s", i,
                  bench_facts(bench));
    }
}

Test(intake_avro, a_time_of_day_cannot_become_a_date)
{
    expect_skip(bench_take_avro(
                    bench,
                    ENVELOPE(DECIMAL,
                             "{\"type\":\"long\",\"connect.name\":\"io.debezium.time.MicroTime\"}"),
                    "{\"op\":\"c\",\"after\":" ROW "," SOURCE "}"),
                ":17: promise_date: column 'promised': a time of day");
}

Test(intake_avro, a_writer_without_a_column_does_not_fit)
{
    expect_skip(
        bench_take_avro(bench,
                        "{\"type\":\"record\",\"name\":\"E\",\"fields\":[{\"name\":\"after\","
                        "\"type\":[\"null\",{\"type\":\"record\",\"name\":\"V\",\"fields\":["
                        "{\"name\":\"order_id\",\"type\":\"string\"}]}]},{\"name\":\"source\","
                        "\"type\":{\"type\":\"record\",\"name\":\"S\",\"fields\":[]}},"
                        "{\"name\":\"op\",\"type\":\"string\"}]}",
                        "{\"op\":\"c\",\"after\":{\"order_id\":\"1\"},\"source\":{}}"),
        ":7: the source has no column 'line'");
    expect_skip(bench_take_avro(bench, "\"string\"", "\"hello\""),
                "the writer's schema is no record");
    expect_skip(bench_take_avro(bench, "{\"type\":\"record\",\"name\":\"E\",\"fields\":[]}", "{}"),
                "no Debezium envelope");
}

Test(intake_avro, bytes_that_are_no_message_are_refused)
{
    cr_assert(of_ok(bench_take_avro(bench, USUAL, "{\"op\":\"c\",\"after\":" ROW "," SOURCE "}")));
    of_buffer good = {0};
    of_buffer_put(&good, bench->bytes.data, bench->bytes.len);
    for (size_t len = 0; len < good.len; len++) {
        of_status status = bench_take(bench, (of_bytes){.data = good.data, .len = len});
        cr_expect(status.remedy == OF_SKIP, "%zu", len);
        cr_expect_str_eq(bench_facts(bench), "");
    }
    good.data[0] = 7;
    expect_skip(bench_take(bench, of_buffer_bytes(&good)), "wire: wrong magic byte");
    good.data[0] = 0;
    good.data[4] = 99;
    expect_skip(bench_take(bench, of_buffer_bytes(&good)), "registry: unknown schema id");
    of_buffer_free(&good);
}

Test(intake_avro, texts_have_to_be_utf8)
{
    cr_assert(of_ok(bench_take_avro(bench, USUAL, "{\"op\":\"c\",\"after\":" ROW "," SOURCE "}")));
    uint8_t *item = memmem(bench->bytes.data, bench->bytes.len, "sku-9", 5);
    cr_assert(item != NULL);
    item[0] = 0xff;
    of_status status = bench_take(bench, of_buffer_bytes(&bench->bytes));
    cr_expect(status.remedy == OF_SKIP);
    cr_expect(strstr(of_intake_why(bench->intake), "UTF-8") != NULL, "%s",
              of_intake_why(bench->intake));
}

Test(intake_avro, a_row_without_a_position_is_refused)
{
    expect_skip(bench_take_avro(bench, USUAL,
                                "{\"op\":\"c\",\"after\":" ROW ",\"source\":{\"version\":\"3\"}}"),
                ":6: position: intake: the row has no position");
}

Test(intake_avro, a_full_arena_aborts_and_what_emit_says_is_passed_on)
{
    of_arena *tiny = of_arena_new(64);
    cr_assert(of_ok(bench_take_avro(bench, USUAL, "{\"op\":\"c\",\"after\":" ROW "," SOURCE "}")));
    of_message message = {.topic = 1, .value = of_buffer_bytes(&bench->bytes)};
    of_status status = of_intake_record(bench->intake, &message, tiny, bench_emit, bench);
    cr_expect(status.remedy == OF_ABORT);
    of_arena_free(tiny);
    bench->emit_answer = OF_ABORT_AS("test");
    cr_expect(bench_take(bench, of_buffer_bytes(&bench->bytes)).remedy == OF_ABORT);
}

Test(intake_avro, a_topic_that_was_not_bound_is_refused)
{
    of_message message = {.topic = 2};
    of_status status = of_intake_record(bench->intake, &message, bench->arena, bench_emit, bench);
    cr_expect(status.remedy == OF_SKIP);
    cr_expect(!of_intake_takes(bench->intake, "cdc.erp.other"));
    cr_expect(!of_intake_bind(bench->intake, 2, "cdc.erp.other"));
}

Test(intake_avro, more_writer_schemas_than_we_keep_are_no_problem)
{
    for (int i = 0; i < 150; i++) {
        char schema[4096];
        snprintf(schema, sizeof schema,
                 ENVELOPE(DECIMAL, "{\"type\":\"int\",\"connect.name\":"
                                   "\"io.debezium.time.Date\",\"n\":%d}"),
                 i);
        expect_facts(schema, "{\"op\":\"c\",\"after\":" ROW "," SOURCE "}", FACT(""));
    }
    expect_facts(USUAL, "{\"op\":\"c\",\"after\":" ROW "," SOURCE "}", FACT(""));
}

Test(intake_avro, hostile_writer_schemas_cost_little_and_dead_letter)
{
    of_buffer schema = {0};
    of_buffer_format(&schema, "{\"type\":\"record\",\"name\":\"E\",\"fields\":[{\"name\":\"a\","
                              "\"type\":{\"type\":\"enum\",\"name\":\"X\",\"symbols\":[");
    for (int i = 0; i < 60000; i++) {
        of_buffer_format(&schema, "%s\"S%d\"", i == 0 ? "" : ",", i);
    }
    of_buffer_format(&schema, "]}}]}%c", 0);
    int32_t id = 0;
    of_status status = of_registry_register(bench->registry, "x", (const char *)schema.data, &id);
    if (of_ok(status)) {
        uint8_t message[] = {0, 0, 0, 0, (uint8_t)id, 0};
        cr_expect(bench_take(bench, (of_bytes){.data = message, .len = 6}).remedy == OF_SKIP);
    }
    of_buffer_free(&schema);
}
