/* A producer of an embedded client: one transaction at a time, under the epoch it was given. */
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/kafka/embedded_client.h"
#include "topology/kafka/embedded_journal.h"

#define TRANSACTION_TIMEOUT_DEFAULT_MS 10000

/* NEW -init-> READY -begin-> OPEN -commit|abort-> READY; OPEN -refused-> DOOMED -abort-> READY;
 * any of them -a newer epoch-> FENCED. Without an id: always READY. */
typedef enum of_producer_state {
    OF_PRODUCER_NEW,
    OF_PRODUCER_READY,
    OF_PRODUCER_OPEN,
    OF_PRODUCER_DOOMED,
    OF_PRODUCER_FENCED
} of_producer_state;

/* A record that the broker does not have yet; its bytes lie in the producer's queue. */
typedef struct of_queued {
    of_plog *plog;
    int64_t timestamp_ms;
    size_t key_at, value_at;
    of_bytes key, value; /* lengths and absence; the bytes may move */
} of_queued;

typedef struct of_embedded_producer {
    of_producer head;
    of_client *client;
    of_owner *owner; /* NULL: no transactions */
    int32_t epoch;
    int64_t timeout_ms;
    of_producer_state state;
    of_queued *queued;
    size_t queued_count, queued_capacity;
    of_buffer queued_bytes;
} of_embedded_producer;

static of_embedded_producer *embedded(of_producer *producer)
{
    return (of_embedded_producer *)producer;
}

of_status of_embedded_producer_open(of_kafka *kafka, const of_producer_options *options,
                                    of_producer **producer)
{
    of_client *client = (of_client *)kafka;
    OF_TRY(of_client_enter(client, "producer_open"));
    of_embedded_producer *opened = of_new(sizeof *opened);
    opened->head.kafka = kafka;
    opened->client = client;
    opened->timeout_ms = options->transaction_timeout_ms == 0 ? TRANSACTION_TIMEOUT_DEFAULT_MS
                                                              : options->transaction_timeout_ms;
    if (options->transactional_id != NULL) {
        opened->owner = of_owner_of(client->log, options->transactional_id);
    } else {
        opened->state = OF_PRODUCER_READY;
    }
    *producer = &opened->head;
    of_client_leave(client);
    return OF_OK;
}

void of_embedded_producer_close(of_producer *handle)
{
    of_embedded_producer *producer = embedded(handle);
    of_client *client = producer->client;
    if (of_client_enter_close(client, "producer_close") && producer->owner == NULL) {
        of_journal_flush(client->log);
    }
    of_client_leave(client);
    of_buffer_free(&producer->queued_bytes);
    of_delete(producer->queued);
    of_delete(producer);
}

/* ---- checks ------------------------------------------------------------------------------------
 */

static of_status check_epoch(of_embedded_producer *producer)
{
    bool has_epoch = producer->owner != NULL && producer->state != OF_PRODUCER_NEW;
    if (has_epoch && producer->epoch != producer->owner->epoch) {
        producer->state = OF_PRODUCER_FENCED;
    }
    return producer->state == OF_PRODUCER_FENCED ? OF_FATAL_AS("fenced by a newer epoch") : OF_OK;
}

/* For the calls that need an open transaction. */
static of_status check_open(of_embedded_producer *producer)
{
    OF_TRY(check_epoch(producer));
    if (producer->state == OF_PRODUCER_DOOMED) {
        return OF_ABORT_AS("the transaction must be aborted");
    }
    return producer->state == OF_PRODUCER_OPEN ? OF_OK : OF_FATAL_AS("no transaction is open");
}

static of_status doom(of_embedded_producer *producer, of_status status)
{
    if (producer->owner != NULL) {
        producer->state = OF_PRODUCER_DOOMED;
    }
    return status;
}

/* ---- delivery ----------------------------------------------------------------------------------
 */

static void deliver(of_embedded_producer *producer, of_plog *plog, of_entry_parts parts)
{
    of_embedded *log = producer->client->log;
    if (producer->owner != NULL) {
        of_txn_touch(log, producer->owner);
        of_txn_add_plog(producer->owner, plog);
        parts.txn = producer->owner->txn;
    }
    of_plog_append(plog, &parts);
    of_journal_touched(log, plog);
    of_broker_changed(log);
}

static void enqueue(of_embedded_producer *producer, of_plog *plog, const of_entry_parts *parts)
{
    of_assert(parts->header_count == 0);
    of_queued queued = {.plog = plog,
                        .timestamp_ms = parts->timestamp_ms,
                        .key = parts->key,
                        .value = parts->value};
    queued.key_at = producer->queued_bytes.len;
    of_buffer_put(&producer->queued_bytes, parts->key.data, parts->key.len);
    queued.value_at = producer->queued_bytes.len;
    of_buffer_put(&producer->queued_bytes, parts->value.data, parts->value.len);
    producer->queued = of_grow(producer->queued, producer->queued_count, &producer->queued_capacity,
                               sizeof *producer->queued);
    producer->queued[producer->queued_count++] = queued;
}

static void drop_queued(of_embedded_producer *producer)
{
    producer->queued_count = 0;
    of_buffer_clear(&producer->queued_bytes);
}

static of_bytes queued_bytes(const of_embedded_producer *producer, of_bytes bytes, size_t at)
{
    return bytes.data == NULL
               ? bytes
               : (of_bytes){.data = producer->queued_bytes.data + at, .len = bytes.len};
}

static void deliver_queued(of_embedded_producer *producer)
{
    for (size_t i = 0; i < producer->queued_count; i++) {
        const of_queued *queued = &producer->queued[i];
        deliver(producer, queued->plog,
                (of_entry_parts){.kind = OF_ENTRY_DATA,
                                 .timestamp_ms = queued->timestamp_ms,
                                 .key = queued_bytes(producer, queued->key, queued->key_at),
                                 .value = queued_bytes(producer, queued->value, queued->value_at)});
    }
    drop_queued(producer);
}

/* Order is kept: what follows a record that waits, waits too. */
static bool may_deliver(const of_embedded_producer *producer)
{
    const of_embedded_faults *faults = &producer->client->log->faults;
    return producer->owner == NULL ||
           (producer->queued_count == 0 &&
            (faults->may_deliver == NULL || faults->may_deliver(faults->state)));
}

/* ---- transactions ------------------------------------------------------------------------------
 */

static of_status init(of_embedded_producer *producer)
{
    if (producer->owner == NULL) {
        return OF_OK;
    }
    OF_TRY(check_epoch(producer));
    if (producer->state != OF_PRODUCER_NEW) {
        return OF_FATAL_AS("the producer is initialised already");
    }
    producer->epoch = of_owner_init(producer->client->log, producer->owner, producer->timeout_ms);
    producer->state = OF_PRODUCER_READY;
    return OF_OK;
}

static of_status begin(of_embedded_producer *producer)
{
    OF_TRY(check_epoch(producer));
    if (producer->owner == NULL || producer->state != OF_PRODUCER_READY) {
        return OF_FATAL_AS("the producer cannot begin a transaction now");
    }
    producer->state = OF_PRODUCER_OPEN;
    return OF_OK;
}

static of_status commit(of_embedded_producer *producer)
{
    OF_TRY(check_open(producer));
    deliver_queued(producer);
    if (producer->owner->state == OF_TXN_OPEN && producer->owner->is_torn) {
        return doom(producer, OF_ABORT_AS("a record of the transaction was lost"));
    }
    of_txn_decide(producer->client->log, producer->owner, true);
    producer->state = OF_PRODUCER_READY;
    return OF_OK;
}

static of_status abort_open(of_embedded_producer *producer)
{
    OF_TRY(check_epoch(producer));
    if (producer->state != OF_PRODUCER_OPEN && producer->state != OF_PRODUCER_DOOMED) {
        return OF_FATAL_AS("no transaction is open");
    }
    drop_queued(producer);
    of_txn_decide(producer->client->log, producer->owner, false);
    producer->state = OF_PRODUCER_READY;
    return OF_OK;
}

static of_status flush(of_embedded_producer *producer)
{
    OF_TRY(check_epoch(producer));
    deliver_queued(producer);
    of_journal_flush(producer->client->log);
    return OF_OK;
}

static of_status run(of_producer *handle, const char *call,
                     of_status (*action)(of_embedded_producer *))
{
    of_embedded_producer *producer = embedded(handle);
    OF_TRY(of_client_enter(producer->client, call));
    of_status status = action(producer);
    if (of_ok(status) && of_journal_failed(producer->client->log)) {
        status = OF_FATAL_AS("the log's directory cannot be written"); /* who knows what is in it */
    }
    of_client_leave(producer->client);
    return status;
}

of_status of_embedded_producer_init(of_producer *producer, int64_t timeout_ms)
{
    (void)timeout_ms;
    return run(producer, "producer_init", init);
}

of_status of_embedded_producer_begin(of_producer *producer)
{
    return run(producer, "producer_begin", begin);
}

of_status of_embedded_producer_commit(of_producer *producer, int64_t timeout_ms)
{
    (void)timeout_ms;
    return run(producer, "producer_commit", commit);
}

of_status of_embedded_producer_abort(of_producer *producer, int64_t timeout_ms)
{
    (void)timeout_ms;
    return run(producer, "producer_abort", abort_open);
}

of_status of_embedded_producer_flush(of_producer *producer, int64_t timeout_ms)
{
    (void)timeout_ms;
    return run(producer, "producer_flush", flush);
}

/* ---- records -----------------------------------------------------------------------------------
 */

static of_status send(of_embedded_producer *producer, const of_outgoing *record)
{
    of_embedded *log = producer->client->log;
    if (producer->owner != NULL) {
        OF_TRY(check_open(producer));
    }
    of_plog *plog =
        of_client_plog(producer->client, (of_partition){record->topic, record->partition});
    if (plog == NULL) {
        return doom(producer, OF_ABORT_AS("unknown topic or partition"));
    }
    if (record->key.data == NULL && plog->topic->cleanup != OF_CLEANUP_DELETE) {
        return doom(producer, OF_SKIP_AS("a compacted topic needs a key"));
    }
    of_entry_parts parts = {
        .kind = OF_ENTRY_DATA,
        .timestamp_ms = record->timestamp_ms > 0 ? record->timestamp_ms : log->now_ms,
        .key = record->key,
        .value = record->value,
        .headers = record->headers,
        .header_count = record->header_count,
    };
    if (of_entry_size(&parts) > log->message_bytes_max) {
        return doom(producer, OF_SKIP_AS("the record is too large"));
    }
    if (may_deliver(producer)) {
        deliver(producer, plog, parts);
    } else {
        enqueue(producer, plog, &parts);
    }
    return OF_OK;
}

of_status of_embedded_producer_send(of_producer *handle, const of_outgoing *record)
{
    of_embedded_producer *producer = embedded(handle);
    OF_TRY(of_client_enter(producer->client, "producer_send"));
    of_status status = send(producer, record);
    of_client_leave(producer->client);
    return status;
}

/* ---- offsets -----------------------------------------------------------------------------------
 */

static of_status add_offsets(of_embedded_producer *producer, const of_member *member,
                             const of_position *positions, size_t count)
{
    OF_TRY(check_open(producer));
    of_group *group = of_embedded_member_group(member);
    if (group == NULL) {
        return doom(producer, OF_ABORT_AS("the member's generation is over"));
    }
    for (size_t i = 0; i < count; i++) {
        if (of_client_plog(producer->client,
                           (of_partition){positions[i].topic, positions[i].partition}) == NULL) {
            return doom(producer, OF_ABORT_AS("unknown topic or partition"));
        }
    }
    of_embedded *log = producer->client->log;
    for (size_t i = 0; i < count; i++) {
        of_txn_touch(log, producer->owner);
        const of_topic *topic = of_client_topic(producer->client, positions[i].topic);
        of_pending_offset pending = {.group = group,
                                     .topic = topic->index,
                                     .partition = positions[i].partition,
                                     .offset = positions[i].offset};
        of_txn_add_offset(producer->owner, pending);
        (*of_group_pending(group, topic, pending.partition))++;
        of_journal_txn_offset(log, producer->owner, &pending);
    }
    return OF_OK;
}

of_status of_embedded_producer_send_offsets(of_producer *handle, const of_member *member,
                                            const of_position *positions, size_t count,
                                            int64_t timeout_ms)
{
    (void)timeout_ms;
    of_embedded_producer *producer = embedded(handle);
    OF_TRY(of_client_enter(producer->client, "producer_send_offsets"));
    of_status status = add_offsets(producer, member, positions, count);
    of_client_leave(producer->client);
    return status;
}
