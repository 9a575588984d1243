/* Runs one saga instance inside the order's task: decide, apply, and carry the actions outside. */
#include "sagas/engine/drive.h"

#include "processors/exceptions.h"
#include "topology/base/assert.h"

extern const of_saga backorder_saga;
extern const of_saga split_shipment_saga;
extern const of_saga returns_saga;

const of_saga *of_saga_of(SagaType type)
{
    switch (type) {
    case SAGA_TYPE_BACKORDER:
        return &backorder_saga;
    case SAGA_TYPE_SPLIT:
        return &split_shipment_saga;
    case SAGA_TYPE_RETURN:
        return &returns_saga;
    case SAGA_TYPE_UNKNOWN:
        break;
    }
    return NULL;
}

static const of_status no_memory = {OF_ABORT, 0, "a saga does not fit the memory of one record"};

/* ---- rows ---- */

of_text of_saga_line_key(of_ctx *ctx, of_text order, of_text line)
{
    const of_text parts[] = {order, line};
    return of_arena_join(of_scratch(ctx), '|', parts, 2);
}

of_status of_saga_unit_price(of_ctx *ctx, const SagaLine *line, int64_t *unit_price)
{
    const LineRow *row = NULL;
    OF_TRY(of_get_line(ctx, of_saga_line_key(ctx, line->order, line->line), &row));
    *unit_price = row != NULL && row->unit_price.present ? row->unit_price.value : 0;
    return OF_OK;
}

of_status of_saga_line_of(of_ctx *ctx, of_text order, of_text line, SagaLine *row, bool *found)
{
    const SagaLine *kept;
    OF_TRY(of_get_saga_line(ctx, of_saga_line_key(ctx, order, line), &kept));
    *found = kept != NULL;
    if (kept != NULL) {
        return of_record_copy(&of_SagaLine_type, kept, row, of_scratch(ctx));
    }
    *row = (SagaLine){.order = order, .line = line};
    return OF_OK;
}

of_status of_saga_order_of(of_ctx *ctx, of_text order, SagaOrder *row, bool *found)
{
    const SagaOrder *kept;
    OF_TRY(of_get_saga_order(ctx, order, &kept));
    *found = kept != NULL;
    if (kept != NULL) {
        return of_record_copy(&of_SagaOrder_type, kept, row, of_scratch(ctx));
    }
    *row = (SagaOrder){.order = order, .partial_allowed = true};
    return OF_OK;
}

static of_status put_line(of_ctx *ctx, const SagaLine *row)
{
    return of_put_saga_line(ctx, of_saga_line_key(ctx, row->order, row->line), row);
}

/* ---- what goes out ---- */

/* The order keeps the exceptions of all who find any. */
static of_status exception(of_ctx *ctx, const SagaRow *row, const of_saga_action *action)
{
    of_assert(of_exception_find(action->code) != NULL);
    return of_emit_exception_change(ctx, row->order,
                                    &(ExceptionChange){.saga = row->saga,
                                                       .code = action->code,
                                                       .line = row->line,
                                                       .subject = action->subject,
                                                       .detail = action->detail,
                                                       .open = action->kind == OF_ACT_OPEN});
}

of_status of_saga_raise(of_ctx *ctx, of_text order, of_text line, of_text code, of_text subject)
{
    SagaRow row = {.order = order, .line = line};
    return exception(ctx, &row,
                     &(of_saga_action){.kind = OF_ACT_OPEN, .code = code, .subject = subject});
}

static of_text where(of_ctx *ctx, const SagaRow *row)
{
    return of_arena_format(of_scratch(ctx), "%s %.*s", of_saga_status_name(row->status),
                           OF_TEXT_ARG(row->step));
}

static of_text reason_of(const of_saga_action *action)
{
    if (action->detail.data != NULL) {
        return action->detail;
    }
    return action->code;
}

static of_status log_entry(of_ctx *ctx, const of_saga *saga, const SagaRow *row, of_text before,
                           const of_saga_action *action)
{
    const CommandHeader *header = action->header;
    SagaEntry entry = {.saga = row->saga,
                       .seq = row->seq,
                       .type = row->type,
                       .order = row->order,
                       .step = of_text_of(saga->node((size_t)action->step).name),
                       .event = action->entry,
                       .state_before = before,
                       .state_after = where(ctx, row),
                       .reason = reason_of(action),
                       .at = of_now(ctx)};
    if (header != NULL) {
        entry.target = header->target;
        entry.key = header->key;
        entry.generation = header->generation;
        entry.attempt = header->attempt;
    } else if (action->reply != NULL) {
        entry.key = action->reply->key;
    }
    if (entry.state_after.data == NULL) {
        return no_memory;
    }
    return of_emit_saga_log(ctx, row->order, &entry);
}

static of_status carry_out(of_ctx *ctx, const of_saga *saga, SagaRow *row,
                           const of_saga_action *action)
{
    of_text before = where(ctx, row);
    OF_TRY(of_saga_apply(saga, row, action, of_now(ctx), of_scratch(ctx)));
    if (action->command != NULL) {
        OF_TRY(of_ctx_send(ctx, action->topic, action->header, action->command));
    }
    if (action->kind == OF_ACT_OPEN || action->kind == OF_ACT_RESOLVE) {
        OF_TRY(exception(ctx, row, action));
    }
    return action->logged ? log_entry(ctx, saga, row, before, action) : OF_OK;
}

static of_status timer_name(of_ctx *ctx, of_text saga, of_text step, of_text *name)
{
    const of_text parts[] = {saga, step};
    *name = of_arena_join(of_scratch(ctx), '/', parts, 2);
    return name->data == NULL ? no_memory : OF_OK;
}

/* One timer per saga, named by the step it is for: set to the earliest of what is in flight. It is
 * set again though it did not move: the engine may have had to refuse it, and without it a saga
 * that nobody answers would wait for ever. */
static of_status move_timer(of_ctx *ctx, const SagaRow *before, const SagaRow *after)
{
    of_text step_before;
    of_text step_after;
    of_text name;
    OptionalLong was = of_saga_wake(before, &step_before);
    OptionalLong wake = of_saga_wake(after, &step_after);
    bool stays = wake.present && wake.value == was.value && of_text_equal(step_before, step_after);
    if (was.present && !stays) {
        OF_TRY(timer_name(ctx, before->saga, step_before, &name));
        OF_TRY(of_timer_clear(ctx, name, was.value));
    }
    if (!wake.present) {
        return OF_OK;
    }
    OF_TRY(timer_name(ctx, after->saga, step_after, &name));
    return of_timer_set(ctx, name, wake.value);
}

static ActiveSaga shown(const of_saga *saga, const SagaRow *row)
{
    of_text step;
    return (ActiveSaga){.saga = row->saga,
                        .type = row->type,
                        .state = of_text_of(of_saga_status_name(row->status)),
                        .waiting_for = of_saga_awaits(saga, row),
                        .deadline = of_saga_wake(row, &step)};
}

static of_status tell_order(of_ctx *ctx, const of_saga *saga, const SagaRow *before,
                            const SagaRow *after)
{
    ActiveSaga old = shown(saga, before);
    SagaChange change = {
        .saga = shown(saga, after), .ended = of_saga_ended(after), .end_state = after->end_state};
    if (before->seq > 0 && of_record_equal(&of_ActiveSaga_type, &old, &change.saga)) {
        return OF_OK;
    }
    return of_emit_saga_change(ctx, after->order, &change);
}

/* ---- the end of one, the start of the next ---- */

static void forget(TextArray *live, of_text id)
{
    size_t kept = 0;
    for (size_t i = 0; i < live->len; i++) {
        if (!of_text_equal(live->items[i], id)) {
            live->items[kept++] = live->items[i];
        }
    }
    live->len = kept;
}

/* The ledger may still show what the split just gave back: it is short all the same. */
static void count_as_short(LineState *line, const SplitState *split)
{
    for (size_t i = 0; i < split->legs.len; i++) {
        if (split->legs.items[i].closed) {
            line->ledger.open += split->legs.items[i].covered;
        }
    }
}

static of_status retire(of_ctx *ctx, const SagaRow *row)
{
    SagaLine line;
    bool found;
    OF_TRY(of_saga_line_of(ctx, row->order, row->line, &line, &found));
    forget(&line.live, row->saga);
    OF_TRY(put_line(ctx, &line));
    if (row->type == SAGA_TYPE_SPLIT) {
        SagaOrder order;
        OF_TRY(of_saga_order_of(ctx, row->order, &order, &found));
        order.live_split = (of_text){0};
        OF_TRY(of_put_saga_order(ctx, row->order, &order));
    }
    if (row->backorder_reason.data == NULL || !line.last.present) {
        return OF_OK;
    }
    if (row->split.present) {
        count_as_short(&line.last.value, &row->split.value);
    }
    return of_saga_start_shortage(ctx, &line, row->backorder_reason, false);
}

static of_status run(of_ctx *ctx, const of_saga *saga, const SagaRow *before,
                     const of_saga_event *event)
{
    of_arena *arena = of_scratch(ctx);
    of_saga_actions actions;
    OF_TRY(of_saga_decide(saga, before, event, of_now(ctx), arena, &actions));
    if (actions.len == 0) {
        return move_timer(ctx, before, before);
    }
    SagaRow row;
    OF_TRY(of_record_copy(&of_SagaRow_type, before, &row, arena));
    for (size_t i = 0; i < actions.len; i++) {
        OF_TRY(carry_out(ctx, saga, &row, &actions.items[i]));
    }
    OF_TRY(of_put_saga(ctx, row.saga, &row));
    OF_TRY(move_timer(ctx, before, &row));
    OF_TRY(tell_order(ctx, saga, before, &row));
    return of_saga_ended(&row) && !of_saga_ended(before) ? retire(ctx, &row) : OF_OK;
}

of_status of_saga_drive(of_ctx *ctx, of_text id, const of_saga_event *event, bool *found)
{
    const SagaRow *kept;
    OF_TRY(of_get_saga(ctx, id, &kept));
    if (found != NULL) {
        *found = kept != NULL;
    }
    if (kept == NULL) {
        return OF_OK;
    }
    const of_saga *saga = of_saga_of(kept->type);
    if (saga == NULL) {
        return OF_SKIP_AS("a saga of a type that this release does not have");
    }
    SagaRow before;
    OF_TRY(of_record_copy(&of_SagaRow_type, kept, &before, of_scratch(ctx)));
    return run(ctx, saga, &before, event);
}

of_status of_saga_launch(of_ctx *ctx, const of_saga *saga, of_text id, SagaLine *line,
                         const of_saga_start *start)
{
    const SagaRow *kept;
    OF_TRY(of_get_saga(ctx, id, &kept));
    if (kept != NULL) {
        return OF_OK; /* the trigger was seen before (E1) */
    }
    of_moment at = {.now = of_now(ctx), .arena = of_scratch(ctx)};
    of_text *live = of_saga_grow(&at, line->live.items, line->live.len, sizeof *live);
    if (live == NULL || id.data == NULL) {
        return no_memory;
    }
    live[line->live.len] = id;
    line->live.items = live;
    line->live.len++;
    line->offers.len = 0;
    OF_TRY(put_line(ctx, line));
    SagaRow row = of_saga_begin(saga, id, line->order, line->line, at.now);
    return run(ctx, saga, &row, &(of_saga_event){.kind = OF_SAGA_START, .of.start = start});
}

of_status of_saga_drive_line(of_ctx *ctx, const SagaLine *line, const of_saga_event *event)
{
    for (size_t i = 0; i < line->live.len; i++) {
        OF_TRY(of_saga_drive(ctx, line->live.items[i], event, NULL));
    }
    return OF_OK;
}

of_status of_saga_start_shortage(of_ctx *ctx, SagaLine *line, of_text reason, bool may_split)
{
    SagaOrder order;
    bool found;
    OF_TRY(of_saga_order_of(ctx, line->order, &order, &found));
    SagaOffer *offers = line->offers.items; /* the launch empties the list, not the items */
    LineState last = line->last.value;
    of_saga_start start = {.line = &last,
                           .order = &order,
                           .offers = offers,
                           .offer_count = line->offers.len,
                           .reason = reason,
                           .number = order.splits + 1};
    OF_TRY(of_saga_unit_price(ctx, line, &start.unit_price));
    of_arena *arena = of_scratch(ctx);
    if (may_split && order.live_split.data == NULL && split_shipment_saga.wants(&start)) {
        order.splits++;
        order.live_split =
            of_arena_format(arena, "SP:%.*s:%d", OF_TEXT_ARG(line->order), order.splits);
        OF_TRY(of_put_saga_order(ctx, line->order, &order));
        return of_saga_launch(ctx, &split_shipment_saga, order.live_split, line, &start);
    }
    line->backorders++;
    start.number = line->backorders;
    of_text id = of_arena_format(arena, "BO:%.*s:%.*s:%d", OF_TEXT_ARG(line->order),
                                 OF_TEXT_ARG(line->line), line->backorders);
    return of_saga_launch(ctx, &backorder_saga, id, line, &start);
}
