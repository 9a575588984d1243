/* Lineages: reigns in order, compared and encoded. */
#include "topology/runtime/lineage.h"

#include "topology/base/assert.h"

#define OWNER_BYTES 36
#define REIGN_BYTES ((size_t)(OWNER_BYTES + 8 + 8))

void of_lineage_add(of_lineage *lineage, const char *owner, int64_t turn, int64_t at_ms)
{
    of_assert(strlen(owner) == OWNER_BYTES);
    if (lineage->count == OF_REIGNS_MAX) {
        lineage->count--;
        memmove(lineage->reigns, lineage->reigns + 1, lineage->count * sizeof *lineage->reigns);
    }
    of_reign *reign = &lineage->reigns[lineage->count++];
    *reign = (of_reign){.first_turn = turn, .began_ms = at_ms};
    memcpy(reign->owner, owner, OWNER_BYTES);
}

bool of_lineage_ends_with(const of_lineage *lineage, const char *owner)
{
    return lineage->count > 0 && strcmp(lineage->reigns[lineage->count - 1].owner, owner) == 0;
}

static bool is_same(const of_reign *left, const of_reign *right)
{
    return left->first_turn == right->first_turn && left->began_ms == right->began_ms &&
           strcmp(left->owner, right->owner) == 0;
}

bool of_lineage_holds(const of_lineage *history, const of_lineage *state, int64_t turn)
{
    if (state->count == 0) {
        return false;
    }
    const of_reign *last = &state->reigns[state->count - 1];
    for (size_t i = 0; i < history->count; i++) {
        if (is_same(&history->reigns[i], last)) {
            return i + 1 == history->count || history->reigns[i + 1].first_turn > turn;
        }
    }
    return false;
}

void of_lineage_encode(const of_lineage *lineage, of_buffer *out)
{
    of_buffer_put_u32_be(out, (uint32_t)lineage->partitions);
    of_buffer_put_u8(out, (uint8_t)lineage->count);
    for (size_t i = 0; i < lineage->count; i++) {
        of_buffer_put(out, lineage->reigns[i].owner, OWNER_BYTES);
        of_buffer_put_u64_be(out, (uint64_t)lineage->reigns[i].first_turn);
        of_buffer_put_u64_be(out, (uint64_t)lineage->reigns[i].began_ms);
    }
}

static uint64_t load_be(const uint8_t *at, size_t bytes)
{
    uint64_t value = 0;
    for (size_t i = 0; i < bytes; i++) {
        value = value << 8 | at[i];
    }
    return value;
}

size_t of_lineage_decode(of_lineage *lineage, of_bytes in)
{
    if (in.len < 5 || in.data[4] > OF_REIGNS_MAX || in.len - 5 < in.data[4] * REIGN_BYTES) {
        return 0;
    }
    *lineage = (of_lineage){.partitions = (int32_t)load_be(in.data, 4), .count = in.data[4]};
    const uint8_t *at = in.data + 5;
    for (size_t i = 0; i < lineage->count; i++, at += REIGN_BYTES) {
        memcpy(lineage->reigns[i].owner, at, OWNER_BYTES);
        lineage->reigns[i].first_turn = (int64_t)load_be(at + OWNER_BYTES, 8);
        lineage->reigns[i].began_ms = (int64_t)load_be(at + OWNER_BYTES + 8, 8);
    }
    return 5 + lineage->count * REIGN_BYTES;
}
