/* Where a member reads: which partitions the library is given, and at which offsets. */
#include <time.h>

#include "topology/base/assert.h"
#include "topology/kafka/real_member.h"

#define OF_SEEK_TIMEOUT_MS 5000
#define OF_BACKLOG_RECORDS 1000

/* ---- what the library reads ------------------------------------------------------------------ */

/* What is paused is not read; it is added when it is resumed. */
static rd_kafka_topic_partition_list_t *take_started(of_real_member *member)
{
    const of_inbox *inbox = &member->inbox;
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(16);
    for (int32_t topic = 0; topic < inbox->topic_count; topic++) {
        for (int32_t i = 0; i < inbox->topics[topic].count; i++) {
            of_slot *slot = of_inbox_slot(inbox, topic, i);
            if (slot != NULL) {
                slot->read = slot->started && !slot->paused;
            }
            if (slot != NULL && slot->read) {
                const char *name = of_topic_name(member->base.kafka, topic);
                rd_kafka_topic_partition_list_add(list, name, i)->offset = slot->next;
            }
        }
    }
    return list;
}

/* Before an assignment, never after it: the library starts its partitions in a thread of its own,
 * and a resume that comes in between makes it forget the start, or what it has fetched since. */
static rd_kafka_resp_err_t free_held(of_real_member *member)
{
    rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
    if (member->held->cnt > 0) {
        code = rd_kafka_resume_partitions(member->handle, member->held);
    }
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        rd_kafka_topic_partition_list_destroy(member->held);
        member->held = rd_kafka_topic_partition_list_new(1);
    }
    return code;
}

/* Replaces what the library reads. What it had fetched of other partitions is fetched again, which
 * is the price of never starting anywhere but at a known offset; it is paid at a takeover only, and
 * when a partition is resumed that was paused through one. */
of_status of_real_member_assign_started(of_real_member *member)
{
    if (member->leaving) {
        return OF_OK;
    }
    of_real_member_drop_all(member);
    rd_kafka_resp_err_t code = free_held(member);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        rd_kafka_topic_partition_list_t *all = take_started(member);
        code = of_real_assign(member->handle, all);
        rd_kafka_topic_partition_list_destroy(all);
    }
    member->stale = code != RD_KAFKA_RESP_ERR_NO_ERROR;
    return of_real_status_of_code(code);
}

/* The high watermark is known from the last fetch. It counts what is not committed yet, and what
 * this very process has just sent, so that a few records prove nothing; a backlog does. */
bool of_real_member_is_behind(const of_member *asked)
{
    const of_real_member *member = (const of_real_member *)asked;
    const of_inbox *inbox = &member->inbox;
    for (int32_t topic = 0; topic < inbox->topic_count; topic++) {
        for (int32_t i = 0; i < inbox->topics[topic].count; i++) {
            const of_slot *slot = of_inbox_slot(inbox, topic, i);
            int64_t low = 0;
            int64_t high = 0;
            if (slot != NULL && slot->started && !slot->paused &&
                rd_kafka_get_watermark_offsets(member->handle,
                                               of_topic_name(member->base.kafka, topic), i, &low,
                                               &high) == RD_KAFKA_RESP_ERR_NO_ERROR &&
                high - slot->next > OF_BACKLOG_RECORDS) {
                return true;
            }
        }
    }
    return false;
}

/* ---- where to read -------------------------------------------------------------------------- */

static of_slot *slot_of(of_real_member *member, int32_t topic, int32_t partition)
{
    return of_inbox_slot(&member->inbox, topic, partition);
}

/* Right after an assignment the library may still be stopping the same partition's old fetcher. */
static of_status seek(of_real_member *member, int32_t topic, int32_t partition, int64_t offset)
{
    const struct timespec pause = {.tv_nsec = 1000000};
    const char *name = of_topic_name(member->base.kafka, topic);
    rd_kafka_topic_t *handle = rd_kafka_topic_new(member->handle, name, NULL);
    if (handle == NULL) {
        return of_real_status_of_code(rd_kafka_last_error());
    }
    int64_t deadline_us = of_real_deadline_us(OF_SEEK_TIMEOUT_MS);
    rd_kafka_resp_err_t code;
    for (;;) {
        /* Not rd_kafka_seek_partitions: its time-out is a thousand times too short before 2.1.0. */
        code = rd_kafka_seek(handle, partition, offset, OF_SEEK_TIMEOUT_MS);
        bool early = code == RD_KAFKA_RESP_ERR__STATE ||
                     code == RD_KAFKA_RESP_ERR__PREV_IN_PROGRESS ||
                     code == RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION;
        if (!early || of_real_left_ms(deadline_us) == 0) {
            break;
        }
        (void)nanosleep(&pause, NULL);
    }
    rd_kafka_topic_destroy(handle);
    return of_real_status_of_code(code);
}

static of_status set_paused(of_real_member *member, of_partition partition, bool paused)
{
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(list, of_topic_name(member->base.kafka, partition.topic),
                                      partition.partition);
    rd_kafka_resp_err_t code = paused ? rd_kafka_pause_partitions(member->handle, list)
                                      : rd_kafka_resume_partitions(member->handle, list);
    code = code == RD_KAFKA_RESP_ERR_NO_ERROR ? list->elems[0].err : code;
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR && paused) {
        rd_kafka_topic_partition_list_add(member->held, list->elems[0].topic, partition.partition);
    } else if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        rd_kafka_topic_partition_list_del(member->held, list->elems[0].topic, partition.partition);
    }
    rd_kafka_topic_partition_list_destroy(list);
    return of_real_status_of_code(code);
}

static const of_status NOT_ASSIGNED = {
    .remedy = OF_ABORT, .code = 0, .what = "the partition is not assigned"};

/* While partitions are leaving, or before they were given to the library, a slot is only noted. */
static bool only_noted(const of_real_member *member)
{
    return member->stale || member->leaving;
}

of_status of_real_member_start(of_member *started, of_position position)
{
    of_real_member *member = of_real_member_of(started);
    of_slot *slot = slot_of(member, position.topic, position.partition);
    if (slot == NULL) {
        return NOT_ASSIGNED;
    }
    of_assert(position.offset >= 0);
    *slot = (of_slot){.assigned = true, .started = true, .next = position.offset};
    member->stale = true;
    return OF_OK;
}

of_status of_real_member_pause(of_member *paused, of_partition partition)
{
    of_real_member *member = of_real_member_of(paused);
    of_slot *slot = slot_of(member, partition.topic, partition.partition);
    if (slot == NULL) {
        return NOT_ASSIGNED;
    }
    if (slot->started && !slot->paused && !only_noted(member)) {
        OF_TRY(set_paused(member, partition, true));
    }
    slot->paused = true;
    return OF_OK;
}

of_status of_real_member_resume(of_member *resumed, of_partition partition)
{
    of_real_member *member = of_real_member_of(resumed);
    of_slot *slot = slot_of(member, partition.topic, partition.partition);
    if (slot == NULL) {
        return NOT_ASSIGNED;
    }
    if (slot->started && slot->paused && !slot->read) {
        member->stale = true;
    } else if (slot->started && slot->paused && !only_noted(member)) {
        of_real_member_drop(member, partition.topic, partition.partition);
        OF_TRY(seek(member, partition.topic, partition.partition, slot->next));
        OF_TRY(set_paused(member, partition, false));
    }
    slot->paused = false;
    return OF_OK;
}

of_status of_real_member_seek(of_member *sought, of_position position)
{
    of_real_member *member = of_real_member_of(sought);
    of_slot *slot = slot_of(member, position.topic, position.partition);
    if (slot == NULL) {
        return NOT_ASSIGNED;
    }
    of_assert(position.offset >= 0);
    of_real_member_drop(member, position.topic, position.partition);
    slot->next = position.offset;
    /* A paused partition is placed when it is resumed. */
    if (slot->started && !slot->paused && !only_noted(member)) {
        return seek(member, position.topic, position.partition, position.offset);
    }
    return OF_OK;
}

of_status of_real_member_position(of_member *asked, of_partition partition, int64_t *offset)
{
    const of_slot *slot = slot_of(of_real_member_of(asked), partition.topic, partition.partition);
    if (slot == NULL || !slot->started) {
        return NOT_ASSIGNED;
    }
    *offset = slot->next;
    return OF_OK;
}

/* ---- committed offsets ---------------------------------------------------------------------- */

static of_status fetch_committed(of_real_member *member, rd_kafka_topic_partition_list_t *list,
                                 int timeout_ms)
{
    rd_kafka_resp_err_t code = rd_kafka_committed(member->handle, list, timeout_ms);
    for (int i = 0; i < list->cnt && code == RD_KAFKA_RESP_ERR_NO_ERROR; i++) {
        code = list->elems[i].err;
    }
    return of_real_status_of_code(code);
}

of_status of_real_member_committed(of_member *asking, of_position *positions, size_t count,
                                   int64_t timeout_ms)
{
    of_real_member *member = of_real_member_of(asking);
    const struct timespec pause = {.tv_nsec = 5000000};
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new((int)count);
    for (size_t i = 0; i < count; i++) {
        const char *name = of_topic_name(asking->kafka, positions[i].topic);
        rd_kafka_topic_partition_list_add(list, name, positions[i].partition);
    }
    int64_t deadline_us = of_real_deadline_us(timeout_ms);
    of_status status;
    for (;;) {
        int left_ms = of_real_left_ms(deadline_us);
        status = fetch_committed(member, list, left_ms == 0 ? 1 : left_ms);
        if (status.remedy != OF_RETRY || of_real_left_ms(deadline_us) == 0) {
            break;
        }
        (void)nanosleep(&pause, NULL);
    }
    for (size_t i = 0; i < count && of_ok(status); i++) {
        int64_t offset = list->elems[i].offset;
        positions[i].offset = offset < 0 ? OF_OFFSET_NONE : offset;
    }
    rd_kafka_topic_partition_list_destroy(list);
    return status;
}
