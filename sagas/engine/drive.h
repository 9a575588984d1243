/* Runs one saga instance inside the order's task: decide, apply, and carry the actions outside. */
#pragma once

#include "processors/processor.h"
#include "sagas/engine/engine.h"

/* Every saga there is, by type. */
const of_saga *of_saga_of(SagaType type);

/* Hands `event` to the saga `id`; `found` (may be NULL) tells whether there is one. */
of_status of_saga_drive(of_ctx *ctx, of_text id, const of_saga_event *event, bool *found);

/* Starts a saga of `line`, which is put with it. An id that was used before starts nothing. */
of_status of_saga_launch(of_ctx *ctx, const of_saga *saga, of_text id, SagaLine *line,
                         const of_saga_start *start);

/* Hands `event` to every saga at work for the line. */
of_status of_saga_drive_line(of_ctx *ctx, const SagaLine *line, const of_saga_event *event);

/* What is short is covered from several sites, or waits (in this order): called after the settle
 * time, and when a split saga failed. */
of_status of_saga_start_shortage(of_ctx *ctx, SagaLine *line, of_text reason, bool may_split);

/* An exception that no saga can hold: a reply to nobody. */
of_status of_saga_raise(of_ctx *ctx, of_text order, of_text line, of_text code, of_text subject);

/* The line's row, as an own copy; a fresh one when there is none yet. */
of_status of_saga_line_of(of_ctx *ctx, of_text order, of_text line, SagaLine *row, bool *found);
of_status of_saga_order_of(of_ctx *ctx, of_text order, SagaOrder *row, bool *found);
of_text of_saga_line_key(of_ctx *ctx, of_text order, of_text line);
/* What a line costs stands in no record that is published for all; 0 while it is not known. */
of_status of_saga_unit_price(of_ctx *ctx, const SagaLine *line, int64_t *unit_price);
