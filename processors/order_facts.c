/* Facts about one line of an order: each is kept as the latest version of its source row. */
#include "processors/order.h"

#define REVISIONS_MAX 256

/* The rows that a fact about a line touches. */
typedef struct line_and_order {
    of_order_work order;
    of_line_work line;
    bool fresh;
} line_and_order;

static of_status open_line(of_ctx *ctx, of_text line, OptionalLong at, line_and_order *work)
{
    work->fresh = false;
    OF_TRY(of_order_open(ctx, &work->order));
    OF_TRY(of_line_open(&work->order, line, &work->line));
    of_line_saw(&work->line, at);
    return OF_OK;
}

static of_status close_line(line_and_order *work)
{
    work->line.touched = work->line.touched || work->fresh;
    OF_TRY(of_line_close(&work->line));
    return of_order_close(&work->order);
}

/* A deleted row counts nothing, but is remembered: an older version must not bring it back. */
static int64_t live(const SourcePosition *source, int64_t counted)
{
    return source->deleted ? 0 : counted;
}

/* ---- the order line itself ---- */

static void drop_revision(SeenRevisionArray *revisions, size_t index)
{
    memmove(&revisions->items[index], &revisions->items[index + 1],
            (revisions->len - index - 1) * sizeof *revisions->items);
    revisions->len--;
}

/* A line edited more than 256 times: what lies before the acknowledgement goes first, then the
 * smallest quantity, so that the baseline stays what it is. Only an acknowledgement that turns out
 * to lie before a revision that went could still have counted it. */
static void fold_revisions(SeenRevisionArray *revisions, of_acknowledgement ack)
{
    size_t drop = 0;
    while (revisions->len > REVISIONS_MAX) {
        drop = 0;
        bool superseded = !ack.given || revisions->items[1].position <= ack.position;
        for (size_t i = 1; !superseded && i + 1 < revisions->len; i++) {
            drop = revisions->items[i].qty < revisions->items[drop].qty ? i : drop;
        }
        drop_revision(revisions, drop);
    }
}

static of_status put_revision(line_and_order *work, int64_t position, int64_t qty)
{
    SeenRevisionArray *revisions = &work->line.row.revisions;
    size_t index = revisions->len;
    while (index > 0 && revisions->items[index - 1].position > position) {
        index--;
    }
    if (index > 0 && revisions->items[index - 1].position == position) {
        return OF_OK;
    }
    of_array list = {revisions->items, revisions->len};
    OF_TRY(of_seen_insert(work->order.ctx, &list, sizeof *revisions->items, index));
    *revisions = (SeenRevisionArray){.items = list.items, .len = list.len};
    revisions->items[index] = (SeenRevision){.position = position, .qty = qty};
    fold_revisions(revisions, of_order_acknowledgement(&work->order, work->line.row.realm));
    work->fresh = true;
    return OF_OK;
}

static void take_line(LineRow *row, const OrderLine *fact)
{
    row->booked = true;
    row->deleted = fact->source.deleted;
    row->position = fact->source.position;
    row->item = fact->item;
    row->net_qty = live(&fact->source, fact->net_qty);
    row->substituted_out = live(&fact->source, fact->substituted_out);
    row->unit_price = fact->unit_price;
    row->requested_date = fact->requested_date;
    row->promise_date = fact->promise_date;
    row->parent_line = fact->parent_line;
    row->site = fact->site;
}

static void take_first_promise(line_and_order *work, const OrderLine *fact)
{
    LineRow *row = &work->line.row;
    if (fact->promise_date.present &&
        (!row->first_promise.present || fact->source.position < row->first_promise_position)) {
        row->first_promise = fact->promise_date;
        row->first_promise_position = fact->source.position;
        work->fresh = true;
    }
}

/* Positions compare within one system instance, so a line follows one: the ERP before the CRM, then
 * whichever name comes first. Returns false when the fact's realm has to stand back. */
static bool settle_realm(LineRow *row, of_text realm)
{
    bool was_crm = of_realm_is_crm(row->realm);
    bool is_crm = of_realm_is_crm(realm);
    if (row->realm.data != NULL && of_text_equal(row->realm, realm)) {
        return true;
    }
    bool better = row->realm.data == NULL || (was_crm && !is_crm) ||
                  (was_crm == is_crm && of_text_compare(realm, row->realm) < 0);
    if (better) {
        row->realm = realm;
        row->booked = false;
        row->deleted = false;
        row->revisions = (SeenRevisionArray){0};
        row->first_promise = (OptionalLong){0};
        row->first_promise_position = 0;
    }
    return better;
}

/* What the CRM says is held against the ERP's word, also where it stands back. */
static of_status put_proposal(line_and_order *work, const OrderLine *fact)
{
    bool fresh = false;
    SeenProposal seen = {.source = of_seen_source(work->order.ctx, &fact->source),
                         .position = fact->source.position};
    if (!fact->source.deleted) {
        seen.unit_price = fact->unit_price;
    }
    OF_SEEN_PUT(work->order.ctx, &work->line.row.proposals, &seen, &fresh);
    work->fresh = work->fresh || fresh;
    return OF_OK;
}

of_status of_line_order_line_fact(of_ctx *ctx, const OrderLine *fact)
{
    line_and_order work;
    OF_TRY(of_qty_check(fact->net_qty));
    OF_TRY(of_qty_check(fact->substituted_out));
    OF_TRY(of_amount_check(fact->unit_price.present ? fact->unit_price.value : 0));
    OF_TRY(open_line(ctx, fact->line, (OptionalLong){0}, &work));
    LineRow *row = &work.line.row;
    of_text realm = of_seen_realm(ctx, &fact->source);
    if (realm.data == NULL) {
        return OF_ABORT_AS("the scratch memory of this record is full");
    }
    if (of_realm_is_crm(realm)) {
        OF_TRY(put_proposal(&work, fact));
    }
    if (!settle_realm(row, realm)) {
        return close_line(&work);
    }
    OF_TRY(put_revision(&work, fact->source.position,
                        live(&fact->source, fact->net_qty + fact->substituted_out)));
    take_first_promise(&work, fact);
    if (!row->booked || fact->source.position > row->position) {
        take_line(row, fact);
        work.fresh = true;
    }
    return close_line(&work);
}

/* ---- what was promised and allocated (ERP) ---- */

of_status of_line_schedule_fact(of_ctx *ctx, const ScheduleLine *fact)
{
    line_and_order work;
    OF_TRY(of_qty_check(fact->requested_qty));
    OF_TRY(of_qty_check(fact->confirmed_qty));
    OF_TRY(open_line(ctx, fact->line, (OptionalLong){0}, &work));
    int64_t missing = fact->requested_qty - fact->confirmed_qty;
    SeenQuantity seen = {.source = of_seen_source(ctx, &fact->source),
                         .position = fact->source.position,
                         .qty = live(&fact->source, missing > 0 ? missing : 0)};
    OF_SEEN_PUT(ctx, &work.line.row.schedule, &seen, &work.fresh);
    return close_line(&work);
}

of_status of_line_allocation_fact(of_ctx *ctx, const Allocation *fact)
{
    line_and_order work;
    OF_TRY(of_qty_check(fact->allocated_qty));
    OF_TRY(of_qty_check(fact->deallocated_qty));
    OF_TRY(of_qty_check(fact->shorted_qty));
    OF_TRY(open_line(ctx, fact->line, fact->at, &work));
    SeenAllocation seen = {.source = of_seen_source(ctx, &fact->source),
                           .position = fact->source.position,
                           .allocation = fact->allocation,
                           .site = fact->site,
                           .allocated = live(&fact->source, fact->allocated_qty),
                           .deallocated = live(&fact->source, fact->deallocated_qty),
                           .shorted = live(&fact->source, fact->shorted_qty)};
    OF_SEEN_PUT(ctx, &work.line.row.allocations, &seen, &work.fresh);
    return close_line(&work);
}

/* ---- what the warehouse does ---- */

static bool accepted(const WarehouseOrder *fact)
{
    switch (fact->status) {
    case WAREHOUSE_ORDER_STATUS_ACCEPTED:
    case WAREHOUSE_ORDER_STATUS_PICKING:
    case WAREHOUSE_ORDER_STATUS_STAGED:
    case WAREHOUSE_ORDER_STATUS_SHIPPED:
        return !fact->source.deleted;
    case WAREHOUSE_ORDER_STATUS_CANCELLED:
    case WAREHOUSE_ORDER_STATUS_UNKNOWN:
        return false;
    }
    return false;
}

of_status of_line_warehouse_order_fact(of_ctx *ctx, const WarehouseOrder *fact)
{
    line_and_order work;
    OF_TRY(open_line(ctx, fact->line, fact->at, &work));
    SeenWarehouseOrder seen = {.source = of_seen_source(ctx, &fact->source),
                               .position = fact->source.position,
                               .allocation = fact->allocation,
                               .site = fact->site,
                               .accepted = accepted(fact),
                               .priority = fact->priority};
    OF_SEEN_PUT(ctx, &work.line.row.warehouse_orders, &seen, &work.fresh);
    return close_line(&work);
}

/* The time of the first pick ever reported counts, also when a correction takes the pick back: a
 * version that is dropped as old must leave the same trace as one that came in time. */
static void saw_pick(line_and_order *work, const Pick *fact)
{
    OptionalLong *first = &work->order.next.milestones.first_picked;
    if (fact->picked_qty > 0 && fact->at.present &&
        (!first->present || fact->at.value < first->value)) {
        *first = fact->at;
        work->order.touched = true;
    }
}

of_status of_line_pick_fact(of_ctx *ctx, const Pick *fact)
{
    line_and_order work;
    OF_TRY(of_qty_check(fact->picked_qty));
    OF_TRY(of_qty_check(fact->shorted_qty));
    OF_TRY(of_qty_check(fact->put_back_qty));
    OF_TRY(open_line(ctx, fact->line, fact->at, &work));
    SeenPick seen = {.source = of_seen_source(ctx, &fact->source),
                     .position = fact->source.position,
                     .allocation = fact->allocation,
                     .site = fact->site,
                     .picked = live(&fact->source, fact->picked_qty),
                     .shorted = live(&fact->source, fact->shorted_qty),
                     .put_back = live(&fact->source, fact->put_back_qty),
                     .item = fact->item};
    saw_pick(&work, fact);
    OF_SEEN_PUT(ctx, &work.line.row.picks, &seen, &work.fresh);
    return close_line(&work);
}

/* ---- money and returns ---- */

of_status of_line_invoice_fact(of_ctx *ctx, const InvoiceLine *fact)
{
    line_and_order work;
    OF_TRY(of_qty_check(fact->qty));
    OF_TRY(of_amount_check(fact->amount));
    OF_TRY(open_line(ctx, fact->line, fact->posted_at, &work));
    SeenInvoice seen = {.source = of_seen_source(ctx, &fact->source),
                        .position = fact->source.position,
                        .qty = live(&fact->source, fact->qty),
                        .amount = live(&fact->source, fact->amount)};
    OF_SEEN_PUT(ctx, &work.line.row.invoices, &seen, &work.fresh);
    return close_line(&work);
}

of_status of_line_credit_fact(of_ctx *ctx, const CreditMemoLine *fact)
{
    line_and_order work;
    OF_TRY(of_qty_check(fact->qty));
    OF_TRY(of_amount_check(fact->amount));
    OF_TRY(open_line(ctx, fact->line, fact->posted_at, &work));
    SeenCredit seen = {.source = of_seen_source(ctx, &fact->source),
                       .position = fact->source.position,
                       .qty = live(&fact->source, fact->qty),
                       .amount = live(&fact->source, fact->amount),
                       .reason = fact->reason};
    OF_SEEN_PUT(ctx, &work.line.row.credits, &seen, &work.fresh);
    return close_line(&work);
}

/* X12 861 conditions 13 and 14: no matching notice. */
static bool is_announced(const ReturnReceipt *fact)
{
    bool no_notice = fact->condition.data != NULL &&
                     (of_text_is(fact->condition, "13") || of_text_is(fact->condition, "14"));
    return fact->rma.data != NULL && !no_notice;
}

of_status of_line_receipt_fact(of_ctx *ctx, const ReturnReceipt *fact)
{
    line_and_order work;
    OF_TRY(of_qty_check(fact->qty));
    OF_TRY(open_line(ctx, fact->line, fact->at, &work));
    SeenReceipt seen = {.source = of_seen_source(ctx, &fact->source),
                        .position = fact->source.position,
                        .receipt = fact->receipt,
                        .qty = live(&fact->source, fact->qty),
                        .site = fact->site,
                        .announced = is_announced(fact),
                        .condition = fact->condition,
                        .at = fact->at};
    OF_SEEN_PUT(ctx, &work.line.row.receipts, &seen, &work.fresh);
    return close_line(&work);
}

of_status of_line_inspection_fact(of_ctx *ctx, const Inspection *fact)
{
    line_and_order work;
    int64_t sent_back = 0;
    for (size_t i = 0; i < fact->results.len; i++) {
        const InspectionResult *result = &fact->results.items[i];
        OF_TRY(of_qty_check(result->qty));
        sent_back += result->disposition == DISPOSITION_RETURN_TO_CUSTOMER ? result->qty : 0;
    }
    OF_TRY(of_qty_check(sent_back));
    OF_TRY(open_line(ctx, fact->line, fact->at, &work));
    SeenInspection seen = {.source = of_seen_source(ctx, &fact->source),
                           .position = fact->source.position,
                           .receipt = fact->receipt,
                           .sent_back = live(&fact->source, sent_back),
                           .deleted = fact->source.deleted};
    OF_SEEN_PUT(ctx, &work.line.row.inspections, &seen, &work.fresh);
    return close_line(&work);
}
