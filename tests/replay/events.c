/* The list of changes: grown, sorted once, read in order. */
#include "tests/replay/events.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "topology/base/arena.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"

const char *const events_topics[EVENTS_TABLES] = {
    [EVENTS_HEADER] = "cdc.erp.order_header",
    [EVENTS_LINE] = "cdc.erp.order_line",
    [EVENTS_SCHEDULE] = "cdc.erp.schedule_line",
    [EVENTS_PAYMENT] = "cdc.erp.payment",
    [EVENTS_SUPPLY] = "cdc.erp.purchase_order_line",
    [EVENTS_PICK] = "cdc.wms.pick_task",
    [EVENTS_PACKAGE] = "cdc.wms.package",
    [EVENTS_SHIP] = "cdc.wms.ship_confirm",
    [EVENTS_MILESTONE] = "evt.carrier.milestone",
};

struct events {
    uint32_t group;
    event *items;
    size_t count;
    size_t capacity;
    of_arena *texts;
};

events *events_new(void)
{
    events *all = of_new(sizeof *all);
    all->texts = of_arena_new((size_t)4 << 30);
    return all;
}

void events_free(events *all)
{
    of_arena_free(all->texts);
    of_delete(all->items);
    of_delete(all);
}

of_text events_text(events *all, of_text text)
{
    return of_arena_text(all->texts, text);
}

of_text events_format(events *all, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    of_assert(len >= 0 && (size_t)len < sizeof text);
    return events_text(all, (of_text){.data = text, .len = (size_t)len});
}

void events_add(events *all, int64_t at_ms, uint16_t table, char op, of_text key,
                const cdc_column *columns)
{
    if (all->count == all->capacity) {
        all->capacity = all->capacity == 0 ? 1024 : all->capacity * 2;
        all->items = of_renew(all->items, all->capacity * sizeof *all->items);
    }
    uint16_t count = 0;
    while (columns[count].name != NULL) {
        count++;
    }
    event *added = &all->items[all->count];
    *added = (event){.at_ms = at_ms,
                     .order = (uint32_t)all->count,
                     .group = all->group,
                     .table = table,
                     .op = op,
                     .key = events_text(all, key),
                     .columns = of_arena_array(all->texts, count, sizeof *columns),
                     .count = count};
    for (uint16_t i = 0; i < count; i++) {
        added->columns[i].name = columns[i].name;
        added->columns[i].value = events_text(all, columns[i].value);
    }
    all->count++;
}

static int by_time(const void *left, const void *right)
{
    const event *a = left;
    const event *b = right;
    if (a->at_ms != b->at_ms) {
        return a->at_ms < b->at_ms ? -1 : 1;
    }
    return a->order < b->order ? -1 : 1;
}

void events_next_group(events *all)
{
    all->group++;
}

void events_sort(events *all)
{
    qsort(all->items, all->count, sizeof *all->items, by_time);
}

size_t events_count(const events *all)
{
    return all->count;
}

const event *events_at(const events *all, size_t index)
{
    of_assert(index < all->count);
    return &all->items[index];
}
