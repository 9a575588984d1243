/* Counts what lies on a topic, as a reader of committed records sees it. */
#include <stdlib.h>

#include "tests/bench/bench.h"
#include "topology/base/memory.h"

#define TIMEOUT_MS 20000

typedef struct keys {
    uint64_t *hashes;
    size_t count;
    size_t capacity;
} keys;

static void add_key(keys *self, of_bytes key)
{
    if (self->count == self->capacity) {
        self->capacity = self->capacity == 0 ? 4096 : self->capacity * 2;
        self->hashes = of_renew(self->hashes, self->capacity * sizeof *self->hashes);
    }
    self->hashes[self->count++] = of_hash(key);
}

static int by_value(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left;
    uint64_t b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

static int64_t distinct_of(keys *self)
{
    int64_t count = 0;
    if (self->count > 0) {
        qsort(self->hashes, self->count, sizeof *self->hashes, by_value);
    }
    for (size_t i = 0; i < self->count; i++) {
        count += i == 0 || self->hashes[i] != self->hashes[i - 1];
    }
    of_delete(self->hashes);
    return count;
}

static void count_partition(of_reader *reader, of_partition at, topic_count *counted, keys *seen)
{
    int64_t low = 0;
    int64_t high = 0;
    of_status status = of_reader_watermarks(reader, at, &low, &high, TIMEOUT_MS);
    bench_require(of_ok(status), "watermarks", status.what);
    of_position from = {.topic = at.topic, .partition = at.partition, .offset = low};
    status = of_reader_assign(reader, &from, 1);
    bench_require(of_ok(status), "reading", status.what);
    for (int64_t position = low; position < high;) {
        of_message message;
        bool found = false;
        status = of_reader_poll(reader, 100, &message, &found);
        bench_require(of_ok(status), "reading", status.what);
        if (found) {
            counted->records++;
            counted->key_bytes += (int64_t)message.key.len;
            counted->value_bytes += (int64_t)message.value.len;
            if (seen != NULL) {
                add_key(seen, message.key);
            }
        }
        status = of_reader_position(reader, at, &position);
        bench_require(of_ok(status), "reading", status.what);
    }
}

topic_count topics_count(const bench_run *self, const char *name, int partitions, bool distinct)
{
    topic_count counted = {0};
    keys seen = {0};
    of_reader *reader = NULL;
    of_status status = of_reader_open(self->kafka, true, &reader);
    bench_require(of_ok(status), "reader", status.what);
    for (int32_t i = 0; i < partitions; i++) {
        of_partition at = {.topic = of_topic_handle(self->kafka, name), .partition = i};
        count_partition(reader, at, &counted, distinct ? &seen : NULL);
    }
    of_reader_close(reader);
    counted.keys = distinct_of(&seen);
    return counted;
}
