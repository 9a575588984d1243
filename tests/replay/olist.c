/* Olist's orders as the change events that an ERP, a warehouse and a carrier would have emitted. */
#include <stdio.h>
#include <stdlib.h>

#include <uthash.h>

#include "tests/replay/csv.h"
#include "tests/replay/events.h"
#include "topology/base/memory.h"
#include "topology/base/time.h"

#define COLUMN(name_, value_)                                                                      \
    {                                                                                              \
        .name = (name_), .value = (value_)                                                         \
    }
#define END_OF_COLUMNS                                                                             \
    {                                                                                              \
        .name = NULL                                                                               \
    }

typedef struct item {
    of_text line;
    of_text product;
    of_text seller;
    of_text price;
    struct item *next;
} item;

typedef struct payment {
    of_text seq;
    of_text type;
    of_text value;
    struct payment *next;
} payment;

typedef struct order {
    of_text id;
    of_text customer;
    of_text status;
    of_text purchase;
    of_text approved;
    of_text carrier;
    of_text delivered;
    of_text estimated;
    item *items;
    item **last_item;
    payment *payments;
    payment **last_payment;
    UT_hash_handle hh;
} order;

typedef struct world {
    events *all;
    order *orders;
} world;

enum { ID, CUSTOMER, STATUS, PURCHASE, APPROVED, CARRIER, DELIVERED, ESTIMATED };

static void on_order(void *state, const of_text *cells)
{
    world *self = state;
    order *added = of_new(sizeof *added);
    *added = (order){.id = events_text(self->all, cells[ID]),
                     .customer = events_text(self->all, cells[CUSTOMER]),
                     .status = events_text(self->all, cells[STATUS]),
                     .purchase = events_text(self->all, cells[PURCHASE]),
                     .approved = events_text(self->all, cells[APPROVED]),
                     .carrier = events_text(self->all, cells[CARRIER]),
                     .delivered = events_text(self->all, cells[DELIVERED]),
                     .estimated = events_text(self->all, cells[ESTIMATED])};
    added->last_item = &added->items;
    added->last_payment = &added->payments;
    HASH_ADD_KEYPTR(hh, self->orders, added->id.data, added->id.len, added);
}

static order *find(world *self, of_text id)
{
    order *found = NULL;
    HASH_FIND(hh, self->orders, id.data, id.len, found);
    if (found == NULL) {
        fprintf(stderr, "replay: a row of the unknown order %.*s\n", OF_TEXT_ARG(id));
        exit(1);
    }
    return found;
}

static void on_item(void *state, const of_text *cells)
{
    world *self = state;
    order *owner = find(self, cells[0]);
    item *added = of_new(sizeof *added);
    *added = (item){.line = events_text(self->all, cells[1]),
                    .product = events_text(self->all, cells[2]),
                    .seller = events_text(self->all, cells[3]),
                    .price = events_text(self->all, cells[4])};
    *owner->last_item = added;
    owner->last_item = &added->next;
}

static void on_payment(void *state, const of_text *cells)
{
    world *self = state;
    order *owner = find(self, cells[0]);
    payment *added = of_new(sizeof *added);
    *added = (payment){.seq = events_text(self->all, cells[1]),
                       .type = events_text(self->all, cells[2]),
                       .value = events_text(self->all, cells[3])};
    *owner->last_payment = added;
    owner->last_payment = &added->next;
}

static int64_t time_of(of_text text)
{
    int64_t ms = 0;
    if (!of_time_parse(text, &ms)) {
        fprintf(stderr, "replay: not a time: %.*s\n", OF_TEXT_ARG(text));
        exit(1);
    }
    return ms;
}

static void add_header(world *self, const order *at, int64_t at_ms, char op, bool acknowledged,
                       bool cancelled)
{
    const cdc_column columns[] = {
        COLUMN("order_id", at->id),
        COLUMN("type", OF_TEXT("STANDARD")),
        COLUMN("status", cancelled ? OF_TEXT("CANCELLED") : OF_TEXT("OPEN")),
        COLUMN("channel", OF_TEXT("MARKETPLACE")),
        COLUMN("customer", at->customer),
        COLUMN("currency", OF_TEXT("BRL")),
        COLUMN("booked_at", at->purchase),
        COLUMN("acknowledged_at", acknowledged ? at->approved : (of_text){0}),
        END_OF_COLUMNS,
    };
    events_add(self->all, at_ms, EVENTS_HEADER, op, at->id, columns);
}

static void add_line(world *self, const order *at, const item *line, int64_t at_ms, char op,
                     of_text net_qty)
{
    const cdc_column columns[] = {
        COLUMN("order_id", at->id),
        COLUMN("line", line->line),
        COLUMN("item", line->product),
        COLUMN("net_qty", net_qty),
        COLUMN("substituted_out", OF_TEXT("0")),
        COLUMN("unit_price", line->price),
        COLUMN("promise_date", at->estimated),
        COLUMN("site", line->seller),
        END_OF_COLUMNS,
    };
    events_add(self->all, at_ms, EVENTS_LINE, op, at->id, columns);
}

static void add_payments(world *self, const order *at, int64_t at_ms)
{
    for (const payment *each = at->payments; each != NULL; each = each->next) {
        const cdc_column columns[] = {
            COLUMN("order_id", at->id),
            COLUMN("payment", each->seq),
            COLUMN("method", each->type),
            COLUMN("amount", each->value),
            COLUMN("status", OF_TEXT("CAPTURED")),
            END_OF_COLUMNS,
        };
        events_add(self->all, at_ms, EVENTS_PAYMENT, 'c', at->id, columns);
    }
}

static of_text package_of(world *self, const order *at, const item *line)
{
    return events_format(self->all, "%.*s-%.8s", OF_TEXT_ARG(at->id), line->seller.data);
}

static bool is_first_of_seller(const order *at, const item *line)
{
    for (const item *each = at->items; each != line; each = each->next) {
        if (of_text_equal(each->seller, line->seller)) {
            return false;
        }
    }
    return true;
}

/* One leg, one package and one ship confirm per seller: contents first, then the confirmation. */
static void add_shipments(world *self, const order *at)
{
    int64_t at_ms = time_of(at->carrier);
    for (const item *each = at->items; each != NULL; each = each->next) {
        of_text package = package_of(self, at, each);
        const cdc_column columns[] = {
            COLUMN("order_id", at->id),
            COLUMN("line", each->line),
            COLUMN("allocation", each->seller),
            COLUMN("site", each->seller),
            COLUMN("package", package),
            COLUMN("qty", OF_TEXT("1")),
            COLUMN("shipment", package),
            COLUMN("tracking", package),
            END_OF_COLUMNS,
        };
        events_add(self->all, at_ms, EVENTS_PACKAGE, 'c', package, columns);
    }
    for (const item *each = at->items; each != NULL; each = each->next) {
        if (!is_first_of_seller(at, each)) {
            continue;
        }
        of_text package = package_of(self, at, each);
        const cdc_column columns[] = {
            COLUMN("order_id", at->id),         COLUMN("shipment", package),
            COLUMN("package", package),         COLUMN("site", each->seller),
            COLUMN("tracking", package),        COLUMN("shipped_at", at->carrier),
            COLUMN("voided", OF_TEXT("false")), END_OF_COLUMNS,
        };
        events_add(self->all, at_ms, EVENTS_SHIP, 'c', package, columns);
    }
}

static void add_deliveries(world *self, const order *at)
{
    for (const item *each = at->items; each != NULL; each = each->next) {
        if (!is_first_of_seller(at, each)) {
            continue;
        }
        of_text package = package_of(self, at, each);
        const cdc_column columns[] = {
            COLUMN("event_id", package),          COLUMN("tracking", package),
            COLUMN("code", OF_TEXT("DELIVERED")), COLUMN("event_time", at->delivered),
            COLUMN("reported_at", at->delivered), END_OF_COLUMNS,
        };
        events_add(self->all, time_of(at->delivered), EVENTS_MILESTONE, 'c', package, columns);
    }
}

static int64_t latest_of(const order *at)
{
    const of_text times[] = {at->purchase, at->approved, at->carrier, at->delivered};
    int64_t latest = INT64_MIN;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        int64_t ms = times[i].data == NULL ? INT64_MIN : time_of(times[i]);
        latest = ms > latest ? ms : latest;
    }
    return latest;
}

/* What happened in one second comes in this order: a cancellation finds what it cancels. */
static void add_order(world *self, const order *at)
{
    int64_t booked_ms = time_of(at->purchase);
    add_header(self, at, booked_ms, 'c', false, false);
    for (const item *each = at->items; each != NULL; each = each->next) {
        add_line(self, at, each, booked_ms, 'c', OF_TEXT("1"));
    }
    add_payments(self, at, booked_ms);
    if (at->approved.data != NULL) {
        add_header(self, at, time_of(at->approved), 'u', true, false);
    }
    if (at->carrier.data != NULL) {
        add_shipments(self, at);
    }
    if (at->delivered.data != NULL) {
        add_deliveries(self, at);
    }
    if (of_text_is(at->status, "canceled") || of_text_is(at->status, "unavailable")) {
        int64_t cancelled_ms = latest_of(at);
        add_header(self, at, cancelled_ms, 'u', at->approved.data != NULL, true);
        for (const item *each = at->items; each != NULL; each = each->next) {
            add_line(self, at, each, cancelled_ms, 'u', OF_TEXT("0"));
        }
    }
}

static void forget(world *self, order *at)
{
    for (item *each = at->items, *next = NULL; each != NULL; each = next) {
        next = each->next;
        of_delete(each);
    }
    for (payment *each = at->payments, *next = NULL; each != NULL; each = next) {
        next = each->next;
        of_delete(each);
    }
    HASH_DEL(self->orders, at);
    of_delete(at);
}

void events_of_olist(events *all, const char *directory)
{
    world self = {.all = all};
    csv_each(directory, "olist_orders_dataset.csv",
             (const char *const[]){"order_id", "customer_id", "order_status",
                                   "order_purchase_timestamp", "order_approved_at",
                                   "order_delivered_carrier_date", "order_delivered_customer_date",
                                   "order_estimated_delivery_date", NULL},
             on_order, &self);
    csv_each(directory, "olist_order_items_dataset.csv",
             (const char *const[]){"order_id", "order_item_id", "product_id", "seller_id", "price",
                                   NULL},
             on_item, &self);
    csv_each(directory, "olist_order_payments_dataset.csv",
             (const char *const[]){"order_id", "payment_sequential", "payment_type",
                                   "payment_value", NULL},
             on_payment, &self);
    for (order *at = self.orders, *next = NULL; at != NULL; at = next) {
        next = at->hh.next;
        events_next_group(all);
        add_order(&self, at);
        forget(&self, at);
    }
    events_sort(all);
}
