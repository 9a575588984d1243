/* A small topology for tests of the runtime: one fact that is counted (so that a record handled
 * twice shows), one state, one log, one change of key, one fold. Every record is a ChannelCount;
 * its `delivered` tells the processor what to do with it. */
#pragma once

#include "avro/model.h"
#include "topology/runtime/graph.h"

typedef enum small_topic {
    SMALL_AMOUNT,  /* fact "small.amount", keyed by item */
    SMALL_MOVED,   /* inner "small.moved", keyed by channel */
    SMALL_HINT,    /* edge */
    SMALL_ITEM,    /* state "small-item" */
    SMALL_LOG,     /* log "small-log" */
    SMALL_SEEN,    /* log "small-seen" */
    SMALL_CHANNEL, /* fold's state "small-channel" */
    SMALL_TOPICS
} small_topic;

/* `delivered` of an amount. */
typedef enum small_order {
    SMALL_COUNT,    /* add `orders` to the item, which belongs to `channel` from now on */
    SMALL_REFUSE,   /* change everything, then refuse */
    SMALL_TOO_MUCH, /* change everything, then ABORT */
    SMALL_TIMER,    /* set a timer named after the channel, due at `units_ordered` */
    SMALL_CANCEL,   /* clear it */
    SMALL_LOOP,     /* emit an edge that is answered by an edge, without end */
    SMALL_STRANGE,  /* write what the row does not name */
} small_order;

extern const of_graph small_graph;
