/* Where a broken assertion ends: one line, then a core. */
#include "topology/base/assert.h"

#include <stdio.h>
#include <stdlib.h>

void of_assert_failed(const char *condition, const char *file, int line)
{
    fprintf(stderr, "orderflow: assertion failed: %s (%s:%d)\n", condition, file, line);
    abort();
}
