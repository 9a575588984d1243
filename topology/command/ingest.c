/* orderflow ingest: a CSV file becomes canonical facts, by a mapping, in transactions. */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>

#include "avro/registry/wire.h"
#include "processors/intake/intake.h"
#include "topology/base/arena.h"
#include "topology/base/memory.h"
#include "topology/command/command.h"
#include "topology/runtime/graph.h"

#define ERROR_SIZE      512
#define CALL_TIMEOUT_MS 30000
#define BATCH_FACTS     10000
#define ARENA_BYTES     ((size_t)16 << 20)

typedef struct arguments {
    const char *config;
    const char *file;
    const char *mapping;
    bool dry_run;
} arguments;

static error_t parse(int key, char *value, struct argp_state *state)
{
    arguments *self = state->input;
    switch (key) {
    case 'c':
        self->config = value;
        return 0;
    case 'm':
        self->mapping = value;
        return 0;
    case 'n':
        self->dry_run = true;
        return 0;
    case ARGP_KEY_ARG:
        if (self->file != NULL) {
            argp_usage(state);
        }
        self->file = value;
        return 0;
    case ARGP_KEY_END:
        if (self->file == NULL || self->mapping == NULL) {
            argp_usage(state);
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

typedef struct loading {
    const of_parts *parts;
    of_producer *producer;              /* NULL: a dry run */
    int32_t schema_ids[OF_TOPIC_COUNT]; /* 0: not registered yet */
    of_buffer value;
    int64_t facts;
    int64_t in_transaction;
    int64_t refused;
} loading;

static const of_graph_topic *topic_of(const of_record_type *type, size_t *index)
{
    for (size_t i = 0; i < of_topology.topic_count; i++) {
        if (of_topology.topics[i].kind == OF_TOPIC_KIND_FACT &&
            of_topology.topics[i].type == type) {
            *index = i;
            return &of_topology.topics[i];
        }
    }
    return NULL;
}

static bool shares_topic(const of_graph_topic *topic)
{
    size_t count = 0;
    for (size_t i = 0; i < of_topology.topic_count; i++) {
        count += strcmp(of_topology.topics[i].kafka, topic->kafka) == 0;
    }
    return count > 1;
}

static of_status schema_id(loading *self, const of_graph_topic *topic, size_t index, int32_t *id)
{
    if (self->schema_ids[index] == 0) {
        char subject[512];
        snprintf(subject, sizeof subject, "%s-%s", topic->kafka,
                 shares_topic(topic) ? topic->type->full_name : "value");
        OF_TRY(of_registry_register(self->parts->registry, subject, topic->type->schema_text,
                                    &self->schema_ids[index]));
    }
    *id = self->schema_ids[index];
    return OF_OK;
}

static of_status commit(loading *self)
{
    if (self->producer == NULL || self->in_transaction == 0) {
        return OF_OK;
    }
    OF_TRY(of_producer_commit(self->producer, CALL_TIMEOUT_MS));
    self->in_transaction = 0;
    return OF_OK;
}

static of_status on_fact(void *state, const of_record_type *type, of_text key, const void *record)
{
    loading *self = state;
    size_t index = 0;
    const of_graph_topic *topic = topic_of(type, &index);
    if (topic == NULL) {
        return OF_FATAL_AS("the mapping tells a fact that the topology page does not name");
    }
    self->facts++;
    if (self->producer == NULL) {
        return OF_OK;
    }
    int32_t id = 0;
    OF_TRY(schema_id(self, topic, index, &id));
    of_buffer_clear(&self->value);
    OF_TRY(of_wire_encode(id, type, record, &self->value));
    if (self->in_transaction == 0) {
        OF_TRY(of_producer_begin(self->producer));
    }
    of_outgoing outgoing = {
        .topic = of_topic_handle(self->parts->kafka, topic->kafka),
        .partition = of_partition_of_key(of_bytes_of_text(key), self->parts->layout.partitions),
        .timestamp_ms = of_clock_now_ms(&of_wall_clock),
        .key = of_bytes_of_text(key),
        .value = of_buffer_bytes(&self->value)};
    OF_TRY(of_producer_send(self->producer, &outgoing));
    self->in_transaction++;
    return self->in_transaction >= BATCH_FACTS ? commit(self) : OF_OK;
}

static void on_refused(void *state, const char *file, int line, const char *message)
{
    ((loading *)state)->refused++;
    of_print_problem(NULL, file, line, message);
}

static of_status load(loading *self, const arguments *given)
{
    of_intake_options options = {
        .files = &given->mapping, .file_count = 1, .registry = self->parts->registry};
    of_intake *intake = NULL;
    OF_TRY(of_intake_open(&options, of_print_problem, NULL, &intake));
    of_arena *arena = of_arena_new(ARENA_BYTES);
    of_status status = of_intake_csv(intake, given->file, arena, on_fact, self, on_refused, self);
    if (of_ok(status)) {
        status = commit(self);
    }
    of_arena_free(arena);
    of_intake_close(intake);
    return status;
}

static of_status open_producer(loading *self)
{
    char id[256];
    snprintf(id, sizeof id, "%s-ingest", self->parts->layout.app);
    of_producer_options options = {.transactional_id = id, .transaction_timeout_ms = 60000};
    OF_TRY(of_producer_open(self->parts->kafka, &options, &self->producer));
    return of_producer_init(self->producer, CALL_TIMEOUT_MS);
}

int of_command_ingest(int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"config", 'c', "FILE", 0, "configuration (default: " OF_CONFIG_DEFAULT ")", 0},
        {"mapping", 'm', "FILE", 0, "the mapping, with envelope: csv", 0},
        {"dry-run", 'n', NULL, 0, "read and convert everything, write nothing", 0},
        {0}};
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = "FILE",
        .doc = "Loads a CSV file as canonical facts.\v"
               "A line that cannot be read is reported as FILE:LINE and left out; the exit code is "
               "then 1. Loading a file twice changes nothing: facts carry their position."};
    arguments self = {.config = OF_CONFIG_DEFAULT};
    argp_parse(&argp, argc, argv, 0, NULL, &self);
    of_parts parts;
    if (!of_parts_open(self.config, &parts)) {
        return OF_EXIT_USAGE;
    }
    loading to = {.parts = &parts};
    of_status status = self.dry_run ? OF_OK : open_producer(&to);
    if (of_ok(status)) {
        status = load(&to, &self);
    }
    if (to.producer != NULL) {
        of_producer_close(to.producer);
    }
    of_buffer_free(&to.value);
    of_parts_close(&parts);
    if (!of_ok(status)) {
        of_print_error("%s: %s", self.file, status.what);
        return OF_EXIT_FAILED;
    }
    printf("%lld facts %s, %lld lines refused\n", (long long)to.facts,
           self.dry_run ? "read" : "written", (long long)to.refused);
    return to.refused == 0 ? OF_EXIT_OK : OF_EXIT_FAILED;
}
