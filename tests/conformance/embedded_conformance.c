/* The conformance suite on the embedded log: in memory and in a directory, under a moved clock.
 * Usage: embedded_conformance [directory [seeds [filter]]] */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/conformance/conformance.h"
#include "topology/kafka/embedded.h"

typedef struct of_bed {
    of_embedded *log;
    of_manual_clock clock;
} of_bed;

static of_kafka *connect_client(void *state)
{
    return of_embedded_client(((of_bed *)state)->log);
}

static void pass(void *state, int64_t ms)
{
    ((of_bed *)state)->clock.now_ms += ms;
}

static int run(const char *directory, uint64_t seed, const char *filter)
{
    of_bed bed = {.clock = {.now_ms = INT64_C(1772438400000)}};
    of_clock clock = of_clock_of_manual(&bed.clock);
    char error[512];
    of_status status = of_embedded_open(
        &(of_embedded_options){.directory = directory, .clock = &clock, .seed = seed}, &bed.log,
        error, sizeof error);
    if (!of_ok(status)) {
        printf("FAIL %s\n", error);
        return 1;
    }
    char prefix[64];
    snprintf(prefix, sizeof prefix, "run%llu", (unsigned long long)seed);
    of_conformance_cluster cluster = {.state = &bed,
                                      .connect = connect_client,
                                      .wait_ms = pass,
                                      .prefix = prefix,
                                      .poll_ms = 10,
                                      .tries = 1000,
                                      .quiet_tries = 20,
                                      .session_timeout_ms = 6000,
                                      .expiry_lag_ms = 1000};
    of_conformance_result result = of_conformance_run(&cluster, OF_CONFORMANCE_ALL, filter);
    of_embedded_close(bed.log);
    return result.failed;
}

int main(int argc, char **argv)
{
    const char *directory = argc > 1 && argv[1][0] != '\0' ? argv[1] : NULL;
    uint64_t seeds = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    const char *filter = argc > 3 ? argv[3] : NULL;
    int failed = 0;
    for (uint64_t seed = 0; seed < seeds; seed++) {
        failed += run(directory, seed, filter);
    }
    return failed == 0 ? 0 : 1;
}
