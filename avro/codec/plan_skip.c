/* The compiler's workbench (instructions, memory, messages), and the skipping of what we do not
 * want: each record of the writer is skipped by one subroutine, so recursive ones need no special
 * care. */
#include "avro/codec/plan_compiler.h"

#include <stdarg.h>
#include <stdio.h>

#include "topology/base/assert.h"
#include "topology/base/memory.h"

#define OPS_MAX         (1u << 17)
#define WORK_MAX        (1u << 20)
#define CALLS_MAX       (1u << 14)
#define ARENA_BYTES_MAX ((size_t)32 << 20)

struct of_plan_call {
    uint32_t op;
    const of_schema_type *record;
};

of_plan_compiler *of_plan_compiler_new(void)
{
    of_plan_compiler *self = of_new(sizeof *self);
    self->plan = of_new(sizeof *self->plan);
    self->plan->arena = of_arena_new(ARENA_BYTES_MAX);
    self->scratch = of_arena_new(ARENA_BYTES_MAX);
    self->calls = of_new_array(CALLS_MAX, sizeof *self->calls);
    return self;
}

void of_plan_compiler_free(of_plan_compiler *self)
{
    of_plan_free(self->plan);
    of_arena_free(self->scratch);
    of_delete(self->calls);
    of_delete(self);
}

void of_plan_free(of_plan *plan)
{
    if (plan != NULL) {
        of_arena_free(plan->arena);
        of_delete(plan->ops);
        of_delete(plan);
    }
}

bool of_plan_refuse(of_plan_compiler *self, const char *format, ...)
{
    char what[OF_PLAN_PATH_BYTES_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    snprintf(self->error, sizeof self->error, "%s%s%s", self->path,
             self->path[0] == '\0' ? "" : ": ", what);
    return false;
}

bool of_plan_too_large(of_plan_compiler *self)
{
    self->too_large = true;
    return of_plan_refuse(self, "the schemas need too many instructions");
}

of_op *of_plan_emit(of_plan_compiler *self, of_op_code code, uint32_t dst)
{
    of_plan *plan = self->plan;
    if (plan->count == OPS_MAX || self->work == WORK_MAX) {
        of_plan_too_large(self);
        return NULL;
    }
    self->work++;
    if (plan->count == plan->capacity) {
        plan->capacity = plan->capacity == 0 ? 64 : plan->capacity * 2;
        plan->ops = of_renew(plan->ops, plan->capacity * sizeof *plan->ops);
    }
    of_op *op = &plan->ops[plan->count++];
    *op = (of_op){.code = (uint8_t)code, .dst = dst};
    return op;
}

bool of_plan_emit_sized(of_plan_compiler *self, of_op_code code, uint32_t dst, uint32_t arg)
{
    of_op *op = of_plan_emit(self, code, dst);
    if (op != NULL) {
        op->arg = arg;
    }
    return op != NULL;
}

void *of_plan_keep(of_plan_compiler *self, size_t count, size_t size)
{
    void *memory = of_arena_array(self->plan->arena, count, size);
    if (memory == NULL) {
        of_plan_too_large(self);
    }
    return memory;
}

void of_plan_rewind(of_plan_compiler *self, uint32_t count)
{
    self->plan->count = count;
    while (self->call_count > 0 && self->calls[self->call_count - 1].op >= count) {
        self->call_count--;
    }
}

void of_plan_land(of_plan_compiler *self, uint32_t last_jump)
{
    /* No jump is ever the first instruction, so 0 ends the chain. */
    for (uint32_t at = last_jump; at != 0; at = self->plan->ops[at].arg) {
        of_assert(self->plan->ops[at].code == OF_OP_JUMP);
        self->plan->ops[at].next = self->plan->count;
    }
}

static bool skip_list(of_plan_compiler *self, const of_schema_type *from)
{
    of_op_list *list = of_plan_keep(self, 1, sizeof *list);
    uint32_t at = self->plan->count;
    if (list == NULL || of_plan_emit(self, OF_OP_SKIP_LIST, 0) == NULL) {
        return false;
    }
    list->map = from->kind == OF_SCHEMA_MAP;
    list->min_bytes = from->item->min_bytes + (list->map ? 1 : 0);
    list->body = self->plan->count;
    if (!of_plan_skip(self, from->item) || of_plan_emit(self, OF_OP_END, 0) == NULL) {
        return false;
    }
    self->plan->ops[at].list = list;
    self->plan->ops[at].next = self->plan->count;
    return true;
}

static bool skip_record(of_plan_compiler *self, const of_schema_type *from)
{
    if (from->field_count == 0) {
        return true;
    }
    if (self->call_count == CALLS_MAX) {
        return of_plan_too_large(self);
    }
    self->calls[self->call_count++] = (of_plan_call){.op = self->plan->count, .record = from};
    return of_plan_emit(self, OF_OP_CALL, 0) != NULL;
}

static bool skip_union(of_plan_compiler *self, const of_schema_type *from)
{
    uint32_t *targets = of_plan_keep(self, from->branch_count, sizeof *targets);
    uint32_t at = self->plan->count;
    if (targets == NULL ||
        !of_plan_emit_sized(self, OF_OP_UNION, 0, (uint32_t)from->branch_count)) {
        return false;
    }
    uint32_t jumps = 0;
    for (uint32_t i = 0; i < from->branch_count; i++) {
        targets[i] = self->plan->count;
        if (!of_plan_skip(self, from->branches[i])) {
            return false;
        }
        if (!of_plan_emit_sized(self, OF_OP_JUMP, 0, jumps)) {
            return false;
        }
        jumps = self->plan->count - 1;
    }
    of_plan_land(self, jumps);
    self->plan->ops[at].targets = targets;
    return true;
}

bool of_plan_skip(of_plan_compiler *self, const of_schema_type *from)
{
    switch (from->kind) {
    case OF_SCHEMA_NULL:
        return true;
    case OF_SCHEMA_BOOLEAN:
        return of_plan_emit_sized(self, OF_OP_SKIP_BOOLEAN, 0, 1);
    case OF_SCHEMA_INT:
        return of_plan_emit(self, OF_OP_SKIP_INT, 0) != NULL;
    case OF_SCHEMA_LONG:
        return of_plan_emit(self, OF_OP_SKIP_LONG, 0) != NULL;
    case OF_SCHEMA_FLOAT:
        return of_plan_emit_sized(self, OF_OP_SKIP_FIXED, 0, 4);
    case OF_SCHEMA_DOUBLE:
        return of_plan_emit_sized(self, OF_OP_SKIP_FIXED, 0, 8);
    case OF_SCHEMA_STRING:
    case OF_SCHEMA_BYTES:
        return of_plan_emit(self, OF_OP_SKIP_SIZED, 0) != NULL;
    case OF_SCHEMA_FIXED:
        return of_plan_emit_sized(self, OF_OP_SKIP_FIXED, 0, from->fixed_size);
    case OF_SCHEMA_ENUM:
        return of_plan_emit_sized(self, OF_OP_SKIP_ENUM, 0, (uint32_t)from->symbol_count);
    case OF_SCHEMA_ARRAY:
    case OF_SCHEMA_MAP:
        return skip_list(self, from);
    case OF_SCHEMA_RECORD:
        return skip_record(self, from);
    case OF_SCHEMA_UNION:
        return skip_union(self, from);
    }
    of_assert_failed("the kind is one of of_schema_kind", __FILE__, __LINE__);
}

/* The instruction that a record's subroutine starts at; compiled when first asked for. */
static bool subroutine_of(of_plan_compiler *self, const of_schema_type *record,
                          of_plan_call *compiled, uint32_t *compiled_count, uint32_t *entry)
{
    for (uint32_t i = 0; i < *compiled_count; i++) {
        if (compiled[i].record == record) {
            *entry = compiled[i].op;
            return true;
        }
    }
    *entry = self->plan->count;
    compiled[(*compiled_count)++] = (of_plan_call){.op = *entry, .record = record};
    for (size_t i = 0; i < record->field_count; i++) {
        if (!of_plan_skip(self, record->fields[i].type)) {
            return false;
        }
    }
    return of_plan_emit(self, OF_OP_END, 0) != NULL;
}

bool of_plan_compile_subroutines(of_plan_compiler *self)
{
    of_plan_call *compiled = of_new_array(CALLS_MAX, sizeof *compiled);
    uint32_t count = 0;
    bool done = true;
    /* Subroutines call further ones, so the list grows while it is worked off. */
    for (uint32_t i = 0; done && i < self->call_count; i++) {
        uint32_t entry = 0;
        done = subroutine_of(self, self->calls[i].record, compiled, &count, &entry);
        self->plan->ops[self->calls[i].op].next = entry;
    }
    of_delete(compiled);
    return done;
}
