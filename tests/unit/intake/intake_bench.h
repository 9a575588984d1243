/* What the tests of intake share: a mapping from a text, rows in, facts out as lines of text. */
#pragma once

#include "processors/intake/intake.h"

typedef struct intake_bench {
    char folder[64];
    char file[128]; /* the mapping */
    of_registry *registry;
    of_intake *intake;
    of_arena *arena;
    of_buffer facts;    /* "OrderLine E1:1 {...}\n" each */
    of_buffer problems; /* "17: message\n" each */
    of_buffer bytes;
    of_status emit_answer;
    of_text topic;
} intake_bench;

/* Writes `mapping` to a file of its own and opens it, bound to its topic `topic` as handle 1. When
 * it does not load, `intake` is NULL and `problems` says why. */
intake_bench *bench_open(const char *mapping, const char *topic);
void bench_close(intake_bench *bench);

/* One message; `facts` is cleared first. */
of_status bench_take(intake_bench *bench, of_bytes value);
of_status bench_take_text(intake_bench *bench, const char *value);
/* The JSON `row` written by `schema`, in wire format. */
of_status bench_take_avro(intake_bench *bench, const char *schema, const char *row);

/* NUL-terminated. */
const char *bench_facts(intake_bench *bench);
const char *bench_problems(intake_bench *bench);

/* Callbacks; `state` is the bench. */
of_status bench_emit(void *state, const of_record_type *type, of_text key, const void *record);
void bench_report(void *state, const char *file, int line, const char *message);
