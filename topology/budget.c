/* The division of the memory budget; see budget.h for the picture. */
#include "topology/budget.h"

#include <inttypes.h>
#include <stdio.h>

#include "topology/base/assert.h"

#define KIB ((size_t)1 << 10)
#define MIB ((size_t)1 << 20)

/* Measured: an idle process with one worker has 28 MiB resident and each further worker 1 MiB; its
 * code is read in as it is used, and stacks and connections fill. */
#define PROCESS_BYTES    (40 * MIB)
#define PER_WORKER_BYTES (4 * MIB)

enum { PARTS = 16, STORE_PARTS = 7, ARENA_PARTS = 2, FETCHED_PARTS = 3, SENT_PARTS = 1 };

/* Of the record in hand, of the turn, what it stages and the record being encoded. */
#define ARENAS_PER_WORKER   4
#define ARENA_BYTES_MAX     (64 * MIB)
#define BATCH_BYTES_MAX     (16 * MIB)
#define ARENAS_PER_BATCH    4 /* the turn's arena holds what is published, not what came in */
#define LEAST_PER_WORKER    (32 * MIB)
#define LEAST_PER_PARTITION (4 * MIB)

/* librdkafka counts the values in its queue, but an entry costs more, and so does the buffer of the
 * response it lies in: entries and values are bounded each by a part of the queue's bytes. What one
 * more response brings comes on top of what the queue holds. */
#define FETCHED_ENTRY_BYTES 400
#define SENT_ENTRY_BYTES    256
#define QUEUE_KBYTES_MAX    (2097151 - 1)
#define QUEUE_MESSAGES_MAX  10000000
#define RESPONSE_BYTES_MIN  MIB
#define RESPONSE_PARTS      4 /* of what may be fetched, one is a response */

static const char *const names[OF_BUDGET_PROPERTIES] = {
    "consumer.queued.min.messages", "consumer.queued.max.messages.kbytes",
    "consumer.fetch.max.bytes", "producer.queue.buffering.max.messages",
    "producer.queue.buffering.max.kbytes"};

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t fixed_bytes(int32_t workers)
{
    return PROCESS_BYTES + (size_t)workers * PER_WORKER_BYTES;
}

size_t of_budget_least(int32_t workers, int32_t partitions)
{
    size_t by_workers = (size_t)workers * LEAST_PER_WORKER;
    size_t by_partitions = (size_t)partitions * LEAST_PER_PARTITION;
    return fixed_bytes(workers) + (by_workers > by_partitions ? by_workers : by_partitions);
}

size_t of_budget_for_record(size_t bytes, int32_t workers)
{
    size_t least = of_budget_least(workers, 1);
    if (bytes > OF_BUDGET_RECORD_MAX) {
        return 0;
    }
    if (bytes > RESPONSE_BYTES_MIN) {
        size_t per_worker = (bytes * RESPONSE_PARTS + FETCHED_PARTS - 1) / FETCHED_PARTS;
        size_t memory = fixed_bytes(workers) + per_worker * (size_t)workers * PARTS;
        least = memory > least ? memory : least;
    }
    return (least + MIB - 1) / MIB * MIB;
}

void of_budget_divide(size_t memory, int32_t workers, of_budget *budget)
{
    of_assert(workers > 0 && memory >= of_budget_least(workers, 1));
    size_t part = (memory - fixed_bytes(workers)) / PARTS;
    size_t per_worker = part / (size_t)workers;
    size_t fetched = per_worker * FETCHED_PARTS;
    size_t sent = per_worker * SENT_PARTS;
    size_t response = least_of(fetched / RESPONSE_PARTS, OF_BUDGET_RECORD_MAX);
    response = response < RESPONSE_BYTES_MIN ? RESPONSE_BYTES_MIN : response;
    const size_t values[OF_BUDGET_PROPERTIES] = {
        least_of(fetched / 4 / FETCHED_ENTRY_BYTES, QUEUE_MESSAGES_MAX),
        least_of(fetched / 2 / KIB, QUEUE_KBYTES_MAX),
        response,
        least_of(sent / 2 / SENT_ENTRY_BYTES, QUEUE_MESSAGES_MAX),
        least_of(sent / 2 / KIB, QUEUE_KBYTES_MAX),
    };
    *budget = (of_budget){
        .store_bytes = part * STORE_PARTS,
        .fetch_bytes = response,
        .arena_bytes = least_of(per_worker * ARENA_PARTS / ARENAS_PER_WORKER, ARENA_BYTES_MAX),
    };
    budget->batch_bytes = least_of(budget->arena_bytes * ARENAS_PER_BATCH, BATCH_BYTES_MAX);
    for (size_t i = 0; i < OF_BUDGET_PROPERTIES; i++) {
        (void)snprintf(budget->values[i], sizeof budget->values[i], "%zu", values[i]);
        budget->properties[i] = (of_property){.name = names[i], .value = budget->values[i]};
    }
}

bool of_budget_owns(const char *property)
{
    for (size_t i = 0; i < OF_BUDGET_PROPERTIES; i++) {
        const char *bare = strchr(names[i], '.') + 1;
        if (strcmp(property, names[i]) == 0 || strcmp(property, bare) == 0) {
            return true;
        }
    }
    return false;
}
