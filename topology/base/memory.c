/* The system allocator, with the one answer to "no memory" that is honest. */
#include "topology/base/memory.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LARGE_BYTES (256 << 10)

static void *refuse_null(void *memory, size_t size)
{
    if (memory == NULL && size > 0) {
        fprintf(stderr,
                "orderflow: out of memory (%zu bytes): this machine has less than `memory` says\n",
                size);
        abort();
    }
    return memory;
}

void *of_new(size_t size)
{
    return refuse_null(calloc(1, size), size);
}

void *of_new_array(size_t count, size_t size)
{
    return refuse_null(calloc(count, size), count > 0 ? size : 0);
}

void *of_renew(void *memory, size_t size)
{
    return refuse_null(realloc(memory, size), size);
}

void of_delete(void *memory)
{
    free(memory);
}

void of_memory_tighten(int heaps)
{
    (void)mallopt(M_ARENA_MAX, heaps);
    (void)mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
    (void)mallopt(M_TRIM_THRESHOLD, LARGE_BYTES);
}

char *of_new_string(const char *text, size_t len)
{
    char *copy = of_new(len + 1);
    if (len > 0) {
        memcpy(copy, text, len);
    }
    return copy;
}
