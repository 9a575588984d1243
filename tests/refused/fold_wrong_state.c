/* A fold that adds to another record than the one it keeps.
 * refused: incompatible.* pointer type */
#define OF_STATE ChannelCount
#include "processors/fold.h"

static of_fold_key by_channel(const OrderState *order)
{
    return order->channel;
}

static of_status count(FAULT(Completeness, ChannelCount) * kept, const OrderState *order)
{
    (void)kept;
    (void)order;
    return OF_OK;
}

const struct of_fold fold =
    OF_FOLD(.answers = "How many?",
            .of.order_state = {.key = by_channel, .add = count, .remove = count});
