/* The warehouses: accept, pick, pack, ship, put back; receive and inspect what comes back. Owns
 * what physically happened, and never un-ships anything. */
#include <stdio.h>

#include "tests/world/system.h"

/* ---- the floor
 * ------------------------------------------------------------------------------------ */

static bool live(const book_leg *leg)
{
    return leg->accepted && !leg->stopped && leg->package < 0;
}

/* Some of what the ERP allocated is not on the shelf: the shortage is the ERP's next morning. */
static void find_short(books *world, int32_t at_leg, int64_t at)
{
    book_leg *leg = &world->legs[at_leg];
    book_line *line = &world->lines[leg->line];
    bool lacks = line->plot == PLOT_SHORT_PICK && line->legs == 1 && leg->planned >= 2000;
    leg->shorted = lacks ? leg->planned / 4 / 1000 * 1000 : 0;
    leg->shorted = lacks && leg->shorted == 0 ? 1000 : leg->shorted;
    leg->picked = leg->planned - leg->shorted;
    row_pick(world, at_leg, at);
    if (leg->shorted > 0) {
        line->declared_short = leg->shorted;
        row_schedule(world, leg->line, at + OF_MINUTES(2));
        erp_goods_arrived(world, leg->line, (leg->site + 1) % SITES, leg->shorted,
                          at + OF_MINUTES(3));
    }
}

static void pack(books *world, int32_t at_leg, int32_t package, int64_t at)
{
    book_leg *leg = &world->legs[at_leg];
    leg->package = package;
    leg->shipped = leg->picked - leg->put_back;
    row_content(world, at_leg, at);
    row_warehouse_order(world, at_leg, "SHIPPED", at);
}

static void send_off(books *world, int32_t package, int64_t at)
{
    world->packages[package].shipped_at = at;
    row_ship(world, package, at);
    carrier_pickup(world, package, at);
    finance_shipped(world, package, at);
}

static void ship_leg(books *world, int64_t at, int32_t at_leg, int64_t amount)
{
    (void)amount;
    const book_leg *leg = &world->legs[at_leg];
    if (!live(leg) || leg->held || leg->picked - leg->put_back <= 0) {
        return;
    }
    int32_t package = books_add_package(world, world->lines[leg->line].order, leg->site);
    pack(world, at_leg, package, at);
    send_off(world, package, at);
}

static void pick_leg(books *world, int64_t at, int32_t at_leg, int64_t amount)
{
    (void)amount;
    book_leg *leg = &world->legs[at_leg];
    if (!live(leg)) {
        return;
    }
    find_short(world, at_leg, at);
    agenda_add(world, at + lasts(world, OF_MINUTES(70)), false, ship_leg, at_leg, 0);
}

void wms_accept(books *world, int32_t at_leg, int64_t qty, bool hold, int64_t at)
{
    book_leg *leg = &world->legs[at_leg];
    leg->planned = qty;
    leg->accepted = true;
    leg->held = hold;
    row_warehouse_order(world, at_leg, "ACCEPTED", at);
}

/* Ships what was picked in the wave of an order at a site, in one package. */
static void ship_wave(books *world, int64_t at, int32_t order, int64_t site)
{
    int32_t package = -1;
    for (int32_t at_line = world->orders[order].first_line; at_line >= 0;
         at_line = world->lines[at_line].next) {
        for (int32_t at_leg = world->lines[at_line].first_leg; at_leg >= 0;
             at_leg = world->legs[at_leg].next) {
            const book_leg *leg = &world->legs[at_leg];
            if (leg->site == site && live(leg) && leg->name[0] == 'A' &&
                leg->picked - leg->put_back > 0) {
                package = package < 0 ? books_add_package(world, order, (int32_t)site) : package;
                pack(world, at_leg, package, at);
            }
        }
    }
    if (package >= 0) {
        send_off(world, package, at);
    }
}

void wms_wave(books *world, int64_t at, int32_t order, int64_t site)
{
    for (int32_t at_line = world->orders[order].first_line; at_line >= 0;
         at_line = world->lines[at_line].next) {
        for (int32_t at_leg = world->lines[at_line].first_leg; at_leg >= 0;
             at_leg = world->legs[at_leg].next) {
            const book_leg *leg = &world->legs[at_leg];
            if (leg->site == site && live(leg) && leg->name[0] == 'A' && leg->picked == 0) {
                find_short(world, at_leg, at);
            }
        }
    }
    agenda_add(world, at + lasts(world, OF_MINUTES(60)), false, ship_wave, order, site);
}

/* ---- commands
 * ---------------------------------------------------------------------------------------- */

static void release(books *world, const void *command, int64_t now, answer *out)
{
    const ReleaseToWarehouse *c = command;
    int32_t at = line_of(world, &c->header, c->line);
    int32_t at_leg = books_leg(world, at, c->allocation);
    if (at_leg < 0) {
        char name[64];
        snprintf(name, sizeof name, "%.*s", OF_TEXT_ARG(c->allocation));
        at_leg = books_add_leg(world, at, name, books_site(c->site));
    }
    book_leg *leg = &world->legs[at_leg];
    if (leg->accepted && !leg->stopped) {
        answer_refuse(out, "ITEM_BLOCKED");
        return;
    }
    leg->stopped = false;
    snprintf(leg->warehouse_order, sizeof leg->warehouse_order, "%.*s",
             OF_TEXT_ARG(c->warehouse_order));
    wms_accept(world, at_leg, c->qty, c->hold_at_stage, now);
    out->effect = true;
    agenda_add(world, now + lasts(world, OF_HOURS(2)), false, pick_leg, at_leg, 0);
}

static int32_t leg_by_warehouse_order(const books *world, int32_t at_line, of_text name)
{
    int32_t at = world->lines[at_line].first_leg;
    while (at >= 0 && !of_text_is(name, world->legs[at].warehouse_order)) {
        at = world->legs[at].next;
    }
    return at;
}

static void cancel_order(books *world, const void *command, int64_t now, answer *out)
{
    const CancelWarehouseOrder *c = command;
    int32_t at_leg =
        leg_by_warehouse_order(world, line_of(world, &c->header, c->line), c->warehouse_order);
    if (at_leg < 0 || world->legs[at_leg].stopped) {
        return;
    }
    book_leg *leg = &world->legs[at_leg];
    if (leg->shipped > 0) {
        answer_refuse(out, "TOO_LATE_SHIPPED");
        answer_qty(out, leg->shipped);
        return;
    }
    leg->stopped = true;
    out->effect = true;
    answer_qty(out, leg->picked - leg->put_back);
    if (leg->picked > leg->put_back) {
        leg->put_back = leg->picked;
        row_pick(world, at_leg, now);
    }
    row_warehouse_order(world, at_leg, "CANCELLED", now);
}

static void release_hold(books *world, const void *command, int64_t now, answer *out)
{
    const ReleaseStageHold *c = command;
    int32_t order = order_of(world, &c->header);
    for (int32_t at_line = world->orders[order].first_line; at_line >= 0;
         at_line = world->lines[at_line].next) {
        int32_t at_leg = leg_by_warehouse_order(world, at_line, c->warehouse_order);
        if (at_leg >= 0) {
            world->legs[at_leg].held = false;
            out->effect = true;
            if (world->legs[at_leg].picked > 0) {
                agenda_add(world, now + lasts(world, OF_MINUTES(30)), false, ship_leg, at_leg, 0);
            }
            return;
        }
    }
    answer_refuse(out, "NOT_STAGED");
}

/* ---- what comes back
 * ----------------------------------------------------------------------------------- */

/* With a label or without one: some customers find a carrier of their own. */
static void send_goods_back(books *world, int32_t at_return, int64_t now)
{
    book_return *entry = &world->returns[at_return];
    if (!entry->arriving && !entry->cancelled) {
        entry->arriving = true;
        agenda_add(world, now + lasts(world, OF_DAYS(4)), false, wms_return_arrived, at_return, 0);
    }
}

void wms_return_arrived(books *world, int64_t at, int32_t at_return, int64_t amount)
{
    (void)amount;
    book_return *entry = &world->returns[at_return];
    if (entry->cancelled) {
        return;
    }
    entry->received = entry->qty;
    snprintf(entry->receipt, sizeof entry->receipt, "RC-%s", entry->rma);
    world->lines[entry->line].returned += entry->received;
    row_receipt(world, at_return, at);
}

static void expect_return(books *world, const void *command, int64_t now, answer *out)
{
    const ExpectReturn *c = command;
    int32_t at = books_return(world, c->rma);
    if (at < 0) {
        at = books_add_return(world, line_of(world, &c->header, c->line), c->rma);
        world->returns[at].qty = c->qty;
    }
    world->returns[at].expected = true;
    world->returns[at].site = books_site(c->site);
    out->effect = true;
    send_goods_back(world, at, now);
}

static void cancel_return(books *world, const void *command, int64_t now, answer *out)
{
    const CancelExpectedReturn *c = command;
    (void)now;
    int32_t at = books_return(world, c->rma);
    if (at >= 0) {
        world->returns[at].expected = false;
        out->effect = true;
    }
}

static int32_t return_of_receipt(const books *world, of_text receipt)
{
    for (int32_t i = world->return_count - 1; i >= 0; i--) {
        if (world->returns[i].received > 0 && of_text_is(receipt, world->returns[i].receipt)) {
            return i;
        }
    }
    return -1;
}

/* A tenth is too worn to sell again. */
static void inspect(books *world, const void *command, int64_t now, answer *out)
{
    const InspectReturn *c = command;
    int32_t at = return_of_receipt(world, c->receipt);
    if (at < 0) {
        answer_refuse(out, "RECEIPT_UNKNOWN");
        return;
    }
    int64_t qty = world->returns[at].received;
    int64_t worn = qty >= 10000 ? qty / 10 / 1000 * 1000 : 0;
    out->after_ms = lasts(world, OF_HOURS(5));
    out->effect = true;
    out->results[out->result_count++] = (InspectionResult){.grade = OF_TEXT("A"),
                                                           .verdict = VERDICT_ACCEPT,
                                                           .disposition = DISPOSITION_RESTOCK,
                                                           .qty = qty - worn};
    if (worn > 0) {
        out->results[out->result_count++] = (InspectionResult){.grade = OF_TEXT("C"),
                                                               .verdict = VERDICT_ACCEPT,
                                                               .disposition = DISPOSITION_SCRAP,
                                                               .qty = worn};
    }
    for (size_t i = 0; i < out->result_count; i++) {
        row_inspection(world, at, &out->results[i], now);
    }
}

static void dispose(books *world, const void *command, int64_t now, answer *out)
{
    const DispositionStock *c = command;
    (void)now;
    int32_t at = return_of_receipt(world, c->receipt);
    for (size_t i = 0; at >= 0 && i < c->splits.len; i++) {
        if (c->splits.items[i].disposition == DISPOSITION_RESTOCK) {
            const book_return *entry = &world->returns[at];
            world->lines[entry->line].stock[entry->site] += c->splits.items[i].qty;
        }
    }
    out->effect = true;
}

static const capability takes[] = {
    {&of_ReleaseToWarehouse_type, release},         {&of_CancelWarehouseOrder_type, cancel_order},
    {&of_ReleaseStageHold_type, release_hold},      {&of_ExpectReturn_type, expect_return},
    {&of_CancelExpectedReturn_type, cancel_return}, {&of_InspectReturn_type, inspect},
    {&of_DispositionStock_type, dispose},           {0},
};

static const char *const endpoints[] = {"wms.DC1", "wms.DC2", "wms.3PL1", NULL};

const system_kind wms_system = {
    .name = "wms", .endpoints = endpoints, .takes = takes, .latency_ms = {300, 2500}};
