/* Stamps; the changelog records of a shard's turn; and catching up from the changelog. */
#include <inttypes.h>
#include <stdio.h>

#include "topology/base/assert.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/runtime/shard.h"

#define REPLAY_BATCH_BYTES ((size_t)1 << 20)
#define TOPIC_NAME_SIZE    256 /* Kafka's limit is 249 */
#define STAMP_FIXED_BYTES  ((size_t)(1 + 36 + 8 + 8 + 8))

/* ---- stamps: format (1), owner (36), turn, changelog offset, time (8 each), lineage,
 * inputs ---- */

static of_bytes meta_key(of_shard *shard, const char *kind)
{
    of_buffer_clear(&shard->key);
    of_buffer_format(&shard->key, "%s/%" PRId32, kind, shard->partition);
    return of_buffer_bytes(&shard->key);
}

static uint64_t load_be(const uint8_t *at, size_t bytes)
{
    uint64_t value = 0;
    for (size_t i = 0; i < bytes; i++) {
        value = value << 8 | at[i];
    }
    return value;
}

static void encode_stored(const of_stored_stamp *stamp, of_buffer *out)
{
    of_buffer_put_u8(out, OF_ROW_FORMAT);
    of_buffer_put(out, stamp->owner, 36);
    of_buffer_put_u64_be(out, (uint64_t)stamp->turn);
    of_buffer_put_u64_be(out, (uint64_t)stamp->changelog_offset);
    of_buffer_put_u64_be(out, (uint64_t)stamp->at_ms);
    of_lineage_encode(&stamp->lineage, out);
    of_buffer_put(out, stamp->inputs.data, stamp->inputs.len);
}

of_bytes of_stamp_encode(of_shard *shard, const of_stamp *stamp)
{
    of_assert(shard->kafka != NULL);
    of_buffer *inputs = &shard->stamp.inputs;
    of_buffer_clear(inputs);
    of_buffer_put_u32_be(inputs, (uint32_t)stamp->input_count);
    for (size_t i = 0; i < stamp->input_count; i++) {
        of_text name = of_text_of(of_topic_name(shard->kafka, stamp->inputs[i].topic));
        of_buffer_put_u16_be(inputs, (uint16_t)name.len);
        of_buffer_put_text(inputs, name);
        of_buffer_put_u32_be(inputs, (uint32_t)stamp->inputs[i].partition);
        of_buffer_put_u64_be(inputs, (uint64_t)stamp->inputs[i].offset);
    }
    shard->stamp.exists = true;
    shard->stamp.turn = stamp->turn;
    shard->stamp.changelog_offset = stamp->changelog_offset;
    shard->stamp.at_ms = stamp->at_ms;
    memcpy(shard->stamp.owner, stamp->owner, sizeof shard->stamp.owner);
    shard->stamp.lineage = shard->collected;
    of_buffer_clear(&shard->value);
    encode_stored(&shard->stamp, &shard->value);
    return of_buffer_bytes(&shard->value);
}

/* Are these the inputs of a stamp, whole? */
static bool are_inputs(of_bytes in)
{
    if (in.len < 4) {
        return false;
    }
    size_t at = 4;
    for (uint64_t left = load_be(in.data, 4); left > 0; left--) {
        if (in.len - at < 2) {
            return false;
        }
        size_t name_len = (size_t)load_be(in.data + at, 2);
        if (name_len >= TOPIC_NAME_SIZE || in.len - at < 14 + name_len) {
            return false;
        }
        at += 14 + name_len;
    }
    return at == in.len;
}

bool of_stamp_decode(of_bytes value, of_stored_stamp *stamp)
{
    if (value.len < STAMP_FIXED_BYTES || value.data[0] != OF_ROW_FORMAT) {
        return false;
    }
    of_bytes rest = {.data = value.data + STAMP_FIXED_BYTES, .len = value.len - STAMP_FIXED_BYTES};
    of_lineage lineage = {0};
    size_t used = of_lineage_decode(&lineage, rest);
    of_bytes inputs = {.data = rest.data + used, .len = rest.len - used};
    if (used == 0 || !are_inputs(inputs)) {
        return false;
    }
    stamp->exists = true;
    stamp->lineage = lineage;
    memcpy(stamp->owner, value.data + 1, 36);
    stamp->owner[36] = '\0';
    stamp->turn = (int64_t)load_be(value.data + 37, 8);
    stamp->changelog_offset = (int64_t)load_be(value.data + 45, 8);
    stamp->at_ms = (int64_t)load_be(value.data + 53, 8);
    of_buffer_clear(&stamp->inputs);
    of_buffer_put(&stamp->inputs, inputs.data, inputs.len);
    return true;
}

void of_stamp_put(of_shard *shard, of_rocks_batch *batch)
{
    of_buffer_clear(&shard->value);
    encode_stored(&shard->stamp, &shard->value);
    of_rocks_put(shard->store->rocks, batch, OF_FAMILY_META, meta_key(shard, "stamp"),
                 of_buffer_bytes(&shard->value));
}

of_status of_stamp_stored_turn(of_shard *shard, int64_t *turn)
{
    of_buffer value = {0};
    bool found = false;
    of_status status =
        of_rocks_get(shard->store->rocks, OF_FAMILY_META, meta_key(shard, "stamp"), &value, &found);
    *turn = found && value.len >= 45 ? (int64_t)load_be(value.data + 37, 8) : 0;
    of_buffer_free(&value);
    return status;
}

/* A shard whose restore was cut off has no stamp: it starts over from the changelog. */
of_status of_stamp_load(of_shard *shard)
{
    bool restoring = false;
    bool found = false;
    of_buffer value = {0};
    of_status status = of_rocks_get(shard->store->rocks, OF_FAMILY_META,
                                    meta_key(shard, "restoring"), &value, &restoring);
    of_buffer_clear(&value);
    if (of_ok(status) && !restoring) {
        status = of_rocks_get(shard->store->rocks, OF_FAMILY_META, meta_key(shard, "stamp"), &value,
                              &found);
    }
    if (of_ok(status) && found && !of_stamp_decode(of_buffer_bytes(&value), &shard->stamp)) {
        status = OF_FATAL_AS("a stamp was written by a newer release: start that release");
    }
    of_buffer_free(&value);
    shard->stored_turn = shard->stamp.exists ? shard->stamp.turn : 0;
    return of_ok(status) && restoring ? of_shard_restore_begin(shard) : status;
}

of_status of_shard_stamp(of_shard *shard, of_kafka *kafka, of_stamp *stamp, bool *found)
{
    shard->kafka = kafka;
    const of_stored_stamp *stored = &shard->stamp;
    *found = stored->exists;
    *stamp = (of_stamp){.changelog_offset = -1};
    if (!stored->exists) {
        return OF_OK;
    }
    memcpy(stamp->owner, stored->owner, sizeof stamp->owner);
    stamp->turn = stored->turn;
    stamp->changelog_offset = stored->changelog_offset;
    stamp->at_ms = stored->at_ms;
    const uint8_t *at = stored->inputs.data;
    stamp->input_count = (size_t)load_be(at, 4);
    at += 4;
    shard->inputs = of_renew(shard->inputs, (stamp->input_count + 1) * sizeof *shard->inputs);
    for (size_t i = 0; i < stamp->input_count; i++) {
        char name[TOPIC_NAME_SIZE];
        size_t len = (size_t)load_be(at, 2);
        of_assert(len < sizeof name);
        memcpy(name, at + 2, len);
        name[len] = '\0';
        shard->inputs[i] = (of_position){.topic = of_topic_handle(kafka, name),
                                         .partition = (int32_t)load_be(at + 2 + len, 4),
                                         .offset = (int64_t)load_be(at + 6 + len, 8)};
        at += 14 + len;
    }
    stamp->inputs = shard->inputs;
    return OF_OK;
}

/* ---- the turn ---- */

bool of_shard_dirty(const of_shard *shard)
{
    return shard->rows.dirty_count > 0;
}

/* The first turn after another owner's is the beginning of a reign. Noted once per turn, so that
 * changelog and store get the same lineage. */
static void note_reign(of_shard *shard, const of_stamp *stamp)
{
    shard->collected = shard->stamp.lineage;
    shard->collected.partitions = shard->store->partitions;
    shard->collected_turn = stamp->turn;
    if (!of_lineage_ends_with(&shard->collected, stamp->owner)) {
        of_lineage_add(&shard->collected, stamp->owner, stamp->turn, stamp->at_ms);
    }
}

of_status of_shard_collect(of_shard *shard, const of_stamp *stamp, of_shard_emit emit, void *state)
{
    of_assert(shard->rows.undo_count == 0);
    of_assert(!shard->is_replaying);
    for (size_t i = 0; i < shard->rows.dirty_count; i++) {
        of_row *row = shard->rows.dirty[i];
        of_rows_prefetch(shard->rows.dirty, shard->rows.dirty_count, i);
        if (row->now == NULL && row->base == NULL) {
            continue; /* came and went within the turn */
        }
        of_bytes value;
        OF_TRY(of_shard_encode(shard, row, &value));
        OF_TRY(emit(state, (of_bytes){.data = row->key, .len = row->key_len}, value));
    }
    int64_t turn_before = shard->stamp.exists ? shard->stamp.turn : 0;
    of_assert(stamp->turn == turn_before + 1);
    note_reign(shard, stamp);
    of_stored_stamp saved = shard->stamp;
    shard->stamp.inputs = (of_buffer){0};
    of_bytes value = of_stamp_encode(shard, stamp);
    of_buffer_free(&shard->stamp.inputs);
    shard->stamp = saved;
    of_bytes key = of_shard_row_key(shard, OF_STORE_STAMP, OF_TEXT(""));
    return emit(state, key, value);
}

/* ---- resume and restore ---- */

/* Takes over a stamp of the changelog, unless it tells of another history than the shard's own. The
 * rows of a turn lie before its stamp and the stored stamp stays what it was until one was checked,
 * so a crash in between leads back to this question. */
static of_status replay_stamp(of_shard *shard, of_bytes value)
{
    of_stored_stamp read = {0};
    if (value.data == NULL || !of_stamp_decode(value, &read)) {
        return OF_FATAL_AS("the changelog holds a stamp of a newer release");
    }
    of_stored_stamp *own = &shard->stamp;
    of_status status = OF_OK;
    bool is_newer = !own->exists || read.turn >= own->turn;
    if (read.lineage.partitions != shard->store->partitions) {
        status = OF_FATAL_AS("the changelog was written with another number of partitions");
    } else if (own->exists &&
               !(is_newer ? of_lineage_holds(&read.lineage, &own->lineage, own->turn)
                          : of_lineage_holds(&own->lineage, &read.lineage, read.turn))) {
        status = OF_ABORT_AS("the local state is not on the changelog's history");
    }
    shard->replayed_turn = read.turn;
    if (of_ok(status) && is_newer) {
        of_buffer_free(&own->inputs);
        *own = read;
    } else {
        of_buffer_free(&read.inputs);
    }
    return status;
}

of_status of_shard_replay(of_shard *shard, of_bytes key, of_bytes value, int64_t offset,
                          int64_t timestamp_ms)
{
    of_maybe(timestamp_ms < 0);
    if (key.data == NULL || key.len < 2) {
        return OF_FATAL_AS("the changelog holds a record that is not ours");
    }
    if (!shard->is_replaying) {
        OF_TRY(of_shard_write(shard));
        of_rows_clear(&shard->rows);
        of_shard_forget_announced(shard);
        shard->is_replaying = true;
        shard->replayed_turn = 0;
    }
    uint16_t store_id = (uint16_t)(key.data[0] << 8 | key.data[1]);
    if (store_id == OF_STORE_STAMP) {
        OF_TRY(replay_stamp(shard, value));
    } else if (of_store_family(shard->store, store_id) == SIZE_MAX) {
        return OF_FATAL_AS("the changelog holds rows of a store that this release does not know");
    } else if (value.data != NULL && (value.len == 0 || value.data[0] > OF_ROW_FORMAT)) {
        return OF_FATAL_AS("the changelog holds a row of a newer release");
    } else {
        of_shard_batch(shard, key, value);
    }
    /* At the stamp, not behind it: a resume then always meets a stamp of its own turn or a newer
     * one, and a changelog without any has lost its tail. */
    shard->stamp.changelog_offset = store_id == OF_STORE_STAMP ? offset : offset + 1;
    return shard->batch_bytes >= REPLAY_BATCH_BYTES ? of_shard_write_batch(shard) : OF_OK;
}

of_status of_shard_replay_end(of_shard *shard)
{
    if (shard->stamp.exists && shard->replayed_turn < shard->stamp.turn) {
        return OF_FATAL_AS("the changelog ends before the local state: it lost its tail; bring the "
                           "topic back, or move the state directory away to restore from what the "
                           "topic still has");
    }
    if (!shard->is_replaying) {
        OF_TRY(of_shard_write(shard));
    }
    of_rocks_delete(shard->store->rocks, shard->batch, OF_FAMILY_META,
                    meta_key(shard, "restoring"));
    OF_TRY(of_shard_write_batch(shard));
    of_rows_clear(&shard->rows); /* what was read meanwhile may be of before */
    shard->is_replaying = false;
    shard->next_due_ms = INT64_MIN;
    return OF_OK;
}

of_status of_shard_restore_begin(of_shard *shard)
{
    of_store *store = shard->store;
    uint8_t from[4];
    uint8_t to[4];
    for (size_t i = 0; i < 4; i++) {
        from[i] = (uint8_t)((uint32_t)shard->partition >> (24 - 8 * i));
        to[i] = (uint8_t)((uint32_t)(shard->partition + 1) >> (24 - 8 * i));
    }
    of_rows_clear(&shard->rows);
    of_shard_forget_announced(shard);
    of_buffer_clear(&shard->stamp.inputs);
    shard->stamp.exists = false;
    shard->stamp.lineage = (of_lineage){0};
    shard->replayed_turn = 0;
    const uint8_t mark = 1;
    of_rocks_put(store->rocks, shard->batch, OF_FAMILY_META, meta_key(shard, "restoring"),
                 (of_bytes){.data = &mark, .len = 1});
    of_rocks_delete(store->rocks, shard->batch, OF_FAMILY_META, meta_key(shard, "stamp"));
    for (size_t family = OF_FAMILY_TIMER; family < OF_FAMILY_ROWS + store->row_count; family++) {
        of_rocks_delete_range(store->rocks, shard->batch, family,
                              (of_bytes){.data = from, .len = 4}, (of_bytes){.data = to, .len = 4});
    }
    OF_TRY(of_shard_write_batch(shard));
    return of_rocks_flush(store->rocks);
}
