/* The Kafka calls of a simulated process: those of the embedded log, with faults. */
#pragma once

#include "tests/sim/simulation.h"

/* A client of the log for this process, as after a start. */
of_kafka *sim_port_open(sim_process *process);
/* Notes the place of what was sent to the log last. */
void sim_note_append(const char *topic, int32_t partition);
void sim_note_clock(sim_process *process, int64_t now_ms);
