/* A saga step whose builder fills another command than its slot's.
 * refused: incompatible.* pointer type */
#define OF_STATE       BackorderState
#define OF_STATE_FIELD backorder
#include "sagas/saga.h"

static void record(const BackorderState *b, of_leg, FAULT(PegReceipt, RecordBackorder) * c)
{
    c->line = b->scope.line;
}

const of_saga_step step = {"record", .send.record_backorder = record};
