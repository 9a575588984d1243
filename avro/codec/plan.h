/* The decode plan: (writer schema, our record type) compiled once into flat instructions that turn
 * bytes into the struct in one pass, by the schema resolution rules of the Avro 1.11 specification
 * (reordered, added with default, removed fields; promotions; aliases; unions both ways; enum
 * defaults; logical types carried as their base type).
 *
 * Decoding trusts nothing: each length is checked against what is left, depth, items and arena
 * bytes are capped, enum, boolean and int are validated, all input must be consumed. A plan is
 * immutable: any thread may decode with it, each with its own arena. */
#pragma once

#include "avro/codec/record.h"
#include "avro/codec/schema.h"

typedef struct of_plan of_plan;

/* SKIP when the schemas cannot be resolved; `error` then names the field and the reason.
 * The plan keeps no reference to `writer`; `reader` must outlive it. */
of_status of_plan_compile(const of_schema *writer, const of_record_type *reader, of_plan **plan,
                          char *error, size_t error_size);
void of_plan_free(of_plan *plan);

/* Fills `record` (reader->size bytes). Texts and bytes are views into `in`; arrays, maps and
 * converted values live in `arena`. SKIP with the reason on malformed input, ABORT when the arena
 * is full; `record` is then undefined. */
of_status of_plan_decode(const of_plan *plan, of_bytes in, of_arena *arena, void *record);
