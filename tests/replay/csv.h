/* Reads a zstd-compressed CSV file with a header line, row by row, columns by name. */
#pragma once

#include "topology/base/bytes.h"

/* One row: the cells in the order of the names given to csv_each. An empty cell is absent. Borrowed
 * until the function returns. */
typedef void (*csv_row)(void *state, const of_text *cells);

/* Calls `row` for each row of `<directory>/<file>.zst`; `names` ends with NULL. Ends the program
 * with a message when the file or a column is missing: this is test code. */
void csv_each(const char *directory, const char *file, const char *const *names, csv_row row,
              void *state);
