/* Calls of an author's functions through pointers of their own type; part of sagas/engine/author.h.
 * An absent function has the meaning that sagas/saga.h gives it. */
#pragma once

static inline bool of_saga_holds_(const SagaRow *row, size_t index)
{
    const of_saga_flow *flow = &of_saga_author_.flow[index];
    return flow->when == NULL || flow->when(of_saga_state_(row));
}

static inline void of_saga_enter_(SagaRow *row, size_t step, of_moment *at)
{
    if (of_saga_author_.steps[step].enter != NULL) {
        of_saga_author_.steps[step].enter(&row->OF_STATE_FIELD.value, at);
    }
}

static inline bool of_saga_only_(const SagaRow *row, size_t step, of_leg leg)
{
    bool (*only)(const OF_STATE *, of_leg) = of_saga_author_.steps[step].only;
    return only == NULL || only(of_saga_state_(row), leg);
}

static inline bool of_saga_undoable_(const SagaRow *row, size_t step, of_leg leg)
{
    bool (*undoable)(const OF_STATE *, of_leg) = of_saga_author_.steps[step].undoable;
    return undoable == NULL || undoable(of_saga_state_(row), leg);
}

static inline bool of_saga_proven_(const SagaRow *row, size_t step, of_leg leg)
{
    bool (*proven)(const OF_STATE *, of_leg) = of_saga_author_.steps[step].proven;
    return proven != NULL && proven(of_saga_state_(row), leg);
}

static inline of_text of_saga_endpoint_(const SagaRow *row, size_t step, of_leg leg)
{
    of_text (*endpoint)(const OF_STATE *, of_leg) = of_saga_author_.steps[step].endpoint;
    return endpoint == NULL ? (of_text){0} : endpoint(of_saga_state_(row), leg);
}

static inline OptionalLong of_saga_until_(const SagaRow *row, size_t step)
{
    OptionalLong (*until)(const OF_STATE *) = of_saga_author_.steps[step].until;
    return until == NULL ? (OptionalLong){0} : until(of_saga_state_(row));
}

static inline void of_saga_hear_(SagaRow *row, const of_saga_event *event, of_moment *at)
{
    const of_saga_hears *hear = &of_saga_author_.hear;
    OF_STATE *state = &row->OF_STATE_FIELD.value;
    switch (event->kind) {
    case OF_SAGA_START:
        row->OF_STATE_FIELD.present = true;
        of_saga_author_.start(state, event->of.start, at);
        break;
    case OF_SAGA_LINE:
        if (hear->line != NULL) {
            hear->line(state, event->of.line, at);
        }
        break;
    case OF_SAGA_OFFER:
        if (hear->offer != NULL) {
            hear->offer(state, event->of.offer, at);
        }
        break;
    case OF_SAGA_CANCEL:
        if (hear->cancel != NULL) {
            hear->cancel(state, event->of.cancel, at);
        }
        break;
    case OF_SAGA_RECEIPT:
        if (hear->receipt != NULL) {
            hear->receipt(state, event->of.receipt, at);
        }
        break;
    case OF_SAGA_INSPECTION:
        if (hear->inspection != NULL) {
            hear->inspection(state, event->of.inspection, at);
        }
        break;
    case OF_SAGA_REPLY:
    case OF_SAGA_WAKE:
        break;
    }
}

static inline void of_saga_heard_(SagaRow *row, size_t step, of_leg leg, const Reply *reply,
                                  of_moment *at)
{
    if (of_saga_author_.steps[step].heard != NULL) {
        of_saga_author_.steps[step].heard(&row->OF_STATE_FIELD.value, leg, reply, at);
    }
}

static inline void of_saga_undone_(SagaRow *row, size_t step, of_leg leg, const Reply *reply,
                                   of_moment *at)
{
    if (of_saga_author_.steps[step].undone != NULL) {
        of_saga_author_.steps[step].undone(&row->OF_STATE_FIELD.value, leg, reply, at);
    }
}

static inline size_t of_saga_leg_count_(const SagaRow *row)
{
    return of_saga_author_.leg_count(of_saga_state_(row));
}

static inline of_text of_saga_leg_name_(const SagaRow *row, of_leg leg)
{
    return of_saga_author_.leg_name(of_saga_state_(row), leg);
}

static inline of_text of_saga_subject_(const SagaRow *row)
{
    return of_saga_author_.subject(of_saga_state_(row));
}

static inline const char *of_saga_exception_(size_t index)
{
    return of_saga_author_.exceptions[index].code;
}

static inline bool of_saga_exception_open_(const SagaRow *row, size_t index)
{
    return of_saga_author_.exceptions[index].while_(of_saga_state_(row));
}

static inline bool of_saga_wants_(const of_saga_start *start)
{
    return of_saga_author_.wants == NULL || of_saga_author_.wants(start);
}
