/* The on-disk cache: "<id>.schema" and "<hash of subject and text>.id" in one folder per registry.
 *
 *   orderflow-cache 1 <id> <bytes> <murmur2 of what follows>\n<text>
 *
 * For ".id" files the text is subject, newline, schema: it is compared, so the hash in the name may
 * collide without harm. */
#include "avro/registry/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "topology/base/file.h"
#include "topology/base/log.h"

#define ENTRY_BYTES_MAX ((size_t)4 << 20)
#define HEADER_MAX      128

static void write_entry(const char *path, int32_t id, of_text text)
{
    of_buffer entry = {0};
    of_buffer_format(&entry, "orderflow-cache 1 %" PRId32 " %zu %" PRIu32 "\n", id, text.len,
                     of_murmur2(of_bytes_of_text(text)));
    of_buffer_put_text(&entry, text);
    if (!of_file_write(path, of_text_of_bytes(of_buffer_bytes(&entry)), false)) {
        of_log(OF_WARN, "SCHEMA-CACHE-WRITE", "file=%s error=%s", path, strerror(errno));
    }
    of_buffer_free(&entry);
}

/* On success *id is the entry's and `entry` holds its text from *start on. */
static bool read_entry(const char *path, of_buffer *entry, int32_t *id, size_t *start)
{
    if (!of_file_read(path, ENTRY_BYTES_MAX, entry)) {
        return false;
    }
    const uint8_t *end = entry->len == 0 ? NULL : memchr(entry->data, '\n', entry->len);
    size_t header_len = end == NULL ? HEADER_MAX : (size_t)(end - entry->data);
    char header[HEADER_MAX];
    if (header_len >= sizeof header) {
        return false;
    }
    memcpy(header, entry->data, header_len);
    header[header_len] = '\0';
    size_t len = 0;
    uint32_t checksum = 0;
    if (sscanf(header, "orderflow-cache 1 %" SCNd32 " %zu %" SCNu32, id, &len, &checksum) != 3) {
        return false;
    }
    *start = header_len + 1;
    of_bytes text = {.data = entry->data + *start, .len = entry->len - *start};
    return text.len == len && of_murmur2(text) == checksum;
}

static void schema_path(const char *folder, int32_t id, char path[PATH_MAX])
{
    snprintf(path, PATH_MAX, "%s/%" PRId32 ".schema", folder, id);
}

bool of_cache_read_schema(const char *folder, int32_t id, of_buffer *text)
{
    char path[PATH_MAX];
    schema_path(folder, id, path);
    of_buffer entry = {0};
    int32_t found = 0;
    size_t start = 0;
    bool good = read_entry(path, &entry, &found, &start) && found == id;
    if (good) {
        of_buffer_clear(text);
        of_buffer_put(text, entry.data + start, entry.len - start);
        good = !text->full;
    }
    of_buffer_free(&entry);
    return good;
}

void of_cache_write_schema(const char *folder, int32_t id, of_text text)
{
    char path[PATH_MAX];
    schema_path(folder, id, path);
    write_entry(path, id, text);
}

static void id_key(const char *folder, const char *subject, of_text text, of_buffer *key,
                   char path[PATH_MAX])
{
    of_buffer_format(key, "%s\n", subject);
    of_buffer_put_text(key, text);
    snprintf(path, PATH_MAX, "%s/%08" PRIx32 ".id", folder, of_murmur2(of_buffer_bytes(key)));
}

bool of_cache_read_id(const char *folder, const char *subject, of_text text, int32_t *id)
{
    char path[PATH_MAX];
    of_buffer key = {0};
    of_buffer entry = {0};
    id_key(folder, subject, text, &key, path);
    int32_t found = 0;
    size_t start = 0;
    bool good = read_entry(path, &entry, &found, &start) && entry.len - start == key.len &&
                memcmp(entry.data + start, key.data, key.len) == 0;
    if (good) {
        *id = found;
    }
    of_buffer_free(&entry);
    of_buffer_free(&key);
    return good;
}

void of_cache_write_id(const char *folder, const char *subject, of_text text, int32_t id)
{
    char path[PATH_MAX];
    of_buffer key = {0};
    id_key(folder, subject, text, &key, path);
    write_entry(path, id, of_text_of_bytes(of_buffer_bytes(&key)));
    of_buffer_free(&key);
}
