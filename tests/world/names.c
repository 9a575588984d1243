/* Open addressing over copied names; grows at half full. */
#include "tests/world/names.h"

#include "topology/base/memory.h"

typedef struct entry {
    char *name;
    size_t len;
    int32_t number;
} entry;

struct names {
    entry *entries;
    size_t capacity; /* a power of two */
    size_t count;
};

names *names_new(void)
{
    names *table = of_new(sizeof *table);
    table->capacity = 1024;
    table->entries = of_new_array(table->capacity, sizeof *table->entries);
    return table;
}

void names_free(names *table)
{
    for (size_t i = 0; i < table->capacity; i++) {
        of_delete(table->entries[i].name);
    }
    of_delete(table->entries);
    of_delete(table);
}

static entry *slot_of(const names *table, of_text name)
{
    size_t at = (size_t)of_hash(of_bytes_of_text(name)) & (table->capacity - 1);
    for (;; at = (at + 1) & (table->capacity - 1)) {
        entry *here = &table->entries[at];
        if (here->name == NULL ||
            (here->len == name.len && memcmp(here->name, name.data, name.len) == 0)) {
            return here;
        }
    }
}

static void grow(names *table)
{
    names bigger = {.capacity = table->capacity * 2, .count = table->count};
    bigger.entries = of_new_array(bigger.capacity, sizeof *bigger.entries);
    for (size_t i = 0; i < table->capacity; i++) {
        const entry *from = &table->entries[i];
        if (from->name != NULL) {
            *slot_of(&bigger, (of_text){.data = from->name, .len = from->len}) = *from;
        }
    }
    of_delete(table->entries);
    *table = bigger;
}

void names_put(names *table, of_text name, int32_t number)
{
    entry *at = slot_of(table, name);
    if (at->name != NULL) {
        return;
    }
    *at = (entry){.name = of_new_string(name.data, name.len), .len = name.len, .number = number};
    table->count++;
    if (table->count * 2 > table->capacity) {
        grow(table);
    }
}

int32_t names_get(const names *table, of_text name)
{
    if (name.data == NULL) {
        return -1;
    }
    const entry *at = slot_of(table, name);
    return at->name == NULL ? -1 : at->number;
}
