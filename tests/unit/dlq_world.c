/* The world of the tests of dead letters. */
#include "tests/unit/dlq_world.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdio.h>

#include "avro/codec/json.h"
#include "avro/registry/wire.h"
#include "topology/base/arena.h"

/* ---- a log of letters ---- */

void hush(void)
{
    cr_redirect_stdout();
    cr_redirect_stderr();
}

void open_world(world *self, uint64_t seed)
{
    char error[256];
    *self = (world){.arena = of_arena_new((size_t)256 << 20)};
    bed_open(&self->bed, seed, false);
    self->outside = of_embedded_client(self->bed.log);
    make_topic(self->outside, SOURCE, PARTITIONS, OF_CLEANUP_DELETE);
    make_topic(self->outside, OF_DEAD_LETTER_TOPIC, PARTITIONS, OF_CLEANUP_DELETE);
    MUST(of_registry_open(&(of_registry_options){0}, &self->registry, error, sizeof error));
    MUST(of_registry_register(self->registry, "a", of_OrderLine_type.schema_text,
                              &self->line_schema));
    MUST(of_registry_register(self->registry, OF_DEAD_LETTER_TOPIC "-value",
                              of_DeadLetter_type.schema_text, &self->letter_schema));
    MUST(of_producer_open(self->outside, &(of_producer_options){0}, &self->feed));
}

void close_world(world *self)
{
    of_producer_close(self->feed);
    of_kafka_close(self->outside);
    of_registry_close(self->registry);
    bed_close(&self->bed);
    of_arena_free(self->arena);
}

void put(world *self, const char *topic, of_outgoing record)
{
    record.topic = of_topic_handle(self->outside, topic);
    MUST(of_producer_send(self->feed, &record));
    MUST(of_producer_flush(self->feed, 0));
}

of_bytes line_of(world *self, const char *order)
{
    char error[256] = "";
    char json[256];
    OrderLine line;
    of_buffer out = {0};
    snprintf(json, sizeof json,
             "{\"source\":{\"system\":\"erp\",\"table\":\"t\",\"row\":\"%s\",\"position\":1},"
             "\"order\":\"%s\",\"line\":\"1\"}",
             order, order);
    MUST(of_record_from_json(&of_OrderLine_type, of_text_of(json), self->arena, &line, error,
                             sizeof error));
    MUST(of_wire_encode(self->line_schema, &of_OrderLine_type, &line, &out));
    of_bytes bytes = of_arena_bytes(self->arena, of_buffer_bytes(&out));
    of_buffer_free(&out);
    return bytes;
}

void put_letter(world *self, DeadLetter letter, of_bytes whole)
{
    char key[80];
    of_buffer out = {0};
    letter.topic = letter.topic.data == NULL ? OF_TEXT(SOURCE) : letter.topic;
    letter.value_bytes = (int64_t)whole.len;
    letter.reason = OF_TEXT("a test says so");
    letter.at = self->bed.manual.now_ms;
    snprintf(key, sizeof key, "%.*s:%08x%08x", OF_TEXT_ARG(letter.topic),
             (unsigned)of_murmur2(letter.key), (unsigned)of_murmur2(whole));
    MUST(of_wire_encode(self->letter_schema, &of_DeadLetter_type, &letter, &out));
    put(self, OF_DEAD_LETTER_TOPIC,
        (of_outgoing){.partition = letter.partition % PARTITIONS,
                      .timestamp_ms = letter.at,
                      .key = of_bytes_of_text(of_text_of(key)),
                      .value = of_buffer_bytes(&out)});
    of_buffer_free(&out);
}

of_bytes fail_at(world *self, const char *order, int64_t offset)
{
    of_bytes value = line_of(self, order);
    of_bytes key = of_bytes_of_text(of_text_of(order));
    put_letter(self,
               (DeadLetter){.partition = of_partition_of_key(key, PARTITIONS),
                            .offset = offset,
                            .key = key,
                            .value = value},
               value);
    return value;
}

/* ---- what was sent ---- */

static void take(world *self, records *to, const of_message *message)
{
    cr_assert_lt(to->count, RECORDS_MAX);
    seen *one = &to->items[to->count++];
    *one = (seen){.partition = message->partition,
                  .timestamp_ms = message->timestamp_ms,
                  .key = of_arena_text(self->arena, of_text_of_bytes(message->key)),
                  .value = of_arena_bytes(self->arena, message->value)};
    for (size_t i = 0; i < message->header_count; i++) {
        of_text value = of_arena_text(self->arena, of_text_of_bytes(message->headers[i].value));
        *(strcmp(message->headers[i].name, "replay_id") == 0 ? &one->replay_id : &one->trace) =
            value;
    }
}

records *replayed(world *self)
{
    records *found = of_arena_alloc(self->arena, sizeof *found);
    of_position from[PARTITIONS];
    of_reader *reader = NULL;
    for (int32_t i = 0; i < PARTITIONS; i++) {
        from[i] = (of_position){.topic = of_topic_handle(self->outside, SOURCE), .partition = i};
    }
    MUST(of_reader_open(self->outside, true, &reader));
    MUST(of_reader_assign(reader, from, PARTITIONS));
    for (int quiet = 0; quiet < 10;) {
        of_message message = {0};
        bool is_found = false;
        MUST(of_reader_poll(reader, 0, &message, &is_found));
        quiet = is_found ? 0 : quiet + 1;
        if (is_found) {
            take(self, found, &message);
            found->count -= found->items[found->count - 1].replay_id.data == NULL;
        }
    }
    of_reader_close(reader);
    return found;
}

void each_once(const records *found, size_t expected)
{
    cr_assert_eq(found->count, expected, "%zu sent, expected %zu", found->count, expected);
    for (size_t i = 0; i < found->count; i++) {
        for (size_t k = 0; k < i; k++) {
            cr_assert(!of_text_equal(found->items[i].replay_id, found->items[k].replay_id));
            cr_assert(!of_text_equal(found->items[i].key, found->items[k].key));
        }
    }
}

of_parts parts_of(world *self, of_kafka *client)
{
    return (of_parts){.config = &self->config,
                      .kafka = client,
                      .registry = self->registry,
                      .layout = {.app = "test", .partitions = PARTITIONS}};
}

static bool pass(void *state, const char *call, int64_t number)
{
    gate *self = state;
    (void)number;
    if (self->call != NULL && strcmp(self->call, call) != 0) {
        return true;
    }
    self->is_reached |= self->left == 0;
    return self->left-- > 0;
}

int ask(world *self, const of_dlq_request *request, gate *at)
{
    of_kafka *client = of_embedded_client(self->bed.log);
    of_parts parts = parts_of(self, client);
    of_dlq_request asked = *request;
    asked.actor = "test";
    if (at != NULL) {
        of_embedded_set_gate(client, pass, at);
    }
    int code = of_dlq_replay(&parts, &asked);
    of_kafka_close(client);
    return code;
}

int ask_all(world *self)
{
    return ask(self, &(of_dlq_request){.filter = OF_DLQ_NO_FILTER}, NULL);
}

int ask_one(world *self, const char *name, const char *value)
{
    return ask(self,
               &(of_dlq_request){
                   .names = &name, .name_count = 1, .filter = OF_DLQ_NO_FILTER, .value = value},
               NULL);
}

size_t open_letters(world *self)
{
    of_parts parts = parts_of(self, self->outside);
    of_dlq_list list;
    size_t open = 0;
    of_dlq_init(&list);
    MUST(of_dlq_read(&parts, NULL, true, &list));
    for (size_t i = 0; i < list.letter_count; i++) {
        open += list.letters[i].is_open;
    }
    of_dlq_free(&list);
    return open;
}
