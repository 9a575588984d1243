/* Writes change events as Debezium does: one envelope per row change, Avro, Confluent wire format.
 *
 * A table is known by its reference schema (processors/intake/reference/<topic>.avsc). This encoder
 * is independent of the product's codec: it walks the schema's JSON, so a mistake of the codec
 * cannot cancel itself out. Not thread-safe. */
#pragma once

#include "avro/registry/registry.h"
#include "topology/base/buffer.h"

typedef struct cdc_table cdc_table;

/* A column of a row: by name, the value as text. Decimals "12.5", days "2026-03-02", times in any
 * form of topology/base/time.h, booleans "true", numbers in digits. An absent text is SQL NULL. */
typedef struct cdc_column {
    const char *name;
    of_text value;
} cdc_column;

typedef struct cdc_change {
    char op;                   /* c, u, d or r */
    const cdc_column *columns; /* every column not named is NULL */
    size_t count;
    int64_t position; /* LSN; for a plain record unused */
    int64_t at_ms;    /* source.ts_ms */
} cdc_change;

/* Loads `<directory>/<topic>.avsc` and registers it under `<topic>-value`. Ends the program with a
 * message when that fails: the world is test code. */
cdc_table *cdc_open(of_registry *registry, const char *directory, const char *topic);
void cdc_close(cdc_table *table);
const char *cdc_topic(const cdc_table *table);

/* The record's value, appended to `out`. An unknown column or a value its type cannot hold ends the
 * program with a message. */
void cdc_write(cdc_table *table, const cdc_change *change, of_buffer *out);
