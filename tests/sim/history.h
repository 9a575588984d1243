/* Histories for runs over the whole topology: the inputs of the transcripts, several copies of each
 * laid side by side, and records that nobody can read among them. */
#pragma once

#include "avro/registry/registry.h"
#include "topology/base/bytes.h"

/* One input. Those of equal time and step come at once; the next ones when all is quiet. */
typedef struct input {
    int64_t at_ms;
    int32_t step;
    int32_t script;     /* which copy of which transcript; -1: none, a bad record */
    bool is_repeatable; /* a bad record repeated is one more dead letter */
    bool is_ordered; /* an operator acts in its script: what he meets depends on what came first */
    const char *topic; /* NULL: time passes, nothing comes */
    of_text key;       /* data == NULL: none */
    of_bytes value;
} input;

typedef struct history history;

/* The transcripts of `folder` that `names` lists without their .txt, up to a NULL; all of them when
 * it is empty. Each comes `copies` times under names of its own. */
history *history_read(const char *folder, char *const *names, int copies, of_registry *registry);
void history_free(history *all);
size_t history_count(const history *all);
const input *history_at(const history *all, size_t index);
