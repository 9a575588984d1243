/* The codec against Avro C, over generated schemas and values: bytes of ours are read and written
 * back by Avro C without a change, and Avro C sees the values that we meant. */
#include <avro.h>
#include <criterion/criterion.h>

#include "avro/codec/value.h"
#include "tests/unit/codec_random.h"
#include "tests/unit/codec_table.h"

#define SCHEMAS 1500
#define VALUES  5

static void put_type(codec_random *random, int depth, int *names, of_buffer *out);

static void put_record(codec_random *random, int depth, int *names, of_buffer *out)
{
    int count = 1 + (int)codec_random_below(random, 5);
    of_buffer_format(out, "{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[", (*names)++);
    for (int i = 0; i < count; i++) {
        of_buffer_format(out, "%s{\"name\":\"f%d\",\"type\":", i == 0 ? "" : ",", i);
        put_type(random, depth, names, out);
        of_buffer_put_u8(out, '}');
    }
    of_buffer_format(out, "]}");
}

static void put_bare(codec_random *random, int depth, int *names, of_buffer *out)
{
    static const char *const primitives[] = {"boolean", "int",    "long", "float",
                                             "double",  "string", "bytes"};
    uint64_t pick = codec_random_below(random, depth > 0 ? 14 : 9);
    if (pick < 7) {
        of_buffer_format(out, "\"%s\"", primitives[pick]);
    } else if (pick == 7) {
        of_buffer_format(out,
                         "{\"type\":\"enum\",\"name\":\"E%d\",\"symbols\":[\"A\",\"B\",\"C\"]}",
                         (*names)++);
    } else if (pick == 8) {
        of_buffer_format(out, "{\"type\":\"fixed\",\"name\":\"X%d\",\"size\":%d}", (*names)++,
                         1 + (int)codec_random_below(random, 9));
    } else if (pick < 12) {
        of_buffer_format(out, pick < 11 ? "{\"type\":\"array\",\"items\":"
                                        : "{\"type\":\"map\",\"values\":");
        put_type(random, depth - 1, names, out);
        of_buffer_put_u8(out, '}');
    } else {
        put_record(random, depth - 1, names, out);
    }
}

static void put_type(codec_random *random, int depth, int *names, of_buffer *out)
{
    uint64_t pick = codec_random_below(random, 8);
    of_buffer_format(out, pick == 0 ? "[\"null\"," : pick == 1 ? "[" : "");
    put_bare(random, depth, names, out);
    of_buffer_format(out, pick == 0 ? "]" : pick == 1 ? ",\"null\"]" : "");
}

static void compare_value(const of_value_type *type, const void *ours, avro_value_t *theirs);

static void compare_items(const of_value_type *type, const of_array *array, avro_value_t *theirs)
{
    size_t count = 0;
    avro_value_get_size(theirs, &count);
    cr_assert_eq(count, array->len);
    for (size_t i = 0; i < count; i++) {
        avro_value_t item;
        const char *key = NULL;
        const uint8_t *entry = (const uint8_t *)array->items + i * type->item_stride;
        cr_assert_eq(avro_value_get_by_index(theirs, i, &item, &key), 0);
        cr_assert(type->kind != OF_KIND_MAP || of_text_is(*(const of_text *)entry, key));
        compare_value(type->item, entry + type->item_offset, &item);
    }
}

static void compare_record(const of_record_type *type, const void *ours, avro_value_t *theirs)
{
    for (uint32_t i = 0; i < type->field_count; i++) {
        avro_value_t field;
        cr_assert_eq(avro_value_get_by_index(theirs, i, &field, NULL), 0);
        compare_value(&type->fields[i].type, (const uint8_t *)ours + type->fields[i].offset,
                      &field);
    }
}

static void compare_view(const of_value_type *type, of_bytes ours, avro_value_t *theirs)
{
    const void *data = NULL;
    const char *text = NULL;
    size_t len = 0;
    if (type->kind == OF_KIND_STRING) {
        avro_value_get_string(theirs, &text, &len);
        data = text;
        len--; /* the NUL at its end */
    } else if (type->kind == OF_KIND_BYTES) {
        avro_value_get_bytes(theirs, &data, &len);
    } else {
        avro_value_get_fixed(theirs, &data, &len);
    }
    cr_assert(len == ours.len && (len == 0 || memcmp(data, ours.data, len) == 0));
}

static void compare_bare(const of_value_type *type, const void *ours, avro_value_t *theirs)
{
    int narrow = 0;
    int64_t wide = 0;
    float single = 0;
    double real = 0;
    switch (type->kind) {
    case OF_KIND_BOOLEAN:
        avro_value_get_boolean(theirs, &narrow);
        cr_assert_eq(narrow, *(const bool *)ours);
        return;
    case OF_KIND_INT:
        avro_value_get_int(theirs, &narrow);
        cr_assert_eq(narrow, *(const int32_t *)ours);
        return;
    case OF_KIND_ENUM:
        avro_value_get_enum(theirs, &narrow);
        cr_assert_eq(narrow, *(const int32_t *)ours);
        return;
    case OF_KIND_LONG:
        avro_value_get_long(theirs, &wide);
        cr_assert(wide == *(const int64_t *)ours);
        return;
    case OF_KIND_FLOAT:
        avro_value_get_float(theirs, &single);
        cr_assert(memcmp(&single, ours, sizeof single) == 0);
        return;
    case OF_KIND_DOUBLE:
        avro_value_get_double(theirs, &real);
        cr_assert(memcmp(&real, ours, sizeof real) == 0);
        return;
    case OF_KIND_STRING:
    case OF_KIND_BYTES:
    case OF_KIND_FIXED:
        compare_view(type, *(const of_bytes *)ours, theirs);
        return;
    case OF_KIND_ARRAY:
    case OF_KIND_MAP:
        compare_items(type, ours, theirs);
        return;
    case OF_KIND_RECORD:
        compare_record(type->record, ours, theirs);
        return;
    }
}

static void compare_value(const of_value_type *type, const void *ours, avro_value_t *theirs)
{
    avro_value_t branch = *theirs;
    if (type->nullable) {
        int index = -1;
        avro_value_get_discriminant(theirs, &index);
        cr_assert_eq(of_value_is_null(type, ours), (index == 1) == type->null_second);
        avro_value_get_current_branch(theirs, &branch);
    }
    if (!of_value_is_null(type, ours)) {
        compare_bare(type, (const uint8_t *)ours + type->value_offset, &branch);
    }
}

/* Reads our bytes, compares the values, writes them again. */
static void through_avro_c(avro_value_iface_t *iface, const of_record_type *type,
                           const void *record, of_bytes bytes)
{
    avro_value_t value;
    avro_generic_value_new(iface, &value);
    avro_reader_t reader = avro_reader_memory((const char *)bytes.data, (int64_t)bytes.len);
    cr_assert_eq(avro_value_read(reader, &value), 0, "%s", avro_strerror());
    compare_record(type, record, &value);
    char again[1 << 16];
    avro_writer_t writer = avro_writer_memory(again, sizeof again);
    cr_assert_eq(avro_value_write(writer, &value), 0, "%s", avro_strerror());
    of_bytes written = {.data = (uint8_t *)again, .len = (size_t)avro_writer_tell(writer)};
    cr_assert(of_bytes_equal(bytes, written));
    avro_reader_free(reader);
    avro_writer_free(writer);
    avro_value_decref(&value);
}

static void check_schema(codec_random *random, of_text text, of_arena *arena)
{
    of_schema *schema = NULL;
    of_plan *plan = NULL;
    avro_schema_t theirs = NULL;
    char error[300] = "";
    cr_assert(of_ok(of_schema_parse(text, &schema, error, sizeof error)), "%s", error);
    cr_assert_eq(avro_schema_from_json_length(text.data, text.len, &theirs), 0);
    const of_record_type *type = codec_table_of(schema, arena);
    cr_assert(type != NULL);
    cr_assert(of_ok(of_plan_compile(schema, type, &plan, error, sizeof error)), "%s", error);
    avro_value_iface_t *iface = avro_generic_class_from_schema(theirs);
    of_buffer out = {0};
    for (int i = 0; i < VALUES; i++) {
        void *record = of_arena_alloc(arena, type->size);
        void *back = of_arena_alloc(arena, type->size);
        codec_random_record(random, type, arena, record);
        of_buffer_clear(&out);
        cr_assert(of_ok(of_record_encode(type, record, &out)));
        through_avro_c(iface, type, record, of_buffer_bytes(&out));
        cr_assert(of_ok(of_plan_decode(plan, of_buffer_bytes(&out), arena, back)));
        cr_assert(of_record_equal(type, record, back));
    }
    of_buffer_free(&out);
    avro_value_iface_decref(iface);
    avro_schema_decref(theirs);
    of_plan_free(plan);
    of_schema_free(schema);
}

Test(codec_avro_c, both_codecs_agree_on_generated_schemas_and_values)
{
    of_arena *arena = of_arena_new(64 << 20);
    of_buffer text = {0};
    for (uint64_t seed = 1; seed <= SCHEMAS; seed++) {
        codec_random random = {.state = seed};
        int names = 0;
        of_arena_reset(arena);
        of_buffer_clear(&text);
        put_record(&random, 3, &names, &text);
        check_schema(&random, of_text_of_bytes(of_buffer_bytes(&text)), arena);
    }
    of_buffer_free(&text);
    of_arena_free(arena);
}
