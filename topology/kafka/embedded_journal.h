/* The embedded log's directory: one append-only file per partition, and a journal of topics,
 * owners, transactions and group offsets. Everything here does nothing when the log lives in memory
 * only.
 *
 * What was committed survives the end of the process, however it ends; what was not committed may
 * be lost with it. Nothing is forced to the disk, so a power cut can tear the tail of a file; a
 * torn tail is cut when the directory is opened, and damage before it is refused. */
#pragma once

#include "topology/base/status.h"
#include "topology/kafka/embedded_broker.h"

/* Takes the lock, reads everything back and writes the markers of what had been decided. */
of_status of_journal_open(of_embedded *log, const char *directory, char *error, size_t error_size);
void of_journal_close(of_embedded *log);
/* True after a write failed: the log then refuses every call, since its files lag behind. */
bool of_journal_failed(const of_embedded *log);

void of_journal_topic(of_embedded *log, const of_topic *topic);
void of_journal_owner(of_embedded *log, const of_owner *owner);
void of_journal_txn_opened(of_embedded *log, const of_owner *owner);
void of_journal_txn_offset(of_embedded *log, const of_owner *owner,
                           const of_pending_offset *pending);
/* Data first, then the decision. */
void of_journal_txn_decided(of_embedded *log, const of_owner *owner, bool commit);
void of_journal_offsets_settled(of_embedded *log, const of_owner *owner, const of_group *group);
/* The partition has entries that its file lacks. */
void of_journal_touched(of_embedded *log, of_plog *plog);
void of_journal_flush(of_embedded *log);
/* The cleaner moved the partition's entries: its file is written anew. */
void of_journal_rewrite(of_embedded *log, of_plog *plog);
