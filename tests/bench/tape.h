/* A tape: change events encoded beforehand, in the order of their times, so that whoever feeds them
 * does nothing but send. A file of records one behind the other, in this machine's byte order. */
#pragma once

#include "avro/registry/registry.h"
#include "tests/replay/events.h"

enum { TAPE_SOURCE_PARTITIONS = 4 };

/* In front of each record's key and value. */
typedef struct tape_head {
    uint32_t value_len;
    uint16_t key_len;
    uint8_t table;     /* EVENTS_HEADER and so on */
    uint8_t partition; /* of the source topic */
} tape_head;

typedef struct tape_facts {
    int64_t records;
    int64_t orders; /* distinct, by the headers on the tape */
    int64_t probes;
} tape_facts;

typedef struct tape_options {
    const char *file;
    const char *schemas; /* the registry's folder */
    const char *data;    /* Olist's files; NULL: made-up orders */
    int64_t records;     /* at most */
    int64_t lines;       /* of a made-up order; 0: one to three */
    int64_t probe_every; /* one probe before each so many records; 0: none */
} tape_options;

/* A probe is an order of a header and nothing else: the first record of its key that comes out is
 * the answer to that header and to nothing else. */
#define TAPE_PROBE_PREFIX "probe-"

/* Ends the program with a message when it fails. */
void tape_write(const tape_options *options, tape_facts *facts);

/* Made-up orders `first` to `first + count`: booked, paid, acknowledged, packed, shipped,
 * delivered. */
void events_of_nobody(events *all, int64_t first, int64_t count, int64_t lines);
