/* A table from names to numbers, for things that are added and never taken away. */
#pragma once

#include "topology/base/bytes.h"

typedef struct names names;

names *names_new(void);
void names_free(names *table);
/* Copies the name; a name that is there already keeps its number. */
void names_put(names *table, of_text name, int32_t number);
/* -1: not there. */
int32_t names_get(const names *table, of_text name);
