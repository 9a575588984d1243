/* From a row to its facts. Internal to processors/intake. */
#pragma once

#include "processors/intake/row.h"

#define OF_WHY_MAX ((size_t)512)

/* What a row comes with, whatever its envelope. */
typedef struct of_origin {
    of_text topic;
    int64_t offset;
    int64_t timestamp_ms;
    int64_t line; /* CSV */
} of_origin;

typedef struct of_made_fact {
    const of_record_type *type;
    of_text key;
    const void *record;
} of_made_fact;

/* One after another into `facts` (room for mapping->fact_count); *count says how many. SKIP with
 * `why` filled (OF_WHY_MAX bytes), ABORT: the arena is full. */
of_status of_facts_make(const of_mapping *mapping, const of_row *row, const of_origin *origin,
                        of_arena *arena, of_made_fact *facts, size_t *count, char *why);
