/* Conversions: decimals are exact or refused, times find their unit, texts are UTF-8. */
/* rows: R14 R36 */
#include <criterion/criterion.h>
#include <math.h>

#include "processors/intake/cell.h"
#include "processors/intake/decimal.h"

static of_cell text(const char *value)
{
    return (of_cell){.present = true, .form = OF_FORM_TEXT, .text = of_text_of(value)};
}

static of_cell number(int64_t value, of_sense sense)
{
    return (of_cell){.present = true, .form = OF_FORM_LONG, .sense = sense, .number = value};
}

static of_cell real(double value)
{
    return (of_cell){.present = true, .form = OF_FORM_DOUBLE, .real = value};
}

static of_cell bytes(const void *data, size_t len, int32_t scale)
{
    return (of_cell){.present = true,
                     .form = OF_FORM_BYTES,
                     .sense = OF_SENSE_DECIMAL,
                     .scale = scale,
                     .bytes = {.data = data, .len = len}};
}

static void expect_number(of_cell cell, int32_t digits, int64_t wanted)
{
    int64_t value = -1;
    of_status status = of_cell_number(&cell, digits, 1, &value);
    cr_expect(of_ok(status), "%s", status.what);
    cr_expect(value == wanted, "%lld instead of %lld", (long long)value, (long long)wanted);
}

static void expect_no_number(of_cell cell, int32_t digits, const char *what)
{
    int64_t value = 0;
    of_status status = of_cell_number(&cell, digits, 1, &value);
    cr_expect(status.remedy == OF_SKIP);
    cr_expect_str_eq(status.what, what);
}

#define INEXACT   "intake: a number has more decimals than its unit (UOM_MISMATCH)"
#define TOO_LARGE "intake: a number is too large"
#define NO_NUMBER "intake: not a number"

Test(cell, decimals_of_bytes_keep_their_sign_and_scale)
{
    expect_number(bytes("\x30\x39", 2, 2), 3, 123450); /* 123.45 */
    expect_number(bytes("\xff\x85", 2, 2), 3, -1230);  /* -1.23 */
    expect_number(bytes("\x00", 1, 2), 3, 0);
    expect_number(bytes("\x80", 1, 0), 3, -128000);
    expect_number(bytes("\x05", 1, -2), 3, 500000); /* 5e2 */
    expect_number(bytes("\x00\xff", 2, 3), 3, 255);
    expect_number(bytes("\x03\xe8", 2, 6), 3, 1); /* 0.001000 */
    expect_number(bytes("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x07", 20, 0), 3, 7000);
}

Test(cell, what_is_no_whole_number_of_thousandths_is_refused_not_rounded)
{
    expect_no_number(bytes("\x01", 1, 4), 3, INEXACT);
    expect_no_number(text("0.0005"), 3, INEXACT);
    expect_no_number(text("1.99999999"), 4, INEXACT);
    expect_no_number(real(0.1234567), 3, INEXACT);
    expect_no_number(real(1e-300), 3, INEXACT);
    expect_number(text("0.000500000"), 4, 5);
}

Test(cell, numbers_beyond_what_we_hold_are_refused)
{
    expect_no_number(text("9223372036854775.808"), 3, TOO_LARGE);
    expect_number(text("9223372036854775.807"), 3, INT64_MAX);
    expect_number(text("-9223372036854775.808"), 3, INT64_MIN);
    expect_no_number(text("1e99"), 3, TOO_LARGE);
    expect_no_number(text("1e999999999999"), 3, TOO_LARGE);
    expect_no_number(text("123456789012345678901234567890123456789012"), 0, TOO_LARGE);
    expect_no_number(real(1e40), 3, TOO_LARGE);
    uint8_t huge[17] = {0x7f};
    expect_no_number(bytes(huge, sizeof huge, 0), 3, TOO_LARGE);
    huge[0] = 0x00;
    huge[1] = 0x80; /* still positive: needs the leading zero */
    expect_no_number(bytes(huge, sizeof huge, 0), 3, TOO_LARGE);
    expect_no_number(bytes("\x01", 1, -90), 3, TOO_LARGE);
}

Test(cell, what_is_no_number_is_refused)
{
    const char *wrong[] = {"", ".", "-", "1,5", "1.2.3", "abc", "1e", "0x10", " 1", "1 ", "--1"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        expect_no_number(text(wrong[i]), 3, NO_NUMBER);
    }
    expect_no_number(real(NAN), 3, NO_NUMBER);
    expect_no_number(real(INFINITY), 3, NO_NUMBER);
    expect_no_number(bytes("", 0, 2), 3, NO_NUMBER);
    expect_no_number(bytes("\x01", 1, 1000), 3, NO_NUMBER);
    expect_no_number((of_cell){.present = true, .form = OF_FORM_BOOLEAN}, 3, NO_NUMBER);
    expect_no_number(number(1, OF_SENSE_MILLIS), 3, NO_NUMBER);
}

Test(cell, texts_and_doubles_mean_what_they_show)
{
    expect_number(text("-12.50"), 3, -12500);
    expect_number(text("+7"), 3, 7000);
    expect_number(text(".5"), 3, 500);
    expect_number(text("5."), 3, 5000);
    expect_number(text("1.5e3"), 3, 1500000);
    expect_number(text("1500e-3"), 3, 1500);
    expect_number(real(0.1), 3, 100);
    expect_number(real(-2.675), 3, -2675);
    expect_number(real(1234567.125), 3, 1234567125);
    expect_number(number(12, OF_SENSE_PLAIN), 4, 120000);
}

Test(cell, every_number_of_thousandths_survives_every_way_in)
{
    uint64_t state = 88172645463325252u;
    for (int i = 0; i < 20000; i++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        int64_t value = (int64_t)state >> (state % 48 + 12);
        uint8_t raw[8];
        for (int k = 0; k < 8; k++) {
            raw[k] = (uint8_t)(value >> (56 - 8 * k));
        }
        char printed[OF_DECIMAL_TEXT_SIZE];
        of_decimal_print((of_decimal){.unscaled = value, .scale = 3}, printed);
        expect_number(bytes(raw, 8, 3), 3, value);
        expect_number(text(printed), 3, value);
        if (value > -1000000000000 && value < 1000000000000) {
            expect_number(real((double)value / 1000), 3, value);
        }
    }
}

static void expect_time(of_cell cell, of_time_rule rule, int64_t wanted)
{
    int64_t ms = -1;
    of_status status = of_cell_time(&cell, rule, &ms);
    cr_expect(of_ok(status), "%s", status.what);
    cr_expect(ms == wanted, "%lld instead of %lld", (long long)ms, (long long)wanted);
}

#define MARCH_2 INT64_C(1772438400000) /* 2026-03-02T08:00:00Z */
#define DAY     INT64_C(86400000)

Test(cell, each_temporal_type_finds_its_unit)
{
    of_time_rule utc = {0};
    expect_time(number(MARCH_2, OF_SENSE_MILLIS), utc, MARCH_2);
    expect_time(number(MARCH_2 * 1000 + 999, OF_SENSE_MICROS), utc, MARCH_2);
    expect_time(number(-1, OF_SENSE_MICROS), utc, -1);
    expect_time(number(MARCH_2 * 1000000 + 1, OF_SENSE_NANOS), utc, MARCH_2);
    expect_time(number(20514, OF_SENSE_DATE), utc, 20514 * DAY);
    expect_time(number(-1, OF_SENSE_DATE), utc, -DAY);
    expect_time(text("2026-03-02T08:00:00Z"), utc, MARCH_2);
    expect_time(text("2026-03-02T09:00:00.000+01:00"), utc, MARCH_2);
    expect_time(text("2026-03-02 08:00:00"), utc, MARCH_2);
    expect_time(text("2026-03-02"), utc, MARCH_2 - 8 * 3600000);
}

Test(cell, a_zone_moves_local_times_only)
{
    of_time_rule berlin = {.zone_ms = 3600000};
    of_cell local = number(MARCH_2 + 3600000, OF_SENSE_MILLIS);
    expect_time(local, berlin, MARCH_2 + 3600000);
    local.local = true;
    expect_time(local, berlin, MARCH_2);
    expect_time(text("2026-03-02 09:00:00"), berlin, MARCH_2);
    expect_time(text("2026-03-02T08:00:00Z"), berlin, MARCH_2);
}

Test(cell, a_bare_date_is_the_start_or_the_end_of_its_day)
{
    of_time_rule end = {.end_of_day = true};
    expect_time(text("1970-01-02"), end, 2 * DAY - 1);
    expect_time(number(1, OF_SENSE_DATE), end, 2 * DAY - 1);
    expect_time(text("1970-01-02T00:00:00Z"), end, DAY);
}

Test(cell, what_is_no_time_is_refused)
{
    of_cell wrong[] = {text("yesterday"),
                       text("2026-02-30"),
                       text(""),
                       number(1, OF_SENSE_PLAIN),
                       number(1, OF_SENSE_TIME_OF_DAY),
                       number(INT64_MAX, OF_SENSE_MILLIS),
                       number(INT64_MIN, OF_SENSE_DATE),
                       real(1.5)};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        int64_t ms = 0;
        cr_expect(of_cell_time(&wrong[i], (of_time_rule){0}, &ms).remedy == OF_SKIP, "%zu", i);
    }
}

Test(cell, names_of_connect_and_debezium_give_the_sense)
{
    struct {
        const char *name;
        of_sense sense;
        bool local;
    } senses[] = {
        {"io.debezium.time.Date", OF_SENSE_DATE, true},
        {"io.debezium.time.Timestamp", OF_SENSE_MILLIS, true},
        {"io.debezium.time.MicroTimestamp", OF_SENSE_MICROS, true},
        {"io.debezium.time.NanoTimestamp", OF_SENSE_NANOS, true},
        {"io.debezium.time.MicroTime", OF_SENSE_TIME_OF_DAY, true},
        {"io.debezium.time.ZonedTimestamp", OF_SENSE_PLAIN, false},
        {"org.apache.kafka.connect.data.Date", OF_SENSE_DATE, true},
        {"org.apache.kafka.connect.data.Timestamp", OF_SENSE_MILLIS, true},
        {"org.apache.kafka.connect.data.Time", OF_SENSE_TIME_OF_DAY, true},
        {"org.apache.kafka.connect.data.Decimal", OF_SENSE_DECIMAL, false},
        {"timestamp-millis", OF_SENSE_MILLIS, false},
        {"timestamp-micros", OF_SENSE_MICROS, false},
        {"date", OF_SENSE_DATE, true},
        {"something.else", OF_SENSE_PLAIN, false},
    };
    for (size_t i = 0; i < sizeof senses / sizeof *senses; i++) {
        of_cell cell = {0};
        of_cell_set_sense(&cell, of_text_of(senses[i].name));
        cr_expect(cell.sense == senses[i].sense && cell.local == senses[i].local, "%s",
                  senses[i].name);
    }
}

static void expect_text(of_cell cell, const char *wanted)
{
    of_arena *arena = of_arena_new(1 << 16);
    of_text made = {0};
    of_status status = of_cell_text(&cell, arena, &made);
    cr_expect(of_ok(status), "%s", status.what);
    cr_expect(of_text_is(made, wanted), "%.*s", OF_TEXT_ARG(made));
    of_arena_free(arena);
}

Test(cell, what_has_one_text_becomes_it)
{
    expect_text(text("grüße"), "grüße");
    expect_text(number(-42, OF_SENSE_PLAIN), "-42");
    expect_text((of_cell){.present = true, .form = OF_FORM_BOOLEAN, .flag = true}, "true");
    expect_text(number(MARCH_2, OF_SENSE_MILLIS), "2026-03-02T08:00:00.000Z");
    expect_text(bytes("\x30\x39", 2, 0), "12345");
    expect_text(bytes("\x30\x39", 2, 4), "1.2345");
    expect_text(bytes("\xff", 1, 3), "-0.001");
    expect_text(bytes("\x0a", 1, 1), "1");
    expect_text(bytes("\x07", 1, -2), "700");
    expect_text(bytes("\x00", 1, 5), "0");
}

Test(cell, what_has_no_text_or_is_no_utf8_is_refused)
{
    of_arena *arena = of_arena_new(1 << 16);
    of_cell wrong[] = {text("\xff\xfe"),
                       real(1.5),
                       {.present = true, .form = OF_FORM_OTHER},
                       {.present = true, .form = OF_FORM_BYTES}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        of_text made = {0};
        cr_expect(of_cell_text(&wrong[i], arena, &made).remedy == OF_SKIP, "%zu", i);
    }
    of_arena_free(arena);
}

Test(cell, booleans_come_as_flags_digits_and_words)
{
    bool flag = false;
    of_cell yes[] = {text("true"), text("t"), text("1"), number(1, OF_SENSE_PLAIN)};
    of_cell no[] = {text("false"), text("f"), text("0"), number(0, OF_SENSE_PLAIN)};
    for (size_t i = 0; i < 4; i++) {
        cr_expect(of_ok(of_cell_boolean(&yes[i], &flag)) && flag);
        cr_expect(of_ok(of_cell_boolean(&no[i], &flag)) && !flag);
    }
    of_cell wrong = text("maybe");
    cr_expect(of_cell_boolean(&wrong, &flag).remedy == OF_SKIP);
    wrong = number(2, OF_SENSE_PLAIN);
    cr_expect(of_cell_boolean(&wrong, &flag).remedy == OF_SKIP);
}
