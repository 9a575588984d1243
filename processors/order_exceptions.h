/* Exceptions of an order: what is found (order_exceptions.c, order_money.c; pure functions of the
 * rows), how it is kept, opened, escalated and closed (order_findings.c), and what moves it beside
 * facts: the timer, sagas, people (order_wake.c).
 *
 *     found ── grace ──► open ── escalated … ──► closed: AUTO when no longer found, SAGA when the
 *       └── gone before: nobody hears of it          saga says so, MANUAL by a person
 *
 * What is found is a function of what the rows hold, never of the order of arrival; only how long
 * it has lasted is on the engine's clock. So any order of the same facts ends in the same set. */
#pragma once

#include "processors/exceptions.h"
#include "processors/order.h"

/* Beyond it the later ones of one row, by name, are not told. */
#define OF_DETECTED_MAX 64
#define OF_EVIDENCE_MAX 3

typedef struct of_detected {
    of_exception_id id;
    of_text subject; /* package, receipt; absent: the whole row */
    of_text detail;
    of_text evidence[OF_EVIDENCE_MAX]; /* source rows */
    size_t evidence_count;
    int64_t grace_ms;
    bool restarts; /* news came: it has lasted for no time yet */
} of_detected;

typedef struct of_detection {
    of_arena *texts;
    bool is_full; /* the arena: what was found is not complete */
    size_t len;
    of_detected items[OF_DETECTED_MAX];
} of_detection;

/* Texts live in the arena, or in the rows. `line` is what of_line_derive says of `row`. */
void of_detect_line(const of_order_work *order, const LineRow *row, const LineState *line,
                    of_detection *out);
void of_detect_package(const of_package_work *package, of_detection *out);
/* After of_order_derive. */
void of_detect_order(const of_order_work *order, of_detection *out);
/* order_money.c: what was billed, returned and credited; a part of of_detect_line. */
void of_detect_money(const of_order_work *order, const LineRow *row, const LineState *line,
                     of_detection *out);

/* ---- for the predicates ---- */

void of_detection_start(of_detection *self, of_arena *texts);
/* One more, with the grace of the catalogue. The last one is overwritten when all are taken. */
of_detected *of_detection_add(of_detection *self, of_exception_id id, of_text subject);
void of_detection_prove(of_detected *self, of_text source);
/* Detail in words. */
void of_detection_say(of_detection *self, of_detected *one, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* "2.5" for 2,500 thousandths; in the arena. */
of_text of_detection_units(of_detection *self, int64_t qty);

/* ---- how they are kept ---- */

/* Brings the row's list in line with what was found, publishes what changed. `line`: absent for the
 * row of the order or a package. */
of_status of_findings_settle(of_order_work *order, FindingArray *list, of_text line,
                             const of_detection *found);
/* To be called before memory of the scratch is taken back while rows of the order are settled. */
of_status of_findings_reserve(of_order_work *order);
/* True when settling would open or close something. */
bool of_findings_differ(const FindingArray *list, const of_detection *found);
/* Sets, moves or clears the order's one timer. */
of_status of_findings_wake(of_order_work *order);
of_status of_findings_timer(of_ctx *ctx, of_text name, int64_t due_ms);
of_status of_findings_told(of_ctx *ctx, const ExceptionChange *fact);
of_status of_findings_control(of_ctx *ctx, const Control *fact);
