/* How long a change event takes at a fixed load: from the timestamp of the source record to the
 * derived record, by the derived record's own timestamp and by the moment at which a reader of
 * committed records has it in hand. The second is what anybody downstream sees. */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "tests/bench/bench.h"
#include "topology/base/clock.h"
#include "topology/base/memory.h"

#define TIMEOUT_MS 20000
#define LATE_US    ((int64_t)30 * 1000000)

typedef struct probe {
    int64_t sent_ms; /* timestamp of the source record */
    int64_t stamp_ms;
    int64_t seen_ms;
} probe;

typedef struct watch {
    const bench_run *bench;
    probe *probes;
    int64_t answered;
} watch;

static int64_t probe_number(const watch *self, of_bytes key)
{
    static const char prefix[] = TAPE_PROBE_PREFIX;
    const char *text = (const char *)key.data;
    for (size_t i = 0; i + sizeof prefix - 1 < key.len; i++) {
        if (memcmp(text + i, prefix, sizeof prefix - 1) == 0) {
            int64_t number = 0;
            for (size_t j = i + sizeof prefix - 1; j < key.len; j++) {
                number = number * 10 + (text[j] - '0');
            }
            bench_require(number >= 0 && number < self->bench->tape.probes, "probe",
                          "of an unknown number");
            return number;
        }
    }
    return -1;
}

static of_reader *reader_from(const bench_run *self, const char *topic, int partitions)
{
    of_reader *reader = NULL;
    of_position *from = of_new_array((size_t)partitions, sizeof *from);
    of_status status = of_reader_open(self->kafka, true, &reader);
    bench_require(of_ok(status), "reader", status.what);
    for (int32_t i = 0; i < partitions; i++) {
        from[i] = (of_position){.topic = of_topic_handle(self->kafka, topic), .partition = i};
    }
    status = of_reader_assign(reader, from, (size_t)partitions);
    bench_require(of_ok(status), "reading", status.what);
    of_delete(from);
    return reader;
}

/* Reads order-state until every probe is answered, or nothing comes any more after the feed. */
static void watch_answers(watch *self, of_reader *reader, pid_t feeder)
{
    bool fed = false;
    int64_t last_us = of_clock_mono_us(&of_wall_clock);
    while (self->answered < self->bench->tape.probes) {
        of_message message;
        bool found = false;
        of_status status = of_reader_poll(reader, 100, &message, &found);
        bench_require(of_ok(status), "reading", status.what);
        int64_t at_us = of_clock_mono_us(&of_wall_clock);
        if (!fed) {
            int code = 0;
            fed = waitpid(feeder, &code, WNOHANG) == feeder;
            bench_require(!fed || (WIFEXITED(code) && WEXITSTATUS(code) == 0), "feeder",
                          "has failed");
            last_us = at_us;
        }
        bench_require(at_us - last_us < LATE_US, "probes", "stay without an answer");
        int64_t number = found ? probe_number(self, message.key) : -1;
        if (number >= 0 && self->probes[number].seen_ms == 0) {
            self->probes[number].stamp_ms = message.timestamp_ms;
            self->probes[number].seen_ms = of_clock_now_ms(&of_wall_clock);
            self->answered++;
        }
    }
    if (!fed) {
        bench_await(feeder, "feeder");
    }
}

/* When each probe was sent, as its source record says. */
static void read_sent(watch *self)
{
    of_reader *reader =
        reader_from(self->bench, events_topics[EVENTS_HEADER], TAPE_SOURCE_PARTITIONS);
    for (int64_t found_all = 0; found_all < self->bench->tape.probes;) {
        of_message message;
        bool found = false;
        of_status status = of_reader_poll(reader, TIMEOUT_MS, &message, &found);
        bench_require(of_ok(status), "reading", status.what);
        int64_t number = found ? probe_number(self, message.key) : -1;
        if (number >= 0) {
            self->probes[number].sent_ms = message.timestamp_ms;
            found_all++;
        }
    }
    of_reader_close(reader);
}

static int by_value(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return a < b ? -1 : a > b;
}

static void print_spread(const char *prefix, int64_t *values, size_t count)
{
    qsort(values, count, sizeof *values, by_value);
    printf("\"%sp50_ms\":%" PRId64 ",\"%sp99_ms\":%" PRId64 ",\"%smax_ms\":%" PRId64 ",", prefix,
           values[count / 2], prefix, values[count * 99 / 100], prefix, values[count - 1]);
}

/* The probes of the first seconds meet a broker whose code is still being compiled. */
static void print_latencies(const watch *self)
{
    int64_t warm = self->bench->warm_seconds;
    int64_t first = self->bench->tape.probes * warm / (warm + self->bench->seconds);
    size_t count = (size_t)(self->bench->tape.probes - first);
    int64_t *values = of_new_array(count, sizeof *values);
    for (size_t i = 0; i < count; i++) {
        const probe *each = &self->probes[first + (int64_t)i];
        values[i] = each->seen_ms - each->sent_ms;
    }
    print_spread("", values, count);
    for (size_t i = 0; i < count; i++) {
        const probe *each = &self->probes[first + (int64_t)i];
        values[i] = each->stamp_ms - each->sent_ms;
    }
    print_spread("stamp_", values, count);
    of_delete(values);
}

void case_latency(bench_run *bench, int64_t rate)
{
    watch self = {.bench = bench};
    self.probes = of_new_array((size_t)bench->tape.probes + 1, sizeof *self.probes);
    bench_engine process;
    pid_t feeder = 0;
    int64_t changed_us = 0;
    engine_prepare(bench);
    of_reader *reader = reader_from(bench, "order-state", bench->partitions);
    engine_start(bench, &process);
    while (engine_metrics(&process).tasks_running < bench->partitions) {
        bench_require(engine_look(&process), "engine", "has ended; see engine.log");
        bench_nap(20);
    }
    double cpu_s = engine_look(&process) ? process.cpu_s : 0;
    int64_t began_us = of_clock_mono_us(&of_wall_clock);
    bench_feed(bench, 0, bench->tape.records, rate, true, &feeder);
    watch_answers(&self, reader, feeder);
    double seconds = (double)(of_clock_mono_us(&of_wall_clock) - began_us) / 1e6;
    metrics did = engine_await_quiet(&process, bench->tape.records, &changed_us);
    engine_end(&process, SIGTERM);
    of_reader_close(reader);
    read_sent(&self);
    double records = (double)bench->tape.records;
    bench_require(did.dead_letters == 0, "engine", "has dead letters");
    printf("{\"case\":\"latency-%" PRId64 "\",\"workers\":%d,\"records\":%" PRId64
           ",\"records_per_s\":%.0f,"
           "\"cpu_us_per_record\":%.2f,\"rss_mb\":%.0f,\"rocksdb_reads\":%" PRId64
           ",\"rocksdb_writes\":%" PRId64 ",\"transactions\":%" PRId64
           ",\"transaction_ms\":%.2f,\"commit_ms\":%.2f,\"probes\":%" PRId64 ",",
           rate, bench->workers, bench->tape.records, records / seconds,
           (process.cpu_s - cpu_s) * 1e6 / records, process.rss_mb, did.store_reads,
           did.store_writes, did.turns, did.turn_s * 1e3 / (double)did.turns,
           did.commit_s * 1e3 / (double)did.turns, bench->tape.probes);
    print_latencies(&self);
    printf("\"aborts\":%" PRId64 "}\n", did.aborts);
    of_delete(self.probes);
}
