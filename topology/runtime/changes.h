/* Changes of derived rows by (row of the page, key): the first `before` and the last `after` of
 * each, in the order of their first change. */
#pragma once

#include "topology/base/bytes.h"

typedef struct of_change {
    int32_t row; /* of the page */
    int32_t partition;
    of_text key;
    const void *before; /* NULL: it did not exist */
    const void *after;  /* NULL: it is gone, or for an edge never */
    uint64_t hash;      /* of row and key: of_change_hash */
} of_change;

typedef struct of_changes {
    of_change *items;
    size_t count;
    size_t capacity;
    uint32_t *slots; /* open addressing: index + 1 of an item, 0 for free */
    size_t slot_count;
} of_changes;

uint64_t of_change_hash(int32_t row, of_text key);
/* The change of the same row and key, found by its hash; NULL: none was merged. */
const of_change *of_changes_find(const of_changes *changes, const of_change *like);
/* Coalesces with an earlier change of the same row and key. Pointers are kept, not copied. */
void of_changes_merge(of_changes *changes, of_change change);
/* One more, whatever came before: edges. */
void of_changes_append(of_changes *changes, of_change change);
/* Forgets all; keeps the memory. */
void of_changes_clear(of_changes *changes);
void of_changes_free(of_changes *changes);
