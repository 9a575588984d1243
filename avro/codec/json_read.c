/* JSON text to records, with errors that name the place: "legs[2].qty: expected an integer". */
#include "avro/codec/json.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>

#include "avro/codec/value.h"
#include "topology/base/assert.h"

#define PATH_BYTES_MAX 256

/* Where we are, innermost first; lives on the stack of the descent. */
typedef struct place {
    const struct place *up;
    const char *name; /* NULL: an index */
    size_t index;
} place;

typedef struct reader {
    of_arena *arena;
    char *error;
    size_t error_size;
} reader;

static of_status read_value(reader *self, const place *at, const of_value_type *type, json_t *json,
                            void *value);

static void put_path(const place *at, char path[PATH_BYTES_MAX])
{
    if (at == NULL) {
        path[0] = '\0';
        return;
    }
    put_path(at->up, path);
    size_t len = strlen(path);
    if (at->name != NULL) {
        snprintf(path + len, PATH_BYTES_MAX - len, "%s%s", len == 0 ? "" : ".", at->name);
    } else {
        snprintf(path + len, PATH_BYTES_MAX - len, "[%zu]", at->index);
    }
}

static of_status refuse(const reader *self, const place *at, const char *what)
{
    char path[PATH_BYTES_MAX];
    put_path(at, path);
    if (self->error != NULL && self->error_size > 0) {
        snprintf(self->error, self->error_size, "%s%s%s", path, path[0] == '\0' ? "" : ": ", what);
    }
    return OF_SKIP_AS("the JSON does not fit the record");
}

static of_status read_integer(const reader *self, const place *at, const json_t *json, int64_t min,
                              int64_t max, int64_t *value)
{
    if (!json_is_integer(json)) {
        return refuse(self, at, "expected an integer");
    }
    *value = json_integer_value(json);
    if (*value < min || *value > max) {
        return refuse(self, at, "the integer is out of range");
    }
    return OF_OK;
}

static of_status read_real(const reader *self, const place *at, const json_t *json, double *value)
{
    const char *text = json_string_value(json);
    if (json_is_number(json)) {
        *value = json_number_value(json);
    } else if (text != NULL && strcmp(text, "NaN") == 0) {
        *value = NAN;
    } else if (text != NULL && strcmp(text, "Infinity") == 0) {
        *value = INFINITY;
    } else if (text != NULL && strcmp(text, "-Infinity") == 0) {
        *value = -INFINITY;
    } else {
        return refuse(self, at, "expected a number");
    }
    return OF_OK;
}

static of_status read_text(const reader *self, const place *at, const json_t *json, of_text *value)
{
    if (!json_is_string(json)) {
        return refuse(self, at, "expected a text");
    }
    *value = of_arena_text(
        self->arena, (of_text){.data = json_string_value(json), .len = json_string_length(json)});
    return value->data == NULL ? refuse(self, at, "no memory left for the record") : OF_OK;
}

static int32_t base64_digit(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
        return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static bool decode_base64(of_text text, uint8_t *out, size_t *len)
{
    if (text.len % 4 != 0) {
        return false;
    }
    size_t padding = 0;
    while (padding < 2 && padding < text.len && text.data[text.len - 1 - padding] == '=') {
        padding++;
    }
    uint32_t bits = 0;
    *len = 0;
    for (size_t i = 0; i < text.len; i++) {
        int32_t digit = i < text.len - padding ? base64_digit(text.data[i]) : 0;
        if (digit < 0) {
            return false;
        }
        bits = bits << 6 | (uint32_t)digit;
        if (i % 4 == 3) {
            out[(*len)++] = (uint8_t)(bits >> 16);
            out[(*len)++] = (uint8_t)(bits >> 8);
            out[(*len)++] = (uint8_t)bits;
        }
    }
    *len -= padding;
    return true;
}

static of_status read_bytes(const reader *self, const place *at, const of_value_type *type,
                            const json_t *json, of_bytes *value)
{
    if (!json_is_string(json)) {
        return refuse(self, at, "expected base64 text");
    }
    of_text text = {.data = json_string_value(json), .len = json_string_length(json)};
    uint8_t *bytes = of_arena_alloc(self->arena, text.len / 4 * 3 + 1);
    if (bytes == NULL) {
        return refuse(self, at, "no memory left for the record");
    }
    value->data = bytes;
    if (!decode_base64(text, bytes, &value->len)) {
        return refuse(self, at, "expected base64 text");
    }
    if (type->kind == OF_KIND_FIXED && value->len != type->fixed_size) {
        return refuse(self, at, "the fixed value has the wrong size");
    }
    return OF_OK;
}

static of_status read_enum(const reader *self, const place *at, const of_enum_type *symbols,
                           const json_t *json, int32_t *value)
{
    const char *text = json_string_value(json);
    for (int32_t i = 0; text != NULL && i < symbols->count; i++) {
        if (strcmp(symbols->symbols[i], text) == 0) {
            *value = i;
            return OF_OK;
        }
    }
    char what[PATH_BYTES_MAX];
    snprintf(what, sizeof what, "not a symbol of %s", symbols->name);
    return refuse(self, at, what);
}

static of_status read_items(reader *self, const place *at, const of_value_type *type,
                            const json_t *json, of_array *array)
{
    if (!json_is_array(json)) {
        return refuse(self, at, "expected a list");
    }
    array->len = json_array_size(json);
    if (array->len == 0) {
        return OF_OK;
    }
    array->items = of_arena_array(self->arena, array->len, type->item_stride);
    if (array->items == NULL) {
        return refuse(self, at, "no memory left for the record");
    }
    for (size_t i = 0; i < array->len; i++) {
        place item = {.up = at, .index = i};
        OF_TRY(read_value(self, &item, type->item, json_array_get(json, i),
                          (uint8_t *)array->items + i * type->item_stride));
    }
    return OF_OK;
}

static of_status read_entries(reader *self, const place *at, const of_value_type *type,
                              json_t *json, of_array *array)
{
    if (!json_is_object(json)) {
        return refuse(self, at, "expected an object");
    }
    if (json_object_size(json) == 0) {
        return OF_OK;
    }
    array->items = of_arena_array(self->arena, json_object_size(json), type->item_stride);
    if (array->items == NULL) {
        return refuse(self, at, "no memory left for the record");
    }
    const char *key;
    json_t *each;
    json_object_foreach(json, key, each)
    {
        uint8_t *entry = (uint8_t *)array->items + array->len++ * type->item_stride;
        of_text *copy = (of_text *)entry;
        *copy = of_arena_text(self->arena, of_text_of(key));
        if (copy->data == NULL) {
            return refuse(self, at, "no memory left for the record");
        }
        place inner = {.up = at, .name = key};
        OF_TRY(read_value(self, &inner, type->item, each, entry + type->item_offset));
    }
    return OF_OK;
}

/* A text, bytes or fixed that the JSON leaves out is empty, not absent, where null is no option. */
static of_status fill_record(reader *self, const place *at, const of_record_type *type,
                             void *record)
{
    for (uint32_t i = 0; i < type->field_count; i++) {
        const of_value_type *field = &type->fields[i].type;
        void *value = (uint8_t *)record + type->fields[i].offset;
        if (field->nullable) {
            continue;
        }
        if (field->kind == OF_KIND_RECORD) {
            OF_TRY(fill_record(self, at, field->record, value));
        } else if (of_value_is_view(field)) {
            of_bytes *view = value;
            view->len = field->kind == OF_KIND_FIXED ? field->fixed_size : 0;
            view->data = of_arena_alloc(self->arena, view->len);
            if (view->data == NULL) {
                return refuse(self, at, "no memory left for the record");
            }
        }
    }
    return OF_OK;
}

static of_status read_record(reader *self, const place *at, const of_record_type *type,
                             json_t *json, void *record)
{
    OF_TRY(fill_record(self, at, type, record));
    if (!json_is_object(json)) {
        return refuse(self, at, "expected an object");
    }
    const char *key;
    json_t *each;
    json_object_foreach(json, key, each)
    {
        int32_t index = of_record_field(type, of_text_of(key));
        place inner = {.up = at, .name = key};
        if (index < 0) {
            char what[PATH_BYTES_MAX];
            snprintf(what, sizeof what, "%s has no such field", type->name);
            return refuse(self, &inner, what);
        }
        const of_field *field = &type->fields[index];
        OF_TRY(read_value(self, &inner, &field->type, each, (uint8_t *)record + field->offset));
    }
    return OF_OK;
}

static of_status read_bare(reader *self, const place *at, const of_value_type *type, json_t *json,
                           void *value)
{
    switch (type->kind) {
    case OF_KIND_BOOLEAN:
        *(bool *)value = json_is_true(json);
        return json_is_boolean(json) ? OF_OK : refuse(self, at, "expected true or false");
    case OF_KIND_INT: {
        int64_t wide = 0;
        OF_TRY(read_integer(self, at, json, INT32_MIN, INT32_MAX, &wide));
        *(int32_t *)value = (int32_t)wide;
        return OF_OK;
    }
    case OF_KIND_LONG:
        return read_integer(self, at, json, INT64_MIN, INT64_MAX, value);
    case OF_KIND_FLOAT: {
        double wide = 0;
        OF_TRY(read_real(self, at, json, &wide));
        *(float *)value = (float)wide;
        return OF_OK;
    }
    case OF_KIND_DOUBLE:
        return read_real(self, at, json, value);
    case OF_KIND_STRING:
        return read_text(self, at, json, value);
    case OF_KIND_BYTES:
    case OF_KIND_FIXED:
        return read_bytes(self, at, type, json, value);
    case OF_KIND_ENUM:
        return read_enum(self, at, type->symbols, json, value);
    case OF_KIND_ARRAY:
        return read_items(self, at, type, json, value);
    case OF_KIND_MAP:
        return read_entries(self, at, type, json, value);
    case OF_KIND_RECORD:
        return read_record(self, at, type->record, json, value);
    }
    of_assert_failed("the kind is one of of_kind", __FILE__, __LINE__);
}

static of_status read_value(reader *self, const place *at, const of_value_type *type, json_t *json,
                            void *value)
{
    if (type->nullable && json_is_null(json)) {
        return OF_OK;
    }
    if (type->nullable && !of_value_is_view(type)) {
        *(bool *)value = true;
    }
    return read_bare(self, at, type, json, (uint8_t *)value + type->value_offset);
}

of_status of_record_from_json(const of_record_type *type, of_text json, of_arena *arena,
                              void *record, char *error, size_t error_size)
{
    reader self = {.arena = arena, .error = error, .error_size = error_size};
    memset(record, 0, type->size);
    json_error_t problem;
    json_t *tree =
        json_loadb(json.data, json.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &problem);
    if (tree == NULL) {
        return refuse(&self, NULL, problem.text);
    }
    of_status status = read_record(&self, NULL, type, tree, record);
    json_decref(tree);
    return status;
}
