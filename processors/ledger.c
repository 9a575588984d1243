/* The quantity ledger: from counters to buckets, from buckets to statuses; pure. */
#include "processors/ledger.h"

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

of_leg_buckets of_ledger_leg(of_leg_counters leg)
{
    int64_t picked = larger(leg.picked, leg.put_back + leg.shipped);
    int64_t held = picked - leg.put_back;
    int64_t allocated = larger(leg.allocated, leg.deallocated + leg.shorted + held);
    return (of_leg_buckets){
        .allocated = allocated - leg.deallocated - leg.shorted - held,
        .picked = held - leg.shipped,
        .shipped = leg.shipped,
        .inferred = picked - leg.picked + allocated - leg.allocated,
    };
}

int64_t of_ledger_baseline(const SeenRevision *revisions, size_t count, of_acknowledgement ack)
{
    if (count == 0) {
        return 0;
    }
    int64_t baseline = revisions[count - 1].qty;
    for (size_t i = count - 1; ack.given && i > 0; i--) {
        /* The one at or before the acknowledgement was in effect then; older ones never count. */
        if (revisions[i].position <= ack.position) {
            break;
        }
        baseline = larger(baseline, revisions[i - 1].qty);
    }
    return baseline;
}

Ledger of_ledger_line(const of_line_facts *line)
{
    Ledger ledger = {
        /* A substitution takes nothing away from what was once ordered. */
        .ordered = larger(line->ordered, line->net + line->substituted),
        .allocated = line->legs.allocated,
        .picked = line->legs.picked,
        .shipped = line->legs.shipped,
        .substituted = line->substituted,
        .delivered = line->delivered,
        .lost = line->lost,
        .returned_to_sender = line->returned_to_sender,
        .invoiced = line->invoiced,
        .returned = line->returned,
        .credited = line->credited,
        .inferred = line->legs.inferred,
    };
    ledger.cancelled = ledger.ordered - line->net - line->substituted;
    ledger.in_transit = ledger.shipped - ledger.delivered - ledger.lost - ledger.returned_to_sender;
    int64_t rest = line->net - (ledger.allocated + ledger.picked + ledger.shipped);
    ledger.over = larger(0, -rest);
    /* Only what is still wanted and not covered can be short: a delivered part never is. */
    ledger.backordered = smaller(larger(0, rest), line->declared_short);
    ledger.open = larger(0, rest) - ledger.backordered;
    return ledger;
}

static FulfilStatus arrived_status(const Ledger *ledger)
{
    if (ledger->delivered > 0) {
        return FULFIL_STATUS_DELIVERED;
    }
    return ledger->lost > 0 ? FULFIL_STATUS_LOST : FULFIL_STATUS_RETURNED_TO_SENDER;
}

/* First match wins: the order of the questions is the meaning. */
FulfilStatus of_ledger_line_status(const Ledger *ledger, of_line_flags flags)
{
    int64_t uncovered = ledger->open + ledger->backordered;
    int64_t live = uncovered + ledger->allocated + ledger->picked;
    if (flags.rejected) {
        return FULFIL_STATUS_REJECTED;
    }
    if (!flags.booked) {
        return FULFIL_STATUS_CAPTURED;
    }
    if (ledger->substituted > 0 && ledger->substituted == ledger->ordered) {
        return FULFIL_STATUS_SUBSTITUTED;
    }
    if (live == 0 && ledger->shipped == 0) {
        return FULFIL_STATUS_CANCELLED;
    }
    if (live == 0) {
        return ledger->in_transit == 0 ? arrived_status(ledger) : FULFIL_STATUS_SHIPPED;
    }
    if (ledger->shipped > 0) {
        return FULFIL_STATUS_PARTIALLY_SHIPPED;
    }
    if (ledger->picked > 0 && uncovered + ledger->allocated == 0) {
        return FULFIL_STATUS_PICKED;
    }
    if (ledger->picked > 0 || flags.accepted) {
        return FULFIL_STATUS_IN_WAREHOUSE;
    }
    if (ledger->allocated > 0) {
        return uncovered == 0 ? FULFIL_STATUS_ALLOCATED : FULFIL_STATUS_PARTIALLY_ALLOCATED;
    }
    return ledger->backordered > 0 ? FULFIL_STATUS_BACKORDERED : FULFIL_STATUS_OPEN;
}

static FulfilStatus lineless_status(const of_order_facts *order)
{
    if (order->header == HEADER_STATUS_CANCELLED) {
        return FULFIL_STATUS_CANCELLED;
    }
    if (order->header == HEADER_STATUS_REJECTED) {
        return FULFIL_STATUS_REJECTED;
    }
    return order->booked ? FULFIL_STATUS_OPEN : FULFIL_STATUS_CAPTURED;
}

FulfilStatus of_ledger_order_status(const Ledger *totals, const of_order_facts *order)
{
    const int32_t *lines = order->lines_by_status;
    int32_t gone = lines[FULFIL_STATUS_CANCELLED] + lines[FULFIL_STATUS_SUBSTITUTED] +
                   lines[FULFIL_STATUS_REJECTED];
    int32_t rest = order->line_count - gone;
    int32_t arrived = lines[FULFIL_STATUS_DELIVERED] + lines[FULFIL_STATUS_LOST] +
                      lines[FULFIL_STATUS_RETURNED_TO_SENDER];
    if (order->line_count == 0) {
        return lineless_status(order);
    }
    if (rest == 0) {
        return lines[FULFIL_STATUS_REJECTED] == gone ? FULFIL_STATUS_REJECTED
                                                     : FULFIL_STATUS_CANCELLED;
    }
    if (arrived == rest) {
        return arrived_status(totals);
    }
    if (arrived + lines[FULFIL_STATUS_SHIPPED] == rest) {
        return FULFIL_STATUS_SHIPPED;
    }
    if (totals->shipped > 0) {
        return FULFIL_STATUS_PARTIALLY_SHIPPED;
    }
    if (lines[FULFIL_STATUS_IN_WAREHOUSE] + lines[FULFIL_STATUS_PICKED] > 0) {
        return FULFIL_STATUS_IN_WAREHOUSE;
    }
    if (lines[FULFIL_STATUS_ALLOCATED] == rest) {
        return FULFIL_STATUS_ALLOCATED;
    }
    if (totals->allocated > 0) {
        return FULFIL_STATUS_PARTIALLY_ALLOCATED;
    }
    if (totals->backordered > 0) {
        return FULFIL_STATUS_BACKORDERED;
    }
    return order->booked ? FULFIL_STATUS_OPEN : FULFIL_STATUS_CAPTURED;
}

static int64_t live_quantity(const Ledger *ledger)
{
    return ledger->open + ledger->backordered + ledger->allocated + ledger->picked;
}

BillingStatus of_ledger_billing_status(const Ledger *totals, OrderType type)
{
    /* A replacement is free of charge. */
    if (type == ORDER_TYPE_REPLACEMENT) {
        return BILLING_STATUS_NOT_APPLICABLE;
    }
    if (totals->invoiced > totals->shipped) {
        return BILLING_STATUS_OVER_INVOICED;
    }
    if (totals->shipped == 0 && live_quantity(totals) == 0) {
        return BILLING_STATUS_NOT_APPLICABLE;
    }
    if (totals->invoiced == 0) {
        return BILLING_STATUS_NOT_INVOICED;
    }
    return totals->invoiced == totals->shipped && live_quantity(totals) == 0
               ? BILLING_STATUS_INVOICED
               : BILLING_STATUS_PARTIALLY_INVOICED;
}

ReturnStatus of_ledger_return_status(const Ledger *totals, int32_t open_returns)
{
    if (open_returns > 0) {
        return RETURN_STATUS_OPEN;
    }
    if (totals->returned == 0) {
        return RETURN_STATUS_NONE;
    }
    return totals->returned >= totals->shipped ? RETURN_STATUS_RETURNED
                                               : RETURN_STATUS_PARTIALLY_RETURNED;
}

static bool is_terminal(FulfilStatus fulfil)
{
    return fulfil == FULFIL_STATUS_DELIVERED || fulfil == FULFIL_STATUS_LOST ||
           fulfil == FULFIL_STATUS_RETURNED_TO_SENDER || fulfil == FULFIL_STATUS_CANCELLED ||
           fulfil == FULFIL_STATUS_SUBSTITUTED || fulfil == FULFIL_STATUS_REJECTED;
}

Lifecycle of_ledger_lifecycle(FulfilStatus fulfil, BillingStatus billing, ReturnStatus returns,
                              bool active_saga)
{
    bool billed = billing == BILLING_STATUS_INVOICED || billing == BILLING_STATUS_NOT_APPLICABLE;
    bool closed = is_terminal(fulfil) && billed && returns != RETURN_STATUS_OPEN && !active_saga;
    return closed ? LIFECYCLE_CLOSED : LIFECYCLE_ACTIVE;
}

#define COUNT_BUCKET(name) +1
_Static_assert(sizeof(Ledger) == sizeof(int64_t) * (0 OF_EACH_BUCKET(COUNT_BUCKET)),
               "OF_EACH_BUCKET must name every field of Ledger");

void of_ledger_add(Ledger *total, const Ledger *part)
{
#define ADD_BUCKET(name) total->name += part->name;
    OF_EACH_BUCKET(ADD_BUCKET)
}

void of_ledger_subtract(Ledger *total, const Ledger *part)
{
#define SUBTRACT_BUCKET(name) total->name -= part->name;
    OF_EACH_BUCKET(SUBTRACT_BUCKET)
}

int of_milestone_rank(MilestoneCode code)
{
    switch (code) {
    case MILESTONE_CODE_LABELLED:
        return 20;
    case MILESTONE_CODE_VOIDED:
        return 25;
    case MILESTONE_CODE_PICKED_UP:
        return 30;
    case MILESTONE_CODE_IN_TRANSIT:
        return 40;
    case MILESTONE_CODE_OUT_FOR_DELIVERY:
        return 50;
    case MILESTONE_CODE_REFUSED:
        return 60;
    case MILESTONE_CODE_RTS_IN_TRANSIT:
        return 65;
    case MILESTONE_CODE_LOST:
        return 70;
    case MILESTONE_CODE_DELIVERED:
        return 80;
    case MILESTONE_CODE_RTS_RECEIVED:
        return 90;
    case MILESTONE_CODE_ATTEMPTED:
    case MILESTONE_CODE_DELAYED:
    case MILESTONE_CODE_DAMAGED:
    case MILESTONE_CODE_ETA_ONLY:
    case MILESTONE_CODE_UNKNOWN:
        return 0;
    }
    return 0;
}

bool of_milestone_beats(MilestoneCode code, OptionalLong at, MilestoneCode than,
                        OptionalLong than_at)
{
    int rank = of_milestone_rank(code);
    int than_rank = of_milestone_rank(than);
    if (rank != than_rank) {
        return rank > than_rank;
    }
    if (at.present != than_at.present) {
        return at.present;
    }
    return at.present && at.value > than_at.value;
}

Whereabouts of_milestone_whereabouts(MilestoneCode status)
{
    switch (status) {
    case MILESTONE_CODE_DELIVERED:
        return WHEREABOUTS_DELIVERED;
    case MILESTONE_CODE_LOST:
        return WHEREABOUTS_LOST;
    case MILESTONE_CODE_RTS_RECEIVED:
        return WHEREABOUTS_RETURNED_TO_SENDER;
    case MILESTONE_CODE_LABELLED:
    case MILESTONE_CODE_VOIDED:
    case MILESTONE_CODE_PICKED_UP:
    case MILESTONE_CODE_IN_TRANSIT:
    case MILESTONE_CODE_OUT_FOR_DELIVERY:
    case MILESTONE_CODE_REFUSED:
    case MILESTONE_CODE_RTS_IN_TRANSIT:
    case MILESTONE_CODE_ATTEMPTED:
    case MILESTONE_CODE_DELAYED:
    case MILESTONE_CODE_DAMAGED:
    case MILESTONE_CODE_ETA_ONLY:
    case MILESTONE_CODE_UNKNOWN:
        return WHEREABOUTS_IN_TRANSIT;
    }
    return WHEREABOUTS_IN_TRANSIT;
}
