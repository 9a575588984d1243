/* Asks the owner of a quarantined order, through Kafka as every other input, and waits for what the
 * quarantine log says of it. */
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "avro/registry/wire.h"
#include "topology/base/memory.h"
#include "topology/command/quarantine.h"
#include "topology/ids.h"
#include "topology/runtime/graph.h"

#define CALL_TIMEOUT_MS 10000
#define LOOK_AGAIN_US   200000
#define ID_SIZE         64

/* ---- asking ---- */

static of_status encode(const of_parts *parts, const Control *control, of_buffer *value)
{
    const of_graph_topic *topic = &of_topology.topics[OF_TOPIC_control];
    char subject[OF_TOPIC_NAME_SIZE];
    int32_t schema = 0;
    snprintf(subject, sizeof subject, "%s-value", topic->kafka);
    OF_TRY(of_registry_register(parts->registry, subject, topic->type->schema_text, &schema));
    return of_wire_encode(schema, topic->type, control, value);
}

static of_status send_value(const of_parts *parts, of_text order, of_bytes value)
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

/* ---- the outcome ---- */

typedef struct outcome {
    of_text id;
    QuarantineEvent last; /* UNKNOWN: no entry names the request yet */
} outcome;

static of_status on_entry(void *state, const of_message *message, const void *record)
{
    outcome *self = state;
    const QuarantineEntry *entry = record;
    (void)message;
    if (entry->control.data != NULL && of_text_equal(entry->control, self->id)) {
        self->last = entry->event;
    }
    return OF_OK;
}

static bool is_final(QuarantineEvent event)
{
    return event == QUARANTINE_EVENT_BROKEN || event == QUARANTINE_EVENT_REFUSED ||
           event == QUARANTINE_EVENT_OVER;
}

static of_status wait_for(const of_parts *parts, const of_quarantine_request *request,
                          outcome *result)
{
    of_bytes key = of_bytes_of_text(of_text_of(request->order));
    of_topic_log log = {.parts = parts,
                        .topic = of_topology.topics[OF_TOPIC_quarantine_log].kafka,
                        .type = &of_QuarantineEntry_type,
                        .partition = of_partition_of_key(key, parts->layout.partitions)};
    int64_t until = of_clock_now_ms(&of_wall_clock) + request->wait_ms;
    for (;;) {
        OF_TRY(of_topic_log_read(&log, on_entry, result));
        if (is_final(result->last) || of_clock_now_ms(&of_wall_clock) >= until) {
            return OF_OK;
        }
        usleep(LOOK_AGAIN_US);
    }
}

static int tell(const of_quarantine_request *request, const outcome *result)
{
    switch (result->last) {
    case QUARANTINE_EVENT_OVER:
        printf("%s goes on: nothing of it is parked any more\n", request->order);
        return OF_EXIT_OK;
    case QUARANTINE_EVENT_BROKEN:
        of_print_error("%s broke a law again and is parked again: see `quarantine show`",
                       request->order);
        return OF_EXIT_FAILED;
    case QUARANTINE_EVENT_REFUSED:
        of_print_error("refused: see `quarantine show %s`", request->order);
        return OF_EXIT_FAILED;
    case QUARANTINE_EVENT_RELEASE:
    case QUARANTINE_EVENT_DROP:
    case QUARANTINE_EVENT_DROP_FIRST:
    case QUARANTINE_EVENT_UNKNOWN:
        break;
    }
    printf("asked as %.*s; %s: `quarantine show %s` tells the outcome\n", OF_TEXT_ARG(result->id),
           result->last == QUARANTINE_EVENT_UNKNOWN ? "the engine has not answered yet"
                                                    : "the engine is at it",
           request->order);
    return OF_EXIT_OK;
}

int of_quarantine_ask(const of_parts *parts, const of_quarantine_request *request)
{
    char id[ID_SIZE];
    snprintf(id, sizeof id, "%" PRId64 "-%ld", of_clock_now_ms(&of_wall_clock), (long)getpid());
    Control control = {.order = of_text_of(request->order),
                       .id = of_text_of(id),
                       .action = request->action,
                       .actor = of_text_of(request->actor)};
    if (request->reason != NULL) {
        control.reason = of_text_of(request->reason);
    }
    of_buffer value = {0};
    of_status status = encode(parts, &control, &value);
    if (of_ok(status)) {
        status = send_value(parts, control.order, of_buffer_bytes(&value));
    }
    of_buffer_free(&value);
    outcome result = {.id = control.id, .last = QUARANTINE_EVENT_UNKNOWN};
    if (of_ok(status) && request->wait_ms > 0) {
        status = wait_for(parts, request, &result);
    }
    if (!of_ok(status)) {
        of_print_status("quarantine", status);
        return OF_EXIT_FAILED;
    }
    return tell(request, &result);
}
