/* The life of one order out of order-state, shipment-state and the saga log. */
#include "tests/world/story.h"

#include <inttypes.h>
#include <stdlib.h>

#include "tests/world/names.h"
#include "topology/base/memory.h"

#define LINES_MAX 400
#define SHOWN_MAX 60

static const char *const status_names[] = {"captured",    "open",
                                           "backordered", "partially allocated",
                                           "allocated",   "in the warehouse",
                                           "picked",      "partially shipped",
                                           "shipped",     "delivered",
                                           "lost",        "returned to sender",
                                           "cancelled",   "substituted",
                                           "rejected",    "unknown"};

static const char *const event_names[] = {"begins",  "command", "answer", "fact",  "timer",
                                          "decides", "undo",    "late",   "stale", "ends"};

typedef struct moment {
    int64_t at;
    int order; /* of reading: ties keep it */
    char text[200];
} moment;

typedef struct story {
    char key[96];
    moment moments[LINES_MAX];
    int count;
    FulfilStatus status;
    bool seen;
    /* while choosing */
    names *by_order;
    int32_t *entries;
    int32_t orders;
    int32_t best;
} story;

static void count_entry(void *state, of_text key, const void *record, int64_t timestamp_ms)
{
    (void)record;
    (void)timestamp_ms;
    story *self = state;
    int32_t at = names_get(self->by_order, key);
    if (at < 0) {
        at = self->orders++;
        if ((at & (at - 1)) == 0) {
            self->entries =
                of_renew(self->entries, (size_t)(at == 0 ? 1 : at * 2) * sizeof *self->entries);
        }
        self->entries[at] = 0;
        names_put(self->by_order, key, at);
    }
    /* A story that people read to its end. */
    if (++self->entries[at] > self->best && self->entries[at] <= 30 && key.len < sizeof self->key) {
        self->best = self->entries[at];
        snprintf(self->key, sizeof self->key, "%.*s", OF_TEXT_ARG(key));
    }
}

static void first_order(void *state, of_text key, const void *record, int64_t timestamp_ms)
{
    (void)timestamp_ms;
    story *self = state;
    const OrderState *order = record;
    if (self->key[0] == '\0' && order != NULL && order->fulfil_status == FULFIL_STATUS_DELIVERED &&
        key.len < sizeof self->key) {
        snprintf(self->key, sizeof self->key, "%.*s", OF_TEXT_ARG(key));
    }
}

static moment *add(story *self, int64_t at)
{
    if (self->count == LINES_MAX) {
        return NULL;
    }
    moment *fresh = &self->moments[self->count];
    *fresh = (moment){.at = at, .order = self->count++};
    return fresh;
}

static void tell_entry(void *state, of_text key, const void *record, int64_t timestamp_ms)
{
    (void)timestamp_ms;
    story *self = state;
    const SagaEntry *entry = record;
    if (!of_text_is(key, self->key)) {
        return;
    }
    moment *line = add(self, entry->at);
    if (line != NULL) {
        snprintf(line->text, sizeof line->text, "%.*s %s: %.*s%s%.*s%s%.*s",
                 OF_TEXT_ARG(entry->saga), event_names[entry->event], OF_TEXT_ARG(entry->step),
                 entry->target.data == NULL ? "" : " ", OF_TEXT_ARG(entry->target),
                 entry->reason.data == NULL ? "" : ", ", OF_TEXT_ARG(entry->reason));
    }
}

static void tell_order(void *state, of_text key, const void *record, int64_t timestamp_ms)
{
    (void)timestamp_ms;
    story *self = state;
    const OrderState *order = record;
    if (order == NULL || !of_text_is(key, self->key) ||
        (self->seen && order->fulfil_status == self->status)) {
        return;
    }
    self->seen = true;
    self->status = order->fulfil_status;
    moment *line = add(self, order->updated_at);
    if (line != NULL) {
        const Ledger *sum = &order->totals;
        snprintf(line->text, sizeof line->text,
                 "the order is %s (%g ordered, %g allocated, %g shipped, %g delivered)",
                 status_names[order->fulfil_status], (double)sum->ordered / 1000,
                 (double)(sum->allocated + sum->picked + sum->shipped) / 1000,
                 (double)sum->shipped / 1000, (double)sum->delivered / 1000);
    }
}

static int by_time(const void *a, const void *b)
{
    const moment *first = a;
    const moment *second = b;
    if (first->at != second->at) {
        return first->at < second->at ? -1 : 1;
    }
    return first->order - second->order;
}

void story_print(const report_run *run, FILE *out)
{
    story *self = of_new(sizeof *self);
    self->by_order = names_new();
    reading_topic(&run->from, "saga-log", &of_SagaEntry_type, count_entry, self);
    reading_topic(&run->from, "order-state", &of_OrderState_type, first_order, self);
    reading_topic(&run->from, "order-state", &of_OrderState_type, tell_order, self);
    reading_topic(&run->from, "saga-log", &of_SagaEntry_type, tell_entry, self);
    qsort(self->moments, (size_t)self->count, sizeof *self->moments, by_time);
    fprintf(out, "The story of %s\n", self->key[0] == '\0' ? "no order" : self->key);
    for (int i = 0; i < self->count && i < SHOWN_MAX; i++) {
        char at[OF_TIME_TEXT_SIZE];
        of_time_format(self->moments[i].at, at);
        fprintf(out, "  %.10s %.8s  %s\n", at, at + 11, self->moments[i].text);
    }
    if (self->count > SHOWN_MAX) {
        fprintf(out, "  and %d more\n", self->count - SHOWN_MAX);
    }
    names_free(self->by_order);
    of_delete(self->entries);
    of_delete(self);
}
