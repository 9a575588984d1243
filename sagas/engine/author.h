/* Turns an author's typed tables into the engine's view of them; included by sagas/saga.h only,
 * once per saga. Each call is made through a pointer of its own type: a cast would be undefined. */
#pragma once

/* The author's tables; defined by OF_SAGA at the end of the file. */
static const of_saga_author of_saga_author_;

static inline const OF_STATE *of_saga_state_(const SagaRow *row)
{
    return &row->OF_STATE_FIELD.value;
}

static inline of_saga_node of_saga_node_(size_t index)
{
    const of_saga_step *step = &of_saga_author_.steps[index];
    of_saga_node node = {.name = step->name,
                         .send = -1,
                         .undo = -1,
                         .each = step->each == OF_LEGS,
                         .pivot = step->pivot,
                         .within = step->within,
                         .tries = step->tries,
                         .awaits = step->awaits,
                         .no_undo = step->no_undo,
                         .ends = step->ends,
                         .compensated = step->compensated,
                         .forwards_undo = step->undone != NULL};
#define COMMAND(id, kafka, record, participant)                                                    \
    if (step->send.id != NULL || step->tell.id != NULL) {                                          \
        node.send = OF_TOPIC_##id;                                                                 \
        node.send_to = (participant);                                                              \
        node.send_wild = strchr((kafka), '*') != NULL;                                             \
        node.sends += (step->send.id != NULL) + (step->tell.id != NULL);                           \
        node.tell = step->tell.id != NULL;                                                         \
    }                                                                                              \
    if (step->undo.id != NULL) {                                                                   \
        node.undo = OF_TOPIC_##id;                                                                 \
        node.undo_to = (participant);                                                              \
        node.undo_wild = strchr((kafka), '*') != NULL;                                             \
        node.undoes++;                                                                             \
    }
#include "topology/expand.h"
    return node;
}

static inline of_saga_way of_saga_way_(size_t index)
{
    const of_saga_flow *flow = &of_saga_author_.flow[index];
    return (of_saga_way){.from = flow->from,
                         .on = flow->on.on,
                         .code = flow->on.code,
                         .guarded = flow->when != NULL,
                         .to = flow->to,
                         .undo = flow->undo,
                         .only_failed = flow->only_failed,
                         .raise = flow->raise,
                         .backorder = flow->backorder};
}

#include "sagas/engine/author_calls.h"

static inline void *of_saga_build_(const SagaRow *row, size_t index, bool undo, of_leg leg,
                                   const CommandHeader *header, of_moment *at)
{
    const of_saga_step *step = &of_saga_author_.steps[index];
    const OF_STATE *state = of_saga_state_(row);
#define COMMAND(id, kafka, record, participant)                                                    \
    {                                                                                              \
        void (*build)(const OF_STATE *, of_leg, record *) = undo ? step->undo.id                   \
                                                            : step->send.id != NULL                \
                                                                ? step->send.id                    \
                                                                : step->tell.id;                   \
        if (build != NULL) {                                                                       \
            record *command = of_arena_alloc(at->arena, sizeof *command);                          \
            if (command == NULL) {                                                                 \
                return NULL;                                                                       \
            }                                                                                      \
            build(state, leg, command);                                                            \
            command->header = *header;                                                             \
            return command;                                                                        \
        }                                                                                          \
    }
#include "topology/expand.h"
    return NULL;
}

#define OF_COUNT_(table) (sizeof(table) / sizeof *(table))
#define OF_TABLES(steps_, flow_, exceptions_)                                                      \
    .steps = (steps_), .step_count = OF_COUNT_(steps_), .flow = (flow_),                           \
    .flow_count = OF_COUNT_(flow_), .exceptions = (exceptions_),                                   \
    .exception_count = OF_COUNT_(exceptions_)

/* OF_SAGA(name, type, version, promise, ...): the definition `name`, from the author's tables. */
#define OF_SAGA(name_, type_, version_, promises_, steps_, flow_, exceptions_, ...)                \
    static const of_saga_author of_saga_author_ = {OF_TABLES(steps_, flow_, exceptions_),          \
                                                   __VA_ARGS__};                                   \
    const of_saga name_ = {                                                                        \
        .promises = (promises_),                                                                   \
        .type = (type_),                                                                           \
        .version = (version_),                                                                     \
        .step_count = OF_COUNT_(steps_),                                                           \
        .way_count = OF_COUNT_(flow_),                                                             \
        .exception_count = OF_COUNT_(exceptions_),                                                 \
        .node = of_saga_node_,                                                                     \
        .way = of_saga_way_,                                                                       \
        .wants = of_saga_wants_,                                                                   \
        .holds = of_saga_holds_,                                                                   \
        .enter = of_saga_enter_,                                                                   \
        .only = of_saga_only_,                                                                     \
        .undoable = of_saga_undoable_,                                                             \
        .proven = of_saga_proven_,                                                                 \
        .endpoint = of_saga_endpoint_,                                                             \
        .until = of_saga_until_,                                                                   \
        .hear = of_saga_hear_,                                                                     \
        .heard = of_saga_heard_,                                                                   \
        .undone = of_saga_undone_,                                                                 \
        .leg_count = of_saga_leg_count_,                                                           \
        .leg_name = of_saga_leg_name_,                                                             \
        .subject = of_saga_subject_,                                                               \
        .exception = of_saga_exception_,                                                           \
        .exception_open = of_saga_exception_open_,                                                 \
        .build = of_saga_build_,                                                                   \
    }
