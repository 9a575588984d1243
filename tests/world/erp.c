/* The ERP: order control, stock on the books, promises, returns. Owns what is wanted and what is
 * allocated; stock of a line is kept per site, and a unit is allocated once. */
#include <stdio.h>

#include "tests/world/system.h"

/* ---- supply
 * -------------------------------------------------------------------------------------- */

static int64_t unmet(const books *world, const book_line *line)
{
    int64_t need = line->net - line_covered(world, line);
    return need > 0 ? need : 0;
}

void erp_offer(books *world, int32_t at_line, int32_t site, int64_t qty, int64_t at)
{
    book_line *line = &world->lines[at_line];
    const book_order *order = &world->orders[line->order];
    char id[128];
    line->offers++;
    world->lsn += 8;
    snprintf(id, sizeof id, "OF-%s-%s-%d", order->id, line->number, line->offers);
    SupplyOffer offer = {
        .source = {.system = OF_TEXT("erp"),
                   .table = OF_TEXT("supply"),
                   .row = of_text_of(id),
                   .position = world->lsn},
        .order = of_text_of(order->key),
        .line = of_text_of(line->number),
        .offer = of_text_of(id),
        .kind = SUPPLY_KIND_ON_HAND,
        .site = of_text_of(site_names[site]),
        .qty = qty,
    };
    world->offers->offer(world->offers->state, &offer, at);
}

void erp_goods_arrived(books *world, int32_t at_line, int32_t site, int64_t qty, int64_t at)
{
    book_line *line = &world->lines[at_line];
    line->stock[site] += qty;
    int64_t needed = unmet(world, line);
    if (needed > 0) {
        erp_offer(world, at_line, site, line->stock[site] < needed ? line->stock[site] : needed,
                  at);
    }
}

/* What was offered and came back is offered again. */
static void offer_again(books *world, int64_t at, int32_t at_line, int64_t site)
{
    const book_line *line = &world->lines[at_line];
    int64_t needed = unmet(world, line);
    int64_t there = line->stock[site];
    if (needed > 0 && there > 0 && line->plot != PLOT_SPLIT_FAILS) {
        erp_offer(world, at_line, (int32_t)site, there < needed ? there : needed, at);
    }
}

/* ---- commands
 * -------------------------------------------------------------------------------------- */

static void record_backorder(books *world, const void *command, int64_t now, answer *out)
{
    const RecordBackorder *c = command;
    int32_t at = line_of(world, &c->header, c->line);
    book_line *line = &world->lines[at];
    if (!line->foreign && line->net == 0) {
        answer_refuse(out, "LINE_CLOSED");
        return;
    }
    if (!line->foreign && c->qty > unmet(world, line)) {
        answer_refuse(out, "QTY_CHANGED");
        return;
    }
    out->effect = true;
    if (line->declared_short < c->qty) {
        line->declared_short = c->qty;
        if (!line->foreign) {
            row_schedule(world, at, now);
        }
    }
}

static void clear_backorder(books *world, const void *command, int64_t now, answer *out)
{
    const ClearBackorder *c = command;
    int32_t at = line_of(world, &c->header, c->line);
    book_line *line = &world->lines[at];
    out->effect = true;
    line->declared_short = line->declared_short > c->qty ? line->declared_short - c->qty : 0;
    if (!line->foreign) {
        row_schedule(world, at, now);
    }
}

static void peg_receipt(books *world, const void *command, int64_t now, answer *out)
{
    const PegReceipt *c = command;
    (void)now;
    const book_line *line = &world->lines[line_of(world, &c->header, c->line)];
    if (line->net == 0 && !line->foreign) {
        answer_refuse(out, "NO_SUPPLY");
        return;
    }
    out->effect = true;
    answer_qty(out, c->qty);
}

static void release_peg(books *world, const void *command, int64_t now, answer *out)
{
    (void)world;
    (void)command;
    (void)now;
    out->effect = true;
}

static void update_promise(books *world, const void *command, int64_t now, answer *out)
{
    const UpdatePromiseDate *c = command;
    int32_t at = line_of(world, &c->header, c->line);
    book_line *line = &world->lines[at];
    if (!line->foreign && line->net == 0) {
        answer_refuse(out, "LINE_CLOSED");
        return;
    }
    out->effect = true;
    out->date = (OptionalLong){.present = line->promise != 0, .value = line->promise};
    line->promise = c->date.present ? c->date.value : 0;
    if (!line->foreign) {
        row_line(world, at, now);
    }
}

static void allocate(books *world, const void *command, int64_t now, answer *out)
{
    const AllocateStock *c = command;
    int32_t at = line_of(world, &c->header, c->line);
    int32_t site = books_site(c->site);
    book_line *line = &world->lines[at];
    if (!line->foreign && c->qty > unmet(world, line)) {
        answer_refuse(out, "LINE_CLOSED");
        return;
    }
    if (!line->foreign && line->stock[site] < c->qty) {
        answer_refuse(out, "INSUFFICIENT");
        answer_qty(out, line->stock[site]);
        return;
    }
    char name[64];
    snprintf(name, sizeof name, "%.*s", OF_TEXT_ARG(c->allocation));
    int32_t at_leg = books_leg(world, at, c->allocation);
    at_leg = at_leg < 0 ? books_add_leg(world, at, name, site) : at_leg;
    world->lines[at].stock[site] -= line->foreign ? 0 : c->qty;
    world->legs[at_leg].allocated += c->qty;
    out->effect = true;
    answer_qty(out, c->qty);
    row_allocation(world, at_leg, now);
}

static void deallocate(books *world, const void *command, int64_t now, answer *out)
{
    const DeallocateStock *c = command;
    int32_t at = line_of(world, &c->header, c->line);
    int32_t at_leg = books_leg(world, at, c->allocation);
    int64_t back = at_leg < 0 ? 0 : leg_still_allocated(&world->legs[at_leg]);
    back = back > c->qty ? c->qty : back;
    answer_qty(out, back);
    if (back <= 0) {
        return;
    }
    book_leg *leg = &world->legs[at_leg];
    leg->deallocated += back;
    world->lines[at].stock[leg->site] += world->lines[at].foreign ? 0 : back;
    out->effect = true;
    row_allocation(world, at_leg, now);
    agenda_add(world, now + lasts(world, OF_MINUTES(20)), false, offer_again, at, leg->site);
}

static void split_line(books *world, const void *command, int64_t now, answer *out)
{
    const SplitLine *c = command;
    (void)now;
    const book_line *line = &world->lines[line_of(world, &c->header, c->line)];
    if (!line->foreign && line->net == 0) {
        answer_refuse(out, "NOT_ALLOWED");
        return;
    }
    out->effect = true;
}

static void merge_line(books *world, const void *command, int64_t now, answer *out)
{
    (void)world;
    (void)command;
    (void)now;
    out->effect = true;
}

static void cancel_line(books *world, const void *command, int64_t now, answer *out)
{
    const CancelLine *c = command;
    int32_t at = line_of(world, &c->header, c->line);
    book_line *line = &world->lines[at];
    if (!line->foreign && c->qty > unmet(world, line)) {
        answer_refuse(out, "ALREADY_SHIPPED");
        return;
    }
    out->effect = true;
    answer_qty(out, c->qty);
    if (!line->foreign) {
        line->net -= c->qty;
        row_line(world, at, now);
    }
}

static void create_rma(books *world, const void *command, int64_t now, answer *out)
{
    const CreateRma *c = command;
    int32_t at = line_of(world, &c->header, c->line);
    book_line *line = &world->lines[at];
    if (!line->foreign && c->qty > line->delivered - line->authorised) {
        answer_refuse(out, "QTY_EXCEEDS");
        return;
    }
    int32_t entry = books_add_return(world, at, c->rma);
    world->returns[entry].qty = c->qty;
    line->authorised += c->qty;
    out->effect = true;
    out->date = (OptionalLong){.present = true, .value = now + OF_DAYS(30)};
}

static void cancel_rma(books *world, const void *command, int64_t now, answer *out)
{
    const CancelRma *c = command;
    (void)now;
    int32_t at = books_return(world, c->rma);
    if (at >= 0 && !world->returns[at].cancelled) {
        book_return *entry = &world->returns[at];
        entry->cancelled = true;
        world->lines[entry->line].authorised -= entry->qty;
        out->effect = true;
    }
}

static void close_rma(books *world, const void *command, int64_t now, answer *out)
{
    (void)world;
    (void)command;
    (void)now;
    out->effect = true;
}

static const capability takes[] = {
    {&of_RecordBackorder_type, record_backorder},
    {&of_ClearBackorder_type, clear_backorder},
    {&of_PegReceipt_type, peg_receipt},
    {&of_ReleasePeg_type, release_peg},
    {&of_UpdatePromiseDate_type, update_promise},
    {&of_AllocateStock_type, allocate},
    {&of_DeallocateStock_type, deallocate},
    {&of_SplitLine_type, split_line},
    {&of_MergeLine_type, merge_line},
    {&of_CancelLine_type, cancel_line},
    {&of_CreateRma_type, create_rma},
    {&of_CancelRma_type, cancel_rma},
    {&of_CloseRma_type, close_rma},
    {0},
};

static const char *const endpoints[] = {"erp", NULL};

const system_kind erp_system = {
    .name = "erp", .endpoints = endpoints, .takes = takes, .latency_ms = {120, 900}};
