/* Entries of one partition: packing, appending, finding, and what a reader may see. */
#include "topology/kafka/embedded_partition.h"

#include "topology/base/assert.h"
#include "topology/base/memory.h"

#define CHUNK_MIN ((size_t)4 << 10)
#define CHUNK_MAX ((size_t)1 << 20)

_Static_assert(sizeof(of_entry) == 48, "entries are stored as they are");

void of_plog_free(of_plog *plog)
{
    for (uint32_t i = 0; i < plog->chunk_count; i++) {
        of_delete(plog->chunks[i]);
    }
    of_delete(plog->chunks);
    of_delete(plog->open);
    of_delete(plog->passes);
}

/* ---- packing -----------------------------------------------------------------------------------
 */

static size_t headers_size(const of_header *headers, size_t count)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++) {
        size += 2 * sizeof(uint32_t) + strlen(headers[i].name) + 1 + headers[i].value.len;
    }
    return size;
}

size_t of_entry_size(const of_entry_parts *parts)
{
    size_t size = sizeof(of_entry) + parts->key.len + parts->value.len +
                  headers_size(parts->headers, parts->header_count);
    return (size + 7) & ~(size_t)7;
}

static uint8_t *put(uint8_t *at, const void *data, size_t len)
{
    if (len > 0) {
        memcpy(at, data, len);
    }
    return at + len;
}

static uint8_t *put_headers(uint8_t *at, const of_entry_parts *parts)
{
    for (size_t i = 0; i < parts->header_count; i++) {
        const of_header *header = &parts->headers[i];
        uint32_t name_len = (uint32_t)strlen(header->name) + 1;
        uint32_t value_len = header->value.data == NULL ? OF_LEN_NULL : (uint32_t)header->value.len;
        at = put(at, &name_len, sizeof name_len);
        at = put(at, &value_len, sizeof value_len);
        at = put(at, header->name, name_len);
        at = put(at, header->value.data, header->value.len);
    }
    return at;
}

static of_bytes view(const uint8_t *at, uint32_t len)
{
    return len == OF_LEN_NULL ? (of_bytes){.data = NULL, .len = 0}
                              : (of_bytes){.data = at, .len = len};
}

static size_t length(uint32_t len)
{
    return len == OF_LEN_NULL ? 0 : len;
}

of_bytes of_entry_key(const of_entry *entry)
{
    return view((const uint8_t *)(entry + 1), entry->key_len);
}

of_bytes of_entry_value(const of_entry *entry)
{
    return view((const uint8_t *)(entry + 1) + length(entry->key_len), entry->value_len);
}

const uint8_t *of_entry_headers(const of_entry *entry)
{
    return (const uint8_t *)(entry + 1) + length(entry->key_len) + length(entry->value_len);
}

/* ---- appending ---------------------------------------------------------------------------------
 */

static of_chunk *add_chunk(of_plog *plog, size_t needed, int64_t first_offset)
{
    size_t size = CHUNK_MIN << (plog->chunk_count < 8 ? plog->chunk_count : 8);
    size = size > CHUNK_MAX ? CHUNK_MAX : size;
    size = size < needed ? needed : size;
    if (plog->chunk_count == plog->chunk_capacity) {
        plog->chunk_capacity = plog->chunk_capacity == 0 ? 4 : plog->chunk_capacity * 2;
        plog->chunks = of_renew(plog->chunks, plog->chunk_capacity * sizeof *plog->chunks);
    }
    of_chunk *chunk = of_new(sizeof *chunk + size);
    chunk->first_offset = first_offset;
    chunk->size = (uint32_t)size;
    plog->chunks[plog->chunk_count++] = chunk;
    return chunk;
}

static of_entry *reserve(of_plog *plog, size_t size, int64_t offset)
{
    of_chunk *last = plog->chunk_count == 0 ? NULL : plog->chunks[plog->chunk_count - 1];
    if (last == NULL || size > last->size - last->used) {
        last = add_chunk(plog, size, offset);
    }
    of_entry *entry = (of_entry *)(last->data + last->used / sizeof *last->data);
    last->used += (uint32_t)size;
    return entry;
}

static uint32_t find_open(const of_plog *plog, uint64_t txn)
{
    uint32_t i = 0;
    while (i < plog->open_count && plog->open[i].txn != txn) {
        i++;
    }
    return i;
}

static void open_txn(of_plog *plog, uint64_t txn, int64_t offset)
{
    if (find_open(plog, txn) < plog->open_count) {
        return;
    }
    if (plog->open_count == plog->open_capacity) {
        plog->open_capacity = plog->open_capacity == 0 ? 4 : plog->open_capacity * 2;
        plog->open = of_renew(plog->open, plog->open_capacity * sizeof *plog->open);
    }
    plog->open[plog->open_count++] = (of_open_txn){.txn = txn, .first_offset = offset};
}

static void hide(of_plog *plog, uint64_t txn, int64_t from)
{
    of_cursor cursor = {.offset = from};
    for (const of_entry *entry = of_cursor_entry(plog, &cursor); entry != NULL;
         entry = of_cursor_entry(plog, &cursor)) {
        if (entry->txn == txn && entry->kind == OF_ENTRY_DATA) {
            ((of_entry *)entry)->aborted = 1;
        }
        of_cursor_pass(&cursor, entry);
    }
}

static void close_txn(of_plog *plog, uint64_t txn, bool aborted)
{
    uint32_t i = find_open(plog, txn);
    if (i == plog->open_count) {
        return;
    }
    if (aborted) {
        hide(plog, txn, plog->open[i].first_offset);
    }
    plog->open_count--;
    memmove(&plog->open[i], &plog->open[i + 1], (plog->open_count - i) * sizeof *plog->open);
}

static void note(of_plog *plog, const of_entry *entry)
{
    if (entry->kind != OF_ENTRY_DATA) {
        close_txn(plog, entry->txn, entry->kind == OF_ENTRY_ABORT);
    } else if (entry->txn != 0) {
        open_txn(plog, entry->txn, entry->offset);
    }
    plog->next_offset = entry->offset + 1;
}

const of_entry *of_plog_append(of_plog *plog, const of_entry_parts *parts)
{
    size_t size = of_entry_size(parts);
    of_entry *entry = reserve(plog, size, plog->next_offset);
    *entry = (of_entry){
        .size = (uint32_t)size,
        .offset = plog->next_offset,
        .timestamp_ms = parts->timestamp_ms,
        .txn = parts->txn,
        .key_len = parts->key.data == NULL ? OF_LEN_NULL : (uint32_t)parts->key.len,
        .value_len = parts->value.data == NULL ? OF_LEN_NULL : (uint32_t)parts->value.len,
        .headers_len = (uint32_t)headers_size(parts->headers, parts->header_count),
        .header_count = (uint16_t)parts->header_count,
        .kind = (uint8_t)parts->kind,
    };
    uint8_t *at = put((uint8_t *)(entry + 1), parts->key.data, parts->key.len);
    at = put(at, parts->value.data, parts->value.len);
    put_headers(at, parts);
    note(plog, entry);
    return entry;
}

void of_plog_restore(of_plog *plog, const of_entry *entry)
{
    of_entry *copy = reserve(plog, entry->size, entry->offset);
    memcpy(copy, entry, entry->size);
    note(plog, copy);
}

void of_plog_keep(of_plog *plog, const of_entry *entry, uint64_t txn)
{
    of_entry *copy = reserve(plog, entry->size, entry->offset);
    memcpy(copy, entry, entry->size);
    copy->txn = txn;
}

void of_plog_cut(of_plog *plog, int64_t offset)
{
    of_assert(offset >= plog->start_offset && offset <= plog->next_offset);
    of_cursor cursor = {.offset = offset};
    if (of_cursor_entry(plog, &cursor) != NULL) {
        plog->chunks[cursor.chunk]->used = cursor.at;
        for (uint32_t i = cursor.chunk + 1; i < plog->chunk_count; i++) {
            of_delete(plog->chunks[i]);
        }
        plog->chunk_count = cursor.chunk + 1;
    }
    while (plog->open_count > 0 && plog->open[plog->open_count - 1].first_offset >= offset) {
        plog->open_count--;
    }
    plog->next_offset = offset;
    plog->version++;
}

int64_t of_plog_stable_offset(const of_plog *plog)
{
    return plog->open_count == 0 ? plog->next_offset : plog->open[0].first_offset;
}

/* ---- reading -----------------------------------------------------------------------------------
 */

/* Chunks are few and sorted; the scan within one is bounded by its size. */
static void place(const of_plog *plog, of_cursor *cursor)
{
    uint32_t low = 0;
    uint32_t high = plog->chunk_count;
    while (low + 1 < high) {
        uint32_t middle = low + (high - low) / 2;
        if (plog->chunks[middle]->first_offset <= cursor->offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    cursor->chunk = low;
    cursor->at = 0;
    cursor->version = plog->version;
    cursor->placed = true;
}

const of_entry *of_cursor_entry(const of_plog *plog, of_cursor *cursor)
{
    if (!cursor->placed || cursor->version != plog->version) {
        place(plog, cursor);
    }
    while (cursor->chunk < plog->chunk_count) {
        const of_chunk *chunk = plog->chunks[cursor->chunk];
        while (cursor->at < chunk->used) {
            const of_entry *entry = (const of_entry *)(chunk->data + cursor->at / 8);
            if (entry->offset >= cursor->offset) {
                return entry;
            }
            cursor->at += entry->size;
        }
        if (cursor->chunk + 1 == plog->chunk_count) {
            return NULL;
        }
        cursor->chunk++;
        cursor->at = 0;
    }
    return NULL;
}

void of_cursor_pass(of_cursor *cursor, const of_entry *entry)
{
    of_assert(entry->offset >= cursor->offset);
    cursor->at += entry->size;
    cursor->offset = entry->offset + 1;
}

const of_entry *of_cursor_visible(const of_plog *plog, of_cursor *cursor, bool read_committed)
{
    int64_t end = read_committed ? of_plog_stable_offset(plog) : plog->next_offset;
    while (cursor->offset < end) {
        const of_entry *entry = of_cursor_entry(plog, cursor);
        if (entry == NULL || entry->offset >= end) {
            /* The cleaner took what was left before the end. */
            cursor->offset = end;
            return NULL;
        }
        if (entry->kind == OF_ENTRY_DATA && !(read_committed && entry->aborted != 0)) {
            return entry;
        }
        of_cursor_pass(cursor, entry);
    }
    return NULL;
}
