/* The quantity ledger: pure arithmetic from counters to buckets, and from buckets to statuses.
 *
 * Nothing here knows where a number came from or in which order it arrived. A later stage implies
 * the earlier ones, so a ship confirmation that overtakes its pick is no error; what was implied
 * and not reported is `inferred`. Quantities are thousandths of the base unit, never negative. */
#pragma once

#include "avro/model.h"

/* More than any fact says and any line holds; refused at the door, so that no sum can overflow:
 * the totals of 900,000 lines fit. */
#define OF_QTY_MAX      ((int64_t)1000000000000)
#define OF_LINE_QTY_MAX (10 * OF_QTY_MAX)

/* More than any price, payment or posting says, 1/10,000 of the currency unit: a hundred thousand
 * million units. An amount of a line that would be more counts as this; so below zero. */
#define OF_AMOUNT_MAX (1000 * OF_QTY_MAX)

/* The six counters of a leg, as reported. */
typedef struct of_leg_counters {
    int64_t allocated;
    int64_t deallocated;
    int64_t shorted;
    int64_t picked;
    int64_t put_back;
    int64_t shipped;
} of_leg_counters;

/* Where the goods of a leg are now. All >= 0 for any counters >= 0. */
typedef struct of_leg_buckets {
    int64_t allocated;
    int64_t picked;
    int64_t shipped;
    int64_t inferred;
} of_leg_buckets;

of_leg_buckets of_ledger_leg(of_leg_counters leg);

/* When the order was acknowledged, as seen from one line. */
typedef struct of_acknowledgement {
    bool given;
    int64_t position; /* INT64_MIN: no position compares, so every revision counts */
} of_acknowledgement;

/* What was ordered: the latest revision before the acknowledgement; since then the largest of the
 * one in effect at that moment and all later ones. `revisions` are sorted by position. */
int64_t of_ledger_baseline(const SeenRevision *revisions, size_t count, of_acknowledgement ack);

/* What a line's ledger is made of. */
typedef struct of_line_facts {
    int64_t ordered; /* baseline */
    int64_t net;
    int64_t substituted;
    int64_t declared_short;
    of_leg_buckets legs; /* sum over the legs */
    int64_t delivered;   /* of the shipped */
    int64_t lost;
    int64_t returned_to_sender;
    int64_t invoiced;
    int64_t returned;
    int64_t credited;
} of_line_facts;

Ledger of_ledger_line(const of_line_facts *line);

/* What a line is beside its quantities. */
typedef struct of_line_flags {
    bool booked;
    bool rejected;
    bool accepted; /* an allocated leg has a warehouse order that the warehouse accepted */
} of_line_flags;

FulfilStatus of_ledger_line_status(const Ledger *ledger, of_line_flags flags);

/* What an order is beside the sums of its lines. */
typedef struct of_order_facts {
    const int32_t *lines_by_status; /* FULFIL_STATUS_COUNT numbers */
    int32_t line_count;
    bool booked;
    HeaderStatus header; /* UNKNOWN while none was seen */
} of_order_facts;

#define FULFIL_STATUS_COUNT (FULFIL_STATUS_UNKNOWN + 1)

FulfilStatus of_ledger_order_status(const Ledger *totals, const of_order_facts *order);
BillingStatus of_ledger_billing_status(const Ledger *totals, OrderType type);
/* `open_returns`: receipts that wait for inspection, and return sagas at work. */
ReturnStatus of_ledger_return_status(const Ledger *totals, int32_t open_returns);
Lifecycle of_ledger_lifecycle(FulfilStatus fulfil, BillingStatus billing, ReturnStatus returns,
                              bool active_saga);

/* Every bucket of Ledger, once: a sum or a law that forgets one would drift in silence. */
#define OF_EACH_BUCKET(X)                                                                          \
    X(ordered)                                                                                     \
    X(open)                                                                                        \
    X(backordered)                                                                                 \
    X(allocated)                                                                                   \
    X(picked)                                                                                      \
    X(shipped)                                                                                     \
    X(cancelled)                                                                                   \
    X(substituted)                                                                                 \
    X(over)                                                                                        \
    X(in_transit)                                                                                  \
    X(delivered)                                                                                   \
    X(lost)                                                                                        \
    X(returned_to_sender)                                                                          \
    X(invoiced)                                                                                    \
    X(returned)                                                                                    \
    X(credited)                                                                                    \
    X(inferred)

/* total += part, total -= part, bucket by bucket. */
void of_ledger_add(Ledger *total, const Ledger *part);
void of_ledger_subtract(Ledger *total, const Ledger *part);

/* Ranks of carrier milestones: the highest one seen is the status of a package, so that a late scan
 * never undoes a delivery. 0: no rank (overlays, estimates, unknown codes). A void counts only
 * before the carrier has the goods. */
int of_milestone_rank(MilestoneCode code);
/* True when (code, at) beats (than, than_at): higher rank, on a tie the later time. */
bool of_milestone_beats(MilestoneCode code, OptionalLong at, MilestoneCode than,
                        OptionalLong than_at);
/* Where goods are that left the dock, going by the status of their package. */
Whereabouts of_milestone_whereabouts(MilestoneCode status);
