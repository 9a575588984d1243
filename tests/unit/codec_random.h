/* Random records of any record type, for the properties of the codec. One seed, one record. */
#pragma once

#include "avro/codec/record.h"

typedef struct codec_random {
    uint64_t state;
} codec_random;

uint64_t codec_random_next(codec_random *random);
/* 0 <= result < bound */
uint64_t codec_random_below(codec_random *random, uint64_t bound);

/* Fills `record`, edge values often; everything it points to lives in `arena`. */
void codec_random_record(codec_random *random, const of_record_type *type, of_arena *arena,
                         void *record);
