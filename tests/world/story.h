/* One order's story: everything the topics tell about it, by time. */
#pragma once

#include "tests/world/report.h"

/* Picks the order with the most entries in the saga log, else the first one delivered. */
void story_print(const report_run *run, FILE *out);
