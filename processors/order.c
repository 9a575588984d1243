/* The order processor: what is true of an order and its lines now, over all systems? */
#include "processors/order_exceptions.h"

of_status of_order_key(const of_order_work *work, of_text part, of_text *key)
{
    if (part.len == 0) {
        return OF_SKIP_AS("a fact names an empty line or package");
    }
    const of_text parts[] = {work->row.order, part};
    *key = of_arena_join(of_scratch(work->ctx), '|', parts, 2);
    return key->data == NULL ? OF_ABORT_AS("the scratch memory of this record is full") : OF_OK;
}

/* The counts are written to while the record is handled, so they are copied; a row of an older
 * release that knew fewer statuses grows here. */
static of_status own_counts(of_order_work *work)
{
    int32_t *counts = of_arena_array(of_scratch(work->ctx), FULFIL_STATUS_COUNT, sizeof *counts);
    if (counts == NULL) {
        return OF_ABORT_AS("the scratch memory of this record is full");
    }
    const IntArray *kept = &work->row.lines_by_status;
    for (size_t i = 0; i < kept->len && i < FULFIL_STATUS_COUNT; i++) {
        counts[i] = kept->items[i];
    }
    work->row.lines_by_status = (IntArray){.items = counts, .len = FULFIL_STATUS_COUNT};
    return OF_OK;
}

of_status of_order_open(of_ctx *ctx, of_order_work *work)
{
    const OrderRow *row = NULL;
    *work = (of_order_work){.ctx = ctx, .due_ms = INT64_MAX};
    OF_TRY(of_get_order(ctx, of_key(ctx), &row));
    if (row != NULL) {
        work->row = *row;
    } else {
        work->row.order = of_key(ctx);
    }
    work->next = work->row.published;
    work->next.order = work->row.order;
    if (work->row.commercial.present) {
        work->commercial = work->row.commercial.value;
    }
    OF_TRY(own_counts(work));
    of_order_merge_headers(work);
    return OF_OK;
}

void of_order_saw(of_order_work *work, OptionalLong at)
{
    OptionalLong later = of_later(work->next.as_of, at);
    if (later.present && (!work->next.as_of.present || later.value != work->next.as_of.value)) {
        work->next.as_of = later;
        work->touched = true;
    }
}

static of_status settle_findings(of_order_work *work)
{
    of_detection found;
    of_detection_start(&found, of_scratch(work->ctx));
    of_detect_order(work, &found);
    OF_TRY(of_findings_settle(work, &work->row.findings, (of_text){0}, &found));
    return of_findings_wake(work);
}

of_status of_order_close(of_order_work *work)
{
    if (!work->touched) {
        return OF_OK;
    }
    const OrderState before = work->row.published;
    of_order_derive(work);
    OF_TRY(settle_findings(work));
    work->next.version = before.version;
    work->next.updated_at = before.updated_at;
    if (before.version == 0 || !of_record_equal(&of_OrderState_type, &before, &work->next)) {
        work->next.version++;
        work->next.updated_at = of_now_since(work->ctx, before.updated_at);
        OF_TRY(of_emit_order_state(work->ctx, work->row.order, before.version == 0 ? NULL : &before,
                                   &work->next));
        work->row.published = work->next;
    }
    OF_TRY(of_worth_publish(work));
    return of_put_order(work->ctx, work->row.order, &work->row);
}

static of_status on_payment(of_ctx *ctx, const Payment *fact)
{
    of_order_work work;
    bool fresh = false;
    if (fact->amount < 0) {
        return OF_SKIP_AS("a payment below zero");
    }
    OF_TRY(of_amount_check(fact->amount));
    OF_TRY(of_order_open(ctx, &work));
    of_order_saw(&work, fact->paid_at);
    SeenPayment seen = {.source = of_seen_source(ctx, &fact->source),
                        .position = fact->source.position,
                        .amount = fact->amount,
                        .status = fact->status,
                        .deleted = fact->source.deleted,
                        .paid_at = fact->paid_at};
    OF_SEEN_PUT(ctx, &work.row.payments, &seen, &fresh);
    work.touched = work.touched || fresh;
    return of_order_close(&work);
}

/* Index of the saga in the sorted list, or where it belongs. */
static size_t saga_index(const ActiveSagaArray *sagas, of_text saga)
{
    size_t index = 0;
    while (index < sagas->len && of_text_compare(sagas->items[index].saga, saga) < 0) {
        index++;
    }
    return index;
}

static of_status on_saga_change(of_ctx *ctx, const SagaChange *fact)
{
    of_order_work work;
    OF_TRY(of_order_open(ctx, &work));
    ActiveSagaArray *sagas = &work.next.active_sagas;
    size_t index = saga_index(sagas, fact->saga.saga);
    bool known = index < sagas->len && of_text_equal(sagas->items[index].saga, fact->saga.saga);
    bool same = known && !fact->ended &&
                of_record_equal(&of_ActiveSaga_type, &sagas->items[index], &fact->saga);
    if (same || (fact->ended && !known)) {
        return OF_OK;
    }
    of_array list = {sagas->items, sagas->len};
    OF_TRY(known ? of_seen_own(ctx, &list, sizeof *sagas->items)
                 : of_seen_insert(ctx, &list, sizeof *sagas->items, index));
    *sagas = (ActiveSagaArray){.items = list.items, .len = list.len};
    if (fact->ended) {
        memmove(&sagas->items[index], &sagas->items[index + 1],
                (sagas->len - index - 1) * sizeof *sagas->items);
        sagas->len--;
    } else {
        sagas->items[index] = fact->saga;
    }
    work.touched = true;
    return of_order_close(&work);
}

const of_processor order_processor =
    OF_PROCESSOR(.answers = "What is true of an order and its lines now, over all systems?",
                 .of.order_header = of_order_header_fact, .of.order_line = of_line_order_line_fact,
                 .of.schedule_line = of_line_schedule_fact,
                 .of.allocation = of_line_allocation_fact,
                 .of.warehouse_order = of_line_warehouse_order_fact, .of.pick = of_line_pick_fact,
                 .of.package_content = of_package_content_fact,
                 .of.ship_confirm = of_package_confirm_fact, .of.payment = on_payment,
                 .of.invoice_line = of_line_invoice_fact,
                 .of.credit_memo_line = of_line_credit_fact,
                 .of.return_receipt = of_line_receipt_fact,
                 .of.inspection = of_line_inspection_fact,
                 .of.order_milestone = of_package_milestone_fact, .of.saga_change = on_saga_change,
                 .of.exception_change = of_findings_told, .of.control = of_findings_control,
                 .on_timer = of_findings_timer);
