/* A sorted array of rows, and the changes of batches that were not written yet. */
#include "tests/sim/memory_rocks.h"

#include "topology/base/memory.h"
#include "topology/kafka/embedded_broker.h"

typedef struct row {
    const of_rocks_batch *batch; /* of a change */
    size_t family;
    of_bytes key, value;
} row;

static struct {
    row *rows;
    size_t count, capacity;
    row *changes;
    size_t change_count, change_capacity;
} all;

of_rocks *memory_rocks(void)
{
    return (of_rocks *)&all;
}

static of_bytes copied(of_bytes bytes)
{
    return bytes.data == NULL
               ? bytes
               : (of_bytes){.data = (uint8_t *)of_new_string((const char *)bytes.data, bytes.len),
                            .len = bytes.len};
}

static void free_row(const row *one)
{
    of_delete((void *)one->key.data);
    of_delete((void *)one->value.data);
}

void memory_rocks_forget(void)
{
    for (size_t i = 0; i < all.count; i++) {
        free_row(&all.rows[i]);
    }
    for (size_t i = 0; i < all.change_count; i++) {
        free_row(&all.changes[i]);
    }
    all.count = 0;
    all.change_count = 0;
}

/* Of the first row at or after. */
static size_t position(size_t family, of_bytes key)
{
    size_t low = 0;
    size_t high = all.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const row *at = &all.rows[middle];
        bool before =
            at->family != family ? at->family < family : of_bytes_compare(at->key, key) < 0;
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    return low;
}

static bool is_at(size_t at, size_t family, of_bytes key)
{
    return at < all.count && all.rows[at].family == family && of_bytes_equal(all.rows[at].key, key);
}

void memory_rocks_get(size_t family, of_bytes key, of_buffer *value, bool *found)
{
    size_t at = position(family, key);
    *found = is_at(at, family, key);
    if (*found) {
        of_buffer_put(value, all.rows[at].value.data, all.rows[at].value.len);
    }
}

void memory_rocks_put(const of_rocks_batch *batch, size_t family, of_bytes key, of_bytes value)
{
    all.changes = of_grow(all.changes, all.change_count, &all.change_capacity, sizeof(row));
    all.changes[all.change_count++] =
        (row){.batch = batch, .family = family, .key = copied(key), .value = copied(value)};
}

static void change(row *one)
{
    size_t at = position(one->family, one->key);
    bool exists = is_at(at, one->family, one->key);
    if (exists) {
        free_row(&all.rows[at]);
    }
    if (one->value.data == NULL) {
        free_row(one);
        if (exists) {
            all.count--;
            memmove(&all.rows[at], &all.rows[at + 1], (all.count - at) * sizeof(row));
        }
        return;
    }
    if (!exists) {
        all.rows = of_grow(all.rows, all.count, &all.capacity, sizeof(row));
        memmove(&all.rows[at + 1], &all.rows[at], (all.count - at) * sizeof(row));
        all.count++;
    }
    all.rows[at] = *one;
}

void memory_rocks_write(const of_rocks_batch *batch)
{
    size_t left = 0;
    for (size_t i = 0; i < all.change_count; i++) {
        if (all.changes[i].batch == batch) {
            change(&all.changes[i]);
        } else {
            all.changes[left++] = all.changes[i];
        }
    }
    all.change_count = left;
}

void memory_rocks_scan(size_t family, of_bytes prefix, of_bytes from, of_rocks_visit visit,
                       void *state)
{
    for (size_t at = position(family, from); at < all.count; at++) {
        const row *one = &all.rows[at];
        if (one->family != family || one->key.len < prefix.len ||
            memcmp(one->key.data, prefix.data, prefix.len) != 0 ||
            !visit(state, one->key, one->value)) {
            return;
        }
    }
}
