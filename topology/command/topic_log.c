/* Reads a log to the end that it had when the reading began. */
#include "topology/command/topic_log.h"

#include "avro/registry/wire.h"
#include "topology/base/memory.h"

#define CALL_TIMEOUT_MS 10000
#define POLL_MS         100
/* Polls in a row that bring nothing, after which Kafka is taken for silent. */
#define SILENT_POLLS 100
#define ARENA_BYTES  ((size_t)64 << 20)

typedef struct reading {
    const of_topic_log *log;
    of_reader *reader;
    of_position *from;
    int64_t *ends;
    size_t count;
    of_wire *wire;
    of_arena *arena;
    of_topic_log_visit visit;
    void *state;
} reading;

/* The ends are those that `watermarks` sees. */
static of_status note_ends(reading *self, of_reader *watermarks)
{
    const of_topic_log *log = self->log;
    int32_t topic = of_topic_handle(log->parts->kafka, log->topic);
    bool all = log->partition < 0;
    self->count = all ? (size_t)log->parts->layout.partitions : 1;
    self->from = of_new_array(self->count, sizeof *self->from);
    self->ends = of_new_array(self->count, sizeof *self->ends);
    for (size_t i = 0; i < self->count; i++) {
        of_partition partition = {.topic = topic, .partition = all ? (int32_t)i : log->partition};
        self->from[i] = (of_position){.topic = topic, .partition = partition.partition};
        OF_TRY(of_reader_watermarks(watermarks, partition, &self->from[i].offset, &self->ends[i],
                                    CALL_TIMEOUT_MS));
    }
    return of_reader_assign(self->reader, self->from, self->count);
}

static of_status note_settled_ends(reading *self)
{
    of_reader *uncommitted = NULL;
    OF_TRY(of_reader_open(self->log->parts->kafka, false, &uncommitted));
    of_status status = note_ends(self, uncommitted);
    of_reader_close(uncommitted);
    return status;
}

static of_status is_read(const reading *self, bool *read)
{
    *read = true;
    for (size_t i = 0; i < self->count && *read; i++) {
        of_partition partition = {.topic = self->from[i].topic,
                                  .partition = self->from[i].partition};
        int64_t at = self->from[i].offset;
        if (at < self->ends[i]) {
            OF_TRY(of_reader_position(self->reader, partition, &at));
        }
        *read = at >= self->ends[i];
    }
    return OF_OK;
}

static of_status hand_out(const reading *self, const of_message *message)
{
    size_t type = 0;
    void *record = NULL;
    of_arena_reset(self->arena);
    if (message->value.data == NULL) {
        return OF_OK;
    }
    of_status status = of_wire_decode(self->wire, message->value, &self->log->type, 1, self->arena,
                                      &type, &record);
    if (status.remedy == OF_SKIP) {
        of_print_error("%s partition %d offset %lld: %s", self->log->topic, (int)message->partition,
                       (long long)message->offset, status.what);
        return OF_OK;
    }
    OF_TRY(status);
    return self->visit(self->state, message, record);
}

static of_status read_all(reading *self)
{
    OF_TRY(self->log->settled ? note_settled_ends(self) : note_ends(self, self->reader));
    for (int silent = 0; silent < SILENT_POLLS;) {
        bool read = false;
        OF_TRY(is_read(self, &read));
        if (read) {
            return OF_OK;
        }
        of_message message = {0};
        bool found = false;
        OF_TRY(of_reader_poll(self->reader, POLL_MS, &message, &found));
        silent = found ? 0 : silent + 1;
        if (found) {
            OF_TRY(hand_out(self, &message));
        }
    }
    return OF_RETRY_AS("a log is not read to its end: a transaction is open, or Kafka is slow");
}

of_status of_topic_log_read(const of_topic_log *log, of_topic_log_visit visit, void *state)
{
    reading self = {.log = log, .visit = visit, .state = state};
    OF_TRY(of_reader_open(log->parts->kafka, true, &self.reader));
    self.wire = of_wire_new(log->parts->registry);
    self.arena = of_arena_new(ARENA_BYTES);
    of_status status = read_all(&self);
    of_arena_free(self.arena);
    of_wire_free(self.wire);
    of_reader_close(self.reader);
    of_delete(self.from);
    of_delete(self.ends);
    return status;
}
