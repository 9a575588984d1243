/* Compares outputs with the lines that list them. */
#include "tests/transcripts/match.h"

#include <stdio.h>
#include <stdlib.h>

#define PATH_SIZE   256
#define REASON_SIZE 512

/* One line, ready to compare. */
typedef struct expected_line {
    const char *record; /* "AllocateStock" */
    of_text topic;      /* "cmd.erp" */
    of_text key;
    json_t *value; /* NULL: a deletion */
} expected_line;

/* ---- values ---- */

static void print_json(const json_t *value, of_buffer *out)
{
    char *text = value == NULL
                     ? NULL
                     : json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    of_buffer_format(out, "%s", text == NULL ? "null" : text);
    free(text);
}

static void first_reason(char *reason, const char *path, const json_t *want, const json_t *got)
{
    if (reason[0] != '\0') {
        return;
    }
    of_buffer text = {0};
    of_buffer_format(&text, "%s: expected ", path);
    print_json(want, &text);
    of_buffer_format(&text, ", got ");
    print_json(got, &text);
    snprintf(reason, REASON_SIZE, "%.*s", (int)text.len, (const char *)text.data);
    of_buffer_free(&text);
}

/* How many named fields differ; `reason` receives the first. */
static int differences(const json_t *want, const json_t *got, const char *path, char *reason)
{
    int count = 0;
    char inner[PATH_SIZE];
    if (json_is_object(want) && json_is_object(got)) {
        const char *name;
        json_t *each;
        json_object_foreach((json_t *)(uintptr_t)want, name, each)
        {
            snprintf(inner, sizeof inner, "%s%s%s", path, path[0] == '\0' ? "" : ".", name);
            count += differences(each, json_object_get(got, name), inner, reason);
        }
        return count;
    }
    if (json_is_array(want) && json_is_array(got) &&
        json_array_size(want) == json_array_size(got)) {
        for (size_t i = 0; i < json_array_size(want); i++) {
            snprintf(inner, sizeof inner, "%s[%zu]", path, i);
            count += differences(json_array_get(want, i), json_array_get(got, i), inner, reason);
        }
        return count;
    }
    if (json_is_array(want) || !json_equal(want, got)) {
        first_reason(reason, path, want, got);
        return 1;
    }
    return 0;
}

/* ---- lines ---- */

static bool read_value(bed *self, int row, const script_line *line, expected_line *into,
                       char *error, size_t error_size)
{
    json_error_t where;
    json_t *value = json_loadb(line->value.data, line->value.len,
                               JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &where);
    if (value == NULL) {
        snprintf(error, error_size, "not JSON: %s", where.text);
        return false;
    }
    if (json_is_null(value)) {
        json_decref(value);
        return true;
    }
    /* There and back: 10.0 and 10, or two ways to write a time, are then the same. */
    json_t *raw = human_to_raw(bed_type(self, row), value, false, error, error_size);
    json_decref(value);
    into->value = raw == NULL ? NULL : human_from_raw(bed_type(self, row), raw);
    json_decref(raw);
    return raw != NULL;
}

static bool read_expected(bed *self, const script_line *line, expected_line *into, char *error,
                          size_t error_size)
{
    const char *slash = memchr(line->name.data, '/', line->name.len);
    int row = -1;
    *into = (expected_line){.topic = line->name, .key = line->key};
    if (of_text_is(line->name, "dlq.orderflow")) {
        into->record = bed_type(self, row)->type->name;
        return read_value(self, row, line, into, error, error_size);
    }
    row = bed_row(self, line->name, error, error_size);
    if (row < 0) {
        return false;
    }
    into->record = bed_type(self, row)->type->name;
    if (slash != NULL) {
        into->topic.len = (size_t)(slash - line->name.data);
    } else if (memchr(line->name.data, '.', line->name.len) == NULL) {
        into->topic = of_text_of(bed_topic(self, row));
    }
    return read_value(self, row, line, into, error, error_size);
}

/* ---- one line against the outputs ---- */

/* A dead letter's key ends with a hash of the record's bytes, which a line need not tell: they hold
 * the schema's id, which differs with every schema that is added. */
static bool is_same_key(of_text want, const char *key)
{
    const char *hash = strrchr(key, ':');
    bool any = hash != NULL && want.len > 2 && memcmp(want.data + want.len - 2, ":*", 2) == 0;
    return any ? want.len - 2 == (size_t)(hash - key) && memcmp(want.data, key, want.len - 2) == 0
               : of_text_is(want, key);
}

static bool is_same_stream(const expected_line *want, const bed_output *output)
{
    return of_text_is(want->topic, output->topic) && is_same_key(want->key, output->key);
}

static int distance(const expected_line *want, const bed_output *output, char *reason)
{
    reason[0] = '\0';
    if (strcmp(want->record, output->record) != 0) {
        snprintf(reason, REASON_SIZE, "another record");
        return 1000;
    }
    if ((want->value == NULL) != (output->value == NULL)) {
        snprintf(reason, REASON_SIZE, output->value == NULL ? "deleted" : "not deleted");
        return 1000;
    }
    return want->value == NULL ? 0 : differences(want->value, output->value, "", reason);
}

static void print_output(const bed_output *output, of_buffer *report)
{
    of_buffer_format(report, "%s/%s %s ", output->topic, output->record, output->key);
    print_json(output->value, report);
    of_buffer_format(report, "\n");
}

static void report_missing(const expected_line *want, const script_line *line, const char *file,
                           bed_outputs *outputs, size_t from, of_buffer *report)
{
    char reason[REASON_SIZE] = "";
    char nearest_reason[REASON_SIZE] = "";
    bed_output *nearest = NULL;
    int least = 0;
    for (size_t i = from; i < outputs->count; i++) {
        bed_output *each = &outputs->items[i];
        int far =
            is_same_stream(want, each) && !each->is_matched ? distance(want, each, reason) : 0;
        if (far > 0 && (nearest == NULL || far < least)) {
            nearest = each;
            least = far;
            snprintf(nearest_reason, sizeof nearest_reason, "%s", reason);
        }
    }
    of_buffer_format(report, "%s:%d: expected %.*s %.*s %.*s\n", file, line->number,
                     OF_TEXT_ARG(line->name), OF_TEXT_ARG(line->key), OF_TEXT_ARG(line->value));
    if (nearest == NULL) {
        of_buffer_format(report, "    got nothing more there; %zu records came out in all\n",
                         outputs->count);
        return;
    }
    of_buffer_format(report, "    %s\n    got ", nearest_reason);
    print_output(nearest, report);
    nearest->is_matched = true; /* said once is enough */
}

/* Behind the last match of its key: that is the order within a key. */
static size_t behind_last_match(const expected_line *want, const bed_outputs *outputs)
{
    size_t from = 0;
    for (size_t i = 0; i < outputs->count; i++) {
        if (outputs->items[i].is_matched && is_same_stream(want, &outputs->items[i])) {
            from = i + 1;
        }
    }
    return from;
}

static bool match_line(const expected_line *want, bed_outputs *outputs, size_t from)
{
    char reason[REASON_SIZE];
    for (size_t i = from; i < outputs->count; i++) {
        bed_output *each = &outputs->items[i];
        if (!is_same_stream(want, each)) {
            continue;
        }
        if (distance(want, each, reason) == 0) {
            each->is_matched = true;
            return true;
        }
    }
    return false;
}

static int check_line(bed *self, const char *file, const script_line *line, bed_outputs *outputs,
                      of_buffer *report)
{
    char error[REASON_SIZE] = "";
    expected_line want;
    int failures = 0;
    if (!read_expected(self, line, &want, error, sizeof error)) {
        of_buffer_format(report, "%s:%d: %s\n", file, line->number, error);
        return 1;
    }
    size_t from = behind_last_match(&want, outputs);
    if (!match_line(&want, outputs, from)) {
        report_missing(&want, line, file, outputs, from, report);
        failures = 1;
    }
    json_decref(want.value);
    return failures;
}

int match_outputs(bed *self, const char *file, const script_line *lines, size_t count,
                  const script_line *after, bed_outputs *outputs, of_buffer *report)
{
    int failures = 0;
    for (size_t i = 0; i < count; i++) {
        failures += check_line(self, file, &lines[i], outputs, report);
    }
    for (size_t i = 0; i < outputs->count; i++) {
        const bed_output *each = &outputs->items[i];
        if (each->is_strict && !each->is_matched) {
            of_buffer_format(report, "%s:%d: not listed: ", file, after->number);
            print_output(each, report);
            failures++;
        }
    }
    return failures;
}
