/* Between schema.c (what others see) and schema_parse.c (the parser) only. */
#pragma once

#include <jansson.h>

#include "avro/codec/schema.h"
#include "topology/base/arena.h"

struct of_schema {
    of_arena *arena;
    json_t *json;
    of_text text;
    const of_schema_type *root;
};

/* Fills `root` from `json`; false with `error` filled when the schema is not valid. */
bool of_schema_parse_tree(of_schema *schema, char *error, size_t error_size);

of_text of_schema_json_text(const json_t *json); /* absent when it is no text */
of_text of_schema_namespace(of_text full_name);  /* "orderflow" of "orderflow.OrderState" */
bool of_schema_is_name(of_text text);            /* [A-Za-z_][A-Za-z0-9_]* */
bool of_schema_is_namespace(of_text text);
