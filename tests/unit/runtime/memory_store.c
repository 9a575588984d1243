/* The store's contract over lists in memory: slow, small, and easy to believe. */
#include "tests/unit/runtime/cells.h"
#include "tests/unit/runtime/test_store.h"

#include <stdio.h>

#include "avro/codec/plan.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/runtime/store.h"

#define PARTITIONS_MAX 16
#define INPUTS_MAX     16
#define TIMER_STORE    200
#define STAMP_STORE    201

typedef struct saved_stamp {
    bool found;
    char owner[37];
    int64_t turn, changelog_offset, at_ms;
    char names[INPUTS_MAX][64];
    int32_t partitions[INPUTS_MAX];
    int64_t offsets[INPUTS_MAX];
    size_t count;
} saved_stamp;

typedef struct disk_shard {
    cells rows;
    saved_stamp stamp;
} disk_shard;

typedef struct disk {
    char name[128];
    char owner[37];
    disk_shard now[PARTITIONS_MAX];
    disk_shard flushed[PARTITIONS_MAX];
    bool open[PARTITIONS_MAX];
    struct disk *next;
} disk;

struct of_store {
    disk *disk;
    of_store_row rows[32];
    of_plan *plans[32];
    size_t row_count;
};

struct of_shard {
    of_store *store;
    disk_shard *disk;
    int32_t partition;
    cells turn;
    cells record;
    of_arena *arena;
    of_kafka *kafka; /* names the topics of stamps */
};

static char directory[32] = "memory-0";
static disk *disks;

static void copy_shard(disk_shard *to, const disk_shard *from)
{
    cells rows = cells_copy(&from->rows);
    cells_free(&to->rows);
    *to = *from;
    to->rows = rows;
}

/* ---- stores ---- */

const char *test_store_directory(void)
{
    return directory;
}

const char *test_store_another(void)
{
    static int asked;
    snprintf(directory, sizeof directory, "memory-%d", ++asked);
    return directory;
}

void test_store_reset(void)
{
    while (disks != NULL) {
        disk *gone = disks;
        disks = gone->next;
        for (int i = 0; i < PARTITIONS_MAX; i++) {
            cells_free(&gone->now[i].rows);
            cells_free(&gone->flushed[i].rows);
        }
        of_delete(gone);
    }
}

static disk *disk_named(const char *name)
{
    static int made;
    for (disk *at = disks; at != NULL; at = at->next) {
        if (strcmp(at->name, name) == 0) {
            return at;
        }
    }
    disk *fresh = of_new(sizeof *fresh);
    snprintf(fresh->name, sizeof fresh->name, "%s", name);
    snprintf(fresh->owner, sizeof fresh->owner, "00000000-0000-0000-0000-%012d", ++made);
    fresh->next = disks;
    disks = fresh;
    return fresh;
}

of_status of_store_open(const of_store_options *options, of_store **store, char *error,
                        size_t error_size)
{
    of_store *opened = of_new(sizeof *opened);
    opened->disk = disk_named(options->directory);
    memset(opened->disk->open, 0, sizeof opened->disk->open);
    of_assert(options->row_count <= 32 && options->partitions <= PARTITIONS_MAX);
    for (size_t i = 0; i < options->row_count; i++) {
        of_schema *schema = NULL;
        opened->rows[opened->row_count] = options->rows[i];
        OF_TRY(of_schema_parse(of_text_of(options->rows[i].type->schema_text), &schema, error,
                               error_size));
        OF_TRY(of_plan_compile(schema, options->rows[i].type, &opened->plans[opened->row_count++],
                               error, error_size));
        of_schema_free(schema);
    }
    *store = opened;
    return OF_OK;
}

void of_store_close(of_store *store, bool crash)
{
    for (int i = 0; i < PARTITIONS_MAX; i++) {
        if (crash) {
            copy_shard(&store->disk->now[i], &store->disk->flushed[i]);
        } else {
            copy_shard(&store->disk->flushed[i], &store->disk->now[i]);
        }
    }
    for (size_t i = 0; i < store->row_count; i++) {
        of_plan_free(store->plans[i]);
    }
    of_delete(store);
}

const char *of_store_owner(const of_store *store)
{
    return store->disk->owner;
}

bool of_store_has_failed(const of_store *store)
{
    (void)store;
    return false;
}

of_store_io of_store_io_so_far(const of_store *store)
{
    (void)store;
    return (of_store_io){0};
}

of_status of_store_flush_if_due(of_store *store, int64_t now_ms)
{
    /* Now and then, so that a crash loses some turns and keeps others. */
    if (now_ms % 3 == 0) {
        for (int i = 0; i < PARTITIONS_MAX; i++) {
            copy_shard(&store->disk->flushed[i], &store->disk->now[i]);
        }
    }
    return OF_OK;
}

/* ---- shards ---- */

of_status of_shard_open(of_store *store, int32_t partition, of_shard **shard)
{
    if (store->disk->open[partition]) {
        return OF_RETRY_AS("the shard is still open");
    }
    store->disk->open[partition] = true;
    of_shard *opened = of_new(sizeof *opened);
    opened->store = store;
    opened->disk = &store->disk->now[partition];
    opened->partition = partition;
    opened->arena = of_arena_new((size_t)16 << 20);
    *shard = opened;
    return OF_OK;
}

void of_shard_close(of_shard *shard)
{
    shard->store->disk->open[shard->partition] = false;
    cells_free(&shard->turn);
    cells_free(&shard->record);
    of_arena_free(shard->arena);
    of_delete(shard);
}

of_status of_shard_stamp(of_shard *shard, of_kafka *kafka, of_stamp *stamp, bool *found)
{
    static of_position positions[INPUTS_MAX];
    const saved_stamp *saved = &shard->disk->stamp;
    shard->kafka = kafka;
    *found = saved->found;
    *stamp = (of_stamp){.turn = saved->turn,
                        .changelog_offset = saved->found ? saved->changelog_offset : -1,
                        .at_ms = saved->at_ms,
                        .inputs = positions,
                        .input_count = saved->count};
    memcpy(stamp->owner, saved->owner, sizeof stamp->owner);
    for (size_t i = 0; i < saved->count; i++) {
        positions[i] = (of_position){.topic = of_topic_handle(kafka, saved->names[i]),
                                     .partition = saved->partitions[i],
                                     .offset = saved->offsets[i]};
    }
    return OF_OK;
}

static of_bytes row_key(of_shard *shard, uint16_t store_id, of_text key)
{
    uint8_t *bytes = of_arena_alloc(shard->arena, key.len + 2);
    bytes[0] = (uint8_t)(store_id >> 8);
    bytes[1] = (uint8_t)(store_id & 0xff);
    memcpy(bytes + 2, key.data, key.len);
    return (of_bytes){.data = bytes, .len = key.len + 2};
}

static const cell *lookup(const of_shard *shard, of_bytes key)
{
    const cell *found = cells_find(&shard->record, key);
    found = found != NULL ? found : cells_find(&shard->turn, key);
    return found != NULL ? found : cells_find(&shard->disk->rows, key);
}

static size_t row_index(const of_store *store, uint16_t id)
{
    for (size_t i = 0; i < store->row_count; i++) {
        if (store->rows[i].id == id) {
            return i;
        }
    }
    of_assert(false);
    return 0;
}

static of_status decode(of_shard *shard, size_t row, of_bytes value, const void **decoded)
{
    void *to = of_arena_alloc(shard->arena, shard->store->rows[row].type->size);
    OF_TRY(of_plan_decode(shard->store->plans[row], of_arena_bytes(shard->arena, value),
                          shard->arena, to));
    *decoded = to;
    return OF_OK;
}

of_status of_shard_get(of_shard *shard, uint16_t store_id, of_text key, const void **row)
{
    const cell *found = lookup(shard, row_key(shard, store_id, key));
    *row = NULL;
    return found == NULL || found->value.data == NULL
               ? OF_OK
               : decode(shard, row_index(shard->store, store_id), found->value, row);
}

of_status of_shard_put(of_shard *shard, uint16_t store_id, of_text key, const void *row)
{
    of_buffer out = {0};
    OF_TRY(of_record_encode(shard->store->rows[row_index(shard->store, store_id)].type, row, &out));
    cells_set(&shard->record, row_key(shard, store_id, key), of_buffer_bytes(&out));
    of_buffer_free(&out);
    return OF_OK;
}

of_status of_shard_delete(of_shard *shard, uint16_t store_id, of_text key)
{
    cells_set(&shard->record, row_key(shard, store_id, key), (of_bytes){0});
    return OF_OK;
}

/* The smallest live key greater than `after` (NULL: any) with the prefix. */
static const cell *next_cell(const of_shard *shard, of_bytes prefix, const of_bytes *after)
{
    const cells *layers[] = {&shard->record, &shard->turn, &shard->disk->rows};
    const cell *best = NULL;
    for (int layer = 0; layer < 3; layer++) {
        for (size_t i = 0; i < layers[layer]->count; i++) {
            const cell *at = &layers[layer]->items[i];
            bool fits = at->key.len >= prefix.len &&
                        memcmp(at->key.data, prefix.data, prefix.len) == 0 &&
                        (after == NULL || of_bytes_compare(at->key, *after) > 0) &&
                        lookup(shard, at->key)->value.data != NULL;
            if (fits && (best == NULL || of_bytes_compare(at->key, best->key) < 0)) {
                best = lookup(shard, at->key);
            }
        }
    }
    return best;
}

of_status of_shard_scan(of_shard *shard, uint16_t store_id, of_text prefix, of_shard_visit visit,
                        void *state)
{
    of_bytes full = row_key(shard, store_id, prefix);
    for (const cell *at = next_cell(shard, full, NULL); at != NULL;
         at = next_cell(shard, full, &at->key)) {
        const void *row = NULL;
        OF_TRY(decode(shard, row_index(shard->store, store_id), at->value, &row));
        OF_TRY(visit(state, (of_text){(const char *)at->key.data + 2, at->key.len - 2}, row));
    }
    return OF_OK;
}

bool of_shard_is_crowded(const of_shard *)
{
    return false;
}

int64_t of_shard_bytes(const of_shard *)
{
    return 0;
}

void of_shard_keep(of_shard *shard)
{
    for (size_t i = 0; i < shard->record.count; i++) {
        cells_set(&shard->turn, shard->record.items[i].key, shard->record.items[i].value);
    }
    of_shard_undo(shard);
}

void of_shard_undo(of_shard *shard)
{
    cells_free(&shard->record);
    of_arena_reset(shard->arena);
}

/* ---- timers ---- */

static of_text timer_key(of_shard *shard, const of_timer *timer)
{
    of_buffer out = {0};
    of_buffer_put_u64_be(&out, (uint64_t)timer->due_ms);
    of_buffer_put_u16_be(&out, timer->node);
    of_buffer_put_u16_be(&out, (uint16_t)timer->key.len);
    of_buffer_put_text(&out, timer->key);
    of_buffer_put_text(&out, timer->name);
    of_text key = of_arena_text(shard->arena, of_text_of_bytes(of_buffer_bytes(&out)));
    of_buffer_free(&out);
    return key;
}

of_status of_shard_timer_set(of_shard *shard, const of_timer *timer)
{
    cells_set(&shard->record, row_key(shard, TIMER_STORE, timer_key(shard, timer)),
              (of_bytes){.data = (const uint8_t *)"t", .len = 1});
    return OF_OK;
}

of_status of_shard_timer_clear(of_shard *shard, const of_timer *timer)
{
    cells_set(&shard->record, row_key(shard, TIMER_STORE, timer_key(shard, timer)), (of_bytes){0});
    return OF_OK;
}

of_status of_shard_timer_next(of_shard *shard, int64_t limit_ms, of_timer *timer, bool *found)
{
    const cell *first = next_cell(shard, row_key(shard, TIMER_STORE, OF_TEXT("")), NULL);
    *found = false;
    if (first == NULL) {
        return OF_OK;
    }
    const uint8_t *at = first->key.data + 2;
    uint64_t due = 0;
    for (int i = 0; i < 8; i++) {
        due = due << 8 | at[i];
    }
    size_t key_len = (size_t)at[10] << 8 | at[11];
    of_text text =
        of_arena_text(shard->arena, (of_text){(const char *)at + 12, first->key.len - 14});
    *timer = (of_timer){.due_ms = (int64_t)due,
                        .node = (uint16_t)(at[8] << 8 | at[9]),
                        .key = {.data = text.data, .len = key_len},
                        .name = {.data = text.data + key_len, .len = text.len - key_len}};
    *found = timer->due_ms <= limit_ms;
    return OF_OK;
}

/* ---- end of a turn ---- */

bool of_shard_dirty(const of_shard *shard)
{
    return shard->turn.count > 0;
}

static void save_stamp(const of_shard *shard, const of_stamp *stamp, saved_stamp *saved)
{
    *saved = (saved_stamp){.found = true,
                           .turn = stamp->turn,
                           .changelog_offset = stamp->changelog_offset,
                           .at_ms = stamp->at_ms,
                           .count = stamp->input_count};
    memcpy(saved->owner, stamp->owner, sizeof saved->owner);
    for (size_t i = 0; i < stamp->input_count; i++) {
        snprintf(saved->names[i], sizeof saved->names[i], "%s",
                 of_topic_name(shard->kafka, stamp->inputs[i].topic));
        saved->partitions[i] = stamp->inputs[i].partition;
        saved->offsets[i] = stamp->inputs[i].offset;
    }
}

of_status of_shard_collect(of_shard *shard, const of_stamp *stamp, of_shard_emit emit, void *state)
{
    for (size_t i = 0; i < shard->turn.count; i++) {
        OF_TRY(emit(state, shard->turn.items[i].key, shard->turn.items[i].value));
    }
    static saved_stamp saved;
    save_stamp(shard, stamp, &saved);
    of_bytes value = {.data = (const uint8_t *)&saved, .len = sizeof saved};
    return emit(state, row_key(shard, STAMP_STORE, OF_TEXT("stamp")), value);
}

of_status of_shard_apply(of_shard *shard, const of_stamp *stamp)
{
    if (shard->disk->stamp.turn + 1 != stamp->turn) {
        return OF_FATAL_AS("another turn was applied meanwhile");
    }
    for (size_t i = 0; i < shard->turn.count; i++) {
        cells_set(&shard->disk->rows, shard->turn.items[i].key, shard->turn.items[i].value);
    }
    save_stamp(shard, stamp, &shard->disk->stamp);
    of_shard_discard(shard);
    return OF_OK;
}

/* Applied is written: a crash takes what was not flushed, which covers what was not written. */
of_status of_shard_write(of_shard *shard)
{
    of_assert(shard->disk != NULL);
    return OF_OK;
}

of_status of_shard_write_if_due(of_shard *shard, int64_t now_ms)
{
    of_maybe(now_ms == 0);
    return of_shard_write(shard);
}

void of_shard_discard(of_shard *shard)
{
    cells_free(&shard->turn);
    of_shard_undo(shard);
}

/* ---- resume ---- */

of_status of_shard_replay(of_shard *shard, of_bytes key, of_bytes value, int64_t offset,
                          int64_t timestamp_ms)
{
    (void)timestamp_ms;
    of_assert(key.len > 2);
    if (key.data[0] == 0 && key.data[1] == STAMP_STORE) {
        of_assert(value.len == sizeof shard->disk->stamp);
        memcpy(&shard->disk->stamp, value.data, sizeof shard->disk->stamp);
    } else {
        cells_set(&shard->disk->rows, key, value);
    }
    if (shard->disk->stamp.found) {
        shard->disk->stamp.changelog_offset = offset;
    }
    return OF_OK;
}

of_status of_shard_replay_end(of_shard *shard)
{
    (void)shard;
    return OF_OK;
}

of_status of_shard_restore_begin(of_shard *shard)
{
    cells_free(&shard->disk->rows);
    shard->disk->stamp = (saved_stamp){0};
    return OF_OK;
}
