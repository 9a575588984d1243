/* How exceptions of an order are kept: what several sagas say of one, and what a person closed. */
/* rows: R59 R72 R73 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/unit/fake_context.h"

#define ORDER     OF_TEXT("E1:O-1")
#define LINE      OF_TEXT("10")
#define TOO_LATE  "CANCEL_TOO_LATE|E1:O-1|10|"
#define FAILED    "COMPENSATION_FAILED|E1:O-1|10|undo/A1"
#define SHORT     "SHORT_PICK|E1:O-1|10|"
#define UNBILLED  "SHIPPED_NOT_INVOICED|E1:O-1|10|"
#define SILENT    "SILENT_SHIPMENT|E1:O-1||P1"
#define LOST      "LOST_IN_TRANSIT|E1:O-1|10|P1"
#define FOUND     "FOUND_AFTER_CREDIT|E1:O-1|10|P1"
#define BACKORDER OF_TEXT("BO:1")
#define SPLIT     OF_TEXT("SP:1")
#define T0        INT64_C(1772438400000)

extern const of_processor order_processor;

static of_ctx *engine;
static int64_t now_ms;

static void set_up(void)
{
    engine = fake_context_new();
    now_ms = T0;
}

static void tear_down(void)
{
    fake_context_free(engine);
}

TestSuite(order_exceptions, .init = set_up, .fini = tear_down);

#define TELL(id, record, ...)                                                                      \
    cr_assert(of_ok(fake_run(engine, &order_processor, OF_TOPIC_##id, ORDER,                       \
                             &(record){.order = ORDER, __VA_ARGS__})))

static SourcePosition at(const char *system, const char *row)
{
    static int64_t position;
    return (SourcePosition){.system = of_text_of(system),
                            .table = OF_TEXT("t"),
                            .row = of_text_of(row),
                            .position = ++position};
}

static void pass(int64_t ms)
{
    now_ms += ms;
    cr_assert(of_ok(fake_fire(engine, &order_processor, now_ms)));
}

static const OrderException *last(const char *id)
{
    return fake_last(engine, OF_TOPIC_order_exception, of_text_of(id));
}

static bool is_open(const char *id)
{
    return last(id) != NULL && !last(id)->resolved_at.present;
}

static bool was_resolved(const char *id, const char *how)
{
    return last(id) != NULL && of_text_is(last(id)->resolution, how);
}

static size_t times_published(const char *id)
{
    size_t count = 0;
    for (size_t i = 0; i < fake_emit_count(engine); i++) {
        const fake_emit *emit = fake_emit_at(engine, i);
        count += emit->topic == OF_TOPIC_order_exception && of_text_is(emit->key, id) ? 1 : 0;
    }
    return count;
}

static int shown_open(void)
{
    const OrderState *order = fake_last(engine, OF_TOPIC_order_state, ORDER);
    int count = 0;
    for (size_t i = 0; i < order->open_exceptions.len; i++) {
        count += order->open_exceptions.items[i].count;
    }
    return count;
}

static void close_by_hand(const char *id)
{
    TELL(control, Control, .id = OF_TEXT("c"), .action = CONTROL_ACTION_CLOSE_EXCEPTION,
         .actor = OF_TEXT("amy"), .reason = OF_TEXT("settled"), .subject = of_text_of(id));
    cr_assert(was_resolved(id, "MANUAL"));
}

/* ---- the story behind ---- */

static void tell_line(int64_t units)
{
    TELL(order_header, OrderHeader, .source = at("erp", "h"), .entity = OF_TEXT("E1"),
         .booked_at = {true, T0}, .acknowledged_at = {true, T0});
    TELL(order_line, OrderLine, .source = at("erp", "l"), .line = LINE, .net_qty = units * 1000);
}

static void tell_pick(int64_t units, int64_t shorted)
{
    TELL(allocation, Allocation, .source = at("erp", "a"), .line = LINE, .allocation = OF_TEXT("A"),
         .site = OF_TEXT("DC1"), .allocated_qty = (units + shorted) * 1000);
    TELL(pick, Pick, .source = at("wms", "p"), .line = LINE, .allocation = OF_TEXT("A"),
         .site = OF_TEXT("DC1"), .task = OF_TEXT("T"), .picked_qty = units * 1000,
         .shorted_qty = shorted * 1000);
}

static void tell_shipped(const char *package, int64_t units)
{
    TELL(package_content, PackageContent, .source = at("wms", package), .line = LINE,
         .allocation = OF_TEXT("A"), .site = OF_TEXT("DC1"), .package = of_text_of(package),
         .qty = units * 1000);
    TELL(ship_confirm, ShipConfirm, .source = at("wms", package), .package = of_text_of(package),
         .shipment = OF_TEXT("SH"), .site = OF_TEXT("DC1"), .shipped_at = {true, T0});
}

static void tell_invoice(int64_t units)
{
    TELL(invoice_line, InvoiceLine, .source = at("fin", "i"), .line = LINE, .invoice = OF_TEXT("I"),
         .qty = units * 1000);
}

static void tell_scan(MilestoneCode code, int64_t at_ms)
{
    static int64_t revision;
    static bool was_lost;
    was_lost = was_lost || code == MILESTONE_CODE_LOST;
    TELL(order_milestone, OrderMilestone, .package = OF_TEXT("P1"), .revision = ++revision,
         .was_lost = was_lost,
         .milestone = {.tracking = OF_TEXT("TR"), .code = code, .at = {true, at_ms}});
}

/* ---- what several sagas say of one exception ---- */

static void say(of_text saga, const char *code, of_text subject, const char *detail, bool open)
{
    cr_assert(of_ok(fake_run(engine, &order_processor, OF_TOPIC_exception_change, ORDER,
                             &(ExceptionChange){.saga = saga,
                                                .code = of_text_of(code),
                                                .line = LINE,
                                                .subject = subject,
                                                .detail = of_text_of(detail),
                                                .open = open})));
}

static void say_too_late(of_text saga, const char *detail, bool open)
{
    say(saga, "CANCEL_TOO_LATE", (of_text){0}, detail, open);
}

Test(order_exceptions, one_that_two_sagas_tell_of_is_open_until_both_took_it_back)
{
    tell_line(10);
    say_too_late(BACKORDER, "picked", true);
    say_too_late(SPLIT, "staged", true);
    cr_expect(of_text_is(last(TOO_LATE)->detail, "staged"), "the words are the last ones told");
    say_too_late(SPLIT, "staged", false);
    cr_assert(is_open(TOO_LATE), "the backorder still says so");
    cr_expect(of_text_is(last(TOO_LATE)->detail, "picked"), "the words of the saga that ended go");
    cr_expect_eq(shown_open(), 1);
    say_too_late(BACKORDER, "picked", false);
    cr_expect(was_resolved(TOO_LATE, "SAGA"));
    cr_expect_eq(shown_open(), 0);
}

Test(order_exceptions, a_saga_that_tells_twice_counts_once)
{
    tell_line(10);
    say_too_late(BACKORDER, "picked", true);
    say_too_late(BACKORDER, "picked", true);
    cr_expect_eq(times_published(TOO_LATE), 1, "it said nothing else");
    say_too_late(BACKORDER, "picked", false);
    cr_expect(was_resolved(TOO_LATE, "SAGA"));
    say_too_late(BACKORDER, "picked", false);
    cr_expect_eq(times_published(TOO_LATE), 2, "what is over cannot end again");
}

Test(order_exceptions, a_saga_that_never_told_takes_nothing_back)
{
    tell_line(10);
    say_too_late(BACKORDER, "picked", true);
    say_too_late(SPLIT, "staged", false);
    cr_expect(is_open(TOO_LATE));
    cr_expect_eq(times_published(TOO_LATE), 1);
}

/* ---- what a person closed ---- */

Test(order_exceptions, what_was_closed_by_hand_opens_with_the_next_telling)
{
    tell_line(10);
    say(BACKORDER, "COMPENSATION_FAILED", OF_TEXT("undo/A1"), "REFUSED", true);
    close_by_hand(FAILED);
    TELL(invoice_line, InvoiceLine, .source = at("fin", "i"), .line = LINE, .invoice = OF_TEXT("I"),
         .qty = 0);
    cr_expect(!is_open(FAILED), "other news is no telling");
    pass(OF_MINUTES(1));
    say(BACKORDER, "COMPENSATION_FAILED", OF_TEXT("undo/A1"), "REFUSED", true);
    cr_assert(is_open(FAILED), "the same failed again, after a person had settled the first");
    cr_expect_eq(last(FAILED)->opened_at, T0 + OF_MINUTES(1));
    cr_expect(last(FAILED)->closed_by.data == NULL);
    say(BACKORDER, "COMPENSATION_FAILED", OF_TEXT("undo/A1"), "REFUSED", false);
    cr_expect(is_open(FAILED), "money: only a person closes it");
    close_by_hand(FAILED);
    cr_expect_eq(shown_open(), 0);
}

Test(order_exceptions, a_closing_by_hand_ends_what_all_sagas_said)
{
    tell_line(10);
    say_too_late(BACKORDER, "picked", true);
    say_too_late(SPLIT, "staged", true);
    close_by_hand(TOO_LATE);
    say_too_late(SPLIT, "staged", false);
    cr_expect(was_resolved(TOO_LATE, "MANUAL"), "the saga's word came late");
    say_too_late(SPLIT, "staged", true);
    cr_assert(is_open(TOO_LATE));
    say_too_late(SPLIT, "staged", false);
    cr_expect(was_resolved(TOO_LATE, "SAGA"), "what the backorder said before is settled");
}

Test(order_exceptions, what_is_found_stays_closed_until_other_words_lasted_for_the_grace)
{
    tell_line(10);
    tell_pick(10, 0);
    tell_shipped("P1", 4);
    pass(OF_HOURS(24));
    cr_assert(is_open(UNBILLED));
    close_by_hand(UNBILLED);
    pass(OF_DAYS(30));
    tell_invoice(0);
    cr_assert(!is_open(UNBILLED), "the person knew that four are not billed");
    tell_shipped("P2", 6);
    int64_t shipped = now_ms;
    cr_assert(!is_open(UNBILLED), "the other six left this minute");
    pass(OF_HOURS(23));
    cr_assert(!is_open(UNBILLED));
    pass(OF_HOURS(1));
    cr_assert(is_open(UNBILLED));
    cr_expect_eq(last(UNBILLED)->opened_at, shipped + OF_HOURS(24));
}

Test(order_exceptions, other_words_that_did_not_last_leave_it_closed)
{
    tell_line(10);
    tell_pick(10, 0);
    tell_shipped("P1", 10);
    tell_invoice(6);
    pass(OF_HOURS(24));
    close_by_hand(UNBILLED);
    tell_invoice(5);
    pass(OF_HOURS(12));
    tell_invoice(6);
    pass(OF_DAYS(30));
    cr_expect(!is_open(UNBILLED), "it is again what the person closed");
    tell_invoice(5);
    pass(OF_HOURS(23));
    cr_expect(!is_open(UNBILLED), "twelve hours of long ago do not count");
    pass(OF_HOURS(1));
    cr_expect(is_open(UNBILLED));
}

Test(order_exceptions, what_needs_no_grace_opens_at_once_with_other_words)
{
    tell_line(10);
    tell_pick(9, 1);
    close_by_hand(SHORT);
    tell_invoice(0);
    cr_assert(!is_open(SHORT));
    tell_pick(8, 2);
    cr_expect(is_open(SHORT));
}

/* ---- the silence of a carrier ---- */

static void ship(void)
{
    tell_line(10);
    tell_pick(10, 0);
    tell_shipped("P1", 10);
    tell_invoice(10);
}

Test(order_exceptions, a_scan_ends_the_silence_that_a_person_closed)
{
    ship();
    pass(OF_HOURS(24));
    close_by_hand(SILENT);
    pass(OF_HOURS(1));
    tell_scan(MILESTONE_CODE_IN_TRANSIT, now_ms);
    cr_assert(!is_open(SILENT), "the carrier spoke this minute");
    pass(OF_DAYS(6));
    cr_assert(!is_open(SILENT));
    pass(OF_DAYS(1));
    cr_assert(is_open(SILENT), "silent for seven days since the scan");
    close_by_hand(SILENT);
    tell_scan(MILESTONE_CODE_OUT_FOR_DELIVERY, now_ms);
    int64_t scanned = now_ms;
    pass(OF_DAYS(6));
    cr_assert(!is_open(SILENT));
    pass(OF_DAYS(1));
    cr_assert(is_open(SILENT), "another silence, in the words of the one that a person closed");
    cr_expect_eq(last(SILENT)->opened_at, scanned + OF_DAYS(7));
}

Test(order_exceptions, a_label_is_no_scan)
{
    ship();
    pass(OF_HOURS(12));
    tell_scan(MILESTONE_CODE_LABELLED, T0);
    pass(OF_HOURS(11));
    cr_assert(!is_open(SILENT));
    pass(OF_HOURS(1));
    cr_assert(is_open(SILENT), "a day without a first scan");
    cr_expect_eq(last(SILENT)->opened_at, T0 + OF_HOURS(24));
}

/* ---- goods that got lost, and what they were credited with ---- */

static void tell_credit(const char *memo, int64_t units, CreditReason reason)
{
    TELL(credit_memo_line, CreditMemoLine, .source = at("fin", memo), .line = LINE,
         .credit_memo = of_text_of(memo), .qty = units * 1000, .reason = reason);
}

static void tell_return(int64_t units)
{
    TELL(return_receipt, ReturnReceipt, .source = at("wms", "r"), .line = LINE,
         .receipt = OF_TEXT("R1"), .site = OF_TEXT("DC1"), .rma = OF_TEXT("RMA"),
         .qty = units * 1000);
}

/* Four units are lost, six arrive. */
static void lose_four(void)
{
    tell_line(10);
    tell_pick(10, 0);
    tell_shipped("P1", 4);
    tell_shipped("P2", 6);
    tell_invoice(10);
    tell_scan(MILESTONE_CODE_LOST, now_ms);
    cr_assert(is_open(LOST));
}

Test(order_exceptions, the_credit_of_returned_goods_is_none_of_the_lost_ones)
{
    lose_four();
    tell_return(6);
    tell_credit("C1", 6, CREDIT_REASON_UNKNOWN);
    cr_assert(is_open(LOST), "six came back and six were credited");
    tell_credit("C2", 3, CREDIT_REASON_UNKNOWN);
    cr_assert(is_open(LOST), "three of four");
    tell_credit("C2", 4, CREDIT_REASON_UNKNOWN);
    cr_expect(was_resolved(LOST, "AUTO"));
}

Test(order_exceptions, a_credit_that_says_what_it_is_for_counts_for_that_alone)
{
    lose_four();
    tell_credit("C1", 4, CREDIT_REASON_RETURN);
    tell_credit("C2", 4, CREDIT_REASON_GOODWILL);
    tell_credit("C3", 4, CREDIT_REASON_PRICE);
    cr_assert(is_open(LOST), "none of them is for goods that got lost");
    tell_credit("C4", 4, CREDIT_REASON_LOSS);
    cr_assert(was_resolved(LOST, "AUTO"));
    tell_return(6);
    cr_expect(!is_open(LOST), "what comes back later is another matter");
}

Test(order_exceptions, what_was_credited_as_lost_and_arrives_is_found_whatever_came_back)
{
    lose_four();
    tell_credit("C1", 4, CREDIT_REASON_LOSS);
    tell_return(6);
    tell_scan(MILESTONE_CODE_DELIVERED, now_ms);
    pass(OF_MINUTES(15));
    cr_expect(is_open(FOUND), "the six that came back are not credited");
}

/* ---- orders of many parts ---- */

#define PACKAGES      2000
#define PACKAGE_BYTES 256 /* of scratch that one may hold until the order is done: its name */

Test(order_exceptions, a_wake_up_holds_no_more_than_the_names_of_the_packages_it_settles)
{
    char names[PACKAGES][8];
    fake_trust(engine);
    tell_line(10);
    for (int i = 0; i < PACKAGES; i++) {
        snprintf(names[i], sizeof names[i], "P%05d", i);
        TELL(ship_confirm, ShipConfirm, .source = at("wms", names[i]),
             .package = of_text_of(names[i]), .shipment = OF_TEXT("SH"), .site = OF_TEXT("DC1"),
             .shipped_at = {true, T0});
    }
    pass(OF_MINUTES(15));
    cr_expect(of_arena_used(of_scratch(engine)) < PACKAGES * PACKAGE_BYTES, "%zu bytes of scratch",
              of_arena_used(of_scratch(engine)));
    cr_expect_eq(shown_open(), PACKAGES, "nobody told what is in any of them");
}
