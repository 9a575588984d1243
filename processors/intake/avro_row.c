/* Avro rows: (writer schema, mapping) becomes a record type of our own with just the needed
 * columns, and a decode plan that fills it from the bytes in one pass. */
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include "avro/codec/plan.h"
#include "processors/intake/row.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"

#define ARENA_BYTES   ((size_t)4 << 20)
#define MESSAGE_MAX   512
#define TOP_FIELDS    4
#define SOURCE_FIELDS 3
#define MAYBE_OFFSET  8

/* Where a cell comes from: a field of a decoded struct, and all of the cell that is not its value.
 */
typedef struct slot {
    const of_field *field; /* NULL: the source has no such thing */
    of_cell prototype;
} slot;

struct of_avro_row {
    of_arena *arena;
    const of_mapping *mapping;
    of_plan *plan;
    of_record_type top;
    of_record_type row;
    of_record_type source;
    const of_field *before; /* NULL below: not an envelope, or without it */
    const of_field *after;
    const of_field *source_field;
    slot op;
    slot snapshot;
    slot place;
    slot place_file;
    slot columns[OF_MAPPING_COLUMNS_MAX];
};

typedef struct compiler {
    of_avro_row *out;
    of_intake_report report;
    void *state;
    size_t problems;
    size_t symbol_bytes; /* of enums so far: a hostile schema repeats a long one in every column */
} compiler;

__attribute__((format(printf, 3, 4))) static void complain(compiler *self, int line,
                                                           const char *format, ...)
{
    char message[MESSAGE_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    self->problems++;
    if (self->report != NULL) {
        self->report(self->state, self->out->mapping->file, line, message);
    }
}

static void *make(compiler *self, size_t count, size_t size)
{
    void *memory = of_arena_array(self->out->arena, count, size);
    of_assert(memory != NULL); /* columns, symbols and names are bounded by mapping and schema */
    return memory;
}

/* Appends a field; every field starts at a multiple of eight. */
static const of_field *add_field(compiler *self, of_record_type *record, of_field *fields,
                                 of_text name, of_value_type type)
{
    of_field *field = &fields[record->field_count++];
    *field = (of_field){
        .name = of_arena_text(self->out->arena, name).data, .type = type, .offset = record->size};
    of_assert(field->name != NULL);
    record->fields = fields;
    record->size += (type.size + 7) / 8 * 8;
    return field;
}

static of_record_type *start_record(of_record_type *record, const char *name)
{
    *record = (of_record_type){.name = name, .full_name = name};
    return record;
}

static of_value_type value_of(of_kind kind, uint32_t size, bool nullable)
{
    bool view = kind == OF_KIND_STRING || kind == OF_KIND_BYTES || kind == OF_KIND_FIXED;
    bool maybe = nullable && !view;
    return (of_value_type){.kind = kind,
                           .nullable = nullable,
                           .size = size + (maybe ? MAYBE_OFFSET : 0),
                           .value_offset = maybe ? MAYBE_OFFSET : 0};
}

/* NULL when the enums together are larger than any real ones. */
static const of_enum_type *copy_symbols(compiler *self, const of_schema_type *type)
{
    for (size_t i = 0; i < type->symbol_count; i++) {
        self->symbol_bytes += type->symbols[i].len + 2 * sizeof(max_align_t) + sizeof(char *);
    }
    if (self->symbol_bytes > ARENA_BYTES / 4) {
        return NULL;
    }
    const char **symbols = make(self, type->symbol_count, sizeof *symbols);
    for (size_t i = 0; i < type->symbol_count; i++) {
        symbols[i] = of_arena_text(self->out->arena, type->symbols[i]).data;
        of_assert(symbols[i] != NULL);
    }
    of_enum_type *copy = make(self, 1, sizeof *copy);
    *copy = (of_enum_type){.name = of_arena_text(self->out->arena, type->name).data,
                           .symbols = symbols,
                           .count = (int32_t)type->symbol_count};
    return copy;
}

/* Debezium's numeric without a scale: {scale: int, value: bytes}. */
static bool is_variable_decimal(const of_schema_type *type)
{
    const of_schema_field *scale = of_schema_field_of(type, OF_TEXT("scale"));
    const of_schema_field *value = of_schema_field_of(type, OF_TEXT("value"));
    return type->kind == OF_SCHEMA_RECORD &&
           of_text_is(type->connect_name, "io.debezium.data.VariableScaleDecimal") &&
           scale != NULL && scale->type->kind == OF_SCHEMA_INT && value != NULL &&
           value->type->kind == OF_SCHEMA_BYTES;
}

static const of_record_type *variable_decimal(compiler *self)
{
    of_record_type *record = start_record(make(self, 1, sizeof *record), "VariableScaleDecimal");
    of_field *fields = make(self, 2, sizeof *fields);
    add_field(self, record, fields, OF_TEXT("scale"), value_of(OF_KIND_LONG, 8, false));
    add_field(self, record, fields, OF_TEXT("value"),
              value_of(OF_KIND_BYTES, sizeof(of_bytes), false));
    return record;
}

static void set_sense(of_cell *cell, const of_schema_type *type)
{
    of_cell_set_sense(cell, type->logical_type);
    of_cell_set_sense(cell, type->connect_name);
    cell->scale = type->scale;
    if (cell->sense == OF_SENSE_DECIMAL && !of_text_is(type->logical_type, "decimal")) {
        cell->sense = OF_SENSE_PLAIN; /* nobody says where its point is */
    }
}

/* The value type that holds a column of `type`, and its cell. False: nothing can be made of it. */
static bool type_of_column(compiler *self, const of_schema_type *declared, of_value_type *value,
                           of_cell *cell)
{
    const of_schema_type *type = of_schema_not_null(declared);
    bool nullable = type != declared;
    *cell = (of_cell){.present = true, .form = OF_FORM_OTHER};
    if (type == NULL) {
        return false;
    }
    switch (type->kind) {
    case OF_SCHEMA_BOOLEAN:
        cell->form = OF_FORM_BOOLEAN;
        *value = value_of(OF_KIND_BOOLEAN, sizeof(bool), nullable);
        break;
    case OF_SCHEMA_INT:
    case OF_SCHEMA_LONG:
        cell->form = OF_FORM_LONG;
        *value = value_of(OF_KIND_LONG, sizeof(int64_t), nullable);
        break;
    case OF_SCHEMA_FLOAT:
    case OF_SCHEMA_DOUBLE:
        cell->form = OF_FORM_DOUBLE;
        *value = value_of(OF_KIND_DOUBLE, sizeof(double), nullable);
        break;
    case OF_SCHEMA_STRING:
        cell->form = OF_FORM_TEXT;
        *value = value_of(OF_KIND_STRING, sizeof(of_text), nullable);
        break;
    case OF_SCHEMA_BYTES:
        cell->form = OF_FORM_BYTES;
        *value = value_of(OF_KIND_BYTES, sizeof(of_bytes), nullable);
        break;
    case OF_SCHEMA_FIXED:
        cell->form = OF_FORM_BYTES;
        *value = value_of(OF_KIND_FIXED, sizeof(of_bytes), nullable);
        value->fixed_size = type->fixed_size;
        break;
    case OF_SCHEMA_ENUM:
        *value = value_of(OF_KIND_ENUM, sizeof(int32_t), nullable);
        value->symbols = copy_symbols(self, type);
        if (value->symbols == NULL) {
            return false;
        }
        cell->form = OF_FORM_TEXT;
        break;
    case OF_SCHEMA_RECORD:
        if (!is_variable_decimal(type)) {
            return false;
        }
        cell->form = OF_FORM_BYTES;
        cell->sense = OF_SENSE_DECIMAL;
        *value = value_of(OF_KIND_RECORD, 8 + sizeof(of_bytes), nullable);
        value->record = variable_decimal(self);
        return true;
    case OF_SCHEMA_NULL:
    case OF_SCHEMA_ARRAY:
    case OF_SCHEMA_MAP:
    case OF_SCHEMA_UNION:
        return false;
    }
    set_sense(cell, type);
    return true;
}

static slot add_slot(compiler *self, of_record_type *record, of_field *fields,
                     const of_schema_field *declared)
{
    slot made = {0};
    of_value_type value;
    if (type_of_column(self, declared->type, &value, &made.prototype)) {
        made.field = add_field(self, record, fields, declared->name, value);
    }
    return made;
}

static void compile_columns(compiler *self, const of_schema_type *writer)
{
    of_avro_row *out = self->out;
    const of_mapping *mapping = out->mapping;
    of_cell prototypes[OF_MAPPING_COLUMNS_MAX] = {0};
    bool known[OF_MAPPING_COLUMNS_MAX] = {0};
    of_field *fields = make(self, mapping->column_count + 1, sizeof *fields);
    start_record(&out->row, "Row");
    out->row.fields = fields;
    for (size_t i = 0; i < mapping->column_count; i++) {
        const of_schema_field *declared = of_schema_field_of(writer, mapping->columns[i].name);
        known[i] = declared != NULL;
        if (known[i]) {
            out->columns[i] = add_slot(self, &out->row, fields, declared);
            prototypes[i] = out->columns[i].prototype;
        }
    }
    self->problems +=
        of_mapping_check_columns(mapping, prototypes, known, self->report, self->state);
}

static void compile_source(compiler *self, const of_schema_type *source)
{
    of_avro_row *out = self->out;
    const of_mapping *mapping = out->mapping;
    of_field *fields = make(self, SOURCE_FIELDS, sizeof *fields);
    start_record(&out->source, "Source");
    out->source.fields = fields;
    const of_schema_field *snapshot = of_schema_field_of(source, OF_TEXT("snapshot"));
    if (snapshot != NULL) {
        out->snapshot = add_slot(self, &out->source, fields, snapshot);
    }
    if (mapping->place != OF_PLACE_SOURCE && mapping->place != OF_PLACE_BINLOG) {
        return;
    }
    bool binlog = mapping->place == OF_PLACE_BINLOG;
    of_text name = binlog ? OF_TEXT("pos") : mapping->place_field;
    const of_schema_field *place = of_schema_field_of(source, name);
    const of_schema_field *file = binlog ? of_schema_field_of(source, OF_TEXT("file")) : NULL;
    if (place == NULL || (binlog && file == NULL)) {
        complain(self, mapping->place_line, "the source block of the envelope has no '%.*s'",
                 OF_TEXT_ARG(place == NULL ? name : OF_TEXT("file")));
        return;
    }
    out->place = add_slot(self, &out->source, fields, place);
    if (binlog) {
        out->place_file = add_slot(self, &out->source, fields, file);
    }
}

static const of_field *add_image(compiler *self, of_field *fields, const of_schema_type *root,
                                 const char *name)
{
    of_avro_row *out = self->out;
    const of_schema_field *declared = of_schema_field_of(root, of_text_of(name));
    if (declared == NULL) {
        return NULL;
    }
    of_value_type value = value_of(OF_KIND_RECORD, out->row.size, true);
    value.record = &out->row;
    return add_field(self, &out->top, fields, declared->name, value);
}

static void compile_envelope(compiler *self, const of_schema_type *root)
{
    of_avro_row *out = self->out;
    const of_schema_field *after = of_schema_field_of(root, OF_TEXT("after"));
    const of_schema_field *source = of_schema_field_of(root, OF_TEXT("source"));
    const of_schema_field *op = of_schema_field_of(root, OF_TEXT("op"));
    const of_schema_type *row = after == NULL ? NULL : of_schema_not_null(after->type);
    const of_schema_type *origin = source == NULL ? NULL : of_schema_not_null(source->type);
    if (op == NULL || row == NULL || row->kind != OF_SCHEMA_RECORD || origin == NULL ||
        origin->kind != OF_SCHEMA_RECORD) {
        complain(self, 0, "the writer's %.*s is no Debezium envelope (after, source, op)",
                 OF_TEXT_ARG(root->name));
        return;
    }
    compile_columns(self, row);
    compile_source(self, origin);
    of_field *fields = make(self, TOP_FIELDS, sizeof *fields);
    start_record(&out->top, "Envelope");
    out->before = add_image(self, fields, root, "before");
    out->after = add_image(self, fields, root, "after");
    of_value_type value = value_of(OF_KIND_RECORD, out->source.size, true);
    value.record = &out->source;
    out->source_field = add_field(self, &out->top, fields, source->name, value);
    out->op = add_slot(self, &out->top, fields, op);
}

of_avro_row *of_avro_row_compile(const of_mapping *mapping, const of_schema *writer,
                                 of_intake_report report, void *state)
{
    of_avro_row *out = of_new(sizeof *out);
    compiler self = {.out = out, .report = report, .state = state};
    const of_schema_type *root = of_schema_root(writer);
    out->arena = of_arena_new(ARENA_BYTES);
    out->mapping = mapping;
    if (root->kind != OF_SCHEMA_RECORD) {
        complain(&self, 0, "the writer's schema is no record");
    } else if (mapping->envelope == OF_ENVELOPE_DEBEZIUM_AVRO) {
        compile_envelope(&self, root);
    } else {
        compile_columns(&self, root);
        out->top = out->row;
    }
    char reason[MESSAGE_MAX] = "";
    if (self.problems == 0 &&
        !of_ok(of_plan_compile(writer, &out->top, &out->plan, reason, sizeof reason))) {
        out->plan = NULL;
        complain(&self, 0, "the writer's schema: %s", reason);
    }
    if (self.problems > 0) {
        of_avro_row_free(out);
        return NULL;
    }
    return out;
}

void of_avro_row_free(of_avro_row *compiled)
{
    if (compiled == NULL) {
        return;
    }
    of_plan_free(compiled->plan);
    of_arena_free(compiled->arena);
    of_delete(compiled);
}

static of_cell decimal_cell(of_cell cell, const char *value)
{
    int64_t scale = *(const int64_t *)value;
    cell.bytes = *(const of_bytes *)(value + 8);
    cell.scale = scale < -1000 || scale > 1000 ? 1000 : (int32_t)scale;
    return cell;
}

/* The cell of a slot in a decoded struct. */
static of_cell fetch(const slot *from, const char *record)
{
    if (from->field == NULL) {
        return (of_cell){0};
    }
    const of_value_type *type = &from->field->type;
    const char *at = record + from->field->offset;
    bool view = type->value_offset == 0;
    of_cell cell = from->prototype;
    if (type->nullable && (view ? ((const of_text *)at)->data == NULL : !*(const bool *)at)) {
        return (of_cell){0};
    }
    at += type->value_offset;
    switch (type->kind) {
    case OF_KIND_BOOLEAN:
        cell.flag = *(const bool *)at;
        return cell;
    case OF_KIND_LONG:
        cell.number = *(const int64_t *)at;
        return cell;
    case OF_KIND_DOUBLE:
        cell.real = *(const double *)at;
        return cell;
    case OF_KIND_STRING:
        cell.text = *(const of_text *)at;
        return cell;
    case OF_KIND_BYTES:
    case OF_KIND_FIXED:
        cell.bytes = *(const of_bytes *)at;
        return cell;
    case OF_KIND_ENUM:
        cell.text = of_text_of(type->symbols->symbols[*(const int32_t *)at]);
        return cell;
    case OF_KIND_RECORD:
        return decimal_cell(cell, at);
    case OF_KIND_INT:
    case OF_KIND_FLOAT:
    case OF_KIND_ARRAY:
    case OF_KIND_MAP:
        break;
    }
    of_assert_failed("a kind that no slot is made of", __FILE__, __LINE__);
    return cell;
}

static void fetch_columns(const of_avro_row *compiled, const char *record, of_row *row)
{
    for (size_t i = 0; i < compiled->mapping->column_count; i++) {
        row->cells[i] = fetch(&compiled->columns[i], record);
    }
}

/* The record in a nullable field, or NULL. */
static const char *image_of(const of_field *field, const char *record)
{
    const char *at = field == NULL ? NULL : record + field->offset;
    return at == NULL || !*(const bool *)at ? NULL : at + field->type.value_offset;
}

static of_status read_envelope(const of_avro_row *compiled, const char *record, of_row *row)
{
    of_cell op = fetch(&compiled->op, record);
    OF_TRY(of_row_set_op(row, op.present && op.form == OF_FORM_TEXT ? op.text : (of_text){0}));
    if (row->nothing) {
        return OF_OK;
    }
    const char *source = image_of(compiled->source_field, record);
    const char *image = image_of(row->deleted ? compiled->before : compiled->after, record);
    if (image == NULL) {
        return row->deleted ? OF_SKIP_AS("intake: a delete without before (REPLICA IDENTITY FULL)")
                            : OF_SKIP_AS("intake: an envelope without after");
    }
    if (source != NULL) {
        of_cell snapshot = fetch(&compiled->snapshot, source);
        if (snapshot.present && snapshot.form == OF_FORM_TEXT) {
            of_row_set_snapshot(row, snapshot.text);
        }
        row->snapshot = row->snapshot ||
                        (snapshot.present && snapshot.form == OF_FORM_BOOLEAN && snapshot.flag);
        row->place = fetch(&compiled->place, source);
        row->place_file = fetch(&compiled->place_file, source);
    }
    fetch_columns(compiled, image, row);
    return OF_OK;
}

of_status of_avro_row_read(const of_avro_row *compiled, of_bytes body, of_arena *arena, of_row *row)
{
    char *record = of_arena_alloc(arena, compiled->top.size + 1);
    if (record == NULL) {
        return OF_ABORT_AS("intake: the arena is full");
    }
    OF_TRY(of_plan_decode(compiled->plan, body, arena, record));
    OF_TRY(of_row_start(row, compiled->mapping, arena));
    if (compiled->after != NULL) {
        return read_envelope(compiled, record, row);
    }
    fetch_columns(compiled, record, row);
    return OF_OK;
}
