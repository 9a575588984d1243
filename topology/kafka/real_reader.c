/* Readers by librdkafka: partitions and offsets of their own choosing, no group.
 *
 * Commit markers and aborted data take offsets but are never given out; that the end is reached is
 * known from the library's end-of-partition event, which carries the offset behind them. */
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/kafka/real_internal.h"

typedef struct of_real_reader {
    of_reader base; /* first: the callbacks find the connection here */
    rd_kafka_t *handle;
    of_inbox inbox;
} of_real_reader;

static of_real_reader *reader_of(of_reader *reader)
{
    return (of_real_reader *)reader;
}

static const of_setting BEFORE[] = {
    {"fetch.wait.max.ms", "20"},
    {"queued.min.messages", "500000"},
    {"queued.max.messages.kbytes", "131072"},
    {"fetch.queue.backoff.ms", "10"},
    {NULL, NULL},
};

static of_status real_reader_open(of_kafka *kafka, bool read_committed, of_reader **opened)
{
    const of_setting after[] = {
        /* A name is needed to poll; nothing joins it and nothing is committed. */
        {"group.id", "orderflow-reader"},
        {"auto.offset.reset", "error"},
        {"enable.auto.commit", "false"},
        {"enable.auto.offset.store", "false"},
        {"enable.partition.eof", "true"},
        {"allow.auto.create.topics", "false"},
        {"isolation.level", read_committed ? "read_committed" : "read_uncommitted"},
        {NULL, NULL},
    };
    of_real_reader *reader = of_new(sizeof *reader);
    reader->base.kafka = kafka;
    of_handle_options options = {
        .type = RD_KAFKA_CONSUMER, .before = BEFORE, .after = after, .opaque = reader};
    of_status status = of_real_handle(of_real_of(kafka), &options, &reader->handle);
    if (!of_ok(status)) {
        of_delete(reader);
        return status;
    }
    of_inbox_open(&reader->inbox, kafka);
    (void)rd_kafka_poll_set_consumer(reader->handle);
    *opened = &reader->base;
    return OF_OK;
}

static void real_reader_close(of_reader *closed)
{
    of_real_reader *reader = reader_of(closed);
    of_inbox_close(&reader->inbox);
    rd_kafka_destroy_flags(reader->handle, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
    of_delete(reader);
}

static of_status real_reader_assign(of_reader *assigned, const of_position *positions, size_t count)
{
    of_real_reader *reader = reader_of(assigned);
    of_inbox_clear(&reader->inbox);
    of_inbox_unassign_all(&reader->inbox);
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new((int)count);
    for (size_t i = 0; i < count; i++) {
        of_assert(positions[i].offset >= 0);
        const char *name = of_topic_name(assigned->kafka, positions[i].topic);
        rd_kafka_topic_partition_list_add(list, name, positions[i].partition)->offset =
            positions[i].offset;
        of_inbox_assign(&reader->inbox, positions[i].topic, positions[i].partition,
                        positions[i].offset);
    }
    rd_kafka_resp_err_t code = of_real_assign(reader->handle, list);
    rd_kafka_topic_partition_list_destroy(list);
    return of_real_status_of_code(code);
}

static of_status error_status(of_real_reader *reader, const rd_kafka_message_t *message)
{
    if (message->err == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET ||
        message->err == RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE) {
        return OF_FATAL_AS("offset out of range");
    }
    char text[256];
    rd_kafka_resp_err_t fatal = rd_kafka_fatal_error(reader->handle, text, sizeof text);
    if (fatal != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return of_real_status((of_real_error){.code = fatal, .fatal = true});
    }
    return of_real_status_of_code(message->err);
}

/* True when the record is to be given out; everything else is destroyed here. */
static bool take_record(of_real_reader *reader, rd_kafka_message_t *message, of_message *shown)
{
    int32_t topic = of_inbox_topic(&reader->inbox, rd_kafka_topic_name(message->rkt));
    of_slot *slot = of_inbox_slot(&reader->inbox, topic, message->partition);
    bool at_end = message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF;
    int64_t next = at_end ? message->offset : message->offset + 1;
    if (slot == NULL || next <= slot->next || at_end) {
        if (slot != NULL && next > slot->next) {
            slot->next = next;
        }
        rd_kafka_message_destroy(message);
        return false;
    }
    slot->next = next;
    of_inbox_take(&reader->inbox, message, topic, shown);
    return true;
}

static of_status real_reader_poll(of_reader *polled, int64_t timeout_ms, of_message *shown,
                                  bool *found)
{
    of_real_reader *reader = reader_of(polled);
    int64_t deadline_us = of_real_deadline_us(timeout_ms);
    of_inbox_clear(&reader->inbox);
    *found = false;
    do {
        rd_kafka_message_t *message =
            rd_kafka_consumer_poll(reader->handle, of_real_left_ms(deadline_us));
        if (message == NULL) {
            continue;
        }
        bool at_end = message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF;
        if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR && !at_end) {
            of_status status = error_status(reader, message);
            rd_kafka_message_destroy(message);
            return status;
        }
        *found = take_record(reader, message, shown);
        if (*found || at_end) {
            /* At an end the caller may want to look at its position before it waits on. */
            return OF_OK;
        }
    } while (of_real_left_ms(deadline_us) > 0);
    return OF_OK;
}

static of_status real_reader_position(of_reader *asked, of_partition partition, int64_t *offset)
{
    const of_slot *slot =
        of_inbox_slot(&reader_of(asked)->inbox, partition.topic, partition.partition);
    if (slot == NULL) {
        return OF_FATAL_AS("the partition is not assigned");
    }
    *offset = slot->next;
    return OF_OK;
}

/* The library asks the leader it knows of, and goes on asking that one for minutes after another
 * took over. So who leads now is asked first. */
static rd_kafka_resp_err_t learn_leader(of_real_reader *reader, const char *name,
                                        int64_t deadline_us)
{
    const struct rd_kafka_metadata *metadata = NULL;
    rd_kafka_topic_t *topic = rd_kafka_topic_new(reader->handle, name, NULL);
    if (topic == NULL) {
        return rd_kafka_last_error();
    }
    rd_kafka_resp_err_t code =
        rd_kafka_metadata(reader->handle, 0, topic, &metadata, of_real_left_ms(deadline_us));
    rd_kafka_topic_destroy(topic);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        rd_kafka_metadata_destroy(metadata);
    }
    return code;
}

/* `end`: RD_KAFKA_OFFSET_BEGINNING or RD_KAFKA_OFFSET_END; both are asked for like times. Not
 * rd_kafka_query_watermark_offsets, which waits for a leader that is gone without a limit. */
static rd_kafka_resp_err_t offset_at(of_real_reader *reader, const char *name, int32_t partition,
                                     int64_t end, int64_t deadline_us, int64_t *offset)
{
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(list, name, partition)->offset = end;
    rd_kafka_resp_err_t code =
        rd_kafka_offsets_for_times(reader->handle, list, of_real_left_ms(deadline_us));
    code = code == RD_KAFKA_RESP_ERR_NO_ERROR ? list->elems[0].err : code;
    *offset = list->elems[0].offset;
    rd_kafka_topic_partition_list_destroy(list);
    return code;
}

static of_status real_reader_watermarks(of_reader *asked, of_partition partition, int64_t *low,
                                        int64_t *high, int64_t timeout_ms)
{
    of_real_reader *reader = reader_of(asked);
    const char *name = of_topic_name(asked->kafka, partition.topic);
    int64_t deadline_us = of_real_deadline_us(timeout_ms);
    rd_kafka_resp_err_t code = learn_leader(reader, name, deadline_us);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        code = offset_at(reader, name, partition.partition, RD_KAFKA_OFFSET_BEGINNING, deadline_us,
                         low);
    }
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        code = offset_at(reader, name, partition.partition, RD_KAFKA_OFFSET_END, deadline_us, high);
    }
    return of_real_status_of_code(code);
}

const of_kafka_calls of_real_reader_calls = {
    .reader_open = real_reader_open,
    .reader_close = real_reader_close,
    .reader_assign = real_reader_assign,
    .reader_poll = real_reader_poll,
    .reader_position = real_reader_position,
    .reader_watermarks = real_reader_watermarks,
};
