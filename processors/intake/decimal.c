/* Decimal arithmetic on 128 bits, every step checked. */
#include "processors/intake/decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define BYTES_MAX 16
#define SCALE_MAX 100
#define TEXT_MAX  64

of_decimal_result of_decimal_of_bytes(of_bytes bytes, int32_t scale, of_decimal *decimal)
{
    if (bytes.data == NULL || bytes.len == 0 || scale < -SCALE_MAX || scale > SCALE_MAX) {
        return OF_DECIMAL_MALFORMED;
    }
    uint8_t sign = (bytes.data[0] & 0x80) != 0 ? 0xff : 0x00;
    size_t from = 0;
    while (bytes.len - from > BYTES_MAX && bytes.data[from] == sign) {
        from++;
    }
    if (bytes.len - from > BYTES_MAX || ((bytes.data[from] ^ sign) & 0x80) != 0) {
        return OF_DECIMAL_TOO_LARGE;
    }
    __extension__ unsigned __int128 value = sign == 0 ? 0 : ~(__extension__(unsigned __int128) 0);
    for (size_t i = from; i < bytes.len; i++) {
        value = value << 8 | bytes.data[i];
    }
    *decimal = (of_decimal){.unscaled = (of_wide)value, .scale = scale};
    return OF_DECIMAL_GOOD;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static of_decimal_result parse_exponent(of_text text, size_t at, int32_t *exponent)
{
    bool negative = at < text.len && text.data[at] == '-';
    at += at < text.len && (text.data[at] == '-' || text.data[at] == '+') ? 1 : 0;
    if (at == text.len) {
        return OF_DECIMAL_MALFORMED;
    }
    int32_t sum = 0;
    for (; at < text.len; at++) {
        if (!is_digit(text.data[at])) {
            return OF_DECIMAL_MALFORMED;
        }
        sum = sum * 10 + (text.data[at] - '0');
        if (sum > SCALE_MAX) {
            return OF_DECIMAL_TOO_LARGE;
        }
    }
    *exponent = negative ? -sum : sum;
    return OF_DECIMAL_GOOD;
}

of_decimal_result of_decimal_of_text(of_text text, of_decimal *decimal)
{
    if (text.data == NULL || text.len == 0 || text.len > TEXT_MAX) {
        return OF_DECIMAL_MALFORMED;
    }
    size_t at = text.data[0] == '-' || text.data[0] == '+' ? 1 : 0;
    of_decimal parsed = {0};
    bool point = false;
    size_t digits = 0;
    for (; at < text.len && (is_digit(text.data[at]) || (text.data[at] == '.' && !point)); at++) {
        if (text.data[at] == '.') {
            point = true;
            continue;
        }
        int digit = text.data[at] - '0';
        if (__builtin_mul_overflow(parsed.unscaled, 10, &parsed.unscaled) ||
            __builtin_add_overflow(parsed.unscaled, digit, &parsed.unscaled)) {
            return OF_DECIMAL_TOO_LARGE;
        }
        parsed.scale += point ? 1 : 0;
        digits++;
    }
    int32_t exponent = 0;
    if (digits > 0 && at < text.len && (text.data[at] == 'e' || text.data[at] == 'E')) {
        of_decimal_result result = parse_exponent(text, at + 1, &exponent);
        if (result != OF_DECIMAL_GOOD) {
            return result;
        }
        at = text.len;
    }
    if (digits == 0 || at != text.len) {
        return OF_DECIMAL_MALFORMED;
    }
    parsed.unscaled = text.data[0] == '-' ? -parsed.unscaled : parsed.unscaled;
    parsed.scale -= exponent;
    *decimal = parsed;
    return OF_DECIMAL_GOOD;
}

of_decimal_result of_decimal_of_double(double real, of_decimal *decimal)
{
    if (!isfinite(real)) {
        return OF_DECIMAL_MALFORMED;
    }
    if (fabs(real) > 1e30) {
        return OF_DECIMAL_TOO_LARGE;
    }
    if (real != 0 && fabs(real) < 1e-30) {
        return OF_DECIMAL_INEXACT;
    }
    char text[TEXT_MAX];
    for (int precision = 1; precision <= 17; precision++) {
        snprintf(text, sizeof text, "%.*g", precision, real);
        double back = strtod(text, NULL);
        if (memcmp(&back, &real, sizeof real) == 0) {
            break;
        }
    }
    return of_decimal_of_text(of_text_of(text), decimal);
}

/* Trailing zeros behind the point say nothing, and would look inexact or too large. */
static of_decimal without_zeros(of_decimal decimal)
{
    while (decimal.scale > 0 && decimal.unscaled % 10 == 0) {
        decimal.unscaled /= 10;
        decimal.scale = decimal.unscaled == 0 ? 0 : decimal.scale - 1;
    }
    return decimal;
}

of_decimal_result of_decimal_scaled(of_decimal decimal, int32_t digits, int64_t factor,
                                    int64_t *value)
{
    decimal = without_zeros(decimal);
    if (decimal.unscaled == 0) {
        *value = 0;
        return OF_DECIMAL_GOOD;
    }
    if (__builtin_mul_overflow(decimal.unscaled, factor, &decimal.unscaled)) {
        return OF_DECIMAL_TOO_LARGE;
    }
    decimal = without_zeros(decimal);
    if (decimal.scale > digits) {
        return OF_DECIMAL_INEXACT;
    }
    for (int32_t left = digits - decimal.scale; left > 0; left--) {
        if (__builtin_mul_overflow(decimal.unscaled, 10, &decimal.unscaled)) {
            return OF_DECIMAL_TOO_LARGE;
        }
    }
    if (decimal.unscaled > INT64_MAX || decimal.unscaled < INT64_MIN) {
        return OF_DECIMAL_TOO_LARGE;
    }
    *value = (int64_t)decimal.unscaled;
    return OF_DECIMAL_GOOD;
}

void of_decimal_print(of_decimal decimal, char out[OF_DECIMAL_TEXT_SIZE])
{
    decimal = without_zeros(decimal);
    __extension__ unsigned __int128 rest =
        decimal.unscaled < 0 ? -(__extension__(unsigned __int128) decimal.unscaled)
                             : (__extension__(unsigned __int128) decimal.unscaled);
    char digits[OF_DECIMAL_TEXT_SIZE];
    size_t at = sizeof digits - 1;
    digits[at] = '\0';
    for (int32_t zeros = decimal.unscaled == 0 ? 0 : -decimal.scale; zeros > 0; zeros--) {
        digits[--at] = '0';
    }
    int32_t written = 0;
    do {
        digits[--at] = (char)('0' + (int)(rest % 10));
        rest /= 10;
        written++;
        if (written == decimal.scale) {
            digits[--at] = '.';
        }
    } while (rest > 0 || written <= decimal.scale);
    if (decimal.unscaled < 0) {
        digits[--at] = '-';
    }
    memcpy(out, digits + at, sizeof digits - at);
}
