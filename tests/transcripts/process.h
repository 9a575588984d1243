/* One child process: started with its output in a file, ended, and never left behind. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

typedef struct process {
    pid_t pid; /* 0: none */
    char *log; /* the file of its output */
} process;

/* `arguments` begin with the program and end with NULL. Output is appended to `log`. The child dies
 * with this process. */
bool process_start(process *self, const char *const *arguments, const char *log, char *error,
                   size_t error_size);
/* False, with how it ended and its last lines in `error`, when it runs no more. */
bool process_runs(process *self, char *error, size_t error_size);
/* SIGTERM, and it must end with 0 within the time; else it is killed, and that is an error. */
bool process_stop(process *self, char *error, size_t error_size);
void process_kill(process *self);
/* The last lines of its output, appended. */
void process_tail(const process *self, char *error, size_t error_size);
