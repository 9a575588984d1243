/* A judge as the runtime calls it: what a node emits is held against laws that share no line with
 * the node. The page says whose results it judges; a law that is broken quarantines the order.
 *
 * All calls belong to one input: `book` is its memory, book_bytes that are zeros when the input
 * begins. They are pure, allocate nothing, and return NULL or the law that is broken, by name:
 * "L1: what is wrong", static text. */
#pragma once

#include "processors/context.h"

typedef struct of_judge {
    const char *laws; /* their names, for `orderflow topology` */
    size_t book_bytes;
    /* A result as emitted; before is NULL for the first. */
    const char *(*emitted)(void *book, int result, const void *before, const void *after);
    /* The input is handled: once for each (result, key) that it changed, with the rows stored... */
    of_status (*stored)(of_ctx *ctx, int result, of_text key, const void *after,
                        const char **broken);
    /* ... and once at the end. */
    const char *(*closed)(const void *book);
} of_judge;
