/* The configuration file: what is wrong is reported with its line, and nothing wrong is accepted.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "topology/config.h"

#define REST "state: {directory: s}\nregistry: {url: 'http://r'}\n"

static char told[4096];

static void listen(void *state, const char *file, int line, const char *message)
{
    size_t len = strlen(told);
    (void)state;
    (void)file;
    snprintf(told + len, sizeof told - len, "%d: %s\n", line, message);
}

static of_config *load(const char *text)
{
    char path[] = "/tmp/orderflow-config-XXXXXX";
    int file = mkstemp(path);
    cr_assert_eq(write(file, text, strlen(text)), (ssize_t)strlen(text));
    close(file);
    told[0] = '\0';
    of_config *config = of_config_load(path, listen, NULL);
    unlink(path);
    return config;
}

static void refused(const char *text, const char *why)
{
    cr_expect_null(load(text));
    cr_expect(strstr(told, why) != NULL, "told: %s, expected: %s", told, why);
}

Test(config, a_small_one_is_enough)
{
    of_config *config = load("kafka: {bootstrap.servers: b}\n" REST);
    cr_assert_not_null(config, "%s", told);
    cr_expect_str_eq(config->app, "orderflow");
    of_config_free(config);
}

Test(config, keys_of_kafka_must_be_words)
{
    refused("kafka: {bootstrap.servers: b, ~: x}\n" REST, "1: a key of kafka must be a word");
    refused("kafka:\n  bootstrap.servers: b\n  ? [a]\n  : x\n" REST,
            "3: a key of kafka must be a word");
}

Test(config, a_token_comes_from_a_file_or_the_environment)
{
    setenv("OF_TEST_TOKEN", "secret", 1);
    of_config *config = load("kafka: {bootstrap.servers: b}\nstate: {directory: s}\n"
                             "registry: {url: 'https://r', token: '${OF_TEST_TOKEN}', ca: a.pem, "
                             "cert: c.pem, key: k.pem}\n");
    cr_assert_not_null(config, "%s", told);
    cr_expect_str_eq(config->registry_token, "secret");
    cr_expect_str_eq(config->registry_cert, "/tmp/c.pem");
    of_config_free(config);
    refused("kafka: {bootstrap.servers: b}\nstate: {directory: s}\n"
            "registry: {url: 'https://r', token: '${OF_TEST_NO_TOKEN}'}\n",
            "OF_TEST_NO_TOKEN is not set");
}

Test(config, what_excludes_or_needs_each_other_is_refused)
{
    refused("kafka: {bootstrap.servers: b}\nstate: {directory: s}\n"
            "registry: {url: 'https://r', token: t, user: u, password: p}\n",
            "either user and password or token");
    refused("kafka: {bootstrap.servers: b}\nstate: {directory: s}\n"
            "registry: {url: 'https://r', cert: c.pem}\n",
            "belong together");
}

Test(config, a_record_that_no_fetch_has_room_for_is_refused)
{
    static const char *const names[] = {"message.max.bytes", "consumer.message.max.bytes"};
    for (size_t i = 0; i < 2; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "memory: 128MiB\nkafka:\n  bootstrap.servers: b\n  %s: 8000000\n" REST, names[i]);
        refused(text, "4: ");
        const char *raise = strstr(told, "raise memory to at least ");
        cr_assert_not_null(raise, "told: %s", told);
        int needed = atoi(raise + strlen("raise memory to at least "));
        cr_assert_gt(needed, 128);
        snprintf(text, sizeof text,
                 "memory: %dMiB\nkafka:\n  bootstrap.servers: b\n  %s: 8000000\n" REST, needed,
                 names[i]);
        of_config *config = load(text);
        cr_assert_not_null(config, "told: %s", told);
        of_config_free(config);
    }
    refused("kafka:\n  bootstrap.servers: b\n  message.max.bytes: 900000000\n" REST,
            "3: message.max.bytes: lower it to at most 52428800");
}
