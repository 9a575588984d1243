/* The books: adding to them and finding things again. */
#include "tests/world/books.h"

#include <stdio.h>

#include "tests/world/books_private.h"
#include "tests/world/system.h"
#include "topology/base/memory.h"

const char *const site_names[SITES] = {"DC1", "DC2", "3PL1"};
const char *const carrier_names[CARRIERS] = {"CARR1", "CARR2"};
const char *const plot_names[PLOTS] = {
    "smooth",    "two sites", "short, receipt known", "short, late supply",
    "cancelled", "split",     "split fails",          "short pick"};

books *books_new(uint64_t seed)
{
    books *world = of_new(sizeof *world);
    world->by_name = names_new();
    world->agenda = agenda_new();
    world->seed = seed;
    world->pace = 1;
    return world;
}

void books_free(books *world)
{
    names_free(world->by_name);
    agenda_free(world->agenda);
    of_delete(world->orders);
    of_delete(world->lines);
    of_delete(world->legs);
    of_delete(world->packages);
    of_delete(world->returns);
    of_delete(world);
}

/* Room for one more; capacities are powers of two, so the count alone tells when to grow. */
static void *grown(void *items, int32_t count, size_t size)
{
    bool full = count == 0 || (count & (count - 1)) == 0;
    return full ? of_renew(items, (size_t)(count == 0 ? 1 : count * 2) * size) : items;
}

static void remember(books *world, int32_t number, const char *format, const char *a, of_text b)
{
    char name[320];
    int len = snprintf(name, sizeof name, format, a, OF_TEXT_ARG(b));
    names_put(world->by_name, (of_text){.data = name, .len = (size_t)len}, number);
}

static int32_t recall(const books *world, const char *format, of_text a, of_text b)
{
    char name[320];
    int len = snprintf(name, sizeof name, format, OF_TEXT_ARG(a), OF_TEXT_ARG(b));
    if (len < 0 || (size_t)len >= sizeof name) {
        return -1;
    }
    return names_get(world->by_name, (of_text){.data = name, .len = (size_t)len});
}

int32_t books_add_order(books *world, const char *id)
{
    int32_t at = world->order_count++;
    world->orders = grown(world->orders, at, sizeof *world->orders);
    book_order *order = &world->orders[at];
    *order = (book_order){.first_line = -1, .chance = chance_seed(world->seed, (uint64_t)at + 1)};
    snprintf(order->id, sizeof order->id, "%s", id);
    snprintf(order->key, sizeof order->key, "E1:%s", order->id);
    remember(world, at, "%s%.*s", order->key, OF_TEXT(""));
    return at;
}

int32_t books_add_line(books *world, int32_t order, const char *number)
{
    int32_t at = world->line_count++;
    world->lines = grown(world->lines, at, sizeof *world->lines);
    book_line *line = &world->lines[at];
    *line = (book_line){.order = order, .next = -1, .first_leg = -1};
    snprintf(line->number, sizeof line->number, "%s", number);
    book_order *owner = &world->orders[order];
    if (owner->first_line < 0) {
        owner->first_line = at;
    } else {
        world->lines[owner->last_line].next = at;
    }
    owner->last_line = at;
    owner->line_count++;
    remember(world, at, "%s|%.*s", owner->key, of_text_of(line->number));
    return at;
}

int32_t books_add_leg(books *world, int32_t line, const char *name, int32_t site)
{
    int32_t at = world->leg_count++;
    world->legs = grown(world->legs, at, sizeof *world->legs);
    book_leg *leg = &world->legs[at];
    *leg =
        (book_leg){.line = line, .site = site, .package = -1, .next = world->lines[line].first_leg};
    snprintf(leg->name, sizeof leg->name, "%s", name);
    world->lines[line].first_leg = at;
    world->lines[line].legs++;
    return at;
}

int32_t books_add_package(books *world, int32_t order, int32_t site)
{
    int32_t at = world->package_count++;
    world->packages = grown(world->packages, at, sizeof *world->packages);
    book_package *package = &world->packages[at];
    *package =
        (book_package){.order = order, .site = site, .carrier = world->orders[order].carrier};
    snprintf(package->id, sizeof package->id, "PK%07d", at + 1);
    snprintf(package->shipment, sizeof package->shipment, "SH%07d", at + 1);
    snprintf(package->tracking, sizeof package->tracking, "TR%07d", at + 1);
    return at;
}

int32_t books_add_return(books *world, int32_t line, of_text rma)
{
    int32_t at = world->return_count++;
    world->returns = grown(world->returns, at, sizeof *world->returns);
    book_return *entry = &world->returns[at];
    *entry = (book_return){.line = line};
    snprintf(entry->rma, sizeof entry->rma, "%.*s", OF_TEXT_ARG(rma));
    remember(world, at, "%s|%.*s", "rma", rma);
    return at;
}

int32_t books_order(const books *world, of_text key)
{
    return names_get(world->by_name, key);
}

int32_t books_line(const books *world, of_text order_key, of_text line)
{
    return recall(world, "%.*s|%.*s", order_key, line);
}

int32_t books_leg(const books *world, int32_t line, of_text name)
{
    int32_t at = world->lines[line].first_leg;
    while (at >= 0 && !of_text_is(name, world->legs[at].name)) {
        at = world->legs[at].next;
    }
    return at;
}

int32_t books_return(const books *world, of_text rma)
{
    return recall(world, "%.*s|%.*s", OF_TEXT("rma"), rma);
}

/* Commands may be about orders that were sold elsewhere: they are taken at their word. */
int32_t order_of(books *world, const CommandHeader *header)
{
    int32_t at = books_order(world, header->order);
    if (at >= 0) {
        return at;
    }
    size_t skip = header->order.len > 3 && memcmp(header->order.data, "E1:", 3) == 0 ? 3 : 0;
    char id[48];
    snprintf(id, sizeof id, "%.*s", (int)(header->order.len - skip), header->order.data + skip);
    return books_add_order(world, id);
}

int32_t line_of(books *world, const CommandHeader *header, of_text line)
{
    int32_t at = books_line(world, header->order, line);
    if (at >= 0) {
        return at;
    }
    char number[16];
    snprintf(number, sizeof number, "%.*s", OF_TEXT_ARG(line));
    at = books_add_line(world, order_of(world, header), number);
    world->lines[at].foreign = true;
    return at;
}

int32_t books_site(of_text name)
{
    for (int32_t i = 0; i < SITES; i++) {
        if (of_text_is(name, site_names[i])) {
            return i;
        }
    }
    return 0;
}

int64_t lasts(const books *world, int64_t ms)
{
    return ms / world->pace;
}

int64_t leg_covered(const book_leg *leg)
{
    int64_t shorted = leg->shorted > leg->shorted_erp ? leg->shorted : leg->shorted_erp;
    return leg->allocated - leg->deallocated - shorted;
}

int64_t leg_still_allocated(const book_leg *leg)
{
    return leg_covered(leg) - (leg->picked - leg->put_back);
}

int64_t line_covered(const books *world, const book_line *line)
{
    int64_t covered = 0;
    for (int32_t at = line->first_leg; at >= 0; at = world->legs[at].next) {
        covered += leg_covered(&world->legs[at]);
    }
    return covered;
}
