/* The only door to the system allocator: it never returns NULL and the process can be asked what
 * it holds. Used at start-up and by containers that are themselves bounded by a budget. */
#pragma once

#include <stddef.h>

/* Zeroed. Ends the process with a message when the system has no memory left: by then the budget
 * of the configuration is already wrong, and going on would only choose a worse moment. */
void *of_new(size_t size);
void *of_new_array(size_t count, size_t size);
void *of_renew(void *memory, size_t size);
void of_delete(void *memory);
/* Once, before threads start: keeps what is free from piling up in one heap per thread, and gives
 * large blocks back to the system at once. Without it a process holds a multiple of what it uses.
 */
void of_memory_tighten(int heaps);
char *of_new_string(const char *text, size_t len);
