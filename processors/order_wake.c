/* What moves the exceptions of an order beside its facts: its one timer, at the earliest due time
 * of all its rows, what sagas say, and what a person closes. */
#include "processors/order_exceptions.h"

#include "topology/base/assert.h"

static const of_status no_memory = {OF_ABORT, 0, "the scratch memory of this record is full"};
static const of_text timer_name = {"findings", 8};

static bool same_text(of_text a, of_text b)
{
    return (a.data == NULL) == (b.data == NULL) && of_text_equal(a, b);
}

/* ---- the timer ---- */

of_status of_findings_wake(of_order_work *order)
{
    OrderRow *row = &order->row;
    OptionalLong *wake = &row->wake_at;
    bool stays = wake->present && row->waiting > 0 && wake->value <= order->due_ms;
    if (stays && wake->value <= of_now(order->ctx)) {
        return of_timer_set(order->ctx, timer_name, wake->value); /* it may have been dropped */
    }
    if (stays || (!wake->present && row->waiting == 0)) {
        return OF_OK;
    }
    if (wake->present) {
        OF_TRY(of_timer_clear(order->ctx, timer_name, wake->value));
        *wake = (OptionalLong){0};
    }
    if (row->waiting > 0) {
        of_assert(order->due_ms != INT64_MAX);
        *wake = (OptionalLong){.present = true, .value = order->due_ms};
        return of_timer_set(order->ctx, timer_name, wake->value);
    }
    return OF_OK;
}

/* Names of the lines or packages that have something due; of the others the earliest. */
typedef struct due_rows {
    of_order_work *order;
    int64_t now;
    of_text *names;
    size_t len;
    size_t capacity;
} due_rows;

static of_status add_name(due_rows *due, of_text name)
{
    of_arena *scratch = of_scratch(due->order->ctx);
    if (due->len == due->capacity) {
        size_t capacity = due->capacity == 0 ? 16 : due->capacity * 2;
        of_text *names = of_arena_array(scratch, capacity, sizeof *names);
        if (names == NULL) {
            return no_memory;
        }
        if (due->len > 0) {
            memcpy(names, due->names, due->len * sizeof *names);
        }
        due->names = names;
        due->capacity = capacity;
    }
    due->names[due->len] = of_arena_text(scratch, name);
    return due->names[due->len++].data == NULL ? no_memory : OF_OK;
}

static of_status look_at(due_rows *due, of_text order, of_text name, const FindingArray *list)
{
    bool is_due = false;
    if (!of_text_equal(order, due->order->row.order)) {
        return OF_OK;
    }
    for (size_t i = 0; i < list->len; i++) {
        OptionalLong at = list->items[i].due_at;
        is_due = is_due || (at.present && at.value <= due->now);
        if (at.present && at.value > due->now && at.value < due->order->due_ms) {
            due->order->due_ms = at.value;
        }
    }
    return is_due ? add_name(due, name) : OF_OK;
}

static of_status look_at_line(void *state, of_text key, const void *visited)
{
    const LineRow *row = visited;
    (void)key;
    return look_at(state, row->order, row->line, &row->findings);
}

static of_status look_at_package(void *state, of_text key, const void *visited)
{
    const PackageRow *row = visited;
    (void)key;
    return look_at(state, row->order, row->package, &row->findings);
}

static of_status settle_line(of_order_work *order, of_text name)
{
    of_line_work line;
    OF_TRY(of_line_open(order, name, &line));
    line.touched = true;
    return of_line_close(&line);
}

static of_status settle_package(of_order_work *order, of_text name)
{
    of_package_work package;
    OF_TRY(of_package_open(order, name, &package));
    package.touched = true;
    return of_package_close(&package);
}

/* What settling one row leaves in the scratch goes before the next: an order may have 100,000. It
 * stays where the order shows the package anew, as after a release that derives it otherwise. */
static of_status settle_due(due_rows *due, of_status (*settle)(of_order_work *order, of_text name))
{
    of_arena *scratch = of_scratch(due->order->ctx);
    OF_TRY(due->len == 0 ? OF_OK : of_findings_reserve(due->order));
    OF_TRY(due->len == 0 ? OF_OK : of_worth_reserve(due->order));
    for (size_t i = 0; i < due->len; i++) {
        of_arena_mark mark = of_arena_save(scratch);
        const OrderShipment *shown = due->order->next.shipments.items;
        OF_TRY(settle(due->order, due->names[i]));
        if (due->order->next.shipments.items == shown) {
            of_arena_rewind(scratch, mark);
        }
    }
    due->len = 0;
    return OF_OK;
}

of_status of_findings_timer(of_ctx *ctx, of_text name, int64_t due_ms)
{
    of_order_work order;
    OF_TRY(of_order_open(ctx, &order));
    bool mine = of_text_equal(name, timer_name) && order.row.wake_at.present &&
                order.row.wake_at.value == due_ms;
    if (!mine) {
        return OF_OK; /* it was set anew */
    }
    const of_text parts[] = {order.row.order, OF_TEXT("")};
    of_text prefix = of_arena_join(of_scratch(ctx), '|', parts, 2);
    if (prefix.data == NULL) {
        return no_memory;
    }
    order.row.wake_at = (OptionalLong){0};
    order.touched = true;
    due_rows due = {.order = &order, .now = of_now(ctx)};
    OF_TRY(of_ctx_scan(ctx, OF_STORE_line, prefix, look_at_line, &due));
    OF_TRY(settle_due(&due, settle_line));
    OF_TRY(of_ctx_scan(ctx, OF_STORE_package, prefix, look_at_package, &due));
    OF_TRY(settle_due(&due, settle_package));
    return of_order_close(&order);
}

/* ---- what a saga says ---- */

static Finding *find(const FindingArray *list, const ExceptionChange *fact, of_text line)
{
    for (size_t i = 0; i < list->len; i++) {
        Finding *each = &list->items[i];
        if (of_text_equal(each->code, fact->code) && same_text(each->subject, fact->subject) &&
            same_text(each->line, line)) {
            return each;
        }
    }
    return NULL;
}

/* Takes out what the saga said before, and puts in what it says now: a saga that repeats itself
 * counts once, and one that takes back what it never said ends nothing. */
static of_status hear(of_ctx *ctx, TellingArray *told_by, const ExceptionChange *fact)
{
    of_text saga = fact->saga.data == NULL ? OF_TEXT("") : fact->saga;
    of_array list = {told_by->items, told_by->len};
    size_t index = 0;
    while (index < told_by->len && !of_text_equal(told_by->items[index].saga, saga)) {
        index++;
    }
    bool known = index < told_by->len;
    OF_TRY(known || !fact->open ? of_seen_own(ctx, &list, sizeof *told_by->items)
                                : of_seen_insert(ctx, &list, sizeof *told_by->items, told_by->len));
    *told_by = (TellingArray){.items = list.items, .len = list.len};
    if (known) {
        memmove(&told_by->items[index], &told_by->items[index + 1],
                (told_by->len - index - 1) * sizeof *told_by->items);
        told_by->len -= fact->open ? 0 : 1;
    }
    if (fact->open) {
        told_by->items[told_by->len - 1] = (Telling){.saga = saga, .detail = fact->detail};
    }
    return OF_OK;
}

/* The list with what was told put in; what it means is settled when the row is closed. */
static of_status take(of_order_work *order, FindingArray *list, of_text line)
{
    const ExceptionChange *fact = order->told;
    const Finding *known = find(list, fact, line);
    if (known == NULL && !fact->open) {
        return OF_OK;
    }
    size_t index = known == NULL ? list->len : (size_t)(known - list->items);
    of_array items = {list->items, list->len};
    OF_TRY(known != NULL ? of_seen_own(order->ctx, &items, sizeof *known)
                         : of_seen_insert(order->ctx, &items, sizeof *known, index));
    *list = (FindingArray){.items = items.items, .len = items.len};
    if (known == NULL) {
        list->items[index] = (Finding){.code = fact->code,
                                       .line = line,
                                       .subject = fact->subject,
                                       .since = of_now(order->ctx)};
    }
    return hear(order->ctx, &list->items[index].told_by, fact);
}

of_status of_findings_told(of_ctx *ctx, const ExceptionChange *fact)
{
    of_order_work order;
    of_line_work line = {.known = false};
    OF_TRY(of_order_open(ctx, &order));
    order.told = fact;
    order.touched = fact->open || order.row.published.version > 0;
    bool on_order = fact->line.data == NULL || find(&order.row.findings, fact, fact->line) != NULL;
    if (!on_order) {
        OF_TRY(of_line_open(&order, fact->line, &line));
    }
    if (line.known) {
        OF_TRY(take(&order, &line.row.findings, (of_text){0}));
        line.touched = true;
        OF_TRY(of_line_close(&line));
    } else {
        /* Of a line that has no row: the saga may know it from a request alone. */
        OF_TRY(take(&order, &order.row.findings, fact->line));
    }
    return of_order_close(&order);
}

/* ---- what an operator asks for ---- */

/* The line and the subject of "<code>|<order>|<line>|<subject>"; false for another order's. */
static bool take_apart(of_text id, of_text order, of_text *line, of_text *subject)
{
    const char *end = id.data + id.len;
    const char *bar = memchr(id.data, '|', id.len);
    if (bar == NULL || (size_t)(end - bar - 1) <= order.len ||
        memcmp(bar + 1, order.data, order.len) != 0 || bar[1 + order.len] != '|') {
        return false;
    }
    const char *from = bar + order.len + 2;
    const char *to = memchr(from, '|', (size_t)(end - from));
    if (to == NULL) {
        return false;
    }
    *line = (of_text){.data = from, .len = (size_t)(to - from)};
    *subject = (of_text){.data = to + 1, .len = (size_t)(end - to - 1)};
    return true;
}

of_status of_findings_control(of_ctx *ctx, const Control *fact)
{
    of_order_work order;
    of_line_work line = {.known = false};
    of_package_work package = {.known = false};
    of_text line_name;
    of_text subject;
    if (fact->action == CONTROL_ACTION_UNKNOWN) {
        return OF_SKIP_AS("an operator asks for something that this release does not know");
    }
    if (fact->action != CONTROL_ACTION_CLOSE_EXCEPTION) {
        return OF_OK; /* the quarantine's */
    }
    if (fact->subject.data == NULL ||
        !take_apart(fact->subject, of_key(ctx), &line_name, &subject)) {
        return OF_SKIP_AS("an operator closes an exception of another order");
    }
    OF_TRY(of_order_open(ctx, &order));
    order.control = fact;
    order.touched = order.row.published.version > 0;
    if (line_name.len > 0) {
        OF_TRY(of_line_open(&order, line_name, &line));
    } else if (subject.len > 0) {
        OF_TRY(of_package_open(&order, subject, &package));
    }
    if (line.known) {
        line.touched = true;
        OF_TRY(of_line_close(&line));
    }
    if (package.known) {
        package.touched = true;
        OF_TRY(of_package_close(&package));
    }
    return of_order_close(&order);
}
