/* Fuzzer: any bytes as a JSON record of a source, by each of a few mappings: Debezium's envelope,
 * plain rows, nested events. The first byte says which. Nothing may crash, hang or leak. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "processors/intake/intake.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const mappings[] = {"cdc.erp.order_line",  "cdc.erp.payment",
                                       "cdc.wms.package",     "evt.planning.supply_offer",
                                       "evt.carrier.webhook", "evt.participant.reply"};
#define MAPPINGS_COUNT (sizeof mappings / sizeof *mappings)

static of_intake *intake;
static of_arena *arena;

/* A reference mapping as it would be for JSON. */
static char *rewrite(const char *name)
{
    char command[1024];
    static char path[128];
    snprintf(path, sizeof path, "/tmp/of-fuzz-json-%ld-%s.yaml", (long)getpid(), name);
    snprintf(
        command, sizeof command,
        "sed 's/^topics:.*/topics: [%s]/; s/^envelope: debezium-avro/envelope: debezium-json/' "
        "'%s/%s.yaml' >'%s'",
        name, MAPPINGS, name, path);
    of_assert(system(command) == 0);
    return of_new_string(path, strlen(path));
}

static void start(void)
{
    static char *files[MAPPINGS_COUNT]; /* the intake reads them as long as it lives */
    for (size_t i = 0; i < MAPPINGS_COUNT; i++) {
        files[i] = rewrite(mappings[i]);
    }
    of_intake_options options = {.files = (const char *const *)files, .file_count = MAPPINGS_COUNT};
    of_status status = of_intake_open(&options, NULL, NULL, &intake);
    of_assert(of_ok(status));
    for (size_t i = 0; i < MAPPINGS_COUNT; i++) {
        bool taken = of_intake_bind(intake, (int32_t)i + 1, mappings[i]);
        of_assert(taken);
        unlink(files[i]);
    }
    arena = of_arena_new((size_t)1 << 20);
}

static of_status check(void *state, const of_record_type *type, of_text key, const void *record)
{
    of_buffer out = {0};
    (void)state;
    of_assert(key.data != NULL);
    of_status status = of_record_encode(type, record, &out);
    of_assert(of_ok(status)); /* what intake tells, the codec can write */
    of_buffer_free(&out);
    return OF_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (intake == NULL) {
        start();
    }
    if (size == 0) {
        return 0;
    }
    of_message message = {.topic = data[0] % (int32_t)MAPPINGS_COUNT + 1,
                          .value = {.data = data + 1, .len = size - 1}};
    of_status status = of_intake_record(intake, &message, arena, check, NULL);
    of_assert(status.remedy != OF_FATAL && status.remedy != OF_RETRY);
    of_arena_reset(arena);
    return 0;
}
