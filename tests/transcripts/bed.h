/* What a transcript runs in: a topology on a log, under a clock that only the transcript moves,
 * with its state in a folder of its own. The log is the embedded one with the engine in this
 * process, or a real broker with the engine as a process of its own: then this process is the world
 * outside, which sends facts and replies and takes commands, and shares with it the broker and
 * nothing else.
 */
#pragma once

#include "tests/transcripts/human.h"
#include "tests/transcripts/script.h"
#include "topology/runtime/graph.h"

typedef struct bed bed;

typedef struct bed_options {
    const of_graph *graph; /* must outlive the bed, as all of this */
    const char *folder;    /* empty */
    const char *brokers;   /* bootstrap.servers; NULL: the embedded log */
    const char *engine;    /* with brokers: the program, orderflow-clocked */
} bed_options;

/* A record that came out, as a read-committed consumer sees it. */
typedef struct bed_output {
    char *topic;     /* "cmd.erp" */
    char *record;    /* "AllocateStock" */
    char *key;       /* "E1:O-1" */
    json_t *value;   /* as people write it; NULL: deleted */
    of_bytes bytes;  /* of the value, as they lie in the topic */
    bool is_strict;  /* a command, a dead letter or an exception: never unlisted */
    bool is_matched; /* for who compares */
} bed_output;

typedef struct bed_outputs {
    bed_output *items;
    size_t count;
} bed_outputs;

/* NULL with `error` filled. */
bed *bed_open(const bed_options *options, char *error, size_t error_size);
/* Stops the engine in good order; false when it does not end so. */
bool bed_stop(bed *self, char *error, size_t error_size);
/* What still runs is killed. */
void bed_close(bed *self);

/* The page's row of "topic", "topic/Record" or the row's own name; -1 with `error` filled. */
int bed_row(const bed *self, of_text name, char *error, size_t error_size);
/* "canon.order", or "cmd.wms.*". */
const char *bed_topic(const bed *self, int row);
/* What the row's records look like to people. */
const human_type *bed_type(bed *self, int row); /* -1: a dead letter */

/* Puts a record of `line` into its topic. */
bool bed_feed(bed *self, const script_line *line, char *error, size_t error_size);
/* Moves the clock. */
void bed_wait(bed *self, int64_t ms);
/* Lets the engine work until it is quiet; with `crash_at` it dies at that port call, and resumes.
 * As another process it is killed at once, wherever it is. */
bool bed_settle(bed *self, int64_t crash_at, char *error, size_t error_size);
/* As bed_settle, but a turn may be over before; *killed says whether it was not. Embedded only. */
bool bed_settle_killed(bed *self, int64_t kill_at, bool *killed, char *error, size_t error_size);
/* Stops the engine and opens it again on what it left behind. */
bool bed_restart(bed *self, bool crash, char *error, size_t error_size);
/* What came out since the last call; bed_outputs_free when done. */
bool bed_take(bed *self, bed_outputs *outputs, char *error, size_t error_size);
void bed_outputs_free(bed_outputs *outputs);
