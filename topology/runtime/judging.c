/* Holds what nodes emit against the laws of their judges (the JUDGE rows of the page), input by
 * input, before any of it is kept. */
#include "avro/codec/json.h"
#include "avro/model.h"
#include "processors/judge.h"
#include "topology/base/assert.h"
#include "topology/runtime/worker.h"

/* Of the result that broke a law, in the quarantine log. */
#define VALUES_BYTES_MAX ((size_t)16 << 10)

static const of_judged *judged_of(const of_wiring *wiring, const of_graph_node *node)
{
    return &wiring->judged[node - wiring->graph->nodes];
}

static of_status broken_with(of_worker *worker, int32_t result, const void *after, const char *law)
{
    of_buffer *values = &worker->judging.breach.values;
    of_buffer_clear(values);
    of_status shown =
        of_record_to_json(worker->wiring->graph->topics[result].type, after, true, values);
    size_t most = of_ok(shown) ? VALUES_BYTES_MAX : 0;
    values->len = values->len > most ? most : values->len;
    while (values->len > 0 && !of_text_is_utf8(of_text_of_bytes(of_buffer_bytes(values)))) {
        values->len--; /* the cut fell into a character */
    }
    return OF_QUARANTINE_AS(law);
}

of_status of_judging_emit(const of_ctx *ctx, int32_t result, const void *before, const void *after)
{
    of_worker *worker = ctx->worker;
    const of_judged *judged = judged_of(worker->wiring, ctx->node);
    if (judged->by == NULL || after == NULL ||
        (judged->by->results & worker->wiring->rows[result].bit) == 0) {
        return OF_OK;
    }
    worker->judging.is_begun = true;
    void *book = worker->judging.books + judged->book_at;
    const char *law = judged->by->judge->emitted(book, result, before, after);
    return law == NULL ? OF_OK : broken_with(worker, result, after, law);
}

/* What can be judged only with the rows stored: each result once, as it came to be. */
static of_status judge_stored(of_ctx *ctx, const of_judged *judged)
{
    const of_changes *changes = &ctx->worker->record_changes;
    for (size_t i = 0; i < changes->count; i++) {
        const of_change *change = &changes->items[i];
        const char *law = NULL;
        if ((judged->by->results & ctx->worker->wiring->rows[change->row].bit) == 0 ||
            change->after == NULL) {
            continue;
        }
        OF_TRY(judged->by->judge->stored(ctx, change->row, change->key, change->after, &law));
        if (law != NULL) {
            return broken_with(ctx->worker, change->row, change->after, law);
        }
    }
    return OF_OK;
}

of_status of_judging_end(of_ctx *ctx)
{
    of_worker *worker = ctx->worker;
    const of_wiring *wiring = worker->wiring;
    of_assert(ctx->node == NULL);
    of_status status = OF_OK;
    size_t count = worker->judging.is_begun ? wiring->graph->node_count : 0;
    for (size_t i = 0; i < count && of_ok(status); i++) {
        const of_judged *judged = &wiring->judged[i];
        if (judged->by == NULL) {
            continue;
        }
        ctx->node = &wiring->graph->nodes[i];
        status = judge_stored(ctx, judged);
        ctx->node = NULL;
        const char *law = judged->by->judge->closed(worker->judging.books + judged->book_at);
        if (of_ok(status) && law != NULL) {
            of_buffer_clear(&worker->judging.breach.values);
            status = OF_QUARANTINE_AS(law);
        }
    }
    return status;
}

void of_judging_fact(of_worker *worker, const of_record_type *type, const void *fact)
{
    OptionalLong *position = &worker->judging.breach.position;
    *position = (OptionalLong){0};
    int32_t at = of_record_field(type, OF_TEXT("source"));
    if (at >= 0 && type->fields[at].type.record == &of_SourcePosition_type &&
        !type->fields[at].type.nullable) {
        const SourcePosition *source =
            (const void *)((const uint8_t *)fact + type->fields[at].offset);
        *position = (OptionalLong){.present = true, .value = source->position};
    }
}
