/* Inside of decide(): one event's work on a scratch copy of the instance. */
#pragma once

#include "sagas/engine/engine.h"

/* Every action is applied to the scratch copy as soon as it is taken, so that what follows sees
 * it; the node applies the same list to the real row. */
typedef struct of_deciding {
    const of_saga *saga;
    SagaRow row;
    const of_saga_event *event;
    of_moment at;
    of_saga_actions *actions;
    size_t capacity;
    of_status status; /* first failure; nothing is done after it */
} of_deciding;

void of_deciding_act(of_deciding *d, of_saga_action action);
/* Index of a step by name; the definition's version pins them, so an unknown one is refused. */
int of_deciding_step(of_deciding *d, of_text name);
of_saga_node of_deciding_node(of_deciding *d, const SagaRun *run);

/* decide_send.c: commands, their keys, retries and deadlines. */
int32_t of_deciding_tries(const of_saga_node *node, bool undo, of_text endpoint);
void of_deciding_send(of_deciding *d, int step, of_leg leg);
void of_deciding_resend(of_deciding *d, size_t run, bool slowly);
void of_deciding_inquire(of_deciding *d, size_t run);
void of_deciding_undo(of_deciding *d, size_t run, bool again);
void of_deciding_delay(of_deciding *d, size_t run);
bool of_deciding_exhausted(of_deciding *d, size_t run);
#define OF_INQUIRY_TRIES 3

/* decide_flow.c: which step comes next, and taking back. */
void of_deciding_enter(of_deciding *d, int step);
void of_deciding_advance(of_deciding *d);
void of_deciding_hand_over(of_deciding *d, const char *why);

/* decide_exceptions.c */
void of_deciding_open(of_deciding *d, const char *code, of_text subject, of_text detail);
void of_deciding_resolve(of_deciding *d, const char *code, of_text subject);
void of_deciding_run_is_clear(of_deciding *d, size_t run);
void of_deciding_exceptions(of_deciding *d);
of_text of_deciding_subject(of_deciding *d, size_t run);
