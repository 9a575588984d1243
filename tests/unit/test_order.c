/* The order processor: any order and any repetition of the same facts ends in the same state. */
/* rows: R61 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "processors/laws.h"
#include "tests/unit/fake_context.h"
#include "tests/unit/order_history.h"

#define HISTORIES 300
#define SHUFFLES  4
#define ORDER     OF_TEXT(HISTORY_ORDER)

extern const of_processor order_processor;

static of_ctx *engine;
static history story;

static void set_up(void)
{
    engine = fake_context_new();
    story = (history){.arena = of_arena_new((size_t)64 << 20)};
}

static void tear_down(void)
{
    fake_context_free(engine);
    of_arena_free(story.arena);
}

TestSuite(order, .init = set_up, .fini = tear_down);

/* ---- what holds at every emission ---- */

static void check_version(const fake_emit *emit, int64_t before, int64_t after)
{
    cr_assert_eq(after, before + 1, "each published change has the next version");
    cr_assert_eq(emit->before == NULL, before == 0);
}

/* The last state of each line that was emitted so far, the one in hand included. */
static Ledger sum_of_lines(const of_ctx *ctx)
{
    Ledger sum = {0};
    for (int line = 1; line <= 4; line++) {
        char key[32];
        snprintf(key, sizeof key, HISTORY_ORDER "|%d", line);
        const LineRow *row = NULL;
        const void *found = NULL;
        cr_assert(of_ok(of_ctx_get((of_ctx *)ctx, OF_STORE_line, of_text_of(key), &found)));
        row = found;
        if (row != NULL) {
            of_ledger_add(&sum, &row->published.ledger);
        }
    }
    return sum;
}

static void check_emit(void *state, const fake_emit *emit)
{
    (void)state;
    if (emit->topic == OF_TOPIC_line_state) {
        const LineState *before = emit->before;
        const LineState *after = emit->after;
        const char *breach = of_laws_ledger(&after->ledger);
        cr_assert(breach == NULL, "%s", breach);
        check_version(emit, before == NULL ? 0 : before->version, after->version);
    }
    if (emit->topic == OF_TOPIC_order_state) {
        const OrderState *before = emit->before;
        const OrderState *after = emit->after;
        Ledger sum = sum_of_lines(engine);
        cr_assert(of_record_equal(&of_Ledger_type, &sum, &after->totals),
                  "the totals of an order are the sum of its lines");
        check_version(emit, before == NULL ? 0 : before->version, after->version);
    }
}

/* ---- running and comparing ---- */

static void deliver(const history_fact *facts, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        of_status status = fake_run(engine, &order_processor, facts[i].topic, ORDER, facts[i].fact);
        cr_assert(of_ok(status), "%s", status.what);
    }
}

/* Copies of all rows of the order, without what tells how often they were published. */
typedef struct final_rows {
    OrderRow order;
    LineRow lines[4];
    PackageRow packages[3];
} final_rows;

static void keep(int store, const char *key, const of_record_type *type, void *to)
{
    const void *row = fake_row(engine, store, of_text_of(key));
    memset(to, 0, type->size);
    if (row != NULL) {
        cr_assert(of_ok(of_record_copy(type, row, to, story.arena)));
    }
}

static int compare_findings(const void *a, const void *b)
{
    const Finding *left = a;
    const Finding *right = b;
    int order = of_bytes_compare(of_bytes_of_text(left->code), of_bytes_of_text(right->code));
    return order != 0 ? order
                      : of_bytes_compare(of_bytes_of_text(left->subject),
                                         of_bytes_of_text(right->subject));
}

/* What is found depends on the facts alone; since when, on when they came. */
static void forget_times(FindingArray *findings)
{
    for (size_t i = 0; i < findings->len; i++) {
        Finding *each = &findings->items[i];
        each->since = 0;
        each->due_at.value = 0;
        each->published.value.opened_at = 0;
    }
    if (findings->len > 0) {
        qsort(findings->items, findings->len, sizeof *findings->items, compare_findings);
    }
}

static void keep_rows(final_rows *rows)
{
    keep(OF_STORE_order, HISTORY_ORDER, &of_OrderRow_type, &rows->order);
    rows->order.published.version = 0;
    rows->order.published.updated_at = 0;
    rows->order.commercial.value.version = 0;
    rows->order.commercial.value.updated_at = 0;
    rows->order.wake_at.value = 0;
    forget_times(&rows->order.findings);
    for (int i = 0; i < 4; i++) {
        char key[32];
        snprintf(key, sizeof key, HISTORY_ORDER "|%d", i);
        keep(OF_STORE_line, key, &of_LineRow_type, &rows->lines[i]);
        rows->lines[i].published.version = 0;
        rows->lines[i].published.updated_at = 0;
        forget_times(&rows->lines[i].findings);
    }
    for (int i = 0; i < 3; i++) {
        char key[32];
        snprintf(key, sizeof key, HISTORY_ORDER "|P%d", i);
        keep(OF_STORE_package, key, &of_PackageRow_type, &rows->packages[i]);
        forget_times(&rows->packages[i].findings);
    }
}

/* Compares field by field, so that a failure names the field. */
static void compare(const of_record_type *type, const void *a, const void *b, uint64_t seed)
{
    for (uint32_t i = 0; i < type->field_count; i++) {
        const of_field *field = &type->fields[i];
        of_record_type one = {
            .name = type->name, .fields = field, .field_count = 1, .size = type->size};
        cr_assert(of_record_equal(&one, a, b), "seed %llu: %s.%s depends on the order of arrival",
                  (unsigned long long)seed, type->name, field->name);
    }
}

static void compare_rows(const final_rows *a, const final_rows *b, uint64_t seed)
{
    compare(&of_OrderState_type, &a->order.published, &b->order.published, seed);
    compare(&of_OrderRow_type, &a->order, &b->order, seed);
    for (int i = 0; i < 4; i++) {
        compare(&of_LineState_type, &a->lines[i].published, &b->lines[i].published, seed);
        compare(&of_LineRow_type, &a->lines[i], &b->lines[i], seed);
    }
    for (int i = 0; i < 3; i++) {
        compare(&of_PackageRow_type, &a->packages[i], &b->packages[i], seed);
    }
}

Test(order, any_order_and_any_repetition_of_the_same_facts_ends_in_the_same_rows)
{
    static history_fact shuffled[HISTORY_FACTS_MAX * 3];
    static final_rows straight;
    static final_rows other;
    fake_on_emit(engine, check_emit, NULL);
    for (uint64_t seed = 1; seed <= HISTORIES; seed++) {
        history_generate(&story, seed);
        fake_context_reset(engine);
        deliver(story.facts, story.len);
        keep_rows(&straight);
        for (int i = 0; i < SHUFFLES; i++) {
            size_t len = history_shuffle(&story, shuffled);
            fake_context_reset(engine);
            deliver(shuffled, len);
            keep_rows(&other);
            compare_rows(&straight, &other, seed);
        }
    }
}

Test(order, a_second_delivery_of_everything_writes_and_publishes_nothing)
{
    for (uint64_t seed = 1; seed <= 200; seed++) {
        history_generate(&story, seed);
        fake_context_reset(engine);
        deliver(story.facts, story.len);
        size_t emits = fake_emit_count(engine);
        size_t puts = fake_put_count(engine);
        deliver(story.facts, story.len);
        cr_assert_eq(fake_emit_count(engine), emits);
        cr_assert_eq(fake_put_count(engine), puts);
    }
}

/* ---- what the lists of rows rely on ---- */

#define STARTS_LIKE_ALL(record)                                                                    \
    _Static_assert(offsetof(record, source) == 0 && offsetof(record, position) == sizeof(of_text), \
                   #record " is kept by source and position")
STARTS_LIKE_ALL(SeenQuantity);
STARTS_LIKE_ALL(SeenInvoice);
STARTS_LIKE_ALL(SeenCredit);
STARTS_LIKE_ALL(SeenProposal);
STARTS_LIKE_ALL(SeenAllocation);
STARTS_LIKE_ALL(SeenWarehouseOrder);
STARTS_LIKE_ALL(SeenPick);
STARTS_LIKE_ALL(SeenContent);
STARTS_LIKE_ALL(SeenReceipt);
STARTS_LIKE_ALL(SeenInspection);
STARTS_LIKE_ALL(SeenPayment);
STARTS_LIKE_ALL(SeenHeader);
STARTS_LIKE_ALL(SeenConfirm);
STARTS_LIKE_ALL(SeenPackageOrder);
STARTS_LIKE_ALL(SeenMilestone);
