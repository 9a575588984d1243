/* Records as they were sent, positions, seeking and pausing, topics. */
#include "tests/conformance/support.h"

#include <stdio.h>
#include <stdlib.h>

static const int64_t sent_at_ms = INT64_C(1772438400000);

static bool records_keep_order_key_headers_and_time(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *producer = plain_producer(c);
    CHECK(topic >= 0 && producer != NULL);
    for (int i = 0; i < 20; i++) {
        char value[TEXT_MAX];
        snprintf(value, sizeof value, "value-%d", i);
        of_header headers[] = {
            {.name = "kind", .value = of_bytes_of_text(OF_TEXT("fact"))},
            {.name = "copy", .value = of_bytes_of_text(of_text_of(value))},
        };
        of_outgoing record = {.topic = topic,
                              .timestamp_ms = sent_at_ms + i,
                              .key = of_bytes_of_text(OF_TEXT("order-1")),
                              .value = of_bytes_of_text(of_text_of(value)),
                              .headers = headers,
                              .header_count = 2};
        DONE(of_producer_send(producer, &record));
    }
    DONE(of_producer_flush(producer, 10000));
    of_reader *reader = open_reader(c, false, (of_position){topic, 0, 0});
    CHECK(reader != NULL);
    int next = 0;
    for (int i = 0; i < c->cluster->tries && next < 20; i++) {
        of_message message;
        bool found = false;
        DONE(of_reader_poll(reader, c->cluster->poll_ms, &message, &found));
        if (!found) {
            wait_ms(c, 1);
            continue;
        }
        char value[TEXT_MAX];
        snprintf(value, sizeof value, "value-%d", next);
        CHECK(message.topic == topic && message.partition == 0);
        CHECK(message.offset == next && message.timestamp_ms == sent_at_ms + next);
        CHECK(of_text_is(of_text_of_bytes(message.key), "order-1"));
        CHECK(of_text_is(of_text_of_bytes(message.value), value));
        CHECK(message.header_count == 2);
        CHECK(strcmp(message.headers[0].name, "kind") == 0);
        CHECK(of_text_is(of_text_of_bytes(message.headers[0].value), "fact"));
        CHECK(strcmp(message.headers[1].name, "copy") == 0);
        CHECK(of_text_is(of_text_of_bytes(message.headers[1].value), value));
        next++;
    }
    CHECK(next == 20);
    return true;
}

static bool read_one(of_case *c, of_reader *reader, of_message *message)
{
    bool found = false;
    for (int i = 0; i < c->cluster->tries && !found; i++) {
        DONE(of_reader_poll(reader, c->cluster->poll_ms, message, &found));
        wait_ms(c, found ? 0 : 1);
    }
    CHECK(found);
    return true;
}

static bool absent_and_empty_are_told_apart(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *producer = plain_producer(c);
    CHECK(topic >= 0 && producer != NULL);
    of_bytes text = of_bytes_of_text(OF_TEXT("x"));
    of_bytes empty = of_bytes_of_text(OF_TEXT(""));
    DONE(of_producer_send(producer, &(of_outgoing){.topic = topic, .value = text}));
    DONE(of_producer_send(producer, &(of_outgoing){.topic = topic, .key = text}));
    DONE(of_producer_send(producer, &(of_outgoing){.topic = topic, .key = empty, .value = empty}));
    DONE(of_producer_flush(producer, 10000));
    of_reader *reader = open_reader(c, false, (of_position){topic, 0, 0});
    CHECK(reader != NULL);
    of_message message;
    CHECK(read_one(c, reader, &message));
    CHECK(message.key.data == NULL && of_bytes_equal(message.value, text));
    CHECK(read_one(c, reader, &message));
    CHECK(message.value.data == NULL && of_bytes_equal(message.key, text));
    CHECK(read_one(c, reader, &message));
    CHECK(message.key.data != NULL && message.key.len == 0);
    CHECK(message.value.data != NULL && message.value.len == 0);
    return true;
}

/* A host whose clock is ahead must not lose its turns, its timers least of all. */
static bool a_record_of_tomorrow_is_accepted(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *producer = plain_producer(c);
    CHECK(topic >= 0 && producer != NULL);
    of_outgoing record = {.topic = topic,
                          .timestamp_ms = INT64_C(4102444800000), /* 2100-01-01 */
                          .key = of_bytes_of_text(OF_TEXT("order-1")),
                          .value = of_bytes_of_text(OF_TEXT("late"))};
    DONE(of_producer_send(producer, &record));
    DONE(of_producer_flush(producer, 10000));
    of_reader *reader = open_reader(c, false, (of_position){topic, 0, 0});
    CHECK(reader != NULL && read_exactly(c, reader, "late", NULL));
    return true;
}

static bool partitions_are_named_by_the_sender(of_case *c)
{
    int32_t topic = make_topic(c, "in", 4);
    of_producer *producer = plain_producer(c);
    CHECK(topic >= 0 && producer != NULL);
    DONE(send_text(producer, topic, 3, "three"));
    DONE(send_text(producer, topic, 1, "one"));
    DONE(of_producer_flush(producer, 10000));
    of_reader *reader = open_reader(c, false, (of_position){topic, 1, 0});
    CHECK(reader != NULL && read_exactly(c, reader, "one", NULL));
    reader = open_reader(c, false, (of_position){topic, 3, 0});
    CHECK(reader != NULL && read_exactly(c, reader, "three", NULL));
    return true;
}

static bool a_reader_starts_where_it_is_told(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *producer = plain_producer(c);
    CHECK(topic >= 0 && producer != NULL);
    DONE(send_text(producer, topic, 0, "a"));
    DONE(send_text(producer, topic, 0, "b"));
    DONE(send_text(producer, topic, 0, "c"));
    DONE(of_producer_flush(producer, 10000));
    of_reader *reader = open_reader(c, false, (of_position){topic, 0, 1});
    CHECK(reader != NULL && read_exactly(c, reader, "b", "c"));
    int64_t offset = -1;
    DONE(of_reader_position(reader, (of_partition){topic, 0}, &offset));
    CHECK(offset == 3);
    DONE(of_reader_assign(reader, &(of_position){topic, 0, 2}, 1));
    CHECK(read_exactly(c, reader, "c", NULL));
    return true;
}

static bool a_reader_out_of_range_is_fatal(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *producer = plain_producer(c);
    CHECK(topic >= 0 && producer != NULL);
    DONE(send_text(producer, topic, 0, "a"));
    DONE(of_producer_flush(producer, 10000));
    of_reader *reader = open_reader(c, false, (of_position){topic, 0, 100});
    CHECK(reader != NULL);
    for (int i = 0; i < c->cluster->tries; i++) {
        of_message message;
        bool found = false;
        if (of_reader_poll(reader, c->cluster->poll_ms, &message, &found).remedy == OF_FATAL) {
            return true;
        }
        CHECK(!found);
        wait_ms(c, 1);
    }
    return check_failed(c, __FILE__, __LINE__, "never fatal");
}

static bool a_commit_without_offsets_publishes(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *producer = ready_producer(c, "tx");
    CHECK(topic >= 0 && producer != NULL);
    DONE(of_producer_begin(producer));
    DONE(send_text(producer, topic, 0, "a"));
    DONE(of_producer_commit(producer, 10000));
    DONE(of_producer_begin(producer));
    DONE(of_producer_commit(producer, 10000));
    DONE(of_producer_begin(producer));
    DONE(send_text(producer, topic, 0, "b"));
    DONE(of_producer_commit(producer, 10000));
    of_reader *reader = open_reader(c, true, (of_position){topic, 0, 0});
    CHECK(reader != NULL && read_exactly(c, reader, "a", "b"));
    return true;
}

static bool a_topic_is_made_described_and_listed(of_case *c)
{
    of_topic_spec spec = {.name = name_of(c, "shape"),
                          .partitions = 3,
                          .cleanup = OF_CLEANUP_COMPACT,
                          .delete_retention_ms = 3600000};
    of_topic_facts facts;
    DONE(of_topic_describe(c->kafka, spec.name, &facts));
    CHECK(!facts.exists);
    DONE(of_topic_create(c->kafka, &spec));
    for (int i = 0; i < c->cluster->tries && !facts.exists; i++) {
        DONE(of_topic_describe(c->kafka, spec.name, &facts));
        wait_ms(c, facts.exists ? 0 : 1);
    }
    CHECK(facts.exists && facts.partitions == 3 && facts.replication == 1);
    CHECK(facts.cleanup == OF_CLEANUP_COMPACT && facts.delete_retention_ms == 3600000);
    CHECK(facts.min_insync == 1 && !facts.unclean_election);
    DONE(of_topic_create(c->kafka, &spec));
    const char *const *names = NULL;
    size_t count = 0;
    size_t found = 0;
    DONE(of_topic_list(c->kafka, &names, &count));
    for (size_t i = 0; i < count; i++) {
        found += strcmp(names[i], spec.name) == 0;
    }
    CHECK(found == 1);
    return true;
}

/* Ends of partitions lie between the records of a member's queue: a poll without a wait must not
 * take one for the end of all, or turns become as small as the input is wide. */
static bool a_poll_without_a_wait_gives_all_there_is(of_case *c)
{
    enum { PARTITIONS = 8, BEFORE = 4 };
    int32_t topic = make_topic(c, "in", PARTITIONS);
    of_producer *producer = plain_producer(c);
    of_member *member = open_member(c, name_of(c, "group"), NULL, &topic, 1);
    CHECK(topic >= 0 && producer != NULL && member != NULL);
    CHECK(await_assignment(c, member, PARTITIONS));
    of_poll_event event = {0};
    for (int32_t i = 0; i < PARTITIONS; i++) {
        DONE(of_member_start(member, (of_position){topic, i, 0}));
    }
    DONE(of_member_poll(member, 0, &event));
    CHECK(event.kind == OF_POLL_NOTHING);
    for (int32_t i = 0; i < PARTITIONS; i++) {
        DONE(send_text(producer, topic, i, "fact"));
        if (i == BEFORE - 1) {
            DONE(of_producer_flush(producer, 10000));
            wait_ms(c, 1000); /* the ends behind the first records are fetched too */
        }
    }
    DONE(of_producer_flush(producer, 10000));
    wait_ms(c, 1000);
    int given = 0;
    do {
        DONE(of_member_poll(member, 0, &event));
        given += event.kind == OF_POLL_MESSAGE;
    } while (event.kind == OF_POLL_MESSAGE);
    CHECK(given == PARTITIONS);
    return true;
}

/* What the client has taken in ahead is not given out after a seek. */
static bool a_seek_drops_what_was_fetched_ahead(of_case *c)
{
    enum { RECORDS = 20 };
    int32_t topic = make_topic(c, "in", 2);
    of_producer *producer = plain_producer(c);
    of_member *member = open_member(c, name_of(c, "group"), NULL, &topic, 1);
    CHECK(topic >= 0 && producer != NULL && member != NULL);
    CHECK(await_assignment(c, member, 2));
    for (int i = 0; i < RECORDS; i++) {
        DONE(send_text(producer, topic, 0, "fact"));
        DONE(send_text(producer, topic, 1, "other"));
    }
    DONE(of_producer_flush(producer, 10000));
    DONE(of_member_start(member, (of_position){topic, 0, 0}));
    DONE(of_member_start(member, (of_position){topic, 1, 0}));
    int64_t next[2] = {0};
    bool sought = false;
    for (int i = 0; i < c->cluster->tries && next[0] + next[1] < 2 * RECORDS; i++) {
        of_poll_event event = {0};
        DONE(of_member_poll(member, c->cluster->poll_ms, &event));
        if (event.kind != OF_POLL_MESSAGE) {
            wait_ms(c, 1);
            continue;
        }
        CHECK(event.message.offset == next[event.message.partition]);
        next[event.message.partition]++;
        if (!sought && next[0] == RECORDS / 2) {
            sought = true;
            next[0] = 3;
            DONE(of_member_seek(member, (of_position){topic, 0, 3}));
        }
    }
    CHECK(sought && next[0] == RECORDS && next[1] == RECORDS);
    return true;
}

static bool retention_is_what_was_asked(of_case *c)
{
    of_topic_spec spec = {.name = name_of(c, "kept"),
                          .partitions = 1,
                          .cleanup = OF_CLEANUP_COMPACT_DELETE,
                          .retention_ms = -1};
    DONE(of_topic_create(c->kafka, &spec));
    of_topic_facts facts = {0};
    for (int i = 0; i < c->cluster->tries && !facts.exists; i++) {
        DONE(of_topic_describe(c->kafka, spec.name, &facts));
        wait_ms(c, facts.exists ? 0 : 1);
    }
    CHECK(facts.cleanup == OF_CLEANUP_COMPACT_DELETE && facts.retention_ms == -1);
    CHECK(facts.delete_retention_ms == 86400000);
    return true;
}

const of_conformance_case of_plumbing_cases[] = {
    {"records keep order, key, headers and time", OF_CONFORMANCE_PLUMBING,
     records_keep_order_key_headers_and_time},
    {"absent and empty are told apart", OF_CONFORMANCE_PLUMBING, absent_and_empty_are_told_apart},
    {"a record of tomorrow is accepted", OF_CONFORMANCE_PLUMBING, a_record_of_tomorrow_is_accepted},
    {"partitions are named by the sender", OF_CONFORMANCE_PLUMBING,
     partitions_are_named_by_the_sender},
    {"a reader starts where it is told", OF_CONFORMANCE_PLUMBING, a_reader_starts_where_it_is_told},
    {"a reader out of range is fatal", OF_CONFORMANCE_PLUMBING, a_reader_out_of_range_is_fatal},
    {"a poll without a wait gives all there is", OF_CONFORMANCE_PLUMBING,
     a_poll_without_a_wait_gives_all_there_is},
    {"a seek drops what was fetched ahead", OF_CONFORMANCE_PLUMBING,
     a_seek_drops_what_was_fetched_ahead},
    {"a commit without offsets publishes", OF_CONFORMANCE_PLUMBING,
     a_commit_without_offsets_publishes},
    {"a topic is made, described and listed", OF_CONFORMANCE_TOPICS,
     a_topic_is_made_described_and_listed},
    {"retention is what was asked", OF_CONFORMANCE_TOPICS, retention_is_what_was_asked},
    {0},
};
