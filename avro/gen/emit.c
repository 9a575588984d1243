/* Writes model.h and model.c from the resolved model. */
#include "avro/gen/gen.h"

#include <ctype.h>

#define COLUMNS_MAX 100
#define DERIVED_MAX 4096

/* Names of the array, map and optional types that were already declared. */
typedef struct declared {
    const char *names[DERIVED_MAX];
    size_t count;
} declared;

static void put(of_buffer *out, const char *text)
{
    of_buffer_put_text(out, of_text_of(text));
}

/* A comment of words, broken before column 100; a closing mark inside the doc is taken apart. */
static void put_comment(of_buffer *out, const char *indent, const char *doc)
{
    if (doc == NULL) {
        return;
    }
    size_t column = strlen(indent) + 2;
    of_buffer_format(out, "%s/*", indent);
    while (*doc != '\0') {
        size_t space = strspn(doc, " \t\r\n");
        doc += space;
        size_t len = strcspn(doc, " \t\r\n");
        if (len == 0) {
            break;
        }
        if (column + 1 + len + 3 > COLUMNS_MAX) {
            of_buffer_format(out, "\n%s *", indent);
            column = strlen(indent) + 2;
        }
        of_buffer_put_u8(out, ' ');
        for (size_t i = 0; i < len; i++) {
            bool closes = i > 0 && doc[i] == '/' && doc[i - 1] == '*';
            bool opens = i > 0 && doc[i] == '*' && doc[i - 1] == '/';
            if (closes || opens) {
                of_buffer_put_u8(out, ' ');
            }
            of_buffer_put_u8(out, (uint8_t)doc[i]);
        }
        column += 1 + len;
        doc += len;
    }
    put(out, " */\n");
}

/* "OrderStatus" -> "ORDER_STATUS": a capital starts a word unless it continues an acronym. */
static void put_upper(of_buffer *out, const char *name)
{
    for (size_t i = 0; name[i] != '\0'; i++) {
        bool starts =
            i > 0 && isupper((unsigned char)name[i]) &&
            (!isupper((unsigned char)name[i - 1]) || islower((unsigned char)name[i + 1])) &&
            name[i - 1] != '_';
        if (starts) {
            of_buffer_put_u8(out, '_');
        }
        of_buffer_put_u8(out, (uint8_t)toupper((unsigned char)name[i]));
    }
}

static void emit_enum(const gen_named *named, of_buffer *out)
{
    put(out, "\n");
    put_comment(out, "", named->doc);
    of_buffer_format(out, "typedef enum %s {\n", named->name);
    size_t index;
    json_t *symbol;
    json_array_foreach(json_object_get(named->json, "symbols"), index, symbol)
    {
        put(out, "    ");
        put_upper(out, named->name);
        of_buffer_format(out, "_%s,\n", json_string_value(symbol));
    }
    of_buffer_format(out, "} %s;\n", named->name);
}

static bool declare_once(const gen_model *model, declared *seen, const char *name)
{
    for (size_t i = 0; i < seen->count; i++) {
        if (strcmp(seen->names[i], name) == 0) {
            return false;
        }
    }
    for (size_t i = 0; i < model->type_count; i++) {
        if (strcmp(model->types[i].name, name) == 0) {
            gen_fail("%s: the name %s is needed for a list or optional of another type",
                     model->types[i].file, name);
        }
    }
    if (seen->count == DERIVED_MAX) {
        gen_fail("more than %d array, map and optional types", DERIVED_MAX);
    }
    seen->names[seen->count++] = name;
    return true;
}

static bool is_maybe(const gen_type *type)
{
    return type->nullable && strcmp(type->c, type->bare_c) != 0;
}

static void emit_derived(const gen_model *model, declared *seen, const gen_type *type,
                         of_buffer *out)
{
    if (type->item != NULL) {
        emit_derived(model, seen, type->item, out);
    }
    if (type->kind == OF_KIND_ARRAY && declare_once(model, seen, type->bare_c)) {
        of_buffer_format(out, "\ntypedef struct %s {\n    %s *items;\n    size_t len;\n} %s;\n",
                         type->bare_c, type->item->c, type->bare_c);
    }
    if (type->kind == OF_KIND_MAP && declare_once(model, seen, type->bare_c)) {
        of_buffer_format(out,
                         "\ntypedef struct %sEntry {\n    of_text key;\n    %s value;\n} %sEntry;\n"
                         "\ntypedef struct %s {\n    %sEntry *items;\n    size_t len;\n} %s;\n",
                         type->bare_c, type->item->c, type->bare_c, type->bare_c, type->bare_c,
                         type->bare_c);
    }
    if (is_maybe(type) && declare_once(model, seen, type->c)) {
        of_buffer_format(out, "\ntypedef OF_MAYBE(%s) %s;\n", type->bare_c, type->c);
    }
}

static void emit_record(const gen_model *model, declared *seen, const gen_named *record,
                        of_buffer *out)
{
    for (size_t i = 0; i < record->field_count; i++) {
        emit_derived(model, seen, &record->fields[i].type, out);
    }
    put(out, "\n");
    put_comment(out, "", record->doc);
    of_buffer_format(out, "typedef struct %s {\n", record->name);
    for (size_t i = 0; i < record->field_count; i++) {
        const gen_field *field = &record->fields[i];
        /* A view that may be absent looks like any other in C: its comment has to say so. */
        bool may_be_absent = field->type.nullable && !is_maybe(&field->type);
        const char *doc = of_arena_format(model->arena, "%s%s", may_be_absent ? "nullable: " : "",
                                          field->doc == NULL ? "" : field->doc)
                              .data;
        bool beside = 4 + strlen(field->type.c) + strlen(field->c) + strlen(doc) + 9 <= COLUMNS_MAX;
        if (!beside) {
            put_comment(out, "    ", doc);
        }
        of_buffer_format(out, "    %s %s;", field->type.c, field->c);
        if (beside && doc[0] != '\0') {
            put_comment(out, " ", doc);
        } else {
            put(out, "\n");
        }
    }
    of_buffer_format(out, "} %s;\n", record->name);
}

void gen_emit_header(const gen_model *model, const char *include, of_buffer *out)
{
    static declared seen;
    seen.count = 0;
    of_buffer_format(
        out, "/* The records of %s as C structs: generated from the schemas, do not edit. */\n",
        include);
    put(out, "/* clang-format off */\n#pragma once\n\n#include \"avro/codec/record.h\"\n");
    for (size_t i = 0; i < model->order_count; i++) {
        if (model->order[i]->kind == OF_KIND_ENUM) {
            emit_enum(model->order[i], out);
        } else {
            emit_record(model, &seen, model->order[i], out);
        }
    }
    put(out, "\n");
    for (size_t i = 0; i < model->order_count; i++) {
        bool is_enum = model->order[i]->kind == OF_KIND_ENUM;
        of_buffer_format(out, "extern const %s of_%s_%s;\n",
                         is_enum ? "of_enum_type" : "of_record_type", model->order[i]->name,
                         is_enum ? "enum" : "type");
    }
    const char *slash = strrchr(include, '/');
    of_buffer_format(out,
                     "\n/* Every record above, ended by NULL. */\n"
                     "extern const of_record_type *const of_%s_types[];\n",
                     slash == NULL ? include : slash + 1);
}

static void put_literal(of_buffer *out, const char *text)
{
    if (text == NULL) {
        put(out, "NULL");
        return;
    }
    size_t column = 0;
    put(out, "\"");
    for (const char *at = text; *at != '\0'; at++) {
        if (column > 80 && (*at & 0xc0) != 0x80) {
            put(out, "\"\n        \"");
            column = 0;
        }
        if (*at == '"' || *at == '\\') {
            of_buffer_put_u8(out, '\\');
            of_buffer_put_u8(out, (uint8_t)*at);
        } else if (*at == '\n') {
            put(out, "\\n");
        } else if ((unsigned char)*at < 0x20 || *at == '?') {
            /* '?' too: two of them would start a trigraph. */
            of_buffer_format(out, "\\%03o", (unsigned char)*at);
        } else {
            of_buffer_put_u8(out, (uint8_t)*at);
        }
        column++;
    }
    put(out, "\"");
}

static const char *const kind_names[] = {
    [OF_KIND_BOOLEAN] = "OF_KIND_BOOLEAN", [OF_KIND_INT] = "OF_KIND_INT",
    [OF_KIND_LONG] = "OF_KIND_LONG",       [OF_KIND_FLOAT] = "OF_KIND_FLOAT",
    [OF_KIND_DOUBLE] = "OF_KIND_DOUBLE",   [OF_KIND_STRING] = "OF_KIND_STRING",
    [OF_KIND_BYTES] = "OF_KIND_BYTES",     [OF_KIND_FIXED] = "OF_KIND_FIXED",
    [OF_KIND_ENUM] = "OF_KIND_ENUM",       [OF_KIND_ARRAY] = "OF_KIND_ARRAY",
    [OF_KIND_MAP] = "OF_KIND_MAP",         [OF_KIND_RECORD] = "OF_KIND_RECORD",
};

/* The initialiser of one of_value_type; `path` names the static tables of its items. */
static void put_type(const gen_type *type, const char *path, of_buffer *out)
{
    of_buffer_format(out, "{.kind = %s, .size = sizeof(%s)", kind_names[type->kind], type->c);
    if (type->nullable) {
        put(out, ", .nullable = true");
    }
    if (type->null_second) {
        put(out, ", .null_second = true");
    }
    if (is_maybe(type)) {
        of_buffer_format(out, ", .value_offset = offsetof(%s, value)", type->c);
    }
    if (type->kind == OF_KIND_FIXED) {
        of_buffer_format(out, ", .fixed_size = %lld", (long long)type->fixed_size);
    }
    if (type->kind == OF_KIND_RECORD) {
        of_buffer_format(out, ", .record = &of_%s_type", type->named->name);
    }
    if (type->kind == OF_KIND_ENUM) {
        of_buffer_format(out, ", .symbols = &of_%s_enum", type->named->name);
    }
    if (type->kind == OF_KIND_ARRAY) {
        of_buffer_format(out, ", .item = &%s_item, .item_stride = sizeof(%s)", path, type->item->c);
    }
    if (type->kind == OF_KIND_MAP) {
        of_buffer_format(out,
                         ", .item = &%s_item, .item_stride = sizeof(%sEntry), .item_offset = "
                         "offsetof(%sEntry, value)",
                         path, type->bare_c, type->bare_c);
    }
    put(out, "}");
}

static void emit_items(const gen_model *model, const gen_type *type, const char *path,
                       of_buffer *out)
{
    if (type->item == NULL) {
        return;
    }
    const char *inner = of_arena_format(model->arena, "%s_item", path).data;
    emit_items(model, type->item, inner, out);
    of_buffer_format(out, "static const of_value_type %s = ", inner);
    put_type(type->item, inner, out);
    put(out, ";\n");
}

static void emit_record_table(const gen_model *model, const gen_named *record, of_buffer *out)
{
    put(out, "\n");
    for (size_t i = 0; i < record->field_count; i++) {
        const gen_field *field = &record->fields[i];
        emit_items(model, &field->type,
                   of_arena_format(model->arena, "%s_%s", record->name, field->name).data, out);
    }
    of_buffer_format(out, "static const of_field %s_fields[] = {\n", record->name);
    for (size_t i = 0; i < record->field_count; i++) {
        const gen_field *field = &record->fields[i];
        of_buffer_format(out, "    {.name = \"%s\",\n     .type = ", field->name);
        put_type(&field->type,
                 of_arena_format(model->arena, "%s_%s", record->name, field->name).data, out);
        of_buffer_format(out, ",\n     .offset = offsetof(%s, %s),\n     .doc = ", record->name,
                         field->c);
        put_literal(out, field->doc);
        put(out, "},\n");
    }
    of_buffer_format(out,
                     "};\nconst of_record_type of_%s_type = {\n    .name = \"%s\",\n"
                     "    .full_name = \"%s\",\n    .doc = ",
                     record->name, record->name, record->full_name);
    put_literal(out, record->doc);
    put(out, ",\n    .schema_text =\n        ");
    put_literal(out, gen_schema_text(model, record));
    of_buffer_format(out,
                     ",\n    .fields = %s_fields,\n    .field_count = %zu,\n"
                     "    .size = sizeof(%s),\n};\n",
                     record->name, record->field_count, record->name);
}

static void emit_enum_table(const gen_named *named, of_buffer *out)
{
    of_buffer_format(out, "\nstatic const char *const %s_symbols[] = {\n", named->name);
    size_t index;
    json_t *symbol;
    json_array_foreach(json_object_get(named->json, "symbols"), index, symbol)
    {
        of_buffer_format(out, "    \"%s\",\n", json_string_value(symbol));
    }
    of_buffer_format(out,
                     "};\nconst of_enum_type of_%s_enum = {\n    .name = \"%s\",\n"
                     "    .symbols = %s_symbols,\n    .count = %zu,\n};\n",
                     named->name, named->full_name, named->name,
                     json_array_size(json_object_get(named->json, "symbols")));
    of_buffer_format(out, "_Static_assert(sizeof(%s) == sizeof(int32_t), \"enums are 32 bits\");\n",
                     named->name);
}

void gen_emit_source(const gen_model *model, const char *include, of_buffer *out)
{
    of_buffer_format(out,
                     "/* Field tables and schema texts of %s: generated, do not edit. */\n"
                     "/* clang-format off */\n#include \"%s.h\"\n\n#include <stddef.h>\n\n"
                     "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n",
                     include, include);
    for (size_t i = 0; i < model->order_count; i++) {
        if (model->order[i]->kind == OF_KIND_ENUM) {
            emit_enum_table(model->order[i], out);
        } else {
            emit_record_table(model, model->order[i], out);
        }
    }
    const char *slash = strrchr(include, '/');
    of_buffer_format(out, "\nconst of_record_type *const of_%s_types[] = {\n",
                     slash == NULL ? include : slash + 1);
    for (size_t i = 0; i < model->order_count; i++) {
        if (model->order[i]->kind == OF_KIND_RECORD) {
            of_buffer_format(out, "    &of_%s_type,\n", model->order[i]->name);
        }
    }
    put(out, "    NULL,\n};\n");
}
