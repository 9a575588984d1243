/* What the parts of `orderflow quarantine` share. */
#pragma once

#include "avro/model.h"
#include "topology/command/topic_log.h"

/* An order as its entries in the quarantine log leave it. */
typedef struct of_quarantined {
    char *order;
    char *law;
    char *fact; /* "canon.order partition 1 offset 12" */
    int64_t since_ms;
    int64_t parked;    /* when the newest entry was written; more may have come */
    bool is_held;      /* false: it was, and is over */
    bool is_replaying; /* asked for, and not over */
} of_quarantined;

/* Sorted by order; `order` NULL: all. Free with of_quarantine_free. */
typedef struct of_quarantine_list {
    of_quarantined *items;
    size_t count;
    size_t capacity;
} of_quarantine_list;

of_status of_quarantine_read(const of_parts *parts, const char *order, of_quarantine_list *list);
void of_quarantine_free(of_quarantine_list *list);

typedef struct of_quarantine_request {
    const char *order;
    ControlAction action;
    const char *actor;
    const char *reason; /* NULL: none */
    int64_t wait_ms;    /* for the outcome */
} of_quarantine_request;

/* Sends the request to the order's owner and prints what became of it; the process's exit code. */
int of_quarantine_ask(const of_parts *parts, const of_quarantine_request *request);
/* One entry in a line or two. */
void of_quarantine_print_entry(const QuarantineEntry *entry);
