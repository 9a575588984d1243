/* The reference mappings at work: a full row of every table, and the facts it tells. */
/* rows: R01 R03 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/unit/intake/intake_bench.h"
#include "topology/base/file.h"

typedef struct source_example {
    const char *table;
    const char *row;
    const char *facts; /* without their source */
} source_example;

/* clang-format off */
static const source_example examples[] = {
    {"cdc.erp.order_header",
     "{'order_id':'1','type':'STANDARD','status':'CANC','channel':'WEB','customer':'c',"
     "'currency':'EUR','priority':3,"
     "'booked_at':'1970-01-02T00:00:00Z','requested_date':2,'ship_complete':true,"
     "'partial_allowed':false,"
     "'invoice_policy':'CONSOLIDATED','backorder_policy':'ASK'}",
     "OrderHeader E1:1 'order':'E1:1','entity':'E1','type':'STANDARD','status':'CANCELLED',"
     "'raw_status':'CANC','channel':'WEB','customer':'c',"
     "'currency':'EUR','priority':3,'booked_at':86400000,'requested_date':172800000,"
     "'ship_complete':true,'partial_allowed':false,"
     "'invoice_policy':'CONSOLIDATED','backorder_policy':'ASK'\n"},
    {"cdc.erp.order_line",
     "{'order_id':'1','line':'10','item':'i','net_qty':2500,'substituted_out':0,"
     "'unit_price':12345}",
     "OrderLine E1:1 'order':'E1:1','line':'10','item':'i','net_qty':2500,'unit_price':12345\n"},
    {"cdc.erp.schedule_line",
     "{'order_id':'1','line':'10','seq':'1','requested_qty':2000,'confirmed_qty':0,'date':1}",
     "ScheduleLine E1:1 'order':'E1:1','line':'10','seq':'1','requested_qty':2000,"
     "'date':86400000\n"},
    {"cdc.erp.allocation",
     "{'order_id':'1','line':'10','allocation':'a','site':'DC1','allocated_qty':2000,"
     "'deallocated_qty':500,'shorted_qty':0}",
     "Allocation E1:1 'order':'E1:1','line':'10','allocation':'a','site':'DC1',"
     "'allocated_qty':2000,'deallocated_qty':500\n"},
    {"cdc.erp.payment",
     "{'order_id':'1','payment':'p','method':'card','amount':990000,'status':'AUTHORISED'}",
     "Payment E1:1 'order':'E1:1','payment':'p','method':'card','amount':990000,"
     "'status':'AUTHORISED'\n"},
    {"cdc.erp.invoice_line",
     "{'order_id':'1','line':'10','invoice':'i','qty':1000,'amount':5}",
     "InvoiceLine E1:1 'order':'E1:1','line':'10','invoice':'i','qty':1000,'amount':5\n"},
    {"cdc.erp.credit_memo_line",
     "{'order_id':'1','line':'10','credit_memo':'c','qty':1000,'amount':5,'reason':'LOSS',"
     "'credit_key':'k'}",
     "CreditMemoLine E1:1 'order':'E1:1','line':'10','credit_memo':'c','qty':1000,"
     "'amount':5,'reason':'LOSS','credit_key':'k'\n"},
    {"cdc.wms.warehouse_order",
     "{'order_id':'1','line':'10','allocation':'a','site':'DC1','warehouse_order':'w',"
     "'status':'STAGED'}",
     "WarehouseOrder E1:1 'order':'E1:1','line':'10','allocation':'a','site':'DC1',"
     "'warehouse_order':'w','status':'STAGED'\n"},
    {"cdc.wms.pick_task",
     "{'order_id':'1','line':'10','allocation':'a','site':'DC1','task':'t',"
     "'picked_qty':1000,'shorted_qty':1000,'put_back_qty':0,"
     "'short_reason':'EMPTY'}",
     "Pick E1:1 'order':'E1:1','line':'10','allocation':'a','site':'DC1','task':'t',"
     "'picked_qty':1000,'shorted_qty':1000,"
     "'short_reason':'EMPTY'\n"},
    {"cdc.wms.package",
     "{'order_id':'1','line':'10','allocation':'a','site':'DC1','package':'p','qty':1000,"
     "'tracking':'t'}",
     "PackageContent E1:1 'order':'E1:1','line':'10','allocation':'a','site':'DC1',"
     "'package':'p','qty':1000\n"
     "PackageOrder t 'tracking':'t','order':'E1:1','package':'p','site':'DC1'\n"},
    {"cdc.wms.package",
     "{'order_id':'1','line':'10','allocation':'a','site':'DC1','package':'p','qty':1000}",
     "PackageContent E1:1 'order':'E1:1','line':'10','allocation':'a','site':'DC1',"
     "'package':'p','qty':1000\n"},
    {"cdc.wms.ship_confirm",
     "{'order_id':'1','shipment':'s','package':'p','site':'DC1','tracking':'t',"
     "'carrier':'UPS','voided':true}",
     "ShipConfirm E1:1 'order':'E1:1','shipment':'s','package':'p','site':'DC1',"
     "'tracking':'t','carrier':'UPS','voided':true\n"
     "PackageOrder t 'tracking':'t','order':'E1:1','package':'p','shipment':'s',"
     "'site':'DC1','carrier':'UPS'\n"},
    {"cdc.wms.return_receipt",
     "{'order_id':'1','line':'10','receipt':'r','site':'DC1','qty':1000,'condition':'07'}",
     "ReturnReceipt E1:1 'order':'E1:1','line':'10','receipt':'r','site':'DC1','qty':1000,"
     "'condition':'07'\n"},
    {"cdc.wms.inspection",
     "{'order_id':'1','line':'10','receipt':'r','grade':'A','verdict':'ACCEPT',"
     "'disposition':'SCRAP','qty':1000}",
     "Inspection E1:1 'order':'E1:1','line':'10','receipt':'r','results':[{'grade':'A',"
     "'verdict':'ACCEPT','disposition':'SCRAP',"
     "'qty':1000}]\n"},
    {"cdc.crm.order_intent",
     "{'intent':'n','order_id':'1','kind':'CANCEL','line':'10','reason':'late'}",
     "CancelRequest E1:1 'order':'E1:1','request':'n','line':'10','reason':'late'\n"},
    {"cdc.crm.order_intent",
     "{'intent':'n','order_id':'1','kind':'CAPTURE','channel':'EDI','at':'1970-01-02T00:00:00Z'}",
     "OrderHeader E1:1 'order':'E1:1','entity':'E1','type':'STANDARD','status':'OPEN',"
     "'channel':'EDI','captured_at':86400000\n"},
    {"cdc.crm.order_intent", "{'intent':'n','order_id':'1','kind':'QUESTION'}", ""},
    {"cdc.crm.case",
     "{'case_id':'c','request':'q','order_id':'1','line':'10','type':'RETURN','qty':1000,"
     "'reason':'broken'}",
     "ReturnRequest E1:1 'order':'E1:1','line':'10','request':'q','case_id':'c','qty':1000,"
     "'reason':'broken'\n"},
    {"cdc.crm.case",
     "{'case_id':'c','request':'q','order_id':'1','line':'10','type':'COMPLAINT','qty':0}", ""},
    {"cdc.wms.stock",
     "{'item':'i','site':'DC1','on_hand':6000,'unrestricted':1000,'allocated':2000,'staged':3000,"
     "'quarantine':0,'damaged':0,'at':'1970-01-02T00:00:00Z'}",
     "InventoryPosition i|DC1 'item':'i','site':'DC1','on_hand':6000,'unrestricted':1000,"
     "'allocated':2000,'staged':3000,'at':86400000\n"},
    {"cdc.erp.stock", "{'item':'i','site':'DC1','book_qty':6000,'safety_stock':500}",
     "InventoryPosition i|DC1 'item':'i','site':'DC1','book_qty':6000,'safety_stock':500\n"},
    {"cdc.wms.receipt",
     "{'receipt':'r','item':'i','site':'DC1','supply':'PO-1','qty':1000}",
     "Supply i|DC1 'item':'i','site':'DC1','supply':'PO-1','type':'RECEIPT','qty':1000,"
     "'confidence':100\n"},
    {"cdc.erp.inbound_delivery",
     "{'notice':'n','item':'i','site':'DC1','supply':'PO-1','qty':1000,'eta':1,'confidence':80}",
     "Supply i|DC1 'item':'i','site':'DC1','supply':'PO-1','type':'ASN','qty':1000,"
     "'eta':86400000,'confidence':80\n"},
    {"cdc.erp.purchase_order_line",
     "{'order_id':'1','line':'10','purchase_order_line':'PO-1','site':'DC1','qty':2000,'eta':1,"
     "'item':'i','received_qty':500}",
     "SupplyOffer E1:1 'order':'E1:1','line':'10','offer':'PO-1','kind':'EXPECTED','site':'DC1',"
     "'qty':2000,'supply':'PO-1','eta':86400000\n"
     "Supply i|DC1 'item':'i','site':'DC1','supply':'PO-1','type':'PURCHASE_ORDER','qty':2000,"
     "'received':500,'eta':86400000,'confidence':100,'order':'E1:1'\n"},
    {"cdc.erp.purchase_order_line",
     "{'order_id':'1','line':'10','purchase_order_line':'PO-1','site':'DC1','qty':2000}",
     "SupplyOffer E1:1 'order':'E1:1','line':'10','offer':'PO-1','kind':'EXPECTED','site':'DC1',"
     "'qty':2000,'supply':'PO-1'\n"},
    {"evt.carrier.milestone",
     "{'event_id':'e','tracking':'t','code':'D1','event_time':'1970-01-02',"
     "'reported_at':77,'signed_by':'Ann'}",
     "Milestone t 'tracking':'t','code':'DELIVERED','raw_code':'D1',"
     "'raw_time':'1970-01-02','at':172799999,"
     "'quality':'DATE_ONLY','signed_by':'Ann'\n"},
};
/* clang-format on */

/* Single quotes become double ones: examples stay readable. */
static void put_quoted(of_buffer *out, const char *text)
{
    for (; *text != '\0'; text++) {
        of_buffer_put_u8(out, *text == '\'' ? '"' : (uint8_t)*text);
    }
}

/* The facts without "source":{...}. */
static void put_without_source(of_buffer *out, const char *facts)
{
    while (*facts != '\0') {
        const char *source = strstr(facts, "{\"source\":{");
        const char *end = strstr(source, "},");
        of_buffer_put(out, facts, (size_t)(source - facts));
        const char *line = strchr(end, '\n');
        of_buffer_put(out, end + 2, (size_t)(line - end) - 3);
        of_buffer_put_u8(out, '\n');
        facts = line + 1;
    }
    of_buffer_put_u8(out, 0);
}

static const char *read_reference(const char *table, const char *ending, of_buffer *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/reference/%s.%s", INTAKE_DIR, table, ending);
    cr_assert(of_file_read(path, 1 << 20, text), "%s", path);
    of_buffer_put_u8(text, 0);
    return (const char *)text->data;
}

static void run(const source_example *example)
{
    of_buffer mapping = {0};
    of_buffer schema = {0};
    of_buffer row = {0};
    of_buffer wanted = {0};
    of_buffer got = {0};
    intake_bench *bench =
        bench_open(read_reference(example->table, "yaml", &mapping), example->table);
    cr_assert(bench->intake != NULL, "%s", bench_problems(bench));
    bool debezium = strncmp(example->table, "cdc.", 4) == 0;
    of_buffer_format(&row, "%s", debezium ? "{\"op\":\"c\",\"after\":" : "");
    put_quoted(&row, example->row);
    of_buffer_format(&row, "%s%c",
                     debezium ? ",\"source\":{\"version\":\"3\",\"connector\":\"postgresql\","
                                "\"name\":\"n\",\"ts_ms\":1,\"db\":\"d\",\"schema\":\"s\","
                                "\"table\":\"t\",\"lsn\":77}}"
                              : "",
                     0);
    of_status status = bench_take_avro(bench, read_reference(example->table, "avsc", &schema),
                                       (const char *)row.data);
    cr_expect(of_ok(status), "%s: %s", example->table, of_intake_why(bench->intake));
    put_quoted(&wanted, example->facts);
    of_buffer_put_u8(&wanted, 0);
    put_without_source(&got, bench_facts(bench));
    cr_expect_str_eq((const char *)got.data, (const char *)wanted.data);
    bench_close(bench);
    of_buffer *all[] = {&mapping, &schema, &row, &wanted, &got};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        of_buffer_free(all[i]);
    }
}

Test(reference, a_full_row_of_each_table_tells_its_facts)
{
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        run(&examples[i]);
    }
}

Test(reference, a_webhook_tells_the_same_milestone_as_avro)
{
    of_buffer mapping = {0};
    intake_bench *bench =
        bench_open(read_reference("evt.carrier.webhook", "yaml", &mapping), "evt.carrier.webhook");
    cr_assert(bench->intake != NULL, "%s", bench_problems(bench));
    of_status status = bench_take_text(
        bench, "{\"event_id\":\"e\",\"tracking\":\"t\",\"code\":\"AH\",\"event_time\":"
               "\"1970-01-02T01:00:00+01:00\",\"reported_at\":\"1970-01-02T00:00:01Z\"}");
    cr_expect(of_ok(status), "%s", of_intake_why(bench->intake));
    cr_expect(strstr(bench_facts(bench), "\"position\":86401000") != NULL);
    cr_expect(strstr(bench_facts(bench), "\"code\":\"ATTEMPTED\"") != NULL);
    cr_expect(strstr(bench_facts(bench), "\"at\":86400000,\"quality\":\"EXACT\"") != NULL);
    bench_close(bench);
    of_buffer_free(&mapping);
}

static void expect_json(const char *table, const char *topic, const char *row, const char *part)
{
    of_buffer mapping = {0};
    intake_bench *bench = bench_open(read_reference(table, "yaml", &mapping), topic);
    cr_assert(bench->intake != NULL, "%s", bench_problems(bench));
    of_status status = bench_take_text(bench, row);
    cr_expect(of_ok(status), "%s", of_intake_why(bench->intake));
    cr_expect(strstr(bench_facts(bench), part) != NULL, "%s", bench_facts(bench));
    bench_close(bench);
    of_buffer_free(&mapping);
}

Test(reference, offers_and_replies_come_as_json)
{
    expect_json("evt.planning.supply_offer", "evt.planning.supply_offer",
                "{\"order\":\"E1:1\",\"line\":\"10\",\"offer\":\"o\",\"kind\":\"EXPECTED\","
                "\"site\":\"DC1\",\"qty\":2.5,\"version\":3}",
                "\"offer\":\"o\",\"kind\":\"EXPECTED\",\"site\":\"DC1\",\"qty\":2500}");
    expect_json("evt.participant.reply", "evt.wms.reply",
                "{\"key\":\"k\",\"order\":\"E1:1\",\"outcome\":\"REJECT\",\"code\":"
                "\"INSUFFICIENT\",\"qty\":1}",
                "Reply E1:1 {\"key\":\"k\",\"order\":\"E1:1\",\"outcome\":\"REJECT\","
                "\"code\":\"INSUFFICIENT\",\"qty\":1000}");
}
