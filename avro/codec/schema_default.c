/* Checks defaults against their types and builds the C values that a plan copies. */
#include "avro/codec/schema_default.h"

#include <jansson.h>

#include "avro/codec/value.h"
#include "topology/base/assert.h"

/* Bytes are written as text, one code point of at most 255 per byte; -1 when it is no such text. */
static int64_t bytes_of_json(const json_t *json, uint8_t *out)
{
    const char *text = json_string_value(json);
    size_t len = json_string_length(json);
    int64_t count = 0;
    if (!json_is_string(json)) {
        return -1;
    }
    for (size_t i = 0; i < len; i++, count++) {
        uint8_t byte = (uint8_t)text[i];
        if (byte >= 0x80) {
            /* jansson gives valid UTF-8, so that C2 and C3 have one byte after them. */
            if (byte != 0xc2 && byte != 0xc3) {
                return -1;
            }
            byte = (uint8_t)((byte & 3) << 6 | (text[++i] & 0x3f));
        }
        if (out != NULL) {
            out[count] = byte;
        }
    }
    return count;
}

static int32_t symbol_of_json(const of_schema_type *type, const json_t *json)
{
    of_text text = {.data = json_string_value(json), .len = json_string_length(json)};
    for (size_t i = 0; text.data != NULL && i < type->symbol_count; i++) {
        if (of_text_equal(type->symbols[i], text)) {
            return (int32_t)i;
        }
    }
    return -1;
}

static bool record_fits(const of_schema_type *type, const json_t *json)
{
    for (size_t i = 0; i < type->field_count; i++) {
        const of_schema_field *field = &type->fields[i];
        const json_t *value = json_object_getn(json, field->name.data, field->name.len);
        if (value == NULL ? field->default_value == NULL
                          : !of_schema_default_fits(field->type, value)) {
            return false;
        }
    }
    return json_is_object(json);
}

static bool items_fit(const of_schema_type *type, const json_t *json)
{
    size_t index;
    json_t *each;
    json_array_foreach(json, index, each)
    {
        if (!of_schema_default_fits(type->item, each)) {
            return false;
        }
    }
    return json_is_array(json);
}

static bool values_fit(const of_schema_type *type, const json_t *json)
{
    const char *key;
    json_t *each;
    json_object_foreach((json_t *)(uintptr_t)json, key, each)
    {
        if (!of_schema_default_fits(type->item, each)) {
            return false;
        }
    }
    return json_is_object(json);
}

static const of_schema_type *branch_of(const of_schema_type *type, const json_t *json)
{
    for (size_t i = 0; i < type->branch_count; i++) {
        if (of_schema_default_fits(type->branches[i], json)) {
            return type->branches[i];
        }
    }
    return NULL;
}

bool of_schema_default_fits(const of_schema_type *type, const json_t *json)
{
    switch (type->kind) {
    case OF_SCHEMA_NULL:
        return json_is_null(json);
    case OF_SCHEMA_BOOLEAN:
        return json_is_boolean(json);
    case OF_SCHEMA_INT:
        return json_is_integer(json) && json_integer_value(json) >= INT32_MIN &&
               json_integer_value(json) <= INT32_MAX;
    case OF_SCHEMA_LONG:
        return json_is_integer(json);
    case OF_SCHEMA_FLOAT:
    case OF_SCHEMA_DOUBLE:
        return json_is_number(json);
    case OF_SCHEMA_STRING:
        return json_is_string(json);
    case OF_SCHEMA_BYTES:
        return bytes_of_json(json, NULL) >= 0;
    case OF_SCHEMA_FIXED:
        return bytes_of_json(json, NULL) == (int64_t)type->fixed_size;
    case OF_SCHEMA_ENUM:
        return symbol_of_json(type, json) >= 0;
    case OF_SCHEMA_ARRAY:
        return items_fit(type, json);
    case OF_SCHEMA_MAP:
        return values_fit(type, json);
    case OF_SCHEMA_RECORD:
        return record_fits(type, json);
    case OF_SCHEMA_UNION:
        return branch_of(type, json) != NULL;
    }
    of_assert_failed("the kind is one of of_schema_kind", __FILE__, __LINE__);
}

static bool build_bytes(const json_t *json, of_arena *arena, of_bytes *value)
{
    uint8_t *bytes = of_arena_alloc(arena, json_string_length(json) + 1);
    if (bytes == NULL) {
        return false;
    }
    *value = (of_bytes){.data = bytes, .len = (size_t)bytes_of_json(json, bytes)};
    return true;
}

static bool build_items(const of_schema_type *type, const json_t *json, const of_value_type *target,
                        of_arena *arena, of_array *array)
{
    array->len = json_array_size(json);
    array->items = of_arena_array(arena, array->len, target->item_stride);
    for (size_t i = 0; i < array->len; i++) {
        if (array->items == NULL ||
            !of_schema_default_build(type->item, json_array_get(json, i), target->item, arena,
                                     (uint8_t *)array->items + i * target->item_stride)) {
            return false;
        }
    }
    return true;
}

static bool build_entries(const of_schema_type *type, const json_t *json,
                          const of_value_type *target, of_arena *arena, of_array *array)
{
    array->items = of_arena_array(arena, json_object_size(json), target->item_stride);
    const char *key;
    json_t *each;
    json_object_foreach((json_t *)(uintptr_t)json, key, each)
    {
        if (array->items == NULL) {
            return false;
        }
        uint8_t *entry = (uint8_t *)array->items + array->len++ * target->item_stride;
        *(of_text *)entry = of_arena_text(arena, of_text_of(key));
        if (((of_text *)entry)->data == NULL ||
            !of_schema_default_build(type->item, each, target->item, arena,
                                     entry + target->item_offset)) {
            return false;
        }
    }
    return true;
}

static bool build_record(const of_schema_type *type, const json_t *json,
                         const of_record_type *target, of_arena *arena, uint8_t *record)
{
    for (uint32_t i = 0; i < target->field_count; i++) {
        const of_field *field = &target->fields[i];
        const of_schema_field *declared = of_schema_field_of(type, of_text_of(field->name));
        if (declared == NULL) {
            return false;
        }
        const json_t *value = json_object_get(json, field->name);
        if (!of_schema_default_build(declared->type,
                                     value != NULL ? value : declared->default_value, &field->type,
                                     arena, record + field->offset)) {
            return false;
        }
    }
    return true;
}

static bool build_bare(const of_schema_type *type, const json_t *json, const of_value_type *target,
                       of_arena *arena, void *value)
{
    switch (target->kind) {
    case OF_KIND_BOOLEAN:
        *(bool *)value = json_is_true(json);
        return true;
    case OF_KIND_INT:
        *(int32_t *)value = (int32_t)json_integer_value(json);
        return true;
    case OF_KIND_LONG:
        *(int64_t *)value = json_integer_value(json);
        return true;
    case OF_KIND_FLOAT:
        *(float *)value = (float)json_number_value(json);
        return true;
    case OF_KIND_DOUBLE:
        *(double *)value = json_number_value(json);
        return true;
    case OF_KIND_STRING:
        *(of_text *)value = of_arena_text(
            arena, (of_text){.data = json_string_value(json), .len = json_string_length(json)});
        return ((of_text *)value)->data != NULL;
    case OF_KIND_BYTES:
    case OF_KIND_FIXED:
        return build_bytes(json, arena, value);
    case OF_KIND_ENUM:
        *(int32_t *)value = symbol_of_json(type, json);
        return true;
    case OF_KIND_ARRAY:
        return build_items(type, json, target, arena, value);
    case OF_KIND_MAP:
        return build_entries(type, json, target, arena, value);
    case OF_KIND_RECORD:
        return build_record(type, json, target->record, arena, value);
    }
    of_assert_failed("the kind is one of of_kind", __FILE__, __LINE__);
}

bool of_schema_is_of_table(const of_schema_type *type, const of_value_type *target)
{
    static const of_schema_kind kinds[] = {
        [OF_KIND_BOOLEAN] = OF_SCHEMA_BOOLEAN, [OF_KIND_INT] = OF_SCHEMA_INT,
        [OF_KIND_LONG] = OF_SCHEMA_LONG,       [OF_KIND_FLOAT] = OF_SCHEMA_FLOAT,
        [OF_KIND_DOUBLE] = OF_SCHEMA_DOUBLE,   [OF_KIND_STRING] = OF_SCHEMA_STRING,
        [OF_KIND_BYTES] = OF_SCHEMA_BYTES,     [OF_KIND_FIXED] = OF_SCHEMA_FIXED,
        [OF_KIND_ENUM] = OF_SCHEMA_ENUM,       [OF_KIND_ARRAY] = OF_SCHEMA_ARRAY,
        [OF_KIND_MAP] = OF_SCHEMA_MAP,         [OF_KIND_RECORD] = OF_SCHEMA_RECORD,
    };
    if (target->nullable != (type->kind == OF_SCHEMA_UNION)) {
        return false;
    }
    const of_schema_type *bare = of_schema_not_null(type);
    if (bare == NULL || bare->kind != kinds[target->kind]) {
        return false;
    }
    if (target->kind == OF_KIND_FIXED) {
        return bare->fixed_size == target->fixed_size;
    }
    return target->kind != OF_KIND_ENUM || bare->symbol_count == (size_t)target->symbols->count;
}

bool of_schema_default_build(const of_schema_type *type, const json_t *json,
                             const of_value_type *target, of_arena *arena, void *value)
{
    if (json == NULL || !of_schema_is_of_table(type, target)) {
        return false;
    }
    if (target->nullable && json_is_null(json)) {
        return true;
    }
    if (target->nullable && !of_value_is_view(target)) {
        *(bool *)value = true;
    }
    return build_bare(of_schema_not_null(type), json, target, arena,
                      (uint8_t *)value + target->value_offset);
}
