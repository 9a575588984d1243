/* What the files of the librdkafka implementation share: its structs, errors, settings, inbox. Only
 * real*.c include this, and through it rdkafka.h. */
#pragma once

#include <librdkafka/rdkafka.h>
#include <pthread.h>

#include "topology/base/clock.h"
#include "topology/kafka/backend.h"
#include "topology/kafka/real.h"

/* Errors that librdkafka repeats for as long as a broker is away are logged once each. */
#define OF_REAL_DISTINCT 64

typedef struct of_real {
    of_kafka base;
    of_property *properties; /* copies */
    size_t property_count;
    of_kafka *self;    /* what the callbacks of `admin` find; a handle's opaque begins with this */
    rd_kafka_t *admin; /* asks for metadata and settings, makes topics */

    pthread_mutex_t lock; /* guards what follows */
    uint64_t distinct[OF_REAL_DISTINCT];
    size_t distinct_count;
    char **topic_names; /* the answer of the last topic_list */
    size_t topic_name_count;
} of_real;

static inline of_real *of_real_of(of_kafka *kafka)
{
    return (of_real *)kafka;
}

/* ---- real.c: handles and errors ------------------------------------------------------------- */

typedef struct of_setting {
    const char *name;
    const char *value;
} of_setting;

typedef struct of_handle_options {
    rd_kafka_type_t type;
    const of_setting *before; /* weaker than the user's properties; ends with a NULL name */
    const of_setting *after;  /* stronger than the user's properties; ends with a NULL name */
    void *opaque;             /* given to the callbacks below; begins with an of_kafka pointer */
    void (*on_delivery)(rd_kafka_t *, const rd_kafka_message_t *, void *);
    void (*on_rebalance)(rd_kafka_t *, rd_kafka_resp_err_t, rd_kafka_topic_partition_list_t *,
                         void *);
} of_handle_options;

/* FATAL, with the reason in the log, when librdkafka refuses the settings. */
of_status of_real_handle(of_real *real, const of_handle_options *options, rd_kafka_t **handle);

/* The three questions of librdkafka, asked here and nowhere else. */
typedef struct of_real_error {
    rd_kafka_resp_err_t code;
    bool retriable;
    bool requires_abort;
    bool fatal;
} of_real_error;

of_status of_real_status(of_real_error error);
/* For calls that answer with a bare code, which carries no answers of its own. */
of_status of_real_status_of_code(rd_kafka_resp_err_t code);
/* Takes the error, which may be NULL for DONE; its detailed text goes to the log once. */
of_status of_real_status_of_error(of_real *real, const char *call, rd_kafka_error_t *error);

/* True the first time this text is seen (a hash of it is kept). */
bool of_real_first_time(of_real *real, const char *text);

/* librdkafka's time-outs are int milliseconds. */
int of_real_timeout(int64_t timeout_ms);
/* For waiting loops: how much of a time-out is left. */
int64_t of_real_deadline_us(int64_t timeout_ms);
int of_real_left_ms(int64_t deadline_us);

/* Replaces what a consumer reads, by nothing when `list` is NULL. */
rd_kafka_resp_err_t of_real_assign(rd_kafka_t *handle, const rd_kafka_topic_partition_list_t *list);

/* ---- real_inbox.c: what members and readers share ------------------------------------------- */

/* One partition as its consumer sees it. */
typedef struct of_slot {
    bool assigned;
    bool started;
    bool paused;
    bool read;    /* it is among what a member gave the library to read */
    int64_t next; /* the offset after the last record given out */
} of_slot;

typedef struct of_topic_slots {
    of_slot *slots;
    int32_t count;
} of_topic_slots;

typedef struct of_inbox {
    of_kafka *kafka;
    rd_kafka_message_t *held; /* what the last poll gave out */
    of_header *headers;
    size_t header_capacity;
    of_topic_slots *topics; /* by topic handle */
    int32_t topic_count;
    int32_t last_topic; /* the handle of the last record's topic; records come in runs */
} of_inbox;

void of_inbox_open(of_inbox *inbox, of_kafka *kafka);
void of_inbox_close(of_inbox *inbox);
/* Gives back the record of the last poll. */
void of_inbox_clear(of_inbox *inbox);
/* NULL when the partition was never assigned. */
of_slot *of_inbox_slot(const of_inbox *inbox, int32_t topic, int32_t partition);
of_slot *of_inbox_assign(of_inbox *inbox, int32_t topic, int32_t partition, int64_t next);
void of_inbox_unassign_all(of_inbox *inbox);
int32_t of_inbox_topic(of_inbox *inbox, const char *name);
/* Keeps `message` until the next clear and shows it as ours. */
void of_inbox_take(of_inbox *inbox, rd_kafka_message_t *message, int32_t topic, of_message *shown);

/* ---- the calls, one file per kind of handle ------------------------------------------------- */

of_status of_real_topic_create(of_kafka *kafka, const of_topic_spec *spec);
of_status of_real_topic_describe(of_kafka *kafka, const char *name, of_topic_facts *facts);
of_status of_real_topic_list(of_kafka *kafka, const char *const **names, size_t *count);
void of_real_topic_list_free(of_real *real);

extern const of_kafka_calls of_real_member_calls;   /* only the member_* entries are set */
extern const of_kafka_calls of_real_producer_calls; /* only the producer_* entries are set */
extern const of_kafka_calls of_real_reader_calls;   /* only the reader_* entries are set */

/* The metadata that fences a member of an older generation; NULL before the first assignment. */
const rd_kafka_consumer_group_metadata_t *of_real_member_metadata(const of_member *member);
