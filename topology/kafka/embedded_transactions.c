/* The transaction coordinator: epochs, decisions, and the markers that follow them late. */
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/kafka/embedded_coordinator.h"
#include "topology/kafka/embedded_journal.h"

/* More pending markers than this are written at once: delay is for variety, not for growth. */
#define MARKERS_MAX 64

of_owner *of_owner_of(of_embedded *log, const char *transactional_id)
{
    for (size_t i = 0; i < log->owner_count; i++) {
        if (strcmp(log->owners[i]->id, transactional_id) == 0) {
            return log->owners[i];
        }
    }
    of_owner *owner = of_new(sizeof *owner);
    owner->id = of_new_string(transactional_id, strlen(transactional_id));
    owner->index = (uint32_t)log->owner_count;
    owner->epoch = -1;
    log->owners = of_renew(log->owners, (log->owner_count + 1) * sizeof *log->owners);
    log->owners[log->owner_count++] = owner;
    return owner;
}

void of_owner_free(of_owner *owner)
{
    of_delete(owner->id);
    of_delete(owner->plogs);
    of_delete(owner->offsets);
    of_delete(owner);
}

/* ---- markers -----------------------------------------------------------------------------------
 */

static void apply_offsets(of_embedded *log, const of_marker *marker)
{
    const of_owner *owner = marker->owner;
    for (size_t i = 0; i < owner->offset_count; i++) {
        const of_pending_offset *pending = &owner->offsets[i];
        if (pending->group != marker->group) {
            continue;
        }
        of_group_settle(owner, pending, log->topics[pending->topic]);
    }
    of_journal_offsets_settled(log, owner, marker->group);
}

static void write_marker(of_embedded *log, size_t index)
{
    of_marker marker = log->markers[index];
    log->markers[index] = log->markers[--log->marker_count];
    of_owner *owner = marker.owner;
    of_assert(owner->state == OF_TXN_COMMITTING || owner->state == OF_TXN_ABORTING);
    if (marker.plog == NULL) {
        apply_offsets(log, &marker);
    } else {
        of_plog_append(marker.plog, &(of_entry_parts){
                                        .kind = owner->state == OF_TXN_COMMITTING ? OF_ENTRY_COMMIT
                                                                                  : OF_ENTRY_ABORT,
                                        .txn = owner->txn,
                                        .timestamp_ms = log->now_ms,
                                    });
        of_journal_touched(log, marker.plog);
    }
    of_assert(owner->markers_left > 0);
    if (--owner->markers_left == 0) {
        owner->state = OF_TXN_EMPTY;
        owner->plog_count = 0;
        owner->offset_count = 0;
    }
    of_broker_changed(log);
}

/* splitmix64: one seed, one order of markers. */
static uint64_t next_random(of_embedded *log)
{
    uint64_t z = (log->random += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static bool may_mark(const of_embedded *log, const of_marker *marker)
{
    if (log->faults.may_mark == NULL) {
        return true;
    }
    return log->faults.may_mark(log->faults.state,
                                marker->plog == NULL ? NULL : marker->plog->topic->name,
                                marker->plog == NULL ? -1 : marker->plog->index);
}

bool of_txn_write_marker(of_embedded *log)
{
    if (log->marker_count == 0) {
        return false;
    }
    size_t first = next_random(log) % log->marker_count;
    for (size_t i = 0; i < log->marker_count; i++) {
        size_t at = (first + i) % log->marker_count;
        if (may_mark(log, &log->markers[at])) {
            write_marker(log, at);
            return true;
        }
    }
    return false;
}

void of_txn_step(of_embedded *log)
{
    while (log->marker_count > MARKERS_MAX && of_txn_write_marker(log)) {
    }
    if (log->marker_count > 0 && next_random(log) % 2 == 0) {
        of_txn_write_marker(log);
    }
}

static void finish_markers(of_embedded *log, const of_owner *owner)
{
    for (size_t i = log->marker_count; i > 0; i--) {
        if (log->markers[i - 1].owner == owner) {
            write_marker(log, i - 1);
        }
    }
}

static void add_marker(of_embedded *log, of_marker marker)
{
    log->markers =
        of_grow(log->markers, log->marker_count, &log->marker_capacity, sizeof *log->markers);
    log->markers[log->marker_count++] = marker;
    marker.owner->markers_left++;
}

static void add_group_markers(of_embedded *log, of_owner *owner)
{
    for (size_t i = 0; i < owner->offset_count; i++) {
        bool seen = false;
        for (size_t j = 0; j < i && !seen; j++) {
            seen = owner->offsets[j].group == owner->offsets[i].group;
        }
        if (!seen) {
            add_marker(log, (of_marker){.owner = owner, .group = owner->offsets[i].group});
        }
    }
}

/* ---- life of a transaction ----------------------------------------------------------------------
 */

void of_txn_touch(of_embedded *log, of_owner *owner)
{
    if (owner->state == OF_TXN_OPEN) {
        return;
    }
    finish_markers(log, owner);
    of_assert(owner->state == OF_TXN_EMPTY);
    owner->state = OF_TXN_OPEN;
    owner->is_torn = false;
    owner->txn = ++log->txn_number;
    owner->deadline_ms = log->now_ms + owner->timeout_ms;
    if (owner->deadline_ms < log->next_expiry_ms) {
        log->next_expiry_ms = owner->deadline_ms;
    }
    of_journal_txn_opened(log, owner);
}

void of_txn_add_plog(of_owner *owner, of_plog *plog)
{
    for (size_t i = owner->plog_count; i > 0; i--) {
        if (owner->plogs[i - 1] == plog) {
            return;
        }
    }
    owner->plogs =
        of_grow(owner->plogs, owner->plog_count, &owner->plog_capacity, sizeof *owner->plogs);
    owner->plogs[owner->plog_count++] = plog;
}

void of_txn_add_offset(of_owner *owner, of_pending_offset offset)
{
    owner->offsets = of_grow(owner->offsets, owner->offset_count, &owner->offset_capacity,
                             sizeof *owner->offsets);
    owner->offsets[owner->offset_count++] = offset;
}

void of_txn_queue_markers(of_embedded *log, of_owner *owner)
{
    for (size_t i = 0; i < owner->plog_count; i++) {
        add_marker(log, (of_marker){.owner = owner, .plog = owner->plogs[i]});
    }
    add_group_markers(log, owner);
    if (owner->markers_left == 0) {
        owner->state = OF_TXN_EMPTY;
    }
}

void of_txn_decide(of_embedded *log, of_owner *owner, bool commit)
{
    if (owner->state != OF_TXN_OPEN) {
        return;
    }
    of_journal_txn_decided(log, owner, commit);
    owner->state = commit ? OF_TXN_COMMITTING : OF_TXN_ABORTING;
    of_txn_queue_markers(log, owner);
}

static of_owner *open_owner(const of_embedded *log, uint64_t txn)
{
    for (size_t i = 0; i < log->owner_count; i++) {
        if (log->owners[i]->state == OF_TXN_OPEN && log->owners[i]->txn == txn) {
            return log->owners[i];
        }
    }
    return NULL;
}

int64_t of_txn_fall_back(of_embedded *log, of_plog *plog)
{
    int64_t keep = of_plog_stable_offset(plog);
    of_cursor cursor = {.offset = keep};
    for (const of_entry *entry = of_cursor_entry(plog, &cursor); entry != NULL;
         entry = of_cursor_entry(plog, &cursor)) {
        bool lost = entry->kind == OF_ENTRY_DATA && open_owner(log, entry->txn) != NULL;
        keep = lost ? keep : entry->offset + 1;
        of_cursor_pass(&cursor, entry);
    }
    int64_t lost = 0;
    cursor = (of_cursor){.offset = keep};
    for (const of_entry *entry = of_cursor_entry(plog, &cursor); entry != NULL;
         entry = of_cursor_entry(plog, &cursor)) {
        open_owner(log, entry->txn)->is_torn = true;
        lost++;
        of_cursor_pass(&cursor, entry);
    }
    if (lost > 0) {
        of_plog_cut(plog, keep);
    }
    return lost;
}

int32_t of_owner_init(of_embedded *log, of_owner *owner, int64_t timeout_ms)
{
    of_txn_decide(log, owner, false);
    finish_markers(log, owner);
    owner->epoch++;
    owner->timeout_ms = timeout_ms;
    of_journal_owner(log, owner);
    return owner->epoch;
}

int64_t of_txn_expire(of_embedded *log)
{
    int64_t next = INT64_MAX;
    for (size_t i = 0; i < log->owner_count; i++) {
        of_owner *owner = log->owners[i];
        if (owner->state != OF_TXN_OPEN) {
            continue;
        }
        if (owner->deadline_ms <= log->now_ms) {
            of_txn_decide(log, owner, false);
            owner->epoch++;
            of_journal_owner(log, owner);
        } else if (owner->deadline_ms < next) {
            next = owner->deadline_ms;
        }
    }
    return next;
}
