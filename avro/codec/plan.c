/* Compiles (writer schema, our record type) into instructions, by the rules of schema resolution.
 *
 *   body of the record ... END | subroutine that skips a record ... END | ...
 *
 * Our side is never recursive, so its records are laid out flat: one pass, no calls. */
#include <stdio.h>

#include "avro/codec/plan_compiler.h"
#include "avro/codec/schema_default.h"
#include "avro/codec/value.h"
#include "topology/base/assert.h"

static bool read_value(of_plan_compiler *self, const of_schema_type *from, const of_value_type *to,
                       const of_schema_type *ours, uint32_t dst);

/* Names match without their namespaces, or by one of our aliases. A table that was built at run
 * time has no schema and takes any name. */
static bool name_fits(const of_schema_type *from, const of_schema_type *ours)
{
    of_text name = of_schema_simple_name(from->name);
    if (ours == NULL || of_text_equal(of_schema_simple_name(ours->name), name)) {
        return true;
    }
    for (size_t i = 0; i < ours->alias_count; i++) {
        if (of_text_equal(of_schema_simple_name(ours->aliases[i]), name)) {
            return true;
        }
    }
    return false;
}

static bool refuse_kind(of_plan_compiler *self, const of_schema_type *from, of_kind to)
{
    static const char *const names[] = {
        [OF_KIND_BOOLEAN] = "boolean", [OF_KIND_INT] = "int",       [OF_KIND_LONG] = "long",
        [OF_KIND_FLOAT] = "float",     [OF_KIND_DOUBLE] = "double", [OF_KIND_STRING] = "string",
        [OF_KIND_BYTES] = "bytes",     [OF_KIND_FIXED] = "fixed",   [OF_KIND_ENUM] = "enum",
        [OF_KIND_ARRAY] = "array",     [OF_KIND_MAP] = "map",       [OF_KIND_RECORD] = "record",
    };
    return of_plan_refuse(self, "the writer's %.*s cannot be read as %s", OF_TEXT_ARG(from->name),
                          names[to]);
}

/* The instruction for a scalar, by our kind and the writer's; END: there is no such way. */
static of_op_code scalar_code(of_kind to, of_schema_kind from)
{
    static const uint8_t codes[OF_KIND_BYTES + 1][OF_SCHEMA_UNION + 1] = {
        [OF_KIND_BOOLEAN] = {[OF_SCHEMA_BOOLEAN] = OF_OP_BOOLEAN},
        [OF_KIND_INT] = {[OF_SCHEMA_INT] = OF_OP_INT},
        [OF_KIND_LONG] = {[OF_SCHEMA_INT] = OF_OP_INT_AS_LONG, [OF_SCHEMA_LONG] = OF_OP_LONG},
        [OF_KIND_FLOAT] = {[OF_SCHEMA_INT] = OF_OP_INT_AS_FLOAT,
                           [OF_SCHEMA_LONG] = OF_OP_LONG_AS_FLOAT,
                           [OF_SCHEMA_FLOAT] = OF_OP_FLOAT},
        [OF_KIND_DOUBLE] = {[OF_SCHEMA_INT] = OF_OP_INT_AS_DOUBLE,
                            [OF_SCHEMA_LONG] = OF_OP_LONG_AS_DOUBLE,
                            [OF_SCHEMA_FLOAT] = OF_OP_FLOAT_AS_DOUBLE,
                            [OF_SCHEMA_DOUBLE] = OF_OP_DOUBLE},
        [OF_KIND_STRING] = {[OF_SCHEMA_STRING] = OF_OP_STRING, [OF_SCHEMA_BYTES] = OF_OP_STRING},
        [OF_KIND_BYTES] = {[OF_SCHEMA_STRING] = OF_OP_BYTES, [OF_SCHEMA_BYTES] = OF_OP_BYTES},
    };
    return codes[to][from];
}

static bool read_scalar(of_plan_compiler *self, const of_schema_type *from, of_kind to,
                        uint32_t dst)
{
    of_op_code code = scalar_code(to, from->kind);
    if (code == OF_OP_END) {
        return refuse_kind(self, from, to);
    }
    return of_plan_emit_sized(self, code, dst, from->min_bytes);
}

static bool read_fixed(of_plan_compiler *self, const of_schema_type *from, const of_value_type *to,
                       const of_schema_type *ours, uint32_t dst)
{
    if (from->kind != OF_SCHEMA_FIXED || !name_fits(from, ours)) {
        return refuse_kind(self, from, to->kind);
    }
    if (from->fixed_size != to->fixed_size) {
        return of_plan_refuse(self, "the writer's %.*s has %u bytes, ours %u",
                              OF_TEXT_ARG(from->name), from->fixed_size, to->fixed_size);
    }
    return of_plan_emit_sized(self, OF_OP_FIXED, dst, from->fixed_size);
}

static bool read_enum(of_plan_compiler *self, const of_schema_type *from, const of_value_type *to,
                      const of_schema_type *ours, uint32_t dst)
{
    if (from->kind != OF_SCHEMA_ENUM || !name_fits(from, ours)) {
        return refuse_kind(self, from, to->kind);
    }
    int32_t *map = of_plan_keep(self, from->symbol_count, sizeof *map);
    if (map == NULL || !of_plan_emit_sized(self, OF_OP_ENUM, dst, (uint32_t)from->symbol_count)) {
        return false;
    }
    for (size_t i = 0; i < from->symbol_count; i++) {
        map[i] = ours == NULL ? -1 : ours->default_symbol;
        for (int32_t j = 0; j < to->symbols->count; j++) {
            if (of_text_is(from->symbols[i], to->symbols->symbols[j])) {
                map[i] = j;
            }
        }
    }
    self->plan->ops[self->plan->count - 1].map = map;
    return true;
}

static bool read_list(of_plan_compiler *self, const of_schema_type *from, const of_value_type *to,
                      const of_schema_type *ours, uint32_t dst)
{
    bool map = to->kind == OF_KIND_MAP;
    if (from->kind != (map ? OF_SCHEMA_MAP : OF_SCHEMA_ARRAY)) {
        return refuse_kind(self, from, to->kind);
    }
    of_op_list *list = of_plan_keep(self, 1, sizeof *list);
    uint32_t at = self->plan->count;
    if (list == NULL || of_plan_emit(self, map ? OF_OP_MAP : OF_OP_ARRAY, dst) == NULL) {
        return false;
    }
    *list = (of_op_list){.body = self->plan->count,
                         .min_bytes = from->item->min_bytes + (map ? 1 : 0),
                         .item_stride = to->item_stride,
                         .map = map};
    if (!read_value(self, from->item, to->item, ours == NULL ? NULL : ours->item,
                    to->item_offset) ||
        of_plan_emit(self, OF_OP_END, 0) == NULL) {
        return false;
    }
    self->plan->ops[at].list = list;
    self->plan->ops[at].next = self->plan->count;
    return true;
}

static int32_t writer_field(const of_schema_type *from, of_text name)
{
    const of_schema_field *field = of_schema_field_of(from, name);
    return field == NULL ? -1 : (int32_t)(field - from->fields);
}

/* The writer's field that one of ours is read from: by name, then by our aliases; -1: none. */
static int32_t source_of(const of_schema_type *from, const of_field *field,
                         const of_schema_field *ours)
{
    int32_t found = writer_field(from, of_text_of(field->name));
    for (size_t i = 0; ours != NULL && found < 0 && i < ours->alias_count; i++) {
        found = writer_field(from, ours->aliases[i]);
    }
    return found;
}

static bool is_zero(const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

static bool emit_default(of_plan_compiler *self, const of_field *field, const of_schema_field *ours,
                         uint32_t dst)
{
    if (ours == NULL && field->type.nullable) {
        return true;
    }
    if (ours == NULL || ours->default_value == NULL) {
        return of_plan_refuse(self, "the writer has no such field and ours has no default");
    }
    of_op_constant *constant = of_plan_keep(self, 1, sizeof *constant);
    void *value = of_plan_keep(self, 1, field->type.size);
    if (constant == NULL || value == NULL) {
        return false;
    }
    if (!of_schema_default_build(ours->type, ours->default_value, &field->type, self->plan->arena,
                                 value)) {
        return of_plan_refuse(self, "the default does not fit the table");
    }
    if (is_zero(value, field->type.size)) {
        return true; /* the decoder starts from zeroes */
    }
    bool scalar = field->type.kind <= OF_KIND_DOUBLE || field->type.kind == OF_KIND_ENUM;
    *constant = (of_op_constant){.type = &field->type, .value = value, .deep = !scalar};
    of_op *op = of_plan_emit(self, OF_OP_DEFAULT, dst);
    if (op != NULL) {
        op->constant = constant;
    }
    return op != NULL;
}

/* Appends to the path of messages; returns its old length for leaving again. */
static size_t enter(of_plan_compiler *self, const char *name)
{
    size_t len = strlen(self->path);
    snprintf(self->path + len, sizeof self->path - len, "%s%s", len == 0 ? "" : ".", name);
    return len;
}

static bool read_field(of_plan_compiler *self, const of_schema_field *from, const of_field *field,
                       const of_schema_field *ours, uint32_t dst)
{
    size_t outer = enter(self, field->name);
    bool done = from == NULL ? emit_default(self, field, ours, dst + field->offset)
                             : read_value(self, from->type, &field->type,
                                          ours == NULL ? NULL : ours->type, dst + field->offset);
    self->path[outer] = '\0';
    return done;
}

static bool read_fields(of_plan_compiler *self, const of_schema_type *from,
                        const of_record_type *to, const of_schema_type *ours, uint32_t dst)
{
    /* Which of our fields each of the writer's goes to, plus one; 0: skip it. */
    uint32_t *targets = of_arena_array(self->scratch, from->field_count, sizeof *targets);
    if (targets == NULL) {
        return of_plan_too_large(self);
    }
    for (uint32_t i = 0; i < to->field_count; i++) {
        const of_field *field = &to->fields[i];
        const of_schema_field *declared =
            ours == NULL ? NULL : of_schema_field_of(ours, of_text_of(field->name));
        int32_t source = source_of(from, field, declared);
        if (ours != NULL && declared == NULL) {
            return of_plan_refuse(self, "%s: the table and its schema text differ", field->name);
        }
        if (source < 0 && !read_field(self, NULL, field, declared, dst)) {
            return false;
        }
        if (source >= 0 && targets[source] != 0) {
            return of_plan_refuse(self, "%s and %s are both read from %.*s", field->name,
                                  to->fields[targets[source] - 1].name,
                                  OF_TEXT_ARG(from->fields[source].name));
        }
        if (source >= 0) {
            targets[source] = i + 1;
        }
    }
    for (size_t i = 0; i < from->field_count; i++) {
        const of_field *field = targets[i] == 0 ? NULL : &to->fields[targets[i] - 1];
        const of_schema_field *declared = field == NULL || ours == NULL
                                              ? NULL
                                              : of_schema_field_of(ours, of_text_of(field->name));
        if (field == NULL ? !of_plan_skip(self, from->fields[i].type)
                          : !read_field(self, &from->fields[i], field, declared, dst)) {
            return false;
        }
    }
    return true;
}

static bool read_record(of_plan_compiler *self, const of_schema_type *from,
                        const of_record_type *to, const of_schema_type *ours, uint32_t dst)
{
    if (from->kind != OF_SCHEMA_RECORD) {
        return refuse_kind(self, from, OF_KIND_RECORD);
    }
    if (!name_fits(from, ours)) {
        return of_plan_refuse(self, "the writer's record %.*s is not our %s",
                              OF_TEXT_ARG(from->name), to->name);
    }
    of_arena_mark mark = of_arena_save(self->scratch);
    bool done = read_fields(self, from, to, ours, dst);
    of_arena_rewind(self->scratch, mark);
    return done;
}

/* T into T, null already out of the way. */
static bool read_bare(of_plan_compiler *self, const of_schema_type *from, const of_value_type *to,
                      const of_schema_type *ours, uint32_t dst)
{
    switch (to->kind) {
    case OF_KIND_BOOLEAN:
    case OF_KIND_INT:
    case OF_KIND_LONG:
    case OF_KIND_FLOAT:
    case OF_KIND_DOUBLE:
    case OF_KIND_STRING:
    case OF_KIND_BYTES:
        return read_scalar(self, from, to->kind, dst);
    case OF_KIND_FIXED:
        return read_fixed(self, from, to, ours, dst);
    case OF_KIND_ENUM:
        return read_enum(self, from, to, ours, dst);
    case OF_KIND_ARRAY:
    case OF_KIND_MAP:
        return read_list(self, from, to, ours, dst);
    case OF_KIND_RECORD:
        return read_record(self, from, to->record, ours, dst);
    }
    of_assert_failed("the kind is one of of_kind", __FILE__, __LINE__);
}

/* ["null", T] into a nullable one: by far the most frequent union, so it has its instruction. */
static bool read_optional(of_plan_compiler *self, const of_schema_type *from,
                          const of_value_type *to, const of_schema_type *ours, uint32_t dst)
{
    uint32_t null_at = from->branches[0]->kind == OF_SCHEMA_NULL ? 0 : 1;
    uint32_t at = self->plan->count;
    if (!of_plan_emit_sized(self, OF_OP_OPTIONAL, dst, null_at)) {
        return false;
    }
    self->plan->ops[at].flag = !of_value_is_view(to);
    if (!read_bare(self, from->branches[1 - null_at], to, ours, dst + to->value_offset)) {
        return false;
    }
    self->plan->ops[at].next = self->plan->count;
    return true;
}

/* A branch that we cannot read is an error only when it comes. */
static bool read_union(of_plan_compiler *self, const of_schema_type *from, const of_value_type *to,
                       const of_schema_type *ours, uint32_t dst)
{
    uint32_t *targets = of_plan_keep(self, from->branch_count, sizeof *targets);
    uint32_t at = self->plan->count;
    if (targets == NULL ||
        !of_plan_emit_sized(self, OF_OP_UNION, dst, (uint32_t)from->branch_count)) {
        return false;
    }
    uint32_t jumps = 0;
    bool any = false;
    for (uint32_t i = 0; i < from->branch_count; i++) {
        targets[i] = self->plan->count;
        if (read_value(self, from->branches[i], to, ours, dst)) {
            any = true;
            if (!of_plan_emit_sized(self, OF_OP_JUMP, 0, jumps)) {
                return false;
            }
            jumps = self->plan->count - 1;
            continue;
        }
        of_plan_rewind(self, targets[i]);
        of_op *fail = self->too_large ? NULL : of_plan_emit(self, OF_OP_FAIL, 0);
        if (fail == NULL) {
            return false;
        }
        fail->text = "a union holds a branch that our schema has no place for";
    }
    of_plan_land(self, jumps);
    self->plan->ops[at].targets = targets;
    return any;
}

static bool read_value(of_plan_compiler *self, const of_schema_type *from, const of_value_type *to,
                       const of_schema_type *ours, uint32_t dst)
{
    if (ours != NULL && !of_schema_is_of_table(ours, to)) {
        return of_plan_refuse(self, "the table and its schema text differ");
    }
    const of_schema_type *bare = ours == NULL ? NULL : of_schema_not_null(ours);
    if (from->kind == OF_SCHEMA_UNION) {
        const of_schema_type *not_null = of_schema_not_null(from);
        uint32_t before = self->plan->count;
        if (to->nullable && not_null != NULL && read_optional(self, from, to, bare, dst)) {
            return true;
        }
        of_plan_rewind(self, before);
        return !self->too_large && read_union(self, from, to, ours, dst);
    }
    if (from->kind == OF_SCHEMA_NULL) {
        return to->nullable || of_plan_refuse(self, "the writer's null has no place in ours");
    }
    if (to->nullable && !of_value_is_view(to) && of_plan_emit(self, OF_OP_PRESENT, dst) == NULL) {
        return false;
    }
    return read_bare(self, from, to, bare, dst + to->value_offset);
}

static bool compile(of_plan_compiler *self, const of_schema_type *from, const of_record_type *to,
                    const of_schema_type *ours)
{
    of_value_type root = {.kind = OF_KIND_RECORD, .record = to, .size = to->size};
    self->plan->record_size = to->size;
    return read_value(self, from, &root, ours, 0) && of_plan_emit(self, OF_OP_END, 0) != NULL &&
           of_plan_compile_subroutines(self);
}

of_status of_plan_compile(const of_schema *writer, const of_record_type *reader, of_plan **plan,
                          char *error, size_t error_size)
{
    of_schema *ours = NULL;
    if (reader->schema_text != NULL) {
        OF_TRY(of_schema_parse(of_text_of(reader->schema_text), &ours, error, error_size));
    }
    of_plan_compiler *self = of_plan_compiler_new();
    bool done =
        compile(self, of_schema_root(writer), reader, ours == NULL ? NULL : of_schema_root(ours));
    if (done) {
        *plan = self->plan;
        self->plan = NULL;
    } else if (error != NULL && error_size > 0) {
        snprintf(error, error_size, "%s", self->error);
    }
    of_plan_compiler_free(self);
    of_schema_free(ours);
    return done ? OF_OK : OF_SKIP_AS("the writer's schema cannot be resolved to ours");
}
