/* Many threads on one log under the wall clock: sleeping pollers are woken, nothing is lost or
 * repeated. A plain program, because the thread sanitizer does not run under Criterion. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "topology/kafka/embedded.h"

#define PARTITIONS 4
#define WRITERS    3
#define READERS    2
#define TXNS       200
#define BATCH      5
#define TOTAL      (WRITERS * TXNS * BATCH)

static of_embedded *log_under_test;
static atomic_int seen[TOTAL];
static atomic_int seen_count;

static void must(of_status status, int line)
{
    if (!of_ok(status)) {
        printf("FAIL line %d: %s, %s\n", line, of_remedy_name(status.remedy), status.what);
        exit(1);
    }
}

#define MUST(call) must((call), __LINE__)

static void *write_all(void *state)
{
    int writer = *(const int *)state;
    of_kafka *kafka = of_embedded_client(log_under_test);
    int32_t topic = of_topic_handle(kafka, "t");
    char id[16];
    snprintf(id, sizeof id, "writer-%d", writer);
    of_producer *producer = NULL;
    MUST(of_producer_open(kafka, &(of_producer_options){.transactional_id = id}, &producer));
    MUST(of_producer_init(producer, 1000));
    for (int i = 0; i < TXNS; i++) {
        for (int round = 0; round < 2; round++) { /* an aborted try, then the good one */
            MUST(of_producer_begin(producer));
            for (int j = 0; j < BATCH; j++) {
                int32_t number = (writer * TXNS + i) * BATCH + j;
                of_bytes value = {(const uint8_t *)&number, sizeof number};
                MUST(of_producer_send(producer, &(of_outgoing){.topic = topic,
                                                               .partition = number % PARTITIONS,
                                                               .value = value}));
            }
            MUST(round == 0 ? of_producer_abort(producer, 1000)
                            : of_producer_commit(producer, 1000));
        }
    }
    of_producer_close(producer);
    of_kafka_close(kafka);
    return NULL;
}

static void count_record(const of_message *message)
{
    int32_t number;
    memcpy(&number, message->value.data, sizeof number);
    atomic_fetch_add(&seen[number], 1);
    atomic_fetch_add(&seen_count, 1);
}

static void *read_half(void *state)
{
    int reader_index = *(const int *)state;
    of_kafka *kafka = of_embedded_client(log_under_test);
    int32_t topic = of_topic_handle(kafka, "t");
    of_position from[PARTITIONS / READERS];
    for (int i = 0; i < PARTITIONS / READERS; i++) {
        from[i] = (of_position){topic, reader_index * (PARTITIONS / READERS) + i, 0};
    }
    of_reader *reader = NULL;
    MUST(of_reader_open(kafka, true, &reader));
    MUST(of_reader_assign(reader, from, PARTITIONS / READERS));
    while (atomic_load(&seen_count) < TOTAL) {
        of_message message;
        bool found = false;
        MUST(of_reader_poll(reader, 50, &message, &found));
        if (found) {
            count_record(&message);
        }
    }
    of_reader_close(reader);
    of_kafka_close(kafka);
    return NULL;
}

/* Comes and goes, so that rebalances run beside everything else. */
static void *come_and_go(void *state)
{
    (void)state;
    of_kafka *kafka = of_embedded_client(log_under_test);
    int32_t topic = of_topic_handle(kafka, "t");
    while (atomic_load(&seen_count) < TOTAL) {
        of_member *member = NULL;
        of_member_options options = {.group = "g", .topics = &topic, .topic_count = 1};
        MUST(of_member_open(kafka, &options, &member));
        of_poll_event event = {.kind = OF_POLL_NOTHING};
        for (int i = 0; i < 20; i++) {
            MUST(of_member_poll(member, 1, &event));
            if (event.kind == OF_POLL_REVOKED || event.kind == OF_POLL_LOST) {
                MUST(of_member_release(member));
            }
        }
        of_member_close(member, true);
        of_embedded_clean(log_under_test);
    }
    of_kafka_close(kafka);
    return NULL;
}

int main(void)
{
    char error[256];
    MUST(of_embedded_open(&(of_embedded_options){.clock = &of_wall_clock}, &log_under_test, error,
                          sizeof error));
    of_kafka *kafka = of_embedded_client(log_under_test);
    MUST(of_topic_create(kafka, &(of_topic_spec){.name = "t", .partitions = PARTITIONS}));
    pthread_t threads[WRITERS + READERS + 2];
    int indexes[] = {0, 1, 2};
    size_t count = 0;
    for (int i = 0; i < READERS; i++) {
        pthread_create(&threads[count++], NULL, read_half, &indexes[i]);
    }
    for (int i = 0; i < WRITERS; i++) {
        pthread_create(&threads[count++], NULL, write_all, &indexes[i]);
    }
    pthread_create(&threads[count++], NULL, come_and_go, NULL);
    pthread_create(&threads[count++], NULL, come_and_go, NULL);
    for (size_t i = 0; i < count; i++) {
        pthread_join(threads[i], NULL);
    }
    of_kafka_close(kafka);
    of_embedded_close(log_under_test);
    int wrong = 0;
    for (int i = 0; i < TOTAL; i++) {
        wrong += atomic_load(&seen[i]) != 1;
    }
    printf("%d records, %d not seen exactly once\n", TOTAL, wrong);
    return wrong == 0 ? 0 : 1;
}
