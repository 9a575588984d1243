/* The page for people: a text that fits one screen, and the same as a Mermaid drawing. */
#include "processors/folded.h"
#include "processors/judge.h"
#include "topology/base/assert.h"
#include "topology/runtime/graph.h"

#define COLUMNS     100
#define NAME_WIDTH  20
#define KEY_WIDTH   10
#define ITEM_INDENT 34

static of_topic_set bit(size_t row)
{
    return (of_topic_set)1 << row;
}

/* ---- text: lists that wrap ---- */

typedef struct of_list {
    of_buffer *out;
    size_t indent;
    size_t column;
    bool has_items;
} of_list;

static of_list list_begin(of_buffer *out, size_t indent)
{
    return (of_list){.out = out, .indent = indent, .column = indent};
}

static void list_add(of_list *list, const char *item)
{
    size_t len = strlen(item);
    if (list->has_items) {
        of_buffer_format(list->out, ",");
        list->column++;
    }
    if (list->has_items && list->column + 1 + len >= COLUMNS) {
        of_buffer_format(list->out, "\n%*s", (int)list->indent, "");
        list->column = list->indent;
    } else if (list->has_items) {
        of_buffer_format(list->out, " ");
        list->column++;
    }
    of_buffer_format(list->out, "%s", item);
    list->column += len;
    list->has_items = true;
}

static void list_end(const of_list *list)
{
    of_buffer_format(list->out, "%s\n", list->has_items ? "" : "-");
}

/* True for the first row of its Kafka topic: the others are printed with it. */
static bool is_first(const of_graph *graph, size_t row)
{
    for (size_t i = 0; i < row; i++) {
        if (graph->topics[i].kind == graph->topics[row].kind &&
            strcmp(graph->topics[i].kafka, graph->topics[row].kafka) == 0) {
            return false;
        }
    }
    return true;
}

static void print_kafka_topic(const of_graph *graph, size_t first, of_buffer *out)
{
    const of_graph_topic *topic = &graph->topics[first];
    of_buffer_format(out, "  %-*s %-*s ", NAME_WIDTH, topic->kafka, KEY_WIDTH, topic->keyed);
    of_list list = list_begin(out, ITEM_INDENT);
    for (size_t i = first; i < graph->topic_count; i++) {
        if (graph->topics[i].kind == topic->kind &&
            strcmp(graph->topics[i].kafka, topic->kafka) == 0) {
            list_add(&list, graph->topics[i].type->name);
        }
    }
    list_end(&list);
}

static void print_kind(const of_graph *graph, of_topic_kind kind, const char *title, of_buffer *out)
{
    of_assert(title[0] != '\0');
    of_buffer_format(out, "%s\n", title);
    for (size_t i = 0; i < graph->topic_count; i++) {
        if (graph->topics[i].kind == kind && is_first(graph, i)) {
            print_kafka_topic(graph, i, out);
        }
    }
}

static void print_set(const of_graph *graph, const char *verb, of_topic_set set, of_buffer *out)
{
    of_buffer_format(out, "    %-7s", verb);
    of_list list = list_begin(out, 11);
    for (size_t i = 0; i < graph->topic_count; i++) {
        if ((set & bit(i)) != 0) {
            list_add(&list, graph->topics[i].id);
        }
    }
    list_end(&list);
}

static void print_node(const of_graph *graph, const of_graph_node *node, of_buffer *out)
{
    of_buffer_format(out, "  %-*s %s\n", NAME_WIDTH, node->id, graph->answers(node->processor));
    print_set(graph, "reads", node->reads, out);
    print_set(graph, "writes", node->writes, out);
    of_buffer_format(out, "    %-7s", "keeps");
    of_list list = list_begin(out, 11);
    for (size_t i = 0; i < graph->store_count; i++) {
        uint16_t number = graph->stores[i].number;
        if (number < 64 && (node->keeps & ((uint64_t)1 << number)) != 0) {
            list_add(&list, graph->stores[i].id);
        }
    }
    list_end(&list);
    for (size_t i = 0; i < graph->judge_count; i++) {
        if (strcmp(graph->judges[i].node, node->id) == 0) {
            print_set(graph, "judged", graph->judges[i].results, out);
            of_buffer_format(out, "    %-7s%s\n", "by", graph->judges[i].judge->laws);
        }
    }
}

static void print_fold(const of_graph *graph, const of_graph_fold *fold, of_buffer *out)
{
    of_assert((size_t)fold->topic < graph->topic_count);
    of_buffer_format(out, "  %-*s %s\n", NAME_WIDTH, fold->id,
                     fold->fold->answers(fold->fold->slots));
    print_set(graph, "reads", fold->reads, out);
    of_buffer_format(out, "    %-7s%s, one %s per %s, through of.%s\n", "writes",
                     graph->topics[fold->topic].kafka, graph->topics[fold->topic].type->name,
                     fold->per, fold->id);
}

static void print_text(const of_graph *graph, of_buffer *out)
{
    print_kind(graph, OF_TOPIC_KIND_FACT, "FACTS                  keyed by", out);
    of_buffer_format(out, "NODES\n");
    for (size_t i = 0; i < graph->node_count; i++) {
        print_node(graph, &graph->nodes[i], out);
    }
    of_buffer_format(out, "FOLDS\n");
    for (size_t i = 0; i < graph->fold_count; i++) {
        print_fold(graph, &graph->folds[i], out);
    }
    print_kind(graph, OF_TOPIC_KIND_INNER, "CHANGES OF KEY", out);
    print_kind(graph, OF_TOPIC_KIND_STATE, "RESULTS, COMPACTED", out);
    print_kind(graph, OF_TOPIC_KIND_LOG, "LOGS", out);
    print_kind(graph, OF_TOPIC_KIND_COMMAND, "COMMANDS               answered by", out);
}

/* ---- Mermaid ---- */

/* A Kafka topic is one box, whatever rows it holds; an edge of the page has none. */
static size_t box_of(const of_graph *graph, size_t row)
{
    for (size_t i = 0; i < row; i++) {
        if (graph->topics[i].kafka[0] != '\0' &&
            strcmp(graph->topics[i].kafka, graph->topics[row].kafka) == 0) {
            return i;
        }
    }
    return row;
}

static void draw_box(const of_graph *graph, size_t row, of_buffer *out)
{
    const char *name = graph->topics[row].kafka;
    switch (graph->topics[row].kind) {
    case OF_TOPIC_KIND_FACT:
    case OF_TOPIC_KIND_INNER:
        of_buffer_format(out, "    t%zu[/\"%s\"/]\n", row, name);
        return;
    case OF_TOPIC_KIND_STATE:
        of_buffer_format(out, "    t%zu[(\"%s\")]\n", row, name);
        return;
    case OF_TOPIC_KIND_LOG:
    case OF_TOPIC_KIND_COMMAND:
        of_buffer_format(out, "    t%zu>\"%s\"]\n", row, name);
        return;
    case OF_TOPIC_KIND_EDGE:
        of_buffer_format(out, "    t%zu([\"%s\"])\n", row, graph->topics[row].id);
        return;
    }
}

/* One arrow per box, however many rows of it are in the set. */
static void draw_arrows(const of_graph *graph, of_topic_set set, const char *format, size_t node,
                        of_buffer *out)
{
    of_topic_set drawn = 0;
    for (size_t i = 0; i < graph->topic_count; i++) {
        size_t box = box_of(graph, i);
        of_assert(box <= i);
        if ((set & bit(i)) == 0 || (drawn & bit(box)) != 0) {
            continue;
        }
        drawn |= bit(box);
        if (format[0] == 't') {
            of_buffer_format(out, "    t%zu --> %s%zu\n", box, format + 1, node);
        } else {
            of_buffer_format(out, "    %s%zu --> t%zu\n", format, node, box);
        }
    }
}

static void print_mermaid(const of_graph *graph, of_buffer *out)
{
    of_buffer_format(out, "flowchart LR\n");
    for (size_t i = 0; i < graph->topic_count; i++) {
        if (box_of(graph, i) == i) {
            draw_box(graph, i, out);
        }
    }
    for (size_t i = 0; i < graph->node_count; i++) {
        of_buffer_format(out, "    n%zu[\"%s\"]\n", i, graph->nodes[i].id);
        draw_arrows(graph, graph->nodes[i].reads, "tn", i, out);
        draw_arrows(graph, graph->nodes[i].writes, "n", i, out);
    }
    for (size_t i = 0; i < graph->fold_count; i++) {
        of_buffer_format(out, "    f%zu[[\"%s per %s\"]]\n", i, graph->folds[i].id,
                         graph->folds[i].per);
        draw_arrows(graph, graph->folds[i].reads, "tf", i, out);
        draw_arrows(graph, bit(graph->folds[i].topic), "f", i, out);
    }
}

void of_graph_print(const of_graph *graph, bool mermaid, of_buffer *out)
{
    of_assert(graph->topic_count > 0);
    if (mermaid) {
        print_mermaid(graph, out);
    } else {
        print_text(graph, out);
    }
}
