/* Settings of the real Kafka: what is passed on, what is refused, and that no value leaks. */
/* rows: R92 */
#include <criterion/criterion.h>

#include "topology/base/log.h"
#include "topology/kafka/real.h"

/* The error of opening with a broker and one more property; empty when it opened. */
static const char *error_of(const char *name, const char *value)
{
    static char error[256];
    const of_property properties[] = {{"bootstrap.servers", "127.0.0.1:1"}, {name, value}};
    of_kafka *kafka = NULL;
    of_log_threshold(OF_ERROR);
    error[0] = '\0';
    of_status status = of_real_open(properties, 2, &kafka, error, sizeof error);
    cr_assert_eq(of_ok(status), error[0] == '\0', "%s", error);
    of_kafka_close(kafka);
    return error;
}

Test(real_settings, what_the_guarantees_rest_on_is_refused_by_name)
{
    const char *const names[] = {"isolation.level",    "enable.auto.commit",
                                 "enable.idempotence", "partitioner",
                                 "producer.acks",      "consumer.auto.offset.reset"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *error = error_of(names[i], "x");
        cr_expect(strstr(error, names[i]) != NULL && strstr(error, "guarantees") != NULL, "%s: %s",
                  names[i], error);
    }
}

Test(real_settings, an_unknown_property_and_a_wrong_value_are_told_apart)
{
    cr_expect(strstr(error_of("no.such.property", "x"), "not known") != NULL);
    cr_expect(strstr(error_of("socket.keepalive.enable", "perhaps"), "refuses") != NULL);
}

Test(real_settings, a_value_is_never_in_the_error)
{
    cr_expect(strstr(error_of("security.protocol", "s3cret-value"), "s3cret") == NULL);
    cr_expect(strstr(error_of("no.such.property", "s3cret-value"), "s3cret") == NULL);
    cr_expect(strstr(error_of("isolation.level", "s3cret-value"), "s3cret") == NULL);
}

Test(real_settings, a_broker_must_be_named)
{
    of_kafka *kafka = NULL;
    char error[256] = "";
    of_status status = of_real_open(NULL, 0, &kafka, error, sizeof error);
    cr_expect_eq(status.remedy, OF_FATAL);
    cr_expect(strstr(error, "bootstrap.servers") != NULL);
}

Test(real_settings, a_prefix_aims_a_property_at_one_kind_of_handle)
{
    cr_expect_str_eq(error_of("consumer.fetch.wait.max.ms", "30"), "");
    cr_expect_str_eq(error_of("producer.linger.ms", "1"), "");
    cr_expect_str_eq(error_of("client.id", "mine"), "");
}
