/* Real orders in disorder: each round takes a part of them, shuffled over all tables and times,
 * each event up to as often as was asked, and holds what comes out against the same part in order.
 */
#include <ftw.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/replay/replay.h"
#include "tests/sim/outcome.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"

#define PARTS 1000 /* some hundred orders each; a thousand rounds go through all */

static int remove_one(const char *path, const struct stat *facts, int kind, struct FTW *where)
{
    (void)facts;
    (void)kind;
    (void)where;
    return remove(path);
}

static outcome run_part(const replay *all, uint64_t seed, bool disorder, int64_t *fed)
{
    replay *self = of_new(sizeof *self);
    *self = *all;
    self->parts = PARTS;
    self->part = (uint32_t)(seed % PARTS);
    self->seed = seed * 0x9e3779b97f4a7c15u + 0x2545f4914f6cdd1du;
    self->shuffles = disorder;
    self->repeat = disorder ? all->given->repeat : 1;
    const char *folder = replay_path(all->given->out, "part");
    char *state = of_new_string(folder, strlen(folder));
    replay_open(self, state);
    replay_feed(self, 0, events_count(self->all));
    replay_run_until_quiet(self, true);
    of_engine_stats stats;
    of_engine_inspect(self->engine, &stats);
    replay_stop_unless(stats.dead_letters == 0, "dead letters", "real data must have none");
    replay_stop_unless(stats.tasks_halted == 0, "tasks", "some are halted");
    of_layout layout = replay_layout(self);
    of_topics *topics = of_topics_plan(&of_topology, &layout);
    outcome out = outcome_read(self->kafka, self->registry, topics, true);
    of_topics_free(topics);
    *fed += self->fed;
    replay_close(self, true);
    nftw(state, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    of_delete(state);
    of_delete(self);
    return out;
}

int64_t replay_disorder(const replay *all)
{
    int64_t different = 0;
    int64_t fed = 0;
    int64_t fed_in_order = 0;
    size_t rows = 0;
    of_assert(all->given->rounds > 0);
    replay_stop_unless(all->given->brokers == NULL, "--rounds", "needs the embedded log");
    for (uint64_t i = 0; i < (uint64_t)all->given->rounds; i++) {
        uint64_t seed = all->given->shuffle + i;
        outcome expected = run_part(all, seed, false, &fed_in_order);
        outcome actual = run_part(all, seed, true, &fed);
        size_t orders = outcome_count(&expected, "order-state ");
        replay_stop_unless(orders > 0, "a part", "no order came of it");
        rows += orders + outcome_count(&expected, "line-state ") +
                outcome_count(&expected, "shipment-state ");
        if (!outcome_same(&expected, &actual)) {
            different++;
            fprintf(stderr, "replay: differs: --rounds 1 --shuffle %" PRIu64 " --repeat %d\n", seed,
                    all->given->repeat);
        }
        outcome_free(&expected);
        outcome_free(&actual);
    }
    printf("%d seeds, %" PRId64 " change events in order, %" PRId64
           " in disorder, %zu rows, %" PRId64 " differences\n",
           all->given->rounds, fed_in_order, fed, rows, different);
    return different;
}
