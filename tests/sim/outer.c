/* Letters wait here until they are due. A source may send them in a transaction, leave it open for
 * a while and throw it away: then they are sent again. */
#include "tests/sim/outer.h"

#include <stdlib.h>

#include "avro/model.h"
#include "avro/registry/wire.h"
#include "tests/sim/port.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/base/time.h"

#define SCRIPTS_MAX  64
#define ROWS_MAX     64
#define KEYS_MAX     1024
#define ARENA_BYTES  ((size_t)256 << 20)
#define AT_ONCE_MAX  3
#define START_SPREAD OF_MINUTES(20)

typedef struct letter {
    int64_t at_ms;
    const char *topic;
    int32_t partition;
    of_text key;
    of_bytes value;
    bool is_out;  /* sent, and not thrown away */
    bool is_held; /* in the open transaction */
} letter;

typedef struct scripted {
    of_text key;
    of_bytes value;
} scripted;

typedef struct asked {
    of_text key;
    of_bytes answer;
    bool is_deaf; /* the first time */
} asked;

struct sim_outer {
    of_kafka *kafka;
    of_producer *plain;
    of_producer *transactional;
    bool is_open;
    int open_for; /* actions until the transaction ends */
    of_reader *commands;
    of_wire *wire;
    of_arena *arena;  /* letters */
    of_arena *record; /* the command in hand */
    int32_t reply_schema;
    letter *letters;
    size_t letter_count, letter_capacity;
    scripted *replies;
    size_t reply_count, reply_capacity;
    asked asked[KEYS_MAX];
    size_t asked_count;
    const of_record_type *types[ROWS_MAX];
    size_t type_count;
};

static void must(of_status status, const char *what)
{
    if (!of_ok(status)) {
        sim_fail("outside: %s: %s", what, status.what);
    }
}

/* ---- what is to be sent ---- */

static letter *add_letter(struct sim_outer *self, letter added)
{
    self->letters =
        of_grow(self->letters, self->letter_count, &self->letter_capacity, sizeof(letter));
    self->letters[self->letter_count] = added;
    return &self->letters[self->letter_count++];
}

static void add_fact(struct sim_outer *self, const input *given, int64_t shift_ms)
{
    int32_t partition = given->key.data == NULL
                            ? 0
                            : of_partition_of_key(of_bytes_of_text(given->key), SIM_PARTITIONS);
    if (given->key.data != NULL && sim_strikes(FAULT_FACT_MISPLACED)) {
        sim_hit(FAULT_FACT_MISPLACED);
        partition = (partition + 1) % SIM_PARTITIONS;
    }
    letter fact = {.at_ms = given->at_ms + shift_ms,
                   .topic = given->topic,
                   .partition = partition,
                   .key = given->key,
                   .value = given->value};
    add_letter(self, fact);
    if (sim_strikes(FAULT_FACT_REPEATED)) {
        sim_hit(FAULT_FACT_REPEATED);
        fact.at_ms += (int64_t)sim_random((uint64_t)OF_HOURS(2));
        add_letter(self, fact);
    }
}

static void add_reply(struct sim_outer *self, const input *given)
{
    static const of_record_type *const types[] = {&of_Reply_type};
    size_t index = 0;
    void *record = NULL;
    of_arena_reset(self->record);
    if (!of_ok(of_wire_decode(self->wire, given->value, types, 1, self->record, &index, &record))) {
        return;
    }
    self->replies =
        of_grow(self->replies, self->reply_count, &self->reply_capacity, sizeof(scripted));
    self->replies[self->reply_count++] = (scripted){
        .key = of_arena_text(self->arena, ((const Reply *)record)->key), .value = given->value};
}

/* Three to six transcripts, beside each other. */
static void choose_scripts(struct sim_outer *self)
{
    int64_t shifts[SCRIPTS_MAX];
    bool chosen[SCRIPTS_MAX] = {0};
    int32_t scripts = 0;
    for (size_t i = 0; i < history_count(of_sim->all); i++) {
        int32_t script = history_at(of_sim->all, i)->script;
        scripts = script >= scripts ? script + 1 : scripts;
    }
    of_assert(scripts > 4 && scripts <= SCRIPTS_MAX);
    for (uint64_t left = 3 + sim_random(4); left > 0; left--) {
        uint64_t one = sim_random((uint64_t)scripts);
        chosen[one] = true;
        shifts[one] = (int64_t)sim_random((uint64_t)START_SPREAD);
    }
    for (size_t i = 0; i < history_count(of_sim->all); i++) {
        const input *given = history_at(of_sim->all, i);
        if (given->topic == NULL) {
            continue;
        }
        if (given->script < 0) {
            if (sim_strikes(FAULT_FACT_BAD)) {
                sim_hit(FAULT_FACT_BAD);
                add_fact(self, given, 0);
            }
        } else if (chosen[given->script] && strcmp(given->topic, "reply.saga") == 0) {
            add_reply(self, given);
        } else if (chosen[given->script] && !given->is_ordered) { /* here all come in any order */
            add_fact(self, given, shifts[given->script]);
        }
    }
}

/* ---- answers ---- */

static asked *recall(struct sim_outer *self, of_text key)
{
    for (size_t i = 0; i < self->asked_count; i++) {
        if (of_text_equal(self->asked[i].key, key)) {
            return &self->asked[i];
        }
    }
    return NULL;
}

static of_bytes make_answer(struct sim_outer *self, const of_record_type *type,
                            const CommandHeader *header, const void *command)
{
    static const char *const codes[] = {"INSUFFICIENT", "LINE_CLOSED", "TOO_LATE_SHIPPED"};
    Reply reply = {.key = header->key,
                   .order = header->order,
                   .outcome = OUTCOME_OK,
                   .at = {.present = true, .value = sim_now()}};
    if (type == &of_QueryOutcome_type) {
        reply.asked_key = ((const QueryOutcome *)command)->asked_key;
        const asked *known = recall(self, reply.asked_key);
        reply.outcome = known == NULL || known->is_deaf ? OUTCOME_NOT_DONE : OUTCOME_OK;
    } else if (sim_strikes(FAULT_ANSWER_REFUSED)) {
        sim_hit(FAULT_ANSWER_REFUSED);
        reply.outcome = OUTCOME_REJECT;
        reply.code = of_text_of(codes[sim_random(3)]);
    } else {
        for (size_t i = 0; i < self->reply_count; i++) {
            if (of_text_equal(self->replies[i].key, header->key)) {
                return self->replies[i].value;
            }
        }
    }
    of_buffer value = {0};
    must(of_wire_encode(self->reply_schema, &of_Reply_type, &reply, &value), "a reply");
    of_bytes kept = of_arena_bytes(self->arena, of_buffer_bytes(&value));
    of_buffer_free(&value);
    return kept;
}

static void post_answer(struct sim_outer *self, of_text order, of_bytes answer, int64_t after_ms)
{
    add_letter(self,
               (letter){.at_ms = sim_now() + after_ms,
                        .topic = "reply.saga",
                        .partition = of_partition_of_key(of_bytes_of_text(order), SIM_PARTITIONS),
                        .key = of_arena_text(self->arena, order),
                        .value = answer});
}

/* One effect per key, and the same answer again. */
static void answer(struct sim_outer *self, const of_record_type *type, const void *command)
{
    int32_t at = of_record_field(type, OF_TEXT("header"));
    of_assert(at >= 0);
    const CommandHeader *header =
        (const void *)((const uint8_t *)command + type->fields[at].offset);
    asked *known = recall(self, header->key);
    bool is_first = known == NULL;
    if (is_first) {
        of_assert(self->asked_count < KEYS_MAX);
        of_bytes said = make_answer(self, type, header, command);
        known = &self->asked[self->asked_count++];
        *known = (asked){.key = of_arena_text(self->arena, header->key), .answer = said};
        known->is_deaf = sim_strikes(FAULT_ANSWER_NEVER);
    }
    if (known->is_deaf && (is_first || sim_random(2) == 0)) {
        sim_hit(FAULT_ANSWER_NEVER);
        return;
    }
    int64_t after_ms = (int64_t)sim_random(2000);
    if (sim_strikes(FAULT_ANSWER_LATE)) {
        sim_hit(FAULT_ANSWER_LATE);
        after_ms = (int64_t)sim_random((uint64_t)OF_HOURS(8));
    }
    post_answer(self, header->order, known->answer, after_ms);
    if (sim_strikes(FAULT_ANSWER_TWICE)) {
        sim_hit(FAULT_ANSWER_TWICE);
        post_answer(self, header->order, known->answer,
                    after_ms + (int64_t)sim_random((uint64_t)OF_HOURS(1)));
    }
}

static bool read_commands(struct sim_outer *self)
{
    bool any = false;
    for (;;) {
        of_message message = {0};
        bool found = false;
        size_t index = 0;
        void *record = NULL;
        must(of_reader_poll(self->commands, 0, &message, &found), "commands");
        if (!found) {
            return any;
        }
        any = true;
        of_arena_reset(self->record);
        must(of_wire_decode(self->wire, message.value, self->types, self->type_count, self->record,
                            &index, &record),
             "a command");
        answer(self, self->types[index], record);
    }
}

/* ---- sending ---- */

static of_status send(struct sim_outer *self, of_producer *producer, const letter *one)
{
    of_outgoing record = {.topic = of_topic_handle(self->kafka, one->topic),
                          .partition = one->partition,
                          .timestamp_ms = sim_now(),
                          .key = of_bytes_of_text(one->key),
                          .value = one->value};
    OF_TRY(of_producer_send(producer, &record));
    sim_note_append(one->topic, one->partition);
    return OF_OK;
}

static void open_transactional(struct sim_outer *self)
{
    of_producer_close(self->transactional);
    must(of_producer_open(
             self->kafka,
             &(of_producer_options){.transactional_id = "sources", .transaction_timeout_ms = 20000},
             &self->transactional),
         "producer");
    must(of_producer_init(self->transactional, 0), "producer");
}

static void end_transaction(struct sim_outer *self, bool commit)
{
    of_status status = commit ? of_producer_commit(self->transactional, 0)
                              : of_producer_abort(self->transactional, 0);
    bool committed = commit && of_ok(status);
    for (size_t i = 0; i < self->letter_count; i++) {
        letter *one = &self->letters[i];
        one->is_out = one->is_held ? committed : one->is_out;
        one->is_held = false;
    }
    if (!committed) {
        sim_hit(FAULT_FEED_ABORTED);
        open_transactional(self);
    }
    sim_trace("outside %s", committed ? "commits" : "aborts");
    self->is_open = false;
}

static void send_letter(struct sim_outer *self, letter *one)
{
    sim_trace("outside sends to %s %d%s", one->topic, (int)one->partition,
              self->is_open ? ", not committed" : "");
    if (self->is_open) {
        one->is_held = of_ok(send(self, self->transactional, one));
        return;
    }
    must(send(self, self->plain, one), one->topic);
    one->is_out = true;
}

static bool send_due(struct sim_outer *self)
{
    int sent = 0;
    for (size_t i = 0; i < self->letter_count && sent < AT_ONCE_MAX; i++) {
        letter *one = &self->letters[i];
        if (!one->is_out && !one->is_held && one->at_ms <= sim_now()) {
            send_letter(self, one);
            sent++;
        }
    }
    return sent > 0;
}

bool sim_outer_step(struct sim_outer *self)
{
    bool any = read_commands(self);
    if (self->is_open && --self->open_for <= 0) {
        end_transaction(self, !sim_strikes(FAULT_FEED_ABORTED));
        any = true;
    } else if (!self->is_open && sim_strikes(FAULT_FEED_OPEN)) {
        sim_hit(FAULT_FEED_OPEN);
        self->is_open = of_ok(of_producer_begin(self->transactional));
        self->open_for = 1 + (int)sim_random(20);
    }
    return send_due(self) || any || self->is_open;
}

void sim_outer_settle(struct sim_outer *self)
{
    if (self->is_open) {
        end_transaction(self, true);
    }
}

int64_t sim_outer_next_due(const struct sim_outer *self)
{
    int64_t due = INT64_MAX;
    for (size_t i = 0; i < self->letter_count; i++) {
        const letter *one = &self->letters[i];
        due = !one->is_out && !one->is_held && one->at_ms < due ? one->at_ms : due;
    }
    return due;
}

/* ---- life ---- */

static void open_commands(struct sim_outer *self)
{
    size_t count = 0;
    of_position *positions =
        of_new_array(of_sim->options.layout.endpoint_count * SIM_PARTITIONS, sizeof *positions);
    for (size_t i = 0; i < of_sim->options.layout.endpoint_count; i++) {
        char topic[OF_TOPIC_NAME_SIZE];
        of_endpoint_topic_name(of_sim->options.layout.endpoints[i], topic);
        for (int32_t j = 0; j < SIM_PARTITIONS; j++) {
            positions[count++] = (of_position){of_topic_handle(self->kafka, topic), j, 0};
        }
    }
    must(of_reader_open(self->kafka, true, &self->commands), "reader");
    must(of_reader_assign(self->commands, positions, count), "reader");
    of_delete(positions);
    for (size_t i = 0; i < of_topology.topic_count; i++) {
        if (of_topology.topics[i].kind == OF_TOPIC_KIND_COMMAND) {
            of_assert(self->type_count < ROWS_MAX);
            self->types[self->type_count++] = of_topology.topics[i].type;
        }
    }
}

struct sim_outer *sim_outer_open(void)
{
    struct sim_outer *self = of_new(sizeof *self);
    self->kafka = of_embedded_client(of_sim->log);
    self->arena = of_arena_new(ARENA_BYTES);
    self->record = of_arena_new(ARENA_BYTES);
    self->wire = of_wire_new(of_sim->registry);
    must(of_registry_register(of_sim->registry, "reply.saga-orderflow.Reply",
                              of_Reply_type.schema_text, &self->reply_schema),
         "schema");
    must(of_producer_open(self->kafka, &(of_producer_options){0}, &self->plain), "producer");
    open_transactional(self);
    open_commands(self);
    choose_scripts(self);
    return self;
}

void sim_outer_close(struct sim_outer *self)
{
    of_producer_close(self->plain);
    of_producer_close(self->transactional);
    of_reader_close(self->commands);
    of_kafka_close(self->kafka);
    of_wire_free(self->wire);
    of_arena_free(self->arena);
    of_arena_free(self->record);
    of_delete(self->letters);
    of_delete(self->replies);
    of_delete(self);
}
