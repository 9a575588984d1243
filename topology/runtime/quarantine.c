/* Keys that broke a law: their records and due timers are parked as rows of the task, in sequence,
 * until an operator has them replayed or dropped.
 *
 *   free ── a law breaks ──► held: all inputs of the key are parked ── Control ──► replaying
 *    ▲                         ▲                                                    │ │
 *    │                         └──────────────── a law breaks ──────────────────────┘ │
 *    └─────────────────────────────── nothing is parked any more ────────────────────┘
 *
 * The timer "replay" of the quarantine node takes one parked record a time out of the rows, each a
 * savepoint within an ordinary turn. It is due before every timer of the key, so that those meet
 * what the records made of it. Timers that fell due meanwhile are set again before the first record
 * is replayed, so that it may clear them. */
#include "avro/model.h"
#include "topology/base/assert.h"
#include "topology/base/log.h"
#include "topology/runtime/worker.h"

/* ---- rows ---- */

static const of_graph_quarantine *page_of(const of_ctx *ctx)
{
    return ctx->worker->wiring->graph->quarantine;
}

static of_status find(const of_ctx *ctx, const QuarantineRow **row)
{
    const void *found = NULL;
    if (ctx->task->may_hold_parked) {
        OF_TRY(of_shard_get(ctx->task->shard, page_of(ctx)->orders, ctx->key, &found));
    }
    *row = found;
    return OF_OK;
}

static of_status put(const of_ctx *ctx, const QuarantineRow *row)
{
    return of_shard_put(ctx->task->shard, page_of(ctx)->orders, ctx->key, row);
}

static of_status key_of_record(const of_ctx *ctx, int64_t sequence, of_text *key)
{
    *key = of_arena_format(ctx->worker->record_arena, "%.*s|%019lld", OF_TEXT_ARG(ctx->key),
                           (long long)sequence);
    return key->data == NULL ? OF_ABORT_AS("the record's memory is full") : OF_OK;
}

static of_status park_record(const of_ctx *ctx, const of_message *message, int64_t sequence)
{
    of_text key = {0};
    ParkedRow parked = {.topic =
                            of_text_of(of_topic_name(ctx->worker->options->kafka, message->topic)),
                        .partition = message->partition,
                        .offset = message->offset,
                        .value = message->value,
                        .at = ctx->now_ms};
    OF_TRY(key_of_record(ctx, sequence, &key));
    return of_shard_put(ctx->task->shard, page_of(ctx)->parked, key, &parked);
}

/* The same timer gives the same key: it is parked once. */
static of_status park_timer(const of_ctx *ctx, int32_t node, const of_timer *timer, of_text *key)
{
    const char *id = ctx->worker->wiring->graph->nodes[node].id;
    ParkedRow parked = {.partition = -1,
                        .offset = -1,
                        .node = of_text_of(id),
                        .name = timer->name,
                        .due = {.present = true, .value = timer->due_ms},
                        .at = ctx->now_ms};
    *key =
        of_arena_format(ctx->worker->record_arena, "%.*s|T%019lld|%s|%.*s", OF_TEXT_ARG(ctx->key),
                        (long long)timer->due_ms, id, OF_TEXT_ARG(timer->name));
    if (key->data == NULL) {
        return OF_ABORT_AS("the record's memory is full");
    }
    return of_shard_put(ctx->task->shard, page_of(ctx)->parked, *key, &parked);
}

/* ---- the log ---- */

static of_status enter(const of_ctx *ctx, QuarantineEntry entry, const QuarantineRow *row)
{
    const of_wiring *wiring = ctx->worker->wiring;
    of_topic_id log = wiring->graph->quarantine->log;
    entry.order = ctx->key;
    entry.parked = row->next - row->first;
    entry.control = row->control;
    entry.at = ctx->now_ms;
    return of_outbox_record(ctx->worker, &wiring->rows[log].routes[0], ctx->task->partition,
                            ctx->key, &of_QuarantineEntry_type, &entry);
}

/* `message`: the fact that broke it; NULL: a timer did, which was due at due_ms. */
static of_status enter_break(const of_ctx *ctx, const QuarantineRow *row, const of_message *message,
                             int64_t due_ms)
{
    of_worker *worker = ctx->worker;
    of_breach *breach = &worker->judging.breach;
    QuarantineEntry entry = {
        .event = QUARANTINE_EVENT_BROKEN, .law = row->law, .partition = -1, .offset = due_ms};
    if (breach->values.len > 0) {
        entry.values = of_text_of_bytes(of_buffer_bytes(&breach->values));
    }
    if (message != NULL) {
        entry.topic = of_text_of(of_topic_name(worker->options->kafka, message->topic));
        entry.partition = message->partition;
        entry.offset = message->offset;
        entry.position = breach->position;
    }
    of_log(OF_ERROR, "QUARANTINED", "order=%.*s topic=%.*s partition=%d offset=%lld law=%.*s",
           OF_TEXT_ARG(ctx->key), OF_TEXT_ARG(entry.topic), (int)entry.partition,
           (long long)entry.offset, OF_TEXT_ARG(row->law));
    of_status status = enter(ctx, entry, row);
    of_buffer_clear(&breach->values);
    return status;
}

/* ---- parking ---- */

static of_status stop_at_first(void *state, of_text key, const void *row)
{
    (void)key;
    (void)row;
    *(bool *)state = true;
    return OF_SKIP_AS("one is enough");
}

of_status of_quarantine_open(const of_wiring *wiring, of_task *task)
{
    const of_graph_quarantine *page = wiring->graph->quarantine;
    task->may_hold_parked = false;
    if (page == NULL) {
        return OF_OK;
    }
    of_status status = of_shard_scan(task->shard, page->orders, OF_TEXT(""), stop_at_first,
                                     &task->may_hold_parked);
    of_shard_undo(task->shard); /* lets go of what the scan held */
    return task->may_hold_parked ? OF_OK : status;
}

of_status of_quarantine_park(of_ctx *ctx, const of_input *input, const of_message *message,
                             bool *parked)
{
    const QuarantineRow *row = NULL;
    if (input->is_parked) {
        OF_TRY(find(ctx, &row));
    }
    *parked = row != NULL;
    if (row == NULL) {
        return OF_OK;
    }
    QuarantineRow next = *row;
    OF_TRY(park_record(ctx, message, next.next));
    next.next++;
    return put(ctx, &next);
}

of_status of_quarantine_begin(of_ctx *ctx, const of_message *message, const char *law)
{
    QuarantineRow row = {
        .order = ctx->key, .law = of_text_of(law), .since = ctx->now_ms, .first = 1, .next = 2};
    of_outbox_begin(ctx->worker);
    ctx->task->may_hold_parked = true;
    ctx->worker->record_tally.records_in++;
    OF_TRY(park_record(ctx, message, row.first));
    OF_TRY(put(ctx, &row));
    return enter_break(ctx, &row, message, -1);
}

of_status of_quarantine_park_timer(of_ctx *ctx, int32_t node, const of_timer *timer, bool *parked)
{
    const QuarantineRow *row = NULL;
    of_text key = {0};
    if (ctx->worker->wiring->judged[node].is_parked) {
        OF_TRY(find(ctx, &row));
    }
    *parked = row != NULL;
    return row == NULL ? OF_OK : park_timer(ctx, node, timer, &key);
}

of_status of_quarantine_begin_timer(of_ctx *ctx, int32_t node, const of_timer *timer,
                                    const char *law)
{
    QuarantineRow row = {
        .order = ctx->key, .law = of_text_of(law), .since = ctx->now_ms, .first = 1, .next = 1};
    of_outbox_begin(ctx->worker);
    ctx->task->may_hold_parked = true;
    ctx->worker->record_tally.timers_fired++;
    OF_TRY(of_shard_timer_clear(ctx->task->shard, timer));
    OF_TRY(park_timer(ctx, node, timer, &row.timer));
    OF_TRY(put(ctx, &row));
    return enter_break(ctx, &row, NULL, timer->due_ms);
}

/* ---- replaying ---- */

typedef struct waiting {
    of_text key; /* of its row */
    of_timer timer;
    struct waiting *next;
} waiting;

typedef struct waiting_list {
    const of_ctx *ctx;
    waiting *first;
} waiting_list;

static of_status note_timer(void *state, of_text key, const void *row)
{
    waiting_list *list = state;
    const ParkedRow *parked = row;
    of_arena *arena = list->ctx->worker->record_arena;
    waiting *one = of_arena_alloc(arena, sizeof *one);
    of_text node = of_arena_format(arena, "%.*s", OF_TEXT_ARG(parked->node));
    if (one == NULL || node.data == NULL) {
        return OF_ABORT_AS("the record's memory is full");
    }
    *one = (waiting){.key = of_arena_text(arena, key),
                     .timer = {.due_ms = parked->due.value,
                               .node = of_node_number(node.data),
                               .key = list->ctx->key,
                               .name = of_arena_text(arena, parked->name)},
                     .next = list->first};
    if (one->key.data == NULL || one->timer.name.data == NULL) {
        return OF_ABORT_AS("the record's memory is full");
    }
    list->first = one;
    return OF_OK;
}

/* Sets the parked timers again; what an operator drops stays away. */
static of_status set_timers(const of_ctx *ctx, const QuarantineRow *row)
{
    of_shard *shard = ctx->task->shard;
    waiting_list list = {.ctx = ctx};
    of_text prefix = of_arena_format(ctx->worker->record_arena, "%.*s|T", OF_TEXT_ARG(ctx->key));
    if (prefix.data == NULL) {
        return OF_ABORT_AS("the record's memory is full");
    }
    OF_TRY(of_shard_scan(shard, page_of(ctx)->parked, prefix, note_timer, &list));
    for (const waiting *each = list.first; each != NULL; each = each->next) {
        bool dropped =
            row->drops && row->timer.data != NULL && of_text_equal(row->timer, each->key);
        OF_TRY(of_shard_delete(shard, page_of(ctx)->parked, each->key));
        if (!dropped) {
            OF_TRY(of_shard_timer_set(shard, &each->timer));
        }
    }
    return OF_OK;
}

/* The next one, again before every timer of the key. */
static of_status go_on(const of_ctx *ctx, const of_timer *timer)
{
    of_timer next = *timer;
    next.due_ms = 0;
    return of_shard_timer_set(ctx->task->shard, &next);
}

static of_status get_ready(const of_ctx *ctx, const of_timer *timer, const QuarantineRow *row)
{
    QuarantineRow next = *row;
    OF_TRY(set_timers(ctx, row));
    next.ready = true;
    next.timer = (of_text){0};
    OF_TRY(put(ctx, &next));
    return go_on(ctx, timer);
}

static of_status end(const of_ctx *ctx, const QuarantineRow *row)
{
    OF_TRY(set_timers(ctx, row));
    OF_TRY(enter(ctx,
                 (QuarantineEntry){.event = QUARANTINE_EVENT_OVER, .partition = -1, .offset = -1},
                 row));
    return of_shard_delete(ctx->task->shard, page_of(ctx)->orders, ctx->key);
}

/* The first parked record is done with; the next one follows. */
static of_status advance(const of_ctx *ctx, const of_timer *timer, const QuarantineRow *row)
{
    of_text key = {0};
    QuarantineRow next = *row;
    next.first++;
    OF_TRY(key_of_record(ctx, row->first, &key));
    OF_TRY(of_shard_delete(ctx->task->shard, page_of(ctx)->parked, key));
    OF_TRY(put(ctx, &next));
    return go_on(ctx, timer);
}

/* The first parked record as it was read. Valid until the savepoint ends. */
static of_status first_record(const of_ctx *ctx, const QuarantineRow *row, of_message *message)
{
    const void *found = NULL;
    of_text key = {0};
    OF_TRY(key_of_record(ctx, row->first, &key));
    OF_TRY(of_shard_get(ctx->task->shard, page_of(ctx)->parked, key, &found));
    if (found == NULL) {
        return OF_FATAL_AS("a parked record is missing");
    }
    const ParkedRow *parked = found;
    of_text topic = of_arena_format(ctx->worker->record_arena, "%.*s", OF_TEXT_ARG(parked->topic));
    if (topic.data == NULL) {
        return OF_ABORT_AS("the record's memory is full");
    }
    *message = (of_message){.topic = of_topic_handle(ctx->worker->options->kafka, topic.data),
                            .partition = parked->partition,
                            .offset = parked->offset,
                            .timestamp_ms = -1,
                            .key = of_bytes_of_text(ctx->key),
                            .value = parked->value};
    return OF_OK;
}

static of_status handle_first(of_ctx *ctx, const of_message *message)
{
    int32_t input = of_wiring_input(ctx->worker->wiring, message->topic);
    return input < 0 ? OF_SKIP_AS("a topic that is not on the page any more")
                     : of_dispatch_record(ctx, &ctx->worker->wiring->inputs[input], message);
}

/* What broke a law or failed is undone; a savepoint begins in which the reason is kept. */
static of_status replay_failed(of_ctx *ctx, const of_timer *timer, of_status why)
{
    const QuarantineRow *row = NULL;
    of_message message = {0};
    of_outbox_begin(ctx->worker);
    OF_TRY(of_shard_timer_clear(ctx->task->shard, timer));
    OF_TRY(find(ctx, &row));
    of_assert(row != NULL);
    OF_TRY(first_record(ctx, row, &message));
    if (why.remedy == OF_SKIP) {
        OF_TRY(of_dispatch_bury(ctx->worker, &message, why.what));
        return advance(ctx, timer, row);
    }
    if (why.remedy == OF_RETRY) { /* the registry is away */
        of_timer later = *timer;
        later.due_ms = ctx->now_ms + ctx->worker->options->registry_retry_ms;
        return of_shard_timer_set(ctx->task->shard, &later);
    }
    QuarantineRow held = *row;
    held.replaying = false;
    held.law = of_text_of(why.what);
    OF_TRY(enter_break(ctx, &held, &message, -1));
    held.control = (of_text){0};
    return put(ctx, &held);
}

static of_status replay_first(of_ctx *ctx, const of_timer *timer, const QuarantineRow *row)
{
    of_message message = {0};
    if (row->first < row->drop_before) {
        return advance(ctx, timer, row);
    }
    OF_TRY(first_record(ctx, row, &message));
    of_status status = handle_first(ctx, &message);
    if (of_ok(status)) {
        return advance(ctx, timer, row);
    }
    if (status.remedy == OF_ABORT || status.remedy == OF_FATAL) {
        return status;
    }
    of_dispatch_undo(ctx->worker, ctx->task);
    return replay_failed(ctx, timer, status);
}

of_status of_quarantine_replay(of_ctx *ctx, const of_timer *timer, const char *poison)
{
    const QuarantineRow *row = NULL;
    of_outbox_begin(ctx->worker);
    OF_TRY(of_shard_timer_clear(ctx->task->shard, timer));
    OF_TRY(find(ctx, &row));
    if (row == NULL || !row->replaying) {
        return of_dispatch_keep(ctx->worker, ctx->task);
    }
    of_status status = OF_OK;
    if (poison != NULL && row->ready && row->first < row->next) {
        of_dispatch_undo(ctx->worker, ctx->task);
        status = replay_failed(ctx, timer, OF_SKIP_AS(poison));
    } else if (!row->ready) {
        status = get_ready(ctx, timer, row);
    } else if (row->first == row->next) {
        status = end(ctx, row);
    } else {
        status = replay_first(ctx, timer, row);
    }
    OF_TRY(status);
    ctx->worker->record_tally.timers_fired++;
    return of_dispatch_keep(ctx->worker, ctx->task);
}
