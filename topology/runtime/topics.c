/* Plans, creates and verifies the application's Kafka topics. */
#include "topology/runtime/topics.h"

#include <stdio.h>

#include "topology/base/arena.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/base/time.h"

#define RETENTION_DEFAULT_MS        OF_DAYS(7)
#define RETENTION_FOR_EVER          ((int64_t)-1)
#define DELETE_RETENTION_DEFAULT_MS OF_DAYS(1)

void of_changelog_name(const char *app, char out[OF_TOPIC_NAME_SIZE])
{
    of_assert(app != NULL && app[0] != '\0');
    snprintf(out, OF_TOPIC_NAME_SIZE, "%s-changelog", app);
}

void of_fold_topic_name(const of_graph_fold *fold, char out[OF_TOPIC_NAME_SIZE])
{
    of_assert(fold->id != NULL);
    snprintf(out, OF_TOPIC_NAME_SIZE, "of.%s", fold->id);
}

void of_endpoint_topic_name(const char *endpoint, char out[OF_TOPIC_NAME_SIZE])
{
    of_assert(endpoint != NULL && endpoint[0] != '\0');
    snprintf(out, OF_TOPIC_NAME_SIZE, "cmd.%s", endpoint);
}

bool of_topic_name_is_pattern(const char *kafka_name)
{
    size_t len = strlen(kafka_name);
    return len > 0 && kafka_name[len - 1] == '*';
}

bool of_topic_pattern_takes(const char *pattern, const char *endpoint)
{
    of_assert(of_topic_name_is_pattern(pattern));
    char name[OF_TOPIC_NAME_SIZE];
    of_endpoint_topic_name(endpoint, name);
    size_t fixed = strlen(pattern) - 1;
    return strncmp(name, pattern, fixed) == 0 && strlen(name) > fixed;
}

/* ---- plan ---- */

static const of_topic_spec *find(const of_topics *topics, const char *name)
{
    for (size_t i = 0; i < topics->count; i++) {
        if (strcmp(topics->specs[i].name, name) == 0) {
            return &topics->specs[i];
        }
    }
    return NULL;
}

static void add(of_topics *topics, const of_layout *layout, const char *name, of_cleanup cleanup)
{
    of_assert(name[0] != '\0');
    if (find(topics, name) != NULL) {
        return;
    }
    bool compacted = cleanup != OF_CLEANUP_DELETE;
    topics->specs = of_renew(topics->specs, (topics->count + 1) * sizeof *topics->specs);
    topics->specs[topics->count++] = (of_topic_spec){
        .name = of_new_string(name, strlen(name)),
        .partitions = layout->partitions,
        .replication = layout->replication,
        .cleanup = cleanup,
        .retention_ms =
            compacted ? 0
                      : (layout->retention_ms != 0 ? layout->retention_ms : RETENTION_DEFAULT_MS),
        .delete_retention_ms = !compacted                         ? 0
                               : layout->delete_retention_ms != 0 ? layout->delete_retention_ms
                                                                  : DELETE_RETENTION_DEFAULT_MS,
    };
}

static void add_row(of_topics *topics, const of_layout *layout, const of_graph_topic *row)
{
    switch (row->kind) {
    case OF_TOPIC_KIND_EDGE:
        return;
    case OF_TOPIC_KIND_STATE:
        add(topics, layout, row->kafka, OF_CLEANUP_COMPACT);
        return;
    case OF_TOPIC_KIND_COMMAND:
        if (of_topic_name_is_pattern(row->kafka)) {
            return; /* the endpoints name its topics */
        }
        add(topics, layout, row->kafka, OF_CLEANUP_DELETE);
        return;
    case OF_TOPIC_KIND_FACT:
    case OF_TOPIC_KIND_INNER:
    case OF_TOPIC_KIND_LOG:
        add(topics, layout, row->kafka, OF_CLEANUP_DELETE);
        return;
    }
}

of_topics *of_topics_plan(const of_graph *graph, const of_layout *layout)
{
    of_assert(layout->partitions > 0);
    char name[OF_TOPIC_NAME_SIZE];
    of_topics *topics = of_new(sizeof *topics);
    for (size_t i = 0; i < graph->topic_count; i++) {
        add_row(topics, layout, &graph->topics[i]);
        if (graph->quarantine != NULL && i == (size_t)graph->quarantine->log) {
            /* An order may be parked for longer than any retention; a break is a few records. */
            topics->specs[topics->count - 1].retention_ms = RETENTION_FOR_EVER;
        }
    }
    for (size_t i = 0; i < graph->fold_count; i++) {
        of_fold_topic_name(&graph->folds[i], name);
        add(topics, layout, name, OF_CLEANUP_DELETE);
    }
    for (size_t i = 0; i < layout->endpoint_count; i++) {
        of_endpoint_topic_name(layout->endpoints[i], name);
        add(topics, layout, name, OF_CLEANUP_DELETE);
    }
    add(topics, layout, OF_DEAD_LETTER_TOPIC, OF_CLEANUP_DELETE);
    of_changelog_name(layout->app, name);
    add(topics, layout, name, OF_CLEANUP_COMPACT);
    of_assert(topics->count > 0);
    return topics;
}

void of_topics_free(of_topics *topics)
{
    if (topics == NULL) {
        return;
    }
    for (size_t i = 0; i < topics->count; i++) {
        of_delete((void *)(uintptr_t)topics->specs[i].name);
    }
    of_delete(topics->specs);
    of_delete(topics);
}

/* ---- apply and verify ---- */

of_status of_topics_apply(of_kafka *kafka, const of_topics *topics, of_buffer *report)
{
    of_assert(topics->count > 0);
    for (size_t i = 0; i < topics->count; i++) {
        const of_topic_spec *spec = &topics->specs[i];
        of_topic_facts facts = {0};
        OF_TRY(of_topic_describe(kafka, spec->name, &facts));
        if (!facts.exists) {
            OF_TRY(of_topic_create(kafka, spec));
        }
        of_buffer_format(report, "%-9s %s\n", facts.exists ? "exists" : "created", spec->name);
    }
    return OF_OK;
}

static const char *cleanup_name(of_cleanup cleanup)
{
    switch (cleanup) {
    case OF_CLEANUP_DELETE:
        return "delete";
    case OF_CLEANUP_COMPACT:
        return "compact";
    case OF_CLEANUP_COMPACT_DELETE:
        return "compact,delete";
    }
    return "unknown";
}

static bool verify_one(const of_topic_spec *spec, const of_topic_facts *facts, of_buffer *problems)
{
    if (!facts->exists) {
        of_buffer_format(problems, "topic %s: missing; expected %d partitions, cleanup %s\n",
                         spec->name, (int)spec->partitions, cleanup_name(spec->cleanup));
        return false;
    }
    bool fits = true;
    if (facts->partitions != spec->partitions) {
        of_buffer_format(problems, "topic %s: expected %d partitions, found %d\n", spec->name,
                         (int)spec->partitions, (int)facts->partitions);
        fits = false;
    }
    if (facts->cleanup != spec->cleanup) {
        of_buffer_format(problems, "topic %s: expected cleanup %s, found %s\n", spec->name,
                         cleanup_name(spec->cleanup), cleanup_name(facts->cleanup));
        fits = false;
    }
    /* What is deleted is remembered so long; the engine counts on it when it resumes old state. */
    if (spec->delete_retention_ms > 0 && facts->delete_retention_ms >= 0 &&
        facts->delete_retention_ms < spec->delete_retention_ms) {
        of_buffer_format(problems,
                         "topic %s: expected delete.retention.ms of at least %lld, found "
                         "%lld\n",
                         spec->name, (long long)spec->delete_retention_ms,
                         (long long)facts->delete_retention_ms);
        fits = false;
    }
    return fits;
}

static void warn_one(const of_topic_spec *spec, const of_topic_facts *facts, of_buffer *problems)
{
    if (facts->unclean_election) {
        of_buffer_format(problems, "warning: topic %s allows unclean leader election\n",
                         spec->name);
    }
    if (facts->replication > 1 && facts->min_insync == 1) {
        of_buffer_format(problems,
                         "warning: topic %s has min.insync.replicas 1 with replication %d\n",
                         spec->name, (int)facts->replication);
    }
}

of_status of_topics_verify(of_kafka *kafka, const of_topics *topics, of_buffer *problems)
{
    of_assert(topics->count > 0);
    bool fits = true;
    for (size_t i = 0; i < topics->count; i++) {
        of_topic_facts facts = {0};
        OF_TRY(of_topic_describe(kafka, topics->specs[i].name, &facts));
        fits &= verify_one(&topics->specs[i], &facts, problems);
        if (facts.exists) {
            warn_one(&topics->specs[i], &facts, problems);
        }
    }
    return fits ? OF_OK : OF_FATAL_AS("topics are missing or differ: see `orderflow topics apply`");
}

of_text of_dead_letter_key(of_arena *arena, of_text topic, of_bytes key, of_bytes value)
{
    return of_arena_format(arena, "%.*s:%08x%08x", OF_TEXT_ARG(topic), (unsigned)of_murmur2(key),
                           (unsigned)of_murmur2(value));
}
