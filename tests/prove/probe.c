/* What a proof sees from outside, with nothing of the engine but the format of its stamps:
 *
 *     probe drained BROKERS GROUP QUIET_MS LIMIT_S   waits until the group read all there is
 *     probe ends BROKERS TOPIC                       "PARTITION END" for each partition
 *     probe dump BROKERS DIR TOPIC...                DIR/TOPIC.bin, as read committed
 *     probe hidden BROKERS                           what a transaction without an end hides
 *     probe flushed STATE                            "PARTITION OFFSET TURN" of each stamp on disk
 *
 * Frames of a dump: length of key, key, length of value, value; lengths are big endian, 4 bytes,
 * all ones for none. `flushed` opens the directory read-only: memtables are not in it. */
#include <inttypes.h>
#include <librdkafka/rdkafka.h>
#include <rocksdb/c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "topology/base/clock.h"
#include "topology/runtime/shard.h"

#define CALL_MS        10000
#define PARTITIONS_MAX 1024
#define FAMILIES_MAX   64
#define PATH_SIZE      1024

static void stop_unless(bool good, const char *what, const char *why)
{
    if (!good) {
        fprintf(stderr, "probe: %s: %s\n", what, why);
        exit(1);
    }
}

static void require(rd_kafka_resp_err_t code, const char *what)
{
    stop_unless(code == RD_KAFKA_RESP_ERR_NO_ERROR, what, rd_kafka_err2str(code));
}

/* ---- Kafka ---- */

static rd_kafka_t *open_reader_of(const char *isolation, const char *brokers, const char *group)
{
    char error[512];
    const char *const settings[][2] = {
        {"bootstrap.servers", brokers},    {"group.id", group},
        {"enable.auto.commit", "false"},   {"isolation.level", isolation},
        {"enable.partition.eof", "true"},  {"auto.offset.reset", "error"},
        {"socket.nagle.disable", "true"},  {"fetch.wait.max.ms", "10"},
        {"queued.min.messages", "100000"}, {"allow.auto.create.topics", "false"},
    };
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        rd_kafka_conf_res_t set =
            rd_kafka_conf_set(conf, settings[i][0], settings[i][1], error, sizeof error);
        stop_unless(set == RD_KAFKA_CONF_OK, settings[i][0], error);
    }
    rd_kafka_t *reader = rd_kafka_new(RD_KAFKA_CONSUMER, conf, error, sizeof error);
    stop_unless(reader != NULL, "reader", error);
    require(rd_kafka_poll_set_consumer(reader), "reader");
    return reader;
}

static rd_kafka_t *open_reader(const char *brokers, const char *group)
{
    return open_reader_of("read_committed", brokers, group);
}

static void close_reader(rd_kafka_t *reader)
{
    (void)rd_kafka_consumer_close(reader);
    rd_kafka_destroy(reader);
}

/* The topics whose records the engine reads, by their names; its own changelog is not one. */
static bool is_input(const char *topic)
{
    static const char *const prefixes[] = {"cdc.", "evt.", "canon.", "reply.", "of."};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (strncmp(topic, prefixes[i], strlen(prefixes[i])) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_written_by_clients(const char *topic)
{
    return strncmp(topic, "__", 2) != 0;
}

static bool is_any(const char *topic)
{
    (void)topic;
    return true;
}

/* Every partition of the topics that are wanted. */
static rd_kafka_topic_partition_list_t *list(rd_kafka_t *reader, bool (*is_wanted)(const char *))
{
    const struct rd_kafka_metadata *metadata = NULL;
    rd_kafka_topic_partition_list_t *all = rd_kafka_topic_partition_list_new(64);
    if (rd_kafka_metadata(reader, 1, NULL, &metadata, CALL_MS) != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return all;
    }
    for (int i = 0; i < metadata->topic_cnt; i++) {
        const struct rd_kafka_metadata_topic *topic = &metadata->topics[i];
        for (int j = 0; j < topic->partition_cnt && is_wanted(topic->topic); j++) {
            rd_kafka_topic_partition_list_add(all, topic->topic, j);
        }
    }
    rd_kafka_metadata_destroy(metadata);
    return all;
}

static bool end_of(rd_kafka_t *reader, const rd_kafka_topic_partition_t *at, int64_t *end)
{
    int64_t low = 0;
    return rd_kafka_query_watermark_offsets(reader, at->topic, at->partition, &low, end, CALL_MS) ==
           RD_KAFKA_RESP_ERR_NO_ERROR;
}

/* ---- drained ---- */

/* Reads from the committed positions: true when only markers lie before every end. */
static bool nothing_left(rd_kafka_t *reader, rd_kafka_topic_partition_list_t *behind)
{
    int left = behind->cnt;
    bool nothing = true;
    if (left == 0) {
        return true;
    }
    if (rd_kafka_assign(reader, behind) != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return false;
    }
    int64_t until_us = of_clock_mono_us(&of_wall_clock) + CALL_MS * 1000;
    while (left > 0 && nothing && of_clock_mono_us(&of_wall_clock) < until_us) {
        rd_kafka_message_t *message = rd_kafka_consumer_poll(reader, 100);
        if (message == NULL) {
            continue;
        }
        if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
            left--;
        } else {
            nothing = false; /* a record, or an error: not yet */
        }
        rd_kafka_message_destroy(message);
    }
    (void)rd_kafka_assign(reader, NULL);
    return nothing && left == 0;
}

/* An open transaction hides what follows it: then the last stable offset lies before the end. */
static bool is_drained(rd_kafka_t *reader, const char *brokers, const char *group)
{
    rd_kafka_topic_partition_list_t *inputs = list(reader, is_input);
    rd_kafka_topic_partition_list_t *behind = rd_kafka_topic_partition_list_new(16);
    bool good = inputs->cnt > 0 &&
                rd_kafka_committed(reader, inputs, CALL_MS) == RD_KAFKA_RESP_ERR_NO_ERROR;
    for (int i = 0; i < inputs->cnt && good; i++) {
        const rd_kafka_topic_partition_t *at = &inputs->elems[i];
        int64_t end = 0;
        good = end_of(reader, at, &end);
        int64_t from = at->offset < 0 ? 0 : at->offset;
        if (good && from < end) {
            rd_kafka_topic_partition_list_add(behind, at->topic, at->partition)->offset = from;
        }
    }
    if (good && behind->cnt > 0) {
        rd_kafka_t *second = open_reader(brokers, group);
        good = nothing_left(second, behind);
        close_reader(second);
    }
    rd_kafka_topic_partition_list_destroy(inputs);
    rd_kafka_topic_partition_list_destroy(behind);
    return good;
}

/* Sum of all ends: it stands still when nothing is written any more. -1: not known. */
static int64_t written(rd_kafka_t *reader)
{
    rd_kafka_topic_partition_list_t *all = list(reader, is_written_by_clients);
    int64_t sum = all->cnt == 0 ? -1 : 0;
    for (int i = 0; i < all->cnt && sum >= 0; i++) {
        int64_t end = 0;
        sum = end_of(reader, &all->elems[i], &end) ? sum + end : -1;
    }
    rd_kafka_topic_partition_list_destroy(all);
    return sum;
}

/* Which inputs the group did not read to their ends, as far as it can be told. */
static void tell_left(rd_kafka_t *reader, const char *group)
{
    rd_kafka_topic_partition_list_t *inputs = list(reader, is_input);
    rd_kafka_resp_err_t code = rd_kafka_committed(reader, inputs, CALL_MS);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        fprintf(stderr, "probe: the positions of %s: %s\n", group, rd_kafka_err2str(code));
    }
    for (int i = 0; i < inputs->cnt; i++) {
        const rd_kafka_topic_partition_t *at = &inputs->elems[i];
        int64_t end = -1;
        if (!end_of(reader, at, &end) || (at->offset < 0 ? 0 : at->offset) < end) {
            fprintf(stderr, "probe: %s %d: committed %" PRId64 ", stable to %" PRId64 "\n",
                    at->topic, (int)at->partition, at->offset, end);
        }
    }
    rd_kafka_topic_partition_list_destroy(inputs);
}

static int drained(const char *brokers, const char *group, int64_t quiet_ms, int64_t limit_s)
{
    rd_kafka_t *reader = open_reader(brokers, group);
    int64_t began_us = of_clock_mono_us(&of_wall_clock);
    int64_t since_us = began_us;
    int64_t before = -1;
    bool done = false;
    while (!done && of_clock_mono_us(&of_wall_clock) - began_us < limit_s * 1000000) {
        int64_t now = written(reader);
        if (now < 0 || now != before) {
            before = now;
            since_us = of_clock_mono_us(&of_wall_clock);
        } else if (of_clock_mono_us(&of_wall_clock) - since_us >= quiet_ms * 1000) {
            done = is_drained(reader, brokers, group) && written(reader) == before;
        }
        struct timespec pause = {.tv_nsec = 50000000};
        (void)nanosleep(&pause, NULL);
    }
    if (!done) {
        tell_left(reader, group);
    }
    close_reader(reader);
    stop_unless(done, group, "did not read all there is in time");
    return 0;
}

/* ---- ends, what is hidden, and dump ---- */

static int ends(const char *brokers, const char *topic)
{
    rd_kafka_t *reader = open_reader(brokers, "probe");
    rd_kafka_topic_partition_list_t *all = list(reader, is_written_by_clients);
    for (int i = 0; i < all->cnt; i++) {
        if (strcmp(all->elems[i].topic, topic) == 0) {
            int64_t end = 0;
            stop_unless(end_of(reader, &all->elems[i], &end), topic, "its end is not known");
            printf("%d %" PRId64 "\n", (int)all->elems[i].partition, end);
        }
    }
    rd_kafka_topic_partition_list_destroy(all);
    close_reader(reader);
    return 0;
}

/* Where no client writes any more: transactions that the broker will not end either. */
static int hidden(const char *brokers)
{
    rd_kafka_t *stable = open_reader(brokers, "probe");
    rd_kafka_t *whole = open_reader_of("read_uncommitted", brokers, "probe");
    rd_kafka_topic_partition_list_t *all = list(stable, is_any);
    for (int i = 0; i < all->cnt; i++) {
        const rd_kafka_topic_partition_t *at = &all->elems[i];
        int64_t until = -1;
        int64_t end = -1;
        stop_unless(end_of(stable, at, &until) && end_of(whole, at, &end), at->topic,
                    "its end is not known");
        if (until < end) {
            printf("%s %d: stable to %" PRId64 ", written to %" PRId64 "\n", at->topic,
                   (int)at->partition, until, end);
        }
    }
    rd_kafka_topic_partition_list_destroy(all);
    close_reader(whole);
    close_reader(stable);
    return 0;
}

static void put_frame(FILE *out, const void *data, size_t len)
{
    uint32_t size = data == NULL ? UINT32_MAX : (uint32_t)len;
    uint8_t length[4] = {(uint8_t)(size >> 24), (uint8_t)(size >> 16), (uint8_t)(size >> 8),
                         (uint8_t)size};
    stop_unless(fwrite(length, 4, 1, out) == 1 &&
                    (data == NULL || fwrite(data, 1, len, out) == len),
                "dump", "cannot be written");
}

static void dump_topic(rd_kafka_t *reader, const char *directory, const char *topic)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s.bin", directory, topic);
    FILE *out = fopen(path, "wb");
    stop_unless(out != NULL, path, "cannot be written");
    rd_kafka_topic_partition_list_t *all = list(reader, is_written_by_clients);
    rd_kafka_topic_partition_list_t *wanted = rd_kafka_topic_partition_list_new(16);
    for (int i = 0; i < all->cnt; i++) {
        if (strcmp(all->elems[i].topic, topic) == 0) {
            rd_kafka_topic_partition_list_add(wanted, topic, all->elems[i].partition)->offset = 0;
        }
    }
    stop_unless(wanted->cnt > 0, topic, "there is no such topic");
    require(rd_kafka_assign(reader, wanted), topic);
    for (int left = wanted->cnt; left > 0;) {
        rd_kafka_message_t *message = rd_kafka_consumer_poll(reader, CALL_MS);
        stop_unless(message != NULL, topic, "the broker does not answer");
        if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
            left--;
        } else {
            require(message->err, topic);
            put_frame(out, message->key, message->key_len);
            put_frame(out, message->payload, message->len);
        }
        rd_kafka_message_destroy(message);
    }
    require(rd_kafka_assign(reader, NULL), topic);
    rd_kafka_topic_partition_list_destroy(all);
    rd_kafka_topic_partition_list_destroy(wanted);
    stop_unless(fclose(out) == 0, path, "cannot be written");
}

static int dump(const char *brokers, const char *directory, char **topics, int count)
{
    rd_kafka_t *reader = open_reader(brokers, "probe");
    for (int i = 0; i < count; i++) {
        dump_topic(reader, directory, topics[i]);
    }
    close_reader(reader);
    return 0;
}

/* ---- flushed ---- */

static void print_stamp(rocksdb_t *db, rocksdb_readoptions_t *read,
                        rocksdb_column_family_handle_t *meta, int partition)
{
    char key[64];
    char *error = NULL;
    size_t len = 0;
    snprintf(key, sizeof key, "stamp/%d", partition);
    char *value = rocksdb_get_cf(db, read, meta, key, strlen(key), &len, &error);
    stop_unless(error == NULL, key, error);
    if (value == NULL) {
        return;
    }
    of_stored_stamp stamp = {0};
    stop_unless(of_stamp_decode((of_bytes){.data = (const uint8_t *)value, .len = len}, &stamp),
                key, "is not a stamp");
    printf("%d %" PRId64 " %" PRId64 "\n", partition, stamp.changelog_offset, stamp.turn);
    of_buffer_free(&stamp.inputs);
    rocksdb_free(value);
}

static int flushed(const char *directory)
{
    char *error = NULL;
    size_t count = 0;
    rocksdb_options_t *options = rocksdb_options_create();
    rocksdb_options_set_info_log_level(options, 4);
    char **names = rocksdb_list_column_families(options, directory, &count, &error);
    stop_unless(error == NULL && count <= FAMILIES_MAX, directory, "is not a state directory");
    const rocksdb_options_t *each[FAMILIES_MAX];
    rocksdb_column_family_handle_t *families[FAMILIES_MAX];
    size_t meta = 0;
    for (size_t i = 0; i < count; i++) {
        each[i] = options;
        meta = strcmp(names[i], "default") == 0 ? i : meta;
    }
    rocksdb_t *db = rocksdb_open_for_read_only_column_families(
        options, directory, (int)count, (const char *const *)names, each, families, 0, &error);
    stop_unless(error == NULL, directory, error);
    rocksdb_readoptions_t *read = rocksdb_readoptions_create();
    for (int i = 0; i < PARTITIONS_MAX; i++) {
        print_stamp(db, read, families[meta], i);
    }
    rocksdb_readoptions_destroy(read);
    for (size_t i = 0; i < count; i++) {
        rocksdb_column_family_handle_destroy(families[i]);
    }
    rocksdb_close(db);
    rocksdb_list_column_families_destroy(names, count);
    rocksdb_options_destroy(options);
    return 0;
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "drained") == 0 && argc == 6) {
        return drained(argv[2], argv[3], atoll(argv[4]), atoll(argv[5]));
    }
    if (strcmp(what, "ends") == 0 && argc == 4) {
        return ends(argv[2], argv[3]);
    }
    if (strcmp(what, "dump") == 0 && argc > 4) {
        return dump(argv[2], argv[3], argv + 4, argc - 4);
    }
    if (strcmp(what, "hidden") == 0 && argc == 3) {
        return hidden(argv[2]);
    }
    if (strcmp(what, "flushed") == 0 && argc == 3) {
        return flushed(argv[2]);
    }
    fprintf(stderr, "probe: see the first lines of tests/prove/probe.c\n");
    return 2;
}
