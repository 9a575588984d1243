/* What the cases share: handles that are closed after each case whatever happens, and polling that
 * waits for what must come. */
#pragma once

#include "tests/conformance/conformance.h"

#define HANDLES_MAX 16
#define SEEN_MAX    64
#define TEXT_MAX    64

typedef struct of_case {
    const of_conformance_cluster *cluster;
    int number;
    of_kafka *kafka;
    of_member *members[HANDLES_MAX];
    of_producer *producers[HANDLES_MAX];
    of_reader *readers[HANDLES_MAX];
    size_t member_count;
    size_t producer_count;
    size_t reader_count;
    char why[256];
    char name[128]; /* of the last call of name_of */
} of_case;

typedef struct of_conformance_case {
    const char *name;
    of_conformance_group group;
    bool (*run)(of_case *c);
} of_conformance_case;

/* Each list ends with an empty case. */
extern const of_conformance_case of_plumbing_cases[];
extern const of_conformance_case of_membership_cases[];
extern const of_conformance_case of_isolation_cases[];
extern const of_conformance_case of_fencing_cases[];
extern const of_conformance_case of_offsets_cases[];

bool check_failed(of_case *c, const char *file, int line, const char *what);
bool status_failed(of_case *c, int line, const char *call, of_status status);

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            return check_failed(c, __FILE__, __LINE__, #condition);                                \
        }                                                                                          \
    } while (0)

#define DONE(call) REMEDY(OF_DONE, call)

#define REMEDY(expected, call)                                                                     \
    do {                                                                                           \
        of_status status_ = (call);                                                                \
        if (status_.remedy != (expected)) {                                                        \
            return status_failed(c, __LINE__, #call, status_);                                     \
        }                                                                                          \
    } while (0)

/* ---- handles -----------------------------------------------------------------------------------
 */

const char *name_of(of_case *c, const char *what);
/* A topic of its own for the case; -1 when it could not be made. */
int32_t make_topic(of_case *c, const char *what, int32_t partitions);
of_producer *open_producer(of_case *c, const char *id, int64_t timeout_ms);
/* Opened and initialised, with the default timeout; NULL when that failed. */
of_producer *ready_producer(of_case *c, const char *id);
of_producer *plain_producer(of_case *c);
of_reader *open_reader(of_case *c, bool read_committed, of_position at);
of_member *open_member(of_case *c, const char *group, const char *instance, const int32_t *topics,
                       size_t topic_count);
/* With a session that outlasts the case. */
of_member *open_patient_member(of_case *c, const char *group, const char *instance,
                               const int32_t *topics, size_t topic_count);
void close_member(of_case *c, of_member *member, bool leave);
void wait_ms(of_case *c, int64_t ms);

/* ---- doing -------------------------------------------------------------------------------------
 */

of_status send_text(of_producer *producer, int32_t topic, int32_t partition, const char *value);
/* Values seen, in order, as text. */
typedef struct of_seen {
    char values[SEEN_MAX][TEXT_MAX];
    int64_t offsets[SEEN_MAX];
    size_t count;
} of_seen;

/* Reads until `count` records have come. False when they did not. */
bool read_records(of_case *c, of_reader *reader, size_t count, of_seen *seen);
bool read_exactly(of_case *c, of_reader *reader, const char *first, const char *second);
/* True when nothing comes. */
bool is_quiet(of_case *c, of_reader *reader);
/* Polls until the last stable offset (or the end) reaches `high`. */
bool await_watermark(of_case *c, of_reader *reader, of_partition partition, int64_t high);

/* Polls for the event; releases nothing, and other events on the way are a failure. */
bool await_event(of_case *c, of_member *member, of_poll_kind kind, of_poll_event *event);
bool await_message(of_case *c, of_member *member, const char *value);
bool member_is_quiet(of_case *c, of_member *member);
bool await_assignment(of_case *c, of_member *member, size_t partitions);
/* Polls a member, answering revocations, until its poll is FATAL. */
bool await_fatal(of_case *c, of_member *member);
of_status committed_of(of_case *c, of_member *member, of_position *position);
/* The committed offset once no transaction holds it; INT64_MIN when that did not come. */
int64_t await_committed(of_case *c, of_member *member, of_partition partition);

/* What members hold while they share a group. */
typedef struct of_share {
    of_member *member;
    of_partition held[SEEN_MAX];
    size_t count;
} of_share;

/* Polls all in turn, answering every event, until together they hold `total` partitions and have
 * not changed for a while. */
bool settle(of_case *c, of_share *shares, size_t share_count, size_t total);
