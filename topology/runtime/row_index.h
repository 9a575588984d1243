/* A hash index over keys that live in its entries: open addressing, the hash beside the entry, so
 * that a lookup touches one slot and the entry that it finds. */
#pragma once

#include "topology/base/bytes.h"

typedef struct of_index_slot {
    uint64_t hash;
    void *entry; /* NULL: free */
} of_index_slot;

typedef struct of_index {
    of_index_slot *slots;
    size_t slot_count; /* a power of two, or 0 */
    size_t count;
    of_bytes (*key_of)(const void *entry);
} of_index;

void *of_index_find(const of_index *index, of_bytes key);
/* The key must not be there yet. */
void of_index_add(of_index *index, void *entry);
/* The entry must be there. */
void of_index_remove(of_index *index, const void *entry);
void of_index_free(of_index *index);
