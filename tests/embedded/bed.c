/* Helpers of the embedded log's own tests. */
#include "tests/embedded/bed.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "topology/base/memory.h"

uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

void must(of_status status, const char *call, int line)
{
    cr_assert(of_ok(status), "line %d: %s: %s, %s", line, call, of_remedy_name(status.remedy),
              status.what);
}

static of_status open_log(of_bed *bed)
{
    of_embedded_options options = {.directory = bed->directory[0] == '\0' ? NULL : bed->directory,
                                   .clock = &bed->clock,
                                   .seed = bed->random};
    return of_embedded_open(&options, &bed->log, bed->error, sizeof bed->error);
}

static void begin(of_bed *bed, uint64_t seed, int64_t now_ms)
{
    *bed = (of_bed){.manual = {.now_ms = now_ms}, .random = seed};
    bed->clock = of_clock_of_manual(&bed->manual);
}

static void make_directory(of_bed *bed)
{
    static int number = 0;
    snprintf(bed->directory, sizeof bed->directory, "/tmp/orderflow-bed-%d-%d", (int)getpid(),
             number++);
    cr_assert_eq(mkdir(bed->directory, 0777), 0, "%s", bed->directory);
}

void bed_open(of_bed *bed, uint64_t seed, bool in_directory)
{
    begin(bed, seed, INT64_C(1772438400000));
    if (in_directory) {
        make_directory(bed);
    }
    MUST(open_log(bed));
}

of_status bed_reopen(of_bed *bed)
{
    if (bed->log != NULL) {
        of_embedded_close(bed->log);
    }
    return open_log(bed);
}

void remove_directory(const char *directory)
{
    DIR *dir = opendir(directory);
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        unlinkat(dirfd(dir), entry->d_name, 0);
    }
    closedir(dir);
    rmdir(directory);
}

void bed_close(of_bed *bed)
{
    if (bed->log != NULL) {
        of_embedded_close(bed->log);
    }
    if (bed->directory[0] != '\0') {
        remove_directory(bed->directory);
    }
}

static void copy_file(int from_dir, int to_dir, const char *name)
{
    int from = openat(from_dir, name, O_RDONLY);
    int to = openat(to_dir, name, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    char piece[65536];
    for (ssize_t got = read(from, piece, sizeof piece); got > 0;
         got = read(from, piece, sizeof piece)) {
        cr_assert_eq(write(to, piece, (size_t)got), got);
    }
    close(from);
    close(to);
}

void bed_copy(of_bed *copy, of_bed *bed)
{
    begin(copy, next_random(&bed->random), bed->manual.now_ms);
    make_directory(copy);
    DIR *from = opendir(bed->directory);
    DIR *to = opendir(copy->directory);
    for (struct dirent *entry = readdir(from); entry != NULL; entry = readdir(from)) {
        if (entry->d_type == DT_REG) {
            copy_file(dirfd(from), dirfd(to), entry->d_name);
        }
    }
    closedir(from);
    closedir(to);
}

void make_topic(of_kafka *kafka, const char *name, int32_t partitions, of_cleanup cleanup)
{
    MUST(of_topic_create(kafka, &(of_topic_spec){.name = name,
                                                 .partitions = partitions,
                                                 .cleanup = cleanup,
                                                 .retention_ms = -1}));
}

of_status send_number(of_producer *producer, int32_t topic, int32_t partition, int64_t number)
{
    char text[32];
    int len = snprintf(text, sizeof text, "%lld", (long long)number);
    of_bytes bytes = {.data = (const uint8_t *)text, .len = (size_t)len};
    return of_producer_send(
        producer,
        &(of_outgoing){.topic = topic, .partition = partition, .key = bytes, .value = bytes});
}

int64_t number_of(of_bytes value)
{
    char text[32] = {0};
    memcpy(text, value.data, value.len);
    return strtoll(text, NULL, 10);
}

void numbers_add(of_numbers *numbers, int64_t number)
{
    if (numbers->count == numbers->capacity) {
        numbers->capacity = numbers->capacity * 2 + 16;
        numbers->items = of_renew(numbers->items, numbers->capacity * sizeof *numbers->items);
    }
    numbers->items[numbers->count++] = number;
}

void numbers_free(of_numbers *numbers)
{
    of_delete(numbers->items);
    *numbers = (of_numbers){0};
}

of_numbers read_all(of_kafka *kafka, const char *topic, int32_t partition, bool read_committed)
{
    of_numbers numbers = {0};
    of_reader *reader = NULL;
    of_position from = {of_topic_handle(kafka, topic), partition, 0};
    MUST(of_reader_open(kafka, read_committed, &reader));
    int64_t low = 0;
    int64_t high = 0;
    of_partition which = {from.topic, from.partition};
    MUST(of_reader_watermarks(reader, which, &low, &high, 0));
    from.offset = low;
    MUST(of_reader_assign(reader, &from, 1));
    bool found = true;
    while (found) {
        of_message message;
        MUST(of_reader_poll(reader, 0, &message, &found));
        if (found && message.value.data != NULL) {
            numbers_add(&numbers, number_of(message.value));
        }
    }
    of_reader_close(reader);
    return numbers;
}

bool numbers_equal(const of_numbers *left, const of_numbers *right)
{
    return left->count == right->count &&
           (left->count == 0 ||
            memcmp(left->items, right->items, left->count * sizeof *left->items) == 0);
}
