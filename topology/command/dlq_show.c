/* Everything known of one dead letter, and what can be done about it. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#include "topology/base/arena.h"
#include "topology/base/file.h"
#include "topology/base/time.h"
#include "topology/command/dlq.h"

#define ARENA_BYTES ((size_t)64 << 20)
#define DUMP_COLUMN 16

/* ---- bytes for people ---- */

/* C0, DEL, and C1 in UTF-8: what a terminal obeys. */
static size_t control_bytes(of_bytes bytes, size_t at)
{
    uint8_t byte = bytes.data[at];
    if (byte == 0xc2 && at + 1 < bytes.len && bytes.data[at + 1] < 0xa0) {
        return 2;
    }
    return byte < 0x20 || byte == 0x7f ? 1 : 0;
}

static void print_text(of_bytes text)
{
    for (size_t i = 0; i < text.len;) {
        size_t control = control_bytes(text, i);
        if (control == 0) {
            putchar(text.data[i++]);
        }
        for (; control > 0; control--) {
            printf("\\x%02x", text.data[i++]);
        }
    }
}

void of_dlq_print_bytes(of_bytes bytes, size_t most)
{
    bool is_cut = most > 0 && bytes.len > most;
    bool is_text = of_text_is_utf8(of_text_of_bytes(bytes));
    bytes.len = is_cut ? most : bytes.len;
    while (is_cut && is_text && !of_text_is_utf8(of_text_of_bytes(bytes))) {
        bytes.len--; /* not in the middle of a character */
    }
    if (bytes.data == NULL) {
        printf("-");
    } else if (is_text) {
        print_text(bytes);
    } else {
        printf("0x");
        for (size_t i = 0; i < bytes.len; i++) {
            printf("%02x", bytes.data[i]);
        }
    }
    printf("%s", is_cut ? "..." : "");
}

static void dump(of_bytes bytes)
{
    for (size_t at = 0; at < bytes.len; at += DUMP_COLUMN) {
        size_t count = bytes.len - at < DUMP_COLUMN ? bytes.len - at : DUMP_COLUMN;
        printf("    %08zx ", at);
        for (size_t i = 0; i < DUMP_COLUMN; i++) {
            if (i < count) {
                printf(" %02x", bytes.data[at + i]);
            } else {
                printf("   ");
            }
        }
        printf("  ");
        for (size_t i = 0; i < count; i++) {
            uint8_t byte = bytes.data[at + i];
            putchar(byte >= 0x20 && byte < 0x7f ? byte : '.');
        }
        putchar('\n');
    }
}

/* ---- the letter ---- */

typedef struct showing {
    const of_parts *parts;
    const of_dlq_letter *letter;
    of_arena *arena;
    of_dlq_source source;
    of_dlq_reader *reader;
    of_message record;   /* as it was read; without its headers where its topic has it no more */
    bool is_there;       /* its topic still has it */
    int64_t value_bytes; /* before it was cut */
} showing;

static of_status on_record(void *state, const of_message *message, const void *record)
{
    showing *self = state;
    const DeadLetter *letter = record;
    if (message->offset != self->letter->last->offset) {
        return OF_OK;
    }
    self->record.key = of_arena_bytes(self->arena, letter->key);
    self->record.value = of_arena_bytes(self->arena, letter->value);
    self->value_bytes = letter->value_bytes;
    return OF_OK;
}

static of_status take_record(showing *self)
{
    const of_dlq_entry *last = self->letter->last;
    of_topic_log log = {.parts = self->parts,
                        .topic = OF_DEAD_LETTER_TOPIC,
                        .type = &of_DeadLetter_type,
                        .partition = last->partition};
    OF_TRY(of_topic_log_read(&log, on_record, self));
    OF_TRY(of_dlq_source_read(&self->source, last, self->arena, &self->record, &self->is_there));
    if (!self->is_there) {
        char topic[OF_TOPIC_NAME_SIZE];
        snprintf(topic, sizeof topic, "%.*s", OF_TEXT_ARG(last->as.topic));
        self->record.topic = of_topic_handle(self->parts->kafka, topic);
        self->record.partition = last->as.partition;
        self->record.offset = last->as.offset;
        self->record.timestamp_ms = last->as.at;
    }
    return OF_OK;
}

static void print_entry(const of_dlq_entry *entry)
{
    char time[OF_TIME_TEXT_SIZE];
    of_time_format(entry->as.replayed_at.present ? entry->as.replayed_at.value : entry->as.at,
                   time);
    printf("    %s  ", time);
    if (entry->as.replay_id.data != NULL) {
        printf("replayed as %.*s by ", OF_TEXT_ARG(entry->as.replay_id));
        of_dlq_print_bytes(of_bytes_of_text(entry->as.replayed_by), 0);
    } else {
        printf("offset %" PRId64 ": ", entry->as.offset);
        of_dlq_print_bytes(of_bytes_of_text(entry->as.reason), 0);
    }
    printf("\n");
}

static void print_headers(const showing *self)
{
    if (!self->is_there) {
        printf("headers   not known: the topic has the record no more\n");
        return;
    }
    printf("headers   %zu\n", self->record.header_count);
    for (size_t i = 0; i < self->record.header_count; i++) {
        const of_header *header = &self->record.headers[i];
        printf("    ");
        of_dlq_print_bytes(of_bytes_of_text(of_text_of(header->name)), 0);
        printf(": ");
        of_dlq_print_bytes(header->value, 0);
        printf("\n");
    }
}

static void print_record(const showing *self)
{
    const of_dlq_entry *last = self->letter->last;
    printf("letter    ");
    of_dlq_print_bytes(of_bytes_of_text(last->key), 0);
    printf("\nsource    %.*s partition %d offset %" PRId64 "\nkey       ",
           OF_TEXT_ARG(last->as.topic), (int)last->as.partition, last->as.offset);
    of_dlq_print_bytes(self->record.key, 0);
    printf("\n");
    print_headers(self);
    printf("history   failed %" PRId64 " times\n", self->letter->failures);
    for (size_t i = 0; i < self->letter->count; i++) {
        print_entry(&self->letter->entries[i]);
    }
    printf("value     %" PRId64 " bytes", self->value_bytes);
    if ((int64_t)self->record.value.len < self->value_bytes) {
        printf(", of which the first %zu were kept", self->record.value.len);
    }
    printf("%s\n", self->record.value.data == NULL ? ", a tombstone" : "");
    dump(self->record.value);
}

static void print_advice(const showing *self, const of_dlq_reading *reading)
{
    of_text id = of_dlq_id(self->letter);
    bool is_whole = (int64_t)self->record.value.len >= self->value_bytes;
    if (reading->is_read) {
        printf("read now  it can be read\n");
        of_print_buffer(stdout, &reading->facts);
    } else {
        printf("read now  ");
        of_dlq_print_bytes(of_bytes_of_text(of_text_of((const char *)reading->why.data)), 0);
        printf("\n");
    }
    if (!self->letter->is_open) {
        printf("to do     nothing: it was sent again, and is listed again if it fails again\n");
    } else if (!is_whole) {
        printf("to do     send it again from elsewhere, or `orderflow dlq replay %.*s --value "
               "FILE` with all of its bytes\n",
               OF_TEXT_ARG(id));
    } else if (reading->is_read) {
        printf("to do     `orderflow dlq replay %.*s`; if the reason still holds, it comes back\n",
               OF_TEXT_ARG(id));
    } else {
        printf("to do     mend the cause (mapping, schema) and `orderflow dlq replay %.*s`, or its "
               "bytes: `orderflow dlq show %.*s --value FILE`, edit, `orderflow dlq replay %.*s "
               "--value FILE`\n",
               OF_TEXT_ARG(id), OF_TEXT_ARG(id), OF_TEXT_ARG(id));
    }
    if (reading->follows_offset) {
        printf("beware    " OF_DLQ_FOLLOWS_OFFSET "\n");
    }
}

static bool write_value(const showing *self, const char *to)
{
    if ((int64_t)self->record.value.len < self->value_bytes) {
        of_print_error("%s is not written: only the first bytes of the value were kept", to);
        return false;
    }
    if (!of_file_write(to, of_text_of_bytes(self->record.value), true)) {
        of_print_error("%s cannot be written: %s", to, strerror(errno));
        return false;
    }
    printf("          written to %s\n", to);
    return true;
}

static of_status show(showing *self, const char *to, bool *done)
{
    of_dlq_reading reading = {0};
    OF_TRY(of_dlq_source_open(self->parts, &self->source));
    OF_TRY(of_dlq_reader_open(self->parts, &self->reader));
    OF_TRY(take_record(self));
    of_status status = of_dlq_reader_read(self->reader, &self->record, &reading);
    if (of_ok(status)) {
        print_record(self);
        *done = to == NULL || write_value(self, to);
        print_advice(self, &reading);
    }
    of_dlq_reading_free(&reading);
    return status;
}

int of_dlq_show(const of_parts *parts, const char *name, const char *to)
{
    of_dlq_list list;
    showing self = {.parts = parts, .arena = of_arena_new(ARENA_BYTES)};
    bool done = false;
    of_dlq_init(&list);
    of_status status = of_dlq_read(parts, NULL, false, &list);
    if (of_ok(status)) {
        self.letter = of_dlq_find(&list, name);
    }
    if (self.letter != NULL) {
        status = show(&self, to, &done);
    }
    if (!of_ok(status)) {
        of_print_status("dlq show", status);
    }
    if (self.reader != NULL) {
        of_dlq_reader_close(self.reader);
    }
    of_dlq_source_close(&self.source);
    of_arena_free(self.arena);
    of_dlq_free(&list);
    return of_ok(status) && done ? OF_EXIT_OK : OF_EXIT_FAILED;
}
