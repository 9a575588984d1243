/* libmicrohttpd underneath; one thread of its own. */
#include "tests/unit/registry/fake_registry.h"

#include <arpa/inet.h>
#include <jansson.h>
#include <microhttpd.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "topology/base/assert.h"
#include "topology/base/memory.h"

#define POSTED_MAX  65536
#define ENDLESS_LEN ((size_t)5 << 20)

struct fake_registry {
    struct MHD_Daemon *daemon;
    const char *base;
    const char *user;
    const char *password;
    const char *schema;
    char url[128];
    char posted[POSTED_MAX];
    size_t posted_len;
    _Atomic fake_manner manner;
    atomic_int requests;
};

static enum MHD_Result answer(struct MHD_Connection *connection, unsigned code, const char *body)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(strlen(body), (void *)body, MHD_RESPMEM_MUST_COPY);
    enum MHD_Result result = MHD_queue_response(connection, code, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result answer_schema(const fake_registry *fake, struct MHD_Connection *connection)
{
    json_t *json = json_pack("{s:s, s:i}", "schema", fake->schema, "id", 7);
    char *body = json_dumps(json, 0);
    enum MHD_Result result = answer(connection, 200, body);
    free(body);
    json_decref(json);
    return result;
}

static enum MHD_Result answer_endlessly(struct MHD_Connection *connection)
{
    char *body = of_new(ENDLESS_LEN + 1);
    memset(body, ' ', ENDLESS_LEN);
    enum MHD_Result result = answer(connection, 200, body);
    of_delete(body);
    return result;
}

static bool may_enter(const fake_registry *fake, struct MHD_Connection *connection)
{
    if (fake->user == NULL) {
        return true;
    }
    char *password = NULL;
    char *user = MHD_basic_auth_get_username_password(connection, &password);
    bool good = user != NULL && password != NULL && strcmp(user, fake->user) == 0 &&
                strcmp(password, fake->password) == 0;
    free(user);
    free(password);
    return good;
}

static enum MHD_Result respond(fake_registry *fake, struct MHD_Connection *connection,
                               const char *url, bool post)
{
    size_t base_len = strlen(fake->base);
    if (!may_enter(fake, connection)) {
        return answer(connection, 401, "{\"error_code\":40101}");
    }
    if (strncmp(url, fake->base, base_len) != 0) {
        return answer(connection, 404, "<html>not here</html>");
    }
    fake_manner manner = fake->manner;
    switch (manner) {
    case FAKE_BROKEN:
        return answer(connection, 500, "{\"error_code\":50001}");
    case FAKE_GARBAGE:
        return answer(connection, 200, "<html>welcome to the proxy</html>");
    case FAKE_WORDLESS:
        return answer(connection, 200, "{\"hello\":\"world\"}");
    case FAKE_ENDLESS:
        return answer_endlessly(connection);
    case FAKE_SILENT:
        usleep(400000);
        return answer(connection, 200, "{}");
    case FAKE_REFUSING:
        return answer(connection, 409, "{\"error_code\":409}");
    case FAKE_GOOD:
        break;
    }
    if (post) {
        return answer(connection, 200, "{\"id\":7}");
    }
    if (strcmp(url + base_len, "/schemas/ids/7") == 0) {
        return answer_schema(fake, connection);
    }
    if (strcmp(url + base_len, "/subjects/s-value/versions/latest") == 0) {
        return answer_schema(fake, connection);
    }
    if (strncmp(url + base_len, "/subjects/", strlen("/subjects/")) == 0) {
        return answer(connection, 404, "{\"error_code\":40401,\"message\":\"Subject not found\"}");
    }
    return answer(connection, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
}

static enum MHD_Result handle(void *state, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *data,
                              size_t *data_size, void **request)
{
    (void)version;
    fake_registry *fake = state;
    bool post = strcmp(method, "POST") == 0;
    if (*request == NULL) {
        *request = fake;
        fake->requests++;
        fake->posted_len = post ? 0 : fake->posted_len;
        return MHD_YES;
    }
    if (*data_size > 0) {
        of_assert(fake->posted_len + *data_size < POSTED_MAX);
        memcpy(fake->posted + fake->posted_len, data, *data_size);
        fake->posted_len += *data_size;
        fake->posted[fake->posted_len] = '\0';
        *data_size = 0;
        return MHD_YES;
    }
    return respond(fake, connection, url, post);
}

fake_registry *fake_registry_start(const char *base, const char *user, const char *password,
                                   const char *schema)
{
    fake_registry *fake = of_new(sizeof *fake);
    fake->base = base;
    fake->user = user;
    fake->password = password;
    fake->schema = schema;
    struct sockaddr_in loopback = {.sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    fake->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, handle, fake,
                                    MHD_OPTION_SOCK_ADDR, &loopback, MHD_OPTION_END);
    of_assert(fake->daemon != NULL);
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(fake->daemon, MHD_DAEMON_INFO_BIND_PORT);
    snprintf(fake->url, sizeof fake->url, "http://127.0.0.1:%d%s", (int)info->port, base);
    return fake;
}

void fake_registry_stop(fake_registry *fake)
{
    MHD_stop_daemon(fake->daemon);
    of_delete(fake);
}

void fake_registry_behave(fake_registry *fake, fake_manner manner)
{
    fake->manner = manner;
}

const char *fake_registry_url(const fake_registry *fake)
{
    return fake->url;
}

int fake_registry_requests(const fake_registry *fake)
{
    return fake->requests;
}

const char *fake_registry_posted(const fake_registry *fake)
{
    return fake->posted;
}
