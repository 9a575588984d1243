/* One client of the embedded log: the gate in front of every call, and what its handles share. */
#pragma once

#include "topology/base/buffer.h"
#include "topology/kafka/backend.h"
#include "topology/kafka/embedded_coordinator.h"

typedef struct of_client {
    of_kafka head;
    of_embedded *log;
    of_embedded_gate gate;
    void *gate_state;
    int64_t calls;
    bool is_crashed;
    of_topic **topics; /* by handle; NULL where not looked up or not there yet */
    size_t topic_count;
    const char **listed;
} of_client;

/* Counts the call, asks the gate, takes the lock and runs what is due. The lock is held only when
 * the answer is DONE. */
of_status of_client_enter(of_client *client, const char *call);
void of_client_leave(of_client *client);
/* For the calls that free a handle: takes the lock in any case; false when the client is crashed,
 * and the call may have no effect on the log. */
bool of_client_enter_close(of_client *client, const char *call);

/* NULL when there is no such topic, or no such partition. */
of_topic *of_client_topic(of_client *client, int32_t handle);
of_plog *of_client_plog(of_client *client, of_partition partition);

/* When a poll must give up. */
int64_t of_client_deadline_us(const of_client *client, int64_t timeout_ms);
/* Something may have changed: look again. False when the time ran out; at once under an injected
 * clock, when no marker is left to be written. */
bool of_client_wait(of_client *client, int64_t deadline_us);
of_status of_client_crash_status(void);

/* A record handed out: copied, so that it stays while others append and clean. */
typedef struct of_delivery {
    of_buffer bytes;
    of_header *headers;
    size_t header_capacity;
} of_delivery;

void of_delivery_fill(of_delivery *delivery, const of_entry *entry, of_message *message);
void of_delivery_free(of_delivery *delivery);

typedef struct of_track { /* a partition that a handle reads */
    of_partition partition;
    of_plog *plog;
    of_cursor cursor;
    bool is_started;
    bool is_paused;
} of_track;

/* Runs over the tracks in turn, a stretch of each at a time. */
typedef struct of_tracks {
    of_track *items;
    size_t count;
    size_t at;
    uint32_t run;
} of_tracks;

/* The next record of any started track, or *found false. FATAL when one stands out of range. */
of_status of_tracks_next(of_tracks *tracks, bool read_committed, of_delivery *delivery,
                         of_message *message, bool *found);
of_track *of_tracks_find(const of_tracks *tracks, of_partition partition);

of_status of_embedded_member_open(of_kafka *kafka, const of_member_options *options,
                                  of_member **member);
void of_embedded_member_close(of_member *member, bool leave);
of_status of_embedded_member_poll(of_member *member, int64_t timeout_ms, of_poll_event *event);
of_status of_embedded_member_start(of_member *member, of_position position);
of_status of_embedded_member_pause(of_member *member, of_partition partition);
of_status of_embedded_member_resume(of_member *member, of_partition partition);
of_status of_embedded_member_seek(of_member *member, of_position position);
bool of_embedded_member_is_behind(const of_member *member);
of_status of_embedded_member_position(of_member *member, of_partition partition, int64_t *offset);
of_status of_embedded_member_release(of_member *member);
of_status of_embedded_member_committed(of_member *member, of_position *positions, size_t count,
                                       int64_t timeout_ms);
/* The group, when the generation that the member captured is still the living one; else NULL. */
of_group *of_embedded_member_group(const of_member *member);

of_status of_embedded_producer_open(of_kafka *kafka, const of_producer_options *options,
                                    of_producer **producer);
void of_embedded_producer_close(of_producer *producer);
of_status of_embedded_producer_init(of_producer *producer, int64_t timeout_ms);
of_status of_embedded_producer_begin(of_producer *producer);
of_status of_embedded_producer_send(of_producer *producer, const of_outgoing *record);
of_status of_embedded_producer_send_offsets(of_producer *producer, const of_member *member,
                                            const of_position *positions, size_t count,
                                            int64_t timeout_ms);
of_status of_embedded_producer_commit(of_producer *producer, int64_t timeout_ms);
of_status of_embedded_producer_abort(of_producer *producer, int64_t timeout_ms);
of_status of_embedded_producer_flush(of_producer *producer, int64_t timeout_ms);

of_status of_embedded_reader_open(of_kafka *kafka, bool read_committed, of_reader **reader);
void of_embedded_reader_close(of_reader *reader);
of_status of_embedded_reader_assign(of_reader *reader, const of_position *positions, size_t count);
of_status of_embedded_reader_poll(of_reader *reader, int64_t timeout_ms, of_message *message,
                                  bool *found);
of_status of_embedded_reader_position(of_reader *reader, of_partition partition, int64_t *offset);
of_status of_embedded_reader_watermarks(of_reader *reader, of_partition partition, int64_t *low,
                                        int64_t *high, int64_t timeout_ms);

of_status of_embedded_topic_create(of_kafka *kafka, const of_topic_spec *spec);
of_status of_embedded_topic_describe(of_kafka *kafka, const char *name, of_topic_facts *facts);
of_status of_embedded_topic_list(of_kafka *kafka, const char *const **names, size_t *count);
