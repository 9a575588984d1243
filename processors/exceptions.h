/* The catalogue of exceptions: what each code means for the people who get it. One list for sagas
 * and processors; constant data, any thread. */
#pragma once

#include "avro/model.h"

typedef enum of_exception_id {
#define EXCEPTION(code, class, severity, queue, grace, escalates, closes) OF_EXCEPTION_##code,
#include "processors/exceptions.def"
#undef EXCEPTION
    OF_EXCEPTION_COUNT
} of_exception_id;

#define OF_ESCALATIONS_MAX 2

typedef struct of_exception_code {
    const char *code;
    ExceptionClass class_;
    Severity severity; /* when it opens */
    const char *queue;
    int64_t grace_ms;                           /* 0: opens at once */
    int64_t escalate_at_ms[OF_ESCALATIONS_MAX]; /* after it opened, ascending; 0: no more */
    bool by_person;                             /* only a person closes it */
} of_exception_code;

const of_exception_code *of_exception_at(of_exception_id id);
/* NULL for a code nobody knows. */
const of_exception_code *of_exception_find(of_text code);
/* One step worse; C stays C. */
Severity of_exception_raised(Severity severity);
