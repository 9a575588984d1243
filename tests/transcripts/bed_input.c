/* From the JSON of an input line to the record that a source would have sent. */
#include <stdio.h>
#include <stdlib.h>

#include "avro/codec/json.h"
#include "tests/transcripts/bed_internal.h"

/* ---- names ---- */

static bool takes(const of_graph_topic *row, of_text topic)
{
    char name[OF_TOPIC_NAME_SIZE];
    snprintf(name, sizeof name, "%.*s", OF_TEXT_ARG(topic));
    if (!of_topic_name_is_pattern(row->kafka)) {
        return row->kafka[0] != '\0' && strcmp(row->kafka, name) == 0;
    }
    return strncmp(name, "cmd.", 4) == 0 && of_topic_pattern_takes(row->kafka, name + 4);
}

static size_t rows_of(const of_graph *graph, of_text topic, of_text record, int *row)
{
    size_t found = 0;
    for (size_t i = 0; i < graph->topic_count; i++) {
        const of_graph_topic *each = &graph->topics[i];
        bool named = record.data == NULL || of_text_is(record, each->type->name);
        if (named && (takes(each, topic) || (record.data == NULL && of_text_is(topic, each->id)))) {
            *row = (int)i;
            found++;
        }
    }
    return found;
}

int bed_row(const bed *self, of_text name, char *error, size_t error_size)
{
    const char *slash = memchr(name.data, '/', name.len);
    of_text topic = name;
    of_text record = {0};
    if (slash != NULL) {
        topic.len = (size_t)(slash - name.data);
        record = (of_text){.data = slash + 1, .len = name.len - topic.len - 1};
    }
    int row = -1;
    size_t found = rows_of(self->graph, topic, record, &row);
    if (found == 1) {
        return row;
    }
    snprintf(error, error_size,
             found == 0 ? "the topology page has no %.*s"
                        : "%.*s holds several records: name one, as in topic/Record",
             OF_TEXT_ARG(name));
    return -1;
}

int bed_way_in(const bed *self, int row)
{
    char name[OF_TOPIC_NAME_SIZE];
    snprintf(name, sizeof name, "transcript.%s", self->graph->topics[row].kafka);
    for (size_t i = 0; i < self->graph->topic_count; i++) {
        if (strcmp(self->graph->topics[i].kafka, name) == 0) {
            return (int)i;
        }
    }
    return row;
}

const char *bed_topic(const bed *self, int row)
{
    return self->graph->topics[row].kafka;
}

const human_type *bed_type(bed *self, int row)
{
    if (row < 0) {
        return &self->letters;
    }
    if (self->types[row].type == NULL) {
        self->types[row] = human_type_open(self->graph->topics[row].type);
    }
    return &self->types[row];
}

/* ---- what a line may leave out ---- */

static json_t *text_of(of_text text)
{
    return json_stringn(text.data, text.len);
}

/* The required texts of a fact name its source row; a milestone is a row of its own per code. */
static json_t *natural_key(const of_record_type *type, const json_t *value)
{
    of_buffer key = {0};
    for (uint32_t i = 0; i < type->field_count; i++) {
        const of_field *field = &type->fields[i];
        bool names = field->type.kind == OF_KIND_STRING && !field->type.nullable;
        names |= type == &of_Milestone_type && strcmp(field->name, "code") == 0;
        const char *text = names ? json_string_value(json_object_get(value, field->name)) : NULL;
        if (text != NULL) {
            of_buffer_format(&key, "%s%s", key.len == 0 ? "" : "|", text);
        }
    }
    json_t *result = json_stringn((const char *)key.data, key.len);
    of_buffer_free(&key);
    return result;
}

static void add_missing(const of_graph_topic *row, const script_line *line, json_t *value)
{
    if (of_record_field(row->type, of_text_of(row->keyed)) >= 0 &&
        json_object_get(value, row->keyed) == NULL) {
        json_object_set_new(value, row->keyed, text_of(line->key));
    }
    int32_t source = of_record_field(row->type, OF_TEXT("source"));
    if (source < 0 || row->type->fields[source].type.record != &of_SourcePosition_type) {
        return;
    }
    if (json_object_get(value, "source") == NULL) {
        json_object_set_new(value, "source", json_object());
    }
    json_t *all = json_pack("{s:s, s:s, s:o, s:i}", "system", "test", "table", row->type->name,
                            "row", natural_key(row->type, value), "position", line->number);
    json_object_update_missing(json_object_get(value, "source"), all);
    json_decref(all);
}

/* ---- encoding ---- */

static bool encode(bed *self, const of_graph_topic *row, const char *json, of_buffer *out,
                   char *error, size_t error_size)
{
    int32_t schema = 0;
    void *record = of_arena_alloc(self->arena, row->type->size);
    of_status status =
        of_record_from_json(row->type, of_text_of(json), self->arena, record, error, error_size);
    if (of_ok(status)) {
        status =
            of_registry_register(self->registry, "transcript", row->type->schema_text, &schema);
    }
    if (of_ok(status)) {
        status = of_wire_encode(schema, row->type, record, out);
    }
    if (!of_ok(status) && error[0] == '\0') {
        snprintf(error, error_size, "%s", status.what);
    }
    return of_ok(status);
}

static bool begins(of_text text, const char *with)
{
    return text.len >= strlen(with) && memcmp(text.data, with, strlen(with)) == 0;
}

static bool encode_hex(of_text text, of_buffer *out)
{
    for (size_t i = 0; i + 1 < text.len; i += 2) {
        char pair[3] = {text.data[i], text.data[i + 1], '\0'};
        char *end = NULL;
        unsigned long byte = strtoul(pair, &end, 16);
        if (end != pair + 2) {
            return false;
        }
        of_buffer_put_u8(out, (uint8_t)byte);
    }
    return text.len > 0 && text.len % 2 == 0;
}

int bed_fed_row(const bed *self, const script_line *line, char *error, size_t error_size)
{
    for (size_t i = 0; begins(line->value, "!hex:") && i < self->graph->topic_count; i++) {
        if (takes(&self->graph->topics[i], line->name)) {
            return (int)i;
        }
    }
    return bed_row(self, line->name, error, error_size);
}

static bool encode_line(bed *self, int row, const script_line *line, of_buffer *out, char *error,
                        size_t error_size)
{
    const of_graph_topic *topic = &self->graph->topics[row];
    json_error_t where;
    json_t *value = json_loadb(line->value.data, line->value.len, JSON_REJECT_DUPLICATES, &where);
    if (value == NULL || !json_is_object(value)) {
        snprintf(error, error_size, "not a JSON object: %s", value == NULL ? where.text : "");
        json_decref(value);
        return false;
    }
    add_missing(topic, line, value);
    json_t *raw = human_to_raw(bed_type(self, row), value, true, error, error_size);
    char *json = raw == NULL ? NULL : json_dumps(raw, JSON_COMPACT);
    bool good = json != NULL && encode(self, topic, json, out, error, error_size);
    of_arena_reset(self->arena);
    free(json);
    json_decref(raw);
    json_decref(value);
    return good;
}

/* "!cut:9 {...}" */
static bool encode_cut(bed *self, int row, script_line line, of_buffer *out, char *error,
                       size_t error_size)
{
    const char *space = memchr(line.value.data, ' ', line.value.len);
    size_t keep = (size_t)strtoul(line.value.data + strlen("!cut:"), NULL, 10);
    if (space == NULL) {
        snprintf(error, error_size, "!cut: needs a number of bytes and the record: !cut:9 {...}");
        return false;
    }
    line.value.len -= (size_t)(space - line.value.data);
    line.value.data = space;
    bool good = encode_line(self, row, &line, out, error, error_size);
    out->len = out->len < keep ? out->len : keep;
    return good;
}

bool bed_encode(bed *self, int row, const script_line *line, of_buffer *out, char *error,
                size_t error_size)
{
    if (begins(line->value, "!cut:")) {
        return encode_cut(self, row, *line, out, error, error_size);
    }
    if (!begins(line->value, "!hex:")) {
        return of_text_is(line->value, "null") ||
               encode_line(self, row, line, out, error, error_size);
    }
    size_t skipped = strlen("!hex:");
    of_text digits = {line->value.data + skipped, line->value.len - skipped};
    if (!encode_hex(digits, out)) {
        snprintf(error, error_size, "!hex: needs pairs of hexadecimal digits");
        return false;
    }
    return true;
}
