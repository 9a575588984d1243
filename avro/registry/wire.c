/* Messages in Confluent wire format: what the schema id says, remembered per id. */
#include "avro/registry/wire.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>

#include "topology/base/log.h"
#include "topology/base/memory.h"

#define WRITERS_MAX ((size_t)1024) /* more ids than that in one reader: start to forget */
#define REASON_MAX  256

typedef struct known_plan {
    const of_record_type *reader;
    of_plan *plan; /* NULL: cannot be resolved, which stays so */
} known_plan;

/* One schema id. `index`, `reader` and `plan` are the last answer: the hot path asks the same
 * again. */
typedef struct known_writer {
    int32_t id;
    const of_schema *schema;
    known_plan *plans;
    size_t plan_count;
    size_t index;
    const of_record_type *reader;
    const of_plan *plan;
} known_writer;

struct of_wire {
    of_registry *registry;
    known_writer *writers; /* ascending by id */
    size_t count;
    size_t capacity;
};

of_wire *of_wire_new(of_registry *registry)
{
    of_wire *wire = of_new(sizeof *wire);
    wire->registry = registry;
    return wire;
}

static void forget(of_wire *wire)
{
    for (size_t i = 0; i < wire->count; i++) {
        for (size_t k = 0; k < wire->writers[i].plan_count; k++) {
            of_plan_free(wire->writers[i].plans[k].plan);
        }
        of_delete(wire->writers[i].plans);
    }
    wire->count = 0;
}

void of_wire_free(of_wire *wire)
{
    if (wire == NULL) {
        return;
    }
    forget(wire);
    of_delete(wire->writers);
    of_delete(wire);
}

static size_t position_of(const of_wire *wire, int32_t id)
{
    size_t low = 0;
    size_t high = wire->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (wire->writers[middle].id < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static of_status find_writer(of_wire *wire, int32_t id, known_writer **found)
{
    size_t at = position_of(wire, id);
    if (at < wire->count && wire->writers[at].id == id) {
        *found = &wire->writers[at];
        return OF_OK;
    }
    const of_schema *schema = NULL;
    OF_TRY(of_registry_schema(wire->registry, id, &schema));
    if (wire->count == WRITERS_MAX) {
        forget(wire);
        at = 0;
    }
    if (wire->count == wire->capacity) {
        wire->capacity = wire->capacity * 2 + 16;
        wire->writers = of_renew(wire->writers, wire->capacity * sizeof *wire->writers);
    }
    memmove(&wire->writers[at + 1], &wire->writers[at], (wire->count - at) * sizeof *wire->writers);
    wire->writers[at] = (known_writer){.id = id, .schema = schema};
    wire->count++;
    *found = &wire->writers[at];
    return OF_OK;
}

static of_status split(of_bytes value, int32_t *id, of_bytes *body)
{
    if (value.data == NULL) {
        return OF_SKIP_AS("wire: no value");
    }
    if (value.len < OF_WIRE_HEADER_BYTES) {
        return OF_SKIP_AS("wire: shorter than its header");
    }
    if (value.data[0] != 0) {
        return OF_SKIP_AS("wire: wrong magic byte");
    }
    uint32_t number = (uint32_t)value.data[1] << 24 | (uint32_t)value.data[2] << 16 |
                      (uint32_t)value.data[3] << 8 | (uint32_t)value.data[4];
    if (number > INT32_MAX) {
        return OF_SKIP_AS("wire: unknown schema id");
    }
    *id = (int32_t)number;
    *body = (of_bytes){.data = value.data + OF_WIRE_HEADER_BYTES,
                       .len = value.len - OF_WIRE_HEADER_BYTES};
    return OF_OK;
}

static of_text without_namespace(of_text name)
{
    const char *dot = memrchr(name.data, '.', name.len);
    if (dot == NULL) {
        return name;
    }
    size_t skipped = (size_t)(dot - name.data) + 1;
    return (of_text){.data = name.data + skipped, .len = name.len - skipped};
}

static bool has_alias(const of_record_type *type, of_text name)
{
    json_t *schema = json_loads(type->schema_text, 0, NULL);
    bool found = false;
    size_t i;
    json_t *alias;
    json_array_foreach(json_object_get(schema, "aliases"), i, alias)
    {
        found =
            found || (json_is_string(alias) &&
                      of_text_equal(without_namespace(of_text_of(json_string_value(alias))), name));
    }
    json_decref(schema);
    return found;
}

static of_status find_type(const of_schema *schema, const of_record_type *const *types,
                           size_t count, size_t *index)
{
    of_text full = of_schema_full_name(schema);
    of_text name = without_namespace(full);
    for (size_t i = 0; i < count; i++) {
        if (of_text_is(name, types[i]->name)) {
            *index = i;
            return OF_OK;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (has_alias(types[i], name)) {
            *index = i;
            return OF_OK;
        }
    }
    return OF_SKIP_AS("wire: a record of this name does not belong here");
}

static of_status find_plan(known_writer *writer, const of_record_type *reader, const of_plan **plan)
{
    for (size_t i = 0; i < writer->plan_count; i++) {
        if (writer->plans[i].reader == reader) {
            *plan = writer->plans[i].plan;
            return *plan != NULL ? OF_OK
                                 : OF_SKIP_AS("wire: the writer's schema does not fit the record");
        }
    }
    char reason[REASON_MAX] = "";
    of_plan *compiled = NULL;
    of_status status = of_plan_compile(writer->schema, reader, &compiled, reason, sizeof reason);
    if (!of_ok(status)) {
        compiled = NULL;
        of_log(OF_WARN, "SCHEMA-MISFIT", "id=%" PRId32 " record=%s reason=%s", writer->id,
               reader->name, reason);
    }
    writer->plans = of_renew(writer->plans, (writer->plan_count + 1) * sizeof *writer->plans);
    writer->plans[writer->plan_count++] = (known_plan){.reader = reader, .plan = compiled};
    *plan = compiled;
    return compiled != NULL ? OF_OK
                            : OF_SKIP_AS("wire: the writer's schema does not fit the record");
}

static of_status resolve(known_writer *writer, const of_record_type *const *types, size_t count)
{
    if (writer->plan != NULL && writer->index < count && types[writer->index] == writer->reader) {
        return OF_OK;
    }
    size_t index = 0;
    const of_plan *plan = NULL;
    OF_TRY(find_type(writer->schema, types, count, &index));
    OF_TRY(find_plan(writer, types[index], &plan));
    writer->index = index;
    writer->reader = types[index];
    writer->plan = plan;
    return OF_OK;
}

of_status of_wire_decode(of_wire *wire, of_bytes value, const of_record_type *const *types,
                         size_t count, of_arena *arena, size_t *index, void **record)
{
    int32_t id = 0;
    of_bytes body = {0};
    known_writer *writer = NULL;
    OF_TRY(split(value, &id, &body));
    OF_TRY(find_writer(wire, id, &writer));
    OF_TRY(resolve(writer, types, count));
    void *decoded = of_arena_alloc(arena, types[writer->index]->size);
    if (decoded == NULL) {
        return OF_ABORT_AS("wire: the arena is full");
    }
    OF_TRY(of_plan_decode(writer->plan, body, arena, decoded));
    *index = writer->index;
    *record = decoded;
    return OF_OK;
}

of_status of_wire_schema(of_wire *wire, of_bytes value, int32_t *id, const of_schema **schema,
                         of_bytes *body)
{
    known_writer *writer = NULL;
    OF_TRY(split(value, id, body));
    OF_TRY(find_writer(wire, *id, &writer));
    *schema = writer->schema;
    return OF_OK;
}

void of_wire_begin(int32_t schema_id, of_buffer *out)
{
    of_buffer_put_u8(out, 0);
    of_buffer_put_u32_be(out, (uint32_t)schema_id);
}

of_status of_wire_encode(int32_t schema_id, const of_record_type *type, const void *record,
                         of_buffer *out)
{
    of_wire_begin(schema_id, out);
    return of_record_encode(type, record, out);
}
