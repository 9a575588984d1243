/* What the two files of a member share: its struct, and the calls that say where to read. */
#pragma once

#include "topology/kafka/real_internal.h"

#define OF_REAL_BATCH 256

typedef struct of_real_member {
    of_member base; /* first: the callbacks find the connection here */
    rd_kafka_t *handle;
    rd_kafka_consumer_group_metadata_t *metadata; /* of the last assignment */
    of_inbox inbox;
    rd_kafka_queue_t *queue;                  /* what the library has fetched, and its events */
    rd_kafka_message_t *batch[OF_REAL_BATCH]; /* taken from there, not given out; NULL: dropped */
    size_t batch_at, batch_count;
    rd_kafka_topic_partition_list_t *held; /* paused in the library: it outlives an assignment */
    of_poll_kind pending; /* an event of the callback that poll has not given out yet */
    of_partition *partitions;
    size_t partition_count;
    bool is_static;
    bool holds;   /* an assignment was accepted and not given up */
    bool leaving; /* REVOKED or LOST was noted and not released yet */
    bool stale;   /* the library does not read yet what the slots say */
    bool closing; /* the callback answers by itself: nobody polls any more */
} of_real_member;

static inline of_real_member *of_real_member_of(of_member *member)
{
    return (of_real_member *)member;
}

/* Drops what was taken from the queue and not given out: of one partition, or of all. */
void of_real_member_drop(of_real_member *member, int32_t topic, int32_t partition);
void of_real_member_drop_all(of_real_member *member);
/* Gives the library what the slots say. */
of_status of_real_member_assign_started(of_real_member *member);

bool of_real_member_is_behind(const of_member *asked);
of_status of_real_member_start(of_member *started, of_position position);
of_status of_real_member_pause(of_member *paused, of_partition partition);
of_status of_real_member_resume(of_member *resumed, of_partition partition);
of_status of_real_member_seek(of_member *sought, of_position position);
of_status of_real_member_position(of_member *asked, of_partition partition, int64_t *offset);
of_status of_real_member_committed(of_member *asking, of_position *positions, size_t count,
                                   int64_t timeout_ms);
