/* Every call at which a process can die, on one number line: calls of the Kafka port, calls of the
 * state store, and what the store asks of the disk. At the call that is chosen the process is dead:
 * that call and all later ones fail and have no effect, and nothing more reaches the disk.
 *
 * The calls of rocks.h are wrapped by the linker (CMakeLists.txt); the port and the disk ask. One
 * process of the product at a time. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "topology/base/buffer.h"

typedef enum gate_kind { GATE_PORT, GATE_STATE, GATE_DISK, GATE_KINDS } gate_kind;

extern const char *const gate_kinds[GATE_KINDS];

/* Counts from 1; dies at that call, never at 0. Keeps the names when `records`. */
void gates_arm(int64_t dies_at, bool records);
/* Calls pass uncounted. */
void gates_disarm(void);
int64_t gates_count(void);
bool gates_dead(void);

/* Of the port and of the disk, for of_embedded_set_gate and power_watch. */
bool gates_port(void *state, const char *call, int64_t number);
bool gates_disk(void *state, const char *call);

/* A hash over the names of all calls so far: two runs that are to be the same until a point can be
 * held against each other. */
uint64_t gates_trace(void);
/* Of the recorded run; the call `number` and the trace with it. */
uint64_t gates_recorded_trace(int64_t number);
const char *gates_recorded_call(int64_t number);
gate_kind gates_recorded_kind(int64_t number);
int64_t gates_recorded_count(void);
/* "port: member_poll 812, ..." one line per kind. */
void gates_describe(of_buffer *out);
void gates_free(void);
