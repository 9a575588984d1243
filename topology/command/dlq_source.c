/* The record that a dead letter was made of, read again where its topic still has it. */
#include <stdio.h>

#include "topology/base/arena.h"
#include "topology/command/dlq.h"

#define CALL_TIMEOUT_MS 10000
#define POLL_MS         100
/* Polls in a row that bring nothing, after which Kafka is taken for silent. */
#define SILENT_POLLS 100

of_status of_dlq_source_open(const of_parts *parts, of_dlq_source *source)
{
    *source = (of_dlq_source){.parts = parts};
    return of_reader_open(parts->kafka, true, &source->reader);
}

void of_dlq_source_close(of_dlq_source *source)
{
    if (source->reader != NULL) {
        of_reader_close(source->reader);
    }
    *source = (of_dlq_source){0};
}

static const char *topic_of(const of_dlq_source *source, const DeadLetter *letter, int32_t *handle)
{
    char name[OF_TOPIC_NAME_SIZE];
    snprintf(name, sizeof name, "%.*s", OF_TEXT_ARG(letter->topic));
    *handle = of_topic_handle(source->parts->kafka, name);
    return of_topic_name(source->parts->kafka, *handle);
}

of_status of_dlq_source_check(of_dlq_source *source, const DeadLetter *letter, const char **why)
{
    int32_t handle = 0;
    const char *topic = topic_of(source, letter, &handle);
    if (source->topic == NULL || strcmp(source->topic, topic) != 0) {
        OF_TRY(of_topic_describe(source->parts->kafka, topic, &source->facts));
        source->topic = topic;
    }
    *why = !source->facts.exists ? "its topic is gone"
           : letter->partition < 0 || letter->partition >= source->facts.partitions
               ? "its topic has no such partition any more"
               : NULL;
    return OF_OK;
}

static of_status poll_at(of_dlq_source *source, of_position at, int64_t end, of_message *message,
                         bool *found)
{
    of_partition partition = {.topic = at.topic, .partition = at.partition};
    OF_TRY(of_reader_assign(source->reader, &at, 1));
    for (int silent = 0; silent < SILENT_POLLS; silent++) {
        int64_t next = 0;
        OF_TRY(of_reader_poll(source->reader, POLL_MS, message, found));
        if (*found) {
            *found = message->offset == at.offset;
            return OF_OK;
        }
        OF_TRY(of_reader_position(source->reader, partition, &next));
        if (next > at.offset || next >= end) {
            return OF_OK;
        }
    }
    return OF_RETRY_AS("a topic is not read to its end: a transaction is open, or Kafka is slow");
}

/* Its topic may have been made anew since: the letter's key knows topic and bytes. */
static bool is_same(const of_message *message, of_text topic, of_text key)
{
    char expected[OF_TOPIC_NAME_SIZE + 32];
    snprintf(expected, sizeof expected, "%.*s:%08x%08x", OF_TEXT_ARG(topic),
             (unsigned)of_murmur2(message->key), (unsigned)of_murmur2(message->value));
    return of_text_is(key, expected);
}

static of_status copy(const of_message *from, of_arena *arena, of_message *to)
{
    of_header *headers = of_arena_array(arena, from->header_count + 1, sizeof *headers);
    *to = *from;
    to->key = of_arena_bytes(arena, from->key);
    to->value = of_arena_bytes(arena, from->value);
    bool full = headers == NULL || (to->key.data == NULL) != (from->key.data == NULL) ||
                (to->value.data == NULL) != (from->value.data == NULL);
    for (size_t i = 0; i < from->header_count && !full; i++) {
        headers[i] =
            (of_header){.name = of_arena_text(arena, of_text_of(from->headers[i].name)).data,
                        .value = of_arena_bytes(arena, from->headers[i].value)};
        full = headers[i].name == NULL;
    }
    to->headers = headers;
    return full ? OF_ABORT_AS("the memory for one record is full") : OF_OK;
}

of_status of_dlq_source_read(of_dlq_source *source, const of_dlq_entry *entry, of_arena *arena,
                             of_message *record, bool *found)
{
    const DeadLetter *letter = &entry->as;
    const char *gone = NULL;
    int64_t low = 0;
    int64_t high = 0;
    *found = false;
    OF_TRY(of_dlq_source_check(source, letter, &gone));
    if (gone != NULL) {
        return OF_OK;
    }
    of_position at = {.partition = letter->partition, .offset = letter->offset};
    (void)topic_of(source, letter, &at.topic);
    of_partition partition = {.topic = at.topic, .partition = at.partition};
    OF_TRY(of_reader_watermarks(source->reader, partition, &low, &high, CALL_TIMEOUT_MS));
    if (at.offset < low || at.offset >= high) {
        return OF_OK;
    }
    of_message message = {0};
    OF_TRY(poll_at(source, at, high, &message, found));
    *found = *found && is_same(&message, letter->topic, entry->key);
    return *found ? copy(&message, arena, record) : OF_OK;
}
