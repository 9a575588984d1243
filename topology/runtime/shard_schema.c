/* Which schema a row was written with: its fingerprint stands in front of every row, and the text
 * goes, once per shard, into the changelog and the store as a row of its own. So state outlives a
 * change of its records, on this host and on one that restores it from the changelog.
 *
 * Row value: format (1 byte), fingerprint of the schema's text (4, big endian), Avro binary.
 *
 * A row of another schema is resolved into ours as the specification says, with one exception: what
 * we would have to leave out (a field, a symbol that we do not know) stops the shard. It comes from
 * a newer release, and the next write of the row would cut it down. */
#include "topology/base/assert.h"
#include "topology/base/log.h"
#include "topology/base/memory.h"
#include "topology/runtime/shard.h"

#define DEPTH_MAX  64
#define REASON_MAX 256

struct of_foreign_plan {
    size_t index; /* of the store's row */
    uint32_t fingerprint;
    of_plan *plan; /* NULL: it cannot be read, which stays so */
};

uint32_t of_row_fingerprint(const of_record_type *type)
{
    return of_murmur2(of_bytes_of_text(of_text_of(type->schema_text)));
}

void of_row_begin(const of_store *store, size_t index, of_buffer *out)
{
    of_buffer_put_u8(out, OF_ROW_FORMAT);
    of_buffer_put_u32_be(out, store->fingerprints[index]);
}

/* ---- the text of a schema, as a row ---- */

/* Store id of schemas, store id of the row, fingerprint. */
static of_bytes schema_key(const of_shard *shard, size_t index, uint32_t fingerprint,
                           of_buffer *key)
{
    of_buffer_put_u16_be(key, OF_STORE_SCHEMA);
    of_buffer_put_u16_be(key, shard->store->rows[index].id);
    of_buffer_put_u32_be(key, fingerprint);
    return of_buffer_bytes(key);
}

of_status of_shard_announce(of_shard *shard, size_t index)
{
    if (shard->is_announced[index]) {
        return OF_OK;
    }
    of_buffer key = {0};
    of_row *row = NULL;
    uint32_t fingerprint = shard->store->fingerprints[index];
    of_status status = of_shard_find(shard, schema_key(shard, index, fingerprint, &key), &row);
    if (of_ok(status) && row->now == NULL) {
        of_buffer text = {0};
        of_buffer_put_u8(&text, OF_ROW_FORMAT);
        of_buffer_put_text(&text, of_text_of(shard->store->rows[index].type->schema_text));
        status =
            of_shard_change(shard, of_buffer_bytes(&key), of_version_of(of_buffer_bytes(&text)));
        of_buffer_free(&text);
    }
    of_buffer_free(&key);
    shard->is_announced[index] = of_ok(status);
    return status;
}

void of_shard_forget_announced(of_shard *shard)
{
    memset(shard->is_announced, 0, shard->store->row_count * sizeof *shard->is_announced);
}

/* ---- would reading leave something out? ---- */

static const of_schema_field *field_for(const of_schema_type *reader, const of_schema_field *wrote)
{
    const of_schema_field *same = of_schema_field_of(reader, wrote->name);
    for (size_t i = 0; same == NULL && i < reader->field_count; i++) {
        for (size_t j = 0; j < reader->fields[i].alias_count; j++) {
            if (of_text_equal(reader->fields[i].aliases[j], wrote->name)) {
                same = &reader->fields[i];
            }
        }
    }
    return same;
}

static bool has_symbol(const of_schema_type *type, of_text symbol)
{
    for (size_t i = 0; i < type->symbol_count; i++) {
        if (of_text_equal(type->symbols[i], symbol)) {
            return true;
        }
    }
    return false;
}

/* The first thing in `wrote` that `reader` has no place for; absent when there is none. What does
 * not resolve at all is left to the plan. */
static of_text left_out(const of_schema_type *wrote, const of_schema_type *reader, int depth)
{
    wrote = of_schema_not_null(wrote);
    reader = of_schema_not_null(reader);
    if (wrote == NULL || reader == NULL || wrote->kind != reader->kind) {
        return (of_text){0};
    }
    if (depth == DEPTH_MAX) {
        return OF_TEXT("what lies deeper than we look");
    }
    if (wrote->item != NULL && reader->item != NULL) {
        return left_out(wrote->item, reader->item, depth + 1);
    }
    for (size_t i = 0; i < wrote->symbol_count; i++) {
        if (!has_symbol(reader, wrote->symbols[i])) {
            return wrote->symbols[i];
        }
    }
    for (size_t i = 0; i < wrote->field_count; i++) {
        const of_schema_field *field = field_for(reader, &wrote->fields[i]);
        of_text inside = field == NULL ? wrote->fields[i].name
                                       : left_out(wrote->fields[i].type, field->type, depth + 1);
        if (inside.data != NULL) {
            return inside;
        }
    }
    return (of_text){0};
}

/* ---- plans for schemas of other releases ---- */

/* NULL when a row of that schema must not, or cannot, be read; the log says why. */
static of_plan *compile(const of_record_type *type, of_text text)
{
    char reason[REASON_MAX] = "";
    of_schema *wrote = NULL;
    of_schema *reader = NULL;
    of_plan *plan = NULL;
    of_status status = of_schema_parse(text, &wrote, reason, sizeof reason);
    if (of_ok(status)) {
        status = of_schema_parse(of_text_of(type->schema_text), &reader, reason, sizeof reason);
    }
    if (of_ok(status)) {
        of_text missed = left_out(of_schema_root(wrote), of_schema_root(reader), 0);
        if (missed.data != NULL) {
            of_log(OF_ERROR, "ROW-NEWER", "record=%s unknown_here=%.*s", type->name,
                   OF_TEXT_ARG(missed));
        } else {
            status = of_plan_compile(wrote, type, &plan, reason, sizeof reason);
        }
    }
    if (!of_ok(status)) {
        plan = NULL;
        of_log(OF_ERROR, "ROW-MISFIT", "record=%s reason=%s", type->name, reason);
    }
    of_schema_free(wrote);
    of_schema_free(reader);
    return plan;
}

/* From RocksDB, where those of other releases are: they came with a restore or an earlier run. */
static of_status read_text(of_shard *shard, size_t index, uint32_t fingerprint, of_buffer *text)
{
    bool found = false;
    of_buffer key = {0};
    of_bytes rocks_key = of_shard_rocks_key(shard, schema_key(shard, index, fingerprint, &key));
    of_status status = of_rocks_get(shard->store->rocks, OF_FAMILY_SCHEMA, rocks_key, text, &found);
    of_buffer_free(&key);
    OF_TRY(status);
    if (!found) {
        return OF_FATAL_AS("a row was written with a schema that is not known here: start the "
                           "release that wrote it");
    }
    return text->len > 0 && text->data[0] <= OF_ROW_FORMAT
               ? OF_OK
               : OF_FATAL_AS("a row was written by a newer release: start that release");
}

static of_status load_foreign(of_shard *shard, size_t index, uint32_t fingerprint,
                              const of_foreign_plan **found)
{
    of_buffer text = {0};
    of_status status = read_text(shard, index, fingerprint, &text);
    if (of_ok(status)) {
        shard->foreign =
            of_renew(shard->foreign, (shard->foreign_count + 1) * sizeof *shard->foreign);
        shard->foreign[shard->foreign_count] = (of_foreign_plan){
            .index = index,
            .fingerprint = fingerprint,
            .plan = compile(shard->store->rows[index].type,
                            (of_text){(const char *)text.data + 1, text.len - 1})};
        *found = &shard->foreign[shard->foreign_count++];
    }
    of_buffer_free(&text);
    return status;
}

of_status of_shard_plan(of_shard *shard, size_t index, of_bytes value, const of_plan **plan)
{
    of_assert(index < shard->store->row_count);
    if (value.len == 0 || value.data[0] > OF_ROW_FORMAT) {
        return OF_FATAL_AS("a row was written by a newer release: start that release");
    }
    if (value.len < OF_ROW_HEADER) {
        return OF_FATAL_AS("a stored row is shorter than its header: it is damaged");
    }
    uint32_t fingerprint = (uint32_t)value.data[1] << 24 | (uint32_t)value.data[2] << 16 |
                           (uint32_t)value.data[3] << 8 | (uint32_t)value.data[4];
    if (fingerprint == shard->store->fingerprints[index]) {
        *plan = shard->store->plans[index];
        return OF_OK;
    }
    const of_foreign_plan *found = NULL;
    for (size_t i = 0; i < shard->foreign_count && found == NULL; i++) {
        if (shard->foreign[i].index == index && shard->foreign[i].fingerprint == fingerprint) {
            found = &shard->foreign[i];
        }
    }
    if (found == NULL) {
        OF_TRY(load_foreign(shard, index, fingerprint, &found));
    }
    *plan = found->plan;
    return *plan != NULL ? OF_OK
                         : OF_FATAL_AS("a row was written by a release whose records hold more "
                                       "than ours, or do not fit them: start that release");
}

void of_shard_forget_foreign(of_shard *shard)
{
    for (size_t i = 0; i < shard->foreign_count; i++) {
        of_plan_free(shard->foreign[i].plan);
    }
    of_delete(shard->foreign);
    shard->foreign = NULL;
    shard->foreign_count = 0;
}
