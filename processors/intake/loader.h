/* What the parts of the mapping compiler share while one file is read. Internal to mapping*.c. */
#pragma once

#include "processors/intake/mapping.h"
#include "topology/base/yaml.h"

typedef struct of_loader {
    of_yaml *yaml;
    of_arena *arena;
    of_mapping *mapping;
    const of_yaml_node *constants;
} of_loader;

/* Memory of the mapping, zeroed. A file is bounded, so this cannot run out. */
void *of_loader_new(of_loader *loader, size_t count, size_t size);
of_text of_loader_text(of_loader *loader, of_text text);

/* The number of a column, given one when it is new. */
int32_t of_loader_column(of_loader *loader, of_text name, int line);
of_template of_loader_template(of_loader *loader, const of_yaml_node *node);

/* The rules that fill a record of `type` from the map `fields`. `source` is left to intake. */
of_rules of_loader_rules(of_loader *loader, const of_record_type *type, const of_yaml_node *fields,
                         int line, const of_field *source);
/* The keys of a rule that say how a column is read: type, scale, zone, day, unit, factor. */
void of_loader_reading(of_loader *loader, const of_yaml_node *node, of_rule *rule);
