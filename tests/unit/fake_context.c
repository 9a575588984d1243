/* The engine as a processor sees it, in memory: see fake_context.h. */
#include "tests/unit/fake_context.h"

#include <stdio.h>
#include <stdlib.h>

#include "topology/base/assert.h"
#include "topology/base/memory.h"

#define ARENA_BYTES ((size_t)256 << 20)

typedef struct fake_entry {
    int store;
    of_text key;
    void *row;
    void *shadow; /* a second copy: a row that differs from it was written to behind our back */
} fake_entry;

typedef struct fake_table {
    fake_entry *items;
    size_t len;
    size_t capacity;
} fake_table;

typedef struct fake_timer {
    of_text key;
    of_text name;
    int64_t due_ms;
    bool is_set; /* of a change: else it is cleared */
} fake_timer;

typedef struct fake_timers {
    fake_timer *items;
    size_t len;
    size_t capacity;
} fake_timers;

struct of_ctx {
    of_arena *scratch;
    of_arena *data;
    of_text key;
    int64_t now_ms;
    fake_table rows;
    fake_table pending; /* of the record in hand */
    fake_timers timers;
    fake_timers timer_changes; /* of the record in hand */
    fake_emit *emits;
    size_t emit_count; /* kept */
    size_t emit_pending;
    size_t emit_capacity;
    size_t puts;
    bool trusted;
    void (*check)(void *state, const fake_emit *emit);
    void *check_state;
};

static const of_record_type *type_of_store(int store)
{
    switch (store) {
#define STORE(id, number, record, key)                                                             \
    case OF_STORE_##id:                                                                            \
        return &of_##record##_type;
#define FOLD(id, number, reads, keeps, published, per) STORE(id, number, keeps, per)
#include "topology/expand.h"
    default:
        return NULL;
    }
}

static const of_record_type *type_of_topic(int topic)
{
    switch (topic) {
#define CASE_(id, record)                                                                          \
    case OF_TOPIC_##id:                                                                            \
        return &of_##record##_type;
#define FACT(id, kafka, record, keyed)                 CASE_(id, record)
#define INNER(id, kafka, record, keyed)                CASE_(id, record)
#define EDGE(id, record, keyed)                        CASE_(id, record)
#define STATE(id, kafka, record, keyed)                CASE_(id, record)
#define LOG(id, kafka, record, keyed)                  CASE_(id, record)
#define COMMAND(id, kafka, record, participant)        CASE_(id, record)
#define FOLD(id, number, reads, keeps, published, per) CASE_(id, keeps)
#include "topology/expand.h"
    default:
        return NULL;
    }
}

of_ctx *fake_context_new(void)
{
    of_ctx *ctx = of_new(sizeof *ctx);
    ctx->scratch = of_arena_new(ARENA_BYTES);
    ctx->data = of_arena_new(ARENA_BYTES);
    ctx->now_ms = 1772438400000; /* 2026-03-02T08:00Z */
    return ctx;
}

void fake_context_free(of_ctx *ctx)
{
    of_arena_free(ctx->scratch);
    of_arena_free(ctx->data);
    of_delete(ctx->rows.items);
    of_delete(ctx->pending.items);
    of_delete(ctx->timers.items);
    of_delete(ctx->timer_changes.items);
    of_delete(ctx->emits);
    of_delete(ctx);
}

void fake_context_reset(of_ctx *ctx)
{
    of_arena_reset(ctx->data);
    ctx->rows.len = 0;
    ctx->timers.len = 0;
    ctx->emit_count = 0;
    ctx->puts = 0;
}

void fake_trust(of_ctx *ctx)
{
    ctx->trusted = true;
}

void fake_set_now(of_ctx *ctx, int64_t now_ms)
{
    ctx->now_ms = now_ms;
}

void fake_drop_timers(of_ctx *ctx)
{
    ctx->timers.len = 0;
}

void fake_on_emit(of_ctx *ctx, void (*check)(void *state, const fake_emit *emit), void *state)
{
    ctx->check = check;
    ctx->check_state = state;
}

/* ---- tables ---- */

static fake_entry *find(const fake_table *table, int store, of_text key)
{
    for (size_t i = 0; i < table->len; i++) {
        if (table->items[i].store == store && of_text_equal(table->items[i].key, key)) {
            return &table->items[i];
        }
    }
    return NULL;
}

static void set(fake_table *table, fake_entry entry)
{
    fake_entry *known = find(table, entry.store, entry.key);
    if (known != NULL) {
        *known = entry;
        return;
    }
    if (table->len == table->capacity) {
        table->capacity = table->capacity == 0 ? 64 : table->capacity * 2;
        table->items = of_renew(table->items, table->capacity * sizeof *table->items);
    }
    table->items[table->len++] = entry;
}

static void check_encodable(const of_record_type *type, const void *from)
{
    of_buffer encoded = {0};
    of_status status = of_record_encode(type, from, &encoded);
    if (!of_ok(status)) {
        fprintf(stderr, "%s cannot be encoded: %s\n", type->name, status.what);
    }
    of_assert(of_ok(status));
    of_buffer_free(&encoded);
}

static void *copy(of_ctx *ctx, const of_record_type *type, const void *from)
{
    if (!ctx->trusted) {
        check_encodable(type, from);
    }
    void *to = of_arena_alloc(ctx->data, type->size);
    of_assert(to != NULL && of_ok(of_record_copy(type, from, to, ctx->data)));
    return to;
}

/* ---- what the engine offers ---- */

int64_t of_now(const of_ctx *ctx)
{
    return ctx->now_ms;
}

of_text of_key(const of_ctx *ctx)
{
    return ctx->key;
}

of_arena *of_scratch(of_ctx *ctx)
{
    return ctx->scratch;
}

static void append_timer(fake_timers *timers, fake_timer timer)
{
    if (timers->len == timers->capacity) {
        timers->capacity = timers->capacity == 0 ? 64 : timers->capacity * 2;
        timers->items = of_renew(timers->items, timers->capacity * sizeof *timers->items);
    }
    timers->items[timers->len++] = timer;
}

static of_status change_timer(of_ctx *ctx, of_text name, int64_t due_ms, bool is_set)
{
    of_assert(name.data != NULL);
    append_timer(&ctx->timer_changes, (fake_timer){.key = of_arena_text(ctx->data, ctx->key),
                                                   .name = of_arena_text(ctx->data, name),
                                                   .due_ms = due_ms,
                                                   .is_set = is_set});
    return OF_OK;
}

of_status of_timer_set(of_ctx *ctx, of_text name, int64_t due_ms)
{
    return change_timer(ctx, name, due_ms, true);
}

of_status of_timer_clear(of_ctx *ctx, of_text name, int64_t due_ms)
{
    return change_timer(ctx, name, due_ms, false);
}

of_status of_ctx_get(of_ctx *ctx, int store, of_text key, const void **row)
{
    fake_entry *entry = find(&ctx->pending, store, key);
    entry = entry != NULL ? entry : find(&ctx->rows, store, key);
    *row = entry != NULL ? entry->row : NULL;
    return OF_OK;
}

of_status of_ctx_put(of_ctx *ctx, int store, of_text key, const void *row)
{
    const of_record_type *type = type_of_store(store);
    set(&ctx->pending, (fake_entry){.store = store,
                                    .key = of_arena_text(ctx->data, key),
                                    .row = copy(ctx, type, row),
                                    .shadow = ctx->trusted ? NULL : copy(ctx, type, row)});
    ctx->puts++;
    return OF_OK;
}

of_status of_ctx_delete(of_ctx *ctx, int store, of_text key)
{
    set(&ctx->pending, (fake_entry){.store = store, .key = of_arena_text(ctx->data, key)});
    return OF_OK;
}

static int compare_entry(const void *a, const void *b)
{
    const fake_entry *left = *(const fake_entry *const *)a;
    const fake_entry *right = *(const fake_entry *const *)b;
    return of_bytes_compare(of_bytes_of_text(left->key), of_bytes_of_text(right->key));
}

of_status of_ctx_scan(of_ctx *ctx, int store, of_text prefix,
                      of_status (*visit)(void *state, of_text key, const void *row), void *state)
{
    const fake_entry *found[4096];
    size_t count = 0;
    for (size_t i = 0; i < ctx->rows.len + ctx->pending.len; i++) {
        bool pending = i >= ctx->rows.len;
        const fake_entry *entry =
            pending ? &ctx->pending.items[i - ctx->rows.len] : &ctx->rows.items[i];
        bool hidden = !pending && find(&ctx->pending, entry->store, entry->key) != NULL;
        if (entry->store == store && !hidden && entry->row != NULL &&
            entry->key.len >= prefix.len && memcmp(entry->key.data, prefix.data, prefix.len) == 0) {
            of_assert(count < sizeof found / sizeof *found);
            found[count++] = entry;
        }
    }
    qsort(found, count, sizeof *found, compare_entry);
    for (size_t i = 0; i < count; i++) {
        OF_TRY(visit(state, found[i]->key, found[i]->row));
    }
    return OF_OK;
}

of_status of_ctx_emit(of_ctx *ctx, int topic, of_text key, const void *before, const void *after)
{
    const of_record_type *type = type_of_topic(topic);
    size_t index = ctx->emit_count + ctx->emit_pending;
    if (index == ctx->emit_capacity) {
        ctx->emit_capacity = ctx->emit_capacity == 0 ? 64 : ctx->emit_capacity * 2;
        ctx->emits = of_renew(ctx->emits, ctx->emit_capacity * sizeof *ctx->emits);
    }
    ctx->emits[index] = (fake_emit){
        .topic = topic,
        .key = of_arena_text(ctx->data, key),
        .before = before == NULL ? NULL : copy(ctx, type, before),
        .after = after == NULL ? NULL : copy(ctx, type, after),
    };
    ctx->emit_pending++;
    if (ctx->check != NULL) {
        ctx->check(ctx->check_state, &ctx->emits[index]);
    }
    return OF_OK;
}

of_status of_ctx_send(of_ctx *ctx, int topic, const CommandHeader *header, const void *command)
{
    return of_ctx_emit(ctx, topic, header->key, NULL, command);
}

/* ---- running one record ---- */

static of_status dispatch(of_ctx *ctx, const of_processor *processor, int topic, const void *fact)
{
    switch (topic) {
#define FACT(id, kafka, record, keyed)                                                             \
    case OF_TOPIC_##id:                                                                            \
        of_assert(processor->of.id != NULL);                                                       \
        return processor->of.id(ctx, fact);
#define INNER(id, kafka, record, keyed) FACT(id, kafka, record, keyed)
#define EDGE(id, record, keyed)         FACT(id, "", record, keyed)
#define STATE(id, kafka, record, keyed)                                                            \
    case OF_TOPIC_##id:                                                                            \
        of_assert(processor->of.id != NULL);                                                       \
        return processor->of.id(ctx, NULL, fact);
#include "topology/expand.h"
    default:
        return OF_FATAL_AS("the fake context hands over facts, inner records, edges and states");
    }
}

static void check_untouched(const of_ctx *ctx, const fake_table *table)
{
    for (size_t i = 0; i < table->len && !ctx->trusted; i++) {
        const fake_entry *entry = &table->items[i];
        of_assert(entry->row == NULL ||
                  of_record_equal(type_of_store(entry->store), entry->row, entry->shadow));
    }
}

static void keep_timers(of_ctx *ctx)
{
    for (size_t i = 0; i < ctx->timer_changes.len; i++) {
        const fake_timer *change = &ctx->timer_changes.items[i];
        for (size_t j = 0; j < ctx->timers.len; j++) {
            const fake_timer *known = &ctx->timers.items[j];
            if (known->due_ms == change->due_ms && of_text_equal(known->name, change->name) &&
                of_text_equal(known->key, change->key)) {
                ctx->timers.items[j--] = ctx->timers.items[--ctx->timers.len];
            }
        }
        if (change->is_set) {
            append_timer(&ctx->timers, *change);
        }
    }
}

static void begin(of_ctx *ctx, of_text key)
{
    of_arena_reset(ctx->scratch);
    ctx->key = key;
    ctx->pending.len = 0;
    ctx->timer_changes.len = 0;
    ctx->emit_pending = 0;
}

/* Keeps what the handler did if it was fine. */
static of_status end(of_ctx *ctx, of_status status)
{
    check_untouched(ctx, &ctx->rows);
    check_untouched(ctx, &ctx->pending);
    if (of_ok(status)) {
        for (size_t i = 0; i < ctx->pending.len; i++) {
            set(&ctx->rows, ctx->pending.items[i]);
        }
        keep_timers(ctx);
        ctx->emit_count += ctx->emit_pending;
    }
    ctx->pending.len = 0;
    ctx->emit_pending = 0;
    return status;
}

of_status fake_run(of_ctx *ctx, const of_processor *processor, int topic, of_text key,
                   const void *fact)
{
    begin(ctx, key);
    return end(ctx, dispatch(ctx, processor, topic, fact));
}

static const fake_timer *first_due(const of_ctx *ctx, int64_t now_ms)
{
    const fake_timer *first = NULL;
    for (size_t i = 0; i < ctx->timers.len; i++) {
        const fake_timer *timer = &ctx->timers.items[i];
        if (timer->due_ms <= now_ms && (first == NULL || timer->due_ms < first->due_ms)) {
            first = timer;
        }
    }
    return first;
}

of_status fake_fire(of_ctx *ctx, const of_processor *processor, int64_t now_ms)
{
    for (const fake_timer *due = first_due(ctx, now_ms); due != NULL;
         due = first_due(ctx, now_ms)) {
        fake_timer timer = *due;
        ctx->timers.items[due - ctx->timers.items] = ctx->timers.items[--ctx->timers.len];
        ctx->now_ms = timer.due_ms > ctx->now_ms ? timer.due_ms : ctx->now_ms;
        begin(ctx, timer.key);
        OF_TRY(end(ctx, processor->on_timer(ctx, timer.name, timer.due_ms)));
    }
    ctx->now_ms = now_ms > ctx->now_ms ? now_ms : ctx->now_ms;
    return OF_OK;
}

/* ---- what came of it ---- */

const void *fake_row(const of_ctx *ctx, int store, of_text key)
{
    const fake_entry *entry = find(&ctx->rows, store, key);
    return entry == NULL ? NULL : entry->row;
}

size_t fake_row_count(const of_ctx *ctx, int store)
{
    size_t count = 0;
    for (size_t i = 0; i < ctx->rows.len; i++) {
        count += ctx->rows.items[i].store == store && ctx->rows.items[i].row != NULL ? 1 : 0;
    }
    return count;
}

size_t fake_emit_count(const of_ctx *ctx)
{
    return ctx->emit_count;
}

const fake_emit *fake_emit_at(const of_ctx *ctx, size_t index)
{
    of_assert(index < ctx->emit_count);
    return &ctx->emits[index];
}

const void *fake_last(const of_ctx *ctx, int topic, of_text key)
{
    for (size_t i = ctx->emit_count; i > 0; i--) {
        if (ctx->emits[i - 1].topic == topic && of_text_equal(ctx->emits[i - 1].key, key)) {
            return ctx->emits[i - 1].after;
        }
    }
    return NULL;
}

size_t fake_put_count(const of_ctx *ctx)
{
    return ctx->puts;
}
