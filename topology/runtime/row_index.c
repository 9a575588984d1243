/* Linear probing; a removal moves later entries of the chain back, so that there are no tombs. */
#include "topology/runtime/row_index.h"

#include "topology/base/assert.h"
#include "topology/base/memory.h"

#define SLOTS_MIN 256

/* The slot that holds the key, or the free one where it belongs. */
static size_t slot_of(const of_index *index, uint64_t hash, of_bytes key)
{
    size_t mask = index->slot_count - 1;
    size_t at = (size_t)hash & mask;
    while (index->slots[at].entry != NULL &&
           (index->slots[at].hash != hash ||
            !of_bytes_equal(index->key_of(index->slots[at].entry), key))) {
        at = (at + 1) & mask;
    }
    return at;
}

void *of_index_find(const of_index *index, of_bytes key)
{
    return index->slot_count == 0 ? NULL : index->slots[slot_of(index, of_hash(key), key)].entry;
}

static void grow(of_index *index)
{
    of_index_slot *old = index->slots;
    size_t old_count = index->slot_count;
    index->slot_count = old_count == 0 ? SLOTS_MIN : old_count * 2;
    index->slots = of_new_array(index->slot_count, sizeof *index->slots);
    size_t mask = index->slot_count - 1;
    for (size_t i = 0; i < old_count; i++) {
        if (old[i].entry != NULL) {
            size_t at = (size_t)old[i].hash & mask;
            while (index->slots[at].entry != NULL) {
                at = (at + 1) & mask;
            }
            index->slots[at] = old[i];
        }
    }
    of_delete(old);
}

void of_index_add(of_index *index, void *entry)
{
    if ((index->count + 1) * 3 > index->slot_count * 2) {
        grow(index);
    }
    of_bytes key = index->key_of(entry);
    uint64_t hash = of_hash(key);
    size_t at = slot_of(index, hash, key);
    of_assert(index->slots[at].entry == NULL);
    index->slots[at] = (of_index_slot){.hash = hash, .entry = entry};
    index->count++;
}

void of_index_remove(of_index *index, const void *entry)
{
    of_assert(index->count > 0);
    of_bytes key = index->key_of(entry);
    size_t mask = index->slot_count - 1;
    size_t hole = slot_of(index, of_hash(key), key);
    of_assert(index->slots[hole].entry == entry);
    for (size_t at = (hole + 1) & mask; index->slots[at].entry != NULL; at = (at + 1) & mask) {
        size_t home = (size_t)index->slots[at].hash & mask;
        /* It may move back when its home is not between the hole and where it is. */
        if (((at - home) & mask) >= ((at - hole) & mask)) {
            index->slots[hole] = index->slots[at];
            hole = at;
        }
    }
    index->slots[hole] = (of_index_slot){0};
    index->count--;
}

void of_index_free(of_index *index)
{
    of_delete(index->slots);
    *index = (of_index){.key_of = index->key_of};
}
