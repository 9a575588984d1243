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
    self->record_number = 1;
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
    of_rows_clear(&shard->rows);
    of_arena_free(shard->record);
    of_rocks_batch_free(shard->batch);
    of_buffer_free(&shard->key);
    of_buffer_free(&shard->value);
    of_buffer_free(&shard->group);
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

of_status of_shard_find(of_shard *shard, of_bytes row_key, of_row **row)
{
    *row = of_rows_find(&shard->rows, row_key);
    if (*row != NULL) {
        return OF_OK;
    }
    bool absent = false;
    OF_TRY(is_known_absent(shard, row_key, &absent));
    if (absent) {
        *row = of_rows_load(&shard->rows, row_key, (of_bytes){0});
        return OF_OK;
    }
    size_t family = of_store_family(shard->store, store_of(row_key));
    of_assert(family != SIZE_MAX);
    of_buffer loaded = {0};
    bool found = false;
    OF_TRY(of_rocks_get(shard->store->rocks, family, of_shard_rocks_key(shard, row_key), &loaded,
                        &found));
    *row = of_rows_load(&shard->rows, row_key, found ? of_buffer_bytes(&loaded) : (of_bytes){0});
    of_buffer_free(&loaded);
    return OF_OK;
}

of_status of_shard_decode_value(of_shard *shard, uint16_t store_id, of_bytes value, void **decoded)
{
    size_t index = of_store_family(shard->store, store_id) - OF_FAMILY_ROWS;
    of_assert(index < shard->store->row_count && value.len > 0);
    const of_plan *plan = NULL;
    OF_TRY(of_shard_plan(shard, index, value, &plan));
    *decoded = of_arena_alloc(shard->record, shard->store->rows[index].type->size);
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

of_status of_shard_decode(of_shard *shard, of_row *row, const void **decoded)
{
    *decoded = NULL;
    if (row->now == NULL) {
        return OF_OK;
    }
    if (row->decoded == NULL || row->decoded_in != shard->record_number) {
        /* A copy, so that what was handed out outlives a later put of the same record. */
        of_bytes value =
            of_arena_bytes(shard->record, (of_bytes){.data = row->now->data, .len = row->now->len});
        if (value.data == NULL) {
            return OF_ABORT_AS("the rows of one record are too large");
        }
        OF_TRY(of_shard_decode_value(shard,
                                     store_of((of_bytes){.data = row->key, .len = row->key_len}),
                                     value, &row->decoded));
        row->decoded_in = shard->record_number;
    }
    *decoded = row->decoded;
    return OF_OK;
}

of_status of_shard_get(of_shard *shard, uint16_t store_id, of_text key, const void **row)
{
    of_row *found = NULL;
    OF_TRY(of_shard_find(shard, of_shard_row_key(shard, store_id, key), &found));
    return of_shard_decode(shard, found, row);
}

of_status of_shard_change(of_shard *shard, of_bytes row_key, of_bytes value)
{
    of_row *row = NULL;
    OF_TRY(of_shard_find(shard, row_key, &row));
    if (row->now == NULL && value.data == NULL) {
        return OF_OK;
    }
    if (!of_rows_change(&shard->rows, row, value)) {
        return OF_ABORT_AS("the memory budget is full of rows that this turn changed");
    }
    return OF_OK;
}

of_status of_shard_put(of_shard *shard, uint16_t store_id, of_text key, const void *row)
{
    size_t index = of_store_family(shard->store, store_id) - OF_FAMILY_ROWS;
    of_assert(index < shard->store->row_count);
    of_buffer encoded = {0};
    of_row_begin(shard->store, index, &encoded);
    of_status status = of_record_encode(shard->store->rows[index].type, row, &encoded);
    if (of_ok(status)) {
        status = of_shard_announce(shard, index);
    }
    if (of_ok(status)) {
        status = of_shard_change(shard, of_shard_row_key(shard, store_id, key),
                                 of_buffer_bytes(&encoded));
    }
    of_buffer_free(&encoded);
    return status;
}

of_status of_shard_delete(of_shard *shard, uint16_t store_id, of_text key)
{
    return of_shard_change(shard, of_shard_row_key(shard, store_id, key), (of_bytes){0});
}

static void next_record(of_shard *shard)
{
    of_arena_reset(shard->record);
    shard->record_number++;
}

void of_shard_keep(of_shard *shard)
{
    of_rows_keep(&shard->rows);
    next_record(shard);
}

void of_shard_undo(of_shard *shard)
{
    of_rows_undo(&shard->rows);
    of_shard_forget_announced(shard);
    shard->next_due_ms = INT64_MIN; /* a timer that the record cleared is back */
    next_record(shard);
}

/* ---- timers: due time (8, big endian), node (2), length of key (2), key, name ---- */

static of_status change_timer(of_shard *shard, const of_timer *timer, of_bytes value)
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
    if (of_ok(status) && (row->now == NULL) != (value.data == NULL)) {
        status = of_shard_change(shard, of_buffer_bytes(&key), value);
    }
    of_buffer_free(&key);
    if (shard->next_due_ms != INT64_MIN && value.data != NULL &&
        timer->due_ms < shard->next_due_ms) {
        shard->next_due_ms = timer->due_ms;
    }
    return status;
}

of_status of_shard_timer_set(of_shard *shard, const of_timer *timer)
{
    const uint8_t format = OF_ROW_FORMAT;
    return change_timer(shard, timer, (of_bytes){.data = &format, .len = 1});
}

of_status of_shard_timer_clear(of_shard *shard, const of_timer *timer)
{
    return change_timer(shard, timer, (of_bytes){0});
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
