/* Orders by chance, and the native flow: capture, book, acknowledge, allocate, release; from there
 * on the warehouse, the carrier and finance go on by themselves. */
#include "tests/world/world.h"

#include <stdio.h>

#include "tests/world/system.h"

/* Shares of lines, in thousandths; a few more would make every order a story. */
enum {
    SHARE_RECEIPT = 14,
    SHARE_LATE_SUPPLY = 6,
    SHARE_CANCELLED = 5,
    SHARE_SHORT_PICK = 8,
    SHARE_TWO_SITES = 30,
    SHARE_ORDERS_SPLIT = 20,
    SHARE_ORDERS_SPLIT_FAILS = 4,
};

/* ---- what is sold
 * ---------------------------------------------------------------------------------- */

static int64_t some_quantity(uint64_t *chance)
{
    int64_t kind = chance_below(chance, 100);
    if (kind < 8) {
        return chance_between(chance, 3, 40) * 250; /* by weight */
    }
    int64_t units = kind < 65   ? chance_between(chance, 1, 6)
                    : kind < 92 ? chance_between(chance, 7, 24)
                                : chance_between(chance, 25, 90);
    return units * 1000;
}

static line_plot some_plot(uint64_t *chance)
{
    int64_t draw = chance_below(chance, 1000);
    static const struct {
        line_plot plot;
        int64_t share;
    } shares[] = {{PLOT_RECEIPT, SHARE_RECEIPT},
                  {PLOT_LATE_SUPPLY, SHARE_LATE_SUPPLY},
                  {PLOT_CANCELLED, SHARE_CANCELLED},
                  {PLOT_SHORT_PICK, SHARE_SHORT_PICK},
                  {PLOT_TWO_SITES, SHARE_TWO_SITES}};
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        if (draw < shares[i].share) {
            return shares[i].plot;
        }
        draw -= shares[i].share;
    }
    return PLOT_SMOOTH;
}

static void add_line(books *world, int32_t order, int32_t number, line_plot plot)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number * 10);
    int32_t at = books_add_line(world, order, text); /* moves the table of lines */
    book_line *line = &world->lines[at];
    uint64_t *chance = &world->orders[order].chance;
    snprintf(line->item, sizeof line->item, "sku-%d", (int)chance_below(chance, 900) + 100);
    line->plot = plot;
    line->ordered = some_quantity(chance);
    if (plot != PLOT_SMOOTH && plot != PLOT_RECEIPT) {
        line->ordered = (line->ordered / 1000 + 4) * 1000; /* can be taken apart */
    }
    line->net = line->ordered;
    line->price = chance_between(chance, 9900, 2500000);
}

static int32_t add_order(books *world, int32_t number)
{
    char id[32];
    snprintf(id, sizeof id, "so-%06d", number + 1);
    int32_t at = books_add_order(world, id);
    book_order *order = &world->orders[at];
    uint64_t *chance = &order->chance;
    int64_t kind = chance_below(chance, 1000);
    bool fails = kind < SHARE_ORDERS_SPLIT_FAILS;
    bool split = !fails && kind < SHARE_ORDERS_SPLIT_FAILS + SHARE_ORDERS_SPLIT;
    order->channel = (int32_t)chance_below(chance, 4);
    order->customer = (int32_t)chance_below(chance, 500) + 1;
    order->carrier = (int32_t)chance_below(chance, CARRIERS);
    order->ship_complete = fails;
    order->consolidated = split && chance_permille(chance, 500);
    if (fails || split) {
        add_line(world, at, 1, fails ? PLOT_SPLIT_FAILS : PLOT_SPLIT);
        return at;
    }
    int32_t lines = 1;
    while (lines < 12 && chance_permille(chance, 640)) {
        lines++;
    }
    for (int32_t i = 0; i < lines; i++) {
        add_line(world, at, i + 1, some_plot(&world->orders[at].chance));
    }
    return at;
}

/* ---- how it begins
 * ----------------------------------------------------------------------------------- */

static void goods_arrive(books *world, int64_t at, int32_t line, int64_t qty)
{
    erp_goods_arrived(world, line, SITE_DC1, qty, at);
}

static void give_up(books *world, int64_t at, int32_t at_line, int64_t amount)
{
    (void)amount;
    const book_line *line = &world->lines[at_line];
    row_intent(world, line->order, "CANCEL", line->number, at);
}

static void expect_receipt(books *world, int32_t at_line, int64_t eta, int64_t at)
{
    const book_line *line = &world->lines[at_line];
    char id[96];
    snprintf(id, sizeof id, "PO-%s-%s", world->orders[line->order].id, line->number);
    row_purchase(world, at_line, id, SITE_DC1, line->declared_short, eta, at);
    agenda_add(world, eta, false, goods_arrive, at_line, line->declared_short);
}

/* Two sites have it together; where the plan fails, somebody else takes the second one's first. */
static void stock_two_sites(books *world, int32_t at_line, int64_t at)
{
    book_line *line = &world->lines[at_line];
    int64_t first = line->net * 6 / 10 / 1000 * 1000;
    bool fails = line->plot == PLOT_SPLIT_FAILS;
    line->stock[SITE_DC1] = first;
    line->stock[SITE_DC2] = fails ? 1000 : line->net - first;
    erp_offer(world, at_line, SITE_DC1, first, at);
    erp_offer(world, at_line, SITE_DC2, line->net - first, at);
    if (fails) {
        agenda_add(world, at + lasts(world, OF_DAYS(3)), false, goods_arrive, at_line, line->net);
    }
}

static void begin_line(books *world, int32_t at_line, int64_t at)
{
    book_line *line = &world->lines[at_line];
    uint64_t *chance = &world->orders[line->order].chance;
    int64_t half = line->ordered / 2 / 1000 * 1000;
    line->promise = world->orders[line->order].booked_at + OF_DAYS(2);
    row_line(world, at_line, at);
    switch (line->plot) {
    case PLOT_SMOOTH:
    case PLOT_TWO_SITES:
    case PLOT_SHORT_PICK:
    case PLOTS:
        row_schedule(world, at_line, at);
        break;
    case PLOT_RECEIPT:
        line->declared_short = half > 0 && chance_permille(chance, 400) ? half : line->net;
        row_schedule(world, at_line, at);
        expect_receipt(world, at_line, at + lasts(world, OF_HOURS(chance_between(chance, 30, 120))),
                       at);
        break;
    case PLOT_LATE_SUPPLY:
        line->declared_short = line->net;
        row_schedule(world, at_line, at);
        agenda_add(world, at + lasts(world, OF_HOURS(chance_between(chance, 20, 90))), false,
                   goods_arrive, at_line, line->net);
        break;
    case PLOT_CANCELLED:
        line->declared_short = line->net;
        row_schedule(world, at_line, at);
        expect_receipt(world, at_line, at + lasts(world, OF_DAYS(6)), at);
        agenda_add(world, at + lasts(world, OF_HOURS(chance_between(chance, 3, 60))), false,
                   give_up, at_line, 0);
        break;
    case PLOT_SPLIT:
    case PLOT_SPLIT_FAILS:
        line->declared_short = line->net;
        row_schedule(world, at_line, at);
        stock_two_sites(world, at_line, at);
        break;
    }
}

static void native_leg(books *world, int32_t at_line, int32_t site, int64_t qty, int64_t at)
{
    char name[64];
    const book_line *line = &world->lines[at_line];
    snprintf(name, sizeof name, "A-%.30s-%.15s-%d", world->orders[line->order].id, line->number,
             line->legs + 1);
    int32_t at_leg = books_add_leg(world, at_line, name, site);
    world->legs[at_leg].allocated = qty;
    row_allocation(world, at_leg, at);
}

static void release_native(books *world, int64_t at, int32_t order, int64_t site)
{
    for (int32_t at_line = world->orders[order].first_line; at_line >= 0;
         at_line = world->lines[at_line].next) {
        for (int32_t at_leg = world->lines[at_line].first_leg; at_leg >= 0;
             at_leg = world->legs[at_leg].next) {
            book_leg *leg = &world->legs[at_leg];
            if (leg->site == site && leg->name[0] == 'A' && !leg->accepted) {
                snprintf(leg->warehouse_order, sizeof leg->warehouse_order, "W%d", at_leg + 1);
                wms_accept(world, at_leg, leg->allocated, false, at);
            }
        }
    }
    agenda_add(world, at + lasts(world, OF_MINUTES(100)), false, wms_wave, order, site);
}

static void allocate_native(books *world, int64_t at, int32_t order, int64_t amount)
{
    (void)amount;
    uint64_t *chance = &world->orders[order].chance;
    int32_t home = (int32_t)chance_below(chance, 2);
    bool at_site[SITES] = {false};
    for (int32_t at_line = world->orders[order].first_line; at_line >= 0;
         at_line = world->lines[at_line].next) {
        const book_line *line = &world->lines[at_line];
        int64_t sure = line->net - line->declared_short;
        if (sure <= 0) {
            continue;
        }
        int64_t here = line->plot == PLOT_TWO_SITES ? sure / 2 / 1000 * 1000 : sure;
        native_leg(world, at_line, home, here, at);
        at_site[home] = true;
        if (here < sure) {
            native_leg(world, at_line, SITE_3PL1, sure - here, at);
            at_site[SITE_3PL1] = true;
        }
    }
    for (int32_t site = 0; site < SITES; site++) {
        if (at_site[site]) {
            int64_t wait = chance_between(chance, 20, 180);
            agenda_add(world, at + lasts(world, OF_MINUTES(wait)), false, release_native, order,
                       site);
        }
    }
}

static void pay(books *world, int64_t at, int32_t order, int64_t amount)
{
    (void)amount;
    int64_t total = 0;
    for (int32_t at_line = world->orders[order].first_line; at_line >= 0;
         at_line = world->lines[at_line].next) {
        total += world->lines[at_line].ordered * world->lines[at_line].price / 1000;
    }
    row_payment(world, order, total, at);
}

static void acknowledge(books *world, int64_t at, int32_t order, int64_t amount)
{
    (void)amount;
    world->orders[order].acknowledged_at = at;
    row_order(world, order, at);
    agenda_add(world, at + lasts(world, OF_MINUTES(3)), false, allocate_native, order, 0);
    agenda_add(world, at + lasts(world, OF_HOURS(20)), false, pay, order, 0);
}

static void book(books *world, int64_t at, int32_t order, int64_t amount)
{
    (void)amount;
    world->orders[order].booked_at = at;
    row_order(world, order, at);
    for (int32_t at_line = world->orders[order].first_line; at_line >= 0;
         at_line = world->lines[at_line].next) {
        begin_line(world, at_line, at);
    }
    agenda_add(world, at + lasts(world, OF_SECONDS(60)), false, acknowledge, order, 0);
}

static void capture(books *world, int64_t at, int32_t order, int64_t amount)
{
    (void)amount;
    world->orders[order].captured_at = at;
    row_intent(world, order, "CAPTURE", NULL, at);
    int64_t wait = chance_between(&world->orders[order].chance, 20, 90);
    agenda_add(world, at + lasts(world, OF_SECONDS(wait)), false, book, order, 0);
}

void world_add_orders(books *world, const world_plan *plan)
{
    for (int32_t i = 0; i < plan->orders; i++) {
        int32_t order = add_order(world, i);
        int64_t due = plan->start_ms + plan->spread_ms * i / (plan->orders + 1);
        agenda_add(world, due, false, capture, order, 0);
    }
}
