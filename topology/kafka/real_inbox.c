/* What a consumer keeps beside librdkafka: its own position in every partition, and the record that
 * it lent out last. */
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/kafka/real_internal.h"

void of_inbox_open(of_inbox *inbox, of_kafka *kafka)
{
    *inbox = (of_inbox){.kafka = kafka, .last_topic = -1};
}

void of_inbox_close(of_inbox *inbox)
{
    of_inbox_clear(inbox);
    for (int32_t i = 0; i < inbox->topic_count; i++) {
        of_delete(inbox->topics[i].slots);
    }
    of_delete(inbox->topics);
    of_delete(inbox->headers);
    *inbox = (of_inbox){0};
}

void of_inbox_clear(of_inbox *inbox)
{
    if (inbox->held != NULL) {
        rd_kafka_message_destroy(inbox->held);
        inbox->held = NULL;
    }
}

of_slot *of_inbox_slot(const of_inbox *inbox, int32_t topic, int32_t partition)
{
    if (topic < 0 || topic >= inbox->topic_count || partition < 0 ||
        partition >= inbox->topics[topic].count) {
        return NULL;
    }
    of_slot *slot = &inbox->topics[topic].slots[partition];
    return slot->assigned ? slot : NULL;
}

static void grow_topics(of_inbox *inbox, int32_t count)
{
    if (count <= inbox->topic_count) {
        return;
    }
    inbox->topics = of_renew(inbox->topics, (size_t)count * sizeof *inbox->topics);
    for (int32_t i = inbox->topic_count; i < count; i++) {
        inbox->topics[i] = (of_topic_slots){0};
    }
    inbox->topic_count = count;
}

static void grow_slots(of_topic_slots *topic, int32_t count)
{
    if (count <= topic->count) {
        return;
    }
    topic->slots = of_renew(topic->slots, (size_t)count * sizeof *topic->slots);
    for (int32_t i = topic->count; i < count; i++) {
        topic->slots[i] = (of_slot){0};
    }
    topic->count = count;
}

of_slot *of_inbox_assign(of_inbox *inbox, int32_t topic, int32_t partition, int64_t next)
{
    of_assert(topic >= 0);
    of_assert(partition >= 0);
    grow_topics(inbox, topic + 1);
    grow_slots(&inbox->topics[topic], partition + 1);
    of_slot *slot = &inbox->topics[topic].slots[partition];
    *slot = (of_slot){.assigned = true, .next = next};
    return slot;
}

void of_inbox_unassign_all(of_inbox *inbox)
{
    for (int32_t i = 0; i < inbox->topic_count; i++) {
        for (int32_t j = 0; j < inbox->topics[i].count; j++) {
            inbox->topics[i].slots[j] = (of_slot){0};
        }
    }
}

int32_t of_inbox_topic(of_inbox *inbox, const char *name)
{
    if (inbox->last_topic < 0 ||
        strcmp(of_topic_name(inbox->kafka, inbox->last_topic), name) != 0) {
        inbox->last_topic = of_topic_handle(inbox->kafka, name);
    }
    return inbox->last_topic;
}

/* librdkafka parses the headers of a record only when asked for them. */
static size_t take_headers(of_inbox *inbox, const rd_kafka_message_t *message)
{
    rd_kafka_headers_t *headers = NULL;
    if (rd_kafka_message_headers(message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return 0;
    }
    size_t count = rd_kafka_header_cnt(headers);
    if (count > inbox->header_capacity) {
        inbox->headers = of_renew(inbox->headers, count * sizeof *inbox->headers);
        inbox->header_capacity = count;
    }
    for (size_t i = 0; i < count; i++) {
        const void *value = NULL;
        size_t len = 0;
        of_header *header = &inbox->headers[i];
        (void)rd_kafka_header_get_all(headers, i, &header->name, &value, &len);
        header->value = (of_bytes){.data = value, .len = len};
    }
    return count;
}

void of_inbox_take(of_inbox *inbox, rd_kafka_message_t *message, int32_t topic, of_message *shown)
{
    of_assert(inbox->held == NULL);
    inbox->held = message;
    rd_kafka_timestamp_type_t kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
    int64_t timestamp = rd_kafka_message_timestamp(message, &kind);
    size_t header_count = take_headers(inbox, message);
    *shown = (of_message){
        .topic = topic,
        .partition = message->partition,
        .offset = message->offset,
        .timestamp_ms = kind == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE ? -1 : timestamp,
        .key = {.data = message->key, .len = message->key_len},
        .value = {.data = message->payload, .len = message->len},
        .headers = inbox->headers,
        .header_count = header_count,
    };
}
