/* A mapping file, compiled against our record types: what intake does with a row of one source.
 *
 * Columns are known by number: wherever a rule or a template names one, it means a cell of the row.
 * Immutable once loaded. Internal to processors/intake. */
#pragma once

#include "processors/intake/intake.h"
#include "processors/intake/rule.h"

#define OF_MAPPING_COLUMNS_MAX 512

typedef enum of_envelope {
    OF_ENVELOPE_DEBEZIUM_AVRO,
    OF_ENVELOPE_DEBEZIUM_JSON,
    OF_ENVELOPE_AVRO,
    OF_ENVELOPE_JSON,
    OF_ENVELOPE_CSV,
} of_envelope;

typedef struct of_condition {
    int line;
    int32_t column;
    bool wanted;           /* false: the opposite */
    const of_text *values; /* NULL: present at all */
    size_t count;
} of_condition;

typedef struct of_fact {
    int line;
    of_template key;
    const of_condition *conditions;
    size_t condition_count;
    of_rules rules;
    const of_field *source; /* the field of type SourcePosition, or NULL */
} of_fact;

typedef enum of_place {
    OF_PLACE_SOURCE, /* a field of Debezium's source block */
    OF_PLACE_BINLOG, /* its file and pos */
    OF_PLACE_COLUMN,
    OF_PLACE_OFFSET,
    OF_PLACE_TIMESTAMP,
    OF_PLACE_LINE,
} of_place;

typedef struct of_named_column {
    of_text name;
    int line; /* where it is first used */
} of_named_column;

typedef struct of_mapping {
    const char *file;
    of_text system;
    of_text instance; /* absent: none */
    of_text table;    /* absent: the last part of the topic */
    const of_text *topics;
    const int *topic_lines;
    size_t topic_count;
    of_envelope envelope;
    char separator; /* CSV */
    of_place place;
    of_text place_field;
    of_rule place_rule; /* COLUMN: its column and type */
    int place_line;
    of_template row;
    const of_text *ignored; /* columns that are left out on purpose; "*": all others */
    size_t ignored_count;
    of_named_column columns[OF_MAPPING_COLUMNS_MAX];
    size_t column_count;
    const of_fact *facts;
    size_t fact_count;
} of_mapping;

static inline bool of_mapping_is_avro(const of_mapping *mapping)
{
    return mapping->envelope == OF_ENVELOPE_DEBEZIUM_AVRO || mapping->envelope == OF_ENVELOPE_AVRO;
}

static inline bool of_mapping_is_debezium(const of_mapping *mapping)
{
    return mapping->envelope == OF_ENVELOPE_DEBEZIUM_AVRO ||
           mapping->envelope == OF_ENVELOPE_DEBEZIUM_JSON;
}

/* Everything lives in `arena`. NULL when anything was reported. */
of_mapping *of_mapping_load(const char *file, of_arena *arena, of_intake_report report,
                            void *state);

/* Does the mapping take this topic, by name or by pattern ("cdc.erp-*.order_line")? */
bool of_mapping_takes(const of_mapping *mapping, of_text topic);

/* Is the column left out on purpose? */
bool of_mapping_ignores(const of_mapping *mapping, of_text column);
/* The column's number, or OF_NO_COLUMN. */
int32_t of_mapping_column(const of_mapping *mapping, of_text name);

/* Compares the mapping with columns as they are in a source: `prototypes[i]` describes column i,
 * whose `form` is OF_FORM_OTHER for one that no conversion exists for, and `known[i]` is false for
 * one that the source does not have. Returns how many problems were reported. */
size_t of_mapping_check_columns(const of_mapping *mapping, const of_cell *prototypes,
                                const bool *known, of_intake_report report, void *state);
