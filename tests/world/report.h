/* What people want to read at the end of a run. */
#pragma once

#include <stdio.h>

#include "tests/world/check.h"
#include "topology/runtime/inspect.h"

typedef struct report_run {
    reading from;
    of_engine_stats stats;
    double seconds;
    double virtual_days;
    int64_t resident_bytes;
} report_run;

void report_print(const report_run *run, FILE *out);
