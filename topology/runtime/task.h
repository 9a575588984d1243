/* A task: partition i of every internal topic together with shard i of the state; and a source
 * partition, which has no state. Private to the runtime. */
#pragma once

#include "topology/runtime/store.h"

/* OPENING ─► FETCHING ─► MARKING ─► REPLAYING ─► RUNNING; from any of them to HALTED. takeover.c
 * has the drawing. */
typedef enum of_task_state {
    OF_TASK_OPENING,
    OF_TASK_FETCHING,
    OF_TASK_MARKING,
    OF_TASK_REPLAYING,
    OF_TASK_RUNNING,
    OF_TASK_HALTED,
} of_task_state;

typedef struct of_task {
    int32_t partition;
    of_task_state state;
    of_shard *shard;
    of_position *inputs;    /* next to handle, one per input of the wiring */
    of_position *turn_from; /* `inputs` as the turn began */
    int64_t *wait_until_us; /* a paused input is resumed then; 0: not paused */
    int64_t turn;           /* last applied */
    int64_t changelog_offset;
    int64_t changelog_marked_us;
    bool is_touched; /* by the turn in hand */

    /* Taking over. */
    int64_t changelog_low;
    int64_t changelog_mark; /* everything before it must be read */
    int64_t replay_offset;
    int64_t replay_from;   /* where it began: the position of the local state */
    int64_t replayed;      /* records read since */
    int64_t resumed_at_ms; /* time of the local stamp; 0 when reading from the start */
    int64_t resumed_turn;  /* its turn */

    /* Due timers wait until the inputs have passed these ends. */
    bool has_timer_gate;
    int64_t timer_gate_ms; /* timers due until then */
    int64_t *timer_gate_ends;
    int64_t timer_gate_asked_us; /* when the ends were asked for last */
} of_task;

/* A partition of a source topic: intake only, no state. */
typedef struct of_source {
    of_position position;
    int64_t turn_from;
    int64_t wait_until_us;
    bool is_running;
    bool is_halted; /* not read any more; the log says what an operator can do */
    bool is_touched;
} of_source;
