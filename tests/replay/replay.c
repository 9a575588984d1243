/* Replays real orders through the whole topology and writes what the derived topics then say.
 *
 *     replay olist|eventlog --out DIR [--brokers B] [--cuts N] [--until TIME] [--shuffle S] ...
 *
 * Change events go in by event time up to a cut-off, the engine runs until it is quiet, the records
 * that came out since the cut-off before are written to DIR/dumps/<time>/<topic>.bin; and so on to
 * the end. DIR/schemas serves as registry. tests/replay/oracle.py holds the dumps against the data.
 */
#include <argp.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/replay/replay.h"
#include "topology/base/file.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/base/time.h"

static const char *const dumped[REPLAY_DUMPED] = {"order-state", "order-state.commercial",
                                                  "line-state", "shipment-state"};

/* ---- arguments ---- */

static error_t parse(int key, char *value, struct argp_state *state)
{
    arguments *self = state->input;
    switch (key) {
    case 'd':
        self->data = value;
        return 0;
    case 'o':
        self->out = value;
        return 0;
    case 'b':
        self->brokers = value;
        return 0;
    case 'c':
        self->cuts = atoi(value);
        return 0;
    case 'u':
        if (self->until_count == REPLAY_CUTS_MAX ||
            !of_time_parse(of_text_of(value), &self->until_ms[self->until_count++])) {
            argp_error(state, "--until takes a time such as 2018-01-01T00:00:00Z");
        }
        return 0;
    case 's':
        self->shuffle = strtoull(value, NULL, 10);
        return 0;
    case 'r':
        self->repeat = atoi(value);
        return 0;
    case 'p':
        self->partitions = atoi(value);
        return 0;
    case 'n':
        self->rounds = atoi(value);
        return 0;
    case ARGP_KEY_ARG:
        self->source = value;
        return strcmp(value, "olist") == 0 || strcmp(value, "eventlog") == 0 ? 0 : EINVAL;
    case ARGP_KEY_END:
        if (self->source == NULL || self->out == NULL) {
            argp_usage(state);
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- one cut-off ---- */

static void put_frame(FILE *out, of_bytes bytes)
{
    uint8_t length[4] = {(uint8_t)(bytes.len >> 24), (uint8_t)(bytes.len >> 16),
                         (uint8_t)(bytes.len >> 8), (uint8_t)bytes.len};
    replay_stop_unless(fwrite(length, 4, 1, out) == 1 &&
                           fwrite(bytes.data, 1, bytes.len, out) == bytes.len,
                       "dump", "cannot be written");
}

static void dump_partition(replay *self, size_t which, int32_t partition, FILE *out)
{
    of_partition at = {.topic = of_topic_handle(self->kafka, dumped[which]),
                       .partition = partition};
    int64_t low = 0;
    int64_t high = 0;
    replay_require(of_reader_watermarks(self->reader, at, &low, &high, REPLAY_TIMEOUT_MS),
                   dumped[which]);
    of_position from = {
        .topic = at.topic, .partition = partition, .offset = self->dumped_to[which][partition]};
    replay_require(of_reader_assign(self->reader, &from, 1), dumped[which]);
    int64_t position = from.offset;
    while (position < high) {
        of_message message;
        bool found = false;
        replay_require(of_reader_poll(self->reader, 100, &message, &found), dumped[which]);
        if (found) {
            put_frame(out, message.key);
            put_frame(out, message.value);
        }
        replay_require(of_reader_position(self->reader, at, &position), dumped[which]);
    }
    self->dumped_to[which][partition] = position;
}

static void dump(replay *self, int64_t cut_ms)
{
    char time[OF_TIME_TEXT_SIZE];
    char folder[REPLAY_PATH_SIZE];
    of_time_format(cut_ms, time);
    snprintf(folder, sizeof folder, "%s/dumps/%.19sZ", self->given->out, time);
    replay_stop_unless(of_folder_make(folder), folder, "cannot be made");
    for (size_t which = 0; which < REPLAY_DUMPED; which++) {
        char path[REPLAY_PATH_SIZE + 64];
        snprintf(path, sizeof path, "%s/%s.bin", folder, dumped[which]);
        FILE *out = fopen(path, "wb");
        replay_stop_unless(out != NULL, path, "cannot be written");
        for (int32_t i = 0; i < self->given->partitions; i++) {
            dump_partition(self, which, i, out);
        }
        fclose(out);
    }
}

static void run_cut(replay *self, size_t *next, int64_t cut_ms)
{
    size_t from = *next;
    while (*next < events_count(self->all) && events_at(self->all, *next)->at_ms <= cut_ms) {
        (*next)++;
    }
    replay_feed(self, from, *next);
    replay_run_until_quiet(self, *next > from);
    dump(self, cut_ms);
}

/* ---- the whole ---- */

static void run_all(replay *self)
{
    size_t count = events_count(self->all);
    int64_t first = events_at(self->all, 0)->at_ms;
    int64_t last = events_at(self->all, count - 1)->at_ms;
    size_t next = 0;
    if (self->given->until_count > 0) {
        for (int i = 0; i < self->given->until_count; i++) {
            run_cut(self, &next, self->given->until_ms[i]);
        }
        return;
    }
    for (int i = 1; i <= self->given->cuts; i++) {
        /* Off the round second, so that no event falls on a cut-off. */
        int64_t cut_ms = first + (last - first) / (self->given->cuts + 1) * i;
        run_cut(self, &next, cut_ms / 1000 * 1000);
    }
    run_cut(self, &next, last / 1000 * 1000 + 1000);
}

static void report(const replay *self)
{
    of_engine_stats stats;
    of_engine_inspect(self->engine, &stats);
    double seconds = (double)(of_clock_mono_us(&of_wall_clock) - self->started_us) / 1e6;
    printf("%" PRId64 " change events of %zu, %" PRId64 " records in, %" PRId64 " out, %" PRId64
           " turns, %" PRId64 " dead letters, %.1f s, %.0f events/s\n",
           self->fed, events_count(self->all), stats.records_in, stats.records_out, stats.turns,
           stats.dead_letters, seconds, (double)self->fed / seconds);
    replay_stop_unless(stats.dead_letters == 0, "dead letters", "real data must have none");
    replay_stop_unless(stats.tasks_halted == 0, "tasks", "some are halted");
}

int main(int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"data", 'd', "DIR", 0, "the original files (default: $ORDERFLOW_DATA)", 0},
        {"out", 'o', "DIR", 0, "where dumps, schemas and state go", 0},
        {"brokers", 'b', "HOST:PORT", 0, "a real cluster instead of the embedded log", 0},
        {"cuts", 'c', "N", 0, "so many cut-offs before the end (default 12)", 0},
        {"until", 'u', "TIME", 0, "this cut-off only; may be given again, ascending", 0},
        {"shuffle", 's', "SEED", 0, "deliver in random order", 0},
        {"repeat", 'r', "N", 0, "deliver each event 1 to N times", 0},
        {"rounds", 'n', "N", 0, "of disorder, over parts of the orders, seeds from S on", 0},
        {"partitions", 'p', "N", 0, "P of the topology (default 4)", 0},
        {0}};
    static const struct argp argp = {
        .options = options, .parser = parse, .args_doc = "olist|eventlog"};
    arguments given = {.data = getenv("ORDERFLOW_DATA"), .cuts = 12, .repeat = 1, .partitions = 4};
    argp_parse(&argp, argc, argv, 0, NULL, &given);
    replay_stop_unless(given.data != NULL, "--data", "say where the original files are");
    of_log_threshold(OF_WARN);
    replay *self = of_new(sizeof *self);
    self->given = &given;
    self->seed = given.shuffle * 0x9e3779b97f4a7c15u + 0x2545f4914f6cdd1du;
    self->shuffles = given.shuffle != 0;
    self->repeat = given.repeat;
    self->all = events_new();
    (strcmp(given.source, "olist") == 0 ? events_of_olist : events_of_eventlog)(self->all,
                                                                                given.data);
    char error[512] = "";
    replay_stop_unless(of_folder_make(given.out), given.out, "cannot be made");
    char *schemas = of_new_string(replay_path(given.out, "schemas"), strlen(given.out) + 8);
    of_registry_options registry = {.directory = schemas};
    replay_stop_unless(of_ok(of_registry_open(&registry, &self->registry, error, sizeof error)),
                       "registry", error);
    int64_t different = 0;
    if (given.rounds > 0) {
        different = replay_disorder(self);
    } else {
        replay_open(self, replay_path(given.out, "state"));
        run_all(self);
        report(self);
        replay_close(self, false);
    }
    of_registry_close(self->registry);
    events_free(self->all);
    of_delete(schemas);
    of_delete(self);
    return different == 0 ? 0 : 1;
}
