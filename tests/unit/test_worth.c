/* Amounts of an order: at which prices, how they round, what is shown of large orders; and the laws
 * over them, each of whose breaks is named. */
/* rows: R11 R91 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "processors/laws_worth.h"
#include "processors/ledger.h"
#include "tests/unit/fake_context.h"

#define ORDER OF_TEXT("E1:O-1")
#define LINES 130 /* more than the record shows */

extern const of_processor order_processor;

static of_ctx *engine;

static void set_up(void)
{
    engine = fake_context_new();
}

static void tear_down(void)
{
    fake_context_free(engine);
}

TestSuite(worth, .init = set_up, .fini = tear_down);

static of_status tell(int topic, const void *fact)
{
    return fake_run(engine, &order_processor, topic, ORDER, fact);
}

static SourcePosition at(const char *table, const char *row, int64_t position)
{
    return (SourcePosition){.system = OF_TEXT("erp"),
                            .table = of_text_of(table),
                            .row = of_text_of(row),
                            .position = position};
}

static of_status tell_line(const char *line, int64_t qty, OptionalLong price, int64_t position)
{
    return tell(OF_TOPIC_order_line, &(OrderLine){.order = ORDER,
                                                  .source = at("l", line, position),
                                                  .line = of_text_of(line),
                                                  .net_qty = qty,
                                                  .unit_price = price});
}

static void tell_header(HeaderStatus status, int64_t position)
{
    cr_assert(of_ok(tell(OF_TOPIC_order_header, &(OrderHeader){.order = ORDER,
                                                               .source = at("h", "1", position),
                                                               .entity = OF_TEXT("E1"),
                                                               .status = status,
                                                               .currency = OF_TEXT("EUR")})));
}

static const OrderCommercial *now(void)
{
    return fake_last(engine, OF_TOPIC_order_commercial, ORDER);
}

static int64_t version(void)
{
    return now() == NULL ? 0 : now()->version;
}

Test(worth, an_amount_is_rounded_once_per_line_half_away_from_zero)
{
    static const struct {
        int64_t qty, price, amount;
    } rows[] = {{1000, 15, 15},   {1, 499, 0},          {1, 500, 1},
                {3, 1500, 5},     {2500, 33335, 83338}, {1499, 1, 1},
                {1500, 1, 2},     {0, 99, 0},           {OF_QTY_MAX, 1000, OF_QTY_MAX},
                {1000, -15, -15}, {1, -499, 0},         {1, -500, -1},
                {3, -1500, -5},   {1500, -1, -2}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fake_context_reset(engine);
        cr_assert(of_ok(tell_line("10", rows[i].qty, (OptionalLong){true, rows[i].price}, 1)));
        cr_assert_eq(now()->ordered, rows[i].amount, "row %zu: %lld", i, (long long)now()->ordered);
        cr_assert_eq(now()->to_invoice, rows[i].amount);
    }
}

/* What no order is worth must neither overflow nor stay when it is corrected. */
Test(worth, an_impossible_amount_counts_as_the_most_and_goes_again)
{
    cr_assert(of_ok(tell_line("10", OF_QTY_MAX, (OptionalLong){true, OF_AMOUNT_MAX}, 1)));
    cr_assert_eq(now()->ordered, OF_AMOUNT_MAX);
    cr_assert(of_ok(tell_line("10", 2000, (OptionalLong){true, 7}, 2)));
    cr_assert_eq(now()->ordered, 14);
}

/* A discount is a line of its own in the ERPs, and so is what takes an invoice back. */
Test(worth, a_line_may_take_off_what_others_are_worth)
{
    cr_assert(of_ok(tell_line("10", 2000, (OptionalLong){true, 500}, 1)));
    cr_assert(of_ok(tell_line("20", 1000, (OptionalLong){true, -150}, 1)));
    InvoiceLine invoice = {.order = ORDER, .line = OF_TEXT("20"), .qty = 1000, .amount = -150};
    cr_assert(of_ok(tell(OF_TOPIC_invoice_line, &invoice)));
    cr_assert_eq(now()->ordered, 850);
    cr_assert_eq(now()->invoiced, -150);
    cr_assert_eq(now()->to_invoice, 1000);
    cr_assert(of_ok(tell_line("20", OF_QTY_MAX, (OptionalLong){true, -OF_AMOUNT_MAX}, 2)));
    cr_assert_eq(now()->ordered, 1000 - OF_AMOUNT_MAX);
}

Test(worth, amounts_out_of_range_are_refused_without_a_trace)
{
    const int64_t wrong[] = {-OF_AMOUNT_MAX - 1, OF_AMOUNT_MAX + 1, INT64_MIN, INT64_MAX};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        InvoiceLine invoice = {.order = ORDER, .line = OF_TEXT("10"), .amount = wrong[i]};
        CreditMemoLine credit = {.order = ORDER, .line = OF_TEXT("10"), .amount = wrong[i]};
        Payment payment = {.order = ORDER, .amount = wrong[i]};
        cr_assert_eq(tell_line("10", 1, (OptionalLong){true, wrong[i]}, 1).remedy, OF_SKIP);
        cr_assert_eq(tell(OF_TOPIC_invoice_line, &invoice).remedy, OF_SKIP);
        cr_assert_eq(tell(OF_TOPIC_credit_memo_line, &credit).remedy, OF_SKIP);
        cr_assert_eq(tell(OF_TOPIC_payment, &payment).remedy, OF_SKIP);
    }
    cr_assert_eq(tell(OF_TOPIC_payment, &(Payment){.order = ORDER, .amount = -1}).remedy, OF_SKIP);
    cr_assert_eq(fake_emit_count(engine), 0);
    cr_assert_eq(fake_row_count(engine, OF_STORE_order), 0);
}

Test(worth, a_price_that_is_taken_back_leaves_nothing_behind)
{
    cr_assert(of_ok(tell_line("10", 5000, (OptionalLong){true, 30}, 1)));
    cr_assert_eq(now()->ordered, 150);
    cr_assert(of_ok(tell_line("10", 5000, (OptionalLong){0}, 2)));
    cr_assert_eq(now()->ordered, 0);
    cr_assert_eq(now()->unpriced_lines, 1);
    cr_assert_not(now()->prices.items[0].unit_price.present);
}

Test(worth, what_moves_no_amount_publishes_none)
{
    tell_header(HEADER_STATUS_OPEN, 1);
    cr_assert(of_ok(tell_line("10", 5000, (OptionalLong){true, 30}, 2)));
    int64_t before = version();
    cr_assert(of_ok(tell(OF_TOPIC_allocation, &(Allocation){.order = ORDER,
                                                            .source = at("a", "1", 1),
                                                            .line = OF_TEXT("10"),
                                                            .allocation = OF_TEXT("A1"),
                                                            .site = OF_TEXT("DC1"),
                                                            .allocated_qty = 5000})));
    cr_assert(of_ok(tell_line("10", 5000, (OptionalLong){true, 30}, 3)));
    tell_header(HEADER_STATUS_OPEN, 4);
    cr_assert_eq(version(), before);
}

static const char *name(int line)
{
    static char text[16];
    snprintf(text, sizeof text, "%03d", line);
    return text;
}

/* The first ones by number, whatever came first; the amounts hold them all. */
static void check_large(void)
{
    cr_assert_eq(now()->prices.len, 100);
    for (int i = 0; i < 100; i++) {
        const LinePrice *each = &now()->prices.items[i];
        cr_assert(of_text_is(each->line, name(i)));
        cr_assert_eq(each->unit_price.value, i + 1);
    }
    cr_assert_eq(now()->ordered, LINES * (LINES + 1) / 2);
}

Test(worth, a_large_order_shows_its_first_lines_and_counts_all)
{
    for (int i = 0; i < LINES; i++) {
        int line = i * 77 % LINES; /* each once, in an order of its own */
        cr_assert(of_ok(tell_line(name(line), 1000, (OptionalLong){true, line + 1}, 1)));
    }
    check_large();
    /* A header goes over all lines, and takes the memory of each back at once. */
    tell_header(HEADER_STATUS_REJECTED, 1);
    check_large();
    cr_assert(of_text_is(now()->currency, "EUR"));
}

/* ---- the laws ---- */

typedef struct sound {
    OrderCommercial before, worth;
    OrderState order;
    LineState lines[2];
    LinePrice prices[2];
} sound;

static void make_sound(sound *self)
{
    *self = (sound){
        .prices = {{OF_TEXT("10"), {true, 33335}}, {OF_TEXT("20"), {0}}},
        .lines = {{.line = OF_TEXT("10"),
                   .ledger = {.ordered = 3500, .open = 1000, .shipped = 2500, .invoiced = 500}},
                  {.line = OF_TEXT("20"), .ledger = {.ordered = 1000, .open = 1000}}},
    };
    self->worth = (OrderCommercial){.ordered = 116673,
                                    .shipped = 83338,
                                    .to_invoice = 100005,
                                    .prices = {self->prices, 2},
                                    .unpriced_lines = 1,
                                    .version = 4,
                                    .updated_at = 9};
    self->before = self->worth;
    self->before.version = 3;
}

static const char *judge(const sound *self)
{
    const LineState *lines[] = {&self->lines[0], &self->lines[1]};
    const char *broken = of_laws_worth(&self->before, &self->worth);
    return broken != NULL ? broken : of_laws_worth_agrees(&self->worth, &self->order, lines, 2);
}

Test(worth, sound_amounts_break_no_law)
{
    sound self;
    make_sound(&self);
    cr_assert_null(judge(&self), "%s", judge(&self));
    self.prices[0].unit_price.value = -33335;
    self.worth.ordered = -116673;
    self.worth.shipped = -83338;
    self.worth.to_invoice = -100005;
    cr_assert_null(judge(&self), "%s", judge(&self));
    cr_assert_null(of_laws_worth(NULL, &(OrderCommercial){.version = 1}));
}

#define BREAK(law, change)                                                                         \
    do {                                                                                           \
        sound self;                                                                                \
        make_sound(&self);                                                                         \
        self.change;                                                                               \
        const char *broken = judge(&self);                                                         \
        cr_assert(broken != NULL && strncmp(broken, law ":", sizeof law) == 0, #change ": %s",     \
                  broken == NULL ? "not caught" : broken);                                         \
    } while (0)

Test(worth, every_break_is_named)
{
    BREAK("MONEY", worth.paid = -1);
    BREAK("WORTH", prices[0].unit_price.value = -33335);
    BREAK("VERSION", worth.version = 3);
    BREAK("VERSION", worth.version = 5);
    BREAK("VERSION", before.updated_at = 10);
    BREAK("WORTH", worth.ordered += 1);
    BREAK("WORTH", worth.shipped -= 1);
    BREAK("WORTH", worth.to_invoice += 1);
    BREAK("WORTH", prices[0].unit_price.value += 1);
    BREAK("WORTH", worth.unpriced_lines = 0);
    BREAK("WORTH", worth.prices.len = 1);
    BREAK("WORTH", lines[0].ledger.shipped += 1000);
    BREAK("WORTH", lines[1].line = OF_TEXT("30"));
    BREAK("COMPLETE", order.completeness = COMPLETENESS_PARTIAL);
}
