/* A fold as the runtime calls it: the untyped face of what fold.h makes. Not for authors. */
#pragma once

#include "topology/base/bytes.h"
#include "topology/base/status.h"

/* What the page holds of a fold: its typed slots behind calls that cast back, in fold.h only. */
typedef struct of_fold {
    const char *(*answers)(const void *slots); /* the question, for `orderflow topology` */
    const void *slots;
    bool (*reads)(const void *slots, int topic);
    of_text (*key)(const void *slots, int topic, const void *row);
    of_status (*add)(const void *slots, int topic, void *state, const void *row);
    of_status (*remove)(const void *slots, int topic, void *state, const void *row);
} of_fold;
