/* Stories: the warehouse, the packages, the carrier, money and returns; see story.h. */
#include "tests/histories/story.h"

/* ---- warehouse ---- */

static of_text leg_name(story *self, const story_line *line, const story_leg *leg)
{
    return story_text(self, "%.*s-%.*s", OF_TEXT_ARG(line->name), OF_TEXT_ARG(leg->allocation));
}

static void tell_warehouse_order(story *self, const story_line *line, const story_leg *leg)
{
    static const WarehouseOrderStatus statuses[] = {
        WAREHOUSE_ORDER_STATUS_ACCEPTED, WAREHOUSE_ORDER_STATUS_PICKING,
        WAREHOUSE_ORDER_STATUS_STAGED, WAREHOUSE_ORDER_STATUS_CANCELLED};
    of_text name = leg_name(self, line, leg);
    STORY_ADD(self, warehouse_order, WarehouseOrder, false,
              .source = story_row(self, "wms", "order", name), .order = self->order,
              .line = line->name, .allocation = leg->allocation, .site = leg->site,
              .warehouse_order = name, .status = statuses[story_below(self, 4)],
              .at = story_time(self));
}

/* One task, told once or twice: a first version that picked less, or put back nothing yet. */
static void pick(story *self, story_line *line, story_leg *leg)
{
    int64_t held = of_ledger_leg(leg->counters).allocated;
    if (held <= 0) {
        return;
    }
    int64_t picked = story_chance(self, 70) ? held : 1 + story_below(self, held);
    int64_t shorted = picked < held && story_chance(self, 50) ? held - picked : 0;
    int64_t put_back = story_chance(self, 20) ? 1 + story_below(self, picked) : 0;
    int task = ++leg->tasks;
    of_text row = story_text(self, "%.*s-%.*s/%d", OF_TEXT_ARG(line->name),
                             OF_TEXT_ARG(leg->allocation), task);
    Pick fact = {.order = self->order,
                 .line = line->name,
                 .allocation = leg->allocation,
                 .site = leg->site,
                 .task = story_text(self, "T%d", task)};
    if (story_chance(self, 40)) {
        fact.source = story_row(self, "wms", "pick", row);
        fact.picked_qty = story_below(self, picked + 1);
        fact.at = story_time(self);
        story_add(self, OF_TOPIC_pick, self->order, &of_Pick_type, &fact, false);
    }
    fact.source = story_row(self, "wms", "pick", row);
    fact.picked_qty = picked;
    fact.shorted_qty = shorted;
    fact.put_back_qty = put_back;
    fact.at = story_time(self);
    story_add(self, OF_TOPIC_pick, self->order, &of_Pick_type, &fact, false);
    leg->counters.picked += picked;
    leg->counters.shorted += shorted;
    leg->counters.put_back += put_back;
}

/* ---- packages ---- */

static story_package *open_package(story *self)
{
    for (int i = 0; i < self->package_count; i++) {
        if (!self->packages[i].shipped && self->packages[i].status == MILESTONE_CODE_UNKNOWN) {
            return &self->packages[i];
        }
    }
    if (self->package_count == STORY_PACKAGES_MAX) {
        return NULL;
    }
    int number = self->package_count++;
    story_package *package = &self->packages[number];
    *package = (story_package){.name = story_text(self, "P%d", number),
                               .tracking =
                                   story_text(self, "TR-%.*s-%d", OF_TEXT_ARG(self->order), number),
                               .status = MILESTONE_CODE_UNKNOWN};
    PackageOrder cross = {.source = story_row(self, "wms", "package", package->name),
                          .tracking = package->tracking,
                          .order = self->order,
                          .package = package->name,
                          .carrier = OF_TEXT("CARR1")};
    story_add(self, OF_TOPIC_package_order, package->tracking, &of_PackageOrder_type, &cross,
              false);
    return package;
}

/* A package holds one leg of a line: shipped then moves as a whole. */
static void pack(story *self, story_line *line, int leg_number)
{
    story_leg *leg = &line->legs[leg_number];
    int64_t ready = leg->counters.picked - leg->counters.put_back - leg->packed;
    story_package *package = ready > 0 ? open_package(self) : NULL;
    int at = (int)(line - self->lines);
    if (package == NULL || package->qty[at] != 0) {
        return;
    }
    int64_t qty = story_chance(self, 70) ? ready : 1 + story_below(self, ready);
    of_text row = story_text(self, "%.*s/%.*s/%d", OF_TEXT_ARG(package->name),
                             OF_TEXT_ARG(line->name), leg_number);
    PackageContent fact = {.source = story_row(self, "wms", "content", row),
                           .order = self->order,
                           .line = line->name,
                           .allocation = leg->allocation,
                           .site = leg->site,
                           .package = package->name,
                           .qty = qty};
    story_add(self, OF_TOPIC_package_content, self->order, &of_PackageContent_type, &fact, false);
    package->qty[at] = qty;
    package->leg[at] = leg_number;
    leg->packed += qty;
}

void story_warehouse_step(story *self, int number)
{
    story_line *line = &self->lines[number];
    if (line->leg_count == 0) {
        return;
    }
    int leg = (int)story_below(self, line->leg_count);
    int64_t what = story_below(self, 100);
    if (what < 20) {
        tell_warehouse_order(self, line, &line->legs[leg]);
    } else if (what < 60) {
        pick(self, line, &line->legs[leg]);
    } else {
        pack(self, line, leg);
    }
}

/* ---- shipping and the carrier ---- */

static void tell_confirm(story *self, story_package *package, bool voided)
{
    STORY_ADD(self, ship_confirm, ShipConfirm, voided,
              .source = story_row(self, "wms", "ship", package->name), .order = self->order,
              .shipment = package->name, .package = package->name, .site = OF_TEXT("DC1"),
              .tracking = package->tracking, .carrier = OF_TEXT("CARR1"),
              .shipped_at = story_time(self), .voided = voided);
    package->shipped = !voided;
    for (int i = 0; i < self->line_count; i++) {
        story_leg *leg = &self->lines[i].legs[package->leg[i]];
        leg->counters.shipped += voided ? -package->qty[i] : package->qty[i];
    }
}

static int64_t *place_of(story_line *line, MilestoneCode status)
{
    switch (status) {
    case MILESTONE_CODE_DELIVERED:
        return &line->delivered;
    case MILESTONE_CODE_LOST:
        return &line->lost;
    case MILESTONE_CODE_RTS_RECEIVED:
        return &line->returned_to_sender;
    default:
        return NULL;
    }
}

static void move_goods(story *self, const story_package *package, MilestoneCode status)
{
    for (int i = 0; i < self->line_count; i++) {
        int64_t *from = place_of(&self->lines[i], package->status);
        int64_t *to = place_of(&self->lines[i], status);
        if (from != NULL) {
            *from -= package->qty[i];
        }
        if (to != NULL) {
            *to += package->qty[i];
        }
    }
}

static void tell_milestone(story *self, story_package *package, MilestoneCode code)
{
    OptionalLong at = story_time(self);
    int64_t times = 1 + (story_chance(self, 15) ? 1 : 0); /* by webhook, and again by poll */
    for (int64_t i = 0; i < times; i++) {
        of_text row = story_text(self, "%.*s/%d%s", OF_TEXT_ARG(package->tracking), (int)code,
                                 i == 0 ? "" : "/poll");
        Milestone fact = {.source = story_row(self, "carrier", "event", row),
                          .tracking = package->tracking,
                          .code = code,
                          .at = at,
                          .carrier = OF_TEXT("CARR1"),
                          .eta = story_time(self)};
        story_add(self, OF_TOPIC_milestone, package->tracking, &of_Milestone_type, &fact, false);
    }
    if (of_milestone_rank(code) > of_milestone_rank(package->status)) {
        move_goods(self, package, code);
        package->status = code;
    }
}

static MilestoneCode next_code(story *self, MilestoneCode status)
{
    switch (status) {
    case MILESTONE_CODE_UNKNOWN:
        return story_chance(self, 30) ? MILESTONE_CODE_LABELLED : MILESTONE_CODE_PICKED_UP;
    case MILESTONE_CODE_LABELLED:
        return MILESTONE_CODE_PICKED_UP;
    case MILESTONE_CODE_PICKED_UP:
        return story_chance(self, 20) ? MILESTONE_CODE_DELAYED : MILESTONE_CODE_IN_TRANSIT;
    case MILESTONE_CODE_IN_TRANSIT:
        return story_chance(self, 15) ? MILESTONE_CODE_LOST : MILESTONE_CODE_OUT_FOR_DELIVERY;
    case MILESTONE_CODE_OUT_FOR_DELIVERY:
        return story_chance(self, 60)   ? MILESTONE_CODE_DELIVERED
               : story_chance(self, 50) ? MILESTONE_CODE_ATTEMPTED
                                        : MILESTONE_CODE_REFUSED;
    case MILESTONE_CODE_REFUSED:
        return MILESTONE_CODE_RTS_IN_TRANSIT;
    case MILESTONE_CODE_RTS_IN_TRANSIT:
        return MILESTONE_CODE_RTS_RECEIVED;
    case MILESTONE_CODE_LOST: /* found, or a scan that comes late */
        return story_chance(self, 50) ? MILESTONE_CODE_DELIVERED : MILESTONE_CODE_IN_TRANSIT;
    default:
        return MILESTONE_CODE_ETA_ONLY;
    }
}

void story_package_step(story *self)
{
    if (self->package_count == 0) {
        return;
    }
    story_package *package = &self->packages[story_below(self, self->package_count)];
    bool moved = of_milestone_rank(package->status) > of_milestone_rank(MILESTONE_CODE_LABELLED);
    if (!package->shipped) {
        tell_confirm(self, package, false);
    } else if (!moved && story_chance(self, 10)) {
        tell_confirm(self, package, true);
    } else {
        tell_milestone(self, package, next_code(self, package->status));
    }
}

/* ---- money and returns ---- */

static int64_t shipped(const story_line *line)
{
    int64_t sum = 0;
    for (int i = 0; i < line->leg_count; i++) {
        sum += line->legs[i].counters.shipped;
    }
    return sum;
}

/* Of a shipment that the carrier has: what may still be voided is not invoiced. */
static int64_t under_way(const story *self, int number)
{
    int64_t sum = 0;
    for (int i = 0; i < self->package_count; i++) {
        const story_package *package = &self->packages[i];
        bool moved =
            of_milestone_rank(package->status) > of_milestone_rank(MILESTONE_CODE_LABELLED);
        sum += package->shipped && moved ? package->qty[number] : 0;
    }
    return sum;
}

static void invoice(story *self, story_line *line, int64_t most)
{
    int64_t qty = most - line->invoiced;
    if (qty <= 0) {
        return;
    }
    int number = ++line->invoices;
    of_text row = story_text(self, "%.*s/%d", OF_TEXT_ARG(line->name), number);
    InvoiceLine fact = {.order = self->order,
                        .line = line->name,
                        .invoice = story_text(self, "INV-%d", number),
                        .qty = qty,
                        .amount = qty * line->unit_price / 1000};
    if (story_chance(self, 10)) { /* posted too high, and corrected */
        fact.source = story_row(self, "finance", "invoice", row);
        fact.qty = qty + 1 + story_below(self, 1000);
        story_add(self, OF_TOPIC_invoice_line, self->order, &of_InvoiceLine_type, &fact, false);
        fact.qty = qty;
        fact.source = story_row(self, "finance", "invoice", row);
        story_add(self, OF_TOPIC_invoice_line, self->order, &of_InvoiceLine_type, &fact, true);
    } else {
        fact.source = story_row(self, "finance", "invoice", row);
        fact.posted_at = story_time(self);
        story_add(self, OF_TOPIC_invoice_line, self->order, &of_InvoiceLine_type, &fact, false);
    }
    line->invoiced += qty;
    line->invoiced_amount += fact.amount;
}

static void credit(story *self, story_line *line)
{
    int64_t most = line->invoiced - line->credited;
    if (most <= 0) {
        return;
    }
    int64_t qty = 1 + story_below(self, most);
    int number = ++line->credits;
    STORY_ADD(self, credit_memo_line, CreditMemoLine, false,
              .source = story_row(self, "finance", "credit",
                                  story_text(self, "%.*s/%d", OF_TEXT_ARG(line->name), number)),
              .order = self->order, .line = line->name,
              .credit_memo = story_text(self, "CM-%d", number), .qty = qty,
              .amount = qty * line->unit_price / 1000,
              .reason = (CreditReason)story_below(self, CREDIT_REASON_GOODWILL + 1),
              .posted_at = story_time(self));
    line->credited += qty;
    line->credited_amount += qty * line->unit_price / 1000;
}

static void take_return(story *self, story_line *line)
{
    int64_t most = line->delivered - line->received;
    if (most <= 0) {
        return;
    }
    int64_t qty = 1 + story_below(self, most);
    int64_t kept = story_below(self, qty + 1);
    of_text receipt = story_text(self, "RC-%.*s-%d", OF_TEXT_ARG(line->name), ++line->receipts);
    STORY_ADD(self, return_receipt, ReturnReceipt, false,
              .source = story_row(self, "wms", "receipt", receipt), .order = self->order,
              .line = line->name, .receipt = receipt, .site = OF_TEXT("DC1"), .qty = qty,
              .at = story_time(self));
    line->received += qty;
    line->returned += qty;
    if (story_chance(self, 60)) {
        InspectionResult results[] = {
            {OF_TEXT("A"), VERDICT_ACCEPT, DISPOSITION_RESTOCK, kept},
            {OF_TEXT("C"), VERDICT_REJECT, DISPOSITION_RETURN_TO_CUSTOMER, qty - kept}};
        STORY_ADD(self, inspection, Inspection, false,
                  .source = story_row(self, "wms", "inspection", receipt), .order = self->order,
                  .line = line->name, .receipt = receipt, .results = {results, 2},
                  .at = story_time(self));
        line->returned -= qty - kept;
    }
}

static void pay(story *self)
{
    static const PaymentStatus statuses[] = {PAYMENT_STATUS_AUTHORISED, PAYMENT_STATUS_CAPTURED};
    of_text row = story_text(self, "PAY-%d", self->payments++ / 2);
    SourcePosition source = story_row(self, "finance", "payment", row);
    source.deleted = story_chance(self, 5);
    int64_t amount = story_below(self, 10000000);
    PaymentStatus status = statuses[self->payments % 2];
    STORY_ADD(self, payment, Payment, source.deleted, .source = source, .order = self->order,
              .payment = row, .amount = amount, .status = status, .paid_at = story_time(self));
    /* Each row is told captured, then authorised: only the last one can still be captured. */
    self->paid = status == PAYMENT_STATUS_CAPTURED && !source.deleted ? amount : 0;
}

void story_money_step(story *self, int number)
{
    story_line *line = &self->lines[number];
    int64_t what = story_below(self, 100);
    if (what < 50) {
        int64_t certain = under_way(self, number);
        invoice(self, line, certain < shipped(line) ? certain : shipped(line));
    } else if (what < 65) {
        credit(self, line);
    } else if (what < 85) {
        take_return(self, line);
    } else {
        pay(self);
    }
}
