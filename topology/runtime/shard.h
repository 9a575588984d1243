/* What store.c and the shard's files share; not for use outside the store. */
#pragma once

#include <pthread.h>

#include "avro/codec/clone.h"
#include "avro/codec/plan.h"
#include "topology/base/arena.h"
#include "topology/runtime/lineage.h"
#include "topology/runtime/rocks.h"
#include "topology/runtime/rows.h"
#include "topology/runtime/store.h"

#define OF_ROW_FORMAT 1           /* first byte of every stored value */
#define OF_ROW_HEADER ((size_t)5) /* of a row: format, fingerprint of its schema */

enum { OF_FAMILY_META, OF_FAMILY_TIMER, OF_FAMILY_SCHEMA, OF_FAMILY_ROWS };

/* The engine's own store ids in changelog keys. */
enum { OF_STORE_TIMER = 200, OF_STORE_STAMP = 201, OF_STORE_SCHEMA = 202 };

struct of_store {
    of_rocks *rocks;
    of_store_row *rows;
    of_plan **plans;        /* per row type: from stored bytes */
    of_clone_plan **clones; /* and into a version */
    uint32_t *fingerprints; /* of the rows' schemas */
    size_t row_count;
    int32_t partitions;
    size_t shard_bytes_max;
    char owner[37];
    int64_t flush_ms;
    size_t flush_bytes;
    pthread_mutex_t lock; /* of what follows */
    bool *is_open;        /* per partition */
    size_t unflushed;
    int64_t flushed_at_ms;
};

/* A stamp as it is stored: of_stamp with topics by name. */
typedef struct of_stored_stamp {
    bool exists;
    char owner[37];
    int64_t turn;
    int64_t changelog_offset;
    int64_t at_ms;
    of_lineage lineage;
    of_buffer inputs; /* encoded: count, then name, partition, offset of each */
} of_stored_stamp;

typedef struct of_foreign_plan of_foreign_plan; /* shard_schema.c */

struct of_shard {
    of_store *store;
    of_kafka *kafka; /* names the topics of stamps; known from of_shard_stamp on */
    int32_t partition;
    of_rows rows;
    of_arena *record;      /* what the record in hand read past the rows in memory */
    of_stored_stamp stamp; /* of the last committed turn */
    int64_t stored_turn;   /* of the stamp in RocksDB; 0: none */
    int64_t committed_ms;  /* when the first turn after it was committed */
    bool is_broken;        /* a write failed: what RocksDB holds is not known */
    of_position *inputs;   /* of the stamp handed out last */
    of_rocks_batch *batch;
    size_t batch_bytes;
    of_buffer key;
    of_buffer value;
    of_buffer group;     /* key of the group that is scanned */
    of_buffer encoded;   /* the row that leaves */
    int64_t next_due_ms; /* no timer is due before; INT64_MIN: not known */
    bool is_replaying;
    int64_t replayed_turn; /* of the newest stamp that was replayed; 0: none yet */
    of_lineage collected;  /* the lineage that the changelog got with the turn in hand */
    int64_t collected_turn;
    bool *is_announced;       /* by row of the store: its schema's text is a row of the shard */
    of_foreign_plan *foreign; /* schemas of other releases that were met */
    size_t foreign_count;
};

/* The family of a store id, or SIZE_MAX. */
size_t of_store_family(const of_store *store, uint16_t store_id);
/* Key in the map of rows and in the changelog: store id, row key. */
of_bytes of_shard_row_key(of_shard *shard, uint16_t store_id, of_text key);
/* Key in RocksDB: partition, row key. Uses shard->value. */
of_bytes of_shard_rocks_key(of_shard *shard, of_bytes row_key);
of_status of_shard_find(of_shard *shard, of_bytes row_key, of_row **row);
/* Is all that RocksDB holds of the store, for this shard, in memory? */
of_status of_shard_is_whole(of_shard *shard, uint16_t store_id, bool *whole);
/* The row as it is now, decoded if need be; NULL when it does not exist. */
of_status of_shard_object(of_shard *shard, of_row *row, const void **object);
/* Takes the version, also when it is refused; NULL: the row is deleted. */
of_status of_shard_change(of_shard *shard, of_bytes row_key, of_version *version);
/* A stored value decoded, in the record's arena. */
of_status of_shard_decode(of_shard *shard, uint16_t store_id, of_bytes value, void **decoded);
/* The stored value of a dirty row. */
of_status of_shard_encode(of_shard *shard, of_row *row, of_bytes *value);
/* ---- shard_schema.c ---- */

uint32_t of_row_fingerprint(const of_record_type *type);
/* The header of a row that this build writes. */
void of_row_begin(const of_store *store, size_t index, of_buffer *out);
/* Puts the text of our schema beside the rows, unless it is there. */
of_status of_shard_announce(of_shard *shard, size_t index);
/* After anything that may have taken an announcement back. */
void of_shard_forget_announced(of_shard *shard);
/* How to read the row of that value. FATAL: it must not be read by this build. */
of_status of_shard_plan(of_shard *shard, size_t index, of_bytes value, const of_plan **plan);
void of_shard_forget_foreign(of_shard *shard);

/* From `from` on, which starts with `prefix`; no row of the store lies between the two. */
of_status of_shard_scan_from(of_shard *shard, uint16_t store_id, of_text prefix, of_text from,
                             of_shard_visit visit, void *state);
of_status of_stamp_load(of_shard *shard);
void of_stamp_put(of_shard *shard, of_rocks_batch *batch);
/* The turn of the stamp in RocksDB; 0: there is none. */
of_status of_stamp_stored_turn(of_shard *shard, int64_t *turn);
/* The stamp's value in the changelog, in shard->value. */
of_bytes of_stamp_encode(of_shard *shard, const of_stamp *stamp);
/* One more change in the shard's batch; absent: the row is deleted. */
void of_shard_batch(of_shard *shard, of_bytes row_key, of_bytes value);
/* One atomic write: the batch, and the stamp that it rests on. */
of_status of_shard_write_batch(of_shard *shard);
/* Reads a value that of_stamp_encode made; false when it is not one. */
bool of_stamp_decode(of_bytes value, of_stored_stamp *stamp);
