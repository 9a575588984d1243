/* Calendar arithmetic on epoch milliseconds, UTC, proleptic Gregorian. Pure. */
#pragma once

#include "topology/base/bytes.h"

#define OF_SECONDS(n) ((int64_t)(n)*1000)
#define OF_MINUTES(n) ((int64_t)(n)*60000)
#define OF_HOURS(n)   ((int64_t)(n)*3600000)
#define OF_DAYS(n)    ((int64_t)(n)*86400000)

/* "2026-03-02T08:00:00Z", "2026-03-02 08:00:00", with optional fraction and offset (Z, +01:00);
 * no offset reads as UTC. False when the text is not such a time; *ms is then untouched. */
bool of_time_parse(of_text text, int64_t *ms);
/* True when the text carries an offset (needed for time quality). */
bool of_time_has_offset(of_text text);
/* "2026-03-02T08:00:00.000Z" into 25 bytes (NUL included). */
#define OF_TIME_TEXT_SIZE 25
void of_time_format(int64_t ms, char out[OF_TIME_TEXT_SIZE]);
/* Days since 1970-01-01 of a civil date. */
int64_t of_days_from_civil(int64_t year, unsigned month, unsigned day);
