/* orderflow order: what is known of one order, from the engine that owns it or from its stopped
 * state. */
#include <argp.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "avro/codec/json.h"
#include "avro/registry/http.h"
#include "topology/base/memory.h"
#include "topology/base/time.h"
#include "topology/command/command.h"
#include "topology/runtime/graph.h"
#include "topology/runtime/store.h"

#define ERROR_SIZE       512
#define ANSWER_MAX       ((size_t)64 << 20)
#define UNIT             1000.0 /* quantities are thousandths of the base unit */
#define STOPPED_MEMORY   ((size_t)32 << 20)
#define HTTP_TIMEOUT_MS  5000
#define HTTP_CODE_OK     200
#define HTTP_CODE_ABSENT 404

typedef struct arguments {
    const char *config;
    const char *order;
    bool json;
} arguments;

static error_t parse(int key, char *value, struct argp_state *state)
{
    arguments *self = state->input;
    switch (key) {
    case 'c':
        self->config = value;
        return 0;
    case 'j':
        self->json = true;
        return 0;
    case ARGP_KEY_ARG:
        if (self->order != NULL) {
            argp_usage(state);
        }
        self->order = value;
        return 0;
    case ARGP_KEY_END:
        if (self->order == NULL) {
            argp_usage(state);
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- where the rows come from ---- */

/* RETRY: nobody listens there, so the engine is stopped. */
static of_status ask_owner(const of_config *config, const char *order, of_buffer *rows)
{
    char base[128];
    snprintf(base, sizeof base, "http://%s", config->http);
    of_http http = {.base = base, .timeout_ms = HTTP_TIMEOUT_MS, .answer_max = ANSWER_MAX};
    of_buffer path = {0};
    of_buffer_format(&path, "/rows/");
    of_http_escape(of_text_of(order), &path);
    of_buffer_put_u8(&path, 0);
    long code = 0;
    of_status status = of_http_get(&http, (const char *)path.data, rows, &code);
    of_buffer_free(&path);
    OF_TRY(status);
    if (code == HTTP_CODE_ABSENT) {
        return OF_SKIP_AS("another process owns this order now: ask there");
    }
    return code == HTTP_CODE_OK ? OF_OK : OF_SKIP_AS("the engine could not answer");
}

typedef struct printing {
    const of_graph_store *store;
    of_text key;
    of_buffer *rows;
} printing;

static of_status print_row(void *state, of_text key, const void *row)
{
    const printing *self = state;
    if (key.len > self->key.len && key.data[self->key.len] != '|' &&
        key.data[self->key.len] != '/') {
        return OF_OK; /* another order whose id only begins alike */
    }
    of_buffer_format(self->rows, "{\"store\":\"%s\",\"row\":", self->store->id);
    OF_TRY(of_record_to_json(self->store->type, row, true, self->rows));
    of_buffer_format(self->rows, "}\n");
    return OF_OK;
}

static of_status scan_shard(of_store *store, const of_config *config, const char *order,
                            of_buffer *rows)
{
    of_text key = of_text_of(order);
    of_shard *shard = NULL;
    OF_TRY(of_shard_open(store, of_partition_of_key(of_bytes_of_text(key), config->partitions),
                         &shard));
    of_status status = OF_OK;
    for (size_t i = 0; i < of_topology.store_count && of_ok(status); i++) {
        printing self = {.store = &of_topology.stores[i], .key = key, .rows = rows};
        status = of_shard_scan(shard, of_topology.stores[i].number, key, print_row, &self);
    }
    of_shard_close(shard);
    return status;
}

/* Closed as after a crash, so that looking changes nothing. */
static of_status read_stopped(const of_config *config, const char *order, of_buffer *rows,
                              char *error, size_t error_size)
{
    of_store_row *kinds = of_new_array(of_topology.store_count, sizeof *kinds);
    for (size_t i = 0; i < of_topology.store_count; i++) {
        kinds[i] = (of_store_row){.id = of_topology.stores[i].number,
                                  .name = of_topology.stores[i].id,
                                  .type = of_topology.stores[i].type};
    }
    of_store_options options = {.directory = config->state_dir,
                                .rows = kinds,
                                .row_count = of_topology.store_count,
                                .partitions = config->partitions,
                                .memory_bytes = STOPPED_MEMORY};
    of_store *store = NULL;
    of_status status = of_store_open(&options, &store, error, error_size);
    if (of_ok(status)) {
        status = scan_shard(store, config, order, rows);
        of_store_close(store, true);
    }
    of_delete(kinds);
    return status;
}

/* ---- what a person wants to read ---- */

static const char *text_in(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text == NULL ? "-" : text;
}

static double units_in(const json_t *object, const char *name)
{
    return (double)json_integer_value(json_object_get(object, name)) / UNIT;
}

static void print_time(const char *label, const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    if (json_is_integer(value)) {
        char time[OF_TIME_TEXT_SIZE];
        of_time_format(json_integer_value(value), time);
        printf("  %-14s %s\n", label, time);
    }
}

static void print_order(const json_t *state)
{
    printf("order %s  %s  billing %s  returns %s  %s\n", text_in(state, "order"),
           text_in(state, "fulfil_status"), text_in(state, "billing_status"),
           text_in(state, "return_status"), text_in(state, "lifecycle"));
    printf("  %-14s %s\n  %-14s %s\n", "channel", text_in(state, "channel"), "customer",
           text_in(state, "customer"));
    const json_t *times = json_object_get(state, "milestones");
    print_time("booked", times, "booked");
    print_time("acknowledged", times, "acknowledged");
    print_time("first shipped", times, "first_shipped");
    print_time("last delivered", times, "last_delivered");
    size_t index = 0;
    const json_t *each = NULL;
    json_array_foreach(json_object_get(state, "shipments"), index, each)
    {
        printf("  package %-20s %s from %s, tracking %s\n", text_in(each, "package"),
               text_in(each, "status"), text_in(each, "site"), text_in(each, "tracking"));
    }
    json_array_foreach(json_object_get(state, "active_sagas"), index, each)
    {
        printf("  saga %s %s, waits for %s\n", text_in(each, "saga"), text_in(each, "state"),
               text_in(each, "waiting_for"));
    }
}

static void print_line(const json_t *state)
{
    const json_t *ledger = json_object_get(state, "ledger");
    printf("  line %-6s %-12s %-20s ordered %g open %g backordered %g allocated %g picked %g "
           "shipped %g delivered %g cancelled %g\n",
           text_in(state, "line"), text_in(state, "item"), text_in(state, "status"),
           units_in(ledger, "ordered"), units_in(ledger, "open"), units_in(ledger, "backordered"),
           units_in(ledger, "allocated"), units_in(ledger, "picked"), units_in(ledger, "shipped"),
           units_in(ledger, "delivered"), units_in(ledger, "cancelled"));
}

/* The rows are JSON lines, store by store in the order of the page: the order, then its lines. */
static void print_rows(of_buffer *rows)
{

    of_buffer_put_u8(rows, 0);
    for (char *line = (char *)rows->data, *end = NULL; (end = strchr(line, '\n')) != NULL;
         line = end + 1) {
        *end = '\0';
        json_t *json = json_loads(line, 0, NULL);
        const char *store = text_in(json, "store");
        const json_t *state = json_object_get(json_object_get(json, "row"), "published");
        if (strcmp(store, "order") == 0) {
            print_order(state);
        } else if (strcmp(store, "line") == 0) {
            print_line(state);
        }

        json_decref(json);
    }
}

static int show(const arguments *self, of_buffer *rows)
{
    if (rows->len == 0) {
        of_print_error("nothing is known of %s (keys look like E1:4711, entity first)",
                       self->order);
        return OF_EXIT_FAILED;
    }
    if (self->json) {
        of_print_buffer(stdout, rows);
    } else {
        print_rows(rows);
    }
    return OF_EXIT_OK;
}

int of_command_order(int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"config", 'c', "FILE", 0, "configuration (default: " OF_CONFIG_DEFAULT ")", 0},
        {"json", 'j', NULL, 0, "the rows as JSON lines", 0},
        {0}};
    static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = "ORDER",
        .doc = "Shows what is known of one order, such as E1:4711.\v"
               "Asks the running engine over `http:` of the configuration; when nobody listens "
               "there, reads the stopped state and leaves it as it is."};
    arguments self = {.config = OF_CONFIG_DEFAULT};
    argp_parse(&argp, argc, argv, 0, NULL, &self);
    of_config *config = of_config_load(self.config, of_print_problem, NULL);
    if (config == NULL) {
        return OF_EXIT_USAGE;
    }
    char error[ERROR_SIZE] = "";
    of_buffer rows = {0};
    of_status status = OF_RETRY_AS("no http: in the configuration");
    if (config->http != NULL) {
        status = ask_owner(config, self.order, &rows);
    }
    if (status.remedy == OF_RETRY) {
        of_buffer_clear(&rows);
        status = read_stopped(config, self.order, &rows, error, sizeof error);
    }
    int code = OF_EXIT_FAILED;
    if (of_ok(status)) {
        code = show(&self, &rows);
    } else {
        of_print_error("%s", error[0] == '\0' ? status.what : error);
    }
    of_buffer_free(&rows);
    of_config_free(config);
    return code;
}
