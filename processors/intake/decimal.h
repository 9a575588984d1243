/* Exact decimals: whatever a source calls a number becomes an integer of a fixed scale, or nothing.
 * Nothing is ever rounded: a quantity that does not fit is a unit mistake, which must be seen.
 * Pure. */
#pragma once

#include "topology/base/bytes.h"

__extension__ typedef __int128 of_wide;

/* unscaled * 10^-scale. */
typedef struct of_decimal {
    of_wide unscaled;
    int32_t scale;
} of_decimal;

typedef enum of_decimal_result {
    OF_DECIMAL_GOOD,
    OF_DECIMAL_MALFORMED, /* not a number at all */
    OF_DECIMAL_TOO_LARGE, /* more than we hold */
    OF_DECIMAL_INEXACT,   /* has more digits behind the point than asked for */
} of_decimal_result;

/* Debezium's and Avro's form: two's complement, big endian; at most 16 bytes that matter. */
of_decimal_result of_decimal_of_bytes(of_bytes bytes, int32_t scale, of_decimal *decimal);
/* "-12.50", "1e3", "+7". */
of_decimal_result of_decimal_of_text(of_text text, of_decimal *decimal);
/* The shortest decimal that reads back as this double: 12.1 is 121/10, as its author meant. */
of_decimal_result of_decimal_of_double(double real, of_decimal *decimal);

/* decimal * factor * 10^digits as an integer. */
of_decimal_result of_decimal_scaled(of_decimal decimal, int32_t digits, int64_t factor,
                                    int64_t *value);

/* Plain notation without trailing zeros, "-0.05"; NUL-terminated. */
#define OF_DECIMAL_TEXT_SIZE 192
void of_decimal_print(of_decimal decimal, char out[OF_DECIMAL_TEXT_SIZE]);
