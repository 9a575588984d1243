/* Runs one case of the bench against a broker that is new and prints its figures as JSON lines.
 *
 *     orderflow-bench CASE --brokers B --folder DIR ...
 *
 * bench.sh starts brokers, repeats cases and prints the medians. */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/bench/bench.h"
#include "topology/base/log.h"
#include "topology/kafka/real.h"

typedef struct arguments {
    bench_run bench;
    const char *what;
} arguments;

static int64_t number_of(const char *value, struct argp_state *state)
{
    char *end = NULL;
    long long number = strtoll(value, &end, 10);
    if (*value == '\0' || *end != '\0' || number < 1) {
        argp_error(state, "'%s' is not a number above 0", value);
    }
    return number;
}

static error_t parse(int key, char *value, struct argp_state *state)
{
    arguments *self = state->input;
    switch (key) {
    case 'b':
        self->bench.brokers = value;
        return 0;
    case 'f':
        self->bench.folder = value;
        return 0;
    case 'd':
        self->bench.data = value;
        return 0;
    case 'P':
        self->bench.profile = value;
        return 0;
    case 'K':
        self->bench.properties = value;
        return 0;
    case 'n':
        self->bench.records = number_of(value, state);
        return 0;
    case 'p':
        self->bench.partitions = (int)number_of(value, state);
        return 0;
    case 'w':
        self->bench.workers = (int)number_of(value, state);
        return 0;
    case 's':
        self->bench.seconds = number_of(value, state);
        return 0;
    case 'u':
        self->bench.warm_seconds = number_of(value, state);
        return 0;
    case 'M':
        self->bench.memory_mib = number_of(value, state);
        return 0;
    case 'm':
        self->bench.state_bytes = number_of(value, state) << 20;
        return 0;
    case 'r':
        self->bench.rounds = (int)number_of(value, state);
        return 0;
    case ARGP_KEY_ARG:
        self->what = value;
        return 0;
    case ARGP_KEY_END:
        if (self->what == NULL || self->bench.brokers == NULL || self->bench.folder == NULL) {
            argp_usage(state);
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void open_kafka(bench_run *self)
{
    char error[512] = "";
    const of_property properties[] = {{"bootstrap.servers", self->brokers}};
    bench_require(of_ok(of_real_open(properties, 1, &self->kafka, error, sizeof error)), "Kafka",
                  error);
}

/* The tape of a case: none but the latency cases has probes, the restart's orders are large. */
static void write_tape(bench_run *self, bool latency, bool restart, int64_t records)
{
    char tape[PATH_SIZE];
    char schemas[PATH_SIZE];
    tape_options options = {.file = bench_path(self, "tape", tape),
                            .schemas = bench_path(self, "schemas", schemas),
                            .data = restart ? NULL : self->data,
                            .records = records,
                            .lines = restart ? 20 : 0,
                            .probe_every = latency ? 8 : 0};
    tape_write(&options, &self->tape);
}

static int run(arguments *self)
{
    bench_run *bench = &self->bench;
    if (strcmp(self->what, "throughput") == 0) {
        write_tape(bench, false, false, bench->records);
        case_throughput(bench);
    } else if (strncmp(self->what, "latency-", 8) == 0 && atoll(self->what + 8) > 0) {
        int64_t rate = atoll(self->what + 8);
        write_tape(bench, true, false, rate * (bench->warm_seconds + bench->seconds));
        case_latency(bench, rate);
    } else if (strcmp(self->what, "restart") == 0) {
        write_tape(bench, false, true, case_restart_records(bench));
        case_restart(bench);
    } else {
        fprintf(stderr, "bench: there is no case '%s'\n", self->what);
        return 2;
    }
    return 0;
}

int main(int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"brokers", 'b', "HOST:PORT", 0, "a broker that is new", 0},
        {"folder", 'f', "DIR", 0, "where tape, schemas, state and logs go", 0},
        {"data", 'd', "DIR", 0, "Olist's files; without them, made-up orders", 0},
        {"profile", 'P', "FILE", 0, "of the engine in the throughput case, by perf", 0},
        {"kafka", 'K', "YAML", 0, "further properties, such as 'producer.linger.ms: 0'", 0},
        {"records", 'n', "N", 0, "change events of the throughput case (default 200000)", 0},
        {"partitions", 'p', "N", 0, "of the topology (default 4)", 0},
        {"workers", 'w', "N", 0, "threads of the engine (default: one per core)", 0},
        {"memory", 'M', "MIB", 0, "budget of the engine (default 1024)", 0},
        {"seconds", 's', "N", 0, "of a latency case (default 20)", 0},
        {"warm-up", 'u', "N", 0, "seconds of a latency case before these (default 20)", 0},
        {"state", 'm', "MIB", 0, "of the restart case (default 1024)", 0},
        {"rounds", 'r', "N", 0, "kills of the restart case (default 3)", 0},
        {0}};
    static const struct argp argp = {.options = options,
                                     .parser = parse,
                                     .args_doc = "throughput|latency-RATE|restart",
                                     .doc = "One case of the bench."};
    arguments self = {.bench = {.records = 200000,
                                .partitions = 4,
                                .workers = (int)sysconf(_SC_NPROCESSORS_ONLN),
                                .memory_mib = 1024,
                                .seconds = 20,
                                .warm_seconds = 20,
                                .state_bytes = (int64_t)1 << 30,
                                .rounds = 3}};
    argp_parse(&argp, argc, argv, 0, NULL, &self);
    if (self.bench.workers > self.bench.partitions) {
        self.bench.workers = self.bench.partitions;
    }
    of_log_threshold(OF_ERROR);
    char here[PATH_SIZE];
    char feeder[PATH_SIZE + 32];
    char copier[PATH_SIZE + 32];
    char program[PATH_SIZE + 64];
    char *slash = realpath(argv[0], here) == NULL ? NULL : strrchr(here, '/');
    bench_require(slash != NULL, argv[0], "is nowhere");
    *slash = '\0';
    snprintf(feeder, sizeof feeder, "%s/orderflow-bench-feed", here);
    snprintf(copier, sizeof copier, "%s/orderflow-bench-copy", here);
    snprintf(program, sizeof program, "%s/../../topology/orderflow", here);
    self.bench.feeder = feeder;
    self.bench.copier = copier;
    self.bench.program = program;
    open_kafka(&self.bench);
    int code = run(&self);
    of_kafka_close(self.bench.kafka);
    return code;
}
