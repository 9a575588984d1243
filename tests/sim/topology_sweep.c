/* Exactly-once over the whole topology: whatever call a process dies or sleeps at, however often
 * and in whichever order records of one moment come, what comes out is what an undisturbed run
 * gives.
 *
 *     topology_sweep [--points N] [--first N] [--seed S] [--part I/N] [--only KIND [--point N]]
 *         [TRANSCRIPT...]
 *
 * The inputs are those of the transcripts, which have to go through all of the page. A failure
 * prints the options that repeat it alone. */
/* rows: R71 */
#include <argp.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/sim/covered.h"
#include "tests/sim/gates.h"
#include "tests/sim/stage.h"
#include "topology/base/assert.h"
#include "topology/base/log.h"

typedef struct arguments {
    int copies;
    int64_t points;
    int64_t first;
    uint64_t seed;
    int only; /* STAGE_KINDS: all */
    int64_t point;
    int batch;
    int part; /* of `parts`, from 1 */
    int parts;
    bool shows;
    char **transcripts; /* up to a NULL; empty: all */
} arguments;

typedef struct sweep {
    const arguments *given;
    stage_options stage;
    stage_report expected;
    int64_t calls;      /* of the undisturbed run */
    int64_t port_calls; /* of these, of the port */
    int64_t done[STAGE_KINDS];
    int64_t different;
    int64_t crashes, unsynced, torn, set_aside;
} sweep;

static void stop_unless(bool good, const char *what, const char *why)
{
    if (!good) {
        fprintf(stderr, "topology_sweep: %s: %s\n", what, why);
        exit(1);
    }
}

/* ---- the undisturbed run ---- */

/* The run has to go through all of the page, or it proves little. */
static void check_coverage(const sweep *self)
{
    const outcome *out = &self->expected.seen[EXACT];
    static const char *const sagas[] = {"saga-log", "BO:", "SP:", "RT:"};
    of_buffer missing = {0};
    bool all = covered_all(&missing);
    of_buffer_put_u8(&missing, 0);
    stop_unless(all, "the undisturbed run", (const char *)missing.data);
    of_buffer_free(&missing);
    for (size_t i = 0; i < of_topology.fold_count; i++) {
        const char *topic = of_topology.topics[of_topology.folds[i].topic].kafka;
        stop_unless(outcome_count(out, topic) > 0, topic, "the fold has published nothing");
    }
    for (size_t i = 1; i < sizeof sagas / sizeof *sagas; i++) {
        stop_unless(outcome_has(out, "saga-log ", sagas[i], "\"event\":\"START\""), sagas[i],
                    "no such saga has started");
    }
    stop_unless(outcome_has(out, "saga-log ", "\"event\":\"END\"", "COMPENSATED"), "sagas",
                "none was rolled back");
    stop_unless(covered_timers() > 0, "timers", "none has fired");
    stop_unless(self->expected.stats.rekeyed > 0, "records", "none was keyed anew");
    stop_unless(out->letters > 0 && out->letters == (size_t)self->expected.bad_fed, "dead letters",
                "not one for each bad record");
    stop_unless(out->twice == 0 && self->expected.state_same, "the undisturbed run",
                "contradicts itself");
}

static void check_calls(sweep *self)
{
    int64_t counts[GATE_KINDS] = {0};
    self->calls = gates_recorded_count();
    for (int64_t i = 1; i <= self->calls; i++) {
        counts[gates_recorded_kind(i)]++;
    }
    for (gate_kind kind = GATE_PORT; kind < GATE_KINDS; kind++) {
        stop_unless(counts[kind] > 0, gate_kinds[kind], "no such call: the seam is not in place");
    }
    self->port_calls = counts[GATE_PORT];
}

static void run_undisturbed(sweep *self)
{
    self->expected = stage_run(&self->stage, UNDISTURBED, 0);
    if (self->given->shows) {
        of_buffer text = {0};
        gates_describe(&text);
        printf("%.*s%s", (int)text.len, (const char *)text.data,
               (const char *)self->expected.seen[EXACT].text.data);
        of_buffer_free(&text);
    }
    check_coverage(self);
    check_calls(self);
}

/* ---- the disturbed ones ---- */

static bool is_equal(const sweep *self, const stage_report *report)
{
    const outcome *seen = &report->seen[report->view];
    bool same = outcome_same(&self->expected.seen[report->view], seen);
    if (seen->letters != (size_t)report->bad_fed) {
        fprintf(stderr, "dead letters: %zu of %" PRId64 " bad records\n", seen->letters,
                report->bad_fed);
        return false;
    }
    return same && report->state_same;
}

static void run_one(sweep *self, stage_kind how, int64_t point)
{
    stage_report report = stage_run(&self->stage, how, point);
    if (how == SLEEP) {
        outcome_blur(&report.seen[report.view]);
    }
    self->done[how]++;
    self->crashes += report.crashes;
    self->unsynced += report.unsynced;
    self->torn += report.torn;
    self->set_aside += report.set_aside;
    if (how == CRASH && report.crashes == 0) {
        fprintf(stderr, "no call %" PRId64 "\n", point);
    }
    if (!is_equal(self, &report) || (how == CRASH && report.crashes == 0)) {
        self->different++;
        fprintf(stderr,
                "topology_sweep: differs: --only %s --point %" PRId64 " --seed %" PRIu64
                " --copies %d --batch %d",
                stage_kinds[how], point, self->given->seed, self->given->copies,
                self->given->batch);
        for (char **each = self->given->transcripts; *each != NULL; each++) {
            fprintf(stderr, " %s", *each);
        }
        fprintf(stderr, "%s%s\n", how == CRASH ? ": died in " : "",
                how == CRASH ? gates_recorded_call(point) : "");
    }
    stage_report_free(&report);
}

/* All of the first ones; of the rest every so manieth, from where the seed says. */
static bool is_chosen(const sweep *self, int64_t point, int64_t last)
{
    int64_t points = self->given->points;
    int64_t first = self->given->first;
    if (points == 0 || points >= last || point <= first) {
        return true;
    }
    int64_t stride = (last - first) / points;
    int64_t place = (point - first) / stride;
    int64_t off = (int64_t)((self->given->seed * 31 + (uint64_t)place * 7) % (uint64_t)stride);
    return place < points && (point - first) % stride == off;
}

static void sweep_kind(sweep *self, stage_kind how)
{
    const arguments *given = self->given;
    int64_t last = how == CRASH ? self->calls : how == SLEEP ? self->port_calls : INT64_MAX;
    if (given->point != 0) {
        stop_unless(given->point <= last, "--point", "the run has fewer calls");
        run_one(self, how, given->point);
        return;
    }
    if (how == DISORDER) {
        for (int64_t i = 0; i < given->points; i++) {
            run_one(self, how, (int64_t)given->seed + i);
        }
        return;
    }
    for (int64_t point = 1; point <= last; point++) {
        if (is_chosen(self, point, last) && point % given->parts == given->part - 1) {
            run_one(self, how, point);
        }
    }
}

/* ---- arguments ---- */

static error_t parse(int key, char *value, struct argp_state *state)
{
    arguments *given = state->input;
    switch (key) {
    case 'c':
        given->copies = atoi(value);
        return 0;
    case 'n':
        given->points = atoll(value);
        return 0;
    case 'f':
        given->first = atoll(value);
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
    case 'v':
        given->shows = true;
        return 0;
    case 'P':
        if (sscanf(value, "%d/%d", &given->part, &given->parts) != 2 || given->part < 1 ||
            given->part > given->parts) {
            argp_error(state, "--part takes I/N, I from 1 to N");
        }
        return 0;
    case ARGP_KEY_ARGS:
        given->transcripts = state->argv + state->next;
        return 0;
    case 'o':
        for (given->only = CRASH; given->only < STAGE_KINDS; given->only++) {
            if (strcmp(stage_kinds[given->only], value) == 0) {
                return 0;
            }
        }
        argp_error(state, "--only takes crash, disorder or sleep");
        return EINVAL;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_option options[] = {
    {"copies", 'c', "N", 0, "of every transcript (default 1)", 0},
    {"points", 'n', "N", 0, "of every kind of disturbance (default 6); 0: every call", 0},
    {"first", 'f', "N", 0, "and all of the first N calls", 0},
    {"seed", 's', "S", 0, "where they lie, and what a disk keeps (default 1)", 0},
    {"batch", 'b', "N", 0, "inputs of one turn at most (default 3)", 0},
    {"only", 'o', "KIND", 0, "crash, disorder or sleep", 0},
    {"point", 'p', "N", 0, "this one only; of a disorder: the seed", 0},
    {"part", 'P', "I/N", 0, "of crash and sleep points every N-th only, in N ways (default 1/1)",
     0},
    {"verbose", 'v', NULL, 0, "what the undisturbed run calls and leaves", 0},
    {0}};

static void report(const sweep *self)
{
    const outcome *out = &self->expected.seen[EXACT];
    of_buffer text = {0};
    gates_describe(&text);
    printf("%.*s%zu inputs, %" PRId64 " calls of handlers, %zu commands, %zu saga entries, %zu "
           "rows, %zu dead letters; %" PRId64 " processes died, %" PRId64
           " with unsynced changes, %" PRId64 " writes torn, %" PRId64
           " state directories set aside\n",
           (int)text.len, (const char *)text.data, history_count(self->stage.all), covered_calls(),
           outcome_count(out, "cmd."), outcome_count(out, "saga-log "),
           outcome_count(out, "order-state ") + outcome_count(out, "line-state ") +
               outcome_count(out, "shipment-state "),
           out->letters, self->crashes, self->unsynced, self->torn, self->set_aside);
    for (stage_kind how = CRASH; how < STAGE_KINDS; how++) {
        printf("%s%" PRId64 " %s points", how == CRASH ? "" : ", ", self->done[how],
               stage_kinds[how]);
    }
    printf(" of %" PRId64 " calls, %" PRId64 " differences\n", self->calls, self->different);
    of_buffer_free(&text);
}

int main(int argc, char **argv)
{
    static const struct argp argp = {.options = options,
                                     .parser = parse,
                                     .args_doc = "[TRANSCRIPT...]",
                                     .doc = "All transcripts without a name."};
    arguments given = {.copies = 1,
                       .points = 6,
                       .seed = 1,
                       .only = STAGE_KINDS,
                       .batch = 3,
                       .part = 1,
                       .parts = 1,
                       .transcripts = (char *[]){NULL}};
    sweep self = {.given = &given};
    argp_parse(&argp, argc, argv, 0, NULL, &given);
    of_log_threshold(getenv("OF_TEST_LOG") == NULL ? OF_ERROR + 1 : OF_DEBUG);
    char error[512] = "";
    of_registry *registry = NULL;
    of_status status = of_registry_open(&(of_registry_options){0}, &registry, error, sizeof error);
    stop_unless(of_ok(status), "registry", error);
    history *all = history_read(ORDERFLOW_TRANSCRIPTS, given.transcripts, given.copies, registry);
    self.stage =
        (stage_options){.all = all, .registry = registry, .seed = given.seed, .batch = given.batch};
    run_undisturbed(&self);
    for (stage_kind how = CRASH; how < STAGE_KINDS; how++) {
        if (how == SLEEP) {
            outcome_blur(&self.expected.seen[REORDERED]); /* everything after it happens later */
        }
        if (given.only == STAGE_KINDS || given.only == (int)how) {
            sweep_kind(&self, how);
        }
    }
    report(&self);
    stage_report_free(&self.expected);
    gates_free();
    history_free(all);
    of_registry_close(registry);
    return self.different == 0 ? 0 : 1;
}
