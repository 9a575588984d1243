/* Another application's changelog and offsets as the bed's own: what a copied, restored or
 * truncated topic looks like. */
#include <stdio.h>

#include "tests/sim/state_bed.h"
#include "topology/base/assert.h"

#define CALL_MS 10000

typedef struct copying {
    state_bed *bed;
    const char *to;
    int32_t partition;
    int64_t next;      /* offset of the copy */
    int64_t end;       /* the first that is not copied */
    int64_t stamps[8]; /* offsets of the last stamps, newest first */
} copying;

static bool is_stamp(of_bytes key)
{
    return key.len == 2 && key.data[0] == 0 && key.data[1] == 201;
}

static bool note_stamp(void *state, const of_message *message)
{
    copying *self = state;
    if (is_stamp(message->key)) {
        memmove(self->stamps + 1, self->stamps, 7 * sizeof *self->stamps);
        self->stamps[0] = message->offset;
    }
    self->end = message->offset + 2; /* and its marker */
    return true;
}

/* What is no record, a marker mostly, becomes the deletion of a row that never was. */
static void fill_to(copying *self, int64_t offset)
{
    static const uint8_t nothing[] = {0, 1, '~'};
    for (; self->next < offset; self->next++) {
        bed_send(self->bed, self->to, self->partition, (of_bytes){nothing, sizeof nothing},
                 (of_bytes){0});
    }
}

static bool copy_one(void *state, const of_message *message)
{
    copying *self = state;
    if (message->offset >= self->end) {
        return false;
    }
    fill_to(self, message->offset);
    of_outgoing record = {.topic = of_topic_handle(self->bed->outside, self->to),
                          .partition = self->partition,
                          .timestamp_ms = message->timestamp_ms,
                          .key = message->key,
                          .value = message->value};
    BED_MUST(of_producer_send(self->bed->feed, &record));
    self->next++;
    return true;
}

void bed_copy_changelog(state_bed *bed, const char *from, int turns_lost)
{
    char source[OF_TOPIC_NAME_SIZE];
    char target[OF_TOPIC_NAME_SIZE];
    of_changelog_name(from, source);
    of_changelog_name(bed->app, target);
    for (int32_t i = 0; i < BED_PARTITIONS; i++) {
        copying self = {.bed = bed, .to = target, .partition = i};
        bed_each(bed, source, i, note_stamp, &self);
        if (turns_lost > 0) {
            self.end = self.stamps[turns_lost] + 2;
            of_assert(self.stamps[turns_lost] > 0);
        }
        bed_each(bed, source, i, copy_one, &self);
        fill_to(&self, self.end);
        BED_MUST(of_producer_flush(bed->feed, CALL_MS));
    }
}

static of_member *member_of(state_bed *bed, const char *group)
{
    static const char *const names[BED_INPUTS] = {"small.amount", "small.moved", "of.channel"};
    int32_t topics[BED_INPUTS];
    for (int i = 0; i < BED_INPUTS; i++) {
        topics[i] = of_topic_handle(bed->outside, names[i]);
    }
    of_member *member = NULL;
    of_member_options options = {.group = group, .topics = topics, .topic_count = BED_INPUTS};
    BED_MUST(of_member_open(bed->outside, &options, &member));
    of_poll_event event = {0};
    for (int i = 0; event.kind != OF_POLL_ASSIGNED; i++) {
        of_assert(i < 1000);
        BED_MUST(of_member_poll(member, 100, &event));
    }
    return member;
}

void bed_copy_offsets(state_bed *bed, const char *from, int64_t shift)
{
    static const char *const names[BED_INPUTS] = {"small.amount", "small.moved", "of.channel"};
    of_position positions[BED_INPUTS * BED_PARTITIONS];
    size_t count = 0;
    for (int32_t i = 0; i < BED_INPUTS * BED_PARTITIONS; i++) {
        positions[count++] =
            (of_position){.topic = of_topic_handle(bed->outside, names[i / BED_PARTITIONS]),
                          .partition = i % BED_PARTITIONS,
                          .offset = OF_OFFSET_NONE};
    }
    of_member *old = member_of(bed, from);
    BED_MUST(of_member_committed(old, positions, count, CALL_MS));
    of_member_close(old, true);
    for (size_t i = 0; i < count; i++) {
        positions[i].offset += positions[i].offset > 0 ? shift : 0;
    }
    of_producer *producer = NULL;
    of_member *member = member_of(bed, bed->app);
    BED_MUST(of_producer_open(bed->outside, &(of_producer_options){.transactional_id = bed->app},
                              &producer));
    BED_MUST(of_producer_init(producer, CALL_MS));
    BED_MUST(of_producer_begin(producer));
    BED_MUST(of_producer_send_offsets(producer, member, positions, count, CALL_MS));
    BED_MUST(of_producer_commit(producer, CALL_MS));
    of_producer_close(producer);
    of_member_close(member, true);
}
