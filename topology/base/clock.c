/* The wall clock, and the one that a demo, a replay or a test moves by hand. */
#include "topology/base/clock.h"

#include <time.h>

static int64_t wall_now_ms(void *state)
{
    (void)state;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t wall_mono_us(void *state)
{
    (void)state;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

const of_clock of_wall_clock = {.now_ms = wall_now_ms, .mono_us = wall_mono_us, .state = 0};

static int64_t manual_now_ms(void *state)
{
    return ((const of_manual_clock *)state)->now_ms;
}

static int64_t manual_mono_us(void *state)
{
    return ((const of_manual_clock *)state)->now_ms * 1000;
}

of_clock of_clock_of_manual(of_manual_clock *manual)
{
    return (of_clock){.now_ms = manual_now_ms, .mono_us = manual_mono_us, .state = manual};
}
