/* Which step comes next, and how steps are taken back (E5, E7, E8). */
#include "sagas/engine/decide.h"

#include "topology/base/assert.h"

/* More steps than this without waiting for anything is a table that runs in a circle. */
#define HOPS_MAX 64

static bool in_flight(const SagaRun *run)
{
    return run->due_at.present &&
           (run->status == SAGA_RUN_STATUS_SENT || run->status == SAGA_RUN_STATUS_UNKNOWN);
}

static bool anything_due(const SagaRow *row)
{
    for (size_t i = 0; i < row->runs.len; i++) {
        if (row->runs.items[i].due_at.present) {
            return true;
        }
    }
    return false;
}

void of_deciding_hand_over(of_deciding *d, const char *why)
{
    of_deciding_open(d, "SAGA_STUCK", (of_text){0}, of_text_of(why));
    of_deciding_act(d, (of_saga_action){.kind = OF_ACT_HAND_OVER,
                                        .step = of_deciding_step(d, d->row.step),
                                        .detail = of_text_of(why),
                                        .logged = true,
                                        .entry = SAGA_EVENT_KIND_DECISION});
}

static void send_all(of_deciding *d, int step)
{
    if (!d->saga->node((size_t)step).each) {
        if (d->saga->only(&d->row, (size_t)step, 0)) {
            of_deciding_send(d, step, 0);
        }
        return;
    }
    size_t legs = d->saga->leg_count(&d->row);
    for (size_t leg = 0; leg < legs && of_ok(d->status); leg++) {
        if (d->saga->only(&d->row, (size_t)step, (of_leg)leg)) {
            of_deciding_send(d, step, (of_leg)leg);
        }
    }
}

void of_deciding_enter(of_deciding *d, int step)
{
    of_assert(step >= 0 && (size_t)step < d->saga->step_count);
    of_saga_node node = d->saga->node((size_t)step);
    bool sends = node.send >= 0;
    OptionalLong deadline = {.present = node.awaits != NULL && node.within > 0,
                             .value = d->at.now + node.within};
    OptionalLong until = d->saga->until(&d->row, (size_t)step);
    if (until.present) {
        deadline = until;
    }
    of_deciding_act(d, (of_saga_action){.kind = OF_ACT_ENTER,
                                        .step = step,
                                        .due = deadline,
                                        .logged = !sends && node.ends == NULL,
                                        .entry = SAGA_EVENT_KIND_DECISION});
    if (sends && of_ok(d->status)) {
        send_all(d, step);
    }
}

/* ---- the outcome of the current step ---- */

typedef struct result {
    of_outcome on;
    of_text code;
} result;

static result join(of_deciding *d)
{
    result joined = {.on = OF_OUTCOME_OK};
    for (size_t i = 0; i < d->row.runs.len; i++) {
        const SagaRun *run = &d->row.runs.items[i];
        if (run->visit != d->row.visit || !of_text_equal(run->step, d->row.step)) {
            continue;
        }
        if (in_flight(run)) {
            return (result){.on = OF_OUTCOME_NONE};
        }
        bool refused = run->status == SAGA_RUN_STATUS_REJECTED;
        bool unknown = run->status == SAGA_RUN_STATUS_UNKNOWN;
        if (unknown && of_text_is(run->code, "TECH_FATAL")) {
            joined = (result){.on = OF_OUTCOME_FATAL, .code = run->code};
        } else if (refused && joined.on != OF_OUTCOME_FATAL) {
            joined = (result){.on = OF_OUTCOME_REJECT, .code = run->code};
        } else if (unknown && joined.on == OF_OUTCOME_OK) {
            joined = (result){.on = OF_OUTCOME_UNKNOWN};
        }
    }
    return joined;
}

static result outcome(of_deciding *d, const of_saga_node *node, bool *timed_out)
{
    if (node->tell) {
        return (result){.on = OF_OUTCOME_OK};
    }
    if (node->send >= 0) {
        return join(d);
    }
    if (*timed_out && d->row.deadline.present) {
        *timed_out = false;
        return (result){.on = OF_OUTCOME_TIMEOUT};
    }
    return (result){.on = OF_OUTCOME_WHEN};
}

static bool find_way(of_deciding *d, int from, result what, of_saga_way *found)
{
    for (size_t i = 0; i < d->saga->way_count; i++) {
        of_saga_way way = d->saga->way(i);
        bool here = way.from == from && way.on == what.on;
        if (here && (way.code == NULL || of_text_is(what.code, way.code)) &&
            d->saga->holds(&d->row, i)) {
            *found = way;
            return true;
        }
    }
    return false;
}

/* ---- taking back ---- */

static void unwind(of_deciding *d, uint64_t undo, bool only_failed, int to, bool hand_over,
                   of_text why)
{
    of_deciding_act(d, (of_saga_action){.kind = OF_ACT_UNWIND,
                                        .step = to,
                                        .undo = undo,
                                        .only_failed = only_failed,
                                        .flag = hand_over,
                                        .detail = why,
                                        .logged = true,
                                        .entry = SAGA_EVENT_KIND_DECISION});
}

/* Still to be taken back. A notice counts as told once it was sent: nobody waits for its answer. */
static bool pending(of_deciding *d, const SagaRun *run)
{
    if (run->status == SAGA_RUN_STATUS_COMP_SENT) {
        return true;
    }
    of_saga_node node = of_deciding_node(d, run);
    bool happened = run->status == SAGA_RUN_STATUS_OK || run->status == SAGA_RUN_STATUS_UNKNOWN ||
                    (run->status == SAGA_RUN_STATUS_SENT && node.tell);
    return run->undo_wanted && node.undo >= 0 && happened &&
           d->saga->undoable(&d->row, (size_t)of_deciding_step(d, run->step), run->leg);
}

/* Reverse order of success per leg, legs in parallel; what works on the whole waits for all that
 * came later; notices go last, when there is something true to say. */
static bool blocked(of_deciding *d, size_t index)
{
    const SagaRun *run = &d->row.runs.items[index];
    of_saga_node node = of_deciding_node(d, run);
    for (size_t i = node.tell ? 0 : index + 1; i < d->row.runs.len; i++) {
        const SagaRun *later = &d->row.runs.items[i];
        of_saga_node other = of_deciding_node(d, later);
        if (i == index || other.tell || !pending(d, later)) {
            continue;
        }
        if (node.tell || !node.each || !other.each || of_text_equal(run->target, later->target)) {
            return true;
        }
    }
    return false;
}

/* True when nothing is left to take back. */
static bool take_back(of_deciding *d)
{
    bool done = true;
    for (size_t i = d->row.runs.len; i-- > 0 && of_ok(d->status);) {
        const SagaRun *run = &d->row.runs.items[i];
        if (!pending(d, run)) {
            continue;
        }
        done = false;
        if (run->status != SAGA_RUN_STATUS_COMP_SENT && !blocked(d, i)) {
            of_deciding_undo(d, i, false);
        }
    }
    return done;
}

static bool drained(const of_deciding *d)
{
    for (size_t i = 0; i < d->row.runs.len; i++) {
        const SagaRun *run = &d->row.runs.items[i];
        of_saga_node node = of_deciding_node((of_deciding *)d, run);
        if (in_flight(run) && !node.tell) {
            return false;
        }
    }
    return true;
}

/* Nothing is in flight and nothing of these steps has happened: there is no way back to go. */
static bool nothing_to_take_back(of_deciding *d, uint64_t undo)
{
    if (!drained(d)) {
        return false;
    }
    for (size_t i = 0; i < d->row.runs.len; i++) {
        SagaRun run = d->row.runs.items[i];
        run.undo_wanted = (undo >> of_deciding_step(d, run.step) & 1) != 0;
        if (pending(d, &run)) {
            return false;
        }
    }
    return true;
}

/* ---- one hop ---- */

static void go(of_deciding *d, const of_saga_way *way)
{
    int here = of_deciding_step(d, d->row.step);
    of_saga_node node = d->saga->node((size_t)here);
    if (way->raise != NULL) {
        of_deciding_open(d, way->raise, (of_text){0}, of_text_of(node.name));
    }
    if (way->backorder != NULL) {
        of_deciding_act(d, (of_saga_action){.kind = OF_ACT_FOLLOW,
                                            .step = here,
                                            .code = of_text_of(way->backorder)});
    }
    if (node.pivot && node.awaits != NULL && way->to != here && way->from == here) {
        of_deciding_act(d, (of_saga_action){.kind = OF_ACT_PIVOT, .step = here});
    }
    if (way->undo != 0 && !nothing_to_take_back(d, way->undo)) {
        unwind(d, way->undo, way->only_failed, way->to, false, of_text_of(node.name));
    } else {
        of_deciding_enter(d, way->to);
    }
}

/* Before the pivot everything is taken back first; after it a person has to look (E4). */
static void no_way(of_deciding *d)
{
    if (d->row.pivoted) {
        of_deciding_hand_over(d, "an outcome after the pivot that the saga has no answer to");
    } else {
        unwind(d, OF_SAGA_ALL_STEPS, false, 0, true, of_text_of("no answer to this outcome"));
    }
}

static void finish(of_deciding *d, const of_saga_node *node)
{
    of_deciding_act(d, (of_saga_action){.kind = OF_ACT_END,
                                        .step = of_deciding_step(d, d->row.step),
                                        .code = of_text_of(node->ends),
                                        .flag = node->compensated,
                                        .logged = true,
                                        .entry = SAGA_EVENT_KIND_END});
}

/* One hop on; false when there is nothing to do but wait. */
static bool hop(of_deciding *d, bool *timed_out)
{
    if (d->row.status == SAGA_STATUS_DRAINING) {
        if (!drained(d)) {
            return false;
        }
        of_deciding_act(d, (of_saga_action){.kind = OF_ACT_TAKE_BACK});
        return true;
    }
    if (d->row.status == SAGA_STATUS_COMPENSATING) {
        if (!take_back(d)) {
            return false;
        }
        if (d->row.hand_over) {
            of_deciding_hand_over(d, "taken back; the failure needs a person");
        } else {
            of_deciding_enter(d, of_deciding_step(d, d->row.then));
        }
        return true;
    }
    if (of_saga_ended(&d->row) || d->row.status == SAGA_STATUS_MANUAL) {
        return false;
    }
    int here = of_deciding_step(d, d->row.step);
    of_saga_node node = d->saga->node((size_t)here);
    of_saga_way way;
    if (node.ends == NULL && find_way(d, OF_ANY_STEP, (result){.on = OF_OUTCOME_WHEN}, &way)) {
        go(d, &way);
        return true;
    }
    if (node.ends != NULL) {
        if (!anything_due(&d->row)) {
            finish(d, &node);
        }
        return false;
    }
    result what = outcome(d, &node, timed_out);
    if (what.on == OF_OUTCOME_NONE) {
        return false;
    }
    if (find_way(d, here, what, &way)) {
        go(d, &way);
        return true;
    }
    if (what.on == OF_OUTCOME_WHEN && node.awaits != NULL) {
        return false;
    }
    no_way(d);
    return true;
}

void of_deciding_advance(of_deciding *d)
{
    bool timed_out = d->event->kind == OF_SAGA_WAKE && d->row.deadline.present &&
                     d->row.deadline.value <= d->at.now;
    for (int hops = 0; of_ok(d->status) && hop(d, &timed_out); hops++) {
        if (hops == HOPS_MAX) {
            of_deciding_hand_over(d, "its flow runs in a circle");
            return;
        }
    }
}
