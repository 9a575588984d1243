/* orderflow topics: what Kafka must hold before `run` starts. */
#include <argp.h>
#include <stdio.h>
#include <string.h>

#include "topology/command/command.h"

typedef struct arguments {
    const char *config;
    const char *action;
} arguments;

static error_t parse(int key, char *value, struct argp_state *state)
{
    arguments *self = state->input;
    switch (key) {
    case 'c':
        self->config = value;
        return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num > 0) {
            argp_usage(state);
        }
        self->action = value;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const char *cleanup_name(of_cleanup cleanup)
{
    switch (cleanup) {
    case OF_CLEANUP_DELETE:
        return "kept by time";
    case OF_CLEANUP_COMPACT:
        return "compacted";
    case OF_CLEANUP_COMPACT_DELETE:
        return "compacted, kept by time";
    }
    return "?";
}

static void list(const of_topics *topics)
{
    for (size_t i = 0; i < topics->count; i++) {
        const of_topic_spec *spec = &topics->specs[i];
        printf("%-32s %4d partitions  %s\n", spec->name, spec->partitions,
               cleanup_name(spec->cleanup));
    }
}

static int act(const of_parts *parts, const of_topics *topics, bool apply)
{
    of_buffer out = {0};
    of_status status = apply ? of_topics_apply(parts->kafka, topics, &out)
                             : of_topics_verify(parts->kafka, topics, &out);
    of_print_buffer(stdout, &out);
    of_buffer_free(&out);
    if (!of_ok(status)) {
        of_print_status("topics", status);
        return OF_EXIT_FAILED;
    }
    return OF_EXIT_OK;
}

int of_command_topics(int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"config", 'c', "FILE", 0, "configuration (default: " OF_CONFIG_DEFAULT ")", 0}, {0}};
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = "list|apply|verify",
        .doc = "The Kafka topics of the topology.\v"
               "list prints what the topology needs, apply creates what is missing and leaves what "
               "exists as it is, verify says what is missing or differs."};
    arguments self = {.config = OF_CONFIG_DEFAULT, .action = "list"};
    argp_parse(&argp, argc, argv, 0, NULL, &self);
    bool listing = strcmp(self.action, "list") == 0;
    bool apply = strcmp(self.action, "apply") == 0;
    if (!listing && !apply && strcmp(self.action, "verify") != 0) {
        of_print_error("topics takes list, apply or verify, not '%s'", self.action);
        return OF_EXIT_USAGE;
    }
    of_parts parts;
    if (!of_parts_open(self.config, &parts)) {
        return OF_EXIT_USAGE;
    }
    of_topics *topics = of_topics_plan(&of_topology, &parts.layout);
    int code = OF_EXIT_OK;
    if (listing) {
        list(topics);
    } else {
        code = act(&parts, topics, apply);
    }
    of_topics_free(topics);
    of_parts_close(&parts);
    return code;
}
