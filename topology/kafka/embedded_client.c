/* What all handles of an embedded client do: pass the gate, wait, walk partitions, hand out copies.
 */
#include "topology/kafka/embedded_client.h"

#include <time.h>

#include "topology/base/memory.h"
#include "topology/kafka/embedded_journal.h"

/* A sleeping poller looks up this often, for its heartbeat and for timeouts of others. */
#define WAIT_SLICE_US 100000
/* Records taken from one partition before the next has its turn, as fetches do. */
#define RUN_MAX 64

of_status of_client_crash_status(void)
{
    return OF_FATAL_AS("crashed");
}

/* With the lock held; the gate itself runs without it, since it may look at the log. */
static bool pass_gate(of_client *client, const char *call)
{
    if (client->is_crashed) {
        return false;
    }
    int64_t number = ++client->calls;
    of_embedded_gate gate = client->gate;
    void *state = client->gate_state;
    if (gate == NULL) {
        return true;
    }
    pthread_mutex_unlock(&client->log->lock);
    bool passed = gate(state, call, number);
    pthread_mutex_lock(&client->log->lock);
    if (!passed && !client->is_crashed) {
        client->is_crashed = true;
        of_broker_changed(client->log);
    }
    return !client->is_crashed;
}

of_status of_client_enter(of_client *client, const char *call)
{
    pthread_mutex_lock(&client->log->lock);
    if (!pass_gate(client, call)) {
        pthread_mutex_unlock(&client->log->lock);
        return of_client_crash_status();
    }
    of_broker_tick(client->log);
    if (of_journal_failed(client->log)) {
        pthread_mutex_unlock(&client->log->lock);
        return OF_FATAL_AS("the log's directory cannot be written");
    }
    return OF_OK;
}

bool of_client_enter_close(of_client *client, const char *call)
{
    pthread_mutex_lock(&client->log->lock);
    if (!pass_gate(client, call)) {
        return false;
    }
    of_broker_tick(client->log);
    return true;
}

void of_client_leave(of_client *client)
{
    pthread_mutex_unlock(&client->log->lock);
}

of_topic *of_client_topic(of_client *client, int32_t handle)
{
    if (handle < 0) {
        return NULL;
    }
    size_t index = (size_t)handle;
    if (index >= client->topic_count) {
        client->topics = of_renew(client->topics, (index + 1) * sizeof(of_topic *));
        memset(client->topics + client->topic_count, 0,
               (index + 1 - client->topic_count) * sizeof(of_topic *));
        client->topic_count = index + 1;
    }
    if (client->topics[index] == NULL) {
        client->topics[index] = of_broker_topic(client->log, of_topic_name(&client->head, handle));
    }
    return client->topics[index];
}

of_plog *of_client_plog(of_client *client, of_partition partition)
{
    const of_topic *topic = of_client_topic(client, partition.topic);
    if (topic == NULL || partition.partition < 0 || partition.partition >= topic->partitions) {
        return NULL;
    }
    return &topic->plogs[partition.partition];
}

/* ---- waiting -----------------------------------------------------------------------------------
 */

int64_t of_client_deadline_us(const of_client *client, int64_t timeout_ms)
{
    return client->log->is_wall ? of_clock_mono_us(&client->log->clock) + timeout_ms * 1000 : 0;
}

static void sleep_until_changed(of_embedded *log, int64_t wait_us)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_nsec += wait_us * 1000;
    at.tv_sec += at.tv_nsec / 1000000000;
    at.tv_nsec %= 1000000000;
    log->has_waiters = true;
    pthread_cond_timedwait(&log->changed, &log->lock, &at);
}

bool of_client_wait(of_client *client, int64_t deadline_us)
{
    of_embedded *log = client->log;
    if (of_txn_write_marker(log)) {
        return true;
    }
    if (!log->is_wall) {
        return false;
    }
    int64_t left = deadline_us - of_clock_mono_us(&log->clock);
    if (left <= 0) {
        return false;
    }
    sleep_until_changed(log, left < WAIT_SLICE_US ? left : WAIT_SLICE_US);
    of_broker_tick(log);
    return true;
}

/* ---- handing out -------------------------------------------------------------------------------
 */

static void fill_headers(of_delivery *delivery, const uint8_t *at, size_t count)
{
    if (count > delivery->header_capacity) {
        delivery->headers = of_renew(delivery->headers, count * sizeof *delivery->headers);
        delivery->header_capacity = count;
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t lens[2];
        memcpy(lens, at, sizeof lens);
        at += sizeof lens;
        of_header *header = &delivery->headers[i];
        header->name = (const char *)at;
        at += lens[0];
        header->value = lens[1] == OF_LEN_NULL ? (of_bytes){.data = NULL, .len = 0}
                                               : (of_bytes){.data = at, .len = lens[1]};
        at += header->value.len;
    }
}

/* Moves a view of the entry to the same place in the copy. */
static of_bytes moved(of_bytes view, const of_entry *entry, const uint8_t *copy)
{
    if (view.data == NULL) {
        return view;
    }
    return (of_bytes){.data = copy + (view.data - (const uint8_t *)(entry + 1)), .len = view.len};
}

void of_delivery_fill(of_delivery *delivery, const of_entry *entry, of_message *message)
{
    of_buffer_clear(&delivery->bytes);
    of_buffer_put(&delivery->bytes, entry + 1, entry->size - sizeof *entry);
    of_buffer_put_u8(&delivery->bytes, 0); /* an empty key is present: it needs an address */
    const uint8_t *copy = delivery->bytes.data;
    of_bytes headers = {.data = of_entry_headers(entry), .len = entry->headers_len};
    message->offset = entry->offset;
    message->timestamp_ms = entry->timestamp_ms;
    message->key = moved(of_entry_key(entry), entry, copy);
    message->value = moved(of_entry_value(entry), entry, copy);
    message->header_count = entry->header_count;
    if (entry->header_count > 0) {
        fill_headers(delivery, moved(headers, entry, copy).data, entry->header_count);
    }
    message->headers = delivery->headers;
}

void of_delivery_free(of_delivery *delivery)
{
    of_buffer_free(&delivery->bytes);
    of_delete(delivery->headers);
}

/* ---- walking -----------------------------------------------------------------------------------
 */

of_track *of_tracks_find(const of_tracks *tracks, of_partition partition)
{
    for (size_t i = 0; i < tracks->count; i++) {
        of_partition other = tracks->items[i].partition;
        if (other.topic == partition.topic && other.partition == partition.partition) {
            return &tracks->items[i];
        }
    }
    return NULL;
}

static bool in_range(const of_track *track)
{
    return track->cursor.offset >= track->plog->start_offset &&
           track->cursor.offset <= track->plog->next_offset;
}

of_status of_tracks_next(of_tracks *tracks, bool read_committed, of_delivery *delivery,
                         of_message *message, bool *found)
{
    *found = false;
    for (size_t tried = 0; tried <= tracks->count && tracks->count > 0; tried++) {
        if (tracks->at >= tracks->count || tracks->run >= RUN_MAX) {
            tracks->at = tracks->at + 1 < tracks->count ? tracks->at + 1 : 0;
            tracks->run = 0;
        }
        of_track *track = &tracks->items[tracks->at];
        if (track->is_started && !track->is_paused) {
            if (!in_range(track)) {
                return OF_FATAL_AS("offset out of range");
            }
            const of_entry *entry = of_cursor_visible(track->plog, &track->cursor, read_committed);
            if (entry != NULL) {
                of_delivery_fill(delivery, entry, message);
                message->topic = track->partition.topic;
                message->partition = track->partition.partition;
                of_cursor_pass(&track->cursor, entry);
                tracks->run++;
                *found = true;
                return OF_OK;
            }
        }
        tracks->run = RUN_MAX;
    }
    return OF_OK;
}
