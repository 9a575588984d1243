/* From a committed turn to RocksDB. Rows that were committed stay in memory until enough of them,
 * or enough time, has come together, so that a row that changes in many turns is written once; then
 * all of them go into one batch with the newest stamp. So the stored position only moves past what
 * is stored, and what a crash takes away is what the changelog has behind that position. */
#include <inttypes.h>

#include "topology/base/assert.h"
#include "topology/base/log.h"
#include "topology/runtime/shard.h"

/* What a crash takes away, and what a restart reads again, is bounded by both. */
#define WRITE_MS            3000
#define WRITE_SHARE(budget) ((budget) / 4)

/* ---- batches ---- */

void of_shard_batch(of_shard *shard, of_bytes row_key, of_bytes value)
{
    uint16_t store_id = (uint16_t)(row_key.data[0] << 8 | row_key.data[1]);
    size_t family = of_store_family(shard->store, store_id);
    of_assert(family != SIZE_MAX);
    of_bytes key = of_shard_rocks_key(shard, row_key);
    if (value.data == NULL) {
        of_rocks_delete(shard->store->rocks, shard->batch, family, key);
    } else {
        of_rocks_put(shard->store->rocks, shard->batch, family, key, value);
    }
    shard->batch_bytes += key.len + value.len;
}

of_status of_shard_write_batch(of_shard *shard)
{
    of_store *store = shard->store;
    if (shard->stamp.exists) {
        of_stamp_put(shard, shard->batch);
    }
    of_status status = of_rocks_write(store->rocks, shard->batch);
    pthread_mutex_lock(&store->lock);
    store->unflushed += shard->batch_bytes + 1;
    pthread_mutex_unlock(&store->lock);
    shard->batch_bytes = 0;
    shard->is_broken |= !of_ok(status);
    shard->stored_turn = shard->stamp.exists ? shard->stamp.turn : 0;
    return status;
}

/* ---- what is committed ---- */

static bool is_behind(const of_shard *shard)
{
    return !shard->is_replaying && shard->stamp.exists && shard->stamp.turn > shard->stored_turn;
}

/* What is stored must be what these turns began with: another owner of a copied directory, or a
 * turn that was written twice, shows here. */
static of_status check_stored_turn(of_shard *shard)
{
    int64_t stored = 0;
    OF_TRY(of_stamp_stored_turn(shard, &stored));
    if (stored != shard->stored_turn) {
        of_log(OF_ERROR, "WRITE-REFUSED",
               "partition=%d stored_turn=%" PRId64 " expected=%" PRId64 " turn=%" PRId64,
               (int)shard->partition, stored, shard->stored_turn, shard->stamp.turn);
        return OF_FATAL_AS("the stored turn is not the one that these turns started from");
    }
    return OF_OK;
}

static of_status write_rows(of_shard *shard)
{
    of_rows *rows = &shard->rows;
    OF_TRY(check_stored_turn(shard));
    of_rows_sort(rows);
    for (size_t i = 0; i < rows->unwritten_count; i++) {
        const of_row *row = rows->unwritten[i];
        if (row->base == NULL && !row->is_stored) {
            continue; /* came and went between two writes */
        }
        of_assert(row->base == NULL || of_version_encoding(row->base).data != NULL);
        of_shard_batch(shard, (of_bytes){.data = row->key, .len = row->key_len},
                       of_version_encoding(row->base));
    }
    return of_shard_write_batch(shard);
}

of_status of_shard_write(of_shard *shard)
{
    if (shard->is_broken) {
        return OF_FATAL_AS("an earlier write to the state failed");
    }
    if (!is_behind(shard)) {
        return OF_OK;
    }
    of_status status = write_rows(shard);
    if (!of_ok(status)) {
        shard->is_broken = true; /* nothing goes past what was lost */
        return OF_FATAL_AS(status.what);
    }
    of_rows_written(&shard->rows);
    return OF_OK;
}

of_status of_shard_write_if_due(of_shard *shard, int64_t now_ms)
{
    bool due = shard->rows.unwritten_bytes >= WRITE_SHARE(shard->rows.bytes_max) ||
               now_ms - shard->committed_ms >= WRITE_MS || now_ms < shard->committed_ms;
    return is_behind(shard) && due ? of_shard_write(shard) : OF_OK;
}

of_status of_shard_apply(of_shard *shard, const of_stamp *stamp)
{
    of_assert(shard->rows.undo_count == 0);
    if (shard->is_broken || stamp->turn != (shard->stamp.exists ? shard->stamp.turn : 0) + 1) {
        of_log(OF_ERROR, "APPLY-REFUSED", "partition=%d committed_turn=%" PRId64 " turn=%" PRId64,
               (int)shard->partition, shard->stamp.turn, stamp->turn);
        return shard->is_broken ? OF_FATAL_AS("an earlier write to the state failed")
                                : OF_FATAL_AS("the turn does not follow the last committed one");
    }
    of_assert(shard->collected_turn == stamp->turn);
    if (!is_behind(shard)) {
        shard->committed_ms = stamp->at_ms;
    }
    of_bytes encoded = of_stamp_encode(shard, stamp);
    of_assert(encoded.len > 0);
    of_rows_commit(&shard->rows);
    return of_shard_write_if_due(shard, stamp->at_ms);
}

void of_shard_discard(of_shard *shard)
{
    of_rows_discard(&shard->rows);
    of_shard_forget_announced(shard);
    of_arena_reset(shard->record);
    shard->next_due_ms = INT64_MIN;
}
