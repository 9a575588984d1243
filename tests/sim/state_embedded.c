/* What can happen to state and history, on the embedded log. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>

#include "tests/sim/state_case.h"
#include "topology/base/assert.h"
#include "topology/base/time.h"

/* ---- the changelog ---- */

static void lose_turns(state_bed *bed, int turns)
{
    char from[64];
    bed_stop(bed, false);
    memcpy(from, bed->app, sizeof from);
    bed_rename(bed, "-copy");
    bed_copy_changelog(bed, from, turns);
    bed_copy_offsets(bed, from, 0);
}

static void copied_whole(state_bed *bed)
{
    lose_turns(bed, 0);
}

static void lose_one_turn(state_bed *bed)
{
    lose_turns(bed, 1);
}

static void lose_two_turns(state_bed *bed)
{
    lose_turns(bed, 2);
}

static void made_anew(state_bed *bed)
{
    char from[64];
    bed_stop(bed, false);
    memcpy(from, bed->app, sizeof from);
    bed_rename(bed, "-anew");
    bed_copy_offsets(bed, from, 0);
}

/* A restored state has been read to the end of the changelog, and no turn has been made since. */
static void restored_then_made_anew(state_bed *bed)
{
    no_directory(bed);
    of_assert(bed_start(bed));
    bed_settle(bed);
    made_anew(bed);
}

/* Another owner's history of the same inputs, with more turns than ours. */
static void rewritten(state_bed *bed)
{
    char ours[192];
    bed_stop(bed, false);
    memcpy(ours, bed->state_dir, sizeof ours);
    bed_rename(bed, "-other");
    bed_other_directory(bed, "other", false);
    bed->options.batch_records_max = 1;
    of_assert(bed_start(bed));
    bed_feed(bed, 5);
    bed_settle(bed);
    bed_feed(bed, 6);
    bed_settle(bed);
    bed_stop(bed, false);
    memcpy(bed->state_dir, ours, sizeof ours);
}

/* ---- the group ---- */

static void offsets_gone(state_bed *bed)
{
    char from[64];
    bed_stop(bed, false);
    memcpy(from, bed->app, sizeof from);
    bed_rename(bed, "-group");
    bed_copy_changelog(bed, from, 0);
}

static void offsets_back(state_bed *bed)
{
    char from[64];
    bed_stop(bed, false);
    memcpy(from, bed->app, sizeof from);
    bed_rename(bed, "-back");
    bed_copy_changelog(bed, from, 0);
    bed_copy_offsets(bed, from, -1);
}

/* What was not handled yet is deleted by the retention of the input. */
static void inputs_gone(state_bed *bed)
{
    bed_stop(bed, false);
    bed_feed(bed, 1000);
    bed->manual.now_ms += OF_DAYS(8);
    of_embedded_clean(bed->log);
}

/* All was handled; what lies behind the last records is their markers. */
static void quiet_week(state_bed *bed)
{
    for (int i = 0; i < 14; i++) {
        bed->manual.now_ms += 5000; /* well within a session */
        bed_settle(bed);
    }
    bed_stop(bed, true);
    bed->manual.now_ms += OF_DAYS(8);
    of_embedded_clean(bed->log);
}

/* ---- tombstones ---- */

#define TIMER_ITEM 1

/* Partition 1 has a timer; another owner fires it, which deletes its row. */
static void fire_elsewhere(state_bed *bed, int64_t fires_after_ms, int64_t starts_after_ms)
{
    char ours[192];
    bed_feed_one(bed, TIMER_ITEM,
                 (ChannelCount){.channel = OF_TEXT("bell"),
                                .delivered = SMALL_TIMER,
                                .units_ordered = bed->manual.now_ms + 1000});
    bed_settle(bed);
    bed_stop(bed, false);
    memcpy(ours, bed->state_dir, sizeof ours);
    bed_other_directory(bed, "elsewhere", false);
    bed->manual.now_ms += fires_after_ms;
    of_assert(bed_start(bed));
    bed_settle(bed);
    bed_feed_one(bed, TIMER_ITEM, (ChannelCount){.orders = 4});
    bed_settle(bed);
    of_assert(bed_rings(bed, TIMER_ITEM) == 1);
    bed_stop(bed, false);
    of_embedded_clean(bed->log);
    bed->manual.now_ms += starts_after_ms;
    of_embedded_clean(bed->log);
    memcpy(bed->state_dir, ours, sizeof ours);
}

/* A timer whose deletion was forgotten would ring again. */
static void expect_one_bell(state_bed *bed)
{
    of_assert(bed_start(bed));
    bed_settle(bed);
    bed->manual.now_ms += 2000;
    bed_settle(bed);
    of_assert(bed_rings(bed, TIMER_ITEM) == 1);
}

static void deletions_forgotten(state_bed *bed)
{
    fire_elsewhere(bed, OF_DAYS(1) / 2 + 3600000, OF_DAYS(1) + 3600000);
    expect_one_bell(bed);
}

static void deletions_forgotten_in_silence(state_bed *bed)
{
    fire_elsewhere(bed, 3600000, OF_DAYS(3));
    expect_one_bell(bed);
}

static void deletions_remembered(state_bed *bed)
{
    fire_elsewhere(bed, 3600000, 3600000);
    expect_one_bell(bed);
}

static void silence(state_bed *bed)
{
    bed_stop(bed, false);
    bed->manual.now_ms += OF_DAYS(3);
    of_embedded_clean(bed->log);
}

/* The engine would count on a longer memory than the topic has. */
static void short_memory(state_bed *bed)
{
    bed_stop(bed, false);
    bed->options.layout.delete_retention_ms = OF_DAYS(2);
}

/* ---- copies of the directory ---- */

static void backup_put_back(state_bed *bed)
{
    bed_stop(bed, false);
    bed_other_directory(bed, "backup", true);
    char backup[192];
    memcpy(backup, bed->state_dir, sizeof backup);
    bed_other_directory(bed, "state", false);
    of_assert(bed_start(bed));
    bed_feed(bed, 8);
    bed_settle(bed);
    bed_stop(bed, false);
    memcpy(bed->state_dir, backup, sizeof backup);
}

/* ---- partitions, formats, schemas ---- */

static const uint8_t item_row[] = {0, 1};

static of_buffer row_key(const state_bed *bed, int32_t partition)
{
    of_buffer key = {0};
    of_buffer_put(&key, item_row, sizeof item_row);
    of_buffer_put_text(&key, of_text_of(bed->items[partition]));
    return key;
}

static void put_row(state_bed *bed, const char *value, size_t len)
{
    bed_stop(bed, false);
    of_buffer key = row_key(bed, 0);
    bed_put_changelog(bed, 0, of_buffer_bytes(&key), (of_bytes){(const uint8_t *)value, len});
    of_buffer_free(&key);
}

static void newer_row(state_bed *bed)
{
    put_row(bed, "\xff rest", 6);
}

static void unknown_schema(state_bed *bed)
{
    put_row(bed, "\1\xde\xad\xbe\xef\2w\2\0\0\0\0\0", 13);
}

static void newer_stamp(state_bed *bed)
{
    static const uint8_t key[] = {0, 201};
    bed_stop(bed, false);
    bed_put_changelog(bed, 0, (of_bytes){key, 2}, of_bytes_of_text(OF_TEXT("\xff stamp")));
}

static void unknown_store(state_bed *bed)
{
    static const uint8_t key[] = {0, 77, 'x'};
    bed_stop(bed, false);
    bed_put_changelog(bed, 0, (of_bytes){key, 3}, of_bytes_of_text(OF_TEXT("\1row")));
}

static void other_partitions(state_bed *bed)
{
    bed_stop(bed, false);
    bed->options.layout.partitions = BED_PARTITIONS + 1;
}

/* The same directory over topics that do have one partition more. */
static void other_partitions_everywhere(state_bed *bed)
{
    bed_stop(bed, false);
    of_producer_close(bed->feed);
    of_kafka_close(bed->outside);
    of_embedded_close(bed->log);
    char error[256];
    BED_MUST(of_embedded_open(&(of_embedded_options){.clock = &bed->log_clock}, &bed->log, error,
                              sizeof error));
    bed->outside = of_embedded_client(bed->log);
    BED_MUST(of_producer_open(bed->outside, &(of_producer_options){0}, &bed->feed));
    bed->options.layout.partitions = BED_PARTITIONS + 1;
    bed_rename(bed, "");
}

/* ---- the clock ---- */

static void clock_an_hour_back(state_bed *bed)
{
    bed_stop(bed, false);
    bed->skew_ms = -3600000;
}

static void clock_an_hour_ahead(state_bed *bed)
{
    bed_stop(bed, false);
    bed->skew_ms = 3600000;
}

/* ---- the disk ---- */

/* No file may grow: the next flush fails, and with it everything that rests on the store. */
static void disk_full(state_bed *bed)
{
    struct rlimit free = {0};
    getrlimit(RLIMIT_FSIZE, &free);
    struct rlimit full = {.rlim_cur = 1, .rlim_max = free.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    bed_stop(bed, false);
    bed->options.flush_bytes = 1;
    of_assert(bed_start(bed));
    bed_settle(bed);
    of_assert(setrlimit(RLIMIT_FSIZE, &full) == 0);
    bed_feed_one(bed, 0, (ChannelCount){.orders = 50});
    bed_settle(bed);
    bed->manual.now_ms += 5000; /* what is committed is written a little later */
    bed_settle(bed);
    of_assert(setrlimit(RLIMIT_FSIZE, &free) == 0);
    bed->before[0] = bed_published(bed, 0);
}

/* As above; then there is room again and the process starts anew. */
static void disk_full_and_freed(state_bed *bed)
{
    disk_full(bed);
    bed_stop(bed, true);
}

static void damage(state_bed *bed)
{
    bed_shell("for f in '%s'/*.sst; do dd if=/dev/zero of=\"$f\" bs=1 count=40 conv=notrunc "
              "status=none; done",
              bed->state_dir);
}

static void damaged_while_stopped(state_bed *bed)
{
    bed_stop(bed, false);
    damage(bed);
}

/* Nothing of it was read yet. */
static void damaged_while_running(state_bed *bed)
{
    bed_stop(bed, false);
    of_assert(bed_start(bed));
    bed_settle(bed);
    damage(bed);
}

/* ---- the table ---- */

/* clang-format off */
const state_case embedded_cases[] = {
    {"graceful stop",                                    graceful_stop,                  RESUMES,  0, NULL},
    {"kill -9, half of it not flushed",                  kill_after_flush,               RESUMES,  0, NULL},
    {"no state directory",                               no_directory,                   RESTORES, 3, "there is no local state"},
    {"changelog copied whole, offset by offset",         copied_whole,                   RESUMES,  0, NULL},
    {"changelog without its last turn",                  lose_one_turn,                  HALTS,    3, "lost its tail"},
    {"changelog without its last two turns",             lose_two_turns,                 HALTS,    3, "lost its tail"},
    {"changelog re-created, empty",                      made_anew,                      HALTS,    3, "lost its tail"},
    {"changelog re-created, empty, after a restore",     restored_then_made_anew,        HALTS,    3, "lost its tail"},
    {"changelog re-created, written by another owner",   rewritten,                      RESTORES, 3,
        "not on the changelog's history"},
    {"group offsets deleted",                            offsets_gone,                   HALTS,    3, "part ways"},
    {"group offsets set back",                           offsets_back,                   HALTS,    3, "part ways"},
    {"inputs deleted before they were handled",          inputs_gone,                    HALTS,    3,
        "deleted before they were handled"},
    {"handled inputs deleted, a quiet week, kill -9",    quiet_week,                     RESUMES,  0, NULL},
    {"tombstones expired, newest stamp 13 hours on",     deletions_forgotten,            RESTORES, 1,
        "older than the changelog's memory"},
    {"tombstones expired in three days of silence",      deletions_forgotten_in_silence, RESTORES, 1,
        "older than the changelog's memory"},
    {"tombstones still there, newest stamp an hour on",  deletions_remembered,           RESUMES,  0, NULL},
    {"three days of silence, nothing written since",     silence,                        RESUMES,  0, NULL},
    {"changelog with a shorter memory than configured",  short_memory,                   REFUSES,  0,
        "delete.retention.ms of at least"},
    {"state directory put back from a copy",             backup_put_back,                RESUMES,  0, NULL},
    {"a predecessor commits while we take over",         commit_on_its_way,              RESTORES, 3,
        "there is no local state"},
    {"state directory copied, both run",                 two_owners,                     STOPS,    0,
        "is a copy of the state directory in use"},
    {"configuration with one partition more",            other_partitions,               REFUSES,  0,
        "expected 4 partitions, found 3"},
    {"topics and configuration with one partition more", other_partitions_everywhere,    REFUSES,  0,
        "the state holds 3 partitions"},
    {"a row of a newer format",                          newer_row,                      HALTS,    1, "newer release"},
    {"a row of a schema that nobody announced",          unknown_schema,                 HALTS,    1,
        "a schema that is not known here"},
    {"a stamp of a newer format",                        newer_stamp,                    HALTS,    1, "newer release"},
    {"a row of a store of a newer release",              unknown_store,                  HALTS,    1, "does not know"},
    {"clock an hour back",                               clock_an_hour_back,             RESUMES,  0, NULL},
    {"clock an hour ahead",                              clock_an_hour_ahead,            RESUMES,  0, NULL},
    {"disk full under one task",                         disk_full,                      HALTS,    3, "free disk space"},
    {"disk full, then room and a restart",               disk_full_and_freed,            RESUMES,  0, NULL},
    {"files damaged under a running task",               damaged_while_running,          HALTS,    3, "if its files are damaged"},
    {"files damaged while stopped",                      damaged_while_stopped,          REFUSES,  0, "its files are damaged"},
};
/* clang-format on */
const size_t embedded_case_count = sizeof embedded_cases / sizeof *embedded_cases;
