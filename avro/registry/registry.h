/* Schemas by id, ids by subject: the company's registry (Confluent API under any base path), or a
 * directory that serves as one for the embedded mode.
 *
 * What was seen once is cached on disk (ids are immutable), so an outage does not stop what is
 * known. One object per process; every call may block on the network and is safe from any thread.
 */
#pragma once

#include "avro/codec/plan.h"
#include "avro/codec/record.h"
#include "avro/codec/schema.h"
#include "topology/base/clock.h"

typedef struct of_registry of_registry;

typedef struct of_registry_options {
    const char *url;       /* "http://host:port/base"; NULL: `directory` is the registry */
    const char *directory; /* of the embedded mode; NULL and no url: in memory only */
    const char *cache_dir; /* on-disk cache of a url registry; NULL: none */
    const char *user;      /* basic auth; NULL: none */
    const char *password;  /* never logged */
    const char *token;     /* bearer, instead of user and password; never logged */
    const char *ca_file;   /* PEM; NULL: the system's */
    const char *cert_file; /* PEM, our own certificate, with key_file; NULL: none */
    const char *key_file;
    const of_clock *clock; /* NULL: the machine's */
    int64_t timeout_ms;    /* per request; 0 = 5,000 */
} of_registry_options;

/* FATAL with `error` filled when the options make no sense or the directory cannot be used. An
 * unreachable url is not an error here. */
of_status of_registry_open(const of_registry_options *options, of_registry **registry, char *error,
                           size_t error_size);
void of_registry_close(of_registry *registry);

/* The schema of `id`, owned by the registry, alive until it is closed.
 * RETRY: the registry cannot be reached. SKIP: it answered, and there is no such id, or its schema
 * is one we refuse; that is remembered for half a minute, so that a topic full of them does not
 * cost a request for each record. */
of_status of_registry_schema(of_registry *registry, int32_t id, const of_schema **schema);

/* The id of `schema_text` under `subject`, registering it where needed: the text is sent as it is.
 * RETRY: unreachable. FATAL: refused (incompatible, not allowed). */
of_status of_registry_register(of_registry *registry, const char *subject, const char *schema_text,
                               int32_t *id);

/* The newest schema of `subject`, for checks and tools. RETRY: unreachable. SKIP: there is none. */
of_status of_registry_latest(of_registry *registry, const char *subject, int32_t *id,
                             const of_schema **schema);
