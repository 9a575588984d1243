/* Processes of the engine: started, stepped, killed, started again. */
#include <unistd.h>

#include "tests/sim/disk.h"
#include "tests/sim/port.h"
#include "topology/base/assert.h"

/* Actions until somebody starts a process that died: soon, or when others have its tasks. */
#define DOWN_SOON 60
#define DOWN_LATE 1200

of_status __real_of_registry_schema(of_registry *registry, int32_t id, const of_schema **schema);
of_status __wrap_of_registry_schema(of_registry *registry, int32_t id, const of_schema **schema);
of_status __real_of_registry_register(of_registry *registry, const char *subject,
                                      const char *schema_text, int32_t *id);
of_status __wrap_of_registry_register(of_registry *registry, const char *subject,
                                      const char *schema_text, int32_t *id);
ssize_t __wrap_getrandom(void *bytes, size_t len, unsigned flags);

/* ---- what a process takes from its surroundings ---- */

static int64_t now_ms(void *state)
{
    sim_process *process = state;
    int64_t now = sim_now() + process->skew_ms;
    sim_note_clock(process, now);
    return now;
}

static int64_t mono_us(void *state)
{
    (void)state;
    return of_sim->broker_ms * 1000;
}

static bool registry_is_out(void)
{
    sim_process *process = of_sim->running;
    if (process == NULL || of_sim->is_checking || of_sim->is_calm) {
        return false;
    }
    if (process->registry_out == 0) {
        if (!sim_strikes(FAULT_REGISTRY_OUT)) {
            return false;
        }
        process->registry_out = 1 + (int)sim_random(20);
    }
    process->registry_out--;
    sim_hit(FAULT_REGISTRY_OUT);
    return true;
}

of_status __wrap_of_registry_schema(of_registry *registry, int32_t id, const of_schema **schema)
{
    return registry_is_out() ? OF_RETRY_AS("the registry cannot be reached")
                             : __real_of_registry_schema(registry, id, schema);
}

of_status __wrap_of_registry_register(of_registry *registry, const char *subject,
                                      const char *schema_text, int32_t *id)
{
    return registry_is_out() ? OF_RETRY_AS("the registry cannot be reached")
                             : __real_of_registry_register(registry, subject, schema_text, id);
}

/* Owners of state directories are uuids: they come from the seed too. */
ssize_t __wrap_getrandom(void *bytes, size_t len, unsigned flags)
{
    (void)flags;
    for (size_t i = 0; i < len; i++) {
        ((uint8_t *)bytes)[i] = (uint8_t)sim_random(256);
    }
    return (ssize_t)len;
}

/* ---- life ---- */

void sim_process_begin(sim_process *process, int index)
{
    process->index = index;
    process->down_for = -1;
    process->clock = (of_clock){.now_ms = now_ms, .mono_us = mono_us, .state = process};
    snprintf(process->directory, sizeof process->directory, "%.80s/state-%d", of_sim->root, index);
    snprintf(process->slot, sizeof process->slot, "slot-%d", index);
    sim_disk_lost(process);
}

static void clear(sim_process *process)
{
    of_kafka_close(process->kafka);
    process->kafka = NULL;
    process->engine = NULL;
    process->is_dying = false;
    process->may_halt = false;
    process->disk_full = 0;
    process->registry_out = 0;
    process->calls_out = 0;
    process->refused_in_a_row = 0;
    process->down_for = 1 + (int)sim_random(sim_random(2) == 0 ? DOWN_SOON : DOWN_LATE);
}

void sim_process_start(sim_process *process)
{
    char error[1024] = "";
    of_assert(process->engine == NULL && process != of_sim->asleep);
    if (sim_strikes(FAULT_STATE_LOST) && access(process->directory, F_OK) == 0) {
        sim_hit(FAULT_STATE_LOST);
        sim_trace("%d loses its state", process->index);
        sim_disk_lost(process);
    }
    sim_process *before = of_sim->running;
    of_engine_options options = of_sim->options;
    of_sim->running = process;
    options.kafka = sim_port_open(process);
    options.slot_prefix = process->slot;
    options.state_dir = process->directory;
    options.clock = &process->clock;
    of_status status = of_engine_open(&options, &process->engine, error, sizeof error);
    of_sim->running = before;
    sim_trace("%d starts: %s", process->index, of_remedy_name(status.remedy));
    if (!of_ok(status)) {
        if (status.remedy == OF_FATAL && !process->is_dying && !process->may_halt) {
            sim_fail("process %d cannot start: %s", process->index, error);
        }
        clear(process);
    }
}

void sim_process_stop(sim_process *process, bool crash)
{
    sim_trace("%d %s", process->index, crash ? "is killed" : "stops");
    sim_process *before = of_sim->running;
    of_sim->running = process;
    process->is_dying |= crash;
    of_engine_close(process->engine, crash);
    of_sim->running = before;
    clear(process);
}

void sim_process_step(sim_process *process, bool *progress)
{
    sim_process *before = of_sim->running;
    of_sim->running = process;
    of_status status = of_engine_step(process->engine, progress);
    of_sim->running = before;
    of_engine_stats stats;
    of_engine_inspect(process->engine, &stats);
    if (process->is_dying) {
        sim_process_stop(process, true);
        *progress = true;
    } else if (status.remedy == OF_FATAL) {
        sim_trace("%d ends: %s", process->index, status.what);
        sim_process_stop(process, false); /* whoever watches it starts it again */
        *progress = true;
    } else if (stats.tasks_halted > 0) {
        if (!process->may_halt) {
            sim_fail("process %d halts %d tasks", process->index, (int)stats.tasks_halted);
        }
        sim_process_stop(process, sim_random(2) == 0); /* the operator made room on the disk */
        *progress = true;
    }
}
