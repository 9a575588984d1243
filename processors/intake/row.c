/* What the envelopes have in common. */
#include "processors/intake/row.h"

of_status of_row_start(of_row *row, const of_mapping *mapping, of_arena *arena)
{
    *row = (of_row){.cells = of_arena_array(arena, mapping->column_count + 1, sizeof(of_cell))};
    return row->cells != NULL ? OF_OK : OF_ABORT_AS("intake: the arena is full");
}

of_status of_row_set_op(of_row *row, of_text op)
{
    if (op.data == NULL || op.len != 1) {
        return OF_SKIP_AS("intake: the envelope has no op");
    }
    switch (op.data[0]) {
    case 'r':
        row->snapshot = true;
        return OF_OK;
    case 'c':
    case 'u':
        return OF_OK;
    case 'd':
        row->deleted = true;
        return OF_OK;
    case 'm': /* a message in the log of the database, of no table */
        row->nothing = true;
        return OF_OK;
    case 't':
        return OF_SKIP_AS("intake: the source table was truncated; its rows cannot be named");
    default:
        return OF_SKIP_AS("intake: an op that Debezium does not have");
    }
}

void of_row_set_snapshot(of_row *row, of_text text)
{
    row->snapshot =
        row->snapshot || (text.data != NULL && text.len > 0 && !of_text_is(text, "false"));
}
