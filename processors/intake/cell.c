/* Conversions of cells: numbers, times, flags and texts. */
#include "processors/intake/cell.h"

#include <inttypes.h>
#include <stdio.h>

#include "processors/intake/decimal.h"
#include "topology/base/time.h"

#define DAY_MS      INT64_C(86400000)
#define TIME_MS_MIN INT64_C(-62135596800000) /* 0001-01-01 */
#define TIME_MS_MAX INT64_C(253402300799999) /* 9999-12-31 */

static bool is_time(of_sense sense)
{
    return sense == OF_SENSE_DATE || sense == OF_SENSE_MILLIS || sense == OF_SENSE_MICROS ||
           sense == OF_SENSE_NANOS;
}

static int64_t floor_div(int64_t value, int64_t by)
{
    return value / by - (value % by < 0 ? 1 : 0);
}

void of_cell_set_sense(of_cell *cell, of_text name)
{
    /* clang-format off */
    static const struct { const char *name; of_sense sense; bool local; } senses[] = {
        {"io.debezium.time.Date",                   OF_SENSE_DATE,        true},
        {"org.apache.kafka.connect.data.Date",      OF_SENSE_DATE,        true},
        {"io.debezium.time.Timestamp",              OF_SENSE_MILLIS,      true},
        {"org.apache.kafka.connect.data.Timestamp", OF_SENSE_MILLIS,      true},
        {"io.debezium.time.MicroTimestamp",         OF_SENSE_MICROS,      true},
        {"io.debezium.time.NanoTimestamp",          OF_SENSE_NANOS,       true},
        {"io.debezium.time.Time",                   OF_SENSE_TIME_OF_DAY, true},
        {"io.debezium.time.MicroTime",              OF_SENSE_TIME_OF_DAY, true},
        {"io.debezium.time.NanoTime",               OF_SENSE_TIME_OF_DAY, true},
        {"io.debezium.time.ZonedTime",              OF_SENSE_TIME_OF_DAY, true},
        {"org.apache.kafka.connect.data.Time",      OF_SENSE_TIME_OF_DAY, true},
        {"org.apache.kafka.connect.data.Decimal",   OF_SENSE_DECIMAL,     false},
        {"io.debezium.data.VariableScaleDecimal",   OF_SENSE_DECIMAL,     false},
        {"date",                                    OF_SENSE_DATE,        true},
        {"timestamp-millis",                        OF_SENSE_MILLIS,      false},
        {"timestamp-micros",                        OF_SENSE_MICROS,      false},
        {"timestamp-nanos",                         OF_SENSE_NANOS,       false},
        {"local-timestamp-millis",                  OF_SENSE_MILLIS,      true},
        {"local-timestamp-micros",                  OF_SENSE_MICROS,      true},
        {"time-millis",                             OF_SENSE_TIME_OF_DAY, true},
        {"time-micros",                             OF_SENSE_TIME_OF_DAY, true},
        {"decimal",                                 OF_SENSE_DECIMAL,     false},
    };
    /* clang-format on */
    for (size_t i = 0; i < sizeof senses / sizeof *senses; i++) {
        if (of_text_is(name, senses[i].name)) {
            cell->sense = senses[i].sense;
            cell->local = senses[i].local;
            return;
        }
    }
}

const char *of_cell_no_number(const of_cell *cell)
{
    switch (cell->form) {
    case OF_FORM_TEXT:
    case OF_FORM_LONG:
    case OF_FORM_DOUBLE:
        return is_time(cell->sense) || cell->sense == OF_SENSE_TIME_OF_DAY
                   ? "a time cannot become a number"
                   : NULL;
    case OF_FORM_BYTES:
        return cell->sense == OF_SENSE_DECIMAL ? NULL : "bytes without a scale are not a number";
    case OF_FORM_BOOLEAN:
        return "true and false are not numbers";
    case OF_FORM_OTHER:
        break;
    }
    return "a structure cannot become a number";
}

const char *of_cell_no_time(const of_cell *cell)
{
    if (cell->sense == OF_SENSE_TIME_OF_DAY) {
        return "a time of day without a date cannot become a time";
    }
    if (cell->form == OF_FORM_TEXT && cell->sense != OF_SENSE_DECIMAL) {
        return NULL;
    }
    if (cell->form == OF_FORM_LONG) {
        return is_time(cell->sense) ? NULL
                                    : "a bare number can be any time: say type: millis, micros, "
                                      "nanos or date";
    }
    return "this cannot become a time";
}

const char *of_cell_no_boolean(const of_cell *cell)
{
    bool good = cell->form == OF_FORM_BOOLEAN ||
                (cell->sense == OF_SENSE_PLAIN &&
                 (cell->form == OF_FORM_TEXT || cell->form == OF_FORM_LONG));
    return good ? NULL : "this cannot become true or false";
}

const char *of_cell_no_text(const of_cell *cell)
{
    switch (cell->form) {
    case OF_FORM_TEXT:
    case OF_FORM_LONG:
    case OF_FORM_BOOLEAN:
        return cell->sense == OF_SENSE_TIME_OF_DAY && cell->form == OF_FORM_LONG
                   ? "a time of day cannot become a text"
                   : NULL;
    case OF_FORM_BYTES:
        return cell->sense == OF_SENSE_DECIMAL ? NULL : "bytes cannot become a text";
    case OF_FORM_DOUBLE:
        return "a floating point number has no one text";
    case OF_FORM_OTHER:
        break;
    }
    return "a structure cannot become a text";
}

/* Six bits of a base64 character, or -1. */
static int base64_bits(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
        return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Debezium's JSON writes the bytes of a decimal as base64. */
static bool decode_base64(of_text text, uint8_t out[64], size_t *len)
{
    while (text.len > 0 && text.data[text.len - 1] == '=') {
        text.len--;
    }
    if (text.len == 0 || text.len > 80 || text.len % 4 == 1) {
        return false;
    }
    uint32_t bits = 0;
    int held = 0;
    *len = 0;
    for (size_t i = 0; i < text.len; i++) {
        int six = base64_bits(text.data[i]);
        if (six < 0) {
            return false;
        }
        bits = bits << 6 | (uint32_t)six;
        held += 6;
        if (held >= 8) {
            held -= 8;
            out[(*len)++] = (uint8_t)(bits >> held);
        }
    }
    return true;
}

static of_decimal_result decimal_of(const of_cell *cell, of_decimal *decimal)
{
    uint8_t bytes[64];
    size_t len = 0;
    switch (cell->form) {
    case OF_FORM_BYTES:
        return of_decimal_of_bytes(cell->bytes, cell->scale, decimal);
    case OF_FORM_LONG:
        *decimal = (of_decimal){.unscaled = cell->number,
                                .scale = cell->sense == OF_SENSE_DECIMAL ? cell->scale : 0};
        return OF_DECIMAL_GOOD;
    case OF_FORM_DOUBLE:
        return of_decimal_of_double(cell->real, decimal);
    case OF_FORM_TEXT:
        if (cell->sense != OF_SENSE_DECIMAL) {
            return of_decimal_of_text(cell->text, decimal);
        }
        return decode_base64(cell->text, bytes, &len)
                   ? of_decimal_of_bytes((of_bytes){.data = bytes, .len = len}, cell->scale,
                                         decimal)
                   : OF_DECIMAL_MALFORMED;
    case OF_FORM_BOOLEAN:
    case OF_FORM_OTHER:
        break;
    }
    return OF_DECIMAL_MALFORMED;
}

static of_status status_of(of_decimal_result result)
{
    switch (result) {
    case OF_DECIMAL_GOOD:
        return OF_OK;
    case OF_DECIMAL_MALFORMED:
        return OF_SKIP_AS("intake: not a number");
    case OF_DECIMAL_TOO_LARGE:
        return OF_SKIP_AS("intake: a number is too large");
    case OF_DECIMAL_INEXACT:
        break;
    }
    return OF_SKIP_AS("intake: a number has more decimals than its unit (UOM_MISMATCH)");
}

of_status of_cell_number(const of_cell *cell, int32_t digits, int64_t factor, int64_t *value)
{
    of_decimal decimal;
    if (of_cell_no_number(cell) != NULL) {
        return OF_SKIP_AS("intake: not a number");
    }
    OF_TRY(status_of(decimal_of(cell, &decimal)));
    return status_of(of_decimal_scaled(decimal, digits, factor, value));
}

static of_status time_of_text(of_text text, of_time_rule rule, int64_t *ms)
{
    char padded[32];
    of_text read = text;
    bool bare_date = text.len == 10;
    if (bare_date) {
        snprintf(padded, sizeof padded, "%.*sT00:00:00", OF_TEXT_ARG(text));
        read = of_text_of(padded);
    }
    if (!of_time_parse(read, ms)) {
        return OF_SKIP_AS("intake: not a time");
    }
    if (bare_date || !of_time_has_offset(read)) {
        *ms -= rule.zone_ms;
    }
    *ms += bare_date && rule.end_of_day ? DAY_MS - 1 : 0;
    return OF_OK;
}

static of_status time_of_number(const of_cell *cell, of_time_rule rule, int64_t *ms)
{
    switch (cell->sense) {
    case OF_SENSE_DATE:
        if (__builtin_mul_overflow(cell->number, DAY_MS, ms)) {
            return OF_SKIP_AS("intake: a time is out of range");
        }
        break;
    case OF_SENSE_MILLIS:
        *ms = cell->number;
        break;
    case OF_SENSE_MICROS:
        *ms = floor_div(cell->number, 1000);
        break;
    case OF_SENSE_NANOS:
        *ms = floor_div(cell->number, 1000000);
        break;
    case OF_SENSE_PLAIN:
    case OF_SENSE_DECIMAL:
    case OF_SENSE_TIME_OF_DAY:
        return OF_SKIP_AS("intake: not a time");
    }
    if (*ms < TIME_MS_MIN || *ms > TIME_MS_MAX) {
        return OF_SKIP_AS("intake: a time is out of range");
    }
    *ms -= cell->local ? rule.zone_ms : 0;
    *ms += cell->sense == OF_SENSE_DATE && rule.end_of_day ? DAY_MS - 1 : 0;
    return OF_OK;
}

of_status of_cell_time(const of_cell *cell, of_time_rule rule, int64_t *ms)
{
    if (of_cell_no_time(cell) != NULL) {
        return OF_SKIP_AS("intake: not a time");
    }
    return cell->form == OF_FORM_TEXT ? time_of_text(cell->text, rule, ms)
                                      : time_of_number(cell, rule, ms);
}

of_time_quality of_cell_time_quality(const of_cell *cell)
{
    if (cell->form == OF_FORM_TEXT) {
        if (cell->text.len == 10) {
            return OF_TIME_DATE_ONLY;
        }
        return of_time_has_offset(cell->text) ? OF_TIME_EXACT : OF_TIME_INFERRED;
    }
    if (cell->sense == OF_SENSE_DATE) {
        return OF_TIME_DATE_ONLY;
    }
    return cell->local ? OF_TIME_INFERRED : OF_TIME_EXACT;
}

of_status of_cell_boolean(const of_cell *cell, bool *flag)
{
    if (cell->form == OF_FORM_BOOLEAN) {
        *flag = cell->flag;
        return OF_OK;
    }
    if (cell->form == OF_FORM_LONG && (cell->number == 0 || cell->number == 1)) {
        *flag = cell->number == 1;
        return OF_OK;
    }
    static const char *const yes[] = {"true", "t", "1"};
    static const char *const no[] = {"false", "f", "0"};
    for (size_t i = 0; cell->form == OF_FORM_TEXT && i < 3; i++) {
        if (of_text_is(cell->text, yes[i]) || of_text_is(cell->text, no[i])) {
            *flag = of_text_is(cell->text, yes[i]);
            return OF_OK;
        }
    }
    return OF_SKIP_AS("intake: neither true nor false");
}

static of_status kept(of_arena *arena, const char *made, of_text *text)
{
    *text = of_arena_text(arena, of_text_of(made));
    return text->data != NULL ? OF_OK : OF_ABORT_AS("intake: the arena is full");
}

of_status of_cell_text(const of_cell *cell, of_arena *arena, of_text *text)
{
    char made[OF_DECIMAL_TEXT_SIZE];
    if (of_cell_no_text(cell) != NULL) {
        return OF_SKIP_AS("intake: this cannot become a text");
    }
    if (cell->form == OF_FORM_BOOLEAN) {
        *text = cell->flag ? OF_TEXT("true") : OF_TEXT("false");
        return OF_OK;
    }
    if (cell->sense == OF_SENSE_DECIMAL) {
        of_decimal decimal;
        OF_TRY(status_of(decimal_of(cell, &decimal)));
        of_decimal_print(decimal, made);
        return kept(arena, made, text);
    }
    if (cell->form == OF_FORM_TEXT) {
        *text = cell->text;
        return of_text_is_utf8(cell->text) ? OF_OK : OF_SKIP_AS("intake: a text is not UTF-8");
    }
    if (is_time(cell->sense)) {
        int64_t ms = 0;
        OF_TRY(of_cell_time(cell, (of_time_rule){0}, &ms));
        of_time_format(ms, made);
        return kept(arena, made, text);
    }
    snprintf(made, sizeof made, "%" PRId64, cell->number);
    return kept(arena, made, text);
}
