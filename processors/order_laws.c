/* The laws of an order over what its node emits, as far as one input can tell (laws.h).
 *
 * Not judged here, but in histories only: FALL, which needs the fact's earlier version to know
 * whether it takes something back; OWNER and the event time of a line, since what an earlier
 * release published may move by a formula and not by the fact in hand; the quiescent laws, which
 * are exceptions of the business. */
#include "processors/judge.h"
#include "processors/laws.h"
#include "processors/processor.h"

/* The order states the sum of its lines: what an input moves in them, it moves in the order. */
static const char *judge_order(of_law_book *moved, const OrderState *before,
                               const OrderState *after)
{
    of_law_book book = *moved;
    *moved = (of_law_book){0};
    if (before != NULL) {
#define ADD_BUCKET(name) book.lines.name += before->totals.name;
        OF_EACH_BUCKET(ADD_BUCKET)
        book.line_count += before->line_count;
    }
    return of_laws_order(&book, before, after);
}

static const char *judge_line(of_law_book *moved, const LineState *before, const LineState *after)
{
    of_law_book_line(moved, before, after);
    return of_laws_line(before, after);
}

static const char *emitted(void *book, int result, const void *before, const void *after)
{
    return result == OF_TOPIC_line_state    ? judge_line(book, before, after)
           : result == OF_TOPIC_order_state ? judge_order(book, before, after)
                                            : NULL;
}

static of_status stored(of_ctx *ctx, int result, of_text key, const void *after,
                        const char **broken)
{
    if (result != OF_TOPIC_line_state) {
        return OF_OK;
    }
    const LineRow *row = NULL;
    OF_TRY(of_get_line(ctx, key, &row));
    SeenContentArray none = {0};
    *broken = of_laws_line_contents(after, row == NULL ? &none : &row->contents);
    return OF_OK;
}

static const char *closed(const void *book)
{
    static const of_law_book nothing;
    return memcmp(book, &nothing, sizeof nothing) == 0
               ? NULL
               : "LINES: a line moved and its order did not";
}

const of_judge order_laws_judge = {.laws =
                                       "RANGE, L1, L2, LEGS, LINES, CONTENTS, CARRIED, VERSION, "
                                       "MONEY",
                                   .book_bytes = sizeof(of_law_book),
                                   .emitted = emitted,
                                   .stored = stored,
                                   .closed = closed};
