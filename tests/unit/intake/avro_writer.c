/* One case per Avro type; mistakes in a test end it. */
#include "tests/unit/intake/avro_writer.h"

#include "topology/base/assert.h"

static void write_long(int64_t value, of_buffer *out)
{
    uint64_t left = ((uint64_t)value << 1) ^ (uint64_t)(value >> 63);
    for (; left >= 0x80; left >>= 7) {
        of_buffer_put_u8(out, (uint8_t)(left | 0x80));
    }
    of_buffer_put_u8(out, (uint8_t)left);
}

static void write_text(const json_t *json, of_buffer *out)
{
    of_assert(json_is_string(json));
    write_long((int64_t)json_string_length(json), out);
    of_buffer_put(out, json_string_value(json), json_string_length(json));
}

static void write_bytes(const json_t *json, of_buffer *out)
{
    if (json_is_string(json)) {
        write_text(json, out);
        return;
    }
    int64_t value = json_integer_value(json);
    size_t len = 1;
    while (len < 8 && value >> (8 * len - 1) != (value < 0 ? -1 : 0)) {
        len++;
    }
    write_long((int64_t)len, out);
    for (size_t i = len; i-- > 0;) {
        of_buffer_put_u8(out, (uint8_t)(value >> (8 * i)));
    }
}

static void write_union(const of_schema_type *type, const json_t *json, of_buffer *out)
{
    bool null = json == NULL || json_is_null(json);
    for (size_t i = 0; i < type->branch_count; i++) {
        if ((type->branches[i]->kind == OF_SCHEMA_NULL) == null) {
            write_long((int64_t)i, out);
            avro_write(type->branches[i], json, out);
            return;
        }
    }
    of_assert_failed("no branch of the union fits", __FILE__, __LINE__);
}

static void write_symbol(const of_schema_type *type, const json_t *json, of_buffer *out)
{
    for (size_t i = 0; i < type->symbol_count; i++) {
        if (of_text_is(type->symbols[i], json_string_value(json))) {
            write_long((int64_t)i, out);
            return;
        }
    }
    of_assert_failed("no such symbol", __FILE__, __LINE__);
}

void avro_write(const of_schema_type *type, const json_t *json, of_buffer *out)
{
    double real = json_number_value(json);
    switch (type->kind) {
    case OF_SCHEMA_NULL:
        return;
    case OF_SCHEMA_BOOLEAN:
        of_buffer_put_u8(out, json_is_true(json) ? 1 : 0);
        return;
    case OF_SCHEMA_INT:
    case OF_SCHEMA_LONG:
        of_assert(json_is_integer(json));
        write_long(json_integer_value(json), out);
        return;
    case OF_SCHEMA_DOUBLE:
        of_buffer_put(out, &real, sizeof real);
        return;
    case OF_SCHEMA_STRING:
        write_text(json, out);
        return;
    case OF_SCHEMA_BYTES:
        write_bytes(json, out);
        return;
    case OF_SCHEMA_FIXED:
        of_buffer_put(out, json_string_value(json), type->fixed_size);
        return;
    case OF_SCHEMA_ENUM:
        write_symbol(type, json, out);
        return;
    case OF_SCHEMA_RECORD:
        for (size_t i = 0; i < type->field_count; i++) {
            avro_write(type->fields[i].type, json_object_get(json, type->fields[i].name.data), out);
        }
        return;
    case OF_SCHEMA_UNION:
        write_union(type, json, out);
        return;
    case OF_SCHEMA_FLOAT:
    case OF_SCHEMA_ARRAY:
    case OF_SCHEMA_MAP:
        break;
    }
    of_assert_failed("a type that no test writes", __FILE__, __LINE__);
}
