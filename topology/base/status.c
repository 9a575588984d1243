/* Names of the remedies, for logs and dead letters. */
#include "topology/base/status.h"

const char *of_remedy_name(of_remedy remedy)
{
    switch (remedy) {
    case OF_DONE:
        return "DONE";
    case OF_SKIP:
        return "SKIP";
    case OF_QUARANTINE:
        return "QUARANTINE";
    case OF_RETRY:
        return "RETRY";
    case OF_ABORT:
        return "ABORT";
    case OF_FATAL:
        return "FATAL";
    }
    return "?";
}
