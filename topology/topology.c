/* Folds the topology page into the runtime's tables and static checks; the only file that names
 * every processor. */
#include "processors/judge.h"
#include "processors/processor.h"

#include "topology/runtime/graph.h"

/* ---- what the page names ---- */

#define NODE(id, reads, writes, keeps)                 extern const of_processor id##_processor;
#define JUDGE(id, node, results)                       extern const of_judge id##_judge;
#define FOLD(id, number, reads, keeps, published, per) extern const struct of_fold id##_fold;
#include "topology/expand.h"

static const of_graph_topic topics[] = {
#define TOPIC_(id_, kafka_, kind_, record_, keyed_)                                                \
    [OF_TOPIC_##id_] = {.id = #id_,                                                                \
                        .kafka = (kafka_),                                                         \
                        .kind = OF_TOPIC_KIND_##kind_,                                             \
                        .type = &of_##record_##_type,                                              \
                        .keyed = (keyed_)},
#define FACT(id, kafka, record, keyed)                 TOPIC_(id, kafka, FACT, record, #keyed)
#define INNER(id, kafka, record, keyed)                TOPIC_(id, kafka, INNER, record, #keyed)
#define EDGE(id, record, keyed)                        TOPIC_(id, "", EDGE, record, #keyed)
#define STATE(id, kafka, record, keyed)                TOPIC_(id, kafka, STATE, record, #keyed)
#define LOG(id, kafka, record, keyed)                  TOPIC_(id, kafka, LOG, record, #keyed)
#define COMMAND(id, kafka, record, to)                 TOPIC_(id, kafka, COMMAND, record, to)
#define FOLD(id, number, reads, keeps, published, per) TOPIC_(id, published, STATE, keeps, per)
#include "topology/expand.h"
#undef TOPIC_
};

static const of_graph_store stores[] = {
#define STORE(id_, number_, record, key)                                                           \
    {.id = #id_, .number = (number_), .type = &of_##record##_type, .keyed = #key},
#define FOLD(id_, number_, reads, keeps, published, per)                                           \
    {.id = #id_, .number = (number_), .type = &of_##keeps##_type, .keyed = (per)},
#include "topology/expand.h"
};

#define t(topic) ((of_topic_set)1 << OF_TOPIC_##topic)
#define s(store) ((uint64_t)1 << OF_STORE_##store)

static const of_graph_node nodes[] = {
#define NODE(id_, reads_, writes_, keeps_)                                                         \
    {.id = #id_,                                                                                   \
     .processor = &id_##_processor,                                                                \
     .reads = (reads_),                                                                            \
     .writes = (writes_),                                                                          \
     .keeps = (keeps_)},
#include "topology/expand.h"
};

static const of_graph_fold folds[] = {
#define FOLD(id_, number_, reads_, keeps, published, per_)                                         \
    {.id = #id_,                                                                                   \
     .fold = &id_##_fold,                                                                          \
     .reads = t(reads_),                                                                           \
     .store = (number_),                                                                           \
     .topic = OF_TOPIC_##id_,                                                                      \
     .per = (per_)},
#include "topology/expand.h"
};

static const of_graph_judge judges[] = {
#define JUDGE(id_, node_, results_)                                                                \
    {.id = #id_, .judge = &id_##_judge, .node = #node_, .results = (results_)},
#include "topology/expand.h"
};

static const of_graph_quarantine quarantine = {.node = "quarantine",
                                               .keyed = "order",
                                               .orders = OF_STORE_quarantine,
                                               .parked = OF_STORE_parked,
                                               .log = OF_TOPIC_quarantine_log};

/* ---- what the compiler refuses ---- */

#define FACT(id, kafka, record, keyed)  | t(id)
#define INNER(id, kafka, record, keyed) | t(id)
#define EDGE(id, record, keyed)         | t(id)
_Static_assert(((0
#include "topology/expand.h"
#define NODE(id, reads, writes, keeps) | (reads)
                 ) &
                ~(0
#include "topology/expand.h"
                  )) == 0,
               "a fact, change of key or edge of the page is read by no node");

#define INNER(id, kafka, record, keyed)         +t(id)
#define EDGE(id, record, keyed)                 +t(id)
#define STATE(id, kafka, record, keyed)         +t(id)
#define LOG(id, kafka, record, keyed)           +t(id)
#define COMMAND(id, kafka, record, participant) +t(id)
#define NODE(id, reads, writes, keeps)          -(writes)
/* Sums, not sets: a result with no writer or with two leaves a difference. */
_Static_assert(((of_topic_set)0
#include "topology/expand.h"
                ) == 0,
               "each result of the page is written by exactly one node, and nothing else is");

/* ---- typed calls ---- */

static of_status call(const of_processor *processor, of_ctx *ctx, int topic, const void *before,
                      const void *after)
{
    switch (topic) {
#define FACT(id, kafka, record, keyed)                                                             \
    case OF_TOPIC_##id:                                                                            \
        return processor->of.id(ctx, (const record *)after);
#define INNER(id, kafka, record, keyed) FACT(id, kafka, record, keyed)
#define EDGE(id, record, keyed)         FACT(id, "", record, keyed)
#define STATE(id, kafka, record, keyed)                                                            \
    case OF_TOPIC_##id:                                                                            \
        return processor->of.id(ctx, (const record *)before, (const record *)after);
#include "topology/expand.h"
    default:
        return OF_SKIP_AS("no processor reads this topic");
    }
}

static bool has(const of_processor *processor, int topic)
{
    switch (topic) {
#define FACT(id, kafka, record, keyed)                                                             \
    case OF_TOPIC_##id:                                                                            \
        return processor->of.id != NULL;
#define INNER(id, kafka, record, keyed) FACT(id, kafka, record, keyed)
#define EDGE(id, record, keyed)         FACT(id, "", record, keyed)
#define STATE(id, kafka, record, keyed) FACT(id, kafka, record, keyed)
#include "topology/expand.h"
    default:
        return false;
    }
}

static const char *answers(const of_processor *processor)
{
    return processor->answers;
}

static of_status timer(const of_processor *processor, of_ctx *ctx, of_text name, int64_t due_ms)
{
    if (processor->on_timer == NULL) {
        return OF_SKIP_AS("a timer of a processor that takes none");
    }
    return processor->on_timer(ctx, name, due_ms);
}

#define COUNT_OF(table) (sizeof(table) / sizeof *(table))

const of_graph of_topology = {
    .topics = topics,
    .topic_count = COUNT_OF(topics),
    .stores = stores,
    .store_count = COUNT_OF(stores),
    .nodes = nodes,
    .node_count = COUNT_OF(nodes),
    .folds = folds,
    .fold_count = COUNT_OF(folds),
    .judges = judges,
    .judge_count = COUNT_OF(judges),
    .quarantine = &quarantine,
    .call = call,
    .has = has,
    .answers = answers,
    .timer = timer,
};
