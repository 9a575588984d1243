/* A list of keys and values, copied in and searched from the front. */
#include "tests/unit/runtime/cells.h"

#include "topology/base/memory.h"

static of_bytes own(of_bytes bytes)
{
    if (bytes.data == NULL) {
        return bytes;
    }
    uint8_t *copy = of_new(bytes.len + 1);
    if (bytes.len > 0) {
        memcpy(copy, bytes.data, bytes.len);
    }
    return (of_bytes){.data = copy, .len = bytes.len};
}

void cells_free(cells *list)
{
    for (size_t i = 0; i < list->count; i++) {
        of_delete((void *)(uintptr_t)list->items[i].key.data);
        of_delete((void *)(uintptr_t)list->items[i].value.data);
    }
    of_delete(list->items);
    *list = (cells){0};
}

cell *cells_find(const cells *list, of_bytes key)
{
    for (size_t i = 0; i < list->count; i++) {
        if (of_bytes_equal(list->items[i].key, key)) {
            return &list->items[i];
        }
    }
    return NULL;
}

void cells_set(cells *list, of_bytes key, of_bytes value)
{
    cell *found = cells_find(list, key);
    if (found != NULL) {
        of_bytes old = found->value;
        found->value = own(value);
        of_delete((void *)(uintptr_t)old.data);
        return;
    }
    list->items = of_renew(list->items, (list->count + 1) * sizeof *list->items);
    list->items[list->count++] = (cell){.key = own(key), .value = own(value)};
}

cells cells_copy(const cells *from)
{
    cells to = {0};
    for (size_t i = 0; i < from->count; i++) {
        cells_set(&to, from->items[i].key, from->items[i].value);
    }
    return to;
}
