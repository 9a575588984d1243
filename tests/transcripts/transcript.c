/* Runs transcripts: what goes into the topology, what must come out, when.
 *
 *     transcript [--restart-every-line] [--kill-everywhere] FILE...
 *     transcript --brokers SERVERS --engine PROGRAM [--restart-every-line] FILE...
 *
 * The topology runs whole, on the embedded log in memory, under a clock that begins at
 * 2026-03-02T08:00:00Z and moves only by the transcript. With --restart-every-line each transcript
 * runs thrice: as it is, with the engine stopped and opened again after each line, and with the
 * engine killed and opened again; the three must write the same records. With --kill-everywhere the
 * engine is killed at the first port call of every turn, then at the second, to the last.
 *
 * With --brokers each transcript runs on the embedded log as it is, and again on that real broker,
 * which must be empty, with PROGRAM (orderflow-clocked) as the engine: both must write the same
 * records. This process is then the world outside, with all participants. */
#include <argp.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/transcripts/fed.h"
#include "tests/transcripts/match.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"

#define ERROR_SIZE 4096
#define FILES_MAX  256

typedef enum way_kind { AS_IT_IS, WITH_RESTARTS, WITH_CRASHES, WITH_KILLS, WAYS } way_kind;

static const char *const way_names[WAYS] = {"as it is", "with a restart after each line",
                                            "with a kill after each line",
                                            "with a kill in every turn"};

/* How a transcript is run. */
typedef struct manner {
    way_kind way;
    int64_t kill_at;     /* WITH_KILLS: this port call of every turn */
    const char *brokers; /* NULL: the embedded log */
    const char *engine;
} manner;

typedef struct arguments {
    const char *files[FILES_MAX];
    size_t file_count;
    bool restart_every_line;
    bool kill_everywhere;
    const char *brokers;
    const char *engine;
} arguments;

/* One run of one transcript. */
typedef struct run {
    const script *given;
    manner how;
    int64_t kills; /* turns that were so long */
    bed *bed;
    of_buffer *report;
    of_buffer story; /* every record, one line each, sorted within what one line caused */
    int failures;
} run;

/* ---- one line and what it causes ---- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void tell(run *self, const script_line *line, const bed_outputs *outputs)
{
    char **all = of_new_array(outputs->count + 1, sizeof *all);
    for (size_t i = 0; i < outputs->count; i++) {
        const bed_output *each = &outputs->items[i];
        char *json = each->value == NULL ? NULL : json_dumps(each->value, JSON_COMPACT);
        of_buffer text = {0};
        of_buffer_format(&text, "after line %d: %s/%s %s %s\n", line->number, each->topic,
                         each->record, each->key, json == NULL ? "null" : json);
        all[i] = of_new_string((const char *)text.data, text.len);
        of_buffer_free(&text);
        free(json);
    }
    qsort(all, outputs->count, sizeof *all, by_text);
    for (size_t i = 0; i < outputs->count; i++) {
        of_buffer_put(&self->story, all[i], strlen(all[i]));
        of_delete(all[i]);
    }
    of_delete(all);
}

static bool act(run *self, const script_line *line, int64_t crash_at, char *error)
{
    if (line->kind == SCRIPT_IN && !bed_feed(self->bed, line, error, ERROR_SIZE)) {
        return false;
    }
    if (line->kind == SCRIPT_CLOCK) {
        bed_wait(self->bed, line->amount);
    }
    if (self->how.way != WITH_KILLS) {
        return bed_settle(self->bed, crash_at, error, ERROR_SIZE);
    }
    bool killed = false;
    bool good = bed_settle_killed(self->bed, self->how.kill_at, &killed, error, ERROR_SIZE);
    self->kills += killed ? 1 : 0;
    return good;
}

static size_t listed_after(const script *given, size_t at)
{
    size_t count = 0;
    while (at + count < given->count && given->lines[at + count].kind == SCRIPT_OUT) {
        count++;
    }
    return count;
}

/* False when it makes no sense to go on. */
static bool run_line(run *self, size_t at, int64_t crash_at)
{
    const script_line *line = &self->given->lines[at];
    const char *file = self->given->file;
    char error[ERROR_SIZE] = "";
    bed_outputs outputs = {0};
    if (!act(self, line, crash_at, error) || !bed_take(self->bed, &outputs, error, ERROR_SIZE)) {
        of_buffer_format(self->report, "%s:%d: %s\n", file, line->number, error);
        bed_outputs_free(&outputs);
        return false;
    }
    tell(self, line, &outputs);
    if (self->how.way == AS_IT_IS) {
        self->failures +=
            match_outputs(self->bed, file, &self->given->lines[at + 1],
                          listed_after(self->given, at + 1), line, &outputs, self->report);
    }
    bed_outputs_free(&outputs);
    if ((self->how.way == WITH_RESTARTS || self->how.way == WITH_CRASHES) &&
        !bed_restart(self->bed, self->how.way == WITH_CRASHES, error, ERROR_SIZE)) {
        of_buffer_format(self->report, "%s:%d: after the restart: %s\n", file, line->number, error);
        return false;
    }
    return true;
}

static bool run_lines(run *self)
{
    const script *given = self->given;
    int64_t crash_at = 0;
    for (size_t i = 0; i < given->count; i++) {
        const script_line *line = &given->lines[i];
        if (line->kind == SCRIPT_CRASH) {
            crash_at = line->amount;
        } else if (line->kind != SCRIPT_OUT) {
            if (!run_line(self, i, crash_at)) {
                return false;
            }
            crash_at = 0;
        } else if (i == 0 || given->lines[i - 1].kind == SCRIPT_CRASH) {
            of_buffer_format(self->report, "%s:%d: nothing has happened that it could follow\n",
                             given->file, line->number);
            return false;
        }
    }
    return true;
}

/* ---- one run ---- */

static int remove_entry(const char *path, const struct stat *, int, struct FTW *)
{
    return remove(path);
}

static void run_in(run *self, const char *folder)
{
    char error[ERROR_SIZE] = "";
    fed *topology = fed_new(self->given);
    bed_options options = {.graph = fed_graph(topology),
                           .folder = folder,
                           .brokers = self->how.brokers,
                           .engine = self->how.engine};
    self->bed = bed_open(&options, error, sizeof error);
    if (self->bed == NULL) {
        fed_free(topology);
        of_buffer_format(self->report, "%s: %s\n", self->given->file, error);
        self->failures++;
        return;
    }
    if (!run_lines(self)) {
        self->failures++;
    } else if (!bed_stop(self->bed, error, sizeof error)) {
        of_buffer_format(self->report, "%s: %s\n", self->given->file, error);
        self->failures++;
    }
    bed_close(self->bed);
    fed_free(topology);
}

static run run_once(const script *given, manner how, of_buffer *report)
{
    run self = {.given = given, .how = how, .report = report};
    const char *base = getenv("TMPDIR");
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/transcript-XXXXXX", base == NULL ? "/tmp" : base);
    if (mkdtemp(folder) == NULL) {
        of_buffer_format(report, "%s: cannot be made\n", folder);
        self.failures++;
        return self;
    }
    run_in(&self, folder);
    nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    return self;
}

/* ---- the runs of a transcript ---- */

static of_text line_at(const of_buffer *story, size_t at)
{
    const char *from = (const char *)story->data + at;
    const char *end = at < story->len ? memchr(from, '\n', story->len - at) : NULL;
    return (of_text){.data = from, .len = end == NULL ? 0 : (size_t)(end - from)};
}

static int compare(const run *plain, const run *other, of_buffer *report)
{
    size_t at = 0;
    while (at < plain->story.len || at < other->story.len) {
        of_text a = line_at(&plain->story, at);
        of_text b = line_at(&other->story, at);
        if (!of_text_equal(a, b)) {
            of_buffer_format(
                report, "%s: other records %s%s:\n    as it is: %.*s\n    then:     %.*s\n",
                plain->given->file, way_names[other->how.way],
                other->how.brokers == NULL ? "" : " on the broker", OF_TEXT_ARG(a), OF_TEXT_ARG(b));
            return 1;
        }
        at += a.len + 1;
    }
    return 0;
}

/* Runs it once more in another way, and demands the same records. Says how many turns were killed.
 */
static int run_again(const run *plain, manner how, int64_t *kills)
{
    run other = run_once(plain->given, how, plain->report);
    int failures = other.failures == 0 ? compare(plain, &other, plain->report) : other.failures;
    if (failures > 0 && how.way == WITH_KILLS) {
        of_buffer_format(plain->report, "    killed at port call %lld\n", (long long)how.kill_at);
    }
    *kills = other.kills;
    of_buffer_free(&other.story);
    return failures;
}

static int run_script(const script *given, const arguments *asked, of_buffer *report)
{
    manner how = {.brokers = asked->brokers, .engine = asked->engine};
    run plain = run_once(given, (manner){.way = AS_IT_IS}, report);
    int failures = plain.failures;
    int64_t kills = 1;
    if (asked->brokers != NULL) { /* also after a failure: the broker has to find it as well */
        failures += run_again(&plain, how, &kills);
    }
    for (how.way = WITH_RESTARTS;
         how.way <= WITH_CRASHES && asked->restart_every_line && failures == 0; how.way++) {
        failures += run_again(&plain, how, &kills);
    }
    how.way = WITH_KILLS;
    kills = asked->kill_everywhere ? 1 : 0;
    for (how.kill_at = 1; failures == 0 && kills > 0; how.kill_at++) {
        failures += run_again(&plain, how, &kills);
    }
    of_buffer_free(&plain.story);
    return failures;
}

static bool run_file(const char *file, const arguments *asked)
{
    char error[ERROR_SIZE] = "";
    script read;
    of_buffer report = {0};
    bool good = script_read(file, &read, error, sizeof error);
    if (good) {
        good = run_script(&read, asked, &report) == 0;
    } else {
        of_buffer_format(&report, "%s\n", error);
    }
    if (report.len > 0) {
        fwrite(report.data, 1, report.len, stderr);
    }
    of_buffer_free(&report);
    script_free(&read);
    return good;
}

/* ---- the command ---- */

static error_t parse(int key, char *value, struct argp_state *state)
{
    arguments *self = state->input;
    switch (key) {
    case 'r':
        self->restart_every_line = true;
        return 0;
    case 'k':
        self->kill_everywhere = true;
        return 0;
    case 'b':
        self->brokers = value;
        return 0;
    case 'e':
        self->engine = value;
        return 0;
    case ARGP_KEY_END:
        if ((self->brokers == NULL) != (self->engine == NULL)) {
            argp_error(state, "--brokers needs --engine, and --engine needs --brokers");
        }
        if (self->brokers != NULL && self->kill_everywhere) {
            argp_error(state, "from outside no port call can be counted: no --kill-everywhere");
        }
        return 0;
    case ARGP_KEY_ARG:
        if (self->file_count == FILES_MAX) {
            argp_error(state, "too many files");
        }
        self->files[self->file_count++] = value;
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_usage(state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

int main(int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"restart-every-line", 'r', NULL, 0, "again with restarts and kills; nothing may differ",
         0},
        {"kill-everywhere", 'k', NULL, 0, "again, killed at each port call of each turn", 0},
        {"brokers", 'b', "SERVERS", 0, "again on this empty broker", 0},
        {"engine", 'e', "PROGRAM", 0, "the engine that runs there: orderflow-clocked", 0},
        {0}};
    static const struct argp argp = {.options = options, .parser = parse, .args_doc = "FILE..."};
    arguments asked = {0};
    int passed = 0;
    int failed = 0;
    argp_parse(&argp, argc, argv, 0, NULL, &asked);
    of_log_threshold(getenv("OF_TEST_LOG") == NULL ? OF_ERROR + 1 : OF_DEBUG);
    for (size_t i = 0; i < asked.file_count; i++) {
        bool good = run_file(asked.files[i], &asked);
        passed += good ? 1 : 0;
        failed += good ? 0 : 1;
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
