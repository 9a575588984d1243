/* What must hold when all is quiet: every task runs, everything was read and committed, no timer is
 * overdue, and nothing that may be there once is there twice. */
#include <inttypes.h>
#include <stdlib.h>

#include "avro/model.h"
#include "avro/registry/wire.h"
#include "tests/sim/disk.h"
#include "tests/sim/fold.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/kafka/embedded_coordinator.h"

#define ROWS_MAX    64
#define ARENA_BYTES ((size_t)16 << 20)

static bool is_input(const char *name)
{
    for (size_t i = 0; i < of_topology.topic_count; i++) {
        const of_graph_topic *row = &of_topology.topics[i];
        bool read = row->kind == OF_TOPIC_KIND_FACT || row->kind == OF_TOPIC_KIND_INNER;
        if (read && strcmp(row->kafka, name) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < of_topology.fold_count; i++) {
        char inner[OF_TOPIC_NAME_SIZE];
        of_fold_topic_name(&of_topology.folds[i], inner);
        if (strcmp(inner, name) == 0) {
            return true;
        }
    }
    return false;
}

/* -1: all was read. */
static int64_t first_unread(const of_topic *topic, int32_t partition)
{
    of_cursor cursor = {.offset = sim_record_next(topic->name, partition)};
    const of_plog *plog = &topic->plogs[partition];
    for (const of_entry *entry = of_cursor_entry(plog, &cursor); entry != NULL;
         entry = of_cursor_entry(plog, &cursor)) {
        if (entry->kind == OF_ENTRY_DATA && entry->aborted == 0) {
            return entry->offset;
        }
        of_cursor_pass(&cursor, entry);
    }
    return -1;
}

static int64_t tasks_running(void)
{
    int64_t running = 0;
    for (int i = 0; i < SIM_PROCESSES; i++) {
        if (of_sim->processes[i].engine != NULL) {
            of_engine_stats stats;
            of_engine_inspect(of_sim->processes[i].engine, &stats);
            running += stats.tasks_running;
        }
    }
    return running;
}

bool sim_check_is_settled(void)
{
    for (size_t i = 0; i < of_sim->log->topic_count; i++) {
        const of_topic *topic = of_sim->log->topics[i];
        for (int32_t j = 0; is_input(topic->name) && j < topic->partitions; j++) {
            if (first_unread(topic, j) >= 0) {
                return false;
            }
        }
    }
    return tasks_running() == SIM_PARTITIONS && of_sim->log->marker_count == 0;
}

static void check_read(void)
{
    of_group *group = of_group_find(of_sim->log, SIM_APP);
    for (size_t i = 0; i < of_sim->log->topic_count; i++) {
        const of_topic *topic = of_sim->log->topics[i];
        for (int32_t j = 0; is_input(topic->name) && j < topic->partitions; j++) {
            int64_t unread = first_unread(topic, j);
            int64_t next = sim_record_next(topic->name, j);
            int64_t committed = *of_group_committed(group, topic, j);
            if (unread >= 0) {
                sim_fail("%s %d %" PRId64 " is never read", topic->name, (int)j, unread);
            }
            if (next > 0 && committed != next) {
                sim_fail("%s %d is read to %" PRId64 ", committed is %" PRId64, topic->name, (int)j,
                         next, committed);
            }
        }
    }
}

/* ---- what is in the log ---- */

typedef struct reading {
    of_wire *wire;
    of_arena *arena;
    const of_record_type *types[ROWS_MAX];
    size_t type_count;
    char **names; /* of what may be there once */
    size_t count, capacity;
} reading;

static void name_entry(reading *self, const of_record_type *type, const void *record)
{
    of_buffer name = {0};
    if (type == &of_SagaEntry_type) {
        const SagaEntry *entry = record;
        of_buffer_format(&name, "saga %.*s %09" PRId64, OF_TEXT_ARG(entry->saga),
                         (int64_t)entry->seq);
        of_sim->tally->entries++;
    } else {
        int32_t at = of_record_field(type, OF_TEXT("header"));
        of_assert(at >= 0);
        const CommandHeader *header =
            (const void *)((const uint8_t *)record + type->fields[at].offset);
        of_buffer_format(&name, "command %.*s attempt %d", OF_TEXT_ARG(header->key),
                         (int)header->attempt);
        of_sim->tally->commands++;
    }
    self->names = of_grow(self->names, self->count, &self->capacity, sizeof *self->names);
    self->names[self->count++] = of_new_string((const char *)name.data, name.len);
    of_buffer_free(&name);
}

static void read_partition(reading *self, const of_plog *plog)
{
    of_cursor cursor = {0};
    for (const of_entry *entry = of_cursor_visible(plog, &cursor, true); entry != NULL;
         entry = of_cursor_visible(plog, &cursor, true)) {
        size_t index = 0;
        void *record = NULL;
        of_arena_reset(self->arena);
        of_status status = of_wire_decode(self->wire, of_entry_value(entry), self->types,
                                          self->type_count, self->arena, &index, &record);
        if (!of_ok(status)) {
            sim_fail("%s cannot be read: %s", plog->topic->name, status.what);
        }
        name_entry(self, self->types[index], record);
        of_cursor_pass(&cursor, entry);
    }
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Entries of one saga count from 1 without a gap. */
static void check_sequence(const char *name, const char *before)
{
    size_t len = strlen(name) - 9;
    bool same_saga = before != NULL && strlen(before) == len + 9 && strncmp(before, name, len) == 0;
    int64_t expected = same_saga ? strtoll(before + len, NULL, 10) + 1 : 1;
    if (strtoll(name + len, NULL, 10) != expected) {
        sim_fail("%s is not entry %" PRId64, name, expected);
    }
}

static void check_once(reading *self)
{
    if (self->count > 0) {
        qsort(self->names, self->count, sizeof *self->names, by_text);
    }
    for (size_t i = 0; i < self->count; i++) {
        const char *before = i == 0 ? NULL : self->names[i - 1];
        if (before != NULL && strcmp(before, self->names[i]) == 0) {
            sim_fail("%s is in the log twice", before);
        }
        if (strncmp(self->names[i], "saga ", 5) == 0) {
            check_sequence(self->names[i], before);
        }
    }
    for (size_t i = 0; i < self->count; i++) {
        of_delete(self->names[i]);
    }
    of_delete(self->names);
}

static void check_log(void)
{
    reading self = {.wire = of_wire_new(of_sim->registry), .arena = of_arena_new(ARENA_BYTES)};
    self.types[self.type_count++] = &of_SagaEntry_type;
    for (size_t i = 0; i < of_topology.topic_count; i++) {
        if (of_topology.topics[i].kind == OF_TOPIC_KIND_COMMAND) {
            of_assert(self.type_count < ROWS_MAX);
            self.types[self.type_count++] = of_topology.topics[i].type;
        }
    }
    for (size_t i = 0; i < of_sim->log->topic_count; i++) {
        const of_topic *topic = of_sim->log->topics[i];
        bool once = strncmp(topic->name, "cmd.", 4) == 0 || strcmp(topic->name, "saga-log") == 0;
        for (int32_t j = 0; once && j < topic->partitions; j++) {
            read_partition(&self, &topic->plogs[j]);
        }
        for (int32_t j = 0; strncmp(topic->name, "dlq.", 4) == 0 && j < topic->partitions; j++) {
            of_sim->tally->letters += topic->plogs[j].next_offset > 0 ? 1 : 0;
        }
    }
    check_once(&self);
    of_wire_free(self.wire);
    of_arena_free(self.arena);
}

void sim_check_end(void)
{
    if (tasks_running() != SIM_PARTITIONS) {
        sim_fail("%d tasks run at the end", (int)tasks_running());
    }
    check_read();
    for (int32_t i = 0; i < SIM_PARTITIONS; i++) {
        int64_t due = sim_fold_next_due(of_sim->fold, i);
        if (due <= sim_now()) {
            sim_fail("a timer of partition %d, due %" PRId64 ", has not fired", (int)i, due);
        }
    }
    for (int i = 0; i < SIM_PROCESSES; i++) {
        if (of_sim->processes[i].engine != NULL) {
            sim_disk_check(&of_sim->processes[i]);
        }
    }
    check_log();
}
