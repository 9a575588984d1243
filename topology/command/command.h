/* The commands of `orderflow`: each parses its own arguments and returns the process's exit code.
 *
 * Exit codes: 0 done; 1 it ran and what it checked or did went wrong; 2 wrong arguments or
 * configuration. Results go to stdout, everything else to stderr. */
#pragma once

#include <stdio.h>

#include "avro/registry/registry.h"
#include "topology/base/clock.h"
#include "topology/budget.h"
#include "topology/config.h"
#include "topology/kafka/embedded.h"
#include "topology/runtime/topics.h"

enum { OF_EXIT_OK = 0, OF_EXIT_FAILED = 1, OF_EXIT_USAGE = 2 };

int of_command_run(int argc, char **argv);
int of_command_check(int argc, char **argv);
int of_command_topology(int argc, char **argv);
int of_command_topics(int argc, char **argv);
int of_command_ingest(int argc, char **argv);
int of_command_order(int argc, char **argv);
int of_command_exception(int argc, char **argv);
int of_command_quarantine(int argc, char **argv);
int of_command_dlq(int argc, char **argv);
int of_command_version(int argc, char **argv);

/* What no configuration can change: `orderflow` runs on the machine's clock, and has no setting
 * that would choose another. For programs that move the time of an engine of their own. */
typedef struct of_run_terms {
    const of_clock *clock;
    int64_t poll_wait_ms; /* an idle worker looks at its timers so often */
} of_run_terms;

int of_command_run_on(const of_run_terms *terms, int argc, char **argv);

#define OF_CONFIG_DEFAULT "orderflow.yaml"

/* The real parts that a configuration names. */
typedef struct of_parts {
    of_config *config;
    of_embedded *log; /* NULL with a real cluster */
    of_kafka *kafka;
    of_registry *registry;
    of_layout layout;
    of_budget budget;
} of_parts;

/* Loads `file` and opens Kafka and the registry; every mistake is printed to stderr. False: the
 * command ends with OF_EXIT_USAGE. */
bool of_parts_open(const char *file, of_parts *parts);
void of_parts_close(of_parts *parts);

/* Prints "FILE:LINE: message" to stderr: the report of configuration and mappings. */
void of_print_problem(void *state, const char *file, int line, const char *message);
/* All of the buffer, which may be empty. */
void of_print_buffer(FILE *to, const of_buffer *buffer);
/* "orderflow: ..." to stderr. */
void of_print_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* "orderflow: DOING: why" to stderr; for answers of Kafka. */
void of_print_status(const char *doing, of_status status);
/* Who runs the command, for the logs; static until the next call. */
const char *of_user_name(void);
