/* Is a state directory what the changelog says? */
#pragma once

#include "topology/kafka/port.h"
#include "topology/runtime/graph.h"
#include "topology/runtime/topics.h"

/* Holds every row and timer of the directory against the last value of its key in the changelog,
 * read-committed, byte by byte. Prints what differs; false then. The engine must be closed, all it
 * committed applied. */
bool local_state_same(of_kafka *kafka, const of_layout *layout, const of_graph *graph,
                      const char *folder);
