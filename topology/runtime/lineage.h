/* Who wrote a shard's history: its reigns, each an owner and the first turn it wrote.
 *
 * Every stamp carries the lineage as of its turn, so that local state can be held against whatever
 * end of the changelog is read: a state is on a history when the reign it ends in is on it and had
 * not ended before the state's turn.
 *
 *   history   A from 1 ──────────── B from 101 ─────────►
 *   A at 97   on it                    A at 105   not: that A went on where history did not */
#pragma once

#include "topology/base/buffer.h"

#define OF_REIGNS_MAX 32

typedef struct of_reign {
    char owner[37];
    int64_t first_turn;
    int64_t began_ms;
} of_reign;

typedef struct of_lineage {
    int32_t partitions;
    size_t count;
    of_reign reigns[OF_REIGNS_MAX]; /* oldest first; the oldest go when it is full */
} of_lineage;

/* The owner writes from this turn on. */
void of_lineage_add(of_lineage *lineage, const char *owner, int64_t turn, int64_t at_ms);
/* True when `owner` wrote last. */
bool of_lineage_ends_with(const of_lineage *lineage, const char *owner);
/* Does a state of this lineage, at this turn, lie on `history`? A state that was dropped from a
 * full history does not. */
bool of_lineage_holds(const of_lineage *history, const of_lineage *state, int64_t turn);

void of_lineage_encode(const of_lineage *lineage, of_buffer *out);
/* Bytes read, 0 when it is no lineage. */
size_t of_lineage_decode(of_lineage *lineage, of_bytes in);
