/* Builds the record type of a (before, after) pair from the type of its rows. */
#include <stdio.h>

#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/runtime/wiring.h"

/* `present` comes first; the value behind it is aligned for any type. */
#define VALUE_OFFSET 8

static uint32_t slot_size(const of_record_type *row)
{
    return VALUE_OFFSET + ((row->size + 7u) & ~7u);
}

static of_value_type nullable_row(const of_record_type *row)
{
    return (of_value_type){.kind = OF_KIND_RECORD,
                           .nullable = true,
                           .size = slot_size(row),
                           .value_offset = VALUE_OFFSET,
                           .record = row};
}

static char *copy_of_format(const char *format, const char *a, const char *b, const char *c)
{
    size_t size = strlen(format) + strlen(a) + strlen(b) + strlen(c) + 1;
    char *text = of_new(size);
    snprintf(text, size, format, a, b, c);
    return text;
}

of_record_type *of_change_type_new(const of_record_type *row)
{
    of_assert(row->size > 0 && row->schema_text != NULL);
    of_field *fields = of_new_array(2, sizeof *fields);
    fields[0] = (of_field){
        .name = "before", .doc = "the row as it was", .type = nullable_row(row), .offset = 0};
    fields[1] = (of_field){.name = "after",
                           .doc = "the row as it is",
                           .type = nullable_row(row),
                           .offset = slot_size(row)};
    of_record_type *type = of_new(sizeof *type);
    *type = (of_record_type){
        .name = copy_of_format("%sChange%s%s", row->name, "", ""),
        .full_name = copy_of_format("%sChange%s%s", row->full_name, "", ""),
        .doc = "a row that changed",
        .schema_text =
            copy_of_format("{\"type\":\"record\",\"name\":\"%sChange\",\"namespace\":\"orderflow\","
                           "\"doc\":\"A row that changed.\",\"fields\":["
                           "{\"name\":\"before\",\"type\":[\"null\",%s],\"default\":null},"
                           "{\"name\":\"after\",\"type\":[\"null\",\"%s\"],\"default\":null}]}",
                           row->name, row->schema_text, row->full_name),
        .fields = fields,
        .field_count = 2,
        .size = 2 * slot_size(row),
    };
    return type;
}

void of_change_type_free(of_record_type *type)
{
    if (type == NULL) {
        return;
    }
    of_delete((void *)(uintptr_t)type->name);
    of_delete((void *)(uintptr_t)type->full_name);
    of_delete((void *)(uintptr_t)type->schema_text);
    of_delete((void *)(uintptr_t)type->fields);
    of_delete(type);
}

static void fill_slot(const of_field *field, const void *row, uint8_t *change)
{
    bool present = row != NULL;
    memcpy(change + field->offset, &present, sizeof present);
    if (present) {
        memcpy(change + field->offset + field->type.value_offset, row, field->type.record->size);
    }
}

void of_change_fill(const of_record_type *type, const void *before, const void *after, void *change)
{
    of_assert(type->field_count == 2);
    of_assert(before != NULL || after != NULL);
    memset(change, 0, type->size);
    fill_slot(&type->fields[0], before, change);
    fill_slot(&type->fields[1], after, change);
}

static const void *slot(const of_field *field, const uint8_t *change)
{
    bool present = false;
    memcpy(&present, change + field->offset, sizeof present);
    return present ? change + field->offset + field->type.value_offset : NULL;
}

const void *of_change_before(const of_record_type *type, const void *change)
{
    of_assert(type->field_count == 2);
    return slot(&type->fields[0], change);
}

const void *of_change_after(const of_record_type *type, const void *change)
{
    of_assert(type->field_count == 2);
    return slot(&type->fields[1], change);
}
