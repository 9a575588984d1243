/* Wires the page to Kafka: topics of each row, what each input can hold, schema ids. */
#include "topology/runtime/wiring.h"

#include <stdio.h>

#include "avro/model.h"
#include "processors/judge.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/runtime/rows.h"

/* Of a Kafka key: it goes into the keys of rows, timers, commands and exceptions. */
#define KEY_BYTES_MAX 512

typedef struct of_wirer { /* what opening needs besides the result */
    of_wiring *wiring;
    const of_layout *layout;
    of_kafka *kafka;
    of_registry *registry;
    char *error;
    size_t error_size;
} of_wirer;

/* ---- names ---- */

uint16_t of_node_number(const char *id)
{
    return (uint16_t)(of_murmur2(of_bytes_of_text(of_text_of(id))) & 0xffffu);
}

int32_t of_wiring_node(const of_wiring *wiring, uint16_t number)
{
    for (size_t i = 0; i < wiring->graph->node_count; i++) {
        if (wiring->node_numbers[i] == number) {
            return (int32_t)i;
        }
    }
    return -1;
}

int32_t of_wiring_input(const of_wiring *wiring, int32_t topic)
{
    for (size_t i = 0; i < wiring->input_count; i++) {
        if (wiring->inputs[i].topic == topic) {
            return (int32_t)i;
        }
    }
    return -1;
}

const of_route *of_wiring_route(const of_wiring *wiring, int32_t row, of_text endpoint)
{
    const of_row_routes *routes = &wiring->rows[row];
    for (size_t i = 0; i < routes->count; i++) {
        const char *name = routes->routes[i].endpoint;
        if (name == NULL || of_text_is(endpoint, name)) {
            return &routes->routes[i];
        }
    }
    return NULL;
}

static bool is_consumed(of_topic_kind kind)
{
    return kind == OF_TOPIC_KIND_FACT || kind == OF_TOPIC_KIND_INNER;
}

/* Does the Kafka topic hold records of more than one row? */
static bool is_shared(const of_wirer *wirer, const char *kafka_name)
{
    const of_graph *graph = wirer->wiring->graph;
    size_t rows = 0;
    for (size_t i = 0; i < graph->topic_count; i++) {
        const of_graph_topic *row = &graph->topics[i];
        bool pattern = of_topic_name_is_pattern(row->kafka);
        rows += strcmp(row->kafka, kafka_name) == 0 ||
                        (pattern && strncmp(row->kafka, kafka_name, strlen(row->kafka) - 1) == 0)
                    ? 1
                    : 0;
    }
    return rows > 1;
}

/* ---- schemas ---- */

static of_status register_type(const of_wirer *wirer, const char *topic, const of_record_type *type,
                               int32_t *id)
{
    char subject[OF_TOPIC_NAME_SIZE * 2];
    of_assert(type->schema_text != NULL);
    if (is_shared(wirer, topic)) {
        snprintf(subject, sizeof subject, "%s-%s", topic, type->full_name);
    } else {
        snprintf(subject, sizeof subject, "%s-value", topic);
    }
    of_status status = of_registry_register(wirer->registry, subject, type->schema_text, id);
    if (!of_ok(status)) {
        snprintf(wirer->error, wirer->error_size, "schema of %s under subject %s: %s", type->name,
                 subject, status.what);
    }
    return status;
}

/* ---- routes ---- */

static of_status add_route(const of_wirer *wirer, size_t row, const char *topic,
                           const char *endpoint)
{
    of_row_routes *routes = &wirer->wiring->rows[row];
    int32_t schema = 0;
    OF_TRY(register_type(wirer, topic, wirer->wiring->graph->topics[row].type, &schema));
    routes->routes = of_renew(routes->routes, (routes->count + 1) * sizeof *routes->routes);
    routes->routes[routes->count++] =
        (of_route){.endpoint = endpoint == NULL ? NULL : of_new_string(endpoint, strlen(endpoint)),
                   .topic = of_topic_handle(wirer->kafka, topic),
                   .schema = schema};
    return OF_OK;
}

static of_status wire_pattern(const of_wirer *wirer, size_t row, const char *pattern)
{
    for (size_t i = 0; i < wirer->layout->endpoint_count; i++) {
        const char *endpoint = wirer->layout->endpoints[i];
        if (of_topic_pattern_takes(pattern, endpoint)) {
            char name[OF_TOPIC_NAME_SIZE];
            of_endpoint_topic_name(endpoint, name);
            OF_TRY(add_route(wirer, row, name, endpoint));
        }
    }
    return OF_OK;
}

/* "order" of a row that is keyed by order; -1 where the key is made otherwise. */
static int32_t key_field_of(const of_graph_topic *row)
{
    int32_t at = of_record_field(row->type, of_text_of(row->keyed));
    bool is_text = at >= 0 && row->type->fields[at].type.kind == OF_KIND_STRING &&
                   !row->type->fields[at].type.nullable;
    return is_text ? at : -1;
}

static of_status wire_row(const of_wirer *wirer, size_t row)
{
    const of_graph *graph = wirer->wiring->graph;
    of_row_routes *routes = &wirer->wiring->rows[row];
    const char *kafka_name = graph->topics[row].kafka;
    routes->bit = (of_topic_set)1 << row;
    routes->key_field = key_field_of(&graph->topics[row]);
    for (size_t i = 0; i < graph->node_count; i++) {
        routes->is_read |= (graph->nodes[i].reads & routes->bit) != 0;
    }
    for (size_t i = 0; i < graph->fold_count; i++) {
        if ((graph->folds[i].reads & routes->bit) != 0 && routes->change == NULL) {
            routes->change = of_change_type_new(graph->topics[row].type);
        }
    }
    of_topic_kind kind = graph->topics[row].kind;
    if (kind == OF_TOPIC_KIND_EDGE || kind == OF_TOPIC_KIND_STATE) {
        routes->clone = of_clone_plan_new(graph->topics[row].type);
        if (routes->is_read) {
            wirer->wiring->called[wirer->wiring->called_count++] = (int32_t)row;
        }
    }
    if (kind == OF_TOPIC_KIND_EDGE) {
        return OF_OK;
    }
    return of_topic_name_is_pattern(kafka_name) ? wire_pattern(wirer, row, kafka_name)
                                                : add_route(wirer, row, kafka_name, NULL);
}

/* ---- inputs ---- */

static of_input *input_named(of_wirer *wirer, const char *name, int32_t fold)
{
    of_wiring *wiring = wirer->wiring;
    for (size_t i = 0; i < wiring->input_count; i++) {
        if (strcmp(wiring->inputs[i].name, name) == 0) {
            return &wiring->inputs[i];
        }
    }
    wiring->inputs = of_renew(wiring->inputs, (wiring->input_count + 1) * sizeof *wiring->inputs);
    of_input *input = &wiring->inputs[wiring->input_count++];
    *input = (of_input){.topic = of_topic_handle(wirer->kafka, name),
                        .name = of_new_string(name, strlen(name)),
                        .fold = fold};
    return input;
}

static void add_type(of_input *input, const of_record_type *type, int32_t row, int32_t schema)
{
    size_t count = input->count + 1;
    input->types = of_renew(input->types, count * sizeof *input->types);
    input->rows = of_renew(input->rows, count * sizeof *input->rows);
    input->schemas = of_renew(input->schemas, count * sizeof *input->schemas);
    input->types[input->count] = type;
    input->rows[input->count] = row;
    input->schemas[input->count] = schema;
    input->count = count;
}

static void wire_facts(of_wirer *wirer)
{
    const of_graph *graph = wirer->wiring->graph;
    for (size_t row = 0; row < graph->topic_count; row++) {
        if (is_consumed(graph->topics[row].kind)) {
            add_type(input_named(wirer, graph->topics[row].kafka, -1), graph->topics[row].type,
                     (int32_t)row, wirer->wiring->rows[row].routes[0].schema);
        }
    }
}

static of_status wire_fold(of_wirer *wirer, int32_t fold)
{
    const of_wiring *wiring = wirer->wiring;
    const of_graph_fold *row = &wiring->graph->folds[fold];
    char name[OF_TOPIC_NAME_SIZE];
    of_fold_topic_name(row, name);
    of_input *input = input_named(wirer, name, fold);
    for (size_t i = 0; i < wiring->graph->topic_count; i++) {
        if ((row->reads & wiring->rows[i].bit) != 0) {
            int32_t schema = 0;
            of_assert(wiring->rows[i].change != NULL);
            OF_TRY(register_type(wirer, name, wiring->rows[i].change, &schema));
            add_type(input, wiring->rows[i].change, (int32_t)i, schema);
        }
    }
    return OF_OK;
}

/* ---- judges and quarantine ---- */

/* Nodes and inputs whose keys are of the kind that is parked, but for what ends it. */
static bool is_parked(const of_graph *graph, size_t row)
{
    const of_graph_quarantine *quarantine = graph->quarantine;
    if (quarantine == NULL || strcmp(graph->topics[row].keyed, quarantine->keyed) != 0) {
        return false;
    }
    for (size_t i = 0; i < graph->node_count; i++) {
        if (strcmp(graph->nodes[i].id, quarantine->node) == 0 &&
            (graph->nodes[i].reads & ((of_topic_set)1 << row)) != 0) {
            return false;
        }
    }
    return true;
}

static void wire_judges(of_wiring *wiring)
{
    const of_graph *graph = wiring->graph;
    wiring->quarantine_node = -1;
    for (size_t i = 0; i < graph->node_count; i++) {
        of_judged *judged = &wiring->judged[i];
        if (graph->quarantine != NULL && strcmp(graph->nodes[i].id, graph->quarantine->node) == 0) {
            wiring->quarantine_node = (int32_t)i;
        }
        for (size_t row = 0; row < graph->topic_count; row++) {
            judged->is_parked |=
                (graph->nodes[i].reads & wiring->rows[row].bit) != 0 && is_parked(graph, row);
        }
        for (size_t j = 0; j < graph->judge_count; j++) {
            if (strcmp(graph->judges[j].node, graph->nodes[i].id) == 0) {
                judged->by = &graph->judges[j];
                judged->book_at = wiring->book_bytes;
                wiring->book_bytes += (graph->judges[j].judge->book_bytes + 15u) & ~(size_t)15u;
            }
        }
    }
    for (size_t i = 0; i < wiring->input_count; i++) {
        of_input *input = &wiring->inputs[i];
        input->is_parked = input->fold < 0 && is_parked(graph, (size_t)input->rows[0]);
    }
}

/* ---- open and close ---- */

static of_status wire(of_wirer *wirer)
{
    of_wiring *wiring = wirer->wiring;
    char name[OF_TOPIC_NAME_SIZE];
    for (size_t i = 0; i < wiring->graph->topic_count; i++) {
        OF_TRY(wire_row(wirer, i));
    }
    wire_facts(wirer);
    for (size_t i = 0; i < wiring->graph->fold_count; i++) {
        OF_TRY(wire_fold(wirer, (int32_t)i));
    }
    for (size_t i = 0; i < wiring->graph->node_count; i++) {
        wiring->node_numbers[i] = of_node_number(wiring->graph->nodes[i].id);
    }
    wire_judges(wiring);
    of_changelog_name(wirer->layout->app, name);
    wiring->changelog.topic = of_topic_handle(wirer->kafka, name);
    wiring->dead_letters.topic = of_topic_handle(wirer->kafka, OF_DEAD_LETTER_TOPIC);
    return register_type(wirer, OF_DEAD_LETTER_TOPIC, &of_DeadLetter_type,
                         &wiring->dead_letters.schema);
}

of_status of_wiring_open(const of_graph *graph, const of_layout *layout, of_kafka *kafka,
                         of_registry *registry, of_wiring **wiring, char *error, size_t error_size)
{
    of_assert(layout->partitions > 0);
    of_assert(graph->topic_count <= 128);
    of_wiring *opened = of_new(sizeof *opened);
    opened->graph = graph;
    opened->partitions = layout->partitions;
    opened->rows = of_new_array(graph->topic_count + 1, sizeof *opened->rows);
    opened->called = of_new_array(graph->topic_count + 1, sizeof *opened->called);
    opened->node_numbers = of_new_array(graph->node_count + 1, sizeof *opened->node_numbers);
    opened->judged = of_new_array(graph->node_count + 1, sizeof *opened->judged);
    of_wirer wirer = {.wiring = opened,
                      .layout = layout,
                      .kafka = kafka,
                      .registry = registry,
                      .error = error,
                      .error_size = error_size};
    of_status status = wire(&wirer);
    if (!of_ok(status)) {
        of_wiring_close(opened);
        return status;
    }
    *wiring = opened;
    return OF_OK;
}

static void close_row(of_row_routes *row)
{
    for (size_t i = 0; i < row->count; i++) {
        of_delete((void *)(uintptr_t)row->routes[i].endpoint);
    }
    of_delete(row->routes);
    of_change_type_free((of_record_type *)(uintptr_t)row->change);
    of_clone_plan_free(row->clone);
}

void of_wiring_close(of_wiring *wiring)
{
    if (wiring == NULL) {
        return;
    }
    for (size_t i = 0; i < wiring->graph->topic_count; i++) {
        close_row(&wiring->rows[i]);
    }
    for (size_t i = 0; i < wiring->input_count; i++) {
        of_delete((void *)(uintptr_t)wiring->inputs[i].name);
        of_delete(wiring->inputs[i].types);
        of_delete(wiring->inputs[i].rows);
        of_delete(wiring->inputs[i].schemas);
    }
    of_delete(wiring->inputs);
    of_delete(wiring->rows);
    of_delete(wiring->called);
    of_delete(wiring->node_numbers);
    of_delete(wiring->judged);
    of_delete(wiring);
}

/* ---- what may come in ---- */

of_status of_input_check_key(const of_input *input, of_bytes key)
{
    if (key.data == NULL) {
        return OF_SKIP_AS("a record of an internal topic has no key");
    }
    if (key.len == 0 && input->fold < 0) {
        return OF_SKIP_AS("a record of an internal topic has an empty key");
    }
    if (key.len > KEY_BYTES_MAX) {
        return OF_SKIP_AS("the key of a record is longer than 512 bytes");
    }
    if (!of_text_is_utf8(of_text_of_bytes(key)) || memchr(key.data, '\0', key.len) != NULL) {
        return OF_SKIP_AS("the key of a record is not a UTF-8 text without NUL");
    }
    return OF_OK;
}

of_status of_wiring_check_named(const of_wiring *wiring, int32_t row, of_text key,
                                const void *record)
{
    int32_t field = wiring->rows[row].key_field;
    if (field < 0) {
        return OF_OK;
    }
    const of_field *at = &wiring->graph->topics[row].type->fields[field];
    const of_text *named = (const void *)((const uint8_t *)record + at->offset);
    if (!of_text_equal(*named, key)) {
        return OF_SKIP_AS("a record names something else than its key: key it by what it names");
    }
    /* Rows below an order are keyed "order|line": with a bar in it, line "b|c" of order "a" and
     * line "c" of order "a|b" would be one row. */
    return memchr(named->data, OF_GROUP_END, named->len) == NULL
               ? OF_OK
               : OF_SKIP_AS(
                     "the key of a record holds a bar, which ends the first part of row keys");
}
