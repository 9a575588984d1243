/* State held against history: each case does something to the state, the changelog, the group or
 * the clock between two runs of the engine, and the second run must resume, restore, halt or refuse
 * as the architecture says. No task may go on with anything but the right sums.
 *
 *     state_history FOLDER [--broker BOOTSTRAP] [--only TEXT] */
/* rows: R71 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/sim/state_case.h"
#include "topology/base/assert.h"
#include "topology/base/log.h"

typedef struct verdict {
    outcome seen;
    int shards;
    bool is_wrong; /* a task went on with a wrong sum */
    bool says;     /* what it must */
    char note[256];
    const char *log; /* until the next case */
} verdict;

static const char *name_of(outcome what)
{
    switch (what) {
    case RESUMES:
        return "resumes";
    case RESTORES:
        return "restores";
    case HALTS:
        return "halts";
    case STOPS:
        return "stops";
    case REFUSES:
        return "refuses";
    }
    return "?";
}

static int count_of(const char *text, const char *what)
{
    int count = 0;
    for (const char *at = strstr(text, what); at != NULL; at = strstr(at + 1, what)) {
        count++;
    }
    return count;
}

/* ---- one case ---- */

/* A sum is right when everything was counted once, stuck when nothing was counted since. */
static int stuck_items(state_bed *bed, verdict *found)
{
    int stuck = 0;
    for (int32_t i = 0; i < BED_PARTITIONS; i++) {
        int64_t now = bed_published(bed, i);
        if (now == bed->expected[i]) {
            continue;
        }
        stuck++;
        if (now != bed->before[i]) {
            found->is_wrong = true;
            snprintf(found->note, sizeof found->note, "partition %d: %lld, expected %lld", (int)i,
                     (long long)now, (long long)bed->expected[i]);
        }
    }
    return stuck;
}

static void judge(state_bed *bed, const char *log, verdict *found)
{
    of_engine_stats stats = bed_stats(bed);
    int anew = count_of(log, "SHARD-ANEW");
    int stuck = stuck_items(bed, found);
    found->seen = bed->has_stopped         ? STOPS
                  : stats.tasks_halted > 0 ? HALTS
                  : anew > 0               ? RESTORES
                                           : RESUMES;
    found->shards = found->seen == HALTS      ? (int)stats.tasks_halted
                    : found->seen == RESTORES ? anew
                                              : 0;
    int may_be_stuck = found->seen == HALTS ? found->shards : bed->has_stopped ? BED_PARTITIONS : 0;
    bool rests = stats.tasks_running + stats.tasks_halted == BED_PARTITIONS;
    if (!found->is_wrong && (stuck > may_be_stuck || (!bed->has_stopped && !rests))) {
        found->is_wrong = true;
        snprintf(found->note, sizeof found->note,
                 "%d items stuck; %d running, %d halted, %d rebuilds", stuck,
                 (int)stats.tasks_running, (int)stats.tasks_halted, (int)stats.rebuilds);
    }
}

static verdict run_case(const state_case *the, const char *bootstrap, const char *folder,
                        int number)
{
    char name[32];
    verdict found = {.log = ""};
    snprintf(name, sizeof name, "c%d", number);
    state_bed *bed = bed_new(bootstrap, folder, name);
    of_assert(bed_start(bed));
    for (int64_t i = 1; i <= 3; i++) {
        bed_feed(bed, i);
        bed_settle(bed);
    }
    the->spoil(bed);
    if (bed->engine == NULL && !bed_start(bed)) {
        found.seen = REFUSES;
        found.says = the->says != NULL && strstr(bed->error, the->says) != NULL;
        snprintf(found.note, sizeof found.note, "%.200s", bed->error);
    } else {
        bed_feed(bed, 100);
        bed_settle(bed);
        const char *log = found.log = bed_log(bed);
        judge(bed, log, &found);
        found.says = the->says == NULL || strstr(log, the->says) != NULL;
    }
    bed_free(bed);
    return found;
}

static bool is_good(const state_case *the, const verdict *found)
{
    return found->seen == the->expected && !found->is_wrong && found->says &&
           (found->shards == the->shards || the->expected == REFUSES || the->expected == STOPS);
}

static void print(const state_case *the, const verdict *found, bool good)
{
    char expected[32];
    char seen[32];
    bool counts = the->shards > 0;
    snprintf(expected, sizeof expected, counts ? "%s %d of %d" : "%s", name_of(the->expected),
             the->shards, BED_PARTITIONS);
    snprintf(seen, sizeof seen, found->shards > 0 ? "%s %d of %d" : "%s", name_of(found->seen),
             found->shards, BED_PARTITIONS);
    printf("%-62s %-16s %-16s %s\n", the->name, expected, seen, good ? "ok" : "NOT AS EXPECTED");
    if (!good && !found->says && the->says != NULL) {
        printf("    nothing says: %s\n", the->says);
    }
    if (!good && getenv("OF_TEST_LOG") != NULL) {
        printf("%s", found->log);
    }
    if (!good && found->note[0] != '\0') {
        printf("    %s\n", found->note);
    }
    fflush(stdout);
}

int main(int argc, char **argv)
{
    const char *bootstrap = NULL;
    const char *only = "";
    for (int i = 2; i + 1 < argc; i += 2) {
        bootstrap = strcmp(argv[i], "--broker") == 0 ? argv[i + 1] : bootstrap;
        only = strcmp(argv[i], "--only") == 0 ? argv[i + 1] : only;
    }
    if (argc < 2 || argc % 2 != 0) {
        fprintf(stderr, "usage: state_history FOLDER [--broker BOOTSTRAP] [--only TEXT]\n");
        return 2;
    }
    of_log_threshold(OF_WARN);
    bed_catch_log();
    const state_case *cases = bootstrap == NULL ? embedded_cases : broker_cases;
    size_t count = bootstrap == NULL ? embedded_case_count : broker_case_count;
    int ran = 0;
    int good = 0;
    for (size_t i = 0; i < count; i++) {
        if (strstr(cases[i].name, only) != NULL) {
            verdict found = run_case(&cases[i], bootstrap, argv[1], (int)i);
            bool as_expected = is_good(&cases[i], &found);
            print(&cases[i], &found, as_expected);
            ran++;
            good += as_expected;
        }
    }
    printf("%d of %d on %s\n", good, ran, bootstrap == NULL ? "the embedded log" : "the broker");
    return good == ran && ran > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
