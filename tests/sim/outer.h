/* The world around the engine: sources that send what the transcripts tell, and participants that
 * answer what they are asked, in time, late, twice or never. */
#pragma once

#include "tests/sim/simulation.h"

struct sim_outer *sim_outer_open(void);
void sim_outer_close(struct sim_outer *outer);
/* Reads commands, sends a little of what is due. True when something happened. */
bool sim_outer_step(struct sim_outer *outer);
/* When the next letter is due, by the world's time; INT64_MAX: none is left. */
int64_t sim_outer_next_due(const struct sim_outer *outer);
/* Nothing is left in an open transaction. */
void sim_outer_settle(struct sim_outer *outer);
