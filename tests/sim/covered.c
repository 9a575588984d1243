/* Stands between the runtime and the processors, and counts. */
#include "tests/sim/covered.h"

#include "topology/base/assert.h"

#define NODES_MAX  16
#define TOPICS_MAX 128

static of_graph counted;
static int64_t calls[NODES_MAX][TOPICS_MAX];
static int64_t timers[NODES_MAX];

static size_t node_of(const of_processor *processor)
{
    size_t at = 0;
    while (at < of_topology.node_count && of_topology.nodes[at].processor != processor) {
        at++;
    }
    of_assert(at < of_topology.node_count && at < NODES_MAX);
    return at;
}

static of_status call(const of_processor *processor, of_ctx *ctx, int topic, const void *before,
                      const void *after)
{
    of_assert(topic >= 0 && topic < TOPICS_MAX);
    of_status status = of_topology.call(processor, ctx, topic, before, after);
    calls[node_of(processor)][topic] += of_ok(status);
    return status;
}

static of_status fire(const of_processor *processor, of_ctx *ctx, of_text name, int64_t due_ms)
{
    of_status status = of_topology.timer(processor, ctx, name, due_ms);
    timers[node_of(processor)] += of_ok(status);
    return status;
}

const of_graph *covered_graph(void)
{
    counted = of_topology;
    counted.call = call;
    counted.timer = fire;
    return &counted;
}

int64_t covered_calls(void)
{
    int64_t sum = 0;
    for (size_t i = 0; i < of_topology.node_count; i++) {
        for (size_t j = 0; j < of_topology.topic_count; j++) {
            sum += calls[i][j];
        }
    }
    return sum;
}

int64_t covered_timers(void)
{
    int64_t sum = 0;
    for (size_t i = 0; i < of_topology.node_count; i++) {
        sum += timers[i];
    }
    return sum;
}

bool covered_all(of_buffer *missing)
{
    size_t before = missing->len;
    for (size_t i = 0; i < of_topology.node_count; i++) {
        for (size_t j = 0; j < of_topology.topic_count; j++) {
            if (of_topology.has(of_topology.nodes[i].processor, (int)j) && calls[i][j] == 0) {
                of_buffer_format(missing, "node %s never read %s\n", of_topology.nodes[i].id,
                                 of_topology.topics[j].id);
            }
        }
    }
    return missing->len == before;
}
