/* The two coordinators of the embedded log, and its journal. Called with the log's lock held. */
#pragma once

#include "topology/base/status.h"
#include "topology/kafka/embedded_broker.h"

/* ---- transactions: embedded_transactions.c ------------------------------------------------------
 */

of_owner *of_owner_of(of_embedded *log, const char *transactional_id);
/* A new epoch: fences all earlier handles; what they left open is aborted, what they had decided
 * gets its markers, before it returns. */
int32_t of_owner_init(of_embedded *log, of_owner *owner, int64_t timeout_ms);
/* Starts the transaction when there is none; waits for nothing: the markers of the previous one are
 * written first, as the broker would make the client wait. */
void of_txn_touch(of_embedded *log, of_owner *owner);
void of_txn_add_plog(of_owner *owner, of_plog *plog);
void of_txn_add_offset(of_owner *owner, of_pending_offset offset);
/* The decision; markers follow later. */
void of_txn_decide(of_embedded *log, of_owner *owner, bool commit);
/* Queues the markers of a decided transaction; it is over at once when there are none. */
void of_txn_queue_markers(of_embedded *log, of_owner *owner);
/* Some markers, in an order that the seed gives. */
void of_txn_step(of_embedded *log);
/* One marker. False when none was left. */
bool of_txn_write_marker(of_embedded *log);
/* Loses the newest records of undecided transactions. Returns how many. */
int64_t of_txn_fall_back(of_embedded *log, of_plog *plog);
/* Aborts what passed its timeout. Returns when to look again. */
int64_t of_txn_expire(of_embedded *log);
void of_owner_free(of_owner *owner);

/* ---- groups: embedded_group.c -------------------------------------------------------------------
 */

of_group *of_group_of(of_embedded *log, const char *name);
of_group *of_group_find(const of_embedded *log, const char *name);
of_participant *of_group_member(const of_group *group, uint64_t id);
bool of_group_has_instance(const of_group *group, const char *instance);

typedef struct of_join {
    const char *instance;
    const char *const *topics;
    size_t topic_count;
    int64_t session_timeout_ms;
} of_join;

/* Joins, or takes the place of the instance's former incarnation. Returns the new member id. */
uint64_t of_group_join(of_embedded *log, of_group *group, const of_join *join);
void of_group_leave(of_embedded *log, of_group *group, uint64_t id);
/* The member gave its partitions up; the next generation begins when it was the last to do so. */
void of_group_released(of_embedded *log, of_group *group, of_participant *member);
void of_groups_topic_added(of_embedded *log, const char *name);
int64_t of_groups_expire(of_embedded *log);

int64_t *of_group_committed(of_group *group, const of_topic *topic, int32_t partition);
/* One transaction's marker for an offset: it holds the partition no longer, and is committed unless
 * a later transaction was before. */
void of_group_settle(const of_owner *owner, const of_pending_offset *pending,
                     const of_topic *topic);
uint32_t *of_group_pending(of_group *group, const of_topic *topic, int32_t partition);
void of_group_free(of_group *group);
