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

/* Nearly all texts are ASCII, which eight bytes at a time can tell; the last word may overlap. */
static inline bool of_value_is_utf8(of_text text)
{
    uint64_t seen = 0;
    uint64_t word = 0;
    if (text.len >= sizeof word) {
        for (size_t at = 0; at + sizeof word < text.len; at += sizeof word) {
            memcpy(&word, text.data + at, sizeof word);
            seen |= word;
        }
        memcpy(&word, text.data + text.len - sizeof word, sizeof word);
        seen |= word;
    } else {
        for (size_t i = 0; i < text.len; i++) {
            seen |= (uint8_t)text.data[i];
        }
    }
    return (seen & 0x8080808080808080u) == 0 || of_text_is_utf8(text);
}

/* As of_record_encode, for one value. */
of_status of_value_encode(const of_value_type *type, const void *value, of_buffer *out);

/* `value` is a copy of the plain bytes of another one: makes what it points to its own, in `arena`.
 * ABORT when full. */
of_status of_value_own(const of_value_type *type, void *value, of_arena *arena);
