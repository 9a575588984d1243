/* A reader over all partitions of one topic, up to the ends noted at the start. */
#include "tests/world/reading.h"

#include <stdio.h>
#include <stdlib.h>

#include "avro/registry/wire.h"
#include "topology/base/assert.h"

#define PARTITIONS_MAX 256
#define WAIT_MS        10000

static void must(of_status status, const char *topic)
{
    if (!of_ok(status)) {
        fprintf(stderr, "world: reading %s: %s\n", topic, status.what);
        exit(1);
    }
}

static int64_t read_partition(const reading *from, of_partition partition, of_wire *wire,
                              of_arena *arena, const of_record_type *type, reading_visit visit,
                              void *state)
{
    const char *topic = of_topic_name(from->kafka, partition.topic);
    of_reader *reader = NULL;
    int64_t low = 0;
    int64_t high = 0;
    int64_t seen = 0;
    must(of_reader_open(from->kafka, true, &reader), topic);
    must(of_reader_watermarks(reader, partition, &low, &high, WAIT_MS), topic);
    of_position position = {
        .topic = partition.topic, .partition = partition.partition, .offset = low};
    must(of_reader_assign(reader, &position, 1), topic);
    for (int64_t next = low; next < high;) {
        of_message message;
        bool found = false;
        must(of_reader_poll(reader, 100, &message, &found), topic);
        must(of_reader_position(reader, partition, &next), topic);
        if (!found) {
            continue;
        }
        void *record = NULL;
        size_t index = 0;
        of_arena_reset(arena);
        if (message.value.data != NULL) {
            of_status status =
                of_wire_decode(wire, message.value, &type, 1, arena, &index, &record);
            if (status.remedy == OF_SKIP) {
                continue; /* another record type of the same topic */
            }
            must(status, topic);
        }
        visit(state, of_text_of_bytes(message.key), record, message.timestamp_ms);
        seen++;
    }
    of_reader_close(reader);
    return seen;
}

int64_t reading_topic(const reading *from, const char *topic, const of_record_type *type,
                      reading_visit visit, void *state)
{
    of_wire *wire = of_wire_new(from->registry);
    of_arena *arena = of_arena_new((size_t)64 << 20);
    int64_t seen = 0;
    of_assert(from->partitions <= PARTITIONS_MAX);
    for (int32_t i = 0; i < from->partitions; i++) {
        of_partition partition = {.topic = of_topic_handle(from->kafka, topic), .partition = i};
        seen += read_partition(from, partition, wire, arena, type, visit, state);
    }
    of_arena_free(arena);
    of_wire_free(wire);
    return seen;
}
