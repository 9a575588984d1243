/* A reader of the real Kafka where one broker takes over from another. The mock cluster of the
 * library is enough to show it: who leads is all that is asked. */
/* rows: R71 */
#include <criterion/criterion.h>
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include "topology/base/log.h"
#include "topology/kafka/real.h"

#define BROKERS 3
#define CALL_MS 5000

static rd_kafka_t *host;
static rd_kafka_mock_cluster_t *cluster;
static of_kafka *kafka;
static of_reader *reader;
static int32_t topic;

static void begin(void)
{
    char error[512] = "";
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    (void)rd_kafka_conf_set(conf, "test.mock.num.brokers", "3", error, sizeof error);
    (void)rd_kafka_conf_set(conf, "log_level", "0", error, sizeof error);
    host = rd_kafka_new(RD_KAFKA_PRODUCER, conf, error, sizeof error);
    cr_assert(host != NULL, "%s", error);
    cluster = rd_kafka_handle_mock_cluster(host);
    cr_assert_eq(rd_kafka_mock_topic_create(cluster, "led", 1, BROKERS), 0);
    cr_assert_eq(rd_kafka_mock_partition_set_leader(cluster, "led", 0, 1), 0);

    const of_property properties[] = {
        {"bootstrap.servers", rd_kafka_mock_cluster_bootstraps(cluster)}};
    of_log_threshold(OF_ERROR);
    cr_assert(of_ok(of_real_open(properties, 1, &kafka, error, sizeof error)), "%s", error);
    topic = of_topic_handle(kafka, "led");
    cr_assert(of_ok(of_reader_open(kafka, false, &reader)));
}

static void end(void)
{
    of_reader_close(reader);
    of_kafka_close(kafka);
    rd_kafka_destroy(host);
}

TestSuite(real_reader, .init = begin, .fini = end);

static of_status ask(void)
{
    int64_t low = -1;
    int64_t high = -1;
    return of_reader_watermarks(reader, (of_partition){.topic = topic}, &low, &high, CALL_MS);
}

Test(real_reader, asks_whoever_leads_now)
{
    cr_assert(of_ok(ask()));
    for (int32_t leader = 2; leader <= BROKERS; leader++) {
        rd_kafka_mock_partition_set_leader(cluster, "led", 0, leader);
        of_status status = ask();
        cr_expect(of_ok(status), "led by %d: %s", (int)leader, status.what);
    }
}

Test(real_reader, does_not_wait_for_a_leader_that_is_gone)
{
    cr_assert(of_ok(ask()));
    cr_assert_eq(rd_kafka_mock_broker_set_down(cluster, 1), 0);
    rd_kafka_mock_partition_set_leader(cluster, "led", 0, 2);
    of_status status = ask();
    for (int tries = 0; tries < 3 && status.remedy == OF_RETRY; tries++) {
        status = ask();
    }
    cr_expect(of_ok(status), "%s", status.what);
}
