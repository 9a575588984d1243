/* One record's work on one item at a site: the row is opened, changed and closed; closing offers
 * what is free, derives and publishes.
 *
 *     item|site ── stock rows, sums, what was published
 *       ├── day ── supply and demand of a day
 *       ├── supply ── every source row of a purchase order line or transfer
 *       ├── demand ── what a line asks here, and its place in the queue
 *       └── offer ── stock held for a line until it answers
 *
 * A fact about one of them loads that one, the days, and the head of the queue: an item with
 * 100,000 demands costs no more. The texts in these structs live while the record is handled. */
#pragma once

#include "processors/allocator.h"
#include "processors/atp.h"
#include "processors/seen.h"
#include "topology/base/assert.h"

/* Rows of the queue that one record goes through; a timer that is due at once goes on. */
#define OF_QUEUE_BATCH 64
/* Offers that are open at a time for one item at a site; the next waits for an answer. */
#define OF_OFFERS_OPEN_MAX 256

/* What the systems say, over all stock rows. */
typedef struct of_stock {
    bool counted; /* the WMS has spoken */
    int64_t unrestricted;
    int64_t allocated;
    int64_t staged;
    int64_t quarantine;
    int64_t damaged;
    int64_t on_hand;
    OptionalLong book;
    int64_t safety;
} of_stock;

typedef struct of_inventory_work {
    of_ctx *ctx;
    InventoryRow row;
    int64_t base_before; /* what could be offered, offers aside */
    bool touched;
} of_inventory_work;

/* Places at the head of the queue. */
typedef struct of_queue_head {
    const QueuedDemand *items[OF_QUEUE_BATCH];
    size_t len;
} of_queue_head;

/* A demand and the key of its row. */
typedef struct of_demand_work {
    of_text key;
    DemandRow row;
} of_demand_work;

/* ---- inventory.c ---- */

/* SKIP when the key of the record is not that of item and site. */
of_status of_inventory_open(of_ctx *ctx, of_text item, of_text site, of_inventory_work *work);
of_status of_inventory_close(of_inventory_work *work);
of_stock of_inventory_stock(const InventoryRow *row);
of_stock_use of_inventory_use(const InventoryRow *row, const of_stock *stock);
/* "<item>|<site>|<part>|..." in the scratch. */
of_status of_inventory_key(const of_inventory_work *work, const of_text *parts, size_t count,
                           of_text *key);

/* ---- inventory_stock.c ---- */

of_status of_inventory_position_fact(of_ctx *ctx, const InventoryPosition *fact);
/* Forgets what left the in-flight window; the sums of the rest, and when the first of it leaves. */
void of_inventory_moves(of_inventory_work *work, int64_t *inward, int64_t *outward);
int64_t of_inventory_moves_until(const InventoryRow *row);

/* ---- inventory_supply.c ---- */

of_status of_inventory_supply_fact(of_ctx *ctx, const Supply *fact);
of_status of_inventory_day_add(of_inventory_work *work, int32_t day, int64_t supply,
                               int64_t demand);
/* All days, ascending, in the scratch. */
of_status of_inventory_days(of_inventory_work *work, of_atp_day **days, size_t *len);

/* ---- inventory_demand.c ---- */

of_status of_inventory_demand_fact(of_ctx *ctx, const LineDemand *fact);
/* *found false: no such demand. */
of_status of_demand_open(of_inventory_work *work, of_text order, of_text line,
                         of_demand_work *demand, bool *found);
/* Counts it anew on its day, gives it its place in the queue (`lane`, or none when it needs
 * nothing), and stores it; one that asks, holds and is offered nothing goes. */
of_status of_demand_close(of_inventory_work *work, of_demand_work *demand, DemandLane lane);
/* Puts back into the queue who may be asked again; *done false: there are more of them. */
of_status of_demand_recall(of_inventory_work *work, int64_t available, bool *done);
/* The first demands of a lane, up to OF_QUEUE_BATCH; `round`: only those of other rounds, -1: all.
 */
of_status of_demand_head(const of_inventory_work *work, DemandLane lane, int64_t round,
                         of_queue_head *head);

/* ---- inventory_offer.c ---- */

of_status of_inventory_offer_result(of_ctx *ctx, const OfferResult *fact);
/* Takes back what is no longer there, then offers what is free. */
of_status of_offers_make(of_inventory_work *work);
/* Accepted offers take the allocations that the line shows for themselves. */
of_status of_offers_match(of_inventory_work *work, of_demand_work *demand);
/* The offer of that timer lapses. */
of_status of_offer_lapse(of_inventory_work *work, of_text name);
