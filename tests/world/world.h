/* The generator: seeded orders and the life they lead when nothing stands in the way, written into
 * the agenda of the books. What stands in the way is each line's plot. */
#pragma once

#include "tests/world/books.h"

typedef struct world_plan {
    int32_t orders;
    int64_t start_ms;
    int64_t spread_ms; /* the orders come in over this time */
} world_plan;

/* Adds the orders. The same seed gives the same orders; one more order changes none of the others
 * but the time they come in. */
void world_add_orders(books *world, const world_plan *plan);
