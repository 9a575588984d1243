/* Reads both sides into lists of (partition, store, key) and value, sorts and compares them. */
#include "tests/sim/local_state.h"

#include <stdio.h>
#include <stdlib.h>

#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/runtime/shard.h"

#define SHOWN_MAX 10
#define QUIET     8
#define CACHE     ((size_t)1 << 20)

typedef struct pair {
    of_bytes key; /* partition (4), store (2), key of the row */
    of_bytes value;
    size_t order;
} pair;

typedef struct pairs {
    pair *items;
    size_t count, capacity;
    uint16_t store; /* in hand */
} pairs;

static of_bytes copied(const void *data, size_t len)
{
    return (of_bytes){.data = (const uint8_t *)of_new_string(data, len), .len = len};
}

static void add(pairs *self, const of_buffer *key, of_bytes value)
{
    if (self->count == self->capacity) {
        self->capacity = self->capacity * 2 + 256;
        self->items = of_renew(self->items, self->capacity * sizeof *self->items);
    }
    pair added = {.key = copied(key->data, key->len), .order = self->count};
    added.value = value.data == NULL ? value : copied(value.data, value.len);
    self->items[self->count++] = added;
}

static int by_key(const void *left, const void *right)
{
    const pair *a = left;
    const pair *b = right;
    int order = of_bytes_compare(a->key, b->key);
    return order != 0 ? order : a->order < b->order ? -1 : 1;
}

static void free_pair(const pair *each)
{
    of_delete((void *)(uintptr_t)each->key.data);
    of_delete((void *)(uintptr_t)each->value.data);
}

/* The last value of each key, without those that were deleted. */
static void settle(pairs *self)
{
    size_t left = 0;
    if (self->count > 0) {
        qsort(self->items, self->count, sizeof *self->items, by_key);
    }
    for (size_t i = 0; i < self->count; i++) {
        bool last = i + 1 == self->count ||
                    of_bytes_compare(self->items[i].key, self->items[i + 1].key) != 0;
        if (last && self->items[i].value.data != NULL) {
            self->items[left++] = self->items[i];
        } else {
            free_pair(&self->items[i]);
        }
    }
    self->count = left;
}

static void read_changelog(pairs *self, of_kafka *kafka, const of_layout *layout)
{
    char name[OF_TOPIC_NAME_SIZE];
    of_reader *reader = NULL;
    of_buffer key = {0};
    of_position *from = of_new_array((size_t)layout->partitions, sizeof *from);
    of_changelog_name(layout->app, name);
    for (int32_t i = 0; i < layout->partitions; i++) {
        from[i] = (of_position){.topic = of_topic_handle(kafka, name), .partition = i};
    }
    of_assert(of_ok(of_reader_open(kafka, true, &reader)));
    of_assert(of_ok(of_reader_assign(reader, from, (size_t)layout->partitions)));
    for (int quiet = 0; quiet < QUIET;) {
        of_message message = {0};
        bool found = false;
        of_assert(of_ok(of_reader_poll(reader, 0, &message, &found)));
        quiet = found ? 0 : quiet + 1;
        if (found && (message.key.data[0] << 8 | message.key.data[1]) != OF_STORE_STAMP) {
            of_buffer_clear(&key);
            of_buffer_put_u32_be(&key, (uint32_t)message.partition);
            of_buffer_put(&key, message.key.data, message.key.len);
            add(self, &key, message.value);
        }
    }
    of_reader_close(reader);
    of_buffer_free(&key);
    of_delete(from);
}

/* In RocksDB: partition (4), key of the row; the family is the store. */
static bool visit(void *state, of_bytes key, of_bytes value)
{
    pairs *self = state;
    of_buffer full = {0};
    of_assert(key.len >= 4);
    of_buffer_put(&full, key.data, 4);
    of_buffer_put_u16_be(&full, self->store);
    of_buffer_put(&full, key.data + 4, key.len - 4);
    add(self, &full, value);
    of_buffer_free(&full);
    return true;
}

/* The engine's own families; one that is added must be held against the changelog, too. */
static const struct {
    const char *name;
    uint16_t store;
} own[] = {[OF_FAMILY_META] = {"default", OF_STORE_STAMP},
           [OF_FAMILY_TIMER] = {"timer", OF_STORE_TIMER},
           [OF_FAMILY_SCHEMA] = {"schema", OF_STORE_SCHEMA}};
_Static_assert(sizeof own / sizeof *own == OF_FAMILY_ROWS, "a family of the engine is missing");

static bool read_store(pairs *self, const of_graph *graph, const char *folder)
{
    char error[512] = "";
    size_t count = OF_FAMILY_ROWS + graph->store_count;
    const char **families = of_new_array(count, sizeof *families);
    for (size_t i = 0; i < OF_FAMILY_ROWS; i++) {
        families[i] = own[i].name;
    }
    for (size_t i = 0; i < graph->store_count; i++) {
        families[OF_FAMILY_ROWS + i] = graph->stores[i].id;
    }
    of_rocks *rocks = NULL;
    of_rocks_options options = {.directory = folder,
                                .families = families,
                                .family_count = count,
                                .block_cache_bytes = CACHE,
                                .memtable_bytes = CACHE};
    of_status status = of_rocks_open(&options, &rocks, error, sizeof error);
    of_delete(families);
    for (size_t i = OF_FAMILY_TIMER; of_ok(status) && i < count; i++) {
        self->store = i < OF_FAMILY_ROWS ? own[i].store : graph->stores[i - OF_FAMILY_ROWS].number;
        of_bytes all = {.data = (const uint8_t *)"", .len = 0};
        status = of_rocks_scan(rocks, i, all, all, visit, self);
    }
    if (rocks != NULL) {
        of_rocks_close(rocks, false);
    }
    if (!of_ok(status)) {
        fprintf(stderr, "local state: %s %s\n", status.what, error);
    }
    return of_ok(status);
}

static void show(const char *what, const pair *each)
{
    fprintf(stderr, "local state: %s: partition %d store %d %.*s\n", what, each->key.data[3],
            each->key.data[4] << 8 | each->key.data[5], (int)each->key.len - 6,
            (const char *)each->key.data + 6);
}

static int compare(const pairs *log, const pairs *state)
{
    int shown = 0;
    size_t i = 0;
    size_t j = 0;
    while ((i < log->count || j < state->count) && shown < SHOWN_MAX) {
        int order = i == log->count     ? 1
                    : j == state->count ? -1
                                        : of_bytes_compare(log->items[i].key, state->items[j].key);
        bool same = order == 0 && of_bytes_equal(log->items[i].value, state->items[j].value);
        if (!same) {
            show(order < 0   ? "missing"
                 : order > 0 ? "too much"
                             : "another value",
                 order < 0 ? &log->items[i] : &state->items[j]);
            shown++;
        }
        i += order <= 0;
        j += order >= 0;
    }
    return shown;
}

bool local_state_same(of_kafka *kafka, const of_layout *layout, const of_graph *graph,
                      const char *folder)
{
    pairs log = {0};
    pairs state = {0};
    read_changelog(&log, kafka, layout);
    settle(&log);
    bool same = read_store(&state, graph, folder);
    settle(&state);
    same = same && compare(&log, &state) == 0;
    of_assert(log.count > 0);
    for (size_t i = 0; i < log.count; i++) {
        free_pair(&log.items[i]);
    }
    for (size_t i = 0; i < state.count; i++) {
        free_pair(&state.items[i]);
    }
    of_delete(log.items);
    of_delete(state.items);
    return same;
}
