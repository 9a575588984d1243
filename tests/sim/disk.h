/* The state of the processes, between the store and RocksDB. */
#pragma once

#include "tests/sim/simulation.h"

/* The directory of a process that is down is gone. */
void sim_disk_lost(sim_process *process);
/* A replay begins at or after what the local state holds. */
void sim_disk_check_replay(const sim_process *process, int32_t partition, int64_t offset);
/* The local state is what the committed turns make of it, up to the turn it names. */
void sim_disk_check(const sim_process *process);
/* A directory whose name ends so is kept in memory, for the fold. */
#define SIM_DISK_MEMORY "/memory"
void sim_disk_forget_memory(void);
