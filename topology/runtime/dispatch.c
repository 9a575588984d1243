/* One input, from its bytes to everything it changed: a record of a task, a record of a source, or
 * a timer. Each is a savepoint: what it refuses leaves no trace. */
#include "topology/base/assert.h"
#include "topology/base/log.h"
#include "topology/runtime/rows.h"
#include "topology/runtime/worker.h"

/* A chain of calls within one record that is longer than this never ends. */
#define ROUNDS_MAX 16

/* ---- calls ---- */

static of_status call(of_ctx *ctx, const of_graph_node *node, int32_t row, const void *before,
                      const void *after)
{
    const of_graph *graph = ctx->worker->wiring->graph;
    of_arena_mark mark = of_arena_save(ctx->worker->record_arena);
    ctx->node = node;
    of_status status = graph->call(node->processor, ctx, row, before, after);
    ctx->node = NULL;
    of_arena_rewind(ctx->worker->record_arena, mark);
    return status;
}

static of_status call_readers(of_ctx *ctx, int32_t row, const void *record)
{
    const of_wiring *wiring = ctx->worker->wiring;
    for (size_t i = 0; i < wiring->graph->node_count; i++) {
        const of_graph_node *node = &wiring->graph->nodes[i];
        if ((node->reads & wiring->rows[row].bit) != 0 &&
            wiring->graph->has(node->processor, row)) {
            OF_TRY(call(ctx, node, row, NULL, record));
        }
    }
    return OF_OK;
}

static of_topic_set rows_of(const of_wiring *wiring, const of_changes *changes)
{
    of_topic_set rows = 0;
    for (size_t i = 0; i < changes->count; i++) {
        rows |= wiring->rows[changes->items[i].row].bit;
    }
    return rows;
}

/* The changes of one round to one node that reads `rows` of them, in the order of the page. */
static of_status call_with_changes(of_ctx *ctx, const of_graph_node *node, of_topic_set rows,
                                   const of_changes *changes)
{
    const of_wiring *wiring = ctx->worker->wiring;
    for (size_t at = 0; at < wiring->called_count && rows != 0; at++) {
        int32_t row = wiring->called[at];
        if ((rows & wiring->rows[row].bit) == 0 || !wiring->graph->has(node->processor, row)) {
            continue;
        }
        for (size_t i = 0; i < changes->count; i++) {
            const of_change *change = &changes->items[i];
            if (change->row == row && change->after != NULL) {
                OF_TRY(call(ctx, node, change->row, change->before, change->after));
            }
        }
    }
    return OF_OK;
}

/* Calls those who read what changed, then those who read what that changed, until all is quiet. */
static of_status settle(of_ctx *ctx)
{
    of_worker *worker = ctx->worker;
    const of_graph *graph = worker->wiring->graph;
    for (int round = 0; round < ROUNDS_MAX; round++) {
        of_changes *changes = &worker->pending[worker->pending_now];
        if (changes->count == 0) {
            return of_judging_end(ctx);
        }
        worker->pending_now ^= 1;
        of_assert(worker->pending[worker->pending_now].count == 0);
        of_topic_set rows = rows_of(worker->wiring, changes);
        for (size_t i = 0; i < graph->node_count; i++) {
            const of_graph_node *node = &graph->nodes[i];
            OF_TRY(call_with_changes(ctx, node, node->reads & rows, changes));
        }
        of_changes_clear(changes);
    }
    return OF_SKIP_AS("the calls of one record do not come to an end");
}

/* ---- savepoints ---- */

/* FATAL of the state concerns one task; FATAL of Kafka the whole worker (is_broker_fault). */
of_status of_dispatch_keep(of_worker *worker, of_task *task)
{
    OF_TRY(of_outbox_keep(worker));
    if (task != NULL) {
        of_shard_keep(task->shard);
        worker->turn.is_crowded |= of_shard_is_crowded(task->shard);
    }
    return OF_OK;
}

void of_dispatch_undo(of_worker *worker, of_task *task)
{
    of_outbox_undo(worker);
    if (task != NULL) {
        of_shard_undo(task->shard);
    }
}

of_status of_dispatch_bury(of_worker *worker, const of_message *message, const char *reason)
{
    int32_t partition = message->partition % worker->wiring->partitions;
    of_outbox_begin(worker);
    OF_TRY(of_outbox_dead_letter(worker, partition, message, reason));
    worker->record_tally.records_in++;
    of_log(OF_WARN, "DEAD-LETTER", "topic=%s partition=%d offset=%lld reason=%s",
           of_topic_name(worker->options->kafka, message->topic), (int)message->partition,
           (long long)message->offset, reason);
    return OF_OK;
}

static of_status bury(of_worker *worker, of_task *task, const of_message *message,
                      const char *reason)
{
    OF_TRY(of_dispatch_bury(worker, message, reason));
    return of_dispatch_keep(worker, task);
}

static bool is_poison(const of_worker *worker, const of_input_name *input)
{
    const of_input_name *poison = &worker->poison.input;
    return worker->poison.is_set && poison->is_timer == input->is_timer &&
           poison->position.topic == input->position.topic &&
           poison->position.partition == input->position.partition &&
           poison->position.offset == input->position.offset && poison->hash == input->hash;
}

/* ---- records of a task ---- */

/* Someone computed another partition for this key: send the record on to where it belongs. */
static of_status send_on(of_worker *worker, const of_message *message, int32_t partition)
{
    of_assert(partition != message->partition);
    worker->record_tally.rekeyed++;
    return of_outbox_bytes(worker, message->topic, partition, message->key, message->value);
}

static of_status handle(of_ctx *ctx, const of_input *input, const of_message *message)
{
    of_worker *worker = ctx->worker;
    OF_TRY(of_input_check_key(input, message->key));
    if (message->value.data == NULL) {
        return OF_OK; /* facts are not deleted by tombstones */
    }
    int32_t partition = of_partition_of_key(message->key, worker->wiring->partitions);
    if (partition != message->partition) {
        return send_on(worker, message, partition);
    }
    bool parked = false;
    OF_TRY(of_quarantine_park(ctx, input, message, &parked));
    return parked ? OF_OK : of_dispatch_record(ctx, input, message);
}

of_status of_dispatch_record(of_ctx *ctx, const of_input *input, const of_message *message)
{
    of_worker *worker = ctx->worker;
    size_t type = 0;
    void *record = NULL;
    OF_TRY(of_wire_decode(worker->wire, message->value, input->types, input->count,
                          worker->record_arena, &type, &record));
    of_assert(type < input->count);
    if (input->fold < 0) {
        OF_TRY(of_wiring_check_named(worker->wiring, input->rows[type], ctx->key, record));
    }
    of_status status = input->fold >= 0 ? of_folding_apply(ctx, input, type, record)
                                        : call_readers(ctx, input->rows[type], record);
    status = of_ok(status) ? settle(ctx) : status;
    if (status.remedy == OF_QUARANTINE) {
        of_judging_fact(worker, input->types[type], record);
    }
    return status;
}

/* The order of a record that breaks a law is parked; of other keys nothing is, and the record goes
 * the way of all that can never work. */
static of_status refuse(of_ctx *ctx, const of_input *input, const of_message *message,
                        of_status why)
{
    if (why.remedy == OF_SKIP || !input->is_parked) {
        return bury(ctx->worker, ctx->task, message, why.what);
    }
    OF_TRY(of_quarantine_begin(ctx, message, why.what));
    return of_dispatch_keep(ctx->worker, ctx->task);
}

static of_status pause_input(of_worker *worker, of_position position, int64_t *wait_until_us)
{
    of_partition partition = {.topic = position.topic, .partition = position.partition};
    *wait_until_us = of_worker_mono_us(worker) + worker->options->registry_retry_ms * 1000;
    worker->turn.is_broker_fault = true; /* as to what a failure below means */
    OF_TRY(of_member_pause(worker->member, partition));
    OF_TRY(of_member_seek(worker->member, position));
    worker->turn.is_broker_fault = false;
    return OF_OK;
}

static of_status dispatch_to_task(of_worker *worker, of_task *task, int32_t index,
                                  const of_message *message)
{
    of_position *position = &task->inputs[index];
    of_turn_touch_task(worker, task);
    worker->turn.last =
        (of_input_name){.position = {message->topic, message->partition, message->offset}};
    if (is_poison(worker, &worker->turn.last)) {
        OF_TRY(bury(worker, task, message, worker->poison.reason));
        position->offset = message->offset + 1;
        return OF_OK;
    }
    of_ctx ctx = {.worker = worker,
                  .task = task,
                  .now_ms = worker->turn.now_ms,
                  .key = of_text_of_bytes(message->key)};
    of_outbox_begin(worker);
    of_status status = handle(&ctx, &worker->wiring->inputs[index], message);
    switch (status.remedy) {
    case OF_DONE:
        worker->record_tally.records_in++;
        OF_TRY(of_dispatch_keep(worker, task));
        break;
    case OF_SKIP:
    case OF_QUARANTINE:
        of_dispatch_undo(worker, task);
        OF_TRY(refuse(&ctx, &worker->wiring->inputs[index], message, status));
        break;
    case OF_RETRY:
        of_dispatch_undo(worker, task);
        of_log(OF_WARN, "INPUT-PAUSED", "topic=%s partition=%d reason=%s",
               worker->wiring->inputs[index].name, (int)message->partition, status.what);
        return pause_input(worker, *position, &task->wait_until_us[index]);
    case OF_ABORT:
    case OF_FATAL:
        return status;
    }
    position->offset = message->offset + 1;
    return OF_OK;
}

/* ---- records of a source ---- */

static of_status emit_fact(void *emit_state, const of_record_type *type, of_text key,
                           const void *record)
{
    of_worker *worker = emit_state;
    const of_wiring *wiring = worker->wiring;
    for (size_t row = 0; row < wiring->graph->topic_count; row++) {
        const of_graph_topic *topic = &wiring->graph->topics[row];
        if (topic->kind == OF_TOPIC_KIND_FACT &&
            (topic->type == type || strcmp(topic->type->name, type->name) == 0)) {
            int32_t partition = of_partition_of_key(of_bytes_of_text(key), wiring->partitions);
            return of_outbox_record(worker, &wiring->rows[row].routes[0], partition, key,
                                    topic->type, record);
        }
    }
    return OF_SKIP_AS("intake made a fact that the page does not know");
}

static of_status dispatch_to_intake(of_worker *worker, of_source *source, const of_message *message)
{
    const of_engine_intake *intake = worker->options->intake;
    of_assert(intake != NULL);
    of_turn_touch_source(worker, source);
    worker->turn.last =
        (of_input_name){.position = {message->topic, message->partition, message->offset}};
    if (is_poison(worker, &worker->turn.last)) {
        OF_TRY(bury(worker, NULL, message, worker->poison.reason));
        source->position.offset = message->offset + 1;
        return OF_OK;
    }
    of_outbox_begin(worker);
    of_status status =
        intake->record(worker->intake, message, worker->record_arena, emit_fact, worker);
    switch (status.remedy) {
    case OF_DONE:
        worker->record_tally.records_in++;
        OF_TRY(of_dispatch_keep(worker, NULL));
        break;
    case OF_SKIP:
    case OF_QUARANTINE:
        of_dispatch_undo(worker, NULL);
        OF_TRY(bury(worker, NULL, message, status.what));
        break;
    case OF_RETRY:
        of_dispatch_undo(worker, NULL);
        return pause_input(worker, source->position, &source->wait_until_us);
    case OF_FATAL:
        worker->failed_source = source;
        return status;
    case OF_ABORT:
        return status;
    }
    source->position.offset = message->offset + 1;
    return OF_OK;
}

static of_source *source_of(const of_worker *worker, const of_message *message)
{
    for (size_t i = 0; i < worker->source_count; i++) {
        of_source *source = &worker->sources[i];
        if (source->position.topic == message->topic &&
            source->position.partition == message->partition) {
            return source;
        }
    }
    return NULL;
}

of_status of_dispatch_message(of_worker *worker, const of_message *message)
{
    of_assert(worker->turn.is_open);
    worker->turn.bytes += message->key.len + message->value.len;
    int32_t index = of_wiring_input(worker->wiring, message->topic);
    if (index >= 0) {
        of_task *task = of_worker_task(worker, message->partition);
        /* A fetch may repeat a record: what lies below our own position was handled. */
        if (task == NULL || task->state != OF_TASK_RUNNING ||
            message->offset < task->inputs[index].offset) {
            return OF_OK;
        }
        worker->turn.inputs++;
        return dispatch_to_task(worker, task, index, message);
    }
    of_source *source = source_of(worker, message);
    if (source == NULL || !source->is_running || message->offset < source->position.offset) {
        return OF_OK;
    }
    worker->turn.inputs++;
    return dispatch_to_intake(worker, source, message);
}

/* ---- timers ---- */

uint64_t of_timer_hash(const of_timer *timer)
{
    return of_hash(of_bytes_of_text(timer->key)) * 31 + of_hash(of_bytes_of_text(timer->name)) +
           timer->node;
}

static of_status fire(of_ctx *ctx, int32_t node, const of_timer *timer)
{
    const of_graph *graph = ctx->worker->wiring->graph;
    if (node < 0) {
        return OF_SKIP_AS("a timer of a node that is not on the page");
    }
    bool parked = false;
    OF_TRY(of_quarantine_park_timer(ctx, node, timer, &parked));
    if (parked) {
        return OF_OK;
    }
    ctx->node = &graph->nodes[node];
    of_status status = graph->timer(ctx->node->processor, ctx, timer->name, timer->due_ms);
    ctx->node = NULL;
    OF_TRY(status);
    return settle(ctx);
}

static of_status bury_timer(of_worker *worker, of_task *task, const of_timer *timer,
                            const char *reason)
{
    of_outbox_begin(worker);
    const of_message message = {.topic = worker->wiring->inputs[0].topic,
                                .partition = task->partition,
                                .offset = timer->due_ms,
                                .key = of_bytes_of_text(timer->key),
                                .value = of_bytes_of_text(timer->name)};
    OF_TRY(of_outbox_dead_letter(worker, task->partition, &message, reason));
    OF_TRY(of_shard_timer_clear(task->shard, timer));
    of_log(OF_WARN, "TIMER-REFUSED", "partition=%d reason=%s", (int)task->partition, reason);
    return of_dispatch_keep(worker, task);
}

of_status of_dispatch_timer(of_worker *worker, of_task *task, const of_timer *timer)
{
    of_assert(worker->turn.is_open && task->state == OF_TASK_RUNNING);
    of_turn_touch_task(worker, task);
    worker->turn.inputs++;
    worker->turn.last = (of_input_name){
        .is_timer = true,
        .position = {.topic = 0, .partition = task->partition, .offset = timer->due_ms},
        .hash = of_timer_hash(timer)};
    /* The texts of `timer` die with the first undo. */
    of_timer mine = {.due_ms = timer->due_ms,
                     .node = timer->node,
                     .key = of_arena_text(worker->turn_arena, timer->key),
                     .name = of_arena_text(worker->turn_arena, timer->name)};
    if (mine.key.data == NULL || mine.name.data == NULL) {
        return OF_ABORT_AS("the turn's memory is full");
    }
    bool poison = is_poison(worker, &worker->turn.last);
    int32_t node = of_wiring_node(worker->wiring, timer->node);
    /* Its turn may have begun before it fell due: a handler that finds nothing due yet would set it
     * for the same moment again, or never. */
    int64_t began_ms = worker->turn.now_ms;
    of_ctx ctx = {.worker = worker,
                  .task = task,
                  .now_ms = began_ms > mine.due_ms ? began_ms : mine.due_ms,
                  .key = mine.key};
    if (node >= 0 && node == worker->wiring->quarantine_node) {
        return of_quarantine_replay(&ctx, &mine, poison ? worker->poison.reason : NULL);
    }
    if (poison) {
        return bury_timer(worker, task, &mine, worker->poison.reason);
    }
    of_outbox_begin(worker);
    /* Cleared before it is handled, so that the handler may set the same one again. */
    OF_TRY(of_shard_timer_clear(task->shard, &mine));
    of_status status = fire(&ctx, node, &mine);
    worker->record_tally.timers_fired++;
    bool breaks = status.remedy == OF_QUARANTINE && worker->wiring->judged[node].is_parked;
    if (breaks || status.remedy == OF_SKIP || status.remedy == OF_QUARANTINE) {
        of_dispatch_undo(worker, task);
        if (!breaks) {
            return bury_timer(worker, task, &mine, status.what);
        }
        status = of_quarantine_begin_timer(&ctx, node, &mine, status.what);
    }
    OF_TRY(status);
    return of_dispatch_keep(worker, task);
}
