/* Inside of the saga world: its state, and what its two halves use of each other. */
#pragma once

#include "avro/codec/plan.h"
#include "tests/unit/saga_world.h"
#include "topology/base/time.h"

#define T0         INT64_C(1772438400000)
#define KEYS_MAX   600
#define QUEUE_MAX  600
#define ALLOCS_MAX 96
#define STEPS_MAX  4000
#define UNIT       1000

/* What a participant remembers of one key. */
typedef struct book_key {
    of_text key;
    bool executed; /* false: only tombstoned by a compensation */
    Outcome outcome;
    of_text code;
    int64_t qty;
    const void *payload; /* the first command seen, without what a retry may change */
    int topic;
} book_key;

typedef struct book_alloc {
    of_text allocation;
    of_text key; /* of the command that made it */
    int64_t qty;
    bool active;
    bool accepted; /* the warehouse has an order for it */
    bool shipped;
} book_alloc;

typedef struct sent {
    int topic;
    const void *command;
    const CommandHeader *header;
} sent;

struct saga_world {
    saga_world_plan plan;
    uint64_t random;
    int64_t now;
    of_arena *arena;   /* the world's own: texts, queues, books */
    of_arena *rows[2]; /* the row, turn about: nothing survives a step but its encoding */
    int row_now;
    SagaRow row;
    of_plan *decoder;
    bool over;
    sent queue[QUEUE_MAX]; /* commands on their way */
    size_t queue_len;
    Reply replies[QUEUE_MAX];
    size_t replies_len;
    book_key keys[KEYS_MAX];
    size_t keys_len;
    book_alloc allocs[ALLOCS_MAX];
    size_t allocs_len;
    int64_t cancelled;
    int64_t pegged;
    int64_t invoiced;
    int64_t credited;
    int64_t disposed;
    bool split;
    bool rma_open, rma_closed, label, expected;
    bool cancel_sent;
    int offers;
    int64_t inspected;
    bool received, inspection_out;
    bool calm;
    char broken[512];
    of_buffer story;
};

uint64_t world_draw(saga_world *w);
bool world_chance(saga_world *w, unsigned percent);
/* Something goes wrong, unless the world is calm. */
bool world_trouble(saga_world *w, unsigned percent);
void world_broken(saga_world *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
of_text world_keep(saga_world *w, of_text text);
const of_record_type *world_command_type(int topic);

/* saga_world_books.c */
void world_deliver(saga_world *w, const sent *s);
int64_t world_allocated(const saga_world *w);
int64_t world_shipped(const saga_world *w);
int64_t world_net(const saga_world *w);
