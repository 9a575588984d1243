/* Deterministic simulation: many seeds, each a history of faults of its own.
 *
 *     sim [--rounds N] [--seed S] [--show]
 *
 * A seed that fails says at which step; --rounds 1 --seed S runs to the same step again, --show
 * prints what happened on the way. Seeds run in a child, so that one that ends the program is one
 * failure and not the last. */
#include <argp.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/sim/fold.h"
#include "topology/base/log.h"

#define SEEDS_PER_CHILD 200
#define AGAIN_EVERY     25 /* this seed is run twice and must leave the same trace */
#define SECONDS_MAX     120
#define FAILURES_MAX    20
#define HITS_FROM       100 /* so many seeds must hit every kind */

typedef struct arguments {
    int64_t rounds;
    uint64_t seed;
    bool show;
} arguments;

typedef struct shared {
    sim_tally tally;
    int64_t done;
    int64_t again;
    bool is_running;
} shared;

static error_t parse(int key, char *value, struct argp_state *state)
{
    arguments *given = state->input;
    switch (key) {
    case 'n':
        given->rounds = atoll(value);
        return 0;
    case 's':
        given->seed = strtoull(value, NULL, 10);
        return 0;
    case 'v':
        given->show = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void must(bool good, const char *what, const char *why)
{
    if (!good) {
        fprintf(stderr, "sim: %s: %s\n", what, why);
        exit(1);
    }
}

/* A fast disk, if there is one. */
static void make_root(char root[64])
{
    snprintf(root, 64, "/dev/shm/orderflow-sim-XXXXXX");
    if (mkdtemp(root) == NULL) {
        snprintf(root, 64, "/tmp/orderflow-sim-XXXXXX");
        must(mkdtemp(root) != NULL, root, "cannot be made");
    }
}

static void remove_root(const char *root)
{
    char command[96];
    snprintf(command, sizeof command, "rm -rf '%s'", root);
    must(system(command) == 0, root, "cannot be removed");
}

/* ---- a child: some seeds ---- */

static void run_seeds(const sim_bench *bench, const arguments *given, shared *all)
{
    for (int i = 0; i < SEEDS_PER_CHILD && all->done < given->rounds; i++) {
        uint64_t seed = given->seed + (uint64_t)all->done;
        alarm(SECONDS_MAX);
        all->is_running = true;
        uint64_t trace = sim_run(bench, seed);
        if (seed % AGAIN_EVERY == 0) {
            sim_tally kept = all->tally;
            if (sim_run(bench, seed) != trace) {
                fprintf(stderr, "sim: seed %" PRIu64 ": two runs of it differ\n", seed);
                _exit(1);
            }
            all->tally = kept;
            all->again++;
        }
        all->is_running = false;
        all->done++;
    }
    _exit(0);
}

static bool run_child(const sim_bench *bench, const arguments *given, shared *all)
{
    fflush(NULL);
    pid_t pid = fork();
    must(pid >= 0, "fork", "failed");
    if (pid == 0) {
        run_seeds(bench, given, all);
    }
    int status = 0;
    waitpid(pid, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        return true;
    }
    fprintf(stderr, "sim: seed %" PRIu64 " failed at step %" PRId64, all->tally.seed,
            all->tally.step);
    if (WIFSIGNALED(status)) {
        fprintf(stderr, " by signal %d%s", WTERMSIG(status),
                WTERMSIG(status) == SIGALRM ? ": it does not come to an end" : "");
    }
    fprintf(stderr, "; again: sim --rounds 1 --seed %" PRIu64 " --show\n", all->tally.seed);
    all->is_running = false;
    all->done++;
    return false;
}

/* ---- the figure ---- */

static int print_faults(const sim_tally *tally, char *line, size_t size)
{
#define SIM_FAULT_TEXT(id, text) text,
    static const char *const texts[FAULTS] = {SIM_FAULTS_OF(SIM_FAULT_TEXT)};
#undef SIM_FAULT_TEXT
    int missed = 0;
    size_t at = 0;
    for (int i = 0; i < FAULTS; i++) {
        missed += tally->hits[i] == 0 ? 1 : 0;
        int len = snprintf(line + at, size - at, "%s%s %" PRId64, i == 0 ? "" : ", ", texts[i],
                           tally->hits[i]);
        at += len > 0 ? (size_t)len : 0;
    }
    return missed;
}

int main(int argc, char **argv)
{
    static const struct argp_option options[] = {{"rounds", 'n', "N", 0, "seeds (default 100)", 0},
                                                 {"seed", 's', "S", 0, "the first (default 1)", 0},
                                                 {"show", 'v', NULL, 0, "print what happens", 0},
                                                 {0}};
    static const struct argp argp = {.options = options, .parser = parse};
    arguments given = {.rounds = 100, .seed = 1};
    argp_parse(&argp, argc, argv, 0, NULL, &given);
    must(given.rounds > 0, "--rounds", "is no number of seeds");
    of_log_threshold(given.show ? OF_DEBUG : OF_ERROR + 1);
    setvbuf(stdout, NULL, _IOLBF, 0);
    char root[64];
    char error[512] = "";
    sim_bench bench = {.root = root, .is_shown = given.show};
    of_status status =
        of_registry_open(&(of_registry_options){0}, &bench.registry, error, sizeof error);
    must(of_ok(status), "registry", error);
    history *all_inputs = history_read(ORDERFLOW_TRANSCRIPTS, (char *[]){NULL}, 1, bench.registry);
    bench.all = all_inputs;
    make_root(root);
    bench.fold = sim_fold_new(bench.registry, root);
    shared *all =
        mmap(NULL, sizeof *all, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    must(all != MAP_FAILED, "memory", "none left");
    bench.tally = &all->tally;
    int failures = 0;
    while (all->done < given.rounds && failures < FAILURES_MAX) {
        failures += run_child(&bench, &given, all) ? 0 : 1;
    }
    remove_root(root);
    char line[4096];
    int missed = print_faults(&all->tally, line, sizeof line);
    printf("%" PRId64 " turns, %" PRId64 " timers, %" PRId64 " commands, %" PRId64
           " saga entries folded again; %" PRId64 " states checked; %" PRId64 " seeds run twice\n",
           all->tally.turns, all->tally.timers, all->tally.commands, all->tally.entries,
           all->tally.checks, all->again);
    printf("sim: %" PRId64 " seeds from %" PRIu64 ", %d kinds of fault (%s), %d failures\n",
           all->done, given.seed, FAULTS - missed, line, failures);
    sim_fold_free(bench.fold);
    history_free(all_inputs);
    of_registry_close(bench.registry);
    return failures == 0 && (missed == 0 || given.rounds < HITS_FROM) ? 0 : 1;
}
