/* The quarantine processor: what shall become of an order that broke a law? Who parks and replays
 * is the engine; an answer given here is a row that says what it shall do, and a timer that begins
 * it. */
#include "processors/processor.h"

static of_status enter(of_ctx *ctx, const Control *asked, QuarantineEntry entry)
{
    entry.order = asked->order;
    entry.control = asked->id;
    entry.actor = asked->actor;
    entry.at = of_now(ctx);
    return of_emit_quarantine_log(ctx, asked->order, &entry);
}

static of_status refuse(of_ctx *ctx, const Control *asked, const char *why)
{
    return enter(ctx, asked,
                 (QuarantineEntry){.event = QUARANTINE_EVENT_REFUSED,
                                   .partition = -1,
                                   .offset = -1,
                                   .reason = of_text_of(why)});
}

static QuarantineEvent event_of(ControlAction action)
{
    switch (action) {
    case CONTROL_ACTION_RELEASE:
        return QUARANTINE_EVENT_RELEASE;
    case CONTROL_ACTION_DROP:
        return QUARANTINE_EVENT_DROP;
    case CONTROL_ACTION_DROP_FIRST:
        return QUARANTINE_EVENT_DROP_FIRST;
    case CONTROL_ACTION_CLOSE_EXCEPTION:
    case CONTROL_ACTION_UNKNOWN:
        break;
    }
    return QUARANTINE_EVENT_UNKNOWN;
}

/* A timer that broke the law is what DROP_FIRST discards; then no record goes with it. */
static int64_t drop_before(const QuarantineRow *row, ControlAction action)
{
    bool by_record = row->timer.data == NULL && row->first < row->next;
    return action == CONTROL_ACTION_DROP                      ? row->next
           : action == CONTROL_ACTION_DROP_FIRST && by_record ? row->first + 1
                                                              : row->first;
}

static of_status on_control(of_ctx *ctx, const Control *fact)
{
    const QuarantineRow *row = NULL;
    if (fact->action == CONTROL_ACTION_CLOSE_EXCEPTION) {
        return OF_OK; /* the order node's */
    }
    OF_TRY(of_get_quarantine(ctx, fact->order, &row));
    if (row == NULL) {
        return refuse(ctx, fact, "the order is not quarantined");
    }
    if (row->replaying) {
        return refuse(ctx, fact, "its records are being replayed or dropped already");
    }
    if (fact->action == CONTROL_ACTION_UNKNOWN) {
        return refuse(ctx, fact, "this release does not know what is asked");
    }
    QuarantineRow next = *row;
    next.replaying = true;
    next.ready = false;
    next.drops = fact->action != CONTROL_ACTION_RELEASE;
    next.drop_before = drop_before(row, fact->action);
    next.control = fact->id;
    OF_TRY(of_timer_set(ctx, OF_TEXT("replay"), 0)); /* before every timer of the order */
    OF_TRY(enter(ctx, fact,
                 (QuarantineEntry){.event = event_of(fact->action),
                                   .partition = -1,
                                   .offset = -1,
                                   .parked = next.next - next.first,
                                   .reason = fact->reason}));
    return of_put_quarantine(ctx, fact->order, &next);
}

const of_processor quarantine_processor =
    OF_PROCESSOR(.answers = "What shall become of an order that broke a law?",
                 .of.control = on_control);
