/* orderflow-demo: a seeded world of orders through the whole topology on the embedded log, as fast
 * as it goes; ends with what people want to read, and with 0 only when the books agree. */
#include <argp.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "tests/world/history.h"
#include "tests/world/stage.h"
#include "tests/world/world.h"
#include "topology/base/log.h"

#define START_MS     ((int64_t)1772438400000) /* 2026-03-02T08:00:00Z */
#define SLICE_MS     OF_SECONDS(60)
#define QUIET_ROUNDS 4
#define DRAIN_DAYS   20 /* after the last event of the world, for timers of the engine */
#define TROUBLE_MAX  100000

typedef struct arguments {
    int32_t orders;
    uint64_t seed;
    const char *data;
    bool calm;
} arguments;

static error_t parse(int key, char *value, struct argp_state *state)
{
    arguments *self = state->input;
    char *end = NULL;
    switch (key) {
    case 'n':
        self->orders = (int32_t)strtol(value, &end, 10);
        if (*end != '\0' || self->orders < 1 || self->orders > 1000000) {
            argp_error(state, "--orders takes a number from 1 to 1000000");
        }
        return 0;
    case 's':
        self->seed = strtoull(value, &end, 10);
        if (*end != '\0') {
            argp_error(state, "--seed takes a number");
        }
        return 0;
    case 'c':
        self->calm = true;
        return 0;
    case 'd':
        self->data = value;
        return 0;
    case ARGP_KEY_ARG:
        argp_usage(state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

typedef struct show {
    stage stage;
    books *world;
    participants *systems;
    progress bar;
} show;

/* ---- time
 * ----------------------------------------------------------------------------------------- */

/* Until nobody has anything left to do at this moment. */
static void settle(show *self)
{
    int64_t now = self->stage.manual.now_ms;
    int64_t rounds = 0;
    for (int quiet = 0; quiet < QUIET_ROUNDS; rounds++) {
        bool engine = false;
        bool systems = false;
        stage_step(&self->stage, &engine);
        of_status status = participants_step(self->systems, now, &systems);
        if (status.remedy == OF_FATAL || rounds > TROUBLE_MAX) {
            fprintf(stderr, "world: the participants cannot go on: %s\n", status.what);
            exit(1);
        }
        quiet = engine || systems ? 0 : quiet + 1;
    }
}

static int64_t next_moment(const show *self)
{
    int64_t now = self->stage.manual.now_ms;
    int64_t urgent = agenda_next(self->world, true);
    int64_t gathered = agenda_next(self->world, false);
    int64_t slice = now + SLICE_MS;
    /* Skips what is empty, but stops at the end of the slice in which something happens. */
    int64_t next = gathered <= slice ? slice : gathered;
    next = next > now + OF_MINUTES(5) ? now + OF_MINUTES(5) : next;
    return urgent < next ? urgent : next;
}

static void live(show *self, int64_t expected_ms)
{
    int64_t start = self->stage.manual.now_ms;
    while (agenda_next(self->world, true) != AGENDA_EMPTY ||
           agenda_next(self->world, false) != AGENDA_EMPTY) {
        int64_t next = next_moment(self);
        self->stage.manual.now_ms =
            next > self->stage.manual.now_ms ? next : self->stage.manual.now_ms + 1;
        settle(self);
        progress_show(&self->bar,
                      (double)(self->stage.manual.now_ms - start) / (double)(expected_ms - start),
                      self->stage.manual.now_ms);
    }
}

/* What only the engine still waits for: its own timers. What they bring about goes on living. */
static void drain(show *self)
{
    for (int hours = 0; hours < DRAIN_DAYS * 24;) {
        bool resting = agenda_next(self->world, true) == AGENDA_EMPTY &&
                       agenda_next(self->world, false) == AGENDA_EMPTY;
        if (!resting) {
            live(self, self->stage.manual.now_ms + 1);
            hours = 0;
        }
        self->stage.manual.now_ms += hours < 2 ? OF_MINUTES(5) : OF_HOURS(1);
        settle(self);
        hours++;
    }
}

/* ---- the run
 * ---------------------------------------------------------------------------------------- */

static void raise_curtain(show *self, const arguments *given)
{
    size_t count = 0;
    const char *const *endpoints = participants_endpoints(&count);
    stage_open(&self->stage, START_MS, given->seed);
    of_status made = participants_make_topics(self->stage.outside, STAGE_SOURCE_PARTITIONS);
    if (!of_ok(made)) {
        fprintf(stderr, "world: topics: %s\n", made.what);
        exit(1);
    }
    stage_start(&self->stage, endpoints, count);
    self->world = books_new(given->seed);
    self->world->faults = !given->calm;
    self->systems =
        participants_open(&(participants_options){.kafka = self->stage.outside,
                                                  .registry = self->stage.registry,
                                                  .schemas = WORLD_REFERENCE,
                                                  .partitions = STAGE_PARTITIONS,
                                                  .source_partitions = STAGE_SOURCE_PARTITIONS,
                                                  .session_timeout_ms = STAGE_SESSION_MS,
                                                  .world = self->world});
}

static void drop_curtain(show *self)
{
    participants_close(self->systems);
    books_free(self->world);
    stage_close(&self->stage);
}

static int64_t resident_bytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (int64_t)usage.ru_maxrss * 1024;
}

static report_run report_of(const show *self, int64_t started_us, int64_t start_ms)
{
    report_run run = {
        .from = {.kafka = self->stage.outside,
                 .registry = self->stage.registry,
                 .partitions = STAGE_PARTITIONS},
        .seconds = (double)(of_clock_mono_us(&of_wall_clock) - started_us) / 1e6,
        .virtual_days = (double)(self->stage.manual.now_ms - start_ms) / 86400e3,
        .resident_bytes = resident_bytes(),
    };
    of_engine_inspect(self->stage.engine, &run.stats);
    return run;
}

static bool print_books(const show *self, const reading *from)
{
    participants_counts counts = participants_counted(self->systems);
    check_result result = check_books(self->world, &counts, from, stdout);
    printf("\nThe systems\n");
    printf("  %-22s %12" PRId64 "\n", "change events", counts.rows);
    printf("  %-22s %12" PRId64 " (%" PRId64 " repeats)\n", "commands taken", counts.commands,
           counts.repeats);
    printf("  %-22s %12" PRId64 " (%" PRId64 " refusals)\n", "answers", counts.replies,
           counts.refusals);
    bool agree = check_agrees(&result) && counts.unknown == 0;
    printf("\nbooks %s: %" PRId64 " lines compared, %" PRId64 " equal, %" PRId64
           " different, %" PRId64 " missing; %" PRId64 " keys, %" PRId64 " with a second effect\n",
           agree ? "agree" : "DISAGREE", result.lines, result.equal, result.different,
           result.missing, counts.keys, result.second_effects);
    return agree;
}

static int perform(const arguments *given)
{
    show self = {.bar = progress_begin()};
    int64_t spread = OF_HOURS(given->orders < 1000 ? 24 : 72);
    int64_t started = of_clock_mono_us(&of_wall_clock);
    raise_curtain(&self, given);
    world_add_orders(
        self.world,
        &(world_plan){.orders = given->orders, .start_ms = START_MS, .spread_ms = spread});
    live(&self, START_MS + spread + OF_DAYS(12));
    drain(&self);
    progress_end(&self.bar);
    report_run run = report_of(&self, started, START_MS);
    report_print(&run, stdout);
    bool agree = print_books(&self, &run.from);
    drop_curtain(&self);
    return agree ? 0 : 1;
}

/* Real orders have no systems that answer: what is checked is that none of them was lost. */
static int relive(const arguments *given)
{
    show self = {.bar = progress_begin()};
    history_result result = {0};
    int64_t started = of_clock_mono_us(&of_wall_clock);
    history_run(&self.stage, given->data, &self.bar, &result);
    progress_end(&self.bar);
    report_run run = report_of(&self, started, result.first_ms);
    report_print(&run, stdout);
    history_check(&run.from, &result);
    bool all = result.orders == result.orders_found && result.lines == result.lines_found &&
               run.stats.dead_letters == 0;
    printf("\n%s: %" PRId64 " change events; %" PRId64 " of %" PRId64 " orders and %" PRId64
           " of %" PRId64 " lines are in the derived topics, %" PRId64 " dead letters\n",
           all ? "nothing is lost" : "SOMETHING IS LOST", result.events, result.orders_found,
           result.orders, result.lines_found, result.lines, run.stats.dead_letters);
    stage_close(&self.stage);
    return all ? 0 : 1;
}

int main(int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"orders", 'n', "N", 0, "how many orders (default: 2000)", 0},
        {"seed", 's', "S", 0, "another world (default: 1)", 0},
        {"data", 'd', "DIR", 0, "real orders from this folder instead of a seeded world", 0},
        {"calm", 'c', NULL, 0, "no late, repeated or shuffled records", 0},
        {0}};
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .doc = "Runs a small world of orders through the whole topology on the embedded log: four "
               "systems tell what happens, the engine derives what is true and runs the sagas, the "
               "systems obey and answer.\vExit code 0 only if the books of the systems and the "
               "derived state agree in the end."};
    arguments given = {.orders = 2000, .seed = 1};
    argp_parse(&argp, argc, argv, 0, NULL, &given);
    of_log_threshold(OF_WARN);
    return given.data == NULL ? perform(&given) : relive(&given);
}
