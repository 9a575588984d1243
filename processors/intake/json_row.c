/* JSON rows: Debezium's envelope or a plain object, with or without {"schema", "payload"} around.
 */
#include <jansson.h>
#include <stdio.h>

#include "processors/intake/row.h"

/* Connect's schema of the field called `name` in a struct, or NULL. */
static const json_t *schema_field(const json_t *schema, const char *name)
{
    size_t i;
    json_t *field;
    json_array_foreach(json_object_get(schema, "fields"), i, field)
    {
        const char *called = json_string_value(json_object_get(field, "field"));
        if (called != NULL && strcmp(called, name) == 0) {
            return field;
        }
    }
    return NULL;
}

static bool parse_scale(const json_t *schema, int32_t *scale)
{
    const json_t *parameters = json_object_get(schema, "parameters");
    const char *text = json_string_value(json_object_get(parameters, "scale"));
    char rest = '\0';
    int value = 0;
    if (text == NULL || sscanf(text, "%5d%c", &value, &rest) != 1) {
        return false;
    }
    *scale = value;
    return true;
}

static of_status text_cell(const json_t *value, of_arena *arena, of_cell *cell)
{
    cell->form = OF_FORM_TEXT;
    cell->text = of_arena_text(
        arena, (of_text){.data = json_string_value(value), .len = json_string_length(value)});
    return cell->text.data != NULL ? OF_OK : OF_ABORT_AS("intake: the arena is full");
}

/* {"scale": 2, "value": "base64"}: a decimal whose scale varies by row. */
static of_status object_cell(const json_t *value, of_arena *arena, of_cell *cell)
{
    const json_t *scale = json_object_get(value, "scale");
    const json_t *bytes = json_object_get(value, "value");
    cell->form = OF_FORM_OTHER;
    if (!json_is_integer(scale) || !json_is_string(bytes) || json_object_size(value) != 2) {
        return OF_OK;
    }
    json_int_t number = json_integer_value(scale);
    cell->sense = OF_SENSE_DECIMAL;
    cell->scale = number < -1000 || number > 1000 ? 1000 : (int32_t)number;
    return text_cell(bytes, arena, cell);
}

static of_status cell_of(const json_t *value, const json_t *schema, of_arena *arena, of_cell *cell)
{
    *cell = (of_cell){.present = value != NULL && !json_is_null(value)};
    if (!cell->present) {
        return OF_OK;
    }
    const char *name = json_string_value(json_object_get(schema, "name"));
    if (name != NULL) {
        of_cell_set_sense(cell, of_text_of(name));
    }
    if (cell->sense == OF_SENSE_DECIMAL && json_is_number(value)) {
        cell->sense = OF_SENSE_PLAIN; /* written out, not as unscaled bytes */
    }
    if (cell->sense == OF_SENSE_DECIMAL && json_is_string(value) &&
        !parse_scale(schema, &cell->scale)) {
        return OF_SKIP_AS("intake: a decimal without its scale");
    }
    switch (json_typeof(value)) {
    case JSON_STRING:
        return text_cell(value, arena, cell);
    case JSON_INTEGER:
        cell->form = OF_FORM_LONG;
        cell->number = json_integer_value(value);
        return OF_OK;
    case JSON_REAL:
        cell->form = OF_FORM_DOUBLE;
        cell->real = json_real_value(value);
        return OF_OK;
    case JSON_TRUE:
    case JSON_FALSE:
        cell->form = OF_FORM_BOOLEAN;
        cell->flag = json_is_true(value);
        return OF_OK;
    case JSON_OBJECT:
        return object_cell(value, arena, cell);
    case JSON_ARRAY:
    case JSON_NULL:
        break;
    }
    cell->form = OF_FORM_OTHER;
    return OF_OK;
}

static of_status read_columns(const of_mapping *mapping, const json_t *object, const json_t *schema,
                              of_arena *arena, of_row *row, of_text *column)
{
    for (size_t i = 0; i < mapping->column_count; i++) {
        const char *name = mapping->columns[i].name.data;
        const json_t *value = json_object_get(object, name);
        *column = mapping->columns[i].name;
        if (value == NULL && of_mapping_is_debezium(mapping)) {
            return OF_SKIP_AS("intake: the row has no such column");
        }
        OF_TRY(cell_of(value, schema_field(schema, name), arena, &row->cells[i]));
    }
    *column = (of_text){0};
    return OF_OK;
}

static of_status read_source(const of_mapping *mapping, const json_t *source, of_arena *arena,
                             of_row *row)
{
    const json_t *snapshot = json_object_get(source, "snapshot");
    row->snapshot = row->snapshot || json_is_true(snapshot);
    if (json_is_string(snapshot)) {
        of_row_set_snapshot(row, of_text_of(json_string_value(snapshot)));
    }
    if (mapping->place == OF_PLACE_SOURCE) {
        return cell_of(json_object_get(source, mapping->place_field.data), NULL, arena,
                       &row->place);
    }
    if (mapping->place == OF_PLACE_BINLOG) {
        OF_TRY(cell_of(json_object_get(source, "pos"), NULL, arena, &row->place));
        return cell_of(json_object_get(source, "file"), NULL, arena, &row->place_file);
    }
    return OF_OK;
}

static of_status read_envelope(const of_mapping *mapping, const json_t *envelope,
                               const json_t *schema, of_arena *arena, of_row *row, of_text *column)
{
    const char *op = json_string_value(json_object_get(envelope, "op"));
    OF_TRY(of_row_set_op(row, of_text_of(op)));
    if (row->nothing) {
        return OF_OK;
    }
    const char *name = row->deleted ? "before" : "after";
    const json_t *image = json_object_get(envelope, name);
    if (!json_is_object(image)) {
        return row->deleted ? OF_SKIP_AS("intake: a delete without before (REPLICA IDENTITY FULL)")
                            : OF_SKIP_AS("intake: an envelope without after");
    }
    OF_TRY(read_source(mapping, json_object_get(envelope, "source"), arena, row));
    return read_columns(mapping, image, schema_field(schema, name), arena, row, column);
}

static of_status read_root(const of_mapping *mapping, const json_t *root, of_arena *arena,
                           of_row *row, of_text *column)
{
    const json_t *schema = NULL;
    if (json_object_size(root) == 2 && json_object_get(root, "schema") != NULL &&
        json_object_get(root, "payload") != NULL) {
        schema = json_object_get(root, "schema");
        root = json_object_get(root, "payload");
    }
    if (json_is_null(root)) {
        row->nothing = true;
        return OF_OK;
    }
    if (!json_is_object(root)) {
        return OF_SKIP_AS("intake: the JSON is no object");
    }
    if (mapping->envelope == OF_ENVELOPE_DEBEZIUM_JSON) {
        return read_envelope(mapping, root, schema, arena, row, column);
    }
    return read_columns(mapping, root, schema, arena, row, column);
}

of_status of_json_row_read(const of_mapping *mapping, of_bytes value, of_arena *arena, of_row *row,
                           of_text *column)
{
    json_error_t error;
    *column = (of_text){0};
    OF_TRY(of_row_start(row, mapping, arena));
    json_t *root = json_loadb((const char *)value.data, value.len,
                              JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (root == NULL) {
        switch ((int)json_error_code(&error)) {
        case json_error_invalid_utf8:
            return OF_SKIP_AS("intake: the JSON is not UTF-8");
        case json_error_numeric_overflow:
            return OF_SKIP_AS("intake: the JSON holds a number beyond 64 bits; as a text it may "
                              "be longer");
        default:
            return OF_SKIP_AS("intake: not JSON");
        }
    }
    of_status status = read_root(mapping, root, arena, row, column);
    json_decref(root);
    return status;
}
