/* The engine as a processor sees it, in memory and without a broker: rows by key, captured emits.
 *
 * It is no kinder than the engine: rows and emits are deep copies, everything stored or emitted
 * must be encodable, a loaded row must not be written to, and a handler that refuses leaves no
 * trace. */
#pragma once

#include "processors/processor.h"

typedef struct fake_emit {
    int topic;
    of_text key;
    void *before; /* NULL: none */
    void *after;  /* NULL: it is gone */
} fake_emit;

/* All rows and emits start empty. */
of_ctx *fake_context_new(void);
void fake_context_free(of_ctx *ctx);
void fake_context_reset(of_ctx *ctx);

/* Without the checks that cost more than the record: that everything can be encoded, and that no
 * loaded row was written to. For long runs over what the unit tests run with them. */
void fake_trust(of_ctx *ctx);

/* Fires every timer due until `now_ms`, in the order of their due times, each on its own time. */
of_status fake_fire(of_ctx *ctx, const of_processor *processor, int64_t now_ms);

/* All timers that are set are gone, as one is that the engine had to refuse. */
void fake_drop_timers(of_ctx *ctx);

/* Handles one fact (or inner record, or edge, or a state that is published for the first time) of
 * `topic` and keeps what it did if it was fine. */
of_status fake_run(of_ctx *ctx, const of_processor *processor, int topic, of_text key,
                   const void *fact);
void fake_set_now(of_ctx *ctx, int64_t now_ms);

/* The stored row, or NULL. */
const void *fake_row(const of_ctx *ctx, int store, of_text key);
size_t fake_row_count(const of_ctx *ctx, int store);

/* Emits since the last reset, in order; those of refused records are not among them. */
size_t fake_emit_count(const of_ctx *ctx);
const fake_emit *fake_emit_at(const of_ctx *ctx, size_t index);
/* The last record emitted under the key on the topic, or NULL. */
const void *fake_last(const of_ctx *ctx, int topic, of_text key);
/* Called for every emit at once, before the handler goes on. */
void fake_on_emit(of_ctx *ctx, void (*check)(void *state, const fake_emit *emit), void *state);

/* Rows put since the last reset. */
size_t fake_put_count(const of_ctx *ctx);
