/* The saga engine and its three promises, in a world of participants with books. */
/* rows: R48 R49 R51 R61 R69 */
#include <criterion/criterion.h>

#include "tests/unit/saga_world.h"

extern const of_saga backorder_saga;
extern const of_saga split_shipment_saga;
extern const of_saga returns_saga;

static void run(const saga_world_plan *plan, const char *ends)
{
    saga_world *world = saga_world_new(plan);
    saga_world_run(world);
    cr_assert_str_empty(saga_world_broken(world), "seed %llu: %s\n%s",
                        (unsigned long long)plan->seed, saga_world_broken(world),
                        saga_world_story(world));
    if (ends != NULL) {
        cr_assert(of_text_is(saga_world_row(world)->end_state, ends), "ended %.*s\n%s",
                  OF_TEXT_ARG(saga_world_row(world)->end_state), saga_world_story(world));
    }
    saga_world_free(world);
}

static void run_seeds(const of_saga *saga, uint64_t seeds, bool prompt)
{
    for (uint64_t seed = 1; seed <= seeds; seed++) {
        run(&(saga_world_plan){.seed = seed,
                               .saga = saga,
                               .chaos = true,
                               .prompt = prompt,
                               .cancels = seed % 2 == 0,
                               .ship_complete = seed % 3 == 0,
                               .consolidated = seed % 5 < 2,
                               .qty = 10},
            NULL);
    }
}

static void check(const of_saga *saga)
{
    of_buffer problems = {0};
    bool fine = of_saga_check(saga, &problems);
    of_buffer_put_u8(&problems, 0);
    cr_assert(fine, "%s", (const char *)problems.data);
    of_buffer_free(&problems);
}

/* An idempotency key that is cut would be that of another command. */
Test(saga, a_long_text_is_whole_or_the_memory_is_full)
{
    char long_part[3000];
    memset(long_part, 'x', sizeof long_part);
    of_text part = {.data = long_part, .len = sizeof long_part};
    of_moment at = {.arena = of_arena_new((size_t)16 << 10)};
    of_text text = of_saga_text(&at, "%.*s/%d", OF_TEXT_ARG(part), 7);
    cr_assert_eq(text.len, sizeof long_part + 2);
    cr_assert_eq(memcmp(text.data + sizeof long_part, "/7", 3), 0);
    cr_assert(!at.full);
    for (int i = 0; i < 10; i++) {
        text = of_saga_text(&at, "%.*s/%d", OF_TEXT_ARG(part), i);
    }
    cr_assert(at.full && text.data == NULL && text.len == 0);
    of_arena_free(at.arena);
}

Test(saga, every_definition_passes_the_check)
{
    check(&backorder_saga);
    check(&split_shipment_saga);
    check(&returns_saga);
}

Test(saga, a_backorder_is_filled)
{
    run(&(saga_world_plan){.seed = 1, .saga = &backorder_saga, .qty = 10}, "FILLED");
}

Test(saga, a_backorder_is_cancelled_by_the_customer)
{
    run(&(saga_world_plan){.seed = 1, .saga = &backorder_saga, .qty = 10, .cancels = true},
        "CANCELLED_BY_CUSTOMER");
}

Test(saga, a_backorder_nobody_answers_is_handed_over)
{
    run(&(saga_world_plan){.seed = 1, .saga = &backorder_saga, .qty = 10, .never_answers = true},
        NULL);
}

Test(saga, a_backorder_keeps_its_promise_whatever_the_network_does)
{
    run_seeds(&backorder_saga, 300, false);
}

Test(saga, a_backorder_takes_back_what_is_left_whether_fact_or_answer_comes_first)
{
    run_seeds(&backorder_saga, 300, true);
}

Test(saga, a_split_ships_from_two_sites)
{
    run(&(saga_world_plan){.seed = 1, .saga = &split_shipment_saga, .qty = 10}, "COMPLETED");
}

Test(saga, a_split_is_cancelled_by_the_customer)
{
    run(&(saga_world_plan){.seed = 1, .saga = &split_shipment_saga, .qty = 10, .cancels = true},
        "CANCELLED");
}

Test(saga, a_split_ships_or_is_taken_back_whatever_the_network_does)
{
    run_seeds(&split_shipment_saga, 300, false);
}

Test(saga, a_split_takes_back_what_is_left_whether_fact_or_answer_comes_first)
{
    run_seeds(&split_shipment_saga, 300, true);
}

Test(saga, a_return_is_inspected_and_credited)
{
    run(&(saga_world_plan){.seed = 1, .saga = &returns_saga, .qty = 5}, "CREDITED");
}

Test(saga, a_return_is_credited_at_most_once_whatever_the_network_does)
{
    run_seeds(&returns_saga, 300, false);
}

Test(saga, a_return_is_credited_whether_fact_or_answer_comes_first)
{
    run_seeds(&returns_saga, 300, true);
}
