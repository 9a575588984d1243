/* Struct to Avro binary, walking the field table. */
#include "avro/codec/record.h"

#include "avro/codec/value.h"
#include "topology/base/assert.h"

static of_status encode_record(const of_record_type *type, const void *record, of_buffer *out);

/* of_buffer_reserve without the call where there is room already, which is nearly always. */
static inline uint8_t *room_for(of_buffer *out, size_t len)
{
    size_t limit = out->limit == 0 ? OF_BUFFER_LIMIT_DEFAULT : out->limit;
    size_t usable = out->capacity < limit ? out->capacity : limit;
    return !out->full && usable > out->len && usable - out->len >= len
               ? out->data + out->len
               : of_buffer_reserve(out, len);
}

/* Asks for the longest form, so that a buffer may be full some bytes before its limit. */
static inline void put_long(of_buffer *out, int64_t value)
{
    uint8_t *at = room_for(out, OF_VARINT_BYTES_MAX);
    if (at != NULL) {
        out->len += of_varint_put(at, value);
    }
}

/* Little-endian, whatever the machine. */
static void put_le(of_buffer *out, uint64_t bits, size_t bytes)
{
    uint8_t *at = room_for(out, bytes);
    if (at == NULL) {
        return;
    }
    for (size_t i = 0; i < bytes; i++) {
        at[i] = (uint8_t)(bits >> (8 * i));
    }
    out->len += bytes;
}

static void put_sized(of_buffer *out, const void *data, size_t len)
{
    put_long(out, (int64_t)len);
    uint8_t *at = room_for(out, len);
    if (at != NULL && len > 0) {
        memcpy(at, data, len);
        out->len += len;
    }
}

static inline of_status encode_text(of_text text, of_buffer *out)
{
    if (text.data == NULL) {
        return OF_SKIP_AS("a text is absent where the schema has no null");
    }
    if (!of_text_is_utf8(text)) {
        return OF_SKIP_AS("a text is not valid UTF-8");
    }
    put_sized(out, text.data, text.len);
    return OF_OK;
}

static of_status encode_bytes(const of_value_type *type, of_bytes bytes, of_buffer *out)
{
    if (bytes.data == NULL) {
        return OF_SKIP_AS("bytes are absent where the schema has no null");
    }
    if (type->kind == OF_KIND_BYTES) {
        put_sized(out, bytes.data, bytes.len);
        return OF_OK;
    }
    if (bytes.len != type->fixed_size) {
        return OF_SKIP_AS("a fixed value has the wrong size");
    }
    of_buffer_put(out, bytes.data, bytes.len);
    return OF_OK;
}

static of_status encode_items(const of_value_type *type, const of_array *array, of_buffer *out)
{
    of_assert(array->items != NULL || array->len == 0);
    if (array->len > 0) {
        put_long(out, (int64_t)array->len);
    }
    const uint8_t *entry = array->items;
    for (size_t i = 0; i < array->len; i++, entry += type->item_stride) {
        if (type->kind == OF_KIND_MAP) {
            OF_TRY(encode_text(*(const of_text *)entry, out));
        }
        OF_TRY(of_value_encode(type->item, entry + type->item_offset, out));
    }
    put_long(out, 0);
    return OF_OK;
}

static of_status encode_bare(const of_value_type *type, const void *value, of_buffer *out)
{
    switch (type->kind) {
    case OF_KIND_BOOLEAN:
        put_long(out, *(const bool *)value ? -1 : 0); /* zig-zag of -1 is the byte 1 */
        return OF_OK;
    case OF_KIND_INT:
        put_long(out, *(const int32_t *)value);
        return OF_OK;
    case OF_KIND_LONG:
        put_long(out, *(const int64_t *)value);
        return OF_OK;
    case OF_KIND_FLOAT:
        put_le(out, of_value_float_bits(value), sizeof(float));
        return OF_OK;
    case OF_KIND_DOUBLE:
        put_le(out, of_value_double_bits(value), sizeof(double));
        return OF_OK;
    case OF_KIND_STRING:
        return encode_text(*(const of_text *)value, out);
    case OF_KIND_BYTES:
    case OF_KIND_FIXED:
        return encode_bytes(type, *(const of_bytes *)value, out);
    case OF_KIND_ENUM: {
        int32_t index = *(const int32_t *)value;
        if (index < 0 || index >= type->symbols->count) {
            return OF_SKIP_AS("an enum value is not one of its symbols");
        }
        put_long(out, index);
        return OF_OK;
    }
    case OF_KIND_ARRAY:
    case OF_KIND_MAP:
        return encode_items(type, value, out);
    case OF_KIND_RECORD:
        return encode_record(type->record, value, out);
    }
    of_assert_failed("the kind is one of of_kind", __FILE__, __LINE__);
}

of_status of_value_encode(const of_value_type *type, const void *value, of_buffer *out)
{
    if (type->nullable) {
        bool null = of_value_is_null(type, value);
        put_long(out, null == type->null_second ? 1 : 0);
        if (null) {
            return OF_OK;
        }
    }
    return encode_bare(type, (const uint8_t *)value + type->value_offset, out);
}

static of_status encode_record(const of_record_type *type, const void *record, of_buffer *out)
{
    for (uint32_t i = 0; i < type->field_count; i++) {
        const of_field *field = &type->fields[i];
        OF_TRY(of_value_encode(&field->type, (const uint8_t *)record + field->offset, out));
    }
    return OF_OK;
}

of_status of_record_encode(const of_record_type *type, const void *record, of_buffer *out)
{
    size_t before = out->len;
    of_status status = encode_record(type, record, out);
    if (of_ok(status) && out->full) {
        status = OF_SKIP_AS("the encoded record is larger than its buffer may grow");
    }
    if (!of_ok(status)) {
        out->len = before;
    }
    return status;
}
