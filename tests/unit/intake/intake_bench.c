/* Temporary files, an in-memory registry, and facts as text. */
#include "tests/unit/intake/intake_bench.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "avro/codec/json.h"
#include "tests/unit/intake/avro_writer.h"
#include "topology/base/assert.h"
#include "topology/base/file.h"
#include "topology/base/memory.h"

of_status bench_emit(void *state, const of_record_type *type, of_text key, const void *record)
{
    intake_bench *bench = state;
    of_buffer_format(&bench->facts, "%s %.*s ", type->name, OF_TEXT_ARG(key));
    of_status status = of_record_to_json(type, record, true, &bench->facts);
    of_assert(of_ok(status));
    of_buffer_put_u8(&bench->facts, '\n');
    of_buffer encoded = {0};
    status = of_record_encode(type, record, &encoded);
    of_assert(of_ok(status)); /* whatever intake says, the codec must be able to write */
    of_buffer_free(&encoded);
    return bench->emit_answer;
}

void bench_report(void *state, const char *file, int line, const char *message)
{
    intake_bench *bench = state;
    (void)file;
    of_buffer_format(&bench->problems, "%d: %s\n", line, message);
}

intake_bench *bench_open(const char *mapping, const char *topic)
{
    intake_bench *bench = of_new(sizeof *bench);
    static int opened;
    snprintf(bench->folder, sizeof bench->folder, "/tmp/of-intake-%ld-%d", (long)getpid(),
             opened++);
    of_assert(mkdir(bench->folder, 0700) == 0);
    snprintf(bench->file, sizeof bench->file, "%s/mapping.yaml", bench->folder);
    of_assert(of_file_write(bench->file, of_text_of(mapping), false));
    of_registry_options registry = {0};
    of_status status = of_registry_open(&registry, &bench->registry, NULL, 0);
    of_assert(of_ok(status));
    bench->arena = of_arena_new(1 << 20);
    bench->emit_answer = OF_OK;
    const char *files[] = {bench->file};
    of_intake_options options = {.files = files, .file_count = 1, .registry = bench->registry};
    status = of_intake_open(&options, bench_report, bench, &bench->intake);
    of_assert(of_ok(status) == (bench->intake != NULL));
    if (bench->intake != NULL && topic != NULL) {
        of_assert(of_intake_bind(bench->intake, 1, topic));
    }
    return bench;
}

void bench_close(intake_bench *bench)
{
    of_intake_close(bench->intake);
    of_registry_close(bench->registry);
    of_arena_free(bench->arena);
    of_buffer_free(&bench->facts);
    of_buffer_free(&bench->problems);
    of_buffer_free(&bench->bytes);
    unlink(bench->file);
    rmdir(bench->folder);
    of_delete(bench);
}

of_status bench_take(intake_bench *bench, of_bytes value)
{
    of_message message = {
        .topic = 1, .offset = 4711, .timestamp_ms = 1700000000000, .value = value};
    of_buffer_clear(&bench->facts);
    of_arena_reset(bench->arena);
    return of_intake_record(bench->intake, &message, bench->arena, bench_emit, bench);
}

of_status bench_take_text(intake_bench *bench, const char *value)
{
    return bench_take(bench, of_bytes_of_text(of_text_of(value)));
}

of_status bench_take_avro(intake_bench *bench, const char *schema, const char *row)
{
    int32_t id = 0;
    const of_schema *parsed = NULL;
    json_error_t error;
    json_t *json = json_loads(row, JSON_DECODE_ANY, &error);
    of_assert(json != NULL);
    of_status status = of_registry_register(bench->registry, "x-value", schema, &id);
    of_assert(of_ok(status));
    status = of_registry_schema(bench->registry, id, &parsed);
    of_assert(of_ok(status));
    of_buffer_clear(&bench->bytes);
    of_buffer_put_u8(&bench->bytes, 0);
    of_buffer_put_u32_be(&bench->bytes, (uint32_t)id);
    avro_write(of_schema_root(parsed), json, &bench->bytes);
    json_decref(json);
    return bench_take(bench, of_buffer_bytes(&bench->bytes));
}

static const char *text_of(of_buffer *buffer)
{
    of_buffer_put_u8(buffer, 0);
    buffer->len--;
    return (const char *)buffer->data;
}

const char *bench_facts(intake_bench *bench)
{
    return text_of(&bench->facts);
}

const char *bench_problems(intake_bench *bench)
{
    return text_of(&bench->problems);
}
