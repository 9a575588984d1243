/* orderflow topology: the page as people read it. */
#include <argp.h>
#include <stdio.h>

#include "topology/command/command.h"
#include "topology/runtime/graph.h"

static error_t parse(int key, char *value, struct argp_state *state)
{
    (void)value;
    if (key == 'm') {
        *(bool *)state->input = true;
        return 0;
    }
    if (key == ARGP_KEY_ARG) {
        argp_usage(state);
    }
    return ARGP_ERR_UNKNOWN;
}

int of_command_topology(int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"mermaid", 'm', NULL, 0, "as a Mermaid flowchart", 0}, {0}};
    static const struct argp argp = {
        .options = options, .parser = parse, .doc = "Prints the topology: what flows where."};
    bool mermaid = false;
    argp_parse(&argp, argc, argv, 0, NULL, &mermaid);
    of_buffer out = {0};
    of_graph_print(&of_topology, mermaid, &out);
    of_print_buffer(stdout, &out);
    of_buffer_free(&out);
    return OF_EXIT_OK;
}
