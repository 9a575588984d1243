/* The participants: ERP, WMS, CRM, finance and carriers as small state machines that take commands
 * and answer them, each a member of a group of its own and with a producer of its own.
 *
 * The contract: one effect per idempotency key and the same answer again; what undoes a key never
 * seen answers OK and bars that key for ever (CANCELLED_KEY); no answer is ever made up; a refusal
 * is not a failure. Effects, answers and change events leave in one transaction with the position
 * of the command, so a transaction that fails is sent again and nothing happens twice. */
#pragma once

#include "tests/world/rows.h"
#include "topology/kafka/port.h"

typedef struct participants participants;

typedef struct participants_options {
    of_kafka *kafka;
    of_registry *registry;
    const char *schemas; /* folder of the reference schemas */
    int32_t partitions;  /* P of the internal topics: replies and offers go by order key */
    int32_t source_partitions;
    books *world;
    int64_t session_timeout_ms; /* 0: the implementation's default */
    int64_t call_timeout_ms;    /* of a call to Kafka; 0: none is waited for */
} participants_options;

/* The endpoints that answer: "erp", "wms.DC1", ... */
const char *const *participants_endpoints(size_t *count);
/* Creates the topics of all source tables. */
of_status participants_make_topics(of_kafka *kafka, int32_t partitions);

/* Ends the program with a message when the log or the registry cannot be reached. */
participants *participants_open(const participants_options *options);
void participants_close(participants *all);

/* One bounded unit: takes what arrived, does what is due up to `now`, sends what came of it. */
of_status participants_step(participants *all, int64_t now, bool *progress);

/* ---- misbehaviour, for tests ------------------------------------------------------------------
 */

typedef enum misbehaviour {
    MISBEHAVE_SILENCE,   /* the effect happens, no answer comes */
    MISBEHAVE_DEAF,      /* neither */
    MISBEHAVE_LATE,      /* the answer comes `late_ms` late */
    MISBEHAVE_DUPLICATE, /* the answer comes twice */
    MISBEHAVE_REFUSE,    /* REJECT with `code`, no effect */
} misbehaviour;

/* The next `times` commands of this record name ("AllocateStock") are treated so. */
void participants_misbehave(participants *all, const char *command, misbehaviour how, int32_t times,
                            int64_t late_ms, const char *code);
/* The next command of this name from a saga whose id begins so ("SP:") is refused with `code`. */
void participants_refuse(participants *all, const char *saga, const char *command,
                         const char *code);

typedef struct participants_counts {
    int64_t commands;       /* taken, repeats included */
    int64_t keys;           /* different ones */
    int64_t repeats;        /* of a key that was known: no second effect */
    int64_t refusals;       /* REJECT */
    int64_t second_effects; /* must be 0 */
    int64_t rows;           /* change events sent */
    int64_t replies;
    int64_t unknown; /* commands that could not be read */
} participants_counts;

participants_counts participants_counted(const participants *all);
