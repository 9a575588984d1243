/* Puts the parts of the embedded stage together, and takes them apart again. */
#include "tests/world/stage.h"

#include <ftw.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "topology/base/time.h"
#include "topology/command/intake_adapter.h"

static void stop_unless(bool good, const char *what, const char *why)
{
    if (!good) {
        fprintf(stderr, "world: %s: %s\n", what, why);
        exit(1);
    }
}

static void must(of_status status, const char *what)
{
    stop_unless(of_ok(status), what, status.what);
}

static char left_behind[256]; /* the folder that no way out may leave behind */
static volatile sig_atomic_t told_to_stop;

static void on_signal(int signal)
{
    told_to_stop = signal;
}

static int remove_one(const char *path, const struct stat *facts, int kind, struct FTW *where)
{
    (void)facts;
    (void)kind;
    (void)where;
    return remove(path);
}

static void remove_state(void)
{
    if (left_behind[0] != '\0') {
        nftw(left_behind, remove_one, 16, FTW_DEPTH | FTW_PHYS);
        left_behind[0] = '\0';
    }
}

static void open_state(stage *self)
{
    const char *base = getenv("TMPDIR");
    snprintf(self->state_dir, sizeof self->state_dir, "%s/orderflow-XXXXXX",
             base == NULL || base[0] == '\0' ? "/tmp" : base);
    stop_unless(mkdtemp(self->state_dir) != NULL, self->state_dir, "cannot be made");
    snprintf(left_behind, sizeof left_behind, "%s", self->state_dir);
    atexit(remove_state);
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

void stage_open(stage *self, int64_t start_ms, uint64_t seed)
{
    char error[512] = "";
    *self = (stage){.manual = {.now_ms = start_ms}};
    self->clock = of_clock_of_manual(&self->manual);
    of_embedded_options options = {.clock = &self->clock, .seed = seed};
    stop_unless(of_ok(of_embedded_open(&options, &self->log, error, sizeof error)), "the log",
                error);
    of_registry_options registry = {0};
    stop_unless(of_ok(of_registry_open(&registry, &self->registry, error, sizeof error)),
                "the registry", error);
    self->outside = of_embedded_client(self->log);
    self->inside = of_embedded_client(self->log);
    open_state(self);
}

static void open_intake(stage *self)
{
    static glob_t found;
    char error[512] = "";
    stop_unless(glob(WORLD_REFERENCE "/*.yaml", 0, NULL, &found) == 0, WORLD_REFERENCE,
                "no mapping is there");
    self->intake = of_intake_adapter_open((const char *const *)found.gl_pathv, found.gl_pathc,
                                          self->inside, self->registry, NULL, error, sizeof error);
    stop_unless(self->intake != NULL, "intake", error);
}

void stage_start(stage *self, const char *const *endpoints, size_t endpoint_count)
{
    of_layout layout = {.app = "demo",
                        .partitions = STAGE_PARTITIONS,
                        .endpoints = endpoints,
                        .endpoint_count = endpoint_count};
    of_topics *topics = of_topics_plan(&of_topology, &layout);
    of_buffer report = {0};
    must(of_topics_apply(self->inside, topics, &report), "topics");
    of_buffer_free(&report);
    of_topics_free(topics);
    open_intake(self);
    char error[2048] = "";
    of_engine_options options = {.layout = layout,
                                 .kafka = self->inside,
                                 .registry = self->registry,
                                 .graph = &of_topology,
                                 .clock = &self->clock,
                                 .intake = of_intake_adapter_engine(self->intake),
                                 .state_dir = self->state_dir,
                                 /* Days go by in seconds here: only size makes the store flush,
                                    and nobody is taken for dead between two moments. */
                                 .flush_ms = OF_DAYS(3650),
                                 .session_timeout_ms = STAGE_SESSION_MS,
                                 .slot_prefix = "demo"};
    of_status status = of_engine_open(&options, &self->engine, error, sizeof error);
    stop_unless(of_ok(status), "the engine", error[0] == '\0' ? status.what : error);
}

void stage_step(stage *self, bool *progress)
{
    if (told_to_stop != 0) {
        exit(128 + told_to_stop);
    }
    of_status status = of_engine_step(self->engine, progress);
    stop_unless(status.remedy != OF_FATAL, "the engine", status.what);
}

void stage_close(stage *self)
{
    of_engine_stop(self->engine);
    of_engine_close(self->engine, false);
    of_intake_adapter_close(self->intake);
    of_kafka_close(self->inside);
    of_kafka_close(self->outside);
    of_registry_close(self->registry);
    of_embedded_close(self->log);
    remove_state();
}
