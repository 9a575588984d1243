/* The state directory: opening, pinning, flushing. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>

#include "topology/base/assert.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/runtime/shard.h"

#define FORMAT_VERSION  1
#define FLUSH_MS        10000
#define FLUSH_BYTES     ((size_t)32 << 20)
#define DAMAGED_MAX     100
#define SHARD_BYTES_MIN ((size_t)1 << 20)

/* Half for decoded and dirty rows, a quarter each for RocksDB's block cache and its memtables. */
#define ROWS_SHARE(bytes)  ((bytes) / 2)
#define ROCKS_SHARE(bytes) ((bytes) / 4)

static of_status read_meta(of_store *store, const char *name, of_buffer *value, bool *found)
{
    of_buffer_clear(value);
    return of_rocks_get(store->rocks, OF_FAMILY_META, of_bytes_of_text(of_text_of(name)), value,
                        found);
}

static void write_meta(of_store *store, of_rocks_batch *batch, const char *name, of_bytes value)
{
    of_rocks_put(store->rocks, batch, OF_FAMILY_META, of_bytes_of_text(of_text_of(name)), value);
}

/* A random (version 4) uuid. */
static void make_uuid(char out[37])
{
    uint8_t bytes[16];
    ssize_t len = getrandom(bytes, sizeof bytes, 0);
    of_assert(len == (ssize_t)sizeof bytes);
    bytes[6] = (uint8_t)((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (uint8_t)((bytes[8] & 0x3f) | 0x80);
    size_t at = 0;
    for (size_t i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            out[at++] = '-';
        }
        at += (size_t)snprintf(out + at, 37 - at, "%02x", bytes[i]);
    }
}

static of_status begin_directory(of_store *store)
{
    char partitions[16];
    char format[16];
    snprintf(partitions, sizeof partitions, "%d", store->partitions);
    snprintf(format, sizeof format, "%d", FORMAT_VERSION);
    make_uuid(store->owner);
    of_rocks_batch *batch = of_rocks_batch_new();
    write_meta(store, batch, "format", of_bytes_of_text(of_text_of(format)));
    write_meta(store, batch, "partitions", of_bytes_of_text(of_text_of(partitions)));
    write_meta(store, batch, "owner", of_bytes_of_text(of_text_of(store->owner)));
    of_status status = of_rocks_write(store->rocks, batch);
    of_rocks_batch_free(batch);
    return of_ok(status) ? of_rocks_flush(store->rocks) : status;
}

static of_status check_directory(of_store *store, char *error, size_t error_size)
{
    of_buffer value = {0};
    bool found = false;
    of_status status = read_meta(store, "format", &value, &found);
    if (of_ok(status) && !found) {
        of_buffer_free(&value);
        return begin_directory(store);
    }
    of_buffer_put_u8(&value, 0);
    if (of_ok(status) && atoi((const char *)value.data) > FORMAT_VERSION) {
        snprintf(error, error_size,
                 "the state was written by a newer release (format %s, this "
                 "one reads %d): start that release",
                 (const char *)value.data, FORMAT_VERSION);
        status = OF_FATAL_AS("the state is of a newer format");
    }
    if (of_ok(status)) {
        status = read_meta(store, "partitions", &value, &found);
        of_buffer_put_u8(&value, 0);
    }
    if (of_ok(status) && atoi((const char *)value.data) != store->partitions) {
        snprintf(error, error_size,
                 "the state holds %s partitions, the configuration says %d: set partitions back, "
                 "or migrate to a new application",
                 (const char *)value.data, store->partitions);
        status = OF_FATAL_AS("the number of partitions changed");
    }
    if (of_ok(status)) {
        status = read_meta(store, "owner", &value, &found);
        of_assert(!of_ok(status) || (found && value.len == 36));
        snprintf(store->owner, sizeof store->owner, "%.36s", (const char *)value.data);
    }
    if (!of_ok(status) && error[0] == '\0') {
        snprintf(error, error_size,
                 "the state directory cannot be read, its files are damaged: move it away to "
                 "restore the state from the changelog");
    }
    of_buffer_free(&value);
    return status;
}

static of_status compile_plans(of_store *store, char *error, size_t error_size)
{
    for (size_t i = 0; i < store->row_count; i++) {
        of_schema *writer = NULL;
        const of_record_type *type = store->rows[i].type;
        OF_TRY(of_schema_parse(of_text_of(type->schema_text), &writer, error, error_size));
        of_status status = of_plan_compile(writer, type, &store->plans[i], error, error_size);
        of_schema_free(writer);
        OF_TRY(status);
        store->fingerprints[i] = of_row_fingerprint(type);
        store->clones[i] = of_clone_plan_new(type);
    }
    return OF_OK;
}

/* "<directory>.damaged", or with the first number that is free. */
static bool set_aside(const char *directory, char *aside, size_t aside_size)
{
    int len = (int)strlen(directory);
    while (len > 1 && directory[len - 1] == '/') {
        len--;
    }
    for (int i = 1; i <= DAMAGED_MAX; i++) {
        snprintf(aside, aside_size, i == 1 ? "%.*s.damaged" : "%.*s.damaged-%d", len, directory, i);
        if (renameat2(AT_FDCWD, directory, AT_FDCWD, aside, RENAME_NOREPLACE) == 0) {
            return true;
        }
        if (errno != EEXIST) {
            return false;
        }
    }
    return false;
}

/* A power cut can leave files that contradict each other. The changelog has all that was committed:
 * the shards are read anew, and what is left of the old ones stays beside for whoever asks why. */
static of_status open_anew(of_store *store, const of_rocks_options *rocks, char *error,
                           size_t error_size)
{
    char aside[PATH_MAX];
    if (!set_aside(rocks->directory, aside, sizeof aside)) {
        return OF_FATAL_AS("the state directory is damaged and cannot be renamed: move it away");
    }
    of_log(OF_ERROR, "STATE-DAMAGED", "directory=%s moved_to=%s error=%s", rocks->directory, aside,
           error);
    error[0] = '\0';
    if (mkdir(rocks->directory, 0777) != 0) {
        snprintf(error, error_size, "%s: cannot be made: %s", rocks->directory, strerror(errno));
        return OF_FATAL_AS("the state directory cannot be made");
    }
    of_status status = of_rocks_open(rocks, &store->rocks, error, error_size);
    return status.remedy == OF_ABORT ? OF_FATAL_AS(status.what) : status;
}

static of_status open_rocks(of_store *store, const of_store_options *options, char *error,
                            size_t error_size)
{
    if (mkdir(options->directory, 0777) != 0 && errno != EEXIST) {
        snprintf(error, error_size, "%s: cannot be made: %s", options->directory, strerror(errno));
        return OF_FATAL_AS("the state directory cannot be made");
    }
    size_t count = OF_FAMILY_ROWS + store->row_count;
    const char **families = of_new_array(count, sizeof *families);
    families[OF_FAMILY_META] = "default";
    families[OF_FAMILY_TIMER] = "timer";
    families[OF_FAMILY_SCHEMA] = "schema";
    for (size_t i = 0; i < store->row_count; i++) {
        families[OF_FAMILY_ROWS + i] = store->rows[i].name;
    }
    of_rocks_options rocks = {.directory = options->directory,
                              .families = families,
                              .family_count = count,
                              .block_cache_bytes = ROCKS_SHARE(options->memory_bytes),
                              .memtable_bytes = ROCKS_SHARE(options->memory_bytes)};
    of_status status = of_rocks_open(&rocks, &store->rocks, error, error_size);
    if (status.remedy == OF_ABORT) {
        status = open_anew(store, &rocks, error, error_size);
    }
    of_delete(families);
    return status;
}

of_status of_store_open(const of_store_options *options, of_store **store, char *error,
                        size_t error_size)
{
    of_assert(options->partitions > 0 && options->memory_bytes > 0);
    error[0] = '\0';
    of_store *self = of_new(sizeof *self);
    self->row_count = options->row_count;
    self->rows = of_new_array(options->row_count, sizeof *self->rows);
    memcpy(self->rows, options->rows, options->row_count * sizeof *self->rows);
    self->plans = of_new_array(options->row_count, sizeof *self->plans);
    self->fingerprints = of_new_array(options->row_count, sizeof *self->fingerprints);
    self->clones = of_new_array(options->row_count, sizeof *self->clones);
    self->partitions = options->partitions;
    self->is_open = of_new_array((size_t)options->partitions, sizeof *self->is_open);
    self->flush_ms = options->flush_ms == 0 ? FLUSH_MS : options->flush_ms;
    self->flush_bytes = options->flush_bytes == 0 ? FLUSH_BYTES : options->flush_bytes;
    size_t share = ROWS_SHARE(options->memory_bytes) / (size_t)options->partitions;
    self->shard_bytes_max = share < SHARD_BYTES_MIN ? SHARD_BYTES_MIN : share;
    pthread_mutex_init(&self->lock, NULL);
    of_status status = open_rocks(self, options, error, error_size);
    if (of_ok(status)) {
        status = check_directory(self, error, error_size);
    }
    if (of_ok(status)) {
        status = compile_plans(self, error, error_size);
    }
    if (!of_ok(status)) {
        of_store_close(self, true);
        return status;
    }
    *store = self;
    return OF_OK;
}

void of_store_close(of_store *store, bool crash)
{
    for (int32_t i = 0; i < store->partitions; i++) {
        of_assert(!store->is_open[i]);
    }
    if (store->rocks != NULL) {
        of_rocks_close(store->rocks, !crash);
    }
    for (size_t i = 0; i < store->row_count; i++) {
        of_plan_free(store->plans[i]);
        of_clone_plan_free(store->clones[i]);
    }
    pthread_mutex_destroy(&store->lock);
    of_delete(store->plans);
    of_delete(store->fingerprints);
    of_delete(store->clones);
    of_delete(store->rows);
    of_delete(store->is_open);
    of_delete(store);
}

const char *of_store_owner(const of_store *store)
{
    return store->owner;
}

bool of_store_has_failed(const of_store *store)
{
    return of_rocks_has_failed(store->rocks);
}

of_status of_store_flush_if_due(of_store *store, int64_t now_ms)
{
    pthread_mutex_lock(&store->lock);
    bool due = store->unflushed >= store->flush_bytes ||
               (store->unflushed > 0 && now_ms - store->flushed_at_ms >= store->flush_ms);
    if (due) {
        store->unflushed = 0;
        store->flushed_at_ms = now_ms;
    }
    pthread_mutex_unlock(&store->lock);
    if (!due) {
        return OF_OK;
    }
    return of_rocks_flush(store->rocks);
}

of_store_io of_store_io_so_far(const of_store *store)
{
    of_rocks_io io = of_rocks_io_so_far(store->rocks);
    return (of_store_io){
        .reads = io.reads, .writes = io.writes, .file_bytes = of_rocks_file_bytes(store->rocks)};
}

size_t of_store_family(const of_store *store, uint16_t store_id)
{
    if (store_id == OF_STORE_TIMER) {
        return OF_FAMILY_TIMER;
    }
    if (store_id == OF_STORE_SCHEMA) {
        return OF_FAMILY_SCHEMA;
    }
    for (size_t i = 0; i < store->row_count; i++) {
        if (store->rows[i].id == store_id) {
            return OF_FAMILY_ROWS + i;
        }
    }
    return SIZE_MAX;
}
