/* Growing byte buffer; see buffer.h for the rule about `full`. */
#include "topology/base/buffer.h"

#include <stdarg.h>
#include <stdio.h>

#include "topology/base/assert.h"
#include "topology/base/memory.h"

void of_buffer_clear(of_buffer *buffer)
{
    buffer->len = 0;
    buffer->full = false;
}

void of_buffer_free(of_buffer *buffer)
{
    of_delete(buffer->data);
    *buffer = (of_buffer){.limit = buffer->limit};
}

uint8_t *of_buffer_reserve(of_buffer *buffer, size_t len)
{
    size_t limit = buffer->limit == 0 ? OF_BUFFER_LIMIT_DEFAULT : buffer->limit;
    if (buffer->full || len > limit - buffer->len) {
        buffer->full = true;
        return NULL;
    }
    if (len > buffer->capacity - buffer->len) {
        size_t capacity = buffer->capacity < 256 ? 256 : buffer->capacity * 2;
        while (capacity < buffer->len + len) {
            capacity *= 2;
        }
        buffer->data = of_renew(buffer->data, capacity);
        buffer->capacity = capacity;
    }
    return buffer->data + buffer->len;
}

void of_buffer_put(of_buffer *buffer, const void *data, size_t len)
{
    uint8_t *at = of_buffer_reserve(buffer, len);
    if (at != NULL && len > 0) {
        memcpy(at, data, len);
        buffer->len += len;
    }
}

void of_buffer_put_u8(of_buffer *buffer, uint8_t byte)
{
    of_buffer_put(buffer, &byte, 1);
}

static void put_be(of_buffer *buffer, uint64_t value, size_t bytes)
{
    uint8_t *at = of_buffer_reserve(buffer, bytes);
    if (at == NULL) {
        return;
    }
    for (size_t i = 0; i < bytes; i++) {
        at[i] = (uint8_t)(value >> (8 * (bytes - 1 - i)));
    }
    buffer->len += bytes;
}

void of_buffer_put_u16_be(of_buffer *buffer, uint16_t value)
{
    put_be(buffer, value, 2);
}

void of_buffer_put_u32_be(of_buffer *buffer, uint32_t value)
{
    put_be(buffer, value, 4);
}

void of_buffer_put_u64_be(of_buffer *buffer, uint64_t value)
{
    put_be(buffer, value, 8);
}

void of_buffer_put_text(of_buffer *buffer, of_text text)
{
    of_buffer_put(buffer, text.data, text.len);
}

void of_buffer_format(of_buffer *buffer, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    of_assert(len >= 0);
    char *at = (char *)of_buffer_reserve(buffer, (size_t)len + 1);
    if (at == NULL) {
        return;
    }
    va_start(args, format);
    vsnprintf(at, (size_t)len + 1, format, args);
    va_end(args);
    buffer->len += (size_t)len;
}
