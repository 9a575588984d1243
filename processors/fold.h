/* The fold: keep one record per key up to date with the rows of our state.
 *
 * A row that changed arrives as (before, after): what was counted is taken out, what is true now is
 * added, so a repeat adds nothing and a correction moves. The row on the topology page names what
 * is read, kept and published; the runtime keys anew, loads, calls, stores and publishes, in one
 * transaction. Define OF_STATE as the record that is kept, then include this header, and no other.
 *
 *     const of_fold fill_rate_fold =
 *         OF_FOLD(.answers = "Of everything ordered per item, how much has shipped?",
 *                 .of.line_state = {.key = by_item, .add = add, .remove = take_out});
 *
 * `key` gives the record's key (absent: this row does not count). `add` and `remove` change a copy:
 * one that does not return OF_OK leaves no trace. Fields `version` and `updated_at` of the kept
 * record are the engine's. */
#pragma once

#ifndef OF_STATE
#error "define OF_STATE as the record that the fold keeps before including processors/fold.h"
#endif

#include "avro/model.h"
#include "processors/context.h"
#include "processors/folded.h"
#include "topology/ids.h"

typedef of_text of_fold_key;

/* The slots an author fills, typed by OF_STATE and the row that is read. */
typedef struct of_fold_author {
    const char *answers;
    struct {
#define STATE(id, kafka, record, keyed)                                                            \
    struct {                                                                                       \
        of_fold_key (*key)(const record *row);                                                     \
        of_status (*add)(OF_STATE * state, const record *row);                                     \
        of_status (*remove)(OF_STATE * state, const record *row);                                  \
    } id;
#include "topology/expand.h"
    } of;
} of_fold_author;

/* One typed switch per call: casting a function pointer instead would be undefined behaviour. */

static bool of_fold_reads_(const void *slots, int topic)
{
    const of_fold_author *author = slots;
    switch (topic) {
#define STATE(id, kafka, record, keyed)                                                            \
    case OF_TOPIC_##id:                                                                            \
        return author->of.id.key != NULL && author->of.id.add != NULL &&                           \
               author->of.id.remove != NULL;
#include "topology/expand.h"
    default:
        return false;
    }
}

static of_text of_fold_key_(const void *slots, int topic, const void *row)
{
    const of_fold_author *author = slots;
    switch (topic) {
#define STATE(id, kafka, record, keyed)                                                            \
    case OF_TOPIC_##id:                                                                            \
        return author->of.id.key((const record *)row);
#include "topology/expand.h"
    default:
        return (of_text){0};
    }
}

static of_status of_fold_add_(const void *slots, int topic, void *state, const void *row)
{
    const of_fold_author *author = slots;
    switch (topic) {
#define STATE(id, kafka, record, keyed)                                                            \
    case OF_TOPIC_##id:                                                                            \
        return author->of.id.add((OF_STATE *)state, (const record *)row);
#include "topology/expand.h"
    default:
        return OF_SKIP_AS("a fold was handed a row that it does not read");
    }
}

static of_status of_fold_remove_(const void *slots, int topic, void *state, const void *row)
{
    const of_fold_author *author = slots;
    switch (topic) {
#define STATE(id, kafka, record, keyed)                                                            \
    case OF_TOPIC_##id:                                                                            \
        return author->of.id.remove((OF_STATE *)state, (const record *)row);
#include "topology/expand.h"
    default:
        return OF_SKIP_AS("a fold was handed a row that it does not read");
    }
}

static const char *of_fold_answers_(const void *slots)
{
    return ((const of_fold_author *)slots)->answers;
}

#define OF_FOLD(...)                                                                               \
    {                                                                                              \
        .answers = of_fold_answers_, .slots = &(const of_fold_author){__VA_ARGS__},                \
        .reads = of_fold_reads_, .key = of_fold_key_, .add = of_fold_add_,                         \
        .remove = of_fold_remove_,                                                                 \
    }
