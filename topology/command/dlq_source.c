/* The record that a dead letter was made of, read again where its topic still has it. */
#include <stdio.h>

#include "topology/base/arena.h"
#include "topology/command/dlq.h"

#define CALL_TIMEOUT_MS 10000
#define POLL_MS         100
/* Polls in a row that bring nothing, after which Kafka is taken for silent. */
#define SILENT_POLLS 100
/* Records that are read over rather than fetched past. */
#define SKIPPED_MAX 10000

static const of_status no_memory = {OF_ABORT, 0, "the memory for one record is full"};

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

static bool is_ahead(const of_dlq_source *source, of_position at)
{
    return source->next.topic == at.topic && source->next.partition == at.partition &&
           source->next.offset <= at.offset && at.offset < source->end &&
           at.offset - source->next.offset <= SKIPPED_MAX;
}

/* *there: the partition still has records from that offset on. */
static of_status go_to(of_dlq_source *source, of_position at, bool *there)
{
    of_partition partition = {.topic = at.topic, .partition = at.partition};
    int64_t low = 0;
    int64_t high = 0;
    *there = is_ahead(source, at);
    if (*there) {
        return OF_OK;
    }
    source->end = 0;
    OF_TRY(of_reader_watermarks(source->reader, partition, &low, &high, CALL_TIMEOUT_MS));
    *there = at.offset >= low && at.offset < high;
    if (*there) {
        OF_TRY(of_reader_assign(source->reader, &at, 1));
        source->next = at;
        source->end = high;
    }
    return OF_OK;
}

static of_status poll_at(of_dlq_source *source, of_position at, of_message *message, bool *found)
{
    of_partition partition = {.topic = at.topic, .partition = at.partition};
    for (int silent = 0; silent < SILENT_POLLS; silent++) {
        OF_TRY(of_reader_poll(source->reader, POLL_MS, message, found));
        OF_TRY(of_reader_position(source->reader, partition, &source->next.offset));
        if (source->next.offset > at.offset) {
            *found = *found && message->offset == at.offset;
            return OF_OK;
        }
        silent = *found ? 0 : silent;
    }
    return OF_RETRY_AS("a topic is not read to its end: a transaction is open, or Kafka is slow");
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
    return full ? no_memory : OF_OK;
}

of_status of_dlq_source_read(of_dlq_source *source, const of_dlq_entry *entry, of_arena *arena,
                             of_message *record, bool *found)
{
    const DeadLetter *letter = &entry->as;
    const char *gone = NULL;
    of_message message = {0};
    of_position at = {.partition = letter->partition, .offset = letter->offset};
    *found = false;
    OF_TRY(of_dlq_source_check(source, letter, &gone));
    if (gone != NULL) {
        return OF_OK;
    }
    (void)topic_of(source, letter, &at.topic);
    OF_TRY(go_to(source, at, found));
    if (*found) {
        OF_TRY(poll_at(source, at, &message, found));
    }
    if (!*found) {
        return OF_OK;
    }
    /* Its topic may have been made anew since. */
    of_text key = of_dead_letter_key(arena, letter->topic, message.key, message.value);
    *found = of_text_equal(key, entry->key);
    return key.data == NULL ? no_memory : *found ? copy(&message, arena, record) : OF_OK;
}
