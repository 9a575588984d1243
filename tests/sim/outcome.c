/* Reads all derived topics of the page, read-committed, and keeps what must not differ. */
#include "tests/sim/outcome.h"

#include <stdio.h>
#include <stdlib.h>

#include "avro/codec/json.h"
#include "avro/model.h"
#include "avro/registry/wire.h"
#include "processors/exceptions.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/runtime/graph.h"

#define LINES_MAX   ((size_t)1 << 20)
#define TYPES_MAX   64
#define SHOWN_MAX   20
#define SAGAS_MAX   1024
#define TIME_DIGITS 13
#define QUIET       8
#define ARENA_SIZE  ((size_t)16 << 20)

/* One saga in its log. */
typedef struct saga_count {
    char *saga;
    int64_t next;
    int64_t notes;
} saga_count;

typedef struct reading {
    of_wire *wire;
    of_arena *arena;
    const of_record_type *types[TYPES_MAX];
    size_t type_count;
    bool is_state;
    bool reorders;
    bool repeats;
    const char *topic;
    char **lines;
    size_t count;
    size_t topic_from; /* first line of the topic in hand */
    saga_count sagas[SAGAS_MAX];
    size_t saga_count;
    size_t letters;
} reading;

/* The last one only where the inputs came in another order, which gives them other offsets. */
static const char *const left_out[] = {"version", "updated_at", "offset"};
#define LEFT_OUT (sizeof left_out / sizeof *left_out)

static void blank(const of_record_type *type, void *record, bool disorder)
{
    for (size_t i = 0; i < LEFT_OUT - (disorder ? 0 : 1); i++) {
        int32_t at = of_record_field(type, of_text_of(left_out[i]));
        if (at >= 0 && type->fields[at].type.kind == OF_KIND_LONG) {
            memset((uint8_t *)record + type->fields[at].offset, 0, type->fields[at].type.size);
        }
    }
}

static bool is_note(of_text code)
{
    return of_text_is(code, "STALE_REPLY") || of_text_is(code, "UNKNOWN_SAGA_REPLY");
}

/* Repeats of an answer leave notes, which the order counts. */
static void drop_notes(OrderState *state)
{
    OpenExceptionArray *shown = &state->open_exceptions;
    size_t kept = 0;
    for (size_t i = 0; i < shown->len; i++) {
        if (!is_note(shown->items[i].code)) {
            shown->items[kept++] = shown->items[i];
        }
    }
    shown->len = kept;
}

static bool is_stale_note(const of_record_type *type, const void *record)
{
    if (type == &of_SagaEntry_type) {
        return ((const SagaEntry *)record)->event == SAGA_EVENT_KIND_STALE;
    }
    if (type != &of_OrderException_type) {
        return false;
    }
    return is_note(((const OrderException *)record)->code);
}

/* ---- one record as a line: "topic key, tab, identity, tab, content" ---- */

/* Where a process slept past the grace of something that did not last, nobody heard of it; where
 * none slept, it opened and closed. Both are right, so what was open at no end is left out. */
static bool is_passing(const of_record_type *type, const void *record)
{
    const OrderException *one = record;
    return type == &of_OrderException_type && one->resolved_at.present &&
           of_exception_find(one->code)->grace_ms > 0;
}

static void put_json(const of_record_type *type, const void *record, of_buffer *out)
{
    of_status status = of_record_to_json(type, record, true, out);
    of_assert(of_ok(status));
}

/* Not where a fact stood: an aborted transaction leaves a gap before it. A timer stood nowhere. */
static void forget_offset(QuarantineEntry *entry)
{
    if (entry->topic.data != NULL) {
        entry->offset = -1;
    }
}

static void put_letter(const DeadLetter *letter, of_buffer *out)
{
    /* Nor where this one stood. */
    of_buffer_format(out, "letter\t%.*s %lld: %.*s", OF_TEXT_ARG(letter->topic),
                     (long long)letter->value_bytes, OF_TEXT_ARG(letter->reason));
}

/* What the saga's next entry must be numbered, and how many before it were notes. */
static saga_count *count_of(reading *self, of_text saga)
{
    size_t at = 0;
    while (at < self->saga_count && !of_text_is(saga, self->sagas[at].saga)) {
        at++;
    }
    of_assert(at < SAGAS_MAX);
    if (at == self->saga_count) {
        self->sagas[self->saga_count++] =
            (saga_count){.saga = of_new_string(saga.data, saga.len), .next = 1};
    }
    return &self->sagas[at];
}

static void put_entry(reading *self, SagaEntry *entry, of_buffer *out)
{
    saga_count *count = count_of(self, entry->saga);
    const char *gap = entry->seq == count->next ? "" : " out of sequence";
    count->next = entry->seq + 1;
    of_buffer_format(out, "%.*s %lld%s\t", OF_TEXT_ARG(entry->saga),
                     (long long)(entry->seq - (self->repeats ? count->notes : 0)), gap);
    if (!self->repeats) {
        put_json(&of_SagaEntry_type, entry, out);
    }
}

static void put_value(reading *self, const of_record_type *type, void *record, of_buffer *out)
{
    int32_t header = of_record_field(type, OF_TEXT("header"));
    if (type == &of_DeadLetter_type) {
        put_letter(record, out);
    } else if (type == &of_SagaEntry_type) {
        put_entry(self, record, out);
    } else if (header >= 0) {
        const CommandHeader *head = (const void *)((uint8_t *)record + type->fields[header].offset);
        of_buffer_format(out, "%.*s attempt %d\t", OF_TEXT_ARG(head->key), (int)head->attempt);
        put_json(type, record, out);
    } else {
        if (type == &of_QuarantineEntry_type) {
            forget_offset(record);
        }
        of_buffer_put_u8(out, '\t');
        blank(type, record, self->repeats);
        put_json(type, record, out);
    }
}

/* Takes the line over; of those that begin alike the last one counts when `last`. */
static void keep(reading *self, of_buffer *line, size_t key_len, bool last)
{
    size_t at = last ? self->topic_from : self->count;
    while (at < self->count && strncmp(self->lines[at], (const char *)line->data, key_len) != 0) {
        at++;
    }
    of_assert(at < LINES_MAX);
    if (at == self->count) {
        self->count++;
    } else {
        of_delete(self->lines[at]);
    }
    self->lines[at] = of_new_string((const char *)line->data, line->len);
    of_buffer_clear(line);
}

/* Takes back the line of the same key. */
static void forget(reading *self, const of_buffer *line, size_t key_len)
{
    for (size_t at = self->topic_from; at < self->count; at++) {
        if (strncmp(self->lines[at], (const char *)line->data, key_len) == 0) {
            of_delete(self->lines[at]);
            self->lines[at] = self->lines[--self->count];
            return;
        }
    }
}

/* Facts of one moment are told in the order they came in: what is said must agree, and how often,
 * but not at which place. */
static void keep_entry_anywhere(reading *self, const SagaEntry *entry, of_buffer *line)
{
    of_buffer_format(line, "saga-log content\t\t%.*s %d %.*s %.*s", OF_TEXT_ARG(entry->saga),
                     (int)entry->event, OF_TEXT_ARG(entry->key), OF_TEXT_ARG(entry->state_after));
    keep(self, line, 0, false);
}

static void take_record(reading *self, const of_message *message, of_buffer *line, size_t key_len)
{
    size_t index = 0;
    void *record = NULL;
    of_status status = of_wire_decode(self->wire, message->value, self->types, self->type_count,
                                      self->arena, &index, &record);
    if (!of_ok(status)) {
        fprintf(stderr, "outcome: %s: %s\n", self->topic, status.what);
        exit(1);
    }
    const of_record_type *type = self->types[index];
    bool note = self->repeats && is_stale_note(type, record);
    if (type == &of_DeadLetter_type) {
        self->letters++;
    }
    if (note && type == &of_SagaEntry_type) {
        saga_count *count = count_of(self, ((const SagaEntry *)record)->saga);
        count->next++;
        count->notes++;
    }
    if (note) {
        return;
    }
    if (self->repeats && type == &of_OrderState_type) {
        drop_notes(record);
    }
    bool offer = self->reorders && type == &of_SupplyOffer_type;
    if (offer) { /* a row of its own, under the order's key */
        of_buffer_format(line, "%.*s\t", OF_TEXT_ARG(((const SupplyOffer *)record)->offer));
        key_len = line->len;
    }
    if (offer ? ((const SupplyOffer *)record)->source.deleted : is_passing(type, record)) {
        forget(self, line, key_len);
        return;
    }
    put_value(self, type, record, line);
    /* The same bytes are the same entry, however often they came. */
    keep(self, line, key_len,
         self->is_state || offer || (self->repeats && type == &of_DeadLetter_type));
    if (self->repeats && type == &of_SagaEntry_type) {
        keep_entry_anywhere(self, record, line);
    }
}

/* In a state topic the last value of a key counts; a deleted one is no line. */
static void take(reading *self, const of_message *message)
{
    of_buffer line = {0};
    of_buffer_format(&line, "%s %.*s\t", self->topic, (int)message->key.len,
                     (const char *)message->key.data);
    if (message->value.data == NULL) {
        keep(self, &line, line.len, self->is_state);
    } else {
        take_record(self, message, &line, line.len);
    }
    of_buffer_free(&line);
    of_arena_reset(self->arena);
}

static void read_topic(reading *self, of_kafka *kafka, const of_topic_spec *spec)
{
    of_reader *reader = NULL;
    of_position *positions = of_new_array((size_t)spec->partitions, sizeof *positions);
    for (int32_t i = 0; i < spec->partitions; i++) {
        positions[i] = (of_position){.topic = of_topic_handle(kafka, spec->name), .partition = i};
    }
    of_assert(of_ok(of_reader_open(kafka, true, &reader)));
    of_assert(of_ok(of_reader_assign(reader, positions, (size_t)spec->partitions)));
    self->topic = spec->name;
    self->topic_from = self->count;
    for (int quiet = 0; quiet < QUIET;) {
        of_message message = {0};
        bool found = false;
        of_assert(of_ok(of_reader_poll(reader, 0, &message, &found)));
        quiet = found ? 0 : quiet + 1;
        if (found) {
            take(self, &message);
        }
    }
    of_reader_close(reader);
    of_delete(positions);
}

/* The records a topic may hold; false for what is not a result. */
static bool choose(reading *self, const char *topic)
{
    self->type_count = 0;
    self->is_state = false;
    if (strcmp(topic, OF_DEAD_LETTER_TOPIC) == 0) {
        self->types[self->type_count++] = &of_DeadLetter_type;
        return true;
    }
    for (size_t i = 0; i < of_topology.topic_count; i++) {
        const of_graph_topic *row = &of_topology.topics[i];
        bool command = row->kind == OF_TOPIC_KIND_COMMAND && strncmp(topic, "cmd.", 4) == 0;
        bool result = (row->kind == OF_TOPIC_KIND_STATE || row->kind == OF_TOPIC_KIND_LOG) &&
                      strcmp(topic, row->kafka) == 0;
        if (command || result) {
            self->types[self->type_count++] = row->type;
            self->is_state = row->kind == OF_TOPIC_KIND_STATE;
        }
    }
    return self->type_count > 0;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Column 1 and 2 of a line. */
static size_t identity_len(const char *line)
{
    size_t len = strcspn(line, "\t");
    of_assert(line[len] == '\t');
    return len + 1 + strcspn(line + len + 1, "\t");
}

/* Entries that are there twice; rows of state have no identity beside their key. */
static size_t count_twice(const reading *self)
{
    size_t twice = 0;
    for (size_t i = 1; i < self->count; i++) {
        size_t len = identity_len(self->lines[i]);
        bool is_entry = self->lines[i][len - 1] != '\t';
        if (is_entry && strncmp(self->lines[i - 1], self->lines[i], len) == 0) {
            fprintf(stderr, "twice: %.*s\n", (int)len, self->lines[i]);
            twice++;
        }
    }
    return twice;
}

outcome outcome_read(of_kafka *kafka, of_registry *registry, const of_topics *topics,
                     outcome_view view)
{
    outcome out = {0};
    reading *self = of_new(sizeof *self);
    self->reorders = view >= REORDERED;
    self->repeats = view == REPEATED;
    self->wire = of_wire_new(registry);
    self->arena = of_arena_new(ARENA_SIZE);
    self->lines = of_new_array(LINES_MAX, sizeof(char *));
    for (size_t i = 0; i < topics->count; i++) {
        if (choose(self, topics->specs[i].name)) {
            read_topic(self, kafka, &topics->specs[i]);
        }
    }
    qsort(self->lines, self->count, sizeof *self->lines, by_text);
    out.twice = count_twice(self);
    out.letters = self->letters;
    for (size_t i = 0; i < self->count; i++) {
        of_buffer_format(&out.text, "%s\n", self->lines[i]);
        of_delete(self->lines[i]);
    }
    of_buffer_put_u8(&out.text, 0);
    for (size_t i = 0; i < self->saga_count; i++) {
        of_delete(self->sagas[i].saga);
    }
    of_delete(self->lines);
    of_arena_free(self->arena);
    of_wire_free(self->wire);
    of_delete(self);
    return out;
}

/* Times are the only numbers of so many digits. */
void outcome_blur(outcome *given)
{
    size_t digits = 0;
    for (size_t i = 0; i < given->text.len; i++) {
        bool digit = given->text.data[i] >= '0' && given->text.data[i] <= '9';
        digits = digit ? digits + 1 : 0;
        if (digits == TIME_DIGITS) {
            memset(given->text.data + i + 1 - TIME_DIGITS, '9', TIME_DIGITS);
        }
    }
}

void outcome_free(outcome *given)
{
    of_buffer_free(&given->text);
}

size_t outcome_count(const outcome *given, const char *prefix)
{
    size_t count = 0;
    const char *at = (const char *)given->text.data;
    while (*at != '\0') {
        count += strncmp(at, prefix, strlen(prefix)) == 0;
        at += strcspn(at, "\n") + 1;
    }
    return count;
}

bool outcome_has(const outcome *given, const char *prefix, const char *text, const char *other)
{
    const char *at = (const char *)given->text.data;
    while (*at != '\0') {
        size_t len = strcspn(at, "\n");
        const char *first = memmem(at, len, text, strlen(text));
        const char *second = memmem(at, len, other, strlen(other));
        if (strncmp(at, prefix, strlen(prefix)) == 0 && first != NULL && second != NULL) {
            return true;
        }
        at += len + 1;
    }
    return false;
}

static size_t line_len(const char *at)
{
    return strcspn(at, "\n") + (*at == '\0' ? 0 : 1);
}

bool outcome_same(const outcome *expected, const outcome *actual)
{
    const char *a = (const char *)expected->text.data;
    const char *b = (const char *)actual->text.data;
    int shown = 0;
    while ((*a != '\0' || *b != '\0') && shown < SHOWN_MAX) {
        size_t a_len = line_len(a);
        size_t b_len = line_len(b);
        size_t least = a_len < b_len ? a_len : b_len;
        int order = *a == '\0' ? 1 : *b == '\0' ? -1 : strncmp(a, b, least + (a_len != b_len));
        if (order != 0) {
            fprintf(stderr, "%s %.*s",
                    order < 0 ? "missing:" : "too much:", (int)(order < 0 ? a_len : b_len),
                    order < 0 ? a : b);
            shown++;
        }
        a += order <= 0 ? a_len : 0;
        b += order >= 0 ? b_len : 0;
    }
    return shown == 0 && actual->twice == 0;
}
