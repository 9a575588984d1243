/* The admin calls of an embedded client. */
#include "topology/base/memory.h"
#include "topology/kafka/embedded_client.h"
#include "topology/kafka/embedded_journal.h"

#define NAME_MAX_LEN   240 /* a file is named after it, with partition and suffix */
#define PARTITIONS_MAX 10000

static bool is_name(const char *name)
{
    size_t len = strlen(name);
    size_t legal =
        strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");
    return len > 0 && len <= NAME_MAX_LEN && legal == len && strcmp(name, ".") != 0 &&
           strcmp(name, "..") != 0;
}

static of_status create(of_client *client, const of_topic_spec *spec)
{
    if (!is_name(spec->name)) {
        return OF_FATAL_AS("illegal topic name");
    }
    if (spec->partitions < 1 || spec->partitions > PARTITIONS_MAX) {
        return OF_FATAL_AS("illegal number of partitions");
    }
    if (of_broker_topic(client->log, spec->name) != NULL) {
        return OF_OK;
    }
    of_topic *topic = of_broker_add_topic(client->log, spec);
    of_journal_topic(client->log, topic);
    of_journal_flush(client->log);
    of_groups_topic_added(client->log, spec->name);
    return OF_OK;
}

of_status of_embedded_topic_create(of_kafka *kafka, const of_topic_spec *spec)
{
    of_client *client = (of_client *)kafka;
    OF_TRY(of_client_enter(client, "topic_create"));
    of_status status = create(client, spec);
    of_client_leave(client);
    return status;
}

of_status of_embedded_topic_describe(of_kafka *kafka, const char *name, of_topic_facts *facts)
{
    of_client *client = (of_client *)kafka;
    OF_TRY(of_client_enter(client, "topic_describe"));
    *facts = (of_topic_facts){.partitions = -1,
                              .replication = -1,
                              .retention_ms = -1,
                              .delete_retention_ms = -1,
                              .min_insync = -1};
    const of_topic *topic = of_broker_topic(client->log, name);
    if (topic != NULL) {
        *facts = (of_topic_facts){.exists = true,
                                  .partitions = topic->partitions,
                                  .replication = topic->replication,
                                  .cleanup = topic->cleanup,
                                  .retention_ms = topic->retention_ms,
                                  .delete_retention_ms = topic->delete_retention_ms,
                                  .min_insync = 1};
    }
    of_client_leave(client);
    return OF_OK;
}

of_status of_embedded_topic_list(of_kafka *kafka, const char *const **names, size_t *count)
{
    of_client *client = (of_client *)kafka;
    OF_TRY(of_client_enter(client, "topic_list"));
    const of_embedded *log = client->log;
    client->listed = of_renew(client->listed, (log->topic_count + 1) * sizeof *client->listed);
    for (size_t i = 0; i < log->topic_count; i++) {
        client->listed[i] = log->topics[i]->name;
    }
    *names = client->listed;
    *count = log->topic_count;
    of_client_leave(client);
    return OF_OK;
}
