/* What a processor may ask of the engine: the calls of processors/context.h, checked against the
 * processor's row on the page. */
#include "avro/model.h"
#include "topology/base/assert.h"
#include "topology/runtime/worker.h"

int64_t of_now(const of_ctx *ctx)
{
    return ctx->now_ms;
}

of_text of_key(const of_ctx *ctx)
{
    of_assert(ctx->key.data != NULL);
    return ctx->key;
}

of_arena *of_scratch(of_ctx *ctx)
{
    return ctx->worker->record_arena;
}

/* ---- timers ---- */

static of_status timer_of(const of_ctx *ctx, of_text name, int64_t due_ms, of_timer *timer)
{
    if (ctx->node == NULL || name.data == NULL) {
        return OF_SKIP_AS("a timer needs a node and a name");
    }
    *timer = (of_timer){
        .due_ms = due_ms, .node = of_node_number(ctx->node->id), .key = ctx->key, .name = name};
    return OF_OK;
}

of_status of_timer_set(of_ctx *ctx, of_text name, int64_t due_ms)
{
    of_timer timer = {0};
    OF_TRY(timer_of(ctx, name, due_ms, &timer));
    return of_shard_timer_set(ctx->task->shard, &timer);
}

of_status of_timer_clear(of_ctx *ctx, of_text name, int64_t due_ms)
{
    of_timer timer = {0};
    OF_TRY(timer_of(ctx, name, due_ms, &timer));
    return of_shard_timer_clear(ctx->task->shard, &timer);
}

/* ---- stores ---- */

static of_status check_kept(const of_ctx *ctx, int store)
{
    of_assert(ctx->task != NULL);
    bool kept = ctx->node != NULL && store > 0 && store < 64 &&
                (ctx->node->keeps & ((uint64_t)1 << store)) != 0;
    return kept ? OF_OK : OF_SKIP_AS("a node touches a store that its row does not keep");
}

of_status of_ctx_get(of_ctx *ctx, int store, of_text key, const void **row)
{
    OF_TRY(check_kept(ctx, store));
    return of_shard_get(ctx->task->shard, (uint16_t)store, key, row);
}

of_status of_ctx_put(of_ctx *ctx, int store, of_text key, const void *row)
{
    OF_TRY(check_kept(ctx, store));
    return of_shard_put(ctx->task->shard, (uint16_t)store, key, row);
}

of_status of_ctx_delete(of_ctx *ctx, int store, of_text key)
{
    OF_TRY(check_kept(ctx, store));
    return of_shard_delete(ctx->task->shard, (uint16_t)store, key);
}

of_status of_ctx_scan(of_ctx *ctx, int store, of_text prefix,
                      of_status (*visit)(void *state, of_text key, const void *row), void *state)
{
    OF_TRY(check_kept(ctx, store));
    return of_shard_scan(ctx->task->shard, (uint16_t)store, prefix, visit, state);
}

/* ---- emits ---- */

static of_status copy_row(of_worker *worker, const of_clone_plan *plan, const void *row,
                          const void **copy)
{
    size_t bytes = 0;
    *copy = NULL;
    if (row == NULL) {
        return OF_OK;
    }
    OF_TRY(of_clone_measure(plan, row, &bytes));
    void *to = of_arena_take(worker->turn_arena, bytes);
    if (to == NULL) {
        return OF_ABORT_AS("the turn's memory is full");
    }
    of_clone_into(plan, row, to);
    *copy = to;
    return OF_OK;
}

/* What the turn already holds of the change's row and key; NULL: it is the first. */
static const of_change *last_of(const of_worker *worker, const of_change *change)
{
    const of_change *last = of_changes_find(&worker->record_changes, change);
    return last != NULL ? last : of_changes_find(&worker->turn.changes, change);
}

/* Key and rows live until the turn ends. What the row was is what was emitted last, so that only
 * its first change of the turn has to copy it. */
static of_status own_change(of_worker *worker, of_change *change)
{
    const of_clone_plan *plan = worker->wiring->rows[change->row].clone;
    const of_change *last = last_of(worker, change);
    if (last != NULL && last->after != NULL && change->before != NULL) {
        change->key = last->key;
        change->before = last->after;
    } else {
        change->key = of_arena_text(worker->turn_arena, change->key);
        OF_TRY(copy_row(worker, plan, change->before, &change->before));
    }
    if (change->key.data == NULL) {
        return OF_ABORT_AS("the turn's memory is full");
    }
    return copy_row(worker, plan, change->after, &change->after);
}

of_status of_ctx_change(of_ctx *ctx, int32_t row, of_text key, const void *before,
                        const void *after)
{
    of_worker *worker = ctx->worker;
    if (key.data == NULL) {
        return OF_SKIP_AS("a record without a key was emitted");
    }
    of_change change = {.row = row,
                        .partition = ctx->task->partition,
                        .key = key,
                        .before = before,
                        .after = after,
                        .hash = of_change_hash(row, key)};
    OF_TRY(own_change(worker, &change));
    bool is_edge = worker->wiring->graph->topics[row].kind == OF_TOPIC_KIND_EDGE;
    if (!is_edge) {
        of_changes_merge(&worker->record_changes, change);
    }
    if (!worker->wiring->rows[row].is_read) {
        return OF_OK;
    }
    of_changes *pending = &worker->pending[worker->pending_now];
    if (is_edge) {
        of_changes_append(pending, change);
    } else {
        of_changes_merge(pending, change);
    }
    return OF_OK;
}

static of_status check_written(const of_ctx *ctx, int topic)
{
    of_assert(topic >= 0 && (size_t)topic < ctx->worker->wiring->graph->topic_count);
    bool named = ctx->node != NULL && (ctx->node->writes & ((of_topic_set)1 << topic)) != 0;
    return named ? OF_OK : OF_SKIP_AS("a node writes a topic that its row does not name");
}

of_status of_ctx_emit(of_ctx *ctx, int topic, of_text key, const void *before, const void *after)
{
    OF_TRY(check_written(ctx, topic));
    const of_wiring *wiring = ctx->worker->wiring;
    const of_graph_topic *row = &wiring->graph->topics[topic];
    switch (row->kind) {
    case OF_TOPIC_KIND_EDGE:
        of_assert(after != NULL);
        return of_ctx_change(ctx, topic, key, NULL, after);
    case OF_TOPIC_KIND_STATE:
        if (before == NULL && after == NULL) {
            return OF_OK;
        }
        OF_TRY(of_judging_emit(ctx, topic, before, after));
        return of_ctx_change(ctx, topic, key, before, after);
    case OF_TOPIC_KIND_INNER:
        return of_outbox_record(ctx->worker, &wiring->rows[topic].routes[0],
                                of_partition_of_key(of_bytes_of_text(key), wiring->partitions), key,
                                row->type, after);
    case OF_TOPIC_KIND_LOG:
        return of_outbox_record(ctx->worker, &wiring->rows[topic].routes[0], ctx->task->partition,
                                key, row->type, after);
    case OF_TOPIC_KIND_FACT:
    case OF_TOPIC_KIND_COMMAND:
        break;
    }
    return OF_SKIP_AS("a fact cannot be emitted, and a command is sent");
}

of_status of_ctx_send(of_ctx *ctx, int topic, const CommandHeader *header, const void *command)
{
    OF_TRY(check_written(ctx, topic));
    const of_wiring *wiring = ctx->worker->wiring;
    of_assert(wiring->graph->topics[topic].kind == OF_TOPIC_KIND_COMMAND);
    const of_route *route = of_wiring_route(wiring, topic, header->endpoint);
    if (route == NULL) {
        return OF_SKIP_AS("a command for an endpoint that the configuration does not name");
    }
    return of_outbox_record(ctx->worker, route, ctx->task->partition, header->order,
                            wiring->graph->topics[topic].type, command);
}
