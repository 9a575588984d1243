/* Keys and values of the store in memory. */
#pragma once

#include "topology/base/bytes.h"

typedef struct cell {
    of_bytes key;
    of_bytes value; /* data == NULL: deleted */
} cell;

typedef struct cells {
    cell *items;
    size_t count;
} cells;

void cells_free(cells *list);
cell *cells_find(const cells *list, of_bytes key);
void cells_set(cells *list, of_bytes key, of_bytes value);
cells cells_copy(const cells *from);
