/* The journal's own records, inside embedded_journal.c and embedded_recovery.c only. */
#pragma once

#include "topology/kafka/embedded_coordinator.h"
#include "topology/kafka/embedded_frames.h"
#include "topology/kafka/embedded_journal.h"

typedef enum of_record_type {
    OF_RECORD_TOPIC = 'T',
    OF_RECORD_OWNER = 'O',
    OF_RECORD_OPENED = 'B',
    OF_RECORD_PENDING = 'P',
    OF_RECORD_DECIDED = 'D',
    OF_RECORD_SETTLED = 'S',
    OF_RECORD_COMMITTED = 'C',
    OF_RECORD_NUMBER = 'N',
} of_record_type;

typedef struct of_journal {
    char *directory;
    int lock_fd;
    int fd;
    of_buffer pending; /* records not yet written */
    of_buffer scratch;
    of_plog **dirty;
    size_t dirty_count;
    size_t dirty_capacity;
    bool has_failed;
} of_journal;

/* Path of a file of the directory: of the journal when `plog` is NULL. */
void of_journal_path(const of_journal *journal, const of_plog *plog, const char *suffix,
                     char path[static 4096]);
/* Everything that is known now, as one fresh sequence of records. */
void of_journal_snapshot(of_embedded *log);
/* Replays journal and partitions into an empty log. */
of_status of_journal_recover(of_embedded *log, char *error, size_t error_size);
