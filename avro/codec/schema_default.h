/* Default values: the JSON beside a field that stands in where a writer has no such field. */
#pragma once

#include "avro/codec/record.h"
#include "avro/codec/schema.h"

/* True when `json` is a value of the type. For a union any branch will do, as newer versions of the
 * specification allow and real registries hold. */
bool of_schema_default_fits(const of_schema_type *type, const struct json_t *json);

/* Builds the C value of a default that fits, at `value` (zeroed, target->size bytes); what it
 * points to lives in `arena`. False when the table does not belong to the schema or the arena is
 * full. */
bool of_schema_default_build(const of_schema_type *type, const struct json_t *json,
                             const of_value_type *target, of_arena *arena, void *value);

/* True when the table can hold every value of the reader's type that the schema text declares. */
bool of_schema_is_of_table(const of_schema_type *type, const of_value_type *target);
