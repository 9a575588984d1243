/* Reads transcripts as inputs only: what comes out is compared between runs, not with the script.
 */
#include "tests/sim/history.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/transcripts/bed_internal.h"
#include "topology/base/arena.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/runtime/graph.h"

#define START_MS  1772438400000 /* 2026-03-02T08:00Z */
#define FILES_MAX 64
#define PATH_LEN  512

struct history {
    input *items;
    size_t count;
    size_t capacity;
    of_arena *arena;
    bed bed; /* what turns a line into a record; nothing runs in it */
};

static void stop_unless(bool good, const char *what, const char *why)
{
    if (!good) {
        fprintf(stderr, "history: %s: %s\n", what, why);
        exit(1);
    }
}

static void add(history *self, input added)
{
    if (self->count == self->capacity) {
        self->capacity = self->capacity == 0 ? 256 : self->capacity * 2;
        self->items = of_renew(self->items, self->capacity * sizeof *self->items);
    }
    self->items[self->count++] = added;
}

/* "E1:O-3" to "E12:O-3" and "P-3" to "P2-3": every copy of every file has orders and
 * packages of its own. */
static of_text renamed(history *self, of_text text, int copy)
{
    of_buffer out = {0};
    for (size_t i = 0; i < text.len; i++) {
        bool entity = i + 2 < text.len && memcmp(text.data + i, "E1:", 3) == 0;
        bool package = i + 1 < text.len && memcmp(text.data + i, "P-", 2) == 0;
        of_buffer_put_u8(&out, (uint8_t)text.data[i]);
        if (entity) {
            of_buffer_format(&out, "1%d", copy);
            i++;
        } else if (package) {
            of_buffer_format(&out, "%d", copy);
        }
    }
    of_text kept = of_arena_text(self->arena, of_text_of_bytes(of_buffer_bytes(&out)));
    of_buffer_free(&out);
    return kept;
}

/* What the script says is bad, after the line itself: a dead letter comes of it. */
static bool is_bad(const script *from, size_t at)
{
    for (size_t i = at + 1; i < from->count && from->lines[i].kind == SCRIPT_OUT; i++) {
        if (from->lines[i].name.len >= 4 && memcmp(from->lines[i].name.data, "dlq.", 4) == 0) {
            return true;
        }
    }
    return false;
}

/* The same bad bytes again are the same dead letter: a set of them could not tell one from two. */
static bool is_there(const history *self, const input *other)
{
    for (size_t i = 0; i < self->count; i++) {
        const input *each = &self->items[i];
        if (each->topic != NULL && strcmp(each->topic, other->topic) == 0 &&
            of_text_equal(each->key, other->key) && of_bytes_equal(each->value, other->value)) {
            return true;
        }
    }
    return false;
}

static void add_line(history *self, const script *from, size_t at, int copy, int64_t at_ms)
{
    const script_line *line = &from->lines[at];
    char error[512] = "";
    script_line mine = *line;
    mine.key = renamed(self, line->key, copy);
    mine.value = renamed(self, line->value, copy);
    int row = bed_fed_row(&self->bed, &mine, error, sizeof error);
    stop_unless(row >= 0, "a topic that is not on the page", error);
    if (of_topology.topics[row].kind != OF_TOPIC_KIND_FACT) {
        return; /* a script may feed a result to a fold; here the results are the engine's */
    }
    of_buffer out = {0};
    bool good = bed_encode(&self->bed, row, &mine, &out, error, sizeof error);
    stop_unless(good, mine.key.data, error);
    input added = {.at_ms = at_ms,
                   .step = line->number,
                   .script = copy,
                   .is_repeatable = !is_bad(from, at),
                   .topic = of_topology.topics[row].kafka,
                   .key = mine.key,
                   .value = of_arena_bytes(self->arena, of_buffer_bytes(&out))};
    if (added.is_repeatable || !is_there(self, &added)) {
        add(self, added);
    }
    of_buffer_free(&out);
}

static bool has_operator(const script *from)
{
    for (size_t i = 0; i < from->count; i++) {
        if (from->lines[i].kind == SCRIPT_IN && of_text_is(from->lines[i].name, "of.control")) {
            return true;
        }
    }
    return false;
}

static void add_file(history *self, const char *path, int copy)
{
    char error[512] = "";
    script read = {0};
    stop_unless(script_read(path, &read, error, sizeof error), path, error);
    int64_t at_ms = START_MS;
    size_t first = self->count;
    for (size_t i = 0; i < read.count; i++) {
        const script_line *line = &read.lines[i];
        if (line->kind == SCRIPT_CLOCK) {
            at_ms += line->amount;
            add(self, (input){.at_ms = at_ms, .step = line->number, .script = copy});
        } else if (line->kind == SCRIPT_IN) {
            add_line(self, &read, i, copy, at_ms);
        }
    }
    for (size_t i = first; i < self->count; i++) {
        self->items[i].is_ordered = has_operator(&read);
    }
    script_free(&read);
}

/* What a source may send by mistake. */
static void add_bad(history *self, of_text key, of_bytes value)
{
    add(self, (input){.at_ms = START_MS,
                      .step = (int32_t)self->count % 20,
                      .script = -1,
                      .topic = "canon.order",
                      .key = key,
                      .value = of_arena_bytes(self->arena, value)});
}

static void add_all_bad(history *self)
{
    of_assert(self->count > 0);
    of_bytes good = self->items[0].value; /* no script begins with a pause */
    stop_unless(good.data != NULL, "the first line", "is no record");
    uint8_t changed[4096];
    stop_unless(good.len <= sizeof changed, "the first record", "too long");
    memcpy(changed, good.data, good.len);
    add_bad(self, OF_TEXT("bad-1"), (of_bytes){.data = changed, .len = good.len / 2});
    changed[0] = 7;
    add_bad(self, OF_TEXT("bad-2"), (of_bytes){.data = changed, .len = good.len});
    changed[0] = 0;
    changed[4] = 250;
    add_bad(self, OF_TEXT("bad-3"), (of_bytes){.data = changed, .len = good.len});
    add_bad(self, (of_text){0}, good);
}

static int by_time(const void *left, const void *right)
{
    const input *a = left;
    const input *b = right;
    if (a->at_ms != b->at_ms) {
        return a->at_ms < b->at_ms ? -1 : 1;
    }
    return a->step < b->step ? -1 : a->step > b->step;
}

static int by_name(const void *left, const void *right)
{
    return strcmp(left, right);
}

static size_t list_all(const char *folder, char paths[][PATH_LEN])
{
    size_t count = 0;
    DIR *listed = opendir(folder);
    stop_unless(listed != NULL, folder, "cannot be read");
    for (struct dirent *entry = readdir(listed); entry != NULL; entry = readdir(listed)) {
        const char *end = strrchr(entry->d_name, '.');
        if (end != NULL && strcmp(end, ".txt") == 0 && strncmp(entry->d_name, "CMake", 5) != 0) {
            stop_unless(count < FILES_MAX, folder, "too many files");
            snprintf(paths[count++], PATH_LEN, "%s/%.200s", folder, entry->d_name);
        }
    }
    closedir(listed);
    qsort(paths, count, PATH_LEN, by_name);
    return count;
}

static size_t list(const char *folder, char *const *names, char paths[][PATH_LEN])
{
    size_t count = 0;
    for (; names[count] != NULL; count++) {
        stop_unless(count < FILES_MAX, folder, "too many files");
        snprintf(paths[count], PATH_LEN, "%s/%.200s.txt", folder, names[count]);
    }
    return count > 0 ? count : list_all(folder, paths);
}

history *history_read(const char *folder, char *const *names, int copies, of_registry *registry)
{
    static char paths[FILES_MAX][PATH_LEN];
    size_t count = list(folder, names, paths);
    history *self = of_new(sizeof *self);
    self->arena = of_arena_new((size_t)256 << 20);
    self->bed.graph = &of_topology;
    self->bed.registry = registry;
    self->bed.arena = of_arena_new((size_t)16 << 20);
    self->bed.types = of_new_array(of_topology.topic_count, sizeof *self->bed.types);
    for (int copy = 0; copy < copies; copy++) {
        for (size_t i = 0; i < count; i++) {
            add_file(self, paths[i], copy * (int)count + (int)i);
        }
    }
    add_all_bad(self);
    qsort(self->items, self->count, sizeof *self->items, by_time);
    return self;
}

void history_free(history *all)
{
    for (size_t i = 0; i < of_topology.topic_count; i++) {
        if (all->bed.types[i].type != NULL) {
            human_type_close(&all->bed.types[i]);
        }
    }
    of_delete(all->bed.types);
    of_arena_free(all->bed.arena);
    of_arena_free(all->arena);
    of_delete(all->items);
    of_delete(all);
}

size_t history_count(const history *all)
{
    return all->count;
}

const input *history_at(const history *all, size_t index)
{
    of_assert(index < all->count);
    return &all->items[index];
}
