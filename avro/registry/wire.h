/* Confluent wire format: magic 0, schema id (4 bytes, big endian), Avro binary.
 *
 * A reader knows the record types a topic may hold; the writer's schema, found by id, tells which
 * one a message is by its record name, and one plan per (id, type) is compiled once and kept. One
 * object per worker: not thread-safe, so the hot path takes no lock. */
#pragma once

#include "avro/registry/registry.h"

#define OF_WIRE_HEADER_BYTES ((size_t)5)

typedef struct of_wire of_wire;

of_wire *of_wire_new(of_registry *registry);
void of_wire_free(of_wire *wire);

/* Decodes `value` as that one of `types` whose name (without namespace, or an alias) is the
 * writer's. Sets *index to it and *record to a struct in `arena`. SKIP: wrong magic, unknown id, a
 * record name not in `types`, malformed bytes. RETRY: the registry is needed and cannot be reached.
 * ABORT: arena full. */
of_status of_wire_decode(of_wire *wire, of_bytes value, const of_record_type *const *types,
                         size_t count, of_arena *arena, size_t *index, void **record);

/* The writer's schema of a message, for tools and intake; *body receives what follows the header.
 */
of_status of_wire_schema(of_wire *wire, of_bytes value, int32_t *id, const of_schema **schema,
                         of_bytes *body);

/* The header appended to `out`. */
void of_wire_begin(int32_t schema_id, of_buffer *out);
/* Header and record appended to `out`. */
of_status of_wire_encode(int32_t schema_id, const of_record_type *type, const void *record,
                         of_buffer *out);
