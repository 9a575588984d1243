/* The allocator against a scripted order side, ERP and WMS: whatever they do, late, twice or never,
 * no unit is offered twice, nobody starves, and the same truth ends in the same record. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "processors/allocator.h"
#include "processors/laws.h"
#include "tests/unit/below.h"
#include "tests/unit/fake_context.h"

#define T0         INT64_C(1772438400000)
#define MINUTE     INT64_C(60000)
#define KEY        OF_TEXT("A|DC1")
#define LINES      5
#define OFFERS_MAX 4000
#define HISTORIES  150
#define STEPS      120

extern const of_processor inventory_processor;

typedef enum book_status { LIVE, ACCEPTED, GONE } book_status;

/* An offer as the log of offers tells it. */
typedef struct book_offer {
    char id[40];
    int line;
    int64_t qty;
    int64_t accepted;
    book_status status;
} book_offer;

/* The truth outside, and what the engine was told of it. */
typedef struct world {
    of_ctx *engine;
    int64_t now;
    InventoryPosition stock; /* as it is */
    InventoryPosition told;  /* as the engine knows it */
    LineDemand lines[LINES];
    LineDemand told_lines[LINES];
    int64_t to_move;      /* allocated by the ERP, not moved by the WMS */
    int64_t shown[LINES]; /* allocations that the line showed, and no accepted offer explains */
    book_offer offers[OFFERS_MAX];
    size_t offer_count;
} world;

static world all;
static const char *const orders[LINES] = {"E1:O-0", "E1:O-1", "E1:O-2", "E1:O-3", "E1:O-4"};

/* ---- the books, kept from what is emitted alone ---- */

static int line_of(of_text order)
{
    return order.data[order.len - 1] - '0';
}

static book_offer *book_of(of_text id)
{
    for (size_t i = 0; i < all.offer_count; i++) {
        if (of_text_is(id, all.offers[i].id)) {
            return &all.offers[i];
        }
    }
    return NULL;
}

static int64_t held(book_status status, int line)
{
    int64_t sum = 0;
    for (size_t i = 0; i < all.offer_count; i++) {
        const book_offer *offer = &all.offers[i];
        if (offer->status == status && (line < 0 || offer->line == line)) {
            sum += status == LIVE ? offer->qty : offer->accepted;
        }
    }
    return sum;
}

/* An accepted offer is done when its line shows the allocation; what was accepted first goes first.
 */
static void settle(int line)
{
    for (size_t i = 0; i < all.offer_count && all.shown[line] > 0; i++) {
        book_offer *offer = &all.offers[i];
        if (offer->status == ACCEPTED && offer->line == line) {
            int64_t done = offer->accepted < all.shown[line] ? offer->accepted : all.shown[line];
            offer->accepted -= done;
            all.shown[line] -= done;
            offer->status = offer->accepted == 0 ? GONE : ACCEPTED;
        }
    }
    all.shown[line] = held(LIVE, line) + held(ACCEPTED, line) == 0 ? 0 : all.shown[line];
}

static void on_made(const SupplyOffer *offer)
{
    cr_assert(book_of(offer->offer) == NULL, "an offer id is used twice");
    cr_assert(all.offer_count < OFFERS_MAX);
    book_offer *book = &all.offers[all.offer_count++];
    *book = (book_offer){.line = line_of(offer->order), .qty = offer->qty, .status = LIVE};
    snprintf(book->id, sizeof book->id, "%.*s", OF_TEXT_ARG(offer->offer));
    const LineDemand *line = &all.told_lines[book->line];
    int64_t promised = held(LIVE, book->line) + held(ACCEPTED, book->line);
    cr_assert(offer->qty > 0 && promised <= line->backordered, "more than the line needs");
    cr_assert(!line->ship_complete || promised == line->backordered, "part of a whole");
    cr_assert(held(LIVE, -1) <= all.told.unrestricted, "L9");
    int64_t by_lines = 0;
    for (int i = 0; i < LINES; i++) {
        by_lines += all.told_lines[i].allocated;
    }
    int64_t unreflected = by_lines > all.told.allocated ? by_lines - all.told.allocated : 0;
    cr_assert(held(LIVE, -1) + held(ACCEPTED, -1) + unreflected <= all.told.unrestricted,
              "a unit that the ERP gave away, or that was accepted, is offered again");
}

static void on_emit(void *, const fake_emit *emit)
{
    if (emit->topic == OF_TOPIC_stock_offer) {
        const SupplyOffer *offer = emit->after;
        if (!offer->source.deleted) {
            on_made(offer);
            return;
        }
        book_offer *book = book_of(offer->offer);
        cr_assert(book != NULL && book->status != GONE, "an offer ends twice");
        book->status = GONE;
        settle(book->line);
        return;
    }
    const InventoryAtp *now = emit->after;
    const char *broken = of_laws_inventory(emit->before, now);
    cr_assert(broken == NULL, "%s", broken);
    cr_assert_eq(now->offers, held(LIVE, -1));
    cr_assert_eq(now->accepted, held(ACCEPTED, -1));
}

/* ---- what the world tells ---- */

static void tell(int topic, const void *fact)
{
    of_status status = fake_run(all.engine, &inventory_processor, topic, KEY, fact);
    cr_assert(of_ok(status), "%s", status.what);
}

static void tell_stock(void)
{
    all.told = all.stock;
    tell(OF_TOPIC_inventory_position, &all.stock);
}

static void tell_line(int line)
{
    all.lines[line].revision++;
    all.shown[line] += all.lines[line].covered - all.told_lines[line].covered;
    all.told_lines[line] = all.lines[line];
    settle(line);
    tell(OF_TOPIC_line_demand, &all.lines[line]);
}

static void answer(book_offer *offer, OfferOutcome outcome, int64_t qty)
{
    OfferResult fact = {.item = OF_TEXT("A"),
                        .site = OF_TEXT("DC1"),
                        .order = of_text_of(orders[offer->line]),
                        .line = OF_TEXT("10"),
                        .offer = of_text_of(offer->id),
                        .outcome = outcome,
                        .qty = qty};
    if (offer->status == LIVE) { /* before the engine, whose emits are checked against the books */
        offer->status = outcome == OFFER_OUTCOME_ACCEPTED ? ACCEPTED : GONE;
        offer->accepted = outcome == OFFER_OUTCOME_ACCEPTED ? qty : 0;
    } else if (offer->status == ACCEPTED && outcome != OFFER_OUTCOME_ACCEPTED) {
        offer->status = GONE;
    }
    settle(offer->line);
    tell(OF_TOPIC_offer_result, &fact);
    if (below(4) == 0) {
        tell(OF_TOPIC_offer_result, &fact);
    }
}

/* The ERP grants what is there and not granted to others. */
static bool allocate(int line, int64_t qty)
{
    LineDemand *asks = &all.lines[line];
    if (qty > all.stock.unrestricted - all.to_move || qty > asks->backordered) {
        return false;
    }
    asks->qty -= qty;
    asks->backordered -= qty;
    asks->allocated += qty;
    asks->covered += qty;
    all.to_move += qty;
    return true;
}

static void wms_moves(void)
{
    all.stock.unrestricted -= all.to_move;
    all.stock.allocated += all.to_move;
    all.to_move = 0;
    all.stock.source.position++;
}

/* The line shows it at once; the row of the WMS comes when it comes. */
static void ship(int line, int64_t qty)
{
    LineDemand *holds = &all.lines[line];
    qty = qty < holds->allocated ? qty : holds->allocated;
    if (qty > 0 && qty <= all.stock.allocated) {
        holds->allocated -= qty;
        all.stock.allocated -= qty;
        all.stock.source.position++;
        tell_line(line);
    }
}

/* Accepted, refused by the ERP after all, or granted for an offer that is gone (race 4). */
static void take(book_offer *offer)
{
    int64_t qty =
        below(3) == 0 && !all.lines[offer->line].ship_complete ? 1 + below(offer->qty) : offer->qty;
    bool first = below(2) == 0;
    bool granted = allocate(offer->line, qty);
    if (first && granted) {
        tell_line(offer->line);
    }
    answer(offer, OFFER_OUTCOME_ACCEPTED, qty);
    if (!granted) {
        answer(offer, OFFER_OUTCOME_DECLINED, 0);
    } else if (!first && below(3) > 0) {
        tell_line(offer->line);
    }
}

static void pass(int64_t ms)
{
    all.now += ms;
    cr_assert(of_ok(fake_fire(all.engine, &inventory_processor, all.now)));
}

static void step(void)
{
    int line = (int)below(LINES);
    book_offer *offer = all.offer_count == 0 ? NULL : &all.offers[below((int64_t)all.offer_count)];
    switch (below(10)) {
    case 0: /* a receipt, or units that are damaged or lost */
        all.stock.unrestricted += below(8);
        all.stock.source.position++;
        break;
    case 1:
        all.stock.unrestricted -= below(all.stock.unrestricted - all.to_move + 1);
        all.stock.source.position++;
        break;
    case 2:
        all.lines[line].backordered += below(6);
        all.lines[line].qty = all.lines[line].backordered;
        tell_line(line);
        break;
    case 3: /* told late, told twice, told old */
        tell_stock();
        tell(OF_TOPIC_inventory_position, &all.told);
        break;
    case 4:
        wms_moves();
        break;
    case 5:
        pass(below(4) * MINUTE);
        break;
    case 6:
        if (offer != NULL) {
            answer(offer, OFFER_OUTCOME_DECLINED, 0);
        }
        break;
    case 7:
        ship(line, 1 + below(6));
        break;
    default:
        if (offer != NULL) {
            take(offer);
        }
        break;
    }
}

/* ---- until all is quiet ---- */

static bool take_live(void)
{
    for (size_t i = 0; i < all.offer_count; i++) {
        book_offer *offer = &all.offers[i];
        if (offer->status == LIVE) {
            if (!allocate(offer->line, offer->qty)) {
                answer(offer, OFFER_OUTCOME_DECLINED, 0);
            } else {
                answer(offer, OFFER_OUTCOME_ACCEPTED, offer->qty);
                tell_line(offer->line);
            }
            return true;
        }
    }
    return false;
}

/* Longer than an accepted offer is held. Each time a unit comes in, which is when who passed is
 * asked again, and nobody lets an offer lapse. */
#define DRAIN_MINUTES 70

static void drain(void)
{
    for (int i = 0; i < 3; i++) {
        for (int line = 0; line < LINES; line++) {
            tell_line(line);
        }
        wms_moves();
        all.stock.unrestricted++;
        tell_stock();
        for (int minute = 0; minute < DRAIN_MINUTES; minute++) {
            while (take_live()) {
            }
            pass(MINUTE);
        }
        while (take_live()) {
        }
    }
    wms_moves();
    tell_stock();
}

static const InventoryAtp *now(void)
{
    return fake_last(all.engine, OF_TOPIC_inventory_atp, KEY);
}

static void check_quiet(int history)
{
    const InventoryAtp *atp = now();
    int64_t wanted = 0;
    cr_assert(atp->offers == 0 && atp->accepted == 0 && atp->offer_count == 0);
    cr_assert(atp->allocation_drift == 0 && atp->unreflected == 0, "L8");
    cr_assert_eq(atp->available_now, all.stock.unrestricted);
    for (int line = 0; line < LINES; line++) {
        const LineDemand *asks = &all.lines[line];
        int64_t least = asks->ship_complete ? asks->backordered : 1;
        cr_assert(asks->backordered == 0 || atp->available_now < least,
                  "history %d: line %d starves beside %ld units", history, line,
                  (long)atp->available_now);
        wanted += asks->qty;
    }
    cr_assert_eq(atp->demand, wanted);
    cr_assert_eq(fake_row_count(all.engine, OF_STORE_offer), 0);
}

static void begin(of_ctx *engine)
{
    all = (world){.engine = engine, .now = T0};
    all.stock = (InventoryPosition){.source = {.system = OF_TEXT("wms"),
                                               .table = OF_TEXT("stock"),
                                               .row = OF_TEXT("A|DC1"),
                                               .position = 1},
                                    .item = OF_TEXT("A"),
                                    .site = OF_TEXT("DC1")};
    for (int line = 0; line < LINES; line++) {
        all.lines[line] = (LineDemand){.order = of_text_of(orders[line]),
                                       .line = OF_TEXT("10"),
                                       .item = OF_TEXT("A"),
                                       .site = OF_TEXT("DC1"),
                                       .alloc_class = ALLOC_CLASS_REDISTRIBUTE,
                                       .priority = (int32_t)below(3),
                                       .ship_complete = below(4) == 0};
    }
    fake_set_now(engine, T0);
}

Test(allocator, no_unit_is_offered_twice_and_nobody_starves)
{
    of_ctx *engine = fake_context_new();
    of_ctx *fresh = fake_context_new();
    fake_on_emit(engine, on_emit, NULL);
    size_t offers = 0;
    for (int history = 0; history < HISTORIES; history++) {
        fake_context_reset(engine);
        fake_context_reset(fresh);
        begin(engine);
        tell_stock();
        for (int i = 0; i < STEPS; i++) {
            step();
        }
        drain();
        check_quiet(history);
        offers += all.offer_count;
        /* One that hears of the end alone says the same. */
        InventoryAtp long_way = *now();
        all.engine = fresh;
        fake_set_now(fresh, all.now);
        tell_stock();
        for (int line = 0; line < LINES; line++) {
            tell(OF_TOPIC_line_demand, &all.lines[line]);
        }
        InventoryAtp short_way = *now();
        long_way.version = short_way.version = 0;
        long_way.updated_at = short_way.updated_at = 0;
        cr_assert(of_record_equal(&of_InventoryAtp_type, &long_way, &short_way));
    }
    cr_assert_gt(offers, (size_t)HISTORIES * 10, "the histories made offers");
    fake_context_free(engine);
    fake_context_free(fresh);
}

/* Two lines hold 5 each, of which the WMS shows those of the first. That these have left is heard
 * before the row of the WMS, so for a moment it shows the other 5 as those of nobody. */
Test(allocator, an_offer_of_units_that_a_line_holds_is_withdrawn)
{
    of_ctx *engine = fake_context_new();
    fake_on_emit(engine, on_emit, NULL);
    begin(engine);
    all.stock.unrestricted = 10;
    all.stock.allocated = 5;
    tell_stock();
    for (int line = 0; line < 2; line++) {
        all.lines[line].allocated = all.lines[line].covered = 5;
        tell_line(line);
    }
    cr_assert_eq(now()->available_now, 5);
    all.lines[2].qty = all.lines[2].backordered = 20;
    all.lines[2].ship_complete = false;
    tell_line(2);
    ship(0, 5);
    cr_assert_eq(held(LIVE, 2), 10);
    tell_stock();
    cr_assert_eq(now()->unreflected, 5);
    cr_assert_eq(held(LIVE, 2), 5);
    cr_assert_eq(now()->available_now, 0);
    fake_context_free(engine);
}

/* The allocation shows before the answer, so its units are in the offer as well: that offer is the
 * one that ends, though another is younger. */
Test(allocator, of_live_offers_that_hold_too_much_the_one_that_was_taken_ends)
{
    of_ctx *engine = fake_context_new();
    fake_on_emit(engine, on_emit, NULL);
    begin(engine);
    all.stock.unrestricted = 10;
    tell_stock();
    for (int line = 0; line < 2; line++) {
        all.lines[line].qty = all.lines[line].backordered = 5;
        all.lines[line].priority = line;
        tell_line(line);
    }
    cr_assert(held(LIVE, 0) == 5 && held(LIVE, 1) == 5);
    cr_assert(allocate(0, 5));
    tell_line(0);
    cr_assert(held(LIVE, 0) == 0 && held(LIVE, 1) == 5);
    cr_assert_eq(now()->available_now, 0);
    answer(&all.offers[0], OFFER_OUTCOME_ACCEPTED, 5);
    cr_assert(now()->accepted == 0 && now()->offers == 5);
    fake_context_free(engine);
}

/* ---- a long queue ---- */

#define QUEUE 700

/* Two demands, their places, the offer, the day twice, and the item at the site. */
#define PUTS_PER_ANSWER 8

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

static char names[QUEUE][16];

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

static void queue_up(of_ctx *engine)
{
    all = (world){.engine = engine, .now = T0};
    asked.len = 0;
    for (int i = 0; i < QUEUE; i++) {
        int who = (int)((int64_t)i * 311 % QUEUE);
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

/* One unit that nobody wants goes down the whole queue once, each answer costs the same, and when
 * stock comes in all are asked again in the same order. */
Test(allocator, a_declined_unit_goes_down_a_long_queue_once_per_round)
{
    of_ctx *engine = fake_context_new();
    fake_trust(engine);
    fake_on_emit(engine, on_asked, NULL);
    queue_up(engine);
    for (int i = 0; i < QUEUE; i++) {
        cr_assert_eq(asked.len, (size_t)i + 1);
        size_t puts = fake_put_count(engine);
        answer_last(OFFER_OUTCOME_DECLINED, 0);
        cr_assert_leq(fake_put_count(engine) - puts, PUTS_PER_ANSWER,
                      "an answer costs more than a few rows");
    }
    cr_assert_eq(asked.len, QUEUE);
    cr_assert(of_ok(fake_fire(engine, &inventory_processor, T0 + OF_ASK_AGAIN_MS - 1)));
    cr_assert_eq(asked.len, QUEUE, "nobody is asked in a circle");
    stock_is(2);
    cr_assert(of_ok(fake_fire(engine, &inventory_processor, T0 + OF_ASK_AGAIN_MS - 1)));
    for (int i = 0; i < 2 * QUEUE; i++) {
        cr_assert_eq(asked.who[i], i % QUEUE);
        if (i >= QUEUE) {
            answer_last(OFFER_OUTCOME_DECLINED, 0);
        }
    }
    fake_context_free(engine);
}

/* ---- nobody answers ---- */

#define SILENT 3

/* So many demands for 2 of the one unit that is there. */
static void few_ask(of_ctx *engine)
{
    all = (world){.engine = engine, .now = T0};
    asked.len = 0;
    stock_is(1);
    for (int who = 0; who < SILENT; who++) {
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
}

static void silence_until(int64_t at_ms)
{
    cr_assert(of_ok(fake_fire(all.engine, &inventory_processor, at_ms)));
}

/* Until the order side can answer again, in rounds that come ever later; then it is stock that
 * starts over. */
Test(allocator, who_let_an_offer_lapse_is_asked_again_but_not_for_ever)
{
    of_ctx *engine = fake_context_new();
    fake_on_emit(engine, on_asked, NULL);
    few_ask(engine);
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
    fake_context_free(engine);
}

Test(allocator, an_outage_of_the_order_side_leaves_no_unit_free)
{
    of_ctx *engine = fake_context_new();
    fake_on_emit(engine, on_asked, NULL);
    few_ask(engine);
    int64_t at = T0 + OF_HOURS(1);
    silence_until(at);
    size_t before = asked.len;
    while (asked.len == before) {
        at += MINUTE;
        silence_until(at);
        cr_assert_lt(at, T0 + OF_HOURS(3), "a pause is no longer than what was waited before");
    }
    answer_last(OFFER_OUTCOME_ACCEPTED, 1);
    cr_assert(now()->accepted == 1 && now()->available_now == 0);
    fake_context_free(engine);
}
