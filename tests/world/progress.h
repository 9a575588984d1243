/* A bar on stderr, only where somebody looks at a terminal. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct progress {
    bool terminal;
    int64_t shown_us;
} progress;

progress progress_begin(void);
/* `share` from 0 to 1; `at_ms` is the time of the world. */
void progress_show(progress *self, double share, int64_t at_ms);
void progress_end(const progress *self);
