/* A real broker, and the engine as a process of its own: orderflow-clocked, with a configuration
 * file as people write it. All that passes between the two goes through the broker, but for the
 * time, which lies in a file that both map.
 *
 * Quiet is the engine when, in this order, everything that lies in its inputs is committed by its
 * group, a whole round of each worker has then found nothing to do (so no timer is due), and no
 * turn was committed and no task moved meanwhile. Nothing is taken for done because time went by.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "avro/registry/http.h"
#include "tests/transcripts/bed_internal.h"
#include "tests/transcripts/process.h"
#include "tests/transcripts/watch.h"
#include "topology/base/file.h"
#include "topology/base/memory.h"
#include "topology/kafka/real.h"

#define QUIET_MS  60000
#define POLL_MS   20
#define HTTP_MS   5000
#define HTTP_MAX  ((size_t)1 << 20)
#define LOOK_NS   4000000
#define PATH_SIZE 4096
#define WORKERS   2

struct bed_distance {
    char app[64];
    char base[64]; /* "http://127.0.0.1:4711" */
    _Atomic int64_t *time;
    process engine;
    watch *watch;
    bool owns_topics;
    watch_spot *spots; /* of all that the reader reads; inputs first */
    int32_t *topics;   /* of each spot */
    int64_t *handled;  /* of each input spot: behind the last record in it */
    size_t spot_count;
    size_t input_count;
};

/* What the engine says of itself. Nothing as long as nobody listens, which is while it starts. */
typedef struct vitals {
    bool said;
    int64_t turns, assignments, tasks_running, tasks_halted;
    int64_t idle_rounds[WORKERS];
} vitals;

/* ---- opening ---- */

static bool map_time(bed *self, char *error, size_t error_size)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/clock", self->options.folder);
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    void *page = MAP_FAILED;
    if (file >= 0 && ftruncate(file, sizeof(int64_t)) == 0) {
        page = mmap(NULL, sizeof(int64_t), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    }
    if (file >= 0) {
        close(file);
    }
    if (page == MAP_FAILED) {
        snprintf(error, error_size, "%s cannot be mapped", path);
        return false;
    }
    self->afar->time = page;
    atomic_store(self->afar->time, self->manual.now_ms);
    return true;
}

static int free_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int handle = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool good = handle >= 0 && bind(handle, (struct sockaddr *)&address, size) == 0 &&
                getsockname(handle, (struct sockaddr *)&address, &size) == 0;
    if (handle >= 0) {
        close(handle);
    }
    return good ? ntohs(address.sin_port) : 0;
}

static bool write_configuration(bed *self, char *error, size_t error_size)
{
    char path[PATH_SIZE];
    of_buffer text = {0};
    int port = free_port();
    snprintf(path, sizeof path, "%s/engine.yaml", self->options.folder);
    snprintf(self->afar->base, sizeof self->afar->base, "http://127.0.0.1:%d", port);
    of_buffer_format(&text,
                     "app: %s\npartitions: %d\n"
                     /* A worker hears of the other one's coming at its next heartbeat. */
                     "kafka: {bootstrap.servers: \"%s\", heartbeat.interval.ms: 300}\n"
                     "registry: {directory: schemas}\nstate: {directory: state}\nmemory: 192MiB\n"
                     "workers: %d\nslot: transcript\nhttp: 127.0.0.1:%d\nendpoints: [",
                     self->layout.app, (int)self->layout.partitions, self->options.brokers, WORKERS,
                     port);
    for (size_t i = 0; i < self->layout.endpoint_count; i++) {
        of_buffer_format(&text, "%s%s", i == 0 ? "" : ", ", self->layout.endpoints[i]);
    }
    of_buffer_format(&text, "]\n");
    bool good = of_file_write(path, (of_text){(const char *)text.data, text.len}, true);
    if (!good) {
        snprintf(error, error_size, "%s cannot be written", path);
    }
    of_buffer_free(&text);
    return good;
}

/* Topics are deleted in the end, so none may be there that was not made here. */
static bool is_empty(bed *self, char *error, size_t error_size)
{
    const char *const *names = NULL;
    size_t count = 0;
    if (!bed_require(of_topic_list(self->outside, &names, &count), "topics", error, error_size)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (strncmp(names[i], "__", 2) != 0) {
            snprintf(error, error_size,
                     "the broker has the topic %s: transcripts need a broker of their own",
                     names[i]);
            return false;
        }
    }
    self->afar->owns_topics = true;
    return true;
}

static bool open_log(bed *self, char *error, size_t error_size)
{
    static int number;
    char schemas[PATH_SIZE];
    char why[512] = "";
    const of_property brokers = {"bootstrap.servers", self->options.brokers};
    self->afar = of_new(sizeof *self->afar);
    snprintf(self->afar->app, sizeof self->afar->app, "transcript-%d-%d", (int)getpid(), ++number);
    self->layout.app = self->afar->app;
    self->layout.retention_ms = -1; /* the broker would find records of another year too old */
    of_topics_free(self->planned);
    self->planned = of_topics_plan(self->graph, &self->layout);
    snprintf(schemas, sizeof schemas, "%s/schemas", self->options.folder);
    of_registry_options registry = {.directory = schemas};
    if (self->graph->call != of_topology.call) {
        snprintf(error, error_size,
                 "rows of state are fed to a topology of the driver's own: embedded log only");
        return false;
    }
    if (!bed_require(of_real_open(&brokers, 1, &self->outside, why, sizeof why), "Kafka", error,
                     error_size) ||
        !bed_require(of_registry_open(&registry, &self->registry, why, sizeof why), "registry",
                     error, error_size)) {
        return false;
    }
    self->afar->watch = watch_open(self->options.brokers, self->afar->app, error, error_size);
    return self->afar->watch != NULL && is_empty(self, error, error_size) &&
           map_time(self, error, error_size) && write_configuration(self, error, error_size);
}

/* The inputs are the topics of the plan that are no outlets and not the changelog. */
static void list_spots(bed *self)
{
    struct bed_distance *afar = self->afar;
    char changelog[OF_TOPIC_NAME_SIZE];
    of_changelog_name(self->layout.app, changelog);
    size_t most = (self->planned->count + self->outlet_count) * BED_PARTITIONS;
    afar->spots = of_new_array(most, sizeof *afar->spots);
    afar->topics = of_new_array(most, sizeof *afar->topics);
    afar->handled = of_new_array(most, sizeof *afar->handled);
    for (int outlets = 0; outlets < 2; outlets++) {
        for (size_t i = 0; i < self->planned->count; i++) {
            const char *name = self->planned->specs[i].name;
            int32_t topic = of_topic_handle(self->outside, name);
            bool is_outlet = bed_outlet_of(self, topic) != NULL;
            for (int32_t partition = 0; is_outlet == (outlets == 1) &&
                                        strcmp(name, changelog) != 0 && partition < BED_PARTITIONS;
                 partition++) {
                afar->topics[afar->spot_count] = topic;
                afar->spots[afar->spot_count++] = (watch_spot){name, partition, 0};
            }
        }
        afar->input_count = outlets == 0 ? afar->spot_count : afar->input_count;
    }
}

static bool open_engine(bed *self, char *error, size_t error_size)
{
    char clock[PATH_SIZE];
    char config[PATH_SIZE];
    char log[PATH_SIZE];
    snprintf(clock, sizeof clock, "%s/clock", self->options.folder);
    snprintf(config, sizeof config, "%s/engine.yaml", self->options.folder);
    snprintf(log, sizeof log, "%s/engine.log", self->options.folder);
    const char *const arguments[] = {self->options.engine, clock, "run", "-c", config, NULL};
    if (self->afar->spots == NULL) {
        list_spots(self);
    }
    return process_start(&self->afar->engine, arguments, log, error, error_size);
}

/* ---- closing ---- */

static bool close_engine(bed *self, bool crash, char *error, size_t error_size)
{
    if (self->afar == NULL) {
        return true;
    }
    if (crash) {
        process_kill(&self->afar->engine);
        return true;
    }
    return process_stop(&self->afar->engine, error, error_size);
}

static void delete_topics(bed *self)
{
    char error[512] = "";
    const char **names = of_new_array(self->planned->count, sizeof *names);
    for (size_t i = 0; i < self->planned->count; i++) {
        names[i] = self->planned->specs[i].name;
    }
    if (!watch_delete(self->afar->watch, names, self->planned->count, error, sizeof error)) {
        fprintf(stderr, "transcript: %s\n", error);
    }
    of_delete(names);
}

static void close_log(bed *self)
{
    struct bed_distance *afar = self->afar;
    if (afar == NULL) {
        return;
    }
    if (afar->owns_topics) {
        delete_topics(self);
    }
    if (afar->watch != NULL) {
        watch_close(afar->watch);
    }
    if (afar->time != NULL) {
        munmap(afar->time, sizeof(int64_t));
    }
    of_delete(afar->engine.log);
    of_delete(afar->spots);
    of_delete(afar->topics);
    of_delete(afar->handled);
    of_delete(afar);
}

/* ---- what the engine says of itself ---- */

static int64_t metric(const of_buffer *text, const char *name)
{
    char line[128];
    snprintf(line, sizeof line, "\norderflow_%s ", name);
    const char *at = memmem(text->data, text->len, line, strlen(line));
    return at == NULL ? -1 : strtoll(at + strlen(line), NULL, 10);
}

static void read_vitals(const of_buffer *text, vitals *found)
{
    *found = (vitals){.said = true,
                      .turns = metric(text, "turns_total"),
                      .assignments = metric(text, "assignments_total"),
                      .tasks_running = metric(text, "tasks_running"),
                      .tasks_halted = metric(text, "tasks_halted")};
    for (int i = 0; i < WORKERS; i++) {
        char name[64];
        snprintf(name, sizeof name, "idle_rounds_total{worker=\"%d\"}", i);
        found->idle_rounds[i] = metric(text, name);
    }
}

static bool ask(bed *self, vitals *found, char *error, size_t error_size)
{
    of_http http = {.base = self->afar->base, .timeout_ms = HTTP_MS, .answer_max = HTTP_MAX};
    of_buffer text = {0};
    long code = 0;
    *found = (vitals){0};
    if (of_ok(of_http_get(&http, "/metrics", &text, &code)) && code == 200) {
        of_buffer_put_u8(&text, '\0');
        read_vitals(&text, found);
    }
    of_buffer_free(&text);
    if (found->tasks_halted != 0) {
        snprintf(error, error_size, "the engine has halted a task");
        process_tail(&self->afar->engine, error, error_size);
        return false;
    }
    return process_runs(&self->afar->engine, error, error_size);
}

/* ---- reading ---- */

static void note_input(bed *self, const of_message *message)
{
    struct bed_distance *afar = self->afar;
    for (size_t i = 0; i < afar->input_count; i++) {
        if (afar->topics[i] == message->topic && afar->spots[i].partition == message->partition) {
            afar->handled[i] = message->offset + 1;
        }
    }
}

static bool is_at_ends(bed *self)
{
    for (size_t i = 0; i < self->afar->spot_count; i++) {
        int64_t position = 0;
        of_partition at = {self->afar->topics[i], self->afar->spots[i].partition};
        if (!of_ok(of_reader_position(self->reader, at, &position)) ||
            position < self->afar->spots[i].offset) {
            return false;
        }
    }
    return true;
}

/* Reads everything that lies before the ends of now, and waits for open transactions in it. */
static bool read_to_ends(bed *self, int64_t deadline_us, char *error, size_t error_size)
{
    struct bed_distance *afar = self->afar;
    if (!watch_ends(afar->watch, afar->spots, afar->spot_count, error, error_size)) {
        return false;
    }
    while (!is_at_ends(self)) {
        of_message message = {0};
        bool found = false;
        of_status status = of_reader_poll(self->reader, POLL_MS, &message, &found);
        if (status.remedy != OF_RETRY && !bed_require(status, "reading", error, error_size)) {
            return false;
        }
        if (found && bed_outlet_of(self, message.topic) == NULL) {
            note_input(self, &message);
        } else if (found && !bed_keep(self, &message, error, error_size)) {
            return false;
        }
        if (of_clock_mono_us(&of_wall_clock) > deadline_us) {
            snprintf(error, error_size, "a transaction of the engine stays open");
            process_tail(&afar->engine, error, error_size);
            return false;
        }
    }
    return true;
}

/* *all: every record that lies in an input is handled, as committed. */
static bool all_handled(bed *self, bool *all, char *error, size_t error_size)
{
    struct bed_distance *afar = self->afar;
    watch_spot *committed = of_new_array(afar->input_count, sizeof *committed);
    memcpy(committed, afar->spots, afar->input_count * sizeof *committed);
    bool good = watch_committed(afar->watch, committed, afar->input_count, error, error_size);
    *all = good;
    for (size_t i = 0; good && i < afar->input_count; i++) {
        *all = *all && committed[i].offset >= afar->handled[i];
    }
    of_delete(committed);
    return good;
}

/* ---- settling ---- */

static void look_again(void)
{
    const struct timespec pause = {.tv_nsec = LOOK_NS};
    nanosleep(&pause, NULL);
}

/* The first round to end may have been under way: it is the second that began later. */
static bool all_idle_since(const vitals *then, const vitals *now)
{
    for (int i = 0; i < WORKERS; i++) {
        if (now->idle_rounds[i] < then->idle_rounds[i] + 2) {
            return false;
        }
    }
    return true;
}

/* Waits until each worker has had a round that began after `before` and found nothing to do.
 * `after` is what the engine says then. */
static bool await_idle_rounds(bed *self, const vitals *before, vitals *after, int64_t deadline_us,
                              char *error, size_t error_size)
{
    for (*after = *before; after->said && !all_idle_since(before, after);) {
        look_again();
        if (!ask(self, after, error, error_size)) {
            return false;
        }
        if (of_clock_mono_us(&of_wall_clock) > deadline_us) {
            snprintf(error, error_size, "the engine does not come to rest");
            process_tail(&self->afar->engine, error, error_size);
            return false;
        }
    }
    /* Of one answer the turns may be older than the rounds. */
    return ask(self, after, error, error_size);
}

/* *handled: everything that lies in the inputs is read here and committed by the engine. */
static bool look(bed *self, bool *handled, int64_t deadline_us, char *error, size_t error_size)
{
    return read_to_ends(self, deadline_us, error, error_size) &&
           all_handled(self, handled, error, error_size);
}

static bool same_throughout(const vitals *before, const vitals *after)
{
    return before->said && after->said && after->turns == before->turns &&
           after->assignments == before->assignments && before->tasks_running == BED_PARTITIONS &&
           after->tasks_running == BED_PARTITIONS;
}

/* One attempt. The first look waits until there is something to prove; only the second, between two
 * equal counts of turns, proves it. */
static bool try_quiet(bed *self, bool *quiet, int64_t deadline_us, char *error, size_t error_size)
{
    vitals before = {0};
    vitals looked = {0};
    vitals after = {0};
    bool handled = false;
    *quiet = false;
    if (!look(self, &handled, deadline_us, error, error_size) ||
        !ask(self, &before, error, error_size)) {
        return false;
    }
    if (!handled || !same_throughout(&before, &before)) {
        look_again();
        return true;
    }
    if (!look(self, &handled, deadline_us, error, error_size) ||
        !ask(self, &looked, error, error_size) ||
        !await_idle_rounds(self, &looked, &after, deadline_us, error, error_size)) {
        return false;
    }
    *quiet = handled && same_throughout(&before, &after);
    return true;
}

static bool settle(bed *self, char *error, size_t error_size)
{
    int64_t deadline_us = of_clock_mono_us(&of_wall_clock) + (int64_t)QUIET_MS * 1000;
    atomic_store(self->afar->time, self->manual.now_ms);
    while (of_clock_mono_us(&of_wall_clock) < deadline_us) {
        bool quiet = false;
        if (!try_quiet(self, &quiet, deadline_us, error, error_size)) {
            return false;
        }
        if (quiet) {
            return true;
        }
    }
    snprintf(error, error_size, "the engine does not come to rest within %d s", QUIET_MS / 1000);
    process_tail(&self->afar->engine, error, error_size);
    return false;
}

/* From outside no port call can be counted: it dies wherever it is with the line just sent. */
static bool settle_killed(bed *self, int64_t, bool *killed, char *error, size_t error_size)
{
    atomic_store(self->afar->time, self->manual.now_ms);
    *killed = true;
    return bed_restart(self, true, error, error_size);
}

static bool gather(bed *, char *, size_t)
{
    return true; /* settling has read it all */
}

const bed_place bed_there = {.open_log = open_log,
                             .close_log = close_log,
                             .open_engine = open_engine,
                             .close_engine = close_engine,
                             .settle = settle,
                             .settle_killed = settle_killed,
                             .gather = gather};
