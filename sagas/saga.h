/* The saga contract: a table of steps and a table of flow, typed by the state they work on.
 *
 * Define OF_STATE as the record that holds what the saga knows and OF_STATE_FIELD as its field in
 * SagaRow, then include this header, and no other. sagas/README.md shows a saga from start to end.
 *
 *     [ALLOCATE] = {"allocate", .send.allocate_stock = allocate, .undo.deallocate_stock =
 * give_back, .each = OF_LEGS, .only = is_open},
 *     ...
 *     {ALLOCATE, OF_REJECT("INSUFFICIENT"), .to = AWAIT_SUPPLY},
 *
 * A builder of another command than its slot's does not compile. All functions are pure: they see
 * the state, the leg and the moment, and change nothing but the state they are handed. */
#pragma once

#ifndef OF_STATE
#error "define OF_STATE and OF_STATE_FIELD before including sagas/saga.h"
#endif

#include <stddef.h>

#include "sagas/engine/definition.h"
#include "sagas/legs.h"
#include "topology/base/time.h"

/* One typed slot per command of the topology page; the engine fills the header. */
typedef struct of_saga_commands {
#define COMMAND(id, kafka, record, participant)                                                    \
    void (*id)(const OF_STATE *state, of_leg leg, record *command);
#include "topology/expand.h"
} of_saga_commands;

typedef enum of_saga_each { OF_ONCE, OF_LEGS } of_saga_each;

/* A step does one of: send (answered), tell (optional: retried, then skipped; nobody waits for it),
 * wait (`awaits`), decide (none of them: the flow table alone), or end (`ends`). */
typedef struct of_saga_step {
    const char *name;
    of_saga_commands send;
    of_saga_commands tell;
    of_saga_commands undo; /* uses only what was known before the step was sent */
    const char *no_undo;   /* why a step before the pivot need not be taken back */
    of_saga_each each;     /* OF_LEGS: one command per leg, joined before the flow goes on */
    bool (*only)(const OF_STATE *state, of_leg leg);        /* else there is nothing to do */
    bool (*undoable)(const OF_STATE *state, of_leg leg);    /* else it stays as it is */
    bool (*proven)(const OF_STATE *state, of_leg leg);      /* a fact shows that it is done (E10) */
    of_text (*endpoint)(const OF_STATE *state, of_leg leg); /* site or carrier of the command */
    void (*enter)(OF_STATE *state, of_moment *at);
    /* Takes in the answer, or a proof that came first: that is a plain OK, without qty or date. */
    void (*heard)(OF_STATE *state, of_leg leg, const Reply *reply, of_moment *at);
    void (*undone)(OF_STATE *state, of_leg leg, const Reply *reply, of_moment *at);
    OptionalLong (*until)(const OF_STATE *state); /* deadline of a wait, as a point in time */
    int64_t within;     /* reply timeout, or deadline of a wait; 0: the participant's, or none */
    int32_t tries;      /* 0: the participant's */
    const char *awaits; /* the fact a wait is for */
    bool pivot;         /* once sent (a wait: once left) there is no way back, only forward */
    const char *ends;   /* end state */
    bool compensated;   /* it ends as if it had never been */
} of_saga_step;

typedef struct of_saga_flow {
    int from;
    struct {
        of_outcome on;
        const char *code;
    } on;
    bool (*when)(const OF_STATE *state);
    int to;
    uint64_t undo;    /* steps to take back first, in reverse order of success (E7, E8) */
    bool only_failed; /* of these only the legs that did not come out OK */
    const char *raise;
    const char *backorder;
} of_saga_flow;

#define OF_WHEN                                                                                    \
    {                                                                                              \
        OF_OUTCOME_WHEN, NULL                                                                      \
    }
#define OF_DONE_OK                                                                                 \
    {                                                                                              \
        OF_OUTCOME_OK, NULL                                                                        \
    }
#define OF_REJECTED                                                                                \
    {                                                                                              \
        OF_OUTCOME_REJECT, NULL                                                                    \
    }
#define OF_REJECT(c)                                                                               \
    {                                                                                              \
        OF_OUTCOME_REJECT, (c)                                                                     \
    }
#define OF_SILENCE                                                                                 \
    {                                                                                              \
        OF_OUTCOME_UNKNOWN, NULL                                                                   \
    }
#define OF_TIMED_OUT                                                                               \
    {                                                                                              \
        OF_OUTCOME_TIMEOUT, NULL                                                                   \
    }
#define OF_STEP(s)  ((uint64_t)1 << (s))
#define OF_UNDO_ALL OF_SAGA_ALL_STEPS

/* An exception that is open exactly as long as its predicate holds. */
typedef struct of_saga_exception {
    const char *code;
    bool (*while_)(const OF_STATE *state);
} of_saga_exception;

/* What a saga takes in whenever it comes, whatever its step. */
typedef struct of_saga_hears {
    void (*line)(OF_STATE *state, const LineState *line, of_moment *at);
    void (*offer)(OF_STATE *state, const SupplyOffer *offer, of_moment *at);
    void (*cancel)(OF_STATE *state, const CancelRequest *request, of_moment *at);
    void (*receipt)(OF_STATE *state, const ReturnReceipt *receipt, of_moment *at);
    void (*inspection)(OF_STATE *state, const Inspection *inspection, of_moment *at);
} of_saga_hears;

typedef struct of_saga_author {
    void (*start)(OF_STATE *state, const of_saga_start *start, of_moment *at);
    bool (*wants)(const of_saga_start *start);
    of_saga_hears hear;
    size_t (*leg_count)(const OF_STATE *state);
    of_text (*leg_name)(const OF_STATE *state, of_leg leg);
    of_text (*subject)(const OF_STATE *state); /* target of steps that work on the whole */
    const of_saga_step *steps;
    size_t step_count;
    const of_saga_flow *flow;
    size_t flow_count;
    const of_saga_exception *exceptions;
    size_t exception_count;
} of_saga_author;

#include "sagas/engine/author.h"
