/* Reading the embedded log's directory back: journal, partitions, and what hung between the two. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/kafka/embedded_records.h"

/* How a transaction ended, for data whose marker had not reached its file. */
typedef struct of_decision {
    uint64_t txn;
    bool commit;
} of_decision;

typedef struct of_recovery {
    of_embedded *log;
    of_bytes left; /* of the record being read */
    bool is_bad;
    of_decision *decisions;
    size_t decision_count;
    size_t decision_capacity;
} of_recovery;

static of_status refuse(char *error, size_t error_size, const char *path, const char *what)
{
    snprintf(error, error_size, "%s: %s", path, what);
    return OF_FATAL_AS("the log's directory cannot be used");
}

/* Reads a file and cuts its torn tail. */
static of_status read_file(const char *path, of_buffer *content, char *error, size_t error_size)
{
    if (!of_frames_read(path, content)) {
        return refuse(error, error_size, path, "cannot be read");
    }
    size_t good = 0;
    switch (of_frames_check(of_buffer_bytes(content), &good)) {
    case OF_FRAMES_WHOLE:
        return OF_OK;
    case OF_FRAMES_DAMAGED:
        return refuse(error, error_size, path, "is damaged: a bad entry lies before good ones");
    case OF_FRAMES_FOREIGN:
        return refuse(error, error_size, path, "is not an orderflow log of this version");
    case OF_FRAMES_TORN:
        break;
    }
    of_log(OF_WARN, "LOG-TORN", "path=%s bytes=%zu kept=%zu", path, content->len, good);
    content->len = good;
    if (truncate(path, (off_t)good) != 0) {
        return refuse(error, error_size, path, "has a torn tail that cannot be cut");
    }
    return OF_OK;
}

/* ---- fields of a record -------------------------------------------------------------------------
 */

static uint64_t get(of_recovery *recovery, size_t bytes)
{
    uint64_t value = 0;
    if (recovery->left.len < bytes) {
        recovery->is_bad = true;
        return 0;
    }
    for (size_t i = 0; i < bytes; i++) {
        value = value << 8 | recovery->left.data[i];
    }
    recovery->left.data += bytes;
    recovery->left.len -= bytes;
    return value;
}

#define NAME_SIZE 65536

static void get_name(of_recovery *recovery, char name[static NAME_SIZE])
{
    size_t len = get(recovery, 2);
    if (recovery->left.len < len) {
        recovery->is_bad = true;
        len = 0;
    }
    memcpy(name, recovery->left.data, len);
    name[len] = '\0';
    recovery->left.data += len;
    recovery->left.len -= len;
}

static const of_topic *get_topic(of_recovery *recovery, int32_t *partition)
{
    size_t index = get(recovery, 4);
    uint64_t number = get(recovery, 4);
    const of_topic *topic =
        index < recovery->log->topic_count ? recovery->log->topics[index] : NULL;
    if (topic == NULL || number >= (uint64_t)topic->partitions) {
        recovery->is_bad = true;
        return NULL;
    }
    *partition = (int32_t)number;
    return topic;
}

/* ---- records -----------------------------------------------------------------------------------
 */

static void replay_topic(of_recovery *recovery)
{
    char name[NAME_SIZE];
    of_topic_spec spec = {.name = name};
    spec.partitions = (int32_t)get(recovery, 4);
    spec.replication = (int16_t)get(recovery, 4);
    spec.cleanup = (of_cleanup)get(recovery, 4);
    spec.retention_ms = (int64_t)get(recovery, 8);
    spec.delete_retention_ms = (int64_t)get(recovery, 8);
    get_name(recovery, name);
    recovery->is_bad |= spec.partitions < 1 || spec.cleanup > OF_CLEANUP_COMPACT_DELETE;
    if (!recovery->is_bad) {
        of_broker_add_topic(recovery->log, &spec);
    }
}

static void replay_owner(of_recovery *recovery)
{
    char id[NAME_SIZE];
    int32_t epoch = (int32_t)get(recovery, 4);
    int64_t timeout_ms = (int64_t)get(recovery, 8);
    get_name(recovery, id);
    of_owner *owner = of_owner_of(recovery->log, id);
    owner->epoch = epoch;
    owner->timeout_ms = timeout_ms;
}

static of_owner *get_owner(of_recovery *recovery, uint64_t *txn)
{
    char id[NAME_SIZE];
    get_name(recovery, id);
    *txn = get(recovery, 8);
    if (*txn > recovery->log->txn_number) {
        recovery->log->txn_number = *txn;
    }
    return of_owner_of(recovery->log, id);
}

static void replay_opened(of_recovery *recovery)
{
    uint64_t txn = 0;
    of_owner *owner = get_owner(recovery, &txn);
    recovery->is_bad |= owner->offset_count > 0 || owner->state == OF_TXN_OPEN;
    owner->state = OF_TXN_OPEN;
    owner->txn = txn;
    owner->deadline_ms = (int64_t)get(recovery, 8);
}

static void replay_pending(of_recovery *recovery)
{
    char group_name[NAME_SIZE];
    uint64_t txn = 0;
    of_owner *owner = get_owner(recovery, &txn);
    get_name(recovery, group_name);
    int32_t partition = 0;
    const of_topic *topic = get_topic(recovery, &partition);
    int64_t offset = (int64_t)get(recovery, 8);
    recovery->is_bad |= owner->txn != txn || owner->state != OF_TXN_OPEN;
    if (recovery->is_bad) {
        return;
    }
    of_group *group = of_group_of(recovery->log, group_name);
    of_txn_add_offset(owner, (of_pending_offset){.group = group,
                                                 .topic = topic->index,
                                                 .partition = partition,
                                                 .offset = offset});
    (*of_group_pending(group, topic, partition))++;
}

static void replay_decided(of_recovery *recovery)
{
    uint64_t txn = 0;
    of_owner *owner = get_owner(recovery, &txn);
    bool commit = get(recovery, 1) != 0;
    recovery->is_bad |= owner->txn != txn || owner->state != OF_TXN_OPEN;
    owner->state = commit ? OF_TXN_COMMITTING : OF_TXN_ABORTING;
    recovery->decisions = of_grow(recovery->decisions, recovery->decision_count,
                                  &recovery->decision_capacity, sizeof *recovery->decisions);
    recovery->decisions[recovery->decision_count++] = (of_decision){.txn = txn, .commit = commit};
}

static void replay_settled(of_recovery *recovery)
{
    char group_name[NAME_SIZE];
    uint64_t txn = 0;
    of_owner *owner = get_owner(recovery, &txn);
    get_name(recovery, group_name);
    recovery->is_bad |= owner->txn != txn;
    of_group *group = of_group_of(recovery->log, group_name);
    size_t kept = 0;
    for (size_t i = 0; i < owner->offset_count; i++) {
        of_pending_offset pending = owner->offsets[i];
        if (pending.group != group) {
            owner->offsets[kept++] = pending;
            continue;
        }
        of_group_settle(owner, &pending, recovery->log->topics[pending.topic]);
    }
    owner->offset_count = kept;
}

static void replay_committed(of_recovery *recovery)
{
    char group_name[NAME_SIZE];
    get_name(recovery, group_name);
    int32_t partition = 0;
    const of_topic *topic = get_topic(recovery, &partition);
    int64_t offset = (int64_t)get(recovery, 8);
    if (topic != NULL) {
        *of_group_committed(of_group_of(recovery->log, group_name), topic, partition) = offset;
    }
}

static void replay(of_recovery *recovery)
{
    switch (get(recovery, 1)) {
    case OF_RECORD_TOPIC:
        replay_topic(recovery);
        break;
    case OF_RECORD_OWNER:
        replay_owner(recovery);
        break;
    case OF_RECORD_OPENED:
        replay_opened(recovery);
        break;
    case OF_RECORD_PENDING:
        replay_pending(recovery);
        break;
    case OF_RECORD_DECIDED:
        replay_decided(recovery);
        break;
    case OF_RECORD_SETTLED:
        replay_settled(recovery);
        break;
    case OF_RECORD_COMMITTED:
        replay_committed(recovery);
        break;
    case OF_RECORD_NUMBER:
        recovery->log->txn_number = get(recovery, 8);
        break;
    default:
        recovery->is_bad = true;
        break;
    }
}

static uint32_t frame_size(const uint8_t *frame)
{
    uint32_t size;
    memcpy(&size, frame, sizeof size);
    return size;
}

static of_status read_journal(of_recovery *recovery, char *error, size_t error_size)
{
    char path[4096];
    of_journal_path(recovery->log->journal, NULL, "", path);
    of_buffer *content = &recovery->log->journal->scratch;
    OF_TRY(read_file(path, content, error, error_size));
    for (size_t at = sizeof(of_file_head); at < content->len;) {
        uint32_t size = frame_size(content->data + at);
        recovery->left = (of_bytes){.data = content->data + at + 8, .len = size - 8};
        replay(recovery);
        if (recovery->is_bad) {
            return refuse(error, error_size, path, "contradicts itself");
        }
        at += size;
    }
    return OF_OK;
}

/* ---- partitions --------------------------------------------------------------------------------
 */

static bool is_entry(const of_plog *plog, const of_entry *entry, size_t size)
{
    uint64_t key = entry->key_len == OF_LEN_NULL ? 0 : entry->key_len;
    uint64_t value = entry->value_len == OF_LEN_NULL ? 0 : entry->value_len;
    return size >= sizeof *entry && entry->offset >= plog->next_offset &&
           sizeof *entry + key + value + entry->headers_len <= size;
}

static of_status read_plog(of_recovery *recovery, of_plog *plog, char *error, size_t error_size)
{
    char path[4096];
    of_journal_path(recovery->log->journal, plog, "", path);
    of_buffer *content = &recovery->log->journal->scratch;
    OF_TRY(read_file(path, content, error, error_size));
    if (content->len == 0) {
        return OF_OK;
    }
    const of_file_head *head = (const of_file_head *)(const void *)content->data;
    int64_t next_offset = head->next_offset;
    plog->start_offset = head->start_offset;
    plog->next_offset = head->start_offset;
    plog->has_file = true;
    for (size_t at = sizeof *head; at < content->len;) {
        const of_entry *entry = (const of_entry *)(const void *)(content->data + at);
        if (!is_entry(plog, entry, frame_size(content->data + at))) {
            return refuse(error, error_size, path, "has an entry that contradicts the others");
        }
        of_plog_restore(plog, entry);
        if (entry->txn > recovery->log->txn_number) {
            recovery->log->txn_number = entry->txn;
        }
        at += entry->size;
    }
    plog->next_offset = plog->next_offset < next_offset ? next_offset : plog->next_offset;
    plog->stored = (of_cursor){.offset = plog->next_offset};
    return OF_OK;
}

/* ---- what hung between --------------------------------------------------------------------------
 */

static of_owner *owner_of_txn(const of_embedded *log, uint64_t txn)
{
    for (size_t i = 0; i < log->owner_count; i++) {
        if (log->owners[i]->txn == txn && log->owners[i]->state != OF_TXN_EMPTY) {
            return log->owners[i];
        }
    }
    return NULL;
}

/* Data of which no decision is known was never committed. */
static bool was_committed(const of_recovery *recovery, uint64_t txn)
{
    for (size_t i = recovery->decision_count; i > 0; i--) {
        if (recovery->decisions[i - 1].txn == txn) {
            return recovery->decisions[i - 1].commit;
        }
    }
    return false;
}

/* An owner's last transaction gets its markers in the usual way; earlier ones, which it had left
 * behind, get theirs now. */
static void settle_plog(of_recovery *recovery, of_plog *plog)
{
    for (uint32_t i = 0; i < plog->open_count;) {
        uint64_t txn = plog->open[i].txn;
        of_owner *owner = owner_of_txn(recovery->log, txn);
        if (owner != NULL) {
            of_txn_add_plog(owner, plog);
            i++;
            continue;
        }
        bool commit = was_committed(recovery, txn);
        of_plog_append(plog, &(of_entry_parts){.kind = commit ? OF_ENTRY_COMMIT : OF_ENTRY_ABORT,
                                               .txn = txn,
                                               .timestamp_ms = recovery->log->now_ms});
        of_journal_touched(recovery->log, plog);
    }
}

static of_status recover(of_recovery *recovery, char *error, size_t error_size)
{
    of_embedded *log = recovery->log;
    OF_TRY(read_journal(recovery, error, error_size));
    for (size_t i = 0; i < log->topic_count; i++) {
        for (int32_t j = 0; j < log->topics[i]->partitions; j++) {
            OF_TRY(read_plog(recovery, &log->topics[i]->plogs[j], error, error_size));
        }
    }
    for (size_t i = 0; i < log->topic_count; i++) {
        for (int32_t j = 0; j < log->topics[i]->partitions; j++) {
            settle_plog(recovery, &log->topics[i]->plogs[j]);
        }
    }
    for (size_t i = 0; i < log->owner_count; i++) {
        of_txn_state state = log->owners[i]->state;
        if (state == OF_TXN_COMMITTING || state == OF_TXN_ABORTING) {
            of_txn_queue_markers(log, log->owners[i]);
        }
    }
    return OF_OK;
}

of_status of_journal_recover(of_embedded *log, char *error, size_t error_size)
{
    of_recovery recovery = {.log = log};
    log->journal->scratch.limit = SIZE_MAX / 2;
    of_status status = recover(&recovery, error, error_size);
    of_delete(recovery.decisions);
    of_buffer_free(&log->journal->scratch);
    return status;
}
