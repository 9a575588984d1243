/* The quantity ledger: laws for any counters, statuses by the table, ranks of milestones. */
/* rows: R12 R33 */
#include <criterion/criterion.h>

#include "processors/laws.h"
#include "tests/unit/below.h"

#define ROUNDS 200000

static of_leg_counters random_leg(void)
{
    return (of_leg_counters){below(20), below(8), below(8), below(20), below(6), below(20)};
}

static void add_buckets(of_leg_buckets *sum, of_leg_buckets part)
{
    sum->allocated += part.allocated;
    sum->picked += part.picked;
    sum->shipped += part.shipped;
    sum->inferred += part.inferred;
}

static of_line_facts random_line(void)
{
    of_line_facts line = {.ordered = below(30),
                          .net = below(30),
                          .substituted = below(5),
                          .declared_short = below(30),
                          .invoiced = below(30)};
    for (int64_t legs = below(4); legs > 0; legs--) {
        add_buckets(&line.legs, of_ledger_leg(random_leg()));
    }
    line.delivered = below(line.legs.shipped + 1);
    line.lost = below(line.legs.shipped - line.delivered + 1);
    line.returned_to_sender = below(line.legs.shipped - line.delivered - line.lost + 1);
    return line;
}

static Ledger line_of(int64_t ordered, int64_t net, int64_t declared_short, of_leg_counters leg)
{
    of_line_facts line = {.ordered = ordered,
                          .net = net,
                          .declared_short = declared_short,
                          .legs = of_ledger_leg(leg)};
    return of_ledger_line(&line);
}

static FulfilStatus status_of(Ledger ledger)
{
    return of_ledger_line_status(&ledger, (of_line_flags){.booked = true});
}

Test(ledger, no_counters_whatever_break_a_law_or_make_a_bucket_negative)
{
    for (int i = 0; i < ROUNDS; i++) {
        of_line_facts line = random_line();
        Ledger ledger = of_ledger_line(&line);
        const char *breach = of_laws_ledger(&ledger);
        cr_assert(breach == NULL, "round %d: %s", i, breach);
    }
}

Test(ledger, a_later_stage_implies_the_earlier_ones_and_says_so)
{
    for (int i = 0; i < ROUNDS / 10; i++) {
        of_leg_counters leg = random_leg();
        of_leg_buckets buckets = of_ledger_leg(leg);
        cr_assert(buckets.allocated >= 0 && buckets.picked >= 0 && buckets.inferred >= 0);
        cr_assert_eq(buckets.shipped, leg.shipped);
        of_leg_buckets full = of_ledger_leg((of_leg_counters){20, 0, 0, 20, 0, leg.shipped});
        cr_assert_eq(full.inferred, 0);
    }
    of_leg_buckets bare = of_ledger_leg((of_leg_counters){.shipped = 10});
    cr_expect_eq(bare.inferred, 20, "neither allocation nor pick was reported");
    of_leg_buckets no_pick = of_ledger_leg((of_leg_counters){.allocated = 10, .shipped = 10});
    cr_expect_eq(no_pick.inferred, 10, "only the pick was not reported");
}

Test(ledger, adding_and_taking_out_is_exact)
{
    for (int i = 0; i < 1000; i++) {
        of_line_facts one = random_line();
        of_line_facts two = random_line();
        Ledger a = of_ledger_line(&one);
        Ledger b = of_ledger_line(&two);
        Ledger total = a;
        of_ledger_add(&total, &b);
        cr_assert_eq(total.ordered + total.over, total.open + total.backordered + total.allocated +
                                                     total.picked + total.shipped +
                                                     total.cancelled + total.substituted);
        of_ledger_subtract(&total, &b);
        cr_assert(of_record_equal(&of_Ledger_type, &total, &a));
    }
}

Test(ledger, a_backorder_is_what_was_shorted_and_never_what_was_delivered)
{
    /* A system is known to have made a backorder with the delivered quantity instead. */
    Ledger ledger = line_of(12, 12, 3, (of_leg_counters){12, 0, 3, 9, 0, 9});
    cr_expect_eq(ledger.backordered, 3);
    cr_expect_eq(ledger.shipped, 9);
    cr_expect_eq(ledger.open, 0);
    cr_expect_eq(status_of(ledger), FULFIL_STATUS_PARTIALLY_SHIPPED);
}

Test(ledger, a_second_leg_does_not_move_the_backorder_of_the_line)
{
    /* Splitting a shipment is known to have converted all backordered units elsewhere. */
    of_line_facts line = {.ordered = 10, .net = 10, .declared_short = 4};
    add_buckets(&line.legs, of_ledger_leg((of_leg_counters){.allocated = 6}));
    Ledger before = of_ledger_line(&line);
    cr_expect_eq(before.backordered, 4);
    add_buckets(&line.legs, of_ledger_leg((of_leg_counters){.allocated = 1}));
    Ledger after = of_ledger_line(&line);
    cr_expect_eq(after.backordered, 3);
    cr_expect_eq(after.allocated, 7);
}

Test(ledger, only_the_cancelled_part_of_a_pick_comes_back)
{
    Ledger ledger = line_of(10, 6, 0, (of_leg_counters){10, 4, 0, 10, 4, 0});
    cr_expect_eq(ledger.cancelled, 4);
    cr_expect_eq(ledger.picked, 6);
    cr_expect_eq(ledger.allocated, 0);
    cr_expect_eq(ledger.over, 0);
    cr_expect_eq(ledger.inferred, 0);
    cr_expect_eq(status_of(ledger), FULFIL_STATUS_PICKED);
}

Test(ledger, goods_that_left_beat_a_cancellation)
{
    Ledger ledger = line_of(1, 0, 0, (of_leg_counters){.shipped = 1});
    cr_expect_eq(ledger.cancelled, 1);
    cr_expect_eq(ledger.over, 1);
    cr_expect_eq(status_of(ledger), FULFIL_STATUS_SHIPPED);
}

Test(ledger, a_baseline_is_the_largest_quantity_since_the_acknowledgement)
{
    SeenRevision revisions[] = {{1, 9}, {3, 5}, {6, 7}, {8, 2}};
    cr_expect_eq(of_ledger_baseline(revisions, 4, (of_acknowledgement){0}), 2,
                 "edits before it overwrite");
    cr_expect_eq(of_ledger_baseline(revisions, 4, (of_acknowledgement){true, 4}), 7);
    cr_expect_eq(of_ledger_baseline(revisions, 4, (of_acknowledgement){true, 3}), 7);
    cr_expect_eq(of_ledger_baseline(revisions, 4, (of_acknowledgement){true, 2}), 9);
    cr_expect_eq(of_ledger_baseline(revisions, 4, (of_acknowledgement){true, 7}), 7);
    cr_expect_eq(of_ledger_baseline(revisions, 4, (of_acknowledgement){true, 8}), 2);
    cr_expect_eq(of_ledger_baseline(revisions, 4, (of_acknowledgement){true, INT64_MIN}), 9);
    cr_expect_eq(of_ledger_baseline(NULL, 0, (of_acknowledgement){true, 1}), 0);
}

Test(ledger, the_first_line_status_that_matches_wins)
{
    of_leg_counters none = {0};
    cr_expect_eq(status_of(line_of(5, 5, 0, none)), FULFIL_STATUS_OPEN);
    cr_expect_eq(status_of(line_of(5, 5, 2, none)), FULFIL_STATUS_BACKORDERED);
    cr_expect_eq(status_of(line_of(5, 0, 0, none)), FULFIL_STATUS_CANCELLED);
    cr_expect_eq(status_of(line_of(0, 0, 0, none)), FULFIL_STATUS_CANCELLED);
    cr_expect_eq(status_of(line_of(5, 5, 0, (of_leg_counters){.allocated = 5})),
                 FULFIL_STATUS_ALLOCATED);
    cr_expect_eq(status_of(line_of(5, 5, 0, (of_leg_counters){.allocated = 3})),
                 FULFIL_STATUS_PARTIALLY_ALLOCATED);
    cr_expect_eq(status_of(line_of(5, 5, 0, (of_leg_counters){.allocated = 5, .picked = 2})),
                 FULFIL_STATUS_IN_WAREHOUSE);
    cr_expect_eq(status_of(line_of(5, 5, 0, (of_leg_counters){.allocated = 5, .picked = 5})),
                 FULFIL_STATUS_PICKED);
    cr_expect_eq(status_of(line_of(5, 5, 0, (of_leg_counters){.shipped = 5})),
                 FULFIL_STATUS_SHIPPED);
    Ledger allocated = line_of(5, 5, 0, (of_leg_counters){.allocated = 5});
    cr_expect_eq(
        of_ledger_line_status(&allocated, (of_line_flags){.booked = true, .accepted = true}),
        FULFIL_STATUS_IN_WAREHOUSE);
    cr_expect_eq(of_ledger_line_status(&allocated, (of_line_flags){0}), FULFIL_STATUS_CAPTURED);
    cr_expect_eq(of_ledger_line_status(&allocated, (of_line_flags){.rejected = true}),
                 FULFIL_STATUS_REJECTED);
}

Test(ledger, arrived_goods_name_the_line_after_the_best_of_them)
{
    of_line_facts line = {.ordered = 4, .net = 4, .legs = {.shipped = 4}, .delivered = 1};
    line.lost = 3;
    cr_expect_eq(status_of(of_ledger_line(&line)), FULFIL_STATUS_DELIVERED);
    line.delivered = 0;
    cr_expect_eq(status_of(of_ledger_line(&line)), FULFIL_STATUS_SHIPPED, "one is under way");
    line.returned_to_sender = 1;
    cr_expect_eq(status_of(of_ledger_line(&line)), FULFIL_STATUS_LOST);
    line.lost = 0;
    line.returned_to_sender = 4;
    cr_expect_eq(status_of(of_ledger_line(&line)), FULFIL_STATUS_RETURNED_TO_SENDER);
}

/* The status of an order with one line of each of the given statuses. */
static FulfilStatus order_of(Ledger totals, HeaderStatus header, int count, ...)
{
    int32_t lines[FULFIL_STATUS_COUNT] = {0};
    va_list args;
    va_start(args, count);
    for (int i = 0; i < count; i++) {
        lines[va_arg(args, int)]++;
    }
    va_end(args);
    of_order_facts order = {
        .lines_by_status = lines, .line_count = count, .booked = true, .header = header};
    return of_ledger_order_status(&totals, &order);
}

Test(ledger, an_order_is_as_far_as_its_lines)
{
    Ledger none = {0};
    HeaderStatus open = HEADER_STATUS_OPEN;
    cr_expect_eq(order_of(none, open, 0), FULFIL_STATUS_OPEN);
    cr_expect_eq(order_of(none, HEADER_STATUS_CANCELLED, 0), FULFIL_STATUS_CANCELLED);
    cr_expect_eq(order_of(none, HEADER_STATUS_REJECTED, 0), FULFIL_STATUS_REJECTED);
    cr_expect_eq(order_of(none, HEADER_STATUS_CANCELLED, 1, FULFIL_STATUS_OPEN), FULFIL_STATUS_OPEN,
                 "lines are what counts where there are any");
    cr_expect_eq(order_of((Ledger){.delivered = 1, .shipped = 1}, open, 2, FULFIL_STATUS_DELIVERED,
                          FULFIL_STATUS_CANCELLED),
                 FULFIL_STATUS_DELIVERED, "cancelled lines are ignored");
    cr_expect_eq(order_of((Ledger){.lost = 1, .shipped = 1}, open, 1, FULFIL_STATUS_LOST),
                 FULFIL_STATUS_LOST);
    cr_expect_eq(
        order_of((Ledger){.shipped = 2}, open, 2, FULFIL_STATUS_DELIVERED, FULFIL_STATUS_SHIPPED),
        FULFIL_STATUS_SHIPPED);
    cr_expect_eq(
        order_of((Ledger){.shipped = 1}, open, 2, FULFIL_STATUS_SHIPPED, FULFIL_STATUS_PICKED),
        FULFIL_STATUS_PARTIALLY_SHIPPED);
    cr_expect_eq(order_of(none, open, 2, FULFIL_STATUS_PICKED, FULFIL_STATUS_OPEN),
                 FULFIL_STATUS_IN_WAREHOUSE);
    cr_expect_eq(order_of((Ledger){.allocated = 2}, open, 2, FULFIL_STATUS_ALLOCATED,
                          FULFIL_STATUS_ALLOCATED),
                 FULFIL_STATUS_ALLOCATED);
    cr_expect_eq(order_of((Ledger){.allocated = 1}, open, 2, FULFIL_STATUS_ALLOCATED,
                          FULFIL_STATUS_BACKORDERED),
                 FULFIL_STATUS_PARTIALLY_ALLOCATED);
    cr_expect_eq(order_of((Ledger){.backordered = 1}, open, 2, FULFIL_STATUS_OPEN,
                          FULFIL_STATUS_BACKORDERED),
                 FULFIL_STATUS_BACKORDERED);
    cr_expect_eq(order_of(none, open, 2, FULFIL_STATUS_CANCELLED, FULFIL_STATUS_SUBSTITUTED),
                 FULFIL_STATUS_CANCELLED);
}

Test(ledger, billing_follows_what_was_shipped)
{
    OrderType standard = ORDER_TYPE_STANDARD;
    Ledger ledger = {.open = 1};
    cr_expect_eq(of_ledger_billing_status(&(Ledger){0}, standard), BILLING_STATUS_NOT_APPLICABLE);
    cr_expect_eq(of_ledger_billing_status(&ledger, standard), BILLING_STATUS_NOT_INVOICED);
    ledger = (Ledger){.open = 1, .shipped = 2, .invoiced = 2};
    cr_expect_eq(of_ledger_billing_status(&ledger, standard), BILLING_STATUS_PARTIALLY_INVOICED);
    ledger = (Ledger){.shipped = 2, .invoiced = 2};
    cr_expect_eq(of_ledger_billing_status(&ledger, standard), BILLING_STATUS_INVOICED);
    ledger = (Ledger){.shipped = 2, .invoiced = 3};
    cr_expect_eq(of_ledger_billing_status(&ledger, standard), BILLING_STATUS_OVER_INVOICED);
    cr_expect_eq(of_ledger_billing_status(&ledger, ORDER_TYPE_REPLACEMENT),
                 BILLING_STATUS_NOT_APPLICABLE);
}

Test(ledger, a_milestone_of_lower_rank_never_undoes_a_higher_one)
{
    OptionalLong early = {true, 1};
    OptionalLong late = {true, 9};
    OptionalLong never = {0};
    cr_expect(of_milestone_beats(MILESTONE_CODE_DELIVERED, early, MILESTONE_CODE_LOST, late),
              "a delivery beats a loss stamped later");
    cr_expect_not(
        of_milestone_beats(MILESTONE_CODE_IN_TRANSIT, late, MILESTONE_CODE_DELIVERED, early));
    cr_expect_not(of_milestone_beats(MILESTONE_CODE_VOIDED, late, MILESTONE_CODE_PICKED_UP, early),
                  "a void counts only before the carrier has the goods");
    cr_expect(of_milestone_beats(MILESTONE_CODE_VOIDED, early, MILESTONE_CODE_LABELLED, late));
    cr_expect(
        of_milestone_beats(MILESTONE_CODE_RTS_RECEIVED, early, MILESTONE_CODE_DELIVERED, late),
        "goods on our dock beat any carrier status");
    cr_expect(of_milestone_beats(MILESTONE_CODE_LOST, late, MILESTONE_CODE_LOST, early));
    cr_expect(of_milestone_beats(MILESTONE_CODE_LOST, early, MILESTONE_CODE_LOST, never));
    cr_expect_not(of_milestone_beats(MILESTONE_CODE_LOST, never, MILESTONE_CODE_LOST, never));
    cr_expect_not(
        of_milestone_beats(MILESTONE_CODE_ATTEMPTED, late, MILESTONE_CODE_LABELLED, early));
}
