/* The compiler of decode plans in progress; shared by plan.c, plan_skip.c and plan_emit.c only. */
#pragma once

#include "avro/codec/plan_ops.h"

#define OF_PLAN_PATH_BYTES_MAX 256

typedef struct of_plan_call of_plan_call;

typedef struct of_plan_compiler {
    of_plan *plan;
    of_arena *scratch;
    of_plan_call *calls; /* of subroutines that are not compiled yet */
    uint32_t call_count;
    uint32_t work; /* instructions emitted, those taken back included */
    bool too_large;
    char path[OF_PLAN_PATH_BYTES_MAX]; /* the field we are in, for messages */
    char error[2 * OF_PLAN_PATH_BYTES_MAX + 8];
} of_plan_compiler;

of_plan_compiler *of_plan_compiler_new(void);
/* The plan goes with it, unless it was taken out. */
void of_plan_compiler_free(of_plan_compiler *self);

/* Always false, for the caller to return. */
bool of_plan_refuse(of_plan_compiler *self, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
bool of_plan_too_large(of_plan_compiler *self);

/* The new instruction, or NULL (then the plan is too large); valid until the next one. */
of_op *of_plan_emit(of_plan_compiler *self, of_op_code code, uint32_t dst);
bool of_plan_emit_sized(of_plan_compiler *self, of_op_code code, uint32_t dst, uint32_t arg);
/* Zeroed memory that lives as long as the plan; NULL when the plan is too large. */
void *of_plan_keep(of_plan_compiler *self, size_t count, size_t size);
/* Takes back what was emitted since the plan had `count` instructions. */
void of_plan_rewind(of_plan_compiler *self, uint32_t count);
/* Lets the jumps that are chained through `arg`, the last one first, go to the end of the plan. */
void of_plan_land(of_plan_compiler *self, uint32_t last_jump);

/* What the writer has and we do not want. */
bool of_plan_skip(of_plan_compiler *self, const of_schema_type *from);
/* To be called once, behind the body of the record. */
bool of_plan_compile_subroutines(of_plan_compiler *self);
