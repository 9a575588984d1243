/* The saga node: an ordinary processor that starts sagas and hands them what happens. */
#include "processors/processor.h"

#include "sagas/engine/drive.h"
#include "sagas/legs.h"
#include "topology/base/time.h"

#define SETTLE_MS   OF_SECONDS(30) /* the ERP's own schedule rows come first (E20) */
#define PARK_MS     OF_MINUTES(5)  /* an answer to an unknown saga (E3) */
#define PARKED_MAX  100
#define OFFERS_MAX  100
#define OFFERED_MAX 4000 /* over the life of a line */

static const of_text settle_timer = {"settle/", 7};
static const of_text parked_timer = {"parked/", 7};

/* ---- the order's state ---- */

static void take_order(SagaOrder *row, const OrderState *order)
{
    row->ship_complete = order->ship_complete;
    row->partial_allowed = order->partial_allowed;
    row->invoice_policy = order->invoice_policy;
    row->backorder_policy = order->backorder_policy;
    for (size_t i = 0; i < order->shipments.len; i++) {
        const OrderShipment *shipment = &order->shipments.items[i];
        row->site = row->site.data == NULL ? shipment->site : row->site;
        row->carrier = row->carrier.data == NULL ? shipment->carrier : row->carrier;
    }
}

/* Most orders have the usual policies and no trouble: they cost no row until they ship. */
static of_status on_order_state(of_ctx *ctx, const OrderState *, const OrderState *after)
{
    SagaOrder row;
    bool found;
    OF_TRY(of_saga_order_of(ctx, after->order, &row, &found));
    SagaOrder before = row;
    take_order(&row, after);
    if (of_record_equal(&of_SagaOrder_type, &before, &row)) {
        return OF_OK;
    }
    return of_put_saga_order(ctx, after->order, &row);
}

/* ---- the line's state ---- */

static bool short_now(const LineState *line)
{
    return line != NULL && line->ledger.backordered > 0;
}

static of_status let_settle(of_ctx *ctx, SagaLine *row)
{
    int64_t due = of_now(ctx) + SETTLE_MS;
    row->settle_at = (OptionalLong){.present = true, .value = due};
    of_text key = of_saga_line_key(ctx, row->order, row->line);
    of_text name = of_arena_format(of_scratch(ctx), "settle/%.*s", OF_TEXT_ARG(key));
    return of_timer_set(ctx, name, due);
}

static bool mends_shortage(const SagaLine *row)
{
    for (size_t i = 0; i < row->live.len; i++) {
        of_text id = row->live.items[i];
        if (id.len > 3 && (memcmp(id.data, "BO:", 3) == 0 || memcmp(id.data, "SP:", 3) == 0)) {
            return true;
        }
    }
    return false;
}

/* A line without trouble costs no row of ours: its own tells what a return has to know of it. */
static of_status on_line_state(of_ctx *ctx, const LineState *before, const LineState *after)
{
    SagaLine row;
    bool found;
    OF_TRY(of_saga_line_of(ctx, after->order, after->line, &row, &found));
    if (!found && !short_now(after)) {
        return OF_OK;
    }
    row.last.present = true;
    row.last.value = *after;
    int64_t was = before == NULL ? 0 : before->ledger.backordered;
    bool grew = after->ledger.backordered > was;
    if (grew && !row.settle_at.present && !mends_shortage(&row)) {
        OF_TRY(let_settle(ctx, &row));
    }
    OF_TRY(of_put_saga_line(ctx, of_saga_line_key(ctx, row.order, row.line), &row));
    return of_saga_drive_line(ctx, &row, &(of_saga_event){.kind = OF_SAGA_LINE, .of.line = after});
}

/* ---- facts for sagas ---- */

/* Offers are remembered for good, by source row and version: one that comes again after it was used
 * up, or after the saga that used it, is not new supply. */
static bool remember_offer(SagaLine *row, const SupplyOffer *offer, of_moment *at)
{
    const SourcePosition *from = &offer->source;
    of_text source =
        of_saga_text(at, "%.*s|%.*s|%.*s|%.*s", OF_TEXT_ARG(from->system),
                     OF_TEXT_ARG(from->instance), OF_TEXT_ARG(from->table), OF_TEXT_ARG(from->row));
    SeenQuantity *seen = of_saga_grow(at, row->offered.items, row->offered.len, sizeof *seen);
    if (at->full) {
        return false;
    }
    size_t index = 0;
    while (index < row->offered.len && !of_text_equal(seen[index].source, source)) {
        index++;
    }
    if (index < row->offered.len && seen[index].position >= from->position) {
        return false;
    }
    seen[index] = (SeenQuantity){source, from->position, offer->qty};
    row->offered.items = seen;
    row->offered.len += index == row->offered.len ? 1 : 0;
    return true;
}

static of_status on_supply_offer(of_ctx *ctx, const SupplyOffer *offer)
{
    SagaLine row;
    bool found;
    of_moment at = {.now = of_now(ctx), .arena = of_scratch(ctx)};
    OF_TRY(of_saga_line_of(ctx, offer->order, offer->line, &row, &found));
    if (row.offered.len >= OFFERED_MAX) {
        return OF_SKIP_AS("more offers than one line remembers (4000)");
    }
    if (!remember_offer(&row, offer, &at)) {
        return at.full ? OF_ABORT_AS("an offer does not fit the memory of one record") : OF_OK;
    }
    if (mends_shortage(&row)) {
        OF_TRY(of_put_saga_line(ctx, of_saga_line_key(ctx, row.order, row.line), &row));
        return of_saga_drive_line(ctx, &row,
                                  &(of_saga_event){.kind = OF_SAGA_OFFER, .of.offer = offer});
    }
    if (row.offers.len < OFFERS_MAX) {
        of_offers_add(&row.offers, offer, &at);
    }
    if (at.full) {
        return OF_ABORT_AS("an offer does not fit the memory of one record");
    }
    return of_put_saga_line(ctx, of_saga_line_key(ctx, row.order, row.line), &row);
}

static of_status fan_out(of_ctx *ctx, of_text order, of_text line, const of_saga_event *event)
{
    SagaLine row;
    bool found;
    OF_TRY(of_saga_line_of(ctx, order, line, &row, &found));
    return found ? of_saga_drive_line(ctx, &row, event) : OF_OK;
}

typedef struct live_lines {
    of_moment at;
    TextArray lines;
} live_lines;

static of_status collect(void *state, of_text, const void *row)
{
    live_lines *live = state;
    const SagaLine *line = row;
    if (line->live.len == 0) {
        return OF_OK;
    }
    of_text *items =
        of_saga_grow(&live->at, live->lines.items, live->lines.len, sizeof *live->lines.items);
    if (items == NULL) {
        return OF_ABORT_AS("the lines of an order do not fit the memory of one record");
    }
    items[live->lines.len] = of_arena_text(live->at.arena, line->line);
    live->lines.items = items;
    live->lines.len++;
    return OF_OK;
}

/* A cancellation is an input to the sagas at work; without one the ERP's own is only watched
 * (E21). It does not wait to settle (E20). */
static of_status on_cancel_request(of_ctx *ctx, const CancelRequest *request)
{
    of_saga_event event = {.kind = OF_SAGA_CANCEL, .of.cancel = request};
    if (request->line.data != NULL) {
        return fan_out(ctx, request->order, request->line, &event);
    }
    live_lines live = {.at = {.now = of_now(ctx), .arena = of_scratch(ctx)}};
    of_text prefix = of_arena_format(of_scratch(ctx), "%.*s|", OF_TEXT_ARG(request->order));
    OF_TRY(of_ctx_scan(ctx, OF_STORE_saga_line, prefix, collect, &live));
    for (size_t i = 0; i < live.lines.len; i++) {
        OF_TRY(fan_out(ctx, request->order, live.lines.items[i], &event));
    }
    return OF_OK;
}

/* Goods that returns at work have a claim on: the same units do not come back twice (L4). */
static of_status count_reserved(of_ctx *ctx, const SagaLine *row, int64_t *reserved)
{
    for (size_t i = 0; i < row->live.len; i++) {
        const SagaRow *saga;
        OF_TRY(of_get_saga(ctx, row->live.items[i], &saga));
        if (saga != NULL && saga->returned.present) {
            *reserved += saga->returned.value.qty;
        }
    }
    return OF_OK;
}

/* The line as it was published last. */
static of_status last_of(of_ctx *ctx, const SagaLine *row, LineState *last)
{
    const LineRow *line = NULL;
    *last = (LineState){.order = row->order, .line = row->line};
    if (row->last.present) {
        *last = row->last.value;
        return OF_OK;
    }
    OF_TRY(of_get_line(ctx, of_saga_line_key(ctx, row->order, row->line), &line));
    if (line != NULL) {
        *last = line->published;
    }
    return OF_OK;
}

static of_status on_return_request(of_ctx *ctx, const ReturnRequest *request)
{
    SagaLine row;
    SagaOrder order;
    bool found;
    OF_TRY(of_saga_line_of(ctx, request->order, request->line, &row, &found));
    OF_TRY(of_saga_order_of(ctx, request->order, &order, &found));
    LineState line;
    OF_TRY(last_of(ctx, &row, &line));
    of_saga_start start = {.line = &line, .order = &order, .request = request};
    OF_TRY(count_reserved(ctx, &row, &start.reserved));
    OF_TRY(of_saga_unit_price(ctx, &row, &start.unit_price));
    of_text id = of_arena_format(of_scratch(ctx), "RT:%.*s:%.*s", OF_TEXT_ARG(request->order),
                                 OF_TEXT_ARG(request->request));
    return of_saga_launch(ctx, of_saga_of(SAGA_TYPE_RETURN), id, &row, &start);
}

static of_status on_return_receipt(of_ctx *ctx, const ReturnReceipt *receipt)
{
    return fan_out(ctx, receipt->order, receipt->line,
                   &(of_saga_event){.kind = OF_SAGA_RECEIPT, .of.receipt = receipt});
}

static of_status on_inspection(of_ctx *ctx, const Inspection *inspection)
{
    return fan_out(ctx, inspection->order, inspection->line,
                   &(of_saga_event){.kind = OF_SAGA_INSPECTION, .of.inspection = inspection});
}

/* ---- answers ---- */

/* The saga id is what stands before a slash of the key; ids and targets may hold slashes too. */
static of_status deliver(of_ctx *ctx, const Reply *reply, bool *found)
{
    *found = false;
    of_saga_event event = {.kind = OF_SAGA_REPLY, .of.reply = reply};
    for (size_t i = 0; i < reply->key.len && !*found; i++) {
        if (reply->key.data[i] == '/') {
            of_text id = {.data = reply->key.data, .len = i};
            OF_TRY(of_saga_drive(ctx, id, &event, found));
        }
    }
    return OF_OK;
}

static of_status park(of_ctx *ctx, const Reply *reply)
{
    SagaOrder order;
    bool found;
    OF_TRY(of_saga_order_of(ctx, of_key(ctx), &order, &found));
    for (size_t i = 0; i < order.parked.len; i++) {
        if (of_text_equal(order.parked.items[i].reply.key, reply->key)) {
            return OF_OK;
        }
    }
    if (order.parked.len == PARKED_MAX) {
        return of_saga_raise(ctx, order.order, (of_text){0}, OF_TEXT("UNKNOWN_SAGA_REPLY"),
                             reply->key);
    }
    of_moment at = {.now = of_now(ctx), .arena = of_scratch(ctx)};
    ParkedReply *parked = of_saga_grow(&at, order.parked.items, order.parked.len, sizeof *parked);
    of_text name = of_saga_text(&at, "parked/%.*s", OF_TEXT_ARG(order.order));
    if (at.full) {
        return OF_ABORT_AS("an answer does not fit the memory of one record");
    }
    parked[order.parked.len] = (ParkedReply){.reply = *reply, .until = at.now + PARK_MS};
    order.parked.items = parked;
    order.parked.len++;
    OF_TRY(of_put_saga_order(ctx, order.order, &order));
    return of_timer_set(ctx, name, at.now + PARK_MS);
}

static of_status on_reply(of_ctx *ctx, const Reply *reply)
{
    bool found;
    OF_TRY(deliver(ctx, reply, &found));
    return found ? OF_OK : park(ctx, reply);
}

/* ---- timers ---- */

static bool starts_with(of_text text, of_text prefix)
{
    return text.len > prefix.len && memcmp(text.data, prefix.data, prefix.len) == 0;
}

static of_text after(of_text text, of_text prefix)
{
    return (of_text){.data = text.data + prefix.len, .len = text.len - prefix.len};
}

static of_status settled(of_ctx *ctx, of_text key, int64_t due_ms)
{
    const SagaLine *kept;
    OF_TRY(of_get_saga_line(ctx, key, &kept));
    if (kept == NULL || !kept->settle_at.present || kept->settle_at.value != due_ms) {
        return OF_OK;
    }
    SagaLine row;
    OF_TRY(of_record_copy(&of_SagaLine_type, kept, &row, of_scratch(ctx)));
    row.settle_at = (OptionalLong){0};
    OF_TRY(of_put_saga_line(ctx, key, &row));
    if (!row.last.present || !short_now(&row.last.value) || mends_shortage(&row)) {
        return OF_OK;
    }
    return of_saga_start_shortage(ctx, &row, OF_TEXT("ATP_SHORT"), true);
}

static of_status unpark(of_ctx *ctx, of_text key)
{
    SagaOrder order;
    bool found;
    OF_TRY(of_saga_order_of(ctx, key, &order, &found));
    ParkedReplyArray waiting = order.parked;
    order.parked.len = 0;
    of_moment at = {.now = of_now(ctx), .arena = of_scratch(ctx)};
    ParkedReply *kept = of_arena_array(at.arena, waiting.len + 1, sizeof *kept);
    if (kept == NULL) {
        return OF_ABORT_AS("the answers of an order do not fit the memory of one record");
    }
    order.parked.items = kept;
    for (size_t i = 0; i < waiting.len; i++) {
        if (waiting.items[i].until > at.now) {
            kept[order.parked.len++] = waiting.items[i];
        }
    }
    OF_TRY(of_put_saga_order(ctx, key, &order));
    for (size_t i = 0; i < waiting.len; i++) {
        const ParkedReply *one = &waiting.items[i];
        if (one->until > at.now) {
            continue;
        }
        OF_TRY(deliver(ctx, &one->reply, &found));
        if (!found) {
            OF_TRY(of_saga_raise(ctx, key, (of_text){0}, OF_TEXT("UNKNOWN_SAGA_REPLY"),
                                 one->reply.key));
        }
    }
    return OF_OK;
}

/* A timer that was overtaken finds nothing due and changes nothing. */
static of_status on_timer(of_ctx *ctx, of_text name, int64_t due_ms)
{
    if (starts_with(name, settle_timer)) {
        return settled(ctx, after(name, settle_timer), due_ms);
    }
    if (starts_with(name, parked_timer)) {
        return unpark(ctx, after(name, parked_timer));
    }
    size_t len = name.len;
    while (len > 0 && name.data[len - 1] != '/') {
        len--;
    }
    if (len == 0) {
        return OF_SKIP_AS("a timer of the saga node that names no saga");
    }
    of_text id = {.data = name.data, .len = len - 1};
    return of_saga_drive(ctx, id, &(of_saga_event){.kind = OF_SAGA_WAKE}, NULL);
}

const of_processor saga_processor =
    OF_PROCESSOR(.answers =
                     "What has to be done about this order, is it being done, and did it work?",
                 .of.order_state = on_order_state, .of.line_state = on_line_state,
                 .of.supply_offer = on_supply_offer, .of.cancel_request = on_cancel_request,
                 .of.return_request = on_return_request, .of.return_receipt = on_return_receipt,
                 .of.inspection = on_inspection, .of.reply = on_reply, .on_timer = on_timer);
