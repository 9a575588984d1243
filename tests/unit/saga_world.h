/* Participants with books, a network that loses and repeats, and one saga between them: the world
 * that the saga tests run in. Everything random comes from one seed. */
#pragma once

#include "sagas/engine/engine.h"

typedef struct saga_world saga_world;

typedef struct saga_world_plan {
    uint64_t seed;
    const of_saga *saga;
    bool chaos;   /* lost, late and repeated messages, refusals, technical failures */
    bool prompt;  /* chaos in the order of things only: all is obeyed and answered, once */
    bool cancels; /* the customer may cancel */
    bool ship_complete;
    bool consolidated;
    bool never_answers; /* every command is lost */
    int64_t qty;        /* base units */
} saga_world_plan;

saga_world *saga_world_new(const saga_world_plan *plan);
void saga_world_free(saga_world *world);
/* Runs until the saga is over (and everything in flight has arrived), or for ever too long. */
void saga_world_run(saga_world *world);

const SagaRow *saga_world_row(const saga_world *world);
/* First broken rule, in words; "" when none was. */
const char *saga_world_broken(const saga_world *world);
/* Commands sent, in order, as "topic target outcome" lines: for people reading a failure. */
const char *saga_world_story(saga_world *world);
