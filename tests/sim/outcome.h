/* What a run left behind, as text that can be compared with another run's. */
#pragma once

#include "avro/registry/registry.h"
#include "topology/kafka/port.h"
#include "topology/runtime/topics.h"

/* One line per current value of a state topic, per command, per entry of a saga and per dead
 * letter, sorted. Left out is what may differ between equal runs: versions, times of publishing,
 * positions. With `repeats` also what a repeated answer to an older generation of a command leaves:
 * rule E3 asks for a note of it. */
of_buffer outcome_read(of_kafka *kafka, of_registry *registry, const of_topics *topics,
                       bool repeats);
/* Makes all times equal. */
void outcome_blur(of_buffer *outcome);
/* Prints the lines that only one of the two has; true when there is none. */
bool outcome_same(const of_buffer *expected, const of_buffer *actual);
