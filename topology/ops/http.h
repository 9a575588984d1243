/* The operator's window into a running engine, over local HTTP, read-only.
 *
 *   GET /healthz       200 while every worker lives, else 503
 *   GET /metrics       counters in the Prometheus text format
 *   GET /rows/KEY      the rows whose key begins with KEY, one JSON object per line; 404 when this
 *                      process does not own the key
 *
 * Answers come from libmicrohttpd's own thread through runtime/inspect.h and of_engine_read. */
#pragma once

#include "topology/runtime/engine.h"

typedef struct of_ops of_ops;

/* `listen` is "ADDRESS:PORT" (IPv4). NULL with `error` filled when it cannot be bound. */
of_ops *of_ops_open(const char *listen, of_engine *engine, char *error, size_t error_size);
void of_ops_close(of_ops *ops);
