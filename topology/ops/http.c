/* HTTP for operators; the only file that sees libmicrohttpd. */
#include "topology/ops/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>

#include "topology/base/memory.h"

#define READ_TIMEOUT_MS 2000

struct of_ops {
    struct MHD_Daemon *daemon;
    of_engine *engine;
};

static enum MHD_Result answer(struct MHD_Connection *connection, unsigned code, const char *type,
                              const of_buffer *body)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(body->len, body->data, MHD_RESPMEM_MUST_COPY);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    enum MHD_Result result = MHD_queue_response(connection, code, response);
    MHD_destroy_response(response);
    return result;
}

static void put_metric(of_buffer *out, const char *name, const char *kind, int64_t value)
{
    of_buffer_format(out, "# TYPE orderflow_%s %s\norderflow_%s %" PRId64 "\n", name, kind, name,
                     value);
}

static void put_seconds(of_buffer *out, const char *name, int64_t us)
{
    of_buffer_format(out, "# TYPE orderflow_%s counter\norderflow_%s %" PRId64 ".%06d\n", name,
                     name, us / 1000000, (int)(us % 1000000));
}

static void put_metrics(const of_engine *engine, of_buffer *out)
{
    of_engine_stats stats;
    of_engine_inspect(engine, &stats);
    put_metric(out, "records_in_total", "counter", stats.records_in);
    put_metric(out, "records_out_total", "counter", stats.records_out);
    put_metric(out, "changelog_records_total", "counter", stats.changes);
    put_metric(out, "turns_total", "counter", stats.turns);
    put_seconds(out, "turn_seconds_total", stats.turn_us);
    put_seconds(out, "commit_seconds_total", stats.commit_us);
    put_metric(out, "store_reads_total", "counter", stats.store_reads);
    put_metric(out, "store_writes_total", "counter", stats.store_writes);
    put_metric(out, "aborts_total", "counter", stats.aborts);
    put_metric(out, "dead_letters_total", "counter", stats.dead_letters);
    put_metric(out, "timers_fired_total", "counter", stats.timers_fired);
    put_metric(out, "replayed_total", "counter", stats.replayed);
    put_metric(out, "rebuilds_total", "counter", stats.rebuilds);
    put_metric(out, "assignments_total", "counter", stats.assignments);
    put_metric(out, "tasks_running", "gauge", stats.tasks_running);
    put_metric(out, "tasks_taking_over", "gauge", stats.tasks_taking_over);
    put_metric(out, "tasks_halted", "gauge", stats.tasks_halted);
    put_metric(out, "sources_halted", "gauge", stats.sources_halted);
    of_buffer_format(out, "# TYPE orderflow_idle_rounds_total counter\n");
    for (int32_t i = 0; i < of_engine_workers(engine); i++) {
        of_buffer_format(out, "orderflow_idle_rounds_total{worker=\"%d\"} %" PRId64 "\n", (int)i,
                         of_engine_idle_rounds(engine, i));
    }
}

static enum MHD_Result answer_rows(of_ops *self, struct MHD_Connection *connection, const char *key)
{
    of_buffer body = {0};
    of_status status = of_engine_read(self->engine, of_text_of(key), READ_TIMEOUT_MS, &body);
    unsigned code = MHD_HTTP_OK;
    if (!of_ok(status)) {
        code = status.remedy == OF_RETRY ? MHD_HTTP_NOT_FOUND : MHD_HTTP_INTERNAL_SERVER_ERROR;
        of_buffer_clear(&body);
        of_buffer_format(&body, "%s\n", status.what);
    }
    enum MHD_Result result = answer(connection, code, "application/x-ndjson", &body);
    of_buffer_free(&body);
    return result;
}

static enum MHD_Result on_request(void *state, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_len, void **request)
{
    (void)version;
    (void)upload;
    (void)upload_len;
    (void)request;
    of_ops *self = state;
    if (strcmp(method, MHD_HTTP_METHOD_GET) == 0 && strncmp(url, "/rows/", 6) == 0) {
        return answer_rows(self, connection, url + 6);
    }
    of_buffer body = {0};
    unsigned code = MHD_HTTP_OK;
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0) {
        code = MHD_HTTP_METHOD_NOT_ALLOWED;
        of_buffer_format(&body, "this window only reads\n");
    } else if (strcmp(url, "/healthz") == 0) {
        bool failed = of_engine_failed(self->engine);
        code = failed ? MHD_HTTP_SERVICE_UNAVAILABLE : MHD_HTTP_OK;
        of_buffer_format(&body, failed ? "a worker has stopped for good\n" : "ok\n");
    } else if (strcmp(url, "/metrics") == 0) {
        put_metrics(self->engine, &body);
    } else {
        code = MHD_HTTP_NOT_FOUND;
        of_buffer_format(&body, "there are /healthz, /metrics and /rows/KEY\n");
    }
    enum MHD_Result result = answer(connection, code, "text/plain; version=0.0.4", &body);
    of_buffer_free(&body);
    return result;
}

static bool parse_listen(const char *listen, struct sockaddr_in *address)
{
    const char *colon = strrchr(listen, ':');
    char host[64];
    if (colon == NULL || (size_t)(colon - listen) >= sizeof host) {
        return false;
    }
    memcpy(host, listen, (size_t)(colon - listen));
    host[colon - listen] = '\0';
    char *end = NULL;
    long port = strtol(colon + 1, &end, 10);
    *address = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    return *end == '\0' && port > 0 && port <= UINT16_MAX &&
           inet_pton(AF_INET, host, &address->sin_addr) == 1;
}

of_ops *of_ops_open(const char *listen, of_engine *engine, char *error, size_t error_size)
{
    struct sockaddr_in address;
    if (!parse_listen(listen, &address)) {
        snprintf(error, error_size, "http: '%s' is not ADDRESS:PORT, such as 127.0.0.1:8080",
                 listen);
        return NULL;
    }
    of_ops *self = of_new(sizeof *self);
    self->engine = engine;
    self->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, on_request,
                                    self, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
                                    MHD_OPTION_CONNECTION_TIMEOUT, 10u, MHD_OPTION_END);
    if (self->daemon == NULL) {
        snprintf(error, error_size, "http: %s cannot be listened on: %s", listen, strerror(errno));
        of_delete(self);
        return NULL;
    }
    return self;
}

void of_ops_close(of_ops *ops)
{
    if (ops != NULL) {
        MHD_stop_daemon(ops->daemon);
        of_delete(ops);
    }
}
