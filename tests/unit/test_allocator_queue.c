/* The allocator's queue: who is asked, in which order, how often, and when nobody answers. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "processors/allocator.h"
#include "tests/unit/fake_context.h"

#define T0     INT64_C(1772438400000)
#define MINUTE INT64_C(60000)
#define KEY    OF_TEXT("A|DC1")
#define QUEUE  700

extern const of_processor inventory_processor;

/* Two demands, their places, the offer, the day twice, and the item at the site. */
#define PUTS_PER_ANSWER 8

static of_ctx *engine;

typedef struct asked_list {
    int who[4 * QUEUE];
    size_t len;
    char offer[40];
} asked_list;

static asked_list asked;

static void on_asked(void *, const fake_emit *emit)
{
    const SupplyOffer *offer = emit->after;
    if (emit->topic == OF_TOPIC_stock_offer && !offer->source.deleted) {
        cr_assert_lt(asked.len, sizeof asked.who / sizeof *asked.who);
        asked.who[asked.len++] = atoi(offer->order.data + sizeof "E1:O-" - 1);
        snprintf(asked.offer, sizeof asked.offer, "%.*s", OF_TEXT_ARG(offer->offer));
    }
}

static void set_up(void)
{
    engine = fake_context_new();
    fake_set_now(engine, T0);
    fake_on_emit(engine, on_asked, NULL);
}

static void tear_down(void)
{
    fake_context_free(engine);
}

TestSuite(allocator_queue, .init = set_up, .fini = tear_down);

static void tell(int topic, const void *fact)
{
    of_status status = fake_run(engine, &inventory_processor, topic, KEY, fact);
    cr_assert(of_ok(status), "%s", status.what);
}

static char names[QUEUE][16];

/* Two units, urgent by its number. */
static void wants(int who)
{
    snprintf(names[who], sizeof names[who], "E1:O-%d", who);
    LineDemand demand = {.order = of_text_of(names[who]),
                         .line = OF_TEXT("10"),
                         .item = OF_TEXT("A"),
                         .site = OF_TEXT("DC1"),
                         .qty = 2,
                         .backordered = 2,
                         .priority = who,
                         .revision = 1};
    tell(OF_TOPIC_line_demand, &demand);
}

static void stock_is(int64_t unrestricted)
{
    InventoryPosition stock = {.source = {.system = OF_TEXT("wms"),
                                          .table = OF_TEXT("stock"),
                                          .row = OF_TEXT("A|DC1"),
                                          .position = unrestricted},
                               .item = OF_TEXT("A"),
                               .site = OF_TEXT("DC1"),
                               .unrestricted = unrestricted};
    tell(OF_TOPIC_inventory_position, &stock);
}

static void queue_up(void)
{
    for (int i = 0; i < QUEUE; i++) {
        wants((int)((int64_t)i * 311 % QUEUE));
    }
    stock_is(1);
}

static void answer_last(OfferOutcome outcome, int64_t qty)
{
    OfferResult fact = {.item = OF_TEXT("A"),
                        .site = OF_TEXT("DC1"),
                        .order = of_text_of(names[asked.who[asked.len - 1]]),
                        .line = OF_TEXT("10"),
                        .offer = of_text_of(asked.offer),
                        .outcome = outcome,
                        .qty = qty};
    tell(OF_TOPIC_offer_result, &fact);
}

static void silence_until(int64_t at_ms)
{
    cr_assert(of_ok(fake_fire(engine, &inventory_processor, at_ms)));
}

/* One unit that nobody wants goes down the whole queue once, each answer costs the same, and when
 * stock comes in all are asked again in the same order. */
Test(allocator_queue, a_declined_unit_goes_down_a_long_queue_once_per_round)
{
    fake_trust(engine);
    queue_up();
    for (int i = 0; i < QUEUE; i++) {
        cr_assert_eq(asked.len, (size_t)i + 1);
        size_t puts = fake_put_count(engine);
        answer_last(OFFER_OUTCOME_DECLINED, 0);
        cr_assert_leq(fake_put_count(engine) - puts, PUTS_PER_ANSWER,
                      "an answer costs more than a few rows");
    }
    cr_assert_eq(asked.len, QUEUE);
    silence_until(T0 + OF_ASK_AGAIN_MS - 1);
    cr_assert_eq(asked.len, QUEUE, "nobody is asked in a circle");
    stock_is(2);
    silence_until(T0 + OF_ASK_AGAIN_MS - 1);
    for (int i = 0; i < 2 * QUEUE; i++) {
        cr_assert_eq(asked.who[i], i % QUEUE);
        if (i >= QUEUE) {
            answer_last(OFFER_OUTCOME_DECLINED, 0);
        }
    }
}

/* ---- nobody answers ---- */

#define SILENT 3

static void few_ask(void)
{
    for (int who = 0; who < SILENT; who++) {
        wants(who);
    }
    stock_is(1);
}

/* Until the order side can answer again, in rounds that come ever later; then it is stock that
 * starts over. */
Test(allocator_queue, who_let_an_offer_lapse_is_asked_again_but_not_for_ever)
{
    few_ask();
    silence_until(T0 + OF_ASK_AGAIN_MS);
    cr_assert_eq(asked.len, SILENT, "each once");
    silence_until(T0 + OF_HOURS(1));
    cr_assert_eq(asked.len, (size_t)3 * SILENT, "after ten minutes, then after twenty");
    const size_t all_rounds = (size_t)SILENT * (1 + OF_ASK_AGAIN_MAX);
    silence_until(T0 + OF_DAYS(30));
    cr_assert_eq(asked.len, all_rounds);
    silence_until(T0 + OF_DAYS(300));
    cr_assert_eq(asked.len, all_rounds, "it comes to rest");
    for (size_t i = 0; i < asked.len; i++) {
        cr_assert_eq(asked.who[i], (int)(i % SILENT), "every round along the queue");
    }
    stock_is(2);
    silence_until(T0 + OF_DAYS(400));
    cr_assert_eq(asked.len, 2 * all_rounds, "stock that comes in starts over");
}

Test(allocator_queue, an_outage_of_the_order_side_leaves_no_unit_free)
{
    few_ask();
    int64_t at = T0 + OF_HOURS(1);
    silence_until(at);
    size_t before = asked.len;
    while (asked.len == before) {
        at += MINUTE;
        silence_until(at);
        cr_assert_lt(at, T0 + OF_HOURS(3), "a pause is no longer than what was waited before");
    }
    answer_last(OFFER_OUTCOME_ACCEPTED, 1);
    const InventoryAtp *atp = fake_last(engine, OF_TOPIC_inventory_atp, KEY);
    cr_assert(atp->accepted == 1 && atp->available_now == 0);
}
