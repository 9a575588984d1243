/* orderflow check: proves configuration, mappings and topology before anything runs. */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>

#include "processors/intake/intake.h"
#include "topology/base/file.h"
#include "topology/base/memory.h"
#include "topology/command/command.h"
#include "topology/runtime/graph.h"

#define SCHEMA_BYTES_MAX ((size_t)4 << 20)
#define SCHEMAS_MAX      256
#define ERROR_SIZE       512

typedef struct arguments {
    const char *config; /* NULL: only what is named */
    const char *mappings[SCHEMAS_MAX];
    size_t mapping_count;
    const char *schemas[SCHEMAS_MAX]; /* TOPIC=FILE */
    size_t schema_count;
} arguments;

static error_t add(const char **list, size_t *count, const char *value, struct argp_state *state)
{
    if (*count == SCHEMAS_MAX) {
        argp_error(state, "at most %d of them", SCHEMAS_MAX);
    }
    list[(*count)++] = value;
    return 0;
}

static error_t parse(int key, char *value, struct argp_state *state)
{
    arguments *self = state->input;
    switch (key) {
    case 'c':
        self->config = value;
        return 0;
    case 'm':
        return add(self->mappings, &self->mapping_count, value, state);
    case 's':
        if (strchr(value, '=') == NULL) {
            argp_error(state, "--schema takes TOPIC=FILE");
        }
        return add(self->schemas, &self->schema_count, value, state);
    case ARGP_KEY_ARG:
        argp_usage(state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static size_t check_topology(void)
{
    of_buffer problems = {0};
    bool good = of_graph_check(&of_topology, &problems);
    of_print_buffer(stderr, &problems);
    of_buffer_free(&problems);
    return good ? 0 : 1;
}

/* Holds one mapping against the schema that its source writes. */
static size_t check_schema(of_intake *intake, const char *pair)
{
    const char *file = strchr(pair, '=') + 1;
    char *topic = of_new_string(pair, (size_t)(file - pair) - 1);
    char error[ERROR_SIZE] = "";
    of_buffer text = {0};
    of_schema *schema = NULL;
    size_t problems = 1;
    if (!of_file_read(file, SCHEMA_BYTES_MAX, &text)) {
        of_print_problem(NULL, file, 0, "cannot be read");
    } else if (!of_ok(of_schema_parse(of_text_of_bytes(of_buffer_bytes(&text)), &schema, error,
                                      sizeof error))) {
        of_print_problem(NULL, file, 0, error);
    } else if (!of_intake_takes(intake, topic)) {
        of_print_error("no mapping reads the topic %s", topic);
    } else {
        problems = of_intake_check(intake, topic, schema, of_print_problem, NULL);
    }
    of_schema_free(schema);
    of_buffer_free(&text);
    of_delete(topic);
    return problems;
}

static size_t check_mappings(const arguments *self, of_registry *registry)
{
    of_intake_options options = {
        .files = self->mappings, .file_count = self->mapping_count, .registry = registry};
    of_intake *intake = NULL;
    if (!of_ok(of_intake_open(&options, of_print_problem, NULL, &intake))) {
        return 1;
    }
    size_t problems = 0;
    for (size_t i = 0; i < self->schema_count; i++) {
        problems += check_schema(intake, self->schemas[i]);
    }
    of_intake_close(intake);
    return problems;
}

static size_t check_config(arguments *self)
{
    of_config *config = of_config_load(self->config, of_print_problem, NULL);
    if (config == NULL) {
        return 1;
    }
    of_registry *registry = NULL;
    char error[ERROR_SIZE] = "";
    of_registry_options none = {0};
    of_status status = of_registry_open(&none, &registry, error, sizeof error);
    size_t problems = of_ok(status) ? 0 : 1;
    for (size_t i = 0; i < config->mapping_count && self->mapping_count < SCHEMAS_MAX; i++) {
        self->mappings[self->mapping_count++] = config->mappings[i];
    }
    if (problems == 0 && self->mapping_count > 0) {
        problems = check_mappings(self, registry);
    }
    if (registry != NULL) {
        of_registry_close(registry);
    }
    of_config_free(config);
    return problems;
}

static size_t check_named(const arguments *self)
{
    of_registry *registry = NULL;
    char error[ERROR_SIZE] = "";
    of_registry_options none = {0};
    if (!of_ok(of_registry_open(&none, &registry, error, sizeof error))) {
        of_print_error("%s", error);
        return 1;
    }
    size_t problems = self->mapping_count == 0 ? 0 : check_mappings(self, registry);
    of_registry_close(registry);
    return problems;
}

int of_command_check(int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"config", 'c', "FILE", 0, "check this configuration and the mappings it names", 0},
        {"mapping", 'm', "FILE", 0, "check this mapping too", 0},
        {"schema", 's', "TOPIC=FILE", 0, "prove the topic's mapping against this Avro schema", 0},
        {0}};
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .doc = "Proves the topology, and what it is given, before anything runs.\v"
               "Prints FILE:LINE: MESSAGE for each mistake and exits with 1; silent when all is "
               "well."};
    arguments self = {0};
    argp_parse(&argp, argc, argv, 0, NULL, &self);
    size_t problems = check_topology();
    problems += self.config == NULL ? check_named(&self) : check_config(&self);
    return problems == 0 ? OF_EXIT_OK : OF_EXIT_FAILED;
}
