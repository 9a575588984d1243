/* Writing the embedded log's directory: records of the coordinators, entries of the partitions. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/kafka/embedded_records.h"

#define PIECE_BYTES ((size_t)1 << 20)

void of_journal_path(const of_journal *journal, const of_plog *plog, const char *suffix,
                     char path[static 4096])
{
    if (plog == NULL) {
        snprintf(path, 4096, "%s/journal%s", journal->directory, suffix);
    } else {
        snprintf(path, 4096, "%s/%s-%d.log%s", journal->directory, plog->topic->name, plog->index,
                 suffix);
    }
}

static void fail(of_journal *journal, const char *path)
{
    if (!journal->has_failed) {
        of_log(OF_ERROR, "LOG-WRITE", "path=%s errno=%d", path, errno);
    }
    journal->has_failed = true;
}

bool of_journal_failed(const of_embedded *log)
{
    return log->journal != NULL && log->journal->has_failed;
}

/* ---- records -----------------------------------------------------------------------------------
 */

static size_t begin(of_journal *journal, of_record_type type)
{
    size_t at = journal->pending.len;
    of_buffer_put_u64_be(&journal->pending, 0);
    of_buffer_put_u8(&journal->pending, (uint8_t)type);
    return at;
}

static void end(of_journal *journal, size_t at)
{
    of_buffer *pending = &journal->pending;
    while ((pending->len - at) % 8 != 0 || pending->len - at < 16) {
        of_buffer_put_u8(pending, 0);
    }
    uint32_t size = (uint32_t)(pending->len - at);
    if (pending->full) {
        fail(journal, "journal");
        return;
    }
    memcpy(pending->data + at, &size, sizeof size);
    of_frame_seal(pending->data + at);
}

static void put_u32(of_journal *journal, uint32_t value)
{
    of_buffer_put_u32_be(&journal->pending, value);
}

static void put_i64(of_journal *journal, int64_t value)
{
    of_buffer_put_u64_be(&journal->pending, (uint64_t)value);
}

static void put_name(of_journal *journal, const char *name)
{
    size_t len = strlen(name);
    of_buffer_put_u16_be(&journal->pending, (uint16_t)len);
    of_buffer_put(&journal->pending, name, len);
}

void of_journal_topic(of_embedded *log, const of_topic *topic)
{
    of_journal *journal = log->journal;
    if (journal == NULL) {
        return;
    }
    size_t at = begin(journal, OF_RECORD_TOPIC);
    put_u32(journal, (uint32_t)topic->partitions);
    put_u32(journal, (uint32_t)topic->replication);
    put_u32(journal, (uint32_t)topic->cleanup);
    put_i64(journal, topic->retention_ms);
    put_i64(journal, topic->delete_retention_ms);
    put_name(journal, topic->name);
    end(journal, at);
}

void of_journal_owner(of_embedded *log, const of_owner *owner)
{
    of_journal *journal = log->journal;
    if (journal == NULL) {
        return;
    }
    size_t at = begin(journal, OF_RECORD_OWNER);
    put_u32(journal, (uint32_t)owner->epoch);
    put_i64(journal, owner->timeout_ms);
    put_name(journal, owner->id);
    end(journal, at);
}

static size_t begin_txn(of_journal *journal, of_record_type type, const of_owner *owner)
{
    size_t at = begin(journal, type);
    put_name(journal, owner->id);
    put_i64(journal, (int64_t)owner->txn);
    return at;
}

void of_journal_txn_opened(of_embedded *log, const of_owner *owner)
{
    of_journal *journal = log->journal;
    if (journal == NULL) {
        return;
    }
    size_t at = begin_txn(journal, OF_RECORD_OPENED, owner);
    put_i64(journal, owner->deadline_ms);
    end(journal, at);
}

void of_journal_txn_offset(of_embedded *log, const of_owner *owner,
                           const of_pending_offset *pending)
{
    of_journal *journal = log->journal;
    if (journal == NULL) {
        return;
    }
    size_t at = begin_txn(journal, OF_RECORD_PENDING, owner);
    put_name(journal, pending->group->name);
    put_u32(journal, pending->topic);
    put_u32(journal, (uint32_t)pending->partition);
    put_i64(journal, pending->offset);
    end(journal, at);
}

static void put_decision(of_journal *journal, const of_owner *owner, bool commit)
{
    size_t at = begin_txn(journal, OF_RECORD_DECIDED, owner);
    of_buffer_put_u8(&journal->pending, commit ? 1 : 0);
    end(journal, at);
}

void of_journal_offsets_settled(of_embedded *log, const of_owner *owner, const of_group *group)
{
    of_journal *journal = log->journal;
    if (journal == NULL) {
        return;
    }
    size_t at = begin_txn(journal, OF_RECORD_SETTLED, owner);
    put_name(journal, group->name);
    end(journal, at);
}

static void put_committed(of_embedded *log, const of_group *group)
{
    of_journal *journal = log->journal;
    for (size_t i = 0; i < group->topic_count; i++) {
        for (int32_t j = 0; group->topics[i].committed != NULL && j < log->topics[i]->partitions;
             j++) {
            size_t at = begin(journal, OF_RECORD_COMMITTED);
            put_name(journal, group->name);
            put_u32(journal, (uint32_t)i);
            put_u32(journal, (uint32_t)j);
            put_i64(journal, group->topics[i].committed[j]);
            end(journal, at);
        }
    }
}

static void put_owner(of_embedded *log, const of_owner *owner)
{
    of_journal_owner(log, owner);
    if (owner->state == OF_TXN_EMPTY) {
        return;
    }
    of_journal_txn_opened(log, owner);
    for (size_t i = 0; i < owner->offset_count; i++) {
        of_journal_txn_offset(log, owner, &owner->offsets[i]);
    }
    if (owner->state != OF_TXN_OPEN) {
        put_decision(log->journal, owner, owner->state == OF_TXN_COMMITTING);
    }
}

void of_journal_snapshot(of_embedded *log)
{
    of_file_head head = of_file_head_new(0, 0);
    of_buffer_put(&log->journal->pending, &head, sizeof head);
    size_t at = begin(log->journal, OF_RECORD_NUMBER);
    put_i64(log->journal, (int64_t)log->txn_number);
    end(log->journal, at);
    for (size_t i = 0; i < log->topic_count; i++) {
        of_journal_topic(log, log->topics[i]);
    }
    for (size_t i = 0; i < log->group_count; i++) {
        put_committed(log, log->groups[i]);
    }
    for (size_t i = 0; i < log->owner_count; i++) {
        put_owner(log, log->owners[i]);
    }
}

/* ---- writing -----------------------------------------------------------------------------------
 */

static void write_records(of_journal *journal)
{
    if (journal->pending.len == 0 || journal->has_failed) {
        return;
    }
    if (!of_frames_write(journal->fd, of_buffer_bytes(&journal->pending))) {
        fail(journal, "journal");
    }
    of_buffer_clear(&journal->pending);
}

static void put_entry(of_buffer *scratch, const of_entry *entry)
{
    size_t at = scratch->len;
    of_buffer_put(scratch, entry, entry->size);
    ((of_entry *)(void *)(scratch->data + at))->aborted = 0;
    of_frame_seal(scratch->data + at);
}

/* Everything from the stored cursor to the end, in pieces. */
static bool write_entries(of_journal *journal, of_plog *plog, int fd)
{
    of_buffer *scratch = &journal->scratch;
    of_buffer_clear(scratch);
    if (!plog->has_file) {
        of_file_head head = of_file_head_new(plog->start_offset, plog->stored.offset);
        of_buffer_put(scratch, &head, sizeof head);
    }
    bool is_written = true;
    const of_entry *entry = NULL;
    while (is_written && (entry = of_cursor_entry(plog, &plog->stored)) != NULL) {
        put_entry(scratch, entry);
        of_cursor_pass(&plog->stored, entry);
        if (scratch->len >= PIECE_BYTES) {
            is_written = of_frames_write(fd, of_buffer_bytes(scratch));
            of_buffer_clear(scratch);
        }
    }
    plog->has_file = true;
    return is_written && of_frames_write(fd, of_buffer_bytes(scratch));
}

static void write_plog(of_journal *journal, of_plog *plog)
{
    char path[4096];
    of_journal_path(journal, plog, "", path);
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0 || !write_entries(journal, plog, fd)) {
        fail(journal, path);
    }
    if (fd >= 0) {
        close(fd);
    }
    plog->is_dirty = false;
}

void of_journal_touched(of_embedded *log, of_plog *plog)
{
    of_journal *journal = log->journal;
    if (journal == NULL || plog->is_dirty) {
        return;
    }
    plog->is_dirty = true;
    journal->dirty =
        of_grow(journal->dirty, journal->dirty_count, &journal->dirty_capacity, sizeof(of_plog *));
    journal->dirty[journal->dirty_count++] = plog;
}

void of_journal_flush(of_embedded *log)
{
    of_journal *journal = log->journal;
    if (journal == NULL) {
        return;
    }
    write_records(journal);
    for (size_t i = 0; i < journal->dirty_count && !journal->has_failed; i++) {
        write_plog(journal, journal->dirty[i]);
    }
    journal->dirty_count = 0;
}

void of_journal_txn_decided(of_embedded *log, const of_owner *owner, bool commit)
{
    of_journal *journal = log->journal;
    if (journal == NULL) {
        return;
    }
    of_journal_flush(log);
    put_decision(journal, owner, commit);
    write_records(journal);
}

void of_journal_rewrite(of_embedded *log, of_plog *plog)
{
    of_journal *journal = log->journal;
    if (journal == NULL || journal->has_failed) {
        return;
    }
    char path[4096];
    char fresh[4096];
    of_journal_path(journal, plog, "", path);
    of_journal_path(journal, plog, ".new", fresh);
    int fd = open(fresh, O_WRONLY | O_TRUNC | O_CREAT | O_CLOEXEC, 0666);
    plog->has_file = true;
    plog->stored = (of_cursor){.offset = plog->start_offset};
    of_file_head head = of_file_head_new(plog->start_offset, plog->next_offset);
    bool is_written =
        fd >= 0 &&
        of_frames_write(fd, (of_bytes){.data = (const uint8_t *)&head, .len = sizeof head}) &&
        write_entries(journal, plog, fd);
    if (fd >= 0) {
        close(fd);
    }
    if (!is_written || rename(fresh, path) != 0) {
        fail(journal, path);
    }
}

/* ---- opening and closing -----------------------------------------------------------------------
 */

static of_status refuse(char *error, size_t error_size, const char *what, const char *directory)
{
    snprintf(error, error_size, "%s: %s", directory, what);
    return OF_FATAL_AS("the log's directory cannot be used");
}

static bool lock_directory(of_journal *journal)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/lock", journal->directory);
    journal->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    return journal->lock_fd >= 0 && flock(journal->lock_fd, LOCK_EX | LOCK_NB) == 0;
}

/* The fresh journal takes the old one's place whole, so that a crash leaves one of them. */
static bool replace(of_embedded *log)
{
    of_journal *journal = log->journal;
    char path[4096];
    char fresh[4096];
    of_journal_path(journal, NULL, "", path);
    of_journal_path(journal, NULL, ".new", fresh);
    journal->fd = open(fresh, O_WRONLY | O_TRUNC | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (journal->fd < 0) {
        return false;
    }
    of_journal_snapshot(log);
    write_records(journal);
    return !journal->has_failed && rename(fresh, path) == 0;
}

of_status of_journal_open(of_embedded *log, const char *directory, char *error, size_t error_size)
{
    of_journal *journal = of_new(sizeof *journal);
    journal->directory = of_new_string(directory, strlen(directory));
    journal->lock_fd = -1;
    journal->fd = -1;
    journal->scratch.limit = SIZE_MAX / 2;
    journal->pending.limit = SIZE_MAX / 2;
    log->journal = journal;
    journal->has_failed = true; /* until it is open, closing must not write */
    if (strlen(directory) > 3500 || (mkdir(directory, 0777) != 0 && errno != EEXIST)) {
        return refuse(error, error_size, "cannot be made or used as a directory", directory);
    }
    if (!lock_directory(journal)) {
        return refuse(error, error_size, "is in use by another process, or not writable",
                      directory);
    }
    of_status status = of_journal_recover(log, error, error_size);
    if (!of_ok(status)) {
        return status;
    }
    journal->has_failed = false;
    of_buffer_clear(&journal->pending);
    for (size_t i = 0; i < journal->dirty_count; i++) {
        write_plog(journal, journal->dirty[i]);
    }
    journal->dirty_count = 0;
    if (!replace(log) || journal->has_failed) {
        journal->has_failed = true;
        return refuse(error, error_size, "cannot be written", directory);
    }
    return OF_OK;
}

void of_journal_close(of_embedded *log)
{
    of_journal *journal = log->journal;
    if (journal == NULL) {
        return;
    }
    of_journal_flush(log);
    if (journal->fd >= 0) {
        close(journal->fd);
    }
    if (journal->lock_fd >= 0) {
        close(journal->lock_fd);
    }
    of_buffer_free(&journal->pending);
    of_buffer_free(&journal->scratch);
    of_delete(journal->dirty);
    of_delete(journal->directory);
    of_delete(journal);
    log->journal = NULL;
}
