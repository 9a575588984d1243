/* A registry behind TLS: what is right works, what is wrong says what is wrong, and what was seen
 * once is still there when it is down. */
/* rows: R92 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "avro/registry/registry.h"

typedef struct server {
    pid_t pid;
    int input; /* closed: it ends */
    char url[64];
} server;

static char folder[64];
static char ca[96], other_ca[96], cert[96], key[96];

static void shell(const char *command)
{
    cr_assert_eq(system(command), 0, "%s", command);
}

/* An authority, another one, and a certificate for the loopback that serves both sides. */
static void make_certificates(void)
{
    char command[2048];
    snprintf(folder, sizeof folder, "/tmp/orderflow-tls-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    snprintf(command, sizeof command,
             "cd %s && exec 2>openssl.log && "
             "for n in ca other; do openssl req -x509 -newkey ec -pkeyopt "
             "ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=$n -keyout $n.key "
             "-out $n.pem; done && "
             "openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "
             "/CN=localhost -keyout our.key -out our.csr && "
             "printf 'subjectAltName=IP:127.0.0.1' >ext && "
             "openssl x509 -req -in our.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 "
             "-extfile ext -out our.pem",
             folder);
    shell(command);
    snprintf(ca, sizeof ca, "%s/ca.pem", folder);
    snprintf(other_ca, sizeof other_ca, "%s/other.pem", folder);
    snprintf(cert, sizeof cert, "%s/our.pem", folder);
    snprintf(key, sizeof key, "%s/our.key", folder);
}

static void remove_certificates(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    shell(command);
}

TestSuite(registry_tls, .init = make_certificates, .fini = remove_certificates, .timeout = 60);

static server start(const char *client_ca)
{
    int in[2];
    int out[2];
    cr_assert(pipe(in) == 0 && pipe(out) == 0);
    server self = {.pid = fork(), .input = in[1]};
    if (self.pid == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        close(in[1]);
        execlp("python3", "python3", TLS_REGISTRY, cert, key, client_ca, "right-token", NULL);
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    FILE *answer = fdopen(out[0], "r");
    int port = 0;
    cr_assert_eq(fscanf(answer, "%d", &port), 1, "the server did not start");
    fclose(answer);
    snprintf(self.url, sizeof self.url, "https://127.0.0.1:%d", port);
    return self;
}

static void stop(const server *self)
{
    close(self->input);
    waitpid(self->pid, NULL, 0);
}

static of_status ask(of_registry_options options)
{
    of_registry *registry = NULL;
    char error[256] = "";
    cr_assert(of_ok(of_registry_open(&options, &registry, error, sizeof error)), "%s", error);
    const of_schema *schema = NULL;
    of_status status = of_registry_schema(registry, 7, &schema);
    of_registry_close(registry);
    return status;
}

static void expect(of_registry_options options, const char *what)
{
    of_status status = ask(options);
    cr_expect_eq(status.remedy, OF_RETRY, "%s", of_remedy_name(status.remedy));
    cr_expect(strstr(status.what, what) != NULL, "said: %s, expected: %s", status.what, what);
}

Test(registry_tls, the_right_authority_and_token_work)
{
    server self = start("-");
    of_status status =
        ask((of_registry_options){.url = self.url, .ca_file = ca, .token = "right-token"});
    cr_expect(of_ok(status), "%s", status.what);
    stop(&self);
}

Test(registry_tls, a_wrong_authority_is_named)
{
    server self = start("-");
    expect((of_registry_options){.url = self.url, .ca_file = other_ca, .token = "right-token"},
           "certificate is not trusted");
    expect((of_registry_options){.url = self.url, .token = "right-token"},
           "certificate is not trusted");
    expect((of_registry_options){.url = self.url, .ca_file = "/nowhere", .token = "right-token"},
           "the file of registry.ca cannot be read");
    stop(&self);
}

Test(registry_tls, a_wrong_token_is_named_and_not_shown)
{
    server self = start("-");
    expect((of_registry_options){.url = self.url, .ca_file = ca, .token = "wrong-token"},
           "credentials are refused");
    expect((of_registry_options){.url = self.url, .ca_file = ca}, "credentials are refused");
    stop(&self);
}

Test(registry_tls, a_client_certificate_is_shown_where_it_is_asked_for)
{
    server self = start(ca);
    of_registry_options options = {.url = self.url, .ca_file = ca, .token = "right-token"};
    expect(options, "does it ask for a client certificate");
    options.cert_file = cert;
    options.key_file = "/nowhere";
    expect(options, "registry.cert and registry.key cannot be used");
    options.key_file = key;
    of_status status = ask(options);
    cr_expect(of_ok(status), "%s", status.what);
    stop(&self);
}

Test(registry_tls, what_was_seen_is_there_when_the_registry_is_down)
{
    char cache[96];
    snprintf(cache, sizeof cache, "%s/cache", folder);
    server self = start("-");
    of_registry_options options = {
        .url = self.url, .ca_file = ca, .token = "right-token", .cache_dir = cache};
    cr_expect(of_ok(ask(options)));
    stop(&self);
    cr_expect(of_ok(ask(options)));
    options.cache_dir = NULL;
    expect(options, "cannot be reached");
}

Test(registry_tls, what_excludes_or_needs_each_other_is_refused)
{
    char error[256] = "";
    of_registry *registry = NULL;
    of_registry_options both = {.url = "https://h", .user = "u", .password = "p", .token = "t"};
    cr_expect_eq(of_registry_open(&both, &registry, error, sizeof error).remedy, OF_FATAL);
    cr_expect(strstr(error, "exclude each other") != NULL, "%s", error);
    of_registry_options half = {.url = "https://h", .cert_file = cert};
    cr_expect_eq(of_registry_open(&half, &registry, error, sizeof error).remedy, OF_FATAL);
    cr_expect(strstr(error, "needs its key") != NULL, "%s", error);
}
