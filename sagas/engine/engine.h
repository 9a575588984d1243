/* The saga engine: two pure functions.
 *
 * decide() looks at one instance and one event and answers with actions; apply() is the only
 * writer of an instance. Neither reads a clock, a store or Kafka: the node does that, in the
 * order's task and transaction. The engine rules (E1-E20) of the domain model live here, once. */
#pragma once

#include "sagas/engine/definition.h"

typedef enum of_saga_act {
    OF_ACT_START,
    OF_ACT_HEAR,      /* the state takes a fact in */
    OF_ACT_HEARD,     /* the state takes in an answer to a step */
    OF_ACT_UNDONE,    /* the state takes in an answer to a compensation */
    OF_ACT_ENTER,     /* a step becomes the current one */
    OF_ACT_SEND,      /* a step's command: a new run, or a retry with the same key */
    OF_ACT_INQUIRE,   /* QueryOutcome */
    OF_ACT_UNDO,      /* a compensation */
    OF_ACT_SETTLE,    /* a run changes its status */
    OF_ACT_DELAY,     /* a run is followed up at another time */
    OF_ACT_PIVOT,     /* the point of no return is passed */
    OF_ACT_UNWIND,    /* no new step until what is in flight has settled (E8) */
    OF_ACT_TAKE_BACK, /* all has settled: compensations may go */
    OF_ACT_FOLLOW,    /* a backorder has to follow */
    OF_ACT_HAND_OVER, /* a person takes over */
    OF_ACT_OPEN,
    OF_ACT_RESOLVE,
    OF_ACT_NOTE, /* the log only: a late, stale or meaningless answer */
    OF_ACT_END,
} of_saga_act;

typedef struct of_saga_action {
    of_saga_act kind;
    int step;
    of_leg leg;
    size_t run; /* index in row.runs; SEND with run == runs.len makes a new one */
    SagaRunStatus status;
    OptionalLong due;
    of_text code; /* refusal code, exception code, end state */
    of_text subject;
    of_text detail;
    uint64_t undo;    /* UNWIND: steps to take back */
    bool only_failed; /* UNWIND: of the legs that did not come out OK */
    bool flag;        /* UNWIND: hand over; END: compensated; UNDO: a new generation */
    const of_saga_event *event;
    const Reply *reply;
    int topic; /* SEND, INQUIRE, UNDO: where the command goes */
    const CommandHeader *header;
    const void *command;
    bool logged; /* makes one entry of the saga log */
    SagaEventKind entry;
} of_saga_action;

typedef struct of_saga_actions {
    of_saga_action *items;
    size_t len;
} of_saga_actions;

/* Enough for any one event: more is an endless table, which is handed over to a person. */
#define OF_SAGA_ACTIONS_MAX 1024

/* What `event` means for `row`, at `now`. Actions, and all they point to, live in `arena` (and in
 * the event). An event that changes nothing gives none. ABORT when the arena is full. */
of_status of_saga_decide(const of_saga *saga, const SagaRow *row, const of_saga_event *event,
                         int64_t now, of_arena *arena, of_saga_actions *actions);

/* Carries one action out on `row`: an own copy, whose new parts live in `arena`. */
of_status of_saga_apply(const of_saga *saga, SagaRow *row, const of_saga_action *action,
                        int64_t now, of_arena *arena);

/* A fresh instance, to which the START event is then applied. */
SagaRow of_saga_begin(const of_saga *saga, of_text id, of_text order, of_text line, int64_t now);

/* When the instance has to be woken, and for which step. Not present: it waits for a fact, or it
 * is over. */
OptionalLong of_saga_wake(const SagaRow *row, of_text *step);
/* What it waits for, in words; absent when it is over. */
of_text of_saga_awaits(const of_saga *saga, const SagaRow *row);
bool of_saga_ended(const SagaRow *row);
/* "<saga>/<step>/<target>/g<generation>" (E2); `verb` is "", "undo-" or "ask-". */
of_text of_saga_key(of_moment *at, of_text saga, const char *verb, of_text step, of_text target,
                    int32_t generation);
const char *of_saga_status_name(SagaStatus status);
