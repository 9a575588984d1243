/* Asks a broker for ends and committed offsets, and deletes topics. */
#include "tests/transcripts/watch.h"

#include <librdkafka/rdkafka.h>
#include <stdio.h>

#include "topology/base/memory.h"

#define CALL_MS 10000

struct watch {
    rd_kafka_t *ends;      /* read-uncommitted: its ends are high watermarks */
    rd_kafka_t *committed; /* read-committed: its committed offsets are stable ones */
};

static rd_kafka_t *open_handle(const char *brokers, const char *group, const char *isolation,
                               char *error, size_t error_size)
{
    const char *settings[][2] = {{"bootstrap.servers", brokers},
                                 {"group.id", group},
                                 {"isolation.level", isolation},
                                 {"enable.auto.commit", "false"},
                                 {"allow.auto.create.topics", "false"}};
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        if (rd_kafka_conf_set(conf, settings[i][0], settings[i][1], error, error_size) !=
            RD_KAFKA_CONF_OK) {
            rd_kafka_conf_destroy(conf);
            return NULL;
        }
    }
    rd_kafka_t *handle = rd_kafka_new(RD_KAFKA_CONSUMER, conf, error, error_size);
    if (handle == NULL) {
        rd_kafka_conf_destroy(conf);
    }
    return handle;
}

watch *watch_open(const char *brokers, const char *group, char *error, size_t error_size)
{
    watch *opened = of_new(sizeof *opened);
    opened->ends = open_handle(brokers, group, "read_uncommitted", error, error_size);
    opened->committed = open_handle(brokers, group, "read_committed", error, error_size);
    if (opened->ends != NULL && opened->committed != NULL) {
        return opened;
    }
    watch_close(opened);
    return NULL;
}

static void close_handle(rd_kafka_t *handle)
{
    if (handle != NULL) {
        rd_kafka_destroy_flags(handle, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
    }
}

void watch_close(watch *self)
{
    close_handle(self->ends);
    close_handle(self->committed);
    of_delete(self);
}

/* ---- offsets ---- */

static rd_kafka_topic_partition_list_t *list_of(const watch_spot *spots, size_t count,
                                                int64_t offset)
{
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new((int)count);
    for (size_t i = 0; i < count; i++) {
        rd_kafka_topic_partition_list_add(list, spots[i].topic, spots[i].partition)->offset =
            offset;
    }
    return list;
}

/* Takes the list, whose order is that of the spots. */
static bool take_offsets(rd_kafka_topic_partition_list_t *list, rd_kafka_resp_err_t code,
                         const char *call, watch_spot *spots, char *error, size_t error_size)
{
    for (int i = 0; code == RD_KAFKA_RESP_ERR_NO_ERROR && i < list->cnt; i++) {
        code = list->elems[i].err;
        spots[i].offset = list->elems[i].offset < 0 ? 0 : list->elems[i].offset;
    }
    rd_kafka_topic_partition_list_destroy(list);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        snprintf(error, error_size, "%s: %s", call, rd_kafka_err2str(code));
    }
    return code == RD_KAFKA_RESP_ERR_NO_ERROR;
}

bool watch_ends(watch *self, watch_spot *spots, size_t count, char *error, size_t error_size)
{
    /* One request for all partitions, where query_watermark_offsets would take two for each. */
    rd_kafka_topic_partition_list_t *list = list_of(spots, count, RD_KAFKA_OFFSET_END);
    rd_kafka_resp_err_t code = rd_kafka_offsets_for_times(self->ends, list, CALL_MS);
    return take_offsets(list, code, "ends of partitions", spots, error, error_size);
}

bool watch_committed(watch *self, watch_spot *spots, size_t count, char *error, size_t error_size)
{
    rd_kafka_topic_partition_list_t *list = list_of(spots, count, RD_KAFKA_OFFSET_INVALID);
    rd_kafka_resp_err_t code = rd_kafka_committed(self->committed, list, CALL_MS);
    if (code == RD_KAFKA_RESP_ERR__TIMED_OUT) {
        rd_kafka_topic_partition_list_destroy(list);
        for (size_t i = 0; i < count; i++) {
            spots[i].offset = -1;
        }
        return true;
    }
    return take_offsets(list, code, "committed offsets", spots, error, error_size);
}

/* ---- topics ---- */

static bool all_deleted(rd_kafka_event_t *event, char *error, size_t error_size)
{
    if (event == NULL || rd_kafka_event_error(event) != RD_KAFKA_RESP_ERR_NO_ERROR) {
        snprintf(error, error_size, "topics are not deleted: %s",
                 event == NULL ? "no answer" : rd_kafka_event_error_string(event));
        return false;
    }
    size_t count = 0;
    const rd_kafka_topic_result_t **results =
        rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(event), &count);
    for (size_t i = 0; i < count; i++) {
        if (rd_kafka_topic_result_error(results[i]) != RD_KAFKA_RESP_ERR_NO_ERROR) {
            snprintf(error, error_size, "topic %s is not deleted: %s",
                     rd_kafka_topic_result_name(results[i]),
                     rd_kafka_topic_result_error_string(results[i]));
            return false;
        }
    }
    return true;
}

bool watch_delete(watch *self, const char *const *names, size_t count, char *error,
                  size_t error_size)
{
    rd_kafka_DeleteTopic_t **topics = of_new_array(count + 1, sizeof(rd_kafka_DeleteTopic_t *));
    for (size_t i = 0; i < count; i++) {
        topics[i] = rd_kafka_DeleteTopic_new(names[i]);
    }
    rd_kafka_queue_t *queue = rd_kafka_queue_new(self->ends);
    rd_kafka_DeleteTopics(self->ends, topics, count, NULL, queue);
    rd_kafka_event_t *event = rd_kafka_queue_poll(queue, CALL_MS);
    bool good = all_deleted(event, error, error_size);
    if (event != NULL) {
        rd_kafka_event_destroy(event);
    }
    rd_kafka_queue_destroy(queue);
    rd_kafka_DeleteTopic_destroy_array(topics, count);
    of_delete(topics);
    return good;
}
