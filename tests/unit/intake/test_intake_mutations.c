/* Damaged mappings, rows and files: whatever comes, intake answers and gives all memory back. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <unistd.h>

#include "tests/unit/intake/intake_bench.h"

#define ROUNDS 500

#define JSON_MAPPING                                                                               \
    "system: wms\nconstants: {e: E1}\ntopics: [t]\nenvelope: debezium-json\nposition: lsn\n"       \
    "row: \"{id}|{n}\"\nfacts:\n  - fact: Inspection\n    key: \"{e}:{id}\"\n"                     \
    "    when: [{column: n, not_in: [x, y]}, {column: id, present: true}]\n    fields:\n"          \
    "      order: \"{e}:{id}\"\n      line: \"{n}\"\n      receipt: r\n"                           \
    "      results:\n        - {grade: A, verdict: {column: v, values: {1: ACCEPT}, else: "        \
    "UNKNOWN}, disposition: SCRAP, qty: {column: q, unit: base, factor: 6}}\n"                     \
    "      at: {column: at, type: micros, zone: \"-05:30\"}\n"

#define JSON_ROW                                                                                   \
    "{\"schema\":{\"fields\":[{\"field\":\"after\",\"fields\":[{\"field\":\"q\",\"name\":"         \
    "\"org.apache.kafka.connect.data.Decimal\",\"parameters\":{\"scale\":\"2\"}}]}]},"             \
    "\"payload\":{\"op\":\"u\",\"before\":null,\"after\":{\"id\":\"7\",\"n\":1,\"v\":1,"           \
    "\"q\":\"MDk=\",\"at\":1700000000000000},\"source\":{\"lsn\":12,\"snapshot\":\"last\"}}}"

static uint64_t seed = 88172645463325252u;

static uint64_t next(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

/* A few bytes changed, cut out or doubled; the result stays NUL-terminated. */
static void damage(const char *text, size_t len, of_buffer *out)
{
    static const char marks[] = "{}[]:,\"\n \t-&*!|>%@`#'?0123456789~";
    of_buffer_clear(out);
    size_t from = next() % (len + 1);
    size_t cut = next() % 4 == 0 ? next() % 20 : 0;
    of_buffer_put(out, text, from);
    if (next() % 3 == 0) {
        of_buffer_put_u8(out, (uint8_t)marks[next() % (sizeof marks - 1)]);
    }
    from = from + cut > len ? len : from + cut;
    of_buffer_put(out, text + from, len - from);
    for (uint64_t i = next() % 3; i > 0 && out->len > 0; i--) {
        out->data[next() % out->len] = next() % 2 == 0 ? (uint8_t)marks[next() % (sizeof marks - 1)]
                                                       : (uint8_t)(next() % 255 + 1);
    }
    of_buffer_put_u8(out, 0);
}

Test(mutations, a_damaged_mapping_is_loaded_or_reported)
{
    of_buffer damaged = {0};
    for (int i = 0; i < ROUNDS; i++) {
        damage(JSON_MAPPING, strlen(JSON_MAPPING), &damaged);
        intake_bench *bench = bench_open((const char *)damaged.data, NULL);
        cr_expect((bench->intake == NULL) == (bench->problems.len > 0));
        bench_close(bench);
    }
    of_buffer_free(&damaged);
}

Test(mutations, a_damaged_row_tells_facts_or_is_refused)
{
    intake_bench *bench = bench_open(JSON_MAPPING, "t");
    cr_assert(bench->intake != NULL, "%s", bench_problems(bench));
    of_status status = bench_take_text(bench, JSON_ROW);
    cr_assert(of_ok(status), "%s", of_intake_why(bench->intake));
    of_buffer damaged = {0};
    for (int i = 0; i < ROUNDS * 20; i++) {
        damage(JSON_ROW, strlen(JSON_ROW), &damaged);
        status = bench_take_text(bench, (const char *)damaged.data);
        cr_expect(of_ok(status) || status.remedy == OF_SKIP);
        cr_expect(of_ok(status) || of_intake_why(bench->intake)[0] != '\0');
    }
    of_buffer_free(&damaged);
    bench_close(bench);
}

#define SCHEMA                                                                                     \
    "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"},"       \
    "{\"name\":\"code\",\"type\":{\"type\":\"enum\",\"name\":\"C\",\"symbols\":[\"A\",\"B\"]}},"   \
    "{\"name\":\"amount\",\"type\":[\"null\",{\"type\":\"fixed\",\"name\":\"F\",\"size\":4,"       \
    "\"logicalType\":\"decimal\",\"precision\":9,\"scale\":4}]},"                                  \
    "{\"name\":\"at\",\"type\":[{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},"         \
    "\"null\"]},{\"name\":\"ok\",\"type\":[\"null\",\"boolean\"]}]}"

#define AVRO_MAPPING                                                                               \
    "system: erp\ntopics: [t]\nenvelope: avro\nposition: {column: at}\nrow: \"{id}\"\nfacts:\n"    \
    "  - fact: Payment\n    key: \"{id}\"\n    when: {column: ok, not_in: [\"false\"]}\n"          \
    "    fields:\n      order: \"{id}\"\n      payment: \"{code}-{ok}\"\n"                         \
    "      amount: {column: amount, unit: money}\n      paid_at: {column: at}\n"

Test(mutations, damaged_avro_tells_facts_or_is_refused)
{
    intake_bench *bench = bench_open(AVRO_MAPPING, "t");
    cr_assert(bench->intake != NULL, "%s", bench_problems(bench));
    of_status status = bench_take_avro(
        bench, SCHEMA,
        "{\"id\":\"7\",\"code\":\"B\",\"amount\":\"abcd\",\"at\":5000000,\"ok\":true}");
    cr_assert(of_ok(status), "%s", of_intake_why(bench->intake));
    cr_expect_str_eq(bench_facts(bench),
                     "Payment 7 {\"source\":{\"system\":\"erp\",\"table\":\"t\",\"row\":\"7\","
                     "\"position\":5000},\"order\":\"7\",\"payment\":\"B-true\","
                     "\"amount\":1633837924,\"status\":\"CAPTURED\",\"paid_at\":5000}\n");
    of_buffer good = {0};
    of_buffer damaged = {0};
    of_buffer_put(&good, bench->bytes.data, bench->bytes.len);
    for (int i = 0; i < ROUNDS * 20; i++) {
        damage((const char *)good.data + 5, good.len - 5, &damaged);
        of_buffer message = {0};
        of_buffer_put(&message, good.data, 5);
        of_buffer_put(&message, damaged.data, damaged.len - 1);
        status = bench_take(bench, of_buffer_bytes(&message));
        cr_expect(of_ok(status) || status.remedy == OF_SKIP);
        of_buffer_free(&message);
    }
    of_buffer_free(&good);
    of_buffer_free(&damaged);
    bench_close(bench);
}

#define CSV_MAPPING                                                                                \
    "system: erp\ntopics: [t]\nenvelope: csv\nposition: line\nrow: \"{id}\"\nfacts:\n"             \
    "  - fact: CancelRequest\n    key: \"{id}\"\n    fields:\n      order: \"{id}\"\n"             \
    "      request: \"{r}\"\n      at: {column: at}\n"

#define CSV_FILE "id,r,at\r\n1,\"a\"\"b\",2026-03-02\r\n2,,2026-03-02T08:00:00Z\r\n3,c,\r\n"

Test(mutations, a_damaged_csv_file_is_read_to_its_end)
{
    intake_bench *bench = bench_open(CSV_MAPPING, NULL);
    cr_assert(bench->intake != NULL, "%s", bench_problems(bench));
    char path[128];
    snprintf(path, sizeof path, "%s/rows.csv", bench->folder);
    of_buffer damaged = {0};
    for (int i = 0; i < ROUNDS; i++) {
        damage(CSV_FILE, strlen(CSV_FILE), &damaged);
        of_buffer_clear(&bench->facts);
        of_buffer_clear(&bench->problems);
        FILE *file = fopen(path, "we");
        cr_assert(file != NULL && fputs((const char *)damaged.data, file) >= 0);
        fclose(file);
        of_status status = of_intake_csv(bench->intake, path, bench->arena, bench_emit, bench,
                                         bench_report, bench);
        cr_expect(of_ok(status) || status.remedy == OF_FATAL);
    }
    unlink(path);
    of_buffer_free(&damaged);
    bench_close(bench);
}
