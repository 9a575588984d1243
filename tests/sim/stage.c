/* Opens log and engine, feeds the history, and does to the engine what the kind of run says. */
#include "tests/sim/stage.h"

#include <ftw.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/sim/covered.h"
#include "tests/sim/gates.h"
#include "tests/sim/local_state.h"
#include "tests/sim/power_cut.h"
#include "topology/base/assert.h"
#include "topology/base/file.h"
#include "topology/base/memory.h"
#include "topology/base/time.h"

#define PARTITIONS     3
#define QUIET_STEPS    3 /* a poll that finds nothing has written all markers: the log is settled */
#define STEPS_MAX      20000
#define SLEEP_MS       7000 /* longer than the session, shorter than a transaction */
#define SESSION_MS     6000
#define TRANSACTION_MS 60000
#define REPEATS_MAX    3
#define AGAIN_WITHIN   96              /* calls after the first death, of the second one */
#define FLUSH_BYTES    ((size_t)20000) /* a dozen flushes in a run */
#define MEMORY_BYTES   ((size_t)32 << 20)

const char *const stage_kinds[STAGE_KINDS] = {"undisturbed", "crash", "disorder", "sleep"};

typedef struct stage {
    const stage_options *given;
    stage_kind how;
    int64_t point;
    uint64_t chance;
    of_topics *topics;
    of_manual_clock manual;
    of_clock clock;
    of_clock broker_clock; /* of the log: it goes on where the engine waits for a timeout of its */
    int64_t broker_lead_ms;
    int64_t slept_ms;
    of_embedded *log;
    of_kafka *outside;
    of_producer *feed;
    of_engine_options options;
    char folder[64]; /* of all state directories of the run */
    char state[80];  /* the one in use */
    int states;
    of_kafka *client;
    of_engine *engine;
    of_kafka *other_client;
    of_engine *other;
    int64_t port_calls;
    stage_report report;
} stage;

static const char *const endpoints[] = {"erp",     "crm",     "finance",      "wms.DC1",
                                        "wms.DC2", "wms.DC3", "carrier.CARR1"};

static void stop_unless(const stage *self, bool good, const char *what, const char *why)
{
    if (!good) {
        fprintf(stderr,
                "topology_sweep: %s: %s\n"
                "topology_sweep: fails: --only %s --point %" PRId64 " --seed %" PRIu64 "\n",
                what, why, stage_kinds[self->how], self->point, self->given->seed);
        exit(1);
    }
}

static void require(const stage *self, of_status status, const char *what)
{
    stop_unless(self, of_ok(status), what, status.what);
}

static uint64_t chance(stage *self, uint64_t below)
{
    self->chance ^= self->chance << 13;
    self->chance ^= self->chance >> 7;
    self->chance ^= self->chance << 17;
    return self->chance % below;
}

/* ---- folders ---- */

static int remove_one(const char *path, const struct stat *facts, int kind, struct FTW *where)
{
    (void)facts;
    (void)kind;
    (void)where;
    return remove(path);
}

/* In memory where that can be: what is lost at a cut is decided by power_cut.c, not by a disk. */
static void make_folder(stage *self)
{
    const char *root = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(self->folder, sizeof self->folder, "%s/orderflow-stage-XXXXXX", root);
    stop_unless(self, mkdtemp(self->folder) != NULL, self->folder, "cannot be made");
}

static const char *next_state(stage *self)
{
    snprintf(self->state, sizeof self->state, "%s/%d", self->folder, self->states++);
    return self->state;
}

/* ---- engines ---- */

/* False when the process died while it opened. */
static bool open_engine(stage *self, const char *slot, of_kafka **client, of_engine **engine)
{
    char error[1024] = "";
    of_engine_options options = self->options;
    *engine = NULL;
    *client = of_embedded_client(self->log);
    if (self->how == UNDISTURBED || self->how == CRASH) {
        of_embedded_set_gate(*client, gates_port, NULL);
    }
    options.kafka = *client;
    options.slot_prefix = slot;
    options.state_dir = self->state;
    of_status status = of_engine_open(&options, engine, error, sizeof error);
    stop_unless(self, of_ok(status) || gates_dead(), "engine", error);
    return of_ok(status);
}

static void step(const stage *self, of_engine *engine, bool *progress)
{
    bool moved = false;
    of_status status = of_engine_step(engine, &moved);
    if (!gates_dead()) {
        stop_unless(self, status.remedy != OF_FATAL, "step", status.what);
    }
    *progress |= moved;
}

/* The first process sleeps in the midst of a call; the group gives up on it and a second one takes
 * over. */
static bool count_or_sleep(void *state, const char *call, int64_t number)
{
    stage *self = state;
    bool progress = false;
    of_maybe(call == NULL || number == 0);
    if (++self->port_calls != self->point) {
        return true;
    }
    self->manual.now_ms += SLEEP_MS;
    self->slept_ms += SLEEP_MS;
    next_state(self);
    bool opened = open_engine(self, "second", &self->other_client, &self->other);
    of_assert(opened);
    for (int i = 0; i < 60; i++) {
        step(self, self->other, &progress);
    }
    return true;
}

/* ---- crashes ---- */

/* Half of the crashed processes die again while they take over. */
static int64_t again_at(stage *self)
{
    return self->report.crashes == 1 && chance(self, 2) == 0
               ? 1 + (int64_t)chance(self, AGAIN_WITHIN)
               : 0;
}

static void bury(stage *self)
{
    if (self->report.crashes == 0) {
        stop_unless(self, gates_trace() == gates_recorded_trace(self->point), "the calls before",
                    "are not those of the undisturbed run");
    }
    self->report.crashes++;
    of_engine_close(self->engine, true);
    of_kafka_close(self->client);
    self->engine = NULL;
    power_loss loss = power_remains(next_state(self), chance(self, UINT32_MAX));
    self->report.unsynced += loss.kept + loss.torn + loss.lost > 0;
    self->report.torn += loss.torn;
    power_forget();
    gates_disarm();
}

/* A dead process comes back on what the disk held. */
static void revive(stage *self)
{
    while (self->engine == NULL || gates_dead()) {
        if (gates_dead()) {
            bury(self);
            int64_t again = again_at(self);
            if (again > 0) {
                power_watch(self->state, gates_disk, NULL);
                gates_arm(again, false);
            }
        }
        open_engine(self, "first", &self->client, &self->engine);
        char aside[96];
        snprintf(aside, sizeof aside, "%s.damaged", self->state);
        if (access(aside, F_OK) == 0) {
            /* Nobody has the ids any more under which a transaction may have been left open. */
            self->broker_lead_ms += TRANSACTION_MS;
            self->report.set_aside++;
        }
    }
}

static void settle(stage *self)
{
    int quiet = 0;
    for (int i = 0; i < STEPS_MAX && quiet < QUIET_STEPS; i++) {
        bool progress = false;
        step(self, self->engine, &progress);
        if (gates_dead()) {
            revive(self);
            progress = true;
        }
        if (self->other != NULL) {
            step(self, self->other, &progress);
        }
        quiet = progress ? 0 : quiet + 1;
    }
    stop_unless(self, quiet >= QUIET_STEPS, "the engine", "does not come to rest");
    of_engine_inspect(self->engine, &self->report.stats);
    stop_unless(self, self->report.stats.tasks_halted == 0, "tasks", "halted");
}

/* ---- inputs ---- */

/* Some of those that come alone come to another partition than their key's: to be keyed anew. */
static int32_t partition_for(const stage *self, const input *each, bool alone)
{
    of_bytes key = of_bytes_of_text(each->key);
    if (key.data == NULL) {
        return 0;
    }
    bool misplaced = alone && of_murmur2(each->value) % 4 == 0;
    of_maybe(self->how == DISORDER);
    return (of_partition_of_key(key, PARTITIONS) + (misplaced ? 1 : 0)) % PARTITIONS;
}

static void send(stage *self, const input *each, bool alone)
{
    if (each->topic == NULL) {
        return;
    }
    of_outgoing record = {.topic = of_topic_handle(self->outside, each->topic),
                          .partition = partition_for(self, each, alone),
                          .timestamp_ms = self->manual.now_ms,
                          .key = of_bytes_of_text(each->key),
                          .value = each->value};
    self->report.bad_fed += !each->is_repeatable;
    require(self, of_producer_send(self->feed, &record), each->topic);
}

/* In disorder the inputs of one moment come in any order, each up to three times, and earlier ones
 * come again. */
static void feed(stage *self, size_t from, size_t to)
{
    const history *all = self->given->all;
    size_t *order = of_new_array((to - from) * (REPEATS_MAX + 1), sizeof *order);
    size_t count = 0;
    for (size_t i = from; i < to; i++) {
        bool free = self->how == DISORDER && !history_at(all, i)->is_ordered;
        uint64_t times = free ? 1 + chance(self, REPEATS_MAX) : 1;
        for (; times > 0; times--) {
            order[count++] = i;
        }
        size_t earlier = self->how == DISORDER ? chance(self, from + 1) : from;
        if (earlier < from && !history_at(all, earlier)->is_ordered) {
            order[count++] = earlier;
        }
    }
    for (size_t i = count; self->how == DISORDER && i > 1; i--) {
        size_t other = chance(self, i);
        size_t kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
    for (size_t i = 0; i < count; i++) {
        send(self, history_at(all, order[i]), to - from == 1);
    }
    require(self, of_producer_flush(self->feed, 1000), "flush");
    of_delete(order);
}

static size_t moment_end(const history *all, size_t from)
{
    const input *first = history_at(all, from);
    size_t to = from + 1;
    while (to < history_count(all) && history_at(all, to)->at_ms == first->at_ms &&
           history_at(all, to)->step == first->step) {
        to++;
    }
    return to;
}

/* ---- one run ---- */

static int64_t broker_ms(void *state)
{
    const stage *self = state;
    return self->manual.now_ms + self->broker_lead_ms;
}

static int64_t broker_us(void *state)
{
    return broker_ms(state) * 1000;
}

static void open_log(stage *self)
{
    char error[512] = "";
    self->chance =
        self->given->seed * 0x9e3779b97f4a7c15u + (uint64_t)self->point * 0xd1342543de82ef95u + 1;
    self->manual.now_ms = history_at(self->given->all, 0)->at_ms;
    self->clock = of_clock_of_manual(&self->manual);
    self->broker_clock = (of_clock){.now_ms = broker_ms, .mono_us = broker_us, .state = self};
    of_embedded_options options = {.clock = &self->broker_clock, .seed = self->given->seed};
    require(self, of_embedded_open(&options, &self->log, error, sizeof error), "log");
    self->outside = of_embedded_client(self->log);
    require(self, of_producer_open(self->outside, &(of_producer_options){0}, &self->feed), "feed");
    self->options =
        (of_engine_options){.layout = {.app = "sweep",
                                       .partitions = PARTITIONS,
                                       .endpoints = endpoints,
                                       .endpoint_count = sizeof endpoints / sizeof *endpoints},
                            .registry = self->given->registry,
                            .graph = covered_graph(),
                            .clock = &self->clock,
                            /* Else every pause of the history ends a session. */
                            .session_timeout_ms = self->how == SLEEP ? SESSION_MS : OF_DAYS(2),
                            .transaction_timeout_ms = TRANSACTION_MS,
                            .batch_records_max = self->given->batch,
                            .memory_bytes = MEMORY_BYTES,
                            .flush_ms = OF_DAYS(2),
                            .flush_bytes = FLUSH_BYTES};
    self->topics = of_topics_plan(&of_topology, &self->options.layout);
    of_buffer report = {0};
    require(self, of_topics_apply(self->outside, self->topics, &report), "topics");
    of_buffer_free(&report);
}

static void open_first(stage *self)
{
    make_folder(self);
    next_state(self);
    gates_disarm();
    if (self->how == UNDISTURBED || self->how == CRASH) {
        power_watch(self->state, gates_disk, NULL);
        gates_arm(self->how == CRASH ? self->point : 0, self->how == UNDISTURBED);
    }
    if (!open_engine(self, "first", &self->client, &self->engine)) {
        revive(self);
    }
    if (self->how == SLEEP) {
        of_embedded_set_gate(self->client, count_or_sleep, self);
    }
}

/* What no result shows: the ways between the tasks. */
static void check_inner_topics(const stage *self)
{
    of_reader *reader = NULL;
    require(self, of_reader_open(self->outside, true, &reader), "reader");
    for (size_t i = 0; i < self->topics->count; i++) {
        const char *name = self->topics->specs[i].name;
        int64_t sum = 0;
        for (int32_t j = 0; j < PARTITIONS; j++) {
            int64_t low = 0;
            int64_t high = 0;
            of_partition at = {.topic = of_topic_handle(self->outside, name), .partition = j};
            require(self, of_reader_watermarks(reader, at, &low, &high, 0), name);
            sum += high;
        }
        bool inner = strncmp(name, "of.", 3) == 0;
        stop_unless(self, !inner || sum > 0, name, "no record went through it");
    }
    of_reader_close(reader);
}

static void close_stage(stage *self)
{
    if (self->other != NULL) {
        of_engine_close(self->other, true);
        of_kafka_close(self->other_client);
    }
    of_engine_close(self->engine, self->how != UNDISTURBED && self->how != CRASH);
    of_kafka_close(self->client);
    self->report.state_same =
        (self->how != UNDISTURBED && self->how != CRASH) ||
        local_state_same(self->outside, &self->options.layout, &of_topology, self->state);
    of_producer_close(self->feed);
    of_kafka_close(self->outside);
    of_embedded_close(self->log);
    of_topics_free(self->topics);
    nftw(self->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void play(stage *self)
{
    const history *all = self->given->all;
    settle(self);
    for (size_t from = 0; from < history_count(all);) {
        size_t to = moment_end(all, from);
        int64_t at_ms = history_at(all, from)->at_ms + self->slept_ms;
        if (at_ms > self->manual.now_ms) {
            self->manual.now_ms = at_ms;
            settle(self);
        }
        feed(self, from, to);
        settle(self);
        from = to;
    }
}

static void end_recording(const stage *self)
{
    char name[256] = "";
    stop_unless(self, power_is_complete(name, sizeof name), name,
                "holds what was never recorded as written");
    power_forget();
    gates_disarm();
    check_inner_topics(self);
}

/* A process that sleeps, or inputs in disorder, let one task go on without another. */
static void read_outcome(stage *self)
{
    stage_report *report = &self->report;
    report->view = self->how == DISORDER ? REPEATED : self->how == SLEEP ? REORDERED : EXACT;
    for (outcome_view view = EXACT; view < OUTCOME_VIEWS; view++) {
        if (self->how == UNDISTURBED || view == report->view) {
            report->seen[view] =
                outcome_read(self->outside, self->given->registry, self->topics, view);
        }
    }
}

stage_report stage_run(const stage_options *given, stage_kind how, int64_t point)
{
    stage *self = of_new(sizeof *self);
    self->given = given;
    self->how = how;
    self->point = point;
    open_log(self);
    open_first(self);
    play(self);
    if (how == UNDISTURBED) {
        end_recording(self);
    }
    power_forget();
    gates_disarm();
    of_embedded_set_gate(self->client, NULL, NULL);
    settle(self);
    read_outcome(self);
    close_stage(self);
    stage_report report = self->report;
    of_delete(self);
    return report;
}

void stage_report_free(stage_report *report)
{
    for (outcome_view view = EXACT; view < OUTCOME_VIEWS; view++) {
        outcome_free(&report->seen[view]);
    }
}
