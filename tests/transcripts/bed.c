/* The clock, the topics and the world outside the engine of a transcript. */
#include "tests/transcripts/bed.h"

#include <stdio.h>

#include "tests/transcripts/bed_internal.h"
#include "topology/base/memory.h"

#define START_MS    ((int64_t)1772438400000) /* 2026-03-02T08:00:00Z */
#define FLUSH_MS    10000
#define ARENA_BYTES ((size_t)64 << 20)

/* The participants of the scenarios. */
static const char *const endpoints[] = {"erp",      "crm",           "finance",
                                        "wms.DC1",  "wms.DC2",       "wms.3PL1",
                                        "wms.3PL2", "carrier.CARR1", "carrier.CARR2"};

bool bed_require(of_status status, const char *what, char *error, size_t error_size)
{
    if (of_ok(status)) {
        return true;
    }
    snprintf(error, error_size, "%s: %s: %s", what, of_remedy_name(status.remedy), status.what);
    return false;
}

/* ---- the engine ---- */

bool bed_settle(bed *self, int64_t crash_at, char *error, size_t error_size)
{
    if (crash_at == 0) {
        return self->place->settle(self, error, error_size);
    }
    bool killed = false;
    bool good = self->place->settle_killed(self, crash_at, &killed, error, error_size);
    if (good && !killed) {
        snprintf(error, error_size, "the turn makes fewer than %lld port calls",
                 (long long)crash_at);
    }
    return good && killed;
}

bool bed_settle_killed(bed *self, int64_t kill_at, bool *killed, char *error, size_t error_size)
{
    return self->place->settle_killed(self, kill_at, killed, error, error_size);
}

bool bed_restart(bed *self, bool crash, char *error, size_t error_size)
{
    return self->place->close_engine(self, crash, error, error_size) &&
           self->place->open_engine(self, error, error_size) &&
           self->place->settle(self, error, error_size);
}

bool bed_stop(bed *self, char *error, size_t error_size)
{
    return self->place->close_engine(self, false, error, error_size);
}

void bed_wait(bed *self, int64_t ms)
{
    self->manual.now_ms += ms;
}

/* ---- feeding ---- */

static bool send(bed *self, int row, of_text key, of_bytes value, char *error, size_t error_size)
{
    of_bytes bytes = of_bytes_of_text(key);
    of_outgoing record = {.topic = of_topic_handle(self->outside, self->graph->topics[row].kafka),
                          .partition = of_partition_of_key(bytes, self->layout.partitions),
                          .timestamp_ms = self->manual.now_ms,
                          .key = bytes,
                          .value = value};
    return bed_require(of_producer_send(self->producer, &record), "produce", error, error_size) &&
           bed_require(of_producer_flush(self->producer, FLUSH_MS), "produce", error, error_size);
}

bool bed_feed(bed *self, const script_line *line, char *error, size_t error_size)
{
    int row = bed_fed_row(self, line, error, error_size);
    if (row < 0) {
        return false;
    }
    row = bed_way_in(self, row);
    if (self->graph->topics[row].kind != OF_TOPIC_KIND_FACT) {
        snprintf(error, error_size, "%s is not a fact: the engine itself writes it",
                 self->graph->topics[row].id);
        return false;
    }
    of_buffer value = {0};
    bool good = bed_encode(self, row, line, &value, error, error_size);
    good = good && send(self, row, line->key, of_buffer_bytes(&value), error, error_size);
    of_buffer_free(&value);
    return good;
}

/* ---- taking ---- */

bool bed_take(bed *self, bed_outputs *outputs, char *error, size_t error_size)
{
    bool good = self->place->gather(self, error, error_size);
    *outputs = self->arrived;
    self->arrived = (bed_outputs){0};
    return good;
}

void bed_outputs_free(bed_outputs *outputs)
{
    for (size_t i = 0; i < outputs->count; i++) {
        of_delete(outputs->items[i].topic);
        of_delete(outputs->items[i].record);
        of_delete(outputs->items[i].key);
        json_decref(outputs->items[i].value);
        of_delete((void *)(uintptr_t)outputs->items[i].bytes.data);
    }
    of_delete(outputs->items);
    *outputs = (bed_outputs){0};
}

/* ---- opening and closing ---- */

static bool create_topics(bed *self, char *error, size_t error_size)
{
    of_buffer report = {0};
    bool good = bed_require(of_topics_apply(self->outside, self->planned, &report), "topics", error,
                            error_size);
    of_buffer_free(&report);
    return good;
}

/* What the engine alone reads: the reader follows it on a broker, to know what it has to handle. */
static bool open_reader(bed *self, char *error, size_t error_size)
{
    bed_add_outlets(self);
    int32_t *more = of_new_array(self->planned->count, sizeof *more);
    size_t count = 0;
    char changelog[OF_TOPIC_NAME_SIZE];
    of_changelog_name(self->layout.app, changelog);
    for (size_t i = 0; self->place == &bed_there && i < self->planned->count; i++) {
        const char *name = self->planned->specs[i].name;
        int32_t topic = of_topic_handle(self->outside, name);
        if (strcmp(name, changelog) != 0 && bed_outlet_of(self, topic) == NULL) {
            more[count++] = topic;
        }
    }
    bool good = bed_open_reader(self, more, count, error, error_size);
    of_delete(more);
    return good;
}

static bool open_all(bed *self, char *error, size_t error_size)
{
    of_producer_options producer = {0};
    if (!self->place->open_log(self, error, error_size) ||
        !bed_require(of_producer_open(self->outside, &producer, &self->producer), "producer", error,
                     error_size) ||
        !create_topics(self, error, error_size) || !open_reader(self, error, error_size)) {
        return false;
    }
    self->wire = of_wire_new(self->registry);
    return self->place->open_engine(self, error, error_size) &&
           self->place->settle(self, error, error_size);
}

bed *bed_open(const bed_options *options, char *error, size_t error_size)
{
    bed *opened = of_new(sizeof *opened);
    opened->options = *options;
    opened->place = options->brokers == NULL ? &bed_here : &bed_there;
    opened->graph = options->graph;
    opened->manual.now_ms = START_MS;
    opened->clock = of_clock_of_manual(&opened->manual);
    opened->layout = (of_layout){.app = "transcript",
                                 .partitions = BED_PARTITIONS,
                                 .endpoints = endpoints,
                                 .endpoint_count = sizeof endpoints / sizeof *endpoints};
    opened->types = of_new_array(options->graph->topic_count, sizeof *opened->types);
    opened->letters = human_type_open(&of_DeadLetter_type);
    opened->arena = of_arena_new(ARENA_BYTES);
    opened->planned = of_topics_plan(opened->graph, &opened->layout);
    if (open_all(opened, error, error_size)) {
        return opened;
    }
    bed_close(opened);
    return NULL;
}

static void close_clients(bed *self)
{
    bed_close_reader(self);
    if (self->producer != NULL) {
        of_producer_close(self->producer);
    }
    if (self->outside != NULL) {
        of_kafka_close(self->outside);
    }
    if (self->wire != NULL) {
        of_wire_free(self->wire);
    }
    if (self->registry != NULL) {
        of_registry_close(self->registry);
    }
}

void bed_close(bed *self)
{
    char ignored[256];
    (void)self->place->close_engine(self, true, ignored, sizeof ignored);
    close_clients(self);
    self->place->close_log(self);
    for (size_t i = 0; i < self->graph->topic_count; i++) {
        if (self->types[i].type != NULL) {
            human_type_close(&self->types[i]);
        }
    }
    human_type_close(&self->letters);
    bed_outputs_free(&self->arrived);
    of_topics_free(self->planned);
    of_arena_free(self->arena);
    of_delete(self->types);
    of_delete(self);
}
