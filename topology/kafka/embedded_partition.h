/* One partition of the embedded log: entries in offset order, packed into big chunks, so that a
 * million records cost their bytes and not a million allocations.
 *
 * Not thread-safe: the log's lock is held by every caller. */
#pragma once

#include "topology/kafka/port.h"

typedef enum of_entry_kind {
    OF_ENTRY_DATA = 0,
    OF_ENTRY_COMMIT = 1,
    OF_ENTRY_ABORT = 2
} of_entry_kind;

/* The same bytes in memory and on disk. Key, value and packed headers follow. */
typedef struct of_entry {
    uint32_t size; /* with padding: a multiple of 8 */
    uint32_t crc;  /* of everything behind it, as first written; computed when stored on disk */
    int64_t offset;
    int64_t timestamp_ms;
    uint64_t txn;         /* number of the transaction; 0: outside any */
    uint32_t key_len;     /* OF_LEN_NULL: absent */
    uint32_t value_len;   /* OF_LEN_NULL: tombstone */
    uint32_t headers_len; /* packed: u32 name length, u32 value length, name with NUL, value */
    uint16_t header_count;
    uint8_t kind;
    uint8_t aborted; /* set when the abort marker arrives; never on disk */
} of_entry;

#define OF_LEN_NULL UINT32_MAX

typedef struct of_chunk {
    int64_t first_offset;
    uint32_t used;
    uint32_t size;
    uint64_t data[]; /* words, so that entries are aligned */
} of_chunk;

/* A transaction that has data here and no marker yet. */
typedef struct of_open_txn {
    uint64_t txn;
    int64_t first_offset;
} of_open_txn;

/* Up to where the cleaner had seen the partition, and when: a tombstone lives on for a while after
 * the first pass that met it. */
typedef struct of_clean_pass {
    int64_t upto;
    int64_t at_ms;
} of_clean_pass;

/* Where a consumer stands. Zero plus an offset is a valid cursor. */
typedef struct of_cursor {
    int64_t offset; /* next to read */
    uint64_t version;
    uint32_t chunk;
    uint32_t at; /* byte position in the chunk */
    bool placed;
} of_cursor;

typedef struct of_plog {
    struct of_topic *topic;
    int32_t index;
    int64_t start_offset;
    int64_t next_offset;
    of_chunk **chunks;
    uint32_t chunk_count;
    uint32_t chunk_capacity;
    uint64_t version;  /* changes when entries move, so that cursors look again */
    of_open_txn *open; /* by first_offset: the head's is the last stable offset */
    uint32_t open_count;
    uint32_t open_capacity;
    of_clean_pass *passes;
    uint32_t pass_count;
    of_cursor stored; /* entries before this are in the file */
    bool has_file;
    bool is_dirty;
} of_plog;

/* What an entry is made of. */
typedef struct of_entry_parts {
    of_entry_kind kind;
    uint64_t txn;
    int64_t timestamp_ms;
    of_bytes key;
    of_bytes value;
    const of_header *headers;
    size_t header_count;
} of_entry_parts;

void of_plog_free(of_plog *plog);
/* Bytes that the parts take in the log. */
size_t of_entry_size(const of_entry_parts *parts);
/* Appends data or a marker at next_offset. Data of a transaction opens it here; a marker closes it
 * and, for an abort, hides the data. */
const of_entry *of_plog_append(of_plog *plog, const of_entry_parts *parts);
/* As above for an entry that was read from disk: keeps its offset. */
void of_plog_restore(of_plog *plog, const of_entry *entry);
/* Copies an entry into the chunks and nothing else, for the cleaner. */
void of_plog_keep(of_plog *plog, const of_entry *entry, uint64_t txn);
/* Takes back everything from `offset` on, as if it had never been written. */
void of_plog_cut(of_plog *plog, int64_t offset);
int64_t of_plog_stable_offset(const of_plog *plog);

/* The next entry at or after the cursor whatever it is, or NULL at the end; the cursor then stands
 * on it. of_cursor_pass steps behind it. */
const of_entry *of_cursor_entry(const of_plog *plog, of_cursor *cursor);
void of_cursor_pass(of_cursor *cursor, const of_entry *entry);
/* The next record a consumer may see, or NULL; steps over markers and hidden data. */
const of_entry *of_cursor_visible(const of_plog *plog, of_cursor *cursor, bool read_committed);

of_bytes of_entry_key(const of_entry *entry);
of_bytes of_entry_value(const of_entry *entry);
const uint8_t *of_entry_headers(const of_entry *entry);

/* Retention by time, then compaction, as the topic asks; never past the last stable offset. True
 * when something moved, so that a file has to be written anew. */
bool of_plog_clean(of_plog *plog, int64_t now_ms);
