/* A copying worker, killed or put to sleep at every one of its calls: each input arrives once. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/embedded/bed.h"

#define PARTITIONS 3
#define RECORDS    12 /* per partition */

typedef enum of_fate { FATE_KILLED, FATE_ASLEEP_SAME_SLOT, FATE_ASLEEP_OTHER_SLOT } of_fate;

/* One worker's life: what it owns, and how often it may be rebuilt. */
typedef struct of_worker {
    of_bed *bed;
    of_kafka *kafka;
    const char *slot;
    of_member *member;
    of_producer *producer;
    int32_t in;
    int32_t out;
    int64_t next[PARTITIONS]; /* position to read */
    bool held[PARTITIONS];
    size_t pending;
    bool is_open;
} of_worker;

static void close_worker(of_worker *worker)
{
    of_member_close(worker->member, false);
    of_producer_close(worker->producer);
    worker->member = NULL;
    worker->producer = NULL;
    worker->is_open = false;
    worker->pending = 0;
}

static of_status open_worker(of_worker *worker)
{
    of_producer_options options = {.transactional_id = worker->slot};
    OF_TRY(of_producer_open(worker->kafka, &options, &worker->producer));
    OF_TRY(of_producer_init(worker->producer, 0));
    of_member_options member = {.group = "copy",
                                .instance_id = worker->slot,
                                .topics = &worker->in,
                                .topic_count = 1,
                                .session_timeout_ms = 6000};
    return of_member_open(worker->kafka, &member, &worker->member);
}

/* The order of a take-over: the producer was initialised first, then stable offsets, then reading.
 */
static of_status take_over(of_worker *worker, const of_poll_event *event)
{
    of_partition partitions[PARTITIONS];
    size_t count = event->partition_count;
    memcpy(partitions, event->partitions, count * sizeof *partitions);
    memset(worker->held, 0, sizeof worker->held);
    for (size_t i = 0; i < count; i++) {
        of_position position = {worker->in, partitions[i].partition, 0};
        of_status status = OF_RETRY_AS("");
        while (status.remedy == OF_RETRY) {
            status = of_member_committed(worker->member, &position, 1, 0);
            worker->bed->manual.now_ms += status.remedy == OF_RETRY ? 500 : 0;
        }
        OF_TRY(status);
        position.offset = position.offset == OF_OFFSET_NONE ? 0 : position.offset;
        worker->next[position.partition] = position.offset;
        worker->held[position.partition] = true;
        OF_TRY(of_member_start(worker->member, position));
    }
    return OF_OK;
}

static of_status commit(of_worker *worker)
{
    of_position positions[PARTITIONS];
    size_t count = 0;
    for (int32_t i = 0; i < PARTITIONS; i++) {
        if (worker->held[i]) {
            positions[count++] = (of_position){worker->in, i, worker->next[i]};
        }
    }
    OF_TRY(of_producer_send_offsets(worker->producer, worker->member, positions, count, 0));
    OF_TRY(of_producer_commit(worker->producer, 0));
    worker->is_open = false;
    worker->pending = 0;
    return OF_OK;
}

static of_status copy(of_worker *worker, const of_message *message)
{
    if (!worker->is_open) {
        OF_TRY(of_producer_begin(worker->producer));
        worker->is_open = true;
    }
    OF_TRY(
        send_number(worker->producer, worker->out, message->partition, number_of(message->value)));
    worker->next[message->partition] = message->offset + 1;
    worker->pending++;
    return worker->pending > below(worker->bed, 6) ? commit(worker) : OF_OK;
}

static of_status step(of_worker *worker, bool *idle)
{
    of_poll_event event;
    OF_TRY(of_member_poll(worker->member, 0, &event));
    *idle = false;
    switch (event.kind) {
    case OF_POLL_MESSAGE:
        return copy(worker, &event.message);
    case OF_POLL_ASSIGNED:
        return take_over(worker, &event);
    case OF_POLL_REVOKED:
    case OF_POLL_LOST:
        if (worker->is_open) {
            OF_TRY(of_producer_abort(worker->producer, 0));
            worker->is_open = false;
            worker->pending = 0;
        }
        return of_member_release(worker->member);
    case OF_POLL_NOTHING:
        break;
    }
    *idle = !worker->is_open;
    return worker->is_open ? commit(worker) : OF_OK;
}

static size_t committed_count(of_kafka *kafka)
{
    size_t count = 0;
    for (int32_t i = 0; i < PARTITIONS; i++) {
        of_numbers numbers = read_all(kafka, "out", i, true);
        count += numbers.count;
        numbers_free(&numbers);
    }
    return count;
}

/* Works until everything is copied; any failure rebuilds the worker, unless the client is dead or
 * the number of rebuilds (a fight between two of them) is used up. */
static void work(of_worker *worker, of_kafka *watcher, int rebuilds)
{
    while (rebuilds-- > 0 && !of_embedded_crashed(worker->kafka)) {
        of_status status = open_worker(worker);
        for (int idle_steps = 0; of_ok(status) && idle_steps < 40;) {
            bool idle = false;
            status = step(worker, &idle);
            idle_steps = idle ? idle_steps + 1 : 0;
            worker->bed->manual.now_ms += idle ? 500 : 1;
            if (idle && idle_steps % 10 == 0 &&
                committed_count(watcher) >= (size_t)PARTITIONS * RECORDS) {
                close_worker(worker);
                return;
            }
        }
        close_worker(worker);
    }
}

/* ---- fates -------------------------------------------------------------------------------------
 */

typedef struct of_plan {
    of_bed *bed;
    of_fate fate;
    int64_t at_call;
    bool has_struck;
    of_kafka *watcher;
} of_plan;

static void run_worker(of_bed *bed, const char *slot, of_kafka *watcher, of_plan *plan);

static bool strike(void *state, const char *call, int64_t number)
{
    (void)call;
    of_plan *plan = state;
    if (number != plan->at_call || plan->has_struck) {
        return true;
    }
    plan->has_struck = true;
    if (plan->fate == FATE_KILLED) {
        return false;
    }
    /* The worker sleeps inside this call; meanwhile another does all of its work. */
    const char *slot = plan->fate == FATE_ASLEEP_SAME_SLOT ? "slot-1" : "slot-2";
    if (plan->fate == FATE_ASLEEP_OTHER_SLOT) {
        plan->bed->manual.now_ms += 7000;
    }
    run_worker(plan->bed, slot, plan->watcher, NULL);
    return true;
}

static void run_worker(of_bed *bed, const char *slot, of_kafka *watcher, of_plan *plan)
{
    of_worker worker = {.bed = bed, .slot = slot, .kafka = of_embedded_client(bed->log)};
    worker.in = of_topic_handle(worker.kafka, "in");
    worker.out = of_topic_handle(worker.kafka, "out");
    if (plan != NULL) {
        of_embedded_set_gate(worker.kafka, strike, plan);
    }
    work(&worker, watcher, 3);
    of_kafka_close(worker.kafka);
}

static void fill(of_kafka *kafka)
{
    make_topic(kafka, "in", PARTITIONS, OF_CLEANUP_DELETE);
    make_topic(kafka, "out", PARTITIONS, OF_CLEANUP_DELETE);
    of_producer *source = NULL;
    MUST(of_producer_open(kafka, &(of_producer_options){0}, &source));
    int32_t in = of_topic_handle(kafka, "in");
    for (int i = 0; i < PARTITIONS * RECORDS; i++) {
        MUST(send_number(source, in, i % PARTITIONS, i));
    }
    of_producer_close(source);
}

/* False when the worker was done before its fate came. */
static bool survives(of_fate fate, int64_t at_call, uint64_t seed)
{
    of_bed bed;
    bed_open(&bed, seed, false);
    of_kafka *watcher = of_embedded_client(bed.log);
    fill(watcher);
    of_plan plan = {.bed = &bed, .fate = fate, .at_call = at_call, .watcher = watcher};
    run_worker(&bed, "slot-1", watcher, &plan);
    bed.manual.now_ms += 20000;
    run_worker(&bed, "slot-1", watcher, NULL);
    for (int32_t i = 0; i < PARTITIONS; i++) {
        of_numbers in = read_all(watcher, "in", i, true);
        of_numbers out = read_all(watcher, "out", i, true);
        cr_assert(numbers_equal(&in, &out),
                  "fate %d at call %lld seed %llu: partition %d has %zu of %zu", (int)fate,
                  (long long)at_call, (unsigned long long)seed, (int)i, out.count, in.count);
        numbers_free(&in);
        numbers_free(&out);
    }
    of_kafka_close(watcher);
    bed_close(&bed);
    return plan.has_struck;
}

static void strike_every_call(of_fate fate)
{
    for (uint64_t seed = 0; seed < 5; seed++) {
        int64_t call = 1;
        while (survives(fate, call, seed)) {
            call++;
        }
        cr_assert_gt(call, 50, "the worker made only %lld calls", (long long)call);
    }
}

Test(exactly_once, a_kill_at_any_call_neither_loses_nor_repeats)
{
    strike_every_call(FATE_KILLED);
}

Test(exactly_once, a_sleeper_that_wakes_after_its_successor_neither_loses_nor_repeats)
{
    strike_every_call(FATE_ASLEEP_SAME_SLOT);
}

Test(exactly_once, a_sleeper_whose_session_ran_out_neither_loses_nor_repeats)
{
    strike_every_call(FATE_ASLEEP_OTHER_SLOT);
}

static of_producer *begun(of_kafka *kafka, const char *id, int count)
{
    of_producer *producer = NULL;
    MUST(of_producer_open(kafka, &(of_producer_options){.transactional_id = id}, &producer));
    MUST(of_producer_init(producer, 0));
    MUST(of_producer_begin(producer));
    for (int i = 0; i < count; i++) {
        MUST(send_number(producer, of_topic_handle(kafka, "out"), 0, i));
    }
    return producer;
}

static size_t count_of(of_kafka *kafka, bool read_committed)
{
    of_numbers numbers = read_all(kafka, "out", 0, read_committed);
    size_t count = numbers.count;
    numbers_free(&numbers);
    return count;
}

Test(exactly_once, a_leader_that_dies_takes_undecided_records_with_it_and_no_others)
{
    of_bed bed;
    bed_open(&bed, 5, false);
    of_kafka *kafka = of_embedded_client(bed.log);
    make_topic(kafka, "out", 1, OF_CLEANUP_DELETE);
    of_producer *decided = begun(kafka, "decided", 2);
    MUST(of_producer_commit(decided, 0));
    of_producer *torn = begun(kafka, "torn", 3);
    cr_assert_eq(of_embedded_fall_back(bed.log, "out", 0), 3);
    cr_assert_eq(count_of(kafka, false), 2);
    cr_assert_eq(of_producer_commit(torn, 0).remedy, OF_ABORT);
    MUST(of_producer_abort(torn, 0));
    cr_assert_eq(of_embedded_fall_back(bed.log, "out", 0), 0);
    MUST(of_producer_begin(torn));
    MUST(send_number(torn, of_topic_handle(kafka, "out"), 0, 7));
    MUST(of_producer_commit(torn, 0));
    cr_assert_eq(count_of(kafka, true), 3);
    of_producer_close(decided);
    of_producer_close(torn);
    of_kafka_close(kafka);
    bed_close(&bed);
}

static bool is_held;

static bool may_mark(void *state, const char *topic, int32_t partition)
{
    (void)state;
    (void)topic;
    (void)partition;
    return !is_held;
}

Test(exactly_once, a_decided_record_is_not_seen_before_its_marker_comes)
{
    of_bed bed;
    bed_open(&bed, 6, false);
    of_kafka *kafka = of_embedded_client(bed.log);
    make_topic(kafka, "out", 1, OF_CLEANUP_DELETE);
    of_embedded_set_faults(bed.log, (of_embedded_faults){.may_mark = may_mark});
    is_held = true;
    of_producer *producer = begun(kafka, "late", 2);
    MUST(of_producer_commit(producer, 0));
    cr_assert_eq(count_of(kafka, true), 0);
    is_held = false;
    cr_assert_eq(count_of(kafka, true), 2);
    of_producer_close(producer);
    of_kafka_close(kafka);
    bed_close(&bed);
}
