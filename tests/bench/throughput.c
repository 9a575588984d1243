/* How fast a full topic drains, and how fast a loop that only copies would have written the same.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>

#include "tests/bench/bench.h"
#include "topology/base/clock.h"
#include "topology/runtime/topics.h"

enum { HOPS = 2 };

typedef struct written {
    const char *name;
    int hop;
    bool is_input; /* of the second hop */
    topic_count count;
} written;

typedef struct run {
    bench_run *bench;
    of_topics *topics;
    written outputs[128];
    size_t output_count;
    int64_t hop_in[HOPS];
    topic_count hop_out[HOPS];
    metrics engine;
    double seconds;  /* between the first commit seen and the last change */
    int64_t counted; /* records of all hops, in these seconds */
    double cpu_s;
    double rss_mb;
} run;

/* Intake writes what the page calls facts; everything else is the second hop's. */
static void find_kind(written *output)
{
    output->hop = 1;
    for (size_t i = 0; i < of_topology.topic_count; i++) {
        const of_graph_topic *row = &of_topology.topics[i];
        if (strcmp(row->kafka, output->name) == 0) {
            output->hop = row->kind == OF_TOPIC_KIND_FACT ? 0 : 1;
            output->is_input = row->kind == OF_TOPIC_KIND_FACT || row->kind == OF_TOPIC_KIND_INNER;
        }
    }
    for (size_t i = 0; i < of_topology.fold_count; i++) {
        char name[OF_TOPIC_NAME_SIZE];
        of_fold_topic_name(&of_topology.folds[i], name);
        output->is_input |= strcmp(name, output->name) == 0;
    }
}

static void plan_topics(run *self)
{
    static const char *const endpoints[] = {"erp", "crm", "finance", "wms.WH"};
    of_layout layout = {.app = "bench",
                        .partitions = self->bench->partitions,
                        .endpoints = endpoints,
                        .endpoint_count = sizeof endpoints / sizeof *endpoints};
    self->topics = of_topics_plan(&of_topology, &layout);
    bench_require(self->topics->count <= 128, "topics", "too many");
    for (size_t i = 0; i < self->topics->count; i++) {
        written *output = &self->outputs[self->output_count++];
        output->name = self->topics->specs[i].name;
        find_kind(output);
    }
}

/* ---- the engine ---- */

/* What lies on the topics now. */
static void count_written(run *self)
{
    self->hop_in[0] = self->bench->tape.records;
    self->hop_in[1] = 0;
    memset(self->hop_out, 0, sizeof self->hop_out);
    for (size_t i = 0; i < self->output_count; i++) {
        written *output = &self->outputs[i];
        bool orders = strcmp(output->name, "order-state") == 0;
        output->count = topics_count(self->bench, output->name, self->bench->partitions, orders);
        topic_count *sum = &self->hop_out[output->hop];
        sum->records += output->count.records;
        sum->key_bytes += output->count.key_bytes;
        sum->value_bytes += output->count.value_bytes;
        self->hop_in[1] += output->is_input ? output->count.records : 0;
    }
}

/* A worker that takes tasks over may be silent for longer than any look at its counters: only what
 * lies on the topics tells when all of it is handled. */
static void drain(run *self)
{
    bench_engine process;
    int64_t changed_us = 0;
    engine_start(self->bench, &process);
    pid_t perf = self->bench->profile == NULL ? 0 : engine_profile(self->bench, &process);
    engine_await_commit(&process);
    metrics first = engine_metrics(&process);
    int64_t began_us = of_clock_mono_us(&of_wall_clock);
    int64_t there = self->bench->tape.records;
    do {
        self->engine = engine_await_quiet(&process, there, &changed_us);
        count_written(self);
        there = self->hop_in[0] + self->hop_in[1];
    } while (self->engine.records_in < there);
    self->seconds = (double)(changed_us - began_us) / 1e6;
    self->counted = self->engine.records_in - first.records_in;
    engine_end(&process, SIGTERM);
    if (perf != 0) {
        bench_await(perf, "perf");
    }
    self->cpu_s = process.cpu_s;
    self->rss_mb = process.rss_mb;
}

/* What the topics hold, against what the engine says it did. */
static void check_written(const run *self)
{
    for (size_t i = 0; i < self->output_count; i++) {
        const written *output = &self->outputs[i];
        bench_require(strcmp(output->name, "order-state") != 0 ||
                          output->count.keys == self->bench->tape.orders,
                      "order-state", "does not hold every order once it is drained");
    }
    int64_t records = self->hop_out[0].records + self->hop_out[1].records;
    bench_require(self->engine.dead_letters == 0 && self->engine.tasks_halted == 0, "engine",
                  "has dead letters or halted tasks");
    if (self->engine.records_in != self->hop_in[0] + self->hop_in[1]) {
        fprintf(stderr, "bench: %" PRId64 " records handled, %" PRId64 " are there\n",
                self->engine.records_in, self->hop_in[0] + self->hop_in[1]);
    }
    bench_require(self->engine.records_in == self->hop_in[0] + self->hop_in[1], "engine",
                  "has not handled each record once");
    bench_require(self->engine.records_out + self->engine.changes == records, "engine",
                  "says something else than the topics about what it wrote");
}

/* ---- the copy ---- */

typedef struct copied {
    int64_t read, wrote, turns;
    double per_s; /* records read, of all hops */
    double cpu_s;
} copied;

static void write_plan(const run *self, const char *file)
{
    FILE *out = fopen(file, "w");
    bench_require(out != NULL, file, "cannot be written");
    for (size_t i = 0; i < EVENTS_TABLES; i++) {
        topic_count count =
            topics_count(self->bench, events_topics[i], TAPE_SOURCE_PARTITIONS, false);
        fprintf(out, "in 0 %s %" PRId64 "\n", events_topics[i], count.records);
    }
    for (size_t i = 0; i < self->output_count; i++) {
        const written *output = &self->outputs[i];
        if (output->is_input) {
            fprintf(out, "in 1 %s %" PRId64 "\n", output->name, output->count.records);
        }
        if (output->count.records == 0) {
            continue;
        }
        char name[OF_TOPIC_NAME_SIZE + 8];
        snprintf(name, sizeof name, "copy.%s", output->name);
        of_topic_spec spec = {.name = name,
                              .partitions = self->bench->partitions,
                              .cleanup = OF_CLEANUP_DELETE,
                              .retention_ms = -1};
        of_status status = of_topic_create(self->bench->kafka, &spec);
        bench_require(of_ok(status), name, status.what);
        fprintf(out, "out %d %s %" PRId64 " %" PRId64 " %" PRId64 "\n", output->hop, name,
                output->count.records, output->count.key_bytes, output->count.value_bytes);
    }
    bench_require(fclose(out) == 0, file, "cannot be written");
}

static copied copy(const run *self)
{
    char plan[PATH_SIZE];
    char partitions[16];
    char line[256];
    copied result = {0};
    double seconds = 0;
    int64_t before = 0;
    write_plan(self, bench_path(self->bench, "plan", plan));
    int most = self->bench->partitions > TAPE_SOURCE_PARTITIONS ? self->bench->partitions
                                                                : TAPE_SOURCE_PARTITIONS;
    snprintf(partitions, sizeof partitions, "%d", most);
    bench_call(
        (const char *const[]){self->bench->copier, self->bench->brokers, plan, partitions, NULL},
        line, sizeof line);
    int got = sscanf(line, "%" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64 " %lf %lf", &result.read,
                     &result.wrote, &result.turns, &before, &seconds, &result.cpu_s);
    bench_require(got == 6 && seconds > 0, "copy", "has no figures");
    bench_require(result.read == self->hop_in[0] + self->hop_in[1] &&
                      result.wrote == self->hop_out[0].records + self->hop_out[1].records,
                  "copy", "did not read and write what the engine did");
    result.per_s = (double)(result.read - before) / seconds;
    return result;
}

/* ---- the report ---- */

static void print_hops(const run *self)
{
    for (int i = 0; i < HOPS; i++) {
        const topic_count *out = &self->hop_out[i];
        printf(
            "\"hop%d_read\":%" PRId64 ",\"hop%d_wrote\":%" PRId64 ",\"hop%d_bytes\":%" PRId64 ",",
            i + 1, self->hop_in[i], i + 1, out->records, i + 1, out->key_bytes + out->value_bytes);
    }
}

void case_throughput(bench_run *bench)
{
    run self = {.bench = bench};
    plan_topics(&self);
    engine_prepare(bench);
    bench_feed(bench, 0, bench->tape.records, 0, false, NULL);
    drain(&self);
    check_written(&self);
    copied ceiling = copy(&self);
    double records = (double)bench->tape.records;
    double all = (double)self.engine.records_in;
    double per_s = (double)self.counted / self.seconds;
    const metrics *did = &self.engine;
    printf("{\"case\":\"throughput\",\"workers\":%d,\"records\":%" PRId64 ",\"records_per_s\":%.0f,"
           "\"cpu_us_per_record\":%.2f,\"rss_mb\":%.0f,\"rocksdb_reads\":%" PRId64
           ",\"rocksdb_writes\":%" PRId64 ",\"transactions\":%" PRId64
           ",\"transaction_ms\":%.2f,\"commit_ms\":%.2f,\"records_per_transaction\":%.0f,",
           bench->workers, bench->tape.records, per_s * records / all, self.cpu_s * 1e6 / records,
           self.rss_mb, did->store_reads, did->store_writes, did->turns,
           did->turn_s * 1e3 / (double)did->turns, did->commit_s * 1e3 / (double)did->turns,
           all / (double)did->turns);
    print_hops(&self);
    printf("\"orders\":%" PRId64 ",\"aborts\":%" PRId64 ",\"ratio_to_copy\":%.3f}\n",
           bench->tape.orders, did->aborts, per_s / ceiling.per_s);
    printf("{\"case\":\"copy\",\"records\":%" PRId64 ",\"records_per_s\":%.0f,"
           "\"cpu_us_per_record\":%.2f,\"transactions\":%" PRId64 ",",
           bench->tape.records, ceiling.per_s * records / all, ceiling.cpu_s * 1e6 / records,
           ceiling.turns);
    print_hops(&self);
    printf("\"ratio_to_copy\":1}\n");
    of_topics_free(self.topics);
}
