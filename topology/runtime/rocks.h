/* RocksDB as the store uses it: column families without a write-ahead log, one atomic batch at a
 * time, flushed together. rocks.c is the only file that includes rocksdb/c.h.
 *
 * Calls may come from any thread; a batch or a scan belongs to one. */
#pragma once

#include "topology/base/buffer.h"
#include "topology/base/status.h"

typedef struct of_rocks of_rocks;
typedef struct of_rocks_batch of_rocks_batch;

typedef struct of_rocks_options {
    const char *directory;
    const char *const *families; /* the first must be "default" */
    size_t family_count;
    size_t block_cache_bytes;
    size_t memtable_bytes; /* of all families together */
} of_rocks_options;

/* FATAL with `error` filled; ABORT when what is on disk contradicts itself. Families on disk that
 * are not named are opened and left alone. */
of_status of_rocks_open(const of_rocks_options *options, of_rocks **rocks, char *error,
                        size_t error_size);
/* `flush` false: what was not flushed is lost, as after a kill -9. */
void of_rocks_close(of_rocks *rocks, bool flush);
/* What was asked of it and written to it since it was opened. Any thread. */
typedef struct of_rocks_io {
    int64_t reads;  /* lookups and scans */
    int64_t writes; /* rows put or deleted */
} of_rocks_io;

of_rocks_io of_rocks_io_so_far(const of_rocks *rocks);
/* Size of the files that hold its rows, with the versions in them that no compaction has yet found
 * superseded. */
int64_t of_rocks_file_bytes(const of_rocks *rocks);
/* All families, atomically, and wait. */
of_status of_rocks_flush(of_rocks *rocks);

/* A call or a flush has failed, and nothing that is read or written from then on can be relied on.
 * Any thread. */
bool of_rocks_has_failed(const of_rocks *rocks);

/* Appends the value to `value`; *found tells whether there is one. */
of_status of_rocks_get(of_rocks *rocks, size_t family, of_bytes key, of_buffer *value, bool *found);

of_rocks_batch *of_rocks_batch_new(void);
void of_rocks_batch_free(of_rocks_batch *batch);
void of_rocks_put(of_rocks *rocks, of_rocks_batch *batch, size_t family, of_bytes key,
                  of_bytes value);
void of_rocks_delete(of_rocks *rocks, of_rocks_batch *batch, size_t family, of_bytes key);
void of_rocks_delete_range(of_rocks *rocks, of_rocks_batch *batch, size_t family, of_bytes from,
                           of_bytes to);
/* One atomic write; the batch is empty afterwards. */
of_status of_rocks_write(of_rocks *rocks, of_rocks_batch *batch);

/* Entries whose key starts with `prefix`, from `from` on, ascending, while `visit` returns true.
 * Key and value are borrowed until visit returns. */
typedef bool (*of_rocks_visit)(void *state, of_bytes key, of_bytes value);
of_status of_rocks_scan(of_rocks *rocks, size_t family, of_bytes prefix, of_bytes from,
                        of_rocks_visit visit, void *state);
