/* Orders per channel: what is counted equals a recount, whatever is corrected or repeated. */
/* rows: R13 */
#include <criterion/criterion.h>

#include "processors/orders_per_channel.c"
#include "tests/unit/below.h"

#define ORDERS   20
#define CHANNELS 3
#define ROUNDS   20000

static const char *const names[CHANNELS] = {"EDI", "WEB", "CRM"};
static OrderState random_order(void)
{
    int64_t channel = below(CHANNELS + 1);
    return (OrderState){.channel = channel == CHANNELS ? (of_text){0} : of_text_of(names[channel]),
                        .fulfil_status = (FulfilStatus)below(FULFIL_STATUS_UNKNOWN + 1),
                        .totals = {.ordered = below(100)}};
}

static ChannelCount *count_of(ChannelCount *counts, of_text channel)
{
    for (int i = 0; i < CHANNELS; i++) {
        if (of_text_is(channel, names[i])) {
            return &counts[i];
        }
    }
    return NULL;
}

/* What the engine does with a row that changed. */
static void change(ChannelCount *counts, const OrderState *before, const OrderState *after)
{
    const of_fold *fold = &orders_per_channel_fold;
    const int topic = OF_TOPIC_order_state;
    if (before != NULL && fold->key(fold->slots, topic, before).data != NULL) {
        ChannelCount *from = count_of(counts, fold->key(fold->slots, topic, before));
        cr_assert(of_ok(fold->remove(fold->slots, topic, from, before)));
    }
    if (fold->key(fold->slots, topic, after).data != NULL) {
        ChannelCount *to = count_of(counts, fold->key(fold->slots, topic, after));
        cr_assert(of_ok(fold->add(fold->slots, topic, to, after)));
    }
}

Test(orders_per_channel, corrections_and_repeats_leave_what_a_recount_finds)
{
    ChannelCount counts[CHANNELS] = {0};
    OrderState orders[ORDERS];
    bool known[ORDERS] = {0};
    for (int i = 0; i < ROUNDS; i++) {
        int64_t which = below(ORDERS);
        OrderState next = below(4) == 0 && known[which] ? orders[which] : random_order();
        change(counts, known[which] ? &orders[which] : NULL, &next);
        orders[which] = next;
        known[which] = true;
    }
    ChannelCount recount[CHANNELS] = {0};
    for (int i = 0; i < ORDERS; i++) {
        cr_assert(known[i]);
        change(recount, NULL, &orders[i]);
    }
    for (int i = 0; i < CHANNELS; i++) {
        cr_expect_eq(counts[i].orders, recount[i].orders);
        cr_expect_eq(counts[i].delivered, recount[i].delivered);
        cr_expect_eq(counts[i].cancelled, recount[i].cancelled);
        cr_expect_eq(counts[i].units_ordered, recount[i].units_ordered);
    }
}

Test(orders_per_channel, an_order_without_a_channel_counts_nowhere_and_only_orders_are_read)
{
    const of_fold *fold = &orders_per_channel_fold;
    OrderState nameless = {0};
    cr_expect(fold->key(fold->slots, OF_TOPIC_order_state, &nameless).data == NULL);
    cr_expect(fold->reads(fold->slots, OF_TOPIC_order_state));
    cr_expect_not(fold->reads(fold->slots, OF_TOPIC_line_state));
}
