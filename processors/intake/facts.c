/* Applies the rules of a mapping to the cells of a row. */
#include "processors/intake/facts.h"

#include <inttypes.h>
#include <stdio.h>

#include "avro/model.h"
#include "topology/base/assert.h"

#define KEY_BYTES_MAX   ((size_t)1024)
#define BINLOG_POS_BITS 40

typedef struct maker {
    const of_mapping *mapping;
    const of_row *row;
    of_arena *arena;
    SourcePosition source;
    char *why;
} maker;

static of_status fail(maker *self, int line, const char *subject, of_status status)
{
    if (status.remedy == OF_SKIP) {
        snprintf(self->why, OF_WHY_MAX, "%s:%d: %s: %s", self->mapping->file, line, subject,
                 status.what);
    }
    return status;
}

static of_text column_name(const maker *self, int32_t column)
{
    return self->mapping->columns[column].name;
}

/* *text is absent when one of its columns is null. */
static of_status expand(maker *self, const of_template *words, const char *subject, of_text *text)
{
    of_text parts[OF_MAPPING_COLUMNS_MAX];
    size_t len = 0;
    *text = (of_text){0};
    if (words->count > OF_MAPPING_COLUMNS_MAX) {
        return fail(self, words->line, subject, OF_SKIP_AS("intake: a text of too many parts"));
    }
    for (size_t i = 0; i < words->count; i++) {
        parts[i] = words->parts[i].literal;
        if (words->parts[i].column != OF_NO_COLUMN) {
            const of_cell *cell = &self->row->cells[words->parts[i].column];
            if (!cell->present) {
                return OF_OK;
            }
            of_status status = of_cell_text(cell, self->arena, &parts[i]);
            if (!of_ok(status)) {
                return fail(self, words->line, subject, status);
            }
        }
        len += parts[i].len;
    }
    if (words->count == 1) {
        *text = parts[0];
        return OF_OK;
    }
    char *joined = of_arena_alloc(self->arena, len + 1);
    if (joined == NULL) {
        return OF_ABORT_AS("intake: the arena is full");
    }
    *text = (of_text){.data = joined, .len = len};
    for (size_t i = 0; i < words->count; i++) {
        memcpy(joined, parts[i].data, parts[i].len);
        joined += parts[i].len;
    }
    return OF_OK;
}

/* A text that must be there: keys and row names. */
static of_status expand_needed(maker *self, const of_template *words, const char *subject,
                               of_text *text)
{
    OF_TRY(expand(self, words, subject, text));
    if (text->data == NULL) {
        return fail(self, words->line, subject, OF_SKIP_AS("intake: a column of it is null"));
    }
    if (text->len == 0 || text->len > KEY_BYTES_MAX) {
        return fail(self, words->line, subject, OF_SKIP_AS("intake: empty, or over 1,024 bytes"));
    }
    return OF_OK;
}

static bool is_among(of_text text, const of_text *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (of_text_equal(text, values[i])) {
            return true;
        }
    }
    return false;
}

static of_status holds(maker *self, const of_condition *condition, bool *yes)
{
    const of_cell *cell = &self->row->cells[condition->column];
    if (condition->values == NULL) {
        *yes = cell->present == condition->wanted;
        return OF_OK;
    }
    of_text text = {0};
    if (cell->present) {
        of_status status = of_cell_text(cell, self->arena, &text);
        if (!of_ok(status)) {
            return fail(self, condition->line, "when", status);
        }
    }
    bool among = cell->present && is_among(text, condition->values, condition->count);
    *yes = among == condition->wanted;
    return OF_OK;
}

/* A constant, or what a status table made of a value, goes on as a text cell. */
static of_cell cell_of_text(of_text text)
{
    return (of_cell){.present = text.data != NULL, .form = OF_FORM_TEXT, .text = text};
}

static of_status look_up(maker *self, const of_rule *rule, of_cell *cell)
{
    of_text text = {0};
    OF_TRY(of_cell_text(cell, self->arena, &text));
    for (size_t i = 0; i < rule->value_count; i++) {
        if (of_text_equal(text, rule->values[i].from)) {
            *cell = cell_of_text(rule->values[i].to);
            return OF_OK;
        }
    }
    if (rule->has_else) {
        *cell = cell_of_text(rule->otherwise);
        return OF_OK;
    }
    return OF_SKIP_AS("intake: a value that is not in the table of values");
}

static of_status quality_cell(const of_cell *of, of_cell *cell)
{
    static const char *const names[] = {[OF_TIME_EXACT] = "EXACT",
                                        [OF_TIME_INFERRED] = "INFERRED_TZ",
                                        [OF_TIME_DATE_ONLY] = "DATE_ONLY"};
    *cell = (of_cell){0};
    if (of->present) {
        *cell = cell_of_text(of_text_of(names[of_cell_time_quality(of)]));
    }
    return OF_OK;
}

static of_status input_of(maker *self, const of_rule *rule, of_cell *cell)
{
    if (rule->is_quality) {
        return quality_cell(&self->row->cells[rule->column], cell);
    }
    if (rule->column == OF_NO_COLUMN) {
        of_text text = {0};
        OF_TRY(expand(self, &rule->words, rule->field->name, &text));
        *cell = cell_of_text(text);
        return OF_OK;
    }
    *cell = of_rule_read(rule, self->row->cells[rule->column]);
    if (cell->present && rule->value_count > 0) {
        OF_TRY(look_up(self, rule, cell));
    }
    if (!cell->present && rule->fallback.data != NULL) {
        *cell = cell_of_text(rule->fallback);
    }
    return OF_OK;
}

static of_status set_enum(const of_rule *rule, of_text name, void *value)
{
    const of_enum_type *symbols = rule->field->type.symbols;
    for (int32_t i = 0; i < symbols->count; i++) {
        if (of_text_is(name, symbols->symbols[i])) {
            *(int32_t *)value = i;
            return OF_OK;
        }
    }
    return OF_SKIP_AS("intake: a value that is not one of the enum (UNKNOWN_ENUM)");
}

static of_status set_number(const of_rule *rule, const of_cell *cell, void *value)
{
    int64_t number = 0;
    OF_TRY(of_cell_number(cell, rule->digits, rule->factor, &number));
    if (rule->field->type.kind == OF_KIND_INT) {
        if (number < INT32_MIN || number > INT32_MAX) {
            return OF_SKIP_AS("intake: a number is too large");
        }
        *(int32_t *)value = (int32_t)number;
    } else {
        *(int64_t *)value = number;
    }
    return OF_OK;
}

static of_status set_value(maker *self, const of_rule *rule, const of_cell *cell, void *value)
{
    of_text text = {0};
    switch (rule->target) {
    case OF_TARGET_TEXT:
        return of_cell_text(cell, self->arena, value);
    case OF_TARGET_ENUM:
        OF_TRY(of_cell_text(cell, self->arena, &text));
        return set_enum(rule, text, value);
    case OF_TARGET_BOOLEAN:
        return of_cell_boolean(cell, value);
    case OF_TARGET_NUMBER:
        return set_number(rule, cell, value);
    case OF_TARGET_TIME:
        return of_cell_time(cell, rule->time, value);
    case OF_TARGET_LIST:
        break;
    }
    of_assert_failed("a list has no cell", __FILE__, __LINE__);
    return OF_OK;
}

/* Null leaves the default of the schema, becomes null where the field may be, or is refused. */
static of_status set_null(const of_rule *rule, char *at)
{
    if (rule->field->type.nullable) {
        memset(at, 0, rule->field->type.size);
        return OF_OK;
    }
    return rule->has_default ? OF_OK : OF_SKIP_AS("intake: a required field is null");
}

static of_status fill(maker *self, const of_rules *rules, char *record);

static of_status fill_list(maker *self, const of_rule *rule, char *at)
{
    const of_value_type *item = rule->field->type.item;
    char *items = of_arena_array(self->arena, rule->item_count, item->size);
    if (items == NULL) {
        return OF_ABORT_AS("intake: the arena is full");
    }
    for (size_t i = 0; i < rule->item_count; i++) {
        OF_TRY(fill(self, &rule->items[i], items + i * rule->field->type.item_stride));
    }
    *(of_array *)(void *)at = (of_array){.items = items, .len = rule->item_count};
    return OF_OK;
}

static of_status fill_field(maker *self, const of_rule *rule, char *record)
{
    const of_value_type *type = &rule->field->type;
    char *at = record + rule->field->offset;
    if (rule->target == OF_TARGET_LIST) {
        return fill_list(self, rule, at);
    }
    of_cell cell;
    of_status status = input_of(self, rule, &cell);
    if (of_ok(status)) {
        status = cell.present ? set_value(self, rule, &cell, at + type->value_offset)
                              : set_null(rule, at);
    }
    if (of_ok(status) && cell.present && type->value_offset > 0) {
        *(bool *)at = true;
    }
    if (of_ok(status) || rule->column == OF_NO_COLUMN) {
        return of_ok(status) ? OF_OK : fail(self, rule->line, rule->field->name, status);
    }
    char subject[160];
    snprintf(subject, sizeof subject, "%s: column '%.*s'", rule->field->name,
             OF_TEXT_ARG(column_name(self, rule->column)));
    return fail(self, rule->line, subject, status);
}

static of_status fill(maker *self, const of_rules *rules, char *record)
{
    memcpy(record, rules->image, rules->type->size);
    for (size_t i = 0; i < rules->count; i++) {
        OF_TRY(fill_field(self, &rules->rules[i], record));
    }
    return OF_OK;
}

/* Positions are whole numbers; a time counts in milliseconds. */
static of_status number_of_place(const of_cell *cell, of_time_rule time, int64_t *position)
{
    if (!cell->present) {
        return OF_SKIP_AS("intake: the row has no position");
    }
    if (of_ok(of_cell_number(cell, 0, 1, position))) {
        return OF_OK;
    }
    return of_ok(of_cell_time(cell, time, position))
               ? OF_OK
               : OF_SKIP_AS("intake: a position must be a number or a time");
}

/* "binlog.000123" and an offset within it, in one growing number. */
static of_status binlog_place(const of_row *row, int64_t *position)
{
    int64_t offset = 0;
    OF_TRY(number_of_place(&row->place, (of_time_rule){0}, &offset));
    if (!row->place_file.present || row->place_file.form != OF_FORM_TEXT) {
        return OF_SKIP_AS("intake: the row has no position");
    }
    of_text name = row->place_file.text;
    const char *dot = memrchr(name.data, '.', name.len);
    of_cell digits = {.present = true, .form = OF_FORM_TEXT};
    if (dot != NULL) {
        digits.text = (of_text){.data = dot + 1, .len = name.len - (size_t)(dot - name.data) - 1};
    }
    int64_t file = 0;
    OF_TRY(number_of_place(&digits, (of_time_rule){0}, &file));
    if (file < 0 || file >= INT64_C(1) << 22 || offset < 0 ||
        offset >= INT64_C(1) << BINLOG_POS_BITS) {
        return OF_SKIP_AS("intake: a position is out of range");
    }
    *position = file << BINLOG_POS_BITS | offset;
    return OF_OK;
}

static of_status find_place(maker *self, const of_origin *origin, int64_t *position)
{
    const of_mapping *mapping = self->mapping;
    const of_rule *rule = &mapping->place_rule;
    of_cell cell;
    switch (mapping->place) {
    case OF_PLACE_SOURCE:
        return number_of_place(&self->row->place, (of_time_rule){0}, position);
    case OF_PLACE_BINLOG:
        return binlog_place(self->row, position);
    case OF_PLACE_COLUMN:
        cell = of_rule_read(rule, self->row->cells[rule->column]);
        return number_of_place(&cell, rule->time, position);
    case OF_PLACE_OFFSET:
        *position = origin->offset;
        return OF_OK;
    case OF_PLACE_TIMESTAMP:
        *position = origin->timestamp_ms;
        return origin->timestamp_ms >= 0 ? OF_OK
                                         : OF_SKIP_AS("intake: the record has no timestamp");
    case OF_PLACE_LINE:
        *position = origin->line;
        return OF_OK;
    }
    of_assert_failed("a place that does not exist", __FILE__, __LINE__);
    return OF_OK;
}

static of_text last_part(of_text topic)
{
    const char *dot = topic.len == 0 ? NULL : memrchr(topic.data, '.', topic.len);
    if (dot == NULL) {
        return topic;
    }
    size_t skipped = (size_t)(dot - topic.data) + 1;
    return (of_text){.data = topic.data + skipped, .len = topic.len - skipped};
}

static of_status find_source(maker *self, const of_origin *origin)
{
    const of_mapping *mapping = self->mapping;
    SourcePosition *source = &self->source;
    source->system = mapping->system;
    source->instance = mapping->instance;
    source->table = mapping->table.data != NULL ? mapping->table : last_part(origin->topic);
    source->snapshot = self->row->snapshot;
    source->deleted = self->row->deleted;
    OF_TRY(expand_needed(self, &mapping->row, "row", &source->row));
    of_status status = find_place(self, origin, &source->position);
    return of_ok(status) ? OF_OK : fail(self, mapping->place_line, "position", status);
}

static of_status make_fact(maker *self, const of_fact *fact, of_made_fact *made)
{
    char *record = of_arena_alloc(self->arena, fact->rules.type->size);
    if (record == NULL) {
        return OF_ABORT_AS("intake: the arena is full");
    }
    OF_TRY(fill(self, &fact->rules, record));
    if (fact->source != NULL) {
        memcpy(record + fact->source->offset, &self->source, sizeof self->source);
    }
    made->type = fact->rules.type;
    made->record = record;
    return expand_needed(self, &fact->key, "key", &made->key);
}

static of_status applies(maker *self, const of_fact *fact, bool *yes)
{
    *yes = true;
    for (size_t i = 0; i < fact->condition_count && *yes; i++) {
        OF_TRY(holds(self, &fact->conditions[i], yes));
    }
    return OF_OK;
}

of_status of_facts_make(const of_mapping *mapping, const of_row *row, const of_origin *origin,
                        of_arena *arena, of_made_fact *facts, size_t *count, char *why)
{
    maker self = {.mapping = mapping, .row = row, .arena = arena, .why = why};
    *count = 0;
    OF_TRY(find_source(&self, origin));
    for (size_t i = 0; i < mapping->fact_count; i++) {
        bool yes = false;
        OF_TRY(applies(&self, &mapping->facts[i], &yes));
        if (yes) {
            OF_TRY(make_fact(&self, &mapping->facts[i], &facts[*count]));
            (*count)++;
        }
    }
    return OF_OK;
}
