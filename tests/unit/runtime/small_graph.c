/* The small topology's processors, and its tables by hand. */
#include "tests/unit/runtime/small_graph.h"

#include "processors/folded.h"
#include "processors/processor.h"

#define BIT(topic) ((of_topic_set)1 << (topic))

static const of_processor count_processor = {.answers = "How much of each item?"};
static const of_processor watch_processor = {.answers = "What was seen?"};

/* ---- count ---- */

static of_status count_amount(of_ctx *ctx, const ChannelCount *fact)
{
    const void *row = NULL;
    OF_TRY(of_ctx_get(ctx, 1, of_key(ctx), &row));
    ChannelCount before = row == NULL ? (ChannelCount){0} : *(const ChannelCount *)row;
    ChannelCount after = before;
    after.channel = fact->channel;
    after.orders += fact->orders;
    after.version++;
    after.updated_at = of_now(ctx);
    OF_TRY(of_ctx_emit(ctx, SMALL_ITEM, of_key(ctx), row == NULL ? NULL : &before, &after));
    OF_TRY(of_ctx_emit(ctx, SMALL_LOG, of_key(ctx), NULL, fact));
    OF_TRY(of_ctx_emit(ctx, SMALL_MOVED, fact->channel, NULL, fact));
    return of_ctx_put(ctx, 1, of_key(ctx), &after);
}

static of_status on_amount(of_ctx *ctx, const ChannelCount *fact)
{
    switch ((small_order)fact->delivered) {
    case SMALL_COUNT:
        return count_amount(ctx, fact);
    case SMALL_REFUSE:
        OF_TRY(count_amount(ctx, fact));
        OF_TRY(of_timer_set(ctx, OF_TEXT("never"), 1));
        return OF_SKIP_AS("refused by the processor");
    case SMALL_TOO_MUCH:
        OF_TRY(count_amount(ctx, fact));
        return OF_ABORT_AS("too much for one turn");
    case SMALL_TIMER:
        return of_timer_set(ctx, fact->channel, fact->units_ordered);
    case SMALL_CANCEL:
        return of_timer_clear(ctx, fact->channel, fact->units_ordered);
    case SMALL_LOOP:
        OF_TRY(count_amount(ctx, fact));
        return of_ctx_emit(ctx, SMALL_HINT, of_key(ctx), NULL, fact);
    case SMALL_STRANGE:
        return of_ctx_emit(ctx, SMALL_CHANNEL, of_key(ctx), NULL, fact);
    }
    return OF_OK;
}

/* ---- watch: answers every hint with a hint; logs what a timer and an inner record say ---- */

static of_status watch(of_ctx *ctx, int topic, const ChannelCount *after)
{
    if (topic == SMALL_HINT) {
        return of_ctx_emit(ctx, SMALL_HINT, of_key(ctx), NULL, after);
    }
    ChannelCount seen = *after;
    seen.units_ordered = topic;
    return of_ctx_emit(ctx, SMALL_SEEN, of_key(ctx), NULL, &seen);
}

static of_status call(const of_processor *processor, of_ctx *ctx, int topic, const void *before,
                      const void *after)
{
    (void)before;
    return processor == &count_processor ? on_amount(ctx, after) : watch(ctx, topic, after);
}

static bool has(const of_processor *processor, int topic)
{
    return processor == &count_processor ? topic == SMALL_AMOUNT
                                         : topic == SMALL_HINT || topic == SMALL_MOVED;
}

static const char *answers(const of_processor *processor)
{
    return processor->answers;
}

static of_status timer(const of_processor *processor, of_ctx *ctx, of_text name, int64_t due_ms)
{
    (void)processor;
    const ChannelCount fired = {.channel = name,
                                .units_ordered = due_ms,
                                .orders = of_now(ctx) < due_ms, /* before its time */
                                .delivered = -1};
    return of_ctx_emit(ctx, SMALL_LOG, of_key(ctx), NULL, &fired);
}

/* ---- the fold ---- */

static const char *fold_answers(const void *slots)
{
    (void)slots;
    return "How much per channel?";
}

static bool fold_reads(const void *slots, int topic)
{
    (void)slots;
    return topic == SMALL_ITEM;
}

static of_text fold_key(const void *slots, int topic, const void *row)
{
    (void)slots;
    (void)topic;
    return ((const ChannelCount *)row)->channel;
}

static of_status fold_add(const void *slots, int topic, void *state, const void *row)
{
    (void)slots;
    (void)topic;
    ChannelCount *channel = state;
    const ChannelCount *item = row;
    channel->channel = item->channel;
    channel->orders += item->orders;
    channel->units_ordered += 1;
    return OF_OK;
}

static of_status fold_remove(const void *slots, int topic, void *state, const void *row)
{
    (void)slots;
    (void)topic;
    ChannelCount *channel = state;
    channel->orders -= ((const ChannelCount *)row)->orders;
    channel->units_ordered -= 1;
    return OF_OK;
}

static const of_fold channel_fold = {.answers = fold_answers,
                                     .reads = fold_reads,
                                     .key = fold_key,
                                     .add = fold_add,
                                     .remove = fold_remove};

/* ---- tables ---- */

#define ROW(id_, kafka_, kind_, keyed_)                                                            \
    {                                                                                              \
        .id = (id_), .kafka = (kafka_), .kind = (kind_), .type = &of_ChannelCount_type,            \
        .keyed = (keyed_)                                                                          \
    }

static const of_graph_topic topics[SMALL_TOPICS] = {
    [SMALL_AMOUNT] = ROW("amount", "small.amount", OF_TOPIC_KIND_FACT, "item"),
    [SMALL_MOVED] = ROW("moved", "small.moved", OF_TOPIC_KIND_INNER, "channel"),
    [SMALL_HINT] = ROW("hint", "", OF_TOPIC_KIND_EDGE, "item"),
    [SMALL_ITEM] = ROW("item", "small-item", OF_TOPIC_KIND_STATE, "item"),
    [SMALL_LOG] = ROW("log", "small-log", OF_TOPIC_KIND_LOG, "item"),
    [SMALL_SEEN] = ROW("seen", "small-seen", OF_TOPIC_KIND_LOG, "item"),
    [SMALL_CHANNEL] = ROW("channel", "small-channel", OF_TOPIC_KIND_STATE, "channel"),
};

static const of_graph_store stores[] = {
    {.id = "item", .number = 1, .type = &of_ChannelCount_type, .keyed = "item"},
    {.id = "channel", .number = 101, .type = &of_ChannelCount_type, .keyed = "channel"},
};

static const of_graph_node nodes[] = {
    {.id = "count",
     .processor = &count_processor,
     .reads = BIT(SMALL_AMOUNT),
     .writes = BIT(SMALL_ITEM) | BIT(SMALL_LOG) | BIT(SMALL_MOVED) | BIT(SMALL_HINT),
     .keeps = 1u << 1},
    {.id = "watch",
     .processor = &watch_processor,
     .reads = BIT(SMALL_HINT) | BIT(SMALL_MOVED),
     .writes = BIT(SMALL_HINT) | BIT(SMALL_SEEN),
     .keeps = 0},
};

static const of_graph_fold folds[] = {
    {.id = "channel",
     .fold = &channel_fold,
     .reads = BIT(SMALL_ITEM),
     .store = 101,
     .topic = (of_topic_id)SMALL_CHANNEL,
     .per = "channel"},
};

const of_graph small_graph = {.topics = topics,
                              .topic_count = SMALL_TOPICS,
                              .stores = stores,
                              .store_count = 2,
                              .nodes = nodes,
                              .node_count = 2,
                              .folds = folds,
                              .fold_count = 1,
                              .call = call,
                              .has = has,
                              .answers = answers,
                              .timer = timer};
