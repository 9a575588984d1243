/* Hostile input: every payload and schema that broke a decoder we measured gets a clear error and
 * bounded memory from ours. */
/* rows: R63 */
#include <criterion/criterion.h>

#include "tests/unit/codec_table.h"
#include "topology/base/memory.h"

#define R(fields)     "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" fields "]}"
#define F(name, type) "{\"name\":\"" name "\",\"type\":" type "}"
#define ARRAY(items)  "{\"type\":\"array\",\"items\":" items "}"
#define MAP(values)   "{\"type\":\"map\",\"values\":" values "}"

static const codec_case payloads[] = {
    {R(F("a", "\"string\"")), R(F("a", "\"string\"")), "8080808008", NULL,
     "!a length is larger than what is left"},
    {R(F("a", "\"string\"")), R(F("a", "\"string\"")), "8080808008616263", NULL,
     "!a length is larger than what is left"},
    {R(F("a", "\"string\"")), R(F("a", "\"string\"")), "8080808020", NULL,
     "!a length is larger than what is left"},
    {R(F("a", "\"bytes\"")), R(F("a", "\"bytes\"")), "808080802061", NULL,
     "!a length is larger than what is left"},
    {R(F("a", "\"string\"")), R(F("a", "\"string\"")), "0a6162", NULL,
     "!a length is larger than what is left"},
    {R(F("a", "\"bytes\"")), R(F("a", "\"bytes\"")), "0a6162", NULL,
     "!a length is larger than what is left"},
    {R(F("a", "\"string\"")), R(F("a", "\"string\"")), "80808080808080808001", NULL,
     "!a length is larger than what is left"},
    {R(F("a", "\"string\"")), R(F("a", "\"string\"")), "ffffffffffffffffff01", NULL,
     "!a length is negative"},
    {R(F("a", "\"string\"")), R(F("a", "\"string\"")), "feffffffffffffffff01", NULL,
     "!a length is larger than what is left"},
    {R(F("a", "\"string\"")), R(F("a", "\"string\"")), "01", NULL, "!a length is negative"},
    {R(F("a", "\"bytes\"")), R(F("a", "\"bytes\"")), "03", NULL, "!a length is negative"},
    {R(F("a", "\"bytes\"")), R(F("a", "\"bytes\"")), "cf0f0000000000000000000000000000000000000000",
     NULL, "!a length is negative"},
    {R(F("a", ARRAY("\"null\"")) "," F("b", "\"int\"")), R(F("b", "\"int\"")), "80c2d72f0002", NULL,
     "!the message has too many items"},
    {R(F("a", ARRAY("\"null\"")) "," F("b", "\"int\"")), R(F("b", "\"int\"")),
     "808080808080808080010002", NULL, "!the message has too many items"},
    {R(F("a", ARRAY("\"null\""))), R(F("a", ARRAY("[\"null\",\"int\"]"))), "80c2d72f00", NULL,
     "!the message has too many items"},
    {R(F("a", ARRAY("\"null\""))), R(F("a", ARRAY("[\"null\",\"int\"]"))), "8080808080808080800100",
     NULL, "!the message has too many items"},
    {R(F("a", ARRAY("{\"type\":\"record\",\"name\":\"Z\",\"fields\":[]}")) "," F("b", "\"int\"")),
     R(F("b", "\"int\"")), "808080808080808080010002", NULL, "!the message has too many items"},
    {R(F("a", "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"B\"]}")),
     R(F("a", "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"B\"]}")), "80897a", NULL,
     "!an enum value is not one of its symbols"},
    {R(F("a", "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"B\"]}")),
     R(F("a", "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"B\"]}")), "09", NULL,
     "!an enum value is not one of its symbols"},
    {R(F("a", "\"boolean\"")), R(F("a", "\"boolean\"")), "7f", NULL,
     "!a boolean is neither 0 nor 1"},
    {R(F("a", ARRAY("\"int\""))), R(F("a", ARRAY("\"int\""))), "030e02040000000000000000", NULL,
     "!a block is not as long as it says"},
    {R(F("a", ARRAY("\"int\""))), R(F("a", ARRAY("\"int\""))), "0305020400", NULL,
     "!a length is negative"},
    {R(F("a", ARRAY("\"int\""))), R(F("a", ARRAY("\"int\""))), "03808080808040020400", NULL,
     "!a length is larger than what is left"},
    {R(F("a", ARRAY("\"int\""))), R(F("a", ARRAY("\"int\""))), "8080808080808080400200", NULL,
     "!a block has more items than bytes are left"},
    {R(F("a", ARRAY("\"int\""))), R(F("a", ARRAY("\"int\""))), "ffffffffffffffffff010200", NULL,
     "!a block has an impossible number of items"},
    {R(F("a", MAP("\"int\""))), R(F("a", MAP("\"int\""))), "80808080808080804000", NULL,
     "!a block has more items than bytes are left"},
    {R(F("a", ARRAY("\"int\""))), R(F("a", ARRAY("\"int\""))), "ffffffffffffffff3f040200", NULL,
     "!a block has more items than bytes are left"},
    {R(F("a", "\"long\"")), R(F("a", "\"long\"")), "ffffffffffffffffffff01", NULL,
     "!a number is longer than 64 bits"},
    {R(F("a", "\"long\"")), R(F("a", "\"long\"")), "ffffffffffffffffff02", NULL,
     "!a number is longer than 64 bits"},
    {R(F("a", "[\"null\",\"int\"]")), R(F("a", "[\"null\",\"int\"]")), "0402", NULL,
     "!a union has no such branch"},
    {R(F("a", "[\"null\",\"int\"]")), R(F("a", "[\"null\",\"int\"]")), "0102", NULL,
     "!a union has no such branch"},
    {R(F("a", "\"int\"")), R(F("a", "\"int\"")), "8080808010", NULL, "!an int is out of range"},
    {R(F("a", "\"int\"")), R(F("a", "\"int\"")), "", NULL, "!the input ends within a number"},
    {R(F("a", "\"double\"")), R(F("a", "\"double\"")), "00000000000000", NULL,
     "!the input ends within a value"},
    {R(F("a", "\"int\"")), R(F("a", "\"int\"")), "0200", NULL,
     "!bytes are left over behind the record"},
    {R(F("a", "\"string\"")), R(F("a", "\"string\"")), "02ff", NULL, "!a text is not valid UTF-8"},
    {R(F("a", "\"string\"")), R(F("a", "\"string\"")), "04c0af", NULL,
     "!a text is not valid UTF-8"},
    {R(F("a", "\"string\"")), R(F("a", "\"string\"")), "06eda080", NULL,
     "!a text is not valid UTF-8"},
    {R(F("a", ARRAY("\"int\""))), R(F("a", ARRAY("\"int\""))), "0304020400", NULL, "{\"a\":[1,2]}"},
    {R(F("a", MAP("\"int\""))), R(F("a", MAP("\"int\""))), "0402610202610400", NULL,
     "{\"a\":{\"a\":1,\"a\":2}}"},
};

Test(codec_hostile, each_payload_has_a_clear_error)
{
    for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++) {
        char got[2000] = "";
        cr_expect(codec_case_holds(&payloads[i], got, sizeof got),
                  "row %zu (%s): got %s, wanted %s", i, payloads[i].bytes, got, payloads[i].wanted);
    }
}

/* A writer's linked list of `depth` records, which ours does not have. */
static of_status decode_list(size_t depth, size_t *held)
{
    static const of_field fields[] = {{.name = "a", .type = {.kind = OF_KIND_INT, .size = 4}}};
    static const of_record_type table = {
        .name = "R", .fields = fields, .field_count = 1, .size = 4};
    of_schema *writer = NULL;
    of_plan *plan = NULL;
    char error[200] = "";
    cr_assert(of_ok(of_schema_parse(
        OF_TEXT(R(F("x", "{\"type\":\"record\",\"name\":\"L\",\"fields\":[" F(
                             "next", "[\"null\",\"L\"]") "]}") "," F("a", "\"int\""))),
        &writer, error, sizeof error)));
    cr_assert(of_ok(of_plan_compile(writer, &table, &plan, error, sizeof error)), "%s", error);
    of_buffer in = {0};
    for (size_t i = 1; i < depth; i++) {
        of_buffer_put_u8(&in, 2);
    }
    of_buffer_put(&in, "\0\x06", 2);
    of_arena *arena = of_arena_new(1 << 20);
    int32_t a = 0;
    of_status status = of_plan_decode(plan, of_buffer_bytes(&in), arena, &a);
    cr_expect(!of_ok(status) || a == 3);
    *held = of_arena_held(arena);
    of_arena_free(arena);
    of_buffer_free(&in);
    of_plan_free(plan);
    of_schema_free(writer);
    return status;
}

Test(codec_hostile, recursion_ends_before_the_stack_does)
{
    size_t held = 1;
    cr_expect(of_ok(decode_list(200, &held)));
    cr_expect_str_eq(decode_list(10000, &held).what, "values are nested too deeply");
    cr_expect_str_eq(decode_list(500000, &held).what, "values are nested too deeply");
    cr_expect(held == 0);
}

Test(codec_hostile, a_full_arena_aborts_instead_of_growing)
{
    static const of_value_type item = {.kind = OF_KIND_INT, .size = 4};
    static const of_field fields[] = {
        {.name = "a",
         .type = {.kind = OF_KIND_ARRAY, .size = 16, .item = &item, .item_stride = 1000}}};
    static const of_record_type table = {
        .name = "R", .fields = fields, .field_count = 1, .size = 16};
    of_schema *writer = NULL;
    of_plan *plan = NULL;
    cr_assert(of_ok(of_schema_parse(OF_TEXT(R(F("a", ARRAY("\"int\"")))), &writer, NULL, 0)));
    cr_assert(of_ok(of_plan_compile(writer, &table, &plan, NULL, 0)));
    of_buffer in = {0};
    of_buffer_put(&in, "\xa0\x8d\x06", 3); /* 50,000 items */
    for (size_t i = 0; i < 50000; i++) {
        of_buffer_put_u8(&in, 2);
    }
    of_buffer_put_u8(&in, 0);
    of_arena *arena = of_arena_new(1 << 20);
    of_array got[1];
    cr_expect(of_plan_decode(plan, of_buffer_bytes(&in), arena, got).remedy == OF_ABORT);
    cr_expect(of_arena_held(arena) <= 1 << 20);
    of_arena_free(arena);
    of_buffer_free(&in);
    of_plan_free(plan);
    of_schema_free(writer);
}

/* Records of two of the level below, thirty levels high, down to an empty one: no bytes, 2^30
 * steps. */
Test(codec_hostile, work_that_uses_no_bytes_is_bounded)
{
    of_buffer text = {0};
    of_buffer_format(&text, "{\"type\":\"record\",\"name\":\"R\",\"fields\":["
                            "{\"name\":\"e\",\"type\":{\"type\":\"record\",\"name\":\"L0\","
                            "\"fields\":[{\"name\":\"n\",\"type\":\"null\"}]}}");
    for (int i = 1; i <= 30; i++) {
        of_buffer_format(
            &text,
            ",{\"name\":\"f%d\",\"type\":{\"type\":\"record\",\"name\":\"L%d\",\"fields\":["
            "{\"name\":\"x\",\"type\":\"L%d\"},{\"name\":\"y\",\"type\":\"L%d\"}]}}",
            i, i, i - 1, i - 1);
    }
    of_buffer_format(&text, "]}");
    static const of_field fields[] = {
        {.name = "a", .type = {.kind = OF_KIND_STRING, .nullable = true, .size = sizeof(of_text)}}};
    static const of_record_type table = {
        .name = "R", .fields = fields, .field_count = 1, .size = 16};
    of_schema *writer = NULL;
    of_plan *plan = NULL;
    char error[200] = "";
    cr_assert(of_ok(of_schema_parse(of_text_of_bytes(of_buffer_bytes(&text)), &writer, error,
                                    sizeof error)),
              "%s", error);
    cr_assert(of_ok(of_plan_compile(writer, &table, &plan, error, sizeof error)), "%s", error);
    of_arena *arena = of_arena_new(1 << 20);
    of_text got;
    cr_expect_str_eq(of_plan_decode(plan, (of_bytes){0}, arena, &got).what,
                     "the message has too many items");
    of_arena_free(arena);
    of_buffer_free(&text);
    of_plan_free(plan);
    of_schema_free(writer);
}

static void expect_schema_error(const char *text, const char *message)
{
    of_schema *schema = NULL;
    char error[300] = "";
    of_status status = of_schema_parse(of_text_of(text), &schema, error, sizeof error);
    cr_expect(status.remedy == OF_SKIP, "%s", text);
    cr_expect_str_eq(error, message);
    of_schema_free(schema);
}

Test(codec_hostile, each_schema_has_a_clear_error)
{
    expect_schema_error(R(F("a", "\"R\"")), "R.a: the record R contains itself");
    expect_schema_error(
        R(F("a", "{\"type\":\"record\",\"name\":\"Q\",\"fields\":[" F("b", "\"R\"") "]}")),
        "Q.b: the record R contains itself");
    expect_schema_error("{\"type\":\"fixed\",\"name\":\"X\",\"size\":-5}",
                        "the size of X is not between 0 and 1048576");
    expect_schema_error("{\"type\":\"fixed\",\"name\":\"X\",\"size\":2147483647}",
                        "the size of X is not between 0 and 1048576");
    expect_schema_error("[\"null\",[\"int\",\"string\"]]", "a union directly within a union");
    expect_schema_error("[\"int\",\"int\"]", "a union has the branch int twice");
    expect_schema_error(
        "[{\"type\":\"array\",\"items\":\"int\"},{\"type\":\"array\",\"items\":\"long\"}]",
        "a union has the branch array twice");
    expect_schema_error("[]", "a union needs between 1 and 256 branches");
    expect_schema_error("{\"type\":\"record\",\"name\":\"\",\"fields\":[]}",
                        "\"\" is not a valid name");
    expect_schema_error("{\"type\":\"record\",\"name\":\"1a\",\"fields\":[]}",
                        "\"1a\" is not a valid name");
    expect_schema_error("{\"type\":\"record\",\"fields\":[]}", "a record has no name");
    expect_schema_error("{\"type\":\"record\",\"name\":\"int\",\"fields\":[]}",
                        "the name int is already taken");
    expect_schema_error("{\"type\":\"record\",\"name\":\"R\"}",
                        "R has no list of at most 4096 fields");
    expect_schema_error(R(F("a", "\"int\"") "," F("a", "\"int\"")),
                        "R.a: the field is there twice");
    expect_schema_error(R(F("a b", "\"int\"")), "a field of R has no valid name");
    expect_schema_error(R(F("a", "\"nothing\"")), "R.a: there is no type \"nothing\"");
    expect_schema_error(R(F("a", "7")),
                        "R.a: a type is missing, or is neither a name, an object nor a union");
    expect_schema_error(R("{\"name\":\"a\",\"type\":\"int\",\"default\":\"x\"}"),
                        "R.a: the default is not a value of its type");
    expect_schema_error(R("{\"name\":\"a\",\"type\":\"int\",\"default\":2147483648}"),
                        "R.a: the default is not a value of its type");
    expect_schema_error("{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"A\"]}",
                        "E has the symbol A twice");
    expect_schema_error("{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\"],\"default\":\"B\"}",
                        "the default of E is not one of its symbols");
    expect_schema_error("{\"type\":\"enum\",\"name\":\"E\"}",
                        "the enum E has no valid list of symbols");
    expect_schema_error("{", "not JSON, line 1: string or '}' expected near end of file");
}

static void expect_nesting_error(int depth, const char *message)
{
    of_buffer text = {0};
    for (int i = 0; i < depth; i++) {
        of_buffer_format(&text, "{\"type\":\"array\",\"items\":");
    }
    of_buffer_format(&text, "\"int\"");
    for (int i = 0; i < depth; i++) {
        of_buffer_put_u8(&text, '}');
    }
    of_buffer_put_u8(&text, 0);
    expect_schema_error((const char *)text.data, message);
    of_buffer_free(&text);
}

Test(codec_hostile, a_deep_or_long_schema_is_refused)
{
    expect_nesting_error(64, "types are nested deeper than 64");
    expect_nesting_error(3000, "not JSON, line 1: maximum parsing depth reached near '\"array\"'");
    char *text = of_new((2 << 20) + 1);
    memset(text, ' ', 2 << 20);
    expect_schema_error(text, "the schema text is absent or longer than 1048576 bytes");
    of_delete(text);
}

/* Types that reach themselves through a union, an array or a map are fine. */
Test(codec_hostile, a_recursive_schema_with_an_end_is_valid)
{
    of_schema *schema = NULL;
    char error[200] = "";
    cr_expect(of_ok(of_schema_parse(OF_TEXT(R(F("a", ARRAY("\"R\"")) "," F("b", MAP("\"R\"")) "," F(
                                        "c", "[\"null\",\"R\"]"))),
                                    &schema, error, sizeof error)),
              "%s", error);
    of_schema_free(schema);
}

Test(codec_hostile, properties_of_a_source_are_there_to_be_read)
{
    of_schema *schema = NULL;
    cr_assert(of_ok(of_schema_parse(
        OF_TEXT(
            "{\"type\":\"record\",\"name\":\"Value\",\"namespace\":\"erp-1.public\",\"fields\":["
            "{\"name\":\"at\",\"doc\":\"when\",\"type\":[\"null\",{\"type\":\"long\",\"connect."
            "version\":1,"
            "\"connect.name\":\"io.debezium.time.MicroTimestamp\"}],\"default\":null},"
            "{\"name\":\"sum\",\"type\":{\"type\":\"bytes\",\"logicalType\":\"decimal\","
            "\"precision\":10,"
            "\"scale\":2}},"
            "{\"name\":\"odd\",\"type\":{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"scale\":"
            "2}}]}"),
        &schema, NULL, 0)));
    const of_schema_type *root = of_schema_root(schema);
    cr_expect(of_text_is(of_schema_full_name(schema), "erp-1.public.Value"));
    cr_expect(of_text_is(of_schema_simple_name(root->name), "Value"));
    const of_schema_field *at = of_schema_field_of(root, OF_TEXT("at"));
    const of_schema_type *long_type = of_schema_not_null(at->type);
    cr_expect(long_type->kind == OF_SCHEMA_LONG && at->default_value != NULL);
    cr_expect(of_text_is(at->doc, "when"));
    cr_expect(of_text_is(long_type->connect_name, "io.debezium.time.MicroTimestamp"));
    cr_expect(of_schema_property(long_type, "connect.version").data == NULL, "it is no text");
    const of_schema_type *sum = of_schema_field_of(root, OF_TEXT("sum"))->type;
    cr_expect(of_text_is(sum->logical_type, "decimal") && sum->precision == 10 && sum->scale == 2);
    cr_expect(of_schema_field_of(root, OF_TEXT("odd"))->type->logical_type.data == NULL);
    cr_expect(of_schema_field_of(root, OF_TEXT("none")) == NULL);
    of_schema_free(schema);
}
