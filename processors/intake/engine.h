/* The inside of an of_intake, shared by messages and files. Internal to processors/intake. */
#pragma once

#include "processors/intake/facts.h"

/* A mapping compiled against one writer schema; `compiled` NULL: it does not fit, `why` says so. */
typedef struct of_writer {
    int32_t id;
    of_avro_row *compiled;
    char why[OF_WHY_MAX];
} of_writer;

typedef struct of_source {
    of_mapping *mapping;
    of_writer *writers;
    size_t writer_count;
    size_t last_writer;
} of_source;

typedef struct of_route {
    int32_t topic;
    of_text name;
    of_source *source;
} of_route;

struct of_intake {
    of_arena *arena; /* mappings and names, for as long as the intake lives */
    of_wire *wire;   /* NULL: no registry */
    of_source *sources;
    size_t source_count;
    of_route *routes;
    size_t route_count;
    size_t last_route;
    of_made_fact *facts; /* of one row */
    of_intake_counts counts;
    char why[OF_WHY_MAX];
};

/* Where facts go. */
typedef struct of_intake_target {
    of_arena *arena;
    of_intake_emit emit;
    void *state;
} of_intake_target;

/* NULL: no mapping takes the topic. */
of_source *of_intake_source(const of_intake *intake, const char *topic);

/* Makes the facts of a row and emits them, all or none. */
of_status of_intake_tell(of_intake *intake, const of_source *source, const of_row *row,
                         const of_origin *origin, const of_intake_target *target);

/* A report that counts and passes on. */
typedef struct of_problem_counter {
    of_intake_report report;
    void *state;
    size_t count;
} of_problem_counter;

void of_count_problem(void *state, const char *file, int line, const char *message);
