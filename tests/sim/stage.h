/* One run of the whole topology over a history, undisturbed or disturbed in one way, on the
 * embedded log under a clock that stands still but for the pauses of the history. */
#pragma once

#include "tests/sim/history.h"
#include "tests/sim/outcome.h"
#include "topology/base/clock.h"
#include "topology/kafka/embedded.h"
#include "topology/runtime/engine.h"

/* UNDISTURBED records its calls; CRASH dies at one of them and goes on from what the disk held;
 * DISORDER gets its inputs shuffled and repeated; SLEEP stops in the midst of a call of the port
 * until another process has taken over. */
typedef enum stage_kind { UNDISTURBED, CRASH, DISORDER, SLEEP, STAGE_KINDS } stage_kind;

extern const char *const stage_kinds[STAGE_KINDS];

typedef struct stage_options {
    const history *all;
    of_registry *registry;
    uint64_t seed;
    int batch;
} stage_options;

/* How a run went. */
typedef struct stage_report {
    outcome seen[OUTCOME_VIEWS]; /* an undisturbed run's in every view, else in `view` */
    outcome_view view;           /* how an undisturbed run must look to be equal */
    int64_t crashes;             /* processes that died */
    int64_t unsynced;            /* of these: with changes on their way to the disk */
    int64_t torn;                /* writes of which a part arrived */
    int64_t set_aside;           /* state directories too damaged to resume from: read anew */
    int64_t bad_fed;             /* records that nobody can read, repeats included */
    of_engine_stats stats;
    bool state_same; /* the local state is what the changelog says */
} stage_report;

/* `point`: the call to die or sleep at, the seed of a disorder. Exits with a message that names
 * kind, point and seed when the engine halts or does not come to rest. */
stage_report stage_run(const stage_options *given, stage_kind how, int64_t point);
void stage_report_free(stage_report *report);
