/* What is done alike on the embedded log and on a broker. */
#include "tests/sim/state_case.h"
#include "topology/base/assert.h"

void graceful_stop(state_bed *bed)
{
    bed_stop(bed, false);
}

void kill_after_flush(state_bed *bed)
{
    bed_stop(bed, false);
    of_assert(bed_start(bed));
    bed_feed(bed, 7);
    bed_settle(bed);
    bed_stop(bed, true);
}

void no_directory(state_bed *bed)
{
    bed_stop(bed, false);
    bed_other_directory(bed, "fresh", false);
}
