/* Facts of made orders, straight to canon.order of a real broker: what the memory proof feeds on.
 *
 *     memory_feed BROKERS SCHEMAS PARTITIONS orders COUNT       a header and a line of each order
 *     memory_feed BROKERS SCHEMAS PARTITIONS burst BYTES COUNT  later versions of their headers, of
 *                                                               2 KiB each, over orders at random
 *     memory_feed BROKERS SCHEMAS PARTITIONS lines COUNT        one order of so many lines
 *
 * SCHEMAS is the folder that serves as registry. Prints how many facts were sent. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "avro/model.h"
#include "avro/registry/registry.h"
#include "avro/registry/wire.h"
#include "topology/base/clock.h"
#include "topology/kafka/real.h"

#define TIMEOUT_MS  60000
#define TEXT_SIZE   64
#define BURST_TEXT  2000
#define FLUSH_EVERY 20000

typedef struct feed {
    of_kafka *kafka;
    of_producer *producer;
    int32_t topic;
    int32_t partitions;
    int32_t header_schema;
    int32_t line_schema;
    of_buffer value;
    int64_t position; /* grows: every fact is a later version */
    int64_t sent;
    int64_t bytes;
    uint64_t seed;
} feed;

static void require(of_status status, const char *what)
{
    if (!of_ok(status)) {
        fprintf(stderr, "memory_feed: %s: %s\n", what, status.what);
        exit(1);
    }
}

static uint64_t chance(feed *self, uint64_t below)
{
    self->seed ^= self->seed << 13;
    self->seed ^= self->seed >> 7;
    self->seed ^= self->seed << 17;
    return self->seed % below;
}

static of_text text(char out[TEXT_SIZE], const char *format, int64_t number)
{
    int len = snprintf(out, TEXT_SIZE, format, number);
    return (of_text){.data = out, .len = (size_t)len};
}

static void send(feed *self, of_text order, int32_t schema, const of_record_type *type,
                 const void *fact)
{
    of_bytes key = of_bytes_of_text(order);
    of_buffer_clear(&self->value);
    require(of_wire_encode(schema, type, fact, &self->value), "encode");
    const of_outgoing record = {.topic = self->topic,
                                .partition = of_partition_of_key(key, self->partitions),
                                .timestamp_ms = of_clock_now_ms(&of_wall_clock),
                                .key = key,
                                .value = of_buffer_bytes(&self->value)};
    require(of_producer_send(self->producer, &record), "send");
    self->bytes += (int64_t)(key.len + record.value.len);
    if (++self->sent % FLUSH_EVERY == 0) {
        require(of_producer_flush(self->producer, TIMEOUT_MS), "flush");
    }
}

static SourcePosition source_of(feed *self, const char *table, of_text row)
{
    return (SourcePosition){.system = OF_TEXT("erp"),
                            .instance = OF_TEXT("E1"),
                            .table = of_text_of(table),
                            .row = row,
                            .position = ++self->position};
}

static void send_header(feed *self, int64_t number, of_text purchase_order)
{
    char order[TEXT_SIZE];
    char customer[TEXT_SIZE];
    const OrderHeader fact = {.order = text(order, "E1:%09" PRId64, number),
                              .source =
                                  source_of(self, "orders", text(order, "E1:%09" PRId64, number)),
                              .entity = OF_TEXT("E1"),
                              .type = ORDER_TYPE_STANDARD,
                              .status = HEADER_STATUS_OPEN,
                              .channel = OF_TEXT("EDI"),
                              .customer = text(customer, "customer-%" PRId64, number % 5000),
                              .customer_po = purchase_order,
                              .currency = OF_TEXT("EUR"),
                              .booked_at = {true, 1767225600000 + number}};
    send(self, fact.order, self->header_schema, &of_OrderHeader_type, &fact);
}

static void send_line(feed *self, int64_t number, int64_t line)
{
    char order[TEXT_SIZE];
    char row[TEXT_SIZE];
    char item[TEXT_SIZE];
    char name[TEXT_SIZE];
    const OrderLine fact = {
        .order = text(order, "E1:%09" PRId64, number),
        .source = source_of(self, "lines", text(row, "%" PRId64, number * 1000000 + line)),
        .line = text(name, "%" PRId64, line),
        .item = text(item, "item-%" PRId64, (number + line) % 20000),
        .net_qty = 1000 * (1 + line % 9),
        .unit_price = {true, 129900},
        .site = OF_TEXT("DC1")};
    send(self, fact.order, self->line_schema, &of_OrderLine_type, &fact);
}

static void send_orders(feed *self, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        send_header(self, i, OF_TEXT("PO-4711"));
        send_line(self, i, 1);
    }
}

static void send_burst(feed *self, int64_t bytes, int64_t count)
{
    static char purchase_order[BURST_TEXT];
    self->position = 1000000000;
    while (self->bytes < bytes) {
        for (size_t i = 0; i < sizeof purchase_order; i++) {
            purchase_order[i] = (char)('a' + chance(self, 26));
        }
        send_header(self, (int64_t)chance(self, (uint64_t)count),
                    (of_text){purchase_order, sizeof purchase_order});
    }
}

static void send_lines(feed *self, int64_t count)
{
    const int64_t number = 999999999;
    self->position = 2000000000;
    send_header(self, number, OF_TEXT("PO-LONG"));
    for (int64_t line = 1; line <= count; line++) {
        send_line(self, number, line);
    }
}

static void open_feed(feed *self, const char *brokers, const char *schemas)
{
    char error[512] = "";
    const of_property properties[] = {{"bootstrap.servers", brokers}, {"compression.type", "lz4"}};
    require(of_real_open(properties, 2, &self->kafka, error, sizeof error), error);
    const of_producer_options options = {0};
    require(of_producer_open(self->kafka, &options, &self->producer), "producer");
    self->topic = of_topic_handle(self->kafka, "canon.order");
    of_registry *registry = NULL;
    const of_registry_options directory = {.directory = schemas};
    require(of_registry_open(&directory, &registry, error, sizeof error), error);
    require(of_registry_register(registry, "canon.order-orderflow.OrderHeader",
                                 of_OrderHeader_type.schema_text, &self->header_schema),
            "registry");
    require(of_registry_register(registry, "canon.order-orderflow.OrderLine",
                                 of_OrderLine_type.schema_text, &self->line_schema),
            "registry");
    of_registry_close(registry);
}

int main(int argc, char **argv)
{
    const char *what = argc > 5 ? argv[4] : "";
    feed self = {.seed = 0x2545f4914f6cdd1du};
    if (argc < 6 || (strcmp(what, "burst") == 0) != (argc == 7)) {
        fprintf(stderr, "usage: memory_feed BROKERS SCHEMAS PARTITIONS orders COUNT | burst BYTES "
                        "COUNT | lines COUNT\n");
        return 2;
    }
    int64_t number = strtoll(argv[5], NULL, 10);
    self.partitions = atoi(argv[3]);
    open_feed(&self, argv[1], argv[2]);
    if (strcmp(what, "orders") == 0) {
        send_orders(&self, number);
    } else if (strcmp(what, "burst") == 0) {
        send_burst(&self, number, strtoll(argv[6], NULL, 10));
    } else {
        send_lines(&self, number);
    }
    require(of_producer_flush(self.producer, TIMEOUT_MS), "flush");
    printf("%" PRId64 "\n", self.sent);
    of_producer_close(self.producer);
    of_kafka_close(self.kafka);
    of_buffer_free(&self.value);
    return 0;
}
