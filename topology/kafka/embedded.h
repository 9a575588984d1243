/* Kafka in this process: a partitioned log with real transaction semantics, in memory or persistent
 * in a directory, under an injected clock.
 *
 * Not kinder than Kafka: commit markers are separate events per partition, written after the
 * decision; offsets can be pending; the last stable offset stands before an open transaction; a
 * zombie is fenced by its epoch; compaction drops older values and old tombstones. A poll that
 * finds nothing writes the markers that are left, so a log that has run dry is a settled one.
 *
 * A directory keeps records, topics, transactions and committed offsets; everything is held in
 * memory too. Members are not remembered when it is opened again: their process is gone.
 *
 * A *client* is one process as the log sees it: its handles die together when it is crashed, which
 * is how a kill -9 looks from here. Each of_kafka given out is one client of the shared log. */
#pragma once

#include "topology/base/clock.h"
#include "topology/kafka/port.h"

typedef struct of_embedded of_embedded; /* the log: what the broker is to real clients */

typedef struct of_embedded_options {
    const char *directory;    /* NULL: in memory only */
    const of_clock *clock;    /* timestamps, session and transaction timeouts */
    size_t message_bytes_max; /* 0: 1,048,588, as a broker's default */
    uint64_t seed; /* how late, and in which order over the partitions, commit markers come */
} of_embedded_options;

/* FATAL with `error` filled when the directory cannot be used (held by another process, damaged).
 */
of_status of_embedded_open(const of_embedded_options *options, of_embedded **log, char *error,
                           size_t error_size);
void of_embedded_close(of_embedded *log);

/* One more client. Any thread. */
of_kafka *of_embedded_client(of_embedded *log);

/* Called before each port call of a client; `call` is its name ("producer_commit"), `number` counts
 * the client's calls from 1. Return false to crash the client there: this and every later call of
 * its handles answers FATAL "crashed" and has no effect. NULL removes it. */
typedef bool (*of_embedded_gate)(void *state, const char *call, int64_t number);
void of_embedded_set_gate(of_kafka *client, of_embedded_gate gate, void *state);
/* True after the gate refused. */
bool of_embedded_crashed(const of_kafka *client);

/* Runs compaction and retention now, as a broker's cleaner would. */
void of_embedded_clean(of_embedded *log);

/* What a broker may do to its clients, for a test to decide. */
typedef struct of_embedded_faults {
    /* Asked before a marker is written that nobody waits for; `topic` is NULL for the offsets of a
     * group. False: it comes later. NULL: always true. */
    bool (*may_mark)(void *state, const char *topic, int32_t partition);
    /* Asked for each record of a transaction. False: the client's queue keeps it, and what is sent
     * after it, until the commit; positions overtake it. NULL: always true. */
    bool (*may_deliver)(void *state);
    void *state;
} of_embedded_faults;
void of_embedded_set_faults(of_embedded *log, of_embedded_faults faults);
/* A leader dies before its followers have what it wrote last: the newest records of transactions
 * that nobody has decided are gone and the high watermark falls back to what stood before them.
 * What was decided had been replicated. The transactions that lost records can only be aborted.
 * Returns how many records went. Not for a log with a directory. */
int64_t of_embedded_fall_back(of_embedded *log, const char *topic, int32_t partition);
