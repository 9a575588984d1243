/* The carriers: scans of packages on their way, and labels for what comes back. */
#include "tests/world/system.h"

static void scan_picked_up(books *world, int64_t at, int32_t package, int64_t amount)
{
    (void)amount;
    row_scan(world, package, "AF", at);
}

static void scan_in_transit(books *world, int64_t at, int32_t package, int64_t amount)
{
    (void)amount;
    row_scan(world, package, "X6", at);
}

static void scan_out(books *world, int64_t at, int32_t package, int64_t amount)
{
    (void)amount;
    row_scan(world, package, "X1", at);
}

static void scan_attempt(books *world, int64_t at, int32_t package, int64_t amount)
{
    (void)amount;
    row_scan(world, package, "AH", at);
}

static void book_arrival(books *world, int32_t at_package, bool lost)
{
    const book_package *package = &world->packages[at_package];
    for (int32_t at_line = world->orders[package->order].first_line; at_line >= 0;
         at_line = world->lines[at_line].next) {
        book_line *line = &world->lines[at_line];
        for (int32_t at_leg = line->first_leg; at_leg >= 0; at_leg = world->legs[at_leg].next) {
            const book_leg *leg = &world->legs[at_leg];
            if (leg->package == at_package) {
                *(lost ? &line->lost : &line->delivered) += leg->shipped;
            }
        }
    }
}

static void lose(books *world, int64_t at, int32_t package, int64_t amount)
{
    (void)amount;
    book_arrival(world, package, true);
    row_scan(world, package, "LOST", at);
}

static void deliver(books *world, int64_t at, int32_t package, int64_t amount)
{
    (void)amount;
    book_arrival(world, package, false);
    row_scan(world, package, "D1", at);
    crm_delivered(world, package, at);
}

void carrier_pickup(books *world, int32_t at_package, int64_t at)
{
    const book_package *package = &world->packages[at_package];
    uint64_t *chance = &world->orders[package->order].chance;
    int64_t days = chance_between(chance, 1, 3);
    int64_t due = at + OF_DAYS(days) + OF_MINUTES(chance_between(chance, 0, 300));
    row_scan(world, at_package, "LABELLED", at);
    agenda_add(world, at + lasts(world, OF_HOURS(1)), false, scan_picked_up, at_package, 0);
    agenda_add(world, at + lasts(world, OF_HOURS(10)), false, scan_in_transit, at_package, 0);
    if (chance_permille(chance, 4)) {
        agenda_add(world, at + lasts(world, due - at + OF_DAYS(3)), false, lose, at_package, 0);
        return;
    }
    int64_t tries = 0;
    if (chance_permille(chance, 40)) {
        agenda_add(world, at + lasts(world, due - at), false, scan_attempt, at_package, 0);
        tries = OF_DAYS(1);
    }
    agenda_add(world, at + lasts(world, due - at + tries - OF_HOURS(5)), false, scan_out,
               at_package, 0);
    agenda_add(world, at + lasts(world, due - at + tries), false, deliver, at_package, 0);
}

static void create_label(books *world, const void *command, int64_t now, answer *out)
{
    const CreateReturnLabel *c = command;
    (void)now;
    int32_t at = books_return(world, c->rma);
    of_text rma = c->rma;
    size_t len = rma.len < sizeof out->reference - 4 ? rma.len : sizeof out->reference - 4;
    memcpy(out->reference, "RL-", 3);
    memcpy(out->reference + 3, rma.data, len);
    out->effect = true;
    if (at >= 0) {
        world->returns[at].labelled = true;
    }
}

static void void_label(books *world, const void *command, int64_t now, answer *out)
{
    const VoidLabel *c = command;
    (void)now;
    int32_t at = books_return(world, c->rma);
    if (at >= 0) {
        world->returns[at].labelled = false;
    }
    out->effect = true;
}

static const capability takes[] = {
    {&of_CreateReturnLabel_type, create_label}, {&of_VoidLabel_type, void_label}, {0}};

static const char *const endpoints[] = {"carrier.CARR1", "carrier.CARR2", NULL};

const system_kind carrier_system = {
    .name = "carrier", .endpoints = endpoints, .takes = takes, .latency_ms = {300, 3000}};
