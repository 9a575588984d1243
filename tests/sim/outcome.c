/* Reads all derived topics of the page, read-committed, and keeps what must not differ. */
#include "tests/sim/outcome.h"

#include <stdio.h>
#include <stdlib.h>

#include "avro/codec/json.h"
#include "avro/model.h"
#include "avro/registry/wire.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/runtime/graph.h"

#define LINES_MAX   ((size_t)1 << 20)
#define TYPES_MAX   64
#define SHOWN_MAX   20
#define TIME_DIGITS 13
#define QUIET       8
#define ARENA_SIZE  ((size_t)16 << 20)

typedef struct reading {
    of_wire *wire;
    of_arena *arena;
    const of_record_type *types[TYPES_MAX];
    size_t type_count;
    bool is_state;
    bool repeats;
    const char *topic;
    char **lines; /* "topic key\tvalue" */
    size_t count;
    size_t topic_from; /* first line of the topic in hand */
} reading;

static const char *const left_out[] = {"version", "updated_at", "at", "since", "changed_at"};

static void blank(const of_record_type *type, void *record)
{
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++) {
        int32_t at = of_record_field(type, of_text_of(left_out[i]));
        if (at >= 0 && type->fields[at].type.kind == OF_KIND_LONG) {
            memset((uint8_t *)record + type->fields[at].offset, 0, type->fields[at].type.size);
        }
    }
}

static bool is_stale_note(const of_record_type *type, const void *record)
{
    if (type == &of_SagaEntry_type) {
        return ((const SagaEntry *)record)->event == SAGA_EVENT_KIND_STALE;
    }
    if (type != &of_OrderException_type) {
        return false;
    }
    of_text code = ((const OrderException *)record)->code;
    return of_text_is(code, "STALE_REPLY") || of_text_is(code, "UNKNOWN_SAGA_REPLY");
}

static void put_value(const reading *self, const of_record_type *type, void *record, of_buffer *out)
{
    if (type == &of_DeadLetter_type) {
        const DeadLetter *letter = record;
        of_buffer_format(out, "%.*s: %.*s", OF_TEXT_ARG(letter->topic),
                         OF_TEXT_ARG(letter->reason));
        return;
    }
    if (type == &of_SagaEntry_type) {
        const SagaEntry *entry = record;
        of_buffer_format(out, "%.*s %lld %d %.*s %.*s", OF_TEXT_ARG(entry->saga),
                         self->repeats ? 0 : (long long)entry->seq, (int)entry->event,
                         OF_TEXT_ARG(entry->key), OF_TEXT_ARG(entry->state_after));
        return;
    }
    int32_t header = of_record_field(type, OF_TEXT("header"));
    if (header >= 0) {
        const CommandHeader *head = (const void *)((uint8_t *)record + type->fields[header].offset);
        of_buffer_format(out, "%.*s attempt %d", OF_TEXT_ARG(head->key), (int)head->attempt);
        return;
    }
    blank(type, record);
    of_status status = of_record_to_json(type, record, true, out);
    of_assert(of_ok(status));
}

/* In a state topic the last value of a key counts; a deleted one is no line. */
static void take(reading *self, const of_message *message)
{
    of_buffer line = {0};
    of_buffer_format(&line, "%s %.*s\t", self->topic, (int)message->key.len,
                     (const char *)message->key.data);
    size_t key_len = line.len;
    if (message->value.data != NULL) {
        size_t index = 0;
        void *record = NULL;
        of_status status = of_wire_decode(self->wire, message->value, self->types, self->type_count,
                                          self->arena, &index, &record);
        if (!of_ok(status)) {
            fprintf(stderr, "outcome: %s: %s\n", self->topic, status.what);
            exit(1);
        }
        if (self->repeats && is_stale_note(self->types[index], record)) {
            of_buffer_free(&line);
            of_arena_reset(self->arena);
            return;
        }
        put_value(self, self->types[index], record, &line);
        of_arena_reset(self->arena);
    }
    size_t at = self->is_state ? self->topic_from : self->count;
    while (at < self->count && strncmp(self->lines[at], (const char *)line.data, key_len) != 0) {
        at++;
    }
    of_assert(at < LINES_MAX);
    if (at == self->count) {
        self->count++;
    } else {
        of_delete(self->lines[at]);
    }
    self->lines[at] = of_new_string((const char *)line.data, line.len);
    of_buffer_free(&line);
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

of_buffer outcome_read(of_kafka *kafka, of_registry *registry, const of_topics *topics,
                       bool repeats)
{
    of_buffer out = {0};
    reading self = {.repeats = repeats,
                    .wire = of_wire_new(registry),
                    .arena = of_arena_new(ARENA_SIZE),
                    .lines = of_new_array(LINES_MAX, sizeof(char *))};
    for (size_t i = 0; i < topics->count; i++) {
        if (choose(&self, topics->specs[i].name)) {
            read_topic(&self, kafka, &topics->specs[i]);
        }
    }
    qsort(self.lines, self.count, sizeof *self.lines, by_text);
    for (size_t i = 0; i < self.count; i++) {
        of_buffer_format(&out, "%s\n", self.lines[i]);
        of_delete(self.lines[i]);
    }
    of_buffer_put_u8(&out, 0);
    of_delete(self.lines);
    of_arena_free(self.arena);
    of_wire_free(self.wire);
    return out;
}

/* Times are the only numbers of so many digits. */
void outcome_blur(of_buffer *outcome)
{
    size_t digits = 0;
    for (size_t i = 0; i < outcome->len; i++) {
        bool digit = outcome->data[i] >= '0' && outcome->data[i] <= '9';
        digits = digit ? digits + 1 : 0;
        if (digits == TIME_DIGITS) {
            memset(outcome->data + i + 1 - TIME_DIGITS, '9', TIME_DIGITS);
        }
    }
}

static size_t line_len(const char *at)
{
    return strcspn(at, "\n") + (*at == '\0' ? 0 : 1);
}

bool outcome_same(const of_buffer *expected, const of_buffer *actual)
{
    const char *a = (const char *)expected->data;
    const char *b = (const char *)actual->data;
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
    return shown == 0;
}
