/* `orderflow run` under a clock that a test moves: every part is the product's, but for the time.
 *
 *     orderflow-clocked CLOCK-FILE run -c FILE
 *
 * CLOCK-FILE holds the time as one 64-bit number of epoch milliseconds in the machine's order; who
 * maps it moves the time. A program of its own and no setting of `orderflow`, so that no
 * configuration can take a real engine off the real time. Waiting and measuring stay on the
 * machine's monotonic clock. */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "topology/base/log.h"
#include "topology/base/time.h"
#include "topology/command/command.h"

/* Nothing tells an idle worker that the time was moved. */
#define POLL_WAIT_MS 5

static int64_t now_of_file(void *state)
{
    return atomic_load((_Atomic int64_t *)state);
}

static int64_t mono_of_machine(void *)
{
    return of_clock_mono_us(&of_wall_clock);
}

/* NULL when the file is no clock. */
static void *map_clock(const char *file)
{
    struct stat about;
    int handle = open(file, O_RDONLY | O_CLOEXEC);
    if (handle < 0) {
        return NULL;
    }
    void *page = MAP_FAILED;
    if (fstat(handle, &about) == 0 && about.st_size == (off_t)sizeof(int64_t)) {
        page = mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, handle, 0);
    }
    close(handle);
    return page == MAP_FAILED ? NULL : page;
}

int main(int argc, char **argv)
{
    if (argc < 3 || strcmp(argv[2], "run") != 0) {
        fputs("usage: orderflow-clocked CLOCK-FILE run -c FILE\n", stderr);
        return OF_EXIT_USAGE;
    }
    of_clock clock = {.now_ms = now_of_file, .mono_us = mono_of_machine};
    clock.state = map_clock(argv[1]);
    if (clock.state == NULL) {
        fprintf(stderr, "orderflow-clocked: %s is not a file of one 64-bit number\n", argv[1]);
        return OF_EXIT_USAGE;
    }
    char now[OF_TIME_TEXT_SIZE];
    of_time_format(of_clock_now_ms(&clock), now);
    of_log(OF_WARN, "CLOCK-BY-HAND", "file=%s now=%s: for tests only", argv[1], now);
    const of_run_terms terms = {.clock = &clock, .poll_wait_ms = POLL_WAIT_MS};
    return of_command_run_on(&terms, argc - 2, argv + 2);
}
