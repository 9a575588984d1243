/* The Kafka topics an application needs: planned from the page, created by `topics apply`, and
 * verified before a worker starts. */
#pragma once

#include "topology/base/buffer.h"
#include "topology/kafka/port.h"
#include "topology/runtime/graph.h"

/* The names and numbers of one application. */
typedef struct of_layout {
    const char *app;    /* consumer group, and prefix of the changelog's name */
    int32_t partitions; /* P, of every internal and derived topic */
    /* Participants by name: "erp", "wms.DC1". Each has the topic "cmd.<endpoint>". */
    const char *const *endpoints;
    size_t endpoint_count;
    int16_t replication;         /* 0: the broker's default */
    int64_t retention_ms;        /* of topics kept by time; 0: 7 days */
    int64_t delete_retention_ms; /* of compacted topics; 0: 1 day */
} of_layout;

#define OF_DEAD_LETTER_TOPIC "dlq.orderflow"
/* What a letter of this record is keyed by: its topic and a hash of its bytes, so that a repeat is
 * one entry. data == NULL: the arena is full. */
of_text of_dead_letter_key(of_arena *arena, of_text topic, of_bytes key, of_bytes value);

typedef struct of_topics {
    of_topic_spec *specs;
    size_t count;
} of_topics;

/* Every topic once, in the order of the page. Free with of_topics_free. */
of_topics *of_topics_plan(const of_graph *graph, const of_layout *layout);
void of_topics_free(of_topics *topics);

/* Creates what is missing; what exists is left as it is. One line per topic in `report`. */
of_status of_topics_apply(of_kafka *kafka, const of_topics *topics, of_buffer *report);
/* FATAL when a topic is missing or differs in what correctness rests on; `problems` then has one
 * line for each, naming the topic, what is expected and what was found. Lines that begin with
 * "warning:" do not stop anything. */
of_status of_topics_verify(of_kafka *kafka, const of_topics *topics, of_buffer *problems);

/* "<app>-changelog", "of.<fold>", "cmd.<endpoint>" into `out`, NUL-terminated. */
#define OF_TOPIC_NAME_SIZE 250
void of_changelog_name(const char *app, char out[OF_TOPIC_NAME_SIZE]);
void of_fold_topic_name(const of_graph_fold *fold, char out[OF_TOPIC_NAME_SIZE]);
void of_endpoint_topic_name(const char *endpoint, char out[OF_TOPIC_NAME_SIZE]);
/* True for a row like "cmd.wms.*", whose topic depends on the command's endpoint. */
bool of_topic_name_is_pattern(const char *kafka_name);
/* Does "cmd.<endpoint>" fall under the pattern? */
bool of_topic_pattern_takes(const char *pattern, const char *endpoint);
