/* What the parts of the bed share; not for use outside of it. */
#pragma once

#include "avro/registry/wire.h"
#include "tests/transcripts/bed.h"
#include "topology/kafka/embedded.h"
#include "topology/runtime/engine.h"

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

struct bed {
    const of_graph *graph;
    const char *folder;
    of_manual_clock manual;
    of_clock clock;
    of_layout layout;
    of_embedded *log;
    of_registry *registry;
    of_kafka *outside; /* the transcript's own client */
    of_producer *producer;
    of_reader *reader;
    of_wire *wire;
    of_arena *arena;
    of_kafka *client; /* the engine's */
    of_engine *engine;
    human_type *types; /* by row, opened when first needed */
    human_type letters;
    bed_outlet *outlets;
    size_t outlet_count;
};

/* Subscribes to everything that can come out. */
bool bed_open_reader(bed *self, char *error, size_t error_size);
void bed_close_reader(bed *self);
/* As bed_row; bytes that are no record need no record's name. */
int bed_fed_row(const bed *self, const script_line *line, char *error, size_t error_size);
/* The fact through which a row of state is fed, where there is one; else the row itself. */
int bed_way_in(const bed *self, int row);
/* The record of an input line in wire format, appended to `out`. */
bool bed_encode(bed *self, int row, const script_line *line, of_buffer *out, char *error,
                size_t error_size);
