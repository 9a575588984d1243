/* Fill rate: of everything ordered per item, how much has shipped? */
#define OF_STATE FillRate
#include "processors/fold.h"

static of_fold_key by_item(const LineState *line)
{
    return line->item;
}

static void count(FillRate *rate, const LineState *line, int64_t sign)
{
    rate->ordered += sign * line->ledger.ordered;
    rate->shipped += sign * line->ledger.shipped;
}

static of_status add(FillRate *rate, const LineState *line)
{
    rate->item = line->item;
    count(rate, line, 1);
    return OF_OK;
}

static of_status take_out(FillRate *rate, const LineState *line)
{
    count(rate, line, -1);
    return OF_OK;
}

const struct of_fold fill_rate_fold =
    OF_FOLD(.answers = "Of everything ordered per item, how much has shipped?",
            .of.line_state = {.key = by_item, .add = add, .remove = take_out});
