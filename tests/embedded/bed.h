/* A log under test: its clock, a seeded generator, and the few calls that all tests make. */
#pragma once

#include "topology/kafka/embedded.h"

typedef struct of_bed {
    of_embedded *log;
    of_manual_clock manual;
    of_clock clock;
    uint64_t random;
    char directory[64]; /* empty: in memory */
    char error[256];
} of_bed;

void bed_open(of_bed *bed, uint64_t seed, bool in_directory);
/* Closes and opens again what lies in the directory. */
of_status bed_reopen(of_bed *bed);
/* Closes, and removes the directory. */
void bed_close(of_bed *bed);
/* A second bed with a copy of the directory as it is now: what a kill -9 would have left. It is
 * still to be opened. */
void bed_copy(of_bed *copy, of_bed *bed);
/* Removes a directory of files. */
void remove_directory(const char *directory);

uint64_t next_random(uint64_t *state);
static inline size_t below(of_bed *bed, size_t bound)
{
    return (size_t)(next_random(&bed->random) % bound);
}

void must(of_status status, const char *call, int line);
#define MUST(call) must((call), #call, __LINE__)

void make_topic(of_kafka *kafka, const char *name, int32_t partitions, of_cleanup cleanup);
of_status send_number(of_producer *producer, int32_t topic, int32_t partition, int64_t number);
int64_t number_of(of_bytes value);

/* All numbers of a partition that a reader sees until nothing more comes. */
typedef struct of_numbers {
    int64_t *items;
    size_t count;
    size_t capacity;
} of_numbers;

void numbers_add(of_numbers *numbers, int64_t number);
void numbers_free(of_numbers *numbers);
of_numbers read_all(of_kafka *kafka, const char *topic, int32_t partition, bool read_committed);
bool numbers_equal(const of_numbers *left, const of_numbers *right);
