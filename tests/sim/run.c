/* The schedule of one seed: a time of faults, then calm until nothing is left to be done. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/sim/disk.h"
#include "tests/sim/fold.h"
#include "tests/sim/outer.h"
#include "tests/sim/port.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/base/time.h"
#include "topology/runtime/rocks.h"

#define FAULTY_MAX   2500 /* actions */
#define CALM_MAX     30000
#define QUIET_FAULTY 12
#define QUIET_CALM   24
#define STUCK_ROUNDS 400   /* of calm and quiet, while something is due */
#define HELD_MS      20000 /* longer than a session */
#define HORIZON_MS   OF_DAYS(200)
#define HOUR_MS      OF_HOURS(1)

static simulation before_the_first = {.is_checking = true};
simulation *of_sim = &before_the_first;

static const char *const endpoint_names[] = {"erp",     "crm",     "finance",      "wms.DC1",
                                             "wms.DC2", "wms.DC3", "carrier.CARR1"};

const of_layout sim_layout = {.app = SIM_APP,
                              .partitions = SIM_PARTITIONS,
                              .endpoints = endpoint_names,
                              .endpoint_count = sizeof endpoint_names / sizeof *endpoint_names,
                              .retention_ms = OF_DAYS(3650),
                              .delete_retention_ms = OF_DAYS(3650)};

/* How often a fault strikes where it may, in a seed that has it. */
static const double rates[FAULTS] = {
    [FAULT_CRASH_CALL] = 1.0 / 3000,        [FAULT_CRASH_COMMITTED] = 1.0 / 60,
    [FAULT_CRASH_STATE] = 1.0 / 80,         [FAULT_SLEEP_SESSION] = 1.0 / 4000,
    [FAULT_SLEEP_TRANSACTION] = 1.0 / 4000, [FAULT_TIMEOUT_UNDONE] = 1.0 / 600,
    [FAULT_TIMEOUT_DONE] = 1.0 / 60,        [FAULT_ENQUEUE_REFUSED] = 1.0 / 300,
    [FAULT_COMMIT_REFUSED] = 1.0 / 40,      [FAULT_MARKER_HELD] = 1.0 / 60,
    [FAULT_FALL_BACK] = 1.0 / 300,          [FAULT_FETCH_REPEATED] = 1.0 / 30,
    [FAULT_PROCESS_ADDED] = 1.0 / 150,      [FAULT_PROCESS_REMOVED] = 1.0 / 300,
    [FAULT_CLOCK_FORWARD] = 1.0 / 200,      [FAULT_CLOCK_BACK] = 1.0 / 200,
    [FAULT_REGISTRY_OUT] = 1.0 / 40,        [FAULT_WRITE_FAILED] = 1.0 / 100,
    [FAULT_FLUSH_FAILED] = 1.0 / 8,         [FAULT_STATE_LOST] = 1.0 / 3,
    [FAULT_LOG_COMPACTED] = 1.0 / 200,      [FAULT_FEED_ABORTED] = 1.0 / 3,
    [FAULT_FEED_OPEN] = 1.0 / 12,           [FAULT_FACT_REPEATED] = 1.0 / 8,
    [FAULT_FACT_MISPLACED] = 1.0 / 20,      [FAULT_FACT_BAD] = 1.0 / 3,
    [FAULT_ANSWER_LATE] = 1.0 / 6,          [FAULT_ANSWER_NEVER] = 1.0 / 12,
    [FAULT_ANSWER_TWICE] = 1.0 / 6,         [FAULT_ANSWER_REFUSED] = 1.0 / 16,
};

/* ---- chance, trace, failure ---- */

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

uint64_t sim_random(uint64_t below)
{
    of_assert(below > 0);
    return next_random(&of_sim->random) % below;
}

bool sim_strikes(sim_fault fault)
{
    if (of_sim->is_calm || of_sim->is_checking || of_sim->chance[fault] <= 0) {
        return false;
    }
    return (double)sim_random(1u << 24) < of_sim->chance[fault] * (1u << 24);
}

static void mix(const void *data, size_t len)
{
    uint64_t hash = of_hash((of_bytes){.data = data, .len = len});
    of_sim->trace = (of_sim->trace ^ hash) * 0x100000001b3u;
}

void sim_trace_call(int process, const char *call)
{
    mix(call, strlen(call));
    mix(&process, sizeof process);
    if (of_sim->is_shown) {
        printf("%6" PRId64 "   %d %s\n", of_sim->step, process, call);
    }
}

void sim_trace(const char *format, ...)
{
    char text[256];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    mix(text, strlen(text));
    if (of_sim->is_shown) {
        printf("%6" PRId64 " %s\n", of_sim->step, text);
    }
}

void sim_hit(sim_fault fault)
{
#define SIM_FAULT_TEXT(id, text) text,
    static const char *const texts[FAULTS] = {SIM_FAULTS_OF(SIM_FAULT_TEXT)};
#undef SIM_FAULT_TEXT
    of_sim->tally->hits[fault]++;
    sim_trace("! %s", texts[fault]);
}

void sim_fail(const char *format, ...)
{
    va_list args;
    fflush(stdout);
    fprintf(stderr, "sim: seed %" PRIu64 ", step %" PRId64 ": ", of_sim->seed, of_sim->step);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fprintf(stderr, "\n");
    fflush(stderr);
    _exit(1);
}

/* ---- time ---- */

int64_t sim_now(void)
{
    return of_sim->broker_ms + of_sim->ahead_ms;
}

static int64_t broker_ms(void *state)
{
    (void)state;
    return of_sim->broker_ms;
}

static int64_t broker_us(void *state)
{
    (void)state;
    return of_sim->broker_ms * 1000;
}

static int64_t next_due(void)
{
    int64_t due = sim_outer_next_due(of_sim->outer);
    for (int32_t i = 0; i < SIM_PARTITIONS; i++) {
        int64_t timer = sim_fold_next_due(of_sim->fold, i);
        due = timer < due ? timer : due;
    }
    return due;
}

/* ---- faults of the surroundings ---- */

/* Commit markers of some partitions come long after those of others. */
enum { HELD_CHANGELOG, HELD_OFFSETS, HELD_INPUTS, HELD_ONE_PARTITION, HELD_ALL, HELD_KINDS };

static void hold_markers(void)
{
    if (of_sim->broker_ms >= of_sim->held_until_ms && sim_strikes(FAULT_MARKER_HELD)) {
        of_sim->held = (int)sim_random(HELD_KINDS);
        of_sim->held_until_ms = of_sim->broker_ms + 100 + (int64_t)sim_random(HELD_MS);
    }
}

static bool may_mark(void *state, const char *topic, int32_t partition)
{
    (void)state;
    if (of_sim->is_calm || of_sim->broker_ms >= of_sim->held_until_ms) {
        return true;
    }
    bool changelog = topic != NULL && strcmp(topic, SIM_CHANGELOG) == 0;
    bool held[HELD_KINDS] = {[HELD_CHANGELOG] = changelog,
                             [HELD_OFFSETS] = topic == NULL,
                             [HELD_INPUTS] = topic != NULL && !changelog,
                             [HELD_ONE_PARTITION] = partition == 0,
                             [HELD_ALL] = true};
    if (held[of_sim->held]) {
        sim_hit(FAULT_MARKER_HELD);
    }
    return !held[of_sim->held];
}

void sim_fall_back(void)
{
    of_owner *open[64];
    size_t count = 0;
    for (size_t i = 0; i < of_sim->log->owner_count && count < 64; i++) {
        of_owner *owner = of_sim->log->owners[i];
        if (owner->state == OF_TXN_OPEN && owner->plog_count > 0) {
            open[count++] = owner;
        }
    }
    if (count == 0) {
        return;
    }
    const of_owner *owner = open[sim_random(count)];
    const of_plog *plog = owner->plogs[sim_random(owner->plog_count)];
    if (of_embedded_fall_back(of_sim->log, plog->topic->name, plog->index) > 0) {
        sim_trace("%s %d falls back to %" PRId64, plog->topic->name, (int)plog->index,
                  plog->next_offset);
        sim_hit(FAULT_FALL_BACK);
    }
}

static int processes_up(void)
{
    int up = 0;
    for (int i = 0; i < SIM_PROCESSES; i++) {
        up += of_sim->processes[i].engine != NULL ? 1 : 0;
    }
    return up;
}

static void shift_clock(sim_process *process)
{
    if (sim_strikes(FAULT_CLOCK_FORWARD)) {
        sim_hit(FAULT_CLOCK_FORWARD);
        process->skew_ms = process->skew_ms < 0 ? 0 : HOUR_MS;
    } else if (sim_strikes(FAULT_CLOCK_BACK)) {
        sim_hit(FAULT_CLOCK_BACK);
        process->skew_ms = process->skew_ms > 0 ? 0 : -HOUR_MS;
    }
}

static void change_processes(sim_process *process)
{
    if (process->engine == NULL && process->down_for < 0 && sim_strikes(FAULT_PROCESS_ADDED)) {
        sim_hit(FAULT_PROCESS_ADDED);
        sim_process_start(process);
    } else if (process->engine != NULL && processes_up() > 1 &&
               sim_strikes(FAULT_PROCESS_REMOVED)) {
        sim_hit(FAULT_PROCESS_REMOVED);
        sim_process_stop(process, false);
        process->down_for = -1;
    }
}

static void disturb(void)
{
    sim_process *process = &of_sim->processes[sim_random(SIM_PROCESSES)];
    if (process != of_sim->asleep) {
        change_processes(process);
    }
    shift_clock(process);
    if (process->engine != NULL && process != of_sim->asleep && sim_random(60) == 0) {
        of_status status = of_rocks_flush(process->rocks);
        of_maybe(of_ok(status));
    }
    hold_markers();
    if (sim_strikes(FAULT_LOG_COMPACTED)) {
        sim_hit(FAULT_LOG_COMPACTED);
        of_embedded_clean(of_sim->log);
    }
}

/* ---- actions ---- */

static void revive(void)
{
    for (int i = 0; i < SIM_PROCESSES; i++) {
        sim_process *process = &of_sim->processes[i];
        if (process->engine == NULL && process->down_for >= 0 && process->down_for-- == 0) {
            sim_process_start(process);
        }
    }
}

static void act(void)
{
    bool progress = false;
    of_sim->step++;
    of_sim->tally->step = of_sim->step;
    of_sim->broker_ms += 1 + (int64_t)sim_random(sim_random(20) == 0 ? 300 : 20);
    revive();
    if (!of_sim->is_calm) {
        disturb();
    }
    if (sim_random(5) == 0) {
        sim_process *before = of_sim->running;
        of_sim->running = NULL;
        progress = sim_outer_step(of_sim->outer);
        of_sim->running = before;
    } else {
        sim_process *process = &of_sim->processes[sim_random(SIM_PROCESSES)];
        if (process->engine == NULL || process == of_sim->asleep) {
            return;
        }
        sim_process_step(process, &progress);
    }
    of_sim->quiet = progress ? 0 : of_sim->quiet + 1;
}

void sim_sleep(const sim_process *asleep, int64_t ms)
{
    sim_trace("%d falls asleep", asleep->index);
    of_sim->asleep = asleep;
    sim_process *running = of_sim->running;
    for (int64_t until = of_sim->broker_ms + ms; of_sim->broker_ms < until;) {
        of_sim->broker_ms += 400;
        act();
        act();
    }
    for (uint64_t left = sim_random(40); left > 0; left--) {
        act();
    }
    of_sim->running = running;
    of_sim->asleep = NULL;
    sim_trace("%d wakes", asleep->index);
}

/* On to the next thing that is due. False: there is none. */
static bool advance(void)
{
    int64_t due = next_due();
    of_sim->quiet = 0;
    if (due == INT64_MAX) {
        return false;
    }
    if (due > sim_now()) {
        of_sim->ahead_ms += due - sim_now();
    } else {
        of_sim->broker_ms += 100; /* it waits for something: a session, a marker, a start */
    }
    return true;
}

static void run_faulty(void)
{
    for (bool more = true; more && of_sim->step < FAULTY_MAX;) {
        act();
        if (of_sim->quiet < QUIET_FAULTY) {
            continue;
        }
        /* Mostly the engine comes to rest before the world goes on. */
        if (!sim_check_is_settled() && sim_random(12) != 0) {
            of_sim->broker_ms += 50;
            of_sim->quiet = QUIET_FAULTY / 2;
        } else {
            more = advance();
        }
    }
}

static void calm_down(void)
{
    of_sim->is_calm = true;
    sim_outer_settle(of_sim->outer);
    bool any = false;
    for (int i = 0; i < SIM_PROCESSES; i++) {
        sim_process *process = &of_sim->processes[i];
        process->skew_ms = 0;
        process->registry_out = 0;
        process->calls_out = 0;
        process->disk_full = 0;
        any |= process->engine != NULL || process->down_for >= 0;
    }
    if (!any) {
        of_sim->processes[0].down_for = 0;
    }
}

static void run_calm(void)
{
    int64_t began = of_sim->step;
    int64_t horizon = sim_now() + HORIZON_MS;
    int stuck = 0;
    while (of_sim->step < began + CALM_MAX) {
        act();
        if (of_sim->quiet < QUIET_CALM) {
            continue;
        }
        int64_t due = next_due();
        stuck = due <= sim_now() ? stuck + 1 : 0;
        if (stuck > STUCK_ROUNDS) {
            sim_fail("what was due at %" PRId64 " is not done at %" PRId64, due, sim_now());
        }
        bool pending = processes_up() == 0 || !sim_check_is_settled();
        if (pending && due > sim_now()) {
            of_sim->broker_ms += 100;
            of_sim->quiet = 0;
            stuck++;
        } else if (due > horizon || !advance()) {
            return;
        }
    }
    sim_trace("the end of the calm is not reached");
}

/* ---- one seed ---- */

static void choose(void)
{
    static const int32_t batches[] = {1, 2, 3, 5, 8, 1000};
    for (int i = 0; i < FAULTS; i++) {
        bool has = sim_random(2) == 0;
        double scale = (double)(1 + sim_random(4)) / 2;
        of_sim->chance[i] = has ? rates[i] * scale : 0;
    }
    of_sim->options =
        (of_engine_options){.layout = sim_layout,
                            .registry = of_sim->registry,
                            .graph = &of_topology,
                            .memory_bytes = (size_t)16 << 20,
                            .flush_ms = OF_DAYS(3650),
                            .flush_bytes = sim_random(10) == 0 ? 20000 : (size_t)1 << 30,
                            .workers = 1 + (int32_t)sim_random(2),
                            .session_timeout_ms = 6000,
                            .transaction_timeout_ms = 20000,
                            .changelog_mark_ms = sim_random(2) == 0 ? 0 : 300,
                            .batch_records_max = batches[sim_random(6)]};
}

static void open_run(void)
{
    char error[512] = "";
    of_buffer report = {0};
    of_sim->broker_ms = history_at(of_sim->all, 0)->at_ms;
    of_sim->broker_clock = (of_clock){.now_ms = broker_ms, .mono_us = broker_us};
    of_status status = of_embedded_open(
        &(of_embedded_options){.clock = &of_sim->broker_clock, .seed = of_sim->seed}, &of_sim->log,
        error, sizeof error);
    of_assert(of_ok(status));
    of_embedded_set_faults(of_sim->log, (of_embedded_faults){.may_mark = may_mark});
    choose();
    of_kafka *admin = of_embedded_client(of_sim->log);
    of_sim->topics = of_topics_plan(&of_topology, &of_sim->options.layout);
    status = of_topics_apply(admin, of_sim->topics, &report);
    of_assert(of_ok(status));
    of_buffer_free(&report);
    of_kafka_close(admin);
    of_sim->record = sim_record_new();
    sim_fold_reset(of_sim->fold);
    of_sim->outer = sim_outer_open();
    uint64_t up = 1 + sim_random(SIM_PROCESSES - 1);
    for (int i = 0; i < SIM_PROCESSES; i++) {
        sim_process_begin(&of_sim->processes[i], i);
        of_sim->processes[i].down_for = (uint64_t)i < up ? 0 : -1;
    }
}

static void close_run(void)
{
    for (int i = 0; i < SIM_PROCESSES; i++) {
        if (of_sim->processes[i].engine != NULL) {
            sim_process_stop(&of_sim->processes[i], true);
        }
        sim_disk_lost(&of_sim->processes[i]);
    }
    sim_outer_close(of_sim->outer);
    sim_record_free(of_sim->record);
    of_topics_free(of_sim->topics);
    of_embedded_close(of_sim->log);
}

uint64_t sim_run(const sim_bench *bench, uint64_t seed)
{
    simulation sim = {.seed = seed,
                      .random = seed * 0x9e3779b97f4a7c15u + 1,
                      .is_shown = bench->is_shown,
                      .root = bench->root,
                      .all = bench->all,
                      .registry = bench->registry,
                      .tally = bench->tally,
                      .fold = bench->fold};
    of_sim = &sim;
    bench->tally->seed = seed;
    open_run();
    run_faulty();
    calm_down();
    run_calm();
    sim_check_end();
    close_run();
    return sim.trace;
}
