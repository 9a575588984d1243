/* The full processor: typed handlers for what it reads, typed calls for what it keeps and emits.
 *
 * A handler is pure: time, state and input come in through `ctx` and its parameters. It returns
 * OF_OK, or a status whose record is then undone without a trace (SKIP: dead-lettered with the
 * reason). Texts and arrays handed to a handler, and rows it gets, live until it returns; what it
 * puts, emits and sends is copied at once. One thread per task: no locks, no globals.
 *
 *     const of_processor order_processor =
 *         OF_PROCESSOR(.answers = "Where is each order, over all systems?",
 *                      .of.order_header = on_header, .of.pick = on_pick);
 *
 * For "keep one record per key up to date" take processors/fold.h instead. This is the only header
 * an author of a processor includes. */
#pragma once

#include "avro/model.h"
#include "processors/context.h"
#include "topology/ids.h"

/* One typed slot per topic that can be read. A STATE is read as (before, after) of one change:
 * before is NULL for the first, after is never NULL. Changes within one record arrive as one, after
 * the record is folded, in the order of the page. */
typedef struct of_slots {
#define FACT(id, kafka, record, keyed)  of_status (*id)(of_ctx * ctx, const record *fact);
#define INNER(id, kafka, record, keyed) of_status (*id)(of_ctx * ctx, const record *fact);
#define EDGE(id, record, keyed)         of_status (*id)(of_ctx * ctx, const record *fact);
#define STATE(id, kafka, record, keyed)                                                            \
    of_status (*id)(of_ctx * ctx, const record *before, const record *after);
#include "topology/expand.h"
} of_slots;

struct of_processor {
    const char *answers; /* the question this processor answers, for `orderflow topology` */
    of_slots of;
    /* A timer set under the key in hand is due. */
    of_status (*on_timer)(of_ctx *ctx, of_text name, int64_t due_ms);
};

#define OF_PROCESSOR(...)                                                                          \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }

/* Typed access. Getters give NULL for a row that does not exist.
 *   of_status of_get_<store>(ctx, key, const Row **row);
 *   of_status of_put_<store>(ctx, key, const Row *row);      of_status of_delete_<store>(ctx, key);
 *   of_status of_emit_<inner, edge, log>(ctx, key, const Record *record);
 *   of_status of_emit_<state>(ctx, key, const Record *before, const Record *after);
 *   of_status of_send_<command>(ctx, const Command *command);   key, endpoint: in its header */
#define INNER(id, kafka, record, keyed)                                                            \
    static inline of_status of_emit_##id(of_ctx *ctx, of_text key, const record *fact)             \
    {                                                                                              \
        return of_ctx_emit(ctx, OF_TOPIC_##id, key, NULL, fact);                                   \
    }
#define EDGE(id, record, keyed) INNER(id, "", record, keyed)
#define STATE(id, kafka, record, keyed)                                                            \
    static inline of_status of_emit_##id(of_ctx *ctx, of_text key, const record *before,           \
                                         const record *after)                                      \
    {                                                                                              \
        return of_ctx_emit(ctx, OF_TOPIC_##id, key, before, after);                                \
    }
#define LOG(id, kafka, record, keyed) INNER(id, kafka, record, keyed)
#define COMMAND(id, kafka, record, participant)                                                    \
    static inline of_status of_send_##id(of_ctx *ctx, const record *command)                       \
    {                                                                                              \
        return of_ctx_send(ctx, OF_TOPIC_##id, &command->header, command);                         \
    }
#define STORE(id, number, record, keyed)                                                           \
    static inline of_status of_get_##id(of_ctx *ctx, of_text key, const record **row)              \
    {                                                                                              \
        const void *found = NULL;                                                                  \
        of_status status = of_ctx_get(ctx, OF_STORE_##id, key, &found);                            \
        *row = found;                                                                              \
        return status;                                                                             \
    }                                                                                              \
    static inline of_status of_put_##id(of_ctx *ctx, of_text key, const record *row)               \
    {                                                                                              \
        return of_ctx_put(ctx, OF_STORE_##id, key, row);                                           \
    }                                                                                              \
    static inline of_status of_delete_##id(of_ctx *ctx, of_text key)                               \
    {                                                                                              \
        return of_ctx_delete(ctx, OF_STORE_##id, key);                                             \
    }
#include "topology/expand.h"
