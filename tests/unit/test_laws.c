/* The laws over emitted records: sound ones pass, and every break is named by its law. */
/* rows: R74 */
#include <criterion/criterion.h>

#include "tests/unit/below.h"
#include "tests/unit/law_injections.h"

/* What a turn holds by reference, of its own for every turn. */
typedef struct sound_turn {
    law_turn turn;
    LegState legs[2];
    SeenContent contents[3];
    OrderShipment shipments[2];
    Milestone milestones[2];
} sound_turn;

static const Ledger ledger = {.ordered = 10500,
                              .picked = 500,
                              .shipped = 9000,
                              .cancelled = 1000,
                              .in_transit = 2000,
                              .delivered = 7000,
                              .invoiced = 9000,
                              .returned = 1000,
                              .credited = 1000};

static void fill_line(sound_turn *self)
{
    self->legs[0] =
        (LegState){.allocation = OF_TEXT("A1"), .site = OF_TEXT("DC1"), .shipped = 7000};
    self->legs[1] = (LegState){
        .allocation = OF_TEXT("A2"), .site = OF_TEXT("DC2"), .picked = 500, .shipped = 2000};
    self->contents[0] = (SeenContent){.allocation = OF_TEXT("A1"),
                                      .site = OF_TEXT("DC1"),
                                      .qty = 7000,
                                      .whereabouts = WHEREABOUTS_DELIVERED};
    self->contents[1] = (SeenContent){.allocation = OF_TEXT("A2"),
                                      .site = OF_TEXT("DC2"),
                                      .qty = 2000,
                                      .whereabouts = WHEREABOUTS_IN_TRANSIT};
    self->contents[2] = (SeenContent){.allocation = OF_TEXT("A2"),
                                      .site = OF_TEXT("DC2"),
                                      .qty = 400,
                                      .whereabouts = WHEREABOUTS_NOT_SHIPPED};
    self->turn.line = (LineState){
        .ledger = ledger, .legs = {self->legs, 2}, .leg_count = 2, .version = 8, .updated_at = 50};
    self->turn.contents = (SeenContentArray){self->contents, 3};
}

static law_turn *sound(sound_turn *self)
{
    law_turn *turn = &self->turn;
    *self = (sound_turn){.turn = {.has_shipment = true, .quiet = true}};
    fill_line(self);
    turn->line_before = turn->line;
    turn->line_before.version = 7;
    turn->fact.topic = OF_TOPIC_warehouse_order;
    turn->book = (of_law_book){.lines = ledger, .line_count = 1};
    self->shipments[0].status = MILESTONE_CODE_DELIVERED;
    self->shipments[1].status = MILESTONE_CODE_IN_TRANSIT;
    turn->order = (OrderState){.totals = ledger,
                               .line_count = 1,
                               .shipments = {self->shipments, 2},
                               .shipment_count = 2,
                               .payments = 1,
                               .as_of = {true, 40},
                               .version = 3};
    turn->order_before = turn->order;
    turn->order_before.version = 2;
    self->milestones[0].code = MILESTONE_CODE_DELIVERED;
    self->milestones[1].code = MILESTONE_CODE_IN_TRANSIT;
    turn->shipment = (ShipmentState){
        .status = MILESTONE_CODE_DELIVERED, .milestones = {self->milestones, 2}, .version = 5};
    turn->shipment_before = turn->shipment;
    turn->shipment_before.version = 4;
    return turn;
}

Test(laws, sound_records_break_none)
{
    sound_turn self;
    const char *broken = law_turn_judge(sound(&self));
    cr_assert_null(broken, "%s", broken);
}

Test(laws, every_break_is_named)
{
    for (size_t i = 0; i < law_injection_count; i++) {
        sound_turn self;
        law_turn *turn = sound(&self);
        cr_assert(law_injections[i].inject(turn), "%s", law_injections[i].what);
        const char *broken = law_turn_judge(turn);
        cr_assert(law_is_named(broken, law_injections[i].law), "%s: %s: %s", law_injections[i].what,
                  law_injections[i].law, broken == NULL ? "not caught" : broken);
    }
}

Test(laws, what_is_taken_back_may_fall)
{
    sound_turn self;
    law_turn *turn = sound(&self);
    turn->line_before.ledger.shipped += 1;
    turn->line_before.ledger.in_transit += 1;
    turn->fact = (of_law_fact){.topic = OF_TOPIC_ship_confirm, .takes_back = true};
    cr_assert_null(law_turn_judge(turn));
    turn->fact.takes_back = false;
    cr_assert(law_is_named(law_turn_judge(turn), "FALL"));
}

Test(laws, an_inspection_sends_back_what_was_returned)
{
    sound_turn self;
    law_turn *turn = sound(&self);
    turn->line_before.ledger.returned += 1;
    turn->fact.topic = OF_TOPIC_inspection;
    cr_assert_null(law_turn_judge(turn));
}

Test(laws, an_edit_may_lower_what_is_not_yet_acknowledged)
{
    sound_turn self;
    law_turn *turn = sound(&self);
    turn->line_before.ledger.ordered += 1;
    turn->fact.topic = OF_TOPIC_order_line;
    cr_assert_null(law_turn_judge(turn));
}

Test(laws, over_delivery_is_judged_by_the_tolerance)
{
    LineState line = {.ledger = {.ordered = 10000, .over = 500, .shipped = 10500}};
    cr_assert_null(of_laws_line_quiet(&line, 50));
    cr_assert(law_is_named(of_laws_line_quiet(&line, 49), "L1A"));
}

Test(laws, legs_that_are_not_shown_may_hold_the_rest)
{
    sound_turn self;
    law_turn *turn = sound(&self);
    LineSite at[] = {{OF_TEXT("DC1"), .shipped = 7000},
                     {OF_TEXT("DC2"), .picked = 500, .shipped = 2000}};
    turn->line.legs.len = 1;
    turn->line.sites = (LineSiteArray){at, 2};
    cr_assert_null(law_turn_judge(turn));
    at[1].picked = 499;
    cr_assert(law_is_named(law_turn_judge(turn), "LEGS"));
    at[1].picked = 500;
    self.legs[0].shipped = 9001;
    cr_assert(law_is_named(law_turn_judge(turn), "LEGS"));
    self.legs[0].shipped = 7000;
    turn->line.legs.len = 2;
    cr_assert(law_is_named(law_turn_judge(turn), "LEGS"));
}

Test(laws, the_book_follows_the_lines)
{
    sound_turn self;
    law_turn *turn = sound(&self);
    of_law_book book = {0};
    LineState next = turn->line;
    next.ledger.invoiced += 7;
    of_law_book_line(&book, NULL, &turn->line);
    of_law_book_line(&book, &turn->line, &next);
    cr_assert_eq(book.line_count, 1);
    cr_assert(of_record_equal(&of_Ledger_type, &book.lines, &next.ledger));
}

/* ---- the contents of packages, leg by leg ---- */

#define LEGS_MAX     300
#define CONTENTS_MAX 400
#define NAMES        20
#define ROUNDS       20000

static LegState legs[LEGS_MAX];
static SeenContent contents[CONTENTS_MAX];

static bool is_packed_of(const SeenContent *seen, const LegState *leg)
{
    return of_text_equal(seen->allocation, leg->allocation) &&
           of_text_equal(seen->site, leg->site) && seen->whereabouts != WHEREABOUTS_NOT_SHIPPED;
}

static int64_t packed_of(const SeenContentArray *all, const LegState *leg)
{
    int64_t sum = 0;
    for (size_t i = 0; i < all->len; i++) {
        sum += is_packed_of(&all->items[i], leg) ? all->items[i].qty : 0;
    }
    return sum;
}

/* The law as it is said, every leg against every content. */
static bool legs_hold(const LineState *line, const SeenContentArray *all)
{
    for (size_t i = 0; i < line->legs.len; i++) {
        if (packed_of(all, &line->legs.items[i]) != line->legs.items[i].shipped) {
            return false;
        }
    }
    return true;
}

static of_text name_below(int64_t count)
{
    static const char *const names[NAMES] = {"",  "A",  "A1", "A10", "A2", "B", "B1",
                                             "C", "C1", "D",  "E",   "F",  "G", "H",
                                             "I", "J",  "K",  "L",   "M",  "N"};
    return of_text_of(names[below(count)]);
}

static void random_row(LineState *line, SeenContentArray *all)
{
    int64_t names = 1 + below(NAMES);
    *all = (SeenContentArray){contents, (size_t)below(1 + below(CONTENTS_MAX))};
    *line = (LineState){.legs = {legs, (size_t)below(1 + below(LEGS_MAX))}};
    for (size_t i = 0; i < all->len; i++) {
        contents[i] = (SeenContent){.allocation = name_below(names),
                                    .site = name_below(3),
                                    .qty = below(5),
                                    .whereabouts = (Whereabouts)below(WHEREABOUTS_UNKNOWN + 1)};
        Whereabouts at = contents[i].whereabouts;
        Ledger *sums = &line->ledger;
        *(at == WHEREABOUTS_DELIVERED            ? &sums->delivered
          : at == WHEREABOUTS_LOST               ? &sums->lost
          : at == WHEREABOUTS_RETURNED_TO_SENDER ? &sums->returned_to_sender
          : at == WHEREABOUTS_NOT_SHIPPED        ? &sums->open
                                                 : &sums->in_transit) += contents[i].qty;
    }
    for (size_t i = 0; i < line->legs.len; i++) {
        legs[i] = (LegState){.allocation = name_below(names), .site = name_below(3)};
        legs[i].shipped = packed_of(all, &legs[i]);
    }
}

/* Legs in any order, named twice, more than are ever shown; half of the rows are broken in one leg.
 */
Test(laws, contents_are_judged_leg_by_leg_as_the_law_is_said)
{
    int64_t broken = 0;
    for (int round = 0; round < ROUNDS; round++) {
        LineState line;
        SeenContentArray all;
        random_row(&line, &all);
        if (line.legs.len > 0 && below(2) == 0) {
            legs[below((int64_t)line.legs.len)].shipped += below(2) * 2 - 1;
        }
        bool holds = legs_hold(&line, &all);
        const char *verdict = of_laws_line_contents(&line, &all);
        cr_assert_eq(holds, verdict == NULL, "round %d: %s", round, verdict);
        cr_assert(holds || law_is_named(verdict, "CONTENTS"));
        broken += holds ? 0 : 1;
    }
    cr_assert(broken > ROUNDS / 4 && broken < ROUNDS * 3 / 4, "%ld broken", (long)broken);
}
