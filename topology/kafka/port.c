/* The port's front: forwards each call to the implementation and owns the table of topic names. */
#include "topology/kafka/port.h"

#include <pthread.h>
#include <string.h>

#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/kafka/backend.h"

/* ---- topic names: looked up at start-up, so a scan will do; names never move or go away ---------
 */

struct of_topic_names {
    pthread_mutex_t lock;
    char **names;
    int32_t count;
    int32_t capacity;
};

void of_kafka_names_open(of_kafka *kafka)
{
    kafka->names = of_new(sizeof *kafka->names);
    pthread_mutex_init(&kafka->names->lock, NULL);
}

void of_kafka_names_close(of_kafka *kafka)
{
    struct of_topic_names *names = kafka->names;
    for (int32_t i = 0; i < names->count; i++) {
        of_delete(names->names[i]);
    }
    of_delete(names->names);
    pthread_mutex_destroy(&names->lock);
    of_delete(names);
    kafka->names = NULL;
}

static int32_t names_find(const struct of_topic_names *names, const char *name)
{
    for (int32_t i = 0; i < names->count; i++) {
        if (strcmp(names->names[i], name) == 0) {
            return i;
        }
    }
    return -1;
}

static int32_t names_add(struct of_topic_names *names, const char *name)
{
    if (names->count == names->capacity) {
        names->capacity = names->capacity == 0 ? 32 : names->capacity * 2;
        names->names = of_renew(names->names, (size_t)names->capacity * sizeof *names->names);
    }
    names->names[names->count] = of_new_string(name, strlen(name));
    return names->count++;
}

int32_t of_topic_handle(of_kafka *kafka, const char *name)
{
    struct of_topic_names *names = kafka->names;
    pthread_mutex_lock(&names->lock);
    int32_t handle = names_find(names, name);
    if (handle < 0) {
        handle = names_add(names, name);
    }
    pthread_mutex_unlock(&names->lock);
    return handle;
}

const char *of_topic_name(const of_kafka *kafka, int32_t topic)
{
    struct of_topic_names *names = kafka->names;
    pthread_mutex_lock(&names->lock);
    of_assert(topic >= 0 && topic < names->count);
    const char *name = names->names[topic];
    pthread_mutex_unlock(&names->lock);
    return name;
}

/* ---- topics ------------------------------------------------------------------------------------
 */

of_status of_topic_create(of_kafka *kafka, const of_topic_spec *spec)
{
    return kafka->calls->topic_create(kafka, spec);
}

of_status of_topic_describe(of_kafka *kafka, const char *name, of_topic_facts *facts)
{
    return kafka->calls->topic_describe(kafka, name, facts);
}

of_status of_topic_list(of_kafka *kafka, const char *const **names, size_t *count)
{
    return kafka->calls->topic_list(kafka, names, count);
}

/* ---- members -----------------------------------------------------------------------------------
 */

of_status of_member_open(of_kafka *kafka, const of_member_options *options, of_member **member)
{
    *member = NULL;
    return kafka->calls->member_open(kafka, options, member);
}

void of_member_close(of_member *member, bool leave)
{
    if (member != NULL) {
        member->kafka->calls->member_close(member, leave);
    }
}

of_status of_member_poll(of_member *member, int64_t timeout_ms, of_poll_event *event)
{
    event->kind = OF_POLL_NOTHING;
    return member->kafka->calls->member_poll(member, timeout_ms, event);
}

bool of_member_is_behind(const of_member *member)
{
    return member->kafka->calls->member_is_behind(member);
}

of_status of_member_start(of_member *member, of_position position)
{
    return member->kafka->calls->member_start(member, position);
}

of_status of_member_pause(of_member *member, of_partition partition)
{
    return member->kafka->calls->member_pause(member, partition);
}

of_status of_member_resume(of_member *member, of_partition partition)
{
    return member->kafka->calls->member_resume(member, partition);
}

of_status of_member_seek(of_member *member, of_position position)
{
    return member->kafka->calls->member_seek(member, position);
}

of_status of_member_position(of_member *member, of_partition partition, int64_t *offset)
{
    return member->kafka->calls->member_position(member, partition, offset);
}

of_status of_member_release(of_member *member)
{
    return member->kafka->calls->member_release(member);
}

of_status of_member_committed(of_member *member, of_position *positions, size_t count,
                              int64_t timeout_ms)
{
    return member->kafka->calls->member_committed(member, positions, count, timeout_ms);
}

/* ---- producers ---------------------------------------------------------------------------------
 */

of_status of_producer_open(of_kafka *kafka, const of_producer_options *options,
                           of_producer **producer)
{
    *producer = NULL;
    return kafka->calls->producer_open(kafka, options, producer);
}

void of_producer_close(of_producer *producer)
{
    if (producer != NULL) {
        producer->kafka->calls->producer_close(producer);
    }
}

of_status of_producer_init(of_producer *producer, int64_t timeout_ms)
{
    return producer->kafka->calls->producer_init(producer, timeout_ms);
}

of_status of_producer_begin(of_producer *producer)
{
    return producer->kafka->calls->producer_begin(producer);
}

of_status of_producer_send(of_producer *producer, const of_outgoing *record)
{
    return producer->kafka->calls->producer_send(producer, record);
}

of_status of_producer_send_offsets(of_producer *producer, const of_member *member,
                                   const of_position *positions, size_t count, int64_t timeout_ms)
{
    return producer->kafka->calls->producer_send_offsets(producer, member, positions, count,
                                                         timeout_ms);
}

of_status of_producer_commit(of_producer *producer, int64_t timeout_ms)
{
    return producer->kafka->calls->producer_commit(producer, timeout_ms);
}

of_status of_producer_abort(of_producer *producer, int64_t timeout_ms)
{
    return producer->kafka->calls->producer_abort(producer, timeout_ms);
}

of_status of_producer_flush(of_producer *producer, int64_t timeout_ms)
{
    return producer->kafka->calls->producer_flush(producer, timeout_ms);
}

/* ---- readers -----------------------------------------------------------------------------------
 */

of_status of_reader_open(of_kafka *kafka, bool read_committed, of_reader **reader)
{
    *reader = NULL;
    return kafka->calls->reader_open(kafka, read_committed, reader);
}

void of_reader_close(of_reader *reader)
{
    if (reader != NULL) {
        reader->kafka->calls->reader_close(reader);
    }
}

of_status of_reader_assign(of_reader *reader, const of_position *positions, size_t count)
{
    return reader->kafka->calls->reader_assign(reader, positions, count);
}

of_status of_reader_poll(of_reader *reader, int64_t timeout_ms, of_message *message, bool *found)
{
    *found = false;
    return reader->kafka->calls->reader_poll(reader, timeout_ms, message, found);
}

of_status of_reader_position(of_reader *reader, of_partition partition, int64_t *offset)
{
    return reader->kafka->calls->reader_position(reader, partition, offset);
}

of_status of_reader_watermarks(of_reader *reader, of_partition partition, int64_t *low,
                               int64_t *high, int64_t timeout_ms)
{
    return reader->kafka->calls->reader_watermarks(reader, partition, low, high, timeout_ms);
}

void of_kafka_close(of_kafka *kafka)
{
    if (kafka != NULL) {
        kafka->calls->close(kafka);
    }
}
