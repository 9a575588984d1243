/* The cleaner of the embedded log: retention by time, and compaction to the last value per key.
 *
 * Harsher than a broker's: it works record by record up to the last stable offset, where a broker
 * leaves its newest segment alone. Whoever copes with this copes with that. */
#include "topology/base/memory.h"
#include "topology/kafka/embedded_broker.h"
#include "topology/kafka/embedded_partition.h"

/* ---- the last entry of each key: open addressing, twice as many slots as entries ----------------
 */

typedef struct of_latest {
    const of_entry **slots;
    size_t mask;
} of_latest;

static const of_entry **slot_of(const of_latest *latest, of_bytes key)
{
    size_t at = of_hash(key) & latest->mask;
    while (latest->slots[at] != NULL && !of_bytes_equal(of_entry_key(latest->slots[at]), key)) {
        at = (at + 1) & latest->mask;
    }
    return &latest->slots[at];
}

static bool counts(const of_entry *entry)
{
    return entry->kind == OF_ENTRY_DATA && entry->aborted == 0;
}

/* Offsets would overestimate: a compacted partition has few entries over a wide range of them. */
static size_t count_entries(const of_plog *plog, int64_t end)
{
    size_t count = 0;
    of_cursor cursor = {.offset = plog->start_offset};
    const of_entry *entry = NULL;
    while ((entry = of_cursor_entry(plog, &cursor)) != NULL && entry->offset < end) {
        count += counts(entry);
        of_cursor_pass(&cursor, entry);
    }
    return count;
}

static of_latest find_latest(const of_plog *plog, int64_t end)
{
    of_latest latest = {.mask = 15};
    size_t slots = 2 * count_entries(plog, end);
    while (latest.mask < slots) {
        latest.mask = latest.mask * 2 + 1;
    }
    latest.slots = of_new_array(latest.mask + 1, sizeof *latest.slots);
    of_cursor cursor = {.offset = plog->start_offset};
    const of_entry *entry = NULL;
    while ((entry = of_cursor_entry(plog, &cursor)) != NULL && entry->offset < end) {
        if (counts(entry)) {
            *slot_of(&latest, of_entry_key(entry)) = entry;
        }
        of_cursor_pass(&cursor, entry);
    }
    return latest;
}

/* ---- tombstones: kept for a while after the first pass that met them ----------------------------
 */

static void note_pass(of_plog *plog, int64_t upto, int64_t now_ms)
{
    int64_t keep_ms = plog->topic->delete_retention_ms;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < plog->pass_count; i++) {
        bool is_elapsed = plog->passes[i].at_ms + keep_ms <= now_ms;
        bool next_elapsed =
            i + 1 < plog->pass_count && plog->passes[i + 1].at_ms + keep_ms <= now_ms;
        if (!(is_elapsed && next_elapsed)) {
            plog->passes[kept++] = plog->passes[i];
        }
    }
    plog->passes = of_renew(plog->passes, (kept + 1) * sizeof *plog->passes);
    plog->pass_count = kept;
    if (kept == 0 || plog->passes[kept - 1].upto < upto) {
        plog->passes[plog->pass_count++] = (of_clean_pass){.upto = upto, .at_ms = now_ms};
    }
}

static bool is_old_tombstone(const of_plog *plog, const of_entry *entry, int64_t now_ms)
{
    if (entry->value_len != OF_LEN_NULL) {
        return false;
    }
    for (uint32_t i = 0; i < plog->pass_count; i++) {
        if (plog->passes[i].upto > entry->offset) {
            return plog->passes[i].at_ms + plog->topic->delete_retention_ms <= now_ms;
        }
    }
    return false;
}

/* ---- the pass ----------------------------------------------------------------------------------
 */

static int64_t retained_from(const of_plog *plog, int64_t end, int64_t now_ms)
{
    const of_topic *topic = plog->topic;
    if (topic->cleanup == OF_CLEANUP_COMPACT || topic->retention_ms < 0) {
        return plog->start_offset;
    }
    of_cursor cursor = {.offset = plog->start_offset};
    const of_entry *entry = NULL;
    while ((entry = of_cursor_entry(plog, &cursor)) != NULL && entry->offset < end) {
        if (entry->timestamp_ms + topic->retention_ms > now_ms) {
            return entry->offset;
        }
        of_cursor_pass(&cursor, entry);
    }
    return end;
}

/* Copies what stays into new chunks. A compacted record stands on its own: its marker is gone, so
 * it no longer belongs to a transaction. */
static void rebuild(of_plog *plog, const of_latest *latest, int64_t end, int64_t now_ms)
{
    of_plog old = *plog;
    plog->chunks = NULL;
    plog->chunk_count = 0;
    plog->chunk_capacity = 0;
    of_cursor cursor = {.offset = old.start_offset};
    const of_entry *entry = NULL;
    while ((entry = of_cursor_entry(&old, &cursor)) != NULL) {
        bool settled = latest != NULL && entry->offset < end;
        if (!settled) {
            of_plog_keep(plog, entry, entry->txn);
        } else if (counts(entry) && *slot_of(latest, of_entry_key(entry)) == entry &&
                   !is_old_tombstone(plog, entry, now_ms)) {
            of_plog_keep(plog, entry, 0);
        }
        of_cursor_pass(&cursor, entry);
    }
    plog->version++;
    for (uint32_t i = 0; i < old.chunk_count; i++) {
        of_delete(old.chunks[i]);
    }
    of_delete(old.chunks);
}

bool of_plog_clean(of_plog *plog, int64_t now_ms)
{
    int64_t end = of_plog_stable_offset(plog);
    int64_t start = retained_from(plog, end, now_ms);
    bool is_compacted = plog->topic->cleanup != OF_CLEANUP_DELETE;
    bool moves = start > plog->start_offset || (is_compacted && end > start);
    plog->start_offset = start;
    if (!moves) {
        return false;
    }
    if (!is_compacted) {
        rebuild(plog, NULL, end, now_ms);
        return true;
    }
    note_pass(plog, end, now_ms);
    of_latest latest = find_latest(plog, end);
    rebuild(plog, &latest, end, now_ms);
    of_delete(latest.slots);
    return true;
}
