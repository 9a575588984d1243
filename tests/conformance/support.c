/* Helpers of the conformance cases. */
#include "tests/conformance/support.h"

#include <stdio.h>

/* Far beyond what any case waits. */
#define PATIENT_MS 120000

bool check_failed(of_case *c, const char *file, int line, const char *what)
{
    const char *base = strrchr(file, '/');
    size_t len = strlen(c->why);
    if (len == 0) {
        snprintf(c->why, sizeof c->why, "%s:%d: %s", base == NULL ? file : base + 1, line, what);
    }
    return false;
}

bool status_failed(of_case *c, int line, const char *call, of_status status)
{
    snprintf(c->why, sizeof c->why, "line %d: %s: %s, %s (%d)", line, call,
             of_remedy_name(status.remedy), status.what, status.code);
    return false;
}

/* ---- handles -----------------------------------------------------------------------------------
 */

const char *name_of(of_case *c, const char *what)
{
    snprintf(c->name, sizeof c->name, "%s-%d-%s", c->cluster->prefix, c->number, what);
    return c->name;
}

int32_t make_topic(of_case *c, const char *what, int32_t partitions)
{
    of_topic_spec spec = {.name = name_of(c, what), .partitions = partitions, .retention_ms = -1};
    of_status status = c->cluster->make_topic != NULL
                           ? c->cluster->make_topic(c->cluster->state, &spec)
                           : of_topic_create(c->kafka, &spec);
    if (!of_ok(status)) {
        status_failed(c, __LINE__, "make_topic", status);
        return -1;
    }
    return of_topic_handle(c->kafka, c->name);
}

of_producer *open_producer(of_case *c, const char *id, int64_t timeout_ms)
{
    of_producer *producer = NULL;
    of_producer_options options = {.transactional_id = id == NULL ? NULL : name_of(c, id),
                                   .transaction_timeout_ms = timeout_ms};
    of_status status = of_producer_open(c->kafka, &options, &producer);
    if (!of_ok(status) || c->producer_count == HANDLES_MAX) {
        status_failed(c, __LINE__, "of_producer_open", status);
        return NULL;
    }
    c->producers[c->producer_count++] = producer;
    return producer;
}

static of_producer *init_producer(of_case *c, of_producer *producer)
{
    if (producer == NULL) {
        return NULL;
    }
    of_status status = of_producer_init(producer, 10000);
    for (int i = 0; i < c->cluster->tries && status.remedy == OF_RETRY; i++) {
        wait_ms(c, 1);
        status = of_producer_init(producer, 10000);
    }
    if (!of_ok(status)) {
        status_failed(c, __LINE__, "of_producer_init", status);
        return NULL;
    }
    return producer;
}

of_producer *ready_producer(of_case *c, const char *id)
{
    return init_producer(c, open_producer(c, id, 0));
}

of_producer *plain_producer(of_case *c)
{
    return init_producer(c, open_producer(c, NULL, 0));
}

of_reader *open_reader(of_case *c, bool read_committed, of_position at)
{
    of_reader *reader = NULL;
    of_status status = of_reader_open(c->kafka, read_committed, &reader);
    if (!of_ok(status) || c->reader_count == HANDLES_MAX) {
        status_failed(c, __LINE__, "of_reader_open", status);
        return NULL;
    }
    c->readers[c->reader_count++] = reader;
    status = of_reader_assign(reader, &at, 1);
    if (!of_ok(status)) {
        status_failed(c, __LINE__, "of_reader_assign", status);
        return NULL;
    }
    return reader;
}

static of_member *open_for(of_case *c, of_member_options options)
{
    of_member *member = NULL;
    of_status status = of_member_open(c->kafka, &options, &member);
    if (!of_ok(status) || c->member_count == HANDLES_MAX) {
        status_failed(c, __LINE__, "of_member_open", status);
        return NULL;
    }
    c->members[c->member_count++] = member;
    return member;
}

of_member *open_member(of_case *c, const char *group, const char *instance, const int32_t *topics,
                       size_t topic_count)
{
    return open_for(c, (of_member_options){.group = name_of(c, group),
                                           .instance_id = instance,
                                           .topics = topics,
                                           .topic_count = topic_count,
                                           .session_timeout_ms = c->cluster->session_timeout_ms});
}

of_member *open_patient_member(of_case *c, const char *group, const char *instance,
                               const int32_t *topics, size_t topic_count)
{
    return open_for(c, (of_member_options){.group = name_of(c, group),
                                           .instance_id = instance,
                                           .topics = topics,
                                           .topic_count = topic_count,
                                           .session_timeout_ms = PATIENT_MS});
}

void close_member(of_case *c, of_member *member, bool leave)
{
    for (size_t i = 0; i < c->member_count; i++) {
        if (c->members[i] == member) {
            c->members[i] = NULL;
        }
    }
    of_member_close(member, leave);
}

void wait_ms(of_case *c, int64_t ms)
{
    c->cluster->wait_ms(c->cluster->state, ms);
}

/* ---- records -----------------------------------------------------------------------------------
 */

of_status send_text(of_producer *producer, int32_t topic, int32_t partition, const char *value)
{
    of_outgoing record = {.topic = topic,
                          .partition = partition,
                          .key = of_bytes_of_text(OF_TEXT("key")),
                          .value = of_bytes_of_text(of_text_of(value))};
    return of_producer_send(producer, &record);
}

static void note(of_seen *seen, const of_message *message)
{
    snprintf(seen->values[seen->count], TEXT_MAX, "%.*s",
             OF_TEXT_ARG(of_text_of_bytes(message->value)));
    seen->offsets[seen->count++] = message->offset;
}

bool read_records(of_case *c, of_reader *reader, size_t count, of_seen *seen)
{
    seen->count = 0;
    for (int i = 0; i < c->cluster->tries && seen->count < count; i++) {
        of_message message;
        bool found = false;
        DONE(of_reader_poll(reader, c->cluster->poll_ms, &message, &found));
        if (found) {
            note(seen, &message);
            i = 0;
        } else {
            wait_ms(c, 1);
        }
    }
    CHECK(seen->count == count);
    return true;
}

bool read_exactly(of_case *c, of_reader *reader, const char *first, const char *second)
{
    of_seen seen;
    CHECK(read_records(c, reader, second == NULL ? 1 : 2, &seen));
    CHECK(strcmp(seen.values[0], first) == 0);
    CHECK(second == NULL || strcmp(seen.values[1], second) == 0);
    CHECK(is_quiet(c, reader));
    return true;
}

bool is_quiet(of_case *c, of_reader *reader)
{
    for (int i = 0; i < c->cluster->quiet_tries; i++) {
        of_message message;
        bool found = false;
        DONE(of_reader_poll(reader, c->cluster->poll_ms, &message, &found));
        CHECK(!found);
        wait_ms(c, 1);
    }
    return true;
}

bool await_watermark(of_case *c, of_reader *reader, of_partition partition, int64_t high)
{
    int64_t low = -1;
    int64_t seen = -1;
    for (int i = 0; i < c->cluster->tries && seen < high; i++) {
        DONE(of_reader_watermarks(reader, partition, &low, &seen, 5000));
        wait_ms(c, seen < high ? 1 : 0);
    }
    CHECK(low == 0);
    CHECK(seen == high);
    return true;
}

/* ---- members -----------------------------------------------------------------------------------
 */

bool await_event(of_case *c, of_member *member, of_poll_kind kind, of_poll_event *event)
{
    for (int i = 0; i < c->cluster->tries; i++) {
        DONE(of_member_poll(member, c->cluster->poll_ms, event));
        if (event->kind == kind) {
            return true;
        }
        CHECK(event->kind == OF_POLL_NOTHING);
        wait_ms(c, 1);
    }
    return check_failed(c, __FILE__, __LINE__, "the event never came");
}

bool await_message(of_case *c, of_member *member, const char *value)
{
    of_poll_event event;
    if (!await_event(c, member, OF_POLL_MESSAGE, &event)) {
        return false;
    }
    CHECK(of_text_is(of_text_of_bytes(event.message.value), value));
    return true;
}

bool member_is_quiet(of_case *c, of_member *member)
{
    for (int i = 0; i < c->cluster->quiet_tries; i++) {
        of_poll_event event;
        DONE(of_member_poll(member, c->cluster->poll_ms, &event));
        CHECK(event.kind == OF_POLL_NOTHING);
        wait_ms(c, 1);
    }
    return true;
}

bool await_assignment(of_case *c, of_member *member, size_t partitions)
{
    of_poll_event event;
    if (!await_event(c, member, OF_POLL_ASSIGNED, &event)) {
        return false;
    }
    CHECK(event.partition_count == partitions);
    return true;
}

bool await_fatal(of_case *c, of_member *member)
{
    for (int i = 0; i < c->cluster->tries; i++) {
        of_poll_event event;
        of_status status = of_member_poll(member, c->cluster->poll_ms, &event);
        if (status.remedy == OF_FATAL) {
            return true;
        }
        if (event.kind == OF_POLL_REVOKED || event.kind == OF_POLL_LOST) {
            DONE(of_member_release(member));
        }
        wait_ms(c, 1);
    }
    return check_failed(c, __FILE__, __LINE__, "the member was never fenced");
}

of_status committed_of(of_case *c, of_member *member, of_position *position)
{
    return of_member_committed(member, position, 1, c->cluster->poll_ms);
}

int64_t await_committed(of_case *c, of_member *member, of_partition partition)
{
    for (int i = 0; i < c->cluster->tries; i++) {
        of_position position = {partition.topic, partition.partition, OF_OFFSET_NONE};
        if (of_ok(committed_of(c, member, &position))) {
            return position.offset;
        }
        wait_ms(c, 1);
    }
    return INT64_MIN;
}

/* ---- groups ------------------------------------------------------------------------------------
 */

static bool poll_share(of_case *c, of_share *share, bool *changed)
{
    of_poll_event event;
    DONE(of_member_poll(share->member, c->cluster->poll_ms, &event));
    switch (event.kind) {
    case OF_POLL_ASSIGNED:
        CHECK(event.partition_count <= SEEN_MAX);
        share->count = event.partition_count;
        if (event.partition_count > 0) {
            memcpy(share->held, event.partitions, share->count * sizeof *share->held);
        }
        *changed = true;
        break;
    case OF_POLL_REVOKED:
    case OF_POLL_LOST:
        DONE(of_member_release(share->member));
        share->count = 0;
        *changed = true;
        break;
    case OF_POLL_NOTHING:
    case OF_POLL_MESSAGE:
        break;
    }
    return true;
}

bool settle(of_case *c, of_share *shares, size_t share_count, size_t total)
{
    int calm = 0;
    for (int i = 0; i < c->cluster->tries && calm < c->cluster->quiet_tries; i++) {
        bool changed = false;
        size_t held = 0;
        bool all_hold = true;
        for (size_t j = 0; j < share_count; j++) {
            if (!poll_share(c, &shares[j], &changed)) {
                return false;
            }
            held += shares[j].count;
            all_hold = all_hold && shares[j].count > 0;
        }
        calm = !changed && held == total && all_hold ? calm + 1 : 0;
        wait_ms(c, 1);
    }
    CHECK(calm == c->cluster->quiet_tries);
    return true;
}
