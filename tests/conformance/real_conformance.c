/* The conformance suite through librdkafka: on a real broker, where every case must pass, and on
 * the library's mock cluster, the negative control, which has no isolation, fencing or
 * transactional offsets: there every case of those groups must fail, or the suite proves nothing.
 * Usage: real_conformance BOOTSTRAP|mock [filter] */
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "tests/conformance/conformance.h"
#include "topology/base/clock.h"
#include "topology/base/log.h"
#include "topology/kafka/real.h"

typedef struct of_bed {
    const char *bootstrap;
    rd_kafka_mock_cluster_t *mock; /* NULL on a real broker */
} of_bed;

static of_kafka *connect_client(void *state)
{
    const of_bed *bed = state;
    const of_property properties[] = {{"bootstrap.servers", bed->bootstrap}};
    of_kafka *kafka = NULL;
    char error[256] = "";
    of_status status = of_real_open(properties, 1, &kafka, error, sizeof error);
    if (!of_ok(status)) {
        printf("FAIL %s\n", error);
        return NULL;
    }
    return kafka;
}

static void pass(void *state, int64_t ms)
{
    (void)state;
    const struct timespec pause = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    (void)nanosleep(&pause, NULL);
}

/* The mock answers no admin request. */
static of_status make_mock_topic(void *state, const of_topic_spec *spec)
{
    const of_bed *bed = state;
    rd_kafka_resp_err_t code =
        rd_kafka_mock_topic_create(bed->mock, spec->name, spec->partitions, 1);
    return code == RD_KAFKA_RESP_ERR_NO_ERROR ? OF_OK : OF_FATAL_AS("the mock refused a topic");
}

static of_conformance_result run(of_bed *bed, unsigned groups, const char *filter)
{
    bool is_mock = bed->mock != NULL;
    char prefix[64];
    snprintf(prefix, sizeof prefix, "run%lld-%d-%u", (long long)of_clock_now_ms(&of_wall_clock),
             (int)getpid(), groups);
    of_conformance_cluster cluster = {.state = bed,
                                      .connect = connect_client,
                                      .wait_ms = pass,
                                      .make_topic = is_mock ? make_mock_topic : NULL,
                                      .prefix = prefix,
                                      .poll_ms = 50,
                                      /* The mock takes five seconds to rebalance. */
                                      .tries = is_mock ? 150 : 400,
                                      /* The mock shows what it must not, but on a busy machine
                                       * not at once. */
                                      .quiet_tries = is_mock ? 60 : 6,
                                      .session_timeout_ms = is_mock ? 6000 : 2000,
                                      .expiry_lag_ms = 3000};
    return of_conformance_run(&cluster, groups, filter);
}

static int run_real(const char *bootstrap, const char *filter)
{
    of_bed bed = {.bootstrap = bootstrap};
    of_conformance_result result = run(&bed, OF_CONFORMANCE_ALL, filter);
    return result.failed == 0 && result.passed > 0 ? 0 : 1;
}

static rd_kafka_t *start_mock(void)
{
    char text[256];
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    (void)rd_kafka_conf_set(conf, "test.mock.num.brokers", "1", text, sizeof text);
    rd_kafka_t *host = rd_kafka_new(RD_KAFKA_PRODUCER, conf, text, sizeof text);
    if (host == NULL) {
        printf("FAIL no mock cluster: %s\n", text);
        rd_kafka_conf_destroy(conf);
    }
    return host;
}

static int run_mock(const char *filter)
{
    rd_kafka_t *host = start_mock();
    if (host == NULL) {
        return 1;
    }
    of_bed bed = {.mock = rd_kafka_handle_mock_cluster(host)};
    bed.bootstrap = rd_kafka_mock_cluster_bootstraps(bed.mock);
    /* Without any plumbing that works, the failures would say nothing. */
    of_conformance_result plumbing = run(&bed, OF_CONFORMANCE_PLUMBING, "records keep order");
    of_conformance_result truth = run(
        &bed, OF_CONFORMANCE_ISOLATION | OF_CONFORMANCE_FENCING | OF_CONFORMANCE_OFFSETS, filter);
    rd_kafka_destroy(host);
    printf("mock: %d of %d cases that it must fail failed\n", truth.failed,
           truth.failed + truth.passed);
    return truth.passed == 0 && truth.failed > 0 && plumbing.passed > 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: real_conformance BOOTSTRAP|mock [filter]\n");
        return 2;
    }
    const char *filter = argc > 2 ? argv[2] : NULL;
    of_log_threshold(OF_ERROR);
    return strcmp(argv[1], "mock") == 0 ? run_mock(filter) : run_real(argv[1], filter);
}
