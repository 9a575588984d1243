/* The division of the memory budget: its parts fit into it, and librdkafka takes them. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "topology/base/log.h"
#include "topology/budget.h"

#define MIB ((size_t)1 << 20)

static size_t value_of(const of_budget *budget, const char *name)
{
    for (size_t i = 0; i < OF_BUDGET_PROPERTIES; i++) {
        if (strcmp(budget->properties[i].name, name) == 0) {
            return strtoull(budget->properties[i].value, NULL, 10);
        }
    }
    cr_assert_fail("no property %s", name);
    return 0;
}

Test(budget, the_parts_of_a_budget_fit_into_it)
{
    for (int32_t workers = 1; workers <= 16; workers *= 2) {
        for (size_t memory = of_budget_least(workers, 1); memory <= 64 * 1024 * MIB; memory *= 2) {
            of_budget budget;
            of_budget_divide(memory, workers, &budget);
            size_t queue = value_of(&budget, "consumer.queued.max.messages.kbytes") * 1024 +
                           value_of(&budget, "consumer.fetch.max.bytes") +
                           value_of(&budget, "producer.queue.buffering.max.kbytes") * 1024;
            size_t all = budget.store_bytes + (size_t)workers * (4 * budget.arena_bytes + queue);
            cr_assert_leq(all, memory, "%d workers, %zu bytes: %zu", workers, memory, all);
            cr_assert_geq(all, memory / 8);
            cr_assert_gt(budget.batch_bytes, 0);
        }
    }
}

Test(budget, librdkafka_takes_the_queues_of_the_smallest_and_of_a_large_budget)
{
    const size_t memories[] = {of_budget_least(1, 1), 1024 * 1024 * MIB};
    of_log_threshold(OF_ERROR);
    for (size_t i = 0; i < 2; i++) {
        of_budget budget;
        of_property properties[OF_BUDGET_PROPERTIES + 1] = {{"bootstrap.servers", "127.0.0.1:1"}};
        char error[256] = "";
        of_kafka *kafka = NULL;
        of_budget_divide(memories[i], 1, &budget);
        memcpy(properties + 1, budget.properties, sizeof budget.properties);
        cr_assert(
            of_ok(of_real_open(properties, OF_BUDGET_PROPERTIES + 1, &kafka, error, sizeof error)),
            "%s", error);
        of_reader *reader = NULL;
        of_producer *producer = NULL;
        const of_producer_options options = {0};
        cr_assert(of_ok(of_reader_open(kafka, true, &reader)));
        cr_assert(of_ok(of_producer_open(kafka, &options, &producer)));
        of_reader_close(reader);
        of_producer_close(producer);
        of_kafka_close(kafka);
    }
}

Test(budget, says_how_much_memory_a_record_needs)
{
    for (int32_t workers = 1; workers <= 16; workers *= 2) {
        for (size_t bytes = 1; bytes <= OF_BUDGET_RECORD_MAX; bytes = bytes * 3 + 1) {
            size_t needed = of_budget_for_record(bytes, workers);
            of_budget budget;
            of_budget_divide(needed, workers, &budget);
            cr_assert_geq(budget.fetch_bytes, bytes);
            cr_assert_eq(value_of(&budget, "consumer.fetch.max.bytes"), budget.fetch_bytes);
            if (needed - MIB >= of_budget_least(workers, 1)) {
                of_budget_divide(needed - MIB, workers, &budget);
                cr_assert_lt(budget.fetch_bytes, bytes, "%zu bytes need less", bytes);
            }
        }
        cr_assert_eq(of_budget_for_record(OF_BUDGET_RECORD_MAX + 1, workers), 0);
    }
}

Test(budget, knows_the_properties_that_follow_from_it)
{
    cr_assert(of_budget_owns("queued.min.messages"));
    cr_assert(of_budget_owns("consumer.fetch.max.bytes"));
    cr_assert(of_budget_owns("producer.queue.buffering.max.kbytes"));
    cr_assert_not(of_budget_owns("fetch.wait.max.ms"));
    cr_assert_not(of_budget_owns("bootstrap.servers"));
}
