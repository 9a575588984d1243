/* How an implementation plugs in behind port.h: one table of calls, and handles that begin with a
 * pointer to it. Only port.c (which forwards) and the implementations include this. */
#pragma once

#include "topology/kafka/port.h"

typedef struct of_kafka_calls {
    of_status (*topic_create)(of_kafka *, const of_topic_spec *);
    of_status (*topic_describe)(of_kafka *, const char *name, of_topic_facts *);
    of_status (*topic_list)(of_kafka *, const char *const **names, size_t *count);

    of_status (*member_open)(of_kafka *, const of_member_options *, of_member **);
    void (*member_close)(of_member *, bool leave);
    of_status (*member_poll)(of_member *, int64_t timeout_ms, of_poll_event *);
    bool (*member_is_behind)(const of_member *);
    of_status (*member_start)(of_member *, of_position);
    of_status (*member_pause)(of_member *, of_partition);
    of_status (*member_resume)(of_member *, of_partition);
    of_status (*member_seek)(of_member *, of_position);
    of_status (*member_position)(of_member *, of_partition, int64_t *offset);
    of_status (*member_release)(of_member *);
    of_status (*member_committed)(of_member *, of_position *, size_t count, int64_t timeout_ms);

    of_status (*producer_open)(of_kafka *, const of_producer_options *, of_producer **);
    void (*producer_close)(of_producer *);
    of_status (*producer_init)(of_producer *, int64_t timeout_ms);
    of_status (*producer_begin)(of_producer *);
    of_status (*producer_send)(of_producer *, const of_outgoing *);
    of_status (*producer_send_offsets)(of_producer *, const of_member *, const of_position *,
                                       size_t count, int64_t timeout_ms);
    of_status (*producer_commit)(of_producer *, int64_t timeout_ms);
    of_status (*producer_abort)(of_producer *, int64_t timeout_ms);
    of_status (*producer_flush)(of_producer *, int64_t timeout_ms);

    of_status (*reader_open)(of_kafka *, bool read_committed, of_reader **);
    void (*reader_close)(of_reader *);
    of_status (*reader_assign)(of_reader *, const of_position *, size_t count);
    of_status (*reader_poll)(of_reader *, int64_t timeout_ms, of_message *, bool *found);
    of_status (*reader_position)(of_reader *, of_partition, int64_t *offset);
    of_status (*reader_watermarks)(of_reader *, of_partition, int64_t *low, int64_t *high,
                                   int64_t timeout_ms);

    void (*close)(of_kafka *);
} of_kafka_calls;

/* Each implementation's structs begin with these; port.c owns the table of topic names, which
 * of_kafka_names_open/close make and free. */
struct of_kafka {
    const of_kafka_calls *calls;
    struct of_topic_names *names;
};
struct of_member {
    of_kafka *kafka;
};
struct of_producer {
    of_kafka *kafka;
};
struct of_reader {
    of_kafka *kafka;
};

void of_kafka_names_open(of_kafka *kafka);
void of_kafka_names_close(of_kafka *kafka);
