/* The one error type: what went wrong, and what the runtime has to do about it.
 *
 * It is returned by value from every call that can fail. The remedy is decided where the error is
 * seen, once, so that nobody above has to ask again whether it was retriable or fatal. Texts are
 * static; the caller who knows topic, partition and offset adds them when it logs or dead-letters.
 * A refusal by the business (short stock, a rejected order) is an event, never an of_status. */
#pragma once

#include <stdint.h>

typedef enum of_remedy {
    OF_DONE, /* it worked; go on */
    OF_SKIP, /* this input can never work: dead-letter it with `what`, in the same transaction */
    OF_QUARANTINE, /* this input breaks a law, named by `what`, of what has its key: park it and all
                      that follows for the key; where nothing is parked, as SKIP */
    OF_RETRY,      /* the same call, with the same arguments, may work later */
    OF_ABORT,      /* abort the transaction, evict what it touched, rewind, replay */
    OF_FATAL,      /* fenced, corrupt or crashed: tear this worker down and build it anew */
} of_remedy;

typedef struct [[nodiscard]] of_status {
    of_remedy remedy;
    int32_t code;     /* the library's own number, 0 where there is none; for logs only */
    const char *what; /* static text, lower case, no trailing dot; "" when DONE */
} of_status;

#define OF_OK               ((of_status){.remedy = OF_DONE, .code = 0, .what = ""})
#define OF_SKIP_AS(t)       ((of_status){.remedy = OF_SKIP, .code = 0, .what = (t)})
#define OF_QUARANTINE_AS(t) ((of_status){.remedy = OF_QUARANTINE, .code = 0, .what = (t)})
#define OF_RETRY_AS(t)      ((of_status){.remedy = OF_RETRY, .code = 0, .what = (t)})
#define OF_ABORT_AS(t)      ((of_status){.remedy = OF_ABORT, .code = 0, .what = (t)})
#define OF_FATAL_AS(t)      ((of_status){.remedy = OF_FATAL, .code = 0, .what = (t)})

static inline _Bool of_ok(of_status status)
{
    return status.remedy == OF_DONE;
}

/* Pass a failure up; the only early return that needs no braces around it. */
#define OF_TRY(call)                                                                               \
    do {                                                                                           \
        of_status of_try_status_ = (call);                                                         \
        if (!of_ok(of_try_status_)) {                                                              \
            return of_try_status_;                                                                 \
        }                                                                                          \
    } while (0)

/* The remedy's name for logs and dead letters: "DONE", "SKIP", ... Static text. */
const char *of_remedy_name(of_remedy remedy);
