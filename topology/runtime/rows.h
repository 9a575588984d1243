/* The rows of one shard in memory: those of this turn, and a bounded cache of clean ones.
 *
 * A row is its encoded value, so that the bytes of the changelog and of RocksDB are made once, when
 * it is put. `base` is the value when the turn began, `now` after the last kept record or put.
 *
 * Rows whose keys are alike up to the first bar are a *group* (the lines of an order): what a scan
 * asks for. A group that is whole holds every row that the store has of it, so that a scan, and the
 * question for a row that does not exist, are answered here. The same holds of a whole store, which
 * one is that began empty and of which nothing that exists was evicted: the sagas', mostly. */
#pragma once

#include "topology/base/bytes.h"
#include "topology/runtime/row_index.h"

#define OF_STORE_IDS      256
#define OF_GROUP_END      '|'
#define OF_GROUP_ROWS_MAX 1024 /* an order of 100,000 lines must not pay for a sorted list */

typedef struct of_blob {
    size_t len;
    uint8_t data[];
} of_blob; /* NULL: no such row */

typedef struct of_row {
    of_blob *now;
    of_blob *base;        /* == now in a clean row */
    struct of_row *newer; /* clean rows by age */
    struct of_row *older;
    void *decoded;       /* of `now`, in the shard's record arena */
    uint64_t decoded_in; /* the record it was decoded for */
    struct of_row_group *group;
    bool is_dirty;
    bool is_used;   /* since it was looked at for eviction */
    bool is_listed; /* in its group's rows */
    size_t key_len;
    uint8_t key[]; /* store id (2, big endian), row key */
} of_row;

typedef struct of_row_group {
    of_row **rows; /* ascending by key; clean and dirty ones, and those that do not exist */
    size_t count;
    size_t capacity;
    size_t unlisted; /* rows beyond OF_GROUP_ROWS_MAX: such a group is never whole */
    bool is_whole;
    size_t key_len;
    uint8_t key[]; /* store id, row key up to the first bar, the bar included */
} of_row_group;

/* What a put or delete replaced, until its record is kept or undone. */
typedef struct of_row_undo {
    of_row *row;
    of_blob *before;
    bool was_dirty;
} of_row_undo;

typedef struct of_rows {
    of_index by_key;
    of_index groups;
    of_row *newest;
    of_row *oldest;
    size_t bytes; /* keys and values, clean and dirty */
    size_t bytes_max;
    int scans; /* going on: nothing is evicted */
    /* By store id: was the store asked whether it is empty, and is all that it holds in memory? */
    bool is_asked[OF_STORE_IDS];
    bool is_whole[OF_STORE_IDS];
    of_row **dirty;
    size_t dirty_count;
    size_t dirty_capacity;
    of_row_undo *undo;
    size_t undo_count;
    size_t undo_capacity;
} of_rows;

of_row *of_rows_find(of_rows *rows, of_bytes key);
/* Adds a clean row as it is in the store; `value` absent: the store has none. */
of_row *of_rows_load(of_rows *rows, of_bytes key, of_bytes value);
/* The row's value from now on; absent: deleted. False when the budget is full of dirty rows. */
bool of_rows_change(of_rows *rows, of_row *row, of_bytes value);
void of_rows_keep(of_rows *rows);
void of_rows_undo(of_rows *rows);
/* The changed rows in order of their keys: neighbours go into RocksDB's memory one beside the
 * other, which spares most of the search for their place. */
void of_rows_sort(of_rows *rows);
/* The turn is applied (its values are the store's) or discarded (the store's values come back). */
void of_rows_applied(of_rows *rows);
void of_rows_discard(of_rows *rows);
/* Forgets everything. */
void of_rows_clear(of_rows *rows);

/* The key of the group that a row of this key belongs to; absent: it belongs to none. */
of_bytes of_rows_group_key(of_bytes key);
/* The group of that key; NULL: no row of it is in memory. */
of_row_group *of_rows_group(const of_rows *rows, of_bytes group_key);
