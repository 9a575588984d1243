/* One value of a source row, and what it can become. Avro, JSON and CSV all deliver cells, so that
 * a conversion is written and tested once. Pure. */
#pragma once

#include "topology/base/arena.h"
#include "topology/base/status.h"

/* What the value is made of. */
typedef enum of_form {
    OF_FORM_TEXT,
    OF_FORM_BYTES,
    OF_FORM_LONG,
    OF_FORM_DOUBLE,
    OF_FORM_BOOLEAN,
    OF_FORM_OTHER, /* a structure: nothing can be made of it */
} of_form;

/* What it means. */
typedef enum of_sense {
    OF_SENSE_PLAIN,
    OF_SENSE_DECIMAL, /* bytes, or base64 text, with a scale */
    OF_SENSE_DATE,    /* days */
    OF_SENSE_MILLIS,
    OF_SENSE_MICROS,
    OF_SENSE_NANOS,
    OF_SENSE_TIME_OF_DAY, /* cannot become a point in time */
} of_sense;

typedef struct of_cell {
    bool present;
    of_form form;
    of_sense sense;
    bool local;    /* a time on the source's wall clock: no time zone is known */
    int32_t scale; /* of a decimal */
    union {
        of_text text;
        of_bytes bytes;
        int64_t number;
        double real;
        bool flag;
    };
} of_cell;

/* How a time is to be read. */
typedef struct of_time_rule {
    int64_t zone_ms; /* what local times are ahead of UTC */
    bool end_of_day; /* a bare date means its last millisecond, not its first */
} of_time_rule;

typedef enum of_time_quality { OF_TIME_EXACT, OF_TIME_INFERRED, OF_TIME_DATE_ONLY } of_time_quality;

/* All: SKIP with the reason when this value cannot become that; the cell must be present. */

/* The text itself, or a number, flag or time as text; made texts live in `arena` (ABORT: full). */
of_status of_cell_text(const of_cell *cell, of_arena *arena, of_text *text);
/* value * factor * 10^digits, exactly. */
of_status of_cell_number(const of_cell *cell, int32_t digits, int64_t factor, int64_t *value);
of_status of_cell_time(const of_cell *cell, of_time_rule rule, int64_t *ms);
of_status of_cell_boolean(const of_cell *cell, bool *flag);
of_time_quality of_cell_time_quality(const of_cell *cell);

/* The sense that a Debezium or Connect schema name gives a value ("io.debezium.time.Date"). */
void of_cell_set_sense(of_cell *cell, of_text connect_name);

/* Before there is a value: NULL when cells of this form and sense can become that, else the reason.
 */
const char *of_cell_no_text(const of_cell *cell);
const char *of_cell_no_number(const of_cell *cell);
const char *of_cell_no_time(const of_cell *cell);
const char *of_cell_no_boolean(const of_cell *cell);
