/* A saga step whose functions know another saga's state.
 * refused: incompatible.* pointer type */
#define OF_STATE       BackorderState
#define OF_STATE_FIELD backorder
#include "sagas/saga.h"

static bool is_short(const FAULT(SplitState, BackorderState) * state, of_leg)
{
    return state->scope.short_qty > 0;
}

const of_saga_step step = {"record", .only = is_short};
