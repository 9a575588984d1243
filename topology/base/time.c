/* Civil dates to days and back: the algorithms of Howard Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms". */
#include "topology/base/time.h"

#include <stdio.h>

int64_t of_days_from_civil(int64_t year, unsigned month, unsigned day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (int64_t)(month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static void civil_from_days(int64_t days, int64_t *year, unsigned *month, unsigned *day)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t doe = days - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    *day = (unsigned)(doy - (153 * mp + 2) / 5 + 1);
    *month = (unsigned)(mp < 10 ? mp + 3 : mp - 9);
    *year = yoe + era * 400 + (*month <= 2);
}

void of_time_format(int64_t ms, char out[OF_TIME_TEXT_SIZE])
{
    int64_t days = ms >= 0 ? ms / 86400000 : -((-ms + 86399999) / 86400000);
    unsigned rest = (unsigned)(ms - days * 86400000);
    int64_t year = 0;
    unsigned month = 0;
    unsigned day = 0;
    civil_from_days(days, &year, &month, &day);
    snprintf(out, OF_TIME_TEXT_SIZE, "%04d-%02u-%02uT%02u:%02u:%02u.%03uZ",
             (int)(year < 0      ? 0
                   : year > 9999 ? 9999
                                 : year),
             month % 13, day % 32, rest / 3600000 % 24, rest / 60000 % 60, rest / 1000 % 60,
             rest % 1000);
}

static bool digits(of_text text, size_t *at, size_t count, int64_t *value)
{
    if (count > text.len - *at) {
        return false;
    }
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        char c = text.data[*at + i];
        if (c < '0' || c > '9') {
            return false;
        }
        sum = sum * 10 + (c - '0');
    }
    *at += count;
    *value = sum;
    return true;
}

static bool accept(of_text text, size_t *at, char wanted)
{
    if (*at >= text.len || text.data[*at] != wanted) {
        return false;
    }
    (*at)++;
    return true;
}

static bool parse_fraction(of_text text, size_t *at, int64_t *ms)
{
    *ms = 0;
    if (!accept(text, at, '.')) {
        return true;
    }
    int64_t scale = 100;
    size_t from = *at;
    for (; *at < text.len && text.data[*at] >= '0' && text.data[*at] <= '9'; (*at)++, scale /= 10) {
        *ms += (text.data[*at] - '0') * scale;
    }
    return *at > from;
}

static bool parse_offset(of_text text, size_t *at, int64_t *ms)
{
    *ms = 0;
    if (*at == text.len || accept(text, at, 'Z')) {
        return *at == text.len;
    }
    int64_t sign = text.data[*at] == '-' ? -1 : 1;
    if (!accept(text, at, '+') && !accept(text, at, '-')) {
        return false;
    }
    int64_t hours = 0;
    int64_t minutes = 0;
    if (!digits(text, at, 2, &hours)) {
        return false;
    }
    accept(text, at, ':');
    if (*at < text.len && !digits(text, at, 2, &minutes)) {
        return false;
    }
    *ms = sign * (hours * 60 + minutes) * 60000;
    return *at == text.len && hours <= 18 && minutes < 60;
}

bool of_time_parse(of_text text, int64_t *ms)
{
    size_t at = 0;
    int64_t year, month, day, hour, minute, second, fraction, offset;
    if (text.data == NULL || !digits(text, &at, 4, &year) || !accept(text, &at, '-') ||
        !digits(text, &at, 2, &month) || !accept(text, &at, '-') || !digits(text, &at, 2, &day)) {
        return false;
    }
    if (!accept(text, &at, 'T') && !accept(text, &at, ' ')) {
        return false;
    }
    if (!digits(text, &at, 2, &hour) || !accept(text, &at, ':') || !digits(text, &at, 2, &minute) ||
        !accept(text, &at, ':') || !digits(text, &at, 2, &second) ||
        !parse_fraction(text, &at, &fraction) || !parse_offset(text, &at, &offset)) {
        return false;
    }
    if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) {
        return false;
    }
    int64_t days = of_days_from_civil(year, (unsigned)month, (unsigned)day);
    int64_t checked_year;
    unsigned checked_month, checked_day;
    civil_from_days(days, &checked_year, &checked_month, &checked_day);
    if (checked_month != (unsigned)month) {
        return false; /* the 30th of February */
    }
    *ms = ((days * 24 + hour) * 60 + minute) * 60000 + second * 1000 + fraction - offset;
    return true;
}

bool of_time_has_offset(of_text text)
{
    if (text.data == NULL || text.len < 20) {
        return false;
    }
    for (size_t i = 19; i < text.len; i++) {
        char c = text.data[i];
        if (c == 'Z' || c == '+' || c == '-') {
            return true;
        }
    }
    return false;
}
