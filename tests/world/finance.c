/* Finance: invoices what left the dock, credits what came back, and never twice. */
#include <inttypes.h>
#include <stdio.h>

#include "tests/world/system.h"

static void invoice_line(books *world, int32_t at_line, const char *invoice, int64_t qty,
                         int64_t at)
{
    if (qty > 0) {
        world->lines[at_line].invoiced += qty;
        row_invoice(world, at_line, invoice, qty, at);
    }
}

static void new_invoice(books *world, char out[32])
{
    world->number++;
    snprintf(out, 32, "INV%08" PRId64, world->number);
}

static void invoice_package(books *world, int64_t at, int32_t at_package, int64_t amount)
{
    (void)amount;
    char invoice[32];
    new_invoice(world, invoice);
    const book_package *package = &world->packages[at_package];
    for (int32_t at_line = world->orders[package->order].first_line; at_line >= 0;
         at_line = world->lines[at_line].next) {
        int64_t qty = 0;
        for (int32_t at_leg = world->lines[at_line].first_leg; at_leg >= 0;
             at_leg = world->legs[at_leg].next) {
            const book_leg *leg = &world->legs[at_leg];
            qty += leg->package == at_package ? leg->shipped : 0;
        }
        invoice_line(world, at_line, invoice, qty, at);
    }
}

void finance_shipped(books *world, int32_t at_package, int64_t at)
{
    if (!world->orders[world->packages[at_package].order].consolidated) {
        agenda_add(world, at + lasts(world, OF_HOURS(1)), false, invoice_package, at_package, 0);
    }
}

static int64_t shipped(const books *world, const book_line *line)
{
    int64_t qty = 0;
    for (int32_t at = line->first_leg; at >= 0; at = world->legs[at].next) {
        qty += world->legs[at].shipped;
    }
    return qty;
}

static void create_invoice(books *world, const void *command, int64_t now, answer *out)
{
    const CreateInvoice *c = command;
    int32_t order = order_of(world, &c->header);
    char invoice[32];
    int64_t left = c->qty;
    new_invoice(world, invoice);
    for (int32_t at = world->orders[order].first_line; at >= 0 && left > 0;
         at = world->lines[at].next) {
        const book_line *line = &world->lines[at];
        if (c->line.data != NULL && !of_text_is(c->line, line->number)) {
            continue;
        }
        int64_t qty = line->foreign ? left : shipped(world, line) - line->invoiced;
        qty = qty > left ? left : qty;
        invoice_line(world, at, invoice, qty, now);
        left -= qty > 0 ? qty : 0;
    }
    if (left == c->qty) {
        answer_refuse(out, "NOT_SHIPPED");
        return;
    }
    out->effect = true;
    answer_qty(out, c->qty - left);
    snprintf(out->reference, sizeof out->reference, "%s", invoice);
}

static void create_credit(books *world, const void *command, int64_t now, answer *out)
{
    const CreateCreditMemo *c = command;
    int32_t at = line_of(world, &c->header, c->line);
    book_line *line = &world->lines[at];
    char memo[32];
    if (!line->foreign && line->credited + c->qty > line->invoiced) {
        answer_refuse(out, "EXCEEDS_INVOICED");
        return;
    }
    line->credited += c->qty;
    world->number++;
    snprintf(memo, sizeof memo, "CM%08" PRId64, world->number);
    row_credit(world, at, memo, c, now);
    out->effect = true;
    answer_qty(out, c->qty);
    snprintf(out->reference, sizeof out->reference, "%s", memo);
}

static void release_exposure(books *world, const void *command, int64_t now, answer *out)
{
    (void)world;
    (void)command;
    (void)now;
    out->effect = true;
}

static const capability takes[] = {{&of_CreateInvoice_type, create_invoice},
                                   {&of_CreateCreditMemo_type, create_credit},
                                   {&of_ReleaseCreditExposure_type, release_exposure},
                                   {0}};

static const char *const endpoints[] = {"finance", NULL};

const system_kind finance_system = {
    .name = "finance", .endpoints = endpoints, .takes = takes, .latency_ms = {150, 1200}};
