/* orderflow exception: what people have to look at, and what they have settled. */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "topology/base/memory.h"
#include "topology/base/time.h"
#include "topology/command/control.h"
#include "topology/command/topic_log.h"
#include "topology/ids.h"
#include "topology/runtime/graph.h"

#define WAIT_DEFAULT_S 10
#define LOOK_AGAIN_US  200000

typedef struct arguments {
    const char *config;
    const char *verb;
    const char *subject; /* list: an order, NULL for all; close: the exception */
    const char *by;
    const char *reason;
    int64_t wait_ms;
} arguments;

/* ---- reading order-exceptions ---- */

/* One record of the topic: the last one of an id counts. */
typedef struct entry {
    char *id;
    char *order;
    char *line; /* what `list` prints of an open one */
    size_t number;
    bool is_open;
} entry;

typedef struct listing {
    const arguments *given;
    entry *items;
    size_t count;
    size_t capacity;
} listing;

static char *line_of(const OrderException *one)
{
    char time[OF_TIME_TEXT_SIZE];
    of_buffer text = {0};
    of_time_format(one->opened_at, time);
    of_buffer_format(&text, "%s  %-9.*s  %s  %.*s  %.*s", of_Severity_enum.symbols[one->severity],
                     OF_TEXT_ARG(one->queue), time, OF_TEXT_ARG(one->exception),
                     OF_TEXT_ARG(one->detail));
    char *line = of_new_string((const char *)text.data, text.len);
    of_buffer_free(&text);
    return line;
}

static bool is_wanted(const arguments *given, const OrderException *one)
{
    if (given->subject == NULL) {
        return true;
    }
    bool close = strcmp(given->verb, "close") == 0;
    return of_text_is(close ? one->exception : one->order, given->subject);
}

static of_status on_record(void *state, const of_message *message, const void *record)
{
    listing *self = state;
    const OrderException *one = record;
    (void)message;
    if (!is_wanted(self->given, one)) {
        return OF_OK;
    }
    if (self->count == self->capacity) {
        self->capacity = self->capacity == 0 ? 256 : self->capacity * 2;
        self->items = of_renew(self->items, self->capacity * sizeof *self->items);
    }
    self->items[self->count] = (entry){.id = of_new_string(one->exception.data, one->exception.len),
                                       .order = of_new_string(one->order.data, one->order.len),
                                       .line = one->resolved_at.present ? NULL : line_of(one),
                                       .number = self->count,
                                       .is_open = !one->resolved_at.present};
    self->count++;
    return OF_OK;
}

static int by_id(const void *a, const void *b)
{
    const entry *left = a;
    const entry *right = b;
    int order = strcmp(left->id, right->id);
    return order != 0 ? order : (left->number > right->number) - (left->number < right->number);
}

static of_status read_all(const of_parts *parts, listing *self)
{
    of_topic_log log = {.parts = parts,
                        .topic = of_topology.topics[OF_TOPIC_order_exception].kafka,
                        .type = &of_OrderException_type,
                        .partition = -1};
    OF_TRY(of_topic_log_read(&log, on_record, self));
    if (self->count > 0) {
        qsort(self->items, self->count, sizeof *self->items, by_id);
    }
    return OF_OK;
}

/* The last record of its id. */
static bool is_last(const listing *self, size_t index)
{
    return index + 1 == self->count ||
           strcmp(self->items[index].id, self->items[index + 1].id) != 0;
}

static void free_listing(listing *self)
{
    for (size_t i = 0; i < self->count; i++) {
        of_delete(self->items[i].id);
        of_delete(self->items[i].order);
        of_delete(self->items[i].line);
    }
    of_delete(self->items);
    *self = (listing){.given = self->given};
}

static of_status list(const of_parts *parts, const arguments *given)
{
    listing all = {.given = given};
    of_status status = read_all(parts, &all);
    for (size_t i = 0; i < all.count && of_ok(status); i++) {
        if (is_last(&all, i) && all.items[i].is_open) {
            printf("%s\n", all.items[i].line);
        }
    }
    free_listing(&all);
    return status;
}

/* ---- closing ---- */

/* What is known of the exception to be closed; its order is to be deleted. */
static of_status find(const of_parts *parts, const arguments *given, bool *is_open, char **order)
{
    listing found = {.given = given};
    of_status status = read_all(parts, &found);
    *is_open = of_ok(status) && found.count > 0 && found.items[found.count - 1].is_open;
    *order = *is_open ? of_new_string(found.items[0].order, strlen(found.items[0].order)) : NULL;
    free_listing(&found);
    return status;
}

static of_status wait_closed(const of_parts *parts, const arguments *given, bool *is_open)
{
    int64_t until = of_clock_now_ms(&of_wall_clock) + given->wait_ms;
    *is_open = true;
    while (*is_open && of_clock_now_ms(&of_wall_clock) < until) {
        char *order = NULL;
        OF_TRY(find(parts, given, is_open, &order));
        of_delete(order);
        if (*is_open) {
            usleep(LOOK_AGAIN_US);
        }
    }
    return OF_OK;
}

static of_status close_one(const of_parts *parts, const arguments *given, bool *done)
{
    char id[OF_CONTROL_ID_SIZE];
    char *order = NULL;
    bool is_open = false;
    *done = false;
    of_control_name(id);
    OF_TRY(find(parts, given, &is_open, &order));
    if (!is_open) {
        of_print_error("%s is not open: `orderflow exception list` tells which are",
                       given->subject);
        return OF_OK;
    }
    Control control = {.order = of_text_of(order),
                       .id = of_text_of(id),
                       .action = CONTROL_ACTION_CLOSE_EXCEPTION,
                       .actor = of_text_of(given->by),
                       .reason = of_text_of(given->reason),
                       .subject = of_text_of(given->subject)};
    of_status status = of_control_send(parts, &control);
    of_delete(order);
    OF_TRY(status);
    OF_TRY(wait_closed(parts, given, &is_open));
    printf(is_open ? "asked; the engine has not answered yet\n" : "closed\n");
    *done = true;
    return OF_OK;
}

/* ---- the command line ---- */

static bool is_complete(const arguments *self)
{
    if (self->verb == NULL) {
        return false;
    }
    bool close = strcmp(self->verb, "close") == 0;
    return close ? self->subject != NULL && self->by != NULL && self->reason != NULL
                 : strcmp(self->verb, "list") == 0;
}

static error_t parse(int key, char *value, struct argp_state *state)
{
    arguments *self = state->input;
    switch (key) {
    case 'c':
        self->config = value;
        return 0;
    case 'b':
        self->by = value;
        return 0;
    case 'r':
        self->reason = value;
        return 0;
    case 'w':
        self->wait_ms = OF_SECONDS(strtol(value, NULL, 10));
        return 0;
    case ARGP_KEY_ARG:
        if (self->subject != NULL) {
            argp_usage(state);
        }
        *(self->verb == NULL ? &self->verb : &self->subject) = value;
        return 0;
    case ARGP_KEY_END:
        if (!is_complete(self)) {
            argp_usage(state);
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

int of_command_exception(int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"config", 'c', "FILE", 0, "configuration (default: " OF_CONFIG_DEFAULT ")", 0},
        {"by", 'b', "NAME", 0, "close: who closes it", 0},
        {"reason", 'r', "TEXT", 0, "close: why", 0},
        {"wait", 'w', "SECONDS", 0, "close: for the engine's answer (default: 10)", 0},
        {0}};
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = "list [ORDER]\nclose ID --by NAME --reason TEXT",
        .doc = "Lists open exceptions, or closes one by hand.\v"
               "An exception closes by itself when its reason is gone. One that may have cost "
               "money (DOUBLE_CREDIT, FOUND_AFTER_CREDIT, COMPENSATION_FAILED) waits for a "
               "person."};
    arguments self = {.config = OF_CONFIG_DEFAULT, .wait_ms = OF_SECONDS(WAIT_DEFAULT_S)};
    argp_parse(&argp, argc, argv, 0, NULL, &self);
    of_parts parts;
    bool done = true;
    if (!of_parts_open(self.config, &parts)) {
        return OF_EXIT_USAGE;
    }
    of_status status =
        strcmp(self.verb, "close") == 0 ? close_one(&parts, &self, &done) : list(&parts, &self);
    of_parts_close(&parts);
    if (!of_ok(status)) {
        of_print_status("exception", status);
    }
    return of_ok(status) && done ? OF_EXIT_OK : OF_EXIT_FAILED;
}
