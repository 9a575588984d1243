/* Hooks at the places where a turn takes its inputs, and the notes made there. What must hold of a
 * single input is checked at once: no timer before its time or before an unread answer, no record
 * left out or taken twice. */
#include "tests/sim/record.h"

#include <inttypes.h>

#include "tests/sim/fold.h"
#include "tests/sim/port.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/kafka/backend.h"
#include "topology/runtime/worker.h"

#define TURNS_MAX   16
#define TOPICS_MAX  128
#define ARENA_BYTES ((size_t)64 << 20)
#define STAMP_STORE 201 /* in changelog keys */

typedef struct moments {
    int64_t *at; /* by offset */
    size_t capacity;
} moments;

typedef struct reading {
    int64_t ms;
    int64_t moment;
} reading;

struct sim_record {
    sim_turn turns[TURNS_MAX];
    int64_t next[TOPICS_MAX][SIM_PARTITIONS];
    moments appended[TOPICS_MAX][SIM_PARTITIONS];
    reading *readings[SIM_PROCESSES]; /* of clocks: each later one than all before */
    size_t reading_count[SIM_PROCESSES], reading_capacity[SIM_PROCESSES];
    sim_change *changes;
    size_t change_count, change_capacity;
    of_arena *arena;
    int64_t last_turn[SIM_PARTITIONS];
};

of_status __real_of_dispatch_message(of_worker *worker, const of_message *message);
of_status __wrap_of_dispatch_message(of_worker *worker, const of_message *message);
of_status __real_of_dispatch_timer(of_worker *worker, of_task *task, const of_timer *timer);
of_status __wrap_of_dispatch_timer(of_worker *worker, of_task *task, const of_timer *timer);

of_status __real_of_idle_commit(of_worker *worker, bool *progress);
of_status __wrap_of_idle_commit(of_worker *worker, bool *progress);

struct sim_record *sim_record_new(void)
{
    struct sim_record *record = of_new(sizeof *record);
    record->arena = of_arena_new(ARENA_BYTES);
    return record;
}

void sim_record_free(struct sim_record *record)
{
    for (size_t i = 0; i < TURNS_MAX; i++) {
        of_arena_free(record->turns[i].arena);
        of_delete(record->turns[i].taken);
        of_delete(record->turns[i].sent);
        of_delete(record->turns[i].places);
    }
    for (size_t i = 0; i < TOPICS_MAX; i++) {
        for (size_t j = 0; j < SIM_PARTITIONS; j++) {
            of_delete(record->appended[i][j].at);
        }
    }
    for (size_t i = 0; i < SIM_PROCESSES; i++) {
        of_delete(record->readings[i]);
    }
    of_delete(record->changes);
    of_arena_free(record->arena);
    of_delete(record);
}

/* ---- moments ---- */

static const of_topic *topic_of(const char *name)
{
    const of_topic *topic = of_broker_topic(of_sim->log, name);
    of_assert(topic != NULL && topic->index < TOPICS_MAX);
    return topic;
}

void sim_note_append(const char *name, int32_t partition)
{
    const of_topic *topic = topic_of(name);
    moments *of = &of_sim->record->appended[topic->index][partition];
    size_t at = (size_t)topic->plogs[partition].next_offset - 1;
    if (at >= of->capacity) {
        of->capacity = at * 2 + 64;
        of->at = of_renew(of->at, of->capacity * sizeof *of->at);
    }
    of->at[at] = ++of_sim->moment;
}

void sim_note_clock(sim_process *process, int64_t now_ms)
{
    if (now_ms <= process->clock_max_ms) {
        return;
    }
    struct sim_record *record = of_sim->record;
    int i = process->index;
    process->clock_max_ms = now_ms;
    record->readings[i] = of_grow(record->readings[i], record->reading_count[i],
                                  &record->reading_capacity[i], sizeof(reading));
    record->readings[i][record->reading_count[i]++] =
        (reading){.ms = now_ms, .moment = ++of_sim->moment};
}

/* When the process could first know that it was so late. */
static int64_t moment_of(const sim_process *process, int64_t due_ms)
{
    const struct sim_record *record = of_sim->record;
    size_t at = record->reading_count[process->index];
    while (at > 0 && record->readings[process->index][at - 1].ms >= due_ms) {
        at--;
    }
    of_assert(at < record->reading_count[process->index]);
    return record->readings[process->index][at].moment;
}

/* ---- turns ---- */

static sim_turn *turn_of(const of_producer *producer)
{
    for (size_t i = 0; i < TURNS_MAX; i++) {
        if (of_sim->record->turns[i].producer == producer) {
            return &of_sim->record->turns[i];
        }
    }
    return NULL;
}

void sim_record_begin(of_producer *producer)
{
    sim_turn *turn = turn_of(producer);
    turn = turn == NULL ? turn_of(NULL) : turn;
    of_assert(turn != NULL);
    turn->producer = producer;
    if (turn->arena == NULL) {
        turn->arena = of_arena_new(ARENA_BYTES);
    }
    of_arena_reset(turn->arena);
    turn->taken_count = 0;
    turn->sent_count = 0;
    turn->place_count = 0;
}

void sim_record_forget(const of_producer *producer)
{
    sim_turn *turn = turn_of(producer);
    if (turn != NULL) {
        turn->producer = NULL;
    }
}

static sim_taken *add_taken(const of_worker *worker)
{
    sim_turn *turn = turn_of(worker->turn.producer);
    of_assert(turn != NULL);
    turn->now_ms = worker->turn.now_ms;
    turn->taken =
        of_grow(turn->taken, turn->taken_count, &turn->taken_capacity, sizeof *turn->taken);
    return &turn->taken[turn->taken_count++];
}

static of_bytes copied(sim_turn *turn, of_bytes bytes)
{
    return bytes.data == NULL ? bytes : of_arena_bytes(turn->arena, bytes);
}

void sim_record_sent(of_producer *producer, const char *topic, const of_outgoing *record)
{
    sim_turn *turn = turn_of(producer);
    of_assert(turn != NULL);
    turn->sent = of_grow(turn->sent, turn->sent_count, &turn->sent_capacity, sizeof *turn->sent);
    turn->sent[turn->sent_count++] = (sim_sent){.topic = topic_of(topic)->name,
                                                .partition = record->partition,
                                                .timestamp_ms = record->timestamp_ms,
                                                .key = copied(turn, record->key),
                                                .value = copied(turn, record->value)};
}

void sim_record_positions(of_producer *producer, const of_position *positions, size_t count)
{
    sim_turn *turn = turn_of(producer);
    of_assert(turn != NULL);
    turn->place_count = 0;
    for (size_t i = 0; i < count; i++) {
        turn->places =
            of_grow(turn->places, turn->place_count, &turn->place_capacity, sizeof *turn->places);
        turn->places[turn->place_count++] =
            (sim_place){.topic = topic_of(of_topic_name(producer->kafka, positions[i].topic))->name,
                        .partition = positions[i].partition,
                        .offset = positions[i].offset};
    }
}

/* ---- inputs ---- */

static bool is_poison(const of_worker *worker, const of_message *message)
{
    const of_poison *poison = &worker->poison;
    return poison->is_set && !poison->input.is_timer &&
           poison->input.position.topic == message->topic &&
           poison->input.position.partition == message->partition &&
           poison->input.position.offset == message->offset;
}

of_status __wrap_of_dispatch_message(of_worker *worker, const of_message *message)
{
    if (of_sim->is_checking) {
        return __real_of_dispatch_message(worker, message);
    }
    bool poison = is_poison(worker, message);
    const char *reason = worker->poison.reason;
    int32_t index = of_wiring_input(worker->wiring, message->topic);
    of_task *task = of_worker_task(worker, message->partition);
    int64_t before = task == NULL ? -1 : task->inputs[index].offset;
    of_status status = __real_of_dispatch_message(worker, message);
    if (!of_ok(status) || task == NULL || task->state != OF_TASK_RUNNING ||
        message->offset < before) {
        return status;
    }
    sim_taken *taken = add_taken(worker);
    sim_turn *turn = turn_of(worker->turn.producer);
    *taken = (sim_taken){.is_touch = task->inputs[index].offset == before,
                         .is_poison = poison,
                         .reason = reason,
                         .topic = topic_of(worker->wiring->inputs[index].name)->name,
                         .partition = message->partition,
                         .offset = message->offset,
                         .timestamp_ms = message->timestamp_ms,
                         .key = copied(turn, message->key),
                         .value = copied(turn, message->value)};
    return status;
}

/* Everything that lay in the log when the timer fell due must have been taken. */
static void check_nothing_unread(const of_worker *worker, const of_task *task,
                                 const sim_process *process, int64_t due_ms)
{
    int64_t due = moment_of(process, due_ms);
    for (size_t i = 0; i < worker->wiring->input_count; i++) {
        const of_topic *topic = topic_of(worker->wiring->inputs[i].name);
        const of_plog *plog = &topic->plogs[task->partition];
        of_cursor cursor = {.offset = task->inputs[i].offset};
        for (const of_entry *entry = of_cursor_entry(plog, &cursor); entry != NULL;
             entry = of_cursor_entry(plog, &cursor)) {
            bool counts = entry->kind == OF_ENTRY_DATA && entry->aborted == 0;
            const moments *at = &of_sim->record->appended[topic->index][task->partition];
            if (counts && at->at[entry->offset] < due) {
                sim_fail("a timer of partition %d, due %" PRId64 ", fires before %s %" PRId64
                         " was read, which was there before it fell due",
                         (int)task->partition, due_ms, topic->name, entry->offset);
            }
            of_cursor_pass(&cursor, entry);
        }
    }
}

of_status __wrap_of_dispatch_timer(of_worker *worker, of_task *task, const of_timer *timer)
{
    if (of_sim->is_checking) {
        return __real_of_dispatch_timer(worker, task, timer);
    }
    const sim_process *process = worker->options->clock->state;
    int64_t now_ms = of_clock_now_ms(worker->options->clock);
    if (timer->due_ms > process->clock_max_ms) {
        sim_fail("a timer due %" PRId64 " fires at %" PRId64, timer->due_ms, now_ms);
    }
    check_nothing_unread(worker, task, process, timer->due_ms);
    sim_turn *turn = turn_of(worker->turn.producer);
    sim_taken taken = {.is_timer = true,
                       .partition = task->partition,
                       .offset = timer->due_ms,
                       .node = timer->node,
                       .key = copied(turn, of_bytes_of_text(timer->key)),
                       .value = copied(turn, of_bytes_of_text(timer->name))};
    of_status status = __real_of_dispatch_timer(worker, task, timer);
    if (of_ok(status)) {
        *add_taken(worker) = taken;
    }
    return status;
}

/* Positions that an idle task moves behind markers. */
of_status __wrap_of_idle_commit(of_worker *worker, bool *progress)
{
    of_status status = __real_of_idle_commit(worker, progress);
    for (int32_t i = 0; i < SIM_PARTITIONS && worker->turn.is_open; i++) {
        const of_task *task = worker->tasks[i];
        for (size_t j = 0; task != NULL && task->is_touched && j < worker->wiring->input_count;
             j++) {
            if (task->inputs[j].offset != task->turn_from[j].offset) {
                const char *topic = topic_of(worker->wiring->inputs[j].name)->name;
                *add_taken(worker) = (sim_taken){.is_move = true,
                                                 .topic = topic,
                                                 .partition = i,
                                                 .offset = task->inputs[j].offset};
            }
        }
    }
    return status;
}

/* ---- a decided turn ---- */

int64_t sim_record_next(const char *topic, int32_t partition)
{
    return of_sim->record->next[topic_of(topic)->index][partition];
}

/* Between what was taken last and this lies nothing that should have been taken. */
static void check_in_order(const sim_taken *taken)
{
    const of_topic *topic = topic_of(taken->topic);
    const of_plog *plog = &topic->plogs[taken->partition];
    int64_t *next = &of_sim->record->next[topic->index][taken->partition];
    if (taken->offset < *next) {
        sim_fail("%s %d %" PRId64 " is taken twice", taken->topic, (int)taken->partition,
                 taken->offset);
    }
    of_cursor cursor = {.offset = *next};
    for (const of_entry *entry = of_cursor_entry(plog, &cursor);
         entry != NULL && entry->offset < taken->offset; entry = of_cursor_entry(plog, &cursor)) {
        if (entry->kind == OF_ENTRY_DATA && entry->aborted == 0) {
            sim_fail("%s %d %" PRId64 " is left out", taken->topic, (int)taken->partition,
                     entry->offset);
        }
        of_cursor_pass(&cursor, entry);
    }
    *next = taken->is_move ? taken->offset : taken->offset + 1;
}

static void check_places(const sim_turn *turn)
{
    bool touched[SIM_PARTITIONS] = {0};
    for (size_t i = 0; i < turn->place_count; i++) {
        const sim_place *place = &turn->places[i];
        int64_t next = sim_record_next(place->topic, place->partition);
        touched[place->partition] = true;
        if (place->offset != next) {
            sim_fail("position %" PRId64 " of %s %d is committed, %" PRId64 " is next",
                     place->offset, place->topic, (int)place->partition, next);
        }
    }
    for (size_t i = 0; i < turn->taken_count; i++) {
        if (!touched[turn->taken[i].partition]) {
            sim_fail("a turn of partition %d commits without its positions",
                     (int)turn->taken[i].partition);
        }
    }
}

static uint64_t load_be(const uint8_t *at, size_t bytes)
{
    uint64_t value = 0;
    for (size_t i = 0; i < bytes; i++) {
        value = value << 8 | at[i];
    }
    return value;
}

/* The changes of the turn; a stamp closes those of its partition. */
static void note_changes(const sim_turn *turn)
{
    struct sim_record *record = of_sim->record;
    size_t from = record->change_count;
    for (size_t i = 0; i < turn->sent_count; i++) {
        const sim_sent *sent = &turn->sent[i];
        if (strcmp(sent->topic, SIM_CHANGELOG) != 0) {
            continue;
        }
        of_assert(sent->key.len >= 2);
        if (load_be(sent->key.data, 2) != STAMP_STORE) {
            record->changes = of_grow(record->changes, record->change_count,
                                      &record->change_capacity, sizeof *record->changes);
            record->changes[record->change_count++] = (sim_change){
                .partition = sent->partition,
                .key = of_arena_bytes(record->arena, sent->key),
                .value = sent->value.data == NULL ? sent->value
                                                  : of_arena_bytes(record->arena, sent->value)};
            continue;
        }
        int64_t number = (int64_t)load_be(sent->value.data + 37, 8);
        if (number != record->last_turn[sent->partition] + 1) {
            sim_fail("turn %" PRId64 " of partition %d follows turn %" PRId64, number,
                     (int)sent->partition, record->last_turn[sent->partition]);
        }
        record->last_turn[sent->partition] = number;
        for (; from < record->change_count; from++) {
            record->changes[from].turn = number;
        }
    }
    of_assert(from == record->change_count);
}

void sim_record_committed(const sim_process *process, of_producer *producer)
{
    const sim_turn *turn = turn_of(producer);
    of_assert(turn != NULL);
    for (size_t i = 0; i < turn->taken_count; i++) {
        const sim_taken *taken = &turn->taken[i];
        of_sim->tally->timers += taken->is_timer ? 1 : 0;
        if (!taken->is_timer && !taken->is_touch) {
            check_in_order(taken);
        }
        sim_trace("%d took %s %d %" PRId64, process->index,
                  taken->is_timer ? "timer" : taken->topic, (int)taken->partition, taken->offset);
    }
    check_places(turn);
    note_changes(turn);
    sim_fold_turn(of_sim->fold, turn);
    of_sim->tally->turns++;
}

const sim_change *sim_record_changes(size_t *count)
{
    *count = of_sim->record->change_count;
    return of_sim->record->changes;
}

int64_t sim_record_turn(int32_t partition)
{
    return of_sim->record->last_turn[partition];
}
