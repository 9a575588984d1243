/* A shard's scans: the rows of a group from memory once all of it is there, everything else from
 * RocksDB with the turn's own changes laid over it. */
#include <stdlib.h>

#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/runtime/shard.h"

#define GROUP_BYTES_MAX ((size_t)256 << 10) /* of a group that is loaded for a scan */

/* ---- scans: what the store holds, with the turn's own changes laid over it ---- */

typedef struct scan {
    of_shard *shard;
    uint16_t store_id;
    of_shard_visit visit;
    void *state;
    of_row **changed; /* dirty rows under the prefix, ascending */
    size_t changed_count;
    size_t next_changed;
    of_status status;
} scan;

static of_bytes key_of(const of_row *row)
{
    return (of_bytes){.data = row->key + 2, .len = row->key_len - 2};
}

static int by_key(const void *left, const void *right)
{
    return of_bytes_compare(key_of(*(of_row *const *)left), key_of(*(of_row *const *)right));
}

static void collect_changed(scan *self, of_text prefix)
{
    of_rows *rows = &self->shard->rows;
    self->changed = of_new_array(rows->dirty_count + 1, sizeof *self->changed);
    for (size_t i = 0; i < rows->dirty_count; i++) {
        of_row *row = rows->dirty[i];
        of_bytes key = key_of(row);
        if ((row->key[0] << 8 | row->key[1]) == self->store_id && key.len >= prefix.len &&
            (prefix.len == 0 || memcmp(key.data, prefix.data, prefix.len) == 0)) {
            self->changed[self->changed_count++] = row;
        }
    }
    qsort(self->changed, self->changed_count, sizeof *self->changed, by_key);
}

static bool hand_out(scan *self, of_bytes key, const void *row)
{
    self->status = self->visit(self->state, of_text_of_bytes(key), row);
    return of_ok(self->status);
}

static bool hand_out_changed(scan *self)
{
    of_row *row = self->changed[self->next_changed++];
    const void *object = NULL;
    self->status = of_shard_object(self->shard, row, &object);
    return of_ok(self->status) && (object == NULL || hand_out(self, key_of(row), object));
}

static bool on_stored(void *state, of_bytes rocks_key, of_bytes value)
{
    scan *self = state;
    of_bytes key = {.data = rocks_key.data + 4, .len = rocks_key.len - 4};
    while (self->next_changed < self->changed_count) {
        int order = of_bytes_compare(key_of(self->changed[self->next_changed]), key);
        if (order > 0) {
            break;
        }
        if (!hand_out_changed(self)) {
            return false;
        }
        if (order == 0) {
            return true;
        }
    }
    void *decoded = NULL;
    if (self->store_id != OF_STORE_TIMER) {
        of_bytes kept = of_arena_bytes(self->shard->record, value);
        self->status = kept.data == NULL
                           ? OF_ABORT_AS("the rows of one record are too large")
                           : of_shard_decode(self->shard, self->store_id, kept, &decoded);
        if (!of_ok(self->status)) {
            return false;
        }
    }
    return hand_out(self, key, decoded);
}

of_status of_shard_scan_from(of_shard *shard, uint16_t store_id, of_text prefix, of_text from_key,
                             of_shard_visit visit, void *state)
{
    if (shard->rows.unwritten_in[store_id] > 0) {
        OF_TRY(of_shard_write(shard)); /* so that RocksDB and the turn's changes are all there is */
    }
    scan self = {
        .shard = shard, .store_id = store_id, .visit = visit, .state = state, .status = OF_OK};
    collect_changed(&self, prefix);
    of_buffer from = {0};
    of_buffer_put_u32_be(&from, (uint32_t)shard->partition);
    of_buffer_put_text(&from, from_key);
    of_bytes start = of_buffer_bytes(&from);
    of_status status = of_rocks_scan(shard->store->rocks, of_store_family(shard->store, store_id),
                                     (of_bytes){.data = start.data, .len = 4 + prefix.len}, start,
                                     on_stored, &self);
    while (of_ok(status) && of_ok(self.status) && self.next_changed < self.changed_count &&
           hand_out_changed(&self)) {
    }
    of_buffer_free(&from);
    of_delete(self.changed);
    return of_ok(status) ? self.status : status;
}

/* ---- scans within a group: served from memory once all of it is there ---- */

typedef struct group_load {
    of_shard *shard;
    uint16_t store_id;
    size_t rows;
    size_t bytes;
    bool is_too_large;
} group_load;

static bool load_row(void *state, of_bytes rocks_key, of_bytes value)
{
    group_load *self = state;
    of_text key = {.data = (const char *)rocks_key.data + 4, .len = rocks_key.len - 4};
    of_bytes row_key = of_shard_row_key(self->shard, self->store_id, key);
    if (of_rows_find(&self->shard->rows, row_key) == NULL) {
        of_rows_load(&self->shard->rows, row_key, of_version_of(value));
        self->bytes += value.len;
    }
    self->is_too_large = ++self->rows > OF_GROUP_ROWS_MAX || self->bytes > GROUP_BYTES_MAX;
    return !self->is_too_large;
}

static of_status load_group(of_shard *shard, uint16_t store_id, of_bytes group_key, bool *whole)
{
    group_load load = {.shard = shard, .store_id = store_id};
    of_buffer from = {0};
    of_buffer_put_u32_be(&from, (uint32_t)shard->partition);
    of_buffer_put(&from, group_key.data + 2, group_key.len - 2);
    of_bytes start = of_buffer_bytes(&from);
    of_status status = of_rocks_scan(shard->store->rocks, of_store_family(shard->store, store_id),
                                     start, start, load_row, &load);
    of_buffer_free(&from);
    *whole = of_ok(status) && !load.is_too_large;
    return status;
}

/* The group of the prefix with all its rows in memory. *whole false: it is too large for that, or
 * the prefix is none of a group; NULL and whole: it has no rows. */
static of_status whole_group(of_shard *shard, uint16_t store_id, of_text prefix,
                             of_row_group **group, bool *whole)
{
    *whole = false;
    of_buffer_clear(&shard->group);
    of_buffer_put_u16_be(&shard->group, store_id);
    of_buffer_put_text(&shard->group, prefix);
    of_bytes key = of_rows_group_key(of_buffer_bytes(&shard->group));
    if (key.data == NULL) {
        return OF_OK;
    }
    *group = of_rows_group(&shard->rows, key);
    if (*group != NULL && ((*group)->is_whole || (*group)->unlisted > 0)) {
        *whole = (*group)->is_whole;
        return OF_OK;
    }
    OF_TRY(of_shard_is_whole(shard, store_id, whole));
    if (!*whole) {
        OF_TRY(load_group(shard, store_id, key, whole));
    }
    *group = of_rows_group(&shard->rows, key);
    if (*whole && *group != NULL) {
        *whole = (*group)->is_whole = (*group)->unlisted == 0;
    }
    return OF_OK;
}

static of_status visit_group(of_shard *shard, const of_row_group *group, of_text prefix,
                             of_shard_visit visit, void *state)
{
    size_t count = 0; /* the visitor may read, and so add to the group */
    of_row **rows = of_arena_array(shard->record, group->count, sizeof(of_row *));
    if (rows == NULL) {
        return OF_ABORT_AS("the rows of one record are too large");
    }
    for (size_t i = 0; i < group->count; i++) {
        of_bytes key = key_of(group->rows[i]);
        if (group->rows[i]->now != NULL && key.len >= prefix.len &&
            memcmp(key.data, prefix.data, prefix.len) == 0) {
            of_rows_use(&shard->rows, group->rows[i]);
            rows[count++] = group->rows[i];
        }
    }
    for (size_t i = 0; i < count; i++) {
        const void *object = NULL;
        OF_TRY(of_shard_object(shard, rows[i], &object));
        OF_TRY(visit(state, of_text_of_bytes(key_of(rows[i])), object));
    }
    return OF_OK;
}

of_status of_shard_scan(of_shard *shard, uint16_t store_id, of_text prefix, of_shard_visit visit,
                        void *state)
{
    bool whole = false;
    of_row_group *group = NULL;
    OF_TRY(whole_group(shard, store_id, prefix, &group, &whole));
    if (!whole) {
        return of_shard_scan_from(shard, store_id, prefix, prefix, visit, state);
    }
    return group == NULL ? OF_OK : visit_group(shard, group, prefix, visit, state);
}
