/* libyaml's document, with line numbers and a voice. */
#include "topology/base/yaml.h"

#include <stdarg.h>
#include <stdio.h>
#include <yaml.h>

#include "topology/base/file.h"
#include "topology/base/memory.h"

#define FILE_BYTES_MAX ((size_t)1 << 20)
#define MESSAGE_MAX    512
#define ENTRIES_MAX    1000

struct of_yaml {
    const char *file;
    of_yaml_listener report;
    void *state;
    size_t problems;
    of_buffer text;
    yaml_document_t document;
    bool loaded;
};

void of_yaml_report(of_yaml *yaml, int line, const char *format, ...)
{
    char message[MESSAGE_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    yaml->problems++;
    if (yaml->report != NULL) {
        yaml->report(yaml->state, yaml->file, line, message);
    }
}

size_t of_yaml_problems(const of_yaml *yaml)
{
    return yaml->problems;
}

static void parse(of_yaml *yaml)
{
    yaml_parser_t parser;
    if (yaml_parser_initialize(&parser) == 0) {
        of_yaml_report(yaml, 0, "no memory to read it");
        return;
    }
    of_buffer_put_u8(&yaml->text, 0); /* never NULL, even when empty */
    yaml_parser_set_input_string(&parser, yaml->text.data, yaml->text.len - 1);
    yaml->loaded = yaml_parser_load(&parser, &yaml->document) != 0;
    if (!yaml->loaded) {
        of_yaml_report(yaml, (int)parser.problem_mark.line + 1, "not YAML: %s%s%s",
                       parser.problem == NULL ? "unreadable" : parser.problem,
                       parser.context == NULL ? "" : " ",
                       parser.context == NULL ? "" : parser.context);
    } else if (yaml_document_get_root_node(&yaml->document) == NULL) {
        of_yaml_report(yaml, 1, "the file is empty");
    }
    yaml_parser_delete(&parser);
}

of_yaml *of_yaml_load(const char *file, of_yaml_listener report, void *state)
{
    of_yaml *yaml = of_new(sizeof *yaml);
    yaml->file = file;
    yaml->report = report;
    yaml->state = state;
    if (!of_file_read(file, FILE_BYTES_MAX, &yaml->text)) {
        of_yaml_report(
            yaml, 0, yaml->text.full ? "the file is longer than 1 MiB" : "the file cannot be read");
    } else {
        parse(yaml);
    }
    if (yaml->problems > 0) {
        of_yaml_free(yaml);
        return NULL;
    }
    return yaml;
}

void of_yaml_free(of_yaml *yaml)
{
    if (yaml == NULL) {
        return;
    }
    if (yaml->loaded) {
        yaml_document_delete(&yaml->document);
    }
    of_buffer_free(&yaml->text);
    of_delete(yaml);
}

const of_yaml_node *of_yaml_root(of_yaml *yaml)
{
    return yaml_document_get_root_node(&yaml->document);
}

int of_yaml_line(const of_yaml_node *node)
{
    return (int)node->start_mark.line + 1;
}

bool of_yaml_is_map(const of_yaml_node *node)
{
    return node != NULL && node->type == YAML_MAPPING_NODE;
}

bool of_yaml_is_list(const of_yaml_node *node)
{
    return node != NULL && node->type == YAML_SEQUENCE_NODE;
}

static of_text raw_scalar(const of_yaml_node *node)
{
    if (node == NULL || node->type != YAML_SCALAR_NODE) {
        return (of_text){0};
    }
    return (of_text){.data = (const char *)node->data.scalar.value,
                     .len = node->data.scalar.length};
}

bool of_yaml_is_null(const of_yaml_node *node)
{
    of_text text = raw_scalar(node);
    return text.data != NULL && node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
           (text.len == 0 || of_text_is(text, "~") || of_text_is(text, "null"));
}

of_text of_yaml_scalar(const of_yaml_node *node)
{
    return of_yaml_is_null(node) ? (of_text){0} : raw_scalar(node);
}

size_t of_yaml_len(const of_yaml_node *node)
{
    if (of_yaml_is_list(node)) {
        return (size_t)(node->data.sequence.items.top - node->data.sequence.items.start);
    }
    return of_yaml_is_map(node)
               ? (size_t)(node->data.mapping.pairs.top - node->data.mapping.pairs.start)
               : 0;
}

const of_yaml_node *of_yaml_item(of_yaml *yaml, const of_yaml_node *list, size_t i)
{
    return yaml_document_get_node(&yaml->document, list->data.sequence.items.start[i]);
}

void of_yaml_entry(of_yaml *yaml, const of_yaml_node *map, size_t i, const of_yaml_node **key,
                   const of_yaml_node **value)
{
    yaml_node_pair_t pair = map->data.mapping.pairs.start[i];
    *key = yaml_document_get_node(&yaml->document, pair.key);
    *value = yaml_document_get_node(&yaml->document, pair.value);
}

const of_yaml_node *of_yaml_get(of_yaml *yaml, const of_yaml_node *map, const char *key)
{
    for (size_t i = 0; of_yaml_is_map(map) && i < of_yaml_len(map); i++) {
        const of_yaml_node *name;
        const of_yaml_node *value;
        of_yaml_entry(yaml, map, i, &name, &value);
        if (of_text_is(raw_scalar(name), key)) {
            return value;
        }
    }
    return NULL;
}

static bool is_among(of_text name, const char *const *keys)
{
    for (; *keys != NULL; keys++) {
        if (of_text_is(name, *keys)) {
            return true;
        }
    }
    return false;
}

static void report_unknown(of_yaml *yaml, const of_yaml_node *key, const char *const *keys)
{
    char known[MESSAGE_MAX / 2];
    size_t used = 0;
    known[0] = '\0';
    for (; *keys != NULL && used < sizeof known; keys++) {
        int wrote =
            snprintf(known + used, sizeof known - used, "%s%s", used == 0 ? "" : ", ", *keys);
        used += wrote < 0 ? 0 : (size_t)wrote;
    }
    of_yaml_report(yaml, of_yaml_line(key), "unknown key '%.*s' (known: %s)",
                   OF_TEXT_ARG(raw_scalar(key)), known);
}

void of_yaml_only(of_yaml *yaml, const of_yaml_node *map, const char *const *keys)
{
    for (size_t i = 0; i < of_yaml_len(map); i++) {
        const of_yaml_node *key;
        const of_yaml_node *value;
        of_yaml_entry(yaml, map, i, &key, &value);
        if (!is_among(raw_scalar(key), keys)) {
            report_unknown(yaml, key, keys);
        }
    }
    of_yaml_unique(yaml, map);
}

void of_yaml_unique(of_yaml *yaml, const of_yaml_node *map)
{
    if (of_yaml_len(map) > ENTRIES_MAX) {
        of_yaml_report(yaml, of_yaml_line(map), "more than %d entries", ENTRIES_MAX);
        return;
    }
    for (size_t i = 0; i < of_yaml_len(map); i++) {
        const of_yaml_node *key;
        const of_yaml_node *value;
        of_yaml_entry(yaml, map, i, &key, &value);
        if (key->type != YAML_SCALAR_NODE) {
            of_yaml_report(yaml, of_yaml_line(key), "a key must be a plain text");
        }
        for (size_t k = 0; k < i; k++) {
            const of_yaml_node *earlier;
            of_yaml_entry(yaml, map, k, &earlier, &value);
            if (key->type == YAML_SCALAR_NODE &&
                of_text_equal(raw_scalar(earlier), raw_scalar(key))) {
                of_yaml_report(yaml, of_yaml_line(key), "'%.*s' is given twice",
                               OF_TEXT_ARG(raw_scalar(key)));
            }
        }
    }
}
