/* A directory that serves as a schema registry: "<id>.avsc" files and a "subjects" file with one
 * "<subject> <id>" per line. Made for one process at a time; ids stay unique even with several. */
#pragma once

#include "topology/base/buffer.h"
#include "topology/base/status.h"

/* FATAL when the directory cannot be made or written. */
of_status of_directory_open(const char *directory);
/* SKIP: no such id. RETRY: the file is there but cannot be read. */
of_status of_directory_schema(const char *directory, int32_t id, of_buffer *text);
/* The id of an equal text, whatever its subject, else the next free one. FATAL when it cannot be
 * written. */
of_status of_directory_register(const char *directory, const char *subject, of_text text,
                                int32_t *id);
/* The id that the subject got last. SKIP: no such subject. */
of_status of_directory_latest(const char *directory, const char *subject, int32_t *id);
