/* The order and the tracking processor, fed fact by fact, with every record they emit held against
 * the laws at once. */
#pragma once

#include "tests/histories/story.h"
#include "tests/unit/fake_context.h"

#define WORLD_RECORDS_MAX 16

typedef struct world world;

world *world_new(void);
void world_free(world *self);
void world_reset(world *self);

/* How the facts come. */
typedef struct world_delivery {
    bool in_order;       /* of their source positions */
    size_t settled_from; /* as in story, when in order */
} world_delivery;

/* All that waits falls due: what lasts is open, and as bad as it gets. As world_deliver. */
const char *world_wait(world *self);
/* NULL, or the first law that a record broke, or why a fact was refused. */
const char *world_deliver(world *self, const story_fact *facts, size_t len, world_delivery how);
/* The last record of the topic under the key, or NULL. */
const void *world_last(const world *self, int topic, of_text key);
/* The first record in which two worlds differ, apart from version and updated_at, with the field in
 * `what`; false when there is none. */
bool world_differ(const world *a, const world *b, char *what, size_t what_size);
/* Records emitted since the world was made. */
int64_t world_emitted(const world *self);
/* The contents of the line as stored; empty when there is no such line. */
SeenContentArray world_contents(const world *self, of_text line_key);
of_law_book world_book(const world *self);
