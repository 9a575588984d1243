/* Dead letters as their log tells them: which failed, how often, and which were sent again. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "topology/base/arena.h"
#include "topology/base/memory.h"
#include "topology/command/dlq.h"

#define LIST_BYTES_MAX ((size_t)1 << 30)
#define ID_DIGITS      16

/* FNV-1a, 64 bits. */
#define HASH_BASIS 0xcbf29ce484222325u
#define HASH_PRIME 0x100000001b3u

static uint64_t mix(uint64_t hash, of_bytes bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        hash = (hash ^ bytes.data[i]) * HASH_PRIME;
    }
    return hash;
}

uint64_t of_dlq_hash(of_bytes value)
{
    static const uint8_t absent = 0;
    uint64_t hash = mix(HASH_BASIS, value);
    return value.data == NULL ? mix(hash, (of_bytes){.data = &absent, .len = 1}) : hash;
}

/* ---- reading ---- */

void of_dlq_init(of_dlq_list *list)
{
    *list = (of_dlq_list){.arena = of_arena_new(LIST_BYTES_MAX)};
}

void of_dlq_free(of_dlq_list *list)
{
    of_arena_free(list->arena);
    of_delete(list->entries);
    of_delete(list->letters);
    *list = (of_dlq_list){0};
}

of_status of_dlq_keep(of_dlq_list *list, const of_message *message, const DeadLetter *record)
{
    if (list->entry_count == list->entry_capacity) {
        list->entry_capacity = list->entry_capacity == 0 ? 256 : list->entry_capacity * 2;
        list->entries = of_renew(list->entries, list->entry_capacity * sizeof *list->entries);
    }
    DeadLetter head = *record;
    head.value = (of_bytes){0};
    of_dlq_entry *entry = &list->entries[list->entry_count];
    *entry = (of_dlq_entry){.key = of_arena_text(list->arena, of_text_of_bytes(message->key)),
                            .value_hash = of_dlq_hash(record->value),
                            .partition = message->partition,
                            .offset = message->offset};
    if (entry->key.data == NULL ||
        !of_ok(of_record_copy(&of_DeadLetter_type, &head, &entry->as, list->arena))) {
        return OF_ABORT_AS("there are too many dead letters to hold in memory: ask for those of "
                           "one --topic");
    }
    list->entry_count++;
    return OF_OK;
}

typedef struct collecting {
    of_dlq_list *list;
    const char *topic;
} collecting;

static of_status on_record(void *state, const of_message *message, const void *record)
{
    const collecting *self = state;
    const DeadLetter *letter = record;
    bool wanted = self->topic == NULL || of_text_is(letter->topic, self->topic);
    return wanted ? of_dlq_keep(self->list, message, letter) : OF_OK;
}

of_status of_dlq_read(const of_parts *parts, const char *topic, bool settled, of_dlq_list *list)
{
    of_topic_log log = {.parts = parts,
                        .topic = OF_DEAD_LETTER_TOPIC,
                        .type = &of_DeadLetter_type,
                        .partition = -1,
                        .settled = settled};
    collecting self = {.list = list, .topic = topic};
    OF_TRY(of_topic_log_read(&log, on_record, &self));
    of_dlq_fold(list);
    return OF_OK;
}

/* ---- folding ---- */

static int by_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_letter(const of_dlq_entry *left, const of_dlq_entry *right)
{
    int order = of_bytes_compare(of_bytes_of_text(left->key), of_bytes_of_text(right->key));
    if (order == 0) {
        order = by_number(left->as.partition, right->as.partition);
    }
    return order != 0
               ? order
               : (left->value_hash > right->value_hash) - (left->value_hash < right->value_hash);
}

static int by_letter_and_place(const void *a, const void *b)
{
    const of_dlq_entry *left = a;
    const of_dlq_entry *right = b;
    int order = by_letter(left, right);
    return order != 0 ? order : by_number(left->offset, right->offset);
}

static int by_time(const void *a, const void *b)
{
    const of_dlq_entry *left = ((const of_dlq_letter *)a)->last;
    const of_dlq_entry *right = ((const of_dlq_letter *)b)->last;
    int order = by_number(left->as.at, right->as.at);
    return order != 0 ? order : by_letter_and_place(left, right);
}

static void add_entry(of_dlq_letter *letter, const of_dlq_entry *entry)
{
    letter->count++;
    letter->last = entry;
    if (entry->as.replay_id.data != NULL) {
        letter->is_open = false;
        letter->began = entry->as.offset; /* though the failure itself be gone from the log */
        return;
    }
    letter->failures++;
    letter->began = letter->is_open ? letter->began : entry->as.offset;
    letter->is_open = true;
}

void of_dlq_fold(of_dlq_list *list)
{
    of_delete(list->letters);
    list->letters = of_new_array(list->entry_count + 1, sizeof *list->letters);
    list->letter_count = 0;
    if (list->entry_count == 0) {
        return;
    }
    qsort(list->entries, list->entry_count, sizeof *list->entries, by_letter_and_place);
    for (size_t i = 0; i < list->entry_count; i++) {
        const of_dlq_entry *entry = &list->entries[i];
        if (i == 0 || by_letter(&list->entries[i - 1], entry) != 0) {
            list->letters[list->letter_count++] = (of_dlq_letter){.entries = entry};
        }
        add_entry(&list->letters[list->letter_count - 1], entry);
    }
    qsort(list->letters, list->letter_count, sizeof *list->letters, by_time);
}

/* ---- choosing ---- */

static bool contains(of_text text, const char *part)
{
    size_t len = strlen(part);
    for (size_t i = 0; i + len <= text.len; i++) {
        if (memcmp(text.data + i, part, len) == 0) {
            return true;
        }
    }
    return false;
}

bool of_dlq_passes(const of_dlq_letter *letter, const of_dlq_filter *filter)
{
    const DeadLetter *last = &letter->last->as;
    return (filter->topic == NULL || of_text_is(last->topic, filter->topic)) &&
           (filter->reason == NULL || contains(last->reason, filter->reason)) &&
           last->at >= filter->since_ms;
}

of_text of_dlq_id(const of_dlq_letter *letter)
{
    of_text key = letter->last->key;
    size_t skipped = key.len > ID_DIGITS ? key.len - ID_DIGITS : 0;
    return (of_text){.data = key.data + skipped, .len = key.len - skipped};
}

static bool is_place(const of_dlq_entry *entry, const char *name)
{
    char place[OF_TOPIC_NAME_SIZE + 40];
    snprintf(place, sizeof place, "%.*s/%d/%" PRId64, OF_TEXT_ARG(entry->as.topic),
             (int)entry->as.partition, entry->as.offset);
    return strcmp(place, name) == 0;
}

bool of_dlq_is_named(const of_dlq_letter *letter, const char *name)
{
    bool is_named = of_text_is(of_dlq_id(letter), name) || of_text_is(letter->last->key, name);
    for (size_t i = 0; i < letter->count && !is_named && strchr(name, '/') != NULL; i++) {
        is_named = is_place(&letter->entries[i], name);
    }
    return is_named;
}

const of_dlq_letter *of_dlq_find(const of_dlq_list *list, const char *name)
{
    const of_dlq_letter *found = NULL;
    size_t count = 0;
    for (size_t i = 0; i < list->letter_count; i++) {
        if (of_dlq_is_named(&list->letters[i], name)) {
            found = &list->letters[i];
            count++;
        }
    }
    if (count == 0) {
        of_print_error("there is no dead letter %s: `orderflow dlq list` tells which there are",
                       name);
    } else if (count > 1) {
        of_print_error("%zu dead letters are named %s: name one by TOPIC/PARTITION/OFFSET, as "
                       "`orderflow dlq list` shows it",
                       count, name);
    }
    return count == 1 ? found : NULL;
}

/* ---- replays ---- */

void of_dlq_replay_id(const of_dlq_letter *letter, uint64_t value_hash,
                      char out[OF_DLQ_REPLAY_ID_SIZE])
{
    char text[96];
    int len = snprintf(text, sizeof text, "%d/%" PRId64 "/%016" PRIx64,
                       (int)letter->last->as.partition, letter->began, value_hash);
    of_bytes bytes = {.data = (const uint8_t *)text, .len = (size_t)len};
    snprintf(out, OF_DLQ_REPLAY_ID_SIZE, "%.*s-%016" PRIx64, OF_TEXT_ARG(of_dlq_id(letter)),
             mix(HASH_BASIS, bytes));
}

const of_dlq_entry *of_dlq_replayed(const of_dlq_letter *letter, const char *replay_id)
{
    for (size_t i = 0; i < letter->count; i++) {
        if (of_text_is(letter->entries[i].as.replay_id, replay_id)) {
            return &letter->entries[i];
        }
    }
    return NULL;
}
