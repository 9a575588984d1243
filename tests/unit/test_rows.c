/* Rows in memory against a model of the store, with a budget so small that rows come and go all the
 * time: a row in memory is what it should be, and a group that says it is whole is. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "topology/base/memory.h"
#include "topology/runtime/rows.h"

#define KEYS  60
#define STORE '|' /* its id reads like the end of a group */
#define STEPS 1500

typedef struct world {
    of_rows rows;
    int stored[KEYS]; /* 0: no such row */
    int base[KEYS];   /* as of the last commit */
    int kept[KEYS];
    int now[KEYS];
    const of_version *handed[KEYS]; /* to the record in hand, which may still look at it */
    uint64_t seed;
} world;

static uint64_t chance(world *self, uint64_t below)
{
    self->seed ^= self->seed << 13;
    self->seed ^= self->seed >> 7;
    self->seed ^= self->seed << 17;
    return self->seed % below;
}

/* Five groups, one with keys that hold a second bar, and rows that belong to none. */
static of_bytes key_of(size_t index)
{
    static char text[KEYS][16];
    static const char *const groups[] = {"a|", "b|", "b|c|", "bb|", "d|", "alone"};
    int len = snprintf(text[index], sizeof text[index], "%c%c%s%zu", 0, STORE, groups[index % 6],
                       index / 6);
    cr_assert(len > 2);
    return (of_bytes){.data = (const uint8_t *)text[index], .len = (size_t)len};
}

static of_version *encoding_of(int value)
{
    return of_version_of(
        (of_bytes){.data = value == 0 ? NULL : (const uint8_t *)&value, .len = sizeof value});
}

/* Objects are larger than their encodings. */
static of_version *object_of(int value)
{
    if (value == 0) {
        return NULL;
    }
    of_version *version = of_version_new(5 * sizeof value);
    memcpy(version->data, &value, sizeof value);
    return version;
}

static int held(const of_version *version)
{
    int value = 0;
    if (version != NULL) {
        cr_assert_eq(version->bytes, version->is_object ? 5 * sizeof value : sizeof value);
        memcpy(&value, version->data, sizeof value);
    }
    return value;
}

static of_row *row_of(world *self, size_t index)
{
    of_row *row = of_rows_find(&self->rows, key_of(index));
    if (row == NULL) {
        row = of_rows_load(&self->rows, key_of(index), encoding_of(self->stored[index]));
    }
    if (row->now != NULL && !row->is_dirty && !row->now->is_object && chance(self, 3) > 0) {
        of_rows_decoded(&self->rows, row, object_of(held(row->now)));
    }
    if (self->handed[index] == NULL && row->now != NULL && row->now->is_object) {
        self->handed[index] = row->now;
    }
    return row;
}

/* As a scan does it: what the store has and memory lacks is loaded, then the group is whole. */
static void make_whole(world *self, size_t of)
{
    of_bytes group_key = of_rows_group_key(key_of(of));
    if (group_key.data == NULL) {
        return;
    }
    for (size_t i = 0; i < KEYS; i++) {
        if (self->stored[i] != 0 && of_bytes_equal(of_rows_group_key(key_of(i)), group_key)) {
            row_of(self, i);
        }
    }
    of_row_group *group = of_rows_group(&self->rows, group_key);
    if (group != NULL) {
        group->is_whole = true;
    }
}

static size_t encoding_cost(const of_version *object)
{
    return object->encoding == NULL ? 0 : of_version_cost(object->encoding);
}

/* What the counters of bytes must say of a row. */
static void count_bytes(const of_row *row, size_t *all, size_t *pinned, size_t *unwritten)
{
    size_t version = row->now == row->base ? 0 : of_version_cost(row->now);
    size_t total = of_row_cost(row) + of_version_cost(row->base) + version;
    const of_version *object = row->base == NULL || !row->base->is_object ? NULL : row->base;
    size_t written = of_row_cost(row) + of_version_cost(row->base) -
                     (object == NULL ? 0 : of_version_cost(object) - encoding_cost(object));
    *all += total;
    *pinned += row->is_dirty ? total : row->is_unwritten ? written : 0;
    *unwritten += row->is_unwritten ? written : 0;
}

static void check(world *self)
{
    size_t in_memory = 0;
    size_t bytes = 0;
    size_t pinned = 0;
    size_t unwritten = 0;
    size_t objects = 0;
    for (size_t i = 0; i < KEYS; i++) {
        const of_row *row = of_index_find(&self->rows.by_key, key_of(i));
        of_bytes group_key = of_rows_group_key(key_of(i));
        const of_row_group *group =
            group_key.data == NULL ? NULL : of_rows_group(&self->rows, group_key);
        if (row == NULL) {
            cr_assert_eq(self->now[i], self->base[i], "a dirty row was evicted");
            cr_assert_eq(self->base[i], self->stored[i], "an unwritten row was evicted");
            cr_assert_null(self->handed[i], "a row was evicted from under the record in hand");
            cr_assert(group == NULL || !group->is_whole || self->now[i] == 0);
            cr_assert(!self->rows.is_whole[STORE] || self->now[i] == 0);
            continue;
        }
        in_memory++;
        cr_assert_eq(held(row->now), self->now[i]);
        cr_assert_eq(held(row->base), self->base[i]);
        cr_assert(row->is_dirty || row->now == NULL || of_version_encoding(row->now).len > 0);
        cr_assert_eq(row->is_stored, self->stored[i] != 0);
        cr_assert(row->is_unwritten || self->base[i] == self->stored[i]);
        cr_assert(row->is_dirty || row->now == row->base);
        cr_assert_eq(row->group, group);
        cr_assert(row->is_dirty || row->is_warm == (row->now != NULL && row->now->is_object));
        objects += row->is_dirty || !row->is_warm ? 0 : of_version_block_cost(row->now);
        count_bytes(row, &bytes, &pinned, &unwritten);
    }
    cr_assert_eq(in_memory, self->rows.by_key.count);
    cr_assert_eq(self->rows.objects, objects);
    if (self->rows.undo_count == 0) { /* what was replaced counts until then */
        cr_assert_eq(self->rows.pinned, pinned);
        cr_assert_leq(bytes, self->rows.bytes); /* groups count as well */
        cr_assert_eq(self->rows.unwritten_bytes, unwritten);
    }
}

static void end_record(world *self)
{
    memset(self->handed, 0, sizeof self->handed);
}

static void step(world *self)
{
    size_t index = chance(self, KEYS);
    switch (chance(self, 14)) {
    case 0:
        of_rows_keep(&self->rows);
        memcpy(self->kept, self->now, sizeof self->kept);
        end_record(self);
        break;
    case 1:
        of_rows_undo(&self->rows);
        memcpy(self->now, self->kept, sizeof self->now);
        end_record(self);
        break;
    case 2:
        of_rows_discard(&self->rows);
        memcpy(self->now, self->base, sizeof self->now);
        memcpy(self->kept, self->base, sizeof self->kept);
        end_record(self);
        break;
    case 3:
        of_rows_keep(&self->rows);
        for (size_t i = 0; i < self->rows.dirty_count; i++) {
            of_row *row = self->rows.dirty[i];
            if (row->now != NULL && row->now->is_object && row->now->encoding == NULL) {
                of_rows_encoded(&self->rows, row, encoding_of(held(row->now)));
            }
        }
        of_rows_commit(&self->rows);
        memcpy(self->base, self->now, sizeof self->base);
        memcpy(self->kept, self->now, sizeof self->kept);
        end_record(self);
        break;
    case 4: /* also in the middle of a record */
        of_rows_sort(&self->rows);
        of_rows_written(&self->rows);
        memcpy(self->stored, self->base, sizeof self->stored);
        break;
    case 5:
        make_whole(self, index);
        break;
    case 6:
    case 7:
    case 8:
        row_of(self, index);
        break;
    default: {
        int value = (int)chance(self, 3);
        of_version *version = chance(self, 4) == 0 ? encoding_of(value) : object_of(value);
        of_row *row = row_of(self, index);
        if (row->now == NULL && version == NULL) {
            break; /* nothing to delete */
        }
        if (of_rows_change(&self->rows, row, version)) {
            self->now[index] = value;
        } else {
            of_version_free(version);
        }
    }
    }
    for (size_t i = 0; i < KEYS; i++) { /* reads what was freed, if it was */
        cr_assert(self->handed[i] == NULL || self->handed[i]->is_object);
    }
}

Test(rows, a_whole_group_is_whole_however_rows_come_and_go)
{
    for (uint64_t seed = 1; seed <= 12; seed++) {
        world *self = of_new(sizeof *self);
        self->seed = seed * 0x9e3779b97f4a7c15u + 1;
        self->rows.is_whole[STORE] = true; /* it begins empty */
        self->rows.bytes_max = 500 + seed * 500;
        size_t most = 0;
        for (int i = 0; i < STEPS; i++) {
            step(self);
            check(self);
            most = self->rows.unwritten_count > most ? self->rows.unwritten_count : most;
        }
        cr_assert_gt(most, 5);
        of_rows_clear(&self->rows);
        of_delete(self);
    }
}

static of_bytes number_key(const void *entry)
{
    return (of_bytes){.data = entry, .len = sizeof(uint32_t)};
}

Test(rows, the_index_holds_what_was_added_and_not_removed)
{
    enum { NUMBERS = 3000 };
    static uint32_t numbers[NUMBERS];
    static bool added[NUMBERS];
    world self = {.seed = 4711};
    of_index index = {.key_of = number_key};
    for (int i = 0; i < 60000; i++) {
        size_t at = chance(&self, NUMBERS);
        numbers[at] = (uint32_t)at * 7;
        if (added[at]) {
            of_index_remove(&index, &numbers[at]);
        } else {
            of_index_add(&index, &numbers[at]);
        }
        added[at] = !added[at];
        size_t other = chance(&self, NUMBERS);
        uint32_t key = (uint32_t)other * 7;
        const void *found = of_index_find(&index, number_key(&key));
        cr_assert_eq(found, added[other] ? &numbers[other] : NULL);
    }
    of_index_free(&index);
}

Test(rows, a_group_of_very_many_rows_is_never_whole)
{
    of_rows rows = {.bytes_max = (size_t)16 << 20};
    for (int i = 0; i < 2 * OF_GROUP_ROWS_MAX; i++) {
        char text[16];
        int len = snprintf(text, sizeof text, "xxorder|%d", i);
        of_bytes key = {.data = (const uint8_t *)text, .len = (size_t)len};
        of_row_group *group = of_rows_load(&rows, key, encoding_of(1))->group;
        cr_assert_eq(group->unlisted == 0, i < OF_GROUP_ROWS_MAX);
        cr_assert(group->unlisted == 0 || !group->is_whole);
        group->is_whole = group->unlisted == 0;
    }
    of_rows_clear(&rows);
}
