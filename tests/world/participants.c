/* The contract of a participant: which command is new, which is a repeat, which is barred; what it
 * answers and when. Transport is transport.c, what a command does is in the systems' own files. */
#include "tests/world/participants.h"

#include <stdio.h>
#include <stdlib.h>

#include "avro/registry/wire.h"
#include "tests/world/names.h"
#include "tests/world/system.h"
#include "tests/world/transport.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"

#define TAKES_MAX     24
#define SWITCHES_MAX  16
#define COMMAND_BYTES ((size_t)1 << 20)

static const system_kind *const kinds[SYSTEMS] = {
    [SYSTEM_ERP] = &erp_system,         [SYSTEM_WMS] = &wms_system,
    [SYSTEM_CRM] = &crm_system,         [SYSTEM_FINANCE] = &finance_system,
    [SYSTEM_CARRIER] = &carrier_system,
};

/* What a system remembers of a key. */
typedef struct known_key {
    answer said;
    bool barred; /* undone before it was ever seen */
    bool silent; /* its answer was swallowed: a repeat is answered */
    int32_t effects;
    int64_t due; /* of the first answer */
} known_key;

typedef struct party {
    const system_kind *kind;
    const of_record_type *types[TAKES_MAX];
    size_t type_count;
    names *by_key;
    known_key *keys;
    int32_t key_count;
    uint64_t chance;
} party;

typedef struct pending_reply {
    int system;
    of_buffer value;
    char *order;
} pending_reply;

typedef struct deviation {
    const char *saga; /* prefix of the saga's id */
    const char *command;
    misbehaviour how;
    int32_t times;
    int64_t late_ms;
    const char *code;
} deviation;

struct participants {
    books *world;
    transport *transport;
    of_wire *wire;
    of_arena *arena;
    int32_t reply_schema;
    int32_t offer_schema;
    party parties[SYSTEMS];
    pending_reply *replies;
    int32_t reply_count;
    deviation switches[SWITCHES_MAX];
    size_t switch_count;
    offer_sink offers;
    participants_counts counts;
};

static void must(of_status status, const char *what)
{
    if (!of_ok(status)) {
        fprintf(stderr, "world: %s: %s\n", what, status.what);
        exit(1);
    }
}

/* ---- answers
 * -------------------------------------------------------------------------------------- */

void answer_refuse(answer *out, const char *code)
{
    out->outcome = OUTCOME_REJECT;
    out->code = code;
}

void answer_qty(answer *out, int64_t qty)
{
    out->qty = (OptionalLong){.present = true, .value = qty};
}

static void reply_due(books *world, int64_t at, int32_t subject, int64_t amount)
{
    (void)amount;
    participants *all = world->answering;
    pending_reply *reply = &all->replies[subject];
    transport_post(all->transport, reply->system, "reply.saga", of_text_of(reply->order),
                   of_buffer_bytes(&reply->value), at);
    all->counts.replies++;
    of_buffer_free(&reply->value);
    of_delete(reply->order);
    reply->order = NULL;
}

static Reply reply_of(const CommandHeader *header, const answer *said, of_text asked, int64_t due)
{
    Reply reply = {.key = header->key,
                   .order = header->order,
                   .outcome = said->outcome,
                   .code = of_text_of(said->code),
                   .asked_key = asked,
                   .qty = said->qty,
                   .date = said->date,
                   .at = {.present = true, .value = due}};
    reply.results = (InspectionResultArray){.items = (InspectionResult *)said->results,
                                            .len = said->result_count};
    if (said->reference[0] != '\0') {
        reply.reference = of_text_of(said->reference);
    }
    return reply;
}

static void send_reply(participants *all, int system, const Reply *reply, int64_t due)
{
    int32_t at = all->reply_count++;
    if ((at & (at - 1)) == 0) {
        all->replies =
            of_renew(all->replies, (size_t)(at == 0 ? 1 : at * 2) * sizeof *all->replies);
    }
    pending_reply *pending = &all->replies[at];
    *pending = (pending_reply){.system = system,
                               .order = of_new_string(reply->order.data, reply->order.len)};
    must(of_wire_encode(all->reply_schema, &of_Reply_type, reply, &pending->value), "a reply");
    agenda_add(all->world, due, true, reply_due, at, 0);
}

/* ---- one command
 * -------------------------------------------------------------------------------------- */

static deviation *deviation_of(participants *all, of_text saga, const char *command)
{
    for (size_t i = 0; i < all->switch_count; i++) {
        deviation *one = &all->switches[i];
        size_t len = strlen(one->saga);
        if (one->times > 0 && strcmp(one->command, command) == 0 && saga.len >= len &&
            memcmp(saga.data, one->saga, len) == 0) {
            one->times--;
            return one;
        }
    }
    return NULL;
}

static known_key *remember(party *self, of_text key)
{
    int32_t at = self->key_count++;
    if ((at & (at - 1)) == 0) {
        self->keys = of_renew(self->keys, (size_t)(at == 0 ? 1 : at * 2) * sizeof *self->keys);
    }
    self->keys[at] = (known_key){0};
    names_put(self->by_key, key, at);
    return &self->keys[at];
}

static known_key *recall(const party *self, of_text key)
{
    int32_t at = names_get(self->by_key, key);
    return at < 0 ? NULL : &self->keys[at];
}

static int64_t latency(party *self)
{
    return chance_between(&self->chance, self->kind->latency_ms[0], self->kind->latency_ms[1]);
}

static void answer_again(participants *all, int system, const CommandHeader *header,
                         const known_key *known, int64_t now)
{
    int64_t due = now + latency(&all->parties[system]);
    due = due < known->due ? known->due : due;
    Reply reply = reply_of(header, &known->said, (of_text){0}, due);
    send_reply(all, system, &reply, due);
    all->counts.repeats++;
}

/* What undoes a key that never came bars it: the command may still be on its way. */
static bool bars(party *self, const CommandHeader *header)
{
    if (header->undoes.data == NULL || recall(self, header->undoes) != NULL) {
        return false;
    }
    known_key *barred = remember(self, header->undoes);
    barred->barred = true;
    answer_refuse(&barred->said, "CANCELLED_KEY");
    return true;
}

static void query(participants *all, int system, const QueryOutcome *asked, int64_t now)
{
    party *self = &all->parties[system];
    const known_key *known = recall(self, asked->asked_key);
    answer said = {.outcome = OUTCOME_NOT_DONE};
    if (known != NULL) {
        said = known->said;
    }
    int64_t due = now + latency(self);
    due = known != NULL && known->due > due ? known->due : due;
    Reply reply = reply_of(&asked->header, &said, asked->asked_key, due);
    send_reply(all, system, &reply, due);
}

static void act(participants *all, int system, size_t index, const void *command, int64_t now)
{
    party *self = &all->parties[system];
    const CommandHeader *header = command;
    answer said = {.outcome = OUTCOME_OK};
    if (!bars(self, header)) {
        self->kind->takes[index].take(all->world, command, now, &said);
    }
    /* Barring may have moved the table of keys. */
    known_key *known = recall(self, header->key);
    known->said = said;
    known->effects += said.effect ? 1 : 0;
    all->counts.second_effects += known->effects > 1 ? 1 : 0;
    all->counts.refusals += said.outcome == OUTCOME_REJECT ? 1 : 0;
}

static void take_new(participants *all, int system, size_t index, const void *command, int64_t now)
{
    party *self = &all->parties[system];
    const CommandHeader *header = command;
    const deviation *odd =
        deviation_of(all, ((const CommandHeader *)command)->saga, self->types[index]->name);
    if (odd != NULL && odd->how == MISBEHAVE_DEAF) {
        return;
    }
    known_key *known = remember(self, header->key);
    all->counts.keys++;
    if (odd != NULL && odd->how == MISBEHAVE_REFUSE) {
        answer_refuse(&known->said, odd->code);
        all->counts.refusals++;
    } else {
        act(all, system, index, command, now);
        known = recall(self, header->key);
    }
    known->due = now + (known->said.after_ms > 0 ? known->said.after_ms : latency(self));
    known->due += odd != NULL && odd->how == MISBEHAVE_LATE ? odd->late_ms : 0;
    if (odd != NULL && odd->how == MISBEHAVE_SILENCE) {
        return;
    }
    Reply reply = reply_of(header, &known->said, (of_text){0}, known->due);
    send_reply(all, system, &reply, known->due);
    if (odd != NULL && odd->how == MISBEHAVE_DUPLICATE) {
        send_reply(all, system, &reply, known->due + 5);
    }
}

static void take(void *state, int system, const of_message *message, int64_t now)
{
    participants *all = state;
    party *self = &all->parties[system];
    size_t index = 0;
    void *command = NULL;
    of_arena_reset(all->arena);
    of_status status = of_wire_decode(all->wire, message->value, self->types, self->type_count,
                                      all->arena, &index, &command);
    all->counts.commands++;
    if (!of_ok(status)) {
        all->counts.unknown++;
        return;
    }
    if (self->types[index] == &of_QueryOutcome_type) {
        query(all, system, command, now);
        return;
    }
    const CommandHeader *header = command;
    const known_key *known = recall(self, header->key);
    if (known != NULL) {
        answer_again(all, system, header, known, now);
        return;
    }
    take_new(all, system, index, command, now);
}

/* ---- facts that are no rows
 * ----------------------------------------------------------------------------- */

static void send_offer(void *state, const SupplyOffer *offer, int64_t at)
{
    participants *all = state;
    of_buffer value = {0};
    must(of_wire_encode(all->offer_schema, &of_SupplyOffer_type, offer, &value), "an offer");
    transport_post(all->transport, SYSTEM_ERP, "canon.order", offer->order, of_buffer_bytes(&value),
                   at);
    of_buffer_free(&value);
}

static void post_row(void *state, int system, const char *topic, of_text key, of_bytes value,
                     int64_t at)
{
    participants *all = state;
    all->counts.rows++;
    transport_post(all->transport, system, topic, key, value, at);
}

/* ---- life
 * ------------------------------------------------------------------------------------------------
 */

const char *const *participants_endpoints(size_t *count)
{
    static const char *all[32];
    *count = 0;
    for (int i = 0; i < SYSTEMS; i++) {
        for (const char *const *at = kinds[i]->endpoints; *at != NULL; at++) {
            all[(*count)++] = *at;
        }
    }
    return all;
}

of_status participants_make_topics(of_kafka *kafka, int32_t partitions)
{
    size_t count = 0;
    const char *const *topics = rows_topics(&count);
    for (size_t i = 0; i < count; i++) {
        of_topic_spec spec = {
            .name = topics[i], .partitions = partitions, .cleanup = OF_CLEANUP_DELETE};
        OF_TRY(of_topic_create(kafka, &spec));
    }
    return OF_OK;
}

static void open_party(participants *all, int system)
{
    party *self = &all->parties[system];
    self->kind = kinds[system];
    self->by_key = names_new();
    self->chance = chance_seed(all->world->seed, UINT64_MAX - 1 - (uint64_t)system);
    for (const capability *at = self->kind->takes; at->type != NULL; at++) {
        of_assert(self->type_count < TAKES_MAX - 1);
        self->types[self->type_count++] = at->type;
    }
    self->types[self->type_count++] = &of_QueryOutcome_type;
    transport_join(all->transport, system, self->kind->name, self->kind->endpoints);
}

participants *participants_open(const participants_options *options)
{
    participants *all = of_new(sizeof *all);
    all->world = options->world;
    all->world->answering = all;
    all->wire = of_wire_new(options->registry);
    all->arena = of_arena_new(COMMAND_BYTES * 16);
    must(of_registry_register(options->registry, "reply.saga-value", of_Reply_type.schema_text,
                              &all->reply_schema),
         "schema of Reply");
    must(of_registry_register(options->registry, "canon.order-orderflow.SupplyOffer",
                              of_SupplyOffer_type.schema_text, &all->offer_schema),
         "schema of SupplyOffer");
    all->transport = transport_open(&(transport_options){
        .kafka = options->kafka,
        .partitions = options->partitions,
        .source_partitions = options->source_partitions,
        .session_timeout_ms = options->session_timeout_ms,
        .call_timeout_ms = options->call_timeout_ms,
        .take = take,
        .state = all,
    });
    rows_open(all->world, options->registry, options->schemas,
              (row_sink){.post = post_row, .state = all});
    all->offers = (offer_sink){.offer = send_offer, .state = all};
    all->world->offers = &all->offers;
    for (int i = 0; i < SYSTEMS; i++) {
        open_party(all, i);
    }
    return all;
}

void participants_close(participants *all)
{
    for (int i = 0; i < SYSTEMS; i++) {
        names_free(all->parties[i].by_key);
        of_delete(all->parties[i].keys);
    }
    for (int32_t i = 0; i < all->reply_count; i++) {
        of_buffer_free(&all->replies[i].value);
        of_delete(all->replies[i].order);
    }
    transport_close(all->transport);
    rows_close(all->world);
    of_delete(all->replies);
    of_wire_free(all->wire);
    of_arena_free(all->arena);
    all->world->answering = NULL;
    of_delete(all);
}

of_status participants_step(participants *all, int64_t now, bool *progress)
{
    *progress = false;
    OF_TRY(transport_receive(all->transport, now, progress));
    agenda_run(all->world, now);
    return transport_send(all->transport, progress);
}

void participants_misbehave(participants *all, const char *command, misbehaviour how, int32_t times,
                            int64_t late_ms, const char *code)
{
    of_assert(all->switch_count < SWITCHES_MAX);
    all->switches[all->switch_count++] = (deviation){.saga = "",
                                                     .command = command,
                                                     .how = how,
                                                     .times = times,
                                                     .late_ms = late_ms,
                                                     .code = code};
}

void participants_refuse(participants *all, const char *saga, const char *command, const char *code)
{
    of_assert(all->switch_count < SWITCHES_MAX);
    all->switches[all->switch_count++] = (deviation){
        .saga = saga, .command = command, .how = MISBEHAVE_REFUSE, .times = 1, .code = code};
}

participants_counts participants_counted(const participants *all)
{
    return all->counts;
}
