/* How one field of a fact is filled from the cells of a row. Internal to processors/intake. */
#pragma once

#include "avro/codec/record.h"
#include "processors/intake/cell.h"

#define OF_NO_COLUMN ((int32_t)-1)

/* Literals and columns in turn; `column` is OF_NO_COLUMN for a literal. */
typedef struct of_template_part {
    of_text literal;
    int32_t column;
} of_template_part;

typedef struct of_template {
    const of_template_part *parts;
    size_t count;
    int line;
} of_template;

typedef enum of_target {
    OF_TARGET_TEXT,
    OF_TARGET_ENUM,
    OF_TARGET_BOOLEAN,
    OF_TARGET_NUMBER, /* int or long with a unit */
    OF_TARGET_TIME,   /* long, epoch milliseconds */
    OF_TARGET_LIST,   /* array of records */
} of_target;

/* One entry of a status table; `to` absent: null. */
typedef struct of_value_pair {
    of_text from;
    of_text to;
} of_value_pair;

typedef struct of_rules of_rules;

/* How one field of a fact is filled. */
typedef struct of_rule {
    int line;
    const of_field *field;
    of_target target;
    bool has_default; /* of the schema: null may leave the field as it is */
    int32_t column;   /* OF_NO_COLUMN: `words` make a text */
    of_template words;
    bool is_quality; /* the time quality of `column` */
    const of_value_pair *values;
    size_t value_count;
    bool has_else;
    of_text otherwise; /* `else`; absent: null */
    of_text fallback;  /* `default`: stands for null; absent: none */
    int32_t digits;    /* NUMBER */
    int64_t factor;
    of_time_rule time;
    bool has_sense; /* `type` overrides what the source says */
    of_sense sense;
    int32_t scale;
    const of_rules *items; /* LIST */
    size_t item_count;
} of_rule;

struct of_rules {
    const of_record_type *type;
    const void *image; /* a record with the schema's defaults, to start from */
    const of_rule *rules;
    size_t count;
};

/* What the rule says about how a cell is to be read, put over what the source says. */
static inline of_cell of_rule_read(const of_rule *rule, of_cell cell)
{
    if (rule->has_sense) {
        cell.sense = rule->sense;
        cell.scale = rule->scale;
        cell.local = true;
    }
    return cell;
}
