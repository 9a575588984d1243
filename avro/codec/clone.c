/* Deep copies into one block: a list of places per struct, walked once to measure and once to
 * copy. */
#include "avro/codec/clone.h"

#include "avro/codec/encode_ops.h"
#include "avro/codec/value.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"

/* Nothing in a record is wider than a pointer or a 64-bit number. */
#define ALIGNMENT ((size_t)8)

typedef struct places places;

/* One value that points elsewhere, or that can be wrong. */
typedef struct place {
    of_kind kind; /* RECORD: a nullable value of any plain kind; its places follow */
    bool nullable;
    uint32_t offset; /* in the struct, or in the item, that the list belongs to */
    uint32_t count;  /* ENUM: symbols; FIXED: bytes; RECORD: places to skip when it is absent */
    uint32_t stride; /* ARRAY, MAP: of an item */
    places *items;   /* ARRAY, MAP: the places of an item */
} place;

struct places {
    place *list;
    size_t count;
    size_t capacity;
};

struct of_clone_plan {
    const of_record_type *type;
    places places;
    of_encode_ops *encoder;
};

/* ---- compiling ---- */

static void add_record(places *to, const of_record_type *type, uint32_t offset);

static size_t add(places *to, place added)
{
    if (to->count == to->capacity) {
        to->capacity = to->capacity == 0 ? 16 : to->capacity * 2;
        to->list = of_renew(to->list, to->capacity * sizeof *to->list);
    }
    to->list[to->count] = added;
    return to->count++;
}

static void add_value(places *to, const of_value_type *type, uint32_t offset)
{
    bool is_maybe = type->nullable && !of_value_is_view(type);
    size_t at = 0;
    if (is_maybe) {
        at = add(to, (place){.kind = OF_KIND_RECORD, .offset = offset});
        offset += type->value_offset;
    }
    place found = {.kind = type->kind, .nullable = type->nullable, .offset = offset};
    switch (type->kind) {
    case OF_KIND_BOOLEAN:
    case OF_KIND_INT:
    case OF_KIND_LONG:
    case OF_KIND_FLOAT:
    case OF_KIND_DOUBLE:
        break;
    case OF_KIND_STRING:
    case OF_KIND_BYTES:
    case OF_KIND_FIXED:
        found.count = type->fixed_size;
        add(to, found);
        break;
    case OF_KIND_ENUM:
        found.count = (uint32_t)type->symbols->count;
        add(to, found);
        break;
    case OF_KIND_ARRAY:
    case OF_KIND_MAP:
        found.stride = type->item_stride;
        found.items = of_new(sizeof *found.items);
        if (type->kind == OF_KIND_MAP) {
            add(found.items, (place){.kind = OF_KIND_STRING});
        }
        add_value(found.items, type->item, type->item_offset);
        add(to, found);
        break;
    case OF_KIND_RECORD:
        add_record(to, type->record, offset);
        break;
    }
    if (is_maybe) {
        to->list[at].count = (uint32_t)(to->count - at - 1);
        to->count -= to->list[at].count == 0 ? 1 : 0; /* a number needs no look */
    }
}

static void add_record(places *to, const of_record_type *type, uint32_t offset)
{
    for (uint32_t i = 0; i < type->field_count; i++) {
        add_value(to, &type->fields[i].type, offset + type->fields[i].offset);
    }
}

of_clone_plan *of_clone_plan_new(const of_record_type *type)
{
    of_clone_plan *plan = of_new(sizeof *plan);
    plan->type = type;
    add_record(&plan->places, type, 0);
    plan->encoder = of_encode_ops_new(type);
    return plan;
}

static void free_places(places *gone)
{
    for (size_t i = 0; i < gone->count; i++) {
        if (gone->list[i].items != NULL) {
            free_places(gone->list[i].items);
            of_delete(gone->list[i].items);
        }
    }
    of_delete(gone->list);
}

void of_clone_plan_free(of_clone_plan *plan)
{
    if (plan != NULL) {
        free_places(&plan->places);
        of_encode_ops_free(plan->encoder);
        of_delete(plan);
    }
}

/* ---- measuring ---- */

static size_t aligned(size_t bytes)
{
    return (bytes + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
}

static const char *measure_view(const place *at, of_text view, size_t *bytes)
{
    if (view.data == NULL) {
        bool text = at->kind == OF_KIND_STRING;
        return at->nullable ? NULL
               : text       ? "a text is absent where the schema has no null"
                            : "bytes are absent where the schema has no null";
    }
    if (at->kind == OF_KIND_STRING && !of_text_is_utf8(view)) {
        return "a text is not valid UTF-8";
    }
    if (at->kind == OF_KIND_FIXED && view.len != at->count) {
        return "a fixed value has the wrong size";
    }
    *bytes += view.len;
    return NULL;
}

/* NULL, or why the record cannot be encoded. */
static const char *measure(const places *all, const uint8_t *record, size_t *bytes)
{
    const char *wrong = NULL;
    for (size_t i = 0; i < all->count && wrong == NULL; i++) {
        const place *at = &all->list[i];
        const uint8_t *value = record + at->offset;
        if (at->kind == OF_KIND_RECORD) {
            i += *(const bool *)value ? 0 : at->count;
        } else if (at->kind == OF_KIND_ENUM) {
            int32_t index = *(const int32_t *)value;
            bool good = index >= 0 && (uint32_t)index < at->count;
            wrong = good ? NULL : "an enum value is not one of its symbols";
        } else if (at->items == NULL) {
            wrong = measure_view(at, *(const of_text *)value, bytes);
        } else {
            const of_array *array = (const of_array *)value;
            of_assert(array->items != NULL || array->len == 0);
            *bytes = aligned(*bytes) + array->len * at->stride;
            const uint8_t *item = array->items;
            for (size_t j = 0; at->items->count > 0 && j < array->len && wrong == NULL; j++) {
                wrong = measure(at->items, item, bytes);
                item += at->stride;
            }
        }
    }
    return wrong;
}

of_status of_clone_measure(const of_clone_plan *plan, const void *record, size_t *bytes)
{
    *bytes = plan->type->size;
    const char *wrong = measure(&plan->places, record, bytes);
    if (wrong == NULL && *bytes > OF_BUFFER_LIMIT_DEFAULT) {
        wrong = "the record is larger than a buffer may grow";
    }
    return wrong == NULL ? OF_OK : OF_SKIP_AS(wrong);
}

/* ---- copying ---- */

/* `record` holds the plain bytes of the original: what it points to goes to `end`, which moves. */
static uint8_t *own(const places *all, uint8_t *record, uint8_t *end)
{
    for (size_t i = 0; i < all->count; i++) {
        const place *at = &all->list[i];
        uint8_t *value = record + at->offset;
        if (at->kind == OF_KIND_RECORD) {
            i += *(const bool *)value ? 0 : at->count;
        } else if (at->items != NULL) {
            of_array *array = (of_array *)value;
            size_t bytes = array->len * at->stride;
            end = (uint8_t *)aligned((size_t)end);
            uint8_t *item = end;
            if (bytes > 0) {
                memcpy(end, array->items, bytes);
            }
            array->items = bytes == 0 ? NULL : end;
            end += bytes;
            for (size_t j = 0; at->items->count > 0 && j < array->len; j++) {
                end = own(at->items, item, end);
                item += at->stride;
            }
        } else if (at->kind != OF_KIND_ENUM) {
            of_text *view = (of_text *)value;
            if (view->data != NULL) {
                memcpy(end, view->data, view->len);
                view->data = (char *)end;
                end += view->len;
            }
        }
    }
    return end;
}

void of_clone_into(const of_clone_plan *plan, const void *record, void *block)
{
    uint8_t *copy = block;
    of_assert((size_t)block % ALIGNMENT == 0);
    memcpy(copy, record, plan->type->size);
    uint8_t *end = own(&plan->places, copy, copy + plan->type->size);
    of_maybe(end == copy + plan->type->size); /* nothing but numbers */
}

of_status of_clone_encode(const of_clone_plan *plan, const void *record, of_buffer *out)
{
    return of_encode_ops_run(plan->encoder, record, out)
               ? OF_OK
               : OF_SKIP_AS("the encoded record is larger than its buffer may grow");
}
