/* The rows of one shard in memory: those of this turn, and a bounded cache of clean ones.
 *
 * A version of a row is an *object*, the struct itself in one block of memory, with its *encoding*
 * beside it once that was made: at the end of the turn that put it, or because it came from
 * RocksDB. The encoding is what is written later, and a fraction of the object's size: under
 * pressure the object of a row goes first, and the row after it. What a record read or replaced
 * stays until that record is kept or undone, so that what was handed out needs no copy.
 *
 *   now     after the last put; a turn that aborts falls back to
 *   base    as of the last commit; a crash falls back to what the changelog and
 *   stored  RocksDB have, which is older where the row is *unwritten*
 *
 * Dirty rows (now is not base) are pinned, and of unwritten ones (base is not stored) the encoding.
 *
 * Rows whose keys are alike up to the first bar are a *group* (the lines of an order): what a scan
 * asks for. A group that is whole holds every row that the store has of it, so that a scan, and the
 * question for a row that does not exist, are answered here. The same holds of a whole store, which
 * one is that began empty and of which nothing that exists was evicted: the sagas', mostly. */
#pragma once

#include "topology/base/bytes.h"
#include "topology/runtime/row_index.h"
#include "topology/runtime/row_version.h"

#define OF_STORE_IDS      256
#define OF_GROUP_END      '|'
#define OF_GROUP_ROWS_MAX 1024 /* an order of 100,000 lines must not pay for a sorted list */

typedef struct of_row {
    of_version *now;
    of_version *base;     /* == now in a row that is not dirty */
    struct of_row *newer; /* in its list */
    struct of_row *older;
    uint64_t record; /* that asked for it last */
    struct of_row_group *group;
    bool is_dirty;
    bool is_unwritten;
    bool is_stored; /* RocksDB has a version of it */
    bool is_used;   /* since it was looked at for eviction */
    bool is_warm;   /* of those that are not dirty: has its object */
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
    of_version *before;
    bool was_dirty;
} of_row_undo;

/* Rows that are not dirty, by age. */
typedef struct of_row_list {
    of_row *newest;
    of_row *oldest;
} of_row_list;

typedef struct of_rows {
    of_index by_key;
    of_index groups;
    of_row_list warm; /* have their objects */
    of_row_list cold; /* are only encoded, or do not exist */
    size_t objects;   /* bytes of the objects of warm rows */
    uint64_t record;  /* the number of the record in hand; its rows are not evicted */
    size_t loaded;    /* bytes of the rows that it loaded */
    size_t bytes;     /* keys and versions, clean and dirty */
    size_t pinned;    /* of these, what cannot be evicted */
    size_t bytes_max;
    /* By store id: was the store asked whether it is empty, and is all that it holds in memory? */
    bool is_asked[OF_STORE_IDS];
    bool is_whole[OF_STORE_IDS];
    of_row **dirty;
    size_t dirty_count;
    size_t dirty_capacity;
    of_row **unwritten;
    size_t unwritten_count;
    size_t unwritten_capacity;
    size_t unwritten_bytes;
    size_t unwritten_in[OF_STORE_IDS]; /* rows of the store */
    of_row_undo *undo;
    size_t undo_count;
    size_t undo_capacity;
} of_rows;

/* What a row counts for in `bytes`, beside its versions. */
size_t of_row_cost(const of_row *row);

of_row *of_rows_find(of_rows *rows, of_bytes key);
/* The record in hand reads the row: it stays until that is kept or undone. */
void of_rows_use(of_rows *rows, of_row *row);
/* Adds a clean row as it is in the store, and takes the version; NULL: the store has none. */
of_row *of_rows_load(of_rows *rows, of_bytes key, of_version *encoding);
/* Gives a row that is only encoded its object, and takes it. */
void of_rows_decoded(of_rows *rows, of_row *row, of_version *object);
/* The other way round, for what is dirty. */
void of_rows_encoded(of_rows *rows, of_row *row, of_version *encoding);
/* The row from now on, NULL: deleted; takes the version. False, and nothing is taken, when the
 * budget is full of what this turn changed. */
bool of_rows_change(of_rows *rows, of_row *row, of_version *version);
/* The record in hand ends. */
void of_rows_keep(of_rows *rows);
void of_rows_undo(of_rows *rows);
/* For a walk over all rows of a list, which left the processor's caches since they were changed:
 * asks for the memory of the rows that come next. */
void of_rows_prefetch(of_row *const *list, size_t count, size_t at);
/* The turn is committed (its rows are unwritten from now on) or discarded (they are again what they
 * were at the last commit). */
void of_rows_commit(of_rows *rows);
void of_rows_discard(of_rows *rows);
/* Puts the unwritten rows in order of their keys: neighbours go into RocksDB's memory one beside
 * the other, which spares most of the search for their place. */
void of_rows_sort(of_rows *rows);
/* RocksDB has the base of every row. */
void of_rows_written(of_rows *rows);
/* Forgets everything, what is unwritten included. */
void of_rows_clear(of_rows *rows);

/* The key of the group that a row of this key belongs to; absent: it belongs to none. */
of_bytes of_rows_group_key(of_bytes key);
/* The group of that key; NULL: no row of it is in memory. */
of_row_group *of_rows_group(const of_rows *rows, of_bytes group_key);
