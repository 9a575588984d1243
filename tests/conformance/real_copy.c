/* Exactly-once through librdkafka under trouble: workers copy records from one topic to another,
 * each batch with its offsets in one transaction, while they are closed, abort and are killed off
 * at random, and the broker may be restarted from outside. In the end each record must be there
 * exactly once. Usage: real_copy BOOTSTRAP RECORDS SEED */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "topology/base/assert.h"
#include "topology/base/clock.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/kafka/real.h"

#define PARTITIONS 6
#define WORKERS    3

typedef struct of_run {
    of_kafka *kafka;
    int32_t input;
    int32_t output;
    char prefix[32];
    atomic_bool done;
    atomic_int rebuilds;
} of_run;

typedef struct of_worker {
    of_run *run;
    int number;
    unsigned seed;
    of_member *member;
    of_producer *producer;
    int64_t next[PARTITIONS];  /* of records in the open batch; OF_OFFSET_NONE: not touched */
    int64_t first[PARTITIONS]; /* where the batch began */
} of_worker;

static unsigned chance(of_worker *worker)
{
    worker->seed = worker->seed * 1103515245u + 12345u;
    return worker->seed >> 16;
}

static of_status open_worker(of_worker *worker)
{
    char id[64];
    char group[64];
    snprintf(id, sizeof id, "%s-slot-%d", worker->run->prefix, worker->number);
    snprintf(group, sizeof group, "%s-group", worker->run->prefix);
    OF_TRY(of_producer_open(worker->run->kafka, &(of_producer_options){.transactional_id = id},
                            &worker->producer));
    OF_TRY(of_producer_init(worker->producer, 20000));
    return of_member_open(worker->run->kafka,
                          &(of_member_options){.group = group,
                                               .instance_id = id,
                                               .topics = &worker->run->input,
                                               .topic_count = 1,
                                               .session_timeout_ms = 3000},
                          &worker->member);
}

static void close_worker(of_worker *worker)
{
    of_member_close(worker->member, chance(worker) % 2 == 0);
    of_producer_close(worker->producer);
    worker->member = NULL;
    worker->producer = NULL;
}

static void forget_batch(of_worker *worker)
{
    for (int32_t i = 0; i < PARTITIONS; i++) {
        worker->next[i] = OF_OFFSET_NONE;
        worker->first[i] = OF_OFFSET_NONE;
    }
}

static of_status take_over(of_worker *worker, const of_poll_event *event)
{
    of_position positions[PARTITIONS];
    of_assert(event->partition_count <= PARTITIONS);
    size_t count = event->partition_count;
    for (size_t i = 0; i < count; i++) {
        positions[i] = (of_position){worker->run->input, event->partitions[i].partition, 0};
    }
    if (count > 0) {
        OF_TRY(of_member_committed(worker->member, positions, count, 20000));
    }
    for (size_t i = 0; i < count; i++) {
        positions[i].offset = positions[i].offset == OF_OFFSET_NONE ? 0 : positions[i].offset;
        OF_TRY(of_member_start(worker->member, positions[i]));
    }
    return OF_OK;
}

static of_status copy(of_worker *worker, const of_message *message)
{
    if (worker->first[message->partition] == OF_OFFSET_NONE) {
        worker->first[message->partition] = message->offset;
    }
    worker->next[message->partition] = message->offset + 1;
    return of_producer_send(worker->producer, &(of_outgoing){.topic = worker->run->output,
                                                             .partition = message->partition,
                                                             .key = message->key,
                                                             .value = message->value});
}

static of_status commit(of_worker *worker)
{
    of_position positions[PARTITIONS];
    size_t count = 0;
    for (int32_t i = 0; i < PARTITIONS; i++) {
        if (worker->next[i] != OF_OFFSET_NONE) {
            positions[count++] = (of_position){worker->run->input, i, worker->next[i]};
        }
    }
    OF_TRY(of_producer_send_offsets(worker->producer, worker->member, positions, count, 8000));
    return of_producer_commit(worker->producer, 8000);
}

static of_status undo(of_worker *worker)
{
    OF_TRY(of_producer_abort(worker->producer, 8000));
    for (int32_t i = 0; i < PARTITIONS; i++) {
        if (worker->first[i] != OF_OFFSET_NONE) {
            of_status status = of_member_seek(
                worker->member, (of_position){worker->run->input, i, worker->first[i]});
            if (status.remedy != OF_ABORT) { /* gone meanwhile is fine */
                OF_TRY(status);
            }
        }
    }
    return OF_OK;
}

/* One transaction: a batch of random size, committed, aborted, or left open when `*left` is set. */
static of_status turn(of_worker *worker, bool *left)
{
    unsigned size = chance(worker) % 200 + 1;
    bool begun = false;
    bool leaving = false;
    forget_batch(worker);
    for (unsigned i = 0; i < size; i++) {
        of_poll_event event;
        OF_TRY(of_member_poll(worker->member, 50, &event));
        if (event.kind == OF_POLL_MESSAGE) {
            if (!begun) {
                OF_TRY(of_producer_begin(worker->producer));
                begun = true;
            }
            OF_TRY(copy(worker, &event.message));
        } else if (event.kind == OF_POLL_ASSIGNED) {
            OF_TRY(take_over(worker, &event));
        } else {
            leaving = event.kind == OF_POLL_REVOKED || event.kind == OF_POLL_LOST;
            break;
        }
    }
    of_status status = OF_OK;
    if (begun) {
        *left = chance(worker) % 40 == 0;
        if (*left) {
            return OF_OK;
        }
        status = chance(worker) % 10 == 0 ? OF_ABORT_AS("chance") : commit(worker);
        if (status.remedy == OF_ABORT) {
            status = undo(worker);
        }
    }
    if (of_ok(status) && leaving) {
        status = of_member_release(worker->member);
    }
    return status;
}

static void *work(void *state)
{
    of_worker *worker = state;
    while (!atomic_load(&worker->run->done)) {
        of_status status = worker->member == NULL ? open_worker(worker) : OF_OK;
        bool left = false;
        while (of_ok(status) && !left && !atomic_load(&worker->run->done)) {
            status = turn(worker, &left);
        }
        atomic_fetch_add(&worker->run->rebuilds, 1);
        close_worker(worker);
    }
    return NULL;
}

static of_status produce(of_run *run, int records)
{
    of_producer *producer = NULL;
    OF_TRY(of_producer_open(run->kafka, &(of_producer_options){0}, &producer));
    for (int i = 0; i < records; i++) {
        int32_t value = i;
        OF_TRY(of_producer_send(producer, &(of_outgoing){.topic = run->input,
                                                         .partition = i % PARTITIONS,
                                                         .value = {(void *)&value, sizeof value}}));
    }
    OF_TRY(of_producer_flush(producer, 30000));
    of_producer_close(producer);
    return OF_OK;
}

/* Reads the copies until all have come and nothing more does; counts each. */
static int check(of_run *run, int records)
{
    of_reader *reader = NULL;
    of_position from[PARTITIONS];
    for (int32_t i = 0; i < PARTITIONS; i++) {
        from[i] = (of_position){run->output, i, 0};
    }
    if (!of_ok(of_reader_open(run->kafka, true, &reader)) ||
        !of_ok(of_reader_assign(reader, from, PARTITIONS))) {
        return 1;
    }
    uint8_t *seen = of_new_array((size_t)records, 1);
    int found_all = 0;
    int twice = 0;
    int64_t quiet_from = of_clock_now_ms(&of_wall_clock);
    /* After the last one, a zombie's late commit would still show. */
    int64_t patience_ms = 90000;
    while (of_clock_now_ms(&of_wall_clock) - quiet_from < patience_ms) {
        of_message message;
        bool found = false;
        of_status status = of_reader_poll(reader, 100, &message, &found);
        if (!of_ok(status) || !found) {
            continue;
        }
        int32_t value = -1;
        of_assert(message.value.len == sizeof value);
        memcpy(&value, message.value.data, sizeof value);
        of_assert(value >= 0 && value < records);
        twice += seen[value] != 0;
        found_all += seen[value] == 0;
        seen[value] = 1;
        quiet_from = of_clock_now_ms(&of_wall_clock);
        patience_ms = found_all == records ? 3000 : 90000;
    }
    of_reader_close(reader);
    of_delete(seen);
    atomic_store(&run->done, true);
    printf("copy: %d of %d records once, %d missing, %d more than once\n", found_all - twice,
           records, records - found_all, twice);
    return found_all == records && twice == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: real_copy BOOTSTRAP RECORDS SEED\n");
        return 2;
    }
    int records = atoi(argv[2]);
    unsigned seed = (unsigned)atoi(argv[3]);
    of_log_threshold(OF_ERROR);
    of_run run = {0};
    char error[256] = "";
    const of_property properties[] = {{"bootstrap.servers", argv[1]}};
    if (!of_ok(of_real_open(properties, 1, &run.kafka, error, sizeof error))) {
        fprintf(stderr, "real_copy: %s\n", error);
        return 1;
    }
    snprintf(run.prefix, sizeof run.prefix, "copy%lld", (long long)of_clock_now_ms(&of_wall_clock));
    char names[2][64];
    for (int i = 0; i < 2; i++) {
        snprintf(names[i], sizeof names[i], "%s-%s", run.prefix, i == 0 ? "in" : "out");
        of_status status = of_topic_create(
            run.kafka, &(of_topic_spec){.name = names[i], .partitions = PARTITIONS});
        if (!of_ok(status)) {
            fprintf(stderr, "real_copy: %s: %s\n", names[i], status.what);
            return 1;
        }
    }
    run.input = of_topic_handle(run.kafka, names[0]);
    run.output = of_topic_handle(run.kafka, names[1]);
    of_status status = produce(&run, records);
    if (!of_ok(status)) {
        fprintf(stderr, "real_copy: %s\n", status.what);
        return 1;
    }
    of_worker workers[WORKERS] = {0};
    pthread_t threads[WORKERS];
    for (int i = 0; i < WORKERS; i++) {
        workers[i] = (of_worker){.run = &run, .number = i, .seed = seed * 31 + (unsigned)i};
        pthread_create(&threads[i], NULL, work, &workers[i]);
    }
    int failed = check(&run, records);
    for (int i = 0; i < WORKERS; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("copy: seed %u, %d workers torn down\n", seed, atomic_load(&run.rebuilds));
    of_kafka_close(run.kafka);
    return failed;
}
