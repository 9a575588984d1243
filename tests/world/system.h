/* What one system can do: a table of the commands it takes. */
#pragma once

#include "tests/world/rows.h"

/* An answer as a system gives it; zeroed it is a plain OK. */
typedef struct answer {
    Outcome outcome;
    const char *code;
    OptionalLong qty;
    OptionalLong date;
    char reference[112];
    InspectionResult results[4];
    size_t result_count;
    int64_t after_ms; /* longer than the system's usual latency: people are at work */
    bool effect;      /* the books changed */
} answer;

typedef struct capability {
    const of_record_type *type;
    /* Only called for a key that was never seen. */
    void (*take)(books *world, const void *command, int64_t now, answer *out);
} capability;

typedef struct system_kind {
    const char *name;
    const char *const *endpoints; /* ends with NULL */
    const capability *takes;      /* ends with a NULL type */
    int64_t latency_ms[2];        /* of an answer: from, to */
} system_kind;

extern const system_kind erp_system;
extern const system_kind wms_system;
extern const system_kind crm_system;
extern const system_kind finance_system;
extern const system_kind carrier_system;

void answer_refuse(answer *out, const char *code);
void answer_qty(answer *out, int64_t qty);

/* The line a command is about; one nobody has heard of is taken into the books as it is. */
int32_t line_of(books *world, const CommandHeader *header, of_text line);
/* The order of it. */
int32_t order_of(books *world, const CommandHeader *header);

/* ---- what systems tell each other by way of goods, not of messages
 * ------------------------------- */

/* ERP: goods for the line are at the site; an offer goes out if the line is still short. */
void erp_goods_arrived(books *world, int32_t line, int32_t site, int64_t qty, int64_t at);
void erp_offer(books *world, int32_t line, int32_t site, int64_t qty, int64_t at);
/* WMS: accept the leg, pick and ship it. */
void wms_accept(books *world, int32_t leg, int64_t qty, bool hold, int64_t at);
/* WMS: pick and ship everything that was accepted natively for an order at a site. */
void wms_wave(books *world, int64_t at, int32_t order, int64_t site);
void carrier_pickup(books *world, int32_t package, int64_t at);
void finance_shipped(books *world, int32_t package, int64_t at);
void wms_return_arrived(books *world, int64_t at, int32_t entry, int64_t amount);
/* CRM: some customers send goods back. */
void crm_delivered(books *world, int32_t package, int64_t at);

/* Supply offers are no table: whoever runs the systems sends them as facts. */
typedef struct offer_sink {
    void (*offer)(void *state, const SupplyOffer *offer, int64_t at);
    void *state;
} offer_sink;
