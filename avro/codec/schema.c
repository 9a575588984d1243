/* Schemas as others see them; the parser itself is in schema_parse.c. */
#include "avro/codec/schema.h"

#include <stdio.h>

#include "avro/codec/schema_parse.h"
#include "topology/base/memory.h"

#define TEXT_BYTES_MAX  ((size_t)1 << 20)
#define ARENA_BYTES_MAX ((size_t)64 << 20)

of_text of_schema_json_text(const json_t *json)
{
    return json_is_string(json)
               ? (of_text){.data = json_string_value(json), .len = json_string_length(json)}
               : (of_text){0};
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

bool of_schema_is_name(of_text text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool digit = i > 0 && text.data[i] >= '0' && text.data[i] <= '9';
        if (!is_letter(text.data[i]) && !digit) {
            return false;
        }
    }
    return text.len > 0 && text.len <= 512;
}

of_text of_schema_simple_name(of_text full_name)
{
    for (size_t i = full_name.len; i > 0; i--) {
        if (full_name.data[i - 1] == '.') {
            return (of_text){.data = full_name.data + i, .len = full_name.len - i};
        }
    }
    return full_name;
}

/* As lenient as Java's parser: registries hold namespaces with hyphens. */
bool of_schema_is_namespace(of_text text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (!is_letter(c) && !(c >= '0' && c <= '9') && c != '.' && c != '-') {
            return false;
        }
    }
    return text.len <= 512;
}

of_text of_schema_namespace(of_text full_name)
{
    of_text simple = of_schema_simple_name(full_name);
    size_t len = full_name.len - simple.len;
    return (of_text){.data = full_name.data, .len = len == 0 ? 0 : len - 1};
}

/* NULL when the text is none that a parser should see. */
static json_t *load(of_text json, char *error, size_t error_size)
{
    if (json.data == NULL || json.len > TEXT_BYTES_MAX) {
        snprintf(error, error_size, "the schema text is absent or longer than %zu bytes",
                 TEXT_BYTES_MAX);
        return NULL;
    }
    json_error_t problem;
    json_t *tree = json_loadb(json.data, json.len,
                              JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY, &problem);
    if (tree == NULL) {
        snprintf(error, error_size, "not JSON, line %d: %s", problem.line, problem.text);
    }
    return tree;
}

of_status of_schema_parse(of_text json, of_schema **schema, char *error, size_t error_size)
{
    char ignored[1] = "";
    if (error == NULL || error_size == 0) {
        error = ignored;
        error_size = sizeof ignored;
    }
    error[0] = '\0';
    of_schema *made = of_new(sizeof *made);
    made->arena = of_arena_new(ARENA_BYTES_MAX);
    made->text = of_arena_text(made->arena, json);
    made->json = load(json, error, error_size);
    if (made->json == NULL || !of_schema_parse_tree(made, error, error_size)) {
        of_schema_free(made);
        return OF_SKIP_AS("the schema is not valid");
    }
    *schema = made;
    return OF_OK;
}

void of_schema_free(of_schema *schema)
{
    if (schema != NULL) {
        json_decref(schema->json);
        of_arena_free(schema->arena);
        of_delete(schema);
    }
}

of_text of_schema_full_name(const of_schema *schema)
{
    return schema->root->name;
}

of_text of_schema_text(const of_schema *schema)
{
    return schema->text;
}

const of_schema_type *of_schema_root(const of_schema *schema)
{
    return schema->root;
}

const of_schema_field *of_schema_field_of(const of_schema_type *type, of_text name)
{
    for (size_t i = 0; i < type->field_count; i++) {
        if (of_text_equal(type->fields[i].name, name)) {
            return &type->fields[i];
        }
    }
    return NULL;
}

const of_schema_type *of_schema_not_null(const of_schema_type *type)
{
    if (type->kind != OF_SCHEMA_UNION) {
        return type;
    }
    if (type->branch_count != 2) {
        return NULL;
    }
    if (type->branches[0]->kind == OF_SCHEMA_NULL) {
        return type->branches[1];
    }
    return type->branches[1]->kind == OF_SCHEMA_NULL ? type->branches[0] : NULL;
}

of_text of_schema_property(const of_schema_type *type, const char *key)
{
    return of_schema_json_text(json_object_get(type->json, key));
}
