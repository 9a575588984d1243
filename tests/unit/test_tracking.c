/* The tracking processor: milestones by rank, orders told whichever side comes first. */
/* rows: R35 R45 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/unit/below.h"
#include "tests/unit/fake_context.h"

#define T0       INT64_C(1772438400000)
#define TRACKING OF_TEXT("TR-1")
#define FACTS    64

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

TestSuite(tracking, .init = set_up, .fini = tear_down);

static const char *number(int64_t value)
{
    static char texts[128][8];
    snprintf(texts[value % 128], sizeof texts[0], "%d", (int)value);
    return texts[value % 128];
}

static Milestone scan(int64_t row, int64_t position, MilestoneCode code, int64_t at)
{
    return (Milestone){.source = {.system = OF_TEXT("carrier"),
                                  .table = OF_TEXT("scan"),
                                  .row = of_text_of(number(row)),
                                  .position = position},
                       .tracking = TRACKING,
                       .code = code,
                       .at = {true, T0 + at}};
}

static PackageOrder xref(const char *order, int64_t position)
{
    return (PackageOrder){.source = {.system = OF_TEXT("wms"),
                                     .table = OF_TEXT("package"),
                                     .row = of_text_of(order),
                                     .position = position},
                          .tracking = TRACKING,
                          .order = of_text_of(order),
                          .package = OF_TEXT("P1"),
                          .carrier = OF_TEXT("CARR1")};
}

static void tell_scan(Milestone fact)
{
    cr_assert(of_ok(fake_run(engine, &tracking_processor, OF_TOPIC_milestone, TRACKING, &fact)));
}

static void tell_xref(PackageOrder fact)
{
    cr_assert(
        of_ok(fake_run(engine, &tracking_processor, OF_TOPIC_package_order, TRACKING, &fact)));
}

static const ShipmentState *shipment_now(void)
{
    return fake_last(engine, OF_TOPIC_shipment_state, TRACKING);
}

static const OrderMilestone *told(const char *order)
{
    return fake_last(engine, OF_TOPIC_order_milestone, of_text_of(order));
}

Test(tracking, a_late_scan_never_undoes_a_delivery)
{
    tell_xref(xref("E1:O-1", 1));
    cr_expect_eq(shipment_now()->completeness, COMPLETENESS_PARTIAL);
    cr_expect(told("E1:O-1") == NULL, "the carrier has not spoken");
    tell_scan(scan(1, 1, MILESTONE_CODE_DELIVERED, 100));
    tell_scan(scan(2, 1, MILESTONE_CODE_IN_TRANSIT, 200));
    tell_scan(scan(3, 1, MILESTONE_CODE_LOST, 300));
    cr_expect_eq(shipment_now()->status, MILESTONE_CODE_DELIVERED);
    cr_expect_eq(shipment_now()->delivered_at.value, T0 + 100);
    cr_expect_eq(shipment_now()->milestones.len, 3);
    cr_expect_eq(shipment_now()->completeness, COMPLETENESS_COMPLETE);
    cr_expect_eq(told("E1:O-1")->milestone.code, MILESTONE_CODE_DELIVERED);
    cr_expect_eq(told("E1:O-1")->milestone.at.value, T0 + 100);
}

Test(tracking, an_order_that_joins_late_is_told_what_is_known)
{
    tell_scan(scan(1, 1, MILESTONE_CODE_PICKED_UP, 1));
    tell_scan(scan(2, 1, MILESTONE_CODE_DELIVERED, 2));
    cr_expect_eq(fake_row_count(engine, OF_STORE_tracking), 1);
    tell_xref(xref("E1:O-1", 1));
    tell_xref(xref("E1:O-2", 1));
    cr_expect_eq(told("E1:O-1")->milestone.code, MILESTONE_CODE_DELIVERED);
    cr_expect_eq(told("E1:O-2")->milestone.code, MILESTONE_CODE_DELIVERED);
    cr_expect_eq(told("E1:O-2")->revision, told("E1:O-1")->revision);
    cr_expect_eq(shipment_now()->order_count, 2);
}

Test(tracking, a_repeat_tells_nobody_anything)
{
    tell_xref(xref("E1:O-1", 1));
    tell_scan(scan(1, 1, MILESTONE_CODE_PICKED_UP, 1));
    size_t emits = fake_emit_count(engine);
    tell_scan(scan(1, 1, MILESTONE_CODE_PICKED_UP, 1));
    tell_xref(xref("E1:O-1", 1));
    cr_expect_eq(fake_emit_count(engine), emits);
}

Test(tracking, a_failed_attempt_by_webhook_and_by_poll_is_one_attempt)
{
    tell_scan(scan(1, 1, MILESTONE_CODE_OUT_FOR_DELIVERY, 1));
    tell_scan(scan(2, 1, MILESTONE_CODE_ATTEMPTED, 5));
    tell_scan(scan(3, 1, MILESTONE_CODE_ATTEMPTED, 5));
    tell_scan(scan(4, 1, MILESTONE_CODE_ATTEMPTED, 9));
    cr_expect_eq(shipment_now()->attempts, 2);
    cr_expect_eq(shipment_now()->status, MILESTONE_CODE_OUT_FOR_DELIVERY);
}

Test(tracking, a_withdrawn_milestone_gives_way_to_the_next_one)
{
    tell_xref(xref("E1:O-1", 1));
    tell_scan(scan(1, 1, MILESTONE_CODE_IN_TRANSIT, 1));
    tell_scan(scan(2, 1, MILESTONE_CODE_DELIVERED, 2));
    int64_t before = told("E1:O-1")->revision;
    Milestone withdrawn = scan(2, 2, MILESTONE_CODE_DELIVERED, 2);
    withdrawn.source.deleted = true;
    tell_scan(withdrawn);
    cr_expect_eq(shipment_now()->status, MILESTONE_CODE_IN_TRANSIT);
    cr_expect_not(shipment_now()->delivered_at.present);
    cr_expect_eq(told("E1:O-1")->milestone.code, MILESTONE_CODE_IN_TRANSIT);
    cr_expect_gt(told("E1:O-1")->revision, before);
}

Test(tracking, hundreds_of_scans_leave_a_hundred_and_lose_nothing_that_matters)
{
    tell_scan(scan(1, 1, MILESTONE_CODE_DELIVERED, 1));
    tell_scan(scan(2, 1, MILESTONE_CODE_ATTEMPTED, 0));
    for (int i = 0; i < 150; i++) {
        tell_scan(scan(3, 10 + i, MILESTONE_CODE_IN_TRANSIT, 2));
        Milestone other = scan(4, 1, MILESTONE_CODE_IN_TRANSIT, 10 + i);
        char row[16];
        snprintf(row, sizeof row, "r%d", i);
        other.source.row = of_text_of(row);
        tell_scan(other);
    }
    const TrackingRow *row = fake_row(engine, OF_STORE_tracking, TRACKING);
    cr_expect_eq(row->milestones.len, 100);
    cr_expect_eq(shipment_now()->status, MILESTONE_CODE_DELIVERED);
    cr_expect_eq(shipment_now()->attempts, 1);
    cr_expect_eq(shipment_now()->milestones.len, 100);
}

/* ---- any order, any repetition ---- */

typedef struct tracking_fact {
    bool is_scan;
    Milestone milestone;
    PackageOrder package_order;
} tracking_fact;

static size_t generate(tracking_fact *facts)
{
    static const char *const orders[] = {"E1:O-1", "E1:O-2", "E1:O-3"};
    size_t len = 0;
    for (int64_t i = 0, count = below(4); i < count; i++) {
        PackageOrder fact = xref(orders[below(3)], 1 + i);
        fact.source.deleted = below(10) == 0;
        fact.site = below(2) == 0 ? OF_TEXT("DC1") : (of_text){0};
        facts[len++] = (tracking_fact){.package_order = fact};
    }
    for (int64_t i = 0, count = below(10); i < count; i++) {
        Milestone fact =
            scan(below(6), 1 + i, (MilestoneCode)below(MILESTONE_CODE_UNKNOWN + 1), below(8));
        fact.at.present = below(8) > 0;
        fact.source.deleted = below(10) == 0;
        fact.eta = (OptionalLong){below(2) == 0, T0 + below(5)};
        fact.quality = (TimeQuality)below(4);
        facts[len++] = (tracking_fact){.is_scan = true, .milestone = fact};
    }
    return len;
}

static void deliver(const tracking_fact *facts, size_t len)
{
    fake_context_reset(engine);
    for (size_t i = 0; i < len; i++) {
        if (facts[i].is_scan) {
            tell_scan(facts[i].milestone);
        } else {
            tell_xref(facts[i].package_order);
        }
    }
}

static size_t shuffle(const tracking_fact *facts, size_t len, tracking_fact *out)
{
    size_t count = 0;
    for (size_t i = 0; i < len; i++) {
        for (int64_t times = 1 + below(3); times > 0; times--) {
            out[count++] = facts[i];
        }
    }
    for (size_t i = count; i > 1; i--) {
        size_t j = (size_t)below((int64_t)i);
        tracking_fact swapped = out[i - 1];
        out[i - 1] = out[j];
        out[j] = swapped;
    }
    return count;
}

typedef struct outcome {
    ShipmentState shipment;
    bool told_any;
    OrderMilestone told;
} outcome;

static outcome outcome_now(of_arena *arena)
{
    outcome now = {0};
    const TrackingRow *row = fake_row(engine, OF_STORE_tracking, TRACKING);
    if (row == NULL) {
        return now;
    }
    cr_assert(of_ok(of_record_copy(&of_ShipmentState_type, &row->published, &now.shipment, arena)));
    now.shipment.version = 0;
    now.shipment.updated_at = 0;
    now.told_any = row->told.present;
    cr_assert(of_ok(of_record_copy(&of_OrderMilestone_type, &row->told.value, &now.told, arena)));
    now.told.revision = 0;
    for (size_t i = 0; i < row->orders.len; i++) {
        const SeenPackageOrder *seen = &row->orders.items[i];
        if (!seen->deleted && row->told.present) {
            const OrderMilestone *last = fake_last(engine, OF_TOPIC_order_milestone, seen->order);
            cr_assert(last != NULL && last->revision == row->told.value.revision,
                      "every order of the package knows the latest");
        }
    }
    return now;
}

Test(tracking, any_order_and_any_repetition_of_the_same_facts_ends_in_the_same_shipment)
{
    static tracking_fact facts[FACTS];
    static tracking_fact shuffled[FACTS * 3];
    of_arena *arena = of_arena_new((size_t)16 << 20);
    for (int round = 0; round < 1500; round++) {
        size_t len = generate(facts);
        of_arena_reset(arena);
        deliver(facts, len);
        outcome straight = outcome_now(arena);
        for (int i = 0; i < 4; i++) {
            deliver(shuffled, shuffle(facts, len, shuffled));
            outcome other = outcome_now(arena);
            cr_assert(of_record_equal(&of_ShipmentState_type, &straight.shipment, &other.shipment),
                      "round %d: the shipment depends on the order of arrival", round);
            cr_assert_eq(straight.told_any, other.told_any);
            cr_assert(of_record_equal(&of_OrderMilestone_type, &straight.told, &other.told),
                      "round %d: what orders are told depends on the order of arrival", round);
        }
    }
    of_arena_free(arena);
}

Test(tracking, a_row_that_a_snapshot_tells_again_is_the_same_row)
{
    Milestone streamed = scan(1, 10, MILESTONE_CODE_PICKED_UP, 100);
    Milestone again = streamed;
    again.source.snapshot = true;
    of_arena *arena = of_arena_new((size_t)1 << 20);
    ShipmentState first = {0};
    fake_context_reset(engine);
    tell_scan(streamed);
    tell_scan(again);
    const void *last = fake_last(engine, OF_TOPIC_shipment_state, TRACKING);
    cr_assert(of_ok(of_record_copy(&of_ShipmentState_type, last, &first, arena)));
    fake_context_reset(engine);
    tell_scan(again);
    tell_scan(streamed);
    last = fake_last(engine, OF_TOPIC_shipment_state, TRACKING);
    cr_assert(of_record_equal(&of_ShipmentState_type, &first, last),
              "what a shipment shows depends on whether the snapshot or the stream came first");
    of_arena_free(arena);
}
