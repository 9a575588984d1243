/* Numbers that the tests of pure functions draw: the same ones in every run of a test program. */
#pragma once

#include <stdint.h>

static uint64_t drawn_state = 88172645463325252ULL;

/* 0 to limit - 1; xorshift64 (Marsaglia, 2003). */
static inline int64_t below(int64_t limit)
{
    drawn_state ^= drawn_state << 13;
    drawn_state ^= drawn_state >> 7;
    drawn_state ^= drawn_state << 17;
    return (int64_t)(drawn_state % (uint64_t)limit);
}
