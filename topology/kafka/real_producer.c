/* Producers by librdkafka: one transaction at a time, every call's outcome turned into a remedy. */
#include <stdio.h>

#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/kafka/real_internal.h"

#define OF_TRANSACTION_TIMEOUT_MS 10000
/* Delivery reports pile up in memory until they are served. */
#define OF_SENDS_PER_POLL 256

typedef struct of_real_producer {
    of_producer base; /* first: the callbacks find the connection here */
    rd_kafka_t *handle;
    rd_kafka_topic_t **topics; /* by topic handle */
    int32_t topic_count;
    uint32_t sends;
    bool transactional;
    bool doomed;                /* a record was refused: only an abort leads on */
    rd_kafka_resp_err_t failed; /* the first record not delivered, without transactions */
} of_real_producer;

static of_real_producer *producer_of(of_producer *producer)
{
    return (of_real_producer *)producer;
}

static of_real *real_of(const of_real_producer *producer)
{
    return of_real_of(producer->base.kafka);
}

/* It must exist even where nobody looks at the reports: without one the flush inside a commit
 * sleeps in steps of 10 ms, because nothing wakes its poll. A transaction remembers failures by
 * itself. */
static void on_delivery(rd_kafka_t *handle, const rd_kafka_message_t *message, void *opaque)
{
    of_real_producer *producer = opaque;
    (void)handle;
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR &&
        producer->failed == RD_KAFKA_RESP_ERR_NO_ERROR) {
        producer->failed = message->err;
    }
}

/* ---- opening and closing -------------------------------------------------------------------- */

static const of_setting BEFORE[] = {
    {"linger.ms", "5"},
    /* Right after a commit the broker answers CONCURRENT_TRANSACTIONS for a millisecond or two. */
    {"retry.backoff.ms", "2"},
    {"queue.buffering.max.messages", "1000000"},
    {"queue.buffering.max.kbytes", "131072"},
    {NULL, NULL},
};

static of_status real_producer_open(of_kafka *kafka, const of_producer_options *options,
                                    of_producer **opened)
{
    char timeout[32];
    int64_t timeout_ms = options->transaction_timeout_ms == 0 ? OF_TRANSACTION_TIMEOUT_MS
                                                              : options->transaction_timeout_ms;
    (void)snprintf(timeout, sizeof timeout, "%d", of_real_timeout(timeout_ms));
    bool transactional = options->transactional_id != NULL;
    const of_setting after[] = {
        {"enable.idempotence", "true"},
        {transactional ? "transactional.id" : NULL, options->transactional_id},
        {"transaction.timeout.ms", timeout},
        {NULL, NULL},
    };
    of_real_producer *producer = of_new(sizeof *producer);
    producer->base.kafka = kafka;
    producer->transactional = transactional;
    of_handle_options handle = {.type = RD_KAFKA_PRODUCER,
                                .before = BEFORE,
                                .after = after,
                                .opaque = producer,
                                .on_delivery = on_delivery};
    of_status status = of_real_handle(of_real_of(kafka), &handle, &producer->handle);
    if (!of_ok(status)) {
        of_delete(producer);
        return status;
    }
    *opened = &producer->base;
    return OF_OK;
}

static void real_producer_close(of_producer *closed)
{
    of_real_producer *producer = producer_of(closed);
    /* What was not committed shall not be delivered any more. */
    (void)rd_kafka_purge(producer->handle, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    for (int32_t i = 0; i < producer->topic_count; i++) {
        if (producer->topics[i] != NULL) {
            rd_kafka_topic_destroy(producer->topics[i]);
        }
    }
    rd_kafka_destroy(producer->handle);
    of_delete(producer->topics);
    of_delete(producer);
}

/* ---- sending -------------------------------------------------------------------------------- */

static rd_kafka_topic_t *topic_of(of_real_producer *producer, int32_t topic)
{
    of_assert(topic >= 0);
    if (topic >= producer->topic_count) {
        int32_t count = topic + 1;
        producer->topics = of_renew(producer->topics, (size_t)count * sizeof(rd_kafka_topic_t *));
        for (int32_t i = producer->topic_count; i < count; i++) {
            producer->topics[i] = NULL;
        }
        producer->topic_count = count;
    }
    if (producer->topics[topic] == NULL) {
        const char *name = of_topic_name(producer->base.kafka, topic);
        producer->topics[topic] = rd_kafka_topic_new(producer->handle, name, NULL);
    }
    return producer->topics[topic];
}

static rd_kafka_headers_t *headers_of(const of_outgoing *record)
{
    if (record->header_count == 0) {
        return NULL;
    }
    rd_kafka_headers_t *headers = rd_kafka_headers_new(record->header_count);
    for (size_t i = 0; i < record->header_count; i++) {
        const of_header *header = &record->headers[i];
        (void)rd_kafka_header_add(headers, header->name, -1, header->value.data,
                                  (ssize_t)header->value.len);
    }
    return headers;
}

static rd_kafka_resp_err_t enqueue(of_real_producer *producer, rd_kafka_topic_t *topic,
                                   const of_outgoing *record)
{
    rd_kafka_headers_t *headers = headers_of(record);
    int64_t timestamp_ms = record->timestamp_ms < 0 ? 0 : record->timestamp_ms;
    /* The tags without the library's macros, which are an extension of C; they end at END. */
    rd_kafka_resp_err_t code = rd_kafka_producev(
        producer->handle, RD_KAFKA_VTYPE_RKT, topic, RD_KAFKA_VTYPE_PARTITION, record->partition,
        RD_KAFKA_VTYPE_MSGFLAGS, RD_KAFKA_MSG_F_COPY, RD_KAFKA_VTYPE_TIMESTAMP, timestamp_ms,
        RD_KAFKA_VTYPE_KEY, record->key.data, record->key.len, RD_KAFKA_VTYPE_VALUE,
        record->value.data, record->value.len,
        headers == NULL ? RD_KAFKA_VTYPE_END : RD_KAFKA_VTYPE_HEADERS, headers, RD_KAFKA_VTYPE_END);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR && headers != NULL) {
        rd_kafka_headers_destroy(headers);
    }
    return code;
}

/* A full queue drains while it is polled; more than a transaction's time is too long to wait. */
static rd_kafka_resp_err_t enqueue_patiently(of_real_producer *producer, rd_kafka_topic_t *topic,
                                             const of_outgoing *record)
{
    rd_kafka_resp_err_t code = enqueue(producer, topic, record);
    if (code != RD_KAFKA_RESP_ERR__QUEUE_FULL) {
        return code;
    }
    int64_t deadline_us = of_real_deadline_us(OF_TRANSACTION_TIMEOUT_MS / 2);
    while (code == RD_KAFKA_RESP_ERR__QUEUE_FULL && of_real_left_ms(deadline_us) > 0) {
        (void)rd_kafka_poll(producer->handle, 10);
        code = enqueue(producer, topic, record);
    }
    return code;
}

/* The library would commit the rest of the transaction and answer OK, so a refused record is noted
 * here. Refusals that are not final for the producer mean: abort. */
static of_status sent_status(of_real_producer *producer, rd_kafka_resp_err_t code)
{
    of_real_error error = {
        .code = code,
        .requires_abort = producer->transactional && code != RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE,
        .fatal = code == RD_KAFKA_RESP_ERR__FATAL,
    };
    producer->doomed = producer->doomed || code != RD_KAFKA_RESP_ERR_NO_ERROR;
    return producer->transactional ? of_real_status(error) : of_real_status_of_code(code);
}

static of_status real_producer_send(of_producer *sender, const of_outgoing *record)
{
    of_real_producer *producer = producer_of(sender);
    of_assert(record->partition >= 0);
    rd_kafka_topic_t *topic = topic_of(producer, record->topic);
    if (topic == NULL) {
        return of_real_status_of_code(rd_kafka_last_error());
    }
    rd_kafka_resp_err_t code = enqueue_patiently(producer, topic, record);
    if (++producer->sends % OF_SENDS_PER_POLL == 0) {
        (void)rd_kafka_poll(producer->handle, 0);
    }
    return sent_status(producer, code);
}

/* ---- transactions --------------------------------------------------------------------------- */

static const of_status MUST_ABORT = {
    .remedy = OF_ABORT, .code = 0, .what = "the transaction must be aborted"};

/* A failed call is repeated while it may be, since librdkafka goes on in the background meanwhile.
 */
typedef rd_kafka_error_t *of_timed_call(rd_kafka_t *, int timeout_ms);

static of_status repeat(of_real_producer *producer, const char *name, of_timed_call *call,
                        int64_t timeout_ms)
{
    int64_t deadline_us = of_real_deadline_us(timeout_ms);
    for (;;) {
        int left_ms = of_real_left_ms(deadline_us);
        rd_kafka_error_t *error = call(producer->handle, left_ms == 0 ? 1 : left_ms);
        of_status status = of_real_status_of_error(real_of(producer), name, error);
        if (status.remedy != OF_RETRY || of_real_left_ms(deadline_us) == 0) {
            return status;
        }
        (void)rd_kafka_poll(producer->handle, 2);
    }
}

static of_status real_producer_init(of_producer *initialised, int64_t timeout_ms)
{
    of_real_producer *producer = producer_of(initialised);
    if (!producer->transactional) {
        return OF_OK;
    }
    return repeat(producer, "init", rd_kafka_init_transactions, timeout_ms);
}

static of_status real_producer_begin(of_producer *beginner)
{
    of_real_producer *producer = producer_of(beginner);
    producer->failed = RD_KAFKA_RESP_ERR_NO_ERROR;
    producer->doomed = false;
    return of_real_status_of_error(real_of(producer), "begin",
                                   rd_kafka_begin_transaction(producer->handle));
}

static of_status real_producer_send_offsets(of_producer *sender, const of_member *member,
                                            const of_position *positions, size_t count,
                                            int64_t timeout_ms)
{
    of_real_producer *producer = producer_of(sender);
    const rd_kafka_consumer_group_metadata_t *metadata = of_real_member_metadata(member);
    if (producer->doomed) {
        return MUST_ABORT;
    }
    if (metadata == NULL) {
        producer->doomed = true;
        return OF_ABORT_AS("the member has no assignment");
    }
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new((int)count);
    for (size_t i = 0; i < count; i++) {
        const char *name = of_topic_name(sender->kafka, positions[i].topic);
        rd_kafka_topic_partition_list_add(list, name, positions[i].partition)->offset =
            positions[i].offset;
    }
    int64_t deadline_us = of_real_deadline_us(timeout_ms);
    of_status status;
    do {
        int left_ms = of_real_left_ms(deadline_us);
        status = of_real_status_of_error(
            real_of(producer), "send_offsets",
            rd_kafka_send_offsets_to_transaction(producer->handle, list, metadata,
                                                 left_ms == 0 ? 1 : left_ms));
    } while (status.remedy == OF_RETRY && of_real_left_ms(deadline_us) > 0);
    rd_kafka_topic_partition_list_destroy(list);
    producer->doomed = producer->doomed || !of_ok(status);
    return status;
}

static of_status real_producer_commit(of_producer *committing, int64_t timeout_ms)
{
    of_real_producer *producer = producer_of(committing);
    if (producer->doomed) {
        return MUST_ABORT;
    }
    of_status status = repeat(producer, "commit", rd_kafka_commit_transaction, timeout_ms);
    if (status.remedy == OF_RETRY) {
        return (of_status){.remedy = OF_FATAL,
                           .code = status.code,
                           .what = "the outcome of the commit is unknown"};
    }
    return status;
}

static of_status real_producer_abort(of_producer *producer, int64_t timeout_ms)
{
    return repeat(producer_of(producer), "abort", rd_kafka_abort_transaction, timeout_ms);
}

static of_status real_producer_flush(of_producer *flushed, int64_t timeout_ms)
{
    of_real_producer *producer = producer_of(flushed);
    rd_kafka_resp_err_t code = rd_kafka_flush(producer->handle, of_real_timeout(timeout_ms));
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return of_real_status_of_code(code);
    }
    code = producer->failed;
    producer->failed = RD_KAFKA_RESP_ERR_NO_ERROR;
    /* A record that was given up after its time may yet have been stored: nothing to repeat. */
    bool unknown = code == RD_KAFKA_RESP_ERR__MSG_TIMED_OUT;
    return unknown ? OF_FATAL_AS("a record was not acknowledged in time")
                   : of_real_status_of_code(code);
}

const of_kafka_calls of_real_producer_calls = {
    .producer_open = real_producer_open,
    .producer_close = real_producer_close,
    .producer_init = real_producer_init,
    .producer_begin = real_producer_begin,
    .producer_send = real_producer_send,
    .producer_send_offsets = real_producer_send_offsets,
    .producer_commit = real_producer_commit,
    .producer_abort = real_producer_abort,
    .producer_flush = real_producer_flush,
};
