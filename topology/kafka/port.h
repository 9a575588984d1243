/* The Kafka we need, and nothing else: polling as a member of a group, one transaction at a time
 * with the group's offsets in it, reading a partition alone, and the admin calls of start-up.
 *
 * Implementations: real.c (librdkafka) and embedded.c (a partitioned log in this process or a
 * directory). One conformance suite runs against both; where this page is silent, the broker's rule
 * holds.
 *
 * Threads: one of_kafka may be used by any thread; each member, producer and reader by one thread
 * at a time. Topics are named by `int32_t` handles of the of_kafka that gave them.
 *
 * Errors: SKIP (this record can never be accepted, e.g. too large), RETRY (nothing happened or the
 * same call may be repeated), ABORT (the transaction must be aborted), FATAL (fenced, crashed, or
 * unknown outcome: close the handle and build it anew). */
#pragma once

#include "topology/base/bytes.h"
#include "topology/base/status.h"
#include "topology/kafka/admin.h"

typedef struct of_member of_member;     /* a consumer in a group */
typedef struct of_producer of_producer; /* transactional, or not when transactional_id is NULL */
typedef struct of_reader of_reader;     /* a consumer of partitions it chooses, outside any group */

typedef struct of_header {
    const char *name;
    of_bytes value;
} of_header;

typedef struct of_partition {
    int32_t topic, partition;
} of_partition;

typedef struct of_position {
    int32_t topic, partition;
    int64_t offset; /* the next to read; OF_OFFSET_NONE where nothing is known */
} of_position;

#define OF_OFFSET_NONE ((int64_t)-1)

/* A record as it was consumed. Everything is borrowed until the next poll of the same handle. */
typedef struct of_message {
    int32_t topic, partition;
    int64_t offset;
    int64_t timestamp_ms; /* -1 when absent */
    of_bytes key;         /* data == NULL: null key */
    of_bytes value;       /* data == NULL: tombstone */
    const of_header *headers;
    size_t header_count;
} of_message;

typedef struct of_outgoing {
    int32_t topic;
    int32_t partition; /* always named: the engine computes it */
    int64_t timestamp_ms;
    of_bytes key;
    of_bytes value;
    const of_header *headers;
    size_t header_count;
} of_outgoing;

/* ---- members: consuming in a group ---- */

typedef struct of_member_options {
    const char *group;
    const char *instance_id; /* static membership; NULL: dynamic */
    const int32_t *topics;
    size_t topic_count;
    int64_t session_timeout_ms; /* 0: the implementation's default */
} of_member_options;

typedef enum of_poll_kind {
    OF_POLL_NOTHING,  /* the time ran out */
    OF_POLL_MESSAGE,  /* event->message */
    OF_POLL_ASSIGNED, /* event->partitions: a new generation; paused until of_member_start */
    OF_POLL_REVOKED,  /* event->partitions go away; finish or abort, then of_member_release */
    OF_POLL_LOST,     /* as REVOKED, but they may already be somebody else's: abort only */
} of_poll_kind;

typedef struct of_poll_event {
    of_poll_kind kind;
    of_message message;
    const of_partition *partitions; /* borrowed until the next poll */
    size_t partition_count;
} of_poll_event;

of_status of_member_open(of_kafka *kafka, const of_member_options *options, of_member **member);
/* Leaves the group only when `leave`: a static member that comes back keeps its partitions. */
void of_member_close(of_member *member, bool leave);
/* One event. Read-committed; records arrive in offset order per partition. An offset that is out of
 * range is FATAL ("offset out of range"), never silently reset. */
of_status of_member_poll(of_member *member, int64_t timeout_ms, of_poll_event *event);
/* After a poll that gave nothing: is a backlog known, so that more must be on its way? Asks nobody,
 * may be wrong either way: for deciding how long to wait only. */
bool of_member_is_behind(const of_member *member);
/* Begins reading an assigned partition, which is paused until then. */
of_status of_member_start(of_member *member, of_position position);
of_status of_member_pause(of_member *member, of_partition partition);
of_status of_member_resume(of_member *member, of_partition partition);
/* Back (or on) to an offset: after an abort. Buffered records of the partition are dropped. */
of_status of_member_seek(of_member *member, of_position position);
/* The position after the last record given out; it steps over commit markers and aborted data once
 * they were fetched, so a member that has been given everything stands at the end. */
of_status of_member_position(of_member *member, of_partition partition, int64_t *offset);
/* Answers OF_POLL_REVOKED and OF_POLL_LOST: the partitions are given up. */
of_status of_member_release(of_member *member);
/* The group's committed offsets, as stable ones, into positions[i].offset: waits (RETRY after
 * timeout_ms) while a transaction that holds offsets of these partitions is open. */
of_status of_member_committed(of_member *member, of_position *positions, size_t count,
                              int64_t timeout_ms);

/* ---- producers: one transaction at a time ---- */

typedef struct of_producer_options {
    const char *transactional_id;   /* NULL: idempotent, no transactions (tests, ingest) */
    int64_t transaction_timeout_ms; /* 0: 10,000 */
} of_producer_options;

of_status of_producer_open(of_kafka *kafka, const of_producer_options *options,
                           of_producer **producer);
void of_producer_close(of_producer *producer);
/* Fences every earlier owner of the id and ends what it left open. Once per handle. */
of_status of_producer_init(of_producer *producer, int64_t timeout_ms);
of_status of_producer_begin(of_producer *producer);
/* Enqueues a copy. Anything but DONE dooms the transaction: the caller must abort. */
of_status of_producer_send(of_producer *producer, const of_outgoing *record);
/* Offsets of the member's group, under the generation of its assignment. */
of_status of_producer_send_offsets(of_producer *producer, const of_member *member,
                                   const of_position *positions, size_t count, int64_t timeout_ms);
/* ABORT: not committed, abort it. FATAL: fenced or unknown. */
of_status of_producer_commit(of_producer *producer, int64_t timeout_ms);
of_status of_producer_abort(of_producer *producer, int64_t timeout_ms);
/* Without transactions: waits until everything sent is acknowledged. */
of_status of_producer_flush(of_producer *producer, int64_t timeout_ms);

/* ---- readers: one reader, partitions and offsets of its own choosing ---- */

of_status of_reader_open(of_kafka *kafka, bool read_committed, of_reader **reader);
void of_reader_close(of_reader *reader);
of_status of_reader_assign(of_reader *reader, const of_position *positions, size_t count);
/* *found says whether `message` was filled. */
of_status of_reader_poll(of_reader *reader, int64_t timeout_ms, of_message *message, bool *found);
/* As of_member_position. */
of_status of_reader_position(of_reader *reader, of_partition partition, int64_t *offset);
/* First retained offset and the end: the high watermark for a read-uncommitted reader, the last
 * stable offset for a read-committed one. */
of_status of_reader_watermarks(of_reader *reader, of_partition partition, int64_t *low,
                               int64_t *high, int64_t timeout_ms);

/* Ends the connection; every handle must have been closed. */
void of_kafka_close(of_kafka *kafka);
