/* Scales quantities and money, writes times as text. */
#include "tests/transcripts/human.h"

#include <math.h>
#include <stdio.h>

#include "topology/base/assert.h"
#include "topology/base/time.h"

#define QTY_SCALE   1000
#define MONEY_SCALE 10000

typedef struct conversion {
    bool to_raw;
    bool defaults;
    char *error; /* NULL: nothing can go wrong */
    size_t error_size;
} conversion;

/* What a value stands in, for scaling and errors. */
typedef struct place {
    const of_value_type *type;
    const of_schema_type *schema;
    const char *field;
    const char *doc;
    const char *record_doc; /* "Thousandths of the base unit." may be said once for all */
} place;

static json_t *convert(const conversion *how, const place *at, const json_t *value);

human_type human_type_open(const of_record_type *type)
{
    char error[256] = "";
    human_type opened = {.type = type};
    of_status status =
        of_schema_parse(of_text_of(type->schema_text), &opened.schema, error, sizeof error);
    of_assert(of_ok(status));
    return opened;
}

void human_type_close(human_type *type)
{
    of_schema_free(type->schema);
    *type = (human_type){0};
}

static json_t *refuse(const conversion *how, const char *field, const char *what)
{
    if (how->error != NULL) {
        snprintf(how->error, how->error_size, "%s: %s", field, what);
    }
    return NULL;
}

static bool says(const char *doc, const char *what)
{
    return doc != NULL && strcasestr(doc, what) != NULL;
}

static int scale_of(const place *at)
{
    if (at->type->kind != OF_KIND_LONG) {
        return 1;
    }
    if (says(at->doc, "1/10,000 of the currency unit")) {
        return MONEY_SCALE;
    }
    return says(at->doc, "thousandths of the base unit") ||
                   says(at->record_doc, "thousandths of the base unit")
               ? QTY_SCALE
               : 1;
}

static json_t *convert_time(const conversion *how, const place *at, const json_t *value)
{
    if (how->to_raw) {
        int64_t ms = 0;
        if (!json_is_string(value) || !of_time_parse(of_text_of(json_string_value(value)), &ms)) {
            return refuse(how, at->field, "a time is written as \"2026-03-02T08:00:00Z\"");
        }
        return json_integer(ms);
    }
    char text[OF_TIME_TEXT_SIZE];
    of_time_format(json_integer_value(value), text);
    return json_string(text);
}

static json_t *convert_number(const conversion *how, const place *at, const json_t *value)
{
    int scale = scale_of(at);
    if (!json_is_number(value)) {
        return refuse(how, at->field, "a number is needed");
    }
    if (how->to_raw) {
        double scaled = json_number_value(value) * scale;
        return json_is_integer(value) ? json_integer(json_integer_value(value) * scale)
                                      : json_integer(llround(scaled));
    }
    int64_t raw = json_integer_value(value);
    return raw % scale == 0 ? json_integer(raw / scale) : json_real((double)raw / scale);
}

static json_t *convert_array(const conversion *how, const place *at, const json_t *value)
{
    if (!json_is_array(value)) {
        return refuse(how, at->field, "a list is needed");
    }
    json_t *result = json_array();
    place item = {at->type->item, at->schema->item, at->field, at->doc, at->record_doc};
    for (size_t i = 0; i < json_array_size(value); i++) {
        json_t *converted = convert(how, &item, json_array_get(value, i));
        if (converted == NULL) {
            json_decref(result);
            return NULL;
        }
        json_array_append_new(result, converted);
    }
    return result;
}

static bool add_defaults(const of_record_type *type, const of_schema_type *schema, json_t *to)
{
    for (uint32_t i = 0; i < type->field_count; i++) {
        const char *name = type->fields[i].name;
        const of_schema_field *field = of_schema_field_of(schema, of_text_of(name));
        if (json_object_get(to, name) == NULL && field != NULL && field->default_value != NULL) {
            json_object_set_new(to, name, json_deep_copy(field->default_value));
        }
    }
    return true;
}

static json_t *convert_record(const conversion *how, const of_record_type *type,
                              const of_schema_type *schema, const char *where, const json_t *value)
{
    if (!json_is_object(value)) {
        return refuse(how, where, "an object is needed");
    }
    json_t *result = json_object();
    const char *name;
    json_t *each;
    json_object_foreach((json_t *)(uintptr_t)value, name, each)
    {
        int32_t index = of_record_field(type, of_text_of(name));
        const of_schema_field *field = of_schema_field_of(schema, of_text_of(name));
        json_t *converted = NULL;
        if (index < 0 || field == NULL) {
            refuse(how, name, "no such field");
        } else {
            place at = {&type->fields[index].type, of_schema_not_null(field->type), name,
                        type->fields[index].doc, type->doc};
            converted = convert(how, &at, each);
        }
        if (converted == NULL) {
            json_decref(result);
            return NULL;
        }
        json_object_set_new(result, name, converted);
    }
    if (how->defaults) {
        add_defaults(type, schema, result);
    }
    return result;
}

static bool is_symbol(const of_enum_type *symbols, const char *text)
{
    for (int32_t i = 0; i < symbols->count; i++) {
        if (strcmp(symbols->symbols[i], text) == 0) {
            return true;
        }
    }
    return false;
}

static json_t *convert(const conversion *how, const place *at, const json_t *value)
{
    if (json_is_null(value)) {
        return at->type->nullable ? json_null() : refuse(how, at->field, "it is never null");
    }
    switch (at->type->kind) {
    case OF_KIND_RECORD:
        return convert_record(how, at->type->record, at->schema, at->field, value);
    case OF_KIND_ARRAY:
        return convert_array(how, at, value);
    case OF_KIND_INT:
    case OF_KIND_LONG:
        return of_text_is(at->schema->logical_type, "timestamp-millis")
                   ? convert_time(how, at, value)
                   : convert_number(how, at, value);
    case OF_KIND_ENUM:
        if (!json_is_string(value) || !is_symbol(at->type->symbols, json_string_value(value))) {
            return refuse(how, at->field, "it is not a symbol of its enum");
        }
        return json_deep_copy(value);
    default:
        return json_deep_copy(value);
    }
}

json_t *human_to_raw(const human_type *type, const json_t *value, bool defaults, char *error,
                     size_t error_size)
{
    conversion how = {true, defaults, error, error_size};
    return convert_record(&how, type->type, of_schema_root(type->schema), type->type->name, value);
}

json_t *human_from_raw(const human_type *type, const json_t *value)
{
    conversion how = {.to_raw = false};
    json_t *result =
        convert_record(&how, type->type, of_schema_root(type->schema), type->type->name, value);
    of_assert(result != NULL);
    return result;
}
