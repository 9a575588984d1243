/* The table of tests/replay/olist_expected.csv against the processors: each kind of Olist order,
 * told as the replay tells it, ends as the table says. The table was written first, from the rules.
 */
/* rows: R12 R13 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/unit/fake_context.h"

#define ORDER   OF_TEXT("E1:O-1")
#define ITEMS   2 /* of two sellers */
#define UNIT    1000
#define COLUMNS 20
#define T0      INT64_C(1772438400000)

extern const of_processor order_processor;
extern const of_processor tracking_processor;

/* One row of the table. */
typedef struct olist_kind {
    char cells[COLUMNS][24];
} olist_kind;

enum column {
    OLIST_STATUS,
    HAS_ITEMS,
    APPROVED,
    CARRIER_DATE,
    CUSTOMER_DATE,
    ORDERS,
    ORDER_STATUS,
    COMPLETE,
    LINE_STATUS,
    ORDERED,
    OPEN,
    SHIPPED,
    IN_TRANSIT,
    DELIVERED,
    CANCELLED,
    OVER,
    SHIPMENTS,
    SHIPMENT_STATUS,
    BILLING,
    LIFE
};

static of_ctx *orders;
static of_ctx *packages;
static int64_t position;

static bool yes(const olist_kind *kind, enum column column)
{
    return strcmp(kind->cells[column], "yes") == 0;
}

static bool is_cancelled(const olist_kind *kind)
{
    return strcmp(kind->cells[OLIST_STATUS], "canceled") == 0 ||
           strcmp(kind->cells[OLIST_STATUS], "unavailable") == 0;
}

static SourcePosition at(const char *system, const char *table, const char *row)
{
    return (SourcePosition){.system = of_text_of(system),
                            .table = of_text_of(table),
                            .row = of_text_of(row),
                            .position = ++position};
}

static void tell(int topic, const void *fact)
{
    cr_assert(of_ok(fake_run(orders, &order_processor, topic, ORDER, fact)));
}

static void tell_package(int topic, const char *tracking, const void *fact)
{
    size_t before = fake_emit_count(packages);
    cr_assert(of_ok(fake_run(packages, &tracking_processor, topic, of_text_of(tracking), fact)));
    for (size_t i = before; i < fake_emit_count(packages); i++) {
        const fake_emit *emit = fake_emit_at(packages, i);
        if (emit->topic == OF_TOPIC_order_milestone) {
            tell(emit->topic, emit->after);
        }
    }
}

static void tell_header(HeaderStatus status, bool approved)
{
    tell(OF_TOPIC_order_header, &(OrderHeader){.source = at("erp", "orders", "1"),
                                               .order = ORDER,
                                               .entity = OF_TEXT("E1"),
                                               .status = status,
                                               .booked_at = {true, T0},
                                               .acknowledged_at = {approved, T0 + 1}});
}

static const char *const lines[ITEMS] = {"1", "2"};
static const char *const tracks[ITEMS] = {"TR-1", "TR-2"};

static void tell_lines(int64_t net_qty)
{
    for (int i = 0; i < ITEMS; i++) {
        tell(OF_TOPIC_order_line, &(OrderLine){.source = at("erp", "items", lines[i]),
                                               .order = ORDER,
                                               .line = of_text_of(lines[i]),
                                               .net_qty = net_qty});
    }
}

static void tell_handover(void)
{
    for (int i = 0; i < ITEMS; i++) {
        of_text package = of_text_of(tracks[i]);
        tell(OF_TOPIC_package_content, &(PackageContent){.source = at("wms", "content", lines[i]),
                                                         .order = ORDER,
                                                         .line = of_text_of(lines[i]),
                                                         .allocation = OF_TEXT("L1"),
                                                         .site = of_text_of(lines[i]),
                                                         .package = package,
                                                         .qty = UNIT});
        tell_package(OF_TOPIC_package_order, tracks[i],
                     &(PackageOrder){.source = at("wms", "package", lines[i]),
                                     .tracking = package,
                                     .order = ORDER,
                                     .package = package});
        tell(OF_TOPIC_ship_confirm, &(ShipConfirm){.source = at("wms", "ship", lines[i]),
                                                   .order = ORDER,
                                                   .shipment = package,
                                                   .package = package,
                                                   .site = of_text_of(lines[i]),
                                                   .tracking = package,
                                                   .shipped_at = {true, T0 + 2}});
    }
}

static void tell_delivered(void)
{
    for (int i = 0; i < ITEMS; i++) {
        tell_package(OF_TOPIC_milestone, tracks[i],
                     &(Milestone){.source = at("carrier", "scan", lines[i]),
                                  .tracking = of_text_of(tracks[i]),
                                  .code = MILESTONE_CODE_DELIVERED,
                                  .at = {true, T0 + 3}});
    }
}

static void tell_story(const olist_kind *kind)
{
    bool items = yes(kind, HAS_ITEMS);
    position = 0;
    fake_context_reset(orders);
    fake_context_reset(packages);
    tell_header(HEADER_STATUS_OPEN, false);
    if (items) {
        tell_lines(UNIT);
    }
    if (yes(kind, APPROVED)) {
        tell_header(HEADER_STATUS_OPEN, true);
    }
    if (items && yes(kind, CARRIER_DATE)) {
        tell_handover();
    }
    if (items && yes(kind, CUSTOMER_DATE)) {
        tell_delivered();
    }
    if (is_cancelled(kind)) {
        tell_header(HEADER_STATUS_CANCELLED, yes(kind, APPROVED));
        if (items) {
            tell_lines(0);
        }
    }
}

static void expect_symbol(const olist_kind *kind, enum column column, const of_enum_type *symbols,
                          int value)
{
    cr_expect_str_eq(symbols->symbols[value], kind->cells[column], "%s: %s instead of %s",
                     kind->cells[OLIST_STATUS], symbols->symbols[value], kind->cells[column]);
}

static void expect_number(const olist_kind *kind, enum column column, int64_t value)
{
    cr_expect_eq(value, atoll(kind->cells[column]) * UNIT, "%s, column %d: %d",
                 kind->cells[OLIST_STATUS], (int)column, (int)value);
}

static void expect_order(const olist_kind *kind)
{
    const OrderState *order = fake_last(orders, OF_TOPIC_order_state, ORDER);
    int32_t shipments = strcmp(kind->cells[SHIPMENTS], "sellers") == 0 ? ITEMS : 0;
    expect_symbol(kind, ORDER_STATUS, &of_FulfilStatus_enum, order->fulfil_status);
    expect_symbol(kind, COMPLETE, &of_Completeness_enum, order->completeness);
    expect_symbol(kind, BILLING, &of_BillingStatus_enum, order->billing_status);
    expect_symbol(kind, LIFE, &of_Lifecycle_enum, order->lifecycle);
    cr_expect_eq(order->shipment_count, shipments);
    for (size_t i = 0; i < order->shipments.len; i++) {
        expect_symbol(kind, SHIPMENT_STATUS, &of_MilestoneCode_enum,
                      order->shipments.items[i].status);
    }
}

static void expect_line(const olist_kind *kind, const LineState *line)
{
    cr_assert_eq(line != NULL, yes(kind, HAS_ITEMS));
    if (line == NULL) {
        return;
    }
    expect_symbol(kind, LINE_STATUS, &of_FulfilStatus_enum, line->status);
    expect_number(kind, ORDERED, line->ledger.ordered);
    expect_number(kind, OPEN, line->ledger.open);
    expect_number(kind, SHIPPED, line->ledger.shipped);
    expect_number(kind, IN_TRANSIT, line->ledger.in_transit);
    expect_number(kind, DELIVERED, line->ledger.delivered);
    expect_number(kind, CANCELLED, line->ledger.cancelled);
    expect_number(kind, OVER, line->ledger.over);
}

static void read_kind(char *text, olist_kind *kind)
{
    text[strcspn(text, "\r\n")] = '\0';
    for (int i = 0; i < COLUMNS; i++) {
        size_t len = strcspn(text, ",");
        snprintf(kind->cells[i], sizeof kind->cells[i], "%.*s", (int)len, text);
        text += len + (text[len] == ',' ? 1 : 0);
    }
}

Test(olist_expected, every_kind_of_order_ends_as_the_table_says)
{
    char text[512];
    int kinds = 0;
    int told = 0;
    FILE *table = fopen(OLIST_EXPECTED, "r");
    cr_assert(table != NULL, "%s is missing", OLIST_EXPECTED);
    cr_assert(fgets(text, sizeof text, table) != NULL);
    orders = fake_context_new();
    packages = fake_context_new();
    while (fgets(text, sizeof text, table) != NULL) {
        olist_kind kind;
        read_kind(text, &kind);
        tell_story(&kind);
        expect_order(&kind);
        expect_line(&kind, fake_last(orders, OF_TOPIC_line_state, OF_TEXT("E1:O-1|1")));
        expect_line(&kind, fake_last(orders, OF_TOPIC_line_state, OF_TEXT("E1:O-1|2")));
        kinds++;
        told += atoi(kind.cells[ORDERS]);
    }
    fclose(table);
    fake_context_free(orders);
    fake_context_free(packages);
    cr_expect_eq(kinds, 19);
    cr_expect_eq(told, 99441, "the table covers all orders");
}
