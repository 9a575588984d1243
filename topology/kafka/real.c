/* Kafka by librdkafka: opens the connection, makes its handles, and turns its errors into remedies.
 *
 * One client library handle per member, producer and reader; their settings are, from weak to
 * strong: our defaults, the user's properties, what the guarantees rest on. */
#include "topology/kafka/real.h"

#include <stdio.h>

#include "topology/base/assert.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/kafka/real_internal.h"

/* The guarantees rest on these: the engine sets them itself, everywhere the same. */
static const char *const REFUSED[] = {
    "acks",
    "allow.auto.create.topics",
    "auto.offset.reset",
    "enable.auto.commit",
    "enable.auto.offset.store",
    "enable.idempotence",
    "enable.partition.eof",
    "group.id",
    "group.instance.id",
    "group.protocol",
    "isolation.level",
    "partition.assignment.strategy",
    "partitioner",
    "request.required.acks",
    "transactional.id",
};

/* ---- time ----------------------------------------------------------------------------------- */

int of_real_timeout(int64_t timeout_ms)
{
    if (timeout_ms < 0) {
        return 0;
    }
    return timeout_ms > INT32_MAX ? INT32_MAX : (int)timeout_ms;
}

int64_t of_real_deadline_us(int64_t timeout_ms)
{
    return of_clock_mono_us(&of_wall_clock) + (int64_t)of_real_timeout(timeout_ms) * 1000;
}

int of_real_left_ms(int64_t deadline_us)
{
    int64_t left_us = deadline_us - of_clock_mono_us(&of_wall_clock);
    return left_us <= 0 ? 0 : of_real_timeout((left_us + 999) / 1000);
}

/* ---- errors --------------------------------------------------------------------------------- */

of_status of_real_status(of_real_error error)
{
    of_remedy remedy = OF_FATAL; /* what nobody classified has an unknown outcome */
    if (error.code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        return OF_OK;
    }
    if (error.fatal) {
        remedy = OF_FATAL;
    } else if (error.requires_abort) {
        remedy = OF_ABORT;
    } else if (error.code == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE) {
        remedy = OF_SKIP;
    } else if (error.retriable) {
        remedy = OF_RETRY;
    }
    return (of_status){
        .remedy = remedy, .code = (int32_t)error.code, .what = rd_kafka_err2str(error.code)};
}

/* Codes that mean "nothing happened; later it may work". */
static bool code_is_retriable(rd_kafka_resp_err_t code)
{
    static const rd_kafka_resp_err_t RETRIABLE[] = {
        RD_KAFKA_RESP_ERR__TRANSPORT,
        RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN,
        RD_KAFKA_RESP_ERR__RESOLVE,
        RD_KAFKA_RESP_ERR__TIMED_OUT,
        RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE,
        RD_KAFKA_RESP_ERR__MSG_TIMED_OUT,
        RD_KAFKA_RESP_ERR__QUEUE_FULL,
        RD_KAFKA_RESP_ERR__WAIT_COORD,
        RD_KAFKA_RESP_ERR__WAIT_CACHE,
        RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC,
        RD_KAFKA_RESP_ERR__PREV_IN_PROGRESS,
        RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART,
        RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE,
        RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
        RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT,
        RD_KAFKA_RESP_ERR_BROKER_NOT_AVAILABLE,
        RD_KAFKA_RESP_ERR_NETWORK_EXCEPTION,
        RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS,
        RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE,
        RD_KAFKA_RESP_ERR_NOT_COORDINATOR,
        RD_KAFKA_RESP_ERR_NOT_CONTROLLER,
        RD_KAFKA_RESP_ERR_UNSTABLE_OFFSET_COMMIT,
        RD_KAFKA_RESP_ERR_OFFSET_NOT_AVAILABLE,
    };
    for (size_t i = 0; i < sizeof RETRIABLE / sizeof RETRIABLE[0]; i++) {
        if (RETRIABLE[i] == code) {
            return true;
        }
    }
    return false;
}

of_status of_real_status_of_code(rd_kafka_resp_err_t code)
{
    return of_real_status((of_real_error){.code = code, .retriable = code_is_retriable(code)});
}

of_status of_real_status_of_error(of_real *real, const char *call, rd_kafka_error_t *error)
{
    if (error == NULL) {
        return OF_OK;
    }
    of_status status = of_real_status((of_real_error){
        .code = rd_kafka_error_code(error),
        .retriable = rd_kafka_error_is_retriable(error) != 0,
        .requires_abort = rd_kafka_error_txn_requires_abort(error) != 0,
        .fatal = rd_kafka_error_is_fatal(error) != 0,
    });
    if (of_real_first_time(real, rd_kafka_error_string(error))) {
        of_log(OF_WARN, "KAFKA-ERROR", "call=%s remedy=%s code=%d text=\"%s\"", call,
               of_remedy_name(status.remedy), (int)status.code, rd_kafka_error_string(error));
    }
    rd_kafka_error_destroy(error);
    return status;
}

/* ---- the library's log ---------------------------------------------------------------------- */

bool of_real_first_time(of_real *real, const char *text)
{
    /* What differs from line to line is the time in brackets at the end and the thread at the
     * front. */
    const char *start = strstr(text, "]: ");
    start = text[0] == '[' && start != NULL ? start + 3 : text;
    const char *end = strstr(start, " (after ");
    size_t len = end == NULL ? strlen(start) : (size_t)(end - start);
    uint64_t hash = of_hash((of_bytes){.data = (const uint8_t *)start, .len = len});
    bool first = true;
    pthread_mutex_lock(&real->lock);
    size_t known =
        real->distinct_count < OF_REAL_DISTINCT ? real->distinct_count : OF_REAL_DISTINCT;
    for (size_t i = 0; i < known; i++) {
        if (real->distinct[i] == hash) {
            first = false;
        }
    }
    if (first) {
        real->distinct[real->distinct_count++ % OF_REAL_DISTINCT] = hash;
    }
    pthread_mutex_unlock(&real->lock);
    return first;
}

/* librdkafka speaks syslog: 0 emergency ... 4 warning, 6 information, 7 debug. Its emergencies are
 * about one handle, which is rebuilt; its errors about a broker, which it goes on trying: warnings
 * here. */
static void on_log(const rd_kafka_t *handle, int level, const char *facility, const char *text)
{
    of_real *real = rd_kafka_opaque(handle) == NULL ? NULL : *(of_real **)rd_kafka_opaque(handle);
    /* A property for consumers passes through to producers as well, which then say so. */
    bool noise = strcmp(facility, "CONFWARN") == 0;
    if (real == NULL || noise || (level <= 6 && !of_real_first_time(real, text))) {
        return;
    }
    of_log_level ours = level <= 4 ? OF_WARN : level <= 6 ? OF_INFO : OF_DEBUG;
    of_log(ours, "KAFKA-CLIENT", "facility=%s text=\"%s\"", facility, text);
}

/* The same events come through the log with more detail; being set, this keeps them out of poll. */
static void on_error(rd_kafka_t *handle, int code, const char *reason, void *opaque)
{
    of_real *real = *(of_real **)opaque;
    (void)handle;
    if (code == RD_KAFKA_RESP_ERR__FATAL && of_real_first_time(real, reason)) {
        of_log(OF_WARN, "KAFKA-FATAL", "text=\"%s\"", reason);
    }
}

/* ---- settings ------------------------------------------------------------------------------- */

static const of_setting COMMON[] = {
    {"client.id", "orderflow"},
    {"socket.nagle.disable",
     "true"}, /* small requests wait 40 ms for an acknowledgement otherwise */
    {"reconnect.backoff.max.ms", "1000"},
    {NULL, NULL},
};

/* "consumer.x" is for members and readers only, "producer.x" for producers only; "x" is for all. */
static const char *name_for(rd_kafka_type_t type, const char *name)
{
    if (strncmp(name, "consumer.", 9) == 0) {
        return type == RD_KAFKA_CONSUMER ? name + 9 : NULL;
    }
    if (strncmp(name, "producer.", 9) == 0) {
        return type == RD_KAFKA_PRODUCER ? name + 9 : NULL;
    }
    return name;
}

static bool is_refused(const char *name)
{
    for (size_t i = 0; i < sizeof REFUSED / sizeof REFUSED[0]; i++) {
        if (strcmp(REFUSED[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* Settings of ours that an older librdkafka does not know are left out. */
static void apply(rd_kafka_conf_t *conf, const of_setting *settings)
{
    for (; settings != NULL && settings->name != NULL; settings++) {
        char text[256];
        rd_kafka_conf_res_t result =
            rd_kafka_conf_set(conf, settings->name, settings->value, text, sizeof text);
        of_assert(result != RD_KAFKA_CONF_INVALID);
    }
}

static of_status apply_user(rd_kafka_conf_t *conf, const of_real *real, rd_kafka_type_t type)
{
    for (size_t i = 0; i < real->property_count; i++) {
        const char *name = name_for(type, real->properties[i].name);
        char text[256];
        if (name != NULL && rd_kafka_conf_set(conf, name, real->properties[i].value, text,
                                              sizeof text) != RD_KAFKA_CONF_OK) {
            return OF_FATAL_AS("a property was refused");
        }
    }
    return OF_OK;
}

/* The text may quote a value, which may be a secret. */
static bool quotes_a_value(const of_real *real, const char *text)
{
    for (size_t i = 0; i < real->property_count; i++) {
        const char *value = real->properties[i].value;
        if (strlen(value) > 3 && strstr(text, value) != NULL) {
            return true;
        }
    }
    return false;
}

of_status of_real_handle(of_real *real, const of_handle_options *options, rd_kafka_t **handle)
{
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    apply(conf, COMMON);
    apply(conf, options->before);
    of_status status = apply_user(conf, real, options->type);
    if (!of_ok(status)) {
        rd_kafka_conf_destroy(conf);
        return status;
    }
    apply(conf, options->after);
    rd_kafka_conf_set_opaque(conf, options->opaque);
    rd_kafka_conf_set_log_cb(conf, on_log);
    rd_kafka_conf_set_error_cb(conf, on_error);
    if (options->on_delivery != NULL) {
        rd_kafka_conf_set_dr_msg_cb(conf, options->on_delivery);
    }
    if (options->on_rebalance != NULL) {
        rd_kafka_conf_set_rebalance_cb(conf, options->on_rebalance);
    }
    char text[512] = "";
    *handle = rd_kafka_new(options->type, conf, text, sizeof text);
    if (*handle == NULL) {
        rd_kafka_conf_destroy(conf);
        of_log(OF_ERROR, "KAFKA-SETTINGS", "text=\"%s\"",
               quotes_a_value(real, text) ? "the settings do not fit together" : text);
        return OF_FATAL_AS("librdkafka refuses the settings");
    }
    return OF_OK;
}

/* The library answers before it has stopped what it read, and one that is told to stop a partition
 * twice ends the process by an assertion (2.0.2). Its thread serves one queue in order: when the
 * first question is answered all have been told to stop, and when the second is, all have said that
 * they did. */
static void await_stops(rd_kafka_t *handle)
{
    for (int i = 0; i < 2; i++) {
        rd_kafka_topic_partition_list_t *list = NULL;
        if (rd_kafka_assignment(handle, &list) == RD_KAFKA_RESP_ERR_NO_ERROR) {
            rd_kafka_topic_partition_list_destroy(list);
        }
    }
}

rd_kafka_resp_err_t of_real_assign(rd_kafka_t *handle, const rd_kafka_topic_partition_list_t *list)
{
    await_stops(handle);
    return rd_kafka_assign(handle, list);
}

/* ---- opening and closing -------------------------------------------------------------------- */

static of_status complain(char *error, size_t size, const char *name, const char *problem)
{
    (void)snprintf(error, size, "Kafka property \"%s\" %s", name, problem);
    return OF_FATAL_AS("a Kafka property is wrong");
}

static of_status check_property(const of_property *property, char *error, size_t error_size)
{
    const char *name = name_for(RD_KAFKA_CONSUMER, property->name);
    name = name == NULL ? name_for(RD_KAFKA_PRODUCER, property->name) : name;
    if (is_refused(name)) {
        return complain(error, error_size, property->name,
                        "is set by the engine, whose guarantees rest on it; remove it");
    }
    char text[256];
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    rd_kafka_conf_res_t result = rd_kafka_conf_set(conf, name, property->value, text, sizeof text);
    rd_kafka_conf_destroy(conf);
    if (result == RD_KAFKA_CONF_UNKNOWN) {
        return complain(error, error_size, property->name, "is not known to librdkafka");
    }
    if (result == RD_KAFKA_CONF_INVALID) {
        return complain(error, error_size, property->name, "has a value that librdkafka refuses");
    }
    return OF_OK;
}

static of_status check_properties(const of_property *properties, size_t count, char *error,
                                  size_t error_size)
{
    bool bootstrap = false;
    for (size_t i = 0; i < count; i++) {
        OF_TRY(check_property(&properties[i], error, error_size));
        bootstrap = bootstrap || strcmp(properties[i].name, "bootstrap.servers") == 0;
    }
    return bootstrap ? OF_OK : complain(error, error_size, "bootstrap.servers", "is missing");
}

static void copy_properties(of_real *real, const of_property *properties, size_t count)
{
    real->properties = of_new_array(count, sizeof *real->properties);
    real->property_count = count;
    for (size_t i = 0; i < count; i++) {
        real->properties[i] = (of_property){
            .name = of_new_string(properties[i].name, strlen(properties[i].name)),
            .value = of_new_string(properties[i].value, strlen(properties[i].value)),
        };
    }
}

static void real_close(of_kafka *kafka)
{
    of_real *real = of_real_of(kafka);
    if (real->admin != NULL) {
        rd_kafka_destroy(real->admin);
    }
    of_real_topic_list_free(real);
    for (size_t i = 0; i < real->property_count; i++) {
        of_delete((void *)real->properties[i].name);
        of_delete((void *)real->properties[i].value);
    }
    of_delete(real->properties);
    of_kafka_names_close(kafka);
    pthread_mutex_destroy(&real->lock);
    of_delete(real);
}

static of_kafka_calls table;

/* Each kind of handle brings its own calls. */
static void fill_table(void)
{
    const of_kafka_calls *member = &of_real_member_calls;
    const of_kafka_calls *producer = &of_real_producer_calls;
    const of_kafka_calls *reader = &of_real_reader_calls;
    table = (of_kafka_calls){
        .topic_create = of_real_topic_create,
        .topic_describe = of_real_topic_describe,
        .topic_list = of_real_topic_list,
        .member_open = member->member_open,
        .member_close = member->member_close,
        .member_poll = member->member_poll,
        .member_is_behind = member->member_is_behind,
        .member_start = member->member_start,
        .member_pause = member->member_pause,
        .member_resume = member->member_resume,
        .member_seek = member->member_seek,
        .member_position = member->member_position,
        .member_release = member->member_release,
        .member_committed = member->member_committed,
        .producer_open = producer->producer_open,
        .producer_close = producer->producer_close,
        .producer_init = producer->producer_init,
        .producer_begin = producer->producer_begin,
        .producer_send = producer->producer_send,
        .producer_send_offsets = producer->producer_send_offsets,
        .producer_commit = producer->producer_commit,
        .producer_abort = producer->producer_abort,
        .producer_flush = producer->producer_flush,
        .reader_open = reader->reader_open,
        .reader_close = reader->reader_close,
        .reader_assign = reader->reader_assign,
        .reader_poll = reader->reader_poll,
        .reader_position = reader->reader_position,
        .reader_watermarks = reader->reader_watermarks,
        .close = real_close,
    };
}

of_status of_real_open(const of_property *properties, size_t count, of_kafka **kafka, char *error,
                       size_t error_size)
{
    static const of_setting ADMIN[] = {{"allow.auto.create.topics", "false"}, {NULL, NULL}};
    OF_TRY(check_properties(properties, count, error, error_size));
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&once, fill_table);
    of_real *real = of_new(sizeof *real);
    real->base.calls = &table;
    real->self = &real->base;
    pthread_mutex_init(&real->lock, NULL);
    of_kafka_names_open(&real->base);
    copy_properties(real, properties, count);
    /* A consumer, because a producer that asks about a topic may create it. */
    of_handle_options options = {.type = RD_KAFKA_CONSUMER, .after = ADMIN, .opaque = &real->self};
    of_status status = of_real_handle(real, &options, &real->admin);
    if (!of_ok(status)) {
        (void)snprintf(error, error_size, "%s", status.what);
        real_close(&real->base);
        return status;
    }
    *kafka = &real->base;
    return OF_OK;
}
