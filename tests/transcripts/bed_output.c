/* Reads what came out, as a read-committed consumer would. */
#include <stdio.h>

#include "avro/codec/json.h"
#include "tests/transcripts/bed_internal.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"

/* ---- what can come out ---- */

static bed_outlet *outlet_named(bed *self, const char *name)
{
    for (size_t i = 0; i < self->outlet_count; i++) {
        if (strcmp(self->outlets[i].name, name) == 0) {
            return &self->outlets[i];
        }
    }
    self->outlets = of_renew(self->outlets, (self->outlet_count + 1) * sizeof *self->outlets);
    bed_outlet *fresh = &self->outlets[self->outlet_count++];
    *fresh = (bed_outlet){.topic = of_topic_handle(self->outside, name)};
    snprintf(fresh->name, sizeof fresh->name, "%s", name);
    return fresh;
}

static void add_outlet(bed *self, const char *name, int row, bool is_strict)
{
    bed_outlet *outlet = outlet_named(self, name);
    outlet->types = of_renew(outlet->types, (outlet->count + 1) * sizeof *outlet->types);
    outlet->rows = of_renew(outlet->rows, (outlet->count + 1) * sizeof *outlet->rows);
    outlet->types[outlet->count] = row < 0 ? &of_DeadLetter_type : self->graph->topics[row].type;
    outlet->rows[outlet->count++] = row;
    outlet->is_strict = is_strict;
}

static void add_commands(bed *self, int row)
{
    const char *kafka = self->graph->topics[row].kafka;
    if (!of_topic_name_is_pattern(kafka)) {
        add_outlet(self, kafka, row, true);
        return;
    }
    for (size_t i = 0; i < self->layout.endpoint_count; i++) {
        if (of_topic_pattern_takes(kafka, self->layout.endpoints[i])) {
            char name[OF_TOPIC_NAME_SIZE];
            of_endpoint_topic_name(self->layout.endpoints[i], name);
            add_outlet(self, name, row, true);
        }
    }
}

void bed_add_outlets(bed *self)
{
    for (size_t i = 0; i < self->graph->topic_count; i++) {
        const of_graph_topic *row = &self->graph->topics[i];
        if (row->kind == OF_TOPIC_KIND_COMMAND) {
            add_commands(self, (int)i);
        } else if (row->kind == OF_TOPIC_KIND_STATE || row->kind == OF_TOPIC_KIND_LOG) {
            add_outlet(self, row->kafka, (int)i, strcmp(row->kafka, "order-exceptions") == 0);
        }
    }
    add_outlet(self, OF_DEAD_LETTER_TOPIC, -1, true);
}

static size_t add_partitions(of_position *all, size_t count, int32_t topic)
{
    for (int32_t partition = 0; partition < BED_PARTITIONS; partition++) {
        all[count++] = (of_position){.topic = topic, .partition = partition};
    }
    return count;
}

bool bed_open_reader(bed *self, const int32_t *more, size_t more_count, char *error,
                     size_t error_size)
{
    size_t count = 0;
    of_position *all =
        of_new_array((self->outlet_count + more_count) * BED_PARTITIONS, sizeof *all);
    for (size_t i = 0; i < self->outlet_count; i++) {
        count = add_partitions(all, count, self->outlets[i].topic);
    }
    for (size_t i = 0; i < more_count; i++) {
        count = add_partitions(all, count, more[i]);
    }
    of_status status = of_reader_open(self->outside, true, &self->reader);
    if (of_ok(status)) {
        status = of_reader_assign(self->reader, all, count);
    }
    of_delete(all);
    return bed_require(status, "reader", error, error_size);
}

void bed_close_reader(bed *self)
{
    if (self->reader != NULL) {
        of_reader_close(self->reader);
    }
    for (size_t i = 0; i < self->outlet_count; i++) {
        of_delete(self->outlets[i].types);
        of_delete(self->outlets[i].rows);
    }
    of_delete(self->outlets);
}

/* ---- reading ---- */

const bed_outlet *bed_outlet_of(const bed *self, int32_t topic)
{
    for (size_t i = 0; i < self->outlet_count; i++) {
        if (self->outlets[i].topic == topic) {
            return &self->outlets[i];
        }
    }
    return NULL;
}

static json_t *json_of(const human_type *type, const void *record)
{
    of_buffer text = {0};
    of_status status = of_record_to_json(type->type, record, false, &text);
    of_assert(of_ok(status) && !text.full);
    json_t *raw = json_loadb((const char *)text.data, text.len, 0, NULL);
    of_assert(raw != NULL);
    json_t *human = human_from_raw(type, raw);
    json_decref(raw);
    of_buffer_free(&text);
    return human;
}

static of_status take(bed *self, const of_message *message, bed_output *output)
{
    const bed_outlet *outlet = bed_outlet_of(self, message->topic);
    of_assert(outlet != NULL);
    size_t index = 0;
    void *record = NULL;
    *output = (bed_output){
        .topic = of_new_string(outlet->name, strlen(outlet->name)),
        .key = of_new_string((const char *)message->key.data, message->key.len),
        .is_strict = outlet->is_strict,
    };
    if (message->value.data != NULL) {
        output->bytes = (of_bytes){.data = (const uint8_t *)of_new_string(
                                       (const char *)message->value.data, message->value.len),
                                   .len = message->value.len};
        OF_TRY(of_wire_decode(self->wire, message->value, outlet->types, outlet->count, self->arena,
                              &index, &record));
        output->value = json_of(bed_type(self, outlet->rows[index]), record);
    }
    const char *name = outlet->types[index]->name;
    output->record = of_new_string(name, strlen(name));
    return OF_OK;
}

bool bed_keep(bed *self, const of_message *message, char *error, size_t error_size)
{
    bed_outputs *to = &self->arrived;
    to->items = of_renew(to->items, (to->count + 1) * sizeof *to->items);
    of_status status = take(self, message, &to->items[to->count++]);
    of_arena_reset(self->arena);
    return bed_require(status, "an output cannot be read", error, error_size);
}
