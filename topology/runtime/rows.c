/* Rows in memory: index by key, groups, lists of dirty and unwritten rows, undo list, the others in
 * order of age. */
#include "topology/runtime/rows.h"

#include <stdlib.h>

#include "topology/base/assert.h"
#include "topology/base/memory.h"

/* Slots of the index and headers of the allocator. */
#define ROW_OVERHEAD 48

/* Rows of the record in hand that an eviction steps over before it gives up for now. */
#define SPARED_MAX 16

static of_bytes key_of_row(const void *entry)
{
    const of_row *row = entry;
    return (of_bytes){.data = row->key, .len = row->key_len};
}

static of_bytes key_of_group(const void *entry)
{
    const of_row_group *group = entry;
    return (of_bytes){.data = group->key, .len = group->key_len};
}

size_t of_row_cost(const of_row *row)
{
    return sizeof *row + row->key_len + ROW_OVERHEAD;
}

/* ---- groups ---- */

static size_t group_size(const of_row_group *group)
{
    return sizeof *group + group->key_len + ROW_OVERHEAD + group->capacity * sizeof *group->rows;
}

of_bytes of_rows_group_key(of_bytes key)
{
    of_assert(key.len >= 2);
    const uint8_t *bar = memchr(key.data + 2, OF_GROUP_END, key.len - 2);
    return bar == NULL ? (of_bytes){0}
                       : (of_bytes){.data = key.data, .len = (size_t)(bar - key.data) + 1};
}

of_row_group *of_rows_group(const of_rows *rows, of_bytes group_key)
{
    return rows->groups.count == 0 ? NULL : of_index_find(&rows->groups, group_key);
}

/* Where the row is in the list, or where it belongs. */
static size_t place_of(const of_row_group *group, const of_row *row)
{
    size_t low = 0;
    size_t high = group->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (of_bytes_compare(key_of_row(group->rows[middle]), key_of_row(row)) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static of_row_group *group_for(of_rows *rows, of_bytes group_key)
{
    of_row_group *group = of_rows_group(rows, group_key);
    if (group == NULL) {
        group = of_new(sizeof *group + group_key.len);
        group->key_len = group_key.len;
        memcpy(group->key, group_key.data, group_key.len);
        rows->groups.key_of = key_of_group;
        of_index_add(&rows->groups, group);
        rows->bytes += group_size(group);
    }
    return group;
}

static void join_group(of_rows *rows, of_row *row)
{
    of_bytes group_key = of_rows_group_key(key_of_row(row));
    if (group_key.data == NULL) {
        return;
    }
    of_row_group *group = row->group = group_for(rows, group_key);
    if (group->count == OF_GROUP_ROWS_MAX) {
        group->unlisted++;
        group->is_whole = false;
        return;
    }
    if (group->count == group->capacity) {
        size_t capacity = group->capacity == 0 ? 2 : group->capacity * 2;
        group->rows = of_renew(group->rows, capacity * sizeof *group->rows);
        rows->bytes += (capacity - group->capacity) * sizeof *group->rows;
        group->capacity = capacity;
    }
    size_t at = place_of(group, row);
    memmove(&group->rows[at + 1], &group->rows[at], (group->count - at) * sizeof *group->rows);
    group->rows[at] = row;
    group->count++;
    row->is_listed = true;
}

static void leave_group(of_rows *rows, of_row *row)
{
    of_row_group *group = row->group;
    if (group == NULL) {
        return;
    }
    /* That a row does not exist in the store stays true without it. */
    group->is_whole = group->is_whole && row->now == NULL;
    if (row->is_listed) {
        size_t at = place_of(group, row);
        of_assert(at < group->count && group->rows[at] == row);
        group->count--;
        memmove(&group->rows[at], &group->rows[at + 1], (group->count - at) * sizeof *group->rows);
    } else {
        group->unlisted--;
    }
    if (group->count + group->unlisted == 0) {
        of_index_remove(&rows->groups, group);
        rows->bytes -= group_size(group);
        of_delete(group->rows);
        of_delete(group);
    }
}

/* ---- rows that are not dirty, in two lists; one that was used gets a second chance ---- */

#define OBJECTS_SHARE(budget) ((budget) / 4)

static void unlink_row(of_rows *rows, of_row *row)
{
    of_row_list *list = row->is_warm ? &rows->warm : &rows->cold;
    *(row->newer == NULL ? &list->newest : &row->newer->older) = row->older;
    *(row->older == NULL ? &list->oldest : &row->older->newer) = row->newer;
    rows->objects -= row->is_warm ? of_version_block_cost(row->now) : 0;
    row->newer = NULL;
    row->older = NULL;
}

static void link_newest(of_rows *rows, of_row *row)
{
    of_assert(!row->is_dirty && row->newer == NULL);
    row->is_warm = row->now != NULL && row->now->is_object;
    of_row_list *list = row->is_warm ? &rows->warm : &rows->cold;
    row->older = list->newest;
    *(list->newest == NULL ? &list->oldest : &list->newest->newer) = row;
    list->newest = row;
    rows->objects += row->is_warm ? of_version_block_cost(row->now) : 0;
}

static void forget(of_rows *rows, of_row *row)
{
    of_assert(!row->is_dirty && !row->is_unwritten && row->base == row->now);
    leave_group(rows, row);
    rows->is_whole[row->key[1]] &= row->now == NULL;
    of_index_remove(&rows->by_key, row);
    rows->bytes -= of_row_cost(row) + of_version_cost(row->now);
    of_version_free(row->now);
    of_delete(row);
}

/* The encoding alone, which an object of a row that is not dirty has. */
static void drop_object(of_rows *rows, of_row *row)
{
    of_version *object = row->now;
    of_assert(object->is_object && object->encoding != NULL && row->base == object);
    row->now = row->base = object->encoding;
    rows->bytes -= of_version_block_cost(object);
    of_delete(object);
}

/* The row to look at next: its object goes, or the row itself. */
static of_row *oldest(const of_rows *rows, bool cold_was_spared)
{
    bool is_share_used = rows->objects > OBJECTS_SHARE(rows->bytes_max);
    bool warm = is_share_used || cold_was_spared || rows->cold.oldest == NULL;
    return warm && rows->warm.oldest != NULL ? rows->warm.oldest : rows->cold.oldest;
}

static void evict_to(of_rows *rows, size_t bytes)
{
    int spared = 0;
    while (rows->bytes > bytes && spared < SPARED_MAX) {
        of_row *row = oldest(rows, spared > 0);
        if (row == NULL) {
            return;
        }
        unlink_row(rows, row);
        if (row->record == rows->record) {
            spared++;
        } else if (row->is_used && bytes > 0) {
            row->is_used = false;
        } else if (row->is_warm && bytes > 0) {
            drop_object(rows, row);
        } else if (row->is_unwritten) {
            spared++;
        } else {
            forget(rows, row);
            continue;
        }
        link_newest(rows, row);
    }
}

void of_rows_use(of_rows *rows, of_row *row)
{
    row->is_used = true;
    row->record = rows->record;
}

of_row *of_rows_find(of_rows *rows, of_bytes key)
{
    of_row *row = rows->by_key.count == 0 ? NULL : of_index_find(&rows->by_key, key);
    if (row != NULL) {
        of_rows_use(rows, row);
    }
    return row;
}

of_row *of_rows_load(of_rows *rows, of_bytes key, of_version *encoding)
{
    evict_to(rows, rows->bytes_max);
    of_row *row = of_new(sizeof *row + key.len);
    row->key_len = key.len;
    memcpy(row->key, key.data, key.len);
    row->now = row->base = encoding;
    row->is_stored = encoding != NULL;
    row->record = rows->record;
    rows->by_key.key_of = key_of_row;
    of_index_add(&rows->by_key, row);
    join_group(rows, row);
    rows->bytes += of_row_cost(row) + of_version_cost(encoding);
    rows->loaded += of_version_cost(encoding);
    link_newest(rows, row);
    return row;
}

void of_rows_decoded(of_rows *rows, of_row *row, of_version *object)
{
    of_assert(!row->is_dirty && !row->now->is_object && object->is_object);
    unlink_row(rows, row);
    object->encoding = row->now;
    row->now = row->base = object;
    link_newest(rows, row);
    rows->bytes += of_version_block_cost(object);
    rows->loaded += of_version_block_cost(object);
}

void of_rows_encoded(of_rows *rows, of_row *row, of_version *encoding)
{
    of_assert(row->is_dirty && row->now->is_object && row->now->encoding == NULL);
    row->now->encoding = encoding;
    rows->bytes += of_version_block_cost(encoding);
    rows->pinned += of_version_block_cost(encoding);
}

static void *grown(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count == *capacity) {
        *capacity = *capacity == 0 ? 256 : *capacity * 2;
        items = of_renew(items, *capacity * size);
    }
    return items;
}

/* ---- pinned: all of a dirty row; of an unwritten one what will be written ---- */

static size_t unwritten_cost(const of_row *row)
{
    return row->is_unwritten
               ? of_row_cost(row) + of_version_block_cost(of_version_encoded(row->base))
               : 0;
}

static void make_dirty(of_rows *rows, of_row *row)
{
    unlink_row(rows, row);
    row->is_dirty = true;
    rows->pinned += of_row_cost(row) + of_version_cost(row->base) - unwritten_cost(row);
    rows->dirty = grown(rows->dirty, rows->dirty_count, &rows->dirty_capacity, sizeof *rows->dirty);
    rows->dirty[rows->dirty_count++] = row;
}

/* Takes the row's place in the list of dirty ones for gone. */
static void end_dirty(of_rows *rows, of_row *row)
{
    of_assert(row->now == row->base);
    row->is_dirty = false;
    rows->pinned -= of_row_cost(row) + of_version_cost(row->base) - unwritten_cost(row);
    link_newest(rows, row);
}

static void drop_version(of_rows *rows, of_version *version)
{
    rows->bytes -= of_version_cost(version);
    rows->pinned -= of_version_cost(version);
    of_version_free(version);
}

bool of_rows_change(of_rows *rows, of_row *row, of_version *version)
{
    bool was_dirty = row->is_dirty;
    if (rows->pinned + of_version_cost(version) > rows->bytes_max && rows->dirty_count > 0) {
        return false;
    }
    rows->undo = grown(rows->undo, rows->undo_count, &rows->undo_capacity, sizeof *rows->undo);
    rows->undo[rows->undo_count++] =
        (of_row_undo){.row = row, .before = row->now, .was_dirty = was_dirty};
    if (!was_dirty) {
        make_dirty(rows, row);
    }
    row->now = version;
    rows->bytes += of_version_cost(version);
    rows->pinned += of_version_cost(version);
    evict_to(rows, rows->bytes_max);
    return true;
}

/* Nothing that was handed out counts any more. */
static void next_record(of_rows *rows)
{
    rows->record++;
    rows->loaded = 0;
    evict_to(rows, rows->bytes_max);
}

void of_rows_keep(of_rows *rows)
{
    for (size_t i = 0; i < rows->undo_count; i++) {
        of_row *row = rows->undo[i].row;
        of_version *before = rows->undo[i].before;
        if (before != row->base) {
            drop_version(rows, before);
        } else if (before != NULL && before->is_object && before->encoding != NULL) {
            row->base = before->encoding; /* enough for a turn that is discarded */
            before->encoding = NULL;
            drop_version(rows, before);
        }
    }
    rows->undo_count = 0;
    next_record(rows);
}

void of_rows_undo(of_rows *rows)
{
    while (rows->undo_count > 0) {
        of_row_undo *undo = &rows->undo[--rows->undo_count];
        drop_version(rows, undo->row->now);
        undo->row->now = undo->before;
        if (!undo->was_dirty) {
            of_assert(rows->dirty_count > 0 && rows->dirty[rows->dirty_count - 1] == undo->row);
            rows->dirty_count--;
            end_dirty(rows, undo->row);
        }
    }
    next_record(rows);
}

/* ---- the end of a turn, and the write after some of them ---- */

/* A row is reached by its pointer and its versions by the row, so they are asked for in two steps;
 * the beginning of a version is what is read of it first, the processor guesses the rest. */
#define PREFETCH_STEP  4
#define PREFETCH_BYTES 768

void of_rows_prefetch(of_row *const *list, size_t count, size_t at)
{
    if (at + 2 * PREFETCH_STEP < count) {
        __builtin_prefetch(list[at + 2 * PREFETCH_STEP]);
    }
    if (at + PREFETCH_STEP < count) {
        const of_row *row = list[at + PREFETCH_STEP];
        const char *now = (const char *)row->now;
        for (size_t line = 0; now != NULL && line < PREFETCH_BYTES; line += 64) {
            __builtin_prefetch(now + line);
        }
    }
}

static void commit_row(of_rows *rows, of_row *row)
{
    of_version *before = row->base;
    if (before != row->now) { /* else it came and went within the turn */
        if (!row->is_unwritten) {
            rows->unwritten = grown(rows->unwritten, rows->unwritten_count,
                                    &rows->unwritten_capacity, sizeof *rows->unwritten);
            rows->unwritten[rows->unwritten_count++] = row;
            rows->unwritten_in[row->key[1]]++;
        }
        rows->unwritten_bytes -= unwritten_cost(row);
        row->is_unwritten = true;
        row->base = row->now;
        rows->unwritten_bytes += unwritten_cost(row);
        drop_version(rows, before);
    }
    end_dirty(rows, row);
}

void of_rows_commit(of_rows *rows)
{
    of_assert(rows->undo_count == 0);
    for (size_t i = 0; i < rows->dirty_count; i++) {
        if (i + PREFETCH_STEP < rows->dirty_count) {
            __builtin_prefetch(rows->dirty[i + PREFETCH_STEP]);
        }
        commit_row(rows, rows->dirty[i]);
    }
    rows->dirty_count = 0;
    next_record(rows);
}

void of_rows_discard(of_rows *rows)
{
    of_rows_undo(rows);
    for (size_t i = 0; i < rows->dirty_count; i++) {
        of_row *row = rows->dirty[i];
        if (row->now != row->base) {
            drop_version(rows, row->now);
            row->now = row->base;
        }
        end_dirty(rows, row);
    }
    rows->dirty_count = 0;
    next_record(rows);
}

static int by_key(const void *left, const void *right)
{
    return of_bytes_compare(key_of_row(*(of_row *const *)left),
                            key_of_row(*(of_row *const *)right));
}

void of_rows_sort(of_rows *rows)
{
    if (rows->unwritten_count > 1) {
        qsort(rows->unwritten, rows->unwritten_count, sizeof(of_row *), by_key);
    }
}

void of_rows_written(of_rows *rows)
{
    for (size_t i = 0; i < rows->unwritten_count; i++) {
        of_row *row = rows->unwritten[i];
        rows->pinned -= row->is_dirty ? 0 : unwritten_cost(row);
        row->is_unwritten = false;
        row->is_stored = row->base != NULL;
        rows->unwritten_in[row->key[1]]--;
    }
    rows->unwritten_count = 0;
    rows->unwritten_bytes = 0;
    evict_to(rows, rows->bytes_max);
}

void of_rows_clear(of_rows *rows)
{
    of_rows_discard(rows);
    of_rows_written(rows);
    evict_to(rows, 0);
    of_assert(rows->by_key.count == 0 && rows->groups.count == 0 && rows->bytes == 0);
    of_index_free(&rows->by_key);
    of_index_free(&rows->groups);
    of_delete(rows->dirty);
    of_delete(rows->unwritten);
    of_delete(rows->undo);
    *rows = (of_rows){.bytes_max = rows->bytes_max};
}
