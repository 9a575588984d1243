/* Field tables and schema texts of avro/model: generated, do not edit. */
/* clang-format off */
#include "avro/model.h"

#include <stddef.h>

#pragma GCC diagnostic ignored "-Woverlength-strings"

static const char *const SagaType_symbols[] = {
    "BACKORDER",
    "SPLIT",
    "RETURN",
    "UNKNOWN",
};
const of_enum_type of_SagaType_enum = {
    .name = "orderflow.SagaType",
    .symbols = SagaType_symbols,
    .count = 4,
};
_Static_assert(sizeof(SagaType) == sizeof(int32_t), "enums are 32 bits");

static const of_field ActiveSaga_fields[] = {
    {.name = "saga",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ActiveSaga, saga),
     .doc = "saga id"},
    {.name = "type",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(SagaType), .symbols = &of_SagaType_enum},
     .offset = offsetof(ActiveSaga, type),
     .doc = "which promise"},
    {.name = "state",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ActiveSaga, state),
     .doc = "engine state"},
    {.name = "waiting_for",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ActiveSaga, waiting_for),
     .doc = "what it waits for"},
    {.name = "deadline",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(ActiveSaga, deadline),
     .doc = "when it acts by itself"},
};
const of_record_type of_ActiveSaga_type = {
    .name = "ActiveSaga",
    .full_name = "orderflow.ActiveSaga",
    .doc = "A saga at work for the order.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"ActiveSaga\",\"namespace\":\"orderflow\",\"doc\":\"A saga at wor"
        "k for the order.\",\"fields\":[{\"name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"nam"
        "e\":\"type\",\"type\":{\"type\":\"enum\",\"name\":\"SagaType\",\"namespace\":\"orderflow\",\"doc\":\""
        "Which promise.\",\"symbols\":[\"BACKORDER\",\"SPLIT\",\"RETURN\",\"UNKNOWN\"],\"default\":\"UNK"
        "NOWN\"},\"doc\":\"which promise\"},{\"name\":\"state\",\"type\":\"string\",\"doc\":\"engine state"
        "\"},{\"name\":\"waiting_for\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"what it w"
        "aits for\"},{\"name\":\"deadline\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timest"
        "amp-millis\"}],\"default\":null,\"doc\":\"when it acts by itself\"}]}",
    .fields = ActiveSaga_fields,
    .field_count = 5,
    .size = sizeof(ActiveSaga),
};

static const char *const AllocClass_symbols[] = {
    "WIN",
    "GAIN",
    "REDISTRIBUTE",
    "FILL",
    "LOSE",
    "UNKNOWN",
};
const of_enum_type of_AllocClass_enum = {
    .name = "orderflow.AllocClass",
    .symbols = AllocClass_symbols,
    .count = 6,
};
_Static_assert(sizeof(AllocClass) == sizeof(int32_t), "enums are 32 bits");

static const of_field CommandHeader_fields[] = {
    {.name = "key",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CommandHeader, key),
     .doc = "<saga>/<step>/<target>/g<generation>"},
    {.name = "saga",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CommandHeader, saga),
     .doc = "saga id"},
    {.name = "step",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CommandHeader, step),
     .doc = "step of the saga"},
    {.name = "target",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CommandHeader, target),
     .doc = "what the step works on: line, leg, receipt"},
    {.name = "generation",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(CommandHeader, generation),
     .doc = "a deliberate new effect has a new generation"},
    {.name = "attempt",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(CommandHeader, attempt),
     .doc = "1 for the first sending"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CommandHeader, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "endpoint",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CommandHeader, endpoint),
     .doc = "participant endpoint: erp, crm, finance, wms.<site>, carrier.<code>"},
    {.name = "undoes",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(CommandHeader, undoes),
     .doc = "key of the command that this one takes back"},
    {.name = "deadline",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(CommandHeader, deadline),
     .doc = "an answer is expected before this time"},
};
const of_record_type of_CommandHeader_type = {
    .name = "CommandHeader",
    .full_name = "orderflow.CommandHeader",
    .doc = "What every command carries. `key` is the idempotency key: a retry reuses it, part"
        "icipants apply it once.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every"
        " command carries. `key` is the idempotency key: a retry reuses it, participants a"
        "pply it once.\",\"fields\":[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<targ"
        "et>/g<generation>\"},{\"name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step"
        "\",\"type\":\"string\",\"doc\":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc"
        "\":\"what the step works on: line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\""
        ",\"doc\":\"a deliberate new effect has a new generation\"},{\"name\":\"attempt\",\"type\":\""
        "int\",\"doc\":\"1 for the first sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"orde"
        "r key, <entity>:<order id>\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participan"
        "t endpoint: erp, crm, finance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"typ"
        "e\":[\"null\",\"string\"],\"default\":null,\"doc\":\"key of the command that this one takes"
        " back\"},{\"name\":\"deadline\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp"
        "-millis\"}],\"default\":null,\"doc\":\"an answer is expected before this time\"}]}",
    .fields = CommandHeader_fields,
    .field_count = 10,
    .size = sizeof(CommandHeader),
};

static const of_field AllocateStock_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(AllocateStock, header),
     .doc = "identity and idempotency"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(AllocateStock, line),
     .doc = "line number"},
    {.name = "allocation",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(AllocateStock, allocation),
     .doc = "leg"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(AllocateStock, site),
     .doc = "warehouse"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(AllocateStock, qty),
     .doc = "to allocate, thousandths of the base unit"},
    {.name = "offer",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(AllocateStock, offer),
     .doc = "supply offer used"},
    {.name = "peg",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(AllocateStock, peg),
     .doc = "peg consumed"},
};
const of_record_type of_AllocateStock_type = {
    .name = "AllocateStock",
    .full_name = "orderflow.AllocateStock",
    .doc = "ERP: allocate stock of a site to a line.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"AllocateStock\",\"namespace\":\"orderflow\",\"doc\":\"ERP: alloc"
        "ate stock of a site to a line.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record"
        "\",\"name\":\"CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carrie"
        "s. `key` is the idempotency key: a retry reuses it, participants apply it once.\","
        "\"fields\":[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generatio"
        "n>\"},{\"name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"strin"
        "g\",\"doc\":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the ste"
        "p works on: line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a delib"
        "erate new effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 f"
        "or the first sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>"
        ":<order id>\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp"
        ", crm, finance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"str"
        "ing\"],\"default\":null,\"doc\":\"key of the command that this one takes back\"},{\"name\""
        ":\"deadline\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"def"
        "ault\":null,\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"identity and "
        "idempotency\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number\"},{\"name\":\"alloca"
        "tion\",\"type\":\"string\",\"doc\":\"leg\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehous"
        "e\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"to allocate, thousandths of the base unit\""
        "},{\"name\":\"offer\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"supply offer use"
        "d\"},{\"name\":\"peg\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"peg consumed\"}]}",
    .fields = AllocateStock_fields,
    .field_count = 7,
    .size = sizeof(AllocateStock),
};

static const of_field SourcePosition_fields[] = {
    {.name = "system",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SourcePosition, system),
     .doc = "erp, crm, wms, carrier, finance, or the name of the participant"},
    {.name = "instance",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SourcePosition, instance),
     .doc = "the instance of the system, where there are several"},
    {.name = "table",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SourcePosition, table),
     .doc = "source table or stream"},
    {.name = "row",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SourcePosition, row),
     .doc = "primary key of the source row, parts joined by |"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SourcePosition, position),
     .doc = "LSN, SCN, binlog position, sequence or row version; grows with each change of the"
        " row. Comparable between tables of one system instance"},
    {.name = "snapshot",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SourcePosition, snapshot),
     .doc = "read by a snapshot (op=r), not from the stream"},
    {.name = "deleted",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SourcePosition, deleted),
     .doc = "the source deleted the row (op=d)"},
};
const of_record_type of_SourcePosition_type = {
    .name = "SourcePosition",
    .full_name = "orderflow.SourcePosition",
    .doc = "Where a fact comes from: the row of a source table and the version of it. Version"
        "s are compared per (system, table, row), never by wall clock.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\",\"doc\":\"Where a f"
        "act comes from: the row of a source table and the version of it. Versions are com"
        "pared per (system, table, row), never by wall clock.\",\"fields\":[{\"name\":\"system\","
        "\"type\":\"string\",\"doc\":\"erp, crm, wms, carrier, finance, or the name of the partic"
        "ipant\"},{\"name\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the ins"
        "tance of the system, where there are several\"},{\"name\":\"table\",\"type\":\"string\",\"d"
        "oc\":\"source table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"primary key of"
        " the source row, parts joined by |\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"LSN,"
        " SCN, binlog position, sequence or row version; grows with each change of the row"
        ". Comparable between tables of one system instance\"},{\"name\":\"snapshot\",\"type\":\"b"
        "oolean\",\"default\":false,\"doc\":\"read by a snapshot (op=r), not from the stream\"},{"
        "\"name\":\"deleted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the source deleted the r"
        "ow (op=d)\"}]}",
    .fields = SourcePosition_fields,
    .field_count = 7,
    .size = sizeof(SourcePosition),
};

static const of_field Allocation_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(Allocation, source),
     .doc = "the source row and its version"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Allocation, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Allocation, line),
     .doc = "line number within the order"},
    {.name = "allocation",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Allocation, allocation),
     .doc = "allocation id, the leg's name within the line"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Allocation, site),
     .doc = "warehouse"},
    {.name = "allocated_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Allocation, allocated_qty),
     .doc = "allocated, cumulative, thousandths of the base unit"},
    {.name = "deallocated_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Allocation, deallocated_qty),
     .doc = "taken back, cumulative, thousandths of the base unit"},
    {.name = "shorted_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Allocation, shorted_qty),
     .doc = "reported short, cumulative, thousandths of the base unit"},
    {.name = "at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Allocation, at),
     .doc = "when it happened"},
};
const of_record_type of_Allocation_type = {
    .name = "Allocation",
    .full_name = "orderflow.Allocation",
    .doc = "A leg's commercial counters, cumulative (owner: ERP). A leg is one (line, site, a"
        "llocation).",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"Allocation\",\"namespace\":\"orderflow\",\"doc\":\"A leg's comme"
        "rcial counters, cumulative (owner: ERP). A leg is one (line, site, allocation).\","
        "\"fields\":[{\"name\":\"source\",\"type\":{\"type\":\"record\",\"name\":\"SourcePosition\",\"names"
        "pace\":\"orderflow\",\"doc\":\"Where a fact comes from: the row of a source table and t"
        "he version of it. Versions are compared per (system, table, row), never by wall c"
        "lock.\",\"fields\":[{\"name\":\"system\",\"type\":\"string\",\"doc\":\"erp, crm, wms, carrier, "
        "finance, or the name of the participant\"},{\"name\":\"instance\",\"type\":[\"null\",\"stri"
        "ng\"],\"default\":null,\"doc\":\"the instance of the system, where there are several\"},"
        "{\"name\":\"table\",\"type\":\"string\",\"doc\":\"source table or stream\"},{\"name\":\"row\",\"ty"
        "pe\":\"string\",\"doc\":\"primary key of the source row, parts joined by |\"},{\"name\":\"p"
        "osition\",\"type\":\"long\",\"doc\":\"LSN, SCN, binlog position, sequence or row version;"
        " grows with each change of the row. Comparable between tables of one system insta"
        "nce\"},{\"name\":\"snapshot\",\"type\":\"boolean\",\"default\":false,\"doc\":\"read by a snapsh"
        "ot (op=r), not from the stream\"},{\"name\":\"deleted\",\"type\":\"boolean\",\"default\":fal"
        "se,\"doc\":\"the source deleted the row (op=d)\"}]},\"doc\":\"the source row and its ver"
        "sion\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\""
        "name\":\"line\",\"type\":\"string\",\"doc\":\"line number within the order\"},{\"name\":\"alloc"
        "ation\",\"type\":\"string\",\"doc\":\"allocation id, the leg's name within the line\"},{\"n"
        "ame\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"allocated_qty\",\"type\":\"lo"
        "ng\",\"doc\":\"allocated, cumulative, thousandths of the base unit\"},{\"name\":\"dealloc"
        "ated_qty\",\"type\":\"long\",\"default\":0,\"doc\":\"taken back, cumulative, thousandths of"
        " the base unit\"},{\"name\":\"shorted_qty\",\"type\":\"long\",\"default\":0,\"doc\":\"reported "
        "short, cumulative, thousandths of the base unit\"},{\"name\":\"at\",\"type\":[\"null\",{\"t"
        "ype\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when it happ"
        "ened\"}]}",
    .fields = Allocation_fields,
    .field_count = 9,
    .size = sizeof(Allocation),
};

static const of_field AtpBucket_fields[] = {
    {.name = "date",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(AtpBucket, date),
     .doc = "the day, UTC"},
    {.name = "supply",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(AtpBucket, supply),
     .doc = "arrives on the day, thousandths of the base unit"},
    {.name = "demand",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(AtpBucket, demand),
     .doc = "wanted on the day, thousandths of the base unit"},
    {.name = "atp",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(AtpBucket, atp),
     .doc = "can be promised for the day without breaking a later promise, thousandths of the "
        "base unit"},
};
const of_record_type of_AtpBucket_type = {
    .name = "AtpBucket",
    .full_name = "orderflow.AtpBucket",
    .doc = "One day of the availability of an item at a site.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"AtpBucket\",\"namespace\":\"orderflow\",\"doc\":\"One day of the"
        " availability of an item at a site.\",\"fields\":[{\"name\":\"date\",\"type\":{\"type\":\"lon"
        "g\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"the day, UTC\"},{\"name\":\"supply\",\"type"
        "\":\"long\",\"doc\":\"arrives on the day, thousandths of the base unit\"},{\"name\":\"deman"
        "d\",\"type\":\"long\",\"doc\":\"wanted on the day, thousandths of the base unit\"},{\"name\""
        ":\"atp\",\"type\":\"long\",\"doc\":\"can be promised for the day without breaking a later "
        "promise, thousandths of the base unit\"}]}",
    .fields = AtpBucket_fields,
    .field_count = 4,
    .size = sizeof(AtpBucket),
};

static const char *const BackorderPolicy_symbols[] = {
    "WAIT",
    "ASK",
    "CANCEL",
};
const of_enum_type of_BackorderPolicy_enum = {
    .name = "orderflow.BackorderPolicy",
    .symbols = BackorderPolicy_symbols,
    .count = 3,
};
_Static_assert(sizeof(BackorderPolicy) == sizeof(int32_t), "enums are 32 bits");

static const of_field SagaScope_fields[] = {
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaScope, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaScope, line),
     .doc = "line number"},
    {.name = "number",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(SagaScope, number),
     .doc = "which saga of its kind"},
    {.name = "short_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SagaScope, short_qty),
     .doc = "most that was found short, thousandths of the base unit"},
    {.name = "need",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SagaScope, need),
     .doc = "of that still uncovered, or covered by this saga, thousandths of the base unit"},
    {.name = "unit_price",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SagaScope, unit_price),
     .doc = "1/10,000 of the currency unit"},
    {.name = "promise",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SagaScope, promise),
     .doc = "date promised when it began"},
    {.name = "ship_complete",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SagaScope, ship_complete),
     .doc = "ship everything at once"},
    {.name = "partial_allowed",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SagaScope, partial_allowed),
     .doc = "part deliveries are allowed"},
    {.name = "cancel_wanted",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SagaScope, cancel_wanted),
     .doc = "the customer cancelled"},
    {.name = "cancelling",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SagaScope, cancelling),
     .doc = "the cancellation is under way"},
    {.name = "cancel_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SagaScope, cancel_qty),
     .doc = "cancelled by this saga, thousandths of the base unit"},
};
const of_record_type of_SagaScope_type = {
    .name = "SagaScope",
    .full_name = "orderflow.SagaScope",
    .doc = "What every saga about a line knows of it, kept up to date by the facts.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SagaScope\",\"namespace\":\"orderflow\",\"doc\":\"What every sag"
        "a about a line knows of it, kept up to date by the facts.\",\"fields\":[{\"name\":\"ord"
        "er\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"type\""
        ":\"string\",\"doc\":\"line number\"},{\"name\":\"number\",\"type\":\"int\",\"default\":0,\"doc\":\"w"
        "hich saga of its kind\"},{\"name\":\"short_qty\",\"type\":\"long\",\"default\":0,\"doc\":\"most"
        " that was found short, thousandths of the base unit\"},{\"name\":\"need\",\"type\":\"long"
        "\",\"default\":0,\"doc\":\"of that still uncovered, or covered by this saga, thousandth"
        "s of the base unit\"},{\"name\":\"unit_price\",\"type\":\"long\",\"default\":0,\"doc\":\"1/10,0"
        "00 of the currency unit\"},{\"name\":\"promise\",\"type\":[\"null\",{\"type\":\"long\",\"logica"
        "lType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"date promised when it began\"},{"
        "\"name\":\"ship_complete\",\"type\":\"boolean\",\"default\":false,\"doc\":\"ship everything at"
        " once\"},{\"name\":\"partial_allowed\",\"type\":\"boolean\",\"default\":true,\"doc\":\"part del"
        "iveries are allowed\"},{\"name\":\"cancel_wanted\",\"type\":\"boolean\",\"default\":false,\"d"
        "oc\":\"the customer cancelled\"},{\"name\":\"cancelling\",\"type\":\"boolean\",\"default\":fal"
        "se,\"doc\":\"the cancellation is under way\"},{\"name\":\"cancel_qty\",\"type\":\"long\",\"def"
        "ault\":0,\"doc\":\"cancelled by this saga, thousandths of the base unit\"}]}",
    .fields = SagaScope_fields,
    .field_count = 12,
    .size = sizeof(SagaScope),
};

static const char *const SupplyKind_symbols[] = {
    "ON_HAND",
    "EXPECTED",
    "UNKNOWN",
};
const of_enum_type of_SupplyKind_enum = {
    .name = "orderflow.SupplyKind",
    .symbols = SupplyKind_symbols,
    .count = 3,
};
_Static_assert(sizeof(SupplyKind) == sizeof(int32_t), "enums are 32 bits");

static const of_field SagaOffer_fields[] = {
    {.name = "offer",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaOffer, offer),
     .doc = "offer id"},
    {.name = "kind",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(SupplyKind), .symbols = &of_SupplyKind_enum},
     .offset = offsetof(SagaOffer, kind),
     .doc = "stock or expected receipt"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaOffer, site),
     .doc = "warehouse"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SagaOffer, qty),
     .doc = "offered, thousandths of the base unit"},
    {.name = "supply",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SagaOffer, supply),
     .doc = "purchase order line of an expected receipt"},
    {.name = "eta",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SagaOffer, eta),
     .doc = "when an expected receipt arrives"},
    {.name = "expires_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SagaOffer, expires_at),
     .doc = "the offer lapses"},
};
const of_record_type of_SagaOffer_type = {
    .name = "SagaOffer",
    .full_name = "orderflow.SagaOffer",
    .doc = "Supply that was offered to a line and is not used yet.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SagaOffer\",\"namespace\":\"orderflow\",\"doc\":\"Supply that wa"
        "s offered to a line and is not used yet.\",\"fields\":[{\"name\":\"offer\",\"type\":\"strin"
        "g\",\"doc\":\"offer id\"},{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"SupplyKind\",\"na"
        "mespace\":\"orderflow\",\"doc\":\"What an offer of supply rests on.\",\"symbols\":[\"ON_HAN"
        "D\",\"EXPECTED\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"default\":\"UNKNOWN\",\"doc\":\"stock or"
        " expected receipt\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"qt"
        "y\",\"type\":\"long\",\"default\":0,\"doc\":\"offered, thousandths of the base unit\"},{\"nam"
        "e\":\"supply\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"purchase order line of"
        " an expected receipt\"},{\"name\":\"eta\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":"
        "\"timestamp-millis\"}],\"default\":null,\"doc\":\"when an expected receipt arrives\"},{\"n"
        "ame\":\"expires_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}"
        "],\"default\":null,\"doc\":\"the offer lapses\"}]}",
    .fields = SagaOffer_fields,
    .field_count = 7,
    .size = sizeof(SagaOffer),
};

static const of_field SagaLeg_fields[] = {
    {.name = "allocation",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaLeg, allocation),
     .doc = "leg, its name within the line"},
    {.name = "warehouse_order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaLeg, warehouse_order),
     .doc = "warehouse order id"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaLeg, site),
     .doc = "warehouse"},
    {.name = "asked_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SagaLeg, asked_qty),
     .doc = "asked for, and given back: the same for ever, thousandths of the base unit"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SagaLeg, qty),
     .doc = "expected from there, thousandths of the base unit"},
    {.name = "offer",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SagaLeg, offer),
     .doc = "supply offer used"},
    {.name = "peg",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SagaLeg, peg),
     .doc = "peg consumed"},
    {.name = "secured",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SagaLeg, secured),
     .doc = "the ERP allocated it"},
    {.name = "refused",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SagaLeg, refused),
     .doc = "the ERP refused it: nothing happened"},
    {.name = "closed",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SagaLeg, closed),
     .doc = "refused, or taken back: it covers nothing"},
    {.name = "too_late",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SagaLeg, too_late),
     .doc = "the warehouse could not stop it any more"},
    {.name = "covered",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SagaLeg, covered),
     .doc = "allocated, picked and shipped as the ledger has it, thousandths of the base unit"},
    {.name = "covered_max",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SagaLeg, covered_max),
     .doc = "most that was covered, thousandths of the base unit"},
    {.name = "shipped",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SagaLeg, shipped),
     .doc = "left the dock, thousandths of the base unit"},
    {.name = "accepted",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SagaLeg, accepted),
     .doc = "the warehouse accepted an order for it"},
};
const of_record_type of_SagaLeg_type = {
    .name = "SagaLeg",
    .full_name = "orderflow.SagaLeg",
    .doc = "One leg that a saga allocates, releases and waits for.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SagaLeg\",\"namespace\":\"orderflow\",\"doc\":\"One leg that a s"
        "aga allocates, releases and waits for.\",\"fields\":[{\"name\":\"allocation\",\"type\":\"st"
        "ring\",\"doc\":\"leg, its name within the line\"},{\"name\":\"warehouse_order\",\"type\":\"st"
        "ring\",\"doc\":\"warehouse order id\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse"
        "\"},{\"name\":\"asked_qty\",\"type\":\"long\",\"default\":0,\"doc\":\"asked for, and given back"
        ": the same for ever, thousandths of the base unit\"},{\"name\":\"qty\",\"type\":\"long\",\""
        "default\":0,\"doc\":\"expected from there, thousandths of the base unit\"},{\"name\":\"of"
        "fer\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"supply offer used\"},{\"name\":\""
        "peg\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"peg consumed\"},{\"name\":\"secur"
        "ed\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the ERP allocated it\"},{\"name\":\"refus"
        "ed\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the ERP refused it: nothing happened\""
        "},{\"name\":\"closed\",\"type\":\"boolean\",\"default\":false,\"doc\":\"refused, or taken back"
        ": it covers nothing\"},{\"name\":\"too_late\",\"type\":\"boolean\",\"default\":false,\"doc\":\""
        "the warehouse could not stop it any more\"},{\"name\":\"covered\",\"type\":\"long\",\"defau"
        "lt\":0,\"doc\":\"allocated, picked and shipped as the ledger has it, thousandths of t"
        "he base unit\"},{\"name\":\"covered_max\",\"type\":\"long\",\"default\":0,\"doc\":\"most that w"
        "as covered, thousandths of the base unit\"},{\"name\":\"shipped\",\"type\":\"long\",\"defau"
        "lt\":0,\"doc\":\"left the dock, thousandths of the base unit\"},{\"name\":\"accepted\",\"ty"
        "pe\":\"boolean\",\"default\":false,\"doc\":\"the warehouse accepted an order for it\"}]}",
    .fields = SagaLeg_fields,
    .field_count = 15,
    .size = sizeof(SagaLeg),
};

static const of_field SagaPeg_fields[] = {
    {.name = "peg",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaPeg, peg),
     .doc = "peg id"},
    {.name = "supply",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaPeg, supply),
     .doc = "purchase order line"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SagaPeg, qty),
     .doc = "held, thousandths of the base unit"},
    {.name = "consumed",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SagaPeg, consumed),
     .doc = "used up by an allocation, thousandths of the base unit"},
    {.name = "eta",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SagaPeg, eta),
     .doc = "when it arrives"},
};
const of_record_type of_SagaPeg_type = {
    .name = "SagaPeg",
    .full_name = "orderflow.SagaPeg",
    .doc = "An expected receipt that a line holds a place on.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SagaPeg\",\"namespace\":\"orderflow\",\"doc\":\"An expected rece"
        "ipt that a line holds a place on.\",\"fields\":[{\"name\":\"peg\",\"type\":\"string\",\"doc\":"
        "\"peg id\"},{\"name\":\"supply\",\"type\":\"string\",\"doc\":\"purchase order line\"},{\"name\":\""
        "qty\",\"type\":\"long\",\"default\":0,\"doc\":\"held, thousandths of the base unit\"},{\"name"
        "\":\"consumed\",\"type\":\"long\",\"default\":0,\"doc\":\"used up by an allocation, thousandt"
        "hs of the base unit\"},{\"name\":\"eta\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\""
        "timestamp-millis\"}],\"default\":null,\"doc\":\"when it arrives\"}]}",
    .fields = SagaPeg_fields,
    .field_count = 5,
    .size = sizeof(SagaPeg),
};

static const of_value_type BackorderState_offers_item = {.kind = OF_KIND_RECORD, .size = sizeof(SagaOffer), .record = &of_SagaOffer_type};
static const of_value_type BackorderState_legs_item = {.kind = OF_KIND_RECORD, .size = sizeof(SagaLeg), .record = &of_SagaLeg_type};
static const of_field BackorderState_fields[] = {
    {.name = "scope",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SagaScope), .record = &of_SagaScope_type},
     .offset = offsetof(BackorderState, scope),
     .doc = "the line"},
    {.name = "reason",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(BackorderState, reason),
     .doc = "ATP_SHORT, SHORT_PICK, ALLOCATION_LOST, SPLIT_FAILED"},
    {.name = "policy",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(BackorderPolicy), .symbols = &of_BackorderPolicy_enum},
     .offset = offsetof(BackorderState, policy),
     .doc = "what the customer wants when goods are short"},
    {.name = "recorded_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(BackorderState, recorded_qty),
     .doc = "declared short, thousandths of the base unit"},
    {.name = "recorded",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(BackorderState, recorded),
     .doc = "the ERP knows"},
    {.name = "offers",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SagaOfferArray), .item = &BackorderState_offers_item, .item_stride = sizeof(SagaOffer)},
     .offset = offsetof(BackorderState, offers),
     .doc = "supply offered and not used"},
    {.name = "legs",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SagaLegArray), .item = &BackorderState_legs_item, .item_stride = sizeof(SagaLeg)},
     .offset = offsetof(BackorderState, legs),
     .doc = "where the goods come from"},
    {.name = "peg",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(OptionalSagaPeg), .nullable = true, .value_offset = offsetof(OptionalSagaPeg, value), .record = &of_SagaPeg_type},
     .offset = offsetof(BackorderState, peg),
     .doc = "place on an expected receipt"},
    {.name = "pegs",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(BackorderState, pegs),
     .doc = "pegs asked for"},
    {.name = "new_promise",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(BackorderState, new_promise),
     .doc = "date promised by this saga"},
    {.name = "rounds",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(BackorderState, rounds),
     .doc = "times the quantity changed under way"},
    {.name = "line_closed",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(BackorderState, line_closed),
     .doc = "the ERP says that nothing more is wanted"},
    {.name = "by_policy",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(BackorderState, by_policy),
     .doc = "the policy cancels, not the customer"},
};
const of_record_type of_BackorderState_type = {
    .name = "BackorderState",
    .full_name = "orderflow.BackorderState",
    .doc = "What the backorder saga knows.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"BackorderState\",\"namespace\":\"orderflow\",\"doc\":\"What the "
        "backorder saga knows.\",\"fields\":[{\"name\":\"scope\",\"type\":{\"type\":\"record\",\"name\":\""
        "SagaScope\",\"namespace\":\"orderflow\",\"doc\":\"What every saga about a line knows of i"
        "t, kept up to date by the facts.\",\"fields\":[{\"name\":\"order\",\"type\":\"string\",\"doc\""
        ":\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line num"
        "ber\"},{\"name\":\"number\",\"type\":\"int\",\"default\":0,\"doc\":\"which saga of its kind\"},{"
        "\"name\":\"short_qty\",\"type\":\"long\",\"default\":0,\"doc\":\"most that was found short, th"
        "ousandths of the base unit\"},{\"name\":\"need\",\"type\":\"long\",\"default\":0,\"doc\":\"of t"
        "hat still uncovered, or covered by this saga, thousandths of the base unit\"},{\"na"
        "me\":\"unit_price\",\"type\":\"long\",\"default\":0,\"doc\":\"1/10,000 of the currency unit\"}"
        ",{\"name\":\"promise\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\""
        "}],\"default\":null,\"doc\":\"date promised when it began\"},{\"name\":\"ship_complete\",\"t"
        "ype\":\"boolean\",\"default\":false,\"doc\":\"ship everything at once\"},{\"name\":\"partial_"
        "allowed\",\"type\":\"boolean\",\"default\":true,\"doc\":\"part deliveries are allowed\"},{\"n"
        "ame\":\"cancel_wanted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the customer cancell"
        "ed\"},{\"name\":\"cancelling\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the cancellatio"
        "n is under way\"},{\"name\":\"cancel_qty\",\"type\":\"long\",\"default\":0,\"doc\":\"cancelled "
        "by this saga, thousandths of the base unit\"}]},\"doc\":\"the line\"},{\"name\":\"reason\""
        ",\"type\":\"string\",\"doc\":\"ATP_SHORT, SHORT_PICK, ALLOCATION_LOST, SPLIT_FAILED\"},{\""
        "name\":\"policy\",\"type\":{\"type\":\"enum\",\"name\":\"BackorderPolicy\",\"namespace\":\"orderf"
        "low\",\"doc\":\"What a customer wants when goods are short.\",\"symbols\":[\"WAIT\",\"ASK\","
        "\"CANCEL\"],\"default\":\"WAIT\"},\"default\":\"WAIT\",\"doc\":\"what the customer wants when "
        "goods are short\"},{\"name\":\"recorded_qty\",\"type\":\"long\",\"default\":0,\"doc\":\"declare"
        "d short, thousandths of the base unit\"},{\"name\":\"recorded\",\"type\":\"boolean\",\"defa"
        "ult\":false,\"doc\":\"the ERP knows\"},{\"name\":\"offers\",\"type\":{\"type\":\"array\",\"items\""
        ":{\"type\":\"record\",\"name\":\"SagaOffer\",\"namespace\":\"orderflow\",\"doc\":\"Supply that w"
        "as offered to a line and is not used yet.\",\"fields\":[{\"name\":\"offer\",\"type\":\"stri"
        "ng\",\"doc\":\"offer id\"},{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"SupplyKind\",\"n"
        "amespace\":\"orderflow\",\"doc\":\"What an offer of supply rests on.\",\"symbols\":[\"ON_HA"
        "ND\",\"EXPECTED\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"default\":\"UNKNOWN\",\"doc\":\"stock o"
        "r expected receipt\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"q"
        "ty\",\"type\":\"long\",\"default\":0,\"doc\":\"offered, thousandths of the base unit\"},{\"na"
        "me\":\"supply\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"purchase order line o"
        "f an expected receipt\"},{\"name\":\"eta\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\""
        ":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when an expected receipt arrives\"},{\""
        "name\":\"expires_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\""
        "}],\"default\":null,\"doc\":\"the offer lapses\"}]}},\"default\":[],\"doc\":\"supply offered"
        " and not used\"},{\"name\":\"legs\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"n"
        "ame\":\"SagaLeg\",\"namespace\":\"orderflow\",\"doc\":\"One leg that a saga allocates, rele"
        "ases and waits for.\",\"fields\":[{\"name\":\"allocation\",\"type\":\"string\",\"doc\":\"leg, i"
        "ts name within the line\"},{\"name\":\"warehouse_order\",\"type\":\"string\",\"doc\":\"wareho"
        "use order id\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"asked_q"
        "ty\",\"type\":\"long\",\"default\":0,\"doc\":\"asked for, and given back: the same for ever"
        ", thousandths of the base unit\"},{\"name\":\"qty\",\"type\":\"long\",\"default\":0,\"doc\":\"e"
        "xpected from there, thousandths of the base unit\"},{\"name\":\"offer\",\"type\":[\"null\""
        ",\"string\"],\"default\":null,\"doc\":\"supply offer used\"},{\"name\":\"peg\",\"type\":[\"null\""
        ",\"string\"],\"default\":null,\"doc\":\"peg consumed\"},{\"name\":\"secured\",\"type\":\"boolean"
        "\",\"default\":false,\"doc\":\"the ERP allocated it\"},{\"name\":\"refused\",\"type\":\"boolean"
        "\",\"default\":false,\"doc\":\"the ERP refused it: nothing happened\"},{\"name\":\"closed\","
        "\"type\":\"boolean\",\"default\":false,\"doc\":\"refused, or taken back: it covers nothing"
        "\"},{\"name\":\"too_late\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the warehouse could"
        " not stop it any more\"},{\"name\":\"covered\",\"type\":\"long\",\"default\":0,\"doc\":\"alloca"
        "ted, picked and shipped as the ledger has it, thousandths of the base unit\"},{\"na"
        "me\":\"covered_max\",\"type\":\"long\",\"default\":0,\"doc\":\"most that was covered, thousan"
        "dths of the base unit\"},{\"name\":\"shipped\",\"type\":\"long\",\"default\":0,\"doc\":\"left t"
        "he dock, thousandths of the base unit\"},{\"name\":\"accepted\",\"type\":\"boolean\",\"defa"
        "ult\":false,\"doc\":\"the warehouse accepted an order for it\"}]}},\"default\":[],\"doc\":"
        "\"where the goods come from\"},{\"name\":\"peg\",\"type\":[\"null\",{\"type\":\"record\",\"name\""
        ":\"SagaPeg\",\"namespace\":\"orderflow\",\"doc\":\"An expected receipt that a line holds a"
        " place on.\",\"fields\":[{\"name\":\"peg\",\"type\":\"string\",\"doc\":\"peg id\"},{\"name\":\"supp"
        "ly\",\"type\":\"string\",\"doc\":\"purchase order line\"},{\"name\":\"qty\",\"type\":\"long\",\"def"
        "ault\":0,\"doc\":\"held, thousandths of the base unit\"},{\"name\":\"consumed\",\"type\":\"lo"
        "ng\",\"default\":0,\"doc\":\"used up by an allocation, thousandths of the base unit\"},{"
        "\"name\":\"eta\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"de"
        "fault\":null,\"doc\":\"when it arrives\"}]}],\"default\":null,\"doc\":\"place on an expecte"
        "d receipt\"},{\"name\":\"pegs\",\"type\":\"int\",\"default\":0,\"doc\":\"pegs asked for\"},{\"nam"
        "e\":\"new_promise\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}]"
        ",\"default\":null,\"doc\":\"date promised by this saga\"},{\"name\":\"rounds\",\"type\":\"int\""
        ",\"default\":0,\"doc\":\"times the quantity changed under way\"},{\"name\":\"line_closed\","
        "\"type\":\"boolean\",\"default\":false,\"doc\":\"the ERP says that nothing more is wanted\""
        "},{\"name\":\"by_policy\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the policy cancels,"
        " not the customer\"}]}",
    .fields = BackorderState_fields,
    .field_count = 13,
    .size = sizeof(BackorderState),
};

static const char *const BillingStatus_symbols[] = {
    "NOT_APPLICABLE",
    "NOT_INVOICED",
    "PARTIALLY_INVOICED",
    "INVOICED",
    "OVER_INVOICED",
    "UNKNOWN",
};
const of_enum_type of_BillingStatus_enum = {
    .name = "orderflow.BillingStatus",
    .symbols = BillingStatus_symbols,
    .count = 6,
};
_Static_assert(sizeof(BillingStatus) == sizeof(int32_t), "enums are 32 bits");

static const of_field CancelExpectedReturn_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(CancelExpectedReturn, header),
     .doc = "identity and idempotency"},
    {.name = "rma",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CancelExpectedReturn, rma),
     .doc = "return authorisation id"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(CancelExpectedReturn, qty),
     .doc = "no longer expected, thousandths of the base unit"},
};
const of_record_type of_CancelExpectedReturn_type = {
    .name = "CancelExpectedReturn",
    .full_name = "orderflow.CancelExpectedReturn",
    .doc = "WMS: take ExpectReturn back.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"CancelExpectedReturn\",\"namespace\":\"orderflow\",\"doc\":\"WMS"
        ": take ExpectReturn back.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record\",\"na"
        "me\":\"CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carries. `k"
        "ey` is the idempotency key: a retry reuses it, participants apply it once.\",\"fiel"
        "ds\":[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generation>\"},"
        "{\"name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"string\",\"d"
        "oc\":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step wor"
        "ks on: line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deliberate"
        " new effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 for th"
        "e first sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<ord"
        "er id>\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp, crm"
        ", finance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"string\"]"
        ",\"default\":null,\"doc\":\"key of the command that this one takes back\"},{\"name\":\"dea"
        "dline\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\""
        ":null,\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"identity and idemp"
        "otency\"},{\"name\":\"rma\",\"type\":\"string\",\"doc\":\"return authorisation id\"},{\"name\":\""
        "qty\",\"type\":\"long\",\"doc\":\"no longer expected, thousandths of the base unit\"}]}",
    .fields = CancelExpectedReturn_fields,
    .field_count = 3,
    .size = sizeof(CancelExpectedReturn),
};

static const of_field CancelLine_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(CancelLine, header),
     .doc = "identity and idempotency"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CancelLine, line),
     .doc = "line number"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(CancelLine, qty),
     .doc = "to cancel, thousandths of the base unit"},
    {.name = "reason",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CancelLine, reason),
     .doc = "CUSTOMER, POLICY"},
};
const of_record_type of_CancelLine_type = {
    .name = "CancelLine",
    .full_name = "orderflow.CancelLine",
    .doc = "ERP: cancel what is still wanted of a line.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"CancelLine\",\"namespace\":\"orderflow\",\"doc\":\"ERP: cancel w"
        "hat is still wanted of a line.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record"
        "\",\"name\":\"CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carrie"
        "s. `key` is the idempotency key: a retry reuses it, participants apply it once.\","
        "\"fields\":[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generatio"
        "n>\"},{\"name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"strin"
        "g\",\"doc\":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the ste"
        "p works on: line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a delib"
        "erate new effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 f"
        "or the first sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>"
        ":<order id>\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp"
        ", crm, finance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"str"
        "ing\"],\"default\":null,\"doc\":\"key of the command that this one takes back\"},{\"name\""
        ":\"deadline\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"def"
        "ault\":null,\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"identity and "
        "idempotency\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number\"},{\"name\":\"qty\",\""
        "type\":\"long\",\"doc\":\"to cancel, thousandths of the base unit\"},{\"name\":\"reason\",\"t"
        "ype\":\"string\",\"doc\":\"CUSTOMER, POLICY\"}]}",
    .fields = CancelLine_fields,
    .field_count = 4,
    .size = sizeof(CancelLine),
};

static const of_field CancelRequest_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(CancelRequest, source),
     .doc = "the source row and its version"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CancelRequest, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "request",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CancelRequest, request),
     .doc = "request id"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(CancelRequest, line),
     .doc = "null: the whole order"},
    {.name = "reason",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(CancelRequest, reason),
     .doc = "why"},
    {.name = "at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(CancelRequest, at),
     .doc = "when"},
};
const of_record_type of_CancelRequest_type = {
    .name = "CancelRequest",
    .full_name = "orderflow.CancelRequest",
    .doc = "The customer cancels an order, or a line of it (owner: CRM).",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"CancelRequest\",\"namespace\":\"orderflow\",\"doc\":\"The custom"
        "er cancels an order, or a line of it (owner: CRM).\",\"fields\":[{\"name\":\"source\",\"t"
        "ype\":{\"type\":\"record\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\",\"doc\":\"Wher"
        "e a fact comes from: the row of a source table and the version of it. Versions ar"
        "e compared per (system, table, row), never by wall clock.\",\"fields\":[{\"name\":\"sys"
        "tem\",\"type\":\"string\",\"doc\":\"erp, crm, wms, carrier, finance, or the name of the p"
        "articipant\"},{\"name\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"th"
        "e instance of the system, where there are several\"},{\"name\":\"table\",\"type\":\"strin"
        "g\",\"doc\":\"source table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"primary k"
        "ey of the source row, parts joined by |\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":"
        "\"LSN, SCN, binlog position, sequence or row version; grows with each change of th"
        "e row. Comparable between tables of one system instance\"},{\"name\":\"snapshot\",\"typ"
        "e\":\"boolean\",\"default\":false,\"doc\":\"read by a snapshot (op=r), not from the strea"
        "m\"},{\"name\":\"deleted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the source deleted "
        "the row (op=d)\"}]},\"doc\":\"the source row and its version\"},{\"name\":\"order\",\"type\""
        ":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"request\",\"type\":\"strin"
        "g\",\"doc\":\"request id\"},{\"name\":\"line\",\"type\":[\"null\",\"string\"],\"default\":null,\"do"
        "c\":\"null: the whole order\"},{\"name\":\"reason\",\"type\":[\"null\",\"string\"],\"default\":n"
        "ull,\"doc\":\"why\"},{\"name\":\"at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timest"
        "amp-millis\"}],\"default\":null,\"doc\":\"when\"}]}",
    .fields = CancelRequest_fields,
    .field_count = 6,
    .size = sizeof(CancelRequest),
};

static const of_field CancelRma_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(CancelRma, header),
     .doc = "identity and idempotency"},
    {.name = "rma",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CancelRma, rma),
     .doc = "return authorisation id"},
};
const of_record_type of_CancelRma_type = {
    .name = "CancelRma",
    .full_name = "orderflow.CancelRma",
    .doc = "ERP: take CreateRma back.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"CancelRma\",\"namespace\":\"orderflow\",\"doc\":\"ERP: take Crea"
        "teRma back.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record\",\"name\":\"CommandHe"
        "ader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carries. `key` is the ide"
        "mpotency key: a retry reuses it, participants apply it once.\",\"fields\":[{\"name\":\""
        "key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generation>\"},{\"name\":\"saga\""
        ",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"string\",\"doc\":\"step of t"
        "he saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step works on: line, l"
        "eg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deliberate new effect ha"
        "s a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 for the first sendin"
        "g\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"nam"
        "e\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp, crm, finance, wms"
        ".<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"string\"],\"default\":nul"
        "l,\"doc\":\"key of the command that this one takes back\"},{\"name\":\"deadline\",\"type\":"
        "[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"a"
        "n answer is expected before this time\"}]},\"doc\":\"identity and idempotency\"},{\"nam"
        "e\":\"rma\",\"type\":\"string\",\"doc\":\"return authorisation id\"}]}",
    .fields = CancelRma_fields,
    .field_count = 2,
    .size = sizeof(CancelRma),
};

static const of_field CancelWarehouseOrder_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(CancelWarehouseOrder, header),
     .doc = "identity and idempotency"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CancelWarehouseOrder, line),
     .doc = "line number"},
    {.name = "warehouse_order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CancelWarehouseOrder, warehouse_order),
     .doc = "warehouse order id"},
    {.name = "allocation",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CancelWarehouseOrder, allocation),
     .doc = "leg"},
};
const of_record_type of_CancelWarehouseOrder_type = {
    .name = "CancelWarehouseOrder",
    .full_name = "orderflow.CancelWarehouseOrder",
    .doc = "WMS: take ReleaseToWarehouse back.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"CancelWarehouseOrder\",\"namespace\":\"orderflow\",\"doc\":\"WMS"
        ": take ReleaseToWarehouse back.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"recor"
        "d\",\"name\":\"CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carri"
        "es. `key` is the idempotency key: a retry reuses it, participants apply it once.\""
        ",\"fields\":[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generati"
        "on>\"},{\"name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"stri"
        "ng\",\"doc\":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the st"
        "ep works on: line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deli"
        "berate new effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 "
        "for the first sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity"
        ">:<order id>\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: er"
        "p, crm, finance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"st"
        "ring\"],\"default\":null,\"doc\":\"key of the command that this one takes back\"},{\"name"
        "\":\"deadline\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"de"
        "fault\":null,\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"identity and"
        " idempotency\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number\"},{\"name\":\"wareh"
        "ouse_order\",\"type\":\"string\",\"doc\":\"warehouse order id\"},{\"name\":\"allocation\",\"typ"
        "e\":\"string\",\"doc\":\"leg\"}]}",
    .fields = CancelWarehouseOrder_fields,
    .field_count = 4,
    .size = sizeof(CancelWarehouseOrder),
};

static const of_field ChannelCount_fields[] = {
    {.name = "channel",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ChannelCount, channel),
     .doc = "capture channel"},
    {.name = "orders",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ChannelCount, orders),
     .doc = "orders"},
    {.name = "delivered",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ChannelCount, delivered),
     .doc = "of these delivered"},
    {.name = "cancelled",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ChannelCount, cancelled),
     .doc = "of these cancelled"},
    {.name = "units_ordered",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ChannelCount, units_ordered),
     .doc = "thousandths of the base unit"},
    {.name = "version",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ChannelCount, version),
     .doc = "+1 per published change"},
    {.name = "updated_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ChannelCount, updated_at),
     .doc = "when this was published"},
};
const of_record_type of_ChannelCount_type = {
    .name = "ChannelCount",
    .full_name = "orderflow.ChannelCount",
    .doc = "How many orders a channel brought and how far they are. Key: channel.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"ChannelCount\",\"namespace\":\"orderflow\",\"doc\":\"How many or"
        "ders a channel brought and how far they are. Key: channel.\",\"fields\":[{\"name\":\"ch"
        "annel\",\"type\":\"string\",\"doc\":\"capture channel\"},{\"name\":\"orders\",\"type\":\"long\",\"d"
        "oc\":\"orders\"},{\"name\":\"delivered\",\"type\":\"long\",\"doc\":\"of these delivered\"},{\"nam"
        "e\":\"cancelled\",\"type\":\"long\",\"doc\":\"of these cancelled\"},{\"name\":\"units_ordered\","
        "\"type\":\"long\",\"doc\":\"thousandths of the base unit\"},{\"name\":\"version\",\"type\":\"lon"
        "g\",\"doc\":\"+1 per published change\"},{\"name\":\"updated_at\",\"type\":{\"type\":\"long\",\"l"
        "ogicalType\":\"timestamp-millis\"},\"doc\":\"when this was published\"}]}",
    .fields = ChannelCount_fields,
    .field_count = 7,
    .size = sizeof(ChannelCount),
};

static const of_field ClearBackorder_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(ClearBackorder, header),
     .doc = "identity and idempotency"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ClearBackorder, line),
     .doc = "line number"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ClearBackorder, qty),
     .doc = "no longer short, thousandths of the base unit"},
};
const of_record_type of_ClearBackorder_type = {
    .name = "ClearBackorder",
    .full_name = "orderflow.ClearBackorder",
    .doc = "ERP: take RecordBackorder back.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"ClearBackorder\",\"namespace\":\"orderflow\",\"doc\":\"ERP: take"
        " RecordBackorder back.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record\",\"name\""
        ":\"CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carries. `key`"
        " is the idempotency key: a retry reuses it, participants apply it once.\",\"fields\""
        ":[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generation>\"},{\"n"
        "ame\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"string\",\"doc\""
        ":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step works "
        "on: line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deliberate ne"
        "w effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 for the f"
        "irst sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order "
        "id>\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp, crm, f"
        "inance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"string\"],\"d"
        "efault\":null,\"doc\":\"key of the command that this one takes back\"},{\"name\":\"deadli"
        "ne\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":nu"
        "ll,\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"identity and idempote"
        "ncy\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number\"},{\"name\":\"qty\",\"type\":\"l"
        "ong\",\"doc\":\"no longer short, thousandths of the base unit\"}]}",
    .fields = ClearBackorder_fields,
    .field_count = 3,
    .size = sizeof(ClearBackorder),
};

static const of_field CloseCase_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(CloseCase, header),
     .doc = "identity and idempotency"},
    {.name = "case_id",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CloseCase, case_id),
     .doc = "case id"},
};
const of_record_type of_CloseCase_type = {
    .name = "CloseCase",
    .full_name = "orderflow.CloseCase",
    .doc = "CRM: close a service case.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"CloseCase\",\"namespace\":\"orderflow\",\"doc\":\"CRM: close a s"
        "ervice case.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record\",\"name\":\"CommandH"
        "eader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carries. `key` is the id"
        "empotency key: a retry reuses it, participants apply it once.\",\"fields\":[{\"name\":"
        "\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generation>\"},{\"name\":\"saga"
        "\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"string\",\"doc\":\"step of "
        "the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step works on: line, "
        "leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deliberate new effect h"
        "as a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 for the first sendi"
        "ng\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"na"
        "me\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp, crm, finance, wm"
        "s.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"string\"],\"default\":nu"
        "ll,\"doc\":\"key of the command that this one takes back\"},{\"name\":\"deadline\",\"type\""
        ":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\""
        "an answer is expected before this time\"}]},\"doc\":\"identity and idempotency\"},{\"na"
        "me\":\"case_id\",\"type\":\"string\",\"doc\":\"case id\"}]}",
    .fields = CloseCase_fields,
    .field_count = 2,
    .size = sizeof(CloseCase),
};

static const of_field CloseRma_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(CloseRma, header),
     .doc = "identity and idempotency"},
    {.name = "rma",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CloseRma, rma),
     .doc = "return authorisation id"},
    {.name = "outcome",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CloseRma, outcome),
     .doc = "FULL, PARTIAL"},
};
const of_record_type of_CloseRma_type = {
    .name = "CloseRma",
    .full_name = "orderflow.CloseRma",
    .doc = "ERP: close a return authorisation.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"CloseRma\",\"namespace\":\"orderflow\",\"doc\":\"ERP: close a re"
        "turn authorisation.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record\",\"name\":\"C"
        "ommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carries. `key` is"
        " the idempotency key: a retry reuses it, participants apply it once.\",\"fields\":[{"
        "\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generation>\"},{\"name"
        "\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"string\",\"doc\":\"s"
        "tep of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step works on:"
        " line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deliberate new e"
        "ffect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 for the firs"
        "t sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>"
        "\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp, crm, fina"
        "nce, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"string\"],\"defa"
        "ult\":null,\"doc\":\"key of the command that this one takes back\"},{\"name\":\"deadline\""
        ",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,"
        "\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"identity and idempotency"
        "\"},{\"name\":\"rma\",\"type\":\"string\",\"doc\":\"return authorisation id\"},{\"name\":\"outcom"
        "e\",\"type\":\"string\",\"doc\":\"FULL, PARTIAL\"}]}",
    .fields = CloseRma_fields,
    .field_count = 3,
    .size = sizeof(CloseRma),
};

static const char *const Completeness_symbols[] = {
    "COMPLETE",
    "PARTIAL",
};
const of_enum_type of_Completeness_enum = {
    .name = "orderflow.Completeness",
    .symbols = Completeness_symbols,
    .count = 2,
};
_Static_assert(sizeof(Completeness) == sizeof(int32_t), "enums are 32 bits");

static const char *const ControlAction_symbols[] = {
    "CLOSE_EXCEPTION",
    "RELEASE",
    "DROP",
    "DROP_FIRST",
    "UNKNOWN",
};
const of_enum_type of_ControlAction_enum = {
    .name = "orderflow.ControlAction",
    .symbols = ControlAction_symbols,
    .count = 5,
};
_Static_assert(sizeof(ControlAction) == sizeof(int32_t), "enums are 32 bits");

static const of_field Control_fields[] = {
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Control, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "id",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Control, id),
     .doc = "names this request, in the quarantine log too"},
    {.name = "action",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(ControlAction), .symbols = &of_ControlAction_enum},
     .offset = offsetof(Control, action),
     .doc = "what is asked"},
    {.name = "actor",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Control, actor),
     .doc = "who asks"},
    {.name = "reason",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(Control, reason),
     .doc = "why"},
    {.name = "subject",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(Control, subject),
     .doc = "CLOSE_EXCEPTION: the exception id"},
};
const of_record_type of_Control_type = {
    .name = "Control",
    .full_name = "orderflow.Control",
    .doc = "What an operator asks of the owner of an order. Keyed by order, handled like any "
        "input.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"Control\",\"namespace\":\"orderflow\",\"doc\":\"What an operator"
        " asks of the owner of an order. Keyed by order, handled like any input.\",\"fields\""
        ":[{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\""
        ":\"id\",\"type\":\"string\",\"doc\":\"names this request, in the quarantine log too\"},{\"na"
        "me\":\"action\",\"type\":{\"type\":\"enum\",\"name\":\"ControlAction\",\"namespace\":\"orderflow\""
        ",\"doc\":\"What an operator asks for. CLOSE_EXCEPTION: close an open exception by ha"
        "nd. Of a quarantined order, RELEASE: replay all that is parked; DROP: discard all"
        " of it; DROP_FIRST: discard the record that broke the law, replay those behind it"
        ".\",\"symbols\":[\"CLOSE_EXCEPTION\",\"RELEASE\",\"DROP\",\"DROP_FIRST\",\"UNKNOWN\"],\"default"
        "\":\"UNKNOWN\"},\"doc\":\"what is asked\"},{\"name\":\"actor\",\"type\":\"string\",\"doc\":\"who as"
        "ks\"},{\"name\":\"reason\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"why\"},{\"name"
        "\":\"subject\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"CLOSE_EXCEPTION: the e"
        "xception id\"}]}",
    .fields = Control_fields,
    .field_count = 6,
    .size = sizeof(Control),
};

static const of_field CreateCreditMemo_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(CreateCreditMemo, header),
     .doc = "identity and idempotency"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CreateCreditMemo, line),
     .doc = "line number"},
    {.name = "credit_key",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CreateCreditMemo, credit_key),
     .doc = "idempotency key of the books"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(CreateCreditMemo, qty),
     .doc = "credited, thousandths of the base unit"},
    {.name = "amount",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(CreateCreditMemo, amount),
     .doc = "1/10,000 of the currency unit"},
    {.name = "reason",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CreateCreditMemo, reason),
     .doc = "why"},
};
const of_record_type of_CreateCreditMemo_type = {
    .name = "CreateCreditMemo",
    .full_name = "orderflow.CreateCreditMemo",
    .doc = "Finance: credit returned goods.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"CreateCreditMemo\",\"namespace\":\"orderflow\",\"doc\":\"Finance"
        ": credit returned goods.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record\",\"nam"
        "e\":\"CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carries. `ke"
        "y` is the idempotency key: a retry reuses it, participants apply it once.\",\"field"
        "s\":[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generation>\"},{"
        "\"name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"string\",\"do"
        "c\":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step work"
        "s on: line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deliberate "
        "new effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 for the"
        " first sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<orde"
        "r id>\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp, crm,"
        " finance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"string\"],"
        "\"default\":null,\"doc\":\"key of the command that this one takes back\"},{\"name\":\"dead"
        "line\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":"
        "null,\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"identity and idempo"
        "tency\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number\"},{\"name\":\"credit_key\","
        "\"type\":\"string\",\"doc\":\"idempotency key of the books\"},{\"name\":\"qty\",\"type\":\"long\""
        ",\"doc\":\"credited, thousandths of the base unit\"},{\"name\":\"amount\",\"type\":\"long\",\""
        "doc\":\"1/10,000 of the currency unit\"},{\"name\":\"reason\",\"type\":\"string\",\"doc\":\"why"
        "\"}]}",
    .fields = CreateCreditMemo_fields,
    .field_count = 6,
    .size = sizeof(CreateCreditMemo),
};

static const of_field CreateInvoice_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(CreateInvoice, header),
     .doc = "identity and idempotency"},
    {.name = "invoice_key",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CreateInvoice, invoice_key),
     .doc = "idempotency key of the books"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(CreateInvoice, line),
     .doc = "null: the whole order"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(CreateInvoice, qty),
     .doc = "shipped, thousandths of the base unit"},
};
const of_record_type of_CreateInvoice_type = {
    .name = "CreateInvoice",
    .full_name = "orderflow.CreateInvoice",
    .doc = "Finance: invoice what was shipped, once.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"CreateInvoice\",\"namespace\":\"orderflow\",\"doc\":\"Finance: i"
        "nvoice what was shipped, once.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record"
        "\",\"name\":\"CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carrie"
        "s. `key` is the idempotency key: a retry reuses it, participants apply it once.\","
        "\"fields\":[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generatio"
        "n>\"},{\"name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"strin"
        "g\",\"doc\":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the ste"
        "p works on: line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a delib"
        "erate new effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 f"
        "or the first sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>"
        ":<order id>\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp"
        ", crm, finance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"str"
        "ing\"],\"default\":null,\"doc\":\"key of the command that this one takes back\"},{\"name\""
        ":\"deadline\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"def"
        "ault\":null,\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"identity and "
        "idempotency\"},{\"name\":\"invoice_key\",\"type\":\"string\",\"doc\":\"idempotency key of the"
        " books\"},{\"name\":\"line\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"null: the "
        "whole order\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"shipped, thousandths of the base"
        " unit\"}]}",
    .fields = CreateInvoice_fields,
    .field_count = 4,
    .size = sizeof(CreateInvoice),
};

static const of_field CreateReturnLabel_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(CreateReturnLabel, header),
     .doc = "identity and idempotency"},
    {.name = "rma",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CreateReturnLabel, rma),
     .doc = "return authorisation id"},
};
const of_record_type of_CreateReturnLabel_type = {
    .name = "CreateReturnLabel",
    .full_name = "orderflow.CreateReturnLabel",
    .doc = "Carrier: make a return label.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"CreateReturnLabel\",\"namespace\":\"orderflow\",\"doc\":\"Carrie"
        "r: make a return label.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record\",\"name"
        "\":\"CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carries. `key"
        "` is the idempotency key: a retry reuses it, participants apply it once.\",\"fields"
        "\":[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generation>\"},{\""
        "name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"string\",\"doc"
        "\":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step works"
        " on: line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deliberate n"
        "ew effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 for the "
        "first sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order"
        " id>\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp, crm, "
        "finance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"string\"],\""
        "default\":null,\"doc\":\"key of the command that this one takes back\"},{\"name\":\"deadl"
        "ine\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":n"
        "ull,\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"identity and idempot"
        "ency\"},{\"name\":\"rma\",\"type\":\"string\",\"doc\":\"return authorisation id\"}]}",
    .fields = CreateReturnLabel_fields,
    .field_count = 2,
    .size = sizeof(CreateReturnLabel),
};

static const of_field CreateRma_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(CreateRma, header),
     .doc = "identity and idempotency"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CreateRma, line),
     .doc = "line number"},
    {.name = "rma",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CreateRma, rma),
     .doc = "return authorisation id"},
    {.name = "request",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CreateRma, request),
     .doc = "request id"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(CreateRma, qty),
     .doc = "authorised, thousandths of the base unit"},
};
const of_record_type of_CreateRma_type = {
    .name = "CreateRma",
    .full_name = "orderflow.CreateRma",
    .doc = "ERP: authorise a return.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"CreateRma\",\"namespace\":\"orderflow\",\"doc\":\"ERP: authorise"
        " a return.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record\",\"name\":\"CommandHea"
        "der\",\"namespace\":\"orderflow\",\"doc\":\"What every command carries. `key` is the idem"
        "potency key: a retry reuses it, participants apply it once.\",\"fields\":[{\"name\":\"k"
        "ey\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generation>\"},{\"name\":\"saga\","
        "\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"string\",\"doc\":\"step of th"
        "e saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step works on: line, le"
        "g, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deliberate new effect has"
        " a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 for the first sending"
        "\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name"
        "\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp, crm, finance, wms."
        "<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"string\"],\"default\":null"
        ",\"doc\":\"key of the command that this one takes back\"},{\"name\":\"deadline\",\"type\":["
        "\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"an"
        " answer is expected before this time\"}]},\"doc\":\"identity and idempotency\"},{\"name"
        "\":\"line\",\"type\":\"string\",\"doc\":\"line number\"},{\"name\":\"rma\",\"type\":\"string\",\"doc\""
        ":\"return authorisation id\"},{\"name\":\"request\",\"type\":\"string\",\"doc\":\"request id\"}"
        ",{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"authorised, thousandths of the base unit\"}]}",
    .fields = CreateRma_fields,
    .field_count = 5,
    .size = sizeof(CreateRma),
};

static const char *const CreditReason_symbols[] = {
    "UNKNOWN",
    "RETURN",
    "LOSS",
    "PRICE",
    "GOODWILL",
};
const of_enum_type of_CreditReason_enum = {
    .name = "orderflow.CreditReason",
    .symbols = CreditReason_symbols,
    .count = 5,
};
_Static_assert(sizeof(CreditReason) == sizeof(int32_t), "enums are 32 bits");

static const of_field CreditMemoLine_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(CreditMemoLine, source),
     .doc = "the source row and its version"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CreditMemoLine, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CreditMemoLine, line),
     .doc = "line number within the order"},
    {.name = "credit_memo",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(CreditMemoLine, credit_memo),
     .doc = "credit memo id"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(CreditMemoLine, qty),
     .doc = "credited, thousandths of the base unit"},
    {.name = "amount",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(CreditMemoLine, amount),
     .doc = "1/10,000 of the currency unit"},
    {.name = "reason",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(CreditReason), .symbols = &of_CreditReason_enum},
     .offset = offsetof(CreditMemoLine, reason),
     .doc = "what it makes up for: returned goods, lost ones, a price, nothing that is owed"},
    {.name = "credit_key",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(CreditMemoLine, credit_key),
     .doc = "idempotency key of the saga that asked for it"},
    {.name = "posted_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(CreditMemoLine, posted_at),
     .doc = "when"},
};
const of_record_type of_CreditMemoLine_type = {
    .name = "CreditMemoLine",
    .full_name = "orderflow.CreditMemoLine",
    .doc = "One line of a posted credit memo (owner: finance).",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"CreditMemoLine\",\"namespace\":\"orderflow\",\"doc\":\"One line "
        "of a posted credit memo (owner: finance).\",\"fields\":[{\"name\":\"source\",\"type\":{\"ty"
        "pe\":\"record\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\",\"doc\":\"Where a fact "
        "comes from: the row of a source table and the version of it. Versions are compare"
        "d per (system, table, row), never by wall clock.\",\"fields\":[{\"name\":\"system\",\"typ"
        "e\":\"string\",\"doc\":\"erp, crm, wms, carrier, finance, or the name of the participan"
        "t\"},{\"name\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the instanc"
        "e of the system, where there are several\"},{\"name\":\"table\",\"type\":\"string\",\"doc\":"
        "\"source table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"primary key of the"
        " source row, parts joined by |\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"LSN, SCN"
        ", binlog position, sequence or row version; grows with each change of the row. Co"
        "mparable between tables of one system instance\"},{\"name\":\"snapshot\",\"type\":\"boole"
        "an\",\"default\":false,\"doc\":\"read by a snapshot (op=r), not from the stream\"},{\"nam"
        "e\":\"deleted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the source deleted the row ("
        "op=d)\"}]},\"doc\":\"the source row and its version\"},{\"name\":\"order\",\"type\":\"string\""
        ",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"li"
        "ne number within the order\"},{\"name\":\"credit_memo\",\"type\":\"string\",\"doc\":\"credit "
        "memo id\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"credited, thousandths of the base un"
        "it\"},{\"name\":\"amount\",\"type\":\"long\",\"doc\":\"1/10,000 of the currency unit\"},{\"name"
        "\":\"reason\",\"type\":{\"type\":\"enum\",\"name\":\"CreditReason\",\"namespace\":\"orderflow\",\"d"
        "oc\":\"What a credit makes up for.\",\"symbols\":[\"UNKNOWN\",\"RETURN\",\"LOSS\",\"PRICE\",\"G"
        "OODWILL\"],\"default\":\"UNKNOWN\"},\"default\":\"UNKNOWN\",\"doc\":\"what it makes up for: r"
        "eturned goods, lost ones, a price, nothing that is owed\"},{\"name\":\"credit_key\",\"t"
        "ype\":[\"null\",\"string\"],\"default\":null,\"doc\":\"idempotency key of the saga that ask"
        "ed for it\"},{\"name\":\"posted_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"time"
        "stamp-millis\"}],\"default\":null,\"doc\":\"when\"}]}",
    .fields = CreditMemoLine_fields,
    .field_count = 9,
    .size = sizeof(CreditMemoLine),
};

static const of_field DeadLetter_fields[] = {
    {.name = "topic",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(DeadLetter, topic),
     .doc = "where it was read"},
    {.name = "partition",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(DeadLetter, partition),
     .doc = "of the topic"},
    {.name = "offset",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(DeadLetter, offset),
     .doc = "in the partition"},
    {.name = "key",
     .type = {.kind = OF_KIND_BYTES, .size = sizeof(of_bytes), .nullable = true},
     .offset = offsetof(DeadLetter, key),
     .doc = "record key"},
    {.name = "value",
     .type = {.kind = OF_KIND_BYTES, .size = sizeof(of_bytes), .nullable = true},
     .offset = offsetof(DeadLetter, value),
     .doc = "record value, cut to what fits"},
    {.name = "value_bytes",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(DeadLetter, value_bytes),
     .doc = "length before it was cut"},
    {.name = "reason",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(DeadLetter, reason),
     .doc = "why"},
    {.name = "at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(DeadLetter, at),
     .doc = "when, engine time"},
    {.name = "replay_id",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(DeadLetter, replay_id),
     .doc = "it was sent again, with this header; absent: it failed"},
    {.name = "replayed_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(DeadLetter, replayed_at),
     .doc = "when it was sent again"},
    {.name = "replayed_by",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(DeadLetter, replayed_by),
     .doc = "who sent it again"},
};
const of_record_type of_DeadLetter_type = {
    .name = "DeadLetter",
    .full_name = "orderflow.DeadLetter",
    .doc = "A record that could not be processed: what it was, and why; or that it was sent a"
        "gain. Keyed by source topic and a hash of key and value: the newest record of a k"
        "ey tells how it stands.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"DeadLetter\",\"namespace\":\"orderflow\",\"doc\":\"A record that"
        " could not be processed: what it was, and why; or that it was sent again. Keyed b"
        "y source topic and a hash of key and value: the newest record of a key tells how "
        "it stands.\",\"fields\":[{\"name\":\"topic\",\"type\":\"string\",\"doc\":\"where it was read\"},"
        "{\"name\":\"partition\",\"type\":\"int\",\"doc\":\"of the topic\"},{\"name\":\"offset\",\"type\":\"l"
        "ong\",\"doc\":\"in the partition\"},{\"name\":\"key\",\"type\":[\"null\",\"bytes\"],\"default\":nu"
        "ll,\"doc\":\"record key\"},{\"name\":\"value\",\"type\":[\"null\",\"bytes\"],\"default\":null,\"do"
        "c\":\"record value, cut to what fits\"},{\"name\":\"value_bytes\",\"type\":\"long\",\"doc\":\"l"
        "ength before it was cut\"},{\"name\":\"reason\",\"type\":\"string\",\"doc\":\"why\"},{\"name\":\""
        "at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"when, engine t"
        "ime\"},{\"name\":\"replay_id\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"it was s"
        "ent again, with this header; absent: it failed\"},{\"name\":\"replayed_at\",\"type\":[\"n"
        "ull\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when"
        " it was sent again\"},{\"name\":\"replayed_by\",\"type\":[\"null\",\"string\"],\"default\":nul"
        "l,\"doc\":\"who sent it again\"}]}",
    .fields = DeadLetter_fields,
    .field_count = 11,
    .size = sizeof(DeadLetter),
};

static const of_field DeallocateStock_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(DeallocateStock, header),
     .doc = "identity and idempotency"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(DeallocateStock, line),
     .doc = "line number"},
    {.name = "allocation",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(DeallocateStock, allocation),
     .doc = "leg"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(DeallocateStock, site),
     .doc = "warehouse"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(DeallocateStock, qty),
     .doc = "to give back, thousandths of the base unit"},
};
const of_record_type of_DeallocateStock_type = {
    .name = "DeallocateStock",
    .full_name = "orderflow.DeallocateStock",
    .doc = "ERP: take AllocateStock back.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"DeallocateStock\",\"namespace\":\"orderflow\",\"doc\":\"ERP: tak"
        "e AllocateStock back.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record\",\"name\":"
        "\"CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carries. `key` "
        "is the idempotency key: a retry reuses it, participants apply it once.\",\"fields\":"
        "[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generation>\"},{\"na"
        "me\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"string\",\"doc\":"
        "\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step works o"
        "n: line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deliberate new"
        " effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 for the fi"
        "rst sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order i"
        "d>\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp, crm, fi"
        "nance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"string\"],\"de"
        "fault\":null,\"doc\":\"key of the command that this one takes back\"},{\"name\":\"deadlin"
        "e\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":nul"
        "l,\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"identity and idempoten"
        "cy\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number\"},{\"name\":\"allocation\",\"ty"
        "pe\":\"string\",\"doc\":\"leg\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"nam"
        "e\":\"qty\",\"type\":\"long\",\"doc\":\"to give back, thousandths of the base unit\"}]}",
    .fields = DeallocateStock_fields,
    .field_count = 5,
    .size = sizeof(DeallocateStock),
};

static const char *const DemandLane_symbols[] = {
    "NONE",
    "ACTIVE",
    "PASSED",
    "ASIDE",
};
const of_enum_type of_DemandLane_enum = {
    .name = "orderflow.DemandLane",
    .symbols = DemandLane_symbols,
    .count = 4,
};
_Static_assert(sizeof(DemandLane) == sizeof(int32_t), "enums are 32 bits");

static const of_field DemandLeg_fields[] = {
    {.name = "allocation",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(DemandLeg, allocation),
     .doc = "leg"},
    {.name = "covered",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(DemandLeg, covered),
     .doc = "allocated, picked or shipped, thousandths of the base unit"},
};
const of_record_type of_DemandLeg_type = {
    .name = "DemandLeg",
    .full_name = "orderflow.DemandLeg",
    .doc = "What one leg of a line holds of an item at a site.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"DemandLeg\",\"namespace\":\"orderflow\",\"doc\":\"What one leg o"
        "f a line holds of an item at a site.\",\"fields\":[{\"name\":\"allocation\",\"type\":\"stri"
        "ng\",\"doc\":\"leg\"},{\"name\":\"covered\",\"type\":\"long\",\"doc\":\"allocated, picked or ship"
        "ped, thousandths of the base unit\"}]}",
    .fields = DemandLeg_fields,
    .field_count = 2,
    .size = sizeof(DemandLeg),
};

static const of_value_type LineDemand_legs_item = {.kind = OF_KIND_RECORD, .size = sizeof(DemandLeg), .record = &of_DemandLeg_type};
static const of_field LineDemand_fields[] = {
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(LineDemand, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(LineDemand, line),
     .doc = "line number within the order"},
    {.name = "item",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(LineDemand, item),
     .doc = "item id"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(LineDemand, site),
     .doc = "warehouse"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineDemand, qty),
     .doc = "wanted and not allocated, thousandths of the base unit"},
    {.name = "backordered",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineDemand, backordered),
     .doc = "of it declared short: what stock is offered to, thousandths of the base unit"},
    {.name = "allocated",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineDemand, allocated),
     .doc = "allocated here, not picked, thousandths of the base unit"},
    {.name = "picked",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineDemand, picked),
     .doc = "picked here, not shipped, thousandths of the base unit"},
    {.name = "covered",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineDemand, covered),
     .doc = "allocated, picked or shipped here, thousandths of the base unit"},
    {.name = "legs",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(DemandLegArray), .item = &LineDemand_legs_item, .item_stride = sizeof(DemandLeg)},
     .offset = offsetof(LineDemand, legs),
     .doc = "of covered, as far as line-state shows legs"},
    {.name = "requested_date",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(LineDemand, requested_date),
     .doc = "when the customer wants it"},
    {.name = "booked_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(LineDemand, booked_at),
     .doc = "when the order was booked"},
    {.name = "alloc_class",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(AllocClass), .symbols = &of_AllocClass_enum},
     .offset = offsetof(LineDemand, alloc_class),
     .doc = "first part of its rank"},
    {.name = "priority",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(LineDemand, priority),
     .doc = "second part of its rank, 1 is most urgent"},
    {.name = "ship_complete",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(LineDemand, ship_complete),
     .doc = "takes all of it or nothing"},
    {.name = "revision",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineDemand, revision),
     .doc = "of the line: the highest wins"},
};
const of_record_type of_LineDemand_type = {
    .name = "LineDemand",
    .full_name = "orderflow.LineDemand",
    .doc = "What a line of an order asks of an item at a site, and what it holds there. Told "
        "again when it changes; the highest revision counts. All quantities 0: it asks not"
        "hing any more.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"LineDemand\",\"namespace\":\"orderflow\",\"doc\":\"What a line o"
        "f an order asks of an item at a site, and what it holds there. Told again when it"
        " changes; the highest revision counts. All quantities 0: it asks nothing any more"
        ".\",\"fields\":[{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id"
        ">\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number within the order\"},{\"name\":"
        "\"item\",\"type\":\"string\",\"doc\":\"item id\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"war"
        "ehouse\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"wanted and not allocated, thousandths"
        " of the base unit\"},{\"name\":\"backordered\",\"type\":\"long\",\"doc\":\"of it declared sho"
        "rt: what stock is offered to, thousandths of the base unit\"},{\"name\":\"allocated\","
        "\"type\":\"long\",\"doc\":\"allocated here, not picked, thousandths of the base unit\"},{"
        "\"name\":\"picked\",\"type\":\"long\",\"doc\":\"picked here, not shipped, thousandths of the"
        " base unit\"},{\"name\":\"covered\",\"type\":\"long\",\"doc\":\"allocated, picked or shipped "
        "here, thousandths of the base unit\"},{\"name\":\"legs\",\"type\":{\"type\":\"array\",\"items"
        "\":{\"type\":\"record\",\"name\":\"DemandLeg\",\"namespace\":\"orderflow\",\"doc\":\"What one leg"
        " of a line holds of an item at a site.\",\"fields\":[{\"name\":\"allocation\",\"type\":\"st"
        "ring\",\"doc\":\"leg\"},{\"name\":\"covered\",\"type\":\"long\",\"doc\":\"allocated, picked or sh"
        "ipped, thousandths of the base unit\"}]}},\"default\":[],\"doc\":\"of covered, as far a"
        "s line-state shows legs\"},{\"name\":\"requested_date\",\"type\":[\"null\",{\"type\":\"long\","
        "\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when the customer wants "
        "it\"},{\"name\":\"booked_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-m"
        "illis\"}],\"default\":null,\"doc\":\"when the order was booked\"},{\"name\":\"alloc_class\","
        "\"type\":{\"type\":\"enum\",\"name\":\"AllocClass\",\"namespace\":\"orderflow\",\"doc\":\"What a d"
        "emand may gain or lose when stock is short, most entitled first.\",\"symbols\":[\"WIN"
        "\",\"GAIN\",\"REDISTRIBUTE\",\"FILL\",\"LOSE\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"default\":\""
        "REDISTRIBUTE\",\"doc\":\"first part of its rank\"},{\"name\":\"priority\",\"type\":\"int\",\"do"
        "c\":\"second part of its rank, 1 is most urgent\"},{\"name\":\"ship_complete\",\"type\":\"b"
        "oolean\",\"default\":false,\"doc\":\"takes all of it or nothing\"},{\"name\":\"revision\",\"t"
        "ype\":\"long\",\"doc\":\"of the line: the highest wins\"}]}",
    .fields = LineDemand_fields,
    .field_count = 16,
    .size = sizeof(LineDemand),
};

static const of_value_type DemandLine_told_item = {.kind = OF_KIND_RECORD, .size = sizeof(LineDemand), .record = &of_LineDemand_type};
static const of_field DemandLine_fields[] = {
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(DemandLine, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(DemandLine, line),
     .doc = "line number within the order"},
    {.name = "revision",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(DemandLine, revision),
     .doc = "of the last telling"},
    {.name = "told",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(LineDemandArray), .item = &DemandLine_told_item, .item_stride = sizeof(LineDemand)},
     .offset = offsetof(DemandLine, told),
     .doc = "by site"},
};
const of_record_type of_DemandLine_type = {
    .name = "DemandLine",
    .full_name = "orderflow.DemandLine",
    .doc = "What the sites were told of a line of an order. Key: <order>|<line>.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"DemandLine\",\"namespace\":\"orderflow\",\"doc\":\"What the site"
        "s were told of a line of an order. Key: <order>|<line>.\",\"fields\":[{\"name\":\"order"
        "\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"type\":\""
        "string\",\"doc\":\"line number within the order\"},{\"name\":\"revision\",\"type\":\"long\",\"d"
        "oc\":\"of the last telling\"},{\"name\":\"told\",\"type\":{\"type\":\"array\",\"items\":{\"type\":"
        "\"record\",\"name\":\"LineDemand\",\"namespace\":\"orderflow\",\"doc\":\"What a line of an ord"
        "er asks of an item at a site, and what it holds there. Told again when it changes"
        "; the highest revision counts. All quantities 0: it asks nothing any more.\",\"fiel"
        "ds\":[{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"na"
        "me\":\"line\",\"type\":\"string\",\"doc\":\"line number within the order\"},{\"name\":\"item\",\""
        "type\":\"string\",\"doc\":\"item id\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"}"
        ",{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"wanted and not allocated, thousandths of the "
        "base unit\"},{\"name\":\"backordered\",\"type\":\"long\",\"doc\":\"of it declared short: what"
        " stock is offered to, thousandths of the base unit\"},{\"name\":\"allocated\",\"type\":\""
        "long\",\"doc\":\"allocated here, not picked, thousandths of the base unit\"},{\"name\":\""
        "picked\",\"type\":\"long\",\"doc\":\"picked here, not shipped, thousandths of the base un"
        "it\"},{\"name\":\"covered\",\"type\":\"long\",\"doc\":\"allocated, picked or shipped here, th"
        "ousandths of the base unit\"},{\"name\":\"legs\",\"type\":{\"type\":\"array\",\"items\":{\"type"
        "\":\"record\",\"name\":\"DemandLeg\",\"namespace\":\"orderflow\",\"doc\":\"What one leg of a li"
        "ne holds of an item at a site.\",\"fields\":[{\"name\":\"allocation\",\"type\":\"string\",\"d"
        "oc\":\"leg\"},{\"name\":\"covered\",\"type\":\"long\",\"doc\":\"allocated, picked or shipped, t"
        "housandths of the base unit\"}]}},\"default\":[],\"doc\":\"of covered, as far as line-s"
        "tate shows legs\"},{\"name\":\"requested_date\",\"type\":[\"null\",{\"type\":\"long\",\"logical"
        "Type\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when the customer wants it\"},{\"n"
        "ame\":\"booked_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}]"
        ",\"default\":null,\"doc\":\"when the order was booked\"},{\"name\":\"alloc_class\",\"type\":{"
        "\"type\":\"enum\",\"name\":\"AllocClass\",\"namespace\":\"orderflow\",\"doc\":\"What a demand ma"
        "y gain or lose when stock is short, most entitled first.\",\"symbols\":[\"WIN\",\"GAIN\""
        ",\"REDISTRIBUTE\",\"FILL\",\"LOSE\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"default\":\"REDISTRI"
        "BUTE\",\"doc\":\"first part of its rank\"},{\"name\":\"priority\",\"type\":\"int\",\"doc\":\"seco"
        "nd part of its rank, 1 is most urgent\"},{\"name\":\"ship_complete\",\"type\":\"boolean\","
        "\"default\":false,\"doc\":\"takes all of it or nothing\"},{\"name\":\"revision\",\"type\":\"lo"
        "ng\",\"doc\":\"of the line: the highest wins\"}]}},\"doc\":\"by site\"}]}",
    .fields = DemandLine_fields,
    .field_count = 4,
    .size = sizeof(DemandLine),
};

static const of_field DemandOrder_fields[] = {
    {.name = "priority",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(DemandOrder, priority),
     .doc = "1 is most urgent"},
    {.name = "alloc_class",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(AllocClass), .symbols = &of_AllocClass_enum},
     .offset = offsetof(DemandOrder, alloc_class),
     .doc = "what it may gain or lose"},
    {.name = "booked_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(DemandOrder, booked_at),
     .doc = "when it was booked"},
    {.name = "ship_complete",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(DemandOrder, ship_complete),
     .doc = "all at once"},
};
const of_record_type of_DemandOrder_type = {
    .name = "DemandOrder",
    .full_name = "orderflow.DemandOrder",
    .doc = "What the demand of an order takes from its header.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"DemandOrder\",\"namespace\":\"orderflow\",\"doc\":\"What the dem"
        "and of an order takes from its header.\",\"fields\":[{\"name\":\"priority\",\"type\":\"int\""
        ",\"doc\":\"1 is most urgent\"},{\"name\":\"alloc_class\",\"type\":{\"type\":\"enum\",\"name\":\"Al"
        "locClass\",\"namespace\":\"orderflow\",\"doc\":\"What a demand may gain or lose when stoc"
        "k is short, most entitled first.\",\"symbols\":[\"WIN\",\"GAIN\",\"REDISTRIBUTE\",\"FILL\",\""
        "LOSE\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"what it may gain or lose\"},{\"name\":\""
        "booked_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"defa"
        "ult\":null,\"doc\":\"when it was booked\"},{\"name\":\"ship_complete\",\"type\":\"boolean\",\"d"
        "oc\":\"all at once\"}]}",
    .fields = DemandOrder_fields,
    .field_count = 4,
    .size = sizeof(DemandOrder),
};

static const of_field DemandRow_fields[] = {
    {.name = "demand",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(LineDemand), .record = &of_LineDemand_type},
     .offset = offsetof(DemandRow, demand),
     .doc = "as last told"},
    {.name = "day",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(DemandRow, day),
     .doc = "day it counts on"},
    {.name = "counted",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(DemandRow, counted),
     .doc = "what it adds to that day"},
    {.name = "offered",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(DemandRow, offered),
     .doc = "in live and accepted offers"},
    {.name = "accepted",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(DemandRow, accepted),
     .doc = "of it accepted"},
    {.name = "unmatched",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(DemandRow, unmatched),
     .doc = "allocated since the first open offer was made, which no accepted offer has taken "
        "for itself"},
    {.name = "lane",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(DemandLane), .symbols = &of_DemandLane_enum},
     .offset = offsetof(DemandRow, lane),
     .doc = "of the queue"},
    {.name = "rank",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(DemandRow, rank),
     .doc = "in the queue"},
    {.name = "passed_round",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(DemandRow, passed_round),
     .doc = "the round in which it passed"},
};
const of_record_type of_DemandRow_type = {
    .name = "DemandRow",
    .full_name = "orderflow.DemandRow",
    .doc = "State of one demand for an item at a site. Key: <item>|<site>|<order>|<line>. Tho"
        "usandths of the base unit.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"DemandRow\",\"namespace\":\"orderflow\",\"doc\":\"State of one d"
        "emand for an item at a site. Key: <item>|<site>|<order>|<line>. Thousandths of th"
        "e base unit.\",\"fields\":[{\"name\":\"demand\",\"type\":{\"type\":\"record\",\"name\":\"LineDema"
        "nd\",\"namespace\":\"orderflow\",\"doc\":\"What a line of an order asks of an item at a s"
        "ite, and what it holds there. Told again when it changes; the highest revision co"
        "unts. All quantities 0: it asks nothing any more.\",\"fields\":[{\"name\":\"order\",\"typ"
        "e\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"type\":\"string"
        "\",\"doc\":\"line number within the order\"},{\"name\":\"item\",\"type\":\"string\",\"doc\":\"ite"
        "m id\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"qty\",\"type\":\"lo"
        "ng\",\"doc\":\"wanted and not allocated, thousandths of the base unit\"},{\"name\":\"back"
        "ordered\",\"type\":\"long\",\"doc\":\"of it declared short: what stock is offered to, tho"
        "usandths of the base unit\"},{\"name\":\"allocated\",\"type\":\"long\",\"doc\":\"allocated he"
        "re, not picked, thousandths of the base unit\"},{\"name\":\"picked\",\"type\":\"long\",\"do"
        "c\":\"picked here, not shipped, thousandths of the base unit\"},{\"name\":\"covered\",\"t"
        "ype\":\"long\",\"doc\":\"allocated, picked or shipped here, thousandths of the base uni"
        "t\"},{\"name\":\"legs\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"Demand"
        "Leg\",\"namespace\":\"orderflow\",\"doc\":\"What one leg of a line holds of an item at a "
        "site.\",\"fields\":[{\"name\":\"allocation\",\"type\":\"string\",\"doc\":\"leg\"},{\"name\":\"cover"
        "ed\",\"type\":\"long\",\"doc\":\"allocated, picked or shipped, thousandths of the base un"
        "it\"}]}},\"default\":[],\"doc\":\"of covered, as far as line-state shows legs\"},{\"name\""
        ":\"requested_date\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}"
        "],\"default\":null,\"doc\":\"when the customer wants it\"},{\"name\":\"booked_at\",\"type\":["
        "\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"wh"
        "en the order was booked\"},{\"name\":\"alloc_class\",\"type\":{\"type\":\"enum\",\"name\":\"All"
        "ocClass\",\"namespace\":\"orderflow\",\"doc\":\"What a demand may gain or lose when stock"
        " is short, most entitled first.\",\"symbols\":[\"WIN\",\"GAIN\",\"REDISTRIBUTE\",\"FILL\",\"L"
        "OSE\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"default\":\"REDISTRIBUTE\",\"doc\":\"first part o"
        "f its rank\"},{\"name\":\"priority\",\"type\":\"int\",\"doc\":\"second part of its rank, 1 is"
        " most urgent\"},{\"name\":\"ship_complete\",\"type\":\"boolean\",\"default\":false,\"doc\":\"ta"
        "kes all of it or nothing\"},{\"name\":\"revision\",\"type\":\"long\",\"doc\":\"of the line: t"
        "he highest wins\"}]},\"doc\":\"as last told\"},{\"name\":\"day\",\"type\":\"int\",\"doc\":\"day i"
        "t counts on\"},{\"name\":\"counted\",\"type\":\"long\",\"doc\":\"what it adds to that day\"},{"
        "\"name\":\"offered\",\"type\":\"long\",\"doc\":\"in live and accepted offers\"},{\"name\":\"acce"
        "pted\",\"type\":\"long\",\"doc\":\"of it accepted\"},{\"name\":\"unmatched\",\"type\":\"long\",\"do"
        "c\":\"allocated since the first open offer was made, which no accepted offer has ta"
        "ken for itself\"},{\"name\":\"lane\",\"type\":{\"type\":\"enum\",\"name\":\"DemandLane\",\"namesp"
        "ace\":\"orderflow\",\"doc\":\"Where a demand stands in the queue for stock.\",\"symbols\":"
        "[\"NONE\",\"ACTIVE\",\"PASSED\",\"ASIDE\"],\"default\":\"NONE\"},\"default\":\"NONE\",\"doc\":\"of t"
        "he queue\"},{\"name\":\"rank\",\"type\":\"string\",\"doc\":\"in the queue\"},{\"name\":\"passed_r"
        "ound\",\"type\":\"long\",\"doc\":\"the round in which it passed\"}]}",
    .fields = DemandRow_fields,
    .field_count = 9,
    .size = sizeof(DemandRow),
};

static const char *const Disposition_symbols[] = {
    "RESTOCK",
    "QUARANTINE",
    "SCRAP",
    "RTV",
    "RETURN_TO_CUSTOMER",
    "UNKNOWN",
};
const of_enum_type of_Disposition_enum = {
    .name = "orderflow.Disposition",
    .symbols = Disposition_symbols,
    .count = 6,
};
_Static_assert(sizeof(Disposition) == sizeof(int32_t), "enums are 32 bits");

static const char *const Verdict_symbols[] = {
    "ACCEPT",
    "REJECT",
    "UNKNOWN",
};
const of_enum_type of_Verdict_enum = {
    .name = "orderflow.Verdict",
    .symbols = Verdict_symbols,
    .count = 3,
};
_Static_assert(sizeof(Verdict) == sizeof(int32_t), "enums are 32 bits");

static const of_field InspectionResult_fields[] = {
    {.name = "grade",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(InspectionResult, grade),
     .doc = "A, B, C or D"},
    {.name = "verdict",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(Verdict), .symbols = &of_Verdict_enum},
     .offset = offsetof(InspectionResult, verdict),
     .doc = "accepted or not"},
    {.name = "disposition",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(Disposition), .symbols = &of_Disposition_enum},
     .offset = offsetof(InspectionResult, disposition),
     .doc = "where it goes"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InspectionResult, qty),
     .doc = "of the receipt, thousandths of the base unit"},
};
const of_record_type of_InspectionResult_type = {
    .name = "InspectionResult",
    .full_name = "orderflow.InspectionResult",
    .doc = "One graded part of a return receipt.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"InspectionResult\",\"namespace\":\"orderflow\",\"doc\":\"One gra"
        "ded part of a return receipt.\",\"fields\":[{\"name\":\"grade\",\"type\":\"string\",\"doc\":\"A"
        ", B, C or D\"},{\"name\":\"verdict\",\"type\":{\"type\":\"enum\",\"name\":\"Verdict\",\"namespace"
        "\":\"orderflow\",\"doc\":\"Whether returned goods are accepted.\",\"symbols\":[\"ACCEPT\",\"R"
        "EJECT\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"accepted or not\"},{\"name\":\"disposit"
        "ion\",\"type\":{\"type\":\"enum\",\"name\":\"Disposition\",\"namespace\":\"orderflow\",\"doc\":\"Wh"
        "ere returned goods go.\",\"symbols\":[\"RESTOCK\",\"QUARANTINE\",\"SCRAP\",\"RTV\",\"RETURN_T"
        "O_CUSTOMER\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"where it goes\"},{\"name\":\"qty\","
        "\"type\":\"long\",\"doc\":\"of the receipt, thousandths of the base unit\"}]}",
    .fields = InspectionResult_fields,
    .field_count = 4,
    .size = sizeof(InspectionResult),
};

static const of_value_type DispositionStock_splits_item = {.kind = OF_KIND_RECORD, .size = sizeof(InspectionResult), .record = &of_InspectionResult_type};
static const of_field DispositionStock_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(DispositionStock, header),
     .doc = "identity and idempotency"},
    {.name = "receipt",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(DispositionStock, receipt),
     .doc = "receipt id"},
    {.name = "splits",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(InspectionResultArray), .item = &DispositionStock_splits_item, .item_stride = sizeof(InspectionResult)},
     .offset = offsetof(DispositionStock, splits),
     .doc = "what goes where"},
};
const of_record_type of_DispositionStock_type = {
    .name = "DispositionStock",
    .full_name = "orderflow.DispositionStock",
    .doc = "WMS: move inspected goods where they belong.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"DispositionStock\",\"namespace\":\"orderflow\",\"doc\":\"WMS: mo"
        "ve inspected goods where they belong.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":"
        "\"record\",\"name\":\"CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command"
        " carries. `key` is the idempotency key: a retry reuses it, participants apply it "
        "once.\",\"fields\":[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<ge"
        "neration>\"},{\"name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\""
        ":\"string\",\"doc\":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what "
        "the step works on: line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\""
        "a deliberate new effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"do"
        "c\":\"1 for the first sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <"
        "entity>:<order id>\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoi"
        "nt: erp, crm, finance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"nul"
        "l\",\"string\"],\"default\":null,\"doc\":\"key of the command that this one takes back\"},"
        "{\"name\":\"deadline\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\""
        "}],\"default\":null,\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"identi"
        "ty and idempotency\"},{\"name\":\"receipt\",\"type\":\"string\",\"doc\":\"receipt id\"},{\"name"
        "\":\"splits\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"InspectionResu"
        "lt\",\"namespace\":\"orderflow\",\"doc\":\"One graded part of a return receipt.\",\"fields\""
        ":[{\"name\":\"grade\",\"type\":\"string\",\"doc\":\"A, B, C or D\"},{\"name\":\"verdict\",\"type\":"
        "{\"type\":\"enum\",\"name\":\"Verdict\",\"namespace\":\"orderflow\",\"doc\":\"Whether returned g"
        "oods are accepted.\",\"symbols\":[\"ACCEPT\",\"REJECT\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},"
        "\"doc\":\"accepted or not\"},{\"name\":\"disposition\",\"type\":{\"type\":\"enum\",\"name\":\"Disp"
        "osition\",\"namespace\":\"orderflow\",\"doc\":\"Where returned goods go.\",\"symbols\":[\"RES"
        "TOCK\",\"QUARANTINE\",\"SCRAP\",\"RTV\",\"RETURN_TO_CUSTOMER\",\"UNKNOWN\"],\"default\":\"UNKNO"
        "WN\"},\"doc\":\"where it goes\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"of the receipt, th"
        "ousandths of the base unit\"}]}},\"doc\":\"what goes where\"}]}",
    .fields = DispositionStock_fields,
    .field_count = 3,
    .size = sizeof(DispositionStock),
};

static const of_field ExceptionChange_fields[] = {
    {.name = "saga",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ExceptionChange, saga),
     .doc = "saga that says so; null: none, so nobody takes it back"},
    {.name = "code",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ExceptionChange, code),
     .doc = "exception code"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ExceptionChange, line),
     .doc = "line"},
    {.name = "subject",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ExceptionChange, subject),
     .doc = "step and target, idempotency key"},
    {.name = "detail",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ExceptionChange, detail),
     .doc = "in words"},
    {.name = "open",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(ExceptionChange, open),
     .doc = "false: its reason is gone"},
};
const of_record_type of_ExceptionChange_type = {
    .name = "ExceptionChange",
    .full_name = "orderflow.ExceptionChange",
    .doc = "What a saga says of one exception to the order node, which keeps them all; a call"
        " within the order's task.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"ExceptionChange\",\"namespace\":\"orderflow\",\"doc\":\"What a s"
        "aga says of one exception to the order node, which keeps them all; a call within "
        "the order's task.\",\"fields\":[{\"name\":\"saga\",\"type\":[\"null\",\"string\"],\"default\":nu"
        "ll,\"doc\":\"saga that says so; null: none, so nobody takes it back\"},{\"name\":\"code\""
        ",\"type\":\"string\",\"doc\":\"exception code\"},{\"name\":\"line\",\"type\":[\"null\",\"string\"],"
        "\"default\":null,\"doc\":\"line\"},{\"name\":\"subject\",\"type\":[\"null\",\"string\"],\"default\""
        ":null,\"doc\":\"step and target, idempotency key\"},{\"name\":\"detail\",\"type\":[\"null\",\""
        "string\"],\"default\":null,\"doc\":\"in words\"},{\"name\":\"open\",\"type\":\"boolean\",\"doc\":\""
        "false: its reason is gone\"}]}",
    .fields = ExceptionChange_fields,
    .field_count = 6,
    .size = sizeof(ExceptionChange),
};

static const char *const ExceptionClass_symbols[] = {
    "BUSINESS",
    "TECHNICAL",
    "DATA",
};
const of_enum_type of_ExceptionClass_enum = {
    .name = "orderflow.ExceptionClass",
    .symbols = ExceptionClass_symbols,
    .count = 3,
};
_Static_assert(sizeof(ExceptionClass) == sizeof(int32_t), "enums are 32 bits");

static const of_field ExpectReturn_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(ExpectReturn, header),
     .doc = "identity and idempotency"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ExpectReturn, line),
     .doc = "line number"},
    {.name = "rma",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ExpectReturn, rma),
     .doc = "return authorisation id"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ExpectReturn, site),
     .doc = "warehouse"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ExpectReturn, qty),
     .doc = "expected, thousandths of the base unit"},
};
const of_record_type of_ExpectReturn_type = {
    .name = "ExpectReturn",
    .full_name = "orderflow.ExpectReturn",
    .doc = "WMS: a return will arrive.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"ExpectReturn\",\"namespace\":\"orderflow\",\"doc\":\"WMS: a retu"
        "rn will arrive.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record\",\"name\":\"Comma"
        "ndHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carries. `key` is the"
        " idempotency key: a retry reuses it, participants apply it once.\",\"fields\":[{\"nam"
        "e\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generation>\"},{\"name\":\"s"
        "aga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"string\",\"doc\":\"step "
        "of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step works on: lin"
        "e, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deliberate new effec"
        "t has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 for the first se"
        "nding\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{"
        "\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp, crm, finance,"
        " wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"string\"],\"default\""
        ":null,\"doc\":\"key of the command that this one takes back\"},{\"name\":\"deadline\",\"ty"
        "pe\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc"
        "\":\"an answer is expected before this time\"}]},\"doc\":\"identity and idempotency\"},{"
        "\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number\"},{\"name\":\"rma\",\"type\":\"string\","
        "\"doc\":\"return authorisation id\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\""
        "},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"expected, thousandths of the base unit\"}]}",
    .fields = ExpectReturn_fields,
    .field_count = 5,
    .size = sizeof(ExpectReturn),
};

static const of_field FillRate_fields[] = {
    {.name = "item",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(FillRate, item),
     .doc = "item id"},
    {.name = "ordered",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(FillRate, ordered),
     .doc = "thousandths of the base unit"},
    {.name = "shipped",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(FillRate, shipped),
     .doc = "thousandths of the base unit"},
    {.name = "version",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(FillRate, version),
     .doc = "+1 per published change"},
    {.name = "updated_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(FillRate, updated_at),
     .doc = "when this was published"},
};
const of_record_type of_FillRate_type = {
    .name = "FillRate",
    .full_name = "orderflow.FillRate",
    .doc = "Of everything ordered of an item, how much has shipped. Key: item.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"FillRate\",\"namespace\":\"orderflow\",\"doc\":\"Of everything o"
        "rdered of an item, how much has shipped. Key: item.\",\"fields\":[{\"name\":\"item\",\"ty"
        "pe\":\"string\",\"doc\":\"item id\"},{\"name\":\"ordered\",\"type\":\"long\",\"doc\":\"thousandths "
        "of the base unit\"},{\"name\":\"shipped\",\"type\":\"long\",\"doc\":\"thousandths of the base"
        " unit\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"+1 per published change\"},{\"name\":"
        "\"updated_at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"when "
        "this was published\"}]}",
    .fields = FillRate_fields,
    .field_count = 5,
    .size = sizeof(FillRate),
};

static const of_field Telling_fields[] = {
    {.name = "saga",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Telling, saga),
     .doc = "saga id; empty: none, a reply to nobody"},
    {.name = "detail",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(Telling, detail),
     .doc = "in its words"},
};
const of_record_type of_Telling_type = {
    .name = "Telling",
    .full_name = "orderflow.Telling",
    .doc = "What one saga says of an exception, as long as it says so.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"Telling\",\"namespace\":\"orderflow\",\"doc\":\"What one saga sa"
        "ys of an exception, as long as it says so.\",\"fields\":[{\"name\":\"saga\",\"type\":\"stri"
        "ng\",\"doc\":\"saga id; empty: none, a reply to nobody\"},{\"name\":\"detail\",\"type\":[\"nu"
        "ll\",\"string\"],\"default\":null,\"doc\":\"in its words\"}]}",
    .fields = Telling_fields,
    .field_count = 2,
    .size = sizeof(Telling),
};

static const char *const Severity_symbols[] = {
    "I",
    "L",
    "M",
    "H",
    "C",
};
const of_enum_type of_Severity_enum = {
    .name = "orderflow.Severity",
    .symbols = Severity_symbols,
    .count = 5,
};
_Static_assert(sizeof(Severity) == sizeof(int32_t), "enums are 32 bits");

static const of_value_type OrderException_evidence_item = {.kind = OF_KIND_STRING, .size = sizeof(of_text)};
static const of_field OrderException_fields[] = {
    {.name = "exception",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OrderException, exception),
     .doc = "<code>|<order>|<line>|<subject>"},
    {.name = "code",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OrderException, code),
     .doc = "exception code"},
    {.name = "class",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(ExceptionClass), .symbols = &of_ExceptionClass_enum},
     .offset = offsetof(OrderException, class),
     .doc = "whose concern"},
    {.name = "severity",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(Severity), .symbols = &of_Severity_enum},
     .offset = offsetof(OrderException, severity),
     .doc = "how bad"},
    {.name = "queue",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OrderException, queue),
     .doc = "who looks at it: SALES, CS, WH, TRANSPORT, AR, CREDIT, MDM, IT"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OrderException, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderException, line),
     .doc = "line"},
    {.name = "subject",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderException, subject),
     .doc = "leg, saga, package"},
    {.name = "detail",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderException, detail),
     .doc = "in words"},
    {.name = "evidence",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(TextArray), .item = &OrderException_evidence_item, .item_stride = sizeof(of_text)},
     .offset = offsetof(OrderException, evidence),
     .doc = "source rows it was found in, at most 3: system|instance|table|row"},
    {.name = "opened_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(OrderException, opened_at),
     .doc = "when it was first seen"},
    {.name = "escalated_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(OrderException, escalated_at),
     .doc = "when its severity was last raised"},
    {.name = "resolved_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(OrderException, resolved_at),
     .doc = "null while open"},
    {.name = "resolution",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderException, resolution),
     .doc = "AUTO, SAGA, MANUAL"},
    {.name = "closed_by",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderException, closed_by),
     .doc = "who closed it; MANUAL only"},
    {.name = "reason",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderException, reason),
     .doc = "why they did"},
};
const of_record_type of_OrderException_type = {
    .name = "OrderException",
    .full_name = "orderflow.OrderException",
    .doc = "Something a person may have to look at; one open per (code, order, line, subject)"
        ".",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"OrderException\",\"namespace\":\"orderflow\",\"doc\":\"Something"
        " a person may have to look at; one open per (code, order, line, subject).\",\"field"
        "s\":[{\"name\":\"exception\",\"type\":\"string\",\"doc\":\"<code>|<order>|<line>|<subject>\"},"
        "{\"name\":\"code\",\"type\":\"string\",\"doc\":\"exception code\"},{\"name\":\"class\",\"type\":{\"t"
        "ype\":\"enum\",\"name\":\"ExceptionClass\",\"namespace\":\"orderflow\",\"doc\":\"Whose concern "
        "an exception is.\",\"symbols\":[\"BUSINESS\",\"TECHNICAL\",\"DATA\"]},\"default\":\"BUSINESS\""
        ",\"doc\":\"whose concern\"},{\"name\":\"severity\",\"type\":{\"type\":\"enum\",\"name\":\"Severity"
        "\",\"namespace\":\"orderflow\",\"doc\":\"How bad it is.\",\"symbols\":[\"I\",\"L\",\"M\",\"H\",\"C\"]}"
        ",\"doc\":\"how bad\"},{\"name\":\"queue\",\"type\":\"string\",\"doc\":\"who looks at it: SALES, "
        "CS, WH, TRANSPORT, AR, CREDIT, MDM, IT\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"o"
        "rder key, <entity>:<order id>\"},{\"name\":\"line\",\"type\":[\"null\",\"string\"],\"default\""
        ":null,\"doc\":\"line\"},{\"name\":\"subject\",\"type\":[\"null\",\"string\"],\"default\":null,\"do"
        "c\":\"leg, saga, package\"},{\"name\":\"detail\",\"type\":[\"null\",\"string\"],\"default\":null"
        ",\"doc\":\"in words\"},{\"name\":\"evidence\",\"type\":{\"type\":\"array\",\"items\":\"string\"},\"d"
        "efault\":[],\"doc\":\"source rows it was found in, at most 3: system|instance|table|r"
        "ow\"},{\"name\":\"opened_at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},"
        "\"doc\":\"when it was first seen\"},{\"name\":\"escalated_at\",\"type\":[\"null\",{\"type\":\"lo"
        "ng\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when its severity wa"
        "s last raised\"},{\"name\":\"resolved_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\""
        ":\"timestamp-millis\"}],\"default\":null,\"doc\":\"null while open\"},{\"name\":\"resolution"
        "\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"AUTO, SAGA, MANUAL\"},{\"name\":\"cl"
        "osed_by\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"who closed it; MANUAL onl"
        "y\"},{\"name\":\"reason\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"why they did\""
        "}]}",
    .fields = OrderException_fields,
    .field_count = 16,
    .size = sizeof(OrderException),
};

static const of_value_type Finding_told_by_item = {.kind = OF_KIND_RECORD, .size = sizeof(Telling), .record = &of_Telling_type};
static const of_field Finding_fields[] = {
    {.name = "code",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Finding, code),
     .doc = "exception code"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(Finding, line),
     .doc = "line, where the row is not that of the line"},
    {.name = "subject",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(Finding, subject),
     .doc = "package, receipt, step"},
    {.name = "told_by",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(TellingArray), .item = &Finding_told_by_item, .item_stride = sizeof(Telling)},
     .offset = offsetof(Finding, told_by),
     .doc = "sagas that say so, each once, the last to speak last; it ends for them when all t"
        "ook it back"},
    {.name = "since",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Finding, since),
     .doc = "when it was found, on the engine's clock"},
    {.name = "due_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Finding, due_at),
     .doc = "when it opens, or is escalated next; null: neither"},
    {.name = "escalations",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(Finding, escalations),
     .doc = "how often it was escalated"},
    {.name = "published",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(OptionalOrderException), .nullable = true, .value_offset = offsetof(OptionalOrderException, value), .record = &of_OrderException_type},
     .offset = offsetof(Finding, published),
     .doc = "order-exceptions as last published; null: not open yet"},
};
const of_record_type of_Finding_type = {
    .name = "Finding",
    .full_name = "orderflow.Finding",
    .doc = "An exception that is open, or will be if what was found lasts. Kept in the row it"
        " was found in.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"Finding\",\"namespace\":\"orderflow\",\"doc\":\"An exception tha"
        "t is open, or will be if what was found lasts. Kept in the row it was found in.\","
        "\"fields\":[{\"name\":\"code\",\"type\":\"string\",\"doc\":\"exception code\"},{\"name\":\"line\",\""
        "type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"line, where the row is not that of "
        "the line\"},{\"name\":\"subject\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"packa"
        "ge, receipt, step\"},{\"name\":\"told_by\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"rec"
        "ord\",\"name\":\"Telling\",\"namespace\":\"orderflow\",\"doc\":\"What one saga says of an exc"
        "eption, as long as it says so.\",\"fields\":[{\"name\":\"saga\",\"type\":\"string\",\"doc\":\"s"
        "aga id; empty: none, a reply to nobody\"},{\"name\":\"detail\",\"type\":[\"null\",\"string\""
        "],\"default\":null,\"doc\":\"in its words\"}]}},\"default\":[],\"doc\":\"sagas that say so, "
        "each once, the last to speak last; it ends for them when all took it back\"},{\"nam"
        "e\":\"since\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"when it"
        " was found, on the engine's clock\"},{\"name\":\"due_at\",\"type\":[\"null\",{\"type\":\"long"
        "\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when it opens, or is e"
        "scalated next; null: neither\"},{\"name\":\"escalations\",\"type\":\"int\",\"doc\":\"how ofte"
        "n it was escalated\"},{\"name\":\"published\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\""
        "OrderException\",\"namespace\":\"orderflow\",\"doc\":\"Something a person may have to loo"
        "k at; one open per (code, order, line, subject).\",\"fields\":[{\"name\":\"exception\",\""
        "type\":\"string\",\"doc\":\"<code>|<order>|<line>|<subject>\"},{\"name\":\"code\",\"type\":\"st"
        "ring\",\"doc\":\"exception code\"},{\"name\":\"class\",\"type\":{\"type\":\"enum\",\"name\":\"Excep"
        "tionClass\",\"namespace\":\"orderflow\",\"doc\":\"Whose concern an exception is.\",\"symbol"
        "s\":[\"BUSINESS\",\"TECHNICAL\",\"DATA\"]},\"default\":\"BUSINESS\",\"doc\":\"whose concern\"},{"
        "\"name\":\"severity\",\"type\":{\"type\":\"enum\",\"name\":\"Severity\",\"namespace\":\"orderflow\""
        ",\"doc\":\"How bad it is.\",\"symbols\":[\"I\",\"L\",\"M\",\"H\",\"C\"]},\"doc\":\"how bad\"},{\"name\""
        ":\"queue\",\"type\":\"string\",\"doc\":\"who looks at it: SALES, CS, WH, TRANSPORT, AR, CR"
        "EDIT, MDM, IT\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order"
        " id>\"},{\"name\":\"line\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"line\"},{\"nam"
        "e\":\"subject\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"leg, saga, package\"},"
        "{\"name\":\"detail\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"in words\"},{\"name"
        "\":\"evidence\",\"type\":{\"type\":\"array\",\"items\":\"string\"},\"default\":[],\"doc\":\"source "
        "rows it was found in, at most 3: system|instance|table|row\"},{\"name\":\"opened_at\","
        "\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"when it was first "
        "seen\"},{\"name\":\"escalated_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timest"
        "amp-millis\"}],\"default\":null,\"doc\":\"when its severity was last raised\"},{\"name\":\""
        "resolved_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"de"
        "fault\":null,\"doc\":\"null while open\"},{\"name\":\"resolution\",\"type\":[\"null\",\"string\""
        "],\"default\":null,\"doc\":\"AUTO, SAGA, MANUAL\"},{\"name\":\"closed_by\",\"type\":[\"null\",\""
        "string\"],\"default\":null,\"doc\":\"who closed it; MANUAL only\"},{\"name\":\"reason\",\"typ"
        "e\":[\"null\",\"string\"],\"default\":null,\"doc\":\"why they did\"}]}],\"default\":null,\"doc\""
        ":\"order-exceptions as last published; null: not open yet\"}]}",
    .fields = Finding_fields,
    .field_count = 8,
    .size = sizeof(Finding),
};

static const char *const FulfilStatus_symbols[] = {
    "CAPTURED",
    "OPEN",
    "BACKORDERED",
    "PARTIALLY_ALLOCATED",
    "ALLOCATED",
    "IN_WAREHOUSE",
    "PICKED",
    "PARTIALLY_SHIPPED",
    "SHIPPED",
    "DELIVERED",
    "LOST",
    "RETURNED_TO_SENDER",
    "CANCELLED",
    "SUBSTITUTED",
    "REJECTED",
    "UNKNOWN",
};
const of_enum_type of_FulfilStatus_enum = {
    .name = "orderflow.FulfilStatus",
    .symbols = FulfilStatus_symbols,
    .count = 16,
};
_Static_assert(sizeof(FulfilStatus) == sizeof(int32_t), "enums are 32 bits");

static const char *const HeaderStatus_symbols[] = {
    "OPEN",
    "CANCELLED",
    "REJECTED",
    "UNKNOWN",
};
const of_enum_type of_HeaderStatus_enum = {
    .name = "orderflow.HeaderStatus",
    .symbols = HeaderStatus_symbols,
    .count = 4,
};
_Static_assert(sizeof(HeaderStatus) == sizeof(int32_t), "enums are 32 bits");

static const of_field InspectReturn_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(InspectReturn, header),
     .doc = "identity and idempotency"},
    {.name = "receipt",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(InspectReturn, receipt),
     .doc = "receipt id"},
    {.name = "rma",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(InspectReturn, rma),
     .doc = "return authorisation id"},
};
const of_record_type of_InspectReturn_type = {
    .name = "InspectReturn",
    .full_name = "orderflow.InspectReturn",
    .doc = "WMS: inspect a return receipt.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"InspectReturn\",\"namespace\":\"orderflow\",\"doc\":\"WMS: inspe"
        "ct a return receipt.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record\",\"name\":\""
        "CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carries. `key` i"
        "s the idempotency key: a retry reuses it, participants apply it once.\",\"fields\":["
        "{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generation>\"},{\"nam"
        "e\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"string\",\"doc\":\""
        "step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step works on"
        ": line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deliberate new "
        "effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 for the fir"
        "st sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id"
        ">\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp, crm, fin"
        "ance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"string\"],\"def"
        "ault\":null,\"doc\":\"key of the command that this one takes back\"},{\"name\":\"deadline"
        "\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null"
        ",\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"identity and idempotenc"
        "y\"},{\"name\":\"receipt\",\"type\":\"string\",\"doc\":\"receipt id\"},{\"name\":\"rma\",\"type\":\"s"
        "tring\",\"doc\":\"return authorisation id\"}]}",
    .fields = InspectReturn_fields,
    .field_count = 3,
    .size = sizeof(InspectReturn),
};

static const of_value_type Inspection_results_item = {.kind = OF_KIND_RECORD, .size = sizeof(InspectionResult), .record = &of_InspectionResult_type};
static const of_field Inspection_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(Inspection, source),
     .doc = "the source row and its version"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Inspection, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Inspection, line),
     .doc = "line number within the order"},
    {.name = "receipt",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Inspection, receipt),
     .doc = "receipt id"},
    {.name = "results",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(InspectionResultArray), .item = &Inspection_results_item, .item_stride = sizeof(InspectionResult)},
     .offset = offsetof(Inspection, results),
     .doc = "graded parts"},
    {.name = "at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Inspection, at),
     .doc = "when"},
};
const of_record_type of_Inspection_type = {
    .name = "Inspection",
    .full_name = "orderflow.Inspection",
    .doc = "The inspection of a return receipt (owner: WMS).",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"Inspection\",\"namespace\":\"orderflow\",\"doc\":\"The inspectio"
        "n of a return receipt (owner: WMS).\",\"fields\":[{\"name\":\"source\",\"type\":{\"type\":\"r"
        "ecord\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\",\"doc\":\"Where a fact comes "
        "from: the row of a source table and the version of it. Versions are compared per "
        "(system, table, row), never by wall clock.\",\"fields\":[{\"name\":\"system\",\"type\":\"st"
        "ring\",\"doc\":\"erp, crm, wms, carrier, finance, or the name of the participant\"},{\""
        "name\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the instance of t"
        "he system, where there are several\"},{\"name\":\"table\",\"type\":\"string\",\"doc\":\"sourc"
        "e table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"primary key of the sourc"
        "e row, parts joined by |\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"LSN, SCN, binl"
        "og position, sequence or row version; grows with each change of the row. Comparab"
        "le between tables of one system instance\"},{\"name\":\"snapshot\",\"type\":\"boolean\",\"d"
        "efault\":false,\"doc\":\"read by a snapshot (op=r), not from the stream\"},{\"name\":\"de"
        "leted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the source deleted the row (op=d)\""
        "}]},\"doc\":\"the source row and its version\"},{\"name\":\"order\",\"type\":\"string\",\"doc\""
        ":\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line num"
        "ber within the order\"},{\"name\":\"receipt\",\"type\":\"string\",\"doc\":\"receipt id\"},{\"na"
        "me\":\"results\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"InspectionR"
        "esult\",\"namespace\":\"orderflow\",\"doc\":\"One graded part of a return receipt.\",\"fiel"
        "ds\":[{\"name\":\"grade\",\"type\":\"string\",\"doc\":\"A, B, C or D\"},{\"name\":\"verdict\",\"typ"
        "e\":{\"type\":\"enum\",\"name\":\"Verdict\",\"namespace\":\"orderflow\",\"doc\":\"Whether returne"
        "d goods are accepted.\",\"symbols\":[\"ACCEPT\",\"REJECT\",\"UNKNOWN\"],\"default\":\"UNKNOWN"
        "\"},\"doc\":\"accepted or not\"},{\"name\":\"disposition\",\"type\":{\"type\":\"enum\",\"name\":\"D"
        "isposition\",\"namespace\":\"orderflow\",\"doc\":\"Where returned goods go.\",\"symbols\":[\""
        "RESTOCK\",\"QUARANTINE\",\"SCRAP\",\"RTV\",\"RETURN_TO_CUSTOMER\",\"UNKNOWN\"],\"default\":\"UN"
        "KNOWN\"},\"doc\":\"where it goes\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"of the receipt,"
        " thousandths of the base unit\"}]}},\"doc\":\"graded parts\"},{\"name\":\"at\",\"type\":[\"nu"
        "ll\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when\""
        "}]}",
    .fields = Inspection_fields,
    .field_count = 6,
    .size = sizeof(Inspection),
};

static const of_value_type InventoryAtp_buckets_item = {.kind = OF_KIND_RECORD, .size = sizeof(AtpBucket), .record = &of_AtpBucket_type};
static const of_field InventoryAtp_fields[] = {
    {.name = "item",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(InventoryAtp, item),
     .doc = "item id"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(InventoryAtp, site),
     .doc = "warehouse"},
    {.name = "on_hand",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, on_hand),
     .doc = "sum of the statuses (law L7), thousandths of the base unit"},
    {.name = "unrestricted",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, unrestricted),
     .doc = "free to promise, thousandths of the base unit"},
    {.name = "allocated",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, allocated),
     .doc = "reserved for orders, not picked, thousandths of the base unit"},
    {.name = "staged",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, staged),
     .doc = "picked, not shipped, thousandths of the base unit"},
    {.name = "quarantine",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, quarantine),
     .doc = "waits for a decision, thousandths of the base unit"},
    {.name = "damaged",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, damaged),
     .doc = "cannot be sold, thousandths of the base unit"},
    {.name = "book_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(InventoryAtp, book_qty),
     .doc = "book stock of the ERP, thousandths of the base unit"},
    {.name = "safety_stock",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, safety_stock),
     .doc = "not to be promised, thousandths of the base unit"},
    {.name = "drift",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(InventoryAtp, drift),
     .doc = "book less on hand, as far as no movement within the in-flight window explains it,"
        " thousandths of the base unit"},
    {.name = "allocation_drift",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, allocation_drift),
     .doc = "allocated by the lines less allocated in the WMS; 0 when all is quiet (law L8), t"
        "housandths of the base unit"},
    {.name = "unreflected",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, unreflected),
     .doc = "held by lines, not yet taken out of the unrestricted stock, thousandths of the ba"
        "se unit"},
    {.name = "offers",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, offers),
     .doc = "in live offers (law L9: no more than unrestricted), thousandths of the base unit"},
    {.name = "offer_count",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(InventoryAtp, offer_count),
     .doc = "open offers, live and accepted"},
    {.name = "accepted",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, accepted),
     .doc = "accepted and not yet seen allocated, thousandths of the base unit"},
    {.name = "available_now",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, available_now),
     .doc = "unrestricted less offers, accepted, unreflected and safety stock, thousandths of "
        "the base unit"},
    {.name = "pegged",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, pegged),
     .doc = "open supply pegged to orders, thousandths of the base unit"},
    {.name = "demand",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, demand),
     .doc = "wanted and not allocated, less what is offered to it, thousandths of the base uni"
        "t"},
    {.name = "demand_count",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(InventoryAtp, demand_count),
     .doc = "lines that want it or hold it"},
    {.name = "backordered",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, backordered),
     .doc = "of the demand declared short, thousandths of the base unit"},
    {.name = "supply",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, supply),
     .doc = "open and dated, thousandths of the base unit"},
    {.name = "supply_undated",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, supply_undated),
     .doc = "open, without a date or too unsure: promises nothing, thousandths of the base uni"
        "t"},
    {.name = "oversold",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, oversold),
     .doc = "demand beyond stock and supply, thousandths of the base unit"},
    {.name = "buckets",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(AtpBucketArray), .item = &InventoryAtp_buckets_item, .item_stride = sizeof(AtpBucket)},
     .offset = offsetof(InventoryAtp, buckets),
     .doc = "at most 100 days; bucket_count tells of more"},
    {.name = "bucket_count",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(InventoryAtp, bucket_count),
     .doc = "days in all"},
    {.name = "next_receipt",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(InventoryAtp, next_receipt),
     .doc = "day of the next supply"},
    {.name = "next_receipt_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, next_receipt_qty),
     .doc = "of that day, thousandths of the base unit"},
    {.name = "completeness",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(Completeness), .symbols = &of_Completeness_enum},
     .offset = offsetof(InventoryAtp, completeness),
     .doc = "PARTIAL until the WMS has spoken"},
    {.name = "lag_ms",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(InventoryAtp, lag_ms),
     .doc = "published after the latest event time"},
    {.name = "version",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, version),
     .doc = "+1 per published change"},
    {.name = "as_of",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(InventoryAtp, as_of),
     .doc = "latest event time seen"},
    {.name = "updated_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryAtp, updated_at),
     .doc = "when this was published"},
};
const of_record_type of_InventoryAtp_type = {
    .name = "InventoryAtp",
    .full_name = "orderflow.InventoryAtp",
    .doc = "Stock of an item at a site and what can be promised of it. Key: <item>|<site>.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"InventoryAtp\",\"namespace\":\"orderflow\",\"doc\":\"Stock of an"
        " item at a site and what can be promised of it. Key: <item>|<site>.\",\"fields\":[{\""
        "name\":\"item\",\"type\":\"string\",\"doc\":\"item id\"},{\"name\":\"site\",\"type\":\"string\",\"doc"
        "\":\"warehouse\"},{\"name\":\"on_hand\",\"type\":\"long\",\"doc\":\"sum of the statuses (law L7"
        "), thousandths of the base unit\"},{\"name\":\"unrestricted\",\"type\":\"long\",\"doc\":\"fre"
        "e to promise, thousandths of the base unit\"},{\"name\":\"allocated\",\"type\":\"long\",\"d"
        "oc\":\"reserved for orders, not picked, thousandths of the base unit\"},{\"name\":\"sta"
        "ged\",\"type\":\"long\",\"doc\":\"picked, not shipped, thousandths of the base unit\"},{\"n"
        "ame\":\"quarantine\",\"type\":\"long\",\"doc\":\"waits for a decision, thousandths of the b"
        "ase unit\"},{\"name\":\"damaged\",\"type\":\"long\",\"doc\":\"cannot be sold, thousandths of "
        "the base unit\"},{\"name\":\"book_qty\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"b"
        "ook stock of the ERP, thousandths of the base unit\"},{\"name\":\"safety_stock\",\"type"
        "\":\"long\",\"doc\":\"not to be promised, thousandths of the base unit\"},{\"name\":\"drift"
        "\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"book less on hand, as far as no mo"
        "vement within the in-flight window explains it, thousandths of the base unit\"},{\""
        "name\":\"allocation_drift\",\"type\":\"long\",\"doc\":\"allocated by the lines less allocat"
        "ed in the WMS; 0 when all is quiet (law L8), thousandths of the base unit\"},{\"nam"
        "e\":\"unreflected\",\"type\":\"long\",\"doc\":\"held by lines, not yet taken out of the unr"
        "estricted stock, thousandths of the base unit\"},{\"name\":\"offers\",\"type\":\"long\",\"d"
        "oc\":\"in live offers (law L9: no more than unrestricted), thousandths of the base "
        "unit\"},{\"name\":\"offer_count\",\"type\":\"int\",\"doc\":\"open offers, live and accepted\"}"
        ",{\"name\":\"accepted\",\"type\":\"long\",\"doc\":\"accepted and not yet seen allocated, tho"
        "usandths of the base unit\"},{\"name\":\"available_now\",\"type\":\"long\",\"doc\":\"unrestri"
        "cted less offers, accepted, unreflected and safety stock, thousandths of the base"
        " unit\"},{\"name\":\"pegged\",\"type\":\"long\",\"doc\":\"open supply pegged to orders, thous"
        "andths of the base unit\"},{\"name\":\"demand\",\"type\":\"long\",\"doc\":\"wanted and not al"
        "located, less what is offered to it, thousandths of the base unit\"},{\"name\":\"dema"
        "nd_count\",\"type\":\"int\",\"doc\":\"lines that want it or hold it\"},{\"name\":\"backordere"
        "d\",\"type\":\"long\",\"doc\":\"of the demand declared short, thousandths of the base uni"
        "t\"},{\"name\":\"supply\",\"type\":\"long\",\"doc\":\"open and dated, thousandths of the base"
        " unit\"},{\"name\":\"supply_undated\",\"type\":\"long\",\"doc\":\"open, without a date or too"
        " unsure: promises nothing, thousandths of the base unit\"},{\"name\":\"oversold\",\"typ"
        "e\":\"long\",\"doc\":\"demand beyond stock and supply, thousandths of the base unit\"},{"
        "\"name\":\"buckets\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"AtpBucke"
        "t\",\"namespace\":\"orderflow\",\"doc\":\"One day of the availability of an item at a sit"
        "e.\",\"fields\":[{\"name\":\"date\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-milli"
        "s\"},\"doc\":\"the day, UTC\"},{\"name\":\"supply\",\"type\":\"long\",\"doc\":\"arrives on the da"
        "y, thousandths of the base unit\"},{\"name\":\"demand\",\"type\":\"long\",\"doc\":\"wanted on"
        " the day, thousandths of the base unit\"},{\"name\":\"atp\",\"type\":\"long\",\"doc\":\"can b"
        "e promised for the day without breaking a later promise, thousandths of the base "
        "unit\"}]}},\"doc\":\"at most 100 days; bucket_count tells of more\"},{\"name\":\"bucket_c"
        "ount\",\"type\":\"int\",\"doc\":\"days in all\"},{\"name\":\"next_receipt\",\"type\":[\"null\",{\"t"
        "ype\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"day of the n"
        "ext supply\"},{\"name\":\"next_receipt_qty\",\"type\":\"long\",\"doc\":\"of that day, thousan"
        "dths of the base unit\"},{\"name\":\"completeness\",\"type\":{\"type\":\"enum\",\"name\":\"Comp"
        "leteness\",\"namespace\":\"orderflow\",\"doc\":\"Whether every record this one needs has "
        "been seen.\",\"symbols\":[\"COMPLETE\",\"PARTIAL\"]},\"doc\":\"PARTIAL until the WMS has sp"
        "oken\"},{\"name\":\"lag_ms\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"published af"
        "ter the latest event time\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"+1 per publish"
        "ed change\"},{\"name\":\"as_of\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestam"
        "p-millis\"}],\"default\":null,\"doc\":\"latest event time seen\"},{\"name\":\"updated_at\",\""
        "type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"when this was publi"
        "shed\"}]}",
    .fields = InventoryAtp_fields,
    .field_count = 33,
    .size = sizeof(InventoryAtp),
};

static const of_field InventoryDay_fields[] = {
    {.name = "day",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(InventoryDay, day),
     .doc = "days since 1970"},
    {.name = "supply",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryDay, supply),
     .doc = "arrives"},
    {.name = "demand",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryDay, demand),
     .doc = "wanted"},
};
const of_record_type of_InventoryDay_type = {
    .name = "InventoryDay",
    .full_name = "orderflow.InventoryDay",
    .doc = "Supply and demand of one day for an item at a site. Thousandths of the base unit.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"InventoryDay\",\"namespace\":\"orderflow\",\"doc\":\"Supply and "
        "demand of one day for an item at a site. Thousandths of the base unit.\",\"fields\":"
        "[{\"name\":\"day\",\"type\":\"int\",\"doc\":\"days since 1970\"},{\"name\":\"supply\",\"type\":\"lon"
        "g\",\"doc\":\"arrives\"},{\"name\":\"demand\",\"type\":\"long\",\"doc\":\"wanted\"}]}",
    .fields = InventoryDay_fields,
    .field_count = 3,
    .size = sizeof(InventoryDay),
};

static const of_field InventoryPosition_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(InventoryPosition, source),
     .doc = "the source row and its version"},
    {.name = "item",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(InventoryPosition, item),
     .doc = "item id"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(InventoryPosition, site),
     .doc = "warehouse"},
    {.name = "on_hand",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(InventoryPosition, on_hand),
     .doc = "total as counted by the WMS, thousandths of the base unit; where it is given it m"
        "ust be the sum of the statuses (law L7)"},
    {.name = "unrestricted",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryPosition, unrestricted),
     .doc = "free to promise, thousandths of the base unit"},
    {.name = "allocated",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryPosition, allocated),
     .doc = "reserved for orders, not picked, thousandths of the base unit"},
    {.name = "staged",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryPosition, staged),
     .doc = "picked, not shipped, thousandths of the base unit"},
    {.name = "quarantine",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryPosition, quarantine),
     .doc = "waits for a decision, thousandths of the base unit"},
    {.name = "damaged",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryPosition, damaged),
     .doc = "cannot be sold, thousandths of the base unit"},
    {.name = "book_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(InventoryPosition, book_qty),
     .doc = "book stock of the ERP, thousandths of the base unit"},
    {.name = "safety_stock",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryPosition, safety_stock),
     .doc = "not to be promised, thousandths of the base unit"},
    {.name = "at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(InventoryPosition, at),
     .doc = "when it was so"},
};
const of_record_type of_InventoryPosition_type = {
    .name = "InventoryPosition",
    .full_name = "orderflow.InventoryPosition",
    .doc = "Stock of an item at a site, as one source row tells it. The quantities by status "
        "are of the WMS, book and safety stock of the ERP; what a row leaves out it does n"
        "ot speak of. Rows of one system add up (lots, bins).",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"InventoryPosition\",\"namespace\":\"orderflow\",\"doc\":\"Stock "
        "of an item at a site, as one source row tells it. The quantities by status are of"
        " the WMS, book and safety stock of the ERP; what a row leaves out it does not spe"
        "ak of. Rows of one system add up (lots, bins).\",\"fields\":[{\"name\":\"source\",\"type\""
        ":{\"type\":\"record\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\",\"doc\":\"Where a "
        "fact comes from: the row of a source table and the version of it. Versions are co"
        "mpared per (system, table, row), never by wall clock.\",\"fields\":[{\"name\":\"system\""
        ",\"type\":\"string\",\"doc\":\"erp, crm, wms, carrier, finance, or the name of the parti"
        "cipant\"},{\"name\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the in"
        "stance of the system, where there are several\"},{\"name\":\"table\",\"type\":\"string\",\""
        "doc\":\"source table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"primary key o"
        "f the source row, parts joined by |\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"LSN"
        ", SCN, binlog position, sequence or row version; grows with each change of the ro"
        "w. Comparable between tables of one system instance\"},{\"name\":\"snapshot\",\"type\":\""
        "boolean\",\"default\":false,\"doc\":\"read by a snapshot (op=r), not from the stream\"},"
        "{\"name\":\"deleted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the source deleted the "
        "row (op=d)\"}]},\"doc\":\"the source row and its version\"},{\"name\":\"item\",\"type\":\"str"
        "ing\",\"doc\":\"item id\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\""
        "on_hand\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"total as counted by the WMS"
        ", thousandths of the base unit; where it is given it must be the sum of the statu"
        "ses (law L7)\"},{\"name\":\"unrestricted\",\"type\":\"long\",\"default\":0,\"doc\":\"free to pr"
        "omise, thousandths of the base unit\"},{\"name\":\"allocated\",\"type\":\"long\",\"default\""
        ":0,\"doc\":\"reserved for orders, not picked, thousandths of the base unit\"},{\"name\""
        ":\"staged\",\"type\":\"long\",\"default\":0,\"doc\":\"picked, not shipped, thousandths of th"
        "e base unit\"},{\"name\":\"quarantine\",\"type\":\"long\",\"default\":0,\"doc\":\"waits for a d"
        "ecision, thousandths of the base unit\"},{\"name\":\"damaged\",\"type\":\"long\",\"default\""
        ":0,\"doc\":\"cannot be sold, thousandths of the base unit\"},{\"name\":\"book_qty\",\"type"
        "\":[\"null\",\"long\"],\"default\":null,\"doc\":\"book stock of the ERP, thousandths of the"
        " base unit\"},{\"name\":\"safety_stock\",\"type\":\"long\",\"default\":0,\"doc\":\"not to be pr"
        "omised, thousandths of the base unit\"},{\"name\":\"at\",\"type\":[\"null\",{\"type\":\"long\""
        ",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when it was so\"}]}",
    .fields = InventoryPosition_fields,
    .field_count = 12,
    .size = sizeof(InventoryPosition),
};

static const of_field SeenStock_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenStock, source),
     .doc = "source row: system|instance|table|row"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenStock, position),
     .doc = "version of the source row that counts"},
    {.name = "of_wms",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SeenStock, of_wms),
     .doc = "speaks of the statuses"},
    {.name = "unrestricted",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenStock, unrestricted),
     .doc = "free to promise"},
    {.name = "allocated",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenStock, allocated),
     .doc = "reserved"},
    {.name = "staged",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenStock, staged),
     .doc = "picked"},
    {.name = "quarantine",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenStock, quarantine),
     .doc = "held"},
    {.name = "damaged",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenStock, damaged),
     .doc = "damaged"},
    {.name = "book_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SeenStock, book_qty),
     .doc = "book stock"},
    {.name = "safety_stock",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenStock, safety_stock),
     .doc = "not to be promised"},
};
const of_record_type of_SeenStock_type = {
    .name = "SeenStock",
    .full_name = "orderflow.SeenStock",
    .doc = "The latest version of a stock row. Thousandths of the base unit.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenStock\",\"namespace\":\"orderflow\",\"doc\":\"The latest ver"
        "sion of a stock row. Thousandths of the base unit.\",\"fields\":[{\"name\":\"source\",\"t"
        "ype\":\"string\",\"doc\":\"source row: system|instance|table|row\"},{\"name\":\"position\",\""
        "type\":\"long\",\"doc\":\"version of the source row that counts\"},{\"name\":\"of_wms\",\"typ"
        "e\":\"boolean\",\"doc\":\"speaks of the statuses\"},{\"name\":\"unrestricted\",\"type\":\"long\""
        ",\"doc\":\"free to promise\"},{\"name\":\"allocated\",\"type\":\"long\",\"doc\":\"reserved\"},{\"n"
        "ame\":\"staged\",\"type\":\"long\",\"doc\":\"picked\"},{\"name\":\"quarantine\",\"type\":\"long\",\"d"
        "oc\":\"held\"},{\"name\":\"damaged\",\"type\":\"long\",\"doc\":\"damaged\"},{\"name\":\"book_qty\",\""
        "type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"book stock\"},{\"name\":\"safety_stock\",\""
        "type\":\"long\",\"doc\":\"not to be promised\"}]}",
    .fields = SeenStock_fields,
    .field_count = 10,
    .size = sizeof(SeenStock),
};

static const of_field StockMove_fields[] = {
    {.name = "slot",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(StockMove, slot),
     .doc = "number of the slot"},
    {.name = "inward",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(StockMove, inward),
     .doc = "came in"},
    {.name = "outward",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(StockMove, outward),
     .doc = "went out"},
};
const of_record_type of_StockMove_type = {
    .name = "StockMove",
    .full_name = "orderflow.StockMove",
    .doc = "Movements of a slot of time. Thousandths of the base unit.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"StockMove\",\"namespace\":\"orderflow\",\"doc\":\"Movements of a"
        " slot of time. Thousandths of the base unit.\",\"fields\":[{\"name\":\"slot\",\"type\":\"lo"
        "ng\",\"doc\":\"number of the slot\"},{\"name\":\"inward\",\"type\":\"long\",\"doc\":\"came in\"},{"
        "\"name\":\"outward\",\"type\":\"long\",\"doc\":\"went out\"}]}",
    .fields = StockMove_fields,
    .field_count = 3,
    .size = sizeof(StockMove),
};

static const of_value_type InventoryRow_stocks_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenStock), .record = &of_SeenStock_type};
static const of_value_type InventoryRow_moves_item = {.kind = OF_KIND_RECORD, .size = sizeof(StockMove), .record = &of_StockMove_type};
static const of_field InventoryRow_fields[] = {
    {.name = "item",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(InventoryRow, item),
     .doc = "item id"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(InventoryRow, site),
     .doc = "warehouse"},
    {.name = "stocks",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenStockArray), .item = &InventoryRow_stocks_item, .item_stride = sizeof(SeenStock)},
     .offset = offsetof(InventoryRow, stocks),
     .doc = "by source row"},
    {.name = "moves",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(StockMoveArray), .item = &InventoryRow_moves_item, .item_stride = sizeof(StockMove)},
     .offset = offsetof(InventoryRow, moves),
     .doc = "by slot, those of the in-flight window"},
    {.name = "demand_count",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(InventoryRow, demand_count),
     .doc = "demand rows"},
    {.name = "wanted",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryRow, wanted),
     .doc = "wanted and not allocated"},
    {.name = "backordered",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryRow, backordered),
     .doc = "of it declared short"},
    {.name = "allocated",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryRow, allocated),
     .doc = "held by lines, not picked"},
    {.name = "picked",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryRow, picked),
     .doc = "held by lines, picked"},
    {.name = "supply_undated",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryRow, supply_undated),
     .doc = "open, but on no day"},
    {.name = "pegged",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryRow, pegged),
     .doc = "open supply pegged to orders"},
    {.name = "offers",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryRow, offers),
     .doc = "in live offers"},
    {.name = "offer_count",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(InventoryRow, offer_count),
     .doc = "open offers, live and accepted"},
    {.name = "accepted",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryRow, accepted),
     .doc = "accepted, not yet seen allocated"},
    {.name = "offers_made",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryRow, offers_made),
     .doc = "number of the last offer: ids are never reused"},
    {.name = "round",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryRow, round),
     .doc = "+1 when stock came in: who passed before is asked again"},
    {.name = "least_aside",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InventoryRow, least_aside),
     .doc = "no demand that was put aside needs less"},
    {.name = "passed",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(InventoryRow, passed),
     .doc = "demands that passed in this round"},
    {.name = "stale",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(InventoryRow, stale),
     .doc = "demands that passed in an earlier one, not yet back in the queue"},
    {.name = "aside",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(InventoryRow, aside),
     .doc = "demands that need more at once than is free"},
    {.name = "asked_again",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(InventoryRow, asked_again),
     .doc = "rounds since stock came in that began because units lay free"},
    {.name = "ask_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(InventoryRow, ask_at),
     .doc = "who passed is asked again"},
    {.name = "day_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(InventoryRow, day_at),
     .doc = "the next day begins"},
    {.name = "drift_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(InventoryRow, drift_at),
     .doc = "the in-flight window of the last movement ends"},
    {.name = "as_of",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(InventoryRow, as_of),
     .doc = "latest event time seen"},
    {.name = "published",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(InventoryAtp), .record = &of_InventoryAtp_type},
     .offset = offsetof(InventoryRow, published),
     .doc = "inventory-atp as last published"},
};
const of_record_type of_InventoryRow_type = {
    .name = "InventoryRow",
    .full_name = "orderflow.InventoryRow",
    .doc = "State of an item at a site: what the systems say of the stock, sums over demands,"
        " supplies and offers (each a row of its own), and what was published. Thousandths"
        " of the base unit.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"InventoryRow\",\"namespace\":\"orderflow\",\"doc\":\"State of an"
        " item at a site: what the systems say of the stock, sums over demands, supplies a"
        "nd offers (each a row of its own), and what was published. Thousandths of the bas"
        "e unit.\",\"fields\":[{\"name\":\"item\",\"type\":\"string\",\"doc\":\"item id\"},{\"name\":\"site\""
        ",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"stocks\",\"type\":{\"type\":\"array\",\"item"
        "s\":{\"type\":\"record\",\"name\":\"SeenStock\",\"namespace\":\"orderflow\",\"doc\":\"The latest "
        "version of a stock row. Thousandths of the base unit.\",\"fields\":[{\"name\":\"source\""
        ",\"type\":\"string\",\"doc\":\"source row: system|instance|table|row\"},{\"name\":\"position"
        "\",\"type\":\"long\",\"doc\":\"version of the source row that counts\"},{\"name\":\"of_wms\",\""
        "type\":\"boolean\",\"doc\":\"speaks of the statuses\"},{\"name\":\"unrestricted\",\"type\":\"lo"
        "ng\",\"doc\":\"free to promise\"},{\"name\":\"allocated\",\"type\":\"long\",\"doc\":\"reserved\"},"
        "{\"name\":\"staged\",\"type\":\"long\",\"doc\":\"picked\"},{\"name\":\"quarantine\",\"type\":\"long\""
        ",\"doc\":\"held\"},{\"name\":\"damaged\",\"type\":\"long\",\"doc\":\"damaged\"},{\"name\":\"book_qty"
        "\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"book stock\"},{\"name\":\"safety_stock"
        "\",\"type\":\"long\",\"doc\":\"not to be promised\"}]}},\"doc\":\"by source row\"},{\"name\":\"mo"
        "ves\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"StockMove\",\"namespac"
        "e\":\"orderflow\",\"doc\":\"Movements of a slot of time. Thousandths of the base unit.\""
        ",\"fields\":[{\"name\":\"slot\",\"type\":\"long\",\"doc\":\"number of the slot\"},{\"name\":\"inwa"
        "rd\",\"type\":\"long\",\"doc\":\"came in\"},{\"name\":\"outward\",\"type\":\"long\",\"doc\":\"went ou"
        "t\"}]}},\"doc\":\"by slot, those of the in-flight window\"},{\"name\":\"demand_count\",\"ty"
        "pe\":\"int\",\"doc\":\"demand rows\"},{\"name\":\"wanted\",\"type\":\"long\",\"doc\":\"wanted and n"
        "ot allocated\"},{\"name\":\"backordered\",\"type\":\"long\",\"doc\":\"of it declared short\"},"
        "{\"name\":\"allocated\",\"type\":\"long\",\"doc\":\"held by lines, not picked\"},{\"name\":\"pic"
        "ked\",\"type\":\"long\",\"doc\":\"held by lines, picked\"},{\"name\":\"supply_undated\",\"type\""
        ":\"long\",\"doc\":\"open, but on no day\"},{\"name\":\"pegged\",\"type\":\"long\",\"doc\":\"open s"
        "upply pegged to orders\"},{\"name\":\"offers\",\"type\":\"long\",\"doc\":\"in live offers\"},{"
        "\"name\":\"offer_count\",\"type\":\"int\",\"doc\":\"open offers, live and accepted\"},{\"name\""
        ":\"accepted\",\"type\":\"long\",\"doc\":\"accepted, not yet seen allocated\"},{\"name\":\"offe"
        "rs_made\",\"type\":\"long\",\"doc\":\"number of the last offer: ids are never reused\"},{\""
        "name\":\"round\",\"type\":\"long\",\"doc\":\"+1 when stock came in: who passed before is as"
        "ked again\"},{\"name\":\"least_aside\",\"type\":\"long\",\"doc\":\"no demand that was put asi"
        "de needs less\"},{\"name\":\"passed\",\"type\":\"int\",\"doc\":\"demands that passed in this "
        "round\"},{\"name\":\"stale\",\"type\":\"int\",\"doc\":\"demands that passed in an earlier one"
        ", not yet back in the queue\"},{\"name\":\"aside\",\"type\":\"int\",\"doc\":\"demands that ne"
        "ed more at once than is free\"},{\"name\":\"asked_again\",\"type\":\"int\",\"default\":0,\"do"
        "c\":\"rounds since stock came in that began because units lay free\"},{\"name\":\"ask_a"
        "t\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":nul"
        "l,\"doc\":\"who passed is asked again\"},{\"name\":\"day_at\",\"type\":[\"null\",{\"type\":\"lon"
        "g\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"the next day begins\"}"
        ",{\"name\":\"drift_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis"
        "\"}],\"default\":null,\"doc\":\"the in-flight window of the last movement ends\"},{\"name"
        "\":\"as_of\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"defau"
        "lt\":null,\"doc\":\"latest event time seen\"},{\"name\":\"published\",\"type\":{\"type\":\"reco"
        "rd\",\"name\":\"InventoryAtp\",\"namespace\":\"orderflow\",\"doc\":\"Stock of an item at a si"
        "te and what can be promised of it. Key: <item>|<site>.\",\"fields\":[{\"name\":\"item\","
        "\"type\":\"string\",\"doc\":\"item id\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\""
        "},{\"name\":\"on_hand\",\"type\":\"long\",\"doc\":\"sum of the statuses (law L7), thousandth"
        "s of the base unit\"},{\"name\":\"unrestricted\",\"type\":\"long\",\"doc\":\"free to promise,"
        " thousandths of the base unit\"},{\"name\":\"allocated\",\"type\":\"long\",\"doc\":\"reserved"
        " for orders, not picked, thousandths of the base unit\"},{\"name\":\"staged\",\"type\":\""
        "long\",\"doc\":\"picked, not shipped, thousandths of the base unit\"},{\"name\":\"quarant"
        "ine\",\"type\":\"long\",\"doc\":\"waits for a decision, thousandths of the base unit\"},{\""
        "name\":\"damaged\",\"type\":\"long\",\"doc\":\"cannot be sold, thousandths of the base unit"
        "\"},{\"name\":\"book_qty\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"book stock of "
        "the ERP, thousandths of the base unit\"},{\"name\":\"safety_stock\",\"type\":\"long\",\"doc"
        "\":\"not to be promised, thousandths of the base unit\"},{\"name\":\"drift\",\"type\":[\"nu"
        "ll\",\"long\"],\"default\":null,\"doc\":\"book less on hand, as far as no movement within"
        " the in-flight window explains it, thousandths of the base unit\"},{\"name\":\"alloca"
        "tion_drift\",\"type\":\"long\",\"doc\":\"allocated by the lines less allocated in the WMS"
        "; 0 when all is quiet (law L8), thousandths of the base unit\"},{\"name\":\"unreflect"
        "ed\",\"type\":\"long\",\"doc\":\"held by lines, not yet taken out of the unrestricted sto"
        "ck, thousandths of the base unit\"},{\"name\":\"offers\",\"type\":\"long\",\"doc\":\"in live "
        "offers (law L9: no more than unrestricted), thousandths of the base unit\"},{\"name"
        "\":\"offer_count\",\"type\":\"int\",\"doc\":\"open offers, live and accepted\"},{\"name\":\"acc"
        "epted\",\"type\":\"long\",\"doc\":\"accepted and not yet seen allocated, thousandths of t"
        "he base unit\"},{\"name\":\"available_now\",\"type\":\"long\",\"doc\":\"unrestricted less off"
        "ers, accepted, unreflected and safety stock, thousandths of the base unit\"},{\"nam"
        "e\":\"pegged\",\"type\":\"long\",\"doc\":\"open supply pegged to orders, thousandths of the"
        " base unit\"},{\"name\":\"demand\",\"type\":\"long\",\"doc\":\"wanted and not allocated, less"
        " what is offered to it, thousandths of the base unit\"},{\"name\":\"demand_count\",\"ty"
        "pe\":\"int\",\"doc\":\"lines that want it or hold it\"},{\"name\":\"backordered\",\"type\":\"lo"
        "ng\",\"doc\":\"of the demand declared short, thousandths of the base unit\"},{\"name\":\""
        "supply\",\"type\":\"long\",\"doc\":\"open and dated, thousandths of the base unit\"},{\"nam"
        "e\":\"supply_undated\",\"type\":\"long\",\"doc\":\"open, without a date or too unsure: prom"
        "ises nothing, thousandths of the base unit\"},{\"name\":\"oversold\",\"type\":\"long\",\"do"
        "c\":\"demand beyond stock and supply, thousandths of the base unit\"},{\"name\":\"bucke"
        "ts\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"AtpBucket\",\"namespace"
        "\":\"orderflow\",\"doc\":\"One day of the availability of an item at a site.\",\"fields\":"
        "[{\"name\":\"date\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"th"
        "e day, UTC\"},{\"name\":\"supply\",\"type\":\"long\",\"doc\":\"arrives on the day, thousandth"
        "s of the base unit\"},{\"name\":\"demand\",\"type\":\"long\",\"doc\":\"wanted on the day, tho"
        "usandths of the base unit\"},{\"name\":\"atp\",\"type\":\"long\",\"doc\":\"can be promised fo"
        "r the day without breaking a later promise, thousandths of the base unit\"}]}},\"do"
        "c\":\"at most 100 days; bucket_count tells of more\"},{\"name\":\"bucket_count\",\"type\":"
        "\"int\",\"doc\":\"days in all\"},{\"name\":\"next_receipt\",\"type\":[\"null\",{\"type\":\"long\",\""
        "logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"day of the next supply\"},"
        "{\"name\":\"next_receipt_qty\",\"type\":\"long\",\"doc\":\"of that day, thousandths of the b"
        "ase unit\"},{\"name\":\"completeness\",\"type\":{\"type\":\"enum\",\"name\":\"Completeness\",\"na"
        "mespace\":\"orderflow\",\"doc\":\"Whether every record this one needs has been seen.\",\""
        "symbols\":[\"COMPLETE\",\"PARTIAL\"]},\"doc\":\"PARTIAL until the WMS has spoken\"},{\"name"
        "\":\"lag_ms\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"published after the lates"
        "t event time\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"+1 per published change\"},{"
        "\"name\":\"as_of\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\""
        "default\":null,\"doc\":\"latest event time seen\"},{\"name\":\"updated_at\",\"type\":{\"type\""
        ":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"when this was published\"}]},\"doc"
        "\":\"inventory-atp as last published\"}]}",
    .fields = InventoryRow_fields,
    .field_count = 26,
    .size = sizeof(InventoryRow),
};

static const of_field InvoiceLine_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(InvoiceLine, source),
     .doc = "the source row and its version"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(InvoiceLine, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(InvoiceLine, line),
     .doc = "line number within the order"},
    {.name = "invoice",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(InvoiceLine, invoice),
     .doc = "invoice id"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InvoiceLine, qty),
     .doc = "invoiced, thousandths of the base unit"},
    {.name = "amount",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(InvoiceLine, amount),
     .doc = "1/10,000 of the currency unit"},
    {.name = "posted_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(InvoiceLine, posted_at),
     .doc = "when"},
};
const of_record_type of_InvoiceLine_type = {
    .name = "InvoiceLine",
    .full_name = "orderflow.InvoiceLine",
    .doc = "One line of a posted invoice (owner: finance).",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"InvoiceLine\",\"namespace\":\"orderflow\",\"doc\":\"One line of "
        "a posted invoice (owner: finance).\",\"fields\":[{\"name\":\"source\",\"type\":{\"type\":\"re"
        "cord\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\",\"doc\":\"Where a fact comes f"
        "rom: the row of a source table and the version of it. Versions are compared per ("
        "system, table, row), never by wall clock.\",\"fields\":[{\"name\":\"system\",\"type\":\"str"
        "ing\",\"doc\":\"erp, crm, wms, carrier, finance, or the name of the participant\"},{\"n"
        "ame\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the instance of th"
        "e system, where there are several\"},{\"name\":\"table\",\"type\":\"string\",\"doc\":\"source"
        " table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"primary key of the source"
        " row, parts joined by |\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"LSN, SCN, binlo"
        "g position, sequence or row version; grows with each change of the row. Comparabl"
        "e between tables of one system instance\"},{\"name\":\"snapshot\",\"type\":\"boolean\",\"de"
        "fault\":false,\"doc\":\"read by a snapshot (op=r), not from the stream\"},{\"name\":\"del"
        "eted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the source deleted the row (op=d)\"}"
        "]},\"doc\":\"the source row and its version\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":"
        "\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line numb"
        "er within the order\"},{\"name\":\"invoice\",\"type\":\"string\",\"doc\":\"invoice id\"},{\"nam"
        "e\":\"qty\",\"type\":\"long\",\"doc\":\"invoiced, thousandths of the base unit\"},{\"name\":\"a"
        "mount\",\"type\":\"long\",\"doc\":\"1/10,000 of the currency unit\"},{\"name\":\"posted_at\",\""
        "type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"d"
        "oc\":\"when\"}]}",
    .fields = InvoiceLine_fields,
    .field_count = 7,
    .size = sizeof(InvoiceLine),
};

static const char *const InvoicePolicy_symbols[] = {
    "PER_SHIPMENT",
    "CONSOLIDATED",
};
const of_enum_type of_InvoicePolicy_enum = {
    .name = "orderflow.InvoicePolicy",
    .symbols = InvoicePolicy_symbols,
    .count = 2,
};
_Static_assert(sizeof(InvoicePolicy) == sizeof(int32_t), "enums are 32 bits");

static const of_field Ledger_fields[] = {
    {.name = "ordered",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Ledger, ordered),
     .doc = "baseline at acknowledgement, raised by later increases"},
    {.name = "open",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Ledger, open),
     .doc = "wanted and not covered"},
    {.name = "backordered",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Ledger, backordered),
     .doc = "declared short"},
    {.name = "allocated",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Ledger, allocated),
     .doc = "allocated, not picked"},
    {.name = "picked",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Ledger, picked),
     .doc = "picked, not shipped"},
    {.name = "shipped",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Ledger, shipped),
     .doc = "left the dock"},
    {.name = "cancelled",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Ledger, cancelled),
     .doc = "no longer wanted"},
    {.name = "substituted",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Ledger, substituted),
     .doc = "replaced by another line"},
    {.name = "over",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Ledger, over),
     .doc = "covered beyond what is wanted"},
    {.name = "in_transit",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Ledger, in_transit),
     .doc = "shipped, not yet arrived anywhere"},
    {.name = "delivered",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Ledger, delivered),
     .doc = "arrived at the customer"},
    {.name = "lost",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Ledger, lost),
     .doc = "lost by the carrier"},
    {.name = "returned_to_sender",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Ledger, returned_to_sender),
     .doc = "came back undelivered"},
    {.name = "invoiced",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Ledger, invoiced),
     .doc = "invoiced"},
    {.name = "returned",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Ledger, returned),
     .doc = "received back and kept"},
    {.name = "credited",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Ledger, credited),
     .doc = "credited"},
    {.name = "inferred",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Ledger, inferred),
     .doc = "implied by a later stage, not reported"},
};
const of_record_type of_Ledger_type = {
    .name = "Ledger",
    .full_name = "orderflow.Ledger",
    .doc = "The quantity ledger (law L1: ordered + over = open + backordered + allocated + pi"
        "cked + shipped + cancelled + substituted). Thousandths of the base unit.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"Ledger\",\"namespace\":\"orderflow\",\"doc\":\"The quantity ledg"
        "er (law L1: ordered + over = open + backordered + allocated + picked + shipped + "
        "cancelled + substituted). Thousandths of the base unit.\",\"fields\":[{\"name\":\"order"
        "ed\",\"type\":\"long\",\"doc\":\"baseline at acknowledgement, raised by later increases\"}"
        ",{\"name\":\"open\",\"type\":\"long\",\"doc\":\"wanted and not covered\"},{\"name\":\"backordere"
        "d\",\"type\":\"long\",\"doc\":\"declared short\"},{\"name\":\"allocated\",\"type\":\"long\",\"doc\":"
        "\"allocated, not picked\"},{\"name\":\"picked\",\"type\":\"long\",\"doc\":\"picked, not shippe"
        "d\"},{\"name\":\"shipped\",\"type\":\"long\",\"doc\":\"left the dock\"},{\"name\":\"cancelled\",\"t"
        "ype\":\"long\",\"doc\":\"no longer wanted\"},{\"name\":\"substituted\",\"type\":\"long\",\"doc\":\""
        "replaced by another line\"},{\"name\":\"over\",\"type\":\"long\",\"doc\":\"covered beyond wha"
        "t is wanted\"},{\"name\":\"in_transit\",\"type\":\"long\",\"doc\":\"shipped, not yet arrived "
        "anywhere\"},{\"name\":\"delivered\",\"type\":\"long\",\"doc\":\"arrived at the customer\"},{\"n"
        "ame\":\"lost\",\"type\":\"long\",\"doc\":\"lost by the carrier\"},{\"name\":\"returned_to_sende"
        "r\",\"type\":\"long\",\"doc\":\"came back undelivered\"},{\"name\":\"invoiced\",\"type\":\"long\","
        "\"doc\":\"invoiced\"},{\"name\":\"returned\",\"type\":\"long\",\"doc\":\"received back and kept\""
        "},{\"name\":\"credited\",\"type\":\"long\",\"doc\":\"credited\"},{\"name\":\"inferred\",\"type\":\"l"
        "ong\",\"doc\":\"implied by a later stage, not reported\"}]}",
    .fields = Ledger_fields,
    .field_count = 17,
    .size = sizeof(Ledger),
};

static const of_field LegState_fields[] = {
    {.name = "allocation",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(LegState, allocation),
     .doc = "leg"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(LegState, site),
     .doc = "warehouse"},
    {.name = "allocated",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LegState, allocated),
     .doc = "allocated, not picked"},
    {.name = "picked",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LegState, picked),
     .doc = "picked, not shipped"},
    {.name = "shipped",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LegState, shipped),
     .doc = "left the dock"},
    {.name = "accepted",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(LegState, accepted),
     .doc = "the warehouse accepted an order for it"},
};
const of_record_type of_LegState_type = {
    .name = "LegState",
    .full_name = "orderflow.LegState",
    .doc = "One leg of a line: where its goods come from and how far they are. Thousandths of"
        " the base unit.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"LegState\",\"namespace\":\"orderflow\",\"doc\":\"One leg of a li"
        "ne: where its goods come from and how far they are. Thousandths of the base unit."
        "\",\"fields\":[{\"name\":\"allocation\",\"type\":\"string\",\"doc\":\"leg\"},{\"name\":\"site\",\"typ"
        "e\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"allocated\",\"type\":\"long\",\"doc\":\"allocated"
        ", not picked\"},{\"name\":\"picked\",\"type\":\"long\",\"doc\":\"picked, not shipped\"},{\"name"
        "\":\"shipped\",\"type\":\"long\",\"doc\":\"left the dock\"},{\"name\":\"accepted\",\"type\":\"boole"
        "an\",\"doc\":\"the warehouse accepted an order for it\"}]}",
    .fields = LegState_fields,
    .field_count = 6,
    .size = sizeof(LegState),
};

static const char *const Lifecycle_symbols[] = {
    "ACTIVE",
    "CLOSED",
    "ARCHIVED",
    "UNKNOWN",
};
const of_enum_type of_Lifecycle_enum = {
    .name = "orderflow.Lifecycle",
    .symbols = Lifecycle_symbols,
    .count = 4,
};
_Static_assert(sizeof(Lifecycle) == sizeof(int32_t), "enums are 32 bits");

static const of_field LinePrice_fields[] = {
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(LinePrice, line),
     .doc = "line number within the order"},
    {.name = "unit_price",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(LinePrice, unit_price),
     .doc = "per base unit, 1/10,000 of the currency unit; null: not known"},
};
const of_record_type of_LinePrice_type = {
    .name = "LinePrice",
    .full_name = "orderflow.LinePrice",
    .doc = "The price of one line of an order.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"LinePrice\",\"namespace\":\"orderflow\",\"doc\":\"The price of o"
        "ne line of an order.\",\"fields\":[{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number"
        " within the order\"},{\"name\":\"unit_price\",\"type\":[\"null\",\"long\"],\"default\":null,\"d"
        "oc\":\"per base unit, 1/10,000 of the currency unit; null: not known\"}]}",
    .fields = LinePrice_fields,
    .field_count = 2,
    .size = sizeof(LinePrice),
};

static const of_field SeenRevision_fields[] = {
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenRevision, position),
     .doc = "version of the source row that counts"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenRevision, qty),
     .doc = "net and substituted, thousandths of the base unit"},
};
const of_record_type of_SeenRevision_type = {
    .name = "SeenRevision",
    .full_name = "orderflow.SeenRevision",
    .doc = "One revision of a line's wanted quantity.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenRevision\",\"namespace\":\"orderflow\",\"doc\":\"One revisio"
        "n of a line's wanted quantity.\",\"fields\":[{\"name\":\"position\",\"type\":\"long\",\"doc\":"
        "\"version of the source row that counts\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"net a"
        "nd substituted, thousandths of the base unit\"}]}",
    .fields = SeenRevision_fields,
    .field_count = 2,
    .size = sizeof(SeenRevision),
};

static const of_field SeenQuantity_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenQuantity, source),
     .doc = "source row: system|instance|table|row"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenQuantity, position),
     .doc = "version of the source row that counts"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenQuantity, qty),
     .doc = "thousandths of the base unit; 0 when the row was deleted"},
};
const of_record_type of_SeenQuantity_type = {
    .name = "SeenQuantity",
    .full_name = "orderflow.SeenQuantity",
    .doc = "The latest version of a source row that counts a quantity.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenQuantity\",\"namespace\":\"orderflow\",\"doc\":\"The latest "
        "version of a source row that counts a quantity.\",\"fields\":[{\"name\":\"source\",\"type"
        "\":\"string\",\"doc\":\"source row: system|instance|table|row\"},{\"name\":\"position\",\"typ"
        "e\":\"long\",\"doc\":\"version of the source row that counts\"},{\"name\":\"qty\",\"type\":\"lo"
        "ng\",\"doc\":\"thousandths of the base unit; 0 when the row was deleted\"}]}",
    .fields = SeenQuantity_fields,
    .field_count = 3,
    .size = sizeof(SeenQuantity),
};

static const of_field SeenAllocation_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenAllocation, source),
     .doc = "source row: system|instance|table|row"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenAllocation, position),
     .doc = "version of the source row that counts"},
    {.name = "allocation",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenAllocation, allocation),
     .doc = "leg"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenAllocation, site),
     .doc = "warehouse"},
    {.name = "allocated",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenAllocation, allocated),
     .doc = "cumulative, thousandths of the base unit"},
    {.name = "deallocated",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenAllocation, deallocated),
     .doc = "cumulative, thousandths of the base unit"},
    {.name = "shorted",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenAllocation, shorted),
     .doc = "cumulative, thousandths of the base unit"},
};
const of_record_type of_SeenAllocation_type = {
    .name = "SeenAllocation",
    .full_name = "orderflow.SeenAllocation",
    .doc = "The latest version of a leg's commercial counters.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenAllocation\",\"namespace\":\"orderflow\",\"doc\":\"The lates"
        "t version of a leg's commercial counters.\",\"fields\":[{\"name\":\"source\",\"type\":\"str"
        "ing\",\"doc\":\"source row: system|instance|table|row\"},{\"name\":\"position\",\"type\":\"lo"
        "ng\",\"doc\":\"version of the source row that counts\"},{\"name\":\"allocation\",\"type\":\"s"
        "tring\",\"doc\":\"leg\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"al"
        "located\",\"type\":\"long\",\"doc\":\"cumulative, thousandths of the base unit\"},{\"name\":"
        "\"deallocated\",\"type\":\"long\",\"doc\":\"cumulative, thousandths of the base unit\"},{\"n"
        "ame\":\"shorted\",\"type\":\"long\",\"doc\":\"cumulative, thousandths of the base unit\"}]}",
    .fields = SeenAllocation_fields,
    .field_count = 7,
    .size = sizeof(SeenAllocation),
};

static const of_field SeenWarehouseOrder_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenWarehouseOrder, source),
     .doc = "source row: system|instance|table|row"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenWarehouseOrder, position),
     .doc = "version of the source row that counts"},
    {.name = "allocation",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenWarehouseOrder, allocation),
     .doc = "leg"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenWarehouseOrder, site),
     .doc = "warehouse"},
    {.name = "accepted",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SeenWarehouseOrder, accepted),
     .doc = "the warehouse has it and has not cancelled it"},
    {.name = "priority",
     .type = {.kind = OF_KIND_INT, .size = sizeof(OptionalInt), .nullable = true, .value_offset = offsetof(OptionalInt, value)},
     .offset = offsetof(SeenWarehouseOrder, priority),
     .doc = "1 is most urgent"},
};
const of_record_type of_SeenWarehouseOrder_type = {
    .name = "SeenWarehouseOrder",
    .full_name = "orderflow.SeenWarehouseOrder",
    .doc = "The latest version of a warehouse order.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenWarehouseOrder\",\"namespace\":\"orderflow\",\"doc\":\"The l"
        "atest version of a warehouse order.\",\"fields\":[{\"name\":\"source\",\"type\":\"string\",\""
        "doc\":\"source row: system|instance|table|row\"},{\"name\":\"position\",\"type\":\"long\",\"d"
        "oc\":\"version of the source row that counts\"},{\"name\":\"allocation\",\"type\":\"string\""
        ",\"doc\":\"leg\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"accepted"
        "\",\"type\":\"boolean\",\"doc\":\"the warehouse has it and has not cancelled it\"},{\"name\""
        ":\"priority\",\"type\":[\"null\",\"int\"],\"default\":null,\"doc\":\"1 is most urgent\"}]}",
    .fields = SeenWarehouseOrder_fields,
    .field_count = 6,
    .size = sizeof(SeenWarehouseOrder),
};

static const of_field SeenPick_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenPick, source),
     .doc = "source row: system|instance|table|row"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenPick, position),
     .doc = "version of the source row that counts"},
    {.name = "allocation",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenPick, allocation),
     .doc = "leg"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenPick, site),
     .doc = "warehouse"},
    {.name = "picked",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenPick, picked),
     .doc = "thousandths of the base unit"},
    {.name = "shorted",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenPick, shorted),
     .doc = "thousandths of the base unit"},
    {.name = "put_back",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenPick, put_back),
     .doc = "thousandths of the base unit"},
    {.name = "item",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SeenPick, item),
     .doc = "item that was picked, where the warehouse says so"},
};
const of_record_type of_SeenPick_type = {
    .name = "SeenPick",
    .full_name = "orderflow.SeenPick",
    .doc = "The latest version of a pick task.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenPick\",\"namespace\":\"orderflow\",\"doc\":\"The latest vers"
        "ion of a pick task.\",\"fields\":[{\"name\":\"source\",\"type\":\"string\",\"doc\":\"source row"
        ": system|instance|table|row\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"version of "
        "the source row that counts\"},{\"name\":\"allocation\",\"type\":\"string\",\"doc\":\"leg\"},{\""
        "name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"picked\",\"type\":\"long\",\"d"
        "oc\":\"thousandths of the base unit\"},{\"name\":\"shorted\",\"type\":\"long\",\"doc\":\"thousa"
        "ndths of the base unit\"},{\"name\":\"put_back\",\"type\":\"long\",\"doc\":\"thousandths of t"
        "he base unit\"},{\"name\":\"item\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"item"
        " that was picked, where the warehouse says so\"}]}",
    .fields = SeenPick_fields,
    .field_count = 8,
    .size = sizeof(SeenPick),
};

static const char *const Whereabouts_symbols[] = {
    "NOT_SHIPPED",
    "IN_TRANSIT",
    "DELIVERED",
    "LOST",
    "RETURNED_TO_SENDER",
    "UNKNOWN",
};
const of_enum_type of_Whereabouts_enum = {
    .name = "orderflow.Whereabouts",
    .symbols = Whereabouts_symbols,
    .count = 6,
};
_Static_assert(sizeof(Whereabouts) == sizeof(int32_t), "enums are 32 bits");

static const of_field SeenContent_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenContent, source),
     .doc = "source row: system|instance|table|row"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenContent, position),
     .doc = "version of the source row that counts"},
    {.name = "allocation",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenContent, allocation),
     .doc = "leg"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenContent, site),
     .doc = "warehouse"},
    {.name = "package",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenContent, package),
     .doc = "package id"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenContent, qty),
     .doc = "thousandths of the base unit"},
    {.name = "whereabouts",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(Whereabouts), .symbols = &of_Whereabouts_enum},
     .offset = offsetof(SeenContent, whereabouts),
     .doc = "of the package"},
    {.name = "since",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SeenContent, since),
     .doc = "event time of that"},
    {.name = "was_lost",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SeenContent, was_lost),
     .doc = "the carrier once called the package lost"},
};
const of_record_type of_SeenContent_type = {
    .name = "SeenContent",
    .full_name = "orderflow.SeenContent",
    .doc = "The latest version of what of a line lies in a package, and where that package is"
        ".",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenContent\",\"namespace\":\"orderflow\",\"doc\":\"The latest v"
        "ersion of what of a line lies in a package, and where that package is.\",\"fields\":"
        "[{\"name\":\"source\",\"type\":\"string\",\"doc\":\"source row: system|instance|table|row\"},"
        "{\"name\":\"position\",\"type\":\"long\",\"doc\":\"version of the source row that counts\"},{"
        "\"name\":\"allocation\",\"type\":\"string\",\"doc\":\"leg\"},{\"name\":\"site\",\"type\":\"string\",\""
        "doc\":\"warehouse\"},{\"name\":\"package\",\"type\":\"string\",\"doc\":\"package id\"},{\"name\":\""
        "qty\",\"type\":\"long\",\"doc\":\"thousandths of the base unit\"},{\"name\":\"whereabouts\",\"t"
        "ype\":{\"type\":\"enum\",\"name\":\"Whereabouts\",\"namespace\":\"orderflow\",\"doc\":\"Where the"
        " goods of a package are (law L2).\",\"symbols\":[\"NOT_SHIPPED\",\"IN_TRANSIT\",\"DELIVER"
        "ED\",\"LOST\",\"RETURNED_TO_SENDER\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"of the pac"
        "kage\"},{\"name\":\"since\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-mil"
        "lis\"}],\"default\":null,\"doc\":\"event time of that\"},{\"name\":\"was_lost\",\"type\":\"bool"
        "ean\",\"default\":false,\"doc\":\"the carrier once called the package lost\"}]}",
    .fields = SeenContent_fields,
    .field_count = 9,
    .size = sizeof(SeenContent),
};

static const of_field SeenInvoice_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenInvoice, source),
     .doc = "source row: system|instance|table|row"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenInvoice, position),
     .doc = "version of the source row that counts"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenInvoice, qty),
     .doc = "thousandths of the base unit; 0 when the row was deleted"},
    {.name = "amount",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenInvoice, amount),
     .doc = "1/10,000 of the currency unit; 0 when the row was deleted"},
};
const of_record_type of_SeenInvoice_type = {
    .name = "SeenInvoice",
    .full_name = "orderflow.SeenInvoice",
    .doc = "The latest version of a posted invoice line.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenInvoice\",\"namespace\":\"orderflow\",\"aliases\":[\"SeenQua"
        "ntity\"],\"doc\":\"The latest version of a posted invoice line.\",\"fields\":[{\"name\":\"s"
        "ource\",\"type\":\"string\",\"doc\":\"source row: system|instance|table|row\"},{\"name\":\"po"
        "sition\",\"type\":\"long\",\"doc\":\"version of the source row that counts\"},{\"name\":\"qty"
        "\",\"type\":\"long\",\"doc\":\"thousandths of the base unit; 0 when the row was deleted\"}"
        ",{\"name\":\"amount\",\"type\":\"long\",\"default\":0,\"doc\":\"1/10,000 of the currency unit;"
        " 0 when the row was deleted\"}]}",
    .fields = SeenInvoice_fields,
    .field_count = 4,
    .size = sizeof(SeenInvoice),
};

static const of_field SeenCredit_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenCredit, source),
     .doc = "source row: system|instance|table|row"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenCredit, position),
     .doc = "version of the source row that counts"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenCredit, qty),
     .doc = "thousandths of the base unit; 0 when the row was deleted"},
    {.name = "amount",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenCredit, amount),
     .doc = "1/10,000 of the currency unit; 0 when the row was deleted"},
    {.name = "reason",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(CreditReason), .symbols = &of_CreditReason_enum},
     .offset = offsetof(SeenCredit, reason),
     .doc = "what it makes up for"},
};
const of_record_type of_SeenCredit_type = {
    .name = "SeenCredit",
    .full_name = "orderflow.SeenCredit",
    .doc = "The latest version of a credit memo line.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenCredit\",\"namespace\":\"orderflow\",\"doc\":\"The latest ve"
        "rsion of a credit memo line.\",\"fields\":[{\"name\":\"source\",\"type\":\"string\",\"doc\":\"s"
        "ource row: system|instance|table|row\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"ve"
        "rsion of the source row that counts\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"thousand"
        "ths of the base unit; 0 when the row was deleted\"},{\"name\":\"amount\",\"type\":\"long\""
        ",\"default\":0,\"doc\":\"1/10,000 of the currency unit; 0 when the row was deleted\"},{"
        "\"name\":\"reason\",\"type\":{\"type\":\"enum\",\"name\":\"CreditReason\",\"namespace\":\"orderflo"
        "w\",\"doc\":\"What a credit makes up for.\",\"symbols\":[\"UNKNOWN\",\"RETURN\",\"LOSS\",\"PRIC"
        "E\",\"GOODWILL\"],\"default\":\"UNKNOWN\"},\"default\":\"UNKNOWN\",\"doc\":\"what it makes up f"
        "or\"}]}",
    .fields = SeenCredit_fields,
    .field_count = 5,
    .size = sizeof(SeenCredit),
};

static const of_field SeenReceipt_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenReceipt, source),
     .doc = "source row: system|instance|table|row"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenReceipt, position),
     .doc = "version of the source row that counts"},
    {.name = "receipt",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenReceipt, receipt),
     .doc = "receipt id"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenReceipt, qty),
     .doc = "received, thousandths of the base unit"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SeenReceipt, site),
     .doc = "warehouse"},
    {.name = "announced",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SeenReceipt, announced),
     .doc = "a return authorisation is named, and the condition is none of \"no matching notice"
        "\""},
    {.name = "condition",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SeenReceipt, condition),
     .doc = "X12 861 condition code"},
    {.name = "at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SeenReceipt, at),
     .doc = "when it was received"},
};
const of_record_type of_SeenReceipt_type = {
    .name = "SeenReceipt",
    .full_name = "orderflow.SeenReceipt",
    .doc = "The latest version of a return receipt.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenReceipt\",\"namespace\":\"orderflow\",\"doc\":\"The latest v"
        "ersion of a return receipt.\",\"fields\":[{\"name\":\"source\",\"type\":\"string\",\"doc\":\"so"
        "urce row: system|instance|table|row\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"ver"
        "sion of the source row that counts\"},{\"name\":\"receipt\",\"type\":\"string\",\"doc\":\"rec"
        "eipt id\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"received, thousandths of the base un"
        "it\"},{\"name\":\"site\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"warehouse\"},{\""
        "name\":\"announced\",\"type\":\"boolean\",\"default\":true,\"doc\":\"a return authorisation i"
        "s named, and the condition is none of \\\"no matching notice\\\"\"},{\"name\":\"condition"
        "\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"X12 861 condition code\"},{\"name\""
        ":\"at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":"
        "null,\"doc\":\"when it was received\"}]}",
    .fields = SeenReceipt_fields,
    .field_count = 8,
    .size = sizeof(SeenReceipt),
};

static const of_field SeenInspection_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenInspection, source),
     .doc = "source row: system|instance|table|row"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenInspection, position),
     .doc = "version of the source row that counts"},
    {.name = "receipt",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenInspection, receipt),
     .doc = "receipt id"},
    {.name = "sent_back",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenInspection, sent_back),
     .doc = "goes back to the customer, thousandths of the base unit"},
    {.name = "deleted",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SeenInspection, deleted),
     .doc = "the source deleted it"},
};
const of_record_type of_SeenInspection_type = {
    .name = "SeenInspection",
    .full_name = "orderflow.SeenInspection",
    .doc = "The latest version of an inspection.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenInspection\",\"namespace\":\"orderflow\",\"doc\":\"The lates"
        "t version of an inspection.\",\"fields\":[{\"name\":\"source\",\"type\":\"string\",\"doc\":\"so"
        "urce row: system|instance|table|row\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"ver"
        "sion of the source row that counts\"},{\"name\":\"receipt\",\"type\":\"string\",\"doc\":\"rec"
        "eipt id\"},{\"name\":\"sent_back\",\"type\":\"long\",\"doc\":\"goes back to the customer, tho"
        "usandths of the base unit\"},{\"name\":\"deleted\",\"type\":\"boolean\",\"doc\":\"the source "
        "deleted it\"}]}",
    .fields = SeenInspection_fields,
    .field_count = 5,
    .size = sizeof(SeenInspection),
};

static const of_field SeenProposal_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenProposal, source),
     .doc = "source row: system|instance|table|row"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenProposal, position),
     .doc = "version of the source row that counts"},
    {.name = "unit_price",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SeenProposal, unit_price),
     .doc = "1/10,000 of the currency unit; null: none, or the row was deleted"},
};
const of_record_type of_SeenProposal_type = {
    .name = "SeenProposal",
    .full_name = "orderflow.SeenProposal",
    .doc = "The latest version of an order line as the CRM has it: what it proposes, the ERP "
        "decides.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenProposal\",\"namespace\":\"orderflow\",\"doc\":\"The latest "
        "version of an order line as the CRM has it: what it proposes, the ERP decides.\",\""
        "fields\":[{\"name\":\"source\",\"type\":\"string\",\"doc\":\"source row: system|instance|tabl"
        "e|row\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"version of the source row that co"
        "unts\"},{\"name\":\"unit_price\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"1/10,000"
        " of the currency unit; null: none, or the row was deleted\"}]}",
    .fields = SeenProposal_fields,
    .field_count = 3,
    .size = sizeof(SeenProposal),
};

static const of_field LineWorth_fields[] = {
    {.name = "unit_price",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(LineWorth, unit_price),
     .doc = "per base unit, 1/10,000 of the currency unit"},
    {.name = "ordered",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineWorth, ordered),
     .doc = "ordered, 1/10,000 of the currency unit"},
    {.name = "shipped",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineWorth, shipped),
     .doc = "shipped, 1/10,000 of the currency unit"},
    {.name = "to_invoice",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineWorth, to_invoice),
     .doc = "still wanted or shipped, and not invoiced, 1/10,000 of the currency unit"},
    {.name = "invoiced",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineWorth, invoiced),
     .doc = "as posted on its invoices, 1/10,000 of the currency unit"},
    {.name = "credited",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineWorth, credited),
     .doc = "as posted on its credit memos, 1/10,000 of the currency unit"},
};
const of_record_type of_LineWorth_type = {
    .name = "LineWorth",
    .full_name = "orderflow.LineWorth",
    .doc = "What a line counts for in the amounts of its order. A quantity's amount is that o"
        "f the ledger at the line's price, rounded once per line and amount, half away fro"
        "m zero; without a price it is 0.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"LineWorth\",\"namespace\":\"orderflow\",\"doc\":\"What a line co"
        "unts for in the amounts of its order. A quantity's amount is that of the ledger a"
        "t the line's price, rounded once per line and amount, half away from zero; withou"
        "t a price it is 0.\",\"fields\":[{\"name\":\"unit_price\",\"type\":[\"null\",\"long\"],\"defaul"
        "t\":null,\"doc\":\"per base unit, 1/10,000 of the currency unit\"},{\"name\":\"ordered\",\""
        "type\":\"long\",\"doc\":\"ordered, 1/10,000 of the currency unit\"},{\"name\":\"shipped\",\"t"
        "ype\":\"long\",\"doc\":\"shipped, 1/10,000 of the currency unit\"},{\"name\":\"to_invoice\","
        "\"type\":\"long\",\"doc\":\"still wanted or shipped, and not invoiced, 1/10,000 of the c"
        "urrency unit\"},{\"name\":\"invoiced\",\"type\":\"long\",\"doc\":\"as posted on its invoices,"
        " 1/10,000 of the currency unit\"},{\"name\":\"credited\",\"type\":\"long\",\"doc\":\"as poste"
        "d on its credit memos, 1/10,000 of the currency unit\"}]}",
    .fields = LineWorth_fields,
    .field_count = 6,
    .size = sizeof(LineWorth),
};

static const of_field LineSite_fields[] = {
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(LineSite, site),
     .doc = "warehouse"},
    {.name = "allocated",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineSite, allocated),
     .doc = "allocated, not picked"},
    {.name = "picked",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineSite, picked),
     .doc = "picked, not shipped"},
    {.name = "shipped",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineSite, shipped),
     .doc = "left the dock"},
};
const of_record_type of_LineSite_type = {
    .name = "LineSite",
    .full_name = "orderflow.LineSite",
    .doc = "What all legs of a line hold at one site. Thousandths of the base unit.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"LineSite\",\"namespace\":\"orderflow\",\"doc\":\"What all legs o"
        "f a line hold at one site. Thousandths of the base unit.\",\"fields\":[{\"name\":\"site"
        "\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"allocated\",\"type\":\"long\",\"doc\":\"all"
        "ocated, not picked\"},{\"name\":\"picked\",\"type\":\"long\",\"doc\":\"picked, not shipped\"},"
        "{\"name\":\"shipped\",\"type\":\"long\",\"doc\":\"left the dock\"}]}",
    .fields = LineSite_fields,
    .field_count = 4,
    .size = sizeof(LineSite),
};

static const of_value_type LineState_legs_item = {.kind = OF_KIND_RECORD, .size = sizeof(LegState), .record = &of_LegState_type};
static const of_value_type LineState_sites_item = {.kind = OF_KIND_RECORD, .size = sizeof(LineSite), .record = &of_LineSite_type};
static const of_field LineState_fields[] = {
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(LineState, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(LineState, line),
     .doc = "line number within the order"},
    {.name = "item",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(LineState, item),
     .doc = "item id"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(LineState, site),
     .doc = "preferred site"},
    {.name = "channel",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(LineState, channel),
     .doc = "capture channel of the order"},
    {.name = "status",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(FulfilStatus), .symbols = &of_FulfilStatus_enum},
     .offset = offsetof(LineState, status),
     .doc = "derived from the ledger"},
    {.name = "ledger",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(Ledger), .record = &of_Ledger_type},
     .offset = offsetof(LineState, ledger),
     .doc = "quantities"},
    {.name = "legs",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(LegStateArray), .item = &LineState_legs_item, .item_stride = sizeof(LegState)},
     .offset = offsetof(LineState, legs),
     .doc = "at most 100; leg_count tells of more"},
    {.name = "leg_count",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(LineState, leg_count),
     .doc = "legs in all"},
    {.name = "sites",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(LineSiteArray), .item = &LineState_sites_item, .item_stride = sizeof(LineSite)},
     .offset = offsetof(LineState, sites),
     .doc = "what all legs hold, by site, where not all legs are shown; else empty"},
    {.name = "requested_date",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(LineState, requested_date),
     .doc = "when the customer wants it"},
    {.name = "promise_original",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(LineState, promise_original),
     .doc = "first promise"},
    {.name = "promise_current",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(LineState, promise_current),
     .doc = "current promise"},
    {.name = "parent_line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(LineState, parent_line),
     .doc = "the line this one substitutes"},
    {.name = "completeness",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(Completeness), .symbols = &of_Completeness_enum},
     .offset = offsetof(LineState, completeness),
     .doc = "PARTIAL until line and header are known"},
    {.name = "version",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineState, version),
     .doc = "+1 per published change"},
    {.name = "as_of",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(LineState, as_of),
     .doc = "latest event time seen"},
    {.name = "updated_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineState, updated_at),
     .doc = "when this was published"},
};
const of_record_type of_LineState_type = {
    .name = "LineState",
    .full_name = "orderflow.LineState",
    .doc = "A line of an order: what is true of it now, over all systems. Key: <order>|<line>"
        ".",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"LineState\",\"namespace\":\"orderflow\",\"doc\":\"A line of an o"
        "rder: what is true of it now, over all systems. Key: <order>|<line>.\",\"fields\":[{"
        "\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"l"
        "ine\",\"type\":\"string\",\"doc\":\"line number within the order\"},{\"name\":\"item\",\"type\":"
        "[\"null\",\"string\"],\"default\":null,\"doc\":\"item id\"},{\"name\":\"site\",\"type\":[\"null\",\""
        "string\"],\"default\":null,\"doc\":\"preferred site\"},{\"name\":\"channel\",\"type\":[\"null\","
        "\"string\"],\"default\":null,\"doc\":\"capture channel of the order\"},{\"name\":\"status\",\""
        "type\":{\"type\":\"enum\",\"name\":\"FulfilStatus\",\"namespace\":\"orderflow\",\"doc\":\"How far"
        " a line or an order is; a pure function of the quantity ledger.\",\"symbols\":[\"CAPT"
        "URED\",\"OPEN\",\"BACKORDERED\",\"PARTIALLY_ALLOCATED\",\"ALLOCATED\",\"IN_WAREHOUSE\",\"PICK"
        "ED\",\"PARTIALLY_SHIPPED\",\"SHIPPED\",\"DELIVERED\",\"LOST\",\"RETURNED_TO_SENDER\",\"CANCEL"
        "LED\",\"SUBSTITUTED\",\"REJECTED\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"derived from"
        " the ledger\"},{\"name\":\"ledger\",\"type\":{\"type\":\"record\",\"name\":\"Ledger\",\"namespace"
        "\":\"orderflow\",\"doc\":\"The quantity ledger (law L1: ordered + over = open + backord"
        "ered + allocated + picked + shipped + cancelled + substituted). Thousandths of th"
        "e base unit.\",\"fields\":[{\"name\":\"ordered\",\"type\":\"long\",\"doc\":\"baseline at acknow"
        "ledgement, raised by later increases\"},{\"name\":\"open\",\"type\":\"long\",\"doc\":\"wanted"
        " and not covered\"},{\"name\":\"backordered\",\"type\":\"long\",\"doc\":\"declared short\"},{\""
        "name\":\"allocated\",\"type\":\"long\",\"doc\":\"allocated, not picked\"},{\"name\":\"picked\",\""
        "type\":\"long\",\"doc\":\"picked, not shipped\"},{\"name\":\"shipped\",\"type\":\"long\",\"doc\":\""
        "left the dock\"},{\"name\":\"cancelled\",\"type\":\"long\",\"doc\":\"no longer wanted\"},{\"nam"
        "e\":\"substituted\",\"type\":\"long\",\"doc\":\"replaced by another line\"},{\"name\":\"over\",\""
        "type\":\"long\",\"doc\":\"covered beyond what is wanted\"},{\"name\":\"in_transit\",\"type\":\""
        "long\",\"doc\":\"shipped, not yet arrived anywhere\"},{\"name\":\"delivered\",\"type\":\"long"
        "\",\"doc\":\"arrived at the customer\"},{\"name\":\"lost\",\"type\":\"long\",\"doc\":\"lost by th"
        "e carrier\"},{\"name\":\"returned_to_sender\",\"type\":\"long\",\"doc\":\"came back undeliver"
        "ed\"},{\"name\":\"invoiced\",\"type\":\"long\",\"doc\":\"invoiced\"},{\"name\":\"returned\",\"type\""
        ":\"long\",\"doc\":\"received back and kept\"},{\"name\":\"credited\",\"type\":\"long\",\"doc\":\"c"
        "redited\"},{\"name\":\"inferred\",\"type\":\"long\",\"doc\":\"implied by a later stage, not r"
        "eported\"}]},\"doc\":\"quantities\"},{\"name\":\"legs\",\"type\":{\"type\":\"array\",\"items\":{\"t"
        "ype\":\"record\",\"name\":\"LegState\",\"namespace\":\"orderflow\",\"doc\":\"One leg of a line:"
        " where its goods come from and how far they are. Thousandths of the base unit.\",\""
        "fields\":[{\"name\":\"allocation\",\"type\":\"string\",\"doc\":\"leg\"},{\"name\":\"site\",\"type\":"
        "\"string\",\"doc\":\"warehouse\"},{\"name\":\"allocated\",\"type\":\"long\",\"doc\":\"allocated, n"
        "ot picked\"},{\"name\":\"picked\",\"type\":\"long\",\"doc\":\"picked, not shipped\"},{\"name\":\""
        "shipped\",\"type\":\"long\",\"doc\":\"left the dock\"},{\"name\":\"accepted\",\"type\":\"boolean\""
        ",\"doc\":\"the warehouse accepted an order for it\"}]}},\"doc\":\"at most 100; leg_count"
        " tells of more\"},{\"name\":\"leg_count\",\"type\":\"int\",\"doc\":\"legs in all\"},{\"name\":\"s"
        "ites\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"LineSite\",\"namespac"
        "e\":\"orderflow\",\"doc\":\"What all legs of a line hold at one site. Thousandths of th"
        "e base unit.\",\"fields\":[{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\""
        ":\"allocated\",\"type\":\"long\",\"doc\":\"allocated, not picked\"},{\"name\":\"picked\",\"type\""
        ":\"long\",\"doc\":\"picked, not shipped\"},{\"name\":\"shipped\",\"type\":\"long\",\"doc\":\"left "
        "the dock\"}]}},\"default\":[],\"doc\":\"what all legs hold, by site, where not all legs"
        " are shown; else empty\"},{\"name\":\"requested_date\",\"type\":[\"null\",{\"type\":\"long\",\""
        "logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when the customer wants i"
        "t\"},{\"name\":\"promise_original\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"times"
        "tamp-millis\"}],\"default\":null,\"doc\":\"first promise\"},{\"name\":\"promise_current\",\"t"
        "ype\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"do"
        "c\":\"current promise\"},{\"name\":\"parent_line\",\"type\":[\"null\",\"string\"],\"default\":nu"
        "ll,\"doc\":\"the line this one substitutes\"},{\"name\":\"completeness\",\"type\":{\"type\":\""
        "enum\",\"name\":\"Completeness\",\"namespace\":\"orderflow\",\"doc\":\"Whether every record t"
        "his one needs has been seen.\",\"symbols\":[\"COMPLETE\",\"PARTIAL\"]},\"doc\":\"PARTIAL un"
        "til line and header are known\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"+1 per pub"
        "lished change\"},{\"name\":\"as_of\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"time"
        "stamp-millis\"}],\"default\":null,\"doc\":\"latest event time seen\"},{\"name\":\"updated_a"
        "t\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"when this was p"
        "ublished\"}]}",
    .fields = LineState_fields,
    .field_count = 18,
    .size = sizeof(LineState),
};

static const of_value_type LineRow_revisions_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenRevision), .record = &of_SeenRevision_type};
static const of_value_type LineRow_schedule_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenQuantity), .record = &of_SeenQuantity_type};
static const of_value_type LineRow_allocations_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenAllocation), .record = &of_SeenAllocation_type};
static const of_value_type LineRow_warehouse_orders_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenWarehouseOrder), .record = &of_SeenWarehouseOrder_type};
static const of_value_type LineRow_picks_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenPick), .record = &of_SeenPick_type};
static const of_value_type LineRow_contents_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenContent), .record = &of_SeenContent_type};
static const of_value_type LineRow_invoices_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenInvoice), .record = &of_SeenInvoice_type};
static const of_value_type LineRow_credits_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenCredit), .record = &of_SeenCredit_type};
static const of_value_type LineRow_receipts_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenReceipt), .record = &of_SeenReceipt_type};
static const of_value_type LineRow_inspections_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenInspection), .record = &of_SeenInspection_type};
static const of_value_type LineRow_proposals_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenProposal), .record = &of_SeenProposal_type};
static const of_value_type LineRow_findings_item = {.kind = OF_KIND_RECORD, .size = sizeof(Finding), .record = &of_Finding_type};
static const of_field LineRow_fields[] = {
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(LineRow, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(LineRow, line),
     .doc = "line number within the order"},
    {.name = "booked",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(LineRow, booked),
     .doc = "an order line was seen; without it the line is a stub"},
    {.name = "realm",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(LineRow, realm),
     .doc = "system|instance of the order line: its positions compare with those of the header"
        " from there"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineRow, position),
     .doc = "version of the order line that counts"},
    {.name = "item",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(LineRow, item),
     .doc = "item id"},
    {.name = "net_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineRow, net_qty),
     .doc = "what is still wanted, thousandths of the base unit"},
    {.name = "substituted_out",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineRow, substituted_out),
     .doc = "replaced by a substitute line, thousandths of the base unit"},
    {.name = "unit_price",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(LineRow, unit_price),
     .doc = "1/10,000 of the currency unit"},
    {.name = "requested_date",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(LineRow, requested_date),
     .doc = "when the customer wants it"},
    {.name = "promise_date",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(LineRow, promise_date),
     .doc = "current promise"},
    {.name = "first_promise",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(LineRow, first_promise),
     .doc = "promise of the earliest version that made one"},
    {.name = "first_promise_position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(LineRow, first_promise_position),
     .doc = "that version"},
    {.name = "parent_line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(LineRow, parent_line),
     .doc = "the line this one substitutes"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(LineRow, site),
     .doc = "preferred site"},
    {.name = "revisions",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenRevisionArray), .item = &LineRow_revisions_item, .item_stride = sizeof(SeenRevision)},
     .offset = offsetof(LineRow, revisions),
     .doc = "by position; the baseline is found among them, at whatever order they came"},
    {.name = "schedule",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenQuantityArray), .item = &LineRow_schedule_item, .item_stride = sizeof(SeenQuantity)},
     .offset = offsetof(LineRow, schedule),
     .doc = "declared backorder by schedule line"},
    {.name = "allocations",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenAllocationArray), .item = &LineRow_allocations_item, .item_stride = sizeof(SeenAllocation)},
     .offset = offsetof(LineRow, allocations),
     .doc = "by source row"},
    {.name = "warehouse_orders",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenWarehouseOrderArray), .item = &LineRow_warehouse_orders_item, .item_stride = sizeof(SeenWarehouseOrder)},
     .offset = offsetof(LineRow, warehouse_orders),
     .doc = "by source row"},
    {.name = "picks",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenPickArray), .item = &LineRow_picks_item, .item_stride = sizeof(SeenPick)},
     .offset = offsetof(LineRow, picks),
     .doc = "by source row"},
    {.name = "contents",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenContentArray), .item = &LineRow_contents_item, .item_stride = sizeof(SeenContent)},
     .offset = offsetof(LineRow, contents),
     .doc = "by source row"},
    {.name = "invoices",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenInvoiceArray), .item = &LineRow_invoices_item, .item_stride = sizeof(SeenInvoice)},
     .offset = offsetof(LineRow, invoices),
     .doc = "by source row"},
    {.name = "credits",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenCreditArray), .item = &LineRow_credits_item, .item_stride = sizeof(SeenCredit)},
     .offset = offsetof(LineRow, credits),
     .doc = "by source row"},
    {.name = "receipts",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenReceiptArray), .item = &LineRow_receipts_item, .item_stride = sizeof(SeenReceipt)},
     .offset = offsetof(LineRow, receipts),
     .doc = "by source row"},
    {.name = "inspections",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenInspectionArray), .item = &LineRow_inspections_item, .item_stride = sizeof(SeenInspection)},
     .offset = offsetof(LineRow, inspections),
     .doc = "by source row"},
    {.name = "proposals",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenProposalArray), .item = &LineRow_proposals_item, .item_stride = sizeof(SeenProposal)},
     .offset = offsetof(LineRow, proposals),
     .doc = "by source row: the line as the CRM has it"},
    {.name = "as_of",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(LineRow, as_of),
     .doc = "latest event time of the line's own facts"},
    {.name = "findings",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(FindingArray), .item = &LineRow_findings_item, .item_stride = sizeof(Finding)},
     .offset = offsetof(LineRow, findings),
     .doc = "open exceptions of the line, and those to be"},
    {.name = "deleted",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(LineRow, deleted),
     .doc = "the version that counts is a deletion"},
    {.name = "worth",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(OptionalLineWorth), .nullable = true, .value_offset = offsetof(OptionalLineWorth, value), .record = &of_LineWorth_type},
     .offset = offsetof(LineRow, worth),
     .doc = "what the amounts of the order hold of it; null: nothing yet"},
    {.name = "published",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(LineState), .record = &of_LineState_type},
     .offset = offsetof(LineRow, published),
     .doc = "line-state as last published"},
};
const of_record_type of_LineRow_type = {
    .name = "LineRow",
    .full_name = "orderflow.LineRow",
    .doc = "State of one line in the order task: the latest version of every source row that "
        "speaks of it, and what was published. The ledger is a pure function of these.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"LineRow\",\"namespace\":\"orderflow\",\"doc\":\"State of one lin"
        "e in the order task: the latest version of every source row that speaks of it, an"
        "d what was published. The ledger is a pure function of these.\",\"fields\":[{\"name\":"
        "\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"t"
        "ype\":\"string\",\"doc\":\"line number within the order\"},{\"name\":\"booked\",\"type\":\"bool"
        "ean\",\"doc\":\"an order line was seen; without it the line is a stub\"},{\"name\":\"real"
        "m\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"system|instance of the order li"
        "ne: its positions compare with those of the header from there\"},{\"name\":\"position"
        "\",\"type\":\"long\",\"doc\":\"version of the order line that counts\"},{\"name\":\"item\",\"ty"
        "pe\":[\"null\",\"string\"],\"default\":null,\"doc\":\"item id\"},{\"name\":\"net_qty\",\"type\":\"l"
        "ong\",\"doc\":\"what is still wanted, thousandths of the base unit\"},{\"name\":\"substit"
        "uted_out\",\"type\":\"long\",\"doc\":\"replaced by a substitute line, thousandths of the "
        "base unit\"},{\"name\":\"unit_price\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"1/1"
        "0,000 of the currency unit\"},{\"name\":\"requested_date\",\"type\":[\"null\",{\"type\":\"lon"
        "g\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when the customer wan"
        "ts it\"},{\"name\":\"promise_date\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"times"
        "tamp-millis\"}],\"default\":null,\"doc\":\"current promise\"},{\"name\":\"first_promise\",\"t"
        "ype\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"do"
        "c\":\"promise of the earliest version that made one\"},{\"name\":\"first_promise_positi"
        "on\",\"type\":\"long\",\"default\":0,\"doc\":\"that version\"},{\"name\":\"parent_line\",\"type\":"
        "[\"null\",\"string\"],\"default\":null,\"doc\":\"the line this one substitutes\"},{\"name\":\""
        "site\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"preferred site\"},{\"name\":\"re"
        "visions\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"SeenRevision\",\"n"
        "amespace\":\"orderflow\",\"doc\":\"One revision of a line's wanted quantity.\",\"fields\":"
        "[{\"name\":\"position\",\"type\":\"long\",\"doc\":\"version of the source row that counts\"},"
        "{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"net and substituted, thousandths of the base u"
        "nit\"}]}},\"doc\":\"by position; the baseline is found among them, at whatever order "
        "they came\"},{\"name\":\"schedule\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"n"
        "ame\":\"SeenQuantity\",\"namespace\":\"orderflow\",\"doc\":\"The latest version of a source"
        " row that counts a quantity.\",\"fields\":[{\"name\":\"source\",\"type\":\"string\",\"doc\":\"s"
        "ource row: system|instance|table|row\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"ve"
        "rsion of the source row that counts\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"thousand"
        "ths of the base unit; 0 when the row was deleted\"}]}},\"doc\":\"declared backorder b"
        "y schedule line\"},{\"name\":\"allocations\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"r"
        "ecord\",\"name\":\"SeenAllocation\",\"namespace\":\"orderflow\",\"doc\":\"The latest version "
        "of a leg's commercial counters.\",\"fields\":[{\"name\":\"source\",\"type\":\"string\",\"doc\""
        ":\"source row: system|instance|table|row\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":"
        "\"version of the source row that counts\"},{\"name\":\"allocation\",\"type\":\"string\",\"do"
        "c\":\"leg\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"allocated\",\""
        "type\":\"long\",\"doc\":\"cumulative, thousandths of the base unit\"},{\"name\":\"deallocat"
        "ed\",\"type\":\"long\",\"doc\":\"cumulative, thousandths of the base unit\"},{\"name\":\"shor"
        "ted\",\"type\":\"long\",\"doc\":\"cumulative, thousandths of the base unit\"}]}},\"doc\":\"by"
        " source row\"},{\"name\":\"warehouse_orders\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\""
        "record\",\"name\":\"SeenWarehouseOrder\",\"namespace\":\"orderflow\",\"doc\":\"The latest ver"
        "sion of a warehouse order.\",\"fields\":[{\"name\":\"source\",\"type\":\"string\",\"doc\":\"sou"
        "rce row: system|instance|table|row\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"vers"
        "ion of the source row that counts\"},{\"name\":\"allocation\",\"type\":\"string\",\"doc\":\"l"
        "eg\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"accepted\",\"type\":"
        "\"boolean\",\"doc\":\"the warehouse has it and has not cancelled it\"},{\"name\":\"priorit"
        "y\",\"type\":[\"null\",\"int\"],\"default\":null,\"doc\":\"1 is most urgent\"}]}},\"doc\":\"by so"
        "urce row\"},{\"name\":\"picks\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\""
        ":\"SeenPick\",\"namespace\":\"orderflow\",\"doc\":\"The latest version of a pick task.\",\"f"
        "ields\":[{\"name\":\"source\",\"type\":\"string\",\"doc\":\"source row: system|instance|table"
        "|row\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"version of the source row that cou"
        "nts\"},{\"name\":\"allocation\",\"type\":\"string\",\"doc\":\"leg\"},{\"name\":\"site\",\"type\":\"st"
        "ring\",\"doc\":\"warehouse\"},{\"name\":\"picked\",\"type\":\"long\",\"doc\":\"thousandths of the"
        " base unit\"},{\"name\":\"shorted\",\"type\":\"long\",\"doc\":\"thousandths of the base unit\""
        "},{\"name\":\"put_back\",\"type\":\"long\",\"doc\":\"thousandths of the base unit\"},{\"name\":"
        "\"item\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"item that was picked, where"
        " the warehouse says so\"}]}},\"doc\":\"by source row\"},{\"name\":\"contents\",\"type\":{\"ty"
        "pe\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"SeenContent\",\"namespace\":\"orderflow\""
        ",\"doc\":\"The latest version of what of a line lies in a package, and where that pa"
        "ckage is.\",\"fields\":[{\"name\":\"source\",\"type\":\"string\",\"doc\":\"source row: system|i"
        "nstance|table|row\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"version of the source"
        " row that counts\"},{\"name\":\"allocation\",\"type\":\"string\",\"doc\":\"leg\"},{\"name\":\"sit"
        "e\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"package\",\"type\":\"string\",\"doc\":\"pa"
        "ckage id\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"thousandths of the base unit\"},{\"na"
        "me\":\"whereabouts\",\"type\":{\"type\":\"enum\",\"name\":\"Whereabouts\",\"namespace\":\"orderfl"
        "ow\",\"doc\":\"Where the goods of a package are (law L2).\",\"symbols\":[\"NOT_SHIPPED\",\""
        "IN_TRANSIT\",\"DELIVERED\",\"LOST\",\"RETURNED_TO_SENDER\",\"UNKNOWN\"],\"default\":\"UNKNOWN"
        "\"},\"doc\":\"of the package\"},{\"name\":\"since\",\"type\":[\"null\",{\"type\":\"long\",\"logical"
        "Type\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"event time of that\"},{\"name\":\"wa"
        "s_lost\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the carrier once called the packa"
        "ge lost\"}]}},\"doc\":\"by source row\"},{\"name\":\"invoices\",\"type\":{\"type\":\"array\",\"it"
        "ems\":{\"type\":\"record\",\"name\":\"SeenInvoice\",\"namespace\":\"orderflow\",\"aliases\":[\"Se"
        "enQuantity\"],\"doc\":\"The latest version of a posted invoice line.\",\"fields\":[{\"nam"
        "e\":\"source\",\"type\":\"string\",\"doc\":\"source row: system|instance|table|row\"},{\"name"
        "\":\"position\",\"type\":\"long\",\"doc\":\"version of the source row that counts\"},{\"name\""
        ":\"qty\",\"type\":\"long\",\"doc\":\"thousandths of the base unit; 0 when the row was dele"
        "ted\"},{\"name\":\"amount\",\"type\":\"long\",\"default\":0,\"doc\":\"1/10,000 of the currency "
        "unit; 0 when the row was deleted\"}]}},\"doc\":\"by source row\"},{\"name\":\"credits\",\"t"
        "ype\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"SeenCredit\",\"namespace\":\"or"
        "derflow\",\"doc\":\"The latest version of a credit memo line.\",\"fields\":[{\"name\":\"sou"
        "rce\",\"type\":\"string\",\"doc\":\"source row: system|instance|table|row\"},{\"name\":\"posi"
        "tion\",\"type\":\"long\",\"doc\":\"version of the source row that counts\"},{\"name\":\"qty\","
        "\"type\":\"long\",\"doc\":\"thousandths of the base unit; 0 when the row was deleted\"},{"
        "\"name\":\"amount\",\"type\":\"long\",\"default\":0,\"doc\":\"1/10,000 of the currency unit; 0"
        " when the row was deleted\"},{\"name\":\"reason\",\"type\":{\"type\":\"enum\",\"name\":\"Credit"
        "Reason\",\"namespace\":\"orderflow\",\"doc\":\"What a credit makes up for.\",\"symbols\":[\"U"
        "NKNOWN\",\"RETURN\",\"LOSS\",\"PRICE\",\"GOODWILL\"],\"default\":\"UNKNOWN\"},\"default\":\"UNKNO"
        "WN\",\"doc\":\"what it makes up for\"}]}},\"doc\":\"by source row\"},{\"name\":\"receipts\",\"t"
        "ype\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"SeenReceipt\",\"namespace\":\"o"
        "rderflow\",\"doc\":\"The latest version of a return receipt.\",\"fields\":[{\"name\":\"sour"
        "ce\",\"type\":\"string\",\"doc\":\"source row: system|instance|table|row\"},{\"name\":\"posit"
        "ion\",\"type\":\"long\",\"doc\":\"version of the source row that counts\"},{\"name\":\"receip"
        "t\",\"type\":\"string\",\"doc\":\"receipt id\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"receive"
        "d, thousandths of the base unit\"},{\"name\":\"site\",\"type\":[\"null\",\"string\"],\"defaul"
        "t\":null,\"doc\":\"warehouse\"},{\"name\":\"announced\",\"type\":\"boolean\",\"default\":true,\"d"
        "oc\":\"a return authorisation is named, and the condition is none of \\\"no matching "
        "notice\\\"\"},{\"name\":\"condition\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"X12"
        " 861 condition code\"},{\"name\":\"at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"t"
        "imestamp-millis\"}],\"default\":null,\"doc\":\"when it was received\"}]}},\"doc\":\"by sour"
        "ce row\"},{\"name\":\"inspections\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"n"
        "ame\":\"SeenInspection\",\"namespace\":\"orderflow\",\"doc\":\"The latest version of an ins"
        "pection.\",\"fields\":[{\"name\":\"source\",\"type\":\"string\",\"doc\":\"source row: system|in"
        "stance|table|row\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"version of the source "
        "row that counts\"},{\"name\":\"receipt\",\"type\":\"string\",\"doc\":\"receipt id\"},{\"name\":\""
        "sent_back\",\"type\":\"long\",\"doc\":\"goes back to the customer, thousandths of the bas"
        "e unit\"},{\"name\":\"deleted\",\"type\":\"boolean\",\"doc\":\"the source deleted it\"}]}},\"do"
        "c\":\"by source row\"},{\"name\":\"proposals\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"r"
        "ecord\",\"name\":\"SeenProposal\",\"namespace\":\"orderflow\",\"doc\":\"The latest version of"
        " an order line as the CRM has it: what it proposes, the ERP decides.\",\"fields\":[{"
        "\"name\":\"source\",\"type\":\"string\",\"doc\":\"source row: system|instance|table|row\"},{\""
        "name\":\"position\",\"type\":\"long\",\"doc\":\"version of the source row that counts\"},{\"n"
        "ame\":\"unit_price\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"1/10,000 of the cu"
        "rrency unit; null: none, or the row was deleted\"}]}},\"default\":[],\"doc\":\"by sourc"
        "e row: the line as the CRM has it\"},{\"name\":\"as_of\",\"type\":[\"null\",{\"type\":\"long\""
        ",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"latest event time of th"
        "e line's own facts\"},{\"name\":\"findings\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"r"
        "ecord\",\"name\":\"Finding\",\"namespace\":\"orderflow\",\"doc\":\"An exception that is open,"
        " or will be if what was found lasts. Kept in the row it was found in.\",\"fields\":["
        "{\"name\":\"code\",\"type\":\"string\",\"doc\":\"exception code\"},{\"name\":\"line\",\"type\":[\"nu"
        "ll\",\"string\"],\"default\":null,\"doc\":\"line, where the row is not that of the line\"}"
        ",{\"name\":\"subject\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"package, receip"
        "t, step\"},{\"name\":\"told_by\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name"
        "\":\"Telling\",\"namespace\":\"orderflow\",\"doc\":\"What one saga says of an exception, as"
        " long as it says so.\",\"fields\":[{\"name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id; em"
        "pty: none, a reply to nobody\"},{\"name\":\"detail\",\"type\":[\"null\",\"string\"],\"default"
        "\":null,\"doc\":\"in its words\"}]}},\"default\":[],\"doc\":\"sagas that say so, each once,"
        " the last to speak last; it ends for them when all took it back\"},{\"name\":\"since\""
        ",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"when it was found"
        ", on the engine's clock\"},{\"name\":\"due_at\",\"type\":[\"null\",{\"type\":\"long\",\"logical"
        "Type\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when it opens, or is escalated n"
        "ext; null: neither\"},{\"name\":\"escalations\",\"type\":\"int\",\"doc\":\"how often it was e"
        "scalated\"},{\"name\":\"published\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"OrderExcep"
        "tion\",\"namespace\":\"orderflow\",\"doc\":\"Something a person may have to look at; one "
        "open per (code, order, line, subject).\",\"fields\":[{\"name\":\"exception\",\"type\":\"str"
        "ing\",\"doc\":\"<code>|<order>|<line>|<subject>\"},{\"name\":\"code\",\"type\":\"string\",\"doc"
        "\":\"exception code\"},{\"name\":\"class\",\"type\":{\"type\":\"enum\",\"name\":\"ExceptionClass\""
        ",\"namespace\":\"orderflow\",\"doc\":\"Whose concern an exception is.\",\"symbols\":[\"BUSIN"
        "ESS\",\"TECHNICAL\",\"DATA\"]},\"default\":\"BUSINESS\",\"doc\":\"whose concern\"},{\"name\":\"se"
        "verity\",\"type\":{\"type\":\"enum\",\"name\":\"Severity\",\"namespace\":\"orderflow\",\"doc\":\"Ho"
        "w bad it is.\",\"symbols\":[\"I\",\"L\",\"M\",\"H\",\"C\"]},\"doc\":\"how bad\"},{\"name\":\"queue\",\""
        "type\":\"string\",\"doc\":\"who looks at it: SALES, CS, WH, TRANSPORT, AR, CREDIT, MDM,"
        " IT\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"n"
        "ame\":\"line\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"line\"},{\"name\":\"subjec"
        "t\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"leg, saga, package\"},{\"name\":\"d"
        "etail\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"in words\"},{\"name\":\"evidenc"
        "e\",\"type\":{\"type\":\"array\",\"items\":\"string\"},\"default\":[],\"doc\":\"source rows it wa"
        "s found in, at most 3: system|instance|table|row\"},{\"name\":\"opened_at\",\"type\":{\"t"
        "ype\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"when it was first seen\"},{\"n"
        "ame\":\"escalated_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis"
        "\"}],\"default\":null,\"doc\":\"when its severity was last raised\"},{\"name\":\"resolved_a"
        "t\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":nul"
        "l,\"doc\":\"null while open\"},{\"name\":\"resolution\",\"type\":[\"null\",\"string\"],\"default"
        "\":null,\"doc\":\"AUTO, SAGA, MANUAL\"},{\"name\":\"closed_by\",\"type\":[\"null\",\"string\"],\""
        "default\":null,\"doc\":\"who closed it; MANUAL only\"},{\"name\":\"reason\",\"type\":[\"null\""
        ",\"string\"],\"default\":null,\"doc\":\"why they did\"}]}],\"default\":null,\"doc\":\"order-ex"
        "ceptions as last published; null: not open yet\"}]}},\"default\":[],\"doc\":\"open exce"
        "ptions of the line, and those to be\"},{\"name\":\"deleted\",\"type\":\"boolean\",\"default"
        "\":false,\"doc\":\"the version that counts is a deletion\"},{\"name\":\"worth\",\"type\":[\"n"
        "ull\",{\"type\":\"record\",\"name\":\"LineWorth\",\"namespace\":\"orderflow\",\"doc\":\"What a li"
        "ne counts for in the amounts of its order. A quantity's amount is that of the led"
        "ger at the line's price, rounded once per line and amount, half away from zero; w"
        "ithout a price it is 0.\",\"fields\":[{\"name\":\"unit_price\",\"type\":[\"null\",\"long\"],\"d"
        "efault\":null,\"doc\":\"per base unit, 1/10,000 of the currency unit\"},{\"name\":\"order"
        "ed\",\"type\":\"long\",\"doc\":\"ordered, 1/10,000 of the currency unit\"},{\"name\":\"shippe"
        "d\",\"type\":\"long\",\"doc\":\"shipped, 1/10,000 of the currency unit\"},{\"name\":\"to_invo"
        "ice\",\"type\":\"long\",\"doc\":\"still wanted or shipped, and not invoiced, 1/10,000 of "
        "the currency unit\"},{\"name\":\"invoiced\",\"type\":\"long\",\"doc\":\"as posted on its invo"
        "ices, 1/10,000 of the currency unit\"},{\"name\":\"credited\",\"type\":\"long\",\"doc\":\"as "
        "posted on its credit memos, 1/10,000 of the currency unit\"}]}],\"default\":null,\"do"
        "c\":\"what the amounts of the order hold of it; null: nothing yet\"},{\"name\":\"publis"
        "hed\",\"type\":{\"type\":\"record\",\"name\":\"LineState\",\"namespace\":\"orderflow\",\"doc\":\"A "
        "line of an order: what is true of it now, over all systems. Key: <order>|<line>.\""
        ",\"fields\":[{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\""
        "},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number within the order\"},{\"name\":\"i"
        "tem\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"item id\"},{\"name\":\"site\",\"typ"
        "e\":[\"null\",\"string\"],\"default\":null,\"doc\":\"preferred site\"},{\"name\":\"channel\",\"ty"
        "pe\":[\"null\",\"string\"],\"default\":null,\"doc\":\"capture channel of the order\"},{\"name"
        "\":\"status\",\"type\":{\"type\":\"enum\",\"name\":\"FulfilStatus\",\"namespace\":\"orderflow\",\"d"
        "oc\":\"How far a line or an order is; a pure function of the quantity ledger.\",\"sym"
        "bols\":[\"CAPTURED\",\"OPEN\",\"BACKORDERED\",\"PARTIALLY_ALLOCATED\",\"ALLOCATED\",\"IN_WARE"
        "HOUSE\",\"PICKED\",\"PARTIALLY_SHIPPED\",\"SHIPPED\",\"DELIVERED\",\"LOST\",\"RETURNED_TO_SEN"
        "DER\",\"CANCELLED\",\"SUBSTITUTED\",\"REJECTED\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\""
        "derived from the ledger\"},{\"name\":\"ledger\",\"type\":{\"type\":\"record\",\"name\":\"Ledger"
        "\",\"namespace\":\"orderflow\",\"doc\":\"The quantity ledger (law L1: ordered + over = op"
        "en + backordered + allocated + picked + shipped + cancelled + substituted). Thous"
        "andths of the base unit.\",\"fields\":[{\"name\":\"ordered\",\"type\":\"long\",\"doc\":\"baseli"
        "ne at acknowledgement, raised by later increases\"},{\"name\":\"open\",\"type\":\"long\",\""
        "doc\":\"wanted and not covered\"},{\"name\":\"backordered\",\"type\":\"long\",\"doc\":\"declare"
        "d short\"},{\"name\":\"allocated\",\"type\":\"long\",\"doc\":\"allocated, not picked\"},{\"name"
        "\":\"picked\",\"type\":\"long\",\"doc\":\"picked, not shipped\"},{\"name\":\"shipped\",\"type\":\"l"
        "ong\",\"doc\":\"left the dock\"},{\"name\":\"cancelled\",\"type\":\"long\",\"doc\":\"no longer wa"
        "nted\"},{\"name\":\"substituted\",\"type\":\"long\",\"doc\":\"replaced by another line\"},{\"na"
        "me\":\"over\",\"type\":\"long\",\"doc\":\"covered beyond what is wanted\"},{\"name\":\"in_trans"
        "it\",\"type\":\"long\",\"doc\":\"shipped, not yet arrived anywhere\"},{\"name\":\"delivered\","
        "\"type\":\"long\",\"doc\":\"arrived at the customer\"},{\"name\":\"lost\",\"type\":\"long\",\"doc\""
        ":\"lost by the carrier\"},{\"name\":\"returned_to_sender\",\"type\":\"long\",\"doc\":\"came ba"
        "ck undelivered\"},{\"name\":\"invoiced\",\"type\":\"long\",\"doc\":\"invoiced\"},{\"name\":\"retu"
        "rned\",\"type\":\"long\",\"doc\":\"received back and kept\"},{\"name\":\"credited\",\"type\":\"lo"
        "ng\",\"doc\":\"credited\"},{\"name\":\"inferred\",\"type\":\"long\",\"doc\":\"implied by a later "
        "stage, not reported\"}]},\"doc\":\"quantities\"},{\"name\":\"legs\",\"type\":{\"type\":\"array\""
        ",\"items\":{\"type\":\"record\",\"name\":\"LegState\",\"namespace\":\"orderflow\",\"doc\":\"One le"
        "g of a line: where its goods come from and how far they are. Thousandths of the b"
        "ase unit.\",\"fields\":[{\"name\":\"allocation\",\"type\":\"string\",\"doc\":\"leg\"},{\"name\":\"s"
        "ite\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"allocated\",\"type\":\"long\",\"doc\":\""
        "allocated, not picked\"},{\"name\":\"picked\",\"type\":\"long\",\"doc\":\"picked, not shipped"
        "\"},{\"name\":\"shipped\",\"type\":\"long\",\"doc\":\"left the dock\"},{\"name\":\"accepted\",\"typ"
        "e\":\"boolean\",\"doc\":\"the warehouse accepted an order for it\"}]}},\"doc\":\"at most 10"
        "0; leg_count tells of more\"},{\"name\":\"leg_count\",\"type\":\"int\",\"doc\":\"legs in all\""
        "},{\"name\":\"sites\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"LineSit"
        "e\",\"namespace\":\"orderflow\",\"doc\":\"What all legs of a line hold at one site. Thous"
        "andths of the base unit.\",\"fields\":[{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehou"
        "se\"},{\"name\":\"allocated\",\"type\":\"long\",\"doc\":\"allocated, not picked\"},{\"name\":\"pi"
        "cked\",\"type\":\"long\",\"doc\":\"picked, not shipped\"},{\"name\":\"shipped\",\"type\":\"long\","
        "\"doc\":\"left the dock\"}]}},\"default\":[],\"doc\":\"what all legs hold, by site, where "
        "not all legs are shown; else empty\"},{\"name\":\"requested_date\",\"type\":[\"null\",{\"ty"
        "pe\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when the cust"
        "omer wants it\"},{\"name\":\"promise_original\",\"type\":[\"null\",{\"type\":\"long\",\"logical"
        "Type\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"first promise\"},{\"name\":\"promise"
        "_current\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"defau"
        "lt\":null,\"doc\":\"current promise\"},{\"name\":\"parent_line\",\"type\":[\"null\",\"string\"],"
        "\"default\":null,\"doc\":\"the line this one substitutes\"},{\"name\":\"completeness\",\"typ"
        "e\":{\"type\":\"enum\",\"name\":\"Completeness\",\"namespace\":\"orderflow\",\"doc\":\"Whether ev"
        "ery record this one needs has been seen.\",\"symbols\":[\"COMPLETE\",\"PARTIAL\"]},\"doc\""
        ":\"PARTIAL until line and header are known\"},{\"name\":\"version\",\"type\":\"long\",\"doc\""
        ":\"+1 per published change\"},{\"name\":\"as_of\",\"type\":[\"null\",{\"type\":\"long\",\"logica"
        "lType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"latest event time seen\"},{\"name"
        "\":\"updated_at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"whe"
        "n this was published\"}]},\"doc\":\"line-state as last published\"}]}",
    .fields = LineRow_fields,
    .field_count = 31,
    .size = sizeof(LineRow),
};

static const of_field MergeLine_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(MergeLine, header),
     .doc = "identity and idempotency"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(MergeLine, line),
     .doc = "line number"},
};
const of_record_type of_MergeLine_type = {
    .name = "MergeLine",
    .full_name = "orderflow.MergeLine",
    .doc = "ERP: take SplitLine back.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"MergeLine\",\"namespace\":\"orderflow\",\"doc\":\"ERP: take Spli"
        "tLine back.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record\",\"name\":\"CommandHe"
        "ader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carries. `key` is the ide"
        "mpotency key: a retry reuses it, participants apply it once.\",\"fields\":[{\"name\":\""
        "key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generation>\"},{\"name\":\"saga\""
        ",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"string\",\"doc\":\"step of t"
        "he saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step works on: line, l"
        "eg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deliberate new effect ha"
        "s a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 for the first sendin"
        "g\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"nam"
        "e\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp, crm, finance, wms"
        ".<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"string\"],\"default\":nul"
        "l,\"doc\":\"key of the command that this one takes back\"},{\"name\":\"deadline\",\"type\":"
        "[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"a"
        "n answer is expected before this time\"}]},\"doc\":\"identity and idempotency\"},{\"nam"
        "e\":\"line\",\"type\":\"string\",\"doc\":\"line number\"}]}",
    .fields = MergeLine_fields,
    .field_count = 2,
    .size = sizeof(MergeLine),
};

static const char *const MilestoneCode_symbols[] = {
    "LABELLED",
    "PICKED_UP",
    "IN_TRANSIT",
    "OUT_FOR_DELIVERY",
    "ATTEMPTED",
    "DELAYED",
    "DAMAGED",
    "REFUSED",
    "RTS_IN_TRANSIT",
    "LOST",
    "DELIVERED",
    "RTS_RECEIVED",
    "VOIDED",
    "ETA_ONLY",
    "UNKNOWN",
};
const of_enum_type of_MilestoneCode_enum = {
    .name = "orderflow.MilestoneCode",
    .symbols = MilestoneCode_symbols,
    .count = 15,
};
_Static_assert(sizeof(MilestoneCode) == sizeof(int32_t), "enums are 32 bits");

static const char *const TimeQuality_symbols[] = {
    "EXACT",
    "INFERRED_TZ",
    "DATE_ONLY",
    "IMPLAUSIBLE",
};
const of_enum_type of_TimeQuality_enum = {
    .name = "orderflow.TimeQuality",
    .symbols = TimeQuality_symbols,
    .count = 4,
};
_Static_assert(sizeof(TimeQuality) == sizeof(int32_t), "enums are 32 bits");

static const of_field Milestone_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(Milestone, source),
     .doc = "the source row and its version"},
    {.name = "tracking",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Milestone, tracking),
     .doc = "tracking number"},
    {.name = "code",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(MilestoneCode), .symbols = &of_MilestoneCode_enum},
     .offset = offsetof(Milestone, code),
     .doc = "what happened"},
    {.name = "raw_code",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(Milestone, raw_code),
     .doc = "the carrier's own code"},
    {.name = "raw_time",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(Milestone, raw_time),
     .doc = "event time as the carrier wrote it"},
    {.name = "at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Milestone, at),
     .doc = "event time, UTC"},
    {.name = "quality",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(TimeQuality), .symbols = &of_TimeQuality_enum},
     .offset = offsetof(Milestone, quality),
     .doc = "how `at` was found"},
    {.name = "location",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(Milestone, location),
     .doc = "where"},
    {.name = "carrier",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(Milestone, carrier),
     .doc = "carrier code"},
    {.name = "signed_by",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(Milestone, signed_by),
     .doc = "proof of delivery"},
    {.name = "eta",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Milestone, eta),
     .doc = "estimated arrival"},
};
const of_record_type of_Milestone_type = {
    .name = "Milestone",
    .full_name = "orderflow.Milestone",
    .doc = "One carrier event, known by tracking number alone (owner: carrier).",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"Milestone\",\"namespace\":\"orderflow\",\"doc\":\"One carrier ev"
        "ent, known by tracking number alone (owner: carrier).\",\"fields\":[{\"name\":\"source\""
        ",\"type\":{\"type\":\"record\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\",\"doc\":\"W"
        "here a fact comes from: the row of a source table and the version of it. Versions"
        " are compared per (system, table, row), never by wall clock.\",\"fields\":[{\"name\":\""
        "system\",\"type\":\"string\",\"doc\":\"erp, crm, wms, carrier, finance, or the name of th"
        "e participant\"},{\"name\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":"
        "\"the instance of the system, where there are several\"},{\"name\":\"table\",\"type\":\"st"
        "ring\",\"doc\":\"source table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"primar"
        "y key of the source row, parts joined by |\"},{\"name\":\"position\",\"type\":\"long\",\"do"
        "c\":\"LSN, SCN, binlog position, sequence or row version; grows with each change of"
        " the row. Comparable between tables of one system instance\"},{\"name\":\"snapshot\",\""
        "type\":\"boolean\",\"default\":false,\"doc\":\"read by a snapshot (op=r), not from the st"
        "ream\"},{\"name\":\"deleted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the source delet"
        "ed the row (op=d)\"}]},\"doc\":\"the source row and its version\"},{\"name\":\"tracking\","
        "\"type\":\"string\",\"doc\":\"tracking number\"},{\"name\":\"code\",\"type\":{\"type\":\"enum\",\"na"
        "me\":\"MilestoneCode\",\"namespace\":\"orderflow\",\"doc\":\"Carrier and dock milestones; t"
        "he rank of each is that of the domain model.\",\"symbols\":[\"LABELLED\",\"PICKED_UP\",\""
        "IN_TRANSIT\",\"OUT_FOR_DELIVERY\",\"ATTEMPTED\",\"DELAYED\",\"DAMAGED\",\"REFUSED\",\"RTS_IN_"
        "TRANSIT\",\"LOST\",\"DELIVERED\",\"RTS_RECEIVED\",\"VOIDED\",\"ETA_ONLY\",\"UNKNOWN\"],\"defaul"
        "t\":\"UNKNOWN\"},\"doc\":\"what happened\"},{\"name\":\"raw_code\",\"type\":[\"null\",\"string\"],"
        "\"default\":null,\"doc\":\"the carrier's own code\"},{\"name\":\"raw_time\",\"type\":[\"null\","
        "\"string\"],\"default\":null,\"doc\":\"event time as the carrier wrote it\"},{\"name\":\"at\""
        ",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,"
        "\"doc\":\"event time, UTC\"},{\"name\":\"quality\",\"type\":{\"type\":\"enum\",\"name\":\"TimeQual"
        "ity\",\"namespace\":\"orderflow\",\"doc\":\"How a carrier time became UTC.\",\"symbols\":[\"E"
        "XACT\",\"INFERRED_TZ\",\"DATE_ONLY\",\"IMPLAUSIBLE\"],\"default\":\"EXACT\"},\"default\":\"EXAC"
        "T\",\"doc\":\"how `at` was found\"},{\"name\":\"location\",\"type\":[\"null\",\"string\"],\"defau"
        "lt\":null,\"doc\":\"where\"},{\"name\":\"carrier\",\"type\":[\"null\",\"string\"],\"default\":null"
        ",\"doc\":\"carrier code\"},{\"name\":\"signed_by\",\"type\":[\"null\",\"string\"],\"default\":nul"
        "l,\"doc\":\"proof of delivery\"},{\"name\":\"eta\",\"type\":[\"null\",{\"type\":\"long\",\"logical"
        "Type\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"estimated arrival\"}]}",
    .fields = Milestone_fields,
    .field_count = 11,
    .size = sizeof(Milestone),
};

static const of_field Milestones_fields[] = {
    {.name = "captured",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Milestones, captured),
     .doc = "captured in CRM"},
    {.name = "booked",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Milestones, booked),
     .doc = "booked in the ERP"},
    {.name = "acknowledged",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Milestones, acknowledged),
     .doc = "acknowledged to the customer"},
    {.name = "first_picked",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Milestones, first_picked),
     .doc = "first pick"},
    {.name = "first_shipped",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Milestones, first_shipped),
     .doc = "first goods issue"},
    {.name = "last_shipped",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Milestones, last_shipped),
     .doc = "last goods issue"},
    {.name = "first_delivered",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Milestones, first_delivered),
     .doc = "first delivery"},
    {.name = "last_delivered",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Milestones, last_delivered),
     .doc = "last delivery"},
    {.name = "paid",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Milestones, paid),
     .doc = "last payment"},
};
const of_record_type of_Milestones_type = {
    .name = "Milestones",
    .full_name = "orderflow.Milestones",
    .doc = "First and last times of an order's life.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"Milestones\",\"namespace\":\"orderflow\",\"doc\":\"First and las"
        "t times of an order's life.\",\"fields\":[{\"name\":\"captured\",\"type\":[\"null\",{\"type\":"
        "\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"captured in CRM\"}"
        ",{\"name\":\"booked\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}"
        "],\"default\":null,\"doc\":\"booked in the ERP\"},{\"name\":\"acknowledged\",\"type\":[\"null\""
        ",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"acknowle"
        "dged to the customer\"},{\"name\":\"first_picked\",\"type\":[\"null\",{\"type\":\"long\",\"logi"
        "calType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"first pick\"},{\"name\":\"first_s"
        "hipped\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default"
        "\":null,\"doc\":\"first goods issue\"},{\"name\":\"last_shipped\",\"type\":[\"null\",{\"type\":\""
        "long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"last goods issue\"}"
        ",{\"name\":\"first_delivered\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp"
        "-millis\"}],\"default\":null,\"doc\":\"first delivery\"},{\"name\":\"last_delivered\",\"type\""
        ":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\""
        "last delivery\"},{\"name\":\"paid\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"times"
        "tamp-millis\"}],\"default\":null,\"doc\":\"last payment\"}]}",
    .fields = Milestones_fields,
    .field_count = 9,
    .size = sizeof(Milestones),
};

static const of_field NotifyCustomer_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(NotifyCustomer, header),
     .doc = "identity and idempotency"},
    {.name = "template",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(NotifyCustomer, template),
     .doc = "notice template"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(NotifyCustomer, line),
     .doc = "line it is about"},
    {.name = "date",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(NotifyCustomer, date),
     .doc = "date it promises"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(NotifyCustomer, qty),
     .doc = "quantity it is about, thousandths of the base unit"},
};
const of_record_type of_NotifyCustomer_type = {
    .name = "NotifyCustomer",
    .full_name = "orderflow.NotifyCustomer",
    .doc = "CRM: tell the customer.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"NotifyCustomer\",\"namespace\":\"orderflow\",\"doc\":\"CRM: tell"
        " the customer.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record\",\"name\":\"Comman"
        "dHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carries. `key` is the "
        "idempotency key: a retry reuses it, participants apply it once.\",\"fields\":[{\"name"
        "\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generation>\"},{\"name\":\"sa"
        "ga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"string\",\"doc\":\"step o"
        "f the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step works on: line"
        ", leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deliberate new effect"
        " has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 for the first sen"
        "ding\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\""
        "name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp, crm, finance, "
        "wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"string\"],\"default\":"
        "null,\"doc\":\"key of the command that this one takes back\"},{\"name\":\"deadline\",\"typ"
        "e\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\""
        ":\"an answer is expected before this time\"}]},\"doc\":\"identity and idempotency\"},{\""
        "name\":\"template\",\"type\":\"string\",\"doc\":\"notice template\"},{\"name\":\"line\",\"type\":["
        "\"null\",\"string\"],\"default\":null,\"doc\":\"line it is about\"},{\"name\":\"date\",\"type\":["
        "\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"da"
        "te it promises\"},{\"name\":\"qty\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"quant"
        "ity it is about, thousandths of the base unit\"}]}",
    .fields = NotifyCustomer_fields,
    .field_count = 5,
    .size = sizeof(NotifyCustomer),
};

static const char *const OfferOutcome_symbols[] = {
    "ACCEPTED",
    "DECLINED",
    "EXPIRED",
    "UNKNOWN",
};
const of_enum_type of_OfferOutcome_enum = {
    .name = "orderflow.OfferOutcome",
    .symbols = OfferOutcome_symbols,
    .count = 4,
};
_Static_assert(sizeof(OfferOutcome) == sizeof(int32_t), "enums are 32 bits");

static const of_field OfferResult_fields[] = {
    {.name = "item",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OfferResult, item),
     .doc = "item id"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OfferResult, site),
     .doc = "warehouse"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OfferResult, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OfferResult, line),
     .doc = "line number within the order"},
    {.name = "offer",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OfferResult, offer),
     .doc = "offer id"},
    {.name = "outcome",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(OfferOutcome), .symbols = &of_OfferOutcome_enum},
     .offset = offsetof(OfferResult, outcome),
     .doc = "the answer"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(OfferResult, qty),
     .doc = "accepted, thousandths of the base unit"},
    {.name = "allocation",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OfferResult, allocation),
     .doc = "leg that takes it: the offer is done when that leg shows; null: whatever the line"
        " is allocated there is taken for it"},
    {.name = "reason",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OfferResult, reason),
     .doc = "why it was declined"},
};
const of_record_type of_OfferResult_type = {
    .name = "OfferResult",
    .full_name = "orderflow.OfferResult",
    .doc = "The answer to an offer of stock. Key: <item>|<site>.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"OfferResult\",\"namespace\":\"orderflow\",\"doc\":\"The answer t"
        "o an offer of stock. Key: <item>|<site>.\",\"fields\":[{\"name\":\"item\",\"type\":\"string"
        "\",\"doc\":\"item id\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"ord"
        "er\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"type\""
        ":\"string\",\"doc\":\"line number within the order\"},{\"name\":\"offer\",\"type\":\"string\",\""
        "doc\":\"offer id\"},{\"name\":\"outcome\",\"type\":{\"type\":\"enum\",\"name\":\"OfferOutcome\",\"n"
        "amespace\":\"orderflow\",\"doc\":\"How an offer of stock was answered.\",\"symbols\":[\"ACC"
        "EPTED\",\"DECLINED\",\"EXPIRED\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"the answer\"},{"
        "\"name\":\"qty\",\"type\":\"long\",\"default\":0,\"doc\":\"accepted, thousandths of the base u"
        "nit\"},{\"name\":\"allocation\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"leg tha"
        "t takes it: the offer is done when that leg shows; null: whatever the line is all"
        "ocated there is taken for it\"},{\"name\":\"reason\",\"type\":[\"null\",\"string\"],\"default"
        "\":null,\"doc\":\"why it was declined\"}]}",
    .fields = OfferResult_fields,
    .field_count = 9,
    .size = sizeof(OfferResult),
};

static const of_field SupplyOffer_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(SupplyOffer, source),
     .doc = "the source row and its version"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SupplyOffer, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SupplyOffer, line),
     .doc = "line number within the order"},
    {.name = "offer",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SupplyOffer, offer),
     .doc = "offer id"},
    {.name = "kind",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(SupplyKind), .symbols = &of_SupplyKind_enum},
     .offset = offsetof(SupplyOffer, kind),
     .doc = "stock or expected receipt"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SupplyOffer, site),
     .doc = "warehouse"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SupplyOffer, qty),
     .doc = "offered, thousandths of the base unit"},
    {.name = "supply",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SupplyOffer, supply),
     .doc = "purchase order line of an expected receipt"},
    {.name = "eta",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SupplyOffer, eta),
     .doc = "when an expected receipt arrives"},
    {.name = "expires_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SupplyOffer, expires_at),
     .doc = "the offer lapses"},
};
const of_record_type of_SupplyOffer_type = {
    .name = "SupplyOffer",
    .full_name = "orderflow.SupplyOffer",
    .doc = "Supply held for a line for a while: stock at a site, or an expected receipt to pe"
        "g to.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SupplyOffer\",\"namespace\":\"orderflow\",\"doc\":\"Supply held "
        "for a line for a while: stock at a site, or an expected receipt to peg to.\",\"fiel"
        "ds\":[{\"name\":\"source\",\"type\":{\"type\":\"record\",\"name\":\"SourcePosition\",\"namespace\""
        ":\"orderflow\",\"doc\":\"Where a fact comes from: the row of a source table and the ve"
        "rsion of it. Versions are compared per (system, table, row), never by wall clock."
        "\",\"fields\":[{\"name\":\"system\",\"type\":\"string\",\"doc\":\"erp, crm, wms, carrier, finan"
        "ce, or the name of the participant\"},{\"name\":\"instance\",\"type\":[\"null\",\"string\"],"
        "\"default\":null,\"doc\":\"the instance of the system, where there are several\"},{\"nam"
        "e\":\"table\",\"type\":\"string\",\"doc\":\"source table or stream\"},{\"name\":\"row\",\"type\":\""
        "string\",\"doc\":\"primary key of the source row, parts joined by |\"},{\"name\":\"positi"
        "on\",\"type\":\"long\",\"doc\":\"LSN, SCN, binlog position, sequence or row version; grow"
        "s with each change of the row. Comparable between tables of one system instance\"}"
        ",{\"name\":\"snapshot\",\"type\":\"boolean\",\"default\":false,\"doc\":\"read by a snapshot (o"
        "p=r), not from the stream\"},{\"name\":\"deleted\",\"type\":\"boolean\",\"default\":false,\"d"
        "oc\":\"the source deleted the row (op=d)\"}]},\"doc\":\"the source row and its version\""
        "},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\""
        ":\"line\",\"type\":\"string\",\"doc\":\"line number within the order\"},{\"name\":\"offer\",\"ty"
        "pe\":\"string\",\"doc\":\"offer id\"},{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"Suppl"
        "yKind\",\"namespace\":\"orderflow\",\"doc\":\"What an offer of supply rests on.\",\"symbols"
        "\":[\"ON_HAND\",\"EXPECTED\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"stock or expected "
        "receipt\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"qty\",\"type\":"
        "\"long\",\"doc\":\"offered, thousandths of the base unit\"},{\"name\":\"supply\",\"type\":[\"n"
        "ull\",\"string\"],\"default\":null,\"doc\":\"purchase order line of an expected receipt\"}"
        ",{\"name\":\"eta\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\""
        "default\":null,\"doc\":\"when an expected receipt arrives\"},{\"name\":\"expires_at\",\"typ"
        "e\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\""
        ":\"the offer lapses\"}]}",
    .fields = SupplyOffer_fields,
    .field_count = 10,
    .size = sizeof(SupplyOffer),
};

static const of_field OfferRow_fields[] = {
    {.name = "offer",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SupplyOffer), .record = &of_SupplyOffer_type},
     .offset = offsetof(OfferRow, offer),
     .doc = "as it was made"},
    {.name = "accepted",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(OfferRow, accepted),
     .doc = "accepted and not yet seen allocated, thousandths of the base unit; null while it "
        "is live"},
    {.name = "allocation",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OfferRow, allocation),
     .doc = "leg that takes it, where the answer named one"},
    {.name = "taken",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(OfferRow, taken),
     .doc = "seen allocated to that leg, thousandths of the base unit"},
    {.name = "due",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(OfferRow, due),
     .doc = "it lapses"},
};
const of_record_type of_OfferRow_type = {
    .name = "OfferRow",
    .full_name = "orderflow.OfferRow",
    .doc = "State of one open offer. Key: <item>|<site>|<order>|<line>|<number>.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"OfferRow\",\"namespace\":\"orderflow\",\"doc\":\"State of one op"
        "en offer. Key: <item>|<site>|<order>|<line>|<number>.\",\"fields\":[{\"name\":\"offer\","
        "\"type\":{\"type\":\"record\",\"name\":\"SupplyOffer\",\"namespace\":\"orderflow\",\"doc\":\"Suppl"
        "y held for a line for a while: stock at a site, or an expected receipt to peg to."
        "\",\"fields\":[{\"name\":\"source\",\"type\":{\"type\":\"record\",\"name\":\"SourcePosition\",\"nam"
        "espace\":\"orderflow\",\"doc\":\"Where a fact comes from: the row of a source table and"
        " the version of it. Versions are compared per (system, table, row), never by wall"
        " clock.\",\"fields\":[{\"name\":\"system\",\"type\":\"string\",\"doc\":\"erp, crm, wms, carrier"
        ", finance, or the name of the participant\"},{\"name\":\"instance\",\"type\":[\"null\",\"st"
        "ring\"],\"default\":null,\"doc\":\"the instance of the system, where there are several\""
        "},{\"name\":\"table\",\"type\":\"string\",\"doc\":\"source table or stream\"},{\"name\":\"row\",\""
        "type\":\"string\",\"doc\":\"primary key of the source row, parts joined by |\"},{\"name\":"
        "\"position\",\"type\":\"long\",\"doc\":\"LSN, SCN, binlog position, sequence or row versio"
        "n; grows with each change of the row. Comparable between tables of one system ins"
        "tance\"},{\"name\":\"snapshot\",\"type\":\"boolean\",\"default\":false,\"doc\":\"read by a snap"
        "shot (op=r), not from the stream\"},{\"name\":\"deleted\",\"type\":\"boolean\",\"default\":f"
        "alse,\"doc\":\"the source deleted the row (op=d)\"}]},\"doc\":\"the source row and its v"
        "ersion\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},"
        "{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number within the order\"},{\"name\":\"off"
        "er\",\"type\":\"string\",\"doc\":\"offer id\"},{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\""
        ":\"SupplyKind\",\"namespace\":\"orderflow\",\"doc\":\"What an offer of supply rests on.\",\""
        "symbols\":[\"ON_HAND\",\"EXPECTED\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"stock or ex"
        "pected receipt\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"qty\","
        "\"type\":\"long\",\"doc\":\"offered, thousandths of the base unit\"},{\"name\":\"supply\",\"ty"
        "pe\":[\"null\",\"string\"],\"default\":null,\"doc\":\"purchase order line of an expected re"
        "ceipt\"},{\"name\":\"eta\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-mill"
        "is\"}],\"default\":null,\"doc\":\"when an expected receipt arrives\"},{\"name\":\"expires_a"
        "t\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":nul"
        "l,\"doc\":\"the offer lapses\"}]},\"doc\":\"as it was made\"},{\"name\":\"accepted\",\"type\":["
        "\"null\",\"long\"],\"default\":null,\"doc\":\"accepted and not yet seen allocated, thousan"
        "dths of the base unit; null while it is live\"},{\"name\":\"allocation\",\"type\":[\"null"
        "\",\"string\"],\"default\":null,\"doc\":\"leg that takes it, where the answer named one\"}"
        ",{\"name\":\"taken\",\"type\":\"long\",\"default\":0,\"doc\":\"seen allocated to that leg, tho"
        "usandths of the base unit\"},{\"name\":\"due\",\"type\":{\"type\":\"long\",\"logicalType\":\"ti"
        "mestamp-millis\"},\"doc\":\"it lapses\"}]}",
    .fields = OfferRow_fields,
    .field_count = 5,
    .size = sizeof(OfferRow),
};

static const of_field OpenException_fields[] = {
    {.name = "code",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OpenException, code),
     .doc = "exception code"},
    {.name = "severity",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(Severity), .symbols = &of_Severity_enum},
     .offset = offsetof(OpenException, severity),
     .doc = "how bad"},
    {.name = "count",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(OpenException, count),
     .doc = "open ones of this code and severity"},
};
const of_record_type of_OpenException_type = {
    .name = "OpenException",
    .full_name = "orderflow.OpenException",
    .doc = "Open exceptions of one code and severity, as order-state shows them.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"OpenException\",\"namespace\":\"orderflow\",\"doc\":\"Open excep"
        "tions of one code and severity, as order-state shows them.\",\"fields\":[{\"name\":\"co"
        "de\",\"type\":\"string\",\"doc\":\"exception code\"},{\"name\":\"severity\",\"type\":{\"type\":\"en"
        "um\",\"name\":\"Severity\",\"namespace\":\"orderflow\",\"doc\":\"How bad it is.\",\"symbols\":[\""
        "I\",\"L\",\"M\",\"H\",\"C\"]},\"doc\":\"how bad\"},{\"name\":\"count\",\"type\":\"int\",\"doc\":\"open on"
        "es of this code and severity\"}]}",
    .fields = OpenException_fields,
    .field_count = 3,
    .size = sizeof(OpenException),
};

static const of_value_type OrderCommercial_prices_item = {.kind = OF_KIND_RECORD, .size = sizeof(LinePrice), .record = &of_LinePrice_type};
static const of_field OrderCommercial_fields[] = {
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OrderCommercial, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "currency",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderCommercial, currency),
     .doc = "of all amounts, ISO 4217"},
    {.name = "ordered",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(OrderCommercial, ordered),
     .doc = "ordered, at the prices of the lines, 1/10,000 of the currency unit"},
    {.name = "shipped",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(OrderCommercial, shipped),
     .doc = "shipped, at the prices of the lines, 1/10,000 of the currency unit"},
    {.name = "to_invoice",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(OrderCommercial, to_invoice),
     .doc = "still wanted or shipped, and not invoiced, at the prices of the lines, 1/10,000 o"
        "f the currency unit"},
    {.name = "invoiced",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(OrderCommercial, invoiced),
     .doc = "as posted, 1/10,000 of the currency unit"},
    {.name = "credited",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(OrderCommercial, credited),
     .doc = "as posted, 1/10,000 of the currency unit"},
    {.name = "paid",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(OrderCommercial, paid),
     .doc = "sum of the payments that are captured, 1/10,000 of the currency unit"},
    {.name = "prices",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(LinePriceArray), .item = &OrderCommercial_prices_item, .item_stride = sizeof(LinePrice)},
     .offset = offsetof(OrderCommercial, prices),
     .doc = "by line, the first 100; line_count of order-state tells of more"},
    {.name = "unpriced_lines",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(OrderCommercial, unpriced_lines),
     .doc = "lines without a price, which the amounts lack"},
    {.name = "completeness",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(Completeness), .symbols = &of_Completeness_enum},
     .offset = offsetof(OrderCommercial, completeness),
     .doc = "PARTIAL until header and lines are known"},
    {.name = "version",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(OrderCommercial, version),
     .doc = "+1 per published change"},
    {.name = "updated_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(OrderCommercial, updated_at),
     .doc = "when this was published"},
};
const of_record_type of_OrderCommercial_type = {
    .name = "OrderCommercial",
    .full_name = "orderflow.OrderCommercial",
    .doc = "What an order is worth: the prices and amounts that order-state leaves out. Restr"
        "icted. Key: order key.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"OrderCommercial\",\"namespace\":\"orderflow\",\"doc\":\"What an "
        "order is worth: the prices and amounts that order-state leaves out. Restricted. K"
        "ey: order key.\",\"fields\":[{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <enti"
        "ty>:<order id>\"},{\"name\":\"currency\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\""
        ":\"of all amounts, ISO 4217\"},{\"name\":\"ordered\",\"type\":\"long\",\"doc\":\"ordered, at t"
        "he prices of the lines, 1/10,000 of the currency unit\"},{\"name\":\"shipped\",\"type\":"
        "\"long\",\"doc\":\"shipped, at the prices of the lines, 1/10,000 of the currency unit\""
        "},{\"name\":\"to_invoice\",\"type\":\"long\",\"doc\":\"still wanted or shipped, and not invo"
        "iced, at the prices of the lines, 1/10,000 of the currency unit\"},{\"name\":\"invoic"
        "ed\",\"type\":\"long\",\"doc\":\"as posted, 1/10,000 of the currency unit\"},{\"name\":\"cred"
        "ited\",\"type\":\"long\",\"doc\":\"as posted, 1/10,000 of the currency unit\"},{\"name\":\"pa"
        "id\",\"type\":\"long\",\"doc\":\"sum of the payments that are captured, 1/10,000 of the c"
        "urrency unit\"},{\"name\":\"prices\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\""
        "name\":\"LinePrice\",\"namespace\":\"orderflow\",\"doc\":\"The price of one line of an orde"
        "r.\",\"fields\":[{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number within the order\""
        "},{\"name\":\"unit_price\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"per base unit"
        ", 1/10,000 of the currency unit; null: not known\"}]}},\"doc\":\"by line, the first 1"
        "00; line_count of order-state tells of more\"},{\"name\":\"unpriced_lines\",\"type\":\"in"
        "t\",\"doc\":\"lines without a price, which the amounts lack\"},{\"name\":\"completeness\","
        "\"type\":{\"type\":\"enum\",\"name\":\"Completeness\",\"namespace\":\"orderflow\",\"doc\":\"Whethe"
        "r every record this one needs has been seen.\",\"symbols\":[\"COMPLETE\",\"PARTIAL\"]},\""
        "doc\":\"PARTIAL until header and lines are known\"},{\"name\":\"version\",\"type\":\"long\","
        "\"doc\":\"+1 per published change\"},{\"name\":\"updated_at\",\"type\":{\"type\":\"long\",\"logi"
        "calType\":\"timestamp-millis\"},\"doc\":\"when this was published\"}]}",
    .fields = OrderCommercial_fields,
    .field_count = 13,
    .size = sizeof(OrderCommercial),
};

static const char *const OrderType_symbols[] = {
    "STANDARD",
    "REPLACEMENT",
    "RETURN",
    "TRANSFER",
    "UNKNOWN",
};
const of_enum_type of_OrderType_enum = {
    .name = "orderflow.OrderType",
    .symbols = OrderType_symbols,
    .count = 5,
};
_Static_assert(sizeof(OrderType) == sizeof(int32_t), "enums are 32 bits");

static const of_field OrderHeader_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(OrderHeader, source),
     .doc = "the source row and its version"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OrderHeader, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "entity",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OrderHeader, entity),
     .doc = "legal entity"},
    {.name = "type",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(OrderType), .symbols = &of_OrderType_enum},
     .offset = offsetof(OrderHeader, type),
     .doc = "order type"},
    {.name = "status",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(HeaderStatus), .symbols = &of_HeaderStatus_enum},
     .offset = offsetof(OrderHeader, status),
     .doc = "commercial status"},
    {.name = "raw_status",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderHeader, raw_status),
     .doc = "the source's own status value"},
    {.name = "channel",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderHeader, channel),
     .doc = "capture channel: EDI, WEB, CRM, MARKETPLACE, ..."},
    {.name = "customer",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderHeader, customer),
     .doc = "sold-to account id"},
    {.name = "customer_po",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderHeader, customer_po),
     .doc = "the customer's purchase order number"},
    {.name = "currency",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderHeader, currency),
     .doc = "ISO 4217"},
    {.name = "priority",
     .type = {.kind = OF_KIND_INT, .size = sizeof(OptionalInt), .nullable = true, .value_offset = offsetof(OptionalInt, value)},
     .offset = offsetof(OrderHeader, priority),
     .doc = "1 is most urgent"},
    {.name = "alloc_class",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(OptionalAllocClass), .nullable = true, .value_offset = offsetof(OptionalAllocClass, value), .symbols = &of_AllocClass_enum},
     .offset = offsetof(OrderHeader, alloc_class),
     .doc = "what its lines may gain or lose when stock is short"},
    {.name = "captured_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(OrderHeader, captured_at),
     .doc = "captured in CRM"},
    {.name = "booked_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(OrderHeader, booked_at),
     .doc = "booked in the ERP"},
    {.name = "acknowledged_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(OrderHeader, acknowledged_at),
     .doc = "acknowledged to the customer; fixes the ordered baseline"},
    {.name = "requested_date",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(OrderHeader, requested_date),
     .doc = "when the customer wants it"},
    {.name = "ship_complete",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(OptionalBool), .nullable = true, .value_offset = offsetof(OptionalBool, value)},
     .offset = offsetof(OrderHeader, ship_complete),
     .doc = "ship everything at once or not at all"},
    {.name = "partial_allowed",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(OptionalBool), .nullable = true, .value_offset = offsetof(OptionalBool, value)},
     .offset = offsetof(OrderHeader, partial_allowed),
     .doc = "part deliveries are allowed"},
    {.name = "invoice_policy",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(OptionalInvoicePolicy), .nullable = true, .value_offset = offsetof(OptionalInvoicePolicy, value), .symbols = &of_InvoicePolicy_enum},
     .offset = offsetof(OrderHeader, invoice_policy),
     .doc = "who invoices"},
    {.name = "backorder_policy",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(OptionalBackorderPolicy), .nullable = true, .value_offset = offsetof(OptionalBackorderPolicy, value), .symbols = &of_BackorderPolicy_enum},
     .offset = offsetof(OrderHeader, backorder_policy),
     .doc = "what to do when goods are short"},
};
const of_record_type of_OrderHeader_type = {
    .name = "OrderHeader",
    .full_name = "orderflow.OrderHeader",
    .doc = "The header of a sales order (owner: ERP; channel and capture from CRM).",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"OrderHeader\",\"namespace\":\"orderflow\",\"doc\":\"The header o"
        "f a sales order (owner: ERP; channel and capture from CRM).\",\"fields\":[{\"name\":\"s"
        "ource\",\"type\":{\"type\":\"record\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\",\"d"
        "oc\":\"Where a fact comes from: the row of a source table and the version of it. Ve"
        "rsions are compared per (system, table, row), never by wall clock.\",\"fields\":[{\"n"
        "ame\":\"system\",\"type\":\"string\",\"doc\":\"erp, crm, wms, carrier, finance, or the name"
        " of the participant\"},{\"name\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":null,"
        "\"doc\":\"the instance of the system, where there are several\"},{\"name\":\"table\",\"typ"
        "e\":\"string\",\"doc\":\"source table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\""
        "primary key of the source row, parts joined by |\"},{\"name\":\"position\",\"type\":\"lon"
        "g\",\"doc\":\"LSN, SCN, binlog position, sequence or row version; grows with each cha"
        "nge of the row. Comparable between tables of one system instance\"},{\"name\":\"snaps"
        "hot\",\"type\":\"boolean\",\"default\":false,\"doc\":\"read by a snapshot (op=r), not from "
        "the stream\"},{\"name\":\"deleted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the source"
        " deleted the row (op=d)\"}]},\"doc\":\"the source row and its version\"},{\"name\":\"orde"
        "r\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"entity\",\"type"
        "\":\"string\",\"doc\":\"legal entity\"},{\"name\":\"type\",\"type\":{\"type\":\"enum\",\"name\":\"Ord"
        "erType\",\"namespace\":\"orderflow\",\"doc\":\"What kind of order it is.\",\"symbols\":[\"STA"
        "NDARD\",\"REPLACEMENT\",\"RETURN\",\"TRANSFER\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"default"
        "\":\"STANDARD\",\"doc\":\"order type\"},{\"name\":\"status\",\"type\":{\"type\":\"enum\",\"name\":\"H"
        "eaderStatus\",\"namespace\":\"orderflow\",\"doc\":\"The commercial status of an order as "
        "its ERP header says it.\",\"symbols\":[\"OPEN\",\"CANCELLED\",\"REJECTED\",\"UNKNOWN\"],\"def"
        "ault\":\"UNKNOWN\"},\"default\":\"OPEN\",\"doc\":\"commercial status\"},{\"name\":\"raw_status\""
        ",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the source's own status value\"},{"
        "\"name\":\"channel\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"capture channel: "
        "EDI, WEB, CRM, MARKETPLACE, ...\"},{\"name\":\"customer\",\"type\":[\"null\",\"string\"],\"de"
        "fault\":null,\"doc\":\"sold-to account id\"},{\"name\":\"customer_po\",\"type\":[\"null\",\"str"
        "ing\"],\"default\":null,\"doc\":\"the customer's purchase order number\"},{\"name\":\"curre"
        "ncy\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"ISO 4217\"},{\"name\":\"priority\""
        ",\"type\":[\"null\",\"int\"],\"default\":null,\"doc\":\"1 is most urgent\"},{\"name\":\"alloc_cl"
        "ass\",\"type\":[\"null\",{\"type\":\"enum\",\"name\":\"AllocClass\",\"namespace\":\"orderflow\",\"d"
        "oc\":\"What a demand may gain or lose when stock is short, most entitled first.\",\"s"
        "ymbols\":[\"WIN\",\"GAIN\",\"REDISTRIBUTE\",\"FILL\",\"LOSE\",\"UNKNOWN\"],\"default\":\"UNKNOWN\""
        "}],\"default\":null,\"doc\":\"what its lines may gain or lose when stock is short\"},{\""
        "name\":\"captured_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis"
        "\"}],\"default\":null,\"doc\":\"captured in CRM\"},{\"name\":\"booked_at\",\"type\":[\"null\",{\""
        "type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"booked in t"
        "he ERP\"},{\"name\":\"acknowledged_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"t"
        "imestamp-millis\"}],\"default\":null,\"doc\":\"acknowledged to the customer; fixes the "
        "ordered baseline\"},{\"name\":\"requested_date\",\"type\":[\"null\",{\"type\":\"long\",\"logica"
        "lType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when the customer wants it\"},{\""
        "name\":\"ship_complete\",\"type\":[\"null\",\"boolean\"],\"default\":null,\"doc\":\"ship everyt"
        "hing at once or not at all\"},{\"name\":\"partial_allowed\",\"type\":[\"null\",\"boolean\"],"
        "\"default\":null,\"doc\":\"part deliveries are allowed\"},{\"name\":\"invoice_policy\",\"typ"
        "e\":[\"null\",{\"type\":\"enum\",\"name\":\"InvoicePolicy\",\"namespace\":\"orderflow\",\"doc\":\"W"
        "ho invoices: the ERP per shipment, or the split saga once for the whole order.\",\""
        "symbols\":[\"PER_SHIPMENT\",\"CONSOLIDATED\"],\"default\":\"PER_SHIPMENT\"}],\"default\":nul"
        "l,\"doc\":\"who invoices\"},{\"name\":\"backorder_policy\",\"type\":[\"null\",{\"type\":\"enum\","
        "\"name\":\"BackorderPolicy\",\"namespace\":\"orderflow\",\"doc\":\"What a customer wants whe"
        "n goods are short.\",\"symbols\":[\"WAIT\",\"ASK\",\"CANCEL\"],\"default\":\"WAIT\"}],\"default"
        "\":null,\"doc\":\"what to do when goods are short\"}]}",
    .fields = OrderHeader_fields,
    .field_count = 20,
    .size = sizeof(OrderHeader),
};

static const of_field OrderLine_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(OrderLine, source),
     .doc = "the source row and its version"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OrderLine, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OrderLine, line),
     .doc = "line number within the order"},
    {.name = "item",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderLine, item),
     .doc = "item id"},
    {.name = "net_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(OrderLine, net_qty),
     .doc = "what is still wanted, thousandths of the base unit"},
    {.name = "substituted_out",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(OrderLine, substituted_out),
     .doc = "replaced by a substitute line, thousandths of the base unit"},
    {.name = "unit_price",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(OrderLine, unit_price),
     .doc = "1/10,000 of the currency unit"},
    {.name = "requested_date",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(OrderLine, requested_date),
     .doc = "when the customer wants it"},
    {.name = "promise_date",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(OrderLine, promise_date),
     .doc = "the ERP's current promise"},
    {.name = "parent_line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderLine, parent_line),
     .doc = "the line this one substitutes"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderLine, site),
     .doc = "preferred site"},
};
const of_record_type of_OrderLine_type = {
    .name = "OrderLine",
    .full_name = "orderflow.OrderLine",
    .doc = "One line of a sales order (owner: ERP). net_qty is what is still wanted: 0 when t"
        "he line is cancelled or rejected.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"OrderLine\",\"namespace\":\"orderflow\",\"doc\":\"One line of a "
        "sales order (owner: ERP). net_qty is what is still wanted: 0 when the line is can"
        "celled or rejected.\",\"fields\":[{\"name\":\"source\",\"type\":{\"type\":\"record\",\"name\":\"S"
        "ourcePosition\",\"namespace\":\"orderflow\",\"doc\":\"Where a fact comes from: the row of"
        " a source table and the version of it. Versions are compared per (system, table, "
        "row), never by wall clock.\",\"fields\":[{\"name\":\"system\",\"type\":\"string\",\"doc\":\"erp"
        ", crm, wms, carrier, finance, or the name of the participant\"},{\"name\":\"instance\""
        ",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the instance of the system, where"
        " there are several\"},{\"name\":\"table\",\"type\":\"string\",\"doc\":\"source table or strea"
        "m\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"primary key of the source row, parts joi"
        "ned by |\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"LSN, SCN, binlog position, seq"
        "uence or row version; grows with each change of the row. Comparable between table"
        "s of one system instance\"},{\"name\":\"snapshot\",\"type\":\"boolean\",\"default\":false,\"d"
        "oc\":\"read by a snapshot (op=r), not from the stream\"},{\"name\":\"deleted\",\"type\":\"b"
        "oolean\",\"default\":false,\"doc\":\"the source deleted the row (op=d)\"}]},\"doc\":\"the s"
        "ource row and its version\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <en"
        "tity>:<order id>\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number within the o"
        "rder\"},{\"name\":\"item\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"item id\"},{\""
        "name\":\"net_qty\",\"type\":\"long\",\"doc\":\"what is still wanted, thousandths of the bas"
        "e unit\"},{\"name\":\"substituted_out\",\"type\":\"long\",\"default\":0,\"doc\":\"replaced by a"
        " substitute line, thousandths of the base unit\"},{\"name\":\"unit_price\",\"type\":[\"nu"
        "ll\",\"long\"],\"default\":null,\"doc\":\"1/10,000 of the currency unit\"},{\"name\":\"reques"
        "ted_date\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"defau"
        "lt\":null,\"doc\":\"when the customer wants it\"},{\"name\":\"promise_date\",\"type\":[\"null"
        "\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"the ERP"
        "'s current promise\"},{\"name\":\"parent_line\",\"type\":[\"null\",\"string\"],\"default\":nul"
        "l,\"doc\":\"the line this one substitutes\"},{\"name\":\"site\",\"type\":[\"null\",\"string\"],"
        "\"default\":null,\"doc\":\"preferred site\"}]}",
    .fields = OrderLine_fields,
    .field_count = 11,
    .size = sizeof(OrderLine),
};

static const of_field OrderMilestone_fields[] = {
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OrderMilestone, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "package",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OrderMilestone, package),
     .doc = "package id"},
    {.name = "milestone",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(Milestone), .record = &of_Milestone_type},
     .offset = offsetof(OrderMilestone, milestone),
     .doc = "the milestone of the highest rank; code UNKNOWN when none has one; eta: the lates"
        "t"},
    {.name = "revision",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(OrderMilestone, revision),
     .doc = "grows with each change of what the tracking number says: the highest wins"},
    {.name = "as_of",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(OrderMilestone, as_of),
     .doc = "latest event time of the package"},
    {.name = "was_lost",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(OrderMilestone, was_lost),
     .doc = "the carrier once called it lost"},
    {.name = "implausible",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(OrderMilestone, implausible),
     .doc = "a scan has a time that cannot be"},
};
const of_record_type of_OrderMilestone_type = {
    .name = "OrderMilestone",
    .full_name = "orderflow.OrderMilestone",
    .doc = "What a tracking number says of a package now, handed to each order in it. Keyed b"
        "y order.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"OrderMilestone\",\"namespace\":\"orderflow\",\"doc\":\"What a tr"
        "acking number says of a package now, handed to each order in it. Keyed by order.\""
        ",\"fields\":[{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\""
        "},{\"name\":\"package\",\"type\":\"string\",\"doc\":\"package id\"},{\"name\":\"milestone\",\"type"
        "\":{\"type\":\"record\",\"name\":\"Milestone\",\"namespace\":\"orderflow\",\"doc\":\"One carrier "
        "event, known by tracking number alone (owner: carrier).\",\"fields\":[{\"name\":\"sourc"
        "e\",\"type\":{\"type\":\"record\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\",\"doc\":"
        "\"Where a fact comes from: the row of a source table and the version of it. Versio"
        "ns are compared per (system, table, row), never by wall clock.\",\"fields\":[{\"name\""
        ":\"system\",\"type\":\"string\",\"doc\":\"erp, crm, wms, carrier, finance, or the name of "
        "the participant\"},{\"name\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc"
        "\":\"the instance of the system, where there are several\"},{\"name\":\"table\",\"type\":\""
        "string\",\"doc\":\"source table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"prim"
        "ary key of the source row, parts joined by |\"},{\"name\":\"position\",\"type\":\"long\",\""
        "doc\":\"LSN, SCN, binlog position, sequence or row version; grows with each change "
        "of the row. Comparable between tables of one system instance\"},{\"name\":\"snapshot\""
        ",\"type\":\"boolean\",\"default\":false,\"doc\":\"read by a snapshot (op=r), not from the "
        "stream\"},{\"name\":\"deleted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the source del"
        "eted the row (op=d)\"}]},\"doc\":\"the source row and its version\"},{\"name\":\"tracking"
        "\",\"type\":\"string\",\"doc\":\"tracking number\"},{\"name\":\"code\",\"type\":{\"type\":\"enum\",\""
        "name\":\"MilestoneCode\",\"namespace\":\"orderflow\",\"doc\":\"Carrier and dock milestones;"
        " the rank of each is that of the domain model.\",\"symbols\":[\"LABELLED\",\"PICKED_UP\""
        ",\"IN_TRANSIT\",\"OUT_FOR_DELIVERY\",\"ATTEMPTED\",\"DELAYED\",\"DAMAGED\",\"REFUSED\",\"RTS_I"
        "N_TRANSIT\",\"LOST\",\"DELIVERED\",\"RTS_RECEIVED\",\"VOIDED\",\"ETA_ONLY\",\"UNKNOWN\"],\"defa"
        "ult\":\"UNKNOWN\"},\"doc\":\"what happened\"},{\"name\":\"raw_code\",\"type\":[\"null\",\"string\""
        "],\"default\":null,\"doc\":\"the carrier's own code\"},{\"name\":\"raw_time\",\"type\":[\"null"
        "\",\"string\"],\"default\":null,\"doc\":\"event time as the carrier wrote it\"},{\"name\":\"a"
        "t\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":nul"
        "l,\"doc\":\"event time, UTC\"},{\"name\":\"quality\",\"type\":{\"type\":\"enum\",\"name\":\"TimeQu"
        "ality\",\"namespace\":\"orderflow\",\"doc\":\"How a carrier time became UTC.\",\"symbols\":["
        "\"EXACT\",\"INFERRED_TZ\",\"DATE_ONLY\",\"IMPLAUSIBLE\"],\"default\":\"EXACT\"},\"default\":\"EX"
        "ACT\",\"doc\":\"how `at` was found\"},{\"name\":\"location\",\"type\":[\"null\",\"string\"],\"def"
        "ault\":null,\"doc\":\"where\"},{\"name\":\"carrier\",\"type\":[\"null\",\"string\"],\"default\":nu"
        "ll,\"doc\":\"carrier code\"},{\"name\":\"signed_by\",\"type\":[\"null\",\"string\"],\"default\":n"
        "ull,\"doc\":\"proof of delivery\"},{\"name\":\"eta\",\"type\":[\"null\",{\"type\":\"long\",\"logic"
        "alType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"estimated arrival\"}]},\"doc\":\"t"
        "he milestone of the highest rank; code UNKNOWN when none has one; eta: the latest"
        "\"},{\"name\":\"revision\",\"type\":\"long\",\"default\":0,\"doc\":\"grows with each change of "
        "what the tracking number says: the highest wins\"},{\"name\":\"as_of\",\"type\":[\"null\","
        "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"latest ev"
        "ent time of the package\"},{\"name\":\"was_lost\",\"type\":\"boolean\",\"default\":false,\"do"
        "c\":\"the carrier once called it lost\"},{\"name\":\"implausible\",\"type\":\"boolean\",\"def"
        "ault\":false,\"doc\":\"a scan has a time that cannot be\"}]}",
    .fields = OrderMilestone_fields,
    .field_count = 7,
    .size = sizeof(OrderMilestone),
};

static const of_field SeenHeader_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenHeader, source),
     .doc = "source row: system|instance|table|row"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenHeader, position),
     .doc = "version of the source row that counts"},
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(OrderHeader), .record = &of_OrderHeader_type},
     .offset = offsetof(SeenHeader, header),
     .doc = "what it says"},
    {.name = "acknowledged_position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SeenHeader, acknowledged_position),
     .doc = "the first version seen that was acknowledged"},
};
const of_record_type of_SeenHeader_type = {
    .name = "SeenHeader",
    .full_name = "orderflow.SeenHeader",
    .doc = "The latest version of an order header in one source row.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenHeader\",\"namespace\":\"orderflow\",\"doc\":\"The latest ve"
        "rsion of an order header in one source row.\",\"fields\":[{\"name\":\"source\",\"type\":\"s"
        "tring\",\"doc\":\"source row: system|instance|table|row\"},{\"name\":\"position\",\"type\":\""
        "long\",\"doc\":\"version of the source row that counts\"},{\"name\":\"header\",\"type\":{\"ty"
        "pe\":\"record\",\"name\":\"OrderHeader\",\"namespace\":\"orderflow\",\"doc\":\"The header of a "
        "sales order (owner: ERP; channel and capture from CRM).\",\"fields\":[{\"name\":\"sourc"
        "e\",\"type\":{\"type\":\"record\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\",\"doc\":"
        "\"Where a fact comes from: the row of a source table and the version of it. Versio"
        "ns are compared per (system, table, row), never by wall clock.\",\"fields\":[{\"name\""
        ":\"system\",\"type\":\"string\",\"doc\":\"erp, crm, wms, carrier, finance, or the name of "
        "the participant\"},{\"name\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc"
        "\":\"the instance of the system, where there are several\"},{\"name\":\"table\",\"type\":\""
        "string\",\"doc\":\"source table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"prim"
        "ary key of the source row, parts joined by |\"},{\"name\":\"position\",\"type\":\"long\",\""
        "doc\":\"LSN, SCN, binlog position, sequence or row version; grows with each change "
        "of the row. Comparable between tables of one system instance\"},{\"name\":\"snapshot\""
        ",\"type\":\"boolean\",\"default\":false,\"doc\":\"read by a snapshot (op=r), not from the "
        "stream\"},{\"name\":\"deleted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the source del"
        "eted the row (op=d)\"}]},\"doc\":\"the source row and its version\"},{\"name\":\"order\",\""
        "type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"entity\",\"type\":\"s"
        "tring\",\"doc\":\"legal entity\"},{\"name\":\"type\",\"type\":{\"type\":\"enum\",\"name\":\"OrderTy"
        "pe\",\"namespace\":\"orderflow\",\"doc\":\"What kind of order it is.\",\"symbols\":[\"STANDAR"
        "D\",\"REPLACEMENT\",\"RETURN\",\"TRANSFER\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"default\":\"S"
        "TANDARD\",\"doc\":\"order type\"},{\"name\":\"status\",\"type\":{\"type\":\"enum\",\"name\":\"Heade"
        "rStatus\",\"namespace\":\"orderflow\",\"doc\":\"The commercial status of an order as its "
        "ERP header says it.\",\"symbols\":[\"OPEN\",\"CANCELLED\",\"REJECTED\",\"UNKNOWN\"],\"default"
        "\":\"UNKNOWN\"},\"default\":\"OPEN\",\"doc\":\"commercial status\"},{\"name\":\"raw_status\",\"ty"
        "pe\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the source's own status value\"},{\"nam"
        "e\":\"channel\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"capture channel: EDI,"
        " WEB, CRM, MARKETPLACE, ...\"},{\"name\":\"customer\",\"type\":[\"null\",\"string\"],\"defaul"
        "t\":null,\"doc\":\"sold-to account id\"},{\"name\":\"customer_po\",\"type\":[\"null\",\"string\""
        "],\"default\":null,\"doc\":\"the customer's purchase order number\"},{\"name\":\"currency\""
        ",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"ISO 4217\"},{\"name\":\"priority\",\"ty"
        "pe\":[\"null\",\"int\"],\"default\":null,\"doc\":\"1 is most urgent\"},{\"name\":\"alloc_class\""
        ",\"type\":[\"null\",{\"type\":\"enum\",\"name\":\"AllocClass\",\"namespace\":\"orderflow\",\"doc\":"
        "\"What a demand may gain or lose when stock is short, most entitled first.\",\"symbo"
        "ls\":[\"WIN\",\"GAIN\",\"REDISTRIBUTE\",\"FILL\",\"LOSE\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"}],\""
        "default\":null,\"doc\":\"what its lines may gain or lose when stock is short\"},{\"name"
        "\":\"captured_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],"
        "\"default\":null,\"doc\":\"captured in CRM\"},{\"name\":\"booked_at\",\"type\":[\"null\",{\"type"
        "\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"booked in the E"
        "RP\"},{\"name\":\"acknowledged_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"times"
        "tamp-millis\"}],\"default\":null,\"doc\":\"acknowledged to the customer; fixes the orde"
        "red baseline\"},{\"name\":\"requested_date\",\"type\":[\"null\",{\"type\":\"long\",\"logicalTyp"
        "e\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when the customer wants it\"},{\"name"
        "\":\"ship_complete\",\"type\":[\"null\",\"boolean\"],\"default\":null,\"doc\":\"ship everything"
        " at once or not at all\"},{\"name\":\"partial_allowed\",\"type\":[\"null\",\"boolean\"],\"def"
        "ault\":null,\"doc\":\"part deliveries are allowed\"},{\"name\":\"invoice_policy\",\"type\":["
        "\"null\",{\"type\":\"enum\",\"name\":\"InvoicePolicy\",\"namespace\":\"orderflow\",\"doc\":\"Who i"
        "nvoices: the ERP per shipment, or the split saga once for the whole order.\",\"symb"
        "ols\":[\"PER_SHIPMENT\",\"CONSOLIDATED\"],\"default\":\"PER_SHIPMENT\"}],\"default\":null,\"d"
        "oc\":\"who invoices\"},{\"name\":\"backorder_policy\",\"type\":[\"null\",{\"type\":\"enum\",\"nam"
        "e\":\"BackorderPolicy\",\"namespace\":\"orderflow\",\"doc\":\"What a customer wants when go"
        "ods are short.\",\"symbols\":[\"WAIT\",\"ASK\",\"CANCEL\"],\"default\":\"WAIT\"}],\"default\":nu"
        "ll,\"doc\":\"what to do when goods are short\"}]},\"doc\":\"what it says\"},{\"name\":\"ackn"
        "owledged_position\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"the first version"
        " seen that was acknowledged\"}]}",
    .fields = SeenHeader_fields,
    .field_count = 4,
    .size = sizeof(SeenHeader),
};

static const char *const PaymentStatus_symbols[] = {
    "AUTHORISED",
    "CAPTURED",
    "REFUNDED",
    "FAILED",
    "UNKNOWN",
};
const of_enum_type of_PaymentStatus_enum = {
    .name = "orderflow.PaymentStatus",
    .symbols = PaymentStatus_symbols,
    .count = 5,
};
_Static_assert(sizeof(PaymentStatus) == sizeof(int32_t), "enums are 32 bits");

static const of_field SeenPayment_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenPayment, source),
     .doc = "source row: system|instance|table|row"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenPayment, position),
     .doc = "version of the source row that counts"},
    {.name = "amount",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenPayment, amount),
     .doc = "1/10,000 of the currency unit"},
    {.name = "status",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(PaymentStatus), .symbols = &of_PaymentStatus_enum},
     .offset = offsetof(SeenPayment, status),
     .doc = "state"},
    {.name = "deleted",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SeenPayment, deleted),
     .doc = "the source deleted it"},
    {.name = "paid_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SeenPayment, paid_at),
     .doc = "when"},
};
const of_record_type of_SeenPayment_type = {
    .name = "SeenPayment",
    .full_name = "orderflow.SeenPayment",
    .doc = "The latest version of a payment.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenPayment\",\"namespace\":\"orderflow\",\"doc\":\"The latest v"
        "ersion of a payment.\",\"fields\":[{\"name\":\"source\",\"type\":\"string\",\"doc\":\"source ro"
        "w: system|instance|table|row\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"version of"
        " the source row that counts\"},{\"name\":\"amount\",\"type\":\"long\",\"doc\":\"1/10,000 of t"
        "he currency unit\"},{\"name\":\"status\",\"type\":{\"type\":\"enum\",\"name\":\"PaymentStatus\","
        "\"namespace\":\"orderflow\",\"doc\":\"State of a payment.\",\"symbols\":[\"AUTHORISED\",\"CAPT"
        "URED\",\"REFUNDED\",\"FAILED\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"state\"},{\"name\":"
        "\"deleted\",\"type\":\"boolean\",\"doc\":\"the source deleted it\"},{\"name\":\"paid_at\",\"type"
        "\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":"
        "\"when\"}]}",
    .fields = SeenPayment_fields,
    .field_count = 6,
    .size = sizeof(SeenPayment),
};

static const char *const ReturnStatus_symbols[] = {
    "NONE",
    "OPEN",
    "PARTIALLY_RETURNED",
    "RETURNED",
    "UNKNOWN",
};
const of_enum_type of_ReturnStatus_enum = {
    .name = "orderflow.ReturnStatus",
    .symbols = ReturnStatus_symbols,
    .count = 5,
};
_Static_assert(sizeof(ReturnStatus) == sizeof(int32_t), "enums are 32 bits");

static const of_field OrderShipment_fields[] = {
    {.name = "package",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OrderShipment, package),
     .doc = "package id"},
    {.name = "shipment",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderShipment, shipment),
     .doc = "shipment id"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderShipment, site),
     .doc = "warehouse"},
    {.name = "carrier",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderShipment, carrier),
     .doc = "carrier"},
    {.name = "tracking",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderShipment, tracking),
     .doc = "tracking number"},
    {.name = "status",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(MilestoneCode), .symbols = &of_MilestoneCode_enum},
     .offset = offsetof(OrderShipment, status),
     .doc = "highest milestone"},
    {.name = "shipped_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(OrderShipment, shipped_at),
     .doc = "goods issue"},
    {.name = "eta",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(OrderShipment, eta),
     .doc = "estimated arrival"},
    {.name = "delivered_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(OrderShipment, delivered_at),
     .doc = "delivered"},
};
const of_record_type of_OrderShipment_type = {
    .name = "OrderShipment",
    .full_name = "orderflow.OrderShipment",
    .doc = "A package as the order sees it.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"OrderShipment\",\"namespace\":\"orderflow\",\"doc\":\"A package "
        "as the order sees it.\",\"fields\":[{\"name\":\"package\",\"type\":\"string\",\"doc\":\"package"
        " id\"},{\"name\":\"shipment\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"shipment "
        "id\"},{\"name\":\"site\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"warehouse\"},{\""
        "name\":\"carrier\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"carrier\"},{\"name\":"
        "\"tracking\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"tracking number\"},{\"nam"
        "e\":\"status\",\"type\":{\"type\":\"enum\",\"name\":\"MilestoneCode\",\"namespace\":\"orderflow\","
        "\"doc\":\"Carrier and dock milestones; the rank of each is that of the domain model."
        "\",\"symbols\":[\"LABELLED\",\"PICKED_UP\",\"IN_TRANSIT\",\"OUT_FOR_DELIVERY\",\"ATTEMPTED\",\""
        "DELAYED\",\"DAMAGED\",\"REFUSED\",\"RTS_IN_TRANSIT\",\"LOST\",\"DELIVERED\",\"RTS_RECEIVED\",\""
        "VOIDED\",\"ETA_ONLY\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"highest milestone\"},{\"n"
        "ame\":\"shipped_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}"
        "],\"default\":null,\"doc\":\"goods issue\"},{\"name\":\"eta\",\"type\":[\"null\",{\"type\":\"long\""
        ",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"estimated arrival\"},{\"n"
        "ame\":\"delivered_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis"
        "\"}],\"default\":null,\"doc\":\"delivered\"}]}",
    .fields = OrderShipment_fields,
    .field_count = 9,
    .size = sizeof(OrderShipment),
};

static const of_value_type OrderState_shipments_item = {.kind = OF_KIND_RECORD, .size = sizeof(OrderShipment), .record = &of_OrderShipment_type};
static const of_value_type OrderState_active_sagas_item = {.kind = OF_KIND_RECORD, .size = sizeof(ActiveSaga), .record = &of_ActiveSaga_type};
static const of_value_type OrderState_open_exceptions_item = {.kind = OF_KIND_RECORD, .size = sizeof(OpenException), .record = &of_OpenException_type};
static const of_field OrderState_fields[] = {
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OrderState, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "entity",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderState, entity),
     .doc = "legal entity"},
    {.name = "type",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(OrderType), .symbols = &of_OrderType_enum},
     .offset = offsetof(OrderState, type),
     .doc = "order type"},
    {.name = "channel",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderState, channel),
     .doc = "capture channel"},
    {.name = "customer",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderState, customer),
     .doc = "sold-to account id"},
    {.name = "customer_po",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(OrderState, customer_po),
     .doc = "customer's purchase order"},
    {.name = "priority",
     .type = {.kind = OF_KIND_INT, .size = sizeof(OptionalInt), .nullable = true, .value_offset = offsetof(OptionalInt, value)},
     .offset = offsetof(OrderState, priority),
     .doc = "1 is most urgent"},
    {.name = "alloc_class",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(AllocClass), .symbols = &of_AllocClass_enum},
     .offset = offsetof(OrderState, alloc_class),
     .doc = "what its lines may gain or lose when stock is short"},
    {.name = "ship_complete",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(OrderState, ship_complete),
     .doc = "ship everything at once"},
    {.name = "partial_allowed",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(OrderState, partial_allowed),
     .doc = "part deliveries are allowed"},
    {.name = "invoice_policy",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(InvoicePolicy), .symbols = &of_InvoicePolicy_enum},
     .offset = offsetof(OrderState, invoice_policy),
     .doc = "who invoices"},
    {.name = "backorder_policy",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(BackorderPolicy), .symbols = &of_BackorderPolicy_enum},
     .offset = offsetof(OrderState, backorder_policy),
     .doc = "what to do when goods are short"},
    {.name = "requested_date",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(OrderState, requested_date),
     .doc = "when the customer wants it"},
    {.name = "fulfil_status",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(FulfilStatus), .symbols = &of_FulfilStatus_enum},
     .offset = offsetof(OrderState, fulfil_status),
     .doc = "derived from the lines"},
    {.name = "billing_status",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(BillingStatus), .symbols = &of_BillingStatus_enum},
     .offset = offsetof(OrderState, billing_status),
     .doc = "derived from the ledger"},
    {.name = "return_status",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(ReturnStatus), .symbols = &of_ReturnStatus_enum},
     .offset = offsetof(OrderState, return_status),
     .doc = "derived from the ledger"},
    {.name = "lifecycle",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(Lifecycle), .symbols = &of_Lifecycle_enum},
     .offset = offsetof(OrderState, lifecycle),
     .doc = "anything more to come\077"},
    {.name = "totals",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(Ledger), .record = &of_Ledger_type},
     .offset = offsetof(OrderState, totals),
     .doc = "sum over the lines"},
    {.name = "line_count",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(OrderState, line_count),
     .doc = "lines known"},
    {.name = "payments",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(OrderState, payments),
     .doc = "payments seen"},
    {.name = "shipments",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(OrderShipmentArray), .item = &OrderState_shipments_item, .item_stride = sizeof(OrderShipment)},
     .offset = offsetof(OrderState, shipments),
     .doc = "at most 100; shipment_count tells of more"},
    {.name = "shipment_count",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(OrderState, shipment_count),
     .doc = "packages in all"},
    {.name = "milestones",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(Milestones), .record = &of_Milestones_type},
     .offset = offsetof(OrderState, milestones),
     .doc = "times of its life"},
    {.name = "active_sagas",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(ActiveSagaArray), .item = &OrderState_active_sagas_item, .item_stride = sizeof(ActiveSaga)},
     .offset = offsetof(OrderState, active_sagas),
     .doc = "sagas at work"},
    {.name = "open_exceptions",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(OpenExceptionArray), .item = &OrderState_open_exceptions_item, .item_stride = sizeof(OpenException)},
     .offset = offsetof(OrderState, open_exceptions),
     .doc = "by code and severity"},
    {.name = "completeness",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(Completeness), .symbols = &of_Completeness_enum},
     .offset = offsetof(OrderState, completeness),
     .doc = "PARTIAL until header and lines are known"},
    {.name = "version",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(OrderState, version),
     .doc = "+1 per published change"},
    {.name = "as_of",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(OrderState, as_of),
     .doc = "latest event time seen"},
    {.name = "updated_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(OrderState, updated_at),
     .doc = "when this was published"},
};
const of_record_type of_OrderState_type = {
    .name = "OrderState",
    .full_name = "orderflow.OrderState",
    .doc = "An order: what is true of it now, over all systems. Key: order key.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"OrderState\",\"namespace\":\"orderflow\",\"doc\":\"An order: wha"
        "t is true of it now, over all systems. Key: order key.\",\"fields\":[{\"name\":\"order\""
        ",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"entity\",\"type\":"
        "[\"null\",\"string\"],\"default\":null,\"doc\":\"legal entity\"},{\"name\":\"type\",\"type\":{\"ty"
        "pe\":\"enum\",\"name\":\"OrderType\",\"namespace\":\"orderflow\",\"doc\":\"What kind of order i"
        "t is.\",\"symbols\":[\"STANDARD\",\"REPLACEMENT\",\"RETURN\",\"TRANSFER\",\"UNKNOWN\"],\"defaul"
        "t\":\"UNKNOWN\"},\"default\":\"STANDARD\",\"doc\":\"order type\"},{\"name\":\"channel\",\"type\":["
        "\"null\",\"string\"],\"default\":null,\"doc\":\"capture channel\"},{\"name\":\"customer\",\"type"
        "\":[\"null\",\"string\"],\"default\":null,\"doc\":\"sold-to account id\"},{\"name\":\"customer_"
        "po\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"customer's purchase order\"},{\""
        "name\":\"priority\",\"type\":[\"null\",\"int\"],\"default\":null,\"doc\":\"1 is most urgent\"},{"
        "\"name\":\"alloc_class\",\"type\":{\"type\":\"enum\",\"name\":\"AllocClass\",\"namespace\":\"order"
        "flow\",\"doc\":\"What a demand may gain or lose when stock is short, most entitled fi"
        "rst.\",\"symbols\":[\"WIN\",\"GAIN\",\"REDISTRIBUTE\",\"FILL\",\"LOSE\",\"UNKNOWN\"],\"default\":\""
        "UNKNOWN\"},\"default\":\"REDISTRIBUTE\",\"doc\":\"what its lines may gain or lose when st"
        "ock is short\"},{\"name\":\"ship_complete\",\"type\":\"boolean\",\"default\":false,\"doc\":\"sh"
        "ip everything at once\"},{\"name\":\"partial_allowed\",\"type\":\"boolean\",\"default\":true"
        ",\"doc\":\"part deliveries are allowed\"},{\"name\":\"invoice_policy\",\"type\":{\"type\":\"en"
        "um\",\"name\":\"InvoicePolicy\",\"namespace\":\"orderflow\",\"doc\":\"Who invoices: the ERP p"
        "er shipment, or the split saga once for the whole order.\",\"symbols\":[\"PER_SHIPMEN"
        "T\",\"CONSOLIDATED\"],\"default\":\"PER_SHIPMENT\"},\"default\":\"PER_SHIPMENT\",\"doc\":\"who "
        "invoices\"},{\"name\":\"backorder_policy\",\"type\":{\"type\":\"enum\",\"name\":\"BackorderPoli"
        "cy\",\"namespace\":\"orderflow\",\"doc\":\"What a customer wants when goods are short.\",\""
        "symbols\":[\"WAIT\",\"ASK\",\"CANCEL\"],\"default\":\"WAIT\"},\"default\":\"WAIT\",\"doc\":\"what t"
        "o do when goods are short\"},{\"name\":\"requested_date\",\"type\":[\"null\",{\"type\":\"long"
        "\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when the customer want"
        "s it\"},{\"name\":\"fulfil_status\",\"type\":{\"type\":\"enum\",\"name\":\"FulfilStatus\",\"names"
        "pace\":\"orderflow\",\"doc\":\"How far a line or an order is; a pure function of the qu"
        "antity ledger.\",\"symbols\":[\"CAPTURED\",\"OPEN\",\"BACKORDERED\",\"PARTIALLY_ALLOCATED\","
        "\"ALLOCATED\",\"IN_WAREHOUSE\",\"PICKED\",\"PARTIALLY_SHIPPED\",\"SHIPPED\",\"DELIVERED\",\"LO"
        "ST\",\"RETURNED_TO_SENDER\",\"CANCELLED\",\"SUBSTITUTED\",\"REJECTED\",\"UNKNOWN\"],\"default"
        "\":\"UNKNOWN\"},\"doc\":\"derived from the lines\"},{\"name\":\"billing_status\",\"type\":{\"ty"
        "pe\":\"enum\",\"name\":\"BillingStatus\",\"namespace\":\"orderflow\",\"doc\":\"How far billing "
        "is.\",\"symbols\":[\"NOT_APPLICABLE\",\"NOT_INVOICED\",\"PARTIALLY_INVOICED\",\"INVOICED\",\""
        "OVER_INVOICED\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"derived from the ledger\"},{"
        "\"name\":\"return_status\",\"type\":{\"type\":\"enum\",\"name\":\"ReturnStatus\",\"namespace\":\"o"
        "rderflow\",\"doc\":\"How far returns are.\",\"symbols\":[\"NONE\",\"OPEN\",\"PARTIALLY_RETURN"
        "ED\",\"RETURNED\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"derived from the ledger\"},{"
        "\"name\":\"lifecycle\",\"type\":{\"type\":\"enum\",\"name\":\"Lifecycle\",\"namespace\":\"orderflo"
        "w\",\"doc\":\"Whether anything more is expected.\",\"symbols\":[\"ACTIVE\",\"CLOSED\",\"ARCHI"
        "VED\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"anything more to come\077\"},{\"name\":\"tot"
        "als\",\"type\":{\"type\":\"record\",\"name\":\"Ledger\",\"namespace\":\"orderflow\",\"doc\":\"The q"
        "uantity ledger (law L1: ordered + over = open + backordered + allocated + picked "
        "+ shipped + cancelled + substituted). Thousandths of the base unit.\",\"fields\":[{\""
        "name\":\"ordered\",\"type\":\"long\",\"doc\":\"baseline at acknowledgement, raised by later"
        " increases\"},{\"name\":\"open\",\"type\":\"long\",\"doc\":\"wanted and not covered\"},{\"name\""
        ":\"backordered\",\"type\":\"long\",\"doc\":\"declared short\"},{\"name\":\"allocated\",\"type\":\""
        "long\",\"doc\":\"allocated, not picked\"},{\"name\":\"picked\",\"type\":\"long\",\"doc\":\"picked"
        ", not shipped\"},{\"name\":\"shipped\",\"type\":\"long\",\"doc\":\"left the dock\"},{\"name\":\"c"
        "ancelled\",\"type\":\"long\",\"doc\":\"no longer wanted\"},{\"name\":\"substituted\",\"type\":\"l"
        "ong\",\"doc\":\"replaced by another line\"},{\"name\":\"over\",\"type\":\"long\",\"doc\":\"covere"
        "d beyond what is wanted\"},{\"name\":\"in_transit\",\"type\":\"long\",\"doc\":\"shipped, not "
        "yet arrived anywhere\"},{\"name\":\"delivered\",\"type\":\"long\",\"doc\":\"arrived at the cu"
        "stomer\"},{\"name\":\"lost\",\"type\":\"long\",\"doc\":\"lost by the carrier\"},{\"name\":\"retur"
        "ned_to_sender\",\"type\":\"long\",\"doc\":\"came back undelivered\"},{\"name\":\"invoiced\",\"t"
        "ype\":\"long\",\"doc\":\"invoiced\"},{\"name\":\"returned\",\"type\":\"long\",\"doc\":\"received ba"
        "ck and kept\"},{\"name\":\"credited\",\"type\":\"long\",\"doc\":\"credited\"},{\"name\":\"inferre"
        "d\",\"type\":\"long\",\"doc\":\"implied by a later stage, not reported\"}]},\"doc\":\"sum ove"
        "r the lines\"},{\"name\":\"line_count\",\"type\":\"int\",\"doc\":\"lines known\"},{\"name\":\"pay"
        "ments\",\"type\":\"int\",\"doc\":\"payments seen\"},{\"name\":\"shipments\",\"type\":{\"type\":\"ar"
        "ray\",\"items\":{\"type\":\"record\",\"name\":\"OrderShipment\",\"namespace\":\"orderflow\",\"doc"
        "\":\"A package as the order sees it.\",\"fields\":[{\"name\":\"package\",\"type\":\"string\",\""
        "doc\":\"package id\"},{\"name\":\"shipment\",\"type\":[\"null\",\"string\"],\"default\":null,\"do"
        "c\":\"shipment id\"},{\"name\":\"site\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"w"
        "arehouse\"},{\"name\":\"carrier\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"carri"
        "er\"},{\"name\":\"tracking\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"tracking n"
        "umber\"},{\"name\":\"status\",\"type\":{\"type\":\"enum\",\"name\":\"MilestoneCode\",\"namespace\""
        ":\"orderflow\",\"doc\":\"Carrier and dock milestones; the rank of each is that of the "
        "domain model.\",\"symbols\":[\"LABELLED\",\"PICKED_UP\",\"IN_TRANSIT\",\"OUT_FOR_DELIVERY\","
        "\"ATTEMPTED\",\"DELAYED\",\"DAMAGED\",\"REFUSED\",\"RTS_IN_TRANSIT\",\"LOST\",\"DELIVERED\",\"RT"
        "S_RECEIVED\",\"VOIDED\",\"ETA_ONLY\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"highest mi"
        "lestone\"},{\"name\":\"shipped_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"times"
        "tamp-millis\"}],\"default\":null,\"doc\":\"goods issue\"},{\"name\":\"eta\",\"type\":[\"null\",{"
        "\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"estimated "
        "arrival\"},{\"name\":\"delivered_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"tim"
        "estamp-millis\"}],\"default\":null,\"doc\":\"delivered\"}]}},\"doc\":\"at most 100; shipmen"
        "t_count tells of more\"},{\"name\":\"shipment_count\",\"type\":\"int\",\"doc\":\"packages in "
        "all\"},{\"name\":\"milestones\",\"type\":{\"type\":\"record\",\"name\":\"Milestones\",\"namespace"
        "\":\"orderflow\",\"doc\":\"First and last times of an order's life.\",\"fields\":[{\"name\":"
        "\"captured\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"defa"
        "ult\":null,\"doc\":\"captured in CRM\"},{\"name\":\"booked\",\"type\":[\"null\",{\"type\":\"long\""
        ",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"booked in the ERP\"},{\"n"
        "ame\":\"acknowledged\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis"
        "\"}],\"default\":null,\"doc\":\"acknowledged to the customer\"},{\"name\":\"first_picked\",\""
        "type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"d"
        "oc\":\"first pick\"},{\"name\":\"first_shipped\",\"type\":[\"null\",{\"type\":\"long\",\"logicalT"
        "ype\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"first goods issue\"},{\"name\":\"last"
        "_shipped\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"defau"
        "lt\":null,\"doc\":\"last goods issue\"},{\"name\":\"first_delivered\",\"type\":[\"null\",{\"typ"
        "e\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"first delivery"
        "\"},{\"name\":\"last_delivered\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestam"
        "p-millis\"}],\"default\":null,\"doc\":\"last delivery\"},{\"name\":\"paid\",\"type\":[\"null\",{"
        "\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"last payme"
        "nt\"}]},\"doc\":\"times of its life\"},{\"name\":\"active_sagas\",\"type\":{\"type\":\"array\",\""
        "items\":{\"type\":\"record\",\"name\":\"ActiveSaga\",\"namespace\":\"orderflow\",\"doc\":\"A saga"
        " at work for the order.\",\"fields\":[{\"name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\""
        "},{\"name\":\"type\",\"type\":{\"type\":\"enum\",\"name\":\"SagaType\",\"namespace\":\"orderflow\","
        "\"doc\":\"Which promise.\",\"symbols\":[\"BACKORDER\",\"SPLIT\",\"RETURN\",\"UNKNOWN\"],\"defaul"
        "t\":\"UNKNOWN\"},\"doc\":\"which promise\"},{\"name\":\"state\",\"type\":\"string\",\"doc\":\"engin"
        "e state\"},{\"name\":\"waiting_for\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"wh"
        "at it waits for\"},{\"name\":\"deadline\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":"
        "\"timestamp-millis\"}],\"default\":null,\"doc\":\"when it acts by itself\"}]}},\"default\":"
        "[],\"doc\":\"sagas at work\"},{\"name\":\"open_exceptions\",\"type\":{\"type\":\"array\",\"items"
        "\":{\"type\":\"record\",\"name\":\"OpenException\",\"namespace\":\"orderflow\",\"doc\":\"Open exc"
        "eptions of one code and severity, as order-state shows them.\",\"fields\":[{\"name\":\""
        "code\",\"type\":\"string\",\"doc\":\"exception code\"},{\"name\":\"severity\",\"type\":{\"type\":\""
        "enum\",\"name\":\"Severity\",\"namespace\":\"orderflow\",\"doc\":\"How bad it is.\",\"symbols\":"
        "[\"I\",\"L\",\"M\",\"H\",\"C\"]},\"doc\":\"how bad\"},{\"name\":\"count\",\"type\":\"int\",\"doc\":\"open "
        "ones of this code and severity\"}]}},\"default\":[],\"doc\":\"by code and severity\"},{\""
        "name\":\"completeness\",\"type\":{\"type\":\"enum\",\"name\":\"Completeness\",\"namespace\":\"ord"
        "erflow\",\"doc\":\"Whether every record this one needs has been seen.\",\"symbols\":[\"CO"
        "MPLETE\",\"PARTIAL\"]},\"doc\":\"PARTIAL until header and lines are known\"},{\"name\":\"ve"
        "rsion\",\"type\":\"long\",\"doc\":\"+1 per published change\"},{\"name\":\"as_of\",\"type\":[\"nu"
        "ll\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"lates"
        "t event time seen\"},{\"name\":\"updated_at\",\"type\":{\"type\":\"long\",\"logicalType\":\"tim"
        "estamp-millis\"},\"doc\":\"when this was published\"}]}",
    .fields = OrderState_fields,
    .field_count = 29,
    .size = sizeof(OrderState),
};

static const of_value_type OrderRow_headers_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenHeader), .record = &of_SeenHeader_type};
static const of_value_type OrderRow_payments_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenPayment), .record = &of_SeenPayment_type};
static const of_value_type OrderRow_lines_by_status_item = {.kind = OF_KIND_INT, .size = sizeof(int32_t)};
static const of_value_type OrderRow_findings_item = {.kind = OF_KIND_RECORD, .size = sizeof(Finding), .record = &of_Finding_type};
static const of_field OrderRow_fields[] = {
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(OrderRow, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "headers",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenHeaderArray), .item = &OrderRow_headers_item, .item_stride = sizeof(SeenHeader)},
     .offset = offsetof(OrderRow, headers),
     .doc = "by source row"},
    {.name = "payments",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenPaymentArray), .item = &OrderRow_payments_item, .item_stride = sizeof(SeenPayment)},
     .offset = offsetof(OrderRow, payments),
     .doc = "by source row"},
    {.name = "lines_by_status",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(IntArray), .item = &OrderRow_lines_by_status_item, .item_stride = sizeof(int32_t)},
     .offset = offsetof(OrderRow, lines_by_status),
     .doc = "lines in each FulfilStatus, in the order of its symbols"},
    {.name = "stub_lines",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(OrderRow, stub_lines),
     .doc = "lines named by a leg, not yet by an order line"},
    {.name = "open_returns",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(OrderRow, open_returns),
     .doc = "lines with a receipt that nobody inspected"},
    {.name = "findings",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(FindingArray), .item = &OrderRow_findings_item, .item_stride = sizeof(Finding)},
     .offset = offsetof(OrderRow, findings),
     .doc = "of the order itself, and what sagas say of lines that have no row"},
    {.name = "waiting",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(OrderRow, waiting),
     .doc = "findings of the order, its lines and packages that have a due time"},
    {.name = "wake_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(OrderRow, wake_at),
     .doc = "the timer that is set"},
    {.name = "published",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(OrderState), .record = &of_OrderState_type},
     .offset = offsetof(OrderRow, published),
     .doc = "order-state as last published"},
    {.name = "commercial",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(OptionalOrderCommercial), .nullable = true, .value_offset = offsetof(OptionalOrderCommercial, value), .record = &of_OrderCommercial_type},
     .offset = offsetof(OrderRow, commercial),
     .doc = "order-state.commercial as last published, with the sums; null: there is nothing t"
        "o tell"},
};
const of_record_type of_OrderRow_type = {
    .name = "OrderRow",
    .full_name = "orderflow.OrderRow",
    .doc = "State of one order in the order task: what the sources said of its header and pay"
        "ments, counts over its lines, and what was published (which holds the sums).",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"OrderRow\",\"namespace\":\"orderflow\",\"doc\":\"State of one or"
        "der in the order task: what the sources said of its header and payments, counts o"
        "ver its lines, and what was published (which holds the sums).\",\"fields\":[{\"name\":"
        "\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"headers\""
        ",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"SeenHeader\",\"namespace\":"
        "\"orderflow\",\"doc\":\"The latest version of an order header in one source row.\",\"fie"
        "lds\":[{\"name\":\"source\",\"type\":\"string\",\"doc\":\"source row: system|instance|table|r"
        "ow\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"version of the source row that count"
        "s\"},{\"name\":\"header\",\"type\":{\"type\":\"record\",\"name\":\"OrderHeader\",\"namespace\":\"or"
        "derflow\",\"doc\":\"The header of a sales order (owner: ERP; channel and capture from"
        " CRM).\",\"fields\":[{\"name\":\"source\",\"type\":{\"type\":\"record\",\"name\":\"SourcePosition"
        "\",\"namespace\":\"orderflow\",\"doc\":\"Where a fact comes from: the row of a source tab"
        "le and the version of it. Versions are compared per (system, table, row), never b"
        "y wall clock.\",\"fields\":[{\"name\":\"system\",\"type\":\"string\",\"doc\":\"erp, crm, wms, c"
        "arrier, finance, or the name of the participant\"},{\"name\":\"instance\",\"type\":[\"nul"
        "l\",\"string\"],\"default\":null,\"doc\":\"the instance of the system, where there are se"
        "veral\"},{\"name\":\"table\",\"type\":\"string\",\"doc\":\"source table or stream\"},{\"name\":\""
        "row\",\"type\":\"string\",\"doc\":\"primary key of the source row, parts joined by |\"},{\""
        "name\":\"position\",\"type\":\"long\",\"doc\":\"LSN, SCN, binlog position, sequence or row "
        "version; grows with each change of the row. Comparable between tables of one syst"
        "em instance\"},{\"name\":\"snapshot\",\"type\":\"boolean\",\"default\":false,\"doc\":\"read by "
        "a snapshot (op=r), not from the stream\"},{\"name\":\"deleted\",\"type\":\"boolean\",\"defa"
        "ult\":false,\"doc\":\"the source deleted the row (op=d)\"}]},\"doc\":\"the source row and"
        " its version\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order "
        "id>\"},{\"name\":\"entity\",\"type\":\"string\",\"doc\":\"legal entity\"},{\"name\":\"type\",\"type"
        "\":{\"type\":\"enum\",\"name\":\"OrderType\",\"namespace\":\"orderflow\",\"doc\":\"What kind of o"
        "rder it is.\",\"symbols\":[\"STANDARD\",\"REPLACEMENT\",\"RETURN\",\"TRANSFER\",\"UNKNOWN\"],\""
        "default\":\"UNKNOWN\"},\"default\":\"STANDARD\",\"doc\":\"order type\"},{\"name\":\"status\",\"ty"
        "pe\":{\"type\":\"enum\",\"name\":\"HeaderStatus\",\"namespace\":\"orderflow\",\"doc\":\"The comme"
        "rcial status of an order as its ERP header says it.\",\"symbols\":[\"OPEN\",\"CANCELLED"
        "\",\"REJECTED\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"default\":\"OPEN\",\"doc\":\"commercial s"
        "tatus\"},{\"name\":\"raw_status\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the s"
        "ource's own status value\"},{\"name\":\"channel\",\"type\":[\"null\",\"string\"],\"default\":n"
        "ull,\"doc\":\"capture channel: EDI, WEB, CRM, MARKETPLACE, ...\"},{\"name\":\"customer\","
        "\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"sold-to account id\"},{\"name\":\"cust"
        "omer_po\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the customer's purchase o"
        "rder number\"},{\"name\":\"currency\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"I"
        "SO 4217\"},{\"name\":\"priority\",\"type\":[\"null\",\"int\"],\"default\":null,\"doc\":\"1 is mos"
        "t urgent\"},{\"name\":\"alloc_class\",\"type\":[\"null\",{\"type\":\"enum\",\"name\":\"AllocClass"
        "\",\"namespace\":\"orderflow\",\"doc\":\"What a demand may gain or lose when stock is sho"
        "rt, most entitled first.\",\"symbols\":[\"WIN\",\"GAIN\",\"REDISTRIBUTE\",\"FILL\",\"LOSE\",\"U"
        "NKNOWN\"],\"default\":\"UNKNOWN\"}],\"default\":null,\"doc\":\"what its lines may gain or l"
        "ose when stock is short\"},{\"name\":\"captured_at\",\"type\":[\"null\",{\"type\":\"long\",\"lo"
        "gicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"captured in CRM\"},{\"name\":\""
        "booked_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"defa"
        "ult\":null,\"doc\":\"booked in the ERP\"},{\"name\":\"acknowledged_at\",\"type\":[\"null\",{\"t"
        "ype\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"acknowledged"
        " to the customer; fixes the ordered baseline\"},{\"name\":\"requested_date\",\"type\":[\""
        "null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"whe"
        "n the customer wants it\"},{\"name\":\"ship_complete\",\"type\":[\"null\",\"boolean\"],\"defa"
        "ult\":null,\"doc\":\"ship everything at once or not at all\"},{\"name\":\"partial_allowed"
        "\",\"type\":[\"null\",\"boolean\"],\"default\":null,\"doc\":\"part deliveries are allowed\"},{"
        "\"name\":\"invoice_policy\",\"type\":[\"null\",{\"type\":\"enum\",\"name\":\"InvoicePolicy\",\"nam"
        "espace\":\"orderflow\",\"doc\":\"Who invoices: the ERP per shipment, or the split saga "
        "once for the whole order.\",\"symbols\":[\"PER_SHIPMENT\",\"CONSOLIDATED\"],\"default\":\"P"
        "ER_SHIPMENT\"}],\"default\":null,\"doc\":\"who invoices\"},{\"name\":\"backorder_policy\",\"t"
        "ype\":[\"null\",{\"type\":\"enum\",\"name\":\"BackorderPolicy\",\"namespace\":\"orderflow\",\"doc"
        "\":\"What a customer wants when goods are short.\",\"symbols\":[\"WAIT\",\"ASK\",\"CANCEL\"]"
        ",\"default\":\"WAIT\"}],\"default\":null,\"doc\":\"what to do when goods are short\"}]},\"do"
        "c\":\"what it says\"},{\"name\":\"acknowledged_position\",\"type\":[\"null\",\"long\"],\"defaul"
        "t\":null,\"doc\":\"the first version seen that was acknowledged\"}]}},\"doc\":\"by source"
        " row\"},{\"name\":\"payments\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":"
        "\"SeenPayment\",\"namespace\":\"orderflow\",\"doc\":\"The latest version of a payment.\",\"f"
        "ields\":[{\"name\":\"source\",\"type\":\"string\",\"doc\":\"source row: system|instance|table"
        "|row\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"version of the source row that cou"
        "nts\"},{\"name\":\"amount\",\"type\":\"long\",\"doc\":\"1/10,000 of the currency unit\"},{\"nam"
        "e\":\"status\",\"type\":{\"type\":\"enum\",\"name\":\"PaymentStatus\",\"namespace\":\"orderflow\","
        "\"doc\":\"State of a payment.\",\"symbols\":[\"AUTHORISED\",\"CAPTURED\",\"REFUNDED\",\"FAILED"
        "\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"state\"},{\"name\":\"deleted\",\"type\":\"boolea"
        "n\",\"doc\":\"the source deleted it\"},{\"name\":\"paid_at\",\"type\":[\"null\",{\"type\":\"long\""
        ",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when\"}]}},\"doc\":\"by sou"
        "rce row\"},{\"name\":\"lines_by_status\",\"type\":{\"type\":\"array\",\"items\":\"int\"},\"doc\":\""
        "lines in each FulfilStatus, in the order of its symbols\"},{\"name\":\"stub_lines\",\"t"
        "ype\":\"int\",\"doc\":\"lines named by a leg, not yet by an order line\"},{\"name\":\"open_"
        "returns\",\"type\":\"int\",\"doc\":\"lines with a receipt that nobody inspected\"},{\"name\""
        ":\"findings\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"Finding\",\"nam"
        "espace\":\"orderflow\",\"doc\":\"An exception that is open, or will be if what was foun"
        "d lasts. Kept in the row it was found in.\",\"fields\":[{\"name\":\"code\",\"type\":\"strin"
        "g\",\"doc\":\"exception code\"},{\"name\":\"line\",\"type\":[\"null\",\"string\"],\"default\":null"
        ",\"doc\":\"line, where the row is not that of the line\"},{\"name\":\"subject\",\"type\":[\""
        "null\",\"string\"],\"default\":null,\"doc\":\"package, receipt, step\"},{\"name\":\"told_by\","
        "\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"Telling\",\"namespace\":\"ord"
        "erflow\",\"doc\":\"What one saga says of an exception, as long as it says so.\",\"field"
        "s\":[{\"name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id; empty: none, a reply to nobody"
        "\"},{\"name\":\"detail\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"in its words\"}"
        "]}},\"default\":[],\"doc\":\"sagas that say so, each once, the last to speak last; it "
        "ends for them when all took it back\"},{\"name\":\"since\",\"type\":{\"type\":\"long\",\"logi"
        "calType\":\"timestamp-millis\"},\"doc\":\"when it was found, on the engine's clock\"},{\""
        "name\":\"due_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\""
        "default\":null,\"doc\":\"when it opens, or is escalated next; null: neither\"},{\"name\""
        ":\"escalations\",\"type\":\"int\",\"doc\":\"how often it was escalated\"},{\"name\":\"publishe"
        "d\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"OrderException\",\"namespace\":\"orderflow"
        "\",\"doc\":\"Something a person may have to look at; one open per (code, order, line,"
        " subject).\",\"fields\":[{\"name\":\"exception\",\"type\":\"string\",\"doc\":\"<code>|<order>|<"
        "line>|<subject>\"},{\"name\":\"code\",\"type\":\"string\",\"doc\":\"exception code\"},{\"name\":"
        "\"class\",\"type\":{\"type\":\"enum\",\"name\":\"ExceptionClass\",\"namespace\":\"orderflow\",\"do"
        "c\":\"Whose concern an exception is.\",\"symbols\":[\"BUSINESS\",\"TECHNICAL\",\"DATA\"]},\"d"
        "efault\":\"BUSINESS\",\"doc\":\"whose concern\"},{\"name\":\"severity\",\"type\":{\"type\":\"enum"
        "\",\"name\":\"Severity\",\"namespace\":\"orderflow\",\"doc\":\"How bad it is.\",\"symbols\":[\"I\""
        ",\"L\",\"M\",\"H\",\"C\"]},\"doc\":\"how bad\"},{\"name\":\"queue\",\"type\":\"string\",\"doc\":\"who lo"
        "oks at it: SALES, CS, WH, TRANSPORT, AR, CREDIT, MDM, IT\"},{\"name\":\"order\",\"type\""
        ":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"type\":[\"null\",\""
        "string\"],\"default\":null,\"doc\":\"line\"},{\"name\":\"subject\",\"type\":[\"null\",\"string\"],"
        "\"default\":null,\"doc\":\"leg, saga, package\"},{\"name\":\"detail\",\"type\":[\"null\",\"strin"
        "g\"],\"default\":null,\"doc\":\"in words\"},{\"name\":\"evidence\",\"type\":{\"type\":\"array\",\"i"
        "tems\":\"string\"},\"default\":[],\"doc\":\"source rows it was found in, at most 3: syste"
        "m|instance|table|row\"},{\"name\":\"opened_at\",\"type\":{\"type\":\"long\",\"logicalType\":\"t"
        "imestamp-millis\"},\"doc\":\"when it was first seen\"},{\"name\":\"escalated_at\",\"type\":["
        "\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"wh"
        "en its severity was last raised\"},{\"name\":\"resolved_at\",\"type\":[\"null\",{\"type\":\"l"
        "ong\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"null while open\"},{"
        "\"name\":\"resolution\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"AUTO, SAGA, MA"
        "NUAL\"},{\"name\":\"closed_by\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"who clo"
        "sed it; MANUAL only\"},{\"name\":\"reason\",\"type\":[\"null\",\"string\"],\"default\":null,\"d"
        "oc\":\"why they did\"}]}],\"default\":null,\"doc\":\"order-exceptions as last published; "
        "null: not open yet\"}]}},\"default\":[],\"doc\":\"of the order itself, and what sagas s"
        "ay of lines that have no row\"},{\"name\":\"waiting\",\"type\":\"int\",\"default\":0,\"doc\":\""
        "findings of the order, its lines and packages that have a due time\"},{\"name\":\"wak"
        "e_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":"
        "null,\"doc\":\"the timer that is set\"},{\"name\":\"published\",\"type\":{\"type\":\"record\",\""
        "name\":\"OrderState\",\"namespace\":\"orderflow\",\"doc\":\"An order: what is true of it no"
        "w, over all systems. Key: order key.\",\"fields\":[{\"name\":\"order\",\"type\":\"string\",\""
        "doc\":\"order key, <entity>:<order id>\"},{\"name\":\"entity\",\"type\":[\"null\",\"string\"],"
        "\"default\":null,\"doc\":\"legal entity\"},{\"name\":\"type\",\"type\":\"OrderType\",\"default\":"
        "\"STANDARD\",\"doc\":\"order type\"},{\"name\":\"channel\",\"type\":[\"null\",\"string\"],\"defaul"
        "t\":null,\"doc\":\"capture channel\"},{\"name\":\"customer\",\"type\":[\"null\",\"string\"],\"def"
        "ault\":null,\"doc\":\"sold-to account id\"},{\"name\":\"customer_po\",\"type\":[\"null\",\"stri"
        "ng\"],\"default\":null,\"doc\":\"customer's purchase order\"},{\"name\":\"priority\",\"type\":"
        "[\"null\",\"int\"],\"default\":null,\"doc\":\"1 is most urgent\"},{\"name\":\"alloc_class\",\"ty"
        "pe\":\"AllocClass\",\"default\":\"REDISTRIBUTE\",\"doc\":\"what its lines may gain or lose "
        "when stock is short\"},{\"name\":\"ship_complete\",\"type\":\"boolean\",\"default\":false,\"d"
        "oc\":\"ship everything at once\"},{\"name\":\"partial_allowed\",\"type\":\"boolean\",\"defaul"
        "t\":true,\"doc\":\"part deliveries are allowed\"},{\"name\":\"invoice_policy\",\"type\":\"Inv"
        "oicePolicy\",\"default\":\"PER_SHIPMENT\",\"doc\":\"who invoices\"},{\"name\":\"backorder_pol"
        "icy\",\"type\":\"BackorderPolicy\",\"default\":\"WAIT\",\"doc\":\"what to do when goods are s"
        "hort\"},{\"name\":\"requested_date\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"time"
        "stamp-millis\"}],\"default\":null,\"doc\":\"when the customer wants it\"},{\"name\":\"fulfi"
        "l_status\",\"type\":{\"type\":\"enum\",\"name\":\"FulfilStatus\",\"namespace\":\"orderflow\",\"do"
        "c\":\"How far a line or an order is; a pure function of the quantity ledger.\",\"symb"
        "ols\":[\"CAPTURED\",\"OPEN\",\"BACKORDERED\",\"PARTIALLY_ALLOCATED\",\"ALLOCATED\",\"IN_WAREH"
        "OUSE\",\"PICKED\",\"PARTIALLY_SHIPPED\",\"SHIPPED\",\"DELIVERED\",\"LOST\",\"RETURNED_TO_SEND"
        "ER\",\"CANCELLED\",\"SUBSTITUTED\",\"REJECTED\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"d"
        "erived from the lines\"},{\"name\":\"billing_status\",\"type\":{\"type\":\"enum\",\"name\":\"Bi"
        "llingStatus\",\"namespace\":\"orderflow\",\"doc\":\"How far billing is.\",\"symbols\":[\"NOT_"
        "APPLICABLE\",\"NOT_INVOICED\",\"PARTIALLY_INVOICED\",\"INVOICED\",\"OVER_INVOICED\",\"UNKNO"
        "WN\"],\"default\":\"UNKNOWN\"},\"doc\":\"derived from the ledger\"},{\"name\":\"return_status"
        "\",\"type\":{\"type\":\"enum\",\"name\":\"ReturnStatus\",\"namespace\":\"orderflow\",\"doc\":\"How "
        "far returns are.\",\"symbols\":[\"NONE\",\"OPEN\",\"PARTIALLY_RETURNED\",\"RETURNED\",\"UNKNO"
        "WN\"],\"default\":\"UNKNOWN\"},\"doc\":\"derived from the ledger\"},{\"name\":\"lifecycle\",\"t"
        "ype\":{\"type\":\"enum\",\"name\":\"Lifecycle\",\"namespace\":\"orderflow\",\"doc\":\"Whether any"
        "thing more is expected.\",\"symbols\":[\"ACTIVE\",\"CLOSED\",\"ARCHIVED\",\"UNKNOWN\"],\"defa"
        "ult\":\"UNKNOWN\"},\"doc\":\"anything more to come\077\"},{\"name\":\"totals\",\"type\":{\"type\":\""
        "record\",\"name\":\"Ledger\",\"namespace\":\"orderflow\",\"doc\":\"The quantity ledger (law L"
        "1: ordered + over = open + backordered + allocated + picked + shipped + cancelled"
        " + substituted). Thousandths of the base unit.\",\"fields\":[{\"name\":\"ordered\",\"type"
        "\":\"long\",\"doc\":\"baseline at acknowledgement, raised by later increases\"},{\"name\":"
        "\"open\",\"type\":\"long\",\"doc\":\"wanted and not covered\"},{\"name\":\"backordered\",\"type\""
        ":\"long\",\"doc\":\"declared short\"},{\"name\":\"allocated\",\"type\":\"long\",\"doc\":\"allocate"
        "d, not picked\"},{\"name\":\"picked\",\"type\":\"long\",\"doc\":\"picked, not shipped\"},{\"nam"
        "e\":\"shipped\",\"type\":\"long\",\"doc\":\"left the dock\"},{\"name\":\"cancelled\",\"type\":\"lon"
        "g\",\"doc\":\"no longer wanted\"},{\"name\":\"substituted\",\"type\":\"long\",\"doc\":\"replaced "
        "by another line\"},{\"name\":\"over\",\"type\":\"long\",\"doc\":\"covered beyond what is want"
        "ed\"},{\"name\":\"in_transit\",\"type\":\"long\",\"doc\":\"shipped, not yet arrived anywhere\""
        "},{\"name\":\"delivered\",\"type\":\"long\",\"doc\":\"arrived at the customer\"},{\"name\":\"los"
        "t\",\"type\":\"long\",\"doc\":\"lost by the carrier\"},{\"name\":\"returned_to_sender\",\"type\""
        ":\"long\",\"doc\":\"came back undelivered\"},{\"name\":\"invoiced\",\"type\":\"long\",\"doc\":\"in"
        "voiced\"},{\"name\":\"returned\",\"type\":\"long\",\"doc\":\"received back and kept\"},{\"name\""
        ":\"credited\",\"type\":\"long\",\"doc\":\"credited\"},{\"name\":\"inferred\",\"type\":\"long\",\"doc"
        "\":\"implied by a later stage, not reported\"}]},\"doc\":\"sum over the lines\"},{\"name\""
        ":\"line_count\",\"type\":\"int\",\"doc\":\"lines known\"},{\"name\":\"payments\",\"type\":\"int\",\""
        "doc\":\"payments seen\"},{\"name\":\"shipments\",\"type\":{\"type\":\"array\",\"items\":{\"type\":"
        "\"record\",\"name\":\"OrderShipment\",\"namespace\":\"orderflow\",\"doc\":\"A package as the o"
        "rder sees it.\",\"fields\":[{\"name\":\"package\",\"type\":\"string\",\"doc\":\"package id\"},{\""
        "name\":\"shipment\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"shipment id\"},{\"n"
        "ame\":\"site\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"warehouse\"},{\"name\":\"c"
        "arrier\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"carrier\"},{\"name\":\"trackin"
        "g\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"tracking number\"},{\"name\":\"stat"
        "us\",\"type\":{\"type\":\"enum\",\"name\":\"MilestoneCode\",\"namespace\":\"orderflow\",\"doc\":\"C"
        "arrier and dock milestones; the rank of each is that of the domain model.\",\"symbo"
        "ls\":[\"LABELLED\",\"PICKED_UP\",\"IN_TRANSIT\",\"OUT_FOR_DELIVERY\",\"ATTEMPTED\",\"DELAYED\""
        ",\"DAMAGED\",\"REFUSED\",\"RTS_IN_TRANSIT\",\"LOST\",\"DELIVERED\",\"RTS_RECEIVED\",\"VOIDED\","
        "\"ETA_ONLY\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"highest milestone\"},{\"name\":\"sh"
        "ipped_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"defau"
        "lt\":null,\"doc\":\"goods issue\"},{\"name\":\"eta\",\"type\":[\"null\",{\"type\":\"long\",\"logica"
        "lType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"estimated arrival\"},{\"name\":\"de"
        "livered_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"def"
        "ault\":null,\"doc\":\"delivered\"}]}},\"doc\":\"at most 100; shipment_count tells of more"
        "\"},{\"name\":\"shipment_count\",\"type\":\"int\",\"doc\":\"packages in all\"},{\"name\":\"milest"
        "ones\",\"type\":{\"type\":\"record\",\"name\":\"Milestones\",\"namespace\":\"orderflow\",\"doc\":\""
        "First and last times of an order's life.\",\"fields\":[{\"name\":\"captured\",\"type\":[\"n"
        "ull\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"capt"
        "ured in CRM\"},{\"name\":\"booked\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"times"
        "tamp-millis\"}],\"default\":null,\"doc\":\"booked in the ERP\"},{\"name\":\"acknowledged\",\""
        "type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"d"
        "oc\":\"acknowledged to the customer\"},{\"name\":\"first_picked\",\"type\":[\"null\",{\"type\""
        ":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"first pick\"},{\"n"
        "ame\":\"first_shipped\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-milli"
        "s\"}],\"default\":null,\"doc\":\"first goods issue\"},{\"name\":\"last_shipped\",\"type\":[\"nu"
        "ll\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"last "
        "goods issue\"},{\"name\":\"first_delivered\",\"type\":[\"null\",{\"type\":\"long\",\"logicalTyp"
        "e\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"first delivery\"},{\"name\":\"last_deli"
        "vered\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\""
        ":null,\"doc\":\"last delivery\"},{\"name\":\"paid\",\"type\":[\"null\",{\"type\":\"long\",\"logica"
        "lType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"last payment\"}]},\"doc\":\"times o"
        "f its life\"},{\"name\":\"active_sagas\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"recor"
        "d\",\"name\":\"ActiveSaga\",\"namespace\":\"orderflow\",\"doc\":\"A saga at work for the orde"
        "r.\",\"fields\":[{\"name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"type\",\"typ"
        "e\":{\"type\":\"enum\",\"name\":\"SagaType\",\"namespace\":\"orderflow\",\"doc\":\"Which promise."
        "\",\"symbols\":[\"BACKORDER\",\"SPLIT\",\"RETURN\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\""
        "which promise\"},{\"name\":\"state\",\"type\":\"string\",\"doc\":\"engine state\"},{\"name\":\"wa"
        "iting_for\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"what it waits for\"},{\"n"
        "ame\":\"deadline\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],"
        "\"default\":null,\"doc\":\"when it acts by itself\"}]}},\"default\":[],\"doc\":\"sagas at wo"
        "rk\"},{\"name\":\"open_exceptions\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"n"
        "ame\":\"OpenException\",\"namespace\":\"orderflow\",\"doc\":\"Open exceptions of one code a"
        "nd severity, as order-state shows them.\",\"fields\":[{\"name\":\"code\",\"type\":\"string\""
        ",\"doc\":\"exception code\"},{\"name\":\"severity\",\"type\":\"Severity\",\"doc\":\"how bad\"},{\""
        "name\":\"count\",\"type\":\"int\",\"doc\":\"open ones of this code and severity\"}]}},\"defau"
        "lt\":[],\"doc\":\"by code and severity\"},{\"name\":\"completeness\",\"type\":{\"type\":\"enum\""
        ",\"name\":\"Completeness\",\"namespace\":\"orderflow\",\"doc\":\"Whether every record this o"
        "ne needs has been seen.\",\"symbols\":[\"COMPLETE\",\"PARTIAL\"]},\"doc\":\"PARTIAL until h"
        "eader and lines are known\"},{\"name\":\"version\",\"type\":\"long\",\"doc\":\"+1 per publish"
        "ed change\"},{\"name\":\"as_of\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestam"
        "p-millis\"}],\"default\":null,\"doc\":\"latest event time seen\"},{\"name\":\"updated_at\",\""
        "type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"when this was publi"
        "shed\"}]},\"doc\":\"order-state as last published\"},{\"name\":\"commercial\",\"type\":[\"nul"
        "l\",{\"type\":\"record\",\"name\":\"OrderCommercial\",\"namespace\":\"orderflow\",\"doc\":\"What "
        "an order is worth: the prices and amounts that order-state leaves out. Restricted"
        ". Key: order key.\",\"fields\":[{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <e"
        "ntity>:<order id>\"},{\"name\":\"currency\",\"type\":[\"null\",\"string\"],\"default\":null,\"d"
        "oc\":\"of all amounts, ISO 4217\"},{\"name\":\"ordered\",\"type\":\"long\",\"doc\":\"ordered, a"
        "t the prices of the lines, 1/10,000 of the currency unit\"},{\"name\":\"shipped\",\"typ"
        "e\":\"long\",\"doc\":\"shipped, at the prices of the lines, 1/10,000 of the currency un"
        "it\"},{\"name\":\"to_invoice\",\"type\":\"long\",\"doc\":\"still wanted or shipped, and not i"
        "nvoiced, at the prices of the lines, 1/10,000 of the currency unit\"},{\"name\":\"inv"
        "oiced\",\"type\":\"long\",\"doc\":\"as posted, 1/10,000 of the currency unit\"},{\"name\":\"c"
        "redited\",\"type\":\"long\",\"doc\":\"as posted, 1/10,000 of the currency unit\"},{\"name\":"
        "\"paid\",\"type\":\"long\",\"doc\":\"sum of the payments that are captured, 1/10,000 of th"
        "e currency unit\"},{\"name\":\"prices\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record"
        "\",\"name\":\"LinePrice\",\"namespace\":\"orderflow\",\"doc\":\"The price of one line of an o"
        "rder.\",\"fields\":[{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number within the ord"
        "er\"},{\"name\":\"unit_price\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\":\"per base u"
        "nit, 1/10,000 of the currency unit; null: not known\"}]}},\"doc\":\"by line, the firs"
        "t 100; line_count of order-state tells of more\"},{\"name\":\"unpriced_lines\",\"type\":"
        "\"int\",\"doc\":\"lines without a price, which the amounts lack\"},{\"name\":\"completenes"
        "s\",\"type\":\"Completeness\",\"doc\":\"PARTIAL until header and lines are known\"},{\"name"
        "\":\"version\",\"type\":\"long\",\"doc\":\"+1 per published change\"},{\"name\":\"updated_at\",\""
        "type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"when this was publi"
        "shed\"}]}],\"default\":null,\"doc\":\"order-state.commercial as last published, with th"
        "e sums; null: there is nothing to tell\"}]}",
    .fields = OrderRow_fields,
    .field_count = 11,
    .size = sizeof(OrderRow),
};

static const char *const Outcome_symbols[] = {
    "OK",
    "REJECT",
    "TECH_RETRY",
    "TECH_FATAL",
    "NOT_DONE",
    "UNKNOWN",
};
const of_enum_type of_Outcome_enum = {
    .name = "orderflow.Outcome",
    .symbols = Outcome_symbols,
    .count = 6,
};
_Static_assert(sizeof(Outcome) == sizeof(int32_t), "enums are 32 bits");

static const of_field PackageContent_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(PackageContent, source),
     .doc = "the source row and its version"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(PackageContent, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(PackageContent, line),
     .doc = "line number within the order"},
    {.name = "allocation",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(PackageContent, allocation),
     .doc = "leg the goods come from"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(PackageContent, site),
     .doc = "warehouse"},
    {.name = "package",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(PackageContent, package),
     .doc = "package id (SSCC)"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(PackageContent, qty),
     .doc = "quantity of the line in the package, thousandths of the base unit"},
};
const of_record_type of_PackageContent_type = {
    .name = "PackageContent",
    .full_name = "orderflow.PackageContent",
    .doc = "What of one line lies in a package (owner: WMS). It counts as shipped once the sh"
        "ipment is confirmed.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"PackageContent\",\"namespace\":\"orderflow\",\"doc\":\"What of o"
        "ne line lies in a package (owner: WMS). It counts as shipped once the shipment is"
        " confirmed.\",\"fields\":[{\"name\":\"source\",\"type\":{\"type\":\"record\",\"name\":\"SourcePos"
        "ition\",\"namespace\":\"orderflow\",\"doc\":\"Where a fact comes from: the row of a sourc"
        "e table and the version of it. Versions are compared per (system, table, row), ne"
        "ver by wall clock.\",\"fields\":[{\"name\":\"system\",\"type\":\"string\",\"doc\":\"erp, crm, w"
        "ms, carrier, finance, or the name of the participant\"},{\"name\":\"instance\",\"type\":"
        "[\"null\",\"string\"],\"default\":null,\"doc\":\"the instance of the system, where there a"
        "re several\"},{\"name\":\"table\",\"type\":\"string\",\"doc\":\"source table or stream\"},{\"na"
        "me\":\"row\",\"type\":\"string\",\"doc\":\"primary key of the source row, parts joined by |"
        "\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"LSN, SCN, binlog position, sequence or"
        " row version; grows with each change of the row. Comparable between tables of one"
        " system instance\"},{\"name\":\"snapshot\",\"type\":\"boolean\",\"default\":false,\"doc\":\"rea"
        "d by a snapshot (op=r), not from the stream\"},{\"name\":\"deleted\",\"type\":\"boolean\","
        "\"default\":false,\"doc\":\"the source deleted the row (op=d)\"}]},\"doc\":\"the source ro"
        "w and its version\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<o"
        "rder id>\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number within the order\"},{"
        "\"name\":\"allocation\",\"type\":\"string\",\"doc\":\"leg the goods come from\"},{\"name\":\"sit"
        "e\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"package\",\"type\":\"string\",\"doc\":\"pa"
        "ckage id (SSCC)\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"quantity of the line in the "
        "package, thousandths of the base unit\"}]}",
    .fields = PackageContent_fields,
    .field_count = 7,
    .size = sizeof(PackageContent),
};

static const of_field PackageOrder_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(PackageOrder, source),
     .doc = "the source row and its version"},
    {.name = "tracking",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(PackageOrder, tracking),
     .doc = "tracking number"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(PackageOrder, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "package",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(PackageOrder, package),
     .doc = "package id (SSCC)"},
    {.name = "shipment",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(PackageOrder, shipment),
     .doc = "shipment id"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(PackageOrder, site),
     .doc = "warehouse"},
    {.name = "carrier",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(PackageOrder, carrier),
     .doc = "carrier code"},
};
const of_record_type of_PackageOrder_type = {
    .name = "PackageOrder",
    .full_name = "orderflow.PackageOrder",
    .doc = "Cross-reference: this tracking number carries goods of this order. Keyed by track"
        "ing number, as only that is known to the carrier.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"PackageOrder\",\"namespace\":\"orderflow\",\"doc\":\"Cross-refer"
        "ence: this tracking number carries goods of this order. Keyed by tracking number,"
        " as only that is known to the carrier.\",\"fields\":[{\"name\":\"source\",\"type\":{\"type\""
        ":\"record\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\",\"doc\":\"Where a fact com"
        "es from: the row of a source table and the version of it. Versions are compared p"
        "er (system, table, row), never by wall clock.\",\"fields\":[{\"name\":\"system\",\"type\":"
        "\"string\",\"doc\":\"erp, crm, wms, carrier, finance, or the name of the participant\"}"
        ",{\"name\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the instance o"
        "f the system, where there are several\"},{\"name\":\"table\",\"type\":\"string\",\"doc\":\"so"
        "urce table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"primary key of the so"
        "urce row, parts joined by |\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"LSN, SCN, b"
        "inlog position, sequence or row version; grows with each change of the row. Compa"
        "rable between tables of one system instance\"},{\"name\":\"snapshot\",\"type\":\"boolean\""
        ",\"default\":false,\"doc\":\"read by a snapshot (op=r), not from the stream\"},{\"name\":"
        "\"deleted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the source deleted the row (op="
        "d)\"}]},\"doc\":\"the source row and its version\"},{\"name\":\"tracking\",\"type\":\"string\""
        ",\"doc\":\"tracking number\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <enti"
        "ty>:<order id>\"},{\"name\":\"package\",\"type\":\"string\",\"doc\":\"package id (SSCC)\"},{\"n"
        "ame\":\"shipment\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"shipment id\"},{\"na"
        "me\":\"site\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"warehouse\"},{\"name\":\"ca"
        "rrier\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"carrier code\"}]}",
    .fields = PackageOrder_fields,
    .field_count = 7,
    .size = sizeof(PackageOrder),
};

static const of_field SeenConfirm_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenConfirm, source),
     .doc = "source row: system|instance|table|row"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenConfirm, position),
     .doc = "version of the source row that counts"},
    {.name = "shipment",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenConfirm, shipment),
     .doc = "shipment id"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenConfirm, site),
     .doc = "warehouse"},
    {.name = "tracking",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SeenConfirm, tracking),
     .doc = "tracking number"},
    {.name = "carrier",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SeenConfirm, carrier),
     .doc = "carrier code"},
    {.name = "shipped_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SeenConfirm, shipped_at),
     .doc = "goods issue"},
    {.name = "voided",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SeenConfirm, voided),
     .doc = "taken back, or deleted"},
};
const of_record_type of_SeenConfirm_type = {
    .name = "SeenConfirm",
    .full_name = "orderflow.SeenConfirm",
    .doc = "The latest version of a ship confirmation.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenConfirm\",\"namespace\":\"orderflow\",\"doc\":\"The latest v"
        "ersion of a ship confirmation.\",\"fields\":[{\"name\":\"source\",\"type\":\"string\",\"doc\":"
        "\"source row: system|instance|table|row\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\""
        "version of the source row that counts\"},{\"name\":\"shipment\",\"type\":\"string\",\"doc\":"
        "\"shipment id\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"trackin"
        "g\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"tracking number\"},{\"name\":\"carr"
        "ier\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"carrier code\"},{\"name\":\"shipp"
        "ed_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\""
        ":null,\"doc\":\"goods issue\"},{\"name\":\"voided\",\"type\":\"boolean\",\"doc\":\"taken back, o"
        "r deleted\"}]}",
    .fields = SeenConfirm_fields,
    .field_count = 8,
    .size = sizeof(SeenConfirm),
};

static const of_field SeenTracking_fields[] = {
    {.name = "tracking",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenTracking, tracking),
     .doc = "tracking number"},
    {.name = "revision",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenTracking, revision),
     .doc = "of the tracking number: the highest wins"},
    {.name = "code",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(MilestoneCode), .symbols = &of_MilestoneCode_enum},
     .offset = offsetof(SeenTracking, code),
     .doc = "highest rank"},
    {.name = "at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SeenTracking, at),
     .doc = "event time of it"},
    {.name = "eta",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SeenTracking, eta),
     .doc = "estimated arrival"},
    {.name = "was_lost",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SeenTracking, was_lost),
     .doc = "the carrier once called it lost"},
    {.name = "implausible",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SeenTracking, implausible),
     .doc = "a scan has a time that cannot be"},
};
const of_record_type of_SeenTracking_type = {
    .name = "SeenTracking",
    .full_name = "orderflow.SeenTracking",
    .doc = "What a tracking number last said of a package.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenTracking\",\"namespace\":\"orderflow\",\"doc\":\"What a trac"
        "king number last said of a package.\",\"fields\":[{\"name\":\"tracking\",\"type\":\"string\""
        ",\"doc\":\"tracking number\"},{\"name\":\"revision\",\"type\":\"long\",\"doc\":\"of the tracking"
        " number: the highest wins\"},{\"name\":\"code\",\"type\":{\"type\":\"enum\",\"name\":\"Mileston"
        "eCode\",\"namespace\":\"orderflow\",\"doc\":\"Carrier and dock milestones; the rank of ea"
        "ch is that of the domain model.\",\"symbols\":[\"LABELLED\",\"PICKED_UP\",\"IN_TRANSIT\",\""
        "OUT_FOR_DELIVERY\",\"ATTEMPTED\",\"DELAYED\",\"DAMAGED\",\"REFUSED\",\"RTS_IN_TRANSIT\",\"LOS"
        "T\",\"DELIVERED\",\"RTS_RECEIVED\",\"VOIDED\",\"ETA_ONLY\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"}"
        ",\"doc\":\"highest rank\"},{\"name\":\"at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\""
        "timestamp-millis\"}],\"default\":null,\"doc\":\"event time of it\"},{\"name\":\"eta\",\"type\""
        ":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\""
        "estimated arrival\"},{\"name\":\"was_lost\",\"type\":\"boolean\",\"default\":false,\"doc\":\"th"
        "e carrier once called it lost\"},{\"name\":\"implausible\",\"type\":\"boolean\",\"default\":"
        "false,\"doc\":\"a scan has a time that cannot be\"}]}",
    .fields = SeenTracking_fields,
    .field_count = 7,
    .size = sizeof(SeenTracking),
};

static const of_value_type PackageRow_confirms_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenConfirm), .record = &of_SeenConfirm_type};
static const of_value_type PackageRow_trackings_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenTracking), .record = &of_SeenTracking_type};
static const of_value_type PackageRow_lines_item = {.kind = OF_KIND_STRING, .size = sizeof(of_text)};
static const of_value_type PackageRow_findings_item = {.kind = OF_KIND_RECORD, .size = sizeof(Finding), .record = &of_Finding_type};
static const of_field PackageRow_fields[] = {
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(PackageRow, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "package",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(PackageRow, package),
     .doc = "package id"},
    {.name = "confirms",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenConfirmArray), .item = &PackageRow_confirms_item, .item_stride = sizeof(SeenConfirm)},
     .offset = offsetof(PackageRow, confirms),
     .doc = "by source row"},
    {.name = "trackings",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenTrackingArray), .item = &PackageRow_trackings_item, .item_stride = sizeof(SeenTracking)},
     .offset = offsetof(PackageRow, trackings),
     .doc = "by tracking number"},
    {.name = "lines",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(TextArray), .item = &PackageRow_lines_item, .item_stride = sizeof(of_text)},
     .offset = offsetof(PackageRow, lines),
     .doc = "lines with goods in it"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(PackageRow, site),
     .doc = "warehouse that packed it"},
    {.name = "whereabouts",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(Whereabouts), .symbols = &of_Whereabouts_enum},
     .offset = offsetof(PackageRow, whereabouts),
     .doc = "where its goods are: what the lines were told"},
    {.name = "since",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(PackageRow, since),
     .doc = "event time of that"},
    {.name = "was_lost",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(PackageRow, was_lost),
     .doc = "the carrier once called it lost: what the lines were told"},
    {.name = "findings",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(FindingArray), .item = &PackageRow_findings_item, .item_stride = sizeof(Finding)},
     .offset = offsetof(PackageRow, findings),
     .doc = "open exceptions of the package, and those to be"},
    {.name = "shipment",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(OrderShipment), .record = &of_OrderShipment_type},
     .offset = offsetof(PackageRow, shipment),
     .doc = "as order-state shows it"},
};
const of_record_type of_PackageRow_type = {
    .name = "PackageRow",
    .full_name = "orderflow.PackageRow",
    .doc = "State of one package as one order sees it.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"PackageRow\",\"namespace\":\"orderflow\",\"doc\":\"State of one "
        "package as one order sees it.\",\"fields\":[{\"name\":\"order\",\"type\":\"string\",\"doc\":\"o"
        "rder key, <entity>:<order id>\"},{\"name\":\"package\",\"type\":\"string\",\"doc\":\"package "
        "id\"},{\"name\":\"confirms\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"S"
        "eenConfirm\",\"namespace\":\"orderflow\",\"doc\":\"The latest version of a ship confirmat"
        "ion.\",\"fields\":[{\"name\":\"source\",\"type\":\"string\",\"doc\":\"source row: system|instan"
        "ce|table|row\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"version of the source row "
        "that counts\"},{\"name\":\"shipment\",\"type\":\"string\",\"doc\":\"shipment id\"},{\"name\":\"si"
        "te\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"tracking\",\"type\":[\"null\",\"string\""
        "],\"default\":null,\"doc\":\"tracking number\"},{\"name\":\"carrier\",\"type\":[\"null\",\"strin"
        "g\"],\"default\":null,\"doc\":\"carrier code\"},{\"name\":\"shipped_at\",\"type\":[\"null\",{\"ty"
        "pe\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"goods issue\"}"
        ",{\"name\":\"voided\",\"type\":\"boolean\",\"doc\":\"taken back, or deleted\"}]}},\"doc\":\"by s"
        "ource row\"},{\"name\":\"trackings\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\""
        "name\":\"SeenTracking\",\"namespace\":\"orderflow\",\"doc\":\"What a tracking number last s"
        "aid of a package.\",\"fields\":[{\"name\":\"tracking\",\"type\":\"string\",\"doc\":\"tracking n"
        "umber\"},{\"name\":\"revision\",\"type\":\"long\",\"doc\":\"of the tracking number: the highe"
        "st wins\"},{\"name\":\"code\",\"type\":{\"type\":\"enum\",\"name\":\"MilestoneCode\",\"namespace\""
        ":\"orderflow\",\"doc\":\"Carrier and dock milestones; the rank of each is that of the "
        "domain model.\",\"symbols\":[\"LABELLED\",\"PICKED_UP\",\"IN_TRANSIT\",\"OUT_FOR_DELIVERY\","
        "\"ATTEMPTED\",\"DELAYED\",\"DAMAGED\",\"REFUSED\",\"RTS_IN_TRANSIT\",\"LOST\",\"DELIVERED\",\"RT"
        "S_RECEIVED\",\"VOIDED\",\"ETA_ONLY\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"highest ra"
        "nk\"},{\"name\":\"at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}"
        "],\"default\":null,\"doc\":\"event time of it\"},{\"name\":\"eta\",\"type\":[\"null\",{\"type\":\""
        "long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"estimated arrival\""
        "},{\"name\":\"was_lost\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the carrier once cal"
        "led it lost\"},{\"name\":\"implausible\",\"type\":\"boolean\",\"default\":false,\"doc\":\"a sca"
        "n has a time that cannot be\"}]}},\"doc\":\"by tracking number\"},{\"name\":\"lines\",\"typ"
        "e\":{\"type\":\"array\",\"items\":\"string\"},\"doc\":\"lines with goods in it\"},{\"name\":\"sit"
        "e\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"warehouse that packed it\"},{\"na"
        "me\":\"whereabouts\",\"type\":{\"type\":\"enum\",\"name\":\"Whereabouts\",\"namespace\":\"orderfl"
        "ow\",\"doc\":\"Where the goods of a package are (law L2).\",\"symbols\":[\"NOT_SHIPPED\",\""
        "IN_TRANSIT\",\"DELIVERED\",\"LOST\",\"RETURNED_TO_SENDER\",\"UNKNOWN\"],\"default\":\"UNKNOWN"
        "\"},\"doc\":\"where its goods are: what the lines were told\"},{\"name\":\"since\",\"type\":"
        "[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"e"
        "vent time of that\"},{\"name\":\"was_lost\",\"type\":\"boolean\",\"default\":false,\"doc\":\"th"
        "e carrier once called it lost: what the lines were told\"},{\"name\":\"findings\",\"typ"
        "e\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"Finding\",\"namespace\":\"orderfl"
        "ow\",\"doc\":\"An exception that is open, or will be if what was found lasts. Kept in"
        " the row it was found in.\",\"fields\":[{\"name\":\"code\",\"type\":\"string\",\"doc\":\"except"
        "ion code\"},{\"name\":\"line\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"line, wh"
        "ere the row is not that of the line\"},{\"name\":\"subject\",\"type\":[\"null\",\"string\"],"
        "\"default\":null,\"doc\":\"package, receipt, step\"},{\"name\":\"told_by\",\"type\":{\"type\":\""
        "array\",\"items\":{\"type\":\"record\",\"name\":\"Telling\",\"namespace\":\"orderflow\",\"doc\":\"W"
        "hat one saga says of an exception, as long as it says so.\",\"fields\":[{\"name\":\"sag"
        "a\",\"type\":\"string\",\"doc\":\"saga id; empty: none, a reply to nobody\"},{\"name\":\"deta"
        "il\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"in its words\"}]}},\"default\":[]"
        ",\"doc\":\"sagas that say so, each once, the last to speak last; it ends for them wh"
        "en all took it back\"},{\"name\":\"since\",\"type\":{\"type\":\"long\",\"logicalType\":\"timest"
        "amp-millis\"},\"doc\":\"when it was found, on the engine's clock\"},{\"name\":\"due_at\",\""
        "type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"d"
        "oc\":\"when it opens, or is escalated next; null: neither\"},{\"name\":\"escalations\",\""
        "type\":\"int\",\"doc\":\"how often it was escalated\"},{\"name\":\"published\",\"type\":[\"null"
        "\",{\"type\":\"record\",\"name\":\"OrderException\",\"namespace\":\"orderflow\",\"doc\":\"Somethi"
        "ng a person may have to look at; one open per (code, order, line, subject).\",\"fie"
        "lds\":[{\"name\":\"exception\",\"type\":\"string\",\"doc\":\"<code>|<order>|<line>|<subject>\""
        "},{\"name\":\"code\",\"type\":\"string\",\"doc\":\"exception code\"},{\"name\":\"class\",\"type\":{"
        "\"type\":\"enum\",\"name\":\"ExceptionClass\",\"namespace\":\"orderflow\",\"doc\":\"Whose concer"
        "n an exception is.\",\"symbols\":[\"BUSINESS\",\"TECHNICAL\",\"DATA\"]},\"default\":\"BUSINES"
        "S\",\"doc\":\"whose concern\"},{\"name\":\"severity\",\"type\":{\"type\":\"enum\",\"name\":\"Severi"
        "ty\",\"namespace\":\"orderflow\",\"doc\":\"How bad it is.\",\"symbols\":[\"I\",\"L\",\"M\",\"H\",\"C\""
        "]},\"doc\":\"how bad\"},{\"name\":\"queue\",\"type\":\"string\",\"doc\":\"who looks at it: SALES"
        ", CS, WH, TRANSPORT, AR, CREDIT, MDM, IT\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":"
        "\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"type\":[\"null\",\"string\"],\"defaul"
        "t\":null,\"doc\":\"line\"},{\"name\":\"subject\",\"type\":[\"null\",\"string\"],\"default\":null,\""
        "doc\":\"leg, saga, package\"},{\"name\":\"detail\",\"type\":[\"null\",\"string\"],\"default\":nu"
        "ll,\"doc\":\"in words\"},{\"name\":\"evidence\",\"type\":{\"type\":\"array\",\"items\":\"string\"},"
        "\"default\":[],\"doc\":\"source rows it was found in, at most 3: system|instance|table"
        "|row\"},{\"name\":\"opened_at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\""
        "},\"doc\":\"when it was first seen\"},{\"name\":\"escalated_at\",\"type\":[\"null\",{\"type\":\""
        "long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when its severity "
        "was last raised\"},{\"name\":\"resolved_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalTyp"
        "e\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"null while open\"},{\"name\":\"resoluti"
        "on\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"AUTO, SAGA, MANUAL\"},{\"name\":\""
        "closed_by\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"who closed it; MANUAL o"
        "nly\"},{\"name\":\"reason\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"why they di"
        "d\"}]}],\"default\":null,\"doc\":\"order-exceptions as last published; null: not open y"
        "et\"}]}},\"default\":[],\"doc\":\"open exceptions of the package, and those to be\"},{\"n"
        "ame\":\"shipment\",\"type\":{\"type\":\"record\",\"name\":\"OrderShipment\",\"namespace\":\"order"
        "flow\",\"doc\":\"A package as the order sees it.\",\"fields\":[{\"name\":\"package\",\"type\":"
        "\"string\",\"doc\":\"package id\"},{\"name\":\"shipment\",\"type\":[\"null\",\"string\"],\"default"
        "\":null,\"doc\":\"shipment id\"},{\"name\":\"site\",\"type\":[\"null\",\"string\"],\"default\":nul"
        "l,\"doc\":\"warehouse\"},{\"name\":\"carrier\",\"type\":[\"null\",\"string\"],\"default\":null,\"d"
        "oc\":\"carrier\"},{\"name\":\"tracking\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\""
        "tracking number\"},{\"name\":\"status\",\"type\":\"MilestoneCode\",\"doc\":\"highest mileston"
        "e\"},{\"name\":\"shipped_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-m"
        "illis\"}],\"default\":null,\"doc\":\"goods issue\"},{\"name\":\"eta\",\"type\":[\"null\",{\"type\""
        ":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"estimated arriva"
        "l\"},{\"name\":\"delivered_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp"
        "-millis\"}],\"default\":null,\"doc\":\"delivered\"}]},\"doc\":\"as order-state shows it\"}]}",
    .fields = PackageRow_fields,
    .field_count = 11,
    .size = sizeof(PackageRow),
};

static const of_value_type Reply_results_item = {.kind = OF_KIND_RECORD, .size = sizeof(InspectionResult), .record = &of_InspectionResult_type};
static const of_field Reply_fields[] = {
    {.name = "key",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Reply, key),
     .doc = "idempotency key of the command answered"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Reply, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "outcome",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(Outcome), .symbols = &of_Outcome_enum},
     .offset = offsetof(Reply, outcome),
     .doc = "done, refused or failed"},
    {.name = "code",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(Reply, code),
     .doc = "refusal code: INSUFFICIENT, LINE_CLOSED, TOO_LATE_SHIPPED, ..."},
    {.name = "effect",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(Reply, effect),
     .doc = "the participant's own reference of the effect"},
    {.name = "asked_key",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(Reply, asked_key),
     .doc = "answer to QueryOutcome: the key that was asked about"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Reply, qty),
     .doc = "allocated, available, put back: thousandths of the base unit"},
    {.name = "date",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Reply, date),
     .doc = "eta, previous promise, expiry"},
    {.name = "reference",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(Reply, reference),
     .doc = "tracking number, child line"},
    {.name = "results",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(InspectionResultArray), .item = &Reply_results_item, .item_stride = sizeof(InspectionResult)},
     .offset = offsetof(Reply, results),
     .doc = "grades of an inspection"},
    {.name = "at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Reply, at),
     .doc = "when the participant answered"},
};
const of_record_type of_Reply_type = {
    .name = "Reply",
    .full_name = "orderflow.Reply",
    .doc = "A participant's answer to a command, matched on the full key (rule E3).",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"Reply\",\"namespace\":\"orderflow\",\"doc\":\"A participant's an"
        "swer to a command, matched on the full key (rule E3).\",\"fields\":[{\"name\":\"key\",\"t"
        "ype\":\"string\",\"doc\":\"idempotency key of the command answered\"},{\"name\":\"order\",\"t"
        "ype\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"outcome\",\"type\":{\""
        "type\":\"enum\",\"name\":\"Outcome\",\"namespace\":\"orderflow\",\"doc\":\"A participant's answ"
        "er: done, a business refusal, or a technical failure.\",\"symbols\":[\"OK\",\"REJECT\",\""
        "TECH_RETRY\",\"TECH_FATAL\",\"NOT_DONE\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"done, "
        "refused or failed\"},{\"name\":\"code\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":"
        "\"refusal code: INSUFFICIENT, LINE_CLOSED, TOO_LATE_SHIPPED, ...\"},{\"name\":\"effect"
        "\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the participant's own reference "
        "of the effect\"},{\"name\":\"asked_key\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\""
        ":\"answer to QueryOutcome: the key that was asked about\"},{\"name\":\"qty\",\"type\":[\"n"
        "ull\",\"long\"],\"default\":null,\"doc\":\"allocated, available, put back: thousandths of"
        " the base unit\"},{\"name\":\"date\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"time"
        "stamp-millis\"}],\"default\":null,\"doc\":\"eta, previous promise, expiry\"},{\"name\":\"re"
        "ference\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"tracking number, child li"
        "ne\"},{\"name\":\"results\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"In"
        "spectionResult\",\"namespace\":\"orderflow\",\"doc\":\"One graded part of a return receip"
        "t.\",\"fields\":[{\"name\":\"grade\",\"type\":\"string\",\"doc\":\"A, B, C or D\"},{\"name\":\"verd"
        "ict\",\"type\":{\"type\":\"enum\",\"name\":\"Verdict\",\"namespace\":\"orderflow\",\"doc\":\"Whethe"
        "r returned goods are accepted.\",\"symbols\":[\"ACCEPT\",\"REJECT\",\"UNKNOWN\"],\"default\""
        ":\"UNKNOWN\"},\"doc\":\"accepted or not\"},{\"name\":\"disposition\",\"type\":{\"type\":\"enum\","
        "\"name\":\"Disposition\",\"namespace\":\"orderflow\",\"doc\":\"Where returned goods go.\",\"sy"
        "mbols\":[\"RESTOCK\",\"QUARANTINE\",\"SCRAP\",\"RTV\",\"RETURN_TO_CUSTOMER\",\"UNKNOWN\"],\"def"
        "ault\":\"UNKNOWN\"},\"doc\":\"where it goes\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"of the"
        " receipt, thousandths of the base unit\"}]}},\"default\":[],\"doc\":\"grades of an insp"
        "ection\"},{\"name\":\"at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-mill"
        "is\"}],\"default\":null,\"doc\":\"when the participant answered\"}]}",
    .fields = Reply_fields,
    .field_count = 11,
    .size = sizeof(Reply),
};

static const of_field ParkedReply_fields[] = {
    {.name = "reply",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(Reply), .record = &of_Reply_type},
     .offset = offsetof(ParkedReply, reply),
     .doc = "the answer"},
    {.name = "until",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ParkedReply, until),
     .doc = "it is given up then"},
};
const of_record_type of_ParkedReply_type = {
    .name = "ParkedReply",
    .full_name = "orderflow.ParkedReply",
    .doc = "An answer to a saga that is not known.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"ParkedReply\",\"namespace\":\"orderflow\",\"doc\":\"An answer to"
        " a saga that is not known.\",\"fields\":[{\"name\":\"reply\",\"type\":{\"type\":\"record\",\"na"
        "me\":\"Reply\",\"namespace\":\"orderflow\",\"doc\":\"A participant's answer to a command, m"
        "atched on the full key (rule E3).\",\"fields\":[{\"name\":\"key\",\"type\":\"string\",\"doc\":"
        "\"idempotency key of the command answered\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":"
        "\"order key, <entity>:<order id>\"},{\"name\":\"outcome\",\"type\":{\"type\":\"enum\",\"name\":"
        "\"Outcome\",\"namespace\":\"orderflow\",\"doc\":\"A participant's answer: done, a business"
        " refusal, or a technical failure.\",\"symbols\":[\"OK\",\"REJECT\",\"TECH_RETRY\",\"TECH_FA"
        "TAL\",\"NOT_DONE\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"done, refused or failed\"},"
        "{\"name\":\"code\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"refusal code: INSUF"
        "FICIENT, LINE_CLOSED, TOO_LATE_SHIPPED, ...\"},{\"name\":\"effect\",\"type\":[\"null\",\"st"
        "ring\"],\"default\":null,\"doc\":\"the participant's own reference of the effect\"},{\"na"
        "me\":\"asked_key\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"answer to QueryOut"
        "come: the key that was asked about\"},{\"name\":\"qty\",\"type\":[\"null\",\"long\"],\"defaul"
        "t\":null,\"doc\":\"allocated, available, put back: thousandths of the base unit\"},{\"n"
        "ame\":\"date\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"def"
        "ault\":null,\"doc\":\"eta, previous promise, expiry\"},{\"name\":\"reference\",\"type\":[\"nu"
        "ll\",\"string\"],\"default\":null,\"doc\":\"tracking number, child line\"},{\"name\":\"result"
        "s\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"InspectionResult\",\"nam"
        "espace\":\"orderflow\",\"doc\":\"One graded part of a return receipt.\",\"fields\":[{\"name"
        "\":\"grade\",\"type\":\"string\",\"doc\":\"A, B, C or D\"},{\"name\":\"verdict\",\"type\":{\"type\":"
        "\"enum\",\"name\":\"Verdict\",\"namespace\":\"orderflow\",\"doc\":\"Whether returned goods are"
        " accepted.\",\"symbols\":[\"ACCEPT\",\"REJECT\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"a"
        "ccepted or not\"},{\"name\":\"disposition\",\"type\":{\"type\":\"enum\",\"name\":\"Disposition\""
        ",\"namespace\":\"orderflow\",\"doc\":\"Where returned goods go.\",\"symbols\":[\"RESTOCK\",\"Q"
        "UARANTINE\",\"SCRAP\",\"RTV\",\"RETURN_TO_CUSTOMER\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"do"
        "c\":\"where it goes\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"of the receipt, thousandth"
        "s of the base unit\"}]}},\"default\":[],\"doc\":\"grades of an inspection\"},{\"name\":\"at"
        "\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null"
        ",\"doc\":\"when the participant answered\"}]},\"doc\":\"the answer\"},{\"name\":\"until\",\"ty"
        "pe\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"it is given up then\"}"
        "]}",
    .fields = ParkedReply_fields,
    .field_count = 2,
    .size = sizeof(ParkedReply),
};

static const of_field ParkedRow_fields[] = {
    {.name = "topic",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ParkedRow, topic),
     .doc = "where the record was read; absent: a timer"},
    {.name = "partition",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(ParkedRow, partition),
     .doc = "of the topic"},
    {.name = "offset",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ParkedRow, offset),
     .doc = "in the partition"},
    {.name = "value",
     .type = {.kind = OF_KIND_BYTES, .size = sizeof(of_bytes), .nullable = true},
     .offset = offsetof(ParkedRow, value),
     .doc = "the record as it was read"},
    {.name = "node",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ParkedRow, node),
     .doc = "of a timer: the node that set it"},
    {.name = "name",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ParkedRow, name),
     .doc = "of a timer: its name"},
    {.name = "due",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(ParkedRow, due),
     .doc = "of a timer: when it was due"},
    {.name = "at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ParkedRow, at),
     .doc = "when it was parked, engine time"},
};
const of_record_type of_ParkedRow_type = {
    .name = "ParkedRow",
    .full_name = "orderflow.ParkedRow",
    .doc = "A record, or a timer that fell due, of a quarantined order. Keyed by order and se"
        "quence.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"ParkedRow\",\"namespace\":\"orderflow\",\"doc\":\"A record, or a"
        " timer that fell due, of a quarantined order. Keyed by order and sequence.\",\"fiel"
        "ds\":[{\"name\":\"topic\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"where the rec"
        "ord was read; absent: a timer\"},{\"name\":\"partition\",\"type\":\"int\",\"default\":-1,\"do"
        "c\":\"of the topic\"},{\"name\":\"offset\",\"type\":\"long\",\"default\":-1,\"doc\":\"in the part"
        "ition\"},{\"name\":\"value\",\"type\":[\"null\",\"bytes\"],\"default\":null,\"doc\":\"the record "
        "as it was read\"},{\"name\":\"node\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"of"
        " a timer: the node that set it\"},{\"name\":\"name\",\"type\":[\"null\",\"string\"],\"default"
        "\":null,\"doc\":\"of a timer: its name\"},{\"name\":\"due\",\"type\":[\"null\",{\"type\":\"long\","
        "\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"of a timer: when it was "
        "due\"},{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":"
        "\"when it was parked, engine time\"}]}",
    .fields = ParkedRow_fields,
    .field_count = 8,
    .size = sizeof(ParkedRow),
};

static const of_field Payment_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(Payment, source),
     .doc = "the source row and its version"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Payment, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "payment",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Payment, payment),
     .doc = "payment id"},
    {.name = "method",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(Payment, method),
     .doc = "how"},
    {.name = "amount",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Payment, amount),
     .doc = "1/10,000 of the currency unit"},
    {.name = "status",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(PaymentStatus), .symbols = &of_PaymentStatus_enum},
     .offset = offsetof(Payment, status),
     .doc = "state"},
    {.name = "paid_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Payment, paid_at),
     .doc = "when"},
};
const of_record_type of_Payment_type = {
    .name = "Payment",
    .full_name = "orderflow.Payment",
    .doc = "One payment of an order (owner: finance).",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"Payment\",\"namespace\":\"orderflow\",\"doc\":\"One payment of a"
        "n order (owner: finance).\",\"fields\":[{\"name\":\"source\",\"type\":{\"type\":\"record\",\"na"
        "me\":\"SourcePosition\",\"namespace\":\"orderflow\",\"doc\":\"Where a fact comes from: the "
        "row of a source table and the version of it. Versions are compared per (system, t"
        "able, row), never by wall clock.\",\"fields\":[{\"name\":\"system\",\"type\":\"string\",\"doc"
        "\":\"erp, crm, wms, carrier, finance, or the name of the participant\"},{\"name\":\"ins"
        "tance\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the instance of the system,"
        " where there are several\"},{\"name\":\"table\",\"type\":\"string\",\"doc\":\"source table or"
        " stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"primary key of the source row, par"
        "ts joined by |\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"LSN, SCN, binlog positio"
        "n, sequence or row version; grows with each change of the row. Comparable between"
        " tables of one system instance\"},{\"name\":\"snapshot\",\"type\":\"boolean\",\"default\":fa"
        "lse,\"doc\":\"read by a snapshot (op=r), not from the stream\"},{\"name\":\"deleted\",\"ty"
        "pe\":\"boolean\",\"default\":false,\"doc\":\"the source deleted the row (op=d)\"}]},\"doc\":"
        "\"the source row and its version\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order ke"
        "y, <entity>:<order id>\"},{\"name\":\"payment\",\"type\":\"string\",\"doc\":\"payment id\"},{\""
        "name\":\"method\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"how\"},{\"name\":\"amou"
        "nt\",\"type\":\"long\",\"doc\":\"1/10,000 of the currency unit\"},{\"name\":\"status\",\"type\":"
        "{\"type\":\"enum\",\"name\":\"PaymentStatus\",\"namespace\":\"orderflow\",\"doc\":\"State of a p"
        "ayment.\",\"symbols\":[\"AUTHORISED\",\"CAPTURED\",\"REFUNDED\",\"FAILED\",\"UNKNOWN\"],\"defau"
        "lt\":\"UNKNOWN\"},\"default\":\"CAPTURED\",\"doc\":\"state\"},{\"name\":\"paid_at\",\"type\":[\"nul"
        "l\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when\"}"
        "]}",
    .fields = Payment_fields,
    .field_count = 7,
    .size = sizeof(Payment),
};

static const of_field PegReceipt_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(PegReceipt, header),
     .doc = "identity and idempotency"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(PegReceipt, line),
     .doc = "line number"},
    {.name = "peg",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(PegReceipt, peg),
     .doc = "peg id"},
    {.name = "supply",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(PegReceipt, supply),
     .doc = "purchase order line"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(PegReceipt, qty),
     .doc = "pegged, thousandths of the base unit"},
};
const of_record_type of_PegReceipt_type = {
    .name = "PegReceipt",
    .full_name = "orderflow.PegReceipt",
    .doc = "ERP: promise an expected receipt to a line.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"PegReceipt\",\"namespace\":\"orderflow\",\"doc\":\"ERP: promise "
        "an expected receipt to a line.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record"
        "\",\"name\":\"CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carrie"
        "s. `key` is the idempotency key: a retry reuses it, participants apply it once.\","
        "\"fields\":[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generatio"
        "n>\"},{\"name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"strin"
        "g\",\"doc\":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the ste"
        "p works on: line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a delib"
        "erate new effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 f"
        "or the first sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>"
        ":<order id>\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp"
        ", crm, finance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"str"
        "ing\"],\"default\":null,\"doc\":\"key of the command that this one takes back\"},{\"name\""
        ":\"deadline\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"def"
        "ault\":null,\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"identity and "
        "idempotency\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number\"},{\"name\":\"peg\",\""
        "type\":\"string\",\"doc\":\"peg id\"},{\"name\":\"supply\",\"type\":\"string\",\"doc\":\"purchase o"
        "rder line\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"pegged, thousandths of the base un"
        "it\"}]}",
    .fields = PegReceipt_fields,
    .field_count = 5,
    .size = sizeof(PegReceipt),
};

static const of_field Pick_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(Pick, source),
     .doc = "the source row and its version"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Pick, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Pick, line),
     .doc = "line number within the order"},
    {.name = "allocation",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Pick, allocation),
     .doc = "leg"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Pick, site),
     .doc = "warehouse"},
    {.name = "task",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Pick, task),
     .doc = "pick task id"},
    {.name = "picked_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Pick, picked_qty),
     .doc = "picked, thousandths of the base unit"},
    {.name = "shorted_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Pick, shorted_qty),
     .doc = "not found, thousandths of the base unit"},
    {.name = "put_back_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Pick, put_back_qty),
     .doc = "picked and put back, thousandths of the base unit"},
    {.name = "item",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(Pick, item),
     .doc = "item that was picked, where the warehouse says so"},
    {.name = "short_reason",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(Pick, short_reason),
     .doc = "why it was short"},
    {.name = "at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Pick, at),
     .doc = "when it was picked"},
};
const of_record_type of_Pick_type = {
    .name = "Pick",
    .full_name = "orderflow.Pick",
    .doc = "One pick task of a leg; quantities are cumulative per task (owner: WMS).",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"Pick\",\"namespace\":\"orderflow\",\"doc\":\"One pick task of a "
        "leg; quantities are cumulative per task (owner: WMS).\",\"fields\":[{\"name\":\"source\""
        ",\"type\":{\"type\":\"record\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\",\"doc\":\"W"
        "here a fact comes from: the row of a source table and the version of it. Versions"
        " are compared per (system, table, row), never by wall clock.\",\"fields\":[{\"name\":\""
        "system\",\"type\":\"string\",\"doc\":\"erp, crm, wms, carrier, finance, or the name of th"
        "e participant\"},{\"name\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":"
        "\"the instance of the system, where there are several\"},{\"name\":\"table\",\"type\":\"st"
        "ring\",\"doc\":\"source table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"primar"
        "y key of the source row, parts joined by |\"},{\"name\":\"position\",\"type\":\"long\",\"do"
        "c\":\"LSN, SCN, binlog position, sequence or row version; grows with each change of"
        " the row. Comparable between tables of one system instance\"},{\"name\":\"snapshot\",\""
        "type\":\"boolean\",\"default\":false,\"doc\":\"read by a snapshot (op=r), not from the st"
        "ream\"},{\"name\":\"deleted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the source delet"
        "ed the row (op=d)\"}]},\"doc\":\"the source row and its version\"},{\"name\":\"order\",\"ty"
        "pe\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"type\":\"strin"
        "g\",\"doc\":\"line number within the order\"},{\"name\":\"allocation\",\"type\":\"string\",\"do"
        "c\":\"leg\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"task\",\"type\""
        ":\"string\",\"doc\":\"pick task id\"},{\"name\":\"picked_qty\",\"type\":\"long\",\"doc\":\"picked,"
        " thousandths of the base unit\"},{\"name\":\"shorted_qty\",\"type\":\"long\",\"default\":0,\""
        "doc\":\"not found, thousandths of the base unit\"},{\"name\":\"put_back_qty\",\"type\":\"lo"
        "ng\",\"default\":0,\"doc\":\"picked and put back, thousandths of the base unit\"},{\"name"
        "\":\"item\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"item that was picked, whe"
        "re the warehouse says so\"},{\"name\":\"short_reason\",\"type\":[\"null\",\"string\"],\"defau"
        "lt\":null,\"doc\":\"why it was short\"},{\"name\":\"at\",\"type\":[\"null\",{\"type\":\"long\",\"lo"
        "gicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when it was picked\"}]}",
    .fields = Pick_fields,
    .field_count = 12,
    .size = sizeof(Pick),
};

static const of_field PlannedLeg_fields[] = {
    {.name = "allocation",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(PlannedLeg, allocation),
     .doc = "leg"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(PlannedLeg, site),
     .doc = "warehouse"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(PlannedLeg, qty),
     .doc = "of the line from this site, thousandths of the base unit"},
};
const of_record_type of_PlannedLeg_type = {
    .name = "PlannedLeg",
    .full_name = "orderflow.PlannedLeg",
    .doc = "One leg of a split plan.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"PlannedLeg\",\"namespace\":\"orderflow\",\"doc\":\"One leg of a "
        "split plan.\",\"fields\":[{\"name\":\"allocation\",\"type\":\"string\",\"doc\":\"leg\"},{\"name\":"
        "\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"of t"
        "he line from this site, thousandths of the base unit\"}]}",
    .fields = PlannedLeg_fields,
    .field_count = 3,
    .size = sizeof(PlannedLeg),
};

static const char *const QuarantineEvent_symbols[] = {
    "BROKEN",
    "RELEASE",
    "DROP",
    "DROP_FIRST",
    "REFUSED",
    "OVER",
    "UNKNOWN",
};
const of_enum_type of_QuarantineEvent_enum = {
    .name = "orderflow.QuarantineEvent",
    .symbols = QuarantineEvent_symbols,
    .count = 7,
};
_Static_assert(sizeof(QuarantineEvent) == sizeof(int32_t), "enums are 32 bits");

static const of_field QuarantineEntry_fields[] = {
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(QuarantineEntry, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "event",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(QuarantineEvent), .symbols = &of_QuarantineEvent_enum},
     .offset = offsetof(QuarantineEntry, event),
     .doc = "what happened"},
    {.name = "law",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(QuarantineEntry, law),
     .doc = "BROKEN: the law, by name, and what is wrong"},
    {.name = "values",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(QuarantineEntry, values),
     .doc = "BROKEN: the record that was not emitted, as JSON, cut to what fits"},
    {.name = "topic",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(QuarantineEntry, topic),
     .doc = "BROKEN: of the fact that broke it; absent: a timer"},
    {.name = "partition",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(QuarantineEntry, partition),
     .doc = "of that topic"},
    {.name = "offset",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(QuarantineEntry, offset),
     .doc = "in that partition; of a timer: when it was due"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(QuarantineEntry, position),
     .doc = "source position of the fact, where it has one"},
    {.name = "parked",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(QuarantineEntry, parked),
     .doc = "records that are parked now"},
    {.name = "control",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(QuarantineEntry, control),
     .doc = "id of the operator's request"},
    {.name = "actor",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(QuarantineEntry, actor),
     .doc = "who asked"},
    {.name = "reason",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(QuarantineEntry, reason),
     .doc = "why; REFUSED: why not"},
    {.name = "at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(QuarantineEntry, at),
     .doc = "when, engine time"},
};
const of_record_type of_QuarantineEntry_type = {
    .name = "QuarantineEntry",
    .full_name = "orderflow.QuarantineEntry",
    .doc = "One entry of the quarantine log. Keyed by order.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"QuarantineEntry\",\"namespace\":\"orderflow\",\"doc\":\"One entr"
        "y of the quarantine log. Keyed by order.\",\"fields\":[{\"name\":\"order\",\"type\":\"strin"
        "g\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"event\",\"type\":{\"type\":\"enum\","
        "\"name\":\"QuarantineEvent\",\"namespace\":\"orderflow\",\"doc\":\"What an entry of the quar"
        "antine log records. BROKEN: a law was broken, the order is parked. RELEASE, DROP,"
        " DROP_FIRST: an operator asked for it. REFUSED: what was asked cannot be done. OV"
        "ER: nothing is parked any more, the order goes on.\",\"symbols\":[\"BROKEN\",\"RELEASE\""
        ",\"DROP\",\"DROP_FIRST\",\"REFUSED\",\"OVER\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"what"
        " happened\"},{\"name\":\"law\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"BROKEN: "
        "the law, by name, and what is wrong\"},{\"name\":\"values\",\"type\":[\"null\",\"string\"],\""
        "default\":null,\"doc\":\"BROKEN: the record that was not emitted, as JSON, cut to wha"
        "t fits\"},{\"name\":\"topic\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"BROKEN: o"
        "f the fact that broke it; absent: a timer\"},{\"name\":\"partition\",\"type\":\"int\",\"def"
        "ault\":-1,\"doc\":\"of that topic\"},{\"name\":\"offset\",\"type\":\"long\",\"default\":-1,\"doc\""
        ":\"in that partition; of a timer: when it was due\"},{\"name\":\"position\",\"type\":[\"nu"
        "ll\",\"long\"],\"default\":null,\"doc\":\"source position of the fact, where it has one\"}"
        ",{\"name\":\"parked\",\"type\":\"long\",\"default\":0,\"doc\":\"records that are parked now\"},"
        "{\"name\":\"control\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"id of the operat"
        "or's request\"},{\"name\":\"actor\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"who"
        " asked\"},{\"name\":\"reason\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"why; REF"
        "USED: why not\"},{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-milli"
        "s\"},\"doc\":\"when, engine time\"}]}",
    .fields = QuarantineEntry_fields,
    .field_count = 13,
    .size = sizeof(QuarantineEntry),
};

static const of_field QuarantineRow_fields[] = {
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(QuarantineRow, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "law",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(QuarantineRow, law),
     .doc = "the law that was broken last"},
    {.name = "timer",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(QuarantineRow, timer),
     .doc = "key of the parked timer that broke it; absent: the record `first` did"},
    {.name = "since",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(QuarantineRow, since),
     .doc = "when a law was broken first, engine time"},
    {.name = "first",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(QuarantineRow, first),
     .doc = "sequence of the first record that is parked"},
    {.name = "next",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(QuarantineRow, next),
     .doc = "sequence of the next record to park"},
    {.name = "replaying",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(QuarantineRow, replaying),
     .doc = "an operator asked: parked records leave one by one"},
    {.name = "ready",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(QuarantineRow, ready),
     .doc = "the timers that waited are set again"},
    {.name = "drops",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(QuarantineRow, drops),
     .doc = "what broke the law is discarded"},
    {.name = "drop_before",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(QuarantineRow, drop_before),
     .doc = "records of a lower sequence are discarded, not replayed"},
    {.name = "control",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(QuarantineRow, control),
     .doc = "id of the operator's request"},
};
const of_record_type of_QuarantineRow_type = {
    .name = "QuarantineRow",
    .full_name = "orderflow.QuarantineRow",
    .doc = "An order that broke a law: what is parked of it, and what an operator asked. Keye"
        "d by order.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"QuarantineRow\",\"namespace\":\"orderflow\",\"doc\":\"An order t"
        "hat broke a law: what is parked of it, and what an operator asked. Keyed by order"
        ".\",\"fields\":[{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id"
        ">\"},{\"name\":\"law\",\"type\":\"string\",\"doc\":\"the law that was broken last\"},{\"name\":\""
        "timer\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"key of the parked timer tha"
        "t broke it; absent: the record `first` did\"},{\"name\":\"since\",\"type\":{\"type\":\"long"
        "\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"when a law was broken first, engine ti"
        "me\"},{\"name\":\"first\",\"type\":\"long\",\"doc\":\"sequence of the first record that is pa"
        "rked\"},{\"name\":\"next\",\"type\":\"long\",\"doc\":\"sequence of the next record to park\"},"
        "{\"name\":\"replaying\",\"type\":\"boolean\",\"default\":false,\"doc\":\"an operator asked: pa"
        "rked records leave one by one\"},{\"name\":\"ready\",\"type\":\"boolean\",\"default\":false,"
        "\"doc\":\"the timers that waited are set again\"},{\"name\":\"drops\",\"type\":\"boolean\",\"d"
        "efault\":false,\"doc\":\"what broke the law is discarded\"},{\"name\":\"drop_before\",\"typ"
        "e\":\"long\",\"default\":0,\"doc\":\"records of a lower sequence are discarded, not repla"
        "yed\"},{\"name\":\"control\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"id of the "
        "operator's request\"}]}",
    .fields = QuarantineRow_fields,
    .field_count = 11,
    .size = sizeof(QuarantineRow),
};

static const of_field QueryOutcome_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(QueryOutcome, header),
     .doc = "identity and idempotency"},
    {.name = "asked_key",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(QueryOutcome, asked_key),
     .doc = "idempotency key of the command in question"},
};
const of_record_type of_QueryOutcome_type = {
    .name = "QueryOutcome",
    .full_name = "orderflow.QueryOutcome",
    .doc = "Any participant: what became of a command\077",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"QueryOutcome\",\"namespace\":\"orderflow\",\"doc\":\"Any partici"
        "pant: what became of a command\077\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"recor"
        "d\",\"name\":\"CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carri"
        "es. `key` is the idempotency key: a retry reuses it, participants apply it once.\""
        ",\"fields\":[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generati"
        "on>\"},{\"name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"stri"
        "ng\",\"doc\":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the st"
        "ep works on: line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deli"
        "berate new effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 "
        "for the first sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity"
        ">:<order id>\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: er"
        "p, crm, finance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"st"
        "ring\"],\"default\":null,\"doc\":\"key of the command that this one takes back\"},{\"name"
        "\":\"deadline\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"de"
        "fault\":null,\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"identity and"
        " idempotency\"},{\"name\":\"asked_key\",\"type\":\"string\",\"doc\":\"idempotency key of the "
        "command in question\"}]}",
    .fields = QueryOutcome_fields,
    .field_count = 2,
    .size = sizeof(QueryOutcome),
};

static const of_field QueuedDemand_fields[] = {
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(QueuedDemand, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(QueuedDemand, line),
     .doc = "line number within the order"},
    {.name = "round",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(QueuedDemand, round),
     .doc = "the round in which it passed"},
};
const of_record_type of_QueuedDemand_type = {
    .name = "QueuedDemand",
    .full_name = "orderflow.QueuedDemand",
    .doc = "A place in the queue for stock. Key: <item>|<site>|<lane>|<rank>.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"QueuedDemand\",\"namespace\":\"orderflow\",\"doc\":\"A place in "
        "the queue for stock. Key: <item>|<site>|<lane>|<rank>.\",\"fields\":[{\"name\":\"order\""
        ",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"type\":\"s"
        "tring\",\"doc\":\"line number within the order\"},{\"name\":\"round\",\"type\":\"long\",\"doc\":"
        "\"the round in which it passed\"}]}",
    .fields = QueuedDemand_fields,
    .field_count = 3,
    .size = sizeof(QueuedDemand),
};

static const of_field RecordBackorder_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(RecordBackorder, header),
     .doc = "identity and idempotency"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(RecordBackorder, line),
     .doc = "line number"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(RecordBackorder, qty),
     .doc = "short, thousandths of the base unit"},
    {.name = "reason",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(RecordBackorder, reason),
     .doc = "ATP_SHORT, SHORT_PICK, ALLOCATION_LOST, SPLIT_FAILED"},
};
const of_record_type of_RecordBackorder_type = {
    .name = "RecordBackorder",
    .full_name = "orderflow.RecordBackorder",
    .doc = "ERP: declare a quantity of a line as backordered.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"RecordBackorder\",\"namespace\":\"orderflow\",\"doc\":\"ERP: dec"
        "lare a quantity of a line as backordered.\",\"fields\":[{\"name\":\"header\",\"type\":{\"ty"
        "pe\":\"record\",\"name\":\"CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every com"
        "mand carries. `key` is the idempotency key: a retry reuses it, participants apply"
        " it once.\",\"fields\":[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/"
        "g<generation>\"},{\"name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"t"
        "ype\":\"string\",\"doc\":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"w"
        "hat the step works on: line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"do"
        "c\":\"a deliberate new effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\""
        ",\"doc\":\"1 for the first sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order ke"
        "y, <entity>:<order id>\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant en"
        "dpoint: erp, crm, finance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":["
        "\"null\",\"string\"],\"default\":null,\"doc\":\"key of the command that this one takes bac"
        "k\"},{\"name\":\"deadline\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-mil"
        "lis\"}],\"default\":null,\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"id"
        "entity and idempotency\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number\"},{\"na"
        "me\":\"qty\",\"type\":\"long\",\"doc\":\"short, thousandths of the base unit\"},{\"name\":\"rea"
        "son\",\"type\":\"string\",\"doc\":\"ATP_SHORT, SHORT_PICK, ALLOCATION_LOST, SPLIT_FAILED\""
        "}]}",
    .fields = RecordBackorder_fields,
    .field_count = 4,
    .size = sizeof(RecordBackorder),
};

static const of_field ReleaseCreditExposure_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(ReleaseCreditExposure, header),
     .doc = "identity and idempotency"},
    {.name = "amount",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ReleaseCreditExposure, amount),
     .doc = "1/10,000 of the currency unit"},
};
const of_record_type of_ReleaseCreditExposure_type = {
    .name = "ReleaseCreditExposure",
    .full_name = "orderflow.ReleaseCreditExposure",
    .doc = "Finance: the customer no longer owes this.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"ReleaseCreditExposure\",\"namespace\":\"orderflow\",\"doc\":\"Fi"
        "nance: the customer no longer owes this.\",\"fields\":[{\"name\":\"header\",\"type\":{\"typ"
        "e\":\"record\",\"name\":\"CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every comm"
        "and carries. `key` is the idempotency key: a retry reuses it, participants apply "
        "it once.\",\"fields\":[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g"
        "<generation>\"},{\"name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"ty"
        "pe\":\"string\",\"doc\":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"wh"
        "at the step works on: line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc"
        "\":\"a deliberate new effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\","
        "\"doc\":\"1 for the first sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key"
        ", <entity>:<order id>\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant end"
        "point: erp, crm, finance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\""
        "null\",\"string\"],\"default\":null,\"doc\":\"key of the command that this one takes back"
        "\"},{\"name\":\"deadline\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-mill"
        "is\"}],\"default\":null,\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"ide"
        "ntity and idempotency\"},{\"name\":\"amount\",\"type\":\"long\",\"doc\":\"1/10,000 of the cur"
        "rency unit\"}]}",
    .fields = ReleaseCreditExposure_fields,
    .field_count = 2,
    .size = sizeof(ReleaseCreditExposure),
};

static const of_field ReleasePeg_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(ReleasePeg, header),
     .doc = "identity and idempotency"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReleasePeg, line),
     .doc = "line number"},
    {.name = "peg",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReleasePeg, peg),
     .doc = "peg id"},
    {.name = "supply",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReleasePeg, supply),
     .doc = "purchase order line"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ReleasePeg, qty),
     .doc = "released, thousandths of the base unit"},
};
const of_record_type of_ReleasePeg_type = {
    .name = "ReleasePeg",
    .full_name = "orderflow.ReleasePeg",
    .doc = "ERP: take PegReceipt back.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"ReleasePeg\",\"namespace\":\"orderflow\",\"doc\":\"ERP: take Peg"
        "Receipt back.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record\",\"name\":\"Command"
        "Header\",\"namespace\":\"orderflow\",\"doc\":\"What every command carries. `key` is the i"
        "dempotency key: a retry reuses it, participants apply it once.\",\"fields\":[{\"name\""
        ":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generation>\"},{\"name\":\"sag"
        "a\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"string\",\"doc\":\"step of"
        " the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step works on: line,"
        " leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deliberate new effect "
        "has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 for the first send"
        "ing\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"n"
        "ame\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp, crm, finance, w"
        "ms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"string\"],\"default\":n"
        "ull,\"doc\":\"key of the command that this one takes back\"},{\"name\":\"deadline\",\"type"
        "\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":"
        "\"an answer is expected before this time\"}]},\"doc\":\"identity and idempotency\"},{\"n"
        "ame\":\"line\",\"type\":\"string\",\"doc\":\"line number\"},{\"name\":\"peg\",\"type\":\"string\",\"d"
        "oc\":\"peg id\"},{\"name\":\"supply\",\"type\":\"string\",\"doc\":\"purchase order line\"},{\"nam"
        "e\":\"qty\",\"type\":\"long\",\"doc\":\"released, thousandths of the base unit\"}]}",
    .fields = ReleasePeg_fields,
    .field_count = 5,
    .size = sizeof(ReleasePeg),
};

static const of_field ReleaseStageHold_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(ReleaseStageHold, header),
     .doc = "identity and idempotency"},
    {.name = "warehouse_order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReleaseStageHold, warehouse_order),
     .doc = "warehouse order id"},
};
const of_record_type of_ReleaseStageHold_type = {
    .name = "ReleaseStageHold",
    .full_name = "orderflow.ReleaseStageHold",
    .doc = "WMS: ship what is staged.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"ReleaseStageHold\",\"namespace\":\"orderflow\",\"doc\":\"WMS: sh"
        "ip what is staged.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record\",\"name\":\"Co"
        "mmandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carries. `key` is "
        "the idempotency key: a retry reuses it, participants apply it once.\",\"fields\":[{\""
        "name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generation>\"},{\"name\""
        ":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"string\",\"doc\":\"st"
        "ep of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step works on: "
        "line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deliberate new ef"
        "fect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 for the first"
        " sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\""
        "},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp, crm, finan"
        "ce, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"string\"],\"defau"
        "lt\":null,\"doc\":\"key of the command that this one takes back\"},{\"name\":\"deadline\","
        "\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\""
        "doc\":\"an answer is expected before this time\"}]},\"doc\":\"identity and idempotency\""
        "},{\"name\":\"warehouse_order\",\"type\":\"string\",\"doc\":\"warehouse order id\"}]}",
    .fields = ReleaseStageHold_fields,
    .field_count = 2,
    .size = sizeof(ReleaseStageHold),
};

static const of_field ReleaseToWarehouse_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(ReleaseToWarehouse, header),
     .doc = "identity and idempotency"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReleaseToWarehouse, line),
     .doc = "line number"},
    {.name = "warehouse_order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReleaseToWarehouse, warehouse_order),
     .doc = "warehouse order id"},
    {.name = "allocation",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReleaseToWarehouse, allocation),
     .doc = "leg"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReleaseToWarehouse, site),
     .doc = "warehouse"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ReleaseToWarehouse, qty),
     .doc = "to ship, thousandths of the base unit"},
    {.name = "hold_at_stage",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(ReleaseToWarehouse, hold_at_stage),
     .doc = "stage, do not ship until told"},
};
const of_record_type of_ReleaseToWarehouse_type = {
    .name = "ReleaseToWarehouse",
    .full_name = "orderflow.ReleaseToWarehouse",
    .doc = "WMS: pick and ship a leg.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"ReleaseToWarehouse\",\"namespace\":\"orderflow\",\"doc\":\"WMS: "
        "pick and ship a leg.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record\",\"name\":\""
        "CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carries. `key` i"
        "s the idempotency key: a retry reuses it, participants apply it once.\",\"fields\":["
        "{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generation>\"},{\"nam"
        "e\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"string\",\"doc\":\""
        "step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step works on"
        ": line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deliberate new "
        "effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 for the fir"
        "st sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id"
        ">\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp, crm, fin"
        "ance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"string\"],\"def"
        "ault\":null,\"doc\":\"key of the command that this one takes back\"},{\"name\":\"deadline"
        "\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null"
        ",\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"identity and idempotenc"
        "y\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number\"},{\"name\":\"warehouse_order\""
        ",\"type\":\"string\",\"doc\":\"warehouse order id\"},{\"name\":\"allocation\",\"type\":\"string\""
        ",\"doc\":\"leg\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"qty\",\"ty"
        "pe\":\"long\",\"doc\":\"to ship, thousandths of the base unit\"},{\"name\":\"hold_at_stage\""
        ",\"type\":\"boolean\",\"default\":false,\"doc\":\"stage, do not ship until told\"}]}",
    .fields = ReleaseToWarehouse_fields,
    .field_count = 7,
    .size = sizeof(ReleaseToWarehouse),
};

static const of_value_type ReturnLeg_results_item = {.kind = OF_KIND_RECORD, .size = sizeof(InspectionResult), .record = &of_InspectionResult_type};
static const of_field ReturnLeg_fields[] = {
    {.name = "receipt",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReturnLeg, receipt),
     .doc = "receipt id"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReturnLeg, site),
     .doc = "warehouse"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ReturnLeg, qty),
     .doc = "received, thousandths of the base unit"},
    {.name = "inspected",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(ReturnLeg, inspected),
     .doc = "the verdict is known"},
    {.name = "results",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(InspectionResultArray), .item = &ReturnLeg_results_item, .item_stride = sizeof(InspectionResult)},
     .offset = offsetof(ReturnLeg, results),
     .doc = "graded parts"},
    {.name = "credit_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ReturnLeg, credit_qty),
     .doc = "accepted, thousandths of the base unit"},
    {.name = "credit_amount",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ReturnLeg, credit_amount),
     .doc = "1/10,000 of the currency unit"},
    {.name = "credit_key",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReturnLeg, credit_key),
     .doc = "idempotency key of the books"},
    {.name = "credited",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(ReturnLeg, credited),
     .doc = "finance posted the credit"},
    {.name = "disposed",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(ReturnLeg, disposed),
     .doc = "the goods are where they belong"},
};
const of_record_type of_ReturnLeg_type = {
    .name = "ReturnLeg",
    .full_name = "orderflow.ReturnLeg",
    .doc = "One receipt of returned goods.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"ReturnLeg\",\"namespace\":\"orderflow\",\"doc\":\"One receipt of"
        " returned goods.\",\"fields\":[{\"name\":\"receipt\",\"type\":\"string\",\"doc\":\"receipt id\"}"
        ",{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"qty\",\"type\":\"long\",\"d"
        "efault\":0,\"doc\":\"received, thousandths of the base unit\"},{\"name\":\"inspected\",\"ty"
        "pe\":\"boolean\",\"default\":false,\"doc\":\"the verdict is known\"},{\"name\":\"results\",\"ty"
        "pe\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"InspectionResult\",\"namespace"
        "\":\"orderflow\",\"doc\":\"One graded part of a return receipt.\",\"fields\":[{\"name\":\"gra"
        "de\",\"type\":\"string\",\"doc\":\"A, B, C or D\"},{\"name\":\"verdict\",\"type\":{\"type\":\"enum\""
        ",\"name\":\"Verdict\",\"namespace\":\"orderflow\",\"doc\":\"Whether returned goods are accep"
        "ted.\",\"symbols\":[\"ACCEPT\",\"REJECT\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"accepte"
        "d or not\"},{\"name\":\"disposition\",\"type\":{\"type\":\"enum\",\"name\":\"Disposition\",\"name"
        "space\":\"orderflow\",\"doc\":\"Where returned goods go.\",\"symbols\":[\"RESTOCK\",\"QUARANT"
        "INE\",\"SCRAP\",\"RTV\",\"RETURN_TO_CUSTOMER\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"wh"
        "ere it goes\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"of the receipt, thousandths of t"
        "he base unit\"}]}},\"default\":[],\"doc\":\"graded parts\"},{\"name\":\"credit_qty\",\"type\":"
        "\"long\",\"default\":0,\"doc\":\"accepted, thousandths of the base unit\"},{\"name\":\"credi"
        "t_amount\",\"type\":\"long\",\"default\":0,\"doc\":\"1/10,000 of the currency unit\"},{\"name"
        "\":\"credit_key\",\"type\":\"string\",\"doc\":\"idempotency key of the books\"},{\"name\":\"cre"
        "dited\",\"type\":\"boolean\",\"default\":false,\"doc\":\"finance posted the credit\"},{\"name"
        "\":\"disposed\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the goods are where they bel"
        "ong\"}]}",
    .fields = ReturnLeg_fields,
    .field_count = 10,
    .size = sizeof(ReturnLeg),
};

static const of_field ReturnReceipt_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(ReturnReceipt, source),
     .doc = "the source row and its version"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReturnReceipt, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReturnReceipt, line),
     .doc = "line number within the order"},
    {.name = "receipt",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReturnReceipt, receipt),
     .doc = "receipt id"},
    {.name = "rma",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ReturnReceipt, rma),
     .doc = "return authorisation"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReturnReceipt, site),
     .doc = "warehouse"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ReturnReceipt, qty),
     .doc = "received, thousandths of the base unit"},
    {.name = "condition",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ReturnReceipt, condition),
     .doc = "X12 861 condition code"},
    {.name = "at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(ReturnReceipt, at),
     .doc = "when"},
};
const of_record_type of_ReturnReceipt_type = {
    .name = "ReturnReceipt",
    .full_name = "orderflow.ReturnReceipt",
    .doc = "Returned goods stand on our dock (owner: WMS).",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"ReturnReceipt\",\"namespace\":\"orderflow\",\"doc\":\"Returned g"
        "oods stand on our dock (owner: WMS).\",\"fields\":[{\"name\":\"source\",\"type\":{\"type\":\""
        "record\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\",\"doc\":\"Where a fact comes"
        " from: the row of a source table and the version of it. Versions are compared per"
        " (system, table, row), never by wall clock.\",\"fields\":[{\"name\":\"system\",\"type\":\"s"
        "tring\",\"doc\":\"erp, crm, wms, carrier, finance, or the name of the participant\"},{"
        "\"name\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the instance of "
        "the system, where there are several\"},{\"name\":\"table\",\"type\":\"string\",\"doc\":\"sour"
        "ce table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"primary key of the sour"
        "ce row, parts joined by |\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"LSN, SCN, bin"
        "log position, sequence or row version; grows with each change of the row. Compara"
        "ble between tables of one system instance\"},{\"name\":\"snapshot\",\"type\":\"boolean\",\""
        "default\":false,\"doc\":\"read by a snapshot (op=r), not from the stream\"},{\"name\":\"d"
        "eleted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the source deleted the row (op=d)"
        "\"}]},\"doc\":\"the source row and its version\"},{\"name\":\"order\",\"type\":\"string\",\"doc"
        "\":\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line nu"
        "mber within the order\"},{\"name\":\"receipt\",\"type\":\"string\",\"doc\":\"receipt id\"},{\"n"
        "ame\":\"rma\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"return authorisation\"},"
        "{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"qty\",\"type\":\"long\",\"do"
        "c\":\"received, thousandths of the base unit\"},{\"name\":\"condition\",\"type\":[\"null\",\""
        "string\"],\"default\":null,\"doc\":\"X12 861 condition code\"},{\"name\":\"at\",\"type\":[\"nul"
        "l\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when\"}"
        "]}",
    .fields = ReturnReceipt_fields,
    .field_count = 9,
    .size = sizeof(ReturnReceipt),
};

static const of_field ReturnRequest_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(ReturnRequest, source),
     .doc = "the source row and its version"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReturnRequest, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReturnRequest, line),
     .doc = "line number within the order"},
    {.name = "request",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReturnRequest, request),
     .doc = "request id"},
    {.name = "case_id",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ReturnRequest, case_id),
     .doc = "service case"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ReturnRequest, qty),
     .doc = "to be returned, thousandths of the base unit"},
    {.name = "reason",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ReturnRequest, reason),
     .doc = "why"},
    {.name = "at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(ReturnRequest, at),
     .doc = "when"},
};
const of_record_type of_ReturnRequest_type = {
    .name = "ReturnRequest",
    .full_name = "orderflow.ReturnRequest",
    .doc = "The customer wants to send goods back (owner: CRM).",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"ReturnRequest\",\"namespace\":\"orderflow\",\"doc\":\"The custom"
        "er wants to send goods back (owner: CRM).\",\"fields\":[{\"name\":\"source\",\"type\":{\"ty"
        "pe\":\"record\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\",\"doc\":\"Where a fact "
        "comes from: the row of a source table and the version of it. Versions are compare"
        "d per (system, table, row), never by wall clock.\",\"fields\":[{\"name\":\"system\",\"typ"
        "e\":\"string\",\"doc\":\"erp, crm, wms, carrier, finance, or the name of the participan"
        "t\"},{\"name\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the instanc"
        "e of the system, where there are several\"},{\"name\":\"table\",\"type\":\"string\",\"doc\":"
        "\"source table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"primary key of the"
        " source row, parts joined by |\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"LSN, SCN"
        ", binlog position, sequence or row version; grows with each change of the row. Co"
        "mparable between tables of one system instance\"},{\"name\":\"snapshot\",\"type\":\"boole"
        "an\",\"default\":false,\"doc\":\"read by a snapshot (op=r), not from the stream\"},{\"nam"
        "e\":\"deleted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the source deleted the row ("
        "op=d)\"}]},\"doc\":\"the source row and its version\"},{\"name\":\"order\",\"type\":\"string\""
        ",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"li"
        "ne number within the order\"},{\"name\":\"request\",\"type\":\"string\",\"doc\":\"request id\""
        "},{\"name\":\"case_id\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"service case\"}"
        ",{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"to be returned, thousandths of the base unit\""
        "},{\"name\":\"reason\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"why\"},{\"name\":\""
        "at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":nu"
        "ll,\"doc\":\"when\"}]}",
    .fields = ReturnRequest_fields,
    .field_count = 8,
    .size = sizeof(ReturnRequest),
};

static const of_value_type ReturnState_legs_item = {.kind = OF_KIND_RECORD, .size = sizeof(ReturnLeg), .record = &of_ReturnLeg_type};
static const of_field ReturnState_fields[] = {
    {.name = "scope",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SagaScope), .record = &of_SagaScope_type},
     .offset = offsetof(ReturnState, scope),
     .doc = "the line"},
    {.name = "request",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReturnState, request),
     .doc = "request id"},
    {.name = "case_id",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ReturnState, case_id),
     .doc = "service case"},
    {.name = "rma",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReturnState, rma),
     .doc = "return authorisation id"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ReturnState, qty),
     .doc = "asked for, thousandths of the base unit"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReturnState, site),
     .doc = "warehouse the goods are to come to"},
    {.name = "carrier",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ReturnState, carrier),
     .doc = "carrier of the label"},
    {.name = "returnable",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ReturnState, returnable),
     .doc = "may still come back, thousandths of the base unit"},
    {.name = "shipped",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ReturnState, shipped),
     .doc = "left the dock, thousandths of the base unit"},
    {.name = "creditable",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ReturnState, creditable),
     .doc = "invoiced and not credited, thousandths of the base unit"},
    {.name = "credited",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ReturnState, credited),
     .doc = "credited by this saga, thousandths of the base unit"},
    {.name = "expires_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(ReturnState, expires_at),
     .doc = "what has not come by then is not expected any more"},
    {.name = "expired_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ReturnState, expired_qty),
     .doc = "never came, thousandths of the base unit"},
    {.name = "legs",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(ReturnLegArray), .item = &ReturnState_legs_item, .item_stride = sizeof(ReturnLeg)},
     .offset = offsetof(ReturnState, legs),
     .doc = "receipts"},
};
const of_record_type of_ReturnState_type = {
    .name = "ReturnState",
    .full_name = "orderflow.ReturnState",
    .doc = "What the return saga knows.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"ReturnState\",\"namespace\":\"orderflow\",\"doc\":\"What the ret"
        "urn saga knows.\",\"fields\":[{\"name\":\"scope\",\"type\":{\"type\":\"record\",\"name\":\"SagaSc"
        "ope\",\"namespace\":\"orderflow\",\"doc\":\"What every saga about a line knows of it, kep"
        "t up to date by the facts.\",\"fields\":[{\"name\":\"order\",\"type\":\"string\",\"doc\":\"orde"
        "r key, <entity>:<order id>\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number\"},"
        "{\"name\":\"number\",\"type\":\"int\",\"default\":0,\"doc\":\"which saga of its kind\"},{\"name\""
        ":\"short_qty\",\"type\":\"long\",\"default\":0,\"doc\":\"most that was found short, thousand"
        "ths of the base unit\"},{\"name\":\"need\",\"type\":\"long\",\"default\":0,\"doc\":\"of that st"
        "ill uncovered, or covered by this saga, thousandths of the base unit\"},{\"name\":\"u"
        "nit_price\",\"type\":\"long\",\"default\":0,\"doc\":\"1/10,000 of the currency unit\"},{\"nam"
        "e\":\"promise\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"de"
        "fault\":null,\"doc\":\"date promised when it began\"},{\"name\":\"ship_complete\",\"type\":\""
        "boolean\",\"default\":false,\"doc\":\"ship everything at once\"},{\"name\":\"partial_allowe"
        "d\",\"type\":\"boolean\",\"default\":true,\"doc\":\"part deliveries are allowed\"},{\"name\":\""
        "cancel_wanted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the customer cancelled\"},{"
        "\"name\":\"cancelling\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the cancellation is u"
        "nder way\"},{\"name\":\"cancel_qty\",\"type\":\"long\",\"default\":0,\"doc\":\"cancelled by thi"
        "s saga, thousandths of the base unit\"}]},\"doc\":\"the line\"},{\"name\":\"request\",\"typ"
        "e\":\"string\",\"doc\":\"request id\"},{\"name\":\"case_id\",\"type\":[\"null\",\"string\"],\"defau"
        "lt\":null,\"doc\":\"service case\"},{\"name\":\"rma\",\"type\":\"string\",\"doc\":\"return author"
        "isation id\"},{\"name\":\"qty\",\"type\":\"long\",\"default\":0,\"doc\":\"asked for, thousandth"
        "s of the base unit\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse the goods ar"
        "e to come to\"},{\"name\":\"carrier\",\"type\":\"string\",\"doc\":\"carrier of the label\"},{\""
        "name\":\"returnable\",\"type\":\"long\",\"default\":0,\"doc\":\"may still come back, thousand"
        "ths of the base unit\"},{\"name\":\"shipped\",\"type\":\"long\",\"default\":0,\"doc\":\"left th"
        "e dock, thousandths of the base unit\"},{\"name\":\"creditable\",\"type\":\"long\",\"defaul"
        "t\":0,\"doc\":\"invoiced and not credited, thousandths of the base unit\"},{\"name\":\"cr"
        "edited\",\"type\":\"long\",\"default\":0,\"doc\":\"credited by this saga, thousandths of th"
        "e base unit\"},{\"name\":\"expires_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"t"
        "imestamp-millis\"}],\"default\":null,\"doc\":\"what has not come by then is not expecte"
        "d any more\"},{\"name\":\"expired_qty\",\"type\":\"long\",\"default\":0,\"doc\":\"never came, t"
        "housandths of the base unit\"},{\"name\":\"legs\",\"type\":{\"type\":\"array\",\"items\":{\"typ"
        "e\":\"record\",\"name\":\"ReturnLeg\",\"namespace\":\"orderflow\",\"doc\":\"One receipt of retu"
        "rned goods.\",\"fields\":[{\"name\":\"receipt\",\"type\":\"string\",\"doc\":\"receipt id\"},{\"na"
        "me\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"qty\",\"type\":\"long\",\"defaul"
        "t\":0,\"doc\":\"received, thousandths of the base unit\"},{\"name\":\"inspected\",\"type\":\""
        "boolean\",\"default\":false,\"doc\":\"the verdict is known\"},{\"name\":\"results\",\"type\":{"
        "\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"InspectionResult\",\"namespace\":\"or"
        "derflow\",\"doc\":\"One graded part of a return receipt.\",\"fields\":[{\"name\":\"grade\",\""
        "type\":\"string\",\"doc\":\"A, B, C or D\"},{\"name\":\"verdict\",\"type\":{\"type\":\"enum\",\"nam"
        "e\":\"Verdict\",\"namespace\":\"orderflow\",\"doc\":\"Whether returned goods are accepted.\""
        ",\"symbols\":[\"ACCEPT\",\"REJECT\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"accepted or "
        "not\"},{\"name\":\"disposition\",\"type\":{\"type\":\"enum\",\"name\":\"Disposition\",\"namespace"
        "\":\"orderflow\",\"doc\":\"Where returned goods go.\",\"symbols\":[\"RESTOCK\",\"QUARANTINE\","
        "\"SCRAP\",\"RTV\",\"RETURN_TO_CUSTOMER\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"where i"
        "t goes\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"of the receipt, thousandths of the ba"
        "se unit\"}]}},\"default\":[],\"doc\":\"graded parts\"},{\"name\":\"credit_qty\",\"type\":\"long"
        "\",\"default\":0,\"doc\":\"accepted, thousandths of the base unit\"},{\"name\":\"credit_amo"
        "unt\",\"type\":\"long\",\"default\":0,\"doc\":\"1/10,000 of the currency unit\"},{\"name\":\"cr"
        "edit_key\",\"type\":\"string\",\"doc\":\"idempotency key of the books\"},{\"name\":\"credited"
        "\",\"type\":\"boolean\",\"default\":false,\"doc\":\"finance posted the credit\"},{\"name\":\"di"
        "sposed\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the goods are where they belong\"}"
        "]}},\"default\":[],\"doc\":\"receipts\"}]}",
    .fields = ReturnState_fields,
    .field_count = 14,
    .size = sizeof(ReturnState),
};

static const of_field SagaChange_fields[] = {
    {.name = "saga",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(ActiveSaga), .record = &of_ActiveSaga_type},
     .offset = offsetof(SagaChange, saga),
     .doc = "the saga as order-state shows it"},
    {.name = "ended",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SagaChange, ended),
     .doc = "it is over and leaves order-state"},
    {.name = "end_state",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SagaChange, end_state),
     .doc = "how it ended"},
};
const of_record_type of_SagaChange_type = {
    .name = "SagaChange",
    .full_name = "orderflow.SagaChange",
    .doc = "What the saga node tells the order node of one saga; a call within the order's ta"
        "sk.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SagaChange\",\"namespace\":\"orderflow\",\"doc\":\"What the saga"
        " node tells the order node of one saga; a call within the order's task.\",\"fields\""
        ":[{\"name\":\"saga\",\"type\":{\"type\":\"record\",\"name\":\"ActiveSaga\",\"namespace\":\"orderfl"
        "ow\",\"doc\":\"A saga at work for the order.\",\"fields\":[{\"name\":\"saga\",\"type\":\"string"
        "\",\"doc\":\"saga id\"},{\"name\":\"type\",\"type\":{\"type\":\"enum\",\"name\":\"SagaType\",\"namesp"
        "ace\":\"orderflow\",\"doc\":\"Which promise.\",\"symbols\":[\"BACKORDER\",\"SPLIT\",\"RETURN\",\""
        "UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"which promise\"},{\"name\":\"state\",\"type\":\"str"
        "ing\",\"doc\":\"engine state\"},{\"name\":\"waiting_for\",\"type\":[\"null\",\"string\"],\"defaul"
        "t\":null,\"doc\":\"what it waits for\"},{\"name\":\"deadline\",\"type\":[\"null\",{\"type\":\"lon"
        "g\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when it acts by itsel"
        "f\"}]},\"doc\":\"the saga as order-state shows it\"},{\"name\":\"ended\",\"type\":\"boolean\","
        "\"default\":false,\"doc\":\"it is over and leaves order-state\"},{\"name\":\"end_state\",\"t"
        "ype\":[\"null\",\"string\"],\"default\":null,\"doc\":\"how it ended\"}]}",
    .fields = SagaChange_fields,
    .field_count = 3,
    .size = sizeof(SagaChange),
};

static const char *const SagaEventKind_symbols[] = {
    "START",
    "COMMAND",
    "REPLY",
    "FACT",
    "TIMER",
    "DECISION",
    "COMP",
    "LATE",
    "STALE",
    "END",
};
const of_enum_type of_SagaEventKind_enum = {
    .name = "orderflow.SagaEventKind",
    .symbols = SagaEventKind_symbols,
    .count = 10,
};
_Static_assert(sizeof(SagaEventKind) == sizeof(int32_t), "enums are 32 bits");

static const of_field SagaEntry_fields[] = {
    {.name = "saga",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaEntry, saga),
     .doc = "saga id"},
    {.name = "seq",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SagaEntry, seq),
     .doc = "1, 2, 3 ... within the saga"},
    {.name = "type",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(SagaType), .symbols = &of_SagaType_enum},
     .offset = offsetof(SagaEntry, type),
     .doc = "which promise"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaEntry, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "step",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SagaEntry, step),
     .doc = "step"},
    {.name = "target",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SagaEntry, target),
     .doc = "what the step works on"},
    {.name = "event",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(SagaEventKind), .symbols = &of_SagaEventKind_enum},
     .offset = offsetof(SagaEntry, event),
     .doc = "what happened"},
    {.name = "key",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SagaEntry, key),
     .doc = "command key"},
    {.name = "generation",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(SagaEntry, generation),
     .doc = "generation of the command"},
    {.name = "attempt",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(SagaEntry, attempt),
     .doc = "attempt of the command"},
    {.name = "state_before",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaEntry, state_before),
     .doc = "saga state before"},
    {.name = "state_after",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaEntry, state_after),
     .doc = "saga state after"},
    {.name = "reason",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SagaEntry, reason),
     .doc = "why"},
    {.name = "at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SagaEntry, at),
     .doc = "when, engine time"},
};
const of_record_type of_SagaEntry_type = {
    .name = "SagaEntry",
    .full_name = "orderflow.SagaEntry",
    .doc = "One entry of the saga log: append-only, one per step of a saga's life.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SagaEntry\",\"namespace\":\"orderflow\",\"doc\":\"One entry of t"
        "he saga log: append-only, one per step of a saga's life.\",\"fields\":[{\"name\":\"saga"
        "\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"seq\",\"type\":\"long\",\"doc\":\"1, 2, 3 ..."
        " within the saga\"},{\"name\":\"type\",\"type\":{\"type\":\"enum\",\"name\":\"SagaType\",\"namesp"
        "ace\":\"orderflow\",\"doc\":\"Which promise.\",\"symbols\":[\"BACKORDER\",\"SPLIT\",\"RETURN\",\""
        "UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"which promise\"},{\"name\":\"order\",\"type\":\"str"
        "ing\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"step\",\"type\":[\"null\",\"strin"
        "g\"],\"default\":null,\"doc\":\"step\"},{\"name\":\"target\",\"type\":[\"null\",\"string\"],\"defau"
        "lt\":null,\"doc\":\"what the step works on\"},{\"name\":\"event\",\"type\":{\"type\":\"enum\",\"n"
        "ame\":\"SagaEventKind\",\"namespace\":\"orderflow\",\"doc\":\"What an entry of the saga log"
        " records.\",\"symbols\":[\"START\",\"COMMAND\",\"REPLY\",\"FACT\",\"TIMER\",\"DECISION\",\"COMP\","
        "\"LATE\",\"STALE\",\"END\"],\"default\":\"END\"},\"doc\":\"what happened\"},{\"name\":\"key\",\"type"
        "\":[\"null\",\"string\"],\"default\":null,\"doc\":\"command key\"},{\"name\":\"generation\",\"typ"
        "e\":\"int\",\"default\":0,\"doc\":\"generation of the command\"},{\"name\":\"attempt\",\"type\":"
        "\"int\",\"default\":0,\"doc\":\"attempt of the command\"},{\"name\":\"state_before\",\"type\":\""
        "string\",\"doc\":\"saga state before\"},{\"name\":\"state_after\",\"type\":\"string\",\"doc\":\"s"
        "aga state after\"},{\"name\":\"reason\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":"
        "\"why\"},{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\""
        ":\"when, engine time\"}]}",
    .fields = SagaEntry_fields,
    .field_count = 14,
    .size = sizeof(SagaEntry),
};

static const of_value_type SagaLine_live_item = {.kind = OF_KIND_STRING, .size = sizeof(of_text)};
static const of_value_type SagaLine_offers_item = {.kind = OF_KIND_RECORD, .size = sizeof(SagaOffer), .record = &of_SagaOffer_type};
static const of_value_type SagaLine_offered_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenQuantity), .record = &of_SeenQuantity_type};
static const of_field SagaLine_fields[] = {
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaLine, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaLine, line),
     .doc = "line number"},
    {.name = "backorders",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(SagaLine, backorders),
     .doc = "backorder sagas so far: ids are never reused"},
    {.name = "live",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(TextArray), .item = &SagaLine_live_item, .item_stride = sizeof(of_text)},
     .offset = offsetof(SagaLine, live),
     .doc = "sagas at work"},
    {.name = "offers",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SagaOfferArray), .item = &SagaLine_offers_item, .item_stride = sizeof(SagaOffer)},
     .offset = offsetof(SagaLine, offers),
     .doc = "supply offered while no saga was at work"},
    {.name = "offered",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenQuantityArray), .item = &SagaLine_offered_item, .item_stride = sizeof(SeenQuantity)},
     .offset = offsetof(SagaLine, offered),
     .doc = "every offer that came, by its source row: a repeat is not new supply"},
    {.name = "settle_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SagaLine, settle_at),
     .doc = "a shortage is looked at then"},
    {.name = "last",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(OptionalLineState), .nullable = true, .value_offset = offsetof(OptionalLineState, value), .record = &of_LineState_type},
     .offset = offsetof(SagaLine, last),
     .doc = "the line as it was published last"},
};
const of_record_type of_SagaLine_type = {
    .name = "SagaLine",
    .full_name = "orderflow.SagaLine",
    .doc = "What starts and feeds the sagas of one line. Key: <order>|<line>.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SagaLine\",\"namespace\":\"orderflow\",\"doc\":\"What starts and"
        " feeds the sagas of one line. Key: <order>|<line>.\",\"fields\":[{\"name\":\"order\",\"ty"
        "pe\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"type\":\"strin"
        "g\",\"doc\":\"line number\"},{\"name\":\"backorders\",\"type\":\"int\",\"default\":0,\"doc\":\"back"
        "order sagas so far: ids are never reused\"},{\"name\":\"live\",\"type\":{\"type\":\"array\","
        "\"items\":\"string\"},\"default\":[],\"doc\":\"sagas at work\"},{\"name\":\"offers\",\"type\":{\"t"
        "ype\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"SagaOffer\",\"namespace\":\"orderflow\","
        "\"doc\":\"Supply that was offered to a line and is not used yet.\",\"fields\":[{\"name\":"
        "\"offer\",\"type\":\"string\",\"doc\":\"offer id\"},{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"n"
        "ame\":\"SupplyKind\",\"namespace\":\"orderflow\",\"doc\":\"What an offer of supply rests on"
        ".\",\"symbols\":[\"ON_HAND\",\"EXPECTED\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"default\":\"UNK"
        "NOWN\",\"doc\":\"stock or expected receipt\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"wa"
        "rehouse\"},{\"name\":\"qty\",\"type\":\"long\",\"default\":0,\"doc\":\"offered, thousandths of "
        "the base unit\"},{\"name\":\"supply\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"p"
        "urchase order line of an expected receipt\"},{\"name\":\"eta\",\"type\":[\"null\",{\"type\":"
        "\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when an expected "
        "receipt arrives\"},{\"name\":\"expires_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType"
        "\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"the offer lapses\"}]}},\"default\":[],\""
        "doc\":\"supply offered while no saga was at work\"},{\"name\":\"offered\",\"type\":{\"type\""
        ":\"array\",\"items\":{\"type\":\"record\",\"name\":\"SeenQuantity\",\"namespace\":\"orderflow\",\""
        "doc\":\"The latest version of a source row that counts a quantity.\",\"fields\":[{\"nam"
        "e\":\"source\",\"type\":\"string\",\"doc\":\"source row: system|instance|table|row\"},{\"name"
        "\":\"position\",\"type\":\"long\",\"doc\":\"version of the source row that counts\"},{\"name\""
        ":\"qty\",\"type\":\"long\",\"doc\":\"thousandths of the base unit; 0 when the row was dele"
        "ted\"}]}},\"default\":[],\"doc\":\"every offer that came, by its source row: a repeat i"
        "s not new supply\"},{\"name\":\"settle_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType"
        "\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"a shortage is looked at then\"},{\"nam"
        "e\":\"last\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"LineState\",\"namespace\":\"orderfl"
        "ow\",\"doc\":\"A line of an order: what is true of it now, over all systems. Key: <or"
        "der>|<line>.\",\"fields\":[{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity"
        ">:<order id>\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number within the order"
        "\"},{\"name\":\"item\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"item id\"},{\"name"
        "\":\"site\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"preferred site\"},{\"name\":"
        "\"channel\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"capture channel of the o"
        "rder\"},{\"name\":\"status\",\"type\":{\"type\":\"enum\",\"name\":\"FulfilStatus\",\"namespace\":\""
        "orderflow\",\"doc\":\"How far a line or an order is; a pure function of the quantity "
        "ledger.\",\"symbols\":[\"CAPTURED\",\"OPEN\",\"BACKORDERED\",\"PARTIALLY_ALLOCATED\",\"ALLOCA"
        "TED\",\"IN_WAREHOUSE\",\"PICKED\",\"PARTIALLY_SHIPPED\",\"SHIPPED\",\"DELIVERED\",\"LOST\",\"RE"
        "TURNED_TO_SENDER\",\"CANCELLED\",\"SUBSTITUTED\",\"REJECTED\",\"UNKNOWN\"],\"default\":\"UNKN"
        "OWN\"},\"doc\":\"derived from the ledger\"},{\"name\":\"ledger\",\"type\":{\"type\":\"record\",\""
        "name\":\"Ledger\",\"namespace\":\"orderflow\",\"doc\":\"The quantity ledger (law L1: ordere"
        "d + over = open + backordered + allocated + picked + shipped + cancelled + substi"
        "tuted). Thousandths of the base unit.\",\"fields\":[{\"name\":\"ordered\",\"type\":\"long\","
        "\"doc\":\"baseline at acknowledgement, raised by later increases\"},{\"name\":\"open\",\"t"
        "ype\":\"long\",\"doc\":\"wanted and not covered\"},{\"name\":\"backordered\",\"type\":\"long\",\""
        "doc\":\"declared short\"},{\"name\":\"allocated\",\"type\":\"long\",\"doc\":\"allocated, not pi"
        "cked\"},{\"name\":\"picked\",\"type\":\"long\",\"doc\":\"picked, not shipped\"},{\"name\":\"shipp"
        "ed\",\"type\":\"long\",\"doc\":\"left the dock\"},{\"name\":\"cancelled\",\"type\":\"long\",\"doc\":"
        "\"no longer wanted\"},{\"name\":\"substituted\",\"type\":\"long\",\"doc\":\"replaced by anothe"
        "r line\"},{\"name\":\"over\",\"type\":\"long\",\"doc\":\"covered beyond what is wanted\"},{\"na"
        "me\":\"in_transit\",\"type\":\"long\",\"doc\":\"shipped, not yet arrived anywhere\"},{\"name\""
        ":\"delivered\",\"type\":\"long\",\"doc\":\"arrived at the customer\"},{\"name\":\"lost\",\"type\""
        ":\"long\",\"doc\":\"lost by the carrier\"},{\"name\":\"returned_to_sender\",\"type\":\"long\",\""
        "doc\":\"came back undelivered\"},{\"name\":\"invoiced\",\"type\":\"long\",\"doc\":\"invoiced\"},"
        "{\"name\":\"returned\",\"type\":\"long\",\"doc\":\"received back and kept\"},{\"name\":\"credite"
        "d\",\"type\":\"long\",\"doc\":\"credited\"},{\"name\":\"inferred\",\"type\":\"long\",\"doc\":\"implie"
        "d by a later stage, not reported\"}]},\"doc\":\"quantities\"},{\"name\":\"legs\",\"type\":{\""
        "type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"LegState\",\"namespace\":\"orderflow\","
        "\"doc\":\"One leg of a line: where its goods come from and how far they are. Thousan"
        "dths of the base unit.\",\"fields\":[{\"name\":\"allocation\",\"type\":\"string\",\"doc\":\"leg"
        "\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"allocated\",\"type\":\""
        "long\",\"doc\":\"allocated, not picked\"},{\"name\":\"picked\",\"type\":\"long\",\"doc\":\"picked"
        ", not shipped\"},{\"name\":\"shipped\",\"type\":\"long\",\"doc\":\"left the dock\"},{\"name\":\"a"
        "ccepted\",\"type\":\"boolean\",\"doc\":\"the warehouse accepted an order for it\"}]}},\"doc"
        "\":\"at most 100; leg_count tells of more\"},{\"name\":\"leg_count\",\"type\":\"int\",\"doc\":"
        "\"legs in all\"},{\"name\":\"sites\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"n"
        "ame\":\"LineSite\",\"namespace\":\"orderflow\",\"doc\":\"What all legs of a line hold at on"
        "e site. Thousandths of the base unit.\",\"fields\":[{\"name\":\"site\",\"type\":\"string\",\""
        "doc\":\"warehouse\"},{\"name\":\"allocated\",\"type\":\"long\",\"doc\":\"allocated, not picked\""
        "},{\"name\":\"picked\",\"type\":\"long\",\"doc\":\"picked, not shipped\"},{\"name\":\"shipped\",\""
        "type\":\"long\",\"doc\":\"left the dock\"}]}},\"default\":[],\"doc\":\"what all legs hold, by"
        " site, where not all legs are shown; else empty\"},{\"name\":\"requested_date\",\"type\""
        ":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\""
        "when the customer wants it\"},{\"name\":\"promise_original\",\"type\":[\"null\",{\"type\":\"l"
        "ong\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"first promise\"},{\"n"
        "ame\":\"promise_current\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-mil"
        "lis\"}],\"default\":null,\"doc\":\"current promise\"},{\"name\":\"parent_line\",\"type\":[\"nul"
        "l\",\"string\"],\"default\":null,\"doc\":\"the line this one substitutes\"},{\"name\":\"compl"
        "eteness\",\"type\":{\"type\":\"enum\",\"name\":\"Completeness\",\"namespace\":\"orderflow\",\"doc"
        "\":\"Whether every record this one needs has been seen.\",\"symbols\":[\"COMPLETE\",\"PAR"
        "TIAL\"]},\"doc\":\"PARTIAL until line and header are known\"},{\"name\":\"version\",\"type\""
        ":\"long\",\"doc\":\"+1 per published change\"},{\"name\":\"as_of\",\"type\":[\"null\",{\"type\":\""
        "long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"latest event time "
        "seen\"},{\"name\":\"updated_at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis"
        "\"},\"doc\":\"when this was published\"}]}],\"default\":null,\"doc\":\"the line as it was p"
        "ublished last\"}]}",
    .fields = SagaLine_fields,
    .field_count = 8,
    .size = sizeof(SagaLine),
};

static const of_field SagaOpenException_fields[] = {
    {.name = "code",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaOpenException, code),
     .doc = "exception code"},
    {.name = "subject",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SagaOpenException, subject),
     .doc = "step and target, where it is about one"},
    {.name = "detail",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SagaOpenException, detail),
     .doc = "in words"},
    {.name = "opened_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SagaOpenException, opened_at),
     .doc = "when it was first seen"},
};
const of_record_type of_SagaOpenException_type = {
    .name = "SagaOpenException",
    .full_name = "orderflow.SagaOpenException",
    .doc = "An exception that a saga opened and has to close.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SagaOpenException\",\"namespace\":\"orderflow\",\"doc\":\"An exc"
        "eption that a saga opened and has to close.\",\"fields\":[{\"name\":\"code\",\"type\":\"str"
        "ing\",\"doc\":\"exception code\"},{\"name\":\"subject\",\"type\":[\"null\",\"string\"],\"default\""
        ":null,\"doc\":\"step and target, where it is about one\"},{\"name\":\"detail\",\"type\":[\"n"
        "ull\",\"string\"],\"default\":null,\"doc\":\"in words\"},{\"name\":\"opened_at\",\"type\":{\"type"
        "\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"when it was first seen\"}]}",
    .fields = SagaOpenException_fields,
    .field_count = 4,
    .size = sizeof(SagaOpenException),
};

static const of_value_type SagaOrder_parked_item = {.kind = OF_KIND_RECORD, .size = sizeof(ParkedReply), .record = &of_ParkedReply_type};
static const of_field SagaOrder_fields[] = {
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaOrder, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "splits",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(SagaOrder, splits),
     .doc = "split sagas so far: ids are never reused"},
    {.name = "live_split",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SagaOrder, live_split),
     .doc = "split saga at work"},
    {.name = "ship_complete",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SagaOrder, ship_complete),
     .doc = "ship everything at once"},
    {.name = "partial_allowed",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SagaOrder, partial_allowed),
     .doc = "part deliveries are allowed"},
    {.name = "invoice_policy",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(InvoicePolicy), .symbols = &of_InvoicePolicy_enum},
     .offset = offsetof(SagaOrder, invoice_policy),
     .doc = "who invoices"},
    {.name = "backorder_policy",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(BackorderPolicy), .symbols = &of_BackorderPolicy_enum},
     .offset = offsetof(SagaOrder, backorder_policy),
     .doc = "what to do when goods are short"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SagaOrder, site),
     .doc = "warehouse of the first shipment"},
    {.name = "carrier",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SagaOrder, carrier),
     .doc = "carrier of the first shipment"},
    {.name = "parked",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(ParkedReplyArray), .item = &SagaOrder_parked_item, .item_stride = sizeof(ParkedReply)},
     .offset = offsetof(SagaOrder, parked),
     .doc = "answers to unknown sagas, at most 100"},
};
const of_record_type of_SagaOrder_type = {
    .name = "SagaOrder",
    .full_name = "orderflow.SagaOrder",
    .doc = "What the sagas of an order share. Key: order key.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SagaOrder\",\"namespace\":\"orderflow\",\"doc\":\"What the sagas"
        " of an order share. Key: order key.\",\"fields\":[{\"name\":\"order\",\"type\":\"string\",\"d"
        "oc\":\"order key, <entity>:<order id>\"},{\"name\":\"splits\",\"type\":\"int\",\"default\":0,\""
        "doc\":\"split sagas so far: ids are never reused\"},{\"name\":\"live_split\",\"type\":[\"nu"
        "ll\",\"string\"],\"default\":null,\"doc\":\"split saga at work\"},{\"name\":\"ship_complete\","
        "\"type\":\"boolean\",\"default\":false,\"doc\":\"ship everything at once\"},{\"name\":\"partia"
        "l_allowed\",\"type\":\"boolean\",\"default\":true,\"doc\":\"part deliveries are allowed\"},{"
        "\"name\":\"invoice_policy\",\"type\":{\"type\":\"enum\",\"name\":\"InvoicePolicy\",\"namespace\":"
        "\"orderflow\",\"doc\":\"Who invoices: the ERP per shipment, or the split saga once for"
        " the whole order.\",\"symbols\":[\"PER_SHIPMENT\",\"CONSOLIDATED\"],\"default\":\"PER_SHIPM"
        "ENT\"},\"default\":\"PER_SHIPMENT\",\"doc\":\"who invoices\"},{\"name\":\"backorder_policy\",\""
        "type\":{\"type\":\"enum\",\"name\":\"BackorderPolicy\",\"namespace\":\"orderflow\",\"doc\":\"What"
        " a customer wants when goods are short.\",\"symbols\":[\"WAIT\",\"ASK\",\"CANCEL\"],\"defau"
        "lt\":\"WAIT\"},\"default\":\"WAIT\",\"doc\":\"what to do when goods are short\"},{\"name\":\"si"
        "te\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"warehouse of the first shipmen"
        "t\"},{\"name\":\"carrier\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"carrier of t"
        "he first shipment\"},{\"name\":\"parked\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"reco"
        "rd\",\"name\":\"ParkedReply\",\"namespace\":\"orderflow\",\"doc\":\"An answer to a saga that "
        "is not known.\",\"fields\":[{\"name\":\"reply\",\"type\":{\"type\":\"record\",\"name\":\"Reply\",\""
        "namespace\":\"orderflow\",\"doc\":\"A participant's answer to a command, matched on the"
        " full key (rule E3).\",\"fields\":[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"idempotency "
        "key of the command answered\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <"
        "entity>:<order id>\"},{\"name\":\"outcome\",\"type\":{\"type\":\"enum\",\"name\":\"Outcome\",\"na"
        "mespace\":\"orderflow\",\"doc\":\"A participant's answer: done, a business refusal, or "
        "a technical failure.\",\"symbols\":[\"OK\",\"REJECT\",\"TECH_RETRY\",\"TECH_FATAL\",\"NOT_DON"
        "E\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"done, refused or failed\"},{\"name\":\"code"
        "\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"refusal code: INSUFFICIENT, LINE"
        "_CLOSED, TOO_LATE_SHIPPED, ...\"},{\"name\":\"effect\",\"type\":[\"null\",\"string\"],\"defau"
        "lt\":null,\"doc\":\"the participant's own reference of the effect\"},{\"name\":\"asked_ke"
        "y\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"answer to QueryOutcome: the key"
        " that was asked about\"},{\"name\":\"qty\",\"type\":[\"null\",\"long\"],\"default\":null,\"doc\""
        ":\"allocated, available, put back: thousandths of the base unit\"},{\"name\":\"date\",\""
        "type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"d"
        "oc\":\"eta, previous promise, expiry\"},{\"name\":\"reference\",\"type\":[\"null\",\"string\"]"
        ",\"default\":null,\"doc\":\"tracking number, child line\"},{\"name\":\"results\",\"type\":{\"t"
        "ype\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"InspectionResult\",\"namespace\":\"orde"
        "rflow\",\"doc\":\"One graded part of a return receipt.\",\"fields\":[{\"name\":\"grade\",\"ty"
        "pe\":\"string\",\"doc\":\"A, B, C or D\"},{\"name\":\"verdict\",\"type\":{\"type\":\"enum\",\"name\""
        ":\"Verdict\",\"namespace\":\"orderflow\",\"doc\":\"Whether returned goods are accepted.\",\""
        "symbols\":[\"ACCEPT\",\"REJECT\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"accepted or no"
        "t\"},{\"name\":\"disposition\",\"type\":{\"type\":\"enum\",\"name\":\"Disposition\",\"namespace\":"
        "\"orderflow\",\"doc\":\"Where returned goods go.\",\"symbols\":[\"RESTOCK\",\"QUARANTINE\",\"S"
        "CRAP\",\"RTV\",\"RETURN_TO_CUSTOMER\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"where it "
        "goes\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"of the receipt, thousandths of the base"
        " unit\"}]}},\"default\":[],\"doc\":\"grades of an inspection\"},{\"name\":\"at\",\"type\":[\"nu"
        "ll\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when "
        "the participant answered\"}]},\"doc\":\"the answer\"},{\"name\":\"until\",\"type\":{\"type\":\""
        "long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"it is given up then\"}]}},\"default\""
        ":[],\"doc\":\"answers to unknown sagas, at most 100\"}]}",
    .fields = SagaOrder_fields,
    .field_count = 10,
    .size = sizeof(SagaOrder),
};

static const char *const SagaStatus_symbols[] = {
    "RUNNING",
    "WAITING",
    "DRAINING",
    "COMPENSATING",
    "MANUAL",
    "COMPLETED",
    "COMPENSATED",
};
const of_enum_type of_SagaStatus_enum = {
    .name = "orderflow.SagaStatus",
    .symbols = SagaStatus_symbols,
    .count = 7,
};
_Static_assert(sizeof(SagaStatus) == sizeof(int32_t), "enums are 32 bits");

static const char *const SagaRunStatus_symbols[] = {
    "SENT",
    "OK",
    "REJECTED",
    "UNKNOWN",
    "SKIPPED",
    "COMP_SENT",
    "COMPENSATED",
    "COMP_FAILED",
};
const of_enum_type of_SagaRunStatus_enum = {
    .name = "orderflow.SagaRunStatus",
    .symbols = SagaRunStatus_symbols,
    .count = 8,
};
_Static_assert(sizeof(SagaRunStatus) == sizeof(int32_t), "enums are 32 bits");

static const of_field SagaRun_fields[] = {
    {.name = "step",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaRun, step),
     .doc = "step of the saga"},
    {.name = "target",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaRun, target),
     .doc = "what the step works on: line, leg, receipt"},
    {.name = "leg",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(SagaRun, leg),
     .doc = "index of the leg, 0 where the step works on the whole"},
    {.name = "generation",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(SagaRun, generation),
     .doc = "a deliberate new effect has a new generation"},
    {.name = "visit",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(SagaRun, visit),
     .doc = "visit of the step that sent it"},
    {.name = "attempt",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(SagaRun, attempt),
     .doc = "sendings so far"},
    {.name = "status",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(SagaRunStatus), .symbols = &of_SagaRunStatus_enum},
     .offset = offsetof(SagaRun, status),
     .doc = "how far it is"},
    {.name = "code",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SagaRun, code),
     .doc = "refusal code"},
    {.name = "due_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SagaRun, due_at),
     .doc = "what is in flight is followed up then"},
    {.name = "inquiry",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(SagaRun, inquiry),
     .doc = "QueryOutcome: how often this outcome had to be asked for"},
    {.name = "inquiry_attempt",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(SagaRun, inquiry_attempt),
     .doc = "sendings of the last inquiry"},
    {.name = "undo_wanted",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SagaRun, undo_wanted),
     .doc = "it is to be taken back"},
    {.name = "undo_generation",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(SagaRun, undo_generation),
     .doc = "generation of the compensation"},
    {.name = "undo_attempt",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(SagaRun, undo_attempt),
     .doc = "sendings of the compensation"},
    {.name = "unsure",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SagaRun, unsure),
     .doc = "nobody knew whether it had happened when it was taken back"},
};
const of_record_type of_SagaRun_type = {
    .name = "SagaRun",
    .full_name = "orderflow.SagaRun",
    .doc = "One command of a saga: a step for one target, and how it was taken back.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SagaRun\",\"namespace\":\"orderflow\",\"doc\":\"One command of a"
        " saga: a step for one target, and how it was taken back.\",\"fields\":[{\"name\":\"step"
        "\",\"type\":\"string\",\"doc\":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc"
        "\":\"what the step works on: line, leg, receipt\"},{\"name\":\"leg\",\"type\":\"int\",\"defau"
        "lt\":0,\"doc\":\"index of the leg, 0 where the step works on the whole\"},{\"name\":\"gen"
        "eration\",\"type\":\"int\",\"default\":0,\"doc\":\"a deliberate new effect has a new genera"
        "tion\"},{\"name\":\"visit\",\"type\":\"int\",\"default\":0,\"doc\":\"visit of the step that sen"
        "t it\"},{\"name\":\"attempt\",\"type\":\"int\",\"default\":0,\"doc\":\"sendings so far\"},{\"name"
        "\":\"status\",\"type\":{\"type\":\"enum\",\"name\":\"SagaRunStatus\",\"namespace\":\"orderflow\",\""
        "doc\":\"How far one command of a saga is.\",\"symbols\":[\"SENT\",\"OK\",\"REJECTED\",\"UNKNO"
        "WN\",\"SKIPPED\",\"COMP_SENT\",\"COMPENSATED\",\"COMP_FAILED\"],\"default\":\"UNKNOWN\"},\"defa"
        "ult\":\"UNKNOWN\",\"doc\":\"how far it is\"},{\"name\":\"code\",\"type\":[\"null\",\"string\"],\"de"
        "fault\":null,\"doc\":\"refusal code\"},{\"name\":\"due_at\",\"type\":[\"null\",{\"type\":\"long\","
        "\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"what is in flight is fol"
        "lowed up then\"},{\"name\":\"inquiry\",\"type\":\"int\",\"default\":0,\"doc\":\"QueryOutcome: h"
        "ow often this outcome had to be asked for\"},{\"name\":\"inquiry_attempt\",\"type\":\"int"
        "\",\"default\":0,\"doc\":\"sendings of the last inquiry\"},{\"name\":\"undo_wanted\",\"type\":"
        "\"boolean\",\"default\":false,\"doc\":\"it is to be taken back\"},{\"name\":\"undo_generatio"
        "n\",\"type\":\"int\",\"default\":0,\"doc\":\"generation of the compensation\"},{\"name\":\"undo"
        "_attempt\",\"type\":\"int\",\"default\":0,\"doc\":\"sendings of the compensation\"},{\"name\":"
        "\"unsure\",\"type\":\"boolean\",\"default\":false,\"doc\":\"nobody knew whether it had happe"
        "ned when it was taken back\"}]}",
    .fields = SagaRun_fields,
    .field_count = 15,
    .size = sizeof(SagaRun),
};

static const of_value_type SplitState_offers_item = {.kind = OF_KIND_RECORD, .size = sizeof(SagaOffer), .record = &of_SagaOffer_type};
static const of_value_type SplitState_legs_item = {.kind = OF_KIND_RECORD, .size = sizeof(SagaLeg), .record = &of_SagaLeg_type};
static const of_value_type SplitState_plan_item = {.kind = OF_KIND_RECORD, .size = sizeof(PlannedLeg), .record = &of_PlannedLeg_type};
static const of_field SplitState_fields[] = {
    {.name = "scope",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SagaScope), .record = &of_SagaScope_type},
     .offset = offsetof(SplitState, scope),
     .doc = "the line"},
    {.name = "invoice_policy",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(InvoicePolicy), .symbols = &of_InvoicePolicy_enum},
     .offset = offsetof(SplitState, invoice_policy),
     .doc = "who invoices"},
    {.name = "offers",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SagaOfferArray), .item = &SplitState_offers_item, .item_stride = sizeof(SagaOffer)},
     .offset = offsetof(SplitState, offers),
     .doc = "supply offered and not used"},
    {.name = "legs",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SagaLegArray), .item = &SplitState_legs_item, .item_stride = sizeof(SagaLeg)},
     .offset = offsetof(SplitState, legs),
     .doc = "where the goods come from"},
    {.name = "plan",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(PlannedLegArray), .item = &SplitState_plan_item, .item_stride = sizeof(PlannedLeg)},
     .offset = offsetof(SplitState, plan),
     .doc = "the first plan, as the ERP was told"},
    {.name = "replans",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(SplitState, replans),
     .doc = "times a hole was planned anew"},
    {.name = "invoice_key",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SplitState, invoice_key),
     .doc = "idempotency key of the books"},
    {.name = "invoice_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SplitState, invoice_qty),
     .doc = "invoiced, thousandths of the base unit"},
};
const of_record_type of_SplitState_type = {
    .name = "SplitState",
    .full_name = "orderflow.SplitState",
    .doc = "What the split-shipment saga knows.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SplitState\",\"namespace\":\"orderflow\",\"doc\":\"What the spli"
        "t-shipment saga knows.\",\"fields\":[{\"name\":\"scope\",\"type\":{\"type\":\"record\",\"name\":"
        "\"SagaScope\",\"namespace\":\"orderflow\",\"doc\":\"What every saga about a line knows of "
        "it, kept up to date by the facts.\",\"fields\":[{\"name\":\"order\",\"type\":\"string\",\"doc"
        "\":\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line nu"
        "mber\"},{\"name\":\"number\",\"type\":\"int\",\"default\":0,\"doc\":\"which saga of its kind\"},"
        "{\"name\":\"short_qty\",\"type\":\"long\",\"default\":0,\"doc\":\"most that was found short, t"
        "housandths of the base unit\"},{\"name\":\"need\",\"type\":\"long\",\"default\":0,\"doc\":\"of "
        "that still uncovered, or covered by this saga, thousandths of the base unit\"},{\"n"
        "ame\":\"unit_price\",\"type\":\"long\",\"default\":0,\"doc\":\"1/10,000 of the currency unit\""
        "},{\"name\":\"promise\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis"
        "\"}],\"default\":null,\"doc\":\"date promised when it began\"},{\"name\":\"ship_complete\",\""
        "type\":\"boolean\",\"default\":false,\"doc\":\"ship everything at once\"},{\"name\":\"partial"
        "_allowed\",\"type\":\"boolean\",\"default\":true,\"doc\":\"part deliveries are allowed\"},{\""
        "name\":\"cancel_wanted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the customer cancel"
        "led\"},{\"name\":\"cancelling\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the cancellati"
        "on is under way\"},{\"name\":\"cancel_qty\",\"type\":\"long\",\"default\":0,\"doc\":\"cancelled"
        " by this saga, thousandths of the base unit\"}]},\"doc\":\"the line\"},{\"name\":\"invoic"
        "e_policy\",\"type\":{\"type\":\"enum\",\"name\":\"InvoicePolicy\",\"namespace\":\"orderflow\",\"d"
        "oc\":\"Who invoices: the ERP per shipment, or the split saga once for the whole ord"
        "er.\",\"symbols\":[\"PER_SHIPMENT\",\"CONSOLIDATED\"],\"default\":\"PER_SHIPMENT\"},\"default"
        "\":\"PER_SHIPMENT\",\"doc\":\"who invoices\"},{\"name\":\"offers\",\"type\":{\"type\":\"array\",\"i"
        "tems\":{\"type\":\"record\",\"name\":\"SagaOffer\",\"namespace\":\"orderflow\",\"doc\":\"Supply t"
        "hat was offered to a line and is not used yet.\",\"fields\":[{\"name\":\"offer\",\"type\":"
        "\"string\",\"doc\":\"offer id\"},{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"SupplyKin"
        "d\",\"namespace\":\"orderflow\",\"doc\":\"What an offer of supply rests on.\",\"symbols\":[\""
        "ON_HAND\",\"EXPECTED\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"default\":\"UNKNOWN\",\"doc\":\"st"
        "ock or expected receipt\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"nam"
        "e\":\"qty\",\"type\":\"long\",\"default\":0,\"doc\":\"offered, thousandths of the base unit\"}"
        ",{\"name\":\"supply\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"purchase order l"
        "ine of an expected receipt\"},{\"name\":\"eta\",\"type\":[\"null\",{\"type\":\"long\",\"logical"
        "Type\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when an expected receipt arrives"
        "\"},{\"name\":\"expires_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-mi"
        "llis\"}],\"default\":null,\"doc\":\"the offer lapses\"}]}},\"default\":[],\"doc\":\"supply of"
        "fered and not used\"},{\"name\":\"legs\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"recor"
        "d\",\"name\":\"SagaLeg\",\"namespace\":\"orderflow\",\"doc\":\"One leg that a saga allocates,"
        " releases and waits for.\",\"fields\":[{\"name\":\"allocation\",\"type\":\"string\",\"doc\":\"l"
        "eg, its name within the line\"},{\"name\":\"warehouse_order\",\"type\":\"string\",\"doc\":\"w"
        "arehouse order id\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"as"
        "ked_qty\",\"type\":\"long\",\"default\":0,\"doc\":\"asked for, and given back: the same for"
        " ever, thousandths of the base unit\"},{\"name\":\"qty\",\"type\":\"long\",\"default\":0,\"do"
        "c\":\"expected from there, thousandths of the base unit\"},{\"name\":\"offer\",\"type\":[\""
        "null\",\"string\"],\"default\":null,\"doc\":\"supply offer used\"},{\"name\":\"peg\",\"type\":[\""
        "null\",\"string\"],\"default\":null,\"doc\":\"peg consumed\"},{\"name\":\"secured\",\"type\":\"bo"
        "olean\",\"default\":false,\"doc\":\"the ERP allocated it\"},{\"name\":\"refused\",\"type\":\"bo"
        "olean\",\"default\":false,\"doc\":\"the ERP refused it: nothing happened\"},{\"name\":\"clo"
        "sed\",\"type\":\"boolean\",\"default\":false,\"doc\":\"refused, or taken back: it covers no"
        "thing\"},{\"name\":\"too_late\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the warehouse "
        "could not stop it any more\"},{\"name\":\"covered\",\"type\":\"long\",\"default\":0,\"doc\":\"a"
        "llocated, picked and shipped as the ledger has it, thousandths of the base unit\"}"
        ",{\"name\":\"covered_max\",\"type\":\"long\",\"default\":0,\"doc\":\"most that was covered, th"
        "ousandths of the base unit\"},{\"name\":\"shipped\",\"type\":\"long\",\"default\":0,\"doc\":\"l"
        "eft the dock, thousandths of the base unit\"},{\"name\":\"accepted\",\"type\":\"boolean\","
        "\"default\":false,\"doc\":\"the warehouse accepted an order for it\"}]}},\"default\":[],\""
        "doc\":\"where the goods come from\"},{\"name\":\"plan\",\"type\":{\"type\":\"array\",\"items\":{"
        "\"type\":\"record\",\"name\":\"PlannedLeg\",\"namespace\":\"orderflow\",\"doc\":\"One leg of a s"
        "plit plan.\",\"fields\":[{\"name\":\"allocation\",\"type\":\"string\",\"doc\":\"leg\"},{\"name\":\""
        "site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"of th"
        "e line from this site, thousandths of the base unit\"}]}},\"default\":[],\"doc\":\"the "
        "first plan, as the ERP was told\"},{\"name\":\"replans\",\"type\":\"int\",\"default\":0,\"doc"
        "\":\"times a hole was planned anew\"},{\"name\":\"invoice_key\",\"type\":\"string\",\"doc\":\"i"
        "dempotency key of the books\"},{\"name\":\"invoice_qty\",\"type\":\"long\",\"default\":0,\"do"
        "c\":\"invoiced, thousandths of the base unit\"}]}",
    .fields = SplitState_fields,
    .field_count = 8,
    .size = sizeof(SplitState),
};

static const of_value_type SagaRow_runs_item = {.kind = OF_KIND_RECORD, .size = sizeof(SagaRun), .record = &of_SagaRun_type};
static const of_value_type SagaRow_exceptions_item = {.kind = OF_KIND_RECORD, .size = sizeof(SagaOpenException), .record = &of_SagaOpenException_type};
static const of_field SagaRow_fields[] = {
    {.name = "saga",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaRow, saga),
     .doc = "saga id"},
    {.name = "type",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(SagaType), .symbols = &of_SagaType_enum},
     .offset = offsetof(SagaRow, type),
     .doc = "which promise"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaRow, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaRow, line),
     .doc = "line number"},
    {.name = "version",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(SagaRow, version),
     .doc = "of the definition"},
    {.name = "status",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(SagaStatus), .symbols = &of_SagaStatus_enum},
     .offset = offsetof(SagaRow, status),
     .doc = "how far it is"},
    {.name = "step",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SagaRow, step),
     .doc = "current step"},
    {.name = "visit",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(SagaRow, visit),
     .doc = "steps entered so far"},
    {.name = "started_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SagaRow, started_at),
     .doc = "engine time"},
    {.name = "deadline",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SagaRow, deadline),
     .doc = "the current step ends then by itself"},
    {.name = "pivoted",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SagaRow, pivoted),
     .doc = "past the point of no return"},
    {.name = "runs",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SagaRunArray), .item = &SagaRow_runs_item, .item_stride = sizeof(SagaRun)},
     .offset = offsetof(SagaRow, runs),
     .doc = "commands sent, in order"},
    {.name = "then",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SagaRow, then),
     .doc = "step to go to when all is taken back"},
    {.name = "hand_over",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SagaRow, hand_over),
     .doc = "a person takes over when all is taken back"},
    {.name = "backorder_reason",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SagaRow, backorder_reason),
     .doc = "a backorder follows when it ends"},
    {.name = "exceptions",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SagaOpenExceptionArray), .item = &SagaRow_exceptions_item, .item_stride = sizeof(SagaOpenException)},
     .offset = offsetof(SagaRow, exceptions),
     .doc = "open, to be closed by this saga"},
    {.name = "seq",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SagaRow, seq),
     .doc = "last entry of the saga log"},
    {.name = "end_state",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SagaRow, end_state),
     .doc = "how it ended"},
    {.name = "ended_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SagaRow, ended_at),
     .doc = "when"},
    {.name = "backorder",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(OptionalBackorderState), .nullable = true, .value_offset = offsetof(OptionalBackorderState, value), .record = &of_BackorderState_type},
     .offset = offsetof(SagaRow, backorder),
     .doc = "of a backorder"},
    {.name = "split",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(OptionalSplitState), .nullable = true, .value_offset = offsetof(OptionalSplitState, value), .record = &of_SplitState_type},
     .offset = offsetof(SagaRow, split),
     .doc = "of a split shipment"},
    {.name = "returned",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(OptionalReturnState), .nullable = true, .value_offset = offsetof(OptionalReturnState, value), .record = &of_ReturnState_type},
     .offset = offsetof(SagaRow, returned),
     .doc = "of a return"},
};
const of_record_type of_SagaRow_type = {
    .name = "SagaRow",
    .full_name = "orderflow.SagaRow",
    .doc = "One saga instance: where it stands, what it sent, and what its steps know.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SagaRow\",\"namespace\":\"orderflow\",\"doc\":\"One saga instanc"
        "e: where it stands, what it sent, and what its steps know.\",\"fields\":[{\"name\":\"sa"
        "ga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"type\",\"type\":{\"type\":\"enum\",\"name\":"
        "\"SagaType\",\"namespace\":\"orderflow\",\"doc\":\"Which promise.\",\"symbols\":[\"BACKORDER\","
        "\"SPLIT\",\"RETURN\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"which promise\"},{\"name\":\""
        "order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"ty"
        "pe\":\"string\",\"doc\":\"line number\"},{\"name\":\"version\",\"type\":\"int\",\"default\":0,\"doc"
        "\":\"of the definition\"},{\"name\":\"status\",\"type\":{\"type\":\"enum\",\"name\":\"SagaStatus\""
        ",\"namespace\":\"orderflow\",\"doc\":\"How far a saga is.\",\"symbols\":[\"RUNNING\",\"WAITING"
        "\",\"DRAINING\",\"COMPENSATING\",\"MANUAL\",\"COMPLETED\",\"COMPENSATED\"],\"default\":\"MANUAL"
        "\"},\"default\":\"RUNNING\",\"doc\":\"how far it is\"},{\"name\":\"step\",\"type\":\"string\",\"doc"
        "\":\"current step\"},{\"name\":\"visit\",\"type\":\"int\",\"default\":0,\"doc\":\"steps entered s"
        "o far\"},{\"name\":\"started_at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-milli"
        "s\"},\"doc\":\"engine time\"},{\"name\":\"deadline\",\"type\":[\"null\",{\"type\":\"long\",\"logica"
        "lType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"the current step ends then by i"
        "tself\"},{\"name\":\"pivoted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"past the point "
        "of no return\"},{\"name\":\"runs\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"na"
        "me\":\"SagaRun\",\"namespace\":\"orderflow\",\"doc\":\"One command of a saga: a step for on"
        "e target, and how it was taken back.\",\"fields\":[{\"name\":\"step\",\"type\":\"string\",\"d"
        "oc\":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step wor"
        "ks on: line, leg, receipt\"},{\"name\":\"leg\",\"type\":\"int\",\"default\":0,\"doc\":\"index o"
        "f the leg, 0 where the step works on the whole\"},{\"name\":\"generation\",\"type\":\"int"
        "\",\"default\":0,\"doc\":\"a deliberate new effect has a new generation\"},{\"name\":\"visi"
        "t\",\"type\":\"int\",\"default\":0,\"doc\":\"visit of the step that sent it\"},{\"name\":\"atte"
        "mpt\",\"type\":\"int\",\"default\":0,\"doc\":\"sendings so far\"},{\"name\":\"status\",\"type\":{\""
        "type\":\"enum\",\"name\":\"SagaRunStatus\",\"namespace\":\"orderflow\",\"doc\":\"How far one co"
        "mmand of a saga is.\",\"symbols\":[\"SENT\",\"OK\",\"REJECTED\",\"UNKNOWN\",\"SKIPPED\",\"COMP_"
        "SENT\",\"COMPENSATED\",\"COMP_FAILED\"],\"default\":\"UNKNOWN\"},\"default\":\"UNKNOWN\",\"doc\""
        ":\"how far it is\"},{\"name\":\"code\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"r"
        "efusal code\"},{\"name\":\"due_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"times"
        "tamp-millis\"}],\"default\":null,\"doc\":\"what is in flight is followed up then\"},{\"na"
        "me\":\"inquiry\",\"type\":\"int\",\"default\":0,\"doc\":\"QueryOutcome: how often this outcom"
        "e had to be asked for\"},{\"name\":\"inquiry_attempt\",\"type\":\"int\",\"default\":0,\"doc\":"
        "\"sendings of the last inquiry\"},{\"name\":\"undo_wanted\",\"type\":\"boolean\",\"default\":"
        "false,\"doc\":\"it is to be taken back\"},{\"name\":\"undo_generation\",\"type\":\"int\",\"def"
        "ault\":0,\"doc\":\"generation of the compensation\"},{\"name\":\"undo_attempt\",\"type\":\"in"
        "t\",\"default\":0,\"doc\":\"sendings of the compensation\"},{\"name\":\"unsure\",\"type\":\"boo"
        "lean\",\"default\":false,\"doc\":\"nobody knew whether it had happened when it was take"
        "n back\"}]}},\"default\":[],\"doc\":\"commands sent, in order\"},{\"name\":\"then\",\"type\":["
        "\"null\",\"string\"],\"default\":null,\"doc\":\"step to go to when all is taken back\"},{\"n"
        "ame\":\"hand_over\",\"type\":\"boolean\",\"default\":false,\"doc\":\"a person takes over when"
        " all is taken back\"},{\"name\":\"backorder_reason\",\"type\":[\"null\",\"string\"],\"default"
        "\":null,\"doc\":\"a backorder follows when it ends\"},{\"name\":\"exceptions\",\"type\":{\"ty"
        "pe\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"SagaOpenException\",\"namespace\":\"orde"
        "rflow\",\"doc\":\"An exception that a saga opened and has to close.\",\"fields\":[{\"name"
        "\":\"code\",\"type\":\"string\",\"doc\":\"exception code\"},{\"name\":\"subject\",\"type\":[\"null\""
        ",\"string\"],\"default\":null,\"doc\":\"step and target, where it is about one\"},{\"name\""
        ":\"detail\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"in words\"},{\"name\":\"open"
        "ed_at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},\"doc\":\"when it was"
        " first seen\"}]}},\"default\":[],\"doc\":\"open, to be closed by this saga\"},{\"name\":\"s"
        "eq\",\"type\":\"long\",\"default\":0,\"doc\":\"last entry of the saga log\"},{\"name\":\"end_st"
        "ate\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"how it ended\"},{\"name\":\"ended"
        "_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":n"
        "ull,\"doc\":\"when\"},{\"name\":\"backorder\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"Bac"
        "korderState\",\"namespace\":\"orderflow\",\"doc\":\"What the backorder saga knows.\",\"fiel"
        "ds\":[{\"name\":\"scope\",\"type\":{\"type\":\"record\",\"name\":\"SagaScope\",\"namespace\":\"orde"
        "rflow\",\"doc\":\"What every saga about a line knows of it, kept up to date by the fa"
        "cts.\",\"fields\":[{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order"
        " id>\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number\"},{\"name\":\"number\",\"type"
        "\":\"int\",\"default\":0,\"doc\":\"which saga of its kind\"},{\"name\":\"short_qty\",\"type\":\"l"
        "ong\",\"default\":0,\"doc\":\"most that was found short, thousandths of the base unit\"}"
        ",{\"name\":\"need\",\"type\":\"long\",\"default\":0,\"doc\":\"of that still uncovered, or cove"
        "red by this saga, thousandths of the base unit\"},{\"name\":\"unit_price\",\"type\":\"lon"
        "g\",\"default\":0,\"doc\":\"1/10,000 of the currency unit\"},{\"name\":\"promise\",\"type\":[\""
        "null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"dat"
        "e promised when it began\"},{\"name\":\"ship_complete\",\"type\":\"boolean\",\"default\":fal"
        "se,\"doc\":\"ship everything at once\"},{\"name\":\"partial_allowed\",\"type\":\"boolean\",\"d"
        "efault\":true,\"doc\":\"part deliveries are allowed\"},{\"name\":\"cancel_wanted\",\"type\":"
        "\"boolean\",\"default\":false,\"doc\":\"the customer cancelled\"},{\"name\":\"cancelling\",\"t"
        "ype\":\"boolean\",\"default\":false,\"doc\":\"the cancellation is under way\"},{\"name\":\"ca"
        "ncel_qty\",\"type\":\"long\",\"default\":0,\"doc\":\"cancelled by this saga, thousandths of"
        " the base unit\"}]},\"doc\":\"the line\"},{\"name\":\"reason\",\"type\":\"string\",\"doc\":\"ATP_"
        "SHORT, SHORT_PICK, ALLOCATION_LOST, SPLIT_FAILED\"},{\"name\":\"policy\",\"type\":{\"type"
        "\":\"enum\",\"name\":\"BackorderPolicy\",\"namespace\":\"orderflow\",\"doc\":\"What a customer "
        "wants when goods are short.\",\"symbols\":[\"WAIT\",\"ASK\",\"CANCEL\"],\"default\":\"WAIT\"},"
        "\"default\":\"WAIT\",\"doc\":\"what the customer wants when goods are short\"},{\"name\":\"r"
        "ecorded_qty\",\"type\":\"long\",\"default\":0,\"doc\":\"declared short, thousandths of the "
        "base unit\"},{\"name\":\"recorded\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the ERP kn"
        "ows\"},{\"name\":\"offers\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"Sa"
        "gaOffer\",\"namespace\":\"orderflow\",\"doc\":\"Supply that was offered to a line and is "
        "not used yet.\",\"fields\":[{\"name\":\"offer\",\"type\":\"string\",\"doc\":\"offer id\"},{\"name"
        "\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"SupplyKind\",\"namespace\":\"orderflow\",\"doc\":"
        "\"What an offer of supply rests on.\",\"symbols\":[\"ON_HAND\",\"EXPECTED\",\"UNKNOWN\"],\"d"
        "efault\":\"UNKNOWN\"},\"default\":\"UNKNOWN\",\"doc\":\"stock or expected receipt\"},{\"name\""
        ":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"qty\",\"type\":\"long\",\"default\":"
        "0,\"doc\":\"offered, thousandths of the base unit\"},{\"name\":\"supply\",\"type\":[\"null\","
        "\"string\"],\"default\":null,\"doc\":\"purchase order line of an expected receipt\"},{\"na"
        "me\":\"eta\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"defau"
        "lt\":null,\"doc\":\"when an expected receipt arrives\"},{\"name\":\"expires_at\",\"type\":[\""
        "null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"the"
        " offer lapses\"}]}},\"default\":[],\"doc\":\"supply offered and not used\"},{\"name\":\"leg"
        "s\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"SagaLeg\",\"namespace\":\""
        "orderflow\",\"doc\":\"One leg that a saga allocates, releases and waits for.\",\"fields"
        "\":[{\"name\":\"allocation\",\"type\":\"string\",\"doc\":\"leg, its name within the line\"},{\""
        "name\":\"warehouse_order\",\"type\":\"string\",\"doc\":\"warehouse order id\"},{\"name\":\"site"
        "\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"asked_qty\",\"type\":\"long\",\"default\":"
        "0,\"doc\":\"asked for, and given back: the same for ever, thousandths of the base un"
        "it\"},{\"name\":\"qty\",\"type\":\"long\",\"default\":0,\"doc\":\"expected from there, thousand"
        "ths of the base unit\"},{\"name\":\"offer\",\"type\":[\"null\",\"string\"],\"default\":null,\"d"
        "oc\":\"supply offer used\"},{\"name\":\"peg\",\"type\":[\"null\",\"string\"],\"default\":null,\"d"
        "oc\":\"peg consumed\"},{\"name\":\"secured\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the"
        " ERP allocated it\"},{\"name\":\"refused\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the"
        " ERP refused it: nothing happened\"},{\"name\":\"closed\",\"type\":\"boolean\",\"default\":f"
        "alse,\"doc\":\"refused, or taken back: it covers nothing\"},{\"name\":\"too_late\",\"type\""
        ":\"boolean\",\"default\":false,\"doc\":\"the warehouse could not stop it any more\"},{\"na"
        "me\":\"covered\",\"type\":\"long\",\"default\":0,\"doc\":\"allocated, picked and shipped as t"
        "he ledger has it, thousandths of the base unit\"},{\"name\":\"covered_max\",\"type\":\"lo"
        "ng\",\"default\":0,\"doc\":\"most that was covered, thousandths of the base unit\"},{\"na"
        "me\":\"shipped\",\"type\":\"long\",\"default\":0,\"doc\":\"left the dock, thousandths of the "
        "base unit\"},{\"name\":\"accepted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the wareho"
        "use accepted an order for it\"}]}},\"default\":[],\"doc\":\"where the goods come from\"}"
        ",{\"name\":\"peg\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"SagaPeg\",\"namespace\":\"orde"
        "rflow\",\"doc\":\"An expected receipt that a line holds a place on.\",\"fields\":[{\"name"
        "\":\"peg\",\"type\":\"string\",\"doc\":\"peg id\"},{\"name\":\"supply\",\"type\":\"string\",\"doc\":\"p"
        "urchase order line\"},{\"name\":\"qty\",\"type\":\"long\",\"default\":0,\"doc\":\"held, thousan"
        "dths of the base unit\"},{\"name\":\"consumed\",\"type\":\"long\",\"default\":0,\"doc\":\"used "
        "up by an allocation, thousandths of the base unit\"},{\"name\":\"eta\",\"type\":[\"null\","
        "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when it a"
        "rrives\"}]}],\"default\":null,\"doc\":\"place on an expected receipt\"},{\"name\":\"pegs\",\""
        "type\":\"int\",\"default\":0,\"doc\":\"pegs asked for\"},{\"name\":\"new_promise\",\"type\":[\"nu"
        "ll\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"date "
        "promised by this saga\"},{\"name\":\"rounds\",\"type\":\"int\",\"default\":0,\"doc\":\"times th"
        "e quantity changed under way\"},{\"name\":\"line_closed\",\"type\":\"boolean\",\"default\":f"
        "alse,\"doc\":\"the ERP says that nothing more is wanted\"},{\"name\":\"by_policy\",\"type\""
        ":\"boolean\",\"default\":false,\"doc\":\"the policy cancels, not the customer\"}]}],\"defa"
        "ult\":null,\"doc\":\"of a backorder\"},{\"name\":\"split\",\"type\":[\"null\",{\"type\":\"record\""
        ",\"name\":\"SplitState\",\"namespace\":\"orderflow\",\"doc\":\"What the split-shipment saga "
        "knows.\",\"fields\":[{\"name\":\"scope\",\"type\":\"SagaScope\",\"doc\":\"the line\"},{\"name\":\"i"
        "nvoice_policy\",\"type\":{\"type\":\"enum\",\"name\":\"InvoicePolicy\",\"namespace\":\"orderflo"
        "w\",\"doc\":\"Who invoices: the ERP per shipment, or the split saga once for the whol"
        "e order.\",\"symbols\":[\"PER_SHIPMENT\",\"CONSOLIDATED\"],\"default\":\"PER_SHIPMENT\"},\"de"
        "fault\":\"PER_SHIPMENT\",\"doc\":\"who invoices\"},{\"name\":\"offers\",\"type\":{\"type\":\"arra"
        "y\",\"items\":\"SagaOffer\"},\"default\":[],\"doc\":\"supply offered and not used\"},{\"name\""
        ":\"legs\",\"type\":{\"type\":\"array\",\"items\":\"SagaLeg\"},\"default\":[],\"doc\":\"where the g"
        "oods come from\"},{\"name\":\"plan\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\""
        "name\":\"PlannedLeg\",\"namespace\":\"orderflow\",\"doc\":\"One leg of a split plan.\",\"fiel"
        "ds\":[{\"name\":\"allocation\",\"type\":\"string\",\"doc\":\"leg\"},{\"name\":\"site\",\"type\":\"str"
        "ing\",\"doc\":\"warehouse\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"of the line from this "
        "site, thousandths of the base unit\"}]}},\"default\":[],\"doc\":\"the first plan, as th"
        "e ERP was told\"},{\"name\":\"replans\",\"type\":\"int\",\"default\":0,\"doc\":\"times a hole w"
        "as planned anew\"},{\"name\":\"invoice_key\",\"type\":\"string\",\"doc\":\"idempotency key of"
        " the books\"},{\"name\":\"invoice_qty\",\"type\":\"long\",\"default\":0,\"doc\":\"invoiced, tho"
        "usandths of the base unit\"}]}],\"default\":null,\"doc\":\"of a split shipment\"},{\"name"
        "\":\"returned\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"ReturnState\",\"namespace\":\"or"
        "derflow\",\"doc\":\"What the return saga knows.\",\"fields\":[{\"name\":\"scope\",\"type\":\"Sa"
        "gaScope\",\"doc\":\"the line\"},{\"name\":\"request\",\"type\":\"string\",\"doc\":\"request id\"},"
        "{\"name\":\"case_id\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"service case\"},{"
        "\"name\":\"rma\",\"type\":\"string\",\"doc\":\"return authorisation id\"},{\"name\":\"qty\",\"type"
        "\":\"long\",\"default\":0,\"doc\":\"asked for, thousandths of the base unit\"},{\"name\":\"si"
        "te\",\"type\":\"string\",\"doc\":\"warehouse the goods are to come to\"},{\"name\":\"carrier\""
        ",\"type\":\"string\",\"doc\":\"carrier of the label\"},{\"name\":\"returnable\",\"type\":\"long\""
        ",\"default\":0,\"doc\":\"may still come back, thousandths of the base unit\"},{\"name\":\""
        "shipped\",\"type\":\"long\",\"default\":0,\"doc\":\"left the dock, thousandths of the base "
        "unit\"},{\"name\":\"creditable\",\"type\":\"long\",\"default\":0,\"doc\":\"invoiced and not cre"
        "dited, thousandths of the base unit\"},{\"name\":\"credited\",\"type\":\"long\",\"default\":"
        "0,\"doc\":\"credited by this saga, thousandths of the base unit\"},{\"name\":\"expires_a"
        "t\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":nul"
        "l,\"doc\":\"what has not come by then is not expected any more\"},{\"name\":\"expired_qt"
        "y\",\"type\":\"long\",\"default\":0,\"doc\":\"never came, thousandths of the base unit\"},{\""
        "name\":\"legs\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"ReturnLeg\",\""
        "namespace\":\"orderflow\",\"doc\":\"One receipt of returned goods.\",\"fields\":[{\"name\":\""
        "receipt\",\"type\":\"string\",\"doc\":\"receipt id\"},{\"name\":\"site\",\"type\":\"string\",\"doc\""
        ":\"warehouse\"},{\"name\":\"qty\",\"type\":\"long\",\"default\":0,\"doc\":\"received, thousandth"
        "s of the base unit\"},{\"name\":\"inspected\",\"type\":\"boolean\",\"default\":false,\"doc\":\""
        "the verdict is known\"},{\"name\":\"results\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\""
        "record\",\"name\":\"InspectionResult\",\"namespace\":\"orderflow\",\"doc\":\"One graded part "
        "of a return receipt.\",\"fields\":[{\"name\":\"grade\",\"type\":\"string\",\"doc\":\"A, B, C or"
        " D\"},{\"name\":\"verdict\",\"type\":{\"type\":\"enum\",\"name\":\"Verdict\",\"namespace\":\"orderf"
        "low\",\"doc\":\"Whether returned goods are accepted.\",\"symbols\":[\"ACCEPT\",\"REJECT\",\"U"
        "NKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"accepted or not\"},{\"name\":\"disposition\",\"typ"
        "e\":{\"type\":\"enum\",\"name\":\"Disposition\",\"namespace\":\"orderflow\",\"doc\":\"Where retur"
        "ned goods go.\",\"symbols\":[\"RESTOCK\",\"QUARANTINE\",\"SCRAP\",\"RTV\",\"RETURN_TO_CUSTOME"
        "R\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"where it goes\"},{\"name\":\"qty\",\"type\":\"l"
        "ong\",\"doc\":\"of the receipt, thousandths of the base unit\"}]}},\"default\":[],\"doc\":"
        "\"graded parts\"},{\"name\":\"credit_qty\",\"type\":\"long\",\"default\":0,\"doc\":\"accepted, t"
        "housandths of the base unit\"},{\"name\":\"credit_amount\",\"type\":\"long\",\"default\":0,\""
        "doc\":\"1/10,000 of the currency unit\"},{\"name\":\"credit_key\",\"type\":\"string\",\"doc\":"
        "\"idempotency key of the books\"},{\"name\":\"credited\",\"type\":\"boolean\",\"default\":fal"
        "se,\"doc\":\"finance posted the credit\"},{\"name\":\"disposed\",\"type\":\"boolean\",\"defaul"
        "t\":false,\"doc\":\"the goods are where they belong\"}]}},\"default\":[],\"doc\":\"receipts"
        "\"}]}],\"default\":null,\"doc\":\"of a return\"}]}",
    .fields = SagaRow_fields,
    .field_count = 22,
    .size = sizeof(SagaRow),
};

static const of_field ScheduleLine_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(ScheduleLine, source),
     .doc = "the source row and its version"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ScheduleLine, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ScheduleLine, line),
     .doc = "line number within the order"},
    {.name = "seq",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ScheduleLine, seq),
     .doc = "schedule line number"},
    {.name = "requested_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ScheduleLine, requested_qty),
     .doc = "asked for, thousandths of the base unit"},
    {.name = "confirmed_qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ScheduleLine, confirmed_qty),
     .doc = "confirmed, thousandths of the base unit"},
    {.name = "date",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(ScheduleLine, date),
     .doc = "schedule date"},
};
const of_record_type of_ScheduleLine_type = {
    .name = "ScheduleLine",
    .full_name = "orderflow.ScheduleLine",
    .doc = "The ERP's availability answer for a line: confirmed less than requested declares "
        "a backorder of the difference.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"ScheduleLine\",\"namespace\":\"orderflow\",\"doc\":\"The ERP's a"
        "vailability answer for a line: confirmed less than requested declares a backorder"
        " of the difference.\",\"fields\":[{\"name\":\"source\",\"type\":{\"type\":\"record\",\"name\":\"S"
        "ourcePosition\",\"namespace\":\"orderflow\",\"doc\":\"Where a fact comes from: the row of"
        " a source table and the version of it. Versions are compared per (system, table, "
        "row), never by wall clock.\",\"fields\":[{\"name\":\"system\",\"type\":\"string\",\"doc\":\"erp"
        ", crm, wms, carrier, finance, or the name of the participant\"},{\"name\":\"instance\""
        ",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the instance of the system, where"
        " there are several\"},{\"name\":\"table\",\"type\":\"string\",\"doc\":\"source table or strea"
        "m\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"primary key of the source row, parts joi"
        "ned by |\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"LSN, SCN, binlog position, seq"
        "uence or row version; grows with each change of the row. Comparable between table"
        "s of one system instance\"},{\"name\":\"snapshot\",\"type\":\"boolean\",\"default\":false,\"d"
        "oc\":\"read by a snapshot (op=r), not from the stream\"},{\"name\":\"deleted\",\"type\":\"b"
        "oolean\",\"default\":false,\"doc\":\"the source deleted the row (op=d)\"}]},\"doc\":\"the s"
        "ource row and its version\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <en"
        "tity>:<order id>\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number within the o"
        "rder\"},{\"name\":\"seq\",\"type\":\"string\",\"doc\":\"schedule line number\"},{\"name\":\"reque"
        "sted_qty\",\"type\":\"long\",\"doc\":\"asked for, thousandths of the base unit\"},{\"name\":"
        "\"confirmed_qty\",\"type\":\"long\",\"doc\":\"confirmed, thousandths of the base unit\"},{\""
        "name\":\"date\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"de"
        "fault\":null,\"doc\":\"schedule date\"}]}",
    .fields = ScheduleLine_fields,
    .field_count = 7,
    .size = sizeof(ScheduleLine),
};

static const of_field SeenMilestone_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenMilestone, source),
     .doc = "source row: system|instance|table|row"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenMilestone, position),
     .doc = "version of the source row that counts"},
    {.name = "milestone",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(Milestone), .record = &of_Milestone_type},
     .offset = offsetof(SeenMilestone, milestone),
     .doc = "what the carrier says"},
};
const of_record_type of_SeenMilestone_type = {
    .name = "SeenMilestone",
    .full_name = "orderflow.SeenMilestone",
    .doc = "The latest version of a carrier event.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenMilestone\",\"namespace\":\"orderflow\",\"doc\":\"The latest"
        " version of a carrier event.\",\"fields\":[{\"name\":\"source\",\"type\":\"string\",\"doc\":\"s"
        "ource row: system|instance|table|row\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"ve"
        "rsion of the source row that counts\"},{\"name\":\"milestone\",\"type\":{\"type\":\"record\""
        ",\"name\":\"Milestone\",\"namespace\":\"orderflow\",\"doc\":\"One carrier event, known by tr"
        "acking number alone (owner: carrier).\",\"fields\":[{\"name\":\"source\",\"type\":{\"type\":"
        "\"record\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\",\"doc\":\"Where a fact come"
        "s from: the row of a source table and the version of it. Versions are compared pe"
        "r (system, table, row), never by wall clock.\",\"fields\":[{\"name\":\"system\",\"type\":\""
        "string\",\"doc\":\"erp, crm, wms, carrier, finance, or the name of the participant\"},"
        "{\"name\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the instance of"
        " the system, where there are several\"},{\"name\":\"table\",\"type\":\"string\",\"doc\":\"sou"
        "rce table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"primary key of the sou"
        "rce row, parts joined by |\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"LSN, SCN, bi"
        "nlog position, sequence or row version; grows with each change of the row. Compar"
        "able between tables of one system instance\"},{\"name\":\"snapshot\",\"type\":\"boolean\","
        "\"default\":false,\"doc\":\"read by a snapshot (op=r), not from the stream\"},{\"name\":\""
        "deleted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the source deleted the row (op=d"
        ")\"}]},\"doc\":\"the source row and its version\"},{\"name\":\"tracking\",\"type\":\"string\","
        "\"doc\":\"tracking number\"},{\"name\":\"code\",\"type\":{\"type\":\"enum\",\"name\":\"MilestoneCo"
        "de\",\"namespace\":\"orderflow\",\"doc\":\"Carrier and dock milestones; the rank of each "
        "is that of the domain model.\",\"symbols\":[\"LABELLED\",\"PICKED_UP\",\"IN_TRANSIT\",\"OUT"
        "_FOR_DELIVERY\",\"ATTEMPTED\",\"DELAYED\",\"DAMAGED\",\"REFUSED\",\"RTS_IN_TRANSIT\",\"LOST\","
        "\"DELIVERED\",\"RTS_RECEIVED\",\"VOIDED\",\"ETA_ONLY\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"d"
        "oc\":\"what happened\"},{\"name\":\"raw_code\",\"type\":[\"null\",\"string\"],\"default\":null,\""
        "doc\":\"the carrier's own code\"},{\"name\":\"raw_time\",\"type\":[\"null\",\"string\"],\"defau"
        "lt\":null,\"doc\":\"event time as the carrier wrote it\"},{\"name\":\"at\",\"type\":[\"null\","
        "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"event tim"
        "e, UTC\"},{\"name\":\"quality\",\"type\":{\"type\":\"enum\",\"name\":\"TimeQuality\",\"namespace\""
        ":\"orderflow\",\"doc\":\"How a carrier time became UTC.\",\"symbols\":[\"EXACT\",\"INFERRED_"
        "TZ\",\"DATE_ONLY\",\"IMPLAUSIBLE\"],\"default\":\"EXACT\"},\"default\":\"EXACT\",\"doc\":\"how `a"
        "t` was found\"},{\"name\":\"location\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\""
        "where\"},{\"name\":\"carrier\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"carrier "
        "code\"},{\"name\":\"signed_by\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"proof o"
        "f delivery\"},{\"name\":\"eta\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp"
        "-millis\"}],\"default\":null,\"doc\":\"estimated arrival\"}]},\"doc\":\"what the carrier sa"
        "ys\"}]}",
    .fields = SeenMilestone_fields,
    .field_count = 3,
    .size = sizeof(SeenMilestone),
};

static const of_field SeenPackageOrder_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenPackageOrder, source),
     .doc = "source row: system|instance|table|row"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenPackageOrder, position),
     .doc = "version of the source row that counts"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenPackageOrder, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "package",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenPackageOrder, package),
     .doc = "package id"},
    {.name = "shipment",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SeenPackageOrder, shipment),
     .doc = "shipment id"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SeenPackageOrder, site),
     .doc = "warehouse"},
    {.name = "carrier",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(SeenPackageOrder, carrier),
     .doc = "carrier code"},
    {.name = "deleted",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SeenPackageOrder, deleted),
     .doc = "the source deleted it"},
};
const of_record_type of_SeenPackageOrder_type = {
    .name = "SeenPackageOrder",
    .full_name = "orderflow.SeenPackageOrder",
    .doc = "The latest version of a cross-reference from a tracking number to an order.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenPackageOrder\",\"namespace\":\"orderflow\",\"doc\":\"The lat"
        "est version of a cross-reference from a tracking number to an order.\",\"fields\":[{"
        "\"name\":\"source\",\"type\":\"string\",\"doc\":\"source row: system|instance|table|row\"},{\""
        "name\":\"position\",\"type\":\"long\",\"doc\":\"version of the source row that counts\"},{\"n"
        "ame\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"pac"
        "kage\",\"type\":\"string\",\"doc\":\"package id\"},{\"name\":\"shipment\",\"type\":[\"null\",\"stri"
        "ng\"],\"default\":null,\"doc\":\"shipment id\"},{\"name\":\"site\",\"type\":[\"null\",\"string\"],"
        "\"default\":null,\"doc\":\"warehouse\"},{\"name\":\"carrier\",\"type\":[\"null\",\"string\"],\"def"
        "ault\":null,\"doc\":\"carrier code\"},{\"name\":\"deleted\",\"type\":\"boolean\",\"doc\":\"the so"
        "urce deleted it\"}]}",
    .fields = SeenPackageOrder_fields,
    .field_count = 8,
    .size = sizeof(SeenPackageOrder),
};

static const char *const SupplyType_symbols[] = {
    "PURCHASE_ORDER",
    "ASN",
    "TRANSFER",
    "RECEIPT",
    "UNKNOWN",
};
const of_enum_type of_SupplyType_enum = {
    .name = "orderflow.SupplyType",
    .symbols = SupplyType_symbols,
    .count = 5,
};
_Static_assert(sizeof(SupplyType) == sizeof(int32_t), "enums are 32 bits");

static const of_field SeenSupply_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SeenSupply, source),
     .doc = "source row: system|instance|table|row"},
    {.name = "position",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenSupply, position),
     .doc = "version of the source row that counts"},
    {.name = "type",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(SupplyType), .symbols = &of_SupplyType_enum},
     .offset = offsetof(SeenSupply, type),
     .doc = "what the row is"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenSupply, qty),
     .doc = "ordered, shipped or received; 0 when the row was deleted"},
    {.name = "received",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SeenSupply, received),
     .doc = "received as the ERP knows it"},
    {.name = "eta",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(SeenSupply, eta),
     .doc = "expected arrival"},
    {.name = "confidence",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(SeenSupply, confidence),
     .doc = "per cent"},
    {.name = "pegged",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(SeenSupply, pegged),
     .doc = "to a sales order"},
};
const of_record_type of_SeenSupply_type = {
    .name = "SeenSupply",
    .full_name = "orderflow.SeenSupply",
    .doc = "The latest version of a source row of a supply. Thousandths of the base unit.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SeenSupply\",\"namespace\":\"orderflow\",\"doc\":\"The latest ve"
        "rsion of a source row of a supply. Thousandths of the base unit.\",\"fields\":[{\"nam"
        "e\":\"source\",\"type\":\"string\",\"doc\":\"source row: system|instance|table|row\"},{\"name"
        "\":\"position\",\"type\":\"long\",\"doc\":\"version of the source row that counts\"},{\"name\""
        ":\"type\",\"type\":{\"type\":\"enum\",\"name\":\"SupplyType\",\"namespace\":\"orderflow\",\"doc\":\""
        "What an inbound quantity comes by.\",\"symbols\":[\"PURCHASE_ORDER\",\"ASN\",\"TRANSFER\","
        "\"RECEIPT\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"what the row is\"},{\"name\":\"qty\","
        "\"type\":\"long\",\"doc\":\"ordered, shipped or received; 0 when the row was deleted\"},{"
        "\"name\":\"received\",\"type\":\"long\",\"doc\":\"received as the ERP knows it\"},{\"name\":\"et"
        "a\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":nul"
        "l,\"doc\":\"expected arrival\"},{\"name\":\"confidence\",\"type\":\"int\",\"doc\":\"per cent\"},{"
        "\"name\":\"pegged\",\"type\":\"boolean\",\"doc\":\"to a sales order\"}]}",
    .fields = SeenSupply_fields,
    .field_count = 8,
    .size = sizeof(SeenSupply),
};

static const of_field ShipConfirm_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(ShipConfirm, source),
     .doc = "the source row and its version"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ShipConfirm, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "shipment",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ShipConfirm, shipment),
     .doc = "shipment id"},
    {.name = "package",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ShipConfirm, package),
     .doc = "package id (SSCC)"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ShipConfirm, site),
     .doc = "warehouse"},
    {.name = "tracking",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ShipConfirm, tracking),
     .doc = "tracking number"},
    {.name = "carrier",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ShipConfirm, carrier),
     .doc = "carrier code"},
    {.name = "shipped_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(ShipConfirm, shipped_at),
     .doc = "goods issue"},
    {.name = "voided",
     .type = {.kind = OF_KIND_BOOLEAN, .size = sizeof(bool)},
     .offset = offsetof(ShipConfirm, voided),
     .doc = "explicit void_shipping: the confirmation is taken back"},
};
const of_record_type of_ShipConfirm_type = {
    .name = "ShipConfirm",
    .full_name = "orderflow.ShipConfirm",
    .doc = "One order's part of a package left the dock (owner: WMS).",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"ShipConfirm\",\"namespace\":\"orderflow\",\"doc\":\"One order's "
        "part of a package left the dock (owner: WMS).\",\"fields\":[{\"name\":\"source\",\"type\":"
        "{\"type\":\"record\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\",\"doc\":\"Where a f"
        "act comes from: the row of a source table and the version of it. Versions are com"
        "pared per (system, table, row), never by wall clock.\",\"fields\":[{\"name\":\"system\","
        "\"type\":\"string\",\"doc\":\"erp, crm, wms, carrier, finance, or the name of the partic"
        "ipant\"},{\"name\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the ins"
        "tance of the system, where there are several\"},{\"name\":\"table\",\"type\":\"string\",\"d"
        "oc\":\"source table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"primary key of"
        " the source row, parts joined by |\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"LSN,"
        " SCN, binlog position, sequence or row version; grows with each change of the row"
        ". Comparable between tables of one system instance\"},{\"name\":\"snapshot\",\"type\":\"b"
        "oolean\",\"default\":false,\"doc\":\"read by a snapshot (op=r), not from the stream\"},{"
        "\"name\":\"deleted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the source deleted the r"
        "ow (op=d)\"}]},\"doc\":\"the source row and its version\"},{\"name\":\"order\",\"type\":\"str"
        "ing\",\"doc\":\"order key, <entity>:<order id>\"},{\"name\":\"shipment\",\"type\":\"string\",\""
        "doc\":\"shipment id\"},{\"name\":\"package\",\"type\":\"string\",\"doc\":\"package id (SSCC)\"},"
        "{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"tracking\",\"type\":[\"nul"
        "l\",\"string\"],\"default\":null,\"doc\":\"tracking number\"},{\"name\":\"carrier\",\"type\":[\"n"
        "ull\",\"string\"],\"default\":null,\"doc\":\"carrier code\"},{\"name\":\"shipped_at\",\"type\":["
        "\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"go"
        "ods issue\"},{\"name\":\"voided\",\"type\":\"boolean\",\"default\":false,\"doc\":\"explicit voi"
        "d_shipping: the confirmation is taken back\"}]}",
    .fields = ShipConfirm_fields,
    .field_count = 9,
    .size = sizeof(ShipConfirm),
};

static const of_value_type ShipmentState_orders_item = {.kind = OF_KIND_STRING, .size = sizeof(of_text)};
static const of_value_type ShipmentState_milestones_item = {.kind = OF_KIND_RECORD, .size = sizeof(Milestone), .record = &of_Milestone_type};
static const of_field ShipmentState_fields[] = {
    {.name = "tracking",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(ShipmentState, tracking),
     .doc = "tracking number"},
    {.name = "package",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ShipmentState, package),
     .doc = "package id"},
    {.name = "shipment",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ShipmentState, shipment),
     .doc = "shipment id"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ShipmentState, site),
     .doc = "warehouse"},
    {.name = "carrier",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ShipmentState, carrier),
     .doc = "carrier code"},
    {.name = "orders",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(TextArray), .item = &ShipmentState_orders_item, .item_stride = sizeof(of_text)},
     .offset = offsetof(ShipmentState, orders),
     .doc = "orders with goods in it, at most 100"},
    {.name = "order_count",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(ShipmentState, order_count),
     .doc = "orders in all"},
    {.name = "status",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(MilestoneCode), .symbols = &of_MilestoneCode_enum},
     .offset = offsetof(ShipmentState, status),
     .doc = "highest rank seen"},
    {.name = "attempts",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(ShipmentState, attempts),
     .doc = "failed delivery attempts"},
    {.name = "milestones",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(MilestoneArray), .item = &ShipmentState_milestones_item, .item_stride = sizeof(Milestone)},
     .offset = offsetof(ShipmentState, milestones),
     .doc = "by event time, at most 100"},
    {.name = "delivered_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(ShipmentState, delivered_at),
     .doc = "when it was delivered"},
    {.name = "delivered_quality",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(OptionalTimeQuality), .nullable = true, .value_offset = offsetof(OptionalTimeQuality, value), .symbols = &of_TimeQuality_enum},
     .offset = offsetof(ShipmentState, delivered_quality),
     .doc = "how that time was found"},
    {.name = "signed_by",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(ShipmentState, signed_by),
     .doc = "proof of delivery"},
    {.name = "eta",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(ShipmentState, eta),
     .doc = "estimated arrival"},
    {.name = "completeness",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(Completeness), .symbols = &of_Completeness_enum},
     .offset = offsetof(ShipmentState, completeness),
     .doc = "PARTIAL until package and carrier both spoke"},
    {.name = "version",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ShipmentState, version),
     .doc = "+1 per published change"},
    {.name = "as_of",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(ShipmentState, as_of),
     .doc = "latest event time seen"},
    {.name = "updated_at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(ShipmentState, updated_at),
     .doc = "when this was published"},
};
const of_record_type of_ShipmentState_type = {
    .name = "ShipmentState",
    .full_name = "orderflow.ShipmentState",
    .doc = "A package on its way: milestones by rank, never by arrival. Key: tracking number.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"ShipmentState\",\"namespace\":\"orderflow\",\"doc\":\"A package "
        "on its way: milestones by rank, never by arrival. Key: tracking number.\",\"fields\""
        ":[{\"name\":\"tracking\",\"type\":\"string\",\"doc\":\"tracking number\"},{\"name\":\"package\",\""
        "type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"package id\"},{\"name\":\"shipment\",\"ty"
        "pe\":[\"null\",\"string\"],\"default\":null,\"doc\":\"shipment id\"},{\"name\":\"site\",\"type\":["
        "\"null\",\"string\"],\"default\":null,\"doc\":\"warehouse\"},{\"name\":\"carrier\",\"type\":[\"nul"
        "l\",\"string\"],\"default\":null,\"doc\":\"carrier code\"},{\"name\":\"orders\",\"type\":{\"type\""
        ":\"array\",\"items\":\"string\"},\"doc\":\"orders with goods in it, at most 100\"},{\"name\":"
        "\"order_count\",\"type\":\"int\",\"doc\":\"orders in all\"},{\"name\":\"status\",\"type\":{\"type\""
        ":\"enum\",\"name\":\"MilestoneCode\",\"namespace\":\"orderflow\",\"doc\":\"Carrier and dock mi"
        "lestones; the rank of each is that of the domain model.\",\"symbols\":[\"LABELLED\",\"P"
        "ICKED_UP\",\"IN_TRANSIT\",\"OUT_FOR_DELIVERY\",\"ATTEMPTED\",\"DELAYED\",\"DAMAGED\",\"REFUSE"
        "D\",\"RTS_IN_TRANSIT\",\"LOST\",\"DELIVERED\",\"RTS_RECEIVED\",\"VOIDED\",\"ETA_ONLY\",\"UNKNOW"
        "N\"],\"default\":\"UNKNOWN\"},\"doc\":\"highest rank seen\"},{\"name\":\"attempts\",\"type\":\"in"
        "t\",\"doc\":\"failed delivery attempts\"},{\"name\":\"milestones\",\"type\":{\"type\":\"array\","
        "\"items\":{\"type\":\"record\",\"name\":\"Milestone\",\"namespace\":\"orderflow\",\"doc\":\"One ca"
        "rrier event, known by tracking number alone (owner: carrier).\",\"fields\":[{\"name\":"
        "\"source\",\"type\":{\"type\":\"record\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\","
        "\"doc\":\"Where a fact comes from: the row of a source table and the version of it. "
        "Versions are compared per (system, table, row), never by wall clock.\",\"fields\":[{"
        "\"name\":\"system\",\"type\":\"string\",\"doc\":\"erp, crm, wms, carrier, finance, or the na"
        "me of the participant\"},{\"name\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":nul"
        "l,\"doc\":\"the instance of the system, where there are several\"},{\"name\":\"table\",\"t"
        "ype\":\"string\",\"doc\":\"source table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\""
        ":\"primary key of the source row, parts joined by |\"},{\"name\":\"position\",\"type\":\"l"
        "ong\",\"doc\":\"LSN, SCN, binlog position, sequence or row version; grows with each c"
        "hange of the row. Comparable between tables of one system instance\"},{\"name\":\"sna"
        "pshot\",\"type\":\"boolean\",\"default\":false,\"doc\":\"read by a snapshot (op=r), not fro"
        "m the stream\"},{\"name\":\"deleted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the sour"
        "ce deleted the row (op=d)\"}]},\"doc\":\"the source row and its version\"},{\"name\":\"tr"
        "acking\",\"type\":\"string\",\"doc\":\"tracking number\"},{\"name\":\"code\",\"type\":\"Milestone"
        "Code\",\"doc\":\"what happened\"},{\"name\":\"raw_code\",\"type\":[\"null\",\"string\"],\"default"
        "\":null,\"doc\":\"the carrier's own code\"},{\"name\":\"raw_time\",\"type\":[\"null\",\"string\""
        "],\"default\":null,\"doc\":\"event time as the carrier wrote it\"},{\"name\":\"at\",\"type\":"
        "[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"e"
        "vent time, UTC\"},{\"name\":\"quality\",\"type\":{\"type\":\"enum\",\"name\":\"TimeQuality\",\"na"
        "mespace\":\"orderflow\",\"doc\":\"How a carrier time became UTC.\",\"symbols\":[\"EXACT\",\"I"
        "NFERRED_TZ\",\"DATE_ONLY\",\"IMPLAUSIBLE\"],\"default\":\"EXACT\"},\"default\":\"EXACT\",\"doc\""
        ":\"how `at` was found\"},{\"name\":\"location\",\"type\":[\"null\",\"string\"],\"default\":null"
        ",\"doc\":\"where\"},{\"name\":\"carrier\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\""
        "carrier code\"},{\"name\":\"signed_by\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":"
        "\"proof of delivery\"},{\"name\":\"eta\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"t"
        "imestamp-millis\"}],\"default\":null,\"doc\":\"estimated arrival\"}]}},\"doc\":\"by event t"
        "ime, at most 100\"},{\"name\":\"delivered_at\",\"type\":[\"null\",{\"type\":\"long\",\"logicalT"
        "ype\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when it was delivered\"},{\"name\":\""
        "delivered_quality\",\"type\":[\"null\",\"TimeQuality\"],\"default\":null,\"doc\":\"how that t"
        "ime was found\"},{\"name\":\"signed_by\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\""
        ":\"proof of delivery\"},{\"name\":\"eta\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\""
        "timestamp-millis\"}],\"default\":null,\"doc\":\"estimated arrival\"},{\"name\":\"completene"
        "ss\",\"type\":{\"type\":\"enum\",\"name\":\"Completeness\",\"namespace\":\"orderflow\",\"doc\":\"Wh"
        "ether every record this one needs has been seen.\",\"symbols\":[\"COMPLETE\",\"PARTIAL\""
        "]},\"doc\":\"PARTIAL until package and carrier both spoke\"},{\"name\":\"version\",\"type\""
        ":\"long\",\"doc\":\"+1 per published change\"},{\"name\":\"as_of\",\"type\":[\"null\",{\"type\":\""
        "long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"latest event time "
        "seen\"},{\"name\":\"updated_at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis"
        "\"},\"doc\":\"when this was published\"}]}",
    .fields = ShipmentState_fields,
    .field_count = 18,
    .size = sizeof(ShipmentState),
};

static const of_value_type SplitLine_legs_item = {.kind = OF_KIND_RECORD, .size = sizeof(PlannedLeg), .record = &of_PlannedLeg_type};
static const of_field SplitLine_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(SplitLine, header),
     .doc = "identity and idempotency"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SplitLine, line),
     .doc = "line number"},
    {.name = "legs",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(PlannedLegArray), .item = &SplitLine_legs_item, .item_stride = sizeof(PlannedLeg)},
     .offset = offsetof(SplitLine, legs),
     .doc = "the plan"},
};
const of_record_type of_SplitLine_type = {
    .name = "SplitLine",
    .full_name = "orderflow.SplitLine",
    .doc = "ERP: split a line over several sites.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SplitLine\",\"namespace\":\"orderflow\",\"doc\":\"ERP: split a l"
        "ine over several sites.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record\",\"name"
        "\":\"CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carries. `key"
        "` is the idempotency key: a retry reuses it, participants apply it once.\",\"fields"
        "\":[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generation>\"},{\""
        "name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"string\",\"doc"
        "\":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step works"
        " on: line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deliberate n"
        "ew effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 for the "
        "first sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order"
        " id>\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp, crm, "
        "finance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"string\"],\""
        "default\":null,\"doc\":\"key of the command that this one takes back\"},{\"name\":\"deadl"
        "ine\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":n"
        "ull,\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"identity and idempot"
        "ency\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number\"},{\"name\":\"legs\",\"type\":"
        "{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"PlannedLeg\",\"namespace\":\"orderfl"
        "ow\",\"doc\":\"One leg of a split plan.\",\"fields\":[{\"name\":\"allocation\",\"type\":\"strin"
        "g\",\"doc\":\"leg\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"qty\",\""
        "type\":\"long\",\"doc\":\"of the line from this site, thousandths of the base unit\"}]}}"
        ",\"doc\":\"the plan\"}]}",
    .fields = SplitLine_fields,
    .field_count = 3,
    .size = sizeof(SplitLine),
};

static const of_field Supply_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(Supply, source),
     .doc = "the source row and its version"},
    {.name = "item",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Supply, item),
     .doc = "item id"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Supply, site),
     .doc = "warehouse"},
    {.name = "supply",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(Supply, supply),
     .doc = "purchase order line or transfer; a notice and a receipt name the one they belong "
        "to"},
    {.name = "type",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(SupplyType), .symbols = &of_SupplyType_enum},
     .offset = offsetof(Supply, type),
     .doc = "what the row is"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Supply, qty),
     .doc = "ordered, shipped or received in all, thousandths of the base unit"},
    {.name = "received",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(Supply, received),
     .doc = "of it received, as the ERP knows it, cumulative, thousandths of the base unit"},
    {.name = "eta",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Supply, eta),
     .doc = "expected arrival"},
    {.name = "confidence",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(Supply, confidence),
     .doc = "how sure the arrival is, per cent"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text), .nullable = true},
     .offset = offsetof(Supply, order),
     .doc = "sales order it is pegged to, order key"},
    {.name = "at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(Supply, at),
     .doc = "when it was so"},
};
const of_record_type of_Supply_type = {
    .name = "Supply",
    .full_name = "orderflow.Supply",
    .doc = "Inbound quantity of an item to a site, as one source row tells it: a purchase ord"
        "er line, a transfer, a shipment notice for a part of either, or a receipt.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"Supply\",\"namespace\":\"orderflow\",\"doc\":\"Inbound quantity "
        "of an item to a site, as one source row tells it: a purchase order line, a transf"
        "er, a shipment notice for a part of either, or a receipt.\",\"fields\":[{\"name\":\"sou"
        "rce\",\"type\":{\"type\":\"record\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\",\"doc"
        "\":\"Where a fact comes from: the row of a source table and the version of it. Vers"
        "ions are compared per (system, table, row), never by wall clock.\",\"fields\":[{\"nam"
        "e\":\"system\",\"type\":\"string\",\"doc\":\"erp, crm, wms, carrier, finance, or the name o"
        "f the participant\"},{\"name\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":null,\"d"
        "oc\":\"the instance of the system, where there are several\"},{\"name\":\"table\",\"type\""
        ":\"string\",\"doc\":\"source table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"pr"
        "imary key of the source row, parts joined by |\"},{\"name\":\"position\",\"type\":\"long\""
        ",\"doc\":\"LSN, SCN, binlog position, sequence or row version; grows with each chang"
        "e of the row. Comparable between tables of one system instance\"},{\"name\":\"snapsho"
        "t\",\"type\":\"boolean\",\"default\":false,\"doc\":\"read by a snapshot (op=r), not from th"
        "e stream\"},{\"name\":\"deleted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the source d"
        "eleted the row (op=d)\"}]},\"doc\":\"the source row and its version\"},{\"name\":\"item\","
        "\"type\":\"string\",\"doc\":\"item id\"},{\"name\":\"site\",\"type\":\"string\",\"doc\":\"warehouse\""
        "},{\"name\":\"supply\",\"type\":\"string\",\"doc\":\"purchase order line or transfer; a noti"
        "ce and a receipt name the one they belong to\"},{\"name\":\"type\",\"type\":{\"type\":\"enu"
        "m\",\"name\":\"SupplyType\",\"namespace\":\"orderflow\",\"doc\":\"What an inbound quantity co"
        "mes by.\",\"symbols\":[\"PURCHASE_ORDER\",\"ASN\",\"TRANSFER\",\"RECEIPT\",\"UNKNOWN\"],\"defau"
        "lt\":\"UNKNOWN\"},\"default\":\"PURCHASE_ORDER\",\"doc\":\"what the row is\"},{\"name\":\"qty\","
        "\"type\":\"long\",\"doc\":\"ordered, shipped or received in all, thousandths of the base"
        " unit\"},{\"name\":\"received\",\"type\":\"long\",\"default\":0,\"doc\":\"of it received, as th"
        "e ERP knows it, cumulative, thousandths of the base unit\"},{\"name\":\"eta\",\"type\":["
        "\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"ex"
        "pected arrival\"},{\"name\":\"confidence\",\"type\":\"int\",\"default\":100,\"doc\":\"how sure "
        "the arrival is, per cent\"},{\"name\":\"order\",\"type\":[\"null\",\"string\"],\"default\":nul"
        "l,\"doc\":\"sales order it is pegged to, order key\"},{\"name\":\"at\",\"type\":[\"null\",{\"t"
        "ype\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when it was "
        "so\"}]}",
    .fields = Supply_fields,
    .field_count = 11,
    .size = sizeof(Supply),
};

static const of_field SupplyPart_fields[] = {
    {.name = "day",
     .type = {.kind = OF_KIND_INT, .size = sizeof(int32_t)},
     .offset = offsetof(SupplyPart, day),
     .doc = "days since 1970"},
    {.name = "qty",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SupplyPart, qty),
     .doc = "thousandths of the base unit"},
};
const of_record_type of_SupplyPart_type = {
    .name = "SupplyPart",
    .full_name = "orderflow.SupplyPart",
    .doc = "Open quantity of a supply on one day.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SupplyPart\",\"namespace\":\"orderflow\",\"doc\":\"Open quantity"
        " of a supply on one day.\",\"fields\":[{\"name\":\"day\",\"type\":\"int\",\"doc\":\"days since "
        "1970\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"thousandths of the base unit\"}]}",
    .fields = SupplyPart_fields,
    .field_count = 2,
    .size = sizeof(SupplyPart),
};

static const of_value_type SupplyRow_rows_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenSupply), .record = &of_SeenSupply_type};
static const of_value_type SupplyRow_parts_item = {.kind = OF_KIND_RECORD, .size = sizeof(SupplyPart), .record = &of_SupplyPart_type};
static const of_field SupplyRow_fields[] = {
    {.name = "supply",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(SupplyRow, supply),
     .doc = "purchase order line or transfer"},
    {.name = "rows",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenSupplyArray), .item = &SupplyRow_rows_item, .item_stride = sizeof(SeenSupply)},
     .offset = offsetof(SupplyRow, rows),
     .doc = "by source row"},
    {.name = "parts",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SupplyPartArray), .item = &SupplyRow_parts_item, .item_stride = sizeof(SupplyPart)},
     .offset = offsetof(SupplyRow, parts),
     .doc = "what it adds to the days"},
    {.name = "undated",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SupplyRow, undated),
     .doc = "open, but on no day"},
    {.name = "pegged",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(int64_t)},
     .offset = offsetof(SupplyRow, pegged),
     .doc = "open and pegged"},
};
const of_record_type of_SupplyRow_type = {
    .name = "SupplyRow",
    .full_name = "orderflow.SupplyRow",
    .doc = "State of one supply of an item at a site. Key: <item>|<site>|<supply>. Thousandth"
        "s of the base unit.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"SupplyRow\",\"namespace\":\"orderflow\",\"doc\":\"State of one s"
        "upply of an item at a site. Key: <item>|<site>|<supply>. Thousandths of the base "
        "unit.\",\"fields\":[{\"name\":\"supply\",\"type\":\"string\",\"doc\":\"purchase order line or t"
        "ransfer\"},{\"name\":\"rows\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\""
        "SeenSupply\",\"namespace\":\"orderflow\",\"doc\":\"The latest version of a source row of "
        "a supply. Thousandths of the base unit.\",\"fields\":[{\"name\":\"source\",\"type\":\"strin"
        "g\",\"doc\":\"source row: system|instance|table|row\"},{\"name\":\"position\",\"type\":\"long"
        "\",\"doc\":\"version of the source row that counts\"},{\"name\":\"type\",\"type\":{\"type\":\"e"
        "num\",\"name\":\"SupplyType\",\"namespace\":\"orderflow\",\"doc\":\"What an inbound quantity "
        "comes by.\",\"symbols\":[\"PURCHASE_ORDER\",\"ASN\",\"TRANSFER\",\"RECEIPT\",\"UNKNOWN\"],\"def"
        "ault\":\"UNKNOWN\"},\"doc\":\"what the row is\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"orde"
        "red, shipped or received; 0 when the row was deleted\"},{\"name\":\"received\",\"type\":"
        "\"long\",\"doc\":\"received as the ERP knows it\"},{\"name\":\"eta\",\"type\":[\"null\",{\"type\""
        ":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"expected arrival"
        "\"},{\"name\":\"confidence\",\"type\":\"int\",\"doc\":\"per cent\"},{\"name\":\"pegged\",\"type\":\"b"
        "oolean\",\"doc\":\"to a sales order\"}]}},\"doc\":\"by source row\"},{\"name\":\"parts\",\"type"
        "\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"SupplyPart\",\"namespace\":\"order"
        "flow\",\"doc\":\"Open quantity of a supply on one day.\",\"fields\":[{\"name\":\"day\",\"type"
        "\":\"int\",\"doc\":\"days since 1970\"},{\"name\":\"qty\",\"type\":\"long\",\"doc\":\"thousandths o"
        "f the base unit\"}]}},\"doc\":\"what it adds to the days\"},{\"name\":\"undated\",\"type\":\""
        "long\",\"doc\":\"open, but on no day\"},{\"name\":\"pegged\",\"type\":\"long\",\"doc\":\"open and"
        " pegged\"}]}",
    .fields = SupplyRow_fields,
    .field_count = 5,
    .size = sizeof(SupplyRow),
};

static const of_value_type TrackingRow_orders_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenPackageOrder), .record = &of_SeenPackageOrder_type};
static const of_value_type TrackingRow_milestones_item = {.kind = OF_KIND_RECORD, .size = sizeof(SeenMilestone), .record = &of_SeenMilestone_type};
static const of_field TrackingRow_fields[] = {
    {.name = "tracking",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(TrackingRow, tracking),
     .doc = "tracking number"},
    {.name = "orders",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenPackageOrderArray), .item = &TrackingRow_orders_item, .item_stride = sizeof(SeenPackageOrder)},
     .offset = offsetof(TrackingRow, orders),
     .doc = "by source row"},
    {.name = "milestones",
     .type = {.kind = OF_KIND_ARRAY, .size = sizeof(SeenMilestoneArray), .item = &TrackingRow_milestones_item, .item_stride = sizeof(SeenMilestone)},
     .offset = offsetof(TrackingRow, milestones),
     .doc = "by source row, at most 100: plain scans go first, the oldest of them first"},
    {.name = "told",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(OptionalOrderMilestone), .nullable = true, .value_offset = offsetof(OptionalOrderMilestone, value), .record = &of_OrderMilestone_type},
     .offset = offsetof(TrackingRow, told),
     .doc = "what the orders were last told"},
    {.name = "as_of",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(TrackingRow, as_of),
     .doc = "latest event time seen"},
    {.name = "published",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(ShipmentState), .record = &of_ShipmentState_type},
     .offset = offsetof(TrackingRow, published),
     .doc = "shipment-state as last published"},
};
const of_record_type of_TrackingRow_type = {
    .name = "TrackingRow",
    .full_name = "orderflow.TrackingRow",
    .doc = "State of one tracking number: orders in the package, what the carrier said, and w"
        "hat was published.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"TrackingRow\",\"namespace\":\"orderflow\",\"doc\":\"State of one"
        " tracking number: orders in the package, what the carrier said, and what was publ"
        "ished.\",\"fields\":[{\"name\":\"tracking\",\"type\":\"string\",\"doc\":\"tracking number\"},{\"n"
        "ame\":\"orders\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"SeenPackage"
        "Order\",\"namespace\":\"orderflow\",\"doc\":\"The latest version of a cross-reference fro"
        "m a tracking number to an order.\",\"fields\":[{\"name\":\"source\",\"type\":\"string\",\"doc"
        "\":\"source row: system|instance|table|row\"},{\"name\":\"position\",\"type\":\"long\",\"doc\""
        ":\"version of the source row that counts\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\""
        "order key, <entity>:<order id>\"},{\"name\":\"package\",\"type\":\"string\",\"doc\":\"package"
        " id\"},{\"name\":\"shipment\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"shipment "
        "id\"},{\"name\":\"site\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"warehouse\"},{\""
        "name\":\"carrier\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"carrier code\"},{\"n"
        "ame\":\"deleted\",\"type\":\"boolean\",\"doc\":\"the source deleted it\"}]}},\"doc\":\"by sourc"
        "e row\"},{\"name\":\"milestones\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"nam"
        "e\":\"SeenMilestone\",\"namespace\":\"orderflow\",\"doc\":\"The latest version of a carrier"
        " event.\",\"fields\":[{\"name\":\"source\",\"type\":\"string\",\"doc\":\"source row: system|ins"
        "tance|table|row\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"version of the source r"
        "ow that counts\"},{\"name\":\"milestone\",\"type\":{\"type\":\"record\",\"name\":\"Milestone\",\""
        "namespace\":\"orderflow\",\"doc\":\"One carrier event, known by tracking number alone ("
        "owner: carrier).\",\"fields\":[{\"name\":\"source\",\"type\":{\"type\":\"record\",\"name\":\"Sour"
        "cePosition\",\"namespace\":\"orderflow\",\"doc\":\"Where a fact comes from: the row of a "
        "source table and the version of it. Versions are compared per (system, table, row"
        "), never by wall clock.\",\"fields\":[{\"name\":\"system\",\"type\":\"string\",\"doc\":\"erp, c"
        "rm, wms, carrier, finance, or the name of the participant\"},{\"name\":\"instance\",\"t"
        "ype\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the instance of the system, where th"
        "ere are several\"},{\"name\":\"table\",\"type\":\"string\",\"doc\":\"source table or stream\"}"
        ",{\"name\":\"row\",\"type\":\"string\",\"doc\":\"primary key of the source row, parts joined"
        " by |\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"LSN, SCN, binlog position, sequen"
        "ce or row version; grows with each change of the row. Comparable between tables o"
        "f one system instance\"},{\"name\":\"snapshot\",\"type\":\"boolean\",\"default\":false,\"doc\""
        ":\"read by a snapshot (op=r), not from the stream\"},{\"name\":\"deleted\",\"type\":\"bool"
        "ean\",\"default\":false,\"doc\":\"the source deleted the row (op=d)\"}]},\"doc\":\"the sour"
        "ce row and its version\"},{\"name\":\"tracking\",\"type\":\"string\",\"doc\":\"tracking numbe"
        "r\"},{\"name\":\"code\",\"type\":{\"type\":\"enum\",\"name\":\"MilestoneCode\",\"namespace\":\"orde"
        "rflow\",\"doc\":\"Carrier and dock milestones; the rank of each is that of the domain"
        " model.\",\"symbols\":[\"LABELLED\",\"PICKED_UP\",\"IN_TRANSIT\",\"OUT_FOR_DELIVERY\",\"ATTEM"
        "PTED\",\"DELAYED\",\"DAMAGED\",\"REFUSED\",\"RTS_IN_TRANSIT\",\"LOST\",\"DELIVERED\",\"RTS_RECE"
        "IVED\",\"VOIDED\",\"ETA_ONLY\",\"UNKNOWN\"],\"default\":\"UNKNOWN\"},\"doc\":\"what happened\"},"
        "{\"name\":\"raw_code\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the carrier's o"
        "wn code\"},{\"name\":\"raw_time\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"event"
        " time as the carrier wrote it\"},{\"name\":\"at\",\"type\":[\"null\",{\"type\":\"long\",\"logic"
        "alType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"event time, UTC\"},{\"name\":\"qua"
        "lity\",\"type\":{\"type\":\"enum\",\"name\":\"TimeQuality\",\"namespace\":\"orderflow\",\"doc\":\"H"
        "ow a carrier time became UTC.\",\"symbols\":[\"EXACT\",\"INFERRED_TZ\",\"DATE_ONLY\",\"IMPL"
        "AUSIBLE\"],\"default\":\"EXACT\"},\"default\":\"EXACT\",\"doc\":\"how `at` was found\"},{\"name"
        "\":\"location\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"where\"},{\"name\":\"carr"
        "ier\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"carrier code\"},{\"name\":\"signe"
        "d_by\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"proof of delivery\"},{\"name\":"
        "\"eta\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":"
        "null,\"doc\":\"estimated arrival\"}]},\"doc\":\"what the carrier says\"}]}},\"doc\":\"by sou"
        "rce row, at most 100: plain scans go first, the oldest of them first\"},{\"name\":\"t"
        "old\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"OrderMilestone\",\"namespace\":\"orderfl"
        "ow\",\"doc\":\"What a tracking number says of a package now, handed to each order in "
        "it. Keyed by order.\",\"fields\":[{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, "
        "<entity>:<order id>\"},{\"name\":\"package\",\"type\":\"string\",\"doc\":\"package id\"},{\"nam"
        "e\":\"milestone\",\"type\":\"Milestone\",\"doc\":\"the milestone of the highest rank; code "
        "UNKNOWN when none has one; eta: the latest\"},{\"name\":\"revision\",\"type\":\"long\",\"de"
        "fault\":0,\"doc\":\"grows with each change of what the tracking number says: the high"
        "est wins\"},{\"name\":\"as_of\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp"
        "-millis\"}],\"default\":null,\"doc\":\"latest event time of the package\"},{\"name\":\"was_"
        "lost\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the carrier once called it lost\"},{"
        "\"name\":\"implausible\",\"type\":\"boolean\",\"default\":false,\"doc\":\"a scan has a time th"
        "at cannot be\"}]}],\"default\":null,\"doc\":\"what the orders were last told\"},{\"name\":"
        "\"as_of\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default"
        "\":null,\"doc\":\"latest event time seen\"},{\"name\":\"published\",\"type\":{\"type\":\"record"
        "\",\"name\":\"ShipmentState\",\"namespace\":\"orderflow\",\"doc\":\"A package on its way: mil"
        "estones by rank, never by arrival. Key: tracking number.\",\"fields\":[{\"name\":\"trac"
        "king\",\"type\":\"string\",\"doc\":\"tracking number\"},{\"name\":\"package\",\"type\":[\"null\",\""
        "string\"],\"default\":null,\"doc\":\"package id\"},{\"name\":\"shipment\",\"type\":[\"null\",\"st"
        "ring\"],\"default\":null,\"doc\":\"shipment id\"},{\"name\":\"site\",\"type\":[\"null\",\"string\""
        "],\"default\":null,\"doc\":\"warehouse\"},{\"name\":\"carrier\",\"type\":[\"null\",\"string\"],\"d"
        "efault\":null,\"doc\":\"carrier code\"},{\"name\":\"orders\",\"type\":{\"type\":\"array\",\"items"
        "\":\"string\"},\"doc\":\"orders with goods in it, at most 100\"},{\"name\":\"order_count\",\""
        "type\":\"int\",\"doc\":\"orders in all\"},{\"name\":\"status\",\"type\":\"MilestoneCode\",\"doc\":"
        "\"highest rank seen\"},{\"name\":\"attempts\",\"type\":\"int\",\"doc\":\"failed delivery attem"
        "pts\"},{\"name\":\"milestones\",\"type\":{\"type\":\"array\",\"items\":\"Milestone\"},\"doc\":\"by "
        "event time, at most 100\"},{\"name\":\"delivered_at\",\"type\":[\"null\",{\"type\":\"long\",\"l"
        "ogicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when it was delivered\"},{\""
        "name\":\"delivered_quality\",\"type\":[\"null\",\"TimeQuality\"],\"default\":null,\"doc\":\"how"
        " that time was found\"},{\"name\":\"signed_by\",\"type\":[\"null\",\"string\"],\"default\":nul"
        "l,\"doc\":\"proof of delivery\"},{\"name\":\"eta\",\"type\":[\"null\",{\"type\":\"long\",\"logical"
        "Type\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"estimated arrival\"},{\"name\":\"com"
        "pleteness\",\"type\":{\"type\":\"enum\",\"name\":\"Completeness\",\"namespace\":\"orderflow\",\"d"
        "oc\":\"Whether every record this one needs has been seen.\",\"symbols\":[\"COMPLETE\",\"P"
        "ARTIAL\"]},\"doc\":\"PARTIAL until package and carrier both spoke\"},{\"name\":\"version\""
        ",\"type\":\"long\",\"doc\":\"+1 per published change\"},{\"name\":\"as_of\",\"type\":[\"null\",{\""
        "type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"latest even"
        "t time seen\"},{\"name\":\"updated_at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp"
        "-millis\"},\"doc\":\"when this was published\"}]},\"doc\":\"shipment-state as last publis"
        "hed\"}]}",
    .fields = TrackingRow_fields,
    .field_count = 6,
    .size = sizeof(TrackingRow),
};

static const of_field UpdatePromiseDate_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(UpdatePromiseDate, header),
     .doc = "identity and idempotency"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(UpdatePromiseDate, line),
     .doc = "line number"},
    {.name = "date",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(UpdatePromiseDate, date),
     .doc = "null: no date is known"},
};
const of_record_type of_UpdatePromiseDate_type = {
    .name = "UpdatePromiseDate",
    .full_name = "orderflow.UpdatePromiseDate",
    .doc = "ERP: promise another date for a line.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"UpdatePromiseDate\",\"namespace\":\"orderflow\",\"doc\":\"ERP: p"
        "romise another date for a line.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"recor"
        "d\",\"name\":\"CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carri"
        "es. `key` is the idempotency key: a retry reuses it, participants apply it once.\""
        ",\"fields\":[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generati"
        "on>\"},{\"name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"stri"
        "ng\",\"doc\":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the st"
        "ep works on: line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deli"
        "berate new effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 "
        "for the first sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity"
        ">:<order id>\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: er"
        "p, crm, finance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"st"
        "ring\"],\"default\":null,\"doc\":\"key of the command that this one takes back\"},{\"name"
        "\":\"deadline\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"de"
        "fault\":null,\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"identity and"
        " idempotency\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line number\"},{\"name\":\"date\""
        ",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":null,"
        "\"doc\":\"null: no date is known\"}]}",
    .fields = UpdatePromiseDate_fields,
    .field_count = 3,
    .size = sizeof(UpdatePromiseDate),
};

static const of_field VoidLabel_fields[] = {
    {.name = "header",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(CommandHeader), .record = &of_CommandHeader_type},
     .offset = offsetof(VoidLabel, header),
     .doc = "identity and idempotency"},
    {.name = "rma",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(VoidLabel, rma),
     .doc = "return authorisation id"},
};
const of_record_type of_VoidLabel_type = {
    .name = "VoidLabel",
    .full_name = "orderflow.VoidLabel",
    .doc = "Carrier: take CreateReturnLabel back.",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"VoidLabel\",\"namespace\":\"orderflow\",\"doc\":\"Carrier: take "
        "CreateReturnLabel back.\",\"fields\":[{\"name\":\"header\",\"type\":{\"type\":\"record\",\"name"
        "\":\"CommandHeader\",\"namespace\":\"orderflow\",\"doc\":\"What every command carries. `key"
        "` is the idempotency key: a retry reuses it, participants apply it once.\",\"fields"
        "\":[{\"name\":\"key\",\"type\":\"string\",\"doc\":\"<saga>/<step>/<target>/g<generation>\"},{\""
        "name\":\"saga\",\"type\":\"string\",\"doc\":\"saga id\"},{\"name\":\"step\",\"type\":\"string\",\"doc"
        "\":\"step of the saga\"},{\"name\":\"target\",\"type\":\"string\",\"doc\":\"what the step works"
        " on: line, leg, receipt\"},{\"name\":\"generation\",\"type\":\"int\",\"doc\":\"a deliberate n"
        "ew effect has a new generation\"},{\"name\":\"attempt\",\"type\":\"int\",\"doc\":\"1 for the "
        "first sending\"},{\"name\":\"order\",\"type\":\"string\",\"doc\":\"order key, <entity>:<order"
        " id>\"},{\"name\":\"endpoint\",\"type\":\"string\",\"doc\":\"participant endpoint: erp, crm, "
        "finance, wms.<site>, carrier.<code>\"},{\"name\":\"undoes\",\"type\":[\"null\",\"string\"],\""
        "default\":null,\"doc\":\"key of the command that this one takes back\"},{\"name\":\"deadl"
        "ine\",\"type\":[\"null\",{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}],\"default\":n"
        "ull,\"doc\":\"an answer is expected before this time\"}]},\"doc\":\"identity and idempot"
        "ency\"},{\"name\":\"rma\",\"type\":\"string\",\"doc\":\"return authorisation id\"}]}",
    .fields = VoidLabel_fields,
    .field_count = 2,
    .size = sizeof(VoidLabel),
};

static const char *const WarehouseOrderStatus_symbols[] = {
    "ACCEPTED",
    "PICKING",
    "STAGED",
    "SHIPPED",
    "CANCELLED",
    "UNKNOWN",
};
const of_enum_type of_WarehouseOrderStatus_enum = {
    .name = "orderflow.WarehouseOrderStatus",
    .symbols = WarehouseOrderStatus_symbols,
    .count = 6,
};
_Static_assert(sizeof(WarehouseOrderStatus) == sizeof(int32_t), "enums are 32 bits");

static const of_field WarehouseOrder_fields[] = {
    {.name = "source",
     .type = {.kind = OF_KIND_RECORD, .size = sizeof(SourcePosition), .record = &of_SourcePosition_type},
     .offset = offsetof(WarehouseOrder, source),
     .doc = "the source row and its version"},
    {.name = "order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(WarehouseOrder, order),
     .doc = "order key, <entity>:<order id>"},
    {.name = "line",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(WarehouseOrder, line),
     .doc = "line number within the order"},
    {.name = "allocation",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(WarehouseOrder, allocation),
     .doc = "leg"},
    {.name = "site",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(WarehouseOrder, site),
     .doc = "warehouse"},
    {.name = "warehouse_order",
     .type = {.kind = OF_KIND_STRING, .size = sizeof(of_text)},
     .offset = offsetof(WarehouseOrder, warehouse_order),
     .doc = "warehouse order id"},
    {.name = "status",
     .type = {.kind = OF_KIND_ENUM, .size = sizeof(WarehouseOrderStatus), .symbols = &of_WarehouseOrderStatus_enum},
     .offset = offsetof(WarehouseOrder, status),
     .doc = "status"},
    {.name = "priority",
     .type = {.kind = OF_KIND_INT, .size = sizeof(OptionalInt), .nullable = true, .value_offset = offsetof(OptionalInt, value)},
     .offset = offsetof(WarehouseOrder, priority),
     .doc = "1 is most urgent"},
    {.name = "at",
     .type = {.kind = OF_KIND_LONG, .size = sizeof(OptionalLong), .nullable = true, .value_offset = offsetof(OptionalLong, value)},
     .offset = offsetof(WarehouseOrder, at),
     .doc = "when it happened"},
};
const of_record_type of_WarehouseOrder_type = {
    .name = "WarehouseOrder",
    .full_name = "orderflow.WarehouseOrder",
    .doc = "A leg as the warehouse sees it (owner: WMS).",
    .schema_text =
        "{\"type\":\"record\",\"name\":\"WarehouseOrder\",\"namespace\":\"orderflow\",\"doc\":\"A leg as "
        "the warehouse sees it (owner: WMS).\",\"fields\":[{\"name\":\"source\",\"type\":{\"type\":\"r"
        "ecord\",\"name\":\"SourcePosition\",\"namespace\":\"orderflow\",\"doc\":\"Where a fact comes "
        "from: the row of a source table and the version of it. Versions are compared per "
        "(system, table, row), never by wall clock.\",\"fields\":[{\"name\":\"system\",\"type\":\"st"
        "ring\",\"doc\":\"erp, crm, wms, carrier, finance, or the name of the participant\"},{\""
        "name\":\"instance\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\"the instance of t"
        "he system, where there are several\"},{\"name\":\"table\",\"type\":\"string\",\"doc\":\"sourc"
        "e table or stream\"},{\"name\":\"row\",\"type\":\"string\",\"doc\":\"primary key of the sourc"
        "e row, parts joined by |\"},{\"name\":\"position\",\"type\":\"long\",\"doc\":\"LSN, SCN, binl"
        "og position, sequence or row version; grows with each change of the row. Comparab"
        "le between tables of one system instance\"},{\"name\":\"snapshot\",\"type\":\"boolean\",\"d"
        "efault\":false,\"doc\":\"read by a snapshot (op=r), not from the stream\"},{\"name\":\"de"
        "leted\",\"type\":\"boolean\",\"default\":false,\"doc\":\"the source deleted the row (op=d)\""
        "}]},\"doc\":\"the source row and its version\"},{\"name\":\"order\",\"type\":\"string\",\"doc\""
        ":\"order key, <entity>:<order id>\"},{\"name\":\"line\",\"type\":\"string\",\"doc\":\"line num"
        "ber within the order\"},{\"name\":\"allocation\",\"type\":\"string\",\"doc\":\"leg\"},{\"name\":"
        "\"site\",\"type\":\"string\",\"doc\":\"warehouse\"},{\"name\":\"warehouse_order\",\"type\":\"strin"
        "g\",\"doc\":\"warehouse order id\"},{\"name\":\"status\",\"type\":{\"type\":\"enum\",\"name\":\"War"
        "ehouseOrderStatus\",\"namespace\":\"orderflow\",\"doc\":\"How far a warehouse order is.\","
        "\"symbols\":[\"ACCEPTED\",\"PICKING\",\"STAGED\",\"SHIPPED\",\"CANCELLED\",\"UNKNOWN\"],\"defaul"
        "t\":\"UNKNOWN\"},\"doc\":\"status\"},{\"name\":\"priority\",\"type\":[\"null\",\"int\"],\"default\":"
        "null,\"doc\":\"1 is most urgent\"},{\"name\":\"at\",\"type\":[\"null\",{\"type\":\"long\",\"logica"
        "lType\":\"timestamp-millis\"}],\"default\":null,\"doc\":\"when it happened\"}]}",
    .fields = WarehouseOrder_fields,
    .field_count = 9,
    .size = sizeof(WarehouseOrder),
};

const of_record_type *const of_model_types[] = {
    &of_ActiveSaga_type,
    &of_CommandHeader_type,
    &of_AllocateStock_type,
    &of_SourcePosition_type,
    &of_Allocation_type,
    &of_AtpBucket_type,
    &of_SagaScope_type,
    &of_SagaOffer_type,
    &of_SagaLeg_type,
    &of_SagaPeg_type,
    &of_BackorderState_type,
    &of_CancelExpectedReturn_type,
    &of_CancelLine_type,
    &of_CancelRequest_type,
    &of_CancelRma_type,
    &of_CancelWarehouseOrder_type,
    &of_ChannelCount_type,
    &of_ClearBackorder_type,
    &of_CloseCase_type,
    &of_CloseRma_type,
    &of_Control_type,
    &of_CreateCreditMemo_type,
    &of_CreateInvoice_type,
    &of_CreateReturnLabel_type,
    &of_CreateRma_type,
    &of_CreditMemoLine_type,
    &of_DeadLetter_type,
    &of_DeallocateStock_type,
    &of_DemandLeg_type,
    &of_LineDemand_type,
    &of_DemandLine_type,
    &of_DemandOrder_type,
    &of_DemandRow_type,
    &of_InspectionResult_type,
    &of_DispositionStock_type,
    &of_ExceptionChange_type,
    &of_ExpectReturn_type,
    &of_FillRate_type,
    &of_Telling_type,
    &of_OrderException_type,
    &of_Finding_type,
    &of_InspectReturn_type,
    &of_Inspection_type,
    &of_InventoryAtp_type,
    &of_InventoryDay_type,
    &of_InventoryPosition_type,
    &of_SeenStock_type,
    &of_StockMove_type,
    &of_InventoryRow_type,
    &of_InvoiceLine_type,
    &of_Ledger_type,
    &of_LegState_type,
    &of_LinePrice_type,
    &of_SeenRevision_type,
    &of_SeenQuantity_type,
    &of_SeenAllocation_type,
    &of_SeenWarehouseOrder_type,
    &of_SeenPick_type,
    &of_SeenContent_type,
    &of_SeenInvoice_type,
    &of_SeenCredit_type,
    &of_SeenReceipt_type,
    &of_SeenInspection_type,
    &of_SeenProposal_type,
    &of_LineWorth_type,
    &of_LineSite_type,
    &of_LineState_type,
    &of_LineRow_type,
    &of_MergeLine_type,
    &of_Milestone_type,
    &of_Milestones_type,
    &of_NotifyCustomer_type,
    &of_OfferResult_type,
    &of_SupplyOffer_type,
    &of_OfferRow_type,
    &of_OpenException_type,
    &of_OrderCommercial_type,
    &of_OrderHeader_type,
    &of_OrderLine_type,
    &of_OrderMilestone_type,
    &of_SeenHeader_type,
    &of_SeenPayment_type,
    &of_OrderShipment_type,
    &of_OrderState_type,
    &of_OrderRow_type,
    &of_PackageContent_type,
    &of_PackageOrder_type,
    &of_SeenConfirm_type,
    &of_SeenTracking_type,
    &of_PackageRow_type,
    &of_Reply_type,
    &of_ParkedReply_type,
    &of_ParkedRow_type,
    &of_Payment_type,
    &of_PegReceipt_type,
    &of_Pick_type,
    &of_PlannedLeg_type,
    &of_QuarantineEntry_type,
    &of_QuarantineRow_type,
    &of_QueryOutcome_type,
    &of_QueuedDemand_type,
    &of_RecordBackorder_type,
    &of_ReleaseCreditExposure_type,
    &of_ReleasePeg_type,
    &of_ReleaseStageHold_type,
    &of_ReleaseToWarehouse_type,
    &of_ReturnLeg_type,
    &of_ReturnReceipt_type,
    &of_ReturnRequest_type,
    &of_ReturnState_type,
    &of_SagaChange_type,
    &of_SagaEntry_type,
    &of_SagaLine_type,
    &of_SagaOpenException_type,
    &of_SagaOrder_type,
    &of_SagaRun_type,
    &of_SplitState_type,
    &of_SagaRow_type,
    &of_ScheduleLine_type,
    &of_SeenMilestone_type,
    &of_SeenPackageOrder_type,
    &of_SeenSupply_type,
    &of_ShipConfirm_type,
    &of_ShipmentState_type,
    &of_SplitLine_type,
    &of_Supply_type,
    &of_SupplyPart_type,
    &of_SupplyRow_type,
    &of_TrackingRow_type,
    &of_UpdatePromiseDate_type,
    &of_VoidLabel_type,
    &of_WarehouseOrder_type,
    NULL,
};
