/* A YAML file as a tree that remembers its lines; what is wrong is reported, never guessed. */
#pragma once

#include "topology/base/bytes.h"

/* Hears what is wrong; `line` counts from 1, 0: the file as a whole. */
typedef void (*of_yaml_listener)(void *state, const char *file, int line, const char *message);

typedef struct of_yaml of_yaml;
typedef struct yaml_node_s of_yaml_node; /* libyaml's; only yaml.c looks inside */

/* NULL when the file cannot be read or is no YAML: reported. Files over 1 MiB are refused. */
of_yaml *of_yaml_load(const char *file, of_yaml_listener report, void *state);
void of_yaml_free(of_yaml *yaml);

const of_yaml_node *of_yaml_root(of_yaml *yaml);
int of_yaml_line(const of_yaml_node *node);
bool of_yaml_is_map(const of_yaml_node *node);
bool of_yaml_is_list(const of_yaml_node *node);
/* The text of a scalar, borrowed; absent for lists and maps, and for null ("~", "null", nothing).
 */
of_text of_yaml_scalar(const of_yaml_node *node);
bool of_yaml_is_null(const of_yaml_node *node);

size_t of_yaml_len(const of_yaml_node *node);
/* The i-th item of a list, or entry of a map. */
const of_yaml_node *of_yaml_item(of_yaml *yaml, const of_yaml_node *list, size_t i);
void of_yaml_entry(of_yaml *yaml, const of_yaml_node *map, size_t i, const of_yaml_node **key,
                   const of_yaml_node **value);
/* NULL when the map has no such key. */
const of_yaml_node *of_yaml_get(of_yaml *yaml, const of_yaml_node *map, const char *key);

void of_yaml_report(of_yaml *yaml, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
size_t of_yaml_problems(const of_yaml *yaml);
/* Reports each key of `map` that comes twice or is no text. */
void of_yaml_unique(of_yaml *yaml, const of_yaml_node *map);
/* The same, and each key that is not among `keys` (ended by NULL). */
void of_yaml_only(of_yaml *yaml, const of_yaml_node *map, const char *const *keys);
