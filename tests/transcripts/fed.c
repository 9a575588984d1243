/* Replaces the nodes of the page by one that passes on the rows of state that a transcript feeds.
 */
#include "tests/transcripts/fed.h"

#include <stdio.h>

#include "processors/processor.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"

#define FED_MAX   8
#define STORE_MIN 40 /* above the page's nodes, below 64 */
#define ROWS_MAX  128

/* A fed STATE gets a FACT of the same record, and a store for the row before. */
struct fed {
    of_graph graph;
    of_graph_topic topics[ROWS_MAX];
    of_graph_store stores[ROWS_MAX];
    of_graph_node node;
    char kafka[FED_MAX][64];
    size_t count;
};

/* Calls carry no state of ours, so what is fed stands here; one transcript runs at a time. */
static int fed_states[FED_MAX];
static size_t fed_count;

static const of_processor passing = OF_PROCESSOR(.answers = "What does the transcript say?");

static int fed_index(int topic)
{
    int index = topic - OF_TOPIC_COUNT;
    return index >= 0 && (size_t)index < fed_count ? index : -1;
}

static of_status pass_on(const of_processor *, of_ctx *ctx, int topic, const void *,
                         const void *after)
{
    int index = fed_index(topic);
    const void *before = NULL;
    if (index < 0) {
        return OF_SKIP_AS("a transcript that feeds rows of state cannot feed facts");
    }
    OF_TRY(of_ctx_get(ctx, STORE_MIN + index, of_key(ctx), &before));
    OF_TRY(of_ctx_emit(ctx, fed_states[index], of_key(ctx), before, after));
    return of_ctx_put(ctx, STORE_MIN + index, of_key(ctx), after);
}

static bool has_slot(const of_processor *, int topic)
{
    return fed_index(topic) >= 0;
}

static const char *answers(const of_processor *processor)
{
    return processor->answers;
}

static of_status no_timer(const of_processor *, of_ctx *, of_text, int64_t)
{
    return OF_SKIP_AS("no timer was set");
}

/* ---- what the script feeds ---- */

static bool is_named(const of_graph_topic *row, const script_line *line)
{
    return of_text_is(line->name, row->kafka) || of_text_is(line->name, row->id);
}

static void feed_state(fed *self, int state)
{
    of_graph *graph = &self->graph;
    of_assert(graph->topic_count < ROWS_MAX && self->count < FED_MAX);
    const of_graph_topic *row = &of_topology.topics[state];
    snprintf(self->kafka[self->count], sizeof *self->kafka, "transcript.%s", row->kafka);
    self->topics[graph->topic_count] = (of_graph_topic){.id = self->kafka[self->count],
                                                        .kafka = self->kafka[self->count],
                                                        .kind = OF_TOPIC_KIND_FACT,
                                                        .type = row->type,
                                                        /* No key of a fact: it may hold a bar. */
                                                        .keyed = ""};
    self->stores[graph->store_count++] =
        (of_graph_store){.id = self->kafka[self->count],
                         .number = (uint16_t)(STORE_MIN + self->count),
                         .type = row->type,
                         .keyed = row->keyed};
    self->node.reads |= (of_topic_set)1 << graph->topic_count++;
    self->node.writes |= (of_topic_set)1 << state;
    self->node.keeps |= (uint64_t)1 << (STORE_MIN + self->count);
    fed_states[self->count++] = state;
    fed_count = self->count;
}

static void find_fed(fed *self, const script *given)
{
    for (int state = 0; state < OF_TOPIC_COUNT; state++) {
        bool is_fed = false;
        for (size_t i = 0; i < given->count; i++) {
            is_fed |= given->lines[i].kind == SCRIPT_IN &&
                      of_topology.topics[state].kind == OF_TOPIC_KIND_STATE &&
                      is_named(&of_topology.topics[state], &given->lines[i]);
        }
        if (is_fed) {
            feed_state(self, state);
        }
    }
}

fed *fed_new(const script *given)
{
    fed *self = of_new(sizeof *self);
    self->graph = of_topology;
    memcpy(self->topics, of_topology.topics, of_topology.topic_count * sizeof *self->topics);
    memcpy(self->stores, of_topology.stores, of_topology.store_count * sizeof *self->stores);
    self->node = (of_graph_node){.id = "transcript", .processor = &passing};
    find_fed(self, given);
    if (self->count > 0) {
        self->graph.topics = self->topics;
        self->graph.stores = self->stores;
        self->graph.nodes = &self->node;
        self->graph.node_count = 1;
        self->graph.call = pass_on;
        self->graph.has = has_slot;
        self->graph.answers = answers;
        self->graph.timer = no_timer;
    }
    return self;
}

const of_graph *fed_graph(const fed *self)
{
    return &self->graph;
}

void fed_free(fed *self)
{
    of_delete(self);
}
