/* orderflow: joins the order facts of all systems into one trusted state, and runs the sagas that
 * repair reality. This file only finds the command. */
#include <argp.h>
#include <stdio.h>
#include <string.h>

#include "topology/command/command.h"

static const struct {
    const char *name;
    const char *does;
    int (*run)(int argc, char **argv);
} commands[] = {
    {"run", "process facts until told to stop (SIGTERM: finish the turn, leave)", of_command_run},
    {"check", "prove configuration, mappings and topology before they run", of_command_check},
    {"topology", "print the topology page, as text or as Mermaid", of_command_topology},
    {"topics", "list, create or verify the Kafka topics of the topology", of_command_topics},
    {"ingest", "load a CSV file by a mapping", of_command_ingest},
    {"order", "show what is known of one order", of_command_order},
    {"exception", "list open exceptions, close one by hand", of_command_exception},
    {"quarantine", "orders that broke a law: list, show, release or drop", of_command_quarantine},
    {"dlq", "records that could not be processed: list, show, replay", of_command_dlq},
    {"version", "print the version", of_command_version},
};

static void usage(FILE *out)
{
    fputs("usage: orderflow COMMAND [OPTION...]\n\n", out);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].does);
    }
    fputs("\norderflow COMMAND --help tells more.\n", out);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        usage(stderr);
        return OF_EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        usage(stdout);
        return OF_EXIT_OK;
    }
    if (strcmp(argv[1], "--version") == 0) {
        argv[1] = "version";
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            /* Usage lines begin with the name they are given. */
            char name[64];
            snprintf(name, sizeof name, "orderflow %s", commands[i].name);
            argv[1] = name;
            argp_err_exit_status = OF_EXIT_USAGE;
            return commands[i].run(argc - 1, argv + 1);
        }
    }
    of_print_error("there is no command '%s'", argv[1]);
    usage(stderr);
    return OF_EXIT_USAGE;
}
