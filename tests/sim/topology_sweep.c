/* Exactly-once over the whole topology: whatever call a process dies or sleeps at, however often
 * and in whichever order records of one moment come, what comes out is what an undisturbed run
 * gives.
 *
 *     topology_sweep [--copies N] [--points N] [--seed S]
 *
 * The inputs are those of the transcripts. A failure names its kind, point and seed; --only KIND
 * --point N repeats it alone. */
#include <argp.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/sim/history.h"
#include "tests/sim/outcome.h"
#include "tests/unit/runtime/test_store.h"
#include "topology/base/assert.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/kafka/embedded.h"
#include "topology/runtime/engine.h"

#define PARTITIONS  3
#define QUIET_STEPS 12
#define STEPS_MAX   20000
#define SLEEP_MS    7000 /* longer than the session, shorter than a transaction */
#define SESSION_MS  6000
#define REPEATS_MAX 3

typedef enum kind { UNDISTURBED, CRASH, DISORDER, SLEEP, KINDS } kind;

static const char *const kinds[KINDS] = {"undisturbed", "crash", "disorder", "sleep"};

typedef struct arguments {
    const char *transcripts;
    int copies;
    int points;
    uint64_t seed;
    int only; /* KINDS: all */
    int64_t point;
    int batch;
} arguments;

typedef struct run {
    const arguments *given;
    kind how;
    int64_t point; /* the call to crash or sleep at; the seed of a disorder */
    uint64_t chance;
    const history *all;
    of_registry *registry;
    of_topics *topics;
    of_manual_clock manual;
    of_clock clock;
    int64_t slept_ms;
    of_embedded *log;
    of_kafka *outside;
    of_producer *feed;
    of_engine_options options;
    of_kafka *client;
    of_engine *engine;
    of_kafka *other_client;
    of_engine *other;
    int64_t calls;
} run;

static const char *const endpoints[] = {"erp",     "crm",     "finance",      "wms.DC1",
                                        "wms.DC2", "wms.DC3", "carrier.CARR1"};

static void stop_unless(const run *self, bool good, const char *what, const char *why)
{
    if (!good) {
        fprintf(stderr, "topology_sweep: %s at point %" PRId64 ", seed %" PRIu64 ": %s: %s\n",
                kinds[self->how], self->point, self->given->seed, what, why);
        exit(1);
    }
}

static void require(const run *self, of_status status, const char *what)
{
    stop_unless(self, of_ok(status), what, status.what);
}

static uint64_t chance(run *self, uint64_t below)
{
    self->chance ^= self->chance << 13;
    self->chance ^= self->chance >> 7;
    self->chance ^= self->chance << 17;
    return self->chance % below;
}

/* ---- engines ---- */

static of_engine *open_engine(run *self, const char *slot, const char *state_dir, of_kafka **client)
{
    char error[1024] = "";
    of_engine *engine = NULL;
    of_engine_options options = self->options;
    *client = of_embedded_client(self->log);
    options.kafka = *client;
    options.slot_prefix = slot;
    options.state_dir = state_dir;
    of_status status = of_engine_open(&options, &engine, error, sizeof error);
    stop_unless(self, of_ok(status), "engine", error);
    return engine;
}

static void step(const run *self, of_engine *engine, of_kafka *client, bool *progress)
{
    bool moved = false;
    of_status status = of_engine_step(engine, &moved);
    if (!of_embedded_crashed(client)) {
        stop_unless(self, status.remedy != OF_FATAL, "step", status.what);
    }
    *progress |= moved;
}

static bool count_or_crash(void *state, const char *call, int64_t number)
{
    run *self = state;
    (void)call;
    (void)number;
    self->calls++;
    return self->how != CRASH || self->calls != self->point;
}

/* The first process sleeps in the midst of a call; the group gives up on it and a second one takes
 * over. */
static bool count_or_sleep(void *state, const char *call, int64_t number)
{
    run *self = state;
    bool progress = false;
    (void)call;
    (void)number;
    self->calls++;
    if (self->calls != self->point) {
        return true;
    }
    self->manual.now_ms += SLEEP_MS;
    self->slept_ms += SLEEP_MS;
    self->other = open_engine(self, "second", test_store_another(), &self->other_client);
    for (int i = 0; i < 60; i++) {
        step(self, self->other, self->other_client, &progress);
    }
    return true;
}

static void reopen(run *self)
{
    of_engine_close(self->engine, true);
    of_kafka_close(self->client);
    self->engine = open_engine(self, "first", test_store_directory(), &self->client);
}

static void settle(run *self)
{
    int quiet = 0;
    for (int i = 0; i < STEPS_MAX && quiet < QUIET_STEPS; i++) {
        bool progress = false;
        step(self, self->engine, self->client, &progress);
        if (of_embedded_crashed(self->client)) {
            reopen(self);
            progress = true;
        }
        if (self->other != NULL) {
            step(self, self->other, self->other_client, &progress);
        }
        quiet = progress ? 0 : quiet + 1;
    }
    stop_unless(self, quiet >= QUIET_STEPS, "the engine", "does not come to rest");
    of_engine_stats stats;
    of_engine_inspect(self->engine, &stats);
    stop_unless(self, stats.tasks_halted == 0, "tasks", "halted");
}

/* ---- inputs ---- */

static void send(run *self, const input *each)
{
    if (each->topic == NULL) {
        return;
    }
    of_bytes key = of_bytes_of_text(each->key);
    int32_t partition = key.data == NULL ? 0 : of_partition_of_key(key, PARTITIONS);
    of_outgoing record = {.topic = of_topic_handle(self->outside, each->topic),
                          .partition = partition,
                          .timestamp_ms = self->manual.now_ms,
                          .key = key,
                          .value = each->value};
    require(self, of_producer_send(self->feed, &record), each->topic);
}

/* In disorder the inputs of one moment come in any order, each up to three times, and earlier ones
 * come again. */
static void feed(run *self, size_t from, size_t to)
{
    size_t *order = of_new_array((to - from) * REPEATS_MAX * 2, sizeof *order);
    size_t count = 0;
    for (size_t i = from; i < to; i++) {
        bool often = self->how == DISORDER && history_at(self->all, i)->is_repeatable;
        uint64_t times = often ? 1 + chance(self, REPEATS_MAX) : 1;
        for (; times > 0; times--) {
            order[count++] = i;
        }
        size_t earlier = often ? chance(self, from + 1) : 0;
        if (often && earlier < from && history_at(self->all, earlier)->is_repeatable) {
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
        send(self, history_at(self->all, order[i]));
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

static void open_run(run *self)
{
    char error[512] = "";
    self->chance = self->given->seed * 0x9e3779b97f4a7c15u + (uint64_t)self->point + 1;
    self->manual.now_ms = history_at(self->all, 0)->at_ms;
    self->clock = of_clock_of_manual(&self->manual);
    of_embedded_options options = {.clock = &self->clock, .seed = self->given->seed};
    require(self, of_embedded_open(&options, &self->log, error, sizeof error), "log");
    self->outside = of_embedded_client(self->log);
    require(self, of_producer_open(self->outside, &(of_producer_options){0}, &self->feed), "feed");
    self->options =
        (of_engine_options){.layout = {.app = "sweep",
                                       .partitions = PARTITIONS,
                                       .endpoints = endpoints,
                                       .endpoint_count = sizeof endpoints / sizeof *endpoints},
                            .registry = self->registry,
                            .graph = &of_topology,
                            .clock = &self->clock,
                            .session_timeout_ms = SESSION_MS,
                            .transaction_timeout_ms = 60000,
                            .batch_records_max = self->given->batch,
                            .flush_bytes = self->point % 2 == 0 ? 1 : 0};
    self->topics = of_topics_plan(&of_topology, &self->options.layout);
    of_buffer report = {0};
    require(self, of_topics_apply(self->outside, self->topics, &report), "topics");
    of_buffer_free(&report);
    self->engine = open_engine(self, "first", test_store_another(), &self->client);
    of_embedded_set_gate(self->client, self->how == SLEEP ? count_or_sleep : count_or_crash, self);
}

static void close_run(run *self)
{
    if (self->other != NULL) {
        of_engine_close(self->other, true);
        of_kafka_close(self->other_client);
    }
    of_engine_close(self->engine, true);
    of_kafka_close(self->client);
    of_producer_close(self->feed);
    of_kafka_close(self->outside);
    of_embedded_close(self->log);
    of_topics_free(self->topics);
    test_store_reset();
}

/* `repeated`: as outcome_read leaves out what repeats add; may be NULL. */
static int64_t run_history(run *self, of_buffer *outcome, of_buffer *repeated)
{
    open_run(self);
    settle(self);
    for (size_t from = 0; from < history_count(self->all);) {
        size_t to = moment_end(self->all, from);
        int64_t at_ms = history_at(self->all, from)->at_ms + self->slept_ms;
        if (at_ms > self->manual.now_ms) {
            self->manual.now_ms = at_ms;
            settle(self);
        }
        feed(self, from, to);
        settle(self);
        from = to;
    }
    of_embedded_set_gate(self->client, NULL, NULL);
    settle(self);
    *outcome = outcome_read(self->outside, self->registry, self->topics, self->how == DISORDER);
    if (repeated != NULL) {
        *repeated = outcome_read(self->outside, self->registry, self->topics, true);
    }
    close_run(self);
    return self->calls;
}

/* ---- all of them ---- */

static int64_t run_one(const run *common, kind how, int64_t point, of_buffer *outcome,
                       of_buffer *repeated)
{
    run self = *common;
    self.how = how;
    self.point = point;
    return run_history(&self, outcome, repeated);
}

static void sweep_kind(const run *common, kind how, int64_t calls, const of_buffer *expected)
{
    for (int i = 0; i < common->given->points; i++) {
        /* Spread over the run, off by the seed. */
        int64_t stride = calls / common->given->points;
        int64_t point = 1 + i * stride +
                        (int64_t)((common->given->seed + (uint64_t)i * 7) %
                                  (uint64_t)(stride == 0 ? 1 : stride));
        point = common->given->point != 0 ? common->given->point : point;
        of_buffer actual = {0};
        run_one(common, how, point, &actual, NULL);
        if (how == SLEEP) {
            outcome_blur(&actual);
        }
        if (!outcome_same(expected, &actual)) {
            fprintf(stderr,
                    "topology_sweep: differs: --only %s --point %" PRId64 " --seed %" PRIu64
                    " --copies %d --batch %d\n",
                    kinds[how], point, common->given->seed, common->given->copies,
                    common->given->batch);
            exit(1);
        }
        of_buffer_free(&actual);
        if (common->given->point != 0) {
            return;
        }
    }
}

static error_t parse(int key, char *value, struct argp_state *state)
{
    arguments *given = state->input;
    switch (key) {
    case 'c':
        given->copies = atoi(value);
        return 0;
    case 'n':
        given->points = atoi(value);
        return 0;
    case 's':
        given->seed = strtoull(value, NULL, 10);
        return 0;
    case 'b':
        given->batch = atoi(value);
        return 0;
    case 'p':
        given->point = atoll(value);
        return 0;
    case 'o':
        for (given->only = 0; given->only < KINDS; given->only++) {
            if (strcmp(kinds[given->only], value) == 0) {
                return 0;
            }
        }
        argp_error(state, "--only takes crash, disorder or sleep");
        return EINVAL;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static size_t count_lines(const of_buffer *lines, const char *prefix)
{
    size_t count = 0;
    for (const char *at = (const char *)lines->data; *at != '\0';
         at += strcspn(at, "\n") + (at[strcspn(at, "\n")] == '\n' ? 1 : 0)) {
        count += strncmp(at, prefix, strlen(prefix)) == 0 ? 1 : 0;
    }
    return count;
}

int main(int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"copies", 'c', "N", 0, "of every transcript (default 1)", 0},
        {"points", 'n', "N", 0, "of every kind of disturbance (default 6)", 0},
        {"seed", 's', "S", 0, "where they lie (default 1)", 0},
        {"batch", 'b', "N", 0, "inputs of one turn at most (default 3)", 0},
        {"only", 'o', "KIND", 0, "crash, disorder or sleep", 0},
        {"point", 'p', "N", 0, "this one only", 0},
        {0}};
    static const struct argp argp = {.options = options, .parser = parse};
    arguments given = {.copies = 1, .points = 6, .seed = 1, .only = KINDS, .batch = 3};
    argp_parse(&argp, argc, argv, 0, NULL, &given);
    of_log_threshold(getenv("OF_TEST_LOG") == NULL ? OF_ERROR + 1 : OF_DEBUG);
    run common = {.given = &given};
    char error[512] = "";
    of_status status =
        of_registry_open(&(of_registry_options){0}, &common.registry, error, sizeof error);
    stop_unless(&common, of_ok(status), "registry", error);
    history *all = history_read(ORDERFLOW_TRANSCRIPTS, given.copies, common.registry);
    common.all = all;
    of_buffer expected = {0};
    of_buffer repeated = {0};
    int64_t calls = run_one(&common, UNDISTURBED, 0, &expected, &repeated);
    if (getenv("OF_TEST_SHOW") != NULL) {
        printf("%s", (const char *)expected.data);
    }
    stop_unless(&common, count_lines(&expected, "cmd.") > 20, "the undisturbed run", "no commands");
    stop_unless(&common, count_lines(&expected, "dlq.") >= 4, "dead letters", "too few");
    for (kind how = CRASH; how < KINDS; how++) {
        if (how == SLEEP) {
            outcome_blur(&expected); /* everything after it happens later */
        }
        if (given.only == KINDS || given.only == (int)how) {
            sweep_kind(&common, how, calls, how == DISORDER ? &repeated : &expected);
        }
    }
    printf("%zu inputs, %" PRId64 " calls, %zu commands, %zu saga entries, %zu rows: equal after "
           "%d crashes, disorders and sleeps each\n",
           history_count(all), calls, count_lines(&expected, "cmd."),
           count_lines(&expected, "saga-log"),
           count_lines(&expected, "order-state") + count_lines(&expected, "line-state") +
               count_lines(&expected, "shipment-state"),
           given.points);
    of_buffer_free(&expected);
    of_buffer_free(&repeated);
    history_free(all);
    of_registry_close(common.registry);
    return 0;
}
