/* The store against a plain model: whatever is kept, undone, applied, discarded, crashed and
 * replayed, a shard holds exactly the rows of the committed turns. */
/* rows: R71 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "avro/model.h"
#include "topology/base/memory.h"
#include "topology/kafka/embedded.h"
#include "topology/runtime/store.h"

#define KEYS        24
#define CHANGES_MAX 4096
#define TURNS_MAX   512

/* One changelog record, as Kafka would keep it. */
typedef struct change {
    uint8_t key[64];
    size_t key_len;
    uint8_t value[2048];
    size_t value_len;
    bool deleted;
} change;

typedef struct model {
    int64_t rows[KEYS]; /* 0: no such row */
    bool timers[KEYS];
} model;

typedef struct world {
    char directory[64];
    of_manual_clock clock;
    of_clock time;
    of_embedded *log;
    of_kafka *kafka;
    of_store *store;
    of_shard *shard;
    change changelog[CHANGES_MAX];
    size_t committed; /* changelog records of committed turns */
    size_t collected; /* and of the turn in hand */
    int64_t turn;
    int64_t now_ms;
    int64_t safe_turn;        /* was written and flushed for sure */
    int64_t most_behind;      /* turns that a crash took away */
    model history[TURNS_MAX]; /* by turn */
    model applied;            /* as of the last commit */
    model kept;               /* with the kept records of this turn */
    model now;                /* with the record in hand */
    uint64_t seed;
} world;

static uint64_t chance(world *self, uint64_t below)
{
    self->seed ^= self->seed << 13;
    self->seed ^= self->seed >> 7;
    self->seed ^= self->seed << 17;
    return self->seed % below;
}

static of_text key_of(size_t index)
{
    static char text[KEYS][16];
    snprintf(text[index], sizeof text[index], "%s|%02zu", index % 3 == 0 ? "a" : "b", index);
    return of_text_of(text[index]);
}

static of_timer timer_of(size_t index)
{
    return (of_timer){.due_ms = (int64_t)(1000 + index * 37 % 11),
                      .node = 7,
                      .key = key_of(index),
                      .name = OF_TEXT("wait")};
}

static const of_store_row rows[] = {{.id = 9, .name = "channel", .type = &of_ChannelCount_type}};

static of_status count_row(void *state, of_text key, const void *row)
{
    int64_t *sums = state;
    cr_assert(of_text_equal(key, ((const ChannelCount *)row)->channel));
    sums[0] += ((const ChannelCount *)row)->orders;
    sums[1]++;
    return OF_OK;
}

/* A scan of a group, of a prefix that is none, or of all, before anything else asks for the rows.
 */
static void check_scan(world *self, const model *wanted)
{
    static const char *const prefixes[] = {"a|", "b|", "a", "b|0", ""};
    of_text prefix = of_text_of(prefixes[chance(self, sizeof prefixes / sizeof *prefixes)]);
    int64_t want[2] = {0};
    int64_t got[2] = {0};
    for (size_t i = 0; i < KEYS; i++) {
        if (wanted->rows[i] != 0 && memcmp(key_of(i).data, prefix.data, prefix.len) == 0) {
            want[0] += wanted->rows[i];
            want[1]++;
        }
    }
    cr_assert(of_ok(of_shard_scan(self->shard, 9, prefix, count_row, got)));
    cr_assert_eq(got[0], want[0]);
    cr_assert_eq(got[1], want[1]);
}

/* The shard holds exactly these rows and timers. */
static void check(world *self, const model *wanted)
{
    int64_t first_due = INT64_MAX;
    if (chance(self, 2) == 0) {
        check_scan(self, wanted);
    }
    for (size_t i = 0; i < KEYS; i++) {
        const void *row = NULL;
        cr_assert(of_ok(of_shard_get(self->shard, 9, key_of(i), &row)));
        cr_assert_eq(row == NULL ? 0 : ((const ChannelCount *)row)->orders, wanted->rows[i]);
        if (wanted->timers[i] && timer_of(i).due_ms < first_due) {
            first_due = timer_of(i).due_ms;
        }
    }
    check_scan(self, wanted);
    of_timer timer;
    bool found = false;
    cr_assert(of_ok(of_shard_timer_next(self->shard, 5000, &timer, &found)));
    cr_assert_eq(found ? timer.due_ms : INT64_MAX, first_due);
    cr_assert(of_ok(of_shard_timer_next(self->shard, 999, &timer, &found)));
    cr_assert_not(found);
}

/* What is found must be the state of the very turn that its stamp names; then the rest is read. */
static void open_store(world *self)
{
    of_store_options options = {.directory = self->directory,
                                .rows = rows,
                                .row_count = 1,
                                .partitions = 3,
                                .memory_bytes = (size_t)8 << 20};
    char error[256] = "";
    cr_assert(of_ok(of_store_open(&options, &self->store, error, sizeof error)), "%s", error);
    cr_assert(of_ok(of_shard_open(self->store, 1, &self->shard)));
    of_stamp stamp;
    bool found = false;
    cr_assert(of_ok(of_shard_stamp(self->shard, self->kafka, &stamp, &found)));
    cr_assert_geq(found ? stamp.turn : 0, self->safe_turn);
    int64_t lost = self->turn - (found ? stamp.turn : 0);
    self->most_behind = lost > self->most_behind ? lost : self->most_behind;
    check(self, &self->history[found ? stamp.turn : 0]);
    size_t from = found ? (size_t)stamp.changelog_offset : 0;
    for (size_t i = from; i < self->committed; i++) {
        const change *at = &self->changelog[i];
        of_bytes value = {.data = at->deleted ? NULL : at->value, .len = at->value_len};
        cr_assert(of_ok(of_shard_replay(
            self->shard, (of_bytes){.data = at->key, .len = at->key_len}, value, (int64_t)i, 0)));
    }
    cr_assert(of_ok(of_shard_replay_end(self->shard)));
    cr_assert(of_ok(of_shard_stamp(self->shard, self->kafka, &stamp, &found)));
    cr_assert_eq(found ? stamp.turn : 0, self->turn);
}

static world *world_new(uint64_t seed)
{
    world *self = of_new(sizeof *self);
    self->seed = seed * 0x9e3779b97f4a7c15u + 1;
    snprintf(self->directory, sizeof self->directory, "/tmp/orderflow-store-XXXXXX");
    cr_assert_not_null(mkdtemp(self->directory));
    self->time = of_clock_of_manual(&self->clock);
    char error[256] = "";
    of_embedded_options options = {.clock = &self->time};
    cr_assert(of_ok(of_embedded_open(&options, &self->log, error, sizeof error)));
    self->kafka = of_embedded_client(self->log);
    open_store(self);
    return self;
}

static void remove_directory(const char *directory)
{
    char shell[128];
    snprintf(shell, sizeof shell, "rm -rf '%s'", directory);
    cr_assert_eq(system(shell), 0);
}

static void world_free(world *self)
{
    of_shard_close(self->shard);
    of_store_close(self->store, false);
    of_kafka_close(self->kafka);
    of_embedded_close(self->log);
    remove_directory(self->directory);
    of_delete(self);
}

static of_status to_changelog(void *state, of_bytes key, of_bytes value)
{
    world *self = state;
    change *at = &self->changelog[self->committed + self->collected++];
    cr_assert(self->committed + self->collected < CHANGES_MAX && key.len <= sizeof at->key &&
              value.len <= sizeof at->value);
    memcpy(at->key, key.data, key.len);
    at->key_len = key.len;
    at->deleted = value.data == NULL;
    at->value_len = value.len;
    if (value.len > 0) {
        memcpy(at->value, value.data, value.len);
    }
    return OF_OK;
}

static of_stamp stamp_of(world *self, const of_position *input)
{
    of_stamp stamp = {.turn = self->turn + 1,
                      .changelog_offset = (int64_t)(self->committed + self->collected),
                      .at_ms = self->now_ms,
                      .inputs = input,
                      .input_count = 1};
    memcpy(stamp.owner, of_store_owner(self->store), sizeof stamp.owner);
    return stamp;
}

/* The turn ends: applied, thrown away, or committed in Kafka and lost before it was applied. */
static void end_turn(world *self)
{
    of_position input = {.topic = of_topic_handle(self->kafka, "in"), .partition = 1, .offset = 42};
    of_shard_undo(self->shard);
    uint64_t how = chance(self, 6);
    if (how == 0) {
        of_shard_discard(self->shard);
        self->kept = self->now = self->applied;
        return;
    }
    self->collected = 0;
    self->now_ms += (int64_t)chance(self, 1500);
    of_stamp stamp = stamp_of(self, &input);
    cr_assert(of_ok(of_shard_collect(self->shard, &stamp, to_changelog, self)));
    stamp = stamp_of(self, &input);
    bool crash = how <= 2;
    if (how != 1) {
        cr_assert(of_ok(of_shard_apply(self->shard, &stamp)));
    }
    self->committed += self->collected;
    self->turn++;
    self->applied = self->now = self->kept;
    cr_assert_lt(self->turn, TURNS_MAX);
    self->history[self->turn] = self->applied;
    if (crash) {
        of_shard_discard(self->shard);
        of_shard_close(self->shard);
        of_store_close(self->store, true);
        open_store(self);
        return;
    }
    bool is_written = chance(self, 4) == 0;
    if (is_written) {
        cr_assert(of_ok(of_shard_write(self->shard)));
    }
    if (chance(self, 3) == 0) {
        cr_assert(of_ok(of_store_flush_if_due(self->store, self->turn * 1000000)));
        self->safe_turn = is_written ? self->turn : self->safe_turn;
    }
}

static void change_something(world *self)
{
    size_t index = chance(self, KEYS);
    of_timer timer = timer_of(index);
    ChannelCount row = {.channel = key_of(index), .orders = (int64_t)chance(self, 100) + 1};
    switch (chance(self, 5)) {
    case 0:
        cr_assert(of_ok(of_shard_delete(self->shard, 9, key_of(index))));
        self->now.rows[index] = 0;
        break;
    case 1:
        cr_assert(of_ok(of_shard_timer_set(self->shard, &timer)));
        self->now.timers[index] = true;
        break;
    case 2:
        cr_assert(of_ok(of_shard_timer_clear(self->shard, &timer)));
        self->now.timers[index] = false;
        break;
    default:
        cr_assert(of_ok(of_shard_put(self->shard, 9, key_of(index), &row)));
        self->now.rows[index] = row.orders;
    }
}

Test(store, holds_exactly_the_committed_rows_whatever_happens_between)
{
    int64_t most_behind = 0;
    for (uint64_t seed = 1; seed <= 30; seed++) {
        world *self = world_new(seed);
        for (int step = 0; step < 300; step++) {
            change_something(self);
            check(self, &self->now);
            if (chance(self, 2) == 0) {
                of_shard_keep(self->shard);
                self->kept = self->now;
            } else if (chance(self, 3) == 0) {
                of_shard_undo(self->shard);
                self->now = self->kept;
            }
            if (chance(self, 8) == 0) {
                self->now = self->kept;
                end_turn(self);
                check(self, &self->now);
            }
        }
        most_behind = self->most_behind > most_behind ? self->most_behind : most_behind;
        world_free(self);
    }
    cr_assert_gt(most_behind, 5, "crashes came between commits and their write");
}

Test(store, a_restore_that_is_cut_off_starts_over)
{
    world *self = world_new(77);
    for (int step = 0; step < 40; step++) {
        change_something(self);
        of_shard_keep(self->shard);
        self->kept = self->now;
        end_turn(self);
    }
    cr_assert(of_ok(of_shard_restore_begin(self->shard)));
    self->safe_turn = 0;
    of_shard_close(self->shard);
    of_store_close(self->store, true);
    open_store(self);
    check(self, &self->now);
    world_free(self);
}

Test(store, refuses_another_number_of_partitions_and_a_second_process)
{
    world *self = world_new(5);
    of_store_options options = {.directory = self->directory,
                                .rows = rows,
                                .row_count = 1,
                                .partitions = 3,
                                .memory_bytes = (size_t)8 << 20};
    of_store *second = NULL;
    char error[256] = "";
    cr_assert_eq(of_store_open(&options, &second, error, sizeof error).remedy, OF_FATAL);
    cr_assert_not_null(strstr(error, "in use by another process"), "%s", error);
    of_shard_close(self->shard);
    of_store_close(self->store, false);
    options.partitions = 4;
    cr_assert_eq(of_store_open(&options, &second, error, sizeof error).remedy, OF_FATAL);
    cr_assert_not_null(strstr(error, "holds 3 partitions"), "%s", error);
    open_store(self);
    world_free(self);
}

Test(store, refuses_a_turn_that_does_not_follow_the_stored_one)
{
    world *self = world_new(6);
    of_position input = {.topic = of_topic_handle(self->kafka, "in"), .partition = 1, .offset = 1};
    of_stamp stamp = stamp_of(self, &input);
    cr_assert(of_ok(of_shard_collect(self->shard, &stamp, to_changelog, self)));
    cr_assert(of_ok(of_shard_apply(self->shard, &stamp)));
    cr_assert_eq(of_shard_apply(self->shard, &stamp).remedy, OF_FATAL);
    self->turn = 1;
    world_free(self);
}
