/* The bridge between the engine's workers and the mappings. */
#include "topology/command/intake_adapter.h"

#include <stdio.h>

#include "topology/base/memory.h"

struct of_intake_adapter {
    of_intake_options options;
    of_kafka *kafka;
    of_intake_report report;
    of_engine_intake engine;
    const char **topics; /* owned, names too */
};

static of_status open_instance(void *state, void **instance)
{
    of_intake_adapter *self = state;
    of_intake *intake = NULL;
    if (!of_ok(of_intake_open(&self->options, self->report, NULL, &intake))) {
        return OF_FATAL_AS("the mappings were changed and have errors: correct them (orderflow "
                           "check names the mistakes) and start again");
    }
    for (size_t i = 0; i < self->engine.topic_count; i++) {
        of_intake_bind(intake, of_topic_handle(self->kafka, self->topics[i]), self->topics[i]);
    }
    *instance = intake;
    return OF_OK;
}

static void close_instance(void *instance)
{
    of_intake_close(instance);
}

static of_status on_record(void *instance, const of_message *message, of_arena *arena,
                           of_intake_emit emit, void *emit_state)
{
    of_status status = of_intake_record(instance, message, arena, emit, emit_state);
    if (status.remedy == OF_SKIP) {
        /* The words live until the instance's next record, which is after the dead letter is made.
         */
        status.what = of_intake_why(instance);
    }
    return status;
}

static of_status find_topics(of_intake_adapter *self, const of_intake *intake)
{
    const char *const *names = NULL;
    size_t count = 0;
    OF_TRY(of_topic_list(self->kafka, &names, &count));
    self->topics = of_new_array(count + 1, sizeof *self->topics);
    for (size_t i = 0; i < count; i++) {
        if (of_intake_takes(intake, names[i])) {
            self->topics[self->engine.topic_count++] = of_new_string(names[i], strlen(names[i]));
        }
    }
    self->engine.topics = self->topics;
    return OF_OK;
}

of_intake_adapter *of_intake_adapter_open(const char *const *files, size_t count, of_kafka *kafka,
                                          of_registry *registry, of_intake_report report,
                                          char *error, size_t error_size)
{
    of_intake_adapter *self = of_new(sizeof *self);
    self->options = (of_intake_options){.files = files, .file_count = count, .registry = registry};
    self->kafka = kafka;
    self->report = report;
    self->engine = (of_engine_intake){
        .open = open_instance, .close = close_instance, .record = on_record, .state = self};
    of_intake *intake = NULL;
    if (count == 0) {
        return self;
    }
    of_status status = of_intake_open(&self->options, report, NULL, &intake);
    if (of_ok(status)) {
        status = find_topics(self, intake);
        of_intake_close(intake);
    }
    if (of_ok(status) && self->engine.topic_count == 0) {
        status = OF_FATAL_AS("none of the topics that the mappings read exists: start the source "
                             "connectors first, or correct `topics` in the mappings");
    }
    if (!of_ok(status)) {
        snprintf(error, error_size, "%s", status.what);
        of_intake_adapter_close(self);
        return NULL;
    }
    return self;
}

void of_intake_adapter_close(of_intake_adapter *adapter)
{
    for (size_t i = 0; i < adapter->engine.topic_count; i++) {
        of_delete((char *)adapter->topics[i]);
    }
    of_delete(adapter->topics);
    of_delete(adapter);
}

const of_engine_intake *of_intake_adapter_engine(of_intake_adapter *adapter)
{
    return adapter->options.file_count == 0 ? NULL : &adapter->engine;
}
