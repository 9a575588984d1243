/* Compaction and retention: the last value per key survives with its offset, and readers that stand
 * in the middle go on. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/embedded/bed.h"

#define KEYS 10

typedef struct of_table {
    int64_t values[KEYS]; /* -1: deleted or never set */
} of_table;

static void put(of_producer *producer, int32_t topic, int key, int64_t value)
{
    char key_text[16];
    char value_text[32];
    int key_len = snprintf(key_text, sizeof key_text, "key-%d", key);
    int value_len = snprintf(value_text, sizeof value_text, "%lld", (long long)value);
    of_outgoing record = {.topic = topic,
                          .timestamp_ms = 1000,
                          .key = {(const uint8_t *)key_text, (size_t)key_len},
                          .value = {(const uint8_t *)value_text, (size_t)value_len}};
    if (value < 0) {
        record.value = (of_bytes){.data = NULL, .len = 0};
    }
    MUST(of_producer_send(producer, &record));
}

static of_reader *open_reader(of_kafka *kafka, int64_t offset)
{
    of_reader *reader = NULL;
    MUST(of_reader_open(kafka, true, &reader));
    MUST(of_reader_assign(reader, &(of_position){of_topic_handle(kafka, "t"), 0, offset}, 1));
    return reader;
}

/* Folds what the reader still gets into the table; counts records and tombstones. */
static size_t fold(of_reader *reader, of_table *table, size_t *tombstones)
{
    size_t count = 0;
    int64_t last = -1;
    *tombstones = 0;
    for (bool found = true; found;) {
        of_message message;
        MUST(of_reader_poll(reader, 0, &message, &found));
        if (!found) {
            break;
        }
        cr_assert_gt(message.offset, last);
        last = message.offset;
        bool is_tombstone = message.value.data == NULL;
        int key = message.key.data[4] - '0';
        table->values[key] = is_tombstone ? -1 : number_of(message.value);
        *tombstones += is_tombstone;
        count++;
    }
    return count;
}

static of_table empty_table(void)
{
    of_table table;
    memset(&table, 0xff, sizeof table);
    return table;
}

static void random_transaction(of_bed *bed, of_producer *producer, int32_t topic, of_table *truth)
{
    of_table next = *truth;
    MUST(of_producer_begin(producer));
    for (size_t i = below(bed, 8); i > 0; i--) {
        int key = (int)below(bed, KEYS);
        next.values[key] = below(bed, 4) == 0 ? -1 : (int64_t)below(bed, 1000);
        put(producer, topic, key, next.values[key]);
    }
    if (below(bed, 3) == 0) {
        MUST(of_producer_abort(producer, 0));
    } else {
        MUST(of_producer_commit(producer, 0));
        *truth = next;
    }
}

static void check_table(of_kafka *kafka, const of_table *truth)
{
    of_reader *reader = open_reader(kafka, 0);
    of_table seen = empty_table();
    size_t tombstones = 0;
    fold(reader, &seen, &tombstones);
    cr_assert_eq(memcmp(&seen, truth, sizeof seen), 0);
    of_reader_close(reader);
}

static void run_compaction(uint64_t seed, bool in_directory)
{
    of_bed bed;
    bed_open(&bed, seed, in_directory);
    of_kafka *kafka = of_embedded_client(bed.log);
    make_topic(kafka, "t", 1, OF_CLEANUP_COMPACT);
    int32_t topic = of_topic_handle(kafka, "t");
    of_producer *producer = NULL;
    MUST(of_producer_open(kafka, &(of_producer_options){.transactional_id = "tx"}, &producer));
    MUST(of_producer_init(producer, 0));
    of_table truth = empty_table();
    of_table followed = empty_table();
    of_reader *follower = open_reader(kafka, 0);
    for (int i = 0; i < 60; i++) {
        random_transaction(&bed, producer, topic, &truth);
        if (below(&bed, 5) == 0) {
            of_embedded_clean(bed.log);
            check_table(kafka, &truth);
        }
        if (below(&bed, 7) == 0) {
            size_t tombstones = 0;
            fold(follower, &followed, &tombstones);
            cr_assert_eq(memcmp(&followed, &truth, sizeof truth), 0);
        }
    }
    of_producer_close(producer);
    of_reader_close(follower);
    of_kafka_close(kafka);
    for (int i = 0; in_directory && i < 3; i++) {
        MUST(bed_reopen(&bed));
        of_embedded_clean(bed.log);
        kafka = of_embedded_client(bed.log);
        check_table(kafka, &truth);
        of_kafka_close(kafka);
    }
    bed_close(&bed);
}

Test(cleaning, compaction_keeps_the_last_committed_value_of_each_key)
{
    for (uint64_t seed = 0; seed < 30; seed++) {
        run_compaction(seed, false);
    }
}

Test(cleaning, a_compacted_directory_reopens_to_the_same_table)
{
    for (uint64_t seed = 0; seed < 10; seed++) {
        run_compaction(seed, true);
    }
}

typedef struct of_keeper {
    of_bed bed;
    of_kafka *kafka;
    of_producer *producer;
    int32_t topic;
} of_keeper;

static void open_keeper(of_keeper *keeper, const of_topic_spec *spec)
{
    bed_open(&keeper->bed, 1, false);
    keeper->kafka = of_embedded_client(keeper->bed.log);
    MUST(of_topic_create(keeper->kafka, spec));
    keeper->topic = of_topic_handle(keeper->kafka, "t");
    MUST(of_producer_open(keeper->kafka, &(of_producer_options){0}, &keeper->producer));
}

static void close_keeper(of_keeper *keeper)
{
    of_producer_close(keeper->producer);
    of_kafka_close(keeper->kafka);
    bed_close(&keeper->bed);
}

static size_t count_tombstones(of_keeper *keeper)
{
    of_reader *reader = open_reader(keeper->kafka, 0);
    of_table table = empty_table();
    size_t tombstones = 0;
    fold(reader, &table, &tombstones);
    of_reader_close(reader);
    return tombstones;
}

Test(cleaning, a_tombstone_outlives_the_first_pass_by_its_retention)
{
    of_keeper keeper;
    open_keeper(&keeper, &(of_topic_spec){.name = "t",
                                          .partitions = 1,
                                          .cleanup = OF_CLEANUP_COMPACT,
                                          .delete_retention_ms = 1000});
    put(keeper.producer, keeper.topic, 1, 5);
    put(keeper.producer, keeper.topic, 1, -1);
    keeper.bed.manual.now_ms += 5000;
    of_embedded_clean(keeper.bed.log);
    cr_assert_eq(count_tombstones(&keeper), 1);
    keeper.bed.manual.now_ms += 999;
    of_embedded_clean(keeper.bed.log);
    cr_assert_eq(count_tombstones(&keeper), 1);
    keeper.bed.manual.now_ms += 1;
    of_embedded_clean(keeper.bed.log);
    cr_assert_eq(count_tombstones(&keeper), 0);
    close_keeper(&keeper);
}

Test(cleaning, retention_moves_the_beginning_and_an_older_position_is_out_of_range)
{
    of_keeper keeper;
    open_keeper(&keeper, &(of_topic_spec){.name = "t", .partitions = 1, .retention_ms = 1000000});
    for (int i = 0; i < 5; i++) {
        put(keeper.producer, keeper.topic, 1, i);
    }
    MUST(send_number(keeper.producer, keeper.topic, 0, 77));
    of_embedded_clean(keeper.bed.log);
    of_reader *reader = open_reader(keeper.kafka, 0);
    int64_t low = -1;
    int64_t high = -1;
    of_partition partition = {keeper.topic, 0};
    MUST(of_reader_watermarks(reader, partition, &low, &high, 0));
    cr_assert_eq(low, 5);
    cr_assert_eq(high, 6);
    of_message message;
    bool found = false;
    cr_assert_eq(of_reader_poll(reader, 0, &message, &found).remedy, OF_FATAL);
    of_reader_close(reader);
    of_numbers left = read_all(keeper.kafka, "t", 0, true);
    cr_assert(left.count == 1 && left.items[0] == 77);
    numbers_free(&left);
    close_keeper(&keeper);
}

Test(cleaning, an_open_transaction_is_left_alone)
{
    of_keeper keeper;
    open_keeper(&keeper,
                &(of_topic_spec){.name = "t", .partitions = 1, .cleanup = OF_CLEANUP_COMPACT});
    put(keeper.producer, keeper.topic, 1, 5);
    of_producer *open = NULL;
    MUST(of_producer_open(keeper.kafka, &(of_producer_options){.transactional_id = "x"}, &open));
    MUST(of_producer_init(open, 0));
    MUST(of_producer_begin(open));
    put(open, keeper.topic, 1, 6);
    of_embedded_clean(keeper.bed.log);
    of_table table = empty_table();
    table.values[1] = 5;
    check_table(keeper.kafka, &table);
    MUST(of_producer_abort(open, 0));
    check_table(keeper.kafka, &table);
    of_embedded_clean(keeper.bed.log);
    check_table(keeper.kafka, &table);
    of_producer_close(open);
    close_keeper(&keeper);
}
