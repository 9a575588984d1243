/* The store at its edges: a flush is one point in time, a full budget loses nothing, a history that
 * is not ours is refused, a timer that an undo brings back is found. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "avro/model.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/kafka/embedded.h"
#include "topology/runtime/shard.h"

#define RECORDS_MAX 64

typedef struct record {
    uint8_t key[64];
    size_t key_len;
    uint8_t value[2048];
    size_t value_len;
    bool deleted;
} record;

typedef struct host {
    char directory[64];
    of_store *store;
    of_shard *shard;
} host;

static of_manual_clock manual;
static of_clock clock_of_test;
static of_embedded *broker;
static of_kafka *kafka;
static record changelog[RECORDS_MAX];
static size_t changelog_len;

static const of_store_row rows[] = {
    {.id = 9, .name = "channel", .type = &of_ChannelCount_type},
    {.id = 10, .name = "another", .type = &of_ChannelCount_type},
};

static void start(void)
{
    clock_of_test = of_clock_of_manual(&manual);
    of_embedded_options options = {.clock = &clock_of_test};
    char error[256] = "";
    cr_assert(of_ok(of_embedded_open(&options, &broker, error, sizeof error)));
    kafka = of_embedded_client(broker);
}

static void stop(void)
{
    of_kafka_close(kafka);
    of_embedded_close(broker);
}

TestSuite(edges, .init = start, .fini = stop);

static of_stamp stamp_of(host *self, bool *found)
{
    of_stamp stamp;
    cr_assert(of_ok(of_shard_stamp(self->shard, kafka, &stamp, found)));
    return stamp;
}

static void open_host(host *self)
{
    if (self->directory[0] == '\0') {
        snprintf(self->directory, sizeof self->directory, "/tmp/orderflow-store-XXXXXX");
        cr_assert_not_null(mkdtemp(self->directory));
    }
    of_store_options options = {.directory = self->directory,
                                .rows = rows,
                                .row_count = 2,
                                .partitions = 1,
                                .memory_bytes = (size_t)2 << 20};
    char error[256] = "";
    cr_assert(of_ok(of_store_open(&options, &self->store, error, sizeof error)), "%s", error);
    cr_assert(of_ok(of_shard_open(self->store, 0, &self->shard)));
    bool found = false;
    of_stamp stamp = stamp_of(self, &found);
    of_maybe(stamp.turn > 0);
}

static void close_host(host *self, bool crash)
{
    of_shard_close(self->shard);
    of_store_close(self->store, crash);
}

static void remove_host(host *self)
{
    close_host(self, false);
    char shell[128];
    snprintf(shell, sizeof shell, "rm -rf '%s'", self->directory);
    cr_assert_eq(system(shell), 0);
}

static of_status append(void *state, of_bytes key, of_bytes value)
{
    of_maybe(state == NULL);
    record *at = &changelog[changelog_len++];
    cr_assert(changelog_len < RECORDS_MAX && key.len <= sizeof at->key &&
              value.len <= sizeof at->value);
    memcpy(at->key, key.data, at->key_len = key.len);
    at->deleted = value.data == NULL;
    at->value_len = value.len;
    if (value.len > 0) {
        memcpy(at->value, value.data, value.len);
    }
    return OF_OK;
}

static of_status drop(void *state, of_bytes key, of_bytes value)
{
    of_maybe(state == NULL && key.len > value.len);
    return OF_OK;
}

static void put(host *self, uint16_t store, const char *key, int64_t orders)
{
    ChannelCount row = {.channel = of_text_of(key), .orders = orders};
    cr_assert(of_ok(of_shard_put(self->shard, store, of_text_of(key), &row)));
    of_shard_keep(self->shard);
}

static int64_t get(host *self, uint16_t store, const char *key)
{
    const void *row = NULL;
    cr_assert(of_ok(of_shard_get(self->shard, store, of_text_of(key), &row)));
    return row == NULL ? 0 : ((const ChannelCount *)row)->orders;
}

static void commit(host *self, of_shard_emit emit)
{
    bool found = false;
    of_stamp last = stamp_of(self, &found);
    of_stamp stamp = {.turn = (found ? last.turn : 0) + 1, .at_ms = manual.now_ms++};
    memcpy(stamp.owner, of_store_owner(self->store), sizeof stamp.owner);
    cr_assert(of_ok(of_shard_collect(self->shard, &stamp, emit, NULL)));
    stamp.changelog_offset = (int64_t)changelog_len;
    cr_assert(of_ok(of_shard_apply(self->shard, &stamp)));
}

/* From the position of the local state; the first refusal is returned. */
static of_status catch_up(host *self)
{
    bool found = false;
    of_stamp stamp = stamp_of(self, &found);
    for (size_t i = found ? (size_t)stamp.changelog_offset : 0; i < changelog_len; i++) {
        const record *at = &changelog[i];
        OF_TRY(of_shard_replay(
            self->shard, (of_bytes){.data = at->key, .len = at->key_len},
            (of_bytes){.data = at->deleted ? NULL : at->value, .len = at->value_len}, (int64_t)i,
            0));
    }
    return of_shard_replay_end(self->shard);
}

Test(edges, a_flush_is_one_point_in_time_for_all_families)
{
    host self = {0};
    open_host(&self);
    put(&self, 9, "a", 1);
    put(&self, 10, "a", 1);
    commit(&self, append);
    cr_assert(of_ok(of_shard_write(self.shard)));
    cr_assert(of_ok(of_store_flush_if_due(self.store, 1000000)));
    put(&self, 9, "a", 2);
    put(&self, 10, "a", 2);
    commit(&self, append);
    cr_assert(of_ok(of_shard_write(self.shard)));
    close_host(&self, true);
    open_host(&self);
    bool found = false;
    cr_assert_eq(stamp_of(&self, &found).turn, 1);
    cr_assert_eq(get(&self, 9, "a"), 1);
    cr_assert_eq(get(&self, 10, "a"), 1);
    remove_host(&self);
}

Test(edges, a_turn_that_fills_the_budget_is_refused_and_can_be_discarded)
{
    host self = {0};
    open_host(&self);
    char name[5001];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    for (int round = 0; round < 3; round++) {
        of_status status = OF_OK;
        int count = 0;
        for (; of_ok(status) && count < 10000; count++) {
            char key[16];
            snprintf(key, sizeof key, "%d", count);
            ChannelCount row = {.channel = of_text_of(name), .orders = count};
            status = of_shard_put(self.shard, 9, of_text_of(key), &row);
            of_shard_keep(self.shard);
        }
        cr_assert_eq(status.remedy, OF_ABORT);
        cr_assert_gt(count, 100);
        of_shard_discard(self.shard);
        cr_assert_eq(get(&self, 9, "1"), 0);
    }
    put(&self, 9, "1", 7);
    commit(&self, append);
    cr_assert_eq(get(&self, 9, "1"), 7);
    remove_host(&self);
}

static int32_t stored_turn(host *self)
{
    int64_t turn = 0;
    cr_assert(of_ok(of_stamp_stored_turn(self->shard, &turn)));
    return (int32_t)turn;
}

Test(edges, turns_are_written_together_by_time_and_before_the_shard_closes)
{
    host self = {0};
    open_host(&self);
    for (int64_t turn = 1; turn <= 4; turn++) {
        put(&self, 9, "a", turn);
        commit(&self, append);
    }
    cr_assert(of_ok(of_shard_write_if_due(self.shard, manual.now_ms)));
    cr_assert_eq(stored_turn(&self), 0);
    cr_assert(of_ok(of_shard_write_if_due(self.shard, manual.now_ms + 5000)));
    cr_assert_eq(stored_turn(&self), 4);
    cr_assert_eq(self.shard->rows.pinned, 0);
    put(&self, 9, "a", 5);
    commit(&self, append);
    put(&self, 9, "a", 6); /* of a turn that never ended */
    of_shard_discard(self.shard);
    of_shard_close(self.shard);
    cr_assert(of_ok(of_shard_open(self.store, 0, &self.shard)));
    bool found = false;
    cr_assert_eq(stamp_of(&self, &found).turn, 5);
    cr_assert_eq(get(&self, 9, "a"), 5);
    remove_host(&self);
}

/* Ten times the budget of rows, in turns that rewrite old ones and add new ones. */
Test(edges, rows_that_are_not_written_yet_give_way_when_the_budget_is_full)
{
    host self = {0};
    open_host(&self);
    char name[4097];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    int64_t wanted[2600] = {0};
    size_t most = 0;
    for (int turn = 0; turn < 260; turn++) {
        for (int i = 0; i < 20; i++) {
            int number = i < 10 ? turn * 10 + i : (turn * 7919 + i * 104729) % (turn * 10 + 10);
            char key[16];
            snprintf(key, sizeof key, "%d", number);
            ChannelCount row = {.channel = of_text_of(name), .orders = turn * 100 + i + 1};
            cr_assert(of_ok(of_shard_put(self.shard, 9, of_text_of(key), &row)));
            of_shard_keep(self.shard);
            wanted[number] = row.orders;
        }
        commit(&self, drop);
        const of_rows *rows_now = &self.shard->rows;
        most = rows_now->unwritten_count > most ? rows_now->unwritten_count : most;
        cr_assert_leq(rows_now->bytes, rows_now->bytes_max);
        cr_assert_leq(rows_now->unwritten_bytes, rows_now->bytes_max / 4);
    }
    cr_assert_gt(most, 20);
    cr_assert_gt(stored_turn(&self), 200);
    of_shard_close(self.shard);
    cr_assert(of_ok(of_shard_open(self.store, 0, &self.shard)));
    for (int i = 0; i < 2600; i++) {
        char key[16];
        snprintf(key, sizeof key, "%d", i);
        cr_assert_eq(get(&self, 9, key), wanted[i]);
        of_shard_keep(self.shard);
    }
    remove_host(&self);
}

Test(edges, a_turn_that_needs_the_room_of_unwritten_rows_gets_it)
{
    host self = {0};
    open_host(&self);
    char name[4097];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    for (int turn = 0; turn < 2; turn++) { /* each more than half of the budget */
        for (int i = 0; i < (turn == 0 ? 50 : 200); i++) {
            char key[16];
            snprintf(key, sizeof key, "%d-%d", turn, i);
            ChannelCount row = {.channel = of_text_of(name), .orders = i + 1};
            cr_assert(of_ok(of_shard_put(self.shard, 9, of_text_of(key), &row)));
            of_shard_keep(self.shard);
        }
        if (turn == 0) {
            commit(&self, drop);
            cr_assert_eq(stored_turn(&self), 0);
        }
    }
    cr_assert_eq(stored_turn(&self), 1);
    of_shard_discard(self.shard);
    cr_assert_eq(get(&self, 9, "0-7"), 8);
    cr_assert_eq(get(&self, 9, "1-7"), 0);
    remove_host(&self);
}

Test(edges, a_write_over_a_turn_that_is_not_ours_is_refused_for_good)
{
    host self = {0};
    open_host(&self);
    put(&self, 9, "a", 1);
    commit(&self, append);
    cr_assert(of_ok(of_shard_write(self.shard)));
    self.shard->stamp.turn += 7; /* what an engine on a copy would leave */
    of_stamp_put(self.shard, self.shard->batch);
    cr_assert(of_ok(of_rocks_write(self.store->rocks, self.shard->batch)));
    self.shard->stamp.turn -= 7;
    put(&self, 9, "a", 2);
    commit(&self, append);
    cr_assert_eq(of_shard_write(self.shard).remedy, OF_FATAL);
    cr_assert_eq(of_shard_write(self.shard).remedy, OF_FATAL);
    of_stamp stamp = {.turn = 3};
    memcpy(stamp.owner, of_store_owner(self.store), sizeof stamp.owner);
    cr_assert(of_ok(of_shard_collect(self.shard, &stamp, append, NULL)));
    cr_assert_eq(of_shard_apply(self.shard, &stamp).remedy, OF_FATAL);
    of_shard_close(self.shard);
    cr_assert(of_ok(of_shard_open(self.store, 0, &self.shard)));
    bool found = false;
    cr_assert_eq(stamp_of(&self, &found).turn, 8, "closing wrote nothing over it");
    cr_assert_eq(get(&self, 9, "a"), 1);
    remove_host(&self);
}

Test(edges, a_timer_that_an_undo_brings_back_fires)
{
    host self = {0};
    open_host(&self);
    of_timer timer = {.due_ms = 5, .node = 1, .key = OF_TEXT("k"), .name = OF_TEXT("n")};
    of_timer next;
    bool found = true;
    cr_assert(of_ok(of_shard_timer_set(self.shard, &timer)));
    of_shard_keep(self.shard);
    cr_assert(of_ok(of_shard_timer_clear(self.shard, &timer)));
    cr_assert(of_ok(of_shard_timer_next(self.shard, 100, &next, &found)));
    cr_assert_not(found);
    of_shard_undo(self.shard);
    cr_assert(of_ok(of_shard_timer_next(self.shard, 100, &next, &found)));
    cr_assert(found);
    remove_host(&self);
}

Test(edges, a_predecessor_whose_turns_all_count_resumes)
{
    host a = {0};
    host b = {0};
    open_host(&a);
    put(&a, 9, "a", 1);
    commit(&a, append);
    open_host(&b);
    cr_assert(of_ok(catch_up(&b)));
    put(&b, 9, "a", 2);
    commit(&b, append);
    cr_assert(of_ok(catch_up(&a)));
    cr_assert_eq(get(&a, 9, "a"), 2);
    put(&a, 9, "a", 3);
    commit(&a, append);
    cr_assert(of_ok(catch_up(&b)));
    cr_assert_eq(get(&b, 9, "a"), 3);
    remove_host(&a);
    remove_host(&b);
}

Test(edges, state_that_went_on_where_the_history_did_not_is_refused_and_read_anew)
{
    host a = {0};
    host b = {0};
    open_host(&a);
    put(&a, 9, "a", 1);
    commit(&a, append);
    open_host(&b);
    cr_assert(of_ok(catch_up(&b)));
    put(&a, 9, "lost", 1); /* a turn whose records the topic does not have any more */
    commit(&a, drop);
    put(&b, 9, "b", 1);
    commit(&b, append);
    cr_assert(of_ok(of_shard_write(a.shard)));
    cr_assert(of_ok(of_store_flush_if_due(a.store, 1000000)));
    cr_assert_eq(catch_up(&a).remedy, OF_ABORT);
    close_host(&a, true);
    open_host(&a);
    cr_assert_eq(catch_up(&a).remedy, OF_ABORT, "a crash does not make it ours");
    cr_assert(of_ok(of_shard_restore_begin(a.shard)));
    cr_assert(of_ok(catch_up(&a)));
    cr_assert_eq(get(&a, 9, "lost"), 0);
    cr_assert_eq(get(&a, 9, "b"), 1);
    remove_host(&a);
    remove_host(&b);
}

Test(edges, a_row_of_a_newer_release_stops_the_shard)
{
    host self = {0};
    open_host(&self);
    const uint8_t key[] = {0, 9, 'k'};
    const uint8_t value[] = {200, 1, 2};
    cr_assert_eq(of_shard_replay(self.shard, (of_bytes){.data = key, .len = sizeof key},
                                 (of_bytes){.data = value, .len = sizeof value}, 0, 0)
                     .remedy,
                 OF_FATAL);
    remove_host(&self);
}

/* RocksDB's list of files, which CURRENT names. */
static void list_of_files(const host *self, char path[128])
{
    char name[64] = "";
    snprintf(path, 128, "%s/CURRENT", self->directory);
    FILE *current = fopen(path, "rb");
    cr_assert(current != NULL && fscanf(current, "%63s", name) == 1);
    fclose(current);
    snprintf(path, 128, "%s/%s", self->directory, name);
}

/* What a power cut leaves of the last, unsynced record of the list: its length, and zeros where its
 * beginning should be. */
static void tear_list(const char *path)
{
    FILE *list = fopen(path, "r+b");
    cr_assert(list != NULL && fseek(list, -6, SEEK_END) == 0);
    cr_assert_eq(fwrite("\0\0\0\0\0\0", 6, 1, list), 1);
    fclose(list);
}

/* CURRENT was renamed in a directory whose other entries a power cut took away. */
static void lose_list(const char *path)
{
    cr_assert_eq(remove(path), 0);
}

static void expect_set_aside_and_read_anew(void (*damage)(const char *list))
{
    host self = {0};
    open_host(&self);
    char owner[37];
    snprintf(owner, sizeof owner, "%s", of_store_owner(self.store));
    put(&self, 9, "a", 1);
    commit(&self, append);
    close_host(&self, false);
    char list[128];
    list_of_files(&self, list);
    damage(list);
    open_host(&self);
    bool found = true;
    stamp_of(&self, &found);
    cr_assert_not(found);
    cr_assert_str_neq(of_store_owner(self.store), owner);
    cr_assert(of_ok(catch_up(&self)));
    cr_assert_eq(get(&self, 9, "a"), 1);
    char aside[128];
    snprintf(aside, sizeof aside, "%s.damaged", self.directory);
    cr_assert_eq(access(aside, R_OK), 0, "nothing is wiped");
    remove_host(&self);
    char shell[160];
    snprintf(shell, sizeof shell, "rm -rf '%s'", aside);
    cr_assert_eq(system(shell), 0);
}

Test(edges, a_directory_that_a_crash_tore_is_set_aside_and_read_anew)
{
    expect_set_aside_and_read_anew(tear_list);
}

Test(edges, a_directory_that_lost_a_file_is_set_aside_and_read_anew)
{
    expect_set_aside_and_read_anew(lose_list);
}
