/* CSV files (RFC 4180): records may span lines inside quotes, "" is a quote, an empty field without
 * quotes is null. */
#include <errno.h>
#include <stdio.h>

#include "processors/intake/engine.h"

#define RECORD_BYTES_MAX ((size_t)1 << 20)
#define FIELDS_MAX       ((size_t)4096)

typedef struct csv {
    const char *path;
    FILE *file;
    char separator;
    int64_t line; /* where the record began */
    int64_t next_line;
    of_buffer text; /* of the record, fields one after another */
    size_t starts[FIELDS_MAX + 1];
    bool quoted[FIELDS_MAX];
    size_t count;
    int32_t columns[FIELDS_MAX]; /* of the mapping, by position in the file */
    size_t width;
} csv;

typedef enum csv_result { CSV_RECORD, CSV_END, CSV_BAD } csv_result;

static int next_char(csv *self)
{
    int c = getc(self->file);
    self->next_line += c == '\n' ? 1 : 0;
    return c;
}

static bool end_field(csv *self, bool quoted)
{
    if (self->count == FIELDS_MAX) {
        return false;
    }
    self->quoted[self->count++] = quoted;
    self->starts[self->count] = self->text.len;
    return true;
}

/* The inside of quotes; returns what follows the closing one. */
static int read_quoted(csv *self, bool *good)
{
    for (;;) {
        int c = next_char(self);
        if (c == EOF) {
            *good = false;
            return EOF;
        }
        if (c == '"') {
            c = next_char(self);
            if (c != '"') {
                return c;
            }
        }
        of_buffer_put_u8(&self->text, (uint8_t)c);
    }
}

/* One field; returns the character that ended it: separator, newline or EOF. */
static int read_field(csv *self, bool *good)
{
    int c = next_char(self);
    bool quoted = c == '"';
    if (quoted) {
        c = read_quoted(self, good);
    }
    while (c != EOF && c != '\n' && c != self->separator) {
        if (c == '\r') {
            c = next_char(self);
            *good = *good && (c == '\n' || c == EOF);
            continue;
        }
        *good = *good && !quoted; /* text behind a closing quote */
        of_buffer_put_u8(&self->text, (uint8_t)c);
        c = next_char(self);
    }
    *good = end_field(self, quoted) && *good && !self->text.full;
    return c;
}

static csv_result read_record(csv *self)
{
    for (;;) {
        of_buffer_clear(&self->text);
        self->count = 0;
        self->line = self->next_line;
        bool good = true;
        int c = self->separator;
        while (c == self->separator) {
            c = read_field(self, &good);
        }
        bool blank = self->count == 1 && self->text.len == 0 && !self->quoted[0];
        if (!blank) {
            return good ? CSV_RECORD : CSV_BAD;
        }
        if (c == EOF) {
            return CSV_END;
        }
    }
}

static of_text field(const csv *self, size_t i)
{
    static const char empty[] = "";
    const char *data =
        self->text.data == NULL ? empty : (const char *)self->text.data + self->starts[i];
    return (of_text){.data = data, .len = self->starts[i + 1] - self->starts[i]};
}

static of_text without_mark(of_text name)
{
    bool marked = name.len >= 3 && memcmp(name.data, "\xef\xbb\xbf", 3) == 0;
    return marked ? (of_text){.data = name.data + 3, .len = name.len - 3} : name;
}

static of_status read_header(csv *self, const of_mapping *mapping, of_intake_report report,
                             void *state)
{
    of_cell prototypes[OF_MAPPING_COLUMNS_MAX];
    bool known[OF_MAPPING_COLUMNS_MAX] = {0};
    if (read_record(self) != CSV_RECORD) {
        return OF_FATAL_AS("intake: the CSV file has no header line");
    }
    self->width = self->count;
    for (size_t i = 0; i < self->count; i++) {
        of_text name = i == 0 ? without_mark(field(self, i)) : field(self, i);
        self->columns[i] = of_mapping_column(mapping, name);
        if (self->columns[i] != OF_NO_COLUMN) {
            known[self->columns[i]] = true;
        }
    }
    for (size_t i = 0; i < mapping->column_count; i++) {
        prototypes[i] = (of_cell){.form = OF_FORM_TEXT};
    }
    return of_mapping_check_columns(mapping, prototypes, known, report, state) == 0
               ? OF_OK
               : OF_FATAL_AS("intake: the CSV file does not fit the mapping");
}

static of_status make_row(const csv *self, const of_mapping *mapping, of_arena *arena, of_row *row)
{
    OF_TRY(of_row_start(row, mapping, arena));
    if (self->count != self->width) {
        return OF_SKIP_AS("intake: the line has not as many fields as the header");
    }
    for (size_t i = 0; i < self->count; i++) {
        of_text text = field(self, i);
        if (self->columns[i] != OF_NO_COLUMN && (text.len > 0 || self->quoted[i])) {
            row->cells[self->columns[i]] =
                (of_cell){.present = true, .form = OF_FORM_TEXT, .text = text};
        }
    }
    return OF_OK;
}

static of_status read_line(of_intake *intake, const of_source *source, csv *self, csv_result result,
                           const of_intake_target *target)
{
    of_row row = {0};
    of_origin origin = {.line = self->line, .offset = self->line, .timestamp_ms = -1};
    if (source->mapping->topic_count > 0) {
        origin.topic = source->mapping->topics[0];
    }
    intake->why[0] = '\0';
    if (result == CSV_BAD) {
        return OF_SKIP_AS("intake: not CSV (a stray quote, or over 1 MiB)");
    }
    OF_TRY(make_row(self, source->mapping, target->arena, &row));
    return of_intake_tell(intake, source, &row, &origin, target);
}

static of_status read_lines(of_intake *intake, const of_source *source, csv *self,
                            const of_intake_target *target, const of_problem_counter *problems)
{
    for (;;) {
        csv_result result = read_record(self);
        if (result == CSV_END || ferror(self->file)) {
            return ferror(self->file) ? OF_FATAL_AS("intake: the CSV file cannot be read") : OF_OK;
        }
        of_arena_mark mark = of_arena_save(target->arena);
        of_status status = read_line(intake, source, self, result, target);
        of_arena_rewind(target->arena, mark);
        if (status.remedy == OF_SKIP) {
            intake->counts.refused++;
            if (problems->report != NULL) {
                problems->report(problems->state, self->path, (int)self->line,
                                 intake->why[0] == '\0' ? status.what : intake->why);
            }
            continue;
        }
        OF_TRY(status);
    }
}

static const of_source *csv_source(const of_intake *intake)
{
    for (size_t i = 0; i < intake->source_count; i++) {
        if (intake->sources[i].mapping->envelope == OF_ENVELOPE_CSV) {
            return &intake->sources[i];
        }
    }
    return NULL;
}

of_status of_intake_csv(of_intake *intake, const char *path, of_arena *arena, of_intake_emit emit,
                        void *emit_state, of_intake_report report, void *report_state)
{
    const of_source *source = csv_source(intake);
    if (source == NULL) {
        return OF_FATAL_AS("intake: no mapping has envelope csv");
    }
    csv self = {.path = path,
                .separator = source->mapping->separator,
                .next_line = 1,
                .text = {.limit = RECORD_BYTES_MAX}};
    self.file = fopen(path, "re");
    if (self.file == NULL) {
        return OF_FATAL_AS("intake: the CSV file cannot be opened");
    }
    of_problem_counter problems = {.report = report, .state = report_state};
    of_intake_target target = {.arena = arena, .emit = emit, .state = emit_state};
    of_status status = read_header(&self, source->mapping, report, report_state);
    if (of_ok(status)) {
        status = read_lines(intake, source, &self, &target, &problems);
    }
    fclose(self.file);
    of_buffer_free(&self.text);
    return status;
}
