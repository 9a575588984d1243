/* What a processor may ask of the engine while it handles one record; the runtime implements it.
 * Authors use the typed calls of processor.h; these carry them. */
#pragma once

#include "avro/codec/record.h"
#include "avro/model.h"
#include "topology/base/arena.h"
#include "topology/base/status.h"
#include "topology/base/time.h"

typedef struct of_ctx of_ctx;
typedef struct of_processor of_processor;

/* Engine time of this record, epoch ms: the same for every call while one record is handled. Of a
 * timer never before it is due, though the turn began before. */
int64_t of_now(const of_ctx *ctx);
/* The same, but never before that of the last publication: a host's clock is set back, and another
 * host's lags. */
static inline int64_t of_now_since(const of_ctx *ctx, int64_t last_ms)
{
    int64_t now_ms = of_now(ctx);
    return now_ms > last_ms ? now_ms : last_ms;
}
/* The key of the record (or timer) in hand. */
of_text of_key(const of_ctx *ctx);
/* Memory that lives until the handler returns; ABORT-worthy when it is full. */
of_arena *of_scratch(of_ctx *ctx);

/* Timers of (node, key in hand): set, cleared and fired by (name, due). They run on engine time,
 * fire once, and never before an answer that lay unread when they fell due. */
of_status of_timer_set(of_ctx *ctx, of_text name, int64_t due_ms);
of_status of_timer_clear(of_ctx *ctx, of_text name, int64_t due_ms);

of_status of_ctx_get(of_ctx *ctx, int store, of_text key, const void **row);
of_status of_ctx_put(of_ctx *ctx, int store, of_text key, const void *row);
of_status of_ctx_delete(of_ctx *ctx, int store, of_text key);
/* Rows whose key starts with `prefix`, ascending; the visitor must not put or delete. */
of_status of_ctx_scan(of_ctx *ctx, int store, of_text prefix,
                      of_status (*visit)(void *state, of_text key, const void *row), void *state);
of_status of_ctx_emit(of_ctx *ctx, int topic, of_text key, const void *before, const void *after);
of_status of_ctx_send(of_ctx *ctx, int topic, const CommandHeader *header, const void *command);
