/* The embedded log itself: opening, its clients, what all of them share. */
#include "topology/kafka/embedded.h"

#include <stdio.h>

#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/kafka/embedded_client.h"
#include "topology/kafka/embedded_journal.h"

#define MESSAGE_BYTES_DEFAULT       1048588
#define RETENTION_DEFAULT_MS        INT64_C(604800000)
#define DELETE_RETENTION_DEFAULT_MS INT64_C(86400000)

static const of_kafka_calls calls;

/* ---- the log -----------------------------------------------------------------------------------
 */

static void init_condition(pthread_cond_t *condition)
{
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(condition, &attributes);
    pthread_condattr_destroy(&attributes);
}

of_status of_embedded_open(const of_embedded_options *options, of_embedded **opened, char *error,
                           size_t error_size)
{
    of_embedded *log = of_new(sizeof *log);
    pthread_mutex_init(&log->lock, NULL);
    init_condition(&log->changed);
    log->clock = *options->clock;
    log->is_wall = options->clock->now_ms == of_wall_clock.now_ms;
    log->message_bytes_max =
        options->message_bytes_max == 0 ? MESSAGE_BYTES_DEFAULT : options->message_bytes_max;
    log->random = options->seed;
    log->now_ms = of_clock_now_ms(&log->clock);
    *opened = NULL;
    if (error_size > 0) {
        error[0] = '\0';
    }
    if (options->directory != NULL) {
        of_status status = of_journal_open(log, options->directory, error, error_size);
        if (!of_ok(status)) {
            of_embedded_close(log);
            return status;
        }
    }
    *opened = log;
    return OF_OK;
}

static void free_topic(of_topic *topic)
{
    for (int32_t i = 0; i < topic->partitions; i++) {
        of_plog_free(&topic->plogs[i]);
    }
    of_delete(topic->plogs);
    of_delete(topic->name);
    of_delete(topic);
}

void of_embedded_close(of_embedded *log)
{
    of_journal_close(log);
    for (size_t i = 0; i < log->topic_count; i++) {
        free_topic(log->topics[i]);
    }
    for (size_t i = 0; i < log->owner_count; i++) {
        of_owner_free(log->owners[i]);
    }
    for (size_t i = 0; i < log->group_count; i++) {
        of_group_free(log->groups[i]);
    }
    of_delete(log->topics);
    of_delete(log->owners);
    of_delete(log->groups);
    of_delete(log->markers);
    pthread_cond_destroy(&log->changed);
    pthread_mutex_destroy(&log->lock);
    of_delete(log);
}

void of_embedded_clean(of_embedded *log)
{
    pthread_mutex_lock(&log->lock);
    of_broker_tick(log);
    of_journal_flush(log);
    for (size_t i = 0; i < log->topic_count; i++) {
        of_topic *topic = log->topics[i];
        for (int32_t j = 0; j < topic->partitions; j++) {
            if (of_plog_clean(&topic->plogs[j], log->now_ms)) {
                of_journal_rewrite(log, &topic->plogs[j]);
            }
        }
    }
    of_broker_changed(log);
    pthread_mutex_unlock(&log->lock);
}

void of_embedded_set_faults(of_embedded *log, of_embedded_faults faults)
{
    pthread_mutex_lock(&log->lock);
    log->faults = faults;
    pthread_mutex_unlock(&log->lock);
}

int64_t of_embedded_fall_back(of_embedded *log, const char *name, int32_t partition)
{
    pthread_mutex_lock(&log->lock);
    of_assert(log->journal == NULL);
    const of_topic *topic = of_broker_topic(log, name);
    of_assert(topic != NULL && partition >= 0 && partition < topic->partitions);
    int64_t lost = of_txn_fall_back(log, &topic->plogs[partition]);
    pthread_mutex_unlock(&log->lock);
    return lost;
}

/* ---- shared by the files behind it
 * --------------------------------------------------------------- */

void *of_grow(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) {
        return items;
    }
    *capacity = *capacity == 0 ? 8 : *capacity * 2;
    return of_renew(items, *capacity * size);
}

of_topic *of_broker_topic(const of_embedded *log, const char *name)
{
    for (size_t i = 0; i < log->topic_count; i++) {
        if (strcmp(log->topics[i]->name, name) == 0) {
            return log->topics[i];
        }
    }
    return NULL;
}

of_topic *of_broker_add_topic(of_embedded *log, const of_topic_spec *spec)
{
    of_topic *topic = of_new(sizeof *topic);
    topic->name = of_new_string(spec->name, strlen(spec->name));
    topic->index = (uint32_t)log->topic_count;
    topic->partitions = spec->partitions;
    topic->replication = spec->replication == 0 ? 1 : spec->replication;
    topic->cleanup = spec->cleanup;
    topic->retention_ms = spec->retention_ms == 0 ? RETENTION_DEFAULT_MS : spec->retention_ms;
    topic->delete_retention_ms =
        spec->delete_retention_ms == 0 ? DELETE_RETENTION_DEFAULT_MS : spec->delete_retention_ms;
    topic->plogs = of_new_array((size_t)spec->partitions, sizeof *topic->plogs);
    for (int32_t i = 0; i < spec->partitions; i++) {
        topic->plogs[i].topic = topic;
        topic->plogs[i].index = i;
    }
    log->topics = of_renew(log->topics, (log->topic_count + 1) * sizeof *log->topics);
    log->topics[log->topic_count++] = topic;
    return topic;
}

void of_broker_changed(of_embedded *log)
{
    if (log->has_waiters) {
        log->has_waiters = false;
        pthread_cond_broadcast(&log->changed);
    }
}

void of_broker_tick(of_embedded *log)
{
    log->now_ms = of_clock_now_ms(&log->clock);
    if (log->now_ms >= log->next_expiry_ms) {
        int64_t txns = of_txn_expire(log);
        int64_t groups = of_groups_expire(log);
        log->next_expiry_ms = txns < groups ? txns : groups;
    }
    of_txn_step(log);
}

/* ---- clients -----------------------------------------------------------------------------------
 */

of_kafka *of_embedded_client(of_embedded *log)
{
    of_client *client = of_new(sizeof *client);
    client->head.calls = &calls;
    client->log = log;
    of_kafka_names_open(&client->head);
    return &client->head;
}

static void close_client(of_kafka *kafka)
{
    of_client *client = (of_client *)kafka;
    of_kafka_names_close(kafka);
    of_delete(client->topics);
    of_delete(client->listed);
    of_delete(client);
}

void of_embedded_set_gate(of_kafka *kafka, of_embedded_gate gate, void *state)
{
    of_client *client = (of_client *)kafka;
    pthread_mutex_lock(&client->log->lock);
    client->gate = gate;
    client->gate_state = state;
    pthread_mutex_unlock(&client->log->lock);
}

bool of_embedded_crashed(const of_kafka *kafka)
{
    const of_client *client = (const of_client *)kafka;
    pthread_mutex_lock(&client->log->lock);
    bool is_crashed = client->is_crashed;
    pthread_mutex_unlock(&client->log->lock);
    return is_crashed;
}

static const of_kafka_calls calls = {
    .topic_create = of_embedded_topic_create,
    .topic_describe = of_embedded_topic_describe,
    .topic_list = of_embedded_topic_list,
    .member_open = of_embedded_member_open,
    .member_close = of_embedded_member_close,
    .member_poll = of_embedded_member_poll,
    .member_start = of_embedded_member_start,
    .member_pause = of_embedded_member_pause,
    .member_resume = of_embedded_member_resume,
    .member_seek = of_embedded_member_seek,
    .member_is_behind = of_embedded_member_is_behind,
    .member_position = of_embedded_member_position,
    .member_release = of_embedded_member_release,
    .member_committed = of_embedded_member_committed,
    .producer_open = of_embedded_producer_open,
    .producer_close = of_embedded_producer_close,
    .producer_init = of_embedded_producer_init,
    .producer_begin = of_embedded_producer_begin,
    .producer_send = of_embedded_producer_send,
    .producer_send_offsets = of_embedded_producer_send_offsets,
    .producer_commit = of_embedded_producer_commit,
    .producer_abort = of_embedded_producer_abort,
    .producer_flush = of_embedded_producer_flush,
    .reader_open = of_embedded_reader_open,
    .reader_close = of_embedded_reader_close,
    .reader_assign = of_embedded_reader_assign,
    .reader_poll = of_embedded_reader_poll,
    .reader_position = of_embedded_reader_position,
    .reader_watermarks = of_embedded_reader_watermarks,
    .close = close_client,
};
