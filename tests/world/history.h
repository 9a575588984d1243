/* Real orders instead of a seeded world: their change events through the embedded stage. */
#pragma once

#include "tests/world/progress.h"
#include "tests/world/report.h"
#include "tests/world/stage.h"

typedef struct history_result {
    int64_t events;
    int64_t orders;
    int64_t lines;
    int64_t orders_found; /* in order-state */
    int64_t lines_found;  /* in line-state */
    int64_t first_ms;
    int64_t last_ms;
} history_result;

/* Makes the source topics, starts the engine, feeds everything in order of time. Ends the program
 * with a message when the data cannot be read. */
void history_run(stage *on, const char *directory, progress *bar, history_result *result);
/* Counts what arrived. */
void history_check(const reading *from, history_result *result);
