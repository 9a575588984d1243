/* What rocks.h does, on a sorted array: one store of a few thousand rows, never on a disk. */
#pragma once

#include "topology/runtime/rocks.h"

of_rocks *memory_rocks(void); /* the only one; never to be given to the real calls */
void memory_rocks_forget(void);
void memory_rocks_get(size_t family, of_bytes key, of_buffer *value, bool *found);
/* Waits for memory_rocks_write of the batch; `value` without data: deleted. */
void memory_rocks_put(const of_rocks_batch *batch, size_t family, of_bytes key, of_bytes value);
void memory_rocks_write(const of_rocks_batch *batch);
void memory_rocks_scan(size_t family, of_bytes prefix, of_bytes from, of_rocks_visit visit,
                       void *state);
