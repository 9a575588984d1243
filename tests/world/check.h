/* Do the books of the systems agree with what the engine made of their change events? */
#pragma once

#include <stdio.h>

#include "tests/world/participants.h"
#include "tests/world/reading.h"

typedef struct check_result {
    int64_t lines;
    int64_t equal;
    int64_t missing;
    int64_t different;
    int64_t second_effects;
} check_result;

/* Compares line-state with the books, column by column; prints the first differences to `out`. */
check_result check_books(const books *world, const participants_counts *counts, const reading *from,
                         FILE *out);
bool check_agrees(const check_result *result);
