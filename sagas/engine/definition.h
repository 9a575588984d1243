/* A saga definition as the engine sees it; authors write it with sagas/saga.h. */
#pragma once

#include "avro/model.h"
#include "topology/base/arena.h"
#include "topology/base/buffer.h"
#include "topology/base/status.h"
#include "topology/ids.h"

/* Index of what a step works on (a leg, a receipt); 0 where it works on the whole. */
typedef int32_t of_leg;

/* What a step's functions may use beside the state: engine time, and memory for what they add.
 * `full` is set when the memory ran out; the record is then tried again with more of it. */
typedef struct of_moment {
    int64_t now;
    of_arena *arena;
    bool full;
} of_moment;

/* Zeroed room for one more item of an array of `len` items; NULL (and full) without memory. */
void *of_saga_grow(of_moment *at, const void *items, size_t len, size_t size);
of_text of_saga_text(of_moment *at, const char *format, ...) __attribute__((format(printf, 2, 3)));

typedef enum of_outcome {
    OF_OUTCOME_NONE,
    OF_OUTCOME_WHEN,    /* the guard holds: decisions, waits, interrupts (from OF_ANY_STEP) */
    OF_OUTCOME_OK,      /* every target answered OK, was proven by a fact, or had nothing to do */
    OF_OUTCOME_REJECT,  /* a participant refused (E4) */
    OF_OUTCOME_UNKNOWN, /* no answer, and asking brought none either (E5) */
    OF_OUTCOME_FATAL,   /* a technical failure that no retry heals (E4) */
    OF_OUTCOME_TIMEOUT, /* a wait reached its deadline */
} of_outcome;

#define OF_ANY_STEP       (-1)
#define OF_SAGA_STEPS_MAX 64 /* a set of steps is one word */
#define OF_SAGA_ALL_STEPS (~(uint64_t)0)

/* What starts a saga. Only what its kind needs is filled. */
typedef struct of_saga_start {
    const LineState *line;
    int64_t unit_price; /* of the line; 0: not known */
    const SagaOrder *order;
    const SagaOffer *offers;
    size_t offer_count;
    const ReturnRequest *request;
    int64_t reserved; /* of the line's goods, by returns at work */
    of_text reason;
    int32_t number; /* counts the sagas of this kind: part of names that must be unique */
} of_saga_start;

typedef enum of_saga_event_kind {
    OF_SAGA_START,
    OF_SAGA_REPLY,
    OF_SAGA_LINE,
    OF_SAGA_OFFER,
    OF_SAGA_CANCEL,
    OF_SAGA_RECEIPT,
    OF_SAGA_INSPECTION,
    OF_SAGA_WAKE,
} of_saga_event_kind;

typedef struct of_saga_event {
    of_saga_event_kind kind;
    union {
        const of_saga_start *start;
        const Reply *reply;
        const LineState *line;
        const SupplyOffer *offer;
        const CancelRequest *cancel;
        const ReturnReceipt *receipt;
        const Inspection *inspection;
    } of;
} of_saga_event;

/* One row of the flow table, as the engine sees it. */
typedef struct of_saga_way {
    int from;
    of_outcome on;
    const char *code; /* only for this refusal; NULL: any */
    bool guarded;     /* ask holds() */
    int to;
    uint64_t undo; /* steps to take back on the way: OF_STEP(...) | OF_STEP(...), OF_UNDO_ALL */
    bool only_failed;
    const char *raise;     /* exception that this way opens */
    const char *backorder; /* a backorder with this reason follows when the saga ends */
} of_saga_way;

/* One step, as the engine sees it. */
typedef struct of_saga_node {
    const char *name;
    int send;                      /* topic of the command, -1: sends none */
    int undo;                      /* topic of the compensation, -1: has none */
    int sends, undoes;             /* slots filled: more than one is an error of the author */
    const char *send_to, *undo_to; /* participants: "erp", "wms" */
    bool send_wild, undo_wild;     /* the topic takes the endpoint in: "cmd.wms.*" */
    bool tell;
    bool each;
    bool pivot;
    int64_t within;
    int32_t tries;
    const char *awaits;
    const char *no_undo;
    const char *ends;
    bool compensated;
    bool forwards_undo; /* the saga has its own answer when a compensation is refused */
} of_saga_node;

typedef struct of_saga {
    const char *promises;
    SagaType type;
    int32_t version;
    size_t step_count;
    size_t way_count;
    size_t exception_count;
    of_saga_node (*node)(size_t step);
    of_saga_way (*way)(size_t row);
    bool (*wants)(const of_saga_start *start);
    bool (*holds)(const SagaRow *row, size_t way);
    void (*enter)(SagaRow *row, size_t step, of_moment *at);
    bool (*only)(const SagaRow *row, size_t step, of_leg leg);
    bool (*undoable)(const SagaRow *row, size_t step, of_leg leg);
    bool (*proven)(const SagaRow *row, size_t step, of_leg leg);
    of_text (*endpoint)(const SagaRow *row, size_t step, of_leg leg);
    OptionalLong (*until)(const SagaRow *row, size_t step);
    void (*hear)(SagaRow *row, const of_saga_event *event, of_moment *at);
    void (*heard)(SagaRow *row, size_t step, of_leg leg, const Reply *reply, of_moment *at);
    void (*undone)(SagaRow *row, size_t step, of_leg leg, const Reply *reply, of_moment *at);
    size_t (*leg_count)(const SagaRow *row);
    of_text (*leg_name)(const SagaRow *row, of_leg leg);
    of_text (*subject)(const SagaRow *row);
    const char *(*exception)(size_t index);
    bool (*exception_open)(const SagaRow *row, size_t index);
    /* The command of a step (or what takes it back), in the moment's arena; NULL when it is full.
     */
    void *(*build)(const SagaRow *row, size_t step, bool undo, of_leg leg,
                   const CommandHeader *header, of_moment *at);
} of_saga;

/* Checks a definition: targets exist, every step can be reached, what is sent before the pivot can
 * be undone or says why not, every wait has a deadline or a named fact, nothing has no way out.
 * Texts of what is wrong are appended to `problems`, one per line. */
bool of_saga_check(const of_saga *saga, of_buffer *problems);
