/* Available to promise of an item at a site, and the drift of its stock: pure, in integers.
 *
 *     atp(d) = min over d' >= d of  available + supply until d' - demand until d'
 *
 * It looks ahead: what is promised for a day must not break a promise for a later one. Days are
 * days since 1970-01-01 UTC, quantities thousandths of the base unit; sums of a million quantities
 * of OF_QTY_MAX fit. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OF_DAY_MS ((int64_t)24 * 60 * 60 * 1000)

/* Supply that is late by more days than this is no longer believed in (the backward fence). */
#define OF_ATP_FENCE_DAYS 7
/* Supply less sure than this promises nothing, per cent. */
#define OF_ATP_CONFIDENCE_MIN 50
/* The ERP books a movement of the warehouse this late at most. */
#define OF_IN_FLIGHT_MS ((int64_t)15 * 60 * 1000)

typedef struct of_atp_day {
    int32_t day;
    int64_t supply;
    int64_t demand;
    int64_t atp; /* filled by of_atp */
} of_atp_day;

/* The day of a time; rounds down, also before 1970. Times beyond 0001 to 9999 count as the nearest
 * day of those years. */
int32_t of_day_of(int64_t at_ms);

/* What days mean today: past demand is wanted and past supply expected today, supply before the
 * fence never. `days` ascend and are changed in place; gives their number from then on. */
size_t of_atp_fold_past(of_atp_day *days, size_t len, int32_t today);
/* Fills atp of every day. */
void of_atp(of_atp_day *days, size_t len, int64_t available);
/* What demand exceeds stock and supply by, when all has come. */
int64_t of_atp_oversold(const of_atp_day *days, size_t len, int64_t available);

/* Book less on hand, as far as no choice of the movements in flight explains it: each of them may
 * or may not be booked yet. `inward` and `outward` are sums, not negative. */
int64_t of_stock_drift(int64_t book, int64_t on_hand, int64_t inward, int64_t outward);
