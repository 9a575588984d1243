/* Intake: rows of a source become canonical facts, by mapping files instead of code.
 *
 * A mapping names the topics it reads, how the rows are wrapped (Debezium in Avro or JSON, plain
 * Avro or JSON, CSV) and which facts a row tells; README.md shows the format. Intake keeps no state
 * but what it compiled, so a row may be read again at any time and gives the same facts.
 *
 * One object per worker: not thread-safe. */
#pragma once

#include "avro/registry/wire.h"
#include "topology/kafka/port.h"

typedef struct of_intake of_intake;

/* One problem of a mapping file. `line` counts from 1; 0: the file as a whole. */
typedef void (*of_intake_report)(void *state, const char *file, int line, const char *message);

typedef struct of_intake_options {
    const char *const *files; /* mapping files */
    size_t file_count;
    of_registry
        *registry; /* for Avro envelopes; outlives the intake; NULL: none of the files has one */
} of_intake_options;

/* Loads and compiles every file. FATAL when anything was reported; all files are read first, so
 * that one run shows every mistake. `report` may be NULL. */
of_status of_intake_open(const of_intake_options *options, of_intake_report report, void *state,
                         of_intake **intake);
void of_intake_close(of_intake *intake);

/* Does any mapping read the topic of this name? */
bool of_intake_takes(const of_intake *intake, const char *topic);
/* Says which topic a handle means. False: no mapping reads it. */
bool of_intake_bind(of_intake *intake, int32_t topic, const char *name);

/* Receives one fact. `key` and `record` live as long as the message and the arena. What it returns
 * ends the call when it is not DONE. */
typedef of_status (*of_intake_emit)(void *state, const of_record_type *type, of_text key,
                                    const void *record);

/* The facts of one message of a bound topic, none of them when one is bad. DONE also when there are
 * none: a tombstone, a row that no condition lets through.
 * SKIP: the row cannot be read; of_intake_why() names column and reason. RETRY: the registry is
 * needed and cannot be reached. ABORT: the arena is full. */
of_status of_intake_record(of_intake *intake, const of_message *message, of_arena *arena,
                           of_intake_emit emit, void *state);

/* The last failure in words, "order_line.yaml:14: net_qty: ..."; until the next call. */
const char *of_intake_why(const of_intake *intake);

typedef struct of_intake_counts {
    int64_t rows;
    int64_t facts;
    int64_t tombstones;
    int64_t refused; /* SKIP */
} of_intake_counts;

of_intake_counts of_intake_counted(const of_intake *intake);

/* Reads a CSV file (RFC 4180, a header line, UTF-8) by the one mapping with envelope csv. A line
 * that cannot be read is reported and the next one goes on. `arena` is rewound after every line.
 * FATAL: no such file, no header, a column is missing; else what `emit` returned. */
of_status of_intake_csv(of_intake *intake, const char *path, of_arena *arena, of_intake_emit emit,
                        void *emit_state, of_intake_report report, void *report_state);

/* Proves the mapping of `topic` against the schema its source writes: every column it names exists
 * and can become what it is to become, and no column is forgotten. Returns the number of problems.
 */
size_t of_intake_check(of_intake *intake, const char *topic, const of_schema *writer,
                       of_intake_report report, void *state);
/* The same for columns that are only known by name (JSON without a schema, a CSV header). */
size_t of_intake_check_names(of_intake *intake, const char *topic, const of_text *columns,
                             size_t count, of_intake_report report, void *state);
