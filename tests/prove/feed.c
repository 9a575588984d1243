/* Feeds change events to a broker and does nothing else, so that the process under test can be
 * killed while they stream in.
 *
 *     feed --brokers B --schemas DIR [--from N] [--count N] [--rate R] [--bad EVERY] [--backorders
 * A:N]
 *
 * Olist's events in event-time order from the N-th on; each EVERY-th is followed by a record that
 * nobody can read (every one of its own, so that each becomes one dead letter); orders B-A to
 * B-(A+N-1) with one backordered line each, spread over the rest. SIGTERM ends it after the event
 * in hand. The last line says how many events went out. */
#include <argp.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tests/replay/events.h"
#include "topology/base/clock.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/kafka/real.h"

#define SOURCE_PARTS 4
#define TIMEOUT_MS   60000
#define FLUSH_EVERY  2000
#define TEXT_SIZE    64
/* Source positions of the backorders, behind all of Olist's. */
#define BACKORDER_LSN 100000000

typedef struct arguments {
    const char *data;
    const char *brokers;
    const char *schemas;
    const char *registry;
    int64_t from;
    int64_t count;
    int64_t rate; /* events per second; 0: as fast as it goes */
    int64_t bad_every;
    int64_t first_backorder;
    int64_t backorders;
} arguments;

typedef struct feeder {
    arguments given;
    of_kafka *kafka;
    of_registry *registry;
    of_producer *producer;
    cdc_table *tables[EVENTS_TABLES];
    int32_t topics[EVENTS_TABLES];
    of_buffer value;
    int64_t sent;
} feeder;

static volatile sig_atomic_t told_to_stop;

static void stop_unless(bool good, const char *what, const char *why)
{
    if (!good) {
        fprintf(stderr, "feed: %s: %s\n", what, why);
        exit(1);
    }
}

static void require(of_status status, const char *what)
{
    stop_unless(of_ok(status), what, status.what);
}

static error_t parse(int key, char *value, struct argp_state *state)
{
    arguments *self = state->input;
    switch (key) {
    case 'd':
        self->data = value;
        return 0;
    case 'b':
        self->brokers = value;
        return 0;
    case 's':
        self->schemas = value;
        return 0;
    case 'g':
        self->registry = value;
        return 0;
    case 'f':
        self->from = atoll(value);
        return 0;
    case 'c':
        self->count = atoll(value);
        return 0;
    case 'r':
        self->rate = atoll(value);
        return 0;
    case 'x':
        self->bad_every = atoll(value);
        return 0;
    case 'o':
        return sscanf(value, "%" SCNd64 ":%" SCNd64, &self->first_backorder, &self->backorders) == 2
                   ? 0
                   : EINVAL;
    case ARGP_KEY_END:
        if (self->brokers == NULL || (self->schemas == NULL) == (self->registry == NULL) ||
            self->data == NULL) {
            argp_usage(state);
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void on_signal(int signal)
{
    (void)signal;
    told_to_stop = 1;
}

/* ---- Kafka ---- */

static void open_kafka(feeder *self)
{
    char error[512] = "";
    of_property properties[] = {{"bootstrap.servers", self->given.brokers}};
    stop_unless(of_ok(of_real_open(properties, 1, &self->kafka, error, sizeof error)), "Kafka",
                error);
    of_registry_options registry = {.directory = self->given.schemas, .url = self->given.registry};
    stop_unless(of_ok(of_registry_open(&registry, &self->registry, error, sizeof error)),
                "registry", error);
    of_producer_options options = {0};
    require(of_producer_open(self->kafka, &options, &self->producer), "producer");
    for (size_t i = 0; i < EVENTS_TABLES; i++) {
        of_topic_spec spec = {.name = events_topics[i],
                              .partitions = SOURCE_PARTS,
                              .cleanup = OF_CLEANUP_DELETE,
                              .retention_ms = -1};
        require(of_topic_create(self->kafka, &spec), spec.name);
        self->topics[i] = of_topic_handle(self->kafka, events_topics[i]);
        self->tables[i] = cdc_open(self->registry, ORDERFLOW_MAPPINGS, events_topics[i]);
    }
}

static void close_kafka(feeder *self)
{
    require(of_producer_flush(self->producer, TIMEOUT_MS), "produce");
    of_producer_close(self->producer);
    for (size_t i = 0; i < EVENTS_TABLES; i++) {
        cdc_close(self->tables[i]);
    }
    of_buffer_free(&self->value);
    of_kafka_close(self->kafka);
    of_registry_close(self->registry);
}

static void produce(feeder *self, int table, int64_t at_ms, of_text key)
{
    of_bytes key_bytes = of_bytes_of_text(key);
    of_outgoing record = {.topic = self->topics[table],
                          .partition = of_partition_of_key(key_bytes, SOURCE_PARTS),
                          .timestamp_ms = at_ms,
                          .key = key_bytes,
                          .value = of_buffer_bytes(&self->value)};
    require(of_producer_send(self->producer, &record), "produce");
    if (++self->sent % FLUSH_EVERY == 0) {
        require(of_producer_flush(self->producer, TIMEOUT_MS), "produce");
    }
}

static void send_change(feeder *self, int table, of_text key, const cdc_change *change)
{
    of_buffer_clear(&self->value);
    cdc_write(self->tables[table], change, &self->value);
    produce(self, table, change->at_ms, key);
}

/* ---- what is sent ---- */

static void send_event(feeder *self, const event *each, int64_t index)
{
    cdc_change change = {.op = each->op,
                         .columns = each->columns,
                         .count = each->count,
                         .position = index + 1,
                         .at_ms = each->at_ms};
    send_change(self, each->table, each->key, &change);
}

/* A text of its own, which is not in the wire format. */
static void send_bad(feeder *self, int64_t index, int64_t at_ms)
{
    char text[TEXT_SIZE];
    snprintf(text, sizeof text, "nobody reads number %" PRId64, index);
    of_buffer_clear(&self->value);
    of_buffer_put_text(&self->value, of_text_of(text));
    produce(self, (int)(index % EVENTS_TABLES), at_ms, of_text_of(text));
}

/* A booked order with one line, of which nothing is confirmed. */
static void send_backorder(feeder *self, int64_t number, int64_t at_ms)
{
    char id[TEXT_SIZE];
    snprintf(id, sizeof id, "B-%" PRId64, number);
    of_text order = of_text_of(id);
    of_text booked = OF_TEXT("2018-09-01T00:00:00Z");
    const cdc_column header[] = {{"order_id", order},         {"type", OF_TEXT("STANDARD")},
                                 {"status", OF_TEXT("OPEN")}, {"channel", OF_TEXT("WEB")},
                                 {"booked_at", booked},       {"acknowledged_at", booked}};
    const cdc_column line[] = {{"order_id", order},
                               {"line", OF_TEXT("1")},
                               {"item", OF_TEXT("A")},
                               {"net_qty", OF_TEXT("2")},
                               {"substituted_out", OF_TEXT("0")}};
    const cdc_column schedule[] = {{"order_id", order},
                                   {"line", OF_TEXT("1")},
                                   {"seq", OF_TEXT("1")},
                                   {"requested_qty", OF_TEXT("2")},
                                   {"confirmed_qty", OF_TEXT("0")}};
    cdc_change change = {.op = 'c', .position = BACKORDER_LSN + number, .at_ms = at_ms};
    change.columns = header;
    change.count = sizeof header / sizeof *header;
    send_change(self, EVENTS_HEADER, order, &change);
    change.columns = line;
    change.count = sizeof line / sizeof *line;
    send_change(self, EVENTS_LINE, order, &change);
    change.columns = schedule;
    change.count = sizeof schedule / sizeof *schedule;
    send_change(self, EVENTS_SCHEDULE, order, &change);
}

static void keep_pace(const feeder *self, int64_t done, int64_t began_us)
{
    if (self->given.rate <= 0) {
        return;
    }
    int64_t due_us = began_us + done * 1000000 / self->given.rate;
    int64_t wait_us = due_us - of_clock_mono_us(&of_wall_clock);
    if (wait_us > 0) {
        struct timespec pause = {.tv_sec = wait_us / 1000000, .tv_nsec = wait_us % 1000000 * 1000};
        (void)nanosleep(&pause, NULL);
    }
}

/* How many of `whole` are due after `done` of `of` steps. */
static int64_t share(int64_t whole, int64_t done, int64_t of)
{
    return of == 0 ? whole : whole * done / of;
}

static int64_t feed(feeder *self, const events *all)
{
    const arguments *given = &self->given;
    int64_t left = (int64_t)events_count(all) - given->from;
    int64_t count = given->count < left ? given->count : left;
    int64_t began_us = of_clock_mono_us(&of_wall_clock);
    int64_t backordered = 0;
    int64_t done = 0;
    for (;; done++) {
        int64_t at_ms = of_clock_now_ms(&of_wall_clock);
        for (; backordered < share(given->backorders, done, count); backordered++) {
            send_backorder(self, given->first_backorder + backordered, at_ms);
        }
        if (done >= count || told_to_stop) {
            return done;
        }
        int64_t index = given->from + done;
        send_event(self, events_at(all, (size_t)index), index);
        if (given->bad_every > 0 && (index + 1) % given->bad_every == 0) {
            send_bad(self, index, at_ms);
        }
        keep_pace(self, done + 1, began_us);
    }
}

int main(int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"data", 'd', "DIR", 0, "the original files (default: $ORDERFLOW_DATA)", 0},
        {"brokers", 'b', "HOST:PORT", 0, "the cluster", 0},
        {"schemas", 's', "DIR", 0, "the directory that serves as registry", 0},
        {"registry", 'g', "URL", 0, "or a registry", 0},
        {"from", 'f', "N", 0, "the first event (default 0)", 0},
        {"count", 'c', "N", 0, "so many events of Olist (default 0)", 0},
        {"rate", 'r', "N", 0, "events per second", 0},
        {"bad", 'x', "EVERY", 0, "a record that nobody can read behind each EVERY-th event", 0},
        {"backorders", 'o', "FIRST:N", 0, "so many orders with a backordered line", 0},
        {0}};
    static const struct argp argp = {.options = options, .parser = parse};
    feeder self = {.given = {.data = getenv("ORDERFLOW_DATA")}};
    argp_parse(&argp, argc, argv, 0, NULL, &self.given);
    of_log_threshold(OF_WARN);
    (void)signal(SIGTERM, on_signal);
    events *all = events_new();
    if (self.given.count > 0) {
        events_of_olist(all, self.given.data);
    }
    open_kafka(&self);
    int64_t fed = feed(&self, all);
    close_kafka(&self);
    events_free(all);
    printf("fed %" PRId64 " events\n", fed);
    return 0;
}
