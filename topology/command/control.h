/* What an operator asks of the owner of an order, as a record like any other input. */
#pragma once

#include "avro/model.h"
#include "topology/command/command.h"

#define OF_CONTROL_ID_SIZE 64

/* Names a request of this process: the time and the process id. */
void of_control_name(char id[OF_CONTROL_ID_SIZE]);
/* Writes the record to `of.control`, under the order's key; the order's owner handles it once, in a
 * transaction of its own. Returns when the broker has it. */
of_status of_control_send(const of_parts *parts, const Control *control);
