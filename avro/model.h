/* The records of avro/model as C structs: generated from the schemas, do not edit. */
/* clang-format off */
#pragma once

#include "avro/codec/record.h"

/* Which promise. */
typedef enum SagaType {
    SAGA_TYPE_BACKORDER,
    SAGA_TYPE_SPLIT,
    SAGA_TYPE_RETURN,
    SAGA_TYPE_UNKNOWN,
} SagaType;

typedef OF_MAYBE(int64_t) OptionalLong;

/* A saga at work for the order. */
typedef struct ActiveSaga {
    of_text saga; /* saga id */
    SagaType type; /* which promise */
    of_text state; /* engine state */
    of_text waiting_for; /* nullable: what it waits for */
    OptionalLong deadline; /* when it acts by itself */
} ActiveSaga;

/* What a demand may gain or lose when stock is short, most entitled first. */
typedef enum AllocClass {
    ALLOC_CLASS_WIN,
    ALLOC_CLASS_GAIN,
    ALLOC_CLASS_REDISTRIBUTE,
    ALLOC_CLASS_FILL,
    ALLOC_CLASS_LOSE,
    ALLOC_CLASS_UNKNOWN,
} AllocClass;

/* What every command carries. `key` is the idempotency key: a retry reuses it, participants
 * apply it once. */
typedef struct CommandHeader {
    of_text key; /* <saga>/<step>/<target>/g<generation> */
    of_text saga; /* saga id */
    of_text step; /* step of the saga */
    of_text target; /* what the step works on: line, leg, receipt */
    int32_t generation; /* a deliberate new effect has a new generation */
    int32_t attempt; /* 1 for the first sending */
    of_text order; /* order key, <entity>:<order id> */
    of_text endpoint; /* participant endpoint: erp, crm, finance, wms.<site>, carrier.<code> */
    of_text undoes; /* nullable: key of the command that this one takes back */
    OptionalLong deadline; /* an answer is expected before this time */
} CommandHeader;

/* ERP: allocate stock of a site to a line. */
typedef struct AllocateStock {
    CommandHeader header; /* identity and idempotency */
    of_text line; /* line number */
    of_text allocation; /* leg */
    of_text site; /* warehouse */
    int64_t qty; /* to allocate, thousandths of the base unit */
    of_text offer; /* nullable: supply offer used */
    of_text peg; /* nullable: peg consumed */
} AllocateStock;

/* Where a fact comes from: the row of a source table and the version of it. Versions are
 * compared per (system, table, row), never by wall clock. */
typedef struct SourcePosition {
    of_text system; /* erp, crm, wms, carrier, finance, or the name of the participant */
    of_text instance; /* nullable: the instance of the system, where there are several */
    of_text table; /* source table or stream */
    of_text row; /* primary key of the source row, parts joined by | */
    /* LSN, SCN, binlog position, sequence or row version; grows with each change of the row.
     * Comparable between tables of one system instance */
    int64_t position;
    bool snapshot; /* read by a snapshot (op=r), not from the stream */
    bool deleted; /* the source deleted the row (op=d) */
} SourcePosition;

/* A leg's commercial counters, cumulative (owner: ERP). A leg is one (line, site, allocation). */
typedef struct Allocation {
    SourcePosition source; /* the source row and its version */
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number within the order */
    of_text allocation; /* allocation id, the leg's name within the line */
    of_text site; /* warehouse */
    int64_t allocated_qty; /* allocated, cumulative, thousandths of the base unit */
    int64_t deallocated_qty; /* taken back, cumulative, thousandths of the base unit */
    int64_t shorted_qty; /* reported short, cumulative, thousandths of the base unit */
    OptionalLong at; /* when it happened */
} Allocation;

/* One day of the availability of an item at a site. */
typedef struct AtpBucket {
    int64_t date; /* the day, UTC */
    int64_t supply; /* arrives on the day, thousandths of the base unit */
    int64_t demand; /* wanted on the day, thousandths of the base unit */
    /* can be promised for the day without breaking a later promise, thousandths of the base unit */
    int64_t atp;
} AtpBucket;

/* What a customer wants when goods are short. */
typedef enum BackorderPolicy {
    BACKORDER_POLICY_WAIT,
    BACKORDER_POLICY_ASK,
    BACKORDER_POLICY_CANCEL,
} BackorderPolicy;

/* What every saga about a line knows of it, kept up to date by the facts. */
typedef struct SagaScope {
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number */
    int32_t number; /* which saga of its kind */
    int64_t short_qty; /* most that was found short, thousandths of the base unit */
    /* of that still uncovered, or covered by this saga, thousandths of the base unit */
    int64_t need;
    int64_t unit_price; /* 1/10,000 of the currency unit */
    OptionalLong promise; /* date promised when it began */
    bool ship_complete; /* ship everything at once */
    bool partial_allowed; /* part deliveries are allowed */
    bool cancel_wanted; /* the customer cancelled */
    bool cancelling; /* the cancellation is under way */
    int64_t cancel_qty; /* cancelled by this saga, thousandths of the base unit */
} SagaScope;

/* What an offer of supply rests on. */
typedef enum SupplyKind {
    SUPPLY_KIND_ON_HAND,
    SUPPLY_KIND_EXPECTED,
    SUPPLY_KIND_UNKNOWN,
} SupplyKind;

/* Supply that was offered to a line and is not used yet. */
typedef struct SagaOffer {
    of_text offer; /* offer id */
    SupplyKind kind; /* stock or expected receipt */
    of_text site; /* warehouse */
    int64_t qty; /* offered, thousandths of the base unit */
    of_text supply; /* nullable: purchase order line of an expected receipt */
    OptionalLong eta; /* when an expected receipt arrives */
    OptionalLong expires_at; /* the offer lapses */
} SagaOffer;

/* One leg that a saga allocates, releases and waits for. */
typedef struct SagaLeg {
    of_text allocation; /* leg, its name within the line */
    of_text warehouse_order; /* warehouse order id */
    of_text site; /* warehouse */
    /* asked for, and given back: the same for ever, thousandths of the base unit */
    int64_t asked_qty;
    int64_t qty; /* expected from there, thousandths of the base unit */
    of_text offer; /* nullable: supply offer used */
    of_text peg; /* nullable: peg consumed */
    bool secured; /* the ERP allocated it */
    bool refused; /* the ERP refused it: nothing happened */
    bool closed; /* refused, or taken back: it covers nothing */
    bool too_late; /* the warehouse could not stop it any more */
    /* allocated, picked and shipped as the ledger has it, thousandths of the base unit */
    int64_t covered;
    int64_t covered_max; /* most that was covered, thousandths of the base unit */
    int64_t shipped; /* left the dock, thousandths of the base unit */
    bool accepted; /* the warehouse accepted an order for it */
} SagaLeg;

/* An expected receipt that a line holds a place on. */
typedef struct SagaPeg {
    of_text peg; /* peg id */
    of_text supply; /* purchase order line */
    int64_t qty; /* held, thousandths of the base unit */
    int64_t consumed; /* used up by an allocation, thousandths of the base unit */
    OptionalLong eta; /* when it arrives */
} SagaPeg;

typedef struct SagaOfferArray {
    SagaOffer *items;
    size_t len;
} SagaOfferArray;

typedef struct SagaLegArray {
    SagaLeg *items;
    size_t len;
} SagaLegArray;

typedef OF_MAYBE(SagaPeg) OptionalSagaPeg;

/* What the backorder saga knows. */
typedef struct BackorderState {
    SagaScope scope; /* the line */
    of_text reason; /* ATP_SHORT, SHORT_PICK, ALLOCATION_LOST, SPLIT_FAILED */
    BackorderPolicy policy; /* what the customer wants when goods are short */
    int64_t recorded_qty; /* declared short, thousandths of the base unit */
    bool recorded; /* the ERP knows */
    SagaOfferArray offers; /* supply offered and not used */
    SagaLegArray legs; /* where the goods come from */
    OptionalSagaPeg peg; /* place on an expected receipt */
    int32_t pegs; /* pegs asked for */
    OptionalLong new_promise; /* date promised by this saga */
    int32_t rounds; /* times the quantity changed under way */
    bool line_closed; /* the ERP says that nothing more is wanted */
    bool by_policy; /* the policy cancels, not the customer */
} BackorderState;

/* How far billing is. */
typedef enum BillingStatus {
    BILLING_STATUS_NOT_APPLICABLE,
    BILLING_STATUS_NOT_INVOICED,
    BILLING_STATUS_PARTIALLY_INVOICED,
    BILLING_STATUS_INVOICED,
    BILLING_STATUS_OVER_INVOICED,
    BILLING_STATUS_UNKNOWN,
} BillingStatus;

/* WMS: take ExpectReturn back. */
typedef struct CancelExpectedReturn {
    CommandHeader header; /* identity and idempotency */
    of_text rma; /* return authorisation id */
    int64_t qty; /* no longer expected, thousandths of the base unit */
} CancelExpectedReturn;

/* ERP: cancel what is still wanted of a line. */
typedef struct CancelLine {
    CommandHeader header; /* identity and idempotency */
    of_text line; /* line number */
    int64_t qty; /* to cancel, thousandths of the base unit */
    of_text reason; /* CUSTOMER, POLICY */
} CancelLine;

/* The customer cancels an order, or a line of it (owner: CRM). */
typedef struct CancelRequest {
    SourcePosition source; /* the source row and its version */
    of_text order; /* order key, <entity>:<order id> */
    of_text request; /* request id */
    of_text line; /* nullable: null: the whole order */
    of_text reason; /* nullable: why */
    OptionalLong at; /* when */
} CancelRequest;

/* ERP: take CreateRma back. */
typedef struct CancelRma {
    CommandHeader header; /* identity and idempotency */
    of_text rma; /* return authorisation id */
} CancelRma;

/* WMS: take ReleaseToWarehouse back. */
typedef struct CancelWarehouseOrder {
    CommandHeader header; /* identity and idempotency */
    of_text line; /* line number */
    of_text warehouse_order; /* warehouse order id */
    of_text allocation; /* leg */
} CancelWarehouseOrder;

/* How many orders a channel brought and how far they are. Key: channel. */
typedef struct ChannelCount {
    of_text channel; /* capture channel */
    int64_t orders; /* orders */
    int64_t delivered; /* of these delivered */
    int64_t cancelled; /* of these cancelled */
    int64_t units_ordered; /* thousandths of the base unit */
    int64_t version; /* +1 per published change */
    int64_t updated_at; /* when this was published */
} ChannelCount;

/* ERP: take RecordBackorder back. */
typedef struct ClearBackorder {
    CommandHeader header; /* identity and idempotency */
    of_text line; /* line number */
    int64_t qty; /* no longer short, thousandths of the base unit */
} ClearBackorder;

/* CRM: close a service case. */
typedef struct CloseCase {
    CommandHeader header; /* identity and idempotency */
    of_text case_id; /* case id */
} CloseCase;

/* ERP: close a return authorisation. */
typedef struct CloseRma {
    CommandHeader header; /* identity and idempotency */
    of_text rma; /* return authorisation id */
    of_text outcome; /* FULL, PARTIAL */
} CloseRma;

/* Whether every record this one needs has been seen. */
typedef enum Completeness {
    COMPLETENESS_COMPLETE,
    COMPLETENESS_PARTIAL,
} Completeness;

/* What an operator asks for. CLOSE_EXCEPTION: close an open exception by hand. Of a quarantined
 * order, RELEASE: replay all that is parked; DROP: discard all of it; DROP_FIRST: discard the
 * record that broke the law, replay those behind it. */
typedef enum ControlAction {
    CONTROL_ACTION_CLOSE_EXCEPTION,
    CONTROL_ACTION_RELEASE,
    CONTROL_ACTION_DROP,
    CONTROL_ACTION_DROP_FIRST,
    CONTROL_ACTION_UNKNOWN,
} ControlAction;

/* What an operator asks of the owner of an order. Keyed by order, handled like any input. */
typedef struct Control {
    of_text order; /* order key, <entity>:<order id> */
    of_text id; /* names this request, in the quarantine log too */
    ControlAction action; /* what is asked */
    of_text actor; /* who asks */
    of_text reason; /* nullable: why */
    of_text subject; /* nullable: CLOSE_EXCEPTION: the exception id */
} Control;

/* Finance: credit returned goods. */
typedef struct CreateCreditMemo {
    CommandHeader header; /* identity and idempotency */
    of_text line; /* line number */
    of_text credit_key; /* idempotency key of the books */
    int64_t qty; /* credited, thousandths of the base unit */
    int64_t amount; /* 1/10,000 of the currency unit */
    of_text reason; /* why */
} CreateCreditMemo;

/* Finance: invoice what was shipped, once. */
typedef struct CreateInvoice {
    CommandHeader header; /* identity and idempotency */
    of_text invoice_key; /* idempotency key of the books */
    of_text line; /* nullable: null: the whole order */
    int64_t qty; /* shipped, thousandths of the base unit */
} CreateInvoice;

/* Carrier: make a return label. */
typedef struct CreateReturnLabel {
    CommandHeader header; /* identity and idempotency */
    of_text rma; /* return authorisation id */
} CreateReturnLabel;

/* ERP: authorise a return. */
typedef struct CreateRma {
    CommandHeader header; /* identity and idempotency */
    of_text line; /* line number */
    of_text rma; /* return authorisation id */
    of_text request; /* request id */
    int64_t qty; /* authorised, thousandths of the base unit */
} CreateRma;

/* What a credit makes up for. */
typedef enum CreditReason {
    CREDIT_REASON_UNKNOWN,
    CREDIT_REASON_RETURN,
    CREDIT_REASON_LOSS,
    CREDIT_REASON_PRICE,
    CREDIT_REASON_GOODWILL,
} CreditReason;

/* One line of a posted credit memo (owner: finance). */
typedef struct CreditMemoLine {
    SourcePosition source; /* the source row and its version */
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number within the order */
    of_text credit_memo; /* credit memo id */
    int64_t qty; /* credited, thousandths of the base unit */
    int64_t amount; /* 1/10,000 of the currency unit */
    /* what it makes up for: returned goods, lost ones, a price, nothing that is owed */
    CreditReason reason;
    of_text credit_key; /* nullable: idempotency key of the saga that asked for it */
    OptionalLong posted_at; /* when */
} CreditMemoLine;

/* A record that could not be processed: what it was, and why; or that it was sent again. Keyed
 * by source topic and a hash of key and value: the newest record of a key tells how it stands. */
typedef struct DeadLetter {
    of_text topic; /* where it was read */
    int32_t partition; /* of the topic */
    int64_t offset; /* in the partition */
    of_bytes key; /* nullable: record key */
    of_bytes value; /* nullable: record value, cut to what fits */
    int64_t value_bytes; /* length before it was cut */
    of_text reason; /* why */
    int64_t at; /* when, engine time */
    of_text replay_id; /* nullable: it was sent again, with this header; absent: it failed */
    OptionalLong replayed_at; /* when it was sent again */
    of_text replayed_by; /* nullable: who sent it again */
} DeadLetter;

/* ERP: take AllocateStock back. */
typedef struct DeallocateStock {
    CommandHeader header; /* identity and idempotency */
    of_text line; /* line number */
    of_text allocation; /* leg */
    of_text site; /* warehouse */
    int64_t qty; /* to give back, thousandths of the base unit */
} DeallocateStock;

/* Where a demand stands in the queue for stock. */
typedef enum DemandLane {
    DEMAND_LANE_NONE,
    DEMAND_LANE_ACTIVE,
    DEMAND_LANE_PASSED,
    DEMAND_LANE_ASIDE,
} DemandLane;

/* What one leg of a line holds of an item at a site. */
typedef struct DemandLeg {
    of_text allocation; /* leg */
    int64_t covered; /* allocated, picked or shipped, thousandths of the base unit */
} DemandLeg;

typedef struct DemandLegArray {
    DemandLeg *items;
    size_t len;
} DemandLegArray;

/* What a line of an order asks of an item at a site, and what it holds there. Told again when it
 * changes; the highest revision counts. All quantities 0: it asks nothing any more. */
typedef struct LineDemand {
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number within the order */
    of_text item; /* item id */
    of_text site; /* warehouse */
    int64_t qty; /* wanted and not allocated, thousandths of the base unit */
    /* of it declared short: what stock is offered to, thousandths of the base unit */
    int64_t backordered;
    int64_t allocated; /* allocated here, not picked, thousandths of the base unit */
    int64_t picked; /* picked here, not shipped, thousandths of the base unit */
    int64_t covered; /* allocated, picked or shipped here, thousandths of the base unit */
    DemandLegArray legs; /* of covered, as far as line-state shows legs */
    OptionalLong requested_date; /* when the customer wants it */
    OptionalLong booked_at; /* when the order was booked */
    AllocClass alloc_class; /* first part of its rank */
    int32_t priority; /* second part of its rank, 1 is most urgent */
    bool ship_complete; /* takes all of it or nothing */
    int64_t revision; /* of the line: the highest wins */
} LineDemand;

typedef struct LineDemandArray {
    LineDemand *items;
    size_t len;
} LineDemandArray;

/* What the sites were told of a line of an order. Key: <order>|<line>. */
typedef struct DemandLine {
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number within the order */
    int64_t revision; /* of the last telling */
    LineDemandArray told; /* by site */
} DemandLine;

/* What the demand of an order takes from its header. */
typedef struct DemandOrder {
    int32_t priority; /* 1 is most urgent */
    AllocClass alloc_class; /* what it may gain or lose */
    OptionalLong booked_at; /* when it was booked */
    bool ship_complete; /* all at once */
} DemandOrder;

/* State of one demand for an item at a site. Key: <item>|<site>|<order>|<line>. Thousandths of
 * the base unit. */
typedef struct DemandRow {
    LineDemand demand; /* as last told */
    int32_t day; /* day it counts on */
    int64_t counted; /* what it adds to that day */
    int64_t offered; /* in live and accepted offers */
    int64_t accepted; /* of it accepted */
    /* allocated since the first open offer was made, which no accepted offer has taken for
     * itself */
    int64_t unmatched;
    DemandLane lane; /* of the queue */
    of_text rank; /* in the queue */
    int64_t passed_round; /* the round in which it passed */
} DemandRow;

/* Where returned goods go. */
typedef enum Disposition {
    DISPOSITION_RESTOCK,
    DISPOSITION_QUARANTINE,
    DISPOSITION_SCRAP,
    DISPOSITION_RTV,
    DISPOSITION_RETURN_TO_CUSTOMER,
    DISPOSITION_UNKNOWN,
} Disposition;

/* Whether returned goods are accepted. */
typedef enum Verdict {
    VERDICT_ACCEPT,
    VERDICT_REJECT,
    VERDICT_UNKNOWN,
} Verdict;

/* One graded part of a return receipt. */
typedef struct InspectionResult {
    of_text grade; /* A, B, C or D */
    Verdict verdict; /* accepted or not */
    Disposition disposition; /* where it goes */
    int64_t qty; /* of the receipt, thousandths of the base unit */
} InspectionResult;

typedef struct InspectionResultArray {
    InspectionResult *items;
    size_t len;
} InspectionResultArray;

/* WMS: move inspected goods where they belong. */
typedef struct DispositionStock {
    CommandHeader header; /* identity and idempotency */
    of_text receipt; /* receipt id */
    InspectionResultArray splits; /* what goes where */
} DispositionStock;

/* What a saga says of one exception to the order node, which keeps them all; a call within the
 * order's task. */
typedef struct ExceptionChange {
    of_text saga; /* nullable: saga that says so; null: none, so nobody takes it back */
    of_text code; /* exception code */
    of_text line; /* nullable: line */
    of_text subject; /* nullable: step and target, idempotency key */
    of_text detail; /* nullable: in words */
    bool open; /* false: its reason is gone */
} ExceptionChange;

/* Whose concern an exception is. */
typedef enum ExceptionClass {
    EXCEPTION_CLASS_BUSINESS,
    EXCEPTION_CLASS_TECHNICAL,
    EXCEPTION_CLASS_DATA,
} ExceptionClass;

/* WMS: a return will arrive. */
typedef struct ExpectReturn {
    CommandHeader header; /* identity and idempotency */
    of_text line; /* line number */
    of_text rma; /* return authorisation id */
    of_text site; /* warehouse */
    int64_t qty; /* expected, thousandths of the base unit */
} ExpectReturn;

/* Of everything ordered of an item, how much has shipped. Key: item. */
typedef struct FillRate {
    of_text item; /* item id */
    int64_t ordered; /* thousandths of the base unit */
    int64_t shipped; /* thousandths of the base unit */
    int64_t version; /* +1 per published change */
    int64_t updated_at; /* when this was published */
} FillRate;

/* What one saga says of an exception, as long as it says so. */
typedef struct Telling {
    of_text saga; /* saga id; empty: none, a reply to nobody */
    of_text detail; /* nullable: in its words */
} Telling;

/* How bad it is. */
typedef enum Severity {
    SEVERITY_I,
    SEVERITY_L,
    SEVERITY_M,
    SEVERITY_H,
    SEVERITY_C,
} Severity;

typedef struct TextArray {
    of_text *items;
    size_t len;
} TextArray;

/* Something a person may have to look at; one open per (code, order, line, subject). */
typedef struct OrderException {
    of_text exception; /* <code>|<order>|<line>|<subject> */
    of_text code; /* exception code */
    ExceptionClass class; /* whose concern */
    Severity severity; /* how bad */
    of_text queue; /* who looks at it: SALES, CS, WH, TRANSPORT, AR, CREDIT, MDM, IT */
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* nullable: line */
    of_text subject; /* nullable: leg, saga, package */
    of_text detail; /* nullable: in words */
    TextArray evidence; /* source rows it was found in, at most 3: system|instance|table|row */
    int64_t opened_at; /* when it was first seen */
    OptionalLong escalated_at; /* when its severity was last raised */
    OptionalLong resolved_at; /* null while open */
    of_text resolution; /* nullable: AUTO, SAGA, MANUAL */
    of_text closed_by; /* nullable: who closed it; MANUAL only */
    of_text reason; /* nullable: why they did */
} OrderException;

typedef struct TellingArray {
    Telling *items;
    size_t len;
} TellingArray;

typedef OF_MAYBE(OrderException) OptionalOrderException;

/* An exception that is open, or will be if what was found lasts. Kept in the row it was found
 * in. */
typedef struct Finding {
    of_text code; /* exception code */
    of_text line; /* nullable: line, where the row is not that of the line */
    of_text subject; /* nullable: package, receipt, step */
    /* sagas that say so, each once, the last to speak last; it ends for them when all took it
     * back */
    TellingArray told_by;
    int64_t since; /* when it was found, on the engine's clock */
    OptionalLong due_at; /* when it opens, or is escalated next; null: neither */
    int32_t escalations; /* how often it was escalated */
    OptionalOrderException published; /* order-exceptions as last published; null: not open yet */
} Finding;

/* How far a line or an order is; a pure function of the quantity ledger. */
typedef enum FulfilStatus {
    FULFIL_STATUS_CAPTURED,
    FULFIL_STATUS_OPEN,
    FULFIL_STATUS_BACKORDERED,
    FULFIL_STATUS_PARTIALLY_ALLOCATED,
    FULFIL_STATUS_ALLOCATED,
    FULFIL_STATUS_IN_WAREHOUSE,
    FULFIL_STATUS_PICKED,
    FULFIL_STATUS_PARTIALLY_SHIPPED,
    FULFIL_STATUS_SHIPPED,
    FULFIL_STATUS_DELIVERED,
    FULFIL_STATUS_LOST,
    FULFIL_STATUS_RETURNED_TO_SENDER,
    FULFIL_STATUS_CANCELLED,
    FULFIL_STATUS_SUBSTITUTED,
    FULFIL_STATUS_REJECTED,
    FULFIL_STATUS_UNKNOWN,
} FulfilStatus;

/* The commercial status of an order as its ERP header says it. */
typedef enum HeaderStatus {
    HEADER_STATUS_OPEN,
    HEADER_STATUS_CANCELLED,
    HEADER_STATUS_REJECTED,
    HEADER_STATUS_UNKNOWN,
} HeaderStatus;

/* WMS: inspect a return receipt. */
typedef struct InspectReturn {
    CommandHeader header; /* identity and idempotency */
    of_text receipt; /* receipt id */
    of_text rma; /* return authorisation id */
} InspectReturn;

/* The inspection of a return receipt (owner: WMS). */
typedef struct Inspection {
    SourcePosition source; /* the source row and its version */
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number within the order */
    of_text receipt; /* receipt id */
    InspectionResultArray results; /* graded parts */
    OptionalLong at; /* when */
} Inspection;

typedef struct AtpBucketArray {
    AtpBucket *items;
    size_t len;
} AtpBucketArray;

/* Stock of an item at a site and what can be promised of it. Key: <item>|<site>. */
typedef struct InventoryAtp {
    of_text item; /* item id */
    of_text site; /* warehouse */
    int64_t on_hand; /* sum of the statuses (law L7), thousandths of the base unit */
    int64_t unrestricted; /* free to promise, thousandths of the base unit */
    int64_t allocated; /* reserved for orders, not picked, thousandths of the base unit */
    int64_t staged; /* picked, not shipped, thousandths of the base unit */
    int64_t quarantine; /* waits for a decision, thousandths of the base unit */
    int64_t damaged; /* cannot be sold, thousandths of the base unit */
    OptionalLong book_qty; /* book stock of the ERP, thousandths of the base unit */
    int64_t safety_stock; /* not to be promised, thousandths of the base unit */
    /* book less on hand, as far as no movement within the in-flight window explains it,
     * thousandths of the base unit */
    OptionalLong drift;
    /* allocated by the lines less allocated in the WMS; 0 when all is quiet (law L8),
     * thousandths of the base unit */
    int64_t allocation_drift;
    /* held by lines, not yet taken out of the unrestricted stock, thousandths of the base unit */
    int64_t unreflected;
    /* in live offers (law L9: no more than unrestricted), thousandths of the base unit */
    int64_t offers;
    int32_t offer_count; /* open offers, live and accepted */
    int64_t accepted; /* accepted and not yet seen allocated, thousandths of the base unit */
    /* unrestricted less offers, accepted, unreflected and safety stock, thousandths of the base
     * unit */
    int64_t available_now;
    int64_t pegged; /* open supply pegged to orders, thousandths of the base unit */
    /* wanted and not allocated, less what is offered to it, thousandths of the base unit */
    int64_t demand;
    int32_t demand_count; /* lines that want it or hold it */
    int64_t backordered; /* of the demand declared short, thousandths of the base unit */
    int64_t supply; /* open and dated, thousandths of the base unit */
    /* open, without a date or too unsure: promises nothing, thousandths of the base unit */
    int64_t supply_undated;
    int64_t oversold; /* demand beyond stock and supply, thousandths of the base unit */
    AtpBucketArray buckets; /* at most 100 days; bucket_count tells of more */
    int32_t bucket_count; /* days in all */
    OptionalLong next_receipt; /* day of the next supply */
    int64_t next_receipt_qty; /* of that day, thousandths of the base unit */
    Completeness completeness; /* PARTIAL until the WMS has spoken */
    OptionalLong lag_ms; /* published after the latest event time */
    int64_t version; /* +1 per published change */
    OptionalLong as_of; /* latest event time seen */
    int64_t updated_at; /* when this was published */
} InventoryAtp;

/* Supply and demand of one day for an item at a site. Thousandths of the base unit. */
typedef struct InventoryDay {
    int32_t day; /* days since 1970 */
    int64_t supply; /* arrives */
    int64_t demand; /* wanted */
} InventoryDay;

/* Stock of an item at a site, as one source row tells it. The quantities by status are of the
 * WMS, book and safety stock of the ERP; what a row leaves out it does not speak of. Rows of one
 * system add up (lots, bins). */
typedef struct InventoryPosition {
    SourcePosition source; /* the source row and its version */
    of_text item; /* item id */
    of_text site; /* warehouse */
    /* total as counted by the WMS, thousandths of the base unit; where it is given it must be
     * the sum of the statuses (law L7) */
    OptionalLong on_hand;
    int64_t unrestricted; /* free to promise, thousandths of the base unit */
    int64_t allocated; /* reserved for orders, not picked, thousandths of the base unit */
    int64_t staged; /* picked, not shipped, thousandths of the base unit */
    int64_t quarantine; /* waits for a decision, thousandths of the base unit */
    int64_t damaged; /* cannot be sold, thousandths of the base unit */
    OptionalLong book_qty; /* book stock of the ERP, thousandths of the base unit */
    int64_t safety_stock; /* not to be promised, thousandths of the base unit */
    OptionalLong at; /* when it was so */
} InventoryPosition;

/* The latest version of a stock row. Thousandths of the base unit. */
typedef struct SeenStock {
    of_text source; /* source row: system|instance|table|row */
    int64_t position; /* version of the source row that counts */
    bool of_wms; /* speaks of the statuses */
    int64_t unrestricted; /* free to promise */
    int64_t allocated; /* reserved */
    int64_t staged; /* picked */
    int64_t quarantine; /* held */
    int64_t damaged; /* damaged */
    OptionalLong book_qty; /* book stock */
    int64_t safety_stock; /* not to be promised */
} SeenStock;

/* Movements of a slot of time. Thousandths of the base unit. */
typedef struct StockMove {
    int64_t slot; /* number of the slot */
    int64_t inward; /* came in */
    int64_t outward; /* went out */
} StockMove;

typedef struct SeenStockArray {
    SeenStock *items;
    size_t len;
} SeenStockArray;

typedef struct StockMoveArray {
    StockMove *items;
    size_t len;
} StockMoveArray;

/* State of an item at a site: what the systems say of the stock, sums over demands, supplies and
 * offers (each a row of its own), and what was published. Thousandths of the base unit. */
typedef struct InventoryRow {
    of_text item; /* item id */
    of_text site; /* warehouse */
    SeenStockArray stocks; /* by source row */
    StockMoveArray moves; /* by slot, those of the in-flight window */
    int32_t demand_count; /* demand rows */
    int64_t wanted; /* wanted and not allocated */
    int64_t backordered; /* of it declared short */
    int64_t allocated; /* held by lines, not picked */
    int64_t picked; /* held by lines, picked */
    int64_t supply_undated; /* open, but on no day */
    int64_t pegged; /* open supply pegged to orders */
    int64_t offers; /* in live offers */
    int32_t offer_count; /* open offers, live and accepted */
    int64_t accepted; /* accepted, not yet seen allocated */
    int64_t offers_made; /* number of the last offer: ids are never reused */
    int64_t round; /* +1 when stock came in: who passed before is asked again */
    int64_t least_aside; /* no demand that was put aside needs less */
    int32_t passed; /* demands that passed in this round */
    int32_t stale; /* demands that passed in an earlier one, not yet back in the queue */
    int32_t aside; /* demands that need more at once than is free */
    int32_t asked_again; /* rounds since stock came in that began because units lay free */
    OptionalLong ask_at; /* who passed is asked again */
    OptionalLong day_at; /* the next day begins */
    OptionalLong drift_at; /* the in-flight window of the last movement ends */
    OptionalLong as_of; /* latest event time seen */
    InventoryAtp published; /* inventory-atp as last published */
} InventoryRow;

/* One line of a posted invoice (owner: finance). */
typedef struct InvoiceLine {
    SourcePosition source; /* the source row and its version */
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number within the order */
    of_text invoice; /* invoice id */
    int64_t qty; /* invoiced, thousandths of the base unit */
    int64_t amount; /* 1/10,000 of the currency unit */
    OptionalLong posted_at; /* when */
} InvoiceLine;

/* Who invoices: the ERP per shipment, or the split saga once for the whole order. */
typedef enum InvoicePolicy {
    INVOICE_POLICY_PER_SHIPMENT,
    INVOICE_POLICY_CONSOLIDATED,
} InvoicePolicy;

/* The quantity ledger (law L1: ordered + over = open + backordered + allocated + picked +
 * shipped + cancelled + substituted). Thousandths of the base unit. */
typedef struct Ledger {
    int64_t ordered; /* baseline at acknowledgement, raised by later increases */
    int64_t open; /* wanted and not covered */
    int64_t backordered; /* declared short */
    int64_t allocated; /* allocated, not picked */
    int64_t picked; /* picked, not shipped */
    int64_t shipped; /* left the dock */
    int64_t cancelled; /* no longer wanted */
    int64_t substituted; /* replaced by another line */
    int64_t over; /* covered beyond what is wanted */
    int64_t in_transit; /* shipped, not yet arrived anywhere */
    int64_t delivered; /* arrived at the customer */
    int64_t lost; /* lost by the carrier */
    int64_t returned_to_sender; /* came back undelivered */
    int64_t invoiced; /* invoiced */
    int64_t returned; /* received back and kept */
    int64_t credited; /* credited */
    int64_t inferred; /* implied by a later stage, not reported */
} Ledger;

/* One leg of a line: where its goods come from and how far they are. Thousandths of the base
 * unit. */
typedef struct LegState {
    of_text allocation; /* leg */
    of_text site; /* warehouse */
    int64_t allocated; /* allocated, not picked */
    int64_t picked; /* picked, not shipped */
    int64_t shipped; /* left the dock */
    bool accepted; /* the warehouse accepted an order for it */
} LegState;

/* Whether anything more is expected. */
typedef enum Lifecycle {
    LIFECYCLE_ACTIVE,
    LIFECYCLE_CLOSED,
    LIFECYCLE_ARCHIVED,
    LIFECYCLE_UNKNOWN,
} Lifecycle;

/* The price of one line of an order. */
typedef struct LinePrice {
    of_text line; /* line number within the order */
    OptionalLong unit_price; /* per base unit, 1/10,000 of the currency unit; null: not known */
} LinePrice;

/* One revision of a line's wanted quantity. */
typedef struct SeenRevision {
    int64_t position; /* version of the source row that counts */
    int64_t qty; /* net and substituted, thousandths of the base unit */
} SeenRevision;

/* The latest version of a source row that counts a quantity. */
typedef struct SeenQuantity {
    of_text source; /* source row: system|instance|table|row */
    int64_t position; /* version of the source row that counts */
    int64_t qty; /* thousandths of the base unit; 0 when the row was deleted */
} SeenQuantity;

/* The latest version of a leg's commercial counters. */
typedef struct SeenAllocation {
    of_text source; /* source row: system|instance|table|row */
    int64_t position; /* version of the source row that counts */
    of_text allocation; /* leg */
    of_text site; /* warehouse */
    int64_t allocated; /* cumulative, thousandths of the base unit */
    int64_t deallocated; /* cumulative, thousandths of the base unit */
    int64_t shorted; /* cumulative, thousandths of the base unit */
} SeenAllocation;

typedef OF_MAYBE(int32_t) OptionalInt;

/* The latest version of a warehouse order. */
typedef struct SeenWarehouseOrder {
    of_text source; /* source row: system|instance|table|row */
    int64_t position; /* version of the source row that counts */
    of_text allocation; /* leg */
    of_text site; /* warehouse */
    bool accepted; /* the warehouse has it and has not cancelled it */
    OptionalInt priority; /* 1 is most urgent */
} SeenWarehouseOrder;

/* The latest version of a pick task. */
typedef struct SeenPick {
    of_text source; /* source row: system|instance|table|row */
    int64_t position; /* version of the source row that counts */
    of_text allocation; /* leg */
    of_text site; /* warehouse */
    int64_t picked; /* thousandths of the base unit */
    int64_t shorted; /* thousandths of the base unit */
    int64_t put_back; /* thousandths of the base unit */
    of_text item; /* nullable: item that was picked, where the warehouse says so */
} SeenPick;

/* Where the goods of a package are (law L2). */
typedef enum Whereabouts {
    WHEREABOUTS_NOT_SHIPPED,
    WHEREABOUTS_IN_TRANSIT,
    WHEREABOUTS_DELIVERED,
    WHEREABOUTS_LOST,
    WHEREABOUTS_RETURNED_TO_SENDER,
    WHEREABOUTS_UNKNOWN,
} Whereabouts;

/* The latest version of what of a line lies in a package, and where that package is. */
typedef struct SeenContent {
    of_text source; /* source row: system|instance|table|row */
    int64_t position; /* version of the source row that counts */
    of_text allocation; /* leg */
    of_text site; /* warehouse */
    of_text package; /* package id */
    int64_t qty; /* thousandths of the base unit */
    Whereabouts whereabouts; /* of the package */
    OptionalLong since; /* event time of that */
    bool was_lost; /* the carrier once called the package lost */
} SeenContent;

/* The latest version of a posted invoice line. */
typedef struct SeenInvoice {
    of_text source; /* source row: system|instance|table|row */
    int64_t position; /* version of the source row that counts */
    int64_t qty; /* thousandths of the base unit; 0 when the row was deleted */
    int64_t amount; /* 1/10,000 of the currency unit; 0 when the row was deleted */
} SeenInvoice;

/* The latest version of a credit memo line. */
typedef struct SeenCredit {
    of_text source; /* source row: system|instance|table|row */
    int64_t position; /* version of the source row that counts */
    int64_t qty; /* thousandths of the base unit; 0 when the row was deleted */
    int64_t amount; /* 1/10,000 of the currency unit; 0 when the row was deleted */
    CreditReason reason; /* what it makes up for */
} SeenCredit;

/* The latest version of a return receipt. */
typedef struct SeenReceipt {
    of_text source; /* source row: system|instance|table|row */
    int64_t position; /* version of the source row that counts */
    of_text receipt; /* receipt id */
    int64_t qty; /* received, thousandths of the base unit */
    of_text site; /* nullable: warehouse */
    /* a return authorisation is named, and the condition is none of "no matching notice" */
    bool announced;
    of_text condition; /* nullable: X12 861 condition code */
    OptionalLong at; /* when it was received */
} SeenReceipt;

/* The latest version of an inspection. */
typedef struct SeenInspection {
    of_text source; /* source row: system|instance|table|row */
    int64_t position; /* version of the source row that counts */
    of_text receipt; /* receipt id */
    int64_t sent_back; /* goes back to the customer, thousandths of the base unit */
    bool deleted; /* the source deleted it */
} SeenInspection;

/* The latest version of an order line as the CRM has it: what it proposes, the ERP decides. */
typedef struct SeenProposal {
    of_text source; /* source row: system|instance|table|row */
    int64_t position; /* version of the source row that counts */
    OptionalLong unit_price; /* 1/10,000 of the currency unit; null: none, or the row was deleted */
} SeenProposal;

/* What a line counts for in the amounts of its order. A quantity's amount is that of the ledger
 * at the line's price, rounded once per line and amount, half away from zero; without a price it
 * is 0. */
typedef struct LineWorth {
    OptionalLong unit_price; /* per base unit, 1/10,000 of the currency unit */
    int64_t ordered; /* ordered, 1/10,000 of the currency unit */
    int64_t shipped; /* shipped, 1/10,000 of the currency unit */
    /* still wanted or shipped, and not invoiced, 1/10,000 of the currency unit */
    int64_t to_invoice;
    int64_t invoiced; /* as posted on its invoices, 1/10,000 of the currency unit */
    int64_t credited; /* as posted on its credit memos, 1/10,000 of the currency unit */
} LineWorth;

/* What all legs of a line hold at one site. Thousandths of the base unit. */
typedef struct LineSite {
    of_text site; /* warehouse */
    int64_t allocated; /* allocated, not picked */
    int64_t picked; /* picked, not shipped */
    int64_t shipped; /* left the dock */
} LineSite;

typedef struct LegStateArray {
    LegState *items;
    size_t len;
} LegStateArray;

typedef struct LineSiteArray {
    LineSite *items;
    size_t len;
} LineSiteArray;

/* A line of an order: what is true of it now, over all systems. Key: <order>|<line>. */
typedef struct LineState {
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number within the order */
    of_text item; /* nullable: item id */
    of_text site; /* nullable: preferred site */
    of_text channel; /* nullable: capture channel of the order */
    FulfilStatus status; /* derived from the ledger */
    Ledger ledger; /* quantities */
    LegStateArray legs; /* at most 100; leg_count tells of more */
    int32_t leg_count; /* legs in all */
    LineSiteArray sites; /* what all legs hold, by site, where not all legs are shown; else empty */
    OptionalLong requested_date; /* when the customer wants it */
    OptionalLong promise_original; /* first promise */
    OptionalLong promise_current; /* current promise */
    of_text parent_line; /* nullable: the line this one substitutes */
    Completeness completeness; /* PARTIAL until line and header are known */
    int64_t version; /* +1 per published change */
    OptionalLong as_of; /* latest event time seen */
    int64_t updated_at; /* when this was published */
} LineState;

typedef struct SeenRevisionArray {
    SeenRevision *items;
    size_t len;
} SeenRevisionArray;

typedef struct SeenQuantityArray {
    SeenQuantity *items;
    size_t len;
} SeenQuantityArray;

typedef struct SeenAllocationArray {
    SeenAllocation *items;
    size_t len;
} SeenAllocationArray;

typedef struct SeenWarehouseOrderArray {
    SeenWarehouseOrder *items;
    size_t len;
} SeenWarehouseOrderArray;

typedef struct SeenPickArray {
    SeenPick *items;
    size_t len;
} SeenPickArray;

typedef struct SeenContentArray {
    SeenContent *items;
    size_t len;
} SeenContentArray;

typedef struct SeenInvoiceArray {
    SeenInvoice *items;
    size_t len;
} SeenInvoiceArray;

typedef struct SeenCreditArray {
    SeenCredit *items;
    size_t len;
} SeenCreditArray;

typedef struct SeenReceiptArray {
    SeenReceipt *items;
    size_t len;
} SeenReceiptArray;

typedef struct SeenInspectionArray {
    SeenInspection *items;
    size_t len;
} SeenInspectionArray;

typedef struct SeenProposalArray {
    SeenProposal *items;
    size_t len;
} SeenProposalArray;

typedef struct FindingArray {
    Finding *items;
    size_t len;
} FindingArray;

typedef OF_MAYBE(LineWorth) OptionalLineWorth;

/* State of one line in the order task: the latest version of every source row that speaks of it,
 * and what was published. The ledger is a pure function of these. */
typedef struct LineRow {
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number within the order */
    bool booked; /* an order line was seen; without it the line is a stub */
    /* nullable: system|instance of the order line: its positions compare with those of the
     * header from there */
    of_text realm;
    int64_t position; /* version of the order line that counts */
    of_text item; /* nullable: item id */
    int64_t net_qty; /* what is still wanted, thousandths of the base unit */
    int64_t substituted_out; /* replaced by a substitute line, thousandths of the base unit */
    OptionalLong unit_price; /* 1/10,000 of the currency unit */
    OptionalLong requested_date; /* when the customer wants it */
    OptionalLong promise_date; /* current promise */
    OptionalLong first_promise; /* promise of the earliest version that made one */
    int64_t first_promise_position; /* that version */
    of_text parent_line; /* nullable: the line this one substitutes */
    of_text site; /* nullable: preferred site */
    /* by position; the baseline is found among them, at whatever order they came */
    SeenRevisionArray revisions;
    SeenQuantityArray schedule; /* declared backorder by schedule line */
    SeenAllocationArray allocations; /* by source row */
    SeenWarehouseOrderArray warehouse_orders; /* by source row */
    SeenPickArray picks; /* by source row */
    SeenContentArray contents; /* by source row */
    SeenInvoiceArray invoices; /* by source row */
    SeenCreditArray credits; /* by source row */
    SeenReceiptArray receipts; /* by source row */
    SeenInspectionArray inspections; /* by source row */
    SeenProposalArray proposals; /* by source row: the line as the CRM has it */
    OptionalLong as_of; /* latest event time of the line's own facts */
    FindingArray findings; /* open exceptions of the line, and those to be */
    bool deleted; /* the version that counts is a deletion */
    OptionalLineWorth worth; /* what the amounts of the order hold of it; null: nothing yet */
    LineState published; /* line-state as last published */
} LineRow;

/* ERP: take SplitLine back. */
typedef struct MergeLine {
    CommandHeader header; /* identity and idempotency */
    of_text line; /* line number */
} MergeLine;

/* Carrier and dock milestones; the rank of each is that of the domain model. */
typedef enum MilestoneCode {
    MILESTONE_CODE_LABELLED,
    MILESTONE_CODE_PICKED_UP,
    MILESTONE_CODE_IN_TRANSIT,
    MILESTONE_CODE_OUT_FOR_DELIVERY,
    MILESTONE_CODE_ATTEMPTED,
    MILESTONE_CODE_DELAYED,
    MILESTONE_CODE_DAMAGED,
    MILESTONE_CODE_REFUSED,
    MILESTONE_CODE_RTS_IN_TRANSIT,
    MILESTONE_CODE_LOST,
    MILESTONE_CODE_DELIVERED,
    MILESTONE_CODE_RTS_RECEIVED,
    MILESTONE_CODE_VOIDED,
    MILESTONE_CODE_ETA_ONLY,
    MILESTONE_CODE_UNKNOWN,
} MilestoneCode;

/* How a carrier time became UTC. */
typedef enum TimeQuality {
    TIME_QUALITY_EXACT,
    TIME_QUALITY_INFERRED_TZ,
    TIME_QUALITY_DATE_ONLY,
    TIME_QUALITY_IMPLAUSIBLE,
} TimeQuality;

/* One carrier event, known by tracking number alone (owner: carrier). */
typedef struct Milestone {
    SourcePosition source; /* the source row and its version */
    of_text tracking; /* tracking number */
    MilestoneCode code; /* what happened */
    of_text raw_code; /* nullable: the carrier's own code */
    of_text raw_time; /* nullable: event time as the carrier wrote it */
    OptionalLong at; /* event time, UTC */
    TimeQuality quality; /* how `at` was found */
    of_text location; /* nullable: where */
    of_text carrier; /* nullable: carrier code */
    of_text signed_by; /* nullable: proof of delivery */
    OptionalLong eta; /* estimated arrival */
} Milestone;

/* First and last times of an order's life. */
typedef struct Milestones {
    OptionalLong captured; /* captured in CRM */
    OptionalLong booked; /* booked in the ERP */
    OptionalLong acknowledged; /* acknowledged to the customer */
    OptionalLong first_picked; /* first pick */
    OptionalLong first_shipped; /* first goods issue */
    OptionalLong last_shipped; /* last goods issue */
    OptionalLong first_delivered; /* first delivery */
    OptionalLong last_delivered; /* last delivery */
    OptionalLong paid; /* last payment */
} Milestones;

/* CRM: tell the customer. */
typedef struct NotifyCustomer {
    CommandHeader header; /* identity and idempotency */
    of_text template; /* notice template */
    of_text line; /* nullable: line it is about */
    OptionalLong date; /* date it promises */
    OptionalLong qty; /* quantity it is about, thousandths of the base unit */
} NotifyCustomer;

/* How an offer of stock was answered. */
typedef enum OfferOutcome {
    OFFER_OUTCOME_ACCEPTED,
    OFFER_OUTCOME_DECLINED,
    OFFER_OUTCOME_EXPIRED,
    OFFER_OUTCOME_UNKNOWN,
} OfferOutcome;

/* The answer to an offer of stock. Key: <item>|<site>. */
typedef struct OfferResult {
    of_text item; /* item id */
    of_text site; /* warehouse */
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number within the order */
    of_text offer; /* offer id */
    OfferOutcome outcome; /* the answer */
    int64_t qty; /* accepted, thousandths of the base unit */
    /* nullable: leg that takes it: the offer is done when that leg shows; null: whatever the
     * line is allocated there is taken for it */
    of_text allocation;
    of_text reason; /* nullable: why it was declined */
} OfferResult;

/* Supply held for a line for a while: stock at a site, or an expected receipt to peg to. */
typedef struct SupplyOffer {
    SourcePosition source; /* the source row and its version */
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number within the order */
    of_text offer; /* offer id */
    SupplyKind kind; /* stock or expected receipt */
    of_text site; /* warehouse */
    int64_t qty; /* offered, thousandths of the base unit */
    of_text supply; /* nullable: purchase order line of an expected receipt */
    OptionalLong eta; /* when an expected receipt arrives */
    OptionalLong expires_at; /* the offer lapses */
} SupplyOffer;

/* State of one open offer. Key: <item>|<site>|<order>|<line>|<number>. */
typedef struct OfferRow {
    SupplyOffer offer; /* as it was made */
    /* accepted and not yet seen allocated, thousandths of the base unit; null while it is live */
    OptionalLong accepted;
    of_text allocation; /* nullable: leg that takes it, where the answer named one */
    int64_t taken; /* seen allocated to that leg, thousandths of the base unit */
    int64_t due; /* it lapses */
} OfferRow;

/* Open exceptions of one code and severity, as order-state shows them. */
typedef struct OpenException {
    of_text code; /* exception code */
    Severity severity; /* how bad */
    int32_t count; /* open ones of this code and severity */
} OpenException;

typedef struct LinePriceArray {
    LinePrice *items;
    size_t len;
} LinePriceArray;

/* What an order is worth: the prices and amounts that order-state leaves out. Restricted. Key:
 * order key. */
typedef struct OrderCommercial {
    of_text order; /* order key, <entity>:<order id> */
    of_text currency; /* nullable: of all amounts, ISO 4217 */
    int64_t ordered; /* ordered, at the prices of the lines, 1/10,000 of the currency unit */
    int64_t shipped; /* shipped, at the prices of the lines, 1/10,000 of the currency unit */
    /* still wanted or shipped, and not invoiced, at the prices of the lines, 1/10,000 of the
     * currency unit */
    int64_t to_invoice;
    int64_t invoiced; /* as posted, 1/10,000 of the currency unit */
    int64_t credited; /* as posted, 1/10,000 of the currency unit */
    int64_t paid; /* sum of the payments that are captured, 1/10,000 of the currency unit */
    LinePriceArray prices; /* by line, the first 100; line_count of order-state tells of more */
    int32_t unpriced_lines; /* lines without a price, which the amounts lack */
    Completeness completeness; /* PARTIAL until header and lines are known */
    int64_t version; /* +1 per published change */
    int64_t updated_at; /* when this was published */
} OrderCommercial;

/* What kind of order it is. */
typedef enum OrderType {
    ORDER_TYPE_STANDARD,
    ORDER_TYPE_REPLACEMENT,
    ORDER_TYPE_RETURN,
    ORDER_TYPE_TRANSFER,
    ORDER_TYPE_UNKNOWN,
} OrderType;

typedef OF_MAYBE(AllocClass) OptionalAllocClass;

typedef OF_MAYBE(bool) OptionalBool;

typedef OF_MAYBE(InvoicePolicy) OptionalInvoicePolicy;

typedef OF_MAYBE(BackorderPolicy) OptionalBackorderPolicy;

/* The header of a sales order (owner: ERP; channel and capture from CRM). */
typedef struct OrderHeader {
    SourcePosition source; /* the source row and its version */
    of_text order; /* order key, <entity>:<order id> */
    of_text entity; /* legal entity */
    OrderType type; /* order type */
    HeaderStatus status; /* commercial status */
    of_text raw_status; /* nullable: the source's own status value */
    of_text channel; /* nullable: capture channel: EDI, WEB, CRM, MARKETPLACE, ... */
    of_text customer; /* nullable: sold-to account id */
    of_text customer_po; /* nullable: the customer's purchase order number */
    of_text currency; /* nullable: ISO 4217 */
    OptionalInt priority; /* 1 is most urgent */
    OptionalAllocClass alloc_class; /* what its lines may gain or lose when stock is short */
    OptionalLong captured_at; /* captured in CRM */
    OptionalLong booked_at; /* booked in the ERP */
    OptionalLong acknowledged_at; /* acknowledged to the customer; fixes the ordered baseline */
    OptionalLong requested_date; /* when the customer wants it */
    OptionalBool ship_complete; /* ship everything at once or not at all */
    OptionalBool partial_allowed; /* part deliveries are allowed */
    OptionalInvoicePolicy invoice_policy; /* who invoices */
    OptionalBackorderPolicy backorder_policy; /* what to do when goods are short */
} OrderHeader;

/* One line of a sales order (owner: ERP). net_qty is what is still wanted: 0 when the line is
 * cancelled or rejected. */
typedef struct OrderLine {
    SourcePosition source; /* the source row and its version */
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number within the order */
    of_text item; /* nullable: item id */
    int64_t net_qty; /* what is still wanted, thousandths of the base unit */
    int64_t substituted_out; /* replaced by a substitute line, thousandths of the base unit */
    OptionalLong unit_price; /* 1/10,000 of the currency unit */
    OptionalLong requested_date; /* when the customer wants it */
    OptionalLong promise_date; /* the ERP's current promise */
    of_text parent_line; /* nullable: the line this one substitutes */
    of_text site; /* nullable: preferred site */
} OrderLine;

/* What a tracking number says of a package now, handed to each order in it. Keyed by order. */
typedef struct OrderMilestone {
    of_text order; /* order key, <entity>:<order id> */
    of_text package; /* package id */
    /* the milestone of the highest rank; code UNKNOWN when none has one; eta: the latest */
    Milestone milestone;
    /* grows with each change of what the tracking number says: the highest wins */
    int64_t revision;
    OptionalLong as_of; /* latest event time of the package */
    bool was_lost; /* the carrier once called it lost */
    bool implausible; /* a scan has a time that cannot be */
} OrderMilestone;

/* The latest version of an order header in one source row. */
typedef struct SeenHeader {
    of_text source; /* source row: system|instance|table|row */
    int64_t position; /* version of the source row that counts */
    OrderHeader header; /* what it says */
    OptionalLong acknowledged_position; /* the first version seen that was acknowledged */
} SeenHeader;

/* State of a payment. */
typedef enum PaymentStatus {
    PAYMENT_STATUS_AUTHORISED,
    PAYMENT_STATUS_CAPTURED,
    PAYMENT_STATUS_REFUNDED,
    PAYMENT_STATUS_FAILED,
    PAYMENT_STATUS_UNKNOWN,
} PaymentStatus;

/* The latest version of a payment. */
typedef struct SeenPayment {
    of_text source; /* source row: system|instance|table|row */
    int64_t position; /* version of the source row that counts */
    int64_t amount; /* 1/10,000 of the currency unit */
    PaymentStatus status; /* state */
    bool deleted; /* the source deleted it */
    OptionalLong paid_at; /* when */
} SeenPayment;

/* How far returns are. */
typedef enum ReturnStatus {
    RETURN_STATUS_NONE,
    RETURN_STATUS_OPEN,
    RETURN_STATUS_PARTIALLY_RETURNED,
    RETURN_STATUS_RETURNED,
    RETURN_STATUS_UNKNOWN,
} ReturnStatus;

/* A package as the order sees it. */
typedef struct OrderShipment {
    of_text package; /* package id */
    of_text shipment; /* nullable: shipment id */
    of_text site; /* nullable: warehouse */
    of_text carrier; /* nullable: carrier */
    of_text tracking; /* nullable: tracking number */
    MilestoneCode status; /* highest milestone */
    OptionalLong shipped_at; /* goods issue */
    OptionalLong eta; /* estimated arrival */
    OptionalLong delivered_at; /* delivered */
} OrderShipment;

typedef struct OrderShipmentArray {
    OrderShipment *items;
    size_t len;
} OrderShipmentArray;

typedef struct ActiveSagaArray {
    ActiveSaga *items;
    size_t len;
} ActiveSagaArray;

typedef struct OpenExceptionArray {
    OpenException *items;
    size_t len;
} OpenExceptionArray;

/* An order: what is true of it now, over all systems. Key: order key. */
typedef struct OrderState {
    of_text order; /* order key, <entity>:<order id> */
    of_text entity; /* nullable: legal entity */
    OrderType type; /* order type */
    of_text channel; /* nullable: capture channel */
    of_text customer; /* nullable: sold-to account id */
    of_text customer_po; /* nullable: customer's purchase order */
    OptionalInt priority; /* 1 is most urgent */
    AllocClass alloc_class; /* what its lines may gain or lose when stock is short */
    bool ship_complete; /* ship everything at once */
    bool partial_allowed; /* part deliveries are allowed */
    InvoicePolicy invoice_policy; /* who invoices */
    BackorderPolicy backorder_policy; /* what to do when goods are short */
    OptionalLong requested_date; /* when the customer wants it */
    FulfilStatus fulfil_status; /* derived from the lines */
    BillingStatus billing_status; /* derived from the ledger */
    ReturnStatus return_status; /* derived from the ledger */
    Lifecycle lifecycle; /* anything more to come? */
    Ledger totals; /* sum over the lines */
    int32_t line_count; /* lines known */
    int32_t payments; /* payments seen */
    OrderShipmentArray shipments; /* at most 100; shipment_count tells of more */
    int32_t shipment_count; /* packages in all */
    Milestones milestones; /* times of its life */
    ActiveSagaArray active_sagas; /* sagas at work */
    OpenExceptionArray open_exceptions; /* by code and severity */
    Completeness completeness; /* PARTIAL until header and lines are known */
    int64_t version; /* +1 per published change */
    OptionalLong as_of; /* latest event time seen */
    int64_t updated_at; /* when this was published */
} OrderState;

typedef struct SeenHeaderArray {
    SeenHeader *items;
    size_t len;
} SeenHeaderArray;

typedef struct SeenPaymentArray {
    SeenPayment *items;
    size_t len;
} SeenPaymentArray;

typedef struct IntArray {
    int32_t *items;
    size_t len;
} IntArray;

typedef OF_MAYBE(OrderCommercial) OptionalOrderCommercial;

/* State of one order in the order task: what the sources said of its header and payments, counts
 * over its lines, and what was published (which holds the sums). */
typedef struct OrderRow {
    of_text order; /* order key, <entity>:<order id> */
    SeenHeaderArray headers; /* by source row */
    SeenPaymentArray payments; /* by source row */
    IntArray lines_by_status; /* lines in each FulfilStatus, in the order of its symbols */
    int32_t stub_lines; /* lines named by a leg, not yet by an order line */
    int32_t open_returns; /* lines with a receipt that nobody inspected */
    FindingArray findings; /* of the order itself, and what sagas say of lines that have no row */
    int32_t waiting; /* findings of the order, its lines and packages that have a due time */
    OptionalLong wake_at; /* the timer that is set */
    OrderState published; /* order-state as last published */
    /* order-state.commercial as last published, with the sums; null: there is nothing to tell */
    OptionalOrderCommercial commercial;
} OrderRow;

/* A participant's answer: done, a business refusal, or a technical failure. */
typedef enum Outcome {
    OUTCOME_OK,
    OUTCOME_REJECT,
    OUTCOME_TECH_RETRY,
    OUTCOME_TECH_FATAL,
    OUTCOME_NOT_DONE,
    OUTCOME_UNKNOWN,
} Outcome;

/* What of one line lies in a package (owner: WMS). It counts as shipped once the shipment is
 * confirmed. */
typedef struct PackageContent {
    SourcePosition source; /* the source row and its version */
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number within the order */
    of_text allocation; /* leg the goods come from */
    of_text site; /* warehouse */
    of_text package; /* package id (SSCC) */
    int64_t qty; /* quantity of the line in the package, thousandths of the base unit */
} PackageContent;

/* Cross-reference: this tracking number carries goods of this order. Keyed by tracking number,
 * as only that is known to the carrier. */
typedef struct PackageOrder {
    SourcePosition source; /* the source row and its version */
    of_text tracking; /* tracking number */
    of_text order; /* order key, <entity>:<order id> */
    of_text package; /* package id (SSCC) */
    of_text shipment; /* nullable: shipment id */
    of_text site; /* nullable: warehouse */
    of_text carrier; /* nullable: carrier code */
} PackageOrder;

/* The latest version of a ship confirmation. */
typedef struct SeenConfirm {
    of_text source; /* source row: system|instance|table|row */
    int64_t position; /* version of the source row that counts */
    of_text shipment; /* shipment id */
    of_text site; /* warehouse */
    of_text tracking; /* nullable: tracking number */
    of_text carrier; /* nullable: carrier code */
    OptionalLong shipped_at; /* goods issue */
    bool voided; /* taken back, or deleted */
} SeenConfirm;

/* What a tracking number last said of a package. */
typedef struct SeenTracking {
    of_text tracking; /* tracking number */
    int64_t revision; /* of the tracking number: the highest wins */
    MilestoneCode code; /* highest rank */
    OptionalLong at; /* event time of it */
    OptionalLong eta; /* estimated arrival */
    bool was_lost; /* the carrier once called it lost */
    bool implausible; /* a scan has a time that cannot be */
} SeenTracking;

typedef struct SeenConfirmArray {
    SeenConfirm *items;
    size_t len;
} SeenConfirmArray;

typedef struct SeenTrackingArray {
    SeenTracking *items;
    size_t len;
} SeenTrackingArray;

/* State of one package as one order sees it. */
typedef struct PackageRow {
    of_text order; /* order key, <entity>:<order id> */
    of_text package; /* package id */
    SeenConfirmArray confirms; /* by source row */
    SeenTrackingArray trackings; /* by tracking number */
    TextArray lines; /* lines with goods in it */
    of_text site; /* nullable: warehouse that packed it */
    Whereabouts whereabouts; /* where its goods are: what the lines were told */
    OptionalLong since; /* event time of that */
    bool was_lost; /* the carrier once called it lost: what the lines were told */
    FindingArray findings; /* open exceptions of the package, and those to be */
    OrderShipment shipment; /* as order-state shows it */
} PackageRow;

/* A participant's answer to a command, matched on the full key (rule E3). */
typedef struct Reply {
    of_text key; /* idempotency key of the command answered */
    of_text order; /* order key, <entity>:<order id> */
    Outcome outcome; /* done, refused or failed */
    of_text code; /* nullable: refusal code: INSUFFICIENT, LINE_CLOSED, TOO_LATE_SHIPPED, ... */
    of_text effect; /* nullable: the participant's own reference of the effect */
    of_text asked_key; /* nullable: answer to QueryOutcome: the key that was asked about */
    OptionalLong qty; /* allocated, available, put back: thousandths of the base unit */
    OptionalLong date; /* eta, previous promise, expiry */
    of_text reference; /* nullable: tracking number, child line */
    InspectionResultArray results; /* grades of an inspection */
    OptionalLong at; /* when the participant answered */
} Reply;

/* An answer to a saga that is not known. */
typedef struct ParkedReply {
    Reply reply; /* the answer */
    int64_t until; /* it is given up then */
} ParkedReply;

/* A record, or a timer that fell due, of a quarantined order. Keyed by order and sequence. */
typedef struct ParkedRow {
    of_text topic; /* nullable: where the record was read; absent: a timer */
    int32_t partition; /* of the topic */
    int64_t offset; /* in the partition */
    of_bytes value; /* nullable: the record as it was read */
    of_text node; /* nullable: of a timer: the node that set it */
    of_text name; /* nullable: of a timer: its name */
    OptionalLong due; /* of a timer: when it was due */
    int64_t at; /* when it was parked, engine time */
} ParkedRow;

/* One payment of an order (owner: finance). */
typedef struct Payment {
    SourcePosition source; /* the source row and its version */
    of_text order; /* order key, <entity>:<order id> */
    of_text payment; /* payment id */
    of_text method; /* nullable: how */
    int64_t amount; /* 1/10,000 of the currency unit */
    PaymentStatus status; /* state */
    OptionalLong paid_at; /* when */
} Payment;

/* ERP: promise an expected receipt to a line. */
typedef struct PegReceipt {
    CommandHeader header; /* identity and idempotency */
    of_text line; /* line number */
    of_text peg; /* peg id */
    of_text supply; /* purchase order line */
    int64_t qty; /* pegged, thousandths of the base unit */
} PegReceipt;

/* One pick task of a leg; quantities are cumulative per task (owner: WMS). */
typedef struct Pick {
    SourcePosition source; /* the source row and its version */
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number within the order */
    of_text allocation; /* leg */
    of_text site; /* warehouse */
    of_text task; /* pick task id */
    int64_t picked_qty; /* picked, thousandths of the base unit */
    int64_t shorted_qty; /* not found, thousandths of the base unit */
    int64_t put_back_qty; /* picked and put back, thousandths of the base unit */
    of_text item; /* nullable: item that was picked, where the warehouse says so */
    of_text short_reason; /* nullable: why it was short */
    OptionalLong at; /* when it was picked */
} Pick;

/* One leg of a split plan. */
typedef struct PlannedLeg {
    of_text allocation; /* leg */
    of_text site; /* warehouse */
    int64_t qty; /* of the line from this site, thousandths of the base unit */
} PlannedLeg;

/* What an entry of the quarantine log records. BROKEN: a law was broken, the order is parked.
 * RELEASE, DROP, DROP_FIRST: an operator asked for it. REFUSED: what was asked cannot be done.
 * OVER: nothing is parked any more, the order goes on. */
typedef enum QuarantineEvent {
    QUARANTINE_EVENT_BROKEN,
    QUARANTINE_EVENT_RELEASE,
    QUARANTINE_EVENT_DROP,
    QUARANTINE_EVENT_DROP_FIRST,
    QUARANTINE_EVENT_REFUSED,
    QUARANTINE_EVENT_OVER,
    QUARANTINE_EVENT_UNKNOWN,
} QuarantineEvent;

/* One entry of the quarantine log. Keyed by order. */
typedef struct QuarantineEntry {
    of_text order; /* order key, <entity>:<order id> */
    QuarantineEvent event; /* what happened */
    of_text law; /* nullable: BROKEN: the law, by name, and what is wrong */
    /* nullable: BROKEN: the record that was not emitted, as JSON, cut to what fits */
    of_text values;
    of_text topic; /* nullable: BROKEN: of the fact that broke it; absent: a timer */
    int32_t partition; /* of that topic */
    int64_t offset; /* in that partition; of a timer: when it was due */
    OptionalLong position; /* source position of the fact, where it has one */
    int64_t parked; /* records that are parked now */
    of_text control; /* nullable: id of the operator's request */
    of_text actor; /* nullable: who asked */
    of_text reason; /* nullable: why; REFUSED: why not */
    int64_t at; /* when, engine time */
} QuarantineEntry;

/* An order that broke a law: what is parked of it, and what an operator asked. Keyed by order. */
typedef struct QuarantineRow {
    of_text order; /* order key, <entity>:<order id> */
    of_text law; /* the law that was broken last */
    /* nullable: key of the parked timer that broke it; absent: the record `first` did */
    of_text timer;
    int64_t since; /* when a law was broken first, engine time */
    int64_t first; /* sequence of the first record that is parked */
    int64_t next; /* sequence of the next record to park */
    bool replaying; /* an operator asked: parked records leave one by one */
    bool ready; /* the timers that waited are set again */
    bool drops; /* what broke the law is discarded */
    int64_t drop_before; /* records of a lower sequence are discarded, not replayed */
    of_text control; /* nullable: id of the operator's request */
} QuarantineRow;

/* Any participant: what became of a command? */
typedef struct QueryOutcome {
    CommandHeader header; /* identity and idempotency */
    of_text asked_key; /* idempotency key of the command in question */
} QueryOutcome;

/* A place in the queue for stock. Key: <item>|<site>|<lane>|<rank>. */
typedef struct QueuedDemand {
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number within the order */
    int64_t round; /* the round in which it passed */
} QueuedDemand;

/* ERP: declare a quantity of a line as backordered. */
typedef struct RecordBackorder {
    CommandHeader header; /* identity and idempotency */
    of_text line; /* line number */
    int64_t qty; /* short, thousandths of the base unit */
    of_text reason; /* ATP_SHORT, SHORT_PICK, ALLOCATION_LOST, SPLIT_FAILED */
} RecordBackorder;

/* Finance: the customer no longer owes this. */
typedef struct ReleaseCreditExposure {
    CommandHeader header; /* identity and idempotency */
    int64_t amount; /* 1/10,000 of the currency unit */
} ReleaseCreditExposure;

/* ERP: take PegReceipt back. */
typedef struct ReleasePeg {
    CommandHeader header; /* identity and idempotency */
    of_text line; /* line number */
    of_text peg; /* peg id */
    of_text supply; /* purchase order line */
    int64_t qty; /* released, thousandths of the base unit */
} ReleasePeg;

/* WMS: ship what is staged. */
typedef struct ReleaseStageHold {
    CommandHeader header; /* identity and idempotency */
    of_text warehouse_order; /* warehouse order id */
} ReleaseStageHold;

/* WMS: pick and ship a leg. */
typedef struct ReleaseToWarehouse {
    CommandHeader header; /* identity and idempotency */
    of_text line; /* line number */
    of_text warehouse_order; /* warehouse order id */
    of_text allocation; /* leg */
    of_text site; /* warehouse */
    int64_t qty; /* to ship, thousandths of the base unit */
    bool hold_at_stage; /* stage, do not ship until told */
} ReleaseToWarehouse;

/* One receipt of returned goods. */
typedef struct ReturnLeg {
    of_text receipt; /* receipt id */
    of_text site; /* warehouse */
    int64_t qty; /* received, thousandths of the base unit */
    bool inspected; /* the verdict is known */
    InspectionResultArray results; /* graded parts */
    int64_t credit_qty; /* accepted, thousandths of the base unit */
    int64_t credit_amount; /* 1/10,000 of the currency unit */
    of_text credit_key; /* idempotency key of the books */
    bool credited; /* finance posted the credit */
    bool disposed; /* the goods are where they belong */
} ReturnLeg;

/* Returned goods stand on our dock (owner: WMS). */
typedef struct ReturnReceipt {
    SourcePosition source; /* the source row and its version */
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number within the order */
    of_text receipt; /* receipt id */
    of_text rma; /* nullable: return authorisation */
    of_text site; /* warehouse */
    int64_t qty; /* received, thousandths of the base unit */
    of_text condition; /* nullable: X12 861 condition code */
    OptionalLong at; /* when */
} ReturnReceipt;

/* The customer wants to send goods back (owner: CRM). */
typedef struct ReturnRequest {
    SourcePosition source; /* the source row and its version */
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number within the order */
    of_text request; /* request id */
    of_text case_id; /* nullable: service case */
    int64_t qty; /* to be returned, thousandths of the base unit */
    of_text reason; /* nullable: why */
    OptionalLong at; /* when */
} ReturnRequest;

typedef struct ReturnLegArray {
    ReturnLeg *items;
    size_t len;
} ReturnLegArray;

/* What the return saga knows. */
typedef struct ReturnState {
    SagaScope scope; /* the line */
    of_text request; /* request id */
    of_text case_id; /* nullable: service case */
    of_text rma; /* return authorisation id */
    int64_t qty; /* asked for, thousandths of the base unit */
    of_text site; /* warehouse the goods are to come to */
    of_text carrier; /* carrier of the label */
    int64_t returnable; /* may still come back, thousandths of the base unit */
    int64_t shipped; /* left the dock, thousandths of the base unit */
    int64_t creditable; /* invoiced and not credited, thousandths of the base unit */
    int64_t credited; /* credited by this saga, thousandths of the base unit */
    OptionalLong expires_at; /* what has not come by then is not expected any more */
    int64_t expired_qty; /* never came, thousandths of the base unit */
    ReturnLegArray legs; /* receipts */
} ReturnState;

/* What the saga node tells the order node of one saga; a call within the order's task. */
typedef struct SagaChange {
    ActiveSaga saga; /* the saga as order-state shows it */
    bool ended; /* it is over and leaves order-state */
    of_text end_state; /* nullable: how it ended */
} SagaChange;

/* What an entry of the saga log records. */
typedef enum SagaEventKind {
    SAGA_EVENT_KIND_START,
    SAGA_EVENT_KIND_COMMAND,
    SAGA_EVENT_KIND_REPLY,
    SAGA_EVENT_KIND_FACT,
    SAGA_EVENT_KIND_TIMER,
    SAGA_EVENT_KIND_DECISION,
    SAGA_EVENT_KIND_COMP,
    SAGA_EVENT_KIND_LATE,
    SAGA_EVENT_KIND_STALE,
    SAGA_EVENT_KIND_END,
} SagaEventKind;

/* One entry of the saga log: append-only, one per step of a saga's life. */
typedef struct SagaEntry {
    of_text saga; /* saga id */
    int64_t seq; /* 1, 2, 3 ... within the saga */
    SagaType type; /* which promise */
    of_text order; /* order key, <entity>:<order id> */
    of_text step; /* nullable: step */
    of_text target; /* nullable: what the step works on */
    SagaEventKind event; /* what happened */
    of_text key; /* nullable: command key */
    int32_t generation; /* generation of the command */
    int32_t attempt; /* attempt of the command */
    of_text state_before; /* saga state before */
    of_text state_after; /* saga state after */
    of_text reason; /* nullable: why */
    int64_t at; /* when, engine time */
} SagaEntry;

typedef OF_MAYBE(LineState) OptionalLineState;

/* What starts and feeds the sagas of one line. Key: <order>|<line>. */
typedef struct SagaLine {
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number */
    int32_t backorders; /* backorder sagas so far: ids are never reused */
    TextArray live; /* sagas at work */
    SagaOfferArray offers; /* supply offered while no saga was at work */
    /* every offer that came, by its source row: a repeat is not new supply */
    SeenQuantityArray offered;
    OptionalLong settle_at; /* a shortage is looked at then */
    OptionalLineState last; /* the line as it was published last */
} SagaLine;

/* An exception that a saga opened and has to close. */
typedef struct SagaOpenException {
    of_text code; /* exception code */
    of_text subject; /* nullable: step and target, where it is about one */
    of_text detail; /* nullable: in words */
    int64_t opened_at; /* when it was first seen */
} SagaOpenException;

typedef struct ParkedReplyArray {
    ParkedReply *items;
    size_t len;
} ParkedReplyArray;

/* What the sagas of an order share. Key: order key. */
typedef struct SagaOrder {
    of_text order; /* order key, <entity>:<order id> */
    int32_t splits; /* split sagas so far: ids are never reused */
    of_text live_split; /* nullable: split saga at work */
    bool ship_complete; /* ship everything at once */
    bool partial_allowed; /* part deliveries are allowed */
    InvoicePolicy invoice_policy; /* who invoices */
    BackorderPolicy backorder_policy; /* what to do when goods are short */
    of_text site; /* nullable: warehouse of the first shipment */
    of_text carrier; /* nullable: carrier of the first shipment */
    ParkedReplyArray parked; /* answers to unknown sagas, at most 100 */
} SagaOrder;

/* How far a saga is. */
typedef enum SagaStatus {
    SAGA_STATUS_RUNNING,
    SAGA_STATUS_WAITING,
    SAGA_STATUS_DRAINING,
    SAGA_STATUS_COMPENSATING,
    SAGA_STATUS_MANUAL,
    SAGA_STATUS_COMPLETED,
    SAGA_STATUS_COMPENSATED,
} SagaStatus;

/* How far one command of a saga is. */
typedef enum SagaRunStatus {
    SAGA_RUN_STATUS_SENT,
    SAGA_RUN_STATUS_OK,
    SAGA_RUN_STATUS_REJECTED,
    SAGA_RUN_STATUS_UNKNOWN,
    SAGA_RUN_STATUS_SKIPPED,
    SAGA_RUN_STATUS_COMP_SENT,
    SAGA_RUN_STATUS_COMPENSATED,
    SAGA_RUN_STATUS_COMP_FAILED,
} SagaRunStatus;

/* One command of a saga: a step for one target, and how it was taken back. */
typedef struct SagaRun {
    of_text step; /* step of the saga */
    of_text target; /* what the step works on: line, leg, receipt */
    int32_t leg; /* index of the leg, 0 where the step works on the whole */
    int32_t generation; /* a deliberate new effect has a new generation */
    int32_t visit; /* visit of the step that sent it */
    int32_t attempt; /* sendings so far */
    SagaRunStatus status; /* how far it is */
    of_text code; /* nullable: refusal code */
    OptionalLong due_at; /* what is in flight is followed up then */
    int32_t inquiry; /* QueryOutcome: how often this outcome had to be asked for */
    int32_t inquiry_attempt; /* sendings of the last inquiry */
    bool undo_wanted; /* it is to be taken back */
    int32_t undo_generation; /* generation of the compensation */
    int32_t undo_attempt; /* sendings of the compensation */
    bool unsure; /* nobody knew whether it had happened when it was taken back */
} SagaRun;

typedef struct PlannedLegArray {
    PlannedLeg *items;
    size_t len;
} PlannedLegArray;

/* What the split-shipment saga knows. */
typedef struct SplitState {
    SagaScope scope; /* the line */
    InvoicePolicy invoice_policy; /* who invoices */
    SagaOfferArray offers; /* supply offered and not used */
    SagaLegArray legs; /* where the goods come from */
    PlannedLegArray plan; /* the first plan, as the ERP was told */
    int32_t replans; /* times a hole was planned anew */
    of_text invoice_key; /* idempotency key of the books */
    int64_t invoice_qty; /* invoiced, thousandths of the base unit */
} SplitState;

typedef struct SagaRunArray {
    SagaRun *items;
    size_t len;
} SagaRunArray;

typedef struct SagaOpenExceptionArray {
    SagaOpenException *items;
    size_t len;
} SagaOpenExceptionArray;

typedef OF_MAYBE(BackorderState) OptionalBackorderState;

typedef OF_MAYBE(SplitState) OptionalSplitState;

typedef OF_MAYBE(ReturnState) OptionalReturnState;

/* One saga instance: where it stands, what it sent, and what its steps know. */
typedef struct SagaRow {
    of_text saga; /* saga id */
    SagaType type; /* which promise */
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number */
    int32_t version; /* of the definition */
    SagaStatus status; /* how far it is */
    of_text step; /* current step */
    int32_t visit; /* steps entered so far */
    int64_t started_at; /* engine time */
    OptionalLong deadline; /* the current step ends then by itself */
    bool pivoted; /* past the point of no return */
    SagaRunArray runs; /* commands sent, in order */
    of_text then; /* nullable: step to go to when all is taken back */
    bool hand_over; /* a person takes over when all is taken back */
    of_text backorder_reason; /* nullable: a backorder follows when it ends */
    SagaOpenExceptionArray exceptions; /* open, to be closed by this saga */
    int64_t seq; /* last entry of the saga log */
    of_text end_state; /* nullable: how it ended */
    OptionalLong ended_at; /* when */
    OptionalBackorderState backorder; /* of a backorder */
    OptionalSplitState split; /* of a split shipment */
    OptionalReturnState returned; /* of a return */
} SagaRow;

/* The ERP's availability answer for a line: confirmed less than requested declares a backorder
 * of the difference. */
typedef struct ScheduleLine {
    SourcePosition source; /* the source row and its version */
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number within the order */
    of_text seq; /* schedule line number */
    int64_t requested_qty; /* asked for, thousandths of the base unit */
    int64_t confirmed_qty; /* confirmed, thousandths of the base unit */
    OptionalLong date; /* schedule date */
} ScheduleLine;

/* The latest version of a carrier event. */
typedef struct SeenMilestone {
    of_text source; /* source row: system|instance|table|row */
    int64_t position; /* version of the source row that counts */
    Milestone milestone; /* what the carrier says */
} SeenMilestone;

/* The latest version of a cross-reference from a tracking number to an order. */
typedef struct SeenPackageOrder {
    of_text source; /* source row: system|instance|table|row */
    int64_t position; /* version of the source row that counts */
    of_text order; /* order key, <entity>:<order id> */
    of_text package; /* package id */
    of_text shipment; /* nullable: shipment id */
    of_text site; /* nullable: warehouse */
    of_text carrier; /* nullable: carrier code */
    bool deleted; /* the source deleted it */
} SeenPackageOrder;

/* What an inbound quantity comes by. */
typedef enum SupplyType {
    SUPPLY_TYPE_PURCHASE_ORDER,
    SUPPLY_TYPE_ASN,
    SUPPLY_TYPE_TRANSFER,
    SUPPLY_TYPE_RECEIPT,
    SUPPLY_TYPE_UNKNOWN,
} SupplyType;

/* The latest version of a source row of a supply. Thousandths of the base unit. */
typedef struct SeenSupply {
    of_text source; /* source row: system|instance|table|row */
    int64_t position; /* version of the source row that counts */
    SupplyType type; /* what the row is */
    int64_t qty; /* ordered, shipped or received; 0 when the row was deleted */
    int64_t received; /* received as the ERP knows it */
    OptionalLong eta; /* expected arrival */
    int32_t confidence; /* per cent */
    bool pegged; /* to a sales order */
} SeenSupply;

/* One order's part of a package left the dock (owner: WMS). */
typedef struct ShipConfirm {
    SourcePosition source; /* the source row and its version */
    of_text order; /* order key, <entity>:<order id> */
    of_text shipment; /* shipment id */
    of_text package; /* package id (SSCC) */
    of_text site; /* warehouse */
    of_text tracking; /* nullable: tracking number */
    of_text carrier; /* nullable: carrier code */
    OptionalLong shipped_at; /* goods issue */
    bool voided; /* explicit void_shipping: the confirmation is taken back */
} ShipConfirm;

typedef struct MilestoneArray {
    Milestone *items;
    size_t len;
} MilestoneArray;

typedef OF_MAYBE(TimeQuality) OptionalTimeQuality;

/* A package on its way: milestones by rank, never by arrival. Key: tracking number. */
typedef struct ShipmentState {
    of_text tracking; /* tracking number */
    of_text package; /* nullable: package id */
    of_text shipment; /* nullable: shipment id */
    of_text site; /* nullable: warehouse */
    of_text carrier; /* nullable: carrier code */
    TextArray orders; /* orders with goods in it, at most 100 */
    int32_t order_count; /* orders in all */
    MilestoneCode status; /* highest rank seen */
    int32_t attempts; /* failed delivery attempts */
    MilestoneArray milestones; /* by event time, at most 100 */
    OptionalLong delivered_at; /* when it was delivered */
    OptionalTimeQuality delivered_quality; /* how that time was found */
    of_text signed_by; /* nullable: proof of delivery */
    OptionalLong eta; /* estimated arrival */
    Completeness completeness; /* PARTIAL until package and carrier both spoke */
    int64_t version; /* +1 per published change */
    OptionalLong as_of; /* latest event time seen */
    int64_t updated_at; /* when this was published */
} ShipmentState;

/* ERP: split a line over several sites. */
typedef struct SplitLine {
    CommandHeader header; /* identity and idempotency */
    of_text line; /* line number */
    PlannedLegArray legs; /* the plan */
} SplitLine;

/* Inbound quantity of an item to a site, as one source row tells it: a purchase order line, a
 * transfer, a shipment notice for a part of either, or a receipt. */
typedef struct Supply {
    SourcePosition source; /* the source row and its version */
    of_text item; /* item id */
    of_text site; /* warehouse */
    /* purchase order line or transfer; a notice and a receipt name the one they belong to */
    of_text supply;
    SupplyType type; /* what the row is */
    int64_t qty; /* ordered, shipped or received in all, thousandths of the base unit */
    /* of it received, as the ERP knows it, cumulative, thousandths of the base unit */
    int64_t received;
    OptionalLong eta; /* expected arrival */
    int32_t confidence; /* how sure the arrival is, per cent */
    of_text order; /* nullable: sales order it is pegged to, order key */
    OptionalLong at; /* when it was so */
} Supply;

/* Open quantity of a supply on one day. */
typedef struct SupplyPart {
    int32_t day; /* days since 1970 */
    int64_t qty; /* thousandths of the base unit */
} SupplyPart;

typedef struct SeenSupplyArray {
    SeenSupply *items;
    size_t len;
} SeenSupplyArray;

typedef struct SupplyPartArray {
    SupplyPart *items;
    size_t len;
} SupplyPartArray;

/* State of one supply of an item at a site. Key: <item>|<site>|<supply>. Thousandths of the base
 * unit. */
typedef struct SupplyRow {
    of_text supply; /* purchase order line or transfer */
    SeenSupplyArray rows; /* by source row */
    SupplyPartArray parts; /* what it adds to the days */
    int64_t undated; /* open, but on no day */
    int64_t pegged; /* open and pegged */
} SupplyRow;

typedef struct SeenPackageOrderArray {
    SeenPackageOrder *items;
    size_t len;
} SeenPackageOrderArray;

typedef struct SeenMilestoneArray {
    SeenMilestone *items;
    size_t len;
} SeenMilestoneArray;

typedef OF_MAYBE(OrderMilestone) OptionalOrderMilestone;

/* State of one tracking number: orders in the package, what the carrier said, and what was
 * published. */
typedef struct TrackingRow {
    of_text tracking; /* tracking number */
    SeenPackageOrderArray orders; /* by source row */
    /* by source row, at most 100: plain scans go first, the oldest of them first */
    SeenMilestoneArray milestones;
    OptionalOrderMilestone told; /* what the orders were last told */
    OptionalLong as_of; /* latest event time seen */
    ShipmentState published; /* shipment-state as last published */
} TrackingRow;

/* ERP: promise another date for a line. */
typedef struct UpdatePromiseDate {
    CommandHeader header; /* identity and idempotency */
    of_text line; /* line number */
    OptionalLong date; /* null: no date is known */
} UpdatePromiseDate;

/* Carrier: take CreateReturnLabel back. */
typedef struct VoidLabel {
    CommandHeader header; /* identity and idempotency */
    of_text rma; /* return authorisation id */
} VoidLabel;

/* How far a warehouse order is. */
typedef enum WarehouseOrderStatus {
    WAREHOUSE_ORDER_STATUS_ACCEPTED,
    WAREHOUSE_ORDER_STATUS_PICKING,
    WAREHOUSE_ORDER_STATUS_STAGED,
    WAREHOUSE_ORDER_STATUS_SHIPPED,
    WAREHOUSE_ORDER_STATUS_CANCELLED,
    WAREHOUSE_ORDER_STATUS_UNKNOWN,
} WarehouseOrderStatus;

/* A leg as the warehouse sees it (owner: WMS). */
typedef struct WarehouseOrder {
    SourcePosition source; /* the source row and its version */
    of_text order; /* order key, <entity>:<order id> */
    of_text line; /* line number within the order */
    of_text allocation; /* leg */
    of_text site; /* warehouse */
    of_text warehouse_order; /* warehouse order id */
    WarehouseOrderStatus status; /* status */
    OptionalInt priority; /* 1 is most urgent */
    OptionalLong at; /* when it happened */
} WarehouseOrder;

extern const of_enum_type of_SagaType_enum;
extern const of_record_type of_ActiveSaga_type;
extern const of_enum_type of_AllocClass_enum;
extern const of_record_type of_CommandHeader_type;
extern const of_record_type of_AllocateStock_type;
extern const of_record_type of_SourcePosition_type;
extern const of_record_type of_Allocation_type;
extern const of_record_type of_AtpBucket_type;
extern const of_enum_type of_BackorderPolicy_enum;
extern const of_record_type of_SagaScope_type;
extern const of_enum_type of_SupplyKind_enum;
extern const of_record_type of_SagaOffer_type;
extern const of_record_type of_SagaLeg_type;
extern const of_record_type of_SagaPeg_type;
extern const of_record_type of_BackorderState_type;
extern const of_enum_type of_BillingStatus_enum;
extern const of_record_type of_CancelExpectedReturn_type;
extern const of_record_type of_CancelLine_type;
extern const of_record_type of_CancelRequest_type;
extern const of_record_type of_CancelRma_type;
extern const of_record_type of_CancelWarehouseOrder_type;
extern const of_record_type of_ChannelCount_type;
extern const of_record_type of_ClearBackorder_type;
extern const of_record_type of_CloseCase_type;
extern const of_record_type of_CloseRma_type;
extern const of_enum_type of_Completeness_enum;
extern const of_enum_type of_ControlAction_enum;
extern const of_record_type of_Control_type;
extern const of_record_type of_CreateCreditMemo_type;
extern const of_record_type of_CreateInvoice_type;
extern const of_record_type of_CreateReturnLabel_type;
extern const of_record_type of_CreateRma_type;
extern const of_enum_type of_CreditReason_enum;
extern const of_record_type of_CreditMemoLine_type;
extern const of_record_type of_DeadLetter_type;
extern const of_record_type of_DeallocateStock_type;
extern const of_enum_type of_DemandLane_enum;
extern const of_record_type of_DemandLeg_type;
extern const of_record_type of_LineDemand_type;
extern const of_record_type of_DemandLine_type;
extern const of_record_type of_DemandOrder_type;
extern const of_record_type of_DemandRow_type;
extern const of_enum_type of_Disposition_enum;
extern const of_enum_type of_Verdict_enum;
extern const of_record_type of_InspectionResult_type;
extern const of_record_type of_DispositionStock_type;
extern const of_record_type of_ExceptionChange_type;
extern const of_enum_type of_ExceptionClass_enum;
extern const of_record_type of_ExpectReturn_type;
extern const of_record_type of_FillRate_type;
extern const of_record_type of_Telling_type;
extern const of_enum_type of_Severity_enum;
extern const of_record_type of_OrderException_type;
extern const of_record_type of_Finding_type;
extern const of_enum_type of_FulfilStatus_enum;
extern const of_enum_type of_HeaderStatus_enum;
extern const of_record_type of_InspectReturn_type;
extern const of_record_type of_Inspection_type;
extern const of_record_type of_InventoryAtp_type;
extern const of_record_type of_InventoryDay_type;
extern const of_record_type of_InventoryPosition_type;
extern const of_record_type of_SeenStock_type;
extern const of_record_type of_StockMove_type;
extern const of_record_type of_InventoryRow_type;
extern const of_record_type of_InvoiceLine_type;
extern const of_enum_type of_InvoicePolicy_enum;
extern const of_record_type of_Ledger_type;
extern const of_record_type of_LegState_type;
extern const of_enum_type of_Lifecycle_enum;
extern const of_record_type of_LinePrice_type;
extern const of_record_type of_SeenRevision_type;
extern const of_record_type of_SeenQuantity_type;
extern const of_record_type of_SeenAllocation_type;
extern const of_record_type of_SeenWarehouseOrder_type;
extern const of_record_type of_SeenPick_type;
extern const of_enum_type of_Whereabouts_enum;
extern const of_record_type of_SeenContent_type;
extern const of_record_type of_SeenInvoice_type;
extern const of_record_type of_SeenCredit_type;
extern const of_record_type of_SeenReceipt_type;
extern const of_record_type of_SeenInspection_type;
extern const of_record_type of_SeenProposal_type;
extern const of_record_type of_LineWorth_type;
extern const of_record_type of_LineSite_type;
extern const of_record_type of_LineState_type;
extern const of_record_type of_LineRow_type;
extern const of_record_type of_MergeLine_type;
extern const of_enum_type of_MilestoneCode_enum;
extern const of_enum_type of_TimeQuality_enum;
extern const of_record_type of_Milestone_type;
extern const of_record_type of_Milestones_type;
extern const of_record_type of_NotifyCustomer_type;
extern const of_enum_type of_OfferOutcome_enum;
extern const of_record_type of_OfferResult_type;
extern const of_record_type of_SupplyOffer_type;
extern const of_record_type of_OfferRow_type;
extern const of_record_type of_OpenException_type;
extern const of_record_type of_OrderCommercial_type;
extern const of_enum_type of_OrderType_enum;
extern const of_record_type of_OrderHeader_type;
extern const of_record_type of_OrderLine_type;
extern const of_record_type of_OrderMilestone_type;
extern const of_record_type of_SeenHeader_type;
extern const of_enum_type of_PaymentStatus_enum;
extern const of_record_type of_SeenPayment_type;
extern const of_enum_type of_ReturnStatus_enum;
extern const of_record_type of_OrderShipment_type;
extern const of_record_type of_OrderState_type;
extern const of_record_type of_OrderRow_type;
extern const of_enum_type of_Outcome_enum;
extern const of_record_type of_PackageContent_type;
extern const of_record_type of_PackageOrder_type;
extern const of_record_type of_SeenConfirm_type;
extern const of_record_type of_SeenTracking_type;
extern const of_record_type of_PackageRow_type;
extern const of_record_type of_Reply_type;
extern const of_record_type of_ParkedReply_type;
extern const of_record_type of_ParkedRow_type;
extern const of_record_type of_Payment_type;
extern const of_record_type of_PegReceipt_type;
extern const of_record_type of_Pick_type;
extern const of_record_type of_PlannedLeg_type;
extern const of_enum_type of_QuarantineEvent_enum;
extern const of_record_type of_QuarantineEntry_type;
extern const of_record_type of_QuarantineRow_type;
extern const of_record_type of_QueryOutcome_type;
extern const of_record_type of_QueuedDemand_type;
extern const of_record_type of_RecordBackorder_type;
extern const of_record_type of_ReleaseCreditExposure_type;
extern const of_record_type of_ReleasePeg_type;
extern const of_record_type of_ReleaseStageHold_type;
extern const of_record_type of_ReleaseToWarehouse_type;
extern const of_record_type of_ReturnLeg_type;
extern const of_record_type of_ReturnReceipt_type;
extern const of_record_type of_ReturnRequest_type;
extern const of_record_type of_ReturnState_type;
extern const of_record_type of_SagaChange_type;
extern const of_enum_type of_SagaEventKind_enum;
extern const of_record_type of_SagaEntry_type;
extern const of_record_type of_SagaLine_type;
extern const of_record_type of_SagaOpenException_type;
extern const of_record_type of_SagaOrder_type;
extern const of_enum_type of_SagaStatus_enum;
extern const of_enum_type of_SagaRunStatus_enum;
extern const of_record_type of_SagaRun_type;
extern const of_record_type of_SplitState_type;
extern const of_record_type of_SagaRow_type;
extern const of_record_type of_ScheduleLine_type;
extern const of_record_type of_SeenMilestone_type;
extern const of_record_type of_SeenPackageOrder_type;
extern const of_enum_type of_SupplyType_enum;
extern const of_record_type of_SeenSupply_type;
extern const of_record_type of_ShipConfirm_type;
extern const of_record_type of_ShipmentState_type;
extern const of_record_type of_SplitLine_type;
extern const of_record_type of_Supply_type;
extern const of_record_type of_SupplyPart_type;
extern const of_record_type of_SupplyRow_type;
extern const of_record_type of_TrackingRow_type;
extern const of_record_type of_UpdatePromiseDate_type;
extern const of_record_type of_VoidLabel_type;
extern const of_enum_type of_WarehouseOrderStatus_enum;
extern const of_record_type of_WarehouseOrder_type;

/* Every record above, ended by NULL. */
extern const of_record_type *const of_model_types[];
