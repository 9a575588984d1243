/* What the compiler cannot check of the page: rows against what processors fill, and rows against
 * each other. */
#include "processors/folded.h"
#include "topology/base/assert.h"
#include "topology/runtime/graph.h"
#include "topology/runtime/wiring.h"

static of_topic_set bit(size_t row)
{
    return (of_topic_set)1 << row;
}

static bool is_result(of_topic_kind kind)
{
    return kind == OF_TOPIC_KIND_STATE || kind == OF_TOPIC_KIND_LOG ||
           kind == OF_TOPIC_KIND_COMMAND;
}

/* The deliberate second statement: what a row says it reads is what its file fills. */
static void check_slots(const of_graph *graph, const of_graph_node *node, of_buffer *problems)
{
    of_assert(node->processor != NULL);
    for (size_t row = 0; row < graph->topic_count; row++) {
        bool named = (node->reads & bit(row)) != 0;
        bool filled = graph->has(node->processor, (int)row);
        if (named && !filled) {
            of_buffer_format(problems, "node %s: its row reads %s, but its slot is empty\n",
                             node->id, graph->topics[row].id);
        }
        if (!named && filled) {
            of_buffer_format(problems, "node %s: fills the slot %s, which its row does not read\n",
                             node->id, graph->topics[row].id);
        }
    }
}

static void check_node(const of_graph *graph, size_t index, of_buffer *problems)
{
    const of_graph_node *node = &graph->nodes[index];
    check_slots(graph, node, problems);
    if (graph->answers(node->processor) == NULL) {
        of_buffer_format(problems, "node %s: does not say which question it answers\n", node->id);
    }
    for (size_t i = 0; i < index; i++) {
        if (of_node_number(graph->nodes[i].id) == of_node_number(node->id)) {
            of_buffer_format(problems, "nodes %s and %s: their names hash to the same number\n",
                             graph->nodes[i].id, node->id);
        }
    }
    for (size_t row = 0; row < graph->topic_count; row++) {
        if ((node->writes & bit(row)) != 0 && graph->topics[row].kind == OF_TOPIC_KIND_FACT) {
            of_buffer_format(problems, "node %s: writes the fact %s\n", node->id,
                             graph->topics[row].id);
        }
    }
}

/* A judge that nobody calls would keep an order from nothing. */
static void check_judge(const of_graph *graph, size_t index, of_buffer *problems)
{
    const of_graph_judge *judge = &graph->judges[index];
    const of_graph_node *of = NULL;
    for (size_t i = 0; i < graph->node_count; i++) {
        of = strcmp(graph->nodes[i].id, judge->node) == 0 ? &graph->nodes[i] : of;
    }
    if (of == NULL) {
        of_buffer_format(problems, "judge %s: there is no node %s\n", judge->id, judge->node);
        return;
    }
    for (size_t row = 0; row < graph->topic_count; row++) {
        bool judged = (judge->results & bit(row)) != 0;
        if (judged &&
            ((of->writes & bit(row)) == 0 || graph->topics[row].kind != OF_TOPIC_KIND_STATE)) {
            of_buffer_format(problems, "judge %s: %s is no STATE that %s writes\n", judge->id,
                             graph->topics[row].id, of->id);
        }
    }
    for (size_t i = 0; i < index; i++) {
        if (strcmp(graph->judges[i].node, judge->node) == 0) {
            of_buffer_format(problems, "judges %s and %s: both of the node %s\n",
                             graph->judges[i].id, judge->id, judge->node);
        }
    }
}

static void check_fold(const of_graph *graph, const of_graph_fold *fold, of_buffer *problems)
{
    of_assert(fold->fold != NULL);
    for (size_t row = 0; row < graph->topic_count; row++) {
        bool named = (fold->reads & bit(row)) != 0;
        if (named && graph->topics[row].kind != OF_TOPIC_KIND_STATE) {
            of_buffer_format(problems, "fold %s: reads %s, which is not a STATE\n", fold->id,
                             graph->topics[row].id);
        } else if (named != fold->fold->reads(fold->fold->slots, (int)row)) {
            of_buffer_format(problems, "fold %s: its row and its slots differ in %s\n", fold->id,
                             graph->topics[row].id);
        }
    }
    if (fold->fold->answers(fold->fold->slots) == NULL) {
        of_buffer_format(problems, "fold %s: does not say which question it answers\n", fold->id);
    }
}

static size_t readers_of(const of_graph *graph, size_t row)
{
    size_t readers = 0;
    for (size_t i = 0; i < graph->node_count; i++) {
        readers += (graph->nodes[i].reads & bit(row)) != 0 ? 1 : 0;
    }
    return readers;
}

static size_t writers_of(const of_graph *graph, size_t row)
{
    size_t writers = 0;
    for (size_t i = 0; i < graph->node_count; i++) {
        writers += (graph->nodes[i].writes & bit(row)) != 0 ? 1 : 0;
    }
    for (size_t i = 0; i < graph->fold_count; i++) {
        writers += (size_t)graph->folds[i].topic == row ? 1 : 0;
    }
    return writers;
}

static void check_flow(const of_graph *graph, size_t row, of_buffer *problems)
{
    const of_graph_topic *topic = &graph->topics[row];
    size_t writers = writers_of(graph, row);
    if (!is_result(topic->kind) && readers_of(graph, row) == 0) {
        of_buffer_format(problems, "topic %s: nobody reads it\n", topic->id);
    }
    if (is_result(topic->kind) && writers != 1) {
        of_buffer_format(problems, "topic %s: %zu writers instead of one\n", topic->id, writers);
    }
    bool made_inside = topic->kind == OF_TOPIC_KIND_EDGE || topic->kind == OF_TOPIC_KIND_INNER;
    if (made_inside && writers == 0) {
        of_buffer_format(problems, "topic %s: nobody writes it\n", topic->id);
    }
}

/* Rows that share a Kafka topic share its partitioning and its clean-up, and are told apart by the
 * names of their records. */
static void check_sharing(const of_graph *graph, size_t row, of_buffer *problems)
{
    const of_graph_topic *topic = &graph->topics[row];
    for (size_t i = 0; i < row; i++) {
        const of_graph_topic *other = &graph->topics[i];
        if (topic->kafka[0] == '\0' || strcmp(topic->kafka, other->kafka) != 0) {
            continue;
        }
        if (strcmp(topic->keyed, other->keyed) != 0) {
            of_buffer_format(problems, "topics %s and %s share %s, but not the key\n", other->id,
                             topic->id, topic->kafka);
        }
        if (topic->kind != other->kind) {
            of_buffer_format(problems, "topics %s and %s share %s, but not the kind\n", other->id,
                             topic->id, topic->kafka);
        }
        if (strcmp(topic->type->name, other->type->name) == 0) {
            of_buffer_format(problems, "topics %s and %s share %s and the record %s\n", other->id,
                             topic->id, topic->kafka, topic->type->name);
        }
    }
}

static void check_store(const of_graph *graph, size_t index, of_buffer *problems)
{
    const of_graph_store *store = &graph->stores[index];
    if (store->number < 1 || store->number > 199) {
        of_buffer_format(problems, "store %s: its number must lie in 1..199\n", store->id);
    }
    for (size_t i = 0; i < index; i++) {
        if (graph->stores[i].number == store->number) {
            of_buffer_format(problems, "stores %s and %s: the same number %u\n",
                             graph->stores[i].id, store->id, (unsigned)store->number);
        }
    }
}

bool of_graph_check(const of_graph *graph, of_buffer *problems)
{
    size_t before = problems->len;
    of_assert(graph->topic_count > 0 && graph->topic_count <= 128);
    of_assert(graph->node_count > 0);
    for (size_t row = 0; row < graph->topic_count; row++) {
        check_flow(graph, row, problems);
        check_sharing(graph, row, problems);
    }
    for (size_t i = 0; i < graph->store_count; i++) {
        check_store(graph, i, problems);
    }
    for (size_t i = 0; i < graph->node_count; i++) {
        check_node(graph, i, problems);
    }
    for (size_t i = 0; i < graph->fold_count; i++) {
        check_fold(graph, &graph->folds[i], problems);
    }
    for (size_t i = 0; i < graph->judge_count; i++) {
        check_judge(graph, i, problems);
    }
    return problems->len == before;
}
