/* Borrowed views of memory, and the small functions on them.
 *
 * A view never owns: whoever hands it out says how long it lives (a record's arena, a batch's, the
 * process). `data == NULL` means absent (a null key, a null string); a present empty text has a
 * non-null pointer and length 0. Texts are UTF-8 and not NUL-terminated. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct of_bytes {
    const uint8_t *data;
    size_t len;
} of_bytes;

typedef struct of_text {
    const char *data;
    size_t len;
} of_text;

/* A text from a string literal; usable in constant initialisers. */
#define OF_TEXT(literal) ((of_text){.data = (literal), .len = sizeof(literal) - 1})

/* For printf("%.*s", OF_TEXT_ARG(t)): an absent text prints as nothing. */
#define OF_TEXT_ARG(t) (int)(t).len, ((t).data == NULL ? "" : (t).data)

static inline of_text of_text_of(const char *nul_terminated)
{
    return (of_text){.data = nul_terminated,
                     .len = nul_terminated == NULL ? 0 : strlen(nul_terminated)};
}

static inline of_bytes of_bytes_of_text(of_text text)
{
    return (of_bytes){.data = (const uint8_t *)text.data, .len = text.len};
}

static inline of_text of_text_of_bytes(of_bytes bytes)
{
    return (of_text){.data = (const char *)bytes.data, .len = bytes.len};
}

static inline bool of_bytes_equal(of_bytes a, of_bytes b)
{
    return (a.data == NULL) == (b.data == NULL) && a.len == b.len &&
           (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

static inline bool of_text_equal(of_text a, of_text b)
{
    return of_bytes_equal(of_bytes_of_text(a), of_bytes_of_text(b));
}

static inline bool of_text_is(of_text a, const char *nul_terminated)
{
    return a.data != NULL && of_text_equal(a, of_text_of(nul_terminated));
}

/* Byte order, shorter first on a common prefix: the order RocksDB keeps. <0, 0, >0. */
int of_bytes_compare(of_bytes a, of_bytes b);

/* True for well-formed UTF-8 (no surrogates, no overlong forms, nothing above U+10FFFF). */
bool of_text_is_utf8(of_text text);

/* Kafka's murmur2 as the Java client computes it (org.apache.kafka.common.utils.Utils.murmur2). */
uint32_t of_murmur2(of_bytes key);

/* The partition the Java client's default partitioner gives a non-null key. */
static inline int32_t of_partition_of_key(of_bytes key, int32_t partitions)
{
    return (int32_t)((of_murmur2(key) & 0x7fffffffu) % (uint32_t)partitions);
}

/* 64 bits, eight bytes at a time: for tables in memory, never for anything that is stored: it may
 * change with a release and differs by the machine's byte order. */
uint64_t of_hash(of_bytes bytes);
