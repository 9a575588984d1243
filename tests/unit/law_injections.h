/* Breaks of the laws, to be caught: each changes records that are sound, in one way, as a broken
 * fold, store or encoder would, and says which law must name it. */
#pragma once

#include "processors/laws.h"

/* One turn of one line, with all that the laws look at; its arrays may be written to. */
typedef struct law_turn {
    LineState line_before;
    LineState line;
    OrderState order_before;
    OrderState order;
    bool has_shipment;
    ShipmentState shipment_before;
    ShipmentState shipment;
    SeenContentArray contents; /* of the line */
    of_law_book book;
    of_law_fact fact;
    bool quiet; /* the quiescent laws hold as well */
} law_turn;

typedef struct law_injection {
    const char *what;
    const char *law;
    bool (*inject)(law_turn *turn); /* false: these records cannot be broken so */
} law_injection;

extern const law_injection law_injections[];
extern const size_t law_injection_count;

/* The first law that the turn breaks, or NULL. */
const char *law_turn_judge(const law_turn *turn);
/* True when `broken` names the law. */
bool law_is_named(const char *broken, const char *law);
