/* The catalogue of exceptions as a table: see exceptions.h. */
#include "processors/exceptions.h"

#include "topology/base/assert.h"
#include "topology/base/time.h"

/* How soon somebody else is asked, by how bad it was. */
#define NEVER   0, 0
#define SLOWLY  OF_DAYS(3), 0
#define DAILY   OF_DAYS(1), OF_DAYS(3)
#define QUICKLY OF_HOURS(4), 0
#define AUTO    false
#define PERSON  true

static const of_exception_code catalogue[] = {
#define EXCEPTION(code, class, severity, queue, grace, escalates, closes)                          \
    {#code, EXCEPTION_CLASS_##class, SEVERITY_##severity, queue, grace, {escalates}, closes},
#include "processors/exceptions.def"
#undef EXCEPTION
};
_Static_assert(sizeof catalogue / sizeof *catalogue == OF_EXCEPTION_COUNT, "one row per code");

const of_exception_code *of_exception_at(of_exception_id id)
{
    of_assert(id < OF_EXCEPTION_COUNT);
    return &catalogue[id];
}

const of_exception_code *of_exception_find(of_text code)
{
    for (size_t i = 0; i < OF_EXCEPTION_COUNT; i++) {
        if (of_text_is(code, catalogue[i].code)) {
            return &catalogue[i];
        }
    }
    return NULL;
}

Severity of_exception_raised(Severity severity)
{
    switch (severity) {
    case SEVERITY_I:
        return SEVERITY_L;
    case SEVERITY_L:
        return SEVERITY_M;
    case SEVERITY_M:
        return SEVERITY_H;
    case SEVERITY_H:
    case SEVERITY_C:
        break;
    }
    return SEVERITY_C;
}
