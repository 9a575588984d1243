/* Fuzzer: any bytes as a CSV file for `orderflow ingest`. Nothing may crash, hang or leak, and
 * every line is told as a fact or reported. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "processors/intake/intake.h"
#include "topology/base/assert.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MAPPING                                                                                    \
    "system: erp\nconstants: {entity: E1}\ntopics: [ingest.order_line]\nenvelope: csv\n"           \
    "position: line\nrow: \"{order}|{line}\"\nfacts:\n"                                            \
    "  - fact: OrderLine\n    key: \"{entity}:{order}\"\n    fields:\n"                            \
    "      order: \"{entity}:{order}\"\n      line: \"{line}\"\n      item: \"{item}\"\n"          \
    "      net_qty: {column: qty, unit: base}\n"
#define HEADER "order,line,item,qty\n"

static of_intake *intake;
static of_arena *arena;

static void start(void)
{
    char path[] = "/tmp/of-fuzz-csv-XXXXXX.yaml";
    int file = mkstemps(path, 5);
    of_assert(file >= 0 && write(file, MAPPING, sizeof MAPPING - 1) == sizeof MAPPING - 1);
    close(file);
    const char *files[] = {path};
    of_intake_options options = {.files = files, .file_count = 1};
    of_status status = of_intake_open(&options, NULL, NULL, &intake);
    of_assert(of_ok(status));
    unlink(path);
    arena = of_arena_new((size_t)1 << 20);
}

static of_status check(void *state, const of_record_type *type, of_text key, const void *record)
{
    of_buffer out = {0};
    of_assert(key.data != NULL);
    of_status status = of_record_encode(type, record, &out);
    of_assert(of_ok(status));
    of_buffer_free(&out);
    (*(int64_t *)state)++;
    return OF_OK;
}

static void refuse(void *state, const char *file, int line, const char *message)
{
    (*(int64_t *)state)++;
    of_assert(file != NULL && line >= 0 && message[0] != '\0');
}

/* With the header in front where the first byte is even, else the input is all there is. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int64_t told = 0;
    int64_t refused = 0;
    if (intake == NULL) {
        start();
    }
    if (size == 0) {
        return 0;
    }
    bool has_header = data[0] % 2 == 0;
    int file = memfd_create("csv", MFD_CLOEXEC);
    of_assert(!has_header || write(file, HEADER, sizeof HEADER - 1) == sizeof HEADER - 1);
    of_assert(write(file, data + 1, size - 1) == (ssize_t)size - 1);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    of_status status = of_intake_csv(intake, path, arena, check, &told, refuse, &refused);
    /* A file that was read has said something of what stands under its header. */
    bool has_line = size > 1 && data[1] >= 'a' && data[1] <= 'z';
    of_assert(!of_ok(status) || !has_header || !has_line || told + refused > 0);
    of_arena_reset(arena);
    close(file);
    return 0;
}
