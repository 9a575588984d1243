/* Records as JSON, for people: transcripts, the command line, the ops page. Never the hot path.
 *
 * Enums are their symbols, null is null, bytes are base64, texts are UTF-8. Quantities and money
 * stay the integers they are. Field order is the schema's. */
#pragma once

#include "avro/codec/record.h"

/* One line of JSON appended to `out`. With `sparse`, fields that hold null, zero, false, "" or an
 * empty list are left out, which is what a person wants to read. */
of_status of_record_to_json(const of_record_type *type, const void *record, bool sparse,
                            of_buffer *out);

/* Reads `json` (an object) into `record` (type->size bytes, zeroed first): absent fields stay zero,
 * null or empty; an unknown field is an error. Everything lives in `arena`. SKIP with `error`
 * filled. */
of_status of_record_from_json(const of_record_type *type, of_text json, of_arena *arena,
                              void *record, char *error, size_t error_size);
