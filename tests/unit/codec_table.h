/* Record types made at run time from a parsed schema, and one-line checks of a plan. */
#pragma once

#include "avro/codec/plan.h"

/* The table of a schema whose root is a record; NULL where the model has no shape for it (unions
 * but null with one type, recursion, empty records). It lives as long as both arena and schema. */
const of_record_type *codec_table_of(const of_schema *schema, of_arena *arena);

typedef struct codec_case {
    const char *writer; /* schema texts */
    const char *reader;
    const char *bytes; /* hex; NULL: the encoding of `json` by the writer's schema */
    const char *json;
    const char *wanted; /* JSON of what we read; an error where it starts with '!' */
} codec_case;

/* Reads the case and says in `got` what came out, as JSON or '!' and the error; true if as wanted.
 */
bool codec_case_holds(const codec_case *each, char *got, size_t got_size);
