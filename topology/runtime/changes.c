/* A list of changes with a hash index over (row, key). */
#include "topology/runtime/changes.h"

#include "topology/base/assert.h"
#include "topology/base/memory.h"

#define SLOTS_MIN 64

uint64_t of_change_hash(int32_t row, of_text key)
{
    return of_hash(of_bytes_of_text(key)) ^ ((uint64_t)row * 0x9e3779b97f4a7c15u);
}

static bool is_same(const of_change *a, const of_change *b)
{
    return a->hash == b->hash && a->row == b->row && of_text_equal(a->key, b->key);
}

/* The slot that holds the change, or the free one where it belongs. */
static size_t slot_of(const of_changes *changes, const of_change *change)
{
    size_t mask = changes->slot_count - 1;
    size_t at = (size_t)change->hash & mask;
    while (changes->slots[at] != 0 && !is_same(&changes->items[changes->slots[at] - 1], change)) {
        at = (at + 1) & mask;
    }
    return at;
}

static void index_anew(of_changes *changes, size_t slot_count)
{
    of_delete(changes->slots);
    changes->slots = of_new_array(slot_count, sizeof *changes->slots);
    changes->slot_count = slot_count;
    for (size_t i = 0; i < changes->count; i++) {
        size_t at = slot_of(changes, &changes->items[i]);
        if (changes->slots[at] == 0) {
            changes->slots[at] = (uint32_t)i + 1;
        }
    }
}

static of_change *push(of_changes *changes, const of_change *change)
{
    if (changes->count == changes->capacity) {
        changes->capacity = changes->capacity == 0 ? SLOTS_MIN : changes->capacity * 2;
        changes->items = of_renew(changes->items, changes->capacity * sizeof *changes->items);
    }
    of_assert(changes->count < changes->capacity);
    changes->items[changes->count] = *change;
    return &changes->items[changes->count++];
}

const of_change *of_changes_find(const of_changes *changes, const of_change *like)
{
    if (changes->count == 0 || changes->slot_count == 0) {
        return NULL;
    }
    size_t at = slot_of(changes, like);
    return changes->slots[at] == 0 ? NULL : &changes->items[changes->slots[at] - 1];
}

void of_changes_merge(of_changes *changes, of_change change)
{
    of_assert(change.key.data != NULL);
    if ((changes->count + 1) * 2 > changes->slot_count) {
        index_anew(changes, changes->slot_count == 0 ? SLOTS_MIN : changes->slot_count * 2);
    }
    size_t at = slot_of(changes, &change);
    if (changes->slots[at] != 0) {
        changes->items[changes->slots[at] - 1].after = change.after;
        return;
    }
    push(changes, &change);
    changes->slots[at] = (uint32_t)changes->count;
}

void of_changes_append(of_changes *changes, of_change change)
{
    of_assert(change.after != NULL);
    push(changes, &change);
}

void of_changes_clear(of_changes *changes)
{
    of_assert(changes->count <= changes->capacity);
    if (changes->count == 0) {
        return; /* three lists are cleared several times per record, mostly empty ones */
    }
    /* One large record must not make every later one pay for its table. */
    if (changes->slot_count > 0) {
        memset(changes->slots, 0, changes->slot_count * sizeof *changes->slots);
        if (changes->slot_count > SLOTS_MIN && changes->count * 8 < changes->slot_count) {
            changes->count = 0;
            index_anew(changes, SLOTS_MIN);
        }
    }
    changes->count = 0;
}

void of_changes_free(of_changes *changes)
{
    of_delete(changes->items);
    of_delete(changes->slots);
    *changes = (of_changes){0};
}
