/* The topology as the runtime sees it: tables that topology.c folds out of the page. The runtime
 * knows no concrete processor, saga or record beyond them. */
#pragma once

#include "avro/codec/record.h"
#include "processors/context.h"
#include "topology/ids.h"

struct of_fold;
struct of_judge;

typedef enum of_topic_kind {
    OF_TOPIC_KIND_FACT,    /* consumed; written by intake and participants */
    OF_TOPIC_KIND_INNER,   /* written by a node, consumed in another task */
    OF_TOPIC_KIND_EDGE,    /* a call within the task; no Kafka topic */
    OF_TOPIC_KIND_STATE,   /* compacted, coalesced per key and turn; read by call as (before, after)
                            */
    OF_TOPIC_KIND_LOG,     /* kept by time, never coalesced */
    OF_TOPIC_KIND_COMMAND, /* kept by time; "cmd.wms.*" takes the endpoint from the header */
} of_topic_kind;

/* Indexed by of_topic_id. Several rows may share one Kafka topic. */
typedef struct of_graph_topic {
    const char *id;    /* "order_header" */
    const char *kafka; /* "canon.order"; "" for an edge */
    of_topic_kind kind;
    const of_record_type *type;
    const char *keyed; /* "order" */
} of_graph_topic;

typedef struct of_graph_store {
    const char *id;
    uint16_t number;
    const of_record_type *type;
    const char *keyed;
} of_graph_store;

typedef struct of_graph_node {
    const char *id;
    const of_processor *processor;
    of_topic_set reads;
    of_topic_set writes;
    uint64_t keeps; /* one bit per store number */
} of_graph_node;

/* A FOLD row: reads `reads` by call in the task of the row, sends (before, after) pairs through the
 * inner topic "of.<id>" to the task of its own key, keeps `store`, publishes topic `topic`. */
typedef struct of_graph_fold {
    const char *id;
    const struct of_fold *fold;
    of_topic_set reads;
    uint16_t store;
    of_topic_id topic;
    const char *per;
} of_graph_fold;

/* A JUDGE row: what the node emits there is held against laws, see processors/judge.h. */
typedef struct of_graph_judge {
    const char *id;
    const struct of_judge *judge;
    const char *node;
    of_topic_set results;
} of_graph_judge;

/* Where a key is parked after an input of it broke a law. Only keys of one kind are: a tracking
 * number that reads like an order must not be taken for it. */
typedef struct of_graph_quarantine {
    const char *node;  /* takes what operators ask; its timers replay */
    const char *keyed; /* "order" */
    uint16_t orders;   /* store of QuarantineRow */
    uint16_t parked;   /* store of ParkedRow */
    of_topic_id log;   /* LOG of QuarantineEntry */
} of_graph_quarantine;

typedef struct of_graph {
    const of_graph_topic *topics;
    size_t topic_count;
    const of_graph_store *stores; /* those of folds included */
    size_t store_count;
    const of_graph_node *nodes; /* in the order of the page: the order of calls */
    size_t node_count;
    const of_graph_fold *folds;
    size_t fold_count;
    const of_graph_judge *judges;
    size_t judge_count;
    const of_graph_quarantine *quarantine; /* NULL: what breaks a law is dead-lettered */
    /* Calls the typed slot of `topic`; of_graph_has tells whether it is filled. */
    of_status (*call)(const of_processor *processor, of_ctx *ctx, int topic, const void *before,
                      const void *after);
    bool (*has)(const of_processor *processor, int topic);
    const char *(*answers)(const of_processor *processor);
    of_status (*timer)(const of_processor *processor, of_ctx *ctx, of_text name, int64_t due_ms);
} of_graph;

extern const of_graph of_topology;

/* Checks what the compiler cannot: the slots a processor fills are the reads of its row, sharing
 * rows agree on their key, store numbers are unique, every fact is read, every result has one
 * writer. Texts of what is wrong are appended to `problems`, one per line. */
bool of_graph_check(const of_graph *graph, of_buffer *problems);

/* The page as text or Mermaid, for `orderflow topology` and the golden test. */
void of_graph_print(const of_graph *graph, bool mermaid, of_buffer *out);
