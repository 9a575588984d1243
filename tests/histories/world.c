/* Two processors under the laws: see world.h. */
#include "tests/histories/world.h"

#include <stdio.h>

#include "processors/laws_worth.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/base/time.h"

#define T0                   INT64_C(1772438400000)
#define PATIENCE_MS          OF_DAYS(60) /* longer than any grace and all escalations */
#define WORLD_EXCEPTIONS_MAX 256

extern const of_processor order_processor;
extern const of_processor tracking_processor;

typedef struct record {
    int topic;
    of_text key;
    const void *last;
} record;

struct world {
    of_ctx *engine;
    record records[WORLD_RECORDS_MAX];
    size_t record_count;
    record exceptions[WORLD_EXCEPTIONS_MAX];
    size_t exception_count;
    of_law_book book;
    of_law_fact fact; /* in hand */
    size_t emits_seen;
    size_t sent; /* emits before this index have gone on to the order */
    int64_t emitted;
    int64_t now;
    const char *broken;
};

static record *exception_of(world *self, of_text key)
{
    for (size_t i = 0; i < self->exception_count; i++) {
        if (of_text_equal(self->exceptions[i].key, key)) {
            return &self->exceptions[i];
        }
    }
    of_assert(self->exception_count < WORLD_EXCEPTIONS_MAX);
    self->exceptions[self->exception_count] =
        (record){.topic = OF_TOPIC_order_exception, .key = key};
    return &self->exceptions[self->exception_count++];
}

static record *record_of(world *self, int topic, of_text key)
{
    for (size_t i = 0; i < self->record_count; i++) {
        record *each = &self->records[i];
        if (each->topic == topic && of_text_equal(each->key, key)) {
            return each;
        }
    }
    of_assert(self->record_count < WORLD_RECORDS_MAX);
    self->records[self->record_count] = (record){.topic = topic, .key = key};
    return &self->records[self->record_count++];
}

static const of_record_type *type_of(int topic)
{
    return topic == OF_TOPIC_order_state        ? &of_OrderState_type
           : topic == OF_TOPIC_order_commercial ? &of_OrderCommercial_type
           : topic == OF_TOPIC_line_state       ? &of_LineState_type
                                                : &of_ShipmentState_type;
}

/* What the emitter takes for the version before must be what it emitted before. */
static bool same_before(const record *known, const fake_emit *emit)
{
    if (known->last == NULL || emit->before == NULL) {
        return known->last == emit->before;
    }
    return of_record_equal(type_of(emit->topic), known->last, emit->before);
}

static const char *judge_line(world *self, const LineState *before, const LineState *after)
{
    const char *broken = of_laws_line(before, after);
    of_law_book_line(&self->book, before, after);
    return broken == NULL ? of_laws_line_moved(before, after, self->fact) : broken;
}

/* One open exception per id: opened when none is, changed or closed when one is. */
static void judge_exception(world *self, const fake_emit *emit)
{
    const OrderException *after = emit->after;
    const OrderException *before = emit->before;
    record *known = exception_of(self, emit->key);
    const OrderException *last = known->last;
    bool open = last != NULL && !last->resolved_at.present;
    bool same = open && before != NULL && of_record_equal(&of_OrderException_type, last, before);
    if (open ? !same : before != NULL || after->resolved_at.present) {
        self->broken = "EXCEPTION: not one open per code, order, line and subject";
    }
    known->last = after;
}

static void judge(void *state, const fake_emit *emit)
{
    world *self = state;
    const char *broken = NULL;
    self->emitted++;
    if (emit->topic == OF_TOPIC_order_milestone) {
        return;
    }
    if (emit->topic == OF_TOPIC_order_exception) {
        judge_exception(self, emit);
        return;
    }
    record *known = record_of(self, emit->topic, emit->key);
    if (!same_before(known, emit)) {
        broken = "VERSION: the record before is not the one that was emitted before";
    } else if (emit->topic == OF_TOPIC_line_state) {
        broken = judge_line(self, known->last, emit->after);
    } else if (emit->topic == OF_TOPIC_order_state) {
        broken = of_laws_order(&self->book, known->last, emit->after);
    } else if (emit->topic == OF_TOPIC_order_commercial) {
        broken = of_laws_worth(known->last, emit->after);
    } else {
        broken = of_laws_shipment(known->last, emit->after);
    }
    known->last = emit->after;
    self->broken = self->broken == NULL ? broken : self->broken;
}

world *world_new(void)
{
    world *self = of_new(sizeof *self);
    self->engine = fake_context_new();
    fake_trust(self->engine);
    fake_on_emit(self->engine, judge, self);
    return self;
}

void world_free(world *self)
{
    fake_context_free(self->engine);
    of_delete(self);
}

void world_reset(world *self)
{
    fake_context_reset(self->engine);
    self->record_count = 0;
    self->exception_count = 0;
    self->book = (of_law_book){0};
    self->emits_seen = 0;
    self->sent = 0;
    self->now = T0;
    self->broken = NULL;
}

SeenContentArray world_contents(const world *self, of_text line_key)
{
    const LineRow *row = fake_row(self->engine, OF_STORE_line, line_key);
    return row == NULL ? (SeenContentArray){0} : row->contents;
}

/* Contents are in the row, which is stored behind the emit: asked when the turn is over. */
static void judge_contents(world *self)
{
    for (; self->emits_seen < fake_emit_count(self->engine); self->emits_seen++) {
        const fake_emit *emit = fake_emit_at(self->engine, self->emits_seen);
        if (emit->topic == OF_TOPIC_line_state && self->broken == NULL) {
            SeenContentArray contents = world_contents(self, emit->key);
            self->broken = of_laws_line_contents(emit->after, &contents);
        }
    }
}

/* An order whose lines are known has amounts, and they are those of its lines; asked when the turn
 * is over, for what was not emitted must still be true. */
static void judge_worth(world *self)
{
    const OrderState *order = NULL;
    const OrderCommercial *worth = NULL;
    const LineState *lines[WORLD_RECORDS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < self->record_count; i++) {
        const record *each = &self->records[i];
        if (each->topic == OF_TOPIC_order_state) {
            order = each->last;
        } else if (each->topic == OF_TOPIC_order_commercial) {
            worth = each->last;
        } else if (each->topic == OF_TOPIC_line_state) {
            lines[count++] = each->last;
        }
    }
    const char *broken = worth == NULL ? (count == 0 ? NULL : "WORTH: lines without amounts")
                                       : of_laws_worth_agrees(worth, order, lines, count);
    self->broken = self->broken == NULL ? broken : self->broken;
}

static void run(world *self, int topic, of_text key, const void *fact)
{
    bool carrier = topic == OF_TOPIC_package_order || topic == OF_TOPIC_milestone;
    fake_set_now(self->engine, ++self->now);
    of_status status =
        fake_run(self->engine, carrier ? &tracking_processor : &order_processor, topic, key, fact);
    if (!of_ok(status) && self->broken == NULL) {
        self->broken = status.what;
    }
    judge_contents(self);
    judge_worth(self);
}

/* What tracking says goes on to the order, in the order in which it was said. */
static void pass_on(world *self, bool takes_back)
{
    for (; self->sent < fake_emit_count(self->engine); self->sent++) {
        const fake_emit *emit = fake_emit_at(self->engine, self->sent);
        if (emit->topic == OF_TOPIC_order_milestone) {
            of_text key = emit->key;
            const void *message = emit->after; /* the list may move when the next emit comes */
            self->fact = (of_law_fact){.topic = emit->topic, .takes_back = takes_back};
            run(self, emit->topic, key, message);
        }
    }
}

const char *world_deliver(world *self, const story_fact *facts, size_t len, world_delivery how)
{
    for (size_t i = 0; i < len && self->broken == NULL; i++) {
        const story_fact *each = &facts[i];
        self->fact = (of_law_fact){.topic = each->topic,
                                   .takes_back = each->takes_back,
                                   .settled = how.in_order && i >= how.settled_from};
        run(self, each->topic, each->key, each->fact);
        /* Now and then the message lies for a while. */
        if (i + 1 == len || i % 3 != 0) {
            pass_on(self, each->takes_back);
        }
    }
    return self->broken;
}

const char *world_wait(world *self)
{
    self->now += PATIENCE_MS;
    of_status status = fake_fire(self->engine, &order_processor, self->now);
    if (!of_ok(status) && self->broken == NULL) {
        self->broken = status.what;
    }
    return self->broken;
}

const void *world_last(const world *self, int topic, of_text key)
{
    return fake_last(self->engine, topic, key);
}

int64_t world_emitted(const world *self)
{
    return self->emitted;
}

of_law_book world_book(const world *self)
{
    return self->book;
}

static const record *find(const world *self, const record *like)
{
    for (size_t i = 0; i < self->record_count; i++) {
        const record *each = &self->records[i];
        if (each->topic == like->topic && of_text_equal(each->key, like->key)) {
            return each;
        }
    }
    return NULL;
}

static bool is_open(const record *one)
{
    return !((const OrderException *)one->last)->resolved_at.present;
}

/* The open exceptions of both, apart from when they were found. */
static bool exceptions_differ(const world *a, const world *b, char *what, size_t what_size)
{
    for (size_t i = 0; i < a->exception_count; i++) {
        const record *one = &a->exceptions[i];
        OrderException left = *(const OrderException *)one->last;
        bool found = !is_open(one);
        for (size_t j = 0; j < b->exception_count && !found; j++) {
            const record *other = &b->exceptions[j];
            OrderException right = *(const OrderException *)other->last;
            right.opened_at = left.opened_at;
            right.escalated_at = left.escalated_at;
            found = is_open(other) && of_record_equal(&of_OrderException_type, &left, &right);
        }
        if (!found) {
            snprintf(what, what_size, "open exception %.*s", OF_TEXT_ARG(one->key));
            return true;
        }
    }
    return false;
}

bool world_differ(const world *a, const world *b, char *what, size_t what_size)
{
    if (exceptions_differ(a, b, what, what_size) || exceptions_differ(b, a, what, what_size)) {
        return true;
    }
    if (a->record_count != b->record_count) {
        snprintf(what, what_size, "%zu records and %zu", a->record_count, b->record_count);
        return true;
    }
    for (size_t i = 0; i < a->record_count; i++) {
        const record *one = &a->records[i];
        const record *other = find(b, one);
        const of_record_type *type = type_of(one->topic);
        for (uint32_t f = 0; f < type->field_count; f++) {
            const of_field *field = &type->fields[f];
            of_record_type only = {
                .name = type->name, .fields = field, .field_count = 1, .size = type->size};
            bool ours =
                strcmp(field->name, "version") == 0 || strcmp(field->name, "updated_at") == 0;
            if (other == NULL || (!ours && !of_record_equal(&only, one->last, other->last))) {
                snprintf(what, what_size, "%s %.*s: %s", type->name, OF_TEXT_ARG(one->key),
                         field->name);
                return true;
            }
        }
    }
    return false;
}
