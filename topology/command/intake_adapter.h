/* Intake as the engine wants it: one instance of the mappings per worker, and the topics they read.
 */
#pragma once

#include "processors/intake/intake.h"
#include "topology/runtime/engine.h"

typedef struct of_intake_adapter of_intake_adapter;

/* Compiles the mapping files once to prove them, and finds the topics of `kafka` that they read.
 * NULL after reporting; `error` then says what to do. `files` and `registry` must outlive it. */
of_intake_adapter *of_intake_adapter_open(const char *const *files, size_t count, of_kafka *kafka,
                                          of_registry *registry, of_intake_report report,
                                          char *error, size_t error_size);
void of_intake_adapter_close(of_intake_adapter *adapter);

/* For of_engine_options; lives as long as the adapter. NULL when no mapping was given. */
const of_engine_intake *of_intake_adapter_engine(of_intake_adapter *adapter);
