/* Two processes at once: on two copies of one state directory, and one that takes over from another
 * whose commit is on its way. */
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

/* They have the same transactional ids, so each fences the other, until one stops for good. The one
 * that is left must have the right sums. */
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

/* ---- a commit on its way ---- */

#define PAST_SESSION_MS 7000 /* of the bed's 6,000; short of a transaction's time */

typedef struct overtaking {
    state_bed *successor;
    bool has_overtaken;
    bool is_marked; /* the changelog has heard of the commit; the group hears of it at once */
} overtaking;

/* Until it is overtaken the predecessor's records lie in its own queue, behind its positions. */
static bool may_deliver(void *state)
{
    const overtaking *self = state;
    return self->has_overtaken;
}

static bool may_mark(void *state, const char *topic, int32_t partition)
{
    const overtaking *self = state;
    of_maybe(partition >= 0);
    return topic == NULL || self->is_marked;
}

/* The predecessor is about to commit, and the group gives it up; the successor gets as far as it
 * can. Then the commit goes through, and the predecessor dies. */
static bool overtake(void *state, const char *call, int64_t number)
{
    overtaking *self = state;
    of_maybe(number > 0);
    if (self->has_overtaken || strcmp(call, "producer_commit") != 0) {
        return !self->has_overtaken;
    }
    self->successor->manual.now_ms += PAST_SESSION_MS;
    of_assert(bed_start(self->successor));
    bed_settle(self->successor);
    of_assert(bed_stats(self->successor).tasks_taking_over == BED_PARTITIONS);
    self->has_overtaken = true;
    return true;
}

void commit_on_its_way(state_bed *bed)
{
    state_bed predecessor = *bed;
    overtaking self = {.successor = bed};
    bed->engine = NULL;
    bed->client = NULL;
    bed_other_directory(bed, "successor", false);
    bed->options.slot_prefix = "successor";
    of_embedded_set_faults(
        bed->log,
        (of_embedded_faults){.may_deliver = may_deliver, .may_mark = may_mark, .state = &self});
    of_embedded_set_gate(predecessor.client, overtake, &self);
    bed_feed(bed, 9);
    bed_settle(&predecessor);
    of_assert(self.has_overtaken);
    of_embedded_set_gate(predecessor.client, NULL, NULL);
    bed_settle(bed);
    self.is_marked = true;
    bed_settle(bed);
    of_embedded_set_faults(bed->log, (of_embedded_faults){0});
    of_engine_close(predecessor.engine, true);
    of_kafka_close(predecessor.client);
    memcpy(bed->before, bed->expected, sizeof bed->before);
}
