/* Commands of a saga: keys, headers, retries and deadlines (E2, E4, E5). */
#include "sagas/engine/decide.h"

#include "topology/base/assert.h"
#include "topology/base/time.h"

/* How long a participant may take and how often it is tried, of domain.md §3.3. Deterministic: the
 * jitter that protects a participant belongs to the gate that sends, not to the decision. */
typedef struct patience {
    const char *participant;
    int64_t reply_ms;
    int32_t tries;
    int64_t backoff_ms;
    int64_t backoff_max_ms;
} patience;

static const patience participants[] = {
    {"erp", OF_SECONDS(30), 6, OF_SECONDS(1), OF_SECONDS(60)},
    {"wms", OF_SECONDS(60), 6, OF_SECONDS(2), OF_SECONDS(120)},
    {"wms.3PL", OF_MINUTES(15), 8, OF_SECONDS(60), OF_MINUTES(30)},
    {"carrier", OF_SECONDS(30), 6, OF_SECONDS(2), OF_MINUTES(5)},
    {"crm", OF_SECONDS(60), 5, OF_SECONDS(2), OF_SECONDS(60)},
    {"finance", OF_SECONDS(60), 6, OF_SECONDS(2), OF_MINUTES(10)},
};

#define SLOWLY_MS OF_MINUTES(10)

/* The last row whose name the endpoint starts with: "wms.3PL1" is a third party's warehouse. */
static const patience *patience_of(of_text endpoint)
{
    const patience *found = &participants[0];
    for (size_t i = 0; i < sizeof participants / sizeof *participants; i++) {
        of_text name = of_text_of(participants[i].participant);
        if (endpoint.len >= name.len && memcmp(endpoint.data, name.data, name.len) == 0) {
            found = &participants[i];
        }
    }
    return found;
}

int32_t of_deciding_tries(const of_saga_node *node, bool undo, of_text endpoint)
{
    return !undo && node->tries > 0 ? node->tries : patience_of(endpoint)->tries;
}

static int64_t backoff_ms(const patience *who, int32_t attempt)
{
    int64_t wait = who->backoff_ms;
    for (int32_t i = 1; i < attempt && wait < who->backoff_max_ms; i++) {
        wait *= 2;
    }
    return wait < who->backoff_max_ms ? wait : who->backoff_max_ms;
}

static of_text endpoint_of(of_deciding *d, int step, of_leg leg, bool undo)
{
    of_saga_node node = d->saga->node((size_t)step);
    const char *participant = undo ? node.undo_to : node.send_to;
    of_assert(participant != NULL);
    if (!(undo ? node.undo_wild : node.send_wild)) {
        return of_text_of(participant);
    }
    of_text place = d->saga->endpoint(&d->row, (size_t)step, leg);
    return of_saga_text(&d->at, "%s.%.*s", participant, OF_TEXT_ARG(place));
}

static of_text target_of(of_deciding *d, int step, of_leg leg)
{
    of_text target = d->saga->node((size_t)step).each ? d->saga->leg_name(&d->row, leg)
                                                      : d->saga->subject(&d->row);
    return of_arena_text(d->at.arena, target);
}

typedef struct sending {
    of_saga_act act;
    int step;
    of_leg leg;
    size_t run;
    const char *verb;
    of_text target;
    int32_t generation;
    int32_t attempt;
    of_text undoes;
    int64_t wait_ms;
} sending;

static CommandHeader *header_of(of_deciding *d, const sending *s, of_text endpoint)
{
    CommandHeader *header = of_arena_alloc(d->at.arena, sizeof *header);
    if (header == NULL) {
        d->at.full = true;
        return NULL;
    }
    of_text step = of_text_of(d->saga->node((size_t)s->step).name);
    *header = (CommandHeader){
        .key = of_saga_key(&d->at, d->row.saga, s->verb, step, s->target, s->generation),
        .saga = d->row.saga,
        .step = step,
        .target = s->target,
        .generation = s->generation,
        .attempt = s->attempt,
        .order = d->row.order,
        .endpoint = endpoint,
        .undoes = s->undoes,
        .deadline = {.present = true, .value = d->at.now + s->wait_ms}};
    return header;
}

static const void *command_of(of_deciding *d, const sending *s, const CommandHeader *header,
                              of_text asked_key)
{
    if (s->act != OF_ACT_INQUIRE) {
        return d->saga->build(&d->row, (size_t)s->step, s->act == OF_ACT_UNDO, s->leg, header,
                              &d->at);
    }
    QueryOutcome *query = of_arena_alloc(d->at.arena, sizeof *query);
    if (query != NULL) {
        *query = (QueryOutcome){.header = *header, .asked_key = asked_key};
    }
    return query;
}

static void issue(of_deciding *d, const sending *s, of_text endpoint, of_text asked_key)
{
    const CommandHeader *header = header_of(d, s, endpoint);
    const void *command = header == NULL ? NULL : command_of(d, s, header, asked_key);
    if (command == NULL || d->at.full) {
        d->status = OF_ABORT_AS("a saga's commands do not fit the memory of one record");
        return;
    }
    of_saga_node node = d->saga->node((size_t)s->step);
    int topic = s->act == OF_ACT_INQUIRE ? (int)OF_TOPIC_query_outcome
                : s->act == OF_ACT_UNDO  ? node.undo
                                         : node.send;
    of_deciding_act(d, (of_saga_action){.kind = s->act,
                                        .step = s->step,
                                        .leg = s->leg,
                                        .run = s->run,
                                        .due = header->deadline,
                                        .topic = topic,
                                        .header = header,
                                        .command = command,
                                        .logged = true,
                                        .entry = s->act == OF_ACT_UNDO ? SAGA_EVENT_KIND_COMP
                                                                       : SAGA_EVENT_KIND_COMMAND});
}

/* Until when the attempt is waited for: the answer's time, and the pause before the next one. */
static int64_t wait_ms(of_deciding *d, int step, of_text endpoint, int32_t attempt, bool undo)
{
    of_saga_node node = d->saga->node((size_t)step);
    const patience *who = patience_of(endpoint);
    int64_t reply = !undo && node.within > 0 ? node.within : who->reply_ms;
    bool last = attempt >= of_deciding_tries(&node, undo, endpoint);
    return reply + (last ? 0 : backoff_ms(who, attempt));
}

void of_deciding_send(of_deciding *d, int step, of_leg leg)
{
    sending s = {.act = OF_ACT_SEND,
                 .step = step,
                 .leg = leg,
                 .run = d->row.runs.len,
                 .verb = "",
                 .target = target_of(d, step, leg),
                 .generation = 1,
                 .attempt = 1};
    of_saga_node node = d->saga->node((size_t)step);
    for (size_t i = 0; i < d->row.runs.len; i++) {
        const SagaRun *run = &d->row.runs.items[i];
        if (of_text_is(run->step, node.name) && of_text_equal(run->target, s.target) &&
            run->generation >= s.generation) {
            s.generation = run->generation + 1;
        }
    }
    of_text endpoint = endpoint_of(d, step, leg, false);
    s.wait_ms = wait_ms(d, step, endpoint, 1, false);
    if (node.pivot && !d->row.pivoted) {
        of_deciding_act(d, (of_saga_action){.kind = OF_ACT_PIVOT, .step = step});
    }
    issue(d, &s, endpoint, (of_text){0});
}

static sending sending_of(of_deciding *d, size_t index)
{
    const SagaRun *run = &d->row.runs.items[index];
    return (sending){.act = OF_ACT_SEND,
                     .step = of_deciding_step(d, run->step),
                     .leg = run->leg,
                     .run = index,
                     .verb = "",
                     .target = run->target,
                     .generation = run->generation,
                     .attempt = run->attempt + 1};
}

void of_deciding_resend(of_deciding *d, size_t index, bool slowly)
{
    sending s = sending_of(d, index);
    of_text endpoint = endpoint_of(d, s.step, s.leg, false);
    s.wait_ms = wait_ms(d, s.step, endpoint, s.attempt, false);
    if (slowly && s.wait_ms < SLOWLY_MS) {
        s.wait_ms = SLOWLY_MS;
    }
    issue(d, &s, endpoint, (of_text){0});
}

void of_deciding_inquire(of_deciding *d, size_t index)
{
    const SagaRun *run = &d->row.runs.items[index];
    bool again = run->status == SAGA_RUN_STATUS_UNKNOWN && run->due_at.present;
    sending s = sending_of(d, index);
    of_text asked = of_saga_key(&d->at, d->row.saga, "", run->step, run->target, run->generation);
    s.act = OF_ACT_INQUIRE;
    s.verb = "ask-";
    s.generation = again ? run->inquiry : run->inquiry + 1;
    s.attempt = again ? run->inquiry_attempt + 1 : 1;
    of_text endpoint = endpoint_of(d, s.step, s.leg, false);
    s.wait_ms = wait_ms(d, s.step, endpoint, s.attempt, false);
    issue(d, &s, endpoint, asked);
}

static int32_t last_undo_generation(of_deciding *d, const SagaRun *run)
{
    int32_t last = run->generation - 1;
    for (size_t i = 0; i < d->row.runs.len; i++) {
        const SagaRun *other = &d->row.runs.items[i];
        if (of_text_equal(other->step, run->step) && of_text_equal(other->target, run->target) &&
            other->undo_generation > last) {
            last = other->undo_generation;
        }
    }
    return last;
}

void of_deciding_undo(of_deciding *d, size_t index, bool again)
{
    const SagaRun *run = &d->row.runs.items[index];
    sending s = sending_of(d, index);
    bool fresh = again || run->undo_attempt == 0;
    s.act = OF_ACT_UNDO;
    s.verb = "undo-";
    s.generation = fresh ? last_undo_generation(d, run) + 1 : run->undo_generation;
    s.attempt = fresh ? 1 : run->undo_attempt + 1;
    s.undoes = of_saga_key(&d->at, d->row.saga, "", run->step, run->target, run->generation);
    of_text endpoint = endpoint_of(d, s.step, s.leg, true);
    s.wait_ms = wait_ms(d, s.step, endpoint, s.attempt, true);
    issue(d, &s, endpoint, (of_text){0});
}

/* A participant that cannot just now is left alone for a while; the attempt is not counted anew. */
void of_deciding_delay(of_deciding *d, size_t index)
{
    const SagaRun *run = &d->row.runs.items[index];
    bool undo = run->status == SAGA_RUN_STATUS_COMP_SENT;
    int step = of_deciding_step(d, run->step);
    of_text endpoint = endpoint_of(d, step, run->leg, undo);
    int64_t pause = backoff_ms(patience_of(endpoint), undo ? run->undo_attempt : run->attempt);
    of_deciding_act(d, (of_saga_action){.kind = OF_ACT_DELAY,
                                        .step = step,
                                        .leg = run->leg,
                                        .run = index,
                                        .due = {.present = true, .value = d->at.now + pause},
                                        .reply = d->event->of.reply,
                                        .code = OF_TEXT("TECH_RETRY"),
                                        .logged = true,
                                        .entry = SAGA_EVENT_KIND_REPLY});
}

bool of_deciding_exhausted(of_deciding *d, size_t index)
{
    const SagaRun *run = &d->row.runs.items[index];
    bool undo = run->status == SAGA_RUN_STATUS_COMP_SENT;
    int step = of_deciding_step(d, run->step);
    of_saga_node node = d->saga->node((size_t)step);
    of_text endpoint = endpoint_of(d, step, run->leg, undo);
    return (undo ? run->undo_attempt : run->attempt) >= of_deciding_tries(&node, undo, endpoint);
}
