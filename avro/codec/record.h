/* What a generated record is to the codec: one plain C struct, its field table and its schema text.
 *
 * avro/gen writes one `of_record_type of_<Record>_type` per .avsc into avro/model.{h,c}; intake
 * builds such tables at start-up for the rows of a source. C layout of an Avro type:
 *
 *   boolean bool · int int32_t · long int64_t · float float · double double
 *   string of_text · bytes and fixed of_bytes · enum a C enum (int32_t wide)
 *   array  struct { T *items; size_t len; }    map  struct { K_V *items; size_t len; } (key, value)
 *   record the struct, by value
 *   ["null", T], in either order: of_text / of_bytes with data == NULL for null; a record or enum,
 *     number or boolean becomes OF_MAYBE(T): struct { bool present; T value; }
 *
 * Views inside a decoded record point into the input or into the arena it was decoded with. */
#pragma once

#include "topology/base/arena.h"
#include "topology/base/buffer.h"
#include "topology/base/status.h"

typedef enum of_kind {
    OF_KIND_BOOLEAN,
    OF_KIND_INT,
    OF_KIND_LONG,
    OF_KIND_FLOAT,
    OF_KIND_DOUBLE,
    OF_KIND_STRING,
    OF_KIND_BYTES,
    OF_KIND_FIXED,
    OF_KIND_ENUM,
    OF_KIND_ARRAY,
    OF_KIND_MAP,
    OF_KIND_RECORD,
} of_kind;

typedef struct of_record_type of_record_type;

typedef struct of_enum_type {
    const char *name;           /* full name */
    const char *const *symbols; /* in schema order: the C value is the index */
    int32_t count;
} of_enum_type;

/* The type of one value: recursive through `item` (array items, map values). */
typedef struct of_value_type {
    of_kind kind;
    bool nullable;                    /* ["null", T] or [T, "null"] */
    bool null_second;                 /* the latter: null is branch 1 */
    uint32_t size;                    /* of the C value, OF_MAYBE included */
    uint32_t value_offset;            /* of T inside OF_MAYBE(T); 0 where null is data == NULL */
    uint32_t fixed_size;              /* FIXED only */
    const of_record_type *record;     /* RECORD only */
    const of_enum_type *symbols;      /* ENUM only */
    const struct of_value_type *item; /* ARRAY: of an item; MAP: of a value, at `item_offset` */
    uint32_t item_stride;             /* ARRAY, MAP: sizeof of one entry */
    uint32_t item_offset;             /* MAP: of the value behind its of_text key */
} of_value_type;

typedef struct of_field {
    const char *name;
    const char *doc;
    of_value_type type;
    uint32_t offset; /* in the struct */
} of_field;

struct of_record_type {
    const char *name;      /* "OrderState" */
    const char *full_name; /* "orderflow.OrderState" */
    const char *doc;
    const char *schema_text; /* self-contained JSON: what gets registered, byte for byte */
    const of_field *fields;
    uint32_t field_count;
    uint32_t size;
};

/* The two halves of arrays and maps, as the codec sees them. */
typedef struct of_array {
    void *items;
    size_t len;
} of_array;

#define OF_MAYBE(T)                                                                                \
    struct {                                                                                       \
        bool present;                                                                              \
        T value;                                                                                   \
    }

/* Avro binary of `record`, appended to `out`. Refuses (SKIP) an enum outside its symbols, an absent
 * text where the schema has no null, and a full buffer: nothing of ours ever writes a record that
 * its own schema cannot read. */
of_status of_record_encode(const of_record_type *type, const void *record, of_buffer *out);

/* Deep copy: `to` (type->size bytes) and all it points to live in `arena`. ABORT when full. */
of_status of_record_copy(const of_record_type *type, const void *from, void *to, of_arena *arena);

/* Deep equality; absent texts equal only absent texts. Doubles compare by bits. */
bool of_record_equal(const of_record_type *type, const void *a, const void *b);

/* The field's index by name, or -1. */
int32_t of_record_field(const of_record_type *type, of_text name);
