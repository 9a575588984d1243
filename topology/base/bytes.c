/* Comparison, UTF-8, and the two hashes: Kafka's murmur2 (stored) and a fast one (never stored). */
#include "topology/base/bytes.h"

int of_bytes_compare(of_bytes a, of_bytes b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common == 0 ? 0 : memcmp(a.data, b.data, common);
    if (order != 0) {
        return order;
    }
    return (a.len > b.len) - (a.len < b.len);
}

/* Bytes that follow a lead byte, and the smallest code point its length may carry. */
static size_t sequence_tail(uint8_t lead, uint32_t *smallest)
{
    if ((lead & 0xe0u) == 0xc0u) {
        *smallest = 0x80;
        return 1;
    }
    if ((lead & 0xf0u) == 0xe0u) {
        *smallest = 0x800;
        return 2;
    }
    *smallest = 0x10000;
    return (lead & 0xf8u) == 0xf0u ? 3 : 0;
}

/* Eight bytes at a time; the last word may overlap the one before. */
static bool is_ascii(of_text text)
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
    return (seen & 0x8080808080808080u) == 0;
}

bool of_text_is_utf8(of_text text)
{
    if (is_ascii(text)) { /* as nearly all texts are */
        return true;
    }
    const uint8_t *data = (const uint8_t *)text.data;
    size_t at = 0;
    while (at < text.len) {
        uint8_t lead = data[at++];
        if (lead < 0x80) {
            continue;
        }
        uint32_t smallest = 0;
        size_t tail = sequence_tail(lead, &smallest);
        if (tail == 0 || tail > text.len - at) {
            return false;
        }
        uint32_t point = lead & (0x3fu >> tail);
        for (size_t i = 0; i < tail; i++, at++) {
            if ((data[at] & 0xc0u) != 0x80u) {
                return false;
            }
            point = point << 6 | (data[at] & 0x3fu);
        }
        if (point < smallest || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
            return false;
        }
    }
    return true;
}

static uint32_t load_u32_le(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

uint32_t of_murmur2(of_bytes key)
{
    const uint32_t m = 0x5bd1e995u;
    uint32_t h = 0x9747b28cu ^ (uint32_t)key.len;
    const uint8_t *data = key.data;
    size_t left = key.len;
    for (; left >= 4; left -= 4, data += 4) {
        uint32_t k = load_u32_le(data) * m;
        k ^= k >> 24;
        h = h * m ^ k * m;
    }
    if (left > 2) {
        h ^= (uint32_t)data[2] << 16;
    }
    if (left > 1) {
        h ^= (uint32_t)data[1] << 8;
    }
    if (left > 0) {
        h = (h ^ data[0]) * m;
    }
    h = (h ^ h >> 13) * m;
    return h ^ h >> 15;
}

uint64_t of_hash(of_bytes bytes)
{
    const uint64_t odd = 0x9e3779b97f4a7c15u;
    uint64_t hash = bytes.len * odd;
    uint64_t word = 0;
    size_t at = 0;
    for (; at + sizeof word <= bytes.len; at += sizeof word) {
        memcpy(&word, bytes.data + at, sizeof word);
        hash = (hash ^ word) * odd;
        hash ^= hash >> 32;
    }
    word = 0;
    if (at < bytes.len) {
        memcpy(&word, bytes.data + at, bytes.len - at);
    }
    hash = (hash ^ word) * odd;
    return hash ^ hash >> 29;
}
