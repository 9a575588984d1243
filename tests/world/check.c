/* Line by line, the ledger that was derived from change events against the books they came from. */
#include "tests/world/check.h"

#include <inttypes.h>

#include "topology/base/memory.h"

#define SHOWN_MAX 10

typedef struct found_line {
    bool there;
    Ledger ledger;
} found_line;

typedef struct state {
    const books *world;
    found_line *lines;
} state;

static void visit(void *self, of_text key, const void *record, int64_t timestamp_ms)
{
    (void)key;
    (void)timestamp_ms;
    const state *all = self;
    const LineState *line = record;
    int32_t at = line == NULL ? -1 : books_line(all->world, line->order, line->line);
    if (at >= 0) {
        all->lines[at] = (found_line){.there = true, .ledger = line->ledger};
    }
}

typedef struct column {
    const char *name;
    int64_t books;
    int64_t derived;
} column;

#define COLUMNS 9

static void compare(const books *world, const book_line *line, const Ledger *ledger,
                    column out[COLUMNS])
{
    int64_t allocated = 0;
    int64_t picked = 0;
    int64_t shipped = 0;
    for (int32_t at = line->first_leg; at >= 0; at = world->legs[at].next) {
        const book_leg *leg = &world->legs[at];
        allocated += leg_still_allocated(leg);
        picked += leg->picked - leg->put_back - leg->shipped;
        shipped += leg->shipped;
    }
    out[0] = (column){"wanted", line->net, ledger->ordered - ledger->cancelled};
    out[1] = (column){"allocated", allocated, ledger->allocated};
    out[2] = (column){"picked", picked, ledger->picked};
    out[3] = (column){"shipped", shipped, ledger->shipped};
    out[4] = (column){"delivered", line->delivered, ledger->delivered};
    out[5] = (column){"lost", line->lost, ledger->lost};
    out[6] = (column){"invoiced", line->invoiced, ledger->invoiced};
    out[7] = (column){"returned", line->returned, ledger->returned};
    out[8] = (column){"credited", line->credited, ledger->credited};
}

static bool agrees(const books *world, const book_line *line, const Ledger *ledger, bool show,
                   FILE *out)
{
    column columns[COLUMNS];
    bool equal = true;
    compare(world, line, ledger, columns);
    for (int i = 0; i < COLUMNS; i++) {
        if (columns[i].books == columns[i].derived) {
            continue;
        }
        equal = false;
        if (show) {
            fprintf(out,
                    "  %s line %s (%s): %s is %" PRId64 ".%03d in the books, %" PRId64
                    ".%03d in line-state\n",
                    world->orders[line->order].key, line->number, plot_names[line->plot],
                    columns[i].name, columns[i].books / 1000, (int)(columns[i].books % 1000),
                    columns[i].derived / 1000, (int)(columns[i].derived % 1000));
        }
    }
    return equal;
}

check_result check_books(const books *world, const participants_counts *counts, const reading *from,
                         FILE *out)
{
    check_result result = {.second_effects = counts->second_effects};
    state all = {.world = world,
                 .lines = of_new_array((size_t)world->line_count + 1, sizeof *all.lines)};
    reading_topic(from, "line-state", &of_LineState_type, visit, &all);
    for (int32_t i = 0; i < world->line_count; i++) {
        const book_line *line = &world->lines[i];
        bool show = result.missing + result.different < SHOWN_MAX;
        if (line->foreign || !line->planted) {
            continue;
        }
        result.lines++;
        if (!all.lines[i].there) {
            result.missing++;
            if (show) {
                fprintf(out, "  %s line %s is not in line-state\n", world->orders[line->order].key,
                        line->number);
            }
        } else if (agrees(world, line, &all.lines[i].ledger, show, out)) {
            result.equal++;
        } else {
            result.different++;
        }
    }
    of_delete(all.lines);
    return result;
}

bool check_agrees(const check_result *result)
{
    return result->missing == 0 && result->different == 0 && result->second_effects == 0;
}
