/* The instructions of a decode plan: what plan.c writes and decode.c runs; for these two only. */
#pragma once

#include "avro/codec/plan.h"

/* Fields of of_op that a code uses stand in its comment; `dst` is an offset into the target. */
typedef enum of_op_code {
    OF_OP_END,             /* of the record, an item's body or a subroutine */
    OF_OP_BOOLEAN,         /* dst */
    OF_OP_INT,             /* dst */
    OF_OP_LONG,            /* dst */
    OF_OP_FLOAT,           /* dst */
    OF_OP_DOUBLE,          /* dst */
    OF_OP_INT_AS_LONG,     /* dst, as the promotions below */
    OF_OP_INT_AS_FLOAT,    /* */
    OF_OP_LONG_AS_FLOAT,   /* */
    OF_OP_INT_AS_DOUBLE,   /* */
    OF_OP_LONG_AS_DOUBLE,  /* */
    OF_OP_FLOAT_AS_DOUBLE, /* */
    OF_OP_STRING,          /* dst */
    OF_OP_BYTES,           /* dst */
    OF_OP_FIXED,           /* dst, arg: bytes */
    OF_OP_ENUM,            /* dst, arg: symbols of the writer, map: to ours, -1: none */
    OF_OP_ARRAY,           /* dst, list, next: behind the body */
    OF_OP_MAP,             /* dst, list, next */
    OF_OP_PRESENT,         /* dst: of the flag */
    OF_OP_OPTIONAL,        /* arg: index of null, flag: dst is a flag to set, next: where if null */
    OF_OP_UNION,           /* arg: branches, targets: where each goes on */
    OF_OP_JUMP,            /* next */
    OF_OP_FAIL,            /* text */
    OF_OP_DEFAULT,         /* dst, constant */
    OF_OP_SKIP_BOOLEAN,    /* */
    OF_OP_SKIP_INT,        /* */
    OF_OP_SKIP_LONG,       /* */
    OF_OP_SKIP_FIXED,      /* arg: bytes */
    OF_OP_SKIP_SIZED,      /* */
    OF_OP_SKIP_ENUM,       /* arg: symbols */
    OF_OP_SKIP_LIST,       /* list, next */
    OF_OP_CALL,            /* next: the subroutine that skips one record */
} of_op_code;

typedef struct of_op_list {
    uint32_t body;        /* instructions of one item */
    uint32_t min_bytes;   /* of one encoded item, key included */
    uint32_t item_stride; /* of the target */
    bool map;
} of_op_list;

typedef struct of_op_constant {
    const of_value_type *type;
    const void *value;
    bool deep; /* it points to memory of the plan and has to be copied */
} of_op_constant;

typedef struct of_op {
    uint8_t code;
    bool flag;
    uint32_t dst;
    uint32_t arg;
    uint32_t next;
    union {
        const of_op_list *list;
        const of_op_constant *constant;
        const int32_t *map;
        const uint32_t *targets;
        const char *text;
    };
} of_op;

struct of_plan {
    of_op *ops;
    uint32_t count;
    uint32_t capacity;
    uint32_t record_size;
    of_arena *arena; /* what the instructions point to */
};
