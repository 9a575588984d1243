/* What the parts of `orderflow dlq` share: the dead letters as their log tells them, what the
 * engine would make of one now, and the sending of it again. */
#pragma once

#include "avro/model.h"
#include "topology/command/topic_log.h"

/* ---- the log, folded by letter ---- */

/* One record of the log: the letter failed, or was sent again (`as.replay_id`). */
typedef struct of_dlq_entry {
    DeadLetter as;       /* without its value, which may be large */
    of_text key;         /* of the record in the log: source topic, ':', 16 hexadecimal digits */
    uint64_t value_hash; /* of the value as it is kept there */
    int32_t partition;   /* of the log */
    int64_t offset;      /* in it */
} of_dlq_entry;

/* The same bytes, read from the same partition, are one letter however often they came. (Whatever
 * its key is: two letters may share 64 bits of a hash, and none may hide the other.) All entries of
 * a letter lie in one partition of the log, so that their order is the log's and no clock's. */
typedef struct of_dlq_letter {
    const of_dlq_entry *entries; /* oldest first */
    size_t count;
    const of_dlq_entry *last; /* of them; every entry has the value */
    int64_t failures;         /* of those that the log still has */
    bool is_open;             /* it failed, and was not sent again since */
    /* Offset, in the source, of the failure that it is to be sent again for: the first since it
     * was last sent again. A letter that comes back is another case, which may be sent again. */
    int64_t began;
} of_dlq_letter;

typedef struct of_dlq_list {
    of_arena *arena;
    of_dlq_entry *entries;
    size_t entry_count;
    size_t entry_capacity;
    of_dlq_letter *letters; /* newest last */
    size_t letter_count;
} of_dlq_list;

/* NULL, or INT64_MIN for the time: all. */
typedef struct of_dlq_filter {
    const char *topic;
    const char *reason; /* a part of it */
    int64_t since_ms;   /* its last failure is not older */
} of_dlq_filter;

#define OF_DLQ_NO_FILTER ((of_dlq_filter){.since_ms = INT64_MIN})

void of_dlq_init(of_dlq_list *list);
void of_dlq_free(of_dlq_list *list);
/* Copies one record of the log. ABORT: there are too many of them. */
of_status of_dlq_keep(of_dlq_list *list, const of_message *message, const DeadLetter *record);
/* Makes `letters` of what was kept. */
void of_dlq_fold(of_dlq_list *list);
/* Reads the log, and folds it; `topic`: only letters of that source, NULL: all. `settled`: all that
 * was written when the reading began, also behind a transaction that is still open. */
of_status of_dlq_read(const of_parts *parts, const char *topic, bool settled, of_dlq_list *list);

bool of_dlq_passes(const of_dlq_letter *letter, const of_dlq_filter *filter);
/* The 16 digits that end its key: what `list` shows, and `show` and `replay` take. */
of_text of_dlq_id(const of_dlq_letter *letter);
/* Is that its id, its whole key, or TOPIC/PARTITION/OFFSET of one of its failures? */
bool of_dlq_is_named(const of_dlq_letter *letter, const char *name);
/* The only letter of that name; NULL after saying on stderr that there is none, or several. */
const of_dlq_letter *of_dlq_find(const of_dlq_list *list, const char *name);

/* The id of sending this letter again with these bytes: a repeat has the same, anything else
 * another. `value_hash` is the letter's own where its own bytes are sent. */
#define OF_DLQ_REPLAY_ID_SIZE 48
void of_dlq_replay_id(const of_dlq_letter *letter, uint64_t value_hash,
                      char out[OF_DLQ_REPLAY_ID_SIZE]);
/* Stable for ever: it stands in replay ids. */
uint64_t of_dlq_hash(of_bytes value);
/* The entry that says so; NULL: the letter was not sent again under this id. */
const of_dlq_entry *of_dlq_replayed(const of_dlq_letter *letter, const char *replay_id);

/* ---- the record as it was, and as it would be read now ---- */

/* Where sources are read. Letters of one partition, asked for in its order, are read in one go. */
typedef struct of_dlq_source {
    const of_parts *parts;
    of_reader *reader;
    const char *topic; /* whose shape is known; borrowed */
    of_topic_facts facts;
    of_position next; /* where the reader stands, ... */
    int64_t end;      /* in a partition that has records up to here; 0: nowhere */
} of_dlq_source;

of_status of_dlq_source_open(const of_parts *parts, of_dlq_source *source);
void of_dlq_source_close(of_dlq_source *source);
/* The record that failed, where its topic still has it, with what a letter has not: headers, time
 * of the record, bytes that were cut. *found says whether; `record` lives in `arena`. */
of_status of_dlq_source_read(of_dlq_source *source, const of_dlq_entry *entry, of_arena *arena,
                             of_message *record, bool *found);
/* Why nothing can be sent to the letter's partition; NULL: it is there. */
of_status of_dlq_source_check(of_dlq_source *source, const DeadLetter *letter, const char **why);

typedef struct of_dlq_reader of_dlq_reader;

typedef struct of_dlq_reading {
    bool is_read;        /* it decodes, and fits the mapping and its key */
    bool follows_offset; /* its position is its place in the topic: sent again, it is the newest */
    of_buffer facts;     /* what it says, a line of JSON each */
    of_buffer why;       /* not: why not, NUL-terminated, without control characters */
} of_dlq_reading;

#define OF_DLQ_FOLLOWS_OFFSET                                                                      \
    "its mapping takes the position from the record's place in its topic: sent again, it counts "  \
    "as newer than all that came since"

/* With the mappings of the configuration; FATAL after reporting that they have errors. */
of_status of_dlq_reader_open(const of_parts *parts, of_dlq_reader **reader);
void of_dlq_reader_close(of_dlq_reader *reader);
/* What the engine makes of the record before its handlers see it. RETRY: the registry is needed and
 * cannot be reached. `reading` is cleared first; free it with of_dlq_reading_free. */
of_status of_dlq_reader_read(of_dlq_reader *reader, const of_message *record,
                             of_dlq_reading *reading);
void of_dlq_reading_free(of_dlq_reading *reading);

/* ---- the verbs ---- */

/* Prints bytes as text where they are one, without what moves a terminal's cursor; else as 0x and
 * hexadecimal digits. Cut after `most` bytes; 0: never. */
void of_dlq_print_bytes(of_bytes bytes, size_t most);

/* Everything known of a letter; writes its bytes to the new file `to`, where it is not NULL. The
 * process's exit code, as that of the next. */
int of_dlq_show(const of_parts *parts, const char *name, const char *to);

typedef struct of_dlq_request {
    const char *const *names; /* none: all open letters that pass the filter */
    size_t name_count;
    of_dlq_filter filter;
    const char *value; /* a file; NULL: the letter's own bytes */
    const char *actor;
    bool dry_run;
} of_dlq_request;

int of_dlq_replay(const of_parts *parts, const of_dlq_request *request);
