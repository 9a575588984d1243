/* Packages of one order: confirmed by the warehouse, moved by the carrier, telling their lines
 * where the goods are. The quantity is always that of the contents, never the carrier's word. */
#include "processors/order_exceptions.h"

#define SHIPMENTS_SHOWN_MAX 100

of_status of_package_open(of_order_work *order, of_text package, of_package_work *work)
{
    const PackageRow *row = NULL;
    *work = (of_package_work){.order = order};
    OF_TRY(of_order_key(order, package, &work->key));
    OF_TRY(of_get_package(order->ctx, work->key, &row));
    work->known = row != NULL;
    if (row != NULL) {
        work->row = *row;
    } else {
        work->row.order = order->row.order;
        work->row.package = package;
        work->row.shipment.package = package;
        work->row.shipment.status = MILESTONE_CODE_UNKNOWN;
    }
    return OF_OK;
}

/* ---- what the package row says ---- */

/* The confirmation to go by: one that stands before one that was taken back, then the latest. */
static const SeenConfirm *leading_confirm(const PackageRow *row)
{
    const SeenConfirm *best = NULL;
    for (size_t i = 0; i < row->confirms.len; i++) {
        const SeenConfirm *seen = &row->confirms.items[i];
        bool better = best == NULL || (best->voided && !seen->voided) ||
                      (best->voided == seen->voided && seen->position > best->position);
        best = better ? seen : best;
    }
    return best;
}

static OptionalLong shipped_at(const PackageRow *row)
{
    OptionalLong first = {0};
    for (size_t i = 0; i < row->confirms.len; i++) {
        if (!row->confirms.items[i].voided) {
            first = of_earlier(first, row->confirms.items[i].shipped_at);
        }
    }
    return first;
}

/* A package that was labelled anew has several tracking numbers: the highest milestone counts. */
static const SeenTracking *leading_tracking(const PackageRow *row)
{
    const SeenTracking *best = NULL;
    for (size_t i = 0; i < row->trackings.len; i++) {
        const SeenTracking *seen = &row->trackings.items[i];
        if (best == NULL || of_milestone_beats(seen->code, seen->at, best->code, best->at)) {
            best = seen;
        }
    }
    return best;
}

static bool was_lost(const PackageRow *row)
{
    for (size_t i = 0; i < row->trackings.len; i++) {
        if (row->trackings.items[i].was_lost) {
            return true;
        }
    }
    return false;
}

static void derive_shipment(PackageRow *row)
{
    const SeenConfirm *confirm = leading_confirm(row);
    const SeenTracking *tracking = leading_tracking(row);
    OrderShipment *shown = &row->shipment;
    *shown = (OrderShipment){.package = row->package, .site = row->site};
    shown->status = MILESTONE_CODE_UNKNOWN;
    shown->shipped_at = shipped_at(row);
    if (confirm != NULL) {
        shown->shipment = confirm->shipment;
        shown->site = confirm->site;
        shown->carrier = confirm->carrier;
        shown->tracking = confirm->tracking;
    }
    if (tracking != NULL) {
        shown->status = tracking->code;
        shown->tracking = shown->tracking.data == NULL ? tracking->tracking : shown->tracking;
        shown->eta = tracking->eta;
        if (tracking->code == MILESTONE_CODE_DELIVERED) {
            shown->delivered_at = tracking->at;
        }
    }
}

/* Goods left the dock when the warehouse confirmed it. Where it has said nothing, neither yes nor
 * void, a carrier that holds the package implies it: a later stage implies the earlier ones. */
static bool is_shipped(const PackageRow *row)
{
    const SeenConfirm *confirm = leading_confirm(row);
    if (confirm != NULL) {
        return !confirm->voided;
    }
    return of_milestone_rank(row->shipment.status) >= of_milestone_rank(MILESTONE_CODE_PICKED_UP);
}

static void derive_whereabouts(PackageRow *row)
{
    row->whereabouts = WHEREABOUTS_NOT_SHIPPED;
    row->since = (OptionalLong){0};
    if (is_shipped(row)) {
        const SeenTracking *tracking = leading_tracking(row);
        row->whereabouts = of_milestone_whereabouts(row->shipment.status);
        row->since = row->shipment.shipped_at;
        if (row->whereabouts != WHEREABOUTS_IN_TRANSIT && tracking != NULL) {
            row->since = of_later(row->since, tracking->at);
        }
    }
}

/* ---- what the order learns of it ---- */

static of_status show_shipment(of_order_work *order, const of_package_work *work)
{
    OrderShipmentArray *shown = &order->next.shipments;
    of_array list = {shown->items, shown->len};
    size_t index = 0;
    while (index < shown->len &&
           of_text_compare(shown->items[index].package, work->row.package) < 0) {
        index++;
    }
    bool there =
        index < shown->len && of_text_equal(shown->items[index].package, work->row.package);
    bool same =
        there && of_record_equal(&of_OrderShipment_type, &shown->items[index], &work->row.shipment);
    if (same || (!there && index >= SHIPMENTS_SHOWN_MAX)) {
        return OF_OK;
    }
    OF_TRY(there ? of_seen_own(order->ctx, &list, sizeof *shown->items)
                 : of_seen_insert(order->ctx, &list, sizeof *shown->items, index));
    *shown = (OrderShipmentArray){.items = list.items, .len = list.len};
    shown->items[index] = work->row.shipment;
    shown->len = shown->len > SHIPMENTS_SHOWN_MAX ? SHIPMENTS_SHOWN_MAX : shown->len;
    return OF_OK;
}

typedef struct extremes {
    const of_package_work *work;
    Milestones *milestones;
} extremes;

static void widen(Milestones *milestones, const OrderShipment *shipment)
{
    milestones->first_shipped = of_earlier(milestones->first_shipped, shipment->shipped_at);
    milestones->last_shipped = of_later(milestones->last_shipped, shipment->shipped_at);
    milestones->first_delivered = of_earlier(milestones->first_delivered, shipment->delivered_at);
    milestones->last_delivered = of_later(milestones->last_delivered, shipment->delivered_at);
}

static of_status visit_package(void *state, of_text key, const void *visited)
{
    extremes *found = state;
    const PackageRow *row = visited;
    if (of_text_equal(row->order, found->work->row.order) &&
        !of_text_equal(key, found->work->key)) {
        widen(found->milestones, &row->shipment);
    }
    return OF_OK;
}

static bool withdrawn(OptionalLong before, OptionalLong now)
{
    return before.present && (!now.present || now.value != before.value);
}

/* First and last times only widen, unless one was taken back: then all packages are asked again. */
static of_status show_times(of_order_work *order, const of_package_work *work,
                            const OrderShipment *before)
{
    Milestones *milestones = &order->next.milestones;
    if (withdrawn(before->shipped_at, work->row.shipment.shipped_at) ||
        withdrawn(before->delivered_at, work->row.shipment.delivered_at)) {
        extremes found = {.work = work, .milestones = milestones};
        of_text prefix =
            of_arena_format(of_scratch(order->ctx), "%.*s|", OF_TEXT_ARG(order->row.order));
        if (prefix.data == NULL) {
            return OF_ABORT_AS("the scratch memory of this record is full");
        }
        milestones->first_shipped = (OptionalLong){0};
        milestones->last_shipped = (OptionalLong){0};
        milestones->first_delivered = (OptionalLong){0};
        milestones->last_delivered = (OptionalLong){0};
        OF_TRY(of_ctx_scan(order->ctx, OF_STORE_package, prefix, visit_package, &found));
    }
    widen(milestones, &work->row.shipment);
    return OF_OK;
}

/* ---- what the lines are told ---- */

static of_status tell_line(of_package_work *work, of_text name)
{
    of_line_work line;
    OF_TRY(of_line_open(work->order, name, &line));
    SeenContentArray *contents = &line.row.contents;
    of_array list = {contents->items, contents->len};
    OF_TRY(of_seen_own(work->order->ctx, &list, sizeof *contents->items));
    contents->items = list.items;
    for (size_t i = 0; i < contents->len; i++) {
        if (of_text_equal(contents->items[i].package, work->row.package)) {
            contents->items[i].whereabouts = work->row.whereabouts;
            contents->items[i].since = work->row.since;
            contents->items[i].was_lost = work->row.was_lost;
        }
    }
    line.touched = true;
    return of_line_close(&line);
}

static bool same_time(OptionalLong a, OptionalLong b)
{
    return a.present == b.present && (!a.present || a.value == b.value);
}

static of_status settle_findings(of_package_work *work)
{
    of_detection found;
    of_detection_start(&found, of_scratch(work->order->ctx));
    of_detect_package(work, &found);
    return of_findings_settle(work->order, &work->row.findings, (of_text){0}, &found);
}

of_status of_package_close(of_package_work *work)
{
    if (!work->touched) {
        return OF_OK;
    }
    of_order_work *order = work->order;
    const PackageRow before = work->row;
    derive_shipment(&work->row);
    derive_whereabouts(&work->row);
    work->row.was_lost = was_lost(&work->row);
    if (work->row.whereabouts != before.whereabouts || work->row.was_lost != before.was_lost ||
        !same_time(work->row.since, before.since)) {
        for (size_t i = 0; i < work->row.lines.len; i++) {
            OF_TRY(tell_line(work, work->row.lines.items[i]));
        }
    }
    order->next.shipment_count += work->known ? 0 : 1;
    order->touched = true;
    OF_TRY(settle_findings(work));
    OF_TRY(show_shipment(order, work));
    OF_TRY(show_times(order, work, &before.shipment));
    return of_put_package(order->ctx, work->key, &work->row);
}

/* ---- facts ---- */

/* Notes that the line has goods in the package. */
static of_status note_line(of_package_work *work, of_text line)
{
    TextArray *lines = &work->row.lines;
    size_t index = 0;
    while (index < lines->len && of_text_compare(lines->items[index], line) < 0) {
        index++;
    }
    if (index < lines->len && of_text_equal(lines->items[index], line)) {
        return OF_OK;
    }
    of_array list = {lines->items, lines->len};
    OF_TRY(of_seen_insert(work->order->ctx, &list, sizeof *lines->items, index));
    *lines = (TextArray){.items = list.items, .len = list.len};
    lines->items[index] = line;
    work->touched = true;
    return OF_OK;
}

/* The site shown before a confirmation names one: the first by name, whoever spoke first. */
static void note_site(of_package_work *work, of_text site)
{
    if (work->row.site.data == NULL || of_text_compare(site, work->row.site) < 0) {
        work->row.site = site;
        work->touched = true;
    }
}

of_status of_package_content_fact(of_ctx *ctx, const PackageContent *fact)
{
    of_order_work order;
    of_package_work package;
    of_line_work line;
    bool fresh = false;
    OF_TRY(of_qty_check(fact->qty));
    OF_TRY(of_order_open(ctx, &order));
    OF_TRY(of_package_open(&order, fact->package, &package));
    OF_TRY(of_line_open(&order, fact->line, &line));
    SeenContent seen = {.source = of_seen_source(ctx, &fact->source),
                        .position = fact->source.position,
                        .allocation = fact->allocation,
                        .site = fact->site,
                        .package = fact->package,
                        .qty = fact->source.deleted ? 0 : fact->qty,
                        .whereabouts = package.row.whereabouts,
                        .since = package.row.since,
                        .was_lost = package.row.was_lost};
    OF_SEEN_PUT(ctx, &line.row.contents, &seen, &fresh);
    line.touched = line.touched || fresh;
    package.touched = package.touched || !package.known;
    OF_TRY(note_line(&package, fact->line));
    note_site(&package, fact->site);
    OF_TRY(of_line_close(&line));
    OF_TRY(of_package_close(&package));
    return of_order_close(&order);
}

of_status of_package_confirm_fact(of_ctx *ctx, const ShipConfirm *fact)
{
    of_order_work order;
    of_package_work package;
    bool fresh = false;
    OF_TRY(of_order_open(ctx, &order));
    OF_TRY(of_package_open(&order, fact->package, &package));
    of_order_saw(&order, fact->shipped_at);
    SeenConfirm seen = {.source = of_seen_source(ctx, &fact->source),
                        .position = fact->source.position,
                        .shipment = fact->shipment,
                        .site = fact->site,
                        .tracking = fact->tracking,
                        .carrier = fact->carrier,
                        .shipped_at = fact->shipped_at,
                        .voided = fact->voided || fact->source.deleted};
    OF_SEEN_PUT(ctx, &package.row.confirms, &seen, &fresh);
    package.touched = package.touched || fresh;
    OF_TRY(of_package_close(&package));
    return of_order_close(&order);
}

/* True when `a` is the newer word of the tracking number. Without revisions the rank decides. */
static bool newer(const SeenTracking *a, const SeenTracking *b)
{
    if (a->revision != b->revision) {
        return a->revision > b->revision;
    }
    return of_milestone_beats(a->code, a->at, b->code, b->at);
}

static of_status note_tracking(of_package_work *work, const SeenTracking *seen)
{
    SeenTrackingArray *trackings = &work->row.trackings;
    of_array list = {trackings->items, trackings->len};
    size_t index = 0;
    while (index < trackings->len &&
           of_text_compare(trackings->items[index].tracking, seen->tracking) < 0) {
        index++;
    }
    bool known =
        index < trackings->len && of_text_equal(trackings->items[index].tracking, seen->tracking);
    if (known && !newer(seen, &trackings->items[index])) {
        return OF_OK;
    }
    OF_TRY(known ? of_seen_own(work->order->ctx, &list, sizeof *seen)
                 : of_seen_insert(work->order->ctx, &list, sizeof *seen, index));
    *trackings = (SeenTrackingArray){.items = list.items, .len = list.len};
    trackings->items[index] = *seen;
    work->touched = true;
    work->heard = true;
    return OF_OK;
}

of_status of_package_milestone_fact(of_ctx *ctx, const OrderMilestone *fact)
{
    of_order_work order;
    of_package_work package;
    OF_TRY(of_order_open(ctx, &order));
    OF_TRY(of_package_open(&order, fact->package, &package));
    of_order_saw(&order, fact->as_of.present ? fact->as_of : fact->milestone.at);
    SeenTracking seen = {.tracking = fact->milestone.tracking,
                         .revision = fact->revision,
                         .code = fact->milestone.code,
                         .at = fact->milestone.at,
                         .eta = fact->milestone.eta,
                         .was_lost = fact->was_lost,
                         .implausible = fact->implausible};
    OF_TRY(note_tracking(&package, &seen));
    OF_TRY(of_package_close(&package));
    return of_order_close(&order);
}
