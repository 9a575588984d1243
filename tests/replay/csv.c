/* CSV by libcsv, decompressed by the zstd tool. */
#include "tests/replay/csv.h"

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>

#include "topology/base/arena.h"

#define COLUMNS_MAX 64

typedef struct reader {
    const char *path;
    const char *const *names;
    csv_row row;
    void *state;
    of_arena *arena; /* the cells of the row in hand */
    of_text cells[COLUMNS_MAX];
    int column;              /* of the cell that comes next */
    int wanted[COLUMNS_MAX]; /* file column -> index in names, or -1 */
    bool header_done;
} reader;

static void refuse(const char *path, const char *what)
{
    fprintf(stderr, "replay: %s: %s\n", path, what);
    exit(1);
}

static int index_of(const reader *self, of_text name)
{
    for (int i = 0; self->names[i] != NULL; i++) {
        if (of_text_is(name, self->names[i])) {
            return i;
        }
    }
    return -1;
}

static void on_cell(void *data, size_t len, void *state)
{
    reader *self = state;
    of_text text = {.data = data, .len = len};
    if (self->column >= COLUMNS_MAX) {
        refuse(self->path, "too many columns");
    }
    if (!self->header_done) {
        self->wanted[self->column] = index_of(self, text);
    } else if (self->wanted[self->column] >= 0) {
        self->cells[self->wanted[self->column]] =
            len == 0 ? (of_text){0} : of_arena_text(self->arena, text);
    }
    self->column++;
}

static void check_header(const reader *self)
{
    for (int i = 0; self->names[i] != NULL; i++) {
        bool found = false;
        for (int column = 0; column < self->column; column++) {
            found |= self->wanted[column] == i;
        }
        if (!found) {
            refuse(self->path, self->names[i]);
        }
    }
}

static void on_row(int end, void *state)
{
    (void)end;
    reader *self = state;
    if (self->header_done) {
        self->row(self->state, self->cells);
    } else {
        check_header(self);
        self->header_done = true;
    }
    self->column = 0;
    memset(self->cells, 0, sizeof self->cells);
    of_arena_reset(self->arena);
}

void csv_each(const char *directory, const char *file, const char *const *names, csv_row row,
              void *state)
{
    char path[1024];
    char shell[1100];
    snprintf(path, sizeof path, "%s/%s.zst", directory, file);
    snprintf(shell, sizeof shell, "exec zstd -dcq '%s'", path);
    reader self = {.path = path,
                   .names = names,
                   .row = row,
                   .state = state,
                   .arena = of_arena_new((size_t)4 << 20)};
    struct csv_parser parser;
    csv_init(&parser, CSV_APPEND_NULL);
    FILE *stream = popen(shell, "r");
    if (stream == NULL) {
        refuse(path, "cannot be read");
    }
    char block[1 << 16];
    size_t len = 0;
    while ((len = fread(block, 1, sizeof block, stream)) > 0) {
        if (csv_parse(&parser, block, len, on_cell, on_row, &self) != len) {
            refuse(path, csv_strerror(csv_error(&parser)));
        }
    }
    csv_fini(&parser, on_cell, on_row, &self);
    if (pclose(stream) != 0 || !self.header_done) {
        refuse(path, "cannot be read");
    }
    csv_free(&parser);
    of_arena_free(self.arena);
}
