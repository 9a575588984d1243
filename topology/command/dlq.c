/* orderflow dlq: the records that could not be processed, and the sending of them again. */
#include "topology/command/dlq.h"

#include <argp.h>
#include <inttypes.h>
#include <stdio.h>

#include "topology/base/memory.h"
#include "topology/base/time.h"

#define KEY_COLUMNS 64

/* ---- list ---- */

static void print_line(const of_dlq_letter *letter)
{
    const DeadLetter *last = &letter->last->as;
    char time[OF_TIME_TEXT_SIZE];
    of_time_format(last->at, time);
    printf("%.*s  %s  %.*s/%d/%" PRId64 "  ", OF_TEXT_ARG(of_dlq_id(letter)), time,
           OF_TEXT_ARG(last->topic), (int)last->partition, last->offset);
    of_dlq_print_bytes(last->key, KEY_COLUMNS);
    printf("  ");
    of_dlq_print_bytes(of_bytes_of_text(last->reason), 0);
    if (letter->failures > 1) {
        printf(", %" PRId64 " times", letter->failures);
    }
    if (!letter->is_open) {
        printf(", replayed as %.*s", OF_TEXT_ARG(last->replay_id));
    }
    printf("\n");
}

static int list_all(const of_parts *parts, const of_dlq_filter *filter, bool with_replayed)
{
    of_dlq_list list;
    of_dlq_init(&list);
    of_status status = of_dlq_read(parts, filter->topic, false, &list);
    size_t open = 0;
    size_t replayed = 0;
    for (size_t i = 0; i < list.letter_count && of_ok(status); i++) {
        const of_dlq_letter *letter = &list.letters[i];
        if (!of_dlq_passes(letter, filter)) {
            continue;
        }
        *(letter->is_open ? &open : &replayed) += 1;
        if (letter->is_open || with_replayed) {
            print_line(letter);
        }
    }
    if (of_ok(status)) {
        printf("%zu open, %zu replayed\n", open, replayed);
    } else {
        of_print_status("dlq list", status);
    }
    of_dlq_free(&list);
    return of_ok(status) ? OF_EXIT_OK : OF_EXIT_FAILED;
}

/* ---- the command line ---- */

enum { KEY_TOPIC = 256, KEY_REASON, KEY_SINCE, KEY_REPLAYED, KEY_ALL, KEY_VALUE, KEY_ACTOR };

typedef enum verb { VERB_LIST, VERB_SHOW, VERB_REPLAY, VERB_COUNT } verb;

static const char *const verbs[] = {
    [VERB_LIST] = "list", [VERB_SHOW] = "show", [VERB_REPLAY] = "replay"};

typedef struct arguments {
    const char *config;
    verb verb; /* VERB_COUNT: none was given */
    const char **names;
    size_t name_count;
    of_dlq_filter filter;
    const char *value;
    const char *actor;
    bool with_replayed;
    bool all;
    bool dry_run;
} arguments;

static bool is_filtered(const arguments *self)
{
    return self->filter.topic != NULL || self->filter.reason != NULL ||
           self->filter.since_ms != INT64_MIN;
}

static void check_replay(const arguments *self, const struct argp_state *state)
{
    if (self->all == (self->name_count > 0)) {
        argp_error(state, "replay takes the letters' ids, or --all of those that `list` shows");
    }
    if (is_filtered(self) && !self->all) {
        argp_error(state, "--topic, --reason and --since choose among --all, not among ids");
    }
    if (self->value != NULL && self->name_count != 1) {
        argp_error(state, "--value replaces the bytes of one letter: give one id");
    }
}

static void check(const arguments *self, const struct argp_state *state)
{
    switch (self->verb) {
    case VERB_LIST:
        if (self->name_count > 0) {
            argp_error(state, "list takes no id");
        }
        break;
    case VERB_SHOW:
        if (self->name_count != 1) {
            argp_error(state, "show takes one id, as `orderflow dlq list` tells it");
        }
        break;
    case VERB_REPLAY:
        check_replay(self, state);
        break;
    case VERB_COUNT:
        argp_error(state, "list, show ID or replay ID is needed");
    }
    if (self->verb == VERB_SHOW && is_filtered(self)) {
        argp_error(state, "--topic, --reason and --since go with list and replay --all");
    }
    if (self->verb != VERB_LIST && self->with_replayed) {
        argp_error(state, "--replayed goes with list");
    }
    if (self->verb != VERB_REPLAY && (self->dry_run || self->all)) {
        argp_error(state, "--dry-run and --all go with replay");
    }
    if (self->verb == VERB_LIST && self->value != NULL) {
        argp_error(state, "--value goes with show and replay");
    }
}

static void take_word(arguments *self, const char *word, const struct argp_state *state)
{
    if (state->arg_num > 0) {
        self->names[self->name_count++] = word;
        return;
    }
    self->verb = VERB_LIST;
    while (self->verb < VERB_COUNT && strcmp(word, verbs[self->verb]) != 0) {
        self->verb++;
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
    case KEY_TOPIC:
        self->filter.topic = value;
        return 0;
    case KEY_REASON:
        self->filter.reason = value;
        return 0;
    case KEY_SINCE:
        if (!of_time_parse(of_text_of(value), &self->filter.since_ms)) {
            argp_error(state, "--since takes a time such as 2026-03-02T08:00:00Z, not '%s'", value);
        }
        return 0;
    case KEY_REPLAYED:
        self->with_replayed = true;
        return 0;
    case KEY_ALL:
        self->all = true;
        return 0;
    case KEY_VALUE:
        self->value = value;
        return 0;
    case KEY_ACTOR:
        self->actor = value;
        return 0;
    case ARGP_KEY_ARG:
        take_word(self, value, state);
        return 0;
    case ARGP_KEY_END:
        check(self, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static int run(const arguments *self)
{
    of_parts parts;
    if (!of_parts_open(self->config, &parts)) {
        return OF_EXIT_USAGE;
    }
    of_dlq_request request = {.names = self->names,
                              .name_count = self->name_count,
                              .filter = self->filter,
                              .value = self->value,
                              .actor = self->actor,
                              .dry_run = self->dry_run};
    int code = self->verb == VERB_LIST   ? list_all(&parts, &self->filter, self->with_replayed)
               : self->verb == VERB_SHOW ? of_dlq_show(&parts, self->names[0], self->value)
                                         : of_dlq_replay(&parts, &request);
    of_parts_close(&parts);
    return code;
}

int of_command_dlq(int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"config", 'c', "FILE", 0, "configuration (default: " OF_CONFIG_DEFAULT ")", 0},
        {"topic", KEY_TOPIC, "TOPIC", 0, "list, replay --all: only those read from this topic", 0},
        {"reason", KEY_REASON, "TEXT", 0, "list, replay --all: only with this in their reason", 0},
        {"since", KEY_SINCE, "TIME", 0, "list, replay --all: only those that failed since", 0},
        {"replayed", KEY_REPLAYED, NULL, 0, "list: those that were replayed, too", 0},
        {"all", KEY_ALL, NULL, 0, "replay: all that were not replayed yet", 0},
        {"value", KEY_VALUE, "FILE", 0,
         "show: write the bytes to this new file; replay: send these instead", 0},
        {"dry-run", 'n', NULL, 0, "replay: say what would be sent, send nothing", 0},
        {"actor", KEY_ACTOR, "NAME", 0, "replay: who, for the log (default: the user)", 0},
        {0}};
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = "list\nshow ID\nreplay ID...\nreplay --all",
        .doc = "Records that could not be processed, and the sending of them again.\v"
               "An ID is what list shows, or TOPIC/PARTITION/OFFSET of the record. replay sends "
               "the record to the topic and partition it was read from, with the header "
               "replay_id, if it can be read now; the log (topic " OF_DEAD_LETTER_TOPIC
               ") says so in the same transaction. The same letter with the same bytes is sent "
               "once, however often and wherever it was interrupted; a letter that failed again "
               "since may be sent again. Readers of that topic other than orderflow see the "
               "record too. With `embedded:` the engine must be stopped.\n\n"
               "Exit code 0: done, now or before; 1: there is no such letter, some were not sent, "
               "or Kafka does not answer; 2: wrong arguments or configuration."};
    arguments self = {.config = OF_CONFIG_DEFAULT,
                      .verb = VERB_COUNT,
                      .names = of_new_array((size_t)argc, sizeof *self.names),
                      .filter = OF_DLQ_NO_FILTER,
                      .actor = of_user_name()};
    argp_parse(&argp, argc, argv, 0, NULL, &self);
    int code = run(&self);
    of_delete((void *)self.names);
    return code;
}
