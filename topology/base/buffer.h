/* A growing byte buffer that is written front to back and reused: encoders, keys, messages.
 * Its memory stays when it is cleared. Bounded by `limit`: a write that does not fit sets `full`
 * and writes nothing, so a caller checks once at the end instead of after every byte. */
#pragma once

#include "topology/base/bytes.h"

typedef struct of_buffer {
    uint8_t *data;
    size_t len;
    size_t capacity;
    size_t limit; /* 0 = OF_BUFFER_LIMIT_DEFAULT */
    bool full;
} of_buffer;

#define OF_BUFFER_LIMIT_DEFAULT ((size_t)64 << 20)

void of_buffer_clear(of_buffer *buffer);
void of_buffer_free(of_buffer *buffer);
void of_buffer_put(of_buffer *buffer, const void *data, size_t len);
void of_buffer_put_u8(of_buffer *buffer, uint8_t byte);
void of_buffer_put_u16_be(of_buffer *buffer, uint16_t value);
void of_buffer_put_u32_be(of_buffer *buffer, uint32_t value);
void of_buffer_put_u64_be(of_buffer *buffer, uint64_t value);
void of_buffer_put_text(of_buffer *buffer, of_text text);
void of_buffer_format(of_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Room for `len` bytes at the end, not counted yet; NULL (and full) when it does not fit. */
uint8_t *of_buffer_reserve(of_buffer *buffer, size_t len);

static inline of_bytes of_buffer_bytes(const of_buffer *buffer)
{
    return (of_bytes){.data = buffer->data, .len = buffer->len};
}
