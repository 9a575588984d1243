/* The group coordinator: who is a member, who has which partition, which offsets are committed. */
#include <stdlib.h>

#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/kafka/embedded_coordinator.h"

/* How long a rebalance waits for a member that polls but does not release (max.poll.interval). */
#define REBALANCE_TIMEOUT_MS 300000

of_group *of_group_find(const of_embedded *log, const char *name)
{
    for (size_t i = 0; i < log->group_count; i++) {
        if (strcmp(log->groups[i]->name, name) == 0) {
            return log->groups[i];
        }
    }
    return NULL;
}

of_group *of_group_of(of_embedded *log, const char *name)
{
    of_group *group = of_group_find(log, name);
    if (group != NULL) {
        return group;
    }
    group = of_new(sizeof *group);
    group->name = of_new_string(name, strlen(name));
    group->index = (uint32_t)log->group_count;
    log->groups = of_renew(log->groups, (log->group_count + 1) * sizeof *log->groups);
    log->groups[log->group_count++] = group;
    return group;
}

of_participant *of_group_member(const of_group *group, uint64_t id)
{
    for (size_t i = 0; i < group->member_count; i++) {
        if (group->members[i]->id == id) {
            return group->members[i];
        }
    }
    return NULL;
}

static of_participant *find_instance(const of_group *group, const char *instance)
{
    for (size_t i = 0; instance != NULL && i < group->member_count; i++) {
        const char *other = group->members[i]->instance;
        if (other != NULL && strcmp(other, instance) == 0) {
            return group->members[i];
        }
    }
    return NULL;
}

bool of_group_has_instance(const of_group *group, const char *instance)
{
    return find_instance(group, instance) != NULL;
}

/* ---- the range assignor -------------------------------------------------------------------------
 */

/* Static members by instance id, so that a restart does not shuffle; others as they came. */
static int by_name(const void *a, const void *b)
{
    const of_participant *left = *(of_participant *const *)a;
    const of_participant *right = *(of_participant *const *)b;
    if (left->instance != NULL && right->instance != NULL) {
        return strcmp(left->instance, right->instance);
    }
    if ((left->instance == NULL) != (right->instance == NULL)) {
        return left->instance != NULL ? -1 : 1;
    }
    return left->id < right->id ? -1 : left->id > right->id;
}

static bool subscribes(const of_participant *member, const char *topic)
{
    for (size_t i = 0; i < member->topic_count; i++) {
        if (strcmp(member->topics[i], topic) == 0) {
            return true;
        }
    }
    return false;
}

static void give(of_participant *member, of_topic *topic, int32_t from, int32_t count)
{
    member->seats =
        of_renew(member->seats, (member->seat_count + (size_t)count + 1) * sizeof *member->seats);
    for (int32_t i = 0; i < count; i++) {
        member->seats[member->seat_count++] = (of_seat){.topic = topic, .partition = from + i};
    }
}

static void assign_topic(const of_group *group, of_topic *topic)
{
    int32_t consumers = 0;
    for (size_t i = 0; i < group->member_count; i++) {
        consumers += subscribes(group->members[i], topic->name);
    }
    int32_t rank = 0;
    for (size_t i = 0; i < group->member_count; i++) {
        if (!subscribes(group->members[i], topic->name)) {
            continue;
        }
        int32_t each = topic->partitions / consumers;
        int32_t extra = topic->partitions % consumers;
        int32_t from = each * rank + (rank < extra ? rank : extra);
        give(group->members[i], topic, from, each + (rank < extra ? 1 : 0));
        rank++;
    }
}

static void complete(of_embedded *log, of_group *group)
{
    for (size_t i = 0; i < group->member_count; i++) {
        if (group->members[i]->holding) {
            return;
        }
        group->members[i]->seat_count = 0;
    }
    if (group->member_count > 0) {
        qsort(group->members, group->member_count, sizeof(of_participant *), by_name);
    }
    for (size_t i = 0; i < log->topic_count; i++) {
        assign_topic(group, log->topics[i]);
    }
    group->generation++;
    group->preparing = false;
    of_broker_changed(log);
}

static void prepare(of_embedded *log, of_group *group)
{
    if (!group->preparing) {
        group->preparing = true;
        group->preparing_since_ms = log->now_ms;
        log->next_expiry_ms = log->now_ms;
    }
    of_broker_changed(log);
    complete(log, group);
}

/* ---- members -----------------------------------------------------------------------------------
 */

static void free_topics(of_participant *member)
{
    for (size_t i = 0; i < member->topic_count; i++) {
        of_delete(member->topics[i]);
    }
    of_delete(member->topics);
    member->topics = NULL;
    member->topic_count = 0;
}

static void free_participant(of_participant *member)
{
    free_topics(member);
    of_delete(member->instance);
    of_delete(member->seats);
    of_delete(member);
}

static bool same_topics(const of_participant *member, const of_join *join)
{
    if (member->topic_count != join->topic_count) {
        return false;
    }
    for (size_t i = 0; i < join->topic_count; i++) {
        if (!subscribes(member, join->topics[i])) {
            return false;
        }
    }
    return true;
}

static void subscribe(of_participant *member, const of_join *join)
{
    free_topics(member);
    member->topics = of_new_array(join->topic_count + 1, sizeof *member->topics);
    member->topic_count = join->topic_count;
    for (size_t i = 0; i < join->topic_count; i++) {
        member->topics[i] = of_new_string(join->topics[i], strlen(join->topics[i]));
    }
}

static void seen(of_embedded *log, of_participant *member)
{
    member->seen_ms = log->now_ms;
    if (log->now_ms + member->session_timeout_ms < log->next_expiry_ms) {
        log->next_expiry_ms = log->now_ms + member->session_timeout_ms;
    }
}

static uint64_t take_over(of_embedded *log, of_group *group, of_participant *member,
                          const of_join *join)
{
    bool same = same_topics(member, join);
    member->id = ++log->participant_number;
    member->session_timeout_ms = join->session_timeout_ms;
    member->holding = false;
    seen(log, member);
    of_broker_changed(log);
    if (!same) {
        subscribe(member, join);
        prepare(log, group);
    } else if (group->preparing) {
        complete(log, group);
    }
    return member->id;
}

uint64_t of_group_join(of_embedded *log, of_group *group, const of_join *join)
{
    of_participant *member = find_instance(group, join->instance);
    if (member != NULL) {
        return take_over(log, group, member, join);
    }
    member = of_new(sizeof *member);
    member->id = ++log->participant_number;
    if (join->instance != NULL) {
        member->instance = of_new_string(join->instance, strlen(join->instance));
    }
    member->session_timeout_ms = join->session_timeout_ms;
    subscribe(member, join);
    seen(log, member);
    group->members = of_grow(group->members, group->member_count, &group->member_capacity,
                             sizeof(of_participant *));
    group->members[group->member_count++] = member;
    uint64_t id = member->id;
    prepare(log, group);
    return id;
}

static void remove_at(of_embedded *log, of_group *group, size_t index)
{
    free_participant(group->members[index]);
    group->members[index] = group->members[--group->member_count];
    prepare(log, group);
}

void of_group_leave(of_embedded *log, of_group *group, uint64_t id)
{
    for (size_t i = 0; i < group->member_count; i++) {
        if (group->members[i]->id == id) {
            remove_at(log, group, i);
            return;
        }
    }
}

void of_group_released(of_embedded *log, of_group *group, of_participant *member)
{
    member->holding = false;
    if (group->preparing) {
        complete(log, group);
    }
}

void of_groups_topic_added(of_embedded *log, const char *name)
{
    for (size_t i = 0; i < log->group_count; i++) {
        of_group *group = log->groups[i];
        for (size_t j = 0; j < group->member_count; j++) {
            if (subscribes(group->members[j], name)) {
                prepare(log, group);
                break;
            }
        }
    }
}

/* ---- time --------------------------------------------------------------------------------------
 */

static int64_t expiry_of(const of_group *group, const of_participant *member)
{
    int64_t at = member->seen_ms + member->session_timeout_ms;
    int64_t latest = group->preparing_since_ms + REBALANCE_TIMEOUT_MS;
    return group->preparing && member->holding && latest < at ? latest : at;
}

int64_t of_groups_expire(of_embedded *log)
{
    int64_t next = INT64_MAX;
    for (size_t i = 0; i < log->group_count; i++) {
        of_group *group = log->groups[i];
        for (size_t j = group->member_count; j > 0; j--) {
            if (expiry_of(group, group->members[j - 1]) <= log->now_ms) {
                remove_at(log, group, j - 1);
                j = group->member_count + 1; /* the rest has been sorted anew */
            }
        }
        for (size_t j = 0; j < group->member_count; j++) {
            int64_t at = expiry_of(group, group->members[j]);
            next = at < next ? at : next;
        }
    }
    return next;
}

/* ---- offsets -----------------------------------------------------------------------------------
 */

static of_group_topic *offsets_of(of_group *group, const of_topic *topic)
{
    if (topic->index >= group->topic_count) {
        size_t count = topic->index + 1;
        group->topics = of_renew(group->topics, count * sizeof *group->topics);
        memset(&group->topics[group->topic_count], 0,
               (count - group->topic_count) * sizeof *group->topics);
        group->topic_count = count;
    }
    of_group_topic *offsets = &group->topics[topic->index];
    if (offsets->committed == NULL) {
        size_t partitions = (size_t)topic->partitions;
        offsets->committed = of_new_array(partitions, sizeof *offsets->committed);
        offsets->pending = of_new_array(partitions, sizeof *offsets->pending);
        offsets->txns = of_new_array(partitions, sizeof *offsets->txns);
        for (size_t i = 0; i < partitions; i++) {
            offsets->committed[i] = OF_OFFSET_NONE;
        }
    }
    return offsets;
}

int64_t *of_group_committed(of_group *group, const of_topic *topic, int32_t partition)
{
    of_assert(partition >= 0 && partition < topic->partitions);
    return &offsets_of(group, topic)->committed[partition];
}

uint32_t *of_group_pending(of_group *group, const of_topic *topic, int32_t partition)
{
    of_assert(partition >= 0 && partition < topic->partitions);
    return &offsets_of(group, topic)->pending[partition];
}

void of_group_settle(const of_owner *owner, const of_pending_offset *pending, const of_topic *topic)
{
    of_assert(pending->partition >= 0 && pending->partition < topic->partitions);
    of_group_topic *offsets = offsets_of(pending->group, topic);
    offsets->pending[pending->partition]--;
    if (owner->state == OF_TXN_COMMITTING && owner->txn >= offsets->txns[pending->partition]) {
        offsets->txns[pending->partition] = owner->txn;
        offsets->committed[pending->partition] = pending->offset;
    }
}

void of_group_free(of_group *group)
{
    for (size_t i = 0; i < group->member_count; i++) {
        free_participant(group->members[i]);
    }
    for (size_t i = 0; i < group->topic_count; i++) {
        of_delete(group->topics[i].committed);
        of_delete(group->topics[i].pending);
        of_delete(group->topics[i].txns);
    }
    of_delete(group->topics);
    of_delete(group->members);
    of_delete(group->name);
    of_delete(group);
}
