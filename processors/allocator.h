/* Who gets stock that is free, and how much: pure functions.
 *
 * The demands of an item at a site stand in a queue by (class, priority, requested date, booked at,
 * order, line). What is free is offered along it; each offer holds its units until it is answered
 * or lapses, and what was declined goes to the next demand. A demand that passed is asked again in
 * the next round, so nobody is asked in a circle. A round begins when stock comes in; and, as the
 * order side may have been away or an order on hold, when units still lie free after a pause, which
 * doubles each time. That ends: nobody is asked for ever about what nobody wants, and a new or
 * changed demand is asked at once anyway.
 *
 *     unrestricted = safety + offers + accepted + unreflected + free
 *
 * unreflected: what lines hold by the ERP's word, while the WMS still counts it as unrestricted. It
 * keeps the units of an offer that lapsed while its allocation was under way from being promised
 * again: the ERP's reply is the truth, and it shows there. */
#pragma once

#include "avro/model.h"
#include "topology/base/arena.h"

/* An offer that nobody answered lapses. */
#define OF_OFFER_EXPIRY_MS ((int64_t)120 * 1000)
/* An accepted offer whose allocation never shows is given back. */
#define OF_ACCEPTED_EXPIRY_MS ((int64_t)60 * 60 * 1000)
/* The first pause before who passed is asked again, and how often: 10 minutes to 21 hours, 42 hours
 * in all. */
#define OF_ASK_AGAIN_MS  ((int64_t)10 * 60 * 1000)
#define OF_ASK_AGAIN_MAX 8
/* Where a line asks that names no site: no site, and nothing is offered there. */
#define OF_ANY_SITE "*"
/* Of a line whose policy names none. */
#define OF_PRIORITY_DEFAULT 50

typedef struct of_stock_use {
    int64_t unrestricted;
    int64_t safety_stock;
    int64_t offers;
    int64_t accepted;
    int64_t held_by_lines; /* allocated and picked, by the lines */
    int64_t held_in_wms;   /* allocated and staged, by the WMS */
} of_stock_use;

/* Held by lines and not yet out of the unrestricted stock; never negative. */
int64_t of_stock_unreflected(const of_stock_use *use);
/* Negative when more is held than there is. */
int64_t of_stock_free(const of_stock_use *use);
/* What an offer of `free` units to a demand of `need` holds; 0: no offer. */
int64_t of_offer_qty(int64_t free, int64_t need, bool ship_complete);

/* The place in the queue as a text that sorts by bytes, "O-1" before "O-10"; no two lines share
 * one, as an order has no bar. Absent when the arena is full. */
of_text of_demand_rank(of_arena *arena, const LineDemand *demand);
