/* Two processes on two copies of one state directory: they have the same transactional ids, so each
 * fences the other, until one stops for good. The one that is left must have the right sums. */
#include "tests/sim/state_case.h"
#include "topology/base/assert.h"

#define LIMIT_MS 60000

static void step(state_bed *bed)
{
    bool progress = false;
    if (!bed->has_stopped) {
        bed->has_stopped = of_engine_step(bed->engine, &progress).remedy == OF_FATAL;
    }
}

static bool has_the_sums(state_bed *bed)
{
    for (int32_t i = 0; i < BED_PARTITIONS; i++) {
        if (bed_published(bed, i) != bed->expected[i]) {
            return false;
        }
    }
    return bed_stats(bed).tasks_running == BED_PARTITIONS;
}

static void open_twin(state_bed *bed, state_bed *twin)
{
    *twin = *bed;
    bed_other_directory(twin, "twin", true);
    twin->options.state_dir = twin->state_dir;
    twin->options.slot_prefix = "twin";
    twin->engine = NULL;
    of_assert(bed_start(bed));
    bed_settle(bed);
    of_assert(bed_start(twin));
}

void two_owners(state_bed *bed)
{
    state_bed twin;
    bed_stop(bed, false);
    open_twin(bed, &twin);
    int64_t began = of_clock_now_ms(&of_wall_clock);
    for (int i = 0; !bed->has_stopped && !twin.has_stopped; i++) {
        of_assert(of_clock_now_ms(&of_wall_clock) - began < LIMIT_MS);
        step(bed);
        step(&twin);
        if (i % 10 == 5) {
            bed_feed(bed, 1);
        }
    }
    of_assert(bed->has_stopped != twin.has_stopped);
    state_bed *left = bed->has_stopped ? &twin : bed;
    memcpy(twin.expected, bed->expected, sizeof twin.expected);
    bed->manual.now_ms += 100000; /* the group gives up on the one that stopped */
    for (began = of_clock_now_ms(&of_wall_clock); !has_the_sums(left);) {
        of_assert(of_clock_now_ms(&of_wall_clock) - began < LIMIT_MS);
        bed_settle(left);
    }
    bed_stop(&twin, true);
    memcpy(bed->before, bed->expected, sizeof bed->before);
    bed->has_stopped = true; /* one of them has */
}
