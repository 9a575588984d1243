/* Fuzzer: any bytes for any schema. What decodes must encode, and decode again to the same record.
 *
 * Input: 0 and bytes for a fixed schema, or a schema text, a NUL, and bytes for it. */
#include "avro/codec/json.h"
#include "codec_model.h"
#include "tests/unit/codec_table.h"
#include "topology/base/assert.h"

#define ARENA_BYTES ((size_t)8 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_twice(const of_plan *plan, const of_record_type *type, of_bytes in,
                       of_arena *arena)
{
    void *record = of_arena_alloc(arena, type->size);
    void *again = of_arena_alloc(arena, type->size);
    if (record == NULL || again == NULL || !of_ok(of_plan_decode(plan, in, arena, record))) {
        return;
    }
    of_buffer bytes = {0};
    of_buffer json = {0};
    of_assert(of_ok(of_record_encode(type, record, &bytes)));
    of_assert(of_ok(of_record_to_json(type, record, false, &json)));
    of_status status = of_plan_decode(plan, of_buffer_bytes(&bytes), arena, again);
    of_assert(status.remedy == OF_ABORT || (of_ok(status) && of_record_equal(type, record, again)));
    of_buffer_free(&bytes);
    of_buffer_free(&json);
}

static void skip_all(const of_schema *writer, of_bytes in, of_arena *arena)
{
    static const of_field fields[] = {
        {.name = "_", .type = {.kind = OF_KIND_STRING, .nullable = true, .size = sizeof(of_text)}}};
    static const of_record_type nothing = {
        .name = "Nothing", .fields = fields, .field_count = 1, .size = sizeof(of_text)};
    of_plan *plan = NULL;
    of_text record;
    if (of_ok(of_plan_compile(writer, &nothing, &plan, NULL, 0))) {
        of_status status = of_plan_decode(plan, in, arena, &record);
        of_maybe(of_ok(status));
        of_plan_free(plan);
    }
}

static void read_with(of_text text, const of_record_type *type, of_bytes in, of_arena *arena)
{
    of_schema *schema = NULL;
    of_plan *plan = NULL;
    if (!of_ok(of_schema_parse(text, &schema, NULL, 0))) {
        return;
    }
    type = type != NULL ? type : codec_table_of(schema, arena);
    if (type != NULL && of_ok(of_plan_compile(schema, type, &plan, NULL, 0))) {
        read_twice(plan, type, in, arena);
        of_plan_free(plan);
    }
    skip_all(schema, in, arena);
    of_schema_free(schema);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size == 0 ? NULL : memchr(data, 0, size);
    if (end == NULL) {
        return 0;
    }
    of_arena *arena = of_arena_new(ARENA_BYTES);
    of_text text = {.data = (const char *)data, .len = (size_t)(end - data)};
    of_bytes in = {.data = end + 1, .len = size - text.len - 1};
    if (text.len == 0) {
        read_with(of_text_of(of_CodecAll_type.schema_text), &of_CodecAll_type, in, arena);
    } else {
        read_with(text, NULL, in, arena);
    }
    of_arena_free(arena);
    return 0;
}
