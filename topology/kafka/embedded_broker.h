/* What the clients of an embedded log share: topics, transaction owners, groups, the clock.
 *
 * One lock guards all of it; every function here is called with it held. The files behind it:
 * embedded_partition.c (entries), embedded_clean.c (retention), embedded_transactions.c and
 * embedded_group.c (the coordinators), embedded_journal.c (the directory). */
#pragma once

#include <pthread.h>

#include "topology/kafka/embedded.h"
#include "topology/kafka/embedded_partition.h"

typedef struct of_topic {
    char *name;
    uint32_t index;
    int32_t partitions;
    int16_t replication;
    of_cleanup cleanup;
    int64_t retention_ms;
    int64_t delete_retention_ms;
    of_plog *plogs;
} of_topic;

/* ---- transactions ------------------------------------------------------------------------------
 */

/* EMPTY -> OPEN (first record or offsets) -> COMMITTING | ABORTING (the decision) -> EMPTY (after
 * the last marker, which may be much later). */
typedef enum of_txn_state {
    OF_TXN_EMPTY,
    OF_TXN_OPEN,
    OF_TXN_COMMITTING,
    OF_TXN_ABORTING
} of_txn_state;

typedef struct of_pending_offset {
    struct of_group *group;
    uint32_t topic;
    int32_t partition;
    int64_t offset;
} of_pending_offset;

/* Who owns a transactional id. Its epoch tells the living from the fenced. */
typedef struct of_owner {
    char *id;
    uint32_t index;
    int32_t epoch;
    int64_t timeout_ms;
    of_txn_state state;
    bool is_torn; /* a record of the transaction was lost: it cannot commit */
    uint64_t txn;
    int64_t deadline_ms;
    of_plog **plogs; /* with data in this transaction */
    size_t plog_count;
    size_t plog_capacity;
    of_pending_offset *offsets;
    size_t offset_count;
    size_t offset_capacity;
    size_t markers_left;
} of_owner;

/* A decision that one partition, or one group's offsets, has not heard of yet. */
typedef struct of_marker {
    of_owner *owner;
    of_plog *plog; /* NULL: the offsets of `group` */
    struct of_group *group;
} of_marker;

/* ---- groups ------------------------------------------------------------------------------------
 */

typedef struct of_seat {
    of_topic *topic;
    int32_t partition;
} of_seat;

/* A member as the coordinator knows it; the client's handle knows it by `id` only. */
typedef struct of_participant {
    uint64_t id;
    char *instance; /* NULL: dynamic */
    char **topics;
    size_t topic_count;
    int64_t session_timeout_ms;
    int64_t seen_ms;
    bool holding; /* was given its assignment and has not released it */
    of_seat *seats;
    size_t seat_count;
} of_participant;

typedef struct of_group_topic {
    int64_t *committed;
    uint32_t *pending; /* transactions that hold an offset of the partition */
    uint64_t *txns; /* that committed what is committed: a late marker of an older one is no news */
} of_group_topic;

/* STABLE -> preparing (somebody came or went) -> STABLE with the next generation, once nobody holds
 * partitions of the old one. */
typedef struct of_group {
    char *name;
    uint32_t index;
    int32_t generation;
    bool preparing;
    int64_t preparing_since_ms;
    of_participant **members;
    size_t member_count;
    size_t member_capacity;
    of_group_topic *topics; /* by topic index */
    size_t topic_count;
} of_group;

struct of_embedded {
    pthread_mutex_t lock;
    pthread_cond_t changed; /* pollers on the wall clock sleep on it */
    bool has_waiters;
    bool is_wall;
    of_clock clock;
    int64_t now_ms; /* read once per call */
    int64_t next_expiry_ms;
    size_t message_bytes_max;
    uint64_t random;
    uint64_t txn_number;
    uint64_t participant_number;
    of_topic **topics;
    size_t topic_count;
    of_owner **owners;
    size_t owner_count;
    of_group **groups;
    size_t group_count;
    of_marker *markers;
    size_t marker_count;
    size_t marker_capacity;
    of_embedded_faults faults;
    struct of_journal *journal; /* NULL: in memory only */
};

/* Room for one more in a plain array; returns the (moved) array. */
void *of_grow(void *items, size_t count, size_t *capacity, size_t size);

of_topic *of_broker_topic(const of_embedded *log, const char *name);
of_topic *of_broker_add_topic(of_embedded *log, const of_topic_spec *spec);
void of_broker_changed(of_embedded *log);
/* Runs what is due by the clock, then perhaps writes some markers: called at every port call. */
void of_broker_tick(of_embedded *log);
