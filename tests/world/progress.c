/* Drawn at most ten times a second. */
#include "tests/world/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "topology/base/clock.h"
#include "topology/base/time.h"

#define BAR_WIDTH 40
#define REDRAW_US 100000

progress progress_begin(void)
{
    return (progress){.terminal = isatty(STDERR_FILENO) == 1};
}

void progress_show(progress *self, double share, int64_t at_ms)
{
    int64_t now = of_clock_mono_us(&of_wall_clock);
    if (!self->terminal || now - self->shown_us < REDRAW_US) {
        return;
    }
    self->shown_us = now;
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    char bar[BAR_WIDTH + 1];
    char at[OF_TIME_TEXT_SIZE];
    for (int i = 0; i < BAR_WIDTH; i++) {
        bar[i] = i < (int)(share * BAR_WIDTH) ? '#' : '.';
    }
    bar[BAR_WIDTH] = '\0';
    of_time_format(at_ms, at);
    fprintf(stderr, "\r[%s] %3.0f %%  %.10s %.5s", bar, share * 100, at, at + 11);
}

void progress_end(const progress *self)
{
    if (self->terminal) {
        fprintf(stderr, "\r%76s\r", "");
    }
}
