/* Who may still write: epochs, generations, timeouts. */
#include "tests/conformance/support.h"

static bool a_second_owner_fences_the_first(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *zombie = ready_producer(c, "tx");
    CHECK(topic >= 0 && zombie != NULL);
    DONE(of_producer_begin(zombie));
    DONE(send_text(zombie, topic, 0, "zombie"));
    DONE(of_producer_flush(zombie, 10000));
    of_producer *heir = ready_producer(c, "tx");
    CHECK(heir != NULL);
    REMEDY(OF_FATAL, of_producer_commit(zombie, 10000));
    REMEDY(OF_FATAL, of_producer_begin(zombie));
    REMEDY(OF_FATAL, of_producer_abort(zombie, 10000));
    DONE(of_producer_begin(heir));
    DONE(send_text(heir, topic, 0, "heir"));
    DONE(of_producer_commit(heir, 10000));
    of_reader *reader = open_reader(c, true, (of_position){topic, 0, 0});
    CHECK(reader != NULL && read_exactly(c, reader, "heir", NULL));
    return true;
}

static bool init_ends_what_the_last_owner_left_open(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *dead = ready_producer(c, "tx");
    CHECK(topic >= 0 && dead != NULL);
    DONE(of_producer_begin(dead));
    DONE(send_text(dead, topic, 0, "left open"));
    DONE(of_producer_flush(dead, 10000));
    of_reader *reader = open_reader(c, true, (of_position){topic, 0, 0});
    CHECK(reader != NULL && is_quiet(c, reader));
    CHECK(ready_producer(c, "tx") != NULL);
    CHECK(await_watermark(c, reader, (of_partition){topic, 0}, 2)); /* the record and its marker */
    CHECK(is_quiet(c, reader));
    return true;
}

static bool a_fenced_producer_commits_no_offsets(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *zombie = ready_producer(c, "tx");
    CHECK(topic >= 0 && zombie != NULL);
    of_member *member = open_member(c, "group", NULL, &topic, 1);
    CHECK(member != NULL && await_assignment(c, member, 1));
    DONE(of_producer_begin(zombie));
    DONE(of_producer_send_offsets(zombie, member, &(of_position){topic, 0, 7}, 1, 10000));
    of_producer *heir = ready_producer(c, "tx");
    CHECK(heir != NULL);
    REMEDY(OF_FATAL, of_producer_commit(zombie, 10000));
    CHECK(await_committed(c, member, (of_partition){topic, 0}) == OF_OFFSET_NONE);
    return true;
}

static bool a_member_of_a_past_generation_commits_no_offsets(of_case *c)
{
    int32_t topic = make_topic(c, "in", 2);
    of_producer *producer = ready_producer(c, "tx");
    CHECK(topic >= 0 && producer != NULL);
    of_share zombie = {.member = open_member(c, "group", "slot-1", &topic, 1)};
    CHECK(zombie.member != NULL && settle(c, &zombie, 1, 2));
    of_share heir = {.member = open_member(c, "group", "slot-1", &topic, 1)};
    CHECK(heir.member != NULL && settle(c, &heir, 1, 2));
    DONE(of_producer_begin(producer));
    REMEDY(OF_ABORT, of_producer_send_offsets(producer, zombie.member, &(of_position){topic, 0, 9},
                                              1, 10000));
    REMEDY(OF_ABORT, of_producer_commit(producer, 10000));
    DONE(of_producer_abort(producer, 10000));
    CHECK(await_committed(c, heir.member, (of_partition){topic, 0}) == OF_OFFSET_NONE);
    DONE(of_producer_begin(producer));
    DONE(of_producer_send_offsets(producer, heir.member, &(of_position){topic, 0, 3}, 1, 10000));
    DONE(of_producer_commit(producer, 10000));
    CHECK(await_committed(c, heir.member, (of_partition){topic, 0}) == 3);
    return true;
}

static bool a_member_that_missed_its_new_generation_commits_no_offsets(of_case *c)
{
    int32_t topic = make_topic(c, "in", 2);
    of_producer *producer = ready_producer(c, "tx");
    CHECK(topic >= 0 && producer != NULL);
    of_member *sleeper = open_member(c, "group", NULL, &topic, 1);
    CHECK(sleeper != NULL && await_assignment(c, sleeper, 2));
    of_member *other = open_member(c, "group", NULL, &topic, 1);
    of_poll_event event;
    CHECK(other != NULL && await_event(c, sleeper, OF_POLL_REVOKED, &event));
    DONE(of_member_release(sleeper));
    CHECK(await_assignment(c, other, 1));
    DONE(of_producer_begin(producer));
    REMEDY(OF_ABORT,
           of_producer_send_offsets(producer, sleeper, &(of_position){topic, 0, 9}, 1, 10000));
    DONE(of_producer_abort(producer, 10000));
    CHECK(await_committed(c, other, (of_partition){topic, 0}) == OF_OFFSET_NONE);
    return true;
}

static bool a_transaction_past_its_timeout_is_lost(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    of_producer *slow = open_producer(c, "tx", 2000);
    CHECK(topic >= 0 && slow != NULL);
    DONE(of_producer_init(slow, 10000));
    DONE(of_producer_begin(slow));
    DONE(send_text(slow, topic, 0, "late"));
    DONE(of_producer_flush(slow, 10000));
    of_reader *reader = open_reader(c, true, (of_position){topic, 0, 0});
    CHECK(reader != NULL && is_quiet(c, reader));
    wait_ms(c, 2000 + c->cluster->expiry_lag_ms);
    CHECK(await_watermark(c, reader, (of_partition){topic, 0}, 2));
    REMEDY(OF_FATAL, of_producer_commit(slow, 10000));
    CHECK(is_quiet(c, reader));
    return true;
}

const of_conformance_case of_fencing_cases[] = {
    {"a second owner fences the first", OF_CONFORMANCE_FENCING, a_second_owner_fences_the_first},
    {"init ends what the last owner left open", OF_CONFORMANCE_FENCING,
     init_ends_what_the_last_owner_left_open},
    {"a fenced producer commits no offsets", OF_CONFORMANCE_FENCING,
     a_fenced_producer_commits_no_offsets},
    {"a member of a past generation commits no offsets", OF_CONFORMANCE_FENCING,
     a_member_of_a_past_generation_commits_no_offsets},
    {"a member that missed its new generation commits no offsets", OF_CONFORMANCE_FENCING,
     a_member_that_missed_its_new_generation_commits_no_offsets},
    {"a transaction past its timeout is lost", OF_CONFORMANCE_FENCING,
     a_transaction_past_its_timeout_is_lost},
    {0},
};
