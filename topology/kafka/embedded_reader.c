/* A reader of an embedded client: partitions of its own choosing, outside any group. */
#include "topology/base/memory.h"
#include "topology/kafka/embedded_client.h"

typedef struct of_embedded_reader {
    of_reader head;
    of_client *client;
    bool read_committed;
    of_tracks tracks;
    of_delivery delivery;
} of_embedded_reader;

static of_embedded_reader *embedded(of_reader *reader)
{
    return (of_embedded_reader *)reader;
}

of_status of_embedded_reader_open(of_kafka *kafka, bool read_committed, of_reader **reader)
{
    of_client *client = (of_client *)kafka;
    OF_TRY(of_client_enter(client, "reader_open"));
    of_embedded_reader *opened = of_new(sizeof *opened);
    opened->head.kafka = kafka;
    opened->client = client;
    opened->read_committed = read_committed;
    *reader = &opened->head;
    of_client_leave(client);
    return OF_OK;
}

void of_embedded_reader_close(of_reader *handle)
{
    of_embedded_reader *reader = embedded(handle);
    of_client_enter_close(reader->client, "reader_close");
    of_client_leave(reader->client);
    of_delivery_free(&reader->delivery);
    of_delete(reader->tracks.items);
    of_delete(reader);
}

static of_status assign(of_embedded_reader *reader, const of_position *positions, size_t count)
{
    of_tracks tracks = {.items = of_new_array(count + 1, sizeof(of_track)), .count = count};
    for (size_t i = 0; i < count; i++) {
        of_partition partition = {positions[i].topic, positions[i].partition};
        of_plog *plog = of_client_plog(reader->client, partition);
        if (plog == NULL) {
            of_delete(tracks.items);
            return OF_FATAL_AS("unknown topic or partition");
        }
        tracks.items[i] = (of_track){.partition = partition,
                                     .plog = plog,
                                     .cursor = {.offset = positions[i].offset},
                                     .is_started = true};
    }
    of_delete(reader->tracks.items);
    reader->tracks = tracks;
    return OF_OK;
}

of_status of_embedded_reader_assign(of_reader *handle, const of_position *positions, size_t count)
{
    of_embedded_reader *reader = embedded(handle);
    OF_TRY(of_client_enter(reader->client, "reader_assign"));
    of_status status = assign(reader, positions, count);
    of_client_leave(reader->client);
    return status;
}

of_status of_embedded_reader_poll(of_reader *handle, int64_t timeout_ms, of_message *message,
                                  bool *found)
{
    of_embedded_reader *reader = embedded(handle);
    of_client *client = reader->client;
    OF_TRY(of_client_enter(client, "reader_poll"));
    int64_t deadline_us = of_client_deadline_us(client, timeout_ms);
    of_status status = OF_OK;
    do {
        status = client->is_crashed ? of_client_crash_status()
                                    : of_tracks_next(&reader->tracks, reader->read_committed,
                                                     &reader->delivery, message, found);
    } while (of_ok(status) && !*found && of_client_wait(client, deadline_us));
    of_client_leave(client);
    return status;
}

of_status of_embedded_reader_position(of_reader *handle, of_partition partition, int64_t *offset)
{
    of_embedded_reader *reader = embedded(handle);
    OF_TRY(of_client_enter(reader->client, "reader_position"));
    of_track *track = of_tracks_find(&reader->tracks, partition);
    if (track != NULL) {
        /* Looking for the next record moves the cursor over what nobody will be given. */
        of_cursor_visible(track->plog, &track->cursor, reader->read_committed);
        *offset = track->cursor.offset;
    }
    of_client_leave(reader->client);
    return track != NULL ? OF_OK : OF_FATAL_AS("the partition is not assigned");
}

of_status of_embedded_reader_watermarks(of_reader *handle, of_partition partition, int64_t *low,
                                        int64_t *high, int64_t timeout_ms)
{
    (void)timeout_ms;
    of_embedded_reader *reader = embedded(handle);
    OF_TRY(of_client_enter(reader->client, "reader_watermarks"));
    const of_plog *plog = of_client_plog(reader->client, partition);
    if (plog != NULL) {
        *low = plog->start_offset;
        *high = reader->read_committed ? of_plog_stable_offset(plog) : plog->next_offset;
    }
    of_client_leave(reader->client);
    return plog != NULL ? OF_OK : OF_FATAL_AS("unknown topic or partition");
}
