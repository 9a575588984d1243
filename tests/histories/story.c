/* Stories: the order, its lines and their edits; see story.h. */
#include "tests/histories/story.h"

#include <stdarg.h>
#include <stdio.h>

#include "topology/base/assert.h"

#define T0 INT64_C(1772438400000) /* 2026-03-02T08:00Z */

int64_t story_below(story *self, int64_t limit)
{
    self->seed ^= self->seed << 13;
    self->seed ^= self->seed >> 7;
    self->seed ^= self->seed << 17;
    return (int64_t)(self->seed % (uint64_t)limit);
}

bool story_chance(story *self, int64_t percent)
{
    return story_below(self, 100) < percent;
}

of_text story_text(story *self, const char *format, ...)
{
    char text[128];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return of_arena_text(self->arena, (of_text){.data = text, .len = (size_t)len});
}

SourcePosition story_row(story *self, const char *system, const char *table, of_text row)
{
    return (SourcePosition){.system = of_text_of(system),
                            .instance = strcmp(system, "erp") == 0 ? self->instance : (of_text){0},
                            .table = of_text_of(table),
                            .row = row,
                            .position = ++self->position};
}

void story_add(story *self, int topic, of_text key, const of_record_type *type, const void *fact,
               bool takes_back)
{
    void *copy = of_arena_alloc(self->arena, type->size);
    of_assert(copy != NULL && self->len < STORY_FACTS_MAX);
    of_assert(of_ok(of_record_copy(type, fact, copy, self->arena)));
    self->facts[self->len++] = (story_fact){
        .topic = topic, .key = key, .type = type, .fact = copy, .takes_back = takes_back};
}

OptionalLong story_time(story *self)
{
    return (OptionalLong){!story_chance(self, 10), T0 + self->position * 60000};
}

/* ---- header ---- */

static void add_header(story *self, bool acknowledged)
{
    STORY_ADD(self, order_header, OrderHeader, false,
              .source = story_row(self, "erp", "header", OF_TEXT("1")), .order = self->order,
              .entity = self->entity, .status = HEADER_STATUS_OPEN, .currency = self->currency,
              .customer = OF_TEXT("C1"), .booked_at = {true, T0 + 1000},
              .acknowledged_at = {acknowledged, T0 + 2000}, .requested_date = {true, T0 + 86400000},
              .priority = {true, 50});
}

static void add_intent(story *self)
{
    STORY_ADD(self, order_header, OrderHeader, false,
              .source = story_row(self, "crm", "intent", OF_TEXT("7")), .order = self->order,
              .entity = self->entity, .channel = OF_TEXT("WEB"), .captured_at = {true, T0 - 50});
}

/* ---- lines ---- */

/* Full units, or thousandths that no factor divides. */
static int64_t quantity(story *self)
{
    int64_t qty = 1000 * (1 + story_below(self, 20));
    return story_chance(self, 30) ? qty + 1 + story_below(self, 998) : qty;
}

static void tell_line(story *self, story_line *line, bool deleted)
{
    SourcePosition source = story_row(self, "erp", "line", line->name);
    source.deleted = deleted;
    int64_t wanted = line->net + line->substituted;
    line->ordered = self->acknowledged && line->ordered > wanted ? line->ordered : wanted;
    STORY_ADD(self, order_line, OrderLine, false, .source = source, .order = self->order,
              .line = line->name, .item = story_text(self, "sku-%.*s", OF_TEXT_ARG(line->name)),
              .net_qty = line->net, .substituted_out = line->substituted,
              .unit_price = {true, line->unit_price}, .promise_date = story_time(self));
}

static void open_lines(story *self)
{
    self->line_count = 1 + (int)story_below(self, STORY_LINES_MAX);
    for (int i = 0; i < self->line_count; i++) {
        story_line *line = &self->lines[i];
        *line = (story_line){.name = story_text(self, "%d0", i + 1),
                             .net = quantity(self),
                             .unit_price = 1 + story_below(self, 999999)};
        line->unit_price = story_chance(self, 10) ? -line->unit_price : line->unit_price;
        if (story_chance(self, 20)) {
            STORY_ADD(self, order_line, OrderLine, false,
                      .source = story_row(self, "crm", "line", line->name), .order = self->order,
                      .line = line->name, .net_qty = line->net + 1000 * story_below(self, 3),
                      .unit_price = {true, line->unit_price + story_below(self, 2)});
        }
        tell_line(self, line, false);
        if (story_chance(self, 10)) {
            /* The other ERP echoes the row with numbers of its own; its name stands behind. */
            SourcePosition echo = story_row(self, "erp", "line", line->name);
            echo.instance = OF_TEXT("erp-z");
            STORY_ADD(self, order_line, OrderLine, false, .source = echo, .order = self->order,
                      .line = line->name, .net_qty = quantity(self));
        }
    }
}

static int64_t committed(const story_line *line)
{
    int64_t sum = 0;
    for (int i = 0; i < line->leg_count; i++) {
        of_leg_buckets buckets = of_ledger_leg(line->legs[i].counters);
        sum += buckets.allocated + buckets.picked + buckets.shipped;
    }
    return sum;
}

static void tell_schedule(story *self, story_line *line)
{
    int64_t confirmed = story_below(self, line->net + 1);
    SourcePosition source =
        story_row(self, "erp", "schedule", story_text(self, "%.*s/1", OF_TEXT_ARG(line->name)));
    source.deleted = story_chance(self, 10);
    line->declared_short = source.deleted ? 0 : line->net - confirmed;
    STORY_ADD(self, schedule_line, ScheduleLine, false, .source = source, .order = self->order,
              .line = line->name, .seq = OF_TEXT("1"), .requested_qty = line->net,
              .confirmed_qty = confirmed);
}

static void edit_line(story *self, story_line *line)
{
    int64_t rest = line->net - committed(line);
    int64_t part = rest > 0 ? 1 + story_below(self, rest) : 0;
    switch (story_below(self, 5)) {
    case 0:
        line->net += quantity(self);
        break;
    case 1: /* cancelled, before or after a part has shipped */
        line->net -= part;
        break;
    case 2:
        line->net -= part;
        line->substituted += part;
        break;
    case 3:
        if (committed(line) == 0 && story_chance(self, 20)) {
            line->net = 0;
            line->substituted = 0;
            tell_line(self, line, true);
            return;
        }
        break;
    default:
        tell_schedule(self, line);
        return;
    }
    tell_line(self, line, false);
}

/* ---- legs ---- */

static void tell_allocation(story *self, const story_line *line, const story_leg *leg)
{
    STORY_ADD(
        self, allocation, Allocation, false,
        .source = story_row(
            self, "erp", "allocation",
            story_text(self, "%.*s-%.*s", OF_TEXT_ARG(line->name), OF_TEXT_ARG(leg->allocation))),
        .order = self->order, .line = line->name, .allocation = leg->allocation, .site = leg->site,
        .allocated_qty = leg->counters.allocated, .deallocated_qty = leg->counters.deallocated,
        .shorted_qty = story_chance(self, 50) ? leg->counters.shorted : 0, .at = story_time(self));
}

static void allocate(story *self, story_line *line)
{
    int64_t rest = line->net - committed(line);
    bool fresh =
        line->leg_count < STORY_LEGS_MAX && (line->leg_count == 0 || story_chance(self, 40));
    if (fresh) {
        int at = line->leg_count++;
        line->legs[at] =
            (story_leg){.allocation = story_text(self, "A%d", at + 1),
                        .site = story_text(self, "DC%d", 1 + (int)story_below(self, 3))};
    }
    story_leg *leg = &line->legs[fresh ? line->leg_count - 1 : story_below(self, line->leg_count)];
    int64_t held = of_ledger_leg(leg->counters).allocated;
    if (!fresh && held > 0 && story_chance(self, 25)) {
        leg->counters.deallocated += 1 + story_below(self, held);
    } else if (rest > 0) {
        leg->counters.allocated += story_chance(self, 60) ? rest : 1 + story_below(self, rest);
    }
    tell_allocation(self, line, leg);
}

/* ---- the whole ---- */

/* Rows that a late snapshot tells again, at the positions they had. Every fact begins with its
 * source. */
static void resend(story *self)
{
    for (size_t i = 0, len = self->len; i < len; i++) {
        if (story_chance(self, 6)) {
            const story_fact told = self->facts[i];
            story_add(self, told.topic, told.key, told.type, told.fact, told.takes_back);
            ((SourcePosition *)(uintptr_t)self->facts[self->len - 1].fact)->snapshot = true;
        }
    }
}

static void step(story *self)
{
    int line = (int)story_below(self, self->line_count);
    int64_t what = story_below(self, 100);
    if (what < 12) {
        edit_line(self, &self->lines[line]);
    } else if (what < 30) {
        allocate(self, &self->lines[line]);
    } else if (what < 62) {
        story_warehouse_step(self, line);
    } else if (what < 84) {
        story_package_step(self);
    } else {
        story_money_step(self, line);
    }
}

void story_tell(story *self, uint64_t seed)
{
    of_arena_reset(self->arena);
    *self = (story){.arena = self->arena, .seed = seed * 0x9E3779B97F4A7C15u + 1};
    bool second = story_chance(self, 50);
    self->entity = second ? OF_TEXT("E2") : OF_TEXT("E1");
    self->instance = second ? OF_TEXT("erp-b") : OF_TEXT("erp-a");
    self->currency = second ? OF_TEXT("USD") : OF_TEXT("EUR");
    self->order = story_text(self, "%.*s:O-%d", OF_TEXT_ARG(self->entity), (int)(seed % 1000));
    if (story_chance(self, 50)) {
        add_intent(self);
    }
    add_header(self, false);
    open_lines(self);
    for (int64_t i = story_below(self, 12); i > 0; i--) {
        step(self);
    }
    if (!story_chance(self, 5)) {
        add_header(self, true);
        self->acknowledged = true;
    }
    self->settled_from = self->acknowledged ? self->len : STORY_FACTS_MAX;
    for (int64_t i = 70 + story_below(self, 200); i > 0; i--) {
        step(self);
    }
    resend(self);
}

size_t story_shuffle(story *self, story_fact *out)
{
    size_t len = 0;
    for (size_t i = 0; i < self->len; i++) {
        for (int64_t times = 1 + story_below(self, 3); times > 0; times--) {
            out[len++] = self->facts[i];
        }
    }
    for (size_t i = len; i > 1; i--) {
        size_t j = (size_t)story_below(self, (int64_t)i);
        story_fact swapped = out[i - 1];
        out[i - 1] = out[j];
        out[j] = swapped;
    }
    return len;
}

Ledger story_ledger(const story *self, int number)
{
    const story_line *line = &self->lines[number];
    Ledger ledger = {.ordered = line->ordered,
                     .cancelled = line->ordered - line->net - line->substituted,
                     .substituted = line->substituted,
                     .delivered = line->delivered,
                     .lost = line->lost,
                     .returned_to_sender = line->returned_to_sender,
                     .invoiced = line->invoiced,
                     .credited = line->credited,
                     .returned = line->returned};
    for (int i = 0; i < line->leg_count; i++) {
        const of_leg_counters *leg = &line->legs[i].counters;
        ledger.allocated +=
            leg->allocated - leg->deallocated - leg->shorted - leg->picked + leg->put_back;
        ledger.picked += leg->picked - leg->put_back - leg->shipped;
        ledger.shipped += leg->shipped;
    }
    int64_t rest = line->net - ledger.allocated - ledger.picked - ledger.shipped;
    ledger.backordered = rest < line->declared_short ? rest : line->declared_short;
    ledger.open = rest - ledger.backordered;
    ledger.in_transit = ledger.shipped - ledger.delivered - ledger.lost - ledger.returned_to_sender;
    return ledger;
}

/* Half away from zero. All quantities and prices of a story are small enough. */
static int64_t at_price(const story_line *line, int64_t qty)
{
    int64_t magnitude = line->unit_price < 0 ? -line->unit_price : line->unit_price;
    int64_t amount = (qty * magnitude + 500) / 1000;
    return line->unit_price < 0 ? -amount : amount;
}

OrderCommercial story_worth(const story *self)
{
    OrderCommercial worth = {.order = self->order, .currency = self->currency, .paid = self->paid};
    for (int i = 0; i < self->line_count; i++) {
        const story_line *line = &self->lines[i];
        Ledger ledger = story_ledger(self, i);
        worth.ordered += at_price(line, ledger.ordered);
        worth.shipped += at_price(line, ledger.shipped);
        worth.to_invoice += at_price(line, line->net - line->invoiced);
        worth.invoiced += line->invoiced_amount;
        worth.credited += line->credited_amount;
    }
    return worth;
}
