/* Feeds the marketplace orders of the data folder in batches, the clock following their time. */
#include "tests/world/history.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/replay/events.h"
#include "tests/world/names.h"
#include "tests/world/participants.h"

#define BATCH       2000
#define QUIET_STEPS 6
#define FLUSH_WAIT  1000
#define CLEAN_EVERY 20 /* batches: the log is in memory */

typedef struct feed {
    stage *on;
    events *all;
    of_producer *producer;
    cdc_table *tables[EVENTS_TABLES];
    int32_t topics[EVENTS_TABLES];
} feed;

static void must(of_status status, const char *what)
{
    if (!of_ok(status)) {
        fprintf(stderr, "world: %s: %s\n", what, status.what);
        exit(1);
    }
}

static void open_feed(feed *self)
{
    must(participants_make_topics(self->on->outside, STAGE_SOURCE_PARTITIONS), "topics");
    must(of_producer_open(self->on->outside, &(of_producer_options){0}, &self->producer),
         "producer");
    for (int i = 0; i < EVENTS_TABLES; i++) {
        self->tables[i] = cdc_open(self->on->registry, WORLD_REFERENCE, events_topics[i]);
        self->topics[i] = of_topic_handle(self->on->outside, events_topics[i]);
    }
}

static void close_feed(feed *self)
{
    for (int i = 0; i < EVENTS_TABLES; i++) {
        cdc_close(self->tables[i]);
    }
    of_producer_close(self->producer);
}

static void send(const feed *self, size_t index, of_buffer *value)
{
    const event *each = events_at(self->all, index);
    of_bytes key = of_bytes_of_text(each->key);
    of_buffer_clear(value);
    cdc_write(self->tables[each->table],
              &(cdc_change){.op = each->op,
                            .columns = each->columns,
                            .count = each->count,
                            .position = (int64_t)index + 1,
                            .at_ms = each->at_ms},
              value);
    must(of_producer_send(self->producer, &(of_outgoing){.topic = self->topics[each->table],
                                                         .partition = of_partition_of_key(
                                                             key, STAGE_SOURCE_PARTITIONS),
                                                         .timestamp_ms = each->at_ms,
                                                         .key = key,
                                                         .value = of_buffer_bytes(value)}),
         "produce");
}

static void settle(stage *on)
{
    for (int quiet = 0; quiet < QUIET_STEPS;) {
        bool busy = false;
        stage_step(on, &busy);
        quiet = busy ? 0 : quiet + 1;
    }
}

/* "<order>|<line>", or the order alone. */
static of_text row_key(const event *each, char *out, size_t size)
{
    of_text line = {0};
    for (size_t i = 0; i < each->count && each->table == EVENTS_LINE; i++) {
        line = strcmp(each->columns[i].name, "line") == 0 ? each->columns[i].value : line;
    }
    int len = snprintf(out, size, "%.*s|%.*s", OF_TEXT_ARG(each->key), OF_TEXT_ARG(line));
    return (of_text){.data = out, .len = (size_t)len < size ? (size_t)len : size - 1};
}

/* Source rows of a table, each once. */
static int64_t rows_of(const feed *self, int table)
{
    names *seen = names_new();
    int64_t rows = 0;
    for (size_t i = 0; i < events_count(self->all); i++) {
        char text[256];
        const event *each = events_at(self->all, i);
        of_text key = row_key(each, text, sizeof text);
        if (each->table == table && names_get(seen, key) < 0) {
            names_put(seen, key, 1);
            rows++;
        }
    }
    names_free(seen);
    return rows;
}

static void feed_all(feed *self, progress *bar, history_result *result)
{
    size_t total = events_count(self->all);
    of_buffer value = {0};
    for (size_t from = 0; from < total; from += BATCH) {
        size_t until = from + BATCH < total ? from + BATCH : total;
        for (size_t i = from; i < until; i++) {
            send(self, i, &value);
        }
        must(of_producer_flush(self->producer, FLUSH_WAIT), "produce");
        int64_t at = events_at(self->all, until - 1)->at_ms;
        self->on->manual.now_ms = at > self->on->manual.now_ms ? at : self->on->manual.now_ms;
        settle(self->on);
        if (from / BATCH % CLEAN_EVERY == CLEAN_EVERY - 1) {
            of_embedded_clean(self->on->log);
        }
        progress_show(bar, (double)until / (double)total, self->on->manual.now_ms);
    }
    of_buffer_free(&value);
    result->events = (int64_t)total;
    result->last_ms = self->on->manual.now_ms;
}

void history_run(stage *on, const char *directory, progress *bar, history_result *result)
{
    feed self = {.on = on, .all = events_new()};
    events_of_olist(self.all, directory);
    events_sort(self.all);
    if (events_count(self.all) == 0) {
        fprintf(stderr, "world: %s: no orders are in there\n", directory);
        exit(1);
    }
    result->first_ms = events_at(self.all, 0)->at_ms;
    stage_open(on, result->first_ms, 1);
    open_feed(&self);
    size_t endpoint_count = 0;
    const char *const *endpoints = participants_endpoints(&endpoint_count);
    stage_start(on, endpoints, endpoint_count);
    feed_all(&self, bar, result);
    result->orders = rows_of(&self, EVENTS_HEADER);
    result->lines = rows_of(&self, EVENTS_LINE);
    close_feed(&self);
    events_free(self.all);
}

typedef struct tally {
    names *seen;
    int64_t count;
} tally;

static void note(void *state, of_text key, const void *record, int64_t timestamp_ms)
{
    (void)timestamp_ms;
    tally *self = state;
    if (record != NULL && names_get(self->seen, key) < 0) {
        names_put(self->seen, key, 1);
        self->count++;
    }
}

static int64_t keys_of(const reading *from, const char *topic, const of_record_type *type)
{
    tally self = {.seen = names_new()};
    reading_topic(from, topic, type, note, &self);
    names_free(self.seen);
    return self.count;
}

void history_check(const reading *from, history_result *result)
{
    result->orders_found = keys_of(from, "order-state", &of_OrderState_type);
    result->lines_found = keys_of(from, "line-state", &of_LineState_type);
}
