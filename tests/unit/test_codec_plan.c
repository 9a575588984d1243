/* Decode plans: every resolution rule of the specification as one row of a table. */
/* rows: R15 */
#include <criterion/criterion.h>

#include "codec_model.h"
#include "tests/unit/codec_random.h"
#include "tests/unit/codec_table.h"

#define R(fields)          "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" fields "]}"
#define F(name, type)      "{\"name\":\"" name "\",\"type\":" type "}"
#define D(name, type, def) "{\"name\":\"" name "\",\"type\":" type ",\"default\":" def "}"

#define EXPECT_CASES(cases)                                                                        \
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {                                    \
        char got[2000] = "";                                                                       \
        cr_expect(codec_case_holds(&cases[i], got, sizeof got), "row %zu: got %s, wanted %s", i,   \
                  got, cases[i].wanted);                                                           \
    }

Test(codec_plan, a_record_reads_back_as_it_was_written)
{
    of_arena *arena = of_arena_new(1 << 22);
    of_schema *schema = NULL;
    of_plan *plan = NULL;
    char error[300] = "";
    cr_assert(of_ok(of_schema_parse(of_text_of(of_CodecAll_type.schema_text), &schema, error,
                                    sizeof error)),
              "%s", error);
    cr_assert(of_ok(of_plan_compile(schema, &of_CodecAll_type, &plan, error, sizeof error)), "%s",
              error);
    of_schema_free(schema);
    of_buffer out = {0};
    for (uint64_t seed = 0; seed < 2000; seed++) {
        of_arena_reset(arena);
        of_buffer_clear(&out);
        codec_random random = {.state = seed};
        CodecAll record;
        CodecAll back;
        codec_random_record(&random, &of_CodecAll_type, arena, &record);
        cr_assert(of_ok(of_record_encode(&of_CodecAll_type, &record, &out)));
        of_status status = of_plan_decode(plan, of_buffer_bytes(&out), arena, &back);
        cr_assert(of_ok(status), "seed %d: %s", (int)seed, status.what);
        cr_assert(of_record_equal(&of_CodecAll_type, &record, &back), "seed %d", (int)seed);
        for (size_t cut = 0; cut < out.len; cut += 1 + out.len / 20) {
            of_bytes part = {.data = out.data, .len = cut};
            cr_assert(of_plan_decode(plan, part, arena, &back).remedy == OF_SKIP);
        }
    }
    of_buffer_free(&out);
    of_plan_free(plan);
    of_arena_free(arena);
}

Test(codec_plan, numbers_and_texts_are_promoted)
{
    const codec_case cases[] = {
        {R(F("a", "\"int\"")), R(F("a", "\"long\"")), NULL, "{\"a\":-7}", "{\"a\":-7}"},
        {R(F("a", "\"int\"")), R(F("a", "\"float\"")), NULL, "{\"a\":-7}", "{\"a\":-7}"},
        {R(F("a", "\"int\"")), R(F("a", "\"double\"")), NULL, "{\"a\":-7}", "{\"a\":-7}"},
        {R(F("a", "\"long\"")), R(F("a", "\"float\"")), NULL, "{\"a\":3}", "{\"a\":3}"},
        {R(F("a", "\"long\"")), R(F("a", "\"double\"")), NULL, "{\"a\":3}", "{\"a\":3}"},
        {R(F("a", "\"float\"")), R(F("a", "\"double\"")), NULL, "{\"a\":1.5}", "{\"a\":1.5}"},
        {R(F("a", "\"string\"")), R(F("a", "\"bytes\"")), NULL, "{\"a\":\"hi\"}",
         "{\"a\":\"aGk=\"}"},
        {R(F("a", "\"bytes\"")), R(F("a", "\"string\"")), NULL, "{\"a\":\"aGk=\"}",
         "{\"a\":\"hi\"}"},
        {R(F("a", "\"bytes\"")), R(F("a", "\"string\"")), "02ff", NULL,
         "!a text is not valid UTF-8"},
        {R(F("a", "\"long\"")), R(F("a", "\"int\"")), NULL, NULL,
         "!a: the writer's long cannot be read as int"},
        {R(F("a", "\"double\"")), R(F("a", "\"float\"")), NULL, NULL,
         "!a: the writer's double cannot be read as float"},
        {R(F("a", "\"boolean\"")), R(F("a", "\"int\"")), NULL, NULL,
         "!a: the writer's boolean cannot be read as int"},
        {R(F("a", "{\"type\":\"array\",\"items\":\"int\"}")),
         R(F("a", "{\"type\":\"array\",\"items\":\"double\"}")), NULL, "{\"a\":[1,2]}",
         "{\"a\":[1,2]}"},
        {R(F("a", "{\"type\":\"map\",\"values\":\"int\"}")),
         R(F("a", "{\"type\":\"map\",\"values\":[\"null\",\"long\"]}")), NULL, "{\"a\":{\"k\":1}}",
         "{\"a\":{\"k\":1}}"},
        {R(F("a", "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}")),
         R(F("a", "\"long\"")), NULL, "{\"a\":5}", "{\"a\":5}"},
    };
    EXPECT_CASES(cases);
}

Test(codec_plan, fields_may_be_reordered_removed_renamed_and_added_with_a_default)
{
    const codec_case cases[] = {
        {R(F("a", "\"int\"") "," F("b", "\"string\"")),
         R(F("b", "\"string\"") "," F("a", "\"int\"")), NULL, "{\"a\":1,\"b\":\"x\"}",
         "{\"b\":\"x\",\"a\":1}"},
        {R(F("a", "\"int\"") "," F("b", "\"string\"") "," F("c", "\"int\"")), R(F("c", "\"int\"")),
         NULL, "{\"a\":1,\"b\":\"x\",\"c\":3}", "{\"c\":3}"},
        {R(F("a", "\"int\"")), R(F("a", "\"int\"") "," D("b", "\"long\"", "7")), NULL, "{\"a\":1}",
         "{\"a\":1,\"b\":7}"},
        {R(F("a", "\"int\"")), R(F("b", "\"long\"")), NULL, NULL,
         "!b: the writer has no such field and ours has no default"},
        {R(F("a", "\"int\"")), R("{\"name\":\"b\",\"aliases\":[\"x\",\"a\"],\"type\":\"int\"}"),
         NULL, "{\"a\":4}", "{\"b\":4}"},
        {"{\"type\":\"record\",\"name\":\"old.Q\",\"fields\":[" F("a", "\"int\"") "]}",
         "{\"type\":\"record\",\"name\":\"R\",\"aliases\":[\"old.Q\"],\"fields\":[" F(
             "a", "\"int\"") "]}",
         NULL, "{\"a\":4}", "{\"a\":4}"},
        {"{\"type\":\"record\",\"name\":\"other.R\",\"fields\":[" F("a", "\"int\"") "]}",
         R(F("a", "\"int\"")), NULL, "{\"a\":4}", "{\"a\":4}"},
        {"{\"type\":\"record\",\"name\":\"Q\",\"fields\":[" F("a", "\"int\"") "]}",
         R(F("a", "\"int\"")), NULL, NULL, "!the writer's record Q is not our R"},
    };
    EXPECT_CASES(cases);
}

Test(codec_plan, defaults_of_every_type_are_filled_in)
{
    const codec_case cases[] = {
        {R(""), R(D("a", "\"string\"", "\"dä\"")), "", NULL, "{\"a\":\"dä\"}"},
        {R(""), R(D("a", "\"string\"", "\"\"")), "", NULL, "{\"a\":\"\"}"},
        {R(""), R(D("a", "\"bytes\"", "\"\\u00ff\\u0000\"")), "", NULL, "{\"a\":\"/wA=\"}"},
        {R(""), R(D("a", "{\"type\":\"fixed\",\"name\":\"X\",\"size\":2}", "\"ab\"")), "", NULL,
         "{\"a\":\"YWI=\"}"},
        {R(""), R(D("a", "\"boolean\"", "true")), "", NULL, "{\"a\":true}"},
        {R(""), R(D("a", "\"double\"", "1.25")), "", NULL, "{\"a\":1.25}"},
        {R(""), R(D("a", "\"float\"", "2")), "", NULL, "{\"a\":2}"},
        {R(""), R(D("a", "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"X\",\"Y\"]}", "\"Y\"")),
         "", NULL, "{\"a\":\"Y\"}"},
        {R(""), R(D("a", "{\"type\":\"array\",\"items\":\"string\"}", "[\"x\",\"y\"]")), "", NULL,
         "{\"a\":[\"x\",\"y\"]}"},
        {R(""), R(D("a", "{\"type\":\"map\",\"values\":\"int\"}", "{\"x\":1}")), "", NULL,
         "{\"a\":{\"x\":1}}"},
        {R(""), R(D("a", "[\"null\",\"int\"]", "null")), "", NULL, "{\"a\":null}"},
        {R(""), R(D("a", "[\"int\",\"null\"]", "5")), "", NULL, "{\"a\":5}"},
        {R(""),
         R(D("a",
             "{\"type\":\"record\",\"name\":\"S\",\"fields\":[" F("x", "\"int\"") "," D(
                 "y", "\"string\"", "\"q\"") "]}",
             "{\"x\":3}")),
         "", NULL, "{\"a\":{\"x\":3,\"y\":\"q\"}}"},
    };
    EXPECT_CASES(cases);
}

Test(codec_plan, unions_are_resolved_both_ways)
{
    const codec_case cases[] = {
        {R(F("a", "[\"null\",\"int\"]")), R(F("a", "\"int\"")), "0206", NULL, "{\"a\":3}"},
        {R(F("a", "[\"null\",\"int\"]")), R(F("a", "\"int\"")), "00", NULL,
         "!a union holds a branch that our schema has no place for"},
        {R(F("a", "\"int\"")), R(F("a", "[\"null\",\"long\"]")), NULL, "{\"a\":3}", "{\"a\":3}"},
        {R(F("a", "\"string\"")), R(F("a", "[\"null\",\"string\"]")), NULL, "{\"a\":\"\"}",
         "{\"a\":\"\"}"},
        {R(F("a", "\"null\"")), R(F("a", "[\"null\",\"string\"]")), "", NULL, "{\"a\":null}"},
        {R(F("a", "\"null\"")), R(F("a", "\"string\"")), NULL, NULL,
         "!a: the writer's null has no place in ours"},
        {R(F("a", "[\"int\",\"null\"]")), R(F("a", "[\"null\",\"double\"]")), NULL, "{\"a\":3}",
         "{\"a\":3}"},
        {R(F("a", "[\"int\",\"null\"]")), R(F("a", "[\"null\",\"double\"]")), NULL, "{\"a\":null}",
         "{\"a\":null}"},
        {R(F("a", "[\"string\",\"null\",\"int\",\"long\"]")), R(F("a", "[\"null\",\"long\"]")),
         "0407", NULL, "{\"a\":-4}"},
        {R(F("a", "[\"string\",\"null\",\"int\",\"long\"]")), R(F("a", "[\"null\",\"long\"]")),
         "0607", NULL, "{\"a\":-4}"},
        {R(F("a", "[\"string\",\"null\",\"int\",\"long\"]")), R(F("a", "[\"null\",\"long\"]")),
         "02", NULL, "{\"a\":null}"},
        {R(F("a", "[\"string\",\"null\",\"int\",\"long\"]")), R(F("a", "[\"null\",\"long\"]")),
         "000278", NULL, "!a union holds a branch that our schema has no place for"},
        {R(F("a", "[\"string\",\"bytes\"]")), R(F("a", "\"long\"")), NULL, NULL,
         "!a: the writer's bytes cannot be read as long"},
        {R(F("a", "[\"null\",\"int\"]")), R(F("a", "[\"null\",\"int\"]")), "0402", NULL,
         "!a union has no such branch"},
        {"[\"null\"," R(F("a", "\"int\"")) "]", R(F("a", "\"int\"")), "0206", NULL, "{\"a\":3}"},
        {"[\"null\"," R(F("a", "\"int\"")) "]", R(F("a", "\"int\"")), "00", NULL,
         "!a union holds a branch that our schema has no place for"},
    };
    EXPECT_CASES(cases);
}

#define E(symbols) "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[" symbols "]}"
#define ED(symbols, def)                                                                           \
    "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[" symbols "],\"default\":" def "}"

Test(codec_plan, enums_and_fixed_are_matched_by_name)
{
    const codec_case cases[] = {
        {R(F("a", E("\"A\",\"B\",\"C\""))), R(F("a", E("\"C\",\"B\""))), NULL, "{\"a\":\"C\"}",
         "{\"a\":\"C\"}"},
        {R(F("a", E("\"A\",\"B\",\"C\""))), R(F("a", E("\"C\",\"B\""))), NULL, "{\"a\":\"A\"}",
         "!an enum value has no counterpart in our schema"},
        {R(F("a", E("\"A\",\"B\",\"C\""))), R(F("a", ED("\"C\",\"B\"", "\"B\""))), NULL,
         "{\"a\":\"A\"}", "{\"a\":\"B\"}"},
        {R(F("a", E("\"A\""))), R(F("a", "\"string\"")), NULL, NULL,
         "!a: the writer's E cannot be read as string"},
        {R(F("a", "{\"type\":\"fixed\",\"name\":\"X\",\"size\":2}")),
         R(F("a", "{\"type\":\"fixed\",\"name\":\"n.X\",\"size\":2}")), "6869", NULL,
         "{\"a\":\"aGk=\"}"},
        {R(F("a", "{\"type\":\"fixed\",\"name\":\"X\",\"size\":2}")),
         R(F("a", "{\"type\":\"fixed\",\"name\":\"X\",\"size\":3}")), NULL, NULL,
         "!a: the writer's X has 2 bytes, ours 3"},
        {R(F("a", "{\"type\":\"fixed\",\"name\":\"X\",\"size\":2}")),
         R(F("a", "{\"type\":\"fixed\",\"name\":\"Y\",\"aliases\":[\"X\"],\"size\":2}")), "6869",
         NULL, "{\"a\":\"aGk=\"}"},
    };
    EXPECT_CASES(cases);
}

#define LIST                                                                                       \
    "{\"type\":\"record\",\"name\":\"L\",\"fields\":[" F("v", "\"int\"") "," F(                    \
        "next", "[\"null\",\"L\"]") "]}"

Test(codec_plan, what_only_the_writer_has_is_skipped_whatever_it_is)
{
    const codec_case cases[] = {
        {R(F("x", LIST) "," F("a", "\"int\"")), R(F("a", "\"int\"")), "02 02 04 02 06 00 08", NULL,
         "{\"a\":4}"},
        {R(F("x", "{\"type\":\"array\",\"items\":\"string\"}") "," F("a", "\"int\"")),
         R(F("a", "\"int\"")), "04 0261 0262 01 04 0263 00 08", NULL, "{\"a\":4}"},
        {R(F("x", "{\"type\":\"map\",\"values\":\"boolean\"}") "," F("a", "\"int\"")),
         R(F("a", "\"int\"")), "02 0261 01 00 08", NULL, "{\"a\":4}"},
        {R(F("x", "[\"int\",\"string\"," E("\"A\"") "]") "," F("a", "\"int\"")),
         R(F("a", "\"int\"")), "02 0261 08", NULL, "{\"a\":4}"},
        {R(F("x", "[\"int\",\"string\"," E("\"A\"") "]") "," F("a", "\"int\"")),
         R(F("a", "\"int\"")), "04 02 08", NULL, "!an enum value is not one of its symbols"},
        {R(F("x", "\"boolean\"") "," F("a", "\"int\"")), R(F("a", "\"int\"")), "02 08", NULL,
         "!a boolean is neither 0 nor 1"},
        {R(F("x", "\"double\"") "," F("y", "\"bytes\"") "," F("a", "\"int\"")),
         R(F("a", "\"int\"")), "0000000000000000 02ff 08", NULL, "{\"a\":4}"},
    };
    EXPECT_CASES(cases);
}

Test(codec_plan, blocks_with_a_byte_length_and_several_blocks_are_read)
{
    const codec_case cases[] = {
        {R(F("a", "{\"type\":\"array\",\"items\":\"int\"}")),
         R(F("a", "{\"type\":\"array\",\"items\":\"int\"}")), "03 04 02 04 02 06 00", NULL,
         "{\"a\":[1,2,3]}"},
        {R(F("a", "{\"type\":\"map\",\"values\":\"int\"}")),
         R(F("a", "{\"type\":\"map\",\"values\":\"int\"}")), "01 06 0261 02 02 0261 04 00", NULL,
         "{\"a\":{\"a\":1,\"a\":2}}"},
        {R(F("a", "{\"type\":\"array\",\"items\":\"int\"}")),
         R(F("a", "{\"type\":\"array\",\"items\":\"int\"}")), "03 06 02 04 00", NULL,
         "!a block is not as long as it says"},
    };
    EXPECT_CASES(cases);
}

Test(codec_plan, a_table_without_a_schema_takes_any_name_and_reads_missing_fields_as_null)
{
    static const of_field fields[] = {
        {.name = "b", .type = {.kind = OF_KIND_STRING, .nullable = true, .size = sizeof(of_text)}},
        {.name = "a", .type = {.kind = OF_KIND_LONG, .size = 8}, .offset = sizeof(of_text)},
    };
    of_record_type table = {.name = "Row", .fields = fields, .field_count = 2, .size = 24};
    of_schema *writer = NULL;
    of_plan *plan = NULL;
    char error[300] = "";
    cr_assert(of_ok(of_schema_parse(OF_TEXT(R(F("a", "\"int\""))), &writer, NULL, 0)));
    cr_assert(of_ok(of_plan_compile(writer, &table, &plan, error, sizeof error)), "%s", error);
    struct {
        of_text b;
        int64_t a;
    } row;
    of_arena *arena = of_arena_new(100);
    cr_assert(of_ok(
        of_plan_decode(plan, (of_bytes){.data = (const uint8_t *)"\x06", .len = 1}, arena, &row)));
    cr_expect(row.b.data == NULL && row.a == 3);
    of_plan_free(plan);
    of_schema_free(writer);
    cr_assert(of_ok(of_schema_parse(OF_TEXT(R(F("b", "\"string\""))), &writer, NULL, 0)));
    cr_expect(of_plan_compile(writer, &table, &plan, error, sizeof error).remedy == OF_SKIP);
    cr_expect_str_eq(error, "a: the writer has no such field and ours has no default");
    of_schema_free(writer);
    of_arena_free(arena);
}
