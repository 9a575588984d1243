/* Offsets inside transactions: they become true with the data, or not at all. */
#include "tests/conformance/support.h"

static bool offsets_come_true_with_the_commit(of_case *c)
{
    int32_t topic = make_topic(c, "in", 2);
    of_producer *producer = ready_producer(c, "tx");
    CHECK(topic >= 0 && producer != NULL);
    of_member *member = open_member(c, "group", NULL, &topic, 1);
    CHECK(member != NULL && await_assignment(c, member, 2));
    of_partition zero = {topic, 0};
    CHECK(await_committed(c, member, zero) == OF_OFFSET_NONE);
    of_position positions[] = {{topic, 0, 5}, {topic, 1, 8}};
    DONE(of_producer_begin(producer));
    DONE(of_producer_send_offsets(producer, member, positions, 2, 10000));
    DONE(of_producer_commit(producer, 10000));
    CHECK(await_committed(c, member, zero) == 5);
    CHECK(await_committed(c, member, (of_partition){topic, 1}) == 8);
    DONE(of_producer_begin(producer));
    DONE(of_producer_send_offsets(producer, member, positions, 1, 10000));
    DONE(of_producer_send_offsets(producer, member, &(of_position){topic, 0, 6}, 1, 10000));
    DONE(of_producer_commit(producer, 10000));
    CHECK(await_committed(c, member, zero) == 6);
    return true;
}

static bool an_abort_takes_the_offsets_along(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *producer = ready_producer(c, "tx");
    CHECK(topic >= 0 && producer != NULL);
    of_member *member = open_member(c, "group", NULL, &topic, 1);
    CHECK(member != NULL && await_assignment(c, member, 1));
    of_partition zero = {topic, 0};
    DONE(of_producer_begin(producer));
    DONE(of_producer_send_offsets(producer, member, &(of_position){topic, 0, 5}, 1, 10000));
    DONE(of_producer_commit(producer, 10000));
    CHECK(await_committed(c, member, zero) == 5);
    DONE(of_producer_begin(producer));
    DONE(of_producer_send_offsets(producer, member, &(of_position){topic, 0, 9}, 1, 10000));
    DONE(of_producer_abort(producer, 10000));
    CHECK(await_committed(c, member, zero) == 5);
    return true;
}

static bool a_stable_read_waits_for_a_pending_transaction(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *producer = ready_producer(c, "tx");
    CHECK(topic >= 0 && producer != NULL);
    of_member *member = open_member(c, "group", NULL, &topic, 1);
    CHECK(member != NULL && await_assignment(c, member, 1));
    DONE(of_producer_begin(producer));
    DONE(of_producer_send_offsets(producer, member, &(of_position){topic, 0, 4}, 1, 10000));
    of_position position = {topic, 0, OF_OFFSET_NONE};
    REMEDY(OF_RETRY, committed_of(c, member, &position));
    DONE(of_producer_commit(producer, 10000));
    CHECK(await_committed(c, member, (of_partition){topic, 0}) == 4);
    return true;
}

static bool a_successor_starts_where_the_group_committed(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    int32_t out = make_topic(c, "out", 1);
    of_producer *producer = ready_producer(c, "tx");
    of_producer *source = plain_producer(c);
    CHECK(topic >= 0 && out >= 0 && producer != NULL && source != NULL);
    DONE(send_text(source, topic, 0, "a"));
    DONE(send_text(source, topic, 0, "b"));
    DONE(of_producer_flush(source, 10000));
    of_member *member = open_member(c, "group", NULL, &topic, 1);
    CHECK(member != NULL && await_assignment(c, member, 1));
    DONE(of_member_start(member, (of_position){topic, 0, 0}));
    CHECK(await_message(c, member, "a"));
    DONE(of_producer_begin(producer));
    DONE(send_text(producer, out, 0, "A"));
    DONE(of_producer_send_offsets(producer, member, &(of_position){topic, 0, 1}, 1, 10000));
    DONE(of_producer_commit(producer, 10000));
    close_member(c, member, true);
    of_member *successor = open_member(c, "group", NULL, &topic, 1);
    CHECK(successor != NULL && await_assignment(c, successor, 1));
    int64_t offset = await_committed(c, successor, (of_partition){topic, 0});
    CHECK(offset == 1);
    DONE(of_member_start(successor, (of_position){topic, 0, offset}));
    CHECK(await_message(c, successor, "b"));
    of_reader *reader = open_reader(c, true, (of_position){out, 0, 0});
    CHECK(reader != NULL && read_exactly(c, reader, "A", NULL));
    return true;
}

const of_conformance_case of_offsets_cases[] = {
    {"offsets come true with the commit", OF_CONFORMANCE_OFFSETS,
     offsets_come_true_with_the_commit},
    {"an abort takes the offsets along", OF_CONFORMANCE_OFFSETS, an_abort_takes_the_offsets_along},
    {"a stable read waits for a pending transaction", OF_CONFORMANCE_OFFSETS,
     a_stable_read_waits_for_a_pending_transaction},
    {"a successor starts where the group committed", OF_CONFORMANCE_OFFSETS,
     a_successor_starts_where_the_group_committed},
    {0},
};
