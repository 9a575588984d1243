/* Runs a decode plan over bytes that nobody vouches for.
 *
 * Every read is checked against what is left. Recursion happens per list and per skipped record
 * only, and is capped; work that uses up no bytes (items of type null, empty records) is counted.
 */
#include "avro/codec/plan_ops.h"

#include <endian.h>

#include "avro/codec/value.h"
#include "topology/base/assert.h"

#define DEPTH_MAX         512
#define ITEMS_MAX         (1u << 20)
#define EMPTY_ITEMS_MAX   (1u << 16)
#define EMPTY_ITEM_CHARGE (ITEMS_MAX / EMPTY_ITEMS_MAX)

/* Where we are in the input goes through the functions below as a value: each takes the position
 * and returns the one behind what it read, or NULL with `error` set. */
typedef struct decoder {
    const uint8_t *end;
    const of_op *ops;
    of_arena *arena;
    const char *error; /* static text */
    uint32_t items_left;
    uint32_t depth;
} decoder;

static const char arena_full[] = "the arena is full";

static const uint8_t *run(decoder *self, const uint8_t *at, uint32_t from, uint8_t *base);

static const uint8_t *fail(decoder *self, const char *error)
{
    self->error = error;
    return NULL;
}

static const uint8_t *get_long_slowly(decoder *self, const uint8_t *at, int64_t *value)
{
    uint64_t bits = 0;
    for (unsigned shift = 0; shift < 70; shift += 7) {
        if (at == self->end) {
            return fail(self, "the input ends within a number");
        }
        uint8_t byte = *at++;
        if (shift == 63 && byte > 1) {
            break;
        }
        bits |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            *value = (int64_t)((bits >> 1) ^ (0 - (bits & 1)));
            return at;
        }
    }
    return fail(self, "a number is longer than 64 bits");
}

static inline const uint8_t *get_long(decoder *self, const uint8_t *at, int64_t *value)
{
    if (at < self->end && *at < 0x80) {
        *value = (int64_t)(*at >> 1) ^ -(int64_t)(*at & 1);
        return at + 1;
    }
    return get_long_slowly(self, at, value);
}

static inline const uint8_t *get_int(decoder *self, const uint8_t *at, int32_t *value)
{
    int64_t wide = 0;
    at = get_long(self, at, &wide);
    *value = (int32_t)wide;
    if (wide < INT32_MIN || wide > INT32_MAX) {
        return fail(self, "an int is out of range");
    }
    return at;
}

static inline const uint8_t *get_enum(decoder *self, const uint8_t *at, const of_op *op,
                                      int64_t *index)
{
    at = get_long(self, at, index);
    if (*index < 0 || *index >= op->arg) {
        return at == NULL ? NULL : fail(self, "an enum value is not one of its symbols");
    }
    return at;
}

/* The length of what follows, checked against what is left. */
static inline const uint8_t *get_length(decoder *self, const uint8_t *at, size_t *len)
{
    int64_t wide = 0;
    at = get_long(self, at, &wide);
    if (at == NULL) {
        return NULL;
    }
    if (wide < 0) {
        return fail(self, "a length is negative");
    }
    if (wide > self->end - at) {
        return fail(self, "a length is larger than what is left");
    }
    *len = (size_t)wide;
    return at;
}

static inline const uint8_t *get_bytes(decoder *self, const uint8_t *at, of_bytes *value)
{
    size_t len = 0;
    at = get_length(self, at, &len);
    *value = (of_bytes){.data = at, .len = len};
    return at == NULL ? NULL : at + len;
}

static inline const uint8_t *get_text(decoder *self, const uint8_t *at, of_text *value)
{
    size_t len = 0;
    at = get_length(self, at, &len);
    if (at == NULL) {
        return NULL;
    }
    *value = (of_text){.data = (const char *)at, .len = len};
    return of_text_is_utf8(*value) ? at + len : fail(self, "a text is not valid UTF-8");
}

static inline const uint8_t *get_boolean(decoder *self, const uint8_t *at, bool *value)
{
    if (at == self->end) {
        return fail(self, "the input ends within a value");
    }
    *value = *at == 1;
    return *at > 1 ? fail(self, "a boolean is neither 0 nor 1") : at + 1;
}

static inline const uint8_t *get_fixed(decoder *self, const uint8_t *at, uint32_t len)
{
    return self->end - at < len ? fail(self, "the input ends within a value") : at + len;
}

static float float_at(const uint8_t *at)
{
    uint32_t bits;
    memcpy(&bits, at, sizeof bits);
    bits = le32toh(bits);
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static double double_at(const uint8_t *at)
{
    uint64_t bits;
    memcpy(&bits, at, sizeof bits);
    bits = le64toh(bits);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* The head of the next block. `end` is NULL unless the writer said how long the block is. */
static const uint8_t *get_block(decoder *self, const uint8_t *at, const of_op_list *list,
                                size_t *count, const uint8_t **end)
{
    int64_t items = 0;
    at = get_long(self, at, &items);
    *end = NULL;
    if (at == NULL || items == INT64_MIN) {
        return at == NULL ? NULL : fail(self, "a block has an impossible number of items");
    }
    if (items < 0) {
        size_t len = 0;
        items = -items;
        at = get_length(self, at, &len);
        if (at == NULL) {
            return NULL;
        }
        *end = at + len;
    }
    if (list->min_bytes > 0 && items > (self->end - at) / list->min_bytes) {
        return fail(self, "a block has more items than bytes are left");
    }
    uint32_t charge = list->min_bytes > 0 ? 1 : EMPTY_ITEM_CHARGE;
    if (items > self->items_left / charge) {
        return fail(self, "the message has too many items");
    }
    *count = (size_t)items;
    self->items_left -= (uint32_t)items * charge;
    return at;
}

static bool grow(decoder *self, const of_op_list *list, of_array *array, size_t *capacity,
                 size_t needed)
{
    if (needed <= *capacity) {
        return true;
    }
    size_t wanted = needed > 2 * *capacity ? needed : 2 * *capacity;
    void *items = of_arena_array(self->arena, wanted, list->item_stride);
    if (items == NULL) {
        self->error = arena_full;
        return false;
    }
    if (array->len > 0) {
        memcpy(items, array->items, array->len * list->item_stride);
    }
    array->items = items;
    *capacity = wanted;
    return true;
}

static const uint8_t *run_list(decoder *self, const uint8_t *at, const of_op_list *list,
                               of_array *array)
{
    size_t capacity = 0;
    for (;;) {
        size_t count = 0;
        const uint8_t *block_end;
        at = get_block(self, at, list, &count, &block_end);
        if (at == NULL || count == 0) {
            return at;
        }
        if (!grow(self, list, array, &capacity, array->len + count)) {
            return NULL;
        }
        for (; count > 0; count--, array->len++) {
            uint8_t *entry = (uint8_t *)array->items + array->len * list->item_stride;
            at = list->map ? get_text(self, at, (of_text *)entry) : at;
            at = at == NULL ? NULL : run(self, at, list->body, entry);
            if (at == NULL) {
                return NULL;
            }
        }
        if (block_end != NULL && at != block_end) {
            return fail(self, "a block is not as long as it says");
        }
    }
}

static const uint8_t *skip_list(decoder *self, const uint8_t *at, const of_op_list *list)
{
    for (;;) {
        size_t count = 0;
        const uint8_t *block_end;
        of_bytes key;
        at = get_block(self, at, list, &count, &block_end);
        if (at == NULL || count == 0) {
            return at;
        }
        if (block_end != NULL) {
            at = block_end;
            continue;
        }
        for (; count > 0; count--) {
            at = list->map ? get_bytes(self, at, &key) : at;
            at = at == NULL ? NULL : run(self, at, list->body, NULL);
            if (at == NULL) {
                return NULL;
            }
        }
    }
}

static const uint8_t *skip_record(decoder *self, const uint8_t *at, uint32_t entry)
{
    if (self->items_left == 0) {
        return fail(self, "the message has too many items");
    }
    self->items_left--;
    return run(self, at, entry, NULL);
}

static const uint8_t *put_default(decoder *self, const uint8_t *at, const of_op_constant *constant,
                                  void *value)
{
    memcpy(value, constant->value, constant->type->size);
    return constant->deep && !of_ok(of_value_own(constant->type, value, self->arena))
               ? fail(self, arena_full)
               : at;
}

/* The promotions, which are rare. */
static const uint8_t *get_promoted(decoder *self, const uint8_t *at, of_op_code code, void *dst)
{
    int64_t wide = 0;
    int32_t narrow = 0;
    bool from_int =
        code == OF_OP_INT_AS_LONG || code == OF_OP_INT_AS_FLOAT || code == OF_OP_INT_AS_DOUBLE;
    if (code == OF_OP_FLOAT_AS_DOUBLE) {
        const uint8_t *next = get_fixed(self, at, sizeof(float));
        *(double *)dst = next == NULL ? 0 : (double)float_at(at);
        return next;
    }
    at = from_int ? get_int(self, at, &narrow) : get_long(self, at, &wide);
    wide = from_int ? narrow : wide;
    if (code == OF_OP_INT_AS_LONG) {
        *(int64_t *)dst = wide;
    } else if (code == OF_OP_INT_AS_FLOAT || code == OF_OP_LONG_AS_FLOAT) {
        *(float *)dst = (float)wide;
    } else {
        *(double *)dst = (double)wide;
    }
    return at;
}

static const uint8_t *run_skip(decoder *self, const uint8_t *at, const of_op *op)
{
    int64_t number;
    int32_t narrow;
    of_bytes bytes;
    bool boolean;
    switch ((of_op_code)op->code) {
    case OF_OP_SKIP_BOOLEAN:
        return get_boolean(self, at, &boolean);
    case OF_OP_SKIP_INT:
        return get_int(self, at, &narrow);
    case OF_OP_SKIP_LONG:
        return get_long(self, at, &number);
    case OF_OP_SKIP_FIXED:
        return get_fixed(self, at, op->arg);
    case OF_OP_SKIP_SIZED:
        return get_bytes(self, at, &bytes);
    case OF_OP_SKIP_ENUM:
        return get_enum(self, at, op, &number);
    case OF_OP_CALL:
        return skip_record(self, at, op->next);
    default:
        of_assert_failed("the instruction is known", __FILE__, __LINE__);
    }
}

/* The instruction to go on with after a union's index; NULL when there is no such branch. */
static inline const of_op *take_branch(decoder *self, const uint8_t **at, const of_op *op,
                                       uint8_t *dst)
{
    int64_t index = 0;
    *at = get_long(self, *at, &index);
    int64_t branches = op->code == OF_OP_UNION ? (int64_t)op->arg : 2;
    if (*at == NULL || index < 0 || index >= branches) {
        *at = *at == NULL ? NULL : fail(self, "a union has no such branch");
        return op;
    }
    if (op->code == OF_OP_UNION) {
        return self->ops + op->targets[index];
    }
    if (index == op->arg) {
        return self->ops + op->next;
    }
    if (op->flag) {
        *(bool *)dst = true;
    }
    return op + 1;
}

/* Instructions with a simple way on, to the next one. */
static const uint8_t *run_other(decoder *self, const uint8_t *at, const of_op *op, uint8_t *dst)
{
    const uint8_t *value = at;
    int64_t index = 0;
    switch ((of_op_code)op->code) {
    case OF_OP_BOOLEAN:
        return get_boolean(self, at, (bool *)dst);
    case OF_OP_FLOAT:
        at = get_fixed(self, at, sizeof(float));
        *(float *)dst = at == NULL ? 0 : float_at(value);
        return at;
    case OF_OP_DOUBLE:
        at = get_fixed(self, at, sizeof(double));
        *(double *)dst = at == NULL ? 0 : double_at(value);
        return at;
    case OF_OP_BYTES:
        return get_bytes(self, at, (of_bytes *)dst);
    case OF_OP_FIXED:
        *(of_bytes *)dst = (of_bytes){.data = at, .len = op->arg};
        return get_fixed(self, at, op->arg);
    case OF_OP_ENUM:
        at = get_enum(self, at, op, &index);
        *(int32_t *)dst = at == NULL ? -1 : op->map[index];
        return at != NULL && op->map[index] < 0
                   ? fail(self, "an enum value has no counterpart in our schema")
                   : at;
    case OF_OP_INT_AS_LONG:
    case OF_OP_INT_AS_FLOAT:
    case OF_OP_LONG_AS_FLOAT:
    case OF_OP_INT_AS_DOUBLE:
    case OF_OP_LONG_AS_DOUBLE:
    case OF_OP_FLOAT_AS_DOUBLE:
        return get_promoted(self, at, (of_op_code)op->code, dst);
    case OF_OP_PRESENT:
        *(bool *)dst = true;
        return at;
    case OF_OP_DEFAULT:
        return put_default(self, at, op->constant, dst);
    case OF_OP_FAIL:
        return fail(self, op->text);
    default:
        return run_skip(self, at, op);
    }
}

static const uint8_t *run(decoder *self, const uint8_t *at, uint32_t from, uint8_t *base)
{
    if (self->depth == DEPTH_MAX) {
        return fail(self, "values are nested too deeply");
    }
    self->depth++;
    for (const of_op *op = self->ops + from; at != NULL;) {
        uint8_t *dst = base == NULL ? NULL : base + op->dst;
        switch ((of_op_code)op->code) {
        case OF_OP_END:
            self->depth--;
            return at;
        case OF_OP_INT:
            at = get_int(self, at, (int32_t *)dst);
            op++;
            break;
        case OF_OP_LONG:
            at = get_long(self, at, (int64_t *)dst);
            op++;
            break;
        case OF_OP_STRING:
            at = get_text(self, at, (of_text *)dst);
            op++;
            break;
        case OF_OP_UNION:
        case OF_OP_OPTIONAL:
            op = take_branch(self, &at, op, dst);
            break;
        case OF_OP_JUMP:
            op = self->ops + op->next;
            break;
        case OF_OP_ARRAY:
        case OF_OP_MAP:
            at = run_list(self, at, op->list, (of_array *)dst);
            op = self->ops + op->next;
            break;
        case OF_OP_SKIP_LIST:
            at = skip_list(self, at, op->list);
            op = self->ops + op->next;
            break;
        default:
            at = run_other(self, at, op++, dst);
        }
    }
    return NULL;
}

of_status of_plan_decode(const of_plan *plan, of_bytes in, of_arena *arena, void *record)
{
    static const uint8_t nothing[1];
    const uint8_t *at = in.data == NULL ? nothing : in.data;
    decoder self = {.end = at + (in.data == NULL ? 0 : in.len),
                    .ops = plan->ops,
                    .arena = arena,
                    .items_left = ITEMS_MAX};
    memset(record, 0, plan->record_size);
    at = run(&self, at, 0, record);
    if (at == self.end) {
        return OF_OK;
    }
    if (at != NULL) {
        return OF_SKIP_AS("bytes are left over behind the record");
    }
    return self.error == arena_full ? OF_ABORT_AS(arena_full) : OF_SKIP_AS(self.error);
}
