/* Breaks of the laws: see law_injections.h. */
#include "tests/unit/law_injections.h"

#include <string.h>

static const char *judge_line(const law_turn *turn)
{
    const char *broken = of_laws_line(&turn->line_before, &turn->line);
    broken =
        broken == NULL ? of_laws_line_moved(&turn->line_before, &turn->line, turn->fact) : broken;
    broken = broken == NULL ? of_laws_line_contents(&turn->line, &turn->contents) : broken;
    return broken == NULL && turn->quiet ? of_laws_line_quiet(&turn->line, 0) : broken;
}

const char *law_turn_judge(const law_turn *turn)
{
    const char *broken = judge_line(turn);
    broken =
        broken == NULL ? of_laws_order(&turn->book, &turn->order_before, &turn->order) : broken;
    return broken == NULL && turn->has_shipment
               ? of_laws_shipment(&turn->shipment_before, &turn->shipment)
               : broken;
}

bool law_is_named(const char *broken, const char *law)
{
    size_t len = strlen(law);
    return broken != NULL && strncmp(broken, law, len) == 0 && broken[len] == ':';
}

/* ---- a line ---- */

static bool negative(law_turn *turn)
{
    turn->line.ledger.open = -1;
    return true;
}

static bool too_large(law_turn *turn)
{
    turn->line.ledger.credited = OF_LINE_QTY_MAX + 1;
    return true;
}

static bool lost_unit(law_turn *turn)
{
    turn->line.ledger.ordered += 1;
    return true;
}

static bool open_and_over(law_turn *turn)
{
    turn->line.ledger.open += 1;
    turn->line.ledger.over += 1;
    return true;
}

static bool nowhere(law_turn *turn)
{
    turn->line.ledger.in_transit += 1;
    return true;
}

static bool leg_too_much(law_turn *turn)
{
    if (turn->line.legs.len == 0) {
        return false;
    }
    turn->line.legs.items[0].picked += 1;
    return true;
}

static bool leg_forgotten(law_turn *turn)
{
    turn->line.ledger.allocated += 1;
    turn->line.ledger.ordered += 1;
    return turn->line.ledger.over == 0;
}

static bool content_forgotten(law_turn *turn)
{
    for (size_t i = 0; i < turn->contents.len; i++) {
        SeenContent *seen = &turn->contents.items[i];
        if (seen->whereabouts != WHEREABOUTS_NOT_SHIPPED && seen->qty > 0) {
            seen->qty -= 1;
            return true;
        }
    }
    return false;
}

static bool content_not_told(law_turn *turn)
{
    for (size_t i = 0; i < turn->contents.len; i++) {
        SeenContent *seen = &turn->contents.items[i];
        if (seen->whereabouts == WHEREABOUTS_DELIVERED && seen->qty > 0) {
            seen->whereabouts = WHEREABOUTS_IN_TRANSIT;
            return true;
        }
    }
    return false;
}

static bool content_of_another_leg(law_turn *turn)
{
    LegStateArray *legs = &turn->line.legs;
    if (legs->len < 2 || legs->items[0].shipped == 0) {
        return false;
    }
    legs->items[0].shipped -= 1;
    legs->items[1].shipped += 1;
    return true;
}

/* ---- a line and the version before ---- */

static bool version_again(law_turn *turn)
{
    turn->line.version = turn->line_before.version;
    return true;
}

static bool clock_back(law_turn *turn)
{
    turn->line_before.updated_at = turn->line.updated_at + 1;
    return true;
}

static bool line_event_time_back(law_turn *turn)
{
    turn->line_before.as_of = (OptionalLong){true, INT64_MAX};
    return true;
}

static bool moved_by_a_stranger(law_turn *turn)
{
    turn->line_before.ledger.invoiced += 1;
    turn->fact.topic = OF_TOPIC_pick;
    return true;
}

static bool shipped_falls(law_turn *turn)
{
    turn->line_before.ledger.shipped += 1;
    turn->fact.topic = OF_TOPIC_ship_confirm;
    return true;
}

static bool arrived_falls(law_turn *turn)
{
    turn->line_before.ledger.lost += 1;
    turn->fact.topic = OF_TOPIC_order_milestone;
    return true;
}

static bool invoiced_falls(law_turn *turn)
{
    turn->line_before.ledger.invoiced += 1;
    turn->fact.topic = OF_TOPIC_invoice_line;
    return true;
}

static bool returned_falls(law_turn *turn)
{
    turn->line_before.ledger.returned += 1;
    turn->fact.topic = OF_TOPIC_return_receipt;
    return true;
}

static bool ordered_falls(law_turn *turn)
{
    turn->line_before.ledger.ordered += 1;
    turn->fact = (of_law_fact){.topic = OF_TOPIC_order_line, .settled = true};
    return true;
}

/* ---- what must not be in the end ---- */

static bool over_delivered(law_turn *turn)
{
    Ledger *ledger = &turn->line.ledger;
    int64_t more = ledger->ordered + 1;
    if (!turn->quiet || turn->line.legs.len == 0 || ledger->open + ledger->backordered > 0) {
        return false;
    }
    ledger->over += more;
    ledger->picked += more;
    turn->line.legs.items[0].picked += more;
    turn->fact.topic = OF_TOPIC_pick;
    return true;
}

static bool returned_unshipped(law_turn *turn)
{
    turn->line.ledger.returned = turn->line.ledger.shipped + 1;
    turn->fact.topic = OF_TOPIC_return_receipt;
    return turn->quiet;
}

static bool over_invoiced(law_turn *turn)
{
    turn->line.ledger.invoiced = turn->line.ledger.shipped + 1;
    turn->fact.topic = OF_TOPIC_invoice_line;
    return turn->quiet;
}

static bool over_credited(law_turn *turn)
{
    turn->line.ledger.credited = turn->line.ledger.invoiced + 1;
    turn->fact.topic = OF_TOPIC_credit_memo_line;
    return turn->quiet;
}

/* ---- an order ---- */

static bool line_not_added(law_turn *turn)
{
    turn->order.totals.ordered += 1;
    turn->order.totals.open += 1;
    return true;
}

static bool line_not_counted(law_turn *turn)
{
    turn->order.line_count -= 1;
    return true;
}

static bool line_gone(law_turn *turn)
{
    turn->order_before.line_count += 1;
    return true;
}

static bool package_not_shown(law_turn *turn)
{
    OrderShipmentArray *shipments = &turn->order.shipments;
    const Ledger *totals = &turn->order.totals;
    for (size_t i = 0; i < shipments->len; i++) {
        shipments->items[i].status = MILESTONE_CODE_UNKNOWN;
    }
    return (size_t)turn->order.shipment_count == shipments->len &&
           totals->delivered + totals->lost + totals->returned_to_sender > 0;
}

static bool paid_below_zero(law_turn *turn)
{
    turn->order.paid = -1;
    return true;
}

static bool payments_below_zero(law_turn *turn)
{
    turn->order.payments = -1;
    return true;
}

static bool order_version_left_out(law_turn *turn)
{
    turn->order.version += 1;
    return true;
}

static bool event_time_back(law_turn *turn)
{
    turn->order_before.as_of = (OptionalLong){true, INT64_MAX};
    return true;
}

/* ---- a shipment ---- */

static bool status_back(law_turn *turn)
{
    turn->shipment.status = MILESTONE_CODE_LABELLED;
    return turn->has_shipment && turn->shipment_before.status != MILESTONE_CODE_LABELLED &&
           turn->shipment_before.status != MILESTONE_CODE_UNKNOWN;
}

static bool shipment_version_again(law_turn *turn)
{
    turn->shipment.version = turn->shipment_before.version;
    return turn->has_shipment;
}

const law_injection law_injections[] = {
    {"a bucket below zero", "RANGE", negative},
    {"a bucket beyond any line", "RANGE", too_large},
    {"a unit in no bucket", "L1", lost_unit},
    {"too much and too little at once", "L1", open_and_over},
    {"a unit shipped to nowhere", "L2", nowhere},
    {"a leg with more than its line", "LEGS", leg_too_much},
    {"a unit in no leg", "LEGS", leg_forgotten},
    {"a unit less in a package", "CONTENTS", content_forgotten},
    {"a package that did not tell its line", "CONTENTS", content_not_told},
    {"a unit shipped by another leg", "CONTENTS", content_of_another_leg},
    {"a version twice", "VERSION", version_again},
    {"a clock that goes back", "VERSION", clock_back},
    {"an event time of a line that goes back", "VERSION", line_event_time_back},
    {"a pick that moves an invoice", "OWNER", moved_by_a_stranger},
    {"less shipped", "FALL", shipped_falls},
    {"less arrived", "FALL", arrived_falls},
    {"less invoiced", "FALL", invoiced_falls},
    {"less returned", "FALL", returned_falls},
    {"less ordered", "FALL", ordered_falls},
    {"more picked than ordered in the end", "L1A", over_delivered},
    {"more back than arrived", "L4", returned_unshipped},
    {"more invoiced than shipped", "L5", over_invoiced},
    {"more credited than invoiced", "L5", over_credited},
    {"totals beside the lines", "LINES", line_not_added},
    {"a line that is not counted", "LINES", line_not_counted},
    {"a line that is gone", "FALL", line_gone},
    {"goods without a package", "CARRIED", package_not_shown},
    {"less than nothing paid", "MONEY", paid_below_zero},
    {"fewer than no payments", "MONEY", payments_below_zero},
    {"a version of the order left out", "VERSION", order_version_left_out},
    {"an event time that goes back", "VERSION", event_time_back},
    {"a status that goes back", "RANK", status_back},
    {"a version of a shipment twice", "VERSION", shipment_version_again},
};
const size_t law_injection_count = sizeof law_injections / sizeof *law_injections;
