/* The timers of the saga node: one that is lost stops no saga. */
/* rows: R69 */
#include <criterion/criterion.h>

#include "tests/unit/fake_context.h"

#define T0   INT64_C(1772438400000)
#define KEY  OF_TEXT("E1:O-1")
#define LONG OF_DAYS(2)

extern const of_processor saga_processor;

static of_ctx *engine;

static void set_up(void)
{
    engine = fake_context_new();
    fake_set_now(engine, T0);
}

static void tear_down(void)
{
    fake_context_free(engine);
}

TestSuite(saga_node, .init = set_up, .fini = tear_down);

static void tell(int topic, const void *fact)
{
    of_status status = fake_run(engine, &saga_processor, topic, KEY, fact);
    cr_assert(of_ok(status), "%s", status.what);
}

static void line_is_short(int64_t backordered)
{
    LineState line = {.order = KEY,
                      .line = OF_TEXT("10"),
                      .item = OF_TEXT("A"),
                      .ledger = {.ordered = 5000, .backordered = backordered}};
    tell(OF_TOPIC_line_state, &line);
}

static void fire(int64_t until_ms)
{
    cr_assert(of_ok(fake_fire(engine, &saga_processor, until_ms)));
}

static size_t emitted(int topic)
{
    size_t count = 0;
    for (size_t i = 0; i < fake_emit_count(engine); i++) {
        count += fake_emit_at(engine, i)->topic == topic ? 1 : 0;
    }
    return count;
}

static bool is_handed_over(void)
{
    const SagaRow *row = fake_row(engine, OF_STORE_saga, OF_TEXT("BO:E1:O-1:10:1"));
    return row != NULL && row->status == SAGA_STATUS_MANUAL;
}

/* Nobody answers: the command is sent again, then asked for, and in the end a person has to look.
 */
static void start_a_backorder(void)
{
    line_is_short(5000);
    fire(T0 + OF_MINUTES(1));
    cr_assert_eq(emitted(OF_TOPIC_record_backorder), 1);
}

Test(saga_node, a_timer_that_was_lost_is_set_again_by_the_next_record_for_its_saga)
{
    start_a_backorder();
    fake_drop_timers(engine);
    fire(T0 + LONG);
    cr_assert_eq(emitted(OF_TOPIC_record_backorder), 1);
    line_is_short(4000);
    fire(T0 + 2 * LONG);
    cr_expect_gt(emitted(OF_TOPIC_record_backorder), 1);
    cr_expect(is_handed_over());
}

Test(saga_node, a_repeat_sets_the_lost_timer_again_as_well)
{
    start_a_backorder();
    fake_drop_timers(engine);
    line_is_short(5000);
    fire(T0 + LONG);
    cr_expect_gt(emitted(OF_TOPIC_record_backorder), 1);
}
