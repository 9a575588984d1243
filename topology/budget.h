/* One number of the configuration, `memory`, bounds the process: what each part of it may take.
 *
 *   memory ─┬─ the process itself: code, threads, buffers of connections (does not grow)
 *           └─ the rest, in sixteenths
 *                7  state: rows, RocksDB's block cache (index and filter blocks in it), memtables
 *                3  RocksDB at work: memtables while they are flushed, compactions
 *                2  arenas of the workers: the record and the turn in hand
 *                3  fetched from Kafka and not handled yet
 *                1  sent to Kafka and not acknowledged yet
 *
 * Each part is full at its own bound, and then waits: a full fetch queue pauses its partitions at
 * the broker until the worker has handled what is there, a full send queue holds the worker, a turn
 * ends before arena or rows are full, and rows that can be evicted are. */
#pragma once

#include <stdbool.h>

#include "topology/kafka/real.h"

#define OF_BUDGET_PROPERTIES 5

typedef struct of_budget {
    size_t store_bytes;
    size_t arena_bytes;                           /* of each arena of each worker */
    size_t batch_bytes;                           /* of the inputs of one turn */
    size_t fetch_bytes;                           /* of one fetch: no record may be larger */
    of_property properties[OF_BUDGET_PROPERTIES]; /* of librdkafka; they point into `values` */
    char values[OF_BUDGET_PROPERTIES][24];
} of_budget;

/* The smallest budget that so many workers and partitions can run in. */
size_t of_budget_least(int32_t workers, int32_t partitions);
/* The smallest budget with which a fetch has room for a record of so many bytes, in whole MiB; 0:
 * there is none. */
size_t of_budget_for_record(size_t bytes, int32_t workers);
/* The largest record for which there is one. */
#define OF_BUDGET_RECORD_MAX ((size_t)50 << 20)
/* Fills `budget`, which must not be moved afterwards. */
void of_budget_divide(size_t memory, int32_t workers, of_budget *budget);
/* True for a librdkafka property that follows from the budget ("consumer." or not). */
bool of_budget_owns(const char *property);
