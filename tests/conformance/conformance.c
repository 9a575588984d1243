/* Runs the cases one after the other, each with a client and names of its own. */
#include "tests/conformance/conformance.h"

#include <stdio.h>

#include "tests/conformance/support.h"

static const of_conformance_case *const lists[] = {
    of_plumbing_cases, of_membership_cases, of_isolation_cases, of_fencing_cases, of_offsets_cases,
};

static const char *group_name(of_conformance_group group)
{
    switch (group) {
    case OF_CONFORMANCE_PLUMBING:
        return "plumbing";
    case OF_CONFORMANCE_TOPICS:
        return "topics";
    case OF_CONFORMANCE_ISOLATION:
        return "isolation";
    case OF_CONFORMANCE_FENCING:
        return "fencing";
    case OF_CONFORMANCE_OFFSETS:
        return "offsets";
    }
    return "";
}

static void close_all(of_case *c)
{
    for (size_t i = 0; i < c->member_count; i++) {
        of_member_close(c->members[i], true);
    }
    for (size_t i = 0; i < c->producer_count; i++) {
        of_producer_close(c->producers[i]);
    }
    for (size_t i = 0; i < c->reader_count; i++) {
        of_reader_close(c->readers[i]);
    }
    of_kafka_close(c->kafka);
}

static bool run_case(const of_conformance_cluster *cluster, const of_conformance_case *test,
                     int number)
{
    of_case c = {.cluster = cluster, .number = number, .kafka = cluster->connect(cluster->state)};
    bool passed = c.kafka != NULL && test->run(&c);
    printf("%-4s %-9s %s%s%s\n", passed ? "ok" : "FAIL", group_name(test->group), test->name,
           passed ? "" : ": ", passed ? "" : c.why);
    fflush(stdout);
    close_all(&c);
    return passed;
}

of_conformance_result of_conformance_run(const of_conformance_cluster *cluster, unsigned groups,
                                         const char *filter)
{
    of_conformance_result result = {0};
    int number = 0;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        for (const of_conformance_case *test = lists[i]; test->name != NULL; test++) {
            number++;
            bool is_named = filter == NULL || strstr(test->name, filter) != NULL;
            if (!is_named || ((unsigned)test->group & groups) == 0) {
                continue;
            }
            bool passed = run_case(cluster, test, number);
            bool is_truth =
                test->group != OF_CONFORMANCE_PLUMBING && test->group != OF_CONFORMANCE_TOPICS;
            result.passed += passed;
            result.failed += !passed;
            result.passed_of_truth += passed && is_truth;
            result.failed_of_truth += !passed && is_truth;
        }
    }
    printf("%d passed, %d failed\n", result.passed, result.failed);
    return result;
}
