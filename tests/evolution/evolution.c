/* Checks decode plans against what fastavro read: one JSON object a line on stdin (see pairs.py).
 *
 * What fastavro reads, we must read to the same bytes; what it refuses, we must refuse. The last
 * line says how many were equal; exit 0 only if all. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/unit/codec_table.h"

typedef struct outcome {
    of_buffer bytes; /* of the record by the reader's schema */
    const char *error;
    char text[600];
} outcome;

static of_text text_of(const json_t *pair, const char *key)
{
    return of_text_of(json_string_value(json_object_get(pair, key)));
}

static of_bytes bytes_of_hex(of_text hex, of_arena *arena)
{
    uint8_t *bytes = of_arena_alloc(arena, hex.len / 2 + 1);
    for (size_t i = 0; i < hex.len / 2; i++) {
        unsigned byte = 0;
        sscanf(hex.data + 2 * i, "%2x", &byte);
        bytes[i] = (uint8_t)byte;
    }
    return (of_bytes){.data = bytes, .len = hex.len / 2};
}

static void read_pair(const json_t *pair, of_arena *arena, outcome *got)
{
    of_schema *writer = NULL;
    of_schema *reader = NULL;
    of_plan *plan = NULL;
    const of_record_type *table = NULL;
    got->error = got->text;
    if (of_ok(of_schema_parse(text_of(pair, "writer"), &writer, got->text, sizeof got->text)) &&
        of_ok(of_schema_parse(text_of(pair, "reader"), &reader, got->text, sizeof got->text)) &&
        (table = codec_table_of(reader, arena)) != NULL &&
        of_ok(of_plan_compile(writer, table, &plan, got->text, sizeof got->text))) {
        void *record = of_arena_alloc(arena, table->size);
        of_bytes in = bytes_of_hex(text_of(pair, "bytes"), arena);
        of_status status = of_plan_decode(plan, in, arena, record);
        if (of_ok(status)) {
            status = of_record_encode(table, record, &got->bytes);
        }
        got->error = of_ok(status) ? NULL : status.what;
    }
    of_plan_free(plan);
    of_schema_free(reader);
    of_schema_free(writer);
}

static bool check_pair(const json_t *pair, of_arena *arena, size_t *refused)
{
    of_text wanted = text_of(pair, "wanted");
    outcome got = {0};
    read_pair(pair, arena, &got);
    bool same = wanted.data == NULL
                    ? got.error != NULL
                    : got.error == NULL &&
                          of_bytes_equal(bytes_of_hex(wanted, arena),
                                         (of_bytes){.data = got.bytes.data == NULL ? (uint8_t *)""
                                                                                   : got.bytes.data,
                                                    .len = got.bytes.len});
    /* We tell from the schemas alone; fastavro only when a value comes that it cannot read. */
    bool broken = json_is_true(json_object_get(pair, "broken"));
    same = same || (broken && got.error != NULL);
    *refused += got.error != NULL;
    if (!same) {
        of_text other = text_of(pair, "error");
        printf("pair %lld differs: we say \"%s\", fastavro \"%.*s\"\n  writer %s\n  reader %s\n  "
               "bytes %s\n",
               (long long)json_integer_value(json_object_get(pair, "seed")),
               got.error == NULL ? "fine" : got.error, OF_TEXT_ARG(other),
               text_of(pair, "writer").data, text_of(pair, "reader").data,
               text_of(pair, "bytes").data);
    }
    of_buffer_free(&got.bytes);
    return same;
}

int main(void)
{
    of_arena *arena = of_arena_new(64 << 20);
    char *line = NULL;
    size_t capacity = 0;
    size_t compared = 0;
    size_t equal = 0;
    size_t refused = 0;
    while (getline(&line, &capacity, stdin) > 0) {
        json_t *pair = json_loads(line, 0, NULL);
        of_arena_reset(arena);
        equal += pair != NULL && check_pair(pair, arena, &refused);
        compared++;
        json_decref(pair);
    }
    free(line);
    of_arena_free(arena);
    printf("evolution: %zu compared, %zu equal, %zu different (%zu refused)\n", compared, equal,
           compared - equal, refused);
    return compared > 0 && compared == equal ? 0 : 1;
}
