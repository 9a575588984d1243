/* The order processor, told in stories: what each kind of news does to an order and its lines. */
/* rows: R12 R32 R51 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/unit/fake_context.h"

#define ORDER OF_TEXT("E1:O-1")
#define T0    INT64_C(1772438400000)

extern const of_processor order_processor;
extern const of_processor tracking_processor;

static of_ctx *engine;

static void set_up(void)
{
    engine = fake_context_new();
}

static void tear_down(void)
{
    fake_context_free(engine);
}

TestSuite(order_stories, .init = set_up, .fini = tear_down);

#define TELL(id, record, ...)                                                                      \
    cr_assert(of_ok(fake_run(engine, &order_processor, OF_TOPIC_##id, ORDER,                       \
                             &(record){.order = ORDER, __VA_ARGS__})))

static const OrderState *order_now(void)
{
    return fake_last(engine, OF_TOPIC_order_state, ORDER);
}

static const LineState *line_now(const char *key)
{
    return fake_last(engine, OF_TOPIC_line_state, of_text_of(key));
}

static SourcePosition at(const char *system, const char *table, const char *row, int64_t position)
{
    return (SourcePosition){.system = of_text_of(system),
                            .table = of_text_of(table),
                            .row = of_text_of(row),
                            .position = position};
}

static void tell_header(HeaderStatus status, bool acknowledged, int64_t position)
{
    TELL(order_header, OrderHeader, .source = at("erp", "h", "1", position),
         .entity = OF_TEXT("E1"), .status = status, .booked_at = {true, T0},
         .acknowledged_at = {acknowledged, T0 + 1});
}

static void tell_line(const char *line, int64_t qty, int64_t position)
{
    TELL(order_line, OrderLine, .source = at("erp", "l", line, position), .line = of_text_of(line),
         .net_qty = qty);
}

static void tell_allocation(const char *line, int64_t qty)
{
    TELL(allocation, Allocation, .source = at("erp", "a", line, 50), .line = of_text_of(line),
         .allocation = OF_TEXT("L1"), .site = OF_TEXT("DC1"), .allocated_qty = qty);
}

static void tell_pick(const char *line, int64_t qty)
{
    TELL(pick, Pick, .source = at("wms", "p", line, 1), .line = of_text_of(line),
         .allocation = OF_TEXT("L1"), .site = OF_TEXT("DC1"), .task = of_text_of(line),
         .picked_qty = qty, .at = {true, T0 + 2});
}

static void tell_content(const char *line, int64_t qty)
{
    TELL(package_content, PackageContent, .source = at("wms", "c", line, 1),
         .line = of_text_of(line), .allocation = OF_TEXT("L1"), .site = OF_TEXT("DC1"),
         .package = OF_TEXT("P1"), .qty = qty);
}

static void tell_shipped(bool voided, int64_t position)
{
    TELL(ship_confirm, ShipConfirm, .source = at("wms", "s", "1", position),
         .shipment = OF_TEXT("S1"), .package = OF_TEXT("P1"), .site = OF_TEXT("DC1"),
         .tracking = OF_TEXT("TR-1"), .shipped_at = {true, T0 + 3}, .voided = voided);
}

static void tell_milestone(MilestoneCode code, int64_t revision)
{
    TELL(order_milestone, OrderMilestone, .package = OF_TEXT("P1"), .revision = revision,
         .milestone = {.source = at("orderflow", "t", "1", 0),
                       .tracking = OF_TEXT("TR-1"),
                       .code = code,
                       .at = {true, T0 + 4}});
}

static void tell_invoice(const char *line, int64_t qty)
{
    TELL(invoice_line, InvoiceLine, .source = at("finance", "i", line, 1), .line = of_text_of(line),
         .invoice = OF_TEXT("INV-1"), .qty = qty);
}

Test(order_stories, the_happy_path_goes_from_captured_to_delivered_and_closed)
{
    TELL(order_header, OrderHeader, .source = at("crm", "intent", "1", 1), .entity = OF_TEXT("E1"),
         .captured_at = {true, T0 - 60000}, .channel = OF_TEXT("WEB"));
    cr_expect_eq(order_now()->fulfil_status, FULFIL_STATUS_CAPTURED);
    tell_header(HEADER_STATUS_OPEN, true, 1);
    tell_line("10", 10000, 2);
    tell_line("20", 4000, 3);
    cr_expect_eq(order_now()->fulfil_status, FULFIL_STATUS_OPEN);
    cr_expect(of_text_is(line_now("E1:O-1|10")->channel, "WEB"));
    tell_allocation("10", 10000);
    cr_expect_eq(order_now()->fulfil_status, FULFIL_STATUS_PARTIALLY_ALLOCATED);
    tell_allocation("20", 4000);
    cr_expect_eq(order_now()->fulfil_status, FULFIL_STATUS_ALLOCATED);
    tell_pick("10", 10000);
    tell_pick("20", 4000);
    cr_expect_eq(line_now("E1:O-1|10")->status, FULFIL_STATUS_PICKED);
    cr_expect_eq(order_now()->fulfil_status, FULFIL_STATUS_IN_WAREHOUSE);
    tell_content("10", 10000);
    tell_content("20", 4000);
    tell_shipped(false, 1);
    cr_expect_eq(order_now()->fulfil_status, FULFIL_STATUS_SHIPPED);
    tell_invoice("10", 10000);
    tell_invoice("20", 4000);
    cr_expect_eq(order_now()->billing_status, BILLING_STATUS_INVOICED);
    tell_milestone(MILESTONE_CODE_DELIVERED, 1);
    const OrderState *order = order_now();
    cr_expect_eq(order->fulfil_status, FULFIL_STATUS_DELIVERED);
    cr_expect_eq(order->lifecycle, LIFECYCLE_CLOSED);
    cr_expect_eq(order->totals.delivered, 14000);
    cr_expect_eq(order->totals.inferred, 0);
    cr_expect_eq(order->completeness, COMPLETENESS_COMPLETE);
    cr_expect_eq(order->shipment_count, 1);
    cr_expect_eq(order->milestones.last_delivered.value, T0 + 4);
    cr_expect_eq(line_now("E1:O-1|10")->as_of.value, T0 + 4);
}

Test(order_stories, a_pick_that_is_missing_is_inferred_until_it_comes)
{
    tell_header(HEADER_STATUS_OPEN, true, 1);
    tell_line("10", 10000, 2);
    tell_allocation("10", 10000);
    tell_content("10", 10000);
    tell_shipped(false, 1);
    cr_expect_eq(line_now("E1:O-1|10")->ledger.inferred, 10000);
    cr_expect_eq(line_now("E1:O-1|10")->status, FULFIL_STATUS_SHIPPED);
    tell_pick("10", 10000);
    cr_expect_eq(line_now("E1:O-1|10")->ledger.inferred, 0);
    cr_expect_eq(line_now("E1:O-1|10")->ledger.shipped, 10000);
}

Test(order_stories, delivered_before_the_ship_confirmation_implies_it_where_contents_are_known)
{
    tell_milestone(MILESTONE_CODE_DELIVERED, 1);
    cr_expect_eq(order_now()->totals.shipped, 0, "no quantity comes from the carrier");
    tell_header(HEADER_STATUS_OPEN, true, 1);
    tell_line("10", 5000, 2);
    tell_content("10", 5000);
    cr_expect_eq(line_now("E1:O-1|10")->status, FULFIL_STATUS_DELIVERED);
    tell_shipped(true, 1);
    cr_expect_eq(line_now("E1:O-1|10")->ledger.shipped, 0, "the warehouse says it did not leave");
}

Test(order_stories, a_void_takes_the_shipment_back_and_a_late_repeat_does_not_undo_the_void)
{
    tell_header(HEADER_STATUS_OPEN, true, 1);
    tell_line("10", 5000, 2);
    tell_pick("10", 5000);
    tell_content("10", 5000);
    tell_shipped(false, 1);
    cr_expect(order_now()->milestones.first_shipped.present);
    tell_shipped(true, 2);
    cr_expect_eq(line_now("E1:O-1|10")->status, FULFIL_STATUS_PICKED);
    cr_expect_not(order_now()->milestones.first_shipped.present);
    tell_shipped(false, 1);
    cr_expect_eq(line_now("E1:O-1|10")->status, FULFIL_STATUS_PICKED);
}

Test(order_stories, goods_before_the_purchase_wait_as_a_stub)
{
    tell_content("10", 1000);
    tell_shipped(false, 1);
    cr_expect_eq(order_now()->fulfil_status, FULFIL_STATUS_PARTIALLY_SHIPPED);
    cr_expect_eq(order_now()->completeness, COMPLETENESS_PARTIAL);
    cr_expect_eq(line_now("E1:O-1|10")->status, FULFIL_STATUS_CAPTURED);
    cr_expect_eq(line_now("E1:O-1|10")->ledger.over, 1000);
    tell_line("10", 1000, 2);
    tell_header(HEADER_STATUS_OPEN, true, 1);
    cr_expect_eq(order_now()->fulfil_status, FULFIL_STATUS_SHIPPED);
    cr_expect_eq(order_now()->completeness, COMPLETENESS_COMPLETE);
    cr_expect_eq(line_now("E1:O-1|10")->ledger.over, 0);
}

Test(order_stories, a_cancellation_after_the_acknowledgement_keeps_what_was_ordered)
{
    tell_header(HEADER_STATUS_OPEN, false, 1);
    tell_line("10", 1000, 2);
    tell_line("20", 1000, 3);
    tell_line("20", 0, 4);
    cr_expect_eq(line_now("E1:O-1|20")->ledger.ordered, 0, "edits before it overwrite");
    tell_header(HEADER_STATUS_OPEN, true, 5);
    tell_header(HEADER_STATUS_CANCELLED, true, 6);
    tell_line("10", 0, 7);
    cr_expect_eq(line_now("E1:O-1|10")->ledger.ordered, 1000);
    cr_expect_eq(line_now("E1:O-1|10")->ledger.cancelled, 1000);
    cr_expect_eq(order_now()->fulfil_status, FULFIL_STATUS_CANCELLED);
    cr_expect_eq(order_now()->lifecycle, LIFECYCLE_CLOSED);
}

Test(order_stories, an_order_without_lines_is_cancelled_if_its_header_says_so)
{
    tell_header(HEADER_STATUS_OPEN, false, 1);
    cr_expect_eq(order_now()->fulfil_status, FULFIL_STATUS_OPEN);
    cr_expect_eq(order_now()->completeness, COMPLETENESS_PARTIAL);
    tell_header(HEADER_STATUS_CANCELLED, false, 2);
    cr_expect_eq(order_now()->fulfil_status, FULFIL_STATUS_CANCELLED);
    cr_expect_eq(order_now()->completeness, COMPLETENESS_COMPLETE);
}

Test(order_stories, one_fact_of_a_line_does_not_load_or_write_the_others)
{
    tell_header(HEADER_STATUS_OPEN, true, 1);
    for (int line = 0; line < 1000; line++) {
        char name[16];
        snprintf(name, sizeof name, "%d", line);
        tell_line(name, 1000, 10 + line);
    }
    size_t puts = fake_put_count(engine);
    tell_allocation("500", 1000);
    cr_expect_eq(fake_put_count(engine), puts + 2, "the line and the order");
    cr_expect_eq(order_now()->line_count, 1000);
    cr_expect_eq(order_now()->totals.allocated, 1000);
    puts = fake_put_count(engine);
    tell_header(HEADER_STATUS_OPEN, true, 5000);
    cr_expect_eq(fake_put_count(engine), puts + 1, "nothing that lines show has changed");
}

Test(order_stories, returned_goods_are_open_until_inspected_and_then_count_what_was_kept)
{
    tell_header(HEADER_STATUS_OPEN, true, 1);
    tell_line("10", 5000, 2);
    tell_content("10", 5000);
    tell_shipped(false, 1);
    tell_milestone(MILESTONE_CODE_DELIVERED, 1);
    cr_expect_eq(order_now()->return_status, RETURN_STATUS_NONE);
    TELL(return_receipt, ReturnReceipt, .source = at("wms", "r", "1", 1), .line = OF_TEXT("10"),
         .receipt = OF_TEXT("RC-1"), .site = OF_TEXT("DC1"), .qty = 5000);
    cr_expect_eq(order_now()->return_status, RETURN_STATUS_OPEN);
    InspectionResult kept = {OF_TEXT("A"), VERDICT_ACCEPT, DISPOSITION_RESTOCK, 5000};
    TELL(inspection, Inspection, .source = at("wms", "n", "1", 1), .line = OF_TEXT("10"),
         .receipt = OF_TEXT("RC-1"), .results = {&kept, 1});
    cr_expect_eq(order_now()->return_status, RETURN_STATUS_RETURNED);
    cr_expect_eq(line_now("E1:O-1|10")->status, FULFIL_STATUS_DELIVERED);
    TELL(credit_memo_line, CreditMemoLine, .source = at("finance", "cm", "1", 1),
         .line = OF_TEXT("10"), .credit_memo = OF_TEXT("CM-1"), .qty = 5000);
    cr_expect_eq(line_now("E1:O-1|10")->ledger.returned, 5000);
    cr_expect_eq(line_now("E1:O-1|10")->ledger.credited, 5000);
}

static void tell_saga(bool ended)
{
    SagaChange change = {
        .saga = {.saga = OF_TEXT("RT:1"), .type = SAGA_TYPE_RETURN, .state = OF_TEXT("WAITING")},
        .ended = ended};
    cr_assert(of_ok(fake_run(engine, &order_processor, OF_TOPIC_saga_change, ORDER, &change)));
}

Test(order_stories, a_saga_at_work_shows_and_leaves_when_it_ends)
{
    tell_header(HEADER_STATUS_OPEN, true, 1);
    tell_saga(false);
    cr_expect_eq(order_now()->active_sagas.len, 1);
    cr_expect_eq(order_now()->return_status, RETURN_STATUS_OPEN);
    tell_saga(true);
    cr_expect_eq(order_now()->active_sagas.len, 0);
    cr_expect_eq(order_now()->return_status, RETURN_STATUS_NONE);
}

Test(order_stories, an_impossible_quantity_is_refused_and_leaves_no_trace)
{
    OrderLine line = {.source = at("erp", "l", "1", 1), .order = ORDER, .line = OF_TEXT("1")};
    line.net_qty = -1;
    of_status status = fake_run(engine, &order_processor, OF_TOPIC_order_line, ORDER, &line);
    cr_expect_eq(status.remedy, OF_SKIP);
    cr_expect_str_eq(status.what, "a quantity is negative");
    line.net_qty = INT64_MAX;
    status = fake_run(engine, &order_processor, OF_TOPIC_order_line, ORDER, &line);
    cr_expect_eq(status.remedy, OF_SKIP);
    cr_expect_eq(fake_row_count(engine, OF_STORE_order), 0);
}

Test(order_stories, a_line_edited_a_thousand_times_keeps_its_baseline_in_a_small_row)
{
    tell_header(HEADER_STATUS_OPEN, true, 1);
    for (int i = 0; i < 1000; i++) {
        tell_line("10", i == 500 ? 77000 : 1000 + i, 10 + i);
    }
    const LineRow *row = fake_row(engine, OF_STORE_line, OF_TEXT("E1:O-1|10"));
    cr_expect_leq(row->revisions.len, 256);
    cr_expect_eq(line_now("E1:O-1|10")->ledger.ordered, 77000);
    cr_expect_eq(line_now("E1:O-1|10")->ledger.cancelled, 77000 - 1999);
}

Test(order_stories, a_shortage_that_erp_and_warehouse_both_report_counts_once)
{
    tell_header(HEADER_STATUS_OPEN, true, 1);
    tell_line("10", 12000, 2);
    TELL(schedule_line, ScheduleLine, .source = at("erp", "s", "10", 3), .line = OF_TEXT("10"),
         .seq = OF_TEXT("1"), .requested_qty = 12000, .confirmed_qty = 9000);
    TELL(pick, Pick, .source = at("wms", "p", "10", 1), .line = OF_TEXT("10"),
         .allocation = OF_TEXT("L1"), .site = OF_TEXT("DC1"), .task = OF_TEXT("T1"),
         .picked_qty = 9000, .shorted_qty = 3000);
    TELL(allocation, Allocation, .source = at("erp", "a", "10", 4), .line = OF_TEXT("10"),
         .allocation = OF_TEXT("L1"), .site = OF_TEXT("DC1"), .allocated_qty = 12000,
         .shorted_qty = 3000);
    const Ledger *ledger = &line_now("E1:O-1|10")->ledger;
    cr_expect_eq(ledger->picked, 9000);
    cr_expect_eq(ledger->backordered, 3000);
    cr_expect_eq(ledger->allocated, 0);
    cr_expect_eq(ledger->inferred, 0);
}

/* ---- from carrier to order: both processors, in any order ---- */

typedef struct told {
    const of_processor *processor;
    int topic;
    const void *fact;
} told;

/* Hands what the tracking node told its orders to the order node, as the inner topic would. */
static void hand_over(of_ctx *tracking, size_t from)
{
    for (size_t i = from; i < fake_emit_count(tracking); i++) {
        const fake_emit *emit = fake_emit_at(tracking, i);
        if (emit->topic == OF_TOPIC_order_milestone) {
            cr_assert(
                of_ok(fake_run(engine, &order_processor, emit->topic, emit->key, emit->after)));
        }
    }
}

/* A text as the initialiser of a static record. */
#define TEXT(literal)                                                                              \
    {                                                                                              \
        .data = (literal), .len = sizeof(literal) - 1                                              \
    }
#define SCAN(row_, code_, at_)                                                                     \
    {                                                                                              \
        .source = {.system = TEXT("carrier"),                                                      \
                   .table = TEXT("scan"),                                                          \
                   .row = TEXT(row_),                                                              \
                   .position = 1},                                                                 \
        .tracking = TEXT("TR-1"), .code = (code_), .at = {true, T0 + OF_HOURS(at_)},               \
    }
#define ERP(row_, position_)                                                                       \
    {                                                                                              \
        .system = TEXT("erp"), .table = TEXT(row_), .row = TEXT("1"), .position = (position_),     \
    }
#define LINE(number_, qty_, position_)                                                             \
    {                                                                                              \
        .source = ERP("line" number_, position_), .order = TEXT("E1:O-1"), .line = TEXT(number_),  \
        .net_qty = (qty_),                                                                         \
    }
#define LEG(number_)                                                                               \
    .order = TEXT("E1:O-1"), .line = TEXT(number_), .allocation = TEXT("L1"), .site = TEXT("DC1")

/* Every fact of the happy path of two lines, and snapshot rows older than the stream. */
static const OrderHeader header_fact = {.source = ERP("header", 10),
                                        .order = TEXT("E1:O-1"),
                                        .entity = TEXT("E1"),
                                        .booked_at = {true, T0},
                                        .acknowledged_at = {true, T0}};
static const OrderLine line_facts[] = {LINE("10", 10000, 11), LINE("20", 4000, 12)};
static const OrderLine old_line = LINE("10", 3000, 4);
static const Allocation allocations[] = {
    {.source = ERP("alloc10", 20), LEG("10"), .allocated_qty = 10000},
    {.source = ERP("alloc20", 21), LEG("20"), .allocated_qty = 4000},
    {.source = ERP("alloc10", 5), LEG("10"), .allocated_qty = 2000}};
static const Pick picks[] = {{.source = ERP("pick10", 1), LEG("10"), .picked_qty = 10000},
                             {.source = ERP("pick20", 1), LEG("20"), .picked_qty = 4000}};
static const PackageContent contents[] = {
    {.source = ERP("in10", 1), LEG("10"), .package = TEXT("P1"), .qty = 10000},
    {.source = ERP("in20", 1), LEG("20"), .package = TEXT("P1"), .qty = 4000}};
static const ShipConfirm shipped_fact = {.source = ERP("ship", 1),
                                         .order = TEXT("E1:O-1"),
                                         .shipment = TEXT("S1"),
                                         .package = TEXT("P1"),
                                         .site = TEXT("DC1"),
                                         .tracking = TEXT("TR-1"),
                                         .shipped_at = {true, T0 + OF_HOURS(3)}};
static const PackageOrder xref = {.source = ERP("xref", 1),
                                  .tracking = TEXT("TR-1"),
                                  .order = TEXT("E1:O-1"),
                                  .package = TEXT("P1")};
static const Milestone scans[] = {SCAN("1", MILESTONE_CODE_PICKED_UP, 5),
                                  SCAN("2", MILESTONE_CODE_IN_TRANSIT, 12),
                                  SCAN("3", MILESTONE_CODE_DELIVERED, 28)};
static const InvoiceLine invoices[] = {{.source = ERP("inv10", 1),
                                        .order = TEXT("E1:O-1"),
                                        .line = TEXT("10"),
                                        .invoice = TEXT("INV-1"),
                                        .qty = 10000},
                                       {.source = ERP("inv20", 1),
                                        .order = TEXT("E1:O-1"),
                                        .line = TEXT("20"),
                                        .invoice = TEXT("INV-1"),
                                        .qty = 4000}};

static const told facts[] = {
    {&order_processor, OF_TOPIC_order_header, &header_fact},
    {&order_processor, OF_TOPIC_order_line, &line_facts[0]},
    {&order_processor, OF_TOPIC_order_line, &line_facts[1]},
    {&order_processor, OF_TOPIC_order_line, &old_line},
    {&order_processor, OF_TOPIC_allocation, &allocations[0]},
    {&order_processor, OF_TOPIC_allocation, &allocations[1]},
    {&order_processor, OF_TOPIC_allocation, &allocations[2]},
    {&order_processor, OF_TOPIC_pick, &picks[0]},
    {&order_processor, OF_TOPIC_pick, &picks[1]},
    {&order_processor, OF_TOPIC_package_content, &contents[0]},
    {&order_processor, OF_TOPIC_package_content, &contents[1]},
    {&order_processor, OF_TOPIC_ship_confirm, &shipped_fact},
    {&tracking_processor, OF_TOPIC_package_order, &xref},
    {&tracking_processor, OF_TOPIC_milestone, &scans[0]},
    {&tracking_processor, OF_TOPIC_milestone, &scans[1]},
    {&tracking_processor, OF_TOPIC_milestone, &scans[2]},
    {&order_processor, OF_TOPIC_invoice_line, &invoices[0]},
    {&order_processor, OF_TOPIC_invoice_line, &invoices[1]},
};
#define FACTS (sizeof facts / sizeof *facts)

static void check_happy_end(uint64_t seed)
{
    const OrderState *order = order_now();
    const LineState *ten = line_now("E1:O-1|10");
    const LineState *twenty = line_now("E1:O-1|20");
    cr_assert_eq(order->fulfil_status, FULFIL_STATUS_DELIVERED, "seed %d", (int)seed);
    cr_assert_eq(order->billing_status, BILLING_STATUS_INVOICED);
    cr_assert_eq(order->lifecycle, LIFECYCLE_CLOSED);
    cr_assert_eq(order->milestones.first_delivered.value, T0 + OF_HOURS(28));
    cr_assert_eq(order->milestones.last_shipped.value, T0 + OF_HOURS(3));
    cr_assert_eq(order->shipments.len, 1);
    cr_assert_eq(order->shipments.items[0].status, MILESTONE_CODE_DELIVERED);
    cr_assert_eq(ten->status, FULFIL_STATUS_DELIVERED);
    cr_assert_eq(ten->ledger.ordered, 10000);
    cr_assert_eq(ten->ledger.delivered, 10000);
    cr_assert_eq(ten->ledger.over + ten->ledger.inferred + ten->ledger.open, 0);
    cr_assert_eq(twenty->ledger.delivered, 4000);
}

Test(order_stories, the_happy_path_repeated_and_shuffled_a_thousand_times_ends_the_same)
{
    of_ctx *tracking = fake_context_new();
    uint64_t random = 7;
    for (uint64_t seed = 0; seed < 1000; seed++) {
        told shuffled[FACTS * 2];
        size_t len = 0;
        fake_context_reset(engine);
        fake_context_reset(tracking);
        for (size_t i = 0; i < FACTS * 2; i++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            size_t j = (size_t)((random >> 33) % (len + 1));
            shuffled[len++] = shuffled[j];
            shuffled[j] = facts[i % FACTS];
        }
        for (size_t i = 0; i < len; i++) {
            bool carrier = shuffled[i].processor == &tracking_processor;
            size_t before = fake_emit_count(tracking);
            cr_assert(of_ok(fake_run(carrier ? tracking : engine, shuffled[i].processor,
                                     shuffled[i].topic, carrier ? OF_TEXT("TR-1") : ORDER,
                                     shuffled[i].fact)));
            hand_over(tracking, before);
        }
        check_happy_end(seed);
    }
    fake_context_free(tracking);
}

Test(order_stories, a_clock_that_is_set_back_takes_no_publication_back)
{
    fake_set_now(engine, T0 + 5000);
    tell_header(HEADER_STATUS_OPEN, true, 1);
    tell_line("10", 5000, 1);
    fake_set_now(engine, T0 + 3000);
    tell_line("10", 7000, 2);
    cr_assert_eq(line_now("E1:O-1|10")->updated_at, T0 + 5000);
    cr_assert_eq(order_now()->updated_at, T0 + 5000);
}
