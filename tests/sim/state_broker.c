/* What only a real broker can show: its administrator's calls, and its fencing. */
#include <stdio.h>
#include <unistd.h>

#include "tests/sim/state_case.h"
#include "topology/base/assert.h"

/* A broker refuses that while the topic is compacted only. */
static void cut_changelog(state_bed *bed)
{
    char topic[OF_TOPIC_NAME_SIZE];
    of_changelog_name(bed->app, topic);
    bed_stop(bed, false);
    admin_set(bed->bootstrap, topic, "cleanup.policy", "delete");
    for (int32_t i = 0; i < BED_PARTITIONS; i++) {
        admin_delete_records(bed->bootstrap, topic, i, 3);
    }
    admin_set(bed->bootstrap, topic, "cleanup.policy", "compact");
}

static void cut_changelog_no_directory(state_bed *bed)
{
    cut_changelog(bed);
    bed_other_directory(bed, "fresh", false);
}

/* A broker deletes in the background; a topic can be made again once it is gone. */
static void make_anew(state_bed *bed, const char *topic)
{
    admin_delete_topic(bed->bootstrap, topic);
    of_topic_facts facts = {.exists = true};
    for (int i = 0; i < 100 && facts.exists; i++) {
        usleep(100000);
        BED_MUST(of_topic_describe(bed->outside, topic, &facts));
    }
    of_assert(!facts.exists);
    bed_connect_again(bed);
    bed_rename(bed, "");
}

static void changelog_anew(state_bed *bed)
{
    char topic[OF_TOPIC_NAME_SIZE];
    of_changelog_name(bed->app, topic);
    bed_stop(bed, false);
    make_anew(bed, topic);
}

/* With a topic its offsets in the group go, too. */
static void input_anew(state_bed *bed)
{
    bed_stop(bed, false);
    make_anew(bed, "small.amount");
}

static void group_gone(state_bed *bed)
{
    bed_stop(bed, false);
    /* A static member does not leave; its session must run out first. */
    sleep(7);
    admin_delete_group(bed->bootstrap, bed->app);
}

static void partitions_added(state_bed *bed)
{
    admin_add_partitions(bed->bootstrap, "small.moved", BED_PARTITIONS + 1);
    bed_run_until_stopped(bed);
}

/* clang-format off */
const state_case broker_cases[] = {
    {"graceful stop",                                  graceful_stop,              RESUMES,  0, NULL},
    {"kill -9, half of it not flushed",                kill_after_flush,           RESUMES,  0, NULL},
    {"no state directory",                             no_directory,               RESTORES, 3, "there is no local state"},
    {"changelog's first records deleted, state there", cut_changelog,              RESUMES,  0, NULL},
    {"changelog's first records deleted, no state",    cut_changelog_no_directory, HALTS,    3, "must be read from its beginning"},
    {"changelog deleted and made anew",                changelog_anew,             HALTS,    3, "lost its tail"},
    {"group deleted",                                  group_gone,                 HALTS,    3, "part ways"},
    {"state directory copied, both run",               two_owners,                 STOPS,    0,
        "is a copy of the state directory in use"},
    {"an input deleted and made anew",                 input_anew,                 HALTS,    3, "part ways"},
    {"partitions added while running",                 partitions_added,           STOPS,    0,
        "PARTITIONS topic=small.moved expected=3 found=4"},
};
/* clang-format on */
const size_t broker_case_count = sizeof broker_cases / sizeof *broker_cases;
