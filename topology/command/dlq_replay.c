/* Sends dead letters again, to where they were read, each case once.
 *
 * What is sent and the log's entry that says so go in one transaction: whoever is killed leaves
 * both or neither. All replays of an application share one transactional id, so that a second
 * command ends what the first one left open, and fences one that still runs, before it reads the
 * log; what the log then says, read to its very end, is all that was ever sent. Writing the entry
 * before the record could lose it, writing it behind could send the record twice. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "avro/registry/wire.h"
#include "topology/base/arena.h"
#include "topology/base/file.h"
#include "topology/base/memory.h"
#include "topology/base/time.h"
#include "topology/command/dlq.h"

#define CALL_TIMEOUT_MS 30000
#define VALUE_BYTES_MAX ((size_t)16 << 20)
#define ARENA_BYTES     ((size_t)256 << 20)
/* A transaction holds up the readers of its partitions: few letters, made ready before it begins.
 */
#define BATCH_LETTERS 100
#define BATCH_BYTES   ((size_t)8 << 20)
#define REPLAY_HEADER "replay_id"

/* One to be sent again. */
typedef struct chosen {
    const of_dlq_letter *letter;
    char replay_id[OF_DLQ_REPLAY_ID_SIZE];
    bool by_name;
} chosen;

/* Ready to be sent, in the batch's arena. */
typedef struct ready {
    const chosen *of;
    of_outgoing record;
    of_outgoing entry;
} ready;

typedef struct replaying {
    const of_parts *parts;
    const of_dlq_request *request;
    of_dlq_list list;
    chosen *chosen; /* by place in the log */
    size_t chosen_count;
    of_buffer value; /* given */
    of_producer *producer;
    of_dlq_source source;
    of_dlq_reader *reader;
    of_dlq_reading reading;
    int32_t schema;
    of_arena *arena;
    ready batch[BATCH_LETTERS];
    size_t batch_count;
    of_buffer encoded;
    int64_t sent, repeated, left;
} replaying;

/* Of an empty file: an empty value, and no tombstone. */
static of_bytes given_value(const replaying *self)
{
    of_bytes value = of_buffer_bytes(&self->value);
    value.data = value.data == NULL ? (const uint8_t *)"" : value.data;
    return value;
}

/* ---- choosing ---- */

/* A letter that was sent again with these bytes already is said to be, and not sent. */
static void choose(replaying *self, const of_dlq_letter *letter, bool by_name)
{
    chosen one = {.letter = letter, .by_name = by_name};
    bool given = self->request->value != NULL;
    of_dlq_replay_id(letter, given ? of_dlq_hash(given_value(self)) : letter->last->value_hash,
                     one.replay_id);
    const of_dlq_entry *before = of_dlq_replayed(letter, one.replay_id);
    if (before != NULL) {
        char time[OF_TIME_TEXT_SIZE];
        of_time_format(before->as.replayed_at.value, time);
        printf("%.*s  was replayed as %s at %s: nothing to do\n", OF_TEXT_ARG(of_dlq_id(letter)),
               one.replay_id, time);
        self->repeated++;
        return;
    }
    self->chosen[self->chosen_count++] = one;
}

static int by_place(const void *a, const void *b)
{
    const of_dlq_entry *left = ((const chosen *)a)->letter->last;
    const of_dlq_entry *right = ((const chosen *)b)->letter->last;
    int order = (left->partition > right->partition) - (left->partition < right->partition);
    return order != 0 ? order : (left->offset > right->offset) - (left->offset < right->offset);
}

/* False after saying on stderr which name is not one. */
static bool choose_all(replaying *self)
{
    const of_dlq_request *request = self->request;
    bool named = true;
    self->chosen =
        of_new_array(self->list.letter_count + request->name_count + 1, sizeof *self->chosen);
    for (size_t i = 0; i < request->name_count; i++) {
        const of_dlq_letter *letter = of_dlq_find(&self->list, request->names[i]);
        bool twice = false;
        for (size_t k = 0; k < self->chosen_count; k++) {
            twice |= self->chosen[k].letter == letter;
        }
        named &= letter != NULL;
        if (letter != NULL && !twice) {
            choose(self, letter, true);
        }
    }
    for (size_t i = 0; request->name_count == 0 && i < self->list.letter_count; i++) {
        const of_dlq_letter *letter = &self->list.letters[i];
        if (letter->is_open && of_dlq_passes(letter, &request->filter)) {
            choose(self, letter, false);
        }
    }
    qsort(self->chosen, self->chosen_count, sizeof *self->chosen, by_place);
    return named;
}

static const chosen *chosen_at(const replaying *self, const of_message *message)
{
    of_dlq_entry place = {.partition = message->partition, .offset = message->offset};
    of_dlq_letter letter = {.last = &place};
    chosen wanted = {.letter = &letter};
    return bsearch(&wanted, self->chosen, self->chosen_count, sizeof *self->chosen, by_place);
}

/* ---- sending ---- */

static of_status send_batch(replaying *self, size_t *refused)
{
    OF_TRY(of_producer_begin(self->producer));
    for (size_t i = 0; i < self->batch_count; i++) {
        *refused = i;
        OF_TRY(of_producer_send(self->producer, &self->batch[i].record));
        OF_TRY(of_producer_send(self->producer, &self->batch[i].entry));
    }
    return of_producer_commit(self->producer, CALL_TIMEOUT_MS);
}

static void leave(replaying *self, const chosen *one, const char *why)
{
    fflush(stdout);
    of_print_error("%.*s is not sent: %s", OF_TEXT_ARG(of_dlq_id(one->letter)), why);
    self->left++;
}

static void tell(const ready *one, const char *what)
{
    const DeadLetter *letter = &one->of->letter->last->as;
    printf("%.*s  %s to %.*s partition %d as %s\n", OF_TEXT_ARG(of_dlq_id(one->of->letter)), what,
           OF_TEXT_ARG(letter->topic), (int)letter->partition, one->of->replay_id);
}

static of_status flush(replaying *self)
{
    while (self->batch_count > 0) {
        size_t refused = 0;
        of_status status = send_batch(self, &refused);
        if (of_ok(status)) {
            break;
        }
        if (status.remedy == OF_FATAL) {
            return status;
        }
        OF_TRY(of_producer_abort(self->producer, CALL_TIMEOUT_MS));
        if (status.remedy != OF_SKIP) {
            return status;
        }
        /* One record is refused, and dooms the transaction: the others go without it. */
        leave(self, self->batch[refused].of, status.what);
        self->batch_count--;
        memmove(&self->batch[refused], &self->batch[refused + 1],
                (self->batch_count - refused) * sizeof *self->batch);
    }
    for (size_t i = 0; i < self->batch_count; i++) {
        tell(&self->batch[i], "sent");
    }
    fflush(stdout);
    self->sent += (int64_t)self->batch_count;
    self->batch_count = 0;
    of_arena_reset(self->arena);
    return OF_OK;
}

/* ---- making ready ---- */

static of_status set_headers(replaying *self, const chosen *one, const of_message *original,
                             of_outgoing *record)
{
    of_header *headers = of_arena_array(self->arena, original->header_count + 1, sizeof *headers);
    if (headers == NULL) {
        return OF_ABORT_AS("the memory of the letters is full");
    }
    size_t count = 0;
    for (size_t i = 0; i < original->header_count; i++) {
        if (strcmp(original->headers[i].name, REPLAY_HEADER) != 0) {
            headers[count++] = original->headers[i];
        }
    }
    headers[count++] =
        (of_header){.name = REPLAY_HEADER, .value = of_bytes_of_text(of_text_of(one->replay_id))};
    record->headers = headers;
    record->header_count = count;
    return OF_OK;
}

/* The letter again, with what became of it. */
static of_status make_entry(replaying *self, const chosen *one, const DeadLetter *letter,
                            of_outgoing *entry)
{
    const of_dlq_entry *last = one->letter->last;
    DeadLetter told = *letter;
    told.offset = one->letter->began;
    told.replay_id = of_text_of(one->replay_id);
    told.replayed_at.present = true;
    told.replayed_at.value = of_clock_now_ms(&of_wall_clock);
    told.replayed_by = of_text_of(self->request->actor);
    of_buffer_clear(&self->encoded);
    OF_TRY(of_wire_encode(self->schema, &of_DeadLetter_type, &told, &self->encoded));
    *entry = (of_outgoing){
        .topic = of_topic_handle(self->parts->kafka, OF_DEAD_LETTER_TOPIC),
        .partition = last->partition, /* behind its failure, so that the log's order tells */
        .timestamp_ms = told.replayed_at.value,
        .key = of_bytes_of_text(last->key),
        .value = of_arena_bytes(self->arena, of_buffer_bytes(&self->encoded))};
    return entry->value.data == NULL ? OF_ABORT_AS("the memory of the letters is full") : OF_OK;
}

/* The original, of which `letter` has what fits. *why: it cannot be sent; else NULL. */
static of_status take_original(replaying *self, const chosen *one, const DeadLetter *letter,
                               of_message *original, const char **why)
{
    const of_dlq_entry *last = one->letter->last;
    bool found = false;
    char topic[OF_TOPIC_NAME_SIZE];
    OF_TRY(of_dlq_source_check(&self->source, letter, why));
    if (*why != NULL) {
        return OF_OK;
    }
    OF_TRY(of_dlq_source_read(&self->source, last, self->arena, original, &found));
    if (!found) {
        snprintf(topic, sizeof topic, "%.*s", OF_TEXT_ARG(letter->topic));
        *original = (of_message){.topic = of_topic_handle(self->parts->kafka, topic),
                                 .partition = letter->partition,
                                 .offset = letter->offset,
                                 .timestamp_ms = letter->at,
                                 .key = of_arena_bytes(self->arena, letter->key),
                                 .value = of_arena_bytes(self->arena, letter->value)};
    }
    if (self->request->value != NULL) {
        original->value = given_value(self);
    } else if (!found && (int64_t)letter->value.len < letter->value_bytes) {
        *why = "only its first bytes were kept, and its topic has the record no more: give all of "
               "them with --value FILE";
    }
    return OF_OK;
}

/* NULL: nothing speaks against sending it. */
static const char *objection(const replaying *self, const chosen *one)
{
    if (!self->reading.is_read) {
        return (const char *)self->reading.why.data;
    }
    if (self->reading.follows_offset && !one->by_name) {
        return OF_DLQ_FOLLOWS_OFFSET "; name it to send it all the same";
    }
    return NULL;
}

static of_status make_ready(replaying *self, const chosen *one, const DeadLetter *letter)
{
    ready made = {.of = one};
    of_message original = {0};
    of_arena_mark mark = of_arena_save(self->arena);
    const char *why = NULL;
    OF_TRY(take_original(self, one, letter, &original, &why));
    if (why == NULL) {
        OF_TRY(of_dlq_reader_read(self->reader, &original, &self->reading));
        why = objection(self, one);
    }
    if (why != NULL) {
        leave(self, one, why);
        of_arena_rewind(self->arena, mark);
        return OF_OK;
    }
    if (self->reading.follows_offset) {
        of_print_error("%.*s: %s", OF_TEXT_ARG(of_dlq_id(one->letter)), OF_DLQ_FOLLOWS_OFFSET);
    }
    made.record = (of_outgoing){.topic = original.topic,
                                .partition = original.partition,
                                .timestamp_ms =
                                    original.timestamp_ms < 0 ? letter->at : original.timestamp_ms,
                                .key = original.key,
                                .value = original.value};
    OF_TRY(set_headers(self, one, &original, &made.record));
    OF_TRY(make_entry(self, one, letter, &made.entry));
    if (self->request->dry_run) {
        tell(&made, "would be sent");
        of_print_buffer(stdout, &self->reading.facts);
        self->sent++;
        of_arena_rewind(self->arena, mark);
        return OF_OK;
    }
    self->batch[self->batch_count++] = made;
    return self->batch_count == BATCH_LETTERS || of_arena_used(self->arena) >= BATCH_BYTES
               ? flush(self)
               : OF_OK;
}

static of_status on_record(void *state, const of_message *message, const void *record)
{
    replaying *self = state;
    const chosen *one = chosen_at(self, message);
    return one == NULL ? OF_OK : make_ready(self, one, record);
}

/* ---- the whole of it ---- */

static of_status open_producer(replaying *self)
{
    char id[256];
    snprintf(id, sizeof id, "%s-dlq", self->parts->layout.app);
    of_producer_options options = {.transactional_id = id};
    OF_TRY(of_producer_open(self->parts->kafka, &options, &self->producer));
    return of_producer_init(self->producer, CALL_TIMEOUT_MS);
}

static of_status open_all(replaying *self)
{
    if (!self->request->dry_run) {
        OF_TRY(open_producer(self));
    }
    OF_TRY(of_registry_register(self->parts->registry, OF_DEAD_LETTER_TOPIC "-value",
                                of_DeadLetter_type.schema_text, &self->schema));
    OF_TRY(of_dlq_source_open(self->parts, &self->source));
    return of_dlq_reader_open(self->parts, &self->reader);
}

static of_status replay(replaying *self, bool *named)
{
    const of_dlq_request *request = self->request;
    OF_TRY(open_all(self));
    OF_TRY(of_dlq_read(self->parts, request->filter.topic, true, &self->list));
    *named = choose_all(self);
    if (!*named || self->chosen_count == 0) {
        return OF_OK;
    }
    of_topic_log log = {.parts = self->parts,
                        .topic = OF_DEAD_LETTER_TOPIC,
                        .type = &of_DeadLetter_type,
                        .partition = -1};
    OF_TRY(of_topic_log_read(&log, on_record, self));
    return flush(self);
}

static void close_all(replaying *self)
{
    if (self->producer != NULL) {
        of_producer_close(self->producer);
    }
    if (self->reader != NULL) {
        of_dlq_reader_close(self->reader);
    }
    of_dlq_source_close(&self->source);
    of_dlq_reading_free(&self->reading);
    of_arena_free(self->arena);
    of_buffer_free(&self->encoded);
    of_buffer_free(&self->value);
    of_dlq_free(&self->list);
    of_delete(self->chosen);
}

static int end(replaying *self, of_status status, bool named)
{
    if (!of_ok(status)) {
        of_print_status("dlq replay", status);
        of_print_error("ask again: what was sent is not sent twice");
        return OF_EXIT_FAILED;
    }
    if (!named) {
        return OF_EXIT_FAILED;
    }
    printf("%" PRId64 " %s, %" PRId64 " replayed before, %" PRId64 " not sent\n", self->sent,
           self->request->dry_run ? "would be sent" : "sent", self->repeated, self->left);
    return self->left == 0 ? OF_EXIT_OK : OF_EXIT_FAILED;
}

int of_dlq_replay(const of_parts *parts, const of_dlq_request *request)
{
    replaying *self = of_new(sizeof *self);
    *self = (replaying){.parts = parts, .request = request, .arena = of_arena_new(ARENA_BYTES)};
    of_dlq_init(&self->list);
    bool named = false;
    int code = OF_EXIT_USAGE;
    if (request->value != NULL && !of_file_read(request->value, VALUE_BYTES_MAX, &self->value)) {
        of_print_error("%s cannot be read, or is longer than 16 MiB", request->value);
    } else {
        of_status status = replay(self, &named);
        code = end(self, status, named);
    }
    close_all(self);
    of_delete(self);
    return code;
}
