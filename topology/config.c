/* Reads the configuration: each key once, in a table of what exists. */
#include "topology/config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "topology/base/arena.h"
#include "topology/base/buffer.h"
#include "topology/base/memory.h"
#include "topology/base/yaml.h"
#include "topology/budget.h"

#define CONFIG_BYTES_MAX ((size_t)8 << 20)
#define LIST_MAX         1024

typedef struct loaded {
    of_config config; /* first: what the caller holds */
    of_arena *arena;
} loaded;

typedef struct loading {
    loaded *to;
    of_yaml *yaml;
    const char *file;
} loading;

static const char *keep(loading *self, of_text text)
{
    return of_arena_text(self->to->arena, text).data;
}

/* A path as the file means it: relative to the folder that holds the file. */
static const char *keep_path(loading *self, const char *path)
{
    const char *slash = strrchr(self->file, '/');
    if (path == NULL || path[0] == '/' || slash == NULL) {
        return path;
    }
    return of_arena_format(self->to->arena, "%.*s/%s", (int)(slash - self->file), self->file, path)
        .data;
}

/* ${NAME} in a value, from the environment. */
static const char *expand(loading *self, const of_yaml_node *node, of_text text)
{
    of_buffer out = {0};
    for (size_t i = 0; i < text.len; i++) {
        const char *end = NULL;
        if (text.data[i] != '$' || i + 1 == text.len || text.data[i + 1] != '{' ||
            (end = memchr(text.data + i, '}', text.len - i)) == NULL) {
            of_buffer_put_u8(&out, (uint8_t)text.data[i]);
            continue;
        }
        of_text name = {.data = text.data + i + 2, .len = (size_t)(end - text.data) - i - 2};
        const char *value = getenv(keep(self, name));
        if (value == NULL) {
            of_yaml_report(self->yaml, of_yaml_line(node),
                           "the environment variable %.*s is not set", OF_TEXT_ARG(name));
        } else {
            of_buffer_put_text(&out, of_text_of(value));
        }
        i = (size_t)(end - text.data);
    }
    const char *kept =
        keep(self, out.len == 0 ? OF_TEXT("") : of_text_of_bytes(of_buffer_bytes(&out)));
    of_buffer_free(&out);
    return kept;
}

/* {file: PATH}: its first line. */
static const char *from_file(loading *self, const of_yaml_node *node)
{
    const of_yaml_node *path_node = of_yaml_get(self->yaml, node, "file");
    of_text path = path_node == NULL ? (of_text){0} : of_yaml_scalar(path_node);
    if (path.data == NULL) {
        of_yaml_report(self->yaml, of_yaml_line(node), "expected a value or {file: PATH}");
        return NULL;
    }
    const char *name = keep_path(self, expand(self, path_node, path));
    FILE *stream = fopen(name, "r");
    char line[4096];
    if (stream == NULL || fgets(line, sizeof line, stream) == NULL) {
        of_yaml_report(self->yaml, of_yaml_line(node), "the file %s cannot be read", name);
        line[0] = '\0';
    }
    if (stream != NULL) {
        fclose(stream);
    }
    line[strcspn(line, "\r\n")] = '\0';
    return keep(self, of_text_of(line));
}

static const char *text_of(loading *self, const of_yaml_node *node)
{
    if (node == NULL || of_yaml_is_null(node)) {
        return NULL;
    }
    if (of_yaml_is_map(node)) {
        return from_file(self, node);
    }
    of_text text = of_yaml_scalar(node);
    if (text.data == NULL) {
        of_yaml_report(self->yaml, of_yaml_line(node), "expected a single value");
        return NULL;
    }
    return expand(self, node, text);
}

typedef struct unit {
    const char *name;
    int64_t factor;
} unit;

static const unit no_units[] = {{"", 1}, {NULL, 0}};
static const unit byte_units[] = {{"", 1},          {"B", 1},         {"KiB", 1 << 10},
                                  {"MiB", 1 << 20}, {"GiB", 1 << 30}, {NULL, 0}};
static const unit time_units[] = {{"ms", 1}, {"s", 1000}, {"min", 60000}, {NULL, 0}};

static int64_t number_of(loading *self, const of_yaml_node *node, const unit *units, int64_t least,
                         int64_t most, int64_t otherwise)
{
    const char *text = text_of(self, node);
    if (text == NULL) {
        return otherwise;
    }
    char *end = NULL;
    int64_t value = strtoll(text, &end, 10);
    while (*end == ' ') {
        end++;
    }
    for (const unit *at = units; end != text && at->name != NULL; at++) {
        if (strcmp(end, at->name) == 0 && value >= least / at->factor &&
            value <= most / at->factor) {
            return value * at->factor;
        }
    }
    of_yaml_report(self->yaml, of_yaml_line(node), "expected a number from %lld to %lld%s",
                   (long long)least, (long long)most,
                   units == byte_units   ? ", such as 256MiB"
                   : units == time_units ? " ms, such as 100ms"
                                         : "");
    return otherwise;
}

static const of_yaml_node *section(loading *self, const of_yaml_node *root, const char *name,
                                   const char *const *keys)
{
    const of_yaml_node *node = of_yaml_get(self->yaml, root, name);
    if (node == NULL) {
        return NULL;
    }
    if (!of_yaml_is_map(node)) {
        of_yaml_report(self->yaml, of_yaml_line(node), "%s must hold keys of its own", name);
        return NULL;
    }
    if (keys != NULL) {
        of_yaml_only(self->yaml, node, keys);
    }
    return node;
}

static const of_yaml_node *within(loading *self, const of_yaml_node *map, const char *key)
{
    return map == NULL ? NULL : of_yaml_get(self->yaml, map, key);
}

/* A consumer must be able to fetch the largest record that a topic may hold. */
static void check_record_bytes(loading *self, const of_yaml_node *key, const of_property *property)
{
    const of_config *config = &self->to->config;
    const char *name = property->name;
    name = strncmp(name, "consumer.", 9) == 0 ? name + 9 : name;
    size_t memory = (size_t)config->memory_bytes;
    if (property->value == NULL || strcmp(name, "message.max.bytes") != 0 ||
        memory < of_budget_least(config->workers, config->partitions)) {
        return;
    }
    of_budget budget;
    of_budget_divide(memory, config->workers, &budget);
    long long bytes = strtoll(property->value, NULL, 10); /* no number: librdkafka says so */
    if (bytes <= (long long)budget.fetch_bytes) {
        return;
    }
    size_t needed = of_budget_for_record((size_t)bytes, config->workers);
    if (needed == 0) {
        of_yaml_report(self->yaml, of_yaml_line(key), "%s: lower it to at most %zu", property->name,
                       OF_BUDGET_RECORD_MAX);
    } else {
        of_yaml_report(self->yaml, of_yaml_line(key),
                       "%s: memory of %zuMiB has room for fetches of %zu bytes: raise memory to at "
                       "least %zuMiB or lower %s to at most that",
                       property->name, memory >> 20, budget.fetch_bytes, needed >> 20,
                       property->name);
    }
}

static void load_kafka(loading *self, const of_yaml_node *root)
{
    of_config *config = &self->to->config;
    const of_yaml_node *map = section(self, root, "kafka", NULL);
    size_t count = map == NULL ? 0 : of_yaml_len(map);
    of_property *properties = of_arena_array(self->to->arena, count + 1, sizeof *properties);
    bool addressed = false;
    for (size_t i = 0; i < count; i++) {
        const of_yaml_node *key = NULL;
        const of_yaml_node *value = NULL;
        of_yaml_entry(self->yaml, map, i, &key, &value);
        if (of_yaml_scalar(key).data == NULL) {
            of_yaml_report(self->yaml, of_yaml_line(key), "a key of kafka must be a word");
            continue;
        }
        properties[i].name = keep(self, of_yaml_scalar(key));
        properties[i].value = text_of(self, value);
        if (of_yaml_is_null(value)) {
            of_yaml_report(self->yaml, of_yaml_line(key), "%s has no value", properties[i].name);
        }
        if (of_budget_owns(properties[i].name)) {
            of_yaml_report(self->yaml, of_yaml_line(key), "%s follows from memory: remove it",
                           properties[i].name);
        }
        check_record_bytes(self, key, &properties[i]);
        addressed = addressed || strcmp(properties[i].name, "bootstrap.servers") == 0;
    }
    config->kafka = properties;
    config->kafka_count = count;
    if (count > 0 && !addressed) {
        of_yaml_report(self->yaml, of_yaml_line(map), "kafka needs bootstrap.servers");
    }
    const of_yaml_node *embedded =
        section(self, root, "embedded", (const char *const[]){"directory", NULL});
    config->embedded_dir = keep_path(self, text_of(self, within(self, embedded, "directory")));
    if ((count > 0) == (config->embedded_dir != NULL)) {
        of_yaml_report(self->yaml, 0,
                       "say either kafka: (librdkafka properties, at least "
                       "bootstrap.servers) or embedded: {directory: PATH}");
    }
}

static void load_registry(loading *self, const of_yaml_node *root)
{
    of_config *config = &self->to->config;
    const of_yaml_node *map =
        section(self, root, "registry",
                (const char *const[]){"url", "directory", "cache", "user", "password", "token",
                                      "ca", "cert", "key", NULL});
    config->registry_url = text_of(self, within(self, map, "url"));
    config->registry_dir = keep_path(self, text_of(self, within(self, map, "directory")));
    config->registry_cache = keep_path(self, text_of(self, within(self, map, "cache")));
    config->registry_user = text_of(self, within(self, map, "user"));
    config->registry_password = text_of(self, within(self, map, "password"));
    config->registry_token = text_of(self, within(self, map, "token"));
    config->registry_cert = keep_path(self, text_of(self, within(self, map, "cert")));
    config->registry_key = keep_path(self, text_of(self, within(self, map, "key")));
    config->registry_ca = keep_path(self, text_of(self, within(self, map, "ca")));
    if ((config->registry_url == NULL) == (config->registry_dir == NULL)) {
        of_yaml_report(self->yaml, map == NULL ? 0 : of_yaml_line(map),
                       "registry needs either url or directory");
    }
    if (config->registry_token != NULL && config->registry_user != NULL) {
        of_yaml_report(self->yaml, of_yaml_line(map),
                       "registry takes either user and password or token");
    }
    if ((config->registry_cert == NULL) != (config->registry_key == NULL)) {
        of_yaml_report(self->yaml, of_yaml_line(map),
                       "registry.cert and registry.key belong "
                       "together");
    }
}

static void load_state(loading *self, const of_yaml_node *root)
{
    of_config *config = &self->to->config;
    const of_yaml_node *map =
        section(self, root, "state", (const char *const[]){"directory", NULL});
    config->state_dir = keep_path(self, text_of(self, within(self, map, "directory")));
    if (config->state_dir == NULL) {
        of_yaml_report(self->yaml, map == NULL ? 0 : of_yaml_line(map),
                       "state.directory is missing: where the order state lives");
    }
}

static int is_mapping(const struct dirent *entry)
{
    size_t len = strlen(entry->d_name);
    return len > 5 && strcmp(entry->d_name + len - 5, ".yaml") == 0;
}

/* A folder stands for its mapping files, in the order of their names. */
static size_t add_mappings(loading *self, const of_yaml_node *node, const char **files,
                           size_t count)
{
    const char *path = keep_path(self, text_of(self, node));
    struct dirent **entries = NULL;
    int found = path == NULL ? -1 : scandir(path, &entries, is_mapping, alphasort);
    if (found < 0 && path != NULL && access(path, R_OK) == 0 && count < LIST_MAX) {
        files[count++] = path;
    } else if (found <= 0) {
        of_yaml_report(self->yaml, of_yaml_line(node), "no mapping file at %s",
                       path == NULL ? "(nothing)" : path);
    }
    for (int i = 0; i < found; i++) {
        if (count < LIST_MAX) {
            files[count++] =
                of_arena_format(self->to->arena, "%s/%s", path, entries[i]->d_name).data;
        }
        of_delete(entries[i]);
    }
    of_delete(entries);
    return count;
}

static void load_intake(loading *self, const of_yaml_node *root)
{
    const of_yaml_node *map =
        section(self, root, "intake", (const char *const[]){"mappings", NULL});
    const of_yaml_node *list = within(self, map, "mappings");
    const char **files = of_arena_array(self->to->arena, LIST_MAX, sizeof *files);
    size_t count = 0;
    if (list != NULL && !of_yaml_is_list(list)) {
        of_yaml_report(self->yaml, of_yaml_line(list), "intake.mappings must be a list of paths");
        list = NULL;
    }
    for (size_t i = 0; list != NULL && i < of_yaml_len(list); i++) {
        count = add_mappings(self, of_yaml_item(self->yaml, list, i), files, count);
    }
    self->to->config.mappings = files;
    self->to->config.mapping_count = count;
}

static void load_endpoints(loading *self, const of_yaml_node *root)
{
    const of_yaml_node *list = of_yaml_get(self->yaml, root, "endpoints");
    if (list != NULL && !of_yaml_is_list(list)) {
        of_yaml_report(self->yaml, of_yaml_line(list),
                       "endpoints must be a list, such as [erp, crm, wms.DC1]");
        list = NULL;
    }
    size_t count = list == NULL ? 0 : of_yaml_len(list);
    const char **names = of_arena_array(self->to->arena, count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        const of_yaml_node *item = of_yaml_item(self->yaml, list, i);
        names[i] = text_of(self, item);
        if (of_yaml_is_null(item)) {
            of_yaml_report(self->yaml, of_yaml_line(item), "an endpoint without a name");
        }
    }
    self->to->config.endpoints = names;
    self->to->config.endpoint_count = count;
}

static void load_memory(loading *self, const of_yaml_node *root)
{
    of_config *config = &self->to->config;
    const of_yaml_node *node = of_yaml_get(self->yaml, root, "memory");
    config->memory_bytes = number_of(self, node, byte_units, 1 << 20, (int64_t)1 << 40, 256 << 20);
    size_t least = of_budget_least(config->workers, config->partitions);
    if ((size_t)config->memory_bytes < least) {
        of_yaml_report(self->yaml, node == NULL ? 0 : of_yaml_line(node),
                       "memory: %d workers and %d partitions need at least %zuMiB",
                       (int)config->workers, (int)config->partitions, least >> 20);
    }
}

/* "ADDRESS:PORT"; whether the address exists here shows when it is listened on. */
static void load_http(loading *self, const of_yaml_node *root)
{
    const of_yaml_node *node = of_yaml_get(self->yaml, root, "http");
    const char *http = text_of(self, node);
    const char *colon = http == NULL ? NULL : strrchr(http, ':');
    char *end = NULL;
    long port = colon == NULL ? 0 : strtol(colon + 1, &end, 10);
    if (http != NULL &&
        (colon == NULL || colon == http || *end != '\0' || port < 1 || port > UINT16_MAX)) {
        of_yaml_report(self->yaml, of_yaml_line(node),
                       "http takes ADDRESS:PORT, such as 127.0.0.1:8080");
    }
    self->to->config.http = http;
}

/* Static membership wants a name that is the same after a restart: the host's, unless one is set.
 */
static const char *default_slot(loading *self)
{
    char host[256] = "localhost";
    gethostname(host, sizeof host - 1);
    return keep(self, of_text_of(host));
}

static void load_on_stop(loading *self, const of_yaml_node *root)
{
    const of_yaml_node *node = of_yaml_get(self->yaml, root, "on_stop");
    const char *text = text_of(self, node);
    if (text != NULL && strcmp(text, "leave") != 0 && strcmp(text, "stay") != 0) {
        of_yaml_report(
            self->yaml, of_yaml_line(node),
            "on_stop takes leave (the others take over at once) or stay (a restart finds "
            "its orders again)");
    }
    self->to->config.stays_on_stop = text != NULL && strcmp(text, "stay") == 0;
}

static void load_root(loading *self, const of_yaml_node *root)
{
    static const char *const keys[] = {
        "app",        "partitions", "replication", "kafka",     "embedded", "registry",
        "state",      "memory",     "workers",     "slot",      "on_stop",  "stop_max",
        "commit_max", "http",       "intake",      "endpoints", NULL};
    of_config *config = &self->to->config;
    of_yaml_only(self->yaml, root, keys);
    const char *app = text_of(self, of_yaml_get(self->yaml, root, "app"));
    config->app = app == NULL ? "orderflow" : app;
    config->partitions =
        (int32_t)number_of(self, of_yaml_get(self->yaml, root, "partitions"), no_units, 1, 1024, 8);
    config->replication =
        (int16_t)number_of(self, of_yaml_get(self->yaml, root, "replication"), no_units, 0, 15, 0);
    config->workers =
        (int32_t)number_of(self, of_yaml_get(self->yaml, root, "workers"), no_units, 1, 256, 1);
    config->commit_max_ms =
        number_of(self, of_yaml_get(self->yaml, root, "commit_max"), time_units, 1, 5000, 100);
    config->stop_max_ms =
        number_of(self, of_yaml_get(self->yaml, root, "stop_max"), time_units, 1000, 600000, 15000);
    const char *slot = text_of(self, of_yaml_get(self->yaml, root, "slot"));
    config->slot = slot == NULL ? default_slot(self) : slot;
    load_on_stop(self, root);
    load_memory(self, root);
    load_http(self, root);
    load_kafka(self, root);
    load_registry(self, root);
    load_state(self, root);
    load_intake(self, root);
    load_endpoints(self, root);
}

of_config *of_config_load(const char *file, of_config_report report, void *state)
{
    of_yaml *yaml = of_yaml_load(file, report, state);
    if (yaml == NULL) {
        return NULL;
    }
    loaded *to = of_new(sizeof *to);
    to->arena = of_arena_new(CONFIG_BYTES_MAX);
    loading self = {.to = to, .yaml = yaml, .file = file};
    if (of_yaml_is_map(of_yaml_root(yaml))) {
        load_root(&self, of_yaml_root(yaml));
    } else {
        of_yaml_report(yaml, 0, "expected keys such as kafka:, registry: and state:");
    }
    bool bad = of_yaml_problems(yaml) > 0;
    of_yaml_free(yaml);
    if (bad) {
        of_config_free(&to->config);
        return NULL;
    }
    return &to->config;
}

void of_config_free(of_config *config)
{
    if (config != NULL) {
        loaded *self = (loaded *)config;
        of_arena_free(self->arena);
        of_delete(self);
    }
}
