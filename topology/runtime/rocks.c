/* RocksDB's C API behind the few calls the store needs. */
#include "topology/runtime/rocks.h"

#include <rocksdb/c.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "topology/base/assert.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"

#define FAMILIES_MAX 64
#define BLOOM_BITS   10

struct of_rocks {
    rocksdb_t *db;
    rocksdb_options_t *options;
    rocksdb_cache_t *cache;
    rocksdb_readoptions_t *read;
    rocksdb_writeoptions_t *write;
    rocksdb_column_family_handle_t *families[FAMILIES_MAX];
    size_t family_count; /* handles, the ones left alone included */
    atomic_bool has_failed;
    _Atomic int64_t reads;
    _Atomic int64_t writes;
};

struct of_rocks_batch {
    rocksdb_writebatch_t *batch;
};

static of_status failed(of_rocks *rocks, const char *call, char *message)
{
    atomic_store(&rocks->has_failed, true);
    of_log(OF_ERROR, "STORE-FAILED", "call=%s error=%s", call, message);
    rocksdb_free(message);
    return OF_FATAL_AS("the state store failed; the log says how");
}

/* Closing must not flush by itself: a crash is simulated by closing, and a clean close flushes. */
static rocksdb_options_t *make_options(const of_rocks_options *given, rocksdb_cache_t *cache)
{
    rocksdb_options_t *base = rocksdb_options_create();
    rocksdb_options_t *options = rocksdb_options_create();
    char *error = NULL;
    rocksdb_get_options_from_string(base, "avoid_flush_during_shutdown=true", options, &error);
    of_assert(error == NULL);
    rocksdb_options_destroy(base);
    rocksdb_options_set_create_if_missing(options, 1);
    rocksdb_options_set_create_missing_column_families(options, 1);
    rocksdb_options_set_atomic_flush(options, 1);
    rocksdb_options_set_db_write_buffer_size(options, given->memtable_bytes);
    rocksdb_options_set_write_buffer_size(options, given->memtable_bytes / 2);
    rocksdb_options_set_compression(options, rocksdb_lz4_compression);
    rocksdb_options_set_max_open_files(options, 256);
    rocksdb_options_set_keep_log_file_num(options, 2);
    rocksdb_options_set_info_log_level(options, 3);
    rocksdb_block_based_table_options_t *table = rocksdb_block_based_options_create();
    rocksdb_block_based_options_set_block_cache(table, cache);
    /* In the cache, so that they are part of its bytes, and in pieces: whole ones of a large table
     * take a megabyte, and a cache too small for all of them would load one for every read. */
    rocksdb_block_based_options_set_cache_index_and_filter_blocks(table, 1);
    rocksdb_block_based_options_set_cache_index_and_filter_blocks_with_high_priority(table, 1);
    rocksdb_block_based_options_set_index_type(
        table, rocksdb_block_based_table_index_type_two_level_index_search);
    rocksdb_block_based_options_set_partition_filters(table, 1);
    rocksdb_block_based_options_set_pin_top_level_index_and_filter(table, 1);
    rocksdb_block_based_options_set_filter_policy(table,
                                                  rocksdb_filterpolicy_create_bloom(BLOOM_BITS));
    rocksdb_options_set_block_based_table_factory(options, table);
    rocksdb_block_based_options_destroy(table);
    return options;
}

/* The families to open: the named ones in their order, then those found on disk beside them. */
static size_t list_families(const of_rocks_options *given, rocksdb_options_t *options, char **names)
{
    size_t count = 0;
    for (size_t i = 0; i < given->family_count; i++) {
        names[count++] = of_new_string(given->families[i], strlen(given->families[i]));
    }
    size_t on_disk = 0;
    char *error = NULL;
    char **found = rocksdb_list_column_families(options, given->directory, &on_disk, &error);
    if (error != NULL) {
        rocksdb_free(error); /* no database yet */
        rocksdb_list_column_families_destroy(found, 0);
        return count;
    }
    for (size_t i = 0; i < on_disk && count < FAMILIES_MAX; i++) {
        bool known = false;
        for (size_t j = 0; j < given->family_count; j++) {
            known |= strcmp(found[i], given->families[j]) == 0;
        }
        if (!known) {
            names[count++] = of_new_string(found[i], strlen(found[i]));
        }
    }
    rocksdb_list_column_families_destroy(found, on_disk);
    return count;
}

static const char *explain(const char *message)
{
    if (strstr(message, "lock") != NULL) {
        return "the state directory is in use by another process";
    }
    return message;
}

/* Files that contradict each other, or one that others name and that is not there: RocksDB syncs a
 * list of files before CURRENT names it, but not the directory in between. */
static bool is_damage(const char *message)
{
    return strncmp(message, "Corruption", 10) == 0 ||
           strncmp(message, "IO error: No such file", 22) == 0;
}

of_status of_rocks_open(const of_rocks_options *given, of_rocks **rocks, char *error,
                        size_t error_size)
{
    of_assert(given->family_count > 0 && given->family_count <= FAMILIES_MAX);
    of_rocks *self = of_new(sizeof *self);
    self->cache = rocksdb_cache_create_lru(given->block_cache_bytes);
    self->options = make_options(given, self->cache);
    self->read = rocksdb_readoptions_create();
    self->write = rocksdb_writeoptions_create();
    rocksdb_writeoptions_disable_WAL(self->write, 1);
    char *names[FAMILIES_MAX];
    const rocksdb_options_t *each[FAMILIES_MAX];
    self->family_count = list_families(given, self->options, names);
    for (size_t i = 0; i < self->family_count; i++) {
        each[i] = self->options;
    }
    char *message = NULL;
    self->db =
        rocksdb_open_column_families(self->options, given->directory, (int)self->family_count,
                                     (const char *const *)names, each, self->families, &message);
    for (size_t i = 0; i < self->family_count; i++) {
        of_delete(names[i]);
    }
    if (message != NULL) {
        bool damaged = is_damage(message);
        snprintf(error, error_size, "%s: %s", given->directory, explain(message));
        rocksdb_free(message);
        self->family_count = 0;
        of_rocks_close(self, false);
        return damaged ? OF_ABORT_AS("the state directory is damaged")
                       : OF_FATAL_AS("the state directory cannot be opened");
    }
    *rocks = self;
    return OF_OK;
}

static uint64_t background_errors(of_rocks *rocks)
{
    uint64_t count = 0;
    int failed_to_ask = rocksdb_property_int(rocks->db, "rocksdb.background-errors", &count);
    of_assert(failed_to_ask == 0);
    return count;
}

void of_rocks_close(of_rocks *rocks, bool flush)
{
    if (flush && rocks->db != NULL) {
        of_status status = of_rocks_flush(rocks);
        of_maybe(of_ok(status)); /* logged; the changelog has what is not flushed */
    }
    for (size_t i = 0; i < rocks->family_count; i++) {
        rocksdb_column_family_handle_destroy(rocks->families[i]);
    }
    if (rocks->db != NULL) {
        rocksdb_close(rocks->db);
    }
    rocksdb_writeoptions_destroy(rocks->write);
    rocksdb_readoptions_destroy(rocks->read);
    rocksdb_options_destroy(rocks->options);
    rocksdb_cache_destroy(rocks->cache);
    of_delete(rocks);
}

of_rocks_io of_rocks_io_so_far(const of_rocks *rocks)
{
    return (of_rocks_io){
        .reads = atomic_load_explicit(&rocks->reads, memory_order_relaxed),
        .writes = atomic_load_explicit(&rocks->writes, memory_order_relaxed),
    };
}

/* All families at one point of their common history. rocksdb_flush_cf would flush its one family
 * and tear a batch apart even under atomic_flush, and the C API of 7.8 takes no list; a manual
 * compaction flushes all of them atomically before it begins. It compacts the first family, which
 * holds a few small values. It has no result of its own: a flush that failed shows in the count of
 * errors, and one error is enough: RocksDB does nothing more in the background after it. */
of_status of_rocks_flush(of_rocks *rocks)
{
    rocksdb_compactoptions_t *options = rocksdb_compactoptions_create();
    rocksdb_compactoptions_set_exclusive_manual_compaction(options, 0);
    rocksdb_compact_range_cf_opt(rocks->db, rocks->families[0], options, NULL, 0, NULL, 0);
    rocksdb_compactoptions_destroy(options);
    if (background_errors(rocks) > 0) {
        atomic_store(&rocks->has_failed, true);
        of_log(OF_ERROR, "STORE-FAILED", "call=flush");
        return OF_FATAL_AS("the state store cannot flush; its LOG file says why");
    }
    return OF_OK;
}

bool of_rocks_has_failed(const of_rocks *rocks)
{
    return atomic_load(&rocks->has_failed);
}

of_status of_rocks_get(of_rocks *rocks, size_t family, of_bytes key, of_buffer *value, bool *found)
{
    of_assert(family < rocks->family_count);
    atomic_fetch_add_explicit(&rocks->reads, 1, memory_order_relaxed);
    char *message = NULL;
    rocksdb_pinnableslice_t *slice = rocksdb_get_pinned_cf(
        rocks->db, rocks->read, rocks->families[family], (const char *)key.data, key.len, &message);
    if (message != NULL) {
        return failed(rocks, "get", message);
    }
    *found = slice != NULL;
    if (slice != NULL) {
        size_t len = 0;
        const char *data = rocksdb_pinnableslice_value(slice, &len);
        of_buffer_put(value, data, len);
        rocksdb_pinnableslice_destroy(slice);
    }
    return OF_OK;
}

of_rocks_batch *of_rocks_batch_new(void)
{
    of_rocks_batch *batch = of_new(sizeof *batch);
    batch->batch = rocksdb_writebatch_create();
    return batch;
}

void of_rocks_batch_free(of_rocks_batch *batch)
{
    rocksdb_writebatch_destroy(batch->batch);
    of_delete(batch);
}

void of_rocks_put(of_rocks *rocks, of_rocks_batch *batch, size_t family, of_bytes key,
                  of_bytes value)
{
    rocksdb_writebatch_put_cf(batch->batch, rocks->families[family], (const char *)key.data,
                              key.len, (const char *)value.data, value.len);
}

void of_rocks_delete(of_rocks *rocks, of_rocks_batch *batch, size_t family, of_bytes key)
{
    rocksdb_writebatch_delete_cf(batch->batch, rocks->families[family], (const char *)key.data,
                                 key.len);
}

void of_rocks_delete_range(of_rocks *rocks, of_rocks_batch *batch, size_t family, of_bytes from,
                           of_bytes to)
{
    rocksdb_writebatch_delete_range_cf(batch->batch, rocks->families[family],
                                       (const char *)from.data, from.len, (const char *)to.data,
                                       to.len);
}

of_status of_rocks_write(of_rocks *rocks, of_rocks_batch *batch)
{
    char *message = NULL;
    atomic_fetch_add_explicit(&rocks->writes, rocksdb_writebatch_count(batch->batch),
                              memory_order_relaxed);
    rocksdb_write(rocks->db, rocks->write, batch->batch, &message);
    rocksdb_writebatch_clear(batch->batch);
    return message == NULL ? OF_OK : failed(rocks, "write", message);
}

of_status of_rocks_scan(of_rocks *rocks, size_t family, of_bytes prefix, of_bytes from,
                        of_rocks_visit visit, void *state)
{
    atomic_fetch_add_explicit(&rocks->reads, 1, memory_order_relaxed);
    rocksdb_iterator_t *at =
        rocksdb_create_iterator_cf(rocks->db, rocks->read, rocks->families[family]);
    rocksdb_iter_seek(at, (const char *)from.data, from.len);
    for (; rocksdb_iter_valid(at); rocksdb_iter_next(at)) {
        of_bytes key = {0};
        of_bytes value = {0};
        key.data = (const uint8_t *)rocksdb_iter_key(at, &key.len);
        value.data = (const uint8_t *)rocksdb_iter_value(at, &value.len);
        if (key.len < prefix.len || memcmp(key.data, prefix.data, prefix.len) != 0 ||
            !visit(state, key, value)) {
            break;
        }
    }
    char *message = NULL;
    rocksdb_iter_get_error(at, &message);
    rocksdb_iter_destroy(at);
    return message == NULL ? OF_OK : failed(rocks, "scan", message);
}
