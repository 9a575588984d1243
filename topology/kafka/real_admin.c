/* Topics by librdkafka: what exists, how it is set, and making what is missing. */
#include <stdio.h>
#include <stdlib.h>

#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/kafka/real_internal.h"

static const int64_t ADMIN_TIMEOUT_MS = 15000;

/* ---- metadata ------------------------------------------------------------------------------- */

/* The topic's partitions; 0 when it does not exist. `ready` says whether each has a leader. */
static of_status count_partitions(of_real *real, const char *name, of_topic_facts *facts,
                                  bool *ready)
{
    rd_kafka_topic_t *topic = rd_kafka_topic_new(real->admin, name, NULL);
    if (topic == NULL) {
        return of_real_status_of_code(rd_kafka_last_error());
    }
    const struct rd_kafka_metadata *metadata = NULL;
    rd_kafka_resp_err_t code =
        rd_kafka_metadata(real->admin, 0, topic, &metadata, of_real_timeout(ADMIN_TIMEOUT_MS));
    rd_kafka_topic_destroy(topic);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return of_real_status_of_code(code);
    }
    *ready = false;
    facts->exists = false;
    code = metadata->topic_cnt == 1 ? metadata->topics[0].err : RD_KAFKA_RESP_ERR_UNKNOWN;
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        const struct rd_kafka_metadata_topic *found = &metadata->topics[0];
        facts->exists = true;
        facts->partitions = found->partition_cnt;
        facts->replication =
            (int16_t)(found->partition_cnt > 0 ? found->partitions[0].replica_cnt : -1);
        *ready = found->partition_cnt > 0;
        for (int i = 0; i < found->partition_cnt; i++) {
            *ready = *ready && found->partitions[i].leader >= 0;
        }
    }
    rd_kafka_metadata_destroy(metadata);
    bool missing = code == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART;
    return missing || facts->exists ? OF_OK : of_real_status_of_code(code);
}

/* ---- one admin request and its answer ------------------------------------------------------- */

typedef struct of_request {
    rd_kafka_queue_t *queue;
    rd_kafka_AdminOptions_t *options;
    rd_kafka_event_t *event;
} of_request;

static of_request request_begin(of_real *real, rd_kafka_admin_op_t operation)
{
    of_request request = {
        .queue = rd_kafka_queue_new(real->admin),
        .options = rd_kafka_AdminOptions_new(real->admin, operation),
    };
    char text[128];
    int timeout_ms = of_real_timeout(ADMIN_TIMEOUT_MS);
    (void)rd_kafka_AdminOptions_set_request_timeout(request.options, timeout_ms, text, sizeof text);
    if (operation == RD_KAFKA_ADMIN_OP_CREATETOPICS) {
        (void)rd_kafka_AdminOptions_set_operation_timeout(request.options, timeout_ms, text,
                                                          sizeof text);
    }
    return request;
}

static rd_kafka_resp_err_t request_wait(of_request *request)
{
    /* A little longer than the request's own limit, so that its answer says why. */
    request->event = rd_kafka_queue_poll(request->queue, of_real_timeout(ADMIN_TIMEOUT_MS + 2000));
    return request->event == NULL ? RD_KAFKA_RESP_ERR__TIMED_OUT
                                  : rd_kafka_event_error(request->event);
}

static void request_end(of_request *request)
{
    if (request->event != NULL) {
        rd_kafka_event_destroy(request->event);
    }
    rd_kafka_AdminOptions_destroy(request->options);
    rd_kafka_queue_destroy(request->queue);
}

/* ---- create --------------------------------------------------------------------------------- */

static const char *cleanup_text(of_cleanup cleanup)
{
    switch (cleanup) {
    case OF_CLEANUP_DELETE:
        return "delete";
    case OF_CLEANUP_COMPACT:
        return "compact";
    case OF_CLEANUP_COMPACT_DELETE:
        return "compact,delete";
    }
    return "delete";
}

static void set_number(rd_kafka_NewTopic_t *topic, const char *name, int64_t value)
{
    if (value != 0) {
        char text[32];
        (void)snprintf(text, sizeof text, "%lld", (long long)value);
        (void)rd_kafka_NewTopic_set_config(topic, name, text);
    }
}

static rd_kafka_NewTopic_t *new_topic(const of_topic_spec *spec)
{
    char text[256];
    rd_kafka_NewTopic_t *topic =
        rd_kafka_NewTopic_new(spec->name, spec->partitions,
                              spec->replication == 0 ? -1 : spec->replication, text, sizeof text);
    if (topic == NULL) {
        of_log(OF_ERROR, "TOPIC-REFUSED", "topic=%s text=\"%s\"", spec->name, text);
        return NULL;
    }
    (void)rd_kafka_NewTopic_set_config(topic, "cleanup.policy", cleanup_text(spec->cleanup));
    /* A broker refuses records from more than an hour ahead of its clock, and with them every turn
     * of a host whose clock is wrong. No rule of ours rests on these times being near. */
    set_number(topic, "message.timestamp.after.max.ms", INT64_MAX);
    set_number(topic, "retention.ms", spec->retention_ms);
    set_number(topic, "delete.retention.ms", spec->delete_retention_ms);
    return topic;
}

static of_status created_status(const of_topic_spec *spec, const rd_kafka_event_t *event)
{
    size_t count = 0;
    const rd_kafka_topic_result_t *const *results = rd_kafka_CreateTopics_result_topics(
        rd_kafka_event_CreateTopics_result((rd_kafka_event_t *)event), &count);
    if (count != 1) {
        return OF_FATAL_AS("an answer without a result");
    }
    rd_kafka_resp_err_t code = rd_kafka_topic_result_error(results[0]);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR || code == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) {
        return OF_OK;
    }
    of_log(OF_WARN, "TOPIC-REFUSED", "topic=%s text=\"%s\"", spec->name,
           rd_kafka_topic_result_error_string(results[0]));
    return of_real_status_of_code(code);
}

/* A topic that was made is not yet known to every broker; whoever produces at once would fail. */
static of_status await_leaders(of_real *real, const char *name)
{
    int64_t deadline_us = of_real_deadline_us(ADMIN_TIMEOUT_MS);
    for (;;) {
        of_topic_facts facts = {0};
        bool ready = false;
        OF_TRY(count_partitions(real, name, &facts, &ready));
        if (ready) {
            return OF_OK;
        }
        if (of_real_left_ms(deadline_us) == 0) {
            return OF_RETRY_AS("the new topic has no leaders yet");
        }
        (void)rd_kafka_poll(real->admin, 10);
    }
}

of_status of_real_topic_create(of_kafka *kafka, const of_topic_spec *spec)
{
    of_real *real = of_real_of(kafka);
    rd_kafka_NewTopic_t *topic = new_topic(spec);
    if (topic == NULL) {
        return OF_FATAL_AS("the topic's name or size is not possible");
    }
    of_request request = request_begin(real, RD_KAFKA_ADMIN_OP_CREATETOPICS);
    rd_kafka_CreateTopics(real->admin, &topic, 1, request.options, request.queue);
    rd_kafka_resp_err_t code = request_wait(&request);
    of_status status = code == RD_KAFKA_RESP_ERR_NO_ERROR ? created_status(spec, request.event)
                                                          : of_real_status_of_code(code);
    request_end(&request);
    rd_kafka_NewTopic_destroy(topic);
    return of_ok(status) ? await_leaders(real, spec->name) : status;
}

/* ---- describe ------------------------------------------------------------------------------- */

static void read_entry(const char *name, const char *value, of_topic_facts *facts)
{
    if (strcmp(name, "cleanup.policy") == 0) {
        bool compact = strstr(value, "compact") != NULL;
        bool delete = strstr(value, "delete") != NULL;
        facts->cleanup =
            compact ? (delete ? OF_CLEANUP_COMPACT_DELETE : OF_CLEANUP_COMPACT) : OF_CLEANUP_DELETE;
    } else if (strcmp(name, "retention.ms") == 0) {
        facts->retention_ms = strtoll(value, NULL, 10);
    } else if (strcmp(name, "delete.retention.ms") == 0) {
        facts->delete_retention_ms = strtoll(value, NULL, 10);
    } else if (strcmp(name, "min.insync.replicas") == 0) {
        facts->min_insync = (int32_t)strtol(value, NULL, 10);
    } else if (strcmp(name, "unclean.leader.election.enable") == 0) {
        facts->unclean_election = strcmp(value, "true") == 0;
    }
}

static void read_entries(const rd_kafka_ConfigResource_t *resource, of_topic_facts *facts)
{
    size_t count = 0;
    const rd_kafka_ConfigEntry_t **entries = rd_kafka_ConfigResource_configs(resource, &count);
    for (size_t i = 0; i < count; i++) {
        const char *value = rd_kafka_ConfigEntry_value(entries[i]);
        if (value != NULL) {
            read_entry(rd_kafka_ConfigEntry_name(entries[i]), value, facts);
        }
    }
}

static of_status read_settings(of_real *real, const char *name, of_topic_facts *facts)
{
    rd_kafka_ConfigResource_t *resource =
        rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, name);
    of_request request = request_begin(real, RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS);
    rd_kafka_DescribeConfigs(real->admin, &resource, 1, request.options, request.queue);
    rd_kafka_resp_err_t code = request_wait(&request);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        size_t count = 0;
        const rd_kafka_ConfigResource_t **resources = rd_kafka_DescribeConfigs_result_resources(
            rd_kafka_event_DescribeConfigs_result(request.event), &count);
        code = count == 1 ? rd_kafka_ConfigResource_error(resources[0]) : RD_KAFKA_RESP_ERR_UNKNOWN;
        if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
            read_entries(resources[0], facts);
        }
    }
    request_end(&request);
    rd_kafka_ConfigResource_destroy(resource);
    return of_real_status_of_code(code);
}

of_status of_real_topic_describe(of_kafka *kafka, const char *name, of_topic_facts *facts)
{
    of_real *real = of_real_of(kafka);
    *facts = (of_topic_facts){.partitions = -1,
                              .replication = -1,
                              .retention_ms = -1,
                              .delete_retention_ms = -1,
                              .min_insync = -1};
    bool ready = false;
    OF_TRY(count_partitions(real, name, facts, &ready));
    return facts->exists ? read_settings(real, name, facts) : OF_OK;
}

/* ---- list ----------------------------------------------------------------------------------- */

void of_real_topic_list_free(of_real *real)
{
    for (size_t i = 0; i < real->topic_name_count; i++) {
        of_delete(real->topic_names[i]);
    }
    of_delete(real->topic_names);
    real->topic_names = NULL;
    real->topic_name_count = 0;
}

of_status of_real_topic_list(of_kafka *kafka, const char *const **names, size_t *count)
{
    of_real *real = of_real_of(kafka);
    const struct rd_kafka_metadata *metadata = NULL;
    rd_kafka_resp_err_t code =
        rd_kafka_metadata(real->admin, 1, NULL, &metadata, of_real_timeout(ADMIN_TIMEOUT_MS));
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return of_real_status_of_code(code);
    }
    pthread_mutex_lock(&real->lock);
    of_real_topic_list_free(real);
    real->topic_names = of_new_array((size_t)metadata->topic_cnt, sizeof *real->topic_names);
    for (int i = 0; i < metadata->topic_cnt; i++) {
        const char *name = metadata->topics[i].topic;
        /* The broker's own bookkeeping is nobody's input. */
        if (strncmp(name, "__", 2) != 0) {
            real->topic_names[real->topic_name_count++] = of_new_string(name, strlen(name));
        }
    }
    *names = (const char *const *)real->topic_names;
    *count = real->topic_name_count;
    pthread_mutex_unlock(&real->lock);
    rd_kafka_metadata_destroy(metadata);
    return OF_OK;
}
