/* One worker that owns every task, on a Kafka that hands out nothing and compares what it is sent
 * with what the turn in hand sent when it was committed. */
#include "tests/sim/fold.h"

#include <inttypes.h>
#include <unistd.h>

#include "tests/sim/disk.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/kafka/backend.h"
#include "topology/runtime/lineage.h"
#include "topology/runtime/worker.h"

#define MEMORY_BYTES ((size_t)64 << 20)
#define STEPS_MAX    20
#define STAMP_STORE  201
#define STAMP_HEAD   37 /* format and owner: every process has its own */

struct sim_fold {
    of_kafka kafka;
    of_clock clock;
    int64_t now_ms;
    of_engine_options options;
    of_wiring *wiring;
    of_store *store;
    of_worker worker;
    bool is_open;
    of_member member;
    of_producer producer;
    of_reader reader;
    bool is_assigned;
    of_partition *partitions;
    const sim_turn *turn; /* in hand; NULL: none yet */
    size_t sent;          /* of the turn */
};

static struct sim_fold *fold_of(of_kafka *kafka)
{
    return (struct sim_fold *)kafka;
}

/* ---- what it is sent ---- */

static uint64_t load_be(const uint8_t *at, size_t bytes)
{
    uint64_t value = 0;
    for (size_t i = 0; i < bytes; i++) {
        value = value << 8 | at[i];
    }
    return value;
}

/* The same turn and time, on the same inputs; owner, lineage and position in the changelog are
 * those of the process. The inputs stand last. */
static bool same_stamp(of_bytes a, of_bytes b)
{
    of_lineage lineage = {0};
    size_t head = STAMP_HEAD + 24;
    of_assert(a.len > head && b.len > head);
    size_t a_at = head + of_lineage_decode(&lineage, (of_bytes){a.data + head, a.len - head});
    size_t b_at = head + of_lineage_decode(&lineage, (of_bytes){b.data + head, b.len - head});
    return load_be(a.data + STAMP_HEAD, 8) == load_be(b.data + STAMP_HEAD, 8) &&
           load_be(a.data + STAMP_HEAD + 16, 8) == load_be(b.data + STAMP_HEAD + 16, 8) &&
           of_bytes_equal((of_bytes){a.data + a_at, a.len - a_at},
                          (of_bytes){b.data + b_at, b.len - b_at});
}

static bool same_value(const sim_sent *sent, const of_outgoing *record)
{
    bool is_stamp =
        strcmp(sent->topic, SIM_CHANGELOG) == 0 && load_be(sent->key.data, 2) == STAMP_STORE;
    return is_stamp ? same_stamp(sent->value, record->value)
                    : of_bytes_equal(sent->value, record->value);
}

static of_status producer_send(of_producer *producer, const of_outgoing *record)
{
    struct sim_fold *fold = fold_of(producer->kafka);
    const char *topic = of_topic_name(&fold->kafka, record->topic);
    if (fold->sent == fold->turn->sent_count) {
        sim_fail("a turn did not send this to %s: %.*s", topic, (int)record->key.len,
                 (const char *)record->key.data);
    }
    const sim_sent *sent = &fold->turn->sent[fold->sent++];
    if (strcmp(sent->topic, topic) != 0 || sent->partition != record->partition ||
        !of_bytes_equal(sent->key, record->key)) {
        sim_fail("a turn sent %s %.*s and should have sent %s %.*s", sent->topic,
                 (int)sent->key.len, (const char *)sent->key.data, topic, (int)record->key.len,
                 (const char *)record->key.data);
    }
    if (sent->timestamp_ms != record->timestamp_ms || !same_value(sent, record)) {
        sim_fail("a turn sent another value to %s %d, key %.*s", topic, (int)record->partition,
                 (int)record->key.len, (const char *)record->key.data);
    }
    return OF_OK;
}

static of_status producer_send_offsets(of_producer *producer, const of_member *member,
                                       const of_position *positions, size_t count,
                                       int64_t timeout_ms)
{
    struct sim_fold *fold = fold_of(producer->kafka);
    (void)member;
    (void)timeout_ms;
    if (count != fold->turn->place_count) {
        sim_fail("a turn committed %zu positions instead of %zu", fold->turn->place_count, count);
    }
    for (size_t i = 0; i < count; i++) {
        const sim_place *place = &fold->turn->places[i];
        if (strcmp(place->topic, of_topic_name(&fold->kafka, positions[i].topic)) != 0 ||
            place->partition != positions[i].partition || place->offset != positions[i].offset) {
            sim_fail("a turn committed position %" PRId64 " of %s instead of %" PRId64,
                     place->offset, place->topic, positions[i].offset);
        }
    }
    return OF_OK;
}

/* ---- the rest of its Kafka: empty, and always there ---- */

static of_status member_open(of_kafka *kafka, const of_member_options *options, of_member **member)
{
    (void)options;
    *member = &fold_of(kafka)->member;
    return OF_OK;
}

static void member_close(of_member *member, bool leave)
{
    (void)leave;
    fold_of(member->kafka)->is_assigned = false;
}

static of_status member_poll(of_member *member, int64_t timeout_ms, of_poll_event *event)
{
    struct sim_fold *fold = fold_of(member->kafka);
    size_t inputs = fold->wiring->input_count;
    (void)timeout_ms;
    *event = (of_poll_event){.kind = OF_POLL_NOTHING};
    if (fold->is_assigned) {
        return OF_OK;
    }
    fold->is_assigned = true;
    for (size_t i = 0; i < inputs * SIM_PARTITIONS; i++) {
        fold->partitions[i] = (of_partition){.topic = fold->wiring->inputs[i % inputs].topic,
                                             .partition = (int32_t)(i / inputs)};
    }
    *event = (of_poll_event){.kind = OF_POLL_ASSIGNED,
                             .partitions = fold->partitions,
                             .partition_count = inputs * SIM_PARTITIONS};
    return OF_OK;
}

static of_status on_position(of_member *member, of_position position)
{
    of_assert(member != NULL && position.offset >= 0);
    return OF_OK;
}

static of_status on_partition(of_member *member, of_partition partition)
{
    of_assert(member != NULL && partition.partition >= 0);
    return OF_OK;
}

static of_status member_committed(of_member *member, of_position *positions, size_t count,
                                  int64_t timeout_ms)
{
    (void)member;
    (void)timeout_ms;
    for (size_t i = 0; i < count; i++) {
        positions[i].offset = OF_OFFSET_NONE;
    }
    return OF_OK;
}

static of_status producer_open(of_kafka *kafka, const of_producer_options *options,
                               of_producer **producer)
{
    (void)options;
    *producer = &fold_of(kafka)->producer;
    return OF_OK;
}

static void producer_close(of_producer *producer)
{
    of_assert(producer != NULL);
}

static of_status producer_call(of_producer *producer, int64_t timeout_ms)
{
    of_assert(producer != NULL);
    of_maybe(timeout_ms == 0);
    return OF_OK;
}

static of_status producer_begin(of_producer *producer)
{
    fold_of(producer->kafka)->sent = 0;
    return OF_OK;
}

static of_status reader_open(of_kafka *kafka, bool read_committed, of_reader **reader)
{
    (void)read_committed;
    *reader = &fold_of(kafka)->reader;
    return OF_OK;
}

static void reader_close(of_reader *reader)
{
    of_assert(reader != NULL);
}

static of_status reader_assign(of_reader *reader, const of_position *positions, size_t count)
{
    of_assert(reader != NULL);
    of_maybe(positions == NULL || count == 0);
    return OF_OK;
}

static of_status reader_poll(of_reader *reader, int64_t timeout_ms, of_message *message,
                             bool *found)
{
    of_assert(reader != NULL && message != NULL);
    of_maybe(timeout_ms == 0);
    *found = false;
    return OF_OK;
}

static of_status reader_position(of_reader *reader, of_partition partition, int64_t *offset)
{
    of_assert(reader != NULL && partition.partition >= 0);
    *offset = 0;
    return OF_OK;
}

static of_status reader_watermarks(of_reader *reader, of_partition partition, int64_t *low,
                                   int64_t *high, int64_t timeout_ms)
{
    of_assert(reader != NULL && partition.partition >= 0);
    of_maybe(timeout_ms == 0);
    *low = 0;
    *high = 0;
    return OF_OK;
}

static const of_kafka_calls calls = {
    .member_open = member_open,
    .member_close = member_close,
    .member_poll = member_poll,
    .member_start = on_position,
    .member_pause = on_partition,
    .member_resume = on_partition,
    .member_seek = on_position,
    .member_committed = member_committed,
    .producer_open = producer_open,
    .producer_close = producer_close,
    .producer_init = producer_call,
    .producer_begin = producer_begin,
    .producer_send = producer_send,
    .producer_send_offsets = producer_send_offsets,
    .producer_commit = producer_call,
    .producer_abort = producer_call,
    .reader_open = reader_open,
    .reader_close = reader_close,
    .reader_assign = reader_assign,
    .reader_poll = reader_poll,
    .reader_position = reader_position,
    .reader_watermarks = reader_watermarks,
};

/* ---- life ---- */

static int64_t now_ms(void *state)
{
    return ((const struct sim_fold *)state)->now_ms;
}

static int64_t mono_us(void *state)
{
    (void)state;
    return 1; /* a turn is never too long */
}

static void must(of_status status, const char *what, const char *error)
{
    if (!of_ok(status)) {
        fprintf(stderr, "sim: the fold: %s: %s %s\n", what, status.what, error);
        _exit(1);
    }
}

static void open_fold(struct sim_fold *fold)
{
    of_worker_init(
        &fold->worker,
        (of_worker_parts){.options = &fold->options, .wiring = fold->wiring, .store = fold->store});
    for (int i = 0; i < STEPS_MAX; i++) {
        bool progress = false;
        must(of_worker_step(&fold->worker, &progress), "opening", "");
    }
    for (int32_t i = 0; i < SIM_PARTITIONS; i++) {
        of_assert(fold->worker.tasks[i]->state == OF_TASK_RUNNING);
    }
    fold->is_open = true;
}

struct sim_fold *sim_fold_new(of_registry *registry, const char *root)
{
    char directory[96];
    const of_layout *layout = &sim_layout;
    char error[512] = "";
    struct sim_fold *fold = of_new(sizeof *fold);
    fold->kafka.calls = &calls;
    of_kafka_names_open(&fold->kafka);
    fold->member.kafka = fold->producer.kafka = fold->reader.kafka = &fold->kafka;
    fold->clock = (of_clock){.now_ms = now_ms, .mono_us = mono_us, .state = fold};
    fold->options = (of_engine_options){.layout = *layout,
                                        .kafka = &fold->kafka,
                                        .registry = registry,
                                        .graph = &of_topology,
                                        .clock = &fold->clock,
                                        .batch_records_max = INT32_MAX / 2,
                                        .batch_bytes_max = MEMORY_BYTES,
                                        .arena_bytes = MEMORY_BYTES,
                                        .commit_max_ms = 100,
                                        .workers = 1,
                                        .dead_letter_bytes_max = (size_t)256 << 10};
    must(of_wiring_open(&of_topology, layout, &fold->kafka, registry, &fold->wiring, error,
                        sizeof error),
         "wiring", error);
    fold->partitions =
        of_new_array(fold->wiring->input_count * SIM_PARTITIONS, sizeof *fold->partitions);
    of_store_row *rows = of_new_array(of_topology.store_count, sizeof *rows);
    for (size_t i = 0; i < of_topology.store_count; i++) {
        rows[i] = (of_store_row){.id = of_topology.stores[i].number,
                                 .name = of_topology.stores[i].id,
                                 .type = of_topology.stores[i].type};
    }
    snprintf(directory, sizeof directory, "%.80s" SIM_DISK_MEMORY, root);
    of_store_options options = {.directory = directory,
                                .rows = rows,
                                .row_count = of_topology.store_count,
                                .partitions = SIM_PARTITIONS,
                                .memory_bytes = MEMORY_BYTES};
    must(of_store_open(&options, &fold->store, error, sizeof error), "store", error);
    of_delete(rows);
    return fold;
}

void sim_fold_reset(struct sim_fold *fold)
{
    of_sim->is_checking = true;
    if (fold->is_open) {
        of_worker_close(&fold->worker, false);
        of_worker_free(&fold->worker);
    }
    sim_disk_forget_memory();
    open_fold(fold);
    of_sim->is_checking = false;
}

/* ---- a turn ---- */

static void take_timer(struct sim_fold *fold, const sim_taken *taken)
{
    of_task *task = fold->worker.tasks[taken->partition];
    of_timer timer = {0};
    bool found = false;
    must(of_shard_timer_next(task->shard, INT64_MAX, &timer, &found), "timers", "");
    bool same = found && timer.due_ms == taken->offset && timer.node == taken->node &&
                of_bytes_equal(of_bytes_of_text(timer.key), taken->key) &&
                of_bytes_equal(of_bytes_of_text(timer.name), taken->value);
    if (!same) {
        sim_fail("the timer of %.*s due %" PRId64 " fires; next is that of %.*s due %" PRId64,
                 (int)taken->key.len, (const char *)taken->key.data, taken->offset,
                 OF_TEXT_ARG(timer.key), found ? timer.due_ms : -1);
    }
    must(of_dispatch_timer(&fold->worker, task, &timer), "a timer", "");
}

static void move(struct sim_fold *fold, const sim_taken *taken)
{
    of_task *task = fold->worker.tasks[taken->partition];
    int32_t index = of_wiring_input(fold->wiring, of_topic_handle(&fold->kafka, taken->topic));
    of_turn_touch_task(&fold->worker, task);
    task->inputs[index].offset = taken->offset;
}

static void take_record(struct sim_fold *fold, const sim_taken *taken)
{
    of_message message = {.topic = of_topic_handle(&fold->kafka, taken->topic),
                          .partition = taken->partition,
                          .offset = taken->offset,
                          .timestamp_ms = taken->timestamp_ms,
                          .key = taken->key,
                          .value = taken->value};
    fold->worker.poison =
        (of_poison){.is_set = taken->is_poison,
                    .input = {.position = {message.topic, message.partition, message.offset}},
                    .reason = taken->reason};
    must(of_dispatch_message(&fold->worker, &message), "a record", "");
}

void sim_fold_turn(struct sim_fold *fold, const sim_turn *turn)
{
    of_sim->is_checking = true;
    fold->turn = turn;
    fold->now_ms = turn->now_ms;
    must(of_turn_begin(&fold->worker), "begin", "");
    for (size_t i = 0; i < turn->taken_count; i++) {
        const sim_taken *taken = &turn->taken[i];
        if (taken->is_timer) {
            take_timer(fold, taken);
        } else if (taken->is_move) {
            move(fold, taken);
        } else if (taken->is_touch) {
            of_turn_touch_task(&fold->worker, fold->worker.tasks[taken->partition]);
        } else {
            take_record(fold, taken);
        }
    }
    must(of_turn_commit(&fold->worker), "commit", "");
    if (fold->worker.turn.is_open || fold->sent != turn->sent_count) {
        sim_fail("a turn sent %zu records and should have sent %zu", turn->sent_count, fold->sent);
    }
    of_sim->is_checking = false;
}

int64_t sim_fold_next_due(struct sim_fold *fold, int32_t partition)
{
    of_sim->is_checking = true;
    of_timer timer = {0};
    bool found = false;
    must(of_shard_timer_next(fold->worker.tasks[partition]->shard, INT64_MAX, &timer, &found),
         "timers", "");
    of_sim->is_checking = false;
    return found ? timer.due_ms : INT64_MAX;
}

void sim_fold_free(struct sim_fold *fold)
{
    if (fold->is_open) {
        of_worker_close(&fold->worker, false);
        of_worker_free(&fold->worker);
    }
    of_store_close(fold->store, true);
    of_wiring_close(fold->wiring);
    of_kafka_names_close(&fold->kafka);
    of_delete(fold->partitions);
    of_delete(fold);
}
