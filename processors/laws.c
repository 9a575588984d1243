/* The laws over the records as emitted: see laws.h. Nothing here calls the ledger's own sums. */
#include "processors/laws.h"

#include "processors/seen.h"

/* Every bucket has a bit; a set of buckets is the sum of bits. */
#define NUMBER_BUCKET(name) NUMBER_##name,
enum { OF_EACH_BUCKET(NUMBER_BUCKET) BUCKETS };
#define BIT_BUCKET(name) BUCKET_##name = 1 << NUMBER_##name,
enum { OF_EACH_BUCKET(BIT_BUCKET) };

enum {
    UNCOVERED = BUCKET_open | BUCKET_backordered | BUCKET_over,
    WANTED = UNCOVERED | BUCKET_ordered | BUCKET_cancelled | BUCKET_substituted,
    HELD = UNCOVERED | BUCKET_allocated | BUCKET_inferred,
    GONE = HELD | BUCKET_picked | BUCKET_shipped | BUCKET_in_transit | BUCKET_delivered |
           BUCKET_lost | BUCKET_returned_to_sender,
};

/* ---- one ledger ---- */

static const char *range(const Ledger *ledger, int64_t most)
{
#define REFUSE_OUTSIDE(name)                                                                       \
    if (ledger->name < 0 || ledger->name > most) {                                                 \
        return "RANGE: an impossible quantity: " #name;                                            \
    }
    OF_EACH_BUCKET(REFUSE_OUTSIDE)
    return NULL;
}

static const char *balance(const Ledger *ledger)
{
    int64_t claimed = ledger->ordered + ledger->over;
    int64_t covered = ledger->allocated + ledger->picked + ledger->shipped;
    int64_t given_up = ledger->cancelled + ledger->substituted;
    if (claimed != ledger->open + ledger->backordered + covered + given_up) {
        return "L1: ordered and over are not the sum of the buckets";
    }
    int64_t arrived = ledger->delivered + ledger->lost + ledger->returned_to_sender;
    if (ledger->shipped != ledger->in_transit + arrived) {
        return "L2: shipped is not the sum of where it is";
    }
    return NULL;
}

const char *of_laws_ledger(const Ledger *line)
{
    const char *broken = range(line, OF_LINE_QTY_MAX);
    return broken == NULL ? balance(line) : broken;
}

/* ---- one record and the one before ---- */

static bool went_back(OptionalLong before, OptionalLong after)
{
    return before.present && (!after.present || after.value < before.value);
}

typedef struct stamp {
    int64_t version;
    OptionalLong as_of;
    int64_t updated_at;
} stamp;

static const char *succession(const stamp *before, const stamp *after)
{
    if (after->version != (before == NULL ? 0 : before->version) + 1) {
        return "VERSION: not the next version of the record before";
    }
    if (before != NULL && after->updated_at < before->updated_at) {
        return "VERSION: updated before the record before";
    }
    if (before != NULL && went_back(before->as_of, after->as_of)) {
        return "VERSION: the latest event time goes back";
    }
    return NULL;
}

#define SUCCESSION(before, after)                                                                  \
    succession((before) == NULL ? NULL : &STAMP(before), &STAMP(after))
#define STAMP(record) ((stamp){(record)->version, (record)->as_of, (record)->updated_at})

/* ---- lines ---- */

static const char *legs(const LineState *line)
{
    int64_t allocated = 0;
    int64_t picked = 0;
    int64_t shipped = 0;
    for (size_t i = 0; i < line->legs.len; i++) {
        const LegState *leg = &line->legs.items[i];
        if (leg->allocated < 0 || leg->picked < 0 || leg->shipped < 0) {
            return "RANGE: a leg with less than nothing";
        }
        allocated += leg->allocated;
        picked += leg->picked;
        shipped += leg->shipped;
    }
    const Ledger *ledger = &line->ledger;
    if (allocated > ledger->allocated || picked > ledger->picked || shipped > ledger->shipped ||
        (size_t)line->leg_count < line->legs.len) {
        return "LEGS: the legs hold more than their line";
    }
    bool all = (size_t)line->leg_count == line->legs.len;
    if (all && (allocated != ledger->allocated || picked != ledger->picked ||
                shipped != ledger->shipped)) {
        return "LEGS: the legs hold less than their line";
    }
    return NULL;
}

const char *of_laws_line(const LineState *before, const LineState *after)
{
    const char *broken = of_laws_ledger(&after->ledger);
    if (broken == NULL && after->ledger.over > 0 &&
        after->ledger.open + after->ledger.backordered > 0) {
        broken = "L1: a line with too much lacks something as well";
    }
    broken = broken == NULL ? legs(after) : broken;
    stamp first = {.version = before == NULL ? 0 : before->version,
                   .updated_at = before == NULL ? 0 : before->updated_at};
    stamp next = {.version = after->version, .updated_at = after->updated_at};
    return broken == NULL ? succession(before == NULL ? NULL : &first, &next) : broken;
}

/* Who may speak of what: the system of record per group of quantities. */
static int owned(int topic)
{
    switch (topic) {
    case OF_TOPIC_order_header:
        return BUCKET_ordered | BUCKET_cancelled;
    case OF_TOPIC_order_line:
        return WANTED;
    case OF_TOPIC_schedule_line:
        return BUCKET_open | BUCKET_backordered;
    case OF_TOPIC_allocation:
        return HELD;
    case OF_TOPIC_pick:
        return HELD | BUCKET_picked;
    case OF_TOPIC_package_content:
    case OF_TOPIC_ship_confirm:
    case OF_TOPIC_order_milestone:
        return GONE;
    case OF_TOPIC_invoice_line:
        return BUCKET_invoiced;
    case OF_TOPIC_credit_memo_line:
        return BUCKET_credited;
    case OF_TOPIC_return_receipt:
    case OF_TOPIC_inspection:
        return BUCKET_returned;
    default: /* a warehouse order, a payment and a saga move no quantity */
        return 0;
    }
}

static int64_t arrived(const Ledger *ledger)
{
    return ledger->delivered + ledger->lost + ledger->returned_to_sender;
}

static const char *falls(const Ledger *a, const Ledger *b, of_law_fact fact)
{
    if (b->shipped < a->shipped) {
        return "FALL: less is shipped than before";
    }
    if (arrived(b) < arrived(a)) {
        return "FALL: less has arrived, is lost or returned than before";
    }
    if (b->invoiced < a->invoiced || b->credited < a->credited) {
        return "FALL: less is invoiced or credited than before";
    }
    if (b->returned < a->returned && fact.topic != OF_TOPIC_inspection) {
        return "FALL: less came back than before";
    }
    return NULL;
}

const char *of_laws_line_moved(const LineState *before, const LineState *after, of_law_fact fact)
{
    static const Ledger nothing;
    const Ledger *a = before == NULL ? &nothing : &before->ledger;
    const Ledger *b = &after->ledger;
    int moved = 0;
#define NOTE_MOVED(name) moved |= a->name == b->name ? 0 : BUCKET_##name;
    OF_EACH_BUCKET(NOTE_MOVED)
    if ((moved & ~owned(fact.topic)) != 0) {
        return "OWNER: a bucket moved on the word of one who may not speak of it";
    }
    bool of_package = fact.topic == OF_TOPIC_ship_confirm || fact.topic == OF_TOPIC_order_milestone;
    if (before != NULL && !of_package && went_back(before->as_of, after->as_of)) {
        return "VERSION: the latest event time goes back";
    }
    if (fact.settled && b->ordered < a->ordered) {
        return "FALL: less is ordered than was acknowledged";
    }
    return fact.takes_back ? NULL : falls(a, b, fact);
}

/* More than a line shows; of those the contents are gone through once. */
#define LEGS_AT_ONCE 128

typedef struct packed_leg {
    const LegState *leg;
    int64_t packed;
} packed_leg;

static int compare_leg(const LegState *leg, of_text allocation, of_text site)
{
    int order = of_text_compare(leg->allocation, allocation);
    return order != 0 ? order : of_text_compare(leg->site, site);
}

/* The first leg that is not before the name. */
static size_t find_leg(const packed_leg *legs, size_t len, of_text allocation, of_text site)
{
    size_t low = 0;
    size_t high = len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool before = compare_leg(legs[middle].leg, allocation, site) < 0;
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    return low;
}

/* Legs are shown by name, so that each goes where it stands; else they still end in order. */
static void sort_legs(const LegState *legs, size_t len, packed_leg *sorted)
{
    for (size_t i = 0; i < len; i++) {
        size_t at = i;
        while (at > 0 && compare_leg(sorted[at - 1].leg, legs[i].allocation, legs[i].site) > 0) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = (packed_leg){.leg = &legs[i]};
    }
}

static bool legs_are_packed(const LegState *legs, size_t len, const SeenContentArray *contents)
{
    packed_leg sorted[LEGS_AT_ONCE];
    sort_legs(legs, len, sorted);
    for (size_t i = 0; i < contents->len; i++) {
        const SeenContent *seen = &contents->items[i];
        size_t at = find_leg(sorted, len, seen->allocation, seen->site);
        bool its = at < len && compare_leg(sorted[at].leg, seen->allocation, seen->site) == 0;
        if (its && seen->whereabouts != WHEREABOUTS_NOT_SHIPPED) {
            sorted[at].packed += seen->qty;
        }
    }
    for (size_t i = 0; i < len; i++) {
        const LegState *leg = sorted[i].leg;
        size_t first = find_leg(sorted, i, leg->allocation, leg->site);
        if (sorted[first].packed != leg->shipped) {
            return false; /* a name that stands twice has its sum at the first */
        }
    }
    return true;
}

const char *of_laws_line_contents(const LineState *line, const SeenContentArray *contents)
{
    int64_t where[WHEREABOUTS_UNKNOWN + 1] = {0};
    for (size_t i = 0; i < contents->len; i++) {
        where[contents->items[i].whereabouts] += contents->items[i].qty;
    }
    const Ledger *ledger = &line->ledger;
    if (ledger->delivered != where[WHEREABOUTS_DELIVERED] ||
        ledger->lost != where[WHEREABOUTS_LOST] ||
        ledger->returned_to_sender != where[WHEREABOUTS_RETURNED_TO_SENDER] ||
        ledger->in_transit != where[WHEREABOUTS_IN_TRANSIT] + where[WHEREABOUTS_UNKNOWN]) {
        return "CONTENTS: the packages hold other quantities than the line has shipped";
    }
    for (size_t done = 0; done < line->legs.len; done += LEGS_AT_ONCE) {
        size_t left = line->legs.len - done;
        size_t len = left < LEGS_AT_ONCE ? left : LEGS_AT_ONCE;
        if (!legs_are_packed(line->legs.items + done, len, contents)) {
            return "CONTENTS: the packages hold other quantities than a leg has shipped";
        }
    }
    return NULL;
}

const char *of_laws_line_quiet(const LineState *line, int64_t tolerance)
{
    const Ledger *ledger = &line->ledger;
    if (ledger->over >
        ledger->ordered / 1000 * tolerance + ledger->ordered % 1000 * tolerance / 1000) {
        return "L1A: more is under way or shipped than was ordered";
    }
    if (ledger->returned > arrived(ledger)) {
        return "L4: more came back than ever arrived";
    }
    if (ledger->invoiced > ledger->shipped) {
        return "L5: more is invoiced than shipped";
    }
    return ledger->credited > ledger->invoiced ? "L5: more is credited than invoiced" : NULL;
}

/* ---- orders ---- */

void of_law_book_line(of_law_book *book, const LineState *before, const LineState *after)
{
    book->line_count += before == NULL ? 1 : 0;
#define MOVE_BUCKET(name)                                                                          \
    book->lines.name += after->ledger.name - (before == NULL ? 0 : before->ledger.name);
    OF_EACH_BUCKET(MOVE_BUCKET)
}

static const char *sums(const of_law_book *book, const OrderState *order)
{
#define COMPARE_BUCKET(name)                                                                       \
    if (order->totals.name != book->lines.name) {                                                  \
        return "LINES: the order is not the sum of its lines: " #name;                             \
    }
    OF_EACH_BUCKET(COMPARE_BUCKET)
    return order->line_count == book->line_count
               ? NULL
               : "LINES: the order counts other lines than it has";
}

static const char *carried(const OrderState *order)
{
    bool seen[MILESTONE_CODE_UNKNOWN + 1] = {false};
    if ((size_t)order->shipment_count != order->shipments.len) {
        return (size_t)order->shipment_count < order->shipments.len
                   ? "CARRIED: more packages are shown than counted"
                   : NULL;
    }
    for (size_t i = 0; i < order->shipments.len; i++) {
        seen[order->shipments.items[i].status] = true;
    }
    const Ledger *totals = &order->totals;
    if ((totals->delivered > 0 && !seen[MILESTONE_CODE_DELIVERED]) ||
        (totals->lost > 0 && !seen[MILESTONE_CODE_LOST]) ||
        (totals->returned_to_sender > 0 && !seen[MILESTONE_CODE_RTS_RECEIVED])) {
        return "CARRIED: goods are where no package of the order is";
    }
    return NULL;
}

static const char *order_falls(const OrderState *before, const OrderState *after)
{
    if (before == NULL) {
        return NULL;
    }
    if (after->line_count < before->line_count || after->shipment_count < before->shipment_count) {
        return "FALL: a line or a package of the order is gone";
    }
    OptionalLong first = before->milestones.first_picked;
    OptionalLong now = after->milestones.first_picked;
    return first.present && (!now.present || now.value > first.value)
               ? "FALL: the first pick is later than before"
               : NULL;
}

const char *of_laws_order(const of_law_book *book, const OrderState *before,
                          const OrderState *after)
{
    const char *broken = range(&after->totals, INT64_MAX);
    broken = broken == NULL ? balance(&after->totals) : broken;
    broken = broken == NULL ? sums(book, after) : broken;
    broken = broken == NULL ? carried(after) : broken;
    if (broken == NULL && (after->paid < 0 || after->payments < 0)) {
        broken = "MONEY: less than nothing was paid";
    }
    broken = broken == NULL ? order_falls(before, after) : broken;
    return broken == NULL ? SUCCESSION(before, after) : broken;
}

/* ---- shipments ---- */

/* The ladder of the carrier, written down again. A void ranks below the first movement. */
static int height(MilestoneCode code)
{
    static const MilestoneCode ladder[] = {
        MILESTONE_CODE_LABELLED,         MILESTONE_CODE_VOIDED,
        MILESTONE_CODE_PICKED_UP,        MILESTONE_CODE_IN_TRANSIT,
        MILESTONE_CODE_OUT_FOR_DELIVERY, MILESTONE_CODE_REFUSED,
        MILESTONE_CODE_RTS_IN_TRANSIT,   MILESTONE_CODE_LOST,
        MILESTONE_CODE_DELIVERED,        MILESTONE_CODE_RTS_RECEIVED};
    for (size_t i = 0; i < sizeof ladder / sizeof *ladder; i++) {
        if (ladder[i] == code) {
            return (int)i + 1;
        }
    }
    return 0;
}

const char *of_laws_shipment(const ShipmentState *before, const ShipmentState *after)
{
    int highest = 0;
    for (size_t i = 0; i < after->milestones.len; i++) {
        int at = height(after->milestones.items[i].code);
        highest = at > highest ? at : highest;
    }
    if (height(after->status) != highest) {
        return "RANK: the status is not the highest milestone that is shown";
    }
    if (after->delivered_at.present && after->status != MILESTONE_CODE_DELIVERED) {
        return "RANK: delivered at a time, but not delivered";
    }
    if ((size_t)after->order_count < after->orders.len) {
        return "LINES: more orders are shown than counted";
    }
    return SUCCESSION(before, after);
}

/* ---- an item at a site ---- */

const char *of_laws_inventory(const InventoryAtp *before, const InventoryAtp *after)
{
    const int64_t statuses[] = {after->unrestricted, after->allocated, after->staged,
                                after->quarantine, after->damaged};
    int64_t total = 0;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        if (statuses[i] < 0) {
            return "RANGE: a status of the stock is below zero";
        }
        total += statuses[i];
    }
    if (total != after->on_hand) {
        return "L7: on hand is not the sum of its statuses";
    }
    if (after->offers < 0 || after->accepted < 0 || after->offers > after->unrestricted) {
        return "L9: live offers hold more than the unrestricted stock";
    }
    if (after->offers > 0 && after->available_now < 0) {
        return "L9: live offers hold what others hold";
    }
    if (after->demand < 0 || after->backordered < 0 || after->supply < 0 ||
        after->supply_undated < 0 || after->pegged < 0 || after->oversold < 0) {
        return "RANGE: demand or supply is below zero";
    }
    for (size_t i = 1; i < after->buckets.len; i++) {
        const AtpBucket *day = &after->buckets.items[i];
        if (day[-1].date >= day->date || day[-1].atp > day->atp) {
            return "ATP: a day can promise more than a later one";
        }
    }
    return SUCCESSION(before, after);
}
