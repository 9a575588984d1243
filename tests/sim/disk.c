/* The calls of the store to RocksDB: they may fail, or the process may die at one; and whatever
 * survives is held against the committed turns. The fold's state is a sorted array instead. */
#include "tests/sim/disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/sim/memory_rocks.h"
#include "tests/sim/record.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/kafka/embedded_frames.h"
#include "topology/runtime/rocks.h"
#include "topology/runtime/shard.h"

of_status __real_of_rocks_open(const of_rocks_options *options, of_rocks **rocks, char *error,
                               size_t error_size);
of_status __wrap_of_rocks_open(const of_rocks_options *options, of_rocks **rocks, char *error,
                               size_t error_size);
void __real_of_rocks_close(of_rocks *rocks, bool flush);
void __wrap_of_rocks_close(of_rocks *rocks, bool flush);
of_status __real_of_rocks_flush(of_rocks *rocks);
of_status __wrap_of_rocks_flush(of_rocks *rocks);
bool __real_of_rocks_has_failed(const of_rocks *rocks);
bool __wrap_of_rocks_has_failed(const of_rocks *rocks);
of_status __real_of_rocks_get(of_rocks *rocks, size_t family, of_bytes key, of_buffer *value,
                              bool *found);
of_status __wrap_of_rocks_get(of_rocks *rocks, size_t family, of_bytes key, of_buffer *value,
                              bool *found);
void __real_of_rocks_put(of_rocks *rocks, of_rocks_batch *batch, size_t family, of_bytes key,
                         of_bytes value);
void __wrap_of_rocks_put(of_rocks *rocks, of_rocks_batch *batch, size_t family, of_bytes key,
                         of_bytes value);
void __real_of_rocks_delete(of_rocks *rocks, of_rocks_batch *batch, size_t family, of_bytes key);
void __wrap_of_rocks_delete(of_rocks *rocks, of_rocks_batch *batch, size_t family, of_bytes key);
void __real_of_rocks_delete_range(of_rocks *rocks, of_rocks_batch *batch, size_t family,
                                  of_bytes from, of_bytes to);
void __wrap_of_rocks_delete_range(of_rocks *rocks, of_rocks_batch *batch, size_t family,
                                  of_bytes from, of_bytes to);
of_status __real_of_rocks_write(of_rocks *rocks, of_rocks_batch *batch);
of_status __wrap_of_rocks_write(of_rocks *rocks, of_rocks_batch *batch);
of_status __real_of_rocks_scan(of_rocks *rocks, size_t family, of_bytes prefix, of_bytes from,
                               of_rocks_visit visit, void *state);
of_status __wrap_of_rocks_scan(of_rocks *rocks, size_t family, of_bytes prefix, of_bytes from,
                               of_rocks_visit visit, void *state);

static bool is_memory(const of_rocks *rocks)
{
    return rocks == memory_rocks();
}

static sim_process *process_of(const of_rocks *rocks)
{
    for (int i = 0; i < SIM_PROCESSES; i++) {
        if (of_sim->processes[i].rocks == rocks) {
            return &of_sim->processes[i];
        }
    }
    sim_fail("a state that no process has");
}

/* ---- what survives ---- */

static bool read_mark(of_rocks *rocks, const char *kind, int32_t partition, of_buffer *value)
{
    char name[32];
    bool found = false;
    snprintf(name, sizeof name, "%s/%d", kind, (int)partition);
    of_buffer_clear(value);
    of_status status = __real_of_rocks_get(rocks, OF_FAMILY_META,
                                           of_bytes_of_text(of_text_of(name)), value, &found);
    of_assert(of_ok(status));
    return found;
}

static int64_t number_at(const of_buffer *value, size_t at)
{
    uint64_t number = 0;
    of_assert(value->len >= at + 8);
    for (size_t i = 0; i < 8; i++) {
        number = number << 8 | value->data[at + i];
    }
    return (int64_t)number;
}

/* 0: no state. */
static int64_t stored_turn(of_rocks *rocks, int32_t partition)
{
    of_buffer value = {0};
    bool restoring = read_mark(rocks, "restoring", partition, &value);
    int64_t turn =
        !restoring && read_mark(rocks, "stamp", partition, &value) ? number_at(&value, 37) : 0;
    of_buffer_free(&value);
    return turn;
}

static const sim_change *changes; /* for sorting their numbers */

static int by_key(const void *left, const void *right)
{
    size_t a = *(const size_t *)left;
    size_t b = *(const size_t *)right;
    int order = of_bytes_compare(changes[a].key, changes[b].key);
    return order != 0 ? order : a < b ? -1 : a > b;
}

typedef struct comparison {
    const sim_process *process;
    int32_t partition;
    int64_t turn;
    uint16_t store;
    const size_t *expected;
    size_t count, at;
} comparison;

static uint16_t store_of(of_bytes key)
{
    return (uint16_t)(key.data[0] << 8 | key.data[1]);
}

_Noreturn static void differ(const comparison *self, const char *what, of_bytes key)
{
    sim_fail("the state of process %d, partition %d, turn %" PRId64 ": store %d %s %.*s",
             self->process->index, (int)self->partition, self->turn, (int)self->store, what,
             (int)key.len, (const char *)key.data);
}

static bool compare_row(void *state, of_bytes key, of_bytes value)
{
    comparison *self = state;
    of_bytes row = {key.data + 4, key.len - 4};
    if (self->at == self->count || store_of(changes[self->expected[self->at]].key) != self->store) {
        differ(self, "should not have", row);
    }
    const sim_change *expected = &changes[self->expected[self->at++]];
    if (!of_bytes_equal(row, (of_bytes){expected->key.data + 2, expected->key.len - 2})) {
        differ(self, "has or lacks", row);
    }
    if (!of_bytes_equal(value, expected->value)) {
        differ(self, "has another value of", row);
    }
    return true;
}

/* The last value of every key up to the turn, sorted; deleted ones are left out. */
static size_t expect(int32_t partition, int64_t turn, size_t *expected)
{
    size_t all = 0;
    size_t count = 0;
    changes = sim_record_changes(&all);
    for (size_t i = 0; i < all; i++) {
        if (changes[i].partition == partition && changes[i].turn <= turn) {
            expected[count++] = i;
        }
    }
    qsort(expected, count, sizeof *expected, by_key);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const sim_change *one = &changes[expected[i]];
        bool last = i + 1 == count || !of_bytes_equal(one->key, changes[expected[i + 1]].key);
        if (last && one->value.data != NULL) {
            expected[kept++] = expected[i];
        }
    }
    return kept;
}

static void check_partition(const sim_process *process, int32_t partition, size_t *expected)
{
    comparison self = {.process = process,
                       .partition = partition,
                       .turn = stored_turn(process->rocks, partition),
                       .expected = expected};
    if (self.turn > sim_record_turn(partition)) {
        sim_fail("the state of process %d, partition %d holds turn %" PRId64 ", not committed yet",
                 process->index, (int)partition, self.turn);
    }
    if (self.turn < process->flushed_turn[partition]) {
        sim_fail("the state of process %d, partition %d went back from turn %" PRId64
                 " to %" PRId64,
                 process->index, (int)partition, process->flushed_turn[partition], self.turn);
    }
    self.count = expect(partition, self.turn, expected);
    const uint8_t prefix[4] = {0, 0, 0, (uint8_t)partition};
    of_bytes from = {.data = prefix, .len = sizeof prefix};
    for (size_t i = 0; i < of_topology.store_count + 2; i++) {
        /* Timers and schemas have the highest numbers, and the first families. */
        size_t family = OF_FAMILY_ROWS + i;
        if (i < of_topology.store_count) {
            self.store = of_topology.stores[i].number;
        } else {
            bool timers = i == of_topology.store_count;
            family = timers ? OF_FAMILY_TIMER : OF_FAMILY_SCHEMA;
            self.store = timers ? OF_STORE_TIMER : OF_STORE_SCHEMA;
        }
        of_status status =
            __real_of_rocks_scan(process->rocks, family, from, from, compare_row, &self);
        of_assert(of_ok(status));
        if (self.at < self.count && store_of(changes[expected[self.at]].key) == self.store) {
            differ(&self, "lacks", changes[expected[self.at]].key);
        }
    }
}

void sim_disk_check(const sim_process *process)
{
    size_t count = 0;
    sim_record_changes(&count);
    size_t *expected = of_new_array(count + 1, sizeof *expected);
    for (int32_t i = 0; i < SIM_PARTITIONS; i++) {
        of_buffer ignored = {0};
        if (!read_mark(process->rocks, "restoring", i, &ignored)) {
            check_partition(process, i, expected);
        }
        of_buffer_free(&ignored);
    }
    of_delete(expected);
    of_sim->tally->checks++;
}

void sim_disk_check_replay(const sim_process *process, int32_t partition, int64_t offset)
{
    of_buffer value = {0};
    bool restoring = read_mark(process->rocks, "restoring", partition, &value);
    if (!restoring && read_mark(process->rocks, "stamp", partition, &value) &&
        offset < number_at(&value, 45)) {
        sim_fail("process %d replays partition %d from %" PRId64 ", its state holds all before "
                 "%" PRId64,
                 process->index, (int)partition, offset, number_at(&value, 45));
    }
    of_buffer_free(&value);
}

static int remove_one(const char *path, const struct stat *facts, int kind, struct FTW *where)
{
    (void)facts;
    (void)kind;
    (void)where;
    return remove(path);
}

void sim_disk_lost(sim_process *process)
{
    of_assert(process->rocks == NULL);
    nftw(process->directory, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    memset(process->flushed_turn, 0, sizeof process->flushed_turn);
}

void sim_disk_forget_memory(void)
{
    memory_rocks_forget();
}

/* ---- opening and closing ---- */

/* A new database is made once and copied: making one takes twice as long as opening it. */
static void copy_file(const char *from, const char *to)
{
    of_buffer content = {0};
    bool read = of_frames_read(from, &content);
    int fd = open(to, O_CREAT | O_WRONLY | O_TRUNC, 0666);
    of_assert(read && fd >= 0 && of_frames_write(fd, of_buffer_bytes(&content)));
    close(fd);
    of_buffer_free(&content);
}

static void copy_directory(const char *from, const char *to)
{
    DIR *listed = opendir(from);
    of_assert(listed != NULL);
    mkdir(to, 0777);
    for (struct dirent *entry = readdir(listed); entry != NULL; entry = readdir(listed)) {
        char source[512];
        char target[512];
        snprintf(source, sizeof source, "%s/%s", from, entry->d_name);
        snprintf(target, sizeof target, "%s/%s", to, entry->d_name);
        if (entry->d_name[0] != '.' && strncmp(entry->d_name, "LO", 2) != 0) {
            copy_file(source, target); /* LOG and LOCK are left behind */
        }
    }
    closedir(listed);
}

static of_status copy_template(const of_rocks_options *options, char *error, size_t error_size)
{
    char template[128];
    char made[160];
    snprintf(template, sizeof template, "%s/template", of_sim->root);
    snprintf(made, sizeof made, "%s/CURRENT", template);
    if (access(made, F_OK) != 0) {
        of_rocks_options first = *options;
        of_rocks *rocks = NULL;
        first.directory = template;
        OF_TRY(__real_of_rocks_open(&first, &rocks, error, error_size));
        __real_of_rocks_close(rocks, false);
    }
    copy_directory(template, options->directory);
    return OF_OK;
}

of_status __wrap_of_rocks_open(const of_rocks_options *options, of_rocks **rocks, char *error,
                               size_t error_size)
{
    const char *name = strrchr(options->directory, '/');
    if (name != NULL && strcmp(name, SIM_DISK_MEMORY) == 0) {
        *rocks = memory_rocks();
        return OF_OK;
    }
    char made[160];
    snprintf(made, sizeof made, "%.120s/CURRENT", options->directory);
    if (access(made, F_OK) != 0) {
        OF_TRY(copy_template(options, error, error_size));
    }
    OF_TRY(__real_of_rocks_open(options, rocks, error, error_size));
    of_sim->tally->opens++;
    for (int i = 0; i < SIM_PROCESSES; i++) {
        sim_process *process = &of_sim->processes[i];
        if (strcmp(process->directory, options->directory) == 0) {
            process->rocks = *rocks;
            sim_disk_check(process);
        }
    }
    return OF_OK;
}

void __wrap_of_rocks_close(of_rocks *rocks, bool flush)
{
    if (is_memory(rocks)) {
        return;
    }
    sim_process *process = process_of(rocks);
    sim_disk_check(process);
    if (flush) {
        of_status status = __wrap_of_rocks_flush(rocks);
        of_maybe(of_ok(status));
    }
    for (int32_t i = 0; i < SIM_PARTITIONS; i++) {
        if (stored_turn(rocks, i) > process->flushed_turn[i]) {
            sim_hit(FAULT_TAIL_LOST);
        }
    }
    process->rocks = NULL;
    __real_of_rocks_close(rocks, false);
}

/* ---- writing ---- */

static bool disk_fails(sim_process *process, sim_fault fault)
{
    if (process->disk_full == 0 && sim_strikes(fault)) {
        process->disk_full = (int)sim_random(3) + 1;
    }
    if (process->disk_full == 0 || of_sim->is_calm) {
        return false;
    }
    process->disk_full--;
    process->may_halt = true;
    sim_hit(fault);
    return true;
}

of_status __wrap_of_rocks_write(of_rocks *rocks, of_rocks_batch *batch)
{
    if (is_memory(rocks)) {
        memory_rocks_write(batch);
        return OF_OK;
    }
    sim_process *process = process_of(rocks);
    if (process->is_dying) {
        return OF_FATAL_AS("crashed");
    }
    if (sim_strikes(FAULT_CRASH_STATE)) {
        sim_hit(FAULT_CRASH_STATE);
        process->is_dying = true;
        if (sim_random(2) == 0) {
            return OF_FATAL_AS("crashed");
        }
    } else if (disk_fails(process, FAULT_WRITE_FAILED)) {
        return OF_FATAL_AS("no space left on the device");
    }
    return __real_of_rocks_write(rocks, batch);
}

of_status __wrap_of_rocks_flush(of_rocks *rocks)
{
    if (is_memory(rocks)) {
        return OF_OK;
    }
    sim_process *process = process_of(rocks);
    if (process->is_dying) {
        return OF_FATAL_AS("crashed");
    }
    if (disk_fails(process, FAULT_FLUSH_FAILED)) {
        return OF_FATAL_AS("no space left on the device");
    }
    OF_TRY(__real_of_rocks_flush(rocks));
    for (int32_t i = 0; i < SIM_PARTITIONS; i++) {
        process->flushed_turn[i] = stored_turn(rocks, i);
    }
    return OF_OK;
}

bool __wrap_of_rocks_has_failed(const of_rocks *rocks)
{
    return !is_memory(rocks) && (process_of(rocks)->may_halt || __real_of_rocks_has_failed(rocks));
}

/* A1: what is there once is resumed from, never taken away. */
static void check_not_wiped(const sim_process *process, of_bytes key)
{
    static const char restoring[] = "restoring/";
    size_t len = sizeof restoring - 1;
    if (key.len > len && memcmp(key.data, restoring, len) == 0) {
        int32_t partition = key.data[len] - '0';
        if (stored_turn(process->rocks, partition) > 0) {
            sim_fail("process %d wipes the state of partition %d", process->index, (int)partition);
        }
    }
}

void __wrap_of_rocks_put(of_rocks *rocks, of_rocks_batch *batch, size_t family, of_bytes key,
                         of_bytes value)
{
    if (is_memory(rocks)) {
        memory_rocks_put(batch, family, key, value);
        return;
    }
    if (family == OF_FAMILY_META) {
        check_not_wiped(process_of(rocks), key);
    }
    __real_of_rocks_put(rocks, batch, family, key, value);
}

void __wrap_of_rocks_delete(of_rocks *rocks, of_rocks_batch *batch, size_t family, of_bytes key)
{
    if (is_memory(rocks)) {
        memory_rocks_put(batch, family, key, (of_bytes){0});
        return;
    }
    __real_of_rocks_delete(rocks, batch, family, key);
}

void __wrap_of_rocks_delete_range(of_rocks *rocks, of_rocks_batch *batch, size_t family,
                                  of_bytes from, of_bytes to)
{
    of_assert(!is_memory(rocks)); /* the fold never restores */
    __real_of_rocks_delete_range(rocks, batch, family, from, to);
}

/* ---- reading ---- */

of_status __wrap_of_rocks_get(of_rocks *rocks, size_t family, of_bytes key, of_buffer *value,
                              bool *found)
{
    if (is_memory(rocks)) {
        memory_rocks_get(family, key, value, found);
        return OF_OK;
    }
    return __real_of_rocks_get(rocks, family, key, value, found);
}

of_status __wrap_of_rocks_scan(of_rocks *rocks, size_t family, of_bytes prefix, of_bytes from,
                               of_rocks_visit visit, void *state)
{
    if (is_memory(rocks)) {
        memory_rocks_scan(family, prefix, from, visit, state);
        return OF_OK;
    }
    return __real_of_rocks_scan(rocks, family, prefix, from, visit, state);
}
