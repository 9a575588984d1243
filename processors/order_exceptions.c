/* What is wrong with an order now: pure predicates over its rows. The numbers of each code stand in
 * the catalogue (exceptions.def), its meaning here. */
#include "processors/order_exceptions.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "topology/base/time.h"

/* Policies of domain.md 3.1, at their defaults. */
#define LATE_TOLERANCE_MS OF_DAYS(5)
#define SILENT_AFTER_MS   OF_DAYS(7)
#define OVER_TOLERANCE    0

#define DETAIL_SIZE       256

void of_detection_start(of_detection *self, of_arena *texts)
{
    self->texts = texts;
    self->is_full = false;
    self->len = 0;
}

static bool is_of(const of_detected *one, of_exception_id id, of_text subject)
{
    return one->id == id && (one->subject.data == NULL) == (subject.data == NULL) &&
           of_text_equal(one->subject, subject);
}

/* One for each code and subject, with the evidence of all rows that show it: only one record may be
 * open of them. */
of_detected *of_detection_add(of_detection *self, of_exception_id id, of_text subject)
{
    for (size_t i = 0; i < self->len; i++) {
        if (is_of(&self->items[i], id, subject)) {
            return &self->items[i];
        }
    }
    self->len += self->len < OF_DETECTED_MAX ? 1 : 0;
    of_detected *one = &self->items[self->len - 1];
    *one = (of_detected){.id = id, .subject = subject, .grace_ms = of_exception_at(id)->grace_ms};
    return one;
}

void of_detection_prove(of_detected *self, of_text source)
{
    if (self->evidence_count < OF_EVIDENCE_MAX) {
        self->evidence[self->evidence_count++] = source;
    }
}

void of_detection_say(of_detection *self, of_detected *one, const char *format, ...)
{
    char text[DETAIL_SIZE];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    one->detail = of_arena_text(self->texts, of_text_of(text));
    self->is_full = self->is_full || one->detail.data == NULL;
}

of_text of_detection_units(of_detection *self, int64_t qty)
{
    char text[32];
    int len = snprintf(text, sizeof text, "%" PRId64 ".%03" PRId64, qty / 1000, qty % 1000);
    while (text[len - 1] == '0') {
        len--;
    }
    len -= text[len - 1] == '.' ? 1 : 0;
    of_text units = of_arena_text(self->texts, (of_text){.data = text, .len = (size_t)len});
    self->is_full = self->is_full || units.data == NULL;
    return units;
}

#define UNITS(out, qty) OF_TEXT_ARG(of_detection_units((out), (qty)))

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t live(const Ledger *ledger)
{
    return ledger->open + ledger->backordered + ledger->allocated + ledger->picked;
}

/* ---- lines: what is known of them ---- */

static void orphan_line(const LineRow *row, of_detection *out)
{
    if (!row->booked) {
        of_detected *one = of_detection_add(out, OF_EXCEPTION_ORPHAN_LINE, (of_text){0});
        of_detection_say(out, one, "facts name the line, and no order line came");
    }
}

static void inferred_stage(const Ledger *ledger, of_detection *out)
{
    if (ledger->inferred > 0) {
        of_detected *one = of_detection_add(out, OF_EXCEPTION_INFERRED_STAGE, (of_text){0});
        of_detection_say(out, one, "%.*s implied by later stages, not reported",
                         UNITS(out, ledger->inferred));
    }
}

/* Taken off and wanted again after the acknowledgement: the cancellation was no end. */
static bool was_revived(const LineRow *row, of_acknowledgement ack)
{
    bool gone = false;
    for (size_t i = 0; i < row->revisions.len; i++) {
        const SeenRevision *each = &row->revisions.items[i];
        gone = gone || (each->position > ack.position && each->qty == 0);
    }
    return gone && row->net_qty > 0;
}

/* Goods that were on their way when the line was cancelled revive it rightly. */
static void illegal_transition(const of_order_work *order, const LineRow *row, const Ledger *ledger,
                               of_detection *out)
{
    of_acknowledgement ack = {0};
    if (row->booked && (row->deleted || row->revisions.len > 1)) {
        ack = of_order_acknowledgement(order, row->realm);
    }
    if (!ack.given) {
        return;
    }
    if (row->deleted) {
        of_detected *one =
            of_detection_add(out, OF_EXCEPTION_ILLEGAL_TRANSITION, OF_TEXT("deleted"));
        of_detection_say(out, one, "the source deleted an acknowledged line");
    } else if (was_revived(row, ack) && ledger->shipped == 0) {
        of_detected *one =
            of_detection_add(out, OF_EXCEPTION_ILLEGAL_TRANSITION, OF_TEXT("revived"));
        of_detection_say(out, one, "a cancelled line is wanted again");
    }
}

static void promise_at_risk(const LineRow *row, const Ledger *ledger, of_detection *out)
{
    bool slipped = row->first_promise.present && row->promise_date.present &&
                   row->promise_date.value > row->first_promise.value + LATE_TOLERANCE_MS;
    if (slipped && live(ledger) > 0) {
        of_detected *one = of_detection_add(out, OF_EXCEPTION_PROMISE_AT_RISK, (of_text){0});
        of_detection_say(out, one, "promised %" PRId64 " days later than at first",
                         (row->promise_date.value - row->first_promise.value) / OF_DAYS(1));
    }
}

/* ---- lines: the warehouse ---- */

static void short_pick(const LineRow *row, const Ledger *ledger, of_detection *out)
{
    int64_t uncovered = ledger->open + ledger->backordered;
    int64_t shorted = 0;
    for (size_t i = 0; i < row->picks.len && uncovered > 0; i++) {
        shorted += row->picks.items[i].shorted;
    }
    if (shorted == 0) {
        return;
    }
    of_detected *one = of_detection_add(out, OF_EXCEPTION_SHORT_PICK, (of_text){0});
    of_detection_say(out, one, "%.*s not found by the picker and not covered otherwise",
                     UNITS(out, smaller(shorted, uncovered)));
    for (size_t i = 0; i < row->picks.len; i++) {
        if (row->picks.items[i].shorted > 0) {
            of_detection_prove(one, row->picks.items[i].source);
        }
    }
}

/* What the ERP took from a leg beyond what its warehouse could not find. */
static int64_t lost_of(const LineRow *row, const SeenAllocation *seen)
{
    int64_t by_warehouse = 0;
    for (size_t i = 0; i < row->picks.len; i++) {
        const SeenPick *pick = &row->picks.items[i];
        bool same = of_text_equal(pick->allocation, seen->allocation) &&
                    of_text_equal(pick->site, seen->site);
        by_warehouse += same ? pick->shorted : 0;
    }
    return seen->shorted > by_warehouse ? seen->shorted - by_warehouse : 0;
}

static void allocation_lost(const LineRow *row, const Ledger *ledger, of_detection *out)
{
    int64_t uncovered = ledger->open + ledger->backordered;
    of_detected *one = NULL;
    int64_t lost = 0;
    for (size_t i = 0; i < row->allocations.len && uncovered > 0; i++) {
        const SeenAllocation *seen = &row->allocations.items[i];
        int64_t of_leg = seen->shorted == 0 ? 0 : lost_of(row, seen);
        if (of_leg > 0 && one == NULL) {
            one = of_detection_add(out, OF_EXCEPTION_ALLOCATION_LOST, (of_text){0});
        }
        if (of_leg > 0) {
            of_detection_prove(one, seen->source);
            lost += of_leg;
        }
    }
    if (one != NULL) {
        of_detection_say(out, one, "%.*s of the allocated stock is gone",
                         UNITS(out, smaller(lost, uncovered)));
    }
}

static void substitution_unapproved(const LineRow *row, of_detection *out)
{
    for (size_t i = 0; i < row->picks.len && row->item.data != NULL; i++) {
        const SeenPick *seen = &row->picks.items[i];
        bool other = seen->item.data != NULL && !of_text_equal(seen->item, row->item);
        if (other && seen->picked > seen->put_back) {
            of_detected *one =
                of_detection_add(out, OF_EXCEPTION_SUBSTITUTION_UNAPPROVED, seen->item);
            of_detection_say(out, one, "picked %.*s for %.*s", OF_TEXT_ARG(seen->item),
                             OF_TEXT_ARG(row->item));
            of_detection_prove(one, seen->source);
            return;
        }
    }
}

static void priority_stale(const of_order_work *order, const LineRow *row, const LineState *line,
                           of_detection *out)
{
    OptionalInt wanted = order->header.priority;
    for (size_t i = 0; i < row->warehouse_orders.len && wanted.present; i++) {
        const SeenWarehouseOrder *seen = &row->warehouse_orders.items[i];
        bool stale =
            seen->accepted && seen->priority.present && seen->priority.value != wanted.value;
        if (stale && line->ledger.allocated + line->ledger.picked > 0) {
            of_detected *one = of_detection_add(out, OF_EXCEPTION_PRIORITY_STALE, (of_text){0});
            of_detection_say(out, one, "the warehouse works at priority %d, the order has %d",
                             seen->priority.value, wanted.value);
            of_detection_prove(one, seen->source);
            return;
        }
    }
}

/* More is on its way than is wanted. Where goods left or lie picked against a cancellation, the
 * race has its own name. */
static void over_fulfil(const Ledger *ledger, of_detection *out)
{
    int64_t wanted = ledger->ordered - ledger->cancelled - ledger->substituted;
    bool race = false;
    if (ledger->over <= OVER_TOLERANCE * ledger->ordered / 1000) {
        return;
    }
    if (ledger->cancelled > 0 && ledger->shipped > wanted) {
        of_detected *one = of_detection_add(out, OF_EXCEPTION_CANCEL_SHIP_RACE, (of_text){0});
        of_detection_say(out, one, "%.*s cancelled, but shipped",
                         UNITS(out, smaller(ledger->shipped - wanted, ledger->cancelled)));
        race = true;
    }
    if (ledger->cancelled > 0 && ledger->picked > 0 && ledger->picked + ledger->shipped > wanted) {
        of_detected *one = of_detection_add(out, OF_EXCEPTION_CANCEL_WHILE_PICKED, (of_text){0});
        of_detection_say(out, one, "%.*s cancelled, but picked",
                         UNITS(out, smaller(ledger->picked, ledger->over)));
        race = true;
    }
    if (!race) {
        of_detected *one = of_detection_add(out, OF_EXCEPTION_OVER_FULFIL, (of_text){0});
        of_detection_say(out, one, "%.*s more than wanted", UNITS(out, ledger->over));
    }
}

void of_detect_line(const of_order_work *order, const LineRow *row, const LineState *line,
                    of_detection *out)
{
    const Ledger *ledger = &line->ledger;
    orphan_line(row, out);
    inferred_stage(ledger, out);
    illegal_transition(order, row, ledger, out);
    substitution_unapproved(row, out);
    /* What is wanted of a stub nobody knows yet. */
    if (row->booked) {
        promise_at_risk(row, ledger, out);
        short_pick(row, ledger, out);
        allocation_lost(row, ledger, out);
        priority_stale(order, row, line, out);
        over_fulfil(ledger, out);
    }
    of_detect_money(order, row, line, out);
}

/* ---- packages ---- */

/* Of the package, under whose name a person finds and closes it, however often it was labelled. */
static void implausible_scan(const PackageRow *row, of_detection *out)
{
    for (size_t i = 0; i < row->trackings.len; i++) {
        const SeenTracking *seen = &row->trackings.items[i];
        if (seen->implausible) {
            of_detected *one = of_detection_add(out, OF_EXCEPTION_TS_IMPLAUSIBLE, row->package);
            of_detection_say(out, one, "a scan of %.*s has a time that cannot be",
                             OF_TEXT_ARG(seen->tracking));
            return;
        }
    }
}

void of_detect_package(const of_package_work *package, of_detection *out)
{
    const PackageRow *row = &package->row;
    MilestoneCode status = row->shipment.status;
    if (row->lines.len == 0) {
        of_detected *one = of_detection_add(out, OF_EXCEPTION_ORPHAN_SHIPMENT, row->package);
        of_detection_say(out, one, "nobody told what is in the package");
    }
    if (row->whereabouts == WHEREABOUTS_IN_TRANSIT) {
        /* A label is printed before the carrier has the package. */
        bool heard = of_milestone_rank(status) >= of_milestone_rank(MILESTONE_CODE_PICKED_UP);
        of_detected *one = of_detection_add(out, OF_EXCEPTION_SILENT_SHIPMENT, row->package);
        one->grace_ms = heard ? SILENT_AFTER_MS : one->grace_ms;
        one->restarts = heard && package->heard;
        of_detection_say(out, one,
                         heard ? "no word of the carrier since the last scan"
                               : "no first scan of the carrier");
    }
    if (status == MILESTONE_CODE_REFUSED || status == MILESTONE_CODE_RTS_IN_TRANSIT) {
        of_detected *one = of_detection_add(out, OF_EXCEPTION_DELIVERY_REFUSED, row->package);
        of_detection_say(out, one, "the package comes back");
    }
    implausible_scan(row, out);
}

/* ---- the order itself ---- */

static bool is_over(const of_order_work *order)
{
    HeaderStatus status = order->header.status;
    return status == HEADER_STATUS_CANCELLED || status == HEADER_STATUS_REJECTED ||
           order->next.lifecycle == LIFECYCLE_CLOSED;
}

static void booking(const of_order_work *order, of_detection *out)
{
    const OrderHeader *header = &order->header;
    if (is_over(order)) {
        return;
    }
    if (!of_order_is_booked(order)) {
        of_detected *one = of_detection_add(out, OF_EXCEPTION_CAPTURE_STUCK, (of_text){0});
        of_detection_say(out, one, "captured, and the ERP has not booked it");
    } else if (header->captured_at.present && !header->acknowledged_at.present &&
               order->next.totals.shipped == 0) {
        of_detected *one = of_detection_add(out, OF_EXCEPTION_ACK_LATE, (of_text){0});
        of_detection_say(out, one, "the customer waits for an acknowledgement");
    }
}

static const SeenHeader *latest_of(const of_order_work *order, bool crm)
{
    const SeenHeader *latest = NULL;
    for (size_t i = 0; i < order->row.headers.len; i++) {
        const SeenHeader *seen = &order->row.headers.items[i];
        bool is_crm = of_text_is(seen->header.source.system, "crm");
        if (is_crm == crm && (latest == NULL || seen->position > latest->position)) {
            latest = seen;
        }
    }
    return latest;
}

/* Both told, and not alike. */
static bool are_other(of_text a, of_text b)
{
    return a.data != NULL && b.data != NULL && !of_text_equal(a, b);
}

/* True for rows of two instances of one system that each write as if the order was theirs. */
static bool are_rivals(const SourcePosition *a, const SourcePosition *b)
{
    return of_text_equal(a->system, b->system) && !of_text_equal(a->instance, b->instance) &&
           !of_text_is(a->system, "crm") && !a->deleted && !b->deleted;
}

/* What the customer asked for in the CRM and the ERP has otherwise. */
static void change_not_propagated(const of_order_work *order, of_detection *out)
{
    if (order->row.headers.len < 2 || is_over(order)) {
        return;
    }
    const SeenHeader *crm = latest_of(order, true);
    const SeenHeader *erp = latest_of(order, false);
    if (crm == NULL || erp == NULL) {
        return;
    }
    OptionalLong asked = crm->header.requested_date;
    OptionalLong booked = erp->header.requested_date;
    bool date = asked.present && booked.present && asked.value != booked.value;
    bool reference = are_other(crm->header.customer_po, erp->header.customer_po);
    if (date || reference) {
        of_detected *one = of_detection_add(out, OF_EXCEPTION_CHANGE_NOT_PROPAGATED, (of_text){0});
        of_detection_say(out, one, "the ERP has another %s than the CRM",
                         date ? "requested date" : "purchase order");
        of_detection_prove(one, crm->source);
        of_detection_prove(one, erp->source);
    }
}

/* Names what two headers say otherwise, of what the ERP alone decides; NULL: they agree. */
static const char *header_conflict(const OrderHeader *a, const OrderHeader *b)
{
    bool priority =
        a->priority.present && b->priority.present && a->priority.value != b->priority.value;
    bool date = a->requested_date.present && b->requested_date.present &&
                a->requested_date.value != b->requested_date.value;
    return a->status != b->status                      ? "status"
           : are_other(a->customer, b->customer)       ? "customer"
           : are_other(a->customer_po, b->customer_po) ? "purchase order"
           : are_other(a->currency, b->currency)       ? "currency"
           : date                                      ? "requested date"
           : priority                                  ? "priority"
                                                       : NULL;
}

/* Two instances of the ERP that both keep the order: one of them is not its owner, and which one
 * the order follows is chance. */
static void dual_write(const of_order_work *order, of_detection *out)
{
    const SeenHeaderArray *headers = &order->row.headers;
    for (size_t i = 0; i < headers->len; i++) {
        for (size_t j = 0; j < i; j++) {
            const SeenHeader *a = &headers->items[j];
            const SeenHeader *b = &headers->items[i];
            const char *what = are_rivals(&a->header.source, &b->header.source)
                                   ? header_conflict(&a->header, &b->header)
                                   : NULL;
            if (what != NULL) {
                of_detected *one =
                    of_detection_add(out, OF_EXCEPTION_DUAL_WRITE_CONFLICT, (of_text){0});
                of_detection_say(out, one, "two instances keep the order, with another %s", what);
                of_detection_prove(one, a->source);
                of_detection_prove(one, b->source);
                return;
            }
        }
    }
}

static void status_contradiction(const of_order_work *order, of_detection *out)
{
    HeaderStatus status = order->header.status;
    bool gone = status == HEADER_STATUS_CANCELLED || status == HEADER_STATUS_REJECTED;
    if (gone && live(&order->next.totals) > 0) {
        of_detected *one = of_detection_add(out, OF_EXCEPTION_STATUS_CONTRADICTION, (of_text){0});
        of_detection_say(out, one, "the header is %s, and %.*s are still at work",
                         status == HEADER_STATUS_CANCELLED ? "cancelled" : "rejected",
                         UNITS(out, live(&order->next.totals)));
    }
}

static void unknown_enum(const of_order_work *order, of_detection *out)
{
    if (order->header.status == HEADER_STATUS_UNKNOWN && order->header.raw_status.data != NULL) {
        of_detected *one =
            of_detection_add(out, OF_EXCEPTION_UNKNOWN_ENUM, OF_TEXT("header.status"));
        of_detection_say(out, one, "status %.*s", OF_TEXT_ARG(order->header.raw_status));
    }
    for (size_t i = 0; i < order->row.payments.len; i++) {
        const SeenPayment *seen = &order->row.payments.items[i];
        if (!seen->deleted && seen->status == PAYMENT_STATUS_UNKNOWN) {
            of_detected *one =
                of_detection_add(out, OF_EXCEPTION_UNKNOWN_ENUM, OF_TEXT("payment.status"));
            of_detection_say(out, one, "a payment of a status that nobody knows");
            of_detection_prove(one, seen->source);
            return;
        }
    }
}

void of_detect_order(const of_order_work *order, of_detection *out)
{
    const OrderState *next = &order->next;
    if (!order->has_header) {
        if (next->line_count + next->shipment_count + next->payments > 0) {
            of_detected *one = of_detection_add(out, OF_EXCEPTION_ORPHAN_LINE, OF_TEXT("header"));
            of_detection_say(out, one, "facts name the order, and no header came");
        }
        return;
    }
    booking(order, out);
    change_not_propagated(order, out);
    dual_write(order, out);
    status_contradiction(order, out);
    unknown_enum(order, out);
}
