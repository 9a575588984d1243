/* Encodes change events onto a tape. */
#include "tests/bench/tape.h"

#include <stdio.h>
#include <stdlib.h>

#include "topology/base/memory.h"

/* Made-up orders come in portions, so that a tape of gigabytes needs little memory. */
#define PORTION 20000

typedef struct writer {
    const tape_options *options;
    tape_facts *facts;
    FILE *out;
    cdc_table *tables[EVENTS_TABLES];
    of_buffer value;
    int64_t position;
} writer;

static void stop_unless(bool good, const char *what, const char *why)
{
    if (!good) {
        fprintf(stderr, "bench: %s: %s\n", what, why);
        exit(1);
    }
}

static void put(writer *self, const event *each)
{
    of_buffer_clear(&self->value);
    cdc_change change = {.op = each->op,
                         .columns = each->columns,
                         .count = each->count,
                         .position = ++self->position,
                         .at_ms = each->at_ms};
    cdc_write(self->tables[each->table], &change, &self->value);
    tape_head head = {.value_len = (uint32_t)self->value.len,
                      .key_len = (uint16_t)each->key.len,
                      .table = (uint8_t)each->table,
                      .partition = (uint8_t)of_partition_of_key(of_bytes_of_text(each->key),
                                                                TAPE_SOURCE_PARTITIONS)};
    stop_unless(fwrite(&head, sizeof head, 1, self->out) == 1 &&
                    fwrite(each->key.data, 1, each->key.len, self->out) == each->key.len &&
                    fwrite(self->value.data, 1, self->value.len, self->out) == self->value.len,
                self->options->file, "cannot be written");
    self->facts->records++;
    self->facts->orders += each->table == EVENTS_HEADER && each->op == 'c';
}

static void put_probe(writer *self, int64_t at_ms)
{
    char id[32];
    int len = snprintf(id, sizeof id, TAPE_PROBE_PREFIX "%lld", (long long)self->facts->probes++);
    of_text key = {.data = id, .len = (size_t)len};
    cdc_column columns[] = {
        {"order_id", key},
        {"type", OF_TEXT("STANDARD")},
        {"status", OF_TEXT("OPEN")},
        {"channel", OF_TEXT("PROBE")},
        {"customer", key},
        {"currency", OF_TEXT("BRL")},
        {"booked_at", OF_TEXT("2018-01-01T00:00:00Z")},
    };
    event probe = {.at_ms = at_ms,
                   .table = EVENTS_HEADER,
                   .op = 'c',
                   .key = key,
                   .columns = columns,
                   .count = sizeof columns / sizeof *columns};
    put(self, &probe);
}

static bool is_full(const writer *self)
{
    return self->facts->records >= self->options->records;
}

static void put_all(writer *self, events *all)
{
    events_sort(all);
    size_t count = events_count(all);
    for (size_t i = 0; i < count && !is_full(self); i++) {
        const event *each = events_at(all, i);
        int64_t every = self->options->probe_every;
        if (every > 0 && (int64_t)i % every == 0) {
            put_probe(self, each->at_ms);
        }
        put(self, each);
    }
}

static void put_portion(writer *self, int64_t first)
{
    events *all = events_new();
    events_of_nobody(all, first, PORTION, self->options->lines);
    put_all(self, all);
    events_free(all);
}

void tape_write(const tape_options *options, tape_facts *facts)
{
    char error[512] = "";
    writer self = {.options = options, .facts = facts, .out = fopen(options->file, "wb")};
    *facts = (tape_facts){0};
    stop_unless(self.out != NULL, options->file, "cannot be written");
    of_registry *registry = NULL;
    of_registry_options at = {.directory = options->schemas};
    stop_unless(of_ok(of_registry_open(&at, &registry, error, sizeof error)), "registry", error);
    for (size_t i = 0; i < EVENTS_TABLES; i++) {
        self.tables[i] = cdc_open(registry, ORDERFLOW_MAPPINGS, events_topics[i]);
    }
    if (options->data != NULL) {
        events *all = events_new();
        events_of_olist(all, options->data);
        put_all(&self, all);
        events_free(all);
    }
    for (int64_t first = 0; options->data == NULL && !is_full(&self); first += PORTION) {
        put_portion(&self, first);
    }
    stop_unless(fclose(self.out) == 0, options->file, "cannot be written");
    for (size_t i = 0; i < EVENTS_TABLES; i++) {
        cdc_close(self.tables[i]);
    }
    of_registry_close(registry);
    of_buffer_free(&self.value);
}
