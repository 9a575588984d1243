/* Requests and answers of the Confluent registry API. */
#include "avro/registry/client.h"

#include <jansson.h>

#define CODE_OK            200
#define CODE_NOT_FOUND     404
#define CODE_TIMEOUT       408
#define CODE_TOO_MANY      429
#define CODE_SERVER_ERRORS 500
/* Confluent's error_code: there is no such subject, version, schema. */
#define ERROR_NO_SUBJECT 40401
#define ERROR_NO_VERSION 40402
#define ERROR_NO_SCHEMA  40403

static of_status with_code(of_status status, long code)
{
    status.code = (int32_t)code;
    return status;
}

static json_t *parse_object(const of_buffer *answer)
{
    json_t *json =
        json_loadb((const char *)answer->data, answer->len, JSON_REJECT_DUPLICATES, NULL);
    if (json != NULL && !json_is_object(json)) {
        json_decref(json);
        return NULL;
    }
    return json;
}

/* A 404 says "no such schema" only in the registry's own words: a wrong base path answers 404 to
 * everything, and must not send every record to the dead letters. */
static of_status refusal_of_schema(long code, const of_buffer *answer)
{
    if (code == CODE_NOT_FOUND) {
        json_t *json = parse_object(answer);
        json_int_t error = json_integer_value(json_object_get(json, "error_code"));
        json_decref(json);
        if (error == ERROR_NO_SCHEMA) {
            return with_code(OF_SKIP_AS("registry: unknown schema id"), code);
        }
        if (error == ERROR_NO_SUBJECT || error == ERROR_NO_VERSION) {
            return with_code(OF_SKIP_AS("registry: unknown subject"), code);
        }
        return with_code(OF_RETRY_AS("registry: no registry at this address (404)"), code);
    }
    if (code == 401 || code == 403) {
        return with_code(OF_RETRY_AS("registry: our credentials are refused"), code);
    }
    return with_code(OF_RETRY_AS("registry: answers with an error"), code);
}

static of_status take_schema(const json_t *json, of_buffer *text)
{
    const json_t *schema = json_object_get(json, "schema");
    const char *type = json_string_value(json_object_get(json, "schemaType"));
    if (!json_is_string(schema)) {
        return OF_RETRY_AS("registry: the answer is not a schema");
    }
    if (type != NULL && strcmp(type, "AVRO") != 0) {
        return OF_SKIP_AS("registry: the schema is not Avro");
    }
    if (json_array_size(json_object_get(json, "references")) > 0) {
        return OF_SKIP_AS("registry: schemas with references are not supported");
    }
    of_buffer_clear(text);
    of_buffer_put(text, json_string_value(schema), json_string_length(schema));
    return text->full ? OF_SKIP_AS("registry: the schema is too long") : OF_OK;
}

of_status of_client_schema(const of_http *http, int32_t id, of_buffer *text)
{
    char path[64];
    snprintf(path, sizeof path, "/schemas/ids/%d", (int)id);
    of_buffer answer = {0};
    long code = 0;
    of_status status = of_http_get(http, path, &answer, &code);
    if (of_ok(status) && code != CODE_OK) {
        status = refusal_of_schema(code, &answer);
    } else if (of_ok(status)) {
        json_t *json = parse_object(&answer);
        status = json == NULL ? OF_RETRY_AS("registry: the answer is not JSON")
                              : take_schema(json, text);
        json_decref(json);
    }
    of_buffer_free(&answer);
    return status;
}

static of_status refusal_of_registration(long code)
{
    if (code == CODE_TIMEOUT || code == CODE_TOO_MANY || code >= CODE_SERVER_ERRORS) {
        return with_code(OF_RETRY_AS("registry: answers with an error"), code);
    }
    switch (code) {
    case 401:
    case 403:
        return with_code(OF_FATAL_AS("registry: we are not allowed to register schemas"), code);
    case 404:
        return with_code(OF_FATAL_AS("registry: no registry at this address (404)"), code);
    case 409:
        return with_code(OF_FATAL_AS("registry: the schema is incompatible with the subject"),
                         code);
    case 422:
        return with_code(OF_FATAL_AS("registry: the schema is refused as invalid"), code);
    default:
        return with_code(OF_FATAL_AS("registry: the registration is refused"), code);
    }
}

static bool has_id(const json_t *json, int32_t *id)
{
    const json_t *number = json_object_get(json, "id");
    json_int_t value = json_integer_value(number);
    if (!json_is_integer(number) || value < 0 || value > INT32_MAX) {
        return false;
    }
    *id = (int32_t)value;
    return true;
}

static of_status take_id(const of_buffer *answer, int32_t *id)
{
    json_t *json = parse_object(answer);
    bool good = has_id(json, id);
    json_decref(json);
    return good ? OF_OK : OF_RETRY_AS("registry: the answer has no schema id");
}

static void put_subject(const char *subject, const char *rest, of_buffer *path)
{
    of_buffer_put_text(path, OF_TEXT("/subjects/"));
    of_http_escape(of_text_of(subject), path);
    of_buffer_put(path, rest, strlen(rest) + 1);
}

of_status of_client_latest(const of_http *http, const char *subject, int32_t *id, of_buffer *text)
{
    of_buffer path = {0};
    of_buffer answer = {0};
    long code = 0;
    put_subject(subject, "/versions/latest", &path);
    of_status status = of_http_get(http, (const char *)path.data, &answer, &code);
    if (of_ok(status) && code != CODE_OK) {
        status = refusal_of_schema(code, &answer);
    } else if (of_ok(status)) {
        json_t *json = parse_object(&answer);
        status = has_id(json, id) ? take_schema(json, text)
                                  : OF_RETRY_AS("registry: the answer has no schema id");
        json_decref(json);
    }
    of_buffer_free(&path);
    of_buffer_free(&answer);
    return status;
}

static int put_chunk(const char *chunk, size_t len, void *state)
{
    of_buffer_put(state, chunk, len);
    return 0;
}

static bool put_request(const char *schema_text, of_buffer *body)
{
    json_t *request = json_pack("{s:s}", "schema", schema_text);
    bool good = request != NULL && json_dump_callback(request, put_chunk, body, JSON_COMPACT) == 0;
    json_decref(request);
    return good && !body->full;
}

of_status of_client_register(const of_http *http, const char *subject, const char *schema_text,
                             int32_t *id)
{
    of_buffer body = {0};
    if (!put_request(schema_text, &body)) {
        of_buffer_free(&body);
        return OF_FATAL_AS("registry: the schema text is not UTF-8, or too long");
    }
    of_buffer path = {0};
    put_subject(subject, "/versions", &path);
    of_buffer answer = {0};
    long code = 0;
    of_status status = of_http_post(http, (const char *)path.data,
                                    of_text_of_bytes(of_buffer_bytes(&body)), &answer, &code);
    if (of_ok(status)) {
        status = code == CODE_OK ? take_id(&answer, id) : refusal_of_registration(code);
    } else if (status.remedy == OF_SKIP) {
        status = OF_RETRY_AS("registry: the answer is too long");
    }
    of_buffer_free(&body);
    of_buffer_free(&path);
    of_buffer_free(&answer);
    return status;
}
