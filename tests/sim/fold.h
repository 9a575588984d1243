/* The committed turns once more, one after the other, without faults: each must send the same
 * bytes. */
#pragma once

#include "tests/sim/record.h"

/* Once per program. */
struct sim_fold *sim_fold_new(of_registry *registry, const char *root);
void sim_fold_free(struct sim_fold *fold);
/* Forgets everything: the next seed. */
void sim_fold_reset(struct sim_fold *fold);
/* Ends the program when the turn does not come out the same. */
void sim_fold_turn(struct sim_fold *fold, const sim_turn *turn);
/* When the next timer is due; INT64_MAX: there is none. */
int64_t sim_fold_next_due(struct sim_fold *fold, int32_t partition);
