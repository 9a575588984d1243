/* What an order row and a line row say now: pure functions of what they hold. */
#include "processors/order.h"

#define LEGS_SHOWN_MAX 100

/* One leg while it is summed up. ERP and WMS both report a shortage, so the larger one counts. */
typedef struct leg {
    of_text allocation;
    of_text site;
    of_leg_counters counters;
    int64_t short_by_erp;
    int64_t short_by_wms;
    bool accepted;
} leg;

typedef struct leg_list {
    leg *items; /* sorted by allocation, then site */
    size_t len;
} leg_list;

static int compare_leg(const leg *a, of_text allocation, of_text site)
{
    int order = of_text_compare(a->allocation, allocation);
    return order != 0 ? order : of_text_compare(a->site, site);
}

/* The leg of that name, made when it is new; the list has room for one leg per source row. */
static leg *leg_of(leg_list *legs, of_text allocation, of_text site)
{
    size_t low = 0;
    size_t high = legs->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_leg(&legs->items[middle], allocation, site) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == legs->len || compare_leg(&legs->items[low], allocation, site) != 0) {
        memmove(&legs->items[low + 1], &legs->items[low], (legs->len - low) * sizeof(leg));
        legs->items[low] = (leg){.allocation = allocation, .site = site};
        legs->len++;
    }
    return &legs->items[low];
}

static void gather_commercial(const LineRow *row, leg_list *legs)
{
    for (size_t i = 0; i < row->allocations.len; i++) {
        const SeenAllocation *seen = &row->allocations.items[i];
        leg *at = leg_of(legs, seen->allocation, seen->site);
        at->counters.allocated += seen->allocated;
        at->counters.deallocated += seen->deallocated;
        at->short_by_erp += seen->shorted;
    }
    for (size_t i = 0; i < row->warehouse_orders.len; i++) {
        const SeenWarehouseOrder *seen = &row->warehouse_orders.items[i];
        leg *at = leg_of(legs, seen->allocation, seen->site);
        at->accepted = at->accepted || seen->accepted;
    }
}

static void gather_physical(const LineRow *row, leg_list *legs)
{
    for (size_t i = 0; i < row->picks.len; i++) {
        const SeenPick *seen = &row->picks.items[i];
        leg *at = leg_of(legs, seen->allocation, seen->site);
        at->counters.picked += seen->picked;
        at->counters.put_back += seen->put_back;
        at->short_by_wms += seen->shorted;
    }
    for (size_t i = 0; i < row->contents.len; i++) {
        const SeenContent *seen = &row->contents.items[i];
        leg *at = leg_of(legs, seen->allocation, seen->site);
        at->counters.shipped += seen->whereabouts == WHEREABOUTS_NOT_SHIPPED ? 0 : seen->qty;
    }
}

static of_status gather(const of_order_work *order, const LineRow *row, leg_list *legs)
{
    size_t most =
        row->allocations.len + row->warehouse_orders.len + row->picks.len + row->contents.len;
    legs->items = of_arena_array(of_scratch(order->ctx), most + 1, sizeof(leg));
    if (legs->items == NULL) {
        return OF_ABORT_AS("the scratch memory of this record is full");
    }
    gather_commercial(row, legs);
    gather_physical(row, legs);
    for (size_t i = 0; i < legs->len; i++) {
        leg *at = &legs->items[i];
        at->counters.shorted =
            at->short_by_erp > at->short_by_wms ? at->short_by_erp : at->short_by_wms;
    }
    return OF_OK;
}

static void add_whereabouts(of_line_facts *facts, const SeenContent *seen)
{
    switch (seen->whereabouts) {
    case WHEREABOUTS_DELIVERED:
        facts->delivered += seen->qty;
        break;
    case WHEREABOUTS_LOST:
        facts->lost += seen->qty;
        break;
    case WHEREABOUTS_RETURNED_TO_SENDER:
        facts->returned_to_sender += seen->qty;
        break;
    case WHEREABOUTS_NOT_SHIPPED:
    case WHEREABOUTS_IN_TRANSIT:
    case WHEREABOUTS_UNKNOWN:
        break;
    }
}

/* Received and kept; an inspection that overtakes its receipt sends nothing back yet. */
static int64_t kept_returns(const LineRow *row)
{
    int64_t received = 0;
    int64_t sent_back = 0;
    OF_SEEN_ADD(received, &row->receipts, qty)
    OF_SEEN_ADD(sent_back, &row->inspections, sent_back)
    return received > sent_back ? received - sent_back : 0;
}

static bool inspected(const LineRow *row, of_text receipt)
{
    for (size_t i = 0; i < row->inspections.len; i++) {
        const SeenInspection *seen = &row->inspections.items[i];
        if (!seen->deleted && of_text_equal(seen->receipt, receipt)) {
            return true;
        }
    }
    return false;
}

bool of_line_return_open(const LineRow *row)
{
    for (size_t i = 0; i < row->receipts.len; i++) {
        if (row->receipts.items[i].qty > 0 && !inspected(row, row->receipts.items[i].receipt)) {
            return true;
        }
    }
    return false;
}

static of_acknowledgement acknowledgement(const of_order_work *order, const LineRow *row)
{
    return row->realm.data == NULL ? (of_acknowledgement){0}
                                   : of_order_acknowledgement(order, row->realm);
}

static of_line_facts facts_of(const of_order_work *order, const LineRow *row)
{
    of_line_facts facts = {
        .ordered = of_ledger_baseline(row->revisions.items, row->revisions.len,
                                      acknowledgement(order, row)),
        .net = row->net_qty,
        .substituted = row->substituted_out,
        .returned = kept_returns(row),
    };
    OF_SEEN_ADD(facts.declared_short, &row->schedule, qty)
    OF_SEEN_ADD(facts.invoiced, &row->invoices, qty)
    OF_SEEN_ADD(facts.credited, &row->credits, qty)
    for (size_t i = 0; i < row->contents.len; i++) {
        add_whereabouts(&facts, &row->contents.items[i]);
    }
    return facts;
}

static LineSite *site_of(LineSiteArray *sites, of_text name)
{
    for (size_t i = 0; i < sites->len; i++) {
        if (of_text_equal(sites->items[i].site, name)) {
            return &sites->items[i];
        }
    }
    sites->items[sites->len] = (LineSite){.site = name};
    return &sites->items[sites->len++];
}

/* Where not all legs are shown, the sites tell what those hold that are not: stock that a line
 * holds must not look free to its site. In the order of the legs, so that the same legs say the
 * same. */
static of_status show_sites(const of_order_work *order, const leg_list *legs, LineState *out)
{
    if (legs->len <= LEGS_SHOWN_MAX) {
        return OF_OK;
    }
    out->sites.items = of_arena_array(of_scratch(order->ctx), legs->len, sizeof(LineSite));
    if (out->sites.items == NULL) {
        return OF_ABORT_AS("the scratch memory of this record is full");
    }
    for (size_t i = 0; i < legs->len; i++) {
        of_leg_buckets buckets = of_ledger_leg(legs->items[i].counters);
        LineSite *at = site_of(&out->sites, legs->items[i].site);
        at->allocated += buckets.allocated;
        at->picked += buckets.picked;
        at->shipped += buckets.shipped;
    }
    return OF_OK;
}

/* Sums the legs into `facts`, shows the first of them, and tells whether one that still holds stock
 * was accepted by its warehouse. */
static of_status show_legs(const of_order_work *order, const leg_list *legs, of_line_facts *facts,
                           LineState *out, bool *accepted)
{
    size_t shown = legs->len < LEGS_SHOWN_MAX ? legs->len : LEGS_SHOWN_MAX;
    out->legs.items = of_arena_array(of_scratch(order->ctx), shown + 1, sizeof(LegState));
    if (out->legs.items == NULL) {
        return OF_ABORT_AS("the scratch memory of this record is full");
    }
    out->legs.len = shown;
    out->leg_count = (int32_t)legs->len;
    for (size_t i = 0; i < legs->len; i++) {
        const leg *at = &legs->items[i];
        of_leg_buckets buckets = of_ledger_leg(at->counters);
        facts->legs.allocated += buckets.allocated;
        facts->legs.picked += buckets.picked;
        facts->legs.shipped += buckets.shipped;
        facts->legs.inferred += buckets.inferred;
        *accepted = *accepted || (at->accepted && buckets.allocated > 0);
        if (i < shown) {
            out->legs.items[i] = (LegState){.allocation = at->allocation,
                                            .site = at->site,
                                            .allocated = buckets.allocated,
                                            .picked = buckets.picked,
                                            .shipped = buckets.shipped,
                                            .accepted = at->accepted};
        }
    }
    return OF_OK;
}

static OptionalLong line_as_of(const LineRow *row)
{
    OptionalLong as_of = row->as_of;
    for (size_t i = 0; i < row->contents.len; i++) {
        as_of = of_later(as_of, row->contents.items[i].since);
    }
    return as_of;
}

of_status of_line_derive(const of_order_work *order, const LineRow *row, LineState *out)
{
    leg_list legs = {0};
    of_line_flags flags = {
        .booked = row->booked && of_order_is_booked(order),
        .rejected = order->has_header && order->header.status == HEADER_STATUS_REJECTED,
    };
    *out = (LineState){
        .order = row->order,
        .line = row->line,
        .item = row->item,
        .site = row->site,
        .channel = order->header.channel,
        .requested_date =
            row->requested_date.present ? row->requested_date : order->header.requested_date,
        .promise_original = row->first_promise,
        .promise_current = row->promise_date,
        .parent_line = row->parent_line,
        .completeness =
            row->booked && order->has_header ? COMPLETENESS_COMPLETE : COMPLETENESS_PARTIAL,
        .version = row->published.version,
        .as_of = line_as_of(row),
        .updated_at = row->published.updated_at,
    };
    OF_TRY(gather(order, row, &legs));
    of_line_facts facts = facts_of(order, row);
    OF_TRY(show_legs(order, &legs, &facts, out, &flags.accepted));
    OF_TRY(show_sites(order, &legs, out));
    out->ledger = of_ledger_line(&facts);
    out->status = of_ledger_line_status(&out->ledger, flags);
    return OF_OK;
}

static void derive_payments(of_order_work *work)
{
    work->next.payments = 0;
    work->commercial.paid = 0;
    work->next.milestones.paid = (OptionalLong){0};
    for (size_t i = 0; i < work->row.payments.len; i++) {
        const SeenPayment *seen = &work->row.payments.items[i];
        if (seen->deleted) {
            continue;
        }
        work->next.payments++;
        if (seen->status == PAYMENT_STATUS_CAPTURED) {
            work->commercial.paid += seen->amount;
            work->next.milestones.paid = of_later(work->next.milestones.paid, seen->paid_at);
        }
    }
}

static void derive_header(of_order_work *work)
{
    const OrderHeader *header = &work->header;
    OrderState *next = &work->next;
    next->entity = header->entity;
    next->type = header->type;
    next->channel = header->channel;
    next->customer = header->customer;
    next->customer_po = header->customer_po;
    next->priority = header->priority;
    next->alloc_class =
        header->alloc_class.present ? header->alloc_class.value : ALLOC_CLASS_REDISTRIBUTE;
    next->ship_complete = header->ship_complete.present && header->ship_complete.value;
    next->partial_allowed = !header->partial_allowed.present || header->partial_allowed.value;
    next->invoice_policy =
        header->invoice_policy.present ? header->invoice_policy.value : INVOICE_POLICY_PER_SHIPMENT;
    next->backorder_policy =
        header->backorder_policy.present ? header->backorder_policy.value : BACKORDER_POLICY_WAIT;
    next->requested_date = header->requested_date;
    next->milestones.captured = header->captured_at;
    next->milestones.booked = header->booked_at;
    next->milestones.acknowledged = header->acknowledged_at;
}

static int32_t sagas_of_returns(const ActiveSagaArray *sagas)
{
    int32_t count = 0;
    for (size_t i = 0; i < sagas->len; i++) {
        count += sagas->items[i].type == SAGA_TYPE_RETURN ? 1 : 0;
    }
    return count;
}

/* A cancelled order without lines misses nothing: none will come. */
static Completeness completeness(const of_order_work *work)
{
    bool gone = work->next.fulfil_status == FULFIL_STATUS_CANCELLED ||
                work->next.fulfil_status == FULFIL_STATUS_REJECTED;
    bool lines = work->next.line_count > 0 ? work->row.stub_lines == 0 : gone;
    return work->has_header && lines ? COMPLETENESS_COMPLETE : COMPLETENESS_PARTIAL;
}

void of_order_derive(of_order_work *work)
{
    OrderState *next = &work->next;
    of_order_facts facts = {
        .lines_by_status = work->row.lines_by_status.items,
        .line_count = next->line_count,
        .booked =
            work->has_header ? of_order_is_booked(work) : next->line_count > work->row.stub_lines,
        .header = work->has_header ? work->header.status : HEADER_STATUS_UNKNOWN,
    };
    derive_header(work);
    derive_payments(work);
    next->fulfil_status = of_ledger_order_status(&next->totals, &facts);
    next->billing_status = of_ledger_billing_status(&next->totals, next->type);
    next->return_status = of_ledger_return_status(
        &next->totals, work->row.open_returns + sagas_of_returns(&next->active_sagas));
    next->lifecycle = of_ledger_lifecycle(next->fulfil_status, next->billing_status,
                                          next->return_status, next->active_sagas.len > 0);
    next->completeness = completeness(work);
}
