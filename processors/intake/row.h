/* One row of a source, unwrapped: its cells, what happened to it, and its place in the source's
 * history. Avro, JSON and CSV end here. Internal to processors/intake. */
#pragma once

#include "processors/intake/mapping.h"

typedef struct of_row {
    of_cell *cells; /* one per column of the mapping */
    bool nothing;   /* a message that tells of no row */
    bool deleted;
    bool snapshot;
    of_cell place;      /* the source's position, where Debezium gives it */
    of_cell place_file; /* BINLOG */
} of_row;

/* Room for the cells of one row, all absent. ABORT: the arena is full. */
of_status of_row_start(of_row *row, const of_mapping *mapping, of_arena *arena);

/* Debezium's op: says whether the row is before or after, or that there is none. */
of_status of_row_set_op(of_row *row, of_text op);
/* Debezium's source.snapshot: "true", "first", "last", "incremental", ... */
void of_row_set_snapshot(of_row *row, of_text text);

/* ---- Avro: a decode plan per writer schema, made for exactly the columns that are needed
 * --------- */

typedef struct of_avro_row of_avro_row;

/* NULL when anything was reported. Keeps no reference to `writer`. */
of_avro_row *of_avro_row_compile(const of_mapping *mapping, const of_schema *writer,
                                 of_intake_report report, void *state);
void of_avro_row_free(of_avro_row *compiled);
of_status of_avro_row_read(const of_avro_row *compiled, of_bytes body, of_arena *arena,
                           of_row *row);

/* ---- JSON: with or without Connect's schema beside the payload ----------------------------------
 */

of_status of_json_row_read(const of_mapping *mapping, of_bytes value, of_arena *arena, of_row *row,
                           of_text *column);
