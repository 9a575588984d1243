/* Records without a plan: generated tables, encoding, copies, equality and JSON. */
#include <criterion/criterion.h>
#include <jansson.h>

#include "avro/codec/clone.h"
#include "avro/codec/json.h"
#include "codec_model.h"
#include "tests/unit/codec_random.h"
#include "topology/base/memory.h"

#define ROUNDS 500

static CodecLeg leg(void)
{
    return (CodecLeg){.leg_id = OF_TEXT("L1"), .status = LEG_STATUS_SHIPPED, .qty = -65};
}

Test(codec_record, generated_schema_text_is_self_contained_and_keeps_defaults_docs_and_aliases)
{
    json_t *json = json_loads(of_CodecAll_type.schema_text, JSON_REJECT_DUPLICATES, NULL);
    cr_assert(json != NULL);
    cr_expect_str_eq(json_string_value(json_array_get(json_object_get(json, "aliases"), 0)),
                     "CodecEverything");
    json_t *first = json_array_get(json_object_get(json, "fields"), 0);
    json_t *inlined = json_object_get(first, "type");
    cr_expect_str_eq(json_string_value(json_object_get(inlined, "name")), "CodecLeg");
    json_t *qty = json_array_get(json_object_get(inlined, "fields"), 2);
    cr_expect(json_is_integer(json_object_get(qty, "default")));
    cr_expect_str_eq(of_CodecAll_type.fields[0].doc, "Defined in another file.");
    json_decref(json);
}

Test(codec_record, a_record_encodes_to_the_bytes_of_the_specification)
{
    CodecLeg record = leg();
    of_buffer out = {0};
    cr_assert(of_ok(of_record_encode(&of_CodecLeg_type, &record, &out)));
    static const uint8_t wanted[] = {0x04, 'L', '1', 0x02, 0x81, 0x01};
    cr_expect(
        of_bytes_equal(of_buffer_bytes(&out), (of_bytes){.data = wanted, .len = sizeof wanted}));
    of_buffer_free(&out);
}

static void expect_refused(const CodecLeg *record, const char *reason)
{
    of_buffer out = {0};
    of_buffer_put_u8(&out, 7);
    of_status status = of_record_encode(&of_CodecLeg_type, record, &out);
    cr_expect(status.remedy == OF_SKIP);
    cr_expect_str_eq(status.what, reason);
    cr_expect(out.len == 1, "nothing of a refused record stays");
    of_buffer_free(&out);
    of_clone_plan *plan = of_clone_plan_new(&of_CodecLeg_type);
    size_t bytes = 0;
    status = of_clone_measure(plan, record, &bytes);
    cr_expect(status.remedy == OF_SKIP, "a clone is of what can be encoded");
    cr_expect_str_eq(status.what, reason);
    of_clone_plan_free(plan);
}

Test(codec_record, what_its_own_schema_cannot_read_is_not_written)
{
    CodecLeg record = leg();
    record.leg_id = (of_text){0};
    expect_refused(&record, "a text is absent where the schema has no null");
    record = leg();
    record.leg_id = OF_TEXT("\xff");
    expect_refused(&record, "a text is not valid UTF-8");
    record = leg();
    record.status = (LegStatus)3;
    expect_refused(&record, "an enum value is not one of its symbols");
    record.status = (LegStatus)-1;
    expect_refused(&record, "an enum value is not one of its symbols");
}

Test(codec_record, a_buffer_that_may_not_grow_refuses_and_keeps_what_it_held)
{
    CodecLeg record = leg();
    of_buffer out = {.limit = 4};
    cr_expect(of_record_encode(&of_CodecLeg_type, &record, &out).remedy == OF_SKIP);
    cr_expect(out.len == 0);
    of_buffer_free(&out);
}

Test(codec_record, a_copy_is_equal_and_survives_its_source)
{
    of_arena *source = of_arena_new(1 << 20);
    of_arena *target = of_arena_new(1 << 20);
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        of_arena_reset(target);
        codec_random random = {.state = seed};
        CodecAll record;
        CodecAll copy;
        CodecAll again;
        codec_random_record(&random, &of_CodecAll_type, source, &record);
        cr_assert(of_ok(of_record_copy(&of_CodecAll_type, &record, &copy, target)));
        cr_assert(of_record_equal(&of_CodecAll_type, &record, &copy));
        of_arena_free(source);
        source = of_arena_new(1 << 20);
        random.state = seed;
        codec_random_record(&random, &of_CodecAll_type, source, &again);
        cr_assert(of_record_equal(&of_CodecAll_type, &again, &copy), "seed %d", (int)seed);
    }
    of_arena_free(source);
    of_arena_free(target);
}

/* A block of the measured size and a mark behind it, which must stay. */
static CodecAll *clone_of(const of_clone_plan *plan, const CodecAll *record)
{
    size_t bytes = 0;
    cr_assert(of_ok(of_clone_measure(plan, record, &bytes)));
    uint8_t *block = of_new(bytes + 1);
    block[bytes] = 0xa5;
    of_clone_into(plan, record, block);
    cr_assert_eq(block[bytes], 0xa5);
    return (CodecAll *)block;
}

Test(codec_record, a_clone_is_equal_fits_its_block_and_survives_its_source)
{
    of_clone_plan *plan = of_clone_plan_new(&of_CodecAll_type);
    of_arena *arena = of_arena_new(1 << 20);
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        codec_random random = {.state = seed};
        CodecAll record;
        codec_random_record(&random, &of_CodecAll_type, arena, &record);
        CodecAll *clone = clone_of(plan, &record);
        cr_assert(of_record_equal(&of_CodecAll_type, &record, clone));
        CodecAll *again = clone_of(plan, clone);
        of_arena_free(arena);
        memset(clone, 0xff, sizeof *clone);
        of_delete(clone);
        arena = of_arena_new(1 << 20);
        random.state = seed;
        codec_random_record(&random, &of_CodecAll_type, arena, &record);
        cr_assert(of_record_equal(&of_CodecAll_type, &record, again), "seed %d", (int)seed);
        of_delete(again);
    }
    of_arena_free(arena);
    of_clone_plan_free(plan);
}

Test(codec_record, a_clone_is_encoded_to_the_same_bytes_whatever_room_there_is)
{
    of_clone_plan *plan = of_clone_plan_new(&of_CodecAll_type);
    of_arena *arena = of_arena_new(1 << 20);
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        codec_random random = {.state = seed};
        CodecAll record;
        of_arena_reset(arena);
        codec_random_record(&random, &of_CodecAll_type, arena, &record);
        CodecAll *clone = clone_of(plan, &record);
        of_buffer expected = {0};
        of_buffer out = {0};
        cr_assert(of_ok(of_record_encode(&of_CodecAll_type, &record, &expected)));
        of_buffer_put_u8(&out, 7);
        cr_assert(of_ok(of_clone_encode(plan, clone, &out)));
        cr_assert_eq(out.len, 1 + expected.len, "seed %d", (int)seed);
        cr_assert_arr_eq(out.data + 1, expected.data, expected.len, "seed %d", (int)seed);
        of_buffer small = {.limit = 1 + codec_random_below(&random, expected.len)};
        of_buffer_put_u8(&small, 7);
        cr_assert(of_clone_encode(plan, clone, &small).remedy == OF_SKIP);
        cr_assert_eq(small.len, 1, "nothing of what did not fit");
        of_buffer_free(&small);
        of_buffer_free(&out);
        of_buffer_free(&expected);
        of_delete(clone);
    }
    of_arena_free(arena);
    of_clone_plan_free(plan);
}

Test(codec_record, a_copy_into_a_full_arena_aborts)
{
    of_arena *arena = of_arena_new(1);
    CodecLeg record = leg();
    CodecLeg copy;
    cr_expect(of_record_copy(&of_CodecLeg_type, &record, &copy, arena).remedy == OF_ABORT);
    of_arena_free(arena);
}

Test(codec_record, any_single_changed_leaf_makes_records_differ)
{
    CodecLeg a = leg();
    CodecLeg b = leg();
    cr_expect(of_record_equal(&of_CodecLeg_type, &a, &b));
    b.leg_id = OF_TEXT("L2");
    cr_expect(!of_record_equal(&of_CodecLeg_type, &a, &b));
    b = leg();
    b.status = LEG_STATUS_LOST;
    cr_expect(!of_record_equal(&of_CodecLeg_type, &a, &b));
    b = leg();
    b.qty = 0;
    cr_expect(!of_record_equal(&of_CodecLeg_type, &a, &b));
    b = leg();
    b.leg_id = (of_text){.data = NULL};
    cr_expect(!of_record_equal(&of_CodecLeg_type, &a, &b));
}

Test(codec_record, json_of_a_record_reads_back_as_the_same_record)
{
    of_arena *arena = of_arena_new(1 << 22);
    of_buffer json = {0};
    for (uint64_t seed = 0; seed < 2 * ROUNDS; seed++) {
        of_arena_reset(arena);
        of_buffer_clear(&json);
        codec_random random = {.state = seed};
        CodecAll record;
        CodecAll back;
        char error[200] = "";
        codec_random_record(&random, &of_CodecAll_type, arena, &record);
        cr_assert(of_ok(of_record_to_json(&of_CodecAll_type, &record, seed % 2 == 1, &json)));
        of_status status =
            of_record_from_json(&of_CodecAll_type, of_text_of_bytes(of_buffer_bytes(&json)), arena,
                                &back, error, sizeof error);
        cr_assert(of_ok(status), "seed %d: %s in %.*s", (int)seed, error, (int)json.len, json.data);
        cr_assert(of_record_equal(&of_CodecAll_type, &record, &back), "seed %d: %.*s", (int)seed,
                  (int)json.len, json.data);
    }
    of_buffer_free(&json);
    of_arena_free(arena);
}

static void expect_json_error(const char *json, const char *message)
{
    of_arena *arena = of_arena_new(1 << 20);
    CodecAll record;
    char error[200] = "";
    of_status status = of_record_from_json(&of_CodecAll_type, of_text_of(json), arena, &record,
                                           error, sizeof error);
    cr_expect(status.remedy == OF_SKIP);
    cr_expect_str_eq(error, message);
    of_arena_free(arena);
}

Test(codec_record, json_mistakes_are_named_with_their_place)
{
    expect_json_error("{\"legs\":[{},{\"qty\":\"7\"}]}", "legs[1].qty: expected an integer");
    expect_json_error("{\"first\":{\"colour\":1}}", "first.colour: CodecLeg has no such field");
    expect_json_error("{\"small\":2147483648}", "small: the integer is out of range");
    expect_json_error("{\"status\":\"GONE\"}", "status: not a symbol of orderflow.test.LegStatus");
    expect_json_error("{\"raw\":\"abc\"}", "raw: expected base64 text");
    expect_json_error("{\"hash\":\"AAA=\"}", "hash: the fixed value has the wrong size");
    expect_json_error("{\"tags\":{\"a\":null}}", "tags.a: expected a text");
    expect_json_error("{\"by_name\":{\"a\":[3]}}", "by_name.a[0]: expected an object");
    expect_json_error("{\"flag\":1}", "flag: expected true or false");
    expect_json_error("[]", "expected an object");
    expect_json_error("{\"flag\":true,\"flag\":false}", "duplicate object key near '\"flag\"'");
}

Test(codec_record, json_that_leaves_a_text_out_gives_an_empty_text_that_can_be_encoded)
{
    of_arena *arena = of_arena_new(1 << 20);
    CodecAll record;
    of_buffer out = {0};
    cr_assert(
        of_ok(of_record_from_json(&of_CodecAll_type, OF_TEXT("{}"), arena, &record, NULL, 0)));
    cr_expect(record.text.data != NULL && record.text.len == 0);
    cr_expect(record.maybe_text.data == NULL);
    cr_expect(of_ok(of_record_encode(&of_CodecAll_type, &record, &out)));
    of_buffer_free(&out);
    of_arena_free(arena);
}

Test(codec_record, sparse_json_leaves_out_what_says_nothing)
{
    CodecLeg record = {.leg_id = OF_TEXT("L1")};
    of_buffer json = {0};
    cr_assert(of_ok(of_record_to_json(&of_CodecLeg_type, &record, true, &json)));
    cr_expect(of_text_is(of_text_of_bytes(of_buffer_bytes(&json)),
                         "{\"leg_id\":\"L1\",\"status\":\"PLANNED\"}"));
    of_buffer_free(&json);
}

Test(codec_record, fields_are_found_by_name)
{
    cr_expect_eq(of_record_field(&of_CodecLeg_type, OF_TEXT("qty")), 2);
    cr_expect_eq(of_record_field(&of_CodecLeg_type, OF_TEXT("qt")), -1);
    cr_expect_eq(of_record_field(&of_CodecLeg_type, (of_text){0}), -1);
}
