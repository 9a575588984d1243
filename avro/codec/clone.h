/* Deep copies of one record type, each in one block of memory of exactly its size: what a cache of
 * records wants, which allocates and frees them one by one and has to know what they cost.
 *
 * The type is compiled once into the list of places that a copy must look at, so that numbers cost
 * nothing beyond the copy of the struct itself. A plan is immutable: any thread may use it. */
#pragma once

#include "avro/codec/record.h"

typedef struct of_clone_plan of_clone_plan;

/* `type` must outlive the plan. */
of_clone_plan *of_clone_plan_new(const of_record_type *type);
void of_clone_plan_free(of_clone_plan *plan);

/* The bytes of a deep copy. Refuses (SKIP) what of_record_encode refuses, so that a copy which was
 * made can be encoded later, when it is too late to refuse. */
of_status of_clone_measure(const of_clone_plan *plan, const void *record, size_t *bytes);
/* Into `block`, which has the measured bytes and is aligned for any type; the record is at its
 * start. */
void of_clone_into(const of_clone_plan *plan, const void *record, void *block);
/* Avro binary of a record that was measured, appended to `out`: what of_record_encode writes, for
 * half of the instructions, since nothing but the buffer's limit (SKIP) is checked again. */
of_status of_clone_encode(const of_clone_plan *plan, const void *record, of_buffer *out);
