/* Deep copy and deep equality of records, and the way from a name to a field. */
#include "avro/codec/value.h"
#include "topology/base/assert.h"

#define ARENA_FULL OF_ABORT_AS("the arena is full")

static of_status own_record(const of_record_type *type, void *to, of_arena *arena);

static of_status own_view(void *to, of_arena *arena)
{
    of_text *text = to;
    if (text->data == NULL) {
        return OF_OK;
    }
    *text = of_arena_text(arena, *text);
    return text->data == NULL ? ARENA_FULL : OF_OK;
}

static of_status own_items(const of_value_type *type, of_array *array, of_arena *arena)
{
    if (array->len == 0) {
        array->items = NULL;
        return OF_OK;
    }
    uint8_t *copies = of_arena_array(arena, array->len, type->item_stride);
    if (copies == NULL) {
        return ARENA_FULL;
    }
    memcpy(copies, array->items, array->len * type->item_stride);
    array->items = copies;
    for (size_t i = 0; i < array->len; i++) {
        size_t offset = i * type->item_stride;
        if (type->kind == OF_KIND_MAP) {
            OF_TRY(own_view(copies + offset, arena));
        }
        offset += type->item_offset;
        OF_TRY(of_value_own(type->item, copies + offset, arena));
    }
    return OF_OK;
}

of_status of_value_own(const of_value_type *type, void *to, of_arena *arena)
{
    if (of_value_is_null(type, to)) {
        return OF_OK;
    }
    uint8_t *value = (uint8_t *)to + type->value_offset;
    switch (type->kind) {
    case OF_KIND_BOOLEAN:
    case OF_KIND_INT:
    case OF_KIND_LONG:
    case OF_KIND_FLOAT:
    case OF_KIND_DOUBLE:
    case OF_KIND_ENUM:
        return OF_OK;
    case OF_KIND_STRING:
    case OF_KIND_BYTES:
    case OF_KIND_FIXED:
        return own_view(value, arena);
    case OF_KIND_ARRAY:
    case OF_KIND_MAP:
        return own_items(type, (of_array *)value, arena);
    case OF_KIND_RECORD:
        return own_record(type->record, value, arena);
    }
    of_assert_failed("the kind is one of of_kind", __FILE__, __LINE__);
}

static of_status own_record(const of_record_type *type, void *to, of_arena *arena)
{
    for (uint32_t i = 0; i < type->field_count; i++) {
        const of_field *field = &type->fields[i];
        OF_TRY(of_value_own(&field->type, (uint8_t *)to + field->offset, arena));
    }
    return OF_OK;
}

of_status of_record_copy(const of_record_type *type, const void *from, void *to, of_arena *arena)
{
    if (to != from) {
        memcpy(to, from, type->size);
    }
    return own_record(type, to, arena);
}

static bool value_equal(const of_value_type *type, const void *a, const void *b);

static bool items_equal(const of_value_type *type, const of_array *a, const of_array *b)
{
    if (a->len != b->len) {
        return false;
    }
    const uint8_t *left = a->items;
    const uint8_t *right = b->items;
    for (size_t i = 0; i < a->len; i++, left += type->item_stride, right += type->item_stride) {
        if (type->kind == OF_KIND_MAP &&
            !of_text_equal(*(const of_text *)left, *(const of_text *)right)) {
            return false;
        }
        if (!value_equal(type->item, left + type->item_offset, right + type->item_offset)) {
            return false;
        }
    }
    return true;
}

static bool value_equal(const of_value_type *type, const void *a, const void *b)
{
    bool null = of_value_is_null(type, a);
    if (null || of_value_is_null(type, b)) {
        return null == of_value_is_null(type, b);
    }
    const void *left = (const uint8_t *)a + type->value_offset;
    const void *right = (const uint8_t *)b + type->value_offset;
    switch (type->kind) {
    case OF_KIND_BOOLEAN:
        return *(const bool *)left == *(const bool *)right;
    case OF_KIND_INT:
    case OF_KIND_ENUM:
    case OF_KIND_FLOAT:
        return memcmp(left, right, sizeof(int32_t)) == 0;
    case OF_KIND_LONG:
    case OF_KIND_DOUBLE:
        return memcmp(left, right, sizeof(int64_t)) == 0;
    case OF_KIND_STRING:
    case OF_KIND_BYTES:
    case OF_KIND_FIXED:
        return of_bytes_equal(*(const of_bytes *)left, *(const of_bytes *)right);
    case OF_KIND_ARRAY:
    case OF_KIND_MAP:
        return items_equal(type, left, right);
    case OF_KIND_RECORD:
        return of_record_equal(type->record, left, right);
    }
    of_assert_failed("the kind is one of of_kind", __FILE__, __LINE__);
}

bool of_record_equal(const of_record_type *type, const void *a, const void *b)
{
    for (uint32_t i = 0; i < type->field_count; i++) {
        const of_field *field = &type->fields[i];
        if (!value_equal(&field->type, (const uint8_t *)a + field->offset,
                         (const uint8_t *)b + field->offset)) {
            return false;
        }
    }
    return true;
}

int32_t of_record_field(const of_record_type *type, of_text name)
{
    for (uint32_t i = 0; i < type->field_count; i++) {
        if (of_text_is(name, type->fields[i].name)) {
            return (int32_t)i;
        }
    }
    return -1;
}
