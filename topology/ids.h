/* Ids of everything on the topology page, by expanding it. */
#pragma once

#include <stdint.h>

/* A set of topics: one bit per topic of the page. */
__extension__ typedef unsigned __int128 of_topic_set;

typedef enum of_topic_id {
#define FACT(id, kafka, record, keyed)                 OF_TOPIC_##id,
#define INNER(id, kafka, record, keyed)                OF_TOPIC_##id,
#define EDGE(id, record, keyed)                        OF_TOPIC_##id,
#define STATE(id, kafka, record, keyed)                OF_TOPIC_##id,
#define LOG(id, kafka, record, keyed)                  OF_TOPIC_##id,
#define COMMAND(id, kafka, record, participant)        OF_TOPIC_##id,
#define FOLD(id, number, reads, keeps, published, per) OF_TOPIC_##id,
#include "topology/expand.h"
    OF_TOPIC_COUNT
} of_topic_id;

_Static_assert(OF_TOPIC_COUNT <= 128, "of_topic_set holds one bit per topic");

/* Stable store numbers: they stand in the changelog for ever. */
typedef enum of_store_id {
#define STORE(id, number, record, key)                 OF_STORE_##id = (number),
#define FOLD(id, number, reads, keeps, published, per) OF_STORE_##id = (number),
#include "topology/expand.h"
} of_store_id;
