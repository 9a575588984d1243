/* Builds record types at run time, as intake does, and runs cases against plans. */
#include "tests/unit/codec_table.h"

#include <stdio.h>

#include "avro/codec/json.h"
#include "topology/base/assert.h"

#define DEPTH_MAX 12

static bool fill_type(const of_schema_type *from, of_arena *arena, int depth, of_value_type *to);

static const char *c_string(of_arena *arena, of_text text)
{
    return of_arena_text(arena, text).data;
}

static uint32_t align_to(uint32_t size, uint32_t alignment)
{
    return (size + alignment - 1) / alignment * alignment;
}

static uint32_t alignment_of(const of_value_type *type)
{
    switch (type->kind) {
    case OF_KIND_BOOLEAN:
        return 1;
    case OF_KIND_INT:
    case OF_KIND_FLOAT:
    case OF_KIND_ENUM:
        return 4;
    default:
        return 8;
    }
}

static const of_enum_type *enum_of(const of_schema_type *from, of_arena *arena)
{
    of_enum_type *made = of_arena_alloc(arena, sizeof *made);
    const char **symbols = of_arena_array(arena, from->symbol_count, sizeof *symbols);
    for (size_t i = 0; i < from->symbol_count; i++) {
        symbols[i] = c_string(arena, from->symbols[i]);
    }
    *made = (of_enum_type){.name = c_string(arena, from->name),
                           .symbols = symbols,
                           .count = (int32_t)from->symbol_count};
    return made;
}

static const of_record_type *record_of(const of_schema_type *from, of_arena *arena, int depth)
{
    if (depth == DEPTH_MAX || from->field_count == 0) {
        return NULL;
    }
    of_record_type *made = of_arena_alloc(arena, sizeof *made);
    of_field *fields = of_arena_array(arena, from->field_count, sizeof *fields);
    uint32_t size = 0;
    for (size_t i = 0; i < from->field_count; i++) {
        if (!fill_type(from->fields[i].type, arena, depth + 1, &fields[i].type)) {
            return NULL;
        }
        fields[i].name = c_string(arena, from->fields[i].name);
        fields[i].offset = align_to(size, alignment_of(&fields[i].type));
        size = fields[i].offset + fields[i].type.size;
    }
    *made = (of_record_type){.name = c_string(arena, of_schema_simple_name(from->name)),
                             .full_name = c_string(arena, from->name),
                             .fields = fields,
                             .field_count = (uint32_t)from->field_count,
                             .size = align_to(size, 8)};
    return made;
}

static bool fill_bare(const of_schema_type *from, of_arena *arena, int depth, of_value_type *to)
{
    static const struct {
        of_kind kind;
        uint32_t size;
    } kinds[] = {
        [OF_SCHEMA_BOOLEAN] = {OF_KIND_BOOLEAN, sizeof(bool)},
        [OF_SCHEMA_INT] = {OF_KIND_INT, sizeof(int32_t)},
        [OF_SCHEMA_LONG] = {OF_KIND_LONG, sizeof(int64_t)},
        [OF_SCHEMA_FLOAT] = {OF_KIND_FLOAT, sizeof(float)},
        [OF_SCHEMA_DOUBLE] = {OF_KIND_DOUBLE, sizeof(double)},
        [OF_SCHEMA_STRING] = {OF_KIND_STRING, sizeof(of_text)},
        [OF_SCHEMA_BYTES] = {OF_KIND_BYTES, sizeof(of_bytes)},
        [OF_SCHEMA_FIXED] = {OF_KIND_FIXED, sizeof(of_bytes)},
        [OF_SCHEMA_ENUM] = {OF_KIND_ENUM, sizeof(int32_t)},
        [OF_SCHEMA_ARRAY] = {OF_KIND_ARRAY, sizeof(of_array)},
        [OF_SCHEMA_MAP] = {OF_KIND_MAP, sizeof(of_array)},
        [OF_SCHEMA_RECORD] = {OF_KIND_RECORD, 0},
    };
    if (from->kind == OF_SCHEMA_NULL || from->kind == OF_SCHEMA_UNION) {
        return false;
    }
    *to = (of_value_type){.kind = kinds[from->kind].kind, .size = kinds[from->kind].size};
    if (from->kind == OF_SCHEMA_RECORD) {
        to->record = record_of(from, arena, depth);
        to->size = to->record == NULL ? 0 : to->record->size;
        return to->record != NULL;
    }
    if (from->kind == OF_SCHEMA_FIXED) {
        to->fixed_size = from->fixed_size;
    }
    if (from->kind == OF_SCHEMA_ENUM) {
        to->symbols = enum_of(from, arena);
    }
    if (from->item != NULL) {
        of_value_type *item = of_arena_alloc(arena, sizeof *item);
        if (depth == DEPTH_MAX || !fill_type(from->item, arena, depth + 1, item)) {
            return false;
        }
        to->item = item;
        to->item_offset = from->kind == OF_SCHEMA_MAP ? sizeof(of_text) : 0;
        to->item_stride = align_to(to->item_offset + item->size,
                                   from->kind == OF_SCHEMA_MAP ? 8 : alignment_of(item));
    }
    return true;
}

static bool fill_type(const of_schema_type *from, of_arena *arena, int depth, of_value_type *to)
{
    const of_schema_type *bare = of_schema_not_null(from);
    if (bare == NULL || !fill_bare(bare, arena, depth, to)) {
        return false;
    }
    if (from->kind == OF_SCHEMA_UNION) {
        to->nullable = true;
        to->null_second = from->branches[1]->kind == OF_SCHEMA_NULL;
        bool view =
            to->kind == OF_KIND_STRING || to->kind == OF_KIND_BYTES || to->kind == OF_KIND_FIXED;
        if (!view) {
            to->value_offset = alignment_of(to);
            to->size = align_to(to->value_offset + to->size, alignment_of(to));
        }
    }
    return true;
}

const of_record_type *codec_table_of(const of_schema *schema, of_arena *arena)
{
    const of_schema_type *root = of_schema_root(schema);
    if (root->kind != OF_SCHEMA_RECORD) {
        return NULL;
    }
    of_record_type *made = (of_record_type *)(uintptr_t)record_of(root, arena, 0);
    if (made != NULL) {
        made->schema_text = c_string(arena, of_schema_text(schema));
    }
    return made;
}

static of_bytes bytes_of_hex(const char *hex, of_arena *arena)
{
    uint8_t *bytes = of_arena_alloc(arena, strlen(hex) / 2 + 1);
    size_t len = 0;
    for (unsigned byte; sscanf(hex, " %2x", &byte) == 1; len++) {
        bytes[len] = (uint8_t)byte;
        hex += strspn(hex, " ") + 2;
    }
    return (of_bytes){.data = bytes, .len = len};
}

static of_bytes encode_case(const codec_case *each, const of_schema *writer, of_arena *arena)
{
    if (each->bytes != NULL) {
        return bytes_of_hex(each->bytes, arena);
    }
    const of_record_type *table = codec_table_of(writer, arena);
    of_assert(table != NULL);
    void *record = of_arena_alloc(arena, table->size);
    char error[300] = "";
    of_buffer out = {0};
    if (!of_ok(of_record_from_json(table, of_text_of(each->json), arena, record, error,
                                   sizeof error)) ||
        !of_ok(of_record_encode(table, record, &out))) {
        fprintf(stderr, "the case itself is wrong: %s %s\n", each->json, error);
        of_assert_failed("the case is right", __FILE__, __LINE__);
    }
    of_bytes bytes = of_arena_bytes(arena, of_buffer_bytes(&out));
    of_buffer_free(&out);
    return bytes.data == NULL ? (of_bytes){.data = of_arena_alloc(arena, 1)} : bytes;
}

static void read_case(const of_plan *plan, const of_record_type *reader, of_bytes in,
                      of_arena *arena, char *got, size_t got_size)
{
    void *record = of_arena_alloc(arena, reader->size);
    of_status status = of_plan_decode(plan, in, arena, record);
    if (!of_ok(status)) {
        snprintf(got, got_size, "!%s", status.what);
        return;
    }
    of_buffer json = {0};
    status = of_record_to_json(reader, record, false, &json);
    snprintf(got, got_size, "%.*s", (int)json.len, (const char *)json.data);
    of_buffer_free(&json);
    of_assert(of_ok(status));
}

bool codec_case_holds(const codec_case *each, char *got, size_t got_size)
{
    of_arena *arena = of_arena_new(16 << 20);
    of_schema *writer = NULL;
    of_schema *reader = NULL;
    of_plan *plan = NULL;
    const of_record_type *table = NULL;
    char error[600] = "";
    if (!of_ok(of_schema_parse(of_text_of(each->writer), &writer, error, sizeof error)) ||
        !of_ok(of_schema_parse(of_text_of(each->reader), &reader, error, sizeof error)) ||
        (table = codec_table_of(reader, arena)) == NULL ||
        !of_ok(of_plan_compile(writer, table, &plan, error, sizeof error))) {
        snprintf(got, got_size, "!%s", error);
    } else {
        read_case(plan, table, encode_case(each, writer, arena), arena, got, got_size);
    }
    of_plan_free(plan);
    of_schema_free(writer);
    of_schema_free(reader);
    of_arena_free(arena);
    return strcmp(got, each->wanted) == 0;
}
