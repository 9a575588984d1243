/* HTTP over libcurl: one handle per request, since requests are rare and come from any thread. */
#include "avro/registry/http.h"

#include <curl/curl.h>
#include <pthread.h>

#define CONTENT_TYPE "application/vnd.schemaregistry.v1+json"

static pthread_once_t curl_once = PTHREAD_ONCE_INIT;

static void start_curl(void)
{
    (void)curl_global_init(CURL_GLOBAL_DEFAULT);
}

static size_t take_answer(char *data, size_t size, size_t count, void *state)
{
    of_buffer *answer = state;
    of_buffer_put(answer, data, size * count);
    return answer->full ? 0 : size * count; /* fewer than given: curl gives up */
}

static void set_identity(CURL *curl, const of_http *http)
{
    if (http->user != NULL) {
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
        curl_easy_setopt(curl, CURLOPT_USERNAME, http->user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, http->password == NULL ? "" : http->password);
    }
    if (http->token != NULL) {
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BEARER);
        curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, http->token);
    }
    if (http->ca_file != NULL) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, http->ca_file);
    }
    if (http->cert_file != NULL) {
        curl_easy_setopt(curl, CURLOPT_SSLCERT, http->cert_file);
        curl_easy_setopt(curl, CURLOPT_SSLKEY, http->key_file);
    }
}

static void set_limits(CURL *curl, const of_http *http)
{
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L); /* timeouts must not raise signals in threads */
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)http->timeout_ms);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)http->timeout_ms);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION,
                     0L); /* credentials go where they were meant to */
}

static const char *explain(CURLcode result, bool is_tls)
{
    switch ((int)result) {
    case CURLE_PEER_FAILED_VERIFICATION:
        return "registry: its certificate is not trusted: registry.ca must hold the authority that "
               "signed it, and the url the name it was made for";
    case CURLE_SSL_CACERT_BADFILE:
        return "registry: the file of registry.ca cannot be read";
    case CURLE_SSL_CERTPROBLEM:
        return "registry: registry.cert and registry.key cannot be used";
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
        return is_tls ? "registry: no TLS connection; does it ask for a client certificate?"
                      : "registry: cannot be reached";
    default:
        return "registry: cannot be reached";
    }
}

static of_status status_of(CURLcode result, const of_http *http, const of_buffer *answer)
{
    if (result == CURLE_OK) {
        return OF_OK;
    }
    bool is_tls = strncmp(http->base, "https:", 6) == 0;
    of_status status = answer->full ? OF_SKIP_AS("registry: the answer is too long")
                                    : OF_RETRY_AS(explain(result, is_tls));
    status.code = (int32_t)result;
    return status;
}

static of_status request(const of_http *http, const char *path, const of_text *body,
                         of_buffer *answer, long *code)
{
    pthread_once(&curl_once, start_curl);
    of_buffer_clear(answer);
    answer->limit = http->answer_max;
    CURL *curl = curl_easy_init();
    if (curl == NULL) {
        return OF_RETRY_AS("registry: no HTTP handle");
    }
    of_buffer url = {0};
    of_buffer_format(&url, "%s%s", http->base, path);
    of_buffer_put_u8(&url, 0);
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: " CONTENT_TYPE);
    headers = curl_slist_append(headers, "Accept: " CONTENT_TYPE ", application/json");
    curl_easy_setopt(curl, CURLOPT_URL, (const char *)url.data);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_answer);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
    set_limits(curl, http);
    set_identity(curl, http);
    if (body != NULL) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body->len);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body->data);
    }
    CURLcode result = curl_easy_perform(curl);
    *code = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, code);
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    of_buffer_free(&url);
    return status_of(result, http, answer);
}

of_status of_http_get(const of_http *http, const char *path, of_buffer *answer, long *code)
{
    return request(http, path, NULL, answer, code);
}

of_status of_http_post(const of_http *http, const char *path, of_text body, of_buffer *answer,
                       long *code)
{
    return request(http, path, &body, answer, code);
}

void of_http_escape(of_text segment, of_buffer *path)
{
    for (size_t i = 0; i < segment.len; i++) {
        unsigned char c = (unsigned char)segment.data[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '_' || c == '.' || c == '~';
        if (plain) {
            of_buffer_put_u8(path, c);
        } else {
            of_buffer_format(path, "%%%02X", c);
        }
    }
}
