/* Which parts of the page a run has been through. */
#pragma once

#include "topology/runtime/graph.h"

/* The page, with its calls counted; every run with it adds to the counts. */
const of_graph *covered_graph(void);
/* Calls so far. */
int64_t covered_calls(void);
int64_t covered_timers(void);
/* One line per slot of a node that was never called; true when there is none. */
bool covered_all(of_buffer *missing);
