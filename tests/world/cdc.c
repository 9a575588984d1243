/* Debezium envelopes from rows of text, by walking the table's Avro schema. */
#include "tests/world/cdc.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "topology/base/memory.h"
#include "topology/base/time.h"

#define COLUMNS_MAX 64

typedef enum column_kind {
    COLUMN_TEXT,
    COLUMN_INTEGER,
    COLUMN_BOOLEAN,
    COLUMN_DOUBLE,
    COLUMN_DECIMAL,
    COLUMN_DAY,
    COLUMN_MILLIS,
    COLUMN_ZONED
} column_kind;

typedef struct column {
    const char *name; /* owned by the schema */
    column_kind kind;
    bool nullable;
    bool null_first;
    int scale;
} column;

struct cdc_table {
    char *topic;
    json_t *schema;
    int32_t id;
    bool envelope; /* else a plain record */
    column columns[COLUMNS_MAX];
    size_t count;
};

static void refuse(const cdc_table *table, const char *column_name, const char *what)
{
    fprintf(stderr, "world: %s.%s: %s\n", table->topic, column_name, what);
    exit(1);
}

static column_kind kind_of(const cdc_table *table, const char *name, const json_t *type, int *scale)
{
    const char *base = json_is_string(type) ? json_string_value(type)
                                            : json_string_value(json_object_get(type, "type"));
    const char *logical = json_string_value(json_object_get(type, "logicalType"));
    const char *connect = json_string_value(json_object_get(type, "connect.name"));
    if (logical != NULL && strcmp(logical, "decimal") == 0) {
        *scale = (int)json_integer_value(json_object_get(type, "scale"));
        return COLUMN_DECIMAL;
    }
    if (logical != NULL && strcmp(logical, "timestamp-millis") == 0) {
        return COLUMN_MILLIS;
    }
    if (connect != NULL && strcmp(connect, "io.debezium.time.Date") == 0) {
        return COLUMN_DAY;
    }
    if (connect != NULL && strcmp(connect, "io.debezium.time.ZonedTimestamp") == 0) {
        return COLUMN_ZONED;
    }
    if (base != NULL && strcmp(base, "string") == 0) {
        return COLUMN_TEXT;
    }
    if (base != NULL && (strcmp(base, "int") == 0 || strcmp(base, "long") == 0)) {
        return COLUMN_INTEGER;
    }
    if (base != NULL && strcmp(base, "boolean") == 0) {
        return COLUMN_BOOLEAN;
    }
    if (base != NULL && strcmp(base, "double") == 0) {
        return COLUMN_DOUBLE;
    }
    refuse(table, name, "a type that the world cannot write");
    return COLUMN_TEXT;
}

static void read_column(cdc_table *table, const json_t *field)
{
    if (table->count == COLUMNS_MAX) {
        refuse(table, "", "more columns than the world can write");
    }
    column *at = &table->columns[table->count++];
    const json_t *type = json_object_get(field, "type");
    *at = (column){.name = json_string_value(json_object_get(field, "name"))};
    if (json_is_array(type)) {
        const json_t *first = json_array_get(type, 0);
        at->nullable = true;
        at->null_first = json_is_string(first) && strcmp(json_string_value(first), "null") == 0;
        type = json_array_get(type, at->null_first ? 1 : 0);
    }
    at->kind = kind_of(table, at->name, type, &at->scale);
}

/* The row's record: `before`'s first branch that is an object, or the schema itself. */
static const json_t *row_schema(cdc_table *table)
{
    const json_t *fields = json_object_get(table->schema, "fields");
    const json_t *first = json_array_get(fields, 0);
    const char *name = json_string_value(json_object_get(first, "name"));
    table->envelope = name != NULL && strcmp(name, "before") == 0;
    if (!table->envelope) {
        return table->schema;
    }
    return json_array_get(json_object_get(first, "type"), 1);
}

cdc_table *cdc_open(of_registry *registry, const char *directory, const char *topic)
{
    cdc_table *table = of_new(sizeof *table);
    table->topic = of_new_string(topic, strlen(topic));
    char path[1024];
    snprintf(path, sizeof path, "%s/%s.avsc", directory, topic);
    json_error_t error;
    table->schema = json_load_file(path, 0, &error);
    if (table->schema == NULL) {
        fprintf(stderr, "world: %s: %s\n", path, error.text);
        exit(1);
    }
    size_t index = 0;
    json_t *field = NULL;
    json_array_foreach(json_object_get(row_schema(table), "fields"), index, field)
    {
        read_column(table, field);
    }
    char subject[512];
    snprintf(subject, sizeof subject, "%s-value", topic);
    char *text = json_dumps(table->schema, JSON_COMPACT);
    of_status status = of_registry_register(registry, subject, text, &table->id);
    free(text);
    if (!of_ok(status)) {
        refuse(table, "", status.what);
    }
    return table;
}

void cdc_close(cdc_table *table)
{
    json_decref(table->schema);
    of_delete(table->topic);
    of_delete(table);
}

const char *cdc_topic(const cdc_table *table)
{
    return table->topic;
}

static void put_long(of_buffer *out, int64_t value)
{
    uint64_t zigzag = (uint64_t)value << 1 ^ (uint64_t)(value >> 63);
    while (zigzag > 0x7f) {
        of_buffer_put_u8(out, (uint8_t)(zigzag | 0x80));
        zigzag >>= 7;
    }
    of_buffer_put_u8(out, (uint8_t)zigzag);
}

static void put_text(of_buffer *out, of_text text)
{
    put_long(out, (int64_t)text.len);
    of_buffer_put_text(out, text);
}

static int64_t integer_of(const cdc_table *table, const column *at, of_text text)
{
    char digits[32];
    char *end = NULL;
    snprintf(digits, sizeof digits, "%.*s", OF_TEXT_ARG(text));
    int64_t value = strtoll(digits, &end, 10);
    if (text.len == 0 || text.len >= sizeof digits || *end != '\0') {
        refuse(table, at->name, "not a whole number");
    }
    return value;
}

/* "-12.5" at scale 3 is -12500; digits beyond the scale must be zero. */
static int64_t unscaled(const cdc_table *table, const column *at, of_text text)
{
    bool negative = text.len > 0 && text.data[0] == '-';
    int64_t value = 0;
    int fraction = -1;
    for (size_t i = negative; i < text.len; i++) {
        if (text.data[i] == '.' && fraction < 0) {
            fraction = 0;
        } else if (text.data[i] < '0' || text.data[i] > '9') {
            refuse(table, at->name, "not a decimal number");
        } else if (fraction < at->scale) {
            value = value * 10 + (text.data[i] - '0');
            fraction += fraction >= 0;
        } else if (text.data[i] != '0') {
            refuse(table, at->name, "more decimals than the column has");
        }
    }
    for (fraction = fraction < 0 ? 0 : fraction; fraction < at->scale; fraction++) {
        value *= 10;
    }
    return negative ? -value : value;
}

/* Two's complement, big endian, as few bytes as hold it: java.math.BigInteger.toByteArray. */
static void put_decimal(of_buffer *out, int64_t value)
{
    uint8_t bytes[8];
    size_t len = 8;
    for (size_t i = 0; i < 8; i++) {
        bytes[i] = (uint8_t)((uint64_t)value >> (56 - 8 * i));
    }
    const uint8_t *from = bytes;
    while (len > 1 && ((from[0] == 0 && from[1] < 0x80) || (from[0] == 0xff && from[1] >= 0x80))) {
        from++;
        len--;
    }
    put_long(out, (int64_t)len);
    of_buffer_put(out, from, len);
}

static int64_t millis_of(const cdc_table *table, const column *at, of_text text)
{
    int64_t ms = 0;
    if (!of_time_parse(text, &ms)) {
        refuse(table, at->name, "not a time");
    }
    return ms;
}

static void put_day(const cdc_table *table, const column *at, of_text text, of_buffer *out)
{
    char time[64];
    snprintf(time, sizeof time, "%.10sT00:00:00Z", text.data);
    int64_t ms = text.len < 10 ? 0 : millis_of(table, at, of_text_of(time));
    put_long(out, ms / 86400000);
}

static void put_value(const cdc_table *table, const column *at, of_text text, of_buffer *out)
{
    char zoned[OF_TIME_TEXT_SIZE];
    double number = 0;
    switch (at->kind) {
    case COLUMN_TEXT:
        put_text(out, text);
        break;
    case COLUMN_INTEGER:
        put_long(out, integer_of(table, at, text));
        break;
    case COLUMN_BOOLEAN:
        of_buffer_put_u8(out, of_text_is(text, "true"));
        break;
    case COLUMN_DOUBLE:
        number = strtod(text.data, NULL);
        of_buffer_put(out, &number, sizeof number);
        break;
    case COLUMN_DECIMAL:
        put_decimal(out, unscaled(table, at, text));
        break;
    case COLUMN_DAY:
        put_day(table, at, text, out);
        break;
    case COLUMN_MILLIS:
        put_long(out, millis_of(table, at, text));
        break;
    case COLUMN_ZONED:
        of_time_format(millis_of(table, at, text), zoned);
        put_text(out, of_text_of(zoned));
        break;
    }
}

static const cdc_column *column_of(const cdc_change *change, const char *name)
{
    for (size_t i = 0; i < change->count; i++) {
        if (strcmp(change->columns[i].name, name) == 0) {
            return &change->columns[i];
        }
    }
    return NULL;
}

static void check_names(const cdc_table *table, const cdc_change *change)
{
    for (size_t i = 0; i < change->count; i++) {
        bool known = false;
        for (size_t j = 0; j < table->count && !known; j++) {
            known = strcmp(change->columns[i].name, table->columns[j].name) == 0;
        }
        if (!known) {
            refuse(table, change->columns[i].name, "there is no such column");
        }
    }
}

static void put_row(const cdc_table *table, const cdc_change *change, of_buffer *out)
{
    check_names(table, change);
    for (size_t i = 0; i < table->count; i++) {
        const column *at = &table->columns[i];
        const cdc_column *given = column_of(change, at->name);
        of_text text = given == NULL ? (of_text){0} : given->value;
        if (at->nullable) {
            put_long(out, (text.data == NULL) == at->null_first ? 0 : 1);
        } else if (text.data == NULL) {
            refuse(table, at->name, "is NULL but the column is not nullable");
        }
        if (text.data != NULL) {
            put_value(table, at, text, out);
        }
    }
}

/* ["null", string or long]: the branch, and the value where there is one. */
static void put_source(const cdc_table *table, const cdc_change *change, of_buffer *out)
{
    put_text(out, OF_TEXT("3.6.0.Final"));
    put_text(out, OF_TEXT("postgresql"));
    put_text(out, OF_TEXT("world"));
    put_long(out, change->at_ms);
    put_long(out, 1);
    put_text(out, change->op == 'r' ? OF_TEXT("true") : OF_TEXT("false"));
    put_text(out, OF_TEXT("world"));
    put_long(out, 0); /* sequence */
    put_text(out, OF_TEXT("public"));
    put_text(out, of_text_of(table->topic));
    put_long(out, 0); /* txId */
    put_long(out, 1);
    put_long(out, change->position);
    put_long(out, 0); /* xmin */
}

void cdc_write(cdc_table *table, const cdc_change *change, of_buffer *out)
{
    of_buffer_put_u8(out, 0);
    of_buffer_put_u32_be(out, (uint32_t)table->id);
    if (!table->envelope) {
        put_row(table, change, out);
        return;
    }
    bool deletion = change->op == 'd';
    put_long(out, deletion ? 1 : 0);
    if (deletion) {
        put_row(table, change, out);
    }
    put_long(out, deletion ? 0 : 1);
    if (!deletion) {
        put_row(table, change, out);
    }
    put_source(table, change, out);
    put_long(out, 0); /* transaction */
    put_text(out, (of_text){.data = &change->op, .len = 1});
    put_long(out, 1);
    put_long(out, change->at_ms);
}
