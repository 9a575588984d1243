/* A fold that takes the rows of one result for those of another.
 * refused: incompatible.* pointer type */
#define OF_STATE ChannelCount
#include "processors/fold.h"

static of_fold_key by_line(const FAULT(OrderState, LineState) * row)
{
    return row->order;
}

static of_status count(ChannelCount *channel, const LineState *line)
{
    channel->units_ordered += line->ledger.ordered;
    return OF_OK;
}

const struct of_fold fold =
    OF_FOLD(.answers = "How many?",
            .of.line_state = {.key = by_line, .add = count, .remove = count});
