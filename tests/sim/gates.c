/* Counts calls, and lets the process die at one of them. */
#include "tests/sim/gates.h"

#include <pthread.h>
#include <string.h>

#include "tests/sim/power_cut.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/runtime/rocks.h"

#define NAMES_MAX 64

const char *const gate_kinds[GATE_KINDS] = {"port", "state", "disk"};

typedef struct passed_call {
    gate_kind kind;
    const char *call; /* a literal */
    uint64_t trace;
} passed_call;

static struct {
    pthread_mutex_t lock; /* the store writes in threads of its own */
    bool is_armed;
    bool is_dead;
    bool records;
    int64_t dies_at;
    int64_t count;
    uint64_t trace;
    passed_call *recorded;
    size_t recorded_count, capacity;
} gates = {.lock = PTHREAD_MUTEX_INITIALIZER};

void gates_arm(int64_t dies_at, bool records)
{
    of_assert(dies_at >= 0);
    gates.is_armed = true;
    gates.is_dead = false;
    gates.records = records;
    gates.dies_at = dies_at;
    gates.count = 0;
    gates.trace = 0;
    if (records) {
        gates.recorded_count = 0;
    }
}

void gates_disarm(void)
{
    gates.is_armed = false;
    gates.is_dead = false;
}

int64_t gates_count(void)
{
    return gates.count;
}

bool gates_dead(void)
{
    pthread_mutex_lock(&gates.lock);
    bool dead = gates.is_dead;
    pthread_mutex_unlock(&gates.lock);
    return dead;
}

uint64_t gates_trace(void)
{
    return gates.trace;
}

static void record(gate_kind kind, const char *call)
{
    if (gates.recorded_count == gates.capacity) {
        gates.capacity = gates.capacity * 2 + 4096;
        gates.recorded = of_renew(gates.recorded, gates.capacity * sizeof *gates.recorded);
    }
    gates.recorded[gates.recorded_count++] =
        (passed_call){.kind = kind, .call = call, .trace = gates.trace};
}

/* False: dead. */
static bool pass(gate_kind kind, const char *call)
{
    pthread_mutex_lock(&gates.lock);
    if (gates.is_armed && !gates.is_dead) {
        of_bytes name = of_bytes_of_text(of_text_of(call));
        gates.count++;
        gates.trace = gates.trace * 31 + of_hash(name) + (uint64_t)kind;
        if (gates.records) {
            record(kind, call);
        }
        gates.is_dead = gates.count == gates.dies_at;
    }
    bool dead = gates.is_dead;
    pthread_mutex_unlock(&gates.lock);
    return !dead;
}

static bool pass_or_cut(gate_kind kind, const char *call)
{
    bool passed = pass(kind, call);
    if (!passed) {
        power_cut();
    }
    return passed;
}

bool gates_port(void *state, const char *call, int64_t number)
{
    of_maybe(state == NULL && number > 0);
    return pass_or_cut(GATE_PORT, call);
}

bool gates_disk(void *state, const char *call)
{
    of_maybe(state == NULL);
    return pass(GATE_DISK, call); /* the answer cuts the power */
}

/* ---- the recorded run ---- */

static const passed_call *recorded(int64_t number)
{
    of_assert(number >= 1 && (size_t)number <= gates.recorded_count);
    return &gates.recorded[number - 1];
}

uint64_t gates_recorded_trace(int64_t number)
{
    return recorded(number)->trace;
}

const char *gates_recorded_call(int64_t number)
{
    return recorded(number)->call;
}

gate_kind gates_recorded_kind(int64_t number)
{
    return recorded(number)->kind;
}

int64_t gates_recorded_count(void)
{
    return (int64_t)gates.recorded_count;
}

static void describe_kind(gate_kind kind, of_buffer *out)
{
    const char *names[NAMES_MAX];
    int64_t counts[NAMES_MAX] = {0};
    size_t count = 0;
    for (size_t i = 0; i < gates.recorded_count; i++) {
        const passed_call *each = &gates.recorded[i];
        size_t at = 0;
        while (at < count && strcmp(names[at], each->call) != 0) {
            at++;
        }
        if (each->kind == kind) {
            of_assert(at < NAMES_MAX);
            count += at == count;
            names[at] = each->call;
            counts[at]++;
        }
    }
    of_buffer_format(out, "%s:", gate_kinds[kind]);
    for (size_t i = 0; i < count; i++) {
        of_buffer_format(out, " %s %lld", names[i], (long long)counts[i]);
    }
    of_buffer_format(out, "\n");
}

void gates_describe(of_buffer *out)
{
    for (gate_kind kind = GATE_PORT; kind < GATE_KINDS; kind++) {
        describe_kind(kind, out);
    }
}

void gates_free(void)
{
    of_delete(gates.recorded);
    gates.recorded = NULL;
    gates.recorded_count = 0;
    gates.capacity = 0;
}

/* ---- the calls of rocks.h ---- */

#define DEAD OF_FATAL_AS("crashed")

of_status __real_of_rocks_open(const of_rocks_options *options, of_rocks **rocks, char *error,
                               size_t error_size);
of_status __wrap_of_rocks_open(const of_rocks_options *options, of_rocks **rocks, char *error,
                               size_t error_size);
of_status __wrap_of_rocks_open(const of_rocks_options *options, of_rocks **rocks, char *error,
                               size_t error_size)
{
    return pass_or_cut(GATE_STATE, "open") ? __real_of_rocks_open(options, rocks, error, error_size)
                                           : DEAD;
}

of_status __real_of_rocks_flush(of_rocks *rocks);
of_status __wrap_of_rocks_flush(of_rocks *rocks);
of_status __wrap_of_rocks_flush(of_rocks *rocks)
{
    return pass_or_cut(GATE_STATE, "flush") ? __real_of_rocks_flush(rocks) : DEAD;
}

of_status __real_of_rocks_get(of_rocks *rocks, size_t family, of_bytes key, of_buffer *value,
                              bool *found);
of_status __wrap_of_rocks_get(of_rocks *rocks, size_t family, of_bytes key, of_buffer *value,
                              bool *found);
of_status __wrap_of_rocks_get(of_rocks *rocks, size_t family, of_bytes key, of_buffer *value,
                              bool *found)
{
    return pass_or_cut(GATE_STATE, "get") ? __real_of_rocks_get(rocks, family, key, value, found)
                                          : DEAD;
}

of_status __real_of_rocks_write(of_rocks *rocks, of_rocks_batch *batch);
of_status __wrap_of_rocks_write(of_rocks *rocks, of_rocks_batch *batch);
of_status __wrap_of_rocks_write(of_rocks *rocks, of_rocks_batch *batch)
{
    return pass_or_cut(GATE_STATE, "write") ? __real_of_rocks_write(rocks, batch) : DEAD;
}

of_status __real_of_rocks_scan(of_rocks *rocks, size_t family, of_bytes prefix, of_bytes from,
                               of_rocks_visit visit, void *state);
of_status __wrap_of_rocks_scan(of_rocks *rocks, size_t family, of_bytes prefix, of_bytes from,
                               of_rocks_visit visit, void *state);
of_status __wrap_of_rocks_scan(of_rocks *rocks, size_t family, of_bytes prefix, of_bytes from,
                               of_rocks_visit visit, void *state)
{
    return pass_or_cut(GATE_STATE, "scan")
               ? __real_of_rocks_scan(rocks, family, prefix, from, visit, state)
               : DEAD;
}

/* A compaction that RocksDB begins by itself would make the order of its writes a matter of chance,
 * and with it the number of a point. */
typedef struct rocksdb_options_t rocksdb_options_t;
void rocksdb_options_set_disable_auto_compactions(rocksdb_options_t *options, int disabled);
void __real_rocksdb_options_set_create_if_missing(rocksdb_options_t *options, unsigned char on);
void __wrap_rocksdb_options_set_create_if_missing(rocksdb_options_t *options, unsigned char on);
void __wrap_rocksdb_options_set_create_if_missing(rocksdb_options_t *options, unsigned char on)
{
    __real_rocksdb_options_set_create_if_missing(options, on);
    rocksdb_options_set_disable_auto_compactions(options, 1);
}
