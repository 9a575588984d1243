/* What not everybody may read, and where it may stand. A field that is missing here fails the test:
 * one whose doc names the currency unit, or whose name speaks of prices, credit or persons. */
#pragma once

#include "topology/runtime/graph.h"

typedef enum leak_class { LEAK_COMMERCIAL, LEAK_PERSON, LEAK_CLASSES } leak_class;

typedef struct leak_field {
    const char *field; /* "OrderCommercial.ordered" */
    leak_class class_;
    const char *topics; /* Kafka names, by spaces */
} leak_field;

extern const leak_field leak_fields[];
extern const size_t leak_field_count;

/* True where a record of the class may stand on the topic. Dead letters hold the bytes of their
 * source, whatever they are: whoever reads them may read the sources. */
bool leak_allowed(leak_class class_, const char *kafka);
/* Every schema of a topic that the page publishes, against the table, and the table against them.
 * Prints what is wrong; the number of faults. */
int leak_check_schemas(void);
