/* avro_gen: turns the schema files into model.h and model.c, or checks that they are current.
 *
 *   avro_gen [--check] FOLDER INCLUDE SCHEMA...     writes FOLDER/INCLUDE.h and FOLDER/INCLUDE.c */
#include "avro/gen/gen.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "topology/base/memory.h"

#define ARENA_BYTES ((size_t)256 << 20)
#define FILE_BYTES  ((size_t)64 << 20)

_Noreturn void gen_fail(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("avro_gen: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

static bool file_equals(const char *path, of_bytes wanted)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    char *text = of_new(wanted.len + 1);
    size_t len = fread(text, 1, wanted.len + 1, file);
    fclose(file);
    bool equal = of_bytes_equal(wanted, (of_bytes){.data = (uint8_t *)text, .len = len});
    of_delete(text);
    return equal;
}

static void write_file(const char *path, of_bytes content)
{
    /* An unchanged file keeps its time stamp, so that nothing is built anew for nothing. */
    if (file_equals(path, content)) {
        return;
    }
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(content.data, 1, content.len, file) != content.len ||
        fclose(file) != 0) {
        gen_fail("%s cannot be written", path);
    }
}

static void finish(const char *path, bool check, of_buffer *content)
{
    if (content->full) {
        gen_fail("%s: the generated text is too long", path);
    }
    if (check && !file_equals(path, of_buffer_bytes(content))) {
        gen_fail(
            "%s is not what the schemas say; run: cmake --build --preset dev --target avro_model",
            path);
    }
    if (!check) {
        write_file(path, of_buffer_bytes(content));
    }
    of_buffer_free(content);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int main(int argc, char **argv)
{
    bool check = argc > 1 && strcmp(argv[1], "--check") == 0;
    char **args = argv + (check ? 2 : 1);
    int count = argc - (check ? 2 : 1);
    if (count < 3) {
        gen_fail("use: avro_gen [--check] FOLDER INCLUDE SCHEMA...");
    }
    gen_model model = {.arena = of_arena_new(ARENA_BYTES)};
    qsort(args + 2, (size_t)(count - 2), sizeof *args, by_name);
    for (int i = 2; i < count; i++) {
        gen_load(&model, args[i]);
    }
    gen_resolve(&model);
    of_buffer header = {.limit = FILE_BYTES};
    of_buffer source = {.limit = FILE_BYTES};
    gen_emit_header(&model, args[1], &header);
    gen_emit_source(&model, args[1], &source);
    finish(of_arena_format(model.arena, "%s/%s.h", args[0], args[1]).data, check, &header);
    finish(of_arena_format(model.arena, "%s/%s.c", args[0], args[1]).data, check, &source);
    json_decref(model.files);
    of_arena_free(model.arena);
    return 0;
}
