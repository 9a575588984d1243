/* Every call of a process passes here on its way to the embedded log: it may find the process dead
 * or asleep, time out, be refused, or be done and not told of. */
#include "tests/sim/port.h"

#include "tests/sim/disk.h"
#include "tests/sim/record.h"
#include "topology/kafka/backend.h"
#include "topology/kafka/embedded_client.h"

#define CALLS_OUT_MAX  14 /* more than the engine repeats a call */
#define LATE_MAX       14
#define REPEATED_CALLS 9 /* so many answers RETRY after the first: the engine gives up */
#define REFUSED_MAX    5 /* in a row: more of them are taken for the record's own fault */
#define REPEAT_MAX     4

static const of_kafka_calls *plain;
static of_kafka_calls faulty;

static sim_process *process_of(const of_kafka *kafka)
{
    for (int i = 0; i < SIM_PROCESSES; i++) {
        if (of_sim->processes[i].kafka == kafka) {
            return &of_sim->processes[i];
        }
    }
    sim_fail("a call of a client that no process has");
}

static bool gate(void *state, const char *call, int64_t number)
{
    sim_process *process = state;
    (void)number;
    sim_trace_call(process->index, call);
    if (!process->is_dying && sim_strikes(FAULT_CRASH_CALL)) {
        sim_hit(FAULT_CRASH_CALL);
        process->is_dying = true;
    }
    if (process->is_dying) {
        return false;
    }
    if (sim_strikes(FAULT_FALL_BACK)) {
        sim_fall_back();
    }
    if (of_sim->asleep != NULL) {
        return true; /* one sleeper is enough */
    }
    if (sim_strikes(FAULT_SLEEP_SESSION)) {
        sim_hit(FAULT_SLEEP_SESSION);
        sim_sleep(process, 7000);
    } else if (sim_strikes(FAULT_SLEEP_TRANSACTION)) {
        sim_hit(FAULT_SLEEP_TRANSACTION);
        sim_sleep(process, 25000);
    }
    return true;
}

/* ---- time-outs ---- */

static bool times_out(sim_process *process)
{
    if (of_sim->is_calm || process->is_dying) {
        return false;
    }
    if (process->calls_out == 0) {
        if (!sim_strikes(FAULT_TIMEOUT_UNDONE)) {
            return false;
        }
        process->calls_out = (int)sim_random(CALLS_OUT_MAX) + 1;
    }
    process->calls_out--;
    sim_hit(FAULT_TIMEOUT_UNDONE);
    return true;
}

static const of_status timed_out = {.remedy = OF_RETRY, .what = "the call timed out"};

static sim_late *late_of(sim_process *process, const void *handle)
{
    for (int i = 0; i < SIM_LATE_MAX; i++) {
        if (process->late[i].handle == handle) {
            return &process->late[i];
        }
    }
    return NULL;
}

/* The same call again, after it was done: *answer is what it says now. */
static bool was_done(sim_process *process, const void *handle, of_status *answer)
{
    sim_late *late = late_of(process, handle);
    if (late == NULL) {
        return false;
    }
    *answer = timed_out;
    if (late->left-- == 0) {
        *late = (sim_late){0};
        *answer = OF_OK;
    }
    return true;
}

static of_status tell(sim_process *process, const void *handle, of_status status, bool is_commit)
{
    sim_late *free_one = late_of(process, NULL);
    if (!of_ok(status) || free_one == NULL || !sim_strikes(FAULT_TIMEOUT_DONE)) {
        return status;
    }
    int left = (int)sim_random(LATE_MAX);
    *free_one = (sim_late){.handle = handle, .left = left};
    sim_hit(FAULT_TIMEOUT_DONE);
    if (is_commit && left >= REPEATED_CALLS) {
        sim_hit(FAULT_COMMIT_UNKNOWN);
    }
    return timed_out;
}

static void forget(sim_process *process, const void *handle)
{
    sim_late *late = late_of(process, handle);
    if (late != NULL) {
        *late = (sim_late){0};
    }
}

/* ---- producers ---- */

static of_status producer_init(of_producer *producer, int64_t timeout_ms)
{
    sim_process *process = process_of(producer->kafka);
    of_status status = OF_OK;
    if (was_done(process, producer, &status)) {
        return status;
    }
    if (times_out(process)) {
        return timed_out;
    }
    return tell(process, producer, plain->producer_init(producer, timeout_ms), false);
}

static of_status producer_begin(of_producer *producer)
{
    sim_record_begin(producer);
    return plain->producer_begin(producer);
}

static of_status producer_send(of_producer *producer, const of_outgoing *record)
{
    sim_process *process = process_of(producer->kafka);
    if (process->refused_in_a_row < REFUSED_MAX && sim_strikes(FAULT_ENQUEUE_REFUSED)) {
        process->refused_in_a_row++;
        sim_hit(FAULT_ENQUEUE_REFUSED);
        return sim_random(2) == 0 ? OF_ABORT_AS("the record could not be enqueued")
                                  : OF_RETRY_AS("the producer's queue is full");
    }
    of_status status = plain->producer_send(producer, record);
    if (of_ok(status)) {
        const char *topic = of_topic_name(producer->kafka, record->topic);
        sim_note_append(topic, record->partition);
        sim_record_sent(producer, topic, record);
    }
    return status;
}

static of_status producer_send_offsets(of_producer *producer, const of_member *member,
                                       const of_position *positions, size_t count,
                                       int64_t timeout_ms)
{
    sim_process *process = process_of(producer->kafka);
    if (times_out(process)) {
        return timed_out;
    }
    of_status status = plain->producer_send_offsets(producer, member, positions, count, timeout_ms);
    if (of_ok(status)) {
        sim_record_positions(producer, positions, count);
        if (sim_strikes(FAULT_TIMEOUT_DONE)) {
            sim_hit(FAULT_TIMEOUT_DONE);
            return timed_out; /* the same offsets may be sent again */
        }
    }
    return status;
}

static of_status producer_commit(of_producer *producer, int64_t timeout_ms)
{
    sim_process *process = process_of(producer->kafka);
    of_status status = OF_OK;
    if (was_done(process, producer, &status)) {
        return status;
    }
    if (times_out(process)) {
        return timed_out;
    }
    if (process->refused_in_a_row < REFUSED_MAX && sim_strikes(FAULT_COMMIT_REFUSED)) {
        process->refused_in_a_row++;
        sim_hit(FAULT_COMMIT_REFUSED);
        return OF_ABORT_AS("the commit was refused");
    }
    status = plain->producer_commit(producer, timeout_ms);
    sim_trace("%d commit %s", process->index, of_remedy_name(status.remedy));
    if (!of_ok(status)) {
        return status;
    }
    process->refused_in_a_row = 0;
    sim_record_committed(process, producer);
    if (sim_strikes(FAULT_CRASH_COMMITTED)) {
        sim_hit(FAULT_CRASH_COMMITTED);
        process->is_dying = true;
        return of_client_crash_status();
    }
    return tell(process, producer, status, true);
}

static of_status producer_abort(of_producer *producer, int64_t timeout_ms)
{
    sim_process *process = process_of(producer->kafka);
    of_status status = OF_OK;
    if (was_done(process, producer, &status)) {
        return status;
    }
    if (times_out(process)) {
        return timed_out;
    }
    return tell(process, producer, plain->producer_abort(producer, timeout_ms), false);
}

static void producer_close(of_producer *producer)
{
    sim_process *process = process_of(producer->kafka);
    forget(process, producer);
    sim_record_forget(producer);
    plain->producer_close(producer);
}

/* ---- members ---- */

/* What a member was given last: a fetch may repeat it. One is enough, of any member. */
static struct {
    of_member *member;
    of_position position;
} given;

static of_status member_poll(of_member *member, int64_t timeout_ms, of_poll_event *event)
{
    if (times_out(process_of(member->kafka))) {
        return timed_out;
    }
    if (given.member == member && sim_strikes(FAULT_FETCH_REPEATED)) {
        of_position from = given.position;
        int64_t back = (int64_t)sim_random(REPEAT_MAX);
        from.offset = from.offset > back ? from.offset - back : 0;
        if (of_ok(plain->member_seek(member, from))) {
            sim_hit(FAULT_FETCH_REPEATED);
        }
    }
    of_status status = plain->member_poll(member, timeout_ms, event);
    if (of_ok(status) && event->kind != OF_POLL_NOTHING) {
        given.member = event->kind == OF_POLL_MESSAGE ? member : NULL;
        given.position =
            (of_position){event->message.topic, event->message.partition, event->message.offset};
    }
    return status;
}

static of_status member_seek(of_member *member, of_position position)
{
    given.member = NULL; /* it goes back further than a fetch would */
    return plain->member_seek(member, position);
}

static of_status member_start(of_member *member, of_position position)
{
    given.member = NULL;
    return plain->member_start(member, position);
}

static of_status member_committed(of_member *member, of_position *positions, size_t count,
                                  int64_t timeout_ms)
{
    if (times_out(process_of(member->kafka))) {
        return timed_out;
    }
    return plain->member_committed(member, positions, count, timeout_ms);
}

static void member_close(of_member *member, bool leave)
{
    given.member = NULL;
    plain->member_close(member, leave);
}

/* ---- readers ---- */

/* What a reader was given last, copied, to be given again. */
static struct {
    of_reader *reader;
    of_message message;
    of_buffer key, value;
} echo;

static of_bytes kept(of_buffer *buffer, of_bytes bytes)
{
    of_buffer_clear(buffer);
    of_buffer_put(buffer, bytes.data, bytes.len);
    return bytes.data == NULL ? bytes : of_buffer_bytes(buffer);
}

static of_status reader_poll(of_reader *reader, int64_t timeout_ms, of_message *message,
                             bool *found)
{
    if (times_out(process_of(reader->kafka))) {
        return timed_out;
    }
    if (echo.reader == reader && sim_strikes(FAULT_FETCH_REPEATED)) {
        sim_hit(FAULT_FETCH_REPEATED);
        *message = echo.message;
        *found = true;
        return OF_OK;
    }
    of_status status = plain->reader_poll(reader, timeout_ms, message, found);
    if (of_ok(status) && *found) {
        echo.reader = reader;
        echo.message = *message;
        echo.message.key = kept(&echo.key, message->key);
        echo.message.value = kept(&echo.value, message->value);
    }
    return status;
}

static of_status reader_assign(of_reader *reader, const of_position *positions, size_t count)
{
    echo.reader = NULL;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(of_topic_name(reader->kafka, positions[i].topic), SIM_CHANGELOG) == 0) {
            sim_disk_check_replay(process_of(reader->kafka), positions[i].partition,
                                  positions[i].offset);
        }
    }
    return plain->reader_assign(reader, positions, count);
}

static of_status reader_watermarks(of_reader *reader, of_partition partition, int64_t *low,
                                   int64_t *high, int64_t timeout_ms)
{
    if (times_out(process_of(reader->kafka))) {
        return timed_out;
    }
    return plain->reader_watermarks(reader, partition, low, high, timeout_ms);
}

static void reader_close(of_reader *reader)
{
    echo.reader = NULL;
    plain->reader_close(reader);
}

static of_status topic_describe(of_kafka *kafka, const char *name, of_topic_facts *facts)
{
    if (times_out(process_of(kafka))) {
        return timed_out;
    }
    return plain->topic_describe(kafka, name, facts);
}

/* ---- a client ---- */

of_kafka *sim_port_open(sim_process *process)
{
    of_kafka *kafka = of_embedded_client(of_sim->log);
    plain = kafka->calls;
    faulty = *plain;
    faulty.topic_describe = topic_describe;
    faulty.member_poll = member_poll;
    faulty.member_seek = member_seek;
    faulty.member_start = member_start;
    faulty.member_committed = member_committed;
    faulty.member_close = member_close;
    faulty.producer_init = producer_init;
    faulty.producer_begin = producer_begin;
    faulty.producer_send = producer_send;
    faulty.producer_send_offsets = producer_send_offsets;
    faulty.producer_commit = producer_commit;
    faulty.producer_abort = producer_abort;
    faulty.producer_close = producer_close;
    faulty.reader_poll = reader_poll;
    faulty.reader_assign = reader_assign;
    faulty.reader_watermarks = reader_watermarks;
    faulty.reader_close = reader_close;
    kafka->calls = &faulty;
    memset(process->late, 0, sizeof process->late);
    process->kafka = kafka;
    of_embedded_set_gate(kafka, gate, process);
    return kafka;
}
