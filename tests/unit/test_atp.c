/* Available to promise and drift against their definitions, spelt out without thrift. */
#include <criterion/criterion.h>

#include "processors/allocator.h"
#include "processors/atp.h"
#include "tests/unit/below.h"

#define DAYS   12
#define ROUNDS 20000

/* By the definition: the least, over all days from d on, of what is there and comes until then less
 * what is wanted until then. */
static int64_t least_after(const of_atp_day *days, size_t len, size_t d, int64_t available)
{
    int64_t least = INT64_MAX;
    for (size_t until = d; until < len; until++) {
        int64_t left = available;
        for (size_t i = 0; i <= until; i++) {
            left += days[i].supply - days[i].demand;
        }
        least = left < least ? left : least;
    }
    return least;
}

static size_t random_days(of_atp_day *days)
{
    size_t len = (size_t)below(DAYS + 1);
    int32_t day = (int32_t)below(20) - 20;
    for (size_t i = 0; i < len; i++) {
        day += 1 + (int32_t)below(5);
        days[i] = (of_atp_day){.day = day, .supply = below(30), .demand = below(30)};
    }
    return len;
}

Test(atp, is_the_least_that_is_left_on_any_later_day)
{
    of_atp_day days[DAYS];
    for (int round = 0; round < ROUNDS; round++) {
        size_t len = random_days(days);
        int64_t available = below(60) - 20;
        of_atp(days, len, available);
        int64_t last = available;
        for (size_t i = 0; i < len; i++) {
            cr_assert_eq(days[i].atp, least_after(days, len, i, available));
            last += days[i].supply - days[i].demand;
        }
        cr_assert_eq(of_atp_oversold(days, len, available), last < 0 ? -last : 0);
    }
}

/* Promising all of atp(d) on day d leaves every later day what it was promised. */
Test(atp, promising_all_of_it_breaks_no_later_promise)
{
    of_atp_day days[DAYS];
    for (int round = 0; round < ROUNDS; round++) {
        size_t len = random_days(days);
        of_atp(days, len, 40);
        for (size_t d = 0; d < len; d++) {
            of_atp_day more[DAYS];
            memcpy(more, days, sizeof more);
            if (days[d].atp <= 0) {
                continue;
            }
            more[d].demand += days[d].atp;
            of_atp(more, len, 40);
            for (size_t i = d; i < len; i++) {
                cr_assert_geq(more[i].atp, 0);
            }
            more[d].demand++;
            of_atp(more, len, 40);
            cr_assert_eq(more[d].atp, -1);
        }
    }
}

Test(atp, the_past_is_wanted_today_and_supply_before_the_fence_never_comes)
{
    of_atp_day days[DAYS];
    of_atp_day folded[DAYS];
    for (int round = 0; round < ROUNDS; round++) {
        int64_t demand = 0;
        int64_t supply = 0;
        int64_t past = 0;
        size_t len = random_days(days);
        memcpy(folded, days, sizeof folded);
        size_t left = of_atp_fold_past(folded, len, 0);
        for (size_t i = 0; i < len; i++) {
            supply += days[i].day >= -OF_ATP_FENCE_DAYS ? days[i].supply : 0;
            demand += days[i].demand;
            past += days[i].day <= 0 ? 1 : 0;
        }
        cr_assert_eq((int64_t)left, (int64_t)len - past + (past > 0 ? 1 : 0));
        for (size_t i = 0; i < left; i++) {
            supply -= folded[i].supply;
            demand -= folded[i].demand;
            cr_assert(folded[i].day >= 0 && (i == 0 || folded[i].day > folded[i - 1].day));
        }
        cr_assert(supply == 0 && demand == 0);
    }
}

Test(atp, days_round_down_and_stay_within_the_calendar)
{
    cr_expect_eq(of_day_of(0), 0);
    cr_expect_eq(of_day_of(-1), -1);
    cr_expect_eq(of_day_of(-OF_DAY_MS), -1);
    cr_expect_eq(of_day_of(OF_DAY_MS - 1), 0);
    cr_expect_eq(of_day_of(INT64_MAX), 2932896);
    cr_expect_eq(of_day_of(INT64_MIN), -719162);
}

/* Whatever part of the movements is booked, there is no drift; beyond all of them it is exact. */
Test(drift, is_what_no_choice_of_movements_explains)
{
    for (int round = 0; round < ROUNDS; round++) {
        int64_t moves[6];
        int64_t inward = 0;
        int64_t outward = 0;
        int64_t unbooked = 0;
        int64_t on_hand = below(100);
        for (size_t i = 0; i < 6; i++) {
            moves[i] = below(41) - 20;
            inward += moves[i] > 0 ? moves[i] : 0;
            outward += moves[i] < 0 ? -moves[i] : 0;
            unbooked += below(2) == 0 ? moves[i] : 0;
        }
        cr_assert_eq(of_stock_drift(on_hand - unbooked, on_hand, inward, outward), 0);
        int64_t beyond = 1 + below(50);
        cr_assert_eq(of_stock_drift(on_hand + outward + beyond, on_hand, inward, outward), beyond);
        cr_assert_eq(of_stock_drift(on_hand - inward - beyond, on_hand, inward, outward), -beyond);
    }
}

/* ---- the queue ---- */

static int by_fields(const LineDemand *a, const LineDemand *b)
{
    const int64_t left[] = {a->alloc_class,
                            a->priority,
                            a->requested_date.present ? 0 : 1,
                            a->requested_date.value,
                            a->booked_at.present ? 0 : 1,
                            a->booked_at.value};
    const int64_t right[] = {b->alloc_class,
                             b->priority,
                             b->requested_date.present ? 0 : 1,
                             b->requested_date.value,
                             b->booked_at.present ? 0 : 1,
                             b->booked_at.value};
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        if (left[i] != right[i]) {
            return left[i] < right[i] ? -1 : 1;
        }
    }
    return of_bytes_compare(of_bytes_of_text(a->order), of_bytes_of_text(b->order));
}

static LineDemand random_demand(void)
{
    static const char *const orders[] = {"E1:O-1", "E1:O-10", "E1:O-2"};
    OptionalLong date = {below(4) > 0, 0};
    OptionalLong booked = {below(4) > 0, 0};
    date.value = date.present ? below(4) - 2 : 0;
    booked.value = booked.present ? below(4) - 2 : 0;
    return (LineDemand){.order = of_text_of(orders[below(3)]),
                        .line = OF_TEXT("10"),
                        .alloc_class = (AllocClass)below(ALLOC_CLASS_UNKNOWN),
                        .priority = (int32_t)below(5) - 2,
                        .requested_date = date,
                        .booked_at = booked};
}

Test(allocator, ranks_sort_as_class_priority_dates_and_order)
{
    of_arena *arena = of_arena_new(1 << 20);
    for (int round = 0; round < ROUNDS; round++) {
        of_arena_reset(arena);
        LineDemand a = random_demand();
        LineDemand b = random_demand();
        int wanted = by_fields(&a, &b);
        int got = of_bytes_compare(of_bytes_of_text(of_demand_rank(arena, &a)),
                                   of_bytes_of_text(of_demand_rank(arena, &b)));
        cr_assert_eq((got > 0) - (got < 0), (wanted > 0) - (wanted < 0));
    }
    of_arena_free(arena);
}

Test(allocator, an_offer_covers_the_need_or_what_is_there_and_all_or_nothing_when_told)
{
    for (int64_t available = -3; available < 10; available++) {
        for (int64_t need = -1; need < 10; need++) {
            int64_t some = available < need ? available : need;
            cr_assert_eq(of_offer_qty(available, need, false), some > 0 ? some : 0);
            cr_assert_eq(of_offer_qty(available, need, true),
                         need > 0 && need <= available ? need : 0);
        }
    }
}
