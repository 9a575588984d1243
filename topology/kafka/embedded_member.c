/* A group member of an embedded client: the rebalance protocol seen from the consumer's side. */
#include "topology/base/memory.h"
#include "topology/kafka/embedded_client.h"

#define SESSION_TIMEOUT_DEFAULT_MS 45000

/* WAITING -ASSIGNED-> WORKING -REVOKED|LOST-> YIELDING -release-> WAITING. */
typedef enum of_member_state {
    OF_MEMBER_WAITING,
    OF_MEMBER_WORKING,
    OF_MEMBER_YIELDING
} of_member_state;

typedef struct of_embedded_member {
    of_member head;
    of_client *client;
    of_group *group;
    uint64_t id;
    int32_t generation; /* of the last assignment given out */
    of_member_state state;
    bool is_fenced;
    char *instance;
    const char **topics;
    int32_t *handles;
    size_t topic_count;
    int64_t session_timeout_ms;
    of_tracks tracks;
    of_partition *partitions;
    of_delivery delivery;
} of_embedded_member;

static of_embedded_member *embedded(of_member *member)
{
    return (of_embedded_member *)member;
}

static void join(of_embedded_member *member)
{
    member->id = of_group_join(member->client->log, member->group,
                               &(of_join){.instance = member->instance,
                                          .topics = member->topics,
                                          .topic_count = member->topic_count,
                                          .session_timeout_ms = member->session_timeout_ms});
}

of_status of_embedded_member_open(of_kafka *kafka, const of_member_options *options,
                                  of_member **member)
{
    of_client *client = (of_client *)kafka;
    OF_TRY(of_client_enter(client, "member_open"));
    of_embedded_member *opened = of_new(sizeof *opened);
    opened->head.kafka = kafka;
    opened->client = client;
    opened->generation = -1;
    opened->group = of_group_of(client->log, options->group);
    if (options->instance_id != NULL) {
        opened->instance = of_new_string(options->instance_id, strlen(options->instance_id));
    }
    opened->topic_count = options->topic_count;
    opened->topics = of_new_array(options->topic_count + 1, sizeof *opened->topics);
    opened->handles = of_new_array(options->topic_count + 1, sizeof *opened->handles);
    for (size_t i = 0; i < options->topic_count; i++) {
        opened->handles[i] = options->topics[i];
        opened->topics[i] = of_topic_name(kafka, options->topics[i]);
    }
    opened->session_timeout_ms =
        options->session_timeout_ms == 0 ? SESSION_TIMEOUT_DEFAULT_MS : options->session_timeout_ms;
    join(opened);
    *member = &opened->head;
    of_client_leave(client);
    return OF_OK;
}

void of_embedded_member_close(of_member *handle, bool leave)
{
    of_embedded_member *member = embedded(handle);
    of_client *client = member->client;
    if (of_client_enter_close(client, "member_close") && leave) {
        of_group_leave(client->log, member->group, member->id);
    }
    of_client_leave(client);
    of_delivery_free(&member->delivery);
    of_delete(member->tracks.items);
    of_delete(member->partitions);
    of_delete(member->topics);
    of_delete(member->handles);
    of_delete(member->instance);
    of_delete(member);
}

/* ---- rebalance events ---------------------------------------------------------------------------
 */

static int32_t handle_of(const of_embedded_member *member, const of_topic *topic)
{
    for (size_t i = 0; i < member->topic_count; i++) {
        if (strcmp(member->topics[i], topic->name) == 0) {
            return member->handles[i];
        }
    }
    return -1;
}

static void take_seats(of_embedded_member *member, const of_participant *self)
{
    size_t count = self->seat_count;
    of_delete(member->tracks.items);
    of_delete(member->partitions);
    member->tracks =
        (of_tracks){.items = of_new_array(count + 1, sizeof(of_track)), .count = count};
    member->partitions = of_new_array(count + 1, sizeof *member->partitions);
    for (size_t i = 0; i < count; i++) {
        const of_seat *seat = &self->seats[i];
        of_partition partition = {.topic = handle_of(member, seat->topic),
                                  .partition = seat->partition};
        member->partitions[i] = partition;
        member->tracks.items[i] =
            (of_track){.partition = partition, .plog = &seat->topic->plogs[seat->partition]};
    }
}

static void tell(of_embedded_member *member, of_poll_kind kind, of_poll_event *event)
{
    member->state = kind == OF_POLL_ASSIGNED ? OF_MEMBER_WORKING : OF_MEMBER_YIELDING;
    event->kind = kind;
    event->partitions = member->partitions;
    event->partition_count = member->tracks.count;
}

static void poll_as_member(of_embedded_member *member, of_participant *self, of_poll_event *event)
{
    self->seen_ms = member->client->log->now_ms;
    if (member->state == OF_MEMBER_WORKING && member->group->preparing) {
        tell(member, OF_POLL_REVOKED, event);
    } else if (member->state == OF_MEMBER_WAITING && !member->group->preparing) {
        take_seats(member, self);
        self->holding = true;
        member->generation = member->group->generation;
        tell(member, OF_POLL_ASSIGNED, event);
    }
}

/* The coordinator no longer knows this member: somebody took its place, or its session ran out. */
static of_status poll_as_stranger(of_embedded_member *member, of_poll_event *event)
{
    if (member->instance != NULL && of_group_has_instance(member->group, member->instance)) {
        member->is_fenced = true;
        return OF_FATAL_AS("fenced instance");
    }
    switch (member->state) {
    case OF_MEMBER_WORKING:
        tell(member, OF_POLL_LOST, event);
        break;
    case OF_MEMBER_WAITING:
        join(member);
        break;
    case OF_MEMBER_YIELDING:
        break;
    }
    return OF_OK;
}

static of_status poll_once(of_embedded_member *member, of_poll_event *event)
{
    if (member->client->is_crashed) {
        return of_client_crash_status();
    }
    if (member->is_fenced) {
        return OF_FATAL_AS("fenced instance");
    }
    of_participant *self = of_group_member(member->group, member->id);
    if (self == NULL) {
        OF_TRY(poll_as_stranger(member, event));
    } else {
        poll_as_member(member, self, event);
    }
    if (event->kind != OF_POLL_NOTHING || member->state != OF_MEMBER_WORKING) {
        return OF_OK;
    }
    bool found = false;
    OF_TRY(of_tracks_next(&member->tracks, true, &member->delivery, &event->message, &found));
    if (found) {
        event->kind = OF_POLL_MESSAGE;
    }
    return OF_OK;
}

of_status of_embedded_member_poll(of_member *handle, int64_t timeout_ms, of_poll_event *event)
{
    of_embedded_member *member = embedded(handle);
    of_client *client = member->client;
    OF_TRY(of_client_enter(client, "member_poll"));
    int64_t deadline_us = of_client_deadline_us(client, timeout_ms);
    of_status status = OF_OK;
    do {
        status = poll_once(member, event);
    } while (of_ok(status) && event->kind == OF_POLL_NOTHING &&
             of_client_wait(client, deadline_us));
    of_client_leave(client);
    return status;
}

of_status of_embedded_member_release(of_member *handle)
{
    of_embedded_member *member = embedded(handle);
    of_client *client = member->client;
    OF_TRY(of_client_enter(client, "member_release"));
    if (member->state == OF_MEMBER_YIELDING) {
        member->state = OF_MEMBER_WAITING;
        member->tracks.count = 0;
        of_participant *self = of_group_member(member->group, member->id);
        if (self != NULL) {
            of_group_released(client->log, member->group, self);
        }
    }
    of_client_leave(client);
    return OF_OK;
}

/* ---- partitions --------------------------------------------------------------------------------
 */

/* Finds the track with the lock held, or fails with the lock given back. */
static of_status enter_track(of_embedded_member *member, const char *call, of_partition partition,
                             of_track **track)
{
    OF_TRY(of_client_enter(member->client, call));
    *track = of_tracks_find(&member->tracks, partition);
    if (*track == NULL) {
        of_client_leave(member->client);
        return OF_ABORT_AS("the partition is not assigned");
    }
    return OF_OK;
}

of_status of_embedded_member_start(of_member *handle, of_position position)
{
    of_embedded_member *member = embedded(handle);
    of_track *track = NULL;
    OF_TRY(enter_track(member, "member_start", (of_partition){position.topic, position.partition},
                       &track));
    track->cursor = (of_cursor){.offset = position.offset};
    track->is_started = true;
    track->is_paused = false;
    of_client_leave(member->client);
    return OF_OK;
}

of_status of_embedded_member_seek(of_member *handle, of_position position)
{
    of_embedded_member *member = embedded(handle);
    of_track *track = NULL;
    OF_TRY(enter_track(member, "member_seek", (of_partition){position.topic, position.partition},
                       &track));
    track->cursor = (of_cursor){.offset = position.offset};
    of_client_leave(member->client);
    return OF_OK;
}

static of_status set_paused(of_embedded_member *member, const char *call, of_partition partition,
                            bool paused)
{
    of_track *track = NULL;
    OF_TRY(enter_track(member, call, partition, &track));
    track->is_paused = paused;
    of_client_leave(member->client);
    return OF_OK;
}

of_status of_embedded_member_pause(of_member *member, of_partition partition)
{
    return set_paused(embedded(member), "member_pause", partition, true);
}

of_status of_embedded_member_resume(of_member *member, of_partition partition)
{
    return set_paused(embedded(member), "member_resume", partition, false);
}

of_status of_embedded_member_position(of_member *handle, of_partition partition, int64_t *offset)
{
    of_embedded_member *member = embedded(handle);
    of_track *track = NULL;
    OF_TRY(enter_track(member, "member_position", partition, &track));
    bool is_started = track->is_started;
    if (is_started) {
        /* Looking for the next record moves the cursor over what nobody will be given. */
        of_cursor_visible(track->plog, &track->cursor, true);
        *offset = track->cursor.offset;
    }
    of_client_leave(member->client);
    return is_started ? OF_OK : OF_ABORT_AS("the partition was not started");
}

/* A poll gives out whatever there is: nothing is ever on its way. */
bool of_embedded_member_is_behind(const of_member *handle)
{
    (void)handle;
    return false;
}

/* ---- offsets -----------------------------------------------------------------------------------
 */

of_group *of_embedded_member_group(const of_member *handle)
{
    const of_embedded_member *member = (const of_embedded_member *)handle;
    bool alive = !member->is_fenced && of_group_member(member->group, member->id) != NULL &&
                 member->generation == member->group->generation;
    return alive ? member->group : NULL;
}

static of_status committed_once(of_embedded_member *member, of_position *positions, size_t count)
{
    if (member->client->is_crashed) {
        return of_client_crash_status();
    }
    for (size_t i = 0; i < count; i++) {
        of_partition partition = {positions[i].topic, positions[i].partition};
        const of_plog *plog = of_client_plog(member->client, partition);
        if (plog == NULL) {
            positions[i].offset = OF_OFFSET_NONE;
            continue;
        }
        if (*of_group_pending(member->group, plog->topic, plog->index) > 0) {
            return OF_RETRY_AS("a transaction holds offsets of the group");
        }
        positions[i].offset = *of_group_committed(member->group, plog->topic, plog->index);
    }
    return OF_OK;
}

of_status of_embedded_member_committed(of_member *handle, of_position *positions, size_t count,
                                       int64_t timeout_ms)
{
    of_embedded_member *member = embedded(handle);
    of_client *client = member->client;
    OF_TRY(of_client_enter(client, "member_committed"));
    int64_t deadline_us = of_client_deadline_us(client, timeout_ms);
    of_status status = committed_once(member, positions, count);
    /* Under an injected clock the caller meets the RETRY that a broker would make it wait for. */
    while (status.remedy == OF_RETRY && client->log->is_wall &&
           of_client_wait(client, deadline_us)) {
        status = committed_once(member, positions, count);
    }
    of_client_leave(client);
    return status;
}
