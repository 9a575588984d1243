/* The encoder for records that are known to be encodable, as clones are: the fields compiled once
 * into flat instructions, without the checks of of_record_encode. For avro/codec/clone.c. */
#pragma once

#include "avro/codec/record.h"

typedef struct of_encode_ops of_encode_ops;

/* Immutable: any thread may use it. `type` is not needed any more afterwards. */
of_encode_ops *of_encode_ops_new(const of_record_type *type);
void of_encode_ops_free(of_encode_ops *ops);
/* Appends what of_record_encode would. False, with nothing appended, when `out` may not grow so
 * far. */
bool of_encode_ops_run(const of_encode_ops *ops, const void *record, of_buffer *out);
