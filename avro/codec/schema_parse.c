/* Turns the JSON tree of a schema into types and refuses what could harm whoever walks it later. */
#include "avro/codec/schema_parse.h"

#include <stdarg.h>
#include <stdio.h>

#include "avro/codec/schema_default.h"
#include "topology/base/memory.h"

#define DEPTH_MAX       64
#define NAMES_MAX       4096
#define TYPES_MAX       100000
#define FIELDS_MAX      4096
#define SYMBOLS_MAX     4096
#define BRANCHES_MAX    256
#define FIXED_BYTES_MAX ((json_int_t)1 << 20)
#define MIN_BYTES_CAP   ((uint64_t)1 << 30)

typedef struct named {
    of_schema_type *type;
    bool open;        /* its fields are being parsed */
    uint32_t barrier; /* arrays, maps and unions around its definition */
} named;

typedef struct parser {
    of_schema *schema;
    named *names;
    size_t name_count;
    size_t type_count;
    uint32_t depth;
    uint32_t barrier;
    of_text record; /* where we are, for messages */
    of_text field;
    char *error;
    size_t error_size;
} parser;

static const char *const kind_names[] = {
    [OF_SCHEMA_NULL] = "null",     [OF_SCHEMA_BOOLEAN] = "boolean", [OF_SCHEMA_INT] = "int",
    [OF_SCHEMA_LONG] = "long",     [OF_SCHEMA_FLOAT] = "float",     [OF_SCHEMA_DOUBLE] = "double",
    [OF_SCHEMA_STRING] = "string", [OF_SCHEMA_BYTES] = "bytes",     [OF_SCHEMA_FIXED] = "fixed",
    [OF_SCHEMA_ENUM] = "enum",     [OF_SCHEMA_ARRAY] = "array",     [OF_SCHEMA_MAP] = "map",
    [OF_SCHEMA_RECORD] = "record", [OF_SCHEMA_UNION] = "union",
};

static of_schema_type *parse_type(parser *self, const json_t *json, of_text namespace);

/* The first refusal counts. Returns NULL for the caller to return. */
static void *refuse(parser *self, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void *refuse(parser *self, const char *format, ...)
{
    if (self->error[0] != '\0') {
        return NULL;
    }
    int len = 0;
    if (self->field.data != NULL) {
        len = snprintf(self->error, self->error_size, "%.*s.%.*s: ", OF_TEXT_ARG(self->record),
                       OF_TEXT_ARG(self->field));
    }
    if (len >= 0 && (size_t)len < self->error_size) {
        va_list args;
        va_start(args, format);
        vsnprintf(self->error + len, self->error_size - (size_t)len, format, args);
        va_end(args);
    }
    return NULL;
}

static of_text text_at(const json_t *object, const char *key)
{
    return of_schema_json_text(json_object_get(object, key));
}

static bool kind_of_name(of_text name, of_schema_kind last, of_schema_kind *kind)
{
    for (of_schema_kind each = OF_SCHEMA_NULL; each <= last; each++) {
        if (of_text_is(name, kind_names[each])) {
            *kind = each;
            return true;
        }
    }
    return false;
}

static void *allocate(parser *self, size_t count, size_t size)
{
    void *memory = of_arena_array(self->schema->arena, count, size);
    return memory != NULL ? memory : refuse(self, "the schema needs too much memory");
}

static of_schema_type *new_type(parser *self, of_schema_kind kind, const json_t *json)
{
    static const uint8_t min_bytes[] = {
        [OF_SCHEMA_NULL] = 0,   [OF_SCHEMA_BOOLEAN] = 1, [OF_SCHEMA_INT] = 1,
        [OF_SCHEMA_LONG] = 1,   [OF_SCHEMA_FLOAT] = 4,   [OF_SCHEMA_DOUBLE] = 8,
        [OF_SCHEMA_STRING] = 1, [OF_SCHEMA_BYTES] = 1,   [OF_SCHEMA_FIXED] = 0,
        [OF_SCHEMA_ENUM] = 1,   [OF_SCHEMA_ARRAY] = 1,   [OF_SCHEMA_MAP] = 1,
        [OF_SCHEMA_RECORD] = 0, [OF_SCHEMA_UNION] = 1,
    };
    if (++self->type_count > TYPES_MAX) {
        return refuse(self, "more than %d types", TYPES_MAX);
    }
    of_schema_type *type = allocate(self, 1, sizeof *type);
    if (type == NULL) {
        return NULL;
    }
    type->kind = kind;
    type->name = of_text_of(kind_names[kind]);
    type->min_bytes = min_bytes[kind];
    type->default_symbol = -1;
    if (json_is_object(json)) {
        type->json = json;
        type->doc = text_at(json, "doc");
        type->logical_type = text_at(json, "logicalType");
        type->connect_name = text_at(json, "connect.name");
    }
    return type;
}

/* The specification: a logical type that is not valid is no logical type. */
static void read_decimal(of_schema_type *type, const json_t *json)
{
    if (!of_text_is(type->logical_type, "decimal")) {
        return;
    }
    json_int_t precision = json_integer_value(json_object_get(json, "precision"));
    json_int_t scale = json_integer_value(json_object_get(json, "scale"));
    bool carried = type->kind == OF_SCHEMA_BYTES || type->kind == OF_SCHEMA_FIXED;
    if (!carried || precision < 1 || precision > INT32_MAX || scale < 0 || scale > precision) {
        type->logical_type = (of_text){0};
        return;
    }
    type->precision = (int32_t)precision;
    type->scale = (int32_t)scale;
}

static bool full_name_of(parser *self, of_text name, of_text namespace, of_text *full_name)
{
    bool dotted = memchr(name.data, '.', name.len) != NULL;
    *full_name = dotted || namespace.len == 0
                     ? name
                     : of_arena_format(self->schema->arena, "%.*s.%.*s", OF_TEXT_ARG(namespace),
                                       OF_TEXT_ARG(name));
    if (full_name->data == NULL || !of_schema_is_name(of_schema_simple_name(*full_name)) ||
        !of_schema_is_namespace(of_schema_namespace(*full_name))) {
        refuse(self, "\"%.*s\" is not a valid name", (int)(name.len < 100 ? name.len : 100),
               name.data);
        return false;
    }
    return true;
}

static named *find_named(parser *self, of_text full_name)
{
    for (size_t i = 0; i < self->name_count; i++) {
        if (of_text_equal(self->names[i].type->name, full_name)) {
            return &self->names[i];
        }
    }
    return NULL;
}

static of_schema_type *refer(parser *self, of_text reference, of_text namespace)
{
    of_text full_name;
    if (!full_name_of(self, reference, namespace, &full_name)) {
        return NULL;
    }
    named *found = find_named(self, full_name);
    if (found == NULL) {
        return refuse(self, "there is no type \"%.*s\"", OF_TEXT_ARG(full_name));
    }
    if (found->open && found->barrier == self->barrier) {
        return refuse(self, "the record %.*s contains itself", OF_TEXT_ARG(full_name));
    }
    return found->type;
}

/* The texts of a JSON array of strings; false when it is something else. */
static bool read_texts(parser *self, const json_t *json, size_t max, const of_text **texts,
                       size_t *count)
{
    if (json == NULL) {
        return true;
    }
    *count = json_array_size(json);
    of_text *list = *count > max ? NULL : allocate(self, *count, sizeof *list);
    if (!json_is_array(json) || list == NULL) {
        return false;
    }
    for (size_t i = 0; i < *count; i++) {
        list[i] = of_schema_json_text(json_array_get(json, i));
        if (list[i].data == NULL) {
            return false;
        }
    }
    *texts = list;
    return true;
}

static bool read_aliases(parser *self, of_schema_type *type, const json_t *json)
{
    const of_text *written = NULL;
    if (!read_texts(self, json_object_get(json, "aliases"), NAMES_MAX, &written,
                    &type->alias_count)) {
        refuse(self, "the aliases of %.*s are no list of names", OF_TEXT_ARG(type->name));
        return false;
    }
    of_text *full = allocate(self, type->alias_count, sizeof *full);
    for (size_t i = 0; full != NULL && i < type->alias_count; i++) {
        if (!full_name_of(self, written[i], of_schema_namespace(type->name), &full[i])) {
            return false;
        }
    }
    type->aliases = full;
    return full != NULL;
}

static named *define(parser *self, of_schema_kind kind, const json_t *json, of_text namespace)
{
    of_schema_type *type = new_type(self, kind, json);
    of_text name = text_at(json, "name");
    json_t *own = json_object_get(json, "namespace");
    if (type == NULL) {
        return NULL;
    }
    if (name.data == NULL || (own != NULL && !json_is_string(own) && !json_is_null(own))) {
        return refuse(self, "a %s has no name", kind_names[kind]);
    }
    of_schema_kind primitive;
    if (!full_name_of(self, name, json_is_string(own) ? of_schema_json_text(own) : namespace,
                      &type->name)) {
        return NULL;
    }
    if (kind_of_name(of_schema_simple_name(type->name), OF_SCHEMA_BYTES, &primitive) ||
        find_named(self, type->name) != NULL) {
        return refuse(self, "the name %.*s is already taken", OF_TEXT_ARG(type->name));
    }
    if (self->name_count == NAMES_MAX) {
        return refuse(self, "more than %d named types", NAMES_MAX);
    }
    if (!read_aliases(self, type, json)) {
        return NULL;
    }
    named *entry = &self->names[self->name_count++];
    *entry = (named){.type = type, .barrier = self->barrier};
    return entry;
}

static of_schema_type *parse_fixed(parser *self, const json_t *json, of_text namespace)
{
    named *entry = define(self, OF_SCHEMA_FIXED, json, namespace);
    if (entry == NULL) {
        return NULL;
    }
    const json_t *size = json_object_get(json, "size");
    if (!json_is_integer(size) || json_integer_value(size) < 0 ||
        json_integer_value(size) > FIXED_BYTES_MAX) {
        return refuse(self, "the size of %.*s is not between 0 and %lld",
                      OF_TEXT_ARG(entry->type->name), (long long)FIXED_BYTES_MAX);
    }
    entry->type->fixed_size = (uint32_t)json_integer_value(size);
    entry->type->min_bytes = entry->type->fixed_size;
    return entry->type;
}

static of_schema_type *parse_enum(parser *self, const json_t *json, of_text namespace)
{
    named *entry = define(self, OF_SCHEMA_ENUM, json, namespace);
    if (entry == NULL) {
        return NULL;
    }
    of_schema_type *type = entry->type;
    if (!read_texts(self, json_object_get(json, "symbols"), SYMBOLS_MAX, &type->symbols,
                    &type->symbol_count) ||
        type->symbols == NULL) {
        return refuse(self, "the enum %.*s has no valid list of symbols", OF_TEXT_ARG(type->name));
    }
    json_t *fallback = json_object_get(json, "default");
    for (size_t i = 0; i < type->symbol_count; i++) {
        if (!of_schema_is_name(type->symbols[i])) {
            return refuse(self, "a symbol of %.*s is not a valid name", OF_TEXT_ARG(type->name));
        }
        for (size_t j = 0; j < i; j++) {
            if (of_text_equal(type->symbols[i], type->symbols[j])) {
                return refuse(self, "%.*s has the symbol %.*s twice", OF_TEXT_ARG(type->name),
                              OF_TEXT_ARG(type->symbols[i]));
            }
        }
        if (fallback != NULL && of_text_equal(type->symbols[i], of_schema_json_text(fallback))) {
            type->default_symbol = (int32_t)i;
        }
    }
    if (fallback != NULL && type->default_symbol < 0) {
        return refuse(self, "the default of %.*s is not one of its symbols",
                      OF_TEXT_ARG(type->name));
    }
    return type;
}

static bool parse_field(parser *self, const json_t *json, of_text namespace,
                        const of_schema_field *before, size_t before_count, of_schema_field *field)
{
    field->name = text_at(json, "name");
    self->field = field->name;
    if (field->name.data == NULL || !of_schema_is_name(field->name)) {
        self->field = (of_text){0};
        refuse(self, "a field of %.*s has no valid name", OF_TEXT_ARG(self->record));
        return false;
    }
    for (size_t i = 0; i < before_count; i++) {
        if (of_text_equal(before[i].name, field->name)) {
            refuse(self, "the field is there twice");
            return false;
        }
    }
    field->doc = text_at(json, "doc");
    field->default_value = json_object_get(json, "default");
    if (!read_texts(self, json_object_get(json, "aliases"), FIELDS_MAX, &field->aliases,
                    &field->alias_count)) {
        refuse(self, "the aliases are no list of names");
        return false;
    }
    field->type = parse_type(self, json_object_get(json, "type"), namespace);
    return field->type != NULL;
}

static of_schema_type *parse_record(parser *self, const json_t *json, of_text namespace)
{
    named *entry = define(self, OF_SCHEMA_RECORD, json, namespace);
    if (entry == NULL) {
        return NULL;
    }
    of_schema_type *type = entry->type;
    const json_t *list = json_object_get(json, "fields");
    size_t count = json_array_size(list);
    if (!json_is_array(list) || count > FIELDS_MAX) {
        return refuse(self, "%.*s has no list of at most %d fields", OF_TEXT_ARG(type->name),
                      FIELDS_MAX);
    }
    of_schema_field *fields = allocate(self, count, sizeof *fields);
    of_text outer_record = self->record;
    of_text outer_field = self->field;
    uint64_t min_bytes = 0;
    entry->open = true;
    self->record = type->name;
    for (size_t i = 0; i < count; i++) {
        if (fields == NULL ||
            !parse_field(self, json_array_get(list, i), of_schema_namespace(type->name), fields, i,
                         &fields[i])) {
            return NULL;
        }
        min_bytes += fields[i].type->min_bytes;
    }
    entry->open = false;
    self->record = outer_record;
    self->field = outer_field;
    type->fields = fields;
    type->field_count = count;
    type->min_bytes = (uint32_t)(min_bytes < MIN_BYTES_CAP ? min_bytes : MIN_BYTES_CAP);
    return fields == NULL ? NULL : type;
}

static of_schema_type *parse_union(parser *self, const json_t *json, of_text namespace)
{
    of_schema_type *type = new_type(self, OF_SCHEMA_UNION, json);
    size_t count = json_array_size(json);
    if (count == 0 || count > BRANCHES_MAX) {
        return refuse(self, "a union needs between 1 and %d branches", BRANCHES_MAX);
    }
    const of_schema_type **branches = allocate(self, count, sizeof *branches);
    if (type == NULL || branches == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        branches[i] = parse_type(self, json_array_get(json, i), namespace);
        if (branches[i] == NULL) {
            return NULL;
        }
        if (branches[i]->kind == OF_SCHEMA_UNION) {
            return refuse(self, "a union directly within a union");
        }
        for (size_t j = 0; j < i; j++) {
            /* A reader could not tell them apart, unless by their names. */
            if (of_text_equal(branches[i]->name, branches[j]->name)) {
                return refuse(self, "a union has the branch %.*s twice",
                              OF_TEXT_ARG(branches[i]->name));
            }
        }
    }
    type->branches = branches;
    type->branch_count = count;
    return type;
}

static of_schema_type *parse_items(parser *self, of_schema_kind kind, const json_t *json,
                                   of_text namespace)
{
    of_schema_type *type = new_type(self, kind, json);
    if (type != NULL) {
        const char *key = kind == OF_SCHEMA_ARRAY ? "items" : "values";
        type->item = parse_type(self, json_object_get(json, key), namespace);
    }
    return type == NULL || type->item == NULL ? NULL : type;
}

static of_schema_type *parse_object(parser *self, const json_t *json, of_text namespace)
{
    const json_t *inner = json_object_get(json, "type");
    of_schema_kind kind;
    if (!json_is_string(inner)) {
        return parse_type(self, inner, namespace);
    }
    if (!kind_of_name(of_schema_json_text(inner), OF_SCHEMA_RECORD, &kind)) {
        return refer(self, of_schema_json_text(inner), namespace);
    }
    of_schema_type *type = NULL;
    if (kind == OF_SCHEMA_RECORD) {
        type = parse_record(self, json, namespace);
    } else if (kind == OF_SCHEMA_ENUM) {
        type = parse_enum(self, json, namespace);
    } else if (kind == OF_SCHEMA_FIXED) {
        type = parse_fixed(self, json, namespace);
    } else if (kind == OF_SCHEMA_ARRAY || kind == OF_SCHEMA_MAP) {
        self->barrier++;
        type = parse_items(self, kind, json, namespace);
        self->barrier--;
    } else {
        type = new_type(self, kind, json);
    }
    if (type != NULL) {
        read_decimal(type, json);
    }
    return type;
}

static of_schema_type *parse_any(parser *self, const json_t *json, of_text namespace)
{
    of_schema_kind kind;
    if (json_is_object(json)) {
        return parse_object(self, json, namespace);
    }
    if (json_is_array(json)) {
        self->barrier++;
        of_schema_type *type = parse_union(self, json, namespace);
        self->barrier--;
        return type;
    }
    if (!json_is_string(json)) {
        return refuse(self, "a type is missing, or is neither a name, an object nor a union");
    }
    return kind_of_name(of_schema_json_text(json), OF_SCHEMA_BYTES, &kind)
               ? new_type(self, kind, NULL)
               : refer(self, of_schema_json_text(json), namespace);
}

static of_schema_type *parse_type(parser *self, const json_t *json, of_text namespace)
{
    if (self->depth == DEPTH_MAX) {
        return refuse(self, "types are nested deeper than %d", DEPTH_MAX);
    }
    self->depth++;
    of_schema_type *type = parse_any(self, json, namespace);
    self->depth--;
    return type;
}

/* Only when all types are complete: a default may be of a type that was still open. */
static bool check_defaults(parser *self)
{
    for (size_t i = 0; i < self->name_count; i++) {
        const of_schema_type *type = self->names[i].type;
        for (size_t j = 0; j < type->field_count; j++) {
            const of_schema_field *field = &type->fields[j];
            if (field->default_value != NULL &&
                !of_schema_default_fits(field->type, field->default_value)) {
                self->record = type->name;
                self->field = field->name;
                refuse(self, "the default is not a value of its type");
                return false;
            }
        }
    }
    return true;
}

bool of_schema_parse_tree(of_schema *schema, char *error, size_t error_size)
{
    parser self = {.schema = schema, .error = error, .error_size = error_size};
    self.names = of_new_array(NAMES_MAX, sizeof *self.names);
    schema->root = parse_type(&self, schema->json, (of_text){0});
    self.field = (of_text){0};
    bool valid = schema->root != NULL && check_defaults(&self);
    of_delete(self.names);
    return valid;
}
