/* Dead letters: what their log says of them, and that each case is sent again once, wherever the
 * command dies. */
/* rows: R63 R64 */
#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdio.h>
#include <unistd.h>

#include "avro/codec/json.h"
#include "avro/registry/wire.h"
#include "tests/embedded/bed.h"
#include "topology/base/arena.h"
#include "topology/base/memory.h"
#include "topology/command/dlq.h"

#define PARTITIONS 4
#define SOURCE     "canon.order"
#define RECORD_MAX 400

/* ---- a log of letters ---- */

typedef struct world {
    of_bed bed;
    of_kafka *outside;
    of_producer *feed;
    of_registry *registry;
    of_arena *arena;
    of_config config;
    int32_t line_schema;
    int32_t letter_schema;
} world;

static void hush(void)
{
    cr_redirect_stdout();
    cr_redirect_stderr();
}

static void open_world(world *self, uint64_t seed)
{
    char error[256];
    *self = (world){.arena = of_arena_new((size_t)256 << 20)};
    bed_open(&self->bed, seed, false);
    self->outside = of_embedded_client(self->bed.log);
    make_topic(self->outside, SOURCE, PARTITIONS, OF_CLEANUP_DELETE);
    make_topic(self->outside, OF_DEAD_LETTER_TOPIC, PARTITIONS, OF_CLEANUP_DELETE);
    MUST(of_registry_open(&(of_registry_options){0}, &self->registry, error, sizeof error));
    MUST(of_registry_register(self->registry, "a", of_OrderLine_type.schema_text,
                              &self->line_schema));
    MUST(of_registry_register(self->registry, OF_DEAD_LETTER_TOPIC "-value",
                              of_DeadLetter_type.schema_text, &self->letter_schema));
    MUST(of_producer_open(self->outside, &(of_producer_options){0}, &self->feed));
}

static void close_world(world *self)
{
    of_producer_close(self->feed);
    of_kafka_close(self->outside);
    of_registry_close(self->registry);
    bed_close(&self->bed);
    of_arena_free(self->arena);
}

static void put(world *self, const char *topic, of_outgoing record)
{
    record.topic = of_topic_handle(self->outside, topic);
    MUST(of_producer_send(self->feed, &record));
    MUST(of_producer_flush(self->feed, 0));
}

/* A record that decodes and fits its key. */
static of_bytes line_of(world *self, const char *order)
{
    char error[256] = "";
    char json[256];
    OrderLine line;
    of_buffer out = {0};
    snprintf(json, sizeof json,
             "{\"source\":{\"system\":\"erp\",\"table\":\"t\",\"row\":\"%s\",\"position\":1},"
             "\"order\":\"%s\",\"line\":\"1\"}",
             order, order);
    MUST(of_record_from_json(&of_OrderLine_type, of_text_of(json), self->arena, &line, error,
                             sizeof error));
    MUST(of_wire_encode(self->line_schema, &of_OrderLine_type, &line, &out));
    of_bytes bytes = of_arena_bytes(self->arena, of_buffer_bytes(&out));
    of_buffer_free(&out);
    return bytes;
}

/* As the engine writes it. */
static void put_letter(world *self, DeadLetter letter, of_bytes whole)
{
    char key[80];
    of_buffer out = {0};
    letter.topic = OF_TEXT(SOURCE);
    letter.value_bytes = (int64_t)whole.len;
    letter.reason = OF_TEXT("a test says so");
    letter.at = self->bed.manual.now_ms;
    snprintf(key, sizeof key, SOURCE ":%08x%08x", (unsigned)of_murmur2(letter.key),
             (unsigned)of_murmur2(whole));
    MUST(of_wire_encode(self->letter_schema, &of_DeadLetter_type, &letter, &out));
    put(self, OF_DEAD_LETTER_TOPIC,
        (of_outgoing){.partition = letter.partition % PARTITIONS,
                      .timestamp_ms = letter.at,
                      .key = of_bytes_of_text(of_text_of(key)),
                      .value = of_buffer_bytes(&out)});
    of_buffer_free(&out);
}

/* The record of an order that failed at an offset, which the topic need not have. */
static of_bytes fail_at(world *self, const char *order, int64_t offset)
{
    of_bytes value = line_of(self, order);
    of_bytes key = of_bytes_of_text(of_text_of(order));
    put_letter(self,
               (DeadLetter){.partition = of_partition_of_key(key, PARTITIONS),
                            .offset = offset,
                            .key = key,
                            .value = value},
               value);
    return value;
}

/* ---- what was sent ---- */

typedef struct seen {
    of_text replay_id;
    of_text key;
    of_bytes value;
    of_text trace;
    int32_t partition;
    int64_t timestamp_ms;
} seen;

typedef struct records {
    seen items[RECORD_MAX];
    size_t count;
} records;

static void take(world *self, records *to, const of_message *message)
{
    cr_assert_lt(to->count, RECORD_MAX);
    seen *one = &to->items[to->count++];
    *one = (seen){.partition = message->partition,
                  .timestamp_ms = message->timestamp_ms,
                  .key = of_arena_text(self->arena, of_text_of_bytes(message->key)),
                  .value = of_arena_bytes(self->arena, message->value)};
    for (size_t i = 0; i < message->header_count; i++) {
        of_text value = of_arena_text(self->arena, of_text_of_bytes(message->headers[i].value));
        *(strcmp(message->headers[i].name, "replay_id") == 0 ? &one->replay_id : &one->trace) =
            value;
    }
}

/* All committed records of a topic that have a replay id. */
static records *replayed(world *self)
{
    records *found = of_arena_alloc(self->arena, sizeof *found);
    of_position from[PARTITIONS];
    of_reader *reader = NULL;
    for (int32_t i = 0; i < PARTITIONS; i++) {
        from[i] = (of_position){.topic = of_topic_handle(self->outside, SOURCE), .partition = i};
    }
    MUST(of_reader_open(self->outside, true, &reader));
    MUST(of_reader_assign(reader, from, PARTITIONS));
    for (int quiet = 0; quiet < 10;) {
        of_message message = {0};
        bool is_found = false;
        MUST(of_reader_poll(reader, 0, &message, &is_found));
        quiet = is_found ? 0 : quiet + 1;
        if (is_found) {
            take(self, found, &message);
            found->count -= found->items[found->count - 1].replay_id.data == NULL;
        }
    }
    of_reader_close(reader);
    return found;
}

static void each_once(const records *found, size_t expected)
{
    cr_assert_eq(found->count, expected, "%zu sent, expected %zu", found->count, expected);
    for (size_t i = 0; i < found->count; i++) {
        for (size_t k = 0; k < i; k++) {
            cr_assert(!of_text_equal(found->items[i].replay_id, found->items[k].replay_id));
            cr_assert(!of_text_equal(found->items[i].key, found->items[k].key));
        }
    }
}

static of_parts parts_of(world *self, of_kafka *client)
{
    return (of_parts){.config = &self->config,
                      .kafka = client,
                      .registry = self->registry,
                      .layout = {.app = "test", .partitions = PARTITIONS}};
}

/* The command, as a process of its own that may crash at a call. */
typedef struct gate {
    const char *call; /* NULL: any */
    int64_t left;     /* calls of it that still pass */
    bool is_reached;
} gate;

static bool pass(void *state, const char *call, int64_t number)
{
    gate *self = state;
    (void)number;
    if (self->call != NULL && strcmp(self->call, call) != 0) {
        return true;
    }
    self->is_reached |= self->left == 0;
    return self->left-- > 0;
}

static int ask(world *self, const of_dlq_request *request, gate *at)
{
    of_kafka *client = of_embedded_client(self->bed.log);
    of_parts parts = parts_of(self, client);
    of_dlq_request asked = *request;
    asked.actor = "test";
    if (at != NULL) {
        of_embedded_set_gate(client, pass, at);
    }
    int code = of_dlq_replay(&parts, &asked);
    of_kafka_close(client);
    return code;
}

static int ask_all(world *self)
{
    return ask(self, &(of_dlq_request){.filter = OF_DLQ_NO_FILTER}, NULL);
}

static int ask_one(world *self, const char *name, const char *value)
{
    return ask(self,
               &(of_dlq_request){
                   .names = &name, .name_count = 1, .filter = OF_DLQ_NO_FILTER, .value = value},
               NULL);
}

static size_t open_letters(world *self)
{
    of_parts parts = parts_of(self, self->outside);
    of_dlq_list list;
    size_t open = 0;
    of_dlq_init(&list);
    MUST(of_dlq_read(&parts, NULL, true, &list));
    for (size_t i = 0; i < list.letter_count; i++) {
        open += list.letters[i].is_open;
    }
    of_dlq_free(&list);
    return open;
}

/* ---- folding ---- */

static void keep(of_dlq_list *list, const char *key, int64_t log_offset, DeadLetter letter)
{
    letter.topic = OF_TEXT("t");
    letter.reason = letter.reason.data == NULL ? OF_TEXT("why") : letter.reason;
    MUST(of_dlq_keep(list,
                     &(of_message){.partition = letter.partition,
                                   .offset = log_offset,
                                   .key = of_bytes_of_text(of_text_of(key))},
                     &letter));
}

#define KEY_A "t:00000000000000aa"
#define KEY_B "t:00000000000000bb"

static const of_bytes some = {.data = (const uint8_t *)"some", .len = 4};
static const of_bytes other = {.data = (const uint8_t *)"other", .len = 5};

/* Any history: open when it failed last, and one case from the first failure to the next replay. */
Test(dlq, the_log_tells_how_a_letter_stands)
{
    uint64_t random = 5;
    for (int round = 0; round < 500; round++) {
        of_dlq_list list;
        int64_t failures = 0;
        int64_t began = -1;
        bool is_open = false;
        of_dlq_init(&list);
        size_t count = 1 + next_random(&random) % 8;
        for (size_t i = 0; i < count; i++) {
            bool fails = began < 0 || next_random(&random) % 2 == 0;
            int64_t source = (int64_t)i * 10;
            began = fails && !is_open ? source : began;
            keep(&list, KEY_A, (int64_t)i,
                 (DeadLetter){.offset = fails ? source : began,
                              .value = some,
                              .replay_id = fails ? (of_text){0} : OF_TEXT("r")});
            keep(&list, KEY_B, (int64_t)(i + count), (DeadLetter){.offset = source});
            failures += fails;
            is_open = fails;
        }
        of_dlq_fold(&list);
        cr_assert_eq(list.letter_count, 2);
        size_t at = of_text_is(list.letters[0].last->key, KEY_A) ? 0 : 1;
        cr_assert_eq(list.letters[at].is_open, is_open);
        cr_assert_eq(list.letters[at].failures, failures);
        cr_assert_eq(list.letters[at].began, began);
        cr_assert_eq(list.letters[1 - at].began, 0);
        of_dlq_free(&list);
    }
}

Test(dlq, an_id_names_one_letter_or_none)
{
    hush();
    of_dlq_list list;
    of_dlq_init(&list);
    keep(&list, KEY_A, 0, (DeadLetter){.offset = 5, .value = some, .at = 2});
    keep(&list, KEY_B, 1, (DeadLetter){.offset = 6, .value = some, .at = 1});
    of_dlq_fold(&list);
    cr_assert_eq(list.letter_count, 2);
    cr_assert(of_text_is(list.letters[1].last->key, KEY_A), "the newest is last");
    cr_assert_eq(of_dlq_find(&list, "00000000000000aa"), &list.letters[1]);
    cr_assert_eq(of_dlq_find(&list, KEY_B), &list.letters[0]);
    cr_assert_eq(of_dlq_find(&list, "t/0/5"), &list.letters[1]);
    cr_assert_null(of_dlq_find(&list, "t/0/7"));
    cr_assert_null(of_dlq_find(&list, "aa"));
    cr_assert_null(of_dlq_find(&list, ""));
    of_dlq_free(&list);
}

/* 64 bits of hash are not the bytes: neither hides the other. */
Test(dlq, letters_that_share_a_key_are_told_apart)
{
    hush();
    of_dlq_list list;
    of_dlq_init(&list);
    keep(&list, KEY_A, 0, (DeadLetter){.offset = 5, .value = some});
    keep(&list, KEY_A, 1, (DeadLetter){.offset = 6, .value = other});
    keep(&list, KEY_A, 0, (DeadLetter){.partition = 1, .offset = 7, .value = other});
    of_dlq_fold(&list);
    cr_assert_eq(list.letter_count, 3);
    cr_assert_null(of_dlq_find(&list, "00000000000000aa"));
    cr_assert_not_null(of_dlq_find(&list, "t/0/5"));
    cr_assert_neq(of_dlq_find(&list, "t/0/6"), of_dlq_find(&list, "t/1/7"));
    of_dlq_free(&list);
}

Test(dlq, a_replay_id_is_of_one_case_and_its_bytes)
{
    of_dlq_entry entry = {.key = OF_TEXT(KEY_A)};
    of_dlq_entry elsewhere = {.key = OF_TEXT(KEY_A), .as = {.partition = 1}};
    of_dlq_letter letters[] = {{.last = &entry, .began = 3},
                               {.last = &entry, .began = 4},
                               {.last = &elsewhere, .began = 3}};
    of_bytes empty = {.data = some.data};
    uint64_t values[] = {of_dlq_hash(some), of_dlq_hash(other), of_dlq_hash(empty),
                         of_dlq_hash((of_bytes){0})};
    char ids[12][OF_DLQ_REPLAY_ID_SIZE];
    for (size_t i = 0; i < 12; i++) {
        of_dlq_replay_id(&letters[i / 4], values[i % 4], ids[i]);
        for (size_t k = 0; k < i; k++) {
            cr_assert_str_neq(ids[i], ids[k]);
        }
    }
    /* They stand in logs: a release that made others would send everything once more. */
    cr_assert_str_eq(ids[0], "00000000000000aa-98c1ed9ccf3fd1e5");
}

Test(dlq, filters_take_topic_part_of_the_reason_and_time)
{
    of_dlq_entry entry = {.as = {.topic = OF_TEXT("t"), .reason = OF_TEXT("bad luck"), .at = 50}};
    of_dlq_letter letter = {.last = &entry};
    const struct {
        of_dlq_filter filter;
        bool passes;
    } cases[] = {{OF_DLQ_NO_FILTER, true},
                 {{.topic = "t", .reason = "d l", .since_ms = 50}, true},
                 {{.topic = "t", .reason = "", .since_ms = 0}, true},
                 {{.topic = "tt", .since_ms = 0}, false},
                 {{.reason = "bad luck!", .since_ms = 0}, false},
                 {{.reason = "Bad", .since_ms = 0}, false},
                 {{.since_ms = 51}, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cr_assert_eq(of_dlq_passes(&letter, &cases[i].filter), cases[i].passes, "case %zu", i);
    }
}

/* ---- sending again ---- */

Test(dlq, a_letter_is_sent_to_where_it_was_read_and_once)
{
    world on;
    hush();
    open_world(&on, 1);
    of_bytes value = line_of(&on, "E1:1");
    of_bytes key = of_bytes_of_text(OF_TEXT("E1:1"));
    int32_t partition = of_partition_of_key(key, PARTITIONS);
    of_header headers[] = {{"trace", key}, {"replay_id", key}};
    put(&on, SOURCE,
        (of_outgoing){.partition = partition,
                      .timestamp_ms = 77,
                      .key = key,
                      .value = value,
                      .headers = headers,
                      .header_count = 2});
    fail_at(&on, "E1:1", 0);
    cr_assert_eq(open_letters(&on), 1);
    cr_assert_eq(ask_all(&on), OF_EXIT_OK);
    cr_assert_eq(ask_all(&on), OF_EXIT_OK);
    char place[40];
    snprintf(place, sizeof place, SOURCE "/%d/0", (int)partition);
    cr_assert_eq(ask_one(&on, place, NULL), OF_EXIT_OK);
    cr_assert_eq(open_letters(&on), 0);
    records *found = replayed(&on);
    cr_assert_eq(found->count, 2, "the record itself, which had an id, and its replay");
    const seen *sent = &found->items[1];
    cr_assert_eq(sent->partition, partition);
    cr_assert_eq(sent->timestamp_ms, 77);
    cr_assert(of_bytes_equal(sent->value, value));
    cr_assert(of_text_is(sent->key, "E1:1"));
    cr_assert(of_text_is(sent->trace, "E1:1"), "a header is lost");
    cr_assert(!of_text_is(sent->replay_id, "E1:1"), "a replay has the id of an earlier one");
    close_world(&on);
}

Test(dlq, a_letter_that_came_back_and_one_with_other_bytes_are_sent_again)
{
    world on;
    char path[] = "/tmp/orderflow-dlq-XXXXXX";
    int file = mkstemp(path);
    hush();
    open_world(&on, 2);
    of_bytes value = fail_at(&on, "E1:1", 40);
    fail_at(&on, "E1:1", 41); /* the same bytes again: still one */
    cr_assert_eq(ask_all(&on), OF_EXIT_OK);
    cr_assert_eq(replayed(&on)->count, 1);
    fail_at(&on, "E1:1", 42);
    cr_assert_eq(open_letters(&on), 1);
    cr_assert_eq(ask_all(&on), OF_EXIT_OK);
    cr_assert_eq(ask_all(&on), OF_EXIT_OK);
    cr_assert_eq(replayed(&on)->count, 2);

    char place[40];
    int32_t partition = of_partition_of_key(of_bytes_of_text(OF_TEXT("E1:1")), PARTITIONS);
    snprintf(place, sizeof place, SOURCE "/%d/42", (int)partition);
    cr_assert_eq(write(file, value.data, value.len), (ssize_t)value.len);
    cr_assert_eq(ask_one(&on, place, path), OF_EXIT_OK);
    cr_assert_eq(replayed(&on)->count, 2, "a file with the very bytes is the same replay");
    cr_assert_eq(ftruncate(file, 0), 0);
    cr_assert_eq(ask_one(&on, place, path), OF_EXIT_FAILED, "nobody can read an empty value");
    of_bytes changed = line_of(&on, "E1:1");
    ((uint8_t *)(uintptr_t)changed.data)[OF_WIRE_HEADER_BYTES + 1] = 'E'; /* "Erp" */
    cr_assert_eq(pwrite(file, changed.data, changed.len, 0), (ssize_t)changed.len);
    cr_assert_eq(ask_one(&on, place, path), OF_EXIT_OK);
    cr_assert_eq(ask_one(&on, place, path), OF_EXIT_OK);
    records *found = replayed(&on);
    cr_assert_eq(found->count, 3);
    cr_assert(of_bytes_equal(found->items[2].value, changed));
    cr_assert_eq(ask_one(&on, place, "/nowhere"), OF_EXIT_USAGE);
    close(file);
    unlink(path);
    close_world(&on);
}

Test(dlq, what_cannot_be_read_or_is_not_whole_is_left)
{
    world on;
    hush();
    open_world(&on, 3);
    of_bytes key = of_bytes_of_text(OF_TEXT("E1:1"));
    int32_t partition = of_partition_of_key(key, PARTITIONS);
    put_letter(&on, (DeadLetter){.partition = partition, .key = key, .value = some}, some);
    of_bytes foreign = line_of(&on, "E1:2"); /* under the key of another order */
    put_letter(&on, (DeadLetter){.partition = partition, .key = key, .value = foreign}, foreign);
    of_bytes whole = line_of(&on, "E1:1");
    of_bytes cut = {.data = whole.data, .len = whole.len - 3};
    put_letter(&on, (DeadLetter){.partition = partition, .offset = 9, .key = key, .value = cut},
               whole);
    put_letter(&on, (DeadLetter){.partition = PARTITIONS, .key = key, .value = whole}, whole);
    cr_assert_eq(ask_all(&on), OF_EXIT_FAILED);
    cr_assert_eq(replayed(&on)->count, 0);
    cr_assert_eq(open_letters(&on), 4);
    /* Where the topic still has the record of a value that was cut, all of it is sent. */
    for (int i = 0; i < 10; i++) {
        put(&on, SOURCE, (of_outgoing){.partition = partition, .key = key, .value = whole});
    }
    cr_assert_eq(ask_all(&on), OF_EXIT_FAILED);
    records *found = replayed(&on);
    cr_assert_eq(found->count, 1);
    cr_assert(of_bytes_equal(found->items[0].value, whole));
    cr_assert_eq(open_letters(&on), 3);
    close_world(&on);
}

Test(dlq, a_dry_run_and_a_wrong_name_send_nothing)
{
    world on;
    hush();
    open_world(&on, 4);
    fail_at(&on, "E1:1", 0);
    fail_at(&on, "E1:2", 0);
    of_dlq_request dry = {.filter = OF_DLQ_NO_FILTER, .dry_run = true};
    cr_assert_eq(ask(&on, &dry, NULL), OF_EXIT_OK);
    const char *names[] = {SOURCE "/0/0", SOURCE "/1/0", SOURCE "/2/0", SOURCE "/3/0"};
    cr_assert_eq(ask(&on,
                     &(of_dlq_request){.names = names, .name_count = 4, .filter = OF_DLQ_NO_FILTER},
                     NULL),
                 OF_EXIT_FAILED, "two of the names are of no letter");
    cr_assert_eq(replayed(&on)->count, 0);
    cr_assert_eq(open_letters(&on), 2);
    close_world(&on);
}

/* ---- dying in the middle ---- */

static void fail_many(world *self, int count)
{
    for (int i = 0; i < count; i++) {
        char order[16];
        snprintf(order, sizeof order, "E1:%d", i);
        fail_at(self, order, 1000);
    }
}

/* Dies at a call, is asked again: each letter is there once, whatever the first one left. */
static bool dies_at(uint64_t seed, int count, gate at)
{
    world on;
    open_world(&on, seed);
    fail_many(&on, count);
    of_dlq_request all = {.filter = OF_DLQ_NO_FILTER};
    (void)ask(&on, &all, &at);
    cr_assert_eq(ask_all(&on), OF_EXIT_OK, "%s, %lld", at.call, (long long)at.left);
    each_once(replayed(&on), (size_t)count);
    cr_assert_eq(open_letters(&on), 0);
    close_world(&on);
    return at.is_reached;
}

Test(dlq, whoever_dies_at_any_call_sends_each_once, .timeout = 120)
{
    hush();
    int64_t calls = 0;
    while (dies_at(11 + (uint64_t)calls, 3, (gate){.left = calls})) {
        calls++;
    }
    cr_assert_gt(calls, 20, "only %lld calls were died at", (long long)calls);
}

Test(dlq, whoever_dies_between_transactions_sends_each_once, .timeout = 120)
{
    static const char *const names[] = {"producer_begin", "producer_send", "producer_commit"};
    uint64_t random = 3;
    hush();
    for (uint64_t i = 0; i < 12; i++) {
        size_t call = (size_t)(i % 3);
        int64_t left = call == 1 ? (int64_t)(next_random(&random) % 250) : (int64_t)(i / 3 % 2);
        cr_assert(dies_at(i, 125, (gate){.call = names[call], .left = left}), "%s %lld is no call",
                  names[call], (long long)left);
    }
}

/* An engine that writes to the log, in front of what the command is about to write. */
typedef struct engine {
    of_producer *producer;
    of_outgoing record;
    bool has_begun;
} engine;

static bool write_in_front(void *state, const char *call, int64_t number)
{
    engine *self = state;
    (void)number;
    if (!self->has_begun && strcmp(call, "producer_begin") == 0) {
        self->has_begun = true;
        MUST(of_producer_begin(self->producer));
        MUST(of_producer_send(self->producer, &self->record));
    }
    return true;
}

/* What an engine has not committed yet hides what was committed behind it: whoever takes the log
 * for as short as it looks sends a letter twice. */
Test(dlq, what_lies_behind_an_open_transaction_is_waited_for)
{
    world on;
    hush();
    open_world(&on, 6);
    of_bytes key = of_bytes_of_text(OF_TEXT("E1:1"));
    engine running = {.record = {.topic = of_topic_handle(on.outside, OF_DEAD_LETTER_TOPIC),
                                 .partition = of_partition_of_key(key, PARTITIONS),
                                 .key = key}};
    MUST(of_producer_open(on.outside, &(of_producer_options){.transactional_id = "e"},
                          &running.producer));
    MUST(of_producer_init(running.producer, 0));
    fail_at(&on, "E1:1", 0);
    of_kafka *client = of_embedded_client(on.bed.log);
    of_parts parts = parts_of(&on, client);
    of_dlq_request all = {.filter = OF_DLQ_NO_FILTER, .actor = "test"};
    of_embedded_set_gate(client, write_in_front, &running);
    cr_assert_eq(of_dlq_replay(&parts, &all), OF_EXIT_OK);
    of_kafka_close(client);
    cr_assert(running.has_begun);
    each_once(replayed(&on), 1);

    cr_assert_eq(ask_all(&on), OF_EXIT_FAILED, "what lies behind is not known yet");
    each_once(replayed(&on), 1);
    MUST(of_producer_abort(running.producer, 0));
    cr_assert_eq(ask_all(&on), OF_EXIT_OK);
    each_once(replayed(&on), 1);
    of_producer_close(running.producer);
    close_world(&on);
}
