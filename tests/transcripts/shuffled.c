/* Runs the facts of a scenario in many orders of arrival: each must end in the same records.
 *
 *     shuffled [--rounds N] [--seed S] FILE
 *
 * FILE is written as a transcript. What goes in before an @ is a phase: its facts come in an order
 * drawn by the seed, each one to three times (raw bytes once: a bad record repeated is one more
 * dead letter), in turns of a few. What is listed behind them must stand as the last record of its
 * key when the phase is over; a phase that lists nothing must bring nothing out. Dead letters are
 * listed under the name of their topic, for their key holds where they lay. Every round must end in
 * the records of the first, but for version and updated_at. The topology is whole, on the embedded
 * log. */
#include <argp.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/transcripts/match.h"
#include "topology/base/assert.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"

#define ERROR_SIZE 4096
#define FACTS_MAX  512
#define TURN_MAX   8

typedef struct shuffled {
    long rounds;
    uint64_t seed; /* of the round in hand */
    const char *file;
    uint64_t state;
    script given;
    bed *bed;
    bed_outputs last;  /* per stream; all of strict ones */
    int64_t facts;     /* fed, in all rounds */
    of_buffer ending;  /* of the first round */
    of_buffer *report; /* of the round in hand */
} shuffled;

static size_t below(shuffled *self, size_t limit)
{
    self->state ^= self->state << 13;
    self->state ^= self->state >> 7;
    self->state ^= self->state << 17;
    return (size_t)(self->state % limit);
}

/* ---- what came out ---- */

static void free_output(bed_output *output)
{
    free(output->topic);
    free(output->record);
    free(output->key);
    json_decref(output->value);
}

static bed_output *same_stream(shuffled *self, const bed_output *like)
{
    for (size_t i = 0; i < self->last.count; i++) {
        bed_output *each = &self->last.items[i];
        if (!like->is_strict && strcmp(each->topic, like->topic) == 0 &&
            strcmp(each->key, like->key) == 0 && strcmp(each->record, like->record) == 0) {
            return each;
        }
    }
    return NULL;
}

static bed_output clone(const bed_output *from)
{
    bool letter = strcmp(from->topic, "dlq.orderflow") == 0;
    const char *key = letter ? json_string_value(json_object_get(from->value, "topic")) : from->key;
    return (bed_output){.topic = strdup(from->topic),
                        .record = strdup(from->record),
                        .key = strdup(key == NULL ? from->key : key),
                        .value = json_incref(from->value),
                        .is_strict = from->is_strict};
}

static void keep(shuffled *self, const bed_output *output)
{
    bed_output *known = same_stream(self, output);
    if (known != NULL) {
        free_output(known);
        *known = clone(output);
        return;
    }
    self->last.items =
        of_renew(self->last.items, (self->last.count + 1) * sizeof *self->last.items);
    self->last.items[self->last.count++] = clone(output);
}

static bool settle(shuffled *self, size_t *out)
{
    char error[ERROR_SIZE] = "";
    bed_outputs outputs = {0};
    bool good = bed_settle(self->bed, 0, error, sizeof error) &&
                bed_take(self->bed, &outputs, error, sizeof error);
    if (!good) {
        of_buffer_format(self->report, "%s: %s\n", self->file, error);
    }
    for (size_t i = 0; i < outputs.count; i++) {
        keep(self, &outputs.items[i]);
    }
    *out += outputs.count;
    bed_outputs_free(&outputs);
    return good;
}

static void forget(shuffled *self)
{
    for (size_t i = 0; i < self->last.count; i++) {
        free_output(&self->last.items[i]);
    }
    of_delete(self->last.items);
    self->last = (bed_outputs){0};
}

/* ---- one phase ---- */

/* Which lines, and in which order, from `from` up to the next @. */
static size_t draw(shuffled *self, size_t from, size_t *end, const script_line **facts)
{
    size_t len = 0;
    size_t at = from;
    for (; at < self->given.count && self->given.lines[at].kind != SCRIPT_CLOCK; at++) {
        const script_line *line = &self->given.lines[at];
        bool raw = line->value.len > 0 && line->value.data[0] == '!';
        size_t times = raw ? 1 : 1 + below(self, 3);
        for (size_t i = 0; line->kind == SCRIPT_IN && i < times; i++) {
            of_assert(len < FACTS_MAX);
            facts[len++] = line;
        }
    }
    for (size_t i = len; i > 1; i--) {
        size_t other = below(self, i);
        const script_line *swapped = facts[i - 1];
        facts[i - 1] = facts[other];
        facts[other] = swapped;
    }
    *end = at;
    return len;
}

static bool feed(shuffled *self, const script_line *const *facts, size_t len, size_t *out)
{
    char error[ERROR_SIZE] = "";
    size_t turn = 1 + below(self, TURN_MAX);
    for (size_t i = 0; i < len; i++) {
        if (!bed_feed(self->bed, facts[i], error, sizeof error)) {
            of_buffer_format(self->report, "%s:%d: %s\n", self->file, facts[i]->number, error);
            return false;
        }
        self->facts++;
        if (--turn == 0 || i + 1 == len) {
            turn = 1 + below(self, TURN_MAX);
            if (!settle(self, out)) {
                return false;
            }
        }
    }
    return true;
}

/* The lines of the phase are its facts, then what is listed behind them. */
static bool check(shuffled *self, size_t from, size_t end, size_t out)
{
    size_t listed = end;
    while (listed > from && self->given.lines[listed - 1].kind == SCRIPT_OUT) {
        listed--;
    }
    for (size_t i = from; i < listed; i++) {
        if (self->given.lines[i].kind != SCRIPT_IN) {
            of_buffer_format(self->report, "%s:%d: a phase is facts, then what is listed\n",
                             self->file, self->given.lines[i].number);
            return false;
        }
    }
    if (listed == end && out > 0) {
        of_buffer_format(self->report, "%s:%d: %zu records came out where none is listed\n",
                         self->file, self->given.lines[from].number, out);
        return false;
    }
    for (size_t i = 0; i < self->last.count; i++) {
        self->last.items[i].is_matched = false;
    }
    return listed == end ||
           match_outputs(self->bed, self->file, &self->given.lines[listed], end - listed,
                         &self->given.lines[from], &self->last, self->report) == 0;
}

static bool run_phases(shuffled *self)
{
    const script_line *facts[FACTS_MAX];
    for (size_t at = 0; at < self->given.count;) {
        size_t from = at;
        size_t end = 0;
        size_t out = 0;
        if (self->given.lines[at].kind == SCRIPT_CLOCK) {
            bed_wait(self->bed, self->given.lines[at].amount);
            if (!settle(self, &out)) {
                return false;
            }
            from++;
        }
        size_t len = draw(self, from, &end, facts);
        if (!feed(self, facts, len, &out) || !check(self, from, end, out)) {
            return false;
        }
        /* A dead letter is listed in the phase that brought it, and no later one. */
        for (size_t i = 0; i < self->last.count; i++) {
            self->last.items[i].is_strict = false;
        }
        at = end;
    }
    return true;
}

/* ---- one round ---- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What stands at the end, one line per key, without what tells how often it was said. */
static of_buffer ending_of(const shuffled *self)
{
    of_buffer text = {0};
    size_t count = 0;
    char **lines = of_new_array(self->last.count + 1, sizeof *lines);
    for (size_t i = 0; i < self->last.count; i++) {
        const bed_output *each = &self->last.items[i];
        bool is_gone = each->value == NULL || json_is_null(each->value);
        if (is_gone || strncmp(each->topic, "dlq.", 4) == 0 ||
            strncmp(each->topic, "of.", 3) == 0) {
            continue;
        }
        json_t *value = json_copy(each->value);
        json_object_del(value, "version");
        json_object_del(value, "updated_at");
        char *json = json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS);
        of_buffer line = {0};
        of_buffer_format(&line, "%s %s %s\n", each->topic, each->key, json);
        lines[count++] = of_new_string((const char *)line.data, line.len);
        of_buffer_free(&line);
        free(json);
        json_decref(value);
    }
    qsort(lines, count, sizeof *lines, by_text);
    for (size_t i = 0; i < count; i++) {
        of_buffer_format(&text, "%s", lines[i]);
        of_delete(lines[i]);
    }
    of_delete(lines);
    return text;
}

static bool same_ending(shuffled *self)
{
    of_buffer ending = ending_of(self);
    if (self->ending.len == 0) {
        self->ending = ending;
        return ending.len > 0;
    }
    bool same =
        ending.len == self->ending.len && memcmp(ending.data, self->ending.data, ending.len) == 0;
    if (!same) {
        of_buffer_format(self->report, "other records at the end than in the first round:\n%.*s",
                         (int)ending.len, (const char *)ending.data);
    }
    of_buffer_free(&ending);
    return same;
}

static int remove_entry(const char *path, const struct stat *, int, struct FTW *)
{
    return remove(path);
}

static bool run_round(shuffled *self)
{
    char error[ERROR_SIZE] = "";
    char folder[4096];
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/shuffled-XXXXXX", base == NULL ? "/tmp" : base);
    if (mkdtemp(folder) == NULL) {
        of_buffer_format(self->report, "%s: cannot be made\n", folder);
        return false;
    }
    self->state = self->seed * 0x9E3779B97F4A7C15u + 1;
    bed_options options = {.graph = &of_topology, .folder = folder};
    self->bed = bed_open(&options, error, sizeof error);
    bool good = self->bed != NULL && run_phases(self) && same_ending(self) &&
                bed_stop(self->bed, error, sizeof error);
    if (error[0] != '\0') {
        of_buffer_format(self->report, "%s: %s\n", self->file, error);
    }
    if (self->bed != NULL) {
        bed_close(self->bed);
    }
    forget(self);
    nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    return good;
}

/* ---- the command ---- */

static error_t parse(int key, char *value, struct argp_state *state)
{
    shuffled *self = state->input;
    switch (key) {
    case 'n':
        self->rounds = strtol(value, NULL, 10);
        return 0;
    case 's':
        self->seed = strtoull(value, NULL, 10);
        return 0;
    case ARGP_KEY_ARG:
        if (self->file != NULL) {
            argp_usage(state);
        }
        self->file = value;
        return 0;
    case ARGP_KEY_END:
        if (self->file == NULL || self->rounds < 1) {
            argp_usage(state);
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

int main(int argc, char **argv)
{
    static const struct argp_option options[] = {{"rounds", 'n', "N", 0, "orders of arrival", 0},
                                                 {"seed", 's', "S", 0, "of the first one", 0},
                                                 {0}};
    static const struct argp argp = {.options = options, .parser = parse, .args_doc = "FILE"};
    static shuffled self = {.rounds = 10, .seed = 1};
    char error[ERROR_SIZE] = "";
    long failed = 0;
    argp_parse(&argp, argc, argv, 0, NULL, &self);
    of_log_threshold(getenv("OF_TEST_LOG") == NULL ? OF_ERROR + 1 : OF_DEBUG);
    if (!script_read(self.file, &self.given, error, sizeof error)) {
        fprintf(stderr, "%s\n", error);
        return 1;
    }
    for (long i = 0; i < self.rounds && failed < 10; i++, self.seed++) {
        of_buffer report = {0};
        self.report = &report;
        if (!run_round(&self)) {
            failed++;
            fprintf(stderr, "%.*sseed %llu failed (again: --rounds 1 --seed %llu)\n",
                    (int)report.len, (const char *)report.data, (unsigned long long)self.seed,
                    (unsigned long long)self.seed);
        }
        of_buffer_free(&report);
    }
    printf("%ld seeds, %lld facts, %ld failed\n", self.rounds, (long long)self.facts, failed);
    of_buffer_free(&self.ending);
    script_free(&self.given);
    return failed == 0 ? 0 : 1;
}
