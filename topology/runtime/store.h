/* State: one RocksDB per process, one column family per store, and in front of it a bounded cache
 * of rows as structs.
 *
 * A *shard* is the state of one task (partition). Within a turn rows change in memory only; a
 * record is a savepoint; at the end of the turn the dirty rows go to the changelog inside the Kafka
 * transaction, and its commit makes them the state. RocksDB gets them later, those of several turns
 * in one write batch together with the positions and the stamp of the last of them: by time, by
 * bytes, and before the shard is closed. So it only ever holds a committed prefix (promise A1), and
 * what a crash takes with it lies in the changelog behind the stored position.
 *
 *   begin ─ get/put/delete ─ keep │ undo ─ ... ─ collect ─ (Kafka commit) ─ apply ─ ... ─ write
 *                                                        └ (abort) ─ discard
 *
 * Row key in RocksDB: partition (4 bytes, big endian), key bytes. Row value: shard_schema.c. A
 * newer format, or a schema that holds more than ours, is FATAL for the shard.
 *
 * Threads: the of_store may be opened, closed and asked from any thread; a shard belongs to one
 * thread at a time. */
#pragma once

#include "avro/codec/record.h"
#include "topology/base/bytes.h"
#include "topology/base/status.h"
#include "topology/kafka/port.h"

typedef struct of_store of_store;
typedef struct of_shard of_shard;

/* One kind of row. `id` is stable for ever (it stands in the changelog key), 1..199; ids from 200
 * are the engine's own (timers, stamps, lineage). */
typedef struct of_store_row {
    uint16_t id;
    const char *name; /* column family */
    const of_record_type *type;
} of_store_row;

typedef struct of_store_options {
    const char *directory;
    const of_store_row *rows;
    size_t row_count;
    int32_t partitions;  /* P, pinned in the state: another P is FATAL with a clear message */
    size_t memory_bytes; /* block cache + memtables + row cache together */
    int64_t flush_ms;    /* flush at least this often; 0 = 10,000 */
    size_t flush_bytes;  /* or after this much; 0 = 32 MiB */
} of_store_options;

/* FATAL with `error` filled: in use by another process, another version, another P. A directory
 * that a power cut damaged is renamed to "<directory>.damaged" and begun anew. */
of_status of_store_open(const of_store_options *options, of_store **store, char *error,
                        size_t error_size);
/* Flushes and closes. `crash`: closes without flushing, as a kill -9 would leave it. */
void of_store_close(of_store *store, bool crash);
/* The uuid of this state directory (made at its first opening): the owner in stamps and in the
 * slot's transactional id. NUL-terminated, 36 characters, lives as long as the store. */
const char *of_store_owner(const of_store *store);
/* A read, write or flush failed: every task must stop, until the store is opened anew. */
bool of_store_has_failed(const of_store *store);
of_status of_store_flush_if_due(of_store *store, int64_t now_ms); /* by time or bytes */
/* Lookups and scans that memory could not answer, rows written; the size of its files. */
typedef struct of_store_io {
    int64_t reads, writes, file_bytes;
} of_store_io;
of_store_io of_store_io_so_far(const of_store *store);

/* ---- shards ---- */

/* What a shard's local state rests on; written in the same batch as the rows. */
typedef struct of_stamp {
    char owner[37];
    int64_t turn;             /* +1 per applied turn */
    int64_t changelog_offset; /* next changelog offset that is not in the state; -1: none */
    int64_t at_ms;
    const of_position *inputs; /* next input offset per topic of the task; borrowed */
    size_t input_count;
} of_stamp;

/* Opens the shard of `partition`. At most one open shard per partition and process. */
of_status of_shard_open(of_store *store, int32_t partition, of_shard **shard);
/* Writes what was applied, forgets the rows in memory. */
void of_shard_close(of_shard *shard);
/* The last applied stamp; *found false for a shard that never applied anything. Inputs are named by
 * (topic name, partition) in the store and mapped through `kafka`'s handles here. */
of_status of_shard_stamp(of_shard *shard, of_kafka *kafka, of_stamp *stamp, bool *found);

/* *row points to a struct that is valid until the record is kept or undone and must not be changed;
 * NULL: no such row. ABORT when the budget is exhausted by rows this turn changed. */
of_status of_shard_get(of_shard *shard, uint16_t store_id, of_text key, const void **row);
/* Stores a deep copy of `row`. SKIP when the record's own schema could not read it. */
of_status of_shard_put(of_shard *shard, uint16_t store_id, of_text key, const void *row);
of_status of_shard_delete(of_shard *shard, uint16_t store_id, of_text key);

/* Rows whose key starts with `prefix`, ascending, the changes of this turn included, while `visit`
 * returns DONE; any other status ends the scan and is returned. It must not put or delete. */
typedef of_status (*of_shard_visit)(void *state, of_text key, const void *row);
of_status of_shard_scan(of_shard *shard, uint16_t store_id, of_text prefix, of_shard_visit visit,
                        void *state);

/* Savepoints: everything since the last keep or undo is one record's work. */
void of_shard_keep(of_shard *shard);
void of_shard_undo(of_shard *shard);
bool of_shard_is_crowded(const of_shard *shard); /* half of its memory is full: end the turn */
int64_t of_shard_bytes(const of_shard *shard);   /* that its rows take in memory */

/* ---- timers: rows ordered by due time, engine store ---- */

typedef struct of_timer {
    int64_t due_ms;
    uint16_t node;
    of_text key;  /* the key of the record in hand when it was set */
    of_text name; /* the author's */
} of_timer;

/* Setting a timer that is set changes nothing; clearing one that is not set neither. */
of_status of_shard_timer_set(of_shard *shard, const of_timer *timer);
of_status of_shard_timer_clear(of_shard *shard, const of_timer *timer);
/* The earliest timer with due_ms <= limit, the changes of this turn included. Texts are valid until
 * the record is kept or undone. */
of_status of_shard_timer_next(of_shard *shard, int64_t limit_ms, of_timer *timer, bool *found);

/* ---- end of a turn ---- */

bool of_shard_dirty(const of_shard *shard);
/* The changelog records of this turn: one per dirty row or timer, then the stamp. `emit` is called
 * once per record with key (store id, row key) and value (NULL data: deleted), whose bytes are
 * borrowed until it returns. */
typedef of_status (*of_shard_emit)(void *state, of_bytes key, of_bytes value);
of_status of_shard_collect(of_shard *shard, const of_stamp *stamp, of_shard_emit emit, void *state);
/* After the Kafka commit: the turn is the state now; `changelog_offset` as known after the commit.
 * Writes when that is due. Refused (FATAL) when the turn does not follow the last one. */
of_status of_shard_apply(of_shard *shard, const of_stamp *stamp);
/* One write batch of all that was applied and not written, with stamp and positions. FATAL when it
 * fails, or when the stored turn is not the one that was written last: the shard is unusable. */
of_status of_shard_write(of_shard *shard);
/* The same when it was not done for some time or too much came together; cheap when not. */
of_status of_shard_write_if_due(of_shard *shard, int64_t now_ms);
/* After an abort: every row is what it was at the last commit. */
void of_shard_discard(of_shard *shard);

/* ---- resume and restore ---- */

/* One changelog record read while catching up, in offset order; applied in batches that carry the
 * position. Each stamp carries the lineage of the history it was written on (lineage.h). ABORT when
 * the local state is not on it: call of_shard_restore_begin and read from the changelog's start. */
of_status of_shard_replay(of_shard *shard, of_bytes key, of_bytes value, int64_t offset,
                          int64_t timestamp_ms);
/* FATAL when the newest stamp that was read is older than the local state: the tail is lost. */
of_status of_shard_replay_end(of_shard *shard);
/* Removes every row of the shard (marked "restoring", flushed), so that it can be read anew from
 * the changelog's start; a crash before replay_end starts over. */
of_status of_shard_restore_begin(of_shard *shard);
