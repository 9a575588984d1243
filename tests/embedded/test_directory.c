/* The log's directory when it is torn, damaged, foreign or in use. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/embedded/bed.h"
#include "topology/base/log.h"

#define TXNS  8
#define BATCH 3

/* Transactions of three records each, all committed, all in one partition. */
static void write_history(of_bed *bed)
{
    of_log_threshold(OF_ERROR);
    bed_open(bed, 7, true);
    of_kafka *kafka = of_embedded_client(bed->log);
    make_topic(kafka, "t", 1, OF_CLEANUP_DELETE);
    int32_t topic = of_topic_handle(kafka, "t");
    of_producer *producer = NULL;
    MUST(of_producer_open(kafka, &(of_producer_options){.transactional_id = "tx"}, &producer));
    MUST(of_producer_init(producer, 0));
    for (int i = 0; i < TXNS; i++) {
        MUST(of_producer_begin(producer));
        for (int j = 0; j < BATCH; j++) {
            MUST(send_number(producer, topic, 0, i * BATCH + j));
        }
        MUST(of_producer_commit(producer, 0));
    }
    of_producer_close(producer);
    of_kafka_close(kafka);
    of_embedded_close(bed->log);
    bed->log = NULL;
}

static void path_of(const of_bed *bed, const char *name, char path[128])
{
    snprintf(path, 128, "%s/%s", bed->directory, name);
}

static off_t size_of(const of_bed *bed, const char *name)
{
    char path[128];
    path_of(bed, name, path);
    struct stat facts;
    cr_assert_eq(stat(path, &facts), 0);
    return facts.st_size;
}

static void cut(const of_bed *bed, const char *name, off_t size)
{
    char path[128];
    path_of(bed, name, path);
    cr_assert_eq(truncate(path, size), 0);
}

static void flip(const of_bed *bed, const char *name, off_t at)
{
    char path[128];
    path_of(bed, name, path);
    int fd = open(path, O_RDWR);
    uint8_t byte = 0;
    cr_assert_eq(pread(fd, &byte, 1, at), 1);
    byte ^= 0x10;
    cr_assert_eq(pwrite(fd, &byte, 1, at), 1);
    close(fd);
}

/* What is read is the beginning of the history. */
static size_t check_beginning(of_kafka *kafka, bool read_committed)
{
    of_numbers seen = read_all(kafka, "t", 0, read_committed);
    for (size_t i = 0; i < seen.count; i++) {
        cr_assert_eq(seen.items[i], (int64_t)i);
    }
    size_t count = seen.count;
    numbers_free(&seen);
    return count;
}

static void check_that_it_can_be_written(of_kafka *kafka, size_t count)
{
    of_producer *producer = NULL;
    MUST(of_producer_open(kafka, &(of_producer_options){.transactional_id = "tx"}, &producer));
    MUST(of_producer_init(producer, 0));
    MUST(of_producer_begin(producer));
    MUST(send_number(producer, of_topic_handle(kafka, "t"), 0, (int64_t)count));
    MUST(of_producer_commit(producer, 0));
    of_producer_close(producer);
    cr_assert_eq(check_beginning(kafka, true), count + 1);
}

/* The journal knows all decisions, so whatever data is left counts, its markers cut off or not. */
Test(directory, a_torn_partition_file_keeps_every_whole_record)
{
    of_bed bed;
    write_history(&bed);
    size_t before = SIZE_MAX;
    for (off_t size = size_of(&bed, "t-0.log"); size >= 0; size -= 5) {
        of_bed copy;
        bed_copy(&copy, &bed);
        cut(&copy, "t-0.log", size);
        MUST(bed_reopen(&copy));
        of_kafka *kafka = of_embedded_client(copy.log);
        size_t count = check_beginning(kafka, true);
        cr_assert_eq(count, check_beginning(kafka, false));
        cr_assert_leq(count, before);
        before = count;
        check_that_it_can_be_written(kafka, count);
        of_kafka_close(kafka);
        bed_close(&copy);
    }
    cr_assert_eq(before, 0);
    bed_close(&bed);
}

Test(directory, a_torn_journal_loses_whole_transactions)
{
    of_bed bed;
    write_history(&bed);
    for (off_t size = size_of(&bed, "journal"); size >= 0; size -= 3) {
        of_bed copy;
        bed_copy(&copy, &bed);
        cut(&copy, "journal", size);
        MUST(bed_reopen(&copy));
        of_kafka *kafka = of_embedded_client(copy.log);
        of_topic_facts facts;
        MUST(of_topic_describe(kafka, "t", &facts));
        if (facts.exists) {
            cr_assert_eq(check_beginning(kafka, true) % BATCH, 0);
        }
        of_kafka_close(kafka);
        bed_close(&copy);
    }
    bed_close(&bed);
}

Test(directory, damage_before_good_entries_is_refused)
{
    static const char *const files[] = {"t-0.log", "journal"};
    for (int i = 0; i < 2; i++) {
        of_bed bed;
        write_history(&bed);
        flip(&bed, files[i], 32 + 20);
        cr_assert_eq(bed_reopen(&bed).remedy, OF_FATAL);
        cr_assert_null(bed.log);
        cr_assert_not_null(strstr(bed.error, "damaged"), "%s", bed.error);
        bed_close(&bed);
    }
}

Test(directory, another_version_is_refused)
{
    of_bed bed;
    write_history(&bed);
    flip(&bed, "journal", 12);
    cr_assert_eq(bed_reopen(&bed).remedy, OF_FATAL);
    cr_assert_not_null(strstr(bed.error, "version"), "%s", bed.error);
    bed_close(&bed);
}

Test(directory, a_second_user_is_refused)
{
    of_bed bed;
    bed_open(&bed, 1, true);
    of_embedded *second = NULL;
    char error[256];
    of_embedded_options options = {.directory = bed.directory, .clock = &bed.clock};
    cr_assert_eq(of_embedded_open(&options, &second, error, sizeof error).remedy, OF_FATAL);
    cr_assert_not_null(strstr(error, "in use"), "%s", error);
    bed_close(&bed);
}

Test(directory, a_place_that_is_no_directory_is_refused)
{
    of_bed bed;
    bed_open(&bed, 1, false);
    of_embedded *second = NULL;
    char error[256];
    of_embedded_options options = {.directory = "/dev/null/x", .clock = &bed.clock};
    cr_assert_eq(of_embedded_open(&options, &second, error, sizeof error).remedy, OF_FATAL);
    cr_assert_not_null(strstr(error, "/dev/null/x"), "%s", error);
    bed_close(&bed);
}
