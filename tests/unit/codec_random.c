/* Random records: small lists, short texts with some non-ASCII, and the edges of each number. */
#include "tests/unit/codec_random.h"

#include <math.h>

#include "avro/codec/value.h"
#include "topology/base/assert.h"

uint64_t codec_random_next(codec_random *random)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

uint64_t codec_random_below(codec_random *random, uint64_t bound)
{
    of_assert(bound > 0);
    return codec_random_next(random) % bound;
}

static of_text random_text(codec_random *random, of_arena *arena)
{
    static const char *const pieces[] = {"a", "B", "7", " ", "\"", "\\", "\n", "ä", "€", "😀", "x"};
    size_t count = codec_random_below(random, 12);
    char *text = of_arena_alloc(arena, count * 4 + 1);
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        const char *piece = pieces[codec_random_below(random, sizeof pieces / sizeof *pieces)];
        memcpy(text + len, piece, strlen(piece));
        len += strlen(piece);
    }
    return (of_text){.data = text, .len = len};
}

static of_bytes random_bytes(codec_random *random, of_arena *arena, size_t len)
{
    uint8_t *bytes = of_arena_alloc(arena, len);
    for (size_t i = 0; i < len; i++) {
        bytes[i] = (uint8_t)codec_random_next(random);
    }
    return (of_bytes){.data = bytes, .len = len};
}

static int64_t random_long(codec_random *random)
{
    static const int64_t edges[] = {0,   1,         -1,        63,        64,       -64,
                                    -65, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN};
    if (codec_random_below(random, 3) == 0) {
        return edges[codec_random_below(random, sizeof edges / sizeof *edges)];
    }
    return (int64_t)(codec_random_next(random) >> codec_random_below(random, 64));
}

static double random_double(codec_random *random)
{
    static const double edges[] = {0.0, -0.0, 1.5, -1e300, 5e-324, 0.1, INFINITY, -INFINITY};
    if (codec_random_below(random, 3) == 0) {
        return edges[codec_random_below(random, sizeof edges / sizeof *edges)];
    }
    return (double)random_long(random) / 1024;
}

static void random_value(codec_random *random, const of_value_type *type, of_arena *arena,
                         void *value);

static void random_items(codec_random *random, const of_value_type *type, of_arena *arena,
                         of_array *array)
{
    array->len = codec_random_below(random, 4);
    array->items = of_arena_array(arena, array->len, type->item_stride);
    for (size_t i = 0; i < array->len; i++) {
        uint8_t *entry = (uint8_t *)array->items + i * type->item_stride;
        if (type->kind == OF_KIND_MAP) {
            /* Keys differ, since JSON knows each only once. */
            *(of_text *)entry = of_arena_format(arena, "k%zu", i);
        }
        random_value(random, type->item, arena, entry + type->item_offset);
    }
}

static void random_value(codec_random *random, const of_value_type *type, of_arena *arena,
                         void *value)
{
    if (type->nullable && codec_random_below(random, 3) == 0) {
        return;
    }
    if (type->nullable && !of_value_is_view(type)) {
        *(bool *)value = true;
    }
    value = (uint8_t *)value + type->value_offset;
    switch (type->kind) {
    case OF_KIND_BOOLEAN:
        *(bool *)value = codec_random_below(random, 2) == 1;
        return;
    case OF_KIND_INT:
        *(int32_t *)value = (int32_t)random_long(random);
        return;
    case OF_KIND_LONG:
        *(int64_t *)value = random_long(random);
        return;
    case OF_KIND_FLOAT:
        *(float *)value = (float)random_double(random);
        return;
    case OF_KIND_DOUBLE:
        *(double *)value = random_double(random);
        return;
    case OF_KIND_STRING:
        *(of_text *)value = random_text(random, arena);
        return;
    case OF_KIND_BYTES:
        *(of_bytes *)value = random_bytes(random, arena, codec_random_below(random, 20));
        return;
    case OF_KIND_FIXED:
        *(of_bytes *)value = random_bytes(random, arena, type->fixed_size);
        return;
    case OF_KIND_ENUM:
        *(int32_t *)value = (int32_t)codec_random_below(random, (uint64_t)type->symbols->count);
        return;
    case OF_KIND_ARRAY:
    case OF_KIND_MAP:
        random_items(random, type, arena, value);
        return;
    case OF_KIND_RECORD:
        codec_random_record(random, type->record, arena, value);
        return;
    }
}

void codec_random_record(codec_random *random, const of_record_type *type, of_arena *arena,
                         void *record)
{
    memset(record, 0, type->size);
    for (uint32_t i = 0; i < type->field_count; i++) {
        random_value(random, &type->fields[i].type, arena,
                     (uint8_t *)record + type->fields[i].offset);
    }
}
