/* Fuzzer: any text as a mapping file, and what follows a NUL as a row of JSON for it. Nothing may
 * crash, hang or leak. */
#include <stdio.h>
#include <unistd.h>

#include "processors/intake/intake.h"
#include "topology/base/assert.h"
#include "topology/base/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static of_status ignore(void *state, const of_record_type *type, of_text key, const void *record)
{
    (void)state;
    (void)key;
    of_buffer out = {0};
    of_status status = of_record_encode(type, record, &out);
    of_assert(of_ok(status)); /* what intake tells, the codec can write */
    of_buffer_free(&out);
    return OF_OK;
}

static void take(of_intake *intake, of_bytes row)
{
    of_arena *arena = of_arena_new(1 << 20);
    of_message message = {.topic = 1, .value = row};
    of_status status = of_intake_record(intake, &message, arena, ignore, NULL);
    of_maybe(of_ok(status));
    of_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    const uint8_t *end = memchr(data, 0, size);
    size_t len = end == NULL ? size : (size_t)(end - data);
    snprintf(path, sizeof path, "/tmp/of-fuzz-intake-%ld.yaml", (long)getpid());
    FILE *file = fopen(path, "we");
    of_assert(file != NULL && fwrite(data, 1, len, file) == len && fclose(file) == 0);
    const char *files[] = {path};
    of_intake_options options = {.files = files, .file_count = 1};
    of_intake *intake = NULL;
    if (of_ok(of_intake_open(&options, NULL, NULL, &intake))) {
        if (end != NULL && of_intake_bind(intake, 1, "t")) {
            take(intake, (of_bytes){.data = end + 1, .len = size - len - 1});
        }
        of_intake_close(intake);
    }
    unlink(path);
    return 0;
}
