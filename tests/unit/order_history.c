/* Random histories of one order: see order_history.h. */
#include "tests/unit/order_history.h"

#include <stdarg.h>
#include <stdio.h>

#include "topology/base/assert.h"

#define T0 INT64_C(1772438400000)

int64_t history_random(history *h, int64_t limit)
{
    h->seed ^= h->seed << 13;
    h->seed ^= h->seed >> 7;
    h->seed ^= h->seed << 17;
    return (int64_t)(h->seed % (uint64_t)limit);
}

of_text history_text(history *h, const char *format, ...)
{
    char text[128];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return of_arena_text(h->arena, (of_text){.data = text, .len = (size_t)len});
}

SourcePosition history_source(history *h, const char *system, const char *table, of_text row)
{
    return (SourcePosition){.system = of_text_of(system),
                            .table = of_text_of(table),
                            .row = row,
                            .position = ++h->position};
}

void history_add(history *h, int topic, const of_record_type *type, const void *fact)
{
    void *copy = of_arena_alloc(h->arena, type->size);
    of_assert(h->len < HISTORY_FACTS_MAX);
    of_assert(of_ok(of_record_copy(type, fact, copy, h->arena)));
    h->facts[h->len++] = (history_fact){.topic = topic, .fact = copy};
}

#define ADD(h, id, record, ...)                                                                    \
    history_add((h), OF_TOPIC_##id, &of_##record##_type, &(record){__VA_ARGS__})

static OptionalLong sometime(history *h)
{
    return (OptionalLong){history_random(h, 5) > 0, T0 + history_random(h, 1000)};
}

static bool chance(history *h, int64_t percent)
{
    return history_random(h, 100) < percent;
}

static void add_header(history *h, HeaderStatus status, bool acknowledged)
{
    ADD(h, order_header, OrderHeader, .source = history_source(h, "erp", "header", OF_TEXT("1")),
        .order = OF_TEXT(HISTORY_ORDER), .entity = OF_TEXT("E1"), .status = status,
        .channel = chance(h, 50) ? OF_TEXT("EDI") : (of_text){0},
        .customer = history_text(h, "C%d", (int)history_random(h, 3)), .booked_at = sometime(h),
        .acknowledged_at = {acknowledged, T0 + 77}, .requested_date = sometime(h),
        .partial_allowed = {chance(h, 50), chance(h, 50)},
        .backorder_policy = {chance(h, 50), BACKORDER_POLICY_ASK});
}

static void add_intent(history *h)
{
    ADD(h, order_header, OrderHeader, .source = history_source(h, "crm", "intent", OF_TEXT("7")),
        .order = OF_TEXT(HISTORY_ORDER), .entity = OF_TEXT("E1"), .channel = OF_TEXT("WEB"),
        .captured_at = {true, T0 - 50});
}

static void add_line(history *h, int line, int64_t qty)
{
    of_text name = history_text(h, "%d", line);
    SourcePosition source = history_source(h, "erp", "line", name);
    source.deleted = chance(h, 3);
    ADD(h, order_line, OrderLine, .source = source, .order = OF_TEXT(HISTORY_ORDER), .line = name,
        .item = history_text(h, "sku-%d", (int)history_random(h, 3)), .net_qty = qty,
        .substituted_out = chance(h, 10) ? history_random(h, 4) : 0, .promise_date = sometime(h),
        .requested_date = sometime(h));
}

static void add_schedule(history *h, int line)
{
    int64_t requested = history_random(h, 10);
    SourcePosition source = history_source(h, "erp", "schedule", history_text(h, "%d/1", line));
    source.deleted = chance(h, 10);
    ADD(h, schedule_line, ScheduleLine, .source = source, .order = OF_TEXT(HISTORY_ORDER),
        .line = history_text(h, "%d", line), .seq = OF_TEXT("1"), .requested_qty = requested,
        .confirmed_qty = history_random(h, requested + 2));
}

/* One leg: (line, allocation, site), and the row under which its facts are told. */
typedef struct history_leg {
    of_text line;
    of_text allocation;
    of_text site;
    of_text row;
} history_leg;

static void add_allocation(history *h, const history_leg *leg, int64_t allocated)
{
    SourcePosition source = history_source(h, "erp", "allocation", leg->row);
    source.deleted = chance(h, 4);
    ADD(h, allocation, Allocation, .source = source, .order = OF_TEXT(HISTORY_ORDER),
        .line = leg->line, .allocation = leg->allocation, .site = leg->site,
        .allocated_qty = allocated, .deallocated_qty = chance(h, 20) ? history_random(h, 3) : 0,
        .shorted_qty = chance(h, 20) ? history_random(h, 3) : 0, .at = sometime(h));
}

static void add_pick(history *h, const history_leg *leg, int task)
{
    SourcePosition source =
        history_source(h, "wms", "pick", history_text(h, "%s/%d", leg->row.data, task));
    source.deleted = chance(h, 4);
    ADD(h, pick, Pick, .source = source, .order = OF_TEXT(HISTORY_ORDER), .line = leg->line,
        .allocation = leg->allocation, .site = leg->site, .task = history_text(h, "T%d", task),
        .picked_qty = history_random(h, 6), .shorted_qty = chance(h, 20) ? 1 : 0,
        .put_back_qty = chance(h, 20) ? 1 : 0, .at = sometime(h));
}

static void add_warehouse_order(history *h, const history_leg *leg)
{
    ADD(h, warehouse_order, WarehouseOrder, .source = history_source(h, "wms", "order", leg->row),
        .order = OF_TEXT(HISTORY_ORDER), .line = leg->line, .allocation = leg->allocation,
        .site = leg->site, .warehouse_order = leg->row,
        .status = (WarehouseOrderStatus)history_random(h, WAREHOUSE_ORDER_STATUS_UNKNOWN + 1),
        .at = sometime(h));
}

static void add_content(history *h, const history_leg *leg, int package)
{
    SourcePosition source =
        history_source(h, "wms", "content", history_text(h, "P%d/%s", package, leg->row.data));
    source.deleted = chance(h, 4);
    ADD(h, package_content, PackageContent, .source = source, .order = OF_TEXT(HISTORY_ORDER),
        .line = leg->line, .allocation = leg->allocation, .site = leg->site,
        .package = history_text(h, "P%d", package), .qty = history_random(h, 6));
}

static void add_leg(history *h, int line, int leg_number)
{
    history_leg leg = {.line = history_text(h, "%d", line),
                       .allocation = history_text(h, "A%d", leg_number),
                       .site = history_text(h, "DC%d", 1 + leg_number % 2),
                       .row = history_text(h, "%d-%d", line, leg_number)};
    for (int64_t i = history_random(h, 3); i > 0; i--) {
        add_allocation(h, &leg, history_random(h, 10));
    }
    for (int64_t i = history_random(h, 2); i > 0; i--) {
        add_warehouse_order(h, &leg);
    }
    for (int64_t i = history_random(h, 4); i > 0; i--) {
        add_pick(h, &leg, (int)history_random(h, 2));
    }
    for (int64_t i = history_random(h, 3); i > 0; i--) {
        add_content(h, &leg, (int)history_random(h, 3));
    }
}

static void add_confirm(history *h, int package, int number)
{
    SourcePosition source =
        history_source(h, "wms", "ship", history_text(h, "P%d/%d", package, number));
    source.deleted = chance(h, 5);
    ADD(h, ship_confirm, ShipConfirm, .source = source, .order = OF_TEXT(HISTORY_ORDER),
        .shipment = history_text(h, "S%d", package), .package = history_text(h, "P%d", package),
        .site = OF_TEXT("DC1"), .tracking = history_text(h, "TR%d", package),
        .shipped_at = sometime(h), .voided = chance(h, 25));
}

static void add_milestone(history *h, int package, int64_t revision)
{
    of_text tracking = history_text(h, "TR%d", package);
    ADD(h, order_milestone, OrderMilestone, .order = OF_TEXT(HISTORY_ORDER),
        .package = history_text(h, "P%d", package), .revision = revision,
        .as_of = {true, T0 + revision},
        .milestone = {.source = {.system = OF_TEXT("orderflow"),
                                 .table = OF_TEXT("tracking"),
                                 .row = tracking},
                      .tracking = tracking,
                      .code = (MilestoneCode)history_random(h, MILESTONE_CODE_UNKNOWN + 1),
                      .at = sometime(h),
                      .eta = sometime(h)});
}

static void add_package(history *h, int package)
{
    for (int64_t i = history_random(h, 3); i > 0; i--) {
        add_confirm(h, package, (int)history_random(h, 2));
    }
    for (int64_t i = 0, last = history_random(h, 4); i < last; i++) {
        add_milestone(h, package, i + 1);
    }
}

static void add_payment(history *h, int payment)
{
    SourcePosition source = history_source(h, "finance", "payment", history_text(h, "%d", payment));
    source.deleted = chance(h, 5);
    ADD(h, payment, Payment, .source = source, .order = OF_TEXT(HISTORY_ORDER),
        .payment = history_text(h, "PAY%d", payment), .amount = history_random(h, 100000),
        .status = (PaymentStatus)history_random(h, PAYMENT_STATUS_UNKNOWN + 1),
        .paid_at = sometime(h));
}

static void add_money(history *h, int line)
{
    of_text name = history_text(h, "%d", line);
    ADD(h, invoice_line, InvoiceLine, .source = history_source(h, "finance", "invoice", name),
        .order = OF_TEXT(HISTORY_ORDER), .line = name, .invoice = OF_TEXT("INV"),
        .qty = history_random(h, 9), .posted_at = sometime(h));
    if (chance(h, 30)) {
        ADD(h, credit_memo_line, CreditMemoLine,
            .source = history_source(h, "finance", "credit", name), .order = OF_TEXT(HISTORY_ORDER),
            .line = name, .credit_memo = OF_TEXT("CM"), .qty = history_random(h, 9),
            .reason = (CreditReason)history_random(h, CREDIT_REASON_GOODWILL + 1),
            .posted_at = sometime(h));
    }
}

static void add_return(history *h, int line)
{
    of_text name = history_text(h, "%d", line);
    int64_t qty = 1 + history_random(h, 5);
    ADD(h, return_receipt, ReturnReceipt, .source = history_source(h, "wms", "receipt", name),
        .order = OF_TEXT(HISTORY_ORDER), .line = name, .receipt = history_text(h, "RC%d", line),
        .site = OF_TEXT("DC1"), .qty = qty, .at = sometime(h));
    if (chance(h, 60)) {
        InspectionResult results[] = {
            {OF_TEXT("A"), VERDICT_ACCEPT, DISPOSITION_RESTOCK, qty / 2},
            {OF_TEXT("C"), VERDICT_REJECT, DISPOSITION_RETURN_TO_CUSTOMER, qty - qty / 2}};
        ADD(h, inspection, Inspection, .source = history_source(h, "wms", "inspection", name),
            .order = OF_TEXT(HISTORY_ORDER), .line = name, .receipt = history_text(h, "RC%d", line),
            .results = {results, 2}, .at = sometime(h));
    }
}

static void add_edits(history *h, int lines)
{
    for (int64_t i = history_random(h, 4); i > 0; i--) {
        add_line(h, 1 + (int)history_random(h, lines), history_random(h, 10));
    }
}

static void add_order(history *h, int lines)
{
    if (chance(h, 50)) {
        add_intent(h);
    }
    if (chance(h, 90)) {
        add_header(h, HEADER_STATUS_OPEN, false);
    }
    for (int line = 1; line <= lines; line++) {
        add_line(h, line, 1 + history_random(h, 9));
    }
    add_edits(h, lines);
    if (chance(h, 70)) {
        add_header(h, HEADER_STATUS_OPEN, true);
    }
    add_edits(h, lines);
}

void history_generate(history *h, uint64_t seed)
{
    of_arena_reset(h->arena);
    h->len = 0;
    h->position = 0;
    h->seed = seed * 0x9E3779B97F4A7C15u + 1;
    int lines = 1 + (int)history_random(h, 3);
    add_order(h, lines);
    for (int line = 1; line <= lines; line++) {
        for (int64_t i = history_random(h, 3); i > 0; i--) {
            add_schedule(h, line);
        }
        for (int leg = (int)history_random(h, 3); leg > 0; leg--) {
            add_leg(h, line, leg);
        }
        if (chance(h, 50)) {
            add_money(h, line);
        }
        if (chance(h, 20)) {
            add_return(h, line);
        }
    }
    for (int package = 0; package < 3; package++) {
        add_package(h, package);
    }
    for (int64_t i = history_random(h, 4); i > 0; i--) {
        add_payment(h, (int)history_random(h, 2));
    }
    if (chance(h, 30)) {
        add_header(h, chance(h, 80) ? HEADER_STATUS_CANCELLED : HEADER_STATUS_REJECTED,
                   chance(h, 50));
        add_edits(h, lines);
    }
}

size_t history_shuffle(history *h, history_fact *out)
{
    size_t len = 0;
    for (size_t i = 0; i < h->len; i++) {
        for (int64_t times = 1 + history_random(h, 3); times > 0; times--) {
            out[len++] = h->facts[i];
        }
    }
    for (size_t i = len; i > 1; i--) {
        size_t j = (size_t)history_random(h, (int64_t)i);
        history_fact swapped = out[i - 1];
        out[i - 1] = out[j];
        out[j] = swapped;
    }
    return len;
}
