/* What the engine makes of a record before its handlers see it: the facts of a source's row, or the
 * decoded record of an internal topic. */
#include <stdio.h>

#include "avro/codec/json.h"
#include "avro/registry/wire.h"
#include "processors/intake/intake.h"
#include "topology/base/arena.h"
#include "topology/base/memory.h"
#include "topology/command/dlq.h"
#include "topology/runtime/graph.h"
#include "topology/runtime/wiring.h"

#define ARENA_BYTES ((size_t)64 << 20)
#define ERROR_SIZE  512

struct of_dlq_reader {
    const of_parts *parts;
    of_intake *intake; /* NULL: no mappings */
    of_wiring *wiring;
    of_wire *wire;
    of_arena *arena;
};

static of_status open_parts(of_dlq_reader *self)
{
    const of_config *config = self->parts->config;
    of_intake_options options = {.files = config->mappings,
                                 .file_count = config->mapping_count,
                                 .registry = self->parts->registry};
    char error[ERROR_SIZE] = "";
    if (config->mapping_count > 0) {
        OF_TRY(of_intake_open(&options, of_print_problem, NULL, &self->intake));
    }
    of_status status = of_wiring_open(&of_topology, &self->parts->layout, self->parts->kafka,
                                      self->parts->registry, &self->wiring, error, sizeof error);
    if (error[0] != '\0') {
        of_print_error("%s", error);
    }
    return status;
}

of_status of_dlq_reader_open(const of_parts *parts, of_dlq_reader **reader)
{
    of_dlq_reader *self = of_new(sizeof *self);
    *self = (of_dlq_reader){
        .parts = parts, .wire = of_wire_new(parts->registry), .arena = of_arena_new(ARENA_BYTES)};
    of_status status = open_parts(self);
    if (!of_ok(status)) {
        of_dlq_reader_close(self);
        return status;
    }
    *reader = self;
    return OF_OK;
}

void of_dlq_reader_close(of_dlq_reader *reader)
{
    of_intake_close(reader->intake);
    of_wiring_close(reader->wiring);
    of_wire_free(reader->wire);
    of_arena_free(reader->arena);
    of_delete(reader);
}

static of_status put_record(of_buffer *out, const of_record_type *type, const void *record)
{
    of_buffer_format(out, "%s ", type->name);
    OF_TRY(of_record_to_json(type, record, true, out));
    of_buffer_put_u8(out, '\n');
    return OF_OK;
}

/* ---- records of a source ---- */

static of_status on_fact(void *state, const of_record_type *type, of_text key, const void *record)
{
    of_buffer *facts = state;
    of_buffer_format(facts, "%.*s  ", OF_TEXT_ARG(key));
    return put_record(facts, type, record);
}

static of_status read_row(of_dlq_reader *self, const of_message *record, of_buffer *facts)
{
    of_arena_reset(self->arena);
    of_status status = of_intake_record(self->intake, record, self->arena, on_fact, facts);
    if (status.remedy == OF_SKIP) {
        status.what = of_intake_why(self->intake);
    }
    return status;
}

/* Read as if it lay elsewhere in its topic, does it say something else? */
static of_status follow(of_dlq_reader *self, const of_message *record, of_dlq_reading *reading)
{
    of_buffer facts = {0};
    of_message later = *record;
    later.offset++;
    of_status status = read_row(self, &later, &facts);
    reading->follows_offset =
        of_ok(status) && !of_bytes_equal(of_buffer_bytes(&facts), of_buffer_bytes(&reading->facts));
    of_buffer_free(&facts);
    return status;
}

/* ---- records of an internal topic ---- */

static of_status read_internal(of_dlq_reader *self, const of_input *input, const of_message *record,
                               of_buffer *facts)
{
    size_t type = 0;
    void *decoded = NULL;
    of_arena_reset(self->arena);
    OF_TRY(of_input_check_key(input, record->key));
    if (record->value.data == NULL) {
        return OF_OK; /* facts are not deleted by tombstones */
    }
    OF_TRY(of_wire_decode(self->wire, record->value, input->types, input->count, self->arena, &type,
                          &decoded));
    if (input->fold < 0) { /* a value of another order, by mistake, must not go under this key */
        OF_TRY(of_wiring_check_named(self->wiring, input->rows[type], of_text_of_bytes(record->key),
                                     decoded));
    }
    return put_record(facts, input->types[type], decoded);
}

/* ---- both ---- */

static of_status read_any(of_dlq_reader *self, const of_message *record, of_dlq_reading *reading)
{
    const char *topic = of_topic_name(self->parts->kafka, record->topic);
    int32_t input = of_wiring_input(self->wiring, record->topic);
    if (input >= 0) {
        return read_internal(self, &self->wiring->inputs[input], record, &reading->facts);
    }
    if (self->intake == NULL || !of_intake_bind(self->intake, record->topic, topic)) {
        return OF_SKIP_AS("nobody reads this topic: no mapping of the configuration names it");
    }
    OF_TRY(read_row(self, record, &reading->facts));
    return follow(self, record, reading);
}

of_status of_dlq_reader_read(of_dlq_reader *reader, const of_message *record,
                             of_dlq_reading *reading)
{
    of_buffer_clear(&reading->facts);
    of_buffer_clear(&reading->why);
    reading->follows_offset = false;
    of_status status = read_any(reader, record, reading);
    reading->is_read = of_ok(status);
    if (status.remedy != OF_SKIP && status.remedy != OF_ABORT) {
        return status;
    }
    for (const char *at = status.what; *at != '\0'; at++) {
        bool controls = (unsigned char)*at < ' ' || *at == 0x7f;
        of_buffer_put_u8(&reading->why, (uint8_t)(controls ? '?' : *at)); /* it may quote the row */
    }
    of_buffer_put_u8(&reading->why, 0);
    return OF_OK;
}

void of_dlq_reading_free(of_dlq_reading *reading)
{
    of_buffer_free(&reading->facts);
    of_buffer_free(&reading->why);
}
