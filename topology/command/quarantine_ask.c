/* Asks the owner of a quarantined order, through Kafka as every other input, and waits for what the
 * quarantine log says of it. */
#include <stdio.h>
#include <unistd.h>

#include "topology/command/control.h"
#include "topology/command/quarantine.h"
#include "topology/ids.h"
#include "topology/runtime/graph.h"

#define LOOK_AGAIN_US 200000

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
    char id[OF_CONTROL_ID_SIZE];
    of_control_name(id);
    Control control = {.order = of_text_of(request->order),
                       .id = of_text_of(id),
                       .action = request->action,
                       .actor = of_text_of(request->actor)};
    if (request->reason != NULL) {
        control.reason = of_text_of(request->reason);
    }
    of_status status = of_control_send(parts, &control);
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
