/* Orders per channel: how many orders did each channel bring, and how far are they? */
#define OF_STATE ChannelCount
#include "processors/fold.h"

static of_fold_key by_channel(const OrderState *order)
{
    return order->channel;
}

/* What one order counts for, with the sign of adding it or taking it out. */
static void count(ChannelCount *channel, const OrderState *order, int64_t sign)
{
    channel->orders += sign;
    channel->delivered += order->fulfil_status == FULFIL_STATUS_DELIVERED ? sign : 0;
    channel->cancelled += order->fulfil_status == FULFIL_STATUS_CANCELLED ? sign : 0;
    channel->units_ordered += sign * order->totals.ordered;
}

static of_status add(ChannelCount *channel, const OrderState *order)
{
    channel->channel = order->channel;
    count(channel, order, 1);
    return OF_OK;
}

static of_status take_out(ChannelCount *channel, const OrderState *order)
{
    count(channel, order, -1);
    return OF_OK;
}

const struct of_fold orders_per_channel_fold =
    OF_FOLD(.answers = "How many orders did each channel bring, and how far are they?",
            .of.order_state = {.key = by_channel, .add = add, .remove = take_out});
