/* Writes Avro from JSON by any schema, for tests: what a connector would put on the wire. */
#pragma once

#include <jansson.h>

#include "avro/codec/schema.h"
#include "topology/base/buffer.h"

/* Unions: JSON null takes the null branch, all else the first other one. Bytes and fixed: a text's
 * bytes, or an integer as the shortest two's complement. Enums: the symbol. An absent field of an
 * object is null. */
void avro_write(const of_schema_type *type, const json_t *json, of_buffer *out);
