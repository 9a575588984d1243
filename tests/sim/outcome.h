/* What a run left behind, as text that can be compared with another run's. */
#pragma once

#include "avro/registry/registry.h"
#include "topology/kafka/port.h"
#include "topology/runtime/topics.h"

/* Equal means: for each key of a state topic the last value that was committed, all fields but
 * `version` and `updated_at`; the offers that stand at the end; and, exactly once each, the
 * commands (key, attempt), the entries of the saga log (saga, seq) and the dead letters (key).
 * Commands and entries with all they say. */
typedef struct outcome {
    of_buffer text; /* a line per row, command, entry and dead letter, sorted */
    size_t twice;   /* commands, entries or dead letters that are there again */
    size_t letters; /* dead letters, repeats included */
} outcome;

/* What may differ from an undisturbed run and be right.
 *
 * REORDERED: tasks went on without each other. Stock is offered to the demands that are known when
 * it comes and withdrawn when a holder of the units shows, so only the offers that stand at the end
 * count.
 * REPEATED: so were the inputs, and they came in another order. Then a dead letter's key may come
 * back, and rule E3 asks for a note of each answer to an older generation of a command: these
 * notes, and the numbers they take in the saga's log, are left out; and the order in which a log
 * tells of one moment's facts. */
typedef enum outcome_view { EXACT, REORDERED, REPEATED, OUTCOME_VIEWS } outcome_view;

outcome outcome_read(of_kafka *kafka, of_registry *registry, const of_topics *topics,
                     outcome_view view);
void outcome_free(outcome *given);
/* Makes all times equal. */
void outcome_blur(outcome *given);
/* Lines that begin so. */
size_t outcome_count(const outcome *given, const char *prefix);
/* Is there a line that begins with `prefix` and holds both texts? */
bool outcome_has(const outcome *given, const char *prefix, const char *text, const char *other);
/* Prints the lines that only one of the two has; true when there is none, and nothing twice. */
bool outcome_same(const outcome *expected, const outcome *actual);
