/* What only a real broker can show: its administrator's calls, and its fencing. */
#include "tests/sim/state_case.h"

const state_case broker_cases[] = {{0}};
const size_t broker_case_count = 0;
