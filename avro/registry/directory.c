/* The registry of the embedded mode: schema files that a person can read. */
#include "avro/registry/directory.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "topology/base/file.h"

#define SCHEMA_BYTES_MAX ((size_t)1 << 20)

static void schema_path(const char *directory, int32_t id, char path[PATH_MAX])
{
    snprintf(path, PATH_MAX, "%s/%" PRId32 ".avsc", directory, id);
}

of_status of_directory_open(const char *directory)
{
    if (!of_folder_make(directory) || access(directory, R_OK | W_OK | X_OK) != 0) {
        return OF_FATAL_AS("registry: the directory of schemas cannot be used");
    }
    return OF_OK;
}

of_status of_directory_schema(const char *directory, int32_t id, of_buffer *text)
{
    char path[PATH_MAX];
    schema_path(directory, id, path);
    if (of_file_read(path, SCHEMA_BYTES_MAX, text)) {
        return OF_OK;
    }
    if (text->full) {
        return OF_SKIP_AS("registry: the schema is too long");
    }
    return access(path, F_OK) != 0 && errno == ENOENT
               ? OF_SKIP_AS("registry: unknown schema id")
               : OF_RETRY_AS("registry: the schema file cannot be read");
}

/* The id in "12.avsc", or -1. */
static int32_t id_of_name(const char *name)
{
    char *end = NULL;
    errno = 0;
    long id = strtol(name, &end, 10);
    bool good = end != name && strcmp(end, ".avsc") == 0 && errno == 0 && id >= 0 && id < INT32_MAX;
    return good ? (int32_t)id : -1;
}

/* *id is that of an equal text, else -1; *next the first id above all that exist. */
static of_status scan(const char *directory, of_text text, int32_t *id, int32_t *next)
{
    DIR *listing = opendir(directory);
    if (listing == NULL) {
        return OF_FATAL_AS("registry: the directory of schemas cannot be listed");
    }
    *id = -1;
    *next = 1;
    of_buffer known = {0};
    const struct dirent *entry;
    while ((entry = readdir(listing)) != NULL) {
        int32_t found = id_of_name(entry->d_name);
        if (found < 0) {
            continue;
        }
        *next = found >= *next ? found + 1 : *next;
        char path[PATH_MAX];
        schema_path(directory, found, path);
        if (of_file_read(path, SCHEMA_BYTES_MAX, &known) && known.len == text.len &&
            memcmp(known.data, text.data, text.len) == 0) {
            *id = found;
        }
    }
    closedir(listing);
    of_buffer_free(&known);
    return OF_OK;
}

static bool has_line(const of_buffer *lines, const of_buffer *line)
{
    size_t at = 0;
    while (line->len <= lines->len - at) {
        if (memcmp(lines->data + at, line->data, line->len) == 0) {
            return true;
        }
        const uint8_t *end = memchr(lines->data + at, '\n', lines->len - at);
        if (end == NULL) {
            break;
        }
        at = (size_t)(end - lines->data) + 1;
    }
    return false;
}

static of_status note_subject(const char *directory, const char *subject, int32_t id)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/subjects", directory);
    of_buffer subjects = {0};
    of_buffer line = {0};
    if (!of_file_read(path, OF_BUFFER_LIMIT_DEFAULT, &subjects)) {
        of_buffer_clear(&subjects);
    }
    of_buffer_format(&line, "%s %" PRId32 "\n", subject, id);
    bool known = has_line(&subjects, &line);
    of_buffer_put(&subjects, line.data, line.len);
    bool good = known || of_file_write(path, of_text_of_bytes(of_buffer_bytes(&subjects)), false);
    of_buffer_free(&subjects);
    of_buffer_free(&line);
    return good ? OF_OK : OF_FATAL_AS("registry: the list of subjects cannot be written");
}

of_status of_directory_register(const char *directory, const char *subject, of_text text,
                                int32_t *id)
{
    int32_t next = 0;
    OF_TRY(scan(directory, text, id, &next));
    while (*id < 0 && next < INT32_MAX) {
        char path[PATH_MAX];
        schema_path(directory, next, path);
        if (of_file_write(path, text, true)) {
            *id = next;
        } else if (errno != EEXIST) {
            return OF_FATAL_AS("registry: the schema file cannot be written");
        } else {
            next++;
        }
    }
    return note_subject(directory, subject, *id);
}

of_status of_directory_latest(const char *directory, const char *subject, int32_t *id)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/subjects", directory);
    of_buffer subjects = {0};
    bool found = false;
    if (of_file_read(path, OF_BUFFER_LIMIT_DEFAULT, &subjects)) {
        of_buffer_put_u8(&subjects, 0);
        size_t len = strlen(subject);
        char *rest = NULL;
        for (char *line = strtok_r((char *)subjects.data, "\n", &rest); line != NULL;
             line = strtok_r(NULL, "\n", &rest)) {
            if (strncmp(line, subject, len) == 0 && line[len] == ' ') {
                *id = (int32_t)strtol(line + len + 1, NULL, 10);
                found = true;
            }
        }
    }
    of_buffer_free(&subjects);
    return found ? OF_OK : OF_SKIP_AS("registry: unknown subject");
}
