/* What a site is told that a line holds there: all of it, however many legs. */
/* rows: R26 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "processors/laws.h"
#include "tests/unit/below.h"
#include "tests/unit/fake_context.h"

#define ORDER    OF_TEXT("E1:O-1")
#define SITES    4
#define LEGS_MAX 160
#define ROUNDS   5 /* until there is one leg more */

extern const of_processor order_processor;
extern const of_processor demand_processor;

static const char *const sites[SITES] = {"DC1", "DC2", "DC3", "DC4"};

static of_ctx *orders;
static of_ctx *demands;
static int64_t position;

static void on_line(void *, const fake_emit *emit)
{
    if (emit->topic == OF_TOPIC_line_state) {
        const char *broken = of_laws_line(emit->before, emit->after);
        cr_assert(broken == NULL, "%s", broken);
        of_status status =
            fake_run(demands, &demand_processor, OF_TOPIC_line_state, ORDER, emit->after);
        cr_assert(of_ok(status), "%s", status.what);
    }
}

static void set_up(void)
{
    orders = fake_context_new();
    demands = fake_context_new();
    fake_trust(orders);
    fake_trust(demands);
    fake_on_emit(orders, on_line, NULL);
}

static void tear_down(void)
{
    fake_context_free(orders);
    fake_context_free(demands);
}

TestSuite(demand, .init = set_up, .fini = tear_down);

static SourcePosition row(const char *table, const char *name)
{
    return (SourcePosition){.system = OF_TEXT("erp"),
                            .table = of_text_of(table),
                            .row = of_text_of(name),
                            .position = ++position};
}

static void tell(int topic, const void *fact)
{
    of_status status = fake_run(orders, &order_processor, topic, ORDER, fact);
    cr_assert(of_ok(status), "%s", status.what);
}

static void allocate(int leg, int site, int64_t qty)
{
    char name[16];
    snprintf(name, sizeof name, "L%d", leg);
    tell(OF_TOPIC_allocation, &(Allocation){.source = row("allocation", name),
                                            .order = ORDER,
                                            .line = OF_TEXT("10"),
                                            .allocation = of_text_of(name),
                                            .site = of_text_of(sites[site]),
                                            .allocated_qty = qty});
}

static int64_t told(int site)
{
    char key[16];
    snprintf(key, sizeof key, "A|%s", sites[site]);
    const LineDemand *last = fake_last(demands, OF_TOPIC_line_demand, of_text_of(key));
    cr_assert(last == NULL || last->covered == last->allocated);
    return last == NULL ? 0 : last->allocated;
}

/* Legs are made, emptied and moved to another site: those that line-state shows and those that it
 * has no room for. */
Test(demand, every_site_is_told_what_all_legs_hold_there)
{
    tell(OF_TOPIC_order_line, &(OrderLine){.source = row("line", "10"),
                                           .order = ORDER,
                                           .line = OF_TEXT("10"),
                                           .item = OF_TEXT("A"),
                                           .net_qty = 1000000});
    int at[LEGS_MAX] = {0};
    int64_t held[LEGS_MAX] = {0};
    for (int round = 0; round < ROUNDS * LEGS_MAX; round++) {
        int leg = (int)below(1 + round / ROUNDS);
        at[leg] = (int)below(SITES);
        held[leg] = below(4) == 0 ? 0 : below(1000);
        allocate(leg, at[leg], held[leg]);
        if (round % ROUNDS > 0) {
            continue;
        }
        int64_t wanted[SITES] = {0};
        for (int i = 0; i < LEGS_MAX; i++) {
            wanted[at[i]] += held[i];
        }
        for (int site = 0; site < SITES; site++) {
            cr_assert_eq(told(site), wanted[site], "round %d, %s", round, sites[site]);
        }
    }
}
