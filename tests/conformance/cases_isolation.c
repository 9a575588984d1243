/* Who sees what of a transaction, and when. */
#include "tests/conformance/support.h"

#include "topology/base/memory.h"

static bool open_data_is_seen_by_the_uncommitted_only(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *producer = ready_producer(c, "tx");
    of_reader *committed = open_reader(c, true, (of_position){topic, 0, 0});
    of_reader *uncommitted = open_reader(c, false, (of_position){topic, 0, 0});
    CHECK(topic >= 0 && producer != NULL && committed != NULL && uncommitted != NULL);
    DONE(of_producer_begin(producer));
    DONE(send_text(producer, topic, 0, "a"));
    DONE(of_producer_flush(producer, 10000));
    CHECK(read_exactly(c, uncommitted, "a", NULL));
    CHECK(is_quiet(c, committed));
    DONE(of_producer_commit(producer, 10000));
    CHECK(read_exactly(c, committed, "a", NULL));
    return true;
}

static bool aborted_data_is_never_seen(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *producer = ready_producer(c, "tx");
    CHECK(topic >= 0 && producer != NULL);
    DONE(of_producer_begin(producer));
    DONE(send_text(producer, topic, 0, "aborted"));
    DONE(of_producer_flush(producer, 10000)); /* else it might never leave the client */
    DONE(of_producer_abort(producer, 10000));
    DONE(of_producer_begin(producer));
    DONE(send_text(producer, topic, 0, "committed"));
    DONE(of_producer_commit(producer, 10000));
    of_reader *reader = open_reader(c, true, (of_position){topic, 0, 0});
    CHECK(reader != NULL && read_exactly(c, reader, "committed", NULL));
    return true;
}

static bool a_member_reads_committed_data_only(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *producer = ready_producer(c, "tx");
    CHECK(topic >= 0 && producer != NULL);
    of_member *member = open_member(c, "group", NULL, &topic, 1);
    CHECK(member != NULL && await_assignment(c, member, 1));
    DONE(of_member_start(member, (of_position){topic, 0, 0}));
    DONE(of_producer_begin(producer));
    DONE(send_text(producer, topic, 0, "aborted"));
    DONE(of_producer_flush(producer, 10000)); /* else it might never leave the client */
    DONE(of_producer_abort(producer, 10000));
    DONE(of_producer_begin(producer));
    DONE(send_text(producer, topic, 0, "committed"));
    DONE(of_producer_flush(producer, 10000));
    CHECK(member_is_quiet(c, member));
    DONE(of_producer_commit(producer, 10000));
    CHECK(await_message(c, member, "committed"));
    CHECK(member_is_quiet(c, member));
    return true;
}

static bool the_stable_offset_stands_before_an_open_transaction(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *first = ready_producer(c, "tx-1");
    of_producer *second = ready_producer(c, "tx-2");
    of_reader *committed = open_reader(c, true, (of_position){topic, 0, 0});
    of_reader *uncommitted = open_reader(c, false, (of_position){topic, 0, 0});
    CHECK(topic >= 0 && first != NULL && second != NULL && committed != NULL &&
          uncommitted != NULL);
    of_partition partition = {topic, 0};
    DONE(of_producer_begin(first));
    DONE(send_text(first, topic, 0, "first"));
    DONE(of_producer_flush(first, 10000));
    DONE(of_producer_begin(second));
    DONE(send_text(second, topic, 0, "second"));
    DONE(of_producer_commit(second, 10000));
    CHECK(await_watermark(c, uncommitted, partition, 3)); /* two records and a marker */
    CHECK(await_watermark(c, committed, partition, 0));
    CHECK(is_quiet(c, committed));
    DONE(of_producer_commit(first, 10000));
    CHECK(await_watermark(c, committed, partition, 4));
    CHECK(read_exactly(c, committed, "first", "second"));
    return true;
}

static bool a_position_steps_over_markers(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *producer = ready_producer(c, "tx");
    of_reader *reader = open_reader(c, true, (of_position){topic, 0, 0});
    CHECK(topic >= 0 && producer != NULL && reader != NULL);
    DONE(of_producer_begin(producer));
    DONE(send_text(producer, topic, 0, "a"));
    DONE(of_producer_commit(producer, 10000));
    DONE(of_producer_begin(producer));
    DONE(send_text(producer, topic, 0, "b"));
    DONE(of_producer_flush(producer, 10000));
    DONE(of_producer_abort(producer, 10000));
    CHECK(await_watermark(c, reader, (of_partition){topic, 0}, 4));
    CHECK(read_exactly(c, reader, "a", NULL));
    int64_t offset = -1;
    for (int i = 0; i < c->cluster->tries && offset != 4; i++) {
        DONE(of_reader_position(reader, (of_partition){topic, 0}, &offset));
        of_message message;
        bool found = false;
        DONE(of_reader_poll(reader, c->cluster->poll_ms, &message, &found));
        CHECK(!found);
        wait_ms(c, 1);
    }
    CHECK(offset == 4);
    return true;
}

static bool a_members_position_steps_over_markers(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *producer = ready_producer(c, "tx");
    CHECK(topic >= 0 && producer != NULL);
    of_member *member = open_member(c, "group", NULL, &topic, 1);
    CHECK(member != NULL && await_assignment(c, member, 1));
    of_partition partition = {topic, 0};
    int64_t offset = -1;
    CHECK(!of_ok(of_member_position(member, partition, &offset)));
    DONE(of_member_start(member, (of_position){topic, 0, 0}));
    DONE(of_producer_begin(producer));
    DONE(send_text(producer, topic, 0, "a"));
    DONE(of_producer_commit(producer, 10000));
    DONE(of_producer_begin(producer));
    DONE(send_text(producer, topic, 0, "b"));
    DONE(of_producer_flush(producer, 10000));
    DONE(of_producer_abort(producer, 10000));
    CHECK(await_message(c, member, "a"));
    for (int i = 0; i < c->cluster->tries && offset != 4; i++) {
        of_poll_event event;
        DONE(of_member_poll(member, c->cluster->poll_ms, &event));
        CHECK(event.kind == OF_POLL_NOTHING);
        DONE(of_member_position(member, partition, &offset));
        wait_ms(c, 1);
    }
    CHECK(offset == 4);
    DONE(of_member_seek(member, (of_position){topic, 0, 0}));
    DONE(of_member_position(member, partition, &offset));
    CHECK(offset == 0);
    return true;
}

static bool a_refused_record_dooms_its_transaction(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *producer = ready_producer(c, "tx");
    CHECK(topic >= 0 && producer != NULL);
    DONE(of_producer_begin(producer));
    DONE(send_text(producer, topic, 0, "small"));
    size_t size = (size_t)4 << 20;
    uint8_t *large = of_new(size);
    of_status refused = of_producer_send(
        producer, &(of_outgoing){.topic = topic, .key = {large, 1}, .value = {large, size}});
    of_delete(large);
    REMEDY(OF_SKIP, refused);
    REMEDY(OF_ABORT, of_producer_commit(producer, 10000));
    DONE(of_producer_abort(producer, 10000));
    DONE(of_producer_begin(producer));
    DONE(send_text(producer, topic, 0, "again"));
    DONE(of_producer_commit(producer, 10000));
    of_reader *reader = open_reader(c, true, (of_position){topic, 0, 0});
    CHECK(reader != NULL && read_exactly(c, reader, "again", NULL));
    /* The doomed record may never have left the client; an explicit abort must hide one that did.
     */
    DONE(of_producer_begin(producer));
    DONE(send_text(producer, topic, 0, "hidden"));
    DONE(of_producer_flush(producer, 10000));
    DONE(of_producer_abort(producer, 10000));
    CHECK(is_quiet(c, reader));
    return true;
}

static bool an_aborted_producer_can_go_on(of_case *c)
{
    int32_t topic = make_topic(c, "in", 2);
    of_producer *producer = ready_producer(c, "tx");
    CHECK(topic >= 0 && producer != NULL);
    for (int i = 0; i < 3; i++) {
        DONE(of_producer_begin(producer));
        DONE(send_text(producer, topic, 0, "lost"));
        DONE(send_text(producer, topic, 1, "lost"));
        DONE(of_producer_flush(producer, 10000));
        DONE(of_producer_abort(producer, 10000));
    }
    DONE(of_producer_begin(producer));
    DONE(send_text(producer, topic, 0, "x"));
    DONE(send_text(producer, topic, 0, "y"));
    DONE(of_producer_commit(producer, 10000));
    of_reader *reader = open_reader(c, true, (of_position){topic, 0, 0});
    CHECK(reader != NULL && read_exactly(c, reader, "x", "y"));
    reader = open_reader(c, true, (of_position){topic, 1, 0});
    CHECK(reader != NULL && is_quiet(c, reader));
    return true;
}

static bool two_producers_can_be_used_in_turn(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *producers[] = {ready_producer(c, "tx-1"), ready_producer(c, "tx-2")};
    of_reader *reader = open_reader(c, true, (of_position){topic, 0, 0});
    CHECK(topic >= 0 && producers[0] != NULL && producers[1] != NULL && reader != NULL);
    for (int i = 0; i < 6; i += 2) {
        DONE(of_producer_begin(producers[0]));
        DONE(send_text(producers[0], topic, 0, "one"));
        DONE(of_producer_commit(producers[0], 10000));
        DONE(of_producer_begin(producers[1]));
        DONE(send_text(producers[1], topic, 0, "two"));
        DONE(of_producer_flush(producers[1], 10000));
        CHECK(read_exactly(c, reader, "one", NULL));
        DONE(of_producer_commit(producers[1], 10000));
        CHECK(read_exactly(c, reader, "two", NULL));
    }
    return true;
}

const of_conformance_case of_isolation_cases[] = {
    {"open data is seen by the uncommitted only", OF_CONFORMANCE_ISOLATION,
     open_data_is_seen_by_the_uncommitted_only},
    {"aborted data is never seen", OF_CONFORMANCE_ISOLATION, aborted_data_is_never_seen},
    {"a member reads committed data only", OF_CONFORMANCE_ISOLATION,
     a_member_reads_committed_data_only},
    {"the stable offset stands before an open transaction", OF_CONFORMANCE_ISOLATION,
     the_stable_offset_stands_before_an_open_transaction},
    {"a position steps over markers", OF_CONFORMANCE_ISOLATION, a_position_steps_over_markers},
    {"a member's position steps over markers", OF_CONFORMANCE_ISOLATION,
     a_members_position_steps_over_markers},
    {"a refused record dooms its transaction", OF_CONFORMANCE_ISOLATION,
     a_refused_record_dooms_its_transaction},
    {"an aborted producer can go on", OF_CONFORMANCE_ISOLATION, an_aborted_producer_can_go_on},
    {"two producers can be used in turn", OF_CONFORMANCE_ISOLATION,
     two_producers_can_be_used_in_turn},
    {0},
};
