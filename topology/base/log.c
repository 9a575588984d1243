/* One line per decision on stderr, written with one call so that lines of threads never mix. */
#include "topology/base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

#include "topology/base/clock.h"
#include "topology/base/time.h"

#define LINE_BYTES_MAX 1024

static _Atomic int threshold = OF_INFO;

void of_log_threshold(of_log_level level)
{
    atomic_store(&threshold, (int)level);
}

void of_log(of_log_level level, const char *id, const char *format, ...)
{
    static const char *const names[] = {"DEBUG", "INFO", "WARN", "ERROR"};
    if ((int)level < atomic_load(&threshold)) {
        return;
    }
    char when[OF_TIME_TEXT_SIZE];
    of_time_format(of_clock_now_ms(&of_wall_clock), when);
    char text[LINE_BYTES_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    fprintf(stderr, "%s %-5s %s %s\n", when, names[level], id, text);
}
