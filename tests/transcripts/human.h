/* Values as people write them in transcripts, and as records carry them.
 *
 * A field whose doc says "thousandths of the base unit" is written in base units (10, 0.5), one
 * that says "1/10,000 of the currency unit" as a decimal (50.00), a time as ISO text. */
#pragma once

#include <jansson.h>

#include "avro/codec/record.h"
#include "avro/codec/schema.h"

/* A record type and its own schema, which knows defaults and logical types. */
typedef struct human_type {
    const of_record_type *type;
    of_schema *schema;
} human_type;

human_type human_type_open(const of_record_type *type);
void human_type_close(human_type *type);

/* Both return a new reference, or NULL with the field and what is wrong with it in `error`.
 * `defaults`: absent fields get the default of the schema. */
json_t *human_to_raw(const human_type *type, const json_t *value, bool defaults, char *error,
                     size_t error_size);
json_t *human_from_raw(const human_type *type, const json_t *value);
