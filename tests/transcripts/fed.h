/* A topology for transcripts that feed the rows of our state instead of facts: what a fold answers
 * is then told in two lines. */
#pragma once

#include "tests/transcripts/script.h"
#include "topology/runtime/graph.h"

typedef struct fed fed;

/* The page's graph, or, when a line of the script feeds a STATE of it, the page with its nodes
 * replaced by one that passes such rows on as changes. fed_free when done. */
fed *fed_new(const script *given);
const of_graph *fed_graph(const fed *self);
void fed_free(fed *self);
