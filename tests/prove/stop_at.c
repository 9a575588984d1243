/* Preloaded into the engine's process: stops it at an exact call, and gives it a clock that the
 * proof moves. The product has no hook for this; what it calls is caught on the way to the
 * libraries.
 *
 *   STOP_AT_CLOCK=FILE   its first 8 bytes, little endian, are the wall clock of the program itself
 * in epoch milliseconds; the libraries keep the machine's. 0: the machine's. STOP_AT_DIR=DIR when
 * DIR/arm holds "POINT ACTION [MS]", the next call at POINT takes it (once): DIR/taken gets its
 * text, the process id and the time, and the ACTION happens.
 *
 * Points, each in the thread of one worker:
 *
 *   begin ... records ... send_offsets ... commit ............ rocksdb_write (may be of several
 * turns) │            │    │      │           │ before-offsets      │    │  after-commit
 * before-apply after-offsets before-commit
 *
 *   timers-before-offsets, timers-after-offsets: of a turn before which no record was polled
 *   before-flush: a flush of the state directory
 *   restore-N: the N-th write to the store before this thread's first transaction, flushes included
 *
 * Actions: stop (SIGSTOP to the process), kill (SIGKILL), stall (this thread alone sleeps MS). */
#include <dlfcn.h>
#include <fcntl.h>
#include <librdkafka/rdkafka.h>
#include <link.h>
#include <rocksdb/c.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define PATH_SIZE 1024

/* What this thread did since its last transaction ended. */
static _Thread_local struct {
    int polled;
    int writes;
    bool has_begun;    /* any transaction at all */
    bool is_committed; /* nothing was written to the store since the commit */
    bool is_watched;   /* it was stopped in this turn: what becomes of the turn is noted */
} thread;

/* ---- the real functions ---- */

static void *real(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (found == NULL) {
        fprintf(stderr, "stop_at: %s is not in the libraries\n", name);
        abort();
    }
    return found;
}

static void *find(void **kept, const char *name)
{
    *kept = *kept != NULL ? *kept : real(name);
    return *kept;
}

#define REAL(function) ((__typeof__(&function))find(&real_##function, #function))

/* ---- stopping ---- */

static void note(const char *directory, const char *text)
{
    char path[PATH_SIZE];
    char line[PATH_SIZE];
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    snprintf(path, sizeof path, "%s/taken", directory);
    int length = snprintf(line, sizeof line, "%s pid=%d at=%lld.%03ld\n", text, (int)getpid(),
                          (long long)now.tv_sec, now.tv_nsec / 1000000);
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0666);
    if (file < 0 || write(file, line, (size_t)length) != length) {
        abort();
    }
    close(file);
}

static void act(const char *directory, const char *action, long ms)
{
    char done[80];
    if (strcmp(action, "stop") == 0) {
        kill(getpid(), SIGSTOP);
    } else if (strcmp(action, "kill") == 0) {
        kill(getpid(), SIGKILL);
    } else {
        struct timespec pause = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
        nanosleep(&pause, NULL);
    }
    snprintf(done, sizeof done, "over %s", action);
    note(directory, done);
    thread.is_watched = true;
}

static void note_fate(const char *call, const rd_kafka_error_t *error)
{
    char text[256];
    if (thread.is_watched) {
        snprintf(text, sizeof text, "then %s: %s", call,
                 error == NULL ? "done" : rd_kafka_error_name(error));
        note(getenv("STOP_AT_DIR"), text);
    }
}

static void pass(const char *point)
{
    const char *directory = getenv("STOP_AT_DIR");
    char armed[PATH_SIZE];
    char mine[PATH_SIZE];
    char text[256] = "";
    char wanted[64];
    char action[64];
    long ms = 0;
    if (directory == NULL) {
        return;
    }
    snprintf(armed, sizeof armed, "%s/arm", directory);
    int file = open(armed, O_RDONLY);
    if (file < 0) {
        return;
    }
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    text[strcspn(text, "\n")] = '\0';
    if (length <= 0 || sscanf(text, "%63s %63s %ld", wanted, action, &ms) < 2 ||
        strcmp(wanted, point) != 0) {
        return;
    }
    /* Whoever renames it has it; another thread or process goes on. */
    snprintf(mine, sizeof mine, "%s/arm.%d.%p", directory, (int)getpid(), (void *)&thread);
    if (rename(armed, mine) != 0) {
        return;
    }
    unlink(mine);
    note(directory, text);
    act(directory, action, ms);
}

/* ---- librdkafka ---- */

static void *real_rd_kafka_consumer_poll;
static void *real_rd_kafka_begin_transaction;
static void *real_rd_kafka_send_offsets_to_transaction;
static void *real_rd_kafka_commit_transaction;
static void *real_rd_kafka_abort_transaction;

rd_kafka_message_t *rd_kafka_consumer_poll(rd_kafka_t *handle, int timeout_ms)
{
    rd_kafka_message_t *message = REAL(rd_kafka_consumer_poll)(handle, timeout_ms);
    thread.polled += message != NULL && message->err == RD_KAFKA_RESP_ERR_NO_ERROR;
    return message;
}

rd_kafka_error_t *rd_kafka_begin_transaction(rd_kafka_t *handle)
{
    thread.has_begun = true;
    thread.is_watched = false;
    return REAL(rd_kafka_begin_transaction)(handle);
}

rd_kafka_error_t *rd_kafka_send_offsets_to_transaction(
    rd_kafka_t *handle, const rd_kafka_topic_partition_list_t *offsets,
    const rd_kafka_consumer_group_metadata_t *group, int timeout_ms)
{
    pass(thread.polled == 0 ? "timers-before-offsets" : "before-offsets");
    rd_kafka_error_t *error =
        REAL(rd_kafka_send_offsets_to_transaction)(handle, offsets, group, timeout_ms);
    note_fate("offsets", error);
    if (error == NULL) {
        pass(thread.polled == 0 ? "timers-after-offsets" : "after-offsets");
    }
    return error;
}

rd_kafka_error_t *rd_kafka_commit_transaction(rd_kafka_t *handle, int timeout_ms)
{
    pass("before-commit");
    rd_kafka_error_t *error = REAL(rd_kafka_commit_transaction)(handle, timeout_ms);
    note_fate("commit", error);
    thread.is_watched = false;
    if (error == NULL) {
        thread.is_committed = true;
        pass("after-commit");
        thread.polled = 0;
    }
    return error;
}

rd_kafka_error_t *rd_kafka_abort_transaction(rd_kafka_t *handle, int timeout_ms)
{
    thread.polled = 0;
    return REAL(rd_kafka_abort_transaction)(handle, timeout_ms);
}

/* ---- RocksDB ---- */

static void *real_rocksdb_write;
static void *real_rocksdb_compact_range_cf_opt;

static void pass_restore(void)
{
    char point[64];
    if (!thread.has_begun) {
        snprintf(point, sizeof point, "restore-%d", ++thread.writes);
        pass(point);
    }
}

void rocksdb_write(rocksdb_t *db, const rocksdb_writeoptions_t *options,
                   rocksdb_writebatch_t *batch, char **error)
{
    pass_restore();
    if (thread.is_committed) {
        pass("before-apply");
        thread.is_committed = false;
    }
    REAL(rocksdb_write)(db, options, batch, error);
}

void rocksdb_compact_range_cf_opt(rocksdb_t *db, rocksdb_column_family_handle_t *family,
                                  rocksdb_compactoptions_t *options, const char *from,
                                  size_t from_length, const char *to, size_t to_length)
{
    pass_restore();
    pass("before-flush");
    REAL(rocksdb_compact_range_cf_opt)(db, family, options, from, from_length, to, to_length);
}

/* ---- the clock ---- */

static const volatile int64_t *shared_ms;
static uintptr_t program_from, program_to;

static int note_program(struct dl_phdr_info *info, size_t size, void *state)
{
    (void)size;
    (void)state;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        if (header->p_type == PT_LOAD && (header->p_flags & PF_X) != 0) {
            program_from = info->dlpi_addr + header->p_vaddr;
            program_to = program_from + header->p_memsz;
        }
    }
    return 1; /* the first one is the program */
}

__attribute__((constructor)) static void open_clock(void)
{
    const char *path = getenv("STOP_AT_CLOCK");
    int file = path == NULL ? -1 : open(path, O_RDONLY);
    if (file < 0) {
        return;
    }
    void *mapped = mmap(NULL, sizeof *shared_ms, PROT_READ, MAP_SHARED, file, 0);
    close(file);
    if (mapped == MAP_FAILED) {
        abort();
    }
    dl_iterate_phdr(note_program, NULL);
    shared_ms = mapped;
}

/* The libraries wait by the machine's clock; given another, they would wait for hours. */
int clock_gettime(clockid_t id, struct timespec *now)
{
    static void *real_clock_gettime;
    uintptr_t caller = (uintptr_t)__builtin_return_address(0);
    int64_t ms = shared_ms == NULL || id != CLOCK_REALTIME ? 0 : *shared_ms;
    if (ms == 0 || caller < program_from || caller >= program_to) {
        return REAL(clock_gettime)(id, now);
    }
    *now = (struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    return 0;
}
