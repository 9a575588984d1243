/* The registry as one object: what is known in memory first, then the disk, then the network.
 *
 * The lock guards the tables only; a request runs without it, so that one slow answer does not hold
 * up lookups of what is known. Two threads may then ask for the same id: the first answer stays. */
#include "avro/registry/registry.h"

#include <inttypes.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>

#include "avro/registry/cache.h"
#include "avro/registry/client.h"
#include "avro/registry/directory.h"
#include "topology/base/file.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"

#define TIMEOUT_MS_DEFAULT 5000
#define SCHEMA_BYTES_MAX   ((size_t)1 << 20)
#define ANSWER_BYTES_MAX   ((size_t)4 << 20)
#define SCHEMAS_MAX        ((size_t)20000)
#define REASON_MAX         256
#define UNKNOWN_MAX        1024 /* ids that were refused lately; a power of two */
#define UNKNOWN_US         ((int64_t)30 * 1000000)

typedef struct known_schema {
    int32_t id;
    of_schema *schema;
} known_schema;

typedef struct known_id {
    uint64_t hash; /* of subject and text */
    char *subject;
    char *text;
    int32_t id;
} known_id;

/* An id that the registry does not know, or a schema that we cannot use. */
typedef struct refused_id {
    int32_t id;
    int64_t until_us; /* 0: a free place */
    of_status status;
} refused_id;

struct of_registry {
    of_http http; /* base == NULL: no url */
    char *directory;
    char *cache_folder;
    pthread_mutex_t lock;
    known_schema *schemas; /* ascending by id */
    size_t schema_count;
    size_t schema_capacity;
    known_id *ids;
    size_t id_count;
    size_t id_capacity;
    int32_t next_id; /* of the registry in memory */
    const of_clock *clock;
    refused_id refused[UNKNOWN_MAX]; /* by id; a newer one takes the place */
};

static char *copy_of(const char *text)
{
    return text == NULL ? NULL : of_new_string(text, strlen(text));
}

static void explain(char *error, size_t error_size, const char *what)
{
    if (error != NULL && error_size > 0) {
        snprintf(error, error_size, "%s", what);
    }
}

/* Ids mean something within one registry only, so each url has a folder of its own. */
static char *cache_folder_of(const char *cache_dir, const char *base)
{
    char folder[PATH_MAX];
    snprintf(folder, sizeof folder, "%s/%08" PRIx32, cache_dir,
             of_murmur2(of_bytes_of_text(of_text_of(base))));
    return copy_of(folder);
}

static of_status check_options(const of_registry_options *options)
{
    if (options->url != NULL && options->directory != NULL) {
        return OF_FATAL_AS("registry: a url and a directory exclude each other");
    }
    if (options->url != NULL && strncmp(options->url, "http://", 7) != 0 &&
        strncmp(options->url, "https://", 8) != 0) {
        return OF_FATAL_AS("registry: the url must begin with http:// or https://");
    }
    if (options->user != NULL && options->password == NULL) {
        return OF_FATAL_AS("registry: a user needs a password");
    }
    if (options->user != NULL && options->token != NULL) {
        return OF_FATAL_AS("registry: a user and a token exclude each other");
    }
    if ((options->cert_file == NULL) != (options->key_file == NULL)) {
        return OF_FATAL_AS("registry: a client certificate needs its key, and the other way round");
    }
    if (options->timeout_ms < 0 || options->timeout_ms > INT32_MAX) {
        return OF_FATAL_AS("registry: the timeout is out of range");
    }
    return OF_OK;
}

static void set_http(of_http *http, const of_registry_options *options)
{
    size_t len = strlen(options->url);
    while (len > 0 && options->url[len - 1] == '/') {
        len--;
    }
    *http = (of_http){
        .base = of_new_string(options->url, len),
        .user = copy_of(options->user),
        .password = copy_of(options->password),
        .token = copy_of(options->token),
        .ca_file = copy_of(options->ca_file),
        .cert_file = copy_of(options->cert_file),
        .key_file = copy_of(options->key_file),
        .timeout_ms = options->timeout_ms == 0 ? TIMEOUT_MS_DEFAULT : options->timeout_ms,
        .answer_max = ANSWER_BYTES_MAX,
    };
}

static of_status prepare_folders(of_registry *registry, const of_registry_options *options)
{
    if (options->directory != NULL) {
        OF_TRY(of_directory_open(options->directory));
        registry->directory = copy_of(options->directory);
    }
    if (options->url != NULL && options->cache_dir != NULL) {
        registry->cache_folder = cache_folder_of(options->cache_dir, registry->http.base);
        if (!of_folder_make(registry->cache_folder)) {
            return OF_FATAL_AS("registry: the folder of the cache cannot be made");
        }
    }
    return OF_OK;
}

of_status of_registry_open(const of_registry_options *options, of_registry **registry, char *error,
                           size_t error_size)
{
    *registry = NULL;
    of_status status = check_options(options);
    if (!of_ok(status)) {
        explain(error, error_size, status.what);
        return status;
    }
    of_registry *opened = of_new(sizeof *opened);
    pthread_mutex_init(&opened->lock, NULL);
    opened->next_id = 1;
    opened->clock = options->clock == NULL ? &of_wall_clock : options->clock;
    if (options->url != NULL) {
        set_http(&opened->http, options);
    }
    status = prepare_folders(opened, options);
    if (!of_ok(status)) {
        explain(error, error_size, status.what);
        of_registry_close(opened);
        return status;
    }
    *registry = opened;
    return OF_OK;
}

void of_registry_close(of_registry *registry)
{
    if (registry == NULL) {
        return;
    }
    for (size_t i = 0; i < registry->schema_count; i++) {
        of_schema_free(registry->schemas[i].schema);
    }
    for (size_t i = 0; i < registry->id_count; i++) {
        of_delete(registry->ids[i].subject);
        of_delete(registry->ids[i].text);
    }
    of_delete(registry->schemas);
    of_delete(registry->ids);
    of_delete((void *)registry->http.base);
    of_delete((void *)registry->http.user);
    of_delete((void *)registry->http.password);
    of_delete((void *)registry->http.token);
    of_delete((void *)registry->http.ca_file);
    of_delete((void *)registry->http.cert_file);
    of_delete((void *)registry->http.key_file);
    of_delete(registry->directory);
    of_delete(registry->cache_folder);
    pthread_mutex_destroy(&registry->lock);
    of_delete(registry);
}

/* The first position whose id is not below `id`. */
static size_t position_of(const of_registry *registry, int32_t id)
{
    size_t low = 0;
    size_t high = registry->schema_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (registry->schemas[middle].id < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static const of_schema *find_schema(of_registry *registry, int32_t id)
{
    pthread_mutex_lock(&registry->lock);
    size_t at = position_of(registry, id);
    bool found = at < registry->schema_count && registry->schemas[at].id == id;
    const of_schema *schema = found ? registry->schemas[at].schema : NULL;
    pthread_mutex_unlock(&registry->lock);
    return schema;
}

/* Takes `schema`; *kept is the one to use: ours, or the one another thread brought first. */
static of_status keep_schema(of_registry *registry, int32_t id, of_schema *schema,
                             const of_schema **kept)
{
    pthread_mutex_lock(&registry->lock);
    size_t at = position_of(registry, id);
    bool known = at < registry->schema_count && registry->schemas[at].id == id;
    bool full = !known && registry->schema_count == SCHEMAS_MAX;
    if (known || full) {
        of_schema_free(schema);
    } else {
        if (registry->schema_count == registry->schema_capacity) {
            registry->schema_capacity = registry->schema_capacity * 2 + 16;
            registry->schemas =
                of_renew(registry->schemas, registry->schema_capacity * sizeof *registry->schemas);
        }
        memmove(&registry->schemas[at + 1], &registry->schemas[at],
                (registry->schema_count - at) * sizeof *registry->schemas);
        registry->schemas[at] = (known_schema){.id = id, .schema = schema};
        registry->schema_count++;
    }
    *kept = full ? NULL : registry->schemas[at].schema;
    pthread_mutex_unlock(&registry->lock);
    return full ? OF_SKIP_AS("registry: more schemas than we keep") : OF_OK;
}

static of_status parse_and_keep(of_registry *registry, int32_t id, of_text text,
                                const of_schema **schema)
{
    char reason[REASON_MAX] = "";
    of_schema *parsed = NULL;
    if (!of_ok(of_schema_parse(text, &parsed, reason, sizeof reason))) {
        of_log(OF_WARN, "SCHEMA-REFUSED", "id=%" PRId32 " reason=%s", id, reason);
        return OF_SKIP_AS("registry: the writer's schema is refused");
    }
    return keep_schema(registry, id, parsed, schema);
}

static of_status load_text(of_registry *registry, int32_t id, of_buffer *text)
{
    if (registry->directory != NULL) {
        return of_directory_schema(registry->directory, id, text);
    }
    if (registry->http.base == NULL) {
        return OF_SKIP_AS("registry: unknown schema id");
    }
    if (registry->cache_folder != NULL && of_cache_read_schema(registry->cache_folder, id, text)) {
        return OF_OK;
    }
    OF_TRY(of_client_schema(&registry->http, id, text));
    if (registry->cache_folder != NULL) {
        of_cache_write_schema(registry->cache_folder, id, of_text_of_bytes(of_buffer_bytes(text)));
    }
    return OF_OK;
}

/* ---- what was refused lately ---- */

static refused_id *place_of_refused(of_registry *registry, int32_t id)
{
    return &registry->refused[(uint32_t)id % UNKNOWN_MAX];
}

static bool was_refused(of_registry *registry, int32_t id, of_status *status)
{
    pthread_mutex_lock(&registry->lock);
    const refused_id *place = place_of_refused(registry, id);
    bool known = place->until_us != 0 && place->id == id &&
                 of_clock_mono_us(registry->clock) < place->until_us;
    *status = known ? place->status : OF_OK;
    pthread_mutex_unlock(&registry->lock);
    return known;
}

static void keep_refused(of_registry *registry, int32_t id, of_status status)
{
    pthread_mutex_lock(&registry->lock);
    *place_of_refused(registry, id) = (refused_id){
        .id = id, .until_us = of_clock_mono_us(registry->clock) + UNKNOWN_US, .status = status};
    pthread_mutex_unlock(&registry->lock);
}

static void forget_refused(of_registry *registry, int32_t id)
{
    pthread_mutex_lock(&registry->lock);
    refused_id *place = place_of_refused(registry, id);
    place->until_us = place->id == id ? 0 : place->until_us;
    pthread_mutex_unlock(&registry->lock);
}

of_status of_registry_schema(of_registry *registry, int32_t id, const of_schema **schema)
{
    if (id < 0) {
        return OF_SKIP_AS("registry: unknown schema id");
    }
    *schema = find_schema(registry, id);
    if (*schema != NULL) {
        return OF_OK;
    }
    of_status status = OF_OK;
    if (was_refused(registry, id, &status)) {
        return status;
    }
    of_buffer text = {.limit = SCHEMA_BYTES_MAX};
    status = load_text(registry, id, &text);
    if (of_ok(status)) {
        status = parse_and_keep(registry, id, of_text_of_bytes(of_buffer_bytes(&text)), schema);
    }
    if (status.remedy == OF_SKIP && registry->http.base != NULL) {
        keep_refused(registry, id, status);
    }
    of_buffer_free(&text);
    return status;
}

static uint64_t hash_of(const char *subject, const char *text)
{
    return of_hash(of_bytes_of_text(of_text_of(subject))) * 31 +
           of_hash(of_bytes_of_text(of_text_of(text)));
}

static bool find_id(of_registry *registry, const char *subject, const char *text, int32_t *id)
{
    uint64_t hash = hash_of(subject, text);
    bool found = false;
    pthread_mutex_lock(&registry->lock);
    for (size_t i = 0; i < registry->id_count && !found; i++) {
        const known_id *known = &registry->ids[i];
        found = known->hash == hash && strcmp(known->subject, subject) == 0 &&
                strcmp(known->text, text) == 0;
        *id = found ? known->id : *id;
    }
    pthread_mutex_unlock(&registry->lock);
    return found;
}

/* With the lock held. */
static void add_id(of_registry *registry, const char *subject, const char *text, int32_t id)
{
    if (registry->id_count == registry->id_capacity) {
        registry->id_capacity = registry->id_capacity * 2 + 16;
        registry->ids = of_renew(registry->ids, registry->id_capacity * sizeof *registry->ids);
    }
    registry->ids[registry->id_count++] = (known_id){.hash = hash_of(subject, text),
                                                     .subject = copy_of(subject),
                                                     .text = copy_of(text),
                                                     .id = id};
}

static void keep_id(of_registry *registry, const char *subject, const char *text, int32_t id)
{
    pthread_mutex_lock(&registry->lock);
    add_id(registry, subject, text, id);
    pthread_mutex_unlock(&registry->lock);
}

/* As a registry server does: an equal text has one id, whatever the subject. */
static int32_t give_id(of_registry *registry, const char *subject, const char *text)
{
    pthread_mutex_lock(&registry->lock);
    int32_t id = 0;
    for (size_t i = 0; i < registry->id_count && id == 0; i++) {
        id = strcmp(registry->ids[i].text, text) == 0 ? registry->ids[i].id : 0;
    }
    id = id == 0 ? registry->next_id++ : id;
    add_id(registry, subject, text, id);
    pthread_mutex_unlock(&registry->lock);
    return id;
}

static of_status register_in_memory(of_registry *registry, const char *subject, const char *text,
                                    int32_t *id)
{
    *id = give_id(registry, subject, text);
    const of_schema *schema = NULL;
    of_status status = parse_and_keep(registry, *id, of_text_of(text), &schema);
    return of_ok(status) ? OF_OK : OF_FATAL_AS("registry: the schema is refused as invalid");
}

/* The registry is asked first even when the cache knows: one that was built anew must learn the
 * schema again before messages carry its id. */
static of_status register_at_url(of_registry *registry, const char *subject, const char *text,
                                 int32_t *id)
{
    const char *folder = registry->cache_folder;
    of_status status = of_client_register(&registry->http, subject, text, id);
    if (status.remedy == OF_RETRY && folder != NULL &&
        of_cache_read_id(folder, subject, of_text_of(text), id)) {
        return OF_OK;
    }
    if (of_ok(status)) {
        forget_refused(registry, *id);
    }
    if (of_ok(status) && folder != NULL) {
        of_cache_write_id(folder, subject, of_text_of(text), *id);
        of_cache_write_schema(folder, *id, of_text_of(text));
    }
    return status;
}

of_status of_registry_register(of_registry *registry, const char *subject, const char *schema_text,
                               int32_t *id)
{
    if (find_id(registry, subject, schema_text, id)) {
        return OF_OK;
    }
    if (registry->directory == NULL && registry->http.base == NULL) {
        return register_in_memory(registry, subject, schema_text, id);
    }
    OF_TRY(registry->directory != NULL
               ? of_directory_register(registry->directory, subject, of_text_of(schema_text), id)
               : register_at_url(registry, subject, schema_text, id));
    keep_id(registry, subject, schema_text, *id);
    return OF_OK;
}

static of_status latest_in_memory(of_registry *registry, const char *subject, int32_t *id)
{
    bool found = false;
    pthread_mutex_lock(&registry->lock);
    for (size_t i = 0; i < registry->id_count; i++) {
        if (strcmp(registry->ids[i].subject, subject) == 0) {
            *id = registry->ids[i].id;
            found = true;
        }
    }
    pthread_mutex_unlock(&registry->lock);
    return found ? OF_OK : OF_SKIP_AS("registry: unknown subject");
}

static of_status latest_of_url(of_registry *registry, const char *subject, int32_t *id,
                               const of_schema **schema)
{
    of_buffer text = {.limit = SCHEMA_BYTES_MAX};
    of_status status = of_client_latest(&registry->http, subject, id, &text);
    *schema = of_ok(status) ? find_schema(registry, *id) : NULL;
    if (of_ok(status) && *schema == NULL) {
        status = parse_and_keep(registry, *id, of_text_of_bytes(of_buffer_bytes(&text)), schema);
    }
    of_buffer_free(&text);
    return status;
}

of_status of_registry_latest(of_registry *registry, const char *subject, int32_t *id,
                             const of_schema **schema)
{
    if (registry->http.base != NULL) {
        return latest_of_url(registry, subject, id, schema);
    }
    OF_TRY(registry->directory != NULL ? of_directory_latest(registry->directory, subject, id)
                                       : latest_in_memory(registry, subject, id));
    return of_registry_schema(registry, *id, schema);
}
