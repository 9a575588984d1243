/* Compiles the `fields` of a fact: one rule per field of the record, checked against its schema. */
#include <stdio.h>
#include <stdlib.h>

#include "avro/codec/schema_default.h"
#include "processors/intake/loader.h"

#define LIST_ITEMS_MAX  100
#define FACTOR_MAX      1000000000L
#define MINUTE_MS       60000
#define QUANTITY_DIGITS 3
#define MONEY_DIGITS    4

static of_text key_text(of_loader *loader, const of_yaml_node *node, const char *key)
{
    return of_loader_text(loader, of_yaml_scalar(of_yaml_get(loader->yaml, node, key)));
}

static int key_line(of_loader *loader, const of_yaml_node *node, const char *key)
{
    const of_yaml_node *value = of_yaml_get(loader->yaml, node, key);
    return of_yaml_line(value == NULL ? node : value);
}

static bool parse_long(of_text text, long min, long max, long *value)
{
    char copy[24];
    if (text.data == NULL || text.len == 0 || text.len >= sizeof copy) {
        return false;
    }
    memcpy(copy, text.data, text.len);
    copy[text.len] = '\0';
    char *end = NULL;
    *value = strtol(copy, &end, 10);
    return *end == '\0' && *value >= min && *value <= max;
}

static void read_sense(of_loader *loader, const of_yaml_node *node, of_rule *rule)
{
    static const struct {
        const char *name;
        of_sense sense;
    } senses[] = {{"text", OF_SENSE_PLAIN},      {"timestamp", OF_SENSE_PLAIN},
                  {"decimal", OF_SENSE_DECIMAL}, {"date", OF_SENSE_DATE},
                  {"millis", OF_SENSE_MILLIS},   {"micros", OF_SENSE_MICROS},
                  {"nanos", OF_SENSE_NANOS}};
    of_text type = key_text(loader, node, "type");
    of_text scale = key_text(loader, node, "scale");
    bool found = type.data == NULL;
    for (size_t i = 0; i < sizeof senses / sizeof *senses && !found; i++) {
        if (of_text_is(type, senses[i].name)) {
            found = true;
            rule->has_sense = true;
            rule->sense = senses[i].sense;
        }
    }
    if (!found) {
        of_yaml_report(loader->yaml, key_line(loader, node, "type"),
                       "type must be text, timestamp, date, millis, micros, nanos or decimal");
    }
    long number = 0;
    bool decimal = rule->has_sense && rule->sense == OF_SENSE_DECIMAL;
    if (decimal != (scale.data != NULL) || (decimal && !parse_long(scale, 0, 30, &number))) {
        of_yaml_report(loader->yaml, key_line(loader, node, "scale"),
                       "type decimal goes with a scale from 0 to 30");
    }
    rule->scale = (int32_t)number;
}

/* "Z", "UTC", "+01:00", "-0530". */
static bool parse_zone(of_text text, int64_t *ms)
{
    *ms = 0;
    if (of_text_is(text, "UTC") || of_text_is(text, "Z")) {
        return true;
    }
    int hours = 0;
    int minutes = 0;
    char sign = '\0';
    char rest = '\0';
    if (text.len != 6 || sscanf(text.data, "%c%2d:%2d%c", &sign, &hours, &minutes, &rest) != 3 ||
        (sign != '+' && sign != '-') || hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
        return false;
    }
    *ms = (int64_t)(hours * 60 + minutes) * MINUTE_MS * (sign == '-' ? -1 : 1);
    return true;
}

static void read_unit(of_loader *loader, const of_yaml_node *node, of_rule *rule)
{
    of_text unit = key_text(loader, node, "unit");
    of_text factor = key_text(loader, node, "factor");
    if (of_text_is(unit, "base")) {
        rule->digits = QUANTITY_DIGITS;
    } else if (of_text_is(unit, "money")) {
        rule->digits = MONEY_DIGITS;
    } else if (unit.data != NULL && !of_text_is(unit, "plain")) {
        of_yaml_report(loader->yaml, key_line(loader, node, "unit"),
                       "unit must be base, money or plain");
    }
    long number = 1;
    if (factor.data != NULL && !parse_long(factor, 1, FACTOR_MAX, &number)) {
        of_yaml_report(loader->yaml, key_line(loader, node, "factor"),
                       "factor must be a whole number from 1 on");
    }
    rule->factor = number;
}

void of_loader_reading(of_loader *loader, const of_yaml_node *node, of_rule *rule)
{
    read_sense(loader, node, rule);
    read_unit(loader, node, rule);
    of_text zone = key_text(loader, node, "zone");
    if (zone.data != NULL && !parse_zone(zone, &rule->time.zone_ms)) {
        of_yaml_report(loader->yaml, key_line(loader, node, "zone"),
                       "zone must be UTC or an offset like +01:00");
    }
    of_text day = key_text(loader, node, "day");
    if (day.data != NULL && !of_text_is(day, "start") && !of_text_is(day, "end")) {
        of_yaml_report(loader->yaml, key_line(loader, node, "day"), "day must be start or end");
    }
    rule->time.end_of_day = of_text_is(day, "end");
}

static int32_t symbol_of(const of_enum_type *symbols, of_text name)
{
    for (int32_t i = 0; i < symbols->count; i++) {
        if (of_text_is(name, symbols->symbols[i])) {
            return i;
        }
    }
    return -1;
}

static bool becomes(const of_rule *rule, of_text result)
{
    of_cell cell = {.present = true, .form = OF_FORM_TEXT, .text = result};
    bool flag = false;
    int64_t number = 0;
    switch (rule->target) {
    case OF_TARGET_ENUM:
        return symbol_of(rule->field->type.symbols, result) >= 0;
    case OF_TARGET_BOOLEAN:
        return of_ok(of_cell_boolean(&cell, &flag));
    case OF_TARGET_NUMBER:
        return of_ok(of_cell_number(&cell, rule->digits, rule->factor, &number));
    case OF_TARGET_TIME:
        return of_ok(of_cell_time(&cell, rule->time, &number));
    case OF_TARGET_TEXT:
    case OF_TARGET_LIST:
        break;
    }
    return true;
}

/* A constant, or a result of a status table, has to fit now and not with the first row. */
static void check_result(of_loader *loader, const of_rule *rule, int line, of_text result)
{
    if (result.data != NULL && !becomes(rule, result)) {
        of_yaml_report(loader->yaml, line, "%s cannot be '%.*s'", rule->field->name,
                       OF_TEXT_ARG(result));
    }
    if (result.data == NULL && !rule->field->type.nullable && !rule->has_default) {
        of_yaml_report(loader->yaml, line, "%s cannot be null", rule->field->name);
    }
}

/* `else` alone: the symbols stand for themselves. */
static void add_symbols(of_loader *loader, of_rule *rule)
{
    const of_enum_type *symbols = rule->field->type.symbols;
    rule->value_count = (size_t)symbols->count;
    of_value_pair *pairs = of_loader_new(loader, rule->value_count, sizeof *pairs);
    for (int32_t i = 0; i < symbols->count; i++) {
        pairs[i].from = of_text_of(symbols->symbols[i]);
        pairs[i].to = pairs[i].from;
    }
    rule->values = pairs;
}

static void load_values(of_loader *loader, const of_yaml_node *node, of_rule *rule)
{
    const of_yaml_node *values = of_yaml_get(loader->yaml, node, "values");
    const of_yaml_node *otherwise = of_yaml_get(loader->yaml, node, "else");
    const of_yaml_node *fallback = of_yaml_get(loader->yaml, node, "default");
    if (values != NULL && (!of_yaml_is_map(values) || of_yaml_len(values) == 0)) {
        of_yaml_report(loader->yaml, of_yaml_line(values), "values must be a map: SOURCE: RESULT");
        return;
    }
    of_yaml_unique(loader->yaml, values);
    rule->value_count = of_yaml_len(values);
    of_value_pair *pairs = of_loader_new(loader, rule->value_count, sizeof *pairs);
    for (size_t i = 0; i < rule->value_count; i++) {
        const of_yaml_node *from;
        const of_yaml_node *to;
        of_yaml_entry(loader->yaml, values, i, &from, &to);
        pairs[i].from = of_loader_text(loader, of_yaml_scalar(from));
        pairs[i].to = of_loader_text(loader, of_yaml_scalar(to));
        check_result(loader, rule, of_yaml_line(to), pairs[i].to);
    }
    rule->values = pairs;
    if (otherwise != NULL) {
        rule->has_else = true;
        rule->otherwise = of_loader_text(loader, of_yaml_scalar(otherwise));
        check_result(loader, rule, of_yaml_line(otherwise), rule->otherwise);
        if (values == NULL && rule->target == OF_TARGET_ENUM) {
            add_symbols(loader, rule);
        } else if (values == NULL) {
            of_yaml_report(loader->yaml, of_yaml_line(otherwise), "else goes with values");
        }
    }
    if (fallback != NULL) {
        rule->fallback = of_loader_text(loader, of_yaml_scalar(fallback));
        check_result(loader, rule, of_yaml_line(fallback), rule->fallback);
    }
}

/* The scale that the field's own documentation states, or -1. */
static int32_t documented_digits(const of_field *field)
{
    const char *doc = field->doc == NULL ? "" : field->doc;
    return strstr(doc, "thousandths") != NULL ? QUANTITY_DIGITS
           : strstr(doc, "1/10,000") != NULL  ? MONEY_DIGITS
                                              : -1;
}

/* A quantity that lacks its factor of a thousand is the costliest typo there is. */
static void check_unit(of_loader *loader, const of_yaml_node *node, const of_rule *rule)
{
    of_text unit = key_text(loader, node, "unit");
    int32_t wanted = documented_digits(rule->field);
    if (rule->target != OF_TARGET_NUMBER) {
        if (unit.data != NULL || of_yaml_get(loader->yaml, node, "factor") != NULL) {
            of_yaml_report(loader->yaml, rule->line, "%s is no number: it has no unit or factor",
                           rule->field->name);
        }
        return;
    }
    if (wanted >= 0 && unit.data == NULL) {
        of_yaml_report(loader->yaml, rule->line, "%s needs a unit: %s, or plain for %s",
                       rule->field->name, wanted == MONEY_DIGITS ? "money" : "base",
                       wanted == MONEY_DIGITS ? "ten-thousandths" : "thousandths");
    } else if (wanted >= 0 && rule->digits != 0 && rule->digits != wanted) {
        of_yaml_report(loader->yaml, rule->line, "%s is %s", rule->field->name, rule->field->doc);
    }
}

static void load_column(of_loader *loader, const of_yaml_node *node, of_rule *rule)
{
    static const char *const keys[] = {"column", "values", "else", "default", "type", "scale",
                                       "unit",   "factor", "zone", "day",     NULL};
    of_yaml_only(loader->yaml, node, keys);
    of_text column = key_text(loader, node, "column");
    if (column.data == NULL) {
        of_yaml_report(loader->yaml, rule->line, "%s: 'column' is missing", rule->field->name);
        return;
    }
    rule->column = of_loader_column(loader, column, rule->line);
    of_loader_reading(loader, node, rule);
    load_values(loader, node, rule);
    check_unit(loader, node, rule);
    if (rule->target == OF_TARGET_LIST) {
        of_yaml_report(loader->yaml, rule->line, "%s is a list: give it a list of records",
                       rule->field->name);
    }
}

static void load_quality(of_loader *loader, const of_yaml_node *node, of_rule *rule)
{
    static const char *const keys[] = {"quality_of", NULL};
    of_yaml_only(loader->yaml, node, keys);
    bool good = rule->target == OF_TARGET_ENUM &&
                symbol_of(rule->field->type.symbols, OF_TEXT("EXACT")) >= 0 &&
                symbol_of(rule->field->type.symbols, OF_TEXT("INFERRED_TZ")) >= 0 &&
                symbol_of(rule->field->type.symbols, OF_TEXT("DATE_ONLY")) >= 0;
    if (!good) {
        of_yaml_report(loader->yaml, rule->line, "%s is no time quality", rule->field->name);
    }
    rule->is_quality = true;
    rule->column = of_loader_column(loader, key_text(loader, node, "quality_of"), rule->line);
}

static void load_list(of_loader *loader, const of_yaml_node *node, of_rule *rule)
{
    if (rule->target != OF_TARGET_LIST) {
        of_yaml_report(loader->yaml, rule->line, "%s is no list", rule->field->name);
        return;
    }
    rule->item_count = of_yaml_len(node);
    if (rule->item_count > LIST_ITEMS_MAX) {
        of_yaml_report(loader->yaml, rule->line, "more than %d items", LIST_ITEMS_MAX);
        return;
    }
    of_rules *items = of_loader_new(loader, rule->item_count, sizeof *items);
    for (size_t i = 0; i < rule->item_count; i++) {
        const of_yaml_node *item = of_yaml_item(loader->yaml, node, i);
        items[i] =
            of_loader_rules(loader, rule->field->type.item->record, item, of_yaml_line(item), NULL);
    }
    rule->items = items;
}

/* A text for a field that wants more than a text: "{column}" alone is that column, a constant has
 * to make sense now and not with the first row. */
static void load_words(of_loader *loader, const of_yaml_node *node, of_rule *rule)
{
    rule->words = of_loader_template(loader, node);
    rule->factor = 1;
    const of_template *words = &rule->words;
    if (rule->target != OF_TARGET_TEXT && words->count == 1 &&
        words->parts[0].column != OF_NO_COLUMN) {
        rule->column = words->parts[0].column;
    }
    if (rule->target == OF_TARGET_LIST) {
        of_yaml_report(loader->yaml, rule->line, "%s is a list", rule->field->name);
    } else if (rule->target == OF_TARGET_NUMBER && documented_digits(rule->field) >= 0) {
        of_yaml_report(loader->yaml, rule->line, "%s needs a unit: write {column: ..., unit: ...}",
                       rule->field->name);
    } else if (words->count == 1 && words->parts[0].column == OF_NO_COLUMN) {
        check_result(loader, rule, rule->line, words->parts[0].literal);
    }
}

static bool find_target(const of_field *field, const of_schema_type *type, of_target *target)
{
    switch (field->type.kind) {
    case OF_KIND_STRING:
        *target = OF_TARGET_TEXT;
        return true;
    case OF_KIND_ENUM:
        *target = OF_TARGET_ENUM;
        return true;
    case OF_KIND_BOOLEAN:
        *target = OF_TARGET_BOOLEAN;
        return true;
    case OF_KIND_INT:
    case OF_KIND_LONG:
        *target =
            of_text_is(type->logical_type, "timestamp-millis") ? OF_TARGET_TIME : OF_TARGET_NUMBER;
        return true;
    case OF_KIND_ARRAY:
        *target = OF_TARGET_LIST;
        return field->type.item->kind == OF_KIND_RECORD;
    case OF_KIND_FLOAT:
    case OF_KIND_DOUBLE:
    case OF_KIND_BYTES:
    case OF_KIND_FIXED:
    case OF_KIND_MAP:
    case OF_KIND_RECORD:
        break;
    }
    return false;
}

static bool load_rule(of_loader *loader, const of_field *field, const of_schema_field *schema,
                      const of_yaml_node *node, of_rule *rule)
{
    rule->line = of_yaml_line(node);
    rule->field = field;
    rule->column = OF_NO_COLUMN;
    rule->has_default = schema->default_value != NULL;
    const of_schema_type *type = of_schema_not_null(schema->type);
    if (type == NULL || !find_target(field, type, &rule->target)) {
        of_yaml_report(loader->yaml, rule->line, "%s cannot be mapped", field->name);
        return false;
    }
    if (of_yaml_is_list(node)) {
        load_list(loader, node, rule);
    } else if (!of_yaml_is_map(node)) {
        load_words(loader, node, rule);
    } else if (of_yaml_get(loader->yaml, node, "quality_of") != NULL) {
        load_quality(loader, node, rule);
    } else {
        load_column(loader, node, rule);
    }
    return true;
}

static void report_unknown_fields(of_loader *loader, const of_record_type *type,
                                  const of_yaml_node *fields, const of_field *source)
{
    of_yaml_unique(loader->yaml, fields);
    for (size_t i = 0; i < of_yaml_len(fields); i++) {
        const of_yaml_node *key;
        const of_yaml_node *value;
        of_yaml_entry(loader->yaml, fields, i, &key, &value);
        int32_t index = of_record_field(type, of_yaml_scalar(key));
        if (index < 0) {
            of_yaml_report(loader->yaml, of_yaml_line(key), "%s has no field '%.*s'", type->name,
                           OF_TEXT_ARG(of_yaml_scalar(key)));
        } else if (&type->fields[index] == source) {
            of_yaml_report(loader->yaml, of_yaml_line(key), "source is filled by intake itself");
        }
    }
}

static of_rules compile(of_loader *loader, const of_record_type *type, const of_schema *schema,
                        const of_yaml_node *fields, int line, const of_field *source)
{
    of_rule *rules = of_loader_new(loader, type->field_count, sizeof *rules);
    char *image = of_loader_new(loader, 1, type->size);
    size_t count = 0;
    for (uint32_t i = 0; i < type->field_count; i++) {
        const of_field *field = &type->fields[i];
        const of_schema_field *declared =
            of_schema_field_of(of_schema_root(schema), of_text_of(field->name));
        const of_yaml_node *node = of_yaml_get(loader->yaml, fields, field->name);
        if (declared == NULL || field == source) {
            continue;
        }
        if (declared->default_value != NULL &&
            !of_schema_default_build(declared->type, declared->default_value, &field->type,
                                     loader->arena, image + field->offset)) {
            of_yaml_report(loader->yaml, line, "the default of %s cannot be built", field->name);
        }
        if (node != NULL) {
            count += load_rule(loader, field, declared, node, &rules[count]) ? 1 : 0;
        } else if (declared->default_value == NULL) {
            of_yaml_report(loader->yaml, line, "%s: the required field '%s' is not filled",
                           type->name, field->name);
        }
    }
    return (of_rules){.type = type, .image = image, .rules = rules, .count = count};
}

of_rules of_loader_rules(of_loader *loader, const of_record_type *type, const of_yaml_node *fields,
                         int line, const of_field *source)
{
    of_rules rules = {.type = type};
    if (!of_yaml_is_map(fields)) {
        of_yaml_report(loader->yaml, line, "fields must be a map of fields");
        return rules;
    }
    of_schema *schema = NULL;
    char reason[256] = "";
    report_unknown_fields(loader, type, fields, source);
    if (!of_ok(of_schema_parse(of_text_of(type->schema_text), &schema, reason, sizeof reason))) {
        of_yaml_report(loader->yaml, line, "the schema of %s: %s", type->name, reason);
        return rules;
    }
    rules = compile(loader, type, schema, fields, line, source);
    of_schema_free(schema);
    return rules;
}
