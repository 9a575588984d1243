/* Struct to Avro binary, walking the field table. */
#include "avro/codec/record.h"

#include "avro/codec/value.h"
#include "topology/base/assert.h"

/* Where the next byte goes; `out` learns of it when the record ends or room is short. Each function
 * that writes returns NULL, or why the record cannot be encoded. */
typedef struct cursor {
    uint8_t *at;
    uint8_t *end;
    of_buffer *out;
} cursor;

static const char *put_record(cursor *self, const of_record_type *type, const void *record);
static const char *put_value(cursor *self, const of_value_type *type, const void *value);

static const char *grow(cursor *self, size_t len)
{
    of_buffer *out = self->out;
    size_t limit = out->limit == 0 ? OF_BUFFER_LIMIT_DEFAULT : out->limit;
    out->len = self->at == NULL ? out->len : (size_t)(self->at - out->data);
    self->at = of_buffer_reserve(out, len);
    if (self->at == NULL) {
        return "the encoded record is larger than its buffer may grow";
    }
    self->end = out->data + (out->capacity < limit ? out->capacity : limit);
    return NULL;
}

static inline const char *need(cursor *self, size_t len)
{
    return (size_t)(self->end - self->at) >= len ? NULL : grow(self, len);
}

/* Where there is room for OF_VARINT_BYTES_MAX. */
static inline void put_long(cursor *self, int64_t value)
{
    self->at += of_varint_put(self->at, value);
}

/* Little-endian, whatever the machine. */
static void put_le(cursor *self, uint64_t bits, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        *self->at++ = (uint8_t)(bits >> (8 * i));
    }
}

static inline const char *put_raw(cursor *self, const void *data, size_t len)
{
    const char *wrong = need(self, len);
    if (wrong == NULL && len > 0) {
        memcpy(self->at, data, len);
        self->at += len;
    }
    return wrong;
}

static inline const char *put_text(cursor *self, of_text text)
{
    if (text.data == NULL) {
        return "a text is absent where the schema has no null";
    }
    if (!of_text_is_utf8(text)) {
        return "a text is not valid UTF-8";
    }
    put_long(self, (int64_t)text.len);
    return put_raw(self, text.data, text.len);
}

static const char *put_bytes(cursor *self, const of_value_type *type, of_bytes bytes)
{
    if (bytes.data == NULL) {
        return "bytes are absent where the schema has no null";
    }
    if (type->kind == OF_KIND_BYTES) {
        put_long(self, (int64_t)bytes.len);
    } else if (bytes.len != type->fixed_size) {
        return "a fixed value has the wrong size";
    }
    return put_raw(self, bytes.data, bytes.len);
}

static const char *put_enum(cursor *self, const of_value_type *type, int32_t index)
{
    if (index < 0 || index >= type->symbols->count) {
        return "an enum value is not one of its symbols";
    }
    put_long(self, index);
    return NULL;
}

static const char *put_items(cursor *self, const of_value_type *type, const of_array *array)
{
    of_assert(array->items != NULL || array->len == 0);
    if (array->len > 0) {
        put_long(self, (int64_t)array->len);
    }
    const char *wrong = NULL;
    const uint8_t *entry = array->items;
    for (size_t i = 0; i < array->len && wrong == NULL; i++, entry += type->item_stride) {
        if (type->kind == OF_KIND_MAP) {
            wrong = need(self, OF_VARINT_BYTES_MAX);
            wrong = wrong == NULL ? put_text(self, *(const of_text *)entry) : wrong;
        }
        wrong = wrong == NULL ? put_value(self, type->item, entry + type->item_offset) : wrong;
    }
    wrong = wrong == NULL ? need(self, OF_VARINT_BYTES_MAX) : wrong;
    if (wrong == NULL) {
        put_long(self, 0);
    }
    return wrong;
}

static inline const char *put_bare(cursor *self, const of_value_type *type, const void *value)
{
    switch (type->kind) {
    case OF_KIND_BOOLEAN:
        *self->at++ = *(const bool *)value;
        return NULL;
    case OF_KIND_INT:
        put_long(self, *(const int32_t *)value);
        return NULL;
    case OF_KIND_LONG:
        put_long(self, *(const int64_t *)value);
        return NULL;
    case OF_KIND_FLOAT:
        put_le(self, of_value_float_bits(value), sizeof(float));
        return NULL;
    case OF_KIND_DOUBLE:
        put_le(self, of_value_double_bits(value), sizeof(double));
        return NULL;
    case OF_KIND_STRING:
        return put_text(self, *(const of_text *)value);
    case OF_KIND_BYTES:
    case OF_KIND_FIXED:
        return put_bytes(self, type, *(const of_bytes *)value);
    case OF_KIND_ENUM:
        return put_enum(self, type, *(const int32_t *)value);
    case OF_KIND_ARRAY:
    case OF_KIND_MAP:
        return put_items(self, type, value);
    case OF_KIND_RECORD:
        return put_record(self, type->record, value);
    }
    of_assert_failed("the kind is one of of_kind", __FILE__, __LINE__);
}

/* Asks once for the longest union index and number, so that a buffer may be full some bytes before
 * its limit. */
static inline const char *put_value(cursor *self, const of_value_type *type, const void *value)
{
    const char *wrong = need(self, 1 + OF_VARINT_BYTES_MAX);
    if (wrong != NULL) {
        return wrong;
    }
    if (type->nullable) {
        bool null = of_value_is_null(type, value);
        *self->at++ = null == type->null_second ? 2 : 0; /* zig-zag of the branch */
        if (null) {
            return NULL;
        }
    }
    return put_bare(self, type, (const uint8_t *)value + type->value_offset);
}

static const char *put_record(cursor *self, const of_record_type *type, const void *record)
{
    const char *wrong = NULL;
    for (uint32_t i = 0; i < type->field_count && wrong == NULL; i++) {
        const of_field *field = &type->fields[i];
        wrong = put_value(self, &field->type, (const uint8_t *)record + field->offset);
    }
    return wrong;
}

of_status of_record_encode(const of_record_type *type, const void *record, of_buffer *out)
{
    size_t before = out->len;
    cursor self = {.out = out};
    const char *wrong = grow(&self, 1);
    wrong = wrong == NULL ? put_record(&self, type, record) : wrong;
    out->len = wrong == NULL ? (size_t)(self.at - out->data) : before;
    return wrong == NULL ? OF_OK : OF_SKIP_AS(wrong);
}
