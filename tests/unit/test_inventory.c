/* Stock and supply of an item at a site: any order, any repetition, the same record; and what it
 * says, recounted from the rows. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "processors/atp.h"
#include "processors/laws.h"
#include "tests/unit/below.h"
#include "tests/unit/fake_context.h"

#define T0     INT64_C(1772438400000)
#define KEY    OF_TEXT("A|DC1")
#define ROWS   6
#define FACTS  40
#define ROUNDS 300

extern const of_processor inventory_processor;

static of_ctx *engine;
static void keep_laws(void *, const fake_emit *emit)
{
    if (emit->topic == OF_TOPIC_inventory_atp && emit->after != NULL) {
        const char *broken = of_laws_inventory(emit->before, emit->after);
        cr_assert(broken == NULL, "%s", broken);
    }
}

static void set_up(void)
{
    engine = fake_context_new();
    fake_on_emit(engine, keep_laws, NULL);
}

static void tear_down(void)
{
    fake_context_free(engine);
}

TestSuite(inventory, .init = set_up, .fini = tear_down);

/* A row of each type of one purchase order line; `version` is its position. */
static Supply random_supply(int64_t row, int64_t version)
{
    static const char *const names[ROWS] = {"0", "1", "2", "3", "4", "5"};
    static const SupplyType types[ROWS] = {
        SUPPLY_TYPE_PURCHASE_ORDER, SUPPLY_TYPE_ASN,     SUPPLY_TYPE_ASN,
        SUPPLY_TYPE_RECEIPT,        SUPPLY_TYPE_RECEIPT, SUPPLY_TYPE_RECEIPT};
    Supply fact = {.source = {.system = row < 3 ? OF_TEXT("erp") : OF_TEXT("wms"),
                              .table = OF_TEXT("t"),
                              .row = of_text_of(names[row]),
                              .position = version,
                              .deleted = below(10) == 0},
                   .item = OF_TEXT("A"),
                   .site = OF_TEXT("DC1"),
                   .supply = OF_TEXT("PO-1|1"),
                   .type = types[row],
                   .qty = below(10),
                   .confidence = below(4) == 0 ? 20 : 100,
                   .at = {true, T0 + version}};
    fact.received = row == 0 ? below(8) : 0;
    fact.eta = (OptionalLong){below(5) > 0, T0 + below(10) * OF_DAY_MS};
    return fact;
}

static void tell_supply(const Supply *fact)
{
    cr_assert(of_ok(fake_run(engine, &inventory_processor, OF_TOPIC_supply, KEY, fact)));
}

static InventoryAtp settled(void)
{
    const InventoryAtp *last = fake_last(engine, OF_TOPIC_inventory_atp, KEY);
    InventoryAtp now =
        last != NULL ? *last : (InventoryAtp){.item = OF_TEXT("A"), .site = OF_TEXT("DC1")};
    now.version = now.updated_at = 0;
    now.lag_ms = (OptionalLong){0};
    return now;
}

/* What is open by either word, whatever dates it. */
static int64_t open_by(const Supply *facts, size_t len)
{
    int64_t ordered = 0;
    int64_t noticed = 0;
    int64_t by_erp = 0;
    int64_t by_wms = 0;
    bool known =
        false; /* the order: one that was cancelled is not waited for, whatever was noticed */
    for (int64_t row = 0; row < ROWS; row++) {
        const Supply *last = NULL;
        for (size_t i = 0; i < len; i++) {
            bool same = facts[i].source.row.data[0] - '0' == row;
            bool newer = last == NULL || facts[i].source.position > last->source.position;
            last = same && newer ? &facts[i] : last;
        }
        int64_t qty = last == NULL || last->source.deleted ? 0 : last->qty;
        ordered += row == 0 ? qty : 0;
        noticed += row == 1 || row == 2 ? qty : 0;
        known = known || (row == 0 && last != NULL);
        bool is_order = row == 0 && last != NULL && !last->source.deleted;
        by_erp += is_order ? last->received : 0;
        by_wms += row > 2 ? qty : 0;
    }
    int64_t received = by_erp > by_wms ? by_erp : by_wms;
    int64_t expected = known ? ordered : noticed;
    return expected > received ? expected - received : 0;
}

Test(inventory, supply_in_any_order_with_repeats_ends_in_the_same_record)
{
    Supply facts[FACTS];
    for (int round = 0; round < ROUNDS; round++) {
        size_t len = 1 + (size_t)below(FACTS);
        for (size_t i = 0; i < len; i++) {
            facts[i] = random_supply(below(ROWS), (int64_t)i + 1);
        }
        fake_context_reset(engine);
        for (size_t i = 0; i < len; i++) {
            tell_supply(&facts[i]);
        }
        const InventoryAtp wanted = settled();
        cr_assert_eq(wanted.supply + wanted.supply_undated, open_by(facts, len));
        static of_arena *kept;
        InventoryAtp copy;
        kept = kept == NULL ? of_arena_new(1 << 24) : kept;
        of_arena_reset(kept);
        cr_assert(of_ok(of_record_copy(&of_InventoryAtp_type, &wanted, &copy, kept)));
        fake_context_reset(engine);
        for (size_t i = 0; i < 3 * len; i++) {
            tell_supply(&facts[below((int64_t)len)]);
        }
        for (size_t i = len; i > 0; i--) {
            tell_supply(&facts[i - 1]);
        }
        const InventoryAtp got = settled();
        cr_assert(of_record_equal(&of_InventoryAtp_type, &got, &copy), "round %d", round);
        cr_assert(fake_row_count(engine, OF_STORE_inventory_day) <= 10);
    }
}

static InventoryPosition stock(const char *system, int64_t version, int64_t unrestricted,
                               int64_t book)
{
    return (InventoryPosition){.source = {.system = of_text_of(system),
                                          .table = OF_TEXT("stock"),
                                          .row = OF_TEXT("A|DC1"),
                                          .position = version},
                               .item = OF_TEXT("A"),
                               .site = OF_TEXT("DC1"),
                               .unrestricted = unrestricted,
                               .book_qty = {book >= 0, book}};
}

static of_status tell_stock(InventoryPosition fact)
{
    return fake_run(engine, &inventory_processor, OF_TOPIC_inventory_position, KEY, &fact);
}

Test(inventory, each_system_is_heard_on_what_it_owns)
{
    cr_assert(of_ok(tell_stock(stock("erp", 9, 77, 5))));
    cr_expect_eq(settled().unrestricted, 0);
    cr_expect_eq(settled().completeness, COMPLETENESS_PARTIAL);
    cr_expect(!settled().drift.present, "the WMS has not counted");
    cr_assert(of_ok(tell_stock(stock("wms", 1, 7, 99))));
    cr_expect_eq(settled().unrestricted, 7);
    cr_expect_eq(settled().book_qty.value, 5);
    cr_expect_eq(settled().drift.value, -2);
    cr_expect_eq(tell_stock(stock("crm", 1, 7, 7)).remedy, OF_SKIP);
    cr_expect_eq(tell_stock(stock("wms", 2, -1, 7)).remedy, OF_SKIP);
}

Test(inventory, a_movement_in_flight_is_no_drift_and_then_it_is)
{
    cr_assert(of_ok(tell_stock(stock("erp", 1, 0, 50))));
    cr_assert(of_ok(tell_stock(stock("wms", 1, 50, -1))));
    cr_expect_eq(settled().drift.value, 0);
    cr_assert(of_ok(tell_stock(stock("wms", 2, 30, -1))));
    cr_assert(of_ok(tell_stock(stock("wms", 3, 45, -1))));
    cr_expect_eq(settled().drift.value, 0);
    cr_assert(of_ok(fake_fire(engine, &inventory_processor, T0 + OF_IN_FLIGHT_MS / 2)));
    cr_expect_eq(settled().drift.value, 0);
    cr_assert(of_ok(fake_fire(engine, &inventory_processor, T0 + 2 * OF_IN_FLIGHT_MS)));
    cr_expect_eq(settled().drift.value, 5);
    cr_assert(of_ok(tell_stock(stock("erp", 2, 0, 45))));
    cr_expect_eq(settled().drift.value, 0);
}

Test(inventory, a_day_that_passes_moves_what_is_due_and_forgets_what_never_came)
{
    Supply fact = {.source = {.system = OF_TEXT("erp"),
                              .table = OF_TEXT("t"),
                              .row = OF_TEXT("0"),
                              .position = 1},
                   .item = OF_TEXT("A"),
                   .site = OF_TEXT("DC1"),
                   .supply = OF_TEXT("PO-1|1"),
                   .type = SUPPLY_TYPE_PURCHASE_ORDER,
                   .qty = 5,
                   .confidence = 100,
                   .eta = {true, T0 + OF_DAY_MS}};
    tell_supply(&fact);
    cr_expect_eq(settled().buckets.items[0].date / OF_DAY_MS, of_day_of(T0) + 1);
    for (int32_t day = 1; day <= OF_ATP_FENCE_DAYS + 2; day++) {
        cr_assert(of_ok(fake_fire(engine, &inventory_processor, T0 + day * OF_DAY_MS)));
        const InventoryAtp now = settled();
        cr_expect_eq(now.buckets.items[0].date / OF_DAY_MS, of_day_of(T0) + day);
        cr_expect_eq(now.buckets.items[0].atp, day <= OF_ATP_FENCE_DAYS + 1 ? 5 : 0);
        cr_expect_eq(now.supply, 5);
    }
}

Test(inventory, each_law_of_stock_that_is_broken_is_named)
{
    AtpBucket days[] = {{.date = 0, .atp = 1}, {.date = OF_DAY_MS, .atp = 2}};
    const InventoryAtp sound = {.on_hand = 5,
                                .unrestricted = 3,
                                .quarantine = 2,
                                .offers = 3,
                                .buckets = {days, 2},
                                .version = 1};
    cr_expect(of_laws_inventory(NULL, &sound) == NULL);
    InventoryAtp broken[] = {sound, sound, sound, sound, sound};
    static const char *const names[] = {"L7:", "L9:", "RANGE:", "VERSION:", "L9:"};
    broken[0].on_hand++;
    broken[1].offers++;
    broken[2].demand--;
    broken[3].version++;
    broken[4].available_now--;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *law = of_laws_inventory(NULL, &broken[i]);
        cr_assert(law != NULL && strncmp(law, names[i], strlen(names[i])) == 0, "%s", names[i]);
    }
    days[0].atp = 3;
    cr_expect_str_eq(of_laws_inventory(NULL, &sound),
                     "ATP: a day can promise more than a later one");
}
