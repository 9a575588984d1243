/* Memory by lifetime: everything allocated between two resets goes away at once.
 *
 * Four lifetimes exist (style): process, task, batch (one transaction), record (one callback).
 * An arena keeps its chunks over a reset, so a steady load allocates nothing from the system. It
 * never grows past its limit: a full arena is the caller's OF_ABORT (smaller batch), then OF_SKIP.
 * Not thread-safe: one owner. */
#pragma once

#include <stddef.h>

#include "topology/base/bytes.h"

typedef struct of_arena of_arena;

typedef struct of_arena_mark {
    void *chunk;
    size_t used;
    size_t total;
} of_arena_mark;

/* `limit_bytes` bounds all chunks together. Never NULL: a process that cannot start has no use. */
of_arena *of_arena_new(size_t limit_bytes);
void of_arena_free(of_arena *arena);

/* Zeroed, aligned for any type; NULL when the limit would be passed (or size overflows). */
void *of_arena_alloc(of_arena *arena, size_t size);
/* As of_arena_alloc but not zeroed, for what is written over at once. */
void *of_arena_take(of_arena *arena, size_t size);
void *of_arena_array(of_arena *arena, size_t count, size_t size);

/* Copies; the copy of a text is also NUL-terminated (the NUL is not counted). `data` is NULL when
 * the arena is full, or when the source was absent. */
of_text of_arena_text(of_arena *arena, of_text text);
of_bytes of_arena_bytes(of_arena *arena, of_bytes bytes);
/* The parts with `between` in the gaps, NUL-terminated; an absent part counts as empty. Absent when
 * the arena is full. */
of_text of_arena_join(of_arena *arena, char between, const of_text *parts, size_t count);
/* printf into the arena. Absent when the arena is full. */
of_text of_arena_format(of_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Savepoints: of_arena_rewind frees what was allocated since the mark was taken. */
of_arena_mark of_arena_save(const of_arena *arena);
void of_arena_rewind(of_arena *arena, of_arena_mark mark);
void of_arena_reset(of_arena *arena);

/* Bytes asked for since the last reset. */
size_t of_arena_used(const of_arena *arena);
/* Bytes held from the system, for the memory budget. */
size_t of_arena_held(const of_arena *arena);
