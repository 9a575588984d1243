/* One record on of.control. */
#include "topology/command/control.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "avro/registry/wire.h"
#include "topology/ids.h"
#include "topology/runtime/graph.h"

#define CALL_TIMEOUT_MS 10000

void of_control_name(char id[OF_CONTROL_ID_SIZE])
{
    snprintf(id, OF_CONTROL_ID_SIZE, "%" PRId64 "-%ld", of_clock_now_ms(&of_wall_clock),
             (long)getpid());
}

static of_status encode(const of_parts *parts, const Control *control, of_buffer *value)
{
    const of_graph_topic *topic = &of_topology.topics[OF_TOPIC_control];
    char subject[OF_TOPIC_NAME_SIZE];
    int32_t schema = 0;
    snprintf(subject, sizeof subject, "%s-value", topic->kafka);
    OF_TRY(of_registry_register(parts->registry, subject, topic->type->schema_text, &schema));
    return of_wire_encode(schema, topic->type, control, value);
}

static of_status send(const of_parts *parts, of_text order, of_bytes value)
{
    of_producer *producer = NULL;
    of_producer_options options = {.transactional_id = NULL};
    OF_TRY(of_producer_open(parts->kafka, &options, &producer));
    of_bytes key = of_bytes_of_text(order);
    of_outgoing record = {
        .topic = of_topic_handle(parts->kafka, of_topology.topics[OF_TOPIC_control].kafka),
        .partition = of_partition_of_key(key, parts->layout.partitions),
        .timestamp_ms = of_clock_now_ms(&of_wall_clock),
        .key = key,
        .value = value};
    of_status status = of_producer_send(producer, &record);
    if (of_ok(status)) {
        status = of_producer_flush(producer, CALL_TIMEOUT_MS);
    }
    of_producer_close(producer);
    return status;
}

of_status of_control_send(const of_parts *parts, const Control *control)
{
    of_buffer value = {0};
    of_status status = encode(parts, control, &value);
    if (of_ok(status)) {
        status = send(parts, control->order, of_buffer_bytes(&value));
    }
    of_buffer_free(&value);
    return status;
}
