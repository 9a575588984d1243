/* Rows of other releases: what an older one wrote is read with its own schema, also after a restore
 * from the changelog; what a newer one wrote is refused, never cut down. */
/* rows: R71 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "avro/model.h"
#include "topology/base/memory.h"
#include "topology/kafka/embedded.h"
#include "topology/runtime/store.h"

#define HEAD "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"}"
#define ENUM(symbols)                                                                              \
    ",{\"name\":\"e\",\"type\":{\"type\":\"enum\",\"name\":\"E\",\"default\":\"X\","               \
    "\"symbols\":" symbols "},\"default\":\"X\"}"
#define TAIL "]}"

typedef struct row_v1 {
    of_text a;
    int32_t e;
} row_v1;

typedef struct row_v2 {
    of_text a;
    int32_t e;
    int64_t b;
} row_v2;

static const char *const symbols[] = {"X", "Y"};
static const of_enum_type enum_one = {.name = "E", .symbols = symbols, .count = 1};
static const of_enum_type enum_two = {.name = "E", .symbols = symbols, .count = 2};

#define FIELD_A                                                                                    \
    {                                                                                              \
        .name = "a", .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text) }                    \
    }
#define FIELD_E(of)                                                                                \
    {                                                                                              \
        .name = "e", .type = {.kind = OF_KIND_ENUM, .size = 4, .symbols = (of)},                   \
        .offset = offsetof(row_v1, e)                                                              \
    }
#define FIELD_B                                                                                    \
    {                                                                                              \
        .name = "b", .type = {.kind = OF_KIND_LONG, .size = 8}, .offset = offsetof(row_v2, b)      \
    }

static const of_field fields_v1[] = {FIELD_A, FIELD_E(&enum_one)};
static const of_field fields_v2[] = {FIELD_A, FIELD_E(&enum_one), FIELD_B};
static const of_field fields_symbol[] = {FIELD_A, FIELD_E(&enum_two)};

static const of_record_type v1 = {.name = "R",
                                  .full_name = "R",
                                  .schema_text = HEAD ENUM("[\"X\"]") TAIL,
                                  .fields = fields_v1,
                                  .field_count = 2,
                                  .size = sizeof(row_v1)};
static const of_record_type v2 = {
    .name = "R",
    .full_name = "R",
    .schema_text = HEAD ENUM("[\"X\"]") ",{\"name\":\"b\",\"type\":\"long\",\"default\":42}" TAIL,
    .fields = fields_v2,
    .field_count = 3,
    .size = sizeof(row_v2)};
static const of_record_type with_symbol = {.name = "R",
                                           .full_name = "R",
                                           .schema_text = HEAD ENUM("[\"X\",\"Y\"]") TAIL,
                                           .fields = fields_symbol,
                                           .field_count = 2,
                                           .size = sizeof(row_v1)};

typedef struct changed {
    of_buffer key, value;
    bool is_deleted;
} changed;

static char directory[64];
static of_store *store;
static of_shard *shard;
static changed changelog[32];
static size_t changelog_len;
static of_manual_clock manual;
static of_clock test_clock;
static of_embedded *broker;
static of_kafka *kafka;

static void open_as(const of_record_type *type)
{
    char error[256] = "";
    const of_store_row rows[] = {{.id = 9, .name = "thing", .type = type}};
    of_store_options options = {.directory = directory,
                                .rows = rows,
                                .row_count = 1,
                                .partitions = 1,
                                .memory_bytes = (size_t)2 << 20};
    cr_assert(of_ok(of_store_open(&options, &store, error, sizeof error)), "%s", error);
    cr_assert(of_ok(of_shard_open(store, 0, &shard)));
    of_stamp stamp;
    bool found = false;
    cr_assert(of_ok(of_shard_stamp(shard, kafka, &stamp, &found)));
}

static void close_all(void)
{
    of_shard_close(shard);
    of_store_close(store, false);
}

static void begin(void)
{
    char error[256];
    snprintf(directory, sizeof directory, "/tmp/orderflow-schema-XXXXXX");
    cr_assert_not_null(mkdtemp(directory));
    test_clock = of_clock_of_manual(&manual);
    cr_assert(of_ok(of_embedded_open(&(of_embedded_options){.clock = &test_clock}, &broker, error,
                                     sizeof error)));
    kafka = of_embedded_client(broker);
}

static void end(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", directory);
    cr_assert_eq(system(command), 0);
    for (size_t i = 0; i < changelog_len; i++) {
        of_buffer_free(&changelog[i].key);
        of_buffer_free(&changelog[i].value);
    }
    of_kafka_close(kafka);
    of_embedded_close(broker);
}

TestSuite(schema, .init = begin, .fini = end);

static of_status keep(void *state, of_bytes key, of_bytes value)
{
    (void)state;
    changed *one = &changelog[changelog_len++];
    *one = (changed){.is_deleted = value.data == NULL};
    of_buffer_put(&one->key, key.data, key.len);
    of_buffer_put(&one->value, value.data, value.len);
    return OF_OK;
}

static void commit(int64_t turn)
{
    of_stamp stamp = {.turn = turn, .changelog_offset = (int64_t)changelog_len, .at_ms = 1};
    memcpy(stamp.owner, of_store_owner(store), sizeof stamp.owner);
    cr_assert(of_ok(of_shard_collect(shard, &stamp, keep, NULL)));
    cr_assert(of_ok(of_shard_apply(shard, &stamp)));
}

static void put(const char *key, const void *row)
{
    cr_assert(of_ok(of_shard_put(shard, 9, of_text_of(key), row)));
    of_shard_keep(shard);
}

/* The state from the changelog alone, in a directory of its own. */
static void restore_as(const of_record_type *type)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", directory);
    cr_assert_eq(system(command), 0);
    open_as(type);
    cr_assert(of_ok(of_shard_restore_begin(shard)));
    for (size_t i = 0; i < changelog_len; i++) {
        const changed *one = &changelog[i];
        of_bytes value = one->is_deleted ? (of_bytes){0} : of_buffer_bytes(&one->value);
        cr_assert(of_ok(of_shard_replay(shard, of_buffer_bytes(&one->key), value, (int64_t)i, 1)));
    }
    cr_assert(of_ok(of_shard_replay_end(shard)));
}

static of_status get(const char *key, const void **row)
{
    return of_shard_get(shard, 9, of_text_of(key), row);
}

static void expect_refused(void)
{
    const void *row = NULL;
    of_status status = get("k", &row);
    cr_assert_eq(status.remedy, OF_FATAL);
    cr_assert(strstr(status.what, "hold more than ours") != NULL, "%s", status.what);
}

static void write_as(const of_record_type *type, const void *row)
{
    open_as(type);
    put("k", row);
    commit(1);
}

Test(schema, a_row_of_an_older_release_is_read_with_its_own_schema)
{
    const void *row = NULL;
    write_as(&v1, &(row_v1){.a = OF_TEXT("old")});
    close_all();
    open_as(&v2);
    cr_assert(of_ok(get("k", &row)));
    cr_assert(of_text_is(((const row_v2 *)row)->a, "old"));
    cr_assert_eq(((const row_v2 *)row)->b, 42);
    put("l", &(row_v2){.a = OF_TEXT("new"), .b = 7});
    commit(2);
    close_all();
    open_as(&v2);
    cr_assert(of_ok(get("k", &row)));
    cr_assert_eq(((const row_v2 *)row)->b, 42);
    cr_assert(of_ok(get("l", &row)));
    cr_assert_eq(((const row_v2 *)row)->b, 7);
    close_all();
}

Test(schema, a_restore_knows_the_schemas_too)
{
    const void *row = NULL;
    write_as(&v1, &(row_v1){.a = OF_TEXT("old")});
    close_all();
    restore_as(&v2);
    cr_assert(of_ok(get("k", &row)));
    cr_assert(of_text_is(((const row_v2 *)row)->a, "old"));
    close_all();
}

Test(schema, a_row_with_a_field_that_we_do_not_know_is_refused)
{
    write_as(&v2, &(row_v2){.a = OF_TEXT("new"), .b = 7});
    close_all();
    open_as(&v1);
    expect_refused();
    close_all();
    restore_as(&v1);
    expect_refused();
    close_all();
}

/* The enum has a default, so it would resolve: to something else than was written. */
Test(schema, a_row_with_a_symbol_that_we_do_not_know_is_refused)
{
    write_as(&with_symbol, &(row_v1){.a = OF_TEXT("new"), .e = 1});
    close_all();
    open_as(&v1);
    expect_refused();
    close_all();
}

Test(schema, an_announcement_that_was_undone_is_made_again)
{
    const void *row = NULL;
    open_as(&v1);
    cr_assert(of_ok(of_shard_put(shard, 9, OF_TEXT("k"), &(row_v1){.a = OF_TEXT("1")})));
    of_shard_undo(shard);
    put("k", &(row_v1){.a = OF_TEXT("2")});
    of_shard_discard(shard);
    put("k", &(row_v1){.a = OF_TEXT("3")});
    commit(1);
    put("k", &(row_v1){.a = OF_TEXT("4")});
    commit(2);
    cr_assert_eq(changelog_len, 5, "schema, row, stamp, row, stamp: %zu", changelog_len);
    close_all();
    restore_as(&v2);
    cr_assert(of_ok(get("k", &row)));
    cr_assert(of_text_is(((const row_v2 *)row)->a, "4"));
    close_all();
}
