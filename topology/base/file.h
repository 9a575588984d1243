/* Whole files and folders. Any thread. */
#pragma once

#include "topology/base/buffer.h"

/* Makes `path` and the folders above it. False when that is not possible. */
bool of_folder_make(const char *path);

/* A whole file into `content` (cleared first), at most `max` bytes. False when it cannot be read.
 */
bool of_file_read(const char *path, size_t max, of_buffer *content);

/* Content and name together or not at all: a temporary file, flushed, then renamed; with
 * `exclusive` linked, which fails when the name is taken. False with errno set. */
bool of_file_write(const char *path, of_text content, bool exclusive);
