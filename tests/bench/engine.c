/* The engine as a process of its own, looked at from outside: /proc and its own /metrics. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/bench/bench.h"
#include "topology/base/clock.h"
#include "topology/base/file.h"

#define QUIET_US    ((int64_t)6000000)
#define PATIENCE_US ((int64_t)900 * 1000000)
#define LOOK_MS     100
#define COMMIT_MS   2

void bench_require(bool good, const char *what, const char *why)
{
    if (!good) {
        fprintf(stderr, "bench: %s: %s\n", what, why);
        exit(1);
    }
}

const char *bench_path(const bench_run *self, const char *name, char path[PATH_SIZE])
{
    snprintf(path, PATH_SIZE, "%s/%s", self->folder, name);
    return path;
}

void bench_nap(int64_t ms)
{
    struct timespec pause = {.tv_sec = (time_t)(ms / 1000), .tv_nsec = (long)(ms % 1000) * 1000000};
    (void)nanosleep(&pause, NULL);
}

static int64_t now_us(void)
{
    return of_clock_mono_us(&of_wall_clock);
}

/* ---- processes ---- */

static pid_t start(const char *const *argv, int output)
{
    pid_t pid = fork();
    bench_require(pid >= 0, argv[0], "cannot be started");
    if (pid == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL); /* a bench that fails leaves nothing running */
        dup2(output, STDOUT_FILENO);
        execv(argv[0], (char *const *)(uintptr_t)argv);
        fprintf(stderr, "bench: %s: %s\n", argv[0], strerror(errno));
        _exit(127);
    }
    return pid;
}

void bench_await(pid_t pid, const char *what)
{
    int status = 0;
    bench_require(waitpid(pid, &status, 0) == pid, what, "is lost");
    bench_require(WIFEXITED(status) && WEXITSTATUS(status) == 0, what, "has failed");
}

void bench_call(const char *const *argv, char *line, size_t size)
{
    int ends[2];
    bench_require(pipe2(ends, O_CLOEXEC) == 0, "pipe", "cannot be made");
    pid_t pid = start(argv, ends[1]);
    close(ends[1]);
    FILE *in = fdopen(ends[0], "r");
    bench_require(in != NULL, "pipe", "cannot be read");
    line[0] = '\0';
    char rest[4096];
    if (fgets(line, (int)size, in) != NULL) {
        while (fgets(rest, sizeof rest, in) != NULL) {
        }
    }
    fclose(in);
    bench_await(pid, argv[0]);
}

pid_t bench_spawn(const char *const *argv, const char *log)
{
    int fd = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    bench_require(fd >= 0, log, "cannot be written");
    pid_t pid = start(argv, fd);
    close(fd);
    return pid;
}

void bench_feed(const bench_run *self, int64_t from, int64_t count, int64_t rate, bool background,
                pid_t *pid)
{
    char tape[PATH_SIZE];
    char log[PATH_SIZE];
    char numbers[3][32];
    snprintf(numbers[0], sizeof numbers[0], "%" PRId64, from);
    snprintf(numbers[1], sizeof numbers[1], "%" PRId64, count);
    snprintf(numbers[2], sizeof numbers[2], "%" PRId64, rate);
    const char *argv[] = {self->feeder, self->brokers, bench_path(self, "tape", tape),
                          numbers[0],   numbers[1],    numbers[2],
                          NULL};
    pid_t fed = bench_spawn(argv, bench_path(self, "feed.log", log));
    if (background) {
        *pid = fed;
    } else {
        bench_await(fed, self->feeder);
    }
}

/* ---- the engine ---- */

static int free_port(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t len = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bench_require(fd >= 0 && bind(fd, (struct sockaddr *)&at, len) == 0 &&
                      getsockname(fd, (struct sockaddr *)&at, &len) == 0,
                  "port", "none is free");
    close(fd);
    return ntohs(at.sin_port);
}

static void configure(const bench_run *self, int port)
{
    char path[PATH_SIZE];
    FILE *out = fopen(bench_path(self, "orderflow.yaml", path), "w");
    bench_require(out != NULL, path, "cannot be written");
    fprintf(out,
            "app: bench\npartitions: %d\nkafka: {bootstrap.servers: '%s'%s%s}\n"
            "registry: {directory: schemas}\nstate: {directory: state}\nmemory: %" PRId64 "MiB\n"
            "workers: %d\nslot: bench\n"
            "http: 127.0.0.1:%d\nendpoints: [erp, crm, finance, wms.WH]\nintake:\n  mappings:\n",
            self->partitions, self->brokers, self->properties == NULL ? "" : ", ",
            self->properties == NULL ? "" : self->properties, self->memory_mib, self->workers,
            port);
    for (size_t i = 0; i < EVENTS_TABLES; i++) {
        fprintf(out, "    - %s/%s.yaml\n", ORDERFLOW_MAPPINGS, events_topics[i]);
    }
    bench_require(fclose(out) == 0, path, "cannot be written");
}

void engine_prepare(const bench_run *self)
{
    for (size_t i = 0; i < EVENTS_TABLES; i++) {
        of_topic_spec spec = {.name = events_topics[i],
                              .partitions = TAPE_SOURCE_PARTITIONS,
                              .cleanup = OF_CLEANUP_DELETE,
                              .retention_ms = -1};
        of_status status = of_topic_create(self->kafka, &spec);
        bench_require(of_ok(status), spec.name, status.what);
    }
    char path[PATH_SIZE];
    char line[256];
    configure(self, 1);
    bench_call((const char *const[]){self->program, "topics", "apply", "-c",
                                     bench_path(self, "orderflow.yaml", path), NULL},
               line, sizeof line);
}

void engine_start(const bench_run *self, bench_engine *process)
{
    char path[PATH_SIZE];
    char log[PATH_SIZE];
    *process = (bench_engine){.port = free_port()};
    configure(self, process->port);
    process->started_us = now_us();
    int fd =
        open(bench_path(self, "engine.log", log), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    bench_require(fd >= 0, log, "cannot be written");
    pid_t pid = fork();
    bench_require(pid >= 0, self->program, "cannot be started");
    if (pid == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(fd, STDOUT_FILENO);
        dup2(fd, STDERR_FILENO);
        execl(self->program, self->program, "run", "-c", bench_path(self, "orderflow.yaml", path),
              (char *)NULL);
        _exit(127);
    }
    close(fd);
    process->pid = pid;
}

pid_t engine_profile(const bench_run *self, const bench_engine *process)
{
    char pid[16];
    char log[PATH_SIZE];
    snprintf(pid, sizeof pid, "%d", (int)process->pid);
    const char *argv[] = {"/usr/bin/perf", "record", "-q", "-g", "-F", "499", "-o",
                          self->profile,   "-p",     pid,  NULL};
    return bench_spawn(argv, bench_path(self, "perf.log", log));
}

bool engine_look(bench_engine *process)
{
    char path[64];
    of_buffer text = {0};
    unsigned long user = 0;
    unsigned long kernel = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)process->pid);
    bool read = of_file_read(path, 4096, &text);
    of_buffer_put_u8(&text, 0);
    const char *at = read ? strrchr((const char *)text.data, ')') : NULL;
    char state = 'X';
    bool alive = at != NULL &&
                 sscanf(at + 1, " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &state,
                        &user, &kernel) == 3 &&
                 state != 'Z';
    if (alive) {
        process->cpu_s = (double)(user + kernel) / (double)sysconf(_SC_CLK_TCK);
    }
    of_buffer_clear(&text);
    snprintf(path, sizeof path, "/proc/%d/status", (int)process->pid);
    if (alive && of_file_read(path, 65536, &text)) {
        of_buffer_put_u8(&text, 0);
        const char *most = strstr((const char *)text.data, "VmHWM:");
        long kilobytes = most == NULL ? 0 : strtol(most + 6, NULL, 10);
        process->rss_mb = (double)kilobytes / 1024;
    }
    of_buffer_free(&text);
    return alive;
}

void engine_end(bench_engine *process, int signal)
{
    int status = 0;
    engine_look(process);
    kill(process->pid, signal);
    bench_require(waitpid(process->pid, &status, 0) == process->pid, "engine", "is lost");
    bench_require(signal == SIGKILL || (WIFEXITED(status) && WEXITSTATUS(status) == 0), "engine",
                  "did not end well; see engine.log");
}

/* ---- its figures ---- */

static bool get(int port, char *answer, size_t size)
{
    static const char request[] = "GET /metrics HTTP/1.0\r\n\r\n";
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    size_t len = 0;
    if (connect(fd, (struct sockaddr *)&at, sizeof at) == 0 &&
        write(fd, request, sizeof request - 1) == (ssize_t)sizeof request - 1) {
        ssize_t got;
        while (len + 1 < size && (got = read(fd, answer + len, size - len - 1)) > 0) {
            len += (size_t)got;
        }
    }
    close(fd);
    answer[len] = '\0';
    return len > 0 && strstr(answer, " 200 ") != NULL;
}

static double metric(const char *answer, const char *name)
{
    char line[128];
    snprintf(line, sizeof line, "\norderflow_%s ", name);
    const char *at = strstr(answer, line);
    bench_require(at != NULL, name, "is missing from /metrics");
    return strtod(at + strlen(line), NULL);
}

metrics engine_metrics(const bench_engine *process)
{
    char answer[16384];
    if (!get(process->port, answer, sizeof answer)) {
        return (metrics){0};
    }
    return (metrics){
        .answered = true,
        .records_in = (int64_t)metric(answer, "records_in_total"),
        .records_out = (int64_t)metric(answer, "records_out_total"),
        .changes = (int64_t)metric(answer, "changelog_records_total"),
        .turns = (int64_t)metric(answer, "turns_total"),
        .aborts = (int64_t)metric(answer, "aborts_total"),
        .dead_letters = (int64_t)metric(answer, "dead_letters_total"),
        .replayed = (int64_t)metric(answer, "replayed_total"),
        .store_reads = (int64_t)metric(answer, "store_reads_total"),
        .store_writes = (int64_t)metric(answer, "store_writes_total"),
        .tasks_running = (int64_t)metric(answer, "tasks_running"),
        .tasks_halted = (int64_t)metric(answer, "tasks_halted"),
        .turn_s = metric(answer, "turn_seconds_total"),
        .commit_s = metric(answer, "commit_seconds_total"),
    };
}

int64_t engine_await_commit(bench_engine *process)
{
    for (;;) {
        metrics now = engine_metrics(process);
        int64_t taken_us = now_us() - process->started_us;
        if (now.answered && now.turns > 0) {
            return taken_us;
        }
        bench_require(engine_look(process), "engine", "has ended; see engine.log");
        bench_require(taken_us < PATIENCE_US, "engine", "does not commit");
        bench_nap(COMMIT_MS);
    }
}

metrics engine_await_quiet(bench_engine *process, int64_t least, int64_t *changed_us)
{
    metrics last = engine_metrics(process);
    *changed_us = now_us();
    for (;;) {
        bench_nap(LOOK_MS);
        metrics now = engine_metrics(process);
        int64_t at_us = now_us();
        bench_require(engine_look(process) && now.answered, "engine", "has ended; see engine.log");
        if (now.records_in != last.records_in) {
            *changed_us = at_us;
        }
        last = now;
        if (at_us - *changed_us > QUIET_US && now.records_in >= least) {
            return now;
        }
        bench_require(at_us - *changed_us < PATIENCE_US, "engine", "stands still");
    }
}
