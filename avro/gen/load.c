/* Reads the schema files, resolves names across them and orders types by dependency. */
#include "avro/gen/gen.h"

#include "topology/base/assert.h"

#define TYPES_MAX 1024

static const char *string_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static const char *arena_copy(of_arena *arena, const char *text)
{
    return text == NULL ? NULL : of_arena_text(arena, of_text_of(text)).data;
}

static bool is_word_of_c(const char *name)
{
    static const char *const words[] = {
        "auto",     "bool",     "break",    "case",    "char",      "const",   "continue",
        "default",  "do",       "double",   "else",    "enum",      "extern",  "false",
        "float",    "for",      "goto",     "if",      "inline",    "int",     "long",
        "register", "restrict", "return",   "short",   "signed",    "sizeof",  "static",
        "struct",   "switch",   "true",     "typedef", "typeof",    "union",   "void",
        "unsigned", "nullptr",  "volatile", "while",   "constexpr", "alignof",
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static void check_name(const char *file, const char *what, const char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
    if (name == NULL || name[0] == '\0' || strspn(name, letters) == 0) {
        gen_fail("%s: %s has no valid name", file, what);
    }
    for (const char *at = name; *at != '\0'; at++) {
        if (strchr(letters, *at) == NULL && !(*at >= '0' && *at <= '9')) {
            gen_fail("%s: \"%s\" is not a valid name", file, name);
        }
    }
}

bool gen_is_primitive(const char *name, of_kind *kind)
{
    static const struct {
        const char *name;
        of_kind kind;
    } primitives[] = {
        {"boolean", OF_KIND_BOOLEAN}, {"int", OF_KIND_INT},       {"long", OF_KIND_LONG},
        {"float", OF_KIND_FLOAT},     {"double", OF_KIND_DOUBLE}, {"string", OF_KIND_STRING},
        {"bytes", OF_KIND_BYTES},
    };
    for (size_t i = 0; i < sizeof primitives / sizeof primitives[0]; i++) {
        if (strcmp(primitives[i].name, name) == 0) {
            *kind = primitives[i].kind;
            return true;
        }
    }
    return false;
}

const char *gen_full_name(of_arena *arena, const char *name, const char *namespace)
{
    if (strchr(name, '.') != NULL || namespace == NULL || namespace[0] == '\0') {
        return arena_copy(arena, name);
    }
    return of_arena_format(arena, "%s.%s", namespace, name).data;
}

gen_named *gen_find(const gen_model *model, const char *reference, const char *namespace)
{
    const char *full_name = gen_full_name(model->arena, reference, namespace);
    for (size_t i = 0; i < model->type_count; i++) {
        if (strcmp(model->types[i].full_name, full_name) == 0) {
            return &model->types[i];
        }
    }
    return NULL;
}

static gen_named *add_named(gen_model *model, const char *file, json_t *json, const char *namespace,
                            of_kind kind)
{
    const char *name = string_of(json, "name");
    const char *own = string_of(json, "namespace");
    if (name == NULL) {
        gen_fail("%s: a %s has no name", file, string_of(json, "type"));
    }
    const char *full = gen_full_name(model->arena, name, own != NULL ? own : namespace);
    const char *dot = strrchr(full, '.');
    if (dot == NULL) {
        gen_fail("%s: %s needs a namespace", file, name);
    }
    if (gen_find(model, full, NULL) != NULL) {
        gen_fail("%s: %s is already defined in %s", file, full, gen_find(model, full, NULL)->file);
    }
    if (model->type_count == TYPES_MAX) {
        gen_fail("%s: more than %d named types", file, TYPES_MAX);
    }
    check_name(file, "a type", dot + 1);
    if (is_word_of_c(dot + 1)) {
        gen_fail("%s: \"%s\" is a word of C and cannot name a type", file, dot + 1);
    }
    gen_named *named = &model->types[model->type_count++];
    *named = (gen_named){
        .file = file,
        .name = dot + 1,
        .full_name = full,
        .namespace = of_arena_format(model->arena, "%.*s", (int)(dot - full), full).data,
        .doc = string_of(json, "doc"),
        .json = json,
        .kind = kind,
    };
    return named;
}

/* Registers every definition below `json`, so that references may point anywhere. */
static void collect(gen_model *model, const char *file, json_t *json, const char *namespace)
{
    size_t index;
    json_t *each;
    if (json_is_array(json)) {
        json_array_foreach(json, index, each)
        {
            collect(model, file, each, namespace);
        }
        return;
    }
    if (!json_is_object(json)) {
        return;
    }
    json_t *type = json_object_get(json, "type");
    if (!json_is_string(type)) {
        collect(model, file, type, namespace);
        return;
    }
    const char *name = json_string_value(type);
    if (strcmp(name, "record") == 0) {
        const char *inner = add_named(model, file, json, namespace, OF_KIND_RECORD)->namespace;
        json_array_foreach(json_object_get(json, "fields"), index, each)
        {
            collect(model, file, json_object_get(each, "type"), inner);
        }
    } else if (strcmp(name, "enum") == 0) {
        add_named(model, file, json, namespace, OF_KIND_ENUM);
    } else if (strcmp(name, "fixed") == 0) {
        add_named(model, file, json, namespace, OF_KIND_FIXED);
    } else if (strcmp(name, "array") == 0) {
        collect(model, file, json_object_get(json, "items"), namespace);
    } else if (strcmp(name, "map") == 0) {
        collect(model, file, json_object_get(json, "values"), namespace);
    }
}

void gen_load(gen_model *model, const char *path)
{
    if (model->files == NULL) {
        model->files = json_array();
        model->types = of_arena_array(model->arena, TYPES_MAX, sizeof *model->types);
        model->order = of_arena_array(model->arena, TYPES_MAX, sizeof(gen_named *));
    }
    json_error_t error;
    json_t *json = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (json == NULL) {
        gen_fail("%s:%d: %s", path, error.line, error.text);
    }
    json_array_append_new(model->files, json);
    const char *slash = strrchr(path, '/');
    const char *file = slash == NULL ? path : slash + 1;
    size_t before = model->type_count;
    collect(model, file, json, NULL);
    if (model->type_count == before) {
        gen_fail("%s: defines no record, enum or fixed", file);
    }
}

static void visit(gen_model *model, gen_named *named);
static gen_type resolve_type(gen_model *model, const gen_named *in, json_t *json);

static void name_type(gen_model *model, gen_type *type)
{
    static const struct {
        const char *bare;
        const char *c;
    } names[] = {
        [OF_KIND_BOOLEAN] = {"Bool", "bool"},    [OF_KIND_INT] = {"Int", "int32_t"},
        [OF_KIND_LONG] = {"Long", "int64_t"},    [OF_KIND_FLOAT] = {"Float", "float"},
        [OF_KIND_DOUBLE] = {"Double", "double"}, [OF_KIND_STRING] = {"Text", "of_text"},
        [OF_KIND_BYTES] = {"Bytes", "of_bytes"}, [OF_KIND_FIXED] = {"Bytes", "of_bytes"},
    };
    switch (type->kind) {
    case OF_KIND_BOOLEAN:
    case OF_KIND_INT:
    case OF_KIND_LONG:
    case OF_KIND_FLOAT:
    case OF_KIND_DOUBLE:
    case OF_KIND_STRING:
    case OF_KIND_BYTES:
    case OF_KIND_FIXED:
        type->bare = names[type->kind].bare;
        type->bare_c = names[type->kind].c;
        break;
    case OF_KIND_ENUM:
    case OF_KIND_RECORD:
        type->bare = type->bare_c = type->named->name;
        break;
    case OF_KIND_ARRAY:
    case OF_KIND_MAP: {
        const char *item =
            strncmp(type->item->c, "Optional", 8) == 0 ? type->item->c : type->item->bare;
        const char *suffix = type->kind == OF_KIND_ARRAY ? "Array" : "Map";
        type->bare = type->bare_c = of_arena_format(model->arena, "%s%s", item, suffix).data;
        break;
    }
    }
}

static void make_nullable(gen_model *model, gen_type *type)
{
    type->nullable = true;
    bool by_pointer =
        type->kind == OF_KIND_STRING || type->kind == OF_KIND_BYTES || type->kind == OF_KIND_FIXED;
    type->c =
        by_pointer ? type->bare_c : of_arena_format(model->arena, "Optional%s", type->bare).data;
}

static gen_type resolve_union(gen_model *model, const gen_named *in, json_t *json)
{
    size_t null_at = json_array_size(json);
    for (size_t i = 0; i < json_array_size(json); i++) {
        const char *name = json_string_value(json_array_get(json, i));
        if (name != NULL && strcmp(name, "null") == 0) {
            null_at = i;
        }
    }
    if (json_array_size(json) != 2 || null_at == 2) {
        gen_fail("%s: in %s: the model knows no union but null with one type", in->file, in->name);
    }
    gen_type type = resolve_type(model, in, json_array_get(json, 1 - null_at));
    if (type.nullable) {
        gen_fail("%s: in %s: a union within a union", in->file, in->name);
    }
    make_nullable(model, &type);
    type.null_second = null_at == 1;
    return type;
}

static gen_type resolve_named(gen_model *model, const gen_named *in, const char *reference)
{
    gen_named *named = gen_find(model, reference, in->namespace);
    if (named == NULL) {
        gen_fail("%s: in %s: there is no type \"%s\"", in->file, in->name, reference);
    }
    visit(model, named);
    gen_type type = {.kind = named->kind, .named = named};
    if (named->kind == OF_KIND_FIXED) {
        type.fixed_size = json_integer_value(json_object_get(named->json, "size"));
    }
    return type;
}

static gen_type resolve_bare(gen_model *model, const gen_named *in, json_t *json)
{
    if (json_is_string(json)) {
        gen_type type = {0};
        return gen_is_primitive(json_string_value(json), &type.kind)
                   ? type
                   : resolve_named(model, in, json_string_value(json));
    }
    const char *name = string_of(json, "type");
    if (name == NULL) {
        gen_fail("%s: in %s: a type is missing", in->file, in->name);
    }
    bool is_array = strcmp(name, "array") == 0;
    if (is_array || strcmp(name, "map") == 0) {
        gen_type type = {.kind = is_array ? OF_KIND_ARRAY : OF_KIND_MAP};
        type.item = of_arena_alloc(model->arena, sizeof *type.item);
        *type.item = resolve_type(model, in, json_object_get(json, is_array ? "items" : "values"));
        return type;
    }
    if (strcmp(name, "record") == 0 || strcmp(name, "enum") == 0 || strcmp(name, "fixed") == 0) {
        const char *own = string_of(json, "namespace");
        return resolve_named(model, in,
                             gen_full_name(model->arena, string_of(json, "name"),
                                           own != NULL ? own : in->namespace));
    }
    return resolve_bare(model, in, json_object_get(json, "type"));
}

static gen_type resolve_type(gen_model *model, const gen_named *in, json_t *json)
{
    if (json_is_array(json)) {
        return resolve_union(model, in, json);
    }
    json_t *inner = json_object_get(json, "type");
    if (json_is_object(inner) || json_is_array(inner)) {
        return resolve_type(model, in, inner);
    }
    gen_type type = resolve_bare(model, in, json);
    name_type(model, &type);
    type.c = type.bare_c;
    return type;
}

static void resolve_fields(gen_model *model, gen_named *record)
{
    json_t *fields = json_object_get(record->json, "fields");
    record->field_count = json_array_size(fields);
    if (record->field_count == 0) {
        gen_fail("%s: %s has no fields", record->file, record->name);
    }
    record->fields = of_arena_array(model->arena, record->field_count, sizeof(gen_field));
    for (size_t i = 0; i < record->field_count; i++) {
        json_t *json = json_array_get(fields, i);
        gen_field *field = &record->fields[i];
        field->name = string_of(json, "name");
        field->doc = string_of(json, "doc");
        check_name(record->file, "a field", field->name);
        field->c = is_word_of_c(field->name)
                       ? of_arena_format(model->arena, "%s_", field->name).data
                       : field->name;
        for (size_t j = 0; j < i; j++) {
            if (strcmp(record->fields[j].name, field->name) == 0) {
                gen_fail("%s: %s has two fields %s", record->file, record->name, field->name);
            }
        }
        field->type = resolve_type(model, record, json_object_get(json, "type"));
    }
}

static void check_definition(const gen_named *named)
{
    json_t *symbols = json_object_get(named->json, "symbols");
    if (named->kind == OF_KIND_ENUM && json_array_size(symbols) == 0) {
        gen_fail("%s: %s has no symbols", named->file, named->name);
    }
    for (size_t i = 0; named->kind == OF_KIND_ENUM && i < json_array_size(symbols); i++) {
        /* A symbol gets its enum's prefix in C, so that C's own words are no obstacle. */
        if (json_string_value(json_array_get(symbols, i)) == NULL) {
            gen_fail("%s: a symbol of %s is no string", named->file, named->name);
        }
    }
    json_t *size = json_object_get(named->json, "size");
    if (named->kind == OF_KIND_FIXED && !(json_is_integer(size) && json_integer_value(size) > 0 &&
                                          json_integer_value(size) <= 1 << 20)) {
        gen_fail("%s: %s needs a size between 1 and 1048576", named->file, named->name);
    }
}

static void visit(gen_model *model, gen_named *named)
{
    if (named->done) {
        return;
    }
    if (named->entered) {
        gen_fail("%s: %s contains itself", named->file, named->name);
    }
    named->entered = true;
    check_definition(named);
    if (named->kind == OF_KIND_RECORD) {
        resolve_fields(model, named);
    }
    named->done = true;
    if (named->kind != OF_KIND_FIXED) {
        model->order[model->order_count++] = named;
    }
}

void gen_resolve(gen_model *model)
{
    for (size_t i = 0; i < model->type_count; i++) {
        visit(model, &model->types[i]);
        for (size_t j = 0; j < i; j++) {
            /* C has one namespace only. */
            if (strcmp(model->types[i].name, model->types[j].name) == 0) {
                gen_fail("%s: %s and %s have the same name in C", model->types[i].file,
                         model->types[j].full_name, model->types[i].full_name);
            }
        }
    }
}
