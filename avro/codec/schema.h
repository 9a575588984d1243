/* A parsed and validated Avro schema: the writer's side of a decode plan, and what intake walks to
 * learn the shape of a source.
 *
 * Parsed from the JSON text with jansson by our own validator: Avro C hides defaults, aliases, docs
 * and logical types and crashes on hostile schemas. Bounds: depth, names, fields, fixed size and
 * text length are capped (limits in schema.c), a record that directly contains itself is refused.
 * Immutable after parsing; any thread may read it. Everything below lives as long as the schema. */
#pragma once

#include "topology/base/bytes.h"
#include "topology/base/status.h"

typedef enum of_schema_kind {
    OF_SCHEMA_NULL,
    OF_SCHEMA_BOOLEAN,
    OF_SCHEMA_INT,
    OF_SCHEMA_LONG,
    OF_SCHEMA_FLOAT,
    OF_SCHEMA_DOUBLE,
    OF_SCHEMA_STRING,
    OF_SCHEMA_BYTES,
    OF_SCHEMA_FIXED,
    OF_SCHEMA_ENUM,
    OF_SCHEMA_ARRAY,
    OF_SCHEMA_MAP,
    OF_SCHEMA_RECORD,
    OF_SCHEMA_UNION,
} of_schema_kind;

typedef struct of_schema of_schema;
typedef struct of_schema_type of_schema_type;

typedef struct of_schema_field {
    of_text name;
    of_text doc; /* absent where there is none, as all texts below */
    const of_schema_type *type;
    const of_text *aliases;
    size_t alias_count;
    const struct json_t *default_value; /* NULL: none (the default null is a JSON null) */
} of_schema_field;

/* One type. A named type is one object however often it is referred to, so types may form cycles:
 * who walks them bounds the depth. */
struct of_schema_type {
    of_schema_kind kind;
    of_text name; /* full name of a record, enum or fixed, else the kind's: "string" */
    of_text doc;
    of_text logical_type; /* "timestamp-millis", "decimal", ...; absent when it is not valid */
    of_text connect_name; /* "io.debezium.time.MicroTimestamp": the property connect.name */
    int32_t precision;    /* of a decimal */
    int32_t scale;
    uint32_t fixed_size;
    uint32_t min_bytes;     /* the shortest encoding of a value */
    const of_text *aliases; /* full names, of a named type */
    size_t alias_count;
    const of_text *symbols; /* ENUM */
    size_t symbol_count;
    int32_t default_symbol;        /* ENUM: index, or -1 */
    const of_schema_field *fields; /* RECORD */
    size_t field_count;
    const of_schema_type *const *branches; /* UNION */
    size_t branch_count;
    const of_schema_type *item; /* ARRAY: of an item, MAP: of a value */
    const struct json_t *json;  /* the object it was written as, NULL for a bare name */
};

/* `error` (may be NULL) receives what is wrong and where, as text of at most `error_size` bytes. */
of_status of_schema_parse(of_text json, of_schema **schema, char *error, size_t error_size);
void of_schema_free(of_schema *schema);

/* Full name of a named top-level type ("orderflow.OrderState"), else the type's name ("string"). */
of_text of_schema_full_name(const of_schema *schema);
/* The text it was parsed from, byte for byte. */
of_text of_schema_text(const of_schema *schema);

const of_schema_type *of_schema_root(const of_schema *schema);
/* The record's field, or NULL (also when `type` is no record). */
const of_schema_field *of_schema_field_of(const of_schema_type *type, of_text name);
/* T of ["null", T] in either order, the type itself when it is no union, NULL for other unions. */
const of_schema_type *of_schema_not_null(const of_schema_type *type);
/* Any other property that is a text, such as "connect.version"; absent when there is none. */
of_text of_schema_property(const of_schema_type *type, const char *key);
/* "OrderState" of "orderflow.OrderState". */
of_text of_schema_simple_name(of_text full_name);
