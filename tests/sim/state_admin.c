/* What an administrator can do to a broker, through librdkafka's admin calls. */
#include <librdkafka/rdkafka.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/sim/state_case.h"
#include "topology/base/assert.h"

#define WAIT_MS 20000

typedef struct admin {
    rd_kafka_t *client;
    rd_kafka_queue_t *queue;
} admin;

static admin admin_open(const char *bootstrap)
{
    char error[512];
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    of_assert(rd_kafka_conf_set(conf, "bootstrap.servers", bootstrap, error, sizeof error) ==
              RD_KAFKA_CONF_OK);
    admin self = {.client = rd_kafka_new(RD_KAFKA_PRODUCER, conf, error, sizeof error)};
    of_assert(self.client != NULL);
    self.queue = rd_kafka_queue_new(self.client);
    return self;
}

static void check(rd_kafka_resp_err_t code, const char *what)
{
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        printf("admin: %s: %s\n", what, rd_kafka_err2str(code));
        fflush(stdout);
        _Exit(EXIT_FAILURE);
    }
}

/* Waits for the answer, which the caller destroys. */
static rd_kafka_event_t *answer(const admin *self, const char *what)
{
    rd_kafka_event_t *event = rd_kafka_queue_poll(self->queue, WAIT_MS);
    of_assert(event != NULL);
    check(rd_kafka_event_error(event), what);
    return event;
}

static void admin_close(admin *self, rd_kafka_event_t *event)
{
    rd_kafka_event_destroy(event);
    rd_kafka_queue_destroy(self->queue);
    rd_kafka_destroy(self->client);
}

static void check_topics(const rd_kafka_topic_result_t **results, size_t count, const char *what)
{
    for (size_t i = 0; i < count; i++) {
        check(rd_kafka_topic_result_error(results[i]), what);
    }
}

void admin_delete_topic(const char *bootstrap, const char *topic)
{
    admin self = admin_open(bootstrap);
    rd_kafka_DeleteTopic_t *request = rd_kafka_DeleteTopic_new(topic);
    rd_kafka_DeleteTopics(self.client, &request, 1, NULL, self.queue);
    rd_kafka_event_t *event = answer(&self, "delete topic");
    size_t count = 0;
    const rd_kafka_topic_result_t **results =
        rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(event), &count);
    check_topics(results, count, "delete topic");
    rd_kafka_DeleteTopic_destroy(request);
    admin_close(&self, event);
}

void admin_add_partitions(const char *bootstrap, const char *topic, int32_t total)
{
    char error[512];
    admin self = admin_open(bootstrap);
    rd_kafka_NewPartitions_t *request =
        rd_kafka_NewPartitions_new(topic, (size_t)total, error, sizeof error);
    of_assert(request != NULL);
    rd_kafka_CreatePartitions(self.client, &request, 1, NULL, self.queue);
    rd_kafka_event_t *event = answer(&self, "add partitions");
    size_t count = 0;
    const rd_kafka_topic_result_t **results = rd_kafka_CreatePartitions_result_topics(
        rd_kafka_event_CreatePartitions_result(event), &count);
    check_topics(results, count, "add partitions");
    rd_kafka_NewPartitions_destroy(request);
    admin_close(&self, event);
}

void admin_delete_records(const char *bootstrap, const char *topic, int32_t partition,
                          int64_t before)
{
    admin self = admin_open(bootstrap);
    rd_kafka_topic_partition_list_t *offsets = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(offsets, topic, partition)->offset = before;
    rd_kafka_DeleteRecords_t *request = rd_kafka_DeleteRecords_new(offsets);
    rd_kafka_DeleteRecords(self.client, &request, 1, NULL, self.queue);
    rd_kafka_event_t *event = answer(&self, "delete records");
    const rd_kafka_topic_partition_list_t *deleted =
        rd_kafka_DeleteRecords_result_offsets(rd_kafka_event_DeleteRecords_result(event));
    check(deleted->elems[0].err, "delete records");
    rd_kafka_DeleteRecords_destroy(request);
    rd_kafka_topic_partition_list_destroy(offsets);
    admin_close(&self, event);
}

void admin_delete_group(const char *bootstrap, const char *group)
{
    admin self = admin_open(bootstrap);
    rd_kafka_DeleteGroup_t *request = rd_kafka_DeleteGroup_new(group);
    rd_kafka_DeleteGroups(self.client, &request, 1, NULL, self.queue);
    rd_kafka_event_t *event = answer(&self, "delete group");
    size_t count = 0;
    const rd_kafka_group_result_t **results =
        rd_kafka_DeleteGroups_result_groups(rd_kafka_event_DeleteGroups_result(event), &count);
    for (size_t i = 0; i < count; i++) {
        const rd_kafka_error_t *error = rd_kafka_group_result_error(results[i]);
        check(error == NULL ? RD_KAFKA_RESP_ERR_NO_ERROR : rd_kafka_error_code(error),
              "delete group");
    }
    rd_kafka_DeleteGroup_destroy(request);
    admin_close(&self, event);
}

void admin_set(const char *bootstrap, const char *topic, const char *name, const char *value)
{
    admin self = admin_open(bootstrap);
    rd_kafka_ConfigResource_t *request =
        rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic);
    rd_kafka_ConfigResource_set_config(request, name, value);
    rd_kafka_AlterConfigs(self.client, &request, 1, NULL, self.queue);
    rd_kafka_event_t *event = answer(&self, "set a topic's property");
    size_t count = 0;
    const rd_kafka_ConfigResource_t **results =
        rd_kafka_AlterConfigs_result_resources(rd_kafka_event_AlterConfigs_result(event), &count);
    for (size_t i = 0; i < count; i++) {
        check(rd_kafka_ConfigResource_error(results[i]), "set a topic's property");
    }
    rd_kafka_ConfigResource_destroy(request);
    admin_close(&self, event);
}
