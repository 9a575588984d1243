/* Records to JSON text, for people. */
#include "avro/codec/json.h"

#include <inttypes.h>
#include <math.h>

#include "avro/codec/value.h"
#include "topology/base/assert.h"

static void write_value(const of_value_type *type, const void *value, bool sparse, of_buffer *out);

static void put(of_buffer *out, const char *text)
{
    of_buffer_put_text(out, of_text_of(text));
}

static void write_text(of_text text, of_buffer *out)
{
    of_buffer_put_u8(out, '"');
    size_t plain = 0;
    for (size_t i = 0; i < text.len; i++) {
        uint8_t byte = (uint8_t)text.data[i];
        if (byte >= 0x20 && byte != '"' && byte != '\\') {
            continue;
        }
        of_buffer_put(out, text.data + plain, i - plain);
        plain = i + 1;
        if (byte == '\n') {
            put(out, "\\n");
        } else if (byte < 0x20) {
            of_buffer_format(out, "\\u%04x", byte);
        } else {
            of_buffer_format(out, "\\%c", byte);
        }
    }
    of_buffer_put(out, text.data + plain, text.len - plain);
    of_buffer_put_u8(out, '"');
}

static void write_base64(of_bytes bytes, of_buffer *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    of_buffer_put_u8(out, '"');
    for (size_t i = 0; i < bytes.len; i += 3) {
        uint32_t bits = (uint32_t)bytes.data[i] << 16;
        bits |= i + 1 < bytes.len ? (uint32_t)bytes.data[i + 1] << 8 : 0;
        bits |= i + 2 < bytes.len ? bytes.data[i + 2] : 0;
        of_buffer_put_u8(out, (uint8_t)digits[bits >> 18]);
        of_buffer_put_u8(out, (uint8_t)digits[bits >> 12 & 63]);
        of_buffer_put_u8(out, (uint8_t)(i + 1 < bytes.len ? digits[bits >> 6 & 63] : '='));
        of_buffer_put_u8(out, (uint8_t)(i + 2 < bytes.len ? digits[bits & 63] : '='));
    }
    of_buffer_put_u8(out, '"');
}

/* JSON has no word for these three; a text is what other tools write, too. */
static void write_real(double value, int digits, of_buffer *out)
{
    if (isnan(value)) {
        put(out, "\"NaN\"");
    } else if (isinf(value)) {
        put(out, value > 0 ? "\"Infinity\"" : "\"-Infinity\"");
    } else if (value == 0) {
        /* "-0" would read back as an integer, which has no such thing. */
        put(out, signbit(value) ? "-0.0" : "0");
    } else {
        of_buffer_format(out, "%.*g", digits, value);
    }
}

static void write_items(const of_value_type *type, const of_array *array, bool sparse,
                        of_buffer *out)
{
    bool map = type->kind == OF_KIND_MAP;
    of_buffer_put_u8(out, map ? '{' : '[');
    const uint8_t *entry = array->items;
    for (size_t i = 0; i < array->len; i++, entry += type->item_stride) {
        if (i > 0) {
            of_buffer_put_u8(out, ',');
        }
        if (map) {
            write_text(*(const of_text *)entry, out);
            of_buffer_put_u8(out, ':');
        }
        write_value(type->item, entry + type->item_offset, sparse, out);
    }
    of_buffer_put_u8(out, map ? '}' : ']');
}

/* What a person does not miss. A zero where null is possible says something, so it stays. */
static bool is_dull(const of_value_type *type, const void *value)
{
    if (type->nullable) {
        return of_value_is_null(type, value);
    }
    switch (type->kind) {
    case OF_KIND_BOOLEAN:
        return !*(const bool *)value;
    case OF_KIND_INT:
        return *(const int32_t *)value == 0;
    case OF_KIND_LONG:
        return *(const int64_t *)value == 0;
    case OF_KIND_FLOAT:
        return of_value_float_bits(value) == 0;
    case OF_KIND_DOUBLE:
        return of_value_double_bits(value) == 0;
    case OF_KIND_STRING:
    case OF_KIND_BYTES:
    case OF_KIND_FIXED:
        return ((const of_text *)value)->len == 0;
    case OF_KIND_ARRAY:
    case OF_KIND_MAP:
        return ((const of_array *)value)->len == 0;
    case OF_KIND_RECORD:
        for (uint32_t i = 0; i < type->record->field_count; i++) {
            const of_field *field = &type->record->fields[i];
            if (!is_dull(&field->type, (const uint8_t *)value + field->offset)) {
                return false;
            }
        }
        return true;
    case OF_KIND_ENUM:
        return false;
    }
    of_assert_failed("the kind is one of of_kind", __FILE__, __LINE__);
}

static void write_record(const of_record_type *type, const void *record, bool sparse,
                         of_buffer *out)
{
    of_buffer_put_u8(out, '{');
    bool first = true;
    for (uint32_t i = 0; i < type->field_count; i++) {
        const of_field *field = &type->fields[i];
        const void *value = (const uint8_t *)record + field->offset;
        if (sparse && is_dull(&field->type, value)) {
            continue;
        }
        of_buffer_format(out, "%s\"%s\":", first ? "" : ",", field->name);
        write_value(&field->type, value, sparse, out);
        first = false;
    }
    of_buffer_put_u8(out, '}');
}

static void write_enum(const of_enum_type *symbols, int32_t value, of_buffer *out)
{
    if (value < 0 || value >= symbols->count) {
        of_buffer_format(out, "%" PRId32, value);
    } else {
        of_buffer_format(out, "\"%s\"", symbols->symbols[value]);
    }
}

static void write_value(const of_value_type *type, const void *value, bool sparse, of_buffer *out)
{
    if (of_value_is_null(type, value)) {
        put(out, "null");
        return;
    }
    value = (const uint8_t *)value + type->value_offset;
    switch (type->kind) {
    case OF_KIND_BOOLEAN:
        put(out, *(const bool *)value ? "true" : "false");
        return;
    case OF_KIND_INT:
        of_buffer_format(out, "%" PRId32, *(const int32_t *)value);
        return;
    case OF_KIND_LONG:
        of_buffer_format(out, "%" PRId64, *(const int64_t *)value);
        return;
    case OF_KIND_FLOAT:
        write_real((double)*(const float *)value, 9, out);
        return;
    case OF_KIND_DOUBLE:
        write_real(*(const double *)value, 17, out);
        return;
    case OF_KIND_STRING:
        write_text(*(const of_text *)value, out);
        return;
    case OF_KIND_BYTES:
    case OF_KIND_FIXED:
        write_base64(*(const of_bytes *)value, out);
        return;
    case OF_KIND_ENUM:
        write_enum(type->symbols, *(const int32_t *)value, out);
        return;
    case OF_KIND_ARRAY:
    case OF_KIND_MAP:
        write_items(type, value, sparse, out);
        return;
    case OF_KIND_RECORD:
        write_record(type->record, value, sparse, out);
        return;
    }
}

of_status of_record_to_json(const of_record_type *type, const void *record, bool sparse,
                            of_buffer *out)
{
    size_t before = out->len;
    write_record(type, record, sparse, out);
    if (out->full) {
        out->len = before;
        return OF_SKIP_AS("the JSON text is larger than its buffer may grow");
    }
    return OF_OK;
}
