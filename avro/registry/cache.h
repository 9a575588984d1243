/* Small files with a checksum, written whole or not at all: what a registry said once.
 *
 * An entry is a header line and a text. Whatever does not fit its own header is treated as absent,
 * so a torn or edited file costs one request, never a wrong schema. Any thread, any process. */
#pragma once

#include "topology/base/buffer.h"
#include "topology/base/status.h"

/* Schema texts by id. False: not there, or damaged. */
bool of_cache_read_schema(const char *folder, int32_t id, of_buffer *text);
void of_cache_write_schema(const char *folder, int32_t id, of_text text);

/* Ids by (subject, text). */
bool of_cache_read_id(const char *folder, const char *subject, of_text text, int32_t *id);
void of_cache_write_id(const char *folder, const char *subject, of_text text, int32_t id);
