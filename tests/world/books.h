/* What the systems of the world know and owe: orders, lines, legs, packages, and an agenda of what
 * happens to them when. All systems share this memory, but each writes only its own columns.
 *
 * Time is virtual: whoever drives the world says what time it is, and everything that is due then
 * happens in order. Things refer to each other by index. One thread. */
#pragma once

#include "avro/model.h"
#include "topology/base/time.h"

typedef struct books books;

enum { SITE_DC1, SITE_DC2, SITE_3PL1, SITES };
enum { CARRIER_ZONED, CARRIER_LOCAL, CARRIERS };
extern const char *const site_names[SITES];
extern const char *const carrier_names[CARRIERS];

/* What happens to a line beside being sold. */
typedef enum line_plot {
    PLOT_SMOOTH,
    PLOT_TWO_SITES,   /* shipped natively from two sites */
    PLOT_RECEIPT,     /* sold short; a purchase order is known at booking */
    PLOT_LATE_SUPPLY, /* sold short; nothing is known until the goods are there */
    PLOT_CANCELLED,   /* sold short; the customer gives up waiting */
    PLOT_SPLIT,       /* no site has it all, two have it together */
    PLOT_SPLIT_FAILS, /* as above, but one site's stock is gone when it is asked for */
    PLOT_SHORT_PICK,  /* the warehouse finds less than the ERP allocated */
    PLOTS
} line_plot;
extern const char *const plot_names[PLOTS];

typedef struct book_leg {
    int32_t line;
    int32_t site;
    int32_t package; /* -1: not packed */
    int32_t next;    /* of the same line; -1: last */
    char name[64];   /* allocation id */
    char warehouse_order[64];
    int64_t allocated, deallocated, shorted_erp;         /* the ERP's columns */
    int64_t planned, picked, shorted, put_back, shipped; /* the WMS's */
    bool accepted, stopped, held;
} book_leg;

typedef struct book_line {
    int32_t order;
    int32_t next; /* of the same order; -1: last */
    int32_t first_leg;
    char number[16];
    char item[24];
    line_plot plot;
    int64_t ordered, net, declared_short, price;
    int64_t promise; /* ms; 0: none */
    int64_t stock[SITES];
    int64_t delivered, lost;
    int64_t authorised, returned, invoiced, credited;
    bool foreign; /* known from a command only: its stock is not counted */
    bool planted; /* row is in the source table */
    bool wants_return;
    int32_t legs, offers;
} book_line;

typedef struct book_order {
    char id[48];
    char key[64]; /* <entity>:<id> */
    int32_t first_line, last_line, line_count;
    int32_t channel, customer, carrier;
    int64_t captured_at, booked_at, acknowledged_at;
    bool ship_complete, consolidated, planted;
    uint64_t chance; /* the order's own stream of random numbers */
} book_order;

typedef struct book_package {
    int32_t order, site, carrier;
    char id[64], shipment[72], tracking[72];
    int64_t shipped_at;
    bool lost, refused_once;
} book_package;

typedef struct book_return {
    char rma[96];
    int32_t line;
    int32_t site;
    int64_t qty;
    int64_t received;
    bool expected, labelled, cancelled, arriving;
    char receipt[112];
} book_return;

/* One thing that will happen. `urgent` ones (answers) are due to the millisecond, others may be
 * gathered by whoever moves the clock. */
typedef void (*book_act)(books *world, int64_t at, int32_t subject, int64_t amount);

struct agenda;
struct names;
struct rows;
struct offer_sink;
struct participants;

struct books {
    book_order *orders;
    book_line *lines;
    book_leg *legs;
    book_package *packages;
    book_return *returns;
    int32_t order_count, line_count, leg_count, package_count, return_count;
    struct names *by_name; /* orders by key, lines by key|line, legs, returns */
    struct agenda *agenda;
    struct rows *rows; /* how rows reach the log */
    const struct offer_sink *offers;
    struct participants *answering;
    int64_t lsn;
    int64_t number; /* serial of packages, invoices, scans */
    int64_t pace;   /* physical durations are divided by it; 1: as they are */
    uint64_t seed;
    bool faults; /* late, repeated and shuffled records */
};

books *books_new(uint64_t seed);
void books_free(books *world);

int32_t books_add_order(books *world, const char *id);
int32_t books_add_line(books *world, int32_t order, const char *number);
int32_t books_add_leg(books *world, int32_t line, const char *name, int32_t site);
int32_t books_add_package(books *world, int32_t order, int32_t site);
int32_t books_add_return(books *world, int32_t line, of_text rma);
/* -1: unknown. */
int32_t books_order(const books *world, of_text key);
int32_t books_line(const books *world, of_text order_key, of_text line);
int32_t books_leg(const books *world, int32_t line, of_text name);
int32_t books_return(const books *world, of_text rma);
int32_t books_site(of_text name); /* an unknown name is the first site */

/* What a leg holds: allocated and neither given back nor short. */
int64_t leg_covered(const book_leg *leg);
int64_t leg_still_allocated(const book_leg *leg); /* of it, not in the picker's hands */
int64_t line_covered(const books *world, const book_line *line);

/* How long something takes in the physical world, at the pace of this one. */
int64_t lasts(const books *world, int64_t ms);

/* ---- chance: one stream per order, so that one more order shifts no other ----------------------
 */
uint64_t chance_seed(uint64_t seed, uint64_t stream);
uint64_t chance_next(uint64_t *chance);
/* 0 .. bound-1 */
int64_t chance_below(uint64_t *chance, int64_t bound);
bool chance_permille(uint64_t *chance, int64_t permille);
int64_t chance_between(uint64_t *chance, int64_t low, int64_t high);

/* ---- the agenda --------------------------------------------------------------------------------
 */
void agenda_add(books *world, int64_t due, bool urgent, book_act act, int32_t subject,
                int64_t amount);
#define AGENDA_EMPTY INT64_MAX
int64_t agenda_next(const books *world, bool urgent);
/* Everything due up to `now`, in order of time. */
void agenda_run(books *world, int64_t now);
