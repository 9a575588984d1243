/* Random histories of one order: every fact its systems would tell, in the order they happened. */
#pragma once

#include "processors/processor.h"

#define HISTORY_FACTS_MAX 512
#define HISTORY_ORDER     "E1:O-1"

typedef struct history_fact {
    int topic;
    const void *fact;
} history_fact;

typedef struct history {
    history_fact facts[HISTORY_FACTS_MAX];
    size_t len;
    int64_t position; /* of the source log: grows with every change of any row */
    uint64_t seed;
    of_arena *arena;
} history;

/* A number in [0, limit). */
int64_t history_random(history *h, int64_t limit);
/* A text that lives as long as the history's arena. */
of_text history_text(history *h, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The next version of a source row. */
SourcePosition history_source(history *h, const char *system, const char *table, of_text row);
void history_add(history *h, int topic, const of_record_type *type, const void *fact);

/* Fills the history anew: header rows of two systems, lines and their edits, legs, picks, packages,
 * milestones, payments, invoices, returns, deletions. */
void history_generate(history *h, uint64_t seed);
/* The same facts in any order, each one to three times; at most HISTORY_FACTS_MAX * 3. */
size_t history_shuffle(history *h, history_fact *out);
