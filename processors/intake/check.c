/* Holds a mapping against the columns a source really has, before the first row is read. */
#include <stdarg.h>
#include <stdio.h>

#include "processors/intake/mapping.h"

#define MESSAGE_MAX 512

typedef struct checker {
    const of_mapping *mapping;
    const of_cell *prototypes;
    const bool *known;
    of_intake_report report;
    void *state;
    size_t problems;
} checker;

__attribute__((format(printf, 3, 4))) static void complain(checker *self, int line,
                                                           const char *format, ...)
{
    char message[MESSAGE_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    self->problems++;
    if (self->report != NULL) {
        self->report(self->state, self->mapping->file, line, message);
    }
}

bool of_mapping_ignores(const of_mapping *mapping, of_text column)
{
    for (size_t i = 0; i < mapping->ignored_count; i++) {
        if (of_text_equal(mapping->ignored[i], column) || of_text_is(mapping->ignored[i], "*")) {
            return true;
        }
    }
    return false;
}

int32_t of_mapping_column(const of_mapping *mapping, of_text name)
{
    for (size_t i = 0; i < mapping->column_count; i++) {
        if (of_text_equal(mapping->columns[i].name, name)) {
            return (int32_t)i;
        }
    }
    return OF_NO_COLUMN;
}

static void check_text(checker *self, int32_t column, int line, const char *use)
{
    const char *misfit = self->known[column] ? of_cell_no_text(&self->prototypes[column]) : NULL;
    if (misfit != NULL) {
        complain(self, line, "%s: column '%.*s': %s", use,
                 OF_TEXT_ARG(self->mapping->columns[column].name), misfit);
    }
}

static void check_template(checker *self, const of_template *words, const char *use)
{
    for (size_t i = 0; i < words->count; i++) {
        if (words->parts[i].column != OF_NO_COLUMN) {
            check_text(self, words->parts[i].column, words->line, use);
        }
    }
}

static const char *misfit_of(const of_rule *rule, const of_cell *cell)
{
    if (rule->is_quality) {
        return of_cell_no_time(cell);
    }
    if (rule->value_count > 0) {
        return of_cell_no_text(cell);
    }
    switch (rule->target) {
    case OF_TARGET_TEXT:
    case OF_TARGET_ENUM:
        return of_cell_no_text(cell);
    case OF_TARGET_BOOLEAN:
        return of_cell_no_boolean(cell);
    case OF_TARGET_NUMBER:
        return of_cell_no_number(cell);
    case OF_TARGET_TIME:
        return of_cell_no_time(cell);
    case OF_TARGET_LIST:
        break;
    }
    return "a column cannot become a list";
}

static void check_rules(checker *self, const of_rules *rules)
{
    for (size_t i = 0; i < rules->count; i++) {
        const of_rule *rule = &rules->rules[i];
        for (size_t k = 0; k < rule->item_count; k++) {
            check_rules(self, &rule->items[k]);
        }
        if (rule->column == OF_NO_COLUMN) {
            check_template(self, &rule->words, rule->field->name);
            continue;
        }
        of_cell cell = of_rule_read(rule, self->prototypes[rule->column]);
        const char *misfit = self->known[rule->column] ? misfit_of(rule, &cell) : NULL;
        if (misfit != NULL) {
            complain(self, rule->line, "%s: column '%.*s': %s", rule->field->name,
                     OF_TEXT_ARG(self->mapping->columns[rule->column].name), misfit);
        }
    }
}

/* A position may be a number or a time. */
static void check_place(checker *self)
{
    const of_rule *rule = &self->mapping->place_rule;
    if (self->mapping->place != OF_PLACE_COLUMN || !self->known[rule->column]) {
        return;
    }
    of_cell cell = of_rule_read(rule, self->prototypes[rule->column]);
    if (of_cell_no_number(&cell) != NULL && of_cell_no_time(&cell) != NULL) {
        complain(self, rule->line, "position: column '%.*s': %s",
                 OF_TEXT_ARG(self->mapping->columns[rule->column].name), of_cell_no_number(&cell));
    }
}

size_t of_mapping_check_columns(const of_mapping *mapping, const of_cell *prototypes,
                                const bool *known, of_intake_report report, void *state)
{
    checker self = {.mapping = mapping,
                    .prototypes = prototypes,
                    .known = known,
                    .report = report,
                    .state = state};
    for (size_t i = 0; i < mapping->column_count; i++) {
        if (!known[i]) {
            complain(&self, mapping->columns[i].line, "the source has no column '%.*s'",
                     OF_TEXT_ARG(mapping->columns[i].name));
        }
    }
    check_place(&self);
    check_template(&self, &mapping->row, "row");
    for (size_t i = 0; i < mapping->fact_count; i++) {
        const of_fact *fact = &mapping->facts[i];
        check_template(&self, &fact->key, "key");
        for (size_t k = 0; k < fact->condition_count; k++) {
            const of_condition *condition = &fact->conditions[k];
            if (condition->values != NULL) {
                check_text(&self, condition->column, condition->line, "when");
            }
        }
        check_rules(&self, &fact->rules);
    }
    return self.problems;
}
