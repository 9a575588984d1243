/* Consuming in a group: assignment, hand-over, pausing, where reading starts. */
#include "tests/conformance/support.h"

#include <stdio.h>

static bool fill(of_case *c, int32_t topic, int32_t partitions, int each)
{
    of_producer *producer = plain_producer(c);
    CHECK(producer != NULL);
    for (int32_t i = 0; i < partitions; i++) {
        for (int j = 0; j < each; j++) {
            char value[TEXT_MAX];
            snprintf(value, sizeof value, "%d-%d", i, j);
            DONE(send_text(producer, topic, i, value));
        }
    }
    DONE(of_producer_flush(producer, 10000));
    return true;
}

static bool an_assigned_partition_waits_for_its_start(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    CHECK(topic >= 0 && fill(c, topic, 1, 3));
    of_member *member = open_member(c, "group", NULL, &topic, 1);
    CHECK(member != NULL && await_assignment(c, member, 1));
    CHECK(member_is_quiet(c, member));
    DONE(of_member_start(member, (of_position){topic, 0, 1}));
    CHECK(await_message(c, member, "0-1"));
    CHECK(await_message(c, member, "0-2"));
    CHECK(member_is_quiet(c, member));
    return true;
}

static bool each_partition_comes_in_offset_order(of_case *c)
{
    int32_t topic = make_topic(c, "in", 4);
    CHECK(topic >= 0 && fill(c, topic, 4, 10));
    of_member *member = open_member(c, "group", NULL, &topic, 1);
    CHECK(member != NULL && await_assignment(c, member, 4));
    for (int32_t i = 0; i < 4; i++) {
        DONE(of_member_start(member, (of_position){topic, i, 0}));
    }
    int64_t next[4] = {0};
    for (int i = 0; i < 40; i++) {
        of_poll_event event;
        CHECK(await_event(c, member, OF_POLL_MESSAGE, &event));
        CHECK(event.message.offset == next[event.message.partition]++);
    }
    CHECK(member_is_quiet(c, member));
    return true;
}

static bool pause_holds_one_partition_and_resume_frees_it(of_case *c)
{
    int32_t topic = make_topic(c, "in", 2);
    CHECK(topic >= 0 && fill(c, topic, 2, 2));
    of_member *member = open_member(c, "group", NULL, &topic, 1);
    CHECK(member != NULL && await_assignment(c, member, 2));
    DONE(of_member_start(member, (of_position){topic, 0, 0}));
    CHECK(await_message(c, member, "0-0"));
    DONE(of_member_pause(member, (of_partition){topic, 0}));
    DONE(of_member_start(member, (of_position){topic, 1, 0}));
    CHECK(await_message(c, member, "1-0"));
    CHECK(await_message(c, member, "1-1"));
    CHECK(member_is_quiet(c, member));
    DONE(of_member_resume(member, (of_partition){topic, 0}));
    CHECK(await_message(c, member, "0-1"));
    return true;
}

/* A take-over starts its partitions as they become ready: what reads already is not lost by it. */
static bool starts_one_by_one_lose_nothing(of_case *c)
{
    enum { PARTITIONS = 24, ROUNDS = 20, AT_ONCE = 3 };
    int32_t topic = make_topic(c, "in", PARTITIONS);
    CHECK(topic >= 0);
    of_producer *producer = plain_producer(c);
    CHECK(producer != NULL);
    of_member *member = open_member(c, "group", NULL, &topic, 1);
    CHECK(member != NULL && await_assignment(c, member, PARTITIONS));
    for (int64_t round = 0; round < ROUNDS; round++) {
        int left = PARTITIONS;
        for (int32_t i = 0; i < PARTITIONS; i++) {
            DONE(send_text(producer, topic, i, "next"));
        }
        DONE(of_producer_flush(producer, 10000));
        bool seen[PARTITIONS] = {false};
        for (int32_t i = 0; left > 0; i++) {
            of_poll_event event = {0};
            if (i < PARTITIONS) {
                DONE(of_member_start(member, (of_position){topic, i, round}));
            }
            if (i < PARTITIONS && i % AT_ONCE != 0) {
                continue;
            }
            if (i < PARTITIONS) {
                DONE(of_member_poll(member, 0, &event));
            } else {
                CHECK(await_event(c, member, OF_POLL_MESSAGE, &event));
            }
            if (event.kind == OF_POLL_MESSAGE && event.message.offset == round) {
                left -= !seen[event.message.partition];
                seen[event.message.partition] = true;
            }
        }
    }
    return true;
}

static bool seek_goes_back_and_drops_what_was_fetched(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    CHECK(topic >= 0 && fill(c, topic, 1, 5));
    of_member *member = open_member(c, "group", NULL, &topic, 1);
    CHECK(member != NULL && await_assignment(c, member, 1));
    DONE(of_member_start(member, (of_position){topic, 0, 0}));
    CHECK(await_message(c, member, "0-0"));
    CHECK(await_message(c, member, "0-1"));
    DONE(of_member_seek(member, (of_position){topic, 0, 0}));
    CHECK(await_message(c, member, "0-0"));
    DONE(of_member_seek(member, (of_position){topic, 0, 4}));
    CHECK(await_message(c, member, "0-4"));
    DONE(of_member_pause(member, (of_partition){topic, 0}));
    DONE(of_member_seek(member, (of_position){topic, 0, 2}));
    CHECK(member_is_quiet(c, member));
    DONE(of_member_resume(member, (of_partition){topic, 0}));
    CHECK(await_message(c, member, "0-2"));
    return true;
}

static bool a_member_out_of_range_is_fatal(of_case *c)
{
    int32_t topic = make_topic(c, "in", 1);
    CHECK(topic >= 0 && fill(c, topic, 1, 2));
    of_member *member = open_member(c, "group", NULL, &topic, 1);
    CHECK(member != NULL && await_assignment(c, member, 1));
    DONE(of_member_start(member, (of_position){topic, 0, 50}));
    CHECK(await_fatal(c, member));
    return true;
}

static bool holds(const of_share *share, int32_t topic, int32_t partition)
{
    bool held = false;
    for (size_t i = 0; i < share->count; i++) {
        held = held || (share->held[i].topic == topic && share->held[i].partition == partition);
    }
    return held;
}

static bool range_gives_the_same_numbers_of_two_topics(of_case *c)
{
    int32_t topics[] = {make_topic(c, "left", 4), make_topic(c, "right", 4)};
    CHECK(topics[0] >= 0 && topics[1] >= 0);
    of_share shares[] = {{.member = open_member(c, "group", NULL, topics, 2)},
                         {.member = open_member(c, "group", NULL, topics, 2)}};
    CHECK(shares[0].member != NULL && shares[1].member != NULL);
    CHECK(settle(c, shares, 2, 8));
    CHECK(shares[0].count == 4 && shares[1].count == 4);
    for (int32_t i = 0; i < 4; i++) {
        CHECK(holds(&shares[0], topics[0], i) == holds(&shares[0], topics[1], i));
        CHECK(holds(&shares[0], topics[0], i) != holds(&shares[1], topics[0], i));
        CHECK(holds(&shares[1], topics[0], i) == holds(&shares[1], topics[1], i));
    }
    return true;
}

static bool a_member_that_leaves_hands_over(of_case *c)
{
    int32_t topic = make_topic(c, "in", 4);
    CHECK(topic >= 0);
    of_share shares[] = {{.member = open_member(c, "group", NULL, &topic, 1)},
                         {.member = open_member(c, "group", NULL, &topic, 1)}};
    CHECK(shares[0].member != NULL && shares[1].member != NULL);
    CHECK(settle(c, shares, 2, 4));
    close_member(c, shares[0].member, true);
    CHECK(settle(c, &shares[1], 1, 4));
    return true;
}

/* So long a session that nothing but its leaving can take its partitions away in time; and more
 * than once, since a request to leave may get lost behind partitions that are still being stopped.
 */
static bool a_static_member_that_leaves_hands_over(of_case *c)
{
    int32_t topic = make_topic(c, "in", 4);
    CHECK(topic >= 0 && fill(c, topic, 4, 10));
    of_share stays = {.member = open_patient_member(c, "group", "slot-1", &topic, 1)};
    CHECK(stays.member != NULL && settle(c, &stays, 1, 4));
    for (int round = 0; round < 2; round++) {
        of_share shares[] = {stays,
                             {.member = open_patient_member(c, "group", "slot-2", &topic, 1)}};
        CHECK(shares[1].member != NULL && settle(c, shares, 2, 4));
        for (size_t i = 0; i < shares[1].count; i++) {
            of_partition held = shares[1].held[i];
            DONE(of_member_start(shares[1].member, (of_position){held.topic, held.partition, 0}));
        }
        of_poll_event event;
        CHECK(await_event(c, shares[1].member, OF_POLL_MESSAGE, &event));
        close_member(c, shares[1].member, true);
        stays = shares[0];
        CHECK(settle(c, &stays, 1, 4));
    }
    return true;
}

static bool a_second_holder_of_an_instance_takes_over(of_case *c)
{
    int32_t topic = make_topic(c, "in", 4);
    CHECK(topic >= 0);
    of_share old = {.member = open_member(c, "group", "slot-1", &topic, 1)};
    CHECK(old.member != NULL && settle(c, &old, 1, 4));
    of_share young = {.member = open_member(c, "group", "slot-1", &topic, 1)};
    CHECK(young.member != NULL && settle(c, &young, 1, 4));
    CHECK(await_fatal(c, old.member));
    return true;
}

static bool a_static_member_that_comes_back_keeps_its_partitions(of_case *c)
{
    int32_t topic = make_topic(c, "in", 4);
    CHECK(topic >= 0);
    of_share shares[] = {{.member = open_member(c, "group", "slot-1", &topic, 1)},
                         {.member = open_member(c, "group", "slot-2", &topic, 1)}};
    CHECK(shares[0].member != NULL && shares[1].member != NULL);
    CHECK(settle(c, shares, 2, 4));
    of_share before = shares[0];
    close_member(c, shares[0].member, false);
    shares[0] = (of_share){.member = open_member(c, "group", "slot-1", &topic, 1)};
    CHECK(shares[0].member != NULL && settle(c, shares, 2, 4));
    CHECK(shares[0].count == before.count);
    for (size_t i = 0; i < before.count; i++) {
        CHECK(holds(&shares[0], before.held[i].topic, before.held[i].partition));
    }
    return true;
}

static bool a_lost_session_hands_over(of_case *c)
{
    int32_t topic = make_topic(c, "in", 4);
    CHECK(topic >= 0);
    of_share shares[] = {{.member = open_member(c, "group", "slot-1", &topic, 1)},
                         {.member = open_member(c, "group", "slot-2", &topic, 1)}};
    CHECK(shares[0].member != NULL && shares[1].member != NULL);
    CHECK(settle(c, shares, 2, 4));
    close_member(c, shares[0].member, false);
    int64_t left_ms = c->cluster->session_timeout_ms + c->cluster->expiry_lag_ms;
    for (; left_ms > 0; left_ms -= 500) {
        bool changed = false;
        of_poll_event event;
        DONE(of_member_poll(shares[1].member, c->cluster->poll_ms, &event));
        changed = event.kind != OF_POLL_NOTHING;
        if (changed) {
            CHECK(event.kind == OF_POLL_REVOKED);
            DONE(of_member_release(shares[1].member));
            shares[1].count = 0;
            break;
        }
        wait_ms(c, 500);
    }
    CHECK(settle(c, &shares[1], 1, 4));
    return true;
}

const of_conformance_case of_membership_cases[] = {
    {"an assigned partition waits for its start", OF_CONFORMANCE_PLUMBING,
     an_assigned_partition_waits_for_its_start},
    {"each partition comes in offset order", OF_CONFORMANCE_PLUMBING,
     each_partition_comes_in_offset_order},
    {"pause holds one partition and resume frees it", OF_CONFORMANCE_PLUMBING,
     pause_holds_one_partition_and_resume_frees_it},
    {"starts one by one lose nothing", OF_CONFORMANCE_PLUMBING, starts_one_by_one_lose_nothing},
    {"seek goes back and drops what was fetched", OF_CONFORMANCE_PLUMBING,
     seek_goes_back_and_drops_what_was_fetched},
    {"a member out of range is fatal", OF_CONFORMANCE_PLUMBING, a_member_out_of_range_is_fatal},
    {"range gives the same numbers of two topics", OF_CONFORMANCE_PLUMBING,
     range_gives_the_same_numbers_of_two_topics},
    {"a member that leaves hands over", OF_CONFORMANCE_PLUMBING, a_member_that_leaves_hands_over},
    {"a static member that leaves hands over", OF_CONFORMANCE_PLUMBING,
     a_static_member_that_leaves_hands_over},
    {"a second holder of an instance takes over", OF_CONFORMANCE_FENCING,
     a_second_holder_of_an_instance_takes_over},
    {"a static member that comes back keeps its partitions", OF_CONFORMANCE_PLUMBING,
     a_static_member_that_comes_back_keeps_its_partitions},
    {"a lost session hands over", OF_CONFORMANCE_PLUMBING, a_lost_session_hands_over},
    {0},
};
