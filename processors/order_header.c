/* Headers of one order from several systems: each field from its owner, the acknowledgement from
 * the first version that carried it. */
#include "processors/order.h"

static bool is_crm(const SeenHeader *seen)
{
    return of_text_is(seen->header.source.system, "crm");
}

/* The ERP owns the header; among rows of equal standing the latest version leads. Source positions
 * of different systems do not compare, but any fixed rule will do where both may speak. */
static bool leads(const SeenHeader *a, const SeenHeader *b)
{
    if (is_crm(a) != is_crm(b)) {
        return is_crm(b);
    }
    if (a->position != b->position) {
        return a->position > b->position;
    }
    return of_text_compare(a->source, b->source) < 0;
}

static void fill_text(of_text *to, of_text from)
{
    *to = to->data == NULL ? from : *to;
}

static void fill_long(OptionalLong *to, OptionalLong from)
{
    *to = to->present ? *to : from;
}

/* What the leading row leaves out, another may know. */
static void fill(OrderHeader *to, const OrderHeader *from)
{
    fill_text(&to->raw_status, from->raw_status);
    fill_text(&to->channel, from->channel);
    fill_text(&to->customer, from->customer);
    fill_text(&to->customer_po, from->customer_po);
    fill_text(&to->currency, from->currency);
    fill_long(&to->captured_at, from->captured_at);
    fill_long(&to->booked_at, from->booked_at);
    fill_long(&to->acknowledged_at, from->acknowledged_at);
    fill_long(&to->requested_date, from->requested_date);
    to->priority = to->priority.present ? to->priority : from->priority;
    to->alloc_class = to->alloc_class.present ? to->alloc_class : from->alloc_class;
    to->ship_complete = to->ship_complete.present ? to->ship_complete : from->ship_complete;
    to->partial_allowed = to->partial_allowed.present ? to->partial_allowed : from->partial_allowed;
    to->invoice_policy = to->invoice_policy.present ? to->invoice_policy : from->invoice_policy;
    to->backorder_policy =
        to->backorder_policy.present ? to->backorder_policy : from->backorder_policy;
}

/* The row that leads among those that `after` leads (all, when NULL). */
static const SeenHeader *next_leader(const SeenHeaderArray *headers, const SeenHeader *after)
{
    const SeenHeader *best = NULL;
    for (size_t i = 0; i < headers->len; i++) {
        const SeenHeader *seen = &headers->items[i];
        bool eligible = after == NULL || leads(after, seen);
        if (eligible && seen != after && (best == NULL || leads(seen, best))) {
            best = seen;
        }
    }
    return best;
}

void of_order_merge_headers(of_order_work *work)
{
    const SeenHeaderArray *headers = &work->row.headers;
    const SeenHeader *leader = next_leader(headers, NULL);
    work->has_header = leader != NULL;
    if (leader == NULL) {
        return;
    }
    work->header = leader->header;
    if (leader->header.source.deleted) {
        /* A deleted header is no silent removal: the order stays, and shows as cancelled. */
        work->header.status = HEADER_STATUS_CANCELLED;
    }
    const SeenHeader *crm = NULL;
    for (const SeenHeader *seen = next_leader(headers, leader); seen != NULL;
         seen = next_leader(headers, seen)) {
        fill(&work->header, &seen->header);
        crm = crm == NULL && is_crm(seen) ? seen : crm;
    }
    if (crm != NULL) {
        /* Channel and capture belong to the CRM. */
        work->header.channel =
            crm->header.channel.data == NULL ? work->header.channel : crm->header.channel;
        work->header.captured_at =
            crm->header.captured_at.present ? crm->header.captured_at : work->header.captured_at;
    }
}

bool of_order_is_booked(const of_order_work *work)
{
    const OrderHeader *header = &work->header;
    return !work->has_header || header->booked_at.present || header->acknowledged_at.present ||
           !header->captured_at.present;
}

of_acknowledgement of_order_acknowledgement(const of_order_work *work, of_text realm)
{
    of_acknowledgement ack = {.given = false, .position = INT64_MIN};
    bool comparable = false;
    for (size_t i = 0; i < work->row.headers.len; i++) {
        const SeenHeader *seen = &work->row.headers.items[i];
        if (!seen->acknowledged_position.present) {
            continue;
        }
        /* A source is "<realm>|<table>|<row>". */
        bool same = seen->source.len > realm.len && seen->source.data[realm.len] == '|' &&
                    memcmp(seen->source.data, realm.data, realm.len) == 0;
        int64_t position = seen->acknowledged_position.value;
        if (same && (!comparable || position < ack.position)) {
            ack.position = position;
            comparable = true;
        }
        ack.given = true;
    }
    return ack;
}

/* Keeps the first acknowledged version, also when it comes late and is dropped otherwise. */
static of_status put_header(of_order_work *work, SeenHeader *seen, bool *acknowledged)
{
    SeenHeaderArray *headers = &work->row.headers;
    SeenHeader *known = NULL;
    bool fresh = false;
    for (size_t i = 0; i < headers->len; i++) {
        known = of_text_equal(headers->items[i].source, seen->source) ? &headers->items[i] : known;
    }
    OptionalLong first = seen->acknowledged_position;
    if (known != NULL) {
        first = of_earlier(known->acknowledged_position, first);
    }
    *acknowledged = first.present && (known == NULL || !known->acknowledged_position.present ||
                                      known->acknowledged_position.value != first.value);
    seen->acknowledged_position = first;
    if (known != NULL && seen->position <= known->position && *acknowledged) {
        /* An older version, of which only the acknowledgement counts: the known one goes in anew.
         */
        SeenHeader merged = *known;
        merged.acknowledged_position = first;
        of_array list = {headers->items, headers->len};
        size_t index = (size_t)(known - headers->items);
        OF_TRY(of_seen_own(work->ctx, &list, sizeof merged));
        headers->items = list.items;
        headers->items[index] = merged;
        work->touched = true;
        return OF_OK;
    }
    OF_SEEN_PUT(work->ctx, headers, seen, &fresh);
    work->touched = work->touched || fresh;
    return OF_OK;
}

static bool same_long(OptionalLong a, OptionalLong b)
{
    return a.present == b.present && (!a.present || a.value == b.value);
}

/* What exceptions of lines depend on. */
static bool same_terms(const OrderHeader *a, const OrderHeader *b)
{
    return a->invoice_policy.present == b->invoice_policy.present &&
           a->invoice_policy.value == b->invoice_policy.value &&
           a->priority.present == b->priority.present && a->priority.value == b->priority.value;
}

/* True when what the lines take from the header differs between the two. */
static bool lines_differ(const of_order_work *a, const of_order_work *b)
{
    bool rejected_a = a->has_header && a->header.status == HEADER_STATUS_REJECTED;
    bool rejected_b = b->has_header && b->header.status == HEADER_STATUS_REJECTED;
    return a->has_header != b->has_header || rejected_a != rejected_b ||
           of_order_is_booked(a) != of_order_is_booked(b) ||
           !of_text_equal(a->header.channel, b->header.channel) ||
           !same_long(a->header.requested_date, b->header.requested_date) ||
           a->header.type != b->header.type || !same_terms(&a->header, &b->header);
}

of_status of_order_header_fact(of_ctx *ctx, const OrderHeader *fact)
{
    of_order_work work;
    bool acknowledged = false;
    OF_TRY(of_order_open(ctx, &work));
    of_order_saw(&work,
                 of_later(fact->captured_at, of_later(fact->booked_at, fact->acknowledged_at)));
    SeenHeader seen = {.source = of_seen_source(ctx, &fact->source),
                       .position = fact->source.position,
                       .header = *fact};
    if (fact->acknowledged_at.present) {
        seen.acknowledged_position = (OptionalLong){true, fact->source.position};
    }
    OF_TRY(put_header(&work, &seen, &acknowledged));
    of_order_work before = work;
    of_order_merge_headers(&work);
    if (work.touched && (acknowledged || lines_differ(&before, &work))) {
        OF_TRY(of_line_refresh_all(&work));
    }
    return of_order_close(&work);
}
