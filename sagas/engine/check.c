/* Checks what the compiler cannot see of a saga's tables; run at start-up and by a unit test. */
#include <string.h>

#include "processors/exceptions.h"
#include "sagas/engine/definition.h"

typedef struct checking {
    const of_saga *saga;
    of_buffer *problems;
    bool fine;
} checking;

static void problem(checking *c, const char *step, const char *what)
{
    c->fine = false;
    of_buffer_format(c->problems, "saga \"%s\", step %s: %s\n", c->saga->promises, step, what);
}

static bool in_range(const checking *c, int step)
{
    return step >= 0 && (size_t)step < c->saga->step_count;
}

static bool leaves(const of_saga_way *way, int step)
{
    return way->from == step || way->from == OF_ANY_STEP;
}

/* Steps that `from` leads to, over as many ways as it takes; `stop_at_pivot` goes no further than
 * the point of no return. */
static uint64_t reach(const checking *c, uint64_t from, bool stop_at_pivot)
{
    uint64_t seen = from;
    for (bool grew = true; grew;) {
        grew = false;
        for (size_t i = 0; i < c->saga->way_count; i++) {
            of_saga_way way = c->saga->way(i);
            for (size_t step = 0; step < c->saga->step_count && in_range(c, way.to); step++) {
                bool stops = stop_at_pivot && c->saga->node(step).pivot;
                bool open = (seen >> step & 1) != 0 && !stops && leaves(&way, (int)step) &&
                            c->saga->node(step).ends == NULL;
                if (open && (seen >> way.to & 1) == 0) {
                    seen |= (uint64_t)1 << way.to;
                    grew = true;
                }
            }
        }
    }
    return seen;
}

static bool has_way(const checking *c, int from, of_outcome on, bool unguarded)
{
    for (size_t i = 0; i < c->saga->way_count; i++) {
        of_saga_way way = c->saga->way(i);
        if (way.from == from && way.on == on && (!unguarded || !way.guarded)) {
            return true;
        }
    }
    return false;
}

static void check_kind(checking *c, const of_saga_node *node, int step)
{
    int kinds = (node->send >= 0) + (node->awaits != NULL) + (node->ends != NULL);
    if (node->sends > 1 || node->undoes > 1) {
        problem(c, node->name, "fills more than one slot of send, tell or undo");
    }
    if (kinds > 1) {
        problem(c, node->name, "must be one of send, tell, wait, end or decide");
    }
    if (node->send >= 0 && !has_way(c, step, OF_OUTCOME_OK, true)) {
        problem(c, node->name, "has no unguarded way for OK");
    }
    if (node->awaits != NULL && !has_way(c, step, OF_OUTCOME_WHEN, false)) {
        problem(c, node->name, "waits for a fact that leads nowhere");
    }
    if (node->awaits != NULL && node->within > 0 && !has_way(c, step, OF_OUTCOME_TIMEOUT, true)) {
        problem(c, node->name, "has a deadline and no way for it");
    }
    if (kinds == 0 && node->within > 0) {
        problem(c, node->name, "decides at once and has a deadline: name what it awaits");
    }
    if (kinds == 0 && !has_way(c, step, OF_OUTCOME_WHEN, true)) {
        problem(c, node->name, "decides and has no way for the rest: the last one needs no guard");
    }
}

static void check_steps(checking *c, uint64_t reached, uint64_t before_pivot)
{
    for (size_t i = 0; i < c->saga->step_count; i++) {
        of_saga_node node = c->saga->node(i);
        if (node.name == NULL || strchr(node.name, '/') != NULL) {
            problem(c, "?", "a step needs a name without /");
            continue;
        }
        check_kind(c, &node, (int)i);
        if ((reached >> i & 1) == 0) {
            problem(c, node.name, "is never reached");
        }
        bool must_say = node.send >= 0 && (before_pivot >> i & 1) != 0 && !node.pivot;
        if (must_say && node.undo < 0 && node.no_undo == NULL) {
            problem(c, node.name, "comes before the pivot and says neither undo nor no_undo");
        }
        bool out = false;
        for (size_t end = 0; end < c->saga->step_count; end++) {
            out = out || ((reach(c, (uint64_t)1 << i, false) >> end & 1) != 0 &&
                          c->saga->node(end).ends != NULL);
        }
        if (!out) {
            problem(c, node.name, "has no way to any end");
        }
        for (size_t other = 0; other < i; other++) {
            if (strcmp(node.name, c->saga->node(other).name) == 0) {
                problem(c, node.name, "is there twice");
            }
        }
    }
}

static void check_code(checking *c, const char *where, const char *code)
{
    if (code != NULL && of_exception_find(of_text_of(code)) == NULL) {
        problem(c, where, "raises an exception that is not in the catalogue");
    }
}

static void check_ways(checking *c)
{
    for (size_t i = 0; i < c->saga->way_count; i++) {
        of_saga_way way = c->saga->way(i);
        bool from_any = way.from == OF_ANY_STEP;
        if ((!from_any && !in_range(c, way.from)) || !in_range(c, way.to)) {
            problem(c, "?", "a way leads from or to a step that does not exist");
            continue;
        }
        const char *where = from_any ? "(any)" : c->saga->node((size_t)way.from).name;
        if (from_any && (way.on != OF_OUTCOME_WHEN || !way.guarded)) {
            problem(c, where, "a way from any step needs a guard, and nothing else");
        }
        if (way.code != NULL && way.on != OF_OUTCOME_REJECT) {
            problem(c, where, "a refusal code on an outcome that is no refusal");
        }
        if (!from_any && c->saga->node((size_t)way.from).ends != NULL) {
            problem(c, where, "a way leads on from an end");
        }
        check_code(c, where, way.raise);
    }
    for (size_t i = 0; i < c->saga->exception_count; i++) {
        check_code(c, "(exceptions)", c->saga->exception(i));
    }
}

bool of_saga_check(const of_saga *saga, of_buffer *problems)
{
    checking c = {.saga = saga, .problems = problems, .fine = true};
    if (saga->step_count == 0 || saga->step_count > OF_SAGA_STEPS_MAX) {
        problem(&c, "?", "a saga has between 1 and 64 steps");
        return false;
    }
    check_ways(&c);
    check_steps(&c, reach(&c, 1, false), reach(&c, 1, true));
    return c.fine;
}
