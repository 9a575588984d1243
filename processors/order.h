/* One record's work on one order: rows are opened, changed and closed; closing derives and
 * publishes.
 *
 *     order ── header and payments, counts over its lines, what was published (with the sums)
 *       ├── line ── every source row of the line; its ledger is a pure function of them
 *       └── package ── confirmations, what the carrier says; tells its lines where their goods are
 *
 * The texts in these structs are views of the fact or of loaded rows; they live while the record is
 * handled. Closing a line moves the sums of the order by what changed, so that a fact about one
 * line never loads another. */
#pragma once

#include "processors/ledger.h"
#include "processors/seen.h"

typedef struct of_order_work {
    of_ctx *ctx;
    OrderRow row;
    OrderState next;    /* becomes row.published */
    OrderHeader header; /* merged from the rows of all systems; valid if has_header */
    bool has_header;
    bool touched;                /* something was learnt: store the row */
    int64_t due_ms;              /* earliest due time among the findings in hand; INT64_MAX: none */
    bool owns_shown;             /* next.open_exceptions may be written to, and has room */
    const ExceptionChange *told; /* in hand, else NULL */
    const Control *control;      /* in hand, else NULL */
} of_order_work;

typedef struct of_line_work {
    of_order_work *order;
    of_text key;
    LineRow row;
    bool known; /* it was there before this record */
    bool stub_before;
    bool return_open_before;
    bool touched;
} of_line_work;

typedef struct of_package_work {
    of_order_work *order;
    of_text key;
    PackageRow row;
    bool known;
    bool touched;
    bool heard; /* of the carrier, by this record */
} of_package_work;

/* ---- order.c ---- */

of_status of_order_open(of_ctx *ctx, of_order_work *work);
/* Derives, publishes what changed, stores. Does nothing when nothing was learnt. */
of_status of_order_close(of_order_work *work);
/* Event time of a fact, also of one that is dropped as old: the latest must not depend on order. */
void of_order_saw(of_order_work *work, OptionalLong at);
/* "<order>|<part>" in the scratch; ABORT when it is full, SKIP when the part is empty. */
of_status of_order_key(const of_order_work *work, of_text part, of_text *key);

/* ---- order_header.c ---- */

of_status of_order_header_fact(of_ctx *ctx, const OrderHeader *fact);
/* Fills work->header from the rows of all systems: each field from its owner. */
void of_order_merge_headers(of_order_work *work);
/* False while the order is known to be captured only. */
bool of_order_is_booked(const of_order_work *work);
/* When the order was acknowledged, in the positions of `realm`. */
of_acknowledgement of_order_acknowledgement(const of_order_work *work, of_text realm);

/* ---- order_line.c ---- */

of_status of_line_open(of_order_work *order, of_text line, of_line_work *work);
of_status of_line_close(of_line_work *work);
void of_line_saw(of_line_work *work, OptionalLong at);
/* Derives every line anew after the header changed, and closes those that differ. */
of_status of_line_refresh_all(of_order_work *order);

/* ---- order_derive.c ---- */

/* What the row says now, but for version and updated_at, which are the published ones. */
of_status of_line_derive(const of_order_work *order, const LineRow *row, LineState *out);
/* Goods came back and nobody has inspected them yet. */
bool of_line_return_open(const LineRow *row);
/* Fills work->next but for version and updated_at. */
void of_order_derive(of_order_work *work);

/* ---- order_package.c ---- */

of_status of_package_open(of_order_work *order, of_text package, of_package_work *work);
of_status of_package_close(of_package_work *work);
of_status of_package_content_fact(of_ctx *ctx, const PackageContent *fact);
of_status of_package_confirm_fact(of_ctx *ctx, const ShipConfirm *fact);
of_status of_package_milestone_fact(of_ctx *ctx, const OrderMilestone *fact);

/* ---- order_facts.c: facts of one line ---- */

of_status of_line_order_line_fact(of_ctx *ctx, const OrderLine *fact);
of_status of_line_schedule_fact(of_ctx *ctx, const ScheduleLine *fact);
of_status of_line_allocation_fact(of_ctx *ctx, const Allocation *fact);
of_status of_line_warehouse_order_fact(of_ctx *ctx, const WarehouseOrder *fact);
of_status of_line_pick_fact(of_ctx *ctx, const Pick *fact);
of_status of_line_invoice_fact(of_ctx *ctx, const InvoiceLine *fact);
of_status of_line_credit_fact(of_ctx *ctx, const CreditMemoLine *fact);
of_status of_line_receipt_fact(of_ctx *ctx, const ReturnReceipt *fact);
of_status of_line_inspection_fact(of_ctx *ctx, const Inspection *fact);
