/* The system allocator, with the one answer to "no memory" that is honest. */
#include "topology/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *refuse_null(void *memory, size_t size)
{
    if (memory == NULL && size > 0) {
        fprintf(stderr, "orderflow: out of memory (%zu bytes); lower memory.budget\n", size);
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

char *of_new_string(const char *text, size_t len)
{
    char *copy = of_new(len + 1);
    if (len > 0) {
        memcpy(copy, text, len);
    }
    return copy;
}
