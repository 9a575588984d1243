/* Time comes in through a parameter, so that a demo, a replay or the simulator can inject it. */
#pragma once

#include <stdint.h>

typedef struct of_clock {
    int64_t (*now_ms)(void *state);  /* epoch milliseconds, UTC; timers and `updated_at` */
    int64_t (*mono_us)(void *state); /* monotonic microseconds; waiting and measuring only */
    void *state;
} of_clock;

static inline int64_t of_clock_now_ms(const of_clock *clock)
{
    return clock->now_ms(clock->state);
}

static inline int64_t of_clock_mono_us(const of_clock *clock)
{
    return clock->mono_us(clock->state);
}

/* The machine's clock. Any thread. */
extern const of_clock of_wall_clock;

/* A clock that moves only when told to: both readings come from `now_ms`. One thread. */
typedef struct of_manual_clock {
    int64_t now_ms;
} of_manual_clock;

of_clock of_clock_of_manual(of_manual_clock *manual);
