/* Participants with books, a network that loses and repeats, and one saga between them. */
#include "tests/unit/saga_world.h"

#include "tests/unit/saga_world_inside.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/base/time.h"

static const void *copy_command(saga_world *w, int topic, const void *command)
{
    const of_record_type *type = world_command_type(topic);
    void *copy = of_arena_alloc(w->arena, type->size);
    of_status status = of_record_copy(type, command, copy, w->arena);
    of_assert(copy != NULL && of_ok(status));
    return copy;
}

/* ---- the saga ---- */

/* Restart after every step: only what the encoding carries lives on. */
static void restart(saga_world *w, const SagaRow *row)
{
    of_buffer bytes = {0};
    of_status status = of_record_encode(&of_SagaRow_type, row, &bytes);
    if (!of_ok(status)) {
        world_broken(w, "the row cannot be encoded: %s", status.what);
        w->over = true;
        of_buffer_free(&bytes);
        return;
    }
    of_arena *arena = w->rows[w->row_now ^= 1];
    of_arena_reset(arena);
    uint8_t *copy = of_arena_alloc(arena, bytes.len);
    memcpy(copy, bytes.data, bytes.len);
    SagaRow back;
    status = of_plan_decode(w->decoder, (of_bytes){copy, bytes.len}, arena, &back);
    of_assert(of_ok(status));
    if (!of_record_equal(&of_SagaRow_type, row, &back)) {
        world_broken(w, "a restart changes the row");
    }
    w->row = back;
    of_buffer_free(&bytes);
}

static void check_command(saga_world *w, const of_saga_action *action, const SagaRow *row)
{
    bool undo = action->kind == OF_ACT_UNDO;
    if (of_saga_ended(row) && !undo) {
        world_broken(w, "a command after the end: %.*s", OF_TEXT_ARG(action->header->key));
    }
    if (w->queue_len < QUEUE_MAX) {
        const void *command = copy_command(w, action->topic, action->command);
        w->queue[w->queue_len++] = (sent){action->topic, command, command};
    }
    of_buffer_format(&w->story, "%6llds %s %.*s attempt %d\n", (long long)(w->now - T0) / 1000,
                     undo ? "undo" : "send", OF_TEXT_ARG(action->header->key),
                     action->header->attempt);
}

static void check_alive(saga_world *w)
{
    of_text step;
    if (of_saga_ended(&w->row)) {
        return;
    }
    of_text awaits = of_saga_awaits(w->plan.saga, &w->row);
    if (awaits.data == NULL && !of_saga_wake(&w->row, &step).present) {
        world_broken(w, "stuck: step %.*s waits for nothing", OF_TEXT_ARG(w->row.step));
    }
}

static void tell(saga_world *w, const of_saga_event *event)
{
    of_arena *scratch = of_arena_new((size_t)64 << 20);
    of_saga_actions actions;
    of_status status = of_saga_decide(w->plan.saga, &w->row, event, w->now, scratch, &actions);
    if (!of_ok(status)) {
        world_broken(w, "decide: %s", status.what);
        w->over = true;
        of_arena_free(scratch);
        return;
    }
    SagaRow row;
    status = of_record_copy(&of_SagaRow_type, &w->row, &row, scratch);
    of_assert(of_ok(status));
    for (size_t i = 0; i < actions.len; i++) {
        const of_saga_action *action = &actions.items[i];
        int64_t seq = row.seq;
        if (action->command != NULL) {
            check_command(w, action, &row);
        }
        status = of_saga_apply(w->plan.saga, &row, action, w->now, scratch);
        of_assert(of_ok(status));
        if (row.seq != seq + action->logged) {
            world_broken(w, "a gap in the saga log at %lld", (long long)row.seq);
        }
        if (action->kind == OF_ACT_END) {
            of_buffer_format(&w->story, "%6llds END %.*s\n", (long long)(w->now - T0) / 1000,
                             OF_TEXT_ARG(action->code));
        }
        if (action->kind == OF_ACT_OPEN || action->kind == OF_ACT_RESOLVE) {
            of_buffer_format(&w->story, "        %s %.*s\n",
                             action->kind == OF_ACT_OPEN ? "open" : "resolve",
                             OF_TEXT_ARG(action->code));
        }
    }
    if (actions.len > 0) {
        restart(w, &row);
    }
    check_alive(w);
    of_arena_free(scratch);
}

/* ---- facts ---- */

static LineState line_now(saga_world *w, of_arena *arena)
{
    LegState *legs = of_arena_array(arena, w->allocs_len + 1, sizeof *legs);
    size_t len = 0;
    for (size_t i = 0; i < w->allocs_len; i++) {
        const book_alloc *a = &w->allocs[i];
        bool again = false;
        for (size_t j = i + 1; j < w->allocs_len; j++) {
            again = again || of_text_equal(w->allocs[j].allocation, a->allocation);
        }
        if (again) {
            continue; /* the leg's last life counts */
        }
        legs[len++] = (LegState){.allocation = a->allocation,
                                 .site = OF_TEXT("DC1"),
                                 .allocated = a->active && !a->shipped ? a->qty : 0,
                                 .shipped = a->active && a->shipped ? a->qty : 0,
                                 .accepted = a->active && (a->accepted || a->shipped)};
    }
    int64_t rest = world_net(w) - world_allocated(w);
    bool is_return = w->plan.saga->type == SAGA_TYPE_RETURN;
    return (LineState){.order = OF_TEXT("E1:O-1"),
                       .line = OF_TEXT("10"),
                       .ledger = {.ordered = w->plan.qty * UNIT,
                                  .backordered = is_return ? 0 : rest,
                                  .shipped = is_return ? w->plan.qty * UNIT : world_shipped(w),
                                  .delivered = is_return ? w->plan.qty * UNIT : 0,
                                  .invoiced = is_return ? w->plan.qty * UNIT : 0,
                                  .cancelled = w->cancelled},
                       .legs = {legs, len},
                       .leg_count = (int32_t)len,
                       .requested_date = {true, T0 + OF_DAYS(1)}};
}

static void tell_line(saga_world *w)
{
    of_arena *arena = of_arena_new(1 << 20);
    LineState line = line_now(w, arena);
    tell(w, &(of_saga_event){.kind = OF_SAGA_LINE, .of.line = &line});
    of_arena_free(arena);
}

static void offer(saga_world *w)
{
    int64_t missing = world_net(w) - world_allocated(w);
    if (missing <= 0 || w->offers > 200) {
        return;
    }
    int64_t qty =
        world_chance(w, 50) || w->calm ? missing : UNIT * (1 + (int64_t)(world_draw(w) % 9));
    SupplyOffer offered = {.order = OF_TEXT("E1:O-1"),
                           .line = OF_TEXT("10"),
                           .offer = of_arena_format(w->arena, "OF-%d", ++w->offers),
                           .kind = w->calm || world_chance(w, 60) ? SUPPLY_KIND_ON_HAND
                                                                  : SUPPLY_KIND_EXPECTED,
                           .site = world_chance(w, 50) ? OF_TEXT("DC1") : OF_TEXT("3PL1"),
                           .qty = qty,
                           .supply = OF_TEXT("PO-1"),
                           .eta = {true, w->now + OF_DAYS(3)}};
    tell(w, &(of_saga_event){.kind = OF_SAGA_OFFER, .of.offer = &offered});
}

static void ship_something(saga_world *w)
{
    for (size_t i = 0; i < w->allocs_len; i++) {
        book_alloc *a = &w->allocs[i];
        if (a->active && a->accepted && !a->shipped) {
            a->shipped = true;
            return;
        }
    }
}

static void cancel(saga_world *w)
{
    w->cancel_sent = true;
    CancelRequest request = {.order = OF_TEXT("E1:O-1"), .request = OF_TEXT("C-1")};
    tell(w, &(of_saga_event){.kind = OF_SAGA_CANCEL, .of.cancel = &request});
}

static void goods_come_back(saga_world *w)
{
    if (w->plan.saga->type != SAGA_TYPE_RETURN || !(w->expected || w->received)) {
        return;
    }
    if (!w->received) {
        w->received = true;
    }
    ReturnReceipt receipt = {.order = OF_TEXT("E1:O-1"),
                             .line = OF_TEXT("10"),
                             .receipt = OF_TEXT("RC-1"),
                             .site = OF_TEXT("DC1"),
                             .qty = w->plan.qty * UNIT};
    tell(w, &(of_saga_event){.kind = OF_SAGA_RECEIPT, .of.receipt = &receipt});
    if (w->inspection_out && !w->over) {
        InspectionResult result = {.grade = OF_TEXT("A"),
                                   .verdict = VERDICT_ACCEPT,
                                   .disposition = DISPOSITION_RESTOCK,
                                   .qty = w->plan.qty * UNIT};
        Inspection inspection = {.order = OF_TEXT("E1:O-1"),
                                 .line = OF_TEXT("10"),
                                 .receipt = OF_TEXT("RC-1"),
                                 .results = {&result, 1}};
        tell(w, &(of_saga_event){.kind = OF_SAGA_INSPECTION, .of.inspection = &inspection});
    }
}

/* ---- running ---- */

static void deliver_command(saga_world *w)
{
    if (w->queue_len == 0) {
        return;
    }
    size_t at = w->plan.chaos ? (size_t)(world_draw(w) % w->queue_len) : 0;
    sent s = w->queue[at];
    bool repeated = world_trouble(w, 10);
    if (!repeated) {
        memmove(&w->queue[at], &w->queue[at + 1], (w->queue_len - at - 1) * sizeof s);
        w->queue_len--;
    }
    if (!w->plan.never_answers && !world_trouble(w, 15)) {
        world_deliver(w, &s);
    }
    if (w->plan.chaos && !w->over && world_chance(w, 30)) {
        tell_line(w); /* the fact is faster than the answer */
    }
}

static void deliver_reply(saga_world *w)
{
    if (w->replies_len == 0) {
        return;
    }
    size_t at = w->plan.chaos ? (size_t)(world_draw(w) % w->replies_len) : 0;
    Reply reply = w->replies[at];
    if (!world_trouble(w, 15)) {
        memmove(&w->replies[at], &w->replies[at + 1], (w->replies_len - at - 1) * sizeof reply);
        w->replies_len--;
    }
    of_buffer_format(&w->story, "        reply %.*s %d %.*s\n", OF_TEXT_ARG(reply.key),
                     (int)reply.outcome, OF_TEXT_ARG(reply.code));
    tell(w, &(of_saga_event){.kind = OF_SAGA_REPLY, .of.reply = &reply});
}

static void wake(saga_world *w)
{
    of_text step;
    OptionalLong due = of_saga_wake(&w->row, &step);
    if (due.present) {
        w->now = due.value > w->now ? due.value : w->now;
        tell(w, &(of_saga_event){.kind = OF_SAGA_WAKE});
    }
}

static void chaos_step(saga_world *w)
{
    switch (world_draw(w) % 10) {
    case 0:
    case 1:
    case 2:
        deliver_command(w);
        break;
    case 3:
    case 4:
        deliver_reply(w);
        break;
    case 5:
        tell_line(w);
        break;
    case 6:
        offer(w);
        break;
    case 7:
        if (world_chance(w, 40) && (!w->plan.prompt || w->queue_len + w->replies_len == 0)) {
            wake(w);
        }
        break;
    case 8:
        if (world_chance(w, 30)) {
            ship_something(w);
        }
        goods_come_back(w);
        break;
    default:
        if (w->plan.cancels && !w->cancel_sent && world_chance(w, 5)) {
            cancel(w);
        }
        break;
    }
}

/* No more trouble: everything arrives, in order, and goods are there. */
static void calm_step(saga_world *w)
{
    while (w->queue_len > 0 && !w->plan.never_answers) {
        deliver_command(w);
    }
    while (w->replies_len > 0) {
        deliver_reply(w);
    }
    tell_line(w);
    if (w->queue_len > 0 && !w->plan.never_answers) {
        return;
    }
    of_text step;
    OptionalLong due = of_saga_wake(&w->row, &step);
    if (due.present && due.value < w->now + OF_DAYS(2)) {
        wake(w);
        return;
    }
    offer(w);
    if (w->queue_len == 0) {
        ship_something(w);
        goods_come_back(w);
        tell_line(w);
    }
}

static void check_end(saga_world *w)
{
    bool compensated = w->row.status == SAGA_STATUS_COMPENSATED;
    for (size_t i = 0; i < w->allocs_len && compensated; i++) {
        const book_alloc *a = &w->allocs[i];
        if (a->active && !a->shipped && w->plan.saga->type != SAGA_TYPE_RETURN) {
            world_broken(w, "%.*s is still held", OF_TEXT_ARG(a->allocation));
        }
    }
    if (compensated && (w->pegged > 0 || (w->split && world_shipped(w) == 0) || w->rma_open ||
                        w->label || w->expected)) {
        world_broken(w, "a peg, split, authorisation, label or notice is still held");
    }
    if (w->invoiced > world_shipped(w) || w->credited > w->plan.qty * UNIT) {
        world_broken(w, "invoiced or credited twice");
    }
    if (of_text_is(w->row.end_state, "CANCELLED_BY_CUSTOMER") && world_net(w) != world_shipped(w)) {
        world_broken(w, "cancelled, and %lld are still wanted", (long long)world_net(w));
    }
    if (of_text_is(w->row.end_state, "FILLED") && world_shipped(w) != world_net(w)) {
        world_broken(w, "filled, and only %lld of %lld shipped", (long long)world_shipped(w),
                     (long long)world_net(w));
    }
}

static void begin(saga_world *w)
{
    static const SagaOffer plan[] = {
        {.offer = {"OF-A", 4}, .kind = SUPPLY_KIND_ON_HAND, .site = {"DC1", 3}, .qty = 6000},
        {.offer = {"OF-B", 4}, .kind = SUPPLY_KIND_ON_HAND, .site = {"DC2", 3}, .qty = 4000},
    };
    of_arena *arena = of_arena_new(1 << 20);
    LineState line = line_now(w, arena);
    SagaOrder order = {.order = OF_TEXT("E1:O-1"),
                       .ship_complete = w->plan.ship_complete,
                       .partial_allowed = true,
                       .site = OF_TEXT("DC1"),
                       .carrier = OF_TEXT("CARR1"),
                       .invoice_policy = w->plan.consolidated ? INVOICE_POLICY_CONSOLIDATED
                                                              : INVOICE_POLICY_PER_SHIPMENT};
    ReturnRequest request = {.order = OF_TEXT("E1:O-1"),
                             .line = OF_TEXT("10"),
                             .request = OF_TEXT("REQ-1"),
                             .case_id = OF_TEXT("CASE-1"),
                             .qty = w->plan.qty * UNIT};
    of_saga_start start = {.line = &line,
                           .unit_price = 100000,
                           .order = &order,
                           .reason = OF_TEXT("ATP_SHORT"),
                           .request = &request,
                           .number = 1};
    if (w->plan.saga->type == SAGA_TYPE_SPLIT) {
        start.offers = plan;
        start.offer_count = 2;
    }
    w->row = of_saga_begin(w->plan.saga, OF_TEXT("XX:E1:O-1:10:1"), line.order, line.line, w->now);
    tell(w, &(of_saga_event){.kind = OF_SAGA_START, .of.start = &start});
    of_arena_free(arena);
}

void saga_world_run(saga_world *w)
{
    begin(w);
    int chaos = w->plan.chaos ? 200 + (int)(world_draw(w) % 400) : 0;
    for (int i = 0; i < chaos && !w->over && w->broken[0] == '\0'; i++) {
        chaos_step(w);
    }
    w->calm = true;
    if (w->plan.cancels && !w->plan.chaos) {
        cancel(w);
    }
    int steps = 0;
    for (; steps < STEPS_MAX && !w->over && w->broken[0] == '\0'; steps++) {
        of_text step;
        bool quiet =
            w->queue_len == 0 && w->replies_len == 0 && !of_saga_wake(&w->row, &step).present;
        if (quiet && (of_saga_ended(&w->row) || w->row.status == SAGA_STATUS_MANUAL)) {
            break;
        }
        calm_step(w);
        w->queue_len = w->plan.never_answers ? 0 : w->queue_len;
    }
    if (steps == STEPS_MAX) {
        world_broken(w, "not over: %s %.*s", of_saga_status_name(w->row.status),
                     OF_TEXT_ARG(w->row.step));
    }
    check_end(w);
}

saga_world *saga_world_new(const saga_world_plan *plan)
{
    saga_world *w = of_new(sizeof *w);
    w->plan = *plan;
    w->random = plan->seed * 0x9e3779b97f4a7c15u + 0x1234567u;
    w->now = T0;
    w->arena = of_arena_new((size_t)64 << 20);
    w->rows[0] = of_arena_new((size_t)16 << 20);
    w->rows[1] = of_arena_new((size_t)16 << 20);
    of_schema *schema;
    char error[256];
    of_status status =
        of_schema_parse(of_text_of(of_SagaRow_type.schema_text), &schema, error, sizeof error);
    of_assert(of_ok(status));
    status = of_plan_compile(schema, &of_SagaRow_type, &w->decoder, error, sizeof error);
    of_assert(of_ok(status));
    of_schema_free(schema);
    return w;
}

void saga_world_free(saga_world *w)
{
    of_plan_free(w->decoder);
    of_arena_free(w->arena);
    of_arena_free(w->rows[0]);
    of_arena_free(w->rows[1]);
    of_buffer_free(&w->story);
    of_delete(w);
}

const SagaRow *saga_world_row(const saga_world *w)
{
    return &w->row;
}

const char *saga_world_broken(const saga_world *w)
{
    return w->broken;
}

const char *saga_world_story(saga_world *w)
{
    of_buffer_put_u8(&w->story, 0);
    return (const char *)w->story.data;
}
