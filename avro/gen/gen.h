/* The generator's picture of the model: every named type of avro/schemas, resolved and in order.
 *
 * load.c reads the files into it, text.c writes the self-contained schema texts, emit.c the C. */
#pragma once

#include <jansson.h>

#include "avro/codec/record.h"

typedef struct gen_type {
    of_kind kind;
    bool nullable;
    bool null_second; /* [T, "null"] */
    int64_t fixed_size;
    const struct gen_named *named; /* RECORD, ENUM, FIXED */
    struct gen_type *item;         /* ARRAY: of an item, MAP: of a value */
    const char *bare;              /* name of T, the value without its null: "Long", "LegArray" */
    const char *bare_c;            /* its C type: "int64_t", "LegArray" */
    const char *c;                 /* the C type with its null: "OptionalLong" */
} gen_type;

typedef struct gen_field {
    const char *name;
    const char *c; /* its name in C: a word of C gets a trailing underscore */
    const char *doc;
    gen_type type;
} gen_field;

typedef struct gen_named {
    const char *file;
    const char *name;
    const char *namespace;
    const char *full_name;
    const char *doc;
    json_t *json; /* borrowed from the file's tree */
    of_kind kind;
    bool entered; /* while its fields are resolved: a second entry is a record in itself */
    bool done;
    gen_field *fields;
    size_t field_count;
} gen_named;

typedef struct gen_model {
    of_arena *arena;
    json_t *files; /* array: owns every parsed tree */
    gen_named *types;
    size_t type_count;
    gen_named **order; /* what needs a C declaration, dependencies first */
    size_t order_count;
} gen_model;

/* Ends the program with the message: a model with a mistake gets no code. */
_Noreturn void gen_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

void gen_load(gen_model *model, const char *path);
void gen_resolve(gen_model *model);

/* NULL when no such type exists. A dotless reference belongs to the namespace around it. */
gen_named *gen_find(const gen_model *model, const char *reference, const char *namespace);
/* The full name that a definition or reference has inside `namespace`. */
const char *gen_full_name(of_arena *arena, const char *name, const char *namespace);
bool gen_is_primitive(const char *name, of_kind *kind);

/* The record's schema with each foreign definition in place of its first use. */
const char *gen_schema_text(const gen_model *model, const gen_named *record);

void gen_emit_header(const gen_model *model, const char *include, of_buffer *out);
void gen_emit_source(const gen_model *model, const char *include, of_buffer *out);
