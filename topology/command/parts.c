/* Plugs the real parts together as the configuration says. */
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "topology/base/memory.h"
#include "topology/command/command.h"
#include "topology/kafka/real.h"

#define ERROR_SIZE 512

void of_print_problem(void *state, const char *file, int line, const char *message)
{
    (void)state;
    if (line > 0) {
        fprintf(stderr, "%s:%d: %s\n", file, line, message);
    } else {
        fprintf(stderr, "%s: %s\n", file, message);
    }
}

void of_print_buffer(FILE *to, const of_buffer *buffer)
{
    if (buffer->len > 0) {
        fwrite(buffer->data, 1, buffer->len, to);
    }
}

void of_print_error(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("orderflow: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

void of_print_status(const char *doing, of_status status)
{
    if (status.remedy == OF_RETRY) {
        of_print_error("%s: Kafka does not answer (%s); is bootstrap.servers right, and is it up?",
                       doing, status.what);
    } else {
        of_print_error("%s: %s", doing, status.what);
    }
}

const char *of_user_name(void)
{
    const struct passwd *user = getpwuid(geteuid());
    return user == NULL ? "unknown" : user->pw_name;
}

/* The user's properties, with the sizes of the client's queues. */
static of_status open_real(of_parts *parts, char *error, size_t error_size)
{
    const of_config *config = parts->config;
    size_t count = config->kafka_count + OF_BUDGET_PROPERTIES;
    of_property *properties = of_new_array(count, sizeof *properties);
    memcpy(properties, parts->budget.properties, sizeof parts->budget.properties);
    memcpy(properties + OF_BUDGET_PROPERTIES, config->kafka,
           config->kafka_count * sizeof *properties);
    of_status status = of_real_open(properties, count, &parts->kafka, error, error_size);
    of_delete(properties);
    return status;
}

static bool open_kafka(of_parts *parts)
{
    const of_config *config = parts->config;
    char error[ERROR_SIZE] = "";
    if (config->embedded_dir == NULL) {
        if (of_ok(open_real(parts, error, sizeof error))) {
            return true;
        }
    } else {
        of_embedded_options options = {.directory = config->embedded_dir, .clock = &of_wall_clock};
        if (of_ok(of_embedded_open(&options, &parts->log, error, sizeof error))) {
            parts->kafka = of_embedded_client(parts->log);
            return true;
        }
    }
    of_print_error("Kafka cannot be opened: %s", error);
    return false;
}

static bool open_registry(of_parts *parts)
{
    const of_config *config = parts->config;
    of_registry_options options = {.url = config->registry_url,
                                   .directory = config->registry_dir,
                                   .cache_dir = config->registry_cache,
                                   .user = config->registry_user,
                                   .password = config->registry_password,
                                   .token = config->registry_token,
                                   .ca_file = config->registry_ca,
                                   .cert_file = config->registry_cert,
                                   .key_file = config->registry_key};
    char error[ERROR_SIZE] = "";
    if (of_ok(of_registry_open(&options, &parts->registry, error, sizeof error))) {
        return true;
    }
    of_print_error("the schema registry cannot be opened: %s", error);
    return false;
}

bool of_parts_open(const char *file, of_parts *parts)
{
    *parts = (of_parts){.config = of_config_load(file, of_print_problem, NULL)};
    if (parts->config == NULL) {
        return false;
    }
    of_budget_divide((size_t)parts->config->memory_bytes, parts->config->workers, &parts->budget);
    parts->layout = (of_layout){.app = parts->config->app,
                                .partitions = parts->config->partitions,
                                .endpoints = parts->config->endpoints,
                                .endpoint_count = parts->config->endpoint_count,
                                .replication = parts->config->replication};
    if (open_kafka(parts) && open_registry(parts)) {
        return true;
    }
    of_parts_close(parts);
    return false;
}

void of_parts_close(of_parts *parts)
{
    if (parts->registry != NULL) {
        of_registry_close(parts->registry);
    }
    if (parts->kafka != NULL) {
        of_kafka_close(parts->kafka);
    }
    if (parts->log != NULL) {
        of_embedded_close(parts->log);
    }
    of_config_free(parts->config);
    *parts = (of_parts){0};
}
