/* The whole topology on an embedded log, for records that nobody can use. */
#pragma once

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "avro/model.h"
#include "avro/registry/wire.h"
#include "tests/unit/runtime/test_store.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/command/intake_adapter.h"
#include "topology/kafka/embedded.h"
#include "topology/runtime/engine.h"

#define LETTERS_MAX 8

typedef struct bed {
    of_manual_clock manual;
    of_clock clock;
    of_embedded *log;
    of_registry *registry;
    of_kafka *outside;
    of_kafka *client;
    of_producer *feed;
    of_engine_options options;
    of_engine *engine;
    int32_t header_schema;
    const char *mapping;
    of_intake_adapter *intake;
} bed;

void must(of_status status);
/* One row of the table that `prove badinput` prints. */
void tell(const char *got);
/* `mapping` and `topic` of a source, or NULL. */
bed *bed_open_with(const char *mapping, const char *topic);
bed *bed_open(void);
void bed_close(bed *self);
void put_on(bed *self, const char *topic, of_bytes key, of_bytes value);
void put(bed *self, of_bytes key, of_bytes value);
void settle(bed *self);
of_buffer header(const bed *self, of_text order, of_text channel);
/* Values of the topic's only partition. */
size_t read_all(const bed *self, const char *topic, const of_record_type *type, of_arena *arena,
                void **records, size_t most);
/* Behind the bad record, which is on its topic, a good one: one letter with the reason, and the
 * good one's order. Closes the bed. */
void refused_with(of_bytes value, const char *reason, bed *self);
void refused(of_bytes key, of_bytes value, const char *reason, bed *self);
