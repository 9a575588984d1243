/* Line rows: opened, closed with the order's sums moved along, refreshed when the header changes.
 */
#include "processors/order_exceptions.h"

of_status of_line_open(of_order_work *order, of_text line, of_line_work *work)
{
    const LineRow *row = NULL;
    *work = (of_line_work){.order = order};
    OF_TRY(of_order_key(order, line, &work->key));
    OF_TRY(of_get_line(order->ctx, work->key, &row));
    work->known = row != NULL;
    if (row != NULL) {
        work->row = *row;
        work->stub_before = !row->booked;
        work->return_open_before = of_line_return_open(row);
    } else {
        work->row.order = order->row.order;
        work->row.line = line;
    }
    return OF_OK;
}

void of_line_saw(of_line_work *work, OptionalLong at)
{
    OptionalLong later = of_later(work->row.as_of, at);
    if (later.present && (!work->row.as_of.present || later.value != work->row.as_of.value)) {
        work->row.as_of = later;
        work->touched = true;
    }
    of_order_saw(work->order, at);
}

/* Takes out of the order what the line counted for, and adds what it counts for now. */
static void move_counts(of_line_work *work, const LineState *next)
{
    OrderRow *order = &work->order->row;
    OrderState *sums = &work->order->next;
    if (work->known) {
        of_ledger_subtract(&sums->totals, &work->row.published.ledger);
        order->lines_by_status.items[work->row.published.status]--;
    } else {
        sums->line_count++;
    }
    of_ledger_add(&sums->totals, &next->ledger);
    order->lines_by_status.items[next->status]++;
    order->stub_lines += (work->row.booked ? 0 : 1) - (work->known && work->stub_before ? 1 : 0);
    order->open_returns +=
        (of_line_return_open(&work->row) ? 1 : 0) - (work->return_open_before ? 1 : 0);
}

static void detect(const of_order_work *order, const LineRow *row, const LineState *line,
                   of_detection *found)
{
    of_detection_start(found, of_scratch(order->ctx));
    of_detect_line(order, row, line, found);
}

of_status of_line_close(of_line_work *work)
{
    of_detection found;
    LineState next;
    if (!work->touched) {
        return OF_OK;
    }
    const LineState before = work->row.published;
    OF_TRY(of_line_derive(work->order, &work->row, &next));
    move_counts(work, &next);
    OF_TRY(of_worth_move(work->order, &work->row, &next.ledger));
    work->order->touched = true;
    detect(work->order, &work->row, &next, &found);
    OF_TRY(of_findings_settle(work->order, &work->row.findings, work->row.line, &found));
    if (!work->known || !of_record_equal(&of_LineState_type, &before, &next)) {
        next.version++;
        next.updated_at = of_now_since(work->order->ctx, before.updated_at);
        OF_TRY(
            of_emit_line_state(work->order->ctx, work->key, work->known ? &before : NULL, &next));
        work->row.published = next;
    }
    return of_put_line(work->order->ctx, work->key, &work->row);
}

typedef struct refresh {
    of_order_work *order;
    TextArray lines; /* that differ from what was published */
    size_t capacity;
} refresh;

static of_status remember(refresh *state, of_text line)
{
    of_arena *scratch = of_scratch(state->order->ctx);
    if (state->lines.len == state->capacity) {
        size_t capacity = state->capacity == 0 ? 16 : state->capacity * 2;
        of_text *items = of_arena_array(scratch, capacity, sizeof *items);
        if (items == NULL) {
            return OF_ABORT_AS("the scratch memory of this record is full");
        }
        if (state->lines.len > 0) {
            memcpy(items, state->lines.items, state->lines.len * sizeof *items);
        }
        state->lines.items = items;
        state->capacity = capacity;
    }
    of_text copy = of_arena_text(scratch, line);
    state->lines.items[state->lines.len++] = copy;
    return copy.data == NULL ? OF_ABORT_AS("the scratch memory of this record is full") : OF_OK;
}

static of_status visit_line(void *state, of_text key, const void *visited)
{
    refresh *all = state;
    const LineRow *row = visited;
    LineState next;
    (void)key;
    /* "a|b" may be line b of order a or the prefix of an order of that name: the row knows. */
    if (!of_text_equal(row->order, all->order->row.order)) {
        return OF_OK;
    }
    of_arena *scratch = of_scratch(all->order->ctx);
    of_arena_mark mark = of_arena_save(scratch);
    OF_TRY(of_line_derive(all->order, row, &next));
    of_detection found;
    detect(all->order, row, &next, &found);
    bool differs = !of_record_equal(&of_LineState_type, &row->published, &next) ||
                   of_findings_differ(&row->findings, &found);
    of_arena_rewind(scratch, mark);
    return differs ? remember(all, row->line) : OF_OK;
}

of_status of_line_refresh_all(of_order_work *order)
{
    refresh all = {.order = order};
    if (order->next.line_count == 0) {
        return OF_OK;
    }
    const of_text parts[] = {order->row.order, OF_TEXT("")};
    of_text prefix = of_arena_join(of_scratch(order->ctx), '|', parts, 2);
    if (prefix.data == NULL) {
        return OF_ABORT_AS("the scratch memory of this record is full");
    }
    OF_TRY(of_ctx_scan(order->ctx, OF_STORE_line, prefix, visit_line, &all));
    OF_TRY(all.lines.len == 0 ? OF_OK : of_findings_reserve(order));
    OF_TRY(all.lines.len == 0 ? OF_OK : of_worth_reserve(order));
    for (size_t i = 0; i < all.lines.len; i++) {
        of_line_work line;
        /* What a line leaves behind for the order are numbers, so its memory goes at once: an order
         * may have 100,000 lines. */
        of_arena_mark mark = of_arena_save(of_scratch(order->ctx));
        OF_TRY(of_line_open(order, all.lines.items[i], &line));
        line.touched = true;
        OF_TRY(of_line_close(&line));
        of_arena_rewind(of_scratch(order->ctx), mark);
    }
    return OF_OK;
}
