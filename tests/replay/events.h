/* Change events of several systems in event-time order: what a replayer produces and the log is
 * fed.
 *
 * A source first adds row changes, each with its time; sorting fixes their order and so their
 * source position (LSN), then each is encoded as its table's change event. One thread. */
#pragma once

#include "tests/world/cdc.h"

typedef struct events events;

typedef struct event {
    int64_t at_ms;
    uint32_t order; /* of adding: ties keep it */
    uint32_t group; /* events of one group belong together: an order with all it has */
    uint16_t table; /* index into the tables */
    char op;
    of_text key; /* Kafka key of the source record */
    cdc_column *columns;
    uint16_t count;
} event;

events *events_new(void);
void events_free(events *all);

/* Adds one change; columns end with a NULL name; texts are copied. */
void events_add(events *all, int64_t at_ms, uint16_t table, char op, of_text key,
                const cdc_column *columns);
/* What is added from here on is of the next group. */
void events_next_group(events *all);
void events_sort(events *all);
size_t events_count(const events *all);
const event *events_at(const events *all, size_t index);
/* Memory for texts that live as long as the events. */
of_text events_text(events *all, of_text text);
of_text events_format(events *all, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The tables both replayers write, in the order of `table`. */
enum {
    EVENTS_HEADER,
    EVENTS_LINE,
    EVENTS_SCHEDULE,
    EVENTS_SUPPLY,
    EVENTS_PAYMENT,
    EVENTS_PICK,
    EVENTS_PACKAGE,
    EVENTS_SHIP,
    EVENTS_MILESTONE,
    EVENTS_TABLES
};
extern const char *const events_topics[EVENTS_TABLES];

/* The sources of ORDERFLOW_DATA; see tests/replay/README.md for their rules. */
void events_of_olist(events *all, const char *directory);
void events_of_eventlog(events *all, const char *directory);
