/* The rows of the systems as text, column by column. */
#include <inttypes.h>
#include <stdio.h>

#include "tests/world/channel.h"

/* ---- values as text: every text lives until the end of the enclosing row ------------------------
 */

typedef struct text_value {
    char text[96];
} text_value;

static of_text qty_text(int64_t qty, text_value *out)
{
    snprintf(out->text, sizeof out->text, "%" PRId64 ".%03d", qty / 1000, (int)(qty % 1000));
    return of_text_of(out->text);
}

static of_text money_text(int64_t amount, text_value *out)
{
    snprintf(out->text, sizeof out->text, "%" PRId64 ".%04d", amount / 10000,
             (int)(amount % 10000));
    return of_text_of(out->text);
}

/* 0 is no time. */
static of_text time_text(int64_t ms, text_value *out)
{
    if (ms == 0) {
        return (of_text){0};
    }
    of_time_format(ms, out->text);
    return of_text_of(out->text);
}

static of_text optional(const char *text)
{
    return text == NULL || text[0] == '\0' ? (of_text){0} : of_text_of(text);
}

static of_text flag(bool value)
{
    return value ? OF_TEXT("true") : OF_TEXT("false");
}

static of_text number_text(int64_t value, text_value *out)
{
    snprintf(out->text, sizeof out->text, "%" PRId64, value);
    return of_text_of(out->text);
}

#define ROW(...) ((const cdc_column[]){__VA_ARGS__, {NULL, {0}}})

/* ---- ERP ---------------------------------------------------------------------------------------
 */

static const char *const channels[] = {"EDI", "WEB", "SALES", "MARKET"};

void row_order(books *world, int32_t at_order, int64_t at)
{
    book_order *order = &world->orders[at_order];
    text_value captured, booked, acknowledged, requested, customer, po, priority;
    snprintf(customer.text, sizeof customer.text, "C%04d", order->customer);
    snprintf(po.text, sizeof po.text, "PO-%s", order->id);
    number_text(order->customer % 3 == 0 ? 10 : 50, &priority);
    channel_write(world, TABLE_ORDER, order->planted ? 'u' : 'c', of_text_of(order->id),
                  ROW({"order_id", of_text_of(order->id)}, {"type", OF_TEXT("STANDARD")},
                      {"status", OF_TEXT("OPEN")},
                      {"channel", of_text_of(channels[order->channel])},
                      {"customer", of_text_of(customer.text)}, {"customer_po", of_text_of(po.text)},
                      {"currency", OF_TEXT("EUR")}, {"priority", of_text_of(priority.text)},
                      {"captured_at", time_text(order->captured_at, &captured)},
                      {"booked_at", time_text(order->booked_at, &booked)},
                      {"acknowledged_at", time_text(order->acknowledged_at, &acknowledged)},
                      {"requested_date", time_text(order->booked_at + OF_DAYS(2), &requested)},
                      {"ship_complete", flag(order->ship_complete)},
                      {"partial_allowed", flag(!order->ship_complete)},
                      {"invoice_policy",
                       order->consolidated ? OF_TEXT("CONSOLIDATED") : OF_TEXT("PER_SHIPMENT")},
                      {"backorder_policy", OF_TEXT("WAIT")}),
                  at);
    order->planted = true;
}

void row_line(books *world, int32_t at_line, int64_t at)
{
    book_line *line = &world->lines[at_line];
    const book_order *order = &world->orders[line->order];
    text_value net, price, requested, promise, key;
    snprintf(key.text, sizeof key.text, "%.30s|%.15s", order->id, line->number);
    channel_write(world, TABLE_LINE, line->planted ? 'u' : 'c', of_text_of(key.text),
                  ROW({"order_id", of_text_of(order->id)}, {"line", of_text_of(line->number)},
                      {"item", optional(line->item)}, {"net_qty", qty_text(line->net, &net)},
                      {"substituted_out", OF_TEXT("0")},
                      {"unit_price", money_text(line->price, &price)},
                      {"requested_date", time_text(order->booked_at + OF_DAYS(2), &requested)},
                      {"promise_date", time_text(line->promise, &promise)}),
                  at);
    line->planted = true;
}

void row_schedule(books *world, int32_t at_line, int64_t at)
{
    const book_line *line = &world->lines[at_line];
    const book_order *order = &world->orders[line->order];
    text_value requested, confirmed, key;
    int64_t sure = line->net > line->declared_short ? line->net - line->declared_short : 0;
    snprintf(key.text, sizeof key.text, "%.30s|%.15s", order->id, line->number);
    channel_write(world, TABLE_SCHEDULE, 'u', of_text_of(key.text),
                  ROW({"order_id", of_text_of(order->id)}, {"line", of_text_of(line->number)},
                      {"seq", OF_TEXT("1")}, {"requested_qty", qty_text(line->net, &requested)},
                      {"confirmed_qty", qty_text(sure, &confirmed)}),
                  at);
}

void row_allocation(books *world, int32_t at_leg, int64_t at)
{
    const book_leg *leg = &world->legs[at_leg];
    const book_line *line = &world->lines[leg->line];
    const book_order *order = &world->orders[line->order];
    text_value allocated, deallocated, shorted, when;
    channel_write(
        world, TABLE_ALLOCATION, 'u', of_text_of(order->id),
        ROW({"order_id", of_text_of(order->id)}, {"line", of_text_of(line->number)},
            {"allocation", of_text_of(leg->name)}, {"site", of_text_of(site_names[leg->site])},
            {"allocated_qty", qty_text(leg->allocated, &allocated)},
            {"deallocated_qty", qty_text(leg->deallocated, &deallocated)},
            {"shorted_qty", qty_text(leg->shorted_erp, &shorted)}, {"at", time_text(at, &when)}),
        at);
}

void row_purchase(books *world, int32_t at_line, const char *id, int32_t site, int64_t qty,
                  int64_t eta, int64_t at)
{
    const book_line *line = &world->lines[at_line];
    const book_order *order = &world->orders[line->order];
    text_value quantity, when;
    channel_write(world, TABLE_PURCHASE, 'c', of_text_of(id),
                  ROW({"order_id", of_text_of(order->id)}, {"line", of_text_of(line->number)},
                      {"purchase_order_line", of_text_of(id)},
                      {"site", of_text_of(site_names[site])}, {"qty", qty_text(qty, &quantity)},
                      {"eta", time_text(eta, &when)}),
                  at);
}

/* ---- finance ------------------------------------------------------------------------------------
 */

void row_payment(books *world, int32_t at_order, int64_t amount, int64_t at)
{
    const book_order *order = &world->orders[at_order];
    text_value money, when;
    channel_write(world, TABLE_PAYMENT, 'c', of_text_of(order->id),
                  ROW({"order_id", of_text_of(order->id)}, {"payment", OF_TEXT("1")},
                      {"method", OF_TEXT("TRANSFER")}, {"amount", money_text(amount, &money)},
                      {"status", OF_TEXT("CAPTURED")}, {"paid_at", time_text(at, &when)}),
                  at);
}

void row_invoice(books *world, int32_t at_line, const char *invoice, int64_t qty, int64_t at)
{
    const book_line *line = &world->lines[at_line];
    const book_order *order = &world->orders[line->order];
    text_value quantity, money, when;
    channel_write(world, TABLE_INVOICE, 'c', of_text_of(invoice),
                  ROW({"order_id", of_text_of(order->id)}, {"line", of_text_of(line->number)},
                      {"invoice", of_text_of(invoice)}, {"qty", qty_text(qty, &quantity)},
                      {"amount", money_text(qty * line->price / 1000, &money)},
                      {"posted_at", time_text(at, &when)}),
                  at);
}

void row_credit(books *world, int32_t at_line, const char *memo, const CreateCreditMemo *asked,
                int64_t at)
{
    const book_line *line = &world->lines[at_line];
    const book_order *order = &world->orders[line->order];
    text_value quantity, money, when;
    channel_write(world, TABLE_CREDIT, 'c', of_text_of(memo),
                  ROW({"order_id", of_text_of(order->id)}, {"line", of_text_of(line->number)},
                      {"credit_memo", of_text_of(memo)}, {"qty", qty_text(asked->qty, &quantity)},
                      {"amount", money_text(asked->amount, &money)}, {"reason", asked->reason},
                      {"credit_key", asked->credit_key}, {"posted_at", time_text(at, &when)}),
                  at);
}

/* ---- WMS
 * ----------------------------------------------------------------------------------------- */

void row_warehouse_order(books *world, int32_t at_leg, const char *status, int64_t at)
{
    const book_leg *leg = &world->legs[at_leg];
    const book_line *line = &world->lines[leg->line];
    const book_order *order = &world->orders[line->order];
    text_value when;
    channel_write(world, TABLE_WAREHOUSE_ORDER, 'u', of_text_of(leg->warehouse_order),
                  ROW({"order_id", of_text_of(order->id)}, {"line", of_text_of(line->number)},
                      {"allocation", of_text_of(leg->name)},
                      {"site", of_text_of(site_names[leg->site])},
                      {"warehouse_order", of_text_of(leg->warehouse_order)},
                      {"status", of_text_of(status)}, {"at", time_text(at, &when)}),
                  at);
}

void row_pick(books *world, int32_t at_leg, int64_t at)
{
    const book_leg *leg = &world->legs[at_leg];
    const book_line *line = &world->lines[leg->line];
    const book_order *order = &world->orders[line->order];
    text_value picked, shorted, put_back, when, task;
    snprintf(task.text, sizeof task.text, "T%d", at_leg + 1);
    channel_write(world, TABLE_PICK, 'u', of_text_of(task.text),
                  ROW({"order_id", of_text_of(order->id)}, {"line", of_text_of(line->number)},
                      {"allocation", of_text_of(leg->name)},
                      {"site", of_text_of(site_names[leg->site])}, {"task", of_text_of(task.text)},
                      {"picked_qty", qty_text(leg->picked, &picked)},
                      {"shorted_qty", qty_text(leg->shorted, &shorted)},
                      {"put_back_qty", qty_text(leg->put_back, &put_back)},
                      {"short_reason", leg->shorted > 0 ? OF_TEXT("NOT_FOUND") : (of_text){0}},
                      {"at", time_text(at, &when)}),
                  at);
}

void row_content(books *world, int32_t at_leg, int64_t at)
{
    const book_leg *leg = &world->legs[at_leg];
    const book_line *line = &world->lines[leg->line];
    const book_order *order = &world->orders[line->order];
    const book_package *package = &world->packages[leg->package];
    text_value quantity;
    channel_write(
        world, TABLE_PACKAGE, 'c', of_text_of(package->id),
        ROW({"order_id", of_text_of(order->id)}, {"line", of_text_of(line->number)},
            {"allocation", of_text_of(leg->name)}, {"site", of_text_of(site_names[leg->site])},
            {"package", of_text_of(package->id)}, {"qty", qty_text(leg->shipped, &quantity)},
            {"shipment", of_text_of(package->shipment)},
            {"tracking", of_text_of(package->tracking)},
            {"carrier", of_text_of(carrier_names[package->carrier])}),
        at);
}

void row_ship(books *world, int32_t at_package, int64_t at)
{
    const book_package *package = &world->packages[at_package];
    const book_order *order = &world->orders[package->order];
    text_value when;
    channel_write(
        world, TABLE_SHIP, 'c', of_text_of(package->shipment),
        ROW({"order_id", of_text_of(order->id)}, {"shipment", of_text_of(package->shipment)},
            {"package", of_text_of(package->id)}, {"site", of_text_of(site_names[package->site])},
            {"tracking", of_text_of(package->tracking)},
            {"carrier", of_text_of(carrier_names[package->carrier])},
            {"shipped_at", time_text(package->shipped_at, &when)}, {"voided", flag(false)}),
        at);
}

void row_receipt(books *world, int32_t at_return, int64_t at)
{
    const book_return *entry = &world->returns[at_return];
    const book_line *line = &world->lines[entry->line];
    const book_order *order = &world->orders[line->order];
    text_value quantity, when;
    channel_write(world, TABLE_RECEIPT, 'c', of_text_of(entry->receipt),
                  ROW({"order_id", of_text_of(order->id)}, {"line", of_text_of(line->number)},
                      {"receipt", of_text_of(entry->receipt)}, {"rma", of_text_of(entry->rma)},
                      {"site", of_text_of(site_names[entry->site])},
                      {"qty", qty_text(entry->received, &quantity)}, {"condition", OF_TEXT("07")},
                      {"at", time_text(at, &when)}),
                  at);
}

void row_inspection(books *world, int32_t at_return, const InspectionResult *result, int64_t at)
{
    const book_return *entry = &world->returns[at_return];
    const book_line *line = &world->lines[entry->line];
    const book_order *order = &world->orders[line->order];
    text_value quantity, when;
    bool good = result->disposition == DISPOSITION_RESTOCK;
    channel_write(world, TABLE_INSPECTION, 'c', of_text_of(entry->receipt),
                  ROW({"order_id", of_text_of(order->id)}, {"line", of_text_of(line->number)},
                      {"receipt", of_text_of(entry->receipt)}, {"grade", result->grade},
                      {"verdict", OF_TEXT("ACCEPT")},
                      {"disposition", good ? OF_TEXT("RESTOCK") : OF_TEXT("SCRAP")},
                      {"qty", qty_text(result->qty, &quantity)}, {"at", time_text(at, &when)}),
                  at);
}

/* ---- CRM and carriers
 * ------------------------------------------------------------------------------ */

void row_case(books *world, int32_t at_line, int64_t qty, int64_t at)
{
    const book_line *line = &world->lines[at_line];
    const book_order *order = &world->orders[line->order];
    text_value quantity, when, id, request;
    snprintf(id.text, sizeof id.text, "CASE-%d", at_line + 1);
    snprintf(request.text, sizeof request.text, "REQ-%d", at_line + 1);
    channel_write(world, TABLE_CASE, 'c', of_text_of(id.text),
                  ROW({"case_id", of_text_of(id.text)}, {"request", of_text_of(request.text)},
                      {"order_id", of_text_of(order->id)}, {"line", of_text_of(line->number)},
                      {"type", OF_TEXT("RETURN")}, {"qty", qty_text(qty, &quantity)},
                      {"reason", OF_TEXT("CHANGED_MIND")}, {"at", time_text(at, &when)}),
                  at);
}

void row_intent(books *world, int32_t at_order, const char *kind, const char *line, int64_t at)
{
    const book_order *order = &world->orders[at_order];
    text_value when, customer;
    char id[96];
    snprintf(id, sizeof id, "%s-%s-%s", kind, order->id, line == NULL ? "all" : line);
    snprintf(customer.text, sizeof customer.text, "C%04d", order->customer);
    channel_write(world, TABLE_INTENT, 'c', of_text_of(id),
                  ROW({"intent", of_text_of(id)}, {"order_id", of_text_of(order->id)},
                      {"kind", of_text_of(kind)}, {"line", optional(line)},
                      {"channel", of_text_of(channels[order->channel])},
                      {"customer", of_text_of(customer.text)}, {"at", time_text(at, &when)}),
                  at);
}

/* One carrier names its offset, the other writes local times without one. */
void row_scan(books *world, int32_t at_package, const char *code, int64_t at)
{
    const book_package *package = &world->packages[at_package];
    text_value when, reported, id, key;
    time_text(at, &when);
    if (package->carrier == CARRIER_LOCAL) {
        when.text[19] = '\0';
    }
    world->number++;
    snprintf(id.text, sizeof id.text, "EV%08" PRId64, world->number);
    snprintf(key.text, sizeof key.text, "%.40s", package->tracking);
    channel_write(world, TABLE_SCAN, 'c', of_text_of(key.text),
                  ROW({"event_id", of_text_of(id.text)},
                      {"tracking", of_text_of(package->tracking)}, {"code", of_text_of(code)},
                      {"event_time", of_text_of(when.text)},
                      {"reported_at", time_text(at + OF_SECONDS(30), &reported)},
                      {"location", OF_TEXT("HUB-7")},
                      {"carrier", of_text_of(carrier_names[package->carrier])}),
                  at);
}
