/* What every turn takes in and sends, from its beginning to its commit. */
#pragma once

#include "tests/sim/simulation.h"

typedef struct sim_taken {
    bool is_timer;
    bool is_touch; /* the task joined the turn, and that was all */
    bool is_poison;
    bool is_move; /* behind what is no record: `offset` is the next one */
    const char *topic;
    int32_t partition;
    int64_t offset; /* of a timer: when it is due */
    int64_t timestamp_ms;
    uint16_t node;
    of_bytes key, value; /* of a timer: its key and name */
    const char *reason;  /* of a poison */
} sim_taken;

typedef struct sim_sent {
    const char *topic;
    int32_t partition;
    int64_t timestamp_ms;
    of_bytes key, value;
} sim_sent;

typedef struct sim_place {
    const char *topic;
    int32_t partition;
    int64_t offset;
} sim_place;

typedef struct sim_turn {
    of_producer *producer; /* NULL: free */
    of_arena *arena;
    int64_t now_ms;
    sim_taken *taken;
    size_t taken_count, taken_capacity;
    sim_sent *sent;
    size_t sent_count, sent_capacity;
    sim_place *places;
    size_t place_count, place_capacity;
} sim_turn;

struct sim_record *sim_record_new(void);
void sim_record_free(struct sim_record *record);

void sim_record_begin(of_producer *producer);
void sim_record_sent(of_producer *producer, const char *topic, const of_outgoing *record);
void sim_record_positions(of_producer *producer, const of_position *positions, size_t count);
/* The turn is decided: it is folded and compared at once. */
void sim_record_committed(const sim_process *process, of_producer *producer);
void sim_record_forget(const of_producer *producer);
/* The next record to be taken from a partition, by all turns that were committed. */
int64_t sim_record_next(const char *topic, int32_t partition);

/* ---- the changelog as it was committed, for disk.c ---- */

typedef struct sim_change {
    int32_t partition;
    int64_t turn;
    of_bytes key, value;
} sim_change;

const sim_change *sim_record_changes(size_t *count);
/* The last turn that was committed for a task. */
int64_t sim_record_turn(int32_t partition);
