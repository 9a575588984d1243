/* The latest version of each source row, kept in lists: the memory that makes a repeat harmless.
 *
 * A row never holds deltas. It holds, per source row, the version with the highest position; what
 * is derived is computed from all of them. So any order and any repetition of the same facts ends
 * in the same row. Records kept this way begin with `source` (text) and `position` (long). */
#pragma once

#include "processors/processor.h"

/* More source rows than one of our rows holds: beyond it a fact is refused, for a row must fit a
 * Kafka record. */
#define OF_SEEN_MAX 4000

/* "system|instance|table|row" and "system|instance", in the scratch; absent when it is full. */
of_text of_seen_source(of_ctx *ctx, const SourcePosition *source);
of_text of_seen_realm(of_ctx *ctx, const SourcePosition *source);
/* The CRM proposes what the ERP decides. */
bool of_realm_is_crm(of_text realm);

/* Puts `item` into the sorted list, unless the list knows its source row at this position or a
 * later one: then *fresh is false and nothing changes. The old items are never written to; the new
 * array lives in the scratch. */
of_status of_seen_put(of_ctx *ctx, of_array *list, size_t size, const void *item, bool *fresh);

/* The same on a typed list of the model. */
#define OF_SEEN_PUT(ctx, list, item, fresh)                                                        \
    do {                                                                                           \
        of_array of_seen_view_ = {(list)->items, (list)->len};                                     \
        OF_TRY(of_seen_put((ctx), &of_seen_view_, sizeof *(list)->items, (item), (fresh)));        \
        (list)->items = of_seen_view_.items;                                                       \
        (list)->len = of_seen_view_.len;                                                           \
    } while (0)

/* Room for one more item at `index` of a copy of the list; the caller fills it. ABORT when the
 * scratch is full, SKIP beyond OF_SEEN_MAX. */
of_status of_seen_insert(of_ctx *ctx, of_array *list, size_t size, size_t index);
/* A copy of the list that may be written to. */
of_status of_seen_own(of_ctx *ctx, of_array *list, size_t size);

/* Adds that column of all rows of the list to `sum`. */
#define OF_SEEN_ADD(sum, list, column)                                                             \
    for (size_t seen_ = 0; seen_ < (list)->len; seen_++) {                                         \
        (sum) += (list)->items[seen_].column;                                                      \
    }

/* SKIP for a quantity that is negative or beyond OF_QTY_MAX. */
of_status of_qty_check(int64_t qty);
/* SKIP for an amount beyond OF_AMOUNT_MAX, either way: the line of a discount is below zero. */
of_status of_amount_check(int64_t amount);
/* The later, the earlier of two times, where present. */
OptionalLong of_later(OptionalLong a, OptionalLong b);
OptionalLong of_earlier(OptionalLong a, OptionalLong b);

static inline int of_text_compare(of_text a, of_text b)
{
    return of_bytes_compare(of_bytes_of_text(a), of_bytes_of_text(b));
}
