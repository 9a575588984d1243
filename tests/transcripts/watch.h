/* What an administrator sees of a broker and asks of it, beyond the port: ends of partitions and
 * the offsets that somebody else's group has committed. It joins no group. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct watch watch;

typedef struct watch_spot {
    const char *topic;
    int32_t partition;
    int64_t offset;
} watch_spot;

/* NULL with `error` filled. `group` is the one whose offsets are asked for. */
watch *watch_open(const char *brokers, const char *group, char *error, size_t error_size);
void watch_close(watch *self);
/* Fills the offsets: high watermarks, which count records of open transactions. */
bool watch_ends(watch *self, watch_spot *spots, size_t count, char *error, size_t error_size);
/* Fills the offsets with the committed ones, 0 where there are none, -1 when they could not be
 * known in time, as while a transaction that holds some stays open. */
bool watch_committed(watch *self, watch_spot *spots, size_t count, char *error, size_t error_size);
/* Deletes the topics, with all that is in them. */
bool watch_delete(watch *self, const char *const *names, size_t count, char *error,
                  size_t error_size);
