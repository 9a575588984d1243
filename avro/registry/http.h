/* The few HTTP calls that a registry needs; http.c is the only file that sees the HTTP library. */
#pragma once

#include "topology/base/buffer.h"
#include "topology/base/status.h"

typedef struct of_http {
    const char *base; /* without a trailing slash */
    const char *user; /* NULL: no authentication */
    const char *password;
    const char *token;     /* bearer; NULL: none */
    const char *ca_file;   /* PEM; NULL: the system's */
    const char *cert_file; /* PEM, our own; NULL: none */
    const char *key_file;
    int64_t timeout_ms; /* of a whole request */
    size_t answer_max;  /* bytes; a longer answer is SKIP */
} of_http;

/* DONE: the server answered, whatever it said: *code is the HTTP status, `answer` (cleared first)
 * the body. RETRY: it did not answer in time, or not at all. SKIP: it answered more than
 * `answer_max`. `path` begins with a slash and is escaped already. Any thread. */
of_status of_http_get(const of_http *http, const char *path, of_buffer *answer, long *code);
of_status of_http_post(const of_http *http, const char *path, of_text body, of_buffer *answer,
                       long *code);

/* `segment` as one segment of a path, appended to `path` with everything special escaped. */
void of_http_escape(of_text segment, of_buffer *path);
