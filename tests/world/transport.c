/* Members, producers and outboxes of the systems, on the port alone. */
#include "tests/world/transport.h"

#include <stdio.h>
#include <stdlib.h>

#include "topology/base/assert.h"
#include "topology/base/memory.h"

#define ENDPOINTS_MAX 8
#define POSITIONS_MAX 256
#define RECEIVE_MAX   500
#define SEND_MAX      5000 /* records of one transaction */
#define INIT_MS       30000

typedef struct letter {
    int32_t topic;
    int32_t partition;
    int64_t at;
    size_t key_len;
    size_t value_len;
    uint8_t *bytes; /* key, then value */
} letter;

typedef struct box {
    of_member *member;
    of_producer *producer;
    letter *letters;
    size_t letter_count;
    size_t letter_capacity;
    size_t sent; /* letters before are out */
    of_position positions[POSITIONS_MAX];
    size_t position_count;
} box;

struct transport {
    transport_options options;
    box boxes[SYSTEMS];
    of_reader *marks;
};

static void must(of_status status, const char *what)
{
    if (!of_ok(status)) {
        fprintf(stderr, "world: %s: %s\n", what, status.what);
        exit(1);
    }
}

transport *transport_open(const transport_options *options)
{
    transport *self = of_new(sizeof *self);
    self->options = *options;
    must(of_reader_open(options->kafka, false, &self->marks), "reader");
    return self;
}

static void close_box(box *box_)
{
    for (size_t i = box_->sent; i < box_->letter_count; i++) {
        of_delete(box_->letters[i].bytes);
    }
    of_delete(box_->letters);
    if (box_->member != NULL) {
        of_member_close(box_->member, true);
        of_producer_close(box_->producer);
    }
}

void transport_close(transport *self)
{
    for (int i = 0; i < SYSTEMS; i++) {
        close_box(&self->boxes[i]);
    }
    of_reader_close(self->marks);
    of_delete(self);
}

void transport_join(transport *self, int system, const char *name, const char *const *endpoints)
{
    box *at = &self->boxes[system];
    int32_t topics[ENDPOINTS_MAX];
    size_t count = 0;
    char text[128];
    for (; endpoints[count] != NULL; count++) {
        of_assert(count < ENDPOINTS_MAX);
        snprintf(text, sizeof text, "cmd.%s", endpoints[count]);
        topics[count] = of_topic_handle(self->options.kafka, text);
    }
    snprintf(text, sizeof text, "world-%s", name);
    must(
        of_member_open(self->options.kafka,
                       &(of_member_options){.group = text,
                                            .instance_id = text,
                                            .topics = topics,
                                            .topic_count = count,
                                            .session_timeout_ms = self->options.session_timeout_ms},
                       &at->member),
        text);
    must(of_producer_open(self->options.kafka, &(of_producer_options){.transactional_id = text},
                          &at->producer),
         text);
    must(of_producer_init(at->producer, INIT_MS), text);
}

static bool by_order_key(const char *topic)
{
    return strcmp(topic, "reply.saga") == 0 || strncmp(topic, "canon.", 6) == 0;
}

void transport_post(transport *self, int system, const char *topic, of_text key, of_bytes value,
                    int64_t at)
{
    box *out = &self->boxes[system];
    if (out->letter_count == out->letter_capacity) {
        out->letter_capacity = out->letter_capacity == 0 ? 256 : out->letter_capacity * 2;
        out->letters = of_renew(out->letters, out->letter_capacity * sizeof *out->letters);
    }
    int32_t partitions =
        by_order_key(topic) ? self->options.partitions : self->options.source_partitions;
    letter *fresh = &out->letters[out->letter_count++];
    *fresh = (letter){.topic = of_topic_handle(self->options.kafka, topic),
                      .partition = of_partition_of_key(of_bytes_of_text(key), partitions),
                      .at = at,
                      .key_len = key.len,
                      .value_len = value.len,
                      .bytes = of_new(key.len + value.len)};
    memcpy(fresh->bytes, key.data, key.len);
    memcpy(fresh->bytes + key.len, value.data, value.len);
}

/* ---- receiving
 * ----------------------------------------------------------------------------------- */

static void note_position(box *at, const of_message *message)
{
    size_t i = 0;
    while (i < at->position_count && (at->positions[i].topic != message->topic ||
                                      at->positions[i].partition != message->partition)) {
        i++;
    }
    of_assert(i < POSITIONS_MAX);
    at->position_count = i == at->position_count ? i + 1 : at->position_count;
    at->positions[i] = (of_position){
        .topic = message->topic, .partition = message->partition, .offset = message->offset + 1};
}

/* From the committed position, or from the first record there is. */
static of_status begin(const transport *self, box *at, const of_poll_event *event)
{
    for (size_t i = 0; i < event->partition_count; i++) {
        of_position position = {.topic = event->partitions[i].topic,
                                .partition = event->partitions[i].partition,
                                .offset = OF_OFFSET_NONE};
        OF_TRY(of_member_committed(at->member, &position, 1, INIT_MS));
        if (position.offset == OF_OFFSET_NONE) {
            int64_t end = 0;
            OF_TRY(of_reader_watermarks(self->marks, event->partitions[i], &position.offset, &end,
                                        INIT_MS));
        }
        OF_TRY(of_member_start(at->member, position));
    }
    return OF_OK;
}

static of_status receive(transport *self, int system, int64_t now, bool *progress)
{
    box *at = &self->boxes[system];
    for (int i = 0; i < RECEIVE_MAX; i++) {
        of_poll_event event;
        OF_TRY(of_member_poll(at->member, 0, &event));
        switch (event.kind) {
        case OF_POLL_NOTHING:
            return OF_OK;
        case OF_POLL_MESSAGE:
            *progress = true;
            self->options.take(self->options.state, system, &event.message, now);
            note_position(at, &event.message);
            break;
        case OF_POLL_ASSIGNED:
            *progress = true;
            OF_TRY(begin(self, at, &event));
            break;
        case OF_POLL_REVOKED:
        case OF_POLL_LOST:
            at->position_count = 0;
            OF_TRY(of_member_release(at->member));
            break;
        }
    }
    return OF_OK;
}

of_status transport_receive(transport *self, int64_t now, bool *progress)
{
    for (int i = 0; i < SYSTEMS; i++) {
        of_status status = receive(self, i, now, progress);
        if (status.remedy != OF_RETRY) {
            OF_TRY(status);
        }
    }
    return OF_OK;
}

/* ---- sending
 * ---------------------------------------------------------------------------------------- */

static of_status send_letters(const transport *self, box *at, size_t until)
{
    OF_TRY(of_producer_begin(at->producer));
    for (size_t i = at->sent; i < until; i++) {
        const letter *one = &at->letters[i];
        OF_TRY(of_producer_send(
            at->producer,
            &(of_outgoing){.topic = one->topic,
                           .partition = one->partition,
                           .timestamp_ms = one->at,
                           .key = {.data = one->bytes, .len = one->key_len},
                           .value = {.data = one->bytes + one->key_len, .len = one->value_len}}));
    }
    if (at->position_count > 0) {
        OF_TRY(of_producer_send_offsets(at->producer, at->member, at->positions, at->position_count,
                                        self->options.call_timeout_ms));
    }
    return of_producer_commit(at->producer, self->options.call_timeout_ms);
}

static void forget_letters(box *at, size_t until)
{
    for (size_t i = at->sent; i < until; i++) {
        of_delete(at->letters[i].bytes);
    }
    at->sent = until;
    at->position_count = 0;
    if (at->sent == at->letter_count) {
        at->sent = 0;
        at->letter_count = 0;
    }
}

static of_status send_box(const transport *self, box *at, bool *progress)
{
    while (at->sent < at->letter_count || at->position_count > 0) {
        size_t left = at->letter_count - at->sent;
        size_t until = at->sent + (left < SEND_MAX ? left : SEND_MAX);
        of_status status = send_letters(self, at, until);
        if (!of_ok(status)) {
            if (status.remedy == OF_FATAL) {
                return status;
            }
            return of_producer_abort(at->producer, self->options.call_timeout_ms);
        }
        forget_letters(at, until);
        *progress = true;
    }
    return OF_OK;
}

of_status transport_send(transport *self, bool *progress)
{
    for (int i = 0; i < SYSTEMS; i++) {
        OF_TRY(send_box(self, &self->boxes[i], progress));
    }
    return OF_OK;
}
