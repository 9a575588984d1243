/* Routes messages to their mapping, keeps what was compiled per writer schema, hands out facts. */
#include "processors/intake/intake.h"

#include <stdio.h>

#include "processors/intake/engine.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"

#define MAPPING_ARENA_BYTES                                                                        \
    ((size_t)1 << 30) /* a file is at most 1 MiB; nothing is taken ahead                           \
                       */
#define WRITERS_MAX ((size_t)64)

static void free_writers(of_source *source)
{
    for (size_t i = 0; i < source->writer_count; i++) {
        of_avro_row_free(source->writers[i].compiled);
    }
    source->writer_count = 0;
}

/* Two files for one topic would tell every fact twice. */
static size_t report_doubles(const of_intake *intake, of_intake_report report, void *state)
{
    size_t problems = 0;
    for (size_t i = 0; i < intake->source_count; i++) {
        const of_mapping *mapping = intake->sources[i].mapping;
        for (size_t t = 0; t < mapping->topic_count; t++) {
            for (size_t k = 0; k < i; k++) {
                if (!of_mapping_takes(intake->sources[k].mapping, mapping->topics[t])) {
                    continue;
                }
                char message[OF_WHY_MAX];
                snprintf(message, sizeof message, "topic '%.*s' is taken by %s already",
                         OF_TEXT_ARG(mapping->topics[t]), intake->sources[k].mapping->file);
                problems++;
                if (report != NULL) {
                    report(state, mapping->file, mapping->topic_lines[t], message);
                }
            }
        }
    }
    return problems;
}

static size_t report_registry(const of_intake *intake, of_intake_report report, void *state)
{
    size_t problems = 0;
    for (size_t i = 0; i < intake->source_count && intake->wire == NULL; i++) {
        const of_mapping *mapping = intake->sources[i].mapping;
        if (of_mapping_is_avro(mapping)) {
            problems++;
            if (report != NULL) {
                report(state, mapping->file, 0, "an Avro envelope needs a schema registry");
            }
        }
    }
    return problems;
}

of_status of_intake_open(const of_intake_options *options, of_intake_report report, void *state,
                         of_intake **intake)
{
    of_intake *opened = of_new(sizeof *opened);
    *intake = NULL;
    opened->arena = of_arena_new(MAPPING_ARENA_BYTES);
    opened->sources = of_new_array(options->file_count + 1, sizeof *opened->sources);
    opened->wire = options->registry == NULL ? NULL : of_wire_new(options->registry);
    size_t problems = 0;
    size_t facts_max = 1;
    for (size_t i = 0; i < options->file_count; i++) {
        of_mapping *mapping = of_mapping_load(options->files[i], opened->arena, report, state);
        if (mapping == NULL) {
            problems++;
            continue;
        }
        facts_max = mapping->fact_count > facts_max ? mapping->fact_count : facts_max;
        opened->sources[opened->source_count++].mapping = mapping;
    }
    opened->facts = of_new_array(facts_max, sizeof *opened->facts);
    problems += report_doubles(opened, report, state);
    problems += report_registry(opened, report, state);
    if (problems > 0) {
        of_intake_close(opened);
        return OF_FATAL_AS("intake: a mapping has errors");
    }
    *intake = opened;
    return OF_OK;
}

void of_intake_close(of_intake *intake)
{
    if (intake == NULL) {
        return;
    }
    for (size_t i = 0; i < intake->source_count; i++) {
        free_writers(&intake->sources[i]);
        of_delete(intake->sources[i].writers);
    }
    of_wire_free(intake->wire);
    of_delete(intake->sources);
    of_delete(intake->routes);
    of_delete(intake->facts);
    of_arena_free(intake->arena);
    of_delete(intake);
}

of_source *of_intake_source(const of_intake *intake, const char *topic)
{
    for (size_t i = 0; i < intake->source_count; i++) {
        if (of_mapping_takes(intake->sources[i].mapping, of_text_of(topic))) {
            return &intake->sources[i];
        }
    }
    return NULL;
}

bool of_intake_takes(const of_intake *intake, const char *topic)
{
    return of_intake_source(intake, topic) != NULL;
}

static const of_route *find_route(of_intake *intake, int32_t topic)
{
    for (size_t i = 0; i < intake->route_count; i++) {
        size_t at = (intake->last_route + i) % intake->route_count;
        if (intake->routes[at].topic == topic) {
            intake->last_route = at; /* messages come in runs of one topic */
            return &intake->routes[at];
        }
    }
    return NULL;
}

bool of_intake_bind(of_intake *intake, int32_t topic, const char *name)
{
    of_source *source = of_intake_source(intake, name);
    if (source == NULL || find_route(intake, topic) != NULL) {
        return source != NULL;
    }
    of_text kept = of_arena_text(intake->arena, of_text_of(name));
    intake->routes = of_renew(intake->routes, (intake->route_count + 1) * sizeof *intake->routes);
    intake->routes[intake->route_count++] =
        (of_route){.topic = topic, .name = kept, .source = source};
    return true;
}

/* Keeps the first problem of a writer's schema, for the dead letter. */
static void note_problem(void *state, const char *file, int line, const char *message)
{
    char *why = state;
    of_log(OF_WARN, "MAPPING-MISFIT", "file=%s line=%d problem=%s", file, line, message);
    if (why[0] == '\0') {
        snprintf(why, OF_WHY_MAX, "%s:%d: %s", file, line, message);
    }
}

static of_status find_writer(of_source *source, int32_t id, const of_schema *schema,
                             const of_writer **writer)
{
    for (size_t i = 0; i < source->writer_count; i++) {
        size_t at = (source->last_writer + i) % source->writer_count;
        if (source->writers[at].id == id) {
            source->last_writer = at;
            *writer = &source->writers[at];
            return OF_OK;
        }
    }
    if (source->writers == NULL) {
        source->writers = of_new_array(WRITERS_MAX, sizeof *source->writers);
    }
    if (source->writer_count == WRITERS_MAX) {
        free_writers(source);
    }
    of_writer *made = &source->writers[source->writer_count++];
    *made = (of_writer){.id = id};
    made->compiled = of_avro_row_compile(source->mapping, schema, note_problem, made->why);
    *writer = made;
    return OF_OK;
}

static of_status read_avro(of_intake *intake, of_source *source, of_bytes value, of_arena *arena,
                           of_row *row)
{
    int32_t id = 0;
    const of_schema *schema = NULL;
    of_bytes body;
    const of_writer *writer = NULL;
    OF_TRY(of_wire_schema(intake->wire, value, &id, &schema, &body));
    OF_TRY(find_writer(source, id, schema, &writer));
    if (writer->compiled == NULL) {
        snprintf(intake->why, sizeof intake->why, "%s", writer->why);
        return OF_SKIP_AS("intake: the writer's schema does not fit the mapping");
    }
    return of_avro_row_read(writer->compiled, body, arena, row);
}

static of_status read_row(of_intake *intake, of_source *source, of_bytes value, of_arena *arena,
                          of_row *row)
{
    const of_mapping *mapping = source->mapping;
    if (of_mapping_is_avro(mapping)) {
        return read_avro(intake, source, value, arena, row);
    }
    if (mapping->envelope == OF_ENVELOPE_CSV) {
        return OF_SKIP_AS("intake: a CSV mapping reads files, not topics");
    }
    of_text column = {0};
    of_status status = of_json_row_read(mapping, value, arena, row, &column);
    if (status.remedy == OF_SKIP && column.data != NULL) {
        snprintf(intake->why, sizeof intake->why, "%s: column '%.*s': %s", mapping->file,
                 OF_TEXT_ARG(column), status.what);
    }
    return status;
}

of_status of_intake_tell(of_intake *intake, const of_source *source, const of_row *row,
                         const of_origin *origin, const of_intake_target *target)
{
    size_t count = 0;
    intake->counts.rows++;
    OF_TRY(of_facts_make(source->mapping, row, origin, target->arena, intake->facts, &count,
                         intake->why));
    for (size_t i = 0; i < count; i++) {
        const of_made_fact *fact = &intake->facts[i];
        OF_TRY(target->emit(target->state, fact->type, fact->key, fact->record));
    }
    intake->counts.facts += (int64_t)count;
    return OF_OK;
}

static of_status take(of_intake *intake, const of_route *route, const of_message *message,
                      const of_intake_target *target)
{
    of_row row = {0};
    if (message->value.data == NULL) {
        intake->counts.tombstones++;
        return OF_OK;
    }
    OF_TRY(read_row(intake, route->source, message->value, target->arena, &row));
    if (row.nothing) {
        return OF_OK;
    }
    of_origin origin = {
        .topic = route->name, .offset = message->offset, .timestamp_ms = message->timestamp_ms};
    return of_intake_tell(intake, route->source, &row, &origin, target);
}

of_status of_intake_record(of_intake *intake, const of_message *message, of_arena *arena,
                           of_intake_emit emit, void *state)
{
    intake->why[0] = '\0';
    const of_route *route = find_route(intake, message->topic);
    if (route == NULL) {
        snprintf(intake->why, sizeof intake->why, "no mapping reads this topic");
        intake->counts.refused++;
        return OF_SKIP_AS("intake: no mapping reads this topic");
    }
    of_intake_target target = {.arena = arena, .emit = emit, .state = state};
    of_status status = take(intake, route, message, &target);
    if (status.remedy == OF_SKIP) {
        intake->counts.refused++;
    }
    if (!of_ok(status) && intake->why[0] == '\0') {
        snprintf(intake->why, sizeof intake->why, "%s: %s", route->source->mapping->file,
                 status.what);
    }
    return status;
}

const char *of_intake_why(const of_intake *intake)
{
    return intake->why;
}

of_intake_counts of_intake_counted(const of_intake *intake)
{
    return intake->counts;
}

/* A column that nobody mentions may be the one that mattered. */
static size_t report_forgotten(const of_mapping *mapping, of_text column, of_intake_report report,
                               void *state)
{
    char message[OF_WHY_MAX];
    if (of_mapping_column(mapping, column) != OF_NO_COLUMN || of_mapping_ignores(mapping, column)) {
        return 0;
    }
    snprintf(message, sizeof message, "column '%.*s' is not used: map it, or list it under ignore",
             OF_TEXT_ARG(column));
    if (report != NULL) {
        report(state, mapping->file, 0, message);
    }
    return 1;
}

static const of_source *need_source(const of_intake *intake, const char *topic,
                                    of_intake_report report, void *state)
{
    const of_source *source = of_intake_source(intake, topic);
    if (source == NULL && report != NULL) {
        report(state, topic, 0, "no mapping reads this topic");
    }
    return source;
}

size_t of_intake_check(of_intake *intake, const char *topic, const of_schema *writer,
                       of_intake_report report, void *state)
{
    const of_source *source = need_source(intake, topic, report, state);
    if (source == NULL) {
        return 1;
    }
    of_problem_counter counter = {.report = report, .state = state};
    of_avro_row_free(of_avro_row_compile(source->mapping, writer, of_count_problem, &counter));
    const of_schema_type *row = of_schema_root(writer);
    if (of_mapping_is_debezium(source->mapping)) {
        const of_schema_field *after = of_schema_field_of(row, OF_TEXT("after"));
        row = after == NULL ? NULL : of_schema_not_null(after->type);
    }
    for (size_t i = 0; row != NULL && i < row->field_count; i++) {
        counter.count += report_forgotten(source->mapping, row->fields[i].name, report, state);
    }
    return counter.count;
}

void of_count_problem(void *state, const char *file, int line, const char *message)
{
    of_problem_counter *counter = state;
    counter->count++;
    if (counter->report != NULL) {
        counter->report(counter->state, file, line, message);
    }
}

size_t of_intake_check_names(of_intake *intake, const char *topic, const of_text *columns,
                             size_t count, of_intake_report report, void *state)
{
    const of_source *source = need_source(intake, topic, report, state);
    if (source == NULL) {
        return 1;
    }
    of_cell prototypes[OF_MAPPING_COLUMNS_MAX];
    bool known[OF_MAPPING_COLUMNS_MAX] = {0};
    for (size_t i = 0; i < source->mapping->column_count; i++) {
        prototypes[i] = (of_cell){.form = OF_FORM_TEXT};
    }
    size_t problems = 0;
    for (size_t i = 0; i < count; i++) {
        int32_t column = of_mapping_column(source->mapping, columns[i]);
        if (column != OF_NO_COLUMN) {
            known[column] = true;
        }
        problems += report_forgotten(source->mapping, columns[i], report, state);
    }
    return problems + of_mapping_check_columns(source->mapping, prototypes, known, report, state);
}
