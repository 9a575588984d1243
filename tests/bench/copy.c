/* The ceiling: a loop on librdkafka itself that reads what each hop of a run read and writes as
 * many records and bytes as that hop wrote, changelog included, and does nothing in between.
 *
 *     orderflow-bench-copy BROKERS PLAN PARTITIONS
 *
 * PLAN has one line per topic: "in HOP TOPIC RECORDS" and "out HOP TOPIC RECORDS KEYBYTES
 * VALUEBYTES". For each record it reads, the loop writes what is due of each topic of that hop.
 *
 * Its best form: a delivery report callback, retry.backoff.ms=2, two producers in turn, room in the
 * queues, batches from the consumer's queue. */
#include <librdkafka/rdkafka.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TOPICS_MAX     64
#define HOPS_MAX       8
#define BATCH          1000
#define TURN_RECORDS   10000
#define TURN_MS        100
#define TIMEOUT_MS     20000
#define RECORD_MAX     (1 << 20)
#define PARTITIONS_MAX 64

typedef struct topic {
    char name[256];
    bool is_input;
    int hop;
    int64_t records, key_bytes, value_bytes;
    int64_t done; /* read, or written */
    rd_kafka_topic_t *out[2];
    int64_t next[PARTITIONS_MAX]; /* of an input: the next offset */
    bool at_end[PARTITIONS_MAX];
} topic;

static topic topics[TOPICS_MAX];
static int topic_count;
static int partitions;
static int64_t hop_in[HOPS_MAX];   /* records that the hop reads in all */
static int64_t hop_read[HOPS_MAX]; /* so far */
static rd_kafka_t *consumer;
static rd_kafka_t *producers[2];
static char payload[RECORD_MAX];
static int64_t written;
static int64_t read_count;

static void stop_unless(bool good, const char *what, const char *why)
{
    if (!good) {
        fprintf(stderr, "bench-copy: %s: %s\n", what, why);
        exit(1);
    }
}

static void require(rd_kafka_error_t *error, const char *what)
{
    stop_unless(error == NULL, what, error == NULL ? "" : rd_kafka_error_string(error));
}

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* ---- the plan ---- */

static void read_plan(const char *file)
{
    FILE *in = fopen(file, "r");
    char line[512];
    stop_unless(in != NULL, file, "cannot be read");
    while (fgets(line, sizeof line, in) != NULL) {
        topic *at = &topics[topic_count];
        char kind[8];
        long long records = 0;
        long long keys = 0;
        long long values = 0;
        int got = sscanf(line, "%7s %d %255s %lld %lld %lld", kind, &at->hop, at->name, &records,
                         &keys, &values);
        at->is_input = strcmp(kind, "in") == 0;
        stop_unless(got == (at->is_input ? 4 : 6) && at->hop >= 0 && at->hop < HOPS_MAX, file,
                    "a line cannot be understood");
        at->records = records;
        at->key_bytes = keys;
        at->value_bytes = values;
        hop_in[at->hop] += at->is_input ? records : 0;
        stop_unless(++topic_count < TOPICS_MAX, file, "too many topics");
    }
    fclose(in);
}

/* ---- handles ---- */

static rd_kafka_conf_t *configured(const char *brokers, const char *const *settings)
{
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    char text[256];
    stop_unless(rd_kafka_conf_set(conf, "bootstrap.servers", brokers, text, sizeof text) ==
                    RD_KAFKA_CONF_OK,
                "settings", text);
    for (; *settings != NULL; settings += 2) {
        rd_kafka_conf_res_t result =
            rd_kafka_conf_set(conf, settings[0], settings[1], text, sizeof text);
        stop_unless(result != RD_KAFKA_CONF_INVALID, settings[0], text);
    }
    return conf;
}

static void open_consumer(const char *brokers)
{
    static const char *const settings[] = {"group.id",
                                           "bench-copy",
                                           "isolation.level",
                                           "read_committed",
                                           "enable.auto.commit",
                                           "false",
                                           "enable.auto.offset.store",
                                           "false",
                                           "enable.partition.eof",
                                           "true",
                                           "auto.offset.reset",
                                           "earliest",
                                           "queued.min.messages",
                                           "1000000",
                                           "queued.max.messages.kbytes",
                                           "524288",
                                           "fetch.queue.backoff.ms",
                                           "10",
                                           "fetch.wait.max.ms",
                                           "20",
                                           "socket.nagle.disable",
                                           "true",
                                           NULL};
    char text[256];
    consumer = rd_kafka_new(RD_KAFKA_CONSUMER, configured(brokers, settings), text, sizeof text);
    stop_unless(consumer != NULL, "consumer", text);
    rd_kafka_poll_set_consumer(consumer);
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(TOPICS_MAX);
    for (int i = 0; i < topic_count; i++) {
        for (int j = 0; topics[i].is_input && topics[i].records > 0 && j < partitions; j++) {
            rd_kafka_topic_partition_list_add(list, topics[i].name, j)->offset = 0;
        }
    }
    rd_kafka_resp_err_t code = rd_kafka_assign(consumer, list);
    stop_unless(code == RD_KAFKA_RESP_ERR_NO_ERROR, "assign", rd_kafka_err2str(code));
    rd_kafka_topic_partition_list_destroy(list);
}

/* Without it the flush inside a commit sleeps in steps of 10 ms. */
static void on_delivery(rd_kafka_t *handle, const rd_kafka_message_t *message, void *opaque)
{
    (void)handle;
    (void)opaque;
    stop_unless(message->err == RD_KAFKA_RESP_ERR_NO_ERROR, "delivery",
                rd_kafka_err2str(message->err));
}

static void open_producer(const char *brokers, int which)
{
    const char *const settings[] = {"transactional.id",
                                    which == 0 ? "bench-copy-a" : "bench-copy-b",
                                    "retry.backoff.ms",
                                    "2",
                                    "linger.ms",
                                    "5",
                                    "socket.nagle.disable",
                                    "true",
                                    "queue.buffering.max.messages",
                                    "1000000",
                                    "queue.buffering.max.kbytes",
                                    "524288",
                                    NULL};
    char text[256];
    rd_kafka_conf_t *conf = configured(brokers, settings);
    rd_kafka_conf_set_dr_msg_cb(conf, on_delivery);
    producers[which] = rd_kafka_new(RD_KAFKA_PRODUCER, conf, text, sizeof text);
    stop_unless(producers[which] != NULL, "producer", text);
    require(rd_kafka_init_transactions(producers[which], TIMEOUT_MS), "init");
    for (int i = 0; i < topic_count; i++) {
        if (!topics[i].is_input) {
            topics[i].out[which] = rd_kafka_topic_new(producers[which], topics[i].name, NULL);
        }
    }
}

/* ---- copying ---- */

static void produce(topic *to, int which, int32_t partition)
{
    int64_t i = to->done++;
    size_t key_len =
        (size_t)((i + 1) * to->key_bytes / to->records - i * to->key_bytes / to->records);
    size_t value_len =
        (size_t)((i + 1) * to->value_bytes / to->records - i * to->value_bytes / to->records);
    stop_unless(key_len + value_len <= RECORD_MAX, to->name, "records are too large");
    while (rd_kafka_produce(to->out[which], partition, RD_KAFKA_MSG_F_COPY, payload, value_len,
                            payload + value_len, key_len, NULL) != 0) {
        stop_unless(rd_kafka_last_error() == RD_KAFKA_RESP_ERR__QUEUE_FULL, to->name,
                    rd_kafka_err2str(rd_kafka_last_error()));
        rd_kafka_poll(producers[which], 5);
    }
    if (++written % 256 == 0) {
        rd_kafka_poll(producers[which], 0);
    }
}

static topic *input_named(const char *name)
{
    static topic *last;
    if (last != NULL && strcmp(last->name, name) == 0) {
        return last;
    }
    for (int i = 0; i < topic_count; i++) {
        if (topics[i].is_input && strcmp(topics[i].name, name) == 0) {
            return last = &topics[i];
        }
    }
    stop_unless(false, name, "not an input");
    return NULL;
}

static void copy_one(const rd_kafka_message_t *message, topic *from, int which)
{
    int64_t read_before = hop_read[from->hop]++;
    int64_t total = hop_in[from->hop];
    read_count++;
    from->next[message->partition] = message->offset + 1;
    from->at_end[message->partition] = false;
    for (int i = 0; i < topic_count; i++) {
        topic *to = &topics[i];
        if (to->is_input || to->hop != from->hop) {
            continue;
        }
        int64_t due = (read_before + 1) * to->records / total;
        while (to->done < due) {
            produce(to, which, message->partition % partitions);
        }
    }
}

static bool is_all_read(void)
{
    for (int i = 0; i < topic_count; i++) {
        for (int j = 0; topics[i].is_input && topics[i].records > 0 && j < partitions; j++) {
            if (!topics[i].at_end[j]) {
                return false;
            }
        }
    }
    return true;
}

static void commit(int which)
{
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(TOPICS_MAX);
    for (int i = 0; i < topic_count; i++) {
        for (int j = 0; topics[i].is_input && j < partitions; j++) {
            if (topics[i].next[j] > 0) {
                rd_kafka_topic_partition_list_add(list, topics[i].name, j)->offset =
                    topics[i].next[j];
            }
        }
    }
    rd_kafka_consumer_group_metadata_t *group = rd_kafka_consumer_group_metadata(consumer);
    require(rd_kafka_send_offsets_to_transaction(producers[which], list, group, TIMEOUT_MS),
            "offsets");
    require(rd_kafka_commit_transaction(producers[which], TIMEOUT_MS), "commit");
    rd_kafka_consumer_group_metadata_destroy(group);
    rd_kafka_topic_partition_list_destroy(list);
}

/* One transaction; false when nothing is left to read. */
static bool turn(rd_kafka_queue_t *queue, int which)
{
    static rd_kafka_message_t *batch[BATCH];
    int64_t began = 0;
    int64_t taken = 0;
    while (taken < TURN_RECORDS && (began == 0 || now_us() - began < TURN_MS * 1000) &&
           !is_all_read()) {
        ssize_t got = rd_kafka_consume_batch_queue(queue, 5, batch, BATCH);
        for (ssize_t i = 0; i < got; i++) {
            topic *from = input_named(rd_kafka_topic_name(batch[i]->rkt));
            if (batch[i]->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
                from->at_end[batch[i]->partition] = true;
            } else {
                stop_unless(batch[i]->err == RD_KAFKA_RESP_ERR_NO_ERROR, from->name,
                            rd_kafka_err2str(batch[i]->err));
                if (began == 0) {
                    began = now_us();
                    require(rd_kafka_begin_transaction(producers[which]), "begin");
                }
                copy_one(batch[i], from, which);
                taken++;
            }
            rd_kafka_message_destroy(batch[i]);
        }
    }
    if (taken > 0) {
        commit(which);
    }
    return taken > 0 || !is_all_read();
}

int main(int argc, char **argv)
{
    stop_unless(argc == 4, "usage", "orderflow-bench-copy BROKERS PLAN PARTITIONS");
    partitions = atoi(argv[3]);
    stop_unless(partitions > 0 && partitions <= PARTITIONS_MAX, "PARTITIONS", "1 to 64");
    for (size_t i = 0; i < sizeof payload; i++) {
        payload[i] = (char)(i * 2654435761u >> 13);
    }
    read_plan(argv[2]);
    open_producer(argv[1], 0);
    open_producer(argv[1], 1);
    open_consumer(argv[1]);
    rd_kafka_queue_t *queue = rd_kafka_queue_get_consumer(consumer);
    int64_t began_us = 0;
    int64_t ended_us = 0;
    int64_t turns = 0;
    int64_t before = 0; /* read by the turn that the clock starts after */
    for (int which = 0; turn(queue, which); which ^= 1) {
        ended_us = now_us();
        before = began_us == 0 ? read_count : before;
        began_us = began_us == 0 ? ended_us : began_us;
        turns++;
    }
    struct timespec cpu;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    printf("%lld %lld %lld %lld %.6f %.6f\n", (long long)read_count, (long long)written,
           (long long)turns, (long long)before, (double)(ended_us - began_us) / 1e6,
           (double)cpu.tv_sec + (double)cpu.tv_nsec / 1e9);
    fflush(stdout);
    _Exit(0);
}
