/* orderflow quarantine: the orders that broke a law, and what shall become of them. */
#include "topology/command/quarantine.h"

#include <argp.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "topology/base/memory.h"
#include "topology/base/time.h"
#include "topology/ids.h"
#include "topology/runtime/graph.h"

#define WAIT_DEFAULT_S 10
#define FACT_SIZE      (OF_TOPIC_NAME_SIZE + 64)

/* ---- the log, folded by order ---- */

typedef struct folding {
    of_quarantine_list *list;
    const char *order;
    bool prints;
} folding;

/* Where the order is in the sorted list, or belongs. */
static size_t place_of(const of_quarantine_list *list, of_text order)
{
    size_t low = 0;
    size_t high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (of_bytes_compare(of_bytes_of_text(of_text_of(list->items[middle].order)),
                             of_bytes_of_text(order)) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static of_quarantined *item_of(of_quarantine_list *list, of_text order)
{
    size_t at = place_of(list, order);
    if (at < list->count && of_text_is(order, list->items[at].order)) {
        return &list->items[at];
    }
    if (list->count == list->capacity) {
        list->capacity = list->capacity == 0 ? 64 : list->capacity * 2;
        list->items = of_renew(list->items, list->capacity * sizeof *list->items);
    }
    memmove(&list->items[at + 1], &list->items[at], (list->count - at) * sizeof *list->items);
    list->count++;
    list->items[at] = (of_quarantined){.order = of_new_string(order.data, order.len)};
    return &list->items[at];
}

static void replace(char **text, of_text by)
{
    of_delete(*text);
    *text = by.data == NULL ? NULL : of_new_string(by.data, by.len);
}

static void fact_of(const QuarantineEntry *entry, char fact[FACT_SIZE])
{
    char due[OF_TIME_TEXT_SIZE];
    if (entry->topic.data != NULL) {
        snprintf(fact, FACT_SIZE, "%.*s partition %d offset %" PRId64, OF_TEXT_ARG(entry->topic),
                 (int)entry->partition, entry->offset);
    } else {
        of_time_format(entry->offset < 0 ? 0 : entry->offset, due);
        snprintf(fact, FACT_SIZE, "a timer that was due %s", due);
    }
}

static void fold(of_quarantined *item, const QuarantineEntry *entry)
{
    char fact[FACT_SIZE];
    item->parked = entry->parked;
    switch (entry->event) {
    case QUARANTINE_EVENT_BROKEN:
        item->since_ms = item->is_held ? item->since_ms : entry->at;
        item->is_held = true;
        item->is_replaying = false;
        fact_of(entry, fact);
        replace(&item->law, entry->law);
        replace(&item->fact, of_text_of(fact));
        return;
    case QUARANTINE_EVENT_RELEASE:
    case QUARANTINE_EVENT_DROP:
    case QUARANTINE_EVENT_DROP_FIRST:
        item->is_replaying = true;
        return;
    case QUARANTINE_EVENT_OVER:
        item->is_held = false;
        item->is_replaying = false;
        return;
    case QUARANTINE_EVENT_REFUSED:
    case QUARANTINE_EVENT_UNKNOWN:
        return;
    }
}

static of_status on_entry(void *state, const of_message *message, const void *record)
{
    const folding *self = state;
    const QuarantineEntry *entry = record;
    (void)message;
    if (self->order != NULL && !of_text_is(entry->order, self->order)) {
        return OF_OK;
    }
    if (self->prints) {
        of_quarantine_print_entry(entry);
    }
    if (entry->event != QUARANTINE_EVENT_REFUSED) { /* which may be of an order that never broke */
        fold(item_of(self->list, entry->order), entry);
    }
    return OF_OK;
}

static of_status read_log(const of_parts *parts, folding self)
{
    of_topic_log log = {.parts = parts,
                        .topic = of_topology.topics[OF_TOPIC_quarantine_log].kafka,
                        .type = &of_QuarantineEntry_type,
                        .partition = -1};
    if (self.order != NULL) {
        log.partition =
            of_partition_of_key(of_bytes_of_text(of_text_of(self.order)), parts->layout.partitions);
    }
    return of_topic_log_read(&log, on_entry, &self);
}

of_status of_quarantine_read(const of_parts *parts, const char *order, of_quarantine_list *list)
{
    return read_log(parts, (folding){.list = list, .order = order});
}

void of_quarantine_free(of_quarantine_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        of_delete(list->items[i].order);
        of_delete(list->items[i].law);
        of_delete(list->items[i].fact);
    }
    of_delete(list->items);
    *list = (of_quarantine_list){0};
}

/* ---- what is printed ---- */

static void print_text(const char *label, of_text text)
{
    if (text.data != NULL) {
        printf("    %-8s %.*s\n", label, OF_TEXT_ARG(text));
    }
}

static const char *event_name(QuarantineEvent event)
{
    static const char *const names[] = {
        [QUARANTINE_EVENT_BROKEN] = "BROKEN",   [QUARANTINE_EVENT_RELEASE] = "RELEASE",
        [QUARANTINE_EVENT_DROP] = "DROP",       [QUARANTINE_EVENT_DROP_FIRST] = "DROP_FIRST",
        [QUARANTINE_EVENT_REFUSED] = "REFUSED", [QUARANTINE_EVENT_OVER] = "OVER",
        [QUARANTINE_EVENT_UNKNOWN] = "UNKNOWN",
    };
    return names[event];
}

void of_quarantine_print_entry(const QuarantineEntry *entry)
{
    char time[OF_TIME_TEXT_SIZE];
    char fact[FACT_SIZE];
    of_time_format(entry->at, time);
    printf("%s  %-10s %" PRId64 " parked\n", time, event_name(entry->event), entry->parked);
    print_text("law", entry->law);
    if (entry->event == QUARANTINE_EVENT_BROKEN) {
        fact_of(entry, fact);
        printf("    %-8s %s", "fact", fact);
        if (entry->position.present) {
            printf(", source position %" PRId64, entry->position.value);
        }
        printf("\n");
    }
    print_text("values", entry->values);
    print_text("request", entry->control);
    print_text("by", entry->actor);
    print_text("why", entry->reason);
}

static void print_list(const of_quarantine_list *list)
{
    size_t held = 0;
    for (size_t i = 0; i < list->count; i++) {
        const of_quarantined *item = &list->items[i];
        char since[OF_TIME_TEXT_SIZE];
        if (!item->is_held) {
            continue;
        }
        of_time_format(item->since_ms, since);
        printf("%-20s since %s  %s\n    %s%s\n", item->order, since, item->law, item->fact,
               item->is_replaying ? ", being replayed or dropped" : "");
        held++;
    }
    printf("%zu quarantined\n", held);
}

/* ---- the command ---- */

enum { KEY_FIRST = 256, KEY_REASON, KEY_ACTOR, KEY_WAIT };

typedef struct arguments {
    const char *config;
    const char *action;
    const char *order;
    const char *actor;
    const char *reason;
    long wait_s;
    bool dry_run;
    bool yes;
    bool only_first;
} arguments;

static error_t parse_wait(arguments *self, const char *value, const struct argp_state *state)
{
    char *end = NULL;
    self->wait_s = strtol(value, &end, 10);
    if (end == value || *end != '\0' || self->wait_s < 0 || self->wait_s > 86400) {
        argp_error(state, "--wait takes seconds, 0 to 86400, not '%s'", value);
    }
    return 0;
}

static void check(const arguments *self, const struct argp_state *state)
{
    static const char *const actions[] = {"list", "show", "release", "drop"};
    size_t action = 0;
    while (action < 4 && (self->action == NULL || strcmp(self->action, actions[action]) != 0)) {
        action++;
    }
    if (action == 4) {
        argp_error(state, "list, show ORDER, release ORDER or drop ORDER is needed");
    }
    if ((action == 0) != (self->order == NULL)) {
        argp_error(state, action == 0 ? "list takes no order" : "which order?");
    }
    if (action == 3 && self->reason == NULL) {
        argp_error(state, "drop needs --reason: the log keeps it");
    }
}

static error_t parse(int key, char *value, struct argp_state *state)
{
    arguments *self = state->input;
    switch (key) {
    case 'c':
        self->config = value;
        return 0;
    case 'n':
        self->dry_run = true;
        return 0;
    case 'y':
        self->yes = true;
        return 0;
    case KEY_FIRST:
        self->only_first = true;
        return 0;
    case KEY_REASON:
        self->reason = value;
        return 0;
    case KEY_ACTOR:
        self->actor = value;
        return 0;
    case KEY_WAIT:
        return parse_wait(self, value, state);
    case ARGP_KEY_ARG:
        if (state->arg_num > 1) {
            argp_usage(state);
        }
        *(state->arg_num == 0 ? &self->action : &self->order) = value;
        return 0;
    case ARGP_KEY_END:
        check(self, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static int list_all(const of_parts *parts)
{
    of_quarantine_list list = {0};
    of_status status = of_quarantine_read(parts, NULL, &list);
    if (of_ok(status)) {
        print_list(&list);
    } else {
        of_print_status("quarantine", status);
    }
    of_quarantine_free(&list);
    return of_ok(status) ? OF_EXIT_OK : OF_EXIT_FAILED;
}

static int show(const of_parts *parts, const char *order)
{
    of_quarantine_list list = {0};
    of_status status = read_log(parts, (folding){.list = &list, .order = order, .prints = true});
    bool known = list.count > 0;
    of_quarantine_free(&list);
    if (!of_ok(status)) {
        of_print_status("quarantine", status);
    } else if (!known) {
        of_print_error("%s never broke a law", order);
    }
    return of_ok(status) && known ? OF_EXIT_OK : OF_EXIT_FAILED;
}

/* What is dropped is gone: a person says yes, or the caller says --yes. */
static bool is_confirmed(const arguments *self)
{
    char answer[8] = "";
    if (self->yes || strcmp(self->action, "drop") != 0) {
        return true;
    }
    if (!isatty(STDIN_FILENO)) {
        of_print_error("drop discards records for good: confirm with --yes");
        return false;
    }
    fprintf(stderr, "Drop %s of %s for good? [y/N] ",
            self->only_first ? "the record that broke the law" : "all that is parked", self->order);
    return fgets(answer, sizeof answer, stdin) != NULL && (answer[0] == 'y' || answer[0] == 'Y');
}

static int ask(const of_parts *parts, const arguments *self)
{
    of_quarantine_list list = {0};
    of_status status = of_quarantine_read(parts, self->order, &list);
    bool held = of_ok(status) && list.count == 1 && list.items[0].is_held;
    bool busy = held && list.items[0].is_replaying;
    bool drops = strcmp(self->action, "drop") == 0;
    if (held && self->dry_run) {
        printf("would %s %s of %s: %s, %s\n", self->action,
               self->only_first ? "what broke the law, and release the rest,"
                                : "everything that is parked",
               self->order, list.items[0].law, list.items[0].fact);
    }
    of_quarantine_free(&list);
    if (!of_ok(status)) {
        of_print_status("quarantine", status);
        return OF_EXIT_FAILED;
    }
    if (!held || busy) {
        of_print_error(busy ? "%s is being replayed or dropped already" : "%s is not quarantined",
                       self->order);
        return OF_EXIT_FAILED;
    }
    if (self->dry_run) {
        return OF_EXIT_OK;
    }
    if (!is_confirmed(self)) {
        return OF_EXIT_FAILED;
    }
    of_quarantine_request request = {.order = self->order,
                                     .action = !drops             ? CONTROL_ACTION_RELEASE
                                               : self->only_first ? CONTROL_ACTION_DROP_FIRST
                                                                  : CONTROL_ACTION_DROP,
                                     .actor = self->actor,
                                     .reason = self->reason,
                                     /* The engine cannot run while this process holds the log. */
                                     .wait_ms =
                                         parts->log != NULL ? 0 : (int64_t)self->wait_s * 1000};
    return of_quarantine_ask(parts, &request);
}

int of_command_quarantine(int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"config", 'c', "FILE", 0, "configuration (default: " OF_CONFIG_DEFAULT ")", 0},
        {"dry-run", 'n', NULL, 0, "say what would be asked, ask nothing", 0},
        {"yes", 'y', NULL, 0, "drop without asking back", 0},
        {"first", KEY_FIRST, NULL, 0,
         "drop: only what broke the law; the records behind it are replayed", 0},
        {"reason", KEY_REASON, "TEXT", 0, "why, for the log; drop needs it", 0},
        {"actor", KEY_ACTOR, "NAME", 0, "who, for the log (default: the user)", 0},
        {"wait", KEY_WAIT, "SECONDS", 0, "for the outcome (default: 10)", 0},
        {0}};
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = "list|show ORDER|release ORDER|drop ORDER",
        .doc = "Orders that broke a law, and what shall become of them.\v"
               "release replays what is parked, in sequence; what breaks a law again parks the "
               "order again. drop discards it. Both go to the order's owner through Kafka and are "
               "done once. With `embedded:` the engine must be stopped: it takes the request "
               "up when it starts.\n\n"
               "Exit code 0: done, or asked for; 1: the order is not quarantined, broke a law "
               "again, or Kafka does not answer; 2: wrong arguments or configuration."};
    arguments self = {
        .config = OF_CONFIG_DEFAULT, .wait_s = WAIT_DEFAULT_S, .actor = of_user_name()};
    argp_parse(&argp, argc, argv, 0, NULL, &self);
    of_parts parts;
    if (!of_parts_open(self.config, &parts)) {
        return OF_EXIT_USAGE;
    }
    int code = strcmp(self.action, "list") == 0   ? list_all(&parts)
               : strcmp(self.action, "show") == 0 ? show(&parts, self.order)
                                                  : ask(&parts, &self);
    of_parts_close(&parts);
    return code;
}
