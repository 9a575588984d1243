/* The books of the participants, and their contract: once per key, the same answer again. */
#include <stdarg.h>
#include <stdio.h>

#include "tests/unit/saga_world_inside.h"
#include "topology/base/assert.h"

static const struct {
    int topic;
    const of_record_type *type;
} commands[] = {
#define COMMAND(id, kafka, record, participant) {OF_TOPIC_##id, &of_##record##_type},
#include "topology/expand.h"
};

uint64_t world_draw(saga_world *w)
{
    w->random ^= w->random << 13;
    w->random ^= w->random >> 7;
    w->random ^= w->random << 17;
    return w->random;
}

bool world_chance(saga_world *w, unsigned percent)
{
    return world_draw(w) % 100 < percent;
}

bool world_trouble(saga_world *w, unsigned percent)
{
    return w->plan.chaos && !w->plan.prompt && !w->calm && world_chance(w, percent);
}

void world_broken(saga_world *w, const char *format, ...)
{
    if (w->broken[0] != '\0') {
        return;
    }
    va_list args;
    va_start(args, format);
    vsnprintf(w->broken, sizeof w->broken, format, args);
    va_end(args);
}

of_text world_keep(saga_world *w, of_text text)
{
    return text.data == NULL ? text : of_arena_text(w->arena, text);
}

const of_record_type *world_command_type(int topic)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (commands[i].topic == topic) {
            return commands[i].type;
        }
    }
    of_assert(false);
    return NULL;
}

/* ---- books ---- */

static book_key *key_of(saga_world *w, of_text key)
{
    for (size_t i = 0; i < w->keys_len; i++) {
        if (of_text_equal(w->keys[i].key, key)) {
            return &w->keys[i];
        }
    }
    of_assert(w->keys_len < KEYS_MAX);
    w->keys[w->keys_len] = (book_key){.key = world_keep(w, key), .topic = -1};
    return &w->keys[w->keys_len++];
}

static book_alloc *alloc_of(saga_world *w, of_text allocation)
{
    for (size_t i = w->allocs_len; i-- > 0;) {
        if (of_text_equal(w->allocs[i].allocation, allocation) && w->allocs[i].active) {
            return &w->allocs[i];
        }
    }
    return NULL;
}

int64_t world_allocated(const saga_world *w)
{
    int64_t sum = 0;
    for (size_t i = 0; i < w->allocs_len; i++) {
        sum += w->allocs[i].active ? w->allocs[i].qty : 0;
    }
    return sum;
}

int64_t world_shipped(const saga_world *w)
{
    int64_t sum = 0;
    for (size_t i = 0; i < w->allocs_len; i++) {
        sum += w->allocs[i].active && w->allocs[i].shipped ? w->allocs[i].qty : 0;
    }
    return sum;
}

int64_t world_net(const saga_world *w)
{
    return w->plan.qty * UNIT - w->cancelled;
}

/* The command as it must be whenever it is sent again: same key, same content. */
static const void *plain(saga_world *w, const sent *s)
{
    const of_record_type *type = world_command_type(s->topic);
    CommandHeader *copy = of_arena_alloc(w->arena, type->size);
    memcpy(copy, s->command, type->size);
    copy->attempt = 0;
    copy->deadline = (OptionalLong){0};
    return copy;
}

static Reply refuse(const char *code)
{
    return (Reply){.outcome = OUTCOME_REJECT, .code = of_text_of(code)};
}

static Reply allocate(saga_world *w, const AllocateStock *c)
{
    if (world_trouble(w, 15)) {
        return refuse("INSUFFICIENT");
    }
    if (world_allocated(w) + c->qty > world_net(w)) {
        world_broken(w, "allocated more than is wanted: %lld of %lld",
                     (long long)(world_allocated(w) + c->qty), (long long)world_net(w));
    }
    of_assert(w->allocs_len < ALLOCS_MAX);
    w->allocs[w->allocs_len++] = (book_alloc){.allocation = world_keep(w, c->allocation),
                                              .key = world_keep(w, c->header.key),
                                              .qty = c->qty,
                                              .active = true};
    if (c->peg.data != NULL) {
        w->pegged -= c->qty < w->pegged ? c->qty : w->pegged;
    }
    return (Reply){.outcome = OUTCOME_OK, .qty = {true, c->qty}};
}

/* Who hears of everything takes back what there is, and no more. */
static void check_undo(saga_world *w, const char *what, int64_t asked, int64_t there)
{
    if (w->plan.prompt && (asked != there || there == 0)) {
        world_broken(w, "took back %lld of a %s of which %lld is left", (long long)asked, what,
                     (long long)there);
    }
}

static Reply release_peg(saga_world *w, int64_t qty)
{
    check_undo(w, "peg", qty, w->pegged);
    w->pegged = 0;
    return (Reply){.outcome = OUTCOME_OK};
}

static Reply deallocate(saga_world *w, of_text allocation, int64_t qty)
{
    book_alloc *alloc = alloc_of(w, allocation);
    check_undo(w, "leg", qty, alloc == NULL ? 0 : alloc->qty);
    if (alloc != NULL && alloc->shipped) {
        world_broken(w, "took back what had shipped: %.*s", OF_TEXT_ARG(allocation));
    }
    if (alloc != NULL && alloc->accepted) {
        world_broken(w, "took back what the warehouse works on: %.*s", OF_TEXT_ARG(allocation));
    }
    if (alloc != NULL) {
        alloc->active = false;
    }
    return (Reply){.outcome = OUTCOME_OK};
}

static Reply warehouse(saga_world *w, of_text allocation, bool stop)
{
    book_alloc *alloc = alloc_of(w, allocation);
    if (stop && alloc != NULL && alloc->shipped) {
        return refuse("TOO_LATE_SHIPPED");
    }
    if (!stop && alloc == NULL) {
        world_broken(w, "released what nobody allocated: %.*s", OF_TEXT_ARG(allocation));
    }
    if (!stop && alloc != NULL && alloc->accepted) {
        world_broken(w, "released twice: %.*s", OF_TEXT_ARG(allocation));
    }
    if (stop) {
        check_undo(w, "warehouse order", 1, alloc != NULL && alloc->accepted);
    }
    if (!stop && world_trouble(w, 10)) {
        return refuse("SITE_CLOSED");
    }
    if (alloc != NULL) {
        alloc->accepted = !stop;
    }
    return (Reply){.outcome = OUTCOME_OK, .qty = {true, 0}};
}

static Reply execute_return(saga_world *w, const sent *s)
{
    switch (s->topic) {
    case OF_TOPIC_create_rma:
        if (world_trouble(w, 10)) {
            return refuse("OUT_OF_WINDOW");
        }
        w->rma_open = true;
        return (Reply){.outcome = OUTCOME_OK};
    case OF_TOPIC_cancel_rma:
        w->rma_open = false;
        return (Reply){.outcome = OUTCOME_OK};
    case OF_TOPIC_close_rma:
        w->rma_closed = true;
        return (Reply){.outcome = OUTCOME_OK};
    case OF_TOPIC_create_return_label:
        w->label = true;
        return (Reply){.outcome = OUTCOME_OK};
    case OF_TOPIC_void_label:
        w->label = false;
        return (Reply){.outcome = OUTCOME_OK};
    case OF_TOPIC_expect_return:
        w->expected = true;
        return (Reply){.outcome = OUTCOME_OK};
    case OF_TOPIC_cancel_expected_return:
        w->expected = false;
        return (Reply){.outcome = OUTCOME_OK};
    case OF_TOPIC_inspect_return:
        w->inspection_out = true;
        return (Reply){.outcome = OUTCOME_OK};
    case OF_TOPIC_create_credit_memo:
        w->credited += ((const CreateCreditMemo *)s->command)->qty;
        return (Reply){.outcome = OUTCOME_OK};
    case OF_TOPIC_disposition_stock: {
        const DispositionStock *c = s->command;
        for (size_t i = 0; i < c->splits.len; i++) {
            w->disposed += c->splits.items[i].qty;
        }
        return (Reply){.outcome = OUTCOME_OK};
    }
    default:
        return (Reply){.outcome = OUTCOME_OK};
    }
}

static Reply execute(saga_world *w, const sent *s)
{
    switch (s->topic) {
    case OF_TOPIC_record_backorder:
        return world_trouble(w, 5) ? refuse(world_chance(w, 50) ? "QTY_CHANGED" : "LINE_CLOSED")
                                   : (Reply){.outcome = OUTCOME_OK};
    case OF_TOPIC_peg_receipt: {
        const PegReceipt *c = s->command;
        if (world_trouble(w, 20)) {
            return refuse("NO_SUPPLY");
        }
        w->pegged += c->qty;
        return (Reply){.outcome = OUTCOME_OK};
    }
    case OF_TOPIC_release_peg:
        return release_peg(w, ((const ReleasePeg *)s->command)->qty);
    case OF_TOPIC_allocate_stock:
        return allocate(w, s->command);
    case OF_TOPIC_deallocate_stock: {
        const DeallocateStock *c = s->command;
        return deallocate(w, c->allocation, c->qty);
    }
    case OF_TOPIC_release_to_warehouse:
        return warehouse(w, ((const ReleaseToWarehouse *)s->command)->allocation, false);
    case OF_TOPIC_cancel_warehouse_order:
        return warehouse(w, ((const CancelWarehouseOrder *)s->command)->allocation, true);
    case OF_TOPIC_cancel_line: {
        const CancelLine *c = s->command;
        if (c->qty + world_allocated(w) > world_net(w)) {
            world_broken(w, "cancelled what is allocated");
        }
        w->cancelled += c->qty;
        return (Reply){.outcome = OUTCOME_OK};
    }
    case OF_TOPIC_split_line:
        w->split = true;
        return (Reply){.outcome = OUTCOME_OK};
    case OF_TOPIC_merge_line:
        w->split = false;
        return (Reply){.outcome = OUTCOME_OK};
    case OF_TOPIC_create_invoice:
        w->invoiced += ((const CreateInvoice *)s->command)->qty;
        return (Reply){.outcome = OUTCOME_OK};
    default:
        return execute_return(w, s);
    }
}

static Reply inquire(saga_world *w, const QueryOutcome *query)
{
    const book_key *asked = key_of(w, query->asked_key);
    Reply reply = {.outcome = OUTCOME_NOT_DONE, .asked_key = query->asked_key};
    if (asked->executed) {
        reply.outcome = asked->outcome;
        reply.code = asked->code;
        reply.qty = (OptionalLong){true, asked->qty};
    } else if (world_trouble(w, 30)) {
        reply.outcome = OUTCOME_UNKNOWN;
    }
    return reply;
}

/* The participant contract of the domain model: once per key, tombstones, same answer again. */
void world_deliver(saga_world *w, const sent *s)
{
    Reply reply;
    of_text undoes = s->header->undoes;
    if (s->topic == OF_TOPIC_query_outcome) {
        reply = inquire(w, s->command);
    } else if (world_trouble(w, 10)) {
        reply = (Reply){.outcome = world_trouble(w, 5) ? OUTCOME_TECH_FATAL : OUTCOME_TECH_RETRY};
    } else {
        book_key *key = key_of(w, s->header->key);
        const void *content = plain(w, s);
        if (key->payload != NULL &&
            !of_record_equal(world_command_type(s->topic), key->payload, content)) {
            world_broken(w, "the same key with another content: %.*s", OF_TEXT_ARG(s->header->key));
        }
        key->payload = content;
        if (key->topic == -2) {
            reply = refuse("CANCELLED_KEY");
        } else if (key->executed) {
            reply = (Reply){.outcome = key->outcome, .code = key->code, .qty = {true, key->qty}};
        } else {
            reply = execute(w, s);
            *key = (book_key){.key = key->key,
                              .executed = true,
                              .outcome = reply.outcome,
                              .code = reply.code,
                              .qty = reply.qty.value,
                              .payload = content,
                              .topic = s->topic};
            if (undoes.data != NULL && !key_of(w, undoes)->executed) {
                key_of(w, undoes)->topic = -2;
            }
        }
    }
    reply.key = s->header->key;
    reply.order = s->header->order;
    if (!world_trouble(w, 20) && w->replies_len < QUEUE_MAX) {
        w->replies[w->replies_len++] = reply;
    }
}
