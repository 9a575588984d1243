/* The summary of a run, from the derived topics alone: the same that any analyst would read. */
#include "tests/world/report.h"

#include <inttypes.h>
#include <stdlib.h>

#include "tests/world/names.h"
#include "tests/world/story.h"
#include "topology/base/memory.h"

#define ENDS_MAX 64

static const char *const status_names[] = {
    "CAPTURED",  "OPEN",         "BACKORDERED", "PARTIALLY_ALLOCATED",
    "ALLOCATED", "IN_WAREHOUSE", "PICKED",      "PARTIALLY_SHIPPED",
    "SHIPPED",   "DELIVERED",    "LOST",        "RETURNED_TO_SENDER",
    "CANCELLED", "SUBSTITUTED",  "REJECTED",    "UNKNOWN"};
#define STATUSES (sizeof status_names / sizeof *status_names)

static const char *const saga_names[] = {"backorder", "split shipment", "return", "unknown"};

/* The last state of every key of a compacted topic, as far as the summary needs it. */
typedef struct order_seen {
    FulfilStatus status;
    Ledger totals;
    bool active;
} order_seen;

typedef struct summary {
    names *orders;
    order_seen *order;
    int32_t order_count;
    names *exceptions;
    char (*codes)[48];
    bool *open;
    int32_t exception_count;
    char ends[ENDS_MAX][96];
    int64_t end_counts[ENDS_MAX];
    size_t end_count;
    int64_t sagas;
} summary;

static void *grown(void *items, int32_t count, size_t size)
{
    bool full = count == 0 || (count & (count - 1)) == 0;
    return full ? of_renew(items, (size_t)(count == 0 ? 1 : count * 2) * size) : items;
}

static void see_order(void *state, of_text key, const void *record, int64_t timestamp_ms)
{
    (void)timestamp_ms;
    summary *all = state;
    const OrderState *order = record;
    int32_t at = names_get(all->orders, key);
    if (at < 0) {
        at = all->order_count++;
        all->order = grown(all->order, at, sizeof *all->order);
        names_put(all->orders, key, at);
    }
    all->order[at] = order == NULL ? (order_seen){.status = FULFIL_STATUS_UNKNOWN}
                                   : (order_seen){.status = order->fulfil_status,
                                                  .totals = order->totals,
                                                  .active = order->active_sagas.len > 0};
}

static void see_exception(void *state, of_text key, const void *record, int64_t timestamp_ms)
{
    (void)timestamp_ms;
    summary *all = state;
    const OrderException *exception = record;
    int32_t at = names_get(all->exceptions, key);
    if (at < 0) {
        at = all->exception_count++;
        all->open = grown(all->open, at, sizeof *all->open);
        all->codes = grown(all->codes, at, sizeof *all->codes);
        names_put(all->exceptions, key, at);
    }
    all->open[at] = exception != NULL && !exception->resolved_at.present;
    snprintf(all->codes[at], sizeof all->codes[at], "%.*s",
             exception == NULL ? 0 : (int)exception->code.len,
             exception == NULL ? "" : exception->code.data);
}

static void count_end(summary *all, const char *name)
{
    size_t at = 0;
    while (at < all->end_count && strcmp(all->ends[at], name) != 0) {
        at++;
    }
    if (at == ENDS_MAX) {
        return;
    }
    if (at == all->end_count) {
        snprintf(all->ends[all->end_count++], sizeof all->ends[at], "%s", name);
    }
    all->end_counts[at]++;
}

static void see_entry(void *state, of_text key, const void *record, int64_t timestamp_ms)
{
    (void)key;
    (void)timestamp_ms;
    summary *all = state;
    const SagaEntry *entry = record;
    if (entry->event == SAGA_EVENT_KIND_START) {
        all->sagas++;
    }
    if (entry->event == SAGA_EVENT_KIND_END) {
        char name[96];
        snprintf(name, sizeof name, "%-15s %.*s", saga_names[entry->type],
                 OF_TEXT_ARG(entry->state_after));
        count_end(all, name);
    }
}

/* ---- printing
 * ------------------------------------------------------------------------------------- */

static void print_units(FILE *out, const char *name, int64_t qty)
{
    fprintf(out, "  %-22s %12" PRId64 ".%03d\n", name, qty / 1000, (int)(qty % 1000));
}

static void print_orders(const summary *all, FILE *out)
{
    int64_t by_status[STATUSES] = {0};
    Ledger sum = {0};
    for (int32_t i = 0; i < all->order_count; i++) {
        const Ledger *one = &all->order[i].totals;
        by_status[all->order[i].status]++;
        sum.ordered += one->ordered;
        sum.cancelled += one->cancelled;
        sum.open += one->open + one->backordered;
        sum.allocated += one->allocated + one->picked + one->shipped;
        sum.shipped += one->shipped;
        sum.delivered += one->delivered;
        sum.lost += one->lost;
        sum.invoiced += one->invoiced;
        sum.returned += one->returned;
        sum.credited += one->credited;
    }
    fprintf(out, "\nOrders by status\n");
    for (size_t i = 0; i < STATUSES; i++) {
        if (by_status[i] > 0) {
            fprintf(out, "  %-22s %12" PRId64 "\n", status_names[i], by_status[i]);
        }
    }
    fprintf(out, "\nUnits\n");
    print_units(out, "ordered", sum.ordered);
    print_units(out, "cancelled", sum.cancelled);
    print_units(out, "open or backordered", sum.open);
    print_units(out, "allocated so far", sum.allocated);
    print_units(out, "shipped", sum.shipped);
    print_units(out, "delivered", sum.delivered);
    print_units(out, "lost", sum.lost);
    print_units(out, "invoiced", sum.invoiced);
    print_units(out, "returned", sum.returned);
    print_units(out, "credited", sum.credited);
}

static void print_sagas(const summary *all, FILE *out)
{
    int64_t active = 0;
    int64_t ended = 0;
    for (int32_t i = 0; i < all->order_count; i++) {
        active += all->order[i].active ? 1 : 0;
    }
    fprintf(out, "\nSagas and how they ended\n");
    for (size_t i = 0; i < all->end_count; i++) {
        fprintf(out, "  %-45s %6" PRId64 "\n", all->ends[i], all->end_counts[i]);
        ended += all->end_counts[i];
    }
    fprintf(out,
            "  %" PRId64 " started, %" PRId64 " ended, %" PRId64 " orders with one still at work\n",
            all->sagas, ended, active);
}

static void print_exceptions(summary *all, FILE *out)
{
    int64_t resolved = 0;
    all->end_count = 0;
    memset(all->end_counts, 0, sizeof all->end_counts);
    for (int32_t i = 0; i < all->exception_count; i++) {
        if (all->open[i]) {
            count_end(all, all->codes[i]);
        } else {
            resolved++;
        }
    }
    fprintf(out, "\nExceptions open\n");
    for (size_t i = 0; i < all->end_count; i++) {
        fprintf(out, "  %-45s %6" PRId64 "\n", all->ends[i], all->end_counts[i]);
    }
    fprintf(out, "  %s%" PRId64 " resolved by themselves\n", all->end_count == 0 ? "none; " : "",
            resolved);
}

static void print_machine(const report_run *run, FILE *out)
{
    const of_engine_stats *stats = &run->stats;
    fprintf(out, "\nThe machine\n");
    fprintf(out, "  %-22s %12" PRId64 "\n", "records in", stats->records_in);
    fprintf(out, "  %-22s %12" PRId64 "\n", "records out", stats->records_out);
    fprintf(out, "  %-22s %12" PRId64 "\n", "state changes", stats->changes);
    fprintf(out, "  %-22s %12" PRId64 "\n", "transactions", stats->turns);
    fprintf(out, "  %-22s %12" PRId64 "\n", "timers fired", stats->timers_fired);
    fprintf(out, "  %-22s %12" PRId64 "\n", "dead letters", stats->dead_letters);
    fprintf(out, "  %-22s %12.0f\n", "records/s, in and out",
            (double)(stats->records_in + stats->records_out) / run->seconds);
    fprintf(out, "  %-22s %12.1f\n", "seconds", run->seconds);
    fprintf(out, "  %-22s %12.1f\n", "days gone by", run->virtual_days);
    fprintf(out, "  %-22s %9" PRId64 " MiB\n", "memory", run->resident_bytes >> 20);
}

void report_print(const report_run *run, FILE *out)
{
    summary *all = of_new(sizeof *all);
    all->orders = names_new();
    all->exceptions = names_new();
    reading_topic(&run->from, "order-state", &of_OrderState_type, see_order, all);
    reading_topic(&run->from, "saga-log", &of_SagaEntry_type, see_entry, all);
    reading_topic(&run->from, "order-exceptions", &of_OrderException_type, see_exception, all);
    story_print(run, out);
    print_orders(all, out);
    print_sagas(all, out);
    print_exceptions(all, out);
    print_machine(run, out);
    names_free(all->orders);
    names_free(all->exceptions);
    of_delete(all->order);
    of_delete(all->open);
    of_delete(all->codes);
    of_delete(all);
}
