/* Reads a mapping file from the top: where rows come from, how they are known, which facts they
 * tell. */
#include "processors/intake/mapping.h"

#include <fnmatch.h>
#include <stdio.h>

#include "avro/model.h"
#include "processors/intake/loader.h"
#include "topology/base/assert.h"

#define CONSTANT_MAX 256 /* it may be repeated in every template */

void *of_loader_new(of_loader *loader, size_t count, size_t size)
{
    void *memory = of_arena_array(loader->arena, count == 0 ? 1 : count, size);
    of_assert(memory != NULL);
    return memory;
}

of_text of_loader_text(of_loader *loader, of_text text)
{
    of_text kept = of_arena_text(loader->arena, text);
    of_assert(text.data == NULL || kept.data != NULL);
    return kept;
}

int32_t of_loader_column(of_loader *loader, of_text name, int line)
{
    of_mapping *mapping = loader->mapping;
    for (size_t i = 0; i < mapping->column_count; i++) {
        if (of_text_equal(mapping->columns[i].name, name)) {
            return (int32_t)i;
        }
    }
    if (mapping->column_count == OF_MAPPING_COLUMNS_MAX) {
        of_yaml_report(loader->yaml, line, "more than %d columns", OF_MAPPING_COLUMNS_MAX);
        return 0;
    }
    mapping->columns[mapping->column_count] =
        (of_named_column){.name = of_loader_text(loader, name), .line = line};
    return (int32_t)mapping->column_count++;
}

static void add_literal(of_template_part *parts, size_t *count, of_text literal)
{
    if (literal.len > 0) {
        parts[(*count)++] = (of_template_part){.literal = literal, .column = OF_NO_COLUMN};
    }
}

/* "{entity}:{order_id}": a name in braces is a constant of the file or a column of the row. */
of_template of_loader_template(of_loader *loader, const of_yaml_node *node)
{
    int line = of_yaml_line(node);
    of_text text = of_loader_text(loader, of_yaml_scalar(node));
    if (text.data == NULL) {
        of_yaml_report(loader->yaml, line, "a text is needed here");
        return (of_template){.line = line};
    }
    of_template_part *parts = of_loader_new(loader, text.len + 1, sizeof *parts);
    size_t count = 0;
    size_t at = 0;
    while (at < text.len) {
        const char *open = memchr(text.data + at, '{', text.len - at);
        size_t until = open == NULL ? text.len : (size_t)(open - text.data);
        add_literal(parts, &count, (of_text){.data = text.data + at, .len = until - at});
        if (open == NULL) {
            break;
        }
        const char *close = memchr(open, '}', text.len - until);
        if (close == NULL || close == open + 1) {
            of_yaml_report(loader->yaml, line, "a brace without a name or an end: %.*s",
                           OF_TEXT_ARG(text));
            break;
        }
        of_text name = {.data = open + 1, .len = (size_t)(close - open) - 1};
        char key[128];
        snprintf(key, sizeof key, "%.*s", OF_TEXT_ARG(name));
        of_text constant = of_yaml_scalar(of_yaml_get(loader->yaml, loader->constants, key));
        if (constant.len > CONSTANT_MAX) {
            of_yaml_report(loader->yaml, line, "the constant '%s' is too long", key);
        } else if (constant.data != NULL) {
            add_literal(parts, &count, of_loader_text(loader, constant));
        } else {
            parts[count++] = (of_template_part){.column = of_loader_column(loader, name, line)};
        }
        at = (size_t)(close - text.data) + 1;
    }
    return (of_template){.parts = parts, .count = count, .line = line};
}

/* A scalar or a list of scalars. */
static const of_text *load_texts(of_loader *loader, const of_yaml_node *node, size_t *count,
                                 const int **lines)
{
    bool list = of_yaml_is_list(node);
    *count = list ? of_yaml_len(node) : 1;
    of_text *texts = of_loader_new(loader, *count, sizeof *texts);
    int *line = of_loader_new(loader, *count, sizeof *line);
    for (size_t i = 0; i < *count; i++) {
        const of_yaml_node *item = list ? of_yaml_item(loader->yaml, node, i) : node;
        texts[i] = of_loader_text(loader, of_yaml_scalar(item));
        line[i] = of_yaml_line(item);
        if (texts[i].data == NULL || texts[i].len == 0) {
            of_yaml_report(loader->yaml, line[i], "a text is needed here");
        }
    }
    if (lines != NULL) {
        *lines = line;
    }
    return texts;
}

static const of_yaml_node *need(of_loader *loader, const of_yaml_node *map, const char *key)
{
    const of_yaml_node *node = of_yaml_get(loader->yaml, map, key);
    if (node == NULL || of_yaml_is_null(node)) {
        of_yaml_report(loader->yaml, of_yaml_line(map), "'%s' is missing", key);
        return NULL;
    }
    return node;
}

static of_text need_text(of_loader *loader, const of_yaml_node *map, const char *key)
{
    const of_yaml_node *node = need(loader, map, key);
    of_text text = of_yaml_scalar(node);
    if (node != NULL && (text.data == NULL || text.len == 0)) {
        of_yaml_report(loader->yaml, of_yaml_line(node), "'%s' must be a text", key);
    }
    return of_loader_text(loader, text);
}

static of_text may_text(of_loader *loader, const of_yaml_node *map, const char *key)
{
    return of_loader_text(loader, of_yaml_scalar(of_yaml_get(loader->yaml, map, key)));
}

static void load_envelope(of_loader *loader, const of_yaml_node *root)
{
    static const char *const names[] = {"debezium-avro", "debezium-json", "avro", "json", "csv"};
    const of_yaml_node *node = need(loader, root, "envelope");
    of_text text = of_yaml_scalar(node);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (of_text_is(text, names[i])) {
            loader->mapping->envelope = (of_envelope)i;
            return;
        }
    }
    if (node != NULL) {
        of_yaml_report(loader->yaml, of_yaml_line(node),
                       "envelope must be debezium-avro, debezium-json, avro, json or csv");
    }
}

static void load_place_name(of_loader *loader, const of_yaml_node *node)
{
    of_mapping *mapping = loader->mapping;
    of_text name = of_yaml_scalar(node);
    bool source = true;
    mapping->place_field = of_loader_text(loader, name);
    mapping->place = OF_PLACE_SOURCE;
    if (of_text_is(name, "binlog")) {
        mapping->place = OF_PLACE_BINLOG;
    } else if (of_text_is(name, "offset") || of_text_is(name, "timestamp") ||
               of_text_is(name, "line")) {
        source = false;
        mapping->place = name.data[0] == 'o'   ? OF_PLACE_OFFSET
                         : name.data[0] == 't' ? OF_PLACE_TIMESTAMP
                                               : OF_PLACE_LINE;
    } else if (!of_text_is(name, "lsn") && !of_text_is(name, "scn") && !of_text_is(name, "pos") &&
               !of_text_is(name, "ts_ms") && !of_text_is(name, "sequence")) {
        of_yaml_report(loader->yaml, of_yaml_line(node),
                       "position must be lsn, scn, pos, sequence, ts_ms, binlog, offset, "
                       "timestamp, line or {column: ...}");
    }
    if (source && !of_mapping_is_debezium(mapping)) {
        of_yaml_report(loader->yaml, of_yaml_line(node), "position %.*s needs a Debezium envelope",
                       OF_TEXT_ARG(name));
    }
    if ((mapping->place == OF_PLACE_LINE) != (mapping->envelope == OF_ENVELOPE_CSV) && !source) {
        of_yaml_report(loader->yaml, of_yaml_line(node), "position line goes with envelope csv");
    }
}

static void load_place(of_loader *loader, const of_yaml_node *root)
{
    static const char *const keys[] = {"column", "type", "zone", NULL};
    const of_yaml_node *node = need(loader, root, "position");
    if (node == NULL) {
        return;
    }
    loader->mapping->place_line = of_yaml_line(node);
    if (!of_yaml_is_map(node)) {
        load_place_name(loader, node);
        return;
    }
    of_yaml_only(loader->yaml, node, keys);
    of_rule *rule = &loader->mapping->place_rule;
    loader->mapping->place = OF_PLACE_COLUMN;
    rule->line = of_yaml_line(node);
    rule->column = of_loader_column(loader, need_text(loader, node, "column"), rule->line);
    of_loader_reading(loader, node, rule);
}

static const of_record_type *find_type(of_text name)
{
    for (size_t i = 0; of_model_types[i] != NULL; i++) {
        if (of_text_is(name, of_model_types[i]->name)) {
            return of_model_types[i];
        }
    }
    return NULL;
}

static void load_condition(of_loader *loader, const of_yaml_node *node, of_condition *condition)
{
    static const char *const keys[] = {"column", "in", "not_in", "present", NULL};
    condition->line = of_yaml_line(node);
    if (!of_yaml_is_map(node)) {
        of_yaml_report(loader->yaml, condition->line, "a condition is {column: c, in: [..]}");
        return;
    }
    of_yaml_only(loader->yaml, node, keys);
    condition->column =
        of_loader_column(loader, need_text(loader, node, "column"), condition->line);
    const of_yaml_node *in = of_yaml_get(loader->yaml, node, "in");
    const of_yaml_node *not_in = of_yaml_get(loader->yaml, node, "not_in");
    of_text present = of_yaml_scalar(of_yaml_get(loader->yaml, node, "present"));
    if ((in != NULL) + (not_in != NULL) + (present.data != NULL) != 1) {
        of_yaml_report(loader->yaml, condition->line,
                       "a condition needs one of in, not_in, present");
        return;
    }
    if (present.data != NULL) {
        condition->wanted = of_text_is(present, "true");
        return;
    }
    condition->wanted = in != NULL;
    condition->values = load_texts(loader, in != NULL ? in : not_in, &condition->count, NULL);
}

static void load_conditions(of_loader *loader, const of_yaml_node *node, of_fact *fact)
{
    bool list = of_yaml_is_list(node);
    fact->condition_count = node == NULL ? 0 : list ? of_yaml_len(node) : 1;
    of_condition *conditions = of_loader_new(loader, fact->condition_count, sizeof *conditions);
    for (size_t i = 0; i < fact->condition_count; i++) {
        load_condition(loader, list ? of_yaml_item(loader->yaml, node, i) : node, &conditions[i]);
    }
    fact->conditions = conditions;
}

/* The field that says where a fact comes from: intake fills it, no mapping does. */
static const of_field *source_of(const of_record_type *type)
{
    int32_t index = of_record_field(type, OF_TEXT("source"));
    const of_field *field = index < 0 ? NULL : &type->fields[index];
    bool good = field != NULL && field->type.kind == OF_KIND_RECORD && !field->type.nullable &&
                strcmp(field->type.record->full_name, of_SourcePosition_type.full_name) == 0;
    return good ? field : NULL;
}

static void load_fact(of_loader *loader, const of_yaml_node *node, of_fact *fact)
{
    static const char *const keys[] = {"fact", "key", "when", "fields", NULL};
    fact->line = of_yaml_line(node);
    if (!of_yaml_is_map(node)) {
        of_yaml_report(loader->yaml, fact->line, "a fact is a map of fact, key, when and fields");
        return;
    }
    of_yaml_only(loader->yaml, node, keys);
    of_text name = need_text(loader, node, "fact");
    const of_record_type *type = find_type(name);
    if (type == NULL && name.data != NULL) {
        of_yaml_report(loader->yaml, fact->line, "no record is called '%.*s'", OF_TEXT_ARG(name));
    }
    const of_yaml_node *key = need(loader, node, "key");
    const of_yaml_node *fields = need(loader, node, "fields");
    if (key != NULL) {
        fact->key = of_loader_template(loader, key);
    }
    load_conditions(loader, of_yaml_get(loader->yaml, node, "when"), fact);
    if (type != NULL && fields != NULL) {
        fact->source = source_of(type);
        fact->rules = of_loader_rules(loader, type, fields, fact->line, fact->source);
    }
}

static void load_facts(of_loader *loader, const of_yaml_node *root)
{
    const of_yaml_node *node = need(loader, root, "facts");
    if (node != NULL && (!of_yaml_is_list(node) || of_yaml_len(node) == 0)) {
        of_yaml_report(loader->yaml, of_yaml_line(node), "facts must be a list of facts");
        return;
    }
    size_t count = of_yaml_len(node);
    of_fact *facts = of_loader_new(loader, count, sizeof *facts);
    for (size_t i = 0; i < count; i++) {
        load_fact(loader, of_yaml_item(loader->yaml, node, i), &facts[i]);
    }
    loader->mapping->facts = facts;
    loader->mapping->fact_count = count;
}

static void load_root(of_loader *loader, const of_yaml_node *root)
{
    static const char *const keys[] = {"system", "instance",  "owner", "table", "constants",
                                       "topics", "envelope",  "row",   "facts", "position",
                                       "ignore", "separator", NULL};
    of_mapping *mapping = loader->mapping;
    if (!of_yaml_is_map(root)) {
        of_yaml_report(loader->yaml, of_yaml_line(root), "a mapping file is a map of keys");
        return;
    }
    of_yaml_only(loader->yaml, root, keys);
    loader->constants = of_yaml_get(loader->yaml, root, "constants");
    of_yaml_unique(loader->yaml, loader->constants);
    mapping->system = need_text(loader, root, "system");
    mapping->instance = may_text(loader, root, "instance");
    mapping->table = may_text(loader, root, "table");
    of_text separator = may_text(loader, root, "separator");
    mapping->separator = separator.data != NULL && separator.len == 1 ? separator.data[0] : ',';
    if (separator.data != NULL && separator.len != 1) {
        of_yaml_report(loader->yaml, of_yaml_line(root), "separator must be one character");
    }
    const of_yaml_node *topics = need(loader, root, "topics");
    if (topics != NULL) {
        mapping->topics = load_texts(loader, topics, &mapping->topic_count, &mapping->topic_lines);
    }
    const of_yaml_node *ignored = of_yaml_get(loader->yaml, root, "ignore");
    if (ignored != NULL) {
        mapping->ignored = load_texts(loader, ignored, &mapping->ignored_count, NULL);
    }
    load_envelope(loader, root);
    load_place(loader, root);
    const of_yaml_node *row = need(loader, root, "row");
    if (row != NULL) {
        mapping->row = of_loader_template(loader, row);
    }
    load_facts(loader, root);
}

of_mapping *of_mapping_load(const char *file, of_arena *arena, of_intake_report report, void *state)
{
    of_loader loader = {.arena = arena, .yaml = of_yaml_load(file, report, state)};
    if (loader.yaml == NULL) {
        return NULL;
    }
    loader.mapping = of_loader_new(&loader, 1, sizeof *loader.mapping);
    loader.mapping->file = of_loader_text(&loader, of_text_of(file)).data;
    load_root(&loader, of_yaml_root(loader.yaml));
    bool good = of_yaml_problems(loader.yaml) == 0;
    of_yaml_free(loader.yaml);
    return good ? loader.mapping : NULL;
}

bool of_mapping_takes(const of_mapping *mapping, of_text topic)
{
    char name[256];
    if (topic.len >= sizeof name) {
        return false;
    }
    snprintf(name, sizeof name, "%.*s", OF_TEXT_ARG(topic));
    for (size_t i = 0; i < mapping->topic_count; i++) {
        if (fnmatch(mapping->topics[i].data, name, 0) == 0) {
            return true;
        }
    }
    return false;
}
