/* Encodes change events and carries them, as reliably as real channels do. */
#include "tests/world/channel.h"

#include "topology/base/memory.h"

static const char *const topics[TABLES] = {
    [TABLE_ORDER] = "cdc.erp.order_header",
    [TABLE_LINE] = "cdc.erp.order_line",
    [TABLE_SCHEDULE] = "cdc.erp.schedule_line",
    [TABLE_ALLOCATION] = "cdc.erp.allocation",
    [TABLE_PURCHASE] = "cdc.erp.purchase_order_line",
    [TABLE_PAYMENT] = "cdc.erp.payment",
    [TABLE_INVOICE] = "cdc.erp.invoice_line",
    [TABLE_CREDIT] = "cdc.erp.credit_memo_line",
    [TABLE_WAREHOUSE_ORDER] = "cdc.wms.warehouse_order",
    [TABLE_PICK] = "cdc.wms.pick_task",
    [TABLE_PACKAGE] = "cdc.wms.package",
    [TABLE_SHIP] = "cdc.wms.ship_confirm",
    [TABLE_RECEIPT] = "cdc.wms.return_receipt",
    [TABLE_INSPECTION] = "cdc.wms.inspection",
    [TABLE_CASE] = "cdc.crm.case",
    [TABLE_INTENT] = "cdc.crm.order_intent",
    [TABLE_SCAN] = "evt.carrier.milestone",
};

static const int systems[TABLES] = {
    [TABLE_PAYMENT] = SYSTEM_FINANCE, [TABLE_INVOICE] = SYSTEM_FINANCE,
    [TABLE_CREDIT] = SYSTEM_FINANCE,  [TABLE_WAREHOUSE_ORDER] = SYSTEM_WMS,
    [TABLE_PICK] = SYSTEM_WMS,        [TABLE_PACKAGE] = SYSTEM_WMS,
    [TABLE_SHIP] = SYSTEM_WMS,        [TABLE_RECEIPT] = SYSTEM_WMS,
    [TABLE_INSPECTION] = SYSTEM_WMS,  [TABLE_CASE] = SYSTEM_CRM,
    [TABLE_INTENT] = SYSTEM_CRM,      [TABLE_SCAN] = SYSTEM_CARRIER,
};

/* A record that is still under way. */
typedef struct parcel {
    int table;
    char *key;
    uint8_t *value;
    size_t len;
} parcel;

struct rows {
    cdc_table *tables[TABLES];
    row_sink sink;
    of_buffer value;
    parcel *parcels;
    int32_t parcel_count;
    uint64_t chance;
};

void rows_open(books *world, of_registry *registry, const char *directory, row_sink sink)
{
    struct rows *rows = of_new(sizeof *rows);
    for (int i = 0; i < TABLES; i++) {
        rows->tables[i] = cdc_open(registry, directory, topics[i]);
    }
    rows->sink = sink;
    rows->chance = chance_seed(world->seed, UINT64_MAX);
    world->rows = rows;
}

void rows_close(books *world)
{
    struct rows *rows = world->rows;
    for (int i = 0; i < TABLES; i++) {
        cdc_close(rows->tables[i]);
    }
    for (int32_t i = 0; i < rows->parcel_count; i++) {
        of_delete(rows->parcels[i].key);
        of_delete(rows->parcels[i].value);
    }
    of_delete(rows->parcels);
    of_buffer_free(&rows->value);
    of_delete(rows);
    world->rows = NULL;
}

const char *const *rows_topics(size_t *count)
{
    *count = TABLES;
    return topics;
}

/* ---- the channel ------------------------------------------------------------------------------
 */

static void arrive(books *world, int64_t at, int32_t subject, int64_t amount)
{
    (void)amount;
    struct rows *rows = world->rows;
    parcel *late = &rows->parcels[subject];
    rows->sink.post(rows->sink.state, systems[late->table], topics[late->table],
                    of_text_of(late->key), (of_bytes){.data = late->value, .len = late->len}, at);
    of_delete(late->key);
    of_delete(late->value);
    *late = (parcel){0};
}

static void send_later(books *world, int table, of_text key, int64_t due)
{
    struct rows *rows = world->rows;
    int32_t at = rows->parcel_count++;
    if ((at & (at - 1)) == 0) {
        rows->parcels =
            of_renew(rows->parcels, (size_t)(at == 0 ? 1 : at * 2) * sizeof *rows->parcels);
    }
    parcel *late = &rows->parcels[at];
    *late = (parcel){.table = table,
                     .key = of_new_string(key.data, key.len),
                     .value = of_new(rows->value.len),
                     .len = rows->value.len};
    memcpy(late->value, rows->value.data, rows->value.len);
    agenda_add(world, due, false, arrive, at, 0);
}

/* Scans arrive in any order, warehouses send in batches, every channel repeats now and then. */
static void send(books *world, int table, of_text key, int64_t at)
{
    struct rows *rows = world->rows;
    bool scan = table == TABLE_SCAN;
    bool batched = systems[table] == SYSTEM_WMS;
    if (world->faults && chance_permille(&rows->chance, scan ? 20 : 5)) {
        int64_t wait = chance_between(&rows->chance, 1000, OF_MINUTES(30));
        send_later(world, table, key, at + lasts(world, wait));
    }
    if (world->faults && chance_permille(&rows->chance, scan ? 150 : batched ? 20 : 2)) {
        int64_t most = scan ? OF_HOURS(12) : batched ? OF_MINUTES(15) : OF_SECONDS(20);
        int64_t wait = chance_between(&rows->chance, 1000, most);
        send_later(world, table, key, at + lasts(world, wait));
        return;
    }
    rows->sink.post(rows->sink.state, systems[table], topics[table], key,
                    of_buffer_bytes(&rows->value), at);
}

void channel_write(books *world, int table, char op, of_text key, const cdc_column *columns,
                   int64_t at)
{
    struct rows *rows = world->rows;
    size_t count = 0;
    while (columns[count].name != NULL) {
        count++;
    }
    of_buffer_clear(&rows->value);
    world->lsn += 8;
    cdc_write(
        rows->tables[table],
        &(cdc_change){
            .op = op, .columns = columns, .count = count, .position = world->lsn, .at_ms = at},
        &rows->value);
    send(world, table, key, at);
}
