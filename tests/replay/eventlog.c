/* The order-management event log as the change events of an ERP, a warehouse and a carrier. */
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
#define IDS_MAX 256

/* An item is one order line; its id is the line number. */
typedef struct item {
    of_text id;
    of_text order;
    of_text price; /* of the event that picks it: no other names the price of one item */
    UT_hash_handle hh;
} item;

typedef struct order {
    of_text id;
    of_text booked_at;
    UT_hash_handle hh;
} order;

typedef struct package {
    of_text id;
    of_text orders[IDS_MAX];
    size_t order_count;
    int scans;
    UT_hash_handle hh;
} package;

typedef struct world {
    events *all;
    item *items;
    order *orders;
    package *packages;
} world;

typedef struct ids {
    of_text id[IDS_MAX];
    size_t count;
} ids;

enum { ACTIVITY, TIME, ITEMS, ORDERS, PACKAGES, PRICE };

static void refuse(const char *what, of_text text)
{
    fprintf(stderr, "replay: %s: %.*s\n", what, OF_TEXT_ARG(text));
    exit(1);
}

/* "['880001','880004']": the texts between the quotes. */
static ids ids_of(world *self, of_text list)
{
    ids found = {0};
    for (size_t i = 0; i < list.len; i++) {
        if (list.data[i] != '\'') {
            continue;
        }
        size_t from = ++i;
        while (i < list.len && list.data[i] != '\'') {
            i++;
        }
        if (found.count == IDS_MAX) {
            refuse("too many ids in one event", list);
        }
        found.id[found.count++] =
            events_text(self->all, (of_text){.data = list.data + from, .len = i - from});
    }
    return found;
}

static item *item_of(world *self, of_text id)
{
    item *found = NULL;
    HASH_FIND(hh, self->items, id.data, id.len, found);
    if (found == NULL) {
        refuse("an item that nobody picks", id);
    }
    return found;
}

static of_text order_of(world *self, of_text id)
{
    const item *found = item_of(self, id);
    if (found->order.data == NULL) {
        refuse("an item that no order holds", id);
    }
    return found->order;
}

static package *package_of(world *self, of_text id)
{
    package *found = NULL;
    HASH_FIND(hh, self->packages, id.data, id.len, found);
    if (found == NULL) {
        found = of_new(sizeof *found);
        found->id = id;
        HASH_ADD_KEYPTR(hh, self->packages, found->id.data, found->id.len, found);
    }
    return found;
}

static void add_header(world *self, const order *at, int64_t at_ms, char op, of_text acknowledged)
{
    const cdc_column columns[] = {
        COLUMN("order_id", at->id),
        COLUMN("type", OF_TEXT("STANDARD")),
        COLUMN("status", OF_TEXT("OPEN")),
        COLUMN("channel", OF_TEXT("WEB")),
        COLUMN("booked_at", at->booked_at),
        COLUMN("acknowledged_at", acknowledged),
        END_OF_COLUMNS,
    };
    events_add(self->all, at_ms, EVENTS_HEADER, op, at->id, columns);
}

static void place(world *self, of_text id, const ids *lines, int64_t at_ms, of_text time)
{
    order *placed = of_new(sizeof *placed);
    placed->id = id;
    placed->booked_at = time;
    HASH_ADD_KEYPTR(hh, self->orders, placed->id.data, placed->id.len, placed);
    add_header(self, placed, at_ms, 'c', (of_text){0});
    for (size_t i = 0; i < lines->count; i++) {
        item *placed_item = item_of(self, lines->id[i]);
        placed_item->order = id;
        const cdc_column columns[] = {
            COLUMN("order_id", id),
            COLUMN("line", placed_item->id),
            COLUMN("unit_price", placed_item->price),
            COLUMN("net_qty", OF_TEXT("1")),
            COLUMN("substituted_out", OF_TEXT("0")),
            END_OF_COLUMNS,
        };
        events_add(self->all, at_ms, EVENTS_LINE, 'c', id, columns);
    }
}

static void confirm(world *self, of_text id, int64_t at_ms, of_text time)
{
    order *found = NULL;
    HASH_FIND(hh, self->orders, id.data, id.len, found);
    if (found == NULL) {
        refuse("an order that was never placed", id);
    }
    add_header(self, found, at_ms, 'u', time);
}

/* Out of stock is a schedule line that confirms nothing. */
static void short_of(world *self, of_text id, int64_t at_ms)
{
    of_text order_id = order_of(self, id);
    const cdc_column columns[] = {
        COLUMN("order_id", order_id),          COLUMN("line", id),
        COLUMN("seq", OF_TEXT("1")),           COLUMN("requested_qty", OF_TEXT("1")),
        COLUMN("confirmed_qty", OF_TEXT("0")), END_OF_COLUMNS,
    };
    events_add(self->all, at_ms, EVENTS_SCHEDULE, 'c', order_id, columns);
}

/* The reorder is supply that is on its way: the line stays backordered until it is picked. */
static void reorder(world *self, of_text id, int64_t at_ms)
{
    of_text order_id = order_of(self, id);
    const cdc_column columns[] = {
        COLUMN("order_id", order_id),      COLUMN("line", id),
        COLUMN("purchase_order_line", id), COLUMN("site", OF_TEXT("WH")),
        COLUMN("qty", OF_TEXT("1")),       END_OF_COLUMNS,
    };
    events_add(self->all, at_ms, EVENTS_SUPPLY, 'c', order_id, columns);
}

static void pick(world *self, of_text id, int64_t at_ms, of_text time)
{
    of_text order_id = order_of(self, id);
    const cdc_column columns[] = {
        COLUMN("order_id", order_id),
        COLUMN("line", id),
        COLUMN("allocation", OF_TEXT("A")),
        COLUMN("site", OF_TEXT("WH")),
        COLUMN("task", id),
        COLUMN("picked_qty", OF_TEXT("1")),
        COLUMN("shorted_qty", OF_TEXT("0")),
        COLUMN("put_back_qty", OF_TEXT("0")),
        COLUMN("at", time),
        END_OF_COLUMNS,
    };
    events_add(self->all, at_ms, EVENTS_PICK, 'c', order_id, columns);
}

static void pack(world *self, of_text id, const ids *lines, int64_t at_ms)
{
    package *made = package_of(self, id);
    for (size_t i = 0; i < lines->count; i++) {
        of_text order_id = order_of(self, lines->id[i]);
        const cdc_column columns[] = {
            COLUMN("order_id", order_id),
            COLUMN("line", lines->id[i]),
            COLUMN("allocation", OF_TEXT("A")),
            COLUMN("site", OF_TEXT("WH")),
            COLUMN("package", id),
            COLUMN("qty", OF_TEXT("1")),
            COLUMN("shipment", id),
            COLUMN("tracking", id),
            END_OF_COLUMNS,
        };
        events_add(self->all, at_ms, EVENTS_PACKAGE, 'c', id, columns);
        bool known = false;
        for (size_t j = 0; j < made->order_count; j++) {
            known |= of_text_equal(made->orders[j], order_id);
        }
        if (!known) {
            made->orders[made->order_count++] = order_id;
        }
    }
}

static void ship(world *self, of_text id, int64_t at_ms, of_text time)
{
    const package *sent = package_of(self, id);
    for (size_t i = 0; i < sent->order_count; i++) {
        const cdc_column columns[] = {
            COLUMN("order_id", sent->orders[i]), COLUMN("shipment", id), COLUMN("package", id),
            COLUMN("site", OF_TEXT("WH")),       COLUMN("tracking", id), COLUMN("shipped_at", time),
            COLUMN("voided", OF_TEXT("false")),  END_OF_COLUMNS,
        };
        events_add(self->all, at_ms, EVENTS_SHIP, 'c', id, columns);
    }
}

static void scan(world *self, of_text id, of_text code, int64_t at_ms, of_text time)
{
    package *scanned = package_of(self, id);
    of_text event_id = events_format(self->all, "%.*s-%d", OF_TEXT_ARG(id), scanned->scans++);
    const cdc_column columns[] = {
        COLUMN("event_id", event_id), COLUMN("tracking", id),      COLUMN("code", code),
        COLUMN("event_time", time),   COLUMN("reported_at", time), END_OF_COLUMNS,
    };
    events_add(self->all, at_ms, EVENTS_MILESTONE, 'c', id, columns);
}

static void pay(world *self, of_text id, int64_t at_ms, of_text price, of_text time)
{
    const cdc_column columns[] = {
        COLUMN("order_id", id),  COLUMN("payment", OF_TEXT("1")),
        COLUMN("amount", price), COLUMN("status", OF_TEXT("CAPTURED")),
        COLUMN("paid_at", time), END_OF_COLUMNS,
    };
    events_add(self->all, at_ms, EVENTS_PAYMENT, 'c', id, columns);
}

/* The order is placed at a price that the log tells later, when each item is picked. */
static void on_price(void *state, const of_text *cells)
{
    world *self = state;
    if (!of_text_is(cells[ACTIVITY], "pick item")) {
        return;
    }
    ids items = ids_of(self, cells[ITEMS]);
    item *added = of_new(sizeof *added);
    *added = (item){.id = items.id[0], .price = events_text(self->all, cells[PRICE])};
    HASH_ADD_KEYPTR(hh, self->items, added->id.data, added->id.len, added);
}

static void on_event(void *state, const of_text *cells)
{
    world *self = state;
    of_text what = cells[ACTIVITY];
    of_text time = events_text(self->all, cells[TIME]);
    int64_t at_ms = 0;
    if (!of_time_parse(time, &at_ms)) {
        refuse("not a time", time);
    }
    ids items = ids_of(self, cells[ITEMS]);
    ids orders = ids_of(self, cells[ORDERS]);
    ids packages = ids_of(self, cells[PACKAGES]);
    if (of_text_is(what, "place order")) {
        place(self, orders.id[0], &items, at_ms, time);
    } else if (of_text_is(what, "confirm order")) {
        confirm(self, orders.id[0], at_ms, time);
    } else if (of_text_is(what, "item out of stock")) {
        short_of(self, items.id[0], at_ms);
    } else if (of_text_is(what, "reorder item")) {
        reorder(self, items.id[0], at_ms);
    } else if (of_text_is(what, "pick item")) {
        pick(self, items.id[0], at_ms, time);
    } else if (of_text_is(what, "create package")) {
        pack(self, packages.id[0], &items, at_ms);
    } else if (of_text_is(what, "send package")) {
        ship(self, packages.id[0], at_ms, time);
    } else if (of_text_is(what, "package delivered")) {
        scan(self, packages.id[0], OF_TEXT("DELIVERED"), at_ms, time);
    } else if (of_text_is(what, "failed delivery")) {
        scan(self, packages.id[0], OF_TEXT("ATTEMPTED"), at_ms, time);
    } else if (of_text_is(what, "pay order")) {
        pay(self, orders.id[0], at_ms, cells[PRICE], time);
    }
}

static void forget(world *self)
{
    for (item *each = self->items, *next = NULL; each != NULL; each = next) {
        next = each->hh.next;
        HASH_DEL(self->items, each);
        of_delete(each);
    }
    for (order *each = self->orders, *next = NULL; each != NULL; each = next) {
        next = each->hh.next;
        HASH_DEL(self->orders, each);
        of_delete(each);
    }
    for (package *each = self->packages, *next = NULL; each != NULL; each = next) {
        next = each->hh.next;
        HASH_DEL(self->packages, each);
        of_delete(each);
    }
}

void events_of_eventlog(events *all, const char *directory)
{
    world self = {.all = all};
    const char *const columns[] = {"ocel:activity",
                                   "ocel:timestamp",
                                   "ocel:type:items",
                                   "ocel:type:orders",
                                   "ocel:type:packages",
                                   "price",
                                   NULL};
    csv_each(directory, "ocel_order_simulated.csv", columns, on_price, &self);
    csv_each(directory, "ocel_order_simulated.csv", columns, on_event, &self);
    forget(&self);
    events_sort(all);
}
