/* Writes a record's schema as one self-contained JSON text: what the registry gets. */
#include "avro/gen/gen.h"

#include "topology/base/assert.h"

typedef struct inliner {
    const gen_model *model;
    const gen_named *seen[64];
    size_t seen_count;
} inliner;

static json_t *expand(inliner *state, json_t *json, const char *namespace);

static bool was_seen(const inliner *state, const gen_named *named)
{
    for (size_t i = 0; i < state->seen_count; i++) {
        if (state->seen[i] == named) {
            return true;
        }
    }
    return false;
}

static json_t *expand_fields(inliner *state, json_t *fields, const char *namespace)
{
    json_t *copies = json_array();
    size_t index;
    json_t *field;
    json_array_foreach(fields, index, field)
    {
        json_t *copy = json_copy(field);
        json_object_set_new(copy, "type", expand(state, json_object_get(field, "type"), namespace));
        json_array_append_new(copies, copy);
    }
    return copies;
}

/* The definition itself, wherever it stands in the files; keys keep their order. */
static json_t *define(inliner *state, const gen_named *named, const char *namespace)
{
    if (state->seen_count == sizeof state->seen / sizeof state->seen[0]) {
        gen_fail("%s: more than 64 named types in one record", named->file);
    }
    state->seen[state->seen_count++] = named;
    json_t *copy = json_copy(named->json);
    bool says_where = json_object_get(copy, "namespace") != NULL ||
                      strchr(json_string_value(json_object_get(copy, "name")), '.') != NULL;
    if (!says_where && (namespace == NULL || strcmp(namespace, named->namespace) != 0)) {
        json_object_set_new(copy, "namespace", json_string(named->namespace));
    }
    if (named->kind == OF_KIND_RECORD) {
        json_object_set_new(
            copy, "fields",
            expand_fields(state, json_object_get(named->json, "fields"), named->namespace));
    }
    return copy;
}

static json_t *expand_named(inliner *state, const gen_named *named, json_t *json,
                            const char *namespace)
{
    of_assert(named != NULL);
    if (!was_seen(state, named)) {
        return define(state, named, namespace);
    }
    return json_is_string(json) ? json_incref(json) : json_string(named->full_name);
}

static json_t *expand_object(inliner *state, json_t *json, const char *namespace)
{
    const char *name = json_string_value(json_object_get(json, "type"));
    const char *inner = "type";
    if (name != NULL && strcmp(name, "array") == 0) {
        inner = "items";
    } else if (name != NULL && strcmp(name, "map") == 0) {
        inner = "values";
    } else if (name != NULL && (strcmp(name, "record") == 0 || strcmp(name, "enum") == 0 ||
                                strcmp(name, "fixed") == 0)) {
        const char *own = json_string_value(json_object_get(json, "namespace"));
        const gen_named *named =
            gen_find(state->model, json_string_value(json_object_get(json, "name")),
                     own != NULL ? own : namespace);
        return expand_named(state, named, json, namespace);
    }
    json_t *copy = json_copy(json);
    json_object_set_new(copy, inner, expand(state, json_object_get(json, inner), namespace));
    return copy;
}

static json_t *expand(inliner *state, json_t *json, const char *namespace)
{
    if (json_is_object(json)) {
        return expand_object(state, json, namespace);
    }
    if (json_is_array(json)) {
        json_t *copies = json_array();
        size_t index;
        json_t *branch;
        json_array_foreach(json, index, branch)
        {
            json_array_append_new(copies, expand(state, branch, namespace));
        }
        return copies;
    }
    of_kind primitive;
    const char *name = json_string_value(json);
    of_assert(name != NULL);
    if (strcmp(name, "null") == 0 || gen_is_primitive(name, &primitive)) {
        return json_incref(json);
    }
    return expand_named(state, gen_find(state->model, name, namespace), json, namespace);
}

const char *gen_schema_text(const gen_model *model, const gen_named *record)
{
    inliner state = {.model = model};
    json_t *json = define(&state, record, NULL);
    size_t len = json_dumpb(json, NULL, 0, JSON_COMPACT | JSON_PRESERVE_ORDER);
    char *text = of_arena_alloc(model->arena, len + 1);
    of_assert(len > 0 && text != NULL);
    json_dumpb(json, text, len, JSON_COMPACT | JSON_PRESERVE_ORDER);
    json_decref(json);
    return text;
}
