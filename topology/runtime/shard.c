/* A shard's rows: read and changed; and its timers, which are rows ordered by due time. */
#include "topology/runtime/shard.h"

#include "topology/base/assert.h"
#include "topology/base/memory.h"

#define RECORD_BYTES_MAX ((size_t)64 << 20)

of_status of_shard_open(of_store *store, int32_t partition, of_shard **shard)
{
    of_assert(partition >= 0 && partition < store->partitions);
    pthread_mutex_lock(&store->lock);
    bool taken = store->is_open[partition];
    store->is_open[partition] = true;
    pthread_mutex_unlock(&store->lock);
    if (taken) {
        return OF_RETRY_AS("the shard is still open in another worker of this process");
    }
    of_shard *self = of_new(sizeof *self);
    self->store = store;
    self->partition = partition;
    self->rows.bytes_max = store->shard_bytes_max;
    self->record = of_arena_new(RECORD_BYTES_MAX);
    self->batch = of_rocks_batch_new();
    self->is_announced = of_new_array(store->row_count, sizeof *self->is_announced);
    self->next_due_ms = INT64_MIN;
    of_status status = of_stamp_load(self);
    if (!of_ok(status)) {
        of_shard_close(self);
        return status;
    }
    *shard = self;
    return OF_OK;
}

void of_shard_close(of_shard *shard)
{
    if (!shard->is_broken) {
        of_status status = of_shard_write(shard);
        of_maybe(of_ok(status)); /* logged; the changelog has what is not written */
    }
    of_rows_clear(&shard->rows);
    of_arena_free(shard->record);
    of_rocks_batch_free(shard->batch);
    of_buffer_free(&shard->key);
    of_buffer_free(&shard->value);
    of_buffer_free(&shard->group);
    of_buffer_free(&shard->encoded);
    of_buffer_free(&shard->stamp.inputs);
    of_delete(shard->inputs);
    of_delete(shard->is_announced);
    of_shard_forget_foreign(shard);
    pthread_mutex_lock(&shard->store->lock);
    shard->store->is_open[shard->partition] = false;
    pthread_mutex_unlock(&shard->store->lock);
    of_delete(shard);
}

/* ---- rows ---- */

of_bytes of_shard_row_key(of_shard *shard, uint16_t store_id, of_text key)
{
    of_buffer_clear(&shard->key);
    of_buffer_put_u16_be(&shard->key, store_id);
    of_buffer_put_text(&shard->key, key);
    return of_buffer_bytes(&shard->key);
}

static uint16_t store_of(of_bytes row_key)
{
    of_assert(row_key.len >= 2);
    return (uint16_t)(row_key.data[0] << 8 | row_key.data[1]);
}

of_bytes of_shard_rocks_key(of_shard *shard, of_bytes row_key)
{
    of_buffer_clear(&shard->value);
    of_buffer_put_u32_be(&shard->value, (uint32_t)shard->partition);
    of_buffer_put(&shard->value, row_key.data + 2, row_key.len - 2);
    return of_buffer_bytes(&shard->value);
}

static bool note_row(void *state, of_bytes key, of_bytes value)
{
    bool *found = state;
    of_maybe(key.len == 0 && value.len == 0);
    *found = true;
    return false;
}

of_status of_shard_is_whole(of_shard *shard, uint16_t store_id, bool *whole)
{
    of_assert(store_id < OF_STORE_IDS);
    of_rows *rows = &shard->rows;
    if (!rows->is_asked[store_id]) {
        const uint8_t prefix[4] = {(uint8_t)((uint32_t)shard->partition >> 24),
                                   (uint8_t)((uint32_t)shard->partition >> 16),
                                   (uint8_t)((uint32_t)shard->partition >> 8),
                                   (uint8_t)shard->partition};
        of_bytes from = {.data = prefix, .len = sizeof prefix};
        bool found = false;
        OF_TRY(of_rocks_scan(shard->store->rocks, of_store_family(shard->store, store_id), from,
                             from, note_row, &found));
        rows->is_asked[store_id] = true;
        rows->is_whole[store_id] = !found;
    }
    /* What is replayed goes past the rows in memory. */
    *whole = rows->is_whole[store_id] && !shard->is_replaying;
    return OF_OK;
}

/* Is it known, without asking RocksDB, that it has no such row? The row is not in memory. */
static of_status is_known_absent(of_shard *shard, of_bytes row_key, bool *absent)
{
    OF_TRY(of_shard_is_whole(shard, store_of(row_key), absent));
    of_bytes group_key = of_rows_group_key(row_key);
    if (*absent || group_key.data == NULL) {
        return OF_OK;
    }
    const of_row_group *group = of_rows_group(&shard->rows, group_key);
    *absent = group != NULL && group->is_whole;
    return OF_OK;
}

/* ---- from stored bytes to a version and back: format version (1 byte), Avro binary ---- */

/* The place of the store's row type, or SIZE_MAX for timers and schemas, which are all key. */
static size_t type_of(const of_shard *shard, uint16_t store_id)
{
    size_t family = of_store_family(shard->store, store_id);
    of_assert(family != SIZE_MAX);
    return family < OF_FAMILY_ROWS ? SIZE_MAX : family - OF_FAMILY_ROWS;
}

of_status of_shard_decode(of_shard *shard, uint16_t store_id, of_bytes value, void **decoded)
{
    size_t type = type_of(shard, store_id);
    of_assert(type < shard->store->row_count && value.len > 0);
    const of_plan *plan = NULL;
    OF_TRY(of_shard_plan(shard, type, value, &plan));
    *decoded = of_arena_alloc(shard->record, shard->store->rows[type].type->size);
    if (*decoded == NULL) {
        return OF_ABORT_AS("the rows of one record are too large");
    }
    of_bytes avro = {.data = value.data + OF_ROW_HEADER, .len = value.len - OF_ROW_HEADER};
    of_status status = of_plan_decode(plan, avro, shard->record, *decoded);
    if (status.remedy == OF_SKIP) { /* not the record's fault: no dead letter for it */
        return OF_FATAL_AS("a stored row cannot be read: it is damaged");
    }
    return status;
}

/* SKIP when the object cannot be stored. */
static of_status make_version(const of_shard *shard, size_t type, const void *object,
                              of_version **version)
{
    size_t bytes = 0;
    const of_clone_plan *plan = shard->store->clones[type];
    OF_TRY(of_clone_measure(plan, object, &bytes));
    *version = of_version_new(bytes);
    of_clone_into(plan, object, (*version)->data);
    return OF_OK;
}

of_status of_shard_object(of_shard *shard, of_row *row, const void **object)
{
    *object = NULL;
    if (row->now == NULL) {
        return OF_OK;
    }
    uint16_t store_id = store_of((of_bytes){.data = row->key, .len = row->key_len});
    size_t type = type_of(shard, store_id);
    if (!row->now->is_object && type != SIZE_MAX) {
        void *decoded = NULL;
        of_version *version = NULL;
        of_arena_mark mark = of_arena_save(shard->record);
        OF_TRY(of_shard_decode(shard, store_id, of_version_encoding(row->now), &decoded));
        of_status status = make_version(shard, type, decoded, &version);
        of_assert(of_ok(status)); /* the decoder lets through only what can be encoded */
        of_arena_rewind(shard->record, mark);
        of_rows_decoded(&shard->rows, row, version);
    }
    *object = row->now->data;
    return OF_OK;
}

of_status of_shard_encode(of_shard *shard, of_row *row, of_bytes *value)
{
    if (row->now != NULL && row->now->is_object && row->now->encoding == NULL) {
        size_t type = type_of(shard, store_of((of_bytes){.data = row->key, .len = row->key_len}));
        of_buffer_clear(&shard->encoded);
        of_row_begin(shard->store, type, &shard->encoded);
        OF_TRY(of_clone_encode(shard->store->clones[type], row->now->data, &shard->encoded));
        of_rows_encoded(&shard->rows, row, of_version_of(of_buffer_bytes(&shard->encoded)));
    }
    *value = of_version_encoding(row->now);
    return OF_OK;
}

/* ---- reading and changing ---- */

of_status of_shard_find(of_shard *shard, of_bytes row_key, of_row **row)
{
    *row = of_rows_find(&shard->rows, row_key);
    if (*row != NULL) {
        return OF_OK;
    }
    bool found = false;
    OF_TRY(is_known_absent(shard, row_key, &found));
    if (found) {
        *row = of_rows_load(&shard->rows, row_key, NULL);
        return OF_OK;
    }
    if (shard->rows.loaded > RECORD_BYTES_MAX) {
        return OF_ABORT_AS("the rows of one record are too large");
    }
    size_t family = of_store_family(shard->store, store_of(row_key));
    of_assert(family != SIZE_MAX);
    of_bytes rocks_key = of_shard_rocks_key(shard, row_key);
    of_buffer_clear(&shard->encoded);
    OF_TRY(of_rocks_get(shard->store->rocks, family, rocks_key, &shard->encoded, &found));
    of_bytes value = found ? of_buffer_bytes(&shard->encoded) : (of_bytes){0};
    *row = of_rows_load(&shard->rows, row_key, of_version_of(value));
    return OF_OK;
}

of_status of_shard_get(of_shard *shard, uint16_t store_id, of_text key, const void **row)
{
    of_row *found = NULL;
    *row = NULL;
    OF_TRY(of_shard_find(shard, of_shard_row_key(shard, store_id, key), &found));
    return of_shard_object(shard, found, row);
}

of_status of_shard_change(of_shard *shard, of_bytes row_key, of_version *version)
{
    of_row *row = NULL;
    of_status status = of_shard_find(shard, row_key, &row);
    if (of_ok(status) && row->now == NULL && version == NULL) {
        return OF_OK;
    }
    bool changed = of_ok(status) && of_rows_change(&shard->rows, row, version);
    if (of_ok(status) && !changed) {
        status = of_shard_write(shard); /* makes room of what earlier turns changed */
        changed = of_ok(status) && of_rows_change(&shard->rows, row, version);
    }
    if (of_ok(status) && !changed) {
        status = OF_ABORT_AS("the memory budget is full of rows that this turn changed");
    }
    if (!of_ok(status)) {
        of_version_free(version);
    }
    return status;
}

of_status of_shard_put(of_shard *shard, uint16_t store_id, of_text key, const void *row)
{
    of_version *version = NULL;
    size_t type = type_of(shard, store_id);
    OF_TRY(make_version(shard, type, row, &version));
    of_status status = of_shard_announce(shard, type);
    if (!of_ok(status)) {
        of_version_free(version);
        return status;
    }
    return of_shard_change(shard, of_shard_row_key(shard, store_id, key), version);
}

of_status of_shard_delete(of_shard *shard, uint16_t store_id, of_text key)
{
    return of_shard_change(shard, of_shard_row_key(shard, store_id, key), NULL);
}

bool of_shard_is_crowded(const of_shard *shard)
{
    return shard->rows.pinned - shard->rows.unwritten_bytes > shard->rows.bytes_max / 2;
}

void of_shard_keep(of_shard *shard)
{
    of_rows_keep(&shard->rows);
    of_arena_reset(shard->record);
}

void of_shard_undo(of_shard *shard)
{
    of_rows_undo(&shard->rows);
    of_shard_forget_announced(shard);
    shard->next_due_ms = INT64_MIN; /* a timer that the record cleared is back */
    of_arena_reset(shard->record);
}

/* ---- timers: due time (8, big endian), node (2), length of key (2), key, name ---- */

static of_status change_timer(of_shard *shard, const of_timer *timer, bool set)
{
    of_assert(timer->due_ms >= 0 && timer->key.len <= UINT16_MAX);
    of_buffer key = {0};
    of_buffer_put_u16_be(&key, OF_STORE_TIMER);
    of_buffer_put_u64_be(&key, (uint64_t)timer->due_ms);
    of_buffer_put_u16_be(&key, timer->node);
    of_buffer_put_u16_be(&key, (uint16_t)timer->key.len);
    of_buffer_put_text(&key, timer->key);
    of_buffer_put_text(&key, timer->name);
    of_row *row = NULL;
    of_status status = of_shard_find(shard, of_buffer_bytes(&key), &row);
    if (of_ok(status) && (row->now != NULL) != set) {
        const uint8_t format = OF_ROW_FORMAT; /* all that is stored of it beside the key */
        of_bytes value = {.data = set ? &format : NULL, .len = 1};
        status = of_shard_change(shard, of_buffer_bytes(&key), of_version_of(value));
    }
    of_buffer_free(&key);
    if (shard->next_due_ms != INT64_MIN && set && timer->due_ms < shard->next_due_ms) {
        shard->next_due_ms = timer->due_ms;
    }
    return status;
}

of_status of_shard_timer_set(of_shard *shard, const of_timer *timer)
{
    return change_timer(shard, timer, true);
}

of_status of_shard_timer_clear(of_shard *shard, const of_timer *timer)
{
    return change_timer(shard, timer, false);
}

typedef struct first_timer {
    of_shard *shard;
    of_timer timer;
    bool found;
} first_timer;

static uint64_t load_be(const uint8_t *at, size_t bytes)
{
    uint64_t value = 0;
    for (size_t i = 0; i < bytes; i++) {
        value = value << 8 | at[i];
    }
    return value;
}

static of_status on_timer(void *state, of_text key, const void *row)
{
    first_timer *self = state;
    of_maybe(row == NULL); /* a timer is all key */
    of_text kept = of_arena_text(self->shard->record, key);
    of_assert(key.len >= 12);
    if (kept.data == NULL) {
        return OF_ABORT_AS("the rows of one record are too large");
    }
    const uint8_t *at = (const uint8_t *)kept.data;
    size_t key_len = (size_t)load_be(at + 10, 2);
    of_assert(12 + key_len <= kept.len);
    self->timer =
        (of_timer){.due_ms = (int64_t)load_be(at, 8),
                   .node = (uint16_t)load_be(at + 8, 2),
                   .key = {.data = kept.data + 12, .len = key_len},
                   .name = {.data = kept.data + 12 + key_len, .len = kept.len - 12 - key_len}};
    self->found = true;
    return OF_SKIP_AS("the first one is enough");
}

of_status of_shard_timer_next(of_shard *shard, int64_t limit_ms, of_timer *timer, bool *found)
{
    *found = false;
    if (shard->next_due_ms != INT64_MIN && shard->next_due_ms > limit_ms) {
        return OF_OK;
    }
    first_timer first = {.shard = shard};
    /* From the earliest possible one on: what fired before it left a trail of deleted keys. */
    uint8_t due[8] = {0};
    for (size_t i = 0; i < 8 && shard->next_due_ms > 0; i++) {
        due[i] = (uint8_t)((uint64_t)shard->next_due_ms >> (56 - 8 * i));
    }
    of_text from = {.data = (const char *)due, .len = sizeof due};
    of_status status =
        of_shard_scan_from(shard, OF_STORE_TIMER, OF_TEXT(""), from, on_timer, &first);
    if (!of_ok(status) && !first.found) {
        return status;
    }
    shard->next_due_ms = first.found ? first.timer.due_ms : INT64_MAX;
    *found = first.found && first.timer.due_ms <= limit_ms;
    if (*found) {
        *timer = first.timer;
    }
    return OF_OK;
}
