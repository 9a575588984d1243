/* Plays a tape to the source topics, as the systems outside would: a process of its own, so that
 * its work is not counted as the engine's.
 *
 *     orderflow-bench-feed BROKERS TAPE FROM COUNT RATE
 *
 * Records FROM to FROM + COUNT of the tape, RATE a second, each stamped with the time at which it
 * is sent; RATE 0: as fast as they go. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tests/bench/tape.h"
#include "topology/base/clock.h"
#include "topology/base/log.h"
#include "topology/kafka/real.h"

#define TIMEOUT_MS 60000

static void stop_unless(bool good, const char *what, const char *why)
{
    if (!good) {
        fprintf(stderr, "bench-feed: %s: %s\n", what, why);
        exit(1);
    }
}

static of_bytes map(const char *file)
{
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    struct stat facts = {0};
    stop_unless(fd >= 0 && fstat(fd, &facts) == 0 && facts.st_size > 0, file, "cannot be read");
    void *data = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    stop_unless(data != MAP_FAILED, file, "cannot be mapped");
    close(fd);
    return (of_bytes){.data = data, .len = (size_t)facts.st_size};
}

static tape_head head_at(of_bytes tape, size_t at)
{
    tape_head head;
    stop_unless(at + sizeof head <= tape.len, "tape", "it has fewer records");
    memcpy(&head, tape.data + at, sizeof head);
    return head;
}

static size_t after(size_t at, const tape_head *head)
{
    return at + sizeof *head + head->key_len + head->value_len;
}

/* Sleeps until the record's turn. */
static void wait_for(int64_t due_us)
{
    int64_t left_us = due_us - of_clock_mono_us(&of_wall_clock);
    if (left_us > 0) {
        struct timespec pause = {.tv_sec = (time_t)(left_us / 1000000),
                                 .tv_nsec = (long)(left_us % 1000000) * 1000};
        (void)nanosleep(&pause, NULL);
    }
}

int main(int argc, char **argv)
{
    stop_unless(argc == 6, "usage", "orderflow-bench-feed BROKERS TAPE FROM COUNT RATE");
    of_log_threshold(OF_ERROR);
    int64_t from = atoll(argv[3]);
    int64_t count = atoll(argv[4]);
    int64_t rate = atoll(argv[5]);
    of_bytes tape = map(argv[2]);
    char error[512] = "";
    const of_property properties[] = {{"bootstrap.servers", argv[1]},
                                      {"producer.linger.ms", rate == 0 ? "20" : "0"}};
    of_kafka *kafka = NULL;
    stop_unless(of_ok(of_real_open(properties, 2, &kafka, error, sizeof error)), "Kafka", error);
    of_producer *producer = NULL;
    of_status status = of_producer_open(kafka, &(of_producer_options){0}, &producer);
    stop_unless(of_ok(status), "producer", status.what);
    int32_t topics[EVENTS_TABLES];
    for (size_t i = 0; i < EVENTS_TABLES; i++) {
        topics[i] = of_topic_handle(kafka, events_topics[i]);
    }
    size_t at = 0;
    for (int64_t i = 0; i < from; i++) {
        tape_head head = head_at(tape, at);
        at = after(at, &head);
    }
    int64_t began_us = of_clock_mono_us(&of_wall_clock);
    for (int64_t i = 0; i < count; i++) {
        tape_head head = head_at(tape, at);
        const uint8_t *key = tape.data + at + sizeof head;
        if (rate > 0) {
            wait_for(began_us + i * 1000000 / rate);
        }
        of_outgoing record = {.topic = topics[head.table],
                              .partition = head.partition,
                              .timestamp_ms = of_clock_now_ms(&of_wall_clock),
                              .key = {.data = key, .len = head.key_len},
                              .value = {.data = key + head.key_len, .len = head.value_len}};
        status = of_producer_send(producer, &record);
        stop_unless(of_ok(status), "produce", status.what);
        at = after(at, &head);
    }
    status = of_producer_flush(producer, TIMEOUT_MS);
    stop_unless(of_ok(status), "produce", status.what);
    double seconds = (double)(of_clock_mono_us(&of_wall_clock) - began_us) / 1e6;
    printf("%lld %.3f\n", (long long)count, seconds);
    of_producer_close(producer);
    of_kafka_close(kafka);
    return 0;
}
