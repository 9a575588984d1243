/* The agenda of the world: two heaps by time, answers apart from everything that can be gathered;
 * and the streams of chance. */
#include <stdlib.h>

#include "tests/world/books_private.h"
#include "topology/base/memory.h"

typedef struct agenda_item {
    int64_t due;
    uint64_t order; /* of adding: ties keep it */
    book_act act;
    int32_t subject;
    int64_t amount;
} agenda_item;

typedef struct heap {
    agenda_item *items;
    size_t count;
    size_t capacity;
} heap;

struct agenda {
    heap urgent;
    heap gathered;
    uint64_t added;
};

struct agenda *agenda_new(void)
{
    return of_new(sizeof(struct agenda));
}

void agenda_free(struct agenda *agenda)
{
    of_delete(agenda->urgent.items);
    of_delete(agenda->gathered.items);
    of_delete(agenda);
}

static bool before(const agenda_item *a, const agenda_item *b)
{
    return a->due != b->due ? a->due < b->due : a->order < b->order;
}

static void swap(agenda_item *a, agenda_item *b)
{
    agenda_item kept = *a;
    *a = *b;
    *b = kept;
}

static void push(heap *queue, agenda_item item)
{
    if (queue->count == queue->capacity) {
        queue->capacity = queue->capacity == 0 ? 64 : queue->capacity * 2;
        queue->items = of_renew(queue->items, queue->capacity * sizeof *queue->items);
    }
    size_t at = queue->count++;
    queue->items[at] = item;
    while (at > 0 && before(&queue->items[at], &queue->items[(at - 1) / 2])) {
        swap(&queue->items[at], &queue->items[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
}

static agenda_item pop(heap *queue)
{
    agenda_item first = queue->items[0];
    queue->items[0] = queue->items[--queue->count];
    for (size_t at = 0;;) {
        size_t child = 2 * at + 1;
        if (child + 1 < queue->count && before(&queue->items[child + 1], &queue->items[child])) {
            child++;
        }
        if (child >= queue->count || !before(&queue->items[child], &queue->items[at])) {
            return first;
        }
        swap(&queue->items[at], &queue->items[child]);
        at = child;
    }
}

void agenda_add(books *world, int64_t due, bool urgent, book_act act, int32_t subject,
                int64_t amount)
{
    struct agenda *agenda = world->agenda;
    push(urgent ? &agenda->urgent : &agenda->gathered, (agenda_item){.due = due,
                                                                     .order = agenda->added++,
                                                                     .act = act,
                                                                     .subject = subject,
                                                                     .amount = amount});
}

static int64_t due_of(const heap *queue)
{
    return queue->count == 0 ? AGENDA_EMPTY : queue->items[0].due;
}

int64_t agenda_next(const books *world, bool urgent)
{
    return due_of(urgent ? &world->agenda->urgent : &world->agenda->gathered);
}

void agenda_run(books *world, int64_t now)
{
    struct agenda *agenda = world->agenda;
    for (;;) {
        bool urgent = agenda->gathered.count == 0 ||
                      (agenda->urgent.count > 0 &&
                       before(&agenda->urgent.items[0], &agenda->gathered.items[0]));
        heap *first = urgent ? &agenda->urgent : &agenda->gathered;
        if (due_of(first) > now) {
            return;
        }
        agenda_item item = pop(first);
        item.act(world, item.due, item.subject, item.amount);
    }
}

/* ---- chance: splitmix64 --------------------------------------------------------------------- */

uint64_t chance_next(uint64_t *chance)
{
    *chance += 0x9e3779b97f4a7c15u;
    uint64_t z = *chance;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

uint64_t chance_seed(uint64_t seed, uint64_t stream)
{
    uint64_t state = seed * 0x2545f4914f6cdd1du + stream;
    return chance_next(&state);
}

int64_t chance_below(uint64_t *chance, int64_t bound)
{
    return bound <= 1 ? 0 : (int64_t)(chance_next(chance) % (uint64_t)bound);
}

bool chance_permille(uint64_t *chance, int64_t permille)
{
    return chance_below(chance, 1000) < permille;
}

int64_t chance_between(uint64_t *chance, int64_t low, int64_t high)
{
    return low + chance_below(chance, high - low + 1);
}
