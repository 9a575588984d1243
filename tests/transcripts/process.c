/* Starts, watches and ends a child process. */
#include "tests/transcripts/process.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "topology/base/clock.h"
#include "topology/base/file.h"
#include "topology/base/memory.h"

#define STOP_MS   30000
#define LOOK_NS   2000000
#define LOG_MAX   ((size_t)64 << 20)
#define TAIL_SIZE 2000

/* Only calls that are safe in a child of a process with threads. */
__attribute__((noreturn)) static void become(const char *const *arguments, int log, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int nothing = open("/dev/null", O_RDONLY);
    if (getppid() == parent && nothing >= 0 && dup2(nothing, STDIN_FILENO) >= 0 &&
        dup2(log, STDOUT_FILENO) >= 0 && dup2(log, STDERR_FILENO) >= 0) {
        execv(arguments[0], (char *const *)(uintptr_t)arguments);
    }
    _exit(127);
}

bool process_start(process *self, const char *const *arguments, const char *log, char *error,
                   size_t error_size)
{
    int file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    pid_t parent = getpid();
    of_delete(self->log);
    *self = (process){.log = of_new_string(log, strlen(log))};
    pid_t pid = file < 0 ? -1 : fork();
    if (pid == 0) {
        become(arguments, file, parent);
    }
    if (file >= 0) {
        close(file);
    }
    if (pid < 0) {
        snprintf(error, error_size, "%s cannot be started", arguments[0]);
        return false;
    }
    self->pid = pid;
    return true;
}

void process_tail(const process *self, char *error, size_t error_size)
{
    of_buffer text = {0};
    size_t len = strlen(error);
    if (self->log != NULL && of_file_read(self->log, LOG_MAX, &text)) {
        size_t skip = text.len > TAIL_SIZE ? text.len - TAIL_SIZE : 0;
        snprintf(error + len, error_size - len, "\n    its last lines:\n%.*s",
                 (int)(text.len - skip), (const char *)text.data + skip);
    }
    of_buffer_free(&text);
}

static void describe(const process *self, int status, char *error, size_t error_size)
{
    if (WIFSIGNALED(status)) {
        snprintf(error, error_size, "the engine was ended by signal %d", WTERMSIG(status));
    } else {
        snprintf(error, error_size, "the engine ended with %d", WEXITSTATUS(status));
    }
    process_tail(self, error, error_size);
}

bool process_runs(process *self, char *error, size_t error_size)
{
    int status = 0;
    if (self->pid != 0 && waitpid(self->pid, &status, WNOHANG) == 0) {
        return true;
    }
    self->pid = 0;
    describe(self, status, error, error_size);
    return false;
}

bool process_stop(process *self, char *error, size_t error_size)
{
    const struct timespec pause = {.tv_nsec = LOOK_NS};
    int64_t deadline_us = of_clock_mono_us(&of_wall_clock) + (int64_t)STOP_MS * 1000;
    int status = 0;
    pid_t ended = 0;
    if (self->pid == 0) {
        return true;
    }
    kill(self->pid, SIGTERM);
    while ((ended = waitpid(self->pid, &status, WNOHANG)) == 0 &&
           of_clock_mono_us(&of_wall_clock) < deadline_us) {
        nanosleep(&pause, NULL);
    }
    if (ended == 0) {
        process_kill(self);
        snprintf(error, error_size, "the engine does not end within %d s of SIGTERM",
                 STOP_MS / 1000);
        process_tail(self, error, error_size);
        return false;
    }
    self->pid = 0;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        describe(self, status, error, error_size);
        return false;
    }
    return true;
}

void process_kill(process *self)
{
    if (self->pid != 0) {
        kill(self->pid, SIGKILL);
        waitpid(self->pid, NULL, 0);
        self->pid = 0;
    }
}
