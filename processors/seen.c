/* The latest version of each source row, in sorted lists that are copied before they change. */
#include "processors/seen.h"

#include "processors/ledger.h"

of_text of_seen_source(of_ctx *ctx, const SourcePosition *source)
{
    const of_text parts[] = {source->system, source->instance, source->table, source->row};
    return of_arena_join(of_scratch(ctx), '|', parts, 4);
}

of_text of_seen_realm(of_ctx *ctx, const SourcePosition *source)
{
    const of_text parts[] = {source->system, source->instance};
    return of_arena_join(of_scratch(ctx), '|', parts, 2);
}

bool of_realm_is_crm(of_text realm)
{
    return realm.len >= 4 && memcmp(realm.data, "crm|", 4) == 0;
}

static of_text source_of(const void *item)
{
    return *(const of_text *)item;
}

/* Every kept record begins alike; test_order checks it for each of them. */
static int64_t position_of(const void *item)
{
    return *(const int64_t *)((const char *)item + sizeof(of_text));
}

static const void *item_at(const of_array *list, size_t size, size_t index)
{
    return (const char *)list->items + index * size;
}

static size_t find(const of_array *list, size_t size, of_text source)
{
    size_t low = 0;
    size_t high = list->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (of_text_compare(source_of(item_at(list, size, middle)), source) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

of_status of_seen_insert(of_ctx *ctx, of_array *list, size_t size, size_t index)
{
    if (list->len >= OF_SEEN_MAX) {
        return OF_SKIP_AS("more source rows than one row of state holds (4000)");
    }
    char *items = of_arena_array(of_scratch(ctx), list->len + 1, size);
    if (items == NULL) {
        return OF_ABORT_AS("the scratch memory of this record is full");
    }
    if (index > 0) {
        memcpy(items, list->items, index * size);
    }
    if (index < list->len) {
        memcpy(items + (index + 1) * size, item_at(list, size, index), (list->len - index) * size);
    }
    *list = (of_array){.items = items, .len = list->len + 1};
    return OF_OK;
}

of_status of_seen_own(of_ctx *ctx, of_array *list, size_t size)
{
    if (list->len == 0) {
        return OF_OK;
    }
    void *items = of_arena_array(of_scratch(ctx), list->len, size);
    if (items == NULL) {
        return OF_ABORT_AS("the scratch memory of this record is full");
    }
    memcpy(items, list->items, list->len * size);
    list->items = items;
    return OF_OK;
}

of_status of_seen_put(of_ctx *ctx, of_array *list, size_t size, const void *item, bool *fresh)
{
    of_text source = source_of(item);
    if (source.data == NULL) {
        return OF_ABORT_AS("the scratch memory of this record is full");
    }
    size_t index = find(list, size, source);
    bool known = index < list->len && of_text_equal(source_of(item_at(list, size, index)), source);
    *fresh = !known || position_of(item) > position_of(item_at(list, size, index));
    if (!*fresh) {
        return OF_OK;
    }
    OF_TRY(known ? of_seen_own(ctx, list, size) : of_seen_insert(ctx, list, size, index));
    memcpy((char *)list->items + index * size, item, size);
    return OF_OK;
}

of_status of_qty_check(int64_t qty)
{
    if (qty < 0) {
        return OF_SKIP_AS("a quantity is negative");
    }
    if (qty > OF_QTY_MAX) {
        return OF_SKIP_AS("a quantity is larger than any order line holds");
    }
    return OF_OK;
}

of_status of_amount_check(int64_t amount)
{
    bool sane = amount >= -OF_AMOUNT_MAX && amount <= OF_AMOUNT_MAX;
    return sane ? OF_OK : OF_SKIP_AS("an amount larger than any order is worth");
}

OptionalLong of_later(OptionalLong a, OptionalLong b)
{
    if (!a.present || !b.present) {
        return a.present ? a : b;
    }
    return a.value > b.value ? a : b;
}

OptionalLong of_earlier(OptionalLong a, OptionalLong b)
{
    if (!a.present || !b.present) {
        return a.present ? a : b;
    }
    return a.value < b.value ? a : b;
}
