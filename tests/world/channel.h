/* The channels between the systems' tables and the log: every record has its position when it is
 * written, and may then come late, twice or out of order. */
#pragma once

#include "tests/world/rows.h"

enum {
    TABLE_ORDER,
    TABLE_LINE,
    TABLE_SCHEDULE,
    TABLE_ALLOCATION,
    TABLE_PURCHASE,
    TABLE_PAYMENT,
    TABLE_INVOICE,
    TABLE_CREDIT,
    TABLE_WAREHOUSE_ORDER,
    TABLE_PICK,
    TABLE_PACKAGE,
    TABLE_SHIP,
    TABLE_RECEIPT,
    TABLE_INSPECTION,
    TABLE_CASE,
    TABLE_INTENT,
    TABLE_SCAN,
    TABLES
};

/* Writes the row's change event under the next position and sends it off. Columns end with a NULL
 * name. */
void channel_write(books *world, int table, char op, of_text key, const cdc_column *columns,
                   int64_t at);
