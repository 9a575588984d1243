/* Members that come, go, die and sleep at random: no partition has two living owners, and once calm
 * comes every partition has one. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/embedded/bed.h"

#define MEMBERS    5
#define TOPICS     2
#define PARTITIONS 5

typedef struct of_one {
    of_member *member;
    of_kafka *kafka; /* a client of its own, so that it can die alone */
    int32_t topics[TOPICS];
    bool held[TOPICS][PARTITIONS];
    bool must_release;
    bool is_asleep;
} of_one;

typedef struct of_crowd {
    of_bed bed;
    of_one members[MEMBERS];
} of_crowd;

static bool refuse(void *state, const char *call, int64_t number)
{
    (void)state;
    (void)call;
    (void)number;
    return false;
}

static void come(of_crowd *crowd, int index)
{
    of_one *one = &crowd->members[index];
    char instance[16];
    snprintf(instance, sizeof instance, "slot-%d", index);
    *one = (of_one){.kafka = of_embedded_client(crowd->bed.log)};
    one->topics[0] = of_topic_handle(one->kafka, "left");
    one->topics[1] = of_topic_handle(one->kafka, "right");
    of_member_options options = {.group = "g",
                                 .instance_id = index % 2 == 0 ? instance : NULL,
                                 .topics = one->topics,
                                 .topic_count = TOPICS,
                                 .session_timeout_ms = 1000};
    MUST(of_member_open(one->kafka, &options, &one->member));
}

/* Leaves in order, or dies without a word. */
static void go(of_crowd *crowd, int index, bool dies)
{
    of_one *one = &crowd->members[index];
    if (dies) {
        of_embedded_set_gate(one->kafka, refuse, NULL);
    }
    of_member_close(one->member, true);
    of_kafka_close(one->kafka);
    *one = (of_one){0};
}

static void take(of_one *one, const of_poll_event *event)
{
    memset(one->held, 0, sizeof one->held);
    for (size_t i = 0; i < event->partition_count; i++) {
        of_partition partition = event->partitions[i];
        one->held[partition.topic == one->topics[1]][partition.partition] = true;
    }
}

static void release(of_one *one)
{
    MUST(of_member_release(one->member));
    memset(one->held, 0, sizeof one->held);
    one->must_release = false;
}

static void act(of_crowd *crowd, of_one *one)
{
    if (one->must_release && below(&crowd->bed, 2) == 0) {
        release(one);
        return;
    }
    of_poll_event event;
    MUST(of_member_poll(one->member, 0, &event));
    cr_assert_neq(event.kind, OF_POLL_MESSAGE);
    if (event.kind == OF_POLL_ASSIGNED) {
        cr_assert_not(one->must_release);
        take(one, &event);
    }
    one->must_release |= event.kind == OF_POLL_REVOKED || event.kind == OF_POLL_LOST;
    if (event.kind == OF_POLL_LOST) {
        memset(one->held, 0, sizeof one->held);
    }
}

/* How many members that are awake hold the partition. */
static int owners_of(const of_crowd *crowd, int topic, int partition)
{
    int owners = 0;
    for (int i = 0; i < MEMBERS; i++) {
        owners += crowd->members[i].held[topic][partition] && !crowd->members[i].is_asleep;
    }
    return owners;
}

static void check(const of_crowd *crowd, bool is_calm)
{
    for (int i = 0; i < PARTITIONS; i++) {
        for (int j = 0; j < TOPICS; j++) {
            int owners = owners_of(crowd, j, i);
            cr_assert_leq(owners, 1);
            cr_assert(!is_calm || owners == 1, "topic %d partition %d has no owner", j, i);
        }
    }
    for (int i = 0; i < MEMBERS; i++) {
        const of_one *one = &crowd->members[i];
        cr_assert_eq(memcmp(one->held[0], one->held[1], sizeof one->held[0]), 0);
    }
}

static void random_step(of_crowd *crowd)
{
    int index = (int)below(&crowd->bed, MEMBERS);
    of_one *one = &crowd->members[index];
    size_t dice = below(&crowd->bed, 100);
    if (one->member == NULL) {
        if (dice < 30) {
            come(crowd, index);
        }
    } else if (dice < 2) {
        go(crowd, index, dice == 0);
    } else if (dice < 4) {
        one->is_asleep = true;
    } else if (one->is_asleep && dice < 10) {
        one->is_asleep = false;
        if (one->must_release) {
            release(one); /* its session may be over: nothing will be said about it again */
        } else {
            act(crowd, one); /* the first thing it hears is what it lost */
        }
    } else if (!one->is_asleep) {
        act(crowd, one);
    }
    crowd->bed.manual.now_ms += (int64_t)below(&crowd->bed, 30);
}

static void calm_down(of_crowd *crowd)
{
    for (int i = 0; i < MEMBERS; i++) {
        crowd->members[i].is_asleep = false;
    }
    if (crowd->members[0].member == NULL) {
        come(crowd, 0);
    }
    for (int i = 0; i < 200; i++) {
        for (int j = 0; j < MEMBERS; j++) {
            if (crowd->members[j].member != NULL) {
                act(crowd, &crowd->members[j]);
            }
        }
        crowd->bed.manual.now_ms += 50;
    }
}

Test(groups, no_partition_has_two_owners_and_none_stays_without_one)
{
    for (uint64_t seed = 0; seed < 30; seed++) {
        of_crowd crowd = {0};
        bed_open(&crowd.bed, seed, false);
        of_kafka *kafka = of_embedded_client(crowd.bed.log);
        make_topic(kafka, "left", PARTITIONS, OF_CLEANUP_DELETE);
        make_topic(kafka, "right", PARTITIONS, OF_CLEANUP_DELETE);
        for (int i = 0; i < 1500; i++) {
            random_step(&crowd);
            check(&crowd, false);
        }
        calm_down(&crowd);
        check(&crowd, true);
        for (int i = 0; i < MEMBERS; i++) {
            if (crowd.members[i].member != NULL) {
                go(&crowd, i, false);
            }
        }
        of_kafka_close(kafka);
        bed_close(&crowd.bed);
    }
}
