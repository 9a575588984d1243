/* The page's rows as Kafka topics, record types and schema ids: computed once at start, read-only
 * from then on, shared by all workers. */
#pragma once

#include "avro/codec/clone.h"
#include "avro/registry/registry.h"
#include "topology/kafka/port.h"
#include "topology/runtime/graph.h"
#include "topology/runtime/topics.h"

/* One internal Kafka topic that every task consumes, and what it can hold. */
typedef struct of_input {
    int32_t topic; /* Kafka's */
    const char *name;
    int32_t fold;                 /* whose pairs it carries; -1: facts */
    const of_record_type **types; /* parallel to rows and schemas */
    bool is_parked;               /* while its key is quarantined */
    int32_t *rows;                /* the page's topic of each type */
    int32_t *schemas;             /* schema id of each type */
    size_t count;
} of_input;

typedef struct of_route {
    const char *endpoint; /* NULL: whatever the header says */
    int32_t topic;
    int32_t schema;
} of_route;

/* Where records of one row of the page go. */
typedef struct of_row_routes {
    of_route *routes; /* one; several for a command with a pattern; none for an edge */
    size_t count;
    of_topic_set bit;
    bool is_read;                 /* by a node, by call */
    of_clone_plan *clone;         /* STATE, EDGE: of a record that waits for its readers */
    int32_t key_field;            /* of a record: it repeats the Kafka key; -1: none does */
    const of_record_type *change; /* (before, after) of a STATE that a fold reads; else NULL */
} of_row_routes;

/* What holds of a node beside its row. */
typedef struct of_judged {
    const of_graph_judge *by; /* NULL: nobody */
    size_t book_at;           /* of its judge, among all books */
    bool is_parked;           /* its timers wait while their key is quarantined */
} of_judged;

typedef struct of_wiring {
    const of_graph *graph;
    int32_t partitions;
    of_input *inputs;
    size_t input_count;
    of_row_routes *rows; /* one per topic of the page */
    int32_t *called;     /* the STATE and EDGE rows that some node reads, in the page's order */
    size_t called_count;
    of_route changelog;
    of_route dead_letters;
    uint16_t *node_numbers;  /* stable numbers for timers, by name */
    of_judged *judged;       /* one per node */
    size_t book_bytes;       /* of all judges */
    int32_t quarantine_node; /* -1: none */
} of_wiring;

/* Registers every schema. RETRY: the registry is unreachable; FATAL with `error` filled. */
of_status of_wiring_open(const of_graph *graph, const of_layout *layout, of_kafka *kafka,
                         of_registry *registry, of_wiring **wiring, char *error, size_t error_size);
void of_wiring_close(of_wiring *wiring);

/* The index of the input that is this Kafka topic, or -1. */
int32_t of_wiring_input(const of_wiring *wiring, int32_t topic);
/* The row's only route, or that of the endpoint; NULL when there is none. */
const of_route *of_wiring_route(const of_wiring *wiring, int32_t row, of_text endpoint);
/* The node a timer belongs to; -1 when this page has no such node any more. */
int32_t of_wiring_node(const of_wiring *wiring, uint16_t number);
/* A key becomes a text of many records: SKIP with the reason for one that cannot be, so that it is
 * refused once and not in each of them. */
of_status of_input_check_key(const of_input *input, of_bytes key);
/* Of a record that names what it is keyed by: two handlers of it must not work on two orders, one
 * of them in the wrong partition. SKIP with the reason. */
of_status of_wiring_check_named(const of_wiring *wiring, int32_t row, of_text key,
                                const void *record);
/* A node's number: a hash of its name, so that the order of the page may change. */
uint16_t of_node_number(const char *id);

/* ---- (before, after) pairs ---- */

/* A record type made at start: "<Row>Change" with two nullable rows. */
of_record_type *of_change_type_new(const of_record_type *row);
void of_change_type_free(of_record_type *type);
/* The struct of such a type, to be encoded; `change` has type->size bytes. */
void of_change_fill(const of_record_type *type, const void *before, const void *after,
                    void *change);
/* NULL where the pair has none. */
const void *of_change_before(const of_record_type *type, const void *change);
const void *of_change_after(const of_record_type *type, const void *change);
