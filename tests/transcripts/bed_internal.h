/* What the parts of the bed share; not for use outside of it. */
#pragma once

#include "avro/registry/wire.h"
#include "tests/transcripts/bed.h"
#include "topology/base/clock.h"
#include "topology/kafka/port.h"
#include "topology/runtime/topics.h"

#define BED_PARTITIONS 3

/* A Kafka topic that is read for outputs. */
typedef struct bed_outlet {
    char name[OF_TOPIC_NAME_SIZE];
    int32_t topic;
    const of_record_type **types; /* it may hold */
    int *rows;                    /* -1: a dead letter */
    size_t count;
    bool is_strict;
} bed_outlet;

/* Where log and engine are. */
typedef struct bed_place {
    /* Fills outside, registry. */
    bool (*open_log)(bed *self, char *error, size_t error_size);
    void (*close_log)(bed *self);
    bool (*open_engine)(bed *self, char *error, size_t error_size);
    /* Also when there is none. */
    bool (*close_engine)(bed *self, bool crash, char *error, size_t error_size);
    bool (*settle)(bed *self, char *error, size_t error_size);
    bool (*settle_killed)(bed *self, int64_t kill_at, bool *killed, char *error, size_t error_size);
    /* Reads what has come out and was not read yet. */
    bool (*gather)(bed *self, char *error, size_t error_size);
} bed_place;

extern const bed_place bed_here;  /* embedded log, engine in this process */
extern const bed_place bed_there; /* real broker, engine in another one */

struct bed {
    const bed_place *place;
    bed_options options;
    const of_graph *graph;
    of_manual_clock manual;
    of_clock clock;
    of_layout layout;
    of_topics *planned;
    of_kafka *outside; /* the transcript's own client */
    of_registry *registry;
    of_producer *producer;
    of_reader *reader;
    of_wire *wire;
    of_arena *arena;
    human_type *types; /* by row, opened when first needed */
    human_type letters;
    bed_outlet *outlets;
    size_t outlet_count;
    bed_outputs arrived;       /* and not taken yet */
    struct bed_inside *inside; /* of bed_here */
    struct bed_distance *afar; /* of bed_there */
};

/* False with "WHAT: remedy: why" in `error` unless the status is DONE. */
bool bed_require(of_status status, const char *what, char *error, size_t error_size);
/* Everything that can come out, by topic. */
void bed_add_outlets(bed *self);
const bed_outlet *bed_outlet_of(const bed *self, int32_t topic); /* NULL: no outlet */
/* Assigns the reader to all that can come out, and to `more`, from their first record on. */
bool bed_open_reader(bed *self, const int32_t *more, size_t more_count, char *error,
                     size_t error_size);
void bed_close_reader(bed *self);
/* Keeps a record of an outlet for bed_take. */
bool bed_keep(bed *self, const of_message *message, char *error, size_t error_size);
/* As bed_row; bytes that are no record need no record's name. */
int bed_fed_row(const bed *self, const script_line *line, char *error, size_t error_size);
/* The fact through which a row of state is fed, where there is one; else the row itself. */
int bed_way_in(const bed *self, int row);
/* The record of an input line in wire format, appended to `out`. */
bool bed_encode(bed *self, int row, const script_line *line, of_buffer *out, char *error,
                size_t error_size);
