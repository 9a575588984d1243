/* Available to promise and drift, in integers. */
#include "processors/atp.h"

#define DAY_MIN (-719162) /* 0001-01-01 */
#define DAY_MAX 2932896   /* 9999-12-31 */

int32_t of_day_of(int64_t at_ms)
{
    int64_t day = at_ms / OF_DAY_MS - (at_ms % OF_DAY_MS < 0 ? 1 : 0);
    if (day < DAY_MIN) {
        return DAY_MIN;
    }
    return day > DAY_MAX ? DAY_MAX : (int32_t)day;
}

size_t of_atp_fold_past(of_atp_day *days, size_t len, int32_t today)
{
    of_atp_day now = {.day = today};
    size_t past = 0;
    while (past < len && days[past].day <= today) {
        bool believed = days[past].day >= today - OF_ATP_FENCE_DAYS;
        now.supply += believed ? days[past].supply : 0;
        now.demand += days[past].demand;
        past++;
    }
    if (past == 0) {
        return len;
    }
    days[0] = now;
    for (size_t i = past; i < len; i++) {
        days[i - past + 1] = days[i];
    }
    return len - past + 1;
}

void of_atp(of_atp_day *days, size_t len, int64_t available)
{
    for (size_t i = 0; i < len; i++) {
        available += days[i].supply - days[i].demand;
        days[i].atp = available;
    }
    for (size_t i = len; i > 1; i--) {
        int64_t later = days[i - 1].atp;
        days[i - 2].atp = later < days[i - 2].atp ? later : days[i - 2].atp;
    }
}

int64_t of_atp_oversold(const of_atp_day *days, size_t len, int64_t available)
{
    for (size_t i = 0; i < len; i++) {
        available += days[i].supply - days[i].demand;
    }
    return available < 0 ? -available : 0;
}

int64_t of_stock_drift(int64_t book, int64_t on_hand, int64_t inward, int64_t outward)
{
    int64_t least = on_hand - inward;
    int64_t most = on_hand + outward;
    if (book < least) {
        return book - least;
    }
    return book > most ? book - most : 0;
}
