/* Restricted values in the bytes of what is published.
 *
 *     leaks FILE...
 *
 * First every schema of the page is held against the table of restricted.h. Then each transcript is
 * run with its prices, amounts and names replaced by values that nothing else has, and all bytes of
 * every topic are searched for those, and for every amount that came of them, where they may not
 * stand: as Avro writes a number, and as a person would. Bytes are searched, not fields, so that a
 * text, a JSON inside a record or a key gives nothing away either. */
/* rows: R91 */
#include <ftw.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/leaks/restricted.h"
#include "tests/transcripts/bed.h"
#include "topology/base/assert.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"

#define ERROR_SIZE   4096
#define MARK         7654321 /* currency units; what is worth more in the bed came of it */
#define MARK_LEAST   1000000
#define PERSON       "Zsofia-Qwxyzkv"
#define NEEDLES_MAX  8192
#define TOPICS_MAX   64
#define FINDINGS_MAX 20

typedef struct needle {
    leak_class class_;
    int64_t number; /* 0: the text counts */
    of_text text;
} needle;

typedef struct leaks {
    const char *file;
    bed *bed;
    bed_outputs all; /* of the transcript in hand */
    needle needles[NEEDLES_MAX];
    size_t needle_count;
    int64_t records;
    int64_t searched; /* (record, value) pairs */
    int64_t held;     /* the same where the value may stand: it must be found somewhere */
    int64_t found;
    char seen[TOPICS_MAX][64]; /* topics that had a record */
    size_t seen_count;
} leaks;

static void stop_unless(bool good, const char *what, const char *why)
{
    if (!good) {
        fprintf(stderr, "leaks: %s: %s\n", what, why);
        exit(1);
    }
}

/* ---- what must not be found ---- */

static void add_number(leaks *self, int64_t number)
{
    for (size_t i = 0; i < self->needle_count; i++) {
        if (self->needles[i].number == number) {
            return;
        }
    }
    of_assert(self->needle_count < NEEDLES_MAX);
    self->needles[self->needle_count++] = (needle){.class_ = LEAK_COMMERCIAL, .number = number};
}

static bool is_money(const char *name)
{
    return strcmp(name, "unit_price") == 0 || strcmp(name, "amount") == 0;
}

/* Puts marks in the place of what is restricted; equal values stay equal. */
static void mark(leaks *self, json_t *value)
{
    const char *name;
    json_t *part;
    size_t index;
    void *next;
    json_object_foreach_safe(value, next, name, part)
    {
        if (is_money(name) && json_is_number(part)) {
            int64_t marked = MARK + (int64_t)json_number_value(part);
            add_number(self, marked * 10000);
            json_object_set_new(value, name, json_integer(marked));
        } else if (strcmp(name, "signed_by") == 0) {
            json_object_set_new(value, name, json_string(PERSON));
        } else {
            mark(self, part);
        }
    }
    json_array_foreach(value, index, part)
    {
        mark(self, part);
    }
}

/* Amounts that the marks became, wherever they may stand: nothing else is as large. */
static void learn(leaks *self, const json_t *value)
{
    const char *name;
    json_t *part;
    size_t index;
    if (json_is_number(value) && fabs(json_number_value(value)) >= MARK_LEAST) {
        add_number(self, llround(json_number_value(value) * 10000));
    }
    json_object_foreach((json_t *)(uintptr_t)value, name, part)
    {
        learn(self, part);
    }
    json_array_foreach(value, index, part)
    {
        learn(self, part);
    }
}

/* ---- searching ---- */

static size_t as_avro(int64_t number, uint8_t *out)
{
    uint64_t bits = ((uint64_t)number << 1) ^ (uint64_t)(number >> 63);
    size_t len = 0;
    for (; bits >= 0x80; bits >>= 7) {
        out[len++] = (uint8_t)(bits | 0x80);
    }
    out[len++] = (uint8_t)bits;
    return len;
}

/* A deletion has no bytes. */
static bool holds(of_bytes bytes, const void *part, size_t len)
{
    return bytes.data != NULL && memmem(bytes.data, bytes.len, part, len) != NULL;
}

static bool has(of_bytes bytes, const needle *one)
{
    if (one->number == 0) {
        return holds(bytes, one->text.data, one->text.len);
    }
    uint8_t avro[10];
    char plain[32];
    char units[32];
    int64_t size = one->number < 0 ? -one->number : one->number;
    snprintf(plain, sizeof plain, "%" PRId64, size);
    snprintf(units, sizeof units, "%" PRId64 ".", size / 10000);
    size_t len = as_avro(one->number, avro);
    return holds(bytes, avro, len) || holds(bytes, plain, strlen(plain)) ||
           holds(bytes, units, strlen(units));
}

/* The topic as the page names it: an endpoint is a part of its pattern. */
static void note_topic(leaks *self, const char *topic)
{
    for (size_t i = 0; i < self->seen_count; i++) {
        if (strcmp(self->seen[i], topic) == 0) {
            return;
        }
    }
    of_assert(self->seen_count < TOPICS_MAX);
    snprintf(self->seen[self->seen_count++], sizeof self->seen[0], "%s", topic);
}

static void search(leaks *self, const bed_output *output)
{
    of_bytes parts[] = {output->bytes,
                        {.data = (const uint8_t *)output->key, .len = strlen(output->key)}};
    note_topic(self, output->topic);
    self->records++;
    for (size_t i = 0; i < self->needle_count; i++) {
        const needle *one = &self->needles[i];
        bool there = has(parts[0], one) || has(parts[1], one);
        if (leak_allowed(one->class_, output->topic)) {
            self->held += there ? 1 : 0;
            continue;
        }
        self->searched++;
        if (there && ++self->found <= FINDINGS_MAX) {
            char number[32] = "";
            if (one->number != 0) {
                snprintf(number, sizeof number, "%" PRId64, one->number);
            }
            printf("leaks: %s: %s/%s %s holds %s%.*s\n", self->file, output->topic, output->record,
                   output->key, number, OF_TEXT_ARG(one->text));
        }
    }
}

/* ---- running ---- */

static void keep(leaks *self, bed_outputs *outputs)
{
    self->all.items =
        of_renew(self->all.items, (self->all.count + outputs->count + 1) * sizeof *self->all.items);
    for (size_t i = 0; i < outputs->count; i++) {
        self->all.items[self->all.count++] = outputs->items[i];
    }
    of_delete(outputs->items);
    *outputs = (bed_outputs){0};
}

static void feed(leaks *self, const script_line *line)
{
    char error[ERROR_SIZE] = "";
    json_t *value = json_loadb(line->value.data, line->value.len, JSON_DECODE_ANY, NULL);
    if (value == NULL) { /* raw bytes, or null */
        stop_unless(bed_feed(self->bed, line, error, sizeof error), self->file, error);
        return;
    }
    mark(self, value);
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    script_line marked = *line;
    marked.value = of_text_of(text);
    stop_unless(bed_feed(self->bed, &marked, error, sizeof error), self->file, error);
    free(text);
    json_decref(value);
}

static void settle(leaks *self)
{
    char error[ERROR_SIZE] = "";
    bed_outputs outputs = {0};
    stop_unless(bed_settle(self->bed, 0, error, sizeof error), self->file, error);
    stop_unless(bed_take(self->bed, &outputs, error, sizeof error), self->file, error);
    keep(self, &outputs);
}

static void run(leaks *self, const script *given)
{
    for (size_t i = 0; i < given->count; i++) {
        const script_line *line = &given->lines[i];
        if (line->kind == SCRIPT_IN) {
            feed(self, line);
            settle(self);
        } else if (line->kind == SCRIPT_CLOCK) {
            bed_wait(self->bed, line->amount);
            settle(self);
        }
    }
    for (size_t i = 0; i < self->all.count; i++) {
        const bed_output *output = &self->all.items[i];
        if (output->value != NULL && leak_allowed(LEAK_COMMERCIAL, output->topic)) {
            learn(self, output->value);
        }
    }
    for (size_t i = 0; i < self->all.count; i++) {
        search(self, &self->all.items[i]);
    }
    bed_outputs_free(&self->all);
}

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *at)
{
    (void)info, (void)type, (void)at;
    return remove(path);
}

static void run_file(leaks *self, const char *file)
{
    char error[ERROR_SIZE] = "";
    char folder[] = "/tmp/orderflow-leaks.XXXXXX";
    script given;
    self->file = file;
    self->needle_count = 0;
    self->needles[self->needle_count++] = (needle){.class_ = LEAK_PERSON, .text = OF_TEXT(PERSON)};
    stop_unless(script_read(file, &given, error, sizeof error), file, error);
    stop_unless(mkdtemp(folder) != NULL, folder, "cannot be made");
    const bed_options options = {.graph = &of_topology, .folder = folder};
    self->bed = bed_open(&options, error, sizeof error);
    stop_unless(self->bed != NULL, file, error);
    run(self, &given);
    bed_close(self->bed);
    nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    script_free(&given);
}

/* A topic that stayed empty was not searched. */
static int check_coverage(const leaks *self)
{
    int empty = 0;
    for (size_t i = 0; i < of_topology.topic_count; i++) {
        const of_graph_topic *topic = &of_topology.topics[i];
        size_t len = strcspn(topic->kafka, "*");
        bool out = topic->kind == OF_TOPIC_KIND_STATE || topic->kind == OF_TOPIC_KIND_LOG ||
                   topic->kind == OF_TOPIC_KIND_COMMAND;
        bool seen = !out;
        for (size_t s = 0; s < self->seen_count && !seen; s++) {
            seen = topic->kafka[len] == '*' ? strncmp(self->seen[s], topic->kafka, len) == 0
                                            : strcmp(self->seen[s], topic->kafka) == 0;
        }
        if (!seen) {
            printf("leaks: nothing was published to %s\n", topic->kafka);
            empty++;
        }
    }
    return empty;
}

int main(int argc, char **argv)
{
    static leaks self;
    of_log_threshold(OF_ERROR);
    int faults = leak_check_schemas();
    for (int i = 1; i < argc; i++) {
        run_file(&self, argv[i]);
    }
    faults += argc > 1 ? check_coverage(&self) : 0;
    printf("leaks: %d faults in schemas and coverage; %" PRId64 " records, %" PRId64
           " searches, %" PRId64 " restricted values found where they may not stand, %" PRId64
           " where they may\n",
           faults, self.records, self.searched, self.found, self.held);
    return faults == 0 && self.found == 0 && (argc == 1 || self.held > 0) ? 0 : 1;
}
