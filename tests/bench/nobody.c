/* Made-up orders: the same story for each, told over a day, so that thousands are in flight. */
#include "tests/bench/tape.h"

#define START_MS   1514764800000 /* 2018-01-01 */
#define APART_MS   2000
#define MINUTE_MS  60000
#define LINES_MOST 3
#define SMALL_ITEM 32
#define LARGE_ITEM 480

#define COLUMN(name_, value_)                                                                      \
    {                                                                                              \
        .name = (name_), .value = (value_)                                                         \
    }
#define END_OF_COLUMNS                                                                             \
    {                                                                                              \
        .name = NULL                                                                               \
    }

typedef struct story {
    events *all;
    of_text id;
    of_text package;
    of_text site;
    int64_t number;
    int64_t at_ms;
    int64_t lines;
} story;

static const char BOOKED_AT[] = "2018-01-01T00:00:00Z";

static void header(const story *self, int64_t at_ms, char op, bool acknowledged)
{
    const cdc_column columns[] = {
        COLUMN("order_id", self->id),
        COLUMN("type", OF_TEXT("STANDARD")),
        COLUMN("status", OF_TEXT("OPEN")),
        COLUMN("channel", OF_TEXT("MARKETPLACE")),
        COLUMN("customer", self->package),
        COLUMN("currency", OF_TEXT("BRL")),
        COLUMN("booked_at", of_text_of(BOOKED_AT)),
        COLUMN("acknowledged_at", acknowledged ? of_text_of(BOOKED_AT) : (of_text){0}),
        END_OF_COLUMNS,
    };
    events_add(self->all, at_ms, EVENTS_HEADER, op, self->id, columns);
}

/* Large orders have long item names that do not compress: their state is to be large on disk. */
static of_text item_of(const story *self, int64_t number, bool large)
{
    char name[LARGE_ITEM + 1];
    uint64_t seed = (uint64_t)self->number * 1000003u + (uint64_t)number;
    size_t len = large ? LARGE_ITEM : SMALL_ITEM;
    for (size_t i = 0; i < len; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        name[i] = "0123456789abcdef"[seed >> 60];
    }
    return events_text(self->all, (of_text){.data = name, .len = len});
}

static void line(const story *self, int64_t number)
{
    const cdc_column columns[] = {
        COLUMN("order_id", self->id),
        COLUMN("line", events_format(self->all, "%lld", (long long)number)),
        COLUMN("item", item_of(self, number, self->lines > LINES_MOST)),
        COLUMN("net_qty", OF_TEXT("1")),
        COLUMN("substituted_out", OF_TEXT("0")),
        COLUMN("unit_price", OF_TEXT("58.90")),
        COLUMN("site", self->site),
        END_OF_COLUMNS,
    };
    events_add(self->all, self->at_ms + number, EVENTS_LINE, 'c', self->id, columns);
}

static void payment(const story *self)
{
    const cdc_column columns[] = {
        COLUMN("order_id", self->id),
        COLUMN("payment", OF_TEXT("1")),
        COLUMN("method", OF_TEXT("credit_card")),
        COLUMN("amount", OF_TEXT("72.19")),
        COLUMN("status", OF_TEXT("CAPTURED")),
        END_OF_COLUMNS,
    };
    events_add(self->all, self->at_ms + MINUTE_MS, EVENTS_PAYMENT, 'c', self->id, columns);
}

static void pack(const story *self, int64_t number)
{
    const cdc_column columns[] = {
        COLUMN("order_id", self->id),
        COLUMN("line", events_format(self->all, "%lld", (long long)number)),
        COLUMN("allocation", self->site),
        COLUMN("site", self->site),
        COLUMN("package", self->package),
        COLUMN("qty", OF_TEXT("1")),
        COLUMN("shipment", self->package),
        COLUMN("tracking", self->package),
        END_OF_COLUMNS,
    };
    events_add(self->all, self->at_ms + 30 * MINUTE_MS, EVENTS_PACKAGE, 'c', self->package,
               columns);
}

static void ship(const story *self)
{
    const cdc_column columns[] = {
        COLUMN("order_id", self->id),       COLUMN("shipment", self->package),
        COLUMN("package", self->package),   COLUMN("site", self->site),
        COLUMN("tracking", self->package),  COLUMN("shipped_at", of_text_of(BOOKED_AT)),
        COLUMN("voided", OF_TEXT("false")), END_OF_COLUMNS,
    };
    events_add(self->all, self->at_ms + 31 * MINUTE_MS, EVENTS_SHIP, 'c', self->package, columns);
}

static void deliver(const story *self)
{
    const cdc_column columns[] = {
        COLUMN("event_id", self->package),
        COLUMN("tracking", self->package),
        COLUMN("code", OF_TEXT("DELIVERED")),
        COLUMN("event_time", of_text_of(BOOKED_AT)),
        COLUMN("reported_at", of_text_of(BOOKED_AT)),
        END_OF_COLUMNS,
    };
    events_add(self->all, self->at_ms + 90 * MINUTE_MS, EVENTS_MILESTONE, 'c', self->package,
               columns);
}

static void tell(events *all, int64_t number, int64_t lines)
{
    story self = {.all = all,
                  .id = events_format(all, "%016llx%016llx",
                                      (unsigned long long)number * 0x9e3779b97f4a7c15ull,
                                      (unsigned long long)number),
                  .site = events_format(all, "site-%lld", (long long)(number % 300)),
                  .number = number,
                  .at_ms = START_MS + number * APART_MS,
                  .lines = lines > 0 ? lines : 1 + number % LINES_MOST};
    self.package = events_format(all, "%.*s-1", OF_TEXT_ARG(self.id));
    header(&self, self.at_ms, 'c', false);
    for (int64_t i = 1; i <= self.lines; i++) {
        line(&self, i);
    }
    for (int64_t i = 1; i <= self.lines && self.lines <= LINES_MOST; i++) {
        pack(&self, i);
    }
    payment(&self);
    header(&self, self.at_ms + 2 * MINUTE_MS, 'u', true);
    ship(&self);
    deliver(&self);
}

void events_of_nobody(events *all, int64_t first, int64_t count, int64_t lines)
{
    for (int64_t i = first; i < first + count; i++) {
        tell(all, i, lines);
    }
}
