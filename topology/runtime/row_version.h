/* One version of a row: an *object*, the struct itself in one block of memory, with its *encoding*
 * beside it once that was made (at the end of the turn that put it, or because it came from
 * RocksDB); or the encoding alone. */
#pragma once

#include <stdalign.h>

#include "topology/base/bytes.h"

typedef struct of_version {
    struct of_version *encoding; /* of an object: the same row as bytes; NULL: not made yet */
    size_t bytes;
    bool is_object;
    alignas(max_align_t) uint8_t data[];
} of_version; /* NULL: no such row */

/* Room for an object; of_version_of copies an encoding, absent bytes give NULL. */
of_version *of_version_new(size_t bytes);
of_version *of_version_of(of_bytes encoding);
void of_version_free(of_version *version);
/* The version's encoding, itself if it is one; NULL: not made yet. */
const of_version *of_version_encoded(const of_version *version);
of_bytes of_version_encoding(const of_version *version);
/* What it counts for, with its encoding and without. */
size_t of_version_cost(const of_version *version);
size_t of_version_block_cost(const of_version *version);
