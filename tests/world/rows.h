/* The tables of the systems: one function per kind of row, each writes the row as it stands in the
 * books and posts its change event to the log of its system.
 *
 * With faults on, a record may come late, twice, or (scans of carriers) out of order; the row's
 * position in its source is given when it is written, so nothing of that changes what is true. */
#pragma once

#include "tests/world/books.h"
#include "tests/world/cdc.h"

enum { SYSTEM_ERP, SYSTEM_WMS, SYSTEM_CRM, SYSTEM_FINANCE, SYSTEM_CARRIER, SYSTEMS };

typedef struct row_sink {
    void (*post)(void *state, int system, const char *topic, of_text key, of_bytes value,
                 int64_t at);
    void *state;
} row_sink;

/* Opens every table under `directory` (the reference schemas) and registers its schema. */
void rows_open(books *world, of_registry *registry, const char *directory, row_sink sink);
void rows_close(books *world);
/* The topics of all tables, for whoever creates them. */
const char *const *rows_topics(size_t *count);

void row_order(books *world, int32_t order, int64_t at);
void row_line(books *world, int32_t line, int64_t at);
void row_schedule(books *world, int32_t line, int64_t at);
void row_allocation(books *world, int32_t leg, int64_t at);
void row_purchase(books *world, int32_t line, const char *id, int32_t site, int64_t qty,
                  int64_t eta, int64_t at);
void row_payment(books *world, int32_t order, int64_t amount, int64_t at);
void row_invoice(books *world, int32_t line, const char *invoice, int64_t qty, int64_t at);
void row_credit(books *world, int32_t line, const char *memo, const CreateCreditMemo *asked,
                int64_t at);
void row_warehouse_order(books *world, int32_t leg, const char *status, int64_t at);
void row_pick(books *world, int32_t leg, int64_t at);
void row_content(books *world, int32_t leg, int64_t at);
void row_ship(books *world, int32_t package, int64_t at);
void row_receipt(books *world, int32_t entry, int64_t at);
void row_inspection(books *world, int32_t entry, const InspectionResult *result, int64_t at);
void row_case(books *world, int32_t line, int64_t qty, int64_t at);
void row_intent(books *world, int32_t order, const char *kind, const char *line, int64_t at);
void row_scan(books *world, int32_t package, const char *code, int64_t at);
