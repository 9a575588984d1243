/* The Confluent API of a schema registry, one call each; no memory of its own. Any thread. */
#pragma once

#include "avro/registry/http.h"

/* The text of schema `id` into `text` (cleared first). RETRY: no usable answer: an outage, refused
 * credentials, an address that is not a registry; records must wait, not be dead-lettered.
 * SKIP: the registry knows no such id, or its schema is not one we can use. */
of_status of_client_schema(const of_http *http, int32_t id, of_buffer *text);

/* Registers `schema_text` as it is. RETRY: no usable answer. FATAL: refused. */
of_status of_client_register(const of_http *http, const char *subject, const char *schema_text,
                             int32_t *id);

/* The id and text of the subject's newest schema, as of_client_schema. */
of_status of_client_latest(const of_http *http, const char *subject, int32_t *id, of_buffer *text);
