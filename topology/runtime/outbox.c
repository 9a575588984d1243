/* What one record sends stays here until the record is kept: a record that is undone has sent
 * nothing. */
#include <stdio.h>

#include "avro/model.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/runtime/worker.h"

static void clear(of_worker *worker)
{
    of_buffer_clear(&worker->staged_bytes);
    worker->staged_count = 0;
    of_changes_clear(&worker->record_changes);
    of_changes_clear(&worker->pending[0]);
    of_changes_clear(&worker->pending[1]);
    worker->record_tally = (of_tally){0};
    if (worker->judging.is_begun) {
        memset(worker->judging.books, 0, worker->wiring->book_bytes);
        worker->judging.is_begun = false;
    }
}

void of_outbox_begin(of_worker *worker)
{
    of_assert(worker->turn.is_open);
    of_assert(worker->staged_count == 0);
    clear(worker);
    worker->record_mark = of_arena_save(worker->turn_arena);
    of_arena_reset(worker->record_arena);
}

void of_outbox_undo(of_worker *worker)
{
    of_assert(worker->turn.is_open);
    clear(worker);
    of_arena_rewind(worker->turn_arena, worker->record_mark);
    of_arena_reset(worker->record_arena);
}

of_status of_send(of_worker *worker, const of_outgoing *record)
{
    of_assert(worker->turn.is_open && worker->turn.producer != NULL);
    of_status status = of_producer_send(worker->turn.producer, record);
    /* SKIP: the record itself is refused, the same one would be again. */
    worker->turn.is_broker_fault |= !of_ok(status) && status.remedy != OF_SKIP;
    return status;
}

static of_status send_staged(of_worker *worker)
{
    const uint8_t *bytes = worker->staged_bytes.data;
    for (size_t i = 0; i < worker->staged_count; i++) {
        const of_staged *staged = &worker->staged[i];
        of_outgoing record = {
            .topic = staged->topic,
            .partition = staged->partition,
            .timestamp_ms = worker->turn.now_ms,
            .key = {.data = bytes + staged->key_at, .len = staged->key_len},
            .value = {.data = bytes + staged->value_at, .len = staged->value_len}};
        OF_TRY(of_send(worker, &record));
    }
    worker->record_tally.records_out += (int64_t)worker->staged_count;
    return OF_OK;
}

static void add_tally(of_tally *to, const of_tally *from)
{
    to->records_in += from->records_in;
    to->records_out += from->records_out;
    to->changes += from->changes;
    to->dead_letters += from->dead_letters;
    to->timers_fired += from->timers_fired;
    to->rekeyed += from->rekeyed;
}

of_status of_outbox_keep(of_worker *worker)
{
    of_assert(worker->turn.is_open);
    OF_TRY(send_staged(worker));
    for (size_t i = 0; i < worker->record_changes.count; i++) {
        of_changes_merge(&worker->turn.changes, worker->record_changes.items[i]);
    }
    add_tally(&worker->turn.tally, &worker->record_tally);
    clear(worker);
    return OF_OK;
}

/* ---- staging ---- */

static void stage(of_worker *worker, of_staged staged)
{
    if (worker->staged_count == worker->staged_capacity) {
        worker->staged_capacity = worker->staged_capacity == 0 ? 64 : worker->staged_capacity * 2;
        worker->staged = of_renew(worker->staged, worker->staged_capacity * sizeof *worker->staged);
    }
    of_assert(staged.value_at + staged.value_len <= worker->staged_bytes.len);
    worker->staged[worker->staged_count++] = staged;
}

of_status of_outbox_record(of_worker *worker, const of_route *route, int32_t partition, of_text key,
                           const of_record_type *type, const void *record)
{
    of_assert(partition >= 0 && partition < worker->wiring->partitions);
    of_assert(record != NULL);
    if (key.data == NULL) {
        return OF_SKIP_AS("a record without a key was emitted");
    }
    of_buffer *out = &worker->staged_bytes;
    of_staged staged = {
        .topic = route->topic, .partition = partition, .key_at = out->len, .key_len = key.len};
    of_buffer_put_text(out, key);
    staged.value_at = out->len;
    OF_TRY(of_wire_encode(route->schema, type, record, out));
    if (out->full) {
        return OF_ABORT_AS("the output of one record is too large");
    }
    staged.value_len = out->len - staged.value_at;
    stage(worker, staged);
    return OF_OK;
}

of_status of_outbox_bytes(of_worker *worker, int32_t topic, int32_t partition, of_bytes key,
                          of_bytes value)
{
    of_assert(partition >= 0 && partition < worker->wiring->partitions);
    of_buffer *out = &worker->staged_bytes;
    of_staged staged = {.topic = topic,
                        .partition = partition,
                        .key_at = out->len,
                        .key_len = key.len,
                        .value_at = out->len + key.len,
                        .value_len = value.len};
    of_buffer_put(out, key.data, key.len);
    of_buffer_put(out, value.data, value.len);
    if (out->full) {
        return OF_ABORT_AS("the output of one record is too large");
    }
    stage(worker, staged);
    return OF_OK;
}

of_status of_outbox_dead_letter(of_worker *worker, int32_t partition, const of_message *message,
                                const char *reason)
{
    const of_route *route = &worker->wiring->dead_letters;
    const char *topic = of_topic_name(worker->options->kafka, message->topic);
    size_t most = worker->options->dead_letter_bytes_max;
    of_assert(reason != NULL && topic != NULL);
    DeadLetter letter = {.topic = of_text_of(topic),
                         .partition = message->partition,
                         .offset = message->offset,
                         .key = message->key,
                         .value = message->value,
                         .value_bytes = (int64_t)message->value.len,
                         .reason = of_text_of(reason),
                         .at = worker->turn.now_ms};
    letter.key.len = letter.key.len > most ? most : letter.key.len;
    letter.value.len = letter.value.len > most ? most : letter.value.len;
    worker->record_tally.dead_letters++;
    of_text key =
        of_dead_letter_key(worker->record_arena, letter.topic, message->key, message->value);
    return of_outbox_record(worker, route, partition, key, &of_DeadLetter_type, &letter);
}

/* ---- the turn's changed rows ---- */

static bool is_unchanged(const of_record_type *type, const of_change *change)
{
    if (change->before == NULL || change->after == NULL) {
        return change->before == change->after;
    }
    return of_record_equal(type, change->before, change->after);
}

static of_status publish_change(of_worker *worker, const of_change *change)
{
    const of_wiring *wiring = worker->wiring;
    const of_route *route = &wiring->rows[change->row].routes[0];
    of_outgoing record = {.topic = route->topic,
                          .partition = change->partition,
                          .timestamp_ms = worker->turn.now_ms,
                          .key = of_bytes_of_text(change->key)};
    if (change->after != NULL) {
        of_buffer *out = &worker->encode_buffer;
        of_buffer_clear(out);
        of_wire_begin(route->schema, out);
        OF_TRY(of_clone_encode(wiring->rows[change->row].clone, change->after, out));
        record.value = of_buffer_bytes(out);
    }
    OF_TRY(of_send(worker, &record));
    worker->turn.tally.records_out++;
    return wiring->rows[change->row].change == NULL ? OF_OK : of_folding_send(worker, change);
}

of_status of_outbox_publish(of_worker *worker)
{
    of_assert(worker->turn.is_open);
    of_assert(worker->staged_count == 0);
    const of_changes *changes = &worker->turn.changes;
    for (size_t i = 0; i < changes->count; i++) {
        const of_change *change = &changes->items[i];
        if (!is_unchanged(worker->wiring->graph->topics[change->row].type, change)) {
            OF_TRY(publish_change(worker, change));
        }
    }
    return OF_OK;
}
