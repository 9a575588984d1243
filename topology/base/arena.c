/* Arena: a list of chunks that is walked forward and kept over a reset.
 *
 *   first -> chunk -> chunk -> ...      `current` is where allocation goes on; chunks behind it are
 *              ^ current                full, chunks after it are kept from before the last reset
 */
#include "topology/base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>

#include "topology/base/assert.h"
#include "topology/base/memory.h"

#define CHUNK_BYTES_MIN ((size_t)64 << 10)
#define ALIGNMENT       alignof(max_align_t)

typedef struct chunk {
    struct chunk *next;
    size_t capacity;
    alignas(max_align_t) uint8_t data[];
} chunk;

struct of_arena {
    chunk *first;
    chunk *current;
    size_t used;  /* in current */
    size_t total; /* asked for since the last reset */
    size_t held;
    size_t limit;
};

of_arena *of_arena_new(size_t limit_bytes)
{
    of_assert(limit_bytes > 0);
    of_arena *arena = of_new(sizeof *arena);
    arena->limit = limit_bytes;
    return arena;
}

void of_arena_free(of_arena *arena)
{
    if (arena == NULL) {
        return;
    }
    for (chunk *at = arena->first; at != NULL;) {
        chunk *next = at->next;
        of_delete(at);
        at = next;
    }
    of_delete(arena);
}

static chunk *chunk_after(of_arena *arena, size_t size)
{
    chunk **link = arena->current == NULL ? &arena->first : &arena->current->next;
    /* A kept chunk that is too small for this request goes, so that the list never fragments. */
    while (*link != NULL && (*link)->capacity < size) {
        chunk *small = *link;
        *link = small->next;
        arena->held -= small->capacity;
        of_delete(small);
    }
    if (*link == NULL) {
        size_t capacity = size > CHUNK_BYTES_MIN ? size : CHUNK_BYTES_MIN;
        if (arena->held + capacity > arena->limit) {
            capacity = size;
        }
        if (arena->held + capacity > arena->limit) {
            return NULL;
        }
        *link = of_new(sizeof(chunk) + capacity);
        (*link)->capacity = capacity;
        arena->held += capacity;
    }
    return *link;
}

void *of_arena_take(of_arena *arena, size_t size)
{
    if (size > arena->limit) {
        return NULL;
    }
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (arena->current == NULL || arena->current->capacity - arena->used < size) {
        chunk *next = chunk_after(arena, size);
        if (next == NULL) {
            return NULL;
        }
        arena->current = next;
        arena->used = 0;
    }
    void *memory = arena->current->data + arena->used;
    arena->used += size;
    arena->total += size;
    return memory;
}

void *of_arena_alloc(of_arena *arena, size_t size)
{
    void *memory = of_arena_take(arena, size);
    return memory == NULL ? NULL : memset(memory, 0, size);
}

void *of_arena_array(of_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > arena->limit / size) {
        return NULL;
    }
    return of_arena_alloc(arena, count * size);
}

of_text of_arena_text(of_arena *arena, of_text text)
{
    if (text.data == NULL) {
        return text;
    }
    char *copy = of_arena_take(arena, text.len + 1);
    if (copy == NULL) {
        return (of_text){0};
    }
    memcpy(copy, text.data, text.len);
    copy[text.len] = '\0';
    return (of_text){.data = copy, .len = text.len};
}

of_bytes of_arena_bytes(of_arena *arena, of_bytes bytes)
{
    return of_bytes_of_text(of_arena_text(arena, of_text_of_bytes(bytes)));
}

of_text of_arena_join(of_arena *arena, char between, const of_text *parts, size_t count)
{
    of_assert(count > 0);
    size_t len = count - 1;
    for (size_t i = 0; i < count; i++) {
        len += parts[i].len;
    }
    char *text = of_arena_take(arena, len + 1);
    if (text == NULL) {
        return (of_text){0};
    }
    char *at = text;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].len > 0) {
            memcpy(at, parts[i].data, parts[i].len);
            at += parts[i].len;
        }
        *at++ = i + 1 < count ? between : '\0';
    }
    return (of_text){.data = text, .len = len};
}

of_text of_arena_format(of_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    of_assert(len >= 0);
    char *text = of_arena_take(arena, (size_t)len + 1);
    if (text == NULL) {
        return (of_text){0};
    }
    va_start(args, format);
    vsnprintf(text, (size_t)len + 1, format, args);
    va_end(args);
    return (of_text){.data = text, .len = (size_t)len};
}

of_arena_mark of_arena_save(const of_arena *arena)
{
    return (of_arena_mark){.chunk = arena->current, .used = arena->used, .total = arena->total};
}

void of_arena_rewind(of_arena *arena, of_arena_mark mark)
{
    arena->current = mark.chunk;
    arena->used = mark.used;
    arena->total = mark.total;
}

void of_arena_reset(of_arena *arena)
{
    of_arena_rewind(arena, (of_arena_mark){0});
}

size_t of_arena_used(const of_arena *arena)
{
    return arena->total;
}

size_t of_arena_held(const of_arena *arena)
{
    return arena->held;
}
