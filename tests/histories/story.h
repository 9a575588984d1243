/* Legal histories of one order, told by its systems row by row, beside the books of what is true.
 *
 * Everything in a story could have happened: no more is picked than allocated, shipped than picked,
 * invoiced than shipped, returned than delivered. So the quiescent laws hold at its end, and the
 * final ledger of each line is known without the fold. Facts stand in the order of their source
 * positions. */
#pragma once

#include "processors/laws.h"

#define STORY_FACTS_MAX    1024
#define STORY_LINES_MAX    5
#define STORY_LEGS_MAX     3
#define STORY_PACKAGES_MAX 6

typedef struct story_fact {
    int topic;
    of_text key; /* the order, or the tracking number */
    const of_record_type *type;
    const void *fact;
    bool takes_back; /* as in of_law_fact */
} story_fact;

typedef struct story_leg {
    of_text allocation;
    of_text site;
    of_leg_counters counters; /* as the rows say them in the end */
    int64_t packed;           /* of picked: in a package, shipped or not */
    int tasks;
} story_leg;

typedef struct story_line {
    of_text name;
    int64_t net;
    int64_t substituted;
    int64_t ordered;
    int64_t declared_short;
    int64_t invoiced; /* the sum of its rows */
    int64_t credited;
    int64_t received; /* of delivered */
    int64_t returned; /* of received: not sent back */
    int invoices;
    int credits;
    int receipts;
    story_leg legs[STORY_LEGS_MAX];
    int leg_count;
    int64_t delivered;
    int64_t lost;
    int64_t returned_to_sender;
    int64_t unit_price;
    int64_t invoiced_amount; /* of the rows that count */
    int64_t credited_amount;
} story_line;

typedef struct story_package {
    of_text name;
    of_text tracking;
    int64_t qty[STORY_LINES_MAX]; /* per line, of one leg */
    int leg[STORY_LINES_MAX];
    bool shipped;
    MilestoneCode status;
} story_package;

typedef struct story {
    story_fact facts[STORY_FACTS_MAX];
    size_t len;
    of_text order;
    of_text instance; /* of the ERP */
    of_text entity;
    of_text currency;
    story_line lines[STORY_LINES_MAX];
    int line_count;
    story_package packages[STORY_PACKAGES_MAX];
    int package_count;
    int payments;
    int64_t paid; /* captured */
    bool acknowledged;
    size_t settled_from; /* facts from this index on find the order acknowledged */
    int64_t position;
    uint64_t seed;
    of_arena *arena;
} story;

/* Fills the story anew. Equal seeds tell equal stories. */
void story_tell(story *self, uint64_t seed);
/* The same facts in any order, each one to three times; at most 3 * STORY_FACTS_MAX. */
size_t story_shuffle(story *self, story_fact *out);
/* What is true of the line in the end. */
Ledger story_ledger(const story *self, int line);
/* What the order is worth, but for prices, completeness, version and time. */
OrderCommercial story_worth(const story *self);

int64_t story_below(story *self, int64_t limit);
bool story_chance(story *self, int64_t percent);

/* ---- the parts that tell it ---- */

of_text story_text(story *self, const char *format, ...) __attribute__((format(printf, 2, 3)));
SourcePosition story_row(story *self, const char *system, const char *table, of_text row);
void story_add(story *self, int topic, of_text key, const of_record_type *type, const void *fact,
               bool takes_back);
OptionalLong story_time(story *self);
void story_warehouse_step(story *self, int line);
void story_package_step(story *self);
void story_money_step(story *self, int line);

#define STORY_ADD(self, id, record, takes_back, ...)                                               \
    story_add((self), OF_TOPIC_##id, (self)->order, &of_##record##_type, &(record){__VA_ARGS__},   \
              (takes_back))
