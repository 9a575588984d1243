/* Members of a group by librdkafka.
 *
 * The library's rebalance callback runs inside poll; it becomes one event, answered later:
 *
 *     (none) --ASSIGNED--> held, nothing read --start--> reading --REVOKED/LOST--> leaving
 *        ^                                                                            |
 *        +---------------------------------- release ---------------------------------+
 *
 * Where reading goes on is never left to the library. It is given only the partitions that were
 * started, at the offset that our own slot names; a resume and a seek name it again. In 2.0.2 a
 * start at a logical offset, followed by a seek, may forget the seek; a resume of what was not
 * paused, a resume beside a start, or a pause after a seek, may repeat or skip records, or never
 * start. A record below the slot's position is a repetition and is dropped. */
#include <stdio.h>

#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/kafka/real_member.h"

#define OF_CLOSE_TIMEOUT_MS 5000

const rd_kafka_consumer_group_metadata_t *of_real_member_metadata(const of_member *member)
{
    return ((const of_real_member *)member)->metadata;
}

/* ---- rebalancing ---------------------------------------------------------------------------- */

static void note_event(of_real_member *member, of_poll_kind kind,
                       const rd_kafka_topic_partition_list_t *list)
{
    member->pending = kind;
    member->partition_count = (size_t)list->cnt;
    member->partitions =
        of_renew(member->partitions, (member->partition_count + 1) * sizeof *member->partitions);
    for (int i = 0; i < list->cnt; i++) {
        member->partitions[i] = (of_partition){
            .topic = of_topic_handle(member->base.kafka, list->elems[i].topic),
            .partition = list->elems[i].partition,
        };
    }
}

/* The library is given an empty list, which the group takes for an answer: what it reads follows
 * with of_member_start. */
static void accept_partitions(of_real_member *member)
{
    rd_kafka_topic_partition_list_t *nothing = rd_kafka_topic_partition_list_new(1);
    rd_kafka_resp_err_t code = of_real_assign(member->handle, nothing);
    rd_kafka_topic_partition_list_destroy(nothing);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        of_log(OF_WARN, "MEMBER-ASSIGN", "text=\"%s\"", rd_kafka_err2str(code));
    }
    if (member->metadata != NULL) {
        rd_kafka_consumer_group_metadata_destroy(member->metadata);
    }
    member->metadata = rd_kafka_consumer_group_metadata(member->handle);
    member->holds = true;
    member->leaving = false;
    member->stale = false;
    of_inbox_unassign_all(&member->inbox);
    for (size_t i = 0; i < member->partition_count; i++) {
        of_partition partition = member->partitions[i];
        of_inbox_assign(&member->inbox, partition.topic, partition.partition, OF_OFFSET_NONE);
    }
}

static rd_kafka_resp_err_t give_up(of_real_member *member)
{
    of_real_member_drop_all(member);
    of_inbox_unassign_all(&member->inbox);
    member->holds = false;
    member->leaving = false;
    member->stale = false;
    /* A library that closes answers nothing but this. */
    return member->closing ? rd_kafka_assign(member->handle, NULL)
                           : of_real_assign(member->handle, NULL);
}

static void on_rebalance(rd_kafka_t *handle, rd_kafka_resp_err_t code,
                         rd_kafka_topic_partition_list_t *list, void *opaque)
{
    of_real_member *member = opaque;
    if (member->closing) {
        (void)give_up(member);
    } else if (code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
        note_event(member, OF_POLL_ASSIGNED, list);
        accept_partitions(member);
    } else {
        bool lost = rd_kafka_assignment_lost(handle) != 0;
        note_event(member, lost ? OF_POLL_LOST : OF_POLL_REVOKED, list);
        member->leaving = true;
    }
    /* Otherwise poll would wait for a record until its time runs out. */
    rd_kafka_yield(handle);
}

/* ---- opening and closing -------------------------------------------------------------------- */

static const of_setting BEFORE[] = {
    {"fetch.wait.max.ms", "20"},
    /* A queue that fills stops fetching for a whole second before 2.2.0: room for a second's peak.
     */
    {"queued.min.messages", "500000"},
    {"queued.max.messages.kbytes", "131072"},
    {"fetch.queue.backoff.ms", "10"},
    /* Committed offsets are asked for again while a transaction that holds them ends. */
    {"retry.backoff.ms", "5"},
    {NULL, NULL},
};

static const of_setting AFTER[] = {
    {"auto.offset.reset", "error"},        {"enable.auto.commit", "false"},
    {"enable.auto.offset.store", "false"}, {"enable.partition.eof", "true"},
    {"isolation.level", "read_committed"}, {"partition.assignment.strategy", "range"},
    {"allow.auto.create.topics", "false"},
};
#define OF_AFTER_COUNT (sizeof AFTER / sizeof AFTER[0])

/* The user's session timeout stands unless the caller names one. */
static of_status open_handle(of_real_member *member, const of_member_options *options)
{
    of_setting after[OF_AFTER_COUNT + 5] = {0};
    size_t count = OF_AFTER_COUNT;
    memcpy(after, AFTER, sizeof AFTER);
    after[count++] = (of_setting){"group.id", options->group};
    if (options->instance_id != NULL) {
        after[count++] = (of_setting){"group.instance.id", options->instance_id};
    }
    char session[32];
    char heartbeat[32];
    int session_ms = of_real_timeout(options->session_timeout_ms);
    (void)snprintf(session, sizeof session, "%d", session_ms);
    (void)snprintf(heartbeat, sizeof heartbeat, "%d",
                   session_ms < 9000 ? session_ms / 3 + 1 : 3000);
    if (session_ms > 0) {
        after[count++] = (of_setting){"session.timeout.ms", session};
        after[count++] = (of_setting){"heartbeat.interval.ms", heartbeat};
    }
    of_handle_options handle = {.type = RD_KAFKA_CONSUMER,
                                .before = BEFORE,
                                .after = after,
                                .opaque = member,
                                .on_rebalance = on_rebalance};
    OF_TRY(of_real_handle(of_real_of(member->base.kafka), &handle, &member->handle));
    rd_kafka_resp_err_t code = rd_kafka_poll_set_consumer(member->handle);
    member->queue = rd_kafka_queue_get_consumer(member->handle);
    return of_real_status_of_code(code);
}

static of_status subscribe(of_real_member *member, const of_member_options *options)
{
    rd_kafka_topic_partition_list_t *list =
        rd_kafka_topic_partition_list_new((int)options->topic_count);
    for (size_t i = 0; i < options->topic_count; i++) {
        const char *name = of_topic_name(member->base.kafka, options->topics[i]);
        rd_kafka_topic_partition_list_add(list, name, RD_KAFKA_PARTITION_UA);
    }
    rd_kafka_resp_err_t code = rd_kafka_subscribe(member->handle, list);
    rd_kafka_topic_partition_list_destroy(list);
    return of_real_status_of_code(code);
}

/* Before the handle is destroyed, which waits for what was taken from it. */
static void close_queue(of_real_member *member)
{
    of_inbox_clear(&member->inbox);
    of_real_member_drop_all(member);
    if (member->queue != NULL) {
        rd_kafka_queue_destroy(member->queue);
        member->queue = NULL;
    }
}

static void free_member(of_real_member *member)
{
    if (member->metadata != NULL) {
        rd_kafka_consumer_group_metadata_destroy(member->metadata);
    }
    of_inbox_close(&member->inbox);
    rd_kafka_topic_partition_list_destroy(member->held);
    of_delete(member->partitions);
    of_delete(member);
}

static of_status real_member_open(of_kafka *kafka, const of_member_options *options,
                                  of_member **opened)
{
    of_real_member *member = of_new(sizeof *member);
    member->base.kafka = kafka;
    member->is_static = options->instance_id != NULL;
    of_inbox_open(&member->inbox, kafka);
    member->held = rd_kafka_topic_partition_list_new(1);
    of_status status = open_handle(member, options);
    if (of_ok(status)) {
        status = subscribe(member, options);
    }
    if (!of_ok(status)) {
        if (member->handle != NULL) {
            close_queue(member);
            rd_kafka_destroy(member->handle);
        }
        free_member(member);
        return status;
    }
    *opened = &member->base;
    return OF_OK;
}

/* The library forgets its member id as it sends the request to leave. */
static bool has_left(const of_real_member *member)
{
    char *id = rd_kafka_memberid(member->handle);
    bool left = id == NULL || id[0] == '\0';
    if (id != NULL) {
        rd_kafka_mem_free(member->handle, id);
    }
    return left;
}

/* A close keeps a static member in the group, until its session times out; an unsubscribe does not,
 * but only asks to leave when the last partition has been stopped, and a close before that drops
 * the request. A close after it waits for the answer. */
static void leave_group(of_real_member *member)
{
    if (member->leaving) {
        (void)give_up(member); /* otherwise the library waits for this first */
    }
    if (member->is_static && rd_kafka_unsubscribe(member->handle) == RD_KAFKA_RESP_ERR_NO_ERROR) {
        int64_t deadline_us = of_real_deadline_us(OF_CLOSE_TIMEOUT_MS);
        while (!has_left(member) && of_real_left_ms(deadline_us) > 0) {
            rd_kafka_message_t *message = rd_kafka_consumer_poll(member->handle, 20);
            if (message != NULL) {
                rd_kafka_message_destroy(message);
            }
        }
    }
    (void)rd_kafka_consumer_close(member->handle);
}

static void real_member_close(of_member *closed, bool leave)
{
    of_real_member *member = of_real_member_of(closed);
    close_queue(member);
    member->closing = true;
    if (leave) {
        leave_group(member);
        rd_kafka_destroy(member->handle);
    } else {
        rd_kafka_destroy_flags(member->handle, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
    }
    free_member(member);
}

/* ---- polling -------------------------------------------------------------------------------- */

static bool give_event(of_real_member *member, of_poll_event *event)
{
    if (member->pending == OF_POLL_NOTHING) {
        return false;
    }
    event->kind = member->pending;
    event->partitions = member->partitions;
    event->partition_count = member->partition_count;
    member->pending = OF_POLL_NOTHING;
    return true;
}

/* Errors come as messages without a record. */
static of_status error_status(const of_real_member *member, const rd_kafka_message_t *message)
{
    switch ((int)message->err) {
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
    case RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE:
        return OF_FATAL_AS("offset out of range");
    case RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED:
        /* The partitions are lost, which the next event says. */
        return OF_OK;
    default:
        break;
    }
    char text[256];
    rd_kafka_resp_err_t fatal = rd_kafka_fatal_error(member->handle, text, sizeof text);
    if (fatal != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return of_real_status((of_real_error){.code = fatal, .fatal = true});
    }
    return of_real_status_of_code(message->err);
}

/* True when the record is to be given out; everything else is destroyed here. */
static bool take_record(of_real_member *member, rd_kafka_message_t *message, of_poll_event *event)
{
    int32_t topic = of_inbox_topic(&member->inbox, rd_kafka_topic_name(message->rkt));
    of_slot *slot = of_inbox_slot(&member->inbox, topic, message->partition);
    if (slot == NULL || member->leaving || !slot->started || slot->paused ||
        message->offset < slot->next) {
        rd_kafka_message_destroy(message);
        return false;
    }
    slot->next = message->offset + 1;
    of_inbox_take(&member->inbox, message, topic, &event->message);
    event->kind = OF_POLL_MESSAGE;
    return true;
}

/* Having been given everything up to an end, the position steps over markers and aborted data. */
static void reach_end(of_real_member *member, const rd_kafka_message_t *message)
{
    int32_t topic = of_inbox_topic(&member->inbox, rd_kafka_topic_name(message->rkt));
    of_slot *slot = of_inbox_slot(&member->inbox, topic, message->partition);
    if (slot != NULL && slot->started && !slot->paused && message->offset > slot->next) {
        slot->next = message->offset;
    }
}

static of_status fatal_status(const of_real_member *member)
{
    char text[256];
    rd_kafka_resp_err_t code = rd_kafka_fatal_error(member->handle, text, sizeof text);
    return of_real_status((of_real_error){.code = code, .fatal = true});
}

/* ---- what was taken from the queue ---------------------------------------------------------- */

static void drop_one(of_real_member *member, size_t at)
{
    if (member->batch[at] != NULL) {
        rd_kafka_message_destroy(member->batch[at]);
        member->batch[at] = NULL;
    }
}

void of_real_member_drop(of_real_member *member, int32_t topic, int32_t partition)
{
    for (size_t i = member->batch_at; i < member->batch_count; i++) {
        const rd_kafka_message_t *message = member->batch[i];
        if (message != NULL && message->rkt != NULL && message->partition == partition &&
            of_inbox_topic(&member->inbox, rd_kafka_topic_name(message->rkt)) == topic) {
            drop_one(member, i);
        }
    }
}

void of_real_member_drop_all(of_real_member *member)
{
    for (size_t i = member->batch_at; i < member->batch_count; i++) {
        drop_one(member, i);
    }
    member->batch_at = 0;
    member->batch_count = 0;
}

static rd_kafka_message_t *next_of_batch(of_real_member *member)
{
    rd_kafka_message_t *message = NULL;
    while (message == NULL && member->batch_at < member->batch_count) {
        message = member->batch[member->batch_at];
        member->batch[member->batch_at++] = NULL;
    }
    return message;
}

/* The first one by consumer_poll, which also tells the group that somebody polls; with it, what
 * else is there already. A rebalance that came in between took the partitions of all of them away.
 */
static rd_kafka_message_t *next_message(of_real_member *member, int timeout_ms)
{
    rd_kafka_message_t *message = next_of_batch(member);
    if (message != NULL) {
        return message;
    }
    member->batch_at = 0;
    member->batch_count = 0;
    message = rd_kafka_consumer_poll(member->handle, timeout_ms);
    if (message == NULL || member->pending != OF_POLL_NOTHING) {
        return message;
    }
    ssize_t got = rd_kafka_consume_batch_queue(member->queue, 0, member->batch, OF_REAL_BATCH);
    member->batch_count = got > 0 ? (size_t)got : 0;
    if (member->pending != OF_POLL_NOTHING) {
        of_real_member_drop_all(member);
    }
    return message;
}

/* Until a record, an event, or the time is over. Ends of partitions and repetitions are nothing: a
 * caller that may not wait must not take one of them for the end of what there is to read. */
static of_status real_member_poll(of_member *polled, int64_t timeout_ms, of_poll_event *event)
{
    of_real_member *member = of_real_member_of(polled);
    int64_t deadline_us = timeout_ms > 0 ? of_real_deadline_us(timeout_ms) : 0;
    of_inbox_clear(&member->inbox);
    *event = (of_poll_event){.kind = OF_POLL_NOTHING};
    for (;;) {
        if (give_event(member, event)) {
            return OF_OK;
        }
        if (member->stale) {
            OF_TRY(of_real_member_assign_started(member));
        }
        int left_ms = deadline_us == 0 ? 0 : of_real_left_ms(deadline_us);
        rd_kafka_message_t *message = next_message(member, left_ms);
        if (message == NULL) {
            OF_TRY(fatal_status(member));
            if (left_ms == 0 && member->pending == OF_POLL_NOTHING) {
                return OF_OK;
            }
        } else if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
            reach_end(member, message);
            rd_kafka_message_destroy(message);
        } else if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
            of_status status = error_status(member, message);
            rd_kafka_message_destroy(message);
            OF_TRY(status);
        } else if (take_record(member, message, event)) {
            return OF_OK;
        }
    }
}

static of_status real_member_release(of_member *released)
{
    return of_real_status_of_code(give_up(of_real_member_of(released)));
}

const of_kafka_calls of_real_member_calls = {
    .member_open = real_member_open,
    .member_close = real_member_close,
    .member_poll = real_member_poll,
    .member_is_behind = of_real_member_is_behind,
    .member_start = of_real_member_start,
    .member_pause = of_real_member_pause,
    .member_resume = of_real_member_resume,
    .member_seek = of_real_member_seek,
    .member_position = of_real_member_position,
    .member_release = real_member_release,
    .member_committed = of_real_member_committed,
};
