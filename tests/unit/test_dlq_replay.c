/* Dead letters are sent again to where they were read, each case once, wherever the command dies.
 */
/* rows: R64 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <unistd.h>

#include "avro/registry/wire.h"
#include "tests/unit/dlq_world.h"

static const of_bytes some = {.data = (const uint8_t *)"some", .len = 4};

Test(dlq_replay, a_letter_is_sent_to_where_it_was_read_and_once)
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

Test(dlq_replay, a_letter_that_came_back_and_one_with_other_bytes_are_sent_again)
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

Test(dlq_replay, what_cannot_be_read_or_is_not_whole_is_left)
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

Test(dlq_replay, a_dry_run_and_a_wrong_name_send_nothing)
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

static void write_mapping(const char *path, const char *topic, const char *position)
{
    FILE *file = fopen(path, "w");
    fprintf(file,
            "system: erp\ntopics: [%s]\nenvelope: json\nposition: %s\nrow: '{order}'\nfacts:\n"
            "  - fact: OrderLine\n    key: 'E1:{order}'\n"
            "    fields: {order: 'E1:{order}', line: L, net_qty: {column: qty, unit: base}}\n",
            topic, position);
    fclose(file);
}

/* One source tells the position of its rows; another has none but their place in the topic, and a
 * row that is sent again overtakes what came since: nobody does that to many at once. */
Test(dlq_replay, a_row_whose_position_is_its_place_is_sent_by_its_name_only)
{
    static const char row[] = "{\"order\":\"1\",\"qty\":2,\"version\":3}";
    static const char *const topics[] = {"cdc.erp.told", "cdc.erp.placed"};
    static const char *const positions[] = {"{column: version}", "offset"};
    char paths[2][32] = {"/tmp/orderflow-map-XXXXXX", "/tmp/orderflow-map-XXXXXX"};
    const char *const files[] = {paths[0], paths[1]};
    const of_bytes value = {.data = (const uint8_t *)row, .len = sizeof row - 1};
    world on;
    hush();
    open_world(&on, 5);
    for (size_t i = 0; i < 2; i++) {
        close(mkstemp(paths[i]));
        write_mapping(paths[i], topics[i], positions[i]);
        make_topic(on.outside, topics[i], 1, OF_CLEANUP_DELETE);
        put_letter(&on, (DeadLetter){.topic = of_text_of(topics[i]), .offset = 7, .value = value},
                   value);
    }
    on.config = (of_config){.mappings = files, .mapping_count = 2};
    cr_assert_eq(ask_all(&on), OF_EXIT_FAILED);
    cr_assert_eq(open_letters(&on), 1);
    cr_assert_eq(ask_one(&on, "cdc.erp.placed/0/7", NULL), OF_EXIT_OK);
    cr_assert_eq(open_letters(&on), 0);
    for (size_t i = 0; i < 2; i++) {
        unlink(paths[i]);
    }
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

Test(dlq_replay, whoever_dies_at_any_call_sends_each_once, .timeout = 120)
{
    hush();
    int64_t calls = 0;
    while (dies_at(11 + (uint64_t)calls, 3, (gate){.left = calls})) {
        calls++;
    }
    cr_assert_gt(calls, 20, "only %lld calls were died at", (long long)calls);
}

Test(dlq_replay, whoever_dies_between_transactions_sends_each_once, .timeout = 120)
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
Test(dlq_replay, what_lies_behind_an_open_transaction_is_waited_for)
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
