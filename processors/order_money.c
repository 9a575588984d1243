/* What is wrong with billing, goods that got lost or came back, and credits of a line: pure
 * predicates, a part of of_detect_line. */
#include <inttypes.h>

#include "processors/order_exceptions.h"
#include "topology/base/time.h"

/* Policy consolidate_window of domain.md 3.1, at its default. */
#define CONSOLIDATE_WINDOW_MS OF_DAYS(5)

#define UNITS(out, qty)       OF_TEXT_ARG(of_detection_units((out), (qty)))

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* ---- billing ---- */

static void billing(const of_order_work *order, const LineRow *row, const Ledger *ledger,
                    of_detection *out)
{
    int64_t live = ledger->open + ledger->backordered + ledger->allocated + ledger->picked;
    /* A replacement is free of charge. */
    bool free = order->header.type == ORDER_TYPE_REPLACEMENT;
    if (ledger->shipped > ledger->invoiced && !free) {
        of_detected *one = of_detection_add(out, OF_EXCEPTION_SHIPPED_NOT_INVOICED, (of_text){0});
        OptionalInvoicePolicy policy = order->header.invoice_policy;
        bool waits = policy.present && policy.value == INVOICE_POLICY_CONSOLIDATED;
        one->grace_ms += waits ? CONSOLIDATE_WINDOW_MS : 0;
        of_detection_say(out, one, "%.*s shipped and not invoiced",
                         UNITS(out, ledger->shipped - ledger->invoiced));
    } else if (row->booked && ledger->invoiced > ledger->shipped + live) {
        of_detected *one = of_detection_add(out, OF_EXCEPTION_OVER_INVOICED, (of_text){0});
        of_detection_say(out, one, "%.*s invoiced beyond all that can ship",
                         UNITS(out, ledger->invoiced - ledger->shipped - live));
    } else if (row->booked && ledger->invoiced > ledger->shipped) {
        of_detected *one = of_detection_add(out, OF_EXCEPTION_INVOICED_NOT_SHIPPED, (of_text){0});
        of_detection_say(out, one, "%.*s invoiced and not shipped",
                         UNITS(out, ledger->invoiced - ledger->shipped));
    }
}

/* Prices are for few eyes, exceptions for many: the words tell which way it differs alone. */
static void price_mismatch(const LineRow *row, of_detection *out)
{
    if (!row->unit_price.present || row->deleted || of_realm_is_crm(row->realm)) {
        return;
    }
    for (size_t i = 0; i < row->proposals.len; i++) {
        const SeenProposal *seen = &row->proposals.items[i];
        if (seen->unit_price.present && seen->unit_price.value != row->unit_price.value) {
            of_detected *one = of_detection_add(out, OF_EXCEPTION_PRICE_MISMATCH, (of_text){0});
            of_detection_say(out, one, "the ERP has a %s price than the CRM",
                             row->unit_price.value > seen->unit_price.value ? "higher" : "lower");
            of_detection_prove(one, seen->source);
            return;
        }
    }
}

/* ---- credits, and goods that got lost ---- */

static size_t live_credits(const LineRow *row)
{
    size_t count = 0;
    for (size_t i = 0; i < row->credits.len; i++) {
        count += row->credits.items[i].qty > 0 ? 1 : 0;
    }
    return count;
}

/* Credited beyond what was billed, or more than one credit for goods that do not make up for it:
 * lost, come back to us, or returned. One credit alone may be goodwill. */
static void double_credit(const LineRow *row, const Ledger *ledger, of_detection *out)
{
    int64_t entitled = ledger->lost + ledger->returned_to_sender + ledger->returned;
    bool beyond_billed = row->invoices.len > 0 && ledger->credited > ledger->invoiced;
    bool twice = entitled > 0 && ledger->credited > entitled && live_credits(row) > 1;
    if (ledger->credited == 0 || (!beyond_billed && !twice)) {
        return;
    }
    of_detected *one = of_detection_add(out, OF_EXCEPTION_DOUBLE_CREDIT, (of_text){0});
    of_detection_say(out, one, "%.*s credited, %.*s invoiced, %.*s lost or returned",
                     UNITS(out, ledger->credited), UNITS(out, ledger->invoiced),
                     UNITS(out, entitled));
    for (size_t i = 0; i < row->credits.len; i++) {
        if (row->credits.items[i].qty > 0) {
            of_detection_prove(one, row->credits.items[i].source);
        }
    }
}

/* Of the credits, what makes up for lost goods: those that say so, and of those that say nothing
 * what is left when the goods that came back are paid for. */
static int64_t credited_as_lost(const LineRow *row, const Ledger *ledger)
{
    int64_t as_lost = 0;
    int64_t unnamed = 0;
    int64_t came_back = ledger->returned_to_sender + ledger->returned;
    for (size_t i = 0; i < row->credits.len; i++) {
        const SeenCredit *seen = &row->credits.items[i];
        as_lost += seen->reason == CREDIT_REASON_LOSS ? seen->qty : 0;
        unnamed += seen->reason == CREDIT_REASON_UNKNOWN ? seen->qty : 0;
        came_back -= seen->reason == CREDIT_REASON_RETURN ? seen->qty : 0;
    }
    return as_lost + larger(0, unnamed - larger(0, came_back));
}

static bool is_told(const of_detection *out, of_exception_id id, of_text subject)
{
    for (size_t i = 0; i < out->len; i++) {
        if (out->items[i].id == id && of_text_equal(out->items[i].subject, subject)) {
            return true;
        }
    }
    return false;
}

static void lost_package(const LineRow *row, const SeenContent *seen, const Ledger *ledger,
                         of_detection *out)
{
    int64_t credited = credited_as_lost(row, ledger);
    bool lost = seen->whereabouts == WHEREABOUTS_LOST && credited < ledger->lost;
    bool found =
        seen->was_lost && seen->whereabouts == WHEREABOUTS_DELIVERED && credited > ledger->lost;
    if (seen->qty == 0 || (!lost && !found)) {
        return;
    }
    of_exception_id id = lost ? OF_EXCEPTION_LOST_IN_TRANSIT : OF_EXCEPTION_FOUND_AFTER_CREDIT;
    if (is_told(out, id, seen->package)) {
        return;
    }
    of_detected *one = of_detection_add(out, id, seen->package);
    of_detection_say(out, one,
                     lost ? "lost by the carrier and not credited"
                          : "delivered after it was lost and credited");
    of_detection_prove(one, seen->source);
}

/* ---- goods that came back ---- */

static bool is_inspected(const LineRow *row, of_text receipt)
{
    for (size_t i = 0; i < row->inspections.len; i++) {
        const SeenInspection *seen = &row->inspections.items[i];
        if (!seen->deleted && of_text_equal(seen->receipt, receipt)) {
            return true;
        }
    }
    return false;
}

/* Days are those of UTC: two sides of midnight are two receipts. */
static bool same_day(OptionalLong a, OptionalLong b)
{
    return a.present && b.present && a.value / OF_DAYS(1) == b.value / OF_DAYS(1);
}

/* The same goods under another id: EDI tells it anew. The one that sorts later is the suspect. */
static bool is_repeat(const LineRow *row, size_t index)
{
    const SeenReceipt *one = &row->receipts.items[index];
    for (size_t i = 0; i < index; i++) {
        const SeenReceipt *other = &row->receipts.items[i];
        bool same_place = one->site.data != NULL && other->site.data != NULL &&
                          of_text_equal(one->site, other->site);
        if (same_place && other->qty == one->qty && same_day(one->at, other->at) &&
            !of_text_equal(one->receipt, other->receipt)) {
            return true;
        }
    }
    return false;
}

static void add_receipt(of_detection *out, of_exception_id id, const SeenReceipt *seen,
                        const char *detail)
{
    of_detected *one = of_detection_add(out, id, seen->receipt);
    of_detection_say(out, one, "%.*s received: %s", UNITS(out, seen->qty), detail);
    of_detection_prove(one, seen->source);
}

/* X12 861 conditions 02 and 03. */
static void judge_receipt(const LineRow *row, size_t index, of_detection *out)
{
    const SeenReceipt *seen = &row->receipts.items[index];
    if (seen->qty == 0 || is_inspected(row, seen->receipt)) {
        return;
    }
    bool has_condition = seen->condition.data != NULL;
    if (!seen->announced) {
        add_receipt(out, OF_EXCEPTION_BLIND_RETURN, seen, "nobody announced it");
    }
    if (has_condition && of_text_is(seen->condition, "02")) {
        add_receipt(out, OF_EXCEPTION_UNDER_RECEIPT, seen, "less than announced");
    }
    if (has_condition && of_text_is(seen->condition, "03")) {
        add_receipt(out, OF_EXCEPTION_OVER_RECEIPT, seen, "more than announced");
    }
    if (is_repeat(row, index)) {
        add_receipt(out, OF_EXCEPTION_DUPLICATE_RECEIPT_SUSPECT, seen,
                    "another receipt says the same of the same day");
    }
}

static const SeenReceipt *last_receipt(const LineRow *row)
{
    const SeenReceipt *last = NULL;
    for (size_t i = 0; i < row->receipts.len; i++) {
        last = row->receipts.items[i].qty > 0 ? &row->receipts.items[i] : last;
    }
    return last;
}

static void returns(const LineRow *row, const Ledger *ledger, of_detection *out)
{
    for (size_t i = 0; i < row->receipts.len; i++) {
        judge_receipt(row, i, out);
    }
    if (ledger->returned > ledger->shipped) {
        of_exception_id id = ledger->shipped == 0 ? OF_EXCEPTION_NEVER_SHIPPED_RETURN
                                                  : OF_EXCEPTION_QTY_EXCEEDS_RETURNABLE;
        const SeenReceipt *last = last_receipt(row);
        of_detected *one = of_detection_add(out, id, last->receipt);
        of_detection_say(out, one, "%.*s came back, %.*s were shipped",
                         UNITS(out, ledger->returned), UNITS(out, ledger->shipped));
        of_detection_prove(one, last->source);
    }
}

void of_detect_money(const of_order_work *order, const LineRow *row, const LineState *line,
                     of_detection *out)
{
    const Ledger *ledger = &line->ledger;
    billing(order, row, ledger, out);
    price_mismatch(row, out);
    double_credit(row, ledger, out);
    for (size_t i = 0; i < row->contents.len; i++) {
        lost_package(row, &row->contents.items[i], ledger, out);
    }
    if (row->receipts.len > 0) {
        returns(row, ledger, out);
    }
}
