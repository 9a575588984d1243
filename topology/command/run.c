/* orderflow run: the engine, until it is told to stop. */
#include <argp.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/command/command.h"
#include "topology/command/intake_adapter.h"
#include "topology/ops/http.h"
#include "topology/runtime/inspect.h"

#define ERROR_SIZE    512
#define POLL_WAIT_MS  50
#define WATCH_EVERY_S 1
/* Asking for the changelog's end costs two requests per task; what lies behind the last answer is
 * read again at a resume, beside what was not flushed for seconds. */
#define CHANGELOG_MARK_MS 1000
#define HEAPS             2 /* of the allocator: more of them leave more memory free and unused */

typedef struct arguments {
    const char *config;
    bool verbose;
} arguments;

static error_t parse(int key, char *value, struct argp_state *state)
{
    arguments *self = state->input;
    switch (key) {
    case 'c':
        self->config = value;
        return 0;
    case 'v':
        self->verbose = true;
        return 0;
    case ARGP_KEY_ARG:
        argp_usage(state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* Blocks the signals in every thread that starts from here on; one place waits for them. */
static sigset_t block_signals(void)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    return signals;
}

static int wait_for_end(const of_engine *engine, const sigset_t *signals)
{
    const struct timespec pause = {.tv_sec = WATCH_EVERY_S};
    for (;;) {
        int signal = sigtimedwait(signals, NULL, &pause);
        if (signal > 0) {
            of_log(OF_INFO, "STOPPING", "signal=%d", signal);
            return OF_EXIT_OK;
        }
        if (of_engine_failed(engine)) {
            of_log(OF_ERROR, "STOPPING", "reason=a worker has stopped for good");
            return OF_EXIT_FAILED;
        }
    }
}

static of_engine_options engine_options(const of_parts *parts, of_intake_adapter *intake,
                                        const of_run_terms *terms)
{
    const of_config *config = parts->config;
    return (of_engine_options){.layout = parts->layout,
                               .kafka = parts->kafka,
                               .registry = parts->registry,
                               .graph = &of_topology,
                               .clock = terms->clock,
                               .intake = of_intake_adapter_engine(intake),
                               .state_dir = config->state_dir,
                               .memory_bytes = parts->budget.store_bytes,
                               .arena_bytes = parts->budget.arena_bytes,
                               .batch_bytes_max = parts->budget.batch_bytes,
                               .workers = config->workers,
                               .slot_prefix = config->slot,
                               .stays_on_stop = config->stays_on_stop,
                               .commit_max_ms = config->commit_max_ms,
                               .poll_wait_ms = terms->poll_wait_ms,
                               .changelog_mark_ms = CHANGELOG_MARK_MS};
}

/* Ends the process when that takes too long: a supervisor would kill it then, without a word. */
static void stop_engine(of_engine *engine, int64_t stop_max_ms)
{
    int32_t left = of_engine_stop_within(engine, stop_max_ms);
    if (left == 0) {
        return;
    }
    of_engine_stats stats;
    of_engine_inspect(engine, &stats);
    of_log(OF_ERROR, "STOP-CUT",
           "after_ms=%lld workers_left=%d tasks=%lld what=Kafka does not answer: the turns in hand "
           "were not committed, and the group gives the partitions away when the session times "
           "out; the next start reads the tail of the changelog and goes on",
           (long long)stop_max_ms, (int)left,
           (long long)(stats.tasks_running + stats.tasks_taking_over));
    _exit(OF_EXIT_FAILED);
}

static int run_engine(of_parts *parts, of_intake_adapter *intake, const of_run_terms *terms,
                      const sigset_t *signals)
{
    char error[ERROR_SIZE] = "";
    of_engine_options options = engine_options(parts, intake, terms);
    of_engine *engine = NULL;
    of_status status = of_engine_open(&options, &engine, error, sizeof error);
    if (!of_ok(status)) {
        if (error[0] == '\0') {
            of_print_status("cannot start", status);
        } else {
            of_print_error("cannot start: %s", error);
        }
        return OF_EXIT_FAILED;
    }
    of_ops *ops = NULL;
    if (parts->config->http != NULL &&
        (ops = of_ops_open(parts->config->http, engine, error, sizeof error)) == NULL) {
        of_print_error("%s", error);
        of_engine_close(engine, false);
        return OF_EXIT_USAGE;
    }
    status = of_engine_start(engine);
    int code = OF_EXIT_FAILED;
    if (of_ok(status)) {
        of_log(OF_INFO, "RUNNING", "app=%s workers=%d", parts->config->app,
               (int)parts->config->workers);
        code = wait_for_end(engine, signals);
        stop_engine(engine, parts->config->stop_max_ms);
    }
    of_ops_close(ops);
    of_engine_close(engine, false);
    return code;
}

int of_command_run_on(const of_run_terms *terms, int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"config", 'c', "FILE", 0, "configuration (default: " OF_CONFIG_DEFAULT ")", 0},
        {"verbose", 'v', NULL, 0, "log debug lines too", 0},
        {0}};
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .doc = "Processes facts until told to stop.\v"
               "SIGTERM and SIGINT finish the turn in hand, leave the group (see on_stop in the "
               "configuration) and flush the state; without an answer from Kafka the process ends "
               "after stop_max (15 s) all the same, and exits with 1. "
               "Refuses to start when a topic of the topology is missing or differs; `orderflow "
               "topics apply` creates them."};
    arguments self = {.config = OF_CONFIG_DEFAULT};
    argp_parse(&argp, argc, argv, 0, NULL, &self);
    if (self.verbose) {
        of_log_threshold(OF_DEBUG);
    }
    sigset_t signals = block_signals();
    of_memory_tighten(HEAPS);
    of_parts parts;
    if (!of_parts_open(self.config, &parts)) {
        return OF_EXIT_USAGE;
    }
    char error[ERROR_SIZE] = "";
    of_intake_adapter *intake =
        of_intake_adapter_open(parts.config->mappings, parts.config->mapping_count, parts.kafka,
                               parts.registry, of_print_problem, error, sizeof error);
    int code = OF_EXIT_USAGE;
    if (intake == NULL) {
        of_print_error("%s", error);
    } else {
        code = run_engine(&parts, intake, terms, &signals);
        of_intake_adapter_close(intake);
    }
    of_parts_close(&parts);
    return code;
}

int of_command_run(int argc, char **argv)
{
    const of_run_terms terms = {.clock = &of_wall_clock, .poll_wait_ms = POLL_WAIT_MS};
    return of_command_run_on(&terms, argc, argv);
}
