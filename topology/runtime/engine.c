/* Puts the parts of an engine together and runs its workers, in threads or step by step. */
#include "topology/runtime/engine.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>

#include "topology/base/assert.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/base/time.h"
#include "topology/runtime/worker.h"

/* How long a thread waits after a step that failed, doubling up to the second. */
#define BACKOFF_FIRST_MS 5
#define BACKOFF_LAST_MS  5000

typedef struct of_engine_thread {
    of_engine *engine;
    of_worker worker;
    pthread_t thread;
    bool is_running;
} of_engine_thread;

struct of_engine {
    of_engine_options options;
    of_wiring *wiring;
    of_store *store;
    of_engine_thread *threads;
    int32_t count;
    atomic_bool is_stopping;
    atomic_bool has_failed;
};

/* ---- opening ---- */

#define OR(value, otherwise) ((value) != 0 ? (value) : (otherwise))

static of_engine_options with_defaults(const of_engine_options *given)
{
    of_engine_options options = *given;
    options.memory_bytes = OR(given->memory_bytes, (size_t)256 << 20);
    options.workers = OR(given->workers, 1);
    options.commit_max_ms = OR(given->commit_max_ms, 100);
    options.batch_records_max = OR(given->batch_records_max, 10000);
    options.batch_bytes_max = OR(given->batch_bytes_max, (size_t)16 << 20);
    options.arena_bytes = OR(given->arena_bytes, (size_t)64 << 20);
    options.call_timeout_ms = OR(given->call_timeout_ms, 10000);
    options.transaction_timeout_ms = OR(given->transaction_timeout_ms, 10000);
    options.registry_retry_ms = OR(given->registry_retry_ms, 1000);
    options.dead_letter_bytes_max = OR(given->dead_letter_bytes_max, (size_t)256 << 10);
    options.layout.delete_retention_ms = OR(given->layout.delete_retention_ms, OF_DAYS(1));
    of_assert(options.layout.partitions > 0 && options.workers > 0);
    return options;
}

static of_status verify_topics(const of_engine_options *options, char *error, size_t error_size)
{
    of_topics *topics = of_topics_plan(options->graph, &options->layout);
    of_buffer problems = {0};
    of_status status = of_topics_verify(options->kafka, topics, &problems);
    if (!of_ok(status)) {
        snprintf(error, error_size, "%s\n%.*s", status.what, (int)problems.len,
                 problems.data == NULL ? "" : (const char *)problems.data);
    } else if (problems.len > 0) {
        of_log(OF_WARN, "TOPICS", "%.*s", (int)problems.len, (const char *)problems.data);
    }
    of_buffer_free(&problems);
    of_topics_free(topics);
    return status;
}

static of_status open_store(of_engine *engine, char *error, size_t error_size)
{
    const of_graph *graph = engine->options.graph;
    of_store_row *rows = of_new_array(graph->store_count + 1, sizeof *rows);
    for (size_t i = 0; i < graph->store_count; i++) {
        rows[i] = (of_store_row){.id = graph->stores[i].number,
                                 .name = graph->stores[i].id,
                                 .type = graph->stores[i].type};
    }
    of_store_options options = {.directory = engine->options.state_dir,
                                .rows = rows,
                                .row_count = graph->store_count,
                                .partitions = engine->options.layout.partitions,
                                .memory_bytes = engine->options.memory_bytes,
                                .flush_ms = engine->options.flush_ms,
                                .flush_bytes = engine->options.flush_bytes};
    of_status status = of_store_open(&options, &engine->store, error, error_size);
    of_delete(rows);
    return status;
}

static of_status open_parts(of_engine *engine, char *error, size_t error_size)
{
    const of_engine_options *options = &engine->options;
    OF_TRY(verify_topics(options, error, error_size));
    of_status status = of_wiring_open(options->graph, &options->layout, options->kafka,
                                      options->registry, &engine->wiring, error, error_size);
    if (!of_ok(status)) {
        return status;
    }
    OF_TRY(open_store(engine, error, error_size));
    engine->count = options->workers;
    engine->threads = of_new_array((size_t)engine->count, sizeof *engine->threads);
    for (int32_t i = 0; i < engine->count; i++) {
        engine->threads[i].engine = engine;
        of_worker_init(&engine->threads[i].worker, (of_worker_parts){.options = options,
                                                                     .wiring = engine->wiring,
                                                                     .store = engine->store,
                                                                     .index = i});
    }
    return OF_OK;
}

of_status of_engine_open(const of_engine_options *options, of_engine **engine, char *error,
                         size_t error_size)
{
    of_assert(options->graph != NULL && options->kafka != NULL && options->registry != NULL);
    of_assert(error_size > 0);
    error[0] = '\0';
    of_engine *opened = of_new(sizeof *opened);
    opened->options = with_defaults(options);
    of_status status = open_parts(opened, error, error_size);
    if (!of_ok(status)) {
        if (error[0] == '\0') {
            snprintf(error, error_size, "%s", status.what);
        }
        of_engine_close(opened, true);
        return status;
    }
    *engine = opened;
    return OF_OK;
}

void of_engine_close(of_engine *engine, bool crash)
{
    if (engine == NULL) {
        return;
    }
    if (!crash) {
        of_engine_stop(engine);
    }
    for (int32_t i = 0; i < engine->count; i++) {
        of_assert(!engine->threads[i].is_running);
        of_worker_close(&engine->threads[i].worker, false);
        of_worker_free(&engine->threads[i].worker);
    }
    of_wiring_close(engine->wiring);
    if (engine->store != NULL) {
        of_store_close(engine->store, crash);
    }
    of_delete(engine->threads);
    of_delete(engine);
}

/* ---- running ---- */

static of_status flush_if_due(of_engine *engine)
{
    of_status status = of_store_flush_if_due(engine->store, of_clock_now_ms(engine->options.clock));
    if (!of_ok(status)) {
        of_log(OF_ERROR, "FLUSH-FAILED", "reason=%s", status.what);
    }
    return status;
}

static void nap(int64_t ms)
{
    struct timespec pause = {.tv_sec = (time_t)(ms / 1000), .tv_nsec = (long)(ms % 1000) * 1000000};
    (void)nanosleep(&pause, NULL);
}

static void *run(void *argument)
{
    of_engine_thread *self = argument;
    of_engine *engine = self->engine;
    int64_t backoff_ms = 0;
    while (!atomic_load_explicit(&engine->is_stopping, memory_order_acquire)) {
        bool progress = false;
        int64_t rebuilds = atomic_load(&self->worker.counters.rebuilds);
        of_status status = of_worker_step(&self->worker, &progress);
        bool rebuilt = rebuilds != atomic_load(&self->worker.counters.rebuilds);
        if (self->worker.index == 0) {
            of_status flushed = flush_if_due(engine);
            of_maybe(of_ok(flushed)); /* said in the log; tried again with the next step */
        }
        if (status.remedy == OF_FATAL) {
            atomic_store(&engine->has_failed, true);
            break;
        }
        if (of_ok(status) && !rebuilt) {
            backoff_ms = progress ? 0 : backoff_ms;
            continue;
        }
        backoff_ms = backoff_ms == 0 ? BACKOFF_FIRST_MS : backoff_ms * 2;
        backoff_ms = backoff_ms > BACKOFF_LAST_MS ? BACKOFF_LAST_MS : backoff_ms;
        nap(backoff_ms);
    }
    /* Who stopped for good does not come back to what it would keep. */
    bool stays = engine->options.stays_on_stop && !of_engine_failed(engine);
    of_worker_close(&self->worker, !stays);
    return NULL;
}

of_status of_engine_start(of_engine *engine)
{
    atomic_store(&engine->is_stopping, false);
    if (engine->options.poll_wait_ms == 0) {
        engine->options.poll_wait_ms = 50; /* a thread that never waits burns a core */
    }
    for (int32_t i = 0; i < engine->count; i++) {
        of_engine_thread *thread = &engine->threads[i];
        of_assert(!thread->is_running);
        if (pthread_create(&thread->thread, NULL, run, thread) != 0) {
            of_engine_stop(engine);
            return OF_FATAL_AS("a worker's thread could not be started");
        }
        thread->is_running = true;
    }
    return OF_OK;
}

/* `by`: of the monotonic clock; NULL waits without end. */
static bool join(of_engine_thread *thread, const struct timespec *by)
{
    int code = by == NULL ? pthread_join(thread->thread, NULL)
                          : pthread_clockjoin_np(thread->thread, NULL, CLOCK_MONOTONIC, by);
    thread->is_running = code != 0;
    return code == 0;
}

static int32_t stop_by(of_engine *engine, const struct timespec *by)
{
    int32_t left = 0;
    atomic_store_explicit(&engine->is_stopping, true, memory_order_release);
    for (int32_t i = 0; i < engine->count; i++) {
        of_engine_thread *thread = &engine->threads[i];
        if (thread->is_running) {
            left += join(thread, by) ? 0 : 1;
        } else {
            of_worker_close(&thread->worker, !engine->options.stays_on_stop);
        }
    }
    return left;
}

void of_engine_stop(of_engine *engine)
{
    int32_t left = stop_by(engine, NULL);
    of_assert(left == 0);
}

int32_t of_engine_stop_within(of_engine *engine, int64_t timeout_ms)
{
    struct timespec by;
    clock_gettime(CLOCK_MONOTONIC, &by);
    int64_t ns = by.tv_nsec + timeout_ms % 1000 * 1000000;
    by.tv_sec += (time_t)(timeout_ms / 1000 + ns / 1000000000);
    by.tv_nsec = (long)(ns % 1000000000);
    return stop_by(engine, &by);
}

of_status of_engine_step(of_engine *engine, bool *progress)
{
    of_status status = OF_OK;
    *progress = false;
    for (int32_t i = 0; i < engine->count; i++) {
        of_assert(!engine->threads[i].is_running);
        of_status stepped = of_worker_step(&engine->threads[i].worker, progress);
        status = stepped.remedy == OF_FATAL ? stepped : status;
    }
    of_status flushed = flush_if_due(engine);
    of_maybe(of_ok(flushed));
    return status;
}

bool of_engine_failed(const of_engine *engine)
{
    return atomic_load(&engine->has_failed);
}

/* ---- looking in ---- */

static int64_t load(const _Atomic int64_t *counter)
{
    return atomic_load_explicit(counter, memory_order_relaxed);
}

void of_engine_inspect(const of_engine *engine, of_engine_stats *stats)
{
    *stats = (of_engine_stats){0};
    of_assert(engine->count > 0);
    for (int32_t i = 0; i < engine->count; i++) {
        const of_counters *from = &engine->threads[i].worker.counters;
        stats->records_in += load(&from->records_in);
        stats->records_out += load(&from->records_out);
        stats->changes += load(&from->changes);
        stats->turns += load(&from->turns);
        stats->turn_us += load(&from->turn_us);
        stats->commit_us += load(&from->commit_us);
        stats->aborts += load(&from->aborts);
        stats->dead_letters += load(&from->dead_letters);
        stats->timers_fired += load(&from->timers_fired);
        stats->rekeyed += load(&from->rekeyed);
        stats->replayed += load(&from->replayed);
        stats->rebuilds += load(&from->rebuilds);
        stats->assignments += load(&from->assignments);
        stats->tasks_running += load(&from->tasks_running);
        stats->tasks_taking_over += load(&from->tasks_taking_over);
        stats->tasks_halted += load(&from->tasks_halted);
        stats->sources_halted += load(&from->sources_halted);
    }
    of_store_io io = of_store_io_so_far(engine->store);
    stats->store_reads = io.reads;
    stats->store_writes = io.writes;
}

int32_t of_engine_workers(const of_engine *engine)
{
    return engine->count;
}

int64_t of_engine_idle_rounds(const of_engine *engine, int32_t worker)
{
    of_assert(worker >= 0 && worker < engine->count);
    const of_counters *counters = &engine->threads[worker].worker.counters;
    return atomic_load_explicit(&counters->idle_rounds, memory_order_acquire);
}

of_status of_engine_read(of_engine *engine, of_text key, int64_t timeout_ms, of_buffer *json)
{
    of_status status = OF_RETRY_AS("no worker of this process owns the key now");
    of_assert(key.data != NULL);
    for (int32_t i = 0; i < engine->count && status.remedy == OF_RETRY; i++) {
        status = of_mailbox_ask(engine->threads[i].worker.mailbox, key, timeout_ms, json);
    }
    return status;
}
