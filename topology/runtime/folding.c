/* Folds: (before, after) pairs to the tasks of their keys, and what a pair does there. */
#include "processors/folded.h"
#include "topology/base/assert.h"
#include "topology/runtime/worker.h"

/* ---- in the task of the row: pairs to the tasks of their keys ---- */

static int32_t type_of_row(const of_input *input, int32_t row)
{
    for (size_t i = 0; i < input->count; i++) {
        if (input->rows[i] == row) {
            return (int32_t)i;
        }
    }
    return -1;
}

typedef struct of_pair {
    const of_input *input;
    size_t type;
    of_text key;
    const void *before;
    const void *after;
} of_pair;

static of_status send_pair(of_worker *worker, const of_pair *pair)
{
    const of_record_type *type = pair->input->types[pair->type];
    of_assert(pair->key.data != NULL);
    of_arena_mark mark = of_arena_save(worker->turn_arena);
    void *change = of_arena_alloc(worker->turn_arena, type->size);
    if (change == NULL) {
        return OF_ABORT_AS("the turn's memory is full");
    }
    of_change_fill(type, pair->before, pair->after, change);
    of_buffer *out = &worker->encode_buffer;
    of_buffer_clear(out);
    of_status status = of_wire_encode(pair->input->schemas[pair->type], type, change, out);
    of_arena_rewind(worker->turn_arena, mark);
    OF_TRY(status);
    of_bytes key = of_bytes_of_text(pair->key);
    of_outgoing record = {.topic = pair->input->topic,
                          .partition = of_partition_of_key(key, worker->wiring->partitions),
                          .timestamp_ms = worker->turn.now_ms,
                          .key = key,
                          .value = of_buffer_bytes(out)};
    worker->turn.tally.records_out++;
    return of_send(worker, &record);
}

static of_text key_of(const of_fold *fold, int32_t row, const void *record)
{
    return record == NULL ? (of_text){0} : fold->key(fold->slots, row, record);
}

/* What a fold keeps of this row alone, in `state`. */
static bool is_counted(const of_fold *fold, int32_t row, const void *record, void *state)
{
    return of_ok(fold->add(fold->slots, row, state, record));
}

/* Does the row count for the same as before? `remove` takes out what `add` put in and rows come in
 * any order, so two rows that make the same of nothing make the same of anything: a pair of them
 * would be written, read and decoded to change nothing. */
static of_status counts_same(of_worker *worker, const of_graph_fold *page, const of_change *change,
                             bool *same)
{
    const of_record_type *kept = worker->wiring->graph->topics[page->topic].type;
    of_arena_mark mark = of_arena_save(worker->turn_arena);
    void *was = of_arena_alloc(worker->turn_arena, kept->size);
    void *is = of_arena_alloc(worker->turn_arena, kept->size);
    if (was == NULL || is == NULL) {
        return OF_ABORT_AS("the turn's memory is full");
    }
    *same = is_counted(page->fold, change->row, change->before, was) &&
            is_counted(page->fold, change->row, change->after, is) &&
            of_record_equal(kept, was, is);
    of_arena_rewind(worker->turn_arena, mark);
    return OF_OK;
}

static of_status send_to_fold(of_worker *worker, const of_input *input, const of_change *change)
{
    const of_graph_fold *page = &worker->wiring->graph->folds[input->fold];
    const of_fold *fold = page->fold;
    int32_t type = type_of_row(input, change->row);
    if (type < 0) {
        return OF_OK;
    }
    of_text old_key = key_of(fold, change->row, change->before);
    of_text new_key = key_of(fold, change->row, change->after);
    of_pair pair = {.input = input,
                    .type = (size_t)type,
                    .key = new_key,
                    .before = change->before,
                    .after = change->after};
    if (old_key.data != NULL && new_key.data != NULL && of_text_equal(old_key, new_key)) {
        bool same = false;
        OF_TRY(counts_same(worker, page, change, &same));
        return same ? OF_OK : send_pair(worker, &pair);
    }
    if (old_key.data != NULL) {
        pair.key = old_key;
        pair.after = NULL;
        OF_TRY(send_pair(worker, &pair));
    }
    if (new_key.data != NULL) {
        pair.key = new_key;
        pair.before = NULL;
        pair.after = change->after;
        OF_TRY(send_pair(worker, &pair));
    }
    return OF_OK;
}

of_status of_folding_send(of_worker *worker, const of_change *change)
{
    of_assert(worker->wiring->rows[change->row].change != NULL);
    for (size_t i = 0; i < worker->wiring->input_count; i++) {
        if (worker->wiring->inputs[i].fold >= 0) {
            OF_TRY(send_to_fold(worker, &worker->wiring->inputs[i], change));
        }
    }
    return OF_OK;
}

/* ---- in the task of the key ---- */

static void set_long(const of_record_type *type, const char *name, void *record, int64_t value)
{
    int32_t at = of_record_field(type, of_text_of(name));
    if (at >= 0 && type->fields[at].type.kind == OF_KIND_LONG && !type->fields[at].type.nullable) {
        memcpy((uint8_t *)record + type->fields[at].offset, &value, sizeof value);
    }
}

static int64_t get_long(const of_record_type *type, const char *name, const void *record)
{
    int64_t value = 0;
    int32_t at = of_record_field(type, of_text_of(name));
    if (record != NULL && at >= 0 && type->fields[at].type.kind == OF_KIND_LONG &&
        !type->fields[at].type.nullable) {
        memcpy(&value, (const uint8_t *)record + type->fields[at].offset, sizeof value);
    }
    return value;
}

/* The kept row with the pair folded in, in the record's arena. */
static of_status fold_in(of_ctx *ctx, const of_fold *fold, int32_t row, const void *before,
                         const void *after, void *state)
{
    of_assert(before != NULL || after != NULL);
    of_maybe(ctx->node == NULL);
    if (before != NULL) {
        OF_TRY(fold->remove(fold->slots, row, state, before));
    }
    return after == NULL ? OF_OK : fold->add(fold->slots, row, state, after);
}

of_status of_folding_apply(of_ctx *ctx, const of_input *input, size_t type, const void *change)
{
    const of_graph_fold *row = &ctx->worker->wiring->graph->folds[input->fold];
    const of_record_type *kept = ctx->worker->wiring->graph->topics[row->topic].type;
    const void *before = of_change_before(input->types[type], change);
    const void *after = of_change_after(input->types[type], change);
    if (before == NULL && after == NULL) {
        return OF_SKIP_AS("a pair of nothing and nothing");
    }
    const void *was = NULL;
    OF_TRY(of_shard_get(ctx->task->shard, row->store, ctx->key, &was));
    void *state = of_arena_alloc(ctx->worker->record_arena, kept->size);
    if (state == NULL) {
        return OF_ABORT_AS("the record's memory is full");
    }
    if (was != NULL) {
        OF_TRY(of_record_copy(kept, was, state, ctx->worker->record_arena));
    }
    OF_TRY(fold_in(ctx, row->fold, input->rows[type], before, after, state));
    if (was != NULL && of_record_equal(kept, was, state)) {
        return OF_OK;
    }
    set_long(kept, "version", state, get_long(kept, "version", was) + 1);
    set_long(kept, "updated_at", state, ctx->now_ms);
    OF_TRY(of_ctx_change(ctx, (int32_t)row->topic, ctx->key, was, state));
    return of_shard_put(ctx->task->shard, row->store, ctx->key, state);
}
