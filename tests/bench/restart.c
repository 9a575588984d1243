/* How long a killed process takes until it commits again, with a large state. */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <dirent.h>

#include "tests/bench/bench.h"
#include "topology/base/clock.h"

#define ROUNDS_MAX 16
/* Of state in RocksDB's files, for each change event of a made-up order: measured, on the low side.
 */
#define STATE_BYTES_PER_RECORD 450
/* While it is killed and comes back, so much goes on coming in. */
#define LOAD_PER_S     500
#define LOAD_RECORDS   20000
#define BEFORE_KILL_MS 3000

int64_t case_restart_records(const bench_run *self)
{
    return self->state_bytes / STATE_BYTES_PER_RECORD + self->rounds * LOAD_RECORDS;
}

static int64_t bytes_of(const char *folder)
{
    int64_t bytes = 0;
    DIR *open = opendir(folder);
    bench_require(open != NULL, folder, "cannot be read");
    for (struct dirent *entry = readdir(open); entry != NULL; entry = readdir(open)) {
        struct stat facts = {0};
        char path[PATH_SIZE + 256];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.' && stat(path, &facts) == 0 && S_ISREG(facts.st_mode)) {
            bytes += facts.st_size;
        }
    }
    closedir(open);
    return bytes;
}

static int by_value(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return a < b ? -1 : a > b;
}

/* Killed in the middle of its work, started again at once. */
static int64_t kill_once(const bench_run *self, bench_engine *process, int64_t from, metrics *after)
{
    pid_t feeder = 0;
    int64_t changed_us = 0;
    bench_feed(self, from, LOAD_RECORDS, LOAD_PER_S * 4, true, &feeder);
    bench_nap(BEFORE_KILL_MS);
    engine_end(process, SIGKILL);
    engine_start(self, process);
    int64_t taken_us = engine_await_commit(process);
    bench_await(feeder, "feeder");
    *after = engine_await_quiet(process, 1, &changed_us);
    bench_require(after->tasks_halted == 0 && after->dead_letters == 0, "engine",
                  "has halted tasks or dead letters after a kill");
    return taken_us;
}

void case_restart(bench_run *bench)
{
    bench_engine process;
    int64_t changed_us = 0;
    int64_t taken_us[ROUNDS_MAX];
    char path[PATH_SIZE];
    int64_t load = (int64_t)bench->rounds * LOAD_RECORDS;
    int64_t first = bench->tape.records - load;
    metrics after = {0};
    int64_t replayed = 0;
    bench_require(bench->rounds <= ROUNDS_MAX, "--rounds", "at most 16");
    engine_prepare(bench);
    bench_feed(bench, 0, first, 0, false, NULL);
    engine_start(bench, &process);
    engine_await_commit(&process);
    engine_await_quiet(&process, first, &changed_us);
    for (int i = 0; i < bench->rounds; i++) {
        taken_us[i] = kill_once(bench, &process, first + i * LOAD_RECORDS, &after);
        replayed = after.replayed > replayed ? after.replayed : replayed;
    }
    engine_end(&process, SIGTERM);
    int64_t state = bytes_of(bench_path(bench, "state", path));
    topic_count states = topics_count(bench, "order-state", bench->partitions, true);
    bench_require(states.keys == bench->tape.orders, "order-state",
                  "does not hold every order after the kills");
    qsort(taken_us, (size_t)bench->rounds, sizeof *taken_us, by_value);
    printf("{\"case\":\"restart\",\"records\":%" PRId64 ",\"orders\":%" PRId64
           ",\"state_mb\":%.0f,\"rounds\":%d,\"first_commit_s\":%.2f,\"first_commit_max_s\":%.2f,"
           "\"replayed\":%" PRId64 ",\"rss_mb\":%.0f}\n",
           bench->tape.records, bench->tape.orders, (double)state / (1 << 20), bench->rounds,
           (double)taken_us[bench->rounds / 2] / 1e6, (double)taken_us[bench->rounds - 1] / 1e6,
           replayed, process.rss_mb);
}
