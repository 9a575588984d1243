/* JSON envelopes, plain JSON, conditions, several facts, status tables and the kinds of position.
 */
/* rows: R03 R36 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/unit/intake/intake_bench.h"

#define PACKAGE                                                                                    \
    "system: wms\n"                                                                                \
    "table: pkg\n"                                                                                 \
    "constants: {entity: E1}\n"                                                                    \
    "topics: [\"cdc.wms-*.package\"]\n"                                                            \
    "envelope: debezium-json\n"                                                                    \
    "position: lsn\n"                                                                              \
    "row: \"{package}|{order_id}\"\n"                                                              \
    "facts:\n"                                                                                     \
    "  - fact: PackageContent\n"                                                                   \
    "    key: \"{entity}:{order_id}\"\n"                                                           \
    "    fields:\n"                                                                                \
    "      order: \"{entity}:{order_id}\"\n"                                                       \
    "      line: \"{line}\"\n"                                                                     \
    "      allocation: \"a-{line}\"\n"                                                             \
    "      site: DC1\n"                                                                            \
    "      package: \"{package}\"\n"                                                               \
    "      qty: {column: cases, unit: base, factor: 12, type: decimal, scale: 1}\n"                \
    "  - fact: PackageOrder\n"                                                                     \
    "    key: \"{tracking}\"\n"                                                                    \
    "    when: [{column: tracking, present: true}, {column: state, not_in: [VOID, LOST]}]\n"       \
    "    fields:\n"                                                                                \
    "      tracking: \"{tracking}\"\n"                                                             \
    "      order: \"{entity}:{order_id}\"\n"                                                       \
    "      package: \"{package}\"\n"                                                               \
    "      carrier: {column: carrier, values: {1: UPS, 2: DHL}, else: null}\n"

#define ROW(TRACKING, STATE)                                                                       \
    "{\"package\":\"p-1\",\"order_id\":\"so-1\",\"line\":1,\"cases\":\"DA==\","                    \
    "\"tracking\":" TRACKING ",\"state\":" STATE ",\"carrier\":2,\"more\":[1,{\"x\":2}]}"
#define SOURCE "\"source\":{\"lsn\":5,\"snapshot\":false}"

#define SOURCE_OUT                                                                                 \
    "\"source\":{\"system\":\"wms\",\"table\":\"pkg\",\"row\":\"p-1|so-1\",\"position\":5}"
#define CONTENT                                                                                    \
    "PackageContent E1:so-1 {" SOURCE_OUT ",\"order\":\"E1:so-1\",\"line\":\"1\","                 \
    "\"allocation\":\"a-1\",\"site\":\"DC1\",\"package\":\"p-1\",\"qty\":14400}\n"
#define ORDER                                                                                      \
    "PackageOrder t-1 {" SOURCE_OUT ",\"tracking\":\"t-1\",\"order\":\"E1:so-1\","                 \
    "\"package\":\"p-1\",\"carrier\":\"DHL\"}\n"

static intake_bench *bench;

static void start(void)
{
    bench = bench_open(PACKAGE, "cdc.wms-3pl.package");
    cr_assert(bench->intake != NULL, "%s", bench_problems(bench));
}

static void stop(void)
{
    bench_close(bench);
}

TestSuite(intake_json, .init = start, .fini = stop);

static void expect_facts(const char *value, const char *facts)
{
    of_status status = bench_take_text(bench, value);
    cr_expect(of_ok(status), "%s: %s", status.what, of_intake_why(bench->intake));
    cr_expect_str_eq(bench_facts(bench), facts);
}

static void expect_skip(const char *value, const char *why)
{
    of_status status = bench_take_text(bench, value);
    cr_expect(status.remedy == OF_SKIP, "%s", value);
    cr_expect(strstr(of_intake_why(bench->intake), why) != NULL, "%s",
              of_intake_why(bench->intake));
    cr_expect_str_eq(bench_facts(bench), "");
}

Test(intake_json, one_row_tells_two_facts_where_its_conditions_hold)
{
    expect_facts("{\"op\":\"c\",\"after\":" ROW("\"t-1\"", "\"OPEN\"") "," SOURCE "}",
                 CONTENT ORDER);
    expect_facts("{\"op\":\"c\",\"after\":" ROW("null", "\"OPEN\"") "," SOURCE "}", CONTENT);
    expect_facts("{\"op\":\"c\",\"after\":" ROW("\"t-1\"", "\"VOID\"") "," SOURCE "}", CONTENT);
    expect_facts("{\"op\":\"c\",\"after\":" ROW("\"t-1\"", "null") "," SOURCE "}", CONTENT ORDER);
}

Test(intake_json, a_schema_beside_the_payload_changes_nothing)
{
    expect_facts("{\"schema\":{\"type\":\"struct\",\"fields\":[]},\"payload\":{\"op\":\"u\","
                 "\"before\":null,\"after\":" ROW("\"t-1\"", "\"OPEN\"") "," SOURCE "}}",
                 CONTENT ORDER);
    expect_facts("{\"schema\":null,\"payload\":null}", "");
}

Test(intake_json, none_of_the_facts_is_told_when_one_is_bad)
{
    expect_skip("{\"op\":\"c\",\"after\":" ROW("\"\"", "\"OPEN\"") "," SOURCE "}",
                ":19: key: intake: empty");
}

Test(intake_json, bad_values_are_refused_with_a_reason)
{
    expect_skip("", "not JSON");
    expect_skip("{\"op\":", "not JSON");
    expect_skip("[]", "the JSON is no object");
    expect_skip("{\"op\":\"c\",\"op\":\"c\"}", "not JSON");
    expect_skip("{\"op\":\"c\",\"after\":\"\xff\"}", "not UTF-8");
    expect_skip("{}", "the envelope has no op");
    expect_skip("{\"op\":1}", "the envelope has no op");
    expect_skip("{\"op\":\"c\"," SOURCE "}", "an envelope without after");
    expect_skip("{\"op\":\"d\"," SOURCE "}", "a delete without before");
    expect_skip("{\"op\":\"c\",\"after\":{\"package\":\"p\"}," SOURCE "}",
                "column 'order_id': intake: the row has no such column");
    expect_skip("{\"op\":\"c\",\"after\":" ROW("[1]", "\"OPEN\"") "," SOURCE "}",
                "this cannot become a text");
    expect_skip("{\"op\":\"c\",\"after\":" ROW("\"t\"", "\"OPEN\"") "}",
                "position: intake: the row has no position");
}

#define COLUMN(NAME, TYPE) "{\"field\":\"" NAME "\",\"type\":\"" TYPE "\"}"
#define NAMED(NAME, TYPE, SCHEMA)                                                                  \
    "{\"field\":\"" NAME "\",\"type\":\"" TYPE "\",\"name\":\"" SCHEMA "\"}"

Test(intake_json, the_schema_beside_the_payload_says_what_numbers_mean)
{
    intake_bench *other = bench_open(
        "system: erp\ntopics: t\nenvelope: debezium-json\nposition: {column: at}\nrow: \"{id}\"\n"
        "facts:\n  - fact: Payment\n    key: \"{id}\"\n    fields:\n      order: \"{id}\"\n"
        "      payment: \"{id}\"\n      amount: {column: amount, unit: money}\n"
        "      paid_at: {column: at}\n      status: {column: status, else: UNKNOWN}\n",
        "t");
    cr_assert(other->intake != NULL, "%s", bench_problems(other));
    of_status status = bench_take_text(
        other,
        "{\"schema\":{\"type\":\"struct\",\"fields\":[{\"field\":\"after\",\"type\":\"struct\","
        "\"fields\":[" COLUMN(
            "id",
            "string") ",{\"field\":\"amount\",\"type\":\"bytes\",\"name\":"
                      "\"org.apache.kafka.connect.data.Decimal\",\"parameters\":{\"scale\":\"2\"}}"
                      "," NAMED("at", "int64",
                                "io.debezium.time.MicroTimestamp") "]}]},\"payload\":{\"op\":\"c\","
                                                                   "\"after\":{\"id\":\"7\","
                                                                   "\"amount\":\"/"
                                                                   "4U=\",\"at\":86400000000,"
                                                                   "\"status\":\"NEW\"},"
                                                                   "\"source\":{}}}");
    cr_expect(of_ok(status), "%s", of_intake_why(other->intake));
    cr_expect_str_eq(bench_facts(other),
                     "Payment 7 {\"source\":{\"system\":\"erp\",\"table\":\"t\",\"row\":\"7\","
                     "\"position\":86400000},\"order\":\"7\",\"payment\":\"7\",\"amount\":-12300,"
                     "\"status\":\"UNKNOWN\",\"paid_at\":86400000}\n");
    bench_close(other);
}

#define MILESTONE(POSITION)                                                                        \
    "system: carrier\ntopics: evt.carrier.scan\nenvelope: json\nposition: " POSITION "\n"          \
    "row: \"{id}\"\nfacts:\n  - fact: Milestone\n    key: \"{tracking}\"\n    fields:\n"           \
    "      tracking: \"{tracking}\"\n"                                                             \
    "      code: {column: code, values: {D1: DELIVERED, AF: PICKED_UP}, else: UNKNOWN, "           \
    "default: IN_TRANSIT}\n"                                                                       \
    "      raw_code: \"{code}\"\n"                                                                 \
    "      at: {column: time, zone: \"+02:00\", day: end}\n"                                       \
    "      quality: {quality_of: time}\n"

static void expect_milestone(const char *position, const char *row, const char *part)
{
    char mapping[2048];
    snprintf(mapping, sizeof mapping, MILESTONE("%s"), position);
    intake_bench *scans = bench_open(mapping, "evt.carrier.scan");
    cr_assert(scans->intake != NULL, "%s", bench_problems(scans));
    of_status status = bench_take_text(scans, row);
    cr_expect(of_ok(status), "%s", of_intake_why(scans->intake));
    cr_expect(strstr(bench_facts(scans), part) != NULL, "%s", bench_facts(scans));
    bench_close(scans);
}

Test(intake_json, a_status_table_has_a_word_for_the_unknown_and_for_null)
{
    expect_milestone("offset", "{\"id\":1,\"tracking\":\"t\",\"code\":\"D1\"}",
                     "\"code\":\"DELIVERED\",\"raw_code\":\"D1\"");
    expect_milestone("offset", "{\"id\":1,\"tracking\":\"t\",\"code\":\"ZZ\"}",
                     "\"code\":\"UNKNOWN\",\"raw_code\":\"ZZ\"");
    expect_milestone("offset", "{\"id\":1,\"tracking\":\"t\"}", "\"code\":\"IN_TRANSIT\"");
}

Test(intake_json, carrier_times_keep_how_good_they_are)
{
    expect_milestone("offset", "{\"id\":1,\"tracking\":\"t\",\"time\":\"1970-01-02T00:00:00Z\"}",
                     "\"at\":86400000,\"quality\":\"EXACT\"}");
    expect_milestone("offset", "{\"id\":1,\"tracking\":\"t\",\"time\":\"1970-01-02T02:00:00\"}",
                     "\"at\":86400000,\"quality\":\"INFERRED_TZ\"}");
    expect_milestone("offset", "{\"id\":1,\"tracking\":\"t\",\"time\":\"1970-01-01\"}",
                     "\"at\":79199999,\"quality\":\"DATE_ONLY\"}");
}

Test(intake_json, a_position_may_come_from_many_places)
{
    expect_milestone("offset", "{\"id\":1,\"tracking\":\"t\"}", "\"position\":4711");
    expect_milestone("timestamp", "{\"id\":1,\"tracking\":\"t\"}", "\"position\":1700000000000");
    expect_milestone("{column: seq}", "{\"id\":1,\"tracking\":\"t\",\"seq\":\"00012\"}",
                     "\"position\":12");
    expect_milestone("{column: seq}", "{\"id\":1,\"tracking\":\"t\",\"seq\":\"1970-01-02\"}",
                     "\"position\":86400000");
}

Test(intake_json, a_binlog_position_grows_over_its_files)
{
    intake_bench *other = bench_open(
        "system: erp\ntopics: t\nenvelope: debezium-json\nposition: binlog\nrow: \"{id}\"\n"
        "facts:\n  - fact: CancelRequest\n    key: \"{id}\"\n    fields:\n"
        "      order: \"{id}\"\n      request: \"{id}\"\n",
        "t");
    cr_assert(other->intake != NULL, "%s", bench_problems(other));
    of_status status = bench_take_text(other, "{\"op\":\"c\",\"after\":{\"id\":\"7\"},\"source\":{"
                                              "\"file\":\"mysql-bin.000003\",\"pos\":154}}");
    cr_expect(of_ok(status), "%s", of_intake_why(other->intake));
    char part[64];
    snprintf(part, sizeof part, "\"position\":%lld", (3LL << 40) + 154);
    cr_expect(strstr(bench_facts(other), part) != NULL, "%s", bench_facts(other));
    bench_close(other);
}

Test(intake_json, deep_and_large_json_costs_no_more_than_its_size)
{
    of_buffer deep = {0};
    for (int i = 0; i < 100000; i++) {
        of_buffer_put_u8(&deep, '[');
    }
    of_buffer_put_u8(&deep, 0);
    expect_skip((const char *)deep.data, "not JSON");
    of_buffer_free(&deep);
}
