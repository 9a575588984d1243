/* Flat instructions from struct to Avro binary: nested records are laid out in line, a number or an
 * absent value is one step. */
#include "avro/codec/encode_ops.h"

#include "avro/codec/value.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"

/* What an instruction writes at most, apart from texts and items: a union's index, a number. */
#define OP_BYTES_MAX (1 + OF_VARINT_BYTES_MAX)

typedef enum op_code {
    OP_BOOLEAN,
    OP_INT,
    OP_LONG,
    OP_FLOAT,
    OP_DOUBLE,
    OP_TEXT,         /* length, bytes */
    OP_FIXED,        /* bytes */
    OP_PRESENT,      /* a flag; the value's instructions follow */
    OP_PRESENT_VIEW, /* the same by the view's pointer */
    OP_ARRAY,
    OP_MAP,
} op_code;

typedef struct op {
    uint8_t code;
    uint8_t null;    /* PRESENT: zig-zag of the branch; the other branch is 2 - null */
    uint32_t offset; /* in the struct, or in the item, that the list belongs to */
    uint32_t skip;   /* PRESENT: instructions of the value */
    uint32_t stride; /* ARRAY, MAP: of an item */
    of_encode_ops *items;
} op;

struct of_encode_ops {
    op *list;
    size_t count;
    size_t capacity;
};

/* ---- compiling ---- */

static size_t add(of_encode_ops *to, op added)
{
    if (to->count == to->capacity) {
        to->capacity = to->capacity == 0 ? 16 : to->capacity * 2;
        to->list = of_renew(to->list, to->capacity * sizeof *to->list);
    }
    to->list[to->count] = added;
    return to->count++;
}

static op_code code_of(of_kind kind)
{
    switch (kind) {
    case OF_KIND_BOOLEAN:
        return OP_BOOLEAN;
    case OF_KIND_INT:
    case OF_KIND_ENUM:
        return OP_INT;
    case OF_KIND_LONG:
        return OP_LONG;
    case OF_KIND_FLOAT:
        return OP_FLOAT;
    case OF_KIND_DOUBLE:
        return OP_DOUBLE;
    case OF_KIND_STRING:
    case OF_KIND_BYTES:
        return OP_TEXT;
    case OF_KIND_FIXED:
        return OP_FIXED;
    case OF_KIND_ARRAY:
        return OP_ARRAY;
    case OF_KIND_MAP:
        return OP_MAP;
    case OF_KIND_RECORD:
        break;
    }
    of_assert_failed("the kind has one instruction", __FILE__, __LINE__);
}

static void add_record(of_encode_ops *to, const of_record_type *type, uint32_t offset);

static void add_value(of_encode_ops *to, const of_value_type *type, uint32_t offset)
{
    size_t present = SIZE_MAX;
    if (type->nullable) {
        present = add(to, (op){.code = of_value_is_view(type) ? OP_PRESENT_VIEW : OP_PRESENT,
                               .null = type->null_second ? 2 : 0,
                               .offset = offset});
        offset += type->value_offset;
    }
    if (type->kind == OF_KIND_RECORD) {
        add_record(to, type->record, offset);
    } else {
        op added = {.code = (uint8_t)code_of(type->kind), .offset = offset};
        if (added.code == OP_ARRAY || added.code == OP_MAP) {
            added.stride = type->item_stride;
            added.items = of_new(sizeof *added.items);
            if (added.code == OP_MAP) {
                add(added.items, (op){.code = OP_TEXT});
            }
            add_value(added.items, type->item, type->item_offset);
        }
        add(to, added);
    }
    if (type->nullable) {
        to->list[present].skip = (uint32_t)(to->count - present - 1);
    }
}

static void add_record(of_encode_ops *to, const of_record_type *type, uint32_t offset)
{
    for (uint32_t i = 0; i < type->field_count; i++) {
        add_value(to, &type->fields[i].type, offset + type->fields[i].offset);
    }
}

of_encode_ops *of_encode_ops_new(const of_record_type *type)
{
    of_encode_ops *ops = of_new(sizeof *ops);
    add_record(ops, type, 0);
    return ops;
}

void of_encode_ops_free(of_encode_ops *ops)
{
    if (ops == NULL) {
        return;
    }
    for (size_t i = 0; i < ops->count; i++) {
        of_encode_ops_free(ops->list[i].items);
    }
    of_delete(ops->list);
    of_delete(ops);
}

/* ---- running ---- */

typedef struct writer {
    uint8_t *end; /* of the room there is */
    of_buffer *out;
} writer;

static uint8_t *grow(writer *self, uint8_t *at, size_t len)
{
    of_buffer *out = self->out;
    size_t limit = out->limit == 0 ? OF_BUFFER_LIMIT_DEFAULT : out->limit;
    out->len = at == NULL ? out->len : (size_t)(at - out->data);
    at = of_buffer_reserve(out, len);
    self->end = at == NULL ? NULL : out->data + (out->capacity < limit ? out->capacity : limit);
    return at;
}

/* Room for `len` bytes at `at`, which may move; NULL when there is none. */
static inline uint8_t *room(writer *self, uint8_t *at, size_t len)
{
    return (size_t)(self->end - at) >= len ? at : grow(self, at, len);
}

static inline uint8_t *put_long(uint8_t *at, int64_t value)
{
    return at + of_varint_put(at, value);
}

static uint8_t *put_le(uint8_t *at, uint64_t bits, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        *at++ = (uint8_t)(bits >> (8 * i));
    }
    return at;
}

/* `rest`: what the instructions behind this one need at least. */
static inline uint8_t *put_raw(writer *self, uint8_t *at, of_bytes bytes, size_t rest)
{
    at = room(self, at, bytes.len + rest);
    if (at == NULL || bytes.len == 0) {
        return at;
    }
    memcpy(at, bytes.data, bytes.len);
    return at + bytes.len;
}

static uint8_t *run(writer *self, uint8_t *at, const of_encode_ops *ops, const uint8_t *base);

static uint8_t *put_items(writer *self, uint8_t *at, const op *list, const of_array *array,
                          size_t rest)
{
    if (array->len > 0) {
        at = put_long(at, (int64_t)array->len);
    }
    const uint8_t *item = array->items;
    for (size_t i = 0; i < array->len && at != NULL; i++, item += list->stride) {
        at = run(self, at, list->items, item);
    }
    at = at == NULL ? NULL : room(self, at, 1 + rest);
    if (at != NULL) {
        *at++ = 0;
    }
    return at;
}

/* Room is asked for once, and again behind what has no bound. */
static uint8_t *run(writer *self, uint8_t *at, const of_encode_ops *ops, const uint8_t *base)
{
    const op *end = ops->list + ops->count;
    at = room(self, at, ops->count * OP_BYTES_MAX);
    for (const op *now = ops->list; now < end && at != NULL; now++) {
        const uint8_t *value = base + now->offset;
        size_t rest = (size_t)(end - now - 1) * OP_BYTES_MAX;
        bool is_present;
        switch ((op_code)now->code) {
        case OP_BOOLEAN:
            *at++ = *(const bool *)value;
            break;
        case OP_INT:
            at = put_long(at, *(const int32_t *)value);
            break;
        case OP_LONG:
            at = put_long(at, *(const int64_t *)value);
            break;
        case OP_FLOAT:
            at = put_le(at, of_value_float_bits(value), sizeof(float));
            break;
        case OP_DOUBLE:
            at = put_le(at, of_value_double_bits(value), sizeof(double));
            break;
        case OP_TEXT:
            at = put_long(at, (int64_t)((const of_bytes *)value)->len);
            at = put_raw(self, at, *(const of_bytes *)value, rest);
            break;
        case OP_FIXED:
            at = put_raw(self, at, *(const of_bytes *)value, rest);
            break;
        case OP_PRESENT:
        case OP_PRESENT_VIEW:
            is_present = now->code == OP_PRESENT ? *(const bool *)value
                                                 : ((const of_bytes *)value)->data != NULL;
            *at++ = is_present ? 2 - now->null : now->null;
            now += is_present ? 0 : now->skip;
            break;
        case OP_ARRAY:
        case OP_MAP:
            at = put_items(self, at, now, (const of_array *)value, rest);
            break;
        }
    }
    return at;
}

bool of_encode_ops_run(const of_encode_ops *ops, const void *record, of_buffer *out)
{
    size_t before = out->len;
    writer self = {.out = out};
    uint8_t *at = grow(&self, NULL, OP_BYTES_MAX);
    at = at == NULL ? NULL : run(&self, at, ops, record);
    out->len = at == NULL ? before : (size_t)(at - out->data);
    return at != NULL;
}
