/* orderflow-world: the systems as a process of their own, on a real cluster. Sells orders, obeys
 * commands, and in the end holds its books against line-state; or only obeys, until it is told to
 * stop. */
#include <argp.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tests/world/check.h"
#include "tests/world/world.h"
#include "topology/base/clock.h"
#include "topology/kafka/admin.h"
#include "topology/kafka/real.h"

#define SOURCE_PARTITIONS 4
#define CALL_TIMEOUT_MS   30000
#define NAP_NS            5000000

typedef struct arguments {
    const char *brokers;
    const char *registry;
    int32_t orders;
    uint64_t seed;
    int64_t pace;
    int64_t spread_s;
    int64_t quiet_s;
    bool participants;
    bool topics;
    bool calm;
    bool roll_back;
} arguments;

static int64_t number(struct argp_state *state, const char *text)
{
    char *end = NULL;
    int64_t value = strtoll(text, &end, 10);
    if (*end != '\0' || value < 1) {
        argp_error(state, "'%s' is not a number above 0", text);
    }
    return value;
}

static error_t parse(int key, char *value, struct argp_state *state)
{
    arguments *self = state->input;
    switch (key) {
    case 'b':
        self->brokers = value;
        return 0;
    case 'r':
        self->registry = value;
        return 0;
    case 'n':
        self->orders = (int32_t)number(state, value);
        return 0;
    case 's':
        self->seed = (uint64_t)number(state, value);
        return 0;
    case 'p':
        self->pace = number(state, value);
        return 0;
    case 'w':
        self->spread_s = number(state, value);
        return 0;
    case 'q':
        self->quiet_s = number(state, value);
        return 0;
    case 'x':
        self->roll_back = true;
        return 0;
    case 'o':
        self->participants = true;
        return 0;
    case 't':
        self->topics = true;
        return 0;
    case 'c':
        self->calm = true;
        return 0;
    case ARGP_KEY_ARG:
        argp_usage(state);
        return 0;
    case ARGP_KEY_END:
        if (self->brokers == NULL || self->registry == NULL) {
            argp_error(state, "--brokers and --registry are needed");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

typedef struct outside {
    const arguments *given;
    of_kafka *kafka;
    of_registry *registry;
    int32_t partitions;
    books *world;
    participants *systems;
} outside;

static volatile sig_atomic_t told_to_stop;

static void on_signal(int signal)
{
    (void)signal;
    told_to_stop = 1;
}

static void stop_unless(bool good, const char *what, const char *why)
{
    if (!good) {
        fprintf(stderr, "world: %s: %s\n", what, why);
        exit(1);
    }
}

/* ---- the run ----------------------------------------------------------------------------------
 */

static void connect(outside *self)
{
    char error[512] = "";
    of_property property = {"bootstrap.servers", self->given->brokers};
    stop_unless(of_ok(of_real_open(&property, 1, &self->kafka, error, sizeof error)), "Kafka",
                error);
    bool url = strncmp(self->given->registry, "http", 4) == 0;
    of_registry_options registry = {.url = url ? self->given->registry : NULL,
                                    .directory = url ? NULL : self->given->registry};
    stop_unless(of_ok(of_registry_open(&registry, &self->registry, error, sizeof error)),
                "registry", error);
    of_topic_facts facts = {0};
    of_status status = of_topic_describe(self->kafka, "reply.saga", &facts);
    stop_unless(of_ok(status), "reply.saga", status.what);
    stop_unless(facts.exists, "reply.saga", "is missing: run `orderflow topics apply` first");
    self->partitions = facts.partitions;
    status = participants_make_topics(self->kafka, SOURCE_PARTITIONS);
    stop_unless(of_ok(status), "source topics", status.what);
}

static void employ(outside *self)
{
    self->world = books_new(self->given->seed);
    self->world->pace = self->given->pace;
    self->world->faults = !self->given->calm;
    /* Positions of a source grow over restarts, as a database's do. */
    self->world->lsn = of_clock_now_ms(&of_wall_clock) * 1000;
    self->systems =
        participants_open(&(participants_options){.kafka = self->kafka,
                                                  .registry = self->registry,
                                                  .schemas = WORLD_REFERENCE,
                                                  .partitions = self->partitions,
                                                  .source_partitions = SOURCE_PARTITIONS,
                                                  .call_timeout_ms = CALL_TIMEOUT_MS,
                                                  .world = self->world});
    if (self->given->roll_back) {
        participants_refuse(self->systems, "SP:", "AllocateStock", "INSUFFICIENT");
    }
}

static bool idle(const outside *self)
{
    return agenda_next(self->world, true) == AGENDA_EMPTY &&
           agenda_next(self->world, false) == AGENDA_EMPTY;
}

/* Until told to stop, or until nothing was left to do for a while. */
static void work(outside *self)
{
    int64_t busy_ms = of_clock_now_ms(&of_wall_clock);
    while (!told_to_stop) {
        bool progress = false;
        int64_t now = of_clock_now_ms(&of_wall_clock);
        of_status status = participants_step(self->systems, now, &progress);
        stop_unless(status.remedy != OF_FATAL, "the participants cannot go on", status.what);
        if (progress || !idle(self)) {
            busy_ms = now;
        } else if (!self->given->participants && now - busy_ms > self->given->quiet_s * 1000) {
            return;
        }
        if (!progress) {
            nanosleep(&(struct timespec){.tv_nsec = NAP_NS}, NULL);
        }
    }
}

static bool report(const outside *self)
{
    participants_counts counts = participants_counted(self->systems);
    reading from = {
        .kafka = self->kafka, .registry = self->registry, .partitions = self->partitions};
    check_result result = check_books(self->world, &counts, &from, stdout);
    bool agree = check_agrees(&result) && counts.unknown == 0;
    printf("%" PRId64 " change events, %" PRId64 " commands (%" PRId64 " repeats), %" PRId64
           " answers (%" PRId64 " refusals)\n",
           counts.rows, counts.commands, counts.repeats, counts.replies, counts.refusals);
    printf("books %s: %" PRId64 " lines compared, %" PRId64 " equal, %" PRId64
           " different, %" PRId64 " missing; %" PRId64 " keys, %" PRId64 " with a second effect\n",
           agree ? "agree" : "DISAGREE", result.lines, result.equal, result.different,
           result.missing, counts.keys, result.second_effects);
    return agree;
}

static int run(const arguments *given)
{
    outside self = {.given = given};
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    connect(&self);
    if (given->topics) {
        of_registry_close(self.registry);
        of_kafka_close(self.kafka);
        return 0;
    }
    employ(&self);
    if (!given->participants) {
        world_add_orders(self.world,
                         &(world_plan){.orders = given->orders,
                                       .start_ms = of_clock_now_ms(&of_wall_clock) + 1000,
                                       .spread_ms = OF_SECONDS(given->spread_s)});
    }
    work(&self);
    bool agree = report(&self);
    participants_close(self.systems);
    books_free(self.world);
    of_registry_close(self.registry);
    of_kafka_close(self.kafka);
    return agree ? 0 : 1;
}

int main(int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"brokers", 'b', "BOOTSTRAP", 0, "the cluster", 0},
        {"registry", 'r', "URL|DIR", 0, "the schema registry, or the folder that serves as one", 0},
        {"participants", 'o', NULL, 0, "sell nothing: answer commands until told to stop", 0},
        {"orders", 'n', "N", 0, "how many orders (default: 200)", 0},
        {"seed", 's', "S", 0, "another world (default: 1)", 0},
        {"pace", 'p', "X", 0, "the physical world is X times as fast (default: 3600)", 0},
        {"within", 'w', "SECONDS", 0, "the orders come in over this time (default: 20)", 0},
        {"quiet", 'q', "SECONDS", 0, "done when nothing happened for so long (default: 60)", 0},
        {"topics", 't', NULL, 0, "only make the source topics, for the engine to find", 0},
        {"roll-back", 'x', NULL, 0, "the first leg of a split finds its stock taken", 0},
        {"calm", 'c', NULL, 0, "no late, repeated or shuffled records", 0},
        {0}};
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .doc = "ERP, WMS, CRM, finance and carriers as a process of their own on a real cluster: "
               "they tell what happens by change events and obey commands.\vExit code 0 only if "
               "their books and line-state agree in the end. The engine runs elsewhere, with the "
               "endpoints erp, wms.DC1, wms.DC2, wms.3PL1, crm, finance, carrier.CARR1 and "
               "carrier.CARR2."};
    arguments given = {.orders = 200, .seed = 1, .pace = 3600, .spread_s = 20, .quiet_s = 60};
    argp_parse(&argp, argc, argv, 0, NULL, &given);
    return run(&given);
}
