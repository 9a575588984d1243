/* What the parts of the codec share about single values; not for use outside avro/codec. */
#pragma once

#include "avro/codec/record.h"

#define OF_VARINT_BYTES_MAX 10

/* Zig-zag, then 7 bits a byte. At most OF_VARINT_BYTES_MAX bytes; returns how many. */
static inline size_t of_varint_put(uint8_t *at, int64_t value)
{
    uint64_t left = ((uint64_t)value << 1) ^ (uint64_t)(value >> 63);
    size_t len = 0;
    while (left >= 0x80) {
        at[len++] = (uint8_t)(left | 0x80);
        left >>= 7;
    }
    at[len++] = (uint8_t)left;
    return len;
}

/* A nullable view is null by its pointer, everything else by the flag of its OF_MAYBE. */
static inline bool of_value_is_view(const of_value_type *type)
{
    return type->kind == OF_KIND_STRING || type->kind == OF_KIND_BYTES ||
           type->kind == OF_KIND_FIXED;
}

static inline bool of_value_is_null(const of_value_type *type, const void *value)
{
    if (!type->nullable) {
        return false;
    }
    return of_value_is_view(type) ? ((const of_text *)value)->data == NULL : !*(const bool *)value;
}

static inline uint32_t of_value_float_bits(const void *value)
{
    uint32_t bits;
    memcpy(&bits, value, sizeof bits);
    return bits;
}

static inline uint64_t of_value_double_bits(const void *value)
{
    uint64_t bits;
    memcpy(&bits, value, sizeof bits);
    return bits;
}

/* `value` is a copy of the plain bytes of another one: makes what it points to its own, in `arena`.
 * ABORT when full. */
of_status of_value_own(const of_value_type *type, void *value, of_arena *arena);
