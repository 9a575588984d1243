/* The CRM: tells customers, keeps cases; a few customers send goods back. */
#include "tests/world/system.h"

static void open_case(books *world, int64_t at, int32_t line, int64_t qty)
{
    row_case(world, line, qty, at);
}

void crm_delivered(books *world, int32_t at_package, int64_t at)
{
    const book_package *package = &world->packages[at_package];
    uint64_t *chance = &world->orders[package->order].chance;
    for (int32_t at_line = world->orders[package->order].first_line; at_line >= 0;
         at_line = world->lines[at_line].next) {
        book_line *line = &world->lines[at_line];
        bool whole = line->delivered > 0 && line->delivered == line->net;
        if (whole && line->authorised == 0 && !line->wants_return && chance_permille(chance, 15)) {
            int64_t units = line->delivered / 1000;
            int64_t qty = chance_permille(chance, 700) ? units : chance_between(chance, 1, units);
            line->wants_return = true;
            agenda_add(world, at + lasts(world, OF_DAYS(chance_between(chance, 1, 4))), false,
                       open_case, at_line, qty * 1000);
        }
    }
}

static void done(books *world, const void *command, int64_t now, answer *out)
{
    (void)world;
    (void)command;
    (void)now;
    out->effect = true;
}

static const capability takes[] = {
    {&of_NotifyCustomer_type, done}, {&of_CloseCase_type, done}, {0}};

static const char *const endpoints[] = {"crm", NULL};

const system_kind crm_system = {
    .name = "crm", .endpoints = endpoints, .takes = takes, .latency_ms = {100, 1500}};
